//! NumPy 2's type promotion (NEP 50) and casting rules.

use crate::dtype::{DType, Kind};
use crate::error::{Error, Result};

/// How much a cast may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Casting {
    /// Nothing: the very same dtype.
    No,
    /// Byte order only.
    Equiv,
    /// No value is lost.
    Safe,
    /// Within a kind, or to a higher one.
    SameKind,
    /// Everything.
    Unsafe,
}

impl Casting {
    /// The rule of this name.
    ///
    /// # Errors
    /// A name there is no rule of.
    pub fn parse(name: &str) -> Result<Casting> {
        Ok(match name {
            "no" => Casting::No,
            "equiv" => Casting::Equiv,
            "safe" => Casting::Safe,
            "same_kind" => Casting::SameKind,
            "unsafe" => Casting::Unsafe,
            _ => {
                let rules = "one of 'no', 'equiv', 'safe', 'same_kind', 'unsafe', 'same_value'";
                return Err(Error::value(format!("casting must be {rules} (got '{name}')")));
            }
        })
    }

    /// NumPy's name of the rule.
    pub fn name(self) -> &'static str {
        ["no", "equiv", "safe", "same_kind", "unsafe"][self as usize]
    }
}

/// What takes part in promotion: a dtype, or a Python number, which only says its kind.
#[derive(Debug, Clone, PartialEq)]
pub enum Operand {
    /// An array, a NumPy scalar or a dtype.
    Typed(DType),
    /// A Python `int`.
    WeakInt,
    /// A Python `float`.
    WeakFloat,
    /// A Python `complex`.
    WeakComplex,
}

impl Operand {
    /// The dtype; a Python number has none.
    pub fn dtype(&self) -> Option<&DType> {
        match self {
            Operand::Typed(dtype) => Some(dtype),
            _ => None,
        }
    }
}

/// True when every value of `from` is a value of `to`.
pub fn can_cast_safely(from: Kind, to: Kind) -> bool {
    use Kind::*;
    if from == to || from == Bool && to != Void {
        return true;
    }
    match (from.letter(), to.letter()) {
        ('u', 'u') | ('i', 'i') | ('f', 'f') | ('c', 'c') => from.size() <= to.size(),
        ('u', 'i') => from.size() < to.size(),
        ('u' | 'i', 'f' | 'c') => from.size() < to.real().size() || from.size() == 8 && to.real() == Float64,
        ('f', 'c') => from.size() <= to.real().size(),
        (_, 'S' | 'U') => from.is_numeric() || from == Bytes,
        ('S' | 'U' | 'b' | 'i' | 'u' | 'f' | 'c', 'V') => true,
        _ => false,
    }
}

/// Characters that the text of any value of this kind fits in.
pub fn text_length(kind: Kind) -> usize {
    match kind {
        Kind::Bool => 5,
        Kind::Int8 => 4,
        Kind::UInt8 => 3,
        Kind::Int16 => 6,
        Kind::UInt16 => 5,
        Kind::Int32 => 11,
        Kind::UInt32 => 10,
        Kind::Int64 => 21,
        Kind::UInt64 => 20,
        Kind::Float16 | Kind::Float32 | Kind::Float64 => 32,
        Kind::Complex64 | Kind::Complex128 => 64,
        _ => 0,
    }
}

/// True when `from` may be cast to `to` under the rule.
///
/// # Examples
/// ```
/// use pallasite_array::promote::{Casting, can_cast};
/// use pallasite_array::DType;
/// assert!(can_cast(&DType::INT64, &DType::FLOAT64, Casting::Safe));
/// assert!(!can_cast(&DType::FLOAT64, &DType::INT64, Casting::SameKind));
/// ```
pub fn can_cast(from: &DType, to: &DType, rule: Casting) -> bool {
    match rule {
        Casting::Unsafe => true,
        Casting::No => from == to,
        Casting::Equiv => from.to_native() == to.to_native(),
        _ if from == to => true,
        _ if from.is_structured() || to.is_structured() || from.sub().is_some() || to.sub().is_some() => {
            can_cast_structured(from, to, rule)
        }
        Casting::Safe => safe_with_size(from, to),
        Casting::SameKind => safe_with_size(from, to) || same_kind(from.kind(), to.kind()),
    }
}

fn safe_with_size(from: &DType, to: &DType) -> bool {
    if !can_cast_safely(from.kind(), to.kind()) {
        return false;
    }
    let chars = |d: &DType| if d.kind() == Kind::Str { d.itemsize() / 4 } else { d.itemsize() };
    match to.kind() {
        Kind::Bytes | Kind::Str if to.itemsize() == 0 => true,
        Kind::Bytes | Kind::Str if from.kind().is_numeric() => text_length(from.kind()) <= chars(to),
        Kind::Bytes | Kind::Str => chars(from) <= chars(to),
        Kind::Void => from.itemsize() <= to.itemsize() || to.itemsize() == 0,
        _ => true,
    }
}

