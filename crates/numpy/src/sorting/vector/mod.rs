//! Vectorised quicksort and quickselect of `i32` and `i64` lines, and of `i64` keys that carry an index.
//!
//! Quicksort whose partition step compresses each vector to the two ends of the line (Bramas, "A novel hybrid
//! quicksort algorithm vectorized using AVX-512 on Intel Skylake", IJACSA 8(10), 2017) and whose leaves are
//! bitonic networks (Batcher 1968; Blacher et al., "Vectorized and performance-portable quicksort", 2022).
//! The algorithm is written once over [`lanes::Lanes`]; an instruction set supplies the vector operations.
#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod indexed;
mod lanes;
mod network;
mod partition;
mod quicksort;

use indexed::Indexed;
use quicksort::Pairs;
pub(super) use quicksort::order_slice;

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
                if avx512::Avx512::available() {
                    // SAFETY: the processor has the instructions, and `line` is borrowed exclusively.
                    return unsafe { quicksort::order(avx512::$lanes::new(line), line.len(), positions) };
                } else if avx2::Avx2::available() {
                    // SAFETY: as above.
                    return unsafe { quicksort::order(avx2::$lanes::new(line), line.len(), positions) };
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
    if avx512::Avx512::available() {
        let line = Indexed::new(avx512::Keys64::new(keys), avx512::Keys64::new(indices));
        // SAFETY: the processor has the instructions; both lines are as long and borrowed exclusively.
        return unsafe { quicksort::order(line, keys.len(), positions) };
    } else if avx2::Avx2::available() {
        let line = Indexed::new(avx2::Keys64::new(keys), avx2::Keys64::new(indices));
        // SAFETY: as above.
        return unsafe { quicksort::order(line, keys.len(), positions) };
    }
    let mut pairs = Pairs::gather(keys, indices);
    quicksort::order_slice(&mut pairs.0, positions);
    pairs.scatter(keys, indices);
}
