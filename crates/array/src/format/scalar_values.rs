//! One element as a NumPy scalar prints itself.

use super::digits::Float;
use super::elements::{Style, formatter};
use super::gather::gather;
use super::legacy::{general_complex_text, general_text};
use super::options::PrintOptions;
use super::scalar::{complex, float};
use super::text::{bytes_repr, code_points_repr, plain};
use super::values::Values;
use crate::error::{Error, Result};
use crate::nd::NdArray;
use num_complex::Complex;

/// Whom a text is for.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Reader {
    /// `str`: a person.
    Person,
    /// `repr`: a program.
    Program,
}

/// What `str` gives for the scalar that is the first element of `a`.
///
/// But for `legacy`, the options matter to structured scalars only, and there not to their floats.
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
    Ok(text_of(&first(a)?, options, Reader::Person))
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
    let text = text_of(&values, options, Reader::Program);
    Ok(match &values {
        Values::Str(v) if !options.legacy.names_scalars() => code_points_repr(&v[0]),
        Values::Void(_) if !options.legacy.names_scalars() => format!("void({text})"),
        _ if !options.legacy.names_scalars() => text,
        Values::Bool(_) => format!("np.{text}_"),
        Values::Bytes(_) => format!("np.bytes_({text})"),
        Values::Str(v) => format!("np.str_({})", code_points_repr(&v[0])),
        Values::Struct(_) => format!("np.void({text}, dtype={})", dtype.text()),
        Values::Void(_) => format!("np.void({text})"),
        _ => format!("np.{}({})", dtype.name(), text.trim_matches(['(', ')'])),
    })
}

/// The first element of `a`.
pub(super) fn first(a: &NdArray) -> Result<Values> {
    if a.size() == 0 {
        return Err(Error::value("an array without elements has no first one"));
    }
    gather(a, &vec![vec![0]; a.ndim()])
}

fn text_of(values: &Values, options: &PrintOptions, reader: Reader) -> String {
    let digits =
        |few, many| options.legacy.is_1_13().then_some(if reader == Reader::Person { few } else { many });
    match values {
        Values::Float16(v) => float_text(v[0], digits(6, 8), options),
        Values::Float32(v) => float_text(v[0], digits(6, 8), options),
        Values::Float64(v) => float_text(v[0], digits(12, 17), options),
        Values::Complex64(v) => complex_text_of(v[0], digits(6, 8), options),
        Values::Complex128(v) => complex_text_of(v[0], digits(12, 17), options),
        Values::Bytes(v) => bytes_repr(&v[0]),
        Values::Str(v) => plain(&v[0]),
        Values::Int(v) => v[0].to_string(),
        Values::UInt(v) => v[0].to_string(),
        other => {
            let full_floats = options.legacy.names_scalars();
            formatter(other, Style { options, is_scalar: true, full_floats })(0)
        }
    }
}

/// The shortest text, or one of so many digits.
fn float_text<T: Float>(x: T, digits: Option<usize>, options: &PrintOptions) -> String {
    digits.map_or_else(|| float(x, options.legacy), |n| general_text(x.to_f64(), n))
}

fn complex_text_of<T: Float>(z: Complex<T>, digits: Option<usize>, options: &PrintOptions) -> String {
    let wide = Complex::new(z.re.to_f64(), z.im.to_f64());
    digits.map_or_else(|| complex(z, options.legacy), |n| general_complex_text(wide, n))
}
