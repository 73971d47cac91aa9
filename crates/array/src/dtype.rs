//! The dtype: what one element of an array is, byte order included.

mod parse;

use crate::error::{Error, Result};
use std::sync::Arc;

/// The kind of an element, in NumPy's order of type numbers among the numbers.
///
/// `longdouble` is [`Kind::Float64`] here. Dates and objects will be further kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum Kind {
    Bool,
    Int8,
    UInt8,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,
    Float16,
    Float32,
    Float64,
    Complex64,
    Complex128,
    Bytes,
    Str,
    Void,
}

/// One row per kind: name, `kind` letter, `char` letter, type number, size.
struct KindRow(&'static str, char, char, u8, usize);

const KINDS: [KindRow; 17] = [
    KindRow("bool", 'b', '?', 0, 1),
    KindRow("int8", 'i', 'b', 1, 1),
    KindRow("uint8", 'u', 'B', 2, 1),
    KindRow("int16", 'i', 'h', 3, 2),
    KindRow("uint16", 'u', 'H', 4, 2),
    KindRow("int32", 'i', 'i', 5, 4),
    KindRow("uint32", 'u', 'I', 6, 4),
    KindRow("int64", 'i', 'l', 7, 8),
    KindRow("uint64", 'u', 'L', 8, 8),
    KindRow("float16", 'f', 'e', 23, 2),
    KindRow("float32", 'f', 'f', 11, 4),
    KindRow("float64", 'f', 'd', 12, 8),
    KindRow("complex64", 'c', 'F', 14, 8),
    KindRow("complex128", 'c', 'D', 15, 16),
    KindRow("bytes", 'S', 'S', 18, 0),
    KindRow("str", 'U', 'U', 19, 0),
    KindRow("void", 'V', 'V', 20, 0),
];

impl Kind {
    /// All kinds that are numbers (booleans among them).
    pub const NUMERIC: [Kind; 14] = [
        Kind::Bool,
        Kind::Int8,
        Kind::UInt8,
        Kind::Int16,
        Kind::UInt16,
        Kind::Int32,
        Kind::UInt32,
        Kind::Int64,
        Kind::UInt64,
        Kind::Float16,
        Kind::Float32,
        Kind::Float64,
        Kind::Complex64,
        Kind::Complex128,
    ];

    #[inline]
    fn row(self) -> &'static KindRow {
        &KINDS[self as usize]
    }

    /// NumPy's name: `"float64"`.
    #[inline]
    pub fn name(self) -> &'static str {
        self.row().0
    }

    /// NumPy's `dtype.kind` letter: one of `b i u f c S U V`.
    #[inline]
    pub fn letter(self) -> char {
        self.row().1
    }

    /// NumPy's `dtype.char`.
    #[inline]
    pub fn char(self) -> char {
        self.row().2
    }

    /// NumPy's type number.
    #[inline]
    pub fn num(self) -> u8 {
        self.row().3
    }

    /// Bytes of one element; 0 where the size belongs to the dtype (strings, void).
    #[inline]
    pub fn size(self) -> usize {
        self.row().4
    }

    /// True for booleans, integers, floats and complex numbers.
    #[inline]
    pub fn is_numeric(self) -> bool {
        self <= Kind::Complex128
    }

    /// True for signed and unsigned integers.
    #[inline]
    pub fn is_integer(self) -> bool {
        matches!(self.letter(), 'i' | 'u')
    }

    /// True for signed integers.
    #[inline]
    pub fn is_signed(self) -> bool {
        self.letter() == 'i'
    }

    /// True for float16, float32 and float64.
    #[inline]
    pub fn is_float(self) -> bool {
        self.letter() == 'f'
    }

    /// True for complex64 and complex128.
    #[inline]
    pub fn is_complex(self) -> bool {
        self.letter() == 'c'
    }

    /// True for floats and complex numbers.
    #[inline]
    pub fn is_inexact(self) -> bool {
        self.is_float() || self.is_complex()
    }

    /// The real kind of a complex one, itself otherwise.
    #[inline]
    pub fn real(self) -> Kind {
        match self {
            Kind::Complex64 => Kind::Float32,
            Kind::Complex128 => Kind::Float64,
            k => k,
        }
    }

    /// The kind of this letter and size, if there is one.
    pub fn from_letter(letter: char, size: usize) -> Option<Kind> {
        Kind::NUMERIC.into_iter().find(|k| k.letter() == letter && k.size() == size)
    }
}

