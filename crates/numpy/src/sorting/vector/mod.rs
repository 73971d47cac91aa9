//! Vectorised quicksort and quickselect of `i32` and `i64` lines, and of `i64` keys that carry an index.
//!
//! Quicksort whose partition step compresses each vector to the two ends of the line (Bramas, "A novel hybrid
//! quicksort algorithm vectorized using AVX-512 on Intel Skylake", IJACSA 8(10), 2017) and whose leaves are
//! bitonic networks (Batcher 1968; Blacher et al., "Vectorized and performance-portable quicksort", 2022).
//! The algorithm is written once over [`Lanes`]; an instruction set supplies the vector operations.
#[cfg(target_arch = "x86_64")]
mod avx512;
mod network;
mod partition;
mod quicksort;

use quicksort::Pairs;
pub(super) use quicksort::order_slice;

/// The operations on vectors that the algorithm needs; a value is a pointer to a line of elements.
///
/// # Safety
/// Every method that reads or writes requires that the elements it names are inside the line and that nobody
/// else accesses them meanwhile, and that the processor has the instructions of the implementation.
unsafe trait Lanes: Copy + Send {
    /// What the elements are ordered by.
    type Key: Copy + Ord + Send;
    /// Lanes over the bare keys, to sort a sample of them.
    type Keys: Lanes<Key = Self::Key>;
    /// One vector.
    type Reg: Copy;
    /// Elements in a vector.
    const WIDTH: usize;
    /// The longest line that `leaf` sorts; at most 16 vectors.
    const LEAF: usize;
    /// The least key.
    const MIN: Self::Key;

    /// The line that starts `i` elements further on.
    unsafe fn at(self, i: usize) -> Self;
    /// A line of bare keys.
    fn keys(keys: &mut [Self::Key]) -> Self::Keys;
    /// The key of the first element.
    unsafe fn key(self) -> Self::Key;
    /// The next larger key, if there is one.
    fn successor(key: Self::Key) -> Option<Self::Key>;
    /// A vector of the largest elements.
    unsafe fn largest() -> Self::Reg;
    /// The first vector of the line.
    unsafe fn load(self) -> Self::Reg;
    /// The first `count` elements, followed by the largest ones.
    unsafe fn load_first(self, count: usize) -> Self::Reg;
    /// Overwrites the first vector of the line.
    unsafe fn store(self, reg: Self::Reg);
    /// Overwrites the first `count` elements.
    unsafe fn store_first(self, count: usize, reg: Self::Reg);
    /// Bits of the lanes whose key is below `pivot`.
    unsafe fn below(reg: Self::Reg, pivot: Self::Key) -> u32;
    /// The lanes of `mask`, then the others.
    unsafe fn part(reg: Self::Reg, mask: u32) -> Self::Reg;
    /// Writes the lanes of `mask` side by side.
    unsafe fn compress(self, mask: u32, reg: Self::Reg);
    /// Lane by lane the lesser and the greater.
    unsafe fn exchange(a: Self::Reg, b: Self::Reg) -> (Self::Reg, Self::Reg);
    /// Orders each lane `i` of `reg` against lane `i ^ X` of `other`: the lesser if `i` is the lower of the two.
    unsafe fn exchange_lanes<const X: usize>(reg: Self::Reg, other: Self::Reg) -> Self::Reg;
    /// Lanes of `a` and `b` in turn.
    unsafe fn interleave(a: Self::Reg, b: Self::Reg) -> (Self::Reg, Self::Reg);

    /// `partition::partition`, compiled for the instruction set.
    unsafe fn partition(self, len: usize, pivot: Self::Key) -> usize;
    /// `network::leaf`, compiled for the instruction set.
    unsafe fn leaf(self, len: usize);
    /// Sorts by the standard library, for lines on which quicksort degenerates.
    unsafe fn fallback(self, len: usize);
    /// Orders elements whose keys are all equal.
    unsafe fn order_equal(self, len: usize);
}

/// An integer type that has a vectorised sort.
pub(super) trait VectorInt: Copy + Ord + Send {
    /// Sorts `line`, or, given positions in ascending order, only as far as they need to be right.
    fn order_integers(line: &mut [Self], positions: Option<&[usize]>);
}

macro_rules! vector_int {
    ($int:ty, $lanes:ident) => {
        impl VectorInt for $int {
            fn order_integers(line: &mut [Self], positions: Option<&[usize]>) {
                #[cfg(target_arch = "x86_64")]
                if avx512::available() {
                    // SAFETY: the processor has AVX-512, and `line` is borrowed exclusively.
                    return unsafe { quicksort::order(avx512::$lanes::new(line), line.len(), positions) };
                }
                quicksort::order_slice(line, positions);
            }
        }
    };
}
vector_int!(i32, Keys32);
vector_int!(i64, Keys64);

/// Sorts `keys` and moves `indices` along; equal keys end in the order of their indices.
pub(super) fn order_pairs(keys: &mut [i64], indices: &mut [i64], positions: Option<&[usize]>) {
    assert_eq!(keys.len(), indices.len());
    #[cfg(target_arch = "x86_64")]
    if avx512::available() {
        // SAFETY: the processor has AVX-512; both lines have the same length and are borrowed exclusively.
        return unsafe { quicksort::order(avx512::Indexed64::new(keys, indices), keys.len(), positions) };
    }
    let mut pairs = Pairs::gather(keys, indices);
    quicksort::order_slice(&mut pairs.0, positions);
    pairs.scatter(keys, indices);
}
