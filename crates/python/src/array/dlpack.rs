//! DLPack: memory shared with libraries of tensors. Version 1 of the protocol, and the capsules before it.
//!
//! The structures are those of `dlpack.h`, <https://dmlc.github.io/dlpack/latest/>.

use super::{Holder, PyArray, wrap};
use crate::error::{IntoPy, py_err};
use pallasite_array::{DType, Error, Kind, NdArray, Order, layout};
use pyo3::exceptions::{PyBufferError, PyRuntimeError, PyTypeError, PyValueError};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::ffi::{CStr, c_void};

const CPU: i32 = 1;
/// Devices whose memory the processor reads: its own, pinned by CUDA or ROCm, managed by CUDA.
const READABLE: [i32; 4] = [CPU, 3, 11, 13];
const READ_ONLY: u64 = 1;
const IS_COPIED: u64 = 2;

const OLD: &CStr = c"dltensor";
const NEW: &CStr = c"dltensor_versioned";

#[repr(C)]
struct Tensor {
    data: *mut c_void,
    device_type: i32,
    device_id: i32,
    ndim: i32,
    code: u8,
    bits: u8,
    lanes: u16,
    shape: *mut i64,
    strides: *mut i64,
    byte_offset: u64,
}

#[repr(C)]
struct Unversioned {
    tensor: Tensor,
    context: *mut c_void,
    deleter: Option<unsafe extern "C" fn(*mut Unversioned)>,
}

#[repr(C)]
struct Versioned {
    major: u32,
    minor: u32,
    context: *mut c_void,
    deleter: Option<unsafe extern "C" fn(*mut Versioned)>,
    flags: u64,
    tensor: Tensor,
}

/// The two forms of a tensor in a capsule.
trait Managed: Sized {
    const NAME: &'static CStr;
    const USED: &'static CStr;

    fn new(tensor: Tensor, context: *mut c_void, flags: u64) -> Self;
    fn context(&self) -> *mut c_void;
    fn tensor(&self) -> &Tensor;
    fn is_read_only(&self) -> bool;

    /// # Safety
    /// Once, on a tensor that nobody uses any more.
    unsafe fn delete(this: *mut Self);

    fn check(&self) -> PyResult<()> {
        Ok(())
    }
}

macro_rules! managed {
    ($type:ident, $name:expr, $used:literal, |$tensor:ident, $context:ident, $flags:ident| $new:expr) => {
        fn new($tensor: Tensor, $context: *mut c_void, $flags: u64) -> $type {
            $new
        }
        const NAME: &'static CStr = $name;
        const USED: &'static CStr = $used;
        fn context(&self) -> *mut c_void {
            self.context
        }
        fn tensor(&self) -> &Tensor {
            &self.tensor
        }
        unsafe fn delete(this: *mut $type) {
            // SAFETY: by the caller, a live tensor.
            if let Some(deleter) = unsafe { (*this).deleter } {
                // SAFETY: by the caller, once.
                unsafe { deleter(this) };
            }
        }
    };
}

impl Managed for Unversioned {
    managed!(Unversioned, OLD, c"used_dltensor", |tensor, context, _flags| Unversioned {
        tensor,
        context,
        deleter: Some(free::<Unversioned>),
    });

    // It cannot say, so that nobody may write.
    fn is_read_only(&self) -> bool {
        true
    }
}

impl Managed for Versioned {
    managed!(Versioned, NEW, c"used_dltensor_versioned", |tensor, context, flags| Versioned {
        major: 1,
        minor: 0,
        context,
        deleter: Some(free::<Versioned>),
        flags,
        tensor,
    });

    fn is_read_only(&self) -> bool {
        self.flags & READ_ONLY != 0
    }

    fn check(&self) -> PyResult<()> {
        let unsupported =
            || PyBufferError::new_err(format!("from_dlpack(): DLPack {} is not supported", self.major));
        if self.major > 1 { Err(unsupported()) } else { Ok(()) }
    }
}

/// What an exported tensor points into.
struct Export {
    _array: NdArray,
    shape: Vec<i64>,
    strides: Vec<i64>,
}

/// The deleter of our tensors.
///
/// # Safety
/// Called once, with a tensor that [`export`] made.
unsafe extern "C" fn free<T: Managed>(this: *mut T) {
    // SAFETY: `export` leaked both boxes.
    let managed = unsafe { Box::from_raw(this) };
    // SAFETY: as above.
    drop(unsafe { Box::from_raw(managed.context().cast::<Export>()) });
}

