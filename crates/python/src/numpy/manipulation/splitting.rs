//! Arrays cut into views.

use super::Result;
use crate::array::wrap_or_scalar;
use crate::coerce::as_array;
use crate::error::IntoPy;
use crate::functions;
use crate::numpy::arguments::{array_object, list_of_views, same_class};
use pallasite_array::NdArray;
use pallasite_numpy::manipulation;
use pyo3::exceptions::{PyValueError, PyZeroDivisionError};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// Where an array is cut: into equal parts, or at places.
enum Cuts {
    Sections(isize),
    Places(Vec<isize>),
}

fn cuts_of(object: &Bound<'_, PyAny>) -> PyResult<Cuts> {
    if object.try_iter().is_err() {
        return Ok(Cuts::Sections(object.extract()?));
    }
    object.try_iter()?.map(|i| i?.extract()).collect::<PyResult<_>>().map(Cuts::Places)
}

fn cut(ary: &Bound<'_, PyAny>, cuts: &Cuts, axis: isize, equal: bool) -> Result {
    let x = array_object(ary)?;
    let a = as_array(&x, None)?;
    let parts = match cuts {
        Cuts::Sections(n) => {
            let n = usize::try_from(*n).unwrap_or(0);
            let axis = pallasite_array::layout::normalize_axis(axis, a.ndim()).py()?;
            if equal && n == 0 {
                return Err(PyZeroDivisionError::new_err("integer modulo by zero"));
            }
            if equal && !a.shape()[axis].is_multiple_of(n) {
                return Err(PyValueError::new_err("array split does not result in an equal division"));
            }
            manipulation::array_split(&a, n, axis as isize)
        }
        Cuts::Places(places) => manipulation::split_at(&a, places, axis),
    };
    list_of_views(&x, &a, parts.py()?)
}

/// Views of equal parts along an axis, or of the parts between places.
#[pyfunction]
#[pyo3(signature = (ary, indices_or_sections, axis=0))]
fn split(ary: &Bound<'_, PyAny>, indices_or_sections: &Bound<'_, PyAny>, axis: isize) -> Result {
    cut(ary, &cuts_of(indices_or_sections)?, axis, true)
}

/// Views of parts along an axis, as equal as they can be.
#[pyfunction]
#[pyo3(signature = (ary, indices_or_sections, axis=0))]
fn array_split(ary: &Bound<'_, PyAny>, indices_or_sections: &Bound<'_, PyAny>, axis: isize) -> Result {
    cut(ary, &cuts_of(indices_or_sections)?, axis, false)
}

macro_rules! splits {
    ($($(#[$doc:meta])* $name:ident($least:literal, $axis:expr);)*) => {$(
        $(#[$doc])*
        #[pyfunction]
        fn $name(ary: &Bound<'_, PyAny>, indices_or_sections: &Bound<'_, PyAny>) -> Result {
            let x = array_object(ary)?;
            let ndim = as_array(&x, None)?.ndim();
            if ndim < $least {
                let text = concat!(stringify!($name), " only works on arrays of ", $least, " or more dimensions");
                return Err(PyValueError::new_err(text));
            }
            let axis: fn(usize) -> isize = $axis;
            cut(&x, &cuts_of(indices_or_sections)?, axis(ndim), true)
        }
    )*};
}

splits! {
    /// Views of parts beside each other.
    hsplit(1, |ndim| if ndim > 1 { 1 } else { 0 });
    /// Views of parts below each other.
    vsplit(2, |_| 0);
    /// Views of parts along the third axis.
    dsplit(3, |_| 2);
}

/// Views of the sub-arrays along an axis.
#[pyfunction]
#[pyo3(signature = (x, /, *, axis=0))]
fn unstack(x: &Bound<'_, PyAny>, axis: isize) -> Result {
    let x = array_object(x)?;
    let a = as_array(&x, None)?;
    let views = manipulation::unstack(&a, axis).py()?;
    let one = |v: NdArray| if v.ndim() == 0 { wrap_or_scalar(x.py(), v) } else { same_class(&x, &a, v) };
    let views = views.into_iter().map(one).collect::<PyResult<Vec<_>>>()?;
    Ok(PyTuple::new(x.py(), views)?.into_any().unbind())
}

/// Adds the functions.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(m; Arguments: split, array_split, hsplit, vsplit, dsplit, unstack);
    Ok(())
}
