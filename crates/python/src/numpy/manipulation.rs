//! Bindings of the manipulation functions.

use super::arguments::{array_object, arrays_of, items_of, list_of_views, named_axes, same_class, target_of};
use crate::array::{PyArray, wrap, wrap_like};
use crate::coerce::as_array;
use crate::convert::{axes_of, casting_of, dtype_of, ints_of, shape_of};
use crate::error::IntoPy;
use crate::functions;
use pallasite_array::index::{Item, Slice};
use pallasite_array::promote::Casting;
use pallasite_array::{DType, Kind, NdArray, Order};
use pallasite_numpy::manipulation::{self, BitOrder, PadMode, Repeats, Statistic, Values};
use pyo3::exceptions::{PyIndexError, PyTypeError, PyValueError, PyZeroDivisionError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PySlice, PyString, PyTuple};

type Object<'a, 'py> = Option<&'a Bound<'py, PyAny>>;
type Result<T = Py<PyAny>> = PyResult<T>;

/// `np.reshape(a, ...)` and its like: the method of the array.
fn by_method<'py>(a: &Bound<'py, PyAny>, name: &str, args: impl pyo3::call::PyCallArgs<'py>) -> Result {
    Ok(array_object(a)?.call_method1(name, args)?.unbind())
}

/// The same elements under another shape; a view where possible.
#[pyfunction]
#[pyo3(signature = (a, /, shape, order=None, *, copy=None), text_signature = "(a, /, shape, order='C', *, copy=None)")]
fn reshape(
    a: &Bound<'_, PyAny>,
    shape: &Bound<'_, PyAny>,
    order: Object<'_, '_>,
    copy: Option<bool>,
) -> Result {
    let kwargs = PyDict::new(a.py());
    kwargs.set_item("order", order)?;
    kwargs.set_item("copy", copy)?;
    Ok(array_object(a)?.call_method("reshape", (shape,), Some(&kwargs))?.unbind())
}

/// One dimension; a view where possible.
#[pyfunction]
#[pyo3(signature = (a, order=None), text_signature = "(a, order='C')")]
fn ravel(a: &Bound<'_, PyAny>, order: Object<'_, '_>) -> Result {
    by_method(a, "ravel", (order,))
}

/// The axes in another order, reversed by default.
#[pyfunction]
#[pyo3(signature = (a, axes=None))]
fn transpose(a: &Bound<'_, PyAny>, axes: Object<'_, '_>) -> Result {
    by_method(a, "transpose", (axes,))
}

/// The last two axes exchanged.
#[pyfunction]
#[pyo3(signature = (x, /))]
fn matrix_transpose(x: &Bound<'_, PyAny>) -> Result {
    let x = array_object(x)?;
    let a = as_array(&x, None)?;
    if a.ndim() < 2 {
        return Err(PyValueError::new_err(format!(
            "Input array must be at least 2-dimensional, but it is {}",
            a.ndim()
        )));
    }
    same_class(&x, &a, a.swap_axes(-1, -2).py()?)
}

/// Axes moved to other places.
#[pyfunction]
fn moveaxis(a: &Bound<'_, PyAny>, source: &Bound<'_, PyAny>, destination: &Bound<'_, PyAny>) -> Result {
    let x = array_object(a)?;
    let array = as_array(&x, None)?;
    let source = named_axes(source, array.ndim(), "source")?;
    let destination = named_axes(destination, array.ndim(), "destination")?;
    same_class(&x, &array, manipulation::moveaxis(&array, &source, &destination).py()?)
}

/// An axis rolled back to another place.
#[pyfunction]
#[pyo3(signature = (a, axis, start=0))]
fn rollaxis(a: &Bound<'_, PyAny>, axis: isize, start: isize) -> Result {
    let x = array_object(a)?;
    let array = as_array(&x, None)?;
    let n = array.ndim() as isize;
    let from = if start < 0 { start + n } else { start };
    pallasite_array::layout::normalize_axis(axis, array.ndim()).py()?;
    if !(0..=n).contains(&from) {
        let text = format!("'start' arg requires {} <= start < {}, but {from} was passed in", -n, n + 1);
        return Err(crate::error::named_error("exceptions", "AxisError", text));
    }
    same_class(&x, &array, manipulation::rollaxis(&array, axis, start).py()?)
}

/// Two axes exchanged.
#[pyfunction]
fn swapaxes(a: &Bound<'_, PyAny>, axis1: isize, axis2: isize) -> Result {
    by_method(a, "swapaxes", (axis1, axis2))
}

/// Without axes of length one.
#[pyfunction]
#[pyo3(signature = (a, axis=None))]
fn squeeze(a: &Bound<'_, PyAny>, axis: Object<'_, '_>) -> Result {
    by_method(a, "squeeze", (axis,))
}

