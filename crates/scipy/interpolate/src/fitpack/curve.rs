//! Curves: `curfit` and `parcur`.

use super::panels::Panels;
use super::smoothing::{Search, Status, TOLERANCE, add_jumps, jumps};
use crate::bspline::{basis, find_interval};
use crate::error::{InterpolateError, Result};
use crate::givens::Triangle;
use pallasite_array::interrupt;

/// Points of a curve in `width` dimensions.
#[derive(Debug, Clone, Copy)]
pub struct Curve<'a> {
    /// The parameter, which does not decrease.
    pub x: &'a [f64],
    /// The coordinates, `width` for a point.
    pub y: &'a [f64],
    /// Coordinates for a point.
    pub width: usize,
    /// The weights, which are positive.
    pub w: &'a [f64],
    /// The ends of the spline.
    pub range: (f64, f64),
    /// The degree.
    pub k: usize,
}

/// The parameter of points in `width` dimensions: the length of the straight lines so far, over the whole length.
///
/// # Examples
/// ```
/// let corner = [0.0, 0.0, 3.0, 0.0, 3.0, 1.0];
/// assert_eq!(pallasite_interpolate::fitpack::chord_lengths(&corner, 2), [0.0, 0.75, 1.0]);
/// ```
pub fn chord_lengths(y: &[f64], width: usize) -> Vec<f64> {
    let mut sum = 0.0;
    let mut u: Vec<f64> = vec![0.0; y.len().div_ceil(width.max(1))];
    for (i, u) in u.iter_mut().enumerate().skip(1) {
        let square = |d: usize| (y[i * width + d] - y[(i - 1) * width + d]).powi(2);
        sum += (0..width).map(square).sum::<f64>().sqrt();
        *u = sum;
    }
    u.iter_mut().for_each(|u| *u /= sum);
    u
}

/// A curve that was fitted.
#[derive(Debug, Clone, PartialEq)]
pub struct CurveFit {
    /// The knots.
    pub t: Vec<f64>,
    /// The coefficients, a row for each basis function.
    pub c: Vec<f64>,
    /// The weighted sum of squared residuals.
    pub fp: f64,
    /// How the fit ended.
    pub status: Status,
    pub(super) panels: Panels,
    pub(super) added: usize,
    pub(super) polynomial_fp: f64,
    pub(super) last_fp: f64,
}

/// The equations of least squares, rotated into a triangle.
struct System {
    triangle: Triangle,
    basis: Vec<f64>,
    first: Vec<usize>,
    fp: f64,
}

impl Curve<'_> {
    fn system(&self, t: &[f64]) -> System {
        let (k, m) = (self.k, self.width);
        let mut triangle = Triangle::zeros(t.len() - k - 1, k + 1, m);
        let mut values = vec![0.0; self.x.len() * (k + 1)];
        let (mut first, mut h, mut rhs) = (Vec::with_capacity(self.x.len()), vec![0.0; k + 1], vec![0.0; m]);
        let (mut fp, mut l) = (0.0, k);
        for (i, (&x, &w)) in self.x.iter().zip(self.w).enumerate() {
            interrupt::poll_round(i);
            l = find_interval(t, k, x, l, true).unwrap_or(k);
            let row = &mut values[i * (k + 1)..(i + 1) * (k + 1)];
            basis(t, k, x, l, 0, row);
            h.iter_mut().zip(row.iter()).for_each(|(h, b)| *h = b * w);
            rhs.iter_mut().zip(&self.y[i * m..]).for_each(|(r, y)| *r = y * w);
            triangle.add(l - k, &mut h, &mut rhs);
            fp += rhs.iter().map(|r| r * r).sum::<f64>();
            first.push(l - k);
        }
        System { triangle, basis: values, first, fp }
    }

    /// The weighted squared residual at each point.
    fn squares(&self, system: &System, c: &[f64]) -> Vec<f64> {
        let (k1, m) = (self.k + 1, self.width);
        let mut out = Vec::with_capacity(self.x.len());
        for i in 0..self.x.len() {
            interrupt::poll_round(i);
            let (h, c) = (&system.basis[i * k1..(i + 1) * k1], &c[system.first[i] * m..][..k1 * m]);
            let mut square = 0.0;
            for d in 0..m {
                let mut value = 0.0;
                for j in 0..k1 {
                    value += c[j * m + d] * h[j];
                }
                let miss = self.w[i] * (value - self.y[i * m + d]);
                square += miss * miss;
            }
            out.push(square);
        }
        out
    }

    /// The sum of squares that least squares with knots `t` leaves, and the residual of each point.
    pub(super) fn residuals(&self, t: &[f64]) -> (f64, Vec<f64>) {
        let system = self.system(t);
        let squares = self.squares(&system, &system.triangle.solve());
        (system.fp, squares)
    }

    /// The coefficients of least squares with knots `t`.
    pub(super) fn least_squares(&self, t: &[f64]) -> Vec<f64> {
        self.system(t).triangle.solve()
    }

    /// The coefficients with knots `t` whose sum of squares is `s`.
    pub(super) fn smooth_open(&self, t: &[f64], polynomial_fp: f64, s: f64) -> (Vec<f64>, Status) {
        let (c, _, status) = self.smooth(t, &self.system(t), polynomial_fp, s);
        (c, status)
    }

    /// Smooths the spline of least squares until its sum of squares is `s`.
    fn smooth(&self, t: &[f64], system: &System, polynomial_fp: f64, s: f64) -> (Vec<f64>, f64, Status) {
        let rows = jumps(t, self.k);
        let triangle = &system.triangle;
        let diagonal: f64 = triangle.r.iter().step_by(triangle.band).sum();
        let search = Search::new(polynomial_fp - s, system.fp - s, TOLERANCE * s);
        search.run(s, triangle.len() as f64 / diagonal, |p| {
            let mut wide = triangle.widened(1);
            add_jumps(&mut wide, &rows, self.k + 2, p);
            let c = wide.solve();
            let fp = self.squares(system, &c).iter().sum();
            (c, fp)
        })
    }
}

