//! Piecewise polynomials in the Bernstein basis: `BPoly`.

use crate::bspline::over_periods;
use crate::error::{InterpolateError, Result};
use crate::extrapolate::Extrapolate;
use crate::locate::{Locator, rises};
use crate::parallel::fill_rows;
use crate::ppoly::PPoly;
use std::borrow::Cow;

/// Polynomials `sum of c[a] binom(k, a) s^a (1 - s)^(k - a)` with `s` from 0 to 1, one on each interval.
#[derive(Debug, Clone, PartialEq)]
pub struct BPoly<'a> {
    /// Coefficients: for each basis function `x.len() - 1` intervals of `width` numbers.
    pub c: Cow<'a, [f64]>,
    /// The breakpoints, all in increasing or all in decreasing order; at least two.
    pub x: Cow<'a, [f64]>,
    /// How many numbers the polynomial has as its value.
    pub width: usize,
}

/// The binomial coefficient.
fn binomial(n: usize, k: usize) -> f64 {
    (1..=k).fold(1.0, |b, i| b * (n - k + i) as f64 / i as f64)
}

impl<'a> BPoly<'a> {
    /// A piecewise polynomial of coefficients and breakpoints.
    pub fn new(c: impl Into<Cow<'a, [f64]>>, x: impl Into<Cow<'a, [f64]>>, width: usize) -> BPoly<'a> {
        BPoly { c: c.into(), x: x.into(), width }
    }

    /// The number of intervals.
    pub fn intervals(&self) -> usize {
        self.x.len() - 1
    }

    /// The number of coefficients on an interval.
    pub fn order(&self) -> usize {
        self.c.len() / self.plane().max(1)
    }

    fn plane(&self) -> usize {
        self.intervals() * self.width
    }

    /// The length of the interval that a coefficient belongs to.
    fn length(&self, at: usize) -> f64 {
        let i = at % self.plane() / self.width;
        self.x[i + 1] - self.x[i]
    }

    /// The derivative of order `nu` at each of `x`, `width` numbers a point (de Casteljau's scheme of differences).
    ///
    /// # Examples
    /// ```
    /// use pallasite_interpolate::{BPoly, Extrapolate};
    /// // 1 - s², s = x / 2
    /// let p = BPoly::new(vec![1.0, 1.0, 0.0], vec![0.0, 2.0], 1);
    /// assert_eq!(p.evaluate(&[0.0, 1.0, 2.0], 0, Extrapolate::Yes), [1.0, 0.75, 0.0]);
    /// assert_eq!(p.evaluate(&[0.0, 1.0, 2.0], 1, Extrapolate::Yes), [0.0, -0.5, -1.0]);
    /// ```
    pub fn evaluate(&self, x: &[f64], nu: usize, extrapolate: Extrapolate) -> Vec<f64> {
        let mut out = vec![0.0; x.len() * self.width];
        if out.is_empty() {
            return out;
        }
        let order = self.order();
        let factor: f64 = if nu < order { (order - nu..order).map(|f| f as f64).product() } else { 0.0 };
        let cost = 8 + order * order * self.width;
        let up = rises(&self.x);
        fill_rows(&mut out, self.width, cost, |start, rows| {
            let x = &x[start..start + rows.len() / self.width];
            if up {
                self.fill::<true>(x, nu, factor, extrapolate, rows);
            } else {
                self.fill::<false>(x, nu, factor, extrapolate, rows);
            }
        });
        out
    }

    fn fill<const UP: bool>(
        &self,
        x: &[f64],
        nu: usize,
        factor: f64,
        extrapolate: Extrapolate,
        out: &mut [f64],
    ) {
        let (breaks, n, m, plane, order) =
            (&self.x[..], self.intervals(), self.width, self.plane(), self.order());
        let mut locator = Locator::<UP>::new(breaks, extrapolate.goes_on());
        let mut b = vec![0.0; order * m];
        for at in 0..x.len() {
            let v = extrapolate.map(x[at], breaks[0], breaks[n]);
            let row = &mut out[at * m..(at + 1) * m];
            let Some(i) = locator.interval(v) else {
                row.fill(f64::NAN);
                continue;
            };
            if nu >= order {
                continue;
            }
            for a in 0..order {
                b[a * m..(a + 1) * m].copy_from_slice(&self.c[a * plane + i * m..a * plane + (i + 1) * m]);
            }
            let length = breaks[i + 1] - breaks[i];
            let s = (v - breaks[i]) / length;
            for round in 0..order - 1 {
                let (left, right) = if round < nu { (-1.0, 1.0) } else { (1.0 - s, s) };
                for j in 0..(order - 1 - round) * m {
                    b[j] = left * b[j] + right * b[j + m];
                }
            }
            let scale = if nu == 0 { 1.0 } else { factor / length.powi(nu as i32) };
            for j in 0..m {
                row[j] = b[j] * scale;
            }
        }
    }

    /// The derivative of order `nu`.
    pub fn derivative(&self, nu: usize) -> BPoly<'static> {
        let own = BPoly::new(self.c.to_vec(), self.x.to_vec(), self.width);
        (0..nu).fold(own, |p, _| p.slope())
    }

    fn slope(&self) -> BPoly<'static> {
        let (plane, k) = (self.plane(), self.order() - 1);
        let rise = |at: usize| k as f64 * (self.c[at + plane] - self.c[at]) / self.length(at);
        let c = if k == 0 { vec![0.0; plane] } else { (0..k * plane).map(rise).collect() };
        BPoly::new(c, self.x.to_vec(), self.width)
    }

    /// The antiderivative of order `nu` that vanishes at the first breakpoint and is continuous.
    pub fn antiderivative(&self, nu: usize) -> BPoly<'static> {
        let own = BPoly::new(self.c.to_vec(), self.x.to_vec(), self.width);
        (0..nu).fold(own, |p, _| p.sums())
    }

    fn sums(&self) -> BPoly<'static> {
        let (plane, order, m) = (self.plane(), self.order(), self.width);
        let mut c = vec![0.0; (order + 1) * plane];
        for at in 0..order * plane {
            c[at + plane] = c[at] + self.c[at];
        }
        for at in plane..c.len() {
            c[at] = c[at] / order as f64 * self.length(at);
        }
        let mut before = vec![0.0; m];
        for i in 0..self.intervals() {
            for j in 0..m {
                let end = c[order * plane + i * m + j];
                (0..=order).for_each(|a| c[a * plane + i * m + j] += before[j]);
                before[j] += end;
            }
        }
        BPoly::new(c, self.x.to_vec(), m)
    }

    /// The integral from `a` to `b`, a number for each of the polynomial's.
    pub fn integrate(&self, a: f64, b: f64, extrapolate: Extrapolate) -> Vec<f64> {
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
        let whole = |a, b| over_periods(a, b, from, to, self.width, |a, b| between(a, b, Extrapolate::Yes));
        if a <= b { whole(a, b) } else { whole(b, a).into_iter().map(|v| -v).collect() }
    }

    /// The same polynomial with `d` more coefficients.
    pub fn raised(&self, d: usize) -> BPoly<'static> {
        let (plane, order) = (self.plane(), self.order());
        let mut c = vec![0.0; (order + d) * plane];
        let k = order - 1;
        for a in 0..order {
            for j in 0..=d {
                let factor = binomial(k, a) * binomial(d, j) / binomial(k + d, a + j);
                for at in 0..plane {
                    c[(a + j) * plane + at] += self.c[a * plane + at] * factor;
                }
            }
        }
        BPoly::new(c, self.x.to_vec(), self.width)
    }

    /// The Bernstein coefficients of a polynomial in the power basis.
    pub fn from_ppoly(p: &PPoly<'_>) -> BPoly<'static> {
        let (plane, k) = (p.intervals() * p.width, p.order() - 1);
        let mut out = BPoly::new(vec![0.0; p.c.len()], p.x.to_vec(), p.width);
        for a in 0..=k {
            for at in 0..plane {
                let scale = out.length(at).powi((k - a) as i32);
                let factor = p.c[a * plane + at] / binomial(k, k - a) * scale;
                for j in k - a..=k {
                    out.c.to_mut()[j * plane + at] += factor * binomial(j, k - a);
                }
            }
        }
        out
    }

    /// The same polynomials in the power basis.
    pub fn to_ppoly(&self) -> PPoly<'static> {
        let (plane, k) = (self.plane(), self.order() - 1);
        let mut c = vec![0.0; self.c.len()];
        for a in 0..=k {
            for s in a..=k {
                let sign = sign(s - a);
                let factor = sign * binomial(k, a) * binomial(k - a, s - a);
                for at in 0..plane {
                    c[(k - s) * plane + at] +=
                        self.c[a * plane + at] * factor / self.length(at).powi(s as i32);
                }
            }
        }
        PPoly::new(c, self.x.to_vec(), self.width)
    }

    /// The polynomial whose derivatives at two or more points are given: for each point the orders from 0 on, one behind
    /// the other, `width` numbers each.
    ///
    /// `degrees` limits the degree on each interval; the derivatives that are kept are shared between its ends.
    ///
    /// # Errors
    /// Points that do not rise, or too few derivatives for a degree.
    pub fn from_derivatives(
        x: &[f64],
        y: &[Vec<f64>],
        width: usize,
        degrees: Option<&[usize]>,
    ) -> Result<BPoly<'static>> {
        let m = x.len() - 1;
        let count = |i: usize| y[i].len() / width;
        let mut order = (0..m).map(|i| count(i) + count(i + 1)).max().unwrap_or(1);
        if let Some(degrees) = degrees {
            order = order.max(degrees.iter().copied().max().unwrap_or(0));
        }
        let mut c = vec![0.0; order * m * width];
        for i in 0..m {
            let (na, nb) = match degrees {
                None => (count(i), count(i + 1)),
                Some(degrees) => shares(degrees[i], (x[i], count(i)), (x[i + 1], count(i + 1)))?,
            };
            let piece = between(x[i + 1] - x[i], &y[i][..na * width], &y[i + 1][..nb * width], width);
            let raised = BPoly::new(piece, vec![0.0, 1.0], width).raised(order - na - nb);
            for (a, row) in raised.c.chunks_exact(width).enumerate() {
                c[(a * m + i) * width..(a * m + i + 1) * width].copy_from_slice(row);
            }
        }
        Ok(BPoly::new(c, x.to_vec(), width))
    }
}

