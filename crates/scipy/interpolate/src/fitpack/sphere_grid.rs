//! Splines on the sphere through a grid: `spgrid` (Dierckx 1987, *Fast algorithms for smoothing data over a disc or a
//! sphere using tensor product splines*, in Mason and Cox (eds.), *Algorithms for Approximation*, 51).

mod equations;

use super::panels::Panels;
use super::periodic::wrapped;
use super::smoothing::{Search, Status, TOLERANCE};
use super::surface::{Surface, SurfaceFit};
use crate::error::{InterpolateError, Result};
use equations::{Equations, Poles};
use std::f64::consts::{PI, TAU};

/// What is known of a pole.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Pole {
    /// The value.
    pub value: Option<f64>,
    /// Whether the spline has that very value; otherwise it is one of the data.
    pub exact: bool,
    /// Whether there is a tangent plane.
    pub smooth: bool,
    /// Whether that is level.
    pub flat: bool,
}

impl Pole {
    /// How many conditions it adds to the data.
    fn conditions(&self) -> usize {
        usize::from(self.value.is_some()) + usize::from(self.smooth && self.flat)
    }

    /// Whether its value is to be found.
    fn is_free(&self) -> bool {
        !(self.exact && self.value.is_some())
    }
}

/// Values on a grid on the sphere.
#[derive(Debug, Clone, Copy)]
pub struct SphereGrid<'a> {
    /// Colatitudes, increasing between 0 and π.
    pub u: &'a [f64],
    /// Longitudes, increasing over less than a turn.
    pub v: &'a [f64],
    /// Values, a row for each colatitude.
    pub r: &'a [f64],
    /// The poles at the colatitudes 0 and π.
    pub poles: [Pole; 2],
}

impl SphereGrid<'_> {
    /// The fewest colatitudes that determine a cubic.
    fn fewest(&self) -> usize {
        (4 - self.poles.iter().map(Pole::conditions).sum::<usize>().min(3)).max(1)
    }

    fn check(&self) -> Result<()> {
        let (mu, mv) = (self.u.len(), self.v.len());
        let smooth = self.poles.iter().filter(|p| p.smooth).count();
        let increase = |x: &[f64]| x.windows(2).all(|w| w[0] < w[1]);
        let text = if mu < self.fewest() || mu + smooth < 2 || mv < 4 {
            format!("{mu} colatitudes and {mv} longitudes are too few")
        } else if !increase(self.u) || !increase(self.v) {
            "colatitudes and longitudes have to increase".to_owned()
        } else if !(self.u[0] > 0.0 && self.u[mu - 1] < PI) {
            format!("colatitudes from {} to {} are not between the poles", self.u[0], self.u[mu - 1])
        } else if !(self.v[mv - 1] < self.v[0] + TAU) {
            format!("longitudes from {} to {} are more than a turn", self.v[0], self.v[mv - 1])
        } else if self.r.len() != mu * mv {
            format!("{} values on a grid of {mu} times {mv}", self.r.len())
        } else if self.poles.iter().any(|p| p.flat && !p.smooth) {
            "a pole without a tangent plane is not flat".to_owned()
        } else {
            return Ok(());
        };
        Err(InterpolateError::invalid(text))
    }

    /// The colatitudes at which there may be knots: a smooth pole makes its neighbour one.
    fn candidates(&self) -> Vec<f64> {
        let end = |smooth: bool, at: f64| if smooth { vec![at] } else { Vec::new() };
        [end(self.poles[0].smooth, 0.0), self.u.to_vec(), end(self.poles[1].smooth, PI)].concat()
    }

    /// The first values at the poles: those given, or the mean of the nearest row.
    fn start(&self) -> Poles {
        let m = self.v.len();
        let mean = |row: &[f64]| row.iter().sum::<f64>() / m as f64;
        let rows = [&self.r[..m], &self.r[self.r.len() - m..]];
        let [north, south] = [0, 1].map(|end| self.poles[end].value.unwrap_or_else(|| mean(rows[end])));
        [north, 0.0, 0.0, south, 0.0, 0.0]
    }

    /// Which of the poles' values and slopes are found by least squares.
    fn free(&self, values: bool, slopes: bool) -> Vec<usize> {
        let of = |end: usize| {
            let pole = &self.poles[end];
            let value = pole.is_free() && (values || pole.value.is_none());
            let slope = slopes && pole.smooth && !pole.flat;
            let part = |wanted: bool, range: std::ops::Range<usize>| if wanted { range } else { 0..0 };
            part(value, 3 * end..3 * end + 1).chain(part(slope, 3 * end + 1..3 * end + 3))
        };
        of(0).chain(of(1)).collect()
    }

    /// Whether the values in the rows nearest to the poles, so many at either end, differ.
    fn varies(&self, rows: [usize; 2], poles: &Poles) -> bool {
        let count = |rows: usize| (rows.max(self.fewest()) * self.v.len()).min(self.r.len());
        let (north, south) = (&self.r[..count(rows[0])], &self.r[self.r.len() - count(rows[1])..]);
        north.iter().any(|&r| r != poles[0]) || south.iter().any(|&r| r != poles[3])
    }

    fn squares(&self, surface: &Surface) -> Vec<f64> {
        let values = surface.on_grid(self.u, self.v, 0, 0);
        values.iter().zip(self.r).map(|(v, r)| (r - v).powi(2)).collect()
    }

    /// The spline through all points; slopes that are not known are those of a spline with half of the knots.
    fn interpolate(&self) -> Surface {
        let mut poles = self.start();
        let (candidates, end) = (self.candidates(), self.v[0] + TAU);
        let ends = |inner: &[f64], from: f64, to: f64| [&[from; 4], inner, &[to; 4]].concat();
        let tv = wrapped(&ends(&self.v[1..], self.v[0], end), 3);
        let free = self.free(false, true);
        if !free.is_empty() && self.varies([self.u.len(); 2], &poles) {
            let last = self.u.len().saturating_sub(2);
            let half: Vec<f64> = (2..last).step_by(2).map(|i| self.u[i]).collect();
            Equations::new(self, &ends(&half, 0.0, PI), &tv, None).solve(&mut poles, &free);
        }
        let tu = ends(&candidates[1..candidates.len() - 1], 0.0, PI);
        Equations::new(self, &tu, &tv, None).solve(&mut poles, &[])
    }
}

