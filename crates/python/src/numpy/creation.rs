//! Bindings of the creation functions.

use super::arguments::{array_object, promoted, same_class, sized, tuple_of_arrays};
use crate::array::{PyArray, detached, is_exact, wrap, wrap_class, wrap_like, wrap_or_scalar, wrap_view};
use crate::coerce::{as_array, existing, for_assignment, operand};
use crate::convert::{dtype_of, order_of, shape_of};
use crate::error::IntoPy;
use crate::functions;
use pallasite_array::layout::Shape;
use pallasite_array::promote::{Operand, result_type};
use pallasite_array::{DType, NdArray, Order, Scalar};
use pallasite_numpy::creation::{self, Indexing, LinspaceOptions};
use pyo3::exceptions::{PyOverflowError, PyTypeError, PyValueError, PyZeroDivisionError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyFloat, PyInt, PyTuple};

type Object<'a, 'py> = Option<&'a Bound<'py, PyAny>>;

const NO_COPY: &str = "Unable to avoid copy while creating an array as requested.\nIf using `np.array(obj, copy=False)` replace it with `np.asarray(obj)` to allow a copy when needed (no behavior change in NumPy 1.x).\nFor more details, see https://numpy.org/devdocs/numpy_2_0_migration_guide.html#adapting-to-changes-in-the-copy-keyword.";

fn check_device(device: Option<&str>) -> PyResult<()> {
    match device {
        None | Some("cpu") => Ok(()),
        Some(d) => Err(PyValueError::new_err(format!(
            "Device not understood. Only \"cpu\" is allowed, but received: {d}"
        ))),
    }
}

/// `copy=` as Python passes it: by truth, `None` for "only if needed".
#[derive(Clone)]
enum Copy {
    Always,
    Never,
    IfNeeded,
}

impl Copy {
    fn wanted(&self) -> Option<bool> {
        match self {
            Copy::Always => Some(true),
            Copy::Never => Some(false),
            Copy::IfNeeded => None,
        }
    }
}

impl<'py> FromPyObject<'_, 'py> for Copy {
    type Error = PyErr;

    fn extract(object: pyo3::Borrowed<'_, 'py, PyAny>) -> PyResult<Copy> {
        Ok(match object.is_none() {
            true => Copy::IfNeeded,
            false if object.is_truthy()? => Copy::Always,
            false => Copy::Never,
        })
    }
}

/// How an array is made from an object.
struct Make {
    dtype: Option<DType>,
    copy: Option<bool>,
    order: Order,
    subok: bool,
    ndmin: usize,
}

impl Make {
    fn from(&self, object: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let py = object.py();
        let Some(held) = existing(object)? else {
            if self.copy == Some(false) {
                return Err(PyValueError::new_err(NO_COPY));
            }
            let made = as_array(object, self.dtype.as_ref())?;
            let ordered =
                if self.order == Order::F && made.ndim() > 1 { made.copy(Order::F).py()? } else { made };
            return wrap(py, self.raised(ordered)?);
        };
        let scalar = crate::scalar::scalar_dtype(object).is_some();
        let converts = self.dtype.as_ref().is_some_and(|d| d != held.dtype());
        let ordered = match self.order {
            Order::C => held.is_c_contiguous(),
            Order::F => held.is_f_contiguous(),
            Order::A => held.is_c_contiguous() || held.is_f_contiguous(),
            Order::K => true,
        };
        if converts || !ordered || self.copy == Some(true) || scalar {
            if self.copy == Some(false) {
                return Err(PyValueError::new_err(NO_COPY));
            }
            let out = self.copied(py, object, held, converts)?;
            return self.dressed(object, self.raised(out)?);
        }
        let keeps_class = self.subok || is_exact(object);
        match object.cast::<PyArray>() {
            Ok(_) if keeps_class && self.ndmin <= held.ndim() => Ok(object.clone().unbind()),
            Ok(a) if keeps_class => wrap_view(a, self.raised(held)?),
            _ => wrap_class(
                &py.get_type::<PyArray>(),
                self.raised(held)?,
                Some(object.clone().unbind()),
                object,
            ),
        }
    }

