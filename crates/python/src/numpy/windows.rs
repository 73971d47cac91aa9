//! Bindings of the window functions.

use crate::array::wrap;
use crate::coerce::as_array;
use crate::error::IntoPy;
use crate::functions;
use pallasite_array::{DType, NdArray};
use pallasite_numpy::mathematics::{Window, window};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

/// A number of any kind.
fn real(object: &Bound<'_, PyAny>) -> PyResult<f64> {
    let array: NdArray = as_array(object, Some(&DType::FLOAT64))?;
    match array.cast_vec::<f64>().py()?[..] {
        [x] => Ok(x),
        _ => Err(PyTypeError::new_err("only 0-dimensional arrays can be converted to Python scalars")),
    }
}

macro_rules! windows {
    ($($name:ident, $kind:ident, $doc:literal;)*) => {$(
        #[doc = $doc]
        #[pyfunction]
        #[pyo3(signature = (M), text_signature = "(M)")]
        #[allow(non_snake_case)]
        fn $name(M: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
            wrap(M.py(), window(Window::$kind, real(M)?).py()?)
        }
    )*};
}
windows! {
    bartlett, Bartlett, "The triangle of M points.";
    blackman, Blackman, "Blackman's window of M points.";
    hamming, Hamming, "Hamming's window of M points.";
    hanning, Hanning, "Von Hann's window of M points.";
}

/// Kaiser's window of M points with shape parameter beta.
#[pyfunction]
#[pyo3(signature = (M, beta))]
#[allow(non_snake_case)]
fn kaiser(M: &Bound<'_, PyAny>, beta: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    wrap(M.py(), window(Window::Kaiser(real(beta)?), real(M)?).py()?)
}

/// Adds the functions.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(m; Arguments: bartlett, blackman, hamming, hanning, kaiser);
    Ok(())
}
