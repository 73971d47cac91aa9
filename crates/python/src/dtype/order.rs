//! Comparison of dtypes: equality, hashing, and `<` as "can be cast to".

use super::{PyDType, to_dtype};
use pallasite_array::promote::{Casting, can_cast};
use pallasite_array::{DType, Field};
use pyo3::basic::CompareOp;
use pyo3::prelude::*;
use std::hash::{DefaultHasher, Hash, Hasher};

/// The same layout, made without `align=True`: what equality looks at.
fn layout(d: &DType) -> DType {
    if let Some((base, shape)) = d.sub() {
        return DType::subarray(layout(base), shape.to_vec()).unwrap_or_else(|_| d.clone());
    }
    if !d.is_structured() {
        return d.clone();
    }
    let part = |f: &Field| Field { dtype: layout(&f.dtype), ..f.clone() };
    let fields = d.fields().iter().map(part).collect();
    DType::structured(fields, d.itemsize(), false).unwrap_or_else(|_| d.clone())
}

/// True for dtypes whose elements mean the same bytes.
pub fn equal(a: &DType, b: &DType) -> bool {
    a == b || a.itemsize() == b.itemsize() && layout(a) == layout(b)
}

#[pymethods]
impl PyDType {
    fn __richcmp__(slf: &Bound<'_, Self>, other: &Bound<'_, PyAny>, op: CompareOp) -> PyResult<Py<PyAny>> {
        let py = slf.py();
        let Ok(right) = to_dtype(other) else {
            return Ok(match op {
                CompareOp::Eq => false.into_pyobject(py)?.to_owned().into_any().unbind(),
                CompareOp::Ne => true.into_pyobject(py)?.to_owned().into_any().unbind(),
                _ => py.NotImplemented(),
            });
        };
        let left = &slf.borrow().dtype;
        let safe = |a: &DType, b: &DType| can_cast(a, b, Casting::Safe);
        let holds = match op {
            CompareOp::Eq => equal(left, &right),
            CompareOp::Ne => !equal(left, &right),
            CompareOp::Lt => !equal(left, &right) && safe(left, &right),
            CompareOp::Le => safe(left, &right),
            CompareOp::Gt => !equal(left, &right) && safe(&right, left),
            CompareOp::Ge => safe(&right, left),
        };
        Ok(holds.into_pyobject(py)?.to_owned().into_any().unbind())
    }

    fn __hash__(&self) -> u64 {
        let mut state = DefaultHasher::new();
        layout(&self.dtype).hash(&mut state);
        state.finish()
    }
}
