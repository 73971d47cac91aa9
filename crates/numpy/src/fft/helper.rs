//! Frequencies, and shifts of the zero frequency to the middle.
use super::lines::resolve;
use super::{FftError, Result};
use ndarray::{ArrayD, ArrayViewD, Axis, Slice};

/// The frequencies of the points of a transform of `n` samples `d` apart: those that are not negative, then
/// the negative ones.
///
/// # Errors
/// [`FftError::Points`] for no points.
///
/// # Examples
/// ```
/// assert_eq!(pallasite_numpy::fft::fftfreq(4, 0.5), Ok(vec![0.0, 0.5, -1.0, -0.5]));
/// ```
pub fn fftfreq(n: usize, d: f64) -> Result<Vec<f64>> {
    let step = step(n, d)?;
    let positive = n.div_ceil(2) as i64;
    let negative = -((n / 2) as i64);
    Ok((0..positive).chain(negative..0).map(|i| i as f64 * step).collect())
}

/// The frequencies of the points of a real transform of `n` samples `d` apart.
///
/// # Errors
/// [`FftError::Points`] for no points.
///
/// # Examples
/// ```
/// assert_eq!(pallasite_numpy::fft::rfftfreq(4, 0.5), Ok(vec![0.0, 0.5, 1.0]));
/// ```
pub fn rfftfreq(n: usize, d: f64) -> Result<Vec<f64>> {
    let step = step(n, d)?;
    Ok((0..=n / 2).map(|i| i as f64 * step).collect())
}

fn step(n: usize, d: f64) -> Result<f64> {
    if n == 0 { Err(FftError::Points(0)) } else { Ok(1.0 / (n as f64 * d)) }
}

/// Moves the zero frequency to the middle of each of the axes.
///
/// # Errors
/// [`FftError::Axis`].
///
/// # Examples
/// ```
/// let shifted = pallasite_numpy::fft::fftshift(ndarray::array![0, 1, 2, -2, -1].into_dyn().view(), &[0])?;
/// assert_eq!(shifted.as_slice(), Some(&[-2, -1, 0, 1, 2][..]));
/// # Ok::<(), pallasite_numpy::fft::FftError>(())
/// ```
pub fn fftshift<T: Clone>(a: ArrayViewD<'_, T>, axes: &[isize]) -> Result<ArrayD<T>> {
    roll(a, axes, |n| n.div_ceil(2))
}

/// The inverse of [`fftshift`].
///
/// # Errors
/// [`FftError::Axis`].
///
/// # Examples
/// ```
/// let back = pallasite_numpy::fft::ifftshift(ndarray::array![-2, -1, 0, 1, 2].into_dyn().view(), &[0])?;
/// assert_eq!(back.as_slice(), Some(&[0, 1, 2, -2, -1][..]));
/// # Ok::<(), pallasite_numpy::fft::FftError>(())
/// ```
pub fn ifftshift<T: Clone>(a: ArrayViewD<'_, T>, axes: &[isize]) -> Result<ArrayD<T>> {
    roll(a, axes, |n| n / 2)
}

/// Along each of the axes puts the elements from `start(n)` on to the front.
fn roll<T: Clone>(a: ArrayViewD<'_, T>, axes: &[isize], start: impl Fn(usize) -> usize) -> Result<ArrayD<T>> {
    let mut out = a.to_owned();
    for &axis in axes {
        let axis = Axis(resolve(axis, a.ndim())?);
        let (old, n) = (out.clone(), a.len_of(axis));
        let start = start(n);
        out.slice_axis_mut(axis, Slice::from(..n - start))
            .assign(&old.slice_axis(axis, Slice::from(start..)));
        out.slice_axis_mut(axis, Slice::from(n - start..))
            .assign(&old.slice_axis(axis, Slice::from(..start)));
    }
    Ok(out)
}