/// With new axes of length one.
#[pyfunction]
fn expand_dims(a: &Bound<'_, PyAny>, axis: &Bound<'_, PyAny>) -> Result {
    let x = array_object(a)?;
    let array = as_array(&x, None)?;
    same_class(&x, &array, manipulation::expand_dims(&array, &ints_of(axis)?).py()?)
}

macro_rules! atleast {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[pyfunction]
        #[pyo3(signature = (*arys))]
        fn $name(arys: &Bound<'_, PyTuple>) -> Result {
            let one = |x: Bound<'_, PyAny>| -> Result {
                let x = array_object(&x)?;
                let a = as_array(&x, None)?;
                let view = manipulation::$name(&a).py()?;
                if view.ndim() == a.ndim() { Ok(x.unbind()) } else { same_class(&x, &a, view) }
            };
            if arys.len() == 1 {
                return one(arys.get_item(0)?);
            }
            let all = arys.iter().map(one).collect::<PyResult<Vec<_>>>()?;
            Ok(PyTuple::new(arys.py(), all)?.into_any().unbind())
        }
    )*};
}

atleast! {
    /// Arrays with one dimension at least.
    atleast_1d;
    /// Arrays with two dimensions at least.
    atleast_2d;
    /// Arrays with three dimensions at least.
    atleast_3d;
}

/// A read-only view repeated over a shape.
#[pyfunction]
#[pyo3(signature = (array, shape, subok=false))]
fn broadcast_to(array: &Bound<'_, PyAny>, shape: &Bound<'_, PyAny>, subok: bool) -> Result {
    let a = as_array(array, None)?;
    let negative = "all elements of broadcast shape must be non-negative";
    let shape =
        ints_of(shape)?.into_iter().map(|d| usize::try_from(d).map_err(|_| PyValueError::new_err(negative)));
    let shape = shape.collect::<PyResult<Vec<_>>>()?;
    if shape.is_empty() && a.ndim() > 0 {
        return Err(PyValueError::new_err("cannot broadcast a non-scalar to a scalar array"));
    }
    if a.ndim() > shape.len() {
        return Err(PyValueError::new_err(
            "input operand has more dimensions than allowed by the axis remapping",
        ));
    }
    let compact = |s: &[usize]| pallasite_array::error::tuple(s).replace(", ", ",");
    let text = || {
        format!(
            "operands could not be broadcast together with remapped shapes [original->remapped]: {}  and requested shape {}",
            compact(a.shape()),
            compact(&shape)
        )
    };
    let view = a.broadcast_to(&shape).map_err(|_| PyValueError::new_err(text()))?;
    if subok { same_class(array, &a, view) } else { view_of(array, view) }
}

/// A view as a plain array whose base is the object it looks at.
pub fn view_of(source: &Bound<'_, PyAny>, view: NdArray) -> Result {
    let py = source.py();
    match source.cast::<PyArray>() {
        Ok(_) => {
            crate::array::wrap_class(&py.get_type::<PyArray>(), view, Some(source.clone().unbind()), source)
        }
        Err(_) => wrap(py, view),
    }
}

/// The first two shapes that do not fit, as NumPy names them.
pub fn mismatch(shapes: &[&[usize]]) -> Option<PyErr> {
    let mut owner: Vec<(usize, usize)> = Vec::new();
    for (i, shape) in shapes.iter().enumerate() {
        for (place, &d) in shape.iter().rev().enumerate() {
            if place >= owner.len() {
                owner.resize(place + 1, (i, 1));
            }
            let (first, length) = owner[place];
            if d != 1 && length == 1 {
                owner[place] = (i, d);
            } else if d != 1 && d != length {
                let (a, b) =
                    (pallasite_array::error::tuple(shapes[first]), pallasite_array::error::tuple(shape));
                return Some(PyValueError::new_err(format!(
                    "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg {first} with shape {a} and arg {i} with shape {b}."
                )));
            }
        }
    }
    None
}

