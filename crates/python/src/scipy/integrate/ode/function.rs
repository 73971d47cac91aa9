//! Python functions as right-hand sides and Jacobians.

use super::super::super::spare::{Spare, fresh};
use crate::array::{Holder, exact, wrap};
use crate::coerce::as_array;
use crate::error::IntoPy;
use num_complex::Complex64;
use pallasite_array::error::tuple;
use pallasite_array::{DType, Element};
use pallasite_integrate::{Scalar, System};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyComplex, PyComplexMethods, PyFloat, PyInt, PyList, PyTuple};

/// The numbers of a state, as Python gives them.
pub trait Number: Scalar + Element {
    /// The value of a plain number.
    fn plain(object: &Bound<'_, PyAny>) -> Option<Self>;
}

impl Number for f64 {
    #[inline]
    fn plain(object: &Bound<'_, PyAny>) -> Option<f64> {
        if let Ok(x) = object.cast::<PyFloat>() {
            return Some(x.value());
        }
        object.cast_exact::<PyInt>().ok()?.extract().ok()
    }
}

impl Number for Complex64 {
    #[inline]
    fn plain(object: &Bound<'_, PyAny>) -> Option<Complex64> {
        match object.cast::<PyComplex>() {
            Ok(z) => Some(Complex64::new(z.real(), z.imag())),
            Err(_) => f64::plain(object).map(Complex64::from),
        }
    }
}

/// A state as a new array.
pub fn vector<T: Number>(py: Python<'_>, y: &[T]) -> PyResult<Py<PyAny>> {
    wrap(py, fresh(y)?)
}

/// Writes what a function returned, broadcast, to `out`.
pub fn read<T: Number>(object: &Bound<'_, PyAny>, out: &mut [T]) -> PyResult<()> {
    if let Some(array) = exact(object) {
        let array = &array.held().array;
        if let Some(values) = array.as_slice::<T>().filter(|v| v.len() == out.len() && array.ndim() == 1) {
            out.copy_from_slice(values);
            return Ok(());
        }
    }
    let done = if let Ok(list) = object.cast_exact::<PyList>() {
        list.len() == out.len() && plain(list.iter(), out)
    } else if let Ok(items) = object.cast_exact::<PyTuple>() {
        items.len() == out.len() && plain(items.iter_borrowed().map(|i| i.to_owned()), out)
    } else {
        false
    };
    if done { Ok(()) } else { read_any(object, out) }
}

/// Writes plain numbers; false when one is something else.
fn plain<'py, T: Number>(items: impl Iterator<Item = Bound<'py, PyAny>>, out: &mut [T]) -> bool {
    out.iter_mut().zip(items).all(|(o, item)| T::plain(&item).map(|x| *o = x).is_some())
}

#[cold]
fn read_any<T: Number>(object: &Bound<'_, PyAny>, out: &mut [T]) -> PyResult<()> {
    let array = as_array(object, Some(&DType::from(T::KIND)))?;
    let values = array.cast_vec::<T>().py()?;
    match (array.ndim(), &values[..]) {
        (0 | 1, &[one]) => out.fill(one),
        (1, values) if values.len() == out.len() => out.copy_from_slice(values),
        _ => {
            let text = format!(
                "could not broadcast input array from shape {} into shape ({},)",
                tuple(array.shape()),
                out.len()
            );
            return Err(PyValueError::new_err(text));
        }
    }
    Ok(())
}

/// A Python function of time and state, and the arguments that follow them.
pub struct Function<T> {
    pub call: Py<PyAny>,
    pub after: Vec<Py<PyAny>>,
    /// Whether the state comes before the time.
    state_first: bool,
    spare: Spare<T>,
}

impl<T: Number> Function<T> {
    pub fn new(call: &Bound<'_, PyAny>, after: &[Bound<'_, PyAny>]) -> Self {
        let after = after.iter().map(|a| a.clone().unbind()).collect();
        let call = call.clone().unbind();
        Self { call, after, state_first: false, spare: Spare::default() }
    }

    /// The same with the state before the time, if `state_first`.
    pub fn with_order(self, state_first: bool) -> Self {
        Self { state_first, ..self }
    }

    /// Calls with a time and a state of shape (n,).
    pub fn at<'py>(&mut self, py: Python<'py>, t: f64, y: &[T]) -> PyResult<Bound<'py, PyAny>> {
        let Self { call, after, state_first, spare } = self;
        spare.lend(py, y, |state| with(py, call, after, *state_first, t, state))
    }
}