/// How many derivatives at either end make a polynomial of a degree.
fn shares(degree: usize, (xa, a): (f64, usize), (xb, b): (f64, usize)) -> Result<(usize, usize)> {
    let n = degree + 1;
    let na = (n / 2).min(a);
    let nb = (n - na).min(b);
    let na = (n - nb).min(b);
    if na + nb != n {
        return Err(InterpolateError::invalid(format!(
            "Point {xa:?} has {a} derivatives, point {xb:?} has {b} derivatives, but order {degree} requested"
        )));
    }
    if na > a || nb > b {
        return Err(InterpolateError::invalid("`order` input incompatible with length y1 or y2."));
    }
    Ok((na, nb))
}

/// Bernstein coefficients from derivatives at both ends of an interval, from the ends inwards.
fn between(length: f64, ya: &[f64], yb: &[f64], m: usize) -> Vec<f64> {
    let (na, nb) = (ya.len() / m, yb.len() / m);
    let n = na + nb;
    let mut c = vec![0.0; n * m];
    // A derivative of order q is the difference of that order, times n - 1, n - 2, ...
    let scale = |q: usize| length.powi(q as i32) / (n - q..n).map(|f| f as f64).product::<f64>();
    for q in 0..na {
        for i in 0..m {
            let known = (0..q).map(|j| sign(j + q) * binomial(q, j) * c[j * m + i]).sum::<f64>();
            c[q * m + i] = ya[q * m + i] * scale(q) - known;
        }
    }
    for q in 0..nb {
        for i in 0..m {
            let known =
                (0..q).map(|j| sign(j + 1) * binomial(q, j + 1) * c[(n - q + j) * m + i]).sum::<f64>();
            c[(n - 1 - q) * m + i] = yb[q * m + i] * scale(q) * sign(q) - known;
        }
    }
    c
}

