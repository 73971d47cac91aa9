//! `numpy.random.RandomState` and, through one global instance, the functions of `numpy.random`.

use super::bits::{Bits, PyBitGenerator, Shared, legacy_twister, lock, state_dict, twister_state};
use super::draw::{Param, filled, size_of, variates};
use super::generator::{IntegerDraw, store};
use super::rows::with_common_rows;
use super::{random_err, sequences};
use crate::array::wrap;
use pallasite_array::{Kind, NdArray};
use pallasite_numpy::random::{BitGenerator, ChoiceOptions, RandomState, Stream};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyTuple};
use std::sync::{Arc, Mutex};

/// The legacy interface to a bit generator, MT19937 by default.
#[pyclass(name = "RandomState", module = "pallasite.numpy.random")]
pub struct PyRandomState {
    bits: Shared,
    /// The second normal of a pair.
    gauss: Arc<Mutex<Option<f64>>>,
    source: Py<PyAny>,
}

/// Runs `$body` with `$g` a legacy generator on the locked source.
macro_rules! with {
    ($state:expr, $g:ident => $body:expr) => {{
        let mut guard = lock(&$state.0);
        let mut $g = RandomState::<&mut dyn BitGenerator>::with_bits(guard.as_dyn());
        $g.set_gauss(*gauss(&$state.1));
        let result = $body;
        *gauss(&$state.1) = $g.gauss();
        result
    }};
}

fn gauss(kept: &Mutex<Option<f64>>) -> std::sync::MutexGuard<'_, Option<f64>> {
    kept.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// A row gives a method, as in `generator.rs`.
