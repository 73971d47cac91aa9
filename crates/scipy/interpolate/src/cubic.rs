//! Cubic pieces from values and slopes: `CubicHermiteSpline`, `CubicSpline`, `PchipInterpolator`,
//! `Akima1DInterpolator`.

use crate::banded::Banded;
use crate::error::Result;

/// What a cubic spline does at an end.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum CubicEnd {
    /// The first two pieces are one polynomial.
    #[default]
    NotAKnot,
    /// The first derivative, a number for each of the values.
    Slope(Vec<f64>),
    /// The second derivative, a number for each of the values.
    Curvature(Vec<f64>),
}

/// The coefficients of the cubic pieces that have values `y` and slopes `s`: four powers, the highest first, for
/// each interval.
///
/// # Examples
/// ```
/// use pallasite_interpolate::cubic::hermite;
/// // x³ from 0 to 1
/// assert_eq!(hermite(&[0.0, 1.0], &[0.0, 1.0], &[0.0, 3.0], 1), [1.0, 0.0, 0.0, 0.0]);
/// ```
pub fn hermite(x: &[f64], y: &[f64], s: &[f64], width: usize) -> Vec<f64> {
    let plane = (x.len() - 1) * width;
    let mut c = vec![0.0; 4 * plane];
    for i in 0..plane {
        let h = x[i / width + 1] - x[i / width];
        let rise = (y[i + width] - y[i]) / h;
        let bend = (s[i] + s[i + width] - 2.0 * rise) / h;
        c[i] = bend / h;
        c[plane + i] = (rise - s[i]) / h - bend;
        c[2 * plane + i] = s[i];
        c[3 * plane + i] = y[i];
    }
    c
}

/// The rises between points over their distances.
fn rises(x: &[f64], y: &[f64], width: usize) -> Vec<f64> {
    let rise = |i: usize| (y[i + width] - y[i]) / (x[i / width + 1] - x[i / width]);
    (0..y.len() - width).map(rise).collect()
}

/// The slopes of the cubic spline, which has two continuous derivatives (de Boor 2001, IV).
///
/// # Errors
/// Conditions that do not determine the spline.
///
/// # Examples
/// ```
/// use pallasite_interpolate::cubic::{CubicEnd, spline_slopes};
/// let (x, y) = ([0.0, 1.0, 2.0, 3.0], [0.0, 1.0, 4.0, 9.0]);
/// let s = spline_slopes(&x, &y, 1, &CubicEnd::NotAKnot, &CubicEnd::Slope(vec![6.0]))?;
/// assert!(s.iter().zip([0.0, 2.0, 4.0, 6.0]).all(|(s, want)| (s - want).abs() < 1e-12));
/// # Ok::<(), pallasite_interpolate::InterpolateError>(())
/// ```
pub fn spline_slopes(
    x: &[f64],
    y: &[f64],
    width: usize,
    start: &CubicEnd,
    end: &CubicEnd,
) -> Result<Vec<f64>> {
    let (n, m) = (x.len(), width);
    let rise = rises(x, y, m);
    if n == 3 && *start == CubicEnd::NotAKnot && *end == CubicEnd::NotAKnot {
        return Ok(parabola(x, &rise, m));
    }
    let mut matrix = Banded::zeros(n, 1, 1);
    let mut s = vec![0.0; n * m];
    for i in 1..n - 1 {
        let (h0, h1) = (x[i] - x[i - 1], x[i + 1] - x[i]);
        matrix.set(i, i - 1, h1);
        matrix.set(i, i, 2.0 * (h0 + h1));
        matrix.set(i, i + 1, h0);
        for j in 0..m {
            s[i * m + j] = 3.0 * (h1 * rise[(i - 1) * m + j] + h0 * rise[i * m + j]);
        }
    }
    let h = |i: usize| x[i + 1] - x[i];
    let first = (&rise[..m], rise.get(m..2 * m).unwrap_or(&rise[..m]));
    let (d, e, rhs) = end_equation(start, h(0), h(1.min(n - 2)), first, n == 2, 1.0);
    matrix.set(0, 0, d);
    matrix.set(0, 1, e);
    s[..m].copy_from_slice(&rhs);
    let last = (&rise[(n - 2) * m..], &rise[n.saturating_sub(3) * m..][..m]);
    let (d, e, rhs) = end_equation(end, h(n - 2), h(n.saturating_sub(3)), last, n == 2, -1.0);
    matrix.set(n - 1, n - 1, d);
    matrix.set(n - 1, n - 2, e);
    s[(n - 1) * m..].copy_from_slice(&rhs);
    matrix.solve(&mut s, m)?;
    Ok(s)
}

