//! Banded and small dense systems of equations, by elimination with partial pivoting (Golub and Van Loan 2013, 4.3).

use crate::error::{InterpolateError, Result};
use pallasite_array::interrupt;

/// A square matrix with `lower` diagonals below the main one and `upper` above it.
///
/// A column holds its elements from the top; `lower` more rows above the band take the fill of the pivoting.
#[derive(Debug, Clone)]
pub(crate) struct Banded {
    n: usize,
    lower: usize,
    upper: usize,
    columns: Vec<f64>,
}

impl Banded {
    pub fn zeros(n: usize, lower: usize, upper: usize) -> Self {
        Self { n, lower, upper, columns: vec![0.0; n * (2 * lower + upper + 1)] }
    }

    fn height(&self) -> usize {
        2 * self.lower + self.upper + 1
    }

    /// Where element (i, j) is; it has to be in the band or its fill.
    #[inline]
    fn at(&self, i: usize, j: usize) -> usize {
        j * self.height() + self.lower + self.upper + i - j
    }

    pub fn set(&mut self, i: usize, j: usize, value: f64) {
        let at = self.at(i, j);
        self.columns[at] = value;
    }

    /// Solves for the right-hand sides, the rows of `rhs`, `width` numbers each, which become the solutions.
    pub fn solve(mut self, rhs: &mut [f64], width: usize) -> Result<()> {
        for j in 0..self.n {
            interrupt::poll_round(j);
            self.eliminate(j, rhs, width)?;
        }
        for j in (0..self.n).rev() {
            interrupt::poll_round(j);
            self.substitute(j, rhs, width);
        }
        Ok(())
    }

    /// Clears column `j` below the diagonal.
    fn eliminate(&mut self, j: usize, rhs: &mut [f64], width: usize) -> Result<()> {
        let last = (j + self.lower).min(self.n - 1);
        let end = (j + self.lower + self.upper).min(self.n - 1);
        let (top, step) = (self.at(j, j), self.height() - 1);
        let size = |i: usize| self.columns[top + i].abs();
        let pivot = (1..=last - j).fold(0, |best, i| if size(i) > size(best) { i } else { best });
        if self.columns[top + pivot] == 0.0 || self.columns[top + pivot].is_nan() {
            return Err(InterpolateError::Singular("Colocation matrix is singular.".into()));
        }
        if pivot != 0 {
            (0..=end - j).for_each(|c| self.columns.swap(top + c * step, top + c * step + pivot));
            swap_rows(rhs, width, j, j + pivot);
        }
        for i in 1..=last - j {
            let factor = self.columns[top + i] / self.columns[top];
            if factor != 0.0 {
                (1..=end - j).for_each(|c| {
                    self.columns[top + c * step + i] -= factor * self.columns[top + c * step];
                });
                subtract_row(rhs, width, j + i, j, factor);
            }
        }
        Ok(())
    }

    fn substitute(&self, j: usize, rhs: &mut [f64], width: usize) {
        let diagonal = self.columns[self.at(j, j)];
        rhs[j * width..(j + 1) * width].iter_mut().for_each(|v| *v /= diagonal);
        for i in j.saturating_sub(self.lower + self.upper)..j {
            let factor = self.columns[self.at(i, j)];
            if factor != 0.0 {
                subtract_row(rhs, width, i, j, factor);
            }
        }
    }
}

/// Solves a small dense system; `a` holds `n` rows.
pub(crate) fn solve_dense(a: Vec<f64>, rhs: &mut [f64], n: usize, width: usize) -> Result<()> {
    let mut matrix = Banded::zeros(n, n.saturating_sub(1), n.saturating_sub(1));
    for i in 0..n {
        (0..n).for_each(|j| matrix.set(i, j, a[i * n + j]));
    }
    matrix.solve(rhs, width)
}

fn swap_rows(rows: &mut [f64], width: usize, a: usize, b: usize) {
    let (head, tail) = rows.split_at_mut(b * width);
    head[a * width..(a + 1) * width].swap_with_slice(&mut tail[..width]);
}

/// Row `from`, times `factor`, off row `to`.
fn subtract_row(rows: &mut [f64], width: usize, to: usize, from: usize, factor: f64) {
    if width == 1 {
        rows[to] -= factor * rows[from];
        return;
    }
    let (low, high) = (to.min(from), to.max(from));
    let (head, tail) = rows.split_at_mut(high * width);
    let (a, b) = (&mut head[low * width..(low + 1) * width], &mut tail[..width]);
    let (to, from) = if to < from { (a, b) } else { (b, a) };
    to.iter_mut().zip(from.iter()).for_each(|(t, f)| *t -= factor * f);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pivoting_solves_a_matrix_with_a_zero_on_the_diagonal() {
        let mut a = Banded::zeros(3, 1, 1);
        for (i, j, v) in [(0, 1, 2.0), (1, 0, 1.0), (1, 2, 1.0), (2, 1, 1.0), (2, 2, 4.0)] {
            a.set(i, j, v);
        }
        let mut x = vec![4.0, 4.0, 14.0];
        a.solve(&mut x, 1).unwrap();
        assert_eq!(x, [1.0, 2.0, 3.0]);
        assert!(Banded::zeros(2, 1, 1).solve(&mut [1.0, 1.0], 1).is_err());
    }
}
