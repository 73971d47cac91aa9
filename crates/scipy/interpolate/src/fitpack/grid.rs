//! Surfaces through the points of a grid: `regrid`.

use super::panels::Panels;
use super::smoothing::{Search, Status, TOLERANCE, add_jumps, jumps};
use super::surface::{Surface, SurfaceFit, transposed};
use crate::bspline::{basis, find_interval};
use crate::givens::Triangle;
use pallasite_array::interrupt;

/// Heights on a grid.
#[derive(Debug, Clone, Copy)]
pub struct Grid<'a> {
    /// Positions in x, increasing.
    pub x: &'a [f64],
    /// Positions in y, increasing.
    pub y: &'a [f64],
    /// Heights, a row for each x.
    pub z: &'a [f64],
    /// The ends of the surface in x.
    pub x_range: (f64, f64),
    /// The ends of the surface in y.
    pub y_range: (f64, f64),
    /// The degree in x.
    pub kx: usize,
    /// The degree in y.
    pub ky: usize,
    /// The most steps towards `s`.
    pub steps: usize,
}

/// The least-squares coefficients along one axis of rows of `width` numbers; the jumps count with `1 / p`.
fn along(t: &[f64], k: usize, x: &[f64], rows: &[f64], width: usize, p: Option<f64>) -> Vec<f64> {
    let mut triangle = Triangle::zeros(t.len() - k - 1, k + 1, width);
    let (mut h, mut rhs, mut l) = (vec![0.0; k + 1], vec![0.0; width], k);
    for (&x, row) in x.iter().zip(rows.chunks_exact(width)) {
        l = find_interval(t, k, x, l, true).unwrap_or(k);
        basis(t, k, x, l, 0, &mut h);
        rhs.copy_from_slice(row);
        interrupt::poll();
        triangle.add(l - k, &mut h, &mut rhs);
    }
    if let Some(p) = p {
        triangle = triangle.widened(1);
        add_jumps(&mut triangle, &jumps(t, k), k + 2, p);
    }
    triangle.solve()
}

impl Grid<'_> {
    /// The coefficients of the tensor product: along one axis after the other.
    fn surface(&self, tx: &[f64], ty: &[f64], p: Option<f64>) -> Surface {
        let (mx, my) = (self.x.len(), self.y.len());
        let (nx, ny) = (tx.len() - self.kx - 1, ty.len() - self.ky - 1);
        debug_assert_eq!(mx * my, self.z.len());
        let in_x = along(tx, self.kx, self.x, self.z, my, p);
        let in_y = along(ty, self.ky, self.y, &transposed(&in_x, nx, my), nx, p);
        let c = transposed(&in_y, ny, nx);
        Surface { tx: tx.to_vec(), ty: ty.to_vec(), c, kx: self.kx, ky: self.ky }
    }

    fn squares(&self, surface: &Surface) -> Vec<f64> {
        let values = surface.on_grid(self.x, self.y, 0, 0);
        values.iter().zip(self.z).map(|(v, z)| (z - v).powi(2)).collect()
    }
}

/// What one axis has gone through.
struct Axis<'a> {
    x: &'a [f64],
    panels: Panels,
    added: usize,
    gained: f64,
    smallest: usize,
    largest: usize,
}

impl<'a> Axis<'a> {
    fn new(x: &'a [f64], (from, to): (f64, f64), k: usize) -> Self {
        let panels = Panels::whole(from, to, k, x.len());
        Self { x, panels, added: 0, gained: 0.0, smallest: 2 * k + 2, largest: x.len() + k + 1 }
    }

    fn full(&self) -> bool {
        self.panels.t.len() == self.largest
    }

    /// How many knots this axis would get next.
    fn wants(&self, missing: f64, accuracy: f64) -> usize {
        if self.panels.t.len() == self.smallest {
            return 1;
        }
        Panels::next_count(self.added, missing, self.gained, accuracy)
    }

    fn add(&mut self, count: usize) {
        self.added = count;
        for _ in 0..count {
            if !self.panels.split(self.x) {
                return;
            }
            if self.full() {
                self.interpolate();
                return;
            }
        }
    }

