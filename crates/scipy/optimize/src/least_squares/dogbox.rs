//! The dogleg method with rectangular regions.

use super::bounds::Bounds;
use super::descent::{Descent, Step, Strategy};
use super::jacobian::Jacobian;
use super::quadratic::{Parabola, Quadratic};
use super::spectrum::{Spectrum, stacked};
use super::{LeastSquares, LeastSquaresError, TrSolver};
use crate::lsmr::{LsmrOptions, lsmr};
use crate::minpack::Matrix;
use crate::vector::{largest, max_abs, negative, plus, times};

/// The method of C. Voglis and I. E. Lagaris (WSEAS Conference on Applied Mathematics, Corfu, 2004): the region is
/// a box, so that its intersection with the bounds is one too; variables held at a bound are left out.
pub(super) struct Dogbox<'a> {
    bounds: &'a Bounds,
    solver: TrSolver,
    lsmr: LsmrOptions,
    /// At which bound each variable is: −1 the lower, 1 the upper.
    pub on_bound: Vec<i8>,
    proposed: Vec<i8>,
    /// The variables that may move, and the gradient, zero for the others.
    free: Vec<usize>,
    gradient: Vec<f64>,
    newton: Vec<f64>,
    descent: Parabola,
}

impl<'a> Dogbox<'a> {
    pub fn new(bounds: &'a Bounds, solver: TrSolver, lsmr: LsmrOptions, x: &[f64]) -> Self {
        Self {
            bounds,
            solver,
            lsmr,
            on_bound: bounds.active(x, 0.0),
            proposed: Vec::new(),
            free: Vec::new(),
            gradient: Vec::new(),
            newton: Vec::new(),
            descent: Parabola { a: 0.0, b: 0.0, c: 0.0 },
        }
    }

    /// The half-width of the first region.
    pub fn radius<P: LeastSquares>(at: &Descent<'_, P>) -> f64 {
        match max_abs(times(&at.x, &at.scale_inv)) {
            0.0 => 1.0,
            radius => radius,
        }
    }

    fn pick(&self, v: &[f64]) -> Vec<f64> {
        self.free.iter().map(|&i| v[i]).collect()
    }

    /// The Gauss-Newton step of the free variables.
    fn newton<P: LeastSquares>(&self, at: &Descent<'_, P>) -> Result<Vec<f64>, LeastSquaresError<P::Error>> {
        if let (TrSolver::Exact, Jacobian::Dense(j)) = (self.solver, &at.jacobian) {
            let columns = self.free.iter().flat_map(|&i| j.col(i).iter().copied()).collect();
            let part = Matrix::from_columns(j.rows(), self.free.len(), columns);
            let all = stacked(&part, &vec![1.0; self.free.len()], &at.weighted, None);
            return Ok(Spectrum::new(&all).ok_or(LeastSquaresError::NotFinite)?.newton());
        }
        let found = self.approximate_newton(at).map_err(LeastSquaresError::Callback)?;
        Ok(self.free.iter().map(|&i| -found[i] * at.scale[i]).collect())
    }

    /// The least-squares solution in scaled variables.
    fn approximate_newton<P: LeastSquares>(&self, at: &Descent<'_, P>) -> Result<Vec<f64>, P::Error> {
        let mut mask = vec![0.0; at.x.len()];
        self.free.iter().for_each(|&i| mask[i] = 1.0);
        let forward = |x: &[f64], y: &mut [f64]| {
            y.copy_from_slice(&at.jacobian.dot(&times(&at.scale, x))?);
            Ok(())
        };
        let adjoint = |y: &[f64], x: &mut [f64]| {
            x.copy_from_slice(&times(&mask, &times(&at.scale, &at.jacobian.transposed_dot(y)?)));
            Ok(())
        };
        Ok(lsmr(forward, adjoint, at.x.len(), &at.weighted, &self.lsmr)?.x)
    }

