//! `numpy.polynomial`, whose six bases are told apart by their place in the table, and the polynomials of the main namespace.

use super::linalg::linalg_err;
use super::reduction::run as watched;
use crate::array::{wrap, wrap_or_scalar};
use crate::coerce::{as_array, operand};
use crate::error::{IntoPy, named_warning, py_err};
use crate::ufunc::wrap_as;
use pallasite_array::promote::{Operand, promote_types, result_type};
use pallasite_array::{DType, Kind, NdArray, Order};
use pallasite_numpy::polynomial::arrays::{self, Integration, Operation};
use pallasite_numpy::polynomial::descending::{self, Covariance};
use pallasite_numpy::polynomial::{self as core, BASES, Basis, Fit, FitOptions, PolynomialError};
use pallasite_ufunc::table;
use pyo3::exceptions::{PyTypeError, PyValueError, PyZeroDivisionError};
use pyo3::prelude::*;
use pyo3::types::{PyInt, PyString, PyTuple};

type Result<T> = core::Result<T>;

fn failure(e: PolynomialError) -> PyErr {
    match e {
        PolynomialError::DivisionByZero => PyZeroDivisionError::new_err(()),
        PolynomialError::Data(text) => PyTypeError::new_err(text),
        PolynomialError::LinAlg(e) => linalg_err(e),
        PolynomialError::Array(e) => py_err(e),
        other => PyValueError::new_err(other.to_string()),
    }
}

/// Computes with an eye on floating point exceptions, without the GIL where there is enough work.
fn run<T: Send>(
    py: Python<'_>,
    name: &str,
    work: usize,
    f: impl FnOnce() -> Result<T> + Send,
) -> PyResult<T> {
    watched(py, name, work, || Ok(f()))?.map_err(failure)
}

/// Computes what factorises matrices, whose floating point exceptions say nothing about the result.
fn quietly<T: Send>(py: Python<'_>, f: impl FnOnce() -> Result<T> + Send) -> PyResult<T> {
    crate::interrupt::released(py, f)?.map_err(failure)
}

fn basis(number: usize) -> &'static Basis {
    BASES[number.min(BASES.len() - 1)]
}

/// The arrays as series of one type.
#[pyfunction]
fn _series(py: Python<'_>, arrays: Vec<Bound<'_, PyAny>>, trim: bool) -> PyResult<Vec<Py<PyAny>>> {
    let arrays = arrays.iter().map(|a| as_array(a, None)).collect::<PyResult<Vec<_>>>()?;
    let made = arrays::series(&arrays.iter().collect::<Vec<_>>(), trim).map_err(failure)?;
    made.into_iter().map(|a| wrap(py, a)).collect()
}

macro_rules! operations {
    ($($name:ident, $operation:ident, $ufunc:literal, $doc:literal;)*) => {$(
        #[doc = $doc]
        #[pyfunction]
        fn $name(family: usize, c1: &Bound<'_, PyAny>, c2: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
            let (py, a, b) = (c1.py(), as_array(c1, None)?, as_array(c2, None)?);
            let work = a.size().saturating_mul(b.size());
            wrap(py, run(py, $ufunc, work, || arrays::combine(basis(family), Operation::$operation, &a, &b))?)
        }
    )*};
}
operations! {
    _series_add, Add, "add", "The sum of two series.";
    _series_sub, Subtract, "subtract", "The difference of two series.";
    _series_mul, Multiply, "multiply", "The product of two series.";
}

/// Quotient and remainder of two series.
#[pyfunction]
fn _series_div<'py>(
    family: usize,
    c1: &Bound<'py, PyAny>,
    c2: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyTuple>> {
    let (py, a, b) = (c1.py(), as_array(c1, None)?, as_array(c2, None)?);
    let work = a.size().saturating_mul(b.size());
    let (quotient, rest) = run(py, "divide", work, || arrays::divide(basis(family), &a, &b))?;
    (wrap(py, quotient)?, wrap(py, rest)?).into_pyobject(py)
}

/// A power of a series, at most `maxpower`.
#[pyfunction]
fn _series_pow(
    family: usize,
    c: &Bound<'_, PyAny>,
    pow: &Bound<'_, PyAny>,
    maxpower: Option<f64>,
) -> PyResult<Py<PyAny>> {
    let (py, series) = (c.py(), as_array(c, None)?);
    let exponent: f64 = pow.extract()?;
    if exponent != exponent.trunc() || exponent < 0.0 || exponent.is_nan() {
        return Err(PyValueError::new_err("Power must be a non-negative integer."));
    }
    if maxpower.is_some_and(|most| exponent > most) {
        return Err(PyValueError::new_err("Power is too large"));
    }
    let work = series.size() * series.size() * exponent as usize;
    wrap(py, run(py, "multiply", work, || arrays::power(basis(family), &series, exponent as usize))?)
}

