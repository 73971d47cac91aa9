//! `scipy.interpolate` in Rust: splines, piecewise polynomials, scattered and gridded data.
//!
//! | SciPy | here |
//! | --- | --- |
//! | `BSpline` | [`bspline::BSpline`] |
//! | `PPoly`, `BPoly`, `NdPPoly` | [`PPoly`], [`BPoly`], [`NdPPoly`] |
//! | `BarycentricInterpolator`, `KroghInterpolator` | [`polynomial`] |
//! | `CubicSpline`, `CubicHermiteSpline`, `PchipInterpolator`, `Akima1DInterpolator` | [`cubic`] |
//! | `splrep`, `splprep`, `UnivariateSpline`, `SmoothBivariateSpline`, `RectBivariateSpline`, `SmoothSphereBivariateSpline`, ... | [`fitpack`] |
//! | `interp1d` | [`interp1d`](mod@interp1d) |
//! | `make_interp_spline` | [`bspline::interpolate`], [`bspline::interpolate_periodic`] |
//! | `NdBSpline`, `make_ndbspl` | [`NdBSpline`] |
//! | `make_smoothing_spline` | [`smoothing::SmoothingSpline`] |
//! | `make_lsq_spline` | [`bspline::least_squares`] |
//! | `LinearNDInterpolator`, `CloughTocher2DInterpolator` | [`scattered`] |
//! | `RegularGridInterpolator` | [`regular_grid`] |
//! | `RBFInterpolator` | [`rbf`] |
//! | `AAA`, `FloaterHormannInterpolator` | [`rational`] |
//!
//! Samples and coefficients are rows of `width` numbers, one row for a point or a basis function; a complex
//! number is two.

mod banded;
mod bpoly;
pub mod bspline;
pub mod cubic;
mod error;
mod extrapolate;
pub mod fitpack;
mod givens;
pub mod interp1d;
mod locate;
mod ndbspline;
mod ndppoly;
mod parallel;
mod piecewise;
pub mod polynomial;
mod ppoly;
pub mod rational;
pub mod rbf;
pub mod regular_grid;
pub mod scattered;
pub mod smoothing;

pub use bpoly::{BPoly, Bernstein};
pub use error::{InterpolateError, Result};
pub use extrapolate::Extrapolate;
pub use ndbspline::NdBSpline;
pub use ndppoly::NdPPoly;
pub use piecewise::{Basis, Piecewise};
pub use ppoly::{PPoly, Power};
