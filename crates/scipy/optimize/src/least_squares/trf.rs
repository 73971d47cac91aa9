//! Trust Region Reflective.

use super::bounds::Bounds;
use super::descent::{Descent, Step, Strategy};
use super::jacobian::Jacobian;
use super::quadratic::Quadratic;
use super::spectrum::{Plane, Spectrum, stacked};
use super::{LeastSquares, LeastSquaresError, TrSolver};
use crate::lsmr::{LsmrOptions, lsmr};
use crate::vector::{dot, max_abs, negative, norm, plus, times};

/// The method of M. A. Branch, T. F. Coleman and Y. Li (SIAM J. Sci. Comput. 21, 1999): the region is round in
/// variables scaled by the distance to the bounds, and steps are reflected where they meet one. Without bounds it
/// is an ordinary trust-region method.
pub(super) struct Reflective<'a> {
    bounds: Option<&'a Bounds>,
    solver: TrSolver,
    lsmr: LsmrOptions,
    regularize: bool,
    /// The squares of the scaling by distance, and their derivatives.
    v: Vec<f64>,
    dv: Vec<f64>,
    optimality: f64,
    /// Scale, gradient and additional diagonal of the scaled model.
    d: Vec<f64>,
    gradient: Vec<f64>,
    diagonal: Option<Vec<f64>>,
    subproblem: Option<Subproblem>,
    alpha: f64,
}

/// The model within the region.
enum Subproblem {
    Exact(Spectrum),
    Plane(Plane),
}

impl<'a> Reflective<'a> {
    pub fn new(bounds: &'a Bounds, solver: TrSolver, lsmr: LsmrOptions, regularize: bool) -> Self {
        Self {
            bounds: (!bounds.unlimited()).then_some(bounds),
            solver,
            lsmr,
            regularize,
            v: Vec::new(),
            dv: Vec::new(),
            optimality: 0.0,
            d: Vec::new(),
            gradient: Vec::new(),
            diagonal: None,
            subproblem: None,
            alpha: 0.0,
        }
    }

    /// The radius of the first region.
    pub fn radius<P: LeastSquares>(&mut self, at: &Descent<'_, P>) -> f64 {
        self.measure(at);
        let scaled = (0..at.x.len()).map(|i| at.x[i] * at.scale_inv[i] / self.v[i].sqrt());
        match norm(&scaled.collect::<Vec<_>>()) {
            0.0 => 1.0,
            radius => radius,
        }
    }

    /// Finds `v` and its derivatives, in scaled variables.
    fn measure<P: LeastSquares>(&mut self, at: &Descent<'_, P>) {
        (self.v, self.dv) = match self.bounds {
            Some(bounds) => bounds.coleman_li(&at.x, &at.gradient),
            None => (vec![1.0; at.x.len()], vec![0.0; at.x.len()]),
        };
        self.optimality = max_abs(times(&at.gradient, &self.v));
        for i in (0..at.x.len()).filter(|&i| self.dv[i] != 0.0) {
            self.v[i] *= at.scale_inv[i];
        }
    }

    fn model<'b, E>(&'b self, jacobian: &'b Jacobian<E>) -> Quadratic<'b, E> {
        Quadratic { jacobian, scale: &self.d, gradient: &self.gradient, diagonal: self.diagonal.as_deref() }
    }

