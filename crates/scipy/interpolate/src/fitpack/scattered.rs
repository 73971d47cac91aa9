//! Surfaces through scattered points: `surfit`.

use super::rank::{Solution, solve};
use super::smoothing::{Search, Status, TOLERANCE, jumps};
use super::strips::{Axis, next_knot};
use super::surface::{Along, Surface, SurfaceFit, along, transposed};
use crate::error::{InterpolateError, Result};
use crate::givens::Triangle;
use pallasite_array::interrupt;

/// Scattered points of a surface.
#[derive(Debug, Clone, Copy)]
pub struct Scattered<'a> {
    /// Positions in x.
    pub x: &'a [f64],
    /// Positions in y.
    pub y: &'a [f64],
    /// Heights.
    pub z: &'a [f64],
    /// Weights.
    pub w: &'a [f64],
    /// The ends of the surface in x.
    pub x_range: (f64, f64),
    /// The ends of the surface in y.
    pub y_range: (f64, f64),
    /// The degree in x.
    pub kx: usize,
    /// The degree in y.
    pub ky: usize,
    /// The share of the largest diagonal element of the equations below which one counts as zero is its root.
    pub eps: f64,
}

/// The equations of least squares, rotated into a triangle. The axis that gives the narrower band comes second.
struct System {
    swapped: bool,
    triangle: Triangle,
    major: Along,
    minor: Along,
    minor_count: usize,
    fp: f64,
}

impl Scattered<'_> {
    fn system(&self, tx: &[f64], ty: &[f64]) -> System {
        let (kx, ky) = (self.kx, self.ky);
        let (nx, ny) = (tx.len() - kx - 1, ty.len() - ky - 1);
        let swapped = ky * nx + kx < kx * ny + ky;
        let (x, y) = (along(tx, kx, self.x, 0), along(ty, ky, self.y, 0));
        let (major, minor, ka, kb, count) = if swapped { (y, x, ky, kx, nx) } else { (x, y, kx, ky, ny) };
        let mut system = System {
            swapped,
            triangle: Triangle::zeros(nx * ny, ka * count + kb + 1, 1),
            major,
            minor,
            minor_count: count,
            fp: 0.0,
        };
        system.rotate(self);
        system
    }

    /// The weighted squared residual at each point.
    fn squares(&self, system: &System, c: &[f64]) -> Vec<f64> {
        (0..self.z.len()).map(|i| (self.w[i] * (self.z[i] - system.value(i, c))).powi(2)).collect()
    }

    fn surface(&self, tx: &[f64], ty: &[f64], system: &System, c: Vec<f64>) -> Surface {
        let major_count = c.len() / system.minor_count;
        let c = if system.swapped { transposed(&c, major_count, system.minor_count) } else { c };
        Surface { tx: tx.to_vec(), ty: ty.to_vec(), c, kx: self.kx, ky: self.ky }
    }
}

impl System {
    fn widths(&self) -> (usize, usize) {
        let points = self.major.first.len().max(1);
        (self.major.values.len() / points, self.minor.values.len() / points)
    }

    fn first(&self, i: usize) -> usize {
        self.major.first[i] * self.minor_count + self.minor.first[i]
    }

    /// Adds the equation of each point, in the order of their first coefficients so that the band stays.
    fn rotate(&mut self, data: &Scattered<'_>) {
        let (a1, b1) = self.widths();
        let mut order: Vec<usize> = (0..data.z.len()).collect();
        order.sort_by_key(|&i| self.first(i));
        let mut h = vec![0.0; self.triangle.band];
        for i in order {
            interrupt::poll();
            h.fill(0.0);
            for a in 0..a1 {
                for b in 0..b1 {
                    let value = self.major.values[i * a1 + a] * self.minor.values[i * b1 + b];
                    h[a * self.minor_count + b] = value * data.w[i];
                }
            }
            let mut rhs = [data.z[i] * data.w[i]];
            self.triangle.add(self.first(i), &mut h, &mut rhs);
            self.fp += rhs[0] * rhs[0];
        }
    }

    /// The surface at point `i`.
    fn value(&self, i: usize, c: &[f64]) -> f64 {
        let ((a1, b1), first) = (self.widths(), self.first(i));
        let row = |a: usize| {
            let c = &c[first + a * self.minor_count..];
            self.minor.values[i * b1..(i + 1) * b1].iter().zip(c).map(|(h, c)| h * c).sum::<f64>()
        };
        (0..a1).map(|a| self.major.values[i * a1 + a] * row(a)).sum()
    }

