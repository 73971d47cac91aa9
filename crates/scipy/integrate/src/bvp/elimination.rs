//! The linear systems of collocation: blocks along the diagonal, boundary conditions that tie the ends, parameters.

use super::problem::BcJacobian;
use crate::ode::Scalar;
use crate::ode::linear::Lu;

/// A matrix by blocks, all row by row: interval `i` relates nodes `i` and `i + 1` and the parameters.
pub(super) struct Blocks<T> {
    pub n: usize,
    pub k: usize,
    /// By the node in front.
    pub left: Vec<T>,
    /// By the node behind.
    pub right: Vec<T>,
    /// By the parameters.
    pub by_p: Vec<T>,
    /// The boundary conditions' rows.
    pub bc: BcJacobian<T>,
}

/// The factors: nodes inside are eliminated one by one by orthogonal transformations, which is stable for boundary
/// conditions of any kind (Wright 1992, *SIAM J. Sci. Stat. Comput.* 13, 742).
pub(super) struct Factors<T> {
    n: usize,
    k: usize,
    panels: Vec<Panel<T>>,
    /// The system of both ends and the parameters.
    ends: Lu<T>,
}

/// Rows of two intervals, the node between them eliminated: columns of that node, the first, the next, the parameters.
struct Panel<T> {
    n: usize,
    width: usize,
    rows: Vec<T>,
    /// A reflection for each column; its vector is below the diagonal.
    scale: Vec<f64>,
    diagonal: Vec<T>,
}

impl<T: Scalar> Panel<T> {
    /// Makes the first `n` columns triangular by Householder's reflections.
    fn reduce(&mut self) {
        for j in 0..self.n {
            let size = (j..2 * self.n).map(|i| self.at(i, j).square()).sum::<f64>().sqrt();
            let head = self.at(j, j);
            let turned =
                if head == T::default() { T::from_real(-size) } else { -(head * (size / head.modulus())) };
            self.rows[j * self.width + j] = head - turned;
            let length: f64 = (j..2 * self.n).map(|i| self.at(i, j).square()).sum();
            self.scale.push(if length == 0.0 { 0.0 } else { 2.0 / length });
            self.diagonal.push(turned);
            for column in j + 1..self.width {
                let sum = (j..2 * self.n)
                    .fold(T::default(), |sum, i| sum + self.at(i, j).conjugate() * self.at(i, column));
                let sum = sum * self.scale[j];
                for i in j..2 * self.n {
                    let part = self.at(i, j) * sum;
                    self.rows[i * self.width + column] = self.at(i, column) - part;
                }
            }
        }
    }

    fn at(&self, i: usize, j: usize) -> T {
        self.rows[i * self.width + j]
    }

    /// The reflections of a right-hand side.
    fn reflect(&self, b: &mut [T]) {
        for j in 0..self.n {
            let sum = (j..2 * self.n).fold(T::default(), |sum, i| sum + self.at(i, j).conjugate() * b[i]);
            let sum = sum * self.scale[j];
            (j..2 * self.n).for_each(|i| b[i] -= self.at(i, j) * sum);
        }
    }

    /// The node between, given the others: `b` is the upper half of the right-hand side.
    fn substitute(&self, b: &mut [T], others: &[T]) {
        for i in (0..self.n).rev() {
            let row = &self.rows[i * self.width..(i + 1) * self.width];
            let known = row[self.n..].iter().zip(others).fold(b[i], |rest, (&a, &y)| rest - a * y);
            let rest = (i + 1..self.n).fold(known, |rest, j| rest - row[j] * b[j]);
            b[i] = rest / self.diagonal[i];
        }
    }
}

