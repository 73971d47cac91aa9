//! `numpy.polynomial`: series in six bases, which are data for one implementation, and the polynomials of the main
//! namespace, whose coefficients come in the order of falling powers.
//!
//! | subject | functions |
//! | --- | --- |
//! | bases | [`POWER`], [`CHEBYSHEV`], [`LEGENDRE`], [`LAGUERRE`], [`HERMITE`], [`HERMITE_E`] |
//! | arithmetic | [`add`], [`subtract`], [`multiply`], [`divide`], [`power`], [`times_x`], [`line`], [`compose`], [`from_roots`] |
//! | values | [`evaluate`], [`vander`] |
//! | calculus | [`derivative`], [`integral`] |
//! | zeros | [`companion`], [`roots`] |
//! | quadrature | [`gauss`], [`Recurrence`] |
//! | on arrays | [`arrays`], [`fit()`], [`descending`] |
//!
//! # Examples
//! ```
//! use pallasite_numpy::polynomial::{LEGENDRE, POWER, compose, evaluate};
//! let in_powers = compose(&LEGENDRE, &[0.0, 0.0, 1.0], &POWER, &[0.0, 1.0])?;
//! assert_eq!(in_powers, [-0.5, 0.0, 1.5]);
//! assert_eq!(evaluate(&POWER, &in_powers, &[2.0]), evaluate(&LEGENDRE, &[0.0, 0.0, 1.0], &[2.0]));
//! # Ok::<(), pallasite_numpy::polynomial::PolynomialError>(())
//! ```

mod arithmetic;
pub mod arrays;
mod basis;
mod calculus;
mod companion;
pub mod descending;
mod error;
mod evaluate;
mod fit;
mod gauss;
mod number;
mod weights;

pub use arithmetic::{add, compose, divide, from_roots, line, multiply, power, subtract, times_x, trimmed};
pub use basis::{
    BASES, Basis, CHEBYSHEV, Form, HERMITE, HERMITE_E, LAGUERRE, LEGENDRE, POWER, Product, Step,
};
pub use calculus::{derivative, integral};
pub use companion::{companion, roots};
pub use error::{PolynomialError, Result};
pub use evaluate::{evaluate, vander};
pub use fit::{Fit, FitOptions, fit};
pub use gauss::{Recurrence, gauss, symmetric};
pub use number::Coefficient;

#[cfg(test)]
mod tests;
