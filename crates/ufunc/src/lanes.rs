//! Functions in two pieces: one without branches for the arguments that are common, which the compiler makes loops
//! over vectors of, and one for all others.

use std::marker::PhantomData;

use crate::kernel::LoopRow;
use crate::math::fpstatus::{Flags, Saved};
use crate::math::level::{Base, Level, MulAdd, level};
use crate::math::map::Loop;
use crate::scalar::{Doubles, Signature, Singles, Value, WholeFirst, WholePair, WholeSecond};
use crate::simd_levels;
use pallasite_array::Kind;

/// Up to three numbers; those beyond the arity are not looked at.
pub type Row = [f64; 3];

/// One, two or three numbers.
pub trait Arguments: Copy {
    /// How many.
    const ARITY: usize;
    /// The first numbers of a row.
    fn from_row(row: Row) -> Self;
}

impl Arguments for f64 {
    const ARITY: usize = 1;
    #[inline(always)]
    fn from_row([x, ..]: Row) -> f64 {
        x
    }
}

impl Arguments for (f64, f64) {
    const ARITY: usize = 2;
    #[inline(always)]
    fn from_row([x, y, _]: Row) -> (f64, f64) {
        (x, y)
    }
}

impl Arguments for Row {
    const ARITY: usize = 3;
    #[inline(always)]
    fn from_row(row: Row) -> Row {
        row
    }
}

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
    /// The arguments.
    type X: Arguments;
    /// Whether `elsewhere` is the function everywhere. Then it is all that slower processors use, and all that is
    /// compiled for them: products without rounding take them many instructions.
    const ELSEWHERE_IS_EVERYWHERE: bool = false;
    /// The function where it [`holds`](Lanes::holds): free of branches and calls, and `#[inline(always)]`.
    fn common<M: MulAdd>(x: Self::X) -> f64;
    /// The same for one argument alone, where branches are no loss; `#[inline(always)]` too.
    #[inline(always)]
    fn one<M: MulAdd>(x: Self::X) -> f64 {
        Self::common::<M>(x)
    }
    /// Whether `y` is the value at `x`; `#[inline(always)]` and free of branches too.
    fn holds(x: Self::X, y: f64) -> bool;
    /// The function everywhere else.
    fn elsewhere(x: Self::X) -> f64;
}

#[inline(always)]
unsafe fn common_body<M: MulAdd, K: Lanes>(x: K::X) -> Option<f64> {
    let y = K::one::<M>(x);
    K::holds(x, y).then_some(y)
}

simd_levels! {
    light
    /// The value at one point, if it is a common one.
    unsafe fn common_at_level[K: Lanes](x: K::X) -> Option<f64> = common_body
}

/// The function at one point.
#[inline]
pub fn at<K: Lanes>(x: K::X) -> f64 {
    // SAFETY: the body asks for nothing.
    unsafe { common_at_level::<K>(x) }.unwrap_or_else(|| K::elsewhere(x))
}

/// A function that is another one of transformed arguments, so that both share its loops.
pub trait Transformed {
    /// The other function.
    type Inner: Lanes;
    /// The number of arguments.
    const ARITY: usize;
    /// Whether nothing is transformed.
    const IS_PLAIN: bool = false;
    /// The arguments of the other function.
    fn arguments(x: Row) -> Row;
    /// The value from that of the other function.
    fn value(x: Row, inner: f64) -> f64;
    /// Whether the transformation is right at these arguments.
    fn holds(x: Row) -> bool;
    /// The function where that is not so, or the other function does not hold.
    fn elsewhere(x: Row) -> f64;
}

/// A function of its own arguments.
struct Plain<K>(PhantomData<K>);

impl<K: Lanes> Transformed for Plain<K> {
    type Inner = K;
    const ARITY: usize = K::X::ARITY;
    const IS_PLAIN: bool = true;
    #[inline(always)]
    fn arguments(x: Row) -> Row {
        x
    }
    #[inline(always)]
    fn value(_x: Row, inner: f64) -> f64 {
        inner
    }
    #[inline(always)]
    fn holds(_x: Row) -> bool {
        true
    }
    fn elsewhere(x: Row) -> f64 {
        K::elsewhere(K::X::from_row(x))
    }
}

