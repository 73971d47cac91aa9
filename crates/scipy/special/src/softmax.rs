//! `logsumexp`, `softmax`, `log_softmax`: exponentials of numbers that may be large, over axes of an array.
//!
//! The largest element is taken out before the exponentials (Blanchard, Higham and Higham, "Accurately computing the
//! log-sum-exp and softmax functions", IMA Journal of Numerical Analysis 41, 2021).

use crate::level::at_level;
use crate::logsumexp_complex;
use num_complex::Complex;
use pallasite_array::layout::normalize_axis;
use pallasite_array::promote::promote_types;
use pallasite_array::{DType, Element, Error, Kind, NdArray, Order, Result};
use pallasite_ufunc::math::exp::exp;
use pallasite_ufunc::math::level::MulAdd;
use pallasite_ufunc::math::scalar::Double;

/// The axes that are not reduced, then those that are, all from the front.
struct Split {
    kept: Vec<usize>,
    reduced: Vec<usize>,
}

impl Split {
    fn new(ndim: usize, axes: Option<&[isize]>) -> Result<Split> {
        let reduced = match axes {
            None => (0..ndim).collect(),
            Some(axes) => axes.iter().map(|&a| normalize_axis(a, ndim)).collect::<Result<Vec<_>>>()?,
        };
        let kept = (0..ndim).filter(|a| !reduced.contains(a)).collect();
        Ok(Split { kept, reduced })
    }

    fn order(&self) -> Vec<isize> {
        self.kept.iter().chain(&self.reduced).map(|&a| a as isize).collect()
    }

    /// The elements with those that are reduced together side by side, and how many these are.
    fn lines<T: Element>(&self, a: &NdArray) -> Result<(Vec<T>, usize)> {
        let count = self.reduced.iter().map(|&i| a.shape()[i]).product();
        Ok((a.permute(&self.order())?.cast_vec::<T>()?, count))
    }

    /// The shape of a reduction.
    fn shape(&self, a: &NdArray, keepdims: bool) -> Vec<usize> {
        let full = a.shape().iter().enumerate();
        let size =
            |(i, &n): (usize, &usize)| if self.kept.contains(&i) { Some(n) } else { keepdims.then_some(1) };
        full.filter_map(size).collect()
    }

    /// Lines back in their places.
    fn restore(&self, a: &NdArray, lines: Vec<f64>) -> Result<NdArray> {
        let order = self.order();
        let shape: Vec<usize> = order.iter().map(|&i| a.shape()[i as usize]).collect();
        let mut back = vec![0; order.len()];
        order.iter().enumerate().for_each(|(to, &from)| back[from as usize] = to as isize);
        NdArray::from_vec_shape(lines, &shape)?.permute(&back)?.astype(&result_type(a)?, Order::C)
    }
}

/// Floats keep their type, integers become doubles.
fn inexact_type(a: &NdArray) -> DType {
    if a.kind().is_inexact() { a.kind().into() } else { Kind::Float64.into() }
}

/// [`inexact_type`] of real numbers.
fn result_type(a: &NdArray) -> Result<DType> {
    if a.kind().is_complex() {
        return Err(Error::type_("complex numbers are not supported here"));
    }
    Ok(inexact_type(a))
}

/// The largest element that is not NaN, NaN if there is one.
fn largest(line: &[f64]) -> f64 {
    line.iter().fold(f64::NEG_INFINITY, |m, &x| if x > m || x.is_nan() { x } else { m })
}

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
    let shape = pallasite_array::layout::broadcast_shapes(&[a.shape(), b.map_or(&[], |b| b.shape())])?;
    let a = &a.broadcast_to(&shape)?;
    let b = b.map(|b| b.broadcast_to(&shape)).transpose()?;
    let own = inexact_type(a);
    let dtype = b.as_ref().map_or(Ok(own.clone()), |b| promote_types(&own, &inexact_type(b)))?;
    let sums = Sums { split: Split::new(a.ndim(), axes)?, a, b, dtype, keepdims };
    if sums.dtype.kind().is_complex() {
        sums.each::<Complex<f64>>(logsumexp_complex::log_of_sum)
    } else {
        sums.each::<f64>(log_of_sum)
    }
}

