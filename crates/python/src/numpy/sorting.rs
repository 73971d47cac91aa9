//! Bindings of sorting and searching.

use super::arguments::same_class;
use super::reduction::{Axis, LAST, Opt, given, run};
use crate::array::{Holder, wrap, wrap_or_scalar};
use crate::coerce::as_array;
use crate::convert::{axes_of, ints_of};
use crate::error::IntoPy;
use crate::functions;
use pallasite_array::{Kind, NdArray};
use pallasite_numpy::sorting::distinct::Relations;
use pallasite_numpy::sorting::{self, Side, arrays, arrays::SortOptions};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyString, PyTuple};

/// Sorting an element, in units of a cheap operation.
const COST: usize = 16;

/// `kind=` and `stable=`.
pub fn kind_of(kind: Option<&str>, stable: Option<bool>) -> PyResult<sorting::Kind> {
    let Some(name) = kind else {
        return Ok(if stable == Some(true) { sorting::Kind::Stable } else { sorting::Kind::Quicksort });
    };
    if stable.is_some() {
        let text = "`kind` and keyword parameters can't be provided at the same time. Use only one of them.";
        return Err(PyValueError::new_err(text));
    }
    match name.to_ascii_lowercase().as_str() {
        "q" | "quick" | "quicksort" => Ok(sorting::Kind::Quicksort),
        "h" | "heap" | "heapsort" => Ok(sorting::Kind::Heapsort),
        "m" | "s" | "merge" | "mergesort" | "stable" => Ok(sorting::Kind::Stable),
        _ => Err(PyValueError::new_err(format!(
            "sort kind must be one of 'quick', 'heap', or 'stable' (got '{name}')"
        ))),
    }
}

/// `order=`: a name or several.
pub fn fields_of(order: Opt<'_, '_>) -> PyResult<Vec<String>> {
    match given(order) {
        None => Ok(Vec::new()),
        Some(o) if o.is_instance_of::<PyString>() => Ok(vec![o.extract()?]),
        Some(o) => o.extract(),
    }
}

/// `kth=`: an integer or several.
pub fn kth_of(kth: &Bound<'_, PyAny>) -> PyResult<Vec<i64>> {
    let integers = || PyTypeError::new_err("Partition index must be integer");
    if kth.is_instance_of::<PyBool>() {
        return Err(PyValueError::new_err("Booleans unacceptable as partition index"));
    }
    if let Some(a) = crate::coerce::existing(kth)? {
        if !a.kind().is_integer() {
            return Err(integers());
        }
        return a.cast_vec::<i64>().py();
    }
    Ok(ints_of(kth).map_err(|_| integers())?.into_iter().map(|k| k as i64).collect())
}

/// # Errors
/// Another algorithm than there is.
pub fn check_select(kind: &str) -> PyResult<()> {
    match kind {
        "introselect" => Ok(()),
        _ => Err(PyValueError::new_err(format!("select kind must be 'introselect' (got '{kind}')"))),
    }
}

/// The flattened array and its axis, where no axis is given.
fn lined(array: &NdArray, axis: &Axis) -> PyResult<(NdArray, isize)> {
    match axis.0 {
        Some(axis) => Ok((array.clone(), axis)),
        None => Ok((array.ravel().py()?, -1)),
    }
}

/// A sorted copy.
#[pyfunction]
#[pyo3(signature = (a, axis=LAST, kind=None, order=None, *, stable=None), text_signature = "(a, axis=-1, kind=None, order=None, *, stable=None)")]
fn sort(
    a: &Bound<'_, PyAny>,
    axis: Axis,
    kind: Option<&str>,
    order: Opt<'_, '_>,
    stable: Option<bool>,
) -> PyResult<Py<PyAny>> {
    let array = as_array(a, None)?;
    let (line, axis) = lined(&array, &axis)?;
    let order = fields_of(order)?;
    let options = SortOptions { kind: kind_of(kind, stable)?, order: &order };
    let sorted = run(a.py(), "sort", line.size() * COST, || arrays::sort(&line, axis, &options))?;
    same_class(a, &array, sorted)
}

