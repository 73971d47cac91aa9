//! One ufunc upon another, block by block, so that what is between them never leaves the cache.

use crate::call::Arg;
use crate::driver::{Pointers, work};
use crate::error::Result;
use crate::quick::adapts;
use crate::table::Ufunc;
use pallasite_array::iter::PerOperand;
use pallasite_array::{NdArray, Order, threads};
use std::mem::MaybeUninit;
use std::ops::Range;

/// Bytes of a block: half of a first-level cache.
const BLOCK_BYTES: usize = 1 << 14;

/// Room for what is between the two.
#[repr(align(64))]
struct Block([MaybeUninit<u8>; BLOCK_BYTES]);

/// `second(first(a, x), y)` for contiguous elements and two numbers that take on their type; `None`, with nothing
/// done, for all else. Neither ufunc raises floating point exceptions.
///
/// # Errors
/// More memory than there is.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_ufunc::{Arg, chain, table::{MAXIMUM, MINIMUM}};
/// let a = NdArray::from_vec(vec![1.0, 2.0, 3.0]);
/// let clipped = chain(&MAXIMUM, &MINIMUM, &a, [Arg::Float(1.5), Arg::Float(2.5)]).unwrap().unwrap();
/// assert_eq!(clipped.to_vec::<f64>().unwrap(), [1.5, 2.0, 2.5]);
/// ```
pub fn chain(
    first: &'static Ufunc,
    second: &'static Ufunc,
    a: &NdArray,
    numbers: [Arg; 2],
) -> Result<Option<NdArray>> {
    let (Some(one), Some(two)) = (first.same(a.kind()), second.same(a.kind())) else { return Ok(None) };
    let fits = numbers.iter().all(|n| adapts(n, a.kind()));
    if !fits || !a.dtype().is_native() || !a.is_c_contiguous() {
        return Ok(None);
    }
    let [Some(x), Some(y)] = [numbers[0].element(a.kind())?, numbers[1].element(a.kind())?] else {
        return Ok(None);
    };
    // SAFETY: every element is written below.
    let out = unsafe { NdArray::uninit(a.shape(), a.dtype(), Order::C)? };
    let (n, size) = (a.size(), a.itemsize());
    let start = Pointers(PerOperand::from_slice(&[a.as_ptr(), out.as_ptr()]));
    let block = BLOCK_BYTES / size;
    let run = |range: Range<usize>| {
        let start = &start;
        let mut between = Block([MaybeUninit::uninit(); BLOCK_BYTES]);
        let between: *mut u8 = between.0.as_mut_ptr().cast();
        for first in range.clone().step_by(block) {
            let (source, target) =
                (start.0[0].wrapping_add(first * size), start.0[1].wrapping_add(first * size));
            let (count, step) = (block.min(range.end - first), size as isize);
            let [x, y] = [&x, &y].map(|number| number.as_ptr().cast_mut().cast::<u8>());
            // SAFETY: elements of both arrays and of the block, and numbers of their type; the output is ours.
            unsafe {
                (one.run)(&[source, x, between], &[step, 0, step], count);
                (two.run)(&[between, y, target], &[step, 0, step], count);
            }
        }
    };
    let parts = threads::parts_for(work(first, one, n));
    threads::for_each(parts, |i| run(threads::part(n, parts, i)));
    Ok(Some(out))
}
