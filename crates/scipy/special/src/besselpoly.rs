//! Weighted integrals of Bessel functions over the unit interval.

use crate::bessel::power_front;
use crate::dd::Dd;
use crate::gamma::rgamma;
use crate::trig::parity_sign;

/// The integral of `x^lambda J_nu(2 a x)` from 0 to 1, for `a >= 0`: the power series of `J` term by term (DLMF 10.2.2), in
/// twice the precision against its cancellation.
///
/// ```
/// assert!((pallasite_special::besselpoly(0.25, 0.0, 1.0) - 2.0 * (1.0 - pallasite_special::j0(0.5))).abs() < 1e-15);
/// ```
pub fn besselpoly(a: f64, lambda: f64, nu: f64) -> f64 {
    if nu < 0.0 && nu == nu.floor() {
        return parity_sign(nu) * besselpoly(a, lambda, -nu);
    }
    if a == 0.0 {
        return if nu == 0.0 { 1.0 / (lambda + 1.0) } else { 0.0 };
    }
    if !(a > 0.0) {
        return f64::NAN;
    }
    let front = if nu >= 0.0 { power_front(nu, 2.0 * a) } else { a.powf(nu) * rgamma(nu + 1.0) };
    let y = -Dd::product(a, a);
    let exponent = Dd::sum(lambda, nu) + 1.0;
    let (mut term, mut sum, mut k) = (Dd::ONE, Dd::ONE / exponent, 0.0);
    while k < 1000.0 {
        k += 1.0;
        term = term * y / (Dd::sum(k, nu) * k);
        let part = term / (exponent + 2.0 * k);
        sum = sum + part;
        if part.hi.abs() < 1e-18 * sum.hi.abs() {
            break;
        }
    }
    front * sum.to_f64()
}
