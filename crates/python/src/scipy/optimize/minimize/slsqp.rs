//! Sequential least squares programming.

use super::super::curve_fit::vector;
use super::super::result::{formatted, object, optimize_result, print};
use super::problem::{Callable, Problem, Slopes, flat};
use super::progress::{Report, items};
use super::result::{limit, pairs, refuse};
use crate::coerce::as_array;
use crate::convert::truth;
use crate::error::IntoPy;
use crate::scalar::float64;
use ndarray::Array2;
use num_complex::Complex64;
use pallasite_array::DType;
use pallasite_optimize::{
    Constrained, DifferenceOptions, Memo, Mode, Point, SlsqpOptions, SlsqpProgress, Smooth, Stencil, slsqp,
};
use pyo3::exceptions::{PyIndexError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// One of the constraints: a function of some values, and their gradients.
struct Constraint<'py> {
    fun: Callable<'py>,
    jac: Option<Callable<'py>>,
    /// Where the values were last taken, and the values.
    known: (Vec<f64>, Vec<f64>),
}

impl<'py> Constraint<'py> {
    /// From a function, its Jacobian or `None`, and a tuple of arguments.
    fn new(triple: &Bound<'py, PyAny>, x0: &[f64]) -> PyResult<Self> {
        let (fun, jac, args): (Bound<'py, PyAny>, Option<Bound<'py, PyAny>>, Bound<'py, PyAny>) =
            triple.extract()?;
        let jac = jac.map(|j| Callable::new(&j, Some(&args)));
        let mut constraint = Self { fun: Callable::new(&fun, Some(&args)), jac, known: Default::default() };
        constraint.values(x0)?;
        Ok(constraint)
    }

    fn values(&mut self, x: &[f64]) -> PyResult<&[f64]> {
        if self.known.1.is_empty() || self.known.0 != x {
            self.known = (x.to_vec(), flat(&self.fun.at(x)?)?);
        }
        Ok(&self.known.1)
    }

    /// Writes the gradients, one a row.
    fn normals(&mut self, x: &[f64], options: &DifferenceOptions, rows: &mut [f64]) -> PyResult<()> {
        let n = x.len();
        let m = rows.len() / n.max(1);
        if let Some(jac) = &mut self.jac {
            let value = as_array(&jac.at(x)?, Some(&DType::FLOAT64))?;
            if value.size() != rows.len() {
                let shape = pallasite_array::error::tuple(value.shape());
                let text = format!("could not broadcast input array from shape {shape} into shape ({m},{n})");
                return Err(PyValueError::new_err(text));
            }
            rows.copy_from_slice(&value.cast_vec::<f64>().py()?);
            return Ok(());
        }
        let here = self.values(x)?.to_vec();
        let stencil = Stencil::new(x, options).map_err(|e| PyValueError::new_err(e.to_string()))?;
        let mut columns = vec![0.0; rows.len()];
        stencil.jacobian(&here, |point, out| self.at(point, out), &mut columns)?;
        (0..rows.len()).for_each(|k| rows[k] = columns[k % n * m + k / n]);
        Ok(())
    }

    fn at(&mut self, point: Point<'_>, out: &mut [f64]) -> PyResult<()> {
        let values = match point {
            Point::Real(x) => flat(&self.fun.at(x)?)?,
            Point::Complex(z) => {
                let value = self.fun.at_complex(z.to_vec())?;
                let values = as_array(&value, Some(&DType::COMPLEX128))?.cast_vec::<Complex64>().py()?;
                values.iter().map(|z| z.im).collect()
            }
        };
        if values.len() != out.len() {
            return Err(PyValueError::new_err("a constraint has changed the number of its values"));
        }
        out.copy_from_slice(&values);
        Ok(())
    }
}

/// The objective with its constraints.
struct Program<'py> {
    memo: Memo<Problem<'py>>,
    /// The equalities first.
    constraints: Vec<Constraint<'py>>,
    differences: DifferenceOptions,
}

