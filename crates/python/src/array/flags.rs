//! `ndarray.flags`.

use super::{Held, Holder, PyArray};
use crate::error::py_err;
use pallasite_array::Error;
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;

/// Memory layout of an array, by attribute or key.
#[pyclass(name = "flagsobj", module = "pallasite.numpy")]
pub struct PyFlags {
    pub(super) of: Py<PyArray>,
}

impl PyFlags {
    fn get(&self, py: Python<'_>, name: &str) -> Option<bool> {
        let a = self.of.bind(py).held();
        let (c, f) = (a.array.is_c_contiguous(), a.array.is_f_contiguous());
        Some(match name {
            "C_CONTIGUOUS" | "C" | "CONTIGUOUS" => c,
            "F_CONTIGUOUS" | "F" | "FORTRAN" => f,
            "OWNDATA" | "O" => a.base.is_none(),
            "WRITEABLE" | "W" => a.array.is_writeable(),
            "ALIGNED" | "A" => a.array.is_aligned(),
            "WRITEBACKIFCOPY" | "X" => false,
            "FNC" => f && !c,
            "FORC" => f || c,
            "BEHAVED" | "B" => a.array.is_aligned() && a.array.is_writeable(),
            "CARRAY" | "CA" => c && a.array.is_aligned() && a.array.is_writeable(),
            "FARRAY" | "FA" => f && !c && a.array.is_aligned() && a.array.is_writeable(),
            _ => return None,
        })
    }

    fn set_writeable(&self, py: Python<'_>, value: bool) -> PyResult<()> {
        let mut a = self.of.bind(py).held_mut()?;
        if value && !a.array.is_writeable() && !may_become_writeable(py, &a) {
            return Err(py_err(Error::value("cannot set WRITEABLE flag to True of this array")));
        }
        a.array = a.array.clone().with_writeable(value);
        Ok(())
    }
}

/// Own memory may always be written to; a view when its base may.
fn may_become_writeable(py: Python<'_>, a: &Held) -> bool {
    match &a.base {
        None => true,
        Some(base) => base.bind(py).cast::<PyArray>().is_ok_and(|b| b.held().array.is_writeable()),
    }
}

macro_rules! getters {
    ($($name:ident = $key:literal),*) => {
        #[pymethods]
        impl PyFlags {
            $(#[getter]
            fn $name(&self, py: Python<'_>) -> Option<bool> {
                self.get(py, $key)
            })*
        }
    };
}

getters!(
    c_contiguous = "C",
    f_contiguous = "F",
    contiguous = "C",
    fortran = "F",
    owndata = "O",
    aligned = "A",
    writebackifcopy = "X",
    fnc = "FNC",
    forc = "FORC",
    behaved = "B",
    carray = "CA",
    farray = "FA"
);

#[pymethods]
impl PyFlags {
    #[getter]
    fn writeable(&self, py: Python<'_>) -> Option<bool> {
        self.get(py, "W")
    }

    #[setter(writeable)]
    fn change_writeable(&self, py: Python<'_>, value: bool) -> PyResult<()> {
        self.set_writeable(py, value)
    }

    #[getter]
    fn num(&self, py: Python<'_>) -> i32 {
        let bit = |name, value| if self.get(py, name) == Some(true) { value } else { 0 };
        bit("C", 1) | bit("F", 2) | bit("O", 4) | bit("A", 0x100) | bit("W", 0x400)
    }

    fn __getitem__(&self, py: Python<'_>, key: &str) -> PyResult<bool> {
        self.get(py, key).ok_or_else(|| PyKeyError::new_err("Unknown flag"))
    }

    fn __setitem__(&self, py: Python<'_>, key: &str, value: bool) -> PyResult<()> {
        match key {
            "WRITEABLE" | "W" => self.set_writeable(py, value),
            "ALIGNED" | "A" | "WRITEBACKIFCOPY" | "X" => Ok(()),
            _ => Err(PyKeyError::new_err("Unknown flag")),
        }
    }

    fn __eq__(&self, py: Python<'_>, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<PyFlags>().is_ok_and(|o| o.borrow().num(py) == self.num(py))
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        let names = ["C_CONTIGUOUS", "F_CONTIGUOUS", "OWNDATA", "WRITEABLE", "ALIGNED", "WRITEBACKIFCOPY"];
        let line =
            |n: &&str| format!("  {n} : {}\n", if self.get(py, n) == Some(true) { "True" } else { "False" });
        names.iter().map(line).collect()
    }
}

#[pymethods]
impl PyArray {
    /// Information about the memory layout of the array.
    #[getter]
    fn flags(slf: Bound<'_, Self>) -> PyFlags {
        PyFlags { of: slf.unbind() }
    }

    /// Sets the flags WRITEABLE, ALIGNED and WRITEBACKIFCOPY.
    #[pyo3(signature = (write=None, align=None, uic=None), text_signature = "($self, /, *, write=None, align=None, uic=None)")]
    fn setflags(
        slf: Bound<'_, Self>,
        write: Option<bool>,
        align: Option<bool>,
        uic: Option<bool>,
    ) -> PyResult<()> {
        if uic == Some(true) {
            return Err(py_err(Error::value("cannot set WRITEBACKIFCOPY flag to True")));
        }
        if align == Some(true) && !slf.held().array.is_aligned() {
            return Err(py_err(Error::value("cannot set aligned flag of mis-aligned array to True")));
        }
        let py = slf.py();
        write.map_or(Ok(()), |w| PyFlags { of: slf.unbind() }.set_writeable(py, w))
    }
}
