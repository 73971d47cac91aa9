//! Matrices of a pattern: ones or values on a diagonal, triangles.

use crate::fresh::Fresh;
use crate::indexing::{diagonal, where_};
use pallasite_array::index::{Item, Slice};
use pallasite_array::{Bool, DType, Error, NdArray, Order, Result, Scalar};

/// Ones on the `k`-th diagonal of an `n` by `m` matrix, zeros elsewhere.
///
/// # Errors
/// More memory than there is.
///
/// # Examples
/// ```
/// use pallasite_array::{DType, Order};
/// let a = pallasite_numpy::creation::eye(2, 3, 1, &DType::INT64, Order::C)?;
/// assert_eq!(a.to_vec::<i64>()?, [0, 1, 0, 0, 0, 1]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn eye(n: usize, m: usize, k: isize, dtype: &DType, order: Order) -> Result<NdArray> {
    let out = Fresh::zeros(&[n, m], dtype, order)?;
    set_diagonal(&out, k, &NdArray::from_scalar(&Scalar::Int(1), &DType::INT64)?)?;
    Ok(out.finish())
}

fn set_diagonal(out: &Fresh, k: isize, value: &NdArray) -> Result<()> {
    let view = diagonal(out.array(), k, 0, 1)?.with_writeable(true);
    out.set_view(&view, value)
}

/// A matrix with the vector `v` on its `k`-th diagonal, or the `k`-th diagonal of a matrix as a view.
///
/// # Errors
/// An input of no or of more than two dimensions.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let a = pallasite_numpy::creation::diag(&NdArray::from_vec(vec![1i64, 2]), 0)?;
/// assert_eq!(a.to_vec::<i64>()?, [1, 0, 0, 2]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn diag(v: &NdArray, k: isize) -> Result<NdArray> {
    match v.ndim() {
        1 => {
            let n = v.size().checked_add(k.unsigned_abs()).ok_or_else(|| Error::value("array is too big"))?;
            let out = Fresh::zeros(&[n, n], v.dtype(), Order::C)?;
            set_diagonal(&out, k, v)?;
            Ok(out.finish())
        }
        2 => diagonal(v, k, 0, 1),
        _ => Err(Error::value("Input must be 1- or 2-d.")),
    }
}

/// A matrix with the elements of `v`, in C order, on its `k`-th diagonal.
///
/// # Errors
/// More memory than there is.
pub fn diagflat(v: &NdArray, k: isize) -> Result<NdArray> {
    diag(&v.ravel()?, k)
}

/// Ones at and below the `k`-th diagonal, zeros above.
///
/// # Errors
/// More memory than there is.
///
/// # Examples
/// ```
/// let a = pallasite_numpy::creation::tri(2, 3, 0, &pallasite_array::DType::INT64)?;
/// assert_eq!(a.to_vec::<i64>()?, [1, 0, 0, 1, 1, 0]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn tri(n: usize, m: usize, k: isize, dtype: &DType) -> Result<NdArray> {
    NdArray::zeros(&[n, m], &DType::BOOL)?;
    let cell = |i: usize, j: usize| Bool::from((j as isize) <= (i as isize).saturating_add(k));
    let cells = (0..n).flat_map(|i| (0..m).map(move |j| cell(i, j))).collect();
    NdArray::from_vec_shape(cells, &[n, m])?.astype(dtype, Order::C)
}

fn triangle(a: &NdArray, k: isize, lower: bool) -> Result<NdArray> {
    let (n, m) = match *a.shape() {
        [] => return Err(Error::type_("tri() missing 1 required positional argument: 'N'")),
        [m] => (m, m),
        [.., n, m] => (n, m),
    };
    let zero = NdArray::zeros(&[], a.dtype())?;
    if lower {
        where_(&tri(n, m, k, &DType::BOOL)?, a, &zero)
    } else {
        where_(&tri(n, m, k - 1, &DType::BOOL)?, &zero, a)
    }
}

/// A copy with zeros above the `k`-th diagonal of the last two axes.
///
/// # Errors
/// An array without axes.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let a = NdArray::from_vec(vec![1i64, 2, 3, 4]).reshape(&[2, 2])?;
/// assert_eq!(pallasite_numpy::creation::tril(&a, 0)?.to_vec::<i64>()?, [1, 0, 3, 4]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn tril(a: &NdArray, k: isize) -> Result<NdArray> {
    triangle(a, k, true)
}

/// A copy with zeros below the `k`-th diagonal of the last two axes.
///
/// # Errors
/// An array without axes.
pub fn triu(a: &NdArray, k: isize) -> Result<NdArray> {
    triangle(a, k, false)
}

/// Everything along the axes of a matrix.
pub(super) fn whole() -> Item {
    Item::Slice(Slice::default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn diagonals_beyond_the_corner_are_empty() {
        assert_eq!(eye(2, 2, 5, &DType::INT64, Order::C).unwrap().to_vec::<i64>().unwrap(), [0; 4]);
        let v = NdArray::from_vec(vec![1i64]);
        assert_eq!(diag(&v, -1).unwrap().to_vec::<i64>().unwrap(), [0, 0, 1, 0]);
        assert_eq!(diag(&diag(&v, 2).unwrap(), 2).unwrap().to_vec::<i64>().unwrap(), [1]);
    }

    #[test]
    fn no_triangle_without_axes() {
        let text = tril(&NdArray::zeros(&[], &DType::BOOL).unwrap(), 0).unwrap_err().to_string();
        assert_eq!(text, "tri() missing 1 required positional argument: 'N'");
    }

    #[test]
    fn upper_triangle_of_a_stack() {
        let a = NdArray::from_vec((1..9i64).collect()).reshape(&[2, 2, 2]).unwrap();
        assert_eq!(triu(&a, 1).unwrap().to_vec::<i64>().unwrap(), [0, 2, 0, 0, 0, 6, 0, 0]);
    }
}
