//! Bits: and, or, xor, not, shifts, count.

use crate::kernel::{LoopRow, join};
use pallasite_array::Bool;

map2!(And: Quiet |a, b| {
    [u8, u16, u32, u64] => a & b,
    [Bool] => (a.get() & b.get()).into(),
});

map2!(Or: Quiet |a, b| {
    [u8, u16, u32, u64] => a | b,
    [Bool] => (a.get() | b.get()).into(),
});

map2!(Xor: Quiet |a, b| {
    [u8, u16, u32, u64] => a ^ b,
    [Bool] => (a.get() ^ b.get()).into(),
});

map1!(Invert: Quiet |x| {
    [u8, u16, u32, u64] => !x,
    [Bool] => (!x.get()).into(),
});

/// True when a shift by `b` leaves bits: negative counts, as unsigned ones, are too large.
macro_rules! within {
    ($b:ident) => {
        ($b as u64) < T::BITS as u64
    };
}

map2!(LeftShift: Quiet |a, b| {
    [u8, u16, u32, u64] => if within!(b) { a << (b as u32 & (T::BITS - 1)) } else { 0 },
});

map2!(RightShift: Quiet |a, b| {
    [i8, i16, i32, i64] => a >> if within!(b) { b as u32 & (T::BITS - 1) } else { T::BITS - 1 },
    [u8, u16, u32, u64] => if within!(b) { a >> (b as u32 & (T::BITS - 1)) } else { 0 },
});

map1!(Count: Quiet |x| {
    [i8, i16, i32, i64] -> u8 => x.unsigned_abs().count_ones() as u8,
    [u8, u16, u32, u64] -> u8 => x.count_ones() as u8,
});

pub(crate) const AND: &[LoopRow] = &join::<9>(&[rows!(LANES And: Bool), &twins!(LANES And 3)]);
pub(crate) const OR: &[LoopRow] = &join::<9>(&[rows!(LANES Or: Bool), &twins!(LANES Or 3)]);
pub(crate) const XOR: &[LoopRow] = &join::<9>(&[rows!(LANES Xor: Bool), &twins!(LANES Xor 3)]);
pub(crate) const INVERT: &[LoopRow] = &join::<9>(&[rows!(ONE Invert: Bool), &twins!(ONE Invert 2)]);
pub(crate) const LEFT_SHIFT: &[LoopRow] = &twins!(TWO LeftShift 3);
pub(crate) const RIGHT_SHIFT: &[LoopRow] = rows!(TWO RightShift: i8, u8, i16, u16, i32, u32, i64, u64);
pub(crate) const COUNT: &[LoopRow] = rows!(ONE_PLAIN Count: i8, u8, i16, u16, i32, u32, i64, u64);
