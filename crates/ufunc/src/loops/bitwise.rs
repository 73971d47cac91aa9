//! Bits: and, or, xor, not, shifts, count.

use crate::kernel::LoopRow;
use pallasite_array::Bool;

map2!(And: Quiet |a, b| {
    [i8, u8, i16, u16, i32, u32, i64, u64] => a & b,
    [Bool] => (a.get() & b.get()).into(),
});

map2!(Or: Quiet |a, b| {
    [i8, u8, i16, u16, i32, u32, i64, u64] => a | b,
    [Bool] => (a.get() | b.get()).into(),
});

map2!(Xor: Quiet |a, b| {
    [i8, u8, i16, u16, i32, u32, i64, u64] => a ^ b,
    [Bool] => (a.get() ^ b.get()).into(),
});

map1!(Invert: Quiet |x| {
    [i8, u8, i16, u16, i32, u32, i64, u64] => !x,
    [Bool] => (!x.get()).into(),
});

/// True when a shift by `b` leaves bits: negative counts, as unsigned ones, are too large.
macro_rules! within {
    ($b:ident) => {
        ($b as u64) < T::BITS as u64
    };
}

map2!(LeftShift: Quiet |a, b| {
    [i8, u8, i16, u16, i32, u32, i64, u64] => if within!(b) { a << (b as u32 & (T::BITS - 1)) } else { 0 },
});

map2!(RightShift: Quiet |a, b| {
    [i8, i16, i32, i64] => a >> if within!(b) { b as u32 & (T::BITS - 1) } else { T::BITS - 1 },
    [u8, u16, u32, u64] => if within!(b) { a >> (b as u32 & (T::BITS - 1)) } else { 0 },
});

map1!(Count: Quiet |x| {
    [i8, i16, i32, i64] -> u8 => x.unsigned_abs().count_ones() as u8,
    [u8, u16, u32, u64] -> u8 => x.count_ones() as u8,
});

pub(crate) const AND: &[LoopRow] = rows!(LANES And: Bool, i8, u8, i16, u16, i32, u32, i64, u64);
pub(crate) const OR: &[LoopRow] = rows!(LANES Or: Bool, i8, u8, i16, u16, i32, u32, i64, u64);
pub(crate) const XOR: &[LoopRow] = rows!(LANES Xor: Bool, i8, u8, i16, u16, i32, u32, i64, u64);
pub(crate) const INVERT: &[LoopRow] = rows!(ONE Invert: Bool, i8, u8, i16, u16, i32, u32, i64, u64);
pub(crate) const LEFT_SHIFT: &[LoopRow] = rows!(FOLD LeftShift: i8, u8, i16, u16, i32, u32, i64, u64);
pub(crate) const RIGHT_SHIFT: &[LoopRow] = rows!(FOLD RightShift: i8, u8, i16, u16, i32, u32, i64, u64);
pub(crate) const COUNT: &[LoopRow] = rows!(ONE Count: i8, u8, i16, u16, i32, u32, i64, u64);
