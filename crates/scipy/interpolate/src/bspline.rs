//! B-splines: sums of the compactly supported functions that the Cox-de Boor recursion defines.
//!
//! All after de Boor, *A Practical Guide to Splines* (2001).

mod calculus;
mod interpolating;
mod knots;
mod least_squares;
mod roots;

pub use calculus::basis_integrals;
pub(crate) use calculus::over_periods;
pub use interpolating::{Ends, interpolate, interpolate_periodic};
pub use knots::{augmented, not_a_knot, periodic};
pub use least_squares::least_squares;

use crate::extrapolate::Extrapolate;
use crate::parallel::fill_rows;
use std::borrow::Cow;

/// A spline of degree `k` in the B-spline basis.
#[derive(Debug, Clone, PartialEq)]
pub struct BSpline<'a> {
    /// The knots, which do not decrease; at least 2 k + 2.
    pub t: Cow<'a, [f64]>,
    /// The coefficients, `width` numbers for each basis function: at least `(t.len() - k - 1) * width`.
    pub c: Cow<'a, [f64]>,
    /// How many numbers the spline has as its value.
    pub width: usize,
    /// The degree.
    pub k: usize,
}

impl<'a> BSpline<'a> {
    /// A spline of knots, coefficients and degree.
    pub fn new(
        t: impl Into<Cow<'a, [f64]>>,
        c: impl Into<Cow<'a, [f64]>>,
        width: usize,
        k: usize,
    ) -> BSpline<'a> {
        BSpline { t: t.into(), c: c.into(), width, k }
    }

    /// The ends of the base interval, on which the basis functions add up to one.
    pub fn base(&self) -> (f64, f64) {
        (self.t[self.k], self.t[self.t.len() - self.k - 1])
    }

    /// The derivative of order `nu` at each of `x`, `width` numbers a point.
    ///
    /// # Examples
    /// ```
    /// use pallasite_interpolate::{Extrapolate, bspline::BSpline};
    /// let hat = BSpline::new(vec![0.0, 0.0, 1.0, 2.0, 2.0], vec![0.0, 1.0, 0.0], 1, 1);
    /// assert_eq!(hat.evaluate(&[0.5, 1.0, 1.75], 0, Extrapolate::No), [0.5, 1.0, 0.25]);
    /// assert_eq!(hat.evaluate(&[0.5, 1.75], 1, Extrapolate::No), [1.0, -1.0]);
    /// ```
    pub fn evaluate(&self, x: &[f64], nu: usize, extrapolate: Extrapolate) -> Vec<f64> {
        let mut out = vec![0.0; x.len() * self.width];
        if nu > self.k && !x.iter().any(|x| x.is_nan()) && extrapolate != Extrapolate::No || out.is_empty() {
            return out;
        }
        let cost = 8 * (self.k + 1) * (self.k + 1) + self.width;
        fill_rows(&mut out, self.width, cost, |start, rows| {
            let x = &x[start..start + rows.len() / self.width];
            match (self.k, self.width) {
                (k, 1) if nu > k => self.rows(x, nu, extrapolate, rows),
                (1, 1) => self.numbers::<1>(x, nu, extrapolate, rows),
                (2, 1) => self.numbers::<2>(x, nu, extrapolate, rows),
                (3, 1) => self.numbers::<3>(x, nu, extrapolate, rows),
                (4, 1) => self.numbers::<4>(x, nu, extrapolate, rows),
                (5, 1) => self.numbers::<5>(x, nu, extrapolate, rows),
                _ => self.rows(x, nu, extrapolate, rows),
            }
        });
        out
    }

    /// A derivative of a spline of one number and a degree that the compiler knows.
    fn numbers<const K: usize>(&self, x: &[f64], nu: usize, extrapolate: Extrapolate, out: &mut [f64]) {
        match nu {
            0 => self.values::<K, false>(x, 0, extrapolate, out),
            _ => self.values::<K, true>(x, nu, extrapolate, out),
        }
    }

    fn values<const K: usize, const DERIVED: bool>(
        &self,
        x: &[f64],
        nu: usize,
        extrapolate: Extrapolate,
        out: &mut [f64],
    ) {
        let (from, to) = self.base();
        let nu = if DERIVED { nu } else { 0 };
        let mut last = K;
        for (x, out) in x.iter().zip(out) {
            let x = extrapolate.map(*x, from, to);
            let Some(l) = find_interval(&self.t, K, x, last, extrapolate.goes_on()) else {
                *out = f64::NAN;
                continue;
            };
            last = l;
            let mut h = [0.0; 6];
            basis_of::<K>(&self.t[l + 1 - K..l + 1 + K], x, nu, &mut h);
            let c = &self.c[l - K..l + 1];
            *out = (0..=K).fold(0.0, |sum, i| sum + c[i] * h[i]);
        }
    }

    fn rows(&self, x: &[f64], nu: usize, extrapolate: Extrapolate, out: &mut [f64]) {
        let (from, to) = self.base();
        let (k, m) = (self.k, self.width);
        let (mut last, mut h) = (k, vec![0.0; k + 1]);
        for (x, out) in x.iter().zip(out.chunks_exact_mut(m)) {
            let x = extrapolate.map(*x, from, to);
            let Some(l) = find_interval(&self.t, k, x, last, extrapolate.goes_on()) else {
                out.fill(f64::NAN);
                continue;
            };
            last = l;
            basis(&self.t, k, x, l, nu, &mut h);
            let c = &self.c[(l - k) * m..(l + 1) * m];
            for (row, &h) in c.chunks_exact(m).zip(&h) {
                out.iter_mut().zip(row).for_each(|(o, c)| *o += c * h);
            }
        }
    }
}