/// One of the axes, and what adding knots to it has gained.
struct Axis<'a> {
    x: &'a [f64],
    /// Where there may be knots.
    candidates: Vec<f64>,
    panels: Panels,
    most: usize,
    at_first: usize,
    added: usize,
    gained: f64,
}

impl<'a> Axis<'a> {
    fn new(x: &'a [f64], candidates: Vec<f64>, (from, to): (f64, f64), at_first: usize) -> Self {
        let panels = Panels::whole(from, to, 3, candidates.len());
        let most = candidates.len() + 6;
        Self { x, candidates, panels, most, at_first, added: 0, gained: 0.0 }
    }

    fn full(&self) -> bool {
        self.panels.t.len() >= self.most
    }

    /// How many knots this axis would get next.
    fn wants(&self, missing: f64, accuracy: f64) -> usize {
        if self.panels.t.len() == 8 {
            return self.at_first;
        }
        Panels::next_count(self.added, missing, self.gained, accuracy)
    }

    fn add(&mut self, count: usize) {
        self.added = count;
        for _ in 0..count {
            if !self.panels.split(&self.candidates) || self.full() {
                return;
            }
        }
    }
}

/// The smoothest spline whose sum of squared residuals is at most `s`, through all points when `s` is zero.
///
/// # Errors
/// Too few points, points that do not increase, beyond the poles or over more than a turn.
///
/// # Examples
/// ```
/// use pallasite_interpolate::fitpack::{Pole, SphereGrid, fit_sphere_grid};
/// let u: Vec<f64> = (1..9).map(|i| f64::from(i) * 0.35).collect();
/// let v: Vec<f64> = (0..12).map(|i| f64::from(i) * 0.5).collect();
/// let r: Vec<f64> = u.iter().flat_map(|u| v.iter().map(move |v| u.cos() + u.sin() * v.cos())).collect();
/// let pole = Pole { smooth: true, ..Pole::default() };
/// let fit = fit_sphere_grid(&SphereGrid { u: &u, v: &v, r: &r, poles: [pole; 2] }, 0.0)?;
/// let found = fit.surface.at_points(&[1.0, 0.0], &[2.2, 3.0], 0, 0);
/// assert!((found[0] - (1f64.cos() + 1f64.sin() * 2.2f64.cos())).abs() < 1e-3);
/// assert!((found[1] - 1.0).abs() < 1e-2);
/// # Ok::<(), pallasite_interpolate::InterpolateError>(())
/// ```
pub fn fit_sphere_grid(grid: &SphereGrid<'_>, s: f64) -> Result<SurfaceFit> {
    grid.check()?;
    if s == 0.0 {
        return Ok(done(grid.interpolate(), 0.0, Status::Interpolating, 0.0));
    }
    let turn = (grid.v[0], grid.v[0] + TAU);
    let mut u = Axis::new(grid.u, grid.candidates(), (0.0, PI), 1);
    let mut v = Axis::new(grid.v, [grid.v, &[turn.1]].concat(), turn, 3);
    let accuracy = TOLERANCE * s;
    let (mut status, mut polynomial_fp, mut last_fp) = (Status::Polynomial, 0.0, 0.0);
    let mut poles = grid.start();
    // Whether the last knots went to the colatitude.
    let mut last: Option<bool> = None;
    loop {
        let free = grid.free(true, last.is_some());
        let tv = wrapped(&v.panels.t, 3);
        let solve = |poles: &mut Poles, p: Option<f64>| {
            let free = if grid.varies(nearest(&u, grid), &grid.start()) { &free[..] } else { &[] };
            let surface = Equations::new(grid, &u.panels.t, &tv, p).solve(poles, free);
            let squares = grid.squares(&surface);
            (surface, squares)
        };
        let (surface, squares) = solve(&mut poles, None);
        let fp: f64 = squares.iter().sum();
        if last.is_none() {
            polynomial_fp = fp;
        }
        let missing = fp - s;
        if missing.abs() < accuracy || missing < 0.0 && status == Status::Polynomial {
            return Ok(done(surface, fp, status, polynomial_fp));
        }
        if missing < 0.0 {
            let (surface, fp, status) = Search::new(polynomial_fp - s, missing, accuracy).run(s, 1.0, |p| {
                let (surface, squares) = solve(&mut poles, Some(p));
                (surface, squares.iter().sum())
            });
            return Ok(done(surface, fp, status, polynomial_fp));
        }
        if u.full() && v.full() {
            return Ok(done(surface, 0.0, Status::Interpolating, polynomial_fp));
        }
        status = Status::Smoothed;
        match last {
            Some(true) => u.gained = last_fp - fp,
            Some(false) => v.gained = last_fp - fp,
            None => {}
        }
        last_fp = fp;
        measure(grid, &mut u, &mut v, &squares, &poles);
        let (in_u, in_v) = (u.wants(missing, accuracy), v.wants(missing, accuracy));
        let first = last.is_none();
        let to_u = !u.full() && (v.full() || !first && (in_u < in_v || in_u == in_v && last != Some(true)));
        if to_u {
            u.add(in_u)
        } else {
            v.add(in_v)
        }
        last = Some(to_u);
    }
}

