//! Derivatives, antiderivatives and integrals of splines, and more knots for them.

use super::{BSpline, basis, find_interval};
use crate::error::{InterpolateError, Result};
use crate::extrapolate::{Extrapolate, floor_mod};
use pallasite_array::interrupt;

impl BSpline<'_> {
    /// The derivative of order `nu`, with coefficients padded by zeros to as many as knots.
    ///
    /// # Errors
    /// An order above the degree; knots of a multiplicity at which there is no derivative.
    ///
    /// # Examples
    /// ```
    /// use pallasite_interpolate::{Extrapolate, bspline::BSpline};
    /// let hat = BSpline::new(vec![0.0, 0.0, 1.0, 2.0, 2.0], vec![0.0, 1.0, 0.0], 1, 1);
    /// assert_eq!(hat.derivative(1)?.evaluate(&[0.5, 1.5], 0, Extrapolate::No), [1.0, -1.0]);
    /// # Ok::<(), pallasite_interpolate::InterpolateError>(())
    /// ```
    pub fn derivative(&self, nu: usize) -> Result<BSpline<'static>> {
        if nu > self.k {
            return Err(InterpolateError::invalid(format!(
                "Order of derivative (n = {nu}) must be <= order of spline (k = {})",
                self.k
            )));
        }
        let mut spline = self.padded();
        for _ in 0..nu {
            spline = spline.slope().ok_or_else(|| {
                InterpolateError::invalid(format!(
                    "The spline has internal repeated knots and is not differentiable {nu} times"
                ))
            })?;
        }
        Ok(spline)
    }

    /// The same spline with as many coefficients as knots.
    fn padded(&self) -> BSpline<'static> {
        let mut c = self.c.to_vec();
        c.resize(c.len().max(self.t.len() * self.width), 0.0);
        BSpline::new(self.t.to_vec(), c, self.width, self.k)
    }

    /// The first derivative, if there is one.
    fn slope(&self) -> Option<BSpline<'static>> {
        let (t, k, m) = (&self.t, self.k, self.width);
        let n = t.len() - k - 2;
        let mut c = vec![0.0; (t.len() - 2) * m];
        for i in 0..n {
            let gap = t[i + k + 1] - t[i + 1];
            for j in 0..m {
                let rise = (self.c[(i + 1) * m + j] - self.c[i * m + j]) * k as f64;
                if gap == 0.0 {
                    return None;
                }
                c[i * m + j] = rise / gap;
            }
        }
        Some(BSpline::new(t[1..t.len() - 1].to_vec(), c, m, k - 1))
    }

    /// The antiderivative of order `nu` that vanishes at the first knot, its coefficients padded to as many as
    /// knots.
    ///
    /// # Examples
    /// ```
    /// use pallasite_interpolate::{Extrapolate, bspline::BSpline};
    /// let hat = BSpline::new(vec![0.0, 0.0, 1.0, 2.0, 2.0], vec![0.0, 1.0, 0.0], 1, 1);
    /// let area = hat.antiderivative(1).evaluate(&[1.0, 2.0], 0, Extrapolate::No);
    /// assert!((area[0] - 0.5).abs() < 1e-15 && (area[1] - 1.0).abs() < 1e-15);
    /// ```
    pub fn antiderivative(&self, nu: usize) -> BSpline<'static> {
        (0..nu).fold(self.padded(), |spline, _| {
            interrupt::poll();
            spline.sums()
        })
    }

    fn sums(&self) -> BSpline<'static> {
        let (t, k, m) = (&self.t, self.k, self.width);
        let n = t.len() - k - 1;
        let mut c = vec![0.0; (t.len() + 2) * m];
        let mut sum = vec![0.0; m];
        for i in 0..n + k + 2 {
            for j in 0..m {
                if i < n {
                    sum[j] += self.c[i * m + j] * (t[i + k + 1] - t[i]);
                }
                c[(i + 1) * m + j] = sum[j] / (k + 1) as f64;
            }
        }
        let t = [&t[..1], &t[..], &t[t.len() - 1..]].concat();
        BSpline::new(t, c, m, k + 1)
    }

    /// The integral from `a` to `b`, a number for each of the spline's.
    ///
    /// Beyond the base interval the spline is zero, goes on or repeats.
    ///
    /// # Examples
    /// ```
    /// use pallasite_interpolate::{Extrapolate, bspline::BSpline};
    /// let hat = BSpline::new(vec![0.0, 0.0, 1.0, 2.0, 2.0], vec![0.0, 1.0, 0.0], 1, 1);
    /// assert_eq!(hat.integrate(0.0, 1.5, Extrapolate::No), [0.875]);
    /// assert_eq!(hat.integrate(0.0, 4.0, Extrapolate::Periodic), [2.0]);
    /// ```
    pub fn integrate(&self, a: f64, b: f64, extrapolate: Extrapolate) -> Vec<f64> {
        if b < a {
            return self.integrate(b, a, extrapolate).into_iter().map(|v| -v).collect();
        }
        let (from, to) = self.base();
        let between = |a: f64, b: f64| self.sum(going_on(&self.t, self.k, a, b));
        match extrapolate {
            Extrapolate::No => self.sum(basis_integrals(&self.t, self.k, a, b)),
            Extrapolate::Yes => between(a, b),
            Extrapolate::Periodic => over_periods(a, b, from, to, self.width, between),
        }
    }

    /// The coefficients from number `first` on times weights.
    fn sum(&self, (first, weights): (usize, Vec<f64>)) -> Vec<f64> {
        let m = self.width;
        let mut sum = vec![0.0; m];
        if m > 0 {
            for (w, row) in weights.iter().zip(self.c[first * m..].chunks_exact(m)) {
                sum.iter_mut().zip(row).for_each(|(s, c)| *s += w * c);
            }
        }
        sum
    }

    /// The same spline with one more knot at `x` (Boehm 1980).
    ///
    /// # Errors
    /// A knot beyond the base interval; for a periodic spline too few knots inside.
    ///
    /// # Examples
    /// ```
    /// use pallasite_interpolate::{Extrapolate, bspline::BSpline};
    /// let hat = BSpline::new(vec![0.0, 0.0, 1.0, 2.0, 2.0], vec![0.0, 1.0, 0.0], 1, 1);
    /// let same = hat.insert(0.5, false)?;
    /// assert_eq!(*same.t, [0.0, 0.0, 0.5, 1.0, 2.0, 2.0]);
    /// assert_eq!(same.evaluate(&[0.25, 1.5], 0, Extrapolate::No), [0.25, 0.5]);
    /// # Ok::<(), pallasite_interpolate::InterpolateError>(())
    /// ```
    pub fn insert(&self, x: f64, periodic: bool) -> Result<BSpline<'static>> {
        let (t, k, m) = (&self.t, self.k, self.width);
        let mut l = find_interval(t, k, x, k, false)
            .ok_or_else(|| InterpolateError::invalid(format!("Cannot insert the knot at {x}.")))?;
        if t[l] == t[l + k + 1] {
            l -= 1;
        }
        if periodic && l < 2 * k && l + 1 + 2 * k >= t.len() {
            return Err(InterpolateError::invalid("Not enough internal knots."));
        }
        let knots = [&t[..l + 1], &[x], &t[l + 1..]].concat();
        let mut c = [&self.c[..l * m], &self.c[l * m..(l + 1) * m], &self.c[l * m..]].concat();
        for i in (l + 1 - k..=l).rev() {
            let part = (x - knots[i]) / (knots[i + k + 1] - knots[i]);
            for j in 0..m {
                c[i * m + j] = part * self.c[i * m + j] + (1.0 - part) * self.c[(i - 1) * m + j];
            }
        }
        let mut spline = BSpline::new(knots, c, m, k);
        if periodic {
            spline.close(l);
        }
        Ok(spline)
    }

    /// Makes the ends repeat again after a knot behind `l`.
    fn close(&mut self, l: usize) {
        let (k, m, n) = (self.k, self.width, self.t.len());
        let (last, shift) = (n - k - 1, n - 2 * k - 1);
        let (t, c) = (self.t.to_mut(), self.c.to_mut());
        let period = t[last] - t[k];
        if l >= last - k {
            (0..k).for_each(|i| t[i] = t[last - k + i] - period);
            c.copy_within(shift * m..(shift + k) * m, 0);
        }
        if l < 2 * k {
            (0..k).for_each(|i| t[n - k + i] = t[k + 1 + i] + period);
            c.copy_within(0..k * m, shift * m);
        }
    }
}

