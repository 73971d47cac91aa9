//! Bindings of the indexing functions.

use super::arguments::{
    array_object, arrays_of, deliver, items_of, promoted, same_class, target_of, tuple_of_arrays,
};
use crate::array::{PyArray, detached, wrap, wrap_or_scalar};
use crate::coerce::{as_array, for_assignment};
use crate::convert::{ints_of, order_of, shape_of, strides_of};
use crate::error::IntoPy;
use crate::functions;
use pallasite_array::{DType, NdArray, Order};
use pallasite_numpy::indexing::{self, IndexMode};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};

type Object<'a, 'py> = Option<&'a Bound<'py, PyAny>>;
type Result<T = Py<PyAny>> = PyResult<T>;

/// `mode=`, `raise` when it is absent.
fn mode_of(mode: Option<&str>) -> PyResult<IndexMode> {
    mode.map_or(Ok(IndexMode::Raise), |m| IndexMode::parse(m).py())
}

/// Places from an object: arrays as they are, Python numbers as integers.
fn places_of(object: &Bound<'_, PyAny>) -> PyResult<NdArray> {
    if let Some(a) = crate::coerce::existing(object)? { Ok(a) } else { as_array(object, Some(&DType::INT64)) }
}

/// Indices from an object; an empty list counts as integers.
fn indices_of(object: &Bound<'_, PyAny>) -> PyResult<NdArray> {
    let a = as_array(object, None)?;
    if a.size() == 0 && !object.is_instance_of::<PyArray>() {
        a.astype(&DType::INT64, Order::C).py()
    } else {
        Ok(a)
    }
}

/// The array behind an object of ours, whose memory is to be changed.
fn changed(object: &Bound<'_, PyAny>, function: &str) -> PyResult<NdArray> {
    let text = |name: String| format!("argument 1 must be numpy.ndarray, not {name}");
    match target_of(object) {
        Ok(a) => Ok(a),
        Err(_) => {
            Err(PyTypeError::new_err(format!("{function}: {}", text(object.get_type().name()?.to_string()))))
        }
    }
}

/// Elements at indices along an axis.
#[pyfunction]
#[pyo3(signature = (a, indices, axis=None, out=None, mode=None), text_signature = "(a, indices, axis=None, out=None, mode='raise')")]
pub fn take(
    a: &Bound<'_, PyAny>,
    indices: &Bound<'_, PyAny>,
    axis: Option<isize>,
    out: Object<'_, '_>,
    mode: Option<&str>,
) -> Result {
    let py = a.py();
    let array = as_array(a, None)?;
    let (indices, mode) = (places_of(indices)?, mode_of(mode)?);
    let taken = detached(py, indices.size(), || indexing::take(&array, &indices, axis, mode))?;
    if out.is_none_or(|o| o.is_none()) && !crate::array::is_exact(a) && a.is_instance_of::<PyArray>() {
        return same_class(a, &array, taken);
    }
    deliver(py, taken, out, "take")
}

/// Elements that indices along an axis name line by line.
#[pyfunction]
#[pyo3(signature = (arr, indices, axis=LineAxis(Some(-1))), text_signature = "(arr, indices, axis=-1)")]
fn take_along_axis(arr: &Bound<'_, PyAny>, indices: &Bound<'_, PyAny>, axis: LineAxis) -> Result {
    let (a, indices) = (as_array(arr, None)?, as_array(indices, None)?);
    let (flat, axis) = match axis.0 {
        Some(axis) => (a.clone(), axis),
        None if indices.ndim() != 1 => {
            return Err(PyValueError::new_err("when axis=None, `indices` must have a single dimension."));
        }
        None => (a.ravel().py()?, 0),
    };
    same_class(arr, &a, indexing::take_along_axis(&flat, &indices, axis).py()?)
}

/// An axis that was given, `None` for the flattened array.
struct LineAxis(Option<isize>);

impl<'py> FromPyObject<'_, 'py> for LineAxis {
    type Error = PyErr;

    fn extract(object: pyo3::Borrowed<'_, 'py, PyAny>) -> PyResult<LineAxis> {
        if object.is_none() { Ok(LineAxis(None)) } else { object.extract().map(|a| LineAxis(Some(a))) }
    }
}

/// Writes values to flat indices.
#[pyfunction]
#[pyo3(signature = (a, ind, v, mode=None), text_signature = "(a, ind, v, mode='raise')")]
pub fn put(
    a: &Bound<'_, PyAny>,
    ind: &Bound<'_, PyAny>,
    v: &Bound<'_, PyAny>,
    mode: Option<&str>,
) -> PyResult<()> {
    let target = changed(a, "put")?;
    let values = for_assignment(v, target.dtype())?;
    // SAFETY: no Rust reference into the memory is alive while Python code runs, and the GIL is held.
    unsafe { indexing::put_shared(&target, &places_of(ind)?, &values, mode_of(mode)?).py() }
}

