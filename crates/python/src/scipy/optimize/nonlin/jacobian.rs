//! The quasi-Newton approximations as Python objects.

use super::super::newton::is_complex;
use super::{Entry, entries, flat};
use crate::array::wrap;
use crate::coerce::as_array;
use crate::error::{IntoPy, named_error};
use num_complex::Complex64;
use pallasite_array::NdArray;
use pallasite_optimize::{Function, InverseJacobian, NonlinError, QuasiNewton, QuasiNewtonKind, Reduction};
use pyo3::exceptions::{PyAttributeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// The approximation over real or complex numbers, once it is known which.
pub(in crate::scipy::optimize) enum Model {
    Real(QuasiNewton<f64>),
    Complex(QuasiNewton<Complex64>),
}

/// What stands behind `BroydenFirst`, `Anderson` and the like.
#[pyclass(name = "QuasiNewton", module = "pallasite.scipy.optimize", subclass)]
pub struct PyQuasiNewton {
    kind: QuasiNewtonKind,
    alpha: Option<f64>,
    model: Model,
    size: usize,
}

fn singular() -> PyErr {
    named_error("linalg", "LinAlgError", "Matrix is singular.".to_owned())
}

/// The way in which Broyden's matrices are kept small.
fn reduction_of(value: Option<&Bound<'_, PyAny>>) -> PyResult<Reduction> {
    let Some(value) = value else { return Ok(Reduction::Restart) };
    let (name, retain) = match value.cast::<PyTuple>() {
        Ok(parts) => {
            let retain = if parts.len() > 1 { parts.get_item(1)?.extract()? } else { None };
            (parts.get_item(0)?.extract::<String>()?, retain)
        }
        Err(_) => (value.extract::<String>()?, None),
    };
    match name.as_str() {
        "restart" => Ok(Reduction::Restart),
        "simple" => Ok(Reduction::Simple),
        "svd" => Ok(Reduction::Svd(retain)),
        _ => Err(PyValueError::new_err(format!("Unknown rank reduction method '{name}'"))),
    }
}

/// Does the same with either model.
macro_rules! either {
    ($self:expr, $model:ident, $type:ident => $body:expr) => {
        match &mut $self.model {
            Model::Real($model) => {
                type $type = f64;
                $body
            }
            Model::Complex($model) => {
                type $type = Complex64;
                $body
            }
        }
    };
}

#[pymethods]
impl PyQuasiNewton {
    #[new]
    #[pyo3(signature = (kind, alpha=None, reduction_method=None, max_rank=None, w0=0.01, M=5, alphamax=1.0))]
    #[allow(non_snake_case)]
    fn new(
        kind: &str,
        alpha: Option<f64>,
        reduction_method: Option<&Bound<'_, PyAny>>,
        max_rank: Option<f64>,
        w0: f64,
        M: usize,
        alphamax: f64,
    ) -> PyResult<Self> {
        let rank = max_rank.filter(|r| r.is_finite()).map(|r| r as usize);
        let kind = match kind {
            "broyden1" => QuasiNewtonKind::BroydenFirst(reduction_of(reduction_method)?, rank),
            "broyden2" => QuasiNewtonKind::BroydenSecond(reduction_of(reduction_method)?, rank),
            "anderson" => QuasiNewtonKind::Anderson { w0, m: M },
            "diagbroyden" => QuasiNewtonKind::DiagBroyden,
            "linearmixing" => QuasiNewtonKind::LinearMixing,
            "excitingmixing" => QuasiNewtonKind::ExcitingMixing { alphamax },
            other => return Err(PyValueError::new_err(format!("Unknown approximation '{other}'"))),
        };
        Ok(Self { kind, alpha, model: Model::Real(QuasiNewton::new(kind, alpha)), size: 0 })
    }

    /// Begins at `x`, where the function is `F`.
    #[pyo3(signature = (x, F, func=None))]
    #[allow(non_snake_case)]
    fn setup(
        &mut self,
        x: &Bound<'_, PyAny>,
        F: &Bound<'_, PyAny>,
        func: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<()> {
        let _ = func;
        let complex = is_complex(&as_array(x, None)?) || is_complex(&as_array(F, None)?);
        if complex {
            self.begin::<Complex64>(&entries(x)?, &entries(F)?);
        } else {
            self.begin::<f64>(&entries(x)?, &entries(F)?);
        }
        Ok(())
    }

    /// Learns from a step to `x`, where the function is `F`.
    #[allow(non_snake_case)]
    fn update(&mut self, x: &Bound<'_, PyAny>, F: &Bound<'_, PyAny>) -> PyResult<()> {
        either!(self, model, T => model.update(&entries::<T>(x)?, &entries::<T>(F)?));
        Ok(())
    }

    /// The product of the inverse with a vector.
    #[pyo3(signature = (v, tol=0.0))]
    fn solve<'py>(&mut self, v: &Bound<'py, PyAny>, tol: f64) -> PyResult<Bound<'py, PyAny>> {
        let _ = tol;
        either!(self, model, T => flat(v.py(), &model.solve(&entries::<T>(v)?)))
    }

    /// The product with a vector.
    fn matvec<'py>(&mut self, v: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        either!(self, model, T => flat(v.py(), &model.apply(&entries::<T>(v)?).ok_or_else(singular)?))
    }

    /// The product of the adjoint of the inverse with a vector.
    #[pyo3(signature = (v, tol=0.0))]
    fn rsolve<'py>(&mut self, v: &Bound<'py, PyAny>, tol: f64) -> PyResult<Bound<'py, PyAny>> {
        let _ = tol;
        self.has_adjoint("rsolve")?;
        either!(self, model, T => {
            flat(v.py(), &model.solve_adjoint(&entries::<T>(v)?).ok_or_else(singular)?)
        })
    }

    /// The product of the adjoint with a vector.
    fn rmatvec<'py>(&mut self, v: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        self.has_adjoint("rmatvec")?;
        either!(self, model, T => {
            flat(v.py(), &model.apply_adjoint(&entries::<T>(v)?).ok_or_else(singular)?)
        })
    }

    /// All entries of the approximate Jacobian.
    fn todense<'py>(&mut self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let n = self.size;
        either!(self, model, T => {
            let mut columns: Vec<T> = Vec::with_capacity(n * n);
            for j in 0..n {
                let unit: Vec<T> = (0..n).map(|i| T::from(f64::from(u8::from(i == j)))).collect();
                columns.extend(model.apply(&unit).ok_or_else(singular)?);
            }
            let transposed = NdArray::from_vec_shape(columns, &[n, n]).py()?;
            Ok(wrap(py, transposed.transpose())?.into_bound(py))
        })
    }

    #[getter]
    fn shape(&self) -> (usize, usize) {
        (self.size, self.size)
    }

    #[getter]
    fn dtype<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let name = if matches!(self.model, Model::Real(_)) { "float64" } else { "complex128" };
        py.import("pallasite.numpy")?.getattr("dtype")?.call1((name,))
    }

    #[getter]
    fn alpha(&self) -> Option<f64> {
        self.alpha
    }
}

