//! Discrete distributions on the integers.

use super::{Variates, gamma};

/// `value` truncated, or `i64::MIN` if it does not fit: what x86-64 does and the samplers rely on.
pub(in super::super) fn truncate_i64(value: f64) -> i64 {
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    if (-LIMIT..LIMIT).contains(&value) { value as i64 } else { i64::MIN }
}

/// `value` rounded down, or `i64::MIN` if it does not fit.
pub(in super::super) fn floor_i64(value: f64) -> i64 {
    truncate_i64(value.floor())
}

/// `ln Γ(x)`: Stirling's series above 7, recurrence below. Zhang and Jin, *Computation of Special
/// Functions* (1996). Its last bits are part of the Poisson stream.
pub(in super::super) fn loggam(x: f64) -> f64 {
    const SERIES: [f64; 10] = [
        8.333333333333333e-02,
        -2.777777777777778e-03,
        7.936507936507937e-04,
        -5.952380952380952e-04,
        8.417508417508418e-04,
        -1.917526917526918e-03,
        6.410256410256410e-03,
        -2.955065359477124e-02,
        1.796443723688307e-01,
        -1.39243221690590e+00,
    ];
    const LN_2PI: f64 = 1.8378770664093453;
    if x == 1.0 || x == 2.0 {
        return 0.0;
    }
    let shift = if x < 7.0 { truncate_i64(7.0 - x) } else { 0 };
    let mut x0 = x + shift as f64;
    let x2 = (1.0 / x0) * (1.0 / x0);
    let series = SERIES[..9].iter().rev().fold(SERIES[9], |sum, term| sum * x2 + term);
    let mut result = series / x0 + 0.5 * LN_2PI + (x0 - 0.5) * x0.ln() - x0;
    for _ in 0..shift {
        result -= (x0 - 1.0).ln();
        x0 -= 1.0;
    }
    result
}

/// Poisson with mean `lam`: products of uniforms below 10, Hörmann's PTRS above (*The Transformed
/// Rejection Method for Generating Poisson Random Variables*, Insur. Math. Econ. 12, 1993).
pub fn poisson<V: Variates + ?Sized>(v: &mut V, lam: f64) -> i64 {
    if lam >= 10.0 {
        poisson_ptrs(v, lam)
    } else if lam == 0.0 {
        0
    } else {
        poisson_product(v, lam)
    }
}

fn poisson_product<V: Variates + ?Sized>(v: &mut V, lam: f64) -> i64 {
    let limit = (-lam).exp();
    let mut product = 1.0;
    let mut count = 0;
    loop {
        product *= v.standard_uniform();
        if product > limit {
            count += 1;
        } else {
            return count;
        }
    }
}

fn poisson_ptrs<V: Variates + ?Sized>(v: &mut V, lam: f64) -> i64 {
    let ln_lam = lam.ln();
    let b = 0.931 + 2.53 * lam.sqrt();
    let a = -0.059 + 0.02483 * b;
    let inv_alpha = 1.1239 + 1.1328 / (b - 3.4);
    let vr = 0.9277 - 3.6224 / (b - 2.0);
    loop {
        let u = v.standard_uniform() - 0.5;
        let w = v.standard_uniform();
        let us = 0.5 - u.abs();
        let k = floor_i64((2.0 * a / us + b) * u + lam + 0.43);
        if us >= 0.07 && w <= vr {
            return k;
        }
        if k < 0 || (us < 0.013 && w > us) {
            continue;
        }
        let accept = w.ln() + inv_alpha.ln() - (a / (us * us) + b).ln();
        if accept <= -lam + k as f64 * ln_lam - loggam(k as f64 + 1.0) {
            return k;
        }
    }
}

/// Failures before the `n`-th success of probability `p`: Poisson with a gamma mean.
pub fn negative_binomial<V: Variates + ?Sized>(v: &mut V, n: f64, p: f64) -> i64 {
    let mean = gamma(v, n, (1.0 - p) / p);
    poisson(v, mean)
}

/// Trials up to the first success of probability `p`.
pub fn geometric<V: Variates + ?Sized>(v: &mut V, p: f64) -> i64 {
    if p >= 1.0 / 3.0 {
        return geometric_search(v, p);
    }
    let z = (-v.standard_exponential() / (-p).ln_1p()).ceil();
    if z >= i64::MAX as f64 { i64::MAX } else { truncate_i64(z) }
}

/// Geometric by walking the distribution function.
pub(in super::super) fn geometric_search<V: Variates + ?Sized>(v: &mut V, p: f64) -> i64 {
    let u = v.standard_uniform();
    let (mut sum, mut term, mut count) = (p, p, 1);
    while u > sum {
        term *= 1.0 - p;
        sum += term;
        count += 1;
    }
    count
}

/// Zipf with exponent `a > 1`, truncated to `i64`: Devroye, *Non-Uniform Random Variate Generation*
/// (1986), chapter X.6.
pub fn zipf<V: Variates + ?Sized>(v: &mut V, a: f64) -> i64 {
    if a >= 1025.0 {
        // A larger value has a probability below 3e-309.
        return 1;
    }
    let lowest = (i64::MAX as f64).powf(1.0 - a);
    zipf_rejection(v, a, |u| u * lowest + (1.0 - u))
}

/// The rejection loop, with `from_unit` taking `[0, 1)` to the range of the inverted uniform.
pub(in super::super) fn zipf_rejection<V: Variates + ?Sized>(
    v: &mut V,
    a: f64,
    from_unit: impl Fn(f64) -> f64,
) -> i64 {
    let am1 = a - 1.0;
    let b = 2.0_f64.powf(am1);
    loop {
        let u = from_unit(v.standard_uniform());
        let w = v.standard_uniform();
        let x = u.powf(-1.0 / am1).floor();
        if x > i64::MAX as f64 || x < 1.0 {
            continue;
        }
        let t = (1.0 + 1.0 / x).powf(am1);
        if w * x * (t - 1.0) / (b - 1.0) <= t / b {
            return truncate_i64(x);
        }
    }
}

/// Logarithmic series with parameter `p`: Kemp's algorithm LK, *Efficient Generation of Logarithmically
/// Distributed Pseudo-Random Variables*, Appl. Stat. 30 (1981).
pub fn logseries<V: Variates + ?Sized>(v: &mut V, p: f64) -> i64 {
    let r = (-p).ln_1p();
    logseries_kemp(v, p, |u| -(r * u).exp_m1())
}

/// Kemp's algorithm, with `q` the function `1 - (1 - p)^u`.
pub(in super::super) fn logseries_kemp<V: Variates + ?Sized>(
    v: &mut V,
    p: f64,
    q: impl Fn(f64) -> f64,
) -> i64 {
    loop {
        let w = v.standard_uniform();
        if w >= p {
            return 1;
        }
        let q = q(v.standard_uniform());
        if w > q * q {
            return if w >= q { 1 } else { 2 };
        }
        let result = floor_i64(1.0 + w.ln() / q.ln());
        if result >= 1 && w != 0.0 {
            return result;
        }
    }
}
