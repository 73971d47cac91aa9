//! Derivatives, antiderivatives and integrals of splines, and more knots for them.

use super::{BSpline, find_interval};
use crate::error::{InterpolateError, Result};
use crate::extrapolate::{Extrapolate, floor_mod};
use crate::ppoly::PPoly;
use pallasite_array::interrupt;

impl BSpline<'_> {
    /// The derivative of order `nu`, with coefficients padded by zeros to as many as knots.
    ///
    /// # Errors
    /// An order above the degree; knots of a multiplicity at which there is no derivative.
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
    pub fn integrate(&self, a: f64, b: f64, extrapolate: Extrapolate) -> Vec<f64> {
        if b < a {
            return self.integrate(b, a, extrapolate).into_iter().map(|v| -v).collect();
        }
        let sums = self.antiderivative(1);
        let (from, to) = self.base();
        let between = |a: f64, b: f64| sums.difference(a, b);
        match extrapolate {
            Extrapolate::No if a.max(from) > b.min(to) => vec![0.0; self.width],
            Extrapolate::No => between(a.max(from), b.min(to)),
            Extrapolate::Yes => between(a, b),
            Extrapolate::Periodic => over_periods(a, b, from, to, self.width, between),
        }
    }

    fn difference(&self, a: f64, b: f64) -> Vec<f64> {
        let ends = self.evaluate(&[a, b], 0, Extrapolate::Yes);
        let (low, high) = ends.split_at(self.width);
        high.iter().zip(low).map(|(h, l)| h - l).collect()
    }

    /// Where a spline of one number is zero on its base interval, in increasing order.
    ///
    /// # Errors
    /// Eigenvalues of a companion matrix that do not converge.
    pub fn roots(&self) -> Result<Vec<f64>> {
        let (from, to) = self.base();
        let mut knots: Vec<f64> = self.t.iter().copied().filter(|&t| from <= t && t <= to).collect();
        knots.dedup();
        let roots = PPoly::from_bspline(self, &knots).solve(0.0, true, false)?;
        Ok(roots.into_iter().flatten().filter(|r| !r.is_nan()).collect())
    }

    /// The same spline with one more knot at `x` (Boehm 1980).
    ///
    /// # Errors
    /// A knot beyond the base interval; for a periodic spline too few knots inside.
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
