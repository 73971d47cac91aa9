//! Rows of functions that are computed one element at a time, in doubles: the special functions.
//!
//! Unlike the kernels of [`crate::math::map`] these have any number of operands, call and branch as they like, and
//! leave no floating point exceptions behind.

use crate::kernel::LoopRow;
use crate::math::fpstatus::{Flags, Saved};
use num_complex::Complex;
use pallasite_array::Kind;

/// The most operands of a [`Kernel`], inputs and outputs.
pub const MAX_KERNEL_OPERANDS: usize = 6;

/// A number that kernels compute with: elements of other kinds are converted to it and from it.
pub trait Value: Copy + Default {
    /// The kind of element that is one as it is.
    const KIND: Kind;
    /// The element at `p`.
    ///
    /// # Safety
    /// There is an element of this kind.
    unsafe fn load(p: *const u8, kind: Kind) -> Self;
    /// Writes an element at `p`, rounded to its kind.
    ///
    /// # Safety
    /// There is room for an element of this kind.
    unsafe fn store(self, p: *mut u8, kind: Kind);
}

impl Value for f64 {
    const KIND: Kind = Kind::Float64;

    #[inline(always)]
    unsafe fn load(p: *const u8, kind: Kind) -> f64 {
        // SAFETY: by the caller.
        unsafe {
            match kind {
                Kind::Float32 => p.cast::<f32>().read_unaligned().into(),
                Kind::Int64 => p.cast::<i64>().read_unaligned() as f64,
                _ => p.cast::<f64>().read_unaligned(),
            }
        }
    }

    #[inline(always)]
    unsafe fn store(self, p: *mut u8, kind: Kind) {
        // SAFETY: by the caller.
        unsafe {
            match kind {
                Kind::Float32 => p.cast::<f32>().write_unaligned(self as f32),
                _ => p.cast::<f64>().write_unaligned(self),
            }
        }
    }
}

impl Value for Complex<f64> {
    const KIND: Kind = Kind::Complex128;

    #[inline(always)]
    unsafe fn load(p: *const u8, kind: Kind) -> Complex<f64> {
        // SAFETY: by the caller.
        unsafe {
            match kind {
                Kind::Complex64 => {
                    let z = p.cast::<Complex<f32>>().read_unaligned();
                    Complex::new(z.re.into(), z.im.into())
                }
                Kind::Complex128 => p.cast::<Complex<f64>>().read_unaligned(),
                real => f64::load(p, real).into(),
            }
        }
    }

    #[inline(always)]
    unsafe fn store(self, p: *mut u8, kind: Kind) {
        // SAFETY: by the caller.
        unsafe {
            match kind {
                Kind::Complex64 => {
                    p.cast::<Complex<f32>>().write_unaligned(Complex::new(self.re as f32, self.im as f32))
                }
                _ => p.cast::<Complex<f64>>().write_unaligned(self),
            }
        }
    }
}

/// A function of `N` numbers with `M` results.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_ufunc::scalar::{Doubles, Kernel, Singles, row};
/// use pallasite_ufunc::{Ufunc, unary};
///
/// struct Reciprocal;
/// impl Kernel<f64, 1, 1> for Reciprocal {
///     fn f([x]: [f64; 1]) -> [f64; 1] {
///         [1.0 / x]
///     }
/// }
/// const LOOPS: &[pallasite_ufunc::LoopRow] = &[row::<Singles, Reciprocal, f64, 1, 1>(), row::<Doubles, Reciprocal, f64, 1, 1>()];
/// static RECIPROCAL: Ufunc = Ufunc::new("my_reciprocal", 1, 1, LOOPS, "One over x.");
/// let y = unary(&RECIPROCAL, &NdArray::from_vec(vec![0.5f32, 4.0])).unwrap();
/// assert_eq!(y.to_vec::<f32>().unwrap(), [2.0, 0.25]);
/// ```
pub trait Kernel<V, const N: usize, const M: usize> {
    /// The function.
    fn f(x: [V; N]) -> [V; M];
}

/// The kinds of a row's operands; those beyond the kernel's are not looked at.
pub trait Signature {
    /// Inputs, then outputs.
    const KINDS: [Kind; MAX_KERNEL_OPERANDS];
}

