//! The operators on two numbers of one type, with the floating point exceptions they raise.

use super::number::Number;
use half::f16;
use num_complex::Complex;
use num_traits::Float;
use pallasite_array::Bool;
use pallasite_ufunc::math::complex::divide;
use pallasite_ufunc::math::fpstatus::{self, Flags};
use std::cmp::Ordering;
use std::hint::black_box;

/// A binary operator.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Op {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `//`
    FloorDivide,
    /// `%`
    Remainder,
    /// `**`
    Power,
    /// `<<`
    LeftShift,
    /// `>>`
    RightShift,
    /// `&`
    And,
    /// `|`
    Or,
    /// `^`
    Xor,
}

impl Op {
    /// All operators, by number.
    pub const ALL: [Op; 12] = {
        use Op::*;
        [Add, Subtract, Multiply, Divide, FloorDivide, Remainder, Power, LeftShift, RightShift, And, Or, Xor]
    };

    /// The name in warnings: `scalar add`.
    pub fn scalar_name(self) -> &'static str {
        const NAMES: [&str; 12] = [
            "scalar add",
            "scalar subtract",
            "scalar multiply",
            "scalar divide",
            "scalar floor_divide",
            "scalar remainder",
            "scalar power",
            "scalar left_shift",
            "scalar right_shift",
            "scalar bitwise_and",
            "scalar bitwise_or",
            "scalar bitwise_xor",
        ];
        NAMES[self as usize]
    }

    /// The ufunc that does the same for arrays.
    pub fn ufunc(self) -> &'static str {
        match self {
            Op::Divide => "true_divide",
            op => op.scalar_name().trim_start_matches("scalar "),
        }
    }

    /// True where booleans compute as `int8`.
    pub fn widens_bool(self) -> bool {
        matches!(self, Op::FloorDivide | Op::Remainder | Op::Power | Op::LeftShift | Op::RightShift)
    }
}

/// What an operator gives.
pub enum Outcome<T> {
    /// A value of the operands' type, without exceptions.
    Value(T),
    /// A value of the operands' type, and the exceptions.
    Flagged(T, Flags),
    /// A float from integers, and the exceptions.
    Float(f64, Flags),
    /// Integers do not have this value.
    NegativePower,
    /// `True - True`.
    BoolSubtract,
    /// Left to the ufunc, which knows what to do or to say.
    Ufunc,
}

/// An absolute value and its exceptions; that of a complex number is real.
pub enum Magnitude<T> {
    /// Of the operand's type.
    Same(T, Flags),
    /// Of a `complex64`.
    Single(f32, Flags),
    /// Of a `complex128`.
    Double(f64, Flags),
}

/// A scalar type with operators.
pub trait Arithmetic: Number {
    /// The operator on two values.
    fn apply(op: Op, a: Self, b: Self) -> Outcome<Self>;

    /// Quotient and remainder, where the type has them.
    fn divmod(a: Self, b: Self) -> Option<(Self, Self, Flags)>;

    /// `-a`; `None` for booleans.
    fn negative(a: Self) -> Option<(Self, Flags)>;

    /// `abs(a)`.
    fn absolute(a: Self) -> Magnitude<Self>;

    /// The order of two values; `None` where there is none. Complex numbers are ordered lexicographically.
    fn order(a: Self, b: Self) -> Option<Ordering>;

    /// False for infinities and NaNs.
    fn is_finite(self) -> bool {
        true
    }

    /// `~a`, where the type has bits.
    fn invert(_a: Self) -> Option<Self> {
        None
    }
}

/// Runs `f` with the processor's exception flags cleared, and reads them.
fn observed<T>(f: impl FnOnce() -> T) -> (T, Flags) {
    fpstatus::clear();
    let out = black_box(f());
    (out, fpstatus::take())
}

fn outcome<T>((value, flags): (T, Flags)) -> Outcome<T> {
    if flags.is_empty() { Outcome::Value(value) } else { Outcome::Flagged(value, flags) }
}

