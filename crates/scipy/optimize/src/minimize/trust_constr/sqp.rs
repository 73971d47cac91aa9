//! Sequential quadratic programming in a trust region, after Byrd and Omojokun.
//!
//! Lalee, Nocedal and Plantenga 1998, *On the implementation of an algorithm for large-scale equality constrained
//! optimization*, with details from Byrd, Hribar and Nocedal 1999, whose equations are those meant below.

use super::intersections::{Extent, cuboid};
use super::program::{Program, Progress};
use super::projections::{NoProjections, Projections};
use super::subproblem::{CgInfo, Region, modified_dogleg, projected_cg};
use super::{TrustConstrError, TrustConstrEvent};
use crate::least_squares::Jacobian;
use crate::vector::{difference, dot, largest, moved, norm};
use std::rc::Rc;

/// How much of the predicted reduction the penalty has to account for (equation 3.51).
const PENALTY_FACTOR: f64 = 0.3;
/// How much of the region and of the box the step towards the constraints may use (3.21).
const NORMAL_RADIUS: f64 = 0.8;
const NORMAL_BOX: f64 = 0.5;
/// From these ratios of the actual to the predicted reduction on the radius grows (3.55).
const GOOD: f64 = 0.9;
const FAIR: f64 = 0.3;
const GROWTH: (f64, f64) = (7.0, 2.0);
/// Below this ratio a step is rejected.
const SUFFICIENT: f64 = 1e-8;
/// The least and the largest factor of a radius that shrinks.
const SHRINKAGE: (f64, f64) = (0.1, 0.5);
/// A step towards the constraints that is so short beside the rest calls for a correction.
const CORRECTION: f64 = 0.1;
/// Slacks keep this part of themselves at least (3.18).
const BOUNDARY: f64 = 0.995;

/// Where the search is, with what it needs there.
struct Iterate<E> {
    z: Vec<f64>,
    value: f64,
    constraints: Vec<f64>,
    gradient: Vec<f64>,
    jacobian: Rc<Jacobian<E>>,
    projections: Projections<E>,
    optimality: f64,
    violation: f64,
}

/// A step, and what the model promises of it.
struct Step {
    whole: Vec<f64>,
    /// The lengths of the parts towards the constraints and along them.
    normal: f64,
    tangential: f64,
    /// The change of the quadratic model, and the reduction of the linearised constraints.
    change: f64,
    reduction: f64,
    cg: CgInfo,
}

/// A point where a step may lead.
struct Trial {
    z: Vec<f64>,
    value: f64,
    constraints: Vec<f64>,
    ratio: f64,
}

/// Follows steps from `z` until the program says stop; returns where they lead.
pub(super) fn sqp<E>(
    program: &mut Program<'_, '_, E>,
    mut z: Vec<f64>,
    mut radius: f64,
) -> Result<Vec<f64>, TrustConstrError<E>> {
    let failed = TrustConstrError::Callback;
    let (value, constraints) = program.value(&mut z).map_err(failed)?;
    let mut at = iterate(program, z, value, constraints)?;
    let box_ = boundaries(program, at.z.len());
    let mut penalty = program.options.initial_constr_penalty;
    let (mut cg, mut rejected) = (CgInfo::default(), false);
    loop {
        let progress = Progress {
            z: &at.z,
            failed: rejected,
            optimality: at.optimality,
            violation: at.violation,
            radius,
            penalty,
            cg,
        };
        if program.stops(&progress).map_err(failed)? {
            return Ok(at.z);
        }
        let step = step(program, &at, radius, (&box_.0, &box_.1)).map_err(failed)?;
        cg = step.cg;
        let raised = if step.change > 0.0 {
            penalty.max(step.change / ((1.0 - PENALTY_FACTOR) * step.reduction))
        } else {
            penalty
        };
        let trial = trial(program, &at, &step, raised, (&box_.0, &box_.1)).map_err(failed)?;
        radius = adjusted(radius, norm(&step.whole), trial.ratio);
        rejected = !(trial.ratio >= SUFFICIENT);
        if !rejected {
            penalty = raised;
            at = iterate(program, trial.z, trial.value, trial.constraints)?;
        }
    }
}

/// The box that keeps slacks positive, as far as steps are scaled with them.
fn boundaries<E>(program: &Program<'_, '_, E>, length: usize) -> (Vec<f64>, Vec<f64>) {
    let mut lower = vec![f64::NEG_INFINITY; length];
    lower[length - program.canonical.inequalities()..].fill(-BOUNDARY);
    (lower, vec![f64::INFINITY; length])
}

