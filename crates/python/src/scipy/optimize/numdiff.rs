//! `approx_derivative`, `approx_fprime` and their kin.

use super::super::callback::arguments;
use super::curve_fit::vector;
use super::function::{
    VectorFunction, array_from, check_dimensions, dense_from, is_sparse, matrix_from, precision_of, read,
    sparse_from, sparse_like, structure_from, vector_of,
};
use super::result::object;
use crate::array::wrap;
use crate::coerce::as_array;
use crate::error::IntoPy;
use crate::scalar::float64;
use pallasite_array::{DType, Kind};
use pallasite_optimize::{
    DifferenceOptions, InvalidDifferences, Matrix, Point, Precision, Scheme, SparseColumns, Stencil,
    directional_derivative, group_columns as group,
};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyTuple};

/// The scheme of a name.
pub(super) fn scheme_of(name: &str) -> Option<Scheme> {
    match name {
        "2-point" => Some(Scheme::TwoPoint),
        "3-point" => Some(Scheme::ThreePoint),
        "cs" => Some(Scheme::ComplexStep),
        _ => None,
    }
}

pub(super) fn invalid(e: InvalidDifferences) -> PyErr {
    PyValueError::new_err(e.to_string())
}

/// Numbers, one for all or one for each; `None` when there are none.
pub(super) fn numbers(value: Option<&Bound<'_, PyAny>>) -> PyResult<Option<Vec<f64>>> {
    let Some(value) = value.filter(|v| !v.is_none()) else { return Ok(None) };
    as_array(value, Some(&DType::FLOAT64))?.cast_vec().py().map(Some)
}

/// A pair of bounds as vectors; a single number is one for each of `n` variables.
pub(super) fn bounds_of(bounds: &Bound<'_, PyAny>, n: usize) -> PyResult<(Vec<f64>, Vec<f64>)> {
    let side = |i: usize| {
        let limit = as_array(&bounds.get_item(i)?, Some(&DType::FLOAT64))?;
        let values = limit.cast_vec::<f64>().py()?;
        Ok::<_, PyErr>(if limit.ndim() == 0 { vec![values[0]; n] } else { values })
    };
    Ok((side(0)?, side(1)?))
}

/// A callable that maps over a list, and what has to be done when it is no longer needed.
pub(super) struct Workers<'py> {
    map: Option<Bound<'py, PyAny>>,
    context: Option<Bound<'py, PyAny>>,
}

impl<'py> Workers<'py> {
    pub fn new(py: Python<'py>, workers: Option<&Bound<'py, PyAny>>) -> PyResult<Self> {
        let Some(workers) = workers.filter(|w| !w.is_none()) else {
            return Ok(Self { map: None, context: None });
        };
        if workers.is(&py.import("builtins")?.getattr("map")?) {
            return Ok(Self { map: None, context: None });
        }
        let class = py.import("pallasite.scipy.optimize._workers")?.getattr("Workers")?;
        let context = class.call1((workers,))?;
        let map = context.call_method0("__enter__")?;
        Ok(Self { map: Some(map), context: Some(context) })
    }

    /// The values at all points of a stencil, computed by the workers; `None` if there are none.
    pub fn values(
        &self,
        f: &VectorFunction<'py>,
        call: &Bound<'py, PyAny>,
        stencil: &Stencil,
    ) -> PyResult<Option<Vec<Bound<'py, PyAny>>>> {
        let Some(map) = &self.map else { return Ok(None) };
        let py = f.function.py();
        let points = PyList::empty(py);
        stencil.points(|point| match point {
            Point::Real(x) => points.append(array_from(py, x.to_vec())?),
            Point::Complex(z) => points.append(array_from(py, z.to_vec())?),
        })?;
        map.call1((call, points))?.try_iter()?.collect::<PyResult<_>>().map(Some)
    }
}

impl Drop for Workers<'_> {
    fn drop(&mut self) {
        if let Some(context) = &self.context {
            // An exception here would hide the one that brought us here.
            let none = context.py().None();
            let _ = context.call_method1("__exit__", (&none, &none, &none));
        }
    }
}

