//! Polynomials, one for each interval of a table.

use pallasite_ufunc::math::level::{Base, MulAdd};

/// `sum c_k x^k`, the odd and the even powers beyond the constant in two chains, which run side by side.
#[inline(always)]
pub(crate) fn polynomial_at<M: MulAdd, const N: usize>(c: &[f64; N], x: f64) -> f64 {
    let square = x * x;
    let (mut odd, mut even) = (0.0, 0.0);
    for k in (1..N).rev() {
        let sum = if k % 2 == 1 { &mut odd } else { &mut even };
        *sum = M::mul_add(*sum, square, c[k]);
    }
    c[0] + M::mul_add(odd, x, even * square)
}

/// [`polynomial_at`] outside of functions at a level.
#[inline(always)]
pub(crate) fn polynomial<const N: usize>(c: &[f64; N], x: f64) -> f64 {
    polynomial_at::<Base, N>(c, x)
}

/// The value at `x >= low` from a table of polynomials on intervals of `width`, each about its middle; none beyond.
#[inline(always)]
pub(crate) fn intervals_at<M: MulAdd, const N: usize>(
    rows: &[[f64; N]],
    low: f64,
    width: f64,
    x: f64,
) -> Option<f64> {
    let i = ((x - low) * (1.0 / width)) as usize;
    Some(polynomial_at::<M, N>(rows.get(i)?, x - (low + width * (i as f64 + 0.5))))
}

/// [`intervals_at`] outside of functions at a level.
#[inline(always)]
pub(crate) fn on_intervals<const N: usize>(rows: &[[f64; N]], low: f64, width: f64, x: f64) -> Option<f64> {
    intervals_at::<Base, N>(rows, low, width, x)
}

/// The value at `x >= low`, a power of two, from a table of polynomials on the quarters of octaves, each about its
/// middle; none beyond.
#[inline(always)]
pub(crate) fn quarters_at<M: MulAdd, const N: usize>(rows: &[[f64; N]], low: f64, x: f64) -> Option<f64> {
    // Exponent and the two leading bits of the fraction: which quarter it is.
    const KEPT: u32 = 50;
    let quarter = x.to_bits() >> KEPT;
    let row = rows.get((quarter - (low.to_bits() >> KEPT)) as usize)?;
    let middle = f64::from_bits(quarter << KEPT | 1 << (KEPT - 1));
    Some(polynomial_at::<M, N>(row, x - middle))
}

/// [`quarters_at`] outside of functions at a level.
#[inline(always)]
pub(crate) fn on_quarters<const N: usize>(rows: &[[f64; N]], low: f64, x: f64) -> Option<f64> {
    quarters_at::<Base, N>(rows, low, x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_are_summed() {
        assert_eq!(polynomial(&[1.0, 2.0, 3.0, 4.0], 2.0), 49.0);
        assert_eq!(polynomial(&[7.0], 2.0), 7.0);
    }

    #[test]
    fn each_interval_has_its_row() {
        let distance = [[1.0, 1.0], [2.0, 1.0]];
        assert_eq!(on_intervals(&distance, 3.0, 0.5, 3.75), Some(2.0));
        assert_eq!(on_intervals(&distance, 3.0, 0.5, 4.0), None);
        assert_eq!(on_quarters(&distance, 2.0, 2.75), Some(2.0));
        assert_eq!(on_quarters(&distance, 2.0, 3.0), None);
    }
}
