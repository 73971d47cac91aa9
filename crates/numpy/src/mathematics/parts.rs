//! Parts of complex numbers, and numbers for what is none.

use crate::ops;
use pallasite_array::{Kind, NdArray, Order, Result, dispatch};
use pallasite_ufunc::table;

/// The real parts, as a view; real arrays themselves.
///
/// # Errors
/// None for arrays of numbers.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let a = NdArray::from_vec(vec![num_complex::Complex::new(1.0, 2.0)]);
/// assert_eq!(pallasite_numpy::mathematics::real(&a)?.to_vec::<f64>()?, [1.0]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn real(a: &NdArray) -> Result<NdArray> {
    ops::part_or_self(a)
}

/// The imaginary parts, as a view; zeros for real arrays.
///
/// # Errors
/// None for arrays of numbers.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// assert_eq!(pallasite_numpy::mathematics::imag(&NdArray::from_vec(vec![1.0]))?.to_vec::<f64>()?, [0.0]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn imag(a: &NdArray) -> Result<NdArray> {
    if a.kind().is_complex() { ops::part(a, true) } else { NdArray::zeros(a.shape(), a.dtype()) }
}

/// The angle of complex numbers in the plane, in radians or degrees.
///
/// # Errors
/// Elements that are not numbers.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let a = NdArray::from_vec(vec![num_complex::Complex::new(0.0, 2.0)]);
/// assert_eq!(pallasite_numpy::mathematics::angle(&a, true)?.to_vec::<f64>()?, [90.0]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn angle(a: &NdArray, degrees: bool) -> Result<NdArray> {
    let angle = if a.kind().is_complex() {
        ops::binary(&table::ARCTAN2, &ops::part(a, true)?, &ops::part(a, false)?)?
    } else {
        ops::binary(&table::ARCTAN2, 0i64, a)?
    };
    if degrees { ops::onto(&table::MULTIPLY, angle, 180.0 / std::f64::consts::PI) } else { Ok(angle) }
}

/// The real parts where all imaginary ones are below `tolerance` (above 1: times the epsilon of the type).
///
/// # Errors
/// None for arrays of numbers.
///
/// # Examples
/// ```
/// use pallasite_array::{Kind, NdArray};
/// let a = NdArray::from_vec(vec![num_complex::Complex::new(2.0, 1e-15)]);
/// assert_eq!(pallasite_numpy::mathematics::real_if_close(&a, 100.0)?.kind(), Kind::Float64);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn real_if_close(a: &NdArray, tolerance: f64) -> Result<NdArray> {
    if !a.kind().is_complex() {
        return Ok(a.clone());
    }
    let epsilon = if a.kind() == Kind::Complex64 { f64::from(f32::EPSILON) } else { f64::EPSILON };
    let tolerance = if tolerance > 1.0 { tolerance * epsilon } else { tolerance };
    let size = ops::unary(&table::ABSOLUTE, &ops::part(a, true)?)?;
    if ops::all(&ops::binary(&table::LESS, &size, tolerance)?)? { ops::part(a, false) } else { Ok(a.clone()) }
}

/// What takes the place of NaN and infinities; the largest numbers of the type by default for the latter.
#[derive(Debug, Clone, Copy)]
pub struct NanToNum {
    /// For NaN.
    pub nan: f64,
    /// For positive infinity.
    pub posinf: Option<f64>,
    /// For negative infinity.
    pub neginf: Option<f64>,
}

impl Default for NanToNum {
    fn default() -> Self {
        NanToNum { nan: 0.0, posinf: None, neginf: None }
    }
}

/// Numbers in the place of NaN and infinities, in a copy.
///
/// # Errors
/// More memory than there is.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let a = NdArray::from_vec(vec![f64::NAN, 1.0]);
/// let b = pallasite_numpy::mathematics::nan_to_num(&a, &Default::default())?;
/// assert_eq!(b.to_vec::<f64>()?, [0.0, 1.0]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn nan_to_num(a: &NdArray, options: &NanToNum) -> Result<NdArray> {
    if !a.kind().is_inexact() {
        return a.copy(Order::K);
    }
    if a.kind().is_complex() {
        let out = a.copy(Order::K)?;
        for imaginary in [false, true] {
            let part = ops::part(&out, imaginary)?;
            // SAFETY: `out` is ours, and the numbers are an array of their own.
            unsafe { part.assign_shared(&nan_to_num(&part, options)?)? };
        }
        return Ok(out);
    }
    let out = a.astype(&a.dtype().to_native(), Order::K)?;
    dispatch!(float out.kind(), T => replace::<T>(&out, options), else {});
    if a.dtype().is_native() { Ok(out) } else { out.astype(a.dtype(), Order::K) }
}

fn replace<T>(out: &NdArray, options: &NanToNum)
where
    T: num_traits::Float + Send + Sync + pallasite_array::cast::CastFrom<f64>,
{
    let nan = T::cast_from(options.nan);
    let high = options.posinf.map_or(T::max_value(), T::cast_from);
    let low = options.neginf.map_or(T::min_value(), T::cast_from);
    let nest = pallasite_array::iter::Nest::new(out.shape(), &[out.strides()]);
    nest.par_each(&[out.as_ptr()], 1, |p, s, n| {
        for i in 0..n as isize {
            // SAFETY: element `i` of a line of an array that nobody else has.
            let slot = unsafe { &mut *p[0].wrapping_offset(s[0] * i).cast::<T>() };
            if !slot.is_finite() {
                *slot = if slot.is_nan() {
                    nan
                } else if *slot > T::zero() {
                    high
                } else {
                    low
                };
            }
        }
    });
}
