//! Complex arithmetic that is more than a formula.

use num_complex::Complex;
use num_traits::Float;

/// `a / b` after Smith (CACM 5, 1962), which avoids overflow in between; a zero divisor gives infinities and NaN as
/// the real division does.
///
/// ```
/// use num_complex::Complex;
/// let big = Complex::new(1e300, 1e300);
/// assert_eq!(pallasite_ufunc::math::complex::divide(big, big), Complex::new(1.0, 0.0));
/// ```
#[inline(always)]
pub fn divide<T: Float>(a: Complex<T>, b: Complex<T>) -> Complex<T> {
    let (re, im) = (b.re.abs(), b.im.abs());
    if re >= im {
        if re.is_zero() && im.is_zero() {
            return Complex::new(quotient(a.re, re), quotient(a.im, re));
        }
        let ratio = b.im / b.re;
        let scale = T::one() / (b.re + b.im * ratio);
        Complex::new((a.re + a.im * ratio) * scale, (a.im - a.re * ratio) * scale)
    } else {
        let ratio = b.re / b.im;
        let scale = T::one() / (b.im + b.re * ratio);
        Complex::new((a.re * ratio + a.im) * scale, (a.im * ratio - a.re) * scale)
    }
}

/// `a / b` on its own: two divisions in one vector instruction would divide its idle lanes, zero by zero, and raise
/// an exception that no operand asked for.
#[inline(never)]
fn quotient<T: Float>(a: T, b: T) -> T {
    a / b
}
