//! `cumulative_trapezoid`, `simpson`, `cumulative_simpson`, `romb`: integrals of samples.

use crate::array::wrap_or_scalar;
use crate::coerce::as_array;
use crate::error::IntoPy;
use crate::ufunc::Held;
use pallasite_array::NdArray;
use pallasite_array::index::Item;
use pallasite_integrate::samples;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// The array of an argument that is not `None`.
fn given(object: Option<&Bound<'_, PyAny>>) -> PyResult<Option<NdArray>> {
    object.filter(|o| !o.is_none()).map(|o| as_array(o, None)).transpose()
}

/// The running integral by the trapezoidal rule.
#[pyfunction]
#[pyo3(
    signature = (y, x=None, dx=None, axis=-1, initial=None),
    text_signature = "(y, x=None, dx=1.0, axis=-1, initial=None)"
)]
pub(super) fn cumulative_trapezoid(
    py: Python<'_>,
    y: &Bound<'_, PyAny>,
    x: Option<&Bound<'_, PyAny>>,
    dx: Option<&Bound<'_, PyAny>>,
    axis: isize,
    initial: Option<&Bound<'_, PyAny>>,
) -> PyResult<Py<PyAny>> {
    let initial = initial.filter(|i| !i.is_none()).map(|i| i.ne(0)).transpose()?;
    if initial == Some(true) {
        return Err(PyValueError::new_err("`initial` must be `None` or `0`."));
    }
    let (y, x) = (as_array(y, None)?, given(x)?);
    let dx = dx.map_or(Ok(Held::Float(1.0)), Held::of)?;
    let sums = samples::cumulative_trapezoid(&y, x.as_ref(), dx.arg(), axis, initial.is_some()).py()?;
    wrap_or_scalar(py, sums)
}

/// The integral by Simpson's rule.
#[pyfunction]
#[pyo3(
    signature = (y, x=None, *, dx=1.0, axis=-1),
    text_signature = "(y, x=None, *, dx=1.0, axis=-1)"
)]
pub(super) fn simpson(
    py: Python<'_>,
    y: &Bound<'_, PyAny>,
    x: Option<&Bound<'_, PyAny>>,
    dx: f64,
    axis: isize,
) -> PyResult<Py<PyAny>> {
    let (y, x) = (as_array(y, None)?, given(x)?);
    wrap_or_scalar(py, samples::simpson(&y, x.as_ref(), dx, axis).py()?)
}

/// The running integral by Simpson's rule.
#[pyfunction]
#[pyo3(
    signature = (y, *, x=None, dx=None, axis=-1, initial=None),
    text_signature = "(y, *, x=None, dx=1.0, axis=-1, initial=None)"
)]
pub(super) fn cumulative_simpson(
    py: Python<'_>,
    y: &Bound<'_, PyAny>,
    x: Option<&Bound<'_, PyAny>>,
    dx: Option<&Bound<'_, PyAny>>,
    axis: isize,
    initial: Option<&Bound<'_, PyAny>>,
) -> PyResult<Py<PyAny>> {
    let (y, x, initial) = (as_array(y, None)?, given(x)?, given(initial)?);
    let dx = dx.map_or_else(|| NdArray::from_vec_shape(vec![1.0], &[]).py(), |d| as_array(d, None))?;
    wrap_or_scalar(py, samples::cumulative_simpson(&y, x.as_ref(), &dx, axis, initial.as_ref()).py()?)
}

/// Romberg's integral of 2**k + 1 equally spaced samples.
#[pyfunction]
#[pyo3(signature = (y, dx=1.0, axis=-1, show=None), text_signature = "(y, dx=1.0, axis=-1, show=False)")]
pub(super) fn romb(
    py: Python<'_>,
    y: &Bound<'_, PyAny>,
    dx: f64,
    axis: isize,
    show: Option<&Bound<'_, PyAny>>,
) -> PyResult<Py<PyAny>> {
    let columns = samples::romb(&as_array(y, None)?, dx, axis).py()?;
    if let Some(show) = show.filter(|s| s.is_truthy().unwrap_or(true)) {
        print_table(py, &columns, show)?;
    }
    let best = columns.last().ok_or_else(|| PyValueError::new_err("a table without columns"))?;
    wrap_or_scalar(py, best.slice(&[Item::Int(0)]).py()?)
}

/// The extrapolations in lines, `show` being true or (digits, width).
fn print_table(py: Python<'_>, columns: &[NdArray], show: &Bound<'_, PyAny>) -> PyResult<()> {
    let print = py.import("builtins")?.getattr("print")?;
    if columns[0].ndim() > 1 {
        print.call1(("*** Printing table only supported for integrals of a single data set.",))?;
        return Ok(());
    }
    let item = |i: usize, default: usize| show.get_item(i).and_then(|n| n.extract()).unwrap_or(default);
    let (digits, width) = (item(0, 5), item(1, 8));
    let title = "Richardson Extrapolation Table for Romberg Integration";
    let rule = "=".repeat(title.len());
    let mut text = format!("{title}\n{rule}\n");
    let columns: Vec<Vec<f64>> = columns.iter().map(|c| c.cast_vec().py()).collect::<PyResult<_>>()?;
    for row in 0..columns.len() {
        for (j, column) in columns[..=row].iter().enumerate() {
            text.push_str(&format!("{:width$.digits$} ", column[row - j]));
        }
        text.push('\n');
    }
    print.call1((text + &rule,))?;
    Ok(())
}
