//! Distributions of vectors: each function writes one vector.

use super::super::bit_generator::BitGenerator;
use super::super::bounded::interval;
use super::{Binomial, Variates, beta, hypergeometric, standard_gamma};

/// Counts of `n` trials among outcomes of probability `pvals`, into `out` of the same length; the last
/// outcome takes the rest, whatever its probability. `binomial` makes the sampler of one outcome.
pub fn multinomial<V: Variates + ?Sized>(
    v: &mut V,
    n: i64,
    pvals: &[f64],
    binomial: impl Fn(i64, f64) -> Binomial,
    out: &mut [i64],
) {
    out.fill(0);
    let Some((last, counts)) = out.split_last_mut() else { return };
    let (mut left, mut remaining) = (n, 1.0);
    for (count, &p) in counts.iter_mut().zip(pvals) {
        *count = binomial(left, p / remaining).draw(v);
        left = left.wrapping_sub(*count);
        if left <= 0 {
            return;
        }
        remaining -= p;
    }
    *last = left;
}

/// A Dirichlet vector into `out`, of the length of `alpha`: normalised gammas, or stick breaking where
/// all `alpha` are below 0.1 and the gammas could all underflow.
pub fn dirichlet<V: Variates + ?Sized>(v: &mut V, alpha: &[f64], out: &mut [f64]) {
    let largest = alpha.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if largest < 0.1 && !alpha.is_empty() && !alpha.iter().any(|a| a.is_nan()) {
        stick_breaking(v, alpha, out);
    } else {
        normalised_gammas(v, alpha, out);
    }
}

/// Gammas divided by their sum.
pub(in super::super) fn normalised_gammas<V: Variates + ?Sized>(v: &mut V, alpha: &[f64], out: &mut [f64]) {
    let mut sum = 0.0;
    for (x, &a) in out.iter_mut().zip(alpha) {
        *x = standard_gamma(v, a);
        sum += *x;
    }
    let inverse = 1.0 / sum;
    out.iter_mut().for_each(|x| *x *= inverse);
}

fn stick_breaking<V: Variates + ?Sized>(v: &mut V, alpha: &[f64], out: &mut [f64]) {
    // `out` first holds the sums of `alpha` from each place to the end.
    let mut sum = 0.0;
    for (x, &a) in out.iter_mut().zip(alpha).rev() {
        sum += a;
        *x = sum;
    }
    if sum <= 0.0 {
        return out.fill(0.0);
    }
    let mut stick = 1.0;
    for j in 0..out.len() - 1 {
        let rest = out[j + 1];
        let part = beta(v, alpha[j], rest);
        out[j] = stick * part;
        stick *= 1.0 - part;
        if rest == 0.0 {
            out[j + 1..].fill(0.0);
            break;
        }
    }
    out[alpha.len() - 1] = stick;
}

/// Draws `nsample` items from an urn with `colors[i]` items of colour `i`, by one hypergeometric variate
/// per colour; counts into `out` of the same length.
pub fn hypergeometric_marginals<B: BitGenerator + ?Sized>(
    bits: &mut B,
    colors: &[i64],
    nsample: i64,
    out: &mut [i64],
) {
    out.fill(0);
    let total: i64 = colors.iter().sum();
    let Some((last, counts)) = out.split_last_mut() else { return };
    let complement = nsample > total / 2;
    let (mut left, mut remaining) = (if complement { total - nsample } else { nsample }, total);
    for (count, &color) in counts.iter_mut().zip(colors) {
        if left <= 0 {
            break;
        }
        remaining -= color;
        *count = hypergeometric(bits, color, remaining, left);
        left -= *count;
    }
    *last = left;
    if complement {
        out.iter_mut().zip(colors).for_each(|(count, color)| *count = color - *count);
    }
}

/// The same by shuffling the urn, given as the colour of each item; `urn` keeps its order between calls.
pub fn hypergeometric_count<B: BitGenerator + ?Sized>(
    bits: &mut B,
    urn: &mut [usize],
    colors: &[i64],
    nsample: usize,
    out: &mut [i64],
) {
    out.fill(0);
    let total = urn.len();
    let complement = nsample > total / 2;
    let draws = if complement { total - nsample } else { nsample };
    for j in 0..draws {
        let k = j + interval(bits, (total - j - 1) as u64) as usize;
        urn.swap(k, j);
    }
    urn[..draws].iter().for_each(|&color| out[color] += 1);
    if complement {
        out.iter_mut().zip(colors).for_each(|(count, color)| *count = color - *count);
    }
}
