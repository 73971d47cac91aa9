//! Number to number: one conversion per pair of types, one loop over all of them.

use super::Loop;
use crate::dtype::Kind;
use crate::element::Bool;
use half::f16;
use num_complex::Complex;

/// Conversion as C's on x86-64.
pub trait CastFrom<S> {
    /// The value of `s` in this type.
    fn cast_from(s: S) -> Self;
}

macro_rules! int_from_int {
    ($($t:ty),*) => { int_from_int!(@ [$($t),*] [$($t),*]); };
    (@ [$($t:ty),*] $all:tt) => { $(int_from_int!(@@ $t, $all);)* };
    (@@ $t:ty, [$($s:ty),*]) => {
        $(impl CastFrom<$s> for $t { #[inline(always)] fn cast_from(s: $s) -> $t { s as $t } })*
        impl CastFrom<Bool> for $t { #[inline(always)] fn cast_from(s: Bool) -> $t { s.get() as $t } }
        impl CastFrom<$t> for Bool { #[inline(always)] fn cast_from(s: $t) -> Bool { (s != 0).into() } }
        impl CastFrom<$t> for f32 { #[inline(always)] fn cast_from(s: $t) -> f32 { s as f32 } }
        impl CastFrom<$t> for f64 { #[inline(always)] fn cast_from(s: $t) -> f64 { s as f64 } }
        impl CastFrom<$t> for f16 { #[inline(always)] fn cast_from(s: $t) -> f16 { f16::from_f64(s as f64) } }
        impl CastFrom<f32> for $t { #[inline(always)] fn cast_from(s: f32) -> $t { <$t>::cast_from(s as f64) } }
        impl CastFrom<f16> for $t { #[inline(always)] fn cast_from(s: f16) -> $t { <$t>::cast_from(s.to_f64()) } }
    };
}
int_from_int!(i8, u8, i16, u16, i32, u32, i64, u64);

/// `cvttsd2si` with a 64-bit target: the lowest value for whatever does not fit.
#[inline(always)]
fn trunc_i64(x: f64) -> i64 {
    // SAFETY: the value is within the range of the type.
    if x >= i64::MIN as f64 && x < -(i64::MIN as f64) { unsafe { x.to_int_unchecked() } } else { i64::MIN }
}

/// `cvttsd2si` with a 32-bit target.
#[inline(always)]
fn trunc_i32(x: f64) -> i32 {
    if x > i32::MIN as f64 - 1.0 && x < -(i32::MIN as f64) {
        // SAFETY: as above.
        unsafe { x.to_int_unchecked() }
    } else {
        i32::MIN
    }
}

macro_rules! int_from_f64 {
    ($via:ident: $($t:ty),*) => {$(
        impl CastFrom<f64> for $t { #[inline(always)] fn cast_from(s: f64) -> $t { $via(s) as $t } }
    )*};
}
int_from_f64!(trunc_i32: i8, u8, i16, u16, i32);
int_from_f64!(trunc_i64: u32, i64);

impl CastFrom<f64> for u64 {
    #[inline(always)]
    fn cast_from(s: f64) -> u64 {
        const HALF: f64 = 9_223_372_036_854_775_808.0;
        // NaN goes the way of the small.
        if s >= HALF { (trunc_i64(s - HALF) as u64) ^ (1 << 63) } else { trunc_i64(s) as u64 }
    }
}

macro_rules! float_from_float {
    ($($t:ty, $s:ty, $x:ident => $e:expr);* $(;)?) => {$(
        impl CastFrom<$s> for $t { #[inline(always)] fn cast_from($x: $s) -> $t { $e } }
    )*};
}
float_from_float! {
    f16, f16, x => x; f16, f32, x => f16::from_f32(x); f16, f64, x => f16::from_f64(x);
    f32, f16, x => x.to_f32(); f32, f32, x => x; f32, f64, x => x as f32;
    f64, f16, x => x.to_f64(); f64, f32, x => x as f64; f64, f64, x => x;
    f16, Bool, x => if x.get() { f16::ONE } else { f16::ZERO }; f32, Bool, x => x.get() as u8 as f32;
    f64, Bool, x => x.get() as u8 as f64;
    Bool, f16, x => (x.to_bits() & 0x7fff != 0).into(); Bool, f32, x => (x != 0.0).into();
    Bool, f64, x => (x != 0.0).into(); Bool, Bool, x => x.get().into();
}

macro_rules! complex {
    ($($s:ty),*) => {$(
        impl CastFrom<$s> for Complex<f32> {
            #[inline(always)] fn cast_from(s: $s) -> Self { Complex::new(f32::cast_from(s), 0.0) }
        }
        impl CastFrom<$s> for Complex<f64> {
            #[inline(always)] fn cast_from(s: $s) -> Self { Complex::new(f64::cast_from(s), 0.0) }
        }
        impl CastFrom<Complex<f32>> for $s {
            #[inline(always)] fn cast_from(s: Complex<f32>) -> $s { <$s>::cast_from(s.re) }
        }
        impl CastFrom<Complex<f64>> for $s {
            #[inline(always)] fn cast_from(s: Complex<f64>) -> $s { <$s>::cast_from(s.re) }
        }
    )*};
}
complex!(i8, u8, i16, u16, i32, u32, i64, u64, f16, f32, f64);

macro_rules! complex_bool {
    ($($f:ty),*) => {$(
        impl CastFrom<Bool> for Complex<$f> {
            #[inline(always)] fn cast_from(s: Bool) -> Self { Complex::new(<$f>::cast_from(s), 0.0) }
        }
        impl CastFrom<Complex<$f>> for Bool {
            #[inline(always)] fn cast_from(s: Complex<$f>) -> Bool { (s.re != 0.0 || s.im != 0.0).into() }
        }
        impl CastFrom<Complex<f32>> for Complex<$f> {
            #[inline(always)] fn cast_from(s: Complex<f32>) -> Self { Complex::new(s.re as $f, s.im as $f) }
        }
        impl CastFrom<Complex<f64>> for Complex<$f> {
            #[inline(always)] fn cast_from(s: Complex<f64>) -> Self { Complex::new(s.re as $f, s.im as $f) }
        }
    )*};
}
complex_bool!(f32, f64);

/// # Safety
/// As [`super::Caster::run`].
unsafe fn cast_loop<S: Copy, D: CastFrom<S>>(src: *const u8, ss: isize, dst: *mut u8, ds: isize, n: usize) {
    // SAFETY: the caller vouches for `n` elements; unaligned access puts no demand on the pointers.
    unsafe {
        let get = |i: usize| src.wrapping_offset(ss * i as isize).cast::<S>().read_unaligned();
        if ss == size_of::<S>() as isize && ds == size_of::<D>() as isize {
            for i in 0..n {
                let v = src.cast::<S>().add(i).read_unaligned();
                dst.cast::<D>().add(i).write_unaligned(D::cast_from(v));
            }
        } else {
            for i in 0..n {
                dst.wrapping_offset(ds * i as isize).cast::<D>().write_unaligned(D::cast_from(get(i)));
            }
        }
    }
}

/// The loop from one numeric kind to another.
///
/// # Panics
/// For a kind that is not numeric, which the caller has excluded.
pub(super) fn numeric_loop(from: Kind, to: Kind) -> Loop {
    crate::dispatch!(numeric from, S => crate::dispatch!(numeric to, D => cast_loop::<S, D> as Loop,
        else unreachable!("numeric target")), else unreachable!("numeric source"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_to_integers_as_on_x86() {
        assert_eq!(i64::cast_from(f64::NAN), i64::MIN);
        assert_eq!(i32::cast_from(3e9), i32::MIN);
        assert_eq!(i8::cast_from(300.7), 44);
        assert_eq!(u8::cast_from(-1.0), 255);
        assert_eq!(u64::cast_from(1e19), 10_000_000_000_000_000_000);
        assert_eq!(u64::cast_from(-1.0), u64::MAX);
        assert_eq!(i32::cast_from(-2147483648.5), i32::MIN);
    }
}
