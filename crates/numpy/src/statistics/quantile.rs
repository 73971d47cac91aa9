//! Quantiles by the methods of Hyndman and Fan, "Sample quantiles in statistical packages", The American
//! Statistician 50(4), 1996, and by a few simpler ones.

use super::moments::fitted_weights;
use super::nan::Skipped;
use crate::lines::{self, Shared};
use crate::ops;
use crate::sorting::SortKey;
use pallasite_array::promote::{Operand, result_type};
use pallasite_array::{Element, Error, Kind, NdArray, Result, dispatch};
use pallasite_ufunc::table;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How a quantile lies between elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub enum Method {
    InvertedCdf,
    AveragedInvertedCdf,
    ClosestObservation,
    InterpolatedInvertedCdf,
    Hazen,
    Weibull,
    #[default]
    Linear,
    MedianUnbiased,
    NormalUnbiased,
    Lower,
    Higher,
    Midpoint,
    Nearest,
}

const NAMES: [(&str, Method); 13] = [
    ("inverted_cdf", Method::InvertedCdf),
    ("averaged_inverted_cdf", Method::AveragedInvertedCdf),
    ("closest_observation", Method::ClosestObservation),
    ("interpolated_inverted_cdf", Method::InterpolatedInvertedCdf),
    ("hazen", Method::Hazen),
    ("weibull", Method::Weibull),
    ("linear", Method::Linear),
    ("median_unbiased", Method::MedianUnbiased),
    ("normal_unbiased", Method::NormalUnbiased),
    ("lower", Method::Lower),
    ("higher", Method::Higher),
    ("midpoint", Method::Midpoint),
    ("nearest", Method::Nearest),
];

/// Where a quantile lies: between which elements, and how far from the first of them.
#[derive(Debug, Clone, Copy)]
struct Place {
    previous: usize,
    next: usize,
    gamma: f64,
}

impl Method {
    /// The method of this name.
    ///
    /// # Errors
    /// A name there is no method of.
    pub fn parse(name: &str) -> Result<Method> {
        let found = NAMES.iter().find(|(n, _)| *n == name).map(|m| m.1);
        found.ok_or_else(|| {
            let all: Vec<String> = NAMES.iter().map(|(n, _)| format!("'{n}'")).collect();
            Error::value(format!(
                "'{name}' is not a valid method. Use one of: dict_keys([{}])",
                all.join(", ")
            ))
        })
    }

    /// True where the result is an element.
    fn is_discrete(self) -> bool {
        use Method::*;
        matches!(self, InvertedCdf | ClosestObservation | Lower | Higher | Nearest)
    }

    /// The place of level `q` among `n` elements, as a real number.
    fn virtual_index(self, n: f64, q: f64) -> f64 {
        let between = |alpha: f64, beta: f64| n * q + (alpha + q * (1.0 - alpha - beta)) - 1.0;
        let down = |index: f64, stay: bool| if stay { index.floor() } else { index.floor() + 1.0 }.max(0.0);
        match self {
            Method::InvertedCdf => {
                let index = n * q - 1.0;
                down(index, index == index.floor())
            }
            Method::ClosestObservation => {
                let index = n * q - 1.0 - 0.5;
                down(index, index == index.floor() && index.floor().rem_euclid(2.0) == 1.0)
            }
            Method::AveragedInvertedCdf => n * q - 1.0,
            Method::InterpolatedInvertedCdf => between(0.0, 1.0),
            Method::Hazen => between(0.5, 0.5),
            Method::Weibull => between(0.0, 0.0),
            Method::Linear => (n - 1.0) * q,
            Method::MedianUnbiased => between(1.0 / 3.0, 1.0 / 3.0),
            Method::NormalUnbiased => between(3.0 / 8.0, 3.0 / 8.0),
            Method::Lower => ((n - 1.0) * q).floor(),
            Method::Higher => ((n - 1.0) * q).ceil(),
            Method::Midpoint => 0.5 * (((n - 1.0) * q).floor() + ((n - 1.0) * q).ceil()),
            Method::Nearest => ((n - 1.0) * q).round_ties_even(),
        }
    }

