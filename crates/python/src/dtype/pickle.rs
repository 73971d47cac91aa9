//! Pickling of dtypes: NumPy's state, with a constructor that does not depend on who is called `numpy`.

use super::convert::{Align, convert};
use super::{PyDType, dtype_object, is_builtin};
use crate::error::IntoPy;
use pallasite_array::{DType, Kind};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMappingProxy, PyTuple};

/// Code, byte order, sub-array, names, fields, item size, alignment, flags.
type State<'py> = (
    u8,
    char,
    Option<Bound<'py, PyAny>>,
    Option<Bound<'py, PyAny>>,
    Option<Bound<'py, PyAny>>,
    isize,
    isize,
    u32,
);

#[pymethods]
impl PyDType {
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (String, State<'py>))> {
        let make = py.import("pallasite._core")?.getattr("_dtype_from_state")?;
        let code = self.dtype.code();
        let order = code.chars().next().unwrap_or('|');
        let whole = is_builtin(&self.dtype) || self.dtype.kind().is_numeric();
        let (size, align) = match whole {
            true => (-1, -1),
            false => (self.dtype.itemsize() as isize, self.dtype.alignment() as isize),
        };
        let sub = self.subdtype(py)?.map(Bound::into_any);
        let names = self.names(py)?.map(Bound::into_any);
        let copy = |f: Bound<'py, PyMappingProxy>| py.get_type::<PyDict>().call1((f,));
        let fields = self.fields(py)?.map(copy).transpose()?;
        Ok((make, (code[1..].to_string(), (3, order, sub, names, fields, size, align, self.flags()))))
    }

    /// Takes over the state that the real library pickles.
    fn __setstate__(&mut self, state: &Bound<'_, PyAny>) -> PyResult<()> {
        if let Ok(state) = state.extract() {
            self.dtype = with_state(self.dtype.clone(), state)?;
        }
        Ok(())
    }
}

/// The dtype of a pickle.
#[pyfunction]
pub fn _dtype_from_state<'py>(
    py: Python<'py>,
    code: &str,
    state: &Bound<'py, PyTuple>,
) -> PyResult<Bound<'py, PyAny>> {
    let base = super::convert::from_text(code, Align::Packed)?;
    dtype_object(py, &with_state(base, state.extract()?)?)
}

fn with_state(base: DType, (_, order, sub, names, fields, size, _, flags): State<'_>) -> PyResult<DType> {
    if let Some(sub) = sub {
        return convert(&sub, Align::Packed);
    }
    let (Some(names), Some(fields)) = (names, fields) else {
        let sized = if base.kind() == Kind::Void && size >= 0 {
            DType::sized(Kind::Void, size as usize).py()?
        } else {
            base
        };
        return Ok(match order {
            '<' => sized.with_big_endian(false),
            '>' => sized.with_big_endian(true),
            _ => sized,
        });
    };
    let spec = PyDict::new(fields.py());
    let rows = names.try_iter()?.map(|n| fields.get_item(n?)?.cast_into::<PyTuple>().map_err(PyErr::from));
    let rows = rows.collect::<PyResult<Vec<_>>>()?;
    let column = |i: usize| rows.iter().map(|r| r.get_item(i)).collect::<PyResult<Vec<_>>>();
    spec.set_item("names", &names)?;
    spec.set_item("formats", column(0)?)?;
    spec.set_item("offsets", column(1)?)?;
    spec.set_item("titles", rows.iter().map(|r| r.get_item(2).ok()).collect::<Vec<_>>())?;
    spec.set_item("itemsize", size)?;
    spec.set_item("aligned", flags & 0x80 != 0)?;
    convert(spec.as_any(), Align::Packed)
}
