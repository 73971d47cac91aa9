//! Complex functions with the special values of C99's Annex G.
//!
//! Written for doubles; single precision is computed in doubles and rounded. Inverse functions follow Hull,
//! Fairgrieve and Tang (ACM TOMS 23, 1997), square root and hyperbolic tangent Kahan ("Branch cuts for complex
//! elementary functions", 1987).

use super::{C32, C64};
use crate::math::complex::divide;
use num_complex::Complex;
use num_traits::Float;
use std::f64::consts::{FRAC_PI_2, FRAC_PI_4, LN_2, LN_10, PI};

const NAN: f64 = f64::NAN;
const INF: f64 = f64::INFINITY;

#[inline(always)]
pub(crate) fn csquare<T: Float>(z: Complex<T>) -> Complex<T> {
    let cross = z.re * z.im;
    Complex::new(z.re * z.re - z.im * z.im, cross + cross)
}

/// `z / |z|`, 0 for 0.
pub(crate) fn csign<T: Float>(z: Complex<T>) -> Complex<T> {
    let size = z.re.hypot(z.im);
    let unit = |x: T| if x.is_zero() { T::zero() } else { T::one().copysign(x) };
    match (z.re.is_infinite(), z.im.is_infinite()) {
        _ if size.is_nan() || z.re.is_infinite() && z.im.is_infinite() => Complex::new(T::nan(), T::nan()),
        (true, _) if !z.im.is_nan() => Complex::new(unit(z.re), T::zero()),
        (_, true) if !z.re.is_nan() => Complex::new(T::zero(), unit(z.im)),
        (true, _) | (_, true) => Complex::new(T::nan(), T::nan()),
        _ if size.is_zero() => Complex::new(T::zero(), T::zero()),
        _ => Complex::new(z.re / size, z.im / size),
    }
}

/// `i z`.
fn turn(z: C64) -> C64 {
    C64::new(-z.im, z.re)
}

/// `-i z`.
fn turn_back(z: C64) -> C64 {
    C64::new(z.im, -z.re)
}

pub(crate) fn sqrt(z: C64) -> C64 {
    let (a, b) = (z.re, z.im);
    if a == 0.0 && b == 0.0 {
        return C64::new(0.0, b);
    }
    if b.is_infinite() {
        return C64::new(INF, b);
    }
    if a.is_nan() {
        return C64::new(NAN, NAN);
    }
    if a.is_infinite() {
        return if a < 0.0 {
            C64::new((b - b).abs(), INF.copysign(b))
        } else {
            C64::new(a, (b - b).copysign(b))
        };
    }
    let large = a.abs() > 1e307 || b.abs() > 1e307;
    let small = a.abs() < 1e-290 && b.abs() < 1e-290;
    let (scale, back) = if large {
        (0.25, 2.0)
    } else if small {
        (2f64.powi(108), 2f64.powi(-54))
    } else {
        (1.0, 1.0)
    };
    let (a, b) = (a * scale, b * scale);
    let t = ((a.abs() + a.hypot(b)) * 0.5).sqrt();
    let (re, im) = if a >= 0.0 { (t, b / (2.0 * t)) } else { (b.abs() / (2.0 * t), t.copysign(b)) };
    C64::new(re * back, im * back)
}

pub(crate) fn exp(z: C64) -> C64 {
    let (x, y) = (z.re, z.im);
    if y == 0.0 {
        return C64::new(x.exp(), y);
    }
    if !y.is_finite() {
        return match x {
            f64::NEG_INFINITY => C64::new(0.0, 0.0),
            INF => C64::new(INF, NAN),
            _ => C64::new(NAN, NAN),
        };
    }
    let (s, c) = y.sin_cos();
    scaled_exp(x, c, s)
}

