//! The singular term S y / (x - a).

use super::problem::{BcJacobian, Boundary, FunJacobian, differences};
use crate::ode::Scalar;

/// A singular term, and the matrices that it is handled with (Shampine, Muir and Xu 2006): all `n` by `n`, row by row.
#[derive(Debug, Clone, PartialEq)]
pub struct SingularTerm<T> {
    /// S itself.
    pub s: Vec<T>,
    /// 1 - S⁺ S, the projection on what S y(a) = 0 leaves.
    pub projection: Vec<T>,
    /// (1 - S)⁺, which makes the derivative at a from f.
    pub at_start: Vec<T>,
}

fn times<T: Scalar>(matrix: &[T], v: &[T]) -> Vec<T> {
    let dot = |row: &[T]| row.iter().zip(v).fold(T::default(), |sum, (&a, &b)| sum + a * b);
    matrix.chunks_exact(v.len()).map(dot).collect()
}

impl<T: Scalar> SingularTerm<T> {
    /// Makes y(a) satisfy S y(a) = 0.
    pub(super) fn project(&self, y: &mut [T]) {
        y.copy_from_slice(&times(&self.projection, y));
    }
}

/// A problem and its singular term.
pub(super) struct WithTerm<'a, T, E> {
    pub problem: &'a mut dyn Boundary<T, E>,
    pub term: Option<&'a SingularTerm<T>>,
    pub start: f64,
}

impl<T: Scalar, E> WithTerm<'_, T, E> {
    /// The whole right-hand side.
    pub fn fun(&mut self, x: &[f64], y: &[T], p: &[T], out: &mut [T]) -> Result<(), E> {
        self.problem.fun(x, y, p, out)?;
        let Some(term) = self.term else { return Ok(()) };
        let n = y.len() / x.len();
        for ((&x, y), f) in x.iter().zip(y.chunks_exact(n)).zip(out.chunks_exact_mut(n)) {
            if x == self.start {
                f.copy_from_slice(&times(&term.at_start, f));
            } else {
                f.iter_mut().zip(times(&term.s, y)).for_each(|(f, s)| *f += s / (x - self.start));
            }
        }
        Ok(())
    }

    /// The residuals of the boundary conditions of a solution of `n` components.
    pub fn conditions(&mut self, y: &[T], n: usize, p: &[T]) -> Result<Vec<T>, E> {
        let mut out = vec![T::default(); n + p.len()];
        self.problem.bc(&y[..n], &y[y.len() - n..], p, &mut out)?;
        Ok(out)
    }

    /// The derivatives of the whole right-hand side, whose value is `f`.
    pub fn fun_jac(&mut self, x: &[f64], y: &[T], p: &[T], f: &[T]) -> Result<FunJacobian<T>, E> {
        match self.problem.fun_jac(x, y, p)? {
            Some((mut by_y, by_p)) => {
                self.add_term(x, &mut by_y);
                Ok((by_y, by_p))
            }
            None => self.fun_differences(x, y, p, f),
        }
    }

    fn add_term(&self, x: &[f64], by_y: &mut [T]) {
        let Some(term) = self.term else { return };
        let n = term.s.len().isqrt();
        for (&x, block) in x.iter().zip(by_y.chunks_exact_mut(n * n)) {
            if x == self.start {
                let column = |j: usize| (0..n).map(|i| block[i * n + j]).collect::<Vec<T>>();
                let columns: Vec<Vec<T>> = (0..n).map(|j| times(&term.at_start, &column(j))).collect();
                (0..n * n).for_each(|at| block[at] = columns[at % n][at / n]);
            } else {
                block.iter_mut().zip(&term.s).for_each(|(b, &s)| *b += s / (x - self.start));
            }
        }
    }

    fn fun_differences(&mut self, x: &[f64], y: &[T], p: &[T], f: &[T]) -> Result<FunJacobian<T>, E> {
        let (n, k) = (y.len() / x.len(), p.len());
        let (mut by_y, mut by_p) = (vec![T::default(); f.len() * n], vec![T::default(); f.len() * k]);
        differences(y, n, f, |y, out| self.fun(x, y, p, out), |i, j, d| by_y[i * n + j] = d)?;
        differences(p, k, f, |p, out| self.fun(x, y, p, out), |i, j, d| by_p[i * k + j] = d)?;
        Ok((by_y, by_p))
    }

    /// The derivatives of the boundary conditions, whose residuals are `bc`.
    pub fn bc_jac(&mut self, ya: &[T], yb: &[T], p: &[T], bc: &[T]) -> Result<BcJacobian<T>, E> {
        if let Some(known) = self.problem.bc_jac(ya, yb, p)? {
            return Ok(known);
        }
        let (n, k) = (ya.len(), p.len());
        let mut out = [n, n, k].map(|width| vec![T::default(); bc.len() * width]);
        let [by_a, by_b, by_p] = &mut out;
        differences(ya, n, bc, |ya, out| self.problem.bc(ya, yb, p, out), |i, j, d| by_a[i * n + j] = d)?;
        differences(yb, n, bc, |yb, out| self.problem.bc(ya, yb, p, out), |i, j, d| by_b[i * n + j] = d)?;
        differences(p, k, bc, |p, out| self.problem.bc(ya, yb, p, out), |i, j, d| by_p[i * k + j] = d)?;
        Ok(out)
    }
}
