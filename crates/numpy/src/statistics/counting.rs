//! Counting by value.

use crate::lines;
use crate::ops;
use crate::sorting::Side;
use crate::sorting::arrays::searchsorted;
use pallasite_array::promote::{Casting, can_cast};
use pallasite_array::{DType, Error, Kind, NdArray, Order, Result, threads};
use pallasite_ufunc::table;

/// How often each of the integers `0, 1, ...` occurs; with weights, the sum of them.
///
/// # Errors
/// Elements that are not integers, negative ones, weights of another number.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let a = NdArray::from_vec(vec![0i64, 2, 2]);
/// assert_eq!(pallasite_numpy::statistics::bincount(&a, None, 0)?.to_vec::<i64>()?, [1, 0, 2]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn bincount(a: &NdArray, weights: Option<&NdArray>, minlength: usize) -> Result<NdArray> {
    lines::check_line(a)?;
    if a.size() == 0 && weights.is_none() {
        return NdArray::zeros(&[minlength], &DType::INT64);
    }
    if a.size() > 0 && a.kind() != Kind::UInt64 && !can_cast(a.dtype(), &DType::INT64, Casting::Safe) {
        return Err(Error::Cast { from: a.dtype().clone(), to: DType::INT64, rule: "safe" });
    }
    let values = a.astype(&DType::INT64, Order::C)?;
    let values = values.as_slice::<i64>().expect("a fresh copy");
    let (low, high) = values.iter().fold((0, -1), |(low, high), &v| (v.min(low), v.max(high)));
    if low < 0 {
        return Err(Error::value("'list' argument must have no negative elements"));
    }
    let length = (high as usize).wrapping_add(1).max(minlength);
    let Some(weights) = weights else { return tally(values, length) };
    if weights.shape() != a.shape() {
        return Err(Error::value("The weights and list don't have the same length."));
    }
    if !can_cast(weights.dtype(), &DType::FLOAT64, Casting::Safe) {
        return Err(Error::Cast { from: weights.dtype().clone(), to: DType::FLOAT64, rule: "safe" });
    }
    let mut sums = NdArray::zeros(&[length], &DType::FLOAT64)?;
    let out = sums.as_slice_mut::<f64>().expect("fresh");
    for (&v, w) in values.iter().zip(weights.cast_vec::<f64>()?) {
        out[v as usize] += w;
    }
    Ok(sums)
}

/// Counts values that lie in `0..length`.
pub(super) fn tally(values: &[i64], length: usize) -> Result<NdArray> {
    let mut counts = NdArray::zeros(&[length], &DType::INT64)?;
    let out = counts.as_slice_mut::<i64>().expect("fresh");
    let parts = threads::parts_for(values.len()).min(values.len() / length.max(1)).max(1);
    if parts == 1 {
        values.iter().for_each(|&v| out[v as usize] += 1);
        return Ok(counts);
    }
    let partial: Vec<std::sync::Mutex<Vec<i64>>> = (0..parts).map(|_| std::sync::Mutex::default()).collect();
    let size = values.len().div_ceil(parts);
    threads::for_each(parts, |i| {
        let mut own = vec![0; length];
        values[i * size..values.len().min((i + 1) * size)].iter().for_each(|&v| own[v as usize] += 1);
        *partial[i].lock().expect("no panic while held") = own;
    });
    for own in partial {
        let own = own.into_inner().expect("no panic while held");
        out.iter_mut().zip(own).for_each(|(total, count)| *total += count);
    }
    Ok(counts)
}

/// The bin that each element belongs to: `bins[i - 1] <= x < bins[i]`, with `right` `bins[i - 1] < x <= bins[i]`.
///
/// # Errors
/// Complex elements, bins that are not monotonic.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let (x, bins) = (NdArray::from_vec(vec![0.5, 2.5]), NdArray::from_vec(vec![0.0, 1.0, 2.0]));
/// assert_eq!(pallasite_numpy::statistics::digitize(&x, &bins, false)?.to_vec::<i64>()?, [1, 3]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn digitize(x: &NdArray, bins: &NdArray, right: bool) -> Result<NdArray> {
    if x.kind().is_complex() {
        return Err(Error::type_("x may not be complex"));
    }
    let bins = bins.astype(&DType::FLOAT64, Order::C).and_then(|edges| {
        lines::check_line(&edges)?;
        Ok((bins, edges.to_vec::<f64>()?))
    })?;
    let (bins, edges) = bins;
    let side = if right { Side::Left } else { Side::Right };
    if edges.windows(2).all(|w| w[0] <= w[1]) {
        return searchsorted(bins, x, side, None);
    }
    if !edges.windows(2).all(|w| w[0] >= w[1]) {
        return Err(Error::value("bins must be monotonically increasing or decreasing"));
    }
    let backwards = bins.view_with(
        bins.strides()[0] * (edges.len() as isize - 1),
        bins.dtype().clone(),
        bins.shape(),
        &[-bins.strides()[0]],
    )?;
    let side = if right { Side::Left } else { Side::Right };
    let found = searchsorted(&backwards, x, side, None)?;
    debug_assert!(found.kind() == Kind::Int64);
    ops::binary(&table::SUBTRACT, edges.len() as i64, &found)
}
