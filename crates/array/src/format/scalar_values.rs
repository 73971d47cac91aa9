//! One element as a NumPy scalar prints itself.

use super::elements::{Style, formatter};
use super::gather::gather;
use super::options::PrintOptions;
use super::scalar::{complex_text, scalar_text};
use super::text::{bytes_repr, code_points_repr};
use super::values::Values;
use crate::error::{Error, Result};
use crate::nd::NdArray;

/// What `str` gives for the scalar that is the first element of `a`.
///
/// The options matter to structured scalars only, and there not to their floats.
///
/// # Errors
/// An array without elements.
///
/// # Examples
/// ```
/// use pallasite_array::{NdArray, format::{PrintOptions, scalar_str}};
/// let a = NdArray::from_vec(vec![0.1_f32]);
/// assert_eq!(scalar_str(&a, &PrintOptions::default())?, "0.1");
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn scalar_str(a: &NdArray, options: &PrintOptions) -> Result<String> {
    Ok(text_of(&first(a)?, options))
}

/// What `repr` gives for the scalar that is the first element of `a`: `np.float64(1.5)`.
///
/// # Errors
/// An array without elements.
///
/// # Examples
/// ```
/// use pallasite_array::{NdArray, format::{PrintOptions, scalar_repr}};
/// let a = NdArray::from_vec(vec![1.5_f32]);
/// assert_eq!(scalar_repr(&a, &PrintOptions::default())?, "np.float32(1.5)");
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn scalar_repr(a: &NdArray, options: &PrintOptions) -> Result<String> {
    let (values, dtype) = (first(a)?, a.dtype());
    let text = text_of(&values, options);
    Ok(match &values {
        Values::Bool(_) => format!("np.{text}_"),
        Values::Bytes(_) => format!("np.bytes_({text})"),
        Values::Str(v) => format!("np.str_({})", code_points_repr(&v[0])),
        Values::Struct(_) => format!("np.void({text}, dtype={})", dtype.text()),
        Values::Void(_) => format!("np.void({text})"),
        _ => format!("np.{}({})", dtype.name(), text.trim_matches(['(', ')'])),
    })
}

/// The first element of `a`.
fn first(a: &NdArray) -> Result<Values> {
    if a.size() == 0 {
        return Err(Error::value("an array without elements has no first one"));
    }
    gather(a, &vec![vec![0]; a.ndim()])
}

fn text_of(values: &Values, options: &PrintOptions) -> String {
    match values {
        Values::Float16(v) => scalar_text(v[0]),
        Values::Float32(v) => scalar_text(v[0]),
        Values::Float64(v) => scalar_text(v[0]),
        Values::Complex64(v) => complex_text(v[0]),
        Values::Complex128(v) => complex_text(v[0]),
        Values::Bytes(v) => bytes_repr(&v[0]),
        Values::Str(v) => {
            v[0].iter().map(|&p| char::from_u32(p).unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        Values::Int(v) => v[0].to_string(),
        Values::UInt(v) => v[0].to_string(),
        other => formatter(other, Style { options, is_scalar: true, full_floats: true })(0),
    }
}
