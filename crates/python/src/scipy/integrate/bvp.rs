//! `solve_bvp`: boundary value problems of Python functions.

use super::ode::function::{Number, vector};
use crate::array::wrap;
use crate::coerce::as_array;
use crate::error::IntoPy;
use crate::numpy::linalg::linalg_err;
use num_complex::Complex64;
use pallasite_array::error::tuple;
use pallasite_array::{DType, Kind, NdArray, Order};
use pallasite_integrate::{
    BcJacobian, Boundary, Bvp, BvpOptions, BvpRound, FunJacobian, SingularTerm, pieces, solve_bvp,
};
use pallasite_numpy::creation::eye;
use pallasite_numpy::linalg::LinAlgError;
use pallasite_numpy::linalg::stacked::{matmul, pinv};
use pallasite_ufunc::subtract;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

fn invalid<T>(text: impl Into<String>) -> PyResult<T> {
    Err(PyValueError::new_err(text.into()))
}

/// The Python functions of a problem.
struct Functions<'py> {
    py: Python<'py>,
    fun: Bound<'py, PyAny>,
    bc: Bound<'py, PyAny>,
    fun_jac: Option<Bound<'py, PyAny>>,
    bc_jac: Option<Bound<'py, PyAny>>,
    n: usize,
    k: usize,
}

/// Numbers of an array with these axes first.
fn ordered<T: Number>(
    object: &Bound<'_, PyAny>,
    axes: &[isize],
    shape: &[usize],
    what: &str,
) -> PyResult<Vec<T>> {
    let array = as_array(object, Some(&DType::from(T::KIND)))?;
    if array.shape() != shape {
        let (expected, actual) = (tuple(shape), tuple(array.shape()));
        return invalid(format!(
            "`{what}` return is expected to have shape {expected}, but actually has {actual}."
        ));
    }
    array.permute(axes).py()?.cast_vec::<T>().py()
}

impl<'py> Functions<'py> {
    /// Calls with arrays, and parameters if the problem has any.
    fn call<T: Number>(
        &self,
        f: &Bound<'py, PyAny>,
        first: [Py<PyAny>; 2],
        p: &[T],
    ) -> PyResult<Bound<'py, PyAny>> {
        self.py.check_signals()?;
        let mut arguments = Vec::from(first);
        if self.k > 0 {
            arguments.push(vector(self.py, p)?);
        }
        f.call1(PyTuple::new(self.py, arguments)?)
    }

    /// Points, and a state for each of them as a column.
    fn points<T: Number>(&self, x: &[f64], y: &[T]) -> PyResult<[Py<PyAny>; 2]> {
        let states = NdArray::from_vec_shape(y.to_vec(), &[x.len(), self.n]).py()?.transpose();
        Ok([vector(self.py, x)?, wrap(self.py, states)?])
    }

    fn ends<T: Number>(&self, ya: &[T], yb: &[T]) -> PyResult<[Py<PyAny>; 2]> {
        Ok([vector(self.py, ya)?, vector(self.py, yb)?])
    }
}

impl<T: Number> Boundary<T, PyErr> for Functions<'_> {
    fn fun(&mut self, x: &[f64], y: &[T], p: &[T], out: &mut [T]) -> PyResult<()> {
        let value = self.call(&self.fun, self.points(x, y)?, p)?;
        out.copy_from_slice(&ordered::<T>(&value, &[1, 0], &[self.n, x.len()], "fun")?);
        Ok(())
    }

    fn bc(&mut self, ya: &[T], yb: &[T], p: &[T], out: &mut [T]) -> PyResult<()> {
        let value = self.call(&self.bc, self.ends(ya, yb)?, p)?;
        out.copy_from_slice(&ordered::<T>(&value, &[0], &[self.n + self.k], "bc")?);
        Ok(())
    }

    fn fun_jac(&mut self, x: &[f64], y: &[T], p: &[T]) -> PyResult<Option<FunJacobian<T>>> {
        let Some(jac) = &self.fun_jac else { return Ok(None) };
        let value = self.call(jac, self.points(x, y)?, p)?;
        let (n, m) = (self.n, x.len());
        let part = |value: &Bound<'_, PyAny>, width| ordered(value, &[2, 0, 1], &[n, width, m], "fun_jac");
        if self.k == 0 {
            return Ok(Some((part(&value, n)?, Vec::new())));
        }
        Ok(Some((part(&value.get_item(0)?, n)?, part(&value.get_item(1)?, self.k)?)))
    }

    fn bc_jac(&mut self, ya: &[T], yb: &[T], p: &[T]) -> PyResult<Option<BcJacobian<T>>> {
        let Some(jac) = &self.bc_jac else { return Ok(None) };
        let value = self.call(jac, self.ends(ya, yb)?, p)?;
        let rows = self.n + self.k;
        let part = |i: usize, width| ordered(&value.get_item(i)?, &[0, 1], &[rows, width], "bc_jac");
        let by_p = if self.k == 0 { Vec::new() } else { part(2, self.k)? };
        Ok(Some([part(0, self.n)?, part(1, self.n)?, by_p]))
    }
}

