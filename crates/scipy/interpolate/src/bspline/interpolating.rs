//! Splines through points: `make_interp_spline`.

use super::{basis, find_interval};
use crate::banded::{Banded, solve_dense};
use crate::error::{InterpolateError, Result};
use pallasite_array::interrupt;

/// Conditions at one end: the order of a derivative, and its value row by row.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ends {
    /// Orders of derivatives.
    pub orders: Vec<usize>,
    /// Their values, as many numbers each as the data have for a point.
    pub values: Vec<f64>,
}

/// The coefficients of the spline of degree `k` with knots `t` that goes through `y`, `width` numbers a point.
///
/// The points, which increase, and the conditions at the ends together have to be as many as there are basis
/// functions.
///
/// # Errors
/// Another number of conditions; points for which the spline is not unique (Schoenberg and Whitney 1953).
///
/// # Examples
/// ```
/// use pallasite_interpolate::bspline::{self, BSpline, Ends};
/// let x = [0.0, 1.0, 2.0, 3.0, 4.0];
/// let y = x.map(|x: f64| x.powi(3));
/// let t = bspline::not_a_knot(&x, 3);
/// let c = bspline::interpolate(&x, &y, 1, &t, 3, &Ends::default(), &Ends::default())?;
/// let cube = BSpline::new(t, c, 1, 3);
/// assert!((cube.evaluate(&[2.5], 0, Default::default())[0] - 15.625).abs() < 1e-12);
/// # Ok::<(), pallasite_interpolate::InterpolateError>(())
/// ```
pub fn interpolate(
    x: &[f64],
    y: &[f64],
    width: usize,
    t: &[f64],
    k: usize,
    left: &Ends,
    right: &Ends,
) -> Result<Vec<f64>> {
    let (n, count) = (t.len() - k - 1, x.len());
    let (before, after) = (left.orders.len(), right.orders.len());
    if n != count + before + after {
        return Err(InterpolateError::invalid(format!(
            "The number of derivatives at boundaries does not match: expected {}, got {before}+{after}",
            n as isize - count as isize
        )));
    }
    let mut matrix = Banded::zeros(n, k, k);
    let mut guess = k;
    let rows = left
        .orders
        .iter()
        .map(|&nu| (x[0], nu))
        .chain(x.iter().map(|&x| (x, 0)))
        .chain(right.orders.iter().map(|&nu| (x[count - 1], nu)));
    let mut h = vec![0.0; k + 1];
    for (row, (x, nu)) in rows.enumerate() {
        interrupt::poll_round(row);
        guess = find_interval(t, k, x, guess, true).unwrap_or(k);
        basis(t, k, x, guess, nu, &mut h);
        for (i, &h) in h.iter().enumerate() {
            let column = guess - k + i;
            // Beyond the band there is something only where the conditions of Schoenberg and Whitney fail.
            if column + k >= row && column <= row + k {
                matrix.set(row, column, h);
            }
        }
    }
    let mut c = [&left.values[..], y, &right.values[..]].concat();
    matrix.solve(&mut c, width)?;
    Ok(c)
}

/// The coefficients of the periodic spline through `y`, whose last row repeats the first, with the knots of
/// [`super::periodic`].
///
/// The coefficients repeat, which makes a cyclic banded system for the first `n - 1`; its corners are corrected
/// for afterwards (Woodbury's formula).
///
/// # Errors
/// Points for which there is no such spline, or more than one.
///
/// # Examples
/// ```
/// use pallasite_interpolate::Extrapolate;
/// use pallasite_interpolate::bspline::{BSpline, interpolate_periodic, periodic};
/// let (x, y) = ([0.0, 1.0, 2.0, 3.0, 4.0], [0.0, 1.0, 0.0, -1.0, 0.0]);
/// let t = periodic(&x, 3);
/// let c = interpolate_periodic(&x, &y, 1, &t, 3)?;
/// let wave = BSpline::new(t, c, 1, 3);
/// assert!((wave.evaluate(&[5.0], 0, Extrapolate::Periodic)[0] - 1.0).abs() < 1e-12);
/// # Ok::<(), pallasite_interpolate::InterpolateError>(())
/// ```
pub fn interpolate_periodic(x: &[f64], y: &[f64], width: usize, t: &[f64], k: usize) -> Result<Vec<f64>> {
    let (n, half) = (x.len() - 1, k / 2);
    if width == 0 {
        return Ok(Vec::new());
    }
    let rows = cyclic_rows(x, t, k);
    let mut c = y[..n * width].to_vec();
    if n <= 2 * k + 2 {
        let mut dense = vec![0.0; n * n];
        for (i, row) in rows.chunks_exact(k + 1).enumerate() {
            row.iter().enumerate().for_each(|(a, h)| dense[i * n + (i + a + n * k - half) % n] += h);
        }
        solve_dense(dense, &mut c, n, width)?;
    } else {
        solve_cyclic(&rows, &mut c, n, width, k)?;
    }
    let unrolled = (0..n + k).flat_map(|j| {
        let at = (j + n * k - half) % n * width;
        c[at..at + width].to_vec()
    });
    Ok(unrolled.collect())
}

/// The `k + 1` basis functions at each point but the last.
fn cyclic_rows(x: &[f64], t: &[f64], k: usize) -> Vec<f64> {
    let mut rows = vec![0.0; (x.len() - 1) * (k + 1)];
    for (i, row) in rows.chunks_exact_mut(k + 1).enumerate() {
        basis(t, k, x[i], k + i, 0, row);
    }
    rows
}

fn solve_cyclic(rows: &[f64], c: &mut [f64], n: usize, width: usize, k: usize) -> Result<()> {
    let half = k / 2;
    let mut band = Banded::zeros(n, half, half);
    // (row, column, value) outside the band.
    let mut corners = Vec::new();
    for (i, row) in rows.chunks_exact(k + 1).enumerate() {
        for (a, &h) in row.iter().enumerate().take(2 * half + 1) {
            let column = i as isize + a as isize - half as isize;
            if (0..n as isize).contains(&column) {
                band.set(i, column as usize, h);
            } else {
                corners.push((i, column.rem_euclid(n as isize) as usize, h));
            }
        }
    }
    let columns: Vec<usize> = (0..half).chain(n - half..n).collect();
    let r = columns.len();
    if r == 0 {
        return band.solve(c, width);
    }
    let mut u = vec![0.0; n * r];
    for (i, j, h) in corners {
        let at = columns.iter().position(|&c| c == j).unwrap_or(0);
        u[i * r + at] += h;
    }
    band.clone().solve(&mut u, r)?;
    band.solve(c, width)?;
    correct(c, &u, &columns, width)
}

/// Takes off `Z (1 + V^T Z)^-1 V^T c`, where V picks `columns`.
fn correct(c: &mut [f64], z: &[f64], columns: &[usize], width: usize) -> Result<()> {
    let r = columns.len();
    let mut small: Vec<f64> = columns.iter().flat_map(|&i| z[i * r..(i + 1) * r].to_vec()).collect();
    (0..r).for_each(|i| small[i * r + i] += 1.0);
    let mut rhs: Vec<f64> = columns.iter().flat_map(|&i| c[i * width..(i + 1) * width].to_vec()).collect();
    solve_dense(small, &mut rhs, r, width)?;
    for (row, z) in c.chunks_exact_mut(width).zip(z.chunks_exact(r)) {
        for (z, rhs) in z.iter().zip(rhs.chunks_exact(width)) {
            row.iter_mut().zip(rhs).for_each(|(c, v)| *c -= z * v);
        }
    }
    Ok(())
}
