//! Bindings of histograms and other counts.

use crate::array::{detached, wrap, wrap_or_scalar};
use crate::coerce::as_array;
use crate::error::IntoPy;
use crate::functions;
use crate::numpy::reduction::{Opt, flag, given, number, warn};
use crate::ufunc::Held;
use pallasite_array::{DType, Kind, NdArray, Order};
use pallasite_numpy::statistics::{self as st, Bins, Estimator};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyString, PyTuple};

/// `bins=`, kept alive while it is used.
enum Cut {
    Equal(usize),
    Edges(NdArray),
    Estimated(Estimator),
}

impl Cut {
    fn of(bins: Opt<'_, '_>, name: &str) -> PyResult<Cut> {
        let Some(bins) = bins else { return Ok(Cut::Equal(10)) };
        if bins.is_instance_of::<PyString>() {
            return Ok(Cut::Estimated(Estimator::parse(&bins.extract::<String>()?).py()?));
        }
        let array = as_array(bins, None)?;
        if array.ndim() > 0 {
            return Ok(Cut::Edges(array));
        }
        let n: i64 = bins.call_method0("__index__").and_then(|i| i.extract()).map_err(|_| {
            let text = if name == "bins" {
                "`bins` must be an integer, a string, or an array".into()
            } else {
                format!("`{name}` must be an integer, when a scalar")
            };
            PyTypeError::new_err(text)
        })?;
        if n < 1 {
            return Err(PyValueError::new_err(format!("`{name}` must be positive, when an integer")));
        }
        Ok(Cut::Equal(n as usize))
    }

    fn bins(&self) -> Bins<'_> {
        match self {
            Cut::Equal(n) => Bins::Equal(*n),
            Cut::Edges(edges) => Bins::Edges(edges),
            Cut::Estimated(e) => Bins::Estimated(*e),
        }
    }
}

/// `range=`: two numbers.
fn range_of(range: Opt<'_, '_>) -> PyResult<Option<(Held, Held)>> {
    let Some(range) = given(range) else { return Ok(None) };
    let ends = range.try_iter()?.collect::<PyResult<Vec<_>>>()?;
    let [first, last] = &ends[..] else {
        return Err(PyValueError::new_err("range must have two entries"));
    };
    Ok(Some((Held::of(first)?, Held::of(last)?)))
}

/// The elements of a histogram; booleans as integers, with a warning.
fn elements(a: &Bound<'_, PyAny>) -> PyResult<NdArray> {
    let array = as_array(a, None)?;
    if array.kind() != Kind::Bool {
        return Ok(array);
    }
    warn(a.py(), "Converting input from bool to <class 'numpy.uint8'> for compatibility.")?;
    array.astype(&DType::UINT8, Order::K).py()
}

/// Counts of elements in bins, and the edges of these.
#[pyfunction]
#[pyo3(signature = (a, bins=None, range=None, density=None, weights=None), text_signature = "(a, bins=10, range=None, density=None, weights=None)")]
fn histogram(
    a: &Bound<'_, PyAny>,
    bins: Opt<'_, '_>,
    range: Opt<'_, '_>,
    density: Opt<'_, '_>,
    weights: Opt<'_, '_>,
) -> PyResult<Py<PyAny>> {
    let (py, array) = (a.py(), elements(a)?);
    let weights = given(weights).map(|w| as_array(w, None)).transpose()?;
    let (cut, range, density) = (Cut::of(bins, "bins")?, range_of(range)?, flag(density)?);
    let ends = range.as_ref().map(|(first, last)| (first.arg(), last.arg()));
    let found = detached(py, array.size() * 4, || {
        st::histogram(&array, cut.bins(), ends, density, weights.as_ref())
    })?;
    Ok(PyTuple::new(py, [wrap(py, found.counts)?, wrap(py, found.edges)?])?.into_any().unbind())
}

/// The edges of the bins of a histogram.
#[pyfunction]
#[pyo3(signature = (a, bins=None, range=None, weights=None), text_signature = "(a, bins=10, range=None, weights=None)")]
fn histogram_bin_edges(
    a: &Bound<'_, PyAny>,
    bins: Opt<'_, '_>,
    range: Opt<'_, '_>,
    weights: Opt<'_, '_>,
) -> PyResult<Py<PyAny>> {
    let (py, array) = (a.py(), elements(a)?);
    let (cut, range) = (Cut::of(bins, "bins")?, range_of(range)?);
    if given(weights).is_some() && matches!(cut, Cut::Estimated(_)) {
        return Err(PyTypeError::new_err(
            "Automated estimation of the number of bins is not supported for weighted data",
        ));
    }
    let ends = range.as_ref().map(|(first, last)| (first.arg(), last.arg()));
    wrap(py, detached(py, array.size() * 4, || st::bin_edges(&array, cut.bins(), ends))?)
}

