//! `dblquad`, `tplquad`, `nquad`: integrals over several variables.

use super::super::callback::{Callback, arguments};
use super::quad::{callable, count, moments_of, points_of, quad_error, warn_of, weight_of};
use pallasite_integrate::{Nquad, Quad, QuadOptions, Region, nquad as integrate};
use pyo3::exceptions::{PyIndexError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

/// The limits of `dblquad` and `tplquad`: numbers, or functions of the outer variables from the outermost in.
struct Bounds<'py> {
    py: Python<'py>,
    /// Of the innermost variable first.
    bounds: Vec<[Bound<'py, PyAny>; 2]>,
    epsabs: f64,
    epsrel: f64,
}

impl Region<PyErr> for Bounds<'_> {
    fn dimensions(&self) -> usize {
        self.bounds.len()
    }

    fn limits(&mut self, axis: usize, outer: &[f64]) -> PyResult<(f64, f64)> {
        let value = |bound: &Bound<'_, PyAny>| {
            if !bound.is_callable() {
                return bound.extract();
            }
            let f = Callback { function: bound.clone(), after: Vec::new() };
            f.floats(outer.iter().rev().copied())?.extract()
        };
        let [low, high] = &self.bounds[axis];
        Ok((value(low)?, value(high)?))
    }

    fn options(&mut self, _axis: usize, _outer: &[f64]) -> PyResult<QuadOptions> {
        Ok(QuadOptions { epsabs: self.epsabs, epsrel: self.epsrel, ..QuadOptions::default() })
    }

    fn report(&mut self, found: &Quad) -> PyResult<()> {
        warn_of(self.py, found)
    }
}

/// The ranges and options of `nquad`: pairs and dictionaries, or functions of the outer variables.
struct Ranges<'py> {
    py: Python<'py>,
    ranges: Vec<Bound<'py, PyAny>>,
    opts: Vec<Bound<'py, PyAny>>,
    after: Vec<Bound<'py, PyAny>>,
    quiet: bool,
}

impl<'py> Ranges<'py> {
    fn resolve(&self, item: &Bound<'py, PyAny>, outer: &[f64]) -> PyResult<Bound<'py, PyAny>> {
        if !item.is_callable() {
            return Ok(item.clone());
        }
        Callback { function: item.clone(), after: self.after.clone() }.floats(outer.iter().copied())
    }
}

impl Region<PyErr> for Ranges<'_> {
    fn dimensions(&self) -> usize {
        self.ranges.len()
    }

    fn limits(&mut self, axis: usize, outer: &[f64]) -> PyResult<(f64, f64)> {
        let pair = self.resolve(&self.ranges[axis], outer)?;
        let numbers = pair.try_iter()?.map(|n| n?.extract()).collect::<PyResult<Vec<f64>>>()?;
        match numbers[..] {
            [low, high] => Ok((low, high)),
            _ => {
                let text = format!("a range has {} limits: it needs 2", numbers.len());
                Err(PyValueError::new_err(text))
            }
        }
    }

    fn options(&mut self, axis: usize, outer: &[f64]) -> PyResult<QuadOptions> {
        options_of(self.resolve(&self.opts[axis], outer)?.cast::<PyDict>()?)
    }

    fn report(&mut self, found: &Quad) -> PyResult<()> {
        if self.quiet { Ok(()) } else { warn_of(self.py, found) }
    }
}

/// Keywords of `quad`.
fn options_of(keywords: &Bound<'_, PyDict>) -> PyResult<QuadOptions> {
    let mut o = QuadOptions::default();
    let (mut weight, mut wvar, mut wopts) = (None, None, None);
    for (key, value) in keywords {
        match key.extract::<String>()?.as_str() {
            "epsabs" => o.epsabs = value.extract()?,
            "epsrel" => o.epsrel = value.extract()?,
            "limit" => o.limit = count(value.extract()?),
            "maxp1" => o.maxp1 = count(value.extract()?),
            "limlst" => o.limlst = count(value.extract()?),
            "points" if value.is_none() => {}
            "points" => o.points = Some(points_of(&value)?),
            "weight" => weight = value.extract::<Option<String>>()?,
            "wvar" => wvar = Some(value),
            "wopts" => wopts = Some(value).filter(|w| !w.is_none()),
            other => {
                return Err(PyTypeError::new_err(format!(
                    "quad() got an unexpected keyword argument '{other}'"
                )));
            }
        }
    }
    o.weight = weight.map(|w| weight_of(&w, wvar.as_ref())).transpose()?;
    o.moments = wopts.map(|w| moments_of(&w, o.maxp1)).transpose()?;
    Ok(o)
}

