//! Rounding, signs, neighbours, remainders and other functions of reals, after NumPy's definitions.

use std::marker::PhantomData;

use super::fpstatus::Flags;
use super::level::MulAdd;
use super::map::{Map1, Map1Pair, Map2, Map2Pair, Plan};

/// Rows of `Name: "what", plan, |x| expression, output`, for `f64` and `f32`.
macro_rules! unary {
    ($($name:ident: $doc:literal, $plan:ident, |$x:ident| $f:expr;)*) => {$(
        #[doc = $doc]
        #[derive(Clone, Copy, Debug)]
        pub struct $name<T>(PhantomData<T>);
        unary!(@for f64, $name, $plan, |$x| $f);
        unary!(@for f32, $name, $plan, |$x| $f);
    )*};
    (@for $t:ident, $name:ident, $plan:ident, |$x:ident| $f:expr) => {
        impl Map1 for $name<$t> {
            type In = $t;
            type Out = $t;
            const PLAN: Plan = Plan::$plan;
            #[inline(always)]
            fn f<M: MulAdd>($x: $t) -> $t {
                #[allow(dead_code)]
                type T = $t;
                $f
            }
        }
    };
}

unary! {
    Sqrt: "The square root.", Direct, |x| x.sqrt();
    Rint: "Rounding to the nearest integer, halves to even.", Quiet, |x| x.round_ties_even();
    Floor: "Rounding down.", Quiet, |x| x.floor();
    Ceil: "Rounding up.", Quiet, |x| x.ceil();
    Trunc: "Rounding towards zero.", Quiet, |x| x.trunc();
    Fabs: "The magnitude.", Quiet, |x| x.abs();
    Deg2rad: "Degrees to radians.", Direct, |x| x * (std::f64::consts::PI as T / 180.0);
    Rad2deg: "Radians to degrees.", Direct, |x| x * (180.0 / std::f64::consts::PI as T);
    Sign: "-1, 0 or 1; NaN of NaN.", Quiet, |x| {
        let sign = if x > 0.0 { 1.0 } else { 0.0 };
        let sign = if x < 0.0 { -1.0 } else { sign };
        if x.is_nan() { x } else { sign }
    };
    Spacing: "The distance to the next number of larger magnitude, with the sign of the argument.", Quiet, |x| {
        let next = T::from_bits(x.abs().to_bits().wrapping_add(1)) - x.abs();
        if x.is_finite() { next.copysign(x) } else { T::NAN }
    };
}

/// Rows of `Name: "what", plan, |a, b| expression`, for `f64` and `f32`.
macro_rules! binary {
    ($($name:ident: $doc:literal, $plan:ident, |$a:ident, $b:ident| $f:expr;)*) => {$(
        #[doc = $doc]
        #[derive(Clone, Copy, Debug)]
        pub struct $name<T>(PhantomData<T>);
        binary!(@for f64, $name, $plan, |$a, $b| $f);
        binary!(@for f32, $name, $plan, |$a, $b| $f);
    )*};
    (@for $t:ident, $name:ident, $plan:ident, |$a:ident, $b:ident| $f:expr) => {
        impl Map2 for $name<$t> {
            type A = $t;
            type B = $t;
            type Out = $t;
            const PLAN: Plan = Plan::$plan;
            #[inline(always)]
            fn f<M: MulAdd>($a: $t, $b: $t) -> $t {
                $f
            }
        }
    };
}

binary! {
    Copysign: "The magnitude of a with the sign of b.", Quiet, |a, b| a.copysign(b);
    Heaviside: "0 below zero, 1 above, b at zero; NaN of NaN.", Quiet, |a, b| {
        let step = if a < 0.0 { 0.0 } else { 1.0 };
        let step = if a == 0.0 { b } else { step };
        if a.is_nan() { a } else { step }
    };
}

/// Whether the sign bit is set, also of zeros and NaNs.
#[derive(Clone, Copy, Debug)]
pub struct Signbit<T>(PhantomData<T>);

/// The next number after a towards b.
#[derive(Clone, Copy, Debug)]
pub struct Nextafter<T>(PhantomData<T>);

/// The remainder of the quotient rounded towards zero, C's `fmod`: exact, with the sign of the dividend.
#[derive(Clone, Copy, Debug)]
pub struct Fmod<T>(PhantomData<T>);

/// The remainder of the quotient rounded down, with the sign of the divisor.
#[derive(Clone, Copy, Debug)]
pub struct Remainder<T>(PhantomData<T>);

