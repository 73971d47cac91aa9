//! The elementary functions as kernels: `Exp<f64>`, `Exp<f32>`, ...
//!
//! Each row of the tables names the fast function, which is vectorised and right for all operands that are not
//! suspect, and the complete one, which redoes those. Single precision is computed in doubles, by shorter
//! polynomials. Exceptions follow from operands and result: invalid for a new NaN, divide for an infinity at a
//! pole, overflow for another, underflow for a result below the smallest normal number.

use std::cmp::Ordering;
use std::marker::PhantomData;

use super::fpstatus::Flags;
use super::level::MulAdd;
use super::map::{Map1, Map2, Plan};
use super::scalar::{Double, Single};
use super::{arc, exp, hyperbolic, log, power, trig};

/// Quotients of smaller numbers do not overflow; infinite as `f32`, whose numbers are all small as doubles.
const HUGE: f64 = 1e300;
const MINUTE: f64 = 1e-300;
/// Squares of smaller numbers do not overflow.
const SQUARABLE: f64 = 1e150;
const TINY: f64 = f64::MIN_POSITIVE;
const TINY_SINGLE: f64 = f32::MIN_POSITIVE as f64;

fn raised(y: f64, finite: bool, nan: bool, pole: bool, tiny: f64) -> Flags {
    Flags::INVALID.when(y.is_nan() && !nan)
        | Flags::DIVIDE.when(y.is_infinite() && finite && pole)
        | Flags::OVERFLOW.when(y.is_infinite() && finite && !pole)
        | Flags::UNDERFLOW.when(y.abs() < tiny && finite)
}

/// Rows of `Name: "what", fast, complete, suspect(x, y), pole(x)`.
macro_rules! unary {
    ($($name:ident: $doc:literal, $module:ident::$fast:ident, $complete:expr,
       |$x:ident, $y:ident| $suspect:expr, |$p:ident| $pole:expr;)*) => {$(
        #[doc = $doc]
        #[derive(Clone, Copy, Debug)]
        pub struct $name<T>(PhantomData<T>);

        impl $name<()> {
            fn raised($p: f64, y: f64, tiny: f64) -> Flags {
                raised(y, $p.is_finite() && $p != 0.0, $p.is_nan(), $pole, tiny)
                    | Flags::DIVIDE.when($p == 0.0 && y.is_infinite())
            }
        }

        impl Map1 for $name<f64> {
            type In = f64;
            type Out = f64;
            const PLAN: Plan = Plan::Staged;
            #[inline(always)]
            fn f<M: MulAdd>(x: f64) -> f64 {
                $module::$fast::<M, Double>(x)
            }
            #[inline(always)]
            fn suspect($x: f64, $y: f64) -> bool {
                #[allow(dead_code)]
                type T = f64;
                $suspect
            }
            fn amend(x: f64, _y: f64) -> (f64, Flags) {
                let complete: fn(f64) -> f64 = $complete;
                let y = complete(x);
                (y, $name::<()>::raised(x, y, TINY))
            }
        }

        impl Map1 for $name<f32> {
            type In = f32;
            type Out = f32;
            const PLAN: Plan = Plan::Staged;
            #[inline(always)]
            fn f<M: MulAdd>(x: f32) -> f32 {
                $module::$fast::<M, Single>(f64::from(x)) as f32
            }
            #[inline(always)]
            fn suspect($x: f32, $y: f32) -> bool {
                #[allow(dead_code)]
                type T = f32;
                $suspect
            }
            fn amend(x: f32, _y: f32) -> (f32, Flags) {
                let complete: fn(f64) -> f64 = $complete;
                let y = complete(f64::from(x)) as f32;
                (y, $name::<()>::raised(f64::from(x), f64::from(y), TINY_SINGLE))
            }
        }
    )*};
}