impl Smooth<PyErr> for Program<'_> {
    fn value(&mut self, x: &[f64]) -> PyResult<f64> {
        self.memo.value(x)
    }

    fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> PyResult<()> {
        self.memo.gradient(x, gradient)
    }

    fn calls(&self) -> usize {
        self.memo.nfev
    }
}

impl Constrained<PyErr> for Program<'_> {
    fn constraints(&mut self, x: &[f64], values: &mut [f64]) -> PyResult<()> {
        let mut at = 0;
        for constraint in &mut self.constraints {
            let count = constraint.known.1.len();
            let found = constraint.values(x)?;
            if found.len() != count {
                return Err(PyValueError::new_err("a constraint has changed the number of its values"));
            }
            values[at..at + count].copy_from_slice(found);
            at += count;
        }
        Ok(())
    }

    fn normals(&mut self, x: &[f64], rows: &mut Array2<f64>) -> PyResult<()> {
        let (mut at, n) = (0, x.len());
        let rows = rows.as_slice_mut().expect("in standard order");
        for constraint in &mut self.constraints {
            let count = constraint.known.1.len() * n;
            constraint.normals(x, &self.differences, &mut rows[at..at + count])?;
            at += count;
        }
        Ok(())
    }
}

fn message(mode: Mode) -> &'static str {
    match mode {
        Mode::Converged => "Optimization terminated successfully",
        Mode::Stopped => "Function evaluation required (f & c)",
        Mode::TooManyEqualities => "More equality constraints than independent variables",
        Mode::TooManyIterations => "More than 3*n iterations in LSQ subproblem",
        Mode::Incompatible => "Inequality constraints incompatible",
        Mode::SingularE => "Singular matrix E in LSQ subproblem",
        Mode::SingularC => "Singular matrix C in LSQ subproblem",
        Mode::RankDeficient => "Rank-deficient equality constraint subproblem HFTI",
        Mode::Uphill => "Positive directional derivative for linesearch",
        Mode::Iterations => "Iteration limit reached",
    }
}

/// Minimises under constraints by sequential least squares programming (Kraft 1988). `eq` and `ineq` are triples of
/// a function, its Jacobian or `None`, and further arguments.
#[pyfunction]
#[pyo3(signature = (func, x0, args=None, jac=None, bounds=None, eq=Vec::new(), ineq=Vec::new(), maxiter=100.0,
    ftol=1e-6, iprint=1, disp=false, eps=None, callback=None, finite_diff_rel_step=None, workers=None,
    **unknown_options))]
