//! The two halves of a step of Byrd and Omojokun's: towards the linearised constraints, then along them.

use super::intersections::{Extent, both, clipped, is_inside};
use super::projections::Projections;
use crate::least_squares::Jacobian;
use crate::vector::{dot, moved, negative, norm};

/// What a step has to stay within: `‖x‖ ≤ radius` and `lower ≤ x ≤ upper`.
#[derive(Clone, Copy)]
pub(super) struct Region<'a> {
    pub radius: f64,
    pub bounds: (&'a [f64], &'a [f64]),
}

impl Region<'_> {
    /// The last point of the segment from `z` to `z + d` that is inside, and whether there is one.
    fn last(&self, z: &[f64], d: &[f64]) -> (Vec<f64>, bool) {
        let inside = both(z, d, self.bounds, self.radius, Extent::Segment);
        (moved(z, inside.to, d), inside.any)
    }
}

/// An approximate minimum of `‖A x + b‖` in a region around the origin: the better of the last points on the way to
/// the Cauchy point and on to Newton's, and on the direct way to Newton's (Byrd, Hribar and Nocedal 1999, pp. 885-886).
pub(super) fn modified_dogleg<E>(
    a: &Jacobian<E>,
    projections: &Projections<E>,
    b: &[f64],
    region: Region<'_>,
) -> Result<Vec<f64>, E> {
    let newton = negative(&projections.row_space(b)?);
    if is_inside(&newton, region.bounds) && norm(&newton) <= region.radius {
        return Ok(newton);
    }
    let gradient = a.transposed_dot(b)?;
    let image = a.dot(&gradient)?;
    let length = -dot(&gradient, &gradient) / dot(&image, &image);
    let cauchy: Vec<f64> = gradient.iter().map(|g| length * g).collect();
    let origin = vec![0.0; newton.len()];
    let onwards: Vec<f64> = newton.iter().zip(&cauchy).map(|(n, c)| n - c).collect();
    let bent = match region.last(&cauchy, &onwards) {
        (point, true) => point,
        _ => region.last(&origin, &cauchy).0,
    };
    let straight = region.last(&origin, &newton).0;
    let residual = |x: &[f64]| Ok(norm(&moved(&a.dot(x)?, 1.0, b)));
    Ok(if residual(&bent)? < residual(&straight)? { bent } else { straight })
}

/// Why conjugate gradients ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CgEnding {
    /// There was nothing to do.
    #[default]
    NotRun = 0,
    /// The limit on iterations was met.
    Iterations = 1,
    /// The boundary of the region was met.
    Boundary = 2,
    /// The model is not convex in the direction.
    NegativeCurvature = 3,
    /// The residual is small enough.
    Tolerance = 4,
}

/// What conjugate gradients did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct CgInfo {
    pub iterations: usize,
    pub ending: CgEnding,
}

/// Below it a distance from the boundary and a residual are zero.
const CLOSE_TO_ZERO: f64 = 1e-25;

/// An approximate minimum of `½ xᵀ H x + cᵀ x` where `A x = 0`, in a region around the origin, by projected conjugate
/// gradients (Gould, Hribar and Nocedal 2001, algorithm 6.2).
pub(super) fn projected_cg<E>(
    mut hessian: impl FnMut(&[f64]) -> Result<Vec<f64>, E>,
    c: &[f64],
    projections: &Projections<E>,
    constraints: usize,
    region: Region<'_>,
) -> Result<(Vec<f64>, CgInfo), E> {
    let n = c.len();
    let limit = n.saturating_sub(constraints);
    let mut x = vec![0.0; n];
    let mut residual = projections.null_space(c)?;
    let first = projections.null_space(&residual)?;
    let mut p = negative(&first);
    let mut hp = hessian(&p)?;
    let mut size = square(&first);
    if region.radius < CLOSE_TO_ZERO {
        return Ok((x, CgInfo { iterations: 0, ending: CgEnding::Boundary }));
    }
    let tolerance = CLOSE_TO_ZERO.max((0.01 * size.sqrt()).min(0.1 * size));
    let mut feasible = vec![0.0; n];
    let (mut outside, mut iterations) = (0, 0);
    let mut ending = CgEnding::Iterations;
    for _ in 0..limit {
        if size < tolerance {
            ending = CgEnding::Tolerance;
            break;
        }
        iterations += 1;
        let curvature = dot(&hp, &p);
        if curvature <= 0.0 {
            let inside = both(&x, &p, region.bounds, region.radius, Extent::Line);
            if inside.any {
                x = moved(&x, inside.to, &p);
            }
            x = clipped(&x, region.bounds);
            ending = CgEnding::NegativeCurvature;
            break;
        }
        let alpha = size / curvature;
        let step: Vec<f64> = p.iter().map(|p| alpha * p).collect();
        let next = moved(&x, 1.0, &step);
        if norm(&next) >= region.radius {
            if let (point, true) = region.last(&x, &step) {
                x = point;
            }
            x = clipped(&x, region.bounds);
            ending = CgEnding::Boundary;
            break;
        }
        outside = if is_inside(&next, region.bounds) { 0 } else { outside + 1 };
        if outside > 0
            && let (point, true) = region.last(&x, &step)
        {
            feasible = clipped(&point, region.bounds);
            outside = 0;
        }
        if outside > limit {
            break;
        }
        // The projected residual stands for the residual, so that rounding errors do not gather in it.
        residual = projections.null_space(&moved(&residual, alpha, &hp))?;
        let next_size = square(&residual);
        let beta = next_size / size;
        p.iter_mut().zip(&residual).for_each(|(p, g)| *p = -g + beta * *p);
        x = next;
        size = next_size;
        hp = hessian(&p)?;
    }
    if !is_inside(&x, region.bounds) {
        x = feasible;
    }
    Ok((x, CgInfo { iterations, ending }))
}

/// The square of the norm.
fn square(x: &[f64]) -> f64 {
    norm(x).powi(2)
}