/// Takes derivatives and multipliers where the search has come to.
fn iterate<E>(
    program: &mut Program<'_, '_, E>,
    z: Vec<f64>,
    value: f64,
    constraints: Vec<f64>,
) -> Result<Iterate<E>, TrustConstrError<E>> {
    let failed = TrustConstrError::Callback;
    let (gradient, jacobian) = program.derivatives(&z).map_err(failed)?;
    let projections = Projections::new(&jacobian, program.options.factorization, &mut program.symbolic);
    let projections = projections.map_err(refusal)?;
    if projections.singular {
        let sparse = matches!(*jacobian, Jacobian::Sparse(_));
        (program.report)(TrustConstrEvent::Singular { sparse }).map_err(failed)?;
    }
    let least_squares = projections.least_squares(&gradient).map_err(failed)?;
    let v: Vec<f64> = least_squares.iter().map(|v| -v).collect();
    program.settle(&z, &v).map_err(failed)?;
    let lagrangian = moved(&gradient, 1.0, &jacobian.transposed_dot(&v).map_err(failed)?);
    let (optimality, violation) = (largest(&lagrangian), largest(&constraints));
    Ok(Iterate { z, value, constraints, gradient, jacobian, projections, optimality, violation })
}

fn refusal<E>(e: NoProjections) -> TrustConstrError<E> {
    match e {
        NoProjections::Method { sparse: true } => TrustConstrError::NotForSparse,
        NoProjections::Method { sparse: false } => TrustConstrError::NotForDense,
        NoProjections::TooManyRows => TrustConstrError::TooManyEqualities,
        NoProjections::NotFinite => TrustConstrError::NotFinite,
    }
}

fn step<E>(
    program: &mut Program<'_, '_, E>,
    at: &Iterate<E>,
    radius: f64,
    (lower, upper): (&[f64], &[f64]),
) -> Result<Step, E> {
    let part = |limits: &[f64]| limits.iter().map(|l| NORMAL_BOX * l).collect::<Vec<_>>();
    let region = Region { radius: NORMAL_RADIUS * radius, bounds: (&part(lower), &part(upper)) };
    let normal = modified_dogleg(&at.jacobian, &at.projections, &at.constraints, region)?;
    let slope = moved(&program.product(&normal)?, 1.0, &at.gradient);
    let length = norm(&normal);
    let region = Region {
        radius: (radius * radius - length * length).sqrt(),
        bounds: (&difference(lower, &normal), &difference(upper, &normal)),
    };
    let hessian = |p: &[f64]| program.product(p);
    let (tangential, cg) = projected_cg(hessian, &slope, &at.projections, at.constraints.len(), region)?;
    let whole = moved(&normal, 1.0, &tangential);
    let change = 0.5 * dot(&program.product(&whole)?, &whole) + dot(&at.gradient, &whole);
    let linearised = moved(&at.jacobian.dot(&whole)?, 1.0, &at.constraints);
    // Rounding must not make it vanish or negative.
    let reduction = (norm(&at.constraints) - norm(&linearised)).max(1e-16);
    Ok(Step { whole, normal: length, tangential: norm(&tangential), change, reduction, cg })
}

/// The point that the step leads to, or one that a correction for the curvature of the constraints has made better.
fn trial<E>(
    program: &mut Program<'_, '_, E>,
    at: &Iterate<E>,
    step: &Step,
    penalty: f64,
    (lower, upper): (&[f64], &[f64]),
) -> Result<Trial, E> {
    let predicted = -step.change + penalty * step.reduction;
    let merit = at.value + penalty * norm(&at.constraints);
    let mut attempt = |step: &[f64]| {
        let mut z = program.moved(&at.z, step);
        let (value, constraints) = program.value(&mut z)?;
        let ratio = (merit - (value + penalty * norm(&constraints))) / predicted;
        Ok(Trial { z, value, constraints, ratio })
    };
    let plain = attempt(&step.whole)?;
    if !(plain.ratio < SUFFICIENT && step.normal <= CORRECTION * step.tangential) {
        return Ok(plain);
    }
    let correction: Vec<f64> = at.projections.row_space(&plain.constraints)?.iter().map(|y| -y).collect();
    let inside = cuboid(&step.whole, &correction, (lower, upper), Extent::Segment);
    let corrected = attempt(&moved(&step.whole, inside.to, &correction))?;
    Ok(if inside.any && corrected.ratio >= SUFFICIENT { corrected } else { plain })
}

/// The radius after a step of this length and ratio.
fn adjusted(radius: f64, length: f64, ratio: f64) -> f64 {
    match ratio {
        r if r >= GOOD => radius.max(GROWTH.0 * length),
        r if r >= FAIR => radius.max(GROWTH.1 * length),
        r if r < SUFFICIENT => {
            let wanted = (1.0 - SUFFICIENT) / (1.0 - r) * length;
            if wanted >= SHRINKAGE.1 * radius {
                SHRINKAGE.1 * radius
            } else if wanted >= SHRINKAGE.0 * radius {
                wanted
            } else {
                SHRINKAGE.0 * radius
            }
        }
        _ => radius,
    }
}
