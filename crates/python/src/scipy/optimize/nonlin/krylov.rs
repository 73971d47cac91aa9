//! `KrylovJacobian`.

use super::super::super::callback::warn;
use super::super::newton::is_complex;
use super::{Entry, entries, flat, nonlin_error};
use crate::coerce::as_array;
use num_complex::Complex64;
use pallasite_optimize::{
    Function, InverseJacobian, KrylovJacobian, KrylovMethod, KrylovOptions, NonlinError, Preconditioner,
};
use pyo3::exceptions::{PyNotImplementedError, PyRuntimeError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// A preconditioner of Python: something with `matvec`, perhaps with `setup` and `update`.
struct Inner(Py<PyAny>);

impl Inner {
    fn told<T: Entry>(&self, name: &str, x: &[T], f: &[T], function: bool) -> PyResult<()> {
        Python::attach(|py| {
            let object = self.0.bind(py);
            if !object.hasattr(name)? {
                return Ok(());
            }
            let (x, f) = (flat(py, x)?, flat(py, f)?);
            let answer = if function {
                object.call_method1(name, (x, f, py.None()))
            } else {
                object.call_method1(name, (x, f))
            };
            answer.map(drop)
        })
    }
}

impl<T: Entry> Preconditioner<T, PyErr> for Inner {
    fn apply(&mut self, v: &[T]) -> PyResult<Vec<T>> {
        Python::attach(|py| entries(&self.0.bind(py).call_method1("matvec", (flat(py, v)?,))?))
    }

    fn setup(&mut self, x: &[T], f: &[T]) -> PyResult<()> {
        self.told("setup", x, f, true)
    }

    fn update(&mut self, x: &[T], f: &[T]) -> PyResult<()> {
        self.told("update", x, f, false)
    }
}

/// The approximation over real or complex numbers.
enum Model {
    Real(KrylovJacobian<f64, PyErr>),
    Complex(KrylovJacobian<Complex64, PyErr>),
}

/// An approximation of the Jacobian by differences along the vectors of a Krylov space.
#[pyclass(name = "KrylovJacobian", module = "pallasite.scipy.optimize", subclass, unsendable)]
pub struct PyKrylovJacobian {
    options: KrylovOptions,
    rdiff: Option<f64>,
    preconditioner: Option<Py<PyAny>>,
    /// A solver of the user's, with its keywords.
    solver: Option<(Py<PyAny>, Py<PyDict>)>,
    function: Option<Py<PyAny>>,
    model: Option<Model>,
    #[pyo3(get)]
    shape: (usize, usize),
}

/// The method of a name; `None` for a callable.
fn method_of(method: &Bound<'_, PyAny>) -> PyResult<Option<KrylovMethod>> {
    match method.extract::<String>().as_deref() {
        Ok("lgmres") => Ok(Some(KrylovMethod::Lgmres)),
        Ok("gmres") => Ok(Some(KrylovMethod::Gmres)),
        Ok("bicgstab") => Ok(Some(KrylovMethod::Bicgstab)),
        Ok("cgs") => Ok(Some(KrylovMethod::Cgs)),
        Ok("minres") => Ok(Some(KrylovMethod::Minres)),
        Ok("tfqmr") => Ok(Some(KrylovMethod::Tfqmr)),
        _ if method.is_callable() => Ok(None),
        _ => Err(PyTypeError::new_err(format!("{} is not a callable object", method.repr()?))),
    }
}

/// The options whose names begin with `inner_`, without that; warns of those that are not `known`.
fn inner_options<'py>(
    method: &Bound<'py, PyAny>,
    given: Option<&Bound<'py, PyDict>>,
    known: &[String],
) -> PyResult<Vec<(String, Bound<'py, PyAny>)>> {
    let py = method.py();
    let mut options = Vec::new();
    for (key, value) in given.into_iter().flatten() {
        let key: String = key.extract()?;
        let Some(name) = key.strip_prefix("inner_") else {
            return Err(PyValueError::new_err(format!("Unknown parameter {key}")));
        };
        if known.iter().any(|k| k == name) {
            options.push((name.to_owned(), value));
            continue;
        }
        let close = py.import("difflib")?.call_method1("get_close_matches", (name, known.to_vec(), 1))?;
        let hint = match close.extract::<Vec<String>>()?.first() {
            Some(close) => format!(" Did you mean '{close}'?"),
            None => String::new(),
        };
        let text = format!(
            "Option '{key}' is invalid for the inner method: {}. It will be ignored.Please check inner method \
             documentation for valid options.{hint}",
            method.str()?
        );
        warn(py, "builtins", "UserWarning", &text)?;
    }
    Ok(options)
}

