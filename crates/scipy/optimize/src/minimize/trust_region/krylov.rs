//! Lanczos' process, and the solution in the Krylov spaces that it builds.

use super::super::newton_cg::Curved;
use super::{Model, Step};
use crate::vector::{add_scaled, dot, norm};

/// The orthonormal basis so far, and the tridiagonal matrix that the Hessian is in it.
pub(super) struct Lanczos {
    basis: Vec<Vec<f64>>,
    diagonal: Vec<f64>,
    /// The elements beside the diagonal; the last leads out of the basis.
    beside: Vec<f64>,
}

/// Minimises the model in Krylov spaces of growing dimension, until the residual is small.
pub(super) fn solve<E>(
    model: &mut Model,
    f: &mut impl Curved<E>,
    radius: f64,
    inexact: bool,
) -> Result<Step, E> {
    let size = model.size;
    let (inner, outer) = if inexact { (size.min(0.5), size.sqrt().clamp(1e-6, 0.5)) } else { (1e-8, 1e-6) };
    let first = || Lanczos {
        basis: vec![model.g.iter().map(|g| g / size).collect()],
        diagonal: Vec::new(),
        beside: Vec::new(),
    };
    let mut lanczos = model.krylov.take().unwrap_or_else(first);
    let mut dimension = 1;
    let (h, at_boundary) = loop {
        if lanczos.diagonal.len() < dimension {
            lanczos.extend(model, f)?;
        }
        let (t, e) = (&lanczos.diagonal[..dimension], &lanczos.beside[..dimension]);
        let (h, at_boundary) = tridiagonal(t, &e[..dimension - 1], size, radius);
        let residual = e[dimension - 1] * h[dimension - 1].abs();
        let tolerance = size * if at_boundary { outer } else { inner };
        let exhausted = dimension == model.x.len() || lanczos.basis.len() <= dimension;
        if residual <= tolerance || exhausted {
            break (h, at_boundary);
        }
        dimension += 1;
    };
    let mut p = vec![0.0; model.x.len()];
    h.iter().zip(&lanczos.basis).for_each(|(&h, q)| add_scaled(&mut p, h, q));
    model.krylov = Some(lanczos);
    Ok(Step { p, at_boundary })
}

impl Lanczos {
    /// One more vector, orthogonal to all before.
    fn extend<E>(&mut self, model: &mut Model, f: &mut impl Curved<E>) -> Result<(), E> {
        let last = self.basis[self.diagonal.len()].clone();
        let mut next = model.product(f, &last)?;
        let diagonal = dot(&last, &next);
        let scale = norm(&next);
        for _ in 0..2 {
            for q in &self.basis {
                let along = dot(q, &next);
                add_scaled(&mut next, -along, q);
            }
        }
        let length = norm(&next);
        self.diagonal.push(diagonal);
        if length <= f64::EPSILON * scale {
            self.beside.push(0.0);
            return Ok(());
        }
        self.beside.push(length);
        next.iter_mut().for_each(|n| *n /= length);
        self.basis.push(next);
        Ok(())
    }
}

/// Minimises `½ hᵀ T h + γ h₁` where `‖h‖ ≤ radius`, and says whether the boundary is met.
fn tridiagonal(t: &[f64], e: &[f64], gamma: f64, radius: f64) -> (Vec<f64>, bool) {
    let mut right = vec![0.0; t.len()];
    right[0] = -gamma;
    if let Some(h) = Factors::new(t, e, 0.0).map(|f| f.solve(&right))
        && norm(&h) <= radius
    {
        return (h, false);
    }
    let least = smallest_eigenvalue(t, e);
    let (mut low, mut high) = ((-least).max(0.0), gamma / radius + least.abs() + t_norm(t, e));
    let mut multiple = low + 1e-3 * (high - low);
    let mut best = None;
    for _ in 0..100 {
        let Some(factors) = Factors::new(t, e, multiple) else {
            low = multiple;
            multiple = 0.5 * (low + high);
            continue;
        };
        let h = factors.solve(&right);
        let length = norm(&h);
        let done = (length - radius).abs() <= 1e-12 * radius;
        if length > radius {
            low = multiple
        } else {
            high = multiple
        }
        let slope = dot(&h, &factors.solve(&h));
        let newton = multiple + (length * length / slope) * (length - radius) / radius;
        best = Some(h);
        if done || high - low <= f64::EPSILON * high {
            break;
        }
        multiple = if newton > low && newton < high { newton } else { 0.5 * (low + high) };
    }
    let mut h = best.unwrap_or(right);
    complete(&mut h, t, e, least, radius);
    (h, true)
}

