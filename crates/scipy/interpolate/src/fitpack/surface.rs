//! Surfaces through scattered points: `surfit`, and what a surface can be asked.

use super::smoothing::{Search, Status, TOLERANCE, jumps};
use crate::bspline::{BSpline, basis, find_interval};
use crate::error::{InterpolateError, Result};
use crate::extrapolate::Extrapolate;
use crate::givens::Triangle;
use crate::parallel::fill_rows;
use faer::Mat;
use pallasite_array::interrupt;

/// A tensor product of splines in two variables.
#[derive(Debug, Clone, PartialEq)]
pub struct Surface {
    /// The knots in x.
    pub tx: Vec<f64>,
    /// The knots in y.
    pub ty: Vec<f64>,
    /// The coefficients, those of one function in x behind each other.
    pub c: Vec<f64>,
    /// The degree in x.
    pub kx: usize,
    /// The degree in y.
    pub ky: usize,
}

/// The basis functions at points along one axis, points beyond the ends moved there.
struct Along {
    first: Vec<usize>,
    values: Vec<f64>,
}

fn along(t: &[f64], k: usize, x: &[f64], nu: usize) -> Along {
    let (from, to) = (t[k], t[t.len() - k - 1]);
    let mut out = Along { first: Vec::with_capacity(x.len()), values: vec![0.0; x.len() * (k + 1)] };
    let mut l = k;
    for (&x, h) in x.iter().zip(out.values.chunks_exact_mut(k + 1)) {
        let x = if x < from {
            from
        } else if x > to {
            to
        } else {
            x
        };
        l = find_interval(t, k, x, l, true).unwrap_or(k);
        basis(t, k, x, l, nu, h);
        out.first.push(l - k);
    }
    out
}

impl Surface {
    /// Coefficients for one function in x.
    fn row(&self) -> usize {
        self.ty.len() - self.ky - 1
    }

    /// The derivative of orders `(dx, dy)` on the grid of `x` and `y`, a row for each x.
    pub fn on_grid(&self, x: &[f64], y: &[f64], dx: usize, dy: usize) -> Vec<f64> {
        let (kx1, ky1, row) = (self.kx + 1, self.ky + 1, self.row());
        let (hx, hy) = (along(&self.tx, self.kx, x, dx), along(&self.ty, self.ky, y, dy));
        let mut out = vec![0.0; x.len() * y.len()];
        if out.is_empty() {
            return out;
        }
        fill_rows(&mut out, y.len(), kx1 * row + ky1 * y.len(), |start, block| {
            let mut line = vec![0.0; row];
            for (i, out) in block.chunks_exact_mut(y.len()).enumerate() {
                let i = start + i;
                line.fill(0.0);
                for (a, h) in hx.values[i * kx1..(i + 1) * kx1].iter().enumerate() {
                    let c = &self.c[(hx.first[i] + a) * row..][..row];
                    for b in 0..row {
                        line[b] += h * c[b];
                    }
                }
                for j in 0..out.len() {
                    let (h, line) = (&hy.values[j * ky1..][..ky1], &line[hy.first[j]..][..ky1]);
                    let mut sum = 0.0;
                    for b in 0..ky1 {
                        sum += h[b] * line[b];
                    }
                    out[j] = sum;
                }
            }
        });
        out
    }

    /// The derivative of orders `(dx, dy)` at the points `(x[i], y[i])`.
    pub fn at_points(&self, x: &[f64], y: &[f64], dx: usize, dy: usize) -> Vec<f64> {
        let (kx1, ky1, row) = (self.kx + 1, self.ky + 1, self.row());
        let mut out = vec![0.0; x.len()];
        fill_rows(&mut out, 1, 16 * (kx1 * kx1 + ky1 * ky1), |start, block| {
            let n = block.len();
            let hx = along(&self.tx, self.kx, &x[start..start + n], dx);
            let hy = along(&self.ty, self.ky, &y[start..start + n], dy);
            for (i, out) in block.iter_mut().enumerate() {
                let hy_i = &hy.values[i * ky1..(i + 1) * ky1];
                for (a, h) in hx.values[i * kx1..(i + 1) * kx1].iter().enumerate() {
                    let c = &self.c[(hx.first[i] + a) * row + hy.first[i]..];
                    *out += h * hy_i.iter().zip(c).map(|(h, c)| h * c).sum::<f64>();
                }
            }
        });
        out
    }

