//! `a[key]` and `a[key] = value`.

use super::{Holder, PyArray, wrap_held, wrap_like, wrap_view};
use crate::convert::exact_int;
use crate::error::{IntoPy, py_err};
use pallasite_array::index::{Basic, Item, Selection, Slice, put_line, select, take_line};
use pallasite_array::{DType, Error, Field, Kind, NdArray};
use pyo3::exceptions::PyIndexError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyEllipsis, PyFloat, PyInt, PyList, PySlice, PyString, PyTuple};
use smallvec::SmallVec;
use std::sync::atomic::{AtomicIsize, Ordering};

/// An index expression, few parts in the usual case.
type Items = SmallVec<[Item; 4]>;

/// An index expression, and what it says about the result.
struct Key {
    items: Items,
    /// Integers only, so that a result without axes is a scalar and not a 0-d array.
    scalar: bool,
}

/// One end of a slice, clipped to what fits.
#[inline]
fn slice_end(object: &Bound<'_, PyAny>) -> PyResult<Option<isize>> {
    if object.is_none() {
        return Ok(None);
    }
    if let Some(i) = exact_int(object) {
        return Ok(Some(i));
    }
    // SAFETY: the GIL is held; a null exception type means clipping, other errors are fetched below.
    let value = unsafe { ffi::PyNumber_AsSsize_t(object.as_ptr(), std::ptr::null_mut()) };
    match (value == -1).then(|| PyErr::take(object.py())).flatten() {
        Some(_) => Err(pyo3::exceptions::PyTypeError::new_err(
            "slice indices must be integers or None or have an __index__ method",
        )),
        None => Ok(Some(value)),
    }
}

#[inline]
fn slice_of(object: &Bound<'_, PySlice>) -> PyResult<Slice> {
    // SAFETY: the type was checked; the fields are objects as long as the slice lives.
    let [start, stop, step] = unsafe {
        let raw = object.as_ptr().cast::<ffi::PySliceObject>();
        [(*raw).start, (*raw).stop, (*raw).step].map(|p| Bound::from_borrowed_ptr(object.py(), p))
    };
    Ok(Slice { start: slice_end(&start)?, stop: slice_end(&stop)?, step: slice_end(&step)? })
}

fn invalid() -> PyErr {
    PyIndexError::new_err(
        "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays \
         are valid indices",
    )
}

/// An integer, a slice, a new axis or an ellipsis, told by its type alone.
#[inline]
fn basic_item(object: &Bound<'_, PyAny>) -> PyResult<Option<Item>> {
    Ok(if let Some(i) = exact_int(object) {
        Some(Item::Int(i))
    } else if let Ok(s) = object.cast_exact::<PySlice>() {
        Some(Item::Slice(slice_of(s)?))
    } else if object.is_none() {
        Some(Item::NewAxis)
    } else {
        object.is_exact_instance_of::<PyEllipsis>().then_some(Item::Ellipsis)
    })
}

/// One part of an index expression, and whether it is a plain integer.
fn item_of(object: &Bound<'_, PyAny>) -> PyResult<(Item, bool)> {
    if let Some(item) = basic_item(object)? {
        let integer = matches!(item, Item::Int(_));
        return Ok((item, integer));
    }
    if let Ok(b) = object.cast::<PyBool>() {
        let mask = NdArray::from_vec(vec![pallasite_array::Bool::from(b.is_true())]);
        return Ok((Item::Mask(mask.reshape(&[]).py()?), false));
    }
    if let Some(a) = super::array_of(object).or_else(|| crate::scalar::scalar_array(object)) {
        return array_item(a, object);
    }
    if object.is_instance_of::<PyString>() {
        return Err(invalid());
    }
    if let Ok(i) = object.extract::<isize>() {
        return Ok((Item::Int(i), true));
    }
    if object.is_instance_of::<PyInt>() {
        return Err(PyIndexError::new_err(format!(
            "cannot fit '{}' into an index-sized integer",
            object.get_type().name()?
        )));
    }
    let array = crate::coerce::as_array(object, None).map_err(|e| {
        if e.is_instance_of::<pyo3::exceptions::PyValueError>(object.py()) { e } else { invalid() }
    })?;
    // An empty list has no integers to show its type.
    let array = if array.size() == 0 && object.is_instance_of::<PyList>() {
        array.astype(&DType::INT64, pallasite_array::Order::C).py()?
    } else {
        array
    };
    array_item(array, object)
}

