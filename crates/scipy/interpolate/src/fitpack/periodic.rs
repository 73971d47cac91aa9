//! Closed curves: `percur` and `clocur`.

use super::curve::{Curve, CurveFit, check_order, violated};
use super::panels::Panels;
use super::smoothing::{Search, Status, TOLERANCE, jumps};
use crate::bspline::{BSpline, basis, find_interval, interpolate_periodic, periodic};
use crate::error::{InterpolateError, Result};
use crate::extrapolate::Extrapolate;
use crate::givens::Triangle;
use pallasite_array::interrupt;

/// Equations for coefficients that repeat after `n`.
///
/// The last `tail.len()` of them are right-hand sides of a banded triangle for the others, and have a triangle of
/// their own.
#[derive(Clone)]
pub(super) struct Cyclic {
    head: Triangle,
    tail: Triangle,
}

impl Cyclic {
    pub fn new(n: usize, k: usize, width: usize) -> Self {
        let dense = n.min(k + 1);
        Self {
            head: Triangle::zeros(n - dense, k + 2, dense + width),
            tail: Triangle::zeros(dense, dense, width),
        }
    }

    /// Adds an equation whose coefficients start at column `first` and may go round.
    pub fn add(&mut self, first: usize, h: &[f64], rhs: &mut [f64]) {
        let (split, dense) = (self.head.len(), self.tail.len());
        let n = split + dense;
        let mut row = vec![0.0; dense + rhs.len()];
        let mut band = vec![0.0; self.head.band];
        let begin = if first < split { first } else { 0 };
        for (i, h) in h.iter().enumerate() {
            match (first + i) % n {
                j if j >= split => row[j - split] += h,
                j => band[j - begin] += h,
            }
        }
        row[dense..].copy_from_slice(rhs);
        if split > 0 {
            self.head.add_sliding(begin, &mut band, &mut row);
        }
        let (tail, left) = row.split_at_mut(dense);
        self.tail.add(0, tail, left);
        rhs.copy_from_slice(left);
    }

    fn diagonal(&self) -> f64 {
        let sum = |t: &Triangle| t.r.iter().step_by(t.band).sum::<f64>();
        let dense = self.tail.len();
        sum(&self.head) + (0..dense).map(|i| self.tail.r[i * dense]).sum::<f64>()
    }

    pub fn solve(&self) -> Vec<f64> {
        let (dense, m) = (self.tail.len(), self.tail.width);
        let last = self.tail.solve();
        let mut head = Triangle::zeros(self.head.len(), self.head.band, m);
        head.r.clone_from(&self.head.r);
        for (z, row) in head.z.chunks_exact_mut(m).zip(self.head.z.chunks_exact(dense + m)) {
            for (d, z) in z.iter_mut().enumerate() {
                *z = row[dense + d] - (0..dense).map(|j| row[j] * last[j * m + d]).sum::<f64>();
            }
        }
        [head.solve(), last].concat()
    }
}

/// Knots whose ends go on as the inside does.
pub(super) fn wrapped(t: &[f64], k: usize) -> Vec<f64> {
    let (mut t, n) = (t.to_vec(), t.len() - k - 1);
    let period = t[n] - t[k];
    for j in 1..=k {
        t[k - j] = t[n - j] - period;
        t[n + j] = t[k + j] + period;
    }
    t
}

