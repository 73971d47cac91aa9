//! Medians.

use super::nan::Skipped;
use super::quantile::{Rows, compact};
use crate::lines;
use crate::ops;
use pallasite_array::{Kind, NdArray, Result};
use pallasite_ufunc::table;

/// The median over the given axes; NaN where there is one, unless they are skipped.
///
/// The mean of the two middle elements of an even number; the types are those of the mean.
///
/// # Errors
/// Axes that `a` does not have, elements that are not numbers.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let a = NdArray::from_vec(vec![3i64, 1, 2, 10]);
/// let found = pallasite_numpy::statistics::median(&a, None, false, false)?;
/// assert_eq!(found.values.to_vec::<f64>()?, [2.5]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn median(a: &NdArray, axes: Option<&[isize]>, keepdims: bool, skip_nan: bool) -> Result<Skipped> {
    let (merged, reduced) = lines::merged(a, axes)?;
    let middle = |n: usize| vec![(n.max(1) - 1) / 2, n / 2];
    let rows = compact(&merged, skip_nan, &middle)?;
    let mean = middle_mean(&rows)?;
    let shape: Vec<isize> = merged.shape()[..merged.ndim() - 1].iter().map(|&d| d as isize).collect();
    let values = mean.reshape(&shape)?;
    let values = if keepdims { lines::with_kept_axes(&values, 0, &reduced)? } else { values };
    Ok(Skipped { values, empty: rows.empty })
}

/// The mean of the two middle elements of each row, in the type of the mean.
fn middle_mean(rows: &Rows) -> Result<NdArray> {
    let kind = match rows.picked.kind() {
        Kind::Float16 => Kind::Float32,
        k if k.is_inexact() => k,
        _ => Kind::Float64,
    };
    let total = ops::reduce(&table::ADD, &ops::cast(&rows.picked, kind)?, Some(&[1]), false)?;
    let mean = ops::onto(&table::DIVIDE, total, 2.0)?;
    // Twice the same element sums to infinity where its own mean does not.
    let single = |p: &NdArray| ops::binary(&table::EQUAL, &p.slice(&column(0))?, &p.slice(&column(1))?);
    let mean = crate::indexing::where_(
        &single(&rows.picked)?,
        &ops::cast(&rows.picked.slice(&column(0))?, kind)?,
        &mean,
    )?;
    let mean = rows.with_nan(&mean)?;
    if rows.picked.kind() == Kind::Float16 { ops::cast(&mean, Kind::Float16) } else { Ok(mean) }
}

fn column(i: isize) -> Vec<pallasite_array::index::Item> {
    crate::fresh::along(1, pallasite_array::index::Item::Int(i))
}
