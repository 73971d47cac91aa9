//! Truth values of arrays: closeness, equality, tests of elements.

use crate::ops;
use pallasite_array::index::Item;
use pallasite_array::layout::broadcast_shapes;
use pallasite_array::{Error, Kind, NdArray, Result};
use pallasite_ufunc::{Arg, table};

/// How far apart close numbers may be: `|x - y| <= absolute + relative * |y|`.
#[derive(Debug, Clone, Copy)]
pub struct Tolerance<'a> {
    /// Relative to the magnitude of the second operand.
    pub relative: Arg<'a>,
    /// Absolute.
    pub absolute: Arg<'a>,
    /// Whether NaN is close to NaN.
    pub equal_nan: bool,
}

impl Default for Tolerance<'_> {
    fn default() -> Self {
        Tolerance { relative: Arg::Float(1e-5), absolute: Arg::Float(1e-8), equal_nan: false }
    }
}

/// Whether elements are close to each other; infinities only to themselves.
///
/// # Errors
/// Shapes that do not broadcast, elements that are not numbers.
///
/// # Examples
/// ```
/// use pallasite_array::{Bool, NdArray};
/// use pallasite_numpy::logic::{Tolerance, isclose};
/// let (a, b) = (NdArray::from_vec(vec![1.0, 2.0]), NdArray::from_vec(vec![1.0 + 1e-9, 2.1]));
/// let close = isclose((&a).into(), (&b).into(), &Tolerance::default())?;
/// assert_eq!(close.to_vec::<Bool>()?, [true.into(), false.into()]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn isclose(x: Arg, y: Arg, tolerance: &Tolerance) -> Result<NdArray> {
    if let Arg::Number(n) = y {
        return isclose(x, Arg::Array(&n.to_array()?), tolerance);
    }
    let widened;
    // Integers are compared as floats: the magnitude of the least integer is none.
    let y = match y {
        Arg::Array(a) if !a.kind().is_inexact() => {
            let dtype = pallasite_array::promote::result_type(&[
                pallasite_array::promote::Operand::Typed(a.dtype().clone()),
                pallasite_array::promote::Operand::WeakFloat,
            ])?;
            widened = a.astype(&dtype, pallasite_array::Order::K)?;
            Arg::Array(&widened)
        }
        Arg::Int(i) => Arg::Float(i as f64),
        Arg::Huge(x) => Arg::Float(x),
        y => y,
    };
    let size = ops::unary(&table::ABSOLUTE, y)?;
    let weak = !matches!(y, Arg::Array(_));
    let bound = if weak {
        scaled_number(y, tolerance)?
    } else {
        ops::binary(&table::MULTIPLY, tolerance.relative, &size)?
    };
    let bound = ops::binary(&table::ADD, tolerance.absolute, &bound)?;
    let distance = ops::unary(&table::ABSOLUTE, &ops::binary(&table::SUBTRACT, x, y)?)?;
    let near = ops::binary(&table::LESS_EQUAL, &distance, &bound)?;
    let near = ops::binary(&table::LOGICAL_AND, &near, &ops::unary(&table::ISFINITE, y)?)?;
    let near = ops::binary(&table::LOGICAL_OR, &near, &ops::binary(&table::EQUAL, x, y)?)?;
    if !tolerance.equal_nan {
        return Ok(near);
    }
    let both =
        ops::binary(&table::LOGICAL_AND, &ops::unary(&table::ISNAN, x)?, &ops::unary(&table::ISNAN, y)?)?;
    ops::binary(&table::LOGICAL_OR, &near, &both)
}

/// The relative tolerance times the magnitude of a Python number.
fn scaled_number(y: Arg, tolerance: &Tolerance) -> Result<NdArray> {
    let size = match y {
        Arg::Float(y) => y.abs(),
        Arg::Complex(z) => z.norm(),
        _ => 0.0,
    };
    ops::binary(&table::MULTIPLY, tolerance.relative, size)
}