/// Counts of points in boxes, and the edges of these.
fn counted(
    sample: &NdArray,
    bins: Opt<'_, '_>,
    range: Opt<'_, '_>,
    density: bool,
    weights: Opt<'_, '_>,
    py: Python<'_>,
) -> PyResult<(NdArray, Vec<NdArray>)> {
    let dimensions = sample.shape()[1];
    let sequence = bins.filter(|b| b.len().is_ok() && !b.is_instance_of::<PyString>());
    let cuts = match sequence {
        Some(all) => {
            let all = all.try_iter()?.collect::<PyResult<Vec<_>>>()?;
            all.iter()
                .enumerate()
                .map(|(i, b)| Cut::of(Some(b), &format!("bins[{i}]")))
                .collect::<PyResult<Vec<_>>>()?
        }
        None => {
            (0..dimensions).map(|i| Cut::of(bins, &format!("bins[{i}]"))).collect::<PyResult<Vec<_>>>()?
        }
    };
    let ranges = match given(range) {
        None => (0..dimensions).map(|_| None).collect(),
        Some(all) => all.try_iter()?.map(|r| range_of(Some(&r?))).collect::<PyResult<Vec<_>>>()?,
    };
    let weights = given(weights).map(|w| as_array(w, None)).transpose()?;
    let bins: Vec<Bins<'_>> = cuts.iter().map(Cut::bins).collect();
    let ends: Vec<_> =
        ranges.iter().map(|r| r.as_ref().map(|(first, last)| (first.arg(), last.arg()))).collect();
    detached(py, sample.size() * 8, || st::histogramdd(sample, &bins, &ends, density, weights.as_ref()))
}

/// Counts of points in boxes, and the list of their edges.
#[pyfunction]
#[pyo3(signature = (sample, bins=None, range=None, density=None, weights=None), text_signature = "(sample, bins=10, range=None, density=None, weights=None)")]
fn histogramdd(
    sample: &Bound<'_, PyAny>,
    bins: Opt<'_, '_>,
    range: Opt<'_, '_>,
    density: Opt<'_, '_>,
    weights: Opt<'_, '_>,
) -> PyResult<Py<PyAny>> {
    let py = sample.py();
    let existing = crate::coerce::existing(sample)?.filter(|a| a.ndim() == 2);
    let points = match existing {
        Some(points) => points,
        None => pallasite_numpy::manipulation::atleast_2d(&as_array(sample, None)?).py()?.transpose(),
    };
    let (counts, edges) = counted(&points, bins, range, flag(density)?, weights, py)?;
    let edges = edges.into_iter().map(|e| wrap(py, e)).collect::<PyResult<Vec<_>>>()?;
    Ok(PyTuple::new(py, [wrap(py, counts)?, PyList::new(py, edges)?.into_any().unbind()])?
        .into_any()
        .unbind())
}

/// Counts of points in rectangles, and their edges along both axes.
#[pyfunction]
#[pyo3(signature = (x, y, bins=None, range=None, density=None, weights=None), text_signature = "(x, y, bins=10, range=None, density=None, weights=None)")]
fn histogram2d(
    x: &Bound<'_, PyAny>,
    y: &Bound<'_, PyAny>,
    bins: Opt<'_, '_>,
    range: Opt<'_, '_>,
    density: Opt<'_, '_>,
    weights: Opt<'_, '_>,
) -> PyResult<Py<PyAny>> {
    let py = x.py();
    if x.len()? != y.len()? {
        return Err(PyValueError::new_err("x and y must have the same length."));
    }
    let points = as_array(PyList::new(py, [x, y])?.as_any(), None)?.transpose();
    let shared = bins.filter(|b| !b.is_instance_of::<PyString>() && b.len().is_ok_and(|n| n != 1 && n != 2));
    let pair = shared.map(|b| PyList::new(py, [b, b])).transpose()?;
    let bins = pair.as_ref().map(|p| p.as_any()).or(bins);
    let (counts, edges) = counted(&points, bins, range, flag(density)?, weights, py)?;
    let mut parts = vec![wrap(py, counts)?];
    for e in edges {
        parts.push(wrap(py, e)?);
    }
    Ok(PyTuple::new(py, parts)?.into_any().unbind())
}

/// How often each integer occurs.
#[pyfunction]
#[pyo3(signature = (x, /, weights=None, minlength=None), text_signature = "(x, /, weights=None, minlength=0)")]
fn bincount(x: &Bound<'_, PyAny>, weights: Opt<'_, '_>, minlength: Opt<'_, '_>) -> PyResult<Py<PyAny>> {
    let minlength = minlength.map_or(Ok(0), |m| as_array(m, None)?.item().py().map(|s| number(&s) as i64))?;
    if minlength < 0 {
        return Err(PyValueError::new_err("'minlength' must not be negative"));
    }
    let (py, array) = (x.py(), as_array(x, None)?);
    let weights = given(weights).map(|w| as_array(w, None)).transpose()?;
    wrap(py, detached(py, array.size(), || st::bincount(&array, weights.as_ref(), minlength as usize))?)
}

/// The bins that elements belong to.
#[pyfunction]
#[pyo3(signature = (x, bins, right=false))]
fn digitize(x: &Bound<'_, PyAny>, bins: &Bound<'_, PyAny>, right: bool) -> PyResult<Py<PyAny>> {
    let (array, bins) = (as_array(x, None)?, as_array(bins, None)?);
    wrap_or_scalar(x.py(), detached(x.py(), array.size() * 16, || st::digitize(&array, &bins, right))?)
}

/// Adds the functions.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(m; Arguments: histogram, histogram_bin_edges, histogramdd, histogram2d, bincount, digitize);
    Ok(())
}