/// Writes values to what indices along an axis name line by line.
#[pyfunction]
fn put_along_axis(
    arr: &Bound<'_, PyAny>,
    indices: &Bound<'_, PyAny>,
    values: &Bound<'_, PyAny>,
    axis: LineAxis,
) -> PyResult<()> {
    let target = changed(arr, "put_along_axis")?;
    let (indices, values) = (as_array(indices, None)?, for_assignment(values, target.dtype())?);
    let (target, axis) = match axis.0 {
        Some(axis) => (target, axis),
        None => {
            let flat = target.reshape_view(&[target.size()], Order::C);
            (flat.ok_or_else(|| PyValueError::new_err("axis=None needs a contiguous array"))?, 0)
        }
    };
    // SAFETY: as above.
    unsafe { indexing::put_along_axis_shared(&target, &indices, &values, axis).py() }
}

/// Writes values where a mask is true, each to the place it has among the values.
#[pyfunction]
fn putmask(a: &Bound<'_, PyAny>, mask: &Bound<'_, PyAny>, values: &Bound<'_, PyAny>) -> PyResult<()> {
    let target = changed(a, "putmask")?;
    let values = for_assignment(values, target.dtype())?;
    // SAFETY: as above.
    unsafe { indexing::putmask_shared(&target, &as_array(mask, None)?, &values).py() }
}

/// Writes the first values to where a mask is true.
#[pyfunction]
fn place(arr: &Bound<'_, PyAny>, mask: &Bound<'_, PyAny>, vals: &Bound<'_, PyAny>) -> PyResult<()> {
    let target = changed(arr, "place")?;
    let values = for_assignment(vals, target.dtype())?;
    // SAFETY: as above.
    unsafe { indexing::place_shared(&target, &as_array(mask, None)?, &values).py() }
}

/// Writes to the main diagonal.
#[pyfunction]
#[pyo3(signature = (a, val, wrap=false))]
fn fill_diagonal(a: &Bound<'_, PyAny>, val: &Bound<'_, PyAny>, wrap: bool) -> PyResult<()> {
    let target = changed(a, "fill_diagonal")?;
    let values = for_assignment(val, target.dtype())?;
    // SAFETY: as above.
    unsafe { indexing::fill_diagonal_shared(&target, &values, wrap).py() }
}

/// Elements of the choices that an array of indices names.
#[pyfunction]
#[pyo3(signature = (a, choices, out=None, mode=None), text_signature = "(a, choices, out=None, mode='raise')")]
pub fn choose(
    a: &Bound<'_, PyAny>,
    choices: &Bound<'_, PyAny>,
    out: Object<'_, '_>,
    mode: Option<&str>,
) -> Result {
    let items = choices.try_iter()?.collect::<PyResult<Vec<_>>>()?;
    let chosen = indexing::choose(&indices_of(a)?, &arrays_of(&items)?, mode_of(mode)?).py()?;
    deliver(a.py(), chosen, out, "choose")
}

/// Sub-arrays where a condition is true.
#[pyfunction]
#[pyo3(signature = (condition, a, axis=None, out=None))]
pub fn compress(
    condition: &Bound<'_, PyAny>,
    a: &Bound<'_, PyAny>,
    axis: Option<isize>,
    out: Object<'_, '_>,
) -> Result {
    let kept = indexing::compress(&as_array(condition, None)?, &as_array(a, None)?, axis).py()?;
    deliver(a.py(), kept, out, "compress")
}

/// Elements where a condition is true.
#[pyfunction]
fn extract(condition: &Bound<'_, PyAny>, arr: &Bound<'_, PyAny>) -> Result {
    wrap(arr.py(), indexing::extract(&as_array(condition, None)?, &as_array(arr, None)?).py()?)
}

/// Elements of the choice of the first true condition.
#[pyfunction]
#[pyo3(signature = (condlist, choicelist, default=None), text_signature = "(condlist, choicelist, default=0)")]
fn select(condlist: &Bound<'_, PyAny>, choicelist: &Bound<'_, PyAny>, default: Object<'_, '_>) -> Result {
    let py = condlist.py();
    let conditions = items_of(condlist, "condlist must be a sequence")?;
    let choices = items_of(choicelist, "choicelist must be a sequence")?;
    if conditions.len() != choices.len() {
        return Err(PyValueError::new_err("list of cases must be same length as list of conditions"));
    }
    let zero = 0i64.into_pyobject(py)?.into_any();
    let mut all: Vec<&Bound<'_, PyAny>> = choices.iter().collect();
    all.push(default.unwrap_or(&zero));
    let mut values = promoted(&all)?;
    let default = values.pop().expect("the default is there");
    let conditions = arrays_of(&conditions)?;
    let size = values.iter().map(NdArray::size).max().unwrap_or(0);
    wrap(py, detached(py, size, || indexing::select(&conditions, &values, &default))?)
}

