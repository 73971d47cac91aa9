//! Greatest common divisor and least common multiple.

use crate::kernel::LoopRow;

/// Euclid's algorithm on magnitudes.
macro_rules! euclid {
    ($($name:ident, $t:ty);+) => {$(
        fn $name(mut a: $t, mut b: $t) -> $t {
            while a != 0 {
                (a, b) = (b % a, a);
            }
            b
        }
    )+};
}
euclid!(gcd32, u32; gcd64, u64);

map2!(Gcd: Quiet |a, b| {
    [i8, i16, i32] => gcd32(a.unsigned_abs().into(), b.unsigned_abs().into()) as T,
    [u8, u16, u32] => gcd32(a.into(), b.into()) as T,
    [i64] => gcd64(a.unsigned_abs(), b.unsigned_abs()) as T,
    [u64] => gcd64(a, b),
});

map2!(Lcm: Quiet |a, b| {
    [i8, i16, i32, i64] => {
        let (a, b) = (a.unsigned_abs(), b.unsigned_abs());
        let g = gcd64(a.into(), b.into());
        if g == 0 { 0 } else { (u64::from(a) / g).wrapping_mul(b.into()) as T }
    },
    [u8, u16, u32, u64] => {
        let g = gcd64(a.into(), b.into());
        if g == 0 { 0 } else { (u64::from(a) / g).wrapping_mul(b.into()) as T }
    },
});

pub(crate) const GCD: &[LoopRow] = rows!(PLAIN Gcd: i8, u8, i16, u16, i32, u32, i64, u64);
pub(crate) const LCM: &[LoopRow] = rows!(PLAIN Lcm: i8, u8, i16, u16, i32, u32, i64, u64);