/// The last `l` with `t[l] <= x < t[l + 1]` on the base interval, whose end belongs to the last piece.
///
/// Points beyond the ends belong to the end pieces when the spline goes on there and to none otherwise.
/// `guess` is where to look first.
#[inline]
pub fn find_interval(t: &[f64], k: usize, x: f64, guess: usize, goes_on: bool) -> Option<usize> {
    let n = t.len() - k - 1;
    if !goes_on && (x < t[k] || x > t[n]) || x.is_nan() {
        return None;
    }
    let fits = |l: usize| t[l] <= x && x < t[l + 1];
    if guess >= k && guess + 1 < n {
        if fits(guess) {
            return Some(guess);
        }
        if fits(guess + 1) {
            return Some(guess + 1);
        }
    }
    Some(k + t[k + 1..n].partition_point(|&v| v <= x))
}

/// The derivatives of order `nu`, at most `K`, at `x` of the `K + 1` basis functions that do not vanish on its piece, `t`
/// being the `2 K` knots around it.
#[inline(always)]
fn basis_of<const K: usize>(t: &[f64], x: f64, nu: usize, h: &mut [f64; 6]) {
    let t = &t[..2 * K];
    h[0] = 1.0;
    for j in 1..=K {
        let mut saved = 0.0;
        for i in 1..=j {
            let (right, left) = (t[K - 1 + i], t[K - 1 + i - j]);
            let w = if right == left { 0.0 } else { h[i - 1] / (right - left) };
            let (here, next) =
                if j + nu <= K { (w * (right - x), w * (x - left)) } else { (-w * j as f64, w * j as f64) };
            h[i - 1] = saved + here;
            saved = next;
        }
        h[j] = saved;
    }
}

/// The derivatives of order `nu` at `x` of the `k + 1` basis functions that do not vanish on piece `l`.
///
/// Functions of degree `k - nu` are built by the recursion, then differentiated upwards (de Boor 2001, X.15).
///
/// # Examples
/// ```
/// use pallasite_interpolate::bspline::basis;
/// let (t, mut h) = ([0.0, 0.0, 1.0, 2.0, 2.0], [0.0; 2]);
/// basis(&t, 1, 0.25, 1, 0, &mut h);
/// assert_eq!(h, [0.75, 0.25]);
/// basis(&t, 1, 0.25, 1, 1, &mut h);
/// assert_eq!(h, [-1.0, 1.0]);
/// ```
pub fn basis(t: &[f64], k: usize, x: f64, l: usize, nu: usize, h: &mut [f64]) {
    match (k, nu) {
        (1, 0) => known_basis::<1>(t, x, l, h),
        (2, 0) => known_basis::<2>(t, x, l, h),
        (3, 0) => known_basis::<3>(t, x, l, h),
        (4, 0) => known_basis::<4>(t, x, l, h),
        (5, 0) => known_basis::<5>(t, x, l, h),
        _ => any_basis(t, k, x, l, nu, h),
    }
}

fn known_basis<const K: usize>(t: &[f64], x: f64, l: usize, h: &mut [f64]) {
    let mut values = [0.0; 6];
    basis_of::<K>(&t[l + 1 - K..l + 1 + K], x, 0, &mut values);
    h[..=K].copy_from_slice(&values[..=K]);
}

fn any_basis(t: &[f64], k: usize, x: f64, l: usize, nu: usize, h: &mut [f64]) {
    h.fill(0.0);
    if nu > k {
        return;
    }
    h[0] = 1.0;
    for j in 1..=k {
        let mut saved = 0.0;
        for i in 1..=j {
            let (right, left) = (t[l + i], t[l + i - j]);
            let w = if right == left { 0.0 } else { h[i - 1] / (right - left) };
            let (here, next) =
                if j <= k - nu { (w * (right - x), w * (x - left)) } else { (-w * j as f64, w * j as f64) };
            h[i - 1] = saved + here;
            saved = next;
        }
        h[j] = saved;
    }
}
