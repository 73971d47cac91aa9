//! `cubature`: integrals over boxes.

use super::limits::{broadcast, promoted};
use crate::array::{wrap, wrap_or_scalar};
use crate::coerce::as_array;
use crate::error::IntoPy;
use pallasite_array::error::tuple;
use pallasite_array::{DType, Kind, NdArray, Order};
use pallasite_integrate::{
    Cubature, CubatureError, CubatureOptions, CubatureRegion, CubatureRule, cubature as integrate,
};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyList, PyTuple};

/// The integrand, and the shape of its values.
struct Integrand<'py> {
    function: Bound<'py, PyAny>,
    /// What evaluates the points of many boxes: a map, or nothing for a single call.
    map: Option<Bound<'py, PyAny>>,
    /// The type of the limits.
    dtype: DType,
    ndim: usize,
    /// The nodes in a box.
    count: usize,
    shape: Option<Vec<usize>>,
}

impl Integrand<'_> {
    fn values(&mut self, x: &[f64]) -> PyResult<Vec<f64>> {
        let py = self.function.py();
        py.check_signals()?;
        let mut out = Vec::new();
        let Some(map) = &self.map else {
            let value = self.function.call1((self.points(x)?,))?;
            self.take(&value, x.len() / self.ndim, &mut out)?;
            return Ok(out);
        };
        let parts = x.chunks(self.count * self.ndim).map(|x| self.points(x)).collect::<PyResult<Vec<_>>>()?;
        for value in map.call1((&self.function, PyList::new(py, parts)?))?.try_iter()? {
            self.take(&value?, self.count, &mut out)?;
        }
        Ok(out)
    }

    /// Points as an array with a row for each.
    fn points(&self, x: &[f64]) -> PyResult<Py<PyAny>> {
        let array = NdArray::from_vec_shape(x.to_vec(), &[x.len() / self.ndim, self.ndim]).py()?;
        wrap(self.function.py(), cast(array, &self.dtype)?)
    }

    /// Appends the values at `points` points.
    fn take(&mut self, value: &Bound<'_, PyAny>, points: usize, out: &mut Vec<f64>) -> PyResult<()> {
        let array = as_array(value, None)?;
        crate::scalar::warn_of_lost_imaginary(value.py(), array.kind(), Kind::Float64)?;
        let shape = array.shape().get(1..).unwrap_or_default();
        if *self.shape.get_or_insert_with(|| shape.to_vec()) != shape {
            let first = tuple(self.shape.as_deref().unwrap_or_default());
            let text =
                format!("operands could not be broadcast together with shapes {first} {}", tuple(shape));
            return Err(PyValueError::new_err(text));
        }
        // The same values at all points may be given once.
        let all = array.broadcast_to(&[&[points], shape].concat()).py()?;
        let all = all.astype(&DType::FLOAT64, Order::C).py()?;
        match all.as_slice::<f64>() {
            Some(values) => out.extend_from_slice(values),
            None => out.extend(all.cast_vec::<f64>().py()?),
        }
        Ok(())
    }

    /// Numbers in the shape of the values, behind axes of their own.
    fn shaped(&self, before: &[usize], data: Vec<f64>) -> PyResult<NdArray> {
        let shape = [before, self.shape.as_deref().unwrap_or_default()].concat();
        cast(NdArray::from_vec_shape(data, &shape).py()?, &self.dtype)
    }

    fn output(&self, found: Cubature) -> PyResult<Py<PyTuple>> {
        let py = self.function.py();
        let n = found.regions.len();
        let gather =
            |part: fn(&CubatureRegion) -> &Vec<f64>| found.regions.iter().flat_map(part).copied().collect();
        let corners = |data: Vec<f64>| {
            wrap(py, cast(NdArray::from_vec_shape(data, &[n, self.ndim]).py()?, &self.dtype)?)
        };
        let regions = (
            wrap(py, self.shaped(&[n], gather(|r| &r.estimate))?)?,
            wrap(py, self.shaped(&[n], gather(|r| &r.error))?)?,
            corners(gather(|r| &r.a))?,
            corners(gather(|r| &r.b))?,
        );
        let estimate = wrap_or_scalar(py, self.shaped(&[], found.estimate)?)?;
        let error = wrap_or_scalar(py, self.shaped(&[], found.error)?)?;
        Ok((estimate, error, found.converged, found.subdivisions, regions).into_pyobject(py)?.unbind())
    }
}

fn cast(array: NdArray, dtype: &DType) -> PyResult<NdArray> {
    if array.dtype() == dtype { Ok(array) } else { array.astype(dtype, Order::C).py() }
}

fn rule_of(name: &str) -> PyResult<CubatureRule> {
    match name {
        "gauss-kronrod" | "gk21" => Ok(CubatureRule::Gk21),
        "gk15" => Ok(CubatureRule::Gk15),
        "genz-malik" => Ok(CubatureRule::GenzMalik),
        _ => Err(PyValueError::new_err(format!("unknown rule {name}"))),
    }
}

/// The corners, and the points, broadcast.
fn corners(
    a: Bound<'_, PyAny>,
    b: Bound<'_, PyAny>,
    points: Vec<Bound<'_, PyAny>>,
) -> PyResult<(DType, Vec<Vec<f64>>)> {
    let objects: Vec<_> = [a, b].into_iter().chain(points).collect();
    let (dtype, arrays) = promoted(&objects, "`a` and `b` must be real")?;
    let arrays = broadcast(&arrays)?;
    let text = match (arrays[0].size(), arrays[0].ndim()) {
        (0, _) => "`a` and `b` must be nonempty",
        (_, 1) => return Ok((dtype, arrays.iter().map(|a| a.cast_vec().py()).collect::<PyResult<_>>()?)),
        _ => "`a` and `b` must be 1D arrays",
    };
    Err(PyValueError::new_err(text))
}

/// The integral of a function of points: estimate, error, whether it converged, subdivisions, and the boxes.
#[pyfunction]
#[pyo3(signature = (f, a, b, rule, rtol, atol, max_subdivisions, map, points))]
pub(super) fn _cubature<'py>(
    f: Bound<'py, PyAny>,
    a: Bound<'py, PyAny>,
    b: Bound<'py, PyAny>,
    rule: &str,
    rtol: f64,
    atol: f64,
    max_subdivisions: Option<f64>,
    map: Option<Bound<'py, PyAny>>,
    points: Vec<Bound<'py, PyAny>>,
) -> PyResult<Py<PyTuple>> {
    let (dtype, mut corners) = corners(a, b, points)?;
    let points = corners.split_off(2);
    let ndim = corners[0].len();
    let rule = rule_of(rule)?;
    let count = rule.len(ndim).unwrap_or(usize::MAX);
    crate::convert::check_room(&[count, ndim + 2])?;
    let max_subdivisions = max_subdivisions.unwrap_or(f64::INFINITY);
    let mut options = CubatureOptions { rule, rtol, atol, max_subdivisions, points, ..Default::default() };
    if map.is_some() {
        options.at_once = usize::MAX;
    }
    let mut integrand = Integrand { function: f, map, dtype, ndim, count, shape: None };
    let found = integrate(|x: &[f64]| integrand.values(x), &corners[0], &corners[1], &options);
    let found = found.map_err(|e| match e {
        CubatureError::Callback(e) => e,
        CubatureError::Input(e) => PyValueError::new_err(e.to_string()),
    })?;
    integrand.output(found)
}