    fn copied(
        &self,
        py: Python<'_>,
        object: &Bound<'_, PyAny>,
        held: NdArray,
        converts: bool,
    ) -> PyResult<NdArray> {
        if converts {
            let cast = crate::errstate::watch(py, "cast", || as_array(object, self.dtype.as_ref()))?;
            let fits = match self.order {
                Order::C => cast.is_c_contiguous(),
                Order::F => cast.is_f_contiguous(),
                _ => true,
            };
            return if fits && !cast.buffer().same(held.buffer()) {
                Ok(cast)
            } else {
                cast.copy(self.order).py()
            };
        }
        detached(py, held.size(), || held.copy(self.order))
    }

    fn dressed(&self, object: &Bound<'_, PyAny>, out: NdArray) -> PyResult<Py<PyAny>> {
        match object.cast::<PyArray>() {
            Ok(a) if self.subok => wrap_like(a, out),
            _ => wrap(object.py(), out),
        }
    }

    fn raised(&self, a: NdArray) -> PyResult<NdArray> {
        if self.ndmin > pallasite_array::layout::MAX_NDIM {
            return Err(PyValueError::new_err("ndmin must be <= 64"));
        }
        let lead = self.ndmin.saturating_sub(a.ndim());
        (0..lead).try_fold(a, |v, _| v.expand_dims(0)).py()
    }
}

/// An array from an array, a number or nested sequences.
#[pyfunction]
#[pyo3(signature = (object, dtype=None, *, copy=Copy::Always, order=None, subok=false, ndmin=0, ndmax=0, like=None), text_signature = "(object, dtype=None, *, copy=True, order='K', subok=False, ndmin=0, ndmax=0, like=None)")]
fn array(
    object: &Bound<'_, PyAny>,
    dtype: Object<'_, '_>,
    copy: Copy,
    order: Object<'_, '_>,
    subok: bool,
    ndmin: usize,
    ndmax: usize,
    like: Object<'_, '_>,
) -> PyResult<Py<PyAny>> {
    let _ = (like, ndmax);
    Make { dtype: dtype_of(dtype)?, copy: copy.wanted(), order: order_of(order, Order::K)?, subok, ndmin }
        .from(object)
}

