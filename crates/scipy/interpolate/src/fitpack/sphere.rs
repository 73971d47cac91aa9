//! Splines on the sphere through scattered points: `sphere` (Dierckx 1984, *Algorithms for smoothing data on the sphere with
//! tensor product splines*, Computing 32, 319).

mod layout;

use super::rank::{Solution, solve};
use super::smoothing::{Search, Status, TOLERANCE, jumps};
use super::strips::{Axis, next_knot};
use super::surface::{Surface, SurfaceFit};
use crate::bspline::{basis, find_interval};
use crate::error::{InterpolateError, Result};
use crate::givens::Triangle;
use layout::Layout;
pub(super) use layout::waves;
use pallasite_array::interrupt;
use std::f64::consts::{FRAC_PI_2, PI, TAU};

/// Points on the sphere.
#[derive(Debug, Clone, Copy)]
pub struct Sphere<'a> {
    /// Colatitudes, from 0 to pi.
    pub theta: &'a [f64],
    /// Longitudes, from 0 to two pi.
    pub phi: &'a [f64],
    /// Values.
    pub r: &'a [f64],
    /// Weights, which are positive.
    pub w: &'a [f64],
    /// The share of the largest diagonal element of the equations below which one counts as zero is its root.
    pub eps: f64,
}

/// The equations of least squares, rotated into a triangle.
struct System {
    triangle: Triangle,
    fp: f64,
}

impl Sphere<'_> {
    fn system(&self, layout: &Layout) -> System {
        let mut points: Vec<(usize, usize, usize)> = (0..self.r.len())
            .map(|i| (layout.piece(0, self.theta[i]), layout.piece(1, self.phi[i]), i))
            .collect();
        // In an order that keeps the band.
        points.sort_unstable();
        let mut system = System { triangle: Triangle::zeros(layout.count, layout.band(), 1), fp: 0.0 };
        let (mut ht, mut hp, mut h) = ([0.0; 4], [0.0; 4], vec![0.0; layout.band()]);
        for (lt, lp, i) in points {
            basis(&layout.tt, 3, self.theta[i], lt, 0, &mut ht);
            basis(&layout.tp, 3, self.phi[i], lp, 0, &mut hp);
            let around = layout.around(lp - 3, &hp);
            let first = layout.first(lt - 3);
            h.fill(0.0);
            ht.iter()
                .enumerate()
                .for_each(|(j, f)| layout.spread(lt - 3 + j, f * self.w[i], &around, first, &mut h));
            let mut rhs = [self.r[i] * self.w[i]];
            system.triangle.add(first, &mut h[..layout.band().min(layout.count - first)], &mut rhs);
            system.fp += rhs[0] * rhs[0];
        }
        system
    }

    /// The best function of the colatitude alone that is a cubic with slope zero at both poles, and its sum of squares.
    fn polynomial(&self) -> (Surface, f64) {
        let mut triangle = Triangle::zeros(2, 2, 1);
        let mut fp = 0.0;
        for ((&theta, &w), &r) in self.theta.iter().zip(self.w).zip(self.r) {
            let south = 2.0 / PI.powi(3) * theta * theta * (1.5 * PI - theta);
            let mut rhs = [r * w];
            triangle.add(0, &mut [south * w, (1.0 - south) * w], &mut rhs);
            fp += rhs[0] * rhs[0];
        }
        let over = |top: f64, bottom: f64| if bottom == 0.0 { 0.0 } else { top / bottom };
        let north = over(triangle.z[1], triangle.r[2]);
        let south = over(triangle.z[0] - triangle.r[1] * north, triangle.r[0]);
        let c = [[north; 8], [south; 8]].concat();
        let ends = |to: f64| [[0.0; 4], [to; 4]].concat();
        (Surface { tx: ends(PI), ty: ends(TAU), c, kx: 3, ky: 3 }, fp)
    }

    /// The weighted squared residual at each point.
    fn squares(&self, surface: &Surface) -> Vec<f64> {
        let values = surface.at_points(self.theta, self.phi, 0, 0);
        (0..self.r.len()).map(|i| (self.w[i] * (self.r[i] - values[i])).powi(2)).collect()
    }
}

