//! The families of classical orthogonal polynomials; degrees that are not whole by hypergeometric functions (DLMF 18.5.7
//! to 18.5.12).

use super::argument::Argument;
use super::steps::{Even, GegenbauerSteps, HermiteNormSteps, JacobiSteps, LaguerreSteps, LegendreSteps};
use super::sums;
use crate::combinatorics::binom;
use crate::dd::Dd;
use crate::gamma::{gamma, rgamma};

/// A family with `P` parameters, the first of which is the degree.
pub(crate) trait Family<const P: usize> {
    /// Replaces each argument by the value.
    fn values<X: Argument>(parameters: [f64; P], x: &mut [X]);
    /// The same for arguments of one degree with other parameters of their own, if their sums are good.
    fn beside(_parameters: [&[f64]; P], _x: &mut [f64]) -> bool {
        false
    }
}

#[inline(always)]
fn is_degree(n: f64) -> bool {
    (0.0..1e9).contains(&n) && n == f64::from(n as u32)
}

/// Replaces a single argument by the value of a sum, where that is good.
#[inline(always)]
fn summed<X: Argument>(x: &mut [X], sum: impl Fn(&mut [f64]) -> bool) -> bool {
    x.len() == 1 && X::doubles(x).is_some_and(sum)
}

fn each<X: Copy>(x: &mut [X], f: impl Fn(X) -> X) {
    for x in x {
        *x = f(*x);
    }
}

/// `(1 - x) / 2`.
fn half_below_one<X: Argument>(x: X) -> X {
    x * -0.5 + 0.5
}

/// The most steps of a recurrence from small degrees.
const STEPS: f64 = 500.0;

/// `front(n)` times `function` of degree `n`, from degrees below two, where its series do not cancel, by the three-term
/// recurrence `next`.
fn from_small_degrees<X: Argument>(
    n: f64,
    x: &mut [X],
    front: impl Fn(f64) -> f64,
    function: impl Fn(f64, X) -> X,
    next: impl Fn(f64, X, X, X) -> X,
) {
    if !(2.0..STEPS).contains(&n) {
        let front = front(n);
        return each(x, |x| function(n, x) * front);
    }
    let low = n - n.floor();
    let fronts = [front(low), front(low + 1.0)];
    each(x, |x| {
        let (mut before, mut now) = (function(low, x) * fronts[0], function(low + 1.0, x) * fronts[1]);
        for i in 1..n.floor() as usize {
            (before, now) = (now, next(low + i as f64, x, now, before));
        }
        now
    });
}

/// Legendre's.
pub(crate) struct Legendre;

impl Family<1> for Legendre {
    fn values<X: Argument>([n]: [f64; 1], x: &mut [X]) {
        if n < 0.0 && n == n.floor() {
            return Legendre::values([-n - 1.0], x);
        }
        if n == 0.0 {
            return x.fill(X::from(1.0));
        }
        if !is_degree(n) {
            let function = |n: f64, x: X| X::hyp2f1(-n, n + 1.0, 1.0, half_below_one(x));
            let next = |k: f64, x: X, now: X, before: X| (x * now * (2.0 * k + 1.0) - before * k) / (k + 1.0);
            return from_small_degrees(n, x, |_| 1.0, function, next);
        }
        if !summed(x, |x| sums::legendre(n, x)) {
            X::climb(x, n as usize, LegendreSteps { factor: Dd::ONE });
        }
    }
}

/// Chebyshev's of the first kind.
pub(crate) struct ChebyshevT;

impl Family<1> for ChebyshevT {
    fn values<X: Argument>([n]: [f64; 1], x: &mut [X]) {
        if !is_degree(n.abs()) {
            return each(x, |x| X::chebyshev_t(n, x));
        }
        X::climb(x, n.abs() as usize, Even { first: 1.0, below: |_| 1.0 });
    }
}

/// Chebyshev's of the second kind.
pub(crate) struct ChebyshevU;

