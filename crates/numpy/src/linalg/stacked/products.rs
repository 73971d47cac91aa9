//! Products of arrays of any numeric type: `matmul`, `dot` and their kin.

use super::super::{LinAlgError, Result, Ring, Scalar, matmul_into, product, tensordot_plan};
use super::nth;
use ndarray::{ArrayView2, ArrayViewMut2, Ix2};
use num_complex::Complex;
use pallasite_array::layout::{Shape, broadcast_shapes};
use pallasite_array::promote::promote_types;
use pallasite_array::{Bool, Element, Error, Kind, NdArray, Order, interrupt};

/// Row by row, so that the inner loop runs along rows of `b` and of the result.
fn product_rows<T: Ring>(a: ArrayView2<'_, T>, b: ArrayView2<'_, T>, mut out: ArrayViewMut2<'_, T>) {
    let b = b.as_standard_layout();
    for (a_row, mut out_row) in a.rows().into_iter().zip(out.rows_mut()) {
        interrupt::poll();
        for (&x, b_row) in a_row.iter().zip(b.rows()) {
            out_row.iter_mut().zip(b_row).for_each(|(o, &y)| *o = o.plus(x.times(y)));
        }
    }
}

/// The product of two stacks, broadcast; both of one native kind, `float16` excluded.
fn matmul_stacks(a: &NdArray, b: &NdArray) -> Result<NdArray> {
    let (m, k) = (a.shape()[a.ndim() - 2], a.shape()[a.ndim() - 1]);
    let (rows, n) = (b.shape()[b.ndim() - 2], b.shape()[b.ndim() - 1]);
    if k != rows {
        return Err(LinAlgError::Mismatch { op: "matmul", lhs: k, rhs: rows });
    }
    let batch = broadcast_shapes(&[&a.shape()[..a.ndim() - 2], &b.shape()[..b.ndim() - 2]])?;
    let with = |core: [usize; 2]| batch.iter().copied().chain(core).collect::<Shape>();
    let wide = |x: &NdArray, core: [usize; 2]| match x.shape() == &with(core)[..] {
        true => Ok(x.clone()),
        false => x.broadcast_to(&with(core)),
    };
    let (wide_a, wide_b) = (wide(a, [m, k])?, wide(b, [k, n])?);
    let mut out = NdArray::zeros(&with([m, n]), a.dtype())?;
    let count: usize = batch.iter().product();
    macro_rules! run {
        ($t:ty, $f:expr) => {{
            let mut flat = out
                .view_mut::<$t>()?
                .into_shape_with_order((count, m, n))
                .expect("a fresh array is contiguous");
            for (i, to) in flat.outer_iter_mut().enumerate() {
                let (x, y) = (nth(&wide_a, &batch, i)?, nth(&wide_b, &batch, i)?);
                let x = x.view::<$t>()?.into_dimensionality::<Ix2>().expect("two axes");
                let y = y.view::<$t>()?.into_dimensionality::<Ix2>().expect("two axes");
                $f(x, y, to)?;
            }
        }};
    }
    fn floats<T: Scalar>(
        a: ArrayView2<'_, T>,
        b: ArrayView2<'_, T>,
        out: ArrayViewMut2<'_, T>,
    ) -> Result<()> {
        matmul_into(a, b, out)
    }
    fn others<T: Ring>(a: ArrayView2<'_, T>, b: ArrayView2<'_, T>, out: ArrayViewMut2<'_, T>) -> Result<()> {
        product_rows(a, b, out);
        Ok(())
    }
    match a.kind() {
        Kind::Float32 => run!(f32, floats),
        Kind::Float64 => run!(f64, floats),
        Kind::Complex64 => run!(Complex<f32>, floats),
        Kind::Complex128 => run!(Complex<f64>, floats),
        Kind::Bool => run!(Bool, others),
        Kind::Int8 => run!(i8, others),
        Kind::UInt8 => run!(u8, others),
        Kind::Int16 => run!(i16, others),
        Kind::UInt16 => run!(u16, others),
        Kind::Int32 => run!(i32, others),
        Kind::UInt32 => run!(u32, others),
        Kind::Int64 => run!(i64, others),
        Kind::UInt64 => run!(u64, others),
        _ => return Err(Error::type_("matmul is for numbers").into()),
    }
    Ok(out)
}

