//! Numbers from text (`np.fromstring`).

use pallasite_array::{DType, Error, Kind, NdArray, Order, Result, Scalar, parse_number};

/// Numbers from text, at most `count` of them; white space in `sep` matches any amount of it.
///
/// Reading stops at the first thing that is no number; the flag tells whether text was left over.
///
/// # Errors
/// A dtype that is not numeric; a `count` beyond the memory there is.
///
/// # Examples
/// ```
/// use pallasite_array::DType;
/// let (a, left) = pallasite_numpy::creation::from_text("1, 2,3", &DType::INT64, None, ",")?;
/// assert_eq!((a.to_vec::<i64>()?, left), (vec![1, 2, 3], false));
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn from_text(text: &str, dtype: &DType, count: Option<usize>, sep: &str) -> Result<(NdArray, bool)> {
    let kind = dtype.kind();
    if !kind.is_numeric() {
        return Err(Error::value("Unable to read character files of that array type"));
    }
    let mut rest = text.trim_start();
    let mut values: Vec<Scalar> = Vec::new();
    values.try_reserve(count.unwrap_or(0)).map_err(|_| no_memory(count.unwrap_or(0), dtype))?;
    while !rest.is_empty() && count.is_none_or(|c| values.len() < c) {
        let token = &rest[..token_length(rest, kind)];
        let Ok(value) = parse_number(token, kind) else { break };
        values.push(value);
        rest = rest[token.len()..].trim_start();
        match skip_separator(rest, sep) {
            Some(behind) => rest = behind,
            None => break,
        }
    }
    let out = NdArray::zeros(&[values.len()], &dtype.to_native())?;
    for (i, v) in values.iter().enumerate() {
        // SAFETY: `out` is ours and `i` is below its length.
        unsafe { v.cast_write(out.as_ptr().wrapping_add(i * dtype.itemsize()), out.dtype())? };
    }
    let left = !rest.is_empty() && count.is_none_or(|c| values.len() < c);
    Ok((if dtype.is_native() { out } else { out.astype(dtype, Order::C)? }, left))
}

fn no_memory(count: usize, dtype: &DType) -> Error {
    Error::Memory { shape: vec![count], dtype: dtype.kind().name().to_string() }
}

/// Bytes at the front that can belong to a number.
fn token_length(text: &str, kind: Kind) -> usize {
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '+' | '-');
    let word = text.find(|c| !part(c)).unwrap_or(text.len());
    (1..=word)
        .rev()
        .find(|&n| text.is_char_boundary(n) && parse_number(&text[..n], kind).is_ok())
        .unwrap_or(word)
}

/// What follows the separator; the text itself for white space, `None` where something else stands.
fn skip_separator<'a>(text: &'a str, sep: &str) -> Option<&'a str> {
    match sep.trim() {
        "" => Some(text),
        _ if text.is_empty() => Some(text),
        word => text.strip_prefix(word).map(str::trim_start),
    }
}
