//! Products of matrices and vectors.
use super::convert::{mat, mat_mut, order};
use super::lu::inv;
use super::thin::thin_product;
use super::{LinAlgError, Result, Ring, Scalar};
use faer::reborrow::ReborrowMut;
use faer::{Accum, MatMut, MatRef, Par};
use ndarray::{Array1, Array2, ArrayView1, ArrayView2, ArrayViewMut1, ArrayViewMut2, s};
use num_traits::Zero;
use pallasite_array::{interrupt, threads};
use pallasite_ufunc::math::level::MulAdd;
use pallasite_ufunc::simd_levels;
use std::ops::{Add, Mul, Range};

/// Multiplications up to which the plain loop is faster than a packed kernel.
pub(super) const SMALL: usize = 512;

/// Multiplications that take as long as a cheap operation on one element of a long array.
pub(super) const PARALLEL_GRAIN: usize = 64;

fn common<T>(a: ArrayView2<'_, T>, b: ArrayView2<'_, T>) -> Result<usize> {
    if a.ncols() == b.nrows() {
        return Ok(a.ncols());
    }
    Err(LinAlgError::Mismatch { op: "matmul", lhs: a.ncols(), rhs: b.nrows() })
}

/// The matrix product of `(m, k)` and `(k, n)`, in any memory order.
///
/// # Errors
/// [`LinAlgError::Mismatch`] if the inner dimensions differ.
///
/// # Examples
/// ```
/// use ndarray::array;
/// let product = pallasite_numpy::linalg::matmul(array![[1.0, 2.0]].view(), array![[3.0], [4.0]].view())?;
/// assert_eq!(product, array![[11.0]]);
/// # Ok::<(), pallasite_numpy::linalg::LinAlgError>(())
/// ```
pub fn matmul<T: Scalar>(a: ArrayView2<'_, T>, b: ArrayView2<'_, T>) -> Result<Array2<T>> {
    let mut out = Array2::zeros((a.nrows(), b.ncols()));
    matmul_into(a, b, out.view_mut())?;
    Ok(out)
}

/// [`matmul`] into an existing array.
///
/// # Errors
/// [`LinAlgError::Mismatch`] if any dimensions differ.
///
/// # Examples
/// ```
/// use ndarray::array;
/// let mut out = array![[0.0]];
/// pallasite_numpy::linalg::matmul_into(array![[2.0]].view(), array![[3.0]].view(), out.view_mut())?;
/// assert_eq!(out, array![[6.0]]);
/// # Ok::<(), pallasite_numpy::linalg::LinAlgError>(())
/// ```
pub fn matmul_into<T: Scalar>(
    a: ArrayView2<'_, T>,
    b: ArrayView2<'_, T>,
    mut out: ArrayViewMut2<'_, T>,
) -> Result<()> {
    let k = common(a, b)?;
    let (m, n) = out.dim();
    if (m, n) != (a.nrows(), b.ncols()) {
        return Err(LinAlgError::Mismatch { op: "matmul", lhs: a.nrows() * b.ncols(), rhs: m * n });
    }
    if (m, n) == (1, 1) {
        out[(0, 0)] = dot(a.row(0), b.column(0))?;
        return Ok(());
    }
    let work = m.saturating_mul(n).saturating_mul(k);
    if work <= SMALL {
        out.fill(T::zero());
        accumulate(a, b, &mut out);
        return Ok(());
    }
    if n == 1 && has_long_rows(a) {
        times_vector(a, b.column(0), out.column_mut(0));
        return Ok(());
    }
    if m == 1 && has_long_rows(b.t()) {
        times_vector(b.t(), a.row(0), out.row_mut(0));
        return Ok(());
    }
    if !thin_product(a, b, &mut out) {
        packed_product(mat_mut(out), mat(a), mat(b));
    }
    Ok(())
}

/// Multiplications in one call of a kernel that cannot be stopped: some tenths of a second.
const COARSE: usize = 1 << 32;

