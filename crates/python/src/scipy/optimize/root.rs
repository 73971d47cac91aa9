//! `fsolve` and `root`: roots of systems by MINPACK's methods.

use super::super::callback::{arguments, warn};
use super::curve_fit::{matrix, vector};
use super::function::{VectorFunction, read_all};
use super::leastsq::{epsilon_of, infodict, leastsq_error, store_jacobian};
use super::nonlin::df_sane;
use super::result::{Options, object, optimize_result};
use crate::coerce::as_array;
use crate::convert::truth;
use crate::error::IntoPy;
use pallasite_array::{DType, NdArray};
use pallasite_optimize::{
    FsolveError, FsolveOptions, FsolveResult, LeastsqError, LeastsqOptions, fsolve as solve,
    fsolve_with_jacobian, leastsq, leastsq_with_jacobian,
};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use std::cell::RefCell;

/// Where the Jacobian comes from.
enum Jacobian<'py> {
    Differences,
    Function(VectorFunction<'py>),
    /// The function returns it behind its values.
    WithValues,
}

/// A system of equations.
struct System<'py> {
    f: VectorFunction<'py>,
    jacobian: Jacobian<'py>,
    last: RefCell<Option<(Vec<f64>, Bound<'py, PyAny>)>>,
}

impl<'py> System<'py> {
    fn new(f: VectorFunction<'py>, jacobian: Jacobian<'py>) -> Self {
        Self { f, jacobian, last: RefCell::new(None) }
    }

    /// One of the values that the function returns together, computed once for each `x`.
    fn part(&self, x: &[f64], index: usize) -> PyResult<Bound<'py, PyAny>> {
        let known = self.last.borrow().as_ref().filter(|(at, _)| at == x).map(|(_, both)| both.clone());
        let both = match known {
            Some(both) => both,
            None => {
                let both = self.f.call(x)?;
                self.last.replace(Some((x.to_vec(), both.clone())));
                both
            }
        };
        both.get_item(index)
    }

    fn values(&self, x: &[f64]) -> PyResult<Bound<'py, PyAny>> {
        match self.jacobian {
            Jacobian::WithValues => self.part(x, 0),
            _ => self.f.call(x),
        }
    }

    /// The Jacobian, `None` when it is to be approximated.
    fn matrix(&self, x: &[f64]) -> PyResult<Option<NdArray>> {
        let value = match &self.jacobian {
            Jacobian::Differences => return Ok(None),
            Jacobian::Function(jac) => jac.call(x)?,
            Jacobian::WithValues => self.part(x, 1)?,
        };
        as_array(&value, Some(&DType::FLOAT64)).map(Some)
    }

    fn jacobian_at(&self, x: &[f64]) -> PyResult<NdArray> {
        self.matrix(x)?.ok_or_else(|| PyTypeError::new_err("there is no Jacobian"))
    }
}

/// Evaluations at the start before MINPACK's own: SciPy looks at the shape twice and counts that, and so do we.
const STARTS: usize = 2;

/// Refuses values of another shape than the method needs, in SciPy's words.
pub(super) fn check_shape(
    checker: &str,
    argument: &str,
    function: &Bound<'_, PyAny>,
    value: &NdArray,
    want: &[usize],
) -> PyResult<()> {
    let got = if value.ndim() == 0 { vec![1] } else { value.shape().to_vec() };
    if got == want || want[0] == 1 {
        return Ok(());
    }
    let name =
        function.getattr_opt("__name__")?.map_or(Ok(String::new()), |n| Ok::<_, PyErr>(format!(" '{n}'")))?;
    let (want, got) = (pallasite_array::error::tuple(want), pallasite_array::error::tuple(&got));
    Err(PyTypeError::new_err(format!(
        "{checker}: there is a mismatch between the input and output shape of the '{argument}' argument{name}.Shape \
         should be {want} but it is {got}."
    )))
}