/// Makes up the length in the hard case, where the right side has no part along the lowest eigenvector.
fn complete(h: &mut [f64], t: &[f64], e: &[f64], least: f64, radius: f64) {
    let length = norm(h);
    if length >= radius * (1.0 - 1e-6) {
        let scale = radius / length;
        h.iter_mut().for_each(|h| *h *= scale);
        return;
    }
    let shift = -least + f64::EPSILON * t_norm(t, e).max(f64::MIN_POSITIVE);
    let mut v: Vec<f64> = (0..t.len()).map(|i| 1.0 + 0.1 * i as f64).collect();
    for _ in 0..3 {
        if let Some(factors) = Factors::new(t, e, shift) {
            v = factors.solve(&v);
        }
        let size = norm(&v);
        v.iter_mut().for_each(|v| *v /= size);
    }
    let b = dot(h, &v);
    let along = -b + (b * b - length * length + radius * radius).max(0.0).sqrt();
    add_scaled(h, along, &v);
}

fn t_norm(t: &[f64], e: &[f64]) -> f64 {
    t.iter().chain(e).fold(0.0, |m: f64, x| m.max(x.abs())) * 3.0
}

/// By bisection on the signs of the pivots (Sturm's sequence).
fn smallest_eigenvalue(t: &[f64], e: &[f64]) -> f64 {
    let bound = t_norm(t, e);
    let (mut low, mut high) = (-bound, bound);
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if Factors::new(t, e, -middle).is_some() { low = middle } else { high = middle }
    }
    low
}

/// The factors of a positive definite tridiagonal matrix.
struct Factors {
    pivots: Vec<f64>,
    ratios: Vec<f64>,
}

impl Factors {
    fn new(t: &[f64], e: &[f64], shift: f64) -> Option<Self> {
        let (mut pivots, mut ratios) = (Vec::with_capacity(t.len()), Vec::with_capacity(e.len()));
        for (i, t) in t.iter().enumerate() {
            let mut pivot = t + shift;
            if i > 0 {
                let ratio = e[i - 1] / pivots[i - 1];
                pivot -= ratio * e[i - 1];
                ratios.push(ratio);
            }
            if !(pivot > 0.0) {
                return None;
            }
            pivots.push(pivot);
        }
        Some(Self { pivots, ratios })
    }

    fn solve(&self, b: &[f64]) -> Vec<f64> {
        let mut x = b.to_vec();
        for i in 1..x.len() {
            x[i] -= self.ratios[i - 1] * x[i - 1];
        }
        x.iter_mut().zip(&self.pivots).for_each(|(x, p)| *x /= p);
        for i in (1..x.len()).rev() {
            x[i - 1] -= self.ratios[i - 1] * x[i];
        }
        x
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tridiagonal_minima_satisfy_the_conditions() {
        for (t, e, radius) in [
            (vec![2.0, 3.0, 4.0], vec![0.5, 0.25], 0.1),
            (vec![2.0, -3.0, 4.0], vec![0.5, 0.25], 0.7),
            (vec![1.0, -2.0], vec![0.0], 5.0),
        ] {
            let (h, at_boundary) = tridiagonal(&t, &e, 1.0, radius);
            assert!(at_boundary && (norm(&h) - radius).abs() < 1e-8, "{h:?}");
            let multiple = -smallest_eigenvalue(&t, &e);
            let value = |h: &[f64]| {
                let cross: f64 = (0..e.len()).map(|i| e[i] * h[i] * h[i + 1]).sum();
                t.iter().zip(h).map(|(t, h)| 0.5 * t * h * h).sum::<f64>() + cross + h[0]
            };
            for k in 0..200 {
                let angle = k as f64 * 0.1;
                let mut other: Vec<f64> =
                    (0..h.len()).map(|i| (angle * (i + 1) as f64 + 0.3).sin()).collect();
                let scale = radius / norm(&other);
                other.iter_mut().for_each(|o| *o *= scale);
                assert!(value(&h) <= value(&other) + 1e-9 * (1.0 + multiple.abs()));
            }
        }
    }
}
