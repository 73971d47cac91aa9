//! The only place where a dtype that is known at run time becomes a type parameter.

#[doc(hidden)]
pub use half::f16;
#[doc(hidden)]
pub use num_complex::Complex;

/// Runs the body with `$T` bound to the element type of `$kind`.
///
/// The first word says which kinds have a body: `numeric`, `real`, `integer`, `inexact`, `float`, and `ring`
/// for those that are summed in their own type: all numbers but halves.
/// All others give the value behind `else`.
///
/// # Examples
/// ```
/// use pallasite_array::{Kind, dispatch};
/// let size = |k: Kind| dispatch!(numeric k, T => size_of::<T>(), else 0);
/// assert_eq!((size(Kind::Complex64), size(Kind::Str)), (8, 0));
/// ```
#[macro_export]
macro_rules! dispatch {
    (numeric $kind:expr, $T:ident => $body:expr, else $other:expr) => {
        $crate::dispatch!(@ $kind, $T, $body, $other,
            Bool = $crate::Bool, Int8 = i8, UInt8 = u8, Int16 = i16, UInt16 = u16, Int32 = i32, UInt32 = u32,
            Int64 = i64, UInt64 = u64, Float16 = $crate::dispatch::f16, Float32 = f32, Float64 = f64,
            Complex64 = $crate::dispatch::Complex<f32>, Complex128 = $crate::dispatch::Complex<f64>)
    };
    (real $kind:expr, $T:ident => $body:expr, else $other:expr) => {
        $crate::dispatch!(@ $kind, $T, $body, $other,
            Bool = $crate::Bool, Int8 = i8, UInt8 = u8, Int16 = i16, UInt16 = u16, Int32 = i32, UInt32 = u32,
            Int64 = i64, UInt64 = u64, Float16 = $crate::dispatch::f16, Float32 = f32, Float64 = f64)
    };
    (integer $kind:expr, $T:ident => $body:expr, else $other:expr) => {
        $crate::dispatch!(@ $kind, $T, $body, $other,
            Int8 = i8, UInt8 = u8, Int16 = i16, UInt16 = u16, Int32 = i32, UInt32 = u32, Int64 = i64,
            UInt64 = u64)
    };
    (ring $kind:expr, $T:ident => $body:expr, else $other:expr) => {
        $crate::dispatch!(@ $kind, $T, $body, $other,
            Bool = $crate::Bool, Int8 = i8, UInt8 = u8, Int16 = i16, UInt16 = u16, Int32 = i32, UInt32 = u32,
            Int64 = i64, UInt64 = u64, Float32 = f32, Float64 = f64,
            Complex64 = $crate::dispatch::Complex<f32>, Complex128 = $crate::dispatch::Complex<f64>)
    };
    (float $kind:expr, $T:ident => $body:expr, else $other:expr) => {
        $crate::dispatch!(@ $kind, $T, $body, $other,
            Float16 = $crate::dispatch::f16, Float32 = f32, Float64 = f64)
    };
    (inexact $kind:expr, $T:ident => $body:expr, else $other:expr) => {
        $crate::dispatch!(@ $kind, $T, $body, $other,
            Float16 = $crate::dispatch::f16, Float32 = f32, Float64 = f64,
            Complex64 = $crate::dispatch::Complex<f32>, Complex128 = $crate::dispatch::Complex<f64>)
    };
    (@ $kind:expr, $T:ident, $body:expr, $other:expr, $($variant:ident = $t:ty),*) => {
        match $kind {
            $($crate::Kind::$variant => {
                type $T = $t;
                $body
            })*
            #[allow(unreachable_patterns)]
            _ => $other,
        }
    };
}

/// Runs the body with `$T` bound to the unsigned integer that is as large as an element of `$size` bytes.
///
/// For code that moves elements without looking at them. Other sizes give the value behind `else`.
///
/// # Examples
/// ```
/// use pallasite_array::by_size;
/// let bits = |size: usize| by_size!(size, T => T::BITS, else 0);
/// assert_eq!((bits(16), bits(3)), (128, 0));
/// ```
#[macro_export]
macro_rules! by_size {
    ($size:expr, $T:ident => $body:expr, else $other:expr) => {
        $crate::by_size!(@ $size, $T, $body, $other, 1 = u8, 2 = u16, 4 = u32, 8 = u64, 16 = u128)
    };
    (@ $size:expr, $T:ident, $body:expr, $other:expr, $($bytes:literal = $t:ty),*) => {
        match $size {
            $($bytes => {
                type $T = $t;
                $body
            })*
            _ => $other,
        }
    };
}