fn array_item(a: NdArray, object: &Bound<'_, PyAny>) -> PyResult<(Item, bool)> {
    match a.kind() {
        Kind::Bool => Ok((Item::Mask(a), false)),
        k if k.is_integer() && a.ndim() == 0 => match a.item().py()? {
            pallasite_array::Scalar::Int(i) => Ok((Item::Int(i as isize), true)),
            pallasite_array::Scalar::UInt(u) => {
                let i = isize::try_from(u)
                    .map_err(|_| PyIndexError::new_err("cannot fit index into an index-sized integer"))?;
                Ok((Item::Int(i), true))
            }
            _ => Err(invalid()),
        },
        k if k.is_integer() => Ok((Item::Array(a), false)),
        _ if object.is_instance_of::<PyArray>() => {
            Err(PyIndexError::new_err("arrays used as indices must be of integer (or boolean) type"))
        }
        _ => Err(invalid()),
    }
}

fn key_of(object: &Bound<'_, PyAny>) -> PyResult<Key> {
    let mut key = Key { items: Items::new(), scalar: true };
    let mut add = |part: &Bound<'_, PyAny>| -> PyResult<()> {
        let (item, integer) = item_of(part)?;
        key.scalar &= integer;
        key.items.push(item);
        Ok(())
    };
    match object.cast::<PyTuple>() {
        Ok(parts) => parts.iter_borrowed().try_for_each(|p| add(&p))?,
        Err(_) => add(object)?,
    }
    Ok(key)
}

/// The parts of an index expression.
pub fn items_of(object: &Bound<'_, PyAny>) -> PyResult<SmallVec<[Item; 4]>> {
    Ok(key_of(object)?.items)
}

/// The field or fields that a key names: a string, or a list of strings.
enum Names {
    One(String),
    Many(Vec<String>),
}

fn names_of(object: &Bound<'_, PyAny>) -> PyResult<Option<Names>> {
    if let Ok(s) = object.cast::<PyString>() {
        return Ok(Some(Names::One(s.to_string())));
    }
    match object.cast::<PyList>() {
        Ok(list) if !list.is_empty() && list.iter().all(|i| i.is_instance_of::<PyString>()) => {
            Ok(Some(Names::Many(list.extract()?)))
        }
        _ => Ok(None),
    }
}

/// The view that field names select from a structured array.
fn select_fields(a: &NdArray, names: &Names) -> PyResult<NdArray> {
    match names {
        Names::One(name) => a.field(name).py(),
        Names::Many(names) => {
            let mut fields: Vec<Field> = Vec::with_capacity(names.len());
            for n in names {
                if fields.iter().any(|f| &f.name == n) {
                    return Err(py_err(Error::Value(format!("duplicate field of name {n}"))));
                }
                let field = a.dtype().field(n).cloned();
                fields.push(
                    field.ok_or_else(|| {
                        pyo3::exceptions::PyKeyError::new_err(format!("no field of name {n}"))
                    })?,
                );
            }
            let dtype = DType::structured(fields, a.itemsize(), false).py()?;
            a.view_with(0, dtype, a.shape(), a.strides()).py()
        }
    }
}

/// Bytes to place `i` along an axis.
#[inline]
pub(super) fn axis_offset(a: &NdArray, axis: usize, i: isize) -> PyResult<isize> {
    let size = a.shape()[axis];
    let at = if i < 0 { i.wrapping_add(size as isize) } else { i };
    if at < 0 || at as usize >= size {
        return Err(py_err(Error::IndexOutOfBounds { index: i, axis, size }));
    }
    Ok(at * a.strides()[axis])
}

/// Bytes to the element that a key names, when that has a Python integer for each axis.
#[inline]
fn element_offset(a: &NdArray, key: &Bound<'_, PyAny>) -> PyResult<Option<isize>> {
    if a.ndim() == 1
        && let Some(i) = exact_int(key)
    {
        return axis_offset(a, 0, i).map(Some);
    }
    let Ok(parts) = key.cast_exact::<PyTuple>() else { return Ok(None) };
    let mut places: SmallVec<[isize; 4]> = SmallVec::new();
    for part in parts.iter_borrowed() {
        let Some(i) = exact_int(&part) else { return Ok(None) };
        places.push(i);
    }
    if places.is_empty() || places.len() != a.ndim() {
        return Ok(None);
    }
    places.iter().enumerate().try_fold(0, |sum, (axis, &i)| Ok(sum + axis_offset(a, axis, i)?)).map(Some)
}

