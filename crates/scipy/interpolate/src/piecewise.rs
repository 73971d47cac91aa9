//! Piecewise polynomials, whatever their basis.

use crate::bspline::over_periods;
use crate::extrapolate::Extrapolate;
use crate::locate::rises;
use crate::parallel::fill_rows;
use std::borrow::Cow;
use std::marker::PhantomData;

/// Polynomials in the basis `B`, one on each interval between breakpoints: [`PPoly`](crate::PPoly) and
/// [`BPoly`](crate::BPoly).
#[derive(Debug, Clone, PartialEq)]
pub struct Piecewise<'a, B> {
    /// Coefficients: for each basis function `x.len() - 1` intervals of `width` numbers.
    pub c: Cow<'a, [f64]>,
    /// The breakpoints, all in increasing or all in decreasing order; at least two.
    pub x: Cow<'a, [f64]>,
    /// How many numbers the polynomial has as its value.
    pub width: usize,
    basis: PhantomData<B>,
}

/// What a basis has of its own.
pub trait Basis: Sync + Sized {
    /// Fills the rows of `out` with derivatives of order `nu`; the breakpoints rise (`UP`) or fall.
    fn fill<const UP: bool>(
        p: &Piecewise<'_, Self>,
        x: &[f64],
        nu: usize,
        extrapolate: Extrapolate,
        out: &mut [f64],
    );
    /// The work for a value in additions.
    fn cost(p: &Piecewise<'_, Self>) -> usize;
    /// The derivative of order `nu`.
    fn derivative(p: &Piecewise<'_, Self>, nu: usize) -> Piecewise<'static, Self>;
    /// The antiderivative that vanishes at the first breakpoint and is continuous.
    fn sums(p: &Piecewise<'_, Self>) -> Piecewise<'static, Self>;
    /// The integral from a point to one that is not before it.
    fn integral(p: &Piecewise<'_, Self>) -> impl Fn(f64, f64, Extrapolate) -> Vec<f64>;
}

impl<'a, B: Basis> Piecewise<'a, B> {
    /// A piecewise polynomial of coefficients and breakpoints.
    pub fn new(c: impl Into<Cow<'a, [f64]>>, x: impl Into<Cow<'a, [f64]>>, width: usize) -> Self {
        Self { c: c.into(), x: x.into(), width, basis: PhantomData }
    }

    /// The same breakpoints with other coefficients.
    pub(crate) fn with(&self, c: Vec<f64>) -> Piecewise<'static, B> {
        Piecewise::new(c, self.x.to_vec(), self.width)
    }

    /// The number of intervals.
    pub fn intervals(&self) -> usize {
        self.x.len() - 1
    }

    /// The number of coefficients on an interval.
    pub fn order(&self) -> usize {
        self.c.len() / self.plane().max(1)
    }

    /// Coefficients of one basis function.
    pub(crate) fn plane(&self) -> usize {
        self.intervals() * self.width
    }

    /// The derivative of order `nu` at each of `x`, `width` numbers a point.
    ///
    /// # Examples
    /// ```
    /// use pallasite_interpolate::{BPoly, Extrapolate, PPoly};
    /// let p = PPoly::new(vec![1.0, 2.0, 0.0, 1.0], vec![0.0, 1.0, 2.0], 1);
    /// assert_eq!(p.evaluate(&[0.5, 1.5], 0, Extrapolate::Yes), [0.5, 2.0]);
    /// assert_eq!(p.evaluate(&[0.5, 1.5], 1, Extrapolate::Yes), [1.0, 2.0]);
    /// // 1 - s², s = x / 2
    /// let p = BPoly::new(vec![1.0, 1.0, 0.0], vec![0.0, 2.0], 1);
    /// assert_eq!(p.evaluate(&[0.0, 1.0, 2.0], 0, Extrapolate::Yes), [1.0, 0.75, 0.0]);
    /// ```
    pub fn evaluate(&self, x: &[f64], nu: usize, extrapolate: Extrapolate) -> Vec<f64> {
        let mut out = vec![0.0; x.len() * self.width];
        if out.is_empty() {
            return out;
        }
        let up = rises(&self.x);
        fill_rows(&mut out, self.width, B::cost(self), |start, rows| {
            let x = &x[start..start + rows.len() / self.width];
            if up {
                B::fill::<true>(self, x, nu, extrapolate, rows);
            } else {
                B::fill::<false>(self, x, nu, extrapolate, rows);
            }
        });
        out
    }

    /// The derivative of order `nu`.
    ///
    /// # Examples
    /// ```
    /// use pallasite_interpolate::PPoly;
    /// let square = PPoly::new(vec![1.0, 0.0, 0.0], vec![0.0, 2.0], 1);
    /// assert_eq!(*square.derivative(1).c, [2.0, 0.0]);
    /// ```
    pub fn derivative(&self, nu: usize) -> Piecewise<'static, B> {
        B::derivative(self, nu)
    }

    /// The antiderivative of order `nu` that vanishes at the first breakpoint and is continuous.
    ///
    /// # Examples
    /// ```
    /// use pallasite_interpolate::PPoly;
    /// let step = PPoly::new(vec![1.0, 3.0], vec![0.0, 1.0, 2.0], 1);
    /// assert_eq!(*step.antiderivative(1).c, [1.0, 3.0, 0.0, 1.0]);
    /// ```
    pub fn antiderivative(&self, nu: usize) -> Piecewise<'static, B> {
        (0..nu).fold(self.with(self.c.to_vec()), |p, _| B::sums(&p))
    }

    /// The integral from `a` to `b`, a number for each of the polynomial's.
    ///
    /// # Examples
    /// ```
    /// use pallasite_interpolate::{Extrapolate, PPoly};
    /// let step = PPoly::new(vec![1.0, 3.0], vec![0.0, 1.0, 2.0], 1);
    /// assert_eq!(step.integrate(0.5, 1.5, Extrapolate::No), [2.0]);
    /// assert_eq!(step.integrate(0.0, 4.0, Extrapolate::Periodic), [8.0]);
    /// ```
    pub fn integrate(&self, a: f64, b: f64, extrapolate: Extrapolate) -> Vec<f64> {
        if b < a {
            return self.integrate(b, a, extrapolate).into_iter().map(|v| -v).collect();
        }
        let between = B::integral(self);
        if extrapolate != Extrapolate::Periodic {
            return between(a, b, extrapolate);
        }
        let (from, to) = (self.x[0], self.x[self.intervals()]);
        over_periods(a, b, from, to, self.width, |a, b| between(a, b, Extrapolate::Yes))
    }
}