    fn place(self, n: usize, q: f64, single: bool) -> Place {
        let mut index = self.virtual_index(n as f64, q);
        if single {
            index = f64::from(index as f32);
        }
        let last = n.saturating_sub(1);
        let floor = index.floor();
        let (previous, next) = match index {
            i if i >= last as f64 || i.is_nan() => (last, last),
            i if i < 0.0 => (0, 0),
            _ => (floor as usize, floor as usize + 1),
        };
        let reference = if index >= last as f64 {
            -1.0
        } else if index < 0.0 {
            0.0
        } else {
            floor
        };
        let fraction = index - reference;
        let gamma = match self {
            Method::AveragedInvertedCdf => {
                if fraction == 0.0 {
                    0.5
                } else {
                    1.0
                }
            }
            Method::Midpoint => {
                if index == floor {
                    0.0
                } else {
                    0.5
                }
            }
            _ => fraction,
        };
        Place { previous, next, gamma }
    }
}

/// What may be asked of a quantile.
#[derive(Debug, Clone, Copy, Default)]
pub struct QuantileOptions<'a> {
    /// Axes to reduce; all by default.
    pub axes: Option<&'a [isize]>,
    /// How to interpolate.
    pub method: Method,
    /// Leave reduced axes in the result, with length one.
    pub keepdims: bool,
    /// Weights of the elements, for [`Method::InvertedCdf`] only.
    pub weights: Option<&'a NdArray>,
    /// Leave out NaN.
    pub skip_nan: bool,
    /// The level is a Python number, whose type does not count.
    pub weak: bool,
}

/// Whether all levels lie between 0 and 1.
///
/// # Errors
/// Levels that are not numbers.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// assert!(!pallasite_numpy::statistics::check_levels(&NdArray::from_vec(vec![0.5, 1.5]))?);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn check_levels(q: &NdArray) -> Result<bool> {
    Ok(q.cast_vec::<f64>()?.iter().all(|q| (0.0..=1.0).contains(q)))
}

/// The quantiles at the levels `q`, whose axes come first in the result.
///
/// # Errors
/// Complex numbers, levels outside of `[0, 1]`, axes that `a` does not have, weights that do not fit.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::statistics::quantile;
/// let (a, q) = (NdArray::from_vec(vec![4.0, 1.0, 2.0]), NdArray::from_vec(vec![0.25, 1.0]));
/// assert_eq!(quantile(&a, &q, &Default::default())?.values.to_vec::<f64>()?, [1.5, 4.0]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn quantile(a: &NdArray, q: &NdArray, options: &QuantileOptions) -> Result<Skipped> {
    if a.kind().is_complex() || !a.kind().is_numeric() {
        return Err(Error::type_("a must be an array of real numbers"));
    }
    if !check_levels(q)? {
        return Err(Error::value("Quantiles must be in the range [0, 1]"));
    }
    if q.ndim() > 2 {
        return Err(Error::value("q must be a scalar or 1d"));
    }
    let (merged, reduced) = lines::merged(a, options.axes)?;
    if merged.shape().last() == Some(&0) {
        return Err(Error::IndexOutOfBounds { index: -1, axis: 0, size: 0 });
    }
    let (values, empty) = match options.weights {
        Some(weights) => weighted(a, weights, &merged, q, options)?,
        None => unweighted(&merged, q, options)?,
    };
    let mut shape: Vec<isize> = q.shape().iter().map(|&d| d as isize).collect();
    shape.extend(merged.shape()[..merged.ndim() - 1].iter().map(|&d| d as isize));
    let values = values.transpose().reshape(&shape)?;
    let values = if options.keepdims { lines::with_kept_axes(&values, q.ndim(), &reduced)? } else { values };
    Ok(Skipped { values, empty })
}

/// Quantiles as `(rows, levels)`.
fn unweighted(merged: &NdArray, q: &NdArray, options: &QuantileOptions) -> Result<(NdArray, usize)> {
    let levels = q.cast_vec::<f64>()?;
    let single = !options.weak && matches!(q.kind(), Kind::Float16 | Kind::Float32);
    let places =
        |n: usize| -> Vec<Place> { levels.iter().map(|&q| options.method.place(n, q, single)).collect() };
    let whole = options.method == Method::Linear && (q.kind().is_integer() || q.kind() == Kind::Bool);
    let pairs = |n: usize| places(n).iter().flat_map(|p| [p.previous, p.next]).collect();
    let rows = compact(merged, options.skip_nan, &pairs)?;
    let shape = [rows.count as isize, levels.len() as isize, 2];
    let picked = rows.picked.reshape(&shape)?;
    let end = |i: isize| picked.slice(&crate::fresh::along(2, pallasite_array::index::Item::Int(i)));
    if options.method.is_discrete() || whole {
        return Ok((rows.with_nan(&end(0)?)?, rows.empty));
    }
    let weak = if options.weak { Operand::WeakFloat } else { Operand::Typed(q.dtype().clone()) };
    let mut kind = result_type(&[Operand::Typed(merged.dtype().clone()), weak])?.kind();
    if !options.weak && !q.kind().is_inexact() {
        kind = Kind::Float64;
    }
    let gamma: Vec<f64> = if options.skip_nan {
        rows.lengths.iter().flat_map(|&n| places(n)).map(|p| p.gamma).collect()
    } else {
        let row = places(merged.shape()[merged.ndim() - 1]);
        std::iter::repeat_n(row, rows.count).flatten().map(|p| p.gamma).collect()
    };
    let values = between(&end(0)?, &end(1)?, gamma, kind)?;
    Ok((rows.with_nan(&values)?, rows.empty))
}

