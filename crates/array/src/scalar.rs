//! One element as a value.

use crate::cast::CastFrom;
use crate::dispatch;
use crate::dtype::{DType, Kind};
use crate::element::{Bool, Element};
use crate::error::{Error, Result};
use crate::format::{complex_text, scalar_text, str_repr};
use num_complex::Complex;

/// The value of one element, widened to the largest type of its family.
#[derive(Debug, Clone, PartialEq)]
pub enum Scalar {
    /// A boolean.
    Bool(bool),
    /// A signed integer.
    Int(i64),
    /// An unsigned integer.
    UInt(u64),
    /// A float of any size.
    Float(f64),
    /// A complex number of any size.
    Complex(Complex<f64>),
    /// Bytes without trailing NULs.
    Bytes(Vec<u8>),
    /// Text without trailing NULs.
    Str(String),
    /// The raw bytes of a void or structured element.
    Void(Vec<u8>),
}

impl Scalar {
    /// Reads one element.
    ///
    /// # Safety
    /// `p` is valid for reads of one element of `dtype`.
    pub unsafe fn read(p: *const u8, dtype: &DType) -> Scalar {
        let size = dtype.itemsize();
        // SAFETY: by the caller.
        let raw = unsafe { std::slice::from_raw_parts(p, size) };
        if dtype.kind().is_numeric() {
            let mut bytes = [0u8; 16];
            bytes[..size].copy_from_slice(raw);
            if !dtype.is_native() {
                bytes[..size].chunks_mut(dtype.kind().real().size()).for_each(<[u8]>::reverse);
            }
            // SAFETY: `bytes` holds an element of this kind in native order.
            return unsafe { Self::read_number(bytes.as_ptr(), dtype.kind()) };
        }
        match dtype.kind() {
            Kind::Bytes => Scalar::Bytes(trim_end(raw).to_vec()),
            Kind::Str => Scalar::Str(read_text(raw, !dtype.is_native())),
            _ => Scalar::Void(raw.to_vec()),
        }
    }

    /// # Safety
    /// `p` is valid for reads of one native element of the numeric `kind`.
    unsafe fn read_number(p: *const u8, kind: Kind) -> Scalar {
        /// # Safety
        /// As above.
        unsafe fn get<S: Element, T: CastFrom<S>>(p: *const u8) -> T {
            // SAFETY: by the caller.
            T::cast_from(unsafe { p.cast::<S>().read_unaligned() })
        }
        // SAFETY: by the caller.
        unsafe {
            dispatch!(numeric kind, T => match kind.letter() {
                'b' => Scalar::Bool(get::<T, Bool>(p).get()),
                'i' => Scalar::Int(get::<T, i64>(p)),
                'u' => Scalar::UInt(get::<T, u64>(p)),
                'f' => Scalar::Float(get::<T, f64>(p)),
                _ => Scalar::Complex(get::<T, Complex<f64>>(p)),
            }, else unreachable!("numeric kinds only"))
        }
    }