/// The integrals from `a` to `b` of the basis functions of degree `k`, which end with the base interval: the number of the
/// first that may have one, and theirs from there on.
///
/// # Examples
/// ```
/// use pallasite_interpolate::bspline::basis_integrals;
/// let t = [0.0, 0.0, 1.0, 2.0, 3.0, 3.0];
/// assert_eq!(basis_integrals(&t, 1, 0.5, 1.0), (0, vec![0.125, 0.375, 0.0]));
/// assert_eq!(basis_integrals(&t, 1, 9.0, 2.5), (2, vec![-0.125, -0.375]));
/// ```
pub fn basis_integrals(t: &[f64], k: usize, a: f64, b: f64) -> (usize, Vec<f64>) {
    if b < a {
        let (first, found) = basis_integrals(t, k, b, a);
        return (first, found.into_iter().map(|v| -v).collect());
    }
    let (from, to) = (t[k], t[t.len() - k - 1]);
    let inside = |x: f64| if x.is_nan() { x } else { x.clamp(from, to) };
    going_on(t, k, inside(a), inside(b))
}

/// The same for `b` that is not before `a`; the end pieces go on beyond the base interval.
///
/// The integral of a basis function up to `x` is its share of the support times the sum of those of degree `k + 1` from
/// there on (de Boor 2001, X.33).
fn going_on(t: &[f64], k: usize, a: f64, b: f64) -> (usize, Vec<f64>) {
    let place = |x: f64| find_interval(t, k, x, k, true).unwrap_or(k);
    let (first, last) = (place(a) - k, place(b).max(place(a)));
    let sums = |x: f64, l: usize| {
        let mut h = vec![0.0; k + 2];
        basis(t, k + 1, x, l, 0, &mut h);
        (0..=k).rev().for_each(|i| h[i] += h[i + 1]);
        h
    };
    let (lower, upper) = (sums(a, first + k), sums(b, last));
    // All of them before the first of those that do not vanish, none behind the last.
    let share = |h: &[f64], l: usize, i: usize| match (i + k).checked_sub(l) {
        None => h[0],
        Some(at) => h.get(at + 1).copied().unwrap_or(0.0),
    };
    let integral = |i: usize| {
        (t[i + k + 1] - t[i]) / (k + 1) as f64 * (share(&upper, last, i) - share(&lower, first + k, i))
    };
    // What lies between both has all of its integral.
    let whole = first + k + 1..last.saturating_sub(k);
    let any = |i: usize| {
        if whole.contains(&i) { (t[i + k + 1] - t[i]) / (k + 1) as f64 * upper[0] } else { integral(i) }
    };
    (first, (first..=last).map(any).collect())
}

/// An integral over whole periods and what is left, given that between two points of the base interval.
pub(crate) fn over_periods(
    a: f64,
    b: f64,
    from: f64,
    to: f64,
    width: usize,
    between: impl Fn(f64, f64) -> Vec<f64>,
) -> Vec<f64> {
    let period = to - from;
    let whole = ((b - a) / period).floor();
    let left = floor_mod(b - a, period);
    let mut sum = vec![0.0; width];
    let mut add = |part: Vec<f64>, times: f64| sum.iter_mut().zip(part).for_each(|(s, p)| *s += times * p);
    if whole > 0.0 {
        add(between(from, to), whole);
    }
    let a = from + floor_mod(a - from, period);
    let b = a + left;
    add(between(a, b.min(to)), 1.0);
    if b > to {
        add(between(from, from + b - to), 1.0);
    }
    sum
}