    /// The integral over the rectangle from `(xa, ya)` to `(xb, yb)`; the surface is zero beyond its base.
    pub fn integral(&self, xa: f64, xb: f64, ya: f64, yb: f64) -> f64 {
        let along_x = BSpline::new(&self.tx[..], &self.c[..], self.row(), self.kx);
        let line = along_x.integrate(xa, xb, Extrapolate::No);
        BSpline::new(&self.ty[..], line, 1, self.ky).integrate(ya, yb, Extrapolate::No)[0]
    }

    /// The surface that is the derivative of orders `(dx, dy)`.
    ///
    /// # Errors
    /// Knots of a multiplicity at which there is no derivative.
    pub fn derivative(&self, dx: usize, dy: usize) -> Result<Surface> {
        let row = self.row();
        let in_x = BSpline::new(&self.tx[..], &self.c[..], row, self.kx).derivative(dx)?;
        let rows = in_x.t.len() - in_x.k - 1;
        let turned = transposed(&in_x.c[..rows * row], rows, row);
        let in_y = BSpline::new(&self.ty[..], turned, rows, self.ky).derivative(dy)?;
        let columns = in_y.t.len() - in_y.k - 1;
        Ok(Surface {
            c: transposed(&in_y.c[..columns * rows], columns, rows),
            tx: in_x.t.into_owned(),
            ty: in_y.t.into_owned(),
            kx: in_x.k,
            ky: in_y.k,
        })
    }
}

/// A matrix of `rows` times `columns` turned.
pub(crate) fn transposed(a: &[f64], rows: usize, columns: usize) -> Vec<f64> {
    (0..rows * columns).map(|i| a[i % rows * columns + i / rows]).collect()
}

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

/// A surface that was fitted.
#[derive(Debug, Clone, PartialEq)]
pub struct SurfaceFit {
    /// The surface.
    pub surface: Surface,
    /// The weighted sum of squared residuals.
    pub fp: f64,
    /// How the fit ended.
    pub status: Status,
    /// The rank of the equations, the number of coefficients when they are independent.
    pub rank: usize,
    /// The sum of squared residuals of the polynomial.
    pub polynomial_fp: f64,
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

/// Coefficients in the order of a [`System`].
struct Solution {
    c: Vec<f64>,
    lost: f64,
    rank: usize,
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
        for (i, row) in minor.0.chunks_exact(minor.1 + 1).enumerate() {
            for j in 0..majors {
                let mut h = vec![0.0; narrow.max(row.len())];
                h.iter_mut().zip(row).for_each(|(h, r)| *h = r / p);
                interrupt::poll();
                wide.add_sliding(j * count + i, &mut h, &mut [0.0]);
            }
        }
        for (i, row) in major.0.chunks_exact(major.1 + 1).enumerate() {
            for j in 0..count {
                let mut h = vec![0.0; wide.band];
                row.iter().enumerate().for_each(|(l, r)| h[l * count] = r / p);
                interrupt::poll();
                wide.add_sliding(i * count + j, &mut h, &mut [0.0]);
            }
        }
        wide
    }
}

/// Solves the triangle; where elements of its diagonal are as good as zero, for the solution of least norm.
fn solve(triangle: &Triangle, eps: f64) -> Solution {
    let (n, band) = (triangle.len(), triangle.band);
    let largest = triangle.r.iter().step_by(band).fold(0.0_f64, |m, &d| m.max(d));
    let zero = eps.sqrt() * largest;
    if triangle.r.iter().step_by(band).all(|&d| d > zero) {
        return Solution { c: triangle.solve(), lost: 0.0, rank: n };
    }
    least_norm(triangle, zero)
}