/// The triangle after the jumps along both axes, divided by `p`, were added: without them the spline does not depend on the
/// longitude and is one cubic from pole to pole.
fn smoothed(layout: &Layout, triangle: &Triangle, p: f64) -> Triangle {
    let band = layout.wide_band();
    let mut wide = triangle.widened(band - triangle.band);
    let mut h = vec![0.0; band];
    let mut add =
        |i: std::ops::Range<usize>, first: usize, row: &dyn Fn(usize) -> f64, around: &layout::Around| {
            interrupt::poll();
            h.fill(0.0);
            i.clone().for_each(|j| layout.spread(j, row(j - i.start) / p, around, first, &mut h));
            wide.add_sliding(first, &mut h, &mut [0.0]);
        };
    for (q, row) in jumps(&layout.tp, 3).chunks_exact(5).enumerate() {
        let mut around = layout.around(q, row);
        // A constant does not jump.
        around.constant = 0.0;
        for i in 1..layout.tt.len() - 5 {
            add(i..i + 1, layout.first(i), &|_| 1.0, &around);
        }
    }
    for (i, row) in jumps(&layout.tt, 3).chunks_exact(5).enumerate() {
        for q in 0..layout.round {
            let first = if i < 2 { 0 } else { layout.first(i) + q };
            add(i..i + 5, first, &|j| row[j], &layout.around(q, &[1.0]));
        }
    }
    wide
}

/// Smooths the spline of least squares until its sum of squares is `s`.
fn smooth(
    data: &Sphere<'_>,
    layout: &Layout,
    system: &System,
    polynomial: f64,
    missing: f64,
    s: f64,
) -> ((Surface, usize), f64, Status) {
    let triangle = &system.triangle;
    let diagonal: f64 = triangle.r.iter().step_by(triangle.band).sum();
    let search = Search::new(polynomial - s, missing, TOLERANCE * s);
    search.run(s, triangle.len() as f64 / diagonal, |p| {
        let Solution { c, rank, .. } = solve(&smoothed(layout, triangle, p), data.eps);
        let surface = layout.surface(&c);
        let fp = data.squares(&surface).iter().sum();
        ((surface, rank), fp)
    })
}

/// The smoothest spline whose weighted sum of squared residuals is at most `s`; `most` are the largest numbers of knots in
/// colatitude and longitude.
///
/// # Examples
/// ```
/// use pallasite_interpolate::fitpack::{Sphere, Status, fit_sphere};
/// let theta: Vec<f64> = (0..60).map(|i| 0.05 + 0.05 * f64::from(i)).collect();
/// let phi: Vec<f64> = (0..60).map(|i| f64::from(i * 7 % 60) / 10.0).collect();
/// let r: Vec<f64> = theta.iter().zip(&phi).map(|(t, p)| 2.0 + t.sin() * p.cos()).collect();
/// let data = Sphere { theta: &theta, phi: &phi, r: &r, w: &[1.0; 60], eps: 1e-16 };
/// let fit = fit_sphere(&data, 0.1, (13, 13));
/// assert!(fit.status == Status::Smoothed && (fit.fp - 0.1).abs() < 1e-4);
/// // The poles have one value, whatever the longitude.
/// let pole = fit.surface.at_points(&[0.0, 0.0], &[1.0, 4.0], 0, 0);
/// assert!((pole[0] - pole[1]).abs() < 1e-12);
/// ```
pub fn fit_sphere(data: &Sphere<'_>, s: f64, most: (usize, usize)) -> SurfaceFit {
    let accuracy = TOLERANCE * s;
    let (surface, polynomial_fp) = data.polynomial();
    let end = |surface, fp, status, rank| SurfaceFit { surface, fp, status, rank, polynomial_fp };
    if polynomial_fp - s < accuracy {
        return end(surface, polynomial_fp, Status::Polynomial, 2);
    }
    if most.0 < 9 || most.1 < 11 {
        return end(surface, polynomial_fp, Status::TooFewKnots, 2);
    }
    let (mut tt, mut tp) = (vec![FRAC_PI_2], vec![FRAC_PI_2, PI, FRAC_PI_2 + PI]);
    loop {
        let layout = Layout::new(&tt, &tp);
        let system = data.system(&layout);
        let found = solve(&system.triangle, data.eps);
        let fp = system.fp + found.lost;
        let missing = fp - s;
        let judged = |status, rank| if rank < layout.count { Status::RankDeficient(rank) } else { status };
        if missing.abs() <= accuracy {
            let (fp, status) = if fp <= 0.0 { (0.0, Status::Interpolating) } else { (fp, Status::Smoothed) };
            return end(layout.surface(&found.c), fp, judged(status, found.rank), found.rank);
        }
        if missing < 0.0 {
            let ((surface, rank), fp, status) = smooth(data, &layout, &system, polynomial_fp, missing, s);
            let status = if status == Status::Smoothed { judged(status, rank) } else { status };
            return end(surface, fp, status, rank);
        }
        let surface = layout.surface(&found.c);
        if layout.count > data.r.len() {
            return end(surface, fp, Status::TooManyCoefficients, found.rank);
        }
        let (nt, np) = (layout.tt.len(), layout.tp.len());
        let theta = Axis { t: &layout.tt, k: 3, x: data.theta, has_room: nt < most.0, half_turn: None };
        let half_turn = Some((PI, layout.round / 2));
        let phi = Axis { t: &layout.tp, k: 3, x: data.phi, has_room: np + 2 <= most.1, half_turn };
        match next_knot([theta, phi], &data.squares(&surface)) {
            Ok((0, place, knot)) => tt.insert(place - 4, knot),
            Ok((_, place, knot)) => {
                tp.truncate(tp.len() / 2);
                tp.insert(place - 4, knot);
                tp.push(PI);
                tp.extend((0..tp.len() - 1).map(|i| tp[i] + PI).collect::<Vec<_>>());
            }
            Err(status) => return end(surface, fp, status, found.rank),
        }
    }
}

