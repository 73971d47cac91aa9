//! Continuous distributions.

use std::f64::consts::PI;

use num_traits::Float;

use super::{Variates, poisson};

/// Uniform in `[low, low + range)`.
#[inline]
pub fn uniform<V: Variates + ?Sized>(v: &mut V, low: f64, range: f64) -> f64 {
    low + range * v.standard_uniform()
}

/// Normal with mean `loc` and standard deviation `scale`.
#[inline]
pub fn normal<V: Variates + ?Sized>(v: &mut V, loc: f64, scale: f64) -> f64 {
    loc + scale * v.standard_normal()
}

/// Exponential with mean `scale`.
#[inline]
pub fn exponential<V: Variates + ?Sized>(v: &mut V, scale: f64) -> f64 {
    scale * v.standard_exponential()
}

/// Gamma with the given shape and scale 1: Marsaglia and Tsang, *A Simple Method for Generating Gamma
/// Variables*, ACM TOMS 26 (2000), from shape 1 on; below, Ahrens and Dieter's rejection (1974).
pub fn standard_gamma<T: Float, V: Variates<T> + ?Sized>(v: &mut V, shape: T) -> T {
    if shape == T::one() {
        v.standard_exponential()
    } else if shape == T::zero() {
        T::zero()
    } else if shape < T::one() {
        gamma_below_one(v, shape)
    } else {
        gamma_above_one(v, shape)
    }
}

fn gamma_below_one<T: Float, V: Variates<T> + ?Sized>(v: &mut V, shape: T) -> T {
    let one = T::one();
    loop {
        let u = v.standard_uniform();
        let e = v.standard_exponential();
        let (x, bound) = if u <= one - shape {
            (u.powf(one / shape), e)
        } else {
            let y = -((one - u) / shape).ln();
            ((one - shape + shape * y).powf(one / shape), e + y)
        };
        if x <= bound {
            return x;
        }
    }
}

fn gamma_above_one<T: Float, V: Variates<T> + ?Sized>(v: &mut V, shape: T) -> T {
    let constant = |value: f64| T::from(value).unwrap_or_else(T::nan);
    if shape.is_nan() {
        return shape;
    }
    let one = T::one();
    let b = shape - one / constant(3.0);
    let c = one / (constant(9.0) * b).sqrt();
    loop {
        let (x, cube) = loop {
            let x = v.standard_normal();
            let w = one + c * x;
            if w > T::zero() {
                break (x, w * w * w);
            }
        };
        let u = v.standard_uniform();
        let square = x * x;
        let squeezed = u < one - constant(0.0331) * square * square;
        if squeezed || u.ln() < constant(0.5) * x * x + b * (one - cube + cube.ln()) {
            return b * cube;
        }
    }
}

/// Gamma with the given shape and scale.
pub fn gamma<V: Variates + ?Sized>(v: &mut V, shape: f64, scale: f64) -> f64 {
    scale * standard_gamma(v, shape)
}

/// Beta with positive parameters: Jöhnk's rejection where both are at most one, else from two gammas.
pub fn beta<V: Variates + ?Sized>(v: &mut V, a: f64, b: f64) -> f64 {
    const TINY: f64 = 3e-103;
    if a > 1.0 || b > 1.0 || a.is_nan() || b.is_nan() {
        let x = standard_gamma(v, a);
        return x / (x + standard_gamma(v, b));
    }
    if a < TINY && b < TINY {
        // The variate is 0 or 1 but for a probability of 1e-100.
        let u = v.standard_uniform();
        return f64::from((a + b) * u < a);
    }
    loop {
        let (u, w) = (v.standard_uniform(), v.standard_uniform());
        let (x, y) = (u.powf(1.0 / a), w.powf(1.0 / b));
        if x + y <= 1.0 && u + w > 0.0 {
            return if x > 0.0 && y > 0.0 { x / (x + y) } else { beta_from_logs(u.ln() / a, w.ln() / b) };
        }
    }
}