/// The most elements gathered together.
const BLOCK: usize = 128;
/// A block is computed in as many of these as it needs: several vectors, to work on one while another is waited for.
const GROUP: usize = 16;
/// As many elements are computed one by one.
const FEW: usize = 4;

/// Arguments side by side, in lines of whole groups.
type Columns<'a> = [&'a [f64]; 3];

#[inline(always)]
fn row_of(columns: &Columns, i: usize) -> Row {
    [columns[0][i], columns[1][i], columns[2][i]]
}

simd_levels! {
    /// Values at the arguments of whole groups, and whether they all hold.
    unsafe fn groups_at_level[K: Lanes](x: Columns, y: &mut [f64]) -> bool = groups_body
}

#[inline(always)]
unsafe fn groups_body<M: MulAdd, K: Lanes>(x: Columns, y: &mut [f64]) -> bool {
    if K::ELSEWHERE_IS_EVERYWHERE && M::EMULATED {
        return false;
    }
    let mut holds = true;
    for (group, y) in y.as_chunks_mut::<GROUP>().0.iter_mut().enumerate() {
        let x: [&[f64; GROUP]; 3] = x.map(|column| &column.as_chunks().0[group]);
        for i in 0..GROUP {
            let x = K::X::from_row([x[0][i], x[1][i], x[2][i]]);
            y[i] = K::common::<M>(x);
            holds &= K::holds(x, y[i]);
        }
    }
    holds
}

/// Whether the processor computes the common values of a function.
#[inline(always)]
fn computes<K: Lanes>() -> bool {
    !(K::ELSEWHERE_IS_EVERYWHERE && level() == Level::Baseline && Base::EMULATED)
}

/// The loop of a function over elements of the kinds of a signature.
///
/// # Safety
/// As [`crate::math::map::Loop`].
unsafe fn run<T: Transformed, S: Signature>(args: &[*mut u8], steps: &[isize], n: usize) {
    let saved = Saved::new();
    // SAFETY: by the caller.
    unsafe {
        if n <= FEW {
            run_few::<T, S>(args, steps, n);
        } else if n <= GROUP {
            // A call for few elements is not to clear a page of memory.
            run_blocks::<T, S, GROUP>(args, steps, n);
        } else {
            run_blocks::<T, S, BLOCK>(args, steps, n);
        }
    }
    saved.restore(Flags::NONE);
}

/// The loop over blocks of `N` elements.
///
/// # Safety
/// As [`run`].
unsafe fn run_blocks<T: Transformed, S: Signature, const N: usize>(
    args: &[*mut u8],
    steps: &[isize],
    n: usize,
) {
    let mut x = [[0.0; N]; 3];
    let mut y = [0.0; N];
    for start in (0..n).step_by(N) {
        let len = N.min(n - start);
        let at = |operand: usize| args[operand].wrapping_offset(steps[operand] * start as isize);
        for (j, column) in x.iter_mut().enumerate().take(T::ARITY) {
            // SAFETY: by the caller: `len` elements of this kind.
            unsafe { gather(at(j), steps[j], S::KINDS[j], len, column) };
        }
        let padded = len.next_multiple_of(GROUP);
        values::<T>(x.each_ref().map(|column| &column[..padded]), &mut y[..padded], len);
        // SAFETY: as above.
        unsafe { scatter(&y[..len], at(T::ARITY), steps[T::ARITY], S::KINDS[T::ARITY]) };
    }
}

/// The loop without blocks.
///
/// # Safety
/// As [`run`].
unsafe fn run_few<T: Transformed, S: Signature>(args: &[*mut u8], steps: &[isize], n: usize) {
    for i in 0..n {
        let at = |operand: usize| args[operand].wrapping_offset(steps[operand] * i as isize);
        let mut row = [0.0; 3];
        for (j, x) in row.iter_mut().enumerate().take(T::ARITY) {
            // SAFETY: by the caller: an element of this kind.
            *x = unsafe { f64::load(at(j), S::KINDS[j]) };
        }
        // SAFETY: as above.
        unsafe { value::<T>(row).store(at(T::ARITY), S::KINDS[T::ARITY]) };
    }
}

