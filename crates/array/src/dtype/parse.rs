//! Dtypes from text and back: `"f8"`, `">i4"`, `"float64"`, `"i4,f4,S10"`, `"(2,3)f8"`.

use super::{DType, Field, Kind};
use crate::error::{Error, Result, tuple};
use crate::format::str_repr;
use std::str::FromStr;

/// Names without a size, with what they mean on a 64-bit machine.
const NAMES: &[(&str, Kind)] = &[
    ("bool", Kind::Bool),
    ("bool_", Kind::Bool),
    ("byte", Kind::Int8),
    ("ubyte", Kind::UInt8),
    ("short", Kind::Int16),
    ("ushort", Kind::UInt16),
    ("intc", Kind::Int32),
    ("uintc", Kind::UInt32),
    ("int", Kind::Int64),
    ("int_", Kind::Int64),
    ("uint", Kind::UInt64),
    ("long", Kind::Int64),
    ("ulong", Kind::UInt64),
    ("longlong", Kind::Int64),
    ("ulonglong", Kind::UInt64),
    ("intp", Kind::Int64),
    ("uintp", Kind::UInt64),
    ("half", Kind::Float16),
    ("single", Kind::Float32),
    ("double", Kind::Float64),
    ("float", Kind::Float64),
    ("longdouble", Kind::Float64),
    ("csingle", Kind::Complex64),
    ("cdouble", Kind::Complex128),
    ("complex", Kind::Complex128),
    ("clongdouble", Kind::Complex128),
    ("bytes", Kind::Bytes),
    ("bytes_", Kind::Bytes),
    ("str", Kind::Str),
    ("str_", Kind::Str),
    ("unicode", Kind::Str),
    ("void", Kind::Void),
];

/// Single letters that stand for a type of their own besides each kind's `char`.
const LETTERS: &[(char, Kind)] = &[
    ('q', Kind::Int64),
    ('Q', Kind::UInt64),
    ('p', Kind::Int64),
    ('P', Kind::UInt64),
    ('n', Kind::Int64),
    ('N', Kind::UInt64),
    ('g', Kind::Float64),
    ('G', Kind::Complex128),
    ('a', Kind::Bytes),
];

impl FromStr for DType {
    type Err = Error;

    fn from_str(text: &str) -> Result<DType> {
        let bad = || Error::DTypeText(text.to_string());
        if !text.is_ascii() {
            return Err(bad());
        }
        match split_fields(text).as_slice() {
            [] => Err(bad()),
            [one] => shaped(one).ok_or_else(bad),
            many => {
                let many: Vec<_> = match many {
                    [rest @ .., last] if last.trim().is_empty() => rest.to_vec(),
                    all => all.to_vec(),
                };
                let part = |(i, t): (usize, &&str)| Some((format!("f{i}"), None, shaped(t.trim())?));
                let parts = many.iter().enumerate().map(part).collect::<Option<Vec<_>>>().ok_or_else(bad)?;
                DType::packed(parts, false)
            }
        }
    }
}

/// Splits at the commas that stand outside of parentheses.
fn split_fields(text: &str) -> Vec<&str> {
    let (mut depth, mut start, mut out) = (0i32, 0, Vec::new());
    for (i, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                out.push(&text[start..i]);
                start = i + 1;
            }
            _ => {}
        }
    }
    out.push(&text[start..]);
    out
}

/// `(2,3)f8`, `3f8`, or a plain type.
fn shaped(text: &str) -> Option<DType> {
    let (order, rest) = split_order(text);
    if let Some(inner) = rest.strip_prefix('(') {
        let (dims, base) = inner.split_once(')')?;
        let dims = dims.split(',').map(str::trim).filter(|d| !d.is_empty());
        let shape = dims.map(|d| d.parse().ok()).collect::<Option<Vec<usize>>>()?;
        let base = format!("{}{}", order.map(String::from).unwrap_or_default(), base.trim());
        return DType::subarray(plain(&base)?, shape).ok();
    }
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits == 0 {
        return plain(text);
    }
    let count: usize = rest[..digits].parse().ok()?;
    let base = plain(&format!("{}{}", order.map(String::from).unwrap_or_default(), &rest[digits..]))?;
    DType::subarray(base, vec![count]).ok()
}

fn split_order(text: &str) -> (Option<char>, &str) {
    match text.chars().next() {
        Some(c @ ('<' | '>' | '=' | '|')) => (Some(c), &text[1..]),
        _ => (None, text),
    }
}

fn plain(text: &str) -> Option<DType> {
    let (order, body) = split_order(text);
    let native = if order.is_none() { named(body) } else { None }.or_else(|| coded(body))?;
    Some(match order {
        Some('<') => native.with_big_endian(false),
        Some('>') => native.with_big_endian(true),
        _ => native,
    })
}

fn named(body: &str) -> Option<DType> {
    let numeric = || Kind::NUMERIC.into_iter().find(|k| k.name() == body);
    NAMES.iter().find(|(n, _)| *n == body).map(|&(_, k)| k).or_else(numeric).map(DType::from)
}

/// A letter, with or without a number of bytes (characters for `U`) behind it.
fn coded(body: &str) -> Option<DType> {
    let letter = body.chars().next()?;
    let digits = &body[1..];
    if digits.is_empty() {
        if letter == 'c' {
            return DType::bytes(1).ok();
        }
        let own = (0..super::KINDS.len()).find(|&i| super::KINDS[i].2 == letter).map(kind_at);
        return own.or_else(|| LETTERS.iter().find(|l| l.0 == letter).map(|l| l.1)).map(DType::from);
    }
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let count: usize = digits.parse().ok()?;
    match letter {
        'S' | 'a' => DType::bytes(count).ok(),
        'U' => DType::str(count).ok(),
        'V' => DType::sized(Kind::Void, count).ok(),
        '?' => None,
        _ => Kind::from_letter(letter, count).map(DType::from),
    }
}

