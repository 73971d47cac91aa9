//! `array2string`, `array_repr`, `array_str`, `format_float_*` and the print options.

use crate::array::{Holder, PyArray};
use crate::coerce::as_array;
use crate::error::IntoPy;
use pallasite_array::format::{
    FloatOptions, Frame, Legacy, PrintOptions, Sign, Trim, array_repr as repr, array_str as text,
    array2string as elements, array2string_with, format_float_positional as positional,
    format_float_scientific as scientific, repr_around,
};
use pallasite_array::index::Item;
use pallasite_array::{Kind, NdArray, Scalar};
use pyo3::exceptions::{PyFutureWarning, PyRuntimeError, PyTypeError, PyUserWarning, PyValueError};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyDict, PyString};
use std::ffi::CString;
use std::str::FromStr;
use std::sync::atomic::{AtomicBool, Ordering};

/// Options, and the user's own formatters by kind of element.
#[pyclass(frozen)]
#[derive(Default)]
struct Style {
    options: PrintOptions,
    formatter: Option<Py<PyDict>>,
    override_repr: Option<Py<PyAny>>,
}

/// The context variable that holds the [`Style`] in force: each thread and each asynchronous task has its own.
fn variable(py: Python<'_>) -> PyResult<&Bound<'_, PyAny>> {
    static VARIABLE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let make = || {
        let kwargs = PyDict::new(py);
        kwargs.set_item("default", Bound::new(py, Style::default())?)?;
        let class = py.import("contextvars")?.getattr("ContextVar")?;
        Ok::<_, PyErr>(class.call(("format_options",), Some(&kwargs))?.unbind())
    };
    Ok(VARIABLE.get_or_try_init(py, make)?.bind(py))
}

fn current(py: Python<'_>) -> PyResult<Bound<'_, Style>> {
    Ok(variable(py)?.call_method0(intern!(py, "get"))?.cast_into()?)
}

/// Whether somebody has asked for the ways of an older version, in whatever thread.
static LEGACY_ASKED: AtomicBool = AtomicBool::new(false);

/// True as long as all scalars print as today.
pub fn is_modern() -> bool {
    !LEGACY_ASKED.load(Ordering::Relaxed)
}

/// Runs `f` on the options in force.
pub fn with_options<R>(py: Python<'_>, f: impl FnOnce(&PrintOptions) -> R) -> PyResult<R> {
    Ok(f(&current(py)?.get().options))
}

impl Style {
    fn copy(&self, py: Python<'_>) -> Style {
        Style {
            options: self.options.clone(),
            formatter: self.formatter.as_ref().map(|f| f.clone_ref(py)),
            override_repr: self.override_repr.as_ref().map(|f| f.clone_ref(py)),
        }
    }

    /// The style in force, with the options that are given.
    fn with(py: Python<'_>, given: &Given<'_, '_>) -> PyResult<Style> {
        let mut style = current(py)?.get().copy(py);
        style.update(py, given)?;
        Ok(style)
    }

    /// Takes over the options that are given.
    fn update(&mut self, py: Python<'_>, given: &Given<'_, '_>) -> PyResult<()> {
        let o = &mut self.options;
        if let Some(p) = given.precision {
            o.precision = usize::try_from(p)
                .map_err(|_| PyValueError::new_err("precision must be a non-negative integer"))?;
        }
        if let Some(t) = given.threshold {
            o.threshold = threshold_of(t)?;
        }
        o.edgeitems = given.edgeitems.unwrap_or(o.edgeitems);
        o.linewidth = given.linewidth.unwrap_or(o.linewidth);
        o.suppress = given.suppress.unwrap_or(o.suppress);
        if let Some(s) = given.sign {
            o.sign = FromStr::from_str(s).py()?;
        }
        if let Some(m) = given.floatmode {
            o.floatmode = FromStr::from_str(m).py()?;
        }
        if let Some(f) = given.formatter {
            self.formatter = Some(f.clone().unbind());
        }
        if let Some(legacy) = given.legacy.map(|l| legacy_of(py, l)).transpose()?.flatten() {
            o.legacy = legacy;
        }
        Ok(())
    }
}

/// Options as arguments.
#[derive(Default)]
struct Given<'a, 'py> {
    precision: Option<isize>,
    threshold: Option<&'a Bound<'py, PyAny>>,
    edgeitems: Option<usize>,
    linewidth: Option<usize>,
    suppress: Option<bool>,
    sign: Option<&'a str>,
    floatmode: Option<&'a str>,
    formatter: Option<&'a Bound<'py, PyDict>>,
    legacy: Option<&'a Bound<'py, PyAny>>,
}

/// The older version that is meant; `None`, with a warning, for what says none.
fn legacy_of(py: Python<'_>, object: &Bound<'_, PyAny>) -> PyResult<Option<Legacy>> {
    if object.is(PyBool::new(py, false).as_any()) {
        return Ok(Some(Legacy::Off));
    }
    if object.eq(false)? {
        let text = CString::new(format!("Passing `legacy={}` is deprecated.", object.repr()?))?;
        PyErr::warn(py, &py.get_type::<PyFutureWarning>(), &text, 1)?;
        return Ok(Some(Legacy::Off));
    }
    match object.extract::<String>().unwrap_or_default().parse() {
        Ok(legacy) => Ok(Some(legacy)),
        Err(e) => {
            let text = CString::new(pallasite_array::Error::to_string(&e))?;
            PyErr::warn(py, &py.get_type::<PyUserWarning>(), &text, 1)?;
            Ok(None)
        }
    }
}

/// `threshold` is a number, and `inf` means to show everything.
fn threshold_of(object: &Bound<'_, PyAny>) -> PyResult<usize> {
    if let Ok(n) = object.extract::<usize>() {
        return Ok(n);
    }
    let x: f64 = object.extract().map_err(|_| PyTypeError::new_err("threshold must be numeric"))?;
    if x.is_nan() {
        return Err(PyValueError::new_err(
            "threshold must be non-NAN, try sys.maxsize for untruncated representation",
        ));
    }
    Ok(x.max(0.0) as usize)
}

/// The names that a formatter for this kind of element may be registered under, the most general first.
fn formatter_keys(kind: Kind) -> &'static [&'static str] {
    match kind.letter() {
        'b' => &["all", "bool"],
        'i' | 'u' => &["all", "int_kind", "int"],
        'f' => &["all", "float_kind", "float"],
        'c' => &["all", "complex_kind", "complexfloat"],
        'S' | 'U' => &["all", "str_kind", "numpystr"],
        _ => &["all", "void"],
    }
}

impl Style {
    /// The user's formatter for this kind of element.
    fn formatter_for<'py>(&self, py: Python<'py>, kind: Kind) -> PyResult<Option<Bound<'py, PyAny>>> {
        let Some(dict) = &self.formatter else { return Ok(None) };
        let mut found = None;
        for key in formatter_keys(kind) {
            found = dict.bind(py).get_item(key)?.filter(|f| !f.is_none()).or(found);
        }
        Ok(found)
    }

    fn elements(&self, py: Python<'_>, a: &NdArray, frame: Frame<'_>) -> PyResult<String> {
        let Some(f) = self.formatter_for(py, a.kind())? else {
            return elements(a, &self.options, frame).py();
        };
        array2string_with(a.shape(), &self.options, frame, |index| {
            let items: Vec<Item> = index.iter().map(|&i| Item::Int(i as isize)).collect();
            let scalar = crate::scalar::scalar_object(py, &a.slice(&items).py()?)?;
            f.call1((scalar,))?.extract()
        })
    }

    fn repr(&self, py: Python<'_>, a: &NdArray, class: &str) -> PyResult<String> {
        if self.formatter.is_none() {
            return repr(a, &self.options, class).py();
        }
        let prefix = format!("{class}(");
        let inner = self.elements(py, a, Frame { separator: ", ", prefix: &prefix, suffix: ")" })?;
        Ok(repr_around(a.shape(), a.dtype(), &self.options, &prefix, &inner))
    }

    fn text(&self, py: Python<'_>, a: &NdArray) -> PyResult<String> {
        // An array without axes prints as its scalar does.
        if self.formatter.is_none() || a.ndim() == 0 {
            text(a, &self.options).py()
        } else {
            self.elements(py, a, Frame::default())
        }
    }
}