/// The solution of least norm: rows without a diagonal are rotated into those below, the rest is solved by the
/// factors of its transpose (Dierckx 1993, 9.1.2).
fn least_norm(triangle: &Triangle, zero: f64) -> Solution {
    let (n, band) = (triangle.len(), triangle.band);
    let mut full = triangle.clone();
    let mut lost = 0.0;
    for i in 0..n {
        interrupt::poll();
        if full.r[i * band] <= zero {
            let mut h = full.r[i * band + 1..(i + 1) * band].to_vec();
            let mut rhs = [full.z[i]];
            full.r[i * band..(i + 1) * band].fill(0.0);
            full.z[i] = 0.0;
            if i + 1 < n && !h.is_empty() {
                full.add_sliding(i + 1, &mut h, &mut rhs);
            }
            lost += rhs[0] * rhs[0];
        }
    }
    let rows: Vec<usize> = (0..n).filter(|&i| full.r[i * band] > 0.0).collect();
    let element = |j: usize, r: usize| {
        let i = rows[r];
        if j >= i && j - i < band { full.r[i * band + j - i] } else { 0.0 }
    };
    let turned = Mat::from_fn(n, rows.len(), element);
    // With R^T = Q L^T the least solution of R c = z is Q (L^-1 z).
    let qr = turned.qr();
    let l = qr.thin_R().transpose().to_owned();
    let mut y: Vec<f64> = rows.iter().map(|&i| full.z[i]).collect();
    for i in 0..y.len() {
        let known: f64 = (0..i).map(|j| l[(i, j)] * y[j]).sum();
        y[i] = (y[i] - known) / l[(i, i)];
    }
    let q = qr.compute_thin_Q();
    let c = (0..n).map(|i| y.iter().enumerate().map(|(j, y)| q[(i, j)] * y).sum()).collect();
    Solution { c, lost, rank: rows.len() }
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
        match next_knot(data, &tx, &ty, &squares, most) {
            Ok((true, place, knot)) => tx.insert(place, knot),
            Ok((false, place, knot)) => ty.insert(place, knot),
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

/// Residuals between two knots and their centre of mass.
#[derive(Clone, Copy, Default)]
struct Strip {
    sum: f64,
    moment: f64,
}

fn strips(t: &[f64], k: usize, x: &[f64], squares: &[f64]) -> Vec<Strip> {
    let mut strips = vec![Strip::default(); t.len() - 2 * k - 1];
    let mut l = k;
    for (&x, square) in x.iter().zip(squares) {
        l = find_interval(t, k, x, l, true).unwrap_or(k);
        strips[l - k].sum += square;
        strips[l - k].moment += square * x;
    }
    strips
}

/// Whether the next knot is one in x, its place and itself: the centre of the strip with the largest residual,
/// unless it is too near to one of the knots beside it.
fn next_knot(
    data: &Scattered<'_>,
    tx: &[f64],
    ty: &[f64],
    squares: &[f64],
    most: (usize, usize),
) -> std::result::Result<(bool, usize, f64), Status> {
    let in_x = strips(tx, data.kx, data.x, squares).into_iter().enumerate().map(|(i, s)| (true, i, s));
    let in_y = strips(ty, data.ky, data.y, squares).into_iter().enumerate().map(|(i, s)| (false, i, s));
    let room = (tx.len() < most.0, ty.len() < most.1);
    let mut choice: Vec<(bool, usize, Strip)> =
        in_x.filter(|_| room.0).chain(in_y.filter(|_| room.1)).filter(|(.., s)| s.sum > 0.0).collect();
    if !room.0 && !room.1 {
        return Err(Status::TooFewKnots);
    }
    choice.sort_by(|(.., a), (.., b)| b.sum.total_cmp(&a.sum));
    let fits = choice.into_iter().map(|(x, i, strip)| {
        let (t, place) = if x { (tx, i + data.kx + 1) } else { (ty, i + data.ky + 1) };
        let knot = strip.moment / strip.sum;
        let (after, before) = (t[place] - knot, knot - t[place - 1]);
        (after <= 10.0 * before && before <= 10.0 * after).then_some((x, place, knot))
    });
    fits.flatten().next().ok_or(Status::Coinciding)
}

/// The surface of least squares with inner knots `tx` and `ty`.
///
/// # Errors
/// Knots that do not increase within the range.
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