    /// Writes the value as an element of `dtype`, converting as `astype` does.
    ///
    /// # Safety
    /// `p` is valid for writes of one element of `dtype`.
    ///
    /// # Errors
    /// Text that is not a number.
    pub unsafe fn cast_write(&self, p: *mut u8, dtype: &DType) -> Result<()> {
        let kind = dtype.kind();
        if kind.is_numeric() {
            let value = match self {
                Scalar::Bytes(b) => parse_number(&String::from_utf8_lossy(b), kind)?,
                Scalar::Str(s) => parse_number(s, kind)?,
                other => other.clone(),
            };
            let mut bytes = value.number_bytes(kind)?;
            if !dtype.is_native() {
                bytes[..kind.size()].chunks_mut(kind.real().size()).for_each(<[u8]>::reverse);
            }
            // SAFETY: by the caller.
            unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), p, kind.size()) };
            return Ok(());
        }
        let raw = self.text_bytes(dtype)?;
        let n = raw.len().min(dtype.itemsize());
        // SAFETY: by the caller; `n` is within the element.
        unsafe {
            std::ptr::copy_nonoverlapping(raw.as_ptr(), p, n);
            std::ptr::write_bytes(p.add(n), 0, dtype.itemsize() - n);
        }
        Ok(())
    }

    /// The bytes of this number as a native element of `kind`.
    fn number_bytes(&self, kind: Kind) -> Result<[u8; 16]> {
        fn put<S, T: CastFrom<S> + Element>(s: S) -> [u8; 16] {
            let mut out = [0u8; 16];
            // SAFETY: no element is larger than 16 bytes.
            unsafe { out.as_mut_ptr().cast::<T>().write_unaligned(T::cast_from(s)) };
            out
        }
        dispatch!(numeric kind, T => Ok(match self {
            Scalar::Bool(b) => put::<Bool, T>((*b).into()),
            Scalar::Int(i) => put::<i64, T>(*i),
            Scalar::UInt(u) => put::<u64, T>(*u),
            Scalar::Float(x) => put::<f64, T>(*x),
            Scalar::Complex(z) => put::<Complex<f64>, T>(*z),
            _ => return Err(Error::type_("a void element has no numeric value")),
        }), else unreachable!("numeric kinds only"))
    }

    fn text_bytes(&self, dtype: &DType) -> Result<Vec<u8>> {
        let text = match self {
            Scalar::Bytes(b) | Scalar::Void(b) if dtype.kind() != Kind::Str => return Ok(b.clone()),
            Scalar::Bytes(b) | Scalar::Void(b) => String::from_utf8_lossy(b).into_owned(),
            other => other.to_text(),
        };
        if dtype.kind() == Kind::Str {
            let order = |c: char| {
                if dtype.is_native() {
                    (c as u32).to_ne_bytes()
                } else {
                    (c as u32).swap_bytes().to_ne_bytes()
                }
            };
            return Ok(text.chars().flat_map(order).collect());
        }
        if text.is_ascii() {
            return Ok(text.into_bytes());
        }
        let at = text.chars().position(|c| !c.is_ascii()).unwrap_or(0);
        Err(Error::value(format!(
            "'ascii' codec can't encode character in position {at}: ordinal not in range(128)"
        )))
    }

    /// Before a cast from or to text: text that is not empty is true, and short floats print the digits of their own
    /// type, not of the widened value.
    pub(crate) fn before_cast(self, from: Kind, to: Kind) -> Scalar {
        if to == Kind::Bool {
            return self.into_truth();
        }
        if to.is_numeric() {
            return self;
        }
        let text = match (&self, from) {
            (Scalar::Float(x), Kind::Float16) => scalar_text(half::f16::from_f64(*x)),
            (Scalar::Float(x), Kind::Float32) => scalar_text(*x as f32),
            (Scalar::Complex(z), Kind::Complex64) => complex_text(Complex::new(z.re as f32, z.im as f32)),
            _ => return self,
        };
        Scalar::Str(text)
    }

    /// Text that is not empty is true; numbers stay.
    fn into_truth(self) -> Scalar {
        match self {
            Scalar::Str(s) => Scalar::Bool(!s.is_empty()),
            Scalar::Bytes(b) => Scalar::Bool(!b.is_empty()),
            number => number,
        }
    }

    /// The text that `astype(str)` gives, which is Python's `str` of the value.
    pub fn to_text(&self) -> String {
        match self {
            Scalar::Bool(b) => (if *b { "True" } else { "False" }).into(),
            Scalar::Int(i) => i.to_string(),
            Scalar::UInt(u) => u.to_string(),
            Scalar::Float(x) => scalar_text(*x),
            Scalar::Complex(z) => complex_text(*z),
            Scalar::Bytes(b) | Scalar::Void(b) => String::from_utf8_lossy(b).into_owned(),
            Scalar::Str(s) => s.clone(),
        }
    }
}

fn trim_end(raw: &[u8]) -> &[u8] {
    let n = raw.iter().rposition(|&b| b != 0).map_or(0, |i| i + 1);
    &raw[..n]
}

