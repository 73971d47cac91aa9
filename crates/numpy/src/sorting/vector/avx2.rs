//! [`Lanes`] in AVX2: eight `i32`, four `i64`, four `i64` keys with their indices.
use super::lanes::{InstructionSet, Lanes, Paired, keys, upper};
use super::{network, partition};
use std::arch::x86_64::*;

/// The instructions used here.
#[derive(Clone, Copy)]
pub(super) struct Avx2;

impl Avx2 {
    /// Whether the processor has them.
    pub(super) fn available() -> bool {
        is_x86_feature_detected!("avx2") && is_x86_feature_detected!("popcnt")
    }
}

// SAFETY: both compile for what `available` asks for.
unsafe impl InstructionSet for Avx2 {
    #[target_feature(enable = "avx2,popcnt")]
    unsafe fn partition<L: Lanes>(line: L, len: usize, pivot: L::Key) -> usize {
        // SAFETY: the caller's promise.
        unsafe { partition::partition(line, len, pivot) }
    }
    #[target_feature(enable = "avx2,popcnt")]
    unsafe fn leaf<L: Lanes>(line: L, len: usize) {
        // SAFETY: the caller's promise.
        unsafe { network::leaf(line, len) }
    }
}

keys!(Keys32, i32, __m256i, 8, 8, Avx2, ops32);
keys!(Keys64, i64, __m256i, 4, 8, Avx2, ops64);

// SAFETY: a line as in `Lanes`, else registers only.
unsafe impl Paired for Keys64 {
    type Mask = __m256i;

    unsafe fn slice<'a>(self, len: usize) -> &'a mut [i64] {
        // SAFETY: the caller's promise.
        unsafe { std::slice::from_raw_parts_mut(self.0, len) }
    }
    #[inline(always)]
    unsafe fn before(a: (__m256i, __m256i), b: (__m256i, __m256i)) -> __m256i {
        // SAFETY: registers only.
        unsafe {
            let equal = _mm256_cmpeq_epi64(a.0, b.0);
            let less = _mm256_and_si256(equal, _mm256_cmpgt_epi64(b.1, a.1));
            _mm256_or_si256(_mm256_cmpgt_epi64(b.0, a.0), less)
        }
    }
    #[inline(always)]
    unsafe fn choose(mask: __m256i, off: __m256i, on: __m256i) -> __m256i {
        // SAFETY: registers only.
        unsafe { _mm256_blendv_epi8(off, on, mask) }
    }
    #[inline(always)]
    unsafe fn partner<const X: usize>(reg: __m256i) -> __m256i {
        // SAFETY: registers only.
        unsafe { ops64::partner::<X>(reg) }
    }
    #[inline(always)]
    unsafe fn turned<const X: usize>(mask: __m256i) -> __m256i {
        // SAFETY: registers only.
        unsafe { _mm256_xor_si256(mask, ops64::uppers::<X>()) }
    }
}

/// Eight `i32`.
mod ops32 {
    use super::*;

    #[inline]
    #[target_feature(enable = "avx2")]
    pub fn splat(key: i32) -> __m256i {
        _mm256_set1_epi32(key)
    }

