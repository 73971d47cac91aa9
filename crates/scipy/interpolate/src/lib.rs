//! `scipy.interpolate` in Rust: splines and piecewise polynomials.
//!
//! | SciPy | here |
//! | --- | --- |
//! | `BSpline` | [`bspline`] |

pub mod bspline;
pub mod rbf;
pub mod regular_grid;
pub mod scattered;
