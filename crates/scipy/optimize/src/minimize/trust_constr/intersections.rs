//! Where lines meet a ball and a box around the origin.

use crate::vector::dot;

/// The part `from ≤ t ≤ to` of a line `z + t d` that is inside.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Inside {
    pub from: f64,
    pub to: f64,
    /// Whether there is such a part.
    pub any: bool,
}

/// Whether all `t` count or those from 0 to 1 alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    Line,
    Segment,
}

const NOWHERE: Inside = Inside { from: 0.0, to: 0.0, any: false };

impl Inside {
    fn within(self, extent: Extent) -> Self {
        match extent {
            Extent::Line => self,
            Extent::Segment if self.to < 0.0 || self.from > 1.0 => NOWHERE,
            Extent::Segment => {
                Self { from: larger(0.0, self.from), to: smaller(1.0, self.to), any: self.any }
            }
        }
    }
}

/// The first unless the second is larger.
fn larger(a: f64, b: f64) -> f64 {
    if b > a { b } else { a }
}

/// The first unless the second is smaller.
fn smaller(a: f64, b: f64) -> f64 {
    if b < a { b } else { a }
}

/// The part within the ball `‖z + t d‖ ≤ radius`.
pub(super) fn ball(z: &[f64], d: &[f64], radius: f64, extent: Extent) -> Inside {
    let a = dot(d, d);
    if a == 0.0 {
        return NOWHERE;
    }
    if radius.is_infinite() {
        return Inside { from: f64::NEG_INFINITY, to: f64::INFINITY, any: true }.within(extent);
    }
    let (b, c) = (2.0 * dot(z, d), dot(z, z) - radius * radius);
    let discriminant = b * b - 4.0 * a * c;
    if discriminant < 0.0 {
        return NOWHERE;
    }
    // The root of the larger magnitude first, the other from the product of both: nothing cancels.
    let sum = b + discriminant.sqrt().copysign(b);
    let roots = (-sum / (2.0 * a), -2.0 * c / sum);
    let (from, to) = if roots.1 < roots.0 { (roots.1, roots.0) } else { roots };
    Inside { from, to, any: true }.within(extent)
}

/// The part within the box `lower ≤ z + t d ≤ upper`.
pub(super) fn cuboid(z: &[f64], d: &[f64], (lower, upper): (&[f64], &[f64]), extent: Extent) -> Inside {
    if d.iter().all(|&d| d == 0.0) {
        return NOWHERE;
    }
    let (mut from, mut to) = (f64::NEG_INFINITY, f64::INFINITY);
    for i in 0..d.len() {
        if d[i] == 0.0 {
            if z[i] < lower[i] || z[i] > upper[i] {
                return NOWHERE;
            }
            continue;
        }
        let ends = ((lower[i] - z[i]) / d[i], (upper[i] - z[i]) / d[i]);
        from = larger(from, smaller(ends.0, ends.1));
        to = smaller(to, larger(ends.0, ends.1));
    }
    Inside { from, to, any: from <= to }.within(extent)
}

/// The part within both.
pub(super) fn both(z: &[f64], d: &[f64], bounds: (&[f64], &[f64]), radius: f64, extent: Extent) -> Inside {
    let (a, b) = (cuboid(z, d, bounds, extent), ball(z, d, radius, extent));
    let (from, to) = (larger(a.from, b.from), smaller(a.to, b.to));
    Inside { from, to, any: a.any && b.any && from <= to }
}

/// Whether `lower ≤ x ≤ upper`.
pub(super) fn is_inside(x: &[f64], (lower, upper): (&[f64], &[f64])) -> bool {
    (0..x.len()).all(|i| lower[i] <= x[i] && x[i] <= upper[i])
}

/// The nearest point of the box.
pub(super) fn clipped(x: &[f64], (lower, upper): (&[f64], &[f64])) -> Vec<f64> {
    (0..x.len()).map(|i| smaller(larger(x[i], lower[i]), upper[i])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FREE: (&[f64], &[f64]) = (&[f64::NEG_INFINITY; 2], &[f64::INFINITY; 2]);

    #[test]
    fn a_ball_is_met_where_the_norm_is_its_radius() {
        let found = ball(&[1.0, 0.0], &[0.0, 1.0], 2.0, Extent::Line);
        assert!((found.from + 3f64.sqrt()).abs() < 1e-15 && (found.to - 3f64.sqrt()).abs() < 1e-15);
        assert_eq!(ball(&[1.0, 0.0], &[0.0, 4.0], 2.0, Extent::Segment).from, 0.0);
        assert!(!ball(&[3.0, 0.0], &[0.0, 1.0], 2.0, Extent::Line).any);
        assert!(!ball(&[0.0, 3.0], &[0.0, 1.0], 2.0, Extent::Segment).any);
    }

    #[test]
    fn a_box_and_a_ball() {
        let bounds: (&[f64], &[f64]) = (&[-1.0, -1.0], &[1.0, 0.5]);
        let found = cuboid(&[0.0, 0.0], &[2.0, 2.0], bounds, Extent::Segment);
        assert_eq!((found.from, found.to, found.any), (0.0, 0.25, true));
        assert!(!cuboid(&[0.0, 2.0], &[1.0, 0.0], bounds, Extent::Line).any);
        assert_eq!(both(&[0.0, 0.0], &[2.0, 2.0], bounds, 0.1, Extent::Line).to, 0.1 / 8f64.sqrt());
        assert_eq!(both(&[0.0, 0.0], &[2.0, 2.0], FREE, f64::INFINITY, Extent::Segment).to, 1.0);
        assert_eq!(both(&[0.0, 0.0], &[0.0, 0.0], FREE, 1.0, Extent::Line), NOWHERE);
    }
}
