//! The least squares problem of an iteration.

use super::Mode;
use super::factors::Ldl;
use super::least_squares::{LeastSquares, Solution};
use ndarray::Array2;

/// The quadratic model with linearised constraints.
pub(super) struct Subproblem<'a> {
    pub hessian: &'a Ldl,
    pub g: &'a [f64],
    pub x: &'a [f64],
    pub values: &'a [f64],
    pub normals: &'a Array2<f64>,
    pub equalities: usize,
    pub bounds: Option<&'a (Vec<f64>, Vec<f64>)>,
}

/// The direction of an iteration.
pub(super) struct Step {
    pub s: Vec<f64>,
    pub multipliers: Vec<f64>,
    /// The part of the linearised constraints that is satisfied.
    pub relaxation: f64,
    /// The slope of the merit function along the direction.
    pub slope: f64,
    /// Whether the linearised constraints contradict each other.
    pub inconsistent: bool,
}

impl Subproblem<'_> {
    /// The direction; if the constraints contradict each other, one that relaxes them as little as possible.
    pub fn solve(&self) -> Result<Step, Mode> {
        match self.attempt(None) {
            Err(Mode::SingularC) if self.x.len() == self.equalities => {}
            Err(Mode::Incompatible) => {}
            found => return found,
        }
        let mut weight = 100.0;
        for _ in 0..6 {
            match self.attempt(Some(weight)) {
                Err(Mode::Incompatible) => weight *= 10.0,
                found => return found,
            }
        }
        Err(Mode::Incompatible)
    }

    /// Solves the problem, with one more variable of this weight that relaxes the constraints.
    fn attempt(&self, relax: Option<f64>) -> Result<Step, Mode> {
        let n = self.x.len();
        let (low, high) = self.limits(relax);
        let Solution { mut x, equalities, inequalities } = self.problem(relax, &low, &high).solve()?;
        for (i, x) in x.iter_mut().enumerate() {
            *x = if *x < low[i] {
                low[i]
            } else if *x > high[i] {
                high[i]
            } else {
                *x
            };
        }
        let relaxation = if relax.is_some() { 1.0 - x[n] } else { 1.0 };
        x.truncate(n);
        let mut multipliers = equalities;
        multipliers.extend(&inequalities[..self.values.len() - self.equalities]);
        Ok(Step { s: x, multipliers, relaxation, slope: 0.0, inconsistent: relax.is_some() })
    }

    /// How far the bounds allow each variable to go.
    fn limits(&self, relax: Option<f64>) -> (Vec<f64>, Vec<f64>) {
        let n = self.x.len();
        let (mut low, mut high) = match self.bounds {
            Some((low, high)) => {
                let to = |bound: &[f64]| bound.iter().zip(self.x).map(|(b, x)| -x + b).collect();
                (to(low), to(high))
            }
            None => (vec![f64::NEG_INFINITY; n], vec![f64::INFINITY; n]),
        };
        if relax.is_some() {
            low.push(0.0);
            high.push(1.0);
        }
        (low, high)
    }

    fn problem(&self, relax: Option<f64>, low: &[f64], high: &[f64]) -> LeastSquares {
        let (n, equalities) = (self.x.len(), self.equalities);
        let size = low.len();
        let (a, b) = self.model(relax, size);
        let inequalities = &self.values[equalities..];
        let bounded = |limits: &[f64], sign: f64| {
            let finite = limits.iter().enumerate().filter(|(_, b)| b.is_finite());
            finite.map(|(i, b)| (i, sign, sign * b)).collect::<Vec<_>>()
        };
        let bounds = [bounded(low, 1.0), bounded(high, -1.0)].concat();
        let mut g = Array2::zeros((inequalities.len() + bounds.len(), size));
        let mut h: Vec<f64> = inequalities.iter().map(|c| -c).collect();
        let mut e = Array2::zeros((equalities, size));
        let split = ndarray::s![..equalities, ..n];
        e.slice_mut(split).assign(&self.normals.slice(split));
        let rest = self.normals.slice(ndarray::s![equalities.., ..]);
        g.slice_mut(ndarray::s![..inequalities.len(), ..n]).assign(&rest);
        if relax.is_some() {
            (0..equalities).for_each(|i| e[[i, n]] = -self.values[i]);
            inequalities.iter().enumerate().for_each(|(i, c)| g[[i, n]] = (-c).max(0.0));
        }
        for (k, (i, sign, bound)) in bounds.into_iter().enumerate() {
            g[[inequalities.len() + k, i]] = sign;
            h.push(bound);
        }
        let f = self.values[..equalities].iter().map(|c| -c).collect();
        LeastSquares { a, b, e, f, g, h }
    }

    /// `D^½ Lᵀ` and `−D^−½ L⁻¹ g`.
    fn model(&self, relax: Option<f64>, size: usize) -> (Array2<f64>, Vec<f64>) {
        let mut a = Array2::zeros((size, size));
        let mut b = self.g.to_vec();
        for (j, (d, below)) in self.hessian.columns().enumerate() {
            let root = d.sqrt();
            a[[j, j]] = root;
            let value = b[j];
            for (k, l) in below.iter().enumerate() {
                a[[j, j + 1 + k]] = l * root;
                b[j + 1 + k] -= l * value;
            }
            b[j] = value / -root;
        }
        if let Some(weight) = relax {
            a[[size - 1, size - 1]] = weight;
            b.push(0.0);
        }
        (a, b)
    }
}
