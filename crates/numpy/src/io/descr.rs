//! The `descr` of a `.npy` header: a dtype as a Python literal.

use pallasite_array::{DType, Field, Kind};

use super::error::{Error, Result};
use super::literal::Literal;

/// The literal that describes `dtype`: a string, or a list of fields with the gaps between them as unnamed bytes.
///
/// # Errors
/// [`Error::NoDescr`] for fields that overlap or are out of order.
///
/// # Examples
/// ```
/// use pallasite_numpy::io::descr_of;
/// assert_eq!(descr_of(&"f8".parse().unwrap()).unwrap().to_string(), "'<f8'");
/// let fields = descr_of(&"i4,(2,)f8".parse().unwrap()).unwrap();
/// assert_eq!(fields.to_string(), "[('f0', '<i4'), ('f1', '<f8', (2,))]");
/// ```
pub fn descr_of(dtype: &DType) -> Result<Literal> {
    if !dtype.is_structured() {
        return Ok(Literal::Str(dtype.code()));
    }
    let (mut items, mut end) = (vec![], 0);
    for field in dtype.fields() {
        let gap = field.offset.checked_sub(end).ok_or(Error::NoDescr)?;
        items.extend(padding(gap));
        items.push(describe_field(field)?);
        end = field.offset + field.dtype.itemsize();
    }
    items.extend(padding(dtype.itemsize() - end));
    Ok(Literal::List(items))
}

fn padding(bytes: usize) -> Option<Literal> {
    let text = |s: String| Literal::Str(s);
    (bytes > 0).then(|| Literal::Tuple(vec![text(String::new()), text(format!("|V{bytes}"))]))
}

fn describe_field(field: &Field) -> Result<Literal> {
    let name = Literal::Str(field.name.clone());
    let name = match &field.title {
        Some(title) => Literal::Tuple(vec![Literal::Str(title.clone()), name]),
        None => name,
    };
    Ok(Literal::Tuple(match field.dtype.sub() {
        Some((base, shape)) => {
            let shape = shape.iter().map(|&d| Literal::Int(d as i64)).collect();
            vec![name, descr_of(base)?, Literal::Tuple(shape)]
        }
        None => vec![name, descr_of(&field.dtype)?],
    }))
}

/// The dtype that a `descr` describes.
///
/// # Errors
/// [`Error::HeaderDescr`] for another literal, [`Error::ObjectArray`] for Python objects, and what the dtype says.
///
/// # Examples
/// ```
/// use pallasite_numpy::io::{dtype_of, literal::Literal};
/// let descr = Literal::parse("[('x', '<f4'), ('', '|V4'), ('y', '>i2', (3,))]").unwrap();
/// let dtype = dtype_of(&descr).unwrap();
/// assert_eq!((dtype.itemsize(), dtype.fields()[1].offset), (14, 8));
/// ```
pub fn dtype_of(descr: &Literal) -> Result<DType> {
    match descr {
        Literal::Str(text) if matches!(text.trim_start_matches(['|', '<', '>', '=']), "O" | "O8") => {
            Err(Error::ObjectArray)
        }
        Literal::Str(text) => Ok(text.parse()?),
        Literal::Tuple(parts) => match &parts[..] {
            [base, shape] => shaped(base, shape),
            _ => Err(Error::HeaderDescr(descr.clone())),
        },
        Literal::List(fields) => structured(fields),
        _ => Err(Error::HeaderDescr(descr.clone())),
    }
}

fn shaped(base: &Literal, shape: &Literal) -> Result<DType> {
    let length = |d: &Literal| match d {
        Literal::Int(d) => usize::try_from(*d).ok(),
        _ => None,
    };
    let lengths = match shape {
        Literal::Tuple(shape) => shape.iter().map(length).collect(),
        one => length(one).map(|d| vec![d]),
    };
    let lengths: Vec<usize> = lengths.ok_or_else(|| Error::HeaderDescr(shape.clone()))?;
    Ok(DType::subarray(dtype_of(base)?, lengths)?)
}

fn structured(items: &[Literal]) -> Result<DType> {
    let (mut fields, mut offset) = (vec![], 0usize);
    for item in items {
        let (name, title, dtype) = named(item)?;
        let size = dtype.itemsize();
        let is_padding = name.is_empty() && dtype.kind() == Kind::Void && !dtype.is_structured();
        if !is_padding {
            fields.push(Field { name, title, dtype, offset });
        }
        offset = offset.saturating_add(size);
    }
    Ok(DType::structured(fields, offset, false)?)
}

/// Name, title and dtype of one field.
fn named(item: &Literal) -> Result<(String, Option<String>, DType)> {
    let bad = || Error::HeaderDescr(item.clone());
    let Literal::Tuple(parts) = item else { return Err(bad()) };
    let (name, dtype) = match &parts[..] {
        [name, base] => (name, dtype_of(base)?),
        [name, base, shape] => (name, shaped(base, shape)?),
        _ => return Err(bad()),
    };
    match name {
        Literal::Str(name) => Ok((name.clone(), None, dtype)),
        Literal::Tuple(pair) => match &pair[..] {
            [Literal::Str(title), Literal::Str(name)] => Ok((name.clone(), Some(title.clone()), dtype)),
            _ => Err(bad()),
        },
        _ => Err(bad()),
    }
}