/// Elements of two arrays by condition, or the coordinates where it is true.
#[pyfunction]
#[pyo3(name = "where", signature = (condition, x=None, y=None, /))]
fn where_(condition: &Bound<'_, PyAny>, x: Option<Given<'_>>, y: Option<Given<'_>>) -> Result {
    let py = condition.py();
    let mask = as_array(condition, None)?;
    let (x, y) = match (x, y) {
        (None, None) => return coordinates(py, &mask),
        (Some(x), Some(y)) => (x.0, y.0),
        _ => return Err(PyValueError::new_err("either both or neither of x and y should be given")),
    };
    let (a, b) = match (crate::array::array_of(&x), crate::array::array_of(&y)) {
        (Some(a), Some(b)) => (a, b),
        _ => {
            let mut both = promoted(&[&x, &y])?;
            let b = both.pop().expect("two operands");
            (both.pop().expect("two operands"), b)
        }
    };
    wrap(py, detached(py, mask.size(), || indexing::where_(&mask, &a, &b))?)
}

/// An argument that was given, be it `None`.
struct Given<'py>(Bound<'py, PyAny>);

impl<'py> FromPyObject<'_, 'py> for Given<'py> {
    type Error = PyErr;

    fn extract(object: pyo3::Borrowed<'_, 'py, PyAny>) -> PyResult<Given<'py>> {
        Ok(Given(object.to_owned()))
    }
}

fn coordinates(py: Python<'_>, a: &NdArray) -> Result {
    tuple_of_arrays(py, detached(py, a.size(), || indexing::nonzero(a))?)
}

/// Coordinates of the elements that are not zero.
#[pyfunction]
pub fn nonzero(a: &Bound<'_, PyAny>) -> Result {
    coordinates(a.py(), &as_array(a, None)?)
}

/// Coordinates of the elements that are not zero, as rows.
#[pyfunction]
fn argwhere(a: &Bound<'_, PyAny>) -> Result {
    wrap(a.py(), indexing::argwhere(&as_array(a, None)?).py()?)
}

/// Flat indices of the elements that are not zero.
#[pyfunction]
fn flatnonzero(a: &Bound<'_, PyAny>) -> Result {
    wrap(a.py(), indexing::nonzero(&as_array(a, None)?.ravel().py()?).py()?.remove(0))
}

/// Flat indices of coordinates.
#[pyfunction]
#[pyo3(signature = (multi_index, dims, mode=None, order=None), text_signature = "(multi_index, dims, mode='raise', order='C')")]
fn ravel_multi_index(
    multi_index: &Bound<'_, PyAny>,
    dims: &Bound<'_, PyAny>,
    mode: Object<'_, '_>,
    order: Object<'_, '_>,
) -> Result {
    let shape = shape_of(dims)?;
    let modes = match mode {
        None => vec![IndexMode::Raise; shape.len()],
        Some(m) if m.is_instance_of::<PyString>() => {
            vec![mode_of(Some(&m.extract::<String>()?))?; shape.len()]
        }
        Some(m) => m.try_iter()?.map(|m| mode_of(Some(&m?.extract::<String>()?))).collect::<PyResult<_>>()?,
    };
    let parts = multi_index.try_iter()?.collect::<PyResult<Vec<_>>>()?;
    let parts = parts.iter().map(indices_of).collect::<PyResult<Vec<_>>>()?;
    let flat = indexing::ravel_multi_index(&parts, &shape, &modes, order_of(order, Order::C)?).py()?;
    wrap_or_scalar(multi_index.py(), flat)
}

/// Coordinates of flat indices.
#[pyfunction]
#[pyo3(signature = (indices, shape, order=None), text_signature = "(indices, shape, order='C')")]
fn unravel_index(indices: &Bound<'_, PyAny>, shape: &Bound<'_, PyAny>, order: Object<'_, '_>) -> Result {
    let py = indices.py();
    let at =
        indexing::unravel_index(&indices_of(indices)?, &shape_of(shape)?, order_of(order, Order::C)?).py()?;
    let items = at.into_iter().map(|a| wrap_or_scalar(py, a)).collect::<PyResult<Vec<_>>>()?;
    Ok(PyTuple::new(py, items)?.into_any().unbind())
}

/// A read-only view of diagonals.
#[pyfunction]
#[pyo3(signature = (a, offset=0, axis1=0, axis2=1))]
pub fn diagonal(a: &Bound<'_, PyAny>, offset: isize, axis1: isize, axis2: isize) -> Result {
    let x = array_object(a)?;
    let array = as_array(&x, None)?;
    same_class(&x, &array, indexing::diagonal(&array, offset, axis1, axis2).py()?)
}

