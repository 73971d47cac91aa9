//! The nearly exact solution, from factorisations of the Hessian with a multiple of the identity added.

use super::super::cholesky::{Cholesky, cholesky};
use super::super::newton_cg::Curved;
use super::{Model, Step, crossings};
use crate::vector::{add_scaled, dot, negative, norm};
use ndarray::Array2;

/// Where in its interval the multiple is put when Newton's method leads out of it.
const UPDATE: f64 = 0.01;
/// The relative errors at which the iteration ends, outside and inside of the radius.
const EASY: f64 = 0.1;
const HARD: f64 = 0.2;

/// What is kept from one radius to the next: the radius, and the lower bound of the multiple.
pub(super) struct Exact {
    radius: f64,
    low: f64,
}

struct Search<'a> {
    h: &'a Array2<f64>,
    g: &'a [f64],
    size: f64,
    radius: f64,
    /// Gradients below this are zero.
    tiny: f64,
    low: f64,
    high: f64,
    multiple: f64,
}

pub(super) fn solve<E>(
    model: &mut Model,
    f: &mut impl Curved<E>,
    radius: f64,
    limit: f64,
) -> Result<Option<Step>, E> {
    model.hessian(f)?;
    let h = model.hessian.as_ref().expect("evaluated above");
    let mut search = Search::new(h, &model.g, model.size, radius, model.exact.as_ref());
    let step = search.run(limit);
    model.exact = Some(Exact { radius, low: search.low });
    Ok(step)
}

/// What one factorisation leads to.
enum Outcome {
    Done(Vec<f64>, bool),
    Again(Option<Cholesky>),
}

impl<'a> Search<'a> {
    fn new(h: &'a Array2<f64>, g: &'a [f64], size: f64, radius: f64, before: Option<&Exact>) -> Self {
        let (least, most) = gershgorin(h);
        let row_sums = h.rows().into_iter().map(|r| r.iter().map(|a| a.abs()).sum::<f64>());
        let infinite = row_sums.fold(0.0, f64::max);
        let frobenius = norm(h.as_slice().expect("in standard order"));
        let diagonal = h.diag().iter().fold(f64::INFINITY, |m, &d| m.min(d));
        let high = (size / radius + (-least).min(frobenius).min(infinite)).max(0.0);
        let mut low = (-diagonal).max(size / radius - most.min(frobenius).min(infinite)).max(0.0);
        if let Some(before) = before.filter(|b| radius < b.radius) {
            low = low.max(before.low);
        }
        let multiple = if low == 0.0 { 0.0 } else { between(low, high) };
        let tiny = g.len() as f64 * f64::EPSILON * infinite;
        Self { h, g, size, radius, tiny, low, high, multiple }
    }

    fn shifted(&self, multiple: f64) -> Array2<f64> {
        let mut shifted = self.h.clone();
        shifted.diag_mut().iter_mut().for_each(|d| *d += multiple);
        shifted
    }

    /// The step; nothing if `limit` factorisations do not find any.
    fn run(&mut self, limit: f64) -> Option<Step> {
        let (mut ready, mut count, mut last) = (None, 0.0, None);
        while count < limit {
            let shifted = self.shifted(self.multiple);
            let factors = ready.take().unwrap_or_else(|| cholesky(&shifted));
            count += 1.0;
            let outcome = match factors.failed {
                None if self.size > self.tiny => self.newton(factors, &mut last),
                None => self.stationary(&factors, &mut last),
                Some(order) => {
                    self.raise(&shifted, &factors, order);
                    Outcome::Again(None)
                }
            };
            match outcome {
                Outcome::Done(p, at_boundary) => return Some(Step { p, at_boundary }),
                Outcome::Again(next) => ready = next,
            }
        }
        last.map(|p| Step { p, at_boundary: true })
    }

