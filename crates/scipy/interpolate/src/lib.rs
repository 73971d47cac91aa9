//! `scipy.interpolate` in Rust: splines and piecewise polynomials.
//!
//! | SciPy | here |
//! | --- | --- |
//! | `BSpline` | [`bspline`] |

pub mod bspline;
