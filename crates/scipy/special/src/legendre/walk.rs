//! The recurrence in the degree, for many arguments at once, with derivatives.

use super::argument::Group;
use super::family::{Scaling, Step};
use super::number::Number;
use pallasite_ufunc::math::level::{Base, MulAdd};
use pallasite_ufunc::simd_levels;

/// `D - 1` derivatives and the value in front, of `L` arguments.
pub(super) type Lanes<V, const D: usize, const L: usize> = [[V; L]; D];

/// Numbers beyond `2^UNIT` carry an exponent of their own (Fukushima, "Numerical computation of spherical harmonics of
/// arbitrary degree and order by extending exponent of floating point numbers", Journal of Geodesy 86, 2012).
const UNIT: i32 = 960;
/// From here on a value moves to the next unit.
const LARGE: f64 = power_of_two(UNIT / 2);
/// Below this a value moves to the unit below.
const SMALL: f64 = power_of_two(-UNIT / 2);

const fn power_of_two(e: i32) -> f64 {
    f64::from_bits(((1023 + e) as u64) << 52)
}

/// `2^(UNIT e)`, as far as that is a double.
fn units(e: i32) -> f64 {
    match e {
        0 => 1.0,
        1 => power_of_two(UNIT),
        -1 => power_of_two(-UNIT),
        2.. => f64::INFINITY,
        _ => 0.0,
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
        if self.exponents == [0; L] {
            return self.jets;
        }
        let units = self.exponents.map(units);
        self.jets.map(|row| std::array::from_fn(|i| if units[i] == 1.0 { row[i] } else { row[i] * units[i] }))
    }

    fn lane(&self, i: usize) -> Scaled<V, D, 1> {
        Scaled { jets: self.jets.map(|row| [row[i]]), exponents: [self.exponents[i]] }
    }

    fn size(&self, i: usize) -> f64 {
        (0..D).map(|d| self.jets[d][i].size()).fold(0.0, f64::max)
    }

    /// Moves all lanes to the units that fit.
    fn rescale_all(&mut self) {
        let fits = |size: f64| (size < LARGE) & ((size >= SMALL) | (size == 0.0));
        if !(0..L).fold(true, |all, i| all & fits(self.size(i))) {
            (0..L).for_each(|i| _ = self.rescale(i));
        }
    }

    /// Moves a lane to the unit that fits; by how many is returned.
    fn rescale(&mut self, i: usize) -> i32 {
        let shift = match self.size(i) {
            size if size >= LARGE && size.is_finite() => 1,
            size if size < SMALL && size > 0.0 => -1,
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
    pub(super) fn new(scaling: Scaling, m: i64, group: &Group<V, D, L>) -> Self {
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
    pub(super) fn widen(&mut self, factor: f64, group: &Group<V, D, L>) {
        let jets = &mut self.0.jets;
        for i in 0..L {
            let s = group.s.map(|row| row[i] * factor);
            for d in (0..D).rev() {
                jets[d][i] = match d {
                    0 => s[0] * jets[0][i],
                    1 => s[0] * jets[1][i] + s[1] * jets[0][i],
                    _ => s[0] * jets[2][i] + s[1] * jets[1][i] * 2.0 + s[2] * jets[0][i],
                };
            }
        }
        self.0.rescale_all();
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
    pub(super) fn rise(&mut self, group: &Group<V, D, L>, steps: &[Step], history: &mut [Lanes<V, D, L>]) {
        let (start, below, exponents) = (self.now.jets, self.before.jets, self.now.exponents);
        // SAFETY: the body has no conditions.
        unsafe { climb(&group.x, &mut self.now.jets, &mut self.before.jets, steps, history) };
        if exponents == [0; L] {
            return;
        }
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
        x: &Lanes<V, D, 1>,
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
    /// Zeros.
    const NONE: Self;
    /// Takes a step; `x` has the derivatives of the arguments.
    fn next<M: MulAdd>(step: Step, x: &Self, now: &Self, before: &Self) -> Self;
}

impl<V: Number, const D: usize, const L: usize> Degree for Lanes<V, D, L> {
    const NONE: Self = [[V::ZERO; L]; D];

    #[inline(always)]
    fn next<M: MulAdd>(step: Step, x: &Self, now: &Self, before: &Self) -> Self {
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
    /// Takes steps from two degrees without regard to exponents.
    unsafe fn climb[J: Degree](x: &J, now: &mut J, before: &mut J, steps: &[Step], history: &mut [J]) = climb_body
}

#[inline(always)]
unsafe fn climb_body<M: MulAdd, J: Degree>(
    x: &J,
    now: &mut J,
    before: &mut J,
    steps: &[Step],
    history: &mut [J],
) {
    let (mut own, mut below) = (*now, *before);
    for (i, &step) in steps.iter().enumerate() {
        (own, below) = (J::next::<M>(step, x, &own, &below), own);
        if let Some(kept) = history.get_mut(i) {
            *kept = own;
        }
    }
    (*now, *before) = (own, below);
}