/// Where the Jacobian of a function comes from.
pub(super) struct Differences<'py> {
    pub options: DifferenceOptions,
    pub points: Precision,
    /// The structure of a sparse Jacobian and the groups of its columns.
    pub sparsity: Option<(SparseColumns, Vec<usize>)>,
    pub workers: Workers<'py>,
}

/// A Jacobian by differences.
pub(super) enum Approximation {
    Dense(Matrix),
    Sparse(SparseColumns),
}

impl<'py> Differences<'py> {
    /// The Jacobian at `x`, where the function is `f0`, and the number of evaluations.
    pub fn jacobian(
        &self,
        f: &VectorFunction<'py>,
        x: &[f64],
        f0: &[f64],
    ) -> PyResult<(Approximation, usize)> {
        let mut stencil = Stencil::new(x, &self.options).map_err(invalid)?.rounded(self.points);
        if let Some((_, groups)) = &self.sparsity {
            stencil = stencil.grouped(groups);
        }
        let evaluations = stencil.evaluations();
        if self.workers.map.is_none() {
            return Ok((self.run(&stencil, f0, |point, out| f.at(point, out))?, evaluations));
        }
        let call = f.for_workers()?;
        let mut values = self.workers.values(f, &call, &stencil)?.unwrap_or_default().into_iter();
        let next = |point: Point<'_>, out: &mut [f64]| {
            let value =
                values.next().ok_or_else(|| PyValueError::new_err("too few values from `workers`"))?;
            f.read(point, &value, out)
        };
        Ok((self.run(&stencil, f0, next)?, evaluations))
    }

    fn run(
        &self,
        stencil: &Stencil,
        f0: &[f64],
        f: impl FnMut(Point<'_>, &mut [f64]) -> PyResult<()>,
    ) -> PyResult<Approximation> {
        if let Some((structure, _)) = &self.sparsity {
            let mut jacobian = structure.clone();
            stencil.sparse_jacobian(f0, f, &mut jacobian)?;
            return Ok(Approximation::Sparse(jacobian));
        }
        let (m, n) = (f0.len(), stencil.variables());
        let mut columns = vec![0.0; m * n];
        stencil.jacobian(f0, f, &mut columns)?;
        Ok(Approximation::Dense(Matrix::from_columns(m, n, columns)))
    }
}

/// Columns in the order of SciPy's random permutation.
pub(super) fn default_groups(py: Python<'_>, structure: &SparseColumns) -> PyResult<Vec<usize>> {
    groups_in_order(py, structure, &0i64.into_pyobject(py)?.into_any())
}

fn groups_in_order(
    py: Python<'_>,
    structure: &SparseColumns,
    order: &Bound<'_, PyAny>,
) -> PyResult<Vec<usize>> {
    let n = structure.cols();
    let scalar = order.is_none() || as_array(order, None)?.ndim() == 0;
    let order = if scalar {
        let state = py.import("pallasite.numpy")?.getattr("random")?.call_method1("RandomState", (order,))?;
        state.call_method1("permutation", (n,))?
    } else {
        order.clone()
    };
    let order = as_array(&order, Some(&DType::INT64))?.cast_vec::<i64>().py()?;
    let mut seen = vec![false; n];
    order.iter().for_each(|&j| {
        if let Some(place) = seen.get_mut(j as usize) {
            *place = true;
        }
    });
    if order.len() != n || seen.contains(&false) {
        return Err(PyValueError::new_err("`order` has incorrect shape."));
    }
    Ok(group(structure, &order.iter().map(|&j| j as usize).collect::<Vec<_>>()))
}

fn groups_array<'py>(py: Python<'py>, groups: Vec<usize>) -> PyResult<Bound<'py, PyAny>> {
    array_from(py, groups.into_iter().map(|g| g as i64).collect())
}