/// Views of all arrays, repeated to their common shape.
#[pyfunction]
#[pyo3(signature = (*args, subok=false))]
fn broadcast_arrays(args: &Bound<'_, PyTuple>, subok: bool) -> Result {
    let objects = args.iter().map(|a| array_object(&a)).collect::<PyResult<Vec<_>>>()?;
    let arrays = arrays_of(&objects)?;
    let shapes: Vec<&[usize]> = arrays.iter().map(NdArray::shape).collect();
    let views = manipulation::broadcast_arrays(&arrays)
        .map_err(|e| mismatch(&shapes).unwrap_or_else(|| crate::error::py_err(e)))?;
    let give = |((o, a), v): ((&Bound<'_, PyAny>, &NdArray), NdArray)| {
        if v.shape() == a.shape() && (subok || crate::array::is_exact(o)) {
            return Ok(o.clone().unbind());
        }
        if subok { same_class(o, a, v) } else { view_of(o, v) }
    };
    let views = objects.iter().zip(&arrays).zip(views).map(give).collect::<PyResult<Vec<_>>>()?;
    Ok(PyTuple::new(args.py(), views)?.into_any().unbind())
}

/// A result of the class of the operand with the highest priority, if that is above that of `ndarray`.
fn wrap_highest(py: Python<'_>, objects: &[Bound<'_, PyAny>], out: NdArray) -> Result {
    let priority = |o: &Bound<'_, PyAny>| {
        o.getattr("__array_priority__").and_then(|p| p.extract::<f64>()).unwrap_or(0.0)
    };
    let mut best: Option<(f64, &Bound<'_, PyArray>)> = None;
    for object in objects.iter().filter(|o| !crate::array::is_exact(o)) {
        if let Ok(array) = object.cast::<PyArray>() {
            let p = priority(object);
            if best.is_none_or(|(b, _)| p > b) {
                best = Some((p, array));
            }
        }
    }
    match best.filter(|b| b.0 > 0.0) {
        Some((_, like)) => wrap_like(like, out),
        None => wrap(py, out),
    }
}

/// How arrays are joined.
struct Joining<'a, 'py> {
    axis: Option<isize>,
    out: Object<'a, 'py>,
    dtype: Option<DType>,
    casting: Casting,
}

impl Joining<'_, '_> {
    fn join(&self, py: Python<'_>, objects: &[Bound<'_, PyAny>], arrays: &[NdArray]) -> Result {
        let work = arrays.iter().map(NdArray::size).sum();
        let Some(out) = self.out.filter(|o| !o.is_none()) else {
            let (axis, dtype, casting) = (self.axis, self.dtype.as_ref(), self.casting);
            let joined =
                crate::array::detached(py, work, || manipulation::concatenate(arrays, axis, dtype, casting))?;
            return wrap_highest(py, objects, joined);
        };
        if self.dtype.is_some() {
            return Err(PyTypeError::new_err(
                "concatenate() only takes `out` or `dtype` as an argument, but both were provided.",
            ));
        }
        let target = target_of(out)?;
        // SAFETY: no Rust reference into the memory is alive while Python code runs, and the GIL is held.
        unsafe { manipulation::concatenate_into(&target, arrays, self.axis, self.casting).py()? };
        Ok(out.clone().unbind())
    }
}

/// Arrays one after the other along an axis.
#[pyfunction]
#[pyo3(signature = (arrays, /, axis=Axis(Some(0)), out=None, *, dtype=None, casting=None), text_signature = "(arrays, /, axis=0, out=None, *, dtype=None, casting='same_kind')")]
fn concatenate(
    arrays: &Bound<'_, PyAny>,
    axis: Axis,
    out: Object<'_, '_>,
    dtype: Object<'_, '_>,
    casting: Option<&str>,
) -> Result {
    let objects = items_of(arrays, "The first input argument needs to be a sequence")?;
    let joining = Joining {
        axis: axis.0,
        out,
        dtype: dtype_of(dtype)?,
        casting: casting_of(casting, Casting::SameKind)?,
    };
    joining.join(arrays.py(), &objects, &arrays_of(&objects)?)
}

/// An axis, or `None` for the flattened array.
#[derive(Clone)]
struct Axis(Option<isize>);

impl<'py> FromPyObject<'_, 'py> for Axis {
    type Error = PyErr;

    fn extract(object: pyo3::Borrowed<'_, 'py, PyAny>) -> PyResult<Axis> {
        if object.is_none() { Ok(Axis(None)) } else { object.extract::<isize>().map(|a| Axis(Some(a))) }
    }
}

const NO_GENERATOR: &str = "arrays to stack must be passed as a \"sequence\" type such as list or tuple.";

/// Arrays along a new axis.
#[pyfunction]
#[pyo3(signature = (arrays, axis=0, out=None, *, dtype=None, casting=None), text_signature = "(arrays, axis=0, out=None, *, dtype=None, casting='same_kind')")]
fn stack(
    arrays: &Bound<'_, PyAny>,
    axis: isize,
    out: Object<'_, '_>,
    dtype: Object<'_, '_>,
    casting: Option<&str>,
) -> Result {
    let objects = items_of(arrays, NO_GENERATOR)?;
    let expanded = manipulation::stack(&arrays_of(&objects)?, axis).py()?;
    let axis = Some(pallasite_array::layout::normalize_axis(axis, expanded[0].ndim()).py()? as isize);
    let joining =
        Joining { axis, out, dtype: dtype_of(dtype)?, casting: casting_of(casting, Casting::SameKind)? };
    joining.join(arrays.py(), &objects, &expanded)
}