    /// The triangle after the jumps along both axes, divided by `p`, were added.
    fn smoothed(&self, major: (&[f64], usize), minor: (&[f64], usize), p: f64) -> Triangle {
        let n = self.triangle.len();
        let (count, majors) = (self.minor_count, n / self.minor_count);
        let narrow = self.triangle.band;
        let mut wide = self.triangle.widened(major.1 * count + 1 - narrow.min(major.1 * count + 1));
        let mut h = vec![0.0; wide.band];
        for (i, row) in minor.0.chunks_exact(minor.1 + 1).enumerate() {
            let h = &mut h[..narrow.max(row.len())];
            for j in 0..majors {
                interrupt::poll();
                h.fill(0.0);
                h.iter_mut().zip(row).for_each(|(h, r)| *h = r / p);
                wide.add_sliding(j * count + i, h, &mut [0.0]);
            }
        }
        for (i, row) in major.0.chunks_exact(major.1 + 1).enumerate() {
            for j in 0..count {
                interrupt::poll();
                h.fill(0.0);
                row.iter().enumerate().for_each(|(l, r)| h[l * count] = r / p);
                wide.add_sliding(i * count + j, &mut h, &mut [0.0]);
            }
        }
        wide
    }
}

/// The smoothest surface whose weighted sum of squared residuals is at most `s`; `most` are the largest numbers
/// of knots in x and y, and `before` a fit of the same points whose knots are kept as a start.
///
/// # Examples
/// ```
/// use pallasite_interpolate::fitpack::{Scattered, Status, fit_surface};
/// let x: Vec<f64> = (0..25).map(|i| f64::from(i % 5)).collect();
/// let y: Vec<f64> = (0..25).map(|i| f64::from(i / 5)).collect();
/// let z: Vec<f64> = x.iter().zip(&y).map(|(x, y)| x * y).collect();
/// let (w, x_range, y_range) = (vec![1.0; 25], (0.0, 4.0), (0.0, 4.0));
/// let data = Scattered { x: &x, y: &y, z: &z, w: &w, x_range, y_range, kx: 3, ky: 3, eps: 1e-16 };
/// let fit = fit_surface(&data, 25.0, (9, 9), None);
/// assert_eq!(fit.status, Status::Polynomial);
/// assert!((fit.surface.at_points(&[1.5], &[2.5], 0, 0)[0] - 3.75).abs() < 1e-9);
/// ```
pub fn fit_surface(
    data: &Scattered<'_>,
    s: f64,
    most: (usize, usize),
    before: Option<&SurfaceFit>,
) -> SurfaceFit {
    let ends = |(from, to): (f64, f64), k: usize| [vec![from; k + 1], vec![to; k + 1]].concat();
    let (mut tx, mut ty) = (ends(data.x_range, data.kx), ends(data.y_range, data.ky));
    let accuracy = TOLERANCE * s;
    let mut polynomial_fp = None;
    if let Some(before) = before.filter(|b| b.polynomial_fp > s) {
        (tx, ty) = (before.surface.tx.clone(), before.surface.ty.clone());
        polynomial_fp = Some(before.polynomial_fp);
    }
    loop {
        let system = data.system(&tx, &ty);
        let found = solve(&system.triangle, data.eps);
        let fp = system.fp + found.lost;
        let first = polynomial_fp.is_none();
        let fp0 = *polynomial_fp.get_or_insert(fp);
        let end = |c: Vec<f64>, fp: f64, status: Status, rank: usize| SurfaceFit {
            surface: data.surface(&tx, &ty, &system, c),
            fp,
            status,
            rank,
            polynomial_fp: fp0,
        };
        let count = found.c.len();
        let missing = fp - s;
        if missing.abs() <= accuracy || missing < 0.0 && first {
            let status = match first {
                _ if fp <= 0.0 => Status::Interpolating,
                true => Status::Polynomial,
                false => Status::Smoothed,
            };
            let status = if found.rank < count { Status::RankDeficient(found.rank) } else { status };
            let fp = if fp <= 0.0 { 0.0 } else { fp };
            return end(found.c, fp, status, found.rank);
        }
        if missing < 0.0 {
            let (found, fp, status) = smooth(data, &tx, &ty, &system, fp0, missing, s);
            let deficient = status == Status::Smoothed && found.rank < count;
            let status = if deficient { Status::RankDeficient(found.rank) } else { status };
            return end(found.c, fp, status, found.rank);
        }
        if count > data.z.len() {
            return end(found.c, fp, Status::TooManyCoefficients, found.rank);
        }
        let squares = data.squares(&system, &found.c);
        let x = Axis { t: &tx, k: data.kx, x: data.x, has_room: tx.len() < most.0, half_turn: None };
        let y = Axis { t: &ty, k: data.ky, x: data.y, has_room: ty.len() < most.1, half_turn: None };
        match next_knot([x, y], &squares) {
            Ok((0, place, knot)) => tx.insert(place, knot),
            Ok((_, place, knot)) => ty.insert(place, knot),
            Err(status) => return end(found.c, fp, status, found.rank),
        }
    }
}

