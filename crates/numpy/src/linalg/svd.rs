//! The singular value decomposition and what follows from it.
use super::convert::{adjoint, array, assert_finite, mat};
use super::eig::{Uplo, eigh, eigvalsh};
use super::product::matmul;
use super::qr::qr_r;
use super::{LinAlgError, RealScalar, Result, Scalar};
use faer::linalg::solvers::Svd as FaerSvd;
use ndarray::{Array1, Array2, ArrayView2, Axis, ShapeBuilder, concatenate, s};
use num_traits::{Float, One, Zero};
use pallasite_array::threads;

/// `a = u diag(s) vh`.
#[derive(Clone, Debug)]
pub struct Svd<T: Scalar> {
    /// Left singular vectors, in columns.
    pub u: Array2<T>,
    /// Singular values, descending.
    pub s: Array1<T::Real>,
    /// Right singular vectors, conjugated, in rows.
    pub vh: Array2<T>,
}

/// Whether an element is infinite: then LAPACK's results are NaN. A NaN makes it fail.
fn has_infinity<T: Scalar>(a: ArrayView2<'_, T>) -> Result<bool> {
    if a.iter().any(|x| x.modulus().is_nan()) {
        return Err(LinAlgError::SvdDidNotConverge);
    }
    Ok(a.iter().any(|x| !x.finite()))
}

/// The rows and columns of a matrix, and the numbers of its left and right singular vectors.
fn svd_shape<T>(a: ArrayView2<'_, T>, full_matrices: bool) -> (usize, usize, (usize, usize)) {
    let (m, n) = a.dim();
    (m, n, if full_matrices { (m, n) } else { (m.min(n), m.min(n)) })
}

/// The singular value decomposition; with `full_matrices` `u` and `vh` are square, else they have as many
/// vectors as there are singular values.
///
/// # Errors
/// [`LinAlgError::SvdDidNotConverge`], also for NaN; infinite input gives NaN.
///
/// # Examples
/// ```
/// let svd = pallasite_numpy::linalg::svd(ndarray::array![[0.0, 2.0], [3.0, 0.0]].view(), true)?;
/// assert_eq!(svd.s, ndarray::array![3.0, 2.0]);
/// # Ok::<(), pallasite_numpy::linalg::LinAlgError>(())
/// ```
pub fn svd<T: Scalar>(a: ArrayView2<'_, T>, full_matrices: bool) -> Result<Svd<T>> {
    if has_infinity(a)? {
        let (m, n, k) = svd_shape(a, full_matrices);
        let nan = T::from_real(T::Real::nan());
        let filled = |shape| Array2::from_elem(shape, nan);
        let s = Array1::from_elem(a.nrows().min(a.ncols()), T::Real::nan());
        return Ok(Svd { u: filled((m, k.0)), s, vh: filled((k.1, n)) });
    }
    let found = if full_matrices { FaerSvd::new(mat(a)) } else { FaerSvd::new_thin(mat(a)) };
    let found = found.map_err(|_| LinAlgError::SvdDidNotConverge)?;
    let s = found.S().column_vector().iter().map(|x| x.real_part()).collect();
    Ok(Svd { u: array(found.U()), s, vh: adjoint(found.V()) })
}

/// [`svd`] of a Hermitian matrix, of which the lower triangle is read, by its eigenvalues.
///
/// # Errors
/// [`LinAlgError::EigenvaluesDidNotConverge`], [`LinAlgError::NotSquare`].
///
/// # Examples
/// ```
/// let svd = pallasite_numpy::linalg::svd_hermitian(ndarray::array![[0.0_f64, 2.0], [2.0, 0.0]].view())?;
/// assert!((svd.s[0] - 2.0_f64).abs() < 1e-15);
/// # Ok::<(), pallasite_numpy::linalg::LinAlgError>(())
/// ```
pub fn svd_hermitian<T: Scalar>(a: ArrayView2<'_, T>) -> Result<Svd<T>> {
    let (values, vectors) = eigh(a, Uplo::Lower)?;
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&i, &j| Float::abs(values[j]).partial_cmp(&Float::abs(values[i])).expect("finite"));
    let u = vectors.select(Axis(1), &order);
    let mut vh = u.t().mapv(Scalar::conjugate);
    for (mut row, &i) in vh.axis_iter_mut(Axis(0)).zip(&order) {
        if values[i] < T::Real::zero() {
            row.mapv_inplace(|x| -x);
        }
    }
    Ok(Svd { u, s: order.iter().map(|&i| Float::abs(values[i])).collect(), vh })
}