macro_rules! signatures {
    ($($(#[$doc:meta])* $name:ident = $a:ident $b:ident $($rest:ident)*;)+) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name;
        impl Signature for $name {
            const KINDS: [Kind; MAX_KERNEL_OPERANDS] = [Kind::$a, Kind::$b, $(Kind::$rest),*];
        }
    )+};
}

signatures! {
    /// `f...->f`
    Singles = Float32 Float32 Float32 Float32 Float32 Float32;
    /// `d...->d`
    Doubles = Float64 Float64 Float64 Float64 Float64 Float64;
    /// `ld...->d`
    WholeFirst = Int64 Float64 Float64 Float64 Float64 Float64;
    /// `dld->d`
    WholeSecond = Float64 Int64 Float64 Float64 Float64 Float64;
    /// `lld->d`
    WholePair = Int64 Int64 Float64 Float64 Float64 Float64;
    /// `F...->F`
    ComplexSingles = Complex64 Complex64 Complex64 Complex64 Complex64 Complex64;
    /// `D...->D`
    ComplexDoubles = Complex128 Complex128 Complex128 Complex128 Complex128 Complex128;
    /// `fF->F`
    ComplexSecondSingles = Float32 Complex64 Complex64 Complex64 Complex64 Complex64;
    /// `dD->D`
    ComplexSecond = Float64 Complex128 Complex128 Complex128 Complex128 Complex128;
    /// `ffF->F`
    ComplexThirdSingles = Float32 Float32 Complex64 Complex64 Complex64 Complex64;
    /// `ddD->D`
    ComplexThird = Float64 Float64 Complex128 Complex128 Complex128 Complex128;
    /// `fffF->F`
    ComplexFourthSingles = Float32 Float32 Float32 Complex64 Complex64 Complex64;
    /// `dddD->D`
    ComplexFourth = Float64 Float64 Float64 Complex128 Complex128 Complex128;
    /// `Dld->D`
    BranchOfComplex = Complex128 Int64 Float64 Complex128 Complex128 Complex128;
    /// `lD->D`
    WholeComplex = Int64 Complex128 Complex128 Complex128 Complex128 Complex128;
}

/// The row of a kernel for a signature.
pub const fn row<S: Signature, K: Kernel<V, N, M>, V: Value, const N: usize, const M: usize>() -> LoopRow {
    let (types, _) = const { &S::KINDS }.split_at(N + M);
    LoopRow::elementwise(types, run::<S, K, V, N, M>)
}

/// The loop of a kernel.
///
/// # Safety
/// As [`crate::math::map::Loop`].
unsafe fn run<S: Signature, K: Kernel<V, N, M>, V: Value, const N: usize, const M: usize>(
    args: &[*mut u8],
    steps: &[isize],
    n: usize,
) {
    let saved = Saved::new();
    for i in 0..n as isize {
        let at = |operand: usize| args[operand].wrapping_offset(steps[operand] * i);
        // SAFETY: by the caller: element `i` of operands of these kinds.
        unsafe {
            let y = K::f(std::array::from_fn(|j| V::load(at(j), S::KINDS[j])));
            for (j, y) in y.into_iter().enumerate() {
                y.store(at(N + j), S::KINDS[N + j]);
            }
        }
    }
    saved.restore(Flags::NONE);
}

/// A function of `P` real parameters and of a number, computed for many numbers at once where the parameters are the
/// same.
pub trait LineKernel<V, const P: usize> {
    /// Replaces every number by the value of the function.
    fn line(parameters: [f64; P], x: &mut [V]);
    /// The same for numbers with parameters of their own, but for the first, which they share; false, with nothing done,
    /// where there is no better way than one by one.
    fn beside(_parameters: [&[f64]; P], _x: &mut [V]) -> bool {
        false
    }
}

/// The row of such a kernel for a signature: the parameters, then the number.
pub const fn line_row<S: Signature, K: LineKernel<V, P>, V: Value, const P: usize>() -> LoopRow {
    let (types, _) = const { &S::KINDS }.split_at(P + 2);
    LoopRow::elementwise(types, run_line::<S, K, V, P>)
}

/// How many numbers [`run_line`] hands over at once.
const BLOCK: usize = 256;

/// # Safety
/// As [`crate::math::map::Loop`].
unsafe fn run_line<S: Signature, K: LineKernel<V, P>, V: Value, const P: usize>(
    args: &[*mut u8],
    steps: &[isize],
    n: usize,
) {
    let saved = Saved::new();
    let shared = steps[..P].iter().all(|&step| step == 0);
    let mut block = [V::default(); BLOCK];
    for first in (0..n).step_by(BLOCK) {
        let block = &mut block[..BLOCK.min(n - first)];
        let at =
            |operand: usize, i: usize| args[operand].wrapping_offset(steps[operand] * (first + i) as isize);
        // SAFETY: by the caller: elements `first` and on, of operands of these kinds.
        unsafe {
            if is_line::<V>(S::KINDS[P], steps[P]) {
                block.as_mut_ptr().copy_from_nonoverlapping(at(P, 0).cast(), block.len());
            } else {
                for (i, x) in block.iter_mut().enumerate() {
                    *x = V::load(at(P, i), S::KINDS[P]);
                }
            }
            let parameter = |j: usize, i: usize| f64::load(at(j, i), S::KINDS[j]);
            if shared {
                K::line(std::array::from_fn(|j| parameter(j, 0)), block);
            } else {
                vary::<K, V, P>(block, steps[0] == 0, parameter);
            }
            if is_line::<V>(S::KINDS[P + 1], steps[P + 1]) {
                at(P + 1, 0).cast::<V>().copy_from_nonoverlapping(block.as_ptr(), block.len());
            } else {
                for (i, y) in block.iter().enumerate() {
                    y.store(at(P + 1, i), S::KINDS[P + 1]);
                }
            }
        }
    }
    saved.restore(Flags::NONE);
}

/// A block of numbers of which `parameter(j, i)` is parameter `j` of number `i`.
#[inline(never)]
fn vary<K: LineKernel<V, P>, V, const P: usize>(
    block: &mut [V],
    first_is_shared: bool,
    parameter: impl Fn(usize, usize) -> f64,
) {
    let mut columns = [[0.0; BLOCK]; P];
    for (j, column) in columns.iter_mut().enumerate() {
        for (i, value) in column[..block.len()].iter_mut().enumerate() {
            *value = parameter(j, i);
        }
    }
    if first_is_shared && K::beside(columns.each_ref().map(|column| &column[..block.len()]), block) {
        return;
    }
    for (i, x) in block.iter_mut().enumerate() {
        K::line(std::array::from_fn(|j| columns[j][i]), std::slice::from_mut(x));
    }
}

/// Whether elements of a kind lie one after the other as numbers do.
fn is_line<V: Value>(kind: Kind, step: isize) -> bool {
    kind == V::KIND && step == size_of::<V>() as isize
}
