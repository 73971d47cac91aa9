//! Lines of `i64` keys that carry an index each.
use super::lanes::{Lanes, Paired};
use super::quicksort::{self, Pairs};

/// Keys and, in a second line, their indices; ordered by both.
#[derive(Clone, Copy)]
pub(super) struct Indexed<K> {
    keys: K,
    indices: K,
}

impl<K: Paired> Indexed<K> {
    /// Both lines have the same length.
    pub(super) fn new(keys: K, indices: K) -> Self {
        Self { keys, indices }
    }
}

#[inline(always)]
unsafe fn choose<K: Paired>(mask: K::Mask, off: (K::Reg, K::Reg), on: (K::Reg, K::Reg)) -> (K::Reg, K::Reg) {
    // SAFETY: registers only.
    unsafe { (K::choose(mask, off.0, on.0), K::choose(mask, off.1, on.1)) }
}

// SAFETY: every method does the same to the line of keys and to the line of indices, which are as long.
unsafe impl<K: Paired> Lanes for Indexed<K> {
    type Set = K::Set;
    type Key = i64;
    type Keys = K::Keys;
    type Reg = (K::Reg, K::Reg);
    const WIDTH: usize = K::WIDTH;
    const LEAF: usize = 8 * K::WIDTH;
    const MIN: i64 = i64::MIN;

    #[inline(always)]
    unsafe fn at(self, i: usize) -> Self {
        // SAFETY: the caller's promise.
        unsafe { Self { keys: self.keys.at(i), indices: self.indices.at(i) } }
    }
    fn keys(keys: &mut [i64]) -> K::Keys {
        K::keys(keys)
    }
    #[inline(always)]
    unsafe fn key(self) -> i64 {
        // SAFETY: the caller's promise.
        unsafe { self.keys.key() }
    }
    fn successor(key: i64) -> Option<i64> {
        K::successor(key)
    }
    #[inline(always)]
    unsafe fn largest() -> Self::Reg {
        // SAFETY: registers only.
        unsafe { (K::largest(), K::largest()) }
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
        unsafe { K::below(reg.0, pivot) }
    }
    #[inline(always)]
    unsafe fn part(reg: Self::Reg, mask: u32) -> Self::Reg {
        // SAFETY: registers only.
        unsafe { (K::part(reg.0, mask), K::part(reg.1, mask)) }
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
            let ordered = K::before(a, b);
            (choose::<K>(ordered, b, a), choose::<K>(ordered, a, b))
        }
    }
    #[inline(always)]
    unsafe fn exchange_lanes<const X: usize>(reg: Self::Reg, other: Self::Reg) -> Self::Reg {
        // SAFETY: registers only.
        unsafe {
            let partner = (K::partner::<X>(other.0), K::partner::<X>(other.1));
            choose::<K>(K::turned::<X>(K::before(reg, partner)), partner, reg)
        }
    }
    #[inline(always)]
    unsafe fn interleave(a: Self::Reg, b: Self::Reg) -> (Self::Reg, Self::Reg) {
        // SAFETY: registers only.
        let (keys, indices) = unsafe { (K::interleave(a.0, b.0), K::interleave(a.1, b.1)) };
        ((keys.0, indices.0), (keys.1, indices.1))
    }
    unsafe fn fallback(self, len: usize) {
        // SAFETY: the caller's promise.
        unsafe {
            let (keys, indices) = (self.keys.slice(len), self.indices.slice(len));
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
