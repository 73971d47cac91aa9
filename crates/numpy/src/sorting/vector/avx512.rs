//! [`Lanes`] in AVX-512: sixteen `i32`, eight `i64`, eight `i64` keys with their indices.
use super::{Lanes, Pairs, network, partition, quicksort};
use std::arch::x86_64::*;

/// Whether the processor has the instructions used here.
pub(super) fn available() -> bool {
    is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("popcnt")
}

#[target_feature(enable = "avx512f,popcnt")]
unsafe fn partition_line<L: Lanes>(line: L, len: usize, pivot: L::Key) -> usize {
    // SAFETY: the caller's promise.
    unsafe { partition::partition(line, len, pivot) }
}

#[target_feature(enable = "avx512f,popcnt")]
unsafe fn leaf<L: Lanes>(line: L, len: usize) {
    // SAFETY: the caller's promise.
    unsafe { network::leaf(line, len) }
}

/// The lanes that keep the greater element when lane `i` meets lane `i ^ x`.
const fn upper(x: usize) -> u32 {
    let high = 1 << x.ilog2();
    let (mut lane, mut mask) = (0, 0);
    while lane < 16 {
        mask |= ((lane & high != 0) as u32) << lane;
        lane += 1;
    }
    mask
}

macro_rules! keys {
    ($name:ident, $int:ty, $mask:ty, $width:literal, $permutation:ident, $turns:ident, [$($op:ident),*]) => {
        keys!(@ $name, $int, $mask, $width, $permutation, $turns, $($op),*);
    };
    (@ $name:ident, $int:ty, $mask:ty, $width:literal, $permutation:ident, $turns:ident, $splat:ident, $load:ident, $store:ident,
     $maskload:ident, $maskstore:ident, $part:ident, $compress:ident, $lt:ident, $min:ident, $max:ident, $permute:ident,
     $permute2:ident, $blend:ident) => {
        /// A line of integers.
        #[derive(Clone, Copy)]
        pub(super) struct $name(*mut $int);

        // SAFETY: the users of a line work on disjoint parts of it.
        unsafe impl Send for $name {}

        impl $name {
            pub(super) fn new(line: &mut [$int]) -> Self {
                Self(line.as_mut_ptr())
            }
        }

        // SAFETY: every method touches only the elements its contract names; the masked instructions do not
        // access the lanes that are off.
        unsafe impl Lanes for $name {
            type Key = $int;
            type Keys = Self;
            type Reg = __m512i;
            const WIDTH: usize = $width;
            const LEAF: usize = 16 * $width;
            const MIN: $int = <$int>::MIN;

            #[inline(always)]
            unsafe fn at(self, i: usize) -> Self {
                // SAFETY: the caller's promise.
                Self(unsafe { self.0.add(i) })
            }
            fn keys(keys: &mut [$int]) -> Self {
                Self::new(keys)
            }
            #[inline(always)]
            unsafe fn key(self) -> $int {
                // SAFETY: the caller's promise.
                unsafe { *self.0 }
            }
            fn successor(key: $int) -> Option<$int> {
                key.checked_add(1)
            }
            #[inline(always)]
            unsafe fn largest() -> __m512i {
                // SAFETY: registers only.
                unsafe { $splat(<$int>::MAX) }
            }
            #[inline(always)]
            unsafe fn load(self) -> __m512i {
                // SAFETY: the caller's promise.
                unsafe { $load(self.0) }
            }
            #[inline(always)]
            unsafe fn load_first(self, count: usize) -> __m512i {
                // SAFETY: the caller's promise.
                unsafe { $maskload(Self::largest(), ((1u32 << count) - 1) as $mask, self.0) }
            }
            #[inline(always)]
            unsafe fn store(self, reg: __m512i) {
                // SAFETY: the caller's promise.
                unsafe { $store(self.0, reg) }
            }
            #[inline(always)]
            unsafe fn store_first(self, count: usize, reg: __m512i) {
                // SAFETY: the caller's promise.
                unsafe { $maskstore(self.0, ((1u32 << count) - 1) as $mask, reg) }
            }
            #[inline(always)]
            unsafe fn below(reg: __m512i, pivot: $int) -> u32 {
                // SAFETY: registers only.
                unsafe { u32::from($lt(reg, $splat(pivot))) }
            }
            #[inline(always)]
            unsafe fn part(reg: __m512i, mask: u32) -> __m512i {
                // SAFETY: registers only.
                unsafe { $part(reg, mask) }
            }
            #[inline(always)]
            unsafe fn compress(self, mask: u32, reg: __m512i) {
                // SAFETY: the caller's promise.
                unsafe { $compress(self.0, mask as $mask, reg) }
            }
            #[inline(always)]
            unsafe fn exchange(a: __m512i, b: __m512i) -> (__m512i, __m512i) {
                // SAFETY: registers only.
                unsafe { ($min(a, b), $max(a, b)) }
            }
            #[inline(always)]
            unsafe fn exchange_lanes<const X: usize>(reg: __m512i, other: __m512i) -> __m512i {
                // SAFETY: registers only.
                unsafe {
                    let partner = $permute($permutation::<X>(), other);
                    $blend(const { upper(X) as $mask }, $min(reg, partner), $max(reg, partner))
                }
            }
            #[inline(always)]
            unsafe fn interleave(a: __m512i, b: __m512i) -> (__m512i, __m512i) {
                // SAFETY: registers only.
                unsafe { ($permute2(a, $turns::<0>(), b), $permute2(a, $turns::<{ $width / 2 }>(), b)) }
            }
            unsafe fn partition(self, len: usize, pivot: $int) -> usize {
                // SAFETY: the caller's promise.
                unsafe { partition_line(self, len, pivot) }
            }
            unsafe fn leaf(self, len: usize) {
                // SAFETY: the caller's promise.
                unsafe { leaf(self, len) }
            }
            unsafe fn fallback(self, len: usize) {
                // SAFETY: the caller's promise.
                unsafe { std::slice::from_raw_parts_mut(self.0, len) }.sort_unstable();
            }
            unsafe fn order_equal(self, _len: usize) {}
        }
    };
}

