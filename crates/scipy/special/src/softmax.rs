//! `logsumexp`, `softmax`, `log_softmax`: exponentials of numbers that may be large, over axes of an array.
//!
//! The largest element is taken out before the exponentials (Blanchard, Higham and Higham, "Accurately computing the
//! log-sum-exp and softmax functions", IMA Journal of Numerical Analysis 41, 2021).

mod complex;
mod kernel;
mod lines;

use lines::{Axes, Lines, line};
use num_complex::Complex;
use pallasite_array::promote::{Casting, Operand, promote_types};
use pallasite_array::{DType, Element, Error, Kind, NdArray, Order, Result, threads};
use pallasite_ufunc::{resolve, table};

/// The logarithm of the absolute value of `sum(b exp(a))` and its sign, over `axes` (all, if none are given).
///
/// `b` is broadcast with `a`; elements of weight zero do not count even if they are infinite. A negative sum has the
/// sign -1. Of complex numbers the logarithm has the angle of the sum as imaginary part, and the sign is the sum over
/// its absolute value.
///
/// # Errors
/// An axis that `a` does not have, shapes that do not broadcast.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let a = NdArray::from_vec(vec![1000.0, 1000.0]);
/// let (log, _) = pallasite_special::logsumexp(&a, None, None, false).unwrap();
/// assert_eq!(log.to_vec::<f64>().unwrap(), [1000.0 + 2f64.ln()]);
/// ```
pub fn logsumexp(
    a: &NdArray,
    axes: Option<&[isize]>,
    b: Option<&NdArray>,
    keepdims: bool,
) -> Result<(NdArray, NdArray)> {
    // SciPy's arrays have an axis at least.
    let mut shape =
        pallasite_array::layout::broadcast_shapes(&[a.shape(), b.map_or(&[], |b| b.shape())])?.to_vec();
    if shape.is_empty() {
        shape.push(1);
    }
    let a = &a.broadcast_to(&shape)?;
    let b = b.map(|b| b.broadcast_to(&shape)).transpose()?;
    let own = inexact_type(a);
    let dtype = b.as_ref().map_or(Ok(own.clone()), |b| promote_types(&own, &inexact_type(b)))?;
    let sums = Sums { axes: Axes::new(a.ndim(), axes)?, a, b, dtype, keepdims };
    if sums.dtype.kind().is_complex() {
        sums.each::<Complex<f64>>(complex::log_of_sum, Complex::from)
    } else {
        sums.each::<f64>(log_of_sum, |x| x)
    }
}

/// Floats keep their type, integers become doubles.
fn inexact_type(a: &NdArray) -> DType {
    if a.kind().is_inexact() { a.kind().into() } else { Kind::Float64.into() }
}

/// Sums over lines of an array, with weights of its shape.
struct Sums<'a> {
    axes: Axes,
    a: &'a NdArray,
    b: Option<NdArray>,
    dtype: DType,
    keepdims: bool,
}

impl Sums<'_> {
    /// Both values of `f` for each line and its weights; `of` makes a number of a real one.
    fn each<T: Element>(
        &self,
        f: impl Fn(&[T], Option<&[T]>) -> (T, T) + Sync,
        of: impl Fn(f64) -> T,
    ) -> Result<(NdArray, NdArray)> {
        let numbers = Lines::new(self.a, &self.axes, T::KIND)?;
        let weights = self.b.as_ref().map(|b| Lines::new(b, &self.axes, T::KIND)).transpose()?;
        let shape = self.axes.shape(self.a.shape(), self.keepdims);
        // What SciPy says of no elements, even of their sign.
        let mut found = vec![(of(f64::NEG_INFINITY), of(-1.0)); shape.iter().product()];
        if self.a.size() > 0 {
            threads::for_each_chunk(&mut found, numbers.count.saturating_mul(kernel::COST), |first, some| {
                let (mut room, mut more) = (Vec::new(), Vec::new());
                for (i, slot) in (first..).zip(some) {
                    let weights = weights.as_ref().map(|w| w.line(i, &mut more));
                    *slot = f(numbers.line(i, &mut room), weights);
                }
            });
        }
        let (logs, signs): (Vec<T>, Vec<T>) = found.into_iter().unzip();
        let array = |v: Vec<T>| NdArray::from_vec_shape(v, &shape)?.astype(&self.dtype, Order::C);
        Ok((array(logs)?, array(signs)?))
    }
}

