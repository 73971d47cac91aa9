//! The class of all functions of `pallasite.numpy`: a function with NumPy's protocols around it.
//!
//! Whoever passes NumPy arrays gets NumPy arrays back; objects with an `__array_function__` of their own are
//! asked first (NEP 18); `like=` chooses who creates an array (NEP 35).

use crate::array::PyArray;
use crate::dtype::PyDType;
use crate::vectorcall::{Arguments, Fastcall, enable, fastcall, forward};
use pyo3::exceptions::PyTypeError;
use pyo3::ffi;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple, PyType};

/// Where a function's arrays are.
#[derive(Clone, Copy, PartialEq)]
pub enum Looks {
    /// Among the arguments.
    Arguments,
    /// Among the arguments, and in lists and tuples of them.
    Sequences,
    /// In `like=` alone.
    Like,
}

/// A function with NumPy's dispatch protocols; the instance carries the text of the function it wraps.
#[pyclass(frozen, name = "function", module = "pallasite.numpy", dict)]
pub struct Function {
    inner: Py<PyAny>,
    looks: Looks,
    vectorcall: ffi::vectorcallfunc,
}

impl Fastcall for Function {
    fn stands_for<'a>(slf: &'a Bound<'_, Self>, args: &Arguments<'_, '_>) -> Option<&'a Py<PyAny>> {
        let this = slf.get();
        let plain = match this.looks {
            Looks::Like => args.names.is_null(),
            _ => args.iter().all(|a| is_known(&a)),
        };
        plain.then_some(&this.inner)
    }

    fn quick<'py>(slf: &Bound<'py, Self>, args: &Arguments<'_, 'py>) -> Option<PyResult<Py<PyAny>>> {
        let this = slf.get();
        let plain = match this.looks {
            Looks::Like => !args.has(intern!(slf.py(), "like")),
            _ => args.iter().all(|a| this.leaves_alone(&a)),
        };
        plain.then(|| forward(args, &this.inner))
    }

    fn call<'py>(
        slf: &Bound<'py, Self>,
        args: &Bound<'py, PyTuple>,
        kwargs: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Py<PyAny>> {
        Self::__call__(slf, args, kwargs)
    }
}

/// Who an argument belongs to.
#[derive(PartialEq)]
enum Who {
    Nobody,
    Ours,
    NumPy,
    Foreign,
}

#[pymethods]
impl Function {
    #[pyo3(signature = (*args, **kwargs))]
    fn __call__(
        slf: &Bound<'_, Self>,
        args: &Bound<'_, PyTuple>,
        kwargs: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Py<PyAny>> {
        let this = slf.get();
        if this.looks == Looks::Like {
            return this.create(slf, args, kwargs);
        }
        if this.is_plain(args, kwargs) {
            return this.run(slf.py(), args, kwargs);
        }
        this.dispatch(slf, args, kwargs)
    }

    fn __get__(slf: Py<Self>, _object: &Bound<'_, PyAny>, _class: Option<&Bound<'_, PyAny>>) -> Py<Self> {
        slf
    }

    #[getter]
    fn __wrapped__(&self, py: Python<'_>) -> Py<PyAny> {
        self.inner.clone_ref(py)
    }

    #[getter]
    fn _implementation(&self, py: Python<'_>) -> Py<PyAny> {
        self.inner.clone_ref(py)
    }

    #[getter]
    fn __name__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.inner.bind(py).getattr(intern!(py, "__name__"))
    }

    #[getter]
    fn __qualname__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.__name__(py)
    }

    #[getter]
    fn __text_signature__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.inner.bind(py).getattr_opt(intern!(py, "__text_signature__"))
    }

    /// The public module that the function is in.
    #[getter]
    fn __module__(&self, py: Python<'_>) -> PyResult<String> {
        let own = self.inner.bind(py).getattr_opt(intern!(py, "__module__"))?;
        let own = own.and_then(|m| m.extract::<String>().ok());
        let public = own.filter(|m| m.starts_with("pallasite.numpy.") && !m.contains("._"));
        Ok(public.unwrap_or_else(|| "pallasite.numpy".into()))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.__name__(py)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        Ok(format!("<function {} at {:p}>", slf.get().__name__(slf.py())?, slf.as_ptr()))
    }
}

impl Function {
    fn new(inner: Py<PyAny>, looks: Looks) -> Function {
        Function { inner, looks, vectorcall: fastcall::<Function> }
    }

