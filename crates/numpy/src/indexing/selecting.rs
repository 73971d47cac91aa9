//! Elements chosen from two or more arrays by condition.

use pallasite_array::iter::Nest;
use pallasite_array::layout::{Order, broadcast_shapes, broadcast_strides};
use pallasite_array::promote::{Operand, result_type};
use pallasite_array::{DType, Error, Kind, NdArray, Result, by_size};

/// Elements of `x` where `condition` is true, of `y` elsewhere; all three broadcast.
///
/// # Errors
/// Types without a common one, shapes that do not broadcast.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let mask = NdArray::from_vec(vec![1i64, 0]);
/// let (x, y) = (NdArray::from_vec(vec![1.5, 2.5]), NdArray::from_vec(vec![0i64]));
/// assert_eq!(pallasite_numpy::indexing::where_(&mask, &x, &y)?.to_vec::<f64>()?, [1.5, 0.0]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn where_(condition: &NdArray, x: &NdArray, y: &NdArray) -> Result<NdArray> {
    let dtype = if x.dtype() == y.dtype() && x.dtype().is_native() {
        x.dtype().clone()
    } else {
        result_type(&[Operand::Typed(x.dtype().clone()), Operand::Typed(y.dtype().clone())])?.to_native()
    };
    let cast = |a: &NdArray, d: &DType| if a.dtype() == d { Ok(a.clone()) } else { a.astype(d, Order::K) };
    let mask =
        if condition.kind() == Kind::Bool { condition.clone() } else { cast(condition, &DType::BOOL)? };
    let (x, y) = (cast(x, &dtype)?, cast(y, &dtype)?);
    let shape = broadcast_shapes(&[mask.shape(), x.shape(), y.shape()])?;
    let operands = [&mask, &x, &y];
    let like = operands.iter().find(|a| a.shape() == &shape[..]);
    // SAFETY: every element is written below.
    let out = unsafe {
        match like {
            Some(a) => NdArray::uninit_like(&shape, &dtype, a.strides())?,
            None => NdArray::uninit(&shape, &dtype, Order::C)?,
        }
    };
    let spread =
        |a: &NdArray| broadcast_strides(a.shape(), a.strides(), &shape).expect("the shapes broadcast");
    let nest = Nest::new(&shape, &[out.strides(), &spread(&mask), &spread(&x), &spread(&y)]);
    let start = [out.as_ptr(), mask.as_ptr(), x.as_ptr(), y.as_ptr()];
    let size = dtype.itemsize();
    nest.par_each(&start, 1, |p, s, n| {
        // SAFETY: the nest stays inside the four arrays, `out` is ours, parts write to different elements.
        unsafe { by_size!(size, T => choose_line::<T>(p, s, n), else choose_any(p, s, n, size)) }
    });
    Ok(out)
}

/// One line of [`where_`]; contiguous lines, and those with one value on a side, vectorise.
///
/// # Safety
/// `p` are valid for `n` elements of `T` (target, x, y) and of one byte (mask, second) at the strides `s`.
unsafe fn choose_line<T: Copy>(p: &[*mut u8], s: &[isize], n: usize) {
    /// # Safety
    /// As above, all contiguous but for the steps of x and y.
    #[inline(always)]
    unsafe fn fixed<T: Copy, const X: usize, const Y: usize>(p: &[*mut u8], n: usize) {
        let (out, mask, x, y) = (p[0].cast::<T>(), p[1], p[2].cast::<T>(), p[3].cast::<T>());
        for i in 0..n {
            // SAFETY: by the caller.
            unsafe {
                let (a, b) = (x.add(i * X).read_unaligned(), y.add(i * Y).read_unaligned());
                out.add(i).write_unaligned(if *mask.add(i) != 0 { a } else { b });
            }
        }
    }
    let size = size_of::<T>() as isize;
    // SAFETY: by the caller; each arm has the strides it names.
    unsafe {
        match (s[0] == size && s[1] == 1, s[2], s[3]) {
            (true, x, y) if x == size && y == size => fixed::<T, 1, 1>(p, n),
            (true, x, 0) if x == size => fixed::<T, 1, 0>(p, n),
            (true, 0, y) if y == size => fixed::<T, 0, 1>(p, n),
            (true, 0, 0) => fixed::<T, 0, 0>(p, n),
            _ => {
                for i in 0..n as isize {
                    let at = |o: usize| p[o].wrapping_offset(s[o] * i);
                    let from = if *at(1) != 0 { at(2) } else { at(3) };
                    at(0).cast::<T>().write_unaligned(from.cast::<T>().read_unaligned());
                }
            }
        }
    }
}