impl Family<1> for ChebyshevU {
    fn values<X: Argument>([n]: [f64; 1], x: &mut [X]) {
        if n < 0.0 && n == n.floor() {
            if n == -1.0 {
                return x.fill(X::from(0.0));
            }
            ChebyshevU::values([-n - 2.0], x);
            return each(x, |u| u * -1.0);
        }
        if !is_degree(n) {
            return each(x, |x| X::chebyshev_u(n, x));
        }
        X::climb(x, n as usize, Even { first: 2.0, below: |_| 1.0 });
    }
}

/// Hermite's with weight `exp(-x^2)`.
pub(crate) struct Hermite;

impl Family<1> for Hermite {
    fn values<X: Argument>([n]: [f64; 1], x: &mut [X]) {
        if !is_degree(n) {
            return x.fill(X::from(f64::NAN));
        }
        X::climb(x, n as usize, Even { first: 2.0, below: |k| 2.0 * k });
    }
}

/// Hermite's with weight `exp(-x^2 / 2)`.
pub(crate) struct HermiteNorm;

impl Family<1> for HermiteNorm {
    fn values<X: Argument>([n]: [f64; 1], x: &mut [X]) {
        if !is_degree(n) {
            return x.fill(X::from(f64::NAN));
        }
        X::climb(x, n as usize, HermiteNormSteps);
    }
}

/// Laguerre's, generalised.
pub(crate) struct GenLaguerre;

impl Family<2> for GenLaguerre {
    fn values<X: Argument>([n, alpha]: [f64; 2], x: &mut [X]) {
        if !(alpha > -1.0) {
            return x.fill(X::from(f64::NAN));
        }
        if n < 0.0 && n == n.floor() {
            return x.fill(X::from(0.0));
        }
        if !is_degree(n) {
            let front = binom(n + alpha, n);
            return each(x, |x| X::hyp1f1(-n, alpha + 1.0, x) * front);
        }
        if !summed(x, |x| Self::beside([&[n], &[alpha]], x)) {
            X::climb(x, n as usize, LaguerreSteps { alpha, factor: Dd::ONE, last: 1.0 });
        }
    }

    fn beside(parameters: [&[f64]; 2], x: &mut [f64]) -> bool {
        sums::laguerre(parameters, x)
    }
}

/// Laguerre's.
pub(crate) struct Laguerre;

impl Family<1> for Laguerre {
    fn values<X: Argument>([n]: [f64; 1], x: &mut [X]) {
        GenLaguerre::values([n, 0.0], x);
    }
}

/// Gegenbauer's.
pub(crate) struct Gegenbauer;

impl Family<2> for Gegenbauer {
    fn values<X: Argument>([n, alpha]: [f64; 2], x: &mut [X]) {
        if alpha.is_nan() || n.is_nan() {
            return x.fill(X::from(f64::NAN));
        }
        if n < 0.0 && n == n.floor() {
            return x.fill(X::from(0.0));
        }
        if !is_degree(n) {
            let front = |n: f64| gamma(n + 2.0 * alpha) * rgamma(1.0 + n) * rgamma(2.0 * alpha);
            let function = |n: f64, x: X| X::hyp2f1(-n, n + 2.0 * alpha, alpha + 0.5, half_below_one(x));
            let next = |k: f64, x: X, now: X, before: X| {
                (x * now * (2.0 * (k + alpha)) - before * (k + 2.0 * alpha - 1.0)) / (k + 1.0)
            };
            return from_small_degrees(n, x, front, function, next);
        }
        if alpha == 0.0 && n > 0.0 {
            // Not a number where x is none.
            return each(x, |x| (x - x) * 0.0);
        }
        if !summed(x, |x| Self::beside([&[n], &[alpha]], x)) {
            X::climb(x, n as usize, GegenbauerSteps { alpha, factor: Dd::ONE });
        }
    }

    fn beside(parameters: [&[f64]; 2], x: &mut [f64]) -> bool {
        sums::gegenbauer(parameters, x)
    }
}

/// Jacobi's.
pub(crate) struct Jacobi;

