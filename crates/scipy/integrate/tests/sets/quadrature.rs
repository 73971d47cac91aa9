//! Integrals with known values: Kahaner's 21 of one variable (1971, as in Davis and Rabinowitz, *Methods of Numerical
//! Integration*, 1984), and Genz's six families of several (1984).

use pallasite_integrate::{Nquad, Quad, QuadError, QuadOptions, Region, nquad};
use std::f64::consts::PI;

/// An integral over a range, and its value.
pub struct Integral {
    pub f: fn(f64) -> f64,
    pub range: (f64, f64),
    pub value: f64,
}

fn sech(x: f64) -> f64 {
    x.cosh().recip()
}

fn waves(x: f64) -> f64 {
    (x.cos() + 3.0 * x.sin() + 2.0 * (2.0 * x).cos() + 3.0 * (2.0 * x).sin() + 3.0 * (3.0 * x).cos()).cos()
}

/// Kahaner's integrals, in his order.
pub fn kahaner() -> Vec<Integral> {
    let of = |f, a, b, value| Integral { f, range: (a, b), value };
    vec![
        of(|x: f64| x.exp(), 0.0, 1.0, 1f64.exp_m1()),
        of(|x| f64::from(u8::from(x >= 0.3)), 0.0, 1.0, 0.7),
        of(|x: f64| x.sqrt(), 0.0, 1.0, 2.0 / 3.0),
        of(|x: f64| 0.92 * x.cosh() - x.cos(), -1.0, 1.0, 1.84 * 1f64.sinh() - 2.0 * 1f64.sin()),
        of(|x: f64| 1.0 / (x.powi(4) + x * x + 0.9), -1.0, 1.0, 1.5822329637296729),
        of(|x: f64| x.powf(1.5), 0.0, 1.0, 0.4),
        of(|x: f64| if x > 0.0 { x.sqrt().recip() } else { 0.0 }, 0.0, 1.0, 2.0),
        of(|x: f64| 1.0 / (x.powi(4) + 1.0), 0.0, 1.0, 0.8669729873399110),
        of(|x: f64| 2.0 / (2.0 + (10.0 * PI * x).sin()), 0.0, 1.0, 2.0 / 3f64.sqrt()),
        of(|x| 1.0 / (1.0 + x), 0.0, 1.0, 2f64.ln()),
        of(|x: f64| 1.0 / (x.exp() + 1.0), 0.0, 1.0, 1.0 - ((1.0 + 1f64.exp()) / 2.0).ln()),
        of(|x: f64| if x > 0.0 { x / x.exp_m1() } else { 1.0 }, 0.0, 1.0, 0.7775046341122482),
        of(|x: f64| (100.0 * PI * x).sin() / (PI * x), 0.1, 1.0, 0.009098637539166883),
        of(|x: f64| 50f64.sqrt() * (-50.0 * PI * x * x).exp(), 0.0, 10.0, 0.5),
        of(|x: f64| 25.0 * (-25.0 * x).exp(), 0.0, 10.0, 1.0),
        of(|x: f64| 50.0 / (PI * (2500.0 * x * x + 1.0)), 0.0, 10.0, 500f64.atan() / PI),
        of(|x: f64| 50.0 * ((50.0 * PI * x).sin() / (50.0 * PI * x)).powi(2), 0.01, 1.0, 0.11213930374163748),
        of(waves, 0.0, PI, 0.8386763426944295),
        of(|x: f64| if x > 0.0 { x.ln() } else { 0.0 }, 0.0, 1.0, -1.0),
        of(|x: f64| 1.0 / (1.005 + x * x), -1.0, 1.0, 2.0 / 1.005f64.sqrt() * 1.005f64.sqrt().recip().atan()),
        of(
            |x: f64| {
                sech(10.0 * (x - 0.2)).powi(2)
                    + sech(100.0 * (x - 0.4)).powi(4)
                    + sech(1000.0 * (x - 0.6)).powi(6)
            },
            0.0,
            1.0,
            0.2108027355005493,
        ),
    ]
}