/// Returns a string representation of an array.
#[pyfunction]
#[pyo3(signature = (a, max_line_width=None, precision=None, suppress_small=None, separator=" ", prefix="", *,
    formatter=None, threshold=None, edgeitems=None, sign=None, floatmode=None, suffix="", legacy=None))]
fn array2string(
    py: Python<'_>,
    a: &Bound<'_, PyAny>,
    max_line_width: Option<usize>,
    precision: Option<isize>,
    suppress_small: Option<bool>,
    separator: &str,
    prefix: &str,
    formatter: Option<&Bound<'_, PyDict>>,
    threshold: Option<&Bound<'_, PyAny>>,
    edgeitems: Option<usize>,
    sign: Option<&str>,
    floatmode: Option<&str>,
    suffix: &str,
    legacy: Option<&Bound<'_, PyAny>>,
) -> PyResult<String> {
    let given = Given {
        precision,
        threshold,
        edgeitems,
        linewidth: max_line_width,
        suppress: suppress_small,
        sign,
        floatmode,
        formatter,
        legacy,
    };
    Style::with(py, &given)?.elements(py, &as_array(a, None)?, Frame { separator, prefix, suffix })
}

/// Returns the string that `repr` of an array gives.
#[pyfunction]
#[pyo3(signature = (arr, max_line_width=None, precision=None, suppress_small=None))]
fn array_repr(
    arr: &Bound<'_, PyAny>,
    max_line_width: Option<usize>,
    precision: Option<isize>,
    suppress_small: Option<bool>,
) -> PyResult<String> {
    let py = arr.py();
    let given = Given { precision, linewidth: max_line_width, suppress: suppress_small, ..Given::default() };
    Style::with(py, &given)?.repr(py, &as_array(arr, None)?, &class_of(arr)?)
}