pub(in super::super) fn minimize_slsqp<'py>(
    py: Python<'py>,
    func: &Bound<'py, PyAny>,
    x0: &Bound<'py, PyAny>,
    args: Option<&Bound<'py, PyAny>>,
    jac: Option<&Bound<'py, PyAny>>,
    bounds: Option<&Bound<'py, PyAny>>,
    eq: Vec<Bound<'py, PyAny>>,
    ineq: Vec<Bound<'py, PyAny>>,
    maxiter: f64,
    ftol: f64,
    iprint: i64,
    #[pyo3(from_py_with = truth)] disp: bool,
    eps: Option<&Bound<'py, PyAny>>,
    callback: Option<&Bound<'py, PyAny>>,
    finite_diff_rel_step: Option<&Bound<'py, PyAny>>,
    workers: Option<&Bound<'py, PyAny>>,
    unknown_options: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    refuse(py, unknown_options)?;
    let mut x0 = flat(x0)?;
    crate::convert::check_room(&[x0.len(), x0.len()])?;
    let bounds = bounds_of(bounds, x0.len())?;
    if let Some((low, high)) = &bounds {
        (0..x0.len()).for_each(|i| x0[i] = x0[i].max(low[i]).min(high[i]));
    }
    let step = object(py, f64::EPSILON.sqrt())?;
    let eps = Some(eps.unwrap_or(&step));
    let slopes = Slopes { jac, eps, rel_step: finite_diff_rel_step, bounds: bounds.clone() };
    let differences = slopes.differences()?;
    let take = |list: Vec<Bound<'py, PyAny>>| {
        list.iter().map(|c| Constraint::new(c, &x0)).collect::<PyResult<Vec<_>>>()
    };
    let (equalities, inequalities) = (take(eq)?, take(ineq)?);
    let count = |list: &[Constraint<'_>]| list.iter().map(|c| c.known.1.len()).sum::<usize>();
    let counts = (count(&equalities), count(&equalities) + count(&inequalities));
    let constraints = equalities.into_iter().chain(inequalities).collect();
    let memo = Memo::new(Problem::new(func, args, slopes)?.shared_with(workers)?);
    let mut program = Program { memo, constraints, differences };
    let maxiter = limit(Some(maxiter)).unwrap_or(0);
    let options = SlsqpOptions { ftol, maxiter, bounds, constraints: counts };
    let loud = if disp { iprint } else { 0 };
    if loud >= 2 {
        print(py, &formatted(py, "%5s %5s %16s %16s", ("NIT", "FC", "OBJFUN", "GNORM"))?)?;
    }
    let report = Report::new(py, callback, false)?;
    let each = |p: SlsqpProgress<'_>| {
        let stop = report.tell(p.x, float64(py, p.fun))?;
        if loud >= 2 && !stop {
            let norm = p.jac.iter().map(|g| g * g).sum::<f64>().sqrt();
            print(py, &formatted(py, "%5d %5d %16.6E %16.6E", (p.nit, p.nfev, p.fun, norm))?)?;
        }
        Ok(stop)
    };
    let found = slsqp(&mut program, &x0, &options, each)?;
    let f = &program.memo;
    let fun = f.objective.fun.number(found.fun);
    let (status, text) = (found.mode as i32, message(found.mode));
    if loud >= 1 {
        print(py, &format!("{text}    (Exit mode {status})"))?;
        print(py, &format!("            Current function value: {}", fun.str()?))?;
        print(py, &format!("            Iterations: {}", found.nit))?;
        print(py, &format!("            Function evaluations: {}", f.nfev))?;
        print(py, &format!("            Gradient evaluations: {}", f.njev))?;
    }
    let mut all = items(py, &found.x, fun, (status, text), found.nit, f.nfev)?;
    all.extend([
        ("jac", vector(py, &found.jac)?.into_bound(py)),
        ("njev", object(py, f.njev)?),
        ("multipliers", vector(py, &found.multipliers)?.into_bound(py)),
    ]);
    optimize_result(py, all)
}

/// The bounds; an empty list is none.
fn bounds_of(bounds: Option<&Bound<'_, PyAny>>, n: usize) -> PyResult<Option<(Vec<f64>, Vec<f64>)>> {
    let Some(bounds) = bounds.filter(|b| b.len().is_ok_and(|n| n > 0)) else { return Ok(None) };
    if bounds.len()? != n {
        let text = "SLSQP Error: the length of bounds is not compatible with that of x0.";
        return Err(PyIndexError::new_err(text));
    }
    let (low, high) = pairs(bounds, n)?;
    let wrong: Vec<bool> = low.iter().zip(&high).map(|(l, h)| l > h).collect();
    if wrong.contains(&true) {
        let list: Vec<_> = wrong.iter().map(|&w| if w { "True" } else { "False" }).collect();
        return Err(PyValueError::new_err(format!("SLSQP Error: lb > ub in bounds {}.", list.join(", "))));
    }
    let known = |limits: Vec<f64>, none: f64| -> Vec<f64> {
        limits.into_iter().map(|l| if l.is_nan() { none } else { l }).collect()
    };
    Ok(Some((known(low, f64::NEG_INFINITY), known(high, f64::INFINITY))))
}
