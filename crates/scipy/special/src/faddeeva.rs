//! The error function and its relatives in the complex plane, by the trapezium and the midpoint rule for the integral
//! of Faddeeva's function, the pole nearby taken out (Al Azah and Chandler-Wilde, "Computation of the complex error
//! function using modified trapezoidal rules", SIAM Journal on Numerical Analysis 59, 2021): with twelve nodes exact to
//! rounding everywhere.
//!
//! With the step `h` and a sum `s(z)` over the nodes, `w(z) = s(z) + exp(-z^2) (1 - tanh(-i pi z / h))`; of the error
//! function `tanh(pi z / h) - exp(-z^2) s(i z)` is left, in which nothing cancels. The trapezium rule has `coth`.

use crate::dawson::dawsn;
use crate::dd::Dd;
use crate::erf::{erf, erfc, exp_of_square};
use crate::level::at_level;
use crate::trig::{cos_pi, sin_pi};
use num_complex::Complex64;
use pallasite_ufunc::math::level::MulAdd;
use std::f64::consts::{FRAC_2_SQRT_PI, PI};
use std::sync::LazyLock;

const NODES: usize = 12;
/// The step, the root of `pi / NODES`.
const STEP: f64 = 0.511_663_353_973_244_3;
/// From this distance on the correction for the pole is below rounding.
const FAR: f64 = PI / STEP;
/// `sqrt(pi) / 2`.
const HALF_SQRT_PI: f64 = 1.0 / FRAC_2_SQRT_PI;

const NAN: Complex64 = Complex64::new(f64::NAN, f64::NAN);

/// Nodes, and weights times `2 h / pi`.
struct Rule {
    nodes: [f64; NODES],
    weights: [f64; NODES],
    /// Of `exp` in the correction: minus one for the trapezium rule.
    sign: f64,
}

impl Rule {
    fn new(offset: f64, sign: f64) -> Rule {
        let nodes = std::array::from_fn(|k| (k as f64 + offset) * STEP);
        let whole = 2.0 * STEP / PI;
        let weights = nodes.map(|t: f64| if t == 0.0 { 0.5 * whole } else { whole * (-t * t).exp() });
        Rule { nodes, weights, sign }
    }

    /// The rule whose nodes are far from `x`.
    fn away_from(x: f64) -> &'static Rule {
        let part = (x / STEP).fract();
        if (0.25..0.75).contains(&part) { &TRAPEZIUM } else { &MIDPOINT }
    }

    /// The sum `i z weight / (z^2 - node^2)` at `z = x + i y`, `x` and `y` not negative.
    fn sum(&self, x: f64, y: f64) -> Complex64 {
        let size = x.hypot(y);
        if size.is_infinite() {
            return Complex64::ZERO;
        }
        if size > 1e9 {
            return Complex64::new(y / size / size, x / size / size) * (0.5 * FRAC_2_SQRT_PI);
        }
        let (mut re, mut im) = (0.0, 0.0);
        for (t, weight) in self.nodes.iter().zip(self.weights) {
            let (apart, cross, square) = ((x - t) * (x + t), 2.0 * x * y, y * y);
            let distance = apart - square;
            let scaled = weight / (distance * distance + cross * cross);
            re += scaled * (x * x + square + t * t);
            im += scaled * (apart + square);
        }
        Complex64::new(y * re, x * im)
    }

    /// `tanh(pi z / h)`, or `coth`, for `z` with real part `x >= 0`.
    fn tanh(&self, x: f64, y: f64) -> Complex64 {
        let (double, turns) = (2.0 * PI / STEP * x, 2.0 * y / STEP);
        if double > 700.0 {
            return Complex64::ONE;
        }
        let below = double.cosh() + self.sign * cos_pi(turns);
        Complex64::new(double.sinh() / below, self.sign * sin_pi(turns) / below)
    }

    /// One minus that.
    fn one_minus_tanh(&self, x: f64, y: f64) -> Complex64 {
        let (size, turns) = ((-2.0 * PI / STEP * x).exp(), -2.0 * y / STEP);
        let power = Complex64::new(size * cos_pi(turns), size * sin_pi(turns));
        2.0 * power / (power + self.sign)
    }
}

static MIDPOINT: LazyLock<Rule> = LazyLock::new(|| Rule::new(0.5, 1.0));
static TRAPEZIUM: LazyLock<Rule> = LazyLock::new(|| Rule::new(0.0, -1.0));