fn run<'py, R: Region<PyErr>>(
    func: Bound<'py, PyAny>,
    after: Vec<Bound<'py, PyAny>>,
    region: &mut R,
) -> PyResult<Nquad> {
    let f = Callback { function: callable(func)?, after };
    integrate(|x| f.floats(x.iter().copied())?.extract(), region).map_err(quad_error)
}

/// Integrates `func(y, x)` over x from `a` to `b` and y from `gfun(x)` to `hfun(x)`.
#[pyfunction]
#[pyo3(
    signature = (func, a, b, gfun, hfun, args=None, epsabs=1.49e-8, epsrel=1.49e-8),
    text_signature = "(func, a, b, gfun, hfun, args=(), epsabs=1.49e-08, epsrel=1.49e-08)"
)]
pub(super) fn dblquad<'py>(
    py: Python<'py>,
    func: Bound<'py, PyAny>,
    a: Bound<'py, PyAny>,
    b: Bound<'py, PyAny>,
    gfun: Bound<'py, PyAny>,
    hfun: Bound<'py, PyAny>,
    args: Option<&Bound<'py, PyAny>>,
    epsabs: f64,
    epsrel: f64,
) -> PyResult<(f64, f64)> {
    let mut region = Bounds { py, bounds: vec![[gfun, hfun], [a, b]], epsabs, epsrel };
    let found = run(func, arguments(args), &mut region)?;
    Ok((found.value, found.abserr))
}

/// Integrates `func(z, y, x)` over x from `a` to `b`, y from `gfun(x)` to `hfun(x)`, z from `qfun(x, y)` to
/// `rfun(x, y)`.
#[pyfunction]
#[pyo3(
    signature = (func, a, b, gfun, hfun, qfun, rfun, args=None, epsabs=1.49e-8, epsrel=1.49e-8),
    text_signature = "(func, a, b, gfun, hfun, qfun, rfun, args=(), epsabs=1.49e-08, epsrel=1.49e-08)"
)]
pub(super) fn tplquad<'py>(
    py: Python<'py>,
    func: Bound<'py, PyAny>,
    a: Bound<'py, PyAny>,
    b: Bound<'py, PyAny>,
    gfun: Bound<'py, PyAny>,
    hfun: Bound<'py, PyAny>,
    qfun: Bound<'py, PyAny>,
    rfun: Bound<'py, PyAny>,
    args: Option<&Bound<'py, PyAny>>,
    epsabs: f64,
    epsrel: f64,
) -> PyResult<(f64, f64)> {
    let bounds = vec![[qfun, rfun], [gfun, hfun], [a, b]];
    let found = run(func, arguments(args), &mut Bounds { py, bounds, epsabs, epsrel })?;
    Ok((found.value, found.abserr))
}

/// Integrates over several variables, the first of which is the innermost.
#[pyfunction]
#[pyo3(signature = (func, ranges, args=None, opts=None, full_output=false))]
pub(super) fn nquad<'py>(
    py: Python<'py>,
    func: Bound<'py, PyAny>,
    ranges: &Bound<'py, PyAny>,
    args: Option<&Bound<'py, PyAny>>,
    opts: Option<&Bound<'py, PyAny>>,
    #[pyo3(from_py_with = crate::convert::truth)] full_output: bool,
) -> PyResult<Bound<'py, PyTuple>> {
    let items = |object: &Bound<'py, PyAny>| object.try_iter()?.collect::<PyResult<Vec<_>>>();
    let ranges = items(ranges)?;
    let same = |item: Bound<'py, PyAny>| vec![item; ranges.len()];
    let opts = match opts {
        None => same(PyDict::new(py).into_any()),
        Some(o) if o.is_instance_of::<PyDict>() => same(o.clone()),
        Some(o) => items(o)?,
    };
    if ranges.is_empty() || opts.len() < ranges.len() {
        return Err(PyIndexError::new_err("list index out of range"));
    }
    // SciPy counts the options from the outermost variable in.
    let opts = opts[opts.len() - ranges.len()..].to_vec();
    let after = args.map_or(Ok(Vec::new()), items)?;
    let mut region = Ranges { py, ranges, opts, after: after.clone(), quiet: full_output };
    let found = run(func, after, &mut region)?;
    if !full_output {
        return (found.value, found.abserr).into_pyobject(py);
    }
    let info = PyDict::new(py);
    info.set_item("neval", found.neval)?;
    (found.value, found.abserr, info).into_pyobject(py)
}