impl Curve<'_> {
    /// The equations of least squares, and what is left of their right-hand sides.
    fn cyclic(&self, t: &[f64]) -> (Cyclic, f64) {
        let (k, m) = (self.k, self.width);
        let mut system = Cyclic::new(t.len() - 2 * k - 1, k, m);
        let (mut h, mut rhs, mut l, mut fp) = (vec![0.0; k + 1], vec![0.0; m], k, 0.0);
        for i in 0..self.x.len() - 1 {
            interrupt::poll_round(i);
            l = find_interval(t, k, self.x[i], l, true).unwrap_or(k);
            basis(t, k, self.x[i], l, 0, &mut h);
            h.iter_mut().for_each(|h| *h *= self.w[i]);
            rhs.iter_mut().zip(&self.y[i * m..]).for_each(|(r, y)| *r = self.w[i] * y);
            system.add(l - k, &h, &mut rhs);
            fp += rhs.iter().map(|r| r * r).sum::<f64>();
        }
        (system, fp)
    }

    /// The squared residual at each point; the last is the first, and each of them counts half.
    fn cyclic_squares(&self, t: &[f64], c: &[f64]) -> Vec<f64> {
        let (m, n) = (self.width, self.x.len());
        let values = BSpline::new(t, unrolled(c, self.k, m), m, self.k).evaluate(self.x, 0, Extrapolate::Yes);
        let miss = |i: usize, d: usize| (self.w[i] * (values[i * m + d] - self.y[i * m + d])).powi(2);
        let mut squares: Vec<f64> = (0..n).map(|i| (0..m).map(|d| miss(i, d)).sum()).collect();
        squares[0] *= 0.5;
        squares[n - 1] = squares[0];
        squares
    }

    /// The sum of squares that least squares with the wrapped knots `t` leaves, and the residual of each point.
    pub(super) fn closed_residuals(&self, t: &[f64]) -> (f64, Vec<f64>) {
        let (system, fp) = self.cyclic(t);
        (fp, self.seam_doubled(self.cyclic_squares(t, &system.solve())))
    }

    /// The squares with those at the seam whole: the intervals on either side each take all of it.
    fn seam_doubled(&self, mut squares: Vec<f64>) -> Vec<f64> {
        squares[0] *= 2.0;
        squares[self.x.len() - 1] *= 2.0;
        squares
    }

    /// The coefficients of least squares with the wrapped knots `t`.
    pub(super) fn closed_least_squares(&self, t: &[f64]) -> Vec<f64> {
        unrolled(&self.cyclic(t).0.solve(), self.k, self.width)
    }

    /// The coefficients with the wrapped knots `t` whose sum of squares is `s`.
    pub(super) fn smooth_closed(&self, t: &[f64], constant_fp: f64, s: f64) -> (Vec<f64>, Status) {
        let (system, fp) = self.cyclic(t);
        let (c, _, status) = self.search(t, &system, (constant_fp - s, fp - s), s);
        (unrolled(&c, self.k, self.width), status)
    }

    /// Smooths until the sum of squares is `s`, given by how much the constant and least squares miss it.
    fn search(&self, t: &[f64], system: &Cyclic, miss: (f64, f64), s: f64) -> (Vec<f64>, f64, Status) {
        let rows = jumps(t, self.k);
        let p = (t.len() - 2 * self.k - 1) as f64 / system.diagonal();
        Search::new(miss.0, miss.1, TOLERANCE * s).run(s, p, |p| {
            let mut system = system.clone();
            for (i, row) in rows.chunks_exact(self.k + 2).enumerate() {
                let h: Vec<f64> = row.iter().map(|b| b / p).collect();
                system.add(i, &h, &mut vec![0.0; self.width]);
            }
            let c = system.solve();
            let fp = self.cyclic_squares(t, &c).iter().sum();
            (c, fp)
        })
    }

    /// The constant of least squares, and its sum of squares.
    fn constant(&self) -> (Vec<f64>, f64) {
        let (m, n) = (self.width, self.x.len() - 1);
        let weight: f64 = self.w[..n].iter().map(|w| w * w).sum();
        let mean = |d: usize| (0..n).map(|i| self.w[i].powi(2) * self.y[i * m + d]).sum::<f64>() / weight;
        let c: Vec<f64> = (0..m).map(mean).collect();
        let miss = |i: usize| (0..m).map(move |d| (i, d));
        let squares = (0..n).flat_map(miss).map(|(i, d)| (self.w[i] * (self.y[i * m + d] - c[d])).powi(2));
        let fp = squares.sum();
        (c, fp)
    }
}

/// Refuses knots among which the points, taken round, do not determine a closed spline, in SciPy's words.
pub(super) fn check_periodic_knots(x: &[f64], t: &[f64], k: usize) -> Result<()> {
    let (m, n) = (x.len(), t.len().saturating_sub(k + 1));
    if !(k < n && n < m + k) {
        return Err(InterpolateError::invalid(format!(
            "Need k+1 <= n-k-1 <= m+k-1. Got m = {m}, n = {}, k = {k}",
            t.len()
        )));
    }
    check_order(x, t, k)?;
    let period = t[n] - t[k];
    let point = |i: usize| if i < m { x[i] } else { x[i - m] + period };
    let suits =
        |shift: usize| (k..n).all(|j| (shift..shift + m).map(point).any(|x| t[j] < x && x < t[j + k + 1]));
    if (1..m).any(suits) { Ok(()) } else { Err(violated(x, t)) }
}

/// All coefficients of a spline whose first ones repeat behind the last.
fn unrolled(c: &[f64], k: usize, m: usize) -> Vec<f64> {
    let n = c.len() / m;
    (0..n + k).flat_map(|j| c[j % n * m..(j % n + 1) * m].iter().copied()).collect()
}

