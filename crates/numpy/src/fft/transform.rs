//! The transforms along one axis and along several.
use super::lines::{along_axis, load, resolve};
use super::plan::{self, FftFloat};
use super::{FftError, Norm, Result};
use ndarray::{ArrayD, ArrayView1, ArrayViewD};
use num_complex::Complex;
use num_traits::Zero;
use rustfft::FftDirection;

/// Whether the exponent is negative or positive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    Forward,
    Inverse,
}

impl Norm {
    /// The factor of a transform of `n` points.
    fn factor<T: FftFloat>(self, n: usize, direction: Direction) -> T {
        let n = T::from_usize(n).expect("a float for every integer");
        match (self, direction) {
            (Norm::Ortho, _) => n.sqrt().recip(),
            (Norm::Backward, Direction::Inverse) | (Norm::Forward, Direction::Forward) => n.recip(),
            _ => T::one(),
        }
    }

    /// The one that scales the other direction.
    fn swapped(self) -> Self {
        match self {
            Norm::Backward => Norm::Forward,
            Norm::Forward => Norm::Backward,
            Norm::Ortho => Norm::Ortho,
        }
    }
}

fn points(n: usize) -> Result<usize> {
    if n == 0 { Err(FftError::Points(0)) } else { Ok(n) }
}

fn complex_axis<T: FftFloat>(
    a: ArrayViewD<'_, Complex<T>>,
    n: Option<usize>,
    axis: isize,
    norm: Norm,
    direction: Direction,
) -> Result<ArrayD<Complex<T>>> {
    let axis = resolve(axis, a.ndim())?;
    let n = points(n.unwrap_or(a.shape()[axis]))?;
    let plan = plan::complex::<T>(
        n,
        if direction == Direction::Forward { FftDirection::Forward } else { FftDirection::Inverse },
    );
    let factor: T = norm.factor(n, direction);
    Ok(along_axis(a, axis, n, || {
        let mut scratch = vec![Complex::zero(); plan.get_inplace_scratch_len()];
        let plan = &plan;
        move |input: ArrayView1<'_, _>, out: &mut [_]| {
            load(input, out);
            plan.process_with_scratch(out, &mut scratch);
            if factor != T::one() {
                out.iter_mut().for_each(|x| *x = *x * factor);
            }
        }
    }))
}

/// The discrete Fourier transform along an axis, of `n` points: the input is cut off or followed by zeros.
///
/// # Errors
/// [`FftError::Points`] for no points, [`FftError::Axis`].
///
/// # Examples
/// ```
/// use num_complex::Complex;
/// use pallasite_numpy::fft::{Norm, fft};
/// let x = ndarray::array![1.0, 2.0].mapv(Complex::from).into_dyn();
/// let y = fft(x.view(), None, -1, Norm::Backward)?;
/// assert_eq!(y.as_slice(), Some(&[Complex::from(3.0), Complex::from(-1.0)][..]));
/// # Ok::<(), pallasite_numpy::fft::FftError>(())
/// ```
pub fn fft<T: FftFloat>(
    a: ArrayViewD<'_, Complex<T>>,
    n: Option<usize>,
    axis: isize,
    norm: Norm,
) -> Result<ArrayD<Complex<T>>> {
    complex_axis(a, n, axis, norm, Direction::Forward)
}

/// The inverse of [`fft`].
///
/// # Errors
/// As for [`fft`].
///
/// # Examples
/// ```
/// use num_complex::Complex;
/// use pallasite_numpy::fft::{Norm, ifft};
/// let x = ndarray::array![3.0, -1.0].mapv(Complex::from).into_dyn();
/// let y = ifft(x.view(), None, -1, Norm::Backward)?;
/// assert_eq!(y.as_slice(), Some(&[Complex::from(1.0), Complex::from(2.0)][..]));
/// # Ok::<(), pallasite_numpy::fft::FftError>(())
/// ```
pub fn ifft<T: FftFloat>(
    a: ArrayViewD<'_, Complex<T>>,
    n: Option<usize>,
    axis: isize,
    norm: Norm,
) -> Result<ArrayD<Complex<T>>> {
    complex_axis(a, n, axis, norm, Direction::Inverse)
}