/// Groups columns of which no two have entries in the same row.
#[pyfunction]
#[pyo3(signature = (A, order=None), text_signature = "(A, order=0)")]
#[allow(non_snake_case)]
pub(super) fn group_columns<'py>(
    py: Python<'py>,
    A: &Bound<'py, PyAny>,
    order: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let structure = structure_from(A)?;
    match order {
        None => groups_array(py, default_groups(py, &structure)?),
        Some(order) => groups_array(py, groups_in_order(py, &structure, order)?),
    }
}

/// The structure and the groups that `sparsity` gives or asks for.
fn sparsity_of<'py>(
    py: Python<'py>,
    sparsity: &Bound<'py, PyAny>,
) -> PyResult<(Bound<'py, PyAny>, SparseColumns, Vec<usize>)> {
    if !is_sparse(sparsity)? && sparsity.len()? == 2 {
        let (matrix, groups) = (sparsity.get_item(0)?, sparsity.get_item(1)?);
        let groups = as_array(&groups, Some(&DType::INT64))?.cast_vec::<i64>().py()?;
        let structure = structure_from(&matrix)?;
        if groups.len() != structure.cols() || groups.iter().any(|&g| g < 0) {
            return Err(PyValueError::new_err("there must be a nonnegative group for each column"));
        }
        return Ok((matrix, structure, groups.into_iter().map(|g| g as usize).collect()));
    }
    let structure = structure_from(sparsity)?;
    let groups = default_groups(py, &structure)?;
    Ok((sparsity.clone(), structure, groups))
}

/// The point at which to differentiate: floating point, no more than one dimension.
fn start(x0: &Bound<'_, PyAny>) -> PyResult<(Vec<f64>, Precision)> {
    let array = as_array(x0, None)?;
    if array.ndim() > 1 {
        return Err(PyValueError::new_err("`x0` must have at most 1 dimension."));
    }
    let precision = match array.kind() {
        Kind::Float16 | Kind::Float32 => precision_of(&array),
        _ => Precision::Double,
    };
    Ok((array.cast_vec().py()?, precision))
}

/// The Jacobian of a function, known by its products with vectors, which are differences of the function.
#[pyclass(frozen, name = "LinearOperator", module = "pallasite.scipy.optimize")]
pub(super) struct DifferenceOperator {
    function: Py<PyAny>,
    scheme: Scheme,
    step: f64,
    x0: Vec<f64>,
    f0: Vec<f64>,
}

#[pymethods]
impl DifferenceOperator {
    /// The product with a vector.
    fn matvec<'py>(&self, x: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let f = VectorFunction::new(self.function.bind(x.py()).clone(), Vec::new(), None);
        let p = vector_of(x)?;
        if p.len() != self.x0.len() {
            return Err(PyValueError::new_err("dimension mismatch"));
        }
        let at = |point: Point<'_>, out: &mut [f64]| f.at(point, out);
        array_from(x.py(), directional_derivative(self.scheme, &self.x0, &self.f0, self.step, &p, at)?)
    }

    /// The product with a vector.
    fn dot<'py>(&self, x: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        self.matvec(x)
    }

    fn __matmul__<'py>(&self, x: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        self.matvec(x)
    }

    fn __mul__<'py>(&self, x: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        self.matvec(x)
    }

    fn __call__<'py>(&self, x: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        self.matvec(x)
    }

    #[getter]
    fn shape(&self) -> (usize, usize) {
        (self.f0.len(), self.x0.len())
    }

    #[getter]
    fn dtype<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import("pallasite.numpy")?.getattr("dtype")?.call1(("float64",))
    }
}

