//! Second derivatives of a Python function, in all the forms that SciPy takes.

use super::super::super::callback::{arguments, call};
use super::super::curve_fit::vector;
use super::problem::{Callable, Gradient, Problem, flat, read, scheme};
use super::update::square;
use ndarray::Array2;
use num_complex::Complex64;
use pallasite_optimize::{Curved, Memo, Precision, Scheme, Smooth};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// Where products of the Hessian with vectors come from.
pub(super) enum Hessian<'py> {
    /// A function of the place that returns a matrix or an operator.
    Function(Callable<'py>),
    /// A function of the place and of a vector.
    Product { function: Bound<'py, PyAny>, after: Vec<Bound<'py, PyAny>> },
    /// An object that learns from the gradients.
    Strategy(Bound<'py, PyAny>),
    /// Differences of gradients over a step that a scheme wants.
    Differences { scheme: Scheme, step: f64 },
    /// Differences of gradients over so much of the vector.
    Along(f64),
}

/// What a function of the place returned.
enum Value<'py> {
    Matrix(Array2<f64>),
    Operator(Bound<'py, PyAny>),
}

/// A function to be minimised with its first and second derivatives.
pub(super) struct Second<'py> {
    pub memo: Memo<Problem<'py>>,
    pub hessian: Hessian<'py>,
    /// Calls of the function that returns matrices.
    pub matrices: usize,
    /// Times that a place was settled on with a matrix at hand.
    pub settled: usize,
    /// Products that something other than a matrix gave.
    pub products: usize,
    known: Option<(Vec<f64>, Value<'py>)>,
    place: Vec<f64>,
    /// Whether the function of the place returns operators.
    operators: bool,
}

impl<'py> Second<'py> {
    pub(super) fn new(problem: Problem<'py>, hessian: Hessian<'py>, x0: &[f64]) -> PyResult<Self> {
        let memo = Memo::new(problem);
        let counts = (0, 0, 0);
        let (matrices, settled, products) = counts;
        let place = x0.to_vec();
        let mut second =
            Self { memo, hessian, matrices, settled, products, known: None, place, operators: false };
        second.value(x0)?;
        second.gradient(x0, &mut vec![0.0; x0.len()])?;
        match &second.hessian {
            Hessian::Function(_) => second.evaluate(x0)?,
            Hessian::Strategy(object) => {
                object.call_method1("initialize", (x0.len(), "hess"))?;
            }
            _ => {}
        }
        Ok(second)
    }

    /// Tells a strategy of the change of the gradient on the way to `x`.
    fn go(&mut self, x: &[f64]) -> PyResult<()> {
        if self.place == x {
            return Ok(());
        }
        if let Hessian::Strategy(object) = &self.hessian {
            let mut gradients = [vec![0.0; x.len()], vec![0.0; x.len()]];
            self.memo.gradient(&self.place, &mut gradients[0])?;
            self.memo.gradient(x, &mut gradients[1])?;
            let step: Vec<f64> = x.iter().zip(&self.place).map(|(x, p)| x - p).collect();
            let change: Vec<f64> = gradients[1].iter().zip(&gradients[0]).map(|(a, b)| a - b).collect();
            let py = object.py();
            object.call_method1("update", (vector(py, &step)?, vector(py, &change)?))?;
        }
        self.place.clear();
        self.place.extend_from_slice(x);
        self.known = None;
        Ok(())
    }

    fn evaluate(&mut self, x: &[f64]) -> PyResult<()> {
        self.go(x)?;
        let Hessian::Function(function) = &mut self.hessian else { return Ok(()) };
        if self.known.as_ref().is_some_and(|(at, _)| at == x) {
            return Ok(());
        }
        self.matrices += 1;
        let value = function.at(x)?;
        let value = if value.hasattr("toarray")? { value.call_method0("toarray")? } else { value };
        let operator = value.hasattr("matvec")? && !value.hasattr("__array__")?;
        self.operators = operator;
        let value = if operator {
            Value::Operator(value)
        } else if x.len() == 1 {
            Value::Matrix(Array2::from_elem((1, 1), flat(&value)?.first().copied().unwrap_or(f64::NAN)))
        } else {
            Value::Matrix(square(&value, &[x])?)
        };
        self.known = Some((x.to_vec(), value));
        Ok(())
    }

    /// A gradient past the memo, which a difference takes.
    fn slope(&mut self, x: &[f64]) -> PyResult<Vec<f64>> {
        self.memo.njev += 1;
        let mut out = vec![0.0; x.len()];
        match &mut self.memo.objective.gradient {
            Gradient::Function(jac) => read(&jac.at(x)?, &mut out)?,
            Gradient::Differences(_) => {
                return Err(PyValueError::new_err(
                    "Whenever the gradient is estimated via finite-differences, we require the Hessian to be \
                     estimated using one of the quasi-Newton strategies.",
                ));
            }
        }
        Ok(out)
    }

    fn difference(&mut self, x: &[f64], p: &[f64], scheme: Scheme, step: f64) -> PyResult<Vec<f64>> {
        let size = p.iter().map(|p| p * p).sum::<f64>().sqrt();
        if size == 0.0 {
            return Ok(vec![0.0; p.len()]);
        }
        let step = step / size;
        let at = |by: f64| -> Vec<f64> { x.iter().zip(p).map(|(x, p)| x + by * p).collect() };
        let (high, low, span) = match scheme {
            Scheme::TwoPoint => {
                let mut here = vec![0.0; x.len()];
                self.memo.gradient(x, &mut here)?;
                (self.slope(&at(step))?, here, step)
            }
            Scheme::ThreePoint => {
                let low = self.slope(&at(-step))?;
                (self.slope(&at(step))?, low, 2.0 * step)
            }
            Scheme::ComplexStep => return self.complex_slope(x, p, step),
        };
        Ok(high.iter().zip(&low).map(|(h, l)| (h - l) / span).collect())
    }

    fn complex_slope(&mut self, x: &[f64], p: &[f64], step: f64) -> PyResult<Vec<f64>> {
        self.memo.njev += 1;
        let Gradient::Function(jac) = &self.memo.objective.gradient else { return self.slope(x) };
        let z: Vec<Complex64> = x.iter().zip(p).map(|(&x, p)| Complex64::new(x, step * p)).collect();
        let mut out = vec![0.0; x.len()];
        read(&jac.at_complex(z)?.getattr("imag")?, &mut out)?;
        out.iter_mut().for_each(|o| *o /= step);
        Ok(out)
    }
}

impl Smooth<PyErr> for Second<'_> {
    fn value(&mut self, x: &[f64]) -> PyResult<f64> {
        self.go(x)?;
        self.memo.value(x)
    }

    fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> PyResult<()> {
        self.go(x)?;
        self.memo.gradient(x, gradient)
    }

    fn calls(&self) -> usize {
        self.memo.nfev
    }
}

