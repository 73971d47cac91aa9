//! Arrays from objects: arrays, numbers, nested sequences.

use super::{Object, check_device};
use crate::array::{PyArray, detached, is_exact, wrap, wrap_class, wrap_like, wrap_view};
use crate::coerce::{as_array, existing};
use crate::convert::{dtype_of, order_of};
use crate::error::IntoPy;
use crate::functions;
use pallasite_array::{DType, NdArray, Order};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

const NO_COPY: &str = "Unable to avoid copy while creating an array as requested.\nIf using `np.array(obj, copy=False)` replace it with `np.asarray(obj)` to allow a copy when needed (no behavior change in NumPy 1.x).\nFor more details, see https://numpy.org/devdocs/numpy_2_0_migration_guide.html#adapting-to-changes-in-the-copy-keyword.";

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

/// A copy.
#[pyfunction]
#[pyo3(signature = (a, order=None, subok=false), text_signature = "(a, order='K', subok=False)")]
fn copy(a: &Bound<'_, PyAny>, order: Object<'_, '_>, subok: bool) -> PyResult<Py<PyAny>> {
    Make { dtype: None, copy: Some(true), order: order_of(order, Order::K)?, subok, ndmin: 0 }.from(a)
}

/// Adds the functions.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(m; Like: array, asarray, asanyarray, ascontiguousarray, asfortranarray; Arguments: copy);
    Ok(())
}
