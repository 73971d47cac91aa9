//! A function of lines, applied along an axis.
use super::{FftError, Result};
use ndarray::{ArrayD, ArrayView1, ArrayViewD, ArrayViewMutD, Axis, IxDyn};
use pallasite_array::{interrupt, threads};
use rayon::prelude::*;

/// A point of a transform in units of a cheap operation.
const POINT_COST: usize = 8;

/// The axis that `axis` names, which counts from the end where negative.
pub(super) fn resolve(axis: isize, ndim: usize) -> Result<usize> {
    let counted = if axis < 0 { axis + ndim as isize } else { axis };
    usize::try_from(counted).ok().filter(|&i| i < ndim).ok_or(FftError::Axis { axis, ndim })
}

/// Replaces every line along `axis` by one of `len` elements. `kernel` makes the function of a line, with
/// whatever room it needs to work, once for each part of the work.
pub(super) fn along_axis<I, O, K>(
    a: ArrayViewD<'_, I>,
    axis: usize,
    len: usize,
    kernel: impl Fn() -> K + Sync,
) -> ArrayD<O>
where
    I: Sync,
    O: Copy + Send + Sync + num_traits::Zero,
    K: FnMut(ArrayView1<'_, I>, &mut [O]),
{
    let mut shape = a.shape().to_vec();
    shape[axis] = len;
    let mut out = ArrayD::zeros(IxDyn(&shape));
    let across = (0..a.ndim()).filter(|&i| i != axis).max_by_key(|&i| shape[i]);
    let parts = across.map_or(1, |i| shape[i].min(threads::parts_for(out.len() * POINT_COST)));
    match across {
        Some(across) if parts > 1 => {
            let part = shape[across].div_ceil(parts);
            let inputs = a.axis_chunks_iter(Axis(across), part);
            let pairs: Vec<_> = inputs.zip(out.axis_chunks_iter_mut(Axis(across), part)).collect();
            threads::install(|| {
                let run = |(input, out)| each_line(input, out, axis, kernel());
                pairs.into_par_iter().for_each(interrupt::shared(run));
            });
        }
        _ => each_line(a, out.view_mut(), axis, kernel()),
    }
    out
}

fn each_line<I, O: Copy + num_traits::Zero>(
    a: ArrayViewD<'_, I>,
    mut out: ArrayViewMutD<'_, O>,
    axis: usize,
    mut kernel: impl FnMut(ArrayView1<'_, I>, &mut [O]),
) {
    let mut buffer = vec![];
    for (input, mut line) in a.lanes(Axis(axis)).into_iter().zip(out.lanes_mut(Axis(axis))) {
        interrupt::poll();
        if let Some(line) = line.as_slice_mut() {
            kernel(input, line);
            continue;
        }
        buffer.resize(line.len(), O::zero());
        kernel(input, &mut buffer);
        line.iter_mut().zip(&buffer).for_each(|(x, y)| *x = *y);
    }
}

/// Fills `line` from `input`, cut off or followed by zeros.
pub(super) fn load<T: Copy + num_traits::Zero>(input: ArrayView1<'_, T>, line: &mut [T]) {
    let count = input.len().min(line.len());
    match input.as_slice() {
        Some(input) => line[..count].copy_from_slice(&input[..count]),
        None => line.iter_mut().zip(input).for_each(|(x, y)| *x = *y),
    }
    line[count..].fill(T::zero());
}