    #[inline]
    fn run(
        &self,
        py: Python<'_>,
        args: &Bound<'_, PyTuple>,
        kwargs: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Py<PyAny>> {
        let kwargs = kwargs.map_or(std::ptr::null_mut(), |k| k.as_ptr());
        // SAFETY: all three objects are alive and of the types that the call takes; the result is ours or an error.
        unsafe {
            Bound::from_owned_ptr_or_err(py, ffi::PyObject_Call(self.inner.as_ptr(), args.as_ptr(), kwargs))
                .map(Bound::unbind)
        }
    }

    /// True when no argument can want a say.
    #[inline]
    fn is_plain(&self, args: &Bound<'_, PyTuple>, kwargs: Option<&Bound<'_, PyDict>>) -> bool {
        args.iter_borrowed().all(|a| self.leaves_alone(&a))
            && kwargs.is_none_or(|k| k.iter().all(|(_, v)| self.leaves_alone(&v)))
    }

    #[inline]
    fn leaves_alone(&self, object: &Bound<'_, PyAny>) -> bool {
        let items = |object: &Bound<'_, PyAny>| {
            if let Ok(list) = object.cast_exact::<PyList>() {
                return list.iter().all(|i| is_known(&i) || who_is(&i) == Who::Nobody);
            }
            object
                .cast_exact::<PyTuple>()
                .is_ok_and(|t| t.iter_borrowed().all(|i| is_known(&i) || who_is(&i) == Who::Nobody))
        };
        if is_known(object) {
            return true;
        }
        let sequence = object.is_exact_instance_of::<PyList>() || object.is_exact_instance_of::<PyTuple>();
        if sequence { self.looks != Looks::Sequences || items(object) } else { who_is(object) == Who::Nobody }
    }

