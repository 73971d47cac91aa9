//! Methods of `ndarray` about shape, type and single elements.

use super::index::axis_offset;
use super::{Holder, PyArray, attributes, detached, wrap_held, wrap_like, wrap_view};
use crate::convert::{axes_of, casting_of, order_of};
use crate::error::{IntoPy, py_err};
use pallasite_array::promote::{Casting, can_cast};
use pallasite_array::{Bool, Error, Kind, NdArray, Order, layout};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyTuple, PyType};

#[pymethods]
impl PyArray {
    /// The same elements under another shape; a view where possible.
    #[pyo3(signature = (*shape, order=None, copy=None), text_signature = "($self, /, *shape, order='C', copy=None)")]
    fn reshape(
        slf: &Bound<'_, Self>,
        shape: &Bound<'_, PyTuple>,
        order: Option<&Bound<'_, PyAny>>,
        copy: Option<bool>,
    ) -> PyResult<Py<PyAny>> {
        let shape = attributes::spread_ints(shape)?;
        let order = order_of(order, Order::C)?;
        if order == Order::K {
            return Err(PyValueError::new_err("order 'K' is not permitted for reshaping"));
        }
        let held = slf.held();
        let to = layout::resolve_shape(held.array.size(), &shape).py()?;
        if copy != Some(true)
            && let Some(view) = held.array.reshape_view(&to, order)
        {
            return wrap_held(slf, held, view);
        }
        if copy == Some(false) {
            return Err(PyValueError::new_err("Unable to avoid creating a copy while reshaping."));
        }
        let source = if copy == Some(true) { held.array.copy(Order::C).py()? } else { held.array.clone() };
        drop(held);
        wrap_like(slf, source.reshape_order(&shape, order).py()?)
    }

    /// One dimension; a view where possible.
    #[pyo3(signature = (order=None), text_signature = "($self, /, order='C')")]
    fn ravel(slf: &Bound<'_, Self>, order: Option<&Bound<'_, PyAny>>) -> PyResult<Py<PyAny>> {
        let held = slf.held();
        let out = match order_of(order, Order::C)? {
            Order::K => ravel_in_memory_order(&held.array).py()?,
            o => held.array.reshape_order(&[-1], o).py()?,
        };
        if out.buffer().same(held.array.buffer()) {
            return wrap_held(slf, held, out);
        }
        drop(held);
        wrap_like(slf, out)
    }

    /// A copy with one dimension.
    #[pyo3(signature = (order=None), text_signature = "($self, /, order='C')")]
    fn flatten(slf: &Bound<'_, Self>, order: Option<&Bound<'_, PyAny>>) -> PyResult<Py<PyAny>> {
        let array = slf.held().array.clone();
        let flat = match order_of(order, Order::C)? {
            Order::K => ravel_in_memory_order(&array),
            o => array.reshape_order(&[-1], o),
        };
        wrap_like(
            slf,
            flat.and_then(|f| if f.buffer().same(array.buffer()) { f.copy(Order::C) } else { Ok(f) }).py()?,
        )
    }

    /// The axes in another order, reversed by default.
    #[pyo3(signature = (*axes))]
    fn transpose(slf: &Bound<'_, Self>, axes: &Bound<'_, PyTuple>) -> PyResult<Py<PyAny>> {
        let array = slf.held().array.clone();
        let none = axes.is_empty() || axes.len() == 1 && axes.get_item(0)?.is_none();
        let view =
            if none { array.transpose() } else { array.permute(&attributes::spread_ints(axes)?).py()? };
        wrap_view(slf, view)
    }

    /// Two axes exchanged.
    #[pyo3(signature = (axis1, axis2, /))]
    fn swapaxes(slf: &Bound<'_, Self>, axis1: isize, axis2: isize) -> PyResult<Py<PyAny>> {
        let view = slf.held().array.swap_axes(axis1, axis2).py()?;
        wrap_view(slf, view)
    }

    /// Without axes of length one.
    #[pyo3(signature = (axis=None))]
    fn squeeze(slf: &Bound<'_, Self>, axis: Option<&Bound<'_, PyAny>>) -> PyResult<Py<PyAny>> {
        let axes = axes_of(axis)?;
        let array = slf.held().array.clone();
        if axes.is_none() && !array.shape().contains(&1) {
            return Ok(slf.clone().into_any().unbind());
        }
        wrap_view(slf, array.squeeze(axes.as_deref()).py()?)
    }