/// The indices that sort an array.
#[pyfunction]
#[pyo3(signature = (a, axis=LAST, kind=None, order=None, *, stable=None), text_signature = "(a, axis=-1, kind=None, order=None, *, stable=None)")]
pub fn argsort(
    a: &Bound<'_, PyAny>,
    axis: Axis,
    kind: Option<&str>,
    order: Opt<'_, '_>,
    stable: Option<bool>,
) -> PyResult<Py<PyAny>> {
    let array = as_array(a, None)?;
    let (line, axis) = lined(&array, &axis)?;
    let order = fields_of(order)?;
    let options = SortOptions { kind: kind_of(kind, stable)?, order: &order };
    let found = run(a.py(), "argsort", line.size() * COST, || arrays::argsort(&line, axis, &options))?;
    same_class(a, &array, found)
}

macro_rules! partitions {
    ($($name:ident, $doc:literal;)*) => {$(
        #[doc = $doc]
        #[pyfunction]
        #[pyo3(signature = (a, kth, axis=LAST, kind="introselect", order=None), text_signature = "(a, kth, axis=-1, kind='introselect', order=None)")]
        pub fn $name(
            a: &Bound<'_, PyAny>,
            kth: &Bound<'_, PyAny>,
            axis: Axis,
            kind: &str,
            order: Opt<'_, '_>,
        ) -> PyResult<Py<PyAny>> {
            check_select(kind)?;
            let array = as_array(a, None)?;
            let (line, axis) = lined(&array, &axis)?;
            let (kth, order) = (kth_of(kth)?, fields_of(order)?);
            let found =
                run(a.py(), stringify!($name), line.size() * COST, || arrays::$name(&line, &kth, axis, &order))?;
            same_class(a, &array, found)
        }
    )*};
}
partitions! {
    partition, "A copy partitioned at positions.";
    argpartition, "The indices that partition an array.";
}

/// The indices that sort by several keys, the last first in importance.
#[pyfunction]
#[pyo3(signature = (keys, axis=-1))]
fn lexsort(keys: &Bound<'_, PyAny>, axis: isize) -> PyResult<Py<PyAny>> {
    let py = keys.py();
    let keys = match keys.try_iter() {
        Ok(items) => items.map(|k| as_array(&k?, None)).collect::<PyResult<Vec<_>>>()?,
        Err(_) => return Err(PyTypeError::new_err("need sequence of keys with len > 0 in lexsort")),
    };
    let work = keys.iter().map(NdArray::size).sum::<usize>() * COST;
    wrap_or_scalar(py, run(py, "lexsort", work, || arrays::lexsort(&keys, axis))?)
}

/// Where values belong in a sorted line.
#[pyfunction]
#[pyo3(signature = (a, v, side="left", sorter=None))]
pub fn searchsorted(
    a: &Bound<'_, PyAny>,
    v: &Bound<'_, PyAny>,
    side: &str,
    sorter: Opt<'_, '_>,
) -> PyResult<Py<PyAny>> {
    let side = match side {
        "left" | "l" | "L" => Side::Left,
        "right" | "r" | "R" => Side::Right,
        _ => {
            return Err(PyValueError::new_err(format!(
                "search side must be 'left' or 'right' (got '{side}')"
            )));
        }
    };
    let (line, values) = (as_array(a, None)?, as_array(v, None)?);
    let sorter = given(sorter).map(|s| as_array(s, None)).transpose()?;
    let work = values.size() * COST + line.size();
    wrap_or_scalar(
        a.py(),
        run(a.py(), "searchsorted", work, || arrays::searchsorted(&line, &values, side, sorter.as_ref()))?,
    )
}

/// A sorted copy, as complex numbers.
#[pyfunction]
fn sort_complex(a: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let array = as_array(a, None)?;
    wrap(a.py(), run(a.py(), "sort", array.size() * COST, || arrays::sort_complex(&array))?)
}

/// The number of elements that are not zero.
#[pyfunction]
#[pyo3(signature = (a, axis=None, *, keepdims=false))]
fn count_nonzero(a: &Bound<'_, PyAny>, axis: Opt<'_, '_>, keepdims: bool) -> PyResult<Py<PyAny>> {
    let (array, axes) = (as_array(a, None)?, axes_of(axis)?);
    wrap_or_scalar(
        a.py(),
        run(a.py(), "count_nonzero", array.size(), || {
            arrays::count_nonzero(&array, axes.as_deref(), keepdims)
        })?,
    )
}

