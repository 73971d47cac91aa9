//! `KrylovJacobian`.

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
    function: Option<Py<PyAny>>,
    model: Option<Model>,
    #[pyo3(get)]
    shape: (usize, usize),
}

fn method_of(method: &Bound<'_, PyAny>) -> PyResult<KrylovMethod> {
    match method.extract::<String>().as_deref() {
        Ok("lgmres") => Ok(KrylovMethod::Lgmres),
        Ok("gmres") => Ok(KrylovMethod::Gmres),
        Ok("bicgstab") => Ok(KrylovMethod::Bicgstab),
        Ok("cgs") => Ok(KrylovMethod::Cgs),
        Ok("minres") => Ok(KrylovMethod::Minres),
        Ok("tfqmr") => Ok(KrylovMethod::Tfqmr),
        Ok(other) => Err(PyTypeError::new_err(format!("'{other}' is not a callable object"))),
        Err(_) => Err(PyNotImplementedError::new_err(
            "KrylovJacobian: `method` must be one of 'lgmres', 'gmres', 'bicgstab', 'cgs', 'minres', 'tfqmr'",
        )),
    }
}

/// Options of the inner solver, whose names begin with `inner_`.
fn take_options(
    py: Python<'_>,
    options: &mut KrylovOptions,
    method: &Bound<'_, PyAny>,
    given: Option<&Bound<'_, PyDict>>,
) -> PyResult<()> {
    for (key, value) in given.into_iter().flatten() {
        let key: String = key.extract()?;
        let Some(name) = key.strip_prefix("inner_") else {
            return Err(PyValueError::new_err(format!("Unknown parameter {key}")));
        };
        match (name, options.method) {
            ("rtol", _) => options.rtol = value.extract()?,
            ("atol", method) if method != KrylovMethod::Minres => options.atol = value.extract()?,
            ("inner_m", KrylovMethod::Lgmres) | ("restart", KrylovMethod::Gmres) => {
                options.inner = value.extract()?;
            }
            ("maxiter", _) => options.maxiter = value.extract()?,
            _ => {
                let known: &[&str] = match options.method {
                    KrylovMethod::Lgmres => &["rtol", "atol", "maxiter", "inner_m", "outer_k"],
                    KrylovMethod::Gmres => &["rtol", "atol", "maxiter", "restart"],
                    KrylovMethod::Minres => &["rtol", "maxiter"],
                    _ => &["rtol", "atol", "maxiter"],
                };
                let close =
                    py.import("difflib")?.call_method1("get_close_matches", (name, known.to_vec(), 1))?;
                let hint = match close.extract::<Vec<String>>()?.first() {
                    Some(close) => format!(" Did you mean '{close}'?"),
                    None => String::new(),
                };
                let text = format!(
                    "Option '{key}' is invalid for the inner method: {}. It will be ignored.Please check inner method \
                     documentation for valid options.{hint}",
                    method.str()?
                );
                super::super::super::callback::warn(py, "builtins", "UserWarning", &text)?;
            }
        }
    }
    Ok(())
}

#[pymethods]
impl PyKrylovJacobian {
    #[new]
    #[pyo3(signature = (rdiff=None, method=None, inner_maxiter=20, inner_M=None, outer_k=10, **kw))]
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
            KrylovMethod::Lgmres => (1, 30),
            KrylovMethod::Gmres => (1, inner_maxiter),
            _ => (inner_maxiter, 0),
        };
        let mut options =
            KrylovOptions { method: kind, maxiter, inner, outer: outer_k, rtol: None, atol: 0.0 };
        take_options(py, &mut options, &method, kw)?;
        Ok(Self { options, rdiff, preconditioner: inner_M, function: None, model: None, shape: (0, 0) })
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
    fn solve<'py>(&mut self, rhs: &Bound<'py, PyAny>, tol: f64) -> PyResult<Bound<'py, PyAny>> {
        let py = rhs.py();
        let function = self.function.as_ref().ok_or_else(unset)?.bind(py);
        match &mut self.model {
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
    fn matvec<'py>(&mut self, v: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
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
    pub fn new(own: &Bound<'_, PyKrylovJacobian>) -> PyResult<Self> {
        Ok(Self(own.try_borrow()?.fresh(own.py())))
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