/// The destructor of a capsule, which still has its tensor if nobody took it.
unsafe extern "C" fn drop_capsule<T: Managed>(capsule: *mut ffi::PyObject) {
    // SAFETY: Python passes the capsule; its pointer is a tensor while it has this name.
    unsafe {
        if ffi::PyCapsule_IsValid(capsule, T::NAME.as_ptr()) != 0 {
            T::delete(ffi::PyCapsule_GetPointer(capsule, T::NAME.as_ptr()).cast());
        }
    }
}

/// DLPack's code of a kind of number.
fn code_of(kind: Kind) -> Option<u8> {
    match kind.letter() {
        'i' => Some(0),
        'u' => Some(1),
        'f' => Some(2),
        'c' => Some(5),
        'b' => Some(6),
        _ => None,
    }
}

fn kind_of(code: u8, bits: u8) -> Option<Kind> {
    let fits = |k: &Kind| code_of(*k) == Some(code) && k.size() * 8 == usize::from(bits);
    Kind::NUMERIC.into_iter().find(fits)
}

/// A capsule with a tensor over the array's memory.
fn export<T: Managed>(py: Python<'_>, array: NdArray, flags: u64) -> PyResult<Py<PyAny>> {
    let size = array.itemsize();
    let code = code_of(array.kind()).filter(|_| array.dtype().is_native());
    let code =
        code.ok_or_else(|| PyBufferError::new_err("DLPack only supports native numbers and booleans."))?;
    if array.strides().iter().any(|s| s % size as isize != 0) {
        return Err(PyBufferError::new_err("DLPack only supports strides which are a multiple of itemsize."));
    }
    let data = array.as_ptr().cast::<c_void>();
    let mut context = Box::new(Export {
        shape: array.shape().iter().map(|&n| n as i64).collect(),
        strides: array.strides().iter().map(|s| (s / size as isize) as i64).collect(),
        _array: array,
    });
    let tensor = Tensor {
        data,
        device_type: CPU,
        device_id: 0,
        ndim: context.shape.len() as i32,
        code,
        bits: (size * 8) as u8,
        lanes: 1,
        shape: context.shape.as_mut_ptr(),
        strides: context.strides.as_mut_ptr(),
        byte_offset: 0,
    };
    let managed = Box::into_raw(Box::new(T::new(tensor, Box::into_raw(context).cast(), flags)));
    // SAFETY: the GIL is held; the name is a constant; the destructor frees what the consumer did not take.
    unsafe {
        let capsule = ffi::PyCapsule_New(managed.cast(), T::NAME.as_ptr(), Some(drop_capsule::<T>));
        if capsule.is_null() {
            free(managed);
        }
        Bound::from_owned_ptr_or_err(py, capsule).map(Bound::unbind)
    }
}

#[pymethods]
impl PyArray {
    /// The memory as a DLPack capsule.
    #[pyo3(signature = (*, stream=None, max_version=None, dl_device=None, copy=None))]
    fn __dlpack__(
        slf: &Bound<'_, Self>,
        stream: Option<&Bound<'_, PyAny>>,
        max_version: Option<(i64, i64)>,
        dl_device: Option<(i32, i32)>,
        copy: Option<bool>,
    ) -> PyResult<Py<PyAny>> {
        if stream.is_some() {
            return Err(PyRuntimeError::new_err("NumPy only supports stream=None."));
        }
        if dl_device.is_some_and(|d| d != (CPU, 0)) {
            return Err(PyValueError::new_err("unsupported device requested"));
        }
        let (py, mut array, mut flags) = (slf.py(), slf.held().array.clone(), 0);
        if copy == Some(true) {
            (array, flags) = (array.copy(Order::K).py()?, IS_COPIED);
        }
        let read_only = !array.is_writeable();
        if max_version.is_some_and(|v| v.0 >= 1) {
            return export::<Versioned>(py, array, flags | if read_only { READ_ONLY } else { 0 });
        }
        if read_only {
            return Err(PyBufferError::new_err(
                "Cannot export readonly array since signalling readonly is unsupported by DLPack (supported by newer DLPack version).",
            ));
        }
        export::<Unversioned>(py, array, flags)
    }

    /// The processor, in DLPack's numbers.
    fn __dlpack_device__(&self) -> (i32, i32) {
        (CPU, 0)
    }
}

/// A tensor that came in a capsule, deleted when the last array over it goes.
struct Received<T: Managed>(*mut T);

// SAFETY: the tensor is only read when it is taken and deleted once; its deleter may run on any thread.
unsafe impl<T: Managed> Send for Received<T> {}
// SAFETY: as above.
unsafe impl<T: Managed> Sync for Received<T> {}

impl<T: Managed> Drop for Received<T> {
    fn drop(&mut self) {
        // SAFETY: the capsule gave the tensor away to this value alone. A deleter may belong to Python.
        Python::attach(|_| unsafe { T::delete(self.0) });
    }
}

