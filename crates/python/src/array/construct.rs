//! `ndarray(shape, dtype, buffer, offset, strides, order)`.

use super::PyArray;
use crate::coerce;
use crate::convert::{order_of, shape_of, strides_of};
use crate::error::{IntoPy, py_err};
use pallasite_array::{Error, NdArray, Order, layout};
use pyo3::prelude::*;

#[pymethods]
impl PyArray {
    #[new]
    #[pyo3(signature = (shape, dtype=None, buffer=None, offset=0, strides=None, order=None))]
    fn new(
        shape: &Bound<'_, PyAny>,
        dtype: Option<&Bound<'_, PyAny>>,
        buffer: Option<&Bound<'_, PyAny>>,
        offset: isize,
        strides: Option<&Bound<'_, PyAny>>,
        order: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<PyArray> {
        let dtype = crate::convert::dtype_of(dtype)?.unwrap_or_default();
        let mut shape = shape_of(shape)?;
        let order = order_of(order, Order::C)?;
        let Some(buffer) = buffer else {
            let array = NdArray::zeros_order(&shape, &dtype, order).py()?.unpack_sub();
            return Ok(PyArray::holding(array, None));
        };
        let bytes = coerce::from_buffer_bytes(buffer)?;
        let dtype_of_element = match dtype.sub() {
            Some((base, sub)) => {
                shape.extend_from_slice(sub);
                base.clone()
            }
            None => dtype,
        };
        let strides = match strides {
            Some(s) => strides_of(s)?,
            None if order == Order::F => layout::f_strides(&shape, dtype_of_element.itemsize()),
            None => layout::c_strides(&shape, dtype_of_element.itemsize()),
        };
        if strides.len() != shape.len() {
            return Err(py_err(Error::value("strides, if given, must be the same length as shape")));
        }
        let small = || py_err(Error::value("buffer is too small for requested array"));
        let array = bytes.view_with(offset, dtype_of_element, &shape, &strides).map_err(|_| small())?;
        Ok(PyArray::holding(array, Some(buffer.clone().unbind())))
    }

    /// Subclasses override it to carry their attributes along.
    fn __array_finalize__(&self, _obj: &Bound<'_, PyAny>) {}
}