/// The transform of real input, of which `n / 2 + 1` points are kept: the others are their conjugates.
///
/// # Errors
/// As for [`fft`].
///
/// # Examples
/// ```
/// use pallasite_numpy::fft::{Norm, rfft};
/// let y = rfft(ndarray::array![1.0, 2.0, 3.0].into_dyn().view(), None, -1, Norm::Backward)?;
/// assert_eq!((y.len(), y[0].re), (2, 6.0));
/// # Ok::<(), pallasite_numpy::fft::FftError>(())
/// ```
pub fn rfft<T: FftFloat>(
    a: ArrayViewD<'_, T>,
    n: Option<usize>,
    axis: isize,
    norm: Norm,
) -> Result<ArrayD<Complex<T>>> {
    let axis = resolve(axis, a.ndim())?;
    let n = points(n.unwrap_or(a.shape()[axis]))?;
    let plan = plan::real_forward::<T>(n);
    let factor: T = norm.factor(n, Direction::Forward);
    Ok(along_axis(a, axis, n / 2 + 1, || {
        let (mut line, mut scratch) = (plan.make_input_vec(), plan.make_scratch_vec());
        let plan = &plan;
        move |input: ArrayView1<'_, _>, out: &mut [_]| {
            load(input, &mut line);
            plan.process_with_scratch(&mut line, out, &mut scratch).expect("lengths are the plan's");
            if factor != T::one() {
                out.iter_mut().for_each(|x: &mut Complex<T>| *x = *x * factor);
            }
        }
    }))
}

/// The inverse of [`rfft`], with `n` real points, or `2 (m - 1)` from `m`.
///
/// # Errors
/// As for [`fft`].
///
/// # Examples
/// ```
/// use pallasite_numpy::fft::{Norm, irfft, rfft};
/// let x = ndarray::array![1.0, 2.0, 4.0].into_dyn();
/// let y = rfft(x.view(), None, -1, Norm::Backward)?;
/// let back = irfft(y.view(), Some(3), -1, Norm::Backward)?;
/// assert!((back - x).iter().all(|e: &f64| e.abs() < 1e-15));
/// # Ok::<(), pallasite_numpy::fft::FftError>(())
/// ```
pub fn irfft<T: FftFloat>(
    a: ArrayViewD<'_, Complex<T>>,
    n: Option<usize>,
    axis: isize,
    norm: Norm,
) -> Result<ArrayD<T>> {
    let axis = resolve(axis, a.ndim())?;
    let n = points(n.unwrap_or(2 * a.shape()[axis].saturating_sub(1)))?;
    let plan = plan::real_inverse::<T>(n);
    let factor: T = norm.factor(n, Direction::Inverse);
    Ok(along_axis(a, axis, n, || {
        let (mut line, mut scratch) = (plan.make_input_vec(), plan.make_scratch_vec());
        let plan = &plan;
        move |input: ArrayView1<'_, _>, out: &mut [_]| {
            load(input, &mut line);
            drop_unpaired_imaginary_parts(&mut line, n);
            plan.process_with_scratch(&mut line, out, &mut scratch).expect("lengths are the plan's");
            if factor != T::one() {
                out.iter_mut().for_each(|x| *x = *x * factor);
            }
        }
    }))
}

/// The points that are their own conjugates are taken as real.
fn drop_unpaired_imaginary_parts<T: FftFloat>(line: &mut [Complex<T>], n: usize) {
    line[0].im = T::zero();
    if n.is_multiple_of(2) {
        line[n / 2].im = T::zero();
    }
}

/// The real transform of input that is Hermitian and of which the first half is given.
///
/// # Errors
/// As for [`fft`].
///
/// # Examples
/// ```
/// use num_complex::Complex;
/// use pallasite_numpy::fft::{Norm, hfft};
/// let x = ndarray::array![1.0, 2.0, 3.0].mapv(Complex::from).into_dyn();
/// assert_eq!(hfft(x.view(), None, -1, Norm::Backward)?.as_slice(), Some(&[8.0, -2.0, 0.0, -2.0][..]));
/// # Ok::<(), pallasite_numpy::fft::FftError>(())
/// ```
pub fn hfft<T: FftFloat>(
    a: ArrayViewD<'_, Complex<T>>,
    n: Option<usize>,
    axis: isize,
    norm: Norm,
) -> Result<ArrayD<T>> {
    irfft(a.mapv(|x| x.conj()).view(), n, axis, norm.swapped())
}

/// The inverse of [`hfft`].
///
/// # Errors
/// As for [`fft`].
///
/// # Examples
/// ```
/// use pallasite_numpy::fft::{Norm, ihfft};
/// let y = ihfft(ndarray::array![8.0, -2.0, 0.0, -2.0].into_dyn().view(), None, -1, Norm::Backward)?;
/// assert_eq!((y[0].re, y[1].re, y[2].re), (1.0, 2.0, 3.0));
/// # Ok::<(), pallasite_numpy::fft::FftError>(())
/// ```
pub fn ihfft<T: FftFloat>(
    a: ArrayViewD<'_, T>,
    n: Option<usize>,
    axis: isize,
    norm: Norm,
) -> Result<ArrayD<Complex<T>>> {
    Ok(rfft(a, n, axis, norm.swapped())?.mapv_into(|x| x.conj()))
}