/// A named part of a structured dtype.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Field {
    /// Name of the field.
    pub name: String,
    /// Second name, where one was given.
    pub title: Option<String>,
    /// Its type.
    pub dtype: DType,
    /// Bytes from the start of the element.
    pub offset: usize,
}

#[derive(Debug, PartialEq, Eq, Hash)]
enum Detail {
    Struct { fields: Vec<Field>, aligned: bool },
    SubArray { base: DType, shape: Vec<usize> },
}

/// What one element is: kind, size, byte order, fields.
///
/// # Examples
/// ```
/// use pallasite_array::{DType, Kind};
/// let d: DType = ">f8".parse().unwrap();
/// assert_eq!((d.kind(), d.itemsize(), d.is_native()), (Kind::Float64, 8, false));
/// let s: DType = "i4,f4,S10".parse().unwrap();
/// assert_eq!(s.fields().len(), 3);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DType {
    kind: Kind,
    swapped: bool,
    size: u32,
    detail: Option<Arc<Detail>>,
}

impl From<Kind> for DType {
    #[inline]
    fn from(kind: Kind) -> Self {
        DType { kind, swapped: false, size: kind.size() as u32, detail: None }
    }
}

/// NumPy's default, `float64`.
impl Default for DType {
    fn default() -> Self {
        DType::FLOAT64
    }
}

macro_rules! shorthand {
    ($($name:ident = $kind:ident),*) => {$(
        #[doc = concat!("The native `", stringify!($kind), "` dtype.")]
        pub const $name: DType = DType {
            kind: Kind::$kind, swapped: false, size: KINDS[Kind::$kind as usize].4 as u32, detail: None,
        };
    )*};
}

impl DType {
    shorthand!(BOOL = Bool, INT8 = Int8, UINT8 = UInt8, INT16 = Int16, UINT16 = UInt16, INT32 = Int32);
    shorthand!(UINT32 = UInt32, INT64 = Int64, UINT64 = UInt64, FLOAT16 = Float16, FLOAT32 = Float32);
    shorthand!(FLOAT64 = Float64, COMPLEX64 = Complex64, COMPLEX128 = Complex128);

    /// A type of `size` bytes: `Bytes`, `Str` (four bytes a character) or `Void`.
    ///
    /// # Errors
    /// A size above `i32::MAX`, which no NumPy dtype has.
    pub fn sized(kind: Kind, size: usize) -> Result<Self> {
        if size > i32::MAX as usize {
            return Err(Error::value("string or void size too large: it does not fit a C int"));
        }
        Ok(DType { kind, swapped: false, size: size as u32, detail: None })
    }

    /// Bytes of length `n`.
    pub fn bytes(n: usize) -> Result<Self> {
        Self::sized(Kind::Bytes, n)
    }

    /// Text of `n` characters.
    pub fn str(n: usize) -> Result<Self> {
        Self::sized(Kind::Str, n.saturating_mul(4))
    }

