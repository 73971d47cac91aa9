//! `solve_ivp`: initial value problems over an interval.

use super::ode::events::PyEvents;
use super::ode::function::{Attached, Number};
use super::ode::interpolant::Interpolated;
use super::ode::options::{METHODS, method_of};
use super::ode::solver::{AnyCore, Core, core, initial_state, ode_error};
use crate::array::wrap;
use crate::coerce::as_array;
use crate::error::IntoPy;
use num_complex::Complex64;
use pallasite_array::{DType, Kind, NdArray, Order};
use pallasite_integrate::{Native, Plan, Status, Stepped, Stepper, Trajectory, drive};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString, PyTuple, PyType};

/// What `solve_ivp` is asked for, the problem and the solver aside.
struct Task<'a, 'py> {
    t_span: (f64, f64),
    t_eval: Option<NdArray>,
    dense: bool,
    events: Option<&'a Bound<'py, PyAny>>,
    after: Vec<Bound<'py, PyAny>>,
}

/// The points where the solution is wanted, checked.
fn times(t_eval: &NdArray, (t0, tf): (f64, f64)) -> PyResult<Vec<f64>> {
    if t_eval.ndim() != 1 {
        return Err(PyValueError::new_err("`t_eval` must be 1-dimensional."));
    }
    let times = t_eval.cast_vec::<f64>().py()?;
    if times.iter().any(|&t| t < t0.min(tf) || t > t0.max(tf)) {
        return Err(PyValueError::new_err("Values in `t_eval` are not within `t_span`."));
    }
    let mut steps = times.windows(2).map(|pair| pair[1] - pair[0]);
    if (tf > t0 && steps.any(|d| d <= 0.0)) || (tf < t0 && steps.any(|d| d >= 0.0)) {
        return Err(PyValueError::new_err("Values in `t_eval` are not properly sorted."));
    }
    Ok(times)
}

/// SciPy's `args`, which has to be something to unpack.
fn unpacked<'py>(args: Option<&Bound<'py, PyAny>>) -> PyResult<Vec<Bound<'py, PyAny>>> {
    let Some(args) = args.filter(|a| !a.is_none()) else { return Ok(Vec::new()) };
    let Ok(items) = args.try_iter() else {
        let text = format!(
            "Supplied 'args' cannot be unpacked. Please supply `args` as a tuple (e.g. `args=({args},)`)"
        );
        return Err(PyTypeError::new_err(text));
    };
    items.collect()
}

/// A solver class of somebody's, under way.
struct Foreign<'py, T> {
    solver: Bound<'py, PyAny>,
    number: std::marker::PhantomData<T>,
}

fn values<T: Number>(object: &Bound<'_, PyAny>) -> PyResult<Vec<T>> {
    as_array(object, Some(&DType::from(T::KIND)))?.cast_vec().py()
}

impl<'py, T: Number> Stepper<T, PyErr> for Foreign<'py, T> {
    type Dense = Bound<'py, PyAny>;

    fn step(&mut self) -> PyResult<Stepped<T>> {
        let message = self.solver.call_method0("step")?;
        let status = match self.solver.getattr("status")?.extract::<String>()?.as_str() {
            "finished" => Status::Finished,
            "failed" => Status::Failed,
            _ => Status::Running,
        };
        let time = |name| self.solver.getattr(name)?.extract::<Option<f64>>();
        let t = time("t")?.unwrap_or(f64::NAN);
        Ok(Stepped {
            status,
            message: message.extract()?,
            t_old: time("t_old")?.unwrap_or(t),
            t,
            y: values(&self.solver.getattr("y")?)?,
        })
    }

    fn dense_output(&mut self) -> PyResult<Bound<'py, PyAny>> {
        self.solver.call_method0("dense_output")
    }

    fn value(&mut self, dense: &Bound<'py, PyAny>, t: f64) -> PyResult<Vec<T>> {
        values(&dense.call1((t,))?)
    }
}

/// Points as the columns of a matrix: in the order of the points while the solver chooses them.
fn matrix<T: Number>(py: Python<'_>, points: Vec<Vec<T>>, n: usize, order: Order) -> PyResult<Py<PyAny>> {
    let rows = NdArray::from_vec_shape(points.concat(), &[points.len(), n]).py()?.transpose();
    wrap(py, if order == Order::C { rows.copy(order).py()? } else { rows })
}

fn array<T: pallasite_array::Element>(py: Python<'_>, v: Vec<T>) -> PyResult<Py<PyAny>> {
    wrap(py, NdArray::from_vec(v))
}