    /// A copy of another type.
    #[pyo3(signature = (dtype, order=None, casting=None, subok=true, copy=true), text_signature = "($self, /, dtype, order='K', casting='unsafe', subok=True, copy=True)")]
    fn astype(
        slf: &Bound<'_, Self>,
        dtype: &Bound<'_, PyAny>,
        order: Option<&Bound<'_, PyAny>>,
        casting: Option<&str>,
        subok: bool,
        copy: bool,
    ) -> PyResult<Py<PyAny>> {
        let array = slf.held().array.clone();
        let mut to = crate::dtype::to_dtype(dtype)?;
        if to.itemsize() == 0 && !to.is_structured() {
            let sized = pallasite_array::promote::promote_types(&to, array.dtype()).ok();
            to = sized.filter(|d| d.kind() == to.kind()).unwrap_or(to);
        }
        let order = order_of(order, Order::K)?;
        let rule = casting_of(casting, Casting::Unsafe)?;
        if !can_cast(array.dtype(), &to, rule) {
            return Err(py_err(Error::Cast { from: array.dtype().clone(), to, rule: rule.name() }));
        }
        let ordered = match order {
            Order::C => array.is_c_contiguous(),
            Order::F => array.is_f_contiguous(),
            _ => true,
        };
        if !copy && &to == array.dtype() && ordered && (subok || super::is_exact(slf.as_any())) {
            return Ok(slf.clone().into_any().unbind());
        }
        crate::scalar::warn_of_lost_imaginary(slf.py(), array.kind(), to.kind())?;
        let out = crate::errstate::watch(slf.py(), "cast", || {
            detached(slf.py(), array.size(), || array.astype(&to, order))
        })?;
        let out = out.unpack_sub();
        if subok { wrap_like(slf, out) } else { super::wrap(slf.py(), out) }
    }

    /// A copy.
    #[pyo3(signature = (order=None), text_signature = "($self, /, order='C')")]
    fn copy(slf: &Bound<'_, Self>, order: Option<&Bound<'_, PyAny>>) -> PyResult<Py<PyAny>> {
        let array = slf.held().array.clone();
        let order = order_of(order, Order::C)?;
        wrap_like(slf, detached(slf.py(), array.size(), || array.copy(order))?)
    }

    /// The same memory as another dtype or class.
    #[pyo3(signature = (dtype=None, r#type=None), text_signature = "($self, /, *args, **kwargs)")]
    fn view(
        slf: &Bound<'_, Self>,
        dtype: Option<&Bound<'_, PyAny>>,
        r#type: Option<&Bound<'_, PyType>>,
    ) -> PyResult<Py<PyAny>> {
        let array = slf.held().array.clone();
        let class_first = dtype
            .and_then(|d| d.cast::<PyType>().ok())
            .filter(|t| t.is_subclass_of::<PyArray>().unwrap_or(false));
        let class = r#type.or(class_first.map(|c| c as &Bound<'_, PyType>));
        let dtype = dtype.filter(|_| class_first.is_none() && dtype.is_some_and(|d| !d.is_none()));
        let view = match dtype {
            Some(d) => array.view_dtype(&crate::dtype::to_dtype(d)?).py()?,
            None => array,
        };
        match class {
            Some(c) => super::wrap_class(c, view, Some(super::owner_of(slf, &slf.held(), c)), slf.as_any()),
            None => wrap_view(slf, view),
        }
    }

    /// One field of the elements, as a view of the given type at the given offset.
    #[pyo3(signature = (dtype, offset=0))]
    fn getfield(slf: &Bound<'_, Self>, dtype: &Bound<'_, PyAny>, offset: usize) -> PyResult<Py<PyAny>> {
        wrap_view(slf, field_view(&slf.held().array, &crate::dtype::to_dtype(dtype)?, offset)?)
    }

    /// Puts a value into a field of the elements.
    #[pyo3(signature = (val, dtype, offset=0), text_signature = "($self, val, /, dtype, offset=0)")]
    fn setfield(
        slf: &Bound<'_, Self>,
        val: &Bound<'_, PyAny>,
        dtype: &Bound<'_, PyAny>,
        offset: usize,
    ) -> PyResult<()> {
        attributes::set_all(&field_view(&slf.held().array, &crate::dtype::to_dtype(dtype)?, offset)?, val)
    }

    /// The bytes of each element in reverse order.
    #[pyo3(signature = (inplace=None), text_signature = "($self, /, inplace=False)")]
    fn byteswap(slf: &Bound<'_, Self>, inplace: Option<&Bound<'_, PyAny>>) -> PyResult<Py<PyAny>> {
        let array = slf.held().array.clone();
        let other = array.view_dtype(&array.dtype().byteswapped()).py()?;
        let swapped = other.astype(array.dtype(), Order::K).py()?;
        if !inplace.map_or(Ok(false), |i| i.is_truthy())? {
            return wrap_like(slf, swapped);
        }
        // SAFETY: no Rust reference into the memory is alive while Python code runs, and the GIL is held.
        unsafe { array.assign_shared(&swapped).py()? };
        Ok(slf.clone().into_any().unbind())
    }

