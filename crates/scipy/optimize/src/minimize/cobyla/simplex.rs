//! The simplex and the linear models on it.

use super::filter::Record;
use super::geometry::{columns_error, inverse};
use crate::vector::{dot, moved};
use ndarray::Array2;

/// The best vertex, and the others by how far they are from it.
#[derive(Clone)]
pub(super) struct Simplex {
    /// Records of the vertices; the last is the best.
    records: Vec<Record>,
    /// The ways from the best vertex to the others, one a column.
    offsets: Array2<f64>,
    /// The inverse of that matrix.
    inverse: Array2<f64>,
}

/// Gradients of objective and constraints, and the constraints at the best vertex.
pub(super) struct Model {
    pub gradient: Vec<f64>,
    /// The gradients of the constraints, one a row.
    pub normals: Array2<f64>,
    pub constraints: Vec<f64>,
    violation: f64,
}

impl Model {
    /// By how much a step reduces the violation.
    pub fn violation_reduction(&self, step: &[f64]) -> f64 {
        self.violation - self.violation_at(step, 1.0)
    }

    /// By how much a step reduces the merit function.
    pub fn reduction(&self, step: &[f64], penalty: f64) -> f64 {
        -dot(step, &self.gradient) + penalty * self.violation_reduction(step)
    }

    /// The violation that the model has after a multiple of a step.
    pub fn violation_at(&self, step: &[f64], by: f64) -> f64 {
        let along =
            self.normals.rows().into_iter().map(|a| a.iter().zip(step).map(|(a, s)| a * s).sum::<f64>());
        self.constraints.iter().zip(along).fold(0.0, |m: f64, (c, a)| m.max(c + by * a))
    }
}

impl Simplex {
    pub fn new(others: Vec<Record>, best: Record, offsets: Array2<f64>) -> Self {
        let inverse = inverse(&offsets);
        let mut records = others;
        records.push(best);
        Self { records, offsets, inverse }
    }

    fn n(&self) -> usize {
        self.offsets.nrows()
    }

    pub fn best(&self) -> &Record {
        &self.records[self.n()]
    }

    fn square(&self, j: usize) -> f64 {
        self.offsets.column(j).iter().map(|o| o * o).sum()
    }

    /// Whether all vertices are near the best one.
    pub fn is_compact(&self, delta: f64) -> bool {
        (0..self.n()).all(|j| self.square(j) <= 4.0 * delta * delta)
    }

    pub fn farthest(&self) -> usize {
        (0..self.n()).reduce(|a, b| if self.square(b) > self.square(a) { b } else { a }).unwrap_or(0)
    }

    /// The record of the vertex nearest to a step from the best one, if it is as near as this.
    pub fn vertex_near(&self, step: &[f64], square: f64) -> Option<&Record> {
        let to =
            |j: usize| self.offsets.column(j).iter().zip(step).map(|(o, s)| (s - o).powi(2)).sum::<f64>();
        let distance = |j: usize| if j == self.n() { dot(step, step) } else { to(j) };
        let nearest = (0..=self.n()).reduce(|a, b| if distance(b) < distance(a) { b } else { a })?;
        (distance(nearest) <= square).then(|| &self.records[nearest])
    }

    /// The linear models; the linear constraints are the first.
    pub fn model(&self, linear: &Array2<f64>) -> Model {
        let (n, best) = (self.n(), self.best());
        let through = |differences: Vec<f64>| -> Vec<f64> {
            (0..n).map(|k| (0..n).map(|j| differences[j] * self.inverse[[j, k]]).sum()).collect()
        };
        let gradient = through(self.records[..n].iter().map(|r| r.fun - best.fun).collect());
        let mut normals = Array2::zeros((best.constraints.len(), n));
        for i in 0..best.constraints.len() {
            if i < linear.nrows() {
                normals.row_mut(i).assign(&linear.row(i));
                continue;
            }
            let change = self.records[..n].iter().map(|r| r.constraints[i] - best.constraints[i]).collect();
            normals.row_mut(i).assign(&ndarray::Array1::from(through(change)));
        }
        Model { gradient, normals, constraints: best.constraints.clone(), violation: best.violation }
    }

    /// The vertex with the lowest merit, if it is not the best one already.
    pub fn pole(&self, penalty: f64) -> Option<usize> {
        let (n, merit) = (self.n(), |j: usize| self.records[j].merit(penalty));
        let lowest = (0..=n).map(merit).fold(f64::INFINITY, f64::min);
        let violation = |j: usize| self.records[j].violation;
        let tied = (0..n).any(|j| violation(j) < violation(n) && merit(j) <= merit(n));
        if !(lowest < merit(n) || tied) {
            return None;
        }
        (0..=n)
            .filter(|&j| merit(j) <= lowest)
            .reduce(|a, b| if violation(b) < violation(a) { b } else { a })
            .filter(|&j| j < n)
    }