/// The smoothest spline whose weighted sum of squared residuals is at most `s`, with as few knots as that takes.
///
/// `before` is a fit of the same points whose knots are kept as a start; `most` the largest number of knots.
///
/// # Examples
/// ```
/// use pallasite_interpolate::fitpack::{Curve, Status, fit_curve};
/// let x: Vec<f64> = (0..50).map(|i| i as f64 / 5.0).collect();
/// let y: Vec<f64> = x.iter().map(|x| x.sin()).collect();
/// let w = vec![1.0; 50];
/// let curve = Curve { x: &x, y: &y, width: 1, w: &w, range: (0.0, 9.8), k: 3 };
/// let fit = fit_curve(&curve, 1e-2, None, usize::MAX);
/// assert!(fit.status == Status::Smoothed && (fit.fp - 1e-2).abs() < 1e-5 && fit.t.len() < 20);
/// ```
pub fn fit_curve(curve: &Curve<'_>, s: f64, before: Option<&CurveFit>, most: usize) -> CurveFit {
    let (k, count) = (curve.k, curve.x.len());
    let largest = count + k + 1;
    let fresh = || CurveFit::start(Panels::whole(curve.range.0, curve.range.1, k, count));
    let smallest = 2 * k + 2;
    let goes_on = |f: &&CurveFit| s > 0.0 && f.panels.t.len() > smallest && f.polynomial_fp > s;
    let mut fit = before.filter(goes_on).cloned().unwrap_or_else(fresh);
    // The first step adds one knot; so does one after a fit that did not end well.
    let mut slowly = fit.status != Status::Smoothed;
    let mut status = if fit.panels.t.len() > smallest { Status::Smoothed } else { Status::Polynomial };
    if s == 0.0 {
        fit.panels.interpolating(curve.x);
    }
    loop {
        let n = fit.panels.t.len();
        let system = curve.system(&fit.panels.t);
        if n == smallest {
            fit.polynomial_fp = system.fp;
        }
        let c = system.triangle.solve();
        let missing = system.fp - s;
        let accuracy = TOLERANCE * s;
        if n == largest && (s == 0.0 || missing >= 0.0) {
            return fit.done(c, if s == 0.0 { system.fp } else { 0.0 }, Status::Interpolating);
        }
        if missing.abs() < accuracy || missing < 0.0 && status == Status::Polynomial {
            return fit.done(c, system.fp, status);
        }
        if missing < 0.0 {
            let (c, fp, status) = curve.smooth(&fit.panels.t, &system, fit.polynomial_fp, s);
            return fit.done(c, fp, status);
        }
        if n >= most {
            return fit.done(c, system.fp, Status::TooFewKnots);
        }
        let next = Panels::next_count(fit.added, missing, fit.last_fp - system.fp, accuracy);
        fit.added = if slowly { 1 } else { next };
        (status, slowly) = (Status::Smoothed, false);
        fit.last_fp = system.fp;
        fit.panels.measure(curve.x, curve.squares(&system, &c).into_iter());
        for _ in 0..fit.added {
            if !fit.panels.split(curve.x) {
                return fit.done(c, system.fp, Status::TooFewKnots);
            }
            if fit.panels.t.len() == largest {
                fit.panels.interpolating(curve.x);
                break;
            }
            if fit.panels.t.len() == most {
                break;
            }
        }
    }
}

