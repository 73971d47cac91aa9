//! Joining arrays along an old or a new axis.

use crate::fresh::{Fresh, range};
use pallasite_array::layout::normalize_axis;
use pallasite_array::promote::{Casting, Operand, can_cast, result_type};
use pallasite_array::{DType, Error, NdArray, Order, Result};

/// The arrays one after the other along `axis`; all flattened when it is `None`.
///
/// The dtype is the given one, or one that holds all.
///
/// # Errors
/// No array, shapes that differ along other axes, a cast that `casting` forbids.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_array::promote::Casting;
/// let (a, b) = (NdArray::from_vec(vec![1i64]), NdArray::from_vec(vec![2.5]));
/// let c = pallasite_numpy::manipulation::concatenate(&[a, b], Some(0), None, Casting::SameKind)?;
/// assert_eq!(c.to_vec::<f64>()?, [1.0, 2.5]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn concatenate(
    arrays: &[NdArray],
    axis: Option<isize>,
    dtype: Option<&DType>,
    casting: Casting,
) -> Result<NdArray> {
    let join = Join::plan(arrays, axis)?;
    let dtype = match dtype {
        Some(d) => sized_for(d, arrays)?,
        None => common_dtype(arrays)?,
    };
    join.check_cast(&dtype, casting)?;
    // SAFETY: the parts cover the whole axis.
    let out = unsafe { Fresh::uninit(&join.shape, &dtype, join.order())? };
    let mut at = 0;
    for part in &join.parts {
        let n = part.shape()[join.axis];
        out.set_range(join.axis, at, at + n, part)?;
        at += n;
    }
    Ok(out.finish())
}

/// [`concatenate`] into an existing array; whoever has a view of its memory sees the change.
///
/// # Safety
/// No Rust reference into the memory of `out` exists, and no other thread uses it meanwhile.
///
/// # Errors
/// As [`concatenate`]; an array of another shape.
pub unsafe fn concatenate_into(
    out: &NdArray,
    arrays: &[NdArray],
    axis: Option<isize>,
    casting: Casting,
) -> Result<()> {
    let join = Join::plan(arrays, axis)?;
    if out.ndim() != join.shape.len() {
        return Err(Error::value("Output array has wrong dimensionality"));
    }
    if out.shape() != &join.shape[..] {
        return Err(Error::value("Output array is the wrong shape"));
    }
    join.check_cast(out.dtype(), casting)?;
    let mut at = 0;
    for part in &join.parts {
        let n = part.shape()[join.axis];
        // SAFETY: by the caller.
        unsafe { range(out, join.axis, at, at + n)?.assign_shared(part)? };
        at += n;
    }
    Ok(())
}

fn common_dtype(arrays: &[NdArray]) -> Result<DType> {
    let first = arrays[0].dtype();
    if first.is_native() && arrays[1..].iter().all(|a| a.dtype() == first) {
        return Ok(first.clone());
    }
    let typed: Vec<_> = arrays.iter().map(|a| Operand::Typed(a.dtype().clone())).collect();
    Ok(result_type(&typed)?.to_native())
}

/// `S` and `U` without a size take the size that the elements need.
fn sized_for(dtype: &DType, arrays: &[NdArray]) -> Result<DType> {
    if dtype.itemsize() != 0 || dtype.is_structured() {
        return Ok(dtype.clone());
    }
    arrays.iter().try_fold(dtype.clone(), |d, a| {
        pallasite_array::promote::promote_types(&d, a.dtype())
            .map(|p| if p.kind() == d.kind() { p } else { d })
    })
}

/// What goes where in a concatenation.
struct Join {
    parts: Vec<NdArray>,
    axis: usize,
    shape: Vec<usize>,
}

impl Join {
    fn plan(arrays: &[NdArray], axis: Option<isize>) -> Result<Join> {
        let Some(first) = arrays.first() else {
            return Err(Error::value("need at least one array to concatenate"));
        };
        let Some(axis) = axis else {
            let parts = arrays.iter().map(NdArray::ravel).collect::<Result<Vec<_>>>()?;
            return Self::along(parts, 0);
        };
        if first.ndim() == 0 {
            return Err(Error::value("zero-dimensional arrays cannot be concatenated"));
        }
        Self::along(arrays.to_vec(), normalize_axis(axis, first.ndim())?)
    }