/// The quotient rounded down, consistent with [`Remainder`].
#[derive(Clone, Copy, Debug)]
pub struct FloorDivide<T>(PhantomData<T>);

/// [`FloorDivide`] and [`Remainder`].
#[derive(Clone, Copy, Debug)]
pub struct Divmod<T>(PhantomData<T>);

/// Fractional and integral part, both with the sign of the argument.
#[derive(Clone, Copy, Debug)]
pub struct Modf<T>(PhantomData<T>);

/// Mantissa from one half to one, and exponent.
#[derive(Clone, Copy, Debug)]
pub struct Frexp<T>(PhantomData<T>);

/// `x 2^k` for a C `int` `k`.
#[derive(Clone, Copy, Debug)]
pub struct Ldexp<T>(PhantomData<T>);

macro_rules! real {
    ($module:ident, $t:ty, $bits:ty, $fma:ident, $fmod:path, $ldexp:path, $frexp:path) => {
        mod $module {
            use super::*;

            /// Whether `|a / b|` is below half the integers of the format, and `b` far from its limits.
            #[inline(always)]
            fn divides(a: $t, b: $t) -> bool {
                let small = <$t>::MIN_POSITIVE / <$t>::EPSILON;
                (a.abs() < b.abs() * (0.5 / <$t>::EPSILON))
                    & (b.abs() > small)
                    & (b.abs() < <$t>::MAX * <$t>::EPSILON)
            }

            /// The exact remainder where [`divides`]: a quotient may be rounded up to an integer, never down.
            #[inline(always)]
            fn fmod<M: MulAdd>(a: $t, b: $t) -> $t {
                let (x, y) = (a.abs(), b.abs());
                let r = M::$fma(-(x / y).trunc(), y, x);
                let r = if r < 0.0 { r + y } else { r };
                r.copysign(a)
            }

            /// Quotient and remainder rounded down, given `r = fmod(a, b)`.
            #[inline(always)]
            fn floored(a: $t, b: $t, r: $t) -> ($t, $t) {
                let adjust = (r != 0.0) & ((b < 0.0) != (r < 0.0));
                let q = (a - r) / b - if adjust { 1.0 } else { 0.0 };
                let floor = q.floor();
                let floor = if q - floor > 0.5 { floor + 1.0 } else { floor };
                let signed = if adjust { r + b } else { r };
                let zero: $t = 0.0;
                (
                    if q == 0.0 { zero.copysign(a / b) } else { floor },
                    if r == 0.0 { zero.copysign(b) } else { signed },
                )
            }

            fn complete(a: $t, b: $t) -> ($t, $t, Flags) {
                let r = $fmod(a, b);
                let flags = invalid(a, b, r);
                if b == 0.0 {
                    return (a / b, r, flags | Flags::DIVIDE.when(a != 0.0 && a.is_finite()));
                }
                let (q, r) = floored(a, b, r);
                (q, r, flags | (Flags::OVERFLOW | Flags::INVALID).when(q.is_infinite() && a.is_finite()))
            }

            fn invalid(a: $t, b: $t, r: $t) -> Flags {
                Flags::INVALID.when(r.is_nan() && !a.is_nan() && !b.is_nan())
            }

            impl Map2 for Fmod<$t> {
                type A = $t;
                type B = $t;
                type Out = $t;
                const PLAN: Plan = Plan::Staged;
                #[inline(always)]
                fn f<M: MulAdd>(a: $t, b: $t) -> $t {
                    fmod::<M>(a, b)
                }
                #[inline(always)]
                fn suspect(a: $t, b: $t, _y: $t) -> bool {
                    !divides(a, b)
                }
                fn amend(a: $t, b: $t, _y: $t) -> ($t, Flags) {
                    let r = $fmod(a, b);
                    (r, invalid(a, b, r))
                }
            }

            impl Map2 for Remainder<$t> {
                type A = $t;
                type B = $t;
                type Out = $t;
                const PLAN: Plan = Plan::Staged;
                #[inline(always)]
                fn f<M: MulAdd>(a: $t, b: $t) -> $t {
                    floored(a, b, fmod::<M>(a, b)).1
                }
                #[inline(always)]
                fn suspect(a: $t, b: $t, _y: $t) -> bool {
                    !divides(a, b)
                }
                fn amend(a: $t, b: $t, _y: $t) -> ($t, Flags) {
                    let r = $fmod(a, b);
                    (if b == 0.0 { r } else { floored(a, b, r).1 }, invalid(a, b, r))
                }
            }

            impl Map2 for FloorDivide<$t> {
                type A = $t;
                type B = $t;
                type Out = $t;
                const PLAN: Plan = Plan::Staged;
                #[inline(always)]
                fn f<M: MulAdd>(a: $t, b: $t) -> $t {
                    floored(a, b, fmod::<M>(a, b)).0
                }
                #[inline(always)]
                fn suspect(a: $t, b: $t, _y: $t) -> bool {
                    !divides(a, b)
                }
                fn amend(a: $t, b: $t, _y: $t) -> ($t, Flags) {
                    let (q, _, flags) = complete(a, b);
                    let pole = b == 0.0 && a != 0.0;
                    (q, if pole { Flags::DIVIDE.when(a.is_finite()) } else { flags })
                }
            }

            impl Map2Pair for Divmod<$t> {
                type A = $t;
                type B = $t;
                type Out1 = $t;
                type Out2 = $t;
                fn f(a: $t, b: $t) -> ($t, $t, Flags) {
                    complete(a, b)
                }
            }

            impl Map1Pair for Modf<$t> {
                type In = $t;
                type Out1 = $t;
                type Out2 = $t;
                fn f(x: $t) -> ($t, $t, Flags) {
                    let whole = x.trunc();
                    let part = if x.is_infinite() { 0.0 } else { x - whole };
                    (part.copysign(x), whole, Flags::NONE)
                }
            }

            impl Map1Pair for Frexp<$t> {
                type In = $t;
                type Out1 = $t;
                type Out2 = i32;
                fn f(x: $t) -> ($t, i32, Flags) {
                    let (mantissa, exponent) = if x.is_finite() { $frexp(x) } else { (x, 0) };
                    (mantissa, exponent, Flags::NONE)
                }
            }

            impl Map2 for Ldexp<$t> {
                type A = $t;
                type B = i32;
                type Out = $t;
                const PLAN: Plan = Plan::Staged;
                #[inline(always)]
                fn f<M: MulAdd>(x: $t, k: i32) -> $t {
                    $ldexp(x, k)
                }
                #[inline(always)]
                fn suspect(x: $t, _k: i32, y: $t) -> bool {
                    (x != 0.0) & x.is_finite() & !((y.abs() >= <$t>::MIN_POSITIVE) & y.is_finite())
                }
                fn amend(x: $t, k: i32, y: $t) -> ($t, Flags) {
                    let exact = $ldexp(y, k.saturating_neg()) == x;
                    let small = y.abs() < <$t>::MIN_POSITIVE && !exact;
                    (y, Flags::OVERFLOW.when(y.is_infinite()) | Flags::UNDERFLOW.when(small))
                }
            }

            impl Map1 for Signbit<$t> {
                type In = $t;
                type Out = bool;
                const PLAN: Plan = Plan::Quiet;
                #[inline(always)]
                fn f<M: MulAdd>(x: $t) -> bool {
                    x.is_sign_negative()
                }
            }

            impl Map2 for Nextafter<$t> {
                type A = $t;
                type B = $t;
                type Out = $t;
                const PLAN: Plan = Plan::Staged;
                #[inline(always)]
                fn f<M: MulAdd>(a: $t, b: $t) -> $t {
                    let step: $bits = if (b > a) == (a > 0.0) { 1 } else { <$bits>::MAX };
                    let next = <$t>::from_bits(a.to_bits().wrapping_add(step));
                    let least = <$t>::from_bits(1).copysign(b);
                    let next = if a == 0.0 { least } else { next };
                    let next = if a == b { b } else { next };
                    if a.is_nan() | b.is_nan() { a + b } else { next }
                }
                #[inline(always)]
                fn suspect(a: $t, b: $t, y: $t) -> bool {
                    (a != b) & (y.abs() < <$t>::MIN_POSITIVE) | (y.is_infinite() & a.is_finite())
                }
                fn amend(a: $t, _b: $t, y: $t) -> ($t, Flags) {
                    let over = y.is_infinite() && a.is_finite();
                    (y, Flags::OVERFLOW.when(over) | Flags::UNDERFLOW.when(!over))
                }
            }
        }
    };
}

real!(double, f64, u64, fma, libm::fmod, libm::ldexp, libm::frexp);
real!(single, f32, u32, fma32, libm::fmodf, libm::ldexpf, libm::frexpf);

/// The greatest common divisor of magnitudes.
#[inline]
pub fn gcd(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// The least common multiple of magnitudes, modulo 2⁶⁴; zero if either is.
#[inline]
pub fn lcm(a: u64, b: u64) -> u64 {
    match gcd(a, b) {
        0 => 0,
        common => (a / common).wrapping_mul(b),
    }
}
