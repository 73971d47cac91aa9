//! The bit generators, and the one object that generators share.

use super::random_err;
use super::seed::{LegacySeed, PySeedSequence, legacy_seed};
use crate::array::wrap;
use crate::error::IntoPy;
use pallasite_array::NdArray;
use pallasite_numpy::random::{
    BitGenerator, HalfWord, Jump, MT19937_WORDS, Mt19937, Mt19937State, Pcg64, Pcg64Dxsm, Pcg64State, Philox,
    PhiloxState, SeedSequence, Sfc64, Sfc64State, Stream,
};
use pyo3::exceptions::{PyKeyError, PyNotImplementedError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use std::sync::{Arc, Mutex, MutexGuard};

/// A source of bits of any kind.
#[derive(Clone)]
pub(super) enum Bits {
    Pcg64(Pcg64),
    Pcg64Dxsm(Pcg64Dxsm),
    Mt19937(Box<Mt19937>),
    Philox(Philox),
    Sfc64(Sfc64),
}

impl Bits {
    pub(super) fn as_dyn(&mut self) -> &mut dyn BitGenerator {
        match self {
            Bits::Mt19937(b) => &mut **b,
            Bits::Pcg64(b) => b,
            Bits::Pcg64Dxsm(b) => b,
            Bits::Philox(b) => b,
            Bits::Sfc64(b) => b,
        }
    }

    fn seeded(name: &str, seed: &SeedSequence) -> PyResult<Bits> {
        Ok(match name {
            "PCG64" => Bits::Pcg64(Pcg64::from_seed(seed)),
            "PCG64DXSM" => Bits::Pcg64Dxsm(Pcg64Dxsm::from_seed(seed)),
            "MT19937" => Bits::Mt19937(Box::new(Mt19937::from_seed(seed))),
            "Philox" => Bits::Philox(Philox::from_seed(seed)),
            "SFC64" => Bits::Sfc64(Sfc64::from_seed(seed)),
            _ => return Err(PyTypeError::new_err(format!("there is no bit generator {name}"))),
        })
    }

    fn name(&self) -> &'static str {
        match self {
            Bits::Pcg64(_) => "PCG64",
            Bits::Pcg64Dxsm(_) => "PCG64DXSM",
            Bits::Mt19937(_) => "MT19937",
            Bits::Philox(_) => "Philox",
            Bits::Sfc64(_) => "SFC64",
        }
    }

    fn jumped(&self, jumps: u64) -> PyResult<Bits> {
        Ok(match self {
            Bits::Pcg64(b) => Bits::Pcg64(b.jumped(jumps)),
            Bits::Pcg64Dxsm(b) => Bits::Pcg64Dxsm(b.jumped(jumps)),
            Bits::Mt19937(b) => Bits::Mt19937(Box::new(b.jumped(jumps))),
            Bits::Philox(b) => Bits::Philox(b.jumped(jumps)),
            Bits::Sfc64(_) => return Err(PyNotImplementedError::new_err("SFC64 cannot jump")),
        })
    }
}

/// A source of bits that several Python objects draw from.
pub(super) type Shared = Arc<Mutex<Bits>>;

pub(super) fn lock(bits: &Shared) -> MutexGuard<'_, Bits> {
    bits.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// The base class of all bit generators.
#[pyclass(name = "BitGenerator", module = "pallasite.numpy.random", subclass)]
pub struct PyBitGenerator {
    pub(super) bits: Shared,
    pub(super) seed: Option<Py<PySeedSequence>>,
}

impl PyBitGenerator {
    /// A bit generator of the class that fits `bits`.
    pub(super) fn object(
        py: Python<'_>,
        bits: Bits,
        seed: Option<Py<PySeedSequence>>,
    ) -> PyResult<Py<PyAny>> {
        let name = bits.name();
        let base = PyClassInitializer::from(PyBitGenerator { bits: Arc::new(Mutex::new(bits)), seed });
        Ok(match name {
            "PCG64" => Py::new(py, base.add_subclass(PyPcg64))?.into_any(),
            "PCG64DXSM" => Py::new(py, base.add_subclass(PyPcg64Dxsm))?.into_any(),
            "MT19937" => Py::new(py, base.add_subclass(PyMt19937))?.into_any(),
            "Philox" => Py::new(py, base.add_subclass(PyPhilox))?.into_any(),
            _ => Py::new(py, base.add_subclass(PySfc64))?.into_any(),
        })
    }

