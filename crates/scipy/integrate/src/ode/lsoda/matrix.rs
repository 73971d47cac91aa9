//! The matrix 1 - h el0 J of Newton's iteration.

use super::super::System;
use super::super::linear::{Band, Lu};
use super::Lsoda;

impl Lsoda {
    /// The diagonals below and above the main one.
    fn band(&self) -> (usize, usize) {
        let all = self.y.len() - 1;
        self.options.band.unwrap_or((all, all))
    }

    /// The rows of column `j` that may not be zero.
    fn rows(&self, j: usize) -> std::ops::Range<usize> {
        let (below, above) = self.band();
        j.saturating_sub(above)..(j + below + 1).min(self.y.len())
    }

    /// Evaluates and factors the matrix at `tn` and `y`, where `f` is known; false when it is singular.
    pub(super) fn renew_matrix<E>(&mut self, system: &mut dyn System<f64, E>) -> Result<bool, E> {
        let n = self.y.len();
        self.counts.njev += 1;
        self.matrix_current = true;
        let scale = -self.h * self.el0;
        let jac = if self.options.jac { self.given(system)? } else { self.differences(system)? };
        let mut sums = vec![0.0; n];
        for (j, column) in jac.iter().enumerate() {
            for (i, value) in self.rows(j).zip(column) {
                sums[i] += value.abs() / self.weight[j];
            }
        }
        self.jacobian_norm = self.norm(&sums);
        let entry = |i: usize, j: usize, value: f64| value * scale + if i == j { 1.0 } else { 0.0 };
        let lu = if let Some((below, above)) = self.options.band {
            let mut band = Band::new(n, below, above);
            for (j, column) in jac.iter().enumerate() {
                self.rows(j).zip(column).for_each(|(i, &v)| *band.at(i, j) = entry(i, j, v));
            }
            Lu::Band(band.factor())
        } else {
            let columns: Vec<f64> =
                jac.iter().enumerate().flat_map(|(j, c)| (0..n).map(move |i| entry(i, j, c[i]))).collect();
            Lu::dense(n, &columns)
        };
        let regular = !lu.singular();
        self.lu = Some(lu);
        Ok(regular)
    }

    /// The caller's Jacobian: the elements of each column within the band.
    fn given<E>(&mut self, system: &mut dyn System<f64, E>) -> Result<Vec<Vec<f64>>, E> {
        let n = self.y.len();
        let (height, first) = match self.options.band {
            Some((below, above)) => (below + above + 1, Some(above)),
            None => (n, None),
        };
        let mut columns = vec![0.0; height * n];
        system.jac(self.tn, &self.y, &mut columns)?;
        let value = |i: usize, j: usize| columns[j * height + first.map_or(i, |above| above + i - j)];
        Ok((0..n).map(|j| self.rows(j).map(|i| value(i, j)).collect()).collect())
    }

    /// The Jacobian by differences, along all components at once that share no row.
    fn differences<E>(&mut self, system: &mut dyn System<f64, E>) -> Result<Vec<Vec<f64>>, E> {
        let n = self.y.len();
        let (below, above) = self.band();
        let width = below + above + 1;
        let f = self.f.clone();
        let least = match 1000.0 * self.h.abs() * f64::EPSILON * n as f64 * self.norm(&f) {
            0.0 => 1.0,
            least => least,
        };
        let increment =
            |s: &Lsoda, j: usize| (f64::EPSILON.sqrt() * s.yh[0][j].abs()).max(least / s.weight[j]);
        let mut jac = vec![Vec::new(); n];
        for group in 0..width.min(n) {
            for j in (group..n).step_by(width) {
                self.y[j] += increment(self, j);
            }
            self.fun(system, self.tn)?;
            for j in (group..n).step_by(width) {
                self.y[j] = self.yh[0][j];
                let r = increment(self, j);
                jac[j] = self.rows(j).map(|i| (self.f[i] - f[i]) / r).collect();
            }
        }
        self.f = f;
        Ok(jac)
    }
}
