//! `odeint`: LSODA from time to time.

use super::super::callback::{arguments, warn};
use super::ode::function::{Function, Number, read};
use super::ode::solver::ode_error;
use crate::array::wrap;
use crate::coerce::as_array;
use crate::error::IntoPy;
use pallasite_array::error::tuple;
use pallasite_array::{DType, Element, NdArray};
use pallasite_integrate::{Family, LsodaCounts, LsodaOptions, Odeint, System, odeint as integrate};
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

/// SciPy's tolerance where none is given.
const TOLERANCE: f64 = 1.49012e-8;

/// The callbacks of `odeint`.
pub(super) struct Callbacks<'py> {
    pub py: Python<'py>,
    pub fun: Function<f64>,
    pub jac: Option<Function<f64>>,
    /// Whether the Jacobian comes transposed.
    pub col_deriv: bool,
    pub banded: bool,
}

impl System<f64, PyErr> for Callbacks<'_> {
    fn fun(&mut self, t: f64, y: &[f64], dydt: &mut [f64]) -> PyResult<()> {
        let value = self.fun.at(self.py, t, y)?;
        if dydt.len() == 1
            && let Some(x) = f64::plain(&value)
        {
            dydt[0] = x;
            return Ok(());
        }
        read(&value, dydt).map_err(|e| self.wrong_size(&value, dydt.len()).unwrap_or(e))
    }

    fn jac(&mut self, t: f64, y: &[f64], columns: &mut [f64]) -> PyResult<()> {
        let Some(jac) = &mut self.jac else { return Ok(()) };
        let value = as_array(&jac.at(self.py, t, y)?, Some(&DType::FLOAT64))?;
        let value = if self.col_deriv { value } else { value.transpose() };
        let shape = [y.len(), columns.len() / y.len()];
        if value.shape() != shape && !(value.ndim() == 0 && columns.len() == 1) {
            let kind = if self.banded { "banded " } else { "" };
            let shape = if self.col_deriv { shape } else { [shape[1], shape[0]] };
            let text = format!("Expected a {kind}Jacobian array with shape {}", tuple(&shape));
            return Err(PyRuntimeError::new_err(text));
        }
        columns.copy_from_slice(&value.cast_vec::<f64>().py()?);
        Ok(())
    }
}

impl Callbacks<'_> {
    /// SciPy's exception for a right-hand side of another size.
    fn wrong_size(&self, value: &Bound<'_, PyAny>, n: usize) -> Option<PyErr> {
        let array = as_array(value, Some(&DType::FLOAT64)).ok()?;
        let text = match array.ndim() {
            0 | 1 => format!(
                "The size of the array returned by func ({}) does not match the size of y0 ({n}).",
                array.size()
            ),
            d => format!("The array returned by func must be one-dimensional, but got ndim={d}."),
        };
        Some(PyRuntimeError::new_err(text))
    }
}

/// A vector of numbers; a single number is one of length one.
fn vector(object: &Bound<'_, PyAny>, what: &str) -> PyResult<Vec<f64>> {
    let array = as_array(object, Some(&DType::FLOAT64))?;
    if array.ndim() > 1 {
        return Err(PyValueError::new_err(format!("{what} must be one-dimensional.")));
    }
    array.cast_vec().py()
}

/// The output times, which go one way.
fn times(t: &Bound<'_, PyAny>) -> PyResult<Vec<f64>> {
    if as_array(t, None)?.ndim() == 0 {
        return Err(PyValueError::new_err("diff requires input that is at least one dimensional"));
    }
    let times = vector(t, "Output times t")?;
    let steps = || times.windows(2).map(|pair| pair[1] - pair[0]);
    if !(steps().all(|d| d >= 0.0) || steps().all(|d| d <= 0.0)) {
        let text = "The values in t must be monotonically increasing or monotonically decreasing; repeated values \
                    are allowed.";
        return Err(PyValueError::new_err(text));
    }
    Ok(times)
}

fn tolerance(value: Option<&Bound<'_, PyAny>>, n: usize) -> PyResult<Vec<f64>> {
    let Some(value) = value.filter(|v| !v.is_none()) else { return Ok(vec![TOLERANCE]) };
    let found = vector(value, "Tolerances")?;
    if found.len() != 1 && found.len() != n {
        let text = format!(
            "Tolerances must be a scalar or an array of the number {n} of equations, not of {}",
            found.len()
        );
        return Err(PyValueError::new_err(text));
    }
    Ok(found)
}

/// SciPy's `ml` and `mu`: negative when they are not given.
fn band(below: Option<i64>, above: Option<i64>) -> Option<(usize, usize)> {
    let (below, above) = (below.unwrap_or(-1), above.unwrap_or(-1));
    (below >= 0 || above >= 0).then(|| (below.max(0) as usize, above.max(0) as usize))
}

/// A limit where 0 stands for the default.
fn or(value: usize, default: usize) -> usize {
    if value == 0 { default } else { value }
}

fn array<T: Element>(
    py: Python<'_>,
    found: &Odeint,
    times: usize,
    value: impl Fn(&(LsodaCounts, f64)) -> T,
) -> PyResult<Py<PyAny>> {
    let mut out: Vec<T> = found.counts.iter().map(value).collect();
    out.resize(times.saturating_sub(1), T::default());
    wrap(py, NdArray::from_vec(out))
}

