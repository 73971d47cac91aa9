//! Piecewise linear interpolation.

use crate::lines::{self, Shared};
use crate::ops;
use crate::sorting;
use num_complex::Complex;
use pallasite_array::{Element, Error, Kind, NdArray, Order, Result};
use std::ops::{Add, Div, Mul, Sub};

/// What lies outside of the data points.
#[derive(Debug, Clone, Copy, Default)]
pub struct InterpOptions {
    /// The value to the left; the first one by default.
    pub left: Option<Complex<f64>>,
    /// The value to the right; the last one by default.
    pub right: Option<Complex<f64>>,
    /// The period of the data points, which then need no order.
    pub period: Option<f64>,
}

/// A value that can be interpolated.
trait Value:
    Element + Add<Output = Self> + Sub<Output = Self> + Mul<f64, Output = Self> + Div<f64, Output = Self>
{
    fn of(z: Complex<f64>) -> Self;
    fn nan_at(x: f64) -> Self;
    /// `self` where it is a number, else `other`, part by part.
    fn or_else(self, other: impl FnOnce() -> Self) -> Self;
}

impl Value for f64 {
    fn of(z: Complex<f64>) -> f64 {
        z.re
    }
    fn nan_at(x: f64) -> f64 {
        x
    }
    #[inline]
    fn or_else(self, other: impl FnOnce() -> f64) -> f64 {
        if self.is_nan() { other() } else { self }
    }
}

impl Value for Complex<f64> {
    fn of(z: Complex<f64>) -> Self {
        z
    }
    fn nan_at(x: f64) -> Self {
        Complex::new(x, 0.0)
    }
    fn or_else(self, other: impl FnOnce() -> Self) -> Self {
        if self.re.is_nan() || self.im.is_nan() {
            let other = other();
            return Complex::new(self.re.or_else(|| other.re), self.im.or_else(|| other.im));
        }
        self
    }
}

/// The values at `x` of the piecewise linear function through the points `(xp, fp)`, whose `xp` increase.
///
/// # Errors
/// No points, points of two lengths, a period of zero.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::mathematics::interp;
/// let (x, xp) = (NdArray::from_vec(vec![1.5, 9.0]), NdArray::from_vec(vec![1.0, 2.0]));
/// let fp = NdArray::from_vec(vec![10.0, 20.0]);
/// assert_eq!(interp(&x, &xp, &fp, &Default::default())?.to_vec::<f64>()?, [15.0, 20.0]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn interp(x: &NdArray, xp: &NdArray, fp: &NdArray, options: &InterpOptions) -> Result<NdArray> {
    if options.period == Some(0.0) {
        return Err(Error::value("period must be a non-zero value"));
    }
    if xp.ndim() != 1 || fp.ndim() != 1 {
        return Err(Error::value(match options.period {
            Some(_) => "Data points must be 1-D sequences",
            None if xp.ndim() > 1 || fp.ndim() > 1 => "object too deep for desired array",
            None => "object of too small depth for desired array",
        }));
    }
    if xp.size() == 0 && options.period.is_none() {
        return Err(Error::value("array of sample points is empty"));
    }
    if xp.size() != fp.size() {
        let stop = if options.period.is_some() { "" } else { "." };
        return Err(Error::value(format!("fp and xp are not of the same length{stop}")));
    }
    if fp.kind().is_complex() {
        interpolate::<Complex<f64>>(x, xp, fp, options)
    } else {
        interpolate::<f64>(x, xp, fp, options)
    }
}

