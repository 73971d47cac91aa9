//! New arrays of one value, like another array.

use super::{Object, check_device};
use crate::array::{PyArray, wrap, wrap_like};
use crate::coerce::{as_array, for_assignment};
use crate::convert::{dtype_of, order_of, shape_of};
use crate::error::IntoPy;
use crate::functions;
use crate::numpy::arguments::sized;
use pallasite_array::{DType, NdArray, Order, Scalar};
use pyo3::prelude::*;

/// What the elements of a new array are.
enum Fill {
    /// Whatever the memory held.
    Nothing,
    Zeros,
    Value(NdArray),
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

    fn filled(&self, fill: &Fill) -> pallasite_array::Result<NdArray> {
        let out = match (&self.strides, fill) {
            (None, Fill::Zeros) => NdArray::zeros_order(&self.shape, &self.dtype, self.order)?,
            (None, _) => NdArray::arbitrary(&self.shape, &self.dtype, self.order)?,
            (Some(s), _) => NdArray::arbitrary_like(&self.shape, &self.dtype, s)?,
        };
        // SAFETY: the whole block is ours.
        unsafe {
            match fill {
                Fill::Zeros if self.strides.is_some() => std::ptr::write_bytes(out.as_ptr(), 0, out.nbytes()),
                Fill::Value(value) => out.assign_shared(value)?,
                _ => {}
            }
        }
        Ok(out.unpack_sub())
    }

    fn finish(&self, a: &Bound<'_, PyAny>, fill: &Fill, subok: bool) -> PyResult<Py<PyAny>> {
        let out = self.filled(fill).py()?;
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
            like.finish(a, &$value, subok)
        }
    )*};
}

like_functions! {
    /// A new array like another, of whatever the memory held.
    empty_like = Fill::Nothing;
    /// A new array of zeros like another.
    zeros_like = Fill::Zeros;
    /// A new array of ones like another.
    ones_like = Fill::Value(NdArray::from_scalar(&Scalar::Int(1), &DType::INT64).py()?);
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
    like.finish(a, &Fill::Value(value), subok)
}

/// Adds the functions.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(m; Arguments: empty_like, zeros_like, ones_like, full_like);
    Ok(())
}
