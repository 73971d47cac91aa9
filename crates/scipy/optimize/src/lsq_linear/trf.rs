//! Trust Region Reflective for a linear problem: each step goes for the minimum of the scaled problem.

use super::triangle::Triangle;
use super::{At, LsqLinearProgress, LsqLinearResult, Task, lsmr_options, scaled_norm};
use crate::least_squares::bounds::Bounds;
use crate::least_squares::quadratic::Quadratic;
use crate::lsmr::lsmr;
use crate::vector::{dot, negative, norm, plus, times};
use crate::{Jacobian, LeastSquaresError, LsmrOptions, TrSolver};

type Outcome<T, E> = Result<T, LeastSquaresError<E>>;

/// The problem in variables scaled by the distances to the bounds.
struct Scaled {
    d: Vec<f64>,
    gradient: Vec<f64>,
    diagonal: Vec<f64>,
}

impl Scaled {
    fn new(at: &At, (v, dv): (&[f64], &[f64])) -> Self {
        let d: Vec<f64> = v.iter().map(|v| v.sqrt()).collect();
        Self { gradient: times(&d, &at.gradient), diagonal: times(&at.gradient, dv), d }
    }

    fn model<'a, E>(&'a self, a: &'a Jacobian<E>) -> Quadratic<'a, E> {
        Quadratic { jacobian: a, scale: &self.d, gradient: &self.gradient, diagonal: Some(&self.diagonal) }
    }

    /// The step to the minimum.
    fn minimum<E>(
        &self,
        task: &Task<E>,
        triangle: Option<&Triangle>,
        at: &At,
        options: &LsmrOptions,
    ) -> Result<Vec<f64>, E> {
        let roots: Vec<f64> = self.diagonal.iter().map(|c| c.sqrt()).collect();
        if let Some(triangle) = triangle {
            return Ok(triangle.damped(&self.d, &roots, &at.residuals));
        }
        let m = at.residuals.len();
        let mut right = at.residuals.clone();
        right.resize(m + roots.len(), 0.0);
        let forward = |x: &[f64], y: &mut [f64]| {
            y[..m].copy_from_slice(&task.a.dot(&times(&self.d, x))?);
            y[m..].copy_from_slice(&times(&roots, x));
            Ok(())
        };
        let adjoint = |y: &[f64], x: &mut [f64]| {
            x.copy_from_slice(&times(&self.d, &task.a.transposed_dot(&y[..m])?));
            (0..x.len()).for_each(|i| x[i] += roots[i] * y[m + i]);
            Ok(())
        };
        Ok(negative(&lsmr(forward, adjoint, roots.len(), &right, options)?.x))
    }

    /// The best of the step up to the bounds, its reflection there, and the steepest descent.
    fn select<E>(&self, task: &Task<E>, x: &[f64], mut scaled: Vec<f64>, theta: f64) -> Result<Vec<f64>, E> {
        let bounds = &task.bounds;
        let step = times(&self.d, &scaled);
        if bounds.contain(&plus(x, &step)) {
            return Ok(step);
        }
        let model = self.model(task.a);
        let (stride, hits) = bounds.distance(x, &step);
        let turn = |(c, hit): (&f64, &i8)| if *hit == 0 { *c } else { -c };
        let mut reflected: Vec<f64> = scaled.iter().zip(&hits).map(turn).collect();
        scaled.iter_mut().for_each(|c| *c *= stride);
        let on_bound = plus(x, &times(&self.d, &scaled));
        let room = bounds.distance(&on_bound, &times(&self.d, &reflected)).0;
        let mut turned = f64::INFINITY;
        if theta * room > 0.0 {
            let parabola = model.along_from(&reflected, &scaled)?;
            let (t, value) = parabola.least((1.0 - theta) * room, theta * room);
            turned = value;
            reflected.iter_mut().zip(&scaled).for_each(|(r, p)| *r = p + *r * t);
        }
        scaled.iter_mut().for_each(|c| *c *= theta);
        let own = model.value(&scaled)?;
        let mut descent = negative(&self.gradient);
        let reach = theta * bounds.distance(x, &times(&self.d, &descent)).0;
        let (t, steepest) = model.along(&descent)?.least(0.0, reach);
        descent.iter_mut().for_each(|c| *c *= t);
        let best = if own < turned && own < steepest {
            scaled
        } else if turned < own && turned < steepest {
            reflected
        } else {
            descent
        };
        Ok(times(&self.d, &best))
    }
}

