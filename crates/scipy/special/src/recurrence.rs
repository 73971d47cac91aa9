//! Three-term recurrences with their rounding errors carried along: as accurate as in twice the precision, and for many
//! arguments at once (Ogita, Rump and Oishi, "Accurate sum and dot product", SIAM Journal on Scientific Computing 26,
//! 2005, has the transformations).

use crate::dd::Dd;
use num_complex::Complex64;
use pallasite_ufunc::math::level::MulAdd;
use pallasite_ufunc::simd_levels;
use smallvec::SmallVec;

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
const LANES: usize = 32;
/// Up to this degree the steps are listed, and taken by many arguments at once.
const LISTED: usize = 1 << 14;

/// A value and what it lacks.
type Pair = (f64, f64);

/// Replaces each `x` by the polynomial of degree `n`; that of degree zero is one.
pub(crate) fn climb(x: &mut [f64], n: usize, mut steps: impl Steps) {
    if n == 0 {
        return x.iter_mut().for_each(|x| *x = if x.is_nan() { *x } else { 1.0 });
    }
    if x.len() == 1 || n > LISTED {
        // SAFETY: the body has no conditions.
        return x.iter_mut().for_each(|x| *x = unsafe { climb_alone(*x, n, steps) });
    }
    let list: SmallVec<[Step; 24]> = (0..n).map(|k| steps.next(k as f64)).collect();
    // SAFETY: the body has no conditions.
    unsafe { climb_together(x, &list, steps.factor()) };
}

/// The same of complex numbers, in plain arithmetic.
pub(crate) fn climb_complex(x: &mut [Complex64], n: usize, steps: impl Steps) {
    for x in x {
        let mut steps = steps;
        let (mut now, mut before) = (if x.is_nan() { *x } else { Complex64::ONE }, Complex64::ZERO);
        for k in 0..n {
            let step = steps.next(k as f64);
            (now, before) = ((*x * step.slope + step.shift.hi) * now - before * step.below.hi, now);
        }
        *x = now * steps.factor().hi;
    }
}

simd_levels! {
    /// The polynomial at one argument.
    unsafe fn climb_alone[S: Steps](x: f64, n: usize, steps: S) -> f64 = climb_alone_body
}

simd_levels! {
    /// Replaces each of many arguments.
    unsafe fn climb_together[](x: &mut [f64], steps: &[Step], factor: Dd) = climb_together_body
}

#[inline(always)]
unsafe fn climb_alone_body<M: MulAdd, S: Steps>(x: f64, n: usize, mut steps: S) -> f64 {
    let (mut now, mut before) = ((1.0, 0.0), (0.0, 0.0));
    for k in 0..n {
        (now, before) = (above::<M, true>(&steps.next(k as f64), x, now, before), now);
    }
    scaled::<M>(now, steps.factor())
}

#[inline(always)]
unsafe fn climb_together_body<M: MulAdd>(x: &mut [f64], steps: &[Step], factor: Dd) {
    if steps.iter().any(|step| step.shift != Dd::ZERO) {
        climb_lanes::<M, true>(x, steps, factor);
    } else {
        climb_lanes::<M, false>(x, steps, factor);
    }
}

#[inline(always)]
fn climb_lanes<M: MulAdd, const SHIFTED: bool>(x: &mut [f64], steps: &[Step], factor: Dd) {
    let (groups, rest) = x.as_chunks_mut::<LANES>();
    for group in groups {
        climb_group::<M, SHIFTED>(group, steps, factor);
    }
    let mut group = [0.0; LANES];
    if !rest.is_empty() {
        group[..rest.len()].copy_from_slice(rest);
        climb_group::<M, SHIFTED>(&mut group, steps, factor);
        rest.copy_from_slice(&group[..rest.len()]);
    }
}

/// Two neighbouring values and what they lack, in registers as far as these go.
#[inline(always)]
fn climb_group<M: MulAdd, const SHIFTED: bool>(x: &mut [f64; LANES], steps: &[Step], factor: Dd) {
    let (mut now, mut now_lacks) = ([1.0; LANES], [0.0; LANES]);
    let (mut before, mut before_lacks) = ([0.0; LANES], [0.0; LANES]);
    for step in steps {
        let step = *step;
        for i in 0..LANES {
            let (last, lacks) = ((now[i], now_lacks[i]), (before[i], before_lacks[i]));
            (now[i], now_lacks[i]) = above::<M, SHIFTED>(&step, x[i], last, lacks);
            (before[i], before_lacks[i]) = last;
        }
    }
    let is_one = factor == Dd::ONE;
    for i in 0..LANES {
        let pair = (now[i], now_lacks[i]);
        x[i] = if is_one { rounded(pair) } else { scaled::<M>(pair, factor) };
    }
}

/// The next value and what it lacks, from two such pairs.
#[inline(always)]
fn above<M: MulAdd, const SHIFTED: bool>(
    step: &Step,
    x: f64,
    (p, p_lacks): Pair,
    (q, q_lacks): Pair,
) -> Pair {
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
fn scaled<M: MulAdd>((value, lacks): Pair, factor: Dd) -> f64 {
    let product = value * factor.hi;
    rounded((product, M::fma(value, factor.hi, -product) + (value * factor.lo + lacks * factor.hi)))
}

/// A value with what it lacks; that is not a number where the value has overflowed.
#[inline(always)]
fn rounded((value, lacks): Pair) -> f64 {
    if lacks.is_finite() { value + lacks } else { value }
}

/// The rounded sum and what it lacks.
#[inline(always)]
fn two_sum(a: f64, b: f64) -> Pair {
    let s = a + b;
    let t = s - a;
    (s, (a - (s - t)) + (b - t))
}
