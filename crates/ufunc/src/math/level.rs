//! The SIMD level of the machine, found once, and the arithmetic that comes with it.

use std::sync::atomic::{AtomicU8, Ordering};

/// What the processor offers, in rising order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Level {
    /// What the target guarantees: SSE2 on x86-64, NEON on AArch64.
    Baseline = 1,
    /// AVX2 and FMA: 32 byte vectors.
    Avx2 = 2,
    /// AVX-512 F, DQ, VL and BW: 64 byte vectors and masks.
    Avx512 = 3,
}

const UNKNOWN: u8 = 0;
static LEVEL: AtomicU8 = AtomicU8::new(UNKNOWN);

/// The level in use: the best that the processor has, unless [`limit`] lowered it.
#[inline]
pub fn level() -> Level {
    match LEVEL.load(Ordering::Relaxed) {
        UNKNOWN => set(detect()),
        1 => Level::Baseline,
        2 => Level::Avx2,
        _ => Level::Avx512,
    }
}

/// Uses no level above `most` in the whole process; for tests and measurements. Returns the level now in use.
pub fn limit(most: Level) -> Level {
    set(detect().min(most))
}

#[cold]
fn set(level: Level) -> Level {
    LEVEL.store(level as u8, Ordering::Relaxed);
    level
}

#[cfg(target_arch = "x86_64")]
fn detect() -> Level {
    let avx2 = is_x86_feature_detected!("avx2")
        && is_x86_feature_detected!("fma")
        && is_x86_feature_detected!("bmi1")
        && is_x86_feature_detected!("bmi2")
        && is_x86_feature_detected!("lzcnt")
        && is_x86_feature_detected!("popcnt");
    let avx512 = is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512dq")
        && is_x86_feature_detected!("avx512vl")
        && is_x86_feature_detected!("avx512bw");
    match (avx2, avx512) {
        (true, true) => Level::Avx512,
        (true, false) => Level::Avx2,
        _ => Level::Baseline,
    }
}

#[cfg(not(target_arch = "x86_64"))]
fn detect() -> Level {
    Level::Baseline
}

/// Multiplication followed by addition, as the level does it best.
///
/// Kernels are generic over it, since a fused operation rounds once and its emulation costs a hundred times as
/// much. So the last bit of a result may differ between a processor with FMA and one without; on one machine it
/// never does.
pub trait MulAdd: Copy + 'static {
    /// Whether `fma` is made of many operations.
    const EMULATED: bool;
    /// `a * b + c`, rounded once or twice.
    fn mul_add(a: f64, b: f64, c: f64) -> f64;
    /// `a * b + c` with an error of one rounding, whatever cancels.
    fn fma(a: f64, b: f64, c: f64) -> f64;
    /// `a * b + c` in single precision, rounded once or twice.
    fn mul_add32(a: f32, b: f32, c: f32) -> f32;
    /// `a * b + c` in single precision with an error of one rounding, whatever cancels.
    fn fma32(a: f32, b: f32, c: f32) -> f32;
}

/// Fused operations of the processor.
#[derive(Clone, Copy, Debug)]
pub struct Fused;

/// Separate multiplication and addition.
#[derive(Clone, Copy, Debug)]
pub struct Separate;

/// The arithmetic of [`Level::Baseline`].
#[cfg(any(target_feature = "fma", target_arch = "aarch64"))]
pub type Base = Fused;
/// The arithmetic of [`Level::Baseline`].
#[cfg(not(any(target_feature = "fma", target_arch = "aarch64")))]
pub type Base = Separate;

impl MulAdd for Fused {
    const EMULATED: bool = false;
    #[inline(always)]
    fn mul_add(a: f64, b: f64, c: f64) -> f64 {
        a.mul_add(b, c)
    }
    #[inline(always)]
    fn fma(a: f64, b: f64, c: f64) -> f64 {
        a.mul_add(b, c)
    }
    #[inline(always)]
    fn mul_add32(a: f32, b: f32, c: f32) -> f32 {
        a.mul_add(b, c)
    }
    #[inline(always)]
    fn fma32(a: f32, b: f32, c: f32) -> f32 {
        a.mul_add(b, c)
    }
}

impl MulAdd for Separate {
    const EMULATED: bool = true;
    #[inline(always)]
    fn mul_add(a: f64, b: f64, c: f64) -> f64 {
        a * b + c
    }

    /// Dekker's product and Knuth's sum (Numer. Math. 18, 1971; TAOCP 2, 4.2.2).
    #[inline(always)]
    fn fma(a: f64, b: f64, c: f64) -> f64 {
        let (p, e) = dekker_product(a, b);
        let s = p + c;
        let t = s - p;
        s + (((p - (s - t)) + (c - t)) + e)
    }

    #[inline(always)]
    fn mul_add32(a: f32, b: f32, c: f32) -> f32 {
        a * b + c
    }

    #[inline(always)]
    fn fma32(a: f32, b: f32, c: f32) -> f32 {
        (f64::from(a) * f64::from(b) + f64::from(c)) as f32
    }
}