/// The common part of `vstack`, `hstack`, `dstack`: raised arrays joined along an axis.
fn join_raised(
    tup: &Bound<'_, PyAny>,
    raise: fn(&NdArray) -> pallasite_array::Result<NdArray>,
    axis: impl Fn(&NdArray) -> isize,
    dtype: Object<'_, '_>,
    casting: Option<&str>,
) -> Result {
    let objects = items_of(tup, NO_GENERATOR)?;
    let arrays = arrays_of(&objects)?.iter().map(|a| raise(a).py()).collect::<PyResult<Vec<_>>>()?;
    let axis = Some(arrays.first().map_or(0, axis));
    let joining = Joining {
        axis,
        out: None,
        dtype: dtype_of(dtype)?,
        casting: casting_of(casting, Casting::SameKind)?,
    };
    joining.join(tup.py(), &objects, &arrays)
}

/// Arrays below each other.
#[pyfunction]
#[pyo3(signature = (tup, *, dtype=None, casting=None), text_signature = "(tup, *, dtype=None, casting='same_kind')")]
fn vstack(tup: &Bound<'_, PyAny>, dtype: Object<'_, '_>, casting: Option<&str>) -> Result {
    join_raised(tup, manipulation::atleast_2d, |_| 0, dtype, casting)
}

/// Arrays beside each other.
#[pyfunction]
#[pyo3(signature = (tup, *, dtype=None, casting=None), text_signature = "(tup, *, dtype=None, casting='same_kind')")]
fn hstack(tup: &Bound<'_, PyAny>, dtype: Object<'_, '_>, casting: Option<&str>) -> Result {
    join_raised(tup, manipulation::atleast_1d, |a| if a.ndim() == 1 { 0 } else { 1 }, dtype, casting)
}

/// Arrays behind each other along the third axis.
#[pyfunction]
fn dstack(tup: &Bound<'_, PyAny>) -> Result {
    join_raised(tup, manipulation::atleast_3d, |_| 2, None, None)
}

/// Vectors as the columns of a matrix.
#[pyfunction]
fn column_stack(tup: &Bound<'_, PyAny>) -> Result {
    let column = |a: &NdArray| if a.ndim() < 2 { a.reshape(&[-1, 1]) } else { Ok(a.clone()) };
    join_raised(tup, column, |_| 1, None, None)
}

/// Where an array is cut: into equal parts, or at places.
enum Cuts {
    Sections(isize),
    Places(Vec<isize>),
}

fn cuts_of(object: &Bound<'_, PyAny>) -> PyResult<Cuts> {
    if object.try_iter().is_err() {
        return Ok(Cuts::Sections(object.extract()?));
    }
    object.try_iter()?.map(|i| i?.extract()).collect::<PyResult<_>>().map(Cuts::Places)
}

fn cut(ary: &Bound<'_, PyAny>, cuts: &Cuts, axis: isize, equal: bool) -> Result {
    let x = array_object(ary)?;
    let a = as_array(&x, None)?;
    let parts = match cuts {
        Cuts::Sections(n) => {
            let n = usize::try_from(*n).unwrap_or(0);
            let axis = pallasite_array::layout::normalize_axis(axis, a.ndim()).py()?;
            if equal && n == 0 {
                return Err(PyZeroDivisionError::new_err("integer modulo by zero"));
            }
            if equal && !a.shape()[axis].is_multiple_of(n) {
                return Err(PyValueError::new_err("array split does not result in an equal division"));
            }
            manipulation::array_split(&a, n, axis as isize)
        }
        Cuts::Places(places) => manipulation::split_at(&a, places, axis),
    };
    list_of_views(&x, &a, parts.py()?)
}

/// Views of equal parts along an axis, or of the parts between places.
#[pyfunction]
#[pyo3(signature = (ary, indices_or_sections, axis=0))]
fn split(ary: &Bound<'_, PyAny>, indices_or_sections: &Bound<'_, PyAny>, axis: isize) -> Result {
    cut(ary, &cuts_of(indices_or_sections)?, axis, true)
}

/// Views of parts along an axis, as equal as they can be.
#[pyfunction]
#[pyo3(signature = (ary, indices_or_sections, axis=0))]
fn array_split(ary: &Bound<'_, PyAny>, indices_or_sections: &Bound<'_, PyAny>, axis: isize) -> Result {
    cut(ary, &cuts_of(indices_or_sections)?, axis, false)
}