/// Sums over lines of an array, with weights of its shape.
struct Sums<'a> {
    split: Split,
    a: &'a NdArray,
    b: Option<NdArray>,
    dtype: DType,
    keepdims: bool,
}

impl Sums<'_> {
    /// Both values of `f` for each line and its weights.
    fn each<T: Element>(&self, f: impl Fn(&[T], Option<&[T]>) -> (T, T)) -> Result<(NdArray, NdArray)> {
        let (numbers, count) = self.split.lines::<T>(self.a)?;
        let weights = self.b.as_ref().map(|b| self.split.lines::<T>(b)).transpose()?.map(|w| w.0);
        let target = self.split.shape(self.a, self.keepdims);
        let one = |i: usize| {
            let range = i * count..(i + 1) * count;
            f(&numbers[range.clone()], weights.as_ref().map(|w| &w[range]))
        };
        let (logs, signs): (Vec<T>, Vec<T>) = (0..target.iter().product()).map(one).unzip();
        let array = |v: Vec<T>| NdArray::from_vec_shape(v, &target)?.astype(&self.dtype, Order::C);
        Ok((array(logs)?, array(signs)?))
    }
}

/// `log|sum(b exp(a))|` of a line and the sign of the sum.
fn log_of_sum(a: &[f64], b: Option<&[f64]>) -> (f64, f64) {
    let weight = |i: usize| b.map_or(1.0, |b| b[i]);
    let counted = |i: usize| if weight(i) == 0.0 { f64::NEG_INFINITY } else { a[i] };
    let top = match b {
        None => largest(a),
        Some(_) => largest(&(0..a.len()).map(counted).collect::<Vec<_>>()),
    };
    let (mut leading, mut rest) = (0.0, 0.0);
    for i in 0..a.len() {
        let x = counted(i);
        if x == top {
            leading += weight(i);
        } else if x != f64::NEG_INFINITY {
            rest += weight(i) * (x - top).exp();
        }
    }
    if top.is_nan() {
        return (f64::NAN, f64::NAN);
    }
    if top == f64::NEG_INFINITY {
        return (top, sign_of(leading));
    }
    let ratio = if rest == 0.0 { 0.0 } else { rest / leading };
    let sign = sign_of(ratio + 1.0) * sign_of(leading);
    let folded = if ratio < -1.0 { -ratio - 2.0 } else { ratio };
    (folded.ln_1p() + f64::abs(leading).ln() + top, sign)
}

fn sign_of(x: f64) -> f64 {
    if x == 0.0 || x.is_nan() { x } else { 1f64.copysign(x) }
}

at_level! {
    /// Replaces each `x` by `exp(x - top)`.
    fn exponentials(line: &mut [f64], top: f64) -> () = exponentials_body
}

#[inline(always)]
fn exponentials_body<M: MulAdd>(line: &mut [f64], top: f64) {
    for x in line {
        *x = exp::<M, Double>(*x - top);
    }
}

/// The exponentials over their sum, over `axes` (all, if none are given).
///
/// # Errors
/// An axis that `a` does not have; complex numbers.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let y = pallasite_special::softmax(&NdArray::from_vec(vec![1000.0, 1000.0]), None).unwrap();
/// assert_eq!(y.to_vec::<f64>().unwrap(), [0.5, 0.5]);
/// ```
pub fn softmax(a: &NdArray, axes: Option<&[isize]>) -> Result<NdArray> {
    each_line(a, axes, |line| {
        let top = largest(line);
        exponentials(line, top);
        let total: f64 = line.iter().sum();
        line.iter_mut().for_each(|x| *x /= total);
    })
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
    each_line(a, axes, |line| {
        let top = largest(line);
        let top = if top.is_finite() { top } else { 0.0 };
        let total = line.iter().map(|x| (x - top).exp()).sum::<f64>().ln();
        line.iter_mut().for_each(|x| *x = *x - top - total);
    })
}

fn each_line(a: &NdArray, axes: Option<&[isize]>, f: impl Fn(&mut [f64])) -> Result<NdArray> {
    result_type(a)?;
    let split = Split::new(a.ndim(), axes)?;
    let (mut lines, count) = split.lines::<f64>(a)?;
    lines.chunks_mut(count.max(1)).for_each(f);
    split.restore(a, lines)
}
