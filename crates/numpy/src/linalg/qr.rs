//! The QR factorisation by Householder reflections.
use super::Scalar;
use super::convert::{array, mat};
use faer::linalg::solvers::Qr;
use ndarray::{Array1, Array2, ArrayView2};

fn factor<T: Scalar>(a: ArrayView2<'_, T>) -> Qr<T> {
    Qr::new(mat(a))
}

/// `a = q r` with `q` of shape `(m, k)` and `r` of shape `(k, n)`, where `k` is the lesser of `m` and `n`.
///
/// # Examples
/// ```
/// let (q, r) = pallasite_numpy::linalg::qr(ndarray::array![[3.0], [4.0]].view());
/// assert_eq!(r, ndarray::array![[-5.0]]);
/// # let _ = q;
/// ```
pub fn qr<T: Scalar>(a: ArrayView2<'_, T>) -> (Array2<T>, Array2<T>) {
    let f = factor(a);
    (array(f.compute_thin_Q().as_ref()), array(f.thin_R()))
}

/// `a = q r` with `q` of shape `(m, m)` and `r` of shape `(m, n)`.
///
/// # Examples
/// ```
/// let (q, r) = pallasite_numpy::linalg::qr_complete(ndarray::array![[3.0], [4.0]].view());
/// assert_eq!((q.dim(), r.dim()), ((2, 2), (2, 1)));
/// ```
pub fn qr_complete<T: Scalar>(a: ArrayView2<'_, T>) -> (Array2<T>, Array2<T>) {
    let f = factor(a);
    let r = f.R();
    let padded = Array2::from_shape_fn(a.dim(), |(i, j)| if i < r.nrows() { r[(i, j)] } else { T::zero() });
    (array(f.compute_Q().as_ref()), padded)
}

/// The factor `r` alone.
///
/// # Examples
/// ```
/// assert_eq!(pallasite_numpy::linalg::qr_r(ndarray::array![[3.0], [4.0]].view())[(0, 0)], -5.0);
/// ```
pub fn qr_r<T: Scalar>(a: ArrayView2<'_, T>) -> Array2<T> {
    array(factor(a).thin_R())
}

/// The reflections as LAPACK's `geqrf` leaves them: `h`, transposed, of shape `(n, m)`, with `r` in its lower
/// triangle and the vectors in its strictly upper one, and the factors `tau`.
///
/// # Examples
/// ```
/// let (h, tau) = pallasite_numpy::linalg::qr_raw(ndarray::array![[3.0], [4.0]].view());
/// assert_eq!((h, tau), (ndarray::array![[-5.0, 0.5]], ndarray::array![1.6]));
/// ```
pub fn qr_raw<T: Scalar>(a: ArrayView2<'_, T>) -> (Array2<T>, Array1<T>) {
    let f = factor(a);
    let (m, n) = a.dim();
    let (r, v, coefficients) = (f.R(), f.Q_basis(), f.Q_coeff());
    let h = Array2::from_shape_fn((n, m), |(j, i)| if i > j { v[(i, j)] } else { r[(i, j)] });
    let block = coefficients.nrows().max(1);
    let tau = (0..m.min(n)).map(|j| T::one() / coefficients[(j % block, j)]);
    (h, tau.collect())
}
