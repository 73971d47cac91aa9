//! Arrays as lines along one axis.

use pallasite_array::iter::Nest;
use pallasite_array::layout::{Shape, normalize_axis};
use pallasite_array::{Error, NdArray, Order, Result, threads};

/// Refuses arrays of another rank than one.
pub(crate) fn check_line(a: &NdArray) -> Result<()> {
    match a.ndim() {
        0 => Err(Error::value("object of too small depth for desired array")),
        1 => Ok(()),
        _ => Err(Error::value("object too deep for desired array")),
    }
}

/// The array and the axis to work along: the flattened array when none is named, or when it has none.
pub(crate) fn axis_or_flat(a: &NdArray, axis: Option<isize>) -> Result<(NdArray, usize)> {
    match axis {
        Some(axis) if a.ndim() > 0 => Ok((a.clone(), normalize_axis(axis, a.ndim())?)),
        Some(axis) if axis != 0 && axis != -1 => Err(Error::Axis { axis, ndim: 0 }),
        _ => Ok((a.ravel()?, 0)),
    }
}

/// The lines along `axis` one after the other: the array with that axis last, C-contiguous and native, and
/// without another handle to its memory.
pub(crate) fn copied(a: &NdArray, axis: usize) -> Result<NdArray> {
    moved(a, axis)?.astype(&a.dtype().to_native(), Order::C)
}

/// [`copied`], or the array itself where it is laid out so.
pub(crate) fn contiguous(a: &NdArray, axis: usize) -> Result<NdArray> {
    moved(a, axis)?.to_contiguous()
}

/// The array with one axis moved behind all others.
pub(crate) fn moved(a: &NdArray, axis: usize) -> Result<NdArray> {
    let mut axes: Vec<isize> = (0..a.ndim() as isize).filter(|&i| i != axis as isize).collect();
    axes.push(axis as isize);
    a.permute(&axes)
}

/// The inverse of [`moved`].
pub(crate) fn moved_back(a: &NdArray, axis: usize) -> Result<NdArray> {
    let mut axes: Vec<isize> = (0..a.ndim() as isize - 1).collect();
    axes.insert(axis, a.ndim() as isize - 1);
    a.permute(&axes)
}

/// The reduced axes as one last axis, the others before it; and which axes were reduced.
///
/// # Errors
/// Axes that are not there, or named twice.
pub(crate) fn merged(a: &NdArray, axes: Option<&[isize]>) -> Result<(NdArray, Vec<bool>)> {
    let reduced = reduced_axes(a.ndim(), axes)?;
    let kept = (0..a.ndim()).filter(|&i| !reduced[i]);
    let gone = (0..a.ndim()).filter(|&i| reduced[i]);
    let order: Vec<isize> = kept.clone().chain(gone.clone()).map(|i| i as isize).collect();
    let mut shape: Vec<isize> = kept.map(|i| a.shape()[i] as isize).collect();
    shape.push(gone.map(|i| a.shape()[i]).product::<usize>() as isize);
    Ok((a.permute(&order)?.reshape(&shape)?, reduced))
}

/// Which axes a reduction takes away.
///
/// # Errors
/// Axes that are not there, or named twice.
pub(crate) fn reduced_axes(ndim: usize, axes: Option<&[isize]>) -> Result<Vec<bool>> {
    let mut reduced = vec![axes.is_none(); ndim];
    for &axis in axes.unwrap_or(&[]) {
        let at = normalize_axis(axis, ndim)?;
        if std::mem::replace(&mut reduced[at], true) {
            return Err(pallasite_array::Error::value("duplicate value in 'axis'"));
        }
    }
    Ok(reduced)
}

/// A result without the reduced axes under the shape that `keepdims` asks for. `lead` axes come first.
pub(crate) fn with_kept_axes(result: &NdArray, lead: usize, reduced: &[bool]) -> Result<NdArray> {
    let mut own = result.shape()[lead..].iter();
    let mut shape: Vec<isize> = result.shape()[..lead].iter().map(|&d| d as isize).collect();
    shape.extend(reduced.iter().map(|&r| if r { 1 } else { own.next().map_or(1, |&d| d as isize) }));
    result.reshape(&shape)
}

/// Calls `f` with the first element of each line of `a` along `axis`, spread over threads; `cost` is that of
/// an element.
pub(crate) fn for_each(a: &NdArray, axis: usize, cost: usize, f: impl Fn(*mut u8) + Sync) {
    let mut shape: Shape = a.shape().into();
    let n = std::mem::replace(&mut shape[axis], 1);
    if a.size() == 0 {
        return;
    }
    Nest::new(&shape, &[a.strides()]).par_each(&[a.as_ptr()], n.saturating_mul(cost), |p, s, m| {
        (0..m as isize).for_each(|j| f(p[0].wrapping_offset(s[0] * j)));
    });
}

/// Calls `f` with the number of each of `rows` lines of `n` elements, spread over threads.
pub(crate) fn for_each_row(rows: usize, n: usize, cost: usize, f: impl Fn(usize) + Sync) {
    let parts = threads::parts_for(rows.saturating_mul(n).saturating_mul(cost)).min(rows.max(1));
    threads::for_each(parts, |i| threads::part(rows, parts, i).for_each(&f));
}

/// A pointer that several threads may have; they use it for different elements.
#[derive(Clone, Copy)]
pub(crate) struct Shared(pub(crate) *mut u8);

// SAFETY: only handed on; each thread reads and writes elements of its own.
unsafe impl Sync for Shared {}
// SAFETY: as above.
unsafe impl Send for Shared {}

impl Shared {
    /// The pointer, `bytes` further on.
    pub(crate) fn at(&self, bytes: usize) -> *mut u8 {
        self.0.wrapping_add(bytes)
    }
}