    fn from_seed(name: &str, seed: &Bound<'_, PyAny>) -> PyResult<Self> {
        let py = seed.py();
        let seed = PySeedSequence::from_seed(seed)?;
        let bits = Bits::seeded(name, &seed.borrow(py).inner)?;
        Ok(PyBitGenerator { bits: Arc::new(Mutex::new(bits)), seed: Some(seed) })
    }
}

#[pymethods]
impl PyBitGenerator {
    #[new]
    #[pyo3(signature = (seed=None))]
    fn new(seed: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        let _ = seed;
        Err(PyNotImplementedError::new_err("BitGenerator is a base class and cannot be instantized"))
    }

    #[getter]
    fn seed_seq(&self, py: Python<'_>) -> Option<Py<PySeedSequence>> {
        self.seed.as_ref().map(|s| s.clone_ref(py))
    }

    /// The raw words of the source.
    #[pyo3(signature = (size=None, output=true))]
    fn random_raw(
        &self,
        py: Python<'_>,
        size: Option<&Bound<'_, PyAny>>,
        output: bool,
    ) -> PyResult<Py<PyAny>> {
        let shape = size.filter(|s| !s.is_none()).map(crate::convert::shape_of).transpose()?;
        let n = shape.as_ref().map_or(1, |s| s.iter().product());
        let mut bits = lock(&self.bits);
        let words: Vec<u64> = (0..n).map(|_| bits.as_dyn().next_raw()).collect();
        match shape {
            _ if !output => Ok(py.None()),
            None => Ok(words[0].into_pyobject(py)?.into_any().unbind()),
            Some(shape) => wrap(py, NdArray::from_vec_shape(words, &shape).py()?),
        }
    }

    /// Bit generators with independent streams.
    fn spawn(&self, py: Python<'_>, n_children: u32) -> PyResult<Vec<Py<PyAny>>> {
        let none = || PyTypeError::new_err("The underlying SeedSequence does not implement spawning.");
        let seed = self.seed.as_ref().ok_or_else(none)?.bind(py);
        let name = lock(&self.bits).name();
        let children: Vec<Py<PySeedSequence>> = seed.call_method1("spawn", (n_children,))?.extract()?;
        let child = |s: Py<PySeedSequence>| {
            let bits = Bits::seeded(name, &s.borrow(py).inner)?;
            Self::object(py, bits, Some(s))
        };
        children.into_iter().map(child).collect()
    }

    /// A copy that is far ahead in the stream.
    #[pyo3(signature = (jumps=1))]
    fn jumped(&self, py: Python<'_>, jumps: u64) -> PyResult<Py<PyAny>> {
        let bits = lock(&self.bits).jumped(jumps)?;
        Self::object(py, bits, None)
    }

    /// Skips `delta` draws.
    fn advance(slf: Bound<'_, Self>, delta: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let words = delta.call_method1("__and__", (u128::MAX,))?;
        let delta: u128 = words.extract()?;
        {
            let inner = slf.borrow();
            match &mut *lock(&inner.bits) {
                Bits::Pcg64(b) => b.advance(delta),
                Bits::Pcg64Dxsm(b) => b.advance(delta),
                Bits::Philox(b) => b.advance([delta as u64, (delta >> 64) as u64, 0, 0]),
                other => {
                    return Err(PyNotImplementedError::new_err(format!("{} cannot advance", other.name())));
                }
            }
        }
        Ok(slf.into_any().unbind())
    }