/// Linear interpolation, from the nearer end.
fn between(low: &NdArray, high: &NdArray, gamma: Vec<f64>, kind: Kind) -> Result<NdArray> {
    let near = gamma.iter().map(|&t| pallasite_array::Bool::from(t >= 0.5)).collect();
    let near = NdArray::from_vec_shape::<pallasite_array::Bool>(near, low.shape())?;
    let rest = NdArray::from_vec_shape(gamma.iter().map(|t| 1.0 - t).collect(), low.shape())?;
    let gamma = NdArray::from_vec_shape(gamma, low.shape())?;
    let step = ops::binary(&table::SUBTRACT, high, low)?;
    let upward = ops::binary(&table::MULTIPLY, &step, &ops::cast(&gamma, kind)?)?;
    let downward = ops::binary(&table::MULTIPLY, &step, &ops::cast(&rest, kind)?)?;
    let from_low = ops::binary(&table::ADD, low, &upward)?;
    let from_high = ops::binary(&table::SUBTRACT, high, &downward)?;
    ops::cast(&crate::indexing::where_(&near, &from_high, &from_low)?, kind)
}

/// Elements picked from rows by rank.
pub(super) struct Rows {
    /// `(rows, ranks)`.
    pub(super) picked: NdArray,
    /// Number of rows.
    pub(super) count: usize,
    /// Rows whose result is NaN.
    nan: Vec<bool>,
    /// Elements of each row that are not skipped.
    pub(super) lengths: Vec<usize>,
    /// Rows of which nothing was left.
    pub(super) empty: usize,
}

impl Rows {
    /// The values, with NaN in the rows that have one.
    pub(super) fn with_nan(&self, values: &NdArray) -> Result<NdArray> {
        if !self.nan.contains(&true) {
            return Ok(values.clone());
        }
        let mask = self.nan.iter().map(|&b| b.into()).collect::<Vec<pallasite_array::Bool>>();
        let mut shape = vec![1; values.ndim()];
        shape[0] = self.count as isize;
        super::moments::replaced(values, &NdArray::from_vec(mask).reshape(&shape)?, f64::NAN)
    }
}

/// The elements of the ranks that `ranks` names for a row of so many elements, from each row of the last axis.
pub(super) fn compact(
    merged: &NdArray,
    skip_nan: bool,
    ranks: &(dyn Fn(usize) -> Vec<usize> + Sync),
) -> Result<Rows> {
    let (last, kind) = (merged.ndim() - 1, merged.kind());
    let n = merged.shape()[last];
    let count: usize = merged.shape()[..last].iter().product();
    let copy = lines::copied(merged, last)?;
    dispatch!(numeric kind, T => pick_rows::<T>(&copy, (count, n), skip_nan, ranks),
        else Err(Error::type_("a must be an array of numbers")))
}

/// Picking an element by rank, in units of a cheap operation.
const COST: usize = 4;

fn pick_rows<T: SortKey + Element>(
    copy: &NdArray,
    (count, n): (usize, usize),
    skip_nan: bool,
    ranks: &(dyn Fn(usize) -> Vec<usize> + Sync),
) -> Result<Rows> {
    let width = ranks(n).len();
    let picked = NdArray::zeros(&[count, width], &T::KIND.into())?;
    let mut nan = vec![false; count];
    let mut lengths = vec![n; count];
    let empty = AtomicUsize::new(0);
    let (from, to) = (Shared(copy.as_ptr()), Shared(picked.as_ptr()));
    let (flags, left) = (Shared(nan.as_mut_ptr().cast()), Shared(lengths.as_mut_ptr().cast()));
    lines::for_each_row(count, n, COST, |row| {
        // SAFETY: row `row` of the copy, of the result, and its entries, which no other call touches.
        unsafe {
            let line = std::slice::from_raw_parts_mut(from.at(row * n * size_of::<T>()).cast::<T>(), n);
            let out = std::slice::from_raw_parts_mut(to.at(row * width * size_of::<T>()).cast::<T>(), width);
            let kept = if skip_nan { without_nan(line) } else { n };
            *left.at(row * size_of::<usize>()).cast::<usize>() = kept;
            let bad = kept == 0 || !skip_nan && has_nan(line);
            *flags.at(row).cast::<bool>() = bad;
            if kept == 0 {
                empty.fetch_add(1, Ordering::Relaxed);
            }
            if !bad {
                select(&mut line[..kept], &ranks(kept), out);
            }
        }
    });
    Ok(Rows { picked, count, nan, lengths, empty: empty.into_inner() })
}

