//! [`Lanes`] in AVX-512: sixteen `i32`, eight `i64`, eight `i64` keys with their indices.
use super::lanes::{InstructionSet, Lanes, Paired, keys, upper};
use super::{network, partition};
use std::arch::x86_64::*;

/// The instructions used here.
#[derive(Clone, Copy)]
pub(super) struct Avx512;

impl Avx512 {
    /// Whether the processor has them.
    pub(super) fn available() -> bool {
        is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("popcnt")
    }
}

// SAFETY: both compile for what `available` asks for.
unsafe impl InstructionSet for Avx512 {
    #[target_feature(enable = "avx512f,popcnt")]
    unsafe fn partition<L: Lanes>(line: L, len: usize, pivot: L::Key) -> usize {
        // SAFETY: the caller's promise.
        unsafe { partition::partition(line, len, pivot) }
    }
    #[target_feature(enable = "avx512f,popcnt")]
    unsafe fn leaf<L: Lanes>(line: L, len: usize) {
        // SAFETY: the caller's promise.
        unsafe { network::leaf(line, len) }
    }
}

keys!(Keys32, i32, __m512i, 16, 16, Avx512, ops32);
keys!(Keys64, i64, __m512i, 8, 16, Avx512, ops64);

// SAFETY: a line as in `Lanes`, else registers only.
unsafe impl Paired for Keys64 {
    type Mask = __mmask8;

    unsafe fn slice<'a>(self, len: usize) -> &'a mut [i64] {
        // SAFETY: the caller's promise.
        unsafe { std::slice::from_raw_parts_mut(self.0, len) }
    }
    #[inline(always)]
    unsafe fn before(a: (__m512i, __m512i), b: (__m512i, __m512i)) -> __mmask8 {
        // SAFETY: registers only.
        unsafe {
            let equal = _mm512_cmpeq_epi64_mask(a.0, b.0);
            _mm512_cmplt_epi64_mask(a.0, b.0) | _mm512_mask_cmplt_epi64_mask(equal, a.1, b.1)
        }
    }
    #[inline(always)]
    unsafe fn choose(mask: __mmask8, off: __m512i, on: __m512i) -> __m512i {
        // SAFETY: registers only.
        unsafe { _mm512_mask_blend_epi64(mask, off, on) }
    }
    #[inline(always)]
    unsafe fn partner<const X: usize>(reg: __m512i) -> __m512i {
        // SAFETY: registers only.
        unsafe { ops64::partner::<X>(reg) }
    }
    #[inline(always)]
    unsafe fn turned<const X: usize>(mask: __mmask8) -> __mmask8 {
        mask ^ const { upper(X) as __mmask8 }
    }
}

/// Sixteen `i32`.
mod ops32 {
    use super::*;

    #[inline]
    #[target_feature(enable = "avx512f")]
    pub fn splat(key: i32) -> __m512i {
        _mm512_set1_epi32(key)
    }

    /// The first `count` lanes.
    fn first(count: usize) -> __mmask16 {
        ((1u32 << count) - 1) as __mmask16
    }

    #[inline]
    #[target_feature(enable = "avx512f")]
    pub unsafe fn load(from: *const i32) -> __m512i {
        // SAFETY: the caller's promise.
        unsafe { _mm512_loadu_epi32(from) }
    }

    #[inline]
    #[target_feature(enable = "avx512f")]
    pub unsafe fn load_first(from: *const i32, count: usize, rest: __m512i) -> __m512i {
        // SAFETY: the caller's promise; the lanes that are off are not accessed.
        unsafe { _mm512_mask_loadu_epi32(rest, first(count), from) }
    }

    #[inline]
    #[target_feature(enable = "avx512f")]
    pub unsafe fn store(to: *mut i32, reg: __m512i) {
        // SAFETY: the caller's promise.
        unsafe { _mm512_storeu_epi32(to, reg) }
    }

    #[inline]
    #[target_feature(enable = "avx512f")]
    pub unsafe fn store_first(to: *mut i32, count: usize, reg: __m512i) {
        // SAFETY: the caller's promise; the lanes that are off are not accessed.
        unsafe { _mm512_mask_storeu_epi32(to, first(count), reg) }
    }

    #[inline]
    #[target_feature(enable = "avx512f")]
    pub fn below(reg: __m512i, pivot: i32) -> u32 {
        u32::from(_mm512_cmplt_epi32_mask(reg, splat(pivot)))
    }

    #[inline]
    #[target_feature(enable = "avx512f")]
    pub fn part(reg: __m512i, mask: u32) -> __m512i {
        let first = _mm512_maskz_compress_epi32(mask as __mmask16, reg);
        let others = _mm512_maskz_compress_epi32(!mask as __mmask16, reg);
        _mm512_mask_expand_epi32(first, (u32::MAX << mask.count_ones()) as __mmask16, others)
    }

    #[inline]
    #[target_feature(enable = "avx512f")]
    pub unsafe fn compress(to: *mut i32, mask: u32, reg: __m512i) {
        // SAFETY: the caller's promise; the lanes that are off are not accessed.
        unsafe { _mm512_mask_compressstoreu_epi32(to, mask as __mmask16, reg) }
    }

