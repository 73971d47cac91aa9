//! Two operands as stacks of matrices.
use super::contract::Tensor;
use super::path::Axes;
use crate::linalg::Scalar;
use crate::linalg::product::{PARALLEL_GRAIN, SMALL, is_shared_out, packed_product};
use faer::{MatMut, MatRef};
use num_complex::Complex;
use pallasite_array::iter::Nest;
use pallasite_array::layout::{Shape, Strides};
use pallasite_array::{Kind, NdArray, Order, Result};
use smallvec::SmallVec;

/// The strides in bytes of the rows and columns of a matrix.
#[derive(Clone, Copy)]
struct Plane {
    rows: isize,
    columns: isize,
}

/// A sum of products as a stack of matrix products.
pub(super) struct MatrixProduct<'a> {
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
    pub(super) fn plan(
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
        let [m, _, n] = product.dims();
        let grouped = x & y | (x | y) & out.axes;
        let covers = order.iter().all(|&axis| sizes[axis] == 1 || grouped >> axis & 1 == 1);
        (covers && m > 1 && n > 1 && product.work() > SMALL).then_some(product)
    }

    fn length(&self, group: &[usize]) -> usize {
        group.iter().fold(1, |n, &axis| n.saturating_mul(self.sizes[axis]))
    }

    fn dims(&self) -> [usize; 3] {
        [self.length(&self.rows), self.length(&self.inner), self.length(&self.columns)]
    }

    /// Multiplications of one matrix product.
    fn work(&self) -> usize {
        self.dims().into_iter().fold(1, usize::saturating_mul)
    }

    pub(super) fn run(&self) -> Result<()> {
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
        let product = Tensor::along(array, &axes, self.out.axes, self.sizes.len());
        self.multiply(&product, &a, &b, [self.dense_plane(&self.columns), a_plane, b_plane]);
        // SAFETY: the output is new, or the caller's to write.
        unsafe { self.out.view(&axes, self.sizes)?.assign_shared(&product.array) }
    }

    /// The operand as matrices, copied where its axes do not merge.
    fn matrix(&self, t: &Tensor, rows: &[usize], columns: &[usize]) -> Result<(Tensor, Plane)> {
        if let Some(plane) = plane(t, rows, columns, self.sizes) {
            return Ok((t.clone(), plane));
        }
        let order = [&self.batch[..], rows, columns].concat();
        let packed = t.view(&order, self.sizes)?.copy(Order::C)?;
        Ok((Tensor::along(packed, &order, t.axes, self.sizes.len()), self.dense_plane(columns)))
    }

    /// A matrix with these columns whose elements follow each other.
    fn dense_plane(&self, columns: &[usize]) -> Plane {
        let size = self.out.array.itemsize();
        Plane { rows: (self.length(columns) * size) as isize, columns: size as isize }
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
        if is_shared_out(self.work()) {
            nest.each(&start, each)
        } else {
            nest.par_each(&start, self.work() / PARALLEL_GRAIN, each)
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