fn hybr(
    system: &System<'_>,
    x0: &[f64],
    by_columns: bool,
    options: &FsolveOptions,
    epsfcn: Option<f64>,
) -> PyResult<Result<FsolveResult, FsolveError<PyErr>>> {
    let n = x0.len();
    crate::convert::check_room(&[n, n])?;
    let first = as_array(&system.values(x0)?, None)?;
    check_shape("fsolve", "func", &system.f.function, &first, &[n])?;
    system.values(x0)?;
    let f = |x: &[f64], y: &mut [f64]| read_all(&system.values(x)?, y);
    let Some(jacobian) = system.matrix(x0)? else {
        let epsfcn = epsfcn.unwrap_or_else(|| epsilon_of(&first));
        return Ok(solve(f, x0, &FsolveOptions { epsfcn, ..options.clone() }));
    };
    let function = match &system.jacobian {
        Jacobian::Function(jac) => &jac.function,
        _ => &system.f.function,
    };
    check_shape("fsolve", "fprime", function, &jacobian, &[n, n])?;
    let jac = |x: &[f64], j: &mut [f64]| {
        let value = system.jacobian_at(x)?;
        let value = if value.ndim() == 2 { value } else { value.reshape(&[n as isize, n as isize]).py()? };
        store_jacobian(&value, j, n, by_columns)
    };
    Ok(fsolve_with_jacobian(f, jac, x0, options))
}

/// MINPACK's own items of the result.
fn details<'py>(
    py: Python<'py>,
    found: &FsolveResult,
    with_jacobian: bool,
) -> PyResult<Vec<(&'static str, Bound<'py, PyAny>)>> {
    let mut items = vec![];
    if with_jacobian {
        items.push(("njev", object(py, found.njev)?));
    }
    items.push(("fjac", matrix(py, found.fjac.clone())?.into_bound(py)));
    items.push(("r", vector(py, &found.r)?.into_bound(py)));
    items.push(("qtf", vector(py, &found.qtf)?.into_bound(py)));
    Ok(items)
}

/// `maxfev` in SciPy: zero for the method's own limit.
fn limit(maxfev: Option<isize>) -> PyResult<Option<usize>> {
    match maxfev {
        None | Some(0) => Ok(None),
        // MINPACK refuses what is not positive.
        Some(n) => Ok(Some(usize::try_from(n).unwrap_or(0))),
    }
}

fn band_of(band: Option<Bound<'_, PyAny>>) -> PyResult<Option<(usize, usize)>> {
    let Some(band) = band.filter(|b| !b.is_none()) else { return Ok(None) };
    let width = |i: usize| usize::try_from(band.get_item(i)?.extract::<isize>()?).map_err(PyErr::from);
    Ok(Some((width(0)?, width(1)?)))
}

fn numbers(x: &Bound<'_, PyAny>) -> PyResult<Vec<f64>> {
    as_array(x, Some(&DType::FLOAT64))?.cast_vec::<f64>().py()
}

fn improper(e: FsolveError<PyErr>) -> PyErr {
    match e {
        FsolveError::Callback(e) => e,
        e => PyTypeError::new_err(e.to_string()),
    }
}

/// Finds a root of a system with as many equations as unknowns (Powell's hybrid method, MINPACK).
#[pyfunction]
#[pyo3(
    signature = (func, x0, args=None, fprime=None, full_output=false, col_deriv=false, xtol=1.49012e-8, maxfev=0,
        band=None, epsfcn=None, factor=100.0, diag=None),
    text_signature = "(func, x0, args=(), fprime=None, full_output=0, col_deriv=0, xtol=1.49012e-08, maxfev=0, \
        band=None, epsfcn=None, factor=100, diag=None)"
)]
pub(super) fn fsolve<'py>(
    py: Python<'py>,
    func: Bound<'py, PyAny>,
    x0: &Bound<'py, PyAny>,
    args: Option<&Bound<'py, PyAny>>,
    fprime: Option<Bound<'py, PyAny>>,
    #[pyo3(from_py_with = truth)] full_output: bool,
    #[pyo3(from_py_with = truth)] col_deriv: bool,
    xtol: f64,
    maxfev: isize,
    band: Option<Bound<'py, PyAny>>,
    epsfcn: Option<f64>,
    factor: f64,
    diag: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let func = VectorFunction::new(func, arguments(args), None);
    let jacobian = fprime.map_or(Jacobian::Differences, |f| Jacobian::Function(func.like(f)));
    let with_jacobian = matches!(jacobian, Jacobian::Function(_));
    let system = System::new(func, jacobian);
    let options = FsolveOptions {
        xtol,
        maxfev: limit(Some(maxfev))?,
        band: band_of(band)?,
        factor,
        diag: diag.filter(|d| !d.is_none()).map(numbers).transpose()?,
        ..FsolveOptions::default()
    };
    let found = hybr(&system, &numbers(x0)?, col_deriv, &options, epsfcn)?.map_err(improper)?;
    let x = vector(py, &found.x)?.into_bound(py);
    if !full_output {
        if found.status != 1 {
            warn(py, "builtins", "RuntimeWarning", &found.message)?;
        }
        return Ok(x);
    }
    let info = PyDict::new(py);
    info.set_item("nfev", found.nfev + STARTS)?;
    details(py, &found, with_jacobian)?.into_iter().try_for_each(|(k, v)| info.set_item(k, v))?;
    info.set_item("fvec", vector(py, &found.fvec)?)?;
    object(py, (x, info, found.status, found.message))
}