/// A result that is an ordinary number had no exception; for others the operation runs again, watched.
#[inline(always)]
fn plain<T: Float>(a: T, b: T, f: impl Fn(T, T) -> T) -> Outcome<T> {
    let r = f(a, b);
    if r.is_normal() { Outcome::Value(r) } else { outcome(observed(|| f(black_box(a), black_box(b)))) }
}

macro_rules! integers {
    ($($t:ty),*) => {$(
        impl Arithmetic for $t {
            #[inline(always)]
            fn apply(op: Op, a: $t, b: $t) -> Outcome<$t> {
                let checked = |(r, over): ($t, bool)| match over {
                    false => Outcome::Value(r),
                    true => Outcome::Flagged(r, Flags::OVERFLOW),
                };
                let bits = <$t>::BITS as u64;
                let shift = u64::cast_shift(b);
                match op {
                    Op::Add => checked(a.overflowing_add(b)),
                    Op::Subtract => checked(a.overflowing_sub(b)),
                    Op::Multiply => checked(a.overflowing_mul(b)),
                    Op::Divide => {
                        let (r, flags) = match f64::apply(Op::Divide, a as f64, b as f64) {
                            Outcome::Flagged(r, flags) => (r, flags),
                            _ => (a as f64 / b as f64, Flags::NONE),
                        };
                        Outcome::Float(r, flags)
                    }
                    Op::FloorDivide | Op::Remainder => {
                        let (q, r, flags) = int_divmod(a, b);
                        if op == Op::FloorDivide {
                            outcome((q, flags))
                        } else {
                            outcome((r, Flags::DIVIDE.when(flags.has(Flags::DIVIDE))))
                        }
                    }
                    Op::Power => int_power(a, b),
                    Op::LeftShift => Outcome::Value(if shift < bits { a << shift } else { 0 }),
                    Op::RightShift => Outcome::Value(a >> shift.min(bits - 1) >> (shift >= bits) as u32),
                    Op::And => Outcome::Value(a & b),
                    Op::Or => Outcome::Value(a | b),
                    Op::Xor => Outcome::Value(a ^ b),
                }
            }

            fn divmod(a: $t, b: $t) -> Option<($t, $t, Flags)> {
                Some(int_divmod(a, b))
            }

            #[allow(unused_comparisons)]
            fn negative(a: $t) -> Option<($t, Flags)> {
                let (r, over) = a.overflowing_neg();
                Some((r, Flags::OVERFLOW.when(over)))
            }

            #[allow(unused_comparisons)]
            fn absolute(a: $t) -> Magnitude<$t> {
                let (r, over) = if a < 0 { a.overflowing_neg() } else { (a, false) };
                Magnitude::Same(r, Flags::OVERFLOW.when(over))
            }

            #[inline(always)]
            fn order(a: $t, b: $t) -> Option<Ordering> {
                Some(a.cmp(&b))
            }

            fn invert(a: $t) -> Option<$t> {
                Some(!a)
            }
        }
    )*};
}
integers!(i8, i16, i32, i64, u8, u16, u32, u64);

/// Shift counts as C compares them: negative ones are large.
trait CastShift<T> {
    fn cast_shift(n: T) -> u64;
}

macro_rules! cast_shift {
    ($($t:ty),*) => {$(
        impl CastShift<$t> for u64 {
            #[inline(always)]
            fn cast_shift(n: $t) -> u64 {
                n as i64 as u64
            }
        }
    )*};
}
cast_shift!(i8, i16, i32, i64, u8, u16, u32, u64);

/// What division needs of an integer type.
trait Int: num_traits::PrimInt + num_traits::WrappingMul + num_traits::CheckedNeg {}
impl<T: num_traits::PrimInt + num_traits::WrappingMul + num_traits::CheckedNeg> Int for T {}

/// Python's division; zero where there is no quotient, the lowest value where it does not fit.
fn int_divmod<T: Int>(a: T, b: T) -> (T, T, Flags) {
    let zero = T::zero();
    if b == zero {
        return (zero, zero, Flags::DIVIDE);
    }
    let Some(q) = a.checked_div(&b) else { return (a, zero, Flags::OVERFLOW) };
    let r = a - q * b;
    if r != zero && (r < zero) != (b < zero) {
        (q - T::one(), r + b, Flags::NONE)
    } else {
        (q, r, Flags::NONE)
    }
}