impl<T: Scalar> Blocks<T> {
    /// The factors; `None` for a singular matrix.
    pub fn factor(&self) -> Option<Factors<T>> {
        let (n, k) = (self.n, self.k);
        let intervals = self.left.len() / (n * n);
        // Rows for the first node, the present one and the parameters.
        let mut rows = self.interval(0);
        let mut panels = Vec::with_capacity(intervals - 1);
        for next in 1..intervals {
            let mut panel = self.panel(&rows, next);
            panel.reduce();
            rows = (n..2 * n)
                .flat_map(|i| panel.rows[i * panel.width + n..(i + 1) * panel.width].to_vec())
                .collect();
            if panel.diagonal.iter().any(|d| *d == T::default() || !d.finite()) {
                return None;
            }
            panels.push(panel);
        }
        let size = 2 * n + k;
        for i in 0..n + k {
            let [by_a, by_b, by_p] = &self.bc;
            rows.extend_from_slice(&by_a[i * n..(i + 1) * n]);
            rows.extend_from_slice(&by_b[i * n..(i + 1) * n]);
            rows.extend_from_slice(&by_p[i * k..(i + 1) * k]);
        }
        let columns: Vec<T> = (0..size * size).map(|at| rows[at % size * size + at / size]).collect();
        let ends = Lu::dense(size, &columns);
        (columns.iter().all(|v| v.finite()) && !ends.singular()).then_some(Factors { n, k, panels, ends })
    }

    /// The rows of an interval: by the node in front, by that behind, by the parameters.
    fn interval(&self, i: usize) -> Vec<T> {
        let (n, k) = (self.n, self.k);
        let row = |r: usize| {
            let at = i * n + r;
            [&self.left[at * n..][..n], &self.right[at * n..][..n], &self.by_p[at * k..][..k]].concat()
        };
        (0..n).flat_map(row).collect()
    }

    /// What relates the first node and the present one, and the interval behind.
    fn panel(&self, rows: &[T], next: usize) -> Panel<T> {
        let (n, k) = (self.n, self.k);
        let zero = vec![T::default(); n];
        let width = 3 * n + k;
        let mut out = Vec::with_capacity(2 * n * width);
        for row in rows.chunks_exact(2 * n + k) {
            let (first, rest) = row.split_at(n);
            out.extend([&rest[..n], first, &zero, &rest[n..]].concat());
        }
        for row in self.interval(next).chunks_exact(2 * n + k) {
            let (present, rest) = row.split_at(n);
            out.extend([present, &zero, rest].concat());
        }
        Panel { n, width, rows: out, scale: Vec::with_capacity(n), diagonal: Vec::with_capacity(n) }
    }
}

impl<T: Scalar> Factors<T> {
    /// The solution for residuals of intervals and boundary conditions: nodes, then parameters.
    pub fn solve(&self, residual: &[T], bc: &[T]) -> Vec<T> {
        let (n, k) = (self.n, self.k);
        let mut b = residual.to_vec();
        for (i, panel) in self.panels.iter().enumerate() {
            panel.reflect(&mut b[i * n..(i + 2) * n]);
        }
        let mut ends = [&b[self.panels.len() * n..], bc].concat();
        self.ends.solve(&mut ends);
        let mut out = vec![T::default(); (self.panels.len() + 2) * n + k];
        out[..n].copy_from_slice(&ends[..n]);
        out[(self.panels.len() + 1) * n..].copy_from_slice(&ends[n..]);
        for (i, panel) in self.panels.iter().enumerate().rev() {
            let others = [&ends[..n], &out[(i + 2) * n..(i + 3) * n], &ends[2 * n..]].concat();
            panel.substitute(&mut b[i * n..(i + 1) * n], &others);
            out[(i + 1) * n..(i + 2) * n].copy_from_slice(&b[i * n..(i + 1) * n]);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_of_three_nodes_and_a_parameter() {
        // y1 - 2 y0 + p = 1, y2 - 3 y1 + p = -1; y0 = 1, y2 - p = 3: y = 1, 2, 4, p = 1.
        let bc = [vec![1.0, 0.0], vec![0.0, 1.0], vec![0.0, -1.0]];
        let blocks =
            Blocks { n: 1, k: 1, left: vec![-2.0, -3.0], right: vec![1.0; 2], by_p: vec![1.0; 2], bc };
        let x = blocks.factor().unwrap().solve(&[1.0, -1.0], &[1.0, 3.0]);
        assert!(x.iter().zip([1.0, 2.0, 4.0, 1.0]).all(|(a, b)| f64::abs(a - b) < 1e-14), "{x:?}");
    }
}
