//! One product of operands, summed over axes: as matrix products where that pays, else as one nest of loops.
use super::lines::{Mode, line};
use super::path::Axes;
use crate::linalg::product::{PARALLEL_GRAIN, SMALL, is_shared_out, packed_product};
use crate::linalg::{Ring, Scalar};
use faer::{MatMut, MatRef};
use num_complex::Complex;
use pallasite_array::iter::{Nest, PerOperand};
use pallasite_array::layout::{Shape, Strides};
use pallasite_array::{Kind, NdArray, Order, Result, dispatch, threads};
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
    /// An array whose axes are these, in rising order.
    fn new(array: NdArray, axes: Axes, count: usize) -> Tensor {
        let mut strides = SmallVec::from_elem(0, count);
        for (place, axis) in members(axes).enumerate() {
            strides[axis] = if array.shape()[place] == 1 { 0 } else { array.strides()[place] };
        }
        Tensor { array, axes, strides }
    }

    /// The axes along which its elements differ.
    fn moving(&self) -> Axes {
        self.strides.iter().enumerate().fold(0, |all, (i, &s)| all | Axes::from(s != 0) << i)
    }

    /// The stride of the axes of a group as one, where they have one.
    fn merged(&self, group: &[usize], sizes: &[usize]) -> Option<isize> {
        let joins = |w: &[usize]| self.strides[w[0]] == self.strides[w[1]] * sizes[w[1]] as isize;
        group.windows(2).all(joins).then(|| group.last().map_or(0, |&axis| self.strides[axis]))
    }

    /// Its elements along the given axes.
    fn view(&self, order: &[usize], sizes: &[usize]) -> Result<NdArray> {
        let shape: Shape = order.iter().map(|&axis| sizes[axis]).collect();
        let strides: Strides = order.iter().map(|&axis| self.strides[axis]).collect();
        self.array.view_with(0, self.array.dtype().clone(), &shape, &strides)
    }

    /// A copy with the axes one after the other in this order.
    fn packed(&self, order: &[usize], sizes: &[usize]) -> Result<Tensor> {
        let array = self.view(order, sizes)?.copy(Order::C)?;
        let mut strides = SmallVec::from_elem(0, sizes.len());
        order.iter().zip(array.strides()).for_each(|(&axis, &s)| strides[axis] = s);
        Ok(Tensor { array, axes: self.axes, strides })
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
            let [x, y] = [0, 1].map(|i| {
                contract(sizes, &operands[i..=i], operands[i].axes & !alone(i), Target::New(Order::K))
            });
            return contract(sizes, &[&x?, &y?], keep, target);
        }
    }
    let order = walk(all, keep, operands);
    let out = Tensor::new(allocate(sizes, operands, keep & all, &order, target)?, keep & all, sizes.len());
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
    kept: Axes,
    order: &[usize],
    target: Target<'_>,
) -> Result<NdArray> {
    let asked = match target {
        Target::Into(out) => return Ok(out.clone()),
        Target::New(order) => order,
    };
    let dtype = operands[0].array.dtype();
    let shape: Shape = members(kept).map(|axis| sizes[axis]).collect();
    // SAFETY: the product is written to all elements.
    unsafe {
        match asked {
            Order::K => {
                let rank = |axis: usize| order.iter().rev().position(|&other| other == axis).unwrap_or(0);
                let like: Strides = members(kept).map(|axis| 1 + rank(axis) as isize).collect();
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
    // SAFETY: the operands have the strides of the nest, are aligned and of this type; the output has memory of its
    // own, which the parts of the nest share out among them.
    let line = |p: &[*mut u8], s: &[isize], n: usize| unsafe { line::<T>(p, s, n, mode) };
    if parts <= 1 {
        return nest.each(start, line);
    }
    nest.share_out(start, parts, |strides| strides[0] != 0, line);
}

/// A matrix, or a stack of them: strides in bytes of rows and columns.
#[derive(Clone, Copy)]
struct Plane {
    rows: isize,
    columns: isize,
}

/// Two operands as stacks of matrices.
struct MatrixProduct<'a> {
    sizes: &'a [usize],
    out: &'a Tensor,
    /// Axes of all three, of `a` and the output, of both operands, of `b` and the output.
    batch: SmallVec<[usize; 8]>,
    rows: SmallVec<[usize; 8]>,
    inner: SmallVec<[usize; 8]>,
    columns: SmallVec<[usize; 8]>,
    a: &'a Tensor,
    b: &'a Tensor,
    multiply: Multiply,
}

/// `out = a b` for matrices of `rows`, `inner`, `columns`.
type Multiply = unsafe fn([*mut u8; 3], [Plane; 3], [usize; 3]);

impl<'a> MatrixProduct<'a> {
    /// The product in matrices, where they are large enough.
    fn plan(
        sizes: &'a [usize],
        a: &'a Tensor,
        b: &'a Tensor,
        out: &'a Tensor,
        order: &[usize],
    ) -> Option<MatrixProduct<'a>> {
        let multiply = multiply_of(out.array.kind())?;
        let (x, y) = (a.moving(), b.moving());
        let group = |set: Axes| order.iter().copied().filter(|&axis| set >> axis & 1 == 1).collect();
        let product = MatrixProduct {
            sizes,
            out,
            batch: group(x & y & out.axes),
            rows: group(x & !y & out.axes),
            inner: group(x & y & !out.axes),
            columns: group(y & !x & out.axes),
            a,
            b,
            multiply,
        };
        let [m, k, n] = product.dims();
        let grouped = x & y | (x | y) & out.axes;
        let covers = order.iter().all(|&axis| sizes[axis] == 1 || grouped >> axis & 1 == 1);
        (covers && m > 1 && n > 1 && m * k * n > SMALL).then_some(product)
    }

    fn length(&self, group: &[usize]) -> usize {
        group.iter().map(|&axis| self.sizes[axis]).product()
    }

    fn dims(&self) -> [usize; 3] {
        [self.length(&self.rows), self.length(&self.inner), self.length(&self.columns)]
    }

    fn run(&self) -> Result<()> {
        let (a, a_plane) = self.matrix(self.a, &self.rows, &self.inner)?;
        let (b, b_plane) = self.matrix(self.b, &self.inner, &self.columns)?;
        if let Some(plane) = plane(self.out, &self.rows, &self.columns, self.sizes) {
            self.multiply(self.out, &a, &b, [plane, a_plane, b_plane]);
            return Ok(());
        }
        let axes = [&self.batch[..], &self.rows, &self.columns].concat();
        let shape: Shape = axes.iter().map(|&axis| self.sizes[axis]).collect();
        // SAFETY: the product is written to all elements.
        let array = unsafe { NdArray::uninit(&shape, self.out.array.dtype(), Order::C)? };
        let mut strides = SmallVec::from_elem(0, self.sizes.len());
        axes.iter().zip(array.strides()).for_each(|(&axis, &s)| strides[axis] = s);
        let product = Tensor { array, axes: self.out.axes, strides };
        let rows = self.length(&self.columns) * product.array.itemsize();
        let plane = Plane { rows: rows as isize, columns: product.array.itemsize() as isize };
        self.multiply(&product, &a, &b, [plane, a_plane, b_plane]);
        // SAFETY: the output is new, or the caller's to write.
        unsafe { self.out.view(&axes, self.sizes)?.assign_shared(&product.array) }
    }

    /// The operand as matrices, copied where its axes do not merge.
    fn matrix(&self, t: &Tensor, rows: &[usize], columns: &[usize]) -> Result<(Tensor, Plane)> {
        if let Some(plane) = plane(t, rows, columns, self.sizes) {
            return Ok((t.clone(), plane));
        }
        let t = t.packed(&[&self.batch[..], rows, columns].concat(), self.sizes)?;
        let size = t.array.itemsize();
        let plane = Plane { rows: (self.length(columns) * size) as isize, columns: size as isize };
        Ok((t, plane))
    }

    /// Multiplies all matrices of the stacks, the small ones on several threads at once.
    fn multiply(&self, out: &Tensor, a: &Tensor, b: &Tensor, planes: [Plane; 3]) {
        let dims = self.dims();
        let stack: Shape = self.batch.iter().map(|&axis| self.sizes[axis]).collect();
        let steps = |t: &Tensor| self.batch.iter().map(|&axis| t.strides[axis]).collect::<Strides>();
        let nest = Nest::c_order(&stack, &[&steps(out), &steps(a), &steps(b)]);
        let each = |p: &[*mut u8], s: &[isize], n: usize| {
            for i in 0..n as isize {
                let at = [0, 1, 2].map(|k| p[k].wrapping_offset(s[k] * i));
                // SAFETY: the matrices are those of the plan; the output's have memory of their own.
                unsafe { (self.multiply)(at, planes, dims) };
            }
        };
        let start = [out, a, b].map(|t| t.array.as_ptr());
        let work: usize = dims.iter().product();
        if is_shared_out(work) {
            nest.each(&start, each)
        } else {
            nest.par_each(&start, work / PARALLEL_GRAIN, each)
        }
    }
}

fn plane(t: &Tensor, rows: &[usize], columns: &[usize], sizes: &[usize]) -> Option<Plane> {
    Some(Plane { rows: t.merged(rows, sizes)?, columns: t.merged(columns, sizes)? })
}

fn multiply_of(kind: Kind) -> Option<Multiply> {
    Some(match kind {
        Kind::Float32 => multiply::<f32>,
        Kind::Float64 => multiply::<f64>,
        Kind::Complex64 => multiply::<Complex<f32>>,
        Kind::Complex128 => multiply::<Complex<f64>>,
        _ => return None,
    })
}

/// # Safety
/// The matrices are valid, aligned, and the first overlaps no other.
unsafe fn multiply<T: Scalar>(p: [*mut u8; 3], planes: [Plane; 3], [m, k, n]: [usize; 3]) {
    let size = size_of::<T>() as isize;
    let [out, a, b] = planes.map(|s| (s.rows / size, s.columns / size));
    // SAFETY: by the caller.
    unsafe {
        packed_product(
            MatMut::from_raw_parts_mut(p[0].cast::<T>(), m, n, out.0, out.1),
            MatRef::from_raw_parts(p[1].cast::<T>(), m, k, a.0, a.1),
            MatRef::from_raw_parts(p[2].cast::<T>(), k, n, b.0, b.1),
        );
    }
}