fn kind_at(i: usize) -> Kind {
    const TAIL: [Kind; 3] = [Kind::Bytes, Kind::Str, Kind::Void];
    Kind::NUMERIC.get(i).copied().unwrap_or_else(|| TAIL[i - Kind::NUMERIC.len()])
}

impl DType {
    /// What `repr(dtype)` prints: `dtype('float64')`, `dtype([('a', '<i4')])`.
    pub fn repr(&self) -> String {
        let inner = self.construct_text();
        if self.is_aligned_struct() {
            format!("dtype({inner}, align=True)")
        } else {
            format!("dtype({inner})")
        }
    }

    fn construct_text(&self) -> String {
        if let Some((base, shape)) = self.sub() {
            return format!("({}, {})", base.field_text(), tuple(shape));
        }
        if self.is_structured() {
            return if self.is_packed() { self.struct_list() } else { self.struct_dict("") };
        }
        if self.kind().is_numeric() && self.is_native() {
            str_repr(self.kind().name())
        } else {
            str_repr(&self.short_code())
        }
    }

    /// [`DType::code`] without `|`, and without a size where the size is 0.
    fn short_code(&self) -> String {
        if self.kind() == Kind::Bool {
            return "?".into();
        }
        let code = self.code();
        let code = code.trim_start_matches('|');
        (if self.itemsize() == 0 { code.trim_end_matches('0') } else { code }).to_string()
    }

    /// What `str(dtype)` prints: `float64`, `<U3`, `[('a', '<i4')]`.
    ///
    /// # Examples
    /// ```
    /// use pallasite_array::DType;
    /// assert_eq!(DType::FLOAT64.text(), "float64");
    /// assert_eq!(">f8".parse::<DType>()?.text(), ">f8");
    /// # Ok::<(), pallasite_array::Error>(())
    /// ```
    pub fn text(&self) -> String {
        match self.kind() {
            _ if self.is_aligned_struct() => self.struct_dict(", 'aligned': True"),
            _ if self.is_structured() || self.sub().is_some() => self.construct_text(),
            kind if kind.is_numeric() && self.is_native() => self.name(),
            _ => self.code(),
        }
    }

    fn struct_list(&self) -> String {
        format!("[{}]", self.fields().iter().map(Field::descr_text).collect::<Vec<_>>().join(", "))
    }

    fn struct_dict(&self, aligned: &str) -> String {
        let list = |f: &dyn Fn(&Field) -> String| self.fields().iter().map(f).collect::<Vec<_>>().join(", ");
        let titles = match self.fields().iter().any(|f| f.title.is_some()) {
            true => {
                format!(", 'titles': [{}]", list(&|f| f.title.as_deref().map_or("None".into(), str_repr)))
            }
            false => String::new(),
        };
        format!(
            "{{'names': [{}], 'formats': [{}], 'offsets': [{}]{titles}, 'itemsize': {}{aligned}}}",
            list(&|f| str_repr(&f.name)),
            list(&|f| f.dtype.field_text()),
            list(&|f| f.offset.to_string()),
            self.itemsize()
        )
    }

    /// True where the fields follow each other in order without gaps (or with C's gaps when aligned).
    pub fn is_packed(&self) -> bool {
        let parts =
            self.fields().iter().map(|f| (f.name.clone(), f.title.clone(), f.dtype.clone())).collect();
        DType::packed(parts, self.is_aligned_struct()).is_ok_and(|p| &p == self)
    }

    fn field_text(&self) -> String {
        if self.is_structured() || self.sub().is_some() {
            self.construct_text()
        } else {
            str_repr(&self.short_code())
        }
    }
}

impl Field {
    fn descr_text(&self) -> String {
        let name = match &self.title {
            Some(t) => format!("({}, {})", str_repr(t), str_repr(&self.name)),
            None => str_repr(&self.name),
        };
        match self.dtype.sub() {
            Some((base, shape)) => format!("({name}, {}, {})", base.field_text(), tuple(shape)),
            None => format!("({name}, {})", self.dtype.field_text()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_round_trips() {
        for text in ["<f8", ">i4", "|S10", "<U3", "|V7", "|b1", "|u1", "<c16", "<f2"] {
            assert_eq!(text.parse::<DType>().unwrap().code(), text);
        }
        assert_eq!("a10".parse::<DType>(), DType::bytes(10));
        assert_eq!("(2,3)f8".parse::<DType>().unwrap().itemsize(), 48);
        assert_eq!("i4,f4,a10".parse::<DType>().unwrap().itemsize(), 18);
        assert_eq!("i4,".parse::<DType>().unwrap().fields().len(), 1);
        for bad in ["", "f3", "i4,,f4", "x8", "float65", "(2f8", "é"] {
            assert!(bad.parse::<DType>().is_err(), "{bad}");
        }
    }

    #[test]
    fn repr_is_numpys() {
        let d: DType = "i4,(2,2)f8,S3".parse().unwrap();
        assert_eq!(d.repr(), "dtype([('f0', '<i4'), ('f1', '<f8', (2, 2)), ('f2', 'S3')])");
        assert_eq!(DType::FLOAT64.repr(), "dtype('float64')");
        assert_eq!(">i4".parse::<DType>().unwrap().repr(), "dtype('>i4')");
    }
}