    /// Newton's method for the multiple at which the step is as long as the radius.
    fn newton(&mut self, factors: Cholesky, last: &mut Option<Vec<f64>>) -> Outcome {
        let mut p = factors.solve(&negative(self.g));
        let length = norm(&p);
        if length <= self.radius && self.multiple == 0.0 {
            return Outcome::Done(p, false);
        }
        let growth = length / norm(&factors.forward(&p));
        let next = self.multiple + growth * growth * (length - self.radius) / self.radius;
        if length >= self.radius {
            if (length - self.radius).abs() / self.radius <= EASY {
                return Outcome::Done(p, true);
            }
            (self.low, self.multiple) = (self.multiple, next);
            *last = Some(p);
            return Outcome::Again(None);
        }
        let (smallest, z) = smallest_singular(&factors);
        let [a, b] = crossings(&p, &z, self.radius);
        let step = if b.abs() < a.abs() { b } else { a };
        let quadratic = dot(&p, &super::super::quasi_newton::product(self.h, &p));
        let gain = step * step * smallest * smallest;
        if gain / (quadratic + self.multiple * self.radius * self.radius) <= HARD {
            add_scaled(&mut p, step, &z);
            return Outcome::Done(p, true);
        }
        *last = Some(p);
        self.high = self.multiple;
        self.low = self.low.max(self.multiple - smallest * smallest);
        let factors = cholesky(&self.shifted(next));
        if factors.failed.is_none() {
            self.multiple = next;
            return Outcome::Again(Some(factors));
        }
        self.low = self.low.max(next);
        self.multiple = between(self.low, self.high);
        Outcome::Again(None)
    }

    /// The step where the gradient is zero: along the direction of least curvature.
    fn stationary(&mut self, factors: &Cholesky, last: &mut Option<Vec<f64>>) -> Outcome {
        if self.multiple == 0.0 {
            return Outcome::Done(vec![0.0; self.g.len()], false);
        }
        let (smallest, z) = smallest_singular(factors);
        let p: Vec<f64> = z.iter().map(|z| self.radius * z).collect();
        let square = self.radius * self.radius;
        if square * smallest * smallest <= HARD * self.multiple * square {
            return Outcome::Done(p, true);
        }
        *last = Some(p);
        self.high = self.multiple;
        self.low = self.low.max(self.multiple - smallest * smallest);
        self.multiple = between(self.low, self.high);
        Outcome::Again(None)
    }

    /// Raises the multiple where a leading minor is not positive (Conn, Gould and Toint 2000, section 7.3.11).
    fn raise(&mut self, shifted: &Array2<f64>, factors: &Cholesky, order: usize) {
        let (delta, v) = singular_leading_submatrix(shifted, factors, order);
        self.low = self.low.max(self.multiple + delta / dot(&v, &v));
        self.multiple = between(self.low, self.high);
    }
}

/// A multiple well inside of its interval.
fn between(low: f64, high: f64) -> f64 {
    (low * high).abs().sqrt().max(low + UPDATE * (high - low))
}

/// Bounds of the eigenvalues.
fn gershgorin(h: &Array2<f64>) -> (f64, f64) {
    let disc = |(i, row): (usize, ndarray::ArrayView1<'_, f64>)| {
        let others: f64 = row.iter().map(|a| a.abs()).sum::<f64>() - row[i].abs();
        (row[i] - others, row[i] + others)
    };
    h.rows()
        .into_iter()
        .enumerate()
        .map(disc)
        .fold((f64::INFINITY, f64::NEG_INFINITY), |m, d| (m.0.min(d.0), m.1.max(d.1)))
}

/// The smallest singular value of the factor's transpose, and its right vector, estimated (Golub and Van Loan 2013,
/// section 3.5.4).
fn smallest_singular(factors: &Cholesky) -> (f64, Vec<f64>) {
    let l = &factors.l;
    let n = l.nrows();
    let (mut p, mut w) = (vec![0.0; n], vec![0.0; n]);
    for k in 0..n {
        let tried = [1.0, -1.0].map(|sign| {
            let value = (sign - p[k]) / l[[k, k]];
            let rest: Vec<f64> = (k + 1..n).map(|i| p[i] + l[[i, k]] * value).collect();
            let size = value.abs() + rest.iter().map(|r| r.abs()).sum::<f64>();
            (value, rest, size)
        });
        let [plus, minus] = tried;
        let (value, rest, _) = if plus.2 >= minus.2 { plus } else { minus };
        w[k] = value;
        p[k + 1..].copy_from_slice(&rest);
    }
    let v = factors.backward(&w);
    let length = norm(&v);
    (norm(&w) / length, v.iter().map(|v| v / length).collect())
}

/// How much the last diagonal element of the leading minor lacks, and a vector of zero curvature then.
fn singular_leading_submatrix(a: &Array2<f64>, factors: &Cholesky, order: usize) -> (f64, Vec<f64>) {
    let k = order - 1;
    let row: Vec<f64> = factors.l.row(k).iter().take(k).copied().collect();
    let delta = dot(&row, &row) - a[[k, k]];
    let mut v = vec![0.0; a.nrows()];
    v[k] = 1.0;
    for i in (0..k).rev() {
        let above: f64 = (i + 1..k).map(|j| factors.l[[j, i]] * v[j]).sum();
        v[i] = (-row[i] - above) / factors.l[[i, i]];
    }
    (delta, v)
}
