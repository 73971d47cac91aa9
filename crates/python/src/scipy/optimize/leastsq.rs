//! `leastsq`.

use super::super::callback::{arguments, warn};
use super::curve_fit::{matrix, vector};
use super::function::{VectorFunction, precision_of, read_all, vector_of};
use super::result::object;
use super::root::check_shape;
use crate::array::wrap;
use crate::coerce::as_array;
use crate::convert::truth;
use crate::error::IntoPy;
use pallasite_array::{DType, NdArray};
use pallasite_optimize::{
    LeastsqError, LeastsqOptions, LeastsqResult, Precision, leastsq as minimise, leastsq_with_jacobian,
};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// A Jacobian of `m` rows to the columns that MINPACK wants; `by_columns` says that it is the transpose already.
pub(super) fn store_jacobian(value: &NdArray, j: &mut [f64], m: usize, by_columns: bool) -> PyResult<()> {
    let n = j.len() / m;
    let want = if by_columns { [n, m] } else { [m, n] };
    if value.shape() != want {
        let (shape, want) =
            (pallasite_array::error::tuple(value.shape()), pallasite_array::error::tuple(&want));
        return Err(PyTypeError::new_err(format!("the Jacobian has shape {shape}, not {want}")));
    }
    let columns = if by_columns { value.clone() } else { value.transpose() };
    j.copy_from_slice(&columns.cast_vec::<f64>().py()?);
    Ok(())
}

pub(super) fn leastsq_error(e: LeastsqError<PyErr>) -> PyErr {
    match e {
        LeastsqError::Callback(e) => e,
        LeastsqError::TooFewResiduals { .. } => PyTypeError::new_err(e.to_string()),
        LeastsqError::ImproperInput => PyTypeError::new_err("Improper input parameters."),
    }
}

/// SciPy's `infodict`; the Jacobian is counted when the caller gave it.
pub(super) fn infodict<'py>(
    py: Python<'py>,
    r: &LeastsqResult,
    with_jacobian: bool,
) -> PyResult<Bound<'py, PyDict>> {
    let out = PyDict::new(py);
    out.set_item("fvec", vector(py, &r.fvec)?)?;
    out.set_item("nfev", r.nfev)?;
    if with_jacobian {
        out.set_item("njev", r.njev)?;
    }
    out.set_item("fjac", matrix(py, r.fjac.clone())?)?;
    let ipvt = r.ipvt.iter().map(|&i| i as i32).collect();
    out.set_item("ipvt", wrap(py, NdArray::from_vec::<i32>(ipvt))?)?;
    out.set_item("qtf", vector(py, &r.qtf)?)?;
    Ok(out)
}

/// The relative error of values of this precision.
pub(super) fn epsilon_of(values: &NdArray) -> f64 {
    match precision_of(values) {
        Precision::Half => 9.765625e-4,
        Precision::Single => f64::from(f32::EPSILON),
        Precision::Double => f64::EPSILON,
    }
}

/// Minimizes the residuals of `f`, with the Jacobian `jac` if there is one.
pub(super) fn solve(
    f: &VectorFunction<'_>,
    jac: Option<&VectorFunction<'_>>,
    x0: &[f64],
    by_columns: bool,
    options: &LeastsqOptions,
    epsfcn: Option<f64>,
) -> PyResult<LeastsqResult> {
    let first = as_array(&f.call(x0)?, None)?;
    let (m, n) = (first.shape().first().copied().unwrap_or(1), x0.len());
    crate::convert::check_room(&[m, n])?;
    if n > m {
        return Err(leastsq_error(LeastsqError::TooFewResiduals { n, m }));
    }
    let residuals = |x: &[f64], r: &mut [f64]| read_all(&f.call(x)?, r);
    let Some(jac) = jac else {
        let epsfcn = epsfcn.unwrap_or_else(|| epsilon_of(&first));
        let options = LeastsqOptions { epsfcn, ..options.clone() };
        return minimise(residuals, x0, m, &options).map_err(leastsq_error);
    };
    let start = as_array(&jac.call(x0)?, Some(&DType::FLOAT64))?;
    check_shape("leastsq", "Dfun", &jac.function, &start, &if by_columns { [n, m] } else { [m, n] })?;
    let jacobian = |x: &[f64], j: &mut [f64]| {
        store_jacobian(&as_array(&jac.call(x)?, Some(&DType::FLOAT64))?, j, m, by_columns)
    };
    leastsq_with_jacobian(residuals, jacobian, x0, m, options).map_err(leastsq_error)
}

/// Minimizes the sum of squares of a set of equations (MINPACK's lmdif and lmder, after Moré 1978).
#[pyfunction]
#[pyo3(
    signature = (func, x0, args=None, Dfun=None, full_output=false, col_deriv=false, ftol=1.49012e-8,
        xtol=1.49012e-8, gtol=0.0, maxfev=0, epsfcn=None, factor=100.0, diag=None),
    text_signature = "(func, x0, args=(), Dfun=None, full_output=False, col_deriv=False, ftol=1.49012e-08, \
        xtol=1.49012e-08, gtol=0.0, maxfev=0, epsfcn=None, factor=100, diag=None)"
)]
#[allow(non_snake_case)]
pub(super) fn leastsq<'py>(
    py: Python<'py>,
    func: Bound<'py, PyAny>,
    x0: &Bound<'py, PyAny>,
    args: Option<&Bound<'py, PyAny>>,
    Dfun: Option<Bound<'py, PyAny>>,
    #[pyo3(from_py_with = truth)] full_output: bool,
    #[pyo3(from_py_with = truth)] col_deriv: bool,
    ftol: f64,
    xtol: f64,
    gtol: f64,
    maxfev: isize,
    epsfcn: Option<f64>,
    factor: f64,
    diag: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let x0 = as_array(x0, Some(&DType::FLOAT64))?.cast_vec::<f64>().py()?;
    let f = VectorFunction::new(func, arguments(args), None);
    let jac = Dfun.filter(|d| !d.is_none()).map(|d| f.like(d));
    let options = LeastsqOptions {
        ftol,
        xtol,
        gtol,
        // MINPACK refuses what is not positive.
        maxfev: (maxfev != 0).then(|| usize::try_from(maxfev).unwrap_or(0)),
        factor,
        diag: diag.filter(|d| !d.is_none()).map(vector_of).transpose()?,
        ..LeastsqOptions::default()
    };
    let found = solve(&f, jac.as_ref(), &x0, col_deriv, &options, epsfcn)?;
    let x = vector(py, &found.x)?;
    if !full_output {
        if !found.success() {
            warn(py, "builtins", "RuntimeWarning", &found.message)?;
        }
        return object(py, (x, found.ier));
    }
    let cov = found.cov_x.clone().map(|c| matrix(py, c)).transpose()?;
    object(py, (x, cov, infodict(py, &found, jac.is_some())?, found.message, found.ier))
}
