//! `scipy.stats.qmc` in Rust: points that fill the unit cube more evenly than random ones do.
//!
//! | SciPy | here |
//! | --- | --- |
//! | `Halton` | [`Halton`], [`van_der_corput`] |
//! | `Sobol` | [`Sobol`] |
//! | `LatinHypercube` | [`latin_hypercube()`], [`orthogonal_latin_hypercube`] |
//! | `PoissonDisk` | [`PoissonDisk`] |
//! | `optimization="random-cd"`, `"lloyd"` | [`lower_discrepancy`], [`lloyd()`] |
//! | `MultivariateNormalQMC`, `MultinomialQMC` | [`standard_normals`], [`multinomial()`] |
//! | `discrepancy`, `update_discrepancy` | [`discrepancy()`], [`update_discrepancy`] |
//! | `geometric_discrepancy` | [`pair_distances`], [`least_distance`], [`mean_edge_of_spanning_tree`] |
//!
//! Points are slices, the coordinates of one point behind those of the other. What is random comes from a [`Random`]
//! in the order in which SciPy draws it.
//!
//! The crate stands below the rest of `scipy.stats`, because `scipy.optimize` uses it.

mod discrepancy;
mod distances;
mod distributions;
mod halton;
mod latin_hypercube;
mod lloyd;
mod perturbed;
mod poisson_disk;
mod primes;
mod random;
mod rows;
mod sobol;

pub use discrepancy::{DiscrepancyMethod, discrepancy, update_discrepancy};
pub use distances::{Metric, least_distance, mean_edge_of_spanning_tree, pair_distances};
pub use distributions::{multinomial, standard_normals};
pub use halton::{Halton, digit_permutations, van_der_corput};
pub use latin_hypercube::{NotPrimeSquared, latin_hypercube, orthogonal_latin_hypercube};
pub use lloyd::lloyd;
pub use perturbed::{lower_discrepancy, perturbed_discrepancy};
pub use poisson_disk::{Hypersphere, PoissonDisk, PoissonDiskOptions};
pub use primes::{first_primes, primes_below};
pub use random::Random;
pub use sobol::{Sobol, SobolError};
