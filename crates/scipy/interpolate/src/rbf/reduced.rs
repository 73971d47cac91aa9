//! The equations without those of the polynomial.
//!
//! Of a few points that determine a polynomial (Sibson and Stone 1991, *Computation of Thin-Plate Splines*) the
//! coefficients follow from those of the others, whose matrix then is positive definite for every kernel with the
//! polynomial that it needs (Micchelli 1986), so that Cholesky's factorisation serves: half the work of elimination, and
//! no pivoting.

use super::kernel::Kernel;
use super::system::{Data, lower_triangle};
use faer::dyn_stack::{MemBuffer, MemStack};
use faer::linalg::cholesky::llt;
use faer::linalg::matmul::triangular::{self, BlockStructure};
use faer::reborrow::{IntoConst, ReborrowMut};
use faer::{Accum, Mat, MatMut, MatRef, Par};

/// The coefficients of the functions and the monomials; `None` where the equations are not definite, or hardly.
pub(super) fn solve(
    data: &Data<'_>,
    centres: &[f64],
    polynomial: &Mat<f64>,
    kernel: Kernel,
) -> Option<Vec<f64>> {
    let (p, r) = (polynomial.nrows(), polynomial.ncols());
    let basis = Basis::of(polynomial.clone())?;
    let ordered: Vec<f64> = centres.chunks_exact(p).flat_map(|x| basis.order.iter().map(|&i| x[i])).collect();
    let mut matrix = lower_triangle(kernel, &ordered, p, p);
    basis.order.iter().enumerate().for_each(|(at, &i)| matrix[at * p + at] += data.smoothing[i]);
    let matrix = MatMut::from_column_major_slice_mut(&mut matrix, p, p);
    let (corner, _, side, rest) = matrix.split_at_mut(r, r);
    let (corner, side) = (symmetric(corner.as_ref()), side.as_ref());
    let factor = basis.factor(&corner, side, rest)?;
    let value = |i: usize, j: usize| data.values[basis.order[i] * data.width + j];
    let first = Mat::from_fn(r, data.width, value);
    let mut others = Mat::from_fn(p - r, data.width, |i, j| value(r + i, j)) - &basis.shares * &first;
    llt::solve::solve_in_place(factor, others.as_mut(), Par::Seq, MemStack::new(&mut []));
    let few = -(basis.shares.transpose() * &others);
    let monomials = basis.polynomial(first - &corner * &few - side.transpose() * &others);
    let mut out = vec![0.0; (p + r) * data.width];
    for j in 0..data.width {
        (0..p).for_each(|i| {
            out[basis.order[i] * data.width + j] = if i < r { few[(i, j)] } else { others[(i - r, j)] };
        });
        (0..r).for_each(|k| out[(p + k) * data.width + j] = monomials[(k, j)]);
    }
    Some(out)
}

/// Points that determine a polynomial.
struct Basis {
    /// The numbers of all points, of those that determine it first.
    order: Vec<usize>,
    /// The triangles of the monomials at those, packed.
    triangles: Mat<f64>,
    /// How a polynomial's value at each of the others is made of theirs.
    shares: Mat<f64>,
}

impl Basis {
    /// Picks points by elimination with pivoting of the values of monomials, a row for a point.
    fn of(mut a: Mat<f64>) -> Option<Basis> {
        let (p, r) = (a.nrows(), a.ncols());
        let least = p as f64 * f64::EPSILON * a.norm_max();
        let mut order: Vec<usize> = (0..p).collect();
        for k in 0..r {
            let size = |i: usize| a[(i, k)].abs();
            let pivot = (k..p).reduce(|best, i| if size(i) > size(best) { i } else { best })?;
            if !(size(pivot) > least) {
                return None;
            }
            order.swap(k, pivot);
            (0..r).for_each(|j| {
                let held = a[(k, j)];
                a[(k, j)] = a[(pivot, j)];
                a[(pivot, j)] = held;
            });
            for i in k + 1..p {
                let factor = a[(i, k)] / a[(k, k)];
                a[(i, k)] = factor;
                (k + 1..r).for_each(|j| a[(i, j)] -= factor * a[(k, j)]);
            }
        }
        let mut shares = a.submatrix(r, 0, p - r, r).to_owned();
        for k in (0..r).rev() {
            for j in k + 1..r {
                (0..p - r).for_each(|i| shares[(i, k)] -= shares[(i, j)] * a[(j, k)]);
            }
        }
        Some(Basis { order, triangles: a.submatrix(0, 0, r, r).to_owned(), shares })
    }

    /// The coefficients of the monomials from values at the points that determine them.
    fn polynomial(&self, mut values: Mat<f64>) -> Mat<f64> {
        let (a, r) = (&self.triangles, self.triangles.nrows());
        for j in 0..values.ncols() {
            for i in 0..r {
                values[(i, j)] -= (0..i).map(|k| a[(i, k)] * values[(k, j)]).sum::<f64>();
            }
            for i in (0..r).rev() {
                let known: f64 = (i + 1..r).map(|k| a[(i, k)] * values[(k, j)]).sum();
                values[(i, j)] = (values[(i, j)] - known) / a[(i, i)];
            }
        }
        values
    }

    /// The lower factor of the matrix of the other points, `rest`, from which the share of those in `corner` is taken.
    fn factor<'m>(
        &self,
        corner: &Mat<f64>,
        side: MatRef<'_, f64>,
        mut rest: MatMut<'m, f64>,
    ) -> Option<MatRef<'m, f64>> {
        let (n, r) = (rest.nrows(), corner.nrows());
        let half = side - faer::Scale(0.5) * (&self.shares * corner);
        let either =
            |i: usize, j: usize, a: &Mat<f64>, b: &Mat<f64>| if j < r { a[(i, j)] } else { b[(i, j - r)] };
        let left = Mat::from_fn(n, 2 * r, |i, j| either(i, j, &self.shares, &half));
        let right = Mat::from_fn(n, 2 * r, |i, j| either(i, j, &half, &self.shares));
        let (lower, full) = (BlockStructure::TriangularLower, BlockStructure::Rectangular);
        triangular::matmul(
            rest.rb_mut(),
            lower,
            Accum::Add,
            &left,
            full,
            right.transpose(),
            full,
            -1.0,
            Par::Seq,
        );
        let largest = (0..n).map(|i| rest[(i, i)]).fold(0.0, f64::max);
        let scratch = llt::factor::cholesky_in_place_scratch::<f64>(n, Par::Seq, Default::default());
        let mut memory = MemBuffer::new(scratch);
        let stack = MemStack::new(&mut memory);
        llt::factor::cholesky_in_place(
            rest.rb_mut(),
            Default::default(),
            Par::Seq,
            stack,
            Default::default(),
        )
        .ok()?;
        let least = n as f64 * f64::EPSILON * largest;
        (0..n).all(|i| rest[(i, i)] * rest[(i, i)] > least).then_some(rest.into_const())
    }
}

/// A small matrix from the triangle on and below its diagonal.
fn symmetric(lower: MatRef<'_, f64>) -> Mat<f64> {
    Mat::from_fn(lower.nrows(), lower.ncols(), |i, j| lower[(i.max(j), i.min(j))])
}