/// What SciPy's solver of this name takes.
fn known_options(method: KrylovMethod) -> Vec<String> {
    let names: &[&str] = match method {
        KrylovMethod::Lgmres => &[
            "A",
            "b",
            "x0",
            "rtol",
            "atol",
            "maxiter",
            "M",
            "callback",
            "inner_m",
            "outer_k",
            "outer_v",
            "store_outer_Av",
            "prepend_outer_v",
        ],
        KrylovMethod::Gmres => {
            &["A", "b", "x0", "rtol", "atol", "restart", "maxiter", "M", "callback", "callback_type"]
        }
        KrylovMethod::Minres => {
            &["A", "b", "x0", "rtol", "shift", "maxiter", "M", "callback", "show", "check"]
        }
        KrylovMethod::Tfqmr => &["A", "b", "x0", "rtol", "atol", "maxiter", "M", "callback", "show"],
        _ => &["A", "b", "x0", "rtol", "atol", "maxiter", "M", "callback"],
    };
    names.iter().map(|&name| name.to_owned()).collect()
}

/// Options of one of our solvers.
fn take_options(
    options: &mut KrylovOptions,
    method: &Bound<'_, PyAny>,
    given: Option<&Bound<'_, PyDict>>,
) -> PyResult<()> {
    for (name, value) in inner_options(method, given, &known_options(options.method))? {
        match name.as_str() {
            "rtol" => options.rtol = value.extract()?,
            "atol" => options.atol = value.extract()?,
            "maxiter" => options.maxiter = value.extract()?,
            "inner_m" | "restart" => options.inner = value.extract()?,
            "outer_k" => options.outer = value.extract()?,
            _ => {
                let text = format!("KrylovJacobian: the option 'inner_{name}'");
                return Err(PyNotImplementedError::new_err(text));
            }
        }
    }
    Ok(())
}

/// The names of a callable's parameters.
fn parameters(function: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    let signature = function.py().import("inspect")?.call_method1("signature", (function,))?;
    let names: Vec<String> =
        signature.getattr("parameters")?.try_iter()?.map(|n| n?.extract()).collect::<PyResult<_>>()?;
    Ok(names.into_iter().filter(|n| !matches!(n.as_str(), "self" | "args" | "kwargs")).collect())
}

#[pymethods]
impl PyKrylovJacobian {
    #[new]
    #[pyo3(signature = (rdiff=None, method=None, inner_maxiter=20, inner_M=None, outer_k=10, **kw),
        text_signature = "(rdiff=None, method='lgmres', inner_maxiter=20, inner_M=None, outer_k=10, **kw)")]
    #[allow(non_snake_case)]
    fn new(
        py: Python<'_>,
        rdiff: Option<f64>,
        method: Option<Bound<'_, PyAny>>,
        inner_maxiter: usize,
        inner_M: Option<Py<PyAny>>,
        outer_k: usize,
        kw: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let method = method.unwrap_or_else(|| pyo3::types::PyString::new(py, "lgmres").into_any());
        let kind = method_of(&method)?;
        // Newton's steps stand in for the cycles of GMRES.
        let (maxiter, inner) = match kind {
            Some(KrylovMethod::Lgmres) => (1, 30),
            Some(KrylovMethod::Gmres) => (1, inner_maxiter),
            _ => (inner_maxiter, 0),
        };
        let kind_or_any = kind.unwrap_or(KrylovMethod::Lgmres);
        let mut options =
            KrylovOptions { method: kind_or_any, maxiter, inner, outer: outer_k, rtol: None, atol: 0.0 };
        let mut solver = None;
        if kind.is_some() {
            take_options(&mut options, &method, kw)?;
        } else {
            let keywords = PyDict::new(py);
            keywords.set_item("maxiter", inner_maxiter)?;
            keywords.set_item("M", &inner_M)?;
            for (name, value) in inner_options(&method, kw, &parameters(&method)?)? {
                keywords.set_item(name, value)?;
            }
            solver = Some((method.unbind(), keywords.unbind()));
        }
        Ok(Self {
            options,
            rdiff,
            preconditioner: inner_M,
            solver,
            function: None,
            model: None,
            shape: (0, 0),
        })
    }

    /// Begins at `x`, where `func` is `f`.
    fn setup(&mut self, x: &Bound<'_, PyAny>, f: &Bound<'_, PyAny>, func: Py<PyAny>) -> PyResult<()> {
        self.function = Some(func);
        let complex = is_complex(&as_array(x, None)?) || is_complex(&as_array(f, None)?);
        self.shape = (f.len()?, x.len()?);
        self.model = Some(if complex {
            Model::Complex(self.begun::<Complex64>(x.py(), &entries(x)?, &entries(f)?)?)
        } else {
            Model::Real(self.begun::<f64>(x.py(), &entries(x)?, &entries(f)?)?)
        });
        Ok(())
    }

    /// Learns from a step to `x`, where the function is `f`.
    fn update(&mut self, x: &Bound<'_, PyAny>, f: &Bound<'_, PyAny>) -> PyResult<()> {
        match &mut self.model {
            Some(Model::Real(model)) => model.update(&entries::<f64>(x)?, &entries::<f64>(f)?),
            Some(Model::Complex(model)) => model.update(&entries::<Complex64>(x)?, &entries::<Complex64>(f)?),
            None => Err(unset()),
        }
    }

    /// The product of the inverse with a vector, up to a relative error of `tol`.
    #[pyo3(signature = (rhs, tol=0.0))]
    fn solve<'py>(slf: &Bound<'py, Self>, rhs: &Bound<'py, PyAny>, tol: f64) -> PyResult<Bound<'py, PyAny>> {
        let py = rhs.py();
        let own = slf.try_borrow()?;
        if let Some((solver, keywords)) = &own.solver {
            let (solver, keywords) = (solver.bind(py).clone(), keywords.bind(py).copy()?);
            // The solver asks for products while it runs.
            drop(own);
            if !keywords.contains("rtol")? {
                keywords.set_item("rtol", tol)?;
            }
            return solver.call((slf, rhs), Some(&keywords))?.get_item(0);
        }
        drop(own);
        let own = &mut *slf.try_borrow_mut()?;
        let function = own.function.as_ref().ok_or_else(unset)?.bind(py);
        match &mut own.model {
            Some(Model::Real(model)) => {
                let found = model.solve(&entries::<f64>(rhs)?, tol, &mut |x: &[f64]| called(function, x));
                flat(py, &found.map_err(nonlin_error)?)
            }
            Some(Model::Complex(model)) => {
                let found =
                    model.solve(&entries::<Complex64>(rhs)?, tol, &mut |x: &[Complex64]| called(function, x));
                flat(py, &found.map_err(nonlin_error)?)
            }
            None => Err(unset()),
        }
    }

    /// The product with a vector.
    fn matvec<'py>(&self, v: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let py = v.py();
        let function = self.function.as_ref().ok_or_else(unset)?.bind(py);
        match &self.model {
            Some(Model::Real(model)) => {
                let found = model.apply(&entries::<f64>(v)?, &mut |x: &[f64]| called(function, x));
                flat(py, &found.map_err(nonlin_error)?)
            }
            Some(Model::Complex(model)) => {
                let found =
                    model.apply(&entries::<Complex64>(v)?, &mut |x: &[Complex64]| called(function, x));
                flat(py, &found.map_err(nonlin_error)?)
            }
            None => Err(unset()),
        }
    }

    /// The product with a vector.
    fn dot<'py>(&self, v: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        self.matvec(v)
    }

    fn __matmul__<'py>(&self, v: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        self.matvec(v)
    }

    /// The kind of numbers.
    #[getter]
    fn dtype<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let name = if matches!(self.model, Some(Model::Complex(_))) { "complex128" } else { "float64" };
        py.import("pallasite.numpy")?.getattr("dtype")?.call1((name,))
    }
}