/// The fields of an `OdeResult`, `sol` being the times and interpolants of an `OdeSolution`.
fn fields<'py, T: Number, D>(
    py: Python<'py>,
    task: &Task<'_, 'py>,
    n: usize,
    found: Trajectory<T, D>,
    piece: impl Fn(D) -> PyResult<Py<PyAny>>,
) -> PyResult<Bound<'py, PyDict>> {
    let out = PyDict::new(py);
    match &task.t_eval {
        Some(_) if found.t.is_empty() => {
            out.set_item("t", PyList::empty(py))?;
            out.set_item("y", PyList::empty(py))?;
        }
        Some(t_eval) => {
            let head =
                pallasite_array::index::Slice { stop: Some(found.t.len() as isize), ..Default::default() };
            let head = t_eval.index(&[pallasite_array::index::Item::Slice(head)]).py()?;
            out.set_item("t", wrap(py, head.copy(Order::C).py()?)?)?;
            out.set_item("y", matrix(py, found.y, n, Order::C)?)?;
        }
        None => {
            out.set_item("t", array(py, found.t)?)?;
            out.set_item("y", matrix(py, found.y, n, Order::F)?)?;
        }
    }
    let pieces = found.pieces.into_iter().map(piece).collect::<PyResult<Vec<_>>>()?;
    out.set_item("sol", task.dense.then_some((array(py, found.breaks)?, pieces)))?;
    let events = task.events.is_some();
    let t_events = found.t_events.into_iter().map(|t| array(py, t)).collect::<PyResult<Vec<_>>>()?;
    out.set_item("t_events", events.then_some(t_events))?;
    let states = |points: Vec<Vec<T>>| match points.len() {
        0 => array(py, Vec::<f64>::new()),
        m => wrap(py, NdArray::from_vec_shape(points.concat(), &[m, n]).py()?),
    };
    let y_events = found.y_events.into_iter().map(states).collect::<PyResult<Vec<_>>>()?;
    out.set_item("y_events", events.then_some(y_events))?;
    for name in ["nfev", "njev", "nlu"] {
        out.set_item(name, py.None())?;
    }
    out.set_item("status", found.status)?;
    out.set_item("message", found.message)?;
    out.set_item("success", found.status >= 0)?;
    Ok(out)
}

/// Runs a solver of ours.
fn native<'py, T: Interpolated>(
    py: Python<'py>,
    mut core: Core<T>,
    y0: &[T],
    task: &Task<'_, 'py>,
) -> PyResult<Bound<'py, PyDict>> {
    let times = task.t_eval.as_ref().map(|t| t.cast_vec::<f64>()).transpose().py()?;
    let plan = Plan { t_span: task.t_span, y0, t_eval: times.as_deref(), dense: task.dense };
    let mut events = PyEvents::new(py, task.events, &task.after)?;
    let mut system = Attached { py, functions: &mut core.functions };
    let mut stepper = Native { solver: &mut *core.solver, system: &mut system };
    let found = drive(&mut stepper, &plan, &mut events).map_err(ode_error)?;
    let wrapper = py.import("pallasite.scipy.integrate")?.getattr("StepOutput")?;
    let piece = |dense| Ok(wrapper.call1((T::interpolant(dense),))?.unbind());
    let out = fields(py, task, y0.len(), found, piece)?;
    let state = core.solver.state();
    for (name, count) in [("nfev", state.nfev), ("njev", state.njev), ("nlu", state.nlu)] {
        out.set_item(name, count)?;
    }
    Ok(out)
}

/// Runs a solver class of somebody's.
fn foreign<'py, T: Number>(
    py: Python<'py>,
    solver: &Bound<'py, PyAny>,
    y0: &[T],
    task: &Task<'_, 'py>,
) -> PyResult<Bound<'py, PyDict>> {
    let times = task.t_eval.as_ref().map(|t| t.cast_vec::<f64>()).transpose().py()?;
    let plan = Plan { t_span: task.t_span, y0, t_eval: times.as_deref(), dense: task.dense };
    let mut events = PyEvents::new(py, task.events, &task.after)?;
    let mut stepper = Foreign { solver: solver.clone(), number: std::marker::PhantomData };
    let found = drive(&mut stepper, &plan, &mut events).map_err(ode_error)?;
    let out = fields(py, task, y0.len(), found, |dense| Ok(dense.unbind()))?;
    for name in ["nfev", "njev", "nlu"] {
        out.set_item(name, solver.getattr(name)?)?;
    }
    Ok(out)
}

