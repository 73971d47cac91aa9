//! Decimal digits of a binary floating point number: the shortest that identify it, or as many as asked for.

use half::f16;
use std::cmp::Ordering;

/// Significant decimal digits; the first one is worth `10^exponent`.
#[derive(Clone, Debug, PartialEq)]
pub struct Digits {
    /// ASCII digits, at least one.
    pub digits: String,
    pub exponent: i32,
}

impl Digits {
    fn zero() -> Self {
        Self { digits: "0".into(), exponent: 0 }
    }

    /// Reads plain or scientific notation without a sign; zeros at the end are kept.
    fn parse(text: &str) -> Self {
        let (mantissa, power) = text.split_once('e').unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{fraction}");
        let digits = all.trim_start_matches('0');
        let power: i32 = power.parse().unwrap_or(0);
        if digits.is_empty() {
            return Self { exponent: power - fraction.len() as i32, ..Self::zero() };
        }
        let leading_zeros = (all.len() - digits.len()) as i32;
        Self { exponent: power + whole.len() as i32 - 1 - leading_zeros, digits: digits.into() }
    }

    fn without_trailing_zeros(mut self) -> Self {
        let kept = self.digits.trim_end_matches('0').len().max(1);
        self.digits.truncate(kept);
        self
    }

    /// The next decimal of as many digits; for few digits.
    fn next_up(&self) -> Self {
        let integer: u64 = self.digits.parse().unwrap_or(0);
        Self::parse(&format!("{}e{}", integer + 1, self.last_exponent()))
    }

    /// The power of ten of the last digit.
    fn last_exponent(&self) -> i32 {
        self.exponent + 1 - self.digits.len() as i32
    }

    fn to_text(&self) -> String {
        format!("{}e{}", self.digits, self.last_exponent())
    }
}

/// Where the digits end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Cutoff {
    /// This many digits after the decimal point.
    Fraction(usize),
    /// This many significant digits.
    Total(usize),
}

impl Cutoff {
    /// Whether `digits` go beyond the cutoff (`Greater`), end at it, or fall short of it (`Less`).
    fn compare(self, digits: &Digits) -> Ordering {
        match self {
            Self::Fraction(n) => (-(n as i32)).cmp(&digits.last_exponent()),
            Self::Total(n) => digits.digits.len().cmp(&n),
        }
    }
}

/// A real element type that can be printed: `f16`, `f32` or `f64`.
pub trait Float: Copy + PartialOrd + std::ops::Div<Output = Self> + sealed::Sealed {
    /// Arrays with an element of at least this magnitude are printed with exponents.
    const ARRAY_EXPONENT_LIMIT: f64;
    /// Scalars of at least this magnitude are printed with an exponent.
    const SCALAR_EXPONENT_LIMIT: f64;

    /// The same value in double precision.
    fn to_f64(self) -> f64;
    /// The nearest value of this type.
    fn from_f64(x: f64) -> Self;
}

mod sealed {
    use super::Digits;

    pub trait Sealed: Sized {
        /// The shortest digits which read back as `self`, the nearest to it among them; `self` is finite.
        fn shortest(self) -> Digits;
        /// Reads a decimal number, rounding to nearest, ties to even.
        fn read(text: &str) -> Option<Self>;
    }
}

macro_rules! float {
    ($type:ty, $array_limit:literal, $scalar_limit:literal, $from:expr) => {
        impl Float for $type {
            const ARRAY_EXPONENT_LIMIT: f64 = $array_limit;
            const SCALAR_EXPONENT_LIMIT: f64 = $scalar_limit;

            fn to_f64(self) -> f64 {
                self.into()
            }

            fn from_f64(x: f64) -> Self {
                $from(x)
            }
        }
    };
}

float!(f16, 1e3, 1e3, f16::from_f64);
float!(f32, 1e6, 1e6, |x| x as f32);
float!(f64, 1e8, 1e16, |x| x);

macro_rules! shortest_by_zmij {
    ($type:ty) => {
        impl sealed::Sealed for $type {
            fn shortest(self) -> Digits {
                Digits::parse(zmij::Buffer::new().format_finite(self.abs())).without_trailing_zeros()
            }

            fn read(text: &str) -> Option<Self> {
                text.parse().ok()
            }
        }
    };
}

