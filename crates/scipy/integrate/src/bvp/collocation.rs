//! Collocation by Lobatto's formula IIIA of order 4 (Kierzenka and Shampine 2001, section 2).

use super::elimination::Blocks;
use super::singular::WithTerm;
use crate::ode::Scalar;

/// The residuals of a mesh function.
pub(super) struct Collocation<T> {
    /// What the formula leaves, `n` numbers an interval.
    pub residual: Vec<T>,
    /// The solution in the middle of intervals.
    pub y_middle: Vec<T>,
    /// The right-hand side at the nodes.
    pub f: Vec<T>,
    /// The right-hand side in the middle of intervals.
    pub f_middle: Vec<T>,
}

/// The lengths of intervals.
pub(super) fn lengths(x: &[f64]) -> Vec<f64> {
    x.windows(2).map(|w| w[1] - w[0]).collect()
}

/// The middles of intervals.
pub(super) fn middles(x: &[f64]) -> Vec<f64> {
    x.windows(2).map(|w| w[0] + 0.5 * (w[1] - w[0])).collect()
}

impl<T: Scalar> Collocation<T> {
    pub fn at<E>(problem: &mut WithTerm<'_, T, E>, x: &[f64], y: &[T], p: &[T]) -> Result<Self, E> {
        let (n, h) = (y.len() / x.len(), lengths(x));
        let mut f = vec![T::default(); y.len()];
        problem.fun(x, y, p, &mut f)?;
        let inner = y.len() - n;
        let between = |at: usize| (y[at + n] + y[at]) * 0.5 - (f[at + n] - f[at]) * (0.125 * h[at / n]);
        let y_middle: Vec<T> = (0..inner).map(between).collect();
        let mut f_middle = vec![T::default(); inner];
        problem.fun(&middles(x), &y_middle, p, &mut f_middle)?;
        let miss =
            |at: usize| y[at + n] - y[at] - (f[at] + f[at + n] + f_middle[at] * 4.0) * (h[at / n] / 6.0);
        let residual = (0..inner).map(miss).collect();
        Ok(Self { residual, y_middle, f, f_middle })
    }

    /// The derivatives of all residuals, those of the boundary conditions last.
    pub fn jacobian<E>(
        &self,
        problem: &mut WithTerm<'_, T, E>,
        x: &[f64],
        y: &[T],
        p: &[T],
        bc: &[T],
    ) -> Result<Blocks<T>, E> {
        let (n, k, h) = (y.len() / x.len(), p.len(), lengths(x));
        let (by_y, by_p) = problem.fun_jac(x, y, p, &self.f)?;
        let (middle_y, middle_p) = problem.fun_jac(&middles(x), &self.y_middle, p, &self.f_middle)?;
        let (ya, yb) = (&y[..n], &y[y.len() - n..]);
        let mut blocks =
            Blocks { n, k, left: vec![], right: vec![], by_p: vec![], bc: problem.bc_jac(ya, yb, p, bc)? };
        for (i, &h) in h.iter().enumerate() {
            let (a, b) = (&by_y[i * n * n..][..n * n], &by_y[(i + 1) * n * n..][..n * n]);
            let middle = &middle_y[i * n * n..][..n * n];
            let (before, behind) = (product(middle, a, n), product(middle, b, n));
            for at in 0..n * n {
                let one = T::from_real(if at % (n + 1) == 0 { 1.0 } else { 0.0 });
                let second = h * h / 12.0;
                blocks.left.push(-one - (a[at] + middle[at] * 2.0) * (h / 6.0) - before[at] * second);
                blocks.right.push(one - (b[at] + middle[at] * 2.0) * (h / 6.0) + behind[at] * second);
            }
            if k == 0 {
                continue;
            }
            let (a, b) = (&by_p[i * n * k..][..n * k], &by_p[(i + 1) * n * k..][..n * k]);
            let change: Vec<T> = a.iter().zip(b).map(|(&a, &b)| a - b).collect();
            let change = product(middle, &change, n);
            for at in 0..n * k {
                let inside = middle_p[i * n * k + at] + change[at] * (0.125 * h);
                blocks.by_p.push(-(a[at] + b[at] + inside * 4.0) * (h / 6.0));
            }
        }
        Ok(blocks)
    }
}

/// A square matrix of `n` rows times another, both row by row.
fn product<T: Scalar>(a: &[T], b: &[T], n: usize) -> Vec<T> {
    let width = b.len() / n;
    let mut out = vec![T::default(); b.len()];
    for (row, out) in a.chunks_exact(n).zip(out.chunks_exact_mut(width)) {
        for (&a, b) in row.iter().zip(b.chunks_exact(width)) {
            out.iter_mut().zip(b).for_each(|(o, &b)| *o += a * b);
        }
    }
    out
}
