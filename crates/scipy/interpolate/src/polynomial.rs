//! The polynomial through points, in two forms: `BarycentricInterpolator`, `KroghInterpolator`.

mod barycentric;
mod krogh;

pub use barycentric::Barycentric;
pub use krogh::Krogh;