    /// The first `count` lanes.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn first(count: usize) -> __m256i {
        _mm256_cmpgt_epi32(_mm256_set1_epi32(count as i32), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7))
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    pub unsafe fn load(from: *const i32) -> __m256i {
        // SAFETY: the caller's promise.
        unsafe { _mm256_loadu_si256(from.cast()) }
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    pub unsafe fn load_first(from: *const i32, count: usize, rest: __m256i) -> __m256i {
        let mask = first(count);
        // SAFETY: the caller's promise; the lanes that are off are not accessed.
        _mm256_blendv_epi8(rest, unsafe { _mm256_maskload_epi32(from, mask) }, mask)
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    pub unsafe fn store(to: *mut i32, reg: __m256i) {
        // SAFETY: the caller's promise.
        unsafe { _mm256_storeu_si256(to.cast(), reg) }
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    pub unsafe fn store_first(to: *mut i32, count: usize, reg: __m256i) {
        // SAFETY: the caller's promise; the lanes that are off are not accessed.
        unsafe { _mm256_maskstore_epi32(to, first(count), reg) }
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    pub fn below(reg: __m256i, pivot: i32) -> u32 {
        _mm256_movemask_ps(_mm256_castsi256_ps(_mm256_cmpgt_epi32(splat(pivot), reg))) as u32
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    pub fn part(reg: __m256i, mask: u32) -> __m256i {
        let lanes = _mm_cvtsi64_si128(partition::PARTS[(mask & 255) as usize] as i64);
        _mm256_permutevar8x32_epi32(reg, _mm256_cvtepu8_epi32(lanes))
    }

    #[inline]
    #[target_feature(enable = "avx2,popcnt")]
    pub unsafe fn compress(to: *mut i32, mask: u32, reg: __m256i) {
        // SAFETY: the caller's promise.
        unsafe { store_first(to, mask.count_ones() as usize, part(reg, mask)) }
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    pub fn exchange(a: __m256i, b: __m256i) -> (__m256i, __m256i) {
        (_mm256_min_epi32(a, b), _mm256_max_epi32(a, b))
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    pub fn exchange_lanes<const X: usize>(reg: __m256i, other: __m256i) -> __m256i {
        let partner = partner::<X>(other);
        let (low, high) = exchange(reg, partner);
        match const { upper(X) & 255 } {
            0xAA => _mm256_blend_epi32::<0xAA>(low, high),
            0xCC => _mm256_blend_epi32::<0xCC>(low, high),
            _ => _mm256_blend_epi32::<0xF0>(low, high),
        }
    }

    /// Lane `i` from lane `i ^ X`.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn partner<const X: usize>(reg: __m256i) -> __m256i {
        match X {
            1 => _mm256_shuffle_epi32::<0xB1>(reg),
            2 => _mm256_shuffle_epi32::<0x4E>(reg),
            3 => _mm256_shuffle_epi32::<0x1B>(reg),
            4 => _mm256_permute2x128_si256::<1>(reg, reg),
            _ => _mm256_permutevar8x32_epi32(reg, _mm256_setr_epi32(7, 6, 5, 4, 3, 2, 1, 0)),
        }
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    pub fn interleave(a: __m256i, b: __m256i) -> (__m256i, __m256i) {
        let (low, high) = (_mm256_unpacklo_epi32(a, b), _mm256_unpackhi_epi32(a, b));
        (_mm256_permute2x128_si256::<0x20>(low, high), _mm256_permute2x128_si256::<0x31>(low, high))
    }
}

/// Four `i64`.
mod ops64 {
    use super::*;

    /// [`partition::PARTS`] for four lanes, each of two words.
    static PARTS: [u64; 16] = {
        let mut table = [0; 16];
        let mut mask = 0;
        while mask < 16 {
            let pairs =
                ((mask & 1) * 3) | ((mask >> 1 & 1) * 12) | ((mask >> 2 & 1) * 48) | ((mask >> 3 & 1) * 192);
            table[mask] = partition::PARTS[pairs];
            mask += 1;
        }
        table
    };

    #[inline]
    #[target_feature(enable = "avx2")]
    pub fn splat(key: i64) -> __m256i {
        _mm256_set1_epi64x(key)
    }

    /// The first `count` lanes.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn first(count: usize) -> __m256i {
        _mm256_cmpgt_epi64(_mm256_set1_epi64x(count as i64), _mm256_setr_epi64x(0, 1, 2, 3))
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    pub unsafe fn load(from: *const i64) -> __m256i {
        // SAFETY: the caller's promise.
        unsafe { _mm256_loadu_si256(from.cast()) }
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    pub unsafe fn load_first(from: *const i64, count: usize, rest: __m256i) -> __m256i {
        let mask = first(count);
        // SAFETY: the caller's promise; the lanes that are off are not accessed.
        _mm256_blendv_epi8(rest, unsafe { _mm256_maskload_epi64(from, mask) }, mask)
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    pub unsafe fn store(to: *mut i64, reg: __m256i) {
        // SAFETY: the caller's promise.
        unsafe { _mm256_storeu_si256(to.cast(), reg) }
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    pub unsafe fn store_first(to: *mut i64, count: usize, reg: __m256i) {
        // SAFETY: the caller's promise; the lanes that are off are not accessed.
        unsafe { _mm256_maskstore_epi64(to, first(count), reg) }
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    pub fn below(reg: __m256i, pivot: i64) -> u32 {
        _mm256_movemask_pd(_mm256_castsi256_pd(_mm256_cmpgt_epi64(splat(pivot), reg))) as u32
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    pub fn part(reg: __m256i, mask: u32) -> __m256i {
        let words = _mm_cvtsi64_si128(PARTS[(mask & 15) as usize] as i64);
        _mm256_permutevar8x32_epi32(reg, _mm256_cvtepu8_epi32(words))
    }

    #[inline]
    #[target_feature(enable = "avx2,popcnt")]
    pub unsafe fn compress(to: *mut i64, mask: u32, reg: __m256i) {
        // SAFETY: the caller's promise.
        unsafe { store_first(to, mask.count_ones() as usize, part(reg, mask)) }
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    pub fn exchange(a: __m256i, b: __m256i) -> (__m256i, __m256i) {
        let greater = _mm256_cmpgt_epi64(a, b);
        (_mm256_blendv_epi8(a, b, greater), _mm256_blendv_epi8(b, a, greater))
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    pub fn exchange_lanes<const X: usize>(reg: __m256i, other: __m256i) -> __m256i {
        let partner = partner::<X>(other);
        let swap = _mm256_xor_si256(_mm256_cmpgt_epi64(reg, partner), uppers::<X>());
        _mm256_blendv_epi8(reg, partner, swap)
    }

    /// The lanes of [`upper`].
    #[inline]
    #[target_feature(enable = "avx2")]
    pub fn uppers<const X: usize>() -> __m256i {
        let on = |lane: u32| -i64::from(const { upper(X) } >> lane & 1);
        _mm256_setr_epi64x(on(0), on(1), on(2), on(3))
    }

    /// Lane `i` from lane `i ^ X`.
    #[inline]
    #[target_feature(enable = "avx2")]
    pub fn partner<const X: usize>(reg: __m256i) -> __m256i {
        match X {
            1 => _mm256_shuffle_epi32::<0x4E>(reg),
            2 => _mm256_permute2x128_si256::<1>(reg, reg),
            _ => _mm256_permute4x64_epi64::<0x1B>(reg),
        }
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    pub fn interleave(a: __m256i, b: __m256i) -> (__m256i, __m256i) {
        let (low, high) = (_mm256_unpacklo_epi64(a, b), _mm256_unpackhi_epi64(a, b));
        (_mm256_permute2x128_si256::<0x20>(low, high), _mm256_permute2x128_si256::<0x31>(low, high))
    }
}
