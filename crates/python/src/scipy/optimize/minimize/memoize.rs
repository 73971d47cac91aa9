//! A function that returns its value and its gradient at once.

use crate::coerce::as_array;
use crate::error::IntoPy;
use pallasite_array::DType;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// Remembers the gradient that came with a value, and the value that came with a gradient.
#[pyclass]
pub(in super::super) struct MemoizeJac {
    #[pyo3(get)]
    fun: Py<PyAny>,
    x: Vec<f64>,
    #[pyo3(get)]
    jac: Option<Py<PyAny>>,
    value: Option<Py<PyAny>>,
}

impl MemoizeJac {
    fn compute(slf: &Bound<'_, Self>, x: &Bound<'_, PyAny>, args: &Bound<'_, PyTuple>) -> PyResult<()> {
        let py = slf.py();
        let point = as_array(x, Some(&DType::FLOAT64))?.cast_vec::<f64>().py()?;
        let known = |m: &Self| m.x == point && m.value.is_some() && m.jac.is_some();
        if known(&slf.borrow()) {
            return Ok(());
        }
        let fun = slf.borrow().fun.clone_ref(py);
        let all = std::iter::once(x.clone()).chain(args.iter()).collect::<Vec<_>>();
        let both = fun.bind(py).call1(PyTuple::new(py, all)?)?;
        let (value, jac) = (both.get_item(0)?, both.get_item(1)?);
        let mut memo = slf.borrow_mut();
        memo.x = point;
        memo.jac = Some(jac).filter(|j| !j.is_none()).map(Bound::unbind);
        memo.value = Some(value).filter(|v| !v.is_none()).map(Bound::unbind);
        Ok(())
    }
}

#[pymethods]
impl MemoizeJac {
    #[new]
    fn new(fun: Py<PyAny>) -> Self {
        Self { fun, x: Vec::new(), jac: None, value: None }
    }

    /// The value.
    #[pyo3(signature = (x, *args))]
    fn __call__(
        slf: &Bound<'_, Self>,
        x: &Bound<'_, PyAny>,
        args: &Bound<'_, PyTuple>,
    ) -> PyResult<Option<Py<PyAny>>> {
        Self::compute(slf, x, args)?;
        Ok(slf.borrow().value.as_ref().map(|v| v.clone_ref(slf.py())))
    }

    /// The gradient.
    #[pyo3(signature = (x, *args))]
    fn derivative(
        slf: &Bound<'_, Self>,
        x: &Bound<'_, PyAny>,
        args: &Bound<'_, PyTuple>,
    ) -> PyResult<Option<Py<PyAny>>> {
        Self::compute(slf, x, args)?;
        Ok(slf.borrow().jac.as_ref().map(|j| j.clone_ref(slf.py())))
    }
}
