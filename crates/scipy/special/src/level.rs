//! Scalar functions with the arithmetic of the machine's SIMD level.

/// Defines a function that runs an `#[inline(always)]` body, generic over [`pallasite_ufunc::math::level::MulAdd`],
/// with fused operations where the processor has them.
macro_rules! at_level {
    ($(#[$meta:meta])* $vis:vis fn $name:ident($($arg:ident : $type:ty),*) -> $out:ty = $body:ident) => {
        $(#[$meta])*
        $vis fn $name($($arg: $type),*) -> $out {
            pallasite_ufunc::simd_levels! {
                light
                #[allow(unused_unsafe)]
                unsafe fn levelled[]($($arg: $type),*) -> $out = $body
            }
            // SAFETY: the body is safe.
            unsafe { levelled($($arg),*) }
        }
    };
}

pub(crate) use at_level;
