//! Products of many short rows and a matrix of few elements, as they turn points: a kernel that packs blocks takes longer to
//! pack them than to multiply.

use super::Ring;
use ndarray::{ArrayView2, ArrayViewMut2, Axis, s};
use pallasite_array::threads;
use pallasite_ufunc::math::level::MulAdd;
use pallasite_ufunc::simd_levels;
use std::sync::Mutex;

/// The most rows and columns of the matrix.
const MOST: usize = 4;

/// The matrix, its rows filled up with zeros.
type Padded<T> = [[T; MOST]; MOST];

/// `out = a b`, if `b` has few elements and the rows of the others are each one piece; whether that is so.
pub(super) fn thin_product<T: Ring>(
    a: ArrayView2<'_, T>,
    b: ArrayView2<'_, T>,
    out: &mut ArrayViewMut2<'_, T>,
) -> bool {
    let pieces = a.strides()[1] == 1 && out.strides()[1] == 1;
    if !pieces || b.nrows() > MOST || b.ncols() > MOST {
        return false;
    }
    let mut padded = [[T::ZERO; MOST]; MOST];
    b.indexed_iter().for_each(|((i, j), &v)| padded[i][j] = v);
    let parts = threads::parts_for(out.len());
    let rows = out.nrows().div_ceil(parts).max(1);
    let chunks: Vec<_> = out.axis_chunks_iter_mut(Axis(0), rows).map(Mutex::new).collect();
    threads::for_each(chunks.len(), |i| {
        let mut out = chunks[i].lock().expect("nobody else has it");
        let first = i * rows;
        let a = a.slice(s![first..first + out.nrows(), ..]);
        // SAFETY: the body is safe.
        unsafe { multiply(a, &padded, &mut out) };
    });
    true
}

simd_levels! {
    light
    /// The product of some rows.
    unsafe fn multiply[T: Ring](a: ArrayView2<'_, T>, b: &Padded<T>, out: &mut ArrayViewMut2<'_, T>) = multiply_body
}

#[inline(always)]
unsafe fn multiply_body<M: MulAdd, T: Ring>(
    a: ArrayView2<'_, T>,
    b: &Padded<T>,
    out: &mut ArrayViewMut2<'_, T>,
) {
    match out.ncols() {
        1 => rows::<T, 1>(a, b, out),
        2 => rows::<T, 2>(a, b, out),
        3 => rows::<T, 3>(a, b, out),
        _ => rows::<T, MOST>(a, b, out),
    }
}

/// Rows of `N` elements, computed as rows of a whole vector.
#[inline(always)]
fn rows<T: Ring, const N: usize>(a: ArrayView2<'_, T>, b: &Padded<T>, out: &mut ArrayViewMut2<'_, T>) {
    for (row, mut to) in a.rows().into_iter().zip(out.rows_mut()) {
        let row = row.to_slice().expect("in one piece");
        let to = to.as_slice_mut().expect("in one piece");
        let mut sums = [T::ZERO; MOST];
        for (&x, line) in row.iter().zip(b) {
            for j in 0..MOST {
                sums[j] = sums[j].plus(x.times(line[j]));
            }
        }
        to[..N].copy_from_slice(&sums[..N]);
    }
}
