//! Three-term recurrences with their rounding errors carried along: as accurate as in twice the precision, and for many
//! arguments at once (Ogita, Rump and Oishi, "Accurate sum and dot product", SIAM Journal on Scientific Computing 26,
//! 2005, has the transformations).

use crate::dd::Dd;
use pallasite_ufunc::math::level::MulAdd;
use pallasite_ufunc::simd_levels;

/// A step `p_(k + 1) = (slope x + shift) p_k - below p_(k - 1)`; `slope` is a power of two or minus one.
#[derive(Clone, Copy)]
pub(crate) struct Step {
    pub(crate) slope: f64,
    pub(crate) shift: Dd,
    pub(crate) below: Dd,
}

/// The steps of a family of polynomials, which may be scaled.
pub(crate) trait Steps: Copy {
    /// The step from `k` to `k + 1`; they are asked for in turn.
    fn next(&mut self, k: f64) -> Step;
    /// What the last value is to be multiplied by.
    fn factor(&self) -> Dd {
        Dd::ONE
    }
}

/// How many arguments go together.
const LANES: usize = 256;
/// Their number is rounded up to a multiple of this, the length of the longest vectors.
const WIDTH: usize = 8;

/// Arguments, two neighbouring values at each, and what these lack.
struct Lanes {
    x: [f64; LANES],
    now: [f64; LANES],
    before: [f64; LANES],
    now_lacks: [f64; LANES],
    before_lacks: [f64; LANES],
}

/// Replaces each `x` by the polynomial of degree `n`; that of degree zero is one.
pub(crate) fn climb(x: &mut [f64], n: usize, steps: impl Steps) {
    if let [x] = x {
        // SAFETY: the body has no conditions.
        *x = unsafe { climb_alone(*x, n, steps) };
        return;
    }
    for x in x.chunks_mut(LANES) {
        climb_together(x, n, steps);
    }
}

/// The same for no more than `LANES` arguments.
fn climb_together(x: &mut [f64], n: usize, mut steps: impl Steps) {
    let (zero, count) = ([0.0; LANES], x.len().next_multiple_of(WIDTH));
    let mut lanes = Lanes { x: zero, now: [1.0; LANES], before: zero, now_lacks: zero, before_lacks: zero };
    lanes.x[..x.len()].copy_from_slice(x);
    for k in 0..n {
        let step = steps.next(k as f64);
        // SAFETY: the bodies have no conditions.
        unsafe {
            if step.shift == Dd::ZERO {
                advance(&step, &mut lanes, count);
            } else {
                advance_shifted(&step, &mut lanes, count);
            }
        }
    }
    // SAFETY: the body has no conditions.
    unsafe { finish(steps.factor(), &mut lanes, count) };
    x.copy_from_slice(&lanes.x[..x.len()]);
}

simd_levels! {
    /// The polynomial at one argument.
    unsafe fn climb_alone[S: Steps](x: f64, n: usize, steps: S) -> f64 = climb_alone_body
}

simd_levels! {
    /// One step, without a shift.
    unsafe fn advance[](step: &Step, lanes: &mut Lanes, count: usize) = advance_body
}

simd_levels! {
    /// One step.
    unsafe fn advance_shifted[](step: &Step, lanes: &mut Lanes, count: usize) = advance_shifted_body
}

simd_levels! {
    /// Leaves the value times a factor in `x`.
    unsafe fn finish[](factor: Dd, lanes: &mut Lanes, count: usize) = finish_body
}

#[inline(always)]
unsafe fn advance_body<M: MulAdd>(step: &Step, lanes: &mut Lanes, count: usize) {
    each::<M, false>(step, lanes, count);
}

#[inline(always)]
unsafe fn advance_shifted_body<M: MulAdd>(step: &Step, lanes: &mut Lanes, count: usize) {
    each::<M, true>(step, lanes, count);
}

/// The step in every lane.
#[inline(always)]
fn each<M: MulAdd, const SHIFTED: bool>(step: &Step, lanes: &mut Lanes, count: usize) {
    let step = *step;
    for i in 0..count.min(LANES) / WIDTH * WIDTH {
        let (now, before) = ((lanes.now[i], lanes.now_lacks[i]), (lanes.before[i], lanes.before_lacks[i]));
        let (above, lacks) = above::<M, SHIFTED>(&step, lanes.x[i], now, before);
        (lanes.now[i], lanes.before[i]) = (above, now.0);
        (lanes.now_lacks[i], lanes.before_lacks[i]) = (lacks, now.1);
    }
}

#[inline(always)]
unsafe fn climb_alone_body<M: MulAdd, S: Steps>(x: f64, n: usize, mut steps: S) -> f64 {
    let (mut now, mut before) = ((1.0, 0.0), (0.0, 0.0));
    for k in 0..n {
        let step = steps.next(k as f64);
        let next = if step.shift == Dd::ZERO {
            above::<M, false>(&step, x, now, before)
        } else {
            above::<M, true>(&step, x, now, before)
        };
        (now, before) = (next, now);
    }
    scaled::<M>(now, steps.factor())
}

/// The next value and what it lacks, from two such pairs.
#[inline(always)]
fn above<M: MulAdd, const SHIFTED: bool>(
    step: &Step,
    x: f64,
    (p, p_lacks): (f64, f64),
    (q, q_lacks): (f64, f64),
) -> (f64, f64) {
    let Step { slope, shift, below } = *step;
    let (z, z_lacks) = if SHIFTED { two_sum(shift.hi, slope * x) } else { (slope * x, 0.0) };
    let (up, down) = (z * p, below.hi * q);
    let (sum, sum_lacks) = two_sum(up, -down);
    let products = M::fma(z, p, -up) - M::fma(below.hi, q, -down);
    let tails = if SHIFTED { (z_lacks + shift.lo) * p - below.lo * q } else { -below.lo * q };
    let carried = M::mul_add(z, p_lacks, products + sum_lacks + tails);
    (sum, carried - below.hi * q_lacks)
}

/// A value and what it lacks times a factor.
#[inline(always)]
fn scaled<M: MulAdd>((value, lacks): (f64, f64), factor: Dd) -> f64 {
    let product = value * factor.hi;
    let rest = M::fma(value, factor.hi, -product) + (value * factor.lo + lacks * factor.hi);
    // Where the values have overflowed, what they lack is not a number.
    if rest.is_finite() { product + rest } else { product }
}

/// The rounded sum and what it lacks.
#[inline(always)]
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let s = a + b;
    let t = s - a;
    (s, (a - (s - t)) + (b - t))
}

#[inline(always)]
unsafe fn finish_body<M: MulAdd>(factor: Dd, lanes: &mut Lanes, count: usize) {
    for i in 0..count.min(LANES) {
        lanes.x[i] = scaled::<M>((lanes.now[i], lanes.now_lacks[i]), factor);
    }
}
