//! One product of operands, summed over axes: as matrix products where that pays, else as one nest of loops.
use super::lines::{Mode, line, plane};
use super::matrices::MatrixProduct;
use super::path::Axes;
use crate::linalg::Ring;
use pallasite_array::iter::{Nest, PerOperand};
use pallasite_array::layout::{Shape, Strides};
use pallasite_array::{NdArray, Order, Result, dispatch, threads};
use smallvec::SmallVec;

/// Multiplications below which nothing is planned.
pub(super) const FEW: usize = 4096;

/// An operand, seen from the axes of the contraction.
#[derive(Clone)]
pub(super) struct Tensor {
    pub array: NdArray,
    /// The axes that it has.
    pub axes: Axes,
    /// Its strides along all axes of the contraction; zero where it has none, or is repeated.
    pub strides: SmallVec<[isize; 8]>,
}

impl Tensor {
    /// An array whose axes are these of the contraction's `count` ones, in this order.
    pub(super) fn along(array: NdArray, order: &[usize], axes: Axes, count: usize) -> Tensor {
        let mut strides = SmallVec::from_elem(0, count);
        for (place, &axis) in order.iter().enumerate() {
            strides[axis] = if array.shape()[place] == 1 { 0 } else { array.strides()[place] };
        }
        Tensor { array, axes, strides }
    }

    /// The axes along which its elements differ.
    pub(super) fn moving(&self) -> Axes {
        self.strides.iter().enumerate().fold(0, |all, (i, &s)| all | Axes::from(s != 0) << i)
    }

    /// The stride of the axes of a group as one, where they have one.
    pub(super) fn merged(&self, group: &[usize], sizes: &[usize]) -> Option<isize> {
        let joins = |w: &[usize]| self.strides[w[0]] == self.strides[w[1]] * sizes[w[1]] as isize;
        group.windows(2).all(joins).then(|| group.last().map_or(0, |&axis| self.strides[axis]))
    }

    /// Its elements along the given axes.
    pub(super) fn view(&self, order: &[usize], sizes: &[usize]) -> Result<NdArray> {
        let shape: Shape = order.iter().map(|&axis| sizes[axis]).collect();
        let strides: Strides = order.iter().map(|&axis| self.strides[axis]).collect();
        self.array.view_with(0, self.array.dtype().clone(), &shape, &strides)
    }
}

/// The axes of a set, in rising order.
pub(super) fn members(axes: Axes) -> impl Iterator<Item = usize> {
    (0..Axes::BITS as usize).filter(move |&i| axes >> i & 1 == 1).take(axes.count_ones() as usize)
}

/// Where the product goes.
#[derive(Clone, Copy)]
pub(super) enum Target<'a> {
    /// To new memory in this order.
    New(Order),
    /// To this array, which has no memory in common with the operands.
    Into(&'a NdArray),
}

/// The product of operands of one kind, summed over all axes but those to keep.
pub(super) fn contract(
    sizes: &[usize],
    operands: &[&Tensor],
    keep: Axes,
    target: Target<'_>,
) -> Result<Tensor> {
    let all = operands.iter().fold(0, |all, t| all | t.axes);
    let work = members(all).fold(1, |n: usize, axis| n.saturating_mul(sizes[axis]));
    if operands.len() == 2 && work > FEW {
        let alone = |i: usize| operands[i].moving() & !keep & !operands[1 - i].axes;
        if alone(0) | alone(1) != 0 {
            let [x, y] = [0, 1].map(|i| match alone(i) {
                0 => Ok(operands[i].clone()),
                gone => contract(sizes, &operands[i..=i], operands[i].axes & !gone, Target::New(Order::K)),
            });
            return contract(sizes, &[&x?, &y?], keep, target);
        }
    }
    let order = walk(all, keep, operands);
    let kept: SmallVec<[usize; 8]> = members(keep & all).collect();
    let array = allocate(sizes, operands, &kept, &order, target)?;
    let out = Tensor::along(array, &kept, keep & all, sizes.len());
    if work == 0 {
        // SAFETY: `out` is new, or the caller's to write.
        unsafe { clear(&out.array)? };
        return Ok(out);
    }
    if let [a, b] = *operands
        && work > FEW
        && let Some(product) = MatrixProduct::plan(sizes, a, b, &out, &order)
    {
        product.run()?;
        return Ok(out);
    }
    nest(sizes, operands, &out, &order, work)?;
    Ok(out)
}

