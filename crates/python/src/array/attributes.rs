//! The attributes of `ndarray`.

use super::{Holder, PyArray, wrap, wrap_held, wrap_view};
use crate::convert::{Ints, few_ints_of, strides_of, tuple_of};
use crate::dtype::PyDType;
use crate::error::{IntoPy, py_err};
use pallasite_array::{DType, Error, Kind, NdArray, Order};
use pyo3::exceptions::{PyAttributeError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyFloat, PyInt, PyWeakrefReference};

#[pymethods]
impl PyArray {
    /// Lengths of the axes.
    #[getter]
    fn shape<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        tuple_of(slf.py(), slf.held().array.shape())
    }

    #[setter(shape)]
    fn set_shape(slf: &Bound<'_, Self>, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let shape: Vec<isize> = crate::convert::ints_of(value)?;
        let mut held = slf.held_mut()?;
        let to = pallasite_array::layout::resolve_shape(held.array.size(), &shape).py()?;
        let incompatible = "Incompatible shape for in-place modification. Use `.reshape()` to make a copy with the desired shape.";
        let view = held.array.reshape_view(&to, Order::C);
        held.array = view.ok_or_else(|| PyAttributeError::new_err(incompatible))?;
        Ok(())
    }

    /// Bytes to step along each axis.
    #[getter]
    fn strides<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        tuple_of(slf.py(), slf.held().array.strides())
    }

    #[setter(strides)]
    fn set_strides(slf: &Bound<'_, Self>, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let strides = strides_of(value)?;
        let mut held = slf.held_mut()?;
        if strides.len() != held.array.ndim() {
            let text = format!("strides must be same length as shape ({})", held.array.ndim());
            return Err(py_err(Error::Value(text)));
        }
        let unfit = |_| py_err(Error::value("strides is not compatible with available memory"));
        let array = &held.array;
        held.array = array.view_with(0, array.dtype().clone(), array.shape(), &strides).map_err(unfit)?;
        Ok(())
    }

    /// Address, shape and strides for functions called through `ctypes`.
    #[getter]
    fn ctypes<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let at = slf.held().array.as_ptr() as usize;
        slf.py().import("pallasite.numpy._ctypes")?.getattr("_ctypes")?.call1((slf, at))
    }

    /// Number of axes.
    #[getter]
    fn ndim(slf: &Bound<'_, Self>) -> usize {
        slf.held().array.ndim()
    }

    /// Number of elements.
    #[getter]
    fn size(slf: &Bound<'_, Self>) -> usize {
        slf.held().array.size()
    }

    /// Bytes of one element.
    #[getter]
    fn itemsize(slf: &Bound<'_, Self>) -> usize {
        slf.held().array.itemsize()
    }

    /// Bytes of all elements.
    #[getter]
    fn nbytes(slf: &Bound<'_, Self>) -> usize {
        slf.held().array.nbytes()
    }

    /// The object that the memory belongs to, `None` when it is this one.
    #[getter]
    fn base(slf: &Bound<'_, Self>) -> Option<Py<PyAny>> {
        slf.held().base.as_ref().map(|b| b.clone_ref(slf.py()))
    }

    /// Type of the elements.
    #[getter]
    fn dtype<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let object = crate::dtype::dtype_object(slf.py(), slf.held().array.dtype())?;
        if slf.held().array.dtype().is_structured() {
            object.cast::<PyDType>()?.borrow_mut().array = Some(PyWeakrefReference::new(slf)?.unbind());
        }
        Ok(object)
    }

    #[setter(dtype)]
    fn set_dtype(slf: &Bound<'_, Self>, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let dtype = crate::dtype::to_dtype(value)?;
        let mut held = slf.held_mut()?;
        held.array = held.array.view_dtype(&dtype).py()?;
        Ok(())
    }

    /// The axes in reverse order.
    #[getter(T)]
    fn transposed(slf: &Bound<'_, Self>) -> PyResult<Py<PyAny>> {
        let held = slf.held();
        let view = held.array.transpose();
        wrap_held(slf, held, view)
    }

    /// The last two axes exchanged.
    #[getter(mT)]
    fn matrix_transposed(slf: &Bound<'_, Self>) -> PyResult<Py<PyAny>> {
        let array = slf.held().array.clone();
        if array.ndim() < 2 {
            return Err(py_err(Error::value("matrix transpose with ndim < 2 is undefined")));
        }
        wrap_view(slf, array.swap_axes(-1, -2).py()?)
    }

    /// The real parts, as a view.
    #[getter]
    fn real(slf: &Bound<'_, Self>) -> PyResult<Py<PyAny>> {
        match complex_part(&slf.held().array, 0).py()? {
            Some(view) => wrap_view(slf, view),
            None => Ok(slf.clone().into_any().unbind()),
        }
    }

    #[setter(real)]
    fn set_real(slf: &Bound<'_, Self>, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let array = slf.held().array.clone();
        let target = complex_part(&array, 0).py()?.unwrap_or(array);
        set_all(&target, value)
    }

    /// The imaginary parts, as a view (zeros for real arrays).
    #[getter]
    fn imag(slf: &Bound<'_, Self>) -> PyResult<Py<PyAny>> {
        let array = slf.held().array.clone();
        match complex_part(&array, 1).py()? {
            Some(view) => wrap_view(slf, view),
            None => wrap(slf.py(), NdArray::zeros(array.shape(), array.dtype()).py()?.with_writeable(false)),
        }
    }

    #[setter(imag)]
    fn set_imag(slf: &Bound<'_, Self>, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let array = slf.held().array.clone();
        match complex_part(&array, 1).py()? {
            Some(view) => set_all(&view, value),
            None => Err(PyTypeError::new_err("array does not have imaginary part to set")),
        }
    }

    /// The memory, as a buffer object.
    #[getter]
    fn data<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Ok(pyo3::types::PyMemoryView::from(slf.as_any())?.into_any())
    }

    /// Where the memory is, in the words of the array API standard.
    #[getter]
    fn device(&self) -> &'static str {
        "cpu"
    }

    /// The functions for arrays like this one, in the words of the array API standard.
    #[pyo3(signature = (*, api_version=None))]
    fn __array_namespace__<'py>(
        slf: &Bound<'py, Self>,
        api_version: Option<&str>,
    ) -> PyResult<Bound<'py, PyModule>> {
        namespace(slf.py(), api_version)
    }

    /// The array itself: there is one device.
    #[pyo3(signature = (device, /, *, stream=None))]
    fn to_device<'py>(
        slf: &Bound<'py, Self>,
        device: &str,
        stream: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        check_device(device, stream)?;
        Ok(slf.clone().into_any())
    }

    /// Above Python's own numbers, so that their operators leave the work to arrays.
    #[classattr]
    fn __array_priority__() -> f64 {
        0.0
    }
}

