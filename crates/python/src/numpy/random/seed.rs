//! Seeds: integers of any size, sequences of them, the operating system's entropy.

use super::random_err;
use crate::array::wrap;
use crate::error::IntoPy;
use pallasite_array::{DType, Kind, NdArray};
use pallasite_numpy::random::SeedSequence;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyInt, PyTuple};

/// Mixes sources of entropy into initial states of bit generators.
#[pyclass(name = "SeedSequence", module = "pallasite.numpy.random", subclass)]
pub struct PySeedSequence {
    pub(super) inner: SeedSequence,
    entropy: Py<PyAny>,
}

/// The 32-bit words of an integer, the least significant first; `0` has one word.
fn words_of_int(i: &Bound<'_, PyInt>) -> PyResult<Vec<u32>> {
    if i.lt(0)? {
        return Err(PyValueError::new_err("expected non-negative integer"));
    }
    let bits: usize = i.call_method0("bit_length")?.extract()?;
    let length = bits.div_ceil(32).max(1) * 4;
    let bytes = i.call_method1("to_bytes", (length, "little"))?;
    let words = bytes.cast::<PyBytes>()?.as_bytes().chunks_exact(4);
    Ok(words.map(|w| u32::from_le_bytes([w[0], w[1], w[2], w[3]])).collect())
}

/// The words of an integer or of a sequence of integers, one after the other.
pub(super) fn words_of(object: &Bound<'_, PyAny>) -> PyResult<Vec<u32>> {
    if let Ok(i) = object.cast::<PyInt>() {
        return words_of_int(i);
    }
    if let Ok(i) = object.call_method0("__index__") {
        return words_of_int(i.cast::<PyInt>()?);
    }
    let not_int = || PyTypeError::new_err("SeedSequence expects int or sequence of ints for entropy");
    if object.is_instance_of::<pyo3::types::PyFloat>() {
        return Err(not_int());
    }
    let items = object.try_iter().map_err(|_| not_int())?;
    items.map(|i| words_of(&i?)).collect::<PyResult<Vec<_>>>().map(|v| v.concat())
}

/// 128 bits from the operating system.
pub(super) fn fresh_entropy(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    py.import("secrets")?.call_method1("randbits", (128,))
}

impl PySeedSequence {
    fn around(py: Python<'_>, inner: SeedSequence, entropy: Py<PyAny>) -> PyResult<Py<Self>> {
        Py::new(py, PySeedSequence { inner, entropy })
    }

    /// The sequence that a `seed=` argument means.
    pub(super) fn from_seed(seed: &Bound<'_, PyAny>) -> PyResult<Py<Self>> {
        let py = seed.py();
        if let Ok(s) = seed.cast::<PySeedSequence>() {
            return Ok(s.clone().unbind());
        }
        let entropy = if seed.is_none() { fresh_entropy(py)? } else { seed.clone() };
        Self::around(py, SeedSequence::new(&words_of(&entropy)?), entropy.unbind())
    }
}

#[pymethods]
impl PySeedSequence {
    #[new]
    #[pyo3(signature = (entropy=None, *, spawn_key=None, pool_size=4, n_children_spawned=0))]
    fn new(
        py: Python<'_>,
        entropy: Option<Bound<'_, PyAny>>,
        spawn_key: Option<&Bound<'_, PyAny>>,
        pool_size: usize,
        n_children_spawned: u32,
    ) -> PyResult<Self> {
        let entropy = entropy.map_or_else(|| fresh_entropy(py), Ok)?;
        let key = spawn_key.map_or(Ok(Vec::new()), words_of)?;
        let words = words_of(&entropy)?;
        let inner =
            SeedSequence::with_spawn_key(&words, &key, pool_size, n_children_spawned).map_err(random_err)?;
        Ok(PySeedSequence { inner, entropy: entropy.unbind() })
    }

    #[getter]
    fn entropy(&self, py: Python<'_>) -> Py<PyAny> {
        self.entropy.clone_ref(py)
    }