/// The view that a key selects when it is one Python integer or slice on the first axis.
#[inline(always)]
fn first_axis(a: &NdArray, key: &Bound<'_, PyAny>) -> PyResult<Option<NdArray>> {
    if let Ok(rows) = key.cast_exact::<PySlice>() {
        return a.slice_rows(&slice_of(rows)?).map(Some).py();
    }
    match exact_int(key) {
        Some(i) => a.row(i).map(Some).py(),
        None => Ok(None),
    }
}

/// The view that a key of integers, slices, new axes and an ellipsis selects; integers alone name an element.
fn basic_view(a: &NdArray, key: &Bound<'_, PyAny>) -> PyResult<Option<NdArray>> {
    let Ok(parts) = key.cast_exact::<PyTuple>() else {
        let Some(item @ (Item::NewAxis | Item::Ellipsis)) = basic_item(key)? else { return Ok(None) };
        return a.slice(&[item]).map(Some).py();
    };
    let (mut axes, mut ellipses, mut ints) = (0, 0, 0);
    for part in parts.iter_borrowed() {
        if part.is_exact_instance_of::<PyInt>() {
            ints += 1;
        } else if part.is_exact_instance_of::<PySlice>() {
            axes += 1;
        } else if part.is_exact_instance_of::<PyEllipsis>() {
            ellipses += 1;
        } else if !part.is_none() {
            return Ok(None);
        }
    }
    if ellipses > 1 || ints == parts.len() {
        return Ok(None);
    }
    let mut view = Basic::new(a, axes + ints).py()?;
    for part in parts.iter_borrowed() {
        match basic_item(&part)? {
            Some(Item::Int(i)) => view.int(i).py()?,
            Some(Item::Slice(range)) => view.slice(&range).py()?,
            Some(Item::Ellipsis) => view.ellipsis(),
            Some(_) => view.new_axis(),
            None => return Ok(None),
        }
    }
    view.finish().map(Some).py()
}

/// What a subclass's own indexing gives for a key of integers and slices, which may have another shape than the
/// array's: a column of a matrix has two axes.
fn view_of_subclass(slf: &Bound<'_, PyArray>, key: &Bound<'_, PyAny>) -> PyResult<Option<NdArray>> {
    if super::is_exact(slf.as_any()) {
        return Ok(None);
    }
    let items = key_of(key)?.items;
    if items.iter().any(|i| matches!(i, Item::Array(_) | Item::Mask(_))) {
        return Ok(None);
    }
    Ok(super::array_of(&slf.as_any().get_item(key)?))
}

#[pymethods]
impl PyArray {
    fn __contains__(slf: &Bound<'_, Self>, value: &Bound<'_, PyAny>) -> PyResult<bool> {
        let equal = slf.as_any().rich_compare(value, pyo3::basic::CompareOp::Eq)?;
        match equal.getattr_opt("any")? {
            Some(any) => any.call0()?.is_truthy(),
            None => equal.is_truthy(),
        }
    }

    fn __getitem__(slf: &Bound<'_, Self>, key: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let py = slf.py();
        let inner = slf.held();
        if let Some(offset) = element_offset(&inner.array, key)? {
            let at = inner.array.as_ptr().wrapping_offset(offset);
            // SAFETY: the offset is that of an element.
            return unsafe { crate::scalar::scalar_from_ptr(py, at, &inner.array) };
        }
        if let Some(view) = first_axis(&inner.array, key)? {
            return wrap_held(slf, inner, view);
        }
        if let Some(view) = basic_view(&inner.array, key)? {
            return wrap_held(slf, inner, view);
        }
        let array = inner.array.clone();
        drop(inner);
        if array.dtype().is_structured()
            && let Some(names) = names_of(key)?
        {
            return wrap_view(slf, select_fields(&array, &names)?);
        }
        if let Some(index) = super::exact(key)
            && let Some(taken) = take_line(&array, &index.held().array)
        {
            return wrap_like(slf, taken);
        }
        if let Some(index) = super::exact(key).map(|k| k.held().array.clone())
            && let (item @ (Item::Array(_) | Item::Mask(_)), _) = array_item(index, key)?
        {
            return wrap_like(slf, super::detached(py, array.size(), || array.index(&[item]))?);
        }
        let key = key_of(key)?;
        match select(&array, &key.items).py()? {
            Selection::View(v) if v.ndim() == 0 && key.scalar => crate::scalar::scalar_object(py, &v),
            Selection::View(v) => wrap_view(slf, v),
            Selection::Fancy(f) => wrap_like(slf, super::detached(py, array.size(), || f.take())?),
        }
    }