/// The matrices of the singular term.
fn term<T: Number>(s: &Bound<'_, PyAny>, n: usize) -> PyResult<SingularTerm<T>> {
    let dtype = DType::from(T::KIND);
    let s = as_array(s, Some(&dtype))?;
    if s.shape() != [n, n] {
        let (expected, actual) = (tuple(&[n, n]), tuple(s.shape()));
        return invalid(format!("`S` is expected to have shape {expected}, but actually has {actual}"));
    }
    let matrices = || -> Result<_, LinAlgError> {
        let one = eye(n, n, 0, &dtype, Order::C)?;
        let less = |m: &NdArray| -> Result<_, LinAlgError> {
            Ok(subtract(&one, m).map_err(pallasite_array::Error::from)?)
        };
        Ok((less(&matmul(&pinv(&s, None, false)?, &s)?)?, pinv(&less(&s)?, None, false)?))
    };
    let (projection, at_start) = matrices().map_err(linalg_err)?;
    Ok(SingularTerm {
        s: s.cast_vec().py()?,
        projection: projection.cast_vec().py()?,
        at_start: at_start.cast_vec().py()?,
    })
}

fn run<T: Number>(
    problem: &mut Functions<'_>,
    x: &[f64],
    y: &NdArray,
    p: &NdArray,
    s: Option<&Bound<'_, PyAny>>,
    options: &BvpOptions,
    watch: Option<&Bound<'_, PyAny>>,
) -> PyResult<Py<PyDict>> {
    let term = s.map(|s| term::<T>(s, problem.n)).transpose()?;
    let (y, p) = (y.transpose().cast_vec::<T>().py()?, p.cast_vec::<T>().py()?);
    let mut tell = |round: BvpRound| {
        let Some(watch) = watch else { return Ok(()) };
        let BvpRound { iteration, residual, bc_residual, nodes, added, too_many } = round;
        watch.call1((iteration, residual, bc_residual, nodes, added, too_many)).map(drop)
    };
    let found = solve_bvp(problem, x, &y, &p, term.as_ref(), options, &mut tell)?;
    items(problem.py, problem.n, found)
}

/// The items of the result; `pieces` are the coefficients of `sol`.
fn items<T: Number>(py: Python<'_>, n: usize, found: Bvp<T>) -> PyResult<Py<PyDict>> {
    let m = found.x.len();
    let columns = |v: &[T]| {
        wrap(py, NdArray::from_vec_shape(v.to_vec(), &[m, n]).py()?.transpose().copy(Order::C).py()?)
    };
    let out = PyDict::new(py);
    let cubics =
        NdArray::from_vec_shape(pieces(&found.x, &found.y, &found.yp).concat(), &[4, m - 1, n]).py()?;
    out.set_item("pieces", wrap(py, cubics)?)?;
    out.set_item("p", if found.p.is_empty() { None } else { Some(vector(py, &found.p)?) })?;
    out.set_item("x", vector(py, &found.x)?)?;
    out.set_item("y", columns(&found.y)?)?;
    out.set_item("yp", columns(&found.yp)?)?;
    out.set_item("rms_residuals", vector(py, &found.rms_residuals)?)?;
    out.set_item("niter", found.niter)?;
    out.set_item("status", found.status)?;
    out.set_item("message", found.message())?;
    out.set_item("success", found.status == 0)?;
    Ok(out.unbind())
}

/// The items of the result of `solve_bvp`; `watch` is called with each round.
#[pyfunction]
pub(super) fn _solve_bvp<'py>(
    py: Python<'py>,
    fun: Bound<'py, PyAny>,
    bc: Bound<'py, PyAny>,
    x: &Bound<'py, PyAny>,
    y: &Bound<'py, PyAny>,
    p: Option<&Bound<'py, PyAny>>,
    s: Option<&Bound<'py, PyAny>>,
    fun_jac: Option<Bound<'py, PyAny>>,
    bc_jac: Option<Bound<'py, PyAny>>,
    tol: f64,
    max_nodes: usize,
    bc_tol: Option<f64>,
    watch: Option<&Bound<'py, PyAny>>,
) -> PyResult<Py<PyDict>> {
    let x = as_array(x, Some(&DType::FLOAT64))?;
    if x.ndim() != 1 {
        return invalid("`x` must be 1 dimensional.");
    }
    let x = x.cast_vec::<f64>().py()?;
    if x.windows(2).any(|w| w[1] <= w[0]) {
        return invalid("`x` must be strictly increasing.");
    }
    let y = as_array(y, None)?;
    if y.ndim() != 2 {
        return invalid("`y` must be 2 dimensional.");
    }
    if y.shape()[1] != x.len() {
        return invalid(format!(
            "`y` is expected to have {} columns, but actually has {}.",
            x.len(),
            y.shape()[1]
        ));
    }
    let p = p.map_or_else(|| Ok(NdArray::from_vec(Vec::<f64>::new())), |p| as_array(p, None))?;
    if p.ndim() != 1 {
        return invalid("`p` must be 1 dimensional.");
    }
    if x.len() < 2 {
        return invalid("`x` must have at least 2 nodes.");
    }
    let mut problem = Functions { py, fun, bc, fun_jac, bc_jac, n: y.shape()[0], k: p.size() };
    let options = BvpOptions { tol, bc_tol, max_nodes };
    if matches!(y.kind(), Kind::Complex64 | Kind::Complex128) {
        return run::<Complex64>(&mut problem, &x, &y, &p, s, &options, watch);
    }
    run::<f64>(&mut problem, &x, &y, &p, s, &options, watch)
}
