//! `scipy.interpolate` in Rust: splines, piecewise polynomials, scattered and gridded data.
//!
//! | SciPy | here |
//! | --- | --- |
//! | `BSpline` | [`bspline::BSpline`] |
//! | `PPoly` | [`PPoly`] |
//! | `CubicSpline`, `CubicHermiteSpline`, `PchipInterpolator`, `Akima1DInterpolator` | [`cubic`] |
//! | `splrep`, `splprep`, `UnivariateSpline`, `SmoothBivariateSpline`, `RectBivariateSpline`, ... | [`fitpack`] |
//! | `interp1d` | [`interp1d`](mod@interp1d) |
//! | `make_interp_spline` | [`bspline::interpolate`], [`bspline::interpolate_periodic`] |
//! | `make_lsq_spline` | [`bspline::least_squares`] |
//! | `LinearNDInterpolator`, `CloughTocher2DInterpolator` | [`scattered`] |
//! | `RegularGridInterpolator` | [`regular_grid`] |
//! | `RBFInterpolator` | [`rbf`] |
//!
//! Samples and coefficients are rows of `width` numbers, one row for a point or a basis function; a complex
//! number is two.

mod banded;
pub mod bspline;
pub mod cubic;
mod error;
mod extrapolate;
pub mod fitpack;
mod givens;
pub mod interp1d;
mod parallel;
mod ppoly;
pub mod rbf;
pub mod regular_grid;
pub mod scattered;

pub use error::{InterpolateError, Result};
pub use extrapolate::Extrapolate;
pub use ppoly::PPoly;