    /// The arguments that may be arrays, in order.
    fn candidates<'py>(
        &self,
        args: &Bound<'py, PyTuple>,
        kwargs: Option<&Bound<'py, PyDict>>,
    ) -> Vec<Bound<'py, PyAny>> {
        let mut all: Vec<_> = args.iter().collect();
        all.extend(kwargs.into_iter().flat_map(|k| k.iter().map(|(_, v)| v)));
        if self.looks != Looks::Sequences {
            return all;
        }
        let spread = |object: Bound<'py, PyAny>| -> Vec<Bound<'py, PyAny>> {
            match (object.cast::<PyList>(), object.cast::<PyTuple>()) {
                (Ok(list), _) => list.iter().collect(),
                (_, Ok(tuple)) => tuple.iter().collect(),
                _ => vec![object],
            }
        };
        all.into_iter().flat_map(spread).collect()
    }

    fn dispatch(
        &self,
        slf: &Bound<'_, Self>,
        args: &Bound<'_, PyTuple>,
        kwargs: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Py<PyAny>> {
        let py = slf.py();
        let objects = self.candidates(args, kwargs);
        let whose: Vec<Who> = objects.iter().map(who_is).collect();
        if whose.contains(&Who::Foreign) {
            let involved =
                objects.into_iter().zip(&whose).filter(|(_, w)| **w != Who::Nobody).map(|(o, _)| o);
            return self.ask(slf, involved.collect(), args, kwargs);
        }
        let result = self.run(py, args, kwargs)?;
        let first = whose.iter().find(|w| **w != Who::Nobody);
        if first == Some(&Who::NumPy) { to_numpy(result.bind(py)) } else { Ok(result) }
    }

    /// NEP 18: each type is asked once, subclasses before their bases, else from left to right.
    fn ask<'py>(
        &self,
        slf: &Bound<'py, Self>,
        involved: Vec<Bound<'py, PyAny>>,
        args: &Bound<'py, PyTuple>,
        kwargs: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Py<PyAny>> {
        let py = slf.py();
        let mut order: Vec<Bound<'py, PyAny>> = Vec::new();
        for object in involved {
            let class = object.get_type();
            if order.iter().any(|o| o.get_type().is(&class)) {
                continue;
            }
            let before = order.iter().position(|o| class.is_subclass(&o.get_type()).unwrap_or(false));
            order.insert(before.unwrap_or(order.len()), object);
        }
        let types = PyTuple::new(py, order.iter().map(|o| o.get_type()))?;
        let kwargs = kwargs.cloned().unwrap_or_else(|| PyDict::new(py));
        for object in &order {
            if who_is(object) == Who::NumPy {
                continue;
            }
            let answer =
                object.call_method1(intern!(py, "__array_function__"), (slf, &types, args, &kwargs))?;
            if !answer.is(py.NotImplemented()) {
                return Ok(answer.unbind());
            }
        }
        let classes: Vec<_> = order.iter().map(|o| o.get_type()).collect();
        Err(PyTypeError::new_err(format!(
            "no implementation found for 'numpy.{}' on types that implement __array_function__: {}",
            self.__name__(py)?,
            PyList::new(py, classes)?.repr()?
        )))
    }

    /// A creation function, which looks at `like=` alone.
    fn create(
        &self,
        slf: &Bound<'_, Self>,
        args: &Bound<'_, PyTuple>,
        kwargs: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Py<PyAny>> {
        let py = slf.py();
        let like =
            kwargs.map(|k| k.get_item(intern!(py, "like"))).transpose()?.flatten().filter(|l| !l.is_none());
        let (Some(like), Some(kwargs)) = (like, kwargs) else { return self.run(py, args, kwargs) };
        let rest = kwargs.copy()?;
        rest.del_item(intern!(py, "like"))?;
        match who_is(&like) {
            Who::Ours => self.run(py, args, Some(&rest)),
            Who::NumPy => to_numpy(self.run(py, args, Some(&rest))?.bind(py)),
            Who::Foreign => self.ask(slf, vec![like], args, Some(&rest)),
            Who::Nobody => Err(PyTypeError::new_err(
                "The `like` argument must be an array-like that implements the `__array_function__` protocol.",
            )),
        }
    }
}

/// True for the types that most arguments have and that nobody dispatches on.
#[inline]
fn is_known(object: &Bound<'_, PyAny>) -> bool {
    object.is_exact_instance_of::<PyArray>()
        || object.is_exact_instance_of::<PyInt>()
        || object.is_none()
        || object.is_exact_instance_of::<PyFloat>()
        || object.is_exact_instance_of::<PyBool>()
        || object.is_exact_instance_of::<PyString>()
        || object.is_exact_instance_of::<PyType>()
        || object.is_instance_of::<PyDType>()
}

/// The class `numpy.ndarray`, once somebody has imported NumPy.
fn numpy_array(py: Python<'_>) -> Option<&Bound<'_, PyType>> {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    if let Some(class) = CLASS.get(py) {
        return Some(class.bind(py));
    }
    let modules = py.import(intern!(py, "sys")).and_then(|s| s.getattr(intern!(py, "modules"))).ok()?;
    let module = modules.cast::<PyDict>().ok()?.get_item(intern!(py, "numpy")).ok()??;
    let class = module.getattr(intern!(py, "ndarray")).ok()?.cast_into::<PyType>().ok()?;
    if class.is(py.get_type::<PyArray>()) {
        return None;
    }
    Some(CLASS.get_or_init(py, || class.unbind()).bind(py))
}

fn who_is(object: &Bound<'_, PyAny>) -> Who {
    let py = object.py();
    if crate::scalar::scalar_dtype(object).is_some() {
        return Who::Nobody;
    }
    let class = object.get_type();
    let name = intern!(py, "__array_function__");
    let Ok(Some(method)) = class.getattr_opt(name) else { return Who::Nobody };
    let same = |base: &Bound<'_, PyType>| base.getattr(name).is_ok_and(|m| m.is(&method));
    if object.is_instance_of::<PyArray>() {
        return if same(&py.get_type::<PyArray>()) { Who::Ours } else { Who::Foreign };
    }
    if object.is_instance_of::<PyType>() {
        return Who::Nobody;
    }
    match numpy_array(py) {
        Some(base) if class.is_subclass(base).unwrap_or(false) && same(base) => Who::NumPy,
        _ => Who::Foreign,
    }
}

/// Arrays and scalars of ours as NumPy's, also inside tuples, named ones too, and lists.
fn to_numpy(result: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let py = result.py();
    if let Ok(list) = result.cast_exact::<PyList>() {
        let items = list.iter().map(|i| to_numpy(&i)).collect::<PyResult<Vec<_>>>()?;
        return Ok(PyList::new(py, items)?.into_any().unbind());
    }
    if let Ok(tuple) = result.cast::<PyTuple>() {
        let items = tuple.iter().map(|i| to_numpy(&i)).collect::<PyResult<Vec<_>>>()?;
        let items = PyTuple::new(py, items)?;
        return Ok(if tuple.is_exact_instance_of::<PyTuple>() {
            items.into_any().unbind()
        } else {
            result.get_type().call1(items)?.unbind()
        });
    }
    let convert = |object: &Bound<'_, PyAny>| {
        py.import(intern!(py, "numpy"))?.call_method1(intern!(py, "asarray"), (object,)).map(Bound::unbind)
    };
    if result.is_instance_of::<PyArray>() {
        return convert(result);
    }
    if crate::scalar::scalar_dtype(result).is_some() {
        return Ok(convert(result)?.bind(py).get_item(PyTuple::empty(py))?.unbind());
    }
    Ok(result.clone().unbind())
}

/// `ndarray.__array_function__`: functions of ours run; for NumPy's own the one of ours of that name does, or
/// the real one on NumPy arrays.
pub fn array_function<'py>(
    func: &Bound<'py, PyAny>,
    types: &Bound<'py, PyAny>,
    args: &Bound<'py, PyTuple>,
    kwargs: &Bound<'py, PyDict>,
) -> PyResult<Py<PyAny>> {
    let py = func.py();
    for class in types.try_iter()? {
        let class = class?.cast_into::<PyType>()?;
        let numpy = numpy_array(py).is_some_and(|base| class.is_subclass(base).unwrap_or(false));
        if !class.is_subclass_of::<PyArray>()? && !numpy {
            return Ok(py.NotImplemented());
        }
    }
    if let Ok(function) = func.cast::<Function>() {
        return function.get().run(py, args, Some(kwargs));
    }
    if let Some(ours) = of_same_name(func)? {
        let inner = ours.getattr_opt(intern!(py, "__wrapped__"))?.unwrap_or(ours);
        return Ok(inner.call(args, Some(kwargs))?.unbind());
    }
    on_numpys_arrays(func, args, Some(kwargs))
}