/// `exp(x) (c + i s)` that does not overflow before it must; an infinite `x` keeps signs.
fn scaled_exp(x: f64, c: f64, s: f64) -> C64 {
    if x > 700.0 && x.is_finite() {
        let half = (x * 0.5).exp();
        return C64::new(half * c * half, half * s * half);
    }
    let e = x.exp();
    C64::new(e * c, e * s)
}

/// In the precision of the operand, as the next two: NumPy's answers hold its roundings.
pub(crate) fn exp2<T: Float>(z: Complex<T>) -> Complex<T>
where
    Complex<T>: Widen,
{
    let ln_2 = T::from(LN_2).unwrap_or_else(T::nan);
    Widen::narrow(exp(Complex::new(z.re * ln_2, z.im * ln_2).widen()))
}

pub(crate) fn expm1<T: Float>(z: Complex<T>) -> Complex<T> {
    let two = T::one() + T::one();
    let half = (z.im / two).sin();
    Complex::new(z.re.exp_m1() * z.im.cos() - two * half * half, z.re.exp() * z.im.sin())
}

pub(crate) fn log(z: C64) -> C64 {
    C64::new(log_abs(z.re, z.im), z.im.atan2(z.re))
}

/// `log √(a² + b²)`, right next to 1 as well.
fn log_abs(a: f64, b: f64) -> f64 {
    let (a, b) = (a.abs(), b.abs());
    let (a, b) = if a < b { (b, a) } else { (a, b) };
    if a.is_infinite() || b.is_infinite() {
        return INF;
    }
    if a > 0.5 && a < 2.0 {
        let square = b * b;
        let error = b.mul_add(b, -square);
        let edge = (a - 1.0).mul_add(a + 1.0, square) + error;
        return 0.5 * edge.ln_1p();
    }
    if a > 1e300 {
        return (a * 0.5).hypot(b * 0.5).ln() + LN_2;
    }
    if a < 1e-300 && a > 0.0 {
        return (a * 2f64.powi(200)).hypot(b * 2f64.powi(200)).ln() - 200.0 * LN_2;
    }
    a.hypot(b).ln()
}

pub(crate) fn log2(z: C64) -> C64 {
    log(z) / LN_2
}

pub(crate) fn log10(z: C64) -> C64 {
    log(z) / LN_10
}

pub(crate) fn log1p<T: Float>(z: Complex<T>) -> Complex<T> {
    let re = z.re + T::one();
    Complex::new(re.hypot(z.im).ln(), z.im.atan2(re))
}

/// `1 / z` after Smith, without `divide`'s rules for zero: zero has no reciprocal but NaN.
#[inline(always)]
pub(crate) fn reciprocal<T: Float>(z: Complex<T>) -> Complex<T> {
    if z.im.abs() <= z.re.abs() {
        let ratio = z.im / z.re;
        let size = z.re + z.im * ratio;
        Complex::new(T::one() / size, -ratio / size)
    } else {
        let ratio = z.re / z.im;
        let size = z.re * ratio + z.im;
        Complex::new(ratio / size, -T::one() / size)
    }
}

pub(crate) fn sinh(z: C64) -> C64 {
    let (x, y) = (z.re, z.im);
    if y == 0.0 {
        return C64::new(x.sinh(), y);
    }
    if x == 0.0 {
        return C64::new(x, y.sin());
    }
    if !y.is_finite() {
        return C64::new(if x.is_infinite() { x } else { NAN }, NAN);
    }
    let (s, c) = y.sin_cos();
    if x.abs() > 40.0 {
        let e = scaled_exp(x.abs(), 0.5 * c, 0.5 * s);
        return C64::new(e.re * 1f64.copysign(x), e.im);
    }
    C64::new(x.sinh() * c, x.cosh() * s)
}

