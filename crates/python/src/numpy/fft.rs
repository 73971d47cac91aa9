//! `numpy.fft`.

use crate::array::wrap;
use crate::coerce::as_array;
use crate::error::{IntoPy, py_err};
use crate::interrupt::released;
use ndarray::{ArrayD, ArrayViewD};
use num_complex::Complex;
use pallasite_array::{Error, Kind, NdArray, Order};
use pallasite_numpy::fft::{self as transform, Axes, FftError, FftFloat, Norm};
use pyo3::exceptions::{PyIndexError, PyTypeError, PyValueError};
use pyo3::prelude::*;

fn fft_err(e: FftError) -> PyErr {
    match e {
        FftError::Axis { axis, ndim } => py_err(Error::Axis { axis, ndim }),
        _ => PyValueError::new_err(e.to_string()),
    }
}

fn norm_of(norm: Option<&str>) -> PyResult<Norm> {
    match norm {
        None | Some("backward") => Ok(Norm::Backward),
        Some("ortho") => Ok(Norm::Ortho),
        Some("forward") => Ok(Norm::Forward),
        Some(other) => Err(PyValueError::new_err(format!(
            "Invalid norm value {other}; should be \"backward\", \"ortho\" or \"forward\"."
        ))),
    }
}

/// The array as complex or real numbers of single or double precision; half precision computes in single.
fn prepared(a: &Bound<'_, PyAny>, complex: bool) -> PyResult<NdArray> {
    let a = as_array(a, None)?;
    let single = matches!(a.kind(), Kind::Float16 | Kind::Float32 | Kind::Complex64);
    if a.kind().is_complex() && !complex {
        return Err(PyTypeError::new_err(
            "ufunc 'rfft_n_even' did not contain a loop with signature matching types",
        ));
    }
    let kind = match (complex, single) {
        (true, true) => Kind::Complex64,
        (true, false) => Kind::Complex128,
        (false, true) => Kind::Float32,
        (false, false) => Kind::Float64,
    };
    let fits =
        a.dtype().is(kind) && a.is_aligned() && a.strides().iter().all(|s| s % a.itemsize() as isize == 0);
    if fits { Ok(a) } else { a.astype(&kind.into(), Order::C).py() }
}

/// A transform over complex numbers, for both precisions.
trait FromComplex {
    fn run<T: FftFloat + pallasite_array::Element>(
        &self,
        a: ArrayViewD<'_, Complex<T>>,
    ) -> transform::Result<NdArray>
    where
        Complex<T>: pallasite_array::Element;
}