fn interpolate<V: Value>(
    x: &NdArray,
    xp: &NdArray,
    fp: &NdArray,
    options: &InterpOptions,
) -> Result<NdArray> {
    let real = |a: &NdArray| {
        if a.kind().is_complex() {
            let (from, to) = (a.dtype().clone(), Kind::Float64.into());
            return Err(Error::Cast { from, to, rule: "safe" });
        }
        a.astype(&Kind::Float64.into(), Order::C)
    };
    let wanted = real(x)?;
    let (mut places, mut values) = (real(xp)?.to_vec::<f64>()?, fp.cast_vec::<V>()?);
    let (mut left, mut right) = (options.left.map(V::of), options.right.map(V::of));
    let wanted = match options.period.map(f64::abs) {
        None => wanted,
        Some(period) => {
            (left, right) = (None, None);
            (places, values) = wrapped(&places, &values, period);
            ops::binary(&pallasite_ufunc::table::REMAINDER, &wanted, period)?
        }
    };
    let (Some(&first), Some(&last)) = (values.first(), values.last()) else {
        return Err(Error::value("array of sample points is empty"));
    };
    let (left, right) = (left.unwrap_or(first), right.unwrap_or(last));
    let wanted = wanted.to_contiguous()?;
    let line = wanted.as_slice::<f64>().expect("contiguous doubles");
    let out = NdArray::zeros(x.shape(), &V::KIND.into())?;
    let to = Shared(out.as_ptr());
    let curve = Curve::new(&places, &values, left, right, line.len());
    lines::for_each_row(line.len().div_ceil(BLOCK), BLOCK, COST, |block| {
        let start = block * BLOCK;
        let line = &line[start..line.len().min(start + BLOCK)];
        // SAFETY: blocks do not overlap.
        let out =
            unsafe { std::slice::from_raw_parts_mut(to.at(start * size_of::<V>()).cast::<V>(), line.len()) };
        curve.fill(line, out);
    });
    Ok(out)
}

/// Values interpolated together.
const BLOCK: usize = 4096;
/// An interpolation, in units of a cheap operation.
const COST: usize = 8;

/// Points of one period in order, with the last before and the first behind them.
fn wrapped<V: Value>(places: &[f64], values: &[V], period: f64) -> (Vec<f64>, Vec<V>) {
    let places: Vec<f64> = places.iter().map(|x| x.rem_euclid(period)).collect();
    let order = sorting::argsort(&places);
    let sorted: Vec<f64> = order.iter().map(|&i| places[i as usize]).collect();
    let carried: Vec<V> = order.iter().map(|&i| values[i as usize]).collect();
    let (Some(&low), Some(&high)) = (sorted.first(), sorted.last()) else { return (sorted, carried) };
    let places = [&[high - period], &sorted[..], &[low + period]].concat();
    let values = [&carried[carried.len() - 1..], &carried, &carried[..1]].concat();
    (places, values)
}

struct Curve<'a, V> {
    places: &'a [f64],
    values: &'a [V],
    /// Computed beforehand where there are more values wanted than points.
    slopes: Option<Vec<V>>,
    left: V,
    right: V,
}

impl<'a, V: Value> Curve<'a, V> {
    fn new(places: &'a [f64], values: &'a [V], left: V, right: V, wanted: usize) -> Self {
        let mut curve = Curve { places, values, slopes: None, left, right };
        if places.len() <= wanted {
            curve.slopes = Some((0..places.len() - 1).map(|i| curve.slope(i)).collect());
        }
        curve
    }

    #[inline]
    fn slope(&self, i: usize) -> V {
        match &self.slopes {
            Some(slopes) => slopes[i],
            None => (self.values[i + 1] - self.values[i]) / (self.places[i + 1] - self.places[i]),
        }
    }

    /// Values wanted one after the other are often near each other: the search starts at the last place.
    fn fill(&self, line: &[f64], out: &mut [V]) {
        let mut near = 0;
        for (slot, &x) in out.iter_mut().zip(line) {
            *slot = self.value(x, &mut near);
        }
    }

    #[inline]
    fn value(&self, x: f64, near: &mut usize) -> V {
        let (places, n) = (self.places, self.places.len());
        if x.is_nan() {
            return V::nan_at(x);
        }
        if x > places[n - 1] {
            return self.right;
        }
        if x < places[0] {
            return self.left;
        }
        if !(places[*near] <= x && *near + 1 < n && x < places[*near + 1]) {
            *near = places.partition_point(|&p| p <= x).max(1) - 1;
        }
        let i = *near;
        if i + 1 >= n || places[i] == x {
            return self.values[i];
        }
        let slope = self.slope(i);
        let from = |k: usize| slope * (x - places[k]) + self.values[k];
        from(i).or_else(|| {
            from(i + 1)
                .or_else(|| if self.values[i] == self.values[i + 1] { self.values[i] } else { from(i + 1) })
        })
    }
}
