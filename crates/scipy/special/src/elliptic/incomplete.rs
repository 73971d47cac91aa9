//! Incomplete elliptic integrals by Carlson's symmetric ones.

use super::carlson::{carlson_f, carlson_f_and_d};
use super::{ellipe, ellipk};
use crate::dd;
use std::f64::consts::{FRAC_PI_2, PI};

/// The amplitude as a whole number of half turns and a rest in `[-pi/2, pi/2]`.
fn reduce(phi: f64) -> (f64, f64) {
    if phi.abs() <= FRAC_PI_2 {
        return (0.0, phi);
    }
    let turns = (phi / PI).round();
    (turns, (-(dd::PI * turns) + phi).to_f64())
}

/// The incomplete integral of the first kind, `F(phi | m)`, NaN for `m` above one (DLMF 19.25.5).
///
/// ```
/// assert!((pallasite_special::ellipkinc(0.5, 0.0) - 0.5).abs() < 1e-16);
/// ```
pub fn ellipkinc(phi: f64, m: f64) -> f64 {
    if m == 1.0 && phi.abs() >= FRAC_PI_2 {
        return f64::INFINITY.copysign(phi);
    }
    incomplete(phi, m, ellipk, |s, c2, delta2, _| s * carlson_f(c2, delta2, 1.0))
}

/// The incomplete integral of the second kind, `E(phi | m)`, NaN for `m` above one (DLMF 19.25.9 and 19.25.10).
///
/// ```
/// assert!((pallasite_special::ellipeinc(0.5, 1.0) - 0.5f64.sin()).abs() < 1e-15);
/// ```
pub fn ellipeinc(phi: f64, m: f64) -> f64 {
    incomplete(phi, m, ellipe, |s, c2, delta2, m| {
        let cube = s * s * s;
        if m <= 0.0 {
            let (f, d) = carlson_f_and_d(c2, delta2, 1.0);
            return s * f - m * cube * d / 3.0;
        }
        let (f, d) = carlson_f_and_d(c2, 1.0, delta2);
        (1.0 - m) * (s * f + m * cube * d / 3.0) + m * s * (c2 / delta2).sqrt()
    })
}

/// What both incomplete integrals share: the ends, and the half turns by the complete integral.
fn incomplete(phi: f64, m: f64, complete: fn(f64) -> f64, rest: fn(f64, f64, f64, f64) -> f64) -> f64 {
    if phi.is_nan() || !(m <= 1.0) {
        return f64::NAN;
    }
    if phi.is_infinite() || m.is_infinite() {
        return infinite_end(phi, m, complete(m));
    }
    if m == 0.0 || phi == 0.0 {
        return phi;
    }
    let (turns, angle) = reduce(phi);
    if turns != 0.0 && complete(m).is_infinite() {
        return f64::INFINITY;
    }
    let (s, c) = angle.sin_cos();
    let c2 = c * c;
    let delta2 = c2 + (1.0 - m) * (s * s);
    let within = if delta2 == 0.0 { complete(m).copysign(angle) } else { rest(s, c2, delta2, m) };
    if turns == 0.0 { within } else { 2.0 * turns * complete(m) + within }
}

fn infinite_end(phi: f64, m: f64, complete: f64) -> f64 {
    match (phi.is_infinite(), m.is_infinite()) {
        (true, true) if complete == 0.0 => f64::NAN,
        (true, true) => phi,
        (true, false) => phi,
        (false, _) => complete,
    }
}