macro_rules! distributions {
    ($($(#[$doc:meta])* fn $name:ident($($param:ident $(= $default:expr)?),*) -> $item:ty = |$g:ident, $out:ident| $fill:expr;)*) => {
        #[pymethods]
        impl PyRandomState {$(
            $(#[$doc])*
            #[pyo3(signature = ($($param $(= Param::Number($default))?,)* size=None))]
            fn $name(&self, py: Python<'_>, $($param: Param,)* size: Option<&Bound<'_, PyAny>>) -> PyResult<Py<PyAny>> {
                let state = (&self.bits, &self.gauss);
                variates(py, [$($param),*], size, |[$($param),*], $out: &mut [$item]| with!(state, $g => $fill))
            }
        )*}
    };
}

with_common_rows! { distributions! {
    /// Uniform in `[low, high)`.
    fn uniform(low = 0.0, high = 1.0) -> f64 = |g, out| store(out, |n| g.uniform(low, high, n));
    /// Normal with mean 0 and standard deviation 1.
    fn standard_normal() -> f64 = |g, out| g.fill_standard_normal(out);
    /// Exponential with mean 1.
    fn standard_exponential() -> f64 = |g, out| g.fill_standard_exponential(out);
    /// Gamma with scale 1.
    fn standard_gamma(shape) -> f64 = |g, out| g.fill_standard_gamma(shape, out);
    /// Binomial.
    fn binomial(n, p) -> i64 = |g, out| store(out, |k| g.binomial(n as i64, p, k));
} }

/// `rand(2, 3)`: the shape spread over the arguments.
fn spread<'py>(shape: &Bound<'py, PyTuple>) -> Option<Bound<'py, PyAny>> {
    (!shape.is_empty()).then(|| shape.clone().into_any())
}

impl PyRandomState {
    fn with_source(source: Bound<'_, PyAny>) -> PyResult<Self> {
        let bits = source.cast::<PyBitGenerator>()?.borrow().bits.clone();
        Ok(PyRandomState { bits, gauss: Arc::default(), source: source.unbind() })
    }
}

#[pymethods]
impl PyRandomState {
    #[new]
    #[pyo3(signature = (seed=None))]
    fn new(py: Python<'_>, seed: Option<Bound<'_, PyAny>>) -> PyResult<Self> {
        let seed = seed.unwrap_or_else(|| py.None().into_bound(py));
        if seed.is_instance_of::<PyBitGenerator>() {
            return Self::with_source(seed);
        }
        let bits = Bits::Mt19937(Box::new(legacy_twister(&seed)?));
        Self::with_source(PyBitGenerator::object(py, bits, None)?.into_bound(py))
    }

    /// Starts the stream over.
    #[pyo3(signature = (seed=None))]
    fn seed(&self, py: Python<'_>, seed: Option<Bound<'_, PyAny>>) -> PyResult<()> {
        let seed = seed.unwrap_or_else(|| py.None().into_bound(py));
        let mut bits = lock(&self.bits);
        if !matches!(&*bits, Bits::Mt19937(_)) {
            return Err(PyTypeError::new_err("can only re-seed a MT19937 BitGenerator"));
        }
        *bits = Bits::Mt19937(Box::new(legacy_twister(&seed)?));
        *gauss(&self.gauss) = None;
        Ok(())
    }

    /// What the stream can be continued from.
    #[pyo3(signature = (legacy=true))]
    fn get_state<'py>(&self, py: Python<'py>, legacy: bool) -> PyResult<Bound<'py, PyAny>> {
        let bits = lock(&self.bits);
        let kept = *gauss(&self.gauss);
        let (has_gauss, cached) = (i32::from(kept.is_some()), kept.unwrap_or(0.0));
        match &*bits {
            Bits::Mt19937(b) if legacy => {
                let s = b.state();
                let key = wrap(py, NdArray::from_vec(s.key.to_vec()))?;
                Ok(("MT19937", key, s.pos, has_gauss, cached).into_pyobject(py)?.into_any())
            }
            other => {
                let out = state_dict(py, other)?;
                out.set_item("has_gauss", has_gauss)?;
                out.set_item("gauss", cached)?;
                Ok(out.into_any())
            }
        }
    }

    /// Continues from a state.
    fn set_state(&self, state: &Bound<'_, PyAny>) -> PyResult<()> {
        let mut bits = lock(&self.bits);
        if let Ok(dict) = state.cast::<PyDict>() {
            super::bits::restore(&mut bits, dict)?;
            let has: bool = dict.get_item("has_gauss")?.is_some_and(|h| h.is_truthy().unwrap_or(false));
            let value = dict.get_item("gauss")?.map_or(Ok(0.0), |g| g.extract())?;
            *gauss(&self.gauss) = has.then_some(value);
            return Ok(());
        }
        let parts: Vec<Bound<'_, PyAny>> = state
            .try_iter()?
            .collect::<PyResult<_>>()
            .map_err(|_| PyTypeError::new_err("state must be a dict or a tuple."))?;
        let (Bits::Mt19937(b), [name, key, pos, rest @ ..]) = (&mut *bits, &parts[..]) else {
            return Err(PyValueError::new_err(
                "set_state can only be used with legacy MT19937 state instances.",
            ));
        };
        if name.extract::<String>()? != "MT19937" {
            return Err(PyValueError::new_err(
                "set_state can only be used with legacy MT19937 state instances.",
            ));
        }
        b.set_state(twister_state(key, pos.extract()?)?).map_err(random_err)?;
        *gauss(&self.gauss) = match rest {
            [has, value] if has.is_truthy()? => Some(value.extract()?),
            _ => None,
        };
        Ok(())
    }

    /// Uniform in `[0, 1)`.
    #[pyo3(signature = (size=None))]
    fn random_sample(&self, py: Python<'_>, size: Option<&Bound<'_, PyAny>>) -> PyResult<Py<PyAny>> {
        let state = (&self.bits, &self.gauss);
        filled(py, size_of(size)?.as_deref(), |out: &mut [f64]| {
            with!(state, g => g.fill_random_sample(out));
            Ok(())
        })
    }

    /// Uniform in `[0, 1)`.
    #[pyo3(signature = (size=None))]
    fn random(&self, py: Python<'_>, size: Option<&Bound<'_, PyAny>>) -> PyResult<Py<PyAny>> {
        self.random_sample(py, size)
    }

    /// Uniform in `[0, 1)`, of the given shape.
    #[pyo3(signature = (*args))]
    fn rand(&self, py: Python<'_>, args: &Bound<'_, PyTuple>) -> PyResult<Py<PyAny>> {
        self.random_sample(py, spread(args).as_ref())
    }

    /// Standard normal, of the given shape.
    #[pyo3(signature = (*args))]
    fn randn(&self, py: Python<'_>, args: &Bound<'_, PyTuple>) -> PyResult<Py<PyAny>> {
        self.standard_normal(py, spread(args).as_ref())
    }

    /// Integers from `low` (inclusive) to `high` (exclusive).
    #[pyo3(signature = (low, high=None, size=None, dtype=None))]
    fn randint(
        &self,
        py: Python<'_>,
        low: &Bound<'_, PyAny>,
        high: Option<&Bound<'_, PyAny>>,
        size: Option<&Bound<'_, PyAny>>,
        dtype: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Py<PyAny>> {
        let state = (&self.bits, &self.gauss);
        let int = py.get_type::<pyo3::types::PyInt>();
        let draw = IntegerDraw::new(low, high, size, Some(dtype.unwrap_or(int.as_any())))?;
        macro_rules! run {
            ($t:ty, $item:ty) => {
                draw.run::<$item>(py, |low, high, out| {
                    let n = out.len();
                    let values = with!(state, g => g.randint::<$t>(low, high, n))?;
                    out.iter_mut().zip(values).for_each(|(o, v)| *o = <$item>::from(v));
                    Ok(())
                })
            };
        }
        match draw.dtype.kind() {
            Kind::Bool => run!(bool, pallasite_array::Bool),
            Kind::Int8 => run!(i8, i8),
            Kind::UInt8 => run!(u8, u8),
            Kind::Int16 => run!(i16, i16),
            Kind::UInt16 => run!(u16, u16),
            Kind::Int32 => run!(i32, i32),
            Kind::UInt32 => run!(u32, u32),
            Kind::Int64 => run!(i64, i64),
            Kind::UInt64 => run!(u64, u64),
            _ => Err(PyTypeError::new_err(format!("Unsupported dtype {} for randint", draw.dtype.repr()))),
        }
    }

    /// Random bytes.
    fn bytes<'py>(&self, py: Python<'py>, length: usize) -> PyResult<Bound<'py, PyBytes>> {
        let state = (&self.bits, &self.gauss);
        Ok(PyBytes::new(py, &with!(state, g => g.bytes(length)).map_err(random_err)?))
    }

    /// A sample of a population.
    #[pyo3(signature = (a, size=None, replace=true, p=None))]
    fn choice(
        &self,
        a: &Bound<'_, PyAny>,
        size: Option<&Bound<'_, PyAny>>,
        replace: bool,
        p: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Py<PyAny>> {
        let state = (&self.bits, &self.gauss);
        sequences::choice(a, size, p, 0, |population, n, p, tolerance| {
            let options = ChoiceOptions { replace, p, tolerance, shuffle: true };
            with!(state, g => g.choice(population, n, &options))
        })
    }

    /// Shuffles in place along the first axis.
    fn shuffle(&self, x: &Bound<'_, PyAny>) -> PyResult<()> {
        let state = (&self.bits, &self.gauss);
        sequences::shuffle(x, 0, |n| with!(state, g => g.permutation(n)).map_err(random_err))
    }

    /// A shuffled copy, or a shuffled range.
    fn permutation(&self, x: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let state = (&self.bits, &self.gauss);
        sequences::permutation(x, 0, |n| with!(state, g => g.permutation(n)).map_err(random_err))
    }

    /// Counts of outcomes of several trials.
    #[pyo3(signature = (n, pvals, size=None))]
    fn multinomial(
        &self,
        n: i64,
        pvals: &Bound<'_, PyAny>,
        size: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Py<PyAny>> {
        let state = (&self.bits, &self.gauss);
        let values = sequences::vector(pvals)?;
        sequences::rows(pvals.py(), size, values.len(), |k| with!(state, g => g.multinomial(n, &values, k)))
    }

    /// Dirichlet.
    #[pyo3(signature = (alpha, size=None))]
    fn dirichlet(&self, alpha: &Bound<'_, PyAny>, size: Option<&Bound<'_, PyAny>>) -> PyResult<Py<PyAny>> {
        let state = (&self.bits, &self.gauss);
        let values = sequences::vector(alpha)?;
        sequences::rows(alpha.py(), size, values.len(), |k| with!(state, g => g.dirichlet(&values, k)))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let py = slf.py();
        let inner = slf.borrow();
        let arguments = PyTuple::new(py, [inner.source.clone_ref(py)])?;
        let state = inner.get_state(py, false)?;
        PyTuple::new(py, [slf.get_type().into_any(), arguments.into_any(), state])
    }

    fn __setstate__(&self, state: &Bound<'_, PyAny>) -> PyResult<()> {
        self.set_state(state)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        Ok(format!("{} at {:#X}", Self::__str__(slf)?, slf.as_ptr() as usize))
    }

    fn __str__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let name = slf.borrow().source.bind(slf.py()).get_type().name()?.to_string();
        Ok(format!("RandomState({name})"))
    }

    /// The bit generator underneath.
    #[getter]
    fn _bit_generator(&self, py: Python<'_>) -> Py<PyAny> {
        self.source.clone_ref(py)
    }
}