    fn __setitem__(slf: &Bound<'_, Self>, key: &Bound<'_, PyAny>, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let inner = slf.held();
        if !inner.array.is_writeable() {
            return Err(py_err(Error::ReadOnly));
        }
        if value.is_exact_instance_of::<PyFloat>()
            && inner.array.dtype().is(Kind::Float64)
            && let Some(offset) = element_offset(&inner.array, key)?
        {
            let at = inner.array.as_ptr().wrapping_offset(offset);
            // SAFETY: the offset is that of an element; the GIL keeps others away.
            return unsafe { crate::coerce::write_element(value, at, inner.array.dtype()) };
        }
        let mut array = inner.array.clone();
        drop(inner);
        if let Some(offset) = element_offset(&array, key)?
            && !array.dtype().is_structured()
            && !value.is_instance_of::<PyArray>()
            && crate::coerce::is_leaf(value)
        {
            // SAFETY: the offset is that of an element; the GIL keeps others away.
            return unsafe {
                crate::coerce::write_element(value, array.as_ptr().wrapping_offset(offset), array.dtype())
            };
        }
        if array.dtype().is_structured()
            && let Some(names) = names_of(key)?
        {
            array = select_fields(&array, &names)?;
            return super::attributes::set_all(&array, value);
        }
        if let Some(view) = first_axis(&array, key)? {
            return super::attributes::set_all(&view, value);
        }
        if let Some(view) = view_of_subclass(slf, key)? {
            return super::attributes::set_all(&view, value);
        }
        let value = crate::coerce::for_assignment(value, array.dtype())?;
        if let Some(index) = super::exact(key)
            // SAFETY: no Rust reference into the memory is alive while Python code runs, and the GIL is held.
            && unsafe { put_line(&array, &index.held().array, &value) }
        {
            return Ok(());
        }
        let key = key_of(key)?;
        // SAFETY: no Rust reference into the memory is alive while Python code runs, and the GIL is held.
        unsafe { array.set_index_shared(&key.items, &value).py() }
    }

    fn __delitem__(&self, _key: &Bound<'_, PyAny>) -> PyResult<()> {
        Err(py_err(Error::value("cannot delete array elements")))
    }

    fn __len__(slf: &Bound<'_, Self>) -> PyResult<usize> {
        let unsized_ = || pyo3::exceptions::PyTypeError::new_err("len() of unsized object");
        slf.held().array.shape().first().copied().ok_or_else(unsized_)
    }

    fn __iter__(slf: &Bound<'_, Self>) -> PyResult<PyArrayIter> {
        if slf.held().array.ndim() == 0 {
            return Err(pyo3::exceptions::PyTypeError::new_err("iteration over a 0-d array"));
        }
        Ok(PyArrayIter { of: slf.clone().unbind(), next: AtomicIsize::new(0) })
    }
}

/// Iterates over the first axis.
#[pyclass(name = "array_iterator", module = "pallasite.numpy", frozen)]
pub struct PyArrayIter {
    of: Py<PyArray>,
    next: AtomicIsize,
}

#[pymethods]
impl PyArrayIter {
    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        let of = self.of.bind(py);
        let held = of.held();
        let i = self.next.load(Ordering::Relaxed);
        if held.array.shape().first().is_none_or(|&n| i as usize >= n) {
            return Ok(None);
        }
        self.next.store(i + 1, Ordering::Relaxed);
        if held.array.ndim() == 1 {
            let at = held.array.as_ptr().wrapping_offset(axis_offset(&held.array, 0, i)?);
            // SAFETY: the offset is that of an element.
            return unsafe { crate::scalar::scalar_from_ptr(py, at, &held.array) }.map(Some);
        }
        let row = held.array.row(i).py()?;
        wrap_held(of, held, row).map(Some)
    }
}