fn read_text(raw: &[u8], swapped: bool) -> String {
    let code = |c: &[u8]| {
        let c = u32::from_ne_bytes([c[0], c[1], c[2], c[3]]);
        if swapped { c.swap_bytes() } else { c }
    };
    let codes: Vec<u32> = raw.chunks_exact(4).map(code).collect();
    let n = codes.iter().rposition(|&c| c != 0).map_or(0, |i| i + 1);
    codes[..n].iter().map(|&c| char::from_u32(c).unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// A number from text as Python's `int`, `float` and `complex` read it.
///
/// # Errors
/// Text that is not such a number, in Python's words.
pub fn parse_number(text: &str, kind: Kind) -> Result<Scalar> {
    let t = text.trim();
    let bad = |what: &str| Error::value(format!("{what}: {}", str_repr(text)));
    match kind.letter() {
        'b' | 'i' | 'u' => {
            let digits = plain_digits(t).ok_or_else(|| bad("invalid literal for int() with base 10"))?;
            let signed = digits.parse().map(Scalar::Int);
            let int = signed.or_else(|_| digits.parse().map(Scalar::UInt));
            let int = int.map_err(|_| bad("invalid literal for int() with base 10"))?;
            Ok(if kind == Kind::Bool { Scalar::Bool(int != Scalar::Int(0)) } else { int })
        }
        'f' => parse_float(t).map(Scalar::Float).ok_or_else(|| bad("could not convert string to float")),
        _ => parse_complex(t)
            .map(Scalar::Complex)
            .ok_or_else(|| Error::value("complex() arg is a malformed string")),
    }
}

/// Removes single underscores between digits; `None` where they stand elsewhere.
fn plain_digits(t: &str) -> Option<String> {
    let b = t.as_bytes();
    let digit = |i: Option<usize>| i.and_then(|i| b.get(i)).is_some_and(u8::is_ascii_digit);
    let fine = (0..b.len()).all(|i| b[i] != b'_' || digit(i.checked_sub(1)) && digit(Some(i + 1)));
    fine.then(|| t.replace('_', ""))
}

fn parse_float(t: &str) -> Option<f64> {
    let t = plain_digits(t)?;
    let word = t.trim_start_matches(['+', '-']).to_ascii_lowercase();
    let starts_well = word.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    (starts_well || matches!(word.as_str(), "inf" | "infinity" | "nan")).then(|| t.parse().ok())?
}

fn parse_complex(t: &str) -> Option<Complex<f64>> {
    let t = t.strip_prefix('(').and_then(|u| u.strip_suffix(')')).unwrap_or(t).trim();
    let Some(body) = t.strip_suffix(['j', 'J']) else {
        return parse_float(t).map(|re| Complex::new(re, 0.0));
    };
    let b = body.as_bytes();
    let is_cut = |&i: &usize| matches!(b[i], b'+' | b'-') && !matches!(b[i - 1], b'e' | b'E');
    let cut = (1..b.len()).rev().find(is_cut).unwrap_or(0);
    let unit = |s: &str| match s {
        "" | "+" => Some(1.0),
        "-" => Some(-1.0),
        s => parse_float(s),
    };
    let re = if cut == 0 { 0.0 } else { parse_float(&body[..cut])? };
    Some(Complex::new(re, unit(&body[cut..])?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_from_text() {
        assert_eq!(parse_number(" 1_000 ", Kind::Int64).unwrap(), Scalar::Int(1000));
        assert_eq!(parse_number("1e3", Kind::Float64).unwrap(), Scalar::Float(1000.0));
        assert_eq!(parse_number("1+2j", Kind::Complex128).unwrap(), Scalar::Complex(Complex::new(1.0, 2.0)));
        assert_eq!(
            parse_number("-1e-3j", Kind::Complex128).unwrap(),
            Scalar::Complex(Complex::new(0.0, -1e-3))
        );
        assert!(parse_number("1__0", Kind::Int64).is_err());
        assert!(parse_number("e5", Kind::Float64).is_err());
        assert_eq!(
            parse_number("x", Kind::Float64).unwrap_err().to_string(),
            "could not convert string to float: 'x'"
        );
    }
}