fn unset() -> PyErr {
    PyRuntimeError::new_err("KrylovJacobian: `setup` has not been called")
}

fn called<T: Entry>(function: &Bound<'_, PyAny>, x: &[T]) -> PyResult<Vec<T>> {
    entries(&function.call1((flat(function.py(), x)?,))?)
}

impl PyKrylovJacobian {
    fn fresh<T: Entry>(&self, py: Python<'_>) -> KrylovJacobian<T, PyErr> {
        let inner = self.preconditioner.as_ref().map(|p| {
            let inner: Box<dyn Preconditioner<T, PyErr>> = Box::new(Inner(p.clone_ref(py)));
            inner
        });
        KrylovJacobian::new(self.options, self.rdiff, inner)
    }

    fn begun<T: Entry>(&self, py: Python<'_>, x: &[T], f: &[T]) -> PyResult<KrylovJacobian<T, PyErr>> {
        let mut model = self.fresh(py);
        model.setup(x, f)?;
        Ok(model)
    }
}

/// A model made after a Python object, used without going through Python.
pub(super) struct LentKrylov<T>(KrylovJacobian<T, PyErr>);

impl<T: Entry> LentKrylov<T> {
    /// `None` where a solver of the user's has to be called through Python.
    pub fn new(own: &Bound<'_, PyKrylovJacobian>) -> PyResult<Option<Self>> {
        let model = own.try_borrow()?;
        Ok(model.solver.is_none().then(|| Self(model.fresh(own.py()))))
    }
}

impl<T: Entry> InverseJacobian<T, PyErr> for LentKrylov<T> {
    fn setup(&mut self, x: &[T], f: &[T]) -> PyResult<()> {
        self.0.setup(x, f)
    }

    fn solve(
        &mut self,
        f: &[T],
        tol: f64,
        function: Function<'_, T, PyErr>,
    ) -> Result<Vec<T>, NonlinError<PyErr>> {
        self.0.solve(f, tol, function)
    }

    fn update(&mut self, x: &[T], f: &[T]) -> PyResult<()> {
        self.0.update(x, f)
    }
}
