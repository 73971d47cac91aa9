//! `root(method="df-sane")`.

use super::super::newton::is_complex;
use super::super::result::{Options, formatted, object, optimize_result, print};
use crate::array::wrap;
use crate::coerce::as_array;
use crate::error::IntoPy;
use num_complex::Complex64;
use pallasite_array::NdArray;
use pallasite_optimize::{SpectralOptions, SpectralProblem, SpectralSearch, df_sane as solve};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// The problem as Python states it; complex numbers are pairs of real ones.
struct Problem<'a, 'py> {
    function: &'a dyn Fn(Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>>,
    py: Python<'py>,
    shape: Vec<usize>,
    complex: bool,
    norm: Option<Bound<'py, PyAny>>,
    eta: Option<Bound<'py, PyAny>>,
    callback: Option<Bound<'py, PyAny>>,
    print: bool,
    start: Option<Vec<f64>>,
}

/// The numbers of an array, those of complex ones in pairs.
fn unpacked(array: &NdArray, complex: bool) -> PyResult<Vec<f64>> {
    if !complex {
        return array.cast_vec().py();
    }
    Ok(array.cast_vec::<Complex64>().py()?.into_iter().flat_map(|z| [z.re, z.im]).collect())
}

fn packed<'py>(
    py: Python<'py>,
    v: &[f64],
    complex: bool,
    shape: Option<&[usize]>,
) -> PyResult<Bound<'py, PyAny>> {
    let array = if complex {
        let pairs = v.chunks_exact(2).map(|z| Complex64::new(z[0], z[1])).collect::<Vec<_>>();
        let flat = [pairs.len()];
        NdArray::from_vec_shape(pairs, shape.unwrap_or(&flat)).py()?
    } else {
        NdArray::from_vec_shape(v.to_vec(), shape.unwrap_or(&[v.len()])).py()?
    };
    Ok(wrap(py, array)?.into_bound(py))
}

impl Problem<'_, '_> {
    fn flat<'py>(&self, py: Python<'py>, v: &[f64]) -> PyResult<Bound<'py, PyAny>> {
        packed(py, v, false, None)
    }
}

impl SpectralProblem for Problem<'_, '_> {
    type Error = PyErr;

    fn residuals(&mut self, x: &[f64]) -> PyResult<Vec<f64>> {
        if let Some(known) = self.start.take() {
            return Ok(known);
        }
        let point = packed(self.py, x, self.complex, Some(&self.shape))?;
        unpacked(&as_array(&(self.function)(point)?, None)?, self.complex)
    }

    fn norm(&mut self, f: &[f64], length: f64) -> PyResult<f64> {
        match &self.norm {
            Some(norm) => norm.call1((self.flat(self.py, f)?,))?.extract(),
            None => Ok(length),
        }
    }

    fn eta(&mut self, k: usize, x: &[f64], f: &[f64], first: f64) -> PyResult<f64> {
        match &self.eta {
            Some(eta) => eta.call1((k, self.flat(self.py, x)?, self.flat(self.py, f)?))?.extract(),
            None => Ok(first / ((1 + k) as f64).powi(2)),
        }
    }

    fn progress(&mut self, (k, norm, sigma): (usize, f64, f64), x: &[f64], f: &[f64]) -> PyResult<()> {
        if self.print {
            print(self.py, &formatted(self.py, "iter %d: ||F|| = %g, sigma = %g", (k, norm, sigma))?)?;
        }
        if let Some(callback) = &self.callback {
            callback.call1((self.flat(self.py, x)?, self.flat(self.py, f)?))?;
        }
        Ok(())
    }
}

fn search_of(given: &Options<'_>) -> PyResult<SpectralSearch> {
    let Some(value) = given.object("line_search")? else { return Ok(SpectralSearch::Cruz) };
    match value.extract::<String>().as_deref() {
        Ok("cruz") => Ok(SpectralSearch::Cruz),
        Ok("cheng") => Ok(SpectralSearch::Cheng),
        _ => Err(PyValueError::new_err(format!("Invalid value {} for 'line_search'", value.repr()?))),
    }
}

/// The root of a function by its residuals alone, with the options that `root` was given.
pub fn df_sane<'py>(
    py: Python<'py>,
    function: &dyn Fn(Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>>,
    x0: &Bound<'py, PyAny>,
    callback: Option<Bound<'py, PyAny>>,
    given: Options<'py>,
) -> PyResult<Bound<'py, PyAny>> {
    let defaults = SpectralOptions::default();
    let options = SpectralOptions {
        ftol: given.get("ftol")?.unwrap_or(defaults.ftol),
        fatol: given.get("fatol")?.unwrap_or(defaults.fatol),
        maxfev: given.get("maxfev")?.unwrap_or(defaults.maxfev),
        m: given.get("M")?.unwrap_or(defaults.m),
        sigma_eps: given.get("sigma_eps")?.unwrap_or(defaults.sigma_eps),
        sigma_0: given.get("sigma_0")?.unwrap_or(defaults.sigma_0),
        line_search: search_of(&given)?,
    };
    let (norm, eta, print) = (given.object("fnorm")?, given.object("eta_strategy")?, given.flag("disp")?);
    given.finish(py)?;
    let start = as_array(x0, None)?;
    let point = wrap(py, start.clone())?.into_bound(py);
    let values = as_array(&function(point)?, None)?;
    let complex = is_complex(&start) || is_complex(&values);
    let first = unpacked(&values, complex)?;
    let shape = start.shape().to_vec();
    let x = unpacked(&start, complex)?;
    let mut problem = Problem {
        function,
        py,
        shape: shape.clone(),
        complex,
        norm,
        eta,
        callback,
        print,
        start: Some(first),
    };
    let found = solve(&mut problem, &x, &options)?;
    let message =
        if found.success { "successful convergence" } else { "too many function evaluations required" };
    optimize_result(
        py,
        [
            ("x", packed(py, &found.x, complex, Some(&shape))?),
            ("success", object(py, found.success)?),
            ("message", object(py, message)?),
            ("fun", packed(py, &found.fun, complex, None)?),
            ("nfev", object(py, found.nfev)?),
            ("nit", object(py, found.nit)?),
            ("method", object(py, "df-sane")?),
        ],
    )
}
