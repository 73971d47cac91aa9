//! Window functions: tapers of `m` points with maximum 1 in the middle (Harris, "On the use of windows for harmonic
//! analysis with the discrete Fourier transform", Proc. IEEE 66, 1978).

use super::i0;
use pallasite_array::{DType, Error, NdArray, Result};
use std::f64::consts::PI;

/// A window with its shape parameter, where it has one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Window {
    /// A triangle from 0 to 0.
    Bartlett,
    /// `0.42 + 0.5 cos(πt) + 0.08 cos(2πt)`.
    Blackman,
    /// `0.54 + 0.46 cos(πt)`.
    Hamming,
    /// `0.5 + 0.5 cos(πt)`.
    Hanning,
    /// `I0(β √(1 - t²)) / I0(β)`.
    Kaiser(f64),
}

impl Window {
    /// The weight at `t` in [-1, 1].
    fn at(self, t: f64) -> f64 {
        match self {
            Window::Bartlett => 1.0 - t.abs(),
            Window::Blackman => 0.42 + 0.5 * (PI * t).cos() + 0.08 * (2.0 * PI * t).cos(),
            Window::Hamming => 0.54 + 0.46 * (PI * t).cos(),
            Window::Hanning => 0.5 + 0.5 * (PI * t).cos(),
            Window::Kaiser(beta) => beta * (1.0 - t * t).sqrt(),
        }
    }
}

/// The `m` points of a window, an empty array for `m` below 1.
///
/// # Errors
/// More points than memory holds, or not a number of points.
///
/// # Examples
/// ```
/// use pallasite_numpy::mathematics::{Window, window};
/// assert_eq!(window(Window::Bartlett, 5.0)?.to_vec::<f64>()?, [0.0, 0.5, 1.0, 0.5, 0.0]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn window(kind: Window, m: f64) -> Result<NdArray> {
    if m.is_nan() {
        return Err(Error::value("arange: cannot compute length"));
    }
    // As `arange` counts: Kaiser's from 0 to m by one, the others from 1 - m to m by two.
    let count = match kind {
        Window::Kaiser(_) => m.ceil() as usize,
        _ if m < 1.0 => 0,
        _ => (m - 0.5).ceil() as usize,
    };
    let mut out = NdArray::zeros(&[count], &DType::FLOAT64)?;
    let points = out.as_slice_mut::<f64>().expect("fresh");
    if m == 1.0 {
        points.fill(1.0);
        return Ok(out);
    }
    for (i, p) in points.iter_mut().enumerate() {
        *p = kind.at((1.0 - m + 2.0 * i as f64) / (m - 1.0));
    }
    match kind {
        Window::Kaiser(beta) => normalised(&out, beta),
        _ => Ok(out),
    }
}

/// `I0` of the arguments over `I0` of the largest.
fn normalised(arguments: &NdArray, beta: f64) -> Result<NdArray> {
    let mut out = i0(arguments)?;
    let top = i0(&NdArray::from_vec(vec![beta]))?.to_vec::<f64>()?[0];
    out.as_slice_mut::<f64>().expect("fresh").iter_mut().for_each(|p| *p /= top);
    Ok(out)
}
