//! The `%` formatting of C and Python, for numbers and text of arrays.

mod float;
mod power;

use pallasite_array::{Kind, Scalar};

/// Longer paddings are refused as a mistake.
const MAX_WIDTH: usize = u16::MAX as usize;

/// A format with its conversions found.
///
/// # Examples
/// ```
/// use pallasite_array::{Kind, Scalar};
/// use pallasite_numpy::io::printf::Format;
/// let format = Format::parse("%5d: %.2e%%").unwrap();
/// let mut out = String::new();
/// format.write(&[(Scalar::Int(42), Kind::Int64), (Scalar::Float(0.5), Kind::Float64)], &mut out).unwrap();
/// assert_eq!(out, "   42: 5.00e-01%");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Format {
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, PartialEq)]
enum Piece {
    Text(String),
    Value(Conversion),
}

/// One `%` with its flags.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Conversion {
    left: bool,
    plus: bool,
    space: bool,
    zero: bool,
    alternate: bool,
    width: usize,
    precision: Option<usize>,
    letter: char,
}

impl Format {
    /// Finds the conversions; `None` for one that is unknown, unfinished or absurdly wide.
    pub fn parse(text: &str) -> Option<Format> {
        let (mut pieces, mut rest) = (vec![], text);
        while let Some((before, after)) = rest.split_once('%') {
            pieces.push(Piece::Text(before.into()));
            if let Some(after) = after.strip_prefix('%') {
                pieces.push(Piece::Text("%".into()));
                rest = after;
            } else {
                let (conversion, after) = Conversion::parse(after)?;
                pieces.push(Piece::Value(conversion));
                rest = after;
            }
        }
        pieces.push(Piece::Text(rest.into()));
        pieces.retain(|piece| !matches!(piece, Piece::Text(text) if text.is_empty()));
        Some(Format { pieces })
    }

    /// The number of values that the format takes.
    pub fn len(&self) -> usize {
        self.pieces.iter().filter(|piece| matches!(piece, Piece::Value(_))).count()
    }

    /// Whether the format takes no values.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Appends the values, one for each conversion; `None` if one cannot be shown so, or their number is another.
    pub fn write(&self, values: &[(Scalar, Kind)], out: &mut String) -> Option<()> {
        let mut values = values.iter();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Value(conversion) => {
                    let (value, kind) = values.next()?;
                    conversion.write(value, *kind, out)?;
                }
            }
        }
        values.next().is_none().then_some(())
    }

    /// As [`Format::write`] for doubles, which need no boxing.
    pub fn write_floats(&self, values: &[f64], out: &mut String) -> Option<()> {
        let mut values = values.iter();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Value(conversion) => conversion.write_float(*values.next()?, out)?,
            }
        }
        values.next().is_none().then_some(())
    }
}

/// The leading decimal number of `text`, 0 if there is none, and what follows.
fn leading_number(text: &str) -> Option<(usize, &str)> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let number = if digits == 0 { 0 } else { text[..digits].parse().ok().filter(|&n| n <= MAX_WIDTH)? };
    Some((number, &text[digits..]))
}

impl Conversion {
    fn parse(text: &str) -> Option<(Conversion, &str)> {
        let mut found = Conversion::default();
        let flags = text.len() - text.trim_start_matches(['-', '+', ' ', '0', '#']).len();
        let (flags, rest) = text.split_at(flags);
        found.left = flags.contains('-');
        found.plus = flags.contains('+');
        found.space = flags.contains(' ');
        found.zero = flags.contains('0');
        found.alternate = flags.contains('#');
        let (width, mut rest) = leading_number(rest)?;
        found.width = width;
        if let Some(after) = rest.strip_prefix('.') {
            let (precision, after) = leading_number(after)?;
            found.precision = Some(precision);
            rest = after;
        }
        let rest = rest.strip_prefix(['h', 'l', 'L']).unwrap_or(rest);
        found.letter = rest.chars().next().filter(|c| "diuoxXeEfFgGsc".contains(*c))?;
        Some((found, &rest[1..]))
    }

    fn write(&self, value: &Scalar, kind: Kind, out: &mut String) -> Option<()> {
        match self.letter {
            's' => {
                let text = text_of(value, kind);
                let shown: String = text.chars().take(self.precision.unwrap_or(usize::MAX)).collect();
                self.pad("", &shown, false, out);
                Some(())
            }
            'c' => {
                let c = character(value)?;
                self.pad("", c.encode_utf8(&mut [0; 4]), false, out);
                Some(())
            }
            'e' | 'E' | 'f' | 'F' | 'g' | 'G' => self.write_float(as_float(value)?, out),
            'd' | 'i' | 'u' => self.write_integer(&integer_digits(value)?, out),
            _ => self.write_integer(&self.other_base(value)?, out),
        }
    }