    #[getter]
    fn state<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        state_dict(py, &lock(&self.bits))
    }

    #[setter(state)]
    fn set_state(&self, value: &Bound<'_, PyDict>) -> PyResult<()> {
        restore(&mut lock(&self.bits), value)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let py = slf.py();
        let seed = slf.borrow().seed.as_ref().map(|s| s.clone_ref(py));
        let arguments = PyTuple::new(py, [seed.into_pyobject(py)?])?;
        let state = slf.borrow().state(py)?;
        PyTuple::new(py, [slf.get_type().into_any(), arguments.into_any(), state.into_any()])
    }

    fn __setstate__(&self, state: &Bound<'_, PyDict>) -> PyResult<()> {
        self.set_state(state)
    }
}

macro_rules! bit_generators {
    ($($(#[$doc:meta])* $class:ident = $name:literal;)*) => {
        $($(#[$doc])*
        #[pyclass(name = $name, module = "pallasite.numpy.random", extends = PyBitGenerator)]
        struct $class;

        #[pymethods]
        impl $class {
            #[new]
            #[pyo3(signature = (seed=None))]
            fn new(py: Python<'_>, seed: Option<Bound<'_, PyAny>>) -> PyResult<PyClassInitializer<Self>> {
                let seed = seed.unwrap_or_else(|| py.None().into_bound(py));
                Ok(PyClassInitializer::from(PyBitGenerator::from_seed($name, &seed)?).add_subclass($class))
            }
        })*
    };
}

bit_generators! {
    /// PCG64 (O'Neill 2014).
    PyPcg64 = "PCG64";
    /// PCG64 with the DXSM output function.
    PyPcg64Dxsm = "PCG64DXSM";
    /// Philox 4x64 (Salmon et al. 2011).
    PyPhilox = "Philox";
    /// SFC64 (Doty-Humphrey 2010).
    PySfc64 = "SFC64";
}

/// MT19937 (Matsumoto and Nishimura 1998).
#[pyclass(name = "MT19937", module = "pallasite.numpy.random", extends = PyBitGenerator)]
struct PyMt19937;

#[pymethods]
impl PyMt19937 {
    #[new]
    #[pyo3(signature = (seed=None))]
    fn new(py: Python<'_>, seed: Option<Bound<'_, PyAny>>) -> PyResult<PyClassInitializer<Self>> {
        let seed = seed.unwrap_or_else(|| py.None().into_bound(py));
        Ok(PyClassInitializer::from(PyBitGenerator::from_seed("MT19937", &seed)?).add_subclass(PyMt19937))
    }

    /// Seeds as NumPy did before version 1.17.
    fn _legacy_seeding(slf: PyRef<'_, Self>, seed: &Bound<'_, PyAny>) -> PyResult<()> {
        *lock(&slf.as_super().bits) = Bits::Mt19937(Box::new(legacy_twister(seed)?));
        Ok(())
    }
}

/// The twister of a legacy seed.
pub(super) fn legacy_twister(seed: &Bound<'_, PyAny>) -> PyResult<Mt19937> {
    if seed.is_none() {
        let entropy = PySeedSequence::from_seed(seed)?;
        return Ok(Mt19937::from_seed(&entropy.borrow(seed.py()).inner));
    }
    match legacy_seed(seed)? {
        LegacySeed::Int(i) => Ok(Mt19937::from_u32(i)),
        LegacySeed::Words(words) => Mt19937::from_array(&words).map_err(random_err),
    }
}

fn half(out: &Bound<'_, PyDict>, h: HalfWord) -> PyResult<()> {
    out.set_item("has_uint32", i32::from(h.has_uint32))?;
    out.set_item("uinteger", h.uinteger)
}

fn words(py: Python<'_>, w: &[u64]) -> PyResult<Py<PyAny>> {
    wrap(py, NdArray::from_vec(w.to_vec()))
}

/// NumPy's state dictionary.
pub(super) fn state_dict<'py>(py: Python<'py>, bits: &Bits) -> PyResult<Bound<'py, PyDict>> {
    let (out, inner) = (PyDict::new(py), PyDict::new(py));
    out.set_item("bit_generator", bits.name())?;
    let pcg = |s: Pcg64State| -> PyResult<()> {
        inner.set_item("state", s.state)?;
        inner.set_item("inc", s.inc)?;
        out.set_item("state", &inner)?;
        half(&out, s.half)
    };
    match bits {
        Bits::Pcg64(b) => pcg(b.state())?,
        Bits::Pcg64Dxsm(b) => pcg(b.state())?,
        Bits::Mt19937(b) => {
            let s = b.state();
            inner.set_item("key", wrap(py, NdArray::from_vec(s.key.to_vec()))?)?;
            inner.set_item("pos", s.pos)?;
            out.set_item("state", &inner)?;
        }
        Bits::Philox(b) => {
            let s = b.state();
            inner.set_item("counter", words(py, &s.counter)?)?;
            inner.set_item("key", words(py, &s.key)?)?;
            out.set_item("state", &inner)?;
            out.set_item("buffer", words(py, &s.buffer)?)?;
            out.set_item("buffer_pos", s.buffer_pos)?;
            half(&out, s.half)?;
        }
        Bits::Sfc64(b) => {
            let s = b.state();
            inner.set_item("state", words(py, &s.state)?)?;
            out.set_item("state", &inner)?;
            half(&out, s.half)?;
        }
    }
    Ok(out)
}

fn item<'py>(dict: &Bound<'py, PyDict>, key: &str) -> PyResult<Bound<'py, PyAny>> {
    dict.get_item(key)?.ok_or_else(|| PyKeyError::new_err(key.to_string()))
}