/// The spline of least squares with inner knots `tt` and `tp`.
///
/// # Errors
/// Knots that do not increase between the poles or round the axis, none round it.
///
/// # Examples
/// ```
/// use pallasite_interpolate::fitpack::{Sphere, fit_sphere_with_knots};
/// let theta: Vec<f64> = (0..60).map(|i| 0.05 + 0.05 * f64::from(i)).collect();
/// let phi: Vec<f64> = (0..60).map(|i| f64::from(i * 7 % 60) / 10.0).collect();
/// let data = Sphere { theta: &theta, phi: &phi, r: &[3.0; 60], w: &[1.0; 60], eps: 1e-16 };
/// let fit = fit_sphere_with_knots(&data, &[1.5], &[1.5, 3.0, 4.5])?;
/// assert!((fit.surface.at_points(&[1.0], &[2.0], 0, 0)[0] - 3.0).abs() < 1e-12);
/// # Ok::<(), pallasite_interpolate::InterpolateError>(())
/// ```
pub fn fit_sphere_with_knots(data: &Sphere<'_>, tt: &[f64], tp: &[f64]) -> Result<SurfaceFit> {
    let increase = |t: &[f64], to: f64| [&[0.0], t, &[to]].concat().windows(2).all(|w| w[1] > w[0]);
    if tp.is_empty() || !increase(tt, PI) || !increase(tp, TAU) {
        let text =
            format!("the knots {tt:?} and {tp:?} have to increase from pole to pole and round the axis");
        return Err(InterpolateError::invalid(text));
    }
    let layout = Layout::new(tt, tp);
    let system = data.system(&layout);
    let found = solve(&system.triangle, data.eps);
    let fp = (system.fp + found.lost).max(0.0);
    let status = match found.rank {
        rank if rank < layout.count => Status::RankDeficient(rank),
        _ if fp == 0.0 => Status::Interpolating,
        _ => Status::Smoothed,
    };
    Ok(SurfaceFit { surface: layout.surface(&found.c), fp, status, rank: found.rank, polynomial_fp: fp })
}

impl Layout {
    /// The piece along an axis that a point is on.
    fn piece(&self, axis: usize, x: f64) -> usize {
        let t = if axis == 0 { &self.tt } else { &self.tp };
        find_interval(t, 3, x, 3, true).unwrap_or(3)
    }
}