/// SciPy's `infodict`.
fn infodict<'py>(py: Python<'py>, found: &Odeint, times: usize) -> PyResult<Bound<'py, PyDict>> {
    let out = PyDict::new(py);
    out.set_item("hu", array(py, found, times, |c| c.0.step_size)?)?;
    out.set_item("tcur", array(py, found, times, |c| c.1)?)?;
    out.set_item("tolsf", array(py, found, times, |c| c.0.tolerance_factor)?)?;
    out.set_item("tsw", array(py, found, times, |c| c.0.switched_at)?)?;
    out.set_item("nst", array(py, found, times, |c| c.0.steps as i32)?)?;
    out.set_item("nfe", array(py, found, times, |c| c.0.nfev as i32)?)?;
    out.set_item("nje", array(py, found, times, |c| c.0.njev as i32)?)?;
    out.set_item("nqu", array(py, found, times, |c| c.0.order as i32)?)?;
    let largest = found.counts.last().and_then(|c| c.0.largest_error);
    out.set_item("imxer", largest.map_or(-1, |i| i as i64))?;
    out.set_item("lenrw", found.work_lengths.0)?;
    out.set_item("leniw", found.work_lengths.1)?;
    let family = |c: &(LsodaCounts, f64)| match c.0.family {
        None => 0,
        Some(Family::Adams) => 1,
        Some(Family::Bdf) => 2,
    };
    out.set_item("mused", array(py, found, times, family)?)?;
    out.set_item("message", found.message())?;
    Ok(out)
}

/// Warns of a failure, or of any outcome when messages are wanted.
fn report(py: Python<'_>, found: &Odeint, printmessg: bool) -> PyResult<()> {
    let text = match found.status {
        s if s < 0 => {
            format!("{} Run with full_output = 1 to get quantitative information.", found.message())
        }
        _ if printmessg => found.message().to_owned(),
        _ => return Ok(()),
    };
    warn(py, "pallasite.scipy.integrate", "ODEintWarning", &text)
}

fn truth(flag: Option<&Bound<'_, PyAny>>) -> PyResult<bool> {
    flag.map_or(Ok(false), |f| f.is_truthy())
}

/// Integrates a system of ordinary differential equations by LSODA (Hindmarsh 1983, Petzold 1983).
#[pyfunction]
#[pyo3(
    signature = (func, y0, t, args=None, Dfun=None, col_deriv=None, full_output=None, ml=None, mu=None, rtol=None,
        atol=None, tcrit=None, h0=0.0, hmax=0.0, hmin=0.0, ixpr=0, mxstep=0, mxhnil=0, mxordn=12, mxords=5,
        printmessg=None, tfirst=None),
    text_signature = "(func, y0, t, args=(), Dfun=None, col_deriv=0, full_output=0, ml=None, mu=None, rtol=None, \
        atol=None, tcrit=None, h0=0.0, hmax=0.0, hmin=0.0, ixpr=0, mxstep=0, mxhnil=0, mxordn=12, mxords=5, \
        printmessg=0, tfirst=False)"
)]
#[allow(non_snake_case)]
pub(super) fn odeint<'py>(
    py: Python<'py>,
    func: &Bound<'py, PyAny>,
    y0: &Bound<'py, PyAny>,
    t: &Bound<'py, PyAny>,
    args: Option<&Bound<'py, PyAny>>,
    Dfun: Option<&Bound<'py, PyAny>>,
    col_deriv: Option<&Bound<'py, PyAny>>,
    full_output: Option<&Bound<'py, PyAny>>,
    ml: Option<i64>,
    mu: Option<i64>,
    rtol: Option<&Bound<'py, PyAny>>,
    atol: Option<&Bound<'py, PyAny>>,
    tcrit: Option<&Bound<'py, PyAny>>,
    h0: f64,
    hmax: f64,
    hmin: f64,
    ixpr: i64,
    mxstep: usize,
    mxhnil: i64,
    mxordn: usize,
    mxords: usize,
    printmessg: Option<&Bound<'py, PyAny>>,
    tfirst: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    // ODEPACK prints at a change of formulas under `ixpr`, and warns `mxhnil` times of tiny steps; SciPy does neither.
    let _ = (ixpr, mxhnil);
    let times = times(t)?;
    let y0 = vector(y0, "Initial condition y0")?;
    if !func.is_callable() || Dfun.is_some_and(|d| !d.is_callable()) {
        return Err(PyRuntimeError::new_err("The function and its Jacobian must be callable functions."));
    }
    let options = LsodaOptions {
        rtol: tolerance(rtol, y0.len())?,
        atol: tolerance(atol, y0.len())?,
        first_step: h0,
        max_step: if hmax == 0.0 { f64::INFINITY } else { hmax },
        min_step: hmin,
        max_order_adams: or(mxordn, 12).min(12),
        max_order_bdf: or(mxords, 5).min(5),
        family: None,
        max_steps: or(mxstep, 500),
        band: band(ml, mu),
        jac: Dfun.is_some(),
    };
    let (after, tfirst) = (arguments(args), truth(tfirst)?);
    let function = |f: &Bound<'py, PyAny>| Function::new(f, &after).with_order(!tfirst);
    let mut callbacks = Callbacks {
        py,
        fun: function(func),
        jac: Dfun.map(function),
        col_deriv: truth(col_deriv)?,
        banded: options.band.is_some(),
    };
    let critical = tcrit.map_or(Ok(Vec::new()), |c| vector(c, "tcrit"))?;
    let found = integrate(&mut callbacks, &y0, &times, &options, &critical).map_err(ode_error)?;
    report(py, &found, truth(printmessg)?)?;
    let y = NdArray::from_vec_shape(found.y.clone(), &[times.len(), y0.len()]).py()?;
    let y = wrap(py, y)?.into_bound(py);
    if !truth(full_output)? {
        return Ok(y);
    }
    Ok(PyTuple::new(py, [y, infodict(py, &found, times.len())?.into_any()])?.into_any())
}