    /// The dogleg step of the free variables, which bounds it meets, and whether it meets the region's.
    fn dogleg(&self, bounds: &Bounds, region: &[f64]) -> (Vec<f64>, Vec<i8>, bool) {
        let n = region.len();
        let inner = Bounds {
            lower: (0..n).map(|i| bounds.lower[i].max(-region[i])).collect(),
            upper: (0..n).map(|i| bounds.upper[i].min(region[i])).collect(),
        };
        if inner.contain(&self.newton) {
            return (self.newton.clone(), vec![0; n], false);
        }
        let gradient = self.pick(&self.gradient);
        let reach = inner.distance(&vec![0.0; n], &negative(&gradient)).0;
        let stride = self.descent.least(0.0, reach).0;
        let cauchy: Vec<f64> = gradient.iter().map(|g| -stride * g).collect();
        let rest: Vec<f64> = self.newton.iter().zip(&cauchy).map(|(newton, c)| newton - c).collect();
        let (share, hits) = inner.distance(&cauchy, &rest);
        let step = cauchy.iter().zip(&rest).map(|(c, d)| c + share * d).collect();
        let side = |i: usize| match hits[i] {
            -1 => (inner.lower[i] == bounds.lower[i], inner.lower[i] == -region[i]),
            1 => (inner.upper[i] == bounds.upper[i], inner.upper[i] == region[i]),
            _ => (false, false),
        };
        let at_bound = (0..n).map(|i| if side(i).0 { hits[i] } else { 0 }).collect();
        (step, at_bound, (0..n).any(|i| side(i).1))
    }
}

impl<P: LeastSquares> Strategy<P> for Dogbox<'_> {
    fn optimality(&mut self, at: &Descent<'_, P>) -> f64 {
        let held = |i: usize| f64::from(self.on_bound[i]) * at.gradient[i] < 0.0;
        self.free = (0..at.x.len()).filter(|&i| !held(i)).collect();
        self.gradient = vec![0.0; at.x.len()];
        self.free.iter().for_each(|&i| self.gradient[i] = at.gradient[i]);
        largest(&self.gradient)
    }

    fn build(&mut self, at: &Descent<'_, P>, _radius: f64) -> Result<(), LeastSquaresError<P::Error>> {
        self.newton = self.newton(at)?;
        let ones = vec![1.0; at.x.len()];
        let model =
            Quadratic { jacobian: &at.jacobian, scale: &ones, gradient: &self.gradient, diagonal: None };
        self.descent = model.along(&negative(&self.gradient)).map_err(LeastSquaresError::Callback)?;
        Ok(())
    }

    fn step(&mut self, at: &Descent<'_, P>, radius: f64) -> Result<Step, P::Error> {
        let centred = |bounds: &[f64]| self.free.iter().map(|&i| bounds[i] - at.x[i]).collect();
        let bounds = Bounds { lower: centred(&self.bounds.lower), upper: centred(&self.bounds.upper) };
        let region: Vec<f64> = self.free.iter().map(|&i| radius * at.scale[i]).collect();
        let (moves, hits, hits_region) = self.dogleg(&bounds, &region);
        let mut step = vec![0.0; at.x.len()];
        self.proposed = self.on_bound.clone();
        for (k, &i) in self.free.iter().enumerate() {
            (step[i], self.proposed[i]) = (moves[k], hits[k]);
        }
        let ones = vec![1.0; at.x.len()];
        let model =
            Quadratic { jacobian: &at.jacobian, scale: &ones, gradient: &self.gradient, diagonal: None };
        let predicted = -model.value(&step)?;
        let inside = |(i, x): (usize, f64)| x.max(self.bounds.lower[i]).min(self.bounds.upper[i]);
        let x = plus(&at.x, &step).into_iter().enumerate().map(inside).collect();
        let length = max_abs(times(&step, &at.scale_inv));
        Ok(Step { x, step, predicted, length, hits_region })
    }

    fn accept(&mut self, x: &mut [f64]) {
        self.on_bound = std::mem::take(&mut self.proposed);
        for (i, x) in x.iter_mut().enumerate() {
            match self.on_bound[i] {
                -1 => *x = self.bounds.lower[i],
                1 => *x = self.bounds.upper[i],
                _ => {}
            }
        }
    }
}