    /// All elements set to one value.
    fn fill(slf: &Bound<'_, Self>, value: &Bound<'_, PyAny>) -> PyResult<()> {
        if crate::array::array_of(value).is_some_and(|v| v.ndim() > 0) {
            return Err(PyValueError::new_err("setting an array element with a sequence."));
        }
        attributes::set_all(&slf.held().array, value)
    }

    /// One element as a Python object.
    #[pyo3(signature = (*args))]
    fn item(slf: &Bound<'_, Self>, py: Python<'_>, args: &Bound<'_, PyTuple>) -> PyResult<Py<PyAny>> {
        let array = &slf.held().array;
        let at = array.as_ptr().wrapping_offset(offset_of(array, args)?);
        crate::scalar::python_object(py, at, array)
    }

    /// Nested lists of Python objects.
    fn tolist(slf: &Bound<'_, Self>, py: Python<'_>) -> PyResult<Py<PyAny>> {
        nested_list(py, &slf.held().array)
    }

    /// Changes shape and size in place.
    #[pyo3(signature = (*new_shape, refcheck=true))]
    fn resize(slf: &Bound<'_, Self>, new_shape: &Bound<'_, PyTuple>, refcheck: bool) -> PyResult<()> {
        let none = new_shape.len() == 1 && new_shape.get_item(0)?.is_none();
        if new_shape.is_empty() || none {
            return Ok(());
        }
        let shape = attributes::spread_ints(new_shape)?;
        let negative = || py_err(Error::value("negative dimensions not allowed"));
        let shape = shape
            .into_iter()
            .map(|d| usize::try_from(d).map_err(|_| negative()))
            .collect::<PyResult<Vec<_>>>()?;
        let mut held = slf.held_mut()?;
        if held.base.is_some() {
            return Err(PyValueError::new_err("cannot resize this array: it does not own its data"));
        }
        if refcheck && held.array.buffer().handles() != 1 {
            return Err(PyValueError::new_err(
                "cannot resize an array that references or is referenced\nby another array in this way.\nUse the np.resize function or refcheck=False",
            ));
        }
        held.array = resized(&held.array, &shape).py()?;
        Ok(())
    }

    fn __bool__(slf: &Bound<'_, Self>) -> PyResult<bool> {
        match slf.held().array.size() {
            1 => {
                let truth = slf
                    .held()
                    .array
                    .reshape(&[])
                    .and_then(|a| a.astype(&pallasite_array::DType::BOOL, Order::C))
                    .py()?;
                Ok(truth.item().py()? == pallasite_array::Scalar::Bool(true))
            }
            0 => Err(PyValueError::new_err(
                "The truth value of an empty array is ambiguous. Use `array.size > 0` to check that an array is not empty.",
            )),
            _ => Err(PyValueError::new_err(
                "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()",
            )),
        }
    }

    fn __int__(slf: &Bound<'_, Self>, py: Python<'_>) -> PyResult<Py<PyAny>> {
        Ok(py.get_type::<pyo3::types::PyInt>().call1((Self::only_element(slf, py)?,))?.unbind())
    }

    fn __float__(slf: &Bound<'_, Self>, py: Python<'_>) -> PyResult<Py<PyAny>> {
        Ok(py.get_type::<pyo3::types::PyFloat>().call1((Self::only_element(slf, py)?,))?.unbind())
    }

    fn __complex__(slf: &Bound<'_, Self>, py: Python<'_>) -> PyResult<Py<PyAny>> {
        Ok(py.get_type::<pyo3::types::PyComplex>().call1((Self::only_element(slf, py)?,))?.unbind())
    }

    fn __index__(slf: &Bound<'_, Self>, py: Python<'_>) -> PyResult<Py<PyAny>> {
        if slf.held().array.ndim() != 0 || !slf.held().array.kind().is_integer() {
            return Err(PyTypeError::new_err(
                "only integer scalar arrays can be converted to a scalar index",
            ));
        }
        crate::scalar::python_object(py, slf.held().array.as_ptr(), &slf.held().array)
    }
}

impl PyArray {
    /// The one element, as `int()` and `float()` want it.
    fn only_element(slf: &Bound<'_, Self>, py: Python<'_>) -> PyResult<Py<PyAny>> {
        if slf.held().array.ndim() != 0 {
            return Err(PyTypeError::new_err("only 0-dimensional arrays can be converted to Python scalars"));
        }
        crate::scalar::python_object(py, slf.held().array.as_ptr(), &slf.held().array)
    }
}