    /// The plane of the gradient and an approximate Gauss-Newton step.
    fn plane<P: LeastSquares>(&self, at: &Descent<'_, P>, radius: f64) -> Result<Plane, P::Error> {
        let (m, n) = at.jacobian.shape();
        let mut regular = 0.0;
        if self.regularize {
            let steepest = self.model(&at.jacobian).along(&negative(&self.gradient))?;
            regular = -steepest.least(0.0, radius / norm(&self.gradient)).1 / (radius * radius);
        }
        let diagonal: Option<Vec<f64>> =
            self.diagonal.as_ref().map(|c| c.iter().map(|c| (c + regular).sqrt()).collect());
        // The diagonal, or its like for all variables, is `lsmr`'s own where there are no bounds.
        let damp = match diagonal {
            Some(_) => self.lsmr.damp,
            None => (self.lsmr.damp.powi(2) + regular).sqrt(),
        };
        let mut right = at.weighted.clone();
        right.resize(m + diagonal.as_ref().map_or(0, Vec::len), 0.0);
        let forward = |x: &[f64], y: &mut [f64]| {
            y[..m].copy_from_slice(&at.jacobian.dot(&times(&self.d, x))?);
            if let Some(c) = &diagonal {
                y[m..].copy_from_slice(&times(c, x));
            }
            Ok(())
        };
        let adjoint = |y: &[f64], x: &mut [f64]| {
            x.copy_from_slice(&times(&self.d, &at.jacobian.transposed_dot(&y[..m])?));
            if let Some(c) = &diagonal {
                (0..n).for_each(|i| x[i] += c[i] * y[m + i]);
            }
            Ok(())
        };
        let newton = lsmr(forward, adjoint, n, &right, &LsmrOptions { damp, ..self.lsmr })?.x;
        self.restrict(&at.jacobian, Plane::basis(&self.gradient, &newton))
    }

    /// The model in the plane of two vectors.
    fn restrict<E>(&self, jacobian: &Jacobian<E>, basis: [Vec<f64>; 2]) -> Result<Plane, E> {
        let products = [jacobian.dot(&times(&self.d, &basis[0]))?, jacobian.dot(&times(&self.d, &basis[1]))?];
        let entry = |i: usize, j: usize| {
            let bend = self.diagonal.as_ref().map_or(0.0, |c| dot(&times(&basis[i], c), &basis[j]));
            dot(&products[i], &products[j]) + bend
        };
        let b = [entry(0, 0), entry(0, 1), entry(1, 1)];
        let g = [dot(&basis[0], &self.gradient), dot(&basis[1], &self.gradient)];
        Ok(Plane::new(basis, b, g))
    }

    /// The best of the step itself, its reflection at the bound that it meets, and the steepest descent; each with
    /// the reduction of the model. The steps are in scaled variables.
    fn select<E>(
        &self,
        bounds: &Bounds,
        x: &[f64],
        jacobian: &Jacobian<E>,
        mut p: Vec<f64>,
        radius: f64,
    ) -> Result<(Vec<f64>, f64), E> {
        let model = self.model(jacobian);
        let original = times(&self.d, &p);
        if bounds.contain(&plus(x, &original)) {
            let value = model.value(&p)?;
            return Ok((p, -value));
        }
        let theta = (1.0 - self.optimality).max(0.995);
        let (stride, hits) = bounds.distance(x, &original);
        let turn = |(c, hit): (&f64, &i8)| if *hit == 0 { *c } else { -c };
        let mut reflected: Vec<f64> = p.iter().zip(&hits).map(turn).collect();
        p.iter_mut().for_each(|c| *c *= stride);
        let value = self.reflect(&model, bounds, x, &p, &mut reflected, (stride, theta), radius)?;
        // The step itself has to end within the bounds, not on one.
        p.iter_mut().for_each(|c| *c *= theta);
        let candidates =
            [(model.value(&p)?, p), (value, reflected), self.steepest(&model, bounds, x, theta, radius)?];
        let [(own, _), (turned, _), (descent, _)] = &candidates;
        let best = if own < turned && own < descent {
            0
        } else if turned < own && turned < descent {
            1
        } else {
            2
        };
        let (value, step) = candidates.into_iter().nth(best).expect("one of three");
        Ok((step, -value))
    }

    /// Moves from the end of `p`, on a bound, along the reflected direction, as far as the model falls; the value
    /// is infinite where there is no room. The direction becomes the whole step.
    fn reflect<E>(
        &self,
        model: &Quadratic<'_, E>,
        bounds: &Bounds,
        x: &[f64],
        p: &[f64],
        direction: &mut [f64],
        (stride, theta): (f64, f64),
        radius: f64,
    ) -> Result<f64, E> {
        let on_bound = plus(x, &times(&self.d, p));
        let to_region = distance_to_sphere(p, direction, radius);
        let to_bound = bounds.distance(&on_bound, &times(&self.d, direction)).0;
        let reach = to_bound.min(to_region);
        if !(reach > 0.0) {
            return Ok(f64::INFINITY);
        }
        let lower = (1.0 - theta) * stride / reach;
        let upper = if reach == to_bound { theta * to_bound } else { to_region };
        if !(lower <= upper) {
            return Ok(f64::INFINITY);
        }
        let (t, value) = model.along_from(direction, p)?.least(lower, upper);
        direction.iter_mut().zip(p).for_each(|(r, p)| *r = *r * t + p);
        Ok(value)
    }