unary! {
    Exp: "`e^x`.", exp::exp, libm::exp,
        |x, y| (x.abs() < T::INFINITY) & ((y < T::MIN_POSITIVE) | (y == T::INFINITY)), |_x| false;
    Exp2: "`2^x`.", exp::exp2, libm::exp2,
        |x, y| (x.abs() < T::INFINITY) & ((y < T::MIN_POSITIVE) | (y == T::INFINITY)), |_x| false;
    Expm1: "`e^x - 1`.", exp::expm1, libm::expm1,
        |x, y| (x > 709.0) | (y == T::INFINITY), |_x| false;
    Log: "The natural logarithm.", log::log, libm::log, |x, _y| x < T::MIN_POSITIVE, |_x| true;
    Log2: "The logarithm to base 2.", log::log2, libm::log2, |x, _y| x < T::MIN_POSITIVE, |_x| true;
    Log10: "The logarithm to base 10.", log::log10, libm::log10, |x, _y| x < T::MIN_POSITIVE, |_x| true;
    Log1p: "`log(1 + x)`.", log::log1p, libm::log1p,
        |x, _y| (x <= -1.0) | (x >= HUGE as T), |_x| true;
    Sin: "The sine.", trig::sin, libm::sin, |x, _y| x.abs() > trig::LARGEST as T, |_x| false;
    Cos: "The cosine.", trig::cos, libm::cos, |x, _y| x.abs() > trig::LARGEST as T, |_x| false;
    Tan: "The tangent.", trig::tan, libm::tan, |x, _y| x.abs() > trig::LARGEST as T, |_x| false;
    Arcsin: "The arc sine.", arc::arcsin, libm::asin, |x, _y| x.abs() > 1.0, |_x| false;
    Arccos: "The arc cosine.", arc::arccos, libm::acos, |x, _y| x.abs() > 1.0, |_x| false;
    Arctan: "The arc tangent.", arc::arctan, libm::atan, |x, _y| x.abs() >= HUGE as T, |_x| false;
    Sinh: "The hyperbolic sine.", hyperbolic::sinh, libm::sinh,
        |x, y| (x.abs() > hyperbolic::LARGEST as T) | (y.abs() == T::INFINITY), |_x| false;
    Cosh: "The hyperbolic cosine.", hyperbolic::cosh, libm::cosh,
        |x, y| (x.abs() > hyperbolic::LARGEST as T) | (y == T::INFINITY), |_x| false;
    Tanh: "The hyperbolic tangent.", hyperbolic::tanh, libm::tanh, |_x, _y| false, |_x| false;
    Arcsinh: "The inverse hyperbolic sine.", hyperbolic::arcsinh, libm::asinh,
        |x, _y| x.abs() >= SQUARABLE as T, |_x| false;
    Arccosh: "The inverse hyperbolic cosine.", hyperbolic::arccosh,
        |x| if x < 1.0 { f64::NAN } else { libm::acosh(x) },
        |x, _y| (x < 1.0) | (x >= SQUARABLE as T), |_x| false;
    Arctanh: "The inverse hyperbolic tangent.", hyperbolic::arctanh, libm::atanh,
        |x, _y| x.abs() >= 1.0, |_x| true;
    Cbrt: "The cube root.", power::cbrt, libm::cbrt,
        |x, _y| (x.abs() < T::MIN_POSITIVE) | (x.abs() >= HUGE as T), |_x| false;
}