/// The place of an extremum.
pub fn extremum(
    a: &Bound<'_, PyAny>,
    largest: bool,
    axis: Option<isize>,
    out: Opt<'_, '_>,
    keepdims: bool,
) -> PyResult<Py<PyAny>> {
    if out.is_none()
        && !keepdims
        && let Some(held) = crate::array::exact(a).map(|a| a.held())
        && held.array.size() < crate::array::RELEASE_ABOVE
        && let Some(place) = pallasite_ufunc::place_in_line(largest, &held.array, axis)
    {
        return crate::scalar::int64_object(a.py(), place as i64);
    }
    let array = as_array(a, None)?;
    let find = if largest { pallasite_ufunc::argmax } else { pallasite_ufunc::argmin };
    let array = if array.kind().is_numeric() { array } else { ranked(&array)? };
    let axis = axis.filter(|axis| array.ndim() > 0 || !matches!(axis, 0 | -1));
    let found = run(a.py(), "argmax", array.size(), || Ok(find(&array, axis, keepdims)?))?;
    super::reduction::finish(a, found, out, pallasite_array::promote::Casting::SameKind)
}

/// Text as the place it has in sorted order, which is a number.
fn ranked(a: &NdArray) -> PyResult<NdArray> {
    if a.kind() == Kind::Void {
        return Ok(a.clone());
    }
    let options = sorting::distinct::UniqueOptions { relations: Relations::All, ..Default::default() };
    Ok(sorting::distinct::unique(a, &options).py()?.inverse)
}

/// The place of the first largest element.
#[pyfunction]
#[pyo3(signature = (a, axis=None, out=None, *, keepdims=false))]
fn argmax(
    a: &Bound<'_, PyAny>,
    axis: Option<isize>,
    out: Opt<'_, '_>,
    keepdims: bool,
) -> PyResult<Py<PyAny>> {
    extremum(a, true, axis, out, keepdims)
}

/// The place of the first smallest element.
#[pyfunction]
#[pyo3(signature = (a, axis=None, out=None, *, keepdims=false))]
fn argmin(
    a: &Bound<'_, PyAny>,
    axis: Option<isize>,
    out: Opt<'_, '_>,
    keepdims: bool,
) -> PyResult<Py<PyAny>> {
    extremum(a, false, axis, out, keepdims)
}

/// The distinct elements, and how they relate to the array.
#[pyfunction]
#[pyo3(signature = (ar, return_index=false, return_inverse=false, return_counts=false, axis=None, *, equal_nan=true, sorted=true))]
fn unique(
    ar: &Bound<'_, PyAny>,
    return_index: bool,
    return_inverse: bool,
    return_counts: bool,
    axis: Option<isize>,
    equal_nan: bool,
    sorted: bool,
) -> PyResult<Py<PyAny>> {
    let _ = sorted;
    let (py, array) = (ar.py(), as_array(ar, None)?);
    let relations = match (return_index || return_inverse, return_counts) {
        (true, _) => Relations::All,
        (false, true) => Relations::Counts,
        (false, false) => Relations::None,
    };
    let options = sorting::distinct::UniqueOptions { axis, relations, equal_nan };
    let found = run(py, "unique", array.size() * COST, || sorting::distinct::unique(&array, &options))?;
    let mut values = same_class(ar, &array, found.values.clone())?;
    // Some classes insist on two dimensions.
    if axis.is_none() && crate::array::array_of(values.bind(py)).is_some_and(|v| v.ndim() != 1) {
        values = wrap(py, found.values)?;
    }
    if relations == Relations::None {
        return Ok(values);
    }
    let mut parts = vec![values];
    for (wanted, part) in
        [(return_index, found.index), (return_inverse, found.inverse), (return_counts, found.counts)]
    {
        if wanted {
            parts.push(wrap(py, part)?);
        }
    }
    Ok(PyTuple::new(py, parts)?.into_any().unbind())
}

/// Adds the functions.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(m; Arguments: sort, argsort, partition, argpartition, searchsorted, sort_complex, count_nonzero, argmax, argmin, unique;
        Sequences: lexsort);
    Ok(())
}
