//! The functions by name, for Rust callers.

use crate::call::{Arg, binary, unary};
use crate::error::Result;
use crate::reduce::{ReduceOptions, reduce};
use crate::table as t;
use pallasite_array::NdArray;

macro_rules! unary_functions {
    ($($name:ident = $id:ident: $doc:literal, $example:literal;)+) => {$(
        #[doc = $doc]
        ///
        /// # Errors
        /// Elements of a type without such an operation.
        ///
        /// # Examples
        /// ```
        /// use pallasite_array::NdArray;
        /// # #[allow(unused_imports)]
        #[doc = concat!("use pallasite_ufunc::", stringify!($name), ";")]
        #[doc = $example]
        /// ```
        pub fn $name<'a>(a: impl Into<Arg<'a>>) -> Result<NdArray> {
            unary(&t::$id, a)
        }
    )+};
}

macro_rules! binary_functions {
    ($($name:ident = $id:ident: $doc:literal, $example:literal;)+) => {$(
        #[doc = $doc]
        ///
        /// # Errors
        /// Shapes that do not broadcast; elements of types without such an operation.
        ///
        /// # Examples
        /// ```
        /// use pallasite_array::NdArray;
        #[doc = concat!("use pallasite_ufunc::", stringify!($name), ";")]
        #[doc = $example]
        /// ```
        pub fn $name<'a>(a: impl Into<Arg<'a>>, b: impl Into<Arg<'a>>) -> Result<NdArray> {
            binary(&t::$id, a, b)
        }
    )+};
}

macro_rules! reductions {
    ($($name:ident = $id:ident: $doc:literal, $example:literal;)+) => {$(
        #[doc = $doc]
        ///
        /// # Errors
        /// An axis that `a` does not have, types without such an operation, nothing to start with.
        ///
        /// # Examples
        /// ```
        /// use pallasite_array::NdArray;
        #[doc = concat!("use pallasite_ufunc::", stringify!($name), ";")]
        #[doc = $example]
        /// ```
        pub fn $name(a: &NdArray, axis: Option<isize>) -> Result<NdArray> {
            let axes = axis.map(|axis| [axis]);
            reduce(&t::$id, a, &ReduceOptions { axes: axes.as_ref().map(|a| &a[..]), ..ReduceOptions::default() })
        }
    )+};
}

unary_functions! {
    negative = NEGATIVE: "`-a`, element by element.",
        "assert_eq!(negative(&NdArray::from_vec(vec![1i8, -2])).unwrap().to_vec::<i8>().unwrap(), [-1, 2]);";
    absolute = ABSOLUTE: "Magnitudes, element by element.",
        "assert_eq!(absolute(&NdArray::from_vec(vec![1.0, -2.0])).unwrap().to_vec::<f64>().unwrap(), [1.0, 2.0]);";
    square = SQUARE: "Squares, element by element.",
        "assert_eq!(square(&NdArray::from_vec(vec![1.0, -2.0])).unwrap().to_vec::<f64>().unwrap(), [1.0, 4.0]);";
    sqrt = SQRT: "Square roots, element by element.",
        "assert_eq!(sqrt(&NdArray::from_vec(vec![1.0, 4.0])).unwrap().to_vec::<f64>().unwrap(), [1.0, 2.0]);";
    exp = EXP: "Exponentials, element by element.",
        "assert_eq!(exp(&NdArray::from_vec(vec![0.0])).unwrap().to_vec::<f64>().unwrap(), [1.0]);";
    log = LOG: "Natural logarithms, element by element.",
        "assert_eq!(log(&NdArray::from_vec(vec![1.0])).unwrap().to_vec::<f64>().unwrap(), [0.0]);";
    sin = SIN: "Sines, element by element.",
        "assert_eq!(sin(&NdArray::from_vec(vec![0.0])).unwrap().to_vec::<f64>().unwrap(), [0.0]);";
    cos = COS: "Cosines, element by element.",
        "assert_eq!(cos(&NdArray::from_vec(vec![0.0])).unwrap().to_vec::<f64>().unwrap(), [1.0]);";
    logical_not = LOGICAL_NOT: "Whether elements are zero.",
        "let a = logical_not(&NdArray::from_vec(vec![0i64, 5])).unwrap();\nassert_eq!(pallasite_ufunc::count_nonzero(&a).unwrap(), 1);";
    isnan = ISNAN: "Whether elements are NaN.",
        "let a = isnan(&NdArray::from_vec(vec![0.0, f64::NAN])).unwrap();\nassert_eq!(pallasite_ufunc::count_nonzero(&a).unwrap(), 1);";
}