fn sign(power: usize) -> f64 {
    if power.is_multiple_of(2) { 1.0 } else { -1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_bases_and_derivatives_agree() {
        let p = PPoly::new(vec![1.0, -2.0, 3.0, 4.0, 0.5, 1.0], vec![0.0, 2.0, 3.0], 1);
        let b = BPoly::from_ppoly(&p);
        let x = [0.0, 0.3, 1.9, 2.0, 2.7, 3.5];
        let near = |a: Vec<f64>, b: Vec<f64>| a.iter().zip(&b).all(|(a, b)| (a - b).abs() < 1e-13);
        for nu in 0..4 {
            assert!(near(b.evaluate(&x, nu, Extrapolate::Yes), p.evaluate(&x, nu, Extrapolate::Yes)), "{nu}");
        }
        assert!(near(b.to_ppoly().c.to_vec(), p.c.to_vec()));
        assert!(near(b.integrate(0.5, 2.5, Extrapolate::Yes), p.integrate(0.5, 2.5, Extrapolate::Yes)));
        assert!(near(b.raised(2).evaluate(&x, 1, Extrapolate::Yes), p.evaluate(&x, 1, Extrapolate::Yes)));
    }

    #[test]
    fn derivatives_at_the_ends_are_those_given() {
        let y = [vec![1.0, -2.0, 4.0], vec![0.5, 3.0]];
        let b = BPoly::from_derivatives(&[1.0, 3.0], &y, 1, None).unwrap();
        for (nu, want) in [1.0, -2.0, 4.0].into_iter().enumerate() {
            assert!((b.evaluate(&[1.0], nu, Extrapolate::Yes)[0] - want).abs() < 1e-13);
        }
        assert!((b.evaluate(&[3.0], 1, Extrapolate::Yes)[0] - 3.0).abs() < 1e-13);
    }
}
