//! What happens on floating point exceptions: `np.errstate` and its relatives.
//!
//! The state belongs to the running context (PEP 567), as NumPy's does, so threads and asynchronous tasks each
//! have their own.

use pallasite_ufunc::math::fpstatus::{self, Flags};
use pyo3::exceptions::{PyFloatingPointError, PyNameError, PyRuntimeWarning, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyString};
use std::ffi::CString;
use std::sync::Mutex;

/// What to do about one exception.
#[derive(Clone, Copy, PartialEq)]
enum Mode {
    Ignore,
    Warn,
    Raise,
    Call,
    Print,
    Log,
}

const MODES: [(&str, Mode); 6] = [
    ("ignore", Mode::Ignore),
    ("warn", Mode::Warn),
    ("raise", Mode::Raise),
    ("call", Mode::Call),
    ("print", Mode::Print),
    ("log", Mode::Log),
];

/// The exceptions in the order they are reported: flag, keyword, words of the message.
const KINDS: [(Flags, &str, &str); 4] = [
    (Flags::DIVIDE, "divide", "divide by zero"),
    (Flags::OVERFLOW, "over", "overflow"),
    (Flags::UNDERFLOW, "under", "underflow"),
    (Flags::INVALID, "invalid", "invalid value"),
];

impl Mode {
    fn parse(text: &Bound<'_, PyAny>) -> PyResult<Mode> {
        let name = text.cast::<PyString>().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        let found = MODES.iter().find(|(n, _)| *n == name);
        found.map(|m| m.1).ok_or_else(|| {
            PyValueError::new_err(format!(
                "invalid error mode {}",
                text.repr().map_or(name, |r| r.to_string())
            ))
        })
    }

    fn name(self) -> &'static str {
        MODES[self as usize].0
    }
}

/// The state of a context.
#[pyclass(frozen)]
struct ErrState {
    modes: [Mode; 4],
    callback: Option<Py<PyAny>>,
}

impl ErrState {
    fn initial() -> ErrState {
        ErrState { modes: [Mode::Warn, Mode::Warn, Mode::Ignore, Mode::Warn], callback: None }
    }

    fn copy(&self, py: Python<'_>) -> ErrState {
        ErrState { modes: self.modes, callback: self.callback.as_ref().map(|c| c.clone_ref(py)) }
    }

    /// This state with the modes that are given.
    fn with(
        &self,
        py: Python<'_>,
        all: Option<&Bound<'_, PyAny>>,
        each: [Option<&Bound<'_, PyAny>>; 4],
    ) -> PyResult<ErrState> {
        let mut out = self.copy(py);
        for (mode, given) in out.modes.iter_mut().zip(each) {
            if let Some(text) = given.or(all) {
                *mode = Mode::parse(text)?;
            }
        }
        Ok(out)
    }

    fn dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        for ((_, key, _), mode) in KINDS.iter().zip(self.modes) {
            dict.set_item(key, mode.name())?;
        }
        Ok(dict)
    }
}

