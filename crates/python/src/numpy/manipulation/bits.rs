//! Booleans as the bits of bytes.

use super::Result;
use crate::array::wrap;
use crate::coerce::as_array;
use crate::error::IntoPy;
use crate::functions;
use pallasite_numpy::manipulation::{self, BitOrder};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

fn bit_order(name: &str) -> PyResult<BitOrder> {
    match name {
        "big" => Ok(BitOrder::Big),
        "little" => Ok(BitOrder::Little),
        _ => Err(PyValueError::new_err("'order' must be either 'little' or 'big'")),
    }
}

/// Booleans packed into bytes.
#[pyfunction]
#[pyo3(signature = (a, /, axis=None, bitorder="big"))]
fn packbits(a: &Bound<'_, PyAny>, axis: Option<isize>, bitorder: &str) -> Result {
    wrap(a.py(), manipulation::packbits(&as_array(a, None)?, axis, bit_order(bitorder)?).py()?)
}

/// The bits of bytes.
#[pyfunction]
#[pyo3(signature = (a, /, axis=None, count=None, bitorder="big"))]
fn unpackbits(a: &Bound<'_, PyAny>, axis: Option<isize>, count: Option<isize>, bitorder: &str) -> Result {
    wrap(a.py(), manipulation::unpackbits(&as_array(a, None)?, axis, count, bit_order(bitorder)?).py()?)
}

/// Adds the functions.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(m; Arguments: packbits, unpackbits);
    Ok(())
}
