//! Fisher and Yates's shuffle, from the last element down, as both of NumPy's interfaces do it.

use ndarray::{ArrayViewMut, Axis, RemoveAxis};
use pallasite_array::interrupt;

use super::bit_generator::BitGenerator;
use super::bounded::interval;

/// Shuffles `n` things that only `swap` can reach. `swap(i, j)` is called with `j <= i`.
///
/// # Examples
/// ```
/// use pallasite_numpy::random::{Pcg64, Stream, shuffle_by};
///
/// let mut bits = Pcg64::from_seed(&42_u64.into());
/// let mut x = [0, 1, 2, 3, 4];
/// shuffle_by(&mut bits, 5, |i, j| x.swap(i, j));
/// assert_eq!(x, [4, 2, 3, 1, 0]);
/// ```
pub fn shuffle_by<B: BitGenerator + ?Sized>(bits: &mut B, n: usize, mut swap: impl FnMut(usize, usize)) {
    for i in (1..n).rev() {
        interrupt::poll_round(i);
        swap(i, interval(bits, i as u64) as usize);
    }
}

/// Shuffles the sub-arrays along `axis` among themselves, each kept whole.
pub fn shuffle_axis<T, D: RemoveAxis, B: BitGenerator + ?Sized>(
    bits: &mut B,
    mut x: ArrayViewMut<'_, T, D>,
    axis: Axis,
) {
    if x.is_empty() {
        return;
    }
    shuffle_by(bits, x.len_of(axis), |i, j| {
        if i != j {
            let (mut low, mut high) = x.view_mut().split_at(axis, i);
            let pair = (low.index_axis_mut(axis, j), high.index_axis_mut(axis, 0));
            ndarray::Zip::from(pair.0).and(pair.1).for_each(std::mem::swap);
        }
    });
}

/// Shuffles each line along `axis` by itself.
pub fn shuffle_lanes<T, D: ndarray::Dimension, B: BitGenerator + ?Sized>(
    bits: &mut B,
    mut x: ArrayViewMut<'_, T, D>,
    axis: Axis,
) {
    for mut lane in x.lanes_mut(axis) {
        shuffle_by(bits, lane.len(), |i, j| lane.swap(i, j));
    }
}
