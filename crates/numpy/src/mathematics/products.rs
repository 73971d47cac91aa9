//! The vector product.

use crate::fresh::{Fresh, along};
use crate::lines;
use crate::ops;
use pallasite_array::index::Item;
use pallasite_array::layout::{broadcast_shapes, normalize_axis};
use pallasite_array::promote::promote_types;
use pallasite_array::{Error, NdArray, Order, Result};
use pallasite_ufunc::table;

fn component(a: &NdArray, i: usize) -> Result<NdArray> {
    a.slice(&along(a.ndim() - 1, Item::Int(i as isize)))
}

/// `a0 * b1 - a1 * b0`
fn minor(a0: &NdArray, b1: &NdArray, a1: &NdArray, b0: &NdArray) -> Result<NdArray> {
    let first = ops::binary(&table::MULTIPLY, a0, b1)?;
    ops::onto(&table::SUBTRACT, first, &ops::binary(&table::MULTIPLY, a1, b0)?)
}

/// The vector product of vectors of two or three components, which lie along the given axes.
///
/// Of two vectors in the plane only the third component is given.
///
/// # Errors
/// Vectors of other lengths, axes that are not there.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let (x, y) = (NdArray::from_vec(vec![1i64, 0, 0]), NdArray::from_vec(vec![0i64, 1, 0]));
/// assert_eq!(pallasite_numpy::mathematics::cross(&x, &y, (-1, -1, -1))?.to_vec::<i64>()?, [0, 0, 1]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn cross(a: &NdArray, b: &NdArray, axes: (isize, isize, isize)) -> Result<NdArray> {
    if a.ndim() < 1 || b.ndim() < 1 {
        return Err(Error::value("At least one array has zero dimension"));
    }
    let a = lines::moved(a, normalize_axis(axes.0, a.ndim())?)?;
    let b = lines::moved(b, normalize_axis(axes.1, b.ndim())?)?;
    let (m, n) = (a.shape()[a.ndim() - 1], b.shape()[b.ndim() - 1]);
    if !matches!((m, n), (2 | 3, 2 | 3)) {
        return Err(Error::value("incompatible dimensions for cross product\n(dimension must be 2 or 3)"));
    }
    let dtype = promote_types(a.dtype(), b.dtype())?;
    let parts = |x: &NdArray, n| {
        (0..n).map(|i| component(x, i)?.astype(&dtype, Order::K)).collect::<Result<Vec<_>>>()
    };
    let (p, q) = (parts(&a, m)?, parts(&b, n)?);
    let third = minor(&p[0], &q[1], &p[1], &q[0])?;
    if m == 2 && n == 2 {
        return Ok(third);
    }
    let mut shape = broadcast_shapes(&[p[0].shape(), q[0].shape()])?;
    shape.push(3);
    let axis = normalize_axis(axes.2, shape.len())?;
    let negated = |x: NdArray| ops::unary(&table::NEGATIVE, &x);
    let product = |x: &NdArray, y: &NdArray| ops::binary(&table::MULTIPLY, x, y);
    let (first, second) = match (p.get(2), q.get(2)) {
        (Some(a2), Some(b2)) => (minor(&p[1], b2, a2, &q[1])?, minor(a2, &q[0], &p[0], b2)?),
        (None, Some(b2)) => (product(&p[1], b2)?, negated(product(&p[0], b2)?)?),
        (Some(a2), None) => (negated(product(a2, &q[1])?)?, product(a2, &q[0])?),
        (None, None) => unreachable!("returned above"),
    };
    // SAFETY: the three components are written below.
    let out = unsafe { Fresh::uninit(&shape, &dtype, Order::C)? };
    for (i, part) in [first, second, third].iter().enumerate() {
        out.set(&along(shape.len() - 1, Item::Int(i as isize)), part)?;
    }
    lines::moved_back(&out.finish(), axis)
}