    fn along(parts: Vec<NdArray>, axis: usize) -> Result<Join> {
        let mut shape = parts[0].shape().to_vec();
        for (i, part) in parts.iter().enumerate().skip(1) {
            check_fit(&parts[0], part, i, axis)?;
            let sum = shape[axis].checked_add(part.shape()[axis]);
            shape[axis] = sum.ok_or_else(|| Error::value("array is too big"))?;
        }
        Ok(Join { parts, axis, shape })
    }

    fn check_cast(&self, to: &DType, rule: Casting) -> Result<()> {
        match self.parts.iter().find(|p| p.dtype() != to && !can_cast(p.dtype(), to, rule)) {
            Some(p) => Err(Error::Cast { from: p.dtype().clone(), to: to.clone(), rule: rule.name() }),
            None => Ok(()),
        }
    }

    /// Fortran order when all parts are in it and not all in C order.
    fn order(&self) -> Order {
        let all_c = self.parts.iter().all(NdArray::is_c_contiguous);
        if !all_c && self.parts.iter().all(NdArray::is_f_contiguous) { Order::F } else { Order::C }
    }
}

fn check_fit(first: &NdArray, part: &NdArray, i: usize, axis: usize) -> Result<()> {
    if part.ndim() != first.ndim() {
        return Err(Error::Value(format!(
            "all the input arrays must have same number of dimensions, but the array at index 0 has {} dimension(s) \
             and the array at index {i} has {} dimension(s)",
            first.ndim(),
            part.ndim()
        )));
    }
    let differs = |d: &usize| *d != axis && part.shape()[*d] != first.shape()[*d];
    match (0..first.ndim()).find(differs) {
        None => Ok(()),
        Some(d) => Err(Error::Value(format!(
            "all the input array dimensions except for the concatenation axis must match exactly, but along dimension \
             {d}, the array at index 0 has size {} and the array at index {i} has size {}",
            first.shape()[d],
            part.shape()[d]
        ))),
    }
}

/// The arrays as views with a new axis at `axis` of the result, ready to be concatenated along it.
///
/// # Errors
/// No array, different shapes, an axis the result does not have.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_array::promote::Casting;
/// use pallasite_numpy::manipulation::{concatenate, stack};
/// let rows = stack(&[NdArray::from_vec(vec![1i64, 2]), NdArray::from_vec(vec![3, 4])], 1)?;
/// let a = concatenate(&rows, Some(1), None, Casting::SameKind)?;
/// assert_eq!(a.to_vec::<i64>()?, [1, 3, 2, 4]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn stack(arrays: &[NdArray], axis: isize) -> Result<Vec<NdArray>> {
    let first = arrays.first().ok_or_else(|| Error::value("need at least one array to stack"))?;
    if arrays.iter().any(|a| a.shape() != first.shape()) {
        return Err(Error::value("all input arrays must have the same shape"));
    }
    arrays.iter().map(|a| a.expand_dims(axis)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn join(arrays: &[NdArray], axis: Option<isize>) -> Result<NdArray> {
        concatenate(arrays, axis, None, Casting::SameKind)
    }

    #[test]
    fn misfits_are_named() {
        let a = NdArray::zeros(&[2, 3], &DType::INT64).unwrap();
        let b = NdArray::zeros(&[2, 4], &DType::INT64).unwrap();
        assert!(
            join(&[a.clone(), b.clone()], Some(0))
                .unwrap_err()
                .to_string()
                .ends_with("index 0 has size 3 and the array at index 1 has size 4")
        );
        assert_eq!(join(&[a.clone(), b], Some(-1)).unwrap().shape(), [2, 7]);
        assert!(join(&[], Some(0)).is_err());
        assert_eq!(join(&[a.clone(), a.slice(&[]).unwrap()], None).unwrap().shape(), [12]);
    }

    #[test]
    fn columns_stay_columns() {
        let a = NdArray::from_vec((0..6i64).collect()).reshape(&[3, 2]).unwrap().transpose();
        let c = join(&[a.clone(), a], Some(0)).unwrap();
        assert!(c.is_f_contiguous());
        assert_eq!(c.to_vec::<i64>().unwrap(), [0, 2, 4, 1, 3, 5, 0, 2, 4, 1, 3, 5]);
    }

    #[test]
    fn forbidden_casts_are_refused() {
        let a = NdArray::from_vec(vec![1.5]);
        assert!(
            concatenate(std::slice::from_ref(&a), Some(0), Some(&DType::INT64), Casting::SameKind).is_err()
        );
        let whole = concatenate(&[a], Some(0), Some(&DType::INT64), Casting::Unsafe).unwrap();
        assert_eq!(whole.to_vec::<i64>().unwrap(), [1]);
    }
}