impl Family<3> for Jacobi {
    fn values<X: Argument>([n, alpha, beta]: [f64; 3], x: &mut [X]) {
        if n == 0.0 {
            return x.fill(X::from(1.0));
        }
        if !is_degree(n) {
            let function =
                |n: f64, x: X| X::hyp2f1(-n, n + alpha + beta + 1.0, alpha + 1.0, half_below_one(x));
            let next = |k: f64, x: X, now: X, before: X| jacobi_above([k, alpha, beta], x, now, before);
            return from_small_degrees(n, x, |n| binom(n + alpha, n), function, next);
        }
        if !summed(x, |x| Self::beside([&[n], &[alpha], &[beta]], x)) {
            X::climb(x, n as usize, JacobiSteps { alpha, beta, factor: Dd::ONE });
        }
    }

    fn beside(parameters: [&[f64]; 3], x: &mut [f64]) -> bool {
        sums::jacobi(parameters, x)
    }
}

/// Jacobi's function of degree `k + 1` (DLMF 18.9.2).
fn jacobi_above<X: Argument>([k, a, b]: [f64; 3], x: X, now: X, before: X) -> X {
    let twice = 2.0 * k + a + b;
    let scale = 1.0 / (2.0 * (k + 1.0) * (k + a + b + 1.0) * twice);
    let (slope, shift) =
        ((twice + 1.0) * (twice + 2.0) * twice * scale, (a * a - b * b) * (twice + 1.0) * scale);
    (x * slope + shift) * now - before * (2.0 * (k + a) * (k + b) * (twice + 2.0) * scale)
}

/// Jacobi's on `[0, 1]`, with leading coefficient one.
pub(crate) struct ShiftedJacobi;

impl Family<3> for ShiftedJacobi {
    fn values<X: Argument>([n, p, q]: [f64; 3], x: &mut [X]) {
        each(x, |x| x * 2.0 + -1.0);
        Jacobi::values([n, p - q, q - 1.0], x);
        let leading = leading(n, p);
        each(x, |y| y / leading);
    }

    fn beside([n, p, q]: [&[f64]; 3], x: &mut [f64]) -> bool {
        let column = |f: &dyn Fn(usize) -> f64| (0..x.len()).map(f).collect::<Vec<_>>();
        let (alpha, beta) = (column(&|i| p[i] - q[i]), column(&|i| q[i] - 1.0));
        let mut values = column(&|i| x[i] * 2.0 - 1.0);
        if !Jacobi::beside([n, &alpha, &beta], &mut values) {
            return false;
        }
        for (i, x) in x.iter_mut().enumerate() {
            *x = values[i] / leading(n[i], p[i]);
        }
        true
    }
}

/// What the polynomial of Jacobi on `[-1, 1]` has for a leading coefficient on `[0, 1]`.
fn leading(n: f64, p: f64) -> f64 {
    sums::rising(n, p).unwrap_or_else(|| binom(2.0 * n + p - 1.0, n))
}

/// Families at `a x + b`, times `c`.
macro_rules! moved {
    ($($(#[$doc:meta])* $name:ident = $c:literal $family:ident($a:literal x + $b:literal);)+) => {$(
        $(#[$doc])*
        pub(crate) struct $name;

        impl Family<1> for $name {
            fn values<X: Argument>(parameters: [f64; 1], x: &mut [X]) {
                each(x, |x| x * $a + $b);
                $family::values(parameters, x);
                each(x, |y| y * $c);
            }
        }
    )+};
}

moved! {
    /// Chebyshev's of the first kind on `[-2, 2]`.
    ChebyshevC = 2.0 ChebyshevT(0.5 x + 0.0);
    /// Chebyshev's of the second kind on `[-2, 2]`.
    ChebyshevS = 1.0 ChebyshevU(0.5 x + 0.0);
    /// Chebyshev's of the first kind on `[0, 1]`.
    ShiftedT = 1.0 ChebyshevT(2.0 x + -1.0);
    /// Chebyshev's of the second kind on `[0, 1]`.
    ShiftedU = 1.0 ChebyshevU(2.0 x + -1.0);
    /// Legendre's on `[0, 1]`.
    ShiftedLegendre = 1.0 Legendre(2.0 x + -1.0);
}
