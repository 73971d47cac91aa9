//! Evenly spaced numbers.

use crate::fresh::signed;
use half::f16;
use num_complex::Complex;
use num_traits::{One, Zero};
use pallasite_array::dispatch;
use pallasite_array::layout::normalize_axis;
use pallasite_array::promote::{Operand, result_type};
use pallasite_array::{Bool, DType, Element, Error, Kind, NdArray, Order, Result, Scalar};

/// `start`, `start + step`, ... up to but without `stop`, of the type that holds all three, at least `int64`.
///
/// # Errors
/// A step of zero, a length that is no number or too large.
///
/// # Examples
/// ```
/// use pallasite_array::Scalar::Int;
/// let a = pallasite_numpy::creation::arange(&Int(2), &Int(9), &Int(3), None)?;
/// assert_eq!(a.to_vec::<i64>()?, [2, 5, 8]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn arange(start: &Scalar, stop: &Scalar, step: &Scalar, dtype: Option<&DType>) -> Result<NdArray> {
    let dtype = match dtype {
        Some(d) => d.clone(),
        None => result_type(&[weak(start)?, weak(stop)?, weak(step)?])?,
    };
    arange_from(start, &add(start, step), length(start, stop, step)?, &dtype)
}

fn weak(s: &Scalar) -> Result<Operand> {
    Ok(match s {
        Scalar::Bool(_) | Scalar::Int(_) => Operand::WeakInt,
        Scalar::UInt(_) => Operand::Typed(DType::UINT64),
        Scalar::Float(_) => Operand::WeakFloat,
        Scalar::Complex(_) => Operand::WeakComplex,
        _ => return Err(Error::type_("arange() not supported for inputs that are not numbers.")),
    })
}

fn complex(s: &Scalar) -> Complex<f64> {
    match s {
        Scalar::Bool(b) => Complex::new(f64::from(u8::from(*b)), 0.0),
        Scalar::Int(i) => Complex::new(*i as f64, 0.0),
        Scalar::UInt(u) => Complex::new(*u as f64, 0.0),
        Scalar::Float(x) => Complex::new(*x, 0.0),
        Scalar::Complex(z) => *z,
        _ => Complex::new(f64::NAN, 0.0),
    }
}

fn integer(s: &Scalar) -> Option<i128> {
    match s {
        Scalar::Bool(b) => Some(i128::from(*b)),
        Scalar::Int(i) => Some(i128::from(*i)),
        Scalar::UInt(u) => Some(i128::from(*u)),
        _ => None,
    }
}

fn is_complex(s: &Scalar) -> bool {
    matches!(s, Scalar::Complex(_))
}

fn add(a: &Scalar, b: &Scalar) -> Scalar {
    if let (Some(x), Some(y)) = (integer(a), integer(b)) {
        let sum = x + y;
        let signed = i64::try_from(sum).map(Scalar::Int);
        return signed.unwrap_or(Scalar::UInt(sum as u64));
    }
    let sum = complex(a) + complex(b);
    if is_complex(a) || is_complex(b) { Scalar::Complex(sum) } else { Scalar::Float(sum.re) }
}

/// Number of steps from `start` to `stop`, rounded up.
fn length(start: &Scalar, stop: &Scalar, step: &Scalar) -> Result<usize> {
    if let (Some(a), Some(b), Some(d)) = (integer(start), integer(stop), integer(step)) {
        if d == 0 {
            return Err(Error::value("Maximum allowed size exceeded"));
        }
        return count((b - a) as f64 / d as f64);
    }
    let span = complex(stop) - complex(start);
    let step_value = complex(step);
    if [start, stop, step].into_iter().any(is_complex) {
        let n = span / step_value;
        return Ok(count(n.re)?.min(count(n.im)?));
    }
    count(span.re / step_value.re)
}

fn count(n: f64) -> Result<usize> {
    let n = n.ceil();
    if n.is_nan() {
        return Err(Error::value("arange: cannot compute length"));
    }
    if n >= isize::MAX as f64 {
        return Err(Error::value("Maximum allowed size exceeded"));
    }
    Ok(if n <= 0.0 { 0 } else { n as usize })
}

/// `n` evenly spaced numbers of the given dtype, told by the first two.
///
/// # Errors
/// A dtype that is not numeric; more memory than there is.
///
/// # Examples
/// ```
/// use pallasite_array::{DType, Scalar::Int};
/// let a = pallasite_numpy::creation::arange_from(&Int(4), &Int(3), 3, &DType::INT8)?;
/// assert_eq!(a.to_vec::<i8>()?, [4, 3, 2]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn arange_from(start: &Scalar, next: &Scalar, n: usize, dtype: &DType) -> Result<NdArray> {
    let kind = dtype.kind();
    if !kind.is_numeric() || kind == Kind::Bool && n > 2 {
        let class = pallasite_array::promote::class_name(kind);
        let text =
            "arange() is only supported for booleans when the result has at most length 2.".to_string();
        return Err(if kind == Kind::Bool {
            Error::type_(text)
        } else {
            Error::type_(format!(
                "arange() not supported for inputs with DType <class 'numpy.dtypes.{class}'>."
            ))
        });
    }
    let out = dispatch!(numeric kind, T => steps::<T>(element(start)?, element(next)?, n)?,
        else unreachable!("numeric kinds only"));
    if dtype.is_native() { Ok(out) } else { out.astype(dtype, Order::C) }
}