/// The equation at an end: the factors of the slope there and of the next one, and the right-hand side.
///
/// `h` and `g` are the last interval and the one before, `rise` the rises there; `sign` is -1 at the right end.
fn end_equation(
    end: &CubicEnd,
    h: f64,
    g: f64,
    rise: (&[f64], &[f64]),
    lonely: bool,
    sign: f64,
) -> (f64, f64, Vec<f64>) {
    let (near, far) = rise;
    match end {
        CubicEnd::NotAKnot if lonely => (1.0, 0.0, near.to_vec()),
        CubicEnd::NotAKnot => {
            let d = h + g;
            let value = |(near, far): (&f64, &f64)| ((h + 2.0 * d) * g * near + h * h * far) / d;
            (g, d, near.iter().zip(far).map(value).collect())
        }
        CubicEnd::Slope(v) => (1.0, 0.0, v.clone()),
        CubicEnd::Curvature(v) => {
            let value = |(v, near): (&f64, &f64)| -sign * 0.5 * v * h * h + 3.0 * near * h;
            (2.0 * h, h, v.iter().zip(near).map(value).collect())
        }
    }
}

/// The slopes of the parabola through three points.
fn parabola(x: &[f64], rise: &[f64], m: usize) -> Vec<f64> {
    let (h0, h1) = (x[1] - x[0], x[2] - x[1]);
    let (low, high) = rise.split_at(m);
    let middle: Vec<f64> = low.iter().zip(high).map(|(l, r)| (h1 * l + h0 * r) / (h0 + h1)).collect();
    let outer = |r: &[f64]| r.iter().zip(&middle).map(|(r, c)| 2.0 * r - c).collect::<Vec<f64>>();
    [outer(low), middle.clone(), outer(high)].concat()
}

/// The slopes of the cubic spline whose value and two derivatives are the same at both ends, as `y` is.
///
/// # Errors
/// Points that do not determine the spline.
///
/// # Examples
/// ```
/// use pallasite_interpolate::cubic::periodic_slopes;
/// let s = periodic_slopes(&[0.0, 1.0, 2.0, 3.0, 4.0], &[0.0, 1.0, 0.0, -1.0, 0.0], 1)?;
/// assert!((s[0] - s[4]).abs() < 1e-12 && s[1].abs() < 1e-12);
/// # Ok::<(), pallasite_interpolate::InterpolateError>(())
/// ```
pub fn periodic_slopes(x: &[f64], y: &[f64], width: usize) -> Result<Vec<f64>> {
    let rise = rises(x, y, width);
    match x.len() {
        2 => Ok([&rise[..], &rise[..]].concat()),
        3 => {
            let (a, b) = (1.0 / (x[1] - x[0]), 1.0 / (x[2] - x[1]));
            let (low, high) = rise.split_at(width);
            let s: Vec<f64> = low.iter().zip(high).map(|(l, r)| (a * l + b * r) / (a + b)).collect();
            Ok(s.repeat(3))
        }
        _ => cyclic_slopes(x, &rise, width),
    }
}

/// The slopes of four points or more: all but the last follow from it, which the last equation gives.
fn cyclic_slopes(x: &[f64], rise: &[f64], m: usize) -> Result<Vec<f64>> {
    let n = x.len() - 1;
    let h = |i: usize| x[i % n + 1] - x[i % n];
    let right = |i: usize, j: usize| {
        let before = (i + n - 1) % n;
        3.0 * (h(i) * rise[before * m + j] + h(before) * rise[i * m + j])
    };
    let mut matrix = Banded::zeros(n - 1, 1, 1);
    // The last of the right-hand sides is what the last slope is multiplied by.
    let mut s = vec![0.0; (n - 1) * (m + 1)];
    for i in 0..n - 1 {
        matrix.set(i, i, 2.0 * (h(i + n - 1) + h(i)));
        if i > 0 {
            matrix.set(i, i - 1, h(i));
        }
        if i + 2 < n {
            matrix.set(i, i + 1, h(i + n - 1));
        }
        (0..m).for_each(|j| s[i * (m + 1) + j] = right(i, j));
    }
    s[m] = -h(0);
    s[(n - 2) * (m + 1) + m] -= h(n - 3);
    matrix.solve(&mut s, m + 1)?;
    let (first, last) = (&s[..m + 1], &s[(n - 2) * (m + 1)..]);
    let diagonal = 2.0 * (h(n - 2) + h(n - 1)) + h(n - 1) * last[m] + h(n - 2) * first[m];
    let final_slope = |j: usize| (right(n - 1, j) - h(n - 1) * last[j] - h(n - 2) * first[j]) / diagonal;
    let z: Vec<f64> = (0..m).map(final_slope).collect();
    let others = s.chunks_exact(m + 1).flat_map(|row| (0..m).map(|j| row[j] + row[m] * z[j]));
    let mut out: Vec<f64> = others.chain(z.iter().copied()).collect();
    out.extend_from_within(..m);
    Ok(out)
}