/// `x / (x + y)` from logarithms, where `x` or `y` underflows.
fn beta_from_logs(x: f64, y: f64) -> f64 {
    let delta = x - y;
    if delta > 0.0 { (-(-delta).exp().ln_1p()).exp() } else { (delta - delta.exp().ln_1p()).exp() }
}

/// Chi-square with `df` degrees of freedom.
pub fn chisquare<V: Variates + ?Sized>(v: &mut V, df: f64) -> f64 {
    2.0 * standard_gamma(v, df / 2.0)
}

/// Fisher's F with `dfnum` and `dfden` degrees of freedom.
pub fn f<V: Variates + ?Sized>(v: &mut V, dfnum: f64, dfden: f64) -> f64 {
    let numerator = chisquare(v, dfnum) * dfden;
    numerator / (chisquare(v, dfden) * dfnum)
}

/// Non-central chi-square with `df` degrees of freedom and non-centrality `nonc`.
pub fn noncentral_chisquare<V: Variates + ?Sized>(v: &mut V, df: f64, nonc: f64) -> f64 {
    if nonc.is_nan() { f64::NAN } else { noncentral_chisquare_number(v, df, nonc) }
}

/// The same where a NaN in `nonc` still consumes the stream.
pub(in super::super) fn noncentral_chisquare_number<V: Variates + ?Sized>(
    v: &mut V,
    df: f64,
    nonc: f64,
) -> f64 {
    if nonc == 0.0 {
        return chisquare(v, df);
    }
    if df > 1.0 {
        let central = chisquare(v, df - 1.0);
        let n = v.standard_normal() + nonc.sqrt();
        return central + n * n;
    }
    let i = poisson(v, nonc / 2.0);
    chisquare(v, df + i.wrapping_mul(2) as f64)
}

/// Non-central F with `dfnum` and `dfden` degrees of freedom and non-centrality `nonc`.
pub fn noncentral_f<V: Variates + ?Sized>(v: &mut V, dfnum: f64, dfden: f64, nonc: f64) -> f64 {
    let numerator = noncentral_chisquare(v, dfnum, nonc) * dfden;
    numerator / (chisquare(v, dfden) * dfnum)
}

/// Cauchy with location 0 and scale 1.
pub fn standard_cauchy<V: Variates + ?Sized>(v: &mut V) -> f64 {
    let numerator = v.standard_normal();
    numerator / v.standard_normal()
}

/// Student's t with `df` degrees of freedom.
pub fn standard_t<V: Variates + ?Sized>(v: &mut V, df: f64) -> f64 {
    let numerator = v.standard_normal();
    let denominator = standard_gamma(v, df / 2.0);
    (df / 2.0).sqrt() * numerator / denominator.sqrt()
}

/// Exponential of a normal variate.
pub fn lognormal<V: Variates + ?Sized>(v: &mut V, mean: f64, sigma: f64) -> f64 {
    normal(v, mean, sigma).exp()
}

/// Pareto II (Lomax) with shape `a`.
pub fn pareto<V: Variates + ?Sized>(v: &mut V, a: f64) -> f64 {
    (v.standard_exponential() / a).exp_m1()
}

/// Weibull with shape `a` and scale 1.
pub fn weibull<V: Variates + ?Sized>(v: &mut V, a: f64) -> f64 {
    if a == 0.0 {
        return 0.0;
    }
    v.standard_exponential().powf(1.0 / a)
}

/// Density `a x^(a-1)` on `[0, 1]`.
pub fn power<V: Variates + ?Sized>(v: &mut V, a: f64) -> f64 {
    (-(-v.standard_exponential()).exp_m1()).powf(1.0 / a)
}

/// Rayleigh with mode `scale`.
pub fn rayleigh<V: Variates + ?Sized>(v: &mut V, scale: f64) -> f64 {
    scale * (2.0 * v.standard_exponential()).sqrt()
}

/// Laplace, by inversion.
pub fn laplace<V: Variates + ?Sized>(v: &mut V, loc: f64, scale: f64) -> f64 {
    loop {
        let u = v.standard_uniform();
        if u >= 0.5 {
            return loc - scale * (2.0 - u - u).ln();
        }
        if u > 0.0 {
            return loc + scale * (u + u).ln();
        }
    }
}

