//! Real and complex numbers.

use pallasite_numpy::linalg::Scalar;

/// `f64` or `Complex64`.
pub trait Number: Scalar<Real = f64> + Default + 'static {}

impl<T: Scalar<Real = f64> + Default + 'static> Number for T {}
