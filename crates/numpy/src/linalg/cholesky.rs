//! Cholesky's factorisation.
use super::convert::{adjoint, array, assert_finite, mat, order};
use super::{LinAlgError, Result, Scalar};
use faer::Side;
use faer::linalg::solvers::Llt;
use ndarray::{Array2, ArrayView2};
use num_traits::{Float, Zero};

/// The triangular factor of a Hermitian positive definite matrix: `L` with `a = L Lᴴ`, or with `upper` its
/// conjugate transpose. Only the triangle named is read.
///
/// # Errors
/// [`LinAlgError::NotPositiveDefinite`], [`LinAlgError::NotSquare`].
///
/// # Examples
/// ```
/// use ndarray::array;
/// let l = pallasite_numpy::linalg::cholesky(array![[4.0, 2.0], [2.0, 5.0]].view(), false)?;
/// assert_eq!(l, array![[2.0, 0.0], [1.0, 2.0]]);
/// # Ok::<(), pallasite_numpy::linalg::LinAlgError>(())
/// ```
pub fn cholesky<T: Scalar>(a: ArrayView2<'_, T>, upper: bool) -> Result<Array2<T>> {
    /// Orders up to which the plain loop is faster than the blocked factorisation.
    const SMALL: usize = 24;
    let n = order(a)?;
    if n > SMALL && assert_finite(a, LinAlgError::NotFinite).is_ok() {
        let side = if upper { Side::Upper } else { Side::Lower };
        let factor = Llt::new(mat(a), side).map_err(|_| LinAlgError::NotPositiveDefinite)?;
        return Ok(if upper { adjoint(factor.L()) } else { array(factor.L()) });
    }
    let read = |i, j| if upper { a[(j, i)].conjugate() } else { a[(i, j)] };
    let l = row_by_row(n, read)?;
    Ok(if upper { l.t().mapv(Scalar::conjugate) } else { l })
}

/// Golub and Van Loan, "Matrix Computations" (4th ed.), section 4.2; NaN spreads, as it does in LAPACK.
fn row_by_row<T: Scalar>(n: usize, a: impl Fn(usize, usize) -> T) -> Result<Array2<T>> {
    let mut l = Array2::<T>::zeros((n, n));
    for j in 0..n {
        let pivot =
            (0..j).fold(a(j, j).real_part(), |sum, k| sum - (l[(j, k)] * l[(j, k)].conjugate()).real_part());
        if pivot <= T::Real::zero() {
            return Err(LinAlgError::NotPositiveDefinite);
        }
        let root = Float::sqrt(pivot);
        l[(j, j)] = T::from_real(root);
        for i in j + 1..n {
            let sum = (0..j).fold(a(i, j), |sum, k| sum - l[(i, k)] * l[(j, k)].conjugate());
            l[(i, j)] = sum / T::from_real(root);
        }
    }
    Ok(l)
}