/// Approximates the derivatives of a function by finite differences.
#[pyfunction]
#[pyo3(
    signature = (fun, x0, method="3-point", rel_step=None, abs_step=None, f0=None, bounds=None, sparsity=None,
        as_linear_operator=false, args=None, kwargs=None, full_output=false, workers=None),
    text_signature = "(fun, x0, method='3-point', rel_step=None, abs_step=None, f0=None, bounds=(-inf, inf), \
        sparsity=None, as_linear_operator=False, args=(), kwargs=None, full_output=False, workers=None)"
)]
pub(super) fn approx_derivative<'py>(
    py: Python<'py>,
    fun: Bound<'py, PyAny>,
    x0: &Bound<'py, PyAny>,
    method: &str,
    rel_step: Option<&Bound<'py, PyAny>>,
    abs_step: Option<&Bound<'py, PyAny>>,
    f0: Option<&Bound<'py, PyAny>>,
    bounds: Option<&Bound<'py, PyAny>>,
    sparsity: Option<&Bound<'py, PyAny>>,
    #[pyo3(from_py_with = crate::convert::truth)] as_linear_operator: bool,
    args: Option<&Bound<'py, PyAny>>,
    kwargs: Option<Bound<'py, PyDict>>,
    #[pyo3(from_py_with = crate::convert::truth)] full_output: bool,
    workers: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let scheme =
        scheme_of(method).ok_or_else(|| PyValueError::new_err(format!("Unknown method '{method}'. ")))?;
    let (x, precision) = start(x0)?;
    let bounds = bounds.map(|b| bounds_of(b, x.len())).transpose()?;
    if bounds.as_ref().is_some_and(|(low, high)| low.len() != x.len() || high.len() != x.len()) {
        return Err(invalid(InvalidDifferences::BoundsShape));
    }
    let limited = bounds.as_ref().is_some_and(|(low, high)| !low.iter().chain(high).all(|b| b.is_infinite()));
    if as_linear_operator && limited {
        return Err(PyValueError::new_err("Bounds not supported when `as_linear_operator` is True."));
    }
    let f = VectorFunction::new(fun, arguments(args), kwargs).with_precision(precision);
    let (value, own) = match f0.filter(|f0| !f0.is_none()) {
        Some(f0) => (as_array(f0, None)?, 0),
        None => (as_array(&f.call(&x)?, None)?, 1),
    };
    if own == 0 && value.ndim() > 1 {
        return Err(PyValueError::new_err("`f0` passed has more than 1 dimension."));
    }
    check_dimensions(&value)?;
    if !as_linear_operator && sparsity.is_none() {
        crate::convert::check_room(&[value.size(), x.len()])?;
    }
    let coarser = precision.min(precision_of(&value));
    if as_linear_operator {
        let step = match numbers(rel_step)?.as_deref() {
            Some(&[step]) => step,
            _ => coarser.relative_step(scheme),
        };
        let (function, f0) = (f.for_workers()?.unbind(), value.cast_vec().py()?);
        let operator = object(py, DifferenceOperator { function, scheme, step, x0: x, f0 })?;
        if !full_output {
            return Ok(operator);
        }
        let info = PyDict::new(py);
        info.set_item("nfev", own)?;
        return object(py, (operator, info));
    }
    let options = DifferenceOptions {
        scheme,
        rel_step: numbers(rel_step)?,
        abs_step: numbers(abs_step)?,
        bounds,
        precision: coarser,
    };
    let sparsity = sparsity.filter(|s| !s.is_none()).map(|s| sparsity_of(py, s)).transpose()?;
    let (like, sparsity) = sparsity.map(|(like, s, groups)| (like, (s, groups))).unzip();
    let workers = Workers::new(py, workers)?;
    let differences = Differences { options, points: precision, sparsity, workers };
    let (found, evaluations) = differences.jacobian(&f, &x, &value.cast_vec::<f64>().py()?)?;
    let jacobian = match (found, like) {
        (Approximation::Sparse(a), Some(like)) => sparse_result(py, &like, &a)?,
        (Approximation::Dense(a), _) if a.rows() == 1 => vector(py, a.as_slice())?.into_bound(py),
        (Approximation::Dense(a), _) => matrix_from(py, &a)?,
        (Approximation::Sparse(a), None) => dense_result(py, &a)?,
    };
    if !full_output {
        return Ok(jacobian);
    }
    let info = PyDict::new(py);
    info.set_item("nfev", own + evaluations)?;
    object(py, (jacobian, info))
}