/// `exp(-z^2) factor`, which may be finite where the exponential is not; the square is not rounded.
fn gauss(z: Complex64, factor: Complex64) -> Complex64 {
    let exponent = (z.im - z.re) * (z.im + z.re);
    let root = (0.5 * exponent).exp().min(1e300);
    if root == 0.0 {
        return Complex64::ZERO;
    }
    if z.re == 0.0 || z.im == 0.0 {
        return factor * root * root;
    }
    let (rest, angle) =
        (Dd::product(z.im, z.im) - Dd::product(z.re, z.re) - exponent, Dd::product(2.0 * z.re, z.im));
    let ((sin, cos), rest) = (angle.hi.sin_cos(), Complex64::new(1.0 + rest.to_f64(), -angle.lo));
    factor * root * (Complex64::new(cos, -sin) * rest) * root
}

/// Both parts without their signs.
fn first_quadrant(z: Complex64) -> Complex64 {
    Complex64::new(z.re.abs(), z.im.abs())
}

/// The value at `z` of an odd function that is real on the real axis, from that in the first quadrant.
fn odd(z: Complex64, value: Complex64) -> Complex64 {
    Complex64::new(value.re * 1f64.copysign(z.re), value.im * 1f64.copysign(z.im))
}

/// Faddeeva's function `w(z) = exp(-z^2) erfc(-i z)` (DLMF 7.2.3).
///
/// ```
/// use num_complex::Complex64;
/// let w = pallasite_special::wofz(Complex64::new(1.0, 1.0));
/// assert!((w - Complex64::new(0.30474420525691256, 0.20821893820283163)).norm() < 1e-15);
/// ```
pub fn wofz(z: Complex64) -> Complex64 {
    let above = wofz_above(first_quadrant(z));
    if z.im.is_sign_positive() || z.im == 0.0 {
        return if z.re < 0.0 { above.conj() } else { above };
    }
    gauss(z, Complex64::new(2.0, 0.0)) - if z.re > 0.0 { above.conj() } else { above }
}

/// The same in the first quadrant.
fn wofz_above(z: Complex64) -> Complex64 {
    let Complex64 { re: x, im: y } = z;
    if y >= x.max(FAR) {
        return MIDPOINT.sum(x, y);
    }
    if z.is_nan() {
        return if x == 0.0 { Complex64::new(f64::NAN, 0.0) } else { NAN };
    }
    let rule = Rule::away_from(x);
    rule.sum(x, y) + gauss(z, rule.one_minus_tanh(y, -x))
}

/// The scaled complementary error function `exp(z^2) erfc(z)` of complex `z`.
///
/// ```
/// use num_complex::Complex64;
/// let y = pallasite_special::complex_erfcx(Complex64::new(1.0, 0.0));
/// assert!((y.re - pallasite_special::erfcx(1.0)).abs() < 1e-15);
/// ```
pub fn complex_erfcx(z: Complex64) -> Complex64 {
    wofz(Complex64::new(-z.im, z.re))
}

/// The error function of complex `z` (DLMF 7.2.1).
///
/// ```
/// use num_complex::Complex64;
/// let y = pallasite_special::complex_erf(Complex64::new(1.0, 1.0));
/// assert!((y - Complex64::new(1.3161512816979477, 0.19045346923783469)).norm() < 1e-15);
/// ```
pub fn complex_erf(z: Complex64) -> Complex64 {
    if z.im == 0.0 {
        return Complex64::new(erf(z.re), z.im);
    }
    if z.re == 0.0 {
        return Complex64::new(z.re, erfi(z.im));
    }
    if z.is_nan() {
        return NAN;
    }
    odd(z, erf_above(first_quadrant(z)))
}

/// The same in the first quadrant.
fn erf_above(z: Complex64) -> Complex64 {
    let Complex64 { re: x, im: y } = z;
    if z.norm() < 1.0 {
        let (square, n) = (-z * z, 18.0);
        let series = downwards(n, |k, rest| square * rest / (k + 1.0) + 1.0 / (2.0 * k + 1.0));
        return z * series * FRAC_2_SQRT_PI;
    }
    if x >= y.max(FAR) {
        return 1.0 - gauss(z, MIDPOINT.sum(y, x).conj());
    }
    let rule = Rule::away_from(y);
    rule.tanh(x, y) - gauss(z, rule.sum(y, x).conj())
}

/// A sum from its last terms on.
fn downwards(n: f64, step: impl Fn(f64, Complex64) -> Complex64) -> Complex64 {
    let (mut k, mut rest) = (n, Complex64::ZERO);
    while k >= 0.0 {
        rest = step(k, rest);
        k -= 1.0;
    }
    rest
}