/// Takes the tensor out of a capsule; `None` if it holds one of the other form.
fn take<T: Managed + 'static>(capsule: &Bound<'_, PyAny>) -> PyResult<Option<NdArray>> {
    // SAFETY: the object is alive; the pointer is that of a tensor while the capsule has this name.
    let received = unsafe {
        if ffi::PyCapsule_IsValid(capsule.as_ptr(), T::NAME.as_ptr()) == 0 {
            return Ok(None);
        }
        let managed = ffi::PyCapsule_GetPointer(capsule.as_ptr(), T::NAME.as_ptr()).cast::<T>();
        (*managed).check()?;
        if ffi::PyCapsule_SetName(capsule.as_ptr(), T::USED.as_ptr()) != 0 {
            return Err(PyErr::fetch(capsule.py()));
        }
        Received(managed)
    };
    array_over(received).map(Some)
}

fn array_over<T: Managed + 'static>(received: Received<T>) -> PyResult<NdArray> {
    // SAFETY: the tensor lives as long as `received`.
    let managed = unsafe { &*received.0 };
    let (t, read_only) = (managed.tensor(), managed.is_read_only());
    if !READABLE.contains(&t.device_type) {
        return Err(PyBufferError::new_err("Unsupported device in DLTensor."));
    }
    let kind = kind_of(t.code, t.bits).filter(|_| t.lanes == 1);
    let dtype: DType = kind.ok_or_else(|| PyBufferError::new_err("Unsupported dtype in DLTensor."))?.into();
    let (shape, strides) = extents(t, dtype.itemsize())?;
    let start = t.data.cast::<u8>().wrapping_add(t.byte_offset as usize);
    let extent = layout::extent(&shape, &strides, dtype.itemsize());
    let (low, high) = extent.ok_or_else(|| py_err(Error::value("array is too big")))?;
    let memory = (start.wrapping_offset(low), (high - low) as usize);
    let owner = Box::new(received);
    // SAFETY: the protocol promises that the memory lives until the deleter, which the owner calls.
    Ok(unsafe { NdArray::foreign(owner, memory, start, dtype, &shape, &strides, !read_only) })
}

/// Shape and strides in bytes; without strides a tensor is contiguous.
fn extents(t: &Tensor, itemsize: usize) -> PyResult<(Vec<usize>, Vec<isize>)> {
    let invalid = || PyRuntimeError::new_err("DLTensor with an invalid shape or invalid strides");
    let ndim = usize::try_from(t.ndim).ok().filter(|&n| n <= layout::MAX_NDIM);
    let ndim = ndim.ok_or_else(|| {
        PyRuntimeError::new_err("maxdims of DLPack tensor is higher than the supported maxdims.")
    })?;
    if ndim == 0 {
        return Ok((Vec::new(), Vec::new()));
    }
    // SAFETY: the protocol gives `ndim` numbers at each pointer that is not null.
    let numbers = |p: *const i64| unsafe { std::slice::from_raw_parts(p, ndim) };
    let length = |&n: &i64| usize::try_from(n).map_err(|_| invalid());
    let shape = numbers(t.shape).iter().map(length).collect::<PyResult<Vec<_>>>()?;
    if t.strides.is_null() {
        return Ok((shape.clone(), layout::c_strides(&shape, itemsize).to_vec()));
    }
    let step = |&s: &i64| (s as isize).checked_mul(itemsize as isize).ok_or_else(invalid);
    let strides = numbers(t.strides).iter().map(step).collect::<PyResult<_>>()?;
    Ok((shape, strides))
}

/// An array over the memory of an object with `__dlpack__`.
#[pyfunction]
#[pyo3(signature = (x, /, *, device=None, copy=None))]
pub fn from_dlpack(x: &Bound<'_, PyAny>, device: Option<&str>, copy: Option<bool>) -> PyResult<Py<PyAny>> {
    let py = x.py();
    if device.is_some_and(|d| d != "cpu") {
        return Err(PyValueError::new_err("only device=\"cpu\" or `None` is supported."));
    }
    let asked = PyDict::new(py);
    asked.set_item("dl_device", device.map(|_| (CPU, 0)))?;
    asked.set_item("copy", copy)?;
    asked.set_item("max_version", (1, 0))?;
    let capsule = match x.call_method("__dlpack__", (), Some(&asked)) {
        Err(e) if e.is_instance_of::<PyTypeError>(py) && device.is_none() && copy.is_none() => {
            x.call_method0("__dlpack__")?
        }
        answer => answer?,
    };
    let array = match take::<Versioned>(&capsule)? {
        Some(array) => Some(array),
        None => take::<Unversioned>(&capsule)?,
    };
    wrap(py, array.ok_or_else(|| PyTypeError::new_err("__dlpack__ gave no capsule with a tensor"))?)
}
