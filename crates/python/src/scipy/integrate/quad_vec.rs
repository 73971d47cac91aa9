//! `quad_vec`: integrals of functions with many values.

use super::ode::function::Number;
use crate::array::{wrap, wrap_or_scalar};
use crate::coerce::as_array;
use crate::error::IntoPy;
use num_complex::Complex64;
use pallasite_array::error::tuple;
use pallasite_array::{DType, NdArray};
use pallasite_integrate::{QuadVec, QuadVecOptions, Vector, VectorRule, quad_vec as integrate};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyComplex, PyDict, PyFloat, PyInt, PyList, PyTuple};

/// Why an integration stops.
enum Stop {
    Python(PyErr),
    /// The function has complex values after all.
    Complex,
}

impl From<PyErr> for Stop {
    fn from(e: PyErr) -> Self {
        Stop::Python(e)
    }
}

/// The norm of errors.
enum Norm<'py> {
    Euclidean,
    Largest,
    Function(Bound<'py, PyAny>),
}

/// The integrand, and the shape of what it returns.
struct Integrand<'py> {
    py: Python<'py>,
    function: Bound<'py, PyAny>,
    /// What evaluates many points: a map, or nothing for a loop here.
    map: Option<Bound<'py, PyAny>>,
    norm: Norm<'py>,
    shape: Option<Vec<usize>>,
    /// Whether the values are Python's own numbers.
    plain: bool,
}

impl<'py> Integrand<'py> {
    fn values<T: Number>(&mut self, x: &[f64]) -> Result<Vec<T>, Stop> {
        let py = self.py;
        let points = x.iter().map(|&x| PyFloat::new(py, x));
        let mut out = Vec::with_capacity(x.len() * self.shape.as_ref().map_or(1, |s| s.iter().product()));
        match &self.map {
            None => {
                for x in points {
                    py.check_signals()?;
                    let value = self.function.call1((x,))?;
                    self.take(&value, &mut out)?;
                }
            }
            Some(map) => {
                let points = PyList::new(py, points)?;
                for value in map.call1((&self.function, points))?.try_iter()? {
                    self.take(&value?, &mut out)?;
                }
            }
        }
        Ok(out)
    }

    /// Appends a value of the function.
    fn take<T: Number>(&mut self, value: &Bound<'py, PyAny>, out: &mut Vec<T>) -> Result<(), Stop> {
        if let Some(x) = T::plain(value).filter(|_| self.shape.as_ref().is_none_or(Vec::is_empty)) {
            if self.shape.is_none() {
                self.shape = Some(Vec::new());
                let own = value.is_exact_instance_of::<PyFloat>() || value.is_exact_instance_of::<PyInt>();
                self.plain = own || value.is_exact_instance_of::<PyComplex>();
            }
            out.push(x);
            return Ok(());
        }
        let array = as_array(value, None)?;
        if array.kind().is_complex() && !T::KIND.is_complex() {
            return Err(Stop::Complex);
        }
        let shape = self.shape.get_or_insert_with(|| array.shape().to_vec());
        if *shape != array.shape() {
            let (first, now) = (tuple(shape), tuple(array.shape()));
            let text = format!("operands could not be broadcast together with shapes {first} {now}");
            return Err(PyValueError::new_err(text).into());
        }
        match array.as_slice::<T>() {
            Some(values) => out.extend_from_slice(values),
            None => {
                let array = array.astype(&DType::from(T::KIND), pallasite_array::Order::C).py()?;
                out.extend(array.cast_vec::<T>().py()?);
            }
        }
        Ok(())
    }

    /// What is in the shape of the integrand's values.
    fn shaped<T: Number>(&self, data: Vec<T>) -> PyResult<NdArray> {
        NdArray::from_vec_shape(data, self.shape.as_deref().unwrap_or(&[])).py()
    }

    fn measure<T: Number>(&self, vector: Vector<'_, T>) -> PyResult<f64> {
        let function = match &self.norm {
            Norm::Euclidean => return Ok(vector.euclidean()),
            Norm::Largest => return Ok(vector.largest()),
            Norm::Function(function) => function,
        };
        let array = match vector {
            Vector::Values(v) => self.shaped(v.to_vec())?,
            Vector::Moduli(v) => self.shaped(v.to_vec())?,
        };
        function.call1((wrap_or_scalar(self.py, array)?,))?.extract()
    }