/// # Safety
/// As [`choose_line`], for elements of `size` bytes.
unsafe fn choose_any(p: &[*mut u8], s: &[isize], n: usize, size: usize) {
    for i in 0..n as isize {
        let at = |o: usize| p[o].wrapping_offset(s[o] * i);
        // SAFETY: by the caller.
        unsafe {
            let from = if *at(1) != 0 { at(2) } else { at(3) };
            std::ptr::copy_nonoverlapping(from, at(0), size);
        }
    }
}

/// For each element the choice of the first condition that is true, the default where none is.
///
/// # Errors
/// Lists of different lengths or empty ones, conditions that are not boolean, shapes that do not broadcast.
///
/// # Examples
/// ```
/// use pallasite_array::{Bool, NdArray};
/// let is = |v: [bool; 2]| NdArray::from_vec(v.map(Bool::from).to_vec());
/// let value = |v: i64| NdArray::from_vec(vec![v]);
/// let conditions = [is([true, false]), is([true, true])];
/// let a = pallasite_numpy::indexing::select(&conditions, &[value(1), value(2)], &value(3))?;
/// assert_eq!(a.to_vec::<i64>()?, [1, 2]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn select(conditions: &[NdArray], choices: &[NdArray], default: &NdArray) -> Result<NdArray> {
    if conditions.len() != choices.len() {
        return Err(Error::value("list of cases must be same length as list of conditions"));
    }
    if conditions.is_empty() {
        return Err(Error::value("select with an empty condition list is not possible"));
    }
    if let Some(i) = conditions.iter().position(|c| c.kind() != Kind::Bool) {
        let text = format!("invalid entry {i} in condlist: should be boolean ndarray");
        return Err(Error::type_(text));
    }
    let typed: Vec<_> = choices.iter().chain([default]).map(|c| Operand::Typed(c.dtype().clone())).collect();
    let dtype = result_type(&typed)?.to_native();
    let all = conditions.iter().chain(choices).map(NdArray::shape).collect::<Vec<_>>();
    let shape = broadcast_shapes(&all)?;
    let start = default.astype(&dtype, Order::C)?.broadcast_to(&shape)?;
    conditions
        .iter()
        .zip(choices)
        .rev()
        .try_fold(start, |rest, (c, x)| where_(c, &x.astype(&dtype, Order::K)?, &rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strides_and_sizes_of_all_kinds() {
        let mask = NdArray::from_vec(vec![1u8, 0, 1, 0]).astype(&DType::BOOL, Order::C).unwrap();
        let text = |t: &str| {
            NdArray::from_scalar(&pallasite_array::Scalar::Str(t.into()), &DType::str(2).unwrap()).unwrap()
        };
        assert_eq!(
            where_(&mask, &text("ab"), &text("c")).unwrap().get(&[1]).unwrap(),
            pallasite_array::Scalar::Str("c".into())
        );
        let square = mask.reshape(&[2, 2]).unwrap().transpose();
        let x = NdArray::from_vec(vec![1i64, 2, 3, 4]).reshape(&[2, 2]).unwrap();
        let out = where_(&square, &x, &NdArray::from_vec(vec![0i8, 9])).unwrap();
        assert_eq!(out.to_vec::<i64>().unwrap(), [1, 2, 0, 9]);
    }
}
