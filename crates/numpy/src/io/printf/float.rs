//! The digits of nonnegative finite floats, rounded correctly (half to even).

use std::fmt::Write;

use half::f16;
use pallasite_array::Kind;

use super::power::scaled;

/// Digits that fit the fast path: ten to this power fits 64 bits.
const MAX_FAST_DIGITS: usize = 19;

/// `d.ddde±xx`
pub(super) fn exponential(x: f64, precision: usize, out: &mut String) {
    match rounded_digits(x, precision + 1) {
        Some((digits, exponent)) => {
            let start = out.len();
            push(out, format_args!("{digits}"));
            if precision > 0 {
                out.insert(start + 1, '.');
            }
            push_exponent(exponent, out);
        }
        None => {
            let text = format!("{x:.precision$e}");
            let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
            out.push_str(mantissa);
            push_exponent(exponent.parse().unwrap_or(0), out);
        }
    }
}

fn push(out: &mut String, arguments: std::fmt::Arguments) {
    out.write_fmt(arguments).expect("writing to a string does not fail");
}

fn push_exponent(exponent: i32, out: &mut String) {
    let sign = if exponent < 0 { '-' } else { '+' };
    push(out, format_args!("e{sign}{:02}", exponent.abs()));
}

/// `x` rounded to `count` significant digits, and the exponent of the first; `None` where 128 bits do not decide.
fn rounded_digits(x: f64, count: usize) -> Option<(u64, i32)> {
    if x == 0.0 || count > MAX_FAST_DIGITS {
        return None;
    }
    let last = count as i32 - 1;
    let mut exponent = x.log10().floor() as i32;
    let limit = 10u128.pow(count as u32);
    let mut digits = u128::from(scaled(x, last - exponent)?);
    if digits >= limit {
        exponent += 1;
        digits = u128::from(scaled(x, last - exponent)?);
    } else if digits < limit / 10 {
        exponent -= 1;
        digits = u128::from(scaled(x, last - exponent)?);
        if digits >= limit {
            // Just below a power of ten, and rounded up to it.
            return Some(((limit / 10) as u64, exponent + 1));
        }
    }
    Some((u64::try_from(digits).ok()?, exponent))
}

/// `ddd.ddd`
pub(super) fn fixed(x: f64, precision: usize, out: &mut String) {
    push(out, format_args!("{x:.precision$}"));
}

/// The shorter of both with `precision` significant digits, without trailing zeros unless `alternate`.
pub(super) fn general(x: f64, precision: usize, alternate: bool, out: &mut String) {
    let precision = precision.max(1);
    let mut text = String::new();
    exponential(x, precision - 1, &mut text);
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let trim = |digits: &str| match digits.contains('.') && !alternate {
        true => digits.trim_end_matches('0').trim_end_matches('.').to_string(),
        false => digits.to_string(),
    };
    if (-4..precision as i32).contains(&exponent) {
        let mut digits = String::new();
        fixed(x, (precision as i32 - 1 - exponent) as usize, &mut digits);
        out.push_str(&trim(&digits));
    } else {
        out.push_str(&trim(mantissa));
        push_exponent(exponent, out);
    }
}

/// Adds the decimal point that the `#` flag asks for.
pub(super) fn force_point(digits: &mut String) {
    if !digits.contains('.') {
        let end = digits.find('e').unwrap_or(digits.len());
        digits.insert(end, '.');
    }
}

/// The shortest text that reads back as the same value of its kind, as Python's `str` writes it.
pub(super) fn shortest(x: f64, kind: Kind) -> String {
    if !x.is_finite() {
        return if x.is_nan() { "nan".into() } else { (if x < 0.0 { "-inf" } else { "inf" }).into() };
    }
    // Where scientific notation begins, by the digits that the kind can hold.
    let (scientific, limit) = match kind {
        Kind::Float16 => (shortest_half(x), 1e3),
        Kind::Float32 => (format!("{:e}", x as f32), 1e6),
        _ => (format!("{x:e}"), 1e16),
    };
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if x != 0.0 && !(1e-4..limit).contains(&x.abs()) {
        let mut text = mantissa.to_string();
        push_exponent(exponent, &mut text);
        return text;
    }
    let fraction = mantissa.split_once('.').map_or(0, |(_, f)| f.len() as i32);
    // The decimal has just the digits of the mantissa, so rounding to them changes nothing.
    let decimal: f64 = scientific.parse().unwrap_or(x);
    format!("{decimal:.*}", (fraction - exponent).max(1) as usize)
}

fn shortest_half(x: f64) -> String {
    let reads_back = |text: &String| text.parse::<f64>().is_ok_and(|y| f16::from_f64(y) == f16::from_f64(x));
    (0..5).map(|precision| format!("{x:.precision$e}")).find(reads_back).unwrap_or_else(|| format!("{x:e}"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn reference(x: f64, precision: usize) -> String {
        let text = format!("{x:.precision$e}");
        let (mantissa, exponent) = text.split_once('e').unwrap();
        let mut out = mantissa.to_string();
        push_exponent(exponent.parse().unwrap(), &mut out);
        out
    }

    fn fast(x: f64, precision: usize) -> String {
        let mut out = String::new();
        exponential(x, precision, &mut out);
        out
    }

    #[test]
    fn extremes() {
        for x in
            [0.0, 5e-324, f64::MIN_POSITIVE, f64::MAX, 1.0, 9.9999999999999999e22, 0.5, 2.5, 1e-5, 9.5, 99.5]
        {
            for precision in [0, 1, 6, 17, 18, 25] {
                assert_eq!(fast(x, precision), reference(x, precision), "{x:e} {precision}");
            }
        }
    }

    proptest! {
        #[test]
        fn same_digits_as_the_exact_algorithm(bits in 0..f64::INFINITY.to_bits(), precision in 0usize..20) {
            let x = f64::from_bits(bits);
            prop_assert_eq!(fast(x, precision), reference(x, precision));
        }

        #[test]
        fn same_digits_for_short_decimals(n in 0u32..2_000_000, scale in -10i32..10, precision in 0usize..19) {
            let x = f64::from(n) * 10f64.powi(scale);
            prop_assert_eq!(fast(x, precision), reference(x, precision));
        }
    }
}