/// Calls with a time and any state.
fn with<'py>(
    py: Python<'py>,
    call: &Py<PyAny>,
    after: &[Py<PyAny>],
    state_first: bool,
    t: f64,
    state: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    py.check_signals()?;
    let (call, t) = (call.bind(py), PyFloat::new(py, t));
    if after.is_empty() {
        return if state_first { call.call1((state, t)) } else { call.call1((t, state)) };
    }
    let mut first = [t.into_any(), state.clone()];
    if state_first {
        first.reverse();
    }
    let all = first.into_iter().chain(after.iter().map(|a| a.bind(py).clone()));
    call.call1(PyTuple::new(py, all.collect::<Vec<_>>())?)
}

/// What a solver may ask of Python.
pub struct Functions<T> {
    pub fun: Function<T>,
    /// Whether `fun` takes states as the columns of a matrix.
    pub vectorized: bool,
    pub jac: Option<Function<T>>,
}

/// [`Functions`] with the interpreter at hand.
pub struct Attached<'a, 'py, T> {
    pub py: Python<'py>,
    pub functions: &'a mut Functions<T>,
}

/// A matrix that a function returned, column after column.
pub fn columns<T: Number>(object: &Bound<'_, PyAny>, shape: [usize; 2]) -> PyResult<Vec<T>> {
    let dense = if object.hasattr("toarray")? { object.call_method0("toarray")? } else { object.clone() };
    let array = as_array(&dense, Some(&DType::from(T::KIND)))?;
    if array.shape() != shape {
        let text = format!(
            "`jac` is expected to have shape {}, but actually has {}.",
            tuple(&shape),
            tuple(array.shape())
        );
        return Err(PyValueError::new_err(text));
    }
    array.transpose().cast_vec::<T>().py()
}

/// States one behind the other, as the columns of a matrix.
fn matrix<T: Number>(py: Python<'_>, ys: &[T], n: usize) -> PyResult<Py<PyAny>> {
    wrap(py, fresh(ys)?.reshape(&[(ys.len() / n) as isize, n as isize]).py()?.transpose())
}

impl<T: Number> System<T, PyErr> for Attached<'_, '_, T> {
    fn fun(&mut self, t: f64, y: &[T], dydt: &mut [T]) -> PyResult<()> {
        if self.functions.vectorized && !y.is_empty() {
            return self.fun_vectorized(t, y.len(), y, dydt);
        }
        let value = self.functions.fun.at(self.py, t, y)?;
        read(&value, dydt)
    }

    fn fun_vectorized(&mut self, t: f64, n: usize, ys: &[T], out: &mut [T]) -> PyResult<()> {
        if !self.functions.vectorized {
            let mut pairs = ys.chunks_exact(n.max(1)).zip(out.chunks_exact_mut(n.max(1)));
            return pairs.try_for_each(|(y, dydt)| self.fun(t, y, dydt));
        }
        let state = matrix(self.py, ys, n)?.into_bound(self.py);
        let fun = &self.functions.fun;
        let value = with(self.py, &fun.call, &fun.after, fun.state_first, t, &state)?;
        let value = as_array(&value, Some(&DType::from(T::KIND)))?;
        if value.size() != out.len() {
            let text = format!(
                "`fun` returned an array of shape {}, not ({n}, {})",
                tuple(value.shape()),
                ys.len() / n
            );
            return Err(PyValueError::new_err(text));
        }
        out.copy_from_slice(&value.transpose().cast_vec::<T>().py()?);
        Ok(())
    }

    fn jac(&mut self, t: f64, y: &[T], to: &mut [T]) -> PyResult<()> {
        let Some(jac) = &mut self.functions.jac else { return Ok(()) };
        let value = jac.at(self.py, t, y)?;
        to.copy_from_slice(&columns::<T>(&value, [to.len() / y.len().max(1), y.len()])?);
        Ok(())
    }
}
