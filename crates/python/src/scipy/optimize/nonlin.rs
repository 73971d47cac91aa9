//! `nonlin_solve`, the approximations of the Jacobian, and `df-sane`.

mod jacobian;
mod krylov;
mod spectral;

use super::newton::{Number, is_complex};
use super::result::{formatted, object};
use crate::array::wrap;
use crate::coerce::as_array;
pub use jacobian::PyQuasiNewton;
use jacobian::{Lent, Model};
use krylov::LentKrylov;
pub use krylov::PyKrylovJacobian;
use num_complex::Complex64;
use pallasite_array::NdArray;
use pallasite_optimize::{
    Field, Function, InverseJacobian, LineSearchKind, NonlinError, NonlinOptions, NonlinProblem, QuasiNewton,
    nonlin_solve as solve,
};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
pub(super) use spectral::df_sane;

/// Real or complex numbers of a system.
pub(in crate::scipy::optimize) trait Entry: Number + Field {
    /// A model over these numbers as one over any.
    fn wrapped(model: QuasiNewton<Self>) -> Model;
    /// The model, if it is one over these numbers.
    fn model(model: &mut Model) -> Option<&mut QuasiNewton<Self>>;
}

impl Entry for f64 {
    fn wrapped(model: QuasiNewton<f64>) -> Model {
        Model::Real(model)
    }

    fn model(model: &mut Model) -> Option<&mut QuasiNewton<f64>> {
        match model {
            Model::Real(model) => Some(model),
            Model::Complex(_) => None,
        }
    }
}

impl Entry for Complex64 {
    fn wrapped(model: QuasiNewton<Complex64>) -> Model {
        Model::Complex(model)
    }

    fn model(model: &mut Model) -> Option<&mut QuasiNewton<Complex64>> {
        match model {
            Model::Complex(model) => Some(model),
            Model::Real(_) => None,
        }
    }
}

pub(super) fn nonlin_error(e: NonlinError<PyErr>) -> PyErr {
    match e {
        NonlinError::Callback(e) => e,
        e => PyValueError::new_err(e.to_string()),
    }
}

/// A vector as an array.
pub(super) fn flat<'py, T: Entry>(py: Python<'py>, v: &[T]) -> PyResult<Bound<'py, PyAny>> {
    shaped(py, v, &[v.len()])
}

fn shaped<'py, T: Entry>(py: Python<'py>, v: &[T], shape: &[usize]) -> PyResult<Bound<'py, PyAny>> {
    Ok(wrap(py, T::array(v.to_vec(), shape)?)?.into_bound(py))
}

/// An array-like as a vector.
pub(super) fn entries<T: Entry>(object: &Bound<'_, PyAny>) -> PyResult<Vec<T>> {
    T::vector(&as_array(object, None)?)
}

/// A system as Python states it; calls of the function are counted.
struct System<'py> {
    function: Bound<'py, PyAny>,
    shape: Vec<usize>,
    norm: Option<Bound<'py, PyAny>>,
    callback: Option<Bound<'py, PyAny>>,
    verbose: bool,
    calls: usize,
    /// The values at the start, whose kind decides over the numbers.
    start: Option<NdArray>,
}

impl<'py> System<'py> {
    fn call<T: Entry>(&mut self, x: &[T]) -> PyResult<NdArray> {
        let py = self.function.py();
        py.check_signals()?;
        self.calls += 1;
        as_array(&self.function.call1((shaped(py, x, &self.shape)?,))?, None)
    }
}

impl<T: Entry> NonlinProblem<T> for System<'_> {
    type Error = PyErr;

    fn function(&mut self, x: &[T]) -> PyResult<Vec<T>> {
        let values: Vec<T> = match self.start.take() {
            Some(known) => T::vector(&known)?,
            None => T::vector(&self.call(x)?)?,
        };
        if values.len() != x.len() {
            let (n, m) = (x.len(), values.len());
            let text = format!("operands could not be broadcast together with shapes ({n},) ({m},) ");
            return Err(PyValueError::new_err(text));
        }
        Ok(values)
    }

    fn norm(&mut self, v: &[T]) -> PyResult<f64> {
        match &self.norm {
            Some(norm) => norm.call1((flat(norm.py(), v)?,))?.extract(),
            None => Ok(largest(v)),
        }
    }

    fn progress(&mut self, n: usize, x: &[T], f: &[T], step: f64) -> PyResult<()> {
        let py = self.function.py();
        if let Some(callback) = &self.callback {
            callback.call1((flat(py, x)?, flat(py, f)?))?;
        }
        if self.verbose {
            let norm = NonlinProblem::<T>::norm(self, f)?;
            let line = formatted(py, "%d:  |F(x)| = %g; step %g\n", (n, norm, step))?;
            py.import("sys")?.getattr("stdout")?.call_method1("write", (line,))?;
        }
        Ok(())
    }
}

fn largest<T: Field>(v: &[T]) -> f64 {
    v.iter().map(|c| c.modulus()).fold(0.0, |most, c| if c > most || c.is_nan() { c } else { most })
}

/// An approximation of the Jacobian that is a Python object with `setup`, `solve` and `update`.
struct Foreign<'py> {
    object: Bound<'py, PyAny>,
    function: Bound<'py, PyAny>,
}