/// `log|sum(b exp(a))|` of a line and the sign of the sum.
fn log_of_sum(a: &[f64], b: Option<&[f64]>) -> (f64, f64) {
    let top = kernel::largest(a, b);
    let (leading, rest) = kernel::sums(a, b, top);
    let ratio = if rest == 0.0 { 0.0 } else { rest / leading };
    let folded = if ratio < -1.0 { -ratio - 2.0 } else { ratio };
    let log = folded.ln_1p() + f64::abs(leading).ln() + top;
    if log.is_finite() {
        return (log, sign_of(ratio + 1.0) * sign_of(leading));
    }
    // Infinite terms, or leading ones that cancel: the sum as it stands.
    let sum: f64 = (0..a.len()).map(|i| b.map_or(1.0, |b| b[i]) * a[i].exp()).sum();
    (sum.abs().ln(), sign_of(sum))
}

fn sign_of(x: f64) -> f64 {
    if x == 0.0 || x.is_nan() { x } else { 1f64.copysign(x) }
}

/// The exponentials over their sum, over `axes` (all, if none are given).
///
/// # Errors
/// An axis that `a` does not have; lines without elements; booleans and complex numbers.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let y = pallasite_special::softmax(&NdArray::from_vec(vec![1000.0, 1000.0]), None).unwrap();
/// assert_eq!(y.to_vec::<f64>().unwrap(), [0.5, 0.5]);
/// ```
pub fn softmax(a: &NdArray, axes: Option<&[isize]>) -> Result<NdArray> {
    each_line(a, axes, kernel::softmax)
}

/// The logarithm of [`softmax`], accurate where that is small.
///
/// # Errors
/// As [`softmax`].
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let y = pallasite_special::log_softmax(&NdArray::from_vec(vec![0.0, 1000.0]), None).unwrap();
/// assert_eq!(y.to_vec::<f64>().unwrap(), [-1000.0, 0.0]);
/// ```
pub fn log_softmax(a: &NdArray, axes: Option<&[isize]>) -> Result<NdArray> {
    each_line(a, axes, |x, y| {
        let top = kernel::largest(x, None);
        let top = if top.is_finite() { top } else { 0.0 };
        let (leading, rest) = kernel::sums(x, None, top);
        let log = (leading + rest).ln();
        threads::for_each_chunk(y, 1, |first, y| {
            y.iter_mut().zip(&x[first..]).for_each(|(y, x)| *y = x - top - log);
        });
    })
}

/// `f` of each line and the place for its results.
fn each_line(a: &NdArray, axes: Option<&[isize]>, f: impl Fn(&[f64], &mut [f64]) + Sync) -> Result<NdArray> {
    let dtype = exponential_type(a)?;
    let axes = Axes::new(a.ndim(), axes)?;
    let lines = Lines::new(a, &axes, Kind::Float64)?;
    if lines.count == 0 && axes.shape(a.shape(), false).iter().product::<usize>() > 0 {
        return Err(Error::value("zero-size array to reduction operation maximum which has no identity"));
    }
    let mut results = NdArray::zeros(&[a.size()], &DType::FLOAT64)?;
    let out = results.as_slice_mut().expect("new and contiguous");
    let slab = (lines.count * lines.inner).max(1);
    let mut slabs: Vec<(&[f64], &mut [f64])> =
        lines.values().chunks(slab).zip(out.chunks_mut(slab)).collect();
    threads::for_each_chunk(&mut slabs, slab.saturating_mul(kernel::COST), |_, slabs| {
        slabs.iter_mut().for_each(|(x, y)| each_of_slab(x, y, &lines, &f));
    });
    let results = lines.restore(results)?;
    if dtype == DType::FLOAT64 { Ok(results) } else { results.astype(&dtype, Order::C) }
}

/// `f` of the lines of a slab.
fn each_of_slab(x: &[f64], y: &mut [f64], lines: &Lines, f: &impl Fn(&[f64], &mut [f64])) {
    if lines.inner == 1 {
        return f(x, y);
    }
    let (mut room, mut column) = (Vec::new(), vec![0.0; lines.count]);
    for i in 0..lines.inner {
        f(line(x, lines.inner, i, &mut room), &mut column);
        y[i..].iter_mut().step_by(lines.inner).zip(&column).for_each(|(y, c)| *y = *c);
    }
}

/// The type of `exp(a - a)`.
fn exponential_type(a: &NdArray) -> Result<DType> {
    if a.kind().is_complex() {
        return Err(Error::type_("complex numbers are not supported here"));
    }
    let of = |d: &DType| Operand::Typed(d.clone());
    let difference = resolve(&table::SUBTRACT, &[of(a.dtype()), of(a.dtype())], &[], Casting::SameKind)?;
    let exponential = resolve(&table::EXP, &[of(&difference.types()[2].into())], &[], Casting::SameKind)?;
    Ok(exponential.types()[1].into())
}
