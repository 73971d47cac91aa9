//! Where the frozen algorithms differ from [`distributions`](super::super::distributions).

use super::super::distributions::{
    D1, D2, Variates, floor_i64, geometric_search, loggam, logseries_kemp, noncentral_chisquare_number,
    standard_gamma, truncate_i64, wald_root, zipf_rejection,
};

pub(super) fn pareto<V: Variates>(v: &mut V, a: f64) -> f64 {
    (v.standard_exponential() / a).exp() - 1.0
}

pub(super) fn power<V: Variates>(v: &mut V, a: f64) -> f64 {
    (1.0 - (-v.standard_exponential()).exp()).powf(1.0 / a)
}

pub(super) fn rayleigh<V: Variates>(v: &mut V, scale: f64) -> f64 {
    scale * (-2.0 * (-v.standard_uniform()).ln_1p()).sqrt()
}

pub(super) fn wald<V: Variates>(v: &mut V, mean: f64, scale: f64) -> f64 {
    let ratio = mean / (2.0 * scale);
    let n = v.standard_normal();
    let y = mean * n * n;
    let x = mean + ratio * (y - (4.0 * scale * y + y * y).sqrt());
    wald_root(v, mean, x)
}

pub(super) fn beta<V: Variates>(v: &mut V, a: f64, b: f64) -> f64 {
    if a > 1.0 || b > 1.0 || a.is_nan() || b.is_nan() {
        let x = standard_gamma(v, a);
        return x / (x + standard_gamma(v, b));
    }
    loop {
        let (u, w) = (v.standard_uniform(), v.standard_uniform());
        let (x, y) = (u.powf(1.0 / a), w.powf(1.0 / b));
        if x + y > 0.0 && x + y <= 1.0 {
            return x / (x + y);
        }
        if x + y <= 1.0 {
            return beta_from_logs(u.ln() / a, w.ln() / b);
        }
    }
}

fn beta_from_logs(x: f64, y: f64) -> f64 {
    let largest = if x > y { x } else { y };
    let (x, y) = (x - largest, y - largest);
    (x - (x.exp() + y.exp()).ln()).exp()
}

pub(super) fn noncentral_chisquare<V: Variates>(v: &mut V, df: f64, nonc: f64) -> f64 {
    let x = noncentral_chisquare_number(v, df, nonc);
    if nonc.is_nan() { nonc } else { x }
}

pub(super) fn noncentral_f<V: Variates>(v: &mut V, dfnum: f64, dfden: f64, nonc: f64) -> f64 {
    let numerator = noncentral_chisquare(v, dfnum, nonc) * dfden;
    numerator / (2.0 * standard_gamma(v, dfden / 2.0) * dfnum)
}

pub(super) fn geometric<V: Variates>(v: &mut V, p: f64) -> i64 {
    if p >= 1.0 / 3.0 {
        return geometric_search(v, p);
    }
    truncate_i64(((-v.standard_uniform()).ln_1p() / (1.0 - p).ln()).ceil())
}

pub(super) fn zipf<V: Variates>(v: &mut V, a: f64) -> i64 {
    // From here on 2^(a-1) overflows, and the rejection loop would not end.
    if a >= 1025.0 { 1 } else { zipf_rejection(v, a, |u| 1.0 - u) }
}

pub(super) fn logseries<V: Variates>(v: &mut V, p: f64) -> i64 {
    let r = (1.0 - p).ln();
    logseries_kemp(v, p, |u| 1.0 - (r * u).exp())
}

pub(super) fn hypergeometric<V: Variates>(v: &mut V, ngood: i64, nbad: i64, nsample: i64) -> i64 {
    if nsample > 10 { hrua(v, ngood, nbad, nsample) } else { urn(v, ngood, nbad, nsample) }
}

/// Draws one item after the other.
fn urn<V: Variates>(v: &mut V, ngood: i64, nbad: i64, nsample: i64) -> i64 {
    let left = nbad.wrapping_add(ngood).wrapping_sub(nsample);
    let fewer = nbad.min(ngood) as f64;
    let (mut y, mut k) = (fewer, nsample);
    while y > 0.0 && k > 0 {
        y -= floor_i64(v.standard_uniform() + y / left.wrapping_add(k) as f64) as f64;
        k -= 1;
    }
    let drawn = truncate_i64(fewer - y);
    if ngood > nbad { nsample - drawn } else { drawn }
}

/// Stadlober's algorithm HRUA* with Frohne's corrections.
fn hrua<V: Variates>(v: &mut V, ngood: i64, nbad: i64, nsample: i64) -> i64 {
    let total = ngood.wrapping_add(nbad);
    let (fewer, more) = (ngood.min(nbad), ngood.max(nbad));
    let draws = nsample.min(total - nsample);
    let p = fewer as f64 / total as f64;
    let d6 = draws as f64 * p + 0.5;
    let variance = (total - draws) as f64 * nsample as f64 * p * (1.0 - p) / (total - 1) as f64;
    let d7 = (variance + 0.5).sqrt();
    let d8 = D1 * d7 + D2;
    let ln_weight = |k: i64| {
        let gamma = |k: i64| loggam(k.wrapping_add(1) as f64);
        gamma(k) + gamma(fewer - k) + gamma(draws - k) + gamma(more - draws + k)
    };
    let d10 = ln_weight(floor_i64((draws + 1) as f64 * (fewer + 1) as f64 / total.wrapping_add(2) as f64));
    let end = (draws.min(fewer) as f64 + 1.0).min((d6 + 16.0 * d7).floor());
    let k = loop {
        let x = v.standard_uniform();
        let y = v.standard_uniform();
        let w = d6 + d8 * (y - 0.5) / x;
        if !(0.0..end).contains(&w) {
            continue;
        }
        let k = floor_i64(w);
        let t = d10 - ln_weight(k);
        if x * (4.0 - x) - 3.0 <= t || (x * (x - t) < 1.0 && 2.0 * x.ln() <= t) {
            break k;
        }
    };
    let k = if ngood > nbad { draws - k } else { k };
    if draws < nsample { ngood - k } else { k }
}
