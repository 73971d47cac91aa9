//! The modified Bessel function of order zero, by Chebyshev series (Clenshaw, "Chebyshev series for mathematical
//! functions", NPL Mathematical Tables 5, 1962; coefficients as in Moshier's Cephes library).

use crate::ops;
use num_traits::Float;
use pallasite_array::cast::CastFrom;
use pallasite_array::iter::Nest;
use pallasite_array::{Error, Kind, NdArray, Order, Result, dispatch};

/// For `exp(-x) I0(x)` in `[0, 8]`.
const NEAR: [f64; 30] = [
    -4.4153416464793395e-18,
    3.3307945188222384e-17,
    -2.431279846547955e-16,
    1.715391285555133e-15,
    -1.1685332877993451e-14,
    7.676185498604936e-14,
    -4.856446783111929e-13,
    2.95505266312964e-12,
    -1.726826291441556e-11,
    9.675809035373237e-11,
    -5.189795601635263e-10,
    2.6598237246823866e-09,
    -1.300025009986248e-08,
    6.046995022541919e-08,
    -2.670793853940612e-07,
    1.1173875391201037e-06,
    -4.4167383584587505e-06,
    1.6448448070728896e-05,
    -5.754195010082104e-05,
    0.00018850288509584165,
    -0.0005763755745385824,
    0.0016394756169413357,
    -0.004324309995050576,
    0.010546460394594998,
    -0.02373741480589947,
    0.04930528423967071,
    -0.09490109704804764,
    0.17162090152220877,
    -0.3046826723431984,
    0.6767952744094761,
];

/// For `exp(-x) sqrt(x) I0(x)` above 8, in `1 / x`.
const FAR: [f64; 25] = [
    -7.233180487874754e-18,
    -4.830504485944182e-18,
    4.46562142029676e-17,
    3.461222867697461e-17,
    -2.8276239805165836e-16,
    -3.425485619677219e-16,
    1.7725601330565263e-15,
    3.8116806693526224e-15,
    -9.554846698828307e-15,
    -4.150569347287222e-14,
    1.54008621752141e-14,
    3.8527783827421426e-13,
    7.180124451383666e-13,
    -1.7941785315068062e-12,
    -1.3215811840447713e-11,
    -3.1499165279632416e-11,
    1.1889147107846439e-11,
    4.94060238822497e-10,
    3.3962320257083865e-09,
    2.266668990498178e-08,
    2.0489185894690638e-07,
    2.8913705208347567e-06,
    6.889758346916825e-05,
    0.0033691164782556943,
    0.8044904110141088,
];

/// The sum of a Chebyshev series, by Clenshaw's recurrence.
fn series<T: Float + CastFrom<f64>>(x: T, coefficients: &[f64]) -> T {
    let (mut b0, mut b1, mut b2) = (T::cast_from(coefficients[0]), T::zero(), T::zero());
    for &c in &coefficients[1..] {
        (b2, b1) = (b1, b0);
        b0 = x * b1 - b2 + T::cast_from(c);
    }
    T::cast_from(0.5) * (b0 - b2)
}

fn value<T: Float + CastFrom<f64>>(x: T) -> T {
    let (x, two) = (x.abs(), T::cast_from(2.0));
    if x <= T::cast_from(8.0) {
        x.exp() * series(x / two - two, &NEAR)
    } else {
        x.exp() * series(T::cast_from(32.0) / x - two, &FAR) / x.sqrt()
    }
}

/// An evaluation, in units of a cheap operation.
const COST: usize = 64;

/// The modified Bessel function of the first kind and order zero, element by element.
///
/// # Errors
/// Complex elements.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let y = pallasite_numpy::mathematics::i0(&NdArray::from_vec(vec![1.0]))?.to_vec::<f64>()?;
/// assert!((y[0] - 1.2660658777520084).abs() < 1e-15);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn i0(x: &NdArray) -> Result<NdArray> {
    if x.kind().is_complex() {
        return Err(Error::type_("i0 not supported for complex values"));
    }
    let x = if x.kind().is_float() {
        x.astype(&x.dtype().to_native(), Order::K)?
    } else {
        ops::cast(x, Kind::Float64)?
    };
    let out = x.copy(Order::K)?;
    let nest = Nest::new(out.shape(), &[out.strides()]);
    dispatch!(float out.kind(), T => nest.par_each(&[out.as_ptr()], COST, |p, s, n| {
        for i in 0..n as isize {
            // SAFETY: element `i` of a line of an array that nobody else has.
            let slot = unsafe { &mut *p[0].wrapping_offset(s[0] * i).cast::<T>() };
            *slot = value(*slot);
        }
    }), else {});
    Ok(out)
}