/// Both operands in their common native type, ready for typed views; `float16` computes in `float32`.
fn prepared(a: &NdArray, b: &NdArray) -> Result<(NdArray, NdArray, bool)> {
    let dtype = promote_types(a.dtype(), b.dtype())?.to_native();
    if !dtype.kind().is_numeric() {
        return Err(
            Error::type_(format!("ufunc 'matmul' did not contain a loop for {}", dtype.repr())).into()
        );
    }
    let half = dtype.kind() == Kind::Float16;
    let dtype = if half { Kind::Float32.into() } else { dtype };
    let ready = |x: &NdArray| {
        let multiple = x.strides().iter().all(|s| s % dtype.itemsize() as isize == 0);
        if x.dtype() == &dtype && x.is_aligned() && multiple {
            Ok(x.clone())
        } else {
            x.astype(&dtype, Order::K)
        }
    };
    Ok((ready(a)?, ready(b)?, half))
}

fn halved(out: NdArray, half: bool) -> Result<NdArray> {
    Ok(if half { out.astype(&Kind::Float16.into(), Order::K)? } else { out })
}

/// The product of two matrices, or of a matrix and a vector, of one type and few elements, each in one piece: views and
/// plans would cost more.
fn few(a: &NdArray, b: &NdArray) -> Result<Option<NdArray>> {
    match (a.kind(), a.ndim() + b.ndim()) {
        (Kind::Float64, 3 | 4) => few_of::<f64>(a, b),
        (Kind::Float32, 3 | 4) => few_of::<f32>(a, b),
        (Kind::Int64, 3 | 4) => few_of::<i64>(a, b),
        (Kind::Complex128, 3 | 4) => few_of::<Complex<f64>>(a, b),
        _ => Ok(None),
    }
}

fn few_of<T: Ring + Element>(a: &NdArray, b: &NdArray) -> Result<Option<NdArray>> {
    let (m, k, n) = match (a.shape(), b.shape()) {
        (&[m, k], &[rows, n]) if k == rows => (m, k, n),
        (&[m, k], &[rows]) if k == rows => (m, k, 1),
        (&[k], &[rows, n]) if k == rows => (1, k, n),
        _ => return Ok(None),
    };
    // A product of a row and a column is summed in another order.
    if m * n == 1 || m.saturating_mul(n).saturating_mul(k) > product::SMALL {
        return Ok(None);
    }
    let (Some(x), Some(y)) = (a.as_slice::<T>(), b.as_slice::<T>()) else { return Ok(None) };
    let mut out = vec![T::ZERO; m * n];
    if k * n > 0 {
        for (row, out) in x.chunks_exact(k).zip(out.chunks_exact_mut(n)) {
            for (&factor, line) in row.iter().zip(y.chunks_exact(n)) {
                out.iter_mut().zip(line).for_each(|(to, &v)| *to = to.plus(factor.times(v)));
            }
        }
    }
    let shape = if b.ndim() == 1 { &[m][..] } else { &[m, n][2 - a.ndim()..] };
    Ok(Some(NdArray::from_vec_shape(out, shape)?))
}

/// The matrix product of stacks, as `numpy.matmul`: a one-dimensional operand is a row on the left, a column on
/// the right, and its axis is not in the result.
///
/// # Errors
/// [`LinAlgError::Mismatch`], scalars, stacks that do not broadcast, types that are no numbers.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::linalg::stacked::matmul;
/// let a = NdArray::from_vec_shape(vec![1i64, 2, 3, 4], &[2, 2])?;
/// let x = NdArray::from_vec(vec![1i64, 1]);
/// assert_eq!(matmul(&a, &x)?.to_vec::<i64>()?, [3, 7]);
/// # Ok::<(), pallasite_numpy::linalg::LinAlgError>(())
/// ```
pub fn matmul(a: &NdArray, b: &NdArray) -> Result<NdArray> {
    if let Some(product) = few(a, b)? {
        return Ok(product);
    }
    for (i, x) in [a, b].into_iter().enumerate() {
        if x.ndim() == 0 {
            let text = format!(
                "matmul: Input operand {i} does not have enough dimensions (has 0, gufunc core with signature \
                 (n?,k),(k,m?)->(n?,m?) requires 1)"
            );
            return Err(Error::Value(text).into());
        }
    }
    let (x, y, half) = prepared(a, b)?;
    if !half && let Some(sum) = line_dot(&x, &y)? {
        return Ok(sum);
    }
    let (row, column) = (x.ndim() == 1, y.ndim() == 1);
    let x = if row { x.expand_dims(0)? } else { x };
    let y = if column { y.expand_dims(-1)? } else { y };
    let mut out = matmul_stacks(&x, &y).map_err(named_mismatch)?;
    if column {
        out = out.squeeze(Some(&[-1]))?;
    }
    if row {
        out = out.squeeze(Some(&[if column { -1 } else { -2 }]))?;
    }
    halved(out, half)
}

/// NumPy's words for operands that do not fit.
fn named_mismatch(e: LinAlgError) -> LinAlgError {
    match e {
        LinAlgError::Mismatch { lhs, rhs, .. } => Error::Value(format!(
            "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature \
             (n?,k),(k,m?)->(n?,m?) (size {rhs} is different from {lhs})"
        ))
        .into(),
        other => other,
    }
}