/// `out = a b` by a kernel that copies blocks, for matrices that are worth it.
pub(super) fn packed_product<T: Scalar>(mut out: MatMut<'_, T>, a: MatRef<'_, T>, b: MatRef<'_, T>) {
    let (n, column) = (b.ncols(), a.nrows().saturating_mul(a.ncols()));
    let columns = (COARSE / column.max(1)).clamp(64, n.max(64));
    let shared_out = is_shared_out(column.saturating_mul(n));
    for j in (0..n).step_by(columns) {
        interrupt::poll();
        let width = columns.min(n - j);
        let (out, b) = (out.rb_mut().subcols_mut(j, width), b.subcols(j, width));
        let multiply = |par| faer::linalg::matmul::matmul(out, Accum::Replace, a, b, T::one(), par);
        if shared_out {
            threads::install(|| multiply(Par::rayon(0)));
        } else {
            multiply(Par::Seq);
        }
    }
}

/// Whether each row is one piece of memory, and long enough for a scalar product.
fn has_long_rows<T>(a: ArrayView2<'_, T>) -> bool {
    a.strides()[1] == 1 && a.ncols() >= LANES
}

/// The product of a matrix that has long rows and a vector.
fn times_vector<T: Scalar>(a: ArrayView2<'_, T>, x: ArrayView1<'_, T>, out: ArrayViewMut1<'_, T>) {
    let x = x.as_standard_layout();
    let x = x.as_slice().expect("in C order");
    let mut sums = vec![T::zero(); a.nrows()];
    threads::for_each_chunk(&mut sums, x.len(), |first, some| {
        for (row, sum) in a.rows().into_iter().skip(first).zip(some) {
            *sum = dot_lines(row.to_slice().expect("in one piece"), x);
        }
    });
    out.into_iter().zip(sums).for_each(|(to, sum)| *to = sum);
}

/// Whether a product of so many multiplications is spread over threads.
pub(super) fn is_shared_out(work: usize) -> bool {
    threads::parts_for(work / PARALLEL_GRAIN) > 1
}

/// `out += a b` row by row.
fn accumulate<T: Copy + Add<Output = T> + Mul<Output = T>>(
    a: ArrayView2<'_, T>,
    b: ArrayView2<'_, T>,
    out: &mut ArrayViewMut2<'_, T>,
) {
    for i in 0..a.nrows() {
        for k in 0..a.ncols() {
            let factor = a[(i, k)];
            for j in 0..b.ncols() {
                out[(i, j)] = out[(i, j)] + factor * b[(k, j)];
            }
        }
    }
}

/// [`matmul`] for other rings: integers as `std::num::Wrapping`, so that they overflow as NumPy's do.
///
/// # Errors
/// [`LinAlgError::Mismatch`] if the inner dimensions differ.
///
/// # Examples
/// ```
/// use ndarray::array;
/// use std::num::Wrapping;
/// let a = array![[Wrapping(100_i8), Wrapping(1)]];
/// assert_eq!(pallasite_numpy::linalg::matmul_ring(a.view(), a.t())?[(0, 0)].0, 17);
/// # Ok::<(), pallasite_numpy::linalg::LinAlgError>(())
/// ```
pub fn matmul_ring<T: Copy + Zero + Mul<Output = T>>(
    a: ArrayView2<'_, T>,
    b: ArrayView2<'_, T>,
) -> Result<Array2<T>> {
    /// Rows of `b` that stay in the cache while all rows of `a` pass.
    const BLOCK: usize = 64;
    let inner = common(a, b)?;
    let b = b.as_standard_layout();
    let mut out = Array2::zeros((a.nrows(), b.ncols()));
    for start in (0..inner).step_by(BLOCK) {
        let end = inner.min(start + BLOCK);
        for (i, mut row) in out.outer_iter_mut().enumerate() {
            interrupt::poll();
            let row = row.as_slice_mut().expect("built in C order");
            for k in start..end {
                let (factor, b_row) = (a[(i, k)], b.row(k));
                let b_row = b_row.to_slice().expect("in C order");
                row.iter_mut().zip(b_row).for_each(|(x, &y)| *x = *x + factor * y);
            }
        }
    }
    Ok(out)
}