    fn interpolate(&mut self) {
        let k = self.smallest / 2 - 1;
        let (from, to) = (self.panels.t[0], self.panels.t[self.panels.t.len() - 1]);
        self.panels = Panels::whole(from, to, k, self.x.len());
        self.panels.interpolating(self.x);
    }
}

/// The smoothest surface whose sum of squared residuals is at most `s`, through all points when `s` is zero.
///
/// # Examples
/// ```
/// use pallasite_interpolate::fitpack::{Grid, fit_grid};
/// let x: Vec<f64> = (0..6).map(f64::from).collect();
/// let z: Vec<f64> = x.iter().flat_map(|x| [0.0, 1.0, 2.0, 3.0].map(|y| x * x * y)).collect();
/// let (x_range, y_range) = ((0.0, 5.0), (0.0, 3.0));
/// let grid = Grid { x: &x, y: &x[..4], z: &z, x_range, y_range, kx: 3, ky: 3, steps: 20 };
/// let fit = fit_grid(&grid, 0.0);
/// assert!((fit.surface.at_points(&[1.5], &[2.5], 0, 0)[0] - 5.625).abs() < 1e-12);
/// ```
pub fn fit_grid(grid: &Grid<'_>, s: f64) -> SurfaceFit {
    let mut x = Axis::new(grid.x, grid.x_range, grid.kx);
    let mut y = Axis::new(grid.y, grid.y_range, grid.ky);
    if s == 0.0 {
        x.interpolate();
        y.interpolate();
        return done(grid.surface(&x.panels.t, &y.panels.t, None), 0.0, Status::Interpolating, 0.0);
    }
    let accuracy = TOLERANCE * s;
    let (mut status, mut polynomial_fp, mut last_fp) = (Status::Polynomial, 0.0, 0.0);
    // Whether the last knots went to x.
    let mut last: Option<bool> = None;
    loop {
        let surface = grid.surface(&x.panels.t, &y.panels.t, None);
        let squares = grid.squares(&surface);
        let fp: f64 = squares.iter().sum();
        if last.is_none() {
            polynomial_fp = fp;
        }
        let missing = fp - s;
        if missing.abs() < accuracy || missing < 0.0 && status == Status::Polynomial {
            return done(surface, fp, status, polynomial_fp);
        }
        if missing < 0.0 {
            let (tx, ty) = (&x.panels.t, &y.panels.t);
            let search = Search::new(polynomial_fp - s, missing, accuracy).with_steps(grid.steps);
            let (surface, fp, status) = search.run(s, 1.0, |p| {
                let surface = grid.surface(tx, ty, Some(p));
                let fp = grid.squares(&surface).iter().sum();
                (surface, fp)
            });
            return done(surface, fp, status, polynomial_fp);
        }
        if x.full() && y.full() {
            return done(surface, 0.0, Status::Interpolating, polynomial_fp);
        }
        status = Status::Smoothed;
        match last {
            Some(true) => x.gained = last_fp - fp,
            Some(false) => y.gained = last_fp - fp,
            None => {}
        }
        last_fp = fp;
        measure(&mut x, &mut y, &squares);
        let (in_x, in_y) = (x.wants(missing, accuracy), y.wants(missing, accuracy));
        let to_x = !x.full() && (y.full() || in_x < in_y || in_x == in_y && last != Some(true));
        if to_x {
            x.add(in_x)
        } else {
            y.add(in_y)
        }
        last = Some(to_x);
    }
}

/// Hands each axis the residuals summed over the other.
fn measure(x: &mut Axis<'_>, y: &mut Axis<'_>, squares: &[f64]) {
    let my = y.x.len();
    let rows: Vec<f64> = squares.chunks_exact(my).map(|row| row.iter().sum()).collect();
    let columns: Vec<f64> = (0..my).map(|j| squares.iter().skip(j).step_by(my).sum()).collect();
    x.panels.measure(x.x, rows.into_iter());
    y.panels.measure(y.x, columns.into_iter());
}

fn done(surface: Surface, fp: f64, status: Status, polynomial_fp: f64) -> SurfaceFit {
    let rank = surface.c.len();
    SurfaceFit { surface, fp, status, rank, polynomial_fp }
}
