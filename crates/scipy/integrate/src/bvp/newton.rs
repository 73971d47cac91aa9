//! Newton's iteration for the collocation system.

use super::collocation::{Collocation, lengths};
use super::singular::WithTerm;
use crate::ode::Scalar;

/// Evaluations of the Jacobian at most.
const JACOBIANS: usize = 4;
/// Steps at most; those behind a full step keep the Jacobian.
const STEPS: usize = 8;
/// The relative improvement of the criterion that a step has to make (Armijo's constant).
const IMPROVEMENT: f64 = 0.2;
/// What a step that makes less is multiplied by.
const SHORTER: f64 = 0.5;
/// How often.
const TRIALS: usize = 4;

/// Improves `y` and `p`; true when the Jacobian is singular.
///
/// The criterion is the length of the step that would follow (Ascher, Mattheij and Russell 1995, section 8.1).
pub(super) fn newton<T: Scalar, E>(
    problem: &mut WithTerm<'_, T, E>,
    x: &[f64],
    y: &mut Vec<T>,
    p: &mut Vec<T>,
    tol: f64,
    bc_tol: f64,
) -> Result<bool, E> {
    let (n, size) = (y.len() / x.len(), y.len());
    let allowed: Vec<f64> = lengths(x).iter().map(|h| 2.0 / 3.0 * h * 5e-2 * tol).collect();
    let mut now = Collocation::at(problem, x, y, p)?;
    let mut bc = problem.conditions(y, n, p)?;
    let (mut factors, mut evaluations, mut step, mut cost) = (None, 0, Vec::new(), 0.0);
    for _ in 0..STEPS {
        if factors.is_none() {
            evaluations += 1;
            factors = now.jacobian(problem, x, y, p, &bc)?.factor();
            let Some(lu) = &factors else { return Ok(true) };
            step = lu.solve(&now.residual, &bc);
            cost = square(&step);
        }
        let Some(lu) = &factors else { return Ok(true) };
        let (y_old, p_old) = (y.clone(), p.clone());
        let mut alpha = 1.0;
        let mut next = Vec::new();
        for trial in 0..=TRIALS {
            let moved = |old: &[T], step: &[T]| old.iter().zip(step).map(|(&o, &s)| o - s * alpha).collect();
            (*y, *p) = (moved(&y_old, &step[..size]), moved(&p_old, &step[size..]));
            if let Some(term) = problem.term {
                term.project(&mut y[..n]);
            }
            now = Collocation::at(problem, x, y, p)?;
            bc = problem.conditions(y, n, p)?;
            next = lu.solve(&now.residual, &bc);
            if square(&next) < (1.0 - 2.0 * alpha * IMPROVEMENT) * cost {
                break;
            }
            if trial < TRIALS {
                alpha *= SHORTER;
            }
        }
        let mut pairs = now.residual.iter().zip(&now.f_middle).enumerate();
        let solved = pairs.all(|(at, (r, f))| r.modulus() < allowed[at / n] * (1.0 + f.modulus()));
        if evaluations == JACOBIANS || solved && bc.iter().all(|r| r.modulus() < bc_tol) {
            break;
        }
        if alpha == 1.0 {
            (cost, step) = (square(&next), next);
        } else {
            factors = None;
        }
    }
    Ok(false)
}

fn square<T: Scalar>(v: &[T]) -> f64 {
    v.iter().map(|v| v.square()).sum()
}
