//! Arguments of Legendre functions with what their seeds are made of, each with two derivatives.

use super::number::Number;

/// A value with its first and second derivative.
pub(super) type Jet<V> = [V; 3];

/// `x`, `s = w^2` and `w` of the seeds `P_m^m = c w^m`, with their derivatives by the variable.
#[derive(Clone, Copy, Default)]
pub(super) struct Argument<V> {
    pub(super) x: Jet<V>,
    pub(super) s: Jet<V>,
    pub(super) w: Jet<V>,
    /// `x` itself where that is a singular point, 1 or -1; zero elsewhere.
    pub(super) end: f64,
    /// Whether `s` is `x^2 - 1` instead of `1 - x^2`.
    pub(super) cut_inside: bool,
}

impl<V: Number> Argument<V> {
    /// A point of the plane, cut along the real axis outside `[-1, 1]`, or inside.
    pub(super) fn plane(z: V, cut_inside: bool) -> Self {
        let one = V::from(1.0);
        let sign = if cut_inside { -1.0 } else { 1.0 };
        let s = [(one - z) * (z + 1.0) * sign, z * (-2.0 * sign), V::from(-2.0 * sign)];
        let root = if cut_inside { (z - 1.0).root() * (z + 1.0).root() } else { s[0].root() };
        let slope = s[1] * 0.5 / root;
        let w = [root, slope, (s[2] * 0.5 - slope * slope) / root];
        let end = z.real().filter(|x| x.abs() == 1.0).unwrap_or(0.0);
        Argument { x: [z, one, V::from(0.0)], s, w, end, cut_inside }
    }
}

impl Argument<f64> {
    /// The cosine and the absolute value of the sine of an angle, by the angle.
    pub(super) fn sphere(theta: f64) -> Self {
        let (sin, cos) = theta.sin_cos();
        let sign = if sin < 0.0 { -1.0 } else { 1.0 };
        Argument {
            x: [cos, -sin, -cos],
            s: [sin * sin, 2.0 * sin * cos, 2.0 * (cos - sin) * (cos + sin)],
            w: [sin * sign, cos * sign, -sin * sign],
            end: 0.0,
            cut_inside: false,
        }
    }
}
