//! Lower discrepancy by swaps of coordinates.

use crate::{DiscrepancyMethod, Random, discrepancy};
use pallasite_array::interrupt;

/// The iterations of [`lower_discrepancy`], and those in a row that may bring nothing.
const ITERATIONS: (usize, usize) = (10_000, 100);

/// Swaps coordinates of pairs of points at random and keeps what lowers the centered discrepancy (Jin, Chen and
/// Sudjianto 2005).
///
/// # Errors
/// Those of `random`.
///
/// # Examples
/// ```
/// use pallasite_numpy::random::default_rng;
/// use pallasite_qmc::{DiscrepancyMethod, discrepancy, latin_hypercube, lower_discrepancy};
///
/// let mut random = default_rng(42);
/// let mut points = latin_hypercube(2, 16, true, &mut random)?;
/// let before = discrepancy(&points, 2, false, DiscrepancyMethod::Centered);
/// lower_discrepancy(&mut points, 2, &mut random)?;
/// assert!(discrepancy(&points, 2, false, DiscrepancyMethod::Centered) < before);
/// # Ok::<(), pallasite_numpy::random::RandomError>(())
/// ```
pub fn lower_discrepancy<E>(points: &mut [f64], d: usize, random: &mut impl Random<E>) -> Result<(), E> {
    let n = points.len().checked_div(d).unwrap_or(0);
    if d < 2 || n < 2 {
        return Ok(());
    }
    let mut best = discrepancy(points, d, false, DiscrepancyMethod::Centered);
    let mut unchanged = 0;
    for _ in 0..ITERATIONS.0 {
        interrupt::poll();
        let (column, first, second) = (random.below(d)?, random.below(n)?, random.below(n)?);
        let found = perturbed_discrepancy(points, d, (first, second), column, best);
        if found < best {
            points.swap(first * d + column, second * d + column);
            (best, unchanged) = (found, 0);
        } else {
            unchanged += 1;
        }
        if unchanged == ITERATIONS.1 {
            break;
        }
    }
    Ok(())
}

/// The centered discrepancy of points after two of them, `rows`, have swapped a coordinate, from that before: equations
/// of Jin, Chen and Sudjianto, *An efficient algorithm for constructing optimal design of computer experiments*, Journal
/// of Statistical Planning and Inference 134 (2005).
pub fn perturbed_discrepancy(
    points: &[f64],
    d: usize,
    rows: (usize, usize),
    column: usize,
    before: f64,
) -> f64 {
    let n = (points.len() / d) as f64;
    let centered = |i: usize| points[i * d..][..d].iter().map(|x| x - 0.5);
    let at = |i: usize| points[i * d + column] - 0.5;
    let (first, second) = (Row::new(centered(rows.0).collect()), Row::new(centered(rows.1).collect()));
    let (z1, z2) = (at(rows.0), at(rows.1));
    let alpha = (1.0 + z2.abs()) / (1.0 + z1.abs());
    let beta = (2.0 - z2.abs()) / (2.0 - z1.abs());
    let others = (0..points.len() / d).filter(|&j| j != rows.0 && j != rows.1);
    let change = others.fold(0.0, |sum, j| {
        let (c1, c2) = (first.pair(centered(j), n), second.pair(centered(j), n));
        let gamma = factor(z2, at(j)) / factor(z1, at(j));
        sum + (gamma * c1 - c1 + c2 / gamma - c2)
    });
    let (own1, own2) = (first.own(n), second.own(n));
    let new1 = first.g * alpha / (n * n) - 2.0 * alpha * beta * first.h / n;
    let new2 = second.g / (n * n * alpha) - 2.0 * second.h / (n * alpha * beta);
    before + new1 - own1 + new2 - own2 + 2.0 * change
}

fn factor(a: f64, b: f64) -> f64 {
    2.0 + a.abs() + b.abs() - (a - b).abs()
}

/// A point, its centre at 0, and products over its coordinates.
struct Row {
    z: Vec<f64>,
    g: f64,
    h: f64,
}

impl Row {
    fn new(z: Vec<f64>) -> Self {
        let g = z.iter().map(|z| 1.0 + z.abs()).product();
        let h = z.iter().map(|z| 1.0 + 0.5 * z.abs() - 0.5 * (z * z)).product();
        Self { z, g, h }
    }

    fn pair(&self, other: impl Iterator<Item = f64>, n: f64) -> f64 {
        let product: f64 = self.z.iter().zip(other).map(|(&a, b)| 0.5 * factor(a, b)).product();
        1.0 / (n * n) * product
    }

    fn own(&self, n: f64) -> f64 {
        1.0 / (n * n) * self.g - 2.0 / n * self.h
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::latin_hypercube;
    use pallasite_numpy::random::default_rng;

    #[test]
    fn the_change_is_what_a_new_count_gives() {
        let mut random = default_rng(1);
        let mut points = latin_hypercube(5, 10, true, &mut random).unwrap();
        let mut found = discrepancy(&points, 5, false, DiscrepancyMethod::Centered);
        for (i, j, k) in [(0, 3, 1), (9, 2, 4), (5, 6, 0)] {
            found = perturbed_discrepancy(&points, 5, (i, j), k, found);
            points.swap(i * 5 + k, j * 5 + k);
            let counted = discrepancy(&points, 5, false, DiscrepancyMethod::Centered);
            assert!((found - counted).abs() < 1e-14);
        }
    }
}
