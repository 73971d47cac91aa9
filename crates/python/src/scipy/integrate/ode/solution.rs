//! `OdeSolution`: interpolants over consecutive steps as one function.

use super::function::Number;
use super::interpolant::{Either, Interpolant, Times, evaluate};
use crate::array::wrap;
use crate::coerce::as_array;
use crate::error::IntoPy;
use num_complex::Complex64;
use pallasite_array::{DType, Kind, NdArray};
use pallasite_integrate::DenseOutput;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// The work of `OdeSolution`.
#[pyclass(module = "pallasite.scipy.integrate", frozen)]
pub struct Solution {
    ts: Vec<f64>,
    pieces: Vec<Py<PyAny>>,
    /// At a break point: the later piece in time instead of the earlier.
    alt_segment: bool,
}

fn check(ts: &NdArray, times: &[f64], segments: usize) -> PyResult<()> {
    let pairs = || times.windows(2);
    let single = times.len() == 2 && times[0] == times[1];
    if !(single || pairs().all(|p| p[1] > p[0]) || pairs().all(|p| p[1] < p[0])) {
        return Err(PyValueError::new_err("`ts` must be strictly increasing or decreasing."));
    }
    if ts.shape() != [segments + 1] {
        return Err(PyValueError::new_err("Numbers of time stamps and interpolants don't match."));
    }
    Ok(())
}

/// The interpolant of ours behind each object, if all have one.
fn natives<'a, 'py>(py: Python<'py>, pieces: &'a [Py<PyAny>]) -> Option<Vec<Bound<'py, Interpolant>>> {
    let inner = |p: &'a Py<PyAny>| p.bind(py).getattr("_call_impl").ok()?.cast_into::<Interpolant>().ok();
    pieces.iter().map(inner).collect()
}

impl Solution {
    fn ascending(&self) -> bool {
        self.ts[self.ts.len() - 1] >= self.ts[0]
    }

    /// The piece for a time.
    fn segment(&self, t: f64) -> usize {
        let last = self.pieces.len() - 1;
        let behind = match (self.ascending(), self.alt_segment) {
            (true, false) => self.ts.partition_point(|&s| s < t),
            (true, true) => self.ts.partition_point(|&s| s <= t),
            (false, false) => self.ts.partition_point(|&s| s > t),
            (false, true) => self.ts.partition_point(|&s| s >= t),
        };
        behind.saturating_sub(1).min(last)
    }

    /// Calls each interpolant with the times that fall to it.
    fn call_pieces(&self, py: Python<'_>, times: &Times) -> PyResult<Py<PyAny>> {
        let times = match times {
            Times::One(t) => return self.pieces[self.segment(*t)].call1(py, (*t,)),
            Times::Several(times) => times,
        };
        let mut order: Vec<usize> = (0..times.len()).collect();
        order.sort_by(|&a, &b| times[a].total_cmp(&times[b]));
        let mut columns: Vec<(usize, NdArray)> = Vec::with_capacity(times.len());
        for group in order.chunk_by(|&a, &b| self.segment(times[a]) == self.segment(times[b])) {
            let own: Vec<f64> = group.iter().map(|&i| times[i]).collect();
            let piece = &self.pieces[self.segment(own[0])];
            let values = as_array(piece.call1(py, (wrap(py, NdArray::from_vec(own))?,))?.bind(py), None)?;
            let values = values.transpose();
            for (k, &i) in group.iter().enumerate() {
                columns.push((i, values.index(&[pallasite_array::index::Item::Int(k as isize)]).py()?));
            }
        }
        columns.sort_by_key(|(i, _)| *i);
        stack(py, &columns)
    }
}

/// Vectors as the columns of a matrix.
fn stack(py: Python<'_>, columns: &[(usize, NdArray)]) -> PyResult<Py<PyAny>> {
    let complex = columns.iter().any(|(_, c)| c.kind() == Kind::Complex128);
    if complex { stack_as::<Complex64>(py, columns) } else { stack_as::<f64>(py, columns) }
}

fn stack_as<T: Number>(py: Python<'_>, columns: &[(usize, NdArray)]) -> PyResult<Py<PyAny>> {
    let n = columns.first().map_or(0, |(_, c)| c.size());
    let mut rows = Vec::with_capacity(n * columns.len());
    for (_, column) in columns {
        rows.extend(column.cast_vec::<T>().py()?);
    }
    let rows = NdArray::from_vec_shape(rows, &[columns.len(), n]).py()?;
    wrap(py, rows.transpose().copy(pallasite_array::Order::C).py()?)
}

#[pymethods]
impl Solution {
    #[new]
    #[pyo3(signature = (ts, interpolants, alt_segment=false))]
    fn new(ts: &Bound<'_, PyAny>, interpolants: Vec<Py<PyAny>>, alt_segment: bool) -> PyResult<Self> {
        let array = as_array(ts, Some(&DType::FLOAT64))?;
        let ts = array.cast_vec::<f64>().py()?;
        check(&array, &ts, interpolants.len())?;
        Ok(Self { ts, pieces: interpolants, alt_segment })
    }

    /// `t_min`, `t_max`, and whether time goes forwards.
    #[getter]
    fn range<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let (first, last) = (self.ts[0], self.ts[self.ts.len() - 1]);
        let (low, high) = if self.ascending() { (first, last) } else { (last, first) };
        (low, high, self.ascending()).into_pyobject(py)
    }

    /// The state at a time, of shape (n,), or at several, of shape (n, points).
    fn __call__(&self, py: Python<'_>, t: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let times = Times::of(t)?;
        if let Times::One(t) = times {
            return self.pieces[self.segment(t)].call1(py, (t,));
        }
        let Some(natives) = natives(py, &self.pieces) else { return self.call_pieces(py, &times) };
        let real = |d: &'_ Bound<'_, Interpolant>| matches!(d.get().0, Either::Real(_));
        if natives.iter().all(real) {
            let pieces: Vec<&DenseOutput<f64>> = natives.iter().filter_map(|d| d.get().real()).collect();
            return evaluate(py, &times, pieces[0].len(), |t| pieces[self.segment(t)]);
        }
        let pieces: Vec<&DenseOutput<Complex64>> = natives.iter().filter_map(|d| d.get().complex()).collect();
        evaluate(py, &times, pieces[0].len(), |t| pieces[self.segment(t)])
    }
}

impl Interpolant {
    fn real(&self) -> Option<&DenseOutput<f64>> {
        if let Either::Real(d) = &self.0 { Some(d) } else { None }
    }

    fn complex(&self) -> Option<&DenseOutput<Complex64>> {
        if let Either::Complex(d) = &self.0 { Some(d) } else { None }
    }
}