/// The singular values, descending; with `hermitian` from the lower triangle alone.
///
/// # Errors
/// As for [`svd`] and [`svd_hermitian`].
///
/// # Examples
/// ```
/// let s = pallasite_numpy::linalg::svdvals(ndarray::array![[0.0, 2.0], [3.0, 0.0]].view(), false)?;
/// assert_eq!(s, ndarray::array![3.0, 2.0]);
/// # Ok::<(), pallasite_numpy::linalg::LinAlgError>(())
/// ```
pub fn svdvals<T: Scalar>(a: ArrayView2<'_, T>, hermitian: bool) -> Result<Array1<T::Real>> {
    if hermitian {
        let mut s: Vec<T::Real> = eigvalsh(a, Uplo::Lower)?.iter().map(|&x| Float::abs(x)).collect();
        s.sort_by(|x, y| y.partial_cmp(x).expect("finite"));
        return Ok(s.into());
    }
    if has_infinity(a)? {
        return Ok(Array1::from_elem(a.nrows().min(a.ncols()), T::Real::nan()));
    }
    let s = mat(a).singular_values().map_err(|_| LinAlgError::SvdDidNotConverge)?;
    Ok(s.into_iter().collect())
}

/// The pseudo-inverse (Moore and Penrose): singular values not above `rcond` times the largest count as
/// zero.
///
/// # Errors
/// As for [`svd`] and [`svd_hermitian`].
///
/// # Examples
/// ```
/// let inverse = pallasite_numpy::linalg::pinv(ndarray::array![[2.0], [0.0]].view(), 1e-15, false)?;
/// assert_eq!(inverse, ndarray::array![[0.5, 0.0]]);
/// # Ok::<(), pallasite_numpy::linalg::LinAlgError>(())
/// ```
pub fn pinv<T: Scalar>(a: ArrayView2<'_, T>, rcond: T::Real, hermitian: bool) -> Result<Array2<T>> {
    if a.is_empty() {
        return Ok(Array2::zeros((a.ncols(), a.nrows())));
    }
    let Svd { u, s, vh } = if hermitian { svd_hermitian(a)? } else { svd(a, false)? };
    let cutoff = rcond * s[0];
    let mut v = vh.t().mapv(Scalar::conjugate);
    for (mut column, &s) in v.axis_iter_mut(Axis(1)).zip(&s) {
        let scale = if s > cutoff { Float::recip(s) } else { T::Real::zero() };
        column.mapv_inplace(|x| x * T::from_real(scale));
    }
    matmul(v.view(), u.t().mapv(Scalar::conjugate).view())
}

/// What [`lstsq`] found.
#[derive(Clone, Debug)]
pub struct LeastSquares<T: Scalar> {
    /// The solution of least norm among the best, of shape `(n, k)`.
    pub x: Array2<T>,
    /// The sums of squared residuals of the `k` columns; empty if the rank is below `n` or `m <= n`.
    pub residuals: Array1<T::Real>,
    /// The rank of `a`.
    pub rank: usize,
    /// The singular values of `a`.
    pub s: Array1<T::Real>,
}

/// The least squares solution of `a x = b`. Singular values not above `rcond` times the largest count as
/// zero; `None` is the precision times the larger dimension, a number that is not between 0 and 1 half the precision.
///
/// # Errors
/// [`LinAlgError::LeastSquaresDidNotConverge`], also for input that is not finite; [`LinAlgError::Mismatch`].
///
/// # Examples
/// ```
/// use ndarray::array;
/// let a = array![[0.0, 1.0], [1.0, 1.0], [2.0, 1.0]];
/// let fit = pallasite_numpy::linalg::lstsq(a.view(), array![[1.0], [3.0], [5.0]].view(), None)?;
/// assert!((fit.x[(0, 0)] - 2.0_f64).abs() < 1e-14 && fit.rank == 2);
/// # Ok::<(), pallasite_numpy::linalg::LinAlgError>(())
/// ```
pub fn lstsq<T: Scalar>(
    a: ArrayView2<'_, T>,
    b: ArrayView2<'_, T>,
    rcond: Option<T::Real>,
) -> Result<LeastSquares<T>> {
    let (m, n) = a.dim();
    if b.nrows() != m {
        return Err(LinAlgError::Mismatch { op: "lstsq", lhs: m, rhs: b.nrows() });
    }
    assert_finite(a, LinAlgError::LeastSquaresDidNotConverge)?;
    let (zero, one) = (T::Real::zero(), T::Real::one());
    let rcond = match rcond {
        None => precision::<T::Real>() * T::Real::constant(m.max(n) as f64),
        Some(rcond) if rcond > zero && rcond < one => rcond,
        // LAPACK's reading: half a unit in the last place.
        Some(_) => precision::<T::Real>() * T::Real::constant(0.5),
    };
    let width = n + b.ncols();
    if b.ncols() == 0 || m < 2 * width {
        return by_svd(a, b, rcond);
    }
    let r = reduced(a, b);
    by_svd(r.slice(s![.., ..n]), r.slice(s![.., n..]), rcond)
}

