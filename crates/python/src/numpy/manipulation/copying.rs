//! Values copied into an array.

use super::Object;
use crate::coerce::as_array;
use crate::convert::casting_of;
use crate::error::IntoPy;
use crate::functions;
use crate::numpy::arguments::target_of;
use pallasite_array::promote::Casting;
use pallasite_array::{DType, Kind};
use pallasite_numpy::manipulation;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

/// Copies values into an array, where a mask allows it.
#[pyfunction]
#[pyo3(signature = (dst, src, casting=None, r#where=None), text_signature = "(dst, src, casting='same_kind', where=True)")]
fn copyto(
    dst: &Bound<'_, PyAny>,
    src: &Bound<'_, PyAny>,
    casting: Option<&str>,
    r#where: Object<'_, '_>,
) -> PyResult<()> {
    let Ok(target) = target_of(dst) else {
        let name = dst.get_type().name()?;
        return Err(PyTypeError::new_err(format!("copyto() argument 1 must be numpy.ndarray, not {name}")));
    };
    let rule = casting_of(casting, Casting::SameKind)?;
    let weak = crate::coerce::existing(src)?.is_none() && crate::coerce::is_leaf(src);
    let kind = target.kind();
    let integer = src.is_instance_of::<pyo3::types::PyInt>() && kind.is_numeric() && kind != Kind::Bool;
    let float = src.is_instance_of::<pyo3::types::PyFloat>() && kind.is_inexact();
    let value =
        if weak && (integer || float) { as_array(src, Some(target.dtype()))? } else { as_array(src, None)? };
    let mask = match r#where {
        Some(w) if !w.is_exact_instance_of::<pyo3::types::PyBool>() || !w.is_truthy()? => {
            let mask = as_array(w, None)?;
            crate::numpy::arguments::check_cast(&mask, &DType::BOOL, Casting::Safe)?;
            Some(mask)
        }
        _ => None,
    };
    if value.ndim() == 0 && !pallasite_array::promote::can_cast(value.dtype(), target.dtype(), rule) {
        let (from, to) = (value.dtype().repr(), target.dtype().repr());
        return Err(PyTypeError::new_err(format!(
            "Cannot cast scalar from {from} to {to} according to the rule '{}'",
            rule.name()
        )));
    }
    // SAFETY: no Rust reference into the memory is alive while Python code runs, and the GIL is held.
    unsafe { manipulation::copyto_shared(&target, &value, rule, mask.as_ref()).py() }
}

/// Adds the functions.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(m; Arguments: copyto);
    Ok(())
}
