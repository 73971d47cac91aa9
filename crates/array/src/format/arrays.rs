//! Whole arrays as text: `array2string`, `str` and `repr`.

use super::elements::{Style, formatter};
use super::gather::gather;
use super::layout::Layout;
use super::legacy::{Legacy, item_text};
use super::options::PrintOptions;
use super::scalar_values::{Reader, first, scalar_repr, scalar_str};
use super::shown::{Shown, is_summarised};
use crate::dtype::{DType, Kind};
use crate::error::{Result, tuple};
use crate::nd::NdArray;

/// What stands between and around the elements.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame<'a> {
    /// Between elements.
    pub separator: &'a str,
    /// Text that the caller puts before the array: lines are indented by its length.
    pub prefix: &'a str,
    /// Text that the caller puts behind the array: lines are shorter by its length.
    pub suffix: &'a str,
}

impl Default for Frame<'_> {
    fn default() -> Self {
        Self { separator: " ", prefix: "", suffix: "" }
    }
}

/// The elements of an array in brackets, as `numpy.array2string` gives them.
///
/// # Errors
/// None that an array can cause by its values.
///
/// # Examples
/// ```
/// use pallasite_array::{NdArray, format::{Frame, PrintOptions, array2string}};
/// let a = NdArray::from_vec(vec![1.0, 2.5, 1e-3]);
/// let frame = Frame { separator: ",", ..Default::default() };
/// assert_eq!(array2string(&a, &PrintOptions::default(), frame)?, "[1.0e+00,2.5e+00,1.0e-03]");
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn array2string(a: &NdArray, options: &PrintOptions, frame: Frame) -> Result<String> {
    if let Some(text) = legacy_item(a, options, Reader::Program)? {
        return Ok(text);
    }
    if a.size() == 0 {
        return Ok("[]".into());
    }
    let shown = Shown::new(a.shape(), options);
    let values = gather(a, shown.axes())?;
    let style = Style { options, is_scalar: a.ndim() == 0, full_floats: false };
    let format = formatter(&values, style);
    array2string_with(a.shape(), options, frame, |index| Ok(format(shown.rank(index))))
}

/// As [`array2string`], for an array of this shape with elements that the caller turns into text.
///
/// # Errors
/// Those of `element`, which is called for each index that is shown.
///
/// # Examples
/// ```
/// use pallasite_array::format::{Frame, PrintOptions, array2string_with};
/// let options = PrintOptions { threshold: 5, edgeitems: 2, ..Default::default() };
/// let hex = |index: &[usize]| Ok::<_, std::fmt::Error>(format!("{:#x}", index[0]));
/// assert_eq!(array2string_with(&[20], &options, Frame::default(), hex)?, "[0x0 0x1 ... 0x12 0x13]");
/// # Ok::<(), std::fmt::Error>(())
/// ```
pub fn array2string_with<E>(
    shape: &[usize],
    options: &PrintOptions,
    frame: Frame,
    mut element: impl FnMut(&[usize]) -> Result<String, E>,
) -> Result<String, E> {
    if shape.contains(&0) {
        return Ok("[]".into());
    }
    let edge = Some(options.edgeitems).filter(|_| is_summarised(shape, options));
    let columns = |text: &str| text.chars().count();
    let suffix = if options.legacy.is_1_13() { 0 } else { columns(frame.suffix) };
    let width = options.linewidth.min(isize::MAX as usize) as isize - suffix as isize;
    let layout = Layout { shape, separator: frame.separator, edge, is_1_13: options.legacy.is_1_13() };
    layout.lay_out(columns(frame.prefix), width, &mut element)
}

/// An array without axes as 1.13 printed it, where that is imitated.
fn legacy_item(a: &NdArray, options: &PrintOptions, reader: Reader) -> Result<Option<String>> {
    if a.ndim() > 0 || !options.legacy.is_1_13() {
        return Ok(None);
    }
    Ok(item_text(&first(a)?, reader))
}