/// Finds a root of a system of equations.
#[pyfunction]
#[pyo3(
    signature = (fun, x0, args=None, method="hybr", jac=None, tol=None, callback=None, options=None),
    text_signature = "(fun, x0, args=(), method='hybr', jac=None, tol=None, callback=None, options=None)"
)]
pub(super) fn root<'py>(
    py: Python<'py>,
    fun: Bound<'py, PyAny>,
    x0: &Bound<'py, PyAny>,
    args: Option<&Bound<'py, PyAny>>,
    method: &str,
    jac: Option<Bound<'py, PyAny>>,
    tol: Option<f64>,
    callback: Option<Bound<'py, PyAny>>,
    options: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    let lower = method.to_lowercase();
    if callback.is_some() && ["hybr", "lm"].contains(&&lower[..]) {
        warn(py, "builtins", "RuntimeWarning", &format!("Method {method} does not accept callback."))?;
    }
    let fun = VectorFunction::new(fun, arguments(args), None);
    let unused = jac.is_some();
    let jacobian = match jac {
        Some(jac) if jac.is_callable() => Jacobian::Function(fun.like(jac)),
        Some(jac) if jac.is_truthy()? => Jacobian::WithValues,
        _ => Jacobian::Differences,
    };
    let system = System::new(fun, jacobian);
    let given = Options::new(py, options)?;
    if let Some(tol) = tol {
        set_tolerance(&given, &lower, tol)?;
    }
    match lower.as_str() {
        "hybr" => root_hybr(py, &system, &numbers(x0)?, given),
        "lm" => root_lm(py, &system, &numbers(x0)?, given),
        "df-sane" => {
            warn_of_unused(py, method, unused)?;
            df_sane(py, &|x| system.f.call_with(&x), x0, callback, given)
        }
        name if NONLIN.contains(&name) => {
            warn_of_unused(py, method, unused)?;
            let solver = py.import("pallasite.scipy.optimize._nonlin")?.getattr("_root")?;
            let with_jacobian = matches!(system.jacobian, Jacobian::WithValues);
            solver.call1((system.f.for_workers()?, x0, name, callback, given.into_dict(), with_jacobian))
        }
        _ => Err(PyValueError::new_err(format!("Unknown solver {method}"))),
    }
}

/// The methods of `nonlin_solve`.
const NONLIN: [&str; 7] =
    ["broyden1", "broyden2", "anderson", "linearmixing", "diagbroyden", "excitingmixing", "krylov"];

/// Makes `tol` the tolerances of a method that are not given.
fn set_tolerance(options: &Options<'_>, method: &str, tol: f64) -> PyResult<()> {
    match method {
        "hybr" | "lm" => options.set_default("xtol", tol),
        "df-sane" => options.set_default("ftol", tol),
        name if NONLIN.contains(&name) => {
            options.set_default("xtol", tol)?;
            ["xatol", "ftol", "fatol"].iter().try_for_each(|name| options.set_default(name, f64::INFINITY))
        }
        _ => Ok(()),
    }
}

