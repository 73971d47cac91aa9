//! Other distributions than the uniform one.

use pallasite_special::ndtri;
use std::f64::consts::TAU;

/// Standard normal variates from points of the unit cube with `d` coordinates each: by the inverse of the distribution
/// function, or by pairs of coordinates (Box and Muller 1958), for which `d` is even.
///
/// # Examples
/// ```
/// assert_eq!(pallasite_qmc::standard_normals(&[0.5], 1, true), [0.0]);
/// ```
pub fn standard_normals(points: &[f64], d: usize, inverse: bool) -> Vec<f64> {
    if inverse {
        // A little away from 0 and 1, where the values are infinite.
        return points.iter().map(|x| ndtri(0.5 + (1.0 - 1e-10) * (x - 0.5))).collect();
    }
    let pair = |x: &[f64]| {
        let (radius, (sin, cos)) = ((-2.0 * x[0].ln()).sqrt(), (TAU * x[1]).sin_cos());
        [radius * cos, radius * sin]
    };
    points.chunks_exact(d.max(1)).flat_map(|x| x.chunks_exact(2).flat_map(pair)).collect()
}

/// How many of some numbers between 0 and 1 fall to each category of given probability, in single precision as in SciPy.
///
/// # Examples
/// ```
/// assert_eq!(pallasite_qmc::multinomial(&[0.1, 0.6, 0.3, 0.9], &[0.25, 0.5, 0.25]), [1, 2, 1]);
/// ```
pub fn multinomial(draws: &[f64], probabilities: &[f64]) -> Vec<usize> {
    let mut sum = 0.0;
    let ends: Vec<f32> = probabilities
        .iter()
        .map(|p| {
            sum += p;
            sum as f32
        })
        .collect();
    let mut counts = vec![0; ends.len()];
    for draw in draws {
        let category = ends.partition_point(|end| *draw as f32 > *end);
        if let Some(count) = counts.get_mut(category.min(ends.len().saturating_sub(1))) {
            *count += 1;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beyond_the_last_category() {
        assert_eq!(multinomial(&[1.0, f64::NAN], &[0.5, 0.4999999]), [1, 1]);
        assert!(multinomial(&[0.5], &[]).is_empty());
    }

    #[test]
    fn box_and_muller() {
        let found = standard_normals(&[(-0.5_f64).exp(), 0.25], 2, false);
        assert!(found[0].abs() < 1e-15 && (found[1] - 1.0).abs() < 1e-15);
        assert!(standard_normals(&[0.0, 1.0], 2, true).iter().all(|x| x.is_finite()));
    }
}