/// The axes from the outermost to the innermost loop: along smaller strides, the summed ones within the others where
/// strides do not tell.
fn walk(all: Axes, keep: Axes, operands: &[&Tensor]) -> SmallVec<[usize; 8]> {
    let mut inner_first: SmallVec<[usize; 8]> = members(all & keep).chain(members(all & !keep)).collect();
    inner_first.reverse();
    for i in 1..inner_first.len() {
        let axis = inner_first[i];
        let mut place = i;
        for j in (0..i).rev() {
            match is_faster(axis, inner_first[j], operands) {
                None => {}
                Some(true) => place = j,
                Some(false) => break,
            }
        }
        inner_first[place..=i].rotate_right(1);
    }
    inner_first.reverse();
    inner_first
}

/// Whether all operands step less along one axis than along another; `None` when none has both.
fn is_faster(axis: usize, other: usize, operands: &[&Tensor]) -> Option<bool> {
    let both = operands.iter().map(|t| (t.strides[axis].unsigned_abs(), t.strides[other].unsigned_abs()));
    both.filter(|&(x, y)| x != 0 && y != 0).map(|(x, y)| x < y).reduce(|all, one| all && one)
}

fn allocate(
    sizes: &[usize],
    operands: &[&Tensor],
    kept: &[usize],
    order: &[usize],
    target: Target<'_>,
) -> Result<NdArray> {
    let asked = match target {
        Target::Into(out) => return Ok(out.clone()),
        Target::New(order) => order,
    };
    let dtype = operands[0].array.dtype();
    let shape: Shape = kept.iter().map(|&axis| sizes[axis]).collect();
    // SAFETY: the product is written to all elements.
    unsafe {
        match asked {
            Order::K => {
                let rank = |axis: usize| order.iter().rev().position(|&other| other == axis).unwrap_or(0);
                let like: Strides = kept.iter().map(|&axis| 1 + rank(axis) as isize).collect();
                NdArray::uninit_like(&shape, dtype, &like)
            }
            Order::A if operands.iter().all(|t| t.array.is_f_contiguous()) => {
                NdArray::uninit(&shape, dtype, Order::F)
            }
            asked => NdArray::uninit(&shape, dtype, asked),
        }
    }
}

/// Zeros everywhere.
///
/// # Safety
/// The array is ours to write.
unsafe fn clear(out: &NdArray) -> Result<()> {
    if out.is_c_contiguous() || out.is_f_contiguous() {
        // SAFETY: by the caller; the elements are one block, and zeros of all kinds are zero bytes.
        unsafe { std::ptr::write_bytes(out.as_ptr(), 0, out.nbytes()) };
        return Ok(());
    }
    // SAFETY: by the caller.
    unsafe { out.assign_shared(&NdArray::zeros(&[], out.dtype())?) }
}

/// The product as loops over all axes at once, spread over threads by axes of the output.
fn nest(sizes: &[usize], operands: &[&Tensor], out: &Tensor, order: &[usize], work: usize) -> Result<()> {
    let summed = order.iter().any(|&axis| out.axes >> axis & 1 == 0);
    let mode = if summed { Mode::Add } else { Mode::Set };
    if summed {
        // SAFETY: `out` is new, or the caller's to write.
        unsafe { clear(&out.array)? };
    }
    let tensors = || std::iter::once(out).chain(operands.iter().copied());
    let shape: Shape = order.iter().map(|&axis| sizes[axis]).collect();
    let strides: PerOperand<Strides> =
        tensors().map(|t| order.iter().map(|&axis| t.strides[axis]).collect()).collect();
    let strides: PerOperand<&[isize]> = strides.iter().map(|s| &s[..]).collect();
    let nest = Nest::c_order(&shape, &strides);
    let start: PerOperand<*mut u8> = tensors().map(|t| t.array.as_ptr()).collect();
    let parts = threads::parts_for(work.saturating_mul(operands.len()));
    dispatch!(ring out.array.kind(), T => run::<T>(&nest, &start, mode, parts), else ());
    Ok(())
}

fn run<T: Ring>(nest: &Nest, start: &[*mut u8], mode: Mode, parts: usize) {
    if parts <= 1 {
        // SAFETY: the operands have the strides of the nest, are aligned and of this type; the output has memory of
        // its own.
        return nest.each_plane(start, |p, s, n| unsafe { plane::<T>(p, s, n, mode) });
    }
    // SAFETY: as above; the parts of the nest share the output out among them.
    let line = |p: &[*mut u8], s: &[isize], n: usize| unsafe { line::<T>(p, s, n, mode) };
    nest.share_out(start, parts, |strides| strides[0] != 0, |nest, start| nest.each(start, &line));
}