/// The value as an element of type `T`.
fn element<T: Element>(value: &Scalar) -> Result<T> {
    let mut out = T::default();
    // SAFETY: `out` is an element of this kind.
    unsafe { value.cast_write(std::ptr::from_mut(&mut out).cast(), &T::KIND.into())? };
    Ok(out)
}

fn steps<T: Steps>(a: T, b: T, n: usize) -> Result<NdArray> {
    // SAFETY: all `n` elements are written below.
    let out = unsafe { NdArray::uninit(&[n], &T::KIND.into(), Order::C)? };
    let to = out.as_ptr().cast::<T>();
    // The first two elements are those given: `a + 0 (b - a)` has not the sign of a negative zero.
    for (i, given) in [a, b].into_iter().enumerate().take(n) {
        // SAFETY: `out` is ours, aligned, and `i` is below its length.
        unsafe { to.add(i).write(given) };
    }
    for i in 2..n {
        // SAFETY: as above.
        unsafe { to.add(i).write(a.step(b, i)) };
    }
    Ok(out)
}

/// Element `i` of the sequence that starts `a, b`.
trait Steps: Element {
    fn step(self, b: Self, i: usize) -> Self;
}

macro_rules! integer_steps {
    ($($t:ty),*) => {$(
        impl Steps for $t {
            #[inline(always)]
            fn step(self, b: Self, i: usize) -> Self {
                self.wrapping_add(b.wrapping_sub(self).wrapping_mul(i as $t))
            }
        }
    )*};
}

integer_steps!(i8, u8, i16, u16, i32, u32, i64, u64);

macro_rules! float_steps {
    ($($t:ty),*) => {$(
        impl Steps for $t {
            #[inline(always)]
            fn step(self, b: Self, i: usize) -> Self {
                self + i as $t * (b - self)
            }
        }
    )*};
}

float_steps!(f32, f64);

impl Steps for Bool {
    fn step(self, b: Self, i: usize) -> Self {
        if i == 0 { self } else { b }
    }
}

impl Steps for f16 {
    fn step(self, b: Self, i: usize) -> Self {
        f16::from_f32(self.to_f32().step(b.to_f32(), i))
    }
}

impl<T: Copy> Steps for Complex<T>
where
    Complex<T>: Element,
    T: Steps,
{
    fn step(self, b: Self, i: usize) -> Self {
        Complex::new(self.re.step(b.re, i), self.im.step(b.im, i))
    }
}

/// How [`linspace`] divides its interval.
#[derive(Debug, Clone)]
pub struct LinspaceOptions {
    /// Number of samples.
    pub num: usize,
    /// Whether `stop` is the last sample.
    pub endpoint: bool,
    /// The axis of the result that the samples lie along.
    pub axis: isize,
    /// Type of the result; that of the computation when absent.
    pub dtype: Option<DType>,
}

impl Default for LinspaceOptions {
    fn default() -> Self {
        LinspaceOptions { num: 50, endpoint: true, axis: 0, dtype: None }
    }
}

/// Evenly spaced samples from `start` to `stop`, and the steps between them (NaN where there is none).
///
/// Computed in the inexact type that holds both ends; an integer dtype of the result takes the floor.
///
/// # Errors
/// Ends that do not broadcast, an axis the result does not have.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::creation::{LinspaceOptions, linspace};
/// let (a, b) = (NdArray::from_vec(vec![0.0]).reshape(&[])?, NdArray::from_vec(vec![1.0]).reshape(&[])?);
/// let (x, step) = linspace(&a, &b, &LinspaceOptions { num: 5, ..Default::default() })?;
/// assert_eq!(x.to_vec::<f64>()?, [0.0, 0.25, 0.5, 0.75, 1.0]);
/// assert_eq!(step.to_vec::<f64>()?, [0.25]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn linspace(start: &NdArray, stop: &NdArray, options: &LinspaceOptions) -> Result<(NdArray, NdArray)> {
    let ends =
        [Operand::Typed(start.dtype().clone()), Operand::Typed(stop.dtype().clone()), Operand::WeakFloat];
    let compute = result_type(&ends)?;
    let shape = pallasite_array::layout::broadcast_shapes(&[start.shape(), stop.shape()])?;
    let axis = normalize_axis(options.axis, shape.len() + 1)?;
    let spread = |a: &NdArray| a.astype(&compute, Order::C)?.broadcast_to(&shape);
    let (start, stop) = (spread(start)?, spread(stop)?);
    let floor = options.dtype.as_ref().is_some_and(|d| d.kind().is_integer());
    let (samples, step) = dispatch!(inexact compute.kind(), T => {
        let (samples, step) = samples::<T>(&start.to_vec()?, &stop.to_vec()?, options, floor)?;
        (NdArray::from_vec(samples), NdArray::from_vec(step))
    }, else return Err(Error::type_("linspace needs numbers")));
    let mut full = vec![options.num as isize];
    full.extend(signed(&shape));
    let mut out = samples.reshape(&full)?;
    if axis != 0 {
        out = crate::manipulation::moveaxis(&out, &[0], &[axis as isize])?;
    }
    if let Some(d) = options.dtype.as_ref().filter(|&d| d != out.dtype()) {
        out = out.astype(d, Order::K)?;
    }
    Ok((out, step.reshape(&signed(&shape))?))
}