macro_rules! of_one_series {
    ($($name:ident, $function:ident, $doc:literal;)*) => {$(
        #[doc = $doc]
        #[pyfunction]
        fn $name(family: usize, c: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
            let (py, series) = (c.py(), as_array(c, None)?);
            wrap(py, run(py, "multiply", series.size() * series.size(), || arrays::$function(basis(family), &series))?)
        }
    )*};
}
of_one_series! {
    _series_mulx, times_x, "The product of a series with `x`.";
    _series_fromroots, from_roots, "The series with the given zeros.";
    _series_companion, companion, "The companion matrix of a series.";
}

/// The zeros of a series.
#[pyfunction]
fn _series_roots(family: usize, c: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let (py, series) = (c.py(), as_array(c, None)?);
    wrap(py, quietly(py, || arrays::roots(basis(family), &series))?)
}

/// The series of one basis at a series of another, or at `x`.
#[pyfunction]
#[pyo3(signature = (family, c, to, x=None))]
fn _series_compose(
    family: usize,
    c: &Bound<'_, PyAny>,
    to: usize,
    x: Option<&Bound<'_, PyAny>>,
) -> PyResult<Py<PyAny>> {
    let (py, series) = (c.py(), as_array(c, None)?);
    let x = x.map(|x| as_array(x, None)).transpose()?;
    let work = series.size() * series.size();
    wrap(py, run(py, "multiply", work, || arrays::compose(basis(family), &series, basis(to), x.as_ref()))?)
}

/// The values of series at `x`.
#[pyfunction]
fn _series_val(
    family: usize,
    x: &Bound<'_, PyAny>,
    c: &Bound<'_, PyAny>,
    tensor: bool,
) -> PyResult<Py<PyAny>> {
    let py = c.py();
    let (at, part) = operand(x)?;
    let series = as_array(c, None)?;
    let dtype = if series.kind().is_inexact() { series.dtype().clone() } else { Kind::Float64.into() };
    let kind = result_type(&[Operand::Typed(dtype), part]).py()?.kind();
    let work = at.size().saturating_mul(series.size());
    let found = run(py, "multiply", work, || arrays::values(basis(family), &at, &series, kind, tensor))?;
    wrap_as(py, found, &[x])
}

/// The values at `x` of the polynomials of a basis.
#[pyfunction]
fn _series_vander(family: usize, x: &Bound<'_, PyAny>, deg: usize) -> PyResult<Py<PyAny>> {
    let (py, at) = (x.py(), as_array(x, None)?);
    crate::convert::check_room(&[at.size(), deg.saturating_add(1), 16])?;
    let work = at.size().saturating_mul(deg + 1);
    wrap_as(py, run(py, "multiply", work, || arrays::vander(basis(family), &at, deg))?, &[x])
}

/// The derivative of order `m` of series in `scl` times `x`.
#[pyfunction]
fn _series_der(
    family: usize,
    c: &Bound<'_, PyAny>,
    m: usize,
    scl: &Bound<'_, PyAny>,
    axis: isize,
) -> PyResult<Py<PyAny>> {
    let (py, series, scale) = (c.py(), as_array(c, None)?, as_array(scl, None)?);
    wrap(
        py,
        run(py, "multiply", series.size(), || arrays::derivative(basis(family), &series, m, &scale, axis))?,
    )
}

/// The integral of series, taken `m` times.
#[pyfunction]
fn _series_int(
    family: usize,
    c: &Bound<'_, PyAny>,
    m: usize,
    k: Vec<Bound<'_, PyAny>>,
    lbnd: &Bound<'_, PyAny>,
    scl: &Bound<'_, PyAny>,
    axis: isize,
) -> PyResult<Py<PyAny>> {
    let (py, series) = (c.py(), as_array(c, None)?);
    let constants = k.iter().map(|k| as_array(k, None)).collect::<PyResult<Vec<_>>>()?;
    let (lower, scale) = (as_array(lbnd, None)?, as_array(scl, None)?);
    for (name, value) in [("lbnd", &lower), ("scl", &scale)] {
        if value.ndim() > 0 {
            return Err(PyValueError::new_err(format!("{name} must be a scalar.")));
        }
    }
    let how = Integration { order: m, constants: &constants, lower: &lower, scale: &scale };
    wrap(py, run(py, "multiply", series.size(), || arrays::integral(basis(family), &series, &how, axis))?)
}