binary_functions! {
    add = ADD: "`a + b`, element by element.",
        "assert_eq!(add(&NdArray::from_vec(vec![1i64, 2]), 1i64).unwrap().to_vec::<i64>().unwrap(), [2, 3]);";
    subtract = SUBTRACT: "`a - b`, element by element.",
        "assert_eq!(subtract(&NdArray::from_vec(vec![1i64, 2]), 1i64).unwrap().to_vec::<i64>().unwrap(), [0, 1]);";
    multiply = MULTIPLY: "`a * b`, element by element.",
        "assert_eq!(multiply(&NdArray::from_vec(vec![1.0, 2.0]), 1.5).unwrap().to_vec::<f64>().unwrap(), [1.5, 3.0]);";
    divide = DIVIDE: "`a / b`, element by element; integers give floats.",
        "assert_eq!(divide(&NdArray::from_vec(vec![1i64, 2]), 2i64).unwrap().to_vec::<f64>().unwrap(), [0.5, 1.0]);";
    floor_divide = FLOOR_DIVIDE: "The largest whole number not above `a / b`.",
        "assert_eq!(floor_divide(&NdArray::from_vec(vec![7i64, -7]), 2i64).unwrap().to_vec::<i64>().unwrap(), [3, -4]);";
    remainder = REMAINDER: "The remainder of `a / b` with the sign of `b`.",
        "assert_eq!(remainder(&NdArray::from_vec(vec![7i64, -7]), 4i64).unwrap().to_vec::<i64>().unwrap(), [3, 1]);";
    power = POWER: "`a` to the power `b`, element by element.",
        "assert_eq!(power(&NdArray::from_vec(vec![2i64, 3]), 3i64).unwrap().to_vec::<i64>().unwrap(), [8, 27]);";
    maximum = MAXIMUM: "The larger of both, NaN where either is.",
        "assert_eq!(maximum(&NdArray::from_vec(vec![1i64, 5]), 3i64).unwrap().to_vec::<i64>().unwrap(), [3, 5]);";
    minimum = MINIMUM: "The smaller of both, NaN where either is.",
        "assert_eq!(minimum(&NdArray::from_vec(vec![1i64, 5]), 3i64).unwrap().to_vec::<i64>().unwrap(), [1, 3]);";
    equal = EQUAL: "Whether `a == b`, element by element.",
        "let e = equal(&NdArray::from_vec(vec![1i64, 5]), 5i64).unwrap();\nassert_eq!(pallasite_ufunc::count_nonzero(&e).unwrap(), 1);";
    not_equal = NOT_EQUAL: "Whether `a != b`, element by element.",
        "let e = not_equal(&NdArray::from_vec(vec![1i64, 5]), 5i64).unwrap();\nassert_eq!(pallasite_ufunc::count_nonzero(&e).unwrap(), 1);";
    less = LESS: "Whether `a < b`, element by element.",
        "let e = less(&NdArray::from_vec(vec![1i64, 5]), 5i64).unwrap();\nassert_eq!(pallasite_ufunc::count_nonzero(&e).unwrap(), 1);";
    greater = GREATER: "Whether `a > b`, element by element.",
        "let e = greater(&NdArray::from_vec(vec![1i64, 5]), 4i64).unwrap();\nassert_eq!(pallasite_ufunc::count_nonzero(&e).unwrap(), 1);";
}

reductions! {
    sum = ADD: "The sum over an axis, or over all elements; floats are summed pairwise.",
        "assert_eq!(sum(&NdArray::from_vec(vec![1.0, 2.0]), None).unwrap().to_vec::<f64>().unwrap(), [3.0]);";
    prod = MULTIPLY: "The product over an axis, or over all elements.",
        "assert_eq!(prod(&NdArray::from_vec(vec![2i8, 3]), None).unwrap().to_vec::<i64>().unwrap(), [6]);";
    max = MAXIMUM: "The largest element of an axis, or of all; NaN where there is one.",
        "assert_eq!(max(&NdArray::from_vec(vec![2i8, 3]), None).unwrap().to_vec::<i8>().unwrap(), [3]);";
    min = MINIMUM: "The smallest element of an axis, or of all; NaN where there is one.",
        "assert_eq!(min(&NdArray::from_vec(vec![2i8, 3]), None).unwrap().to_vec::<i8>().unwrap(), [2]);";
    any = LOGICAL_OR: "Whether any element is not zero.",
        "assert_eq!(any(&NdArray::from_vec(vec![0i8, 3]), None).unwrap().to_vec::<pallasite_array::Bool>().unwrap(), [true.into()]);";
    all = LOGICAL_AND: "Whether no element is zero.",
        "assert_eq!(all(&NdArray::from_vec(vec![0i8, 3]), None).unwrap().to_vec::<pallasite_array::Bool>().unwrap(), [false.into()]);";
}

/// The mean over an axis, or over all elements: integers in doubles, halves in singles.
///
/// # Errors
/// An axis that `a` does not have, elements that are not numbers.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let a = NdArray::from_vec(vec![1i64, 2]);
/// assert_eq!(pallasite_ufunc::mean(&a, None).unwrap().to_vec::<f64>().unwrap(), [1.5]);
/// ```
pub fn mean(a: &NdArray, axis: Option<isize>) -> Result<NdArray> {
    use pallasite_array::{Kind, Order};
    let axes = axis.map(|axis| [axis]);
    let dtype = match a.kind() {
        Kind::Float16 => Some(Kind::Float32),
        k if k.is_inexact() => None,
        _ => Some(Kind::Float64),
    };
    let options = ReduceOptions { axes: axes.as_ref().map(|a| &a[..]), dtype, ..ReduceOptions::default() };
    let total = reduce(&t::ADD, a, &options)?;
    let count = a.size() / total.size().max(1);
    let mean = binary(&t::DIVIDE, &total, count as i64)?;
    Ok(if a.kind() == Kind::Float16 { mean.astype(a.dtype(), Order::K)? } else { mean })
}
