//! What `ode` does with `vode`, `zvode` and `lsoda`: a solver by multistep formulas that goes on from call to call.

use super::super::odeint::Callbacks;
use super::dopri::numbers;
use super::function::{Function, columns, read, vector};
use crate::coerce::as_array;
use crate::error::IntoPy;
use num_complex::Complex64;
use pallasite_array::Kind;
use pallasite_integrate::{Family, InvalidOde, Lsoda, LsodaFailure, LsodaOptions, System, Task};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// A complex system as a real one of twice the size, real and imaginary parts in turn.
struct ComplexCallbacks<'py> {
    py: Python<'py>,
    fun: Function<Complex64>,
    jac: Option<Function<Complex64>>,
    band: Option<(usize, usize)>,
}

fn paired(y: &[f64]) -> Vec<Complex64> {
    y.as_chunks::<2>().0.iter().map(|&[re, im]| Complex64::new(re, im)).collect()
}

impl System<f64, PyErr> for ComplexCallbacks<'_> {
    fn fun(&mut self, t: f64, y: &[f64], dydt: &mut [f64]) -> PyResult<()> {
        let mut out = vec![Complex64::default(); y.len() / 2];
        read(&self.fun.at(self.py, t, &paired(y))?, &mut out)?;
        dydt.as_chunks_mut::<2>().0.iter_mut().zip(out).for_each(|(d, z)| *d = [z.re, z.im]);
        Ok(())
    }

    fn jac(&mut self, t: f64, y: &[f64], to: &mut [f64]) -> PyResult<()> {
        let Some(jac) = &mut self.jac else { return Ok(()) };
        let n = y.len() / 2;
        let (below, above) = self.band.unwrap_or((n - 1, n - 1));
        let rows = if self.band.is_some() { below + above + 1 } else { n };
        let given = columns::<Complex64>(&jac.at(self.py, t, &paired(y))?, [rows, n])?;
        let real_rows = to.len() / y.len();
        to.fill(0.0);
        for j in 0..n {
            for i in j.saturating_sub(above)..(j + below + 1).min(n) {
                let z = given[j * rows + if self.band.is_some() { above + i - j } else { i }];
                for (di, dj, part) in [(0, 0, z.re), (1, 0, z.im), (0, 1, -z.im), (1, 1, z.re)] {
                    let (row, column) = (2 * i + di, 2 * j + dj);
                    let row = if self.band.is_some() { 2 * above + 1 + row - column } else { row };
                    to[column * real_rows + row] = part;
                }
            }
        }
        Ok(())
    }
}

/// A multistep solver between two calls of `ode.integrate`.
#[pyclass(module = "pallasite.scipy.integrate", name = "_Multistep")]
pub(super) struct Multistep {
    solver: Lsoda,
    complex: bool,
    band: Option<(usize, usize)>,
}

#[pymethods]
impl Multistep {
    /// A solver at its start. `family` is `"adams"`, `"bdf"` or nothing for both; `limits` the first, longest and shortest
    /// step, `orders` the highest of each family.
    #[new]
    fn new(
        t0: f64,
        y0: &Bound<'_, PyAny>,
        tolerances: (Bound<'_, PyAny>, Bound<'_, PyAny>),
        family: Option<&str>,
        limits: (f64, f64, f64),
        orders: (usize, usize),
        max_steps: usize,
        band: Option<(usize, usize)>,
        jac: bool,
    ) -> PyResult<Self> {
        let ((first_step, max_step, min_step), (adams, bdf)) = (limits, orders);
        let y0 = as_array(y0, None)?;
        let complex = y0.kind() == Kind::Complex128;
        let y: Vec<f64> = if complex {
            y0.to_vec::<Complex64>().py()?.iter().flat_map(|z| [z.re, z.im]).collect()
        } else {
            y0.cast_vec().py()?
        };
        let family = match family {
            Some("adams") => Some(Family::Adams),
            Some("bdf") => Some(Family::Bdf),
            _ => None,
        };
        let real_band =
            band.map(|(below, above)| if complex { (2 * below + 1, 2 * above + 1) } else { (below, above) });
        let spread = |tolerance: Vec<f64>| -> Vec<f64> {
            let twice = complex && tolerance.len() > 1;
            if twice { tolerance.iter().flat_map(|&t| [t, t]).collect() } else { tolerance }
        };
        let options = LsodaOptions {
            rtol: spread(numbers(&tolerances.0)?),
            atol: spread(numbers(&tolerances.1)?),
            first_step,
            max_step: if max_step == 0.0 { f64::INFINITY } else { max_step },
            min_step,
            max_order_adams: adams.clamp(1, 12),
            max_order_bdf: bdf.clamp(1, 5),
            family,
            max_steps,
            band: real_band,
            jac,
        };
        let invalid = |e: InvalidOde| PyValueError::new_err(e.to_string());
        Ok(Self { solver: Lsoda::new(t0, &y, t0, options).map_err(invalid)?, complex, band })
    }

    /// How many steps, evaluations of the function and of its Jacobian there were, and the order of the last step.
    #[getter]
    fn counts(&self) -> [usize; 4] {
        let counts = self.solver.counts();
        [counts.steps, counts.nfev, counts.njev, counts.order]
    }

    /// Integrates to `t`, to the first step at or beyond it (`"relax"`), or by one step (`"step"`): the state, the time,
    /// and ODEPACK's `istate`.
    fn integrate<'py>(
        &mut self,
        py: Python<'py>,
        f: &Bound<'py, PyAny>,
        jac: Option<Bound<'py, PyAny>>,
        f_params: &Bound<'py, PyTuple>,
        jac_params: &Bound<'py, PyTuple>,
        t: f64,
        mode: &str,
    ) -> PyResult<(Py<PyAny>, f64, i32)> {
        let (after, behind): (Vec<_>, Vec<_>) = (f_params.iter().collect(), jac_params.iter().collect());
        let (time, status) = if self.complex {
            let (fun, jac) = (Function::new(f, &after), jac.map(|j| Function::new(&j, &behind)));
            let mut system = ComplexCallbacks { py, fun, jac, band: self.band };
            self.run(&mut system, t, mode)?
        } else {
            let (fun, jac) = (Function::new(f, &after), jac.map(|j| Function::new(&j, &behind)));
            let banded = self.band.is_some();
            self.run(&mut Callbacks { py, fun, jac, col_deriv: false, banded }, t, mode)?
        };
        Ok((self.state(py)?, time, status))
    }
}

impl Multistep {
    fn run(&mut self, system: &mut dyn System<f64, PyErr>, t: f64, mode: &str) -> PyResult<(f64, i32)> {
        let way = (t - self.solver.current()).signum();
        let step = Task::StepWithin(f64::INFINITY * way);
        let outcome = match mode {
            "step" => self.solver.integrate(system, t, step)?,
            "relax" => {
                let mut outcome = self.solver.integrate(system, t, step)?;
                while outcome.is_ok_and(|at| (t - at) * way > 0.0) {
                    outcome = self.solver.integrate(system, t, step)?;
                }
                outcome
            }
            _ => self.solver.integrate(system, t, Task::Reach)?,
        };
        Ok((outcome.unwrap_or(self.solver.current()), outcome.map_or_else(LsodaFailure::status, |_| 2)))
    }

    fn state(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        if self.complex { vector(py, &paired(self.solver.y())) } else { vector(py, self.solver.y()) }
    }
}