/// The series of `off + scl x`.
#[pyfunction]
fn _series_line(family: usize, off: &Bound<'_, PyAny>, scl: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let (py, off, scl) = (off.py(), as_array(off, None)?, as_array(scl, None)?);
    wrap(py, run(py, "add", 1, || arrays::line(basis(family), &off, &scl))?)
}

/// Nodes and weights of Gauss quadrature.
#[pyfunction]
fn _series_gauss<'py>(py: Python<'py>, family: usize, deg: usize) -> PyResult<Bound<'py, PyTuple>> {
    crate::convert::check_room(&[deg, 8])?;
    let found = crate::interrupt::released(py, || core::gauss(basis(family), deg))?;
    let (x, w) = found.ok_or_else(|| PyValueError::new_err("the basis is not orthogonal"))?;
    (wrap(py, NdArray::from_vec(x))?, wrap(py, NdArray::from_vec(w))?).into_pyobject(py)
}

/// The weight function of a basis.
#[pyfunction]
fn _series_weight(family: usize, x: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let (py, at) = (x.py(), as_array(x, None)?);
    let weight = basis(family).weight.ok_or_else(|| PyValueError::new_err("the basis is not orthogonal"))?;
    wrap_as(py, watched(py, "exp", at.size(), || weight(&at))?, &[x])
}

/// What a fit found as NumPy hands it out: residuals, rank, singular values, `rcond`.
fn status<'py>(
    x: &NdArray,
    found: &Fit,
    rcond: Option<&Bound<'py, PyAny>>,
    py: Python<'py>,
) -> PyResult<[Bound<'py, PyAny>; 4]> {
    let kind = if x.kind().is_inexact() { x.kind().real() } else { Kind::Float64 };
    let number = |value: NdArray| PyResult::Ok(wrap_or_scalar(py, value)?.into_bound(py));
    let own = NdArray::from_vec_shape(vec![found.rcond], &[]).py()?.astype(&kind.into(), Order::C).py()?;
    Ok([
        wrap(py, found.residuals.clone())?.into_bound(py),
        number(NdArray::from_vec_shape(vec![found.rank as i32], &[]).py()?)?,
        wrap(py, found.singular.clone())?.into_bound(py),
        rcond.map_or_else(|| number(own), |given| Ok(given.clone()))?,
    ])
}

/// A least squares fit: coefficients, whether all are determined, residuals, rank, singular values, `rcond`.
#[pyfunction]
fn _series_fit<'py>(
    family: usize,
    x: &Bound<'py, PyAny>,
    y: &Bound<'py, PyAny>,
    deg: &Bound<'py, PyAny>,
    rcond: Option<&Bound<'py, PyAny>>,
    w: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyTuple>> {
    let py = x.py();
    let (x, y) = (as_array(x, None)?, as_array(y, None)?);
    let w = w.map(|w| as_array(w, None)).transpose()?;
    let (most, degrees) = degrees_of(deg)?;
    crate::convert::check_room(&[x.size(), most.saturating_add(1), 16])?;
    let least = rcond.map(|r| r.extract::<f64>()).transpose()?;
    let options = FitOptions { rcond: least, weights: w.as_ref(), degrees: degrees.as_deref() };
    let found = quietly(py, || core::fit(basis(family), &x, &y, most, &options))?;
    let [residuals, rank, singular, rcond] = status(&x, &found, rcond, py)?;
    let coefficients = wrap(py, found.coefficients.clone())?;
    (coefficients, found.is_full_rank(), residuals, rank, singular, rcond).into_pyobject(py)
}

/// The largest degree of a fit, and the degrees in order where they are listed.
fn degrees_of(deg: &Bound<'_, PyAny>) -> PyResult<(usize, Option<Vec<usize>>)> {
    let array = as_array(deg, None)?;
    if array.ndim() > 1 || !array.kind().is_integer() || array.size() == 0 {
        return Err(PyTypeError::new_err("deg must be an int or non-empty 1-D array of int"));
    }
    let degrees = array.cast_vec::<i64>().py()?;
    let mut checked = degrees
        .iter()
        .map(|&d| usize::try_from(d).map_err(|_| PyValueError::new_err("expected deg >= 0")))
        .collect::<PyResult<Vec<_>>>()?;
    checked.sort_unstable();
    let most = checked[checked.len() - 1];
    Ok((most, (array.ndim() > 0).then_some(checked)))
}