impl PyQuasiNewton {
    fn begin<T: Entry>(&mut self, x: &[T], f: &[T]) {
        let mut model = QuasiNewton::<T>::new(self.kind, self.alpha);
        model.setup(x, f);
        (self.model, self.size) = (T::wrapped(model), f.len());
    }

    fn has_adjoint(&self, name: &str) -> PyResult<()> {
        if matches!(self.kind, QuasiNewtonKind::Anderson { .. }) {
            return Err(PyAttributeError::new_err(format!("'Anderson' object has no attribute '{name}'")));
        }
        Ok(())
    }
}

/// The model of a Python object, used without going through Python.
pub(super) struct Lent<'py>(pub Bound<'py, PyQuasiNewton>);

impl<T: Entry> InverseJacobian<T, PyErr> for Lent<'_> {
    fn setup(&mut self, x: &[T], f: &[T]) -> PyResult<()> {
        self.0.try_borrow_mut()?.begin(x, f);
        Ok(())
    }

    fn solve(&mut self, f: &[T], _: f64, _: Function<'_, T, PyErr>) -> Result<Vec<T>, NonlinError<PyErr>> {
        let mut own = self.0.try_borrow_mut().map_err(|e| NonlinError::Callback(e.into()))?;
        Ok(T::model(&mut own.model).map_or_else(Vec::new, |model| model.solve(f)))
    }

    fn update(&mut self, x: &[T], f: &[T]) -> PyResult<()> {
        if let Some(model) = T::model(&mut self.0.try_borrow_mut()?.model) {
            model.update(x, f);
        }
        Ok(())
    }
}
