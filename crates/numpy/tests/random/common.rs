//! Shared by the tests of the random streams.

use pallasite_numpy::random::ChoiceOptions;

/// Values drawn for most rows.
pub const N: usize = 1000;

/// Seeds that every row is checked with.
pub const SEEDS: [u64; 3] = [0, 42, 20240229];

/// A value as 64 bits.
pub trait Bits: Copy {
    /// The bits, sign-extended for signed integers.
    fn bits(self) -> u64;
}

macro_rules! integer_bits {
    ($($type:ty)*) => {$(
        impl Bits for $type {
            fn bits(self) -> u64 {
                self as u64
            }
        }
    )*};
}

integer_bits!(bool i8 i16 i32 i64 u8 u16 u32 u64);

impl Bits for f64 {
    fn bits(self) -> u64 {
        self.to_bits()
    }
}

impl Bits for f32 {
    fn bits(self) -> u64 {
        u64::from(self.to_bits())
    }
}

/// A multiplicative hash of all values in order.
pub fn digest<T: Bits>(values: &[T]) -> u64 {
    values
        .iter()
        .fold(0, |hash: u64, value| (hash.rotate_left(5) ^ value.bits()).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// Options of `choice`, in one line.
pub fn with(replace: bool, p: Option<&[f64]>, shuffle: bool) -> ChoiceOptions<'_> {
    ChoiceOptions { replace, p, shuffle, ..Default::default() }
}
