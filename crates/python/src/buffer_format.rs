//! PEP 3118 format strings to dtypes and back.

use pallasite_array::{DType, Error, Field, Kind, Result};

/// The dtype of a buffer's elements of `itemsize` bytes.
pub fn parse(format: &str, itemsize: usize) -> Result<DType> {
    let bad = || Error::Value(format!("'{format}' is not a valid PEP 3118 buffer format string"));
    let mut p = Parser { rest: format, big: None, aligned: true };
    let dtype = p.item().ok_or_else(bad)?;
    if !p.rest.is_empty() {
        return Err(bad());
    }
    if dtype.itemsize() == itemsize || itemsize == 0 {
        return Ok(dtype);
    }
    if dtype.is_structured() && dtype.itemsize() < itemsize {
        return DType::structured(dtype.fields().to_vec(), itemsize, false);
    }
    Err(bad())
}

struct Parser<'a> {
    rest: &'a str,
    big: Option<bool>,
    aligned: bool,
}

impl Parser<'_> {
    fn next(&mut self) -> Option<char> {
        let c = self.rest.chars().next()?;
        self.rest = &self.rest[c.len_utf8()..];
        Some(c)
    }

    fn order(&mut self) {
        while let Some(c @ ('@' | '=' | '<' | '>' | '!' | '^')) = self.rest.chars().next() {
            self.rest = &self.rest[1..];
            self.aligned = c == '@';
            self.big = match c {
                '<' => Some(false),
                '>' | '!' => Some(true),
                _ => None,
            };
        }
    }

    fn number(&mut self) -> Option<usize> {
        let n = self.rest.len() - self.rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let value = self.rest[..n].parse().ok();
        self.rest = &self.rest[n..];
        value
    }

    /// One element: `(2,3)`, a count, a code or `T{...}`.
    fn item(&mut self) -> Option<DType> {
        self.order();
        let mut shape = Vec::new();
        if self.rest.starts_with('(') {
            let (dims, rest) = self.rest[1..].split_once(')')?;
            shape = dims.split(',').map(|d| d.trim().parse().ok()).collect::<Option<_>>()?;
            self.rest = rest;
            self.order();
        }
        let count = self.number();
        if self.rest.starts_with("T{") {
            self.rest = &self.rest[2..];
            let inner = self.fields()?;
            return DType::subarray(inner, shape).ok();
        }
        let code = self.next()?;
        let dtype = self.code(code, count)?;
        DType::subarray(dtype, shape).ok()
    }

    fn code(&mut self, code: char, count: Option<usize>) -> Option<DType> {
        match code {
            's' => return DType::bytes(count.unwrap_or(1)).ok(),
            'w' => return DType::str(count.unwrap_or(1)).ok().map(|d| self.ordered(d)),
            'x' => return DType::sized(Kind::Void, count.unwrap_or(1)).ok(),
            _ => {}
        }
        let standard = self.big.is_some() || !self.aligned;
        let kind = match code {
            '?' => Kind::Bool,
            'c' => return DType::bytes(1).ok(),
            'b' => Kind::Int8,
            'B' => Kind::UInt8,
            'h' => Kind::Int16,
            'H' => Kind::UInt16,
            'i' => Kind::Int32,
            'I' => Kind::UInt32,
            'l' if standard => Kind::Int32,
            'L' if standard => Kind::UInt32,
            'l' | 'q' | 'n' => Kind::Int64,
            'L' | 'Q' | 'N' => Kind::UInt64,
            'e' => Kind::Float16,
            'f' => Kind::Float32,
            'd' => Kind::Float64,
            'Z' => match self.next()? {
                'f' => Kind::Complex64,
                'd' => Kind::Complex128,
                _ => return None,
            },
            _ => return None,
        };
        let dtype = self.ordered(kind.into());
        match count {
            Some(n) if n != 1 => DType::subarray(dtype, vec![n]).ok(),
            _ => Some(dtype),
        }
    }

    fn ordered(&self, dtype: DType) -> DType {
        self.big.map_or(dtype.clone(), |b| dtype.with_big_endian(b))
    }

    fn fields(&mut self) -> Option<DType> {
        let (mut fields, mut offset) = (Vec::new(), 0usize);
        loop {
            self.order();
            if self.rest.starts_with('}') {
                self.rest = &self.rest[1..];
                return DType::structured(fields, offset, false).ok();
            }
            let dtype = self.item()?;
            if self.aligned && self.big.is_none() {
                offset = offset.next_multiple_of(dtype.alignment());
            }
            let size = dtype.itemsize();
            if self.rest.starts_with(':') {
                let (name, rest) = self.rest[1..].split_once(':')?;
                self.rest = rest;
                fields.push(Field { name: name.to_string(), title: None, dtype, offset });
            } else if dtype.kind() != Kind::Void {
                fields.push(Field { name: format!("f{}", fields.len()), title: None, dtype, offset });
            }
            offset = offset.checked_add(size)?;
        }
    }
}

/// The format string of a dtype.
pub fn format(dtype: &DType) -> String {
    if let Some((base, shape)) = dtype.sub() {
        let dims: Vec<_> = shape.iter().map(usize::to_string).collect();
        return format!("({}){}", dims.join(","), format(base));
    }
    if dtype.is_structured() {
        return struct_format(dtype);
    }
    let order = match dtype.byteorder() {
        '|' | '=' => "",
        '>' => ">",
        _ => "<",
    };
    let code = match dtype.kind() {
        Kind::Bytes => format!("{}s", dtype.itemsize()),
        Kind::Str => format!("{}w", dtype.itemsize() / 4),
        Kind::Void => format!("{}x", dtype.itemsize()),
        Kind::Complex64 => "Zf".into(),
        Kind::Complex128 => "Zd".into(),
        k => k.char().to_string(),
    };
    format!("{order}{code}")
}

fn struct_format(dtype: &DType) -> String {
    let (mut out, mut at) = (String::from("T{"), 0);
    let pad = |n: usize| "x".repeat(n);
    for f in dtype.fields() {
        out += &pad(f.offset.saturating_sub(at));
        // Explicit byte order switches C's alignment off, so that the padding is all written out.
        let inner = format(&f.dtype);
        let inner = if inner.starts_with(['<', '>', 'T', '(']) { inner } else { format!("={inner}") };
        out += &format!("{}:{}:", inner.replace("=l", "=q").replace("=L", "=Q"), f.name);
        at = f.offset + f.dtype.itemsize();
    }
    out + &pad(dtype.itemsize().saturating_sub(at)) + "}"
}