/// The context variable that holds the state.
fn variable(py: Python<'_>) -> PyResult<&Bound<'_, PyAny>> {
    static VARIABLE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let make = || {
        let kwargs = PyDict::new(py);
        kwargs.set_item("default", Py::new(py, ErrState::initial())?)?;
        let class = py.import("contextvars")?.getattr("ContextVar")?;
        Ok::<_, PyErr>(class.call(("pallasite.errstate",), Some(&kwargs))?.unbind())
    };
    Ok(VARIABLE.get_or_try_init(py, make)?.bind(py))
}

fn current(py: Python<'_>) -> PyResult<Bound<'_, ErrState>> {
    Ok(variable(py)?.call_method0("get")?.cast_into()?)
}

fn set(py: Python<'_>, state: ErrState) -> PyResult<Bound<'_, PyAny>> {
    variable(py)?.call_method1("set", (Py::new(py, state)?,))
}

/// Runs `f` and reports the floating point exceptions it left behind: `"overflow encountered in cast"`.
///
/// # Errors
/// Those of `f`; `FloatingPointError`, or what a warning filter or callback raises.
pub fn watch<T>(py: Python<'_>, name: &str, f: impl FnOnce() -> PyResult<T>) -> PyResult<T> {
    fpstatus::clear();
    let out = f()?;
    report(py, fpstatus::take(), name)?;
    Ok(out)
}

/// Runs `f` with all floating point exceptions but underflow ignored.
///
/// # Errors
/// Those of `f`.
pub fn quiet<T>(py: Python<'_>, f: impl FnOnce() -> PyResult<T>) -> PyResult<T> {
    let mut state = current(py)?.get().copy(py);
    for ((flag, ..), mode) in KINDS.iter().zip(&mut state.modes) {
        if *flag != Flags::UNDERFLOW {
            *mode = Mode::Ignore;
        }
    }
    let token = set(py, state)?;
    let out = f();
    variable(py)?.call_method1("reset", (token,))?;
    out
}

/// Does about `flags`, which may be none, what the state of the context says.
///
/// # Errors
/// `FloatingPointError`, or what a warning filter or callback raises.
pub fn report(py: Python<'_>, flags: Flags, name: &str) -> PyResult<()> {
    if flags.is_empty() {
        return Ok(());
    }
    let state = current(py)?;
    for ((flag, _, words), mode) in KINDS.into_iter().zip(state.get().modes) {
        if flags.has(flag) {
            handle(py, mode, &format!("{words} encountered in {name}"), words, flags, state.get())?;
        }
    }
    Ok(())
}

fn handle(
    py: Python<'_>,
    mode: Mode,
    text: &str,
    words: &str,
    flags: Flags,
    state: &ErrState,
) -> PyResult<()> {
    let callback = |what: &str, missing: &str| {
        let name = text.rsplit_once(" in ").map_or(text, |(_, n)| n);
        let text = || {
            PyNameError::new_err(format!("{what} specified for {words} (in {name}) but no {missing} found."))
        };
        state.callback.as_ref().map(|c| c.bind(py).clone()).ok_or_else(text)
    };
    match mode {
        Mode::Ignore => Ok(()),
        Mode::Warn => PyErr::warn(py, &py.get_type::<PyRuntimeWarning>(), &CString::new(text)?, 1),
        Mode::Raise => Err(PyFloatingPointError::new_err(text.to_string())),
        Mode::Print => {
            py.import("sys")?.getattr("stderr")?.call_method1("write", (format!("Warning: {text}\n"),))?;
            Ok(())
        }
        Mode::Call => callback("python callback", "function")?.call1((words, flags.bits())).map(|_| ()),
        Mode::Log => callback("log", "object with write method")?
            .call_method1("write", (format!("Warning: {text}\n"),))
            .map(|_| ()),
    }
}

/// Sets the modes of the context; returns the old ones.
#[pyfunction]
#[pyo3(signature = (all=None, divide=None, over=None, under=None, invalid=None))]
fn seterr<'py>(
    py: Python<'py>,
    all: Option<&Bound<'py, PyAny>>,
    divide: Option<&Bound<'py, PyAny>>,
    over: Option<&Bound<'py, PyAny>>,
    under: Option<&Bound<'py, PyAny>>,
    invalid: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyDict>> {
    let old = current(py)?;
    set(py, old.get().with(py, all, [divide, over, under, invalid])?)?;
    old.get().dict(py)
}

/// The modes of the context.
#[pyfunction]
fn geterr(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    current(py)?.get().dict(py)
}

/// Sets the function (`call`) or log (`log`) of the context; returns the old one.
#[pyfunction]
fn seterrcall(py: Python<'_>, func: Option<Bound<'_, PyAny>>) -> PyResult<Option<Py<PyAny>>> {
    let old = current(py)?;
    let mut state = old.get().copy(py);
    state.callback = func.map(|f| checked_callback(&f)).transpose()?;
    set(py, state)?;
    Ok(old.get().callback.as_ref().map(|c| c.clone_ref(py)))
}

fn checked_callback(func: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    if func.is_callable() || func.getattr_opt("write")?.is_some_and(|w| w.is_callable()) {
        return Ok(func.clone().unbind());
    }
    Err(PyTypeError::new_err("python object must be callable or have a callable write method"))
}

/// The function or log of the context.
#[pyfunction]
fn geterrcall(py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
    Ok(current(py)?.get().callback.as_ref().map(|c| c.clone_ref(py)))
}

/// A context manager, and decorator, for the modes.
#[pyclass(frozen, name = "errstate", module = "numpy")]
struct ErrStateContext {
    all: Option<Py<PyAny>>,
    each: [Option<Py<PyAny>>; 4],
    callback: Option<Py<PyAny>>,
    token: Mutex<Option<Py<PyAny>>>,
}

#[pymethods]
impl ErrStateContext {
    #[new]
    #[pyo3(signature = (*, call=None, all=None, divide=None, over=None, under=None, invalid=None))]
    fn new(
        call: Option<Py<PyAny>>,
        all: Option<Py<PyAny>>,
        divide: Option<Py<PyAny>>,
        over: Option<Py<PyAny>>,
        under: Option<Py<PyAny>>,
        invalid: Option<Py<PyAny>>,
    ) -> Self {
        ErrStateContext { all, each: [divide, over, under, invalid], callback: call, token: Mutex::new(None) }
    }

    fn __enter__(&self, py: Python<'_>) -> PyResult<()> {
        if self.token.lock().is_ok_and(|t| t.is_some()) {
            return Err(PyTypeError::new_err("Cannot enter `np.errstate` twice."));
        }
        let each = self.each.each_ref().map(|e| e.as_ref().map(|e| e.bind(py)));
        let mut state = current(py)?.get().with(py, self.all.as_ref().map(|a| a.bind(py)), each)?;
        if let Some(callback) = &self.callback {
            state.callback = Some(checked_callback(callback.bind(py))?);
        }
        let token = set(py, state)?.unbind();
        if let Ok(mut slot) = self.token.lock() {
            *slot = Some(token);
        }
        Ok(())
    }

    #[pyo3(signature = (*_exc))]
    fn __exit__(&self, py: Python<'_>, _exc: &Bound<'_, PyAny>) -> PyResult<()> {
        match self.token.lock().ok().and_then(|mut t| t.take()) {
            Some(token) => variable(py)?.call_method1("reset", (token,)).map(|_| ()),
            None => Ok(()),
        }
    }

    /// A fresh context for each call of a decorated function.
    fn _recreate_cm(&self, py: Python<'_>) -> Self {
        let copy = |o: &Option<Py<PyAny>>| o.as_ref().map(|o| o.clone_ref(py));
        let each = self.each.each_ref().map(copy);
        ErrStateContext {
            all: copy(&self.all),
            each,
            callback: copy(&self.callback),
            token: Mutex::new(None),
        }
    }

    fn __call__<'py>(slf: &Bound<'py, Self>, func: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("contextlib")?.getattr("ContextDecorator")?.getattr("__call__")?.call1((slf, func))
    }
}

/// Adds `errstate`, `seterr`, `geterr`, `seterrcall`, `geterrcall`.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_class::<ErrStateContext>()?;
    m.add_function(wrap_pyfunction!(seterr, m)?)?;
    m.add_function(wrap_pyfunction!(geterr, m)?)?;
    m.add_function(wrap_pyfunction!(seterrcall, m)?)?;
    m.add_function(wrap_pyfunction!(geterrcall, m)?)
}
