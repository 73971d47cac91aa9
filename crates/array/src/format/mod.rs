//! Printing exactly as NumPy 2.4 prints: numbers, scalars, arrays.
//!
//! From the inside out: `digits` finds decimal digits, `floats` and `scalar` write one number, `float_format` finds
//! the common form of many, `elements` writes the elements of any dtype, `layout` puts them in brackets and lines,
//! and `arrays` adds what `repr` tells about dtype and shape. `legacy` has the ways of older versions.

mod arrays;
mod digits;
mod elements;
mod float_format;
mod floats;
mod gather;
mod layout;
mod legacy;
mod options;
mod scalar;
mod scalar_values;
mod shown;
mod text;
mod values;

pub use arrays::{Frame, array_repr, array_str, array2string, array2string_with, repr_around};
pub use digits::Float;
pub use floats::{FloatOptions, Trim, format_float_positional, format_float_scientific};
pub use legacy::Legacy;
pub use options::{FloatMode, PrintOptions, Sign};
pub use scalar::{complex_text, scalar_text};
pub use scalar_values::{scalar_repr, scalar_str};
pub use text::{bytes_repr, code_points_repr, str_repr, void_str};