/// A sparse Jacobian as its structure was given: sparse, or all the entries.
pub(super) fn sparse_result<'py>(
    py: Python<'py>,
    like: &Bound<'py, PyAny>,
    a: &SparseColumns,
) -> PyResult<Bound<'py, PyAny>> {
    if is_sparse(like)? { sparse_like(like, a) } else { dense_result(py, a) }
}

/// A sparse matrix with all the entries.
pub(super) fn dense_result<'py>(py: Python<'py>, a: &SparseColumns) -> PyResult<Bound<'py, PyAny>> {
    matrix_from(py, &a.to_dense())
}

/// Compares a Jacobian with finite differences; gives the largest error.
#[pyfunction]
#[pyo3(
    signature = (fun, jac, x0, bounds=None, args=None, kwargs=None),
    text_signature = "(fun, jac, x0, bounds=(-inf, inf), args=(), kwargs=None)"
)]
pub(super) fn check_derivative<'py>(
    py: Python<'py>,
    fun: Bound<'py, PyAny>,
    jac: Bound<'py, PyAny>,
    x0: &Bound<'py, PyAny>,
    bounds: Option<&Bound<'py, PyAny>>,
    args: Option<&Bound<'py, PyAny>>,
    kwargs: Option<Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    let (x, _) = start(x0)?;
    let f = VectorFunction::new(fun, arguments(args), kwargs);
    let given = f.like(jac).call(&x)?;
    let f0 = f.values(&x)?;
    let bounds = bounds.map(|b| bounds_of(b, x.len())).transpose()?;
    let options = DifferenceOptions { bounds, ..DifferenceOptions::default() };
    let sparse = if is_sparse(&given)? { Some(sparse_from(&given)?) } else { None };
    let sparsity = match &sparse {
        Some(s) => Some((s.clone(), default_groups(py, s)?)),
        None => None,
    };
    let workers = Workers::new(py, None)?;
    let differences = Differences { options, points: Precision::Double, sparsity, workers };
    let (ours, theirs) = match (differences.jacobian(&f, &x, &f0)?.0, sparse) {
        (Approximation::Sparse(ours), Some(theirs)) => (ours.values, theirs.values),
        (Approximation::Dense(ours), _) => {
            (ours.as_slice().to_vec(), dense_from(&given)?.as_slice().to_vec())
        }
        (Approximation::Sparse(ours), None) => (ours.values, Vec::new()),
    };
    if ours.len() != theirs.len() {
        return Err(PyValueError::new_err("the Jacobian has another shape than that by differences"));
    }
    let error = |(a, b): (&f64, &f64)| (b - a).abs() / a.abs().max(1.0);
    let worst =
        ours.iter().zip(&theirs).map(error).fold(0.0, |m: f64, e| if e > m || e.is_nan() { e } else { m });
    Ok(float64(py, worst))
}

/// The gradient, or the Jacobian, of a function by forward differences.
#[pyfunction]
#[pyo3(
    signature = (xk, f, epsilon=None, *args),
    text_signature = "(xk, f, epsilon=1.4901161193847656e-08, *args)"
)]
pub(super) fn approx_fprime<'py>(
    py: Python<'py>,
    xk: &Bound<'py, PyAny>,
    f: Bound<'py, PyAny>,
    epsilon: Option<&Bound<'py, PyAny>>,
    args: &Bound<'py, PyTuple>,
) -> PyResult<Bound<'py, PyAny>> {
    let xk = wrap(py, as_array(xk, Some(&DType::FLOAT64))?)?.into_bound(py);
    let epsilon = match epsilon {
        Some(epsilon) => epsilon.clone(),
        None => float64(py, f64::EPSILON.sqrt()),
    };
    let first = std::iter::once(xk.clone()).chain(args.iter());
    let f0 = f.call1(PyTuple::new(py, first.collect::<Vec<_>>())?)?;
    let args = Some(args.as_any());
    approx_derivative(
        py,
        f,
        &xk,
        "2-point",
        None,
        Some(&epsilon),
        Some(&f0),
        None,
        None,
        false,
        args,
        None,
        false,
        None,
    )
}