/// The name that `repr` starts with.
fn class_of(object: &Bound<'_, PyAny>) -> PyResult<String> {
    let subclass = object.is_instance_of::<PyArray>() && !crate::array::is_exact(object);
    if subclass { Ok(object.get_type().name()?.to_string()) } else { Ok("array".into()) }
}

/// Returns the elements of an array as text.
#[pyfunction]
#[pyo3(signature = (a, max_line_width=None, precision=None, suppress_small=None))]
fn array_str(
    a: &Bound<'_, PyAny>,
    max_line_width: Option<usize>,
    precision: Option<isize>,
    suppress_small: Option<bool>,
) -> PyResult<String> {
    let given = Given { precision, linewidth: max_line_width, suppress: suppress_small, ..Given::default() };
    Style::with(a.py(), &given)?.text(a.py(), &as_array(a, None)?)
}

/// Sets how arrays are printed.
#[pyfunction]
#[pyo3(signature = (precision=None, threshold=None, edgeitems=None, linewidth=None, suppress=None, nanstr=None,
    infstr=None, formatter=None, sign=None, floatmode=None, *, legacy=None, override_repr=None))]
fn set_printoptions(
    py: Python<'_>,
    precision: Option<isize>,
    threshold: Option<&Bound<'_, PyAny>>,
    edgeitems: Option<usize>,
    linewidth: Option<usize>,
    suppress: Option<bool>,
    nanstr: Option<String>,
    infstr: Option<String>,
    formatter: Option<&Bound<'_, PyDict>>,
    sign: Option<&str>,
    floatmode: Option<&str>,
    legacy: Option<&Bound<'_, PyAny>>,
    override_repr: Option<Py<PyAny>>,
) -> PyResult<()> {
    let given =
        Given { precision, threshold, edgeitems, linewidth, suppress, sign, floatmode, formatter, legacy };
    let mut style = Style::with(py, &given)?;
    let o = &mut style.options;
    o.nanstr = nanstr.unwrap_or(std::mem::take(&mut o.nanstr));
    o.infstr = infstr.unwrap_or(std::mem::take(&mut o.infstr));
    if o.legacy == Legacy::V1_13 {
        o.sign = Sign::Negative;
    }
    if o.legacy != Legacy::Off {
        LEGACY_ASKED.store(true, Ordering::Relaxed);
    }
    // As in NumPy, formatter and override last until the next call.
    style.formatter = formatter.map(|f| f.clone().unbind());
    style.override_repr = override_repr;
    variable(py)?.call_method1(intern!(py, "set"), (style,))?;
    Ok(())
}

/// Returns the print options as a dictionary.
#[pyfunction]
fn get_printoptions(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    let style = current(py)?;
    let style = style.get();
    let o = &style.options;
    let out = PyDict::new(py);
    out.set_item("edgeitems", o.edgeitems)?;
    out.set_item("threshold", o.threshold)?;
    out.set_item("floatmode", o.floatmode.name())?;
    out.set_item("precision", o.precision)?;
    out.set_item("suppress", o.suppress)?;
    out.set_item("linewidth", o.linewidth)?;
    out.set_item("nanstr", &o.nanstr)?;
    out.set_item("infstr", &o.infstr)?;
    out.set_item("sign", o.sign.name())?;
    out.set_item("formatter", &style.formatter)?;
    match o.legacy.name() {
        Some(name) => out.set_item("legacy", name)?,
        None => out.set_item("legacy", false)?,
    }
    out.set_item("override_repr", &style.override_repr)?;
    Ok(out)
}