/// A transform over real numbers, for both precisions.
trait FromReal {
    fn run<T: FftFloat + pallasite_array::Element>(&self, a: ArrayViewD<'_, T>) -> transform::Result<NdArray>
    where
        Complex<T>: pallasite_array::Element;
}

fn from_complex(py: Python<'_>, a: &NdArray, f: impl FromComplex + Sync) -> PyResult<Py<PyAny>> {
    let out = match a.kind() {
        Kind::Complex64 => {
            let view = a.view::<Complex<f32>>().py()?;
            released(py, || f.run::<f32>(view))?
        }
        _ => {
            let view = a.view::<Complex<f64>>().py()?;
            released(py, || f.run::<f64>(view))?
        }
    };
    wrap(py, out.map_err(fft_err)?)
}

fn from_real(py: Python<'_>, a: &NdArray, f: impl FromReal + Sync) -> PyResult<Py<PyAny>> {
    let out = match a.kind() {
        Kind::Float32 => {
            let view = a.view::<f32>().py()?;
            released(py, || f.run::<f32>(view))?
        }
        _ => {
            let view = a.view::<f64>().py()?;
            released(py, || f.run::<f64>(view))?
        }
    };
    wrap(py, out.map_err(fft_err)?)
}

/// One row: a transform of one axis or of several, and which numbers it reads.
macro_rules! transforms {
    ($($(#[$doc:meta])* $name:ident: $trait:ident $from:ident $input:ident, $complex:literal, $arguments:ident;)*) => {
        $(transforms!(@ $arguments, $(#[$doc])* $name, $trait, $from, $input, $complex);)*
    };
    (@ one, $(#[$doc:meta])* $name:ident, $trait:ident, $from:ident, $input:ident, $complex:literal) => {
        $(#[$doc])*
        #[pyfunction]
        #[pyo3(signature = (a, n=None, axis=-1, norm=None, out=None))]
        fn $name(a: &Bound<'_, PyAny>, n: Option<i64>, axis: isize, norm: Option<&str>, out: Option<&Bound<'_, PyAny>>) -> PyResult<Py<PyAny>> {
            struct Row(Option<usize>, isize, Norm);
            impl $trait for Row {
                fn run<T: FftFloat + pallasite_array::Element>(&self, a: ArrayViewD<'_, transforms!(input $input T)>) -> transform::Result<NdArray>
                where
                    Complex<T>: pallasite_array::Element,
                {
                    transform::$name(a, self.0, self.1, self.2).map(from_typed)
                }
            }
            let input = prepared(a, $complex)?;
            if n.is_none() {
                length_along(axis, input.ndim(), "tuple index out of range")?;
            }
            let row = Row(points(n)?, axis, norm_of(norm)?);
            store(a.py(), $from(a.py(), &input, row)?, out)
        }
    };
    (@ many, $(#[$doc:meta])* $name:ident, $trait:ident, $from:ident, $input:ident, $complex:literal) => {
        $(#[$doc])*
        #[pyfunction]
        #[pyo3(signature = (a, s=None, axes=None, norm=None, out=None))]
        fn $name(
            a: &Bound<'_, PyAny>,
            s: Option<&Bound<'_, PyAny>>,
            axes: Option<&Bound<'_, PyAny>>,
            norm: Option<&str>,
            out: Option<&Bound<'_, PyAny>>,
        ) -> PyResult<Py<PyAny>> {
            struct Row(Vec<(isize, Option<usize>)>, Norm);
            impl $trait for Row {
                fn run<T: FftFloat + pallasite_array::Element>(&self, a: ArrayViewD<'_, transforms!(input $input T)>) -> transform::Result<NdArray>
                where
                    Complex<T>: pallasite_array::Element,
                {
                    let axes: Axes<'_> = &self.0;
                    transform::$name(a, axes, self.1).map(from_typed)
                }
            }
            let input = prepared(a, $complex)?;
            let row = Row(axes_and_sizes(input.ndim(), s, axes)?, norm_of(norm)?);
            store(a.py(), $from(a.py(), &input, row)?, out)
        }
    };
    (input complex $t:ident) => { Complex<$t> };
    (input real $t:ident) => { $t };
}

fn from_typed<T: pallasite_array::Element>(a: ArrayD<T>) -> NdArray {
    NdArray::from(a)
}

transforms! {
    /// The one-dimensional transform.
    fft: FromComplex from_complex complex, true, one;
    /// The one-dimensional inverse transform.
    ifft: FromComplex from_complex complex, true, one;
    /// The one-dimensional transform of real input.
    rfft: FromReal from_real real, false, one;
    /// The inverse of `rfft`.
    irfft: FromComplex from_complex complex, true, one;
    /// The transform of a signal with Hermitian symmetry.
    hfft: FromComplex from_complex complex, true, one;
    /// The inverse of `hfft`.
    ihfft: FromReal from_real real, false, one;
    /// The transform over several axes.
    fftn: FromComplex from_complex complex, true, many;
    /// The inverse transform over several axes.
    ifftn: FromComplex from_complex complex, true, many;
    /// The transform of real input over several axes.
    rfftn: FromReal from_real real, false, many;
    /// The inverse of `rfftn`.
    irfftn: FromComplex from_complex complex, true, many;
}

fn points(n: Option<i64>) -> PyResult<Option<usize>> {
    match n {
        Some(n) if n < 1 => Err(fft_err(FftError::Points(n))),
        n => Ok(n.map(|n| n as usize)),
    }
}

/// Fails as NumPy does where it looks up the length of an axis that is not there: with an `IndexError`.
fn length_along(axis: isize, ndim: usize, text: &str) -> PyResult<()> {
    let ndim = ndim as isize;
    if (-ndim..ndim).contains(&axis) { Ok(()) } else { Err(PyIndexError::new_err(text.to_string())) }
}

/// Pairs of axis and length, as `s=` and `axes=` say.
fn axes_and_sizes(
    ndim: usize,
    s: Option<&Bound<'_, PyAny>>,
    axes: Option<&Bound<'_, PyAny>>,
) -> PyResult<Vec<(isize, Option<usize>)>> {
    let sizes = s.filter(|s| !s.is_none()).map(crate::convert::ints_of).transpose()?;
    let axes = axes.filter(|a| !a.is_none()).map(crate::convert::ints_of).transpose()?;
    let axes = match (&sizes, axes) {
        (_, Some(axes)) => axes,
        (Some(s), None) => (-(s.len() as isize)..0).collect(),
        (None, None) => (0..ndim as isize).collect(),
    };
    let Some(sizes) = sizes else {
        for &axis in &axes {
            let text = format!("index {axis} is out of bounds for axis 0 with size {ndim}");
            length_along(axis, ndim, &text)?;
        }
        return Ok(axes.into_iter().map(|a| (a, None)).collect());
    };
    if sizes.len() != axes.len() {
        return Err(PyValueError::new_err("Shape and axes have different lengths."));
    }
    // -1 keeps the axis as it is.
    let size = |n: isize| if n == -1 { Ok(None) } else { points(Some(n as i64)) };
    axes.into_iter().zip(sizes).map(|(a, n)| Ok((a, size(n)?))).collect()
}

/// Copies a result to `out=`.
fn store(py: Python<'_>, value: Py<PyAny>, out: Option<&Bound<'_, PyAny>>) -> PyResult<Py<PyAny>> {
    let Some(out) = out.filter(|o| !o.is_none()) else { return Ok(value) };
    let target = crate::array::array_of(out)
        .ok_or_else(|| PyTypeError::new_err("return arrays must be of ArrayType"))?;
    let result = as_array(value.bind(py), None)?;
    if target.shape() != result.shape() {
        return Err(PyValueError::new_err("output array has wrong shape."));
    }
    // SAFETY: no Rust reference into the memory is alive while Python code runs, and the GIL is held.
    unsafe { target.assign_shared(&result).py()? };
    Ok(out.clone().unbind())
}

/// The sample frequencies of a transform of `n` points.
#[pyfunction]
#[pyo3(signature = (n, d=1.0, device=None))]
fn fftfreq(py: Python<'_>, n: usize, d: f64, device: Option<&str>) -> PyResult<Py<PyAny>> {
    let _ = device;
    wrap(py, NdArray::from_vec(transform::fftfreq(n, d).map_err(fft_err)?))
}

/// The sample frequencies of a transform of `n` real points.
#[pyfunction]
#[pyo3(signature = (n, d=1.0, device=None))]
fn rfftfreq(py: Python<'_>, n: usize, d: f64, device: Option<&str>) -> PyResult<Py<PyAny>> {
    let _ = device;
    wrap(py, NdArray::from_vec(transform::rfftfreq(n, d).map_err(fft_err)?))
}

/// Adds the functions to the module.
pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    macro_rules! add {
        ($($name:ident),*) => { $(m.add_function(wrap_pyfunction!($name, m)?)?;)* };
    }
    add!(fft, ifft, rfft, irfft, hfft, ihfft, fftn, ifftn, rfftn, irfftn, fftfreq, rfftfreq);
    Ok(())
}