#[inline(always)]
fn dekker_product(a: f64, b: f64) -> (f64, f64) {
    let split = |x: f64| {
        let t = x * 134_217_729.0;
        let hi = t - (t - x);
        (hi, x - hi)
    };
    let ((ah, al), (bh, bl)) = (split(a), split(b));
    let p = a * b;
    (p, ((ah * bh - p) + ah * bl + al * bh) + al * bl)
}

/// Defines a function that runs an `#[inline(always)]` body compiled for the [`Level`] of the machine.
///
/// The body is generic over [`MulAdd`] first; its further type parameters, the arguments and the result follow.
///
/// # Examples
/// ```
/// use pallasite_ufunc::math::level::MulAdd;
/// use pallasite_ufunc::simd_levels;
///
/// #[inline(always)]
/// unsafe fn dot_body<M: MulAdd>(a: &[f64], b: &[f64]) -> f64 {
///     a.iter().zip(b).fold(0.0, |sum, (&a, &b)| M::mul_add(a, b, sum))
/// }
/// simd_levels! {
///     /// The scalar product.
///     pub unsafe fn dot[](a: &[f64], b: &[f64]) -> f64 = dot_body
/// }
/// assert_eq!(unsafe { dot(&[1.0, 2.0], &[3.0, 4.0]) }, 11.0);
/// ```
/// With `light` in front there are two versions only, for loops of a few instructions an element: 32 byte vectors
/// are as fast as the memory, and each version costs compile time for each kernel.
#[macro_export]
macro_rules! simd_levels {
    (light $(#[$meta:meta])* $vis:vis unsafe fn $name:ident[$($g:ident : $bound:path),*]
     ($($arg:ident : $type:ty),* $(,)?) $(-> $out:ty)? = $body:ident) => {
        $(#[$meta])*
        ///
        /// # Safety
        /// That of the body.
        $vis unsafe fn $name<$($g: $bound),*>($($arg: $type),*) $(-> $out)? {
            $crate::simd_levels!(@version avx2, "avx2,fma,bmi1,bmi2,lzcnt,popcnt", [$($g: $bound),*] ($($arg: $type),*) [$($out)?] $body);
            match $crate::math::level::level() {
                // SAFETY: the caller's promise.
                $crate::math::level::Level::Baseline => unsafe { $body::<$crate::math::level::Base $(, $g)*>($($arg),*) },
                // SAFETY: the caller's promise; the processor has the features.
                _ => unsafe { avx2::<$($g),*>($($arg),*) },
            }
        }
    };
    ($(#[$meta:meta])* $vis:vis unsafe fn $name:ident[$($g:ident : $bound:path),*]
     ($($arg:ident : $type:ty),* $(,)?) $(-> $out:ty)? = $body:ident) => {
        $(#[$meta])*
        ///
        /// # Safety
        /// That of the body.
        $vis unsafe fn $name<$($g: $bound),*>($($arg: $type),*) $(-> $out)? {
            $crate::simd_levels!(@version avx2, "avx2,fma,bmi1,bmi2,lzcnt,popcnt", [$($g: $bound),*] ($($arg: $type),*) [$($out)?] $body);
            $crate::simd_levels!(@version avx512, "avx512f,avx512dq,avx512vl,avx512bw,avx2,fma,bmi1,bmi2,lzcnt,popcnt", [$($g: $bound),*] ($($arg: $type),*) [$($out)?] $body);
            match $crate::math::level::level() {
                // SAFETY: the caller's promise; the processor has the features.
                $crate::math::level::Level::Avx512 => unsafe { avx512::<$($g),*>($($arg),*) },
                // SAFETY: the caller's promise; the processor has the features.
                $crate::math::level::Level::Avx2 => unsafe { avx2::<$($g),*>($($arg),*) },
                // SAFETY: the caller's promise.
                $crate::math::level::Level::Baseline => unsafe { $body::<$crate::math::level::Base $(, $g)*>($($arg),*) },
            }
        }
    };
    (@version $name:ident, $features:literal, [$($g:ident : $bound:path),*] ($($arg:ident : $type:ty),*) [$($out:ty)?] $body:ident) => {
        // Machines of another kind stay at the baseline, and never call this.
        #[cfg_attr(target_arch = "x86_64", target_feature(enable = $features))]
        unsafe fn $name<$($g: $bound),*>($($arg: $type),*) $(-> $out)? {
            // SAFETY: the caller's promise.
            unsafe { $body::<$crate::math::level::Fused $(, $g)*>($($arg),*) }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separate_fma_keeps_what_cancels() {
        let (a, b) = (1.0 + f64::EPSILON, 1.0 - f64::EPSILON);
        assert_eq!(Separate::fma(a, b, -1.0), a.mul_add(b, -1.0));
        assert_eq!(Separate::fma(0.1, 10.0, -1.0), 0.1_f64.mul_add(10.0, -1.0));
        assert_eq!(Separate::fma32(0.1, 10.0, -1.0), 0.1_f32.mul_add(10.0, -1.0));
    }
}