/// Slopes that keep the shape of the data (Fritsch and Butland 1984): the weighted harmonic mean of the rises, zero
/// where they change their sign.
///
/// # Examples
/// ```
/// use pallasite_interpolate::cubic::pchip_slopes;
/// // Where the data turn there is no slope.
/// assert_eq!(pchip_slopes(&[0.0, 1.0, 2.0], &[0.0, 1.0, 0.0], 1)[1], 0.0);
/// ```
pub fn pchip_slopes(x: &[f64], y: &[f64], width: usize) -> Vec<f64> {
    let (n, m) = (x.len(), width);
    let rise = rises(x, y, m);
    if n == 2 {
        return [&rise[..], &rise[..]].concat();
    }
    let h = |i: usize| x[i + 1] - x[i];
    let mut s = vec![0.0; n * m];
    for j in 0..m {
        let d = |i: usize| rise[i * m + j];
        for i in 1..n - 1 {
            if d(i - 1) * d(i) > 0.0 || d(i - 1).signum() == d(i).signum() && d(i - 1) != 0.0 && d(i) != 0.0 {
                let (w1, w2) = (2.0 * h(i) + h(i - 1), h(i) + 2.0 * h(i - 1));
                s[i * m + j] = 1.0 / ((w1 / d(i - 1) + w2 / d(i)) / (w1 + w2));
            }
        }
        s[j] = pchip_end(h(0), h(1), d(0), d(1));
        s[(n - 1) * m + j] = pchip_end(h(n - 2), h(n - 3), d(n - 2), d(n - 3));
    }
    s
}

/// The slope at an end from three points, limited so that the shape is kept (Moler 2004, 3.6).
fn pchip_end(h: f64, g: f64, near: f64, far: f64) -> f64 {
    let sign = |v: f64| if v == 0.0 { 0.0 } else { v.signum() };
    let d = ((2.0 * h + g) * near - h * far) / (h + g);
    if sign(d) != sign(near) {
        0.0
    } else if sign(near) != sign(far) && d.abs() > 3.0 * near.abs() {
        3.0 * near
    } else {
        d
    }
}

/// Slopes after Akima (1970), from the two rises on either side; `modified` weighs flat data better (Moler 2019).
///
/// # Examples
/// ```
/// use pallasite_interpolate::cubic::akima_slopes;
/// let line = [0.0, 2.0, 4.0, 6.0];
/// assert_eq!(akima_slopes(&[0.0, 1.0, 2.0, 3.0], &line, 1, false), [2.0; 4]);
/// ```
pub fn akima_slopes(x: &[f64], y: &[f64], width: usize, modified: bool) -> Vec<f64> {
    let (n, w) = (x.len(), width);
    let rise = rises(x, y, w);
    if n == 2 {
        return [&rise[..], &rise[..]].concat();
    }
    let m = with_outer_rises(&rise, n, w);
    let weight = |a: usize| {
        let (low, high) = (m[a], m[a + w]);
        (high - low).abs() + if modified { 0.5 * (high + low).abs() } else { 0.0 }
    };
    let weights: Vec<(f64, f64)> = (0..n * w).map(|a| (weight(a + 2 * w), weight(a))).collect();
    let largest = weights.iter().map(|(a, b)| a + b).fold(f64::NEG_INFINITY, f64::max);
    let slope = |(a, &(f1, f2)): (usize, &(f64, f64))| {
        if f1 + f2 > 1e-9 * largest {
            m[a + w] + f2 / (f1 + f2) * (m[a + 2 * w] - m[a + w])
        } else {
            0.5 * (m[a + 3 * w] + m[a])
        }
    };
    weights.iter().enumerate().map(slope).collect()
}

/// The rises between points and two more at each end, on straight lines.
fn with_outer_rises(rise: &[f64], n: usize, w: usize) -> Vec<f64> {
    let mut m = vec![0.0; (n + 3) * w];
    m[2 * w..(n + 1) * w].copy_from_slice(rise);
    for j in 0..w {
        let mut extend = |to: usize, one: usize, two: usize| {
            m[to * w + j] = 2.0 * m[one * w + j] - m[two * w + j];
        };
        extend(1, 2, 3.min(n));
        extend(0, 1, 2);
        extend(n + 1, n, n - 1);
        extend(n + 2, n + 1, n);
    }
    m
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_end_reproduces_a_cubic() {
        let x = [0.0, 0.5, 2.0, 3.0, 4.5];
        let cube = |x: f64| x.powi(3) - 2.0 * x;
        let y = x.map(cube);
        let ends = [
            (CubicEnd::NotAKnot, CubicEnd::NotAKnot),
            (CubicEnd::Slope(vec![-2.0]), CubicEnd::Curvature(vec![27.0])),
            (CubicEnd::Curvature(vec![0.0]), CubicEnd::NotAKnot),
        ];
        for (start, end) in ends {
            let s = spline_slopes(&x, &y, 1, &start, &end).unwrap();
            for (s, x) in s.iter().zip(x) {
                assert!((s - (3.0 * x * x - 2.0)).abs() < 1e-12, "{start:?} {end:?} {s} at {x}");
            }
        }
    }
}
