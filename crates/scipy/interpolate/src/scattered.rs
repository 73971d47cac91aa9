//! Interpolation between points that are anywhere: `griddata` and the classes behind it.
//!
//! Values are rows of `width` numbers, one row for a point; a complex number is two.

mod clough_tocher;
mod gradients;
mod linear;
mod scaling;

pub use clough_tocher::CloughTocher2d;
pub use gradients::gradients;
pub use linear::LinearNd;
pub use scaling::Scaling;

/// How far outside of a simplex a point may be, in barycentric coordinates.
const TOLERANCE: f64 = pallasite_spatial::DEFAULT_TOLERANCE;