keys!(
    Keys32,
    i32,
    __mmask16,
    16,
    xor32,
    turns32,
    [
        _mm512_set1_epi32,
        _mm512_loadu_epi32,
        _mm512_storeu_epi32,
        _mm512_mask_loadu_epi32,
        _mm512_mask_storeu_epi32,
        part32,
        _mm512_mask_compressstoreu_epi32,
        _mm512_cmplt_epi32_mask,
        _mm512_min_epi32,
        _mm512_max_epi32,
        _mm512_permutexvar_epi32,
        _mm512_permutex2var_epi32,
        _mm512_mask_blend_epi32
    ]
);
keys!(
    Keys64,
    i64,
    __mmask8,
    8,
    xor64,
    turns64,
    [
        _mm512_set1_epi64,
        _mm512_loadu_epi64,
        _mm512_storeu_epi64,
        _mm512_mask_loadu_epi64,
        _mm512_mask_storeu_epi64,
        part64,
        _mm512_mask_compressstoreu_epi64,
        _mm512_cmplt_epi64_mask,
        _mm512_min_epi64,
        _mm512_max_epi64,
        _mm512_permutexvar_epi64,
        _mm512_permutex2var_epi64,
        _mm512_mask_blend_epi64
    ]
);

/// The lanes of `mask`, then the others.
#[inline(always)]
unsafe fn part32(reg: __m512i, mask: u32) -> __m512i {
    // SAFETY: registers only.
    unsafe {
        let first = _mm512_maskz_compress_epi32(mask as __mmask16, reg);
        let others = _mm512_maskz_compress_epi32(!mask as __mmask16, reg);
        _mm512_mask_expand_epi32(first, (u32::MAX << mask.count_ones()) as __mmask16, others)
    }
}

/// The lanes of `mask`, then the others.
#[inline(always)]
unsafe fn part64(reg: __m512i, mask: u32) -> __m512i {
    // SAFETY: the table has an entry for each of the 256 masks.
    unsafe {
        let lanes = _mm_cvtsi64_si128(*PARTS.get_unchecked((mask & 255) as usize) as i64);
        _mm512_permutexvar_epi64(_mm512_cvtepu8_epi64(lanes), reg)
    }
}

