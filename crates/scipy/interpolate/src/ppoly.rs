//! Piecewise polynomials in the local power basis: `PPoly`.

mod roots;

use crate::bspline::{BSpline, over_periods};
use crate::extrapolate::Extrapolate;
use crate::parallel::fill_rows;
use std::borrow::Cow;

/// Polynomials in `x - x[i]`, one on each interval between breakpoints.
#[derive(Debug, Clone, PartialEq)]
pub struct PPoly<'a> {
    /// Coefficients, the highest power first: for each power `x.len() - 1` intervals of `width` numbers.
    pub c: Cow<'a, [f64]>,
    /// The breakpoints, all in increasing or all in decreasing order; at least two.
    pub x: Cow<'a, [f64]>,
    /// How many numbers the polynomial has as its value.
    pub width: usize,
}

impl<'a> PPoly<'a> {
    /// A piecewise polynomial of coefficients and breakpoints.
    pub fn new(c: impl Into<Cow<'a, [f64]>>, x: impl Into<Cow<'a, [f64]>>, width: usize) -> PPoly<'a> {
        PPoly { c: c.into(), x: x.into(), width }
    }

    /// The polynomials of a spline between breakpoints, which are all its knots or some.
    pub fn from_bspline(spline: &BSpline<'_>, x: &[f64]) -> PPoly<'static> {
        let starts = &x[..x.len() - 1];
        let mut c = Vec::with_capacity((spline.k + 1) * starts.len() * spline.width);
        for nu in (0..=spline.k).rev() {
            let factorial: f64 = (1..=nu).map(|i| i as f64).product();
            c.extend(spline.evaluate(starts, nu, Extrapolate::Yes).iter().map(|v| v / factorial));
        }
        PPoly::new(c, x.to_vec(), spline.width)
    }

    /// The number of intervals.
    pub fn intervals(&self) -> usize {
        self.x.len() - 1
    }

    /// The number of coefficients on an interval.
    pub fn order(&self) -> usize {
        self.c.len() / self.plane().max(1)
    }

    /// Coefficients of one power.
    fn plane(&self) -> usize {
        self.intervals() * self.width
    }

    /// The derivative of order `nu` at each of `x`, `width` numbers a point.
    ///
    /// # Examples
    /// ```
    /// use pallasite_interpolate::{Extrapolate, PPoly};
    /// let p = PPoly::new(vec![1.0, 2.0, 0.0, 1.0], vec![0.0, 1.0, 2.0], 1);
    /// assert_eq!(p.evaluate(&[0.5, 1.5], 0, Extrapolate::Yes), [0.5, 2.0]);
    /// assert_eq!(p.evaluate(&[0.5, 1.5], 1, Extrapolate::Yes), [1.0, 2.0]);
    /// ```
    pub fn evaluate(&self, x: &[f64], nu: usize, extrapolate: Extrapolate) -> Vec<f64> {
        let mut out = vec![0.0; x.len() * self.width];
        if out.is_empty() {
            return out;
        }
        let factors = falling(self.order(), nu);
        fill_rows(&mut out, self.width, 16 + 4 * self.order() * self.width, |start, rows| {
            let mut last = 0;
            for (x, out) in x[start..].iter().zip(rows.chunks_exact_mut(self.width)) {
                let x = extrapolate.map(*x, self.x[0], self.x[self.intervals()]);
                match self.find(x, last, extrapolate.goes_on()) {
                    Some(i) => {
                        last = i;
                        self.horner(i, x - self.x[i], &factors, out);
                    }
                    None => out.fill(f64::NAN),
                }
            }
        });
        out
    }

    #[inline]
    fn horner(&self, i: usize, s: f64, factors: &[f64], out: &mut [f64]) {
        let plane = self.plane();
        for (power, factor) in factors.iter().enumerate() {
            let c = &self.c[power * plane + i * self.width..];
            out.iter_mut().zip(c).for_each(|(o, c)| *o = *o * s + c * factor);
        }
    }

    /// The value of one number of interval `i` at a distance from its start.
    fn value(&self, i: usize, j: usize, s: f64, nu: usize) -> f64 {
        let plane = self.plane();
        let terms = falling(self.order(), nu).into_iter().enumerate();
        terms.fold(0.0, |sum, (power, f)| sum * s + self.c[power * plane + i * self.width + j] * f)
    }

    /// The interval of a point.
    #[inline]
    fn find(&self, x: f64, guess: usize, goes_on: bool) -> Option<usize> {
        let n = self.intervals();
        let (first, last) = (self.x[0], self.x[n]);
        let up = last >= first;
        let outside = if up { x < first || x > last } else { x > first || x < last };
        if outside && !goes_on || x.is_nan() {
            return None;
        }
        let before = |v: f64| if up { v <= x } else { v >= x };
        let fits = |i: usize| i < n && before(self.x[i]) && !before(self.x[i + 1]);
        if fits(guess) {
            return Some(guess);
        }
        if fits(guess + 1) {
            return Some(guess + 1);
        }
        Some(self.x[1..n].partition_point(|&v| before(v)))
    }

    /// The derivative of order `nu`.
    pub fn derivative(&self, nu: usize) -> PPoly<'static> {
        let plane = self.plane();
        let factors = falling(self.order(), nu);
        let mut c: Vec<f64> = Vec::with_capacity(factors.len() * plane);
        for (power, factor) in factors.iter().enumerate() {
            c.extend(self.c[power * plane..(power + 1) * plane].iter().map(|c| c * factor));
        }
        c.resize(c.len().max(plane), 0.0);
        PPoly::new(c, self.x.to_vec(), self.width)
    }

    /// The antiderivative of order `nu` that vanishes at the first breakpoint and is continuous.
    pub fn antiderivative(&self, nu: usize) -> PPoly<'static> {
        let own = PPoly::new(self.c.to_vec(), self.x.to_vec(), self.width);
        (0..nu).fold(own, |p, _| p.sums())
    }

    fn sums(&self) -> PPoly<'static> {
        let (plane, order, m) = (self.plane(), self.order(), self.width);
        let mut c = Vec::with_capacity((order + 1) * plane);
        for power in 0..order {
            let divisor = (order - power) as f64;
            c.extend(self.c[power * plane..(power + 1) * plane].iter().map(|c| c / divisor));
        }
        c.resize((order + 1) * plane, 0.0);
        let mut sums = PPoly::new(c, self.x.to_vec(), m);
        for i in 1..self.intervals() {
            for j in 0..m {
                let end = sums.value(i - 1, j, self.x[i] - self.x[i - 1], 0);
                sums.c.to_mut()[order * plane + i * m + j] = end;
            }
        }
        sums
    }

    /// The integral from `a` to `b`, a number for each of the polynomial's.
    pub fn integrate(&self, a: f64, b: f64, extrapolate: Extrapolate) -> Vec<f64> {
        if b < a {
            return self.integrate(b, a, extrapolate).into_iter().map(|v| -v).collect();
        }
        let sums = self.antiderivative(1);
        let between = |a: f64, b: f64, extrapolate| {
            let ends = sums.evaluate(&[a, b], 0, extrapolate);
            let (low, high) = ends.split_at(self.width);
            high.iter().zip(low).map(|(h, l)| h - l).collect::<Vec<f64>>()
        };
        if extrapolate != Extrapolate::Periodic {
            return between(a, b, extrapolate);
        }
        let (from, to) = (self.x[0], self.x[self.intervals()]);
        over_periods(a, b, from, to, self.width, |a, b| between(a, b, Extrapolate::Yes))
    }
}

/// What the powers, the highest first, are multiplied by in the derivative of order `nu`.
fn falling(order: usize, nu: usize) -> Vec<f64> {
    let factor = |power: usize| (power + 1 - nu..=power).map(|f| f as f64).product();
    (nu..order).rev().map(factor).collect()
}