/// Calls what knows NumPy's arrays alone, with NumPy's views of ours.
pub fn on_numpys_arrays(
    func: &Bound<'_, PyAny>,
    args: &Bound<'_, PyTuple>,
    kwargs: Option<&Bound<'_, PyDict>>,
) -> PyResult<Py<PyAny>> {
    let py = func.py();
    let args = args.iter().map(|a| arrays_to_numpy(&a)).collect::<PyResult<Vec<_>>>()?;
    let converted = PyDict::new(py);
    for (key, value) in kwargs.into_iter().flatten() {
        converted.set_item(key, arrays_to_numpy(&value)?)?;
    }
    Ok(func.call(PyTuple::new(py, args)?, Some(&converted))?.unbind())
}

/// The function of `pallasite.numpy` that NumPy's `func` is called like.
fn of_same_name<'py>(func: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyAny>>> {
    let py = func.py();
    let (Some(module), Some(name)) = (func.getattr_opt("__module__")?, func.getattr_opt("__name__")?) else {
        return Ok(None);
    };
    let (Ok(module), Ok(name)) = (module.extract::<String>(), name.extract::<String>()) else {
        return Ok(None);
    };
    if !matches!(module.as_str(), "numpy" | "numpy.linalg" | "numpy.fft") {
        return Ok(None);
    }
    match py.import(format!("pallasite.{module}")) {
        Ok(m) => m.getattr_opt(name),
        Err(_) => Ok(None),
    }
}

fn arrays_to_numpy(object: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let nested = object.is_instance_of::<PyList>() || object.is_instance_of::<PyTuple>();
    if nested || object.is_instance_of::<PyArray>() { to_numpy(object) } else { Ok(object.clone().unbind()) }
}

/// Adds a function to the module, under its name.
pub fn add(m: &Bound<'_, PyModule>, inner: Bound<'_, PyAny>, looks: Looks) -> PyResult<()> {
    let name: String = inner.getattr("__name__")?.extract()?;
    m.add(name.as_str(), wrapped(inner, looks)?)
}

/// The function in its class, with its text in the instance: that of the class would hide a getter.
fn wrapped<'py>(inner: Bound<'py, PyAny>, looks: Looks) -> PyResult<Bound<'py, Function>> {
    let doc = inner.getattr("__doc__")?;
    let function = Bound::new(inner.py(), Function::new(inner.unbind(), looks))?;
    function.setattr("__doc__", doc)?;
    Ok(function)
}

/// Wraps a function written in Python: `sequences` for one that takes lists of arrays, `like` for one that
/// creates them.
#[pyfunction]
#[pyo3(signature = (inner, sequences=false, like=false))]
fn _function(inner: Bound<'_, PyAny>, sequences: bool, like: bool) -> PyResult<Bound<'_, Function>> {
    let looks = match (like, sequences) {
        (true, _) => Looks::Like,
        (false, true) => Looks::Sequences,
        (false, false) => Looks::Arguments,
    };
    wrapped(inner, looks)
}

/// Adds functions to a module, a row for each way they look for arrays.
///
/// `functions!(m; Arguments: reshape, ravel; Sequences: concatenate);`
#[macro_export]
macro_rules! functions {
    ($m:expr; $($looks:ident: $($f:ident),+);+ $(;)?) => {
        $($($crate::function::add($m, pyo3::wrap_pyfunction!($f, $m)?.into_any(), $crate::function::Looks::$looks)?;)+)+
    };
}

/// Adds the class.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_class::<Function>()?;
    let sample = Bound::new(m.py(), Function::new(m.py().None(), Looks::Arguments))?;
    // SAFETY: every instance has `fastcall` there.
    unsafe { enable(&sample, &sample.get().vectorcall) };
    m.add_function(wrap_pyfunction!(_function, m)?)
}
