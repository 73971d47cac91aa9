//! The Vandermonde matrix.

use super::matrices::whole;
use crate::fresh::Fresh;
use num_complex::Complex;
use pallasite_array::index::Item;
use pallasite_array::promote::promote_types;
use pallasite_array::{DType, Element, Error, Kind, NdArray, Order, Result};

/// The powers `n - 1, ..., 0` of each element of the vector `x` as the rows of a matrix; from 0 up when
/// `increasing`. Integers are computed in `int64` (`uint64`) and wrap.
///
/// # Errors
/// An input that is not a vector of numbers.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let v = pallasite_numpy::creation::vander(&NdArray::from_vec(vec![2i64, 3]), 3, false)?;
/// assert_eq!(v.to_vec::<i64>()?, [4, 2, 1, 9, 3, 1]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn vander(x: &NdArray, n: usize, increasing: bool) -> Result<NdArray> {
    if x.ndim() != 1 {
        return Err(Error::value("x must be a one-dimensional array or sequence."));
    }
    let dtype = promote_types(x.dtype(), &DType::INT64)?;
    let x = x.astype(&dtype, Order::C)?;
    let out = Fresh::zeros(&[x.size(), n], &dtype, Order::C)?;
    let mut power = super::ones(&[x.size()], &dtype, Order::C)?;
    for i in 0..n {
        let column = if increasing { i } else { n - 1 - i };
        out.set(&[whole(), Item::Int(column as isize)], &power)?;
        power = times(&power, &x)?;
    }
    Ok(out.finish())
}

fn times(a: &NdArray, b: &NdArray) -> Result<NdArray> {
    fn by<T: Element>(a: &NdArray, b: &NdArray, f: impl Fn(T, T) -> T) -> Result<NdArray> {
        let product = a.to_vec::<T>()?.into_iter().zip(b.to_vec::<T>()?).map(|(x, y)| f(x, y)).collect();
        Ok(NdArray::from_vec(product))
    }
    match a.kind() {
        Kind::Int64 => by::<i64>(a, b, i64::wrapping_mul),
        Kind::UInt64 => by::<u64>(a, b, u64::wrapping_mul),
        Kind::Float64 => by::<f64>(a, b, |x, y| x * y),
        Kind::Complex128 => by::<Complex<f64>>(a, b, |x, y| x * y),
        _ => Err(Error::type_("vander needs numbers")),
    }
}
