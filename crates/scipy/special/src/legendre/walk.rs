//! The recurrence in the degree, for many arguments at once, with derivatives.

use super::argument::Argument;
use super::family::{Scaling, Step};
use super::number::Number;
use pallasite_ufunc::math::level::{Base, MulAdd};
use pallasite_ufunc::simd_levels;

/// `D - 1` derivatives and the value in front, of `L` arguments.
pub(super) type Lanes<V, const D: usize, const L: usize> = [[V; L]; D];

/// Numbers beyond `2^UNIT` carry an exponent of their own (Fukushima, "Numerical computation of spherical harmonics of
/// arbitrary degree and order by extending exponent of floating point numbers", Journal of Geodesy 86, 2012).
const UNIT: i32 = 960;

/// `2^(UNIT e)`, as far as that is a double.
fn units(e: i32) -> f64 {
    match e {
        0 => 1.0,
        1 => 2f64.powi(UNIT),
        -1 => 2f64.powi(-UNIT),
        2.. => f64::INFINITY,
        _ => 0.0,
    }
}

/// The arguments of `L` lanes, those that lack being copies of the last.
pub(super) struct Group<V, const L: usize> {
    x: Lanes<V, 3, L>,
    s: Lanes<V, 3, L>,
    w: Lanes<V, 3, L>,
    pub(super) ends: [f64; L],
    pub(super) cut_inside: [bool; L],
}

impl<V: Number, const L: usize> Group<V, L> {
    pub(super) fn new(arguments: &[Argument<V>]) -> Self {
        let lane = |i: usize| &arguments[i.min(arguments.len() - 1)];
        let lanes =
            |of: fn(&Argument<V>) -> &[V; 3]| [0, 1, 2].map(|d| std::array::from_fn(|i| of(lane(i))[d]));
        Group {
            x: lanes(|a| &a.x),
            s: lanes(|a| &a.s),
            w: lanes(|a| &a.w),
            ends: std::array::from_fn(|i| lane(i).end),
            cut_inside: std::array::from_fn(|i| lane(i).cut_inside),
        }
    }
}

/// Values over `2^(UNIT e)` with the exponents `e`.
#[derive(Clone, Copy)]
struct Scaled<V, const D: usize, const L: usize> {
    jets: Lanes<V, D, L>,
    exponents: [i32; L],
}

impl<V: Number, const D: usize, const L: usize> Scaled<V, D, L> {
    /// The values themselves, as far as they are doubles.
    fn values(&self) -> Lanes<V, D, L> {
        let units = self.exponents.map(units);
        self.jets.map(|row| std::array::from_fn(|i| if units[i] == 1.0 { row[i] } else { row[i] * units[i] }))
    }

    fn lane(&self, i: usize) -> Scaled<V, D, 1> {
        Scaled { jets: self.jets.map(|row| [row[i]]), exponents: [self.exponents[i]] }
    }

    /// Moves a lane to the unit that fits; by how many is returned.
    fn rescale(&mut self, i: usize) -> i32 {
        let size = (0..D).map(|d| self.jets[d][i].size()).fold(0.0, f64::max);
        let shift = match size {
            size if size >= 2f64.powi(UNIT / 2) && size.is_finite() => 1,
            size if size < 2f64.powi(-UNIT / 2) && size > 0.0 => -1,
            _ => return 0,
        };
        self.move_by(i, shift);
        shift
    }

    fn move_by(&mut self, i: usize, shift: i32) {
        for row in &mut self.jets {
            row[i] = row[i] * units(-shift);
        }
        self.exponents[i] += shift;
    }
}

/// `P_m^m` for one order after the other of the same parity and side.
pub(super) struct Seeds<V, const D: usize, const L: usize>(Scaled<V, D, L>);

impl<V: Number, const D: usize, const L: usize> Seeds<V, D, L> {
    /// Those of order `m`, which is 0, 1 or -1.
    pub(super) fn new(scaling: Scaling, m: i64, group: &Group<V, L>) -> Self {
        let mut jets: Lanes<V, D, L> = Lanes::NONE;
        for i in 0..L {
            let seed = scaling.seed(m, group.cut_inside[i]);
            for d in 0..D {
                let own = if d == 0 { V::from(1.0) } else { V::ZERO };
                jets[d][i] = if m == 0 { own } else { group.w[d][i] } * seed;
            }
        }
        Seeds(Scaled { jets, exponents: [0; L] })
    }

    /// Two orders further from zero.
    pub(super) fn widen(&mut self, factor: f64, group: &Group<V, L>) {
        let jets = &mut self.0.jets;
        for i in 0..L {
            let [s0, s1, s2] = [0, 1, 2].map(|d| group.s[d][i] * factor);
            for d in (0..D).rev() {
                jets[d][i] = match d {
                    0 => s0 * jets[0][i],
                    1 => s0 * jets[1][i] + s1 * jets[0][i],
                    _ => s0 * jets[2][i] + s1 * jets[1][i] * 2.0 + s2 * jets[0][i],
                };
            }
        }
        for i in 0..L {
            self.0.rescale(i);
        }
    }
}

