//! Newton's method with conjugate gradients.

use super::function::Smooth;
use super::line_search::{LineStart, Search, step_along};
use super::{Ending, Found};
use crate::vector::{add_scaled, dot, negative};
use ndarray::Array2;

/// The second derivatives that [`newton_cg`] and the trust-region methods call.
pub trait Curved<E>: Smooth<E> {
    /// Tells that products at `x` follow.
    fn settle(&mut self, x: &[f64]) -> Result<(), E>;

    /// Whether the Hessian is to be had as a matrix.
    fn has_matrix(&self) -> bool;

    /// The Hessian at `x`.
    fn hessian(&mut self, x: &[f64]) -> Result<Array2<f64>, E>;

    /// The product of the Hessian at `x` with `p`.
    fn hessian_product(&mut self, x: &[f64], p: &[f64]) -> Result<Vec<f64>, E>;
}

/// Tolerances and limits of [`newton_cg`]; the defaults are SciPy's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NewtonCgOptions {
    /// The mean length of a component of a step at which the search ends.
    pub xtol: f64,
    /// The most iterations; 200 n if absent.
    pub maxiter: Option<usize>,
    /// Sufficient decrease of a line search.
    pub c1: f64,
    /// Curvature of a line search.
    pub c2: f64,
}

impl Default for NewtonCgOptions {
    fn default() -> Self {
        Self { xtol: 1e-5, maxiter: None, c1: 1e-4, c2: 0.9 }
    }
}

/// A local minimum of `f` by a truncated Newton method, the directions from conjugate gradients (Nocedal and Wright
/// 2006, algorithm 7.1). After each iteration `report` gets the iterate and its value; it ends the search by
/// returning `true`. The gradient in the result is that of the iterate before.
///
/// # Errors
/// The callbacks'.
pub fn newton_cg<E>(
    f: &mut impl Curved<E>,
    x0: &[f64],
    options: &NewtonCgOptions,
    mut report: impl FnMut(&[f64], f64) -> Result<bool, E>,
) -> Result<Found, E> {
    let n = x0.len();
    let NewtonCgOptions { c1, c2, .. } = *options;
    let (maxiter, tolerance) = (options.maxiter.unwrap_or(200 * n), n as f64 * options.xtol);
    let search = Search { c1, c2, amin: 1e-8, amax: 50.0, bound: false };
    let fun = f.value(x0)?;
    let mut at = Found { x: x0.to_vec(), fun, jac: vec![0.0; n], nit: 0, ending: Ending::Converged };
    let (mut before, mut moved) = (None, f64::MAX);
    while moved > tolerance {
        if at.nit >= maxiter {
            return Ok(Found { ending: Ending::Iterations, ..at });
        }
        f.gradient(&at.x, &mut at.jac)?;
        let Some(direction) = direction(f, &at)? else {
            return Ok(Found { ending: Ending::NotPositiveDefinite, ..at });
        };
        let start = LineStart { value: at.fun, before, slope: dot(&at.jac, &direction) };
        let Some(step) = step_along(f, &at.x, &direction, start, &search, None)? else {
            return Ok(Found { ending: Ending::PrecisionLoss, ..at });
        };
        before = Some(at.fun);
        let update: Vec<f64> = direction.iter().map(|d| step.alpha * d).collect();
        add_scaled(&mut at.x, 1.0, &update);
        at.fun = step.value;
        at.nit += 1;
        if report(&at.x, at.fun)? {
            return Ok(Found { ending: Ending::Stopped, ..at });
        }
        moved = update.iter().map(|u| u.abs()).sum();
    }
    if at.fun.is_nan() || moved.is_nan() {
        at.ending = Ending::NotANumber;
    }
    Ok(at)
}

/// Where the Newton equations lead, solved as far as is worth while; nothing if the iteration does not end.
fn direction<E>(f: &mut impl Curved<E>, at: &Found) -> Result<Option<Vec<f64>>, E> {
    let size: f64 = at.jac.iter().map(|g| g.abs()).sum();
    let tolerance = size.sqrt().min(0.5) * size;
    let mut solution = vec![0.0; at.x.len()];
    let mut residual = at.jac.clone();
    let mut p = negative(&residual);
    let mut square = dot(&residual, &residual);
    f.settle(&at.x)?;
    for i in 0..20 * at.x.len() {
        if residual.iter().map(|r| r.abs()).sum::<f64>() <= tolerance {
            return Ok(Some(solution));
        }
        let product = f.hessian_product(&at.x, &p)?;
        let curvature = dot(&p, &product);
        if (0.0..=3.0 * f64::EPSILON).contains(&curvature) {
            return Ok(Some(solution));
        }
        if curvature < 0.0 {
            // Without a better one, the direction of steepest descent.
            let steepest = || at.jac.iter().map(|g| square / -curvature * -g).collect();
            return Ok(Some(if i > 0 { solution } else { steepest() }));
        }
        let alpha = square / curvature;
        add_scaled(&mut solution, alpha, &p);
        add_scaled(&mut residual, alpha, &product);
        let next = dot(&residual, &residual);
        let beta = next / square;
        p.iter_mut().zip(&residual).for_each(|(p, r)| *p = -r + beta * *p);
        square = next;
    }
    Ok(None)
}