/// Copies the elements of the given ranks.
fn select<T: SortKey>(line: &mut [T], ranks: &[usize], out: &mut [T]) {
    let mut positions = ranks.to_vec();
    positions.sort_unstable();
    positions.dedup();
    T::order(line, Some(&positions));
    out.iter_mut().zip(ranks).for_each(|(slot, &rank)| *slot = line[rank]);
}

#[allow(clippy::eq_op)]
fn has_nan<T: PartialEq>(line: &[T]) -> bool {
    line.chunks(1024).any(|block| block.iter().fold(false, |any, x| any | (x != x)))
}

/// Moves the elements that are not NaN to the front and counts them.
#[allow(clippy::eq_op)]
fn without_nan<T: PartialEq + Copy>(line: &mut [T]) -> usize {
    let mut kept = 0;
    for i in 0..line.len() {
        let x = line[i];
        line[kept] = x;
        kept += usize::from(x == x);
    }
    kept
}

/// Quantiles of elements with weights, as `(rows, levels)`.
fn weighted(
    a: &NdArray,
    weights: &NdArray,
    merged: &NdArray,
    q: &NdArray,
    options: &QuantileOptions,
) -> Result<(NdArray, usize)> {
    let weights = fitted_weights(weights, a, options.axes)?.broadcast_to(a.shape())?;
    let weights = lines::merged(&weights, options.axes)?.0.cast_vec::<f64>()?;
    if weights.iter().any(|&w| w < 0.0) {
        return Err(Error::value("Weights must be non-negative."));
    }
    let n = merged.shape()[merged.ndim() - 1];
    let levels = q.cast_vec::<f64>()?;
    let single = q.kind() == Kind::Float32;
    dispatch!(real merged.kind(), T => {
        let values = merged.to_vec::<T>()?;
        let mut out = Vec::with_capacity(values.len() / n * levels.len());
        let mut empty = 0;
        for (line, weights) in values.chunks(n).zip(weights.chunks(n)) {
            let found = weighted_line(line, weights, &levels, single, options.skip_nan)?;
            empty += usize::from(found.is_none());
            match found {
                Some(found) => out.extend(found),
                None => out.extend(std::iter::repeat_n(line[n - 1], levels.len())),
            }
        }
        Ok((NdArray::from_vec_shape(out, &[values.len() / n, levels.len()])?, empty))
    }, else Err(Error::type_("a must be an array of real numbers")))
}

/// The first elements at which the share of the weights reaches each level; `None` for nothing but NaN.
#[allow(clippy::eq_op)]
fn weighted_line<T: SortKey + PartialEq>(
    line: &[T],
    weights: &[f64],
    levels: &[f64],
    single: bool,
    skip_nan: bool,
) -> Result<Option<Vec<T>>> {
    let mut order = crate::sorting::argsort(line);
    let is_nan = |i: &i64| line[*i as usize] != line[*i as usize];
    if let Some(&last) = order.last().filter(|i| is_nan(i) && !skip_nan) {
        return Ok(Some(vec![line[last as usize]; levels.len()]));
    }
    order.retain(|i| !is_nan(i));
    if order.is_empty() {
        return Ok(None);
    }
    let mut total = 0.0;
    let running = order.iter().map(|&i| {
        total += weights[i as usize];
        total
    });
    let mut share: Vec<f64> = running.collect();
    let total = share[share.len() - 1];
    if total == 0.0 || !total.is_finite() {
        return Err(Error::value("Weights included NaN, inf or were all zero."));
    }
    for s in &mut share {
        *s /= total;
        if single {
            *s = f64::from(*s as f32);
        }
        if *s == 0.0 {
            *s = -1.0;
        }
    }
    let at = |&q: &f64| line[order[share.partition_point(|&s| s < q).min(order.len() - 1)] as usize];
    Ok(Some(levels.iter().map(at).collect()))
}
