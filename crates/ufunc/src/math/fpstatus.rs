//! The floating point exceptions behind `np.errstate`: sticky flags of the running thread.
//!
//! Plain arithmetic (`+ - * /`, `sqrt`) leaves them in the processor's status register, MXCSR on x86-64 and FPSR
//! on AArch64. Everything else decides by looking at operands and results and calls [`raise`]: vectorised code
//! computes both sides of each choice, and the compiler's vector comparisons signal on quiet NaNs, so the
//! register is not to be believed there. Elsewhere the flags are a thread-local word which only [`raise`] sets.
//!
//! A thread pool has to carry the flags of its workers to the caller: [`take`] there, [`raise`] here.

use std::ops::{BitOr, BitOrAssign};

/// A set of exceptions; the bits are NumPy's `FPE_*` values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags(u8);

impl Flags {
    /// No exception.
    pub const NONE: Flags = Flags(0);
    /// An infinite result from finite operands at a pole: `1 / 0`, `log(0)`.
    pub const DIVIDE: Flags = Flags(1);
    /// A finite result too large for the type.
    pub const OVERFLOW: Flags = Flags(2);
    /// A nonzero result too small for the type.
    pub const UNDERFLOW: Flags = Flags(4);
    /// A NaN from operands that are not: `sqrt(-1)`, `sin(inf)`.
    pub const INVALID: Flags = Flags(8);

    /// Whether any exception of `other` is in the set.
    #[inline]
    pub const fn has(self, other: Flags) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether the set is empty.
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// NumPy's bits: divide 1, overflow 2, underflow 4, invalid 8.
    #[inline]
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// `self` if `condition` holds, the empty set otherwise.
    #[inline(always)]
    pub const fn when(self, condition: bool) -> Flags {
        Flags(self.0 * condition as u8)
    }
}

impl BitOr for Flags {
    type Output = Flags;
    #[inline(always)]
    fn bitor(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }
}

impl BitOrAssign for Flags {
    #[inline(always)]
    fn bitor_assign(&mut self, other: Flags) {
        self.0 |= other.0;
    }
}

/// Clears the flags of this thread.
#[inline]
pub fn clear() {
    let word = register::read();
    if word & register::ALL != 0 {
        register::write(word & !register::ALL);
    }
}

/// The flags raised in this thread since they were last cleared.
#[inline]
pub fn test() -> Flags {
    register::decode(register::read())
}

/// Raises `flags` in this thread, in addition to those already raised.
#[inline]
pub fn raise(flags: Flags) {
    if !flags.is_empty() {
        register::write(register::read() | register::encode(flags));
    }
}

/// [`test`], then [`clear`].
///
/// # Examples
/// ```
/// use pallasite_ufunc::math::fpstatus::{self, Flags};
/// fpstatus::clear();
/// std::hint::black_box(std::hint::black_box(1.0_f64) / std::hint::black_box(0.0));
/// fpstatus::raise(Flags::INVALID);
/// assert!(fpstatus::take().has(Flags::INVALID));
/// assert!(fpstatus::test().is_empty());
/// ```
#[inline]
pub fn take() -> Flags {
    let flags = test();
    if !flags.is_empty() {
        clear();
    }
    flags
}

/// The flags when it was made; [`Saved::restore`] puts them back, whatever was computed in between.
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Saved(register::Word);

impl Saved {
    /// Reads the status of this thread.
    #[inline(always)]
    pub fn new() -> Saved {
        Saved(register::read())
    }

    /// Replaces the status of this thread by the saved one and `flags`.
    #[inline(always)]
    pub fn restore(self, flags: Flags) {
        let word = self.0 | register::encode(flags);
        // Writing the register costs more than reading it.
        if register::read() != word {
            register::write(word);
        }
    }
}

impl Default for Saved {
    fn default() -> Saved {
        Saved::new()
    }
}

