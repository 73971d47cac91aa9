//! Python functions as events.

use super::function::{Function, Number};
use crate::coerce::as_array;
use crate::error::IntoPy;
use pallasite_array::DType;
use pallasite_integrate::{EventRule, Events};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;

/// Events with the interpreter at hand.
pub struct PyEvents<'py, T> {
    py: Python<'py>,
    functions: Vec<Function<T>>,
    rules: Vec<EventRule>,
}

/// SciPy's attributes `terminal` and `direction` of an event.
fn rule(event: &Bound<'_, PyAny>) -> PyResult<EventRule> {
    let attribute = |name| event.getattr(name).ok().filter(|value| !value.is_none());
    let direction = attribute("direction").map_or(Ok(0.0), |d| d.extract())?;
    let terminal = attribute("terminal").map_or(Ok(0.0), |t| t.extract::<f64>())?;
    if terminal == 0.0 {
        return Ok(EventRule { terminal: f64::INFINITY, direction });
    }
    if terminal.fract() != 0.0 || terminal < 0.0 {
        let text = "The `terminal` attribute of each event must be a boolean or positive integer.";
        return Err(PyValueError::new_err(text));
    }
    Ok(EventRule { terminal, direction })
}

impl<'py, T: Number> PyEvents<'py, T> {
    /// SciPy's `events`: a function, several, or none.
    pub fn new(
        py: Python<'py>,
        events: Option<&Bound<'py, PyAny>>,
        after: &[Bound<'py, PyAny>],
    ) -> PyResult<Self> {
        let events: Vec<Bound<'py, PyAny>> = match events {
            None => Vec::new(),
            Some(one) if one.is_callable() => vec![one.clone()],
            Some(several) => several.try_iter()?.collect::<PyResult<_>>()?,
        };
        let rules = events.iter().map(rule).collect::<PyResult<_>>()?;
        Ok(Self { py, functions: events.iter().map(|e| Function::new(e, after)).collect(), rules })
    }
}

impl<T: Number> Events<T, PyErr> for PyEvents<'_, T> {
    fn rules(&self) -> Vec<EventRule> {
        self.rules.clone()
    }

    fn value(&mut self, which: usize, t: f64, y: &[T]) -> PyResult<f64> {
        let value = self.functions[which].at(self.py, t, y)?;
        if let Some(x) = f64::plain(&value) {
            return Ok(x);
        }
        match as_array(&value, Some(&DType::FLOAT64))?.cast_vec::<f64>().py()?[..] {
            [x] => Ok(x),
            ref several => {
                Err(PyTypeError::new_err(format!("an event has one value, not {}", several.len())))
            }
        }
    }
}