/// The series without small coefficients at its end.
#[pyfunction]
fn _series_trim(c: &Bound<'_, PyAny>, tol: f64) -> PyResult<Py<PyAny>> {
    if tol < 0.0 {
        return Err(PyValueError::new_err("tol must be non-negative"));
    }
    wrap(c.py(), arrays::trimmed(&as_array(c, None)?, tol).map_err(failure)?)
}

/// The interval of numbers, or the corners of the rectangle around complex ones.
#[pyfunction]
fn _series_domain(x: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    wrap(x.py(), arrays::domain(&as_array(x, None)?).map_err(failure)?)
}

/// The coefficients that `poly1d` keeps.
#[pyfunction]
fn _poly1d(c: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let array = as_array(c, None)?;
    let kept = descending::coefficients(&array).map_err(failure)?;
    super::arguments::same_class(c, &array, kept)
}

/// The polynomial with the given zeros.
#[pyfunction]
fn _poly(seq_of_zeros: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let (py, zeros) = (seq_of_zeros.py(), as_array(seq_of_zeros, None)?);
    if zeros.ndim() == 1 && zeros.size() == 0 {
        return Ok(1.0f64.into_pyobject(py)?.into_any().unbind());
    }
    wrap(py, quietly(py, || descending::poly(&zeros))?)
}

/// The zeros of a polynomial.
#[pyfunction]
fn _roots(p: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let (py, p) = (p.py(), as_array(p, None)?);
    wrap(py, quietly(py, || descending::roots(&p))?)
}

macro_rules! of_two_polynomials {
    ($($name:ident, $ufunc:literal, |$a:ident, $b:ident| $body:expr, $doc:literal;)*) => {$(
        #[doc = $doc]
        #[pyfunction]
        fn $name(a1: &Bound<'_, PyAny>, a2: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
            let (py, $a, $b) = (a1.py(), &as_array(a1, None)?, &as_array(a2, None)?);
            wrap(py, run(py, $ufunc, $a.size().saturating_mul($b.size()), || $body)?)
        }
    )*};
}
of_two_polynomials! {
    _polyadd, "add", |a, b| descending::combine(&table::ADD, a, b), "The sum of two polynomials.";
    _polysub, "subtract", |a, b| descending::combine(&table::SUBTRACT, a, b), "The difference of two polynomials.";
    _polymul, "multiply", |a, b| descending::multiply(a, b), "The product of two polynomials.";
    _polycompose, "multiply", |a, b| descending::compose(a, b), "A polynomial of a polynomial.";
}

/// Quotient and remainder of two polynomials.
#[pyfunction]
fn _polydiv<'py>(u: &Bound<'py, PyAny>, v: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyTuple>> {
    let (py, u, v) = (u.py(), as_array(u, None)?, as_array(v, None)?);
    let (quotient, rest) =
        run(py, "divide", u.size().saturating_mul(v.size()), || descending::divide(&u, &v))?;
    (wrap(py, quotient)?, wrap(py, rest)?).into_pyobject(py)
}

/// The derivative of order `m`.
#[pyfunction]
fn _polyder(p: &Bound<'_, PyAny>, m: isize) -> PyResult<Py<PyAny>> {
    let text = "Order of derivative must be positive (see polyint)";
    let order = usize::try_from(m).map_err(|_| PyValueError::new_err(text))?;
    let array = as_array(p, None)?;
    let found = run(p.py(), "multiply", array.size(), || descending::derivative(&array, order))?;
    super::arguments::same_class(p, &array, found)
}

/// The integral, taken `m` times, with the constants `k`.
#[pyfunction]
fn _polyint(p: &Bound<'_, PyAny>, m: isize, k: Option<&Bound<'_, PyAny>>) -> PyResult<Py<PyAny>> {
    let text = "Order of integral must be positive (see polyder)";
    let order = usize::try_from(m).map_err(|_| PyValueError::new_err(text))?;
    let array = as_array(p, None)?;
    let constants = constants_of(k, order)?;
    let found = run(p.py(), "divide", array.size(), || descending::integral(&array, &constants))?;
    super::arguments::same_class(p, &array, found)
}

/// As many constants as there are integrations.
fn constants_of(k: Option<&Bound<'_, PyAny>>, order: usize) -> PyResult<NdArray> {
    let Some(k) = k else { return NdArray::zeros(&[order], &Kind::Float64.into()).py() };
    let k = as_array(k, None)?;
    let k = if k.ndim() == 0 { k.reshape(&[1]).py()? } else { k };
    let repeated = k.shape()[0] == 1 && order > 1;
    if !repeated && k.shape()[0] < order {
        return Err(PyValueError::new_err("k must be a scalar or a rank-1 array of length 1 or >m."));
    }
    let kind = if repeated && !k.kind().is_inexact() { Kind::Float64.into() } else { k.dtype().clone() };
    let all = if repeated { k.broadcast_to(&[order]).py()? } else { k };
    let first = pallasite_array::index::Slice { start: Some(0), stop: Some(order as isize), step: None };
    all.slice(&[pallasite_array::index::Item::Slice(first)]).py()?.astype(&kind, Order::C).py()
}

