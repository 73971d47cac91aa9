//! Values of series, by Clenshaw's recurrence (Clenshaw, "A note on the summation of Chebyshev series", Mathematical
//! Tables and other Aids to Computation 9, 1955), and the values of all polynomials of a basis.

use super::basis::{Basis, Form};
use super::number::Coefficient;
use pallasite_array::threads;
use pallasite_ufunc::math::level::MulAdd;
use pallasite_ufunc::simd_levels;

/// Arguments that are computed side by side.
const LANES: usize = 16;

/// The numbers of a step, in the precision of the series.
#[derive(Clone, Copy)]
struct Term<T: Coefficient> {
    shift: T,
    slope: T::Part,
    below: T::Part,
    divisor: T::Part,
}

/// A series with what its evaluation needs.
struct Sum<'a, T: Coefficient> {
    form: Form,
    /// The steps from degree 1 on.
    terms: &'a [Term<T>],
    coefficients: &'a [T],
    /// Coefficients of a degree: one, or one for each argument.
    width: usize,
}

/// Steps without a shift are divided beforehand, which leaves one product for each of their terms.
fn terms<T: Coefficient>(basis: &Basis, count: usize) -> Vec<Term<T>> {
    let term = |k: usize| {
        let step = basis.at(k);
        let divisor = if basis.form == Form::Even { step.divisor } else { 1.0 };
        Term {
            shift: T::of(step.shift),
            slope: T::real(step.slope / divisor),
            below: T::real(step.below / divisor),
            divisor: T::real(step.divisor),
        }
    };
    if basis.form == Form::Powers { Vec::new() } else { (1..count).map(term).collect() }
}

impl<T: Coefficient> Sum<'_, T> {
    /// The coefficients of degree `k` for the arguments from `place` on.
    #[inline(always)]
    fn at<const N: usize>(&self, k: usize, place: usize) -> [T; N] {
        if self.width == 1 {
            return [self.coefficients[k]; N];
        }
        let mut row = [T::default(); N];
        row.copy_from_slice(&self.coefficients[k * self.width + place..][..N]);
        row
    }

    // The loops count lanes, since a closure would not be compiled for the instructions of the caller.
    #[inline(always)]
    fn values<const N: usize>(&self, x: &[T; N], place: usize) -> [T; N] {
        let count = self.coefficients.len() / self.width;
        let mut high = self.at::<N>(count - 1, place);
        if count == 1 || self.form == Form::Powers {
            for i in 0..N {
                high[i] = high[i] + x[i].scaled(T::real(0.0));
            }
            for k in (0..count - 1).rev() {
                let c = self.at::<N>(k, place);
                for i in 0..N {
                    high[i] = c[i] + high[i] * x[i];
                }
            }
            return high;
        }
        let mut low = self.at::<N>(count - 2, place);
        for k in (1..count).rev() {
            let c = if k > 1 { self.at::<N>(k - 2, place) } else { [T::default(); N] };
            self.step(self.terms[k - 1], x, &c, &mut low, &mut high);
        }
        high
    }

    /// One step of the recurrence.
    #[inline(always)]
    fn step<const N: usize>(
        &self,
        term: Term<T>,
        x: &[T; N],
        c: &[T; N],
        low: &mut [T; N],
        high: &mut [T; N],
    ) {
        if self.form == Form::Shifted {
            for i in 0..N {
                let next = low[i] + (high[i] * (term.shift - x[i])).over(term.divisor);
                low[i] = c[i] - high[i].scaled(term.below).over(term.divisor);
                high[i] = next;
            }
        } else {
            for i in 0..N {
                let next = low[i] + (high[i] * x[i]).scaled(term.slope);
                low[i] = c[i] - high[i].scaled(term.below);
                high[i] = next;
            }
        }
    }
}

#[inline(always)]
unsafe fn values_body<M: MulAdd, T: Coefficient>(sum: &Sum<'_, T>, x: &[T], first: usize, out: &mut [T]) {
    let whole = x.len() / LANES * LANES;
    for start in (0..whole).step_by(LANES) {
        let mut lanes = [T::default(); LANES];
        lanes.copy_from_slice(&x[start..start + LANES]);
        out[start..start + LANES].copy_from_slice(&sum.values(&lanes, first + start));
    }
    for i in whole..x.len() {
        out[i] = sum.values(&[x[i]], first + i)[0];
    }
}