/// The sum along diagonals.
#[pyfunction]
#[pyo3(signature = (a, offset=0, axis1=0, axis2=1, dtype=None, out=None))]
pub fn trace(
    a: &Bound<'_, PyAny>,
    offset: isize,
    axis1: isize,
    axis2: isize,
    dtype: Object<'_, '_>,
    out: Object<'_, '_>,
) -> Result {
    let py = a.py();
    Ok(diagonal(a, offset, axis1, axis2)?.bind(py).call_method1("sum", (-1, dtype, out))?.unbind())
}

/// True when the address ranges of two arrays overlap.
#[pyfunction]
#[pyo3(signature = (a, b, /, max_work=None), text_signature = "(a, b, /, max_work=0)")]
fn may_share_memory(a: &Bound<'_, PyAny>, b: &Bound<'_, PyAny>, max_work: Option<i64>) -> PyResult<bool> {
    let (x, y) = (as_array(a, None)?, as_array(b, None)?);
    if x.size() == 0 || y.size() == 0 {
        return Ok(false);
    }
    Ok(if max_work.unwrap_or(0) == 0 { x.may_share_memory(&y) } else { indexing::shares_memory(&x, &y) })
}

/// True when two arrays have a byte in common.
#[pyfunction]
#[pyo3(signature = (a, b, /, max_work=None), text_signature = "(a, b, /, max_work=-1)")]
fn shares_memory(a: &Bound<'_, PyAny>, b: &Bound<'_, PyAny>, max_work: Option<i64>) -> PyResult<bool> {
    may_share_memory(a, b, Some(max_work.unwrap_or(-1)))
}

/// A view with any shape and strides that stay inside the memory.
#[pyfunction]
#[pyo3(signature = (x, shape=None, strides=None, subok=false, writeable=true))]
fn as_strided(
    x: &Bound<'_, PyAny>,
    shape: Object<'_, '_>,
    strides: Object<'_, '_>,
    subok: bool,
    writeable: bool,
) -> Result {
    let object = array_object(x)?;
    let a = as_array(&object, None)?;
    let given = |o: Object<'_, '_>| o.is_some_and(|o| !o.is_none());
    let shape = if given(shape) { shape_of(shape.expect("given"))?.to_vec() } else { a.shape().to_vec() };
    let strides =
        if given(strides) { strides_of(strides.expect("given"))?.to_vec() } else { a.strides().to_vec() };
    if shape.len() != strides.len() {
        return Err(PyValueError::new_err("mismatch in length of strides and shape"));
    }
    let writes = writeable && a.is_writeable();
    let view = indexing::as_strided(&a, &shape, &strides).py()?.with_writeable(writes);
    if subok { same_class(&object, &a, view) } else { super::manipulation::view_of(&object, view) }
}

/// A view of all windows.
#[pyfunction]
#[pyo3(signature = (x, window_shape, axis=None, *, subok=false, writeable=false))]
fn sliding_window_view(
    x: &Bound<'_, PyAny>,
    window_shape: &Bound<'_, PyAny>,
    axis: Object<'_, '_>,
    subok: bool,
    writeable: bool,
) -> Result {
    let object = array_object(x)?;
    let a = as_array(&object, None)?;
    let window = ints_of(window_shape)?;
    if window.iter().any(|&w| w < 0) {
        return Err(PyValueError::new_err("`window_shape` cannot contain negative values"));
    }
    let window: Vec<usize> = window.into_iter().map(|w| w as usize).collect();
    let axes = match axis.filter(|x| !x.is_none()) {
        Some(axis) => ints_of(axis)?,
        None => (0..a.ndim() as isize).collect(),
    };
    if axes.len() != window.len() {
        let text = match axis.filter(|x| !x.is_none()) {
            None => format!(
                "Since axis is None, must provide window_shape for all dimensions of `x`; got {} window_shape elements and `x.ndim` is {}.",
                window.len(),
                a.ndim()
            ),
            Some(_) => format!(
                "Must provide matching length window_shape and axis; got {} window_shape elements and {} axes elements.",
                window.len(),
                axes.len()
            ),
        };
        return Err(PyValueError::new_err(text));
    }
    let view =
        indexing::sliding_window_view(&a, &window, &axes).py()?.with_writeable(writeable && a.is_writeable());
    if subok { same_class(&object, &a, view) } else { super::manipulation::view_of(&object, view) }
}

/// Adds the functions.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(m;
        Arguments: take, take_along_axis, put, put_along_axis, putmask, place, fill_diagonal, compress, extract,
            where_, nonzero, argwhere, flatnonzero, ravel_multi_index, unravel_index, diagonal, trace,
            may_share_memory, shares_memory, as_strided, sliding_window_view;
        Sequences: choose, select);
    Ok(())
}
