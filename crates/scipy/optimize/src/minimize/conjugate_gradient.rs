//! Nonlinear conjugate gradients.

use super::function::Smooth;
use super::line_search::{LineStart, Search, step_along};
use super::{Descent, Found, gradient_norm};
use crate::vector::{dot, negative, norm};

/// How steep a direction has to be beside the gradient (Gilbert and Nocedal 1992).
const DESCENT: f64 = 0.01;

/// A local minimum of `f` by conjugate gradients in the way of Polak and Ribière, restarted where their coefficient
/// is negative (Nocedal and Wright 2006, section 5.2). After each iteration `report` gets the iterate and its value;
/// it ends the search by returning `true`.
///
/// # Errors
/// The callbacks'.
///
/// ```
/// use pallasite_optimize::{Descent, Memo, conjugate_gradient, rosen, rosen_der};
/// let gradient = |x: &[f64], g: &mut [f64]| Ok(g.copy_from_slice(&rosen_der(x)));
/// let mut f = Memo::new((|x: &[f64]| Ok::<_, ()>(rosen(x)), gradient));
/// let found = conjugate_gradient(&mut f, &[1.3, 0.7, 0.8], &Descent::default(), |_, _| Ok(false)).unwrap();
/// assert!(found.x.iter().all(|x| (x - 1.0).abs() < 1e-4));
/// ```
pub fn conjugate_gradient<E>(
    f: &mut impl Smooth<E>,
    x0: &[f64],
    options: &Descent,
    mut report: impl FnMut(&[f64], f64) -> Result<bool, E>,
) -> Result<Found, E> {
    let Descent { gtol, order, c1, c2, .. } = *options;
    let maxiter = options.limit(x0.len());
    let search = Search { c1, c2, amin: 1e-100, amax: 1e100, bound: true };
    let mut at = Found::begin(f, x0)?;
    let mut before = at.fun + norm(&at.jac) / 2.0;
    let mut direction = negative(&at.jac);
    let mut size = gradient_norm(&at.jac, order);
    let mut lost = false;
    while size > gtol && at.nit < maxiter {
        let start = LineStart { value: at.fun, before: Some(before), slope: dot(&at.jac, &direction) };
        let mut descends = |_: f64, _: &[f64], _: f64, g: &[f64]| {
            let next = conjugate(&direction, &at.jac, g);
            Ok(gradient_norm(g, order) <= gtol || dot(&next, g) <= -DESCENT * dot(g, g))
        };
        let Some(step) = step_along(f, &at.x, &direction, start, &search, Some(&mut descends))? else {
            lost = true;
            break;
        };
        before = at.fun;
        let x = at.x.iter().zip(&direction).map(|(x, d)| x + step.alpha * d).collect();
        let gradient = at.advance(f, x, step.value, step.gradient)?;
        direction = conjugate(&direction, &gradient, &at.jac);
        size = gradient_norm(&at.jac, order);
        if report(&at.x, at.fun)? {
            break;
        }
    }
    at.ending = at.judge(lost, maxiter, size);
    Ok(at)
}

/// The direction that follows `direction` when the gradient has become `g` (equation 5.45).
fn conjugate(direction: &[f64], before: &[f64], g: &[f64]) -> Vec<f64> {
    let changed: f64 = g.iter().zip(before).map(|(g, b)| (g - b) * g).sum();
    let beta = (changed / dot(before, before)).max(0.0);
    g.iter().zip(direction).map(|(g, d)| -g + beta * d).collect()
}
