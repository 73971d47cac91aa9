//! Bindings of sums, differences, rounding, complex parts and interpolation.

use super::arguments::same_class;
use super::reduction::{Opt, Reduction, finish, given, kind_of, run};
use super::signature::functions_taking;
use crate::array::{wrap, wrap_or_scalar};
use crate::coerce::as_array;
use crate::convert::listed_axes_of;
use crate::error::IntoPy;
use crate::functions;
use crate::ufunc::{Held, loop_kind, wrap_as};
use num_complex::Complex;
use pallasite_array::promote::Casting;
use pallasite_array::{Kind, NdArray};
use pallasite_numpy::mathematics::{self as mt, InterpOptions, NanToNum, Spacing};
use pallasite_ufunc::{Ufunc, table};
use pyo3::exceptions::{PyDeprecationWarning, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

functions_taking! {
    Reduction (axis, dtype, out, keepdims, initial, r#where)
    (a, axis=None, dtype=None, out=None, keepdims=None, initial=None, r#where=None);
    sum = "sum" |given, a| given.function(&table::ADD, "sum", a), "The sum over axes.";
    prod = "prod" |given, a| given.function(&table::MULTIPLY, "prod", a), "The product over axes.";
}

/// Arguments of a running sum or product, as given.
#[derive(Default)]
pub struct Running<'a, 'py> {
    pub axis: Opt<'a, 'py>,
    pub dtype: Opt<'a, 'py>,
    pub out: Opt<'a, 'py>,
}

impl Running<'_, '_> {
    /// The running sum or product of an array-like.
    pub fn of(&self, ufunc: &'static Ufunc, a: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let (array, kind) = (as_array(a, None)?, kind_of(self.dtype)?);
        let axis = given(self.axis).map(|axis| axis.extract()).transpose()?;
        let found =
            run(a.py(), "accumulate", array.size(), || mt::cumulative(ufunc, &array, axis, kind, false))?;
        finish(a, found, self.out, Casting::SameKind)
    }
}

functions_taking! {
    Running (axis, dtype, out) (a, axis=None, dtype=None, out=None);
    cumsum = "cumsum" |given, a| given.of(&table::ADD, a), "The running sum.";
    cumprod = "cumprod" |given, a| given.of(&table::MULTIPLY, a), "The running product.";
}

fn cumulative(
    ufunc: &'static Ufunc,
    x: &Bound<'_, PyAny>,
    axis: Option<isize>,
    dtype: Opt<'_, '_>,
    out: Opt<'_, '_>,
    initial: bool,
) -> PyResult<Py<PyAny>> {
    let (array, kind) = (as_array(x, None)?, kind_of(dtype)?);
    if array.ndim() >= 2 && axis.is_none() {
        let text = "For arrays which have more than one dimension ``axis`` argument is required.";
        return Err(PyValueError::new_err(text));
    }
    let found =
        run(x.py(), "accumulate", array.size(), || mt::cumulative(ufunc, &array, axis, kind, initial))?;
    finish(x, found, out, Casting::SameKind)
}

/// The running sum along an axis, as the array API standard has it.
#[pyfunction]
#[pyo3(signature = (x, /, *, axis=None, dtype=None, out=None, include_initial=false))]
fn cumulative_sum(
    x: &Bound<'_, PyAny>,
    axis: Option<isize>,
    dtype: Opt<'_, '_>,
    out: Opt<'_, '_>,
    include_initial: bool,
) -> PyResult<Py<PyAny>> {
    cumulative(&table::ADD, x, axis, dtype, out, include_initial)
}

/// The running product along an axis, as the array API standard has it.
#[pyfunction]
#[pyo3(signature = (x, /, *, axis=None, dtype=None, out=None, include_initial=false))]
fn cumulative_prod(
    x: &Bound<'_, PyAny>,
    axis: Option<isize>,
    dtype: Opt<'_, '_>,
    out: Opt<'_, '_>,
    include_initial: bool,
) -> PyResult<Py<PyAny>> {
    cumulative(&table::MULTIPLY, x, axis, dtype, out, include_initial)
}

/// Differences of neighbours.
#[pyfunction]
#[pyo3(signature = (a, n=1, axis=-1, prepend=None, append=None))]
fn diff(
    a: &Bound<'_, PyAny>,
    n: i64,
    axis: isize,
    prepend: Opt<'_, '_>,
    append: Opt<'_, '_>,
) -> PyResult<Py<PyAny>> {
    if n == 0 {
        return Ok(a.clone().unbind());
    }
    let n = usize::try_from(n)
        .map_err(|_| PyValueError::new_err(format!("order must be non-negative but got {n}")))?;
    let array = as_array(a, None)?;
    let edge = |o: Opt<'_, '_>| given(o).map(|o| as_array(o, None)).transpose();
    let (prepend, append) = (edge(prepend)?, edge(append)?);
    let found = run(a.py(), "subtract", array.size(), || {
        mt::diff(&array, n, axis, prepend.as_ref(), append.as_ref())
    })?;
    same_class(a, &array, found)
}

/// Differences of neighbours in the flattened array.
#[pyfunction]
#[pyo3(signature = (ary, to_end=None, to_begin=None))]
fn ediff1d(ary: &Bound<'_, PyAny>, to_end: Opt<'_, '_>, to_begin: Opt<'_, '_>) -> PyResult<Py<PyAny>> {
    let array = as_array(ary, None)?;
    let edge = |o: Opt<'_, '_>| given(o).map(|o| as_array(o, None)).transpose();
    let (end, begin) = (edge(to_end)?, edge(to_begin)?);
    let found =
        run(ary.py(), "subtract", array.size(), || mt::ediff1d(&array, end.as_ref(), begin.as_ref()))?;
    same_class(ary, &array, found)
}

/// Derivatives by finite differences.
#[pyfunction]
#[pyo3(signature = (f, *varargs, axis=None, edge_order=1))]
fn gradient(
    f: &Bound<'_, PyAny>,
    varargs: &Bound<'_, PyTuple>,
    axis: Opt<'_, '_>,
    edge_order: usize,
) -> PyResult<Py<PyAny>> {
    let (py, array, axes) = (f.py(), as_array(f, None)?, listed_axes_of(axis)?);
    let count = axes.as_ref().map_or(array.ndim(), Vec::len);
    let held = varargs.iter().map(|v| Held::of(&v)).collect::<PyResult<Vec<_>>>()?;
    let one = held.len() == 1 && matches!(&held[0], Held::Array(a) if a.ndim() > 0);
    if !held.is_empty() && held.len() != count && (held.len() != 1 || one) {
        return Err(PyTypeError::new_err("invalid number of arguments"));
    }
    let spacing: Vec<Spacing<'_>> = held
        .iter()
        .map(|h| match h {
            Held::Array(a) if a.ndim() > 0 => Spacing::At(a),
            h => Spacing::Even(h.arg()),
        })
        .collect();
    let spacing = if spacing.is_empty() { vec![Spacing::Even(1.0.into())] } else { spacing };
    let found =
        run(py, "divide", array.size(), || mt::gradient(&array, &spacing, axes.as_deref(), edge_order))?;
    if found.len() == 1 {
        return same_class(f, &array, found.into_iter().next().expect("one"));
    }
    super::arguments::tuple_of_arrays(py, found)
}

/// The integral by the trapezoidal rule.
#[pyfunction]
#[pyo3(signature = (y, x=None, dx=None, axis=-1), text_signature = "(y, x=None, dx=1.0, axis=-1)")]
fn trapezoid(y: &Bound<'_, PyAny>, x: Opt<'_, '_>, dx: Opt<'_, '_>, axis: isize) -> PyResult<Py<PyAny>> {
    let array = as_array(y, None)?;
    let x = given(x).map(|x| as_array(x, None)).transpose()?;
    let dx = dx.map_or(Ok(Held::Float(1.0)), Held::of)?;
    let found = run(y.py(), "multiply", array.size(), || mt::trapezoid(&array, x.as_ref(), dx.arg(), axis))?;
    wrap_as(y.py(), found, &[y])
}

/// The vector product.
#[pyfunction]
#[pyo3(signature = (a, b, axisa=-1, axisb=-1, axisc=-1, axis=None))]
fn cross(
    a: &Bound<'_, PyAny>,
    b: &Bound<'_, PyAny>,
    axisa: isize,
    axisb: isize,
    axisc: isize,
    axis: Option<isize>,
) -> PyResult<Py<PyAny>> {
    let py = a.py();
    let (x, y) = (as_array(a, None)?, as_array(b, None)?);
    let axes = axis.map_or((axisa, axisb, axisc), |axis| (axis, axis, axis));
    for (name, axis, ndim) in [("axisa", axes.0, x.ndim()), ("axisb", axes.1, y.ndim())] {
        if ndim > 0 && (axis < -(ndim as isize) || axis >= ndim as isize) {
            let text = format!("{name}: axis {axis} is out of bounds for array of dimension {ndim}");
            return Err(crate::error::named_error("exceptions", "AxisError", text));
        }
    }
    let plane = |a: &NdArray, axis: isize| {
        pallasite_array::layout::normalize_axis(axis, a.ndim()).is_ok_and(|i| a.shape()[i] == 2)
    };
    if plane(&x, axes.0) || plane(&y, axes.1) {
        let text = c"Arrays of 2-dimensional vectors are deprecated. Use arrays of 3-dimensional vectors instead. (deprecated in NumPy 2.0)";
        PyErr::warn(py, &py.get_type::<PyDeprecationWarning>(), text, 1)?;
    }
    wrap(py, run(py, "multiply", x.size(), || mt::cross(&x, &y, axes))?)
}

/// Elements brought into bounds, given as `a_min, a_max` or as `min, max`.
#[pyfunction]
#[pyo3(signature = (a, a_min=None, a_max=None, out=None, *, min=None, max=None, **kwargs))]
fn clip(
    a: &Bound<'_, PyAny>,
    a_min: Opt<'_, '_>,
    a_max: Opt<'_, '_>,
    out: Opt<'_, '_>,
    min: Opt<'_, '_>,
    max: Opt<'_, '_>,
    kwargs: Option<&Bound<'_, pyo3::types::PyDict>>,
) -> PyResult<Py<PyAny>> {
    if (a_min.is_some() || a_max.is_some()) && (min.is_some() || max.is_some()) {
        let text =
            "Passing `min` or `max` keyword argument when `a_min` and `a_max` are provided is forbidden.";
        return Err(PyValueError::new_err(text));
    }
    clipped(a, a_min.or(min), a_max.or(max), out, kwargs)
}

/// Elements brought into bounds.
pub fn clipped(
    a: &Bound<'_, PyAny>,
    low: Opt<'_, '_>,
    high: Opt<'_, '_>,
    out: Opt<'_, '_>,
    kwargs: Option<&Bound<'_, pyo3::types::PyDict>>,
) -> PyResult<Py<PyAny>> {
    let mut rule = Casting::SameKind;
    let (mut kind, mut mask) = (None, None);
    for (key, value) in kwargs.into_iter().flatten() {
        match key.extract::<&str>()? {
            "casting" => rule = Casting::parse(&value.extract::<String>()?).py()?,
            "dtype" => kind = loop_kind(Some(&value))?,
            "where" => mask = super::reduction::mask_of(Some(&value))?,
            key => {
                return Err(PyTypeError::new_err(format!(
                    "clip() got an unexpected keyword argument '{key}'"
                )));
            }
        }
    }
    let array = as_array(a, None)?;
    let array =
        kind.map_or(Ok(array.clone()), |k: Kind| array.astype(&k.into(), pallasite_array::Order::K).py())?;
    let held = |o: Opt<'_, '_>| given(o).map(Held::of).transpose();
    let (low, high) = (held(low)?, held(high)?);
    let partial = mask.as_ref().filter(|_| given(out).is_none());
    let found = run(a.py(), "clip", array.size(), || {
        let found = mt::clip(&array, low.as_ref().map(Held::arg), high.as_ref().map(Held::arg))?;
        match partial {
            Some(mask) => pallasite_numpy::indexing::where_(mask, &found, &array),
            None => Ok(found),
        }
    });
    finish(a, found?, out, rule)
}

/// Elements rounded to decimals.
pub fn rounded(a: &Bound<'_, PyAny>, decimals: i32, out: Opt<'_, '_>) -> PyResult<Py<PyAny>> {
    let array = as_array(a, None)?;
    let found = run(a.py(), "multiply", array.size(), || mt::round(&array, decimals))?;
    finish(a, found, out, Casting::SameKind)
}

/// Elements rounded to decimals.
#[pyfunction]
#[pyo3(signature = (a, decimals=0, out=None))]
fn round(a: &Bound<'_, PyAny>, decimals: i32, out: Opt<'_, '_>) -> PyResult<Py<PyAny>> {
    rounded(a, decimals, out)
}

/// Elements rounded to decimals.
#[pyfunction]
#[pyo3(signature = (a, decimals=0, out=None))]
fn around(a: &Bound<'_, PyAny>, decimals: i32, out: Opt<'_, '_>) -> PyResult<Py<PyAny>> {
    rounded(a, decimals, out)
}

/// Elements rounded towards zero.
#[pyfunction]
#[pyo3(signature = (x, out=None))]
fn fix(x: &Bound<'_, PyAny>, out: Opt<'_, '_>) -> PyResult<Py<PyAny>> {
    let array = as_array(x, None)?;
    let found = run(x.py(), "trunc", array.size(), || Ok(pallasite_ufunc::unary(&table::TRUNC, &array)?))?;
    finish(x, found, out, Casting::SameKind)
}

/// A real or complex number, where there is one.
fn complex_of(object: Opt<'_, '_>) -> PyResult<Option<Complex<f64>>> {
    given(object)
        .map(|o| as_array(o, Some(&Kind::Complex128.into()))?.cast_vec::<Complex<f64>>().py().map(|v| v[0]))
        .transpose()
}

/// Piecewise linear interpolation.
#[pyfunction]
#[pyo3(signature = (x, xp, fp, left=None, right=None, period=None))]
fn interp(
    x: &Bound<'_, PyAny>,
    xp: &Bound<'_, PyAny>,
    fp: &Bound<'_, PyAny>,
    left: Opt<'_, '_>,
    right: Opt<'_, '_>,
    period: Option<f64>,
) -> PyResult<Py<PyAny>> {
    let options = InterpOptions { left: complex_of(left)?, right: complex_of(right)?, period };
    let (x0, xp, fp) = (as_array(x, None)?, as_array(xp, None)?, as_array(fp, None)?);
    wrap_or_scalar(
        x.py(),
        crate::array::detached(x.py(), x0.size() * 8, || mt::interp(&x0, &xp, &fp, &options))?,
    )
}

/// The angle of complex numbers.
#[pyfunction]
#[pyo3(signature = (z, deg=false))]
fn angle(z: &Bound<'_, PyAny>, deg: bool) -> PyResult<Py<PyAny>> {
    let array = as_array(z, None)?;
    wrap_as(z.py(), run(z.py(), "arctan2", array.size(), || mt::angle(&array, deg))?, &[z])
}

/// The real parts.
#[pyfunction]
fn real(val: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    match val.getattr_opt("real")? {
        Some(real) => Ok(real.unbind()),
        None => wrap(val.py(), mt::real(&as_array(val, None)?).py()?),
    }
}

/// The imaginary parts.
#[pyfunction]
fn imag(val: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    match val.getattr_opt("imag")? {
        Some(imag) => Ok(imag.unbind()),
        None => wrap(val.py(), mt::imag(&as_array(val, None)?).py()?),
    }
}

/// The real parts where the imaginary ones are close to zero.
#[pyfunction]
#[pyo3(signature = (a, tol=100.0))]
fn real_if_close(a: &Bound<'_, PyAny>, tol: f64) -> PyResult<Py<PyAny>> {
    let array = as_array(a, None)?;
    same_class(a, &array, mt::real_if_close(&array, tol).py()?)
}

/// Numbers in the place of NaN and infinities.
#[pyfunction]
#[pyo3(signature = (x, copy=true, nan=0.0, posinf=None, neginf=None))]
fn nan_to_num(
    x: &Bound<'_, PyAny>,
    copy: bool,
    nan: f64,
    posinf: Option<f64>,
    neginf: Option<f64>,
) -> PyResult<Py<PyAny>> {
    let array = as_array(x, None)?;
    let found = crate::array::detached(x.py(), array.size(), || {
        mt::nan_to_num(&array, &NanToNum { nan, posinf, neginf })
    })?;
    if !copy && crate::array::array_of(x).is_some() {
        // SAFETY: no Rust reference into the memory is alive while Python code runs, and the GIL is held.
        unsafe { array.assign_shared(&found).py()? };
        return Ok(x.clone().unbind());
    }
    wrap_as(x.py(), found, &[x])
}

/// Phases without jumps.
#[pyfunction]
#[pyo3(signature = (p, discont=None, axis=-1, *, period=None), text_signature = "(p, discont=None, axis=-1, *, period=6.283185307179586)")]
fn unwrap(
    p: &Bound<'_, PyAny>,
    discont: Option<f64>,
    axis: isize,
    period: Opt<'_, '_>,
) -> PyResult<Py<PyAny>> {
    let array = as_array(p, None)?;
    let period = period.map_or(Ok(Held::Float(std::f64::consts::TAU)), Held::of)?;
    wrap(
        p.py(),
        run(p.py(), "remainder", array.size() * 4, || mt::unwrap(&array, discont, axis, period.arg()))?,
    )
}

/// The modified Bessel function of order zero.
#[pyfunction]
fn i0(x: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let array = as_array(x, None)?;
    same_class(x, &array, run(x.py(), "exp", array.size() * 64, || mt::i0(&array))?)
}

/// `sin(pi x) / (pi x)`
#[pyfunction]
fn sinc(x: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let array = as_array(x, None)?;
    wrap_as(x.py(), run(x.py(), "divide", array.size() * 8, || mt::sinc(&array))?, &[x])
}

/// Adds the functions.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(m; Arguments: sum, prod, cumsum, cumprod, cumulative_sum, cumulative_prod, diff, ediff1d, gradient, trapezoid,
        cross, clip, round, around, fix, interp, angle, real, imag, real_if_close, nan_to_num, unwrap, i0, sinc);
    Ok(())
}