/// Rows of `Name: "what", fast, complete, suspect(a, b, y)`.
macro_rules! binary {
    ($($name:ident: $doc:literal, $module:ident::$fast:ident, $complete:expr,
       |$a:ident, $b:ident, $y:ident| $suspect:expr;)*) => {$(
        #[doc = $doc]
        #[derive(Clone, Copy, Debug)]
        pub struct $name<T>(PhantomData<T>);

        impl $name<()> {
            fn raised(a: f64, b: f64, y: f64, tiny: f64) -> Flags {
                let finite = a.is_finite() && b.is_finite();
                let small = if a == 0.0 || b == 0.0 { 0.0 } else { tiny };
                raised(y, finite, a.is_nan() || b.is_nan(), a == 0.0, small)
            }
        }

        impl Map2 for $name<f64> {
            type A = f64;
            type B = f64;
            type Out = f64;
            const PLAN: Plan = Plan::Staged;
            #[inline(always)]
            fn f<M: MulAdd>(a: f64, b: f64) -> f64 {
                $module::$fast::<M, Double>(a, b)
            }
            #[inline(always)]
            fn suspect($a: f64, $b: f64, $y: f64) -> bool {
                #[allow(dead_code)]
                type T = f64;
                $suspect
            }
            fn amend(a: f64, b: f64, _y: f64) -> (f64, Flags) {
                let complete: fn(f64, f64) -> f64 = $complete;
                let y = complete(a, b);
                (y, $name::<()>::raised(a, b, y, TINY))
            }
        }

        impl Map2 for $name<f32> {
            type A = f32;
            type B = f32;
            type Out = f32;
            const PLAN: Plan = Plan::Staged;
            #[inline(always)]
            fn f<M: MulAdd>(a: f32, b: f32) -> f32 {
                $module::$fast::<M, Single>(f64::from(a), f64::from(b)) as f32
            }
            #[inline(always)]
            fn suspect($a: f32, $b: f32, $y: f32) -> bool {
                #[allow(dead_code)]
                type T = f32;
                $suspect
            }
            fn amend(a: f32, b: f32, _y: f32) -> (f32, Flags) {
                let (a, b) = (f64::from(a), f64::from(b));
                let complete: fn(f64, f64) -> f64 = $complete;
                let y = complete(a, b) as f32;
                (y, $name::<()>::raised(a, b, f64::from(y), TINY_SINGLE))
            }
        }
    )*};
}

binary! {
    Pow: "`a^b`.", power::pow, libm::pow, |a, b, y| {
        let finite = (a.abs() > 0.0) & (a.abs() < T::INFINITY) & (b.abs() < T::INFINITY);
        !(finite & (y.abs() >= T::MIN_POSITIVE) & (y.abs() < T::INFINITY) & ((a > 0.0) | (b.trunc() == b)))
    };
    Arctan2: "The angle of the point (b, a).", arc::arctan2, libm::atan2, |a, b, y| {
        let most = if a.abs() > b.abs() { a.abs() } else { b.abs() };
        !((most > MINUTE as T) & (most < HUGE as T)) | ((y.abs() < T::MIN_POSITIVE) & (a != 0.0)) | (b.abs() == T::INFINITY)
    };
    Hypot: "`√(a² + b²)`.", power::hypot, libm::hypot, |a, b, y| {
        let most = if a.abs() > b.abs() { a.abs() } else { b.abs() };
        !((most > 1e-20) & (most < 1e37) & (y < T::INFINITY))
    };
    Logaddexp: "`log(e^a + e^b)`.", power::logaddexp, |a, b| log_sum(a, b, std::f64::consts::LN_2),
        |a, b, y| !((a.abs() < T::INFINITY) & (b.abs() < T::INFINITY) & (y.abs() < T::INFINITY));
    Logaddexp2: "`log2(2^a + 2^b)`.", power::logaddexp2, |a, b| log_sum(a, b, 1.0),
        |a, b, y| !((a.abs() < T::INFINITY) & (b.abs() < T::INFINITY) & (y.abs() < T::INFINITY));
}

/// The logarithm of a sum with an operand or a result that is not finite: the larger, plus that of two if equal.
fn log_sum(a: f64, b: f64, of_two: f64) -> f64 {
    match a.partial_cmp(&b) {
        None => f64::NAN,
        Some(Ordering::Equal) => a + of_two,
        Some(Ordering::Greater) => a + 0.0,
        Some(Ordering::Less) => b + 0.0,
    }
}