fn same_kind(from: Kind, to: Kind) -> bool {
    let rank = |k: Kind| "buifc".find(k.letter());
    match (rank(from), rank(to)) {
        (Some(f), Some(t)) => f <= t && to != Kind::Bool || from.is_integer() && from.letter() == to.letter(),
        (Some(_), None) => matches!(to, Kind::Bytes | Kind::Str),
        _ => from.letter() == to.letter(),
    }
}

fn can_cast_structured(from: &DType, to: &DType, rule: Casting) -> bool {
    if let (Some((b, s)), Some((c, t))) = (from.sub(), to.sub()) {
        return s == t && can_cast(b, c, rule);
    }
    if let Some((c, _)) = to.sub() {
        return from.sub().is_none() && can_cast(from, c, rule);
    }
    match (from.fields(), to.fields()) {
        (f, t) if !f.is_empty() && !t.is_empty() => {
            let names = rule == Casting::SameKind
                || f.iter().zip(t).all(|(a, b)| a.name == b.name && a.title == b.title);
            f.len() == t.len() && names && f.iter().zip(t).all(|(a, b)| can_cast(&a.dtype, &b.dtype, rule))
        }
        ([one], []) => can_cast(&one.dtype, to, rule),
        ([], t) if !t.is_empty() => t.iter().all(|f| can_cast(from, &f.dtype, rule)),
        (_, []) => to.kind() == Kind::Void && to.itemsize() >= from.itemsize(),
        _ => false,
    }
}

/// The smallest dtype that both can be cast to safely.
///
/// # Errors
/// [`Error::Promotion`] where there is none.
///
/// # Examples
/// ```
/// use pallasite_array::promote::promote_types;
/// use pallasite_array::DType;
/// assert_eq!(promote_types(&DType::INT64, &DType::FLOAT32).unwrap(), DType::FLOAT64);
/// ```
pub fn promote_types(a: &DType, b: &DType) -> Result<DType> {
    if a == b && a.is_native() {
        return Ok(a.clone());
    }
    let none = || {
        let class = |d: &DType| format!("<class 'numpy.dtypes.{}'>", class_name(d.kind()));
        Error::Promotion(class(a), class(b))
    };
    let (k, l) = (a.kind(), b.kind());
    if k.is_numeric() && l.is_numeric() {
        return Ok(promote_kinds(k, l).into());
    }
    if a.is_structured() || b.is_structured() || a.sub().is_some() || b.sub().is_some() {
        return promote_structured(a, b).ok_or_else(none);
    }
    let chars = |d: &DType| match d.kind() {
        Kind::Str => d.itemsize() / 4,
        Kind::Bytes => d.itemsize(),
        k => text_length(k),
    };
    match (k, l) {
        (Kind::Void, Kind::Void) if a.itemsize() == b.itemsize() => Ok(a.clone()),
        (Kind::Void, _) | (_, Kind::Void) => Err(none()),
        (Kind::Str, _) | (_, Kind::Str) => DType::str(chars(a).max(chars(b))),
        _ => DType::bytes(chars(a).max(chars(b))),
    }
}

fn promote_structured(a: &DType, b: &DType) -> Option<DType> {
    if let (Some((p, s)), Some((q, t))) = (a.sub(), b.sub()) {
        return (s == t).then(|| promote_types(p, q).and_then(|d| DType::subarray(d, s.to_vec())).ok())?;
    }
    let (f, g) = (a.fields(), b.fields());
    if f.is_empty()
        || f.len() != g.len()
        || f.iter().zip(g).any(|(x, y)| x.name != y.name || x.title != y.title)
    {
        return None;
    }
    let part = |(x, y): (&crate::dtype::Field, &crate::dtype::Field)| {
        Some((x.name.clone(), x.title.clone(), promote_types(&x.dtype, &y.dtype).ok()?))
    };
    let parts = f.iter().zip(g).map(part).collect::<Option<_>>()?;
    DType::packed(parts, a.is_aligned_struct() || b.is_aligned_struct()).ok()
}

/// Name of NumPy's dtype class of this kind: `Float64DType`.
pub fn class_name(kind: Kind) -> String {
    match kind {
        Kind::UInt8 | Kind::UInt16 | Kind::UInt32 | Kind::UInt64 => format!("UInt{}DType", kind.size() * 8),
        k => {
            let name = k.name();
            format!("{}{}DType", name[..1].to_uppercase(), &name[1..])
        }
    }
}

/// The smallest numeric kind that holds both.
pub fn promote_kinds(a: Kind, b: Kind) -> Kind {
    if can_cast_safely(a, b) {
        return b;
    }
    if can_cast_safely(b, a) {
        return a;
    }
    let fits = |k: &Kind| can_cast_safely(a, *k) && can_cast_safely(b, *k);
    Kind::NUMERIC.into_iter().filter(|k| !matches!(k, Kind::Bool)).find(fits).unwrap_or(Kind::Complex128)
}