    /// The result as a number of the kind that the function returns, or an array.
    fn result<T: Number>(&self, value: Vec<T>) -> PyResult<Py<PyAny>> {
        let array = wrap_or_scalar(self.py, self.shaped(value)?)?;
        if self.plain { Ok(array.bind(self.py).call_method0("item")?.unbind()) } else { Ok(array) }
    }
}

fn run<'py, T: Number>(
    integrand: &mut Integrand<'py>,
    a: f64,
    b: f64,
    options: &QuadVecOptions,
) -> Result<Bound<'py, PyTuple>, Stop> {
    let cell = std::cell::RefCell::new(&mut *integrand);
    let found = integrate(
        |x: &[f64]| cell.borrow_mut().values::<T>(x),
        |v: Vector<'_, T>| Ok(cell.borrow().measure(v)?),
        a,
        b,
        options,
    )?;
    Ok(output(integrand, found)?)
}

/// Value, error and what `info` consists of.
fn output<'py, T: Number>(integrand: &Integrand<'py>, found: QuadVec<T>) -> PyResult<Bound<'py, PyTuple>> {
    let py = integrand.py;
    let info = PyDict::new(py);
    info.set_item("neval", found.neval)?;
    info.set_item("success", found.status as i32 == 0)?;
    info.set_item("status", found.status as i32)?;
    info.set_item("message", found.status.message())?;
    let n = found.intervals.len();
    let intervals = NdArray::from_vec_shape(found.intervals.concat(), &[n, 2]).py()?;
    info.set_item("intervals", wrap(py, intervals)?)?;
    let missing = || vec![T::from_real(f64::NAN); found.value.len()];
    let integrals: Vec<T> = found.integrals.into_iter().flat_map(|i| i.unwrap_or_else(missing)).collect();
    let shape = [&[n], integrand.shape.as_deref().unwrap_or(&[])].concat();
    info.set_item("integrals", wrap(py, NdArray::from_vec_shape(integrals, &shape).py()?)?)?;
    info.set_item("errors", wrap(py, NdArray::from_vec(found.errors))?)?;
    (integrand.result(found.value)?, found.error, info).into_pyobject(py)
}

fn rule_of(quadrature: Option<&str>) -> PyResult<Option<VectorRule>> {
    match quadrature {
        None => Ok(None),
        Some("gk15") => Ok(Some(VectorRule::Gk15)),
        Some("gk21") => Ok(Some(VectorRule::Gk21)),
        Some("trapezoid") => Ok(Some(VectorRule::Trapezoid)),
        Some(other) => Err(PyValueError::new_err(format!("unknown quadrature '{other}'"))),
    }
}

fn norm_of<'py>(norm: Option<Bound<'py, PyAny>>) -> PyResult<Norm<'py>> {
    let Some(norm) = norm.filter(|n| !n.is_none()) else { return Ok(Norm::Largest) };
    if norm.is_callable() {
        return Ok(Norm::Function(norm));
    }
    match norm.extract::<&str>() {
        Ok("2") => Ok(Norm::Euclidean),
        Ok("max") => Ok(Norm::Largest),
        _ => Err(pyo3::exceptions::PyKeyError::new_err(norm.unbind())),
    }
}

/// The integral of a function of many values: value, error, and the items of `info`.
#[pyfunction]
#[pyo3(signature = (f, a, b, epsabs, epsrel, norm, cache_size, limit, map, points, quadrature))]
pub(super) fn _quad_vec<'py>(
    py: Python<'py>,
    f: Bound<'py, PyAny>,
    a: f64,
    b: f64,
    epsabs: f64,
    epsrel: f64,
    norm: Option<Bound<'py, PyAny>>,
    cache_size: f64,
    limit: f64,
    map: Option<Bound<'py, PyAny>>,
    points: Option<Vec<f64>>,
    quadrature: Option<&str>,
) -> PyResult<Bound<'py, PyTuple>> {
    if a.is_nan() || b.is_nan() {
        return Err(PyValueError::new_err(format!("invalid integration bounds a={a}, b={b}")));
    }
    let options = QuadVecOptions { epsabs, epsrel, cache_size, limit, points, rule: rule_of(quadrature)? };
    let mut integrand = Integrand { py, function: f, map, norm: norm_of(norm)?, shape: None, plain: false };
    let found = match run::<f64>(&mut integrand, a, b, &options) {
        Err(Stop::Complex) => {
            integrand.shape = None;
            run::<Complex64>(&mut integrand, a, b, &options)
        }
        found => found,
    };
    found.map_err(|stop| match stop {
        Stop::Python(e) => e,
        Stop::Complex => PyTypeError::new_err("the function is neither real nor complex"),
    })
}
