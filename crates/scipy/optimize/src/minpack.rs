//! The Levenberg-Marquardt method and Powell's hybrid method as MINPACK carries them out.
//!
//! Written after J. J. Moré, *The Levenberg-Marquardt algorithm: implementation and theory*, Lecture Notes in
//! Mathematics 630 (1978), 105-116, and the argument descriptions in J. J. Moré, B. S. Garbow, K. E. Hillstrom,
//! *User Guide for MINPACK-1*, ANL-80-74 (1980). The order of the floating-point operations follows MINPACK, so
//! that iterates, counts and codes agree with `scipy.optimize.leastsq`.

mod damping;
mod hybrid;
mod levenberg_marquardt;
mod matrix;
mod norm;
mod problem;
mod qr;
mod rank_one;

pub(crate) use hybrid::{HybridOutcome, HybridSettings, hybrid};
pub(crate) use levenberg_marquardt::{Outcome, Settings, Status, minimize};
pub use matrix::Matrix;
pub(crate) use norm::euclidean_norm;
pub(crate) use problem::{Analytic, BandedDifferences, ForwardDifferences, Problem};
pub(crate) use qr::{PivotedQr, damped_triangle, givens, householder_vector, permute, reflect};
