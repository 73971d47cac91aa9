//! Printing as older versions of NumPy did.

use super::digits::{Cutoff, Digits, exact};
use super::scalar::{complex_text, scalar_text};
use super::scalar_values::Reader;
use super::text::{bytes_repr, code_points_repr, plain};
use super::values::Values;
use crate::error::{Error, Result};
use num_complex::Complex;
use std::str::FromStr;

/// The version of NumPy that is imitated, the oldest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Legacy {
    /// `'1.13'`: a place for the sign, scalars of a fixed number of digits, trailing blanks.
    V1_13,
    /// `'1.21'`: scalars without their class.
    V1_21,
    /// `'1.25'`: scalars without their class.
    V1_25,
    /// `'2.1'`: no shape of arrays that are shown in part.
    V2_1,
    /// `'2.2'`: no shape either, and the same limit to exponents for all floating point types.
    V2_2,
    /// None: as today.
    #[default]
    Off,
}

impl Legacy {
    /// The text it is parsed from.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Legacy::V1_13 => Some("1.13"),
            Legacy::V1_21 => Some("1.21"),
            Legacy::V1_25 => Some("1.25"),
            Legacy::V2_1 => Some("2.1"),
            Legacy::V2_2 => Some("2.2"),
            Legacy::Off => None,
        }
    }

    /// The rules of 1.13, which differ most.
    pub(super) fn is_1_13(self) -> bool {
        self == Legacy::V1_13
    }

    /// Scalars say their class.
    pub fn names_scalars(self) -> bool {
        self > Legacy::V1_25
    }
}

impl FromStr for Legacy {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let all = [Legacy::V1_13, Legacy::V1_21, Legacy::V1_25, Legacy::V2_1, Legacy::V2_2];
        let modes = "'1.13', '1.21', '1.25', '2.1', '2.2' or `False`";
        let unknown = || Error::value(format!("legacy printing option can currently only be {modes}"));
        all.into_iter().find(|mode| mode.name() == Some(text)).ok_or_else(unknown)
    }
}

/// A float as C's `%.<digits>g`, with `.0` where that looks like an integer.
pub(super) fn general_text(x: f64, digits: usize) -> String {
    let text = general(x, digits);
    if text.bytes().all(|c| c.is_ascii_digit() || c == b'-') { text + ".0" } else { text }
}

/// A complex number in parts of so many digits.
pub(super) fn general_complex_text(z: Complex<f64>, digits: usize) -> String {
    let imaginary = general(z.im, digits);
    if z.re == 0.0 && z.re.is_sign_positive() {
        return imaginary + "j";
    }
    let plus = if imaginary.starts_with('-') { "" } else { "+" };
    format!("({}{plus}{imaginary}j)", general(z.re, digits))
}

/// C's `%.<digits>g`.
fn general(x: f64, digits: usize) -> String {
    if x == 0.0 || !x.is_finite() {
        let size = if x.is_nan() {
            "nan"
        } else if x == 0.0 {
            "0"
        } else {
            "inf"
        };
        return if x.is_sign_negative() && !x.is_nan() { format!("-{size}") } else { size.into() };
    }
    let sign = if x < 0.0 { "-" } else { "" };
    let Digits { digits: shown, exponent } = exact(x.abs(), Cutoff::Total(digits), false);
    let shown = shown.trim_end_matches('0');
    let point = |at: usize| match shown.split_at_checked(at) {
        Some((whole, "")) => whole.to_owned(),
        Some((whole, fraction)) => format!("{whole}.{fraction}"),
        None => format!("{shown:0<at$}"),
    };
    let size = match exponent {
        e if e < -4 || e >= digits as i32 => {
            format!("{}e{}{:02}", point(1), if e < 0 { '-' } else { '+' }, e.abs())
        }
        e if e < 0 => format!("0.{}{shown}", "0".repeat(e.unsigned_abs() as usize - 1)),
        e => point(e as usize + 1),
    };
    format!("{sign}{size}")
}

/// What Python prints for the first element as an object of its own, as 1.13 did for arrays without axes.
pub(super) fn item_text(values: &Values, reader: Reader) -> Option<String> {
    Some(match values {
        Values::Bool(v) => if v[0] { "True" } else { "False" }.into(),
        Values::Int(v) => v[0].to_string(),
        Values::UInt(v) => v[0].to_string(),
        Values::Float16(v) => scalar_text(v[0].to_f64()),
        Values::Float32(v) => scalar_text(f64::from(v[0])),
        Values::Float64(v) => scalar_text(v[0]),
        Values::Complex64(v) => complex_text(Complex::new(f64::from(v[0].re), f64::from(v[0].im))),
        Values::Complex128(v) => complex_text(v[0]),
        Values::Bytes(v) | Values::Void(v) => bytes_repr(&v[0]),
        Values::Str(v) if reader == Reader::Program => code_points_repr(&v[0]),
        Values::Str(v) => plain(&v[0]),
        Values::Struct(_) | Values::SubArray(..) => return None,
    })
}