/// What `str` gives for an array; for one without axes, what it gives for the scalar.
///
/// # Errors
/// None that an array can cause by its values.
///
/// # Examples
/// ```
/// use pallasite_array::{NdArray, format::{PrintOptions, array_str}};
/// let a = NdArray::from_vec(vec![1_i64, 2, 3]);
/// assert_eq!(array_str(&a, &PrintOptions::default())?, "[1 2 3]");
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn array_str(a: &NdArray, options: &PrintOptions) -> Result<String> {
    if let Some(text) = legacy_item(a, options, Reader::Person)? {
        return Ok(text);
    }
    match (a.ndim(), a.kind()) {
        // NumPy prints the literal here, where the text is meant for people.
        (0, Kind::Bytes) => scalar_repr(a, options),
        (0, _) => scalar_str(a, options),
        _ => array2string(a, options, Frame::default()),
    }
}

/// What `repr` gives for an array of the class `class_name`, `"array"` for NumPy's own.
///
/// The dtype is named where the elements do not imply it, the shape where they do not show it.
///
/// # Errors
/// None that an array can cause by its values.
///
/// # Examples
/// ```
/// use pallasite_array::{NdArray, format::{PrintOptions, array_repr}};
/// let a = NdArray::from_vec(vec![1_i8, 2, 3]);
/// assert_eq!(array_repr(&a, &PrintOptions::default(), "array")?, "array([1, 2, 3], dtype=int8)");
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn array_repr(a: &NdArray, options: &PrintOptions, class_name: &str) -> Result<String> {
    let prefix = format!("{class_name}(");
    let elements = array2string(a, options, Frame { separator: ", ", prefix: &prefix, suffix: ")" })?;
    Ok(repr_around(a.shape(), a.dtype(), options, &prefix, &elements))
}

/// `elements` with what `repr` puts around it: `prefix`, and shape and dtype where they are needed.
///
/// For callers that print the elements with [`array2string_with`].
///
/// # Examples
/// ```
/// use pallasite_array::{DType, format::{PrintOptions, repr_around}};
/// let text = repr_around(&[2], &DType::INT8, &PrintOptions::default(), "array(", "[one, two]");
/// assert_eq!(text, "array([one, two], dtype=int8)");
/// ```
pub fn repr_around(
    shape: &[usize],
    dtype: &DType,
    options: &PrintOptions,
    prefix: &str,
    elements: &str,
) -> String {
    let is_empty = shape.contains(&0);
    let mut extras = Vec::new();
    if is_empty && shape != [0] || options.legacy == Legacy::Off && is_summarised(shape, options) {
        extras.push(format!("shape={}", tuple(shape)));
    }
    let is_1_13 = options.legacy.is_1_13();
    if is_empty || !is_implied(dtype) || is_1_13 && *dtype == DType::BOOL {
        extras.push(format!("dtype={}", dtype_short_repr(dtype)));
    }
    if extras.is_empty() {
        return format!("{prefix}{elements})");
    }
    let (text, extras) = (format!("{prefix}{elements},"), extras.join(", ") + ")");
    let last_line = text.rsplit('\n').next().unwrap_or_default();
    let columns = last_line.chars().count() + extras.chars().count() + 1;
    let next_line = || format!("\n{}", " ".repeat(prefix.chars().count()));
    let breaks = if is_1_13 { !dtype.kind().is_numeric() } else { columns > options.linewidth };
    let between = if breaks { next_line() } else { " ".into() };
    format!("{text}{between}{extras}")
}

/// Whether the elements' text says the dtype.
fn is_implied(dtype: &DType) -> bool {
    [DType::BOOL, DType::INT64, DType::FLOAT64, DType::COMPLEX128].contains(dtype)
}

/// The shortest expression that gives the dtype.
fn dtype_short_repr(dtype: &DType) -> String {
    if dtype.is_structured() {
        return dtype.text();
    }
    if dtype.kind().is_numeric() && dtype.is_native() { dtype.name() } else { format!("'{}'", dtype.code()) }
}

impl std::fmt::Display for NdArray {
    /// As `str` does with NumPy's default settings.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&array_str(self, &PrintOptions::default()).map_err(|_| std::fmt::Error)?)
    }
}