/// Positions of divide, overflow, underflow, invalid in a status word.
macro_rules! status_bits {
    ($word:ty, $divide:literal, $overflow:literal, $underflow:literal, $invalid:literal) => {
        pub type Word = $word;
        pub const ALL: Word = 1 << $divide | 1 << $overflow | 1 << $underflow | 1 << $invalid;

        #[inline(always)]
        pub fn decode(word: Word) -> super::Flags {
            let bit = |from: u32, to: u32| ((word >> from & 1) as u8) << to;
            super::Flags(bit($divide, 0) | bit($overflow, 1) | bit($underflow, 2) | bit($invalid, 3))
        }

        #[inline(always)]
        pub fn encode(flags: super::Flags) -> Word {
            let bit = |from: u32, to: u32| Word::from(flags.0 >> from & 1) << to;
            bit(0, $divide) | bit(1, $overflow) | bit(2, $underflow) | bit(3, $invalid)
        }
    };
}

#[cfg(target_arch = "x86_64")]
mod register {
    use std::arch::asm;

    status_bits!(u32, 2, 3, 4, 0);

    #[inline(always)]
    pub fn read() -> Word {
        let mut word: Word = 0;
        // SAFETY: stores the 4 bytes of MXCSR to a live local.
        unsafe { asm!("stmxcsr [{}]", in(reg) &mut word, options(nostack, preserves_flags)) };
        word
    }

    /// Only exception flags ever differ from what `read` gave: masks and rounding stay as they were.
    #[inline(always)]
    pub fn write(word: Word) {
        // SAFETY: loads a value that came from `stmxcsr` with only sticky exception flags changed.
        unsafe { asm!("ldmxcsr [{}]", in(reg) &word, options(nostack, preserves_flags)) };
    }
}

#[cfg(target_arch = "aarch64")]
mod register {
    use std::arch::asm;

    status_bits!(u64, 1, 2, 3, 0);

    #[inline(always)]
    pub fn read() -> Word {
        let word: Word;
        // SAFETY: reads the floating point status register, which every AArch64 program may.
        unsafe { asm!("mrs {}, fpsr", out(reg) word, options(nostack, preserves_flags)) };
        word
    }

    #[inline(always)]
    pub fn write(word: Word) {
        // SAFETY: the value came from `fpsr` with only sticky exception flags changed.
        unsafe { asm!("msr fpsr, {}", in(reg) word, options(nostack, preserves_flags)) };
    }
}

#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
mod register {
    use std::cell::Cell;

    status_bits!(u8, 0, 1, 2, 3);

    thread_local! {
        static STATUS: Cell<Word> = const { Cell::new(0) };
    }

    pub fn read() -> Word {
        STATUS.get()
    }

    pub fn write(word: Word) {
        STATUS.set(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::hint::black_box;

    #[test]
    fn raised_flags_are_read_back() {
        for bits in 0..16 {
            clear();
            raise(Flags(bits));
            assert_eq!(take(), Flags(bits));
            assert_eq!(test(), Flags::NONE);
        }
    }

    #[test]
    #[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
    fn arithmetic_raises() {
        let raised = |a: f64, b: f64, op: fn(f64, f64) -> f64| {
            clear();
            black_box(black_box(op)(black_box(a), black_box(b)));
            take()
        };
        assert_eq!(raised(1.0, 0.0, |a, b| a / b), Flags::DIVIDE);
        assert_eq!(raised(0.0, 0.0, |a, b| a / b), Flags::INVALID);
        assert_eq!(raised(1e300, 1e300, |a, b| a * b), Flags::OVERFLOW);
        assert_eq!(raised(1e-300, 1e-300, |a, b| a * b), Flags::UNDERFLOW);
        assert_eq!(raised(f64::NAN, 1.0, |a, b| a + b), Flags::NONE);
    }

    #[test]
    fn saved_flags_come_back() {
        clear();
        raise(Flags::DIVIDE);
        let saved = Saved::new();
        raise(Flags::OVERFLOW);
        saved.restore(Flags::INVALID);
        assert_eq!(take(), Flags::DIVIDE | Flags::INVALID);
    }
}