/// Whether all elements are close to each other.
///
/// # Errors
/// As [`isclose`].
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::logic::{Tolerance, allclose};
/// let a = NdArray::from_vec(vec![1.0, 2.0]);
/// assert!(allclose((&a).into(), (&a).into(), &Tolerance::default())?);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn allclose(x: Arg, y: Arg, tolerance: &Tolerance) -> Result<bool> {
    ops::all(&isclose(x, y, tolerance)?)
}

/// Whether two arrays have the same shape and elements.
///
/// # Errors
/// Elements that cannot be compared.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::logic::array_equal;
/// let a = NdArray::from_vec(vec![1.0, f64::NAN]);
/// assert!(array_equal(&a, &a, true)? && !array_equal(&a, &a, false)?);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn array_equal(a: &NdArray, b: &NdArray, equal_nan: bool) -> Result<bool> {
    if a.shape() != b.shape() {
        return Ok(false);
    }
    if !equal_nan || !(a.kind().is_inexact() || b.kind().is_inexact()) {
        return ops::all(&ops::binary(&table::EQUAL, a, b)?);
    }
    let (p, q) = (ops::unary(&table::ISNAN, a)?, ops::unary(&table::ISNAN, b)?);
    if !ops::all(&ops::binary(&table::EQUAL, &p, &q)?)? {
        return Ok(false);
    }
    let keep = [Item::Mask(ops::unary(&table::LOGICAL_NOT, &p)?)];
    ops::all(&ops::binary(&table::EQUAL, &a.index(&keep)?, &b.index(&keep)?)?)
}

/// Whether two arrays broadcast together and are equal then.
///
/// # Errors
/// Elements that cannot be compared.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let (a, b) = (NdArray::from_vec(vec![1i64, 1]), NdArray::from_vec(vec![1i64]));
/// assert!(pallasite_numpy::logic::array_equiv(&a, &b)?);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn array_equiv(a: &NdArray, b: &NdArray) -> Result<bool> {
    if broadcast_shapes(&[a.shape(), b.shape()]).is_err() {
        return Ok(false);
    }
    ops::all(&ops::binary(&table::EQUAL, a, b)?)
}

/// Whether elements are positive (`negative`: negative) infinity.
///
/// # Errors
/// Complex numbers, and elements that are no numbers.
///
/// # Examples
/// ```
/// use pallasite_array::{Bool, NdArray};
/// let a = NdArray::from_vec(vec![f64::INFINITY, f64::NEG_INFINITY]);
/// assert_eq!(pallasite_numpy::logic::is_infinity(&a, true)?.to_vec::<Bool>()?, [false.into(), true.into()]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn is_infinity(a: &NdArray, negative: bool) -> Result<NdArray> {
    let infinite = ops::unary(&table::ISINF, a)?;
    if a.kind().is_complex() {
        let name = a.dtype().name();
        return Err(Error::type_(format!(
            "This operation is not supported for {name} values because it would be ambiguous."
        )));
    }
    let sign = ops::unary(&table::SIGNBIT, a)?;
    let sign = if negative { sign } else { ops::unary(&table::LOGICAL_NOT, &sign)? };
    ops::binary(&table::LOGICAL_AND, &infinite, &sign)
}

/// Whether elements have an imaginary part that is not zero.
///
/// # Errors
/// More memory than there is.
///
/// # Examples
/// ```
/// use pallasite_array::{Bool, NdArray};
/// let a = pallasite_numpy::logic::iscomplex(&NdArray::from_vec(vec![1.0]))?;
/// assert_eq!(a.to_vec::<Bool>()?, [false.into()]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn iscomplex(a: &NdArray) -> Result<NdArray> {
    if !a.kind().is_complex() {
        return NdArray::zeros(a.shape(), &Kind::Bool.into());
    }
    ops::binary(&table::NOT_EQUAL, &ops::part(a, true)?, 0i64)
}
