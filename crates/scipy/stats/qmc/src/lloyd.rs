//! Points towards the centres of their cells.

use crate::Metric;
use pallasite_array::{interrupt, threads};
use pallasite_spatial::{Delaunay, SpatialError};

/// The change of the least distance below which [`lloyd()`] ends, and its most iterations.
const ENDING: (f64, usize) = (1e-5, 10);

/// Moves points of the unit cube, with `d` coordinates each, towards the mean of the corners of their Voronoi cells (Lloyd
/// 1982), with relaxation that falls from 2 to 1; corners at infinity do not count.
///
/// # Errors
/// Those of [`Delaunay::new`].
///
/// # Examples
/// ```
/// use pallasite_numpy::random::default_rng;
///
/// let mut points = default_rng(42).random(64)?;
/// pallasite_qmc::lloyd(&mut points, 2)?;
/// assert!(points.iter().all(|x| (0.0..=1.0).contains(x)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn lloyd(points: &mut [f64], d: usize) -> Result<(), SpatialError> {
    let mut before = least_cityblock(points, d);
    let root = -(ENDING.1 as f64) / 0.1_f64.ln();
    for i in 0..ENDING.1 {
        step(points, d, (-(i as f64) / root).exp() + 0.9)?;
        let after = least_cityblock(points, d);
        if (after - before).abs() < ENDING.0 {
            break;
        }
        before = after;
    }
    Ok(())
}

fn step(points: &mut [f64], d: usize, relaxation: f64) -> Result<(), SpatialError> {
    let (sums, counts) = corners(&Delaunay::new(points, d)?);
    for ((point, sum), &count) in points.chunks_mut(d).zip(sums.chunks(d)).zip(&counts) {
        let moved: Vec<f64> =
            point.iter().zip(sum).map(|(x, s)| x + (s / count as f64 - x) * relaxation).collect();
        // A point whose cell reaches beyond the cube stays.
        if moved.iter().all(|x| (0.0..=1.0).contains(x)) {
            point.copy_from_slice(&moved);
        }
    }
    Ok(())
}

/// For each point the sum of the corners of its cell, which are the centres of the spheres around the simplices that it
/// belongs to, and their number.
fn corners(triangulation: &Delaunay) -> (Vec<f64>, Vec<usize>) {
    let (d, points) = (triangulation.ndim(), triangulation.points());
    let (mut sums, mut counts) = (vec![0.0; points.len()], vec![0; points.len() / d]);
    for simplex in triangulation.simplices().chunks(d + 1) {
        interrupt::poll();
        let vertex = |k: usize| &points[simplex[k] as usize * d..][..d];
        let center = center(d, vertex);
        for &k in simplex {
            let sum = &mut sums[k as usize * d..][..d];
            sum.iter_mut().zip(&center).for_each(|(s, c)| *s += c);
            counts[k as usize] += 1;
        }
    }
    (sums, counts)
}

/// The centre of the sphere through `d + 1` points: it is as far from each as from the first.
fn center<'a>(d: usize, vertex: impl Fn(usize) -> &'a [f64]) -> Vec<f64> {
    let first = vertex(0);
    let row = |k: usize| {
        let edge: Vec<f64> = vertex(k).iter().zip(first).map(|(x, o)| x - o).collect();
        let half = 0.5 * edge.iter().map(|e| e * e).sum::<f64>();
        [edge, vec![half]].concat()
    };
    let offset = solved((1..=d).map(row).collect());
    offset.iter().zip(first).map(|(c, o)| c + o).collect()
}

/// The solution of a small system, whose right side is its last column, by elimination with pivots.
fn solved(mut rows: Vec<Vec<f64>>) -> Vec<f64> {
    let n = rows.len();
    for k in 0..n {
        let pivot = (k..n).max_by(|&a, &b| rows[a][k].abs().total_cmp(&rows[b][k].abs())).unwrap_or(k);
        rows.swap(k, pivot);
        let (above, below) = rows.split_at_mut(k + 1);
        for row in below {
            let factor = row[k] / above[k][k];
            row.iter_mut().zip(&above[k]).skip(k).for_each(|(x, p)| *x -= factor * p);
        }
    }
    let mut x = vec![0.0; n];
    for k in (0..n).rev() {
        let rest: f64 = (k + 1..n).map(|j| rows[k][j] * x[j]).sum();
        x[k] = (rows[k][n] - rest) / rows[k][k];
    }
    x
}

/// The least distance of two points along the axes.
fn least_cityblock(points: &[f64], d: usize) -> f64 {
    let rows: Vec<&[f64]> = points.chunks(d).collect();
    let distance = |i: usize, b: &[f64]| Metric::CityBlock.distance(rows[i], b);
    let nearest = |i: usize| rows[..i].iter().map(|b| distance(i, b)).fold(f64::INFINITY, f64::min);
    let mut found = vec![f64::INFINITY; rows.len()];
    threads::for_each_chunk(&mut found, rows.len() * d, |start, part| {
        part.iter_mut().enumerate().for_each(|(i, least)| *least = nearest(start + i));
    });
    found.into_iter().fold(f64::INFINITY, f64::min)
}

#[cfg(test)]
mod tests {
    use super::*;
    use pallasite_numpy::random::default_rng;

    #[test]
    fn centers_of_spheres() {
        let corners = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [-1.0, 0.0, 0.0]];
        let found = center(3, |k| &corners[k]);
        assert!(found.iter().all(|c| c.abs() < 1e-15), "{found:?}");
    }

    #[test]
    fn points_spread() {
        let mut points = default_rng(1).random(100).unwrap();
        let before = least_cityblock(&points, 2);
        lloyd(&mut points, 2).unwrap();
        assert!(least_cityblock(&points, 2) > before);
    }
}