pub(crate) fn cosh(z: C64) -> C64 {
    let (x, y) = (z.re, z.im);
    if y == 0.0 {
        return C64::new(x.cosh(), if x.is_nan() { y } else { y * 1f64.copysign(x) });
    }
    if x == 0.0 {
        return C64::new(y.cos(), if y.is_finite() { x * y.sin() } else { 0.0 });
    }
    if !y.is_finite() {
        return C64::new(if x.is_infinite() { INF } else { NAN }, NAN);
    }
    let (s, c) = y.sin_cos();
    if x.abs() > 40.0 {
        let e = scaled_exp(x.abs(), 0.5 * c, 0.5 * s);
        return C64::new(e.re, e.im * 1f64.copysign(x));
    }
    C64::new(x.cosh() * c, x.sinh() * s)
}

pub(crate) fn tanh(z: C64) -> C64 {
    let (x, y) = (z.re, z.im);
    if x.is_nan() {
        return C64::new(x, if y == 0.0 { y } else { NAN });
    }
    if x.is_infinite() {
        let im = if y.is_finite() { (2.0 * y).sin() } else { 1.0 };
        return C64::new(1f64.copysign(x), 0f64.copysign(im));
    }
    if !y.is_finite() {
        return C64::new(if x == 0.0 { x } else { NAN }, NAN);
    }
    if x.abs() > 22.0 {
        let e = (-x.abs()).exp();
        return C64::new(1f64.copysign(x), 4.0 * y.sin() * y.cos() * e * e);
    }
    let t = y.tan();
    let beta = 1.0 + t * t;
    let s = x.sinh();
    let rho = s.mul_add(s, 1.0).sqrt();
    if t.is_infinite() {
        return C64::new(rho / s, 1.0 / t);
    }
    let denominator = 1.0 + beta * s * s;
    C64::new(beta * rho * s / denominator, t / denominator)
}

pub(crate) fn sin(z: C64) -> C64 {
    turn_back(sinh(turn(z)))
}

pub(crate) fn cos(z: C64) -> C64 {
    cosh(turn(z))
}

pub(crate) fn tan(z: C64) -> C64 {
    turn_back(tanh(turn(z)))
}

/// Real and imaginary part of `arcsin`, and the real part of `arccos`, in the first quadrant.
fn arc(x: f64, y: f64) -> (f64, f64, f64) {
    if x > 1e150 || y > 1e150 {
        let angle = y.atan2(x);
        let size = (x * 0.5).hypot(y * 0.5).ln() + 2.0 * LN_2;
        return (FRAC_PI_2 - angle, size, angle);
    }
    let (plus, minus) = (x + 1.0, (x - 1.0).abs());
    let (r, s) = (plus.hypot(y), minus.hypot(y));
    let a = 0.5 * (r + s);
    let b = x / a;
    let square = y * y;
    let (asin, acos) = if b <= 0.6417 {
        (b.asin(), b.acos())
    } else {
        let sum = a + x;
        let root = if x <= 1.0 {
            (0.5 * sum * (square / (r + plus) + (s + (1.0 - x)))).sqrt()
        } else {
            y * (0.5 * (sum / (r + plus) + sum / (s + (x - 1.0)))).sqrt()
        };
        ((x / root).atan(), (root / x).atan())
    };
    let im = if a <= 1.5 {
        let near = if x < 1.0 {
            0.5 * (if y == 0.0 { 0.0 } else { square / (r + plus) + square / (s + (1.0 - x)) })
        } else {
            0.5 * (square / (r + plus) + (s + (x - 1.0)))
        };
        if near < 1e-300 && y > 0.0 && x < 1.0 {
            y / ((1.0 - x) * plus).sqrt()
        } else {
            (near + (near * (a + 1.0)).sqrt()).ln_1p()
        }
    } else {
        (a + (a * a - 1.0).sqrt()).ln()
    };
    (asin, im, acos)
}

pub(crate) fn arcsin(z: C64) -> C64 {
    turn_back(arcsinh(turn(z)))
}