    #[inline]
    #[target_feature(enable = "avx512f")]
    pub fn exchange(a: __m512i, b: __m512i) -> (__m512i, __m512i) {
        (_mm512_min_epi32(a, b), _mm512_max_epi32(a, b))
    }

    #[inline]
    #[target_feature(enable = "avx512f")]
    pub fn exchange_lanes<const X: usize>(reg: __m512i, other: __m512i) -> __m512i {
        let (low, high) = exchange(reg, partner::<X>(other));
        _mm512_mask_blend_epi32(const { upper(X) as __mmask16 }, low, high)
    }

    /// Lane `i` from lane `i ^ X`.
    #[inline]
    #[target_feature(enable = "avx512f")]
    pub fn partner<const X: usize>(reg: __m512i) -> __m512i {
        let lanes = _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
        _mm512_permutexvar_epi32(_mm512_xor_si512(lanes, splat(X as i32)), reg)
    }

    #[inline]
    #[target_feature(enable = "avx512f")]
    pub fn interleave(a: __m512i, b: __m512i) -> (__m512i, __m512i) {
        let low = _mm512_set_epi32(23, 7, 22, 6, 21, 5, 20, 4, 19, 3, 18, 2, 17, 1, 16, 0);
        let high = _mm512_add_epi32(low, splat(16 / 2));
        (_mm512_permutex2var_epi32(a, low, b), _mm512_permutex2var_epi32(a, high, b))
    }
}

/// Eight `i64`.
mod ops64 {
    use super::*;

    #[inline]
    #[target_feature(enable = "avx512f")]
    pub fn splat(key: i64) -> __m512i {
        _mm512_set1_epi64(key)
    }

    /// The first `count` lanes.
    fn first(count: usize) -> __mmask8 {
        ((1u32 << count) - 1) as __mmask8
    }

    #[inline]
    #[target_feature(enable = "avx512f")]
    pub unsafe fn load(from: *const i64) -> __m512i {
        // SAFETY: the caller's promise.
        unsafe { _mm512_loadu_epi64(from) }
    }

    #[inline]
    #[target_feature(enable = "avx512f")]
    pub unsafe fn load_first(from: *const i64, count: usize, rest: __m512i) -> __m512i {
        // SAFETY: the caller's promise; the lanes that are off are not accessed.
        unsafe { _mm512_mask_loadu_epi64(rest, first(count), from) }
    }

    #[inline]
    #[target_feature(enable = "avx512f")]
    pub unsafe fn store(to: *mut i64, reg: __m512i) {
        // SAFETY: the caller's promise.
        unsafe { _mm512_storeu_epi64(to, reg) }
    }

    #[inline]
    #[target_feature(enable = "avx512f")]
    pub unsafe fn store_first(to: *mut i64, count: usize, reg: __m512i) {
        // SAFETY: the caller's promise; the lanes that are off are not accessed.
        unsafe { _mm512_mask_storeu_epi64(to, first(count), reg) }
    }

    #[inline]
    #[target_feature(enable = "avx512f")]
    pub fn below(reg: __m512i, pivot: i64) -> u32 {
        u32::from(_mm512_cmplt_epi64_mask(reg, splat(pivot)))
    }

    #[inline]
    #[target_feature(enable = "avx512f")]
    pub fn part(reg: __m512i, mask: u32) -> __m512i {
        let lanes = _mm_cvtsi64_si128(partition::PARTS[(mask & 255) as usize] as i64);
        _mm512_permutexvar_epi64(_mm512_cvtepu8_epi64(lanes), reg)
    }

    #[inline]
    #[target_feature(enable = "avx512f")]
    pub unsafe fn compress(to: *mut i64, mask: u32, reg: __m512i) {
        // SAFETY: the caller's promise; the lanes that are off are not accessed.
        unsafe { _mm512_mask_compressstoreu_epi64(to, mask as __mmask8, reg) }
    }

    #[inline]
    #[target_feature(enable = "avx512f")]
    pub fn exchange(a: __m512i, b: __m512i) -> (__m512i, __m512i) {
        (_mm512_min_epi64(a, b), _mm512_max_epi64(a, b))
    }

    #[inline]
    #[target_feature(enable = "avx512f")]
    pub fn exchange_lanes<const X: usize>(reg: __m512i, other: __m512i) -> __m512i {
        let (low, high) = exchange(reg, partner::<X>(other));
        _mm512_mask_blend_epi64(const { upper(X) as __mmask8 }, low, high)
    }

    /// Lane `i` from lane `i ^ X`.
    #[inline]
    #[target_feature(enable = "avx512f")]
    pub fn partner<const X: usize>(reg: __m512i) -> __m512i {
        let lanes = _mm512_set_epi64(7, 6, 5, 4, 3, 2, 1, 0);
        _mm512_permutexvar_epi64(_mm512_xor_si512(lanes, splat(X as i64)), reg)
    }

    #[inline]
    #[target_feature(enable = "avx512f")]
    pub fn interleave(a: __m512i, b: __m512i) -> (__m512i, __m512i) {
        let low = _mm512_set_epi64(11, 3, 10, 2, 9, 1, 8, 0);
        let high = _mm512_add_epi64(low, splat(8 / 2));
        (_mm512_permutex2var_epi64(a, low, b), _mm512_permutex2var_epi64(a, high, b))
    }
}
