//! The elements of an array as bytes, and back.

use std::borrow::Cow;

use pallasite_array::layout::{self, Order, c_strides, f_strides};
use pallasite_array::{DType, NdArray};

use super::error::Result;

/// The elements in the given order, borrowed where they lie so; byte order as in the dtype.
///
/// # Errors
/// No memory for the copy of an array that lies otherwise.
///
/// # Examples
/// ```
/// use pallasite_array::{NdArray, Order};
/// use pallasite_numpy::io::with_bytes;
/// let array = NdArray::from_vec(vec![1u8, 2]);
/// assert_eq!(with_bytes(&array, Order::C, <[u8]>::to_vec).unwrap(), [1, 2]);
/// ```
pub fn with_bytes<T>(array: &NdArray, order: Order, f: impl FnOnce(&[u8]) -> T) -> Result<T> {
    let contiguous = match order {
        Order::F => array.is_f_contiguous(),
        _ => array.is_c_contiguous(),
    };
    let array = if contiguous { Cow::Borrowed(array) } else { Cow::Owned(array.copy(order)?) };
    if array.nbytes() == 0 {
        return Ok(f(&[]));
    }
    // SAFETY: the array is contiguous and initialised; it lives until `f` returns.
    Ok(f(unsafe { std::slice::from_raw_parts(array.as_ptr(), array.nbytes()) }))
}

/// Takes over `data` as an array; `None` if its length is not that of `shape`.
///
/// # Examples
/// ```
/// use pallasite_array::{DType, Order};
/// use pallasite_numpy::io::array_from_bytes;
/// let array = array_from_bytes(vec![1, 2], &DType::UINT8, &[2], Order::C).unwrap();
/// assert_eq!(array.to_vec::<u8>().unwrap(), [1, 2]);
/// assert!(array_from_bytes(vec![1, 2], &DType::UINT8, &[3], Order::C).is_none());
/// ```
pub fn array_from_bytes(data: Vec<u8>, dtype: &DType, shape: &[usize], order: Order) -> Option<NdArray> {
    let bytes = layout::size_of_shape(shape)?.checked_mul(dtype.itemsize())?;
    if data.len() != bytes {
        return None;
    }
    let strides = match order {
        Order::F => f_strides(shape, dtype.itemsize()),
        _ => c_strides(shape, dtype.itemsize()),
    };
    let mut data = data;
    let (start, len) = (data.as_mut_ptr(), data.len());
    // SAFETY: the vector owns `len` initialised bytes at `start`, lives in the owner, and nobody else has it; any
    // bytes are elements of any dtype, and the contiguous strides of `shape` stay within `len`.
    Some(unsafe {
        NdArray::foreign(Box::new(data), (start, len), start, dtype.clone(), shape, &strides, true)
    })
}
