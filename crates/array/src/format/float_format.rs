//! The common width and notation of the floating point numbers of one array.

use super::digits::Float;
use super::floats::{FloatOptions, MAX_CHARS, Trim, positional, scientific};
use super::legacy::Legacy;
use super::options::{FloatMode, PrintOptions, Sign};
use super::text::right_aligned;

/// How all numbers of an array are printed: with or without an exponent, to which width.
pub(super) struct FloatFormat {
    exponent: bool,
    number: FloatOptions,
    pad_left: usize,
    pad_right: usize,
    nan: String,
    infinity: String,
}

impl FloatFormat {
    pub fn new<T: Float>(data: &[T], options: &PrintOptions, sign: Sign) -> Self {
        let finite: Vec<T> = data.iter().copied().filter(|x| x.to_f64().is_finite()).collect();
        let mut format = Self {
            exponent: needs_exponent(&finite, options),
            number: FloatOptions::default(),
            pad_left: 0,
            pad_right: 0,
            nan: format!("{}{}", if sign == Sign::Always { "+" } else { "" }, options.nanstr),
            infinity: options.infstr.clone(),
        };
        format.number = first_pass(options, sign, format.exponent);
        if !finite.is_empty() {
            format.fit(&finite, options);
        }
        if sign == Sign::Blank
            && !options.legacy.is_1_13()
            && !finite.iter().any(|x| x.to_f64().is_sign_negative())
        {
            format.pad_left += 1;
        }
        if finite.len() < data.len() {
            let signed = sign != Sign::Negative || data.iter().any(|x| x.to_f64() == f64::NEG_INFINITY);
            format.make_room(options, signed);
        }
        let (left, right) = (Some(format.pad_left), Some(format.pad_right));
        format.number = FloatOptions { pad_left: left, pad_right: right, ..format.number };
        format
    }

    /// Finds the widths from a first pass over the numbers.
    fn fit<T: Float>(&mut self, finite: &[T], options: &PrintOptions) {
        let is_1_13 = options.legacy.is_1_13();
        let (mut fraction_width, mut exponent_width) = (0, 0);
        for &x in finite {
            let text = self.number(x);
            let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
            let (fraction, power) = rest.split_once('e').unwrap_or((rest, ""));
            // 1.13 kept a place for the sign of every number.
            let columns = if is_1_13 { 1 + whole.trim_start_matches(['-', '+']).len() } else { whole.len() };
            self.pad_left = self.pad_left.max(columns);
            fraction_width = fraction_width.max(fraction.len());
            exponent_width = exponent_width.max(power.len());
        }
        self.pad_right = fraction_width;
        if self.exponent {
            self.number.exp_digits = Some(exponent_width - 1);
            self.pad_right += exponent_width + 1;
            self.pad_left = if is_1_13 { 3 } else { self.pad_left };
        }
        if self.exponent || matches!(options.floatmode, FloatMode::Fixed | FloatMode::MaxPrecEqual) {
            let digits = Some(fraction_width);
            self.number =
                FloatOptions { precision: digits, min_digits: digits, trim: Trim::Keep, ..self.number };
        } else {
            // The digits before the decimal point are those of the number, not the shortest.
            self.number.min_digits = Some(0);
        }
    }

    /// Widens the column to hold not-a-number and infinities.
    fn make_room(&mut self, options: &PrintOptions, signed: bool) {
        let nan = options.nanstr.chars().count();
        let infinity = options.infstr.chars().count() + usize::from(signed);
        let right = self.pad_right + 1;
        self.pad_left = self.pad_left.max(nan.saturating_sub(right)).max(infinity.saturating_sub(right));
    }

    fn number<T: Float>(&self, x: T) -> String {
        if self.exponent { scientific(x, &self.number) } else { positional(x, &self.number) }
    }

    pub fn format<T: Float>(&self, x: T) -> String {
        let value = x.to_f64();
        if value.is_finite() {
            return self.number(x);
        }
        let width = self.pad_left + self.pad_right + 1;
        if value.is_nan() {
            return right_aligned(&self.nan, width);
        }
        right_aligned(&(self.number.sign_of(value).to_owned() + &self.infinity), width)
    }
}

/// How the numbers are written before their common width is known.
fn first_pass(options: &PrintOptions, sign: Sign, exponent: bool) -> FloatOptions {
    let is_fixed = options.floatmode == FloatMode::Fixed || exponent && options.legacy.is_1_13();
    let is_unique = options.floatmode == FloatMode::Unique;
    FloatOptions {
        precision: Some(options.precision.min(MAX_CHARS)).filter(|_| !is_unique),
        unique: !is_fixed,
        trim: if is_fixed { Trim::Keep } else { Trim::Zeros },
        sign: sign == Sign::Always,
        ..Default::default()
    }
}

/// Whether numbers are so large, so small or so different that an exponent is called for.
fn needs_exponent<T: Float>(finite: &[T], options: &PrintOptions) -> bool {
    let sizes = || finite.iter().map(|x| x.to_f64().abs()).filter(|&x| x != 0.0);
    let (least, most) =
        sizes().fold((f64::INFINITY, 0.0_f64), |(least, most), x| (least.min(x), most.max(x)));
    if most == 0.0 {
        return false;
    }
    let (low, ratio) = (T::from_f64(least), T::from_f64(most) / T::from_f64(least));
    let limit = if options.legacy == Legacy::Off { T::ARRAY_EXPONENT_LIMIT } else { 1e8 };
    most >= limit || !options.suppress && (low < T::from_f64(1e-4) || ratio > T::from_f64(1e3))
}