/// Axes with the number of points along each, from which an n-dimensional transform is made.
pub type Axes<'a> = &'a [(isize, Option<usize>)];

fn complex_axes<T: FftFloat>(
    a: ArrayViewD<'_, Complex<T>>,
    axes: Axes<'_>,
    norm: Norm,
    direction: Direction,
) -> Result<ArrayD<Complex<T>>> {
    let Some((&(axis, n), rest)) = axes.split_last() else { return Ok(a.to_owned()) };
    let mut out = complex_axis(a, n, axis, norm, direction)?;
    for &(axis, n) in rest.iter().rev() {
        out = complex_axis(out.view(), n, axis, norm, direction)?;
    }
    Ok(out)
}

/// [`fft`] along several axes, the last of them first.
///
/// # Errors
/// As for [`fft`].
///
/// # Examples
/// ```
/// use num_complex::Complex;
/// use pallasite_numpy::fft::{Norm, fftn};
/// let x = ndarray::array![[1.0, 2.0], [3.0, 4.0]].mapv(Complex::from).into_dyn();
/// assert_eq!(fftn(x.view(), &[(0, None), (1, None)], Norm::Backward)?[[0, 0]].re, 10.0);
/// # Ok::<(), pallasite_numpy::fft::FftError>(())
/// ```
pub fn fftn<T: FftFloat>(
    a: ArrayViewD<'_, Complex<T>>,
    axes: Axes<'_>,
    norm: Norm,
) -> Result<ArrayD<Complex<T>>> {
    complex_axes(a, axes, norm, Direction::Forward)
}

/// The inverse of [`fftn`].
///
/// # Errors
/// As for [`fft`].
///
/// # Examples
/// ```
/// use num_complex::Complex;
/// use pallasite_numpy::fft::{Norm, ifftn};
/// let x = ndarray::array![[4.0, 0.0], [0.0, 0.0]].mapv(Complex::from).into_dyn();
/// assert!(ifftn(x.view(), &[(0, None), (1, None)], Norm::Backward)?.iter().all(|x| x.re == 1.0));
/// # Ok::<(), pallasite_numpy::fft::FftError>(())
/// ```
pub fn ifftn<T: FftFloat>(
    a: ArrayViewD<'_, Complex<T>>,
    axes: Axes<'_>,
    norm: Norm,
) -> Result<ArrayD<Complex<T>>> {
    complex_axes(a, axes, norm, Direction::Inverse)
}

/// [`rfft`] along the last of the axes, then [`fft`] along the others.
///
/// # Errors
/// As for [`fft`]; [`FftError::NoAxes`].
///
/// # Examples
/// ```
/// use pallasite_numpy::fft::{Norm, rfftn};
/// let x = ndarray::array![[1.0, 2.0], [3.0, 4.0]].into_dyn();
/// assert_eq!(rfftn(x.view(), &[(0, None), (1, None)], Norm::Backward)?.shape(), [2, 2]);
/// # Ok::<(), pallasite_numpy::fft::FftError>(())
/// ```
pub fn rfftn<T: FftFloat>(a: ArrayViewD<'_, T>, axes: Axes<'_>, norm: Norm) -> Result<ArrayD<Complex<T>>> {
    let (&(axis, n), rest) = axes.split_last().ok_or(FftError::NoAxes)?;
    let half = rfft(a, n, axis, norm)?;
    if rest.is_empty() { Ok(half) } else { complex_axes(half.view(), rest, norm, Direction::Forward) }
}

/// The inverse of [`rfftn`].
///
/// # Errors
/// As for [`rfftn`].
///
/// # Examples
/// ```
/// use pallasite_numpy::fft::{Norm, irfftn, rfftn};
/// let x = ndarray::array![[1.0, 2.0], [3.0, 5.0]].into_dyn();
/// let y = rfftn(x.view(), &[(0, None), (1, None)], Norm::Ortho)?;
/// let back = irfftn(y.view(), &[(0, None), (1, None)], Norm::Ortho)?;
/// assert!((back - x).iter().all(|e: &f64| e.abs() < 1e-14));
/// # Ok::<(), pallasite_numpy::fft::FftError>(())
/// ```
pub fn irfftn<T: FftFloat>(a: ArrayViewD<'_, Complex<T>>, axes: Axes<'_>, norm: Norm) -> Result<ArrayD<T>> {
    let (&(axis, n), rest) = axes.split_last().ok_or(FftError::NoAxes)?;
    let mut half = None;
    for &(axis, n) in rest {
        let input = half.as_ref().map_or(a.view(), |h: &ArrayD<_>| h.view());
        half = Some(complex_axis(input, n, axis, norm, Direction::Inverse)?);
    }
    irfft(half.as_ref().map_or(a, |h| h.view()), n, axis, norm)
}
