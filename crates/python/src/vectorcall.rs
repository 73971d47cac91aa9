//! Calls without a tuple and a dict (PEP 590) for callable classes of ours.

use crate::scalar::enter;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple};
use pyo3::{Borrowed, PyClass};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Arguments as the interpreter passes them: positional values, then those of the keywords in `names`.
pub struct Arguments<'a, 'py> {
    py: Python<'py>,
    values: &'a [*mut ffi::PyObject],
    positional: usize,
    /// A tuple of the keywords' names, or null.
    pub names: *mut ffi::PyObject,
}

impl<'py> Arguments<'_, 'py> {
    /// # Safety
    /// What the interpreter passes to a `vectorcallfunc`.
    unsafe fn new<'a>(
        py: Python<'py>,
        values: *const *mut ffi::PyObject,
        positional: usize,
        names: *mut ffi::PyObject,
    ) -> Arguments<'a, 'py> {
        // SAFETY: by the caller; without any arguments `values` may be null.
        let values = unsafe {
            let named = if names.is_null() { 0 } else { ffi::PyTuple_GET_SIZE(names) as usize };
            match positional + named {
                0 => &[][..],
                n => std::slice::from_raw_parts(values, n),
            }
        };
        Arguments { py, values, positional, names }
    }

    /// Number of arguments, those with names too.
    pub fn count(&self) -> usize {
        self.values.len()
    }

    /// The argument at place `i`.
    #[inline]
    pub fn get(&self, i: usize) -> Option<Borrowed<'_, 'py, PyAny>> {
        // SAFETY: the caller of a function holds its arguments.
        self.values.get(i).map(|&p| unsafe { Borrowed::from_ptr(self.py, p) })
    }

    /// All arguments.
    #[inline]
    pub fn iter(&self) -> impl Iterator<Item = Borrowed<'_, 'py, PyAny>> + Clone {
        (0..self.count()).filter_map(|i| self.get(i))
    }

    /// The names of the arguments that have one.
    fn keywords(&self) -> Option<Borrowed<'_, 'py, PyTuple>> {
        // SAFETY: by construction a tuple or null, which the caller holds.
        unsafe { (!self.names.is_null()).then(|| Borrowed::from_ptr(self.py, self.names).cast_unchecked()) }
    }

    /// True when an argument has this name.
    pub fn has(&self, name: &Bound<'_, PyString>) -> bool {
        self.keywords().is_some_and(|k| k.iter_borrowed().any(|k| k.is(name) || k.eq(name).unwrap_or(true)))
    }

    /// True when the last argument alone has a name, and it is this one.
    pub fn ends_with(&self, name: &Bound<'_, PyString>) -> bool {
        self.count() == self.positional + 1 && self.has(name)
    }

    fn tuple(&self) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(self.py, self.iter().take(self.positional).map(|a| a.to_owned()).collect::<Vec<_>>())
    }

    fn dict(&self) -> PyResult<Option<Bound<'py, PyDict>>> {
        let Some(names) = self.keywords() else { return Ok(None) };
        let dict = PyDict::new(self.py);
        for (name, value) in names.iter_borrowed().zip(self.iter().skip(self.positional)) {
            dict.set_item(name, value)?;
        }
        Ok(Some(dict))
    }
}

/// A class whose instances can be called.
pub trait Fastcall: PyClass + Sync + Sized {
    /// The callable that takes these arguments as they are. Asked before anything else, so it must neither run
    /// Python code nor drop an object.
    fn stands_for<'a>(_slf: &'a Bound<'_, Self>, _args: &Arguments<'_, '_>) -> Option<&'a Py<PyAny>> {
        None
    }

    /// The result of a call of numbers, `None` with nothing done for any other. Asked before the interpreter is entered,
    /// which costs as much as the sine of a number, so it must neither run Python code nor drop an object.
    fn at_once(_slf: &Bound<'_, Self>, _args: &Arguments<'_, '_>) -> Option<Py<PyAny>> {
        None
    }

    /// The call as it usually is; `None`, with nothing done, where it takes more.
    fn quick<'py>(slf: &Bound<'py, Self>, args: &Arguments<'_, 'py>) -> Option<PyResult<Py<PyAny>>>;

    /// The call with its arguments in a tuple and a dict.
    fn call<'py>(
        slf: &Bound<'py, Self>,
        args: &Bound<'py, PyTuple>,
        kwargs: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Py<PyAny>>;
}

/// The `vectorcallfunc` of a class.
///
/// # Safety
/// Called by Python on instances of `T`.
pub unsafe extern "C" fn fastcall<T: Fastcall>(
    callable: *mut ffi::PyObject,
    values: *const *mut ffi::PyObject,
    nargsf: usize,
    names: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: by the caller, who holds the interpreter's lock.
    let (positional, slf, args) = unsafe {
        let (py, positional) = (Python::assume_attached(), ffi::PyVectorcall_NARGS(nargsf) as usize);
        let slf = Borrowed::from_ptr(py, callable).cast_unchecked::<T>();
        (positional, slf, Arguments::new(py, values, positional, names))
    };
    if let Some(inner) = T::stands_for(&slf, &args) {
        // SAFETY: the arguments are as the interpreter passed them.
        return unsafe { ffi::PyObject_Vectorcall(inner.as_ptr(), values, positional, names) };
    }
    // What panics there does so again where that becomes an exception.
    if let Ok(Some(done)) = catch_unwind(AssertUnwindSafe(|| T::at_once(&slf, &args))) {
        return done.into_ptr();
    }
    enter(|_| match T::quick(&slf, &args) {
        Some(done) => done,
        None => T::call(&slf, &args.tuple()?, args.dict()?.as_ref()),
    })
}

/// Calls another object with the same arguments.
pub fn forward(args: &Arguments<'_, '_>, callable: &Py<PyAny>) -> PyResult<Py<PyAny>> {
    // SAFETY: the arguments are as the interpreter passed them; the result is ours or an error.
    unsafe {
        let done =
            ffi::PyObject_Vectorcall(callable.as_ptr(), args.values.as_ptr(), args.positional, args.names);
        Bound::from_owned_ptr_or_err(args.py, done).map(Bound::unbind)
    }
}

/// Lets Python call the instances of a class through the function in `field` of each, here of `sample`.
///
/// # Safety
/// Every instance, also of a subclass, has `fastcall::<T>` in that field, and the class has no instances in use.
pub unsafe fn enable<T: PyClass>(sample: &Bound<'_, T>, field: &ffi::vectorcallfunc) {
    let offset = std::ptr::from_ref(field).addr() - sample.as_ptr().addr();
    let class = sample.as_any().get_type().as_type_ptr();
    // SAFETY: a live class of ours.
    unsafe {
        (*class).tp_vectorcall_offset = offset as ffi::Py_ssize_t;
        (*class).tp_flags |= ffi::Py_TPFLAGS_HAVE_VECTORCALL;
        ffi::PyType_Modified(class);
    }
}