    /// A structured type from its fields.
    ///
    /// # Errors
    /// Two fields of one name, or a field that does not fit `itemsize`.
    pub fn structured(fields: Vec<Field>, itemsize: usize, aligned: bool) -> Result<Self> {
        for (i, f) in fields.iter().enumerate() {
            let taken = |n: &String| fields[..i].iter().any(|g| &g.name == n || g.title.as_ref() == Some(n));
            if taken(&f.name) || f.title.as_ref().is_some_and(taken) || f.title.as_ref() == Some(&f.name) {
                return Err(Error::value(format!("field '{}' occurs more than once", f.name)));
            }
            if f.offset.checked_add(f.dtype.itemsize()).is_none_or(|end| end > itemsize) {
                return Err(Error::value(format!("Cannot fit field '{}' in {itemsize} bytes", f.name)));
            }
        }
        let size = Self::sized(Kind::Void, itemsize)?.size;
        let detail = Some(Arc::new(Detail::Struct { fields, aligned }));
        Ok(DType { kind: Kind::Void, swapped: false, size, detail })
    }

    /// A structured type with the fields one after the other, or C-aligned ones.
    ///
    /// # Errors
    /// As [`DType::structured`].
    pub fn packed(parts: Vec<(String, Option<String>, DType)>, aligned: bool) -> Result<Self> {
        let (mut offset, mut most) = (0usize, 1);
        let mut fields = Vec::with_capacity(parts.len());
        for (name, title, dtype) in parts {
            if aligned {
                most = most.max(dtype.alignment());
                offset = offset.next_multiple_of(dtype.alignment());
            }
            let size = dtype.itemsize();
            fields.push(Field { name, title, dtype, offset });
            offset += size;
        }
        Self::structured(fields, offset.next_multiple_of(most), aligned)
    }

    /// A sub-array type; an empty `shape` gives `base` itself.
    ///
    /// # Errors
    /// More bytes than a dtype can have.
    pub fn subarray(base: DType, shape: Vec<usize>) -> Result<Self> {
        if shape.is_empty() {
            return Ok(base);
        }
        let count = shape.iter().try_fold(base.itemsize(), |n, &d| n.checked_mul(d));
        let size = count.filter(|&n| n <= i32::MAX as usize).ok_or_else(|| {
            Error::value("invalid shape in fixed-type tuple: dtype size in bytes must fit into a C int.")
        })?;
        let detail = Some(Arc::new(Detail::SubArray { base, shape }));
        Ok(DType { kind: Kind::Void, swapped: false, size: size as u32, detail })
    }

    /// The kind of the element.
    #[inline]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Bytes of one element.
    #[inline]
    pub fn itemsize(&self) -> usize {
        self.size as usize
    }

    /// True for numbers and text in the machine's byte order; for a structure when all parts are.
    #[inline]
    pub fn is_native(&self) -> bool {
        if self.swapped {
            return false;
        }
        match self.detail.as_deref() {
            None => true,
            Some(Detail::Struct { fields, .. }) => fields.iter().all(|f| f.dtype.is_native()),
            Some(Detail::SubArray { base, .. }) => base.is_native(),
        }
    }

    /// True when this is exactly the native dtype of `kind`.
    #[inline]
    pub fn is(&self, kind: Kind) -> bool {
        self.kind == kind && !self.swapped
    }

    /// The same type with the machine's byte order throughout.
    pub fn to_native(&self) -> DType {
        self.map_order(&|_| false)
    }

    /// The same type with the other byte order throughout.
    pub fn byteswapped(&self) -> DType {
        self.map_order(&|swapped| !swapped)
    }

    /// The same type with big-endian (`true`) or little-endian order.
    pub fn with_big_endian(&self, big: bool) -> DType {
        self.map_order(&|_| big != cfg!(target_endian = "big"))
    }

    fn map_order(&self, f: &dyn Fn(bool) -> bool) -> DType {
        let mut out = self.clone();
        match self.detail.as_deref() {
            None => out.swapped = self.has_order() && f(self.swapped),
            Some(Detail::Struct { fields, aligned }) => {
                let part = |p: &Field| Field { dtype: p.dtype.map_order(f), ..p.clone() };
                let fields = fields.iter().map(part).collect();
                out.detail = Some(Arc::new(Detail::Struct { fields, aligned: *aligned }));
            }
            Some(Detail::SubArray { base, shape }) => {
                let base = base.map_order(f);
                out.detail = Some(Arc::new(Detail::SubArray { base, shape: shape.clone() }));
            }
        }
        out
    }