    fn steepest<E>(
        &self,
        model: &Quadratic<'_, E>,
        bounds: &Bounds,
        x: &[f64],
        theta: f64,
        radius: f64,
    ) -> Result<(f64, Vec<f64>), E> {
        let mut step = negative(&self.gradient);
        let to_region = radius / norm(&step);
        let to_bound = bounds.distance(x, &times(&self.d, &step)).0;
        let reach = if to_bound < to_region { theta * to_bound } else { to_region };
        let (t, value) = model.along(&step)?.least(0.0, reach);
        step.iter_mut().for_each(|c| *c *= t);
        Ok((value, step))
    }
}

/// How far from `x`, within the sphere, along `s` the sphere is met.
fn distance_to_sphere(x: &[f64], s: &[f64], radius: f64) -> f64 {
    let (a, b) = (dot(s, s), dot(x, s));
    let c = (dot(x, x) - radius * radius).min(0.0);
    let q = -(b + (b * b - a * c).sqrt().copysign(b));
    (q / a).max(c / q)
}

impl<P: LeastSquares> Strategy<P> for Reflective<'_> {
    fn optimality(&mut self, at: &Descent<'_, P>) -> f64 {
        self.measure(at);
        self.optimality
    }

    fn build(&mut self, at: &Descent<'_, P>, radius: f64) -> Result<(), LeastSquaresError<P::Error>> {
        let n = at.x.len();
        self.d = (0..n).map(|i| self.v[i].sqrt() * at.scale[i]).collect();
        self.gradient = times(&self.d, &at.gradient);
        let curvature = |i: usize| at.gradient[i] * self.dv[i] * at.scale[i];
        self.diagonal = self.bounds.map(|_| (0..n).map(curvature).collect());
        self.subproblem = Some(match (self.solver, &at.jacobian) {
            (TrSolver::Exact, Jacobian::Dense(j)) => {
                let roots: Option<Vec<f64>> =
                    self.diagonal.as_ref().map(|c| c.iter().map(|c| c.sqrt()).collect());
                let all = stacked(j, &self.d, &at.weighted, roots.as_deref());
                Subproblem::Exact(Spectrum::new(&all).ok_or(LeastSquaresError::NotFinite)?)
            }
            _ => Subproblem::Plane(self.plane(at, radius).map_err(LeastSquaresError::Callback)?),
        });
        Ok(())
    }

    fn step(&mut self, at: &Descent<'_, P>, radius: f64) -> Result<Step, P::Error> {
        let scaled = match &self.subproblem {
            Some(Subproblem::Exact(spectrum)) => {
                let (p, alpha) = spectrum.within(radius, self.alpha);
                self.alpha = alpha;
                p
            }
            Some(Subproblem::Plane(plane)) => plane.within(radius),
            None => vec![0.0; at.x.len()],
        };
        let (scaled, predicted) = match self.bounds {
            Some(bounds) => self.select(bounds, &at.x, &at.jacobian, scaled, radius)?,
            None => {
                let value = self.model(&at.jacobian).value(&scaled)?;
                (scaled, -value)
            }
        };
        let step = times(&self.d, &scaled);
        let end = plus(&at.x, &step);
        let x = self.bounds.map_or_else(|| end.clone(), |bounds| bounds.interior(&end, 0.0));
        let length = norm(&scaled);
        Ok(Step { x, step, predicted, length, hits_region: length > 0.95 * radius })
    }

    fn resized(&mut self, ratio: f64) {
        self.alpha *= ratio;
    }
}