/// `a` to the `b`-th power, wrapping.
fn int_power<T: Int>(a: T, b: T) -> Outcome<T> {
    if b < T::zero() {
        return Outcome::NegativePower;
    }
    let (mut base, mut left, mut out) = (a, b, T::one());
    while left > T::zero() {
        if left & T::one() == T::one() {
            out = out.wrapping_mul(&base);
        }
        left = left >> 1;
        base = base.wrapping_mul(&base);
    }
    Outcome::Value(out)
}

/// Python's division of floats: the remainder has the sign of the divisor.
fn float_divmod<T: Float>(a: T, b: T) -> (T, T) {
    let (zero, one) = (T::zero(), T::one());
    let mut r = a % b;
    if b == zero {
        return (a / b, r);
    }
    let mut q = (a - r) / b;
    if r == zero {
        r = zero.copysign(b);
    } else if (b < zero) != (r < zero) {
        r = r + b;
        q = q - one;
    }
    if q == zero {
        return (zero.copysign(a / b), r);
    }
    let floor = q.floor();
    (if q - floor > one / (one + one) { floor + one } else { floor }, r)
}

/// Quotient alone: no exception of the remainder where the divisor is zero.
fn float_floor_divide<T: Float>(a: T, b: T) -> T {
    if b == T::zero() { a / b } else { float_divmod(a, b).0 }
}

macro_rules! floats {
    ($($t:ty),*) => {$(
        impl Arithmetic for $t {
            #[inline(always)]
            fn apply(op: Op, a: $t, b: $t) -> Outcome<$t> {
                match op {
                    Op::Add => plain(a, b, |a, b| a + b),
                    Op::Subtract => plain(a, b, |a, b| a - b),
                    Op::Multiply => plain(a, b, |a, b| a * b),
                    Op::Divide => plain(a, b, |a, b| a / b),
                    Op::FloorDivide | Op::Remainder if a.is_nan() || b.is_nan() => Outcome::Value(a + b),
                    Op::FloorDivide => outcome(observed(|| float_floor_divide(black_box(a), black_box(b)))),
                    Op::Remainder => outcome(observed(|| float_divmod(black_box(a), black_box(b)).1)),
                    Op::Power => outcome(observed(|| black_box(a).powf(black_box(b)))),
                    _ => Outcome::Ufunc,
                }
            }

            fn divmod(a: $t, b: $t) -> Option<($t, $t, Flags)> {
                if a.is_nan() || b.is_nan() {
                    return Some((a + b, a + b, Flags::NONE));
                }
                let ((q, r), flags) = observed(|| float_divmod(black_box(a), black_box(b)));
                Some((q, r, flags))
            }

            fn negative(a: $t) -> Option<($t, Flags)> {
                Some((-a, Flags::NONE))
            }

            fn absolute(a: $t) -> Magnitude<$t> {
                Magnitude::Same(a.abs(), Flags::NONE)
            }

            #[inline(always)]
            fn order(a: $t, b: $t) -> Option<Ordering> {
                a.partial_cmp(&b)
            }

            fn is_finite(self) -> bool {
                <$t>::is_finite(self)
            }
        }
    )*};
}
floats!(f32, f64);

/// Half precision computes in single precision and rounds.
fn narrowed((wide, flags): (f32, Flags)) -> (f16, Flags) {
    let r = f16::from_f32(wide);
    let over = Flags::OVERFLOW.when(r.is_infinite() && wide.is_finite());
    let tiny = r.to_f32().abs() < f16::MIN_POSITIVE.to_f32() && r.to_f32() != wide;
    (r, flags | over | Flags::UNDERFLOW.when(tiny && wide.is_finite()))
}

impl Arithmetic for f16 {
    fn apply(op: Op, a: f16, b: f16) -> Outcome<f16> {
        if op == Op::Remainder {
            // NumPy computes both parts here, so that a zero divisor raises both exceptions.
            return Self::divmod(a, b).map_or(Outcome::Ufunc, |(_, r, flags)| outcome((r, flags)));
        }
        match f32::apply(op, a.to_f32(), b.to_f32()) {
            Outcome::Value(v) => outcome(narrowed((v, Flags::NONE))),
            Outcome::Flagged(v, flags) => outcome(narrowed((v, flags))),
            _ => Outcome::Ufunc,
        }
    }

