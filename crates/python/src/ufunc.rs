//! The class `ufunc`, and what arrays need of it: operators and reductions without a detour through Python.

mod class;
mod keywords;
mod methods;
mod operand;
// What pyo3 makes of operators in a macro's rows calls unsafe functions outside of blocks.
#[allow(unsafe_op_in_unsafe_fn)]
mod operators;
mod protocol;
mod quick;
mod result;

use crate::interrupt::released;
pub use class::{add_package, call_object, register};
pub use keywords::{loop_kind, mask};
pub use operators::{defers, structured_equal};

use crate::dtype::dtype_object;
use crate::error::py_err;
use crate::errstate::watch;
pub use operand::Held;
use pallasite_array::{DType, NdArray};
use pallasite_ufunc::{Arg, Error, Options, ReduceOptions, Ufunc};
use pyo3::exceptions::{PyIndexError, PyOverflowError};
use pyo3::prelude::*;
use pyo3::types::PyTuple;
pub use result::wrap_as;
use smallvec::SmallVec;

/// The exception for an error of a ufunc.
pub fn ufunc_err(e: Error) -> PyErr {
    match e {
        Error::IntegerBounds { .. } | Error::TooLarge(_) => PyOverflowError::new_err(e.to_string()),
        Error::ReduceatIndex { .. } => PyIndexError::new_err(e.to_string()),
        Error::NoLoop { .. } | Error::Cast { .. } => type_error(&e),
        e => py_err(e.into()),
    }
}

/// The subclass of `TypeError` that carries ufunc and types.
fn type_error(e: &Error) -> PyErr {
    Python::attach(|py| {
        let arguments = match e {
            Error::NoLoop { name, types } => {
                let by_class = pallasite_ufunc::error::names_classes(name, types);
                let mut dtypes =
                    types.iter().map(|d| no_loop_type(py, d, by_class)).collect::<PyResult<Vec<_>>>()?;
                dtypes.push(py.None().into_bound(py));
                (ufunc_of(py, name)?, PyTuple::new(py, dtypes)?).into_pyobject(py)?
            }
            Error::Cast { name, operand, from, to, rule } => {
                let (from, to) = (dtype_object(py, from)?, dtype_object(py, to)?);
                (ufunc_of(py, name)?, *rule, from, to, operand.index).into_pyobject(py)?
            }
            _ => return Err(py_err(pallasite_array::Error::type_(e.to_string()))),
        };
        let class = match e {
            Error::Cast { operand, .. } if operand.is_output => "_UFuncOutputCastingError",
            Error::Cast { .. } => "_UFuncInputCastingError",
            _ => "_UFuncNoLoopError",
        };
        let class = py.import("pallasite.numpy._core._exceptions")?.getattr(class)?;
        Ok(PyErr::from_value(class.call1(arguments)?))
    })
    .unwrap_or_else(|e: PyErr| e)
}

fn ufunc_of<'py>(py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
    py.import("pallasite._core")?.getattr(name)
}

/// A type as the error shows it.
fn no_loop_type<'py>(py: Python<'py>, dtype: &DType, by_class: bool) -> PyResult<Bound<'py, PyAny>> {
    let object = dtype_object(py, dtype)?;
    Ok(if by_class { object.get_type().into_any() } else { object })
}

/// Elements above which the GIL is released.
const RELEASE_ABOVE: usize = 1 << 15;

/// Calls a ufunc, without the GIL when there is enough work, and reports floating point exceptions.
fn run(
    py: Python<'_>,
    ufunc: &'static Ufunc,
    inputs: &[Arg<'_>],
    options: &Options<'_>,
) -> PyResult<SmallVec<[NdArray; 2]>> {
    let work = inputs.iter().map(|a| if let Arg::Array(a) = a { a.size() } else { 1 }).max().unwrap_or(1);
    // SAFETY: no Rust reference into the memory of an output is alive; that no other Python thread uses it
    // meanwhile is the business of the program, as with NumPy.
    let call = || unsafe { pallasite_ufunc::call_shared(ufunc, inputs, options) };
    watch(py, ufunc.name, || {
        if work * ufunc.cost > RELEASE_ABOVE { released(py, call)? } else { call() }.map_err(ufunc_err)
    })
}

/// `ufunc(a)`, as an operator of arrays calls it.
pub fn unary(py: Python<'_>, ufunc: &'static Ufunc, a: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    if let Some(done) = quick::unary(py, ufunc, a)? {
        return Ok(done);
    }
    if ufunc.nout == 2
        && let Some(done) = quick::pair(py, ufunc, &[a])?
    {
        return Ok(done);
    }
    if protocol::overrides([a]) {
        return class::call_object(py, ufunc)?.call1(py, (a,));
    }
    let held = Held::of(a)?;
    let out = run(py, ufunc, &[held.arg()], &Options::default())?;
    drop(held);
    result::first(py, ufunc, out, &[a])
}

/// `ufunc(a, b)`, as an operator of arrays calls it.
pub fn binary(
    py: Python<'_>,
    ufunc: &'static Ufunc,
    a: &Bound<'_, PyAny>,
    b: &Bound<'_, PyAny>,
) -> PyResult<Py<PyAny>> {
    if let Some(done) = quick::binary(py, ufunc, a, b)? {
        return Ok(done);
    }
    if ufunc.nout == 2
        && let Some(done) = quick::pair(py, ufunc, &[a, b])?
    {
        return Ok(done);
    }
    if protocol::overrides([a, b]) {
        return class::call_object(py, ufunc)?.call1(py, (a, b));
    }
    let (x, y) = (Held::of(a)?, Held::of(b)?);
    let out = run(py, ufunc, &[x.arg(), y.arg()], &Options::default())?;
    drop((x, y));
    result::first(py, ufunc, out, &[a, b])
}

/// `ufunc(a, b, out=(a,))`, as an operator of arrays calls it.
pub fn inplace(
    py: Python<'_>,
    ufunc: &'static Ufunc,
    a: &Bound<'_, PyAny>,
    b: &Bound<'_, PyAny>,
) -> PyResult<()> {
    if quick::onto(py, ufunc, &[a, b], a)? {
        return Ok(());
    }
    if protocol::overrides([a, b]) {
        let kwargs = pyo3::types::PyDict::new(py);
        kwargs.set_item("out", (a,))?;
        class::call_object(py, ufunc)?.bind(py).call((a, b), Some(&kwargs))?;
        return Ok(());
    }
    let (x, y) = (Held::of(a)?, Held::of(b)?);
    let out = crate::array::array_of(a)
        .ok_or_else(|| pyo3::exceptions::PyTypeError::new_err("return arrays must be of ArrayType"))?;
    run(py, ufunc, &[x.arg(), y.arg()], &Options { out: &[Some(&out)], ..Options::default() })?;
    Ok(())
}

/// Reduces without the GIL when there is enough work, and reports floating point exceptions.
pub fn reduce_array(
    py: Python<'_>,
    ufunc: &'static Ufunc,
    a: &NdArray,
    options: &ReduceOptions<'_>,
) -> PyResult<NdArray> {
    // SAFETY: as in `run`.
    let call = || unsafe { pallasite_ufunc::reduce_shared(ufunc, a, options) };
    watch(py, "reduce", || {
        if a.size() > RELEASE_ABOVE { released(py, call)? } else { call() }.map_err(ufunc_err)
    })
}