/// The values of a polynomial at numbers.
#[pyfunction]
fn _polyval(p: &Bound<'_, PyAny>, x: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let (py, c, at) = (p.py(), as_array(p, None)?, as_array(x, None)?);
    if c.ndim() > 1 {
        return Err(PyValueError::new_err("the coefficients of a polynomial are on a line"));
    }
    let kind = pallasite_array::promote::promote_kinds(c.kind(), at.kind());
    let work = c.size().saturating_mul(at.size());
    wrap_as(py, run(py, "multiply", work, || descending::values(&c, &at, kind))?, &[x])
}

/// The polynomial that fits samples.
#[pyfunction]
#[pyo3(signature = (x, y, deg, rcond=None, full=false, w=None, cov=None))]
#[pyo3(text_signature = "(x, y, deg, rcond=None, full=False, w=None, cov=False)")]
fn polyfit<'py>(
    x: &Bound<'py, PyAny>,
    y: &Bound<'py, PyAny>,
    deg: &Bound<'py, PyAny>,
    rcond: Option<&Bound<'py, PyAny>>,
    full: bool,
    w: Option<&Bound<'py, PyAny>>,
    cov: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = x.py();
    let degree = py.get_type::<PyInt>().call1((deg,))?.extract::<i64>()?;
    let degree = usize::try_from(degree).map_err(|_| PyValueError::new_err("expected deg >= 0"))?;
    let (x, y) = (as_array(x, None)?, as_array(y, None)?);
    let w = w.map(|w| as_array(w, None)).transpose()?;
    crate::convert::check_room(&[x.size(), degree.saturating_add(1), 16])?;
    // The powers are in double precision, whatever the points are in.
    let precise = x.astype(&promote_types(x.dtype(), &DType::INT64).py()?, Order::K).py()?;
    let least = rcond.map_or_else(|| Ok(x.size() as f64 * precision(x.kind())), |r| r.extract::<f64>())?;
    let found = quietly(py, || descending::polyfit(&precise, &y, degree, Some(least), w.as_ref()))?;
    if !full && !found.is_full_rank() {
        named_warning(py, "RankWarning", c"Polyfit may be poorly conditioned")?;
    }
    let coefficients = wrap(py, found.coefficients.clone())?.into_bound(py);
    if full {
        let [residuals, rank, singular, rcond] = status(&x, &found, rcond, py)?;
        return Ok((coefficients, residuals, rank, singular, rcond).into_pyobject(py)?.into_any());
    }
    let Some(how) = covariance_of(cov)? else { return Ok(coefficients) };
    let covariance = quietly(py, || descending::covariance(&found, x.size(), how))?;
    Ok((coefficients, wrap(py, covariance)?).into_pyobject(py)?.into_any())
}

/// The precision of the numbers of a kind; integers count as doubles.
fn precision(kind: Kind) -> f64 {
    match kind.real() {
        Kind::Float16 => f64::from(half::f16::EPSILON),
        Kind::Float32 => f64::from(f32::EPSILON),
        _ => f64::EPSILON,
    }
}

fn covariance_of(cov: Option<&Bound<'_, PyAny>>) -> PyResult<Option<Covariance>> {
    let Some(cov) = cov else { return Ok(None) };
    if cov.is_instance_of::<PyString>() && cov.extract::<&str>()? == "unscaled" {
        return Ok(Some(Covariance::Unscaled));
    }
    Ok(cov.is_truthy()?.then_some(Covariance::Scaled))
}

/// Adds the functions.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    crate::functions!(m; Arguments: polyfit);
    macro_rules! plain {
        ($($name:ident),+ $(,)?) => {
            $(m.add_function(wrap_pyfunction!($name, m)?)?;)+
        };
    }
    plain!(_series, _series_add, _series_sub, _series_mul, _series_div, _series_pow, _series_mulx);
    plain!(_series_fromroots, _series_companion, _series_roots, _series_compose, _series_val, _series_vander);
    plain!(_series_der, _series_int, _series_line, _series_gauss, _series_weight, _series_fit, _series_trim);
    plain!(_series_domain, _poly1d, _poly, _roots, _polyadd, _polysub, _polymul, _polycompose, _polydiv);
    plain!(_polyder, _polyint, _polyval);
    Ok(())
}
