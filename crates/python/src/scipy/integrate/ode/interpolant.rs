//! Interpolants over a step.

use super::function::{Number, vector};
use crate::array::wrap;
use crate::coerce::as_array;
use crate::error::IntoPy;
use num_complex::Complex64;
use pallasite_array::{DType, NdArray};
use pallasite_integrate::DenseOutput;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyFloat;

/// Over real or complex numbers.
pub enum Either<R, C> {
    Real(R),
    Complex(C),
}

/// What a step's `dense_output()` evaluates.
#[pyclass(module = "pallasite.scipy.integrate", frozen)]
pub struct Interpolant(pub Either<DenseOutput<f64>, DenseOutput<Complex64>>);

/// Numbers whose interpolants Python gets.
pub trait Interpolated: Number {
    fn interpolant(dense: DenseOutput<Self>) -> Interpolant;
}

impl Interpolated for f64 {
    fn interpolant(dense: DenseOutput<f64>) -> Interpolant {
        Interpolant(Either::Real(dense))
    }
}

impl Interpolated for Complex64 {
    fn interpolant(dense: DenseOutput<Complex64>) -> Interpolant {
        Interpolant(Either::Complex(dense))
    }
}

/// Points in time: one, or several.
pub enum Times {
    One(f64),
    Several(Vec<f64>),
}

impl Times {
    pub fn of(t: &Bound<'_, PyAny>) -> PyResult<Times> {
        if let Ok(t) = t.cast::<PyFloat>() {
            return Ok(Times::One(t.value()));
        }
        let array = as_array(t, Some(&DType::FLOAT64))?;
        let values = array.cast_vec::<f64>().py()?;
        match array.ndim() {
            0 => Ok(Times::One(values[0])),
            1 => Ok(Times::Several(values)),
            _ => Err(PyValueError::new_err("`t` must be a float or a 1-D array.")),
        }
    }
}

/// Values of shape (n,) or (n, points), `piece` giving the interpolant for each time.
pub fn evaluate<'a, T: Number>(
    py: Python<'_>,
    times: &Times,
    n: usize,
    piece: impl Fn(f64) -> &'a DenseOutput<T>,
) -> PyResult<Py<PyAny>> {
    let times = match times {
        Times::One(t) => return vector(py, &piece(*t).at(*t)),
        Times::Several(times) => times,
    };
    let mut rows = vec![T::default(); n * times.len()];
    for (i, &t) in times.iter().enumerate() {
        piece(t).write(t, &mut rows[i * n..][..n]);
    }
    let rows = NdArray::from_vec_shape(rows, &[times.len(), n]).py()?;
    wrap(py, rows.transpose().copy(pallasite_array::Order::C).py()?)
}

impl Interpolant {
    /// The ends of the step.
    fn ends(&self) -> (f64, f64) {
        match &self.0 {
            Either::Real(d) => (d.t_old, d.t),
            Either::Complex(d) => (d.t_old, d.t),
        }
    }
}

#[pymethods]
impl Interpolant {
    /// The start of the step.
    #[getter]
    fn t_old(&self) -> f64 {
        self.ends().0
    }

    /// The end of the step.
    #[getter]
    fn t(&self) -> f64 {
        self.ends().1
    }

    /// The state at a time, of shape (n,), or at several, of shape (n, points).
    fn __call__(&self, py: Python<'_>, t: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let times = Times::of(t)?;
        match &self.0 {
            Either::Real(d) => evaluate(py, &times, d.len(), |_| d),
            Either::Complex(d) => evaluate(py, &times, d.len(), |_| d),
        }
    }
}
