//! The number classes: one table of slots, filled for each element type.

use super::arithmetic::Arithmetic;
use super::classes::{ComplexFloating, Floating, Generic, SignedInteger, UnsignedInteger, set_class};
use super::number::{NumberObject, free, make_bools};
use super::{binary, compare, construct, protocol, unary};
use half::f16;
use num_complex::Complex;
use pallasite_array::{Bool, Kind};
use pyo3::exceptions::PyRuntimeError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::type_object::PyTypeInfo;
use pyo3::types::{PyComplex, PyFloat, PyTuple, PyType};
use std::ffi::{CStr, CString, c_int, c_void};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs the body of a slot: an exception becomes null.
pub fn enter(f: impl FnOnce(Python<'_>) -> PyResult<Py<PyAny>>) -> *mut ffi::PyObject {
    enter_or(std::ptr::null_mut(), |py| f(py).map(Py::into_ptr))
}

/// Runs the body of a slot: an exception is set and becomes `failed`.
pub fn enter_or<R>(failed: R, f: impl FnOnce(Python<'_>) -> PyResult<R>) -> R {
    Python::attach(|py| {
        let panicked = |_| Err(PyRuntimeError::new_err("an operation failed unexpectedly"));
        match catch_unwind(AssertUnwindSafe(|| f(py))).unwrap_or_else(panicked) {
            Ok(out) => out,
            Err(e) => {
                e.restore(py);
                failed
            }
        }
    })
}

/// Slots of a class to be made.
#[derive(Default)]
pub struct Slots(Vec<ffi::PyType_Slot>);

impl Slots {
    /// Adds a slot; the pointer has the type that Python wants for it.
    pub fn add(&mut self, slot: c_int, function: *mut c_void) {
        self.0.push(ffi::PyType_Slot { slot, pfunc: function });
    }
}

/// A class with these slots; `size` 0 takes the size of the first base.
pub fn make_class<'py>(
    name: &'static CStr,
    size: usize,
    mut slots: Slots,
    bases: &Bound<'py, PyTuple>,
) -> PyResult<Bound<'py, PyType>> {
    slots.add(0, std::ptr::null_mut());
    let mut spec = ffi::PyType_Spec {
        name: name.as_ptr(),
        basicsize: size as c_int,
        itemsize: 0,
        flags: (ffi::Py_TPFLAGS_DEFAULT | ffi::Py_TPFLAGS_BASETYPE) as u32,
        slots: slots.0.as_mut_ptr(),
    };
    // SAFETY: the specification ends with an empty slot and lives during the call; Python copies all but the
    // name, which is static.
    let class = unsafe { ffi::PyType_FromSpecWithBases(&mut spec, bases.as_ptr()) };
    // SAFETY: a new reference or null with an exception set.
    Ok(unsafe { Bound::from_owned_ptr_or_err(bases.py(), class)? }.cast_into()?)
}

/// A number refers to nothing. That it says so keeps the class from inheriting the abstract classes' part in
/// garbage collection, and with it a larger object.
unsafe extern "C" fn traverse(_: *mut ffi::PyObject, _: ffi::visitproc, _: *mut c_void) -> c_int {
    0
}

/// The signature of the constructor, as Python looks for it in the text about a class.
fn signature_doc(name: &CStr, kind: Kind) -> CString {
    let arguments = match kind {
        Kind::Bool => "value=False, /",
        k if k.is_complex() => "real=0, imag=0, /",
        _ => "value=0, /",
    };
    let name = name.to_string_lossy();
    let short = name.rsplit('.').next().unwrap_or_default();
    CString::new(format!("{short}({arguments})\n--\n\nThe scalar type of `dtype('{short}')`."))
        .unwrap_or_default()
}

/// The class of the numbers of type `T`.
fn number_class<T: Arithmetic>(
    m: &Bound<'_, PyModule>,
    name: &'static CStr,
    bases: &[Bound<'_, PyType>],
) -> PyResult<()> {
    let mut slots = Slots::default();
    let doc = signature_doc(name, T::KIND);
    slots.add(ffi::Py_tp_doc, doc.as_ptr().cast_mut().cast());
    slots.add(ffi::Py_tp_new, construct::tp_new::<T> as *mut _);
    slots.add(ffi::Py_tp_dealloc, free as *mut _);
    slots.add(ffi::Py_tp_free, ffi::PyObject_Free as *mut _);
    slots.add(ffi::Py_tp_traverse, traverse as *mut _);
    protocol::add_slots::<T>(&mut slots);
    compare::add_slots::<T>(&mut slots);
    unary::add_slots::<T>(&mut slots);
    binary::add_slots::<T>(&mut slots);
    let class = make_class(name, size_of::<NumberObject<T>>(), slots, &PyTuple::new(m.py(), bases)?)?;
    set_class(T::KIND, &class);
    m.add(class.name()?, class)
}

/// Makes the number classes.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = m.py();
    let signed = [SignedInteger::type_object(py)];
    let unsigned = [UnsignedInteger::type_object(py)];
    let (floating, complex) = (Floating::type_object(py), ComplexFloating::type_object(py));
    number_class::<Bool>(m, c"numpy.bool", &[Generic::type_object(py)])?;
    // `np.bool[Literal[True]]` in annotations.
    let alias = py.import("types")?.getattr("GenericAlias")?;
    let subscript = py.import("builtins")?.getattr("classmethod")?.call1((alias,))?;
    m.getattr("bool")?.setattr("__class_getitem__", subscript)?;
    number_class::<i8>(m, c"numpy.int8", &signed)?;
    number_class::<i16>(m, c"numpy.int16", &signed)?;
    number_class::<i32>(m, c"numpy.int32", &signed)?;
    number_class::<i64>(m, c"numpy.int64", &signed)?;
    number_class::<u8>(m, c"numpy.uint8", &unsigned)?;
    number_class::<u16>(m, c"numpy.uint16", &unsigned)?;
    number_class::<u32>(m, c"numpy.uint32", &unsigned)?;
    number_class::<u64>(m, c"numpy.uint64", &unsigned)?;
    number_class::<f16>(m, c"numpy.float16", std::slice::from_ref(&floating))?;
    number_class::<f32>(m, c"numpy.float32", std::slice::from_ref(&floating))?;
    number_class::<f64>(m, c"numpy.float64", &[floating, PyFloat::type_object(py)])?;
    number_class::<Complex<f32>>(m, c"numpy.complex64", std::slice::from_ref(&complex))?;
    number_class::<Complex<f64>>(m, c"numpy.complex128", &[complex, PyComplex::type_object(py)])?;
    make_bools(py);
    Ok(())
}