fn array<const N: usize>(dict: &Bound<'_, PyDict>, key: &str) -> PyResult<[u64; N]> {
    let values = crate::coerce::as_array(&item(dict, key)?, None)?.cast_vec::<u64>().py()?;
    values.try_into().map_err(|_| PyValueError::new_err(format!("state['{key}'] must have {N} words")))
}

/// Takes over a state dictionary of the same kind of generator.
pub(super) fn restore(bits: &mut Bits, value: &Bound<'_, PyDict>) -> PyResult<()> {
    let name: String = item(value, "bit_generator")?.extract()?;
    if name != bits.name() {
        return Err(PyValueError::new_err(format!("state must be for a {} RNG", bits.name())));
    }
    let inner = item(value, "state")?;
    let inner = inner.cast::<PyDict>()?;
    let half = || -> PyResult<HalfWord> {
        let has_uint32 = item(value, "has_uint32")?.extract::<i64>()? != 0;
        Ok(HalfWord { has_uint32, uinteger: item(value, "uinteger")?.extract()? })
    };
    let pcg = || -> PyResult<Pcg64State> {
        Ok(Pcg64State {
            state: item(inner, "state")?.extract()?,
            inc: item(inner, "inc")?.extract()?,
            half: half()?,
        })
    };
    match bits {
        Bits::Pcg64(b) => b.set_state(pcg()?),
        Bits::Pcg64Dxsm(b) => b.set_state(pcg()?),
        Bits::Mt19937(b) => b.set_state(twister_state(&item(inner, "key")?, item(inner, "pos")?.extract()?)?),
        Bits::Philox(b) => b.set_state(PhiloxState {
            counter: array(inner, "counter")?,
            key: array(inner, "key")?,
            buffer: array(value, "buffer")?,
            buffer_pos: item(value, "buffer_pos")?.extract()?,
            half: half()?,
        }),
        Bits::Sfc64(b) => b.set_state(Sfc64State { state: array(inner, "state")?, half: half()? }),
    }
    .map_err(random_err)
}

/// The state of the twister from a key array and a position.
pub(super) fn twister_state(key: &Bound<'_, PyAny>, pos: usize) -> PyResult<Mt19937State> {
    let key = crate::coerce::as_array(key, None)?.cast_vec::<u32>().py()?;
    let key: [u32; MT19937_WORDS] =
        key.try_into().map_err(|_| PyValueError::new_err("state must be 624 longs"))?;
    Ok(Mt19937State { key, pos })
}

/// Adds the classes to the module.
pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_class::<PyBitGenerator>()?;
    m.add_class::<PyPcg64>()?;
    m.add_class::<PyPcg64Dxsm>()?;
    m.add_class::<PyMt19937>()?;
    m.add_class::<PyPhilox>()?;
    m.add_class::<PySfc64>()
}