/// The arithmetic of [`linspace`] in one type, rounded after each operation as NumPy's ufuncs do.
trait Line: Element + Zero + One + std::ops::Sub<Output = Self> + std::ops::Mul<Output = Self> {
    fn counted(i: usize) -> Self;
    fn over(self, n: usize) -> Self;
    fn floored(self) -> Self;
    fn nan() -> Self;
}

macro_rules! line {
    ($($t:ty, $n:ident => $count:expr;)*) => {$(
        impl Line for $t {
            #[inline(always)]
            fn counted($n: usize) -> Self {
                $count
            }
            fn over(self, n: usize) -> Self {
                self / Self::counted(n)
            }
            fn floored(self) -> Self {
                num_traits::Float::floor(self)
            }
            fn nan() -> Self {
                <$t>::NAN
            }
        }
    )*};
}

line! {
    f16, n => f16::from_f64(n as f64);
    f32, n => n as f32;
    f64, n => n as f64;
}

impl<T: Line> Line for Complex<T>
where
    Complex<T>: Element + Zero + One + std::ops::Sub<Output = Self> + std::ops::Mul<Output = Self>,
{
    fn counted(i: usize) -> Self {
        Complex::new(T::counted(i), T::zero())
    }
    // Smith's division by a real number, as NumPy computes it.
    fn over(self, n: usize) -> Self {
        let scale = T::one().over(n);
        Complex::new(self.re * scale, self.im * scale)
    }
    fn floored(self) -> Self {
        Complex::new(self.re.floored(), self.im.floored())
    }
    fn nan() -> Self {
        Complex::new(T::nan(), T::zero())
    }
}

fn samples<T: Line>(start: &[T], stop: &[T], o: &LinspaceOptions, floor: bool) -> Result<(Vec<T>, Vec<T>)> {
    let div = if o.endpoint { o.num.saturating_sub(1) } else { o.num };
    let delta: Vec<T> = start.iter().zip(stop).map(|(&a, &b)| b - a).collect();
    let step: Vec<T> = delta.iter().map(|&d| if div > 0 { d.over(div) } else { T::nan() }).collect();
    let vanishes = div > 0 && step.iter().any(T::is_zero);
    let mut out = Vec::new();
    let shape = [o.num, start.len()];
    let too_big = || Error::Memory { shape: shape.to_vec(), dtype: T::KIND.name().into() };
    let count = o.num.checked_mul(start.len()).ok_or_else(too_big)?;
    out.try_reserve_exact(count).map_err(|_| too_big())?;
    for i in 0..o.num {
        let at = T::counted(i);
        let lanes = (0..start.len()).map(|j| match (div > 0, vanishes) {
            (true, false) => at * step[j] + start[j],
            (true, true) => at.over(div) * delta[j] + start[j],
            _ => at * delta[j] + start[j],
        });
        if o.endpoint && o.num > 1 && i + 1 == o.num {
            out.extend_from_slice(stop);
        } else {
            out.extend(lanes);
        }
    }
    if floor {
        out.iter_mut().for_each(|x| *x = x.floored());
    }
    Ok((out, step))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Scalar::{Float, Int};

    #[test]
    fn float_range_counts_by_the_quotient() {
        let a = arange(&Float(1.0), &Float(2.0), &Float(0.3), None).unwrap();
        assert_eq!(a.to_vec::<f64>().unwrap(), [1.0, 1.3, 1.6, 1.0 + 3.0 * (1.3 - 1.0)]);
        assert_eq!(arange(&Int(5), &Int(1), &Int(1), None).unwrap().size(), 0);
        assert!(arange(&Float(0.0), &Float(f64::NAN), &Int(1), None).is_err());
        assert!(arange(&Int(0), &Int(i64::MAX), &Float(1e-300), None).is_err());
    }

    #[test]
    fn linspace_of_arrays_and_of_integers() {
        let (a, b) = (NdArray::from_vec(vec![0i64, 1]), NdArray::from_vec(vec![2i64, 3]));
        let o = LinspaceOptions { num: 3, axis: 1, dtype: Some(DType::INT64), ..Default::default() };
        let (x, _) = linspace(&a, &b, &o).unwrap();
        assert_eq!((x.shape(), x.to_vec::<i64>().unwrap()), (&[2, 3][..], vec![0, 1, 2, 1, 2, 3]));
        let (x, step) = linspace(&a, &b, &LinspaceOptions { num: 1, ..Default::default() }).unwrap();
        assert_eq!(x.to_vec::<f64>().unwrap(), [0.0, 1.0]);
        assert!(step.to_vec::<f64>().unwrap()[0].is_nan());
    }
}