/// The sum of products over the last axis of `a` and the last but one of `b`, as `numpy.dot`.
///
/// # Errors
/// Shapes that are not aligned, types that are no numbers.
pub fn dot(a: &NdArray, b: &NdArray) -> Result<NdArray> {
    if let Some(sum) = line_dot(a, b)? {
        return Ok(sum);
    }
    if a.ndim() == 0 || b.ndim() == 0 {
        return scale(a, b);
    }
    let axis_b = if b.ndim() == 1 { 0 } else { b.ndim() - 2 };
    let (last, common) = (a.ndim() - 1, b.shape()[axis_b]);
    if a.shape()[last] != common {
        use pallasite_array::error::compact as tuple;
        let text = format!(
            "shapes {} and {} not aligned: {} (dim {last}) != {common} (dim {axis_b})",
            tuple(a.shape()),
            tuple(b.shape()),
            a.shape()[last]
        );
        return Err(Error::Value(text).into());
    }
    if a.ndim() <= 2 && b.ndim() <= 2 {
        return matmul(a, b);
    }
    tensordot(a, b, &[last as isize], &[axis_b as isize])
}

/// The product of two vectors of floats, each in one piece.
fn line_dot(a: &NdArray, b: &NdArray) -> Result<Option<NdArray>> {
    if a.ndim() != 1 || a.shape() != b.shape() {
        return Ok(None);
    }
    let sum = if let (Some(x), Some(y)) = (a.as_slice::<f64>(), b.as_slice::<f64>()) {
        product::dot(x.into(), y.into())?
    } else if let (Some(x), Some(y)) = (a.as_slice::<f32>(), b.as_slice::<f32>()) {
        product::dot::<f32>(x.into(), y.into())?.into()
    } else {
        return Ok(None);
    };
    Ok(Some(NdArray::from_scalar(&pallasite_array::Scalar::Float(sum), a.dtype())?))
}

fn scale(a: &NdArray, b: &NdArray) -> Result<NdArray> {
    pallasite_ufunc::multiply(a, b).map_err(|e| Error::Type(e.to_string()).into())
}

/// The sum of products over the last axes of both, as `numpy.inner`.
///
/// # Errors
/// Last axes of different lengths, types that are no numbers.
pub fn inner(a: &NdArray, b: &NdArray) -> Result<NdArray> {
    if let Some(sum) = line_dot(a, b)? {
        return Ok(sum);
    }
    if a.ndim() == 0 || b.ndim() == 0 {
        return scale(a, b);
    }
    tensordot(a, b, &[-1], &[-1])
}

/// The product of the flattened arrays, the first conjugated, as `numpy.vdot`.
///
/// # Errors
/// Different sizes, types that are no numbers.
pub fn vdot(a: &NdArray, b: &NdArray) -> Result<NdArray> {
    let (a, b) = (a.ravel()?, b.ravel()?);
    line_dot(&a, &b)?.map_or_else(|| vecdot(&a, &b), Ok)
}

/// The product of the vectors along the last axes, the first conjugated, as `numpy.vecdot`.
///
/// # Errors
/// Last axes of different lengths, stacks that do not broadcast, types that are no numbers.
pub fn vecdot(a: &NdArray, b: &NdArray) -> Result<NdArray> {
    let conjugate;
    let a = if a.kind().is_complex() {
        conjugate = pallasite_ufunc::unary(&pallasite_ufunc::table::CONJUGATE, a)
            .map_err(|e| Error::Type(e.to_string()))?;
        &conjugate
    } else {
        a
    };
    let product = matmul(&a.expand_dims(-2)?, &b.expand_dims(-1)?)?;
    Ok(product.squeeze(Some(&[-1, -2]))?)
}

/// The sum of products over the given axes of `a` and `b`, as `numpy.tensordot`.
///
/// # Errors
/// [`LinAlgError::TensordotShape`], axes that are not there, types that are no numbers.
pub fn tensordot(a: &NdArray, b: &NdArray, axes_a: &[isize], axes_b: &[isize]) -> Result<NdArray> {
    let plan = tensordot_plan(a.shape(), b.shape(), axes_a, axes_b)?;
    let order = |axes: &[usize]| axes.iter().map(|&i| i as isize).collect::<Vec<_>>();
    let (rows, inner, cols) = plan.dims;
    let left = a.permute(&order(&plan.permute_a))?.reshape(&[rows as isize, inner as isize])?;
    let right = b.permute(&order(&plan.permute_b))?.reshape(&[inner as isize, cols as isize])?;
    let shape: Vec<isize> = plan.shape.iter().map(|&d| d as isize).collect();
    Ok(matmul(&left, &right)?.reshape(&shape)?)
}