pub(crate) fn arcsinh(z: C64) -> C64 {
    let (x, y) = (z.re, z.im);
    if x.is_nan() || y.is_nan() {
        return match (x, y) {
            _ if x.is_infinite() => C64::new(x, y),
            _ if y.is_infinite() => C64::new(y, x),
            (_, 0.0) => C64::new(x, y),
            _ => C64::new(NAN, NAN),
        };
    }
    let (re, im) = match (x.is_infinite(), y.is_infinite()) {
        (true, true) => (INF, FRAC_PI_4),
        (true, false) => (INF, 0.0),
        (false, true) => (INF, FRAC_PI_2),
        _ if x == 0.0 && y == 0.0 => (0.0, 0.0),
        _ => {
            // arcsinh z = i arcsin(-i z): the parts change places.
            let (asin, im, _) = arc(y.abs(), x.abs());
            (im, asin)
        }
    };
    C64::new(re.copysign(x), im.copysign(y))
}

pub(crate) fn arccos(z: C64) -> C64 {
    let (x, y) = (z.re, z.im);
    if x.is_nan() || y.is_nan() {
        return match (x, y) {
            _ if x.is_infinite() => C64::new(NAN, -INF),
            _ if y.is_infinite() => C64::new(NAN, -y),
            (0.0, _) => C64::new(FRAC_PI_2, NAN),
            _ => C64::new(NAN, NAN),
        };
    }
    let (re, im) = match (x.is_infinite(), y.is_infinite()) {
        (true, true) => (if x > 0.0 { FRAC_PI_4 } else { 3.0 * FRAC_PI_4 }, INF),
        (true, false) => (if x > 0.0 { 0.0 } else { PI }, INF),
        (false, true) => (FRAC_PI_2, INF),
        _ => {
            let (_, im, acos) = arc(x.abs(), y.abs());
            (if x < 0.0 { PI - acos } else { acos }, im)
        }
    };
    C64::new(re, if y.is_sign_negative() { im } else { -im })
}

pub(crate) fn arccosh(z: C64) -> C64 {
    let w = arccos(z);
    if w.re.is_nan() && w.im.is_infinite() {
        return C64::new(INF, NAN);
    }
    if w.im.is_nan() {
        return C64::new(NAN, if z.re == 0.0 { FRAC_PI_2 } else { NAN });
    }
    C64::new(w.im.abs(), w.re.copysign(z.im))
}

pub(crate) fn arctan(z: C64) -> C64 {
    turn_back(arctanh(turn(z)))
}

pub(crate) fn arctanh(z: C64) -> C64 {
    let (x, y) = (z.re, z.im);
    if x.is_nan() || y.is_nan() {
        return match (x, y) {
            _ if y.is_infinite() => C64::new(0f64.copysign(x), FRAC_PI_2.copysign(y)),
            _ if x.is_infinite() => C64::new(0f64.copysign(x), NAN),
            (0.0, _) => C64::new(x, NAN),
            _ => C64::new(NAN, NAN),
        };
    }
    let (a, b) = (x.abs(), y.abs());
    if a > 1e150 || b > 1e150 {
        let (p, q) = (a * 0.5, b * 0.5);
        let re = if a.is_infinite() || b.is_infinite() { 0.0 } else { p / p.hypot(q) / p.hypot(q) * 0.5 };
        return C64::new(re.copysign(x), FRAC_PI_2.copysign(y));
    }
    if a == 1.0 && b == 0.0 {
        return C64::new(INF.copysign(x), y);
    }
    if y == 0.0 && a < 1.0 {
        return C64::new(x.atanh(), y);
    }
    let gap = 1.0 - a;
    let re = if a == 1.0 && b < 1e-100 {
        0.5 * (LN_2 - b.ln())
    } else {
        0.25 * (4.0 * a / (gap * gap + b * b)).ln_1p()
    };
    let im = 0.5 * (2.0 * b).atan2(gap * (1.0 + a) - b * b);
    C64::new(re.copysign(x), im.copysign(y))
}

