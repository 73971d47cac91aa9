//! Steps that keep the points apart: those on which the magnitude of a quadratic function that is 0 at 0 is large.

use super::descent::clip;
use super::region::Region;
use crate::vector::{dot, norm};

/// The function: its gradient at 0, and its curvature along a direction.
pub(super) struct Magnitude<'a, C> {
    pub gradient: &'a [f64],
    pub curvature: C,
}

impl<C: Fn(&[f64]) -> f64> Magnitude<'_, C> {
    /// Along a direction the multiple from 0 to `most` at which the magnitude is the largest, and that.
    fn farthest(&self, direction: &[f64], most: f64) -> (f64, f64) {
        let (slope, curvature) = (dot(self.gradient, direction), (self.curvature)(direction));
        let value = |t: f64| (t * slope + 0.5 * t * t * curvature).abs();
        let turning = -slope / curvature;
        let inside = turning > 0.0 && turning < most;
        if inside && value(turning) > value(most) { (turning, value(turning)) } else { (most, value(most)) }
    }

    /// The best of steps along lines through other points, in both directions.
    pub fn along_lines(&self, region: &Region<'_>, radius: f64, points: &[Vec<f64>]) -> Vec<f64> {
        let mut best = (vec![0.0; self.gradient.len()], 0.0);
        for point in points.iter().filter(|p| norm(p) > f64::MIN_POSITIVE * radius) {
            for sign in [1.0, -1.0] {
                let direction: Vec<f64> = point.iter().map(|p| sign * p).collect();
                let most = room(region, &direction).min(radius / norm(&direction));
                let (t, value) = self.farthest(&direction, most);
                if value > best.1 {
                    best = (scaled(region, &direction, t), value);
                }
            }
        }
        best.0
    }

    /// The better of two steps on which the linear part is the largest, and the smallest.
    pub fn along_gradient(&self, region: &Region<'_>, radius: f64) -> Vec<f64> {
        let along = [1.0, -1.0].map(|sign| {
            let direction: Vec<f64> = self.gradient.iter().map(|g| sign * g).collect();
            let corner = steepest(region, &direction, radius);
            let (t, value) = self.farthest(&corner, 1.0);
            (scaled(region, &corner, t), value)
        });
        let [up, down] = along;
        if up.1 >= down.1 { up.0 } else { down.0 }
    }
}

fn scaled(region: &Region<'_>, direction: &[f64], t: f64) -> Vec<f64> {
    let mut step: Vec<f64> = direction.iter().map(|d| t * d).collect();
    clip(&region.low, &region.high, &mut step);
    step
}

/// The multiple of a direction that ends at the bounds.
fn room(region: &Region<'_>, direction: &[f64]) -> f64 {
    let bounds = region.low.iter().zip(&region.high);
    let each = direction.iter().zip(bounds).map(|(&d, (&low, &high))| match d {
        d if d > 0.0 => (high / d).max(0.0),
        d if d < 0.0 => (low / d).max(0.0),
        _ => f64::INFINITY,
    });
    each.fold(f64::INFINITY, f64::min)
}

/// The step in a ball and within bounds whose product with `g` is the largest.
fn steepest(region: &Region<'_>, g: &[f64], radius: f64) -> Vec<f64> {
    let mut step = vec![0.0; g.len()];
    let mut free: Vec<usize> = (0..g.len()).filter(|&i| g[i] != 0.0 && g[i].is_finite()).collect();
    let mut left = radius * radius;
    // Whatever the multiple of `g` would take beyond a bound stays there, which leaves more for the others.
    while !free.is_empty() && left > 0.0 {
        let length = free.iter().map(|&i| g[i] * g[i]).sum::<f64>().sqrt();
        let multiple = left.sqrt() / length;
        free.iter().for_each(|&i| step[i] = multiple * g[i]);
        let beyond = |i: &usize| step[*i] < region.low[*i] || step[*i] > region.high[*i];
        let (out, inside): (Vec<usize>, Vec<usize>) = free.iter().copied().partition(beyond);
        if out.is_empty() {
            break;
        }
        for i in out {
            step[i] = step[i].clamp(region.low[i], region.high[i]);
            left -= step[i] * step[i];
        }
        free = inside;
        free.iter().for_each(|&i| step[i] = 0.0);
    }
    step
}

#[cfg(test)]
mod tests {
    use super::*;

    fn region() -> Region<'static> {
        let (low, high) = (vec![-0.25, -9.0], vec![9.0, 9.0]);
        Region { low, high, rows: Vec::new(), slack: Vec::new(), equal: &[], balls: Vec::new() }
    }

    #[test]
    fn linear_functions_go_to_the_surface_along_the_bounds() {
        let f = Magnitude { gradient: &[3.0, 4.0], curvature: |_: &[f64]| 0.0 };
        let step = f.along_gradient(&region(), 1.0);
        assert!((step[0] - 0.6).abs() < 1e-15 && (step[1] - 0.8).abs() < 1e-15);
        let step = steepest(&region(), &[-3.0, -4.0], 1.0);
        assert!(step[0] == -0.25 && (step[1] + (1.0f64 - 0.0625).sqrt()).abs() < 1e-15);
    }

    #[test]
    fn lines_are_taken_in_both_directions() {
        // t ↦ t - t² along the first axis: the magnitude is the largest at -1.
        let f = Magnitude { gradient: &[1.0, 0.0], curvature: |v: &[f64]| -2.0 * v[0] * v[0] };
        let free = Region { low: vec![-9.0; 2], ..region() };
        assert_eq!(f.along_lines(&free, 1.0, &[vec![0.5, 0.0], vec![0.0, 2.0]]), [-1.0, 0.0]);
    }
}