/// For each mask of eight lanes, a byte per lane: first the lanes of the mask, then the others.
static PARTS: [u64; 256] = {
    let mut table = [0; 256];
    let mut mask = 0;
    while mask < 256 {
        let (mut lane, mut on, mut off) = (0, 0, (mask as u32).count_ones());
        while lane < 8 {
            let slot = if mask >> lane & 1 == 1 { &mut on } else { &mut off };
            table[mask] |= lane << (8 * *slot);
            *slot += 1;
            lane += 1;
        }
        mask += 1;
    }
    table
};

/// The permutation that takes lane `i` from lane `i ^ X`.
#[inline(always)]
unsafe fn xor64<const X: usize>() -> __m512i {
    // SAFETY: registers only.
    unsafe { _mm512_xor_si512(_mm512_set_epi64(7, 6, 5, 4, 3, 2, 1, 0), _mm512_set1_epi64(X as i64)) }
}

/// The permutation that takes lane `i` from lane `i ^ X`.
#[inline(always)]
unsafe fn xor32<const X: usize>() -> __m512i {
    // SAFETY: registers only.
    unsafe {
        let lanes = _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
        _mm512_xor_si512(lanes, _mm512_set1_epi32(X as i32))
    }
}

/// The permutation that takes lanes of two vectors in turn, from lane `START` on.
#[inline(always)]
unsafe fn turns64<const START: i64>() -> __m512i {
    // SAFETY: registers only.
    unsafe { _mm512_add_epi64(_mm512_set_epi64(11, 3, 10, 2, 9, 1, 8, 0), _mm512_set1_epi64(START)) }
}

/// The permutation that takes lanes of two vectors in turn, from lane `START` on.
#[inline(always)]
unsafe fn turns32<const START: i32>() -> __m512i {
    // SAFETY: registers only.
    unsafe {
        let lanes = _mm512_set_epi32(23, 7, 22, 6, 21, 5, 20, 4, 19, 3, 18, 2, 17, 1, 16, 0);
        _mm512_add_epi32(lanes, _mm512_set1_epi32(START))
    }
}

/// Keys and, in a second line, their indices; ordered by both.
#[derive(Clone, Copy)]
pub(super) struct Indexed64 {
    keys: Keys64,
    indices: Keys64,
}

impl Indexed64 {
    pub(super) fn new(keys: &mut [i64], indices: &mut [i64]) -> Self {
        Self { keys: Keys64::new(keys), indices: Keys64::new(indices) }
    }
}

/// Lanes in which `a` is before `b`.
#[inline(always)]
unsafe fn before(a: (__m512i, __m512i), b: (__m512i, __m512i)) -> __mmask8 {
    // SAFETY: registers only.
    unsafe {
        let equal = _mm512_cmpeq_epi64_mask(a.0, b.0);
        _mm512_cmplt_epi64_mask(a.0, b.0) | _mm512_mask_cmplt_epi64_mask(equal, a.1, b.1)
    }
}

#[inline(always)]
unsafe fn blend(mask: __mmask8, off: (__m512i, __m512i), on: (__m512i, __m512i)) -> (__m512i, __m512i) {
    // SAFETY: registers only.
    unsafe { (_mm512_mask_blend_epi64(mask, off.0, on.0), _mm512_mask_blend_epi64(mask, off.1, on.1)) }
}

// SAFETY: every method does the same to the line of keys and to the line of indices, which are as long.
unsafe impl Lanes for Indexed64 {
    type Key = i64;
    type Keys = Keys64;
    type Reg = (__m512i, __m512i);
    const WIDTH: usize = 8;
    const LEAF: usize = 64;
    const MIN: i64 = i64::MIN;

