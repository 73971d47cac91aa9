//! Minimum and maximum, with NaN (`maximum`) or without (`fmax`).

use super::{C32, C64};
use crate::kernel::LoopRow;
use half::f16;
use pallasite_array::Bool;

/// An extremum of reals by `$op`, of complex numbers in lexicographic order.
macro_rules! extremum {
    ($name:ident, $ignoring:ident, $op:tt, $strict:tt) => {
        map2!($name: Quiet |a, b| {
            [i8, u8, i16, u16, i32, u32, i64, u64] => if a $op b { a } else { b },
            // Of zeros of both signs the second, as NumPy's vector loops have it.
            [f32, f64] => if (a $strict b) | (a != a) { a } else { b },
            [f16] => if a $op b || a.is_nan() { a } else { b },
            [Bool] => (if a.get() $op b.get() { a.get() } else { b.get() }).into(),
            [C32, C64] => if extremum!(@complex a $op b) || a.re != a.re || a.im != a.im { a } else { b },
        });
        map2!($ignoring: Quiet |a, b| {
            [f32, f64] => if (a $op b) | (b != b) { a } else { b },
            [f16] => if a $op b || b.is_nan() { a } else { b },
            [C32, C64] => if extremum!(@complex a $op b) || b.re != b.re || b.im != b.im { a } else { b },
        });
    };
    (@complex $a:ident $op:tt $b:ident) => {
        ($a.re != $b.re && $a.re $op $b.re && $a.im == $a.im && $b.im == $b.im || $a.re == $b.re && $a.im $op $b.im)
    };
}
extremum!(Maximum, Fmax, >=, >);
extremum!(Minimum, Fmin, <=, <);

/// The rows of an extremum that reals have in common, and those of floats and complex numbers.
macro_rules! extremum_rows {
    ($reals:ident, $floats:ident) => {
        rows!(LANES $reals: Bool, i8, u8, i16, u16, i32, u32, i64, u64; PLAIN $floats: f16; LANES $floats: f32, f64;
            PLAIN $floats: C32, C64)
    };
}

pub(crate) const MAXIMUM: &[LoopRow] = extremum_rows!(Maximum, Maximum);
pub(crate) const MINIMUM: &[LoopRow] = extremum_rows!(Minimum, Minimum);
pub(crate) const FMAX: &[LoopRow] = extremum_rows!(Maximum, Fmax);
pub(crate) const FMIN: &[LoopRow] = extremum_rows!(Minimum, Fmin);