/// Smooths the surface of least squares until its sum of squares is `s`.
fn smooth(
    data: &Scattered<'_>,
    tx: &[f64],
    ty: &[f64],
    system: &System,
    polynomial_fp: f64,
    missing: f64,
    s: f64,
) -> (Solution, f64, Status) {
    let x = (jumps(tx, data.kx), data.kx + 1);
    let y = (jumps(ty, data.ky), data.ky + 1);
    let (major, minor) = if system.swapped { (&y, &x) } else { (&x, &y) };
    let triangle = &system.triangle;
    let diagonal: f64 = triangle.r.iter().step_by(triangle.band).sum();
    let search = Search::new(polynomial_fp - s, missing, TOLERANCE * s);
    search.run(s, triangle.len() as f64 / diagonal, |p| {
        let found = solve(&system.smoothed((&major.0, major.1), (&minor.0, minor.1), p), data.eps);
        let fp = data.squares(system, &found.c).iter().sum();
        (found, fp)
    })
}

/// The surface of least squares with inner knots `tx` and `ty`.
///
/// # Errors
/// Knots that do not increase within the range.
///
/// # Examples
/// ```
/// use pallasite_interpolate::fitpack::{Scattered, fit_surface_with_knots};
/// let x: Vec<f64> = (0..49).map(|i| f64::from(i % 7)).collect();
/// let y: Vec<f64> = (0..49).map(|i| f64::from(i / 7)).collect();
/// let z: Vec<f64> = x.iter().zip(&y).map(|(x, y)| x * y).collect();
/// let (w, x_range, y_range) = (vec![1.0; 49], (0.0, 6.0), (0.0, 6.0));
/// let data = Scattered { x: &x, y: &y, z: &z, w: &w, x_range, y_range, kx: 3, ky: 3, eps: 1e-16 };
/// let fit = fit_surface_with_knots(&data, &[3.0], &[3.0])?;
/// assert!((fit.surface.at_points(&[1.5], &[2.5], 0, 0)[0] - 3.75).abs() < 1e-9);
/// # Ok::<(), pallasite_interpolate::InterpolateError>(())
/// ```
pub fn fit_surface_with_knots(data: &Scattered<'_>, tx: &[f64], ty: &[f64]) -> Result<SurfaceFit> {
    let knots = |(from, to): (f64, f64), inner: &[f64], k: usize| {
        let t = [&vec![from; k + 1][..], inner, &vec![to; k + 1][..]].concat();
        let increase = t[k..t.len() - k].windows(2).all(|w| w[1] > w[0]);
        let text =
            || InterpolateError::invalid(format!("the knots {inner:?} have to increase in {from}..{to}"));
        increase.then_some(t).ok_or_else(text)
    };
    let (tx, ty) = (knots(data.x_range, tx, data.kx)?, knots(data.y_range, ty, data.ky)?);
    let system = data.system(&tx, &ty);
    let found = solve(&system.triangle, data.eps);
    let (fp, rank) = (system.fp + found.lost, found.rank);
    let status = if rank < found.c.len() { Status::RankDeficient(rank) } else { Status::Smoothed };
    let surface = data.surface(&tx, &ty, &system, found.c);
    Ok(SurfaceFit { surface, fp, status, rank, polynomial_fp: fp })
}