/// Gumbel, by inversion.
pub fn gumbel<V: Variates + ?Sized>(v: &mut V, loc: f64, scale: f64) -> f64 {
    loop {
        let u = 1.0 - v.standard_uniform();
        if u < 1.0 {
            return loc - scale * (-u.ln()).ln();
        }
    }
}

/// Logistic, by inversion.
pub fn logistic<V: Variates + ?Sized>(v: &mut V, loc: f64, scale: f64) -> f64 {
    loop {
        let u = v.standard_uniform();
        if u > 0.0 {
            return loc + scale * (u / (1.0 - u)).ln();
        }
    }
}

/// Triangular on `[left, right]` with its peak at `mode`, by inversion.
pub fn triangular<V: Variates + ?Sized>(v: &mut V, left: f64, mode: f64, right: f64) -> f64 {
    let (base, rise) = (right - left, mode - left);
    let u = v.standard_uniform();
    if u <= rise / base {
        left + (u * (rise * base)).sqrt()
    } else {
        right - ((1.0 - u) * ((right - mode) * base)).sqrt()
    }
}

/// Inverse Gaussian: Michael, Schucany and Haas (1976), in the form without cancellation.
pub fn wald<V: Variates + ?Sized>(v: &mut V, mean: f64, scale: f64) -> f64 {
    let n = v.standard_normal();
    let y = mean * n * n;
    let d = 1.0 + (1.0 + 4.0 * scale / y).sqrt();
    let x = mean * (1.0 - 2.0 / d);
    wald_root(v, mean, x)
}

/// Chooses between the two roots of the inverse Gaussian transformation.
pub(in super::super) fn wald_root<V: Variates + ?Sized>(v: &mut V, mean: f64, x: f64) -> f64 {
    if v.standard_uniform() <= mean / (mean + x) { x } else { mean * mean / x }
}

/// Von Mises on `[-π, π]`, with mode `mu` and concentration `kappa`: Best and Fisher (1979); for
/// `kappa > 1e6` a wrapped normal.
pub fn vonmises<V: Variates + ?Sized>(v: &mut V, mu: f64, kappa: f64) -> f64 {
    if kappa > 1e6 {
        let x = mu + (1.0 / kappa).sqrt() * v.standard_normal();
        return if x < -PI {
            x + 2.0 * PI
        } else if x > PI {
            x - 2.0 * PI
        } else {
            x
        };
    }
    vonmises_rejection(v, mu, kappa)
}

/// The rejection method for every `kappa`, as `RandomState` uses it.
pub(in super::super) fn vonmises_rejection<V: Variates + ?Sized>(v: &mut V, mu: f64, kappa: f64) -> f64 {
    if kappa.is_nan() {
        return f64::NAN;
    }
    if kappa < 1e-8 {
        return PI * (2.0 * v.standard_uniform() - 1.0);
    }
    let s = vonmises_envelope(kappa);
    if s.is_nan() {
        return s;
    }
    let w = loop {
        let z = (PI * v.standard_uniform()).cos();
        let w = (1.0 + s * z) / (s + z);
        let y = kappa * (s - w);
        let u = v.standard_uniform();
        if y * (2.0 - y) - u >= 0.0 || (y / u).ln() + 1.0 - y >= 0.0 {
            break w;
        }
    };
    let angle = if v.standard_uniform() < 0.5 { -w.acos() } else { w.acos() };
    wrap_angle(angle + mu)
}

/// Parameter of the wrapped Cauchy envelope; its series where the closed form cancels.
fn vonmises_envelope(kappa: f64) -> f64 {
    if kappa < 1e-5 {
        return 1.0 / kappa + kappa;
    }
    let r = 1.0 + (1.0 + 4.0 * kappa * kappa).sqrt();
    let rho = (r - (2.0 * r).sqrt()) / (2.0 * kappa);
    (1.0 + rho * rho) / (2.0 * rho)
}

fn wrap_angle(angle: f64) -> f64 {
    let wrapped = (angle.abs() + PI) % (2.0 * PI) - PI;
    if angle < 0.0 { -wrapped } else { wrapped }
}
