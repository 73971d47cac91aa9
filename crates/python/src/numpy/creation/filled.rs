//! New arrays of one value.

use super::{Object, check_device};
use crate::array::wrap;
use crate::coerce::{as_array, for_assignment};
use crate::convert::{dtype_of, exact_int, order_of, shape_of};
use crate::error::IntoPy;
use crate::functions;
use crate::numpy::arguments::sized;
use pallasite_array::layout::{Shape, short};
use pallasite_array::{DType, NdArray, Order};
use pallasite_numpy::creation;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// Shape, dtype and order of a new array.
#[inline]
fn form(
    shape: &Bound<'_, PyAny>,
    dtype: Object<'_, '_>,
    order: Object<'_, '_>,
) -> PyResult<(Shape, DType, Order)> {
    let order = order_of(order, Order::C)?;
    if matches!(order, Order::A | Order::K) {
        return Err(PyValueError::new_err("only 'C' or 'F' order is permitted"));
    }
    Ok((shape_of(shape)?, sized(dtype_of(dtype)?.unwrap_or_default())?, order))
}

macro_rules! filled_functions {
    ($($(#[$doc:meta])* $name:ident($shape:ident, $dtype:ident, $order:ident) $make:expr;)*) => {$(
        $(#[$doc])*
        #[pyfunction]
        #[pyo3(signature = (shape, dtype=None, order=None, *, device=None, like=None), text_signature = "(shape, dtype=None, order='C', *, device=None, like=None)")]
        fn $name(
            py: Python<'_>,
            shape: &Bound<'_, PyAny>,
            dtype: Object<'_, '_>,
            order: Object<'_, '_>,
            device: Option<&str>,
            like: Object<'_, '_>,
        ) -> PyResult<Py<PyAny>> {
            let _ = like;
            check_device(device)?;
            let ($shape, $dtype, $order) = match exact_int(shape) {
                // The usual call, without detours.
                Some(n) if n >= 0 && dtype.is_none() && order.is_none() => {
                    (short(&[n as usize]), DType::FLOAT64, Order::C)
                }
                _ => form(shape, dtype, order)?,
            };
            wrap(py, $make.py()?.unpack_sub())
        }
    )*};
}

filled_functions! {
    /// A new array of whatever the memory held.
    empty(shape, dtype, order) NdArray::arbitrary(&shape, &dtype, order);
    /// A new array of zeros.
    zeros(shape, dtype, order) NdArray::zeros_order(&shape, &dtype, order);
    /// A new array of ones.
    ones(shape, dtype, order) creation::ones(&shape, &dtype, order);
}

/// A new array filled with a value.
#[pyfunction]
#[pyo3(signature = (shape, fill_value, dtype=None, order=None, *, device=None, like=None), text_signature = "(shape, fill_value, dtype=None, order='C', *, device=None, like=None)")]
fn full(
    py: Python<'_>,
    shape: &Bound<'_, PyAny>,
    fill_value: &Bound<'_, PyAny>,
    dtype: Object<'_, '_>,
    order: Object<'_, '_>,
    device: Option<&str>,
    like: Object<'_, '_>,
) -> PyResult<Py<PyAny>> {
    let _ = like;
    check_device(device)?;
    let (shape, given, order) = form(shape, dtype, order)?;
    let (value, given) = match dtype.filter(|d| !d.is_none()) {
        None => as_array(fill_value, None).map(|v| (v.clone(), v.dtype().clone()))?,
        Some(_) => (for_assignment(fill_value, &given)?, given),
    };
    wrap(py, creation::full(&shape, &value, &given, order).py()?)
}

/// Adds the functions.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(m; Like: empty, zeros, ones, full);
    Ok(())
}