fn warn_of_unused(py: Python<'_>, method: &str, jac: bool) -> PyResult<()> {
    if !jac {
        return Ok(());
    }
    warn(py, "builtins", "RuntimeWarning", &format!("Method {method} does not use the jacobian (jac)."))
}

fn root_hybr<'py>(
    py: Python<'py>,
    system: &System<'py>,
    x0: &[f64],
    given: Options<'py>,
) -> PyResult<Bound<'py, PyAny>> {
    let by_columns = given.flag("col_deriv")?;
    let options = FsolveOptions {
        xtol: given.get("xtol")?.unwrap_or(1.49012e-8),
        maxfev: limit(given.get("maxfev")?)?,
        band: band_of(given.object("band")?)?,
        factor: given.get("factor")?.unwrap_or(100.0),
        diag: given.object("diag")?.map(|d| numbers(&d)).transpose()?,
        ..FsolveOptions::default()
    };
    let epsfcn = given.get("eps")?;
    given.finish(py)?;
    let found = hybr(system, x0, by_columns, &options, epsfcn)?.map_err(improper)?;
    let mut items = vec![
        ("x", vector(py, &found.x)?.into_bound(py)),
        ("success", object(py, found.status == 1)?),
        ("status", object(py, found.status)?),
        ("method", object(py, "hybr")?),
        ("nfev", object(py, found.nfev + STARTS)?),
    ];
    items.extend(details(py, &found, !matches!(system.jacobian, Jacobian::Differences))?);
    items.push(("fun", vector(py, &found.fvec)?.into_bound(py)));
    items.push(("message", object(py, found.message)?));
    optimize_result(py, items)
}

fn root_lm<'py>(
    py: Python<'py>,
    system: &System<'py>,
    x0: &[f64],
    given: Options<'py>,
) -> PyResult<Bound<'py, PyAny>> {
    let by_columns = given.flag("col_deriv")?;
    let options = LeastsqOptions {
        ftol: given.get("ftol")?.unwrap_or(1.49012e-8),
        xtol: given.get("xtol")?.unwrap_or(1.49012e-8),
        gtol: given.get("gtol")?.unwrap_or(0.0),
        maxfev: limit(given.get("maxiter")?)?,
        epsfcn: given.get("eps")?.unwrap_or(0.0),
        factor: given.get("factor")?.unwrap_or(100.0),
        diag: given.object("diag")?.map(|d| numbers(&d)).transpose()?,
    };
    given.finish(py)?;
    let first = as_array(&system.values(x0)?, None)?;
    let (m, n) = (first.size(), x0.len());
    if n > m {
        return Err(leastsq_error(LeastsqError::TooFewResiduals { n, m }));
    }
    system.values(x0)?;
    let f = |x: &[f64], y: &mut [f64]| read_all(&system.values(x)?, y);
    if let (Some(start), Jacobian::Function(jac)) = (system.matrix(x0)?, &system.jacobian) {
        check_shape("leastsq", "Dfun", &jac.function, &start, &if by_columns { [n, m] } else { [m, n] })?;
    }
    let jac = |x: &[f64], j: &mut [f64]| store_jacobian(&system.jacobian_at(x)?, j, m, by_columns);
    let differences = matches!(system.jacobian, Jacobian::Differences);
    let found = if differences {
        leastsq(f, x0, m, &options)
    } else {
        leastsq_with_jacobian(f, jac, x0, m, &options)
    };
    let found = found.map_err(leastsq_error)?;
    let info = infodict(py, &found, !differences)?;
    let out = optimize_result(
        py,
        [
            ("x", vector(py, &found.x)?.into_bound(py)),
            ("message", object(py, &found.message)?),
            ("status", object(py, found.ier)?),
            ("success", object(py, found.success())?),
            ("cov_x", object(py, found.cov_x.clone().map(|c| matrix(py, c)).transpose()?)?),
            ("fun", vector(py, &found.fvec)?.into_bound(py)),
            ("method", object(py, "lm")?),
        ],
    )?;
    info.del_item("fvec")?;
    out.call_method1("update", PyTuple::new(py, [info])?)?;
    out.set_item("nfev", found.nfev + STARTS)?;
    Ok(out)
}
