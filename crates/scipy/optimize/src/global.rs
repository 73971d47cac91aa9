//! Minima of functions that have many.

mod differential_evolution;
mod dual_annealing;

pub use differential_evolution::{
    DifferentialEvolution, DifferentialEvolutionOptions, Generation, InitialPopulation, Landscape, Mutation,
    Random, Strategy, differential_evolution,
};
pub use dual_annealing::{
    Annealed, AnnealingEnding, AnnealingError, AnnealingRandom, DualAnnealing, DualAnnealingOptions,
    dual_annealing,
};
