//! `ndarray` views as `faer` matrices and back.
use super::{LinAlgError, Result, Scalar};
use faer::{Mat, MatMut, MatRef, Par};
use ndarray::{Array1, Array2, ArrayView2, ArrayViewMut2};
use std::sync::Once;

/// The view as a matrix, without a copy. Factorisations run on one thread, so that their bits depend on the
/// input alone; the products choose their own parallelism.
pub(super) fn mat<'a, T: Scalar>(a: ArrayView2<'a, T>) -> MatRef<'a, T> {
    static SERIAL: Once = Once::new();
    SERIAL.call_once(|| faer::set_global_parallelism(Par::Seq));
    let (rows, cols) = a.dim();
    let strides = (a.strides()[0], a.strides()[1]);
    // SAFETY: the view is valid for reading its elements at these strides during 'a.
    unsafe { MatRef::from_raw_parts(a.as_ptr(), rows, cols, strides.0, strides.1) }
}

/// The mutable view as a matrix, without a copy.
pub(super) fn mat_mut<'a, T: Scalar>(mut a: ArrayViewMut2<'a, T>) -> MatMut<'a, T> {
    let (rows, cols) = a.dim();
    let strides = (a.strides()[0], a.strides()[1]);
    // SAFETY: the view is valid for writing its elements at these strides during 'a, and nobody else has it.
    unsafe { MatMut::from_raw_parts_mut(a.as_mut_ptr(), rows, cols, strides.0, strides.1) }
}

/// A matrix as an array in C order.
pub(super) fn array<T: Scalar>(m: MatRef<'_, T>) -> Array2<T> {
    let mut out = Array2::zeros((m.nrows(), m.ncols()));
    mat_mut(out.view_mut()).copy_from(m);
    out
}

/// The conjugate transpose as an array in C order.
pub(super) fn adjoint<T: Scalar>(m: MatRef<'_, T>) -> Array2<T> {
    Array2::from_shape_fn((m.ncols(), m.nrows()), |(i, j)| m[(j, i)].conjugate())
}

/// The real parts of a diagonal.
pub(super) fn real_diagonal<T: Scalar>(s: &[T]) -> Array1<T::Real> {
    s.iter().map(|x| x.real_part()).collect()
}

/// The identity.
pub(super) fn identity<T: Scalar>(n: usize) -> Mat<T> {
    Mat::from_fn(n, n, |i, j| if i == j { T::one() } else { T::zero() })
}

/// The order of a square matrix.
pub(super) fn order<T>(a: ArrayView2<'_, T>) -> Result<usize> {
    let (rows, cols) = a.dim();
    if rows == cols { Ok(rows) } else { Err(LinAlgError::NotSquare { rows, cols }) }
}

/// `Err(error)` unless every element is finite.
pub(super) fn assert_finite<T: Scalar>(a: ArrayView2<'_, T>, error: LinAlgError) -> Result<()> {
    if a.iter().all(|x| x.finite()) { Ok(()) } else { Err(error) }
}
