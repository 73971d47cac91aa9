//! The dogleg path.

use super::super::cholesky::cholesky;
use super::super::newton_cg::Curved;
use super::{Model, Step, crossings};
use crate::vector::{difference, dot, moved, negative, norm};

pub(super) fn solve<E>(model: &mut Model, f: &mut impl Curved<E>, radius: f64) -> Result<Option<Step>, E> {
    let factors = cholesky(model.hessian(f)?);
    if factors.failed.is_some() {
        return Ok(None);
    }
    let newton = negative(&factors.solve(&model.g));
    if norm(&newton) < radius {
        return Ok(Some(Step { p: newton, at_boundary: false }));
    }
    let g = model.g.clone();
    let curvature = dot(&g, &model.product(f, &g)?);
    let along = -(dot(&g, &g) / curvature);
    let cauchy: Vec<f64> = g.iter().map(|g| along * g).collect();
    let length = norm(&cauchy);
    let p = if length >= radius {
        cauchy.iter().map(|c| c * (radius / length)).collect()
    } else {
        let leg = difference(&newton, &cauchy);
        moved(&cauchy, crossings(&cauchy, &leg, radius)[1], &leg)
    };
    Ok(Some(Step { p, at_boundary: true }))
}