    #[inline(always)]
    unsafe fn at(self, i: usize) -> Self {
        // SAFETY: the caller's promise.
        unsafe { Self { keys: self.keys.at(i), indices: self.indices.at(i) } }
    }
    fn keys(keys: &mut [i64]) -> Keys64 {
        Keys64::new(keys)
    }
    #[inline(always)]
    unsafe fn key(self) -> i64 {
        // SAFETY: the caller's promise.
        unsafe { self.keys.key() }
    }
    fn successor(key: i64) -> Option<i64> {
        Keys64::successor(key)
    }
    #[inline(always)]
    unsafe fn largest() -> Self::Reg {
        // SAFETY: registers only.
        unsafe { (Keys64::largest(), Keys64::largest()) }
    }
    #[inline(always)]
    unsafe fn load(self) -> Self::Reg {
        // SAFETY: the caller's promise.
        unsafe { (self.keys.load(), self.indices.load()) }
    }
    #[inline(always)]
    unsafe fn load_first(self, count: usize) -> Self::Reg {
        // SAFETY: the caller's promise.
        unsafe { (self.keys.load_first(count), self.indices.load_first(count)) }
    }
    #[inline(always)]
    unsafe fn store(self, reg: Self::Reg) {
        // SAFETY: the caller's promise.
        unsafe {
            self.keys.store(reg.0);
            self.indices.store(reg.1);
        }
    }
    #[inline(always)]
    unsafe fn store_first(self, count: usize, reg: Self::Reg) {
        // SAFETY: the caller's promise.
        unsafe {
            self.keys.store_first(count, reg.0);
            self.indices.store_first(count, reg.1);
        }
    }
    #[inline(always)]
    unsafe fn below(reg: Self::Reg, pivot: i64) -> u32 {
        // SAFETY: registers only.
        unsafe { Keys64::below(reg.0, pivot) }
    }
    #[inline(always)]
    unsafe fn part(reg: Self::Reg, mask: u32) -> Self::Reg {
        // SAFETY: registers only.
        unsafe { (Keys64::part(reg.0, mask), Keys64::part(reg.1, mask)) }
    }
    #[inline(always)]
    unsafe fn compress(self, mask: u32, reg: Self::Reg) {
        // SAFETY: the caller's promise.
        unsafe {
            self.keys.compress(mask, reg.0);
            self.indices.compress(mask, reg.1);
        }
    }
    #[inline(always)]
    unsafe fn exchange(a: Self::Reg, b: Self::Reg) -> (Self::Reg, Self::Reg) {
        // SAFETY: registers only.
        unsafe {
            let ordered = before(a, b);
            (blend(ordered, b, a), blend(ordered, a, b))
        }
    }
    #[inline(always)]
    unsafe fn exchange_lanes<const X: usize>(reg: Self::Reg, other: Self::Reg) -> Self::Reg {
        // SAFETY: registers only.
        unsafe {
            let permutation = xor64::<X>();
            let keys = _mm512_permutexvar_epi64(permutation, other.0);
            let partner = (keys, _mm512_permutexvar_epi64(permutation, other.1));
            blend(before(reg, partner) ^ const { upper(X) as __mmask8 }, partner, reg)
        }
    }
    #[inline(always)]
    unsafe fn interleave(a: Self::Reg, b: Self::Reg) -> (Self::Reg, Self::Reg) {
        // SAFETY: registers only.
        let (keys, indices) = unsafe { (Keys64::interleave(a.0, b.0), Keys64::interleave(a.1, b.1)) };
        ((keys.0, indices.0), (keys.1, indices.1))
    }
    unsafe fn partition(self, len: usize, pivot: i64) -> usize {
        // SAFETY: the caller's promise.
        unsafe { partition_line(self, len, pivot) }
    }
    unsafe fn leaf(self, len: usize) {
        // SAFETY: the caller's promise.
        unsafe { leaf(self, len) }
    }
    unsafe fn fallback(self, len: usize) {
        // SAFETY: the caller's promise.
        unsafe {
            let keys = std::slice::from_raw_parts_mut(self.keys.0, len);
            let indices = std::slice::from_raw_parts_mut(self.indices.0, len);
            let mut pairs = Pairs::gather(keys, indices);
            pairs.0.sort_unstable();
            pairs.scatter(keys, indices);
        }
    }
    unsafe fn order_equal(self, len: usize) {
        // SAFETY: the caller's promise, of which the indices are a part.
        unsafe { quicksort::order(self.indices, len, None) }
    }
}
