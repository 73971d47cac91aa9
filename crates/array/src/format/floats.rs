//! One floating point number as text, with control over digits, trimming and padding.

use super::digits::{Cutoff, Digits, Float, exact, unique};
use super::text::right_aligned;
use crate::error::{Error, Result};

/// What happens to zeros at the end of a fraction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Trim {
    /// `'k'`: zeros and decimal point are kept.
    #[default]
    Keep,
    /// `'.'`: zeros go, the decimal point stays.
    Zeros,
    /// `'0'`: zeros go, but one stays next to the decimal point.
    LeaveOneZero,
    /// `'-'`: zeros go, and with the last of them the decimal point.
    DecimalPoint,
}

impl std::str::FromStr for Trim {
    type Err = Error;

    fn from_str(letter: &str) -> Result<Self> {
        match letter {
            "k" => Ok(Self::Keep),
            "." => Ok(Self::Zeros),
            "0" => Ok(Self::LeaveOneZero),
            "-" => Ok(Self::DecimalPoint),
            other => {
                Err(Error::type_(format!("if supplied, trim must be 'k', '.', '0' or '-' found `{other}`")))
            }
        }
    }
}

/// The arguments of [`format_float_positional`] and [`format_float_scientific`]; the defaults are NumPy's.
#[derive(Clone, Debug)]
pub struct FloatOptions {
    /// At most this many digits (with `unique`), or exactly as many.
    pub precision: Option<usize>,
    /// Stop at the shortest digits that identify the value among those of its type.
    pub unique: bool,
    /// `precision` and `min_digits` count the digits after the decimal point, not all significant ones.
    /// Positional notation only.
    pub fractional: bool,
    /// What happens to zeros at the end.
    pub trim: Trim,
    /// Whether positive numbers get a `+`.
    pub sign: bool,
    /// Pad with blanks to this many characters before the decimal point.
    pub pad_left: Option<usize>,
    /// Pad with blanks to this many characters after the decimal point. Positional notation only.
    pub pad_right: Option<usize>,
    /// At least this many digits in the exponent, two by default. Scientific notation only.
    pub exp_digits: Option<usize>,
    /// With `unique`, at least this many digits.
    pub min_digits: Option<usize>,
}

impl Default for FloatOptions {
    fn default() -> Self {
        Self {
            precision: None,
            unique: true,
            fractional: true,
            trim: Trim::Keep,
            sign: false,
            pad_left: None,
            pad_right: None,
            exp_digits: None,
            min_digits: None,
        }
    }
}

/// A longer number is refused, as by NumPy; it also bounds what an absurd precision can allocate.
pub(super) const MAX_CHARS: usize = 16383;

fn too_large() -> Error {
    Error::value("Float formatting result too large")
}

impl FloatOptions {
    fn check(&self) -> Result<()> {
        if let (Some(min), Some(max @ 1..)) = (self.min_digits, self.precision)
            && min > max
        {
            return Err(Error::value("min_digits must be less than or equal to precision"));
        }
        if !self.unique && self.precision.is_none() {
            return Err(Error::type_("in non-unique mode `precision` must be supplied"));
        }
        let counts = [self.precision, self.min_digits, self.pad_left, self.pad_right];
        if counts.into_iter().flatten().any(|n| n > MAX_CHARS) {
            return Err(too_large());
        }
        Ok(())
    }

    /// The number of digits to fill up with zeros, where zeros are kept.
    fn fill(&self) -> Option<usize> {
        if self.unique { self.min_digits } else { self.precision }
    }

    /// Whether zeros that go missing at the end of the digits are put back in any case.
    fn fills_all(&self) -> bool {
        self.precision <= self.fill()
    }

    fn digits<T: Float>(&self, x: T, cutoff: impl Fn(usize) -> Cutoff, keep_zeros: bool) -> Digits {
        match self.precision {
            Some(n) if !self.unique => exact(x.to_f64(), cutoff(n), keep_zeros),
            max => unique(x, max.map(&cutoff), self.min_digits.map(&cutoff), keep_zeros),
        }
    }

    pub(super) fn sign_of(&self, x: f64) -> &'static str {
        match x.is_sign_negative() {
            true => "-",
            false if self.sign => "+",
            false => "",
        }
    }

    fn non_finite(&self, x: f64) -> String {
        if x.is_nan() { "nan".into() } else { format!("{}inf", self.sign_of(x)) }
    }

    /// Trims or fills the fraction; with [`Trim::DecimalPoint`] an empty fraction has no decimal point.
    fn trimmed(&self, mut fraction: String, fill: usize) -> String {
        if self.trim == Trim::Keep {
            let missing = fill.saturating_sub(fraction.len());
            fraction.extend(std::iter::repeat_n('0', missing));
            return fraction;
        }
        fraction.truncate(fraction.trim_end_matches('0').len());
        if self.trim == Trim::LeaveOneZero && fraction.is_empty() {
            fraction.push('0');
        }
        fraction
    }
}

