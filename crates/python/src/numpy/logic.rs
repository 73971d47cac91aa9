//! Bindings of truth values.

use super::reduction::{Opt, Reduction, finish};
use super::signature::functions_taking;
use crate::array::{array_of, wrap_or_scalar};
use crate::coerce::as_array;
use crate::error::IntoPy;
use crate::functions;
use crate::ufunc::Held;
use pallasite_array::NdArray;
use pallasite_array::promote::Casting;
use pallasite_numpy::logic::{self, Tolerance};
use pallasite_ufunc::{Arg, table};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyBytes, PyComplex, PyFloat, PyInt, PyString};

functions_taking! {
    Reduction (axis, out, keepdims, r#where) (a, axis=None, out=None, keepdims=None, *, r#where=None);
    all = "all" |given, a| given.function(&table::LOGICAL_AND, "all", a), "Whether all elements are true.";
    any = "any" |given, a| given.function(&table::LOGICAL_OR, "any", a), "Whether any element is true.";
}

/// Warns of a tolerance that is not finite.
fn check_tolerance(py: Python<'_>, held: [&Held; 2]) -> PyResult<()> {
    for h in held {
        let finite = match h {
            Held::Array(a) => {
                let finite =
                    pallasite_ufunc::unary(&table::ISFINITE, a).and_then(|f| pallasite_ufunc::all(&f, None));
                finite.is_ok_and(|f| f.cast_vec::<u8>().is_ok_and(|v| v == [1]))
            }
            Held::Float(x) => x.is_finite(),
            _ => true,
        };
        if !finite {
            return super::reduction::warn(py, "One of rtol or atol is not valid");
        }
    }
    Ok(())
}

fn close(
    x: &Held,
    y: &Held,
    rtol: &Held,
    atol: &Held,
    equal_nan: bool,
) -> PyResult<pallasite_array::NdArray> {
    let saved = pallasite_ufunc::math::fpstatus::test();
    let tolerance = Tolerance { relative: rtol.arg(), absolute: atol.arg(), equal_nan };
    let out = logic::isclose(x.arg(), y.arg(), &tolerance).py();
    pallasite_ufunc::math::fpstatus::clear();
    pallasite_ufunc::math::fpstatus::raise(saved);
    out
}

/// Whether elements are close to each other.
#[pyfunction]
#[pyo3(signature = (a, b, rtol=None, atol=None, equal_nan=false), text_signature = "(a, b, rtol=1e-05, atol=1e-08, equal_nan=False)")]
fn isclose(
    a: &Bound<'_, PyAny>,
    b: &Bound<'_, PyAny>,
    rtol: Opt<'_, '_>,
    atol: Opt<'_, '_>,
    equal_nan: bool,
) -> PyResult<Py<PyAny>> {
    let rtol = rtol.map_or(Ok(Held::Float(1e-5)), Held::of)?;
    let atol = atol.map_or(Ok(Held::Float(1e-8)), Held::of)?;
    check_tolerance(a.py(), [&rtol, &atol])?;
    crate::ufunc::wrap_as(a.py(), close(&Held::of(a)?, &Held::of(b)?, &rtol, &atol, equal_nan)?, &[a, b])
}

/// Whether all elements are close to each other.
#[pyfunction]
#[pyo3(signature = (a, b, rtol=None, atol=None, equal_nan=false), text_signature = "(a, b, rtol=1e-05, atol=1e-08, equal_nan=False)")]
fn allclose(
    a: &Bound<'_, PyAny>,
    b: &Bound<'_, PyAny>,
    rtol: Opt<'_, '_>,
    atol: Opt<'_, '_>,
    equal_nan: bool,
) -> PyResult<bool> {
    let rtol = rtol.map_or(Ok(Held::Float(1e-5)), Held::of)?;
    let atol = atol.map_or(Ok(Held::Float(1e-8)), Held::of)?;
    check_tolerance(a.py(), [&rtol, &atol])?;
    let near = close(&Held::of(a)?, &Held::of(b)?, &rtol, &atol, equal_nan)?;
    let near = pallasite_ufunc::all(&near, None).map_err(crate::ufunc::ufunc_err)?;
    Ok(near.cast_vec::<u8>().py()? == [1])
}

/// Whether two arrays have the same shape and elements.
#[pyfunction]
#[pyo3(signature = (a1, a2, equal_nan=false))]
fn array_equal(a1: &Bound<'_, PyAny>, a2: &Bound<'_, PyAny>, equal_nan: bool) -> PyResult<bool> {
    let (Ok(a), Ok(b)) = (as_array(a1, None), as_array(a2, None)) else { return Ok(false) };
    if a.dtype().is_structured() && b.dtype().is_structured() {
        return Ok(a.shape() == b.shape() && all_fields_equal(&a, &b));
    }
    Ok(logic::array_equal(&a, &b, equal_nan).unwrap_or(false))
}

/// False also for structures that cannot be compared.
fn all_fields_equal(a: &NdArray, b: &NdArray) -> bool {
    let equal = crate::ufunc::structured_equal(a, b).and_then(|e| pallasite_ufunc::all(&e, None));
    equal.is_ok_and(|e| e.cast_vec::<u8>().is_ok_and(|v| v == [1]))
}

/// Whether two arrays broadcast together and are equal then.
#[pyfunction]
fn array_equiv(a1: &Bound<'_, PyAny>, a2: &Bound<'_, PyAny>) -> PyResult<bool> {
    let (Ok(a), Ok(b)) = (as_array(a1, None), as_array(a2, None)) else { return Ok(false) };
    Ok(logic::array_equiv(&a, &b).unwrap_or(false))
}

/// Whether elements are positive infinity.
#[pyfunction]
#[pyo3(signature = (x, out=None))]
fn isposinf(x: &Bound<'_, PyAny>, out: Opt<'_, '_>) -> PyResult<Py<PyAny>> {
    finish(x, logic::is_infinity(&as_array(x, None)?, false).py()?, out, Casting::SameKind)
}

/// Whether elements are negative infinity.
#[pyfunction]
#[pyo3(signature = (x, out=None))]
fn isneginf(x: &Bound<'_, PyAny>, out: Opt<'_, '_>) -> PyResult<Py<PyAny>> {
    finish(x, logic::is_infinity(&as_array(x, None)?, true).py()?, out, Casting::SameKind)
}

/// Whether elements have an imaginary part that is not zero.
#[pyfunction]
fn iscomplex(x: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    wrap_or_scalar(x.py(), logic::iscomplex(&as_array(x, None)?).py()?)
}

/// Whether elements have no imaginary part.
#[pyfunction]
fn isreal(x: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let complex = logic::iscomplex(&as_array(x, None)?).py()?;
    wrap_or_scalar(
        x.py(),
        pallasite_ufunc::logical_not(Arg::Array(&complex)).map_err(crate::ufunc::ufunc_err)?,
    )
}

/// Whether the elements are complex numbers by type.
#[pyfunction]
fn iscomplexobj(x: &Bound<'_, PyAny>) -> PyResult<bool> {
    has_complex_type(x)
}

/// Whether the elements are no complex numbers by type.
#[pyfunction]
fn isrealobj(x: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(!has_complex_type(x)?)
}

/// An object that no array of numbers holds is no complex number.
fn has_complex_type(x: &Bound<'_, PyAny>) -> PyResult<bool> {
    match as_array(x, None) {
        Ok(a) => Ok(a.kind().is_complex()),
        Err(e) if e.is_instance_of::<PyTypeError>(x.py()) => Ok(false),
        Err(e) => Err(e),
    }
}

/// Whether an object is a scalar: of NumPy's types, or one of Python's.
#[pyfunction]
fn isscalar(element: &Bound<'_, PyAny>) -> PyResult<bool> {
    let plain = element.is_instance_of::<PyInt>()
        || element.is_instance_of::<PyFloat>()
        || element.is_instance_of::<PyComplex>()
        || element.is_exact_instance_of::<PyBool>()
        || element.is_exact_instance_of::<PyString>()
        || element.is_exact_instance_of::<PyBytes>()
        || element.get_type().name()? == "memoryview";
    if plain || crate::scalar::scalar_dtype(element).is_some() {
        return Ok(true);
    }
    let number = element.py().import("numbers")?.getattr("Number")?;
    element.is_instance(&number)
}

/// Whether an array is in Fortran order and not in C order.
#[pyfunction]
fn isfortran(a: &Bound<'_, PyAny>) -> PyResult<bool> {
    let array = array_of(a).map_or_else(|| as_array(a, None), Ok)?;
    Ok(array.is_f_contiguous() && !array.is_c_contiguous())
}

/// Adds the functions.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(m; Arguments: all, any, isclose, allclose, array_equal, array_equiv, isposinf, isneginf, iscomplex, isreal,
        iscomplexobj, isrealobj, isfortran);
    m.add_function(wrap_pyfunction!(isscalar, m)?)
}
