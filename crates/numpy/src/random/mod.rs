//! Random numbers in NumPy's own streams: the same seed gives the same bits as `numpy.random` 2.4.
//!
//! | NumPy | here |
//! | --- | --- |
//! | `default_rng(seed)` | [`default_rng`] |
//! | `Generator` | [`Generator`], generic over the source of bits |
//! | `PCG64`, `PCG64DXSM`, `MT19937`, `Philox`, `SFC64` | [`Pcg64`], [`Pcg64Dxsm`], [`Mt19937`], [`Philox`], [`Sfc64`] |
//! | `SeedSequence` | [`SeedSequence`] |
//! | `RandomState`, `seed` | [`RandomState`] |
//!
//! Distributions check their parameters and report errors in NumPy's words. Variates that go through
//! `exp`, `log` or `pow` are the same bits where the C library rounds these alike, which on Linux is the
//! library that NumPy calls.
//!
//! # Examples
//! ```
//! use pallasite_numpy::random::default_rng;
//!
//! let mut rng = default_rng(42);
//! assert_eq!(rng.standard_normal::<f64>(2)?, [0.30471707975443135, -1.0399841062404955]);
//! assert_eq!(rng.integers::<i64>(0, 10, false, 3)?, [4, 8, 0]);
//! # Ok::<(), pallasite_numpy::random::RandomError>(())
//! ```

mod bit_generator;
mod bounded;
mod choice;
pub mod distributions;
mod error;
mod fill;
mod generator;
mod legacy;
mod methods;
mod mt19937;
#[rustfmt::skip]
mod mt19937_jump;
mod pcg64;
mod philox;
mod seed_sequence;
mod sfc64;
mod shuffle;
mod ziggurat;
#[rustfmt::skip]
mod ziggurat_tables;

pub use bit_generator::{BitGenerator, HalfWord, Jump, Stream};
pub use bounded::{IntegerRange, IntegerSampler, RandomInteger, Rejection};
pub use choice::ChoiceOptions;
pub use error::{Constraint, Dialect, POISSON_MEAN_MAX, RandomError, Violation};
pub use fill::RandomFloat;
pub use generator::{Generator, MultivariateMethod, default_rng};
pub use legacy::{LegacyState, Polar, RandomState};
pub use mt19937::{MT19937_WORDS, Mt19937, Mt19937State};
pub use pcg64::{Pcg64, Pcg64Dxsm, Pcg64State};
pub use philox::{Philox, PhiloxState};
pub use seed_sequence::SeedSequence;
pub use sfc64::{Sfc64, Sfc64State};
pub use shuffle::{shuffle_axis, shuffle_by, shuffle_lanes};