simd_levels! {
    light
    /// [`values_body`] for the instructions of the machine.
    unsafe fn values_at[T: Coefficient](sum: &Sum<'_, T>, x: &[T], first: usize, out: &mut [T]) = values_body
}

/// The values of a series that is not empty at `x`.
///
/// # Panics
/// A series that is empty.
///
/// # Examples
/// ```
/// use pallasite_numpy::polynomial::{LEGENDRE, POWER, evaluate};
/// assert_eq!(evaluate(&POWER, &[1.0, 2.0, 3.0], &[0.0, 2.0]), [1.0, 17.0]);
/// assert_eq!(evaluate(&LEGENDRE, &[0.0, 0.0, 1.0], &[1.0, 0.0]), [1.0, -0.5]);
/// ```
pub fn evaluate<T: Coefficient>(basis: &Basis, c: &[T], x: &[T]) -> Vec<T> {
    evaluate_rows(basis, c, 1, x)
}

/// The values of as many series as there are arguments, or of one; row `k` of `c` has the coefficients of degree `k`,
/// `width` of them.
pub(super) fn evaluate_rows<T: Coefficient>(basis: &Basis, c: &[T], width: usize, x: &[T]) -> Vec<T> {
    let mut out = vec![T::default(); x.len()];
    evaluate_into(basis, c, width, x, &mut out);
    out
}

/// [`evaluate_rows`] into memory that is there.
pub(super) fn evaluate_into<T: Coefficient>(basis: &Basis, c: &[T], width: usize, x: &[T], out: &mut [T]) {
    let count = c.len() / width;
    let terms = terms(basis, count);
    let sum = Sum { form: basis.form, terms: &terms, coefficients: c, width };
    threads::for_each_chunk(out, count, |first, out| {
        // SAFETY: the body is safe.
        unsafe { values_at(&sum, &x[first..first + out.len()], first, out) };
    });
}

/// The values at `x` of the polynomials up to `degree`, a row for each.
///
/// # Examples
/// ```
/// use pallasite_numpy::polynomial::{LEGENDRE, vander};
/// assert_eq!(vander(&LEGENDRE, &[2.0], 2), [1.0, 2.0, 5.5]);
/// ```
pub fn vander<T: Coefficient>(basis: &Basis, x: &[T], degree: usize) -> Vec<T> {
    let n = x.len();
    let mut out = vec![T::default(); n * (degree + 1)];
    let mut rows: Vec<&mut [T]> = if n == 0 { Vec::new() } else { out.chunks_exact_mut(n).collect() };
    // Blocks whose rows stay in the first-level cache.
    for start in (0..n).step_by(BLOCK) {
        let range = start..n.min(start + BLOCK);
        let mut part: Vec<&mut [T]> = rows.iter_mut().map(|row| &mut row[range.clone()]).collect();
        // SAFETY: the body is safe.
        unsafe { rows_at(basis, &x[range], &mut part) };
    }
    out
}

/// Arguments of which rows are computed together.
const BLOCK: usize = 512;

#[inline(always)]
unsafe fn rows_body<M: MulAdd, T: Coefficient>(basis: &Basis, x: &[T], rows: &mut [&mut [T]]) {
    let one = T::of(1.0);
    rows[0].iter_mut().zip(x).for_each(|(y, x)| *y = x.scaled(T::real(0.0)) + one);
    for k in 1..rows.len() {
        let step = basis.at(k);
        let (shift, slope) = (T::of(step.shift), T::real(step.slope));
        let (below, divisor) = (T::real(step.below), T::real(step.divisor));
        let (done, next) = rows.split_at_mut(k);
        let before: &[T] = if k > 1 { done[k - 2] } else { &[] };
        let (next, last) = (&mut *next[0], &*done[k - 1]);
        match (basis.form, k, step.divisor == 1.0) {
            (Form::Powers, ..) => pairs(next, last, x, |y, x| y * x),
            (Form::Even, 1, _) => pairs(next, last, x, |y, x| (y * x).scaled(slope)),
            (Form::Shifted, 1, _) => pairs(next, last, x, |y, x| y * (shift - x)),
            (Form::Even, _, true) => {
                triples(next, last, before, x, |y, z, x| (y * x).scaled(slope) - z.scaled(below));
            }
            (Form::Even, ..) => triples(next, last, before, x, |y, z, x| {
                ((y * x).scaled(slope) - z.scaled(below)).over(divisor)
            }),
            (Form::Shifted, ..) => {
                triples(next, last, before, x, |y, z, x| (y * (shift - x) - z.scaled(below)).over(divisor));
            }
        }
    }
}

simd_levels! {
    light
    /// [`rows_body`] for the instructions of the machine.
    unsafe fn rows_at[T: Coefficient](basis: &Basis, x: &[T], rows: &mut [&mut [T]]) = rows_body
}

#[inline(always)]
fn pairs<T: Coefficient>(out: &mut [T], last: &[T], x: &[T], f: impl Fn(T, T) -> T) {
    out.iter_mut().zip(last).zip(x).for_each(|((out, &y), &x)| *out = f(y, x));
}

#[inline(always)]
fn triples<T: Coefficient>(out: &mut [T], last: &[T], before: &[T], x: &[T], f: impl Fn(T, T, T) -> T) {
    out.iter_mut().zip(last).zip(before).zip(x).for_each(|(((out, &y), &z), &x)| *out = f(y, z, x));
}
