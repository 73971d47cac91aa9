//! The extension module `pallasite._core`: the Python face of the crates, and nothing else.

mod array;
mod buffer_format;
mod coerce;
mod convert;
mod dtype;
mod error;
mod errstate;
mod function;
mod interrupt;
mod numpy;
mod scalar;
mod scipy;
mod threads;
mod ufunc;
mod vectorcall;

use pyo3::prelude::*;

// Writes to memory that arrays share are ordered by the interpreter's lock.
#[pymodule(gil_used = true)]
fn _core(m: &Bound<'_, PyModule>) -> PyResult<()> {
    array::register(m)?;
    dtype::register(m)?;
    scalar::register(m)?;
    errstate::register(m)?;
    ufunc::register(m)?;
    function::register(m)?;
    numpy::register(m)?;
    scipy::register(m)?;
    threads::register(m)?;
    m.add_function(wrap_pyfunction!(array::_rebuild, m)?)
}
