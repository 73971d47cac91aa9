//! Minima of functions that have many.

mod differential_evolution;
mod direct;
mod dual_annealing;
mod shgo;

pub use differential_evolution::{
    DifferentialEvolution, DifferentialEvolutionOptions, EvolutionEnding, EvolutionRules, Generation,
    InitialPopulation, Landscape, Mutation, Population, Random, Strategy, differential_evolution,
    first_population,
};
pub use direct::{Direct, DirectEnding, DirectOptions, direct};
pub use dual_annealing::{
    Annealed, AnnealingEnding, AnnealingError, AnnealingRandom, DualAnnealing, DualAnnealingOptions,
    dual_annealing,
};
pub use shgo::{Shgo, ShgoError, ShgoObjective, ShgoOptions, ShgoSampling, shgo};
