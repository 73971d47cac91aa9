//! Gaussian elimination with partial pivoting: `solve`, `inv`, `det`, `slogdet`.
use super::convert::{array, identity, mat, order};
use super::{LinAlgError, Result, Scalar};
use faer::linalg::solvers::{PartialPivLu, Solve};
use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis};
use num_traits::Float;

/// Orders up to which the plain elimination below is faster than the blocked one.
const SMALL: usize = 24;

/// The factors `L` (unit lower) and `U` of a small matrix in one row-major array, and the rows' permutation.
struct SmallLu<T> {
    lu: Array2<T>,
    rows: Vec<usize>,
    odd: bool,
}

impl<T: Scalar> SmallLu<T> {
    /// Golub and Van Loan, "Matrix Computations" (4th ed.), algorithm 3.4.1.
    fn new(a: ArrayView2<'_, T>) -> Self {
        let n = a.nrows();
        let mut lu = Array2::from_shape_fn((n, n), |at| a[at]);
        let mut rows: Vec<usize> = (0..n).collect();
        let mut odd = false;
        for k in 0..n {
            let pivot = pivot_row(lu.view(), k);
            if pivot != k {
                (0..n).for_each(|j| lu.swap((k, j), (pivot, j)));
                rows.swap(k, pivot);
                odd = !odd;
            }
            if lu[(k, k)] != T::zero() {
                eliminate(&mut lu, k);
            }
        }
        Self { lu, rows, odd }
    }

    fn solve(&self, b: ArrayView2<'_, T>) -> Array2<T> {
        let mut x = b.select(Axis(0), &self.rows);
        let n = self.rows.len();
        for i in 0..n {
            for k in 0..i {
                subtract_row(&mut x, i, k, self.lu[(i, k)]);
            }
        }
        for i in (0..n).rev() {
            for k in i + 1..n {
                subtract_row(&mut x, i, k, self.lu[(i, k)]);
            }
            let pivot = self.lu[(i, i)];
            x.row_mut(i).mapv_inplace(|v| v / pivot);
        }
        x
    }
}

/// The row, from `k` down, with the largest element in column `k` (NaN counts as the largest).
fn pivot_row<T: Scalar>(lu: ArrayView2<'_, T>, k: usize) -> usize {
    let mut best = k;
    for i in k + 1..lu.nrows() {
        if lu[(i, k)].modulus() > lu[(best, k)].modulus() {
            best = i;
        }
    }
    best
}

fn eliminate<T: Scalar>(lu: &mut Array2<T>, k: usize) {
    let n = lu.nrows();
    let values = lu.as_slice_mut().expect("built in C order");
    let (above, below) = values.split_at_mut((k + 1) * n);
    let pivot = &above[k * n + k..];
    for row in below.chunks_exact_mut(n) {
        let factor = row[k] / pivot[0];
        row[k] = factor;
        for (x, &p) in row[k + 1..].iter_mut().zip(&pivot[1..]) {
            *x -= factor * p;
        }
    }
}

/// `x[i] -= factor * x[k]`.
fn subtract_row<T: Scalar>(x: &mut Array2<T>, i: usize, k: usize, factor: T) {
    for j in 0..x.ncols() {
        let v = x[(k, j)];
        x[(i, j)] -= factor * v;
    }
}

/// Either factorisation.
enum Lu<T: Scalar> {
    Small(SmallLu<T>),
    Blocked(PartialPivLu<T>),
}

impl<T: Scalar> Lu<T> {
    fn new(a: ArrayView2<'_, T>) -> Result<Self> {
        let n = order(a)?;
        Ok(if n <= SMALL { Self::Small(SmallLu::new(a)) } else { Self::Blocked(PartialPivLu::new(mat(a))) })
    }

    fn pivots(&self) -> Vec<T> {
        match self {
            Self::Small(lu) => lu.lu.diag().to_vec(),
            Self::Blocked(lu) => (0..lu.U().ncols()).map(|i| lu.U()[(i, i)]).collect(),
        }
    }

    /// Whether the permutation is odd.
    fn odd(&self) -> bool {
        match self {
            Self::Small(lu) => lu.odd,
            Self::Blocked(lu) => is_odd(lu.P().arrays().0),
        }
    }

    fn solve(&self, b: ArrayView2<'_, T>) -> Result<Array2<T>> {
        if self.pivots().iter().any(|p| *p == T::zero()) {
            return Err(LinAlgError::Singular);
        }
        Ok(match self {
            Self::Small(lu) => lu.solve(b),
            Self::Blocked(lu) => array(lu.solve(mat(b)).as_ref()),
        })
    }
}

