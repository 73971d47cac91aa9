//! Eigenvalues and eigenvectors.
use super::convert::{array, assert_finite, mat, order, real_diagonal};
use super::{LinAlgError, Result, Scalar};
use faer::Side;
use faer::linalg::solvers::SelfAdjointEigen;
use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis};
use num_complex::Complex;
use num_traits::{Float, One, Zero};

/// Which triangle of a Hermitian matrix is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Uplo {
    /// The lower one.
    #[default]
    Lower,
    /// The upper one.
    Upper,
}

impl From<Uplo> for Side {
    fn from(uplo: Uplo) -> Side {
        match uplo {
            Uplo::Lower => Side::Lower,
            Uplo::Upper => Side::Upper,
        }
    }
}

fn did_not_converge<E>(_: E) -> LinAlgError {
    LinAlgError::EigenvaluesDidNotConverge
}

/// Looks only at the triangle that is read.
fn is_finite<T: Scalar>(a: ArrayView2<'_, T>, uplo: Uplo) -> bool {
    let read = |(i, j): (usize, usize)| if uplo == Uplo::Lower { i >= j } else { i <= j };
    a.indexed_iter().all(|(at, x)| !read(at) || x.finite())
}

/// Eigenvalues, ascending, and orthonormal eigenvectors, in columns, of a Hermitian matrix.
///
/// # Errors
/// [`LinAlgError::EigenvaluesDidNotConverge`], [`LinAlgError::NotSquare`]. Input that is not finite gives NaN.
///
/// # Examples
/// ```
/// use pallasite_numpy::linalg::{Uplo, eigh};
/// let (values, _vectors) = eigh(ndarray::array![[2.0, 0.0], [0.0, 1.0]].view(), Uplo::Lower)?;
/// assert_eq!(values, ndarray::array![1.0, 2.0]);
/// # Ok::<(), pallasite_numpy::linalg::LinAlgError>(())
/// ```
pub fn eigh<T: Scalar>(a: ArrayView2<'_, T>, uplo: Uplo) -> Result<(Array1<T::Real>, Array2<T>)> {
    let n = order(a)?;
    if !is_finite(a, uplo) {
        let nan = T::Real::nan();
        return Ok((Array1::from_elem(n, nan), Array2::from_elem((n, n), T::from_real(nan))));
    }
    let found = SelfAdjointEigen::new(mat(a), uplo.into()).map_err(did_not_converge)?;
    let values: Vec<T> = found.S().column_vector().iter().copied().collect();
    Ok((real_diagonal(&values), array(found.U())))
}

/// The eigenvalues of a Hermitian matrix, ascending.
///
/// # Errors
/// As for [`eigh`].
///
/// # Examples
/// ```
/// use pallasite_numpy::linalg::{Uplo, eigvalsh};
/// let values = eigvalsh(ndarray::array![[2.0, 0.0], [0.0, 1.0]].view(), Uplo::Lower)?;
/// assert_eq!(values, ndarray::array![1.0, 2.0]);
/// # Ok::<(), pallasite_numpy::linalg::LinAlgError>(())
/// ```
pub fn eigvalsh<T: Scalar>(a: ArrayView2<'_, T>, uplo: Uplo) -> Result<Array1<T::Real>> {
    let n = order(a)?;
    if !is_finite(a, uplo) {
        return Ok(Array1::from_elem(n, T::Real::nan()));
    }
    Ok(mat(a).self_adjoint_eigenvalues(uplo.into()).map_err(did_not_converge)?.into())
}

/// Eigenvalues and eigenvectors, in columns, of a square matrix, normalised as LAPACK's `geev` does: of norm
/// 1, and for a complex eigenvalue with the largest component real.
///
/// # Errors
/// [`LinAlgError::NotFinite`], [`LinAlgError::EigenvaluesDidNotConverge`], [`LinAlgError::NotSquare`].
///
/// # Examples
/// ```
/// let (values, _vectors) = pallasite_numpy::linalg::eig(ndarray::array![[0.0_f64, -1.0], [1.0, 0.0]].view())?;
/// assert!((values[0].im - 1.0_f64).abs() < 1e-15);
/// # Ok::<(), pallasite_numpy::linalg::LinAlgError>(())
/// ```
pub fn eig<T: Scalar>(a: ArrayView2<'_, T>) -> Result<(Array1<Complex<T::Real>>, Array2<Complex<T::Real>>)>
where
    Complex<T::Real>: Scalar<Real = T::Real>,
{
    order(a)?;
    assert_finite(a, LinAlgError::NotFinite)?;
    let found = mat(a).eigen().map_err(did_not_converge)?;
    let values: Array1<Complex<T::Real>> = found.S().column_vector().iter().copied().collect();
    let mut vectors = array(found.U());
    for (mut column, value) in vectors.axis_iter_mut(Axis(1)).zip(&values) {
        let scale = match (T::IS_REAL, value.im.is_zero()) {
            (true, true) => Complex::from(Float::recip(norm(column.view()))),
            (true, false) => to_real(column.view(), |largest| Float::signum(largest.re)),
            (false, _) => to_real(column.view(), |_| T::Real::one()),
        };
        column.mapv_inplace(|x| x * scale);
    }
    Ok((values, vectors))
}

fn norm<R: Float>(x: ArrayView1<'_, Complex<R>>) -> R {
    x.iter().fold(R::zero(), |sum, x| sum + x.norm_sqr()).sqrt()
}

/// The factor that gives the vector the norm 1 and makes its largest component real, with the sign given.
fn to_real<R: Float>(x: ArrayView1<'_, Complex<R>>, sign: impl Fn(Complex<R>) -> R) -> Complex<R> {
    let larger = |a: Complex<R>, b: &Complex<R>| if b.norm_sqr() > a.norm_sqr() { *b } else { a };
    let largest = x.iter().fold(Complex::zero(), larger);
    largest.conj() / largest.norm() * sign(largest) / norm(x)
}

/// The eigenvalues of a square matrix.
///
/// # Errors
/// As for [`eig`].
///
/// # Examples
/// ```
/// let values = pallasite_numpy::linalg::eigvals(ndarray::array![[1.0, 5.0], [0.0, 2.0]].view())?;
/// assert_eq!((values[0].re, values[1].re), (1.0, 2.0));
/// # Ok::<(), pallasite_numpy::linalg::LinAlgError>(())
/// ```
pub fn eigvals<T: Scalar>(a: ArrayView2<'_, T>) -> Result<Array1<Complex<T::Real>>> {
    order(a)?;
    assert_finite(a, LinAlgError::NotFinite)?;
    Ok(mat(a).eigenvalues().map_err(did_not_converge)?.into())
}
