//! Wright's omega function (Corless and Jeffrey, "The Wright omega function", AISC 2002; the iteration and the regions are
//! those of Lawrence, Corless and Jeffrey, "Algorithm 917", ACM Transactions on Mathematical Software 38, 2012).

use crate::dd::{self, Dd};
use crate::lambertw::{lambertw, positive};
use num_complex::Complex64;
use std::f64::consts::PI;

/// Beyond this size the function is its argument.
const HUGE: f64 = 1e20;

/// The solution of `w + log(w) = x`.
///
/// ```
/// assert!((pallasite_special::wrightomega(1.0) - 1.0).abs() < 1e-15);
/// ```
pub fn wrightomega(x: f64) -> f64 {
    if x.is_nan() || x > HUGE {
        return x;
    }
    if x < -50.0 {
        return x.exp();
    }
    if x < 1.0 {
        return positive(x.exp(), 1e-7);
    }
    let log = x.ln();
    let mut w = x - log + log / x;
    for _ in 0..2 {
        let (rest, above) = ((x - w) - w.ln(), 1.0 + w);
        let cubic = 2.0 * above * (above + 2.0 / 3.0 * rest);
        w *= 1.0 + rest / above * (cubic - rest) / (cubic - 2.0 * rest);
    }
    w
}

/// [`wrightomega`] of complex `z`: Lambert's W of `exp(z)` on the branch of `Im z`, with cuts left of `-1 + i pi` and
/// `-1 - i pi`.
///
/// ```
/// use num_complex::Complex64;
/// let w = pallasite_special::complex_wrightomega(Complex64::new(0.0, 1.0));
/// assert!((w + w.ln() - Complex64::new(0.0, 1.0)).norm() < 1e-15);
/// ```
pub fn complex_wrightomega(z: Complex64) -> Complex64 {
    if z.is_nan() {
        return Complex64::new(f64::NAN, f64::NAN);
    }
    if z.re.is_infinite() && z.re < 0.0 && z.im.abs() <= PI {
        return at_left_end(z.im);
    }
    if !z.is_finite() || z.norm() > HUGE {
        return z;
    }
    if z.im == 0.0 {
        return wrightomega(z.re).into();
    }
    if z.re <= -2.0 && z.im.abs() <= PI {
        return lambertw(z.exp(), 0);
    }
    if z.re <= -0.99 && (z.im.abs() - PI).abs() <= 0.01 {
        return beside_cut(z);
    }
    improved(z, guess(z))
}

/// The limits at minus infinity between the cuts.
fn at_left_end(y: f64) -> Complex64 {
    let re = if y.abs() <= PI / 2.0 { 0.0 } else { -0.0 };
    Complex64::new(re, if y >= 0.0 { 0.0 } else { -0.0 })
}

/// `-v` with `v - log(v) = t`, `t = -(z -+ i pi)`, where `z -+ i pi` is real to a few digits.
fn beside_cut(z: Complex64) -> Complex64 {
    let pi = if z.im > 0.0 { dd::PI } else { -dd::PI };
    let off = Complex64::new(z.re, (Dd::from(z.im) - pi).to_f64());
    let mut w = guess(z);
    for _ in 0..3 {
        // log(w) - i pi is the logarithm of -w.
        let log = (-w).ln();
        w = step(w, off - w - log);
    }
    w
}

/// A step of Fritsch, Shafer and Crowley's iteration from the residual.
fn step(w: Complex64, rest: Complex64) -> Complex64 {
    let above = w + 1.0;
    let cubic = 2.0 * above * (above + 2.0 / 3.0 * rest);
    let change = rest / above * (cubic - rest) / (cubic - 2.0 * rest);
    if change.is_nan() { w } else { w * (1.0 + change) }
}

fn improved(z: Complex64, mut w: Complex64) -> Complex64 {
    for _ in 0..3 {
        w = step(w, z - w - w.ln());
    }
    w
}

/// First approximations: series about the branch points and about one, asymptotic in the logarithm elsewhere.
fn guess(z: Complex64) -> Complex64 {
    let Complex64 { re: x, im: y } = z;
    if x > -2.0 && x <= 1.0 && (1.0..2.0 * PI).contains(&y.abs()) {
        let upper = Complex64::new(x, y.abs());
        let w = at_branch_point(upper);
        return if y > 0.0 { w } else { w.conj() };
    }
    if x > -2.0 && x <= 1.0 && y.abs() < 1.0 {
        let t = z - 1.0;
        return 0.5 + 0.5 * z + t * t * (1.0 / 16.0 - t * (1.0 / 192.0 + t * (1.0 / 3072.0)));
    }
    // Beyond the cuts, left of the branch points: the logarithm of minus the argument there.
    if x <= -1.05 && y.abs() > PI && y.abs() - PI <= -0.75 * (x + 1.0) {
        let t = z - Complex64::new(0.0, PI.copysign(y));
        return asymptotic(t, (-t).ln());
    }
    asymptotic(z, z.ln())
}

/// In powers of `sqrt(2 (z + 1 - i pi))`, in the upper half plane.
fn at_branch_point(z: Complex64) -> Complex64 {
    let off = 2.0 * (z + Complex64::new(1.0, -PI));
    let p = off.conj().sqrt().conj();
    let i = Complex64::I;
    -1.0 + p * (i + p * (1.0 / 3.0 + p * (-i / 36.0 + p * (1.0 / 270.0 + p * i / 4320.0))))
}

/// DLMF 4.13.10 with the logarithm given.
fn asymptotic(z: Complex64, log: Complex64) -> Complex64 {
    z - log + log / z * (1.0 + (0.5 * log - 1.0) / z + (log * log / 3.0 - 1.5 * log + 1.0) / (z * z))
}
