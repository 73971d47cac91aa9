//! The elements that are shown, taken out of an array.

use super::values::Values;
use crate::dtype::{DType, Field, Kind};
use crate::error::Result;
use crate::layout::c_strides;
use crate::nd::NdArray;
use crate::scalar::Scalar;
use half::f16;
use num_complex::Complex;

/// The elements of `a` at all combinations of the positions in `axes`, in C order.
pub(super) fn gather(a: &NdArray, axes: &[Vec<usize>]) -> Result<Values> {
    macro_rules! values {
        ($variant:ident, $source:ident, $convert:expr) => {
            Values::$variant(collect(a, axes, |element| match element {
                Scalar::$source(x) => Some($convert(x)),
                _ => None,
            })?)
        };
    }
    let single = |z: Complex<f64>| Complex::new(z.re as f32, z.im as f32);
    Ok(match a.kind() {
        Kind::Bool => values!(Bool, Bool, |x| x),
        Kind::Float16 => values!(Float16, Float, f16::from_f64),
        Kind::Float32 => values!(Float32, Float, |x| x as f32),
        Kind::Float64 => values!(Float64, Float, |x| x),
        Kind::Complex64 => values!(Complex64, Complex, single),
        Kind::Complex128 => values!(Complex128, Complex, |x| x),
        Kind::Bytes => values!(Bytes, Bytes, |x| x),
        Kind::Str => text(a, axes)?,
        Kind::Void if a.dtype().is_structured() => {
            let field = |f: &Field| gather_field(a, f, axes);
            Values::Struct(a.dtype().fields().iter().map(field).collect::<Result<_>>()?)
        }
        Kind::Void => values!(Void, Void, |x| x),
        kind if kind.is_signed() => values!(Int, Int, |x| x),
        _ => values!(UInt, UInt, |x| x),
    })
}

/// The elements at the positions, as far as `convert` takes them.
fn collect<T>(a: &NdArray, axes: &[Vec<usize>], convert: impl Fn(Scalar) -> Option<T>) -> Result<Vec<T>> {
    let mut out = Vec::new();
    let mut index = vec![0; axes.len()];
    visit(axes, &mut index, 0, &mut |index| {
        out.extend(convert(a.get(index)?));
        Ok(())
    })?;
    Ok(out)
}

fn visit(
    axes: &[Vec<usize>],
    index: &mut [usize],
    axis: usize,
    f: &mut dyn FnMut(&[usize]) -> Result<()>,
) -> Result<()> {
    let Some(positions) = axes.get(axis) else {
        return f(index);
    };
    for &i in positions {
        index[axis] = i;
        visit(axes, index, axis + 1, f)?;
    }
    Ok(())
}

fn gather_field(a: &NdArray, field: &Field, axes: &[Vec<usize>]) -> Result<Values> {
    let offset = field.offset as isize;
    match field.dtype.sub() {
        None => gather(&a.view_with(offset, field.dtype.clone(), a.shape(), a.strides())?, axes),
        Some((base, shape)) => {
            let (part, axes) = with_axes(a, offset, base, shape, axes)?;
            Ok(Values::SubArray(shape.to_vec(), Box::new(gather(&part, &axes)?)))
        }
    }
}

/// A view with further axes for the parts of each element, all of which are shown.
fn with_axes(
    a: &NdArray,
    offset: isize,
    dtype: &DType,
    inner: &[usize],
    axes: &[Vec<usize>],
) -> Result<(NdArray, Vec<Vec<usize>>)> {
    let shape = [a.shape(), inner].concat();
    let strides = [a.strides(), &c_strides(inner, dtype.itemsize())].concat();
    let all = inner.iter().map(|&length| (0..length).collect());
    Ok((a.view_with(offset, dtype.clone(), &shape, &strides)?, axes.iter().cloned().chain(all).collect()))
}

/// Text as its code points, which need not be Unicode scalar values.
fn text(a: &NdArray, axes: &[Vec<usize>]) -> Result<Values> {
    let length = a.itemsize() / 4;
    let code = if a.dtype().is_native() { DType::UINT32 } else { DType::UINT32.byteswapped() };
    let (points, axes) = with_axes(a, 0, &code, &[length], axes)?;
    let points = collect(&points, &axes, |point| match point {
        Scalar::UInt(point) => Some(point as u32),
        _ => None,
    })?;
    if length == 0 {
        let count = axes.iter().rev().skip(1).map(Vec::len).product();
        return Ok(Values::Str(vec![Vec::new(); count]));
    }
    let trimmed = |text: &[u32]| text[..text.iter().rposition(|&p| p != 0).map_or(0, |i| i + 1)].to_vec();
    Ok(Values::Str(points.chunks(length).map(trimmed).collect()))
}