/// The value at one row.
fn value<T: Transformed>(row: Row) -> f64 {
    if computes::<T::Inner>() && T::holds(row) {
        // SAFETY: the body asks for nothing.
        let inner = unsafe { common_at_level::<T::Inner>(Arguments::from_row(T::arguments(row))) };
        if let Some(inner) = inner {
            return T::value(row, inner);
        }
    }
    T::elsewhere(row)
}

/// Values at the first `len` rows, and at those that fill the last group.
#[inline(never)]
fn values<T: Transformed>(x: Columns, y: &mut [f64], len: usize) {
    let mut room;
    let mut inside = true;
    let inner = if T::IS_PLAIN {
        x
    } else {
        room = [[0.0; BLOCK]; 3];
        for i in 0..y.len() {
            let row = row_of(&x, i);
            inside &= T::holds(row);
            let arguments = T::arguments(row);
            for j in 0..3 {
                room[j][i] = arguments[j];
            }
        }
        room.each_ref().map(|column| &column[..y.len()])
    };
    let computes = computes::<T::Inner>();
    // SAFETY: the body asks for nothing.
    if computes && unsafe { groups_at_level::<T::Inner>(inner, y) } && inside {
        if !T::IS_PLAIN {
            (0..len).for_each(|i| y[i] = T::value(row_of(&x, i), y[i]));
        }
        return;
    }
    for i in 0..len {
        let (row, arguments) = (row_of(&x, i), Arguments::from_row(row_of(&inner, i)));
        let common = computes && T::holds(row) && T::Inner::holds(arguments, y[i]);
        y[i] = if common { T::value(row, y[i]) } else { T::elsewhere(row) };
    }
}

/// `len` elements, the last one repeated to the end of a group.
///
/// # Safety
/// They exist, `len > 0`.
unsafe fn gather(start: *const u8, step: isize, kind: Kind, len: usize, column: &mut [f64]) {
    // SAFETY: by the caller.
    unsafe {
        if kind == Kind::Float64 && step == size_of::<f64>() as isize {
            start.copy_to_nonoverlapping(column.as_mut_ptr().cast(), len * size_of::<f64>());
        } else {
            for (i, slot) in column[..len].iter_mut().enumerate() {
                *slot = f64::load(start.wrapping_offset(step * i as isize), kind);
            }
        }
    }
    let last = column[len - 1];
    column[len..len.next_multiple_of(GROUP)].fill(last);
}

/// # Safety
/// There is room for the elements.
unsafe fn scatter(column: &[f64], start: *mut u8, step: isize, kind: Kind) {
    if kind == Kind::Float64 && step == size_of::<f64>() as isize {
        // SAFETY: by the caller.
        return unsafe { column.as_ptr().cast::<u8>().copy_to_nonoverlapping(start, size_of_val(column)) };
    }
    for (i, y) in column.iter().enumerate() {
        // SAFETY: by the caller.
        unsafe { y.store(start.wrapping_offset(step * i as isize), kind) };
    }
}

/// The rows, those of real numbers with the loops of `K`, which takes as many arguments.
pub const fn vectorised<K: Lanes, const N: usize>(rows: [LoopRow; N]) -> [LoopRow; N] {
    transformed::<Plain<K>, N>(rows)
}

/// The rows, those of real numbers with the loops of `T`, which takes as many arguments.
pub const fn transformed<T: Transformed, const N: usize>(mut rows: [LoopRow; N]) -> [LoopRow; N] {
    let mut i = 0;
    while i < N {
        let types = rows[i].types;
        assert!(types.len() == T::ARITY + 1, "the kinds of the arguments and of the value");
        let run: Option<Loop> = match types {
            [Kind::Float32, Kind::Float32, ..] => Some(run::<T, Singles>),
            [Kind::Float64, Kind::Float64, ..] => Some(run::<T, Doubles>),
            [Kind::Int64, Kind::Float64, ..] => Some(run::<T, WholeFirst>),
            [Kind::Float64, Kind::Int64, ..] => Some(run::<T, WholeSecond>),
            [Kind::Int64, Kind::Int64, Kind::Float64, ..] => Some(run::<T, WholePair>),
            _ => None,
        };
        if let Some(run) = run {
            rows[i] = LoopRow::elementwise(types, run);
        }
        i += 1;
    }
    rows
}