shortest_by_zmij!(f32);
shortest_by_zmij!(f64);

impl sealed::Sealed for f16 {
    /// Five digits identify every `f16`, so the shortest are found by trying: of each length the nearest decimal,
    /// and the next one up, which alone may fit where the interval is lopsided (at powers of two).
    fn shortest(self) -> Digits {
        let value = self.to_f64().abs();
        let fits = |d: &Digits| Self::read(&d.to_text()).is_some_and(|x| x.to_f64() == value);
        let nearest = |n| Digits::parse(&format!("{value:.*e}", n));
        let candidates = (0..4).flat_map(|n| [nearest(n), nearest(n).next_up()]);
        candidates.into_iter().find(fits).unwrap_or_else(|| nearest(4)).without_trailing_zeros()
    }

    /// By way of `f64`, which rounds twice; that is harmless here, as no decimal that is read lies within
    /// `f64`'s precision of the midpoint of two `f16` without being that midpoint.
    fn read(text: &str) -> Option<Self> {
        text.parse().ok().map(Self::from_f64)
    }
}

/// The shortest digits that identify the finite `x` among its type, but not beyond `max`, and at least up to `min`
/// (then with the digits of the exact value).
///
/// Zeros at the end are dropped, unless `keep_zeros` is set and they are digits of the exact value.
pub(super) fn unique<T: Float>(x: T, max: Option<Cutoff>, min: Option<Cutoff>, keep_zeros: bool) -> Digits {
    if x.to_f64() == 0.0 {
        return Digits::zero();
    }
    let shortest = x.shortest();
    let value = x.to_f64().abs();
    let rounded = |cutoff| Rounded::new(value, cutoff).digits(|order| keep_zeros && order.is_le());
    if let Some(max) = max.filter(|max| max.compare(&shortest).is_ge()) {
        return if max.compare(&shortest).is_gt() { rounded(max) } else { shortest };
    }
    let Some(min) = min.filter(|min| min.compare(&shortest).is_lt()) else {
        return shortest;
    };
    // Next to a power of two, the nearest decimal of some length may belong to the neighbour below.
    let longer = rounded(min);
    let same = T::read(&longer.to_text()).is_some_and(|y| y.to_f64() == value);
    if same { longer } else { shortest }
}

/// The digits of the exact value of the finite `x`, rounded half to even at `cutoff`.
///
/// Zeros at the end are dropped, unless `keep_zeros` is set and other digits follow them in the exact value.
pub(super) fn exact(x: f64, cutoff: Cutoff, keep_zeros: bool) -> Digits {
    if x == 0.0 {
        return Digits::zero();
    }
    Rounded::new(x.abs(), cutoff).digits(|order| keep_zeros && order.is_lt())
}

/// A positive number and its digits rounded at some place.
struct Rounded {
    value: f64,
    digits: Digits,
}

impl Rounded {
    fn new(value: f64, cutoff: Cutoff) -> Self {
        let digits = Digits::parse(&match cutoff {
            Cutoff::Fraction(n) => format!("{value:.n$}"),
            Cutoff::Total(n) => format!("{value:.*e}", n.max(1) - 1),
        });
        Self { value, digits }
    }

    /// The digits, with zeros at the end only if `keeps_zeros` of the comparison of the digits with the number.
    fn digits(self, keeps_zeros: impl Fn(Ordering) -> bool) -> Digits {
        if self.digits.digits.ends_with('0') && keeps_zeros(self.order()) {
            return self.digits;
        }
        self.digits.without_trailing_zeros()
    }

    fn order(&self) -> Ordering {
        /// No `f64` has more significant digits.
        const MAX_DIGITS: usize = 767;
        let whole = Digits::parse(&format!("{:.*e}", MAX_DIGITS - 1, self.value)).without_trailing_zeros();
        let rounded = self.digits.clone().without_trailing_zeros();
        let position = |d: &Digits| if d.digits == "0" { i32::MIN } else { d.exponent };
        position(&rounded).cmp(&position(&whole)).then_with(|| rounded.digits.cmp(&whole.digits))
    }
}
