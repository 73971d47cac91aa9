//! Minima of functions that have many.

mod differential_evolution;
mod direct;
mod dual_annealing;

pub use differential_evolution::{
    DifferentialEvolution, DifferentialEvolutionOptions, Generation, InitialPopulation, Landscape, Mutation,
    Random, Sobol, Strategy, TooManyVariables, differential_evolution,
};
pub use direct::{Direct, DirectEnding, DirectOptions, direct};
pub use dual_annealing::{
    Annealed, AnnealingEnding, AnnealingError, AnnealingRandom, DualAnnealing, DualAnnealingOptions,
    dual_annealing,
};