/// The inner product of two vectors, without conjugation.
///
/// # Errors
/// [`LinAlgError::Mismatch`] if the lengths differ.
///
/// # Examples
/// ```
/// use ndarray::array;
/// assert_eq!(pallasite_numpy::linalg::dot(array![1.0, 2.0].view(), array![3.0, 4.0].view()), Ok(11.0));
/// ```
pub fn dot<T: Ring>(a: ArrayView1<'_, T>, b: ArrayView1<'_, T>) -> Result<T> {
    if a.len() != b.len() {
        return Err(LinAlgError::Mismatch { op: "dot", lhs: a.len(), rhs: b.len() });
    }
    let (a, b) = (a.as_standard_layout(), b.as_standard_layout());
    Ok(dot_lines(a.as_slice().expect("in C order"), b.as_slice().expect("in C order")))
}

/// [`dot`] of slices of one length.
pub(super) fn dot_lines<T: Ring>(a: &[T], b: &[T]) -> T {
    // SAFETY: the body is safe.
    by_blocks(a.len(), |range| unsafe { dot_block(&a[range.clone()], &b[range]) })
}

/// The sum of all elements.
pub(super) fn sum_line<T: Ring>(a: &[T]) -> T {
    // SAFETY: the body is safe.
    by_blocks(a.len(), |range| unsafe { sum_block(&a[range]) })
}

/// The sum of what `block` gives for parts of `0..n`, spread over threads.
fn by_blocks<T: Ring>(n: usize, block: impl Fn(Range<usize>) -> T + Sync) -> T {
    if n <= BLOCK {
        return block(0..n);
    }
    let blocks = n.div_ceil(BLOCK);
    let nth = |i: usize| block(i * BLOCK..n.min((i + 1) * BLOCK));
    let parts = threads::parts_for(n);
    if parts == 1 {
        return (0..blocks).map(nth).fold(T::ZERO, T::plus);
    }
    let sums = threads::map(parts, |i| threads::part(blocks, parts, i).map(nth).collect::<Vec<_>>());
    sums.into_iter().flatten().fold(T::ZERO, T::plus)
}

/// Elements of a sum that are added up by themselves, so that the result does not depend on threads.
pub(super) const BLOCK: usize = 1 << 14;

/// Sums side by side, which wait for each other no more.
const LANES: usize = 16;

/// The scalar product in interleaved sums, by multiplications and additions that round alike everywhere.
#[inline(always)]
pub(super) unsafe fn dot_body<M: MulAdd, T: Ring>(a: &[T], b: &[T]) -> T {
    let mut sums = [T::ZERO; LANES];
    // Arrays, not slices: a check of bounds between two lanes would keep them apart.
    let ((left, a), (right, b)) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    for (x, y) in left.iter().zip(right) {
        for lane in 0..LANES {
            sums[lane] = sums[lane].plus(x[lane].times(y[lane]));
        }
    }
    a.iter().zip(b).fold(total(sums), |sum, (x, &y)| sum.plus(x.times(y)))
}

/// The sum in as many interleaved ones.
#[inline(always)]
pub(super) unsafe fn sum_body<M: MulAdd, T: Ring>(a: &[T]) -> T {
    let mut sums = [T::ZERO; LANES];
    let (chunks, rest) = a.as_chunks::<LANES>();
    for x in chunks {
        for lane in 0..LANES {
            sums[lane] = sums[lane].plus(x[lane]);
        }
    }
    rest.iter().fold(total(sums), |sum, &x| sum.plus(x))
}

/// The sum of interleaved sums, the halves first, as they do not wait for each other.
#[inline(always)]
fn total<T: Ring>(mut sums: [T; LANES]) -> T {
    let mut half = LANES / 2;
    while half > 0 {
        for lane in 0..half {
            sums[lane] = sums[lane].plus(sums[lane + half]);
        }
        half /= 2;
    }
    sums[0]
}

simd_levels! {
    light
    /// [`dot_body`] for the instructions of the machine.
    unsafe fn dot_block[T: Ring](a: &[T], b: &[T]) -> T = dot_body
}
simd_levels! {
    light
    /// [`sum_body`] for the instructions of the machine.
    unsafe fn sum_block[T: Ring](a: &[T]) -> T = sum_body
}

/// All products of an element of `a` with one of `b`, of shape `(a.len(), b.len())`.
///
/// # Examples
/// ```
/// use ndarray::array;
/// assert_eq!(pallasite_numpy::linalg::outer(array![1, 2].view(), array![3, 4].view()), array![[3, 4], [6, 8]]);
/// ```
pub fn outer<T: Copy + Mul<Output = T>>(a: ArrayView1<'_, T>, b: ArrayView1<'_, T>) -> Array2<T> {
    Array2::from_shape_fn((a.len(), b.len()), |(i, j)| a[i] * b[j])
}

