//! A model beside its data.

use super::super::function::{array_from, read, vector_of};
use crate::array::wrap;
use crate::coerce::as_array;
use crate::error::IntoPy;
use crate::scalar::{complex128, float64};
use num_complex::Complex64;
use pallasite_array::{DType, Kind, NdArray};
use pallasite_optimize::{Sigma, Weights};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// A model, the data and their uncertainty.
pub struct Curve {
    f: Py<PyAny>,
    x: Py<PyAny>,
    y: Vec<f64>,
    pub weights: Weights,
}

impl Curve {
    pub fn new(
        f: Bound<'_, PyAny>,
        x: Bound<'_, PyAny>,
        y: Vec<f64>,
        sigma: Option<Sigma>,
    ) -> PyResult<Self> {
        let weights =
            Weights::new(sigma.as_ref(), y.len()).map_err(|e| PyValueError::new_err(e.to_string()))?;
        Ok(Self { f: f.unbind(), x: x.unbind(), y, weights })
    }

    /// The number of observations; one may stand for all values of the model.
    pub fn observations(&self) -> usize {
        self.y.len()
    }

    /// Calls a function with the places of the data and the parameters one by one.
    pub fn call<'py>(&self, f: &Bound<'py, PyAny>, params: &[f64]) -> PyResult<Bound<'py, PyAny>> {
        let py = f.py();
        self.spread(f, params.iter().map(|&p| float64(py, p)))
    }

    fn spread<'py>(
        &self,
        f: &Bound<'py, PyAny>,
        params: impl Iterator<Item = Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = f.py();
        py.check_signals()?;
        let arguments: Vec<_> = std::iter::once(self.x.bind(py).clone()).chain(params).collect();
        f.call1(PyTuple::new(py, arguments)?)
    }

    /// The weighted differences of the model's values and the data.
    pub fn residuals(&self, py: Python<'_>, params: &[f64]) -> PyResult<Vec<f64>> {
        let mut values = vector_of(&self.call(self.f.bind(py), params)?)?;
        self.subtract(&mut values)?;
        self.weights.apply(&mut values);
        Ok(values)
    }

    /// Writes [`Self::residuals`] of a known number.
    pub fn store(&self, py: Python<'_>, params: &[f64], to: &mut [f64]) -> PyResult<()> {
        read(&self.call(self.f.bind(py), params)?, to)?;
        to.iter_mut().zip(self.y.iter().cycle()).for_each(|(v, y)| *v -= y);
        self.weights.apply(to);
        Ok(())
    }

    /// Subtracts the data, broadcast.
    fn subtract(&self, values: &mut Vec<f64>) -> PyResult<()> {
        match (&values[..], &self.y[..]) {
            (&[one], y) => *values = y.iter().map(|y| one - y).collect(),
            (_, &[y]) => values.iter_mut().for_each(|v| *v -= y),
            (v, y) if v.len() == y.len() => values.iter_mut().zip(y).for_each(|(v, y)| *v -= y),
            (v, y) => {
                let text = format!(
                    "operands could not be broadcast together with shapes ({},) ({},) ",
                    v.len(),
                    y.len()
                );
                return Err(PyValueError::new_err(text));
            }
        }
        Ok(())
    }

    /// [`Self::residuals`] at complex parameters, for derivatives along imaginary steps.
    fn complex_residuals(&self, py: Python<'_>, params: &[Complex64]) -> PyResult<Vec<Complex64>> {
        let value = self.spread(self.f.bind(py), params.iter().map(|&p| complex128(py, p)))?;
        let values = as_array(&value, None)?.cast_vec::<Complex64>().py()?;
        let mut parts: [Vec<f64>; 2] =
            [values.iter().map(|z| z.re).collect(), values.iter().map(|z| z.im).collect()];
        self.subtract(&mut parts[0])?;
        parts.iter_mut().for_each(|part| self.weights.apply(part));
        Ok(parts[0].iter().zip(&parts[1]).map(|(&re, &im)| Complex64::new(re, im)).collect())
    }
}

/// The residuals of a model as a Python function of the parameters.
#[pyclass(frozen, module = "pallasite.scipy.optimize")]
pub struct CurveResiduals {
    pub curve: Curve,
}

#[pymethods]
impl CurveResiduals {
    fn __call__<'py>(&self, py: Python<'py>, params: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let array = as_array(params, None)?;
        if array.kind() == Kind::Complex128 {
            return array_from(py, self.curve.complex_residuals(py, &array.cast_vec::<Complex64>().py()?)?);
        }
        array_from(py, self.curve.residuals(py, &array.cast_vec::<f64>().py()?)?)
    }
}

/// The weighted Jacobian of a model as a Python function of the parameters.
#[pyclass(frozen, module = "pallasite.scipy.optimize")]
pub struct CurveJacobian {
    curve: Curve,
}

impl CurveJacobian {
    /// The Jacobian `jac` of the model of `curve`.
    pub fn new(py: Python<'_>, curve: &Curve, jac: Py<PyAny>) -> Self {
        let Curve { x, y, weights, .. } = curve;
        Self { curve: Curve { f: jac, x: x.clone_ref(py), y: y.clone(), weights: weights.clone() } }
    }
}

#[pymethods]
impl CurveJacobian {
    fn __call__<'py>(&self, py: Python<'py>, params: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let Curve { f, weights, .. } = &self.curve;
        let value = self.curve.call(f.bind(py), &vector_of(params)?)?;
        let array = as_array(&value, Some(&DType::FLOAT64))?;
        let [m, n] = *array.shape() else { return Ok(value) };
        let mut columns = array.transpose().cast_vec::<f64>().py()?;
        columns.chunks_exact_mut(m.max(1)).for_each(|column| weights.apply(column));
        let transposed = NdArray::from_vec_shape(columns, &[n, m]).py()?;
        Ok(wrap(py, transposed.transpose())?.into_bound(py))
    }
}
