//! Newton's direction, by conjugate gradients with a preconditioner from the last steps.

use super::super::function::Smooth;
use super::scaled::Scaled;
use super::{State, project, projected};
use crate::vector::{add_scaled, dot, moved, negative};

/// A step and the change of the gradient along it.
#[derive(Clone)]
struct Pair {
    s: Vec<f64>,
    y: Vec<f64>,
    ys: f64,
}

/// The diagonal of the preconditioner, and the steps by which it is updated: the last, and the sum of some before.
pub(super) struct Pairs {
    diagonal: Vec<f64>,
    last: Option<Pair>,
    sum: Pair,
    /// Whether the sum is to begin again.
    reset: bool,
}

impl Pairs {
    pub fn new(n: usize) -> Self {
        let sum = Pair { s: vec![0.0; n], y: vec![0.0; n], ys: 0.0 };
        Self { diagonal: vec![1.0; n], last: None, sum, reset: false }
    }

    /// Begins again with the identity.
    pub fn forget(&mut self) {
        self.diagonal.fill(1.0);
        self.last = None;
    }

    /// Takes in a step; `small` says that it has led to little.
    pub fn take(&mut self, s: Vec<f64>, y: Vec<f64>, small: bool) {
        let ys = dot(&y, &s);
        self.last = Some(Pair { s, y, ys });
        self.reset = small || {
            self.sum.ys = dot(&self.sum.y, &self.sum.s);
            self.sum.ys <= 0.0
        };
    }

    /// Adds the last step to the sum, or begins the sum again; whether it did.
    pub fn accumulate(&mut self) -> bool {
        if let Some(Pair { s, y, .. }) = &self.last {
            if self.reset {
                self.sum.s.clone_from(s);
                self.sum.y.clone_from(y);
            } else {
                add_scaled(&mut self.sum.s, 1.0, s);
                add_scaled(&mut self.sum.y, 1.0, y);
            }
        }
        self.reset
    }

    /// The inverse of the preconditioner times `g`.
    fn solve(&self, g: &[f64]) -> Vec<f64> {
        let over = |v: &[f64]| -> Vec<f64> { v.iter().zip(&self.diagonal).map(|(v, d)| v / d).collect() };
        let Some(last) = &self.last else { return over(g) };
        let (mut hg, mut hy) = (over(g), over(&last.y));
        if !self.reset {
            let sum = &self.sum;
            let hr = over(&sum.y);
            let yhy = dot(&sum.y, &hr);
            let g_terms = (dot(g, &sum.s), dot(g, &hr));
            let y_terms = (dot(&last.y, &sum.s), dot(&last.y, &hr));
            hg = updated(&hg, sum, &hr, yhy, g_terms);
            hy = updated(&hy, sum, &hr, yhy, y_terms);
        }
        let yhy = dot(&last.y, &hy);
        updated(&hg, last, &hy, yhy, (dot(g, &last.s), dot(g, &hy)))
    }

    /// The diagonal of the preconditioner with the steps taken in.
    fn updated_diagonal(&self) -> Vec<f64> {
        let Some(last) = &self.last else { return self.diagonal.clone() };
        let or_one = |x: f64| if x == 0.0 { 1.0 } else { x };
        let times = |s: &[f64]| -> Vec<f64> { s.iter().zip(&self.diagonal).map(|(s, d)| d * s).collect() };
        let first = if self.reset { last } else { &self.sum };
        let bs = times(&first.s);
        let (sbs, ys) = (or_one(dot(&first.s, &bs)), or_one(first.ys));
        let n = bs.len();
        let mut diagonal: Vec<f64> =
            (0..n).map(|i| self.diagonal[i] - bs[i] * bs[i] / sbs + first.y[i] * first.y[i] / ys).collect();
        if !self.reset {
            let (mixed, yr) = (dot(&last.s, &bs), dot(&first.y, &last.s));
            let mut b = times(&last.s);
            (0..n).for_each(|i| b[i] += first.y[i] * yr / ys - bs[i] * mixed / sbs);
            let (sbs, ys) = (or_one(dot(&last.s, &b)), or_one(last.ys));
            (0..n).for_each(|i| diagonal[i] -= b[i] * b[i] / sbs + last.y[i] * last.y[i] / ys);
        }
        diagonal
    }
}

