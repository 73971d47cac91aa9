//! The quadratic model of the cost.

use super::jacobian::Jacobian;
use crate::vector::{dot, times};

/// `½ sᵀ (Jᵀ J + C) s + gᵀ s` for the Jacobian with columns multiplied by `scale`, and the diagonal `C`.
pub(crate) struct Quadratic<'a, E> {
    pub jacobian: &'a Jacobian<E>,
    pub scale: &'a [f64],
    pub gradient: &'a [f64],
    pub diagonal: Option<&'a [f64]>,
}

impl<E> Quadratic<'_, E> {
    fn product(&self, s: &[f64]) -> Result<Vec<f64>, E> {
        self.jacobian.dot(&times(self.scale, s))
    }

    fn bend(&self, a: &[f64], b: &[f64]) -> f64 {
        self.diagonal.map_or(0.0, |c| dot(&times(a, c), b))
    }

    pub fn value(&self, s: &[f64]) -> Result<f64, E> {
        let product = self.product(s)?;
        Ok(0.5 * (dot(&product, &product) + self.bend(s, s)) + dot(s, self.gradient))
    }

    /// The model along `s`.
    pub fn along(&self, s: &[f64]) -> Result<Parabola, E> {
        let v = self.product(s)?;
        Ok(Parabola { a: 0.5 * (dot(&v, &v) + self.bend(s, s)), b: dot(self.gradient, s), c: 0.0 })
    }

    /// The model along `s` from `start`.
    pub fn along_from(&self, s: &[f64], start: &[f64]) -> Result<Parabola, E> {
        let (v, u) = (self.product(s)?, self.product(start)?);
        let a = 0.5 * (dot(&v, &v) + self.bend(s, s));
        let b = dot(self.gradient, s) + dot(&u, &v) + self.bend(start, s);
        let c = 0.5 * dot(&u, &u) + dot(self.gradient, start) + 0.5 * self.bend(start, start);
        Ok(Parabola { a, b, c })
    }
}

/// `a t² + b t + c`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Parabola {
    pub a: f64,
    pub b: f64,
    pub c: f64,
}

impl Parabola {
    /// Where it is least between two finite bounds, and the value there.
    pub fn least(&self, lower: f64, upper: f64) -> (f64, f64) {
        let value = |t: f64| t * (self.a * t + self.b) + self.c;
        let extremum = -0.5 * self.b / self.a;
        let inside = self.a != 0.0 && lower < extremum && extremum < upper;
        let candidates = [lower, upper, if inside { extremum } else { lower }];
        let points = candidates.map(|t| (t, value(t)));
        points.into_iter().fold(points[0], |best, point| if point.1 < best.1 { point } else { best })
    }
}
