//! `numpy.random.Generator`.

use super::bits::{Bits, PyBitGenerator, Shared, lock, state_dict};
use super::draw::{Param, filled, out_array, size_of, variates};
use super::rows::with_common_rows;
use super::{random_err, sequences};
use crate::array::wrap;
use crate::coerce::as_array;
use crate::error::IntoPy;
use pallasite_array::{DType, Element, Kind, NdArray, Order};
use pallasite_numpy::random::{ChoiceOptions, Generator, RandomError};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyTuple};

/// Draws from distributions, from any bit generator.
#[pyclass(name = "Generator", module = "pallasite.numpy.random")]
pub struct PyGenerator {
    bits: Shared,
    source: Py<PyAny>,
}

/// Runs `$body` with `$g` a generator on the locked source: known to the compiler for PCG64, else by name.
macro_rules! with {
    ($bits:expr, $g:ident => $body:expr) => {{
        let mut guard = lock(&$bits);
        match &mut *guard {
            Bits::Pcg64(b) => {
                let mut $g = Generator::new(b);
                $body
            }
            other => {
                let mut $g = Generator::new(other.as_dyn());
                $body
            }
        }
    }};
}

/// A row gives a method: its parameters with defaults, the type of a variate, and how a slice is filled.
macro_rules! distributions {
    ($($(#[$doc:meta])* fn $name:ident($($param:ident $(= $default:expr)?),*) -> $item:ty = |$g:ident, $out:ident| $fill:expr;)*) => {
        #[pymethods]
        impl PyGenerator {$(
            $(#[$doc])*
            #[pyo3(signature = ($($param $(= Param::Number($default))?,)* size=None))]
            fn $name(&self, py: Python<'_>, $($param: Param,)* size: Option<&Bound<'_, PyAny>>) -> PyResult<Py<PyAny>> {
                let bits = &self.bits;
                variates(py, [$($param),*], size, |[$($param),*], $out: &mut [$item]| with!(bits, $g => $fill))
            }
        )*}
    };
}

with_common_rows! { distributions! {
    /// Uniform in `[low, high)`.
    fn uniform(low = 0.0, high = 1.0) -> f64 = |g, out| g.fill_uniform(low, high, out);
    /// Binomial.
    fn binomial(n, p) -> i64 = |g, out| g.fill_binomial(n as i64, p, out);
} }

/// Fills a slice from a method that returns a vector.
pub(super) fn store<T: Copy>(
    out: &mut [T],
    draw: impl FnOnce(usize) -> Result<Vec<T>, RandomError>,
) -> Result<(), RandomError> {
    out.copy_from_slice(&draw(out.len())?);
    Ok(())
}

/// Which standard variates to draw.
#[derive(Clone, Copy)]
enum Standard {
    Uniform,
    Normal,
    Exponential,
    ExponentialByInversion,
}

/// Fills a slice of either float type.
macro_rules! fill_standard {
    ($bits:expr, $kind:expr, $out:expr) => {
        with!($bits, g => {
            match $kind {
                Standard::Uniform => g.fill_random($out),
                Standard::Normal => g.fill_standard_normal($out),
                Standard::Exponential => g.fill_standard_exponential($out),
                Standard::ExponentialByInversion => g.fill_standard_exponential_inverse($out),
            }
            Ok(())
        })
    };
}

impl PyGenerator {
    pub(super) fn on(source: &Bound<'_, PyBitGenerator>) -> Self {
        PyGenerator { bits: source.borrow().bits.clone(), source: source.clone().into_any().unbind() }
    }

    fn standard(
        &self,
        py: Python<'_>,
        kind: Standard,
        size: Option<&Bound<'_, PyAny>>,
        dtype: Option<&Bound<'_, PyAny>>,
        out: Option<&Bound<'_, PyAny>>,
        name: &str,
    ) -> PyResult<Py<PyAny>> {
        let size = size_of(size)?;
        let dtype = crate::convert::dtype_of(dtype)?.unwrap_or_default();
        if !dtype.is(Kind::Float64) && !dtype.is(Kind::Float32) {
            return Err(PyTypeError::new_err(format!("Unsupported dtype {} for {name}", dtype.repr())));
        }
        let bits = &self.bits;
        if let Some(out) = out.filter(|o| !o.is_none()) {
            let a = out_array(out, size.as_deref(), &dtype)?;
            let (start, n) = (a.as_ptr(), a.size());
            // SAFETY: contiguous, aligned and writable, as `out_array` has checked; the GIL keeps others away.
            return unsafe {
                if dtype.is(Kind::Float32) {
                    fill_standard!(bits, kind, std::slice::from_raw_parts_mut(start.cast::<f32>(), n))
                } else {
                    fill_standard!(bits, kind, std::slice::from_raw_parts_mut(start.cast::<f64>(), n))
                }
            }
            .map(|()| out.clone().unbind())
            .map_err(random_err);
        }
        if dtype.is(Kind::Float32) {
            return filled(py, size.as_deref(), |out: &mut [f32]| fill_standard!(bits, kind, out));
        }
        filled(py, size.as_deref(), |out: &mut [f64]| fill_standard!(bits, kind, out))
    }
}

#[pymethods]
impl PyGenerator {
    #[new]
    fn new(bit_generator: &Bound<'_, PyAny>) -> PyResult<Self> {
        Ok(Self::on(bit_generator.cast::<PyBitGenerator>()?))
    }

    /// The source of bits.
    #[getter]
    fn bit_generator(&self, py: Python<'_>) -> Py<PyAny> {
        self.source.clone_ref(py)
    }

    /// Generators with independent streams.
    fn spawn(&self, py: Python<'_>, n_children: u32) -> PyResult<Vec<PyGenerator>> {
        let children: Vec<Bound<'_, PyAny>> =
            self.source.bind(py).call_method1("spawn", (n_children,))?.extract()?;
        children.iter().map(|c| Ok(Self::on(c.cast::<PyBitGenerator>()?))).collect()
    }

    /// Uniform in `[0, 1)`.
    #[pyo3(signature = (size=None, dtype=None, out=None))]
    fn random(
        &self,
        py: Python<'_>,
        size: Option<&Bound<'_, PyAny>>,
        dtype: Option<&Bound<'_, PyAny>>,
        out: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Py<PyAny>> {
        self.standard(py, Standard::Uniform, size, dtype, out, "random")
    }

    /// Normal with mean 0 and standard deviation 1.
    #[pyo3(signature = (size=None, dtype=None, out=None))]
    fn standard_normal(
        &self,
        py: Python<'_>,
        size: Option<&Bound<'_, PyAny>>,
        dtype: Option<&Bound<'_, PyAny>>,
        out: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Py<PyAny>> {
        self.standard(py, Standard::Normal, size, dtype, out, "standard_normal")
    }

    /// Exponential with mean 1.
    #[pyo3(signature = (size=None, dtype=None, method="zig", out=None))]
    fn standard_exponential(
        &self,
        py: Python<'_>,
        size: Option<&Bound<'_, PyAny>>,
        dtype: Option<&Bound<'_, PyAny>>,
        method: &str,
        out: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Py<PyAny>> {
        let kind = if method == "zig" { Standard::Exponential } else { Standard::ExponentialByInversion };
        self.standard(py, kind, size, dtype, out, "standard_exponential")
    }

    /// Gamma with scale 1.
    #[pyo3(signature = (shape, size=None, dtype=None, out=None))]
    fn standard_gamma(
        &self,
        py: Python<'_>,
        shape: Param,
        size: Option<&Bound<'_, PyAny>>,
        dtype: Option<&Bound<'_, PyAny>>,
        out: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Py<PyAny>> {
        let bits = &self.bits;
        let dtype = crate::convert::dtype_of(dtype)?.unwrap_or_default();
        let value = if dtype.is(Kind::Float32) {
            variates(
                py,
                [shape],
                size,
                |[shape], out: &mut [f32]| with!(bits, g => g.fill_standard_gamma(shape as f32, out)),
            )?
        } else {
            variates(
                py,
                [shape],
                size,
                |[shape], out: &mut [f64]| with!(bits, g => g.fill_standard_gamma(shape, out)),
            )?
        };
        let Some(out) = out.filter(|o| !o.is_none()) else { return Ok(value) };
        let target = out_array(out, None, &dtype)?;
        let drawn = as_array(value.bind(py), Some(&dtype))?;
        // SAFETY: no Rust reference into the memory is alive while Python code runs, and the GIL is held.
        unsafe { target.assign_shared(&drawn).py()? };
        Ok(out.clone().unbind())
    }

    /// Integers from `low` to `high`.
    #[pyo3(signature = (low, high=None, size=None, dtype=None, endpoint=false))]
    fn integers(
        &self,
        py: Python<'_>,
        low: &Bound<'_, PyAny>,
        high: Option<&Bound<'_, PyAny>>,
        size: Option<&Bound<'_, PyAny>>,
        dtype: Option<&Bound<'_, PyAny>>,
        endpoint: bool,
    ) -> PyResult<Py<PyAny>> {
        let bits = &self.bits;
        let draw = IntegerDraw::new(low, high, size, dtype)?;
        macro_rules! run {
            ($t:ty, $item:ty) => {
                draw.run::<$item>(py, |low, high, out| {
                    let n = out.len();
                    let values = with!(bits, g => g.integers::<$t>(low, high, endpoint, n))?;
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
            _ => Err(PyTypeError::new_err(format!("Unsupported dtype {} for integers", draw.dtype.repr()))),
        }
    }

    /// Random bytes.
    fn bytes<'py>(&self, py: Python<'py>, length: usize) -> PyResult<Bound<'py, PyBytes>> {
        let bits = &self.bits;
        Ok(PyBytes::new(py, &with!(bits, g => g.bytes(length)).map_err(random_err)?))
    }

    /// A sample of a population.
    #[pyo3(signature = (a, size=None, replace=true, p=None, axis=0, shuffle=true))]
    fn choice(
        &self,
        a: &Bound<'_, PyAny>,
        size: Option<&Bound<'_, PyAny>>,
        replace: bool,
        p: Option<&Bound<'_, PyAny>>,
        axis: isize,
        shuffle: bool,
    ) -> PyResult<Py<PyAny>> {
        let bits = &self.bits;
        sequences::choice(a, size, p, axis, |population, n, p, tolerance| {
            let options = ChoiceOptions { replace, p, tolerance, shuffle };
            with!(bits, g => g.choice(population, n, &options))
        })
    }

    /// Shuffles in place along an axis.
    #[pyo3(signature = (x, axis=0))]
    fn shuffle(&self, x: &Bound<'_, PyAny>, axis: isize) -> PyResult<()> {
        let bits = &self.bits;
        sequences::shuffle(x, axis, |n| with!(bits, g => g.permutation(n)).map_err(random_err))
    }

    /// A shuffled copy, or a shuffled range.
    #[pyo3(signature = (x, axis=0))]
    fn permutation(&self, x: &Bound<'_, PyAny>, axis: isize) -> PyResult<Py<PyAny>> {
        let bits = &self.bits;
        sequences::permutation(x, axis, |n| with!(bits, g => g.permutation(n)).map_err(random_err))
    }

    /// Shuffles each line along `axis` on its own, or all elements.
    #[pyo3(signature = (x, *, axis=None, out=None))]
    fn permuted(
        &self,
        x: &Bound<'_, PyAny>,
        axis: Option<isize>,
        out: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Py<PyAny>> {
        let bits = &self.bits;
        sequences::permuted(x, axis, out, |n| with!(bits, g => g.permutation(n)).map_err(random_err))
    }

    /// Counts of outcomes of several trials.
    #[pyo3(signature = (n, pvals, size=None))]
    fn multinomial(
        &self,
        n: i64,
        pvals: &Bound<'_, PyAny>,
        size: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Py<PyAny>> {
        let (bits, py) = (&self.bits, pvals.py());
        let pvals = sequences::vector(pvals)?;
        sequences::rows(py, size, pvals.len(), |k| with!(bits, g => g.multinomial(n, &pvals, k)))
    }

    /// Dirichlet.
    #[pyo3(signature = (alpha, size=None))]
    fn dirichlet(&self, alpha: &Bound<'_, PyAny>, size: Option<&Bound<'_, PyAny>>) -> PyResult<Py<PyAny>> {
        let bits = &self.bits;
        let alpha_values = sequences::vector(alpha)?;
        sequences::rows(
            alpha.py(),
            size,
            alpha_values.len(),
            |k| with!(bits, g => g.dirichlet(&alpha_values, k)),
        )
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let source = slf.borrow().source.clone_ref(slf.py());
        PyTuple::new(slf.py(), [slf.get_type().into_any(), PyTuple::new(slf.py(), [source])?.into_any()])
    }

    fn __getstate__(&self) -> Option<()> {
        None
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        Ok(format!("{} at {:#X}", Self::__str__(slf)?, slf.as_ptr() as usize))
    }

    fn __str__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let name = state_dict(slf.py(), &lock(&slf.borrow().bits))?.get_item("bit_generator")?;
        Ok(format!("Generator({})", name.map_or_else(String::new, |n| n.to_string())))
    }
}

/// The bounds of `integers` and `randint`: numbers or arrays.
pub(super) struct IntegerDraw {
    low: NdArrayOrInt,
    high: NdArrayOrInt,
    size: Option<pallasite_array::layout::Shape>,
    pub(super) dtype: DType,
    python: bool,
}

enum NdArrayOrInt {
    Int(i128),
    Array(NdArray),
}

impl NdArrayOrInt {
    fn of(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(i) = object.extract::<i128>() {
            return Ok(Self::Int(i));
        }
        let a = as_array(object, None)?;
        if a.kind().is_float() && a.ndim() == 0 {
            return Ok(Self::Int(a.cast_vec::<f64>().py()?[0] as i128));
        }
        Ok(Self::Array(a))
    }

    fn array(&self) -> PyResult<NdArray> {
        match self {
            Self::Int(i) if *i <= i64::MAX as i128 => NdArray::from_vec(vec![*i as i64]).reshape(&[]).py(),
            Self::Int(i) => NdArray::from_vec(vec![*i as u64]).reshape(&[]).py(),
            Self::Array(a) => Ok(a.clone()),
        }
    }
}

/// The elements as wide integers.
fn wide(a: &NdArray) -> PyResult<Vec<i128>> {
    Ok(match a.kind() {
        Kind::UInt64 => a.cast_vec::<u64>().py()?.into_iter().map(i128::from).collect(),
        Kind::Float64 => a.cast_vec::<f64>().py()?.into_iter().map(|x| x as i128).collect(),
        _ => a.cast_vec::<i64>().py()?.into_iter().map(i128::from).collect(),
    })
}

impl IntegerDraw {
    pub(super) fn new(
        low: &Bound<'_, PyAny>,
        high: Option<&Bound<'_, PyAny>>,
        size: Option<&Bound<'_, PyAny>>,
        dtype: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let python = dtype.is_some_and(|d| {
            d.is_instance_of::<pyo3::types::PyType>()
                && ["int", "bool"].iter().any(|n| {
                    d.getattr("__name__").is_ok_and(|m| m.eq(n).unwrap_or(false))
                        && d.getattr("__module__").is_ok_and(|m| m.eq("builtins").unwrap_or(false))
                })
        });
        let dtype = crate::convert::dtype_of(dtype)?.unwrap_or(DType::INT64);
        let (low, high) = match high.filter(|h| !h.is_none()) {
            Some(h) => (NdArrayOrInt::of(low)?, NdArrayOrInt::of(h)?),
            None => (NdArrayOrInt::Int(0), NdArrayOrInt::of(low)?),
        };
        Ok(IntegerDraw { low, high, size: size_of(size)?, dtype, python })
    }

    pub(super) fn run<T: Element>(
        &self,
        py: Python<'_>,
        mut fill: impl FnMut(i128, i128, &mut [T]) -> Result<(), RandomError> + Send,
    ) -> PyResult<Py<PyAny>> {
        let dtype = DType::from(T::KIND);
        if let (NdArrayOrInt::Int(low), NdArrayOrInt::Int(high)) = (&self.low, &self.high) {
            let mut out = NdArray::zeros(self.size.as_deref().unwrap_or_default(), &dtype).py()?;
            let slice = out.as_slice_mut::<T>().expect("a fresh array is contiguous and ours");
            fill(*low, *high, slice).map_err(random_err)?;
            return self.finish(py, out);
        }
        let (low, high) = (self.low.array()?, self.high.array()?);
        let common = pallasite_array::layout::broadcast_shapes(&[low.shape(), high.shape()]).py()?;
        let shape = self.size.clone().unwrap_or(common);
        let (low, high) = (wide(&low.broadcast_to(&shape).py()?)?, wide(&high.broadcast_to(&shape).py()?)?);
        for (l, h) in low.iter().zip(&high) {
            fill(*l, *h, &mut []).map_err(random_err)?;
        }
        let mut out = NdArray::zeros(&shape, &dtype).py()?;
        let slice = out.as_slice_mut::<T>().expect("a fresh array is contiguous and ours");
        for (i, x) in slice.iter_mut().enumerate() {
            fill(low[i], high[i], std::slice::from_mut(x)).map_err(random_err)?;
        }
        self.finish(py, out)
    }

    fn finish(&self, py: Python<'_>, out: NdArray) -> PyResult<Py<PyAny>> {
        let swapped = if self.dtype.is_native() { out } else { out.astype(&self.dtype, Order::C).py()? };
        match self.size {
            None if swapped.ndim() == 0 && self.python => {
                crate::scalar::python_object(py, swapped.as_ptr(), &swapped)
            }
            None if swapped.ndim() == 0 => crate::scalar::scalar_object(py, &swapped),
            _ => wrap(py, swapped),
        }
    }
}