/// Two neighbouring degrees on the way up.
pub(super) struct Front<V, const D: usize, const L: usize> {
    now: Scaled<V, D, L>,
    before: Scaled<V, D, L>,
}

impl<V: Number, const D: usize, const L: usize> Front<V, D, L> {
    pub(super) fn new(seeds: &Seeds<V, D, L>) -> Self {
        Front { now: seeds.0, before: Scaled { jets: Lanes::NONE, ..seeds.0 } }
    }

    pub(super) fn values(&self) -> Lanes<V, D, L> {
        self.now.values()
    }

    /// Takes some steps; the values after the first of them are written to `history`.
    pub(super) fn rise(&mut self, group: &Group<V, L>, steps: &[Step], history: &mut [Lanes<V, D, L>]) {
        let mut ends = [self.now.jets, self.before.jets];
        // SAFETY: the body has no conditions.
        unsafe { climb(&group.x, &mut ends, steps, history) };
        let start = std::mem::replace(&mut self.now.jets, ends[0]);
        let below = std::mem::replace(&mut self.before.jets, ends[1]);
        let exponents = self.now.exponents;
        for lane in (0..L).filter(|&i| exponents[i] != 0) {
            let mut one = Front {
                now: Scaled { jets: start, exponents }.lane(lane),
                before: Scaled { jets: below, exponents }.lane(lane),
            };
            one.rise_scaled(&group.x.map(|row| [row[lane]]), steps, |i, jets| {
                if let Some(kept) = history.get_mut(i) {
                    (0..D).for_each(|d| kept[d][lane] = jets[d][0]);
                }
            });
            for (ours, its) in [(&mut self.now, &one.now), (&mut self.before, &one.before)] {
                (0..D).for_each(|d| ours.jets[d][lane] = its.jets[d][0]);
                ours.exponents[lane] = its.exponents[0];
            }
        }
    }
}

impl<V: Number, const D: usize> Front<V, D, 1> {
    /// The steps with numbers of any size.
    fn rise_scaled(
        &mut self,
        x: &Lanes<V, 3, 1>,
        steps: &[Step],
        mut write: impl FnMut(usize, Lanes<V, D, 1>),
    ) {
        for (i, &step) in steps.iter().enumerate() {
            let next = Lanes::next::<Base>(step, x, &self.now.jets, &self.before.jets);
            (self.before, self.now.jets) = (self.now, next);
            let shift = self.now.rescale(0);
            if shift != 0 {
                self.before.move_by(0, shift);
            }
            write(i, self.now.values());
        }
    }
}

/// Neighbouring degrees, of which the next can be had.
pub(super) trait Degree: Copy {
    /// The arguments with their derivatives.
    type X;
    /// Zeros.
    const NONE: Self;
    fn next<M: MulAdd>(step: Step, x: &Self::X, now: &Self, before: &Self) -> Self;
}

impl<V: Number, const D: usize, const L: usize> Degree for Lanes<V, D, L> {
    type X = Lanes<V, 3, L>;
    const NONE: Self = [[V::ZERO; L]; D];

    #[inline(always)]
    fn next<M: MulAdd>(step: Step, x: &Lanes<V, 3, L>, now: &Self, before: &Self) -> Self {
        let mut next = Self::NONE;
        for d in 0..D {
            for i in 0..L {
                let mut sum = V::mul_add::<M>(x[0][i] * step.rise, now[d][i], before[d][i] * step.fall);
                if d >= 1 {
                    sum = V::mul_add::<M>(x[1][i] * (step.rise * d as f64), now[d - 1][i], sum);
                }
                if d == 2 {
                    sum = V::mul_add::<M>(x[2][i] * step.rise, now[0][i], sum);
                }
                next[d][i] = sum;
            }
        }
        next
    }
}

simd_levels! {
    light
    /// Takes steps from the two degrees in `ends` without regard to exponents.
    unsafe fn climb[J: Degree](x: &J::X, ends: &mut [J; 2], steps: &[Step], history: &mut [J]) = climb_body
}

#[inline(always)]
unsafe fn climb_body<M: MulAdd, J: Degree>(x: &J::X, ends: &mut [J; 2], steps: &[Step], history: &mut [J]) {
    let [mut now, mut before] = *ends;
    for (i, &step) in steps.iter().enumerate() {
        (now, before) = (J::next::<M>(step, x, &now, &before), now);
        if let Some(kept) = history.get_mut(i) {
            *kept = now;
        }
    }
    *ends = [now, before];
}
