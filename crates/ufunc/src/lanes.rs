//! Functions in two pieces: one without branches for the arguments that are common, which the compiler makes loops
//! over vectors of, and one for all others.

use std::marker::PhantomData;

use crate::kernel::LoopRow;
use crate::math::fpstatus::{Flags, Saved};
use crate::math::level::MulAdd;
use crate::math::map::{Loop, Map1, Map2, Plan, loop1, loop2};
use crate::scalar::{Doubles, Signature, Singles, Value, WholePair, WholeSecond};
use crate::simd_levels;
use pallasite_array::Kind;

/// A function of doubles; leaves no floating point exceptions behind.
///
/// # Examples
/// ```
/// use pallasite_ufunc::lanes::{Lanes, at};
/// use pallasite_ufunc::math::level::MulAdd;
///
/// /// `x log(x)`, continued by zero.
/// struct Entropy;
/// impl Lanes for Entropy {
///     type X = f64;
///     #[inline(always)]
///     fn common<M: MulAdd>(x: f64) -> f64 {
///         x * pallasite_ufunc::math::log::log::<M, pallasite_ufunc::math::scalar::Double>(x)
///     }
///     #[inline(always)]
///     fn holds(x: f64, _y: f64) -> bool {
///         x >= f64::MIN_POSITIVE
///     }
///     fn elsewhere(x: f64) -> f64 {
///         if x == 0.0 { 0.0 } else { x * x.ln() }
///     }
/// }
/// assert_eq!([at::<Entropy>(0.0), at::<Entropy>(1.0)], [0.0, 0.0]);
/// ```
pub trait Lanes {
    /// One number, a pair, or an array of three.
    type X: Copy;
    /// The function where it [`holds`](Lanes::holds): free of branches and calls, and `#[inline(always)]`.
    fn common<M: MulAdd>(x: Self::X) -> f64;
    /// Whether `y` is the value at `x`; `#[inline(always)]` and free of branches too.
    fn holds(x: Self::X, y: f64) -> bool;
    /// The function everywhere else.
    fn elsewhere(x: Self::X) -> f64;
}

#[inline(always)]
unsafe fn value_body<M: MulAdd, K: Lanes>(x: K::X) -> f64 {
    let y = K::common::<M>(x);
    if K::holds(x, y) { y } else { K::elsewhere(x) }
}

simd_levels! {
    light
    unsafe fn value_at_level[K: Lanes](x: K::X) -> f64 = value_body
}

/// The function at one point.
#[inline]
pub fn at<K: Lanes>(x: K::X) -> f64 {
    // SAFETY: the body asks for nothing.
    unsafe { value_at_level::<K>(x) }
}

/// The loop over elements `T`.
struct Over<K, T>(PhantomData<(K, T)>);

impl<K: Lanes<X = f64>> Map1 for Over<K, f64> {
    type In = f64;
    type Out = f64;
    const PLAN: Plan = Plan::Staged;
    #[inline(always)]
    fn f<M: MulAdd>(x: f64) -> f64 {
        K::common::<M>(x)
    }
    #[inline(always)]
    fn suspect(x: f64, y: f64) -> bool {
        !K::holds(x, y)
    }
    fn amend(x: f64, _y: f64) -> (f64, Flags) {
        (K::elsewhere(x), Flags::NONE)
    }
}

/// In doubles; a result that single precision cannot hold may seem suspect, hence [`at`].
impl<K: Lanes<X = f64>> Map1 for Over<K, f32> {
    type In = f32;
    type Out = f32;
    const PLAN: Plan = Plan::Staged;
    #[inline(always)]
    fn f<M: MulAdd>(x: f32) -> f32 {
        K::common::<M>(x.into()) as f32
    }
    #[inline(always)]
    fn suspect(x: f32, y: f32) -> bool {
        !K::holds(x.into(), y.into())
    }
    fn amend(x: f32, _y: f32) -> (f32, Flags) {
        (at::<K>(x.into()) as f32, Flags::NONE)
    }
}

impl<K: Lanes<X = (f64, f64)>> Map2 for Over<K, f64> {
    type A = f64;
    type B = f64;
    type Out = f64;
    const PLAN: Plan = Plan::Staged;
    #[inline(always)]
    fn f<M: MulAdd>(a: f64, b: f64) -> f64 {
        K::common::<M>((a, b))
    }
    #[inline(always)]
    fn suspect(a: f64, b: f64, y: f64) -> bool {
        !K::holds((a, b), y)
    }
    fn amend(a: f64, b: f64, _y: f64) -> (f64, Flags) {
        (K::elsewhere((a, b)), Flags::NONE)
    }
}

impl<K: Lanes<X = (f64, f64)>> Map2 for Over<K, f32> {
    type A = f32;
    type B = f32;
    type Out = f32;
    const PLAN: Plan = Plan::Staged;
    #[inline(always)]
    fn f<M: MulAdd>(a: f32, b: f32) -> f32 {
        K::common::<M>((a.into(), b.into())) as f32
    }
    #[inline(always)]
    fn suspect(a: f32, b: f32, y: f32) -> bool {
        !K::holds((a.into(), b.into()), y.into())
    }
    fn amend(a: f32, b: f32, _y: f32) -> (f32, Flags) {
        (at::<K>((a.into(), b.into())) as f32, Flags::NONE)
    }
}

