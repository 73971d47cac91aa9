//! The elements of an array that are shown, as the values that are printed.

use half::f16;
use num_complex::Complex;

/// Elements to be printed, in C order; one variant for each way of printing.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Values {
    /// Booleans.
    Bool(Vec<bool>),
    /// Signed integers of any size.
    Int(Vec<i64>),
    /// Unsigned integers of any size.
    UInt(Vec<u64>),
    /// Half precision.
    Float16(Vec<f16>),
    /// Single precision.
    Float32(Vec<f32>),
    /// Double precision.
    Float64(Vec<f64>),
    /// Complex numbers of single precision.
    Complex64(Vec<Complex<f32>>),
    /// Complex numbers of double precision.
    Complex128(Vec<Complex<f64>>),
    /// Bytes, without the NULs at the end.
    Bytes(Vec<Vec<u8>>),
    /// Text as code points, without the NULs at the end.
    Str(Vec<Vec<u32>>),
    /// Bytes without meaning.
    Void(Vec<Vec<u8>>),
    /// Structured elements, field by field.
    Struct(Vec<Values>),
    /// Elements that are arrays of this shape; the values of all of them, one element after the other.
    SubArray(Vec<usize>, Box<Values>),
}