/// An instance of a solver class, with `args` behind the arguments of the functions.
fn instance<'py>(
    class: &Bound<'py, PyAny>,
    fun: &Bound<'py, PyAny>,
    y0: &Bound<'py, PyAny>,
    task: &Task<'_, 'py>,
    vectorized: bool,
    options: &Bound<'py, PyDict>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = fun.py();
    let bind = |f: &Bound<'py, PyAny>| match task.after.is_empty() {
        true => Ok(f.clone()),
        false => py
            .import("pallasite.scipy.integrate")?
            .getattr("with_arguments")?
            .call1((f, PyTuple::new(py, &task.after)?)),
    };
    let options = options.copy()?;
    if let Some(jac) = options.get_item("jac")?.filter(|jac| jac.is_callable()) {
        options.set_item("jac", bind(&jac)?)?;
    }
    options.set_item("vectorized", vectorized)?;
    class.call((bind(fun)?, task.t_span.0, y0, task.t_span.1), Some(&options))
}

/// The name of a solver of ours, given by name or by class.
fn name_of(method: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
    if let Ok(name) = method.cast::<PyString>() {
        return Ok(Some(name.to_string()).filter(|name| method_of(name).is_some()));
    }
    let ours = method.py().import("pallasite.scipy.integrate")?;
    let same = |name: &&str| ours.getattr(*name).is_ok_and(|class| class.is(method));
    Ok(METHODS.iter().map(|(name, _)| *name).find(same).map(str::to_owned))
}

/// Whether the object is a class derived from `OdeSolver`.
fn is_solver_class(method: &Bound<'_, PyAny>) -> PyResult<bool> {
    let base = method.py().import("pallasite.scipy.integrate")?.getattr("OdeSolver")?;
    method.cast::<PyType>().map_or(Ok(false), |class| class.is_subclass(&base))
}

/// Solves an initial value problem; what comes back are the fields of an `OdeResult`.
#[pyfunction]
pub(super) fn solve_ivp<'py>(
    py: Python<'py>,
    fun: &Bound<'py, PyAny>,
    t_span: &Bound<'py, PyAny>,
    y0: &Bound<'py, PyAny>,
    method: &Bound<'py, PyAny>,
    t_eval: Option<&Bound<'py, PyAny>>,
    #[pyo3(from_py_with = crate::convert::truth)] dense_output: bool,
    events: Option<&Bound<'py, PyAny>>,
    #[pyo3(from_py_with = crate::convert::truth)] vectorized: bool,
    args: Option<&Bound<'py, PyAny>>,
    options: &Bound<'py, PyDict>,
) -> PyResult<Bound<'py, PyDict>> {
    let name = name_of(method)?;
    if name.is_none() && !is_solver_class(method)? {
        let known: Vec<_> = METHODS.iter().map(|(name, _)| *name).collect();
        let text = format!("`method` must be one of {known:?} or OdeSolver class.");
        return Err(PyValueError::new_err(text));
    }
    let t_span: Vec<f64> =
        t_span.try_iter()?.map(|t| t?.call_method0("__float__")?.extract()).collect::<PyResult<_>>()?;
    let [t0, tf] = t_span[..] else {
        let text = format!("`t_span` has {} values, not 2", t_span.len());
        return Err(PyValueError::new_err(text));
    };
    let t_eval = t_eval.map(|t| as_array(t, None)).transpose()?;
    t_eval.as_ref().map(|t| times(t, (t0, tf))).transpose()?;
    let task = Task { t_span: (t0, tf), t_eval, dense: dense_output, events, after: unpacked(args)? };
    if let Some(known) = name.as_deref().and_then(method_of) {
        let y0 = initial_state(y0)?;
        return match core(known, fun, &task.after, task.t_span, &y0, vectorized, options)? {
            AnyCore::Real(core) => native(py, core, &y0.to_vec::<f64>().py()?, &task),
            AnyCore::Complex(core) => native(py, core, &y0.to_vec::<Complex64>().py()?, &task),
        };
    }
    let solver = instance(method, fun, y0, &task, vectorized, options)?;
    let start = initial_state(y0)?;
    let complex = as_array(&solver.getattr("y")?, None)?.kind() == Kind::Complex128;
    if complex {
        return foreign(py, &solver, &start.cast_vec::<Complex64>().py()?, &task);
    }
    foreign(py, &solver, &start.cast_vec::<f64>().py()?, &task)
}