fn is_odd(permutation: &[usize]) -> bool {
    let mut seen = vec![false; permutation.len()];
    let mut odd = false;
    for start in 0..permutation.len() {
        let mut at = permutation[start];
        seen[start] = true;
        while !seen[at] {
            seen[at] = true;
            odd = !odd;
            at = permutation[at];
        }
    }
    odd
}

/// The solution `x` of `a x = b`, `a` of shape `(n, n)`, `b` of shape `(n, k)`.
///
/// # Errors
/// [`LinAlgError::Singular`] if a pivot is zero, [`LinAlgError::NotSquare`], [`LinAlgError::Mismatch`].
///
/// # Examples
/// ```
/// use ndarray::array;
/// let x = pallasite_numpy::linalg::solve(array![[3.0, 1.0], [1.0, 2.0]].view(), array![[9.0], [8.0]].view())?;
/// assert_eq!(x, array![[2.0], [3.0]]);
/// # Ok::<(), pallasite_numpy::linalg::LinAlgError>(())
/// ```
pub fn solve<T: Scalar>(a: ArrayView2<'_, T>, b: ArrayView2<'_, T>) -> Result<Array2<T>> {
    let n = order(a)?;
    if b.nrows() != n {
        return Err(LinAlgError::Mismatch { op: "solve", lhs: n, rhs: b.nrows() });
    }
    Lu::new(a)?.solve(b)
}

/// [`solve`] for one right-hand side.
///
/// # Errors
/// As for [`solve`].
///
/// # Examples
/// ```
/// use ndarray::array;
/// let x = pallasite_numpy::linalg::solve_vec(array![[2.0]].view(), array![6.0].view())?;
/// assert_eq!(x, array![3.0]);
/// # Ok::<(), pallasite_numpy::linalg::LinAlgError>(())
/// ```
pub fn solve_vec<T: Scalar>(a: ArrayView2<'_, T>, b: ArrayView1<'_, T>) -> Result<Array1<T>> {
    Ok(solve(a, b.insert_axis(Axis(1)))?.remove_axis(Axis(1)))
}

/// The inverse of a square matrix.
///
/// # Errors
/// [`LinAlgError::Singular`] if a pivot is zero, [`LinAlgError::NotSquare`].
///
/// # Examples
/// ```
/// use ndarray::array;
/// let inverse = pallasite_numpy::linalg::inv(array![[1.0, 2.0], [0.0, 4.0]].view())?;
/// assert_eq!(inverse, array![[1.0, -0.5], [0.0, 0.25]]);
/// # Ok::<(), pallasite_numpy::linalg::LinAlgError>(())
/// ```
pub fn inv<T: Scalar>(a: ArrayView2<'_, T>) -> Result<Array2<T>> {
    let n = order(a)?;
    Lu::new(a)?.solve(array(identity::<T>(n).as_ref()).view())
}

/// The determinant of a square matrix; 1 if it is empty.
///
/// # Errors
/// [`LinAlgError::NotSquare`].
///
/// # Examples
/// ```
/// let a = ndarray::array![[1.0, 2.0], [3.0, 4.0]];
/// assert!((pallasite_numpy::linalg::det(a.view())? + 2.0_f64).abs() < 1e-15);
/// # Ok::<(), pallasite_numpy::linalg::LinAlgError>(())
/// ```
pub fn det<T: Scalar>(a: ArrayView2<'_, T>) -> Result<T> {
    let lu = Lu::new(a)?;
    let sign = if lu.odd() { -T::one() } else { T::one() };
    Ok(lu.pivots().into_iter().fold(sign, |product, pivot| product * pivot))
}

/// The sign of the determinant (a number of modulus 1, or 0) and the logarithm of its modulus.
///
/// # Errors
/// [`LinAlgError::NotSquare`].
///
/// # Examples
/// ```
/// let a = ndarray::array![[1.0_f64, 2.0], [3.0, 4.0]];
/// let (sign, log) = pallasite_numpy::linalg::slogdet(a.view())?;
/// assert!(sign == -1.0 && (log - 2.0_f64.ln()).abs() < 1e-15);
/// # Ok::<(), pallasite_numpy::linalg::LinAlgError>(())
/// ```
pub fn slogdet<T: Scalar>(a: ArrayView2<'_, T>) -> Result<(T, T::Real)> {
    let lu = Lu::new(a)?;
    let mut sign = if lu.odd() { -T::one() } else { T::one() };
    let mut log = <T::Real as num_traits::Zero>::zero();
    for pivot in lu.pivots() {
        if pivot == T::zero() {
            return Ok((T::zero(), T::Real::neg_infinity()));
        }
        let modulus = pivot.modulus();
        sign *= pivot / T::from_real(modulus);
        log += Float::ln(modulus);
    }
    Ok((sign, log))
}
