//! Running reductions: `cumsum`, `cumprod` and their kin.

use crate::driver::{Pointers, for_each_part};
use crate::error::{Error, Result};
use crate::reduce::{normalize_axis, reduction_row};
use crate::table::Ufunc;
use pallasite_array::iter::{Nest, PerOperand};
use pallasite_array::{DType, Kind, NdArray, Order, threads};

/// Reduces the elements up to each place of an axis: `y[i] = y[i - 1] ∘ a[i]`.
///
/// # Errors
/// An axis that `a` does not have, an array without axes, types without a loop.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_ufunc::{accumulate, table};
/// let a = NdArray::from_vec(vec![1i64, 2, 3]);
/// assert_eq!(accumulate(&table::ADD, &a, 0, None).unwrap().to_vec::<i64>().unwrap(), [1, 3, 6]);
/// ```
pub fn accumulate(ufunc: &'static Ufunc, a: &NdArray, axis: isize, dtype: Option<Kind>) -> Result<NdArray> {
    if a.ndim() == 0 {
        return Err(Error::type_("cannot accumulate on a scalar"));
    }
    let row = accumulation_row(ufunc, a.dtype(), dtype)?;
    let axis = normalize_axis(axis, a.ndim())?;
    let kind: DType = row.types[2].into();
    let a = if *a.dtype() == kind { a.clone() } else { a.astype(&kind, Order::K)? };
    // SAFETY: the lines below cover every element.
    let out = unsafe { NdArray::uninit_like(a.shape(), &kind, a.strides())? };
    let (n, xs, ys) = (a.shape()[axis], a.strides()[axis], out.strides()[axis]);
    if a.size() == 0 {
        return Ok(out);
    }
    let mut shape = a.shape().to_vec();
    shape[axis] = 1;
    let nest = Nest::new(&shape, &[out.strides(), a.strides()]);
    let parts = threads::parts_for(a.size().saturating_mul(ufunc.cost));
    let cuts = nest.split(parts);
    let start = Pointers(PerOperand::from_slice(&[out.as_ptr(), a.as_ptr()]));
    for_each_part(cuts.len(), |i| {
        let at = start_of(&start, &cuts[i].offsets);
        let inner = cuts[i].nest.inner_strides();
        // Rows side by side: the elementwise loop goes from row to row.
        if inner[0].unsigned_abs() < ys.unsigned_abs() && cuts[i].nest.size() > 1 {
            for k in 0..n {
                let (y, x) = (at[0].wrapping_offset(ys * k as isize), at[1].wrapping_offset(xs * k as isize));
                cuts[i].nest.each(&[y, x], |p, s, m| {
                    // SAFETY: row `k` of the output, from the row before and row `k` of the input.
                    unsafe {
                        if k == 0 {
                            pallasite_array::cast::copy_loop(p[1], s[1], p[0], s[0], m, kind.itemsize());
                        } else {
                            (row.run)(&[p[0].wrapping_offset(-ys), p[1], p[0]], &[s[0], s[1], s[0]], m);
                        }
                    }
                });
            }
            return;
        }
        cuts[i].nest.each(&at, |p, s, m| {
            for j in 0..m as isize {
                // SAFETY: a line of `n` elements on both sides.
                unsafe {
                    row.scan_line(p[1].wrapping_offset(s[1] * j), xs, p[0].wrapping_offset(s[0] * j), ys, n)
                };
            }
        });
    });
    Ok(out)
}

fn start_of(start: &Pointers, offsets: &[isize]) -> PerOperand<*mut u8> {
    start.0.iter().zip(offsets).map(|(p, &o)| p.wrapping_offset(o)).collect()
}

/// The loop of a running reduction, whose operands and result have one type.
fn accumulation_row(
    ufunc: &'static Ufunc,
    from: &DType,
    dtype: Option<Kind>,
) -> Result<&'static crate::LoopRow> {
    let wording = |e: Error| match e {
        Error::Array(pallasite_array::Error::Value(text)) => {
            Error::value(text.replacen("reduce", "accumulate", 1))
        }
        e => e,
    };
    let row = reduction_row(ufunc, from, dtype).map_err(wording)?;
    if row.types[0] == row.types[2] {
        return Ok(row);
    }
    ufunc.same(row.types[2]).filter(|r| r.reduces()).ok_or(Error::NoSignature(ufunc.name))
}