macro_rules! splits {
    ($($(#[$doc:meta])* $name:ident($least:literal, $axis:expr);)*) => {$(
        $(#[$doc])*
        #[pyfunction]
        fn $name(ary: &Bound<'_, PyAny>, indices_or_sections: &Bound<'_, PyAny>) -> Result {
            let x = array_object(ary)?;
            let ndim = as_array(&x, None)?.ndim();
            if ndim < $least {
                let text = concat!(stringify!($name), " only works on arrays of ", $least, " or more dimensions");
                return Err(PyValueError::new_err(text));
            }
            let axis: fn(usize) -> isize = $axis;
            cut(&x, &cuts_of(indices_or_sections)?, axis(ndim), true)
        }
    )*};
}

splits! {
    /// Views of parts beside each other.
    hsplit(1, |ndim| if ndim > 1 { 1 } else { 0 });
    /// Views of parts below each other.
    vsplit(2, |_| 0);
    /// Views of parts along the third axis.
    dsplit(3, |_| 2);
}

/// Views of the sub-arrays along an axis.
#[pyfunction]
#[pyo3(signature = (x, /, *, axis=0))]
fn unstack(x: &Bound<'_, PyAny>, axis: isize) -> Result {
    let x = array_object(x)?;
    let a = as_array(&x, None)?;
    let views = manipulation::unstack(&a, axis).py()?;
    let views = views.into_iter().map(|v| same_class(&x, &a, v)).collect::<PyResult<Vec<_>>>()?;
    Ok(PyTuple::new(x.py(), views)?.into_any().unbind())
}

/// An array repeated as a whole.
#[pyfunction]
#[pyo3(signature = (A, reps))]
#[allow(non_snake_case)]
fn tile(A: &Bound<'_, PyAny>, reps: &Bound<'_, PyAny>) -> Result {
    let a = as_array(A, None)?;
    same_class(A, &a, manipulation::tile(&a, &shape_of(reps)?).py()?)
}

/// Each element repeated.
#[pyfunction]
#[pyo3(signature = (a, repeats, axis=None))]
fn repeat(a: &Bound<'_, PyAny>, repeats: &Bound<'_, PyAny>, axis: Option<isize>) -> Result {
    by_method(a, "repeat", (repeats, axis))
}

/// What `ndarray.repeat` computes.
pub fn repeated(a: &NdArray, repeats: &Bound<'_, PyAny>, axis: Option<isize>) -> PyResult<NdArray> {
    if let Ok(n) = repeats.extract::<isize>() {
        return crate::array::detached(repeats.py(), a.size(), || {
            manipulation::repeat(a, Repeats::All(n), axis)
        });
    }
    let held = crate::coerce::existing(repeats)?;
    let deep = match &held {
        Some(_) => "object too deep for desired array",
        None => {
            "setting an array element with a sequence. The requested array would exceed the maximum number of dimension of 1."
        }
    };
    let counts = held.map_or_else(|| as_array(repeats, Some(&DType::INT64)), Ok)?;
    super::arguments::check_cast(&counts, &DType::INT64, Casting::Safe)?;
    if counts.ndim() > 1 {
        return Err(PyValueError::new_err(deep));
    }
    let counts = counts.cast_vec::<i64>().py()?;
    match counts[..] {
        [n] => manipulation::repeat(a, Repeats::All(n as isize), axis).py(),
        _ => manipulation::repeat(a, Repeats::Each(&counts), axis).py(),
    }
}

/// What an index argument of `delete` or `insert` selects.
fn item_of(obj: &Bound<'_, PyAny>) -> PyResult<Item> {
    if let Ok(slice) = obj.cast::<PySlice>() {
        let end = |name: &str| slice.getattr(name)?.extract::<Option<isize>>();
        return Ok(Item::Slice(Slice { start: end("start")?, stop: end("stop")?, step: end("step")? }));
    }
    if !obj.is_instance_of::<pyo3::types::PyBool>()
        && let Ok(i) = obj.extract::<isize>()
    {
        return Ok(Item::Int(i));
    }
    let array = as_array(obj, None)?;
    match array.kind() {
        Kind::Bool => Ok(Item::Mask(array)),
        _ if array.size() == 0 && !obj.is_instance_of::<PyArray>() => {
            array.astype(&DType::INT64, Order::C).py().map(Item::Array)
        }
        k if k.is_integer() && array.size() == 1 && array.ndim() <= 1 => {
            let i = array.cast_vec::<i64>().py()?[0];
            Ok(Item::Int(i as isize))
        }
        k if k.is_integer() => array.ravel().py().map(Item::Array),
        _ => Err(PyIndexError::new_err("arrays used as indices must be of integer (or boolean) type")),
    }
}

/// A copy without some sub-arrays.
#[pyfunction]
#[pyo3(signature = (arr, obj, axis=None))]
fn delete(arr: &Bound<'_, PyAny>, obj: &Bound<'_, PyAny>, axis: Option<isize>) -> Result {
    let a = as_array(arr, None)?;
    same_class(arr, &a, manipulation::delete(&a, &item_of(obj)?, axis).py()?)
}

/// A copy with values put in.
#[pyfunction]
#[pyo3(signature = (arr, obj, values, axis=None))]
fn insert(
    arr: &Bound<'_, PyAny>,
    obj: &Bound<'_, PyAny>,
    values: &Bound<'_, PyAny>,
    axis: Option<isize>,
) -> Result {
    let a = as_array(arr, None)?;
    let n = match axis {
        None => a.size(),
        Some(x) => a.shape()[pallasite_array::layout::normalize_axis(x, a.ndim()).py()?],
    };
    let values = as_array(values, None)?;
    let at = match item_of_insert(obj)? {
        Item::Slice(s) => {
            let (start, count, step) = s.resolve(n).py()?;
            let all: Vec<isize> = (0..count as isize).map(|i| start + i * step).collect();
            if let [one] = all[..] { Values::At(one, false) } else { Values::Each(all) }
        }
        Item::Int(i) => Values::At(i, as_array(obj, None)?.ndim() == 0),
        Item::Array(index) => {
            Values::Each(index.cast_vec::<i64>().py()?.into_iter().map(|i| i as isize).collect())
        }
        _ => {
            return Err(PyIndexError::new_err("arrays used as indices must be of integer (or boolean) type"));
        }
    };
    same_class(arr, &a, manipulation::insert(&a, &at, &values, axis).py()?)
}

/// As [`item_of`], with masks turned into the places they select.
fn item_of_insert(obj: &Bound<'_, PyAny>) -> PyResult<Item> {
    let item = item_of(obj)?;
    let Item::Mask(mask) = item else {
        if !obj.is_instance_of::<PySlice>() && as_array(obj, None)?.ndim() > 1 {
            return Err(PyValueError::new_err(
                "index array argument obj to insert must be one dimensional or scalar",
            ));
        }
        return Ok(item);
    };
    if mask.ndim() != 1 {
        return Err(PyValueError::new_err("boolean array argument obj to insert must be one dimensional"));
    }
    let at = pallasite_array::index::nonzero(&mask).py()?.remove(0);
    match at.to_vec::<i64>().py()?[..] {
        [one] => Ok(Item::Int(one as isize)),
        _ => Ok(Item::Array(at)),
    }
}

/// Values behind an array.
#[pyfunction]
#[pyo3(signature = (arr, values, axis=None))]
fn append(arr: &Bound<'_, PyAny>, values: &Bound<'_, PyAny>, axis: Option<isize>) -> Result {
    let objects = [arr.clone(), values.clone()];
    let joining = Joining { axis, out: None, dtype: None, casting: Casting::SameKind };
    joining.join(arr.py(), &objects, &arrays_of(&objects)?)
}

/// The elements under another shape, repeated as needed.
#[pyfunction]
fn resize(a: &Bound<'_, PyAny>, new_shape: &Bound<'_, PyAny>) -> Result {
    let array = as_array(a, None)?;
    let negative = |_| PyValueError::new_err("all elements of `new_shape` must be non-negative");
    let shape = ints_of(new_shape)?
        .into_iter()
        .map(|d| usize::try_from(d).map_err(negative))
        .collect::<PyResult<Vec<_>>>()?;
    same_class(a, &array, manipulation::resize(&array, &shape).py()?)
}

/// Without zeros at the ends.
#[pyfunction]
#[pyo3(signature = (filt, trim="fb", axis=None))]
fn trim_zeros(filt: &Bound<'_, PyAny>, trim: &str, axis: Object<'_, '_>) -> Result {
    let py = filt.py();
    let trim = trim.to_lowercase();
    if !matches!(trim.as_str(), "fb" | "bf" | "f" | "b") {
        let shown = PyString::new(py, &trim).repr()?;
        return Err(PyValueError::new_err(format!("unexpected character(s) in `trim`: {shown}")));
    }
    let a = as_array(filt, None)?;
    let axes = match axis.filter(|x| !x.is_none()) {
        None => (0..a.ndim() as isize).collect(),
        Some(x) => named_axes(x, a.ndim(), "axis")?,
    };
    if axes.is_empty() {
        return Ok(filt.clone().unbind());
    }
    let ranges = manipulation::trim_range(&a).py()?;
    let empty = ranges.iter().any(|r| r.0 == r.1);
    let end = |on: bool, i: usize| if empty || on { Some(i) } else { None };
    let slice = |(i, r): (usize, &(usize, usize))| -> PyResult<Bound<'_, PyAny>> {
        let chosen = axes.contains(&(i as isize));
        let (start, stop) =
            if chosen { (end(trim.contains('f'), r.0), end(trim.contains('b'), r.1)) } else { (None, None) };
        py.get_type::<PySlice>().call1((start, stop))
    };
    let slices = ranges.iter().enumerate().map(slice).collect::<PyResult<Vec<_>>>()?;
    match &slices[..] {
        [one] => Ok(filt.get_item(one)?.unbind()),
        all => Ok(filt.get_item(PyTuple::new(py, all)?)?.unbind()),
    }
}

/// The order of the elements reversed along axes.
#[pyfunction]
#[pyo3(signature = (m, axis=None))]
fn flip(m: &Bound<'_, PyAny>, axis: Object<'_, '_>) -> Result {
    let x = array_object(m)?;
    let a = as_array(&x, None)?;
    same_class(&x, &a, manipulation::flip(&a, axes_of(axis)?.as_deref()).py()?)
}

/// Columns in reverse order.
#[pyfunction]
fn fliplr(m: &Bound<'_, PyAny>) -> Result {
    let x = array_object(m)?;
    let a = as_array(&x, None)?;
    if a.ndim() < 2 {
        return Err(PyValueError::new_err("Input must be >= 2-d."));
    }
    same_class(&x, &a, manipulation::flip(&a, Some(&[1])).py()?)
}

/// Rows in reverse order.
#[pyfunction]
fn flipud(m: &Bound<'_, PyAny>) -> Result {
    let x = array_object(m)?;
    let a = as_array(&x, None)?;
    if a.ndim() < 1 {
        return Err(PyValueError::new_err("Input must be >= 1-d."));
    }
    same_class(&x, &a, manipulation::flip(&a, Some(&[0])).py()?)
}

/// Elements moved along axes, those behind the end put at the start.
#[pyfunction]
#[pyo3(signature = (a, shift, axis=None))]
fn roll(a: &Bound<'_, PyAny>, shift: &Bound<'_, PyAny>, axis: Object<'_, '_>) -> Result {
    let array = as_array(a, None)?;
    let shifts = ints_of(shift)?;
    let Some(axis) = axis.filter(|x| !x.is_none()) else {
        let flat = array.ravel().py()?;
        let total = shifts.iter().fold(0isize, |t, &s| t.wrapping_add(s));
        let shape: Vec<isize> = array.shape().iter().map(|&d| d as isize).collect();
        return same_class(
            a,
            &array,
            manipulation::roll(&flat, &[(total, 0)]).and_then(|r| r.reshape(&shape)).py()?,
        );
    };
    let axes = ints_of(axis)?;
    let pairs: Vec<(isize, isize)> = match (shifts.len(), axes.len()) {
        (1, _) => axes.iter().map(|&x| (shifts[0], x)).collect(),
        (_, 1) => shifts.iter().map(|&s| (s, axes[0])).collect(),
        (m, n) if m == n => shifts.into_iter().zip(axes).collect(),
        (m, n) => {
            return Err(PyValueError::new_err(format!(
                "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg 0 with shape ({m},) and arg 1 with shape ({n},)."
            )));
        }
    };
    same_class(a, &array, manipulation::roll(&array, &pairs).py()?)
}

/// Rotation by right angles in the plane of two axes.
#[pyfunction]
#[pyo3(signature = (m, k=1, axes=None), text_signature = "(m, k=1, axes=(0, 1))")]
fn rot90(m: &Bound<'_, PyAny>, k: isize, axes: Object<'_, '_>) -> Result {
    let axes = axes.map(ints_of).transpose()?.unwrap_or_else(|| vec![0, 1]);
    let &[first, second] = &axes[..] else {
        return Err(PyValueError::new_err("len(axes) must be 2."));
    };
    let x = array_object(m)?;
    let a = as_array(&x, None)?;
    same_class(&x, &a, manipulation::rot90(&a, k, (first, second)).py()?)
}

/// One pair for each axis, from a number, a pair or a list of pairs.
fn pairs_of(object: &Bound<'_, PyAny>, ndim: usize, whole: bool) -> PyResult<NdArray> {
    let a = as_array(object, None)?;
    if whole && a.size() > 0 && !a.kind().is_integer() {
        return Err(PyTypeError::new_err("`pad_width` must be of integral type."));
    }
    let compact = |s: &[usize]| pallasite_array::error::tuple(s).replace(", ", ",");
    let text = |_| {
        PyValueError::new_err(format!(
            "operands could not be broadcast together with remapped shapes [original->remapped]: {}  and requested shape ({ndim},2)",
            compact(a.shape())
        ))
    };
    a.broadcast_to(&[ndim, 2]).map_err(text)
}

fn widths_of(object: &Bound<'_, PyAny>, ndim: usize) -> PyResult<Vec<(usize, usize)>> {
    let all = pairs_of(object, ndim, true)?.cast_vec::<i64>().py()?;
    if all.iter().any(|&w| w < 0) {
        return Err(PyValueError::new_err("index can't contain negative values"));
    }
    Ok(all.chunks(2).map(|p| (p[0] as usize, p[1] as usize)).collect())
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
        given(name)?
            .map_or_else(|| NdArray::zeros(&[], &DType::INT64).py(), |v| pairs_of(&v, a.ndim(), false))
    };
    let lengths =
        || given("stat_length")?.filter(|l| !l.is_none()).map(|l| widths_of(&l, a.ndim())).transpose();
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

/// Copies values into an array, where a mask allows it.
#[pyfunction]
#[pyo3(signature = (dst, src, casting=None, r#where=None), text_signature = "(dst, src, casting='same_kind', where=True)")]
fn copyto(
    dst: &Bound<'_, PyAny>,
    src: &Bound<'_, PyAny>,
    casting: Option<&str>,
    r#where: Object<'_, '_>,
) -> PyResult<()> {
    let Ok(target) = target_of(dst) else {
        let name = dst.get_type().name()?;
        return Err(PyTypeError::new_err(format!("copyto() argument 1 must be numpy.ndarray, not {name}")));
    };
    let rule = casting_of(casting, Casting::SameKind)?;
    let weak = crate::coerce::existing(src)?.is_none() && crate::coerce::is_leaf(src);
    let kind = target.kind();
    let integer = src.is_instance_of::<pyo3::types::PyInt>() && kind.is_numeric() && kind != Kind::Bool;
    let float = src.is_instance_of::<pyo3::types::PyFloat>() && kind.is_inexact();
    let value =
        if weak && (integer || float) { as_array(src, Some(target.dtype()))? } else { as_array(src, None)? };
    let mask = match r#where {
        Some(w) if !w.is_exact_instance_of::<pyo3::types::PyBool>() || !w.is_truthy()? => {
            let mask = as_array(w, None)?;
            super::arguments::check_cast(&mask, &DType::BOOL, Casting::Safe)?;
            Some(mask)
        }
        _ => None,
    };
    if value.ndim() == 0 && !pallasite_array::promote::can_cast(value.dtype(), target.dtype(), rule) {
        let (from, to) = (value.dtype().repr(), target.dtype().repr());
        return Err(PyTypeError::new_err(format!(
            "Cannot cast scalar from {from} to {to} according to the rule '{}'",
            rule.name()
        )));
    }
    // SAFETY: no Rust reference into the memory is alive while Python code runs, and the GIL is held.
    unsafe { manipulation::copyto_shared(&target, &value, rule, mask.as_ref()).py() }
}

