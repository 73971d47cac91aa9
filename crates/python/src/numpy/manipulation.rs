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

/// `np.reshape(a, ...)` and its like: the method of the array, or of the scalar.
fn by_method<'py>(a: &Bound<'py, PyAny>, name: &str, args: impl pyo3::call::PyCallArgs<'py>) -> Result {
    let object = if crate::scalar::scalar_dtype(a).is_some() { a.clone() } else { array_object(a)? };
    Ok(object.call_method1(name, args)?.unbind())
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
