//! The continued fraction of the incomplete beta function, in doubles or in twice their precision.

use super::complement;
use crate::dd::Dd;
use crate::gamma_pair::{Pair, multiply};
use crate::gamma_ratio::add;
use pallasite_ufunc::math::level::MulAdd;
use pallasite_ufunc::math::scalar::{select, two_sum};
use std::ops::{Add, Div, Mul, RangeInclusive};

/// What the fraction is computed in.
pub(super) trait Number:
    Copy
    + Add<Output = Self>
    + Add<f64, Output = Self>
    + Mul<Output = Self>
    + Mul<f64, Output = Self>
    + Div<Output = Self>
{
    /// The number nearest to a sum.
    fn of(sum: Pair) -> Self;
    /// The number nearest to it.
    fn rounded(self) -> f64;
    /// `self factor + summand`.
    fn mul_add<M: MulAdd>(self, factor: Self, summand: Self) -> Self;
}

impl Number for f64 {
    #[inline(always)]
    fn of(sum: Pair) -> f64 {
        sum.0
    }
    #[inline(always)]
    fn rounded(self) -> f64 {
        self
    }
    #[inline(always)]
    fn mul_add<M: MulAdd>(self, factor: f64, summand: f64) -> f64 {
        M::mul_add(self, factor, summand)
    }
}

impl Number for Dd {
    #[inline(always)]
    fn of((hi, lo): Pair) -> Dd {
        Dd::new(hi, lo)
    }
    #[inline(always)]
    fn rounded(self) -> f64 {
        self.hi
    }
    #[inline(always)]
    fn mul_add<M: MulAdd>(self, factor: Dd, summand: Dd) -> Dd {
        self * factor + summand
    }
}

/// The arguments, exchanged with `y = 1 - x` if that makes `lead = a y - b x` positive: `x` is below the mean.
#[derive(Clone, Copy)]
pub(super) struct Side<T> {
    pub(super) a: f64,
    pub(super) b: f64,
    pub(super) x: T,
    pub(super) lead: T,
    pub(super) upper: bool,
}

impl<T: Number> Side<T> {
    #[inline(always)]
    pub(super) fn new<M: MulAdd>(a: f64, b: f64, x: Pair) -> Side<T> {
        let y = complement(x);
        let (ay, bx) = (multiply::<M>((a, 0.0), y), multiply::<M>((b, 0.0), x));
        let (lead, lead_lo) = add(ay, (-bx.0, -bx.1));
        let upper = lead < 0.0;
        let choose = |yes: f64, no: f64| select(upper, yes, no);
        Side {
            a: choose(b, a),
            b: choose(a, b),
            x: T::of((choose(y.0, x.0), choose(y.1, x.1))),
            lead: T::of((lead.abs(), choose(-lead_lo, lead_lo))),
            upper,
        }
    }
}

impl Side<f64> {
    /// About one over the size of a tail, its denominators multiplied out.
    pub(super) fn scale(&self) -> f64 {
        let count = f64::from(self.terms());
        1.0 / ((self.a + count).powi(2) * (0.5 * self.lead + count))
    }

    /// How many terms of the continued fraction matter to a double.
    pub(super) fn terms(&self) -> u32 {
        let by_size = 7.0 + (2.25 + 4.5 / self.b) * self.a.sqrt();
        let by_distance = 6.0 + 3.0 * self.a / self.lead;
        by_size.min(by_distance).min(1e6) as u32
    }
}

/// The continued fraction of DiDonato and Morris from its last tail on, its denominators `a + 2 n - 1` multiplied out and
/// the tails as quotients of neighbours; `scale` keeps these in range.
#[derive(Clone, Copy)]
pub(super) struct Fraction<T> {
    side: Side<T>,
    scale: f64,
    tail: T,
    before: T,
}

impl<T: Number> Fraction<T> {
    #[inline(always)]
    pub(super) fn new(side: &Side<T>, scale: f64) -> Fraction<T> {
        Fraction { side: *side, scale, tail: T::of((1.0, 0.0)), before: T::of((0.0, 0.0)) }
    }

    /// The tail from the partial quotient `n` on, times `(a + 2 n - 1) (a + 2 n + 1)`.
    #[inline(always)]
    pub(super) fn step<M: MulAdd>(&mut self, n: f64) {
        let Side { a, b, x, lead, .. } = self.side;
        let of = |number: f64, step: f64| T::of(two_sum(number, step));
        let (low, middle, high) = (of(a, 2.0 * n - 1.0), of(a, 2.0 * n + 1.0), of(a, 2.0 * n + 3.0));
        let main = middle * n * of(b, -n).mul_add::<M>(x, low);
        let centre = x.mul_add::<M>(T::of((-n, 0.0)), lead + (2.0 * n + 1.0));
        let below = (of(a, n) * low).mul_add::<M>(centre, main);
        let factors = of(b, -n - 1.0) * (n + 1.0) * (x * x);
        let above = of(a, n) * (T::of(two_sum(a, b)) + n) * (low * high) * factors;
        let next =
            (below * self.scale).mul_add::<M>(self.tail, above * self.scale * self.scale * self.before);
        (self.tail, self.before) = (next, self.tail);
    }

    /// Takes partial quotients from the last of `terms` to the first; over many the tails leave the range of doubles.
    #[inline(always)]
    pub(super) fn take<M: MulAdd>(&mut self, terms: RangeInclusive<u32>) {
        for n in terms.rev() {
            self.step::<M>(n.into());
            let size = self.tail.rounded().abs();
            if !(1e-150..1e150).contains(&size) {
                let factor = if size < 1.0 { 1e150 } else { 1e-150 };
                (self.tail, self.before) = (self.tail * factor, self.before * factor);
            }
        }
    }

    /// [`value`](Fraction::value) of `count` partial quotients.
    #[inline(always)]
    pub(super) fn of_terms<M: MulAdd>(mut self, count: u32) -> T {
        self.take::<M>(1..=count);
        self.value::<M>()
    }

    /// The whole fraction's reciprocal.
    #[inline(always)]
    pub(super) fn value<M: MulAdd>(self) -> T {
        let Side { a, b, x, lead, .. } = self.side;
        let of = |number: f64, step: f64| T::of(two_sum(number, step));
        let above = of(a, b) * of(b, -1.0) * of(a, 3.0) * (x * x) * self.scale;
        let below = (lead + 1.0).mul_add::<M>(self.tail, above * self.before);
        of(a, 1.0) * self.tail / (below * a)
    }
}

impl Fraction<f64> {
    /// The same tails, with `side` for the partial quotients to come.
    #[inline(always)]
    pub(super) fn precise(self, side: &Side<Dd>) -> Fraction<Dd> {
        Fraction { side: *side, scale: self.scale, tail: self.tail.into(), before: self.before.into() }
    }
}