/// `a^b` as NumPy: small whole exponents by multiplication, zero bases by rule.
pub(crate) fn pow(a: C64, b: C64) -> C64 {
    let one = C64::new(1.0, 0.0);
    if b.re == 0.0 && b.im == 0.0 {
        return one;
    }
    if a.re == 0.0 && a.im == 0.0 {
        // Zero over zero, which leaves its mark in the processor's flags.
        let nan = std::hint::black_box(a.re) / a.re;
        return if b.re > 0.0 { C64::new(0.0, 0.0) } else { C64::new(nan, nan) };
    }
    if b.im == 0.0 && b.re.fract() == 0.0 && b.re.abs() < 100.0 {
        let power = whole_power(a, b.re as i32);
        return if b.re < 0.0 { divide(one, power) } else { power };
    }
    exp(b * log(a))
}

/// `a^n`; only up to the third power an infinite part does not meet the zero of one's imaginary part, and is NaN.
fn whole_power(a: C64, n: i32) -> C64 {
    match n {
        1 => return a,
        2 => return a * a,
        3 => return a * (a * a),
        _ => {}
    }
    let (mut square, mut left, mut out) = (a, n.unsigned_abs(), C64::new(1.0, 0.0));
    loop {
        if left & 1 == 1 {
            out *= square;
        }
        left >>= 1;
        if left == 0 {
            return out;
        }
        square = square * square;
    }
}

/// A complex number in double precision, and back.
pub(crate) trait Widen: Copy {
    fn widen(self) -> C64;
    fn narrow(z: C64) -> Self;
}

impl Widen for C64 {
    fn widen(self) -> C64 {
        self
    }
    fn narrow(z: C64) -> C64 {
        z
    }
}

impl Widen for C32 {
    fn widen(self) -> C64 {
        C64::new(self.re.into(), self.im.into())
    }
    fn narrow(z: C64) -> C32 {
        C32::new(z.re as f32, z.im as f32)
    }
}

/// Kernels `Name<C32>`, `Name<C64>` of complex functions, with the exceptions that operands and results tell;
/// those of an `own` precision are generic, the others know doubles.
macro_rules! complex_kernels {
    ($($name:ident = $f:path),+ $(; own $($own:ident = $g:path),+)? $(,)?) => {
        $(complex_kernels!(@ $name, |z| crate::loops::complex::Widen::narrow($f(
            crate::loops::complex::Widen::widen(z)
        )));)+
        $($(complex_kernels!(@ $own, |z| $g(z));)+)?
    };
    (@ $name:ident, |$z:ident| $value:expr) => {
        map1!($name: Staged |$z| {
            [C32, C64] => $value,
        } suspect |_z, y| !(y.re.is_finite() && y.im.is_finite());
          amend |z, y| (y, crate::loops::complex::raised(
              &[crate::loops::complex::Widen::widen(z)], crate::loops::complex::Widen::widen(y))));
    };
}
pub(crate) use complex_kernels;

/// What a complex function raises: invalid for a new NaN, divide for an infinity at zero, overflow for another.
pub(crate) fn raised(operands: &[C64], y: C64) -> crate::math::fpstatus::Flags {
    use crate::math::fpstatus::Flags;
    let nan = |z: &C64| z.re.is_nan() || z.im.is_nan();
    let finite = operands.iter().all(|z| z.re.is_finite() && z.im.is_finite());
    let infinite = finite && (y.re.is_infinite() || y.im.is_infinite());
    let pole =
        |z: &C64| z.im == 0.0 && (z.re == 0.0 || z.re.abs() == 1.0) || z.re == 0.0 && z.im.abs() == 1.0;
    let at_pole = operands.iter().all(pole);
    Flags::INVALID.when(nan(&y) && !operands.iter().any(nan))
        | Flags::DIVIDE.when(infinite && at_pole)
        | Flags::OVERFLOW.when(infinite && !at_pole)
}
