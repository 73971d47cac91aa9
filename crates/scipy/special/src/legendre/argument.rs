//! Arguments of Legendre functions with what their seeds are made of, each with its derivatives.

use super::number::Number;
use super::spread::Spread;
use super::walk::{Lanes, lanes};
use pallasite_array::{NdArray, Result};
use std::ops::Range;

/// The branch cut between -1 and 1; all others are outside.
pub(super) const INSIDE: i64 = 3;

/// What the seeds of some orders are made of, beside the argument.
#[derive(Clone, Copy, Debug)]
pub(super) struct Needs {
    square: bool,
    root: bool,
}

impl Needs {
    /// For one order.
    pub(super) fn of_order(m: i64) -> Self {
        Needs { square: m.unsigned_abs() > 1, root: m % 2 != 0 }
    }

    /// For all orders up to one.
    pub(super) fn up_to(m: usize) -> Self {
        Needs { square: m > 1, root: m > 0 }
    }
}

/// `x`, `s = w^2` and `w` of the seeds `P_m^m = c w^m` with their derivatives by the variable, of `L` arguments.
pub(super) struct Group<V, const D: usize, const L: usize> {
    pub(super) x: Lanes<V, D, L>,
    pub(super) s: Lanes<V, D, L>,
    pub(super) w: Lanes<V, D, L>,
    /// `x` itself where that is a singular point, 1 or -1, and zero elsewhere, if there is one.
    pub(super) ends: Option<[f64; L]>,
    /// Whether `s` is `x^2 - 1` instead of `1 - x^2`.
    pub(super) cut_inside: [bool; L],
}

impl<V: Number, const D: usize, const L: usize> Group<V, D, L> {
    #[inline(always)]
    fn new(x: Lanes<V, D, L>) -> Self {
        let none = [[V::ZERO; L]; D];
        Group { x, s: none, w: none, ends: None, cut_inside: [false; L] }
    }
}

/// A value with its first and second derivatives for each lane, as many as are asked for.
#[inline(always)]
fn jets<V: Number, const D: usize, const L: usize>(jet: impl Fn(usize) -> [V; 3]) -> Lanes<V, D, L> {
    let mut lanes = [[V::ZERO; L]; D];
    for i in 0..L {
        let jet = jet(i);
        (0..D).for_each(|d| lanes[d][i] = jet[d]);
    }
    lanes
}

/// Arguments from which lanes are filled.
pub(super) trait Points<V>: Sync {
    /// Those of a range, the last of which is repeated.
    fn group<const D: usize, const L: usize>(&self, range: Range<usize>, needs: Needs) -> Group<V, D, L>;
}

/// Points of the plane, cut along the real axis outside `[-1, 1]`, or inside.
pub(super) struct Plane<'a, V: Clone> {
    z: Spread<'a, V>,
    cut: Spread<'a, i64>,
}

impl<'a, V: Number> Plane<'a, V> {
    pub(super) fn new(z: &'a NdArray, branch_cut: &'a NdArray, shape: &[usize]) -> Result<Self> {
        Ok(Plane { z: Spread::new(z, shape)?, cut: Spread::new(branch_cut, shape)? })
    }
}

impl<V: Number> Points<V> for Plane<'_, V> {
    #[inline(always)]
    fn group<const D: usize, const L: usize>(&self, range: Range<usize>, needs: Needs) -> Group<V, D, L> {
        let (one, z) = (V::from(1.0), self.z.lanes::<L>(range.clone()));
        let inside = if self.cut.is_one() {
            [self.cut.at(0) == INSIDE; L]
        } else {
            let cut = self.cut.lanes::<L>(range);
            lanes(|i| cut[i] == INSIDE)
        };
        let ends = lanes(|i| z[i].end());
        let mut group = Group::new(jets(|i| [z[i], one, V::ZERO]));
        group.cut_inside = inside;
        group.ends = ends.iter().fold(false, |any, &end| any | (end != 0.0)).then_some(ends);
        if needs.square {
            group.s = jets(|i| square(z[i], inside[i]));
        }
        if needs.root {
            group.w = jets(|i| root(z[i], inside[i]));
        }
        group
    }
}

/// `1 - z^2`, or its negative where the cut is inside.
#[inline(always)]
fn square<V: Number>(z: V, cut_inside: bool) -> [V; 3] {
    let sign = if cut_inside { -1.0 } else { 1.0 };
    [(V::from(1.0) - z) * (z + 1.0) * sign, z * (-2.0 * sign), V::from(-2.0 * sign)]
}

/// The root of [`square`] with that cut.
#[inline(always)]
fn root<V: Number>(z: V, cut_inside: bool) -> [V; 3] {
    let s = square(z, cut_inside);
    let root = if cut_inside { (z - 1.0).root() * (z + 1.0).root() } else { s[0].root() };
    let slope = s[1] * 0.5 / root;
    [root, slope, (s[2] * 0.5 - slope * slope) / root]
}

/// The cosines and the absolute values of the sines of angles, by the angle.
pub(super) struct Sphere<'a> {
    pub(super) theta: Spread<'a, f64>,
}

impl Points<f64> for Sphere<'_> {
    fn group<const D: usize, const L: usize>(&self, range: Range<usize>, needs: Needs) -> Group<f64, D, L> {
        let theta = self.theta.lanes::<L>(range);
        let turns: [(f64, f64); L] = lanes(|i| theta[i].sin_cos());
        let mut group = Group::new(jets(|i| {
            let (sin, cos) = turns[i];
            [cos, -sin, -cos]
        }));
        if needs.square {
            group.s = jets(|i| {
                let (sin, cos) = turns[i];
                [sin * sin, 2.0 * sin * cos, 2.0 * (cos - sin) * (cos + sin)]
            });
        }
        if needs.root {
            group.w = jets(|i| {
                let (sin, cos) = turns[i];
                let sign = if sin < 0.0 { -1.0 } else { 1.0 };
                [sin * sign, cos * sign, -sin * sign]
            });
        }
        group
    }
}
