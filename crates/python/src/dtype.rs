//! `np.dtype`: the class, its cached singletons, and what Python objects mean as a dtype.

mod attributes;
mod classes;
mod convert;
mod order;
mod pickle;
mod structured;

pub use attributes::subset;
pub use classes::PyDType;
pub use convert::to_dtype;

use classes::instance;
use pallasite_array::DType;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

/// The one object of each builtin dtype, by kind.
static SINGLETONS: [PyOnceLock<Py<PyAny>>; 17] = [const { PyOnceLock::new() }; 17];

/// The `np.dtype` object of `dtype`; always the same one for native numbers and text without a size.
pub fn dtype_object<'py>(py: Python<'py>, dtype: &DType) -> PyResult<Bound<'py, PyAny>> {
    let kind = dtype.kind();
    if *dtype != DType::from(kind) {
        return instance(py, dtype.clone(), None);
    }
    let make = || instance(py, dtype.clone(), None).map(Bound::unbind);
    Ok(SINGLETONS[kind as usize].get_or_try_init(py, make)?.bind(py).clone())
}

/// True for the dtypes that exist once: those of a kind alone.
fn is_builtin(dtype: &DType) -> bool {
    *dtype == DType::from(dtype.kind())
}

/// Adds the class `dtype` and the classes of its instances to the module.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    classes::register(m)?;
    m.add_function(wrap_pyfunction!(pickle::_dtype_from_state, m)?)
}