    fn write_float(&self, value: f64, out: &mut String) -> Option<()> {
        match self.letter {
            'e' | 'E' | 'f' | 'F' | 'g' | 'G' => {}
            _ => return self.write(&Scalar::Float(value), Kind::Float64, out),
        }
        let sign = self.sign(value.is_sign_negative() && !value.is_nan());
        let precision = self.precision.unwrap_or(6);
        if self.width == 0 && self.letter == 'e' && !self.alternate && value.is_finite() {
            out.push_str(sign);
            float::exponential(value.abs(), precision, out);
            return Some(());
        }
        let mut digits = String::new();
        let magnitude = value.abs();
        match self.letter.to_ascii_lowercase() {
            _ if !value.is_finite() => digits.push_str(if value.is_nan() { "nan" } else { "inf" }),
            'e' => float::exponential(magnitude, precision, &mut digits),
            'f' => float::fixed(magnitude, precision, &mut digits),
            _ => float::general(magnitude, precision, self.alternate, &mut digits),
        }
        if self.alternate && value.is_finite() {
            float::force_point(&mut digits);
        }
        if self.letter.is_ascii_uppercase() {
            digits.make_ascii_uppercase();
        }
        self.pad(sign, &digits, true, out);
        Some(())
    }

    /// Pads digits, which may begin with a minus sign.
    fn write_integer(&self, digits: &str, out: &mut String) -> Option<()> {
        let (negative, digits) = digits.strip_prefix('-').map_or((false, digits), |rest| (true, rest));
        let prefix = match self.letter {
            'x' | 'X' if self.alternate => format!("{}0{}", self.sign(negative), self.letter),
            'o' if self.alternate => format!("{}0o", self.sign(negative)),
            _ => self.sign(negative).to_string(),
        };
        let least = self.precision.unwrap_or(1);
        let digits = format!("{}{digits}", "0".repeat(least.saturating_sub(digits.len())));
        self.pad(&prefix, &digits, true, out);
        Some(())
    }

    fn other_base(&self, value: &Scalar) -> Option<String> {
        let value = match value {
            Scalar::Bool(b) => i128::from(*b),
            Scalar::Int(i) => i128::from(*i),
            Scalar::UInt(u) => i128::from(*u),
            _ => return None,
        };
        let (sign, magnitude) = (if value < 0 { "-" } else { "" }, value.unsigned_abs());
        Some(match self.letter {
            'x' => format!("{sign}{magnitude:x}"),
            'X' => format!("{sign}{magnitude:X}"),
            _ => format!("{sign}{magnitude:o}"),
        })
    }

    fn sign(&self, negative: bool) -> &'static str {
        match (negative, self.plus, self.space) {
            (true, _, _) => "-",
            (false, true, _) => "+",
            (false, false, true) => " ",
            _ => "",
        }
    }

    fn pad(&self, sign: &str, body: &str, number: bool, out: &mut String) {
        let missing = self.width.saturating_sub(sign.len() + body.chars().count());
        let (before, zeros, after) = match (self.left, self.zero && number) {
            (true, _) => (0, 0, missing),
            (false, true) => (0, missing, 0),
            (false, false) => (missing, 0, 0),
        };
        out.extend(std::iter::repeat_n(' ', before));
        out.push_str(sign);
        out.extend(std::iter::repeat_n('0', zeros));
        out.push_str(body);
        out.extend(std::iter::repeat_n(' ', after));
    }
}

fn as_float(value: &Scalar) -> Option<f64> {
    match value {
        Scalar::Bool(b) => Some(f64::from(u8::from(*b))),
        Scalar::Int(i) => Some(*i as f64),
        Scalar::UInt(u) => Some(*u as f64),
        Scalar::Float(x) => Some(*x),
        _ => None,
    }
}

/// The digits of the integer part.
fn integer_digits(value: &Scalar) -> Option<String> {
    match value {
        Scalar::Bool(b) => Some(u8::from(*b).to_string()),
        Scalar::Int(i) => Some(i.to_string()),
        Scalar::UInt(u) => Some(u.to_string()),
        // Adding zero turns -0 into 0.
        Scalar::Float(x) if x.is_finite() => Some(format!("{:.0}", x.trunc() + 0.0)),
        _ => None,
    }
}

fn character(value: &Scalar) -> Option<char> {
    match value {
        Scalar::Int(i) => u32::try_from(*i).ok().and_then(char::from_u32),
        Scalar::UInt(u) => u32::try_from(*u).ok().and_then(char::from_u32),
        Scalar::Str(text) => text.chars().next().filter(|c| c.len_utf8() == text.len()),
        _ => None,
    }
}

/// Python's `str` of the value.
fn text_of(value: &Scalar, kind: Kind) -> String {
    match value {
        Scalar::Float(x) => float::shortest(*x, kind),
        Scalar::Bytes(bytes) => super::error::bytes_repr(bytes),
        other => other.to_text(),
    }
}