    #[getter]
    fn spawn_key<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.inner.spawn_key())
    }

    #[getter]
    fn pool_size(&self) -> usize {
        self.inner.pool_size()
    }

    #[getter]
    fn n_children_spawned(&self) -> u32 {
        self.inner.n_children_spawned()
    }

    #[getter]
    fn pool(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        wrap(py, NdArray::from_vec(self.inner.pool().to_vec()))
    }

    /// What the sequence can be made from again.
    #[getter]
    fn state<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let out = PyDict::new(py);
        out.set_item("entropy", &self.entropy)?;
        out.set_item("spawn_key", self.spawn_key(py)?)?;
        out.set_item("pool_size", self.inner.pool_size())?;
        out.set_item("n_children_spawned", self.inner.n_children_spawned())?;
        Ok(out)
    }

    /// The requested number of words for seeding.
    #[pyo3(signature = (n_words, dtype=None))]
    fn generate_state(
        &self,
        py: Python<'_>,
        n_words: usize,
        dtype: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Py<PyAny>> {
        match crate::convert::dtype_of(dtype)?.unwrap_or(DType::UINT32).kind() {
            Kind::UInt32 => wrap(py, NdArray::from_vec(self.inner.generate_u32(n_words))),
            Kind::UInt64 => wrap(py, NdArray::from_vec(self.inner.generate_u64(n_words))),
            _ => Err(PyValueError::new_err("only support uint32 or uint64")),
        }
    }

    /// Children with independent streams.
    fn spawn(&mut self, py: Python<'_>, n_children: u32) -> PyResult<Vec<Py<Self>>> {
        let children = self.inner.spawn(n_children).map_err(random_err)?;
        children.into_iter().map(|c| Self::around(py, c, self.entropy.clone_ref(py))).collect()
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let py = slf.py();
        let functools = py.import("functools")?;
        let state = slf.borrow().state(py)?;
        let make = functools.getattr("partial")?.call((slf.get_type(),), Some(&state))?;
        PyTuple::new(py, [make, PyTuple::empty(py).into_any()])
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let mut out = format!("SeedSequence(\n    entropy={},", self.entropy.bind(py).repr()?);
        if !self.inner.spawn_key().is_empty() {
            out += &format!("\n    spawn_key={},", self.spawn_key(py)?.repr()?);
        }
        if self.inner.pool_size() != 4 {
            out += &format!("\n    pool_size={},", self.inner.pool_size());
        }
        if self.inner.n_children_spawned() != 0 {
            out += &format!("\n    n_children_spawned={},", self.inner.n_children_spawned());
        }
        Ok(out + "\n)")
    }
}

/// A seed of the legacy kind: an integer below 2^32, or words.
pub(super) enum LegacySeed {
    Int(u32),
    Words(Vec<u32>),
}

/// What `RandomState(seed)` and `seed(seed)` accept.
pub(super) fn legacy_seed(object: &Bound<'_, PyAny>) -> PyResult<LegacySeed> {
    let range = || PyValueError::new_err("Seed must be between 0 and 2**32 - 1");
    if let Ok(i) = object.call_method0("__index__") {
        return i.extract::<u32>().map(LegacySeed::Int).map_err(|_| range());
    }
    let a = crate::coerce::as_array(object, None)?;
    if !a.kind().is_integer() {
        let text = format!(
            "Cannot cast array data from {} to dtype('int64') according to the rule 'safe'",
            a.dtype().repr()
        );
        return Err(PyTypeError::new_err(text));
    }
    if a.size() == 0 {
        return Err(PyValueError::new_err("Seed must be non-empty"));
    }
    if a.ndim() != 1 {
        return Err(PyValueError::new_err("Seed array must be 1-d"));
    }
    let words = a.cast_vec::<i64>().py()?;
    words
        .into_iter()
        .map(|w| u32::try_from(w).map_err(|_| range()))
        .collect::<PyResult<_>>()
        .map(LegacySeed::Words)
}