/// The loops of a function by its arguments.
pub trait Loops<K> {
    /// Over doubles.
    const DOUBLES: Loop;
    /// Over single precision, computed in doubles.
    const SINGLES: Loop;
    /// Over doubles, the second argument an integer.
    const WHOLE_SECOND: Option<Loop> = None;
    /// Over doubles, the first two arguments integers.
    const WHOLE_PAIR: Option<Loop> = None;
}

impl<K: Lanes<X = f64>> Loops<K> for f64 {
    const DOUBLES: Loop = loop1::<Over<K, f64>>;
    const SINGLES: Loop = loop1::<Over<K, f32>>;
}

impl<K: Lanes<X = (f64, f64)>> Loops<K> for (f64, f64) {
    const DOUBLES: Loop = loop2::<Over<K, f64>>;
    const SINGLES: Loop = loop2::<Over<K, f32>>;
}

impl<K: Lanes<X = [f64; 3]>> Loops<K> for [f64; 3] {
    const DOUBLES: Loop = loop3::<K, Doubles>;
    const SINGLES: Loop = loop3::<K, Singles>;
    const WHOLE_SECOND: Option<Loop> = Some(loop3::<K, WholeSecond>);
    const WHOLE_PAIR: Option<Loop> = Some(loop3::<K, WholePair>);
}

/// Elements computed together: blocks of operands are copied to the stack, those of the last one repeated.
const BLOCK: usize = 64;

/// `y = K(a, b, c)` over elements of the kinds of a signature.
///
/// # Safety
/// The arguments describe four arrays of `n` elements.
unsafe fn loop3<K: Lanes<X = [f64; 3]>, S: Signature>(args: &[*mut u8], steps: &[isize], n: usize) {
    let saved = Saved::new();
    let (mut x, mut y) = ([[0.0; BLOCK]; 3], [0.0; BLOCK]);
    for start in (0..n).step_by(BLOCK) {
        let len = BLOCK.min(n - start);
        let at =
            |operand: usize, i: usize| args[operand].wrapping_offset(steps[operand] * (start + i) as isize);
        for (j, x) in x.iter_mut().enumerate() {
            for (i, x) in x.iter_mut().enumerate() {
                // SAFETY: by the caller: there are elements `start` to `start + len`.
                *x = unsafe { f64::load(at(j, i.min(len - 1)), S::KINDS[j]) };
            }
        }
        // SAFETY: the body asks for nothing.
        let holds = unsafe { block3::<K>(&x, &mut y) };
        for (i, y) in y.iter_mut().enumerate().take(len) {
            let x = [x[0][i], x[1][i], x[2][i]];
            if !holds && !K::holds(x, *y) {
                *y = K::elsewhere(x);
            }
            // SAFETY: as above.
            unsafe { y.store(at(3, i), S::KINDS[3]) };
        }
    }
    saved.restore(Flags::NONE);
}

simd_levels! {
    /// Values of a block, and whether they all hold.
    unsafe fn block3[K: Lanes<X = [f64; 3]>](x: &[[f64; BLOCK]; 3], y: &mut [f64; BLOCK]) -> bool = block3_body
}

#[inline(always)]
unsafe fn block3_body<M: MulAdd, K: Lanes<X = [f64; 3]>>(
    x: &[[f64; BLOCK]; 3],
    y: &mut [f64; BLOCK],
) -> bool {
    let mut holds = true;
    for i in 0..BLOCK {
        let x = [x[0][i], x[1][i], x[2][i]];
        y[i] = K::common::<M>(x);
        holds &= K::holds(x, y[i]);
    }
    holds
}

/// The rows, those of real numbers with the loops of `K`, which takes as many arguments.
pub const fn vectorised<K: Lanes<X: Loops<K>>, const N: usize>(mut rows: [LoopRow; N]) -> [LoopRow; N] {
    let arguments = size_of::<K::X>() / size_of::<f64>();
    let mut i = 0;
    while i < N {
        let types = rows[i].types;
        assert!(types.len() == arguments + 1, "the kinds of the arguments and of the value");
        let run = match types {
            [Kind::Float32, Kind::Float32, ..] => Some(<K::X as Loops<K>>::SINGLES),
            [Kind::Float64, Kind::Float64, ..] => Some(<K::X as Loops<K>>::DOUBLES),
            [Kind::Float64, Kind::Int64, Kind::Float64, ..] => <K::X as Loops<K>>::WHOLE_SECOND,
            [Kind::Int64, Kind::Int64, Kind::Float64, ..] => <K::X as Loops<K>>::WHOLE_PAIR,
            _ => None,
        };
        if let Some(run) = run {
            rows[i] = LoopRow::elementwise(types, run);
        }
        i += 1;
    }
    rows
}