/// The complementary error function `1 - erf(z)` of complex `z`, accurate where it is small.
///
/// ```
/// use num_complex::Complex64;
/// let y = pallasite_special::complex_erfc(Complex64::new(5.0, 0.0));
/// assert_eq!(y.re, pallasite_special::erfc(5.0));
/// ```
pub fn complex_erfc(z: Complex64) -> Complex64 {
    if z.im == 0.0 {
        return Complex64::new(erfc(z.re), -z.im);
    }
    if z.is_nan() {
        return Complex64::new(if z.re == 0.0 { 1.0 } else { f64::NAN }, f64::NAN);
    }
    if z.re < 0.5 {
        return 1.0 - complex_erf(z);
    }
    let Complex64 { re: x, im: y } = first_quadrant(z);
    let value = if x >= y.max(FAR) {
        gauss(Complex64::new(x, y), MIDPOINT.sum(y, x).conj())
    } else {
        let rule = Rule::away_from(y);
        rule.one_minus_tanh(x, y) + gauss(Complex64::new(x, y), rule.sum(y, x).conj())
    };
    if z.im < 0.0 { value.conj() } else { value }
}

/// The imaginary error function `-i erf(i x)`.
///
/// ```
/// assert!((pallasite_special::erfi(1.0) - 1.6504257587975429).abs() < 1e-15);
/// ```
pub fn erfi(x: f64) -> f64 {
    if x.abs() > 26.7 {
        return f64::INFINITY.copysign(x);
    }
    // Halved in the exponent, for the product is finite where the exponential is not.
    let root = root_of_growth(x);
    root * (FRAC_2_SQRT_PI * dawsn(x)) * root
}

at_level! {
    /// `exp(x^2 / 2)`.
    fn root_of_growth(x: f64) -> f64 = root_of_growth_body
}

#[inline(always)]
fn root_of_growth_body<M: MulAdd>(x: f64) -> f64 {
    exp_of_square::<M>(x, 0.5)
}

/// The imaginary error function `-i erf(i z)` of complex `z`.
///
/// ```
/// use num_complex::Complex64;
/// let y = pallasite_special::complex_erfi(Complex64::new(1.0, 0.0));
/// assert_eq!(y.re, pallasite_special::erfi(1.0));
/// ```
pub fn complex_erfi(z: Complex64) -> Complex64 {
    let turned = complex_erf(Complex64::new(-z.im, z.re));
    Complex64::new(turned.im, -turned.re)
}

/// Dawson's integral of complex `z`.
///
/// ```
/// use num_complex::Complex64;
/// let y = pallasite_special::complex_dawsn(Complex64::new(1.0, 0.0));
/// assert_eq!(y.re, pallasite_special::dawsn(1.0));
/// ```
pub fn complex_dawsn(z: Complex64) -> Complex64 {
    if z.im == 0.0 {
        return Complex64::new(dawsn(z.re), z.im);
    }
    if z.is_nan() {
        return if z.re == 0.0 { Complex64::new(z.re, f64::NAN) } else { NAN };
    }
    odd(z, dawsn_above(first_quadrant(z)))
}

/// The same in the first quadrant.
fn dawsn_above(z: Complex64) -> Complex64 {
    let Complex64 { re: x, im: y } = z;
    if z.norm() < 1.0 {
        let square = -2.0 * z * z;
        return z * downwards(20.0, |k, rest| square * rest / (2.0 * k + 3.0) + 1.0);
    }
    let difference = if y >= x.max(FAR) {
        gauss(z, Complex64::ONE) - MIDPOINT.sum(x, y)
    } else {
        let rule = Rule::away_from(x);
        gauss(z, rule.tanh(y, -x)) - rule.sum(x, y)
    };
    Complex64::new(-difference.im, difference.re) * HALF_SQRT_PI
}

/// Voigt's profile: the convolution of a normal density of deviation `sigma` with a Cauchy density of half width
/// `gamma`, at `x` (DLMF 7.19.1).
///
/// ```
/// assert!((pallasite_special::voigt_profile(2.0, 1.0, 1.0) - 0.09071519942627548).abs() < 1e-16);
/// ```
pub fn voigt_profile(x: f64, sigma: f64, gamma: f64) -> f64 {
    if sigma == 0.0 && gamma == 0.0 {
        return if x == 0.0 { f64::INFINITY } else { x * 0.0 };
    }
    if sigma == 0.0 {
        return gamma / PI / (x * x + gamma * gamma);
    }
    let scale = std::f64::consts::FRAC_1_SQRT_2 / sigma;
    if gamma == 0.0 {
        let t = x * scale;
        return (-t * t).exp() * (0.5 * FRAC_2_SQRT_PI) * scale;
    }
    wofz(Complex64::new(x * scale, gamma * scale)).re * (0.5 * FRAC_2_SQRT_PI) * scale
}