impl CurveFit {
    /// Nothing but knots.
    pub(super) fn start(panels: Panels) -> Self {
        Self {
            t: Vec::new(),
            c: Vec::new(),
            fp: 0.0,
            status: Status::Polynomial,
            panels,
            added: 0,
            polynomial_fp: 0.0,
            last_fp: 0.0,
        }
    }

    fn done(mut self, c: Vec<f64>, fp: f64, status: Status) -> Self {
        self.t = self.panels.t.clone();
        (self.c, self.fp, self.status) = (c, fp, status);
        self
    }
}

/// The spline of least squares with inner knots `inner`.
///
/// # Errors
/// Knots that do not lie among the points as Schoenberg and Whitney (1953) have it.
///
/// # Examples
/// ```
/// use pallasite_interpolate::fitpack::{Curve, fit_curve_with_knots};
/// let x: Vec<f64> = (0..9).map(f64::from).collect();
/// let y: Vec<f64> = x.iter().map(|x| x.powi(3)).collect();
/// let curve = Curve { x: &x, y: &y, width: 1, w: &[1.0; 9], range: (0.0, 8.0), k: 3 };
/// let fit = fit_curve_with_knots(&curve, &[4.0])?;
/// assert!(fit.t.len() == 9 && fit.fp < 1e-20);
/// # Ok::<(), pallasite_interpolate::InterpolateError>(())
/// ```
pub fn fit_curve_with_knots(curve: &Curve<'_>, inner: &[f64]) -> Result<CurveFit> {
    let k = curve.k;
    let mut panels = Panels::whole(curve.range.0, curve.range.1, k, curve.x.len());
    panels.t.splice(k + 1..k + 1, inner.iter().copied());
    check_knots(curve.x, &panels.t, k)?;
    let system = curve.system(&panels.t);
    let c = system.triangle.solve();
    Ok(CurveFit::start(panels).done(c, system.fp, Status::Smoothed))
}

/// Refuses knots among which the points do not determine a spline, in SciPy's words.
pub(super) fn check_knots(x: &[f64], t: &[f64], k: usize) -> Result<()> {
    let (m, n) = (x.len(), t.len().saturating_sub(k + 1));
    if !(k < n && n <= m) {
        return Err(InterpolateError::invalid(format!(
            "Need k+1 <= n-k-1 <= m. Got m = {m}, n = {} and k = {k}.",
            t.len()
        )));
    }
    check_order(x, t, k)?;
    let wrong = || Err(violated(x, t));
    if x[0] >= t[k + 1] || x[m - 1] <= t[n - 1] {
        return wrong();
    }
    let mut i = 0;
    for j in 1..n.saturating_sub(1) {
        i += 1;
        while i + 1 < m && x[i] <= t[j] {
            i += 1;
        }
        if i + 1 >= m || x[i] >= t[j + k + 1] {
            return wrong();
        }
    }
    Ok(())
}

/// Knots that the points do not suit.
pub(super) fn violated(x: &[f64], t: &[f64]) -> InterpolateError {
    InterpolateError::invalid(format!(
        "Schoenberg-Whitney condition is violated with t = {t:?} and x ={x:?}."
    ))
}

/// Refuses knots that are not in order or do not enclose the points.
pub(super) fn check_order(x: &[f64], t: &[f64], k: usize) -> Result<()> {
    let n = t.len() - k - 1;
    let falls = |knots: &[f64]| knots.windows(2).any(|w| w[1] < w[0]);
    let wrong = |text: String| Err(InterpolateError::invalid(text));
    if falls(&t[..k + 2]) {
        return wrong(format!("First k knots must be ordered; got t = {t:?}."));
    }
    if falls(&t[n - 1..]) {
        return wrong(format!("Last k knots must be ordered; got t = {t:?}."));
    }
    if t[k..=n].windows(2).any(|w| w[1] <= w[0]) {
        return wrong(format!("Internal knots must be distinct. Got t = {t:?}."));
    }
    if x[0] < t[k] || x[x.len() - 1] > t[n] {
        return wrong(format!("Out of bounds: x = {x:?} and t = {t:?}."));
    }
    Ok(())
}