impl Curved<PyErr> for Second<'_> {
    fn settle(&mut self, x: &[f64]) -> PyResult<()> {
        self.evaluate(x)?;
        let counts = matches!(self.hessian, Hessian::Strategy(_) | Hessian::Function(_));
        self.settled += usize::from(counts && !self.operators);
        Ok(())
    }

    fn has_matrix(&self) -> bool {
        matches!(self.hessian, Hessian::Function(_)) && !self.operators
    }

    fn hessian(&mut self, x: &[f64]) -> PyResult<Array2<f64>> {
        self.evaluate(x)?;
        match &self.known {
            Some((_, Value::Matrix(h))) => Ok(h.clone()),
            _ => Err(PyValueError::new_err("the Hessian is not a matrix")),
        }
    }

    fn hessian_product(&mut self, x: &[f64], p: &[f64]) -> PyResult<Vec<f64>> {
        let mut out = vec![0.0; p.len()];
        match &self.hessian {
            Hessian::Product { function, after } => {
                self.products += 1;
                let py = function.py();
                let [x, p] = [vector(py, x)?.into_bound(py), vector(py, p)?.into_bound(py)];
                read(&call(function, [&x, &p], after)?, &mut out)?;
                return Ok(out);
            }
            Hessian::Along(step) => {
                let step = *step;
                self.gradient(x, &mut out)?;
                let mut ahead = vec![0.0; p.len()];
                let there: Vec<f64> = x.iter().zip(p).map(|(x, p)| x + step * p).collect();
                self.gradient(&there, &mut ahead)?;
                out.iter_mut().zip(&ahead).for_each(|(o, a)| *o = (a - *o) / step);
                return Ok(out);
            }
            Hessian::Differences { scheme, step } => {
                let (scheme, step) = (*scheme, *step);
                self.products += 1;
                self.go(x)?;
                return self.difference(x, p, scheme, step);
            }
            Hessian::Strategy(_) => self.go(x)?,
            Hessian::Function(_) => self.evaluate(x)?,
        }
        let operator = match (&self.hessian, &self.known) {
            (Hessian::Strategy(object), _) => object.clone(),
            (_, Some((_, Value::Operator(object)))) => object.clone(),
            (_, Some((_, Value::Matrix(h)))) => return Ok(h.dot(&ndarray::aview1(p)).to_vec()),
            _ => return Err(PyValueError::new_err("there is no Hessian")),
        };
        self.products += 1;
        let py = operator.py();
        read(&operator.call_method1("dot", (vector(py, p)?,))?, &mut out)?;
        Ok(out)
    }
}

/// The source that `hess` and `hessp` name; nothing if neither does. Products go before matrices if `products_first`.
pub(super) fn source<'py>(
    hess: Option<&Bound<'py, PyAny>>,
    hessp: Option<&Bound<'py, PyAny>>,
    args: Option<&Bound<'py, PyAny>>,
    products_first: bool,
) -> PyResult<Option<Hessian<'py>>> {
    let product = || hessp.map(|f| Hessian::Product { function: f.clone(), after: arguments(args) });
    if products_first && hessp.is_some() {
        return Ok(product());
    }
    let Some(hess) = hess else { return Ok(product()) };
    if hess.is_callable() {
        return Ok(Some(Hessian::Function(Callable::new(hess, args))));
    }
    if let Some(scheme) = scheme(hess) {
        let step = Precision::Double.relative_step(scheme);
        return Ok(Some(Hessian::Differences { scheme, step }));
    }
    let strategy = super::super::result::class(hess.py(), "HessianUpdateStrategy")?;
    if hess.is_instance(&strategy)? {
        return Ok(Some(Hessian::Strategy(hess.clone())));
    }
    Err(PyValueError::new_err(
        "`hess` must be either callable, HessianUpdateStrategy or one of ('2-point', '3-point', 'cs').",
    ))
}
