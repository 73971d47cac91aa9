//! Ufuncs as this crate calls them: with its own errors, and on slices of one axis.

use crate::fresh::range;
use pallasite_array::{Kind, NdArray, Order, Result};
use pallasite_ufunc::{Arg, Options, ReduceOptions, Ufunc, table};

/// A ufunc of one array.
pub(crate) fn unary<'a>(ufunc: &'static Ufunc, a: impl Into<Arg<'a>>) -> Result<NdArray> {
    Ok(pallasite_ufunc::unary(ufunc, a)?)
}

/// A ufunc of two operands.
pub(crate) fn binary<'a>(
    ufunc: &'static Ufunc,
    a: impl Into<Arg<'a>>,
    b: impl Into<Arg<'a>>,
) -> Result<NdArray> {
    let (a, b): (Arg, Arg) = (a.into(), b.into());
    Ok(pallasite_ufunc::binary(ufunc, a, b)?)
}

/// A ufunc of two operands into the memory of the first, where that has the type of the result.
pub(crate) fn onto<'a>(ufunc: &'static Ufunc, a: NdArray, b: impl Into<Arg<'a>>) -> Result<NdArray> {
    let b: Arg = b.into();
    if a.buffer().handles() > 1 || a.ndim() == 0 {
        return binary(ufunc, &a, b);
    }
    Ok(pallasite_ufunc::inplace(ufunc, a, b)?)
}

/// A ufunc of one array into its own memory.
pub(crate) fn unary_onto(ufunc: &'static Ufunc, a: NdArray) -> Result<NdArray> {
    if a.buffer().handles() > 1 {
        return unary(ufunc, &a);
    }
    // SAFETY: `a` is the only handle to its memory.
    let out = unsafe {
        pallasite_ufunc::call_shared(
            ufunc,
            &[Arg::Array(&a)],
            &Options { out: &[Some(&a)], ..Options::default() },
        )?
    };
    Ok(out.into_iter().next().unwrap_or(a))
}

/// A reduction over the given axes, or all.
pub(crate) fn reduce(
    ufunc: &'static Ufunc,
    a: &NdArray,
    axes: Option<&[isize]>,
    keepdims: bool,
) -> Result<NdArray> {
    Ok(pallasite_ufunc::reduce(ufunc, a, &ReduceOptions { axes, keepdims, ..ReduceOptions::default() })?)
}

/// Whether all elements are true.
pub(crate) fn all(a: &NdArray) -> Result<bool> {
    truth(&reduce(&table::LOGICAL_AND, a, None, false)?)
}

/// Whether any element is true.
pub(crate) fn any(a: &NdArray) -> Result<bool> {
    truth(&reduce(&table::LOGICAL_OR, a, None, false)?)
}

/// The one element as a truth value.
pub(crate) fn truth(a: &NdArray) -> Result<bool> {
    Ok(a.cast_vec::<pallasite_array::Bool>()?.first().is_some_and(|b| b.get()))
}

/// All but the first and all but the last elements along an axis.
pub(crate) fn neighbours(a: &NdArray, axis: usize) -> Result<(NdArray, NdArray)> {
    let n = a.shape()[axis];
    Ok((range(a, axis, 1.min(n), n)?, range(a, axis, 0, n.saturating_sub(1))?))
}

/// A cast, where it changes anything.
pub(crate) fn cast(a: &NdArray, kind: Kind) -> Result<NdArray> {
    if a.dtype().is(kind) { Ok(a.clone()) } else { a.astype(&kind.into(), Order::K) }
}

/// An array without axes.
pub(crate) fn scalar<T: pallasite_array::Element>(value: T) -> Result<NdArray> {
    NdArray::from_vec_shape(vec![value], &[])
}

/// The real or imaginary parts of complex numbers, as a view.
pub(crate) fn part(a: &NdArray, imaginary: bool) -> Result<NdArray> {
    let native = pallasite_array::DType::from(a.kind().real());
    let dtype = if a.dtype().is_native() { native } else { native.byteswapped() };
    let offset = if imaginary { dtype.itemsize() as isize } else { 0 };
    a.view_with(offset, dtype, a.shape(), a.strides())
}

/// The real parts of complex numbers; other arrays as they are.
pub(crate) fn part_or_self(a: &NdArray) -> Result<NdArray> {
    if a.kind().is_complex() { part(a, false) } else { Ok(a.clone()) }
}
