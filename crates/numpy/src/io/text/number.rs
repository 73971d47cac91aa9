//! A field as an element of a dtype, by the rules of NumPy's `loadtxt`: stricter than Python's `int` and `float`.

use half::f16;
use pallasite_array::{DType, Kind};

use super::tokenizer::is_space;

/// Writes the value of `field` as an element of `dtype` to `out`, which is as long as the element; `None` if the field
/// is no such value or the dtype none that a table can have.
///
/// Numbers may have white space around them, but neither underscores nor bases other than ten; booleans are integers;
/// text is cut to the length of the dtype, bytes are Latin-1.
///
/// # Examples
/// ```
/// use pallasite_array::DType;
/// use pallasite_numpy::io::text::parse_element;
/// let mut out = [0; 8];
/// assert_eq!(parse_element("2.5", &DType::FLOAT64, &mut out), Some(()));
/// assert_eq!(f64::from_ne_bytes(out), 2.5);
/// assert_eq!(parse_element("1_000", &DType::FLOAT64, &mut out), None);
/// ```
pub fn parse_element(field: &str, dtype: &DType, out: &mut [u8]) -> Option<()> {
    macro_rules! put {
        ($value:expr) => {
            out.copy_from_slice(&$value.to_ne_bytes())
        };
    }
    macro_rules! int {
        ($type:ty) => {
            put!(trim(field).parse::<$type>().ok()?)
        };
    }
    match dtype.kind() {
        Kind::Float64 => put!(float(field)?),
        Kind::Float32 => put!(float(field)? as f32),
        Kind::Float16 => put!(f16::from_f64(float(field)?)),
        Kind::Int64 => int!(i64),
        Kind::Int32 => int!(i32),
        Kind::Int16 => int!(i16),
        Kind::Int8 => int!(i8),
        Kind::UInt64 => int!(u64),
        Kind::UInt32 => int!(u32),
        Kind::UInt16 => int!(u16),
        Kind::UInt8 => int!(u8),
        Kind::Bool => put!(u8::from(trim(field).parse::<i64>().ok()? != 0)),
        Kind::Complex128 => put_pair(out, complex(field)?, |part| part.to_ne_bytes()),
        Kind::Complex64 => put_pair(out, complex(field)?, |part| (part as f32).to_ne_bytes()),
        Kind::Bytes => put_latin1(out, field)?,
        Kind::Str => put_utf32(out, field),
        Kind::Void => return None,
    }
    if !dtype.is_native() {
        let part = if dtype.kind() == Kind::Str { 4 } else { dtype.kind().real().size() };
        out.chunks_exact_mut(part).for_each(<[u8]>::reverse);
    }
    Some(())
}

fn put_pair<const N: usize>(out: &mut [u8], (re, im): (f64, f64), bytes: impl Fn(f64) -> [u8; N]) {
    out[..N].copy_from_slice(&bytes(re));
    out[N..].copy_from_slice(&bytes(im));
}

fn put_latin1(out: &mut [u8], field: &str) -> Option<()> {
    out.fill(0);
    for (byte, c) in out.iter_mut().zip(field.chars()) {
        *byte = u8::try_from(c).ok()?;
    }
    Some(())
}

fn put_utf32(out: &mut [u8], field: &str) {
    out.fill(0);
    for (code, c) in out.chunks_exact_mut(4).zip(field.chars()) {
        code.copy_from_slice(&u32::from(c).to_ne_bytes());
    }
}

fn trim(field: &str) -> &str {
    field.trim_matches(is_space)
}

fn float(field: &str) -> Option<f64> {
    match fast_float2::parse(field) {
        Ok(value) => Some(value),
        Err(_) => fast_float2::parse(trim(field)).ok(),
    }
}

/// A number at the start of the text, and the rest.
fn leading_float(text: &str) -> Option<(f64, &str)> {
    let (value, length) = fast_float2::parse_partial(text).ok()?;
    Some((value, &text[length..]))
}

/// `1`, `2j`, `1+2j`, `1+-2j`, in parentheses or without.
fn complex(field: &str) -> Option<(f64, f64)> {
    let field = trim(field);
    let inner = match field.strip_prefix('(') {
        Some(inner) => trim(inner.strip_suffix(')')?),
        None => field,
    };
    let (first, rest) = leading_float(inner)?;
    match rest {
        "" => Some((first, 0.0)),
        "j" => Some((0.0, first)),
        _ => {
            let second = if rest.starts_with('-') { rest } else { rest.strip_prefix('+')? };
            let (second, rest) = leading_float(second)?;
            (rest == "j").then_some((first, second))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats() {
        for (text, value) in
            [("+5", 5.0), (" .5 ", 0.5), ("5.", 5.0), ("-INF", f64::NEG_INFINITY), ("1e400", f64::INFINITY)]
        {
            assert_eq!(float(text), Some(value), "{text}");
        }
        assert!(float("+nan").unwrap().is_nan());
        for text in ["", ".", "1_0", "0x1p3", "1d3", "1e", "+", "++1", "infinit", "1 2", "5\0", "nan(1)"] {
            assert_eq!(float(text), None, "{text}");
        }
    }

    #[test]
    fn complex_numbers() {
        for (text, value) in
            [("3", (3.0, 0.0)), ("1j", (0.0, 1.0)), ("( 1+2j )", (1.0, 2.0)), ("1+-2j", (1.0, -2.0))]
        {
            assert_eq!(complex(text), Some(value), "{text}");
        }
        for text in ["j", "1+2i", "1 + 2j", "1-j", "(1+2j", "1+2", "1+2J", "1+2j)"] {
            assert_eq!(complex(text), None, "{text}");
        }
    }
}
