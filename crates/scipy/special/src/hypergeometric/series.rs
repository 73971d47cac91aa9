//! Hypergeometric power series, in doubles where nothing cancels and in double-double where something does.

use crate::dd::Dd;
use crate::trig::is_pole;
use pallasite_ufunc::math::level::MulAdd;

/// A series has lost too much once its largest term is so many times the sum.
const TOLERABLE: f64 = 30.0;
/// How many terms are summed between two looks at whether they still matter.
const TOGETHER: usize = 4;
/// The most terms that are summed.
const MOST: usize = 200_000;

/// The numerator and the denominator of the quotient of two neighbouring terms, in doubles and in double-double.
pub(super) trait Ratio {
    /// Whether a term is zero, and those after it must not be computed.
    fn terminates(&self) -> bool;
    fn plain(&self, k: f64) -> (f64, f64);
    fn exact(&self, k: f64) -> (Dd, Dd);
}

/// `1F1(a; b; x)`; `a` and `b` may be more than doubles.
pub(super) struct Confluent {
    pub(super) a: Dd,
    pub(super) b: Dd,
}

impl Ratio for Confluent {
    fn terminates(&self) -> bool {
        is_pole(self.a.hi)
    }

    #[inline(always)]
    fn plain(&self, k: f64) -> (f64, f64) {
        (self.a.hi + k, (self.b.hi + k) * (k + 1.0))
    }

    #[inline(always)]
    fn exact(&self, k: f64) -> (Dd, Dd) {
        (self.a + k, (self.b + k) * (k + 1.0))
    }
}

/// `2F1(a, b; c; x)`.
pub(super) struct Gauss {
    pub(super) a: Dd,
    pub(super) b: Dd,
    pub(super) c: Dd,
}

impl Ratio for Gauss {
    fn terminates(&self) -> bool {
        is_pole(self.a.hi) || is_pole(self.b.hi)
    }

    #[inline(always)]
    fn plain(&self, k: f64) -> (f64, f64) {
        ((self.a.hi + k) * (self.b.hi + k), (self.c.hi + k) * (k + 1.0))
    }

    #[inline(always)]
    fn exact(&self, k: f64) -> (Dd, Dd) {
        ((self.a + k) * (self.b + k), (self.c + k) * (k + 1.0))
    }
}

/// `sum t_k` from `t_0 = 1` with `t_(k + 1) = t_k x ratio(k)`.
pub(super) fn sum(x: f64, ratio: &impl Ratio) -> f64 {
    if ratio.terminates() {
        return exact_sum(x, ratio);
    }
    let (value, largest) = plain_sum(x, ratio);
    if largest <= TOLERABLE * value.abs() { value } else { exact_sum(x, ratio) }
}

/// The sum in doubles, and its largest term. It may run a few terms past the last that matters.
#[inline]
fn plain_sum(x: f64, ratio: &impl Ratio) -> (f64, f64) {
    let (mut sum, mut term, mut largest) = (1.0f64, 1.0f64, 1.0f64);
    for n in (0..MOST).step_by(TOGETHER) {
        // The factors do not depend on each other: two divisions take the time of one.
        let mut factors = [0.0; TOGETHER];
        for (i, factor) in factors.iter_mut().enumerate() {
            let (above, below) = ratio.plain((n + i) as f64);
            *factor = above / below;
        }
        for factor in factors {
            term *= factor * x;
            sum += term;
            largest = largest.max(term.abs());
        }
        let falling = (factors[TOGETHER - 1] * x).abs() < 1.0;
        if falling && term.abs() <= 1e-17 * sum.abs() || !term.is_finite() {
            break;
        }
    }
    (sum, largest)
}

/// The sum in double-double.
fn exact_sum<R: Ratio>(x: f64, ratio: &R) -> f64 {
    // SAFETY: the body is safe.
    unsafe { exact_sum_at_level(x, ratio) }
}

pallasite_ufunc::simd_levels! {
    light
    unsafe fn exact_sum_at_level[R: Ratio](x: f64, ratio: &R) -> f64 = exact_sum_body
}

/// Of what a level offers, double-double needs no more than the products without rounding.
#[inline(always)]
unsafe fn exact_sum_body<M: MulAdd, R: Ratio>(x: f64, ratio: &R) -> f64 {
    let (mut sum, mut term) = (Dd::ONE, Dd::ONE);
    for n in 0..MOST {
        let (above, below) = ratio.exact(n as f64);
        if above.hi == 0.0 {
            break;
        }
        term = term * above * x / below;
        sum = sum + term;
        let small = term.hi.abs() <= 1e-19 * sum.hi.abs();
        if term.hi == 0.0 || !term.hi.is_finite() || (small && (above.hi * x).abs() < below.hi.abs()) {
            break;
        }
    }
    sum.to_f64()
}
