//! Methods of `ndarray` that reduce, sort, search and round: the functions of the same names.

use super::{Holder, PyArray};
use crate::error::IntoPy;
use crate::numpy::mathematics::Running;
use crate::numpy::reduction::{Axis, LAST, Opt, Reduction};
use crate::numpy::signature::methods_taking;
use crate::numpy::statistics::{Moment, Moments};
use crate::numpy::{mathematics, sorting};
use pallasite_numpy::sorting::arrays::{self, SortOptions};
use pallasite_ufunc::table;
use pyo3::prelude::*;
use pyo3::types::PyDict;

methods_taking! {
    Reduction (axis, dtype, out, keepdims, initial, r#where)
    (axis=None, dtype=None, out=None, keepdims=None, initial=None, r#where=None)
    "($self, /, axis=None, dtype=None, out=None, **kwargs)";
    sum |given, slf| given.method(&table::ADD, slf), "The sum over axes.";
    prod |given, slf| given.method(&table::MULTIPLY, slf), "The product over axes.";
}

methods_taking! {
    Reduction (axis, out, keepdims, initial, r#where)
    (axis=None, out=None, keepdims=None, initial=None, r#where=None)
    "($self, /, axis=None, out=None, **kwargs)";
    max |given, slf| given.method(&table::MAXIMUM, slf), "The largest element.";
    min |given, slf| given.method(&table::MINIMUM, slf), "The smallest element.";
}

methods_taking! {
    Reduction (axis, out, keepdims, r#where)
    (axis=None, out=None, keepdims=None, *, r#where=None)
    "($self, /, axis=None, out=None, keepdims=False, *, where=True)";
    all |given, slf| given.method(&table::LOGICAL_AND, slf), "Whether all elements are true.";
    any |given, slf| given.method(&table::LOGICAL_OR, slf), "Whether any element is true.";
}

methods_taking! {
    Moments (axis, dtype, out, keepdims, r#where)
    (axis=None, dtype=None, out=None, keepdims=None, *, r#where=None)
    "($self, /, axis=None, dtype=None, out=None, **kwargs)";
    mean |given, slf| given.method(Moment::Mean, slf), "The mean over axes.";
}

methods_taking! {
    Moments (axis, dtype, out, ddof, keepdims, r#where, mean, correction)
    (axis=None, dtype=None, out=None, ddof=None, keepdims=None, *, r#where=None, mean=None, correction=None)
    "($self, /, axis=None, dtype=None, out=None, ddof=0, **kwargs)";
    var |given, slf| given.method(Moment::Var, slf), "The variance over axes.";
    std |given, slf| given.method(Moment::Std, slf), "The standard deviation over axes.";
}

methods_taking! {
    Running (axis, dtype, out) (axis=None, dtype=None, out=None) "($self, /, axis=None, dtype=None, out=None)";
    cumsum |given, slf| given.of(&table::ADD, slf), "The running sum.";
    cumprod |given, slf| given.of(&table::MULTIPLY, slf), "The running product.";
}

#[pymethods]
impl PyArray {
    /// The place of the first largest element.
    #[pyo3(signature = (axis=None, out=None, *, keepdims=false))]
    fn argmax(
        slf: &Bound<'_, Self>,
        axis: Option<isize>,
        out: Opt<'_, '_>,
        keepdims: bool,
    ) -> PyResult<Py<PyAny>> {
        sorting::extremum(slf, true, axis, out, keepdims)
    }

    /// The place of the first smallest element.
    #[pyo3(signature = (axis=None, out=None, *, keepdims=false))]
    fn argmin(
        slf: &Bound<'_, Self>,
        axis: Option<isize>,
        out: Opt<'_, '_>,
        keepdims: bool,
    ) -> PyResult<Py<PyAny>> {
        sorting::extremum(slf, false, axis, out, keepdims)
    }

    /// Sorts in place.
    #[pyo3(signature = (axis=-1, kind=None, order=None, *, stable=None), text_signature = "($self, /, axis=-1, kind=None, order=None, *, stable=None)")]
    fn sort(
        slf: &Bound<'_, Self>,
        axis: isize,
        kind: Option<&str>,
        order: Opt<'_, '_>,
        stable: Option<bool>,
    ) -> PyResult<()> {
        let array = slf.held().array.clone();
        let order = sorting::fields_of(order)?;
        let options = SortOptions { kind: sorting::kind_of(kind, stable)?, order: &order };
        // SAFETY: no Rust reference into the memory is alive while Python code runs; that no other Python
        // thread uses it meanwhile is the business of the program.
        crate::array::detached(slf.py(), array.size() * 16, || unsafe {
            arrays::sort_shared(&array, axis, &options)
        })
    }

    /// Partitions in place.
    #[pyo3(signature = (kth, axis=-1, kind="introselect", order=None))]
    fn partition(
        slf: &Bound<'_, Self>,
        kth: &Bound<'_, PyAny>,
        axis: isize,
        kind: &str,
        order: Opt<'_, '_>,
    ) -> PyResult<()> {
        sorting::check_select(kind)?;
        let array = slf.held().array.clone();
        let (kth, order) = (sorting::kth_of(kth)?, sorting::fields_of(order)?);
        // SAFETY: as in `sort`.
        crate::array::detached(slf.py(), array.size() * 16, || unsafe {
            arrays::partition_shared(&array, &kth, axis, &order)
        })
    }

    /// The indices that sort the array.
    #[pyo3(signature = (axis=LAST, kind=None, order=None, *, stable=None), text_signature = "($self, /, axis=-1, kind=None, order=None, *, stable=None)")]
    fn argsort(
        slf: &Bound<'_, Self>,
        axis: Axis,
        kind: Option<&str>,
        order: Opt<'_, '_>,
        stable: Option<bool>,
    ) -> PyResult<Py<PyAny>> {
        sorting::argsort(slf, axis, kind, order, stable)
    }

    /// The indices that partition the array.
    #[pyo3(signature = (kth, axis=LAST, kind="introselect", order=None))]
    fn argpartition(
        slf: &Bound<'_, Self>,
        kth: &Bound<'_, PyAny>,
        axis: Axis,
        kind: &str,
        order: Opt<'_, '_>,
    ) -> PyResult<Py<PyAny>> {
        sorting::argpartition(slf, kth, axis, kind, order)
    }

    /// Where values belong in the sorted array.
    #[pyo3(signature = (v, side="left", sorter=None), text_signature = "($self, v, /, side='left', sorter=None)")]
    fn searchsorted(
        slf: &Bound<'_, Self>,
        v: &Bound<'_, PyAny>,
        side: &str,
        sorter: Opt<'_, '_>,
    ) -> PyResult<Py<PyAny>> {
        sorting::searchsorted(slf, v, side, sorter)
    }

    /// Elements brought into bounds.
    #[pyo3(signature = (min=None, max=None, out=None, **kwargs))]
    fn clip(
        slf: &Bound<'_, Self>,
        min: Opt<'_, '_>,
        max: Opt<'_, '_>,
        out: Opt<'_, '_>,
        kwargs: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Py<PyAny>> {
        mathematics::clipped(slf, min, max, out, kwargs)
    }

    /// Elements rounded to decimals.
    #[pyo3(signature = (decimals=0, out=None))]
    fn round(slf: &Bound<'_, Self>, decimals: i32, out: Opt<'_, '_>) -> PyResult<Py<PyAny>> {
        mathematics::rounded(slf, decimals, out)
    }

    /// The complex conjugates.
    #[pyo3(signature = (out=None), text_signature = "($self, /)")]
    fn conj(slf: &Bound<'_, Self>, out: Opt<'_, '_>) -> PyResult<Py<PyAny>> {
        Self::conjugate(slf, out)
    }

    /// The complex conjugates.
    #[pyo3(signature = (out=None), text_signature = "($self, /)")]
    fn conjugate(slf: &Bound<'_, Self>, out: Opt<'_, '_>) -> PyResult<Py<PyAny>> {
        let array = slf.held().array.clone();
        if !array.kind().is_complex() && out.is_none() {
            return Ok(slf.clone().into_any().unbind());
        }
        let found =
            pallasite_ufunc::unary(&table::CONJUGATE, &array).map_err(pallasite_array::Error::from).py()?;
        crate::numpy::reduction::finish(slf, found, out, pallasite_array::promote::Casting::SameKind)
    }
}
