//! Piecewise polynomials in the local power basis: `PPoly`.

mod roots;

use crate::bspline::{BSpline, over_periods};
use crate::extrapolate::Extrapolate;
use crate::locate::{Locator, rises};
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
        let pieces = Pieces { c: &self.c, x: &self.x, width: self.width, factors: &factors };
        let up = rises(&self.x);
        fill_rows(&mut out, self.width, 4 + 2 * factors.len() * self.width, |start, rows| {
            let x = &x[start..start + rows.len() / self.width];
            if up {
                pieces.fill::<true>(x, extrapolate, rows);
            } else {
                pieces.fill::<false>(x, extrapolate, rows);
            }
        });
        out
    }

    /// The value of one number of interval `i` at a distance from its start.
    fn value(&self, i: usize, j: usize, s: f64, nu: usize) -> f64 {
        let plane = self.plane();
        let terms = falling(self.order(), nu).into_iter().enumerate();
        terms.fold(0.0, |sum, (power, f)| sum * s + self.c[power * plane + i * self.width + j] * f)
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

/// What evaluation reads, as plain slices.
struct Pieces<'a> {
    c: &'a [f64],
    x: &'a [f64],
    width: usize,
    factors: &'a [f64],
}

impl Pieces<'_> {
    fn fill<const UP: bool>(&self, x: &[f64], extrapolate: Extrapolate, out: &mut [f64]) {
        match (self.width, self.factors.len()) {
            (1, 1) => self.numbers::<UP, 1>(x, extrapolate, out),
            (1, 2) => self.numbers::<UP, 2>(x, extrapolate, out),
            (1, 3) => self.numbers::<UP, 3>(x, extrapolate, out),
            (1, 4) => self.numbers::<UP, 4>(x, extrapolate, out),
            _ => self.rows::<UP>(x, extrapolate, out),
        }
    }

    /// Values of one polynomial of an order that the compiler knows.
    fn numbers<const UP: bool, const K: usize>(&self, x: &[f64], extrapolate: Extrapolate, out: &mut [f64]) {
        let (breaks, n) = (self.x, self.x.len() - 1);
        let planes: [&[f64]; K] = std::array::from_fn(|power| &self.c[power * n..(power + 1) * n]);
        let factors: [f64; K] = std::array::from_fn(|power| self.factors[power]);
        let mut locator = Locator::<UP>::new(breaks, extrapolate.goes_on());
        for at in 0..x.len() {
            let v = extrapolate.map(x[at], breaks[0], breaks[n]);
            out[at] = match locator.interval(v) {
                None => f64::NAN,
                Some(i) => {
                    let s = v - breaks[i];
                    let mut sum = planes[0][i] * factors[0];
                    for power in 1..K {
                        sum = sum * s + planes[power][i] * factors[power];
                    }
                    sum
                }
            };
        }
    }

    fn rows<const UP: bool>(&self, x: &[f64], extrapolate: Extrapolate, out: &mut [f64]) {
        let (breaks, n, m) = (self.x, self.x.len() - 1, self.width);
        let mut locator = Locator::<UP>::new(breaks, extrapolate.goes_on());
        for at in 0..x.len() {
            let v = extrapolate.map(x[at], breaks[0], breaks[n]);
            let row = &mut out[at * m..(at + 1) * m];
            let Some(i) = locator.interval(v) else {
                row.fill(f64::NAN);
                continue;
            };
            let s = v - breaks[i];
            for (power, &factor) in self.factors.iter().enumerate() {
                let c = &self.c[(power * n + i) * m..(power * n + i + 1) * m];
                for j in 0..m {
                    row[j] = row[j] * s + c[j] * factor;
                }
            }
        }
    }
}

/// What the powers, the highest first, are multiplied by in the derivative of order `nu`.
fn falling(order: usize, nu: usize) -> Vec<f64> {
    let factor = |power: usize| (power + 1 - nu..=power).map(|f| f as f64).product();
    (nu..order).rev().map(factor).collect()
}