/// The Kronecker product.
///
/// # Examples
/// ```
/// use ndarray::array;
/// assert_eq!(pallasite_numpy::linalg::kron(array![[1, 2]].view(), array![[1], [3]].view()), array![[1, 2], [3, 6]]);
/// ```
pub fn kron<T: Copy + Mul<Output = T>>(a: ArrayView2<'_, T>, b: ArrayView2<'_, T>) -> Array2<T> {
    let (rows, cols) = b.dim();
    let shape = (a.nrows() * rows, a.ncols() * cols);
    Array2::from_shape_fn(shape, |(i, j)| a[(i / rows, j / cols)] * b[(i % rows, j % cols)])
}

/// The vector product in three dimensions.
///
/// # Examples
/// ```
/// assert_eq!(pallasite_numpy::linalg::cross([1, 0, 0], [0, 1, 0]), [0, 0, 1]);
/// ```
pub fn cross<T: Copy + Mul<Output = T> + std::ops::Sub<Output = T>>(a: [T; 3], b: [T; 3]) -> [T; 3] {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

/// A square matrix to an integer power by repeated squaring; a negative one inverts first.
///
/// # Errors
/// [`LinAlgError::NotSquare`], [`LinAlgError::Singular`].
///
/// # Examples
/// ```
/// use ndarray::array;
/// let power = pallasite_numpy::linalg::matrix_power(array![[1.0, 1.0], [0.0, 1.0]].view(), 5)?;
/// assert_eq!(power, array![[1.0, 5.0], [0.0, 1.0]]);
/// # Ok::<(), pallasite_numpy::linalg::LinAlgError>(())
/// ```
pub fn matrix_power<T: Scalar>(a: ArrayView2<'_, T>, n: i64) -> Result<Array2<T>> {
    let size = order(a)?;
    let mut square = if n < 0 { inv(a)? } else { a.to_owned() };
    let mut rest = n.unsigned_abs();
    let mut power: Option<Array2<T>> = None;
    while rest > 0 {
        if rest & 1 == 1 {
            power = Some(match power {
                Some(p) => matmul(p.view(), square.view())?,
                None => square.clone(),
            });
        }
        rest >>= 1;
        if rest > 0 {
            square = matmul(square.view(), square.view())?;
        }
    }
    Ok(power.unwrap_or_else(|| Array2::eye(size)))
}

/// The product of matrices in the order that takes the fewest multiplications (Cormen et al., "Introduction
/// to Algorithms", 15.2).
///
/// # Errors
/// [`LinAlgError::Mismatch`] if neighbours do not fit, [`LinAlgError::Empty`] for no matrix.
///
/// # Examples
/// ```
/// use ndarray::array;
/// let (a, b) = (array![[1.0, 2.0]], array![[3.0], [4.0]]);
/// let product = pallasite_numpy::linalg::multi_dot(&[a.view(), b.view(), a.view()])?;
/// assert_eq!(product, array![[11.0, 22.0]]);
/// # Ok::<(), pallasite_numpy::linalg::LinAlgError>(())
/// ```
pub fn multi_dot<T: Scalar>(matrices: &[ArrayView2<'_, T>]) -> Result<Array2<T>> {
    let Some(first) = matrices.first() else { return Err(LinAlgError::Empty("multi_dot")) };
    let dims: Vec<usize> = std::iter::once(first.nrows()).chain(matrices.iter().map(|m| m.ncols())).collect();
    let split = best_splits(&dims);
    multiply_range(matrices, &split, 0, matrices.len() - 1)
}

/// For each range `i..=j` of a chain of matrices the last matrix of its left factor.
fn best_splits(dims: &[usize]) -> Array2<usize> {
    let n = dims.len() - 1;
    let mut cost = Array2::<f64>::zeros((n, n));
    let mut split = Array2::zeros((n, n));
    for length in 1..n {
        for i in 0..n - length {
            let j = i + length;
            let of = |k: usize| {
                cost[(i, k)] + cost[(k + 1, j)] + dims[i] as f64 * dims[k + 1] as f64 * dims[j + 1] as f64
            };
            let best = (i..j).min_by(|&a, &b| of(a).total_cmp(&of(b))).expect("not empty");
            (cost[(i, j)], split[(i, j)]) = (of(best), best);
        }
    }
    split
}

fn multiply_range<T: Scalar>(
    matrices: &[ArrayView2<'_, T>],
    split: &Array2<usize>,
    i: usize,
    j: usize,
) -> Result<Array2<T>> {
    if i == j {
        return Ok(matrices[i].to_owned());
    }
    let k = split[(i, j)];
    let left = multiply_range(matrices, split, i, k)?;
    matmul(left.view(), multiply_range(matrices, split, k + 1, j)?.view())
}

/// The product of a matrix with a vector.
///
/// # Errors
/// [`LinAlgError::Mismatch`] if the dimensions differ.
///
/// # Examples
/// ```
/// use ndarray::array;
/// assert_eq!(pallasite_numpy::linalg::matvec(array![[1.0, 2.0]].view(), array![3.0, 4.0].view())?, array![11.0]);
/// # Ok::<(), pallasite_numpy::linalg::LinAlgError>(())
/// ```
pub fn matvec<T: Scalar>(a: ArrayView2<'_, T>, x: ArrayView1<'_, T>) -> Result<Array1<T>> {
    let product = matmul(a, x.insert_axis(ndarray::Axis(1)))?;
    Ok(product.slice_move(s![.., 0]))
}

/// How to bring a tensor product with contracted axes to a matrix product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TensordotPlan {
    /// The axes of `a` in the order in which it becomes a matrix: those that stay, then those contracted.
    pub permute_a: Vec<usize>,
    /// The axes of `b`: those contracted, then those that stay.
    pub permute_b: Vec<usize>,
    /// The rows, the contracted dimension and the columns of the product.
    pub dims: (usize, usize, usize),
    /// The shape of the result.
    pub shape: Vec<usize>,
}

/// Plans `tensordot`: the sum over pairs of axes of `a` and `b`, negative ones counted from the end.
///
/// # Errors
/// [`LinAlgError::TensordotShape`] if the axes do not pair up, [`LinAlgError::Axis`].
///
/// # Examples
/// ```
/// let plan = pallasite_numpy::linalg::tensordot_plan(&[3, 4, 5], &[4, 3, 2], &[1, 0], &[0, 1])?;
/// assert_eq!((plan.dims, plan.shape), ((5, 12, 2), vec![5, 2]));
/// # Ok::<(), pallasite_numpy::linalg::LinAlgError>(())
/// ```
pub fn tensordot_plan(a: &[usize], b: &[usize], axes_a: &[isize], axes_b: &[isize]) -> Result<TensordotPlan> {
    let (sum_a, sum_b) = (axes(axes_a, a.len())?, axes(axes_b, b.len())?);
    if sum_a.len() != sum_b.len() || sum_a.iter().zip(&sum_b).any(|(&i, &j)| a[i] != b[j]) {
        return Err(LinAlgError::TensordotShape);
    }
    let free = |ndim: usize, sum: &[usize]| (0..ndim).filter(|axis| !sum.contains(axis)).collect::<Vec<_>>();
    let (free_a, free_b) = (free(a.len(), &sum_a), free(b.len(), &sum_b));
    let size = |shape: &[usize], axes: &[usize]| axes.iter().map(|&i| shape[i]).product::<usize>();
    Ok(TensordotPlan {
        dims: (size(a, &free_a), size(a, &sum_a), size(b, &free_b)),
        shape: free_a.iter().map(|&i| a[i]).chain(free_b.iter().map(|&j| b[j])).collect(),
        permute_a: [free_a, sum_a].concat(),
        permute_b: [sum_b, free_b].concat(),
    })
}

fn axes(axes: &[isize], ndim: usize) -> Result<Vec<usize>> {
    let resolve = |&axis: &isize| {
        let counted = if axis < 0 { axis + ndim as isize } else { axis };
        usize::try_from(counted).ok().filter(|&i| i < ndim).ok_or(LinAlgError::Axis { axis, ndim })
    };
    axes.iter().map(resolve).collect()
}