impl<T: Entry> InverseJacobian<T, PyErr> for Foreign<'_> {
    fn setup(&mut self, x: &[T], f: &[T]) -> PyResult<()> {
        let py = self.object.py();
        self.object.call_method1("setup", (flat(py, x)?, flat(py, f)?, &self.function)).map(drop)
    }

    fn solve(&mut self, f: &[T], tol: f64, _: Function<'_, T, PyErr>) -> Result<Vec<T>, NonlinError<PyErr>> {
        let py = self.object.py();
        let run = || {
            let kwargs = PyDict::new(py);
            kwargs.set_item("tol", tol)?;
            entries(&self.object.call_method("solve", (flat(py, f)?,), Some(&kwargs))?)
        };
        run().map_err(NonlinError::Callback)
    }

    fn update(&mut self, x: &[T], f: &[T]) -> PyResult<()> {
        let py = self.object.py();
        self.object.call_method1("update", (flat(py, x)?, flat(py, f)?)).map(drop)
    }
}

fn line_search_of(value: Option<&Bound<'_, PyAny>>) -> PyResult<LineSearchKind> {
    let Some(value) = value.filter(|v| !v.is_none()) else { return Ok(LineSearchKind::Full) };
    if let Ok(flag) = value.extract::<bool>() {
        return Ok(if flag { LineSearchKind::Armijo } else { LineSearchKind::Full });
    }
    match value.extract::<String>().as_deref() {
        Ok("armijo") => Ok(LineSearchKind::Armijo),
        Ok("wolfe") => Ok(LineSearchKind::Wolfe),
        _ => Err(PyValueError::new_err("Invalid line search")),
    }
}

/// Runs the iteration; gives the root and what is known of it.
fn run<'py, T: Entry>(
    py: Python<'py>,
    mut system: System<'py>,
    x0: &NdArray,
    jacobian: &Bound<'py, PyAny>,
    options: &NonlinOptions,
) -> PyResult<Bound<'py, PyAny>> {
    let start = T::vector(x0)?;
    let lent = jacobian.cast::<PyKrylovJacobian>().ok().map(LentKrylov::<T>::new).transpose()?.flatten();
    let mut model: Box<dyn InverseJacobian<T, PyErr> + 'py> =
        if let Ok(own) = jacobian.cast::<PyQuasiNewton>() {
            Box::new(Lent(own.clone()))
        } else if let Some(krylov) = lent {
            Box::new(krylov)
        } else {
            let flattened = py.import("pallasite.scipy.optimize._nonlin")?.getattr("_Flat")?;
            let function = flattened.call1((&system.function, &system.shape))?;
            Box::new(Foreign { object: jacobian.clone(), function })
        };
    let found = solve(&mut system, &start, &mut *model, options).map_err(nonlin_error)?;
    let info = PyDict::new(py);
    info.set_item("nit", found.nit)?;
    info.set_item("fun", flat(py, &found.fun)?)?;
    info.set_item("success", found.success)?;
    info.set_item("exhausted", found.exhausted)?;
    info.set_item("nfev", system.calls)?;
    object(py, (shaped(py, &found.x, x0.shape())?, info))
}

/// Finds a root by Newton's method with an approximate Jacobian.
#[pyfunction]
#[pyo3(signature = (F, x0, jacobian, iter, verbose, maxiter, f_tol, f_rtol, x_tol, x_rtol, tol_norm, line_search,
    callback))]
#[allow(non_snake_case)]
pub(super) fn _nonlin_solve<'py>(
    py: Python<'py>,
    F: Bound<'py, PyAny>,
    x0: &Bound<'py, PyAny>,
    jacobian: &Bound<'py, PyAny>,
    iter: Option<usize>,
    verbose: &Bound<'py, PyAny>,
    maxiter: Option<usize>,
    f_tol: Option<f64>,
    f_rtol: Option<f64>,
    x_tol: Option<f64>,
    x_rtol: Option<f64>,
    tol_norm: Option<Bound<'py, PyAny>>,
    line_search: Option<&Bound<'py, PyAny>>,
    callback: Option<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let defaults = NonlinOptions::default();
    let options = NonlinOptions {
        iter,
        maxiter: maxiter.or(iter.map(|n| n + 1)),
        f_tol: f_tol.unwrap_or(defaults.f_tol),
        f_rtol: f_rtol.unwrap_or(defaults.f_rtol),
        x_tol: x_tol.unwrap_or(defaults.x_tol),
        x_rtol: x_rtol.unwrap_or(defaults.x_rtol),
        line_search: line_search_of(line_search)?,
    };
    let x0 = as_array(x0, None)?;
    let mut system = System {
        function: F,
        shape: x0.shape().to_vec(),
        norm: tol_norm,
        callback,
        verbose: verbose.is_truthy()?,
        calls: 0,
        start: None,
    };
    let complex = is_complex(&x0);
    let values =
        if complex { system.call(&Complex64::vector(&x0)?)? } else { system.call(&f64::vector(&x0)?)? };
    let complex = complex || is_complex(&values);
    system.start = Some(values);
    if complex {
        run::<Complex64>(py, system, &x0, jacobian, &options)
    } else {
        run::<f64>(py, system, &x0, jacobian, &options)
    }
}
