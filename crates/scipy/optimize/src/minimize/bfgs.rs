//! The method of Broyden, Fletcher, Goldfarb and Shanno.

use super::function::Smooth;
use super::gradient_norm;
use super::line_search::{LineStart, Search, step_along};
use super::quasi_newton::product;
use super::{Descent, Found};
use crate::vector::{add_scaled, difference, dot, moved, norm};
use ndarray::Array2;

/// Tolerances and limits of [`bfgs`]; the defaults are SciPy's.
#[derive(Debug, Clone, PartialEq)]
pub struct BfgsOptions {
    /// What the methods of descent have in common.
    pub descent: Descent,
    /// The relative length of a step at which the search ends.
    pub xrtol: f64,
    /// The approximation of the inverse Hessian to begin with; the identity if absent.
    pub hess_inv0: Option<Array2<f64>>,
}

impl Default for BfgsOptions {
    fn default() -> Self {
        Self { descent: Descent { c2: 0.9, ..Descent::default() }, xrtol: 0.0, hess_inv0: None }
    }
}

/// A local minimum of `f` by the quasi-Newton method of Broyden, Fletcher, Goldfarb and Shanno (Nocedal and Wright
/// 2006, algorithm 6.1), and the approximation of the inverse Hessian there. After each iteration `report` gets the
/// iterate and its value; it ends the search by returning `true`.
///
/// # Errors
/// The callbacks'.
///
/// ```
/// use pallasite_optimize::{BfgsOptions, Memo, bfgs, rosen, rosen_der};
/// let gradient = |x: &[f64], g: &mut [f64]| Ok(g.copy_from_slice(&rosen_der(x)));
/// let mut f = Memo::new((|x: &[f64]| Ok::<_, ()>(rosen(x)), gradient));
/// let (found, _) = bfgs(&mut f, &[1.3, 0.7, 0.8], &BfgsOptions::default(), |_, _| Ok(false)).unwrap();
/// assert!(found.x.iter().all(|x| (x - 1.0).abs() < 1e-5));
/// ```
pub fn bfgs<E>(
    f: &mut impl Smooth<E>,
    x0: &[f64],
    options: &BfgsOptions,
    mut report: impl FnMut(&[f64], f64) -> Result<bool, E>,
) -> Result<(Found, Array2<f64>), E> {
    let n = x0.len();
    let Descent { gtol, order, c1, c2, .. } = options.descent;
    let maxiter = options.descent.limit(n);
    let search = Search { c1, c2, amin: 1e-100, amax: 1e100, bound: true };
    let mut at = Found::begin(f, x0)?;
    let mut h = options.hess_inv0.clone().unwrap_or_else(|| Array2::eye(n));
    let mut before = at.fun + norm(&at.jac) / 2.0;
    let mut size = gradient_norm(&at.jac, order);
    let mut lost = false;
    while size > gtol && at.nit < maxiter {
        let direction: Vec<f64> = product(&h, &at.jac).iter().map(|p| -p).collect();
        let slope = dot(&at.jac, &direction);
        let start = LineStart { value: at.fun, before: Some(before), slope };
        let Some(step) = step_along(f, &at.x, &direction, start, &search, None)? else {
            lost = true;
            break;
        };
        let taken: Vec<f64> = direction.iter().map(|d| step.alpha * d).collect();
        before = at.fun;
        let gradient = at.advance(f, moved(&at.x, 1.0, &taken), step.value, step.gradient)?;
        if report(&at.x, at.fun)? {
            break;
        }
        size = gradient_norm(&at.jac, order);
        let short = step.alpha * norm(&direction) <= options.xrtol * (options.xrtol + norm(&at.x));
        if size <= gtol || short {
            break;
        }
        if !at.fun.is_finite() {
            lost = true;
            break;
        }
        update(&mut h, &taken, &difference(&at.jac, &gradient));
    }
    at.ending = at.judge(lost, maxiter, size);
    Ok((at, h))
}

/// The inverse Hessian with a step `s` and the change `y` of the gradient taken in (equation 6.17). The factors are
/// applied one after the other, so that what cancels does so exactly.
fn update(h: &mut Array2<f64>, s: &[f64], y: &[f64]) {
    let ys = dot(y, s);
    let rho = if ys == 0.0 { 1000.0 } else { 1.0 / ys };
    let hy = product(h, y);
    for (mut row, s) in h.rows_mut().into_iter().zip(s) {
        add_scaled(row.as_slice_mut().expect("in standard order"), -rho * s, &hy);
    }
    let rest = product(h, y);
    for (i, mut row) in h.rows_mut().into_iter().enumerate() {
        add_scaled(row.as_slice_mut().expect("in standard order"), rho * (s[i] - rest[i]), s);
    }
}