/// The method, from the solution without bounds.
pub(super) fn trf<E>(
    task: &Task<E>,
    solver: TrSolver,
    unbounded: &[f64],
    watch: &mut impl FnMut(&LsqLinearProgress) -> Result<(), E>,
) -> Outcome<LsqLinearResult, E> {
    let fail = LeastSquaresError::Callback;
    let bounds = &task.bounds;
    let triangle = match (solver, task.a) {
        (TrSolver::Exact, Jacobian::Dense(a)) => Some(Triangle::new(a).ok_or(LeastSquaresError::NotFinite)?),
        _ => None,
    };
    let mut at = task.at(bounds.interior(&folded(unbounded, bounds), 0.1)).map_err(fail)?;
    let initial_cost = at.cost;
    let mut told =
        LsqLinearProgress { iteration: 0, cost: at.cost, reduction: None, step: None, optimality: 0.0 };
    let mut status = None;
    for iteration in 0..task.options.max_iter.unwrap_or(100) {
        let (v, dv) = bounds.coleman_li(&at.x, &at.gradient);
        told.iteration = iteration;
        told.optimality = scaled_norm(&at.gradient, &v);
        if told.optimality < task.options.tol {
            status = Some(1);
        }
        watch(&told).map_err(fail)?;
        if status.is_some() {
            break;
        }
        let scaled = Scaled::new(&at, (&v, &dv));
        let options = lsmr_options(task, told.optimality);
        let p = scaled.minimum(task, triangle.as_ref(), &at, &options).map_err(fail)?;
        let slope = dot(&p, &scaled.gradient);
        if slope > 0.0 {
            status = Some(-1);
        }
        let theta = 1.0 - told.optimality.min(0.005);
        let direction = times(&scaled.d, &p);
        let step = scaled.select(task, &at.x, p, theta).map_err(fail)?;
        let reduction = -change(task, &at, &step).map_err(fail)?;
        let (x, step, reduction) = if reduction < 0.0 {
            backtrack(task, &at, &direction, theta, slope).map_err(fail)?
        } else {
            (bounds.interior(&plus(&at.x, &step), 0.0), step, reduction)
        };
        if reduction < task.options.tol * at.cost {
            status = Some(2);
        }
        at = task.at(x).map_err(fail)?;
        (told.cost, told.reduction, told.step) = (at.cost, Some(reduction), Some(norm(&step)));
    }
    Ok(LsqLinearResult {
        active_mask: bounds.active(&at.x, task.options.tol),
        x: at.x,
        fun: at.residuals,
        cost: at.cost,
        initial_cost,
        optimality: told.optimality,
        nit: told.iteration + 1,
        status: status.unwrap_or(0),
    })
}

/// By how much the cost changes with a step.
fn change<E>(task: &Task<E>, at: &At, step: &[f64]) -> Result<f64, E> {
    let product = task.a.dot(step)?;
    Ok(0.5 * dot(&product, &product) + dot(step, &at.gradient))
}

/// Halves the reflected step until the cost falls.
fn backtrack<E>(
    task: &Task<E>,
    at: &At,
    direction: &[f64],
    theta: f64,
    slope: f64,
) -> Result<(Vec<f64>, Vec<f64>, f64), E> {
    let bounds = &task.bounds;
    let end = |alpha: f64| {
        let moved: Vec<f64> = at.x.iter().zip(direction).map(|(x, p)| x + alpha * p).collect();
        folded(&moved, bounds)
    };
    let step_to = |x: &[f64]| plus(x, &negative(&at.x));
    let mut alpha = 1.0;
    let mut x = end(alpha);
    let mut reduction = -change(task, at, &step_to(&x))?;
    // Below it a step changes nothing.
    while reduction <= -0.1 * alpha * slope && alpha > f64::EPSILON {
        alpha *= 0.5;
        x = end(alpha);
        reduction = -change(task, at, &step_to(&x))?;
    }
    if bounds.active(&x, 1e-10).iter().any(|a| *a != 0) {
        x = bounds.interior(&end(theta * alpha), 0.0);
        reduction = -change(task, at, &step_to(&x))?;
    }
    let step = step_to(&x);
    Ok((x, step, reduction))
}

/// A point reflected at the bounds until it is within.
fn folded(y: &[f64], bounds: &Bounds) -> Vec<f64> {
    let fold = |(i, &y): (usize, &f64)| {
        let (lower, upper) = (bounds.lower[i], bounds.upper[i]);
        match (lower.is_finite(), upper.is_finite()) {
            (false, false) => y,
            (true, false) => y.max(2.0 * lower - y),
            (false, true) => y.min(2.0 * upper - y),
            (true, true) => {
                let width = upper - lower;
                let t = (y - lower).rem_euclid(2.0 * width);
                lower + t.min(2.0 * width - t)
            }
        }
    };
    y.iter().enumerate().map(fold).collect()
}
