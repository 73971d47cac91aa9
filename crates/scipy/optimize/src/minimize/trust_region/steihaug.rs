//! Steihaug's conjugate gradients.

use super::super::newton_cg::Curved;
use super::{Model, Step, crossings};
use crate::vector::{dot, moved, negative, norm};

pub(super) fn solve<E>(model: &mut Model, f: &mut impl Curved<E>, radius: f64) -> Result<Step, E> {
    let tolerance = model.size.sqrt().min(0.5) * model.size;
    let mut z = vec![0.0; model.x.len()];
    if model.size < tolerance {
        return Ok(Step { p: z, at_boundary: false });
    }
    let mut residual = model.g.clone();
    let mut d = negative(&residual);
    loop {
        let product = model.product(f, &d)?;
        let curvature = dot(&d, &product);
        if curvature <= 0.0 {
            let ends = crossings(&z, &d, radius).map(|t| moved(&z, t, &d));
            let values = [model.predict(f, &ends[0])?, model.predict(f, &ends[1])?];
            let [first, second] = ends;
            return Ok(Step { p: if values[0] < values[1] { first } else { second }, at_boundary: true });
        }
        let square = dot(&residual, &residual);
        let alpha = square / curvature;
        let next = moved(&z, alpha, &d);
        if norm(&next) >= radius {
            return Ok(Step { p: moved(&z, crossings(&z, &d, radius)[1], &d), at_boundary: true });
        }
        residual = moved(&residual, alpha, &product);
        let next_square = dot(&residual, &residual);
        // A NaN ends the iteration too.
        if !(next_square.sqrt() >= tolerance) {
            return Ok(Step { p: next, at_boundary: false });
        }
        let beta = next_square / square;
        d.iter_mut().zip(&residual).for_each(|(d, r)| *d = -r + beta * *d);
        z = next;
    }
}