/// The common dtype of arrays and Python numbers together.
///
/// # Errors
/// [`Error::Promotion`] where there is none; a value error for no operands.
///
/// # Examples
/// ```
/// use pallasite_array::promote::{Operand, result_type};
/// use pallasite_array::DType;
/// let f32_and_python_float = [Operand::Typed(DType::FLOAT32), Operand::WeakFloat];
/// assert_eq!(result_type(&f32_and_python_float).unwrap(), DType::FLOAT32);
/// ```
pub fn result_type(operands: &[Operand]) -> Result<DType> {
    let weak = operands.iter().filter(|o| o.dtype().is_none()).map(weak_rank).max();
    match (promote_all(operands.iter().filter_map(Operand::dtype))?, weak) {
        (None, None) => Err(Error::value("at least one array or dtype is required")),
        (None, Some(w)) => Ok([Kind::Int64, Kind::Float64, Kind::Complex128][w].into()),
        (Some(t), None) => Ok(if operands.len() > 1 { t.to_native() } else { t }),
        (Some(t), Some(w)) => promote_weak(&t, w),
    }
}

/// The common dtype of all: each is promoted with the highest of them before they meet one another, so that
/// `int8` and `uint8` beside `float16` do not become an `int16`, which `float16` could not hold.
fn promote_all<'a>(dtypes: impl Iterator<Item = &'a DType> + Clone) -> Result<Option<DType>> {
    let mut rest = dtypes.clone();
    let Some(first) = rest.next() else { return Ok(None) };
    if rest.clone().next().is_none() || dtypes.clone().any(|d| !d.kind().is_numeric()) {
        return rest.try_fold(first.clone(), |all, d| promote_types(&all, d)).map(Some);
    }
    // NumPy numbers half precision behind all other kinds.
    let number = |d: &&DType| (d.kind() == Kind::Float16, d.kind());
    let highest = dtypes.clone().max_by_key(number).unwrap_or(first);
    let mut raised = dtypes.map(|d| promote_types(highest, d));
    raised.try_fold(highest.to_native(), |all, d| promote_types(&all, &d?)).map(Some)
}

fn weak_rank(o: &Operand) -> usize {
    match o {
        Operand::WeakFloat => 1,
        Operand::WeakComplex => 2,
        _ => 0,
    }
}

/// A dtype with a Python number of the given rank (0 int, 1 float, 2 complex).
fn promote_weak(t: &DType, weak: usize) -> Result<DType> {
    let default = [Kind::Int64, Kind::Float64, Kind::Complex128][weak];
    let kind = t.kind();
    Ok(match (kind.letter(), weak) {
        ('b', _) => default.into(),
        ('i' | 'u', 0) | ('f', 0 | 1) | ('c', _) => t.to_native(),
        ('i' | 'u', _) => default.into(),
        ('f', _) if kind == Kind::Float64 => Kind::Complex128.into(),
        ('f', _) => Kind::Complex64.into(),
        _ => return promote_types(t, &default.into()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_promote_as_in_numpy() {
        let p = |a: &str, b: &str| promote_types(&a.parse().unwrap(), &b.parse().unwrap()).unwrap().code();
        assert_eq!(p("i8", "u8"), "<f8");
        assert_eq!(p("i1", "u1"), "<i2");
        assert_eq!(p("u4", "f2"), "<f8");
        assert_eq!(p("i2", "f2"), "<f4");
        assert_eq!(p("f8", "c8"), "<c16");
        assert_eq!(p("i4", "c8"), "<c16");
        assert_eq!(p("?", "u1"), "|u1");
        assert_eq!(p(">f8", ">f8"), "<f8");
        assert_eq!(p("S3", "U2"), "<U3");
        assert_eq!(p("i4", "S3"), "|S11");
    }

    #[test]
    fn all_meet_the_highest_first() {
        let r = |codes: &[&str]| {
            let typed: Vec<Operand> = codes.iter().map(|c| Operand::Typed(c.parse().unwrap())).collect();
            result_type(&typed).unwrap().code()
        };
        assert_eq!(r(&["i1", "u1", "f2"]), "<f2");
        assert_eq!(r(&["f2", "i2", "u1"]), "<f4");
        assert_eq!(r(&[">f8"]), ">f8");
        assert_eq!(r(&[">f8", ">f8"]), "<f8");
    }

    #[test]
    fn casting_rules() {
        let c = |a: &str, b: &str, r| can_cast(&a.parse().unwrap(), &b.parse().unwrap(), r);
        assert!(c("f8", "f4", Casting::SameKind) && !c("f8", "f4", Casting::Safe));
        assert!(c("u8", "i8", Casting::SameKind) && !c("i8", "u8", Casting::SameKind));
        assert!(c("<f8", ">f8", Casting::Equiv) && !c("<f8", ">f8", Casting::No));
        assert!(
            c("i8", "f8", Casting::Safe) && !c("i4", "f4", Casting::Safe) && c("i2", "f4", Casting::Safe)
        );
        assert!(c("S3", "S5", Casting::Safe) && !c("S5", "S3", Casting::Safe));
    }
}