/// One of Genz's families in the unit square, with its parameters.
pub struct Genz {
    pub f: fn(f64, f64) -> f64,
    pub value: f64,
    /// Where the integrand is not smooth, on both axes.
    pub breaks: Vec<f64>,
}

/// The difficulty and the place of Genz's integrands.
const A: f64 = 5.0;
const U: f64 = 0.4;

fn erf_part(a: f64, u: f64) -> f64 {
    // The integral of exp(-a² (x - u)²), by a series of the error function.
    let erf = |x: f64| {
        let term = |n: i32, t: f64| t * -(x * x) / f64::from(n) * f64::from(2 * n - 1) / f64::from(2 * n + 1);
        let mut sum = x;
        let mut t = x;
        for n in 1..200 {
            t = term(n, t);
            sum += t;
        }
        sum
    };
    (erf(a * (1.0 - u)) + erf(a * u)) / a
}

/// Oscillatory, product peak, corner peak, Gaussian, continuous, discontinuous.
pub fn genz() -> Vec<Genz> {
    let smooth = |f, value| Genz { f, value, breaks: vec![] };
    let peak = A * ((A * (1.0 - U)).atan() + (A * U).atan());
    let cut = ((A * U).exp() - 1.0) / A;
    let kink = (2.0 - (-A * U).exp() - (-A * (1.0 - U)).exp()) / A;
    let corner = (1.0 - 2.0 / (1.0 + A) + 1.0 / (1.0 + 2.0 * A)) / (2.0 * A * A);
    // The real part of the square of the integral of exp(i A x), turned by 2 π U.
    let (re, im) = (A.sin() / A, (1.0 - A.cos()) / A);
    let turned = 2.0 * PI * U;
    let oscillatory = turned.cos() * (re * re - im * im) - turned.sin() * 2.0 * re * im;
    vec![
        smooth(|x, y| (2.0 * PI * U + A * (x + y)).cos(), oscillatory),
        smooth(|x, y| 1.0 / ((A.powi(-2) + (x - U).powi(2)) * (A.powi(-2) + (y - U).powi(2))), peak * peak),
        smooth(|x, y| (1.0 + A * (x + y)).powi(-3), corner),
        smooth(|x, y| (-A * A * ((x - U).powi(2) + (y - U).powi(2))).exp(), erf_part(A, U).powi(2)),
        Genz { f: |x, y| (-A * ((x - U).abs() + (y - U).abs())).exp(), value: kink * kink, breaks: vec![U] },
        Genz {
            f: |x, y| if x > U || y > U { 0.0 } else { (A * (x + y)).exp() },
            value: cut * cut,
            breaks: vec![U],
        },
    ]
}

struct Square(Vec<f64>);

impl Region<std::convert::Infallible> for Square {
    fn dimensions(&self) -> usize {
        2
    }

    fn limits(&mut self, _axis: usize, _outer: &[f64]) -> Result<(f64, f64), std::convert::Infallible> {
        Ok((0.0, 1.0))
    }

    fn options(&mut self, _axis: usize, _outer: &[f64]) -> Result<QuadOptions, std::convert::Infallible> {
        let points = (!self.0.is_empty()).then(|| self.0.clone());
        Ok(QuadOptions { epsabs: 1e-10, epsrel: 1e-10, points, ..QuadOptions::default() })
    }

    fn report(&mut self, _found: &Quad) -> Result<(), std::convert::Infallible> {
        Ok(())
    }
}

/// The integral over the unit square.
pub fn integrate(problem: &Genz) -> Result<Nquad, QuadError<std::convert::Infallible>> {
    nquad(|x: &[f64]| Ok((problem.f)(x[0], x[1])), &mut Square(problem.breaks.clone()))
}
