//! The methods of arrays on scalars: each is called on the 0-d array.

use super::attributes::array_of_scalar;
use super::classes::Generic;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

fn forward(
    slf: &Bound<'_, PyAny>,
    name: &str,
    args: &Bound<'_, PyTuple>,
    kwargs: Option<&Bound<'_, PyDict>>,
) -> PyResult<Py<PyAny>> {
    let py = slf.py();
    let array = crate::array::wrap(py, array_of_scalar(slf)?)?;
    let out = array.bind(py).call_method(name, args.clone(), kwargs)?;
    match crate::array::array_of(&out) {
        Some(a) if a.ndim() == 0 => super::scalar_object(py, &a),
        _ => Ok(out.unbind()),
    }
}

macro_rules! forwarded {
    ($($name:ident)*) => {
        #[pymethods]
        impl Generic {
            $(
                #[doc = concat!("As the method `", stringify!($name), "` of arrays.")]
                #[pyo3(signature = (*args, **kwargs))]
                fn $name(
                    slf: &Bound<'_, Self>,
                    args: &Bound<'_, PyTuple>,
                    kwargs: Option<&Bound<'_, PyDict>>,
                ) -> PyResult<Py<PyAny>> {
                    forward(slf, stringify!($name), args, kwargs)
                }
            )*
        }
    };
}

forwarded! {
    all any argmax argmin argsort astype byteswap choose clip compress conj conjugate copy cumprod cumsum diagonal
    dump dumps fill flatten getfield max mean min nonzero prod put ravel repeat reshape resize round searchsorted
    setfield setflags sort squeeze std sum swapaxes take to_device tobytes tofile trace transpose var view
}