    /// Makes the vertex with the lowest merit the best one; false where rounding has spoilt the simplex.
    pub fn choose_pole(&mut self, penalty: f64) -> bool {
        let before = (self.offsets.clone(), self.inverse.clone());
        let pole = self.pole(penalty);
        if let Some(j) = pole {
            let way = self.offsets.column(j).to_vec();
            self.offsets.column_mut(j).fill(0.0);
            for mut column in self.offsets.columns_mut() {
                column.iter_mut().zip(&way).for_each(|(o, w)| *o -= w);
            }
            let sums: Vec<f64> = self.inverse.columns().into_iter().map(|c| -c.sum()).collect();
            self.inverse.row_mut(j).assign(&ndarray::Array1::from(sums));
        }
        if !self.check_inverse() {
            (self.offsets, self.inverse) = before;
            return false;
        }
        if let Some(j) = pole {
            let n = self.n();
            self.records.swap(j, n);
        }
        true
    }

    /// Computes the inverse anew where it is inexact; false if that does not help.
    fn check_inverse(&mut self) -> bool {
        let error = columns_error(&self.inverse, &self.offsets);
        if !(error > 0.1 || error.is_nan()) {
            return true;
        }
        let fresh = inverse(&self.offsets);
        let fresh_error = columns_error(&fresh, &self.offsets);
        if fresh_error < error || (error.is_nan() && !fresh_error.is_nan()) {
            self.inverse = fresh;
            return fresh_error <= 1.0;
        }
        error <= 1.0
    }

    /// Which vertex a step is to replace; the best one if the step has led below it.
    pub fn drop_for(&self, improved: bool, step: &[f64], delta: f64, rho: f64) -> Option<usize> {
        let n = self.n();
        let base = if improved { step.to_vec() } else { vec![0.0; n] };
        let square = |j: usize| -> f64 {
            if j == n {
                return dot(&base, &base);
            }
            self.offsets.column(j).iter().zip(&base).map(|(o, b)| (o - b).powi(2)).sum()
        };
        let radius = rho.max(delta / 10.0);
        let along: Vec<f64> =
            self.inverse.rows().into_iter().map(|r| r.iter().zip(step).map(|(a, s)| a * s).sum()).collect();
        let rest = 1.0 - along.iter().sum::<f64>();
        let score = |j: usize| {
            let weight = (square(j) / (radius * radius)).max(1.0);
            let score = weight * if j == n { rest } else { along[j] }.abs();
            if score.is_nan() || (j == n && !improved) { -1.0 } else { score }
        };
        let largest = |of: &dyn Fn(usize) -> f64| (0..=n).reduce(|a, b| if of(b) > of(a) { b } else { a });
        let best = largest(&score).filter(|&j| score(j) > 0.0);
        if best.is_none() && improved { largest(&square) } else { best }
    }

    /// Puts a record at a step from the best vertex in place of a vertex; false where rounding has spoilt the simplex.
    pub fn replace(&mut self, j: usize, step: &[f64], record: Record, penalty: f64) -> bool {
        let n = self.n();
        let product: Vec<f64> =
            self.inverse.rows().into_iter().map(|r| r.iter().zip(step).map(|(a, s)| a * s).sum()).collect();
        if j < n {
            self.offsets.column_mut(j).iter_mut().zip(step).for_each(|(o, s)| *o = *s);
            let row: Vec<f64> = self.inverse.row(j).iter().map(|a| a / product[j]).collect();
            self.subtract_outer(&product, &row, 1.0);
            self.inverse.row_mut(j).assign(&ndarray::Array1::from(row));
        } else {
            for mut column in self.offsets.columns_mut() {
                column.iter_mut().zip(step).for_each(|(o, s)| *o -= s);
            }
            let scale = 1.0 / (1.0 - product.iter().sum::<f64>());
            let sums: Vec<f64> = self.inverse.columns().into_iter().map(|c| c.sum() * scale).collect();
            self.subtract_outer(&product, &sums, -1.0);
        }
        if !self.check_inverse() {
            return false;
        }
        self.records[j] = record;
        self.choose_pole(penalty)
    }

    fn subtract_outer(&mut self, column: &[f64], row: &[f64], by: f64) {
        for (mut line, c) in self.inverse.rows_mut().into_iter().zip(column) {
            line.iter_mut().zip(row).for_each(|(a, r)| *a -= by * c * r);
        }
    }

    /// A step at right angles to the face opposite of a vertex, to the side of the lower merit.
    pub fn geometry_step(&self, j: usize, model: &Model, penalty: f64, length: f64) -> Vec<f64> {
        let row = self.inverse.row(j).to_vec();
        let size = dot(&row, &row).sqrt();
        let step: Vec<f64> = row.iter().map(|r| length * (r / size)).collect();
        let slope = dot(&step, &model.gradient);
        let (ahead, behind) = (model.violation_at(&step, 1.0), model.violation_at(&step, -1.0));
        if -slope + penalty * behind < slope + penalty * ahead {
            moved(&vec![0.0; step.len()], -1.0, &step)
        } else {
            step
        }
    }

    /// How the range of the values compares with that of the constraints.
    pub fn ratio(&self) -> f64 {
        let range = |of: &dyn Fn(&Record) -> f64| {
            let values = self.records.iter().map(of);
            values.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)))
        };
        let (low, high) = range(&|r| r.fun);
        let mut least = f64::INFINITY;
        for i in 0..self.best().constraints.len() {
            let (low, high) = range(&|r| -r.constraints[i]);
            if low < 0.5 * high {
                least = least.min(high.max(0.0) - low);
            }
        }
        if least.is_finite() && low < high { (high - low) / least } else { 0.0 }
    }
}