/// The product `H v` after an update of `H` by a pair, from products before: `hv`, `H y`, `yᵀH y`, and of `v` with
/// `s` and with `H y`.
fn updated(hv: &[f64], pair: &Pair, hy: &[f64], yhy: f64, (vs, vhy): (f64, f64)) -> Vec<f64> {
    let ys = pair.ys;
    let (delta, beta) =
        if ys == 0.0 { (0.0, 0.0) } else { ((yhy / ys + 1.0) * vs / ys - vhy / ys, -vs / ys) };
    (0..hv.len()).map(|i| hv[i] + delta * pair.s[i] + beta * hy[i]).collect()
}

/// Solves the Newton equations over the free variables as far as is worth while.
pub(super) fn direction<E, F: Smooth<E>>(
    state: &mut State<'_>,
    scaled: &mut Scaled<'_, F>,
    xnorm: f64,
) -> Result<Vec<f64>, E> {
    let State { options, x, g, gnorm, places, pairs, .. } = state;
    let limit = options.max_products.unwrap_or(1);
    if limit == 0 {
        return Ok(projected(&negative(g), places));
    }
    let mut diagonal = pairs.updated_diagonal();
    let (mut r, mut v) = (negative(g), vec![0.0; g.len()]);
    let mut solution = vec![0.0; g.len()];
    let (mut before, mut rz_before) = (0.0, 0.0);
    for k in 0..limit {
        project(&mut r, places);
        let z = projected(&pairs.solve(&r), places);
        let rz = dot(&r, &z);
        if rz / *gnorm < 1e-12 || scaled.calls + 1 >= options.maxfun {
            if k == 0 {
                solution = projected(&negative(g), places);
            }
            break;
        }
        let beta = if k == 0 { 0.0 } else { rz / rz_before };
        v.iter_mut().zip(&z).for_each(|(v, z)| *v = z + beta * *v);
        project(&mut v, places);
        let mut product = hessian_product(scaled, &v, x, g, options.accuracy * (xnorm + 1.0))?;
        project(&mut product, places);
        let curvature = dot(&v, &product);
        if curvature / *gnorm < 1e-12 {
            if k == 0 {
                solution = projected(&negative(&pairs.solve(g)), places);
            }
            break;
        }
        rescale_diagonal(&mut diagonal, &v, &product, &r, curvature);
        let alpha = rz / curvature;
        add_scaled(&mut solution, alpha, &v);
        add_scaled(&mut r, -alpha, &product);
        let slope = dot(&solution, g);
        let value = 0.5 * (slope + dot(&r, &solution));
        if (k + 1) as f64 * (1.0 - before / value) <= 0.5 {
            break;
        }
        if slope > 0.0 {
            add_scaled(&mut solution, -alpha, &v);
            break;
        }
        (before, rz_before) = (value, rz);
    }
    pairs.diagonal = diagonal;
    Ok(solution)
}

/// The product of the Hessian with `v`, by a difference of gradients over so much of `v`.
fn hessian_product<E, F: Smooth<E>>(
    scaled: &mut Scaled<'_, F>,
    v: &[f64],
    x: &[f64],
    g: &[f64],
    delta: f64,
) -> Result<Vec<f64>, E> {
    let ahead = scaled.to_user(&moved(x, delta, v));
    let (_, gradient) = scaled.at_user(&ahead)?;
    let inverse = 1.0 / delta;
    let mut product: Vec<f64> =
        scaled.gradient_of_user(&gradient).iter().zip(g).map(|(a, g)| (a - g) * inverse).collect();
    scaled.drop_constants(&mut product);
    Ok(product)
}

/// Takes a product into the diagonal.
fn rescale_diagonal(diagonal: &mut [f64], v: &[f64], product: &[f64], r: &[f64], curvature: f64) {
    let (vr, vgv) = (1.0 / dot(v, r), 1.0 / curvature);
    for (i, d) in diagonal.iter_mut().enumerate() {
        *d += -r[i] * r[i] * vr + product[i] * product[i] * vgv;
        if *d <= 1e-6 {
            *d = 1.0;
        }
    }
}
