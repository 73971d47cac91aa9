//! Floats times powers of ten, rounded to integers.
//!
//! The idea of D. Lemire, *Number parsing at a gigabyte per second*, Software: Practice and Experience 51 (2021), turned
//! round: 128 bits of the power of ten decide the rounding of nearly every product; the rest is left to an exact method.

use std::sync::LazyLock;

const SMALLEST: i32 = -310;
const LARGEST: i32 = 345;

/// A power of ten, truncated: `mantissa · 2^exponent`, the top bit of the mantissa set.
#[derive(Clone, Copy)]
struct Power {
    mantissa: u128,
    exponent: i32,
}

static POWERS: LazyLock<Vec<Power>> = LazyLock::new(|| {
    let mut powers: Vec<Power> = successive(1 - SMALLEST, Wide::tenth).collect();
    powers.remove(0);
    powers.reverse();
    powers.extend(successive(LARGEST + 1, Wide::tenfold));
    powers
});

/// The truncated powers `10⁰, 10^±1, …`
fn successive(count: i32, step: fn(Wide) -> Wide) -> impl Iterator<Item = Power> {
    std::iter::successors(Some(Wide::ONE), move |&w| Some(step(w))).take(count as usize).map(Wide::truncated)
}

/// A float of 256 bits, whose truncations do not reach the upper 128 in some hundred steps.
#[derive(Clone, Copy)]
struct Wide {
    high: u128,
    low: u128,
    exponent: i32,
}

impl Wide {
    const ONE: Wide = Wide { high: 1 << 127, low: 0, exponent: -255 };

    fn truncated(self) -> Power {
        Power { mantissa: self.high, exponent: self.exponent + 128 }
    }

    /// Ten times the value: `x + x/4`, three binary places up.
    fn tenfold(self) -> Wide {
        let quarter_low = self.low >> 2 | self.high << 126;
        let (low, carry) = self.low.overflowing_add(quarter_low);
        let (high, first) = self.high.overflowing_add(self.high >> 2);
        let (high, second) = high.overflowing_add(carry.into());
        let exponent = self.exponent + 3;
        if first || second {
            return Wide { high: high >> 1 | 1 << 127, low: low >> 1 | high << 127, exponent: exponent + 1 };
        }
        Wide { high, low, exponent }
    }

    fn tenth(self) -> Wide {
        let half = |v: u128| (v >> 64, v & u128::from(u64::MAX));
        let mut remainder = 0;
        let mut divide = |limb: u128| {
            let dividend = remainder << 64 | limb;
            remainder = dividend % 10;
            dividend / 10
        };
        let ((a, b), (c, d)) = (half(self.high), half(self.low));
        let (a, b, c, d) = (divide(a), divide(b), divide(c), divide(d));
        let (high, low) = (a << 64 | b, c << 64 | d);
        let shift = high.leading_zeros();
        // A tenth of a normalised number has three or four leading zeros.
        Wide {
            high: high << shift | low >> (128 - shift),
            low: low << shift,
            exponent: self.exponent - shift as i32,
        }
    }
}

/// `x · 10^power` rounded to an integer below 2⁶⁴, for positive `x`; `None` where it is not below, or 128 bits of the
/// power do not decide the rounding.
pub(super) fn scaled(x: f64, power: i32) -> Option<u64> {
    let Power { mantissa, exponent } = *POWERS.get(usize::try_from(power - SMALLEST).ok()?)?;
    let bits = x.to_bits();
    let (fraction, biased) = (bits & ((1 << 52) - 1), (bits >> 52) as i32);
    let significand = if biased == 0 { fraction } else { fraction | 1 << 52 };
    let shift = significand.leading_zeros();
    let significand = u128::from(significand << shift);
    // The product has 192 bits, `upper · 2^64 + …`; the binary point is `point` bits above the end of `upper`.
    let lower = significand * (mantissa & u128::from(u64::MAX));
    let upper = significand * (mantissa >> 64) + (lower >> 64);
    let point = -(exponent + biased.max(1) - 1075 - shift as i32 + 64);
    if !(60..=127).contains(&point) {
        return None;
    }
    let integer = u64::try_from(upper >> point).ok()?;
    let remainder = upper & ((1 << point) - 1);
    let half = 1u128 << (point - 1);
    // The truncations take away less than 4 from `upper`.
    if remainder >= half {
        (remainder > half).then_some(integer.checked_add(1)?)
    } else {
        (remainder + 4 < half).then_some(integer)
    }
}