/// How many rows of the grid are between a pole and the next knot, and the one at it.
fn nearest(u: &Axis<'_>, grid: &SphereGrid<'_>) -> [usize; 2] {
    let points = [u.panels.points[0], u.panels.points[u.panels.points.len() - 1]];
    [0, 1].map(|end| points[end] + 2 - usize::from(grid.poles[end].smooth))
}

/// Hands each axis the residuals summed over the other; those at the poles count with the colatitudes next to them.
fn measure(grid: &SphereGrid<'_>, u: &mut Axis<'_>, v: &mut Axis<'_>, squares: &[f64], poles: &Poles) {
    let m = v.x.len();
    let rows: Vec<f64> = squares.chunks_exact(m).map(|row| row.iter().sum()).collect();
    let columns: Vec<f64> = (0..m).map(|j| squares.iter().skip(j).step_by(m).sum()).collect();
    u.panels.measure(u.x, rows.into_iter());
    v.panels.measure(v.x, columns.into_iter());
    for end in 0..2 {
        let pole = &grid.poles[end];
        if let Some(value) = pole.value.filter(|_| !pole.exact) {
            let last = u.panels.residual.len() - 1;
            u.panels.residual[end * last] += (value - poles[3 * end]).powi(2);
        }
    }
}

fn done(surface: Surface, fp: f64, status: Status, polynomial_fp: f64) -> SurfaceFit {
    let rank = surface.c.len();
    SurfaceFit { surface, fp, status, rank, polynomial_fp }
}
