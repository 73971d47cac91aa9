//! The Levenberg-Marquardt parameter: how much damping keeps the step inside the trust region.

use super::matrix::Matrix;
use super::norm::{euclidean_norm, scaled_norm};
use super::qr::{dot, permute, solve_damped};

/// The step may exceed or miss the bound by this share of it.
const TOLERANCE: f64 = 0.1;
const MAX_ITERATIONS: usize = 10;

/// The linear model `‖J p + f‖` at the current point: `J P = Q R` and `qtf = (Qᵀ f)[..n]`, with the scaling `D`.
pub(crate) struct LinearModel<'a> {
    pub r: &'a mut Matrix,
    pub pivots: &'a [usize],
    pub diag: &'a [f64],
    pub qtf: &'a [f64],
}

/// Finds `par` and the `p` minimising `‖J p − f‖² + par ‖D p‖²` with `‖D p‖` within 10 % of `delta`, or `par = 0`
/// when the Gauss-Newton step is short enough (MINPACK's `lmpar`; section 5 of the paper).
///
/// `guess` is the parameter of the step before. Returns `(par, p)`.
pub(crate) fn damped_step(model: &mut LinearModel, delta: f64, guess: f64) -> (f64, Vec<f64>) {
    let n = model.qtf.len();
    let mut scaled = vec![0.0; n];
    let (mut p, full_rank) = gauss_newton(model);
    let mut length = scaled_norm(model.diag, &p, &mut scaled);
    let mut excess = length - delta;
    if excess <= TOLERANCE * delta {
        return (0.0, p);
    }

    let mut lower = if full_rank { newton_at_zero(model, &scaled, length, excess / delta) } else { 0.0 };
    let gradient = scaled_gradient_norm(model);
    let mut upper = gradient / delta;
    if upper == 0.0 {
        upper = f64::MIN_POSITIVE / delta.min(TOLERANCE);
    }
    let mut par = guess.max(lower).min(upper);
    if par == 0.0 {
        par = gradient / length;
    }

    for iteration in 1.. {
        if par == 0.0 {
            par = f64::MIN_POSITIVE.max(0.001 * upper);
        }
        let root = par.sqrt();
        let damping: Vec<f64> = model.diag.iter().map(|d| root * d).collect();
        let (solution, s_diagonal) = solve_damped(model.r, model.pivots, &damping, model.qtf);
        p = solution;
        length = scaled_norm(model.diag, &p, &mut scaled);
        let previous = excess;
        excess = length - delta;
        let hard_case = lower == 0.0 && excess <= previous && previous < 0.0;
        if excess.abs() <= TOLERANCE * delta || hard_case || iteration == MAX_ITERATIONS {
            break;
        }
        let correction = newton_correction(model, &scaled, length, &s_diagonal, excess / delta);
        if excess > 0.0 {
            lower = lower.max(par);
        }
        if excess < 0.0 {
            upper = upper.min(par);
        }
        par = lower.max(par + correction);
    }
    (par, p)
}

/// The Gauss-Newton step (a basic solution if `R` is singular) and whether `R` has full rank.
fn gauss_newton(model: &LinearModel) -> (Vec<f64>, bool) {
    let n = model.qtf.len();
    let rank = (0..n).find(|&j| model.r[(j, j)] == 0.0).unwrap_or(n);
    let mut z = model.qtf.to_vec();
    z[rank..].fill(0.0);
    for j in (0..rank).rev() {
        z[j] /= model.r[(j, j)];
        let zj = z[j];
        z[..j].iter_mut().zip(model.r.col(j)).for_each(|(c, r)| *c -= r * zj);
    }
    (permute(&z, model.pivots), rank == n)
}

/// `Pᵀ D (D p) / ‖D p‖`, the right-hand side of both Newton corrections.
fn normalised(model: &LinearModel, scaled: &[f64], length: f64) -> Vec<f64> {
    model.pivots.iter().map(|&p| model.diag[p] * (scaled[p] / length)).collect()
}

/// `φ(0) / −φ'(0)`, a lower bound of the parameter; `excess` is relative to the bound.
fn newton_at_zero(model: &LinearModel, scaled: &[f64], length: f64, excess: f64) -> f64 {
    let mut w = normalised(model, scaled, length);
    for j in 0..w.len() {
        let column = model.r.col(j);
        w[j] = (w[j] - dot(&column[..j], &w[..j])) / column[j];
    }
    let norm = euclidean_norm(&w);
    (excess / norm) / norm
}

/// The Newton correction to `par`, from `Sᵀ` as `solve_damped` left it.
fn newton_correction(
    model: &LinearModel,
    scaled: &[f64],
    length: f64,
    s_diagonal: &[f64],
    excess: f64,
) -> f64 {
    let n = s_diagonal.len();
    let mut w = normalised(model, scaled, length);
    for j in 0..n {
        w[j] /= s_diagonal[j];
        let wj = w[j];
        w[j + 1..].iter_mut().zip(&model.r.col(j)[j + 1..n]).for_each(|(c, s)| *c -= s * wj);
    }
    let norm = euclidean_norm(&w);
    (excess / norm) / norm
}

/// `‖D⁻¹ Jᵀ f‖`.
fn scaled_gradient_norm(model: &LinearModel) -> f64 {
    let gradient: Vec<f64> = (0..model.qtf.len())
        .map(|j| dot(&model.r.col(j)[..=j], &model.qtf[..=j]) / model.diag[model.pivots[j]])
        .collect();
    euclidean_norm(&gradient)
}