    fn divmod(a: f16, b: f16) -> Option<(f16, f16, Flags)> {
        let (q, r, flags) = f32::divmod(a.to_f32(), b.to_f32())?;
        let ((q, over), (r, _)) = (narrowed((q, flags)), narrowed((r, flags)));
        Some((q, r, over))
    }

    fn negative(a: f16) -> Option<(f16, Flags)> {
        Some((-a, Flags::NONE))
    }

    fn absolute(a: f16) -> Magnitude<f16> {
        Magnitude::Same(f16::from_bits(a.to_bits() & 0x7fff), Flags::NONE)
    }

    fn order(a: f16, b: f16) -> Option<Ordering> {
        a.partial_cmp(&b)
    }

    fn is_finite(self) -> bool {
        f16::is_finite(self)
    }
}

macro_rules! complexes {
    ($($t:ty, $real:ident);*) => {$(
        impl Arithmetic for Complex<$t> {
            fn apply(op: Op, a: Self, b: Self) -> Outcome<Self> {
                let run = |f: fn(Self, Self) -> Self| outcome(observed(|| f(black_box(a), black_box(b))));
                match op {
                    Op::Add => run(|a, b| a + b),
                    Op::Subtract => run(|a, b| a - b),
                    Op::Multiply => run(|a, b| {
                        Complex::new(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re)
                    }),
                    Op::Divide => {
                        let ((r, flags), nan) = (observed(|| divide(black_box(a), black_box(b))), b.is_nan());
                        outcome((r, flags | Flags::INVALID.when(nan)))
                    }
                    _ => Outcome::Ufunc,
                }
            }

            fn divmod(_: Self, _: Self) -> Option<(Self, Self, Flags)> {
                None
            }

            fn negative(a: Self) -> Option<(Self, Flags)> {
                Some((-a, Flags::NONE))
            }

            fn absolute(a: Self) -> Magnitude<Self> {
                let (r, flags) = observed(|| black_box(a.re).hypot(black_box(a.im)));
                Magnitude::$real(r, flags)
            }

            fn order(a: Self, b: Self) -> Option<Ordering> {
                match a.re.partial_cmp(&b.re)? {
                    Ordering::Equal => a.im.partial_cmp(&b.im),
                    other => (!a.im.is_nan() && !b.im.is_nan()).then_some(other),
                }
            }

            fn is_finite(self) -> bool {
                self.re.is_finite() && self.im.is_finite()
            }
        }
    )*};
}
complexes!(f32, Single; f64, Double);

impl Arithmetic for Bool {
    fn apply(op: Op, a: Bool, b: Bool) -> Outcome<Bool> {
        let (a, b) = (a.get(), b.get());
        match op {
            Op::Add | Op::Or => Outcome::Value((a | b).into()),
            Op::Multiply | Op::And => Outcome::Value((a & b).into()),
            Op::Xor => Outcome::Value((a ^ b).into()),
            Op::Subtract => Outcome::BoolSubtract,
            Op::Divide => match u8::apply(Op::Divide, a as u8, b as u8) {
                Outcome::Float(x, flags) => Outcome::Float(x, flags),
                _ => Outcome::Ufunc,
            },
            _ => Outcome::Ufunc,
        }
    }

    fn divmod(_: Bool, _: Bool) -> Option<(Bool, Bool, Flags)> {
        None
    }

    fn negative(_: Bool) -> Option<(Bool, Flags)> {
        None
    }

    fn absolute(a: Bool) -> Magnitude<Bool> {
        Magnitude::Same(a, Flags::NONE)
    }

    fn order(a: Bool, b: Bool) -> Option<Ordering> {
        Some(a.get().cmp(&b.get()))
    }

    fn invert(a: Bool) -> Option<Bool> {
        Some((!a.get()).into())
    }
}
