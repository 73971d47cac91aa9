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
    ($($name:ident $signature:literal)*) => {
        #[pymethods]
        impl Generic {
            $(
                #[doc = concat!("As the method `", stringify!($name), "` of arrays.")]
                #[pyo3(signature = (*args, **kwargs), text_signature = $signature)]
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
    all "($self, /, axis=None, out=None, keepdims=False, *, where=True)"
    any "($self, /, axis=None, out=None, keepdims=False, *, where=True)"
    argmax "($self, /, axis=None, out=None, *, keepdims=False)"
    argmin "($self, /, axis=None, out=None, *, keepdims=False)"
    argsort "($self, /, axis=-1, kind=None, order=None, *, stable=None)"
    astype "($self, /, dtype, order='K', casting='unsafe', subok=True, copy=True)"
    byteswap "($self, /, inplace=False)"
    choose "($self, /, choices, out=None, mode='raise')"
    clip "($self, /, min=None, max=None, out=None, **kwargs)"
    compress "($self, /, condition, axis=None, out=None)"
    conj "($self, /)"
    conjugate "($self, /)"
    copy "($self, /, order='C')"
    cumprod "($self, /, axis=None, dtype=None, out=None)"
    cumsum "($self, /, axis=None, dtype=None, out=None)"
    diagonal "($self, /, offset=0, axis1=0, axis2=1)"
    dump "($self, /, file)"
    dumps "($self, /)"
    fill "($self, /, value)"
    flatten "($self, /, order='C')"
    getfield "($self, /, dtype, offset=0)"
    max "($self, /, axis=None, out=None, **kwargs)"
    mean "($self, /, axis=None, dtype=None, out=None, **kwargs)"
    min "($self, /, axis=None, out=None, **kwargs)"
    nonzero "($self, /)"
    prod "($self, /, axis=None, dtype=None, out=None, **kwargs)"
    put "($self, indices, values, /, mode='raise')"
    ravel "($self, /, order='C')"
    repeat "($self, repeats, /, axis=None)"
    reshape "($self, /, *shape, order='C', copy=None)"
    resize "($self, /, *new_shape, refcheck=True)"
    round "($self, /, decimals=0, out=None)"
    searchsorted "($self, v, /, side='left', sorter=None)"
    setfield "($self, val, /, dtype, offset=0)"
    setflags "($self, /, *, write=None, align=None, uic=None)"
    sort "($self, /, axis=-1, kind=None, order=None, *, stable=None)"
    squeeze "($self, /, axis=None)"
    std "($self, /, axis=None, dtype=None, out=None, ddof=0, **kwargs)"
    sum "($self, /, axis=None, dtype=None, out=None, **kwargs)"
    swapaxes "($self, axis1, axis2, /)"
    take "($self, indices, /, axis=None, out=None, mode='raise')"
    tobytes "($self, /, order='C')"
    tofile "($self, fid, /, sep='', format='%s')"
    trace "($self, /, offset=0, axis1=0, axis2=1, dtype=None, out=None)"
    transpose "($self, /, *axes)"
    var "($self, /, axis=None, dtype=None, out=None, ddof=0, **kwargs)"
    view "($self, /, *args, **kwargs)"
}