/// The smoothest closed curve whose weighted sum of squared residuals is at most `s`, or that of least squares with
/// the inner knots `knots`. The last point stands for the first.
///
/// # Errors
/// Knots that do not increase within the range, points that determine no curve.
///
/// # Examples
/// ```
/// use pallasite_interpolate::fitpack::{Curve, fit_periodic_curve};
/// let x: Vec<f64> = (0..=24).map(|i| f64::from(i) / 4.0).collect();
/// let y: Vec<f64> = x.iter().map(|x| (x * std::f64::consts::PI / 3.0).sin()).collect();
/// let curve = Curve { x: &x, y: &y, width: 1, w: &[1.0; 25], range: (0.0, 6.0), k: 3 };
/// let fit = fit_periodic_curve(&curve, 1e-3, None, None, usize::MAX)?;
/// assert!((fit.fp - 1e-3).abs() < 1e-6);
/// # Ok::<(), pallasite_interpolate::InterpolateError>(())
/// ```
pub fn fit_periodic_curve(
    curve: &Curve<'_>,
    s: f64,
    knots: Option<&[f64]>,
    before: Option<&CurveFit>,
    most: usize,
) -> Result<CurveFit> {
    let (k, count) = (curve.k, curve.x.len());
    let range = (curve.x[0], curve.x[count - 1]);
    let (smallest, largest) = (2 * k + 2, count + 2 * k);
    let mut fit = CurveFit::start(Panels::whole(range.0, range.1, k, count));
    if let Some(inner) = knots {
        fit.panels.t.splice(k + 1..k + 1, inner.iter().copied());
        let t = wrapped(&fit.panels.t, k);
        if t.windows(2).any(|w| w[1] <= w[0]) || t.len() > largest {
            return Err(InterpolateError::invalid(format!(
                "the knots {inner:?} have to increase in {range:?}"
            )));
        }
        let (system, fp) = curve.cyclic(&t);
        return Ok(fit.closed(t, &system.solve(), curve, fp, Status::Smoothed));
    }
    let interpolating = |fit: CurveFit| -> Result<CurveFit> {
        let t = periodic(curve.x, k);
        let c = interpolate_periodic(curve.x, curve.y, curve.width, &t, k)?;
        Ok(fit.closed(t, &c[..(count - 1) * curve.width], curve, 0.0, Status::Interpolating))
    };
    if s == 0.0 {
        return interpolating(fit);
    }
    let (constant, fp0) = curve.constant();
    let accuracy = TOLERANCE * s;
    match before.filter(|b| b.panels.t.len() > smallest && fp0 > s) {
        Some(before) => fit = before.clone(),
        None if fp0 - s < accuracy || largest == smallest => {
            let t = wrapped(&fit.panels.t, k);
            return Ok(fit.closed(t, &constant, curve, fp0, Status::Polynomial));
        }
        None => {
            fit.panels.start_in_the_middle(curve.x);
            (fit.last_fp, fit.added) = (fp0, 1);
        }
    }
    loop {
        let t = wrapped(&fit.panels.t, k);
        let (system, fp) = curve.cyclic(&t);
        let c = system.solve();
        let missing = fp - s;
        if missing.abs() < accuracy {
            return Ok(fit.closed(t, &c, curve, fp, Status::Smoothed));
        }
        if missing < 0.0 {
            let (c, fp, status) = curve.search(&t, &system, (fp0 - s, missing), s);
            return Ok(fit.closed(t, &c, curve, fp, status));
        }
        if t.len() == largest {
            return interpolating(fit);
        }
        if t.len() >= most {
            return Ok(fit.closed(t, &c, curve, fp, Status::TooFewKnots));
        }
        fit.added = Panels::next_count(fit.added, missing, fit.last_fp - fp, accuracy);
        fit.last_fp = fp;
        let squares = curve.seam_doubled(curve.cyclic_squares(&t, &c));
        fit.panels.measure(curve.x, squares.into_iter());
        for _ in 0..fit.added {
            if !fit.panels.split(curve.x) {
                return Ok(fit.closed(t, &c, curve, fp, Status::TooFewKnots));
            }
            if fit.panels.t.len() == largest {
                fit.panels.t = periodic(curve.x, k);
                break;
            }
            if fit.panels.t.len() == most {
                break;
            }
        }
    }
}

impl CurveFit {
    /// The result with knots and coefficients that go round.
    fn closed(mut self, t: Vec<f64>, c: &[f64], curve: &Curve<'_>, fp: f64, status: Status) -> Self {
        let n = t.len() - 2 * curve.k - 1;
        let c: Vec<f64> = c.iter().copied().cycle().take(n * curve.width).collect();
        self.c = unrolled(&c, curve.k, curve.width);
        (self.t, self.fp, self.status) = (t, fp, status);
        self
    }
}
