//! What `RBFInterpolator` computes.

use super::super::spatial::{doubles, spatial_error};
use super::rows::{Rows, shaped};
use crate::array::wrap;
use crate::coerce::as_array;
use crate::error::{IntoPy, named_error};
use crate::interrupt::released;
use pallasite_array::NdArray;
use pallasite_interpolate::rbf::{Kernel, RADIAL, Rbf, RbfError, RbfOptions, distances, monomials, radial};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

fn rbf_error(e: RbfError) -> PyErr {
    match e {
        RbfError::TooFewPoints { .. } => PyValueError::new_err(e.to_string()),
        RbfError::Singular(text) => named_error("linalg", "LinAlgError", text),
        RbfError::Points(e) => spatial_error(e),
    }
}

/// The sum of radial functions and a polynomial.
#[pyclass(frozen, name = "_Rbf", module = "pallasite._core")]
pub struct PyRbf {
    inner: Rbf,
    values: Rows,
}

#[pymethods]
impl PyRbf {
    #[new]
    #[pyo3(signature = (y, d, smoothing, kernel, epsilon, degree, neighbors=None))]
    fn new(
        py: Python<'_>,
        y: &Bound<'_, PyAny>,
        d: &Bound<'_, PyAny>,
        smoothing: &Bound<'_, PyAny>,
        kernel: &str,
        epsilon: f64,
        degree: i64,
        neighbors: Option<usize>,
    ) -> PyResult<PyRbf> {
        let (y, shape) = doubles(y)?;
        let values = Rows::of(&as_array(d, None)?)?;
        let smoothing = doubles(smoothing)?.0;
        let kernel = Kernel::named(kernel).ok_or_else(|| PyValueError::new_err("unknown `kernel`"))?;
        let options = RbfOptions { kernel, epsilon, degree, neighbors };
        let (data, width) = (values.data().to_vec(), values.width(1));
        let made = released(py, || Rbf::new(y, shape[1], data, width, smoothing, options))?;
        Ok(PyRbf { inner: made.map_err(rbf_error)?, values })
    }

    fn evaluate(&self, py: Python<'_>, x: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let (x, shape) = doubles(x)?;
        let found = released(py, || self.inner.evaluate(&x))?.map_err(rbf_error)?;
        wrap(py, self.values.array(found, &shape[..1], 1)?)
    }
}

/// Powers of the monomials of `ndim` variables up to a degree.
#[pyfunction]
fn _monomial_powers(py: Python<'_>, ndim: usize, degree: i64) -> PyResult<Py<PyAny>> {
    let powers = monomials(ndim, degree);
    let flat = powers.iter().flatten().map(|&p| i64::from(p)).collect();
    super::super::spatial::shaped(py, flat, &[powers.len(), ndim])
}

/// Whether a kernel needs no `epsilon`, and the least degree of its polynomial; `None` for an unknown name.
#[pyfunction]
fn _rbf_kernel(name: &str) -> Option<(bool, i64)> {
    Kernel::named(name).map(|k| (k.is_scale_invariant(), k.least_degree()))
}

/// The radial function of a name at distances; the error names all there are.
#[pyfunction]
fn _radial(py: Python<'_>, name: &str, r: &Bound<'_, PyAny>, epsilon: f64) -> PyResult<Py<PyAny>> {
    let (r, shape) = shaped(r)?;
    let values = radial(name, &r, epsilon).ok_or_else(|| {
        PyValueError::new_err(format!("function must be a callable or one of {}", RADIAL.join(", ")))
    })?;
    wrap(py, NdArray::from_vec_shape(values, &shape).py()?)
}

/// The Euclidean distances of the columns of two matrices of coordinates.
#[pyfunction]
fn _distances(py: Python<'_>, a: &Bound<'_, PyAny>, b: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let ((a, a_shape), (b, b_shape)) = (shaped(a)?, shaped(b)?);
    if a_shape.len() != 2 || b_shape.len() != 2 || a_shape[0] != b_shape[0] {
        return Err(PyValueError::new_err("points of different numbers of coordinates"));
    }
    let out = distances(&a, &b, a_shape[0]);
    wrap(py, NdArray::from_vec_shape(out, &[a_shape[1], b_shape[1]]).py()?)
}

/// Adds the class and the functions to the module.
pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_class::<PyRbf>()?;
    m.add_function(wrap_pyfunction!(_monomial_powers, m)?)?;
    m.add_function(wrap_pyfunction!(_radial, m)?)?;
    m.add_function(wrap_pyfunction!(_distances, m)?)?;
    m.add_function(wrap_pyfunction!(_rbf_kernel, m)?)
}