macro_rules! as_functions {
    ($($(#[$doc:meta])* $name:ident($subok:literal);)*) => {$(
        $(#[$doc])*
        #[pyfunction]
        #[pyo3(signature = (a, dtype=None, order=None, *, device=None, copy=None, like=None))]
        fn $name(
            a: &Bound<'_, PyAny>,
            dtype: Object<'_, '_>,
            order: Object<'_, '_>,
            device: Option<&str>,
            copy: Option<Bound<'_, PyAny>>,
            like: Object<'_, '_>,
        ) -> PyResult<Py<PyAny>> {
            let _ = like;
            check_device(device)?;
            if $subok || is_exact(a) {
                if dtype.is_none() && order.is_none() && copy.is_none() && a.is_instance_of::<PyArray>() {
                    return Ok(a.clone().unbind());
                }
            }
            let copy = copy.map(|c| c.is_truthy()).transpose()?;
            Make { dtype: dtype_of(dtype)?, copy, order: order_of(order, Order::K)?, subok: $subok, ndmin: 0 }.from(a)
        }
    )*};
}

as_functions! {
    /// The input as an array; itself where it is one already.
    asarray(false);
    /// The input as an array; arrays of subclasses pass through.
    asanyarray(true);
}

macro_rules! contiguous_functions {
    ($($(#[$doc:meta])* $name:ident($order:ident);)*) => {$(
        $(#[$doc])*
        #[pyfunction]
        #[pyo3(signature = (a, dtype=None, *, like=None))]
        fn $name(a: &Bound<'_, PyAny>, dtype: Object<'_, '_>, like: Object<'_, '_>) -> PyResult<Py<PyAny>> {
            let _ = like;
            Make { dtype: dtype_of(dtype)?, copy: None, order: Order::$order, subok: false, ndmin: 1 }.from(a)
        }
    )*};
}

contiguous_functions! {
    /// A C-contiguous array of at least one dimension.
    ascontiguousarray(C);
    /// A Fortran-contiguous array of at least one dimension.
    asfortranarray(F);
}

/// Shape, dtype and order of a new array.
#[inline]
fn form(
    shape: &Bound<'_, PyAny>,
    dtype: Object<'_, '_>,
    order: Object<'_, '_>,
) -> PyResult<(Shape, DType, Order)> {
    let order = order_of(order, Order::C)?;
    if matches!(order, Order::A | Order::K) {
        return Err(PyValueError::new_err("only 'C' or 'F' order is permitted"));
    }
    Ok((shape_of(shape)?, sized(dtype_of(dtype)?.unwrap_or_default())?, order))
}

macro_rules! filled_functions {
    ($($(#[$doc:meta])* $name:ident($shape:ident, $dtype:ident, $order:ident) $make:expr;)*) => {$(
        $(#[$doc])*
        #[pyfunction]
        #[pyo3(signature = (shape, dtype=None, order=None, *, device=None, like=None), text_signature = "(shape, dtype=None, order='C', *, device=None, like=None)")]
        fn $name(
            py: Python<'_>,
            shape: &Bound<'_, PyAny>,
            dtype: Object<'_, '_>,
            order: Object<'_, '_>,
            device: Option<&str>,
            like: Object<'_, '_>,
        ) -> PyResult<Py<PyAny>> {
            let _ = like;
            check_device(device)?;
            let ($shape, $dtype, $order) = form(shape, dtype, order)?;
            wrap(py, $make.py()?.unpack_sub())
        }
    )*};
}

filled_functions! {
    /// A new array; its elements are zeros, which NumPy does not promise.
    empty(shape, dtype, order) NdArray::zeros_order(&shape, &dtype, order);
    /// A new array of zeros.
    zeros(shape, dtype, order) NdArray::zeros_order(&shape, &dtype, order);
    /// A new array of ones.
    ones(shape, dtype, order) creation::ones(&shape, &dtype, order);
}

/// A new array filled with a value.
#[pyfunction]
#[pyo3(signature = (shape, fill_value, dtype=None, order=None, *, device=None, like=None), text_signature = "(shape, fill_value, dtype=None, order='C', *, device=None, like=None)")]
fn full(
    py: Python<'_>,
    shape: &Bound<'_, PyAny>,
    fill_value: &Bound<'_, PyAny>,
    dtype: Object<'_, '_>,
    order: Object<'_, '_>,
    device: Option<&str>,
    like: Object<'_, '_>,
) -> PyResult<Py<PyAny>> {
    let _ = like;
    check_device(device)?;
    let (shape, given, order) = form(shape, dtype, order)?;
    let (value, given) = match dtype.filter(|d| !d.is_none()) {
        None => as_array(fill_value, None).map(|v| (v.clone(), v.dtype().clone()))?,
        Some(_) => (for_assignment(fill_value, &given)?, given),
    };
    wrap(py, creation::full(&shape, &value, &given, order).py()?)
}

/// A new array of the shape and type of another.
struct Like {
    shape: Vec<usize>,
    dtype: DType,
    order: Order,
    strides: Option<Vec<isize>>,
}

impl Like {
    fn of(
        a: &NdArray,
        dtype: Object<'_, '_>,
        order: Object<'_, '_>,
        shape: Object<'_, '_>,
    ) -> PyResult<Like> {
        let new_shape = shape.filter(|s| !s.is_none()).map(shape_of).transpose()?;
        let dtype = match dtype_of(dtype)? {
            Some(d) => sized(d)?,
            None => a.dtype().clone(),
        };
        let fortran = a.is_f_contiguous() && !a.is_c_contiguous();
        let same_rank = new_shape.as_ref().is_none_or(|s| s.len() == a.ndim());
        let order = match order_of(order, Order::K)? {
            Order::A => {
                if fortran {
                    Order::F
                } else {
                    Order::C
                }
            }
            Order::K if !same_rank => Order::C,
            o => o,
        };
        let strides = (order == Order::K).then(|| a.strides().to_vec());
        Ok(Like {
            shape: new_shape.map_or_else(|| a.shape().to_vec(), |s| s.to_vec()),
            dtype,
            order,
            strides,
        })
    }

    fn filled(&self, value: Option<&NdArray>) -> pallasite_array::Result<NdArray> {
        let out = match &self.strides {
            Some(s) => {
                // SAFETY: every byte is set to zero before anybody reads.
                let out = unsafe { NdArray::uninit_like(&self.shape, &self.dtype, s)? };
                // SAFETY: the whole block is ours.
                unsafe { std::ptr::write_bytes(out.as_ptr(), 0, out.nbytes()) };
                out
            }
            None => NdArray::zeros_order(&self.shape, &self.dtype, self.order)?,
        };
        if let Some(v) = value {
            // SAFETY: `out` is ours.
            unsafe { out.assign_shared(v)? };
        }
        Ok(out.unpack_sub())
    }

    fn finish(&self, a: &Bound<'_, PyAny>, value: Option<&NdArray>, subok: bool) -> PyResult<Py<PyAny>> {
        let out = self.filled(value).py()?;
        match a.cast::<PyArray>() {
            Ok(a) if subok => wrap_like(a, out),
            _ => wrap(a.py(), out),
        }
    }
}

macro_rules! like_functions {
    ($($(#[$doc:meta])* $name:ident = $value:expr;)*) => {$(
        $(#[$doc])*
        #[pyfunction]
        #[pyo3(signature = (a, dtype=None, order=None, subok=true, shape=None, *, device=None), text_signature = "(a, dtype=None, order='K', subok=True, shape=None, *, device=None)")]
        fn $name(
            a: &Bound<'_, PyAny>,
            dtype: Object<'_, '_>,
            order: Object<'_, '_>,
            subok: bool,
            shape: Object<'_, '_>,
            device: Option<&str>,
        ) -> PyResult<Py<PyAny>> {
            check_device(device)?;
            let like = Like::of(&as_array(a, None)?, dtype, order, shape)?;
            let value: Option<i64> = $value;
            let value = value.map(|v| NdArray::from_scalar(&Scalar::Int(v), &DType::INT64).py()).transpose()?;
            like.finish(a, value.as_ref(), subok)
        }
    )*};
}

like_functions! {
    /// A new array like another; its elements are zeros, which NumPy does not promise.
    empty_like = None;
    /// A new array of zeros like another.
    zeros_like = None;
    /// A new array of ones like another.
    ones_like = Some(1);
}

/// A new array like another, filled with a value.
#[pyfunction]
#[pyo3(signature = (a, fill_value, dtype=None, order=None, subok=true, shape=None, *, device=None), text_signature = "(a, fill_value, dtype=None, order='K', subok=True, shape=None, *, device=None)")]
fn full_like(
    a: &Bound<'_, PyAny>,
    fill_value: &Bound<'_, PyAny>,
    dtype: Object<'_, '_>,
    order: Object<'_, '_>,
    subok: bool,
    shape: Object<'_, '_>,
    device: Option<&str>,
) -> PyResult<Py<PyAny>> {
    check_device(device)?;
    let like = Like::of(&as_array(a, None)?, dtype, order, shape)?;
    let value = for_assignment(fill_value, &like.dtype)?;
    like.finish(a, Some(&value), subok)
}

/// One end or step of a range: its value, and its part in the dtype.
fn range_part(object: &Bound<'_, PyAny>) -> PyResult<(Scalar, DType)> {
    if let Ok(x) = object.cast_exact::<PyFloat>() {
        return Ok((Scalar::Float(x.value()), DType::FLOAT64));
    }
    if let Ok(i) = object.cast_exact::<PyInt>()
        && let Ok(i) = i.extract::<i64>()
    {
        return Ok((Scalar::Int(i), DType::INT64));
    }
    let too_large = |e: PyErr| match e.is_instance_of::<PyOverflowError>(object.py()) {
        true => PyValueError::new_err("Maximum allowed size exceeded"),
        false => e,
    };
    let (array, rank) = operand(object).map_err(too_large)?;
    if !array.kind().is_numeric() {
        let class = pallasite_array::promote::class_name(array.kind());
        return Err(PyTypeError::new_err(format!(
            "arange() not supported for inputs with DType <class 'numpy.dtypes.{class}'>."
        )));
    }
    let dtype = match rank {
        Operand::Typed(d) => d,
        Operand::WeakInt => DType::INT64,
        Operand::WeakFloat => DType::FLOAT64,
        Operand::WeakComplex => DType::COMPLEX128,
    };
    Ok((array.item().py()?, dtype))
}

/// `start`, `start + step`, ... up to but without `stop`.
#[pyfunction]
#[pyo3(signature = (start=None, stop=None, step=None, dtype=None, *, device=None, like=None), text_signature = "(start_or_stop, /, stop=None, step=1, *, dtype=None, device=None, like=None)")]
fn arange(
    py: Python<'_>,
    start: Object<'_, '_>,
    stop: Object<'_, '_>,
    step: Object<'_, '_>,
    dtype: Object<'_, '_>,
    device: Option<&str>,
    like: Object<'_, '_>,
) -> PyResult<Py<PyAny>> {
    let _ = like;
    check_device(device)?;
    let none = |o: Object<'_, '_>| o.is_none_or(|o| o.is_none());
    let (start, stop) = match (none(start), none(stop)) {
        (true, true) => return Err(PyTypeError::new_err("arange() requires stop to be specified.")),
        (false, true) => (None, start),
        (_, false) => (start.filter(|s| !s.is_none()), stop),
    };
    let step = step.filter(|s| !s.is_none());
    let int = |i| (Scalar::Int(i), DType::INT64);
    let parts = [
        start.map_or(Ok(int(0)), range_part)?,
        stop.map_or(Ok(int(0)), range_part)?,
        step.map_or(Ok(int(1)), range_part)?,
    ];
    if let Some(s) = step
        && (s.is_exact_instance_of::<PyInt>() || s.is_exact_instance_of::<PyFloat>())
        && !s.is_truthy()?
    {
        let float = parts.iter().any(|p| matches!(p.0, Scalar::Float(_)));
        return Err(PyZeroDivisionError::new_err(if float {
            "float division by zero"
        } else {
            "division by zero"
        }));
    }
    let dtype = match dtype_of(dtype)? {
        Some(d) => d,
        None if parts.iter().all(|p| p.1 == DType::INT64) => DType::INT64,
        None => {
            let [start, stop, step] = parts.each_ref().map(|p| Operand::Typed(p.1.clone()));
            result_type(&[start, stop, step, Operand::Typed(DType::INT64)]).py()?
        }
    };
    wrap(py, creation::arange(&parts[0].0, &parts[1].0, &parts[2].0, Some(&dtype)).py()?)
}

/// Evenly spaced numbers over an interval.
#[pyfunction]
#[pyo3(signature = (start, stop, num=None, endpoint=true, retstep=false, dtype=None, axis=0, *, device=None), text_signature = "(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0, *, device=None)")]
fn linspace(
    start: &Bound<'_, PyAny>,
    stop: &Bound<'_, PyAny>,
    num: Option<isize>,
    endpoint: bool,
    retstep: bool,
    dtype: Object<'_, '_>,
    axis: isize,
    device: Option<&str>,
) -> PyResult<Py<PyAny>> {
    check_device(device)?;
    let py = start.py();
    let num = num.unwrap_or(50);
    let count = usize::try_from(num)
        .map_err(|_| PyValueError::new_err(format!("Number of samples, {num}, must be non-negative.")))?;
    let ends = promoted(&[start, stop])?;
    let options = LinspaceOptions { num: count, endpoint, axis, dtype: dtype_of(dtype)? };
    let (samples, step) = creation::linspace(&ends[0], &ends[1], &options).py()?;
    let samples = wrap(py, samples)?;
    if !retstep {
        return Ok(samples);
    }
    let intervals = if endpoint { count.saturating_sub(1) } else { count };
    let step = if intervals == 0 {
        f64::NAN.into_pyobject(py)?.into_any().unbind()
    } else {
        wrap_or_scalar(py, step)?
    };
    Ok((samples, step).into_pyobject(py)?.into_any().unbind())
}

fn length(n: isize) -> usize {
    usize::try_from(n).unwrap_or(0)
}

/// A matrix with ones on a diagonal.
#[pyfunction]
#[pyo3(signature = (N, M=None, k=0, dtype=None, order=None, *, device=None, like=None), text_signature = "(N, M=None, k=0, dtype=<class 'float'>, order='C', *, device=None, like=None)")]
#[allow(non_snake_case)]
fn eye(
    py: Python<'_>,
    N: isize,
    M: Option<isize>,
    k: isize,
    dtype: Object<'_, '_>,
    order: Object<'_, '_>,
    device: Option<&str>,
    like: Object<'_, '_>,
) -> PyResult<Py<PyAny>> {
    let _ = like;
    check_device(device)?;
    if N < 0 || M.is_some_and(|m| m < 0) {
        return Err(PyValueError::new_err("negative dimensions are not allowed"));
    }
    let dtype = sized(dtype_of(dtype)?.unwrap_or_default())?;
    wrap(py, creation::eye(N as usize, M.unwrap_or(N) as usize, k, &dtype, order_of(order, Order::C)?).py()?)
}

/// The identity matrix.
#[pyfunction]
#[pyo3(signature = (n, dtype=None, *, like=None))]
fn identity(py: Python<'_>, n: isize, dtype: Object<'_, '_>, like: Object<'_, '_>) -> PyResult<Py<PyAny>> {
    eye(py, n, None, 0, dtype, None, None, like)
}

/// A matrix from its diagonal, or the diagonal of a matrix.
#[pyfunction]
#[pyo3(signature = (v, k=0))]
fn diag(v: &Bound<'_, PyAny>, k: isize) -> PyResult<Py<PyAny>> {
    let v = array_object(v)?;
    let a = as_array(&v, None)?;
    same_class(&v, &a, creation::diag(&a, k).py()?)
}

/// A matrix with the flattened input on a diagonal.
#[pyfunction]
#[pyo3(signature = (v, k=0))]
fn diagflat(v: &Bound<'_, PyAny>, k: isize) -> PyResult<Py<PyAny>> {
    let a = as_array(v, None)?;
    same_class(v, &a, creation::diagflat(&a, k).py()?)
}

/// Ones at and below a diagonal, zeros above.
#[pyfunction]
#[pyo3(signature = (N, M=None, k=0, dtype=None, *, like=None), text_signature = "(N, M=None, k=0, dtype=<class 'float'>, *, like=None)")]
#[allow(non_snake_case)]
fn tri(
    py: Python<'_>,
    N: isize,
    M: Option<isize>,
    k: isize,
    dtype: Object<'_, '_>,
    like: Object<'_, '_>,
) -> PyResult<Py<PyAny>> {
    let _ = like;
    let dtype = dtype_of(dtype)?.unwrap_or_default();
    wrap(py, creation::tri(length(N), length(M.unwrap_or(N)), k, &dtype).py()?)
}

/// A copy with zeros above a diagonal.
#[pyfunction]
#[pyo3(signature = (m, k=0))]
fn tril(m: &Bound<'_, PyAny>, k: isize) -> PyResult<Py<PyAny>> {
    let a = as_array(m, None)?;
    same_class(m, &a, creation::tril(&a, k).py()?)
}

/// A copy with zeros below a diagonal.
#[pyfunction]
#[pyo3(signature = (m, k=0))]
fn triu(m: &Bound<'_, PyAny>, k: isize) -> PyResult<Py<PyAny>> {
    let a = as_array(m, None)?;
    same_class(m, &a, creation::triu(&a, k).py()?)
}

/// The Vandermonde matrix of a vector.
#[pyfunction]
#[pyo3(signature = (x, N=None, increasing=false))]
#[allow(non_snake_case)]
fn vander(x: &Bound<'_, PyAny>, N: Option<usize>, increasing: bool) -> PyResult<Py<PyAny>> {
    let a = as_array(x, None)?;
    wrap(x.py(), creation::vander(&a, N.unwrap_or(a.size()), increasing).py()?)
}

/// Coordinate arrays of a grid from coordinate vectors.
#[pyfunction]
#[pyo3(signature = (*xi, copy=true, sparse=false, indexing="xy"))]
fn meshgrid(
    py: Python<'_>,
    xi: &Bound<'_, PyTuple>,
    copy: bool,
    sparse: bool,
    indexing: &str,
) -> PyResult<Py<PyAny>> {
    let indexing = match indexing {
        "xy" => Indexing::Xy,
        "ij" => Indexing::Ij,
        _ => return Err(PyValueError::new_err("Valid values for `indexing` are 'xy' and 'ij'.")),
    };
    let vectors = xi.iter().map(|x| as_array(&x, None)).collect::<PyResult<Vec<_>>>()?;
    let grids = creation::meshgrid(&vectors, indexing, sparse).py()?;
    let grids =
        if copy { grids.iter().map(|g| g.copy(Order::C).py()).collect::<PyResult<Vec<_>>>()? } else { grids };
    tuple_of_arrays(py, grids)
}

/// The indices of a grid.
#[pyfunction]
#[pyo3(signature = (dimensions, dtype=None, sparse=false), text_signature = "(dimensions, dtype=<class 'int'>, sparse=False)")]
fn indices(
    py: Python<'_>,
    dimensions: &Bound<'_, PyAny>,
    dtype: Object<'_, '_>,
    sparse: bool,
) -> PyResult<Py<PyAny>> {
    let shape = shape_of(dimensions)?;
    let dtype = dtype_of(dtype)?.unwrap_or(DType::INT64);
    if sparse {
        return tuple_of_arrays(py, creation::indices_sparse(&shape, &dtype).py()?);
    }
    wrap(py, creation::indices(&shape, &dtype).py()?)
}

/// A vector from an iterable.
#[pyfunction]
#[pyo3(signature = (iter, dtype, count=-1, *, like=None))]
fn fromiter(
    iter: &Bound<'_, PyAny>,
    dtype: &Bound<'_, PyAny>,
    count: isize,
    like: Object<'_, '_>,
) -> PyResult<Py<PyAny>> {
    let _ = like;
    let dtype = crate::dtype::to_dtype(dtype)?;
    if dtype.itemsize() == 0 {
        return Err(PyValueError::new_err("Must specify length when using variable-size data-type."));
    }
    let limit = usize::try_from(count).unwrap_or(usize::MAX);
    let items = iter.try_iter()?.take(limit).collect::<PyResult<Vec<_>>>()?;
    if count >= 0 && items.len() < limit {
        return Err(PyValueError::new_err(format!(
            "iterator too short: Expected {count} but iterator had only {} items.",
            items.len()
        )));
    }
    let out = NdArray::zeros(&[items.len()], &dtype).py()?;
    for (i, item) in items.iter().enumerate() {
        // SAFETY: `out` is ours, and `i` is below its length.
        unsafe {
            crate::coerce::write_element(item, out.as_ptr().wrapping_add(i * dtype.itemsize()), &dtype)?
        };
    }
    wrap(iter.py(), out.unpack_sub())
}

/// A vector over the memory of a buffer.
#[pyfunction]
#[pyo3(signature = (buffer, dtype=None, count=-1, offset=0, *, like=None), text_signature = "(buffer, dtype=<class 'float'>, count=-1, offset=0, *, like=None)")]
fn frombuffer(
    buffer: &Bound<'_, PyAny>,
    dtype: Object<'_, '_>,
    count: isize,
    offset: isize,
    like: Object<'_, '_>,
) -> PyResult<Py<PyAny>> {
    let _ = like;
    let py = buffer.py();
    let dtype = dtype_of(dtype)?.unwrap_or_default();
    let size = dtype.itemsize();
    if size == 0 {
        return Err(PyValueError::new_err("itemsize cannot be zero in type"));
    }
    let bytes = crate::coerce::from_buffer_bytes(buffer)?;
    let total = bytes.size();
    let Some(room) = usize::try_from(offset).ok().and_then(|o| total.checked_sub(o)) else {
        let text = format!("offset must be non-negative and no greater than buffer length ({total})");
        return Err(PyValueError::new_err(text));
    };
    let n = match usize::try_from(count) {
        Err(_) if room % size != 0 => {
            return Err(PyValueError::new_err("buffer size must be a multiple of element size"));
        }
        Err(_) => room / size,
        Ok(n) if n.checked_mul(size).is_none_or(|b| b > room) => {
            return Err(PyValueError::new_err("buffer is smaller than requested size"));
        }
        Ok(n) => n,
    };
    let view = bytes.view_with(offset, dtype, &[n], &[size as isize]).py()?.unpack_sub();
    wrap_class(&py.get_type::<PyArray>(), view, Some(buffer.clone().unbind()), buffer)
}

/// A vector from the numbers in a text.
#[pyfunction]
#[pyo3(signature = (string, dtype=None, count=-1, *, sep, like=None), text_signature = "(string, dtype=<class 'float'>, count=-1, *, sep, like=None)")]
fn fromstring(
    string: &Bound<'_, PyAny>,
    dtype: Object<'_, '_>,
    count: isize,
    sep: &str,
    like: Object<'_, '_>,
) -> PyResult<Py<PyAny>> {
    let _ = like;
    let py = string.py();
    if sep.is_empty() {
        return Err(PyValueError::new_err(
            "The binary mode of fromstring is removed, use frombuffer instead",
        ));
    }
    let text = match string.cast::<PyBytes>() {
        Ok(b) => String::from_utf8_lossy(b.as_bytes()).into_owned(),
        Err(_) => string.extract::<String>()?,
    };
    let dtype = dtype_of(dtype)?.unwrap_or_default();
    let (out, left) = creation::from_text(&text, &dtype, usize::try_from(count).ok(), sep).py()?;
    if left {
        let warning = py.get_type::<pyo3::exceptions::PyDeprecationWarning>();
        PyErr::warn(py, &warning, c"string or file could not be read to its end due to unmatched data; this will raise a ValueError in the future.", 1)?;
    }
    wrap(py, out)
}

/// A copy.
#[pyfunction]
#[pyo3(signature = (a, order=None, subok=false), text_signature = "(a, order='K', subok=False)")]
fn copy(a: &Bound<'_, PyAny>, order: Object<'_, '_>, subok: bool) -> PyResult<Py<PyAny>> {
    Make { dtype: None, copy: Some(true), order: order_of(order, Order::K)?, subok, ndmin: 0 }.from(a)
}

/// The shape that array shapes broadcast to.
#[pyfunction]
#[pyo3(signature = (*args))]
fn broadcast_shapes(args: &Bound<'_, PyTuple>) -> PyResult<Py<PyAny>> {
    let shapes = args.iter().map(|a| shape_of(&a)).collect::<PyResult<Vec<_>>>()?;
    let slices: Vec<&[usize]> = shapes.iter().map(|s| &s[..]).collect();
    let shape = pallasite_array::layout::broadcast_shapes(&slices)
        .map_err(|e| super::manipulation::mismatch(&slices).unwrap_or_else(|| crate::error::py_err(e)))?;
    Ok(crate::convert::tuple_of(args.py(), &shape)?.unbind())
}

/// Adds the functions.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(m;
        Like: array, asarray, asanyarray, ascontiguousarray, asfortranarray, empty, zeros, ones, full, arange, eye,
            identity, tri, fromiter, frombuffer, fromstring;
        Arguments: empty_like, zeros_like, ones_like, full_like, linspace, diag, diagflat, tril, triu, vander,
            meshgrid, copy);
    m.add_function(wrap_pyfunction!(indices, m)?)?;
    m.add_function(wrap_pyfunction!(broadcast_shapes, m)?)
}
