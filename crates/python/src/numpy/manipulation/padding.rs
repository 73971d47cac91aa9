//! Borders around arrays.

use super::{Object, Result};
use crate::array::wrap;
use crate::coerce::as_array;
use crate::error::IntoPy;
use crate::functions;
use pallasite_array::error::compact;
use pallasite_array::{DType, NdArray};
use pallasite_numpy::manipulation::{self, PadMode, Statistic};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

/// One pair for each axis, from a number, a pair or a list of pairs.
fn pairs_of(a: &NdArray, ndim: usize) -> PyResult<NdArray> {
    if a.ndim() > 2 {
        return Err(PyValueError::new_err(
            "input operand has more dimensions than allowed by the axis remapping",
        ));
    }
    let text = |_| {
        PyValueError::new_err(format!(
            "operands could not be broadcast together with remapped shapes [original->remapped]: {}  and requested shape ({ndim},2)",
            compact(a.shape())
        ))
    };
    a.broadcast_to(&[ndim, 2]).map_err(text)
}

/// Pairs of numbers of elements.
fn lengths_of(a: &NdArray, ndim: usize) -> PyResult<Vec<(usize, usize)>> {
    if a.cast_vec::<i64>().py()?.iter().any(|&w| w < 0) {
        return Err(PyValueError::new_err("index can't contain negative values"));
    }
    let all = pairs_of(a, ndim)?.cast_vec::<i64>().py()?;
    Ok(all.chunks(2).map(|p| (p[0] as usize, p[1] as usize)).collect())
}

fn widths_of(object: &Bound<'_, PyAny>, ndim: usize) -> PyResult<Vec<(usize, usize)>> {
    let integral = || PyTypeError::new_err("`pad_width` must be of integral type.");
    let no_array = |e: PyErr| if e.is_instance_of::<PyTypeError>(object.py()) { integral() } else { e };
    let a = as_array(object, None).map_err(no_array)?;
    if a.kind().letter() == 'i' { lengths_of(&a, ndim) } else { Err(integral()) }
}

/// `stat_length`, rounded to whole numbers.
fn stat_lengths(object: &Bound<'_, PyAny>, ndim: usize) -> PyResult<Vec<(usize, usize)>> {
    lengths_of(&pallasite_numpy::mathematics::round(&as_array(object, None)?, 0).py()?, ndim)
}

/// The keyword arguments that each mode of `pad` takes.
const PAD_KEYWORDS: [(&str, &[&str]); 11] = [
    ("empty", &[]),
    ("edge", &[]),
    ("wrap", &[]),
    ("constant", &["constant_values"]),
    ("linear_ramp", &["end_values"]),
    ("maximum", &["stat_length"]),
    ("mean", &["stat_length"]),
    ("median", &["stat_length"]),
    ("minimum", &["stat_length"]),
    ("reflect", &["reflect_type"]),
    ("symmetric", &["reflect_type"]),
];

fn check_pad_keywords(mode: &Bound<'_, PyString>, kwargs: Option<&Bound<'_, PyDict>>) -> PyResult<()> {
    let name = mode.to_string();
    let Some((_, allowed)) = PAD_KEYWORDS.iter().find(|(n, _)| *n == name) else {
        return Err(PyValueError::new_err(format!("mode '{name}' is not supported")));
    };
    let unknown: Vec<_> = kwargs
        .into_iter()
        .flat_map(|k| k.keys())
        .filter(|k| !allowed.contains(&k.to_string().as_str()))
        .collect();
    if unknown.is_empty() {
        return Ok(());
    }
    let set = pyo3::types::PySet::new(mode.py(), unknown)?;
    Err(PyValueError::new_err(format!("unsupported keyword arguments for mode '{name}': {}", set.repr()?)))
}

/// An array with a border.
#[pyfunction]
#[pyo3(signature = (array, pad_width, mode=None, **kwargs), text_signature = "(array, pad_width, mode='constant', **kwargs)")]
fn pad(
    array: &Bound<'_, PyAny>,
    pad_width: &Bound<'_, PyAny>,
    mode: Object<'_, '_>,
    kwargs: Option<&Bound<'_, PyDict>>,
) -> Result {
    let py = array.py();
    let a = as_array(array, None)?;
    let widths = pad_widths(pad_width, a.ndim())?;
    let constant = PyString::new(py, "constant").into_any();
    let mode = mode.unwrap_or(&constant);
    if mode.is_callable() {
        let padder = py.import("pallasite.numpy._manipulation")?.getattr("pad_with_function")?;
        let zeros = wrap(py, manipulation::pad(&a, &widths, &PadMode::Empty).py()?)?;
        return Ok(padder.call1((zeros, widths, mode, kwargs))?.unbind());
    }
    let mode = mode.cast::<PyString>()?;
    check_pad_keywords(mode, kwargs)?;
    let given = |name: &str| kwargs.map(|k| k.get_item(name)).transpose().map(Option::flatten);
    let values = |name: &str| {
        given(name)?.map_or_else(
            || NdArray::zeros(&[], &DType::INT64).py(),
            |v| pairs_of(&as_array(&v, None)?, a.ndim()),
        )
    };
    let lengths =
        || given("stat_length")?.filter(|l| !l.is_none()).map(|l| stat_lengths(&l, a.ndim())).transpose();
    let odd = || Ok::<_, PyErr>(given("reflect_type")?.is_some_and(|r| r.to_string() == "odd"));
    let mode = match mode.to_string().as_str() {
        "constant" => PadMode::Constant(values("constant_values")?),
        "linear_ramp" => PadMode::LinearRamp(values("end_values")?),
        "edge" => PadMode::Edge,
        "wrap" => PadMode::Wrap,
        "maximum" => PadMode::Statistic(Statistic::Maximum, lengths()?),
        "minimum" => PadMode::Statistic(Statistic::Minimum, lengths()?),
        "mean" => PadMode::Statistic(Statistic::Mean, lengths()?),
        "median" => PadMode::Statistic(Statistic::Median, lengths()?),
        "reflect" => PadMode::Reflect { symmetric: false, odd: odd()? },
        "symmetric" => PadMode::Reflect { symmetric: true, odd: odd()? },
        _ => PadMode::Empty,
    };
    let work = a.size();
    wrap(py, crate::array::detached(py, work, || manipulation::pad(&a, &widths, &mode))?)
}

/// `pad_width`, which may be a dict from axes to widths.
fn pad_widths(object: &Bound<'_, PyAny>, ndim: usize) -> PyResult<Vec<(usize, usize)>> {
    let Ok(dict) = object.cast::<PyDict>() else { return widths_of(object, ndim) };
    let mut widths = vec![(0, 0); ndim];
    for (axis, width) in dict.iter() {
        let axis = pallasite_array::layout::normalize_axis(axis.extract()?, ndim).py()?;
        widths[axis] = widths_of(&width, 1)?[0];
    }
    Ok(widths)
}

/// Adds the functions.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(m; Arguments: pad);
    Ok(())
}
