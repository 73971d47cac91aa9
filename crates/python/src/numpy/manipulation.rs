//! Bindings of the manipulation functions.

mod bits;
mod broadcasting;
mod copying;
mod editing;
mod joining;
mod padding;
mod rearranging;
mod shapes;
mod splitting;
mod tiling;

use super::arguments::array_object;
pub use broadcasting::{mismatch, view_of};
use pyo3::prelude::*;
pub use tiling::repeated;

type Object<'a, 'py> = Option<&'a Bound<'py, PyAny>>;
type Result<T = Py<PyAny>> = PyResult<T>;

/// The object whose methods do what functions of the same names do: an array or a scalar.
fn with_methods<'py>(a: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    if crate::scalar::scalar_dtype(a).is_some() { Ok(a.clone()) } else { array_object(a) }
}

/// `np.ravel(a, ...)` and its like: the method of the array, or of the scalar.
fn by_method<'py>(a: &Bound<'py, PyAny>, name: &str, args: impl pyo3::call::PyCallArgs<'py>) -> Result {
    Ok(with_methods(a)?.call_method1(name, args)?.unbind())
}

/// Adds the functions.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    bits::register(m)?;
    broadcasting::register(m)?;
    copying::register(m)?;
    editing::register(m)?;
    joining::register(m)?;
    padding::register(m)?;
    rearranging::register(m)?;
    shapes::register(m)?;
    splitting::register(m)?;
    tiling::register(m)
}