/// Formats `x` without an exponent, as `numpy.format_float_positional` does.
///
/// Digits are those of Dragon4 (Steele and White 1990, Burger and Dybvig 1996): the shortest that identify `x`
/// among the values of its type, or those of the exact value, rounded half to even.
///
/// # Errors
/// When `precision` is missing without `unique`, zero without `fractional`, or below `min_digits`; when the text
/// would exceed 16383 characters.
///
/// # Examples
/// ```
/// use pallasite_array::format::{FloatOptions, format_float_positional};
/// let options = FloatOptions { precision: Some(2), ..Default::default() };
/// assert_eq!(format_float_positional(std::f32::consts::PI, &options)?, "3.14");
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn format_float_positional<T: Float>(x: T, options: &FloatOptions) -> Result<String> {
    options.check()?;
    if !options.fractional && options.precision == Some(0) {
        return Err(Error::value("precision must be greater than 0 if fractional=False"));
    }
    let text = positional(x, options);
    if text.len() > MAX_CHARS { Err(too_large()) } else { Ok(text) }
}

/// Formats `x` with an exponent, as `numpy.format_float_scientific` does.
///
/// # Errors
/// When `precision` is missing without `unique`, or below `min_digits`; when the text would exceed 16383 characters.
///
/// # Examples
/// ```
/// use pallasite_array::format::{FloatOptions, format_float_scientific};
/// let options = FloatOptions { exp_digits: Some(4), precision: Some(2), ..Default::default() };
/// assert_eq!(format_float_scientific(1.23e24, &options)?, "1.23e+0024");
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn format_float_scientific<T: Float>(x: T, options: &FloatOptions) -> Result<String> {
    options.check()?;
    Ok(scientific(x, options))
}

/// [`format_float_positional`] with options that are known to be consistent.
pub(super) fn positional<T: Float>(x: T, options: &FloatOptions) -> String {
    let value = x.to_f64();
    if !value.is_finite() {
        return options.non_finite(value);
    }
    let cutoff = if options.fractional { Cutoff::Fraction } else { Cutoff::Total };
    let keep_zeros = options.trim == Trim::Keep && !(options.fractional && options.fills_all());
    let (whole, fraction) = split_at_point(&options.digits(x, cutoff, keep_zeros));
    let fill = options.fill().unwrap_or(0);
    let fill = if options.fractional { fill } else { fill.saturating_sub(whole.len()) };
    let fraction = options.trimmed(fraction, fill);
    let point = match (options.trim, fraction.is_empty(), options.pad_right) {
        (Trim::DecimalPoint, true, None) => "",
        (Trim::DecimalPoint, true, Some(_)) => " ",
        _ => ".",
    };
    let whole = right_aligned(&(options.sign_of(value).to_owned() + &whole), options.pad_left.unwrap_or(0));
    let right = options.pad_right.unwrap_or(0);
    format!("{whole}{point}{fraction:<right$}")
}

/// The digits before and after the decimal point.
fn split_at_point(Digits { digits, exponent }: &Digits) -> (String, String) {
    if *exponent < 0 {
        let zeros = exponent.unsigned_abs() as usize - 1;
        return ("0".into(), format!("{}{digits}", "0".repeat(zeros)));
    }
    let wholes = *exponent as usize + 1;
    let (whole, fraction) = digits.split_at(wholes.min(digits.len()));
    (format!("{whole:0<wholes$}"), fraction.into())
}

/// [`format_float_scientific`] with options that are known to be consistent.
pub(super) fn scientific<T: Float>(x: T, options: &FloatOptions) -> String {
    let value = x.to_f64();
    if !value.is_finite() {
        return options.non_finite(value);
    }
    let keep_zeros = match options.trim {
        Trim::Keep => !options.fills_all(),
        // As in NumPy, the decimal point before zeros that were cut off by the precision stays.
        trim => trim == Trim::DecimalPoint,
    };
    let Digits { digits, exponent } = options.digits(x, |n| Cutoff::Total(n + 1), keep_zeros);
    let (first, fraction) = digits.split_at(1);
    let point = if options.trim == Trim::DecimalPoint && fraction.is_empty() { "" } else { "." };
    let fraction = options.trimmed(fraction.into(), options.fill().unwrap_or(0));
    let first = right_aligned(&(options.sign_of(value).to_owned() + first), options.pad_left.unwrap_or(0));
    let exponent_sign = if exponent < 0 { '-' } else { '+' };
    let power = if exponent == 0 { String::new() } else { exponent.abs().to_string() };
    let width = options.exp_digits.unwrap_or(2).min(5);
    format!("{first}{point}{fraction}e{exponent_sign}{power:0>width$}")
}