/// The module that `__array_namespace__` gives.
pub fn namespace<'py>(py: Python<'py>, api_version: Option<&str>) -> PyResult<Bound<'py, PyModule>> {
    match api_version {
        None | Some("2021.12" | "2022.12" | "2023.12" | "2024.12") => py.import("pallasite.numpy"),
        Some(version) => {
            let text = format!("Version \"{version}\" of the Array API Standard is not supported.");
            Err(py_err(Error::Value(text)))
        }
    }
}

/// Refuses what is not the one device.
pub fn check_device(device: &str, stream: Option<&Bound<'_, PyAny>>) -> PyResult<()> {
    if stream.is_some() {
        return Err(py_err(Error::value("The stream argument in to_device() is not supported")));
    }
    if device != "cpu" {
        return Err(py_err(Error::Value(format!("Unsupported device: {device}. Only 'cpu' is accepted."))));
    }
    Ok(())
}

/// View of the real (`0`) or imaginary (`1`) parts of a complex array; `None` for other arrays.
fn complex_part(a: &NdArray, part: isize) -> pallasite_array::Result<Option<NdArray>> {
    if !a.kind().is_complex() {
        return Ok(None);
    }
    let native = DType::from(a.kind().real());
    let dtype = if a.dtype().is_native() { native } else { native.byteswapped() };
    let offset = part * dtype.itemsize() as isize;
    a.view_with(offset, dtype, a.shape(), a.strides()).map(Some)
}

/// Gives the fields of an array new names, unless its dtype has become another one.
pub fn rename_fields(array: &Bound<'_, PyAny>, from: &DType, to: &DType) -> PyResult<()> {
    let mut held = array.cast::<PyArray>()?.held_mut()?;
    if held.array.dtype() == from {
        held.array = held.array.view_dtype(to).py()?;
    }
    Ok(())
}

/// Assigns any object to all elements.
pub(super) fn set_all(target: &NdArray, value: &Bound<'_, PyAny>) -> PyResult<()> {
    if fill_with_number(target, value) {
        return Ok(());
    }
    let value = crate::coerce::for_assignment(value, target.dtype())?;
    // SAFETY: no Rust reference into the memory is alive while Python code runs here, and the GIL is held.
    unsafe { target.assign_shared(&value).py() }
}

/// Bytes below which a fill is not worth a thread.
const SMALL_FILL: usize = 1 << 15;

/// Sets few elements that lie in a row to a Python number; false, with nothing done, for all else.
fn fill_with_number(target: &NdArray, value: &Bound<'_, PyAny>) -> bool {
    let small = target.nbytes() <= SMALL_FILL && target.is_writeable() && target.is_c_contiguous();
    let float = || value.cast_exact::<PyFloat>().map(|x| x.value()).ok();
    let integer = || value.cast_exact::<PyInt>().ok()?.extract::<i64>().ok();
    match target.kind() {
        kind if !small || !target.dtype().is(kind) => None,
        Kind::Float64 => {
            // SAFETY: elements of this kind; no Rust reference into the memory is alive, and the GIL is held.
            float().or_else(|| integer().map(|i| i as f64)).map(|x| unsafe { fill_row(target, x) })
        }
        Kind::Int64 => {
            // SAFETY: as above.
            integer().map(|i| unsafe { fill_row(target, i) })
        }
        _ => None,
    }
    .is_some()
}

/// # Safety
/// `target` has native elements of type `T` in a row, which nobody else uses meanwhile.
unsafe fn fill_row<T: Copy>(target: &NdArray, value: T) {
    let start = target.as_ptr().cast::<T>();
    for i in 0..target.size() {
        // SAFETY: by the caller; an array's memory may lie anywhere.
        unsafe { start.add(i).write_unaligned(value) };
    }
}

/// The shape argument of `reshape`, which may be spread over several arguments.
pub(super) fn spread_ints(args: &Bound<'_, pyo3::types::PyTuple>) -> PyResult<Ints> {
    match args.len() {
        1 => few_ints_of(&args.get_item(0)?),
        _ => few_ints_of(args.as_any()),
    }
}