/// The norm of the difference between a gradient and that by forward differences.
#[pyfunction]
#[pyo3(
    signature = (func, grad, x0, *args, epsilon=None, direction="all", rng=None, seed=None),
    text_signature = "(func, grad, x0, *args, epsilon=1.4901161193847656e-08, direction='all', rng=None)"
)]
pub(super) fn check_grad<'py>(
    py: Python<'py>,
    func: Bound<'py, PyAny>,
    grad: Bound<'py, PyAny>,
    x0: &Bound<'py, PyAny>,
    args: &Bound<'py, PyTuple>,
    epsilon: Option<f64>,
    direction: &str,
    rng: Option<&Bound<'py, PyAny>>,
    seed: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let epsilon = epsilon.unwrap_or(f64::EPSILON.sqrt());
    let array = as_array(x0, Some(&DType::FLOAT64))?;
    let x = array.cast_vec::<f64>().py()?;
    let f = VectorFunction::new(func, args.iter().collect(), None);
    let gradient = as_array(&f.like(grad).call(&x)?, Some(&DType::FLOAT64))?;
    let analytic = gradient.cast_vec::<f64>().py()?;
    let along = match direction {
        "all" => None,
        "random" if array.ndim() > 1 => {
            return Err(PyValueError::new_err("'random' can only be used when x0 is of shape (n,)"));
        }
        "random" => Some(random_direction(py, x.len(), rng.or(seed))?),
        other => {
            return Err(PyValueError::new_err(format!(
                "{other} is not a valid string for ``direction`` argument"
            )));
        }
    };
    let steps = DifferenceOptions {
        scheme: Scheme::TwoPoint,
        abs_step: Some(vec![epsilon]),
        ..DifferenceOptions::default()
    };
    let numeric = match &along {
        None => approximate(&f, &x, &steps, |x| x.to_vec())?,
        Some(v) => approximate(&f, &[0.0], &steps, |t| x.iter().zip(v).map(|(x, v)| x + t[0] * v).collect())?,
    };
    let analytic = match along {
        None => analytic,
        Some(v) => vec![analytic.iter().zip(&v).map(|(g, v)| g * v).sum()],
    };
    let square = |(a, b): (&f64, &f64)| (a - b).powi(2);
    Ok(float64(py, analytic.iter().zip(&numeric).map(square).sum::<f64>().sqrt()))
}

/// The gradient by differences of `f` behind a change of variables.
fn approximate(
    f: &VectorFunction<'_>,
    x: &[f64],
    options: &DifferenceOptions,
    change: impl Fn(&[f64]) -> Vec<f64>,
) -> PyResult<Vec<f64>> {
    let f0 = f.values(&change(x))?;
    let mut columns = vec![0.0; f0.len() * x.len()];
    let at = |point: Point<'_>, out: &mut [f64]| match point {
        Point::Real(x) => read(&f.call(&change(x))?, out),
        Point::Complex(_) => Ok(()),
    };
    Stencil::new(x, options).map_err(invalid)?.jacobian(&f0, at, &mut columns)?;
    Ok(columns)
}

/// SciPy's random direction: standard normal components.
fn random_direction(py: Python<'_>, n: usize, rng: Option<&Bound<'_, PyAny>>) -> PyResult<Vec<f64>> {
    let random = py.import("pallasite.numpy")?.getattr("random")?;
    let kwargs = PyDict::new(py);
    kwargs.set_item("size", (n,))?;
    let generator = match rng {
        Some(rng) if rng.hasattr("standard_normal")? => rng.clone(),
        Some(rng) => random.call_method1("default_rng", (rng,))?,
        None => random.call_method0("default_rng")?,
    };
    let sample = generator.call_method("standard_normal", (), Some(&kwargs))?;
    as_array(&sample, Some(&DType::FLOAT64))?.cast_vec().py()
}