/// Rows of a tall system that are reduced at once, so that they stay in the second-level cache.
const ROWS: usize = 2048;

/// A small system with the solutions, the residuals and the singular values of a tall one: the triangular factor of both
/// sides, from those of blocks of rows (Golub and Van Loan, *Matrix Computations*, 5.3.3).
fn reduced<T: Scalar>(a: ArrayView2<'_, T>, b: ArrayView2<'_, T>) -> Array2<T> {
    let (m, n) = a.dim();
    let width = n + b.ncols();
    let rows = ROWS.max(4 * width);
    let block = |i: usize| {
        let range = i * rows..m.min((i + 1) * rows);
        let mut both = Array2::zeros((range.len(), width).f());
        both.slice_mut(s![.., ..n]).assign(&a.slice(s![range.clone(), ..]));
        both.slice_mut(s![.., n..]).assign(&b.slice(s![range, ..]));
        qr_r(both.view())
    };
    let parts = threads::map(m.div_ceil(rows), block);
    if let [only] = &parts[..] {
        return only.clone();
    }
    let views: Vec<_> = parts.iter().map(|part| part.view()).collect();
    qr_r(concatenate(Axis(0), &views).expect("equal widths").view())
}

fn by_svd<T: Scalar>(a: ArrayView2<'_, T>, b: ArrayView2<'_, T>, rcond: T::Real) -> Result<LeastSquares<T>> {
    let (m, n) = a.dim();
    let Svd { u, s, vh } = svd(a, false).map_err(|_| LinAlgError::LeastSquaresDidNotConverge)?;
    let cutoff = rcond * s.first().copied().unwrap_or_else(T::Real::zero);
    let rank = s.iter().filter(|&&x| x > cutoff).count();
    let mut y = matmul(u.t().mapv(Scalar::conjugate).slice(s![..rank, ..]), b)?;
    for (mut row, &s) in y.axis_iter_mut(Axis(0)).zip(&s) {
        row.mapv_inplace(|x| x / T::from_real(s));
    }
    let x = matmul(vh.t().mapv(Scalar::conjugate).slice(s![.., ..rank]), y.view())?;
    let residuals = if rank == n && m > n { residuals(a, x.view(), b)? } else { Array1::from_vec(vec![]) };
    Ok(LeastSquares { x, residuals, rank, s })
}

fn residuals<T: Scalar>(
    a: ArrayView2<'_, T>,
    x: ArrayView2<'_, T>,
    b: ArrayView2<'_, T>,
) -> Result<Array1<T::Real>> {
    let square = |x: &T| (x.conjugate() * *x).real_part();
    let misfit = &b - &matmul(a, x)?;
    Ok(misfit.axis_iter(Axis(1)).map(|column| column.iter().map(square).sum()).collect())
}

fn precision<R: RealScalar>() -> R {
    <R as Float>::epsilon()
}

/// The number of singular values above `tol`, or, without it, above the precision times the larger
/// dimension times the largest one.
///
/// # Errors
/// As for [`svdvals`].
///
/// # Examples
/// ```
/// let rank = pallasite_numpy::linalg::matrix_rank(ndarray::array![[1.0, 2.0], [2.0, 4.0]].view(), None, false)?;
/// assert_eq!(rank, 1);
/// # Ok::<(), pallasite_numpy::linalg::LinAlgError>(())
/// ```
pub fn matrix_rank<T: Scalar>(a: ArrayView2<'_, T>, tol: Option<T::Real>, hermitian: bool) -> Result<usize> {
    let s = svdvals(a, hermitian)?;
    let dimension = T::Real::constant(a.nrows().max(a.ncols()) as f64);
    let largest = s.first().copied().unwrap_or_else(T::Real::zero);
    let tol = tol.unwrap_or(largest * dimension * precision::<T::Real>());
    Ok(s.iter().filter(|&&x| x > tol).count())
}