/// A float and its own type.
enum AnyFloat {
    F16(half::f16),
    F32(f32),
    F64(f64),
}

fn float_of(x: &Bound<'_, PyAny>) -> PyResult<AnyFloat> {
    let a = as_array(x, None)?;
    let Scalar::Float(value) = a.item().py()? else {
        return Ok(AnyFloat::F64(x.extract()?));
    };
    Ok(match a.kind() {
        Kind::Float16 => AnyFloat::F16(half::f16::from_f64(value)),
        Kind::Float32 => AnyFloat::F32(value as f32),
        _ => AnyFloat::F64(value),
    })
}

/// Formats a float in positional notation.
#[pyfunction]
#[pyo3(signature = (x, precision=None, unique=true, fractional=true, trim="k", sign=false, pad_left=None,
    pad_right=None, min_digits=None))]
fn format_float_positional(
    x: &Bound<'_, PyAny>,
    precision: Option<usize>,
    unique: bool,
    fractional: bool,
    trim: &str,
    sign: bool,
    pad_left: Option<usize>,
    pad_right: Option<usize>,
    min_digits: Option<usize>,
) -> PyResult<String> {
    let trim = Trim::from_str(trim).py()?;
    let o = FloatOptions {
        precision,
        unique,
        fractional,
        trim,
        sign,
        pad_left,
        pad_right,
        min_digits,
        ..Default::default()
    };
    match float_of(x)? {
        AnyFloat::F16(x) => positional(x, &o),
        AnyFloat::F32(x) => positional(x, &o),
        AnyFloat::F64(x) => positional(x, &o),
    }
    .map_err(formatting_error)
}

/// A text that would be too long is a `RuntimeError`.
fn formatting_error(e: pallasite_array::Error) -> PyErr {
    let text = e.to_string();
    if text.contains("too large") { PyRuntimeError::new_err(text) } else { crate::error::py_err(e) }
}

/// Formats a float in scientific notation.
#[pyfunction]
#[pyo3(signature = (x, precision=None, unique=true, trim="k", sign=false, pad_left=None, exp_digits=None,
    min_digits=None))]
fn format_float_scientific(
    x: &Bound<'_, PyAny>,
    precision: Option<usize>,
    unique: bool,
    trim: &str,
    sign: bool,
    pad_left: Option<usize>,
    exp_digits: Option<usize>,
    min_digits: Option<usize>,
) -> PyResult<String> {
    let trim = Trim::from_str(trim).py()?;
    let o = FloatOptions {
        precision,
        unique,
        trim,
        sign,
        pad_left,
        exp_digits,
        min_digits,
        ..Default::default()
    };
    match float_of(x)? {
        AnyFloat::F16(x) => scientific(x, &o),
        AnyFloat::F32(x) => scientific(x, &o),
        AnyFloat::F64(x) => scientific(x, &o),
    }
    .map_err(formatting_error)
}

#[pymethods]
impl PyArray {
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let py = slf.py();
        let style = current(py)?;
        if let Some(f) = &style.get().override_repr {
            return f.bind(py).call1((slf,))?.extract();
        }
        let array = slf.held().array.clone();
        style.get().repr(py, &array, &class_of(slf.as_any())?)
    }

    fn __str__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let array = slf.held().array.clone();
        current(slf.py())?.get().text(slf.py(), &array)
    }

    fn __format__<'py>(slf: &Bound<'py, Self>, spec: &str) -> PyResult<Bound<'py, PyString>> {
        let array = slf.held().array.clone();
        if array.ndim() == 0 {
            let scalar = crate::scalar::scalar_object(slf.py(), &array)?;
            return Ok(scalar.bind(slf.py()).call_method1("__format__", (spec,))?.cast_into()?);
        }
        if spec.is_empty() {
            return slf.str();
        }
        let name = slf.get_type().name()?;
        Err(PyTypeError::new_err(format!("unsupported format string passed to {name}.__format__")))
    }
}

/// Adds the functions to the module.
pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_function(wrap_pyfunction!(array2string, m)?)?;
    m.add_function(wrap_pyfunction!(array_repr, m)?)?;
    m.add_function(wrap_pyfunction!(array_str, m)?)?;
    m.add_function(wrap_pyfunction!(set_printoptions, m)?)?;
    m.add_function(wrap_pyfunction!(get_printoptions, m)?)?;
    m.add_function(wrap_pyfunction!(format_float_positional, m)?)?;
    m.add_function(wrap_pyfunction!(format_float_scientific, m)?)
}