fn ravel_in_memory_order(a: &NdArray) -> pallasite_array::Result<NdArray> {
    let mut axes: Vec<isize> = (0..a.ndim() as isize).collect();
    axes.sort_by_key(|&i| std::cmp::Reverse(a.strides()[i as usize].unsigned_abs()));
    a.permute(&axes)?.reshape(&[-1])
}

fn field_view(a: &NdArray, dtype: &pallasite_array::DType, offset: usize) -> PyResult<NdArray> {
    if offset + dtype.itemsize() > a.itemsize() {
        let text = format!(
            "Need 0 <= offset <= {} for requested type but received offset = {offset}",
            a.itemsize() as isize - dtype.itemsize() as isize
        );
        return Err(PyValueError::new_err(text));
    }
    Ok(a.view_with(offset as isize, dtype.clone(), a.shape(), a.strides()).py()?.unpack_sub())
}

/// Bytes to the element that the arguments of `item` name: a place on each axis, or one in C order.
fn offset_of(a: &NdArray, args: &Bound<'_, PyTuple>) -> PyResult<isize> {
    if args.is_empty() {
        let several = || PyValueError::new_err("can only convert an array of size 1 to a Python scalar");
        return if a.size() == 1 { Ok(0) } else { Err(several()) };
    }
    let index = attributes::spread_ints(args)?;
    if index.len() == a.ndim() {
        let offsets = index.iter().enumerate().map(|(axis, &i)| axis_offset(a, axis, i));
        return offsets.sum();
    }
    let [flat] = index[..] else {
        return Err(PyValueError::new_err("incorrect number of indices for array"));
    };
    let size = a.size();
    let at = if flat < 0 { flat + size as isize } else { flat };
    if at < 0 || at as usize >= size {
        let text = format!("index {flat} is out of bounds for size {size}");
        return Err(pyo3::exceptions::PyIndexError::new_err(text));
    }
    let (mut rest, mut offset) = (at as usize, 0);
    for (&n, &stride) in a.shape().iter().zip(a.strides()).rev() {
        offset += (rest % n) as isize * stride;
        rest /= n;
    }
    Ok(offset)
}

/// Nested lists of the elements; the element itself without axes.
fn nested_list(py: Python<'_>, a: &NdArray) -> PyResult<Py<PyAny>> {
    // SAFETY: the first element of all axes.
    unsafe { list_from(py, a, a.as_ptr(), 0) }
}

/// The axes from `axis` on as nested lists.
///
/// # Safety
/// `start` is the first element of a sub-array of `a` along these axes.
unsafe fn list_from(py: Python<'_>, a: &NdArray, start: *const u8, axis: usize) -> PyResult<Py<PyAny>> {
    let (Some(&n), Some(&step)) = (a.shape().get(axis), a.strides().get(axis)) else {
        return crate::scalar::python_object(py, start, a);
    };
    let at = |i: usize| start.wrapping_offset(step * i as isize);
    // SAFETY: by the caller; elements of this kind are at all places.
    let list = unsafe {
        match a.kind() {
            kind if axis + 1 < a.ndim() || !a.dtype().is(kind) => {
                let items =
                    (0..n).map(|i| list_from(py, a, at(i), axis + 1)).collect::<PyResult<Vec<_>>>()?;
                PyList::new(py, items)?
            }
            Kind::Float64 => PyList::new(py, (0..n).map(|i| at(i).cast::<f64>().read_unaligned()))?,
            Kind::Int64 => PyList::new(py, (0..n).map(|i| at(i).cast::<i64>().read_unaligned()))?,
            Kind::Bool => PyList::new(py, (0..n).map(|i| at(i).cast::<Bool>().read().get()))?,
            _ => {
                let items = (0..n).map(|i| crate::scalar::python_object(py, at(i), a));
                PyList::new(py, items.collect::<PyResult<Vec<_>>>()?)?
            }
        }
    };
    Ok(list.into_any().unbind())
}

/// The first elements in C order under another shape, zeros behind them.
fn resized(a: &NdArray, shape: &[usize]) -> pallasite_array::Result<NdArray> {
    let out = NdArray::zeros(shape, a.dtype())?;
    let n = out.size().min(a.size());
    let head = |x: &NdArray| {
        x.ravel()?.slice(&[pallasite_array::index::Item::Slice(pallasite_array::index::Slice {
            stop: Some(n as isize),
            ..Default::default()
        })])
    };
    // SAFETY: `out` is ours.
    unsafe { head(&out)?.assign_shared(&head(a)?)? };
    Ok(out)
}