    /// True where byte order means something: numbers of two bytes and more, and text.
    pub fn has_order(&self) -> bool {
        (self.kind.is_numeric() && self.kind.size() > 1) || self.kind == Kind::Str
    }

    /// NumPy's `byteorder`: `=` native, `|` not applicable, else `<` or `>`.
    pub fn byteorder(&self) -> char {
        match (self.has_order(), self.swapped) {
            (false, _) => '|',
            (true, false) => '=',
            (true, true) => Self::endian_char(true),
        }
    }

    fn endian_char(swapped: bool) -> char {
        if cfg!(target_endian = "big") != swapped { '>' } else { '<' }
    }

    /// The fields of a structured type, empty for others.
    pub fn fields(&self) -> &[Field] {
        match self.detail.as_deref() {
            Some(Detail::Struct { fields, .. }) => fields,
            _ => &[],
        }
    }

    /// True for a structured type, one without fields included.
    pub fn is_structured(&self) -> bool {
        matches!(self.detail.as_deref(), Some(Detail::Struct { .. }))
    }

    /// True for a structured type made with `align=True`.
    pub fn is_aligned_struct(&self) -> bool {
        matches!(self.detail.as_deref(), Some(Detail::Struct { aligned: true, .. }))
    }

    /// The field of this name or title.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields().iter().find(|f| f.name == name || f.title.as_deref() == Some(name))
    }

    /// Element type and shape of a sub-array type.
    pub fn sub(&self) -> Option<(&DType, &[usize])> {
        match self.detail.as_deref() {
            Some(Detail::SubArray { base, shape }) => Some((base, shape)),
            _ => None,
        }
    }

    /// The alignment C would give the element, in bytes.
    pub fn alignment(&self) -> usize {
        match self.detail.as_deref() {
            Some(Detail::SubArray { base, .. }) => base.alignment(),
            Some(Detail::Struct { fields, aligned: true }) => {
                fields.iter().map(|f| f.dtype.alignment()).max().unwrap_or(1)
            }
            Some(Detail::Struct { .. }) => 1,
            None if self.kind == Kind::Str => 4,
            None => self.kind.real().size().max(1),
        }
    }

    /// NumPy's `dtype.name`: `float64`, `str96`, `bytes80`, `void64`.
    pub fn name(&self) -> String {
        match self.kind {
            k if k.is_numeric() => k.name().to_string(),
            k if self.size == 0 && !self.is_structured() => k.name().to_string(),
            k => format!("{}{}", k.name(), self.size * 8),
        }
    }

    /// NumPy's `dtype.str`: `<f8`, `|S10`, `<U3`.
    pub fn code(&self) -> String {
        let order = if self.has_order() { Self::endian_char(self.swapped) } else { '|' };
        let count = if self.kind == Kind::Str { self.itemsize() / 4 } else { self.itemsize() };
        format!("{order}{}{count}", self.kind.letter())
    }

    /// Renames the fields.
    ///
    /// # Errors
    /// A wrong number of names, or a name given twice.
    pub fn with_names(&self, names: &[String]) -> Result<DType> {
        if names.len() != self.fields().len() {
            let n = self.fields().len();
            return Err(Error::value(format!(
                "must replace all names at once with a sequence of length {n}"
            )));
        }
        let rename = |(f, n): (&Field, &String)| Field { name: n.clone(), title: None, ..f.clone() };
        let fields = self.fields().iter().zip(names).map(rename).collect();
        Self::structured(fields, self.itemsize(), self.is_aligned_struct())
            .map_err(|_| Error::value("Duplicate field names given."))
    }
}
