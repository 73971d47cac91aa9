//! Integer points near the solution of a relaxation.

use super::super::propagate::Propagator;
use super::super::{Integrality, LinearProgram};

/// The number of which every objective is a multiple; 0 if there is none.
pub(super) fn objective_step(program: &LinearProgram) -> f64 {
    let mut step = 0.0_f64;
    for (&c, kind) in program.cost.iter().zip(&program.integrality).filter(|(c, _)| **c != 0.0) {
        if *kind != Integrality::Integer || c.fract() != 0.0 || c.abs() > 1e9 {
            return 0.0;
        }
        let (mut a, mut b) = (step, c.abs());
        while b != 0.0 {
            (a, b) = (b, a % b);
        }
        step = a;
    }
    step
}

/// The integers among the variables rounded.
pub(super) fn nearest(x: &[f64], integer: &[bool]) -> Vec<f64> {
    x.iter().zip(integer).map(|(&x, &i)| if i { x.round() } else { x }).collect()
}

/// True if all constraints hold, but for rounding errors.
pub(super) fn is_feasible(program: &LinearProgram, x: &[f64]) -> bool {
    let rows = program.matrix.times(x, program.row_bounds.len());
    let within = |v: f64, b: (f64, f64)| {
        let slack = 1e-9 * (1.0 + v.abs());
        v >= b.0 - slack && v <= b.1 + slack
    };
    let allowed = |j: usize| {
        let semi = !matches!(program.integrality[j], Integrality::Integer | Integrality::Continuous);
        within(x[j], program.bounds[j]) || (semi && x[j] == 0.0)
    };
    rows.iter().zip(&program.row_bounds).all(|(&v, &b)| within(v, b)) && (0..x.len()).all(allowed)
}

/// The solution rounded to where no constraint is in the way, or to the nearest integers; none if it does not fit.
pub(super) fn rounded(program: &LinearProgram, propagator: &Propagator, x: &[f64]) -> Option<Vec<f64>> {
    let mut out = x.to_vec();
    for j in (0..x.len()).filter(|&j| propagator.integer[j]) {
        let locks = |up: bool| {
            propagator.columns.list(j).iter().any(|&(r, a)| {
                let (lower, upper) = program.row_bounds[r];
                if (a > 0.0) == up { upper.is_finite() } else { lower.is_finite() }
            })
        };
        out[j] = match (
            x[j].fract() != 0.0 && (x[j] - x[j].round()).abs() > super::INTEGER,
            locks(false),
            locks(true),
        ) {
            (true, false, _) => x[j].floor(),
            (true, true, false) => x[j].ceil(),
            _ => x[j].round(),
        };
    }
    is_feasible(program, &out).then_some(out)
}
