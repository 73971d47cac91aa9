//! The recurrence in the degree, for many arguments at once, with derivatives.

use super::argument::Group;
use super::family::{Scaling, Step};
use super::number::Number;
use pallasite_ufunc::math::level::{Base, MulAdd};
use pallasite_ufunc::simd_levels;

/// `D - 1` derivatives and the value in front, of `L` arguments.
pub(super) type Lanes<V, const D: usize, const L: usize> = [[V; L]; D];

/// The values of a function of the lane.
#[inline(always)]
pub(super) fn lanes<T: Copy + Default, const L: usize>(f: impl Fn(usize) -> T) -> [T; L] {
    let mut lanes = [T::default(); L];
    for (i, lane) in lanes.iter_mut().enumerate() {
        *lane = f(i);
    }
    lanes
}

/// Writes as many lanes as there is room for.
#[inline(always)]
pub(super) fn put<V: Copy, const L: usize>(lanes: &[V; L], row: &mut [V]) {
    match <&mut [V; L]>::try_from(&mut *row) {
        Ok(all) => *all = *lanes,
        Err(_) => row.copy_from_slice(&lanes[..row.len()]),
    }
}

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
    /// Whether one of them may be other than zero.
    moved: bool,
}

impl<V: Number, const D: usize, const L: usize> Scaled<V, D, L> {
    /// The values themselves, as far as they are doubles.
    #[inline(always)]
    fn values(&self) -> Lanes<V, D, L> {
        if !self.moved {
            return self.jets;
        }
        let units = self.exponents.map(units);
        self.jets.map(|row| lanes(|i| if units[i] == 1.0 { row[i] } else { row[i] * units[i] }))
    }

    fn lane(&self, i: usize) -> Scaled<V, D, 1> {
        Scaled { jets: self.jets.map(|row| [row[i]]), exponents: [self.exponents[i]], moved: true }
    }

    #[inline(always)]
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
        self.moved = true;
    }
}

/// `P_m^m` for one order after the other of the same parity and side.
pub(super) struct Seeds<V, const D: usize, const L: usize>(Scaled<V, D, L>);

impl<V: Number, const D: usize, const L: usize> Seeds<V, D, L> {
    /// Those of order `m`, which is 0, 1 or -1.
    #[inline(always)]
    pub(super) fn new(scaling: Scaling, m: i64, group: &Group<V, D, L>) -> Self {
        let seed = scaling.seed(m);
        let mut jets: Lanes<V, D, L> = Lanes::NONE;
        if m == 0 {
            jets[0] = [V::from(seed); L];
        } else {
            let seeds: [f64; L] = lanes(|i| if m == 1 && !group.cut_inside[i] { -seed } else { seed });
            for (row, w) in jets.iter_mut().zip(&group.w) {
                *row = lanes(|i| w[i] * seeds[i]);
            }
        }
        Seeds(Scaled { jets, exponents: [0; L], moved: false })
    }

    /// Two orders further from zero.
    pub(super) fn widen(&mut self, factor: f64, group: &Group<V, D, L>) {
        let jets = &mut self.0.jets;
        for i in 0..L {
            let s = |d: usize| group.s[d][i] * factor;
            for d in (0..D).rev() {
                jets[d][i] = match d {
                    0 => s(0) * jets[0][i],
                    1 => s(0) * jets[1][i] + s(1) * jets[0][i],
                    _ => s(0) * jets[2][i] + s(1) * jets[1][i] * 2.0 + s(2) * jets[0][i],
                };
            }
        }
        self.0.rescale_all();
    }
}

/// Two neighbouring degrees on the way up.
#[derive(Clone, Copy)]
pub(super) struct Front<V, const D: usize, const L: usize> {
    now: Scaled<V, D, L>,
    /// Over the same powers.
    before: Lanes<V, D, L>,
}

impl<V: Number, const D: usize, const L: usize> Front<V, D, L> {
    #[inline(always)]
    pub(super) fn new(seeds: &Seeds<V, D, L>) -> Self {
        Front { now: seeds.0, before: Lanes::NONE }
    }

    #[inline(always)]
    pub(super) fn values(&self) -> Lanes<V, D, L> {
        self.now.values()
    }

    /// Takes some steps; the values after the first of them are written to `history`.
    #[inline(always)]
    pub(super) fn rise(&mut self, group: &Group<V, D, L>, steps: &[Step], history: &mut [Lanes<V, D, L>]) {
        let start = if self.now.moved { Some(*self) } else { None };
        // SAFETY: the body has no conditions.
        unsafe { climb(&group.x, &mut self.now.jets, &mut self.before, steps, history) };
        if let Some(start) = start {
            self.rise_again(&start, group, steps, history);
        }
    }

    /// The same steps from the start for lanes of numbers of any size.
    fn rise_again(
        &mut self,
        start: &Self,
        group: &Group<V, D, L>,
        steps: &[Step],
        history: &mut [Lanes<V, D, L>],
    ) {
        for lane in (0..L).filter(|&i| start.now.exponents[i] != 0) {
            let mut one = Front { now: start.now.lane(lane), before: start.before.map(|row| [row[lane]]) };
            one.rise_scaled(&group.x.map(|row| [row[lane]]), steps, |i, jets| {
                if let Some(kept) = history.get_mut(i) {
                    (0..D).for_each(|d| kept[d][lane] = jets[d][0]);
                }
            });
            for (ours, its) in [(&mut self.now.jets, &one.now.jets), (&mut self.before, &one.before)] {
                (0..D).for_each(|d| ours[d][lane] = its[d][0]);
            }
            self.now.exponents[lane] = one.now.exponents[0];
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
            let next = Lanes::next::<Base>(step, x, &self.now.jets, &self.before);
            (self.before, self.now.jets) = (self.now.jets, next);
            let shift = self.now.rescale(0);
            if shift != 0 {
                self.before.iter_mut().for_each(|row| row[0] = row[0] * units(-shift));
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