fn bit_order(name: &str) -> PyResult<BitOrder> {
    match name {
        "big" => Ok(BitOrder::Big),
        "little" => Ok(BitOrder::Little),
        _ => Err(PyValueError::new_err("'order' must be either 'little' or 'big'")),
    }
}

/// Booleans packed into bytes.
#[pyfunction]
#[pyo3(signature = (a, /, axis=None, bitorder="big"))]
fn packbits(a: &Bound<'_, PyAny>, axis: Option<isize>, bitorder: &str) -> Result {
    wrap(a.py(), manipulation::packbits(&as_array(a, None)?, axis, bit_order(bitorder)?).py()?)
}

/// The bits of bytes.
#[pyfunction]
#[pyo3(signature = (a, /, axis=None, count=None, bitorder="big"))]
fn unpackbits(a: &Bound<'_, PyAny>, axis: Option<isize>, count: Option<isize>, bitorder: &str) -> Result {
    wrap(a.py(), manipulation::unpackbits(&as_array(a, None)?, axis, count, bit_order(bitorder)?).py()?)
}

/// Lengths of the axes.
#[pyfunction]
fn shape(a: &Bound<'_, PyAny>) -> Result {
    Ok(array_object(a)?.getattr("shape")?.unbind())
}

/// Number of axes.
#[pyfunction]
fn ndim(a: &Bound<'_, PyAny>) -> PyResult<usize> {
    // An object like any other that is no sequence.
    if a.is_none() {
        return Ok(0);
    }
    Ok(as_array(a, None)?.ndim())
}

/// Number of elements, or length along axes.
#[pyfunction]
#[pyo3(signature = (a, axis=None))]
fn size(a: &Bound<'_, PyAny>, axis: Object<'_, '_>) -> PyResult<usize> {
    let a = as_array(a, None)?;
    match axes_of(axis)? {
        None => Ok(a.size()),
        Some(axes) => axes
            .into_iter()
            .map(|x| pallasite_array::layout::normalize_axis(x, a.ndim()).map(|x| a.shape()[x]).py())
            .product(),
    }
}

/// Adds the functions.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(m;
        Arguments: reshape, ravel, transpose, matrix_transpose, moveaxis, rollaxis, swapaxes, squeeze, expand_dims,
            atleast_1d, atleast_2d, atleast_3d, broadcast_to, broadcast_arrays, split, array_split, hsplit, vsplit,
            dsplit, unstack, tile, repeat, delete, insert, append, resize, trim_zeros, flip, fliplr, flipud, roll,
            rot90, pad, copyto, packbits, unpackbits, shape, ndim, size;
        Sequences: concatenate, stack, vstack, hstack, dstack, column_stack);
    Ok(())
}
