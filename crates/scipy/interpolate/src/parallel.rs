//! Points spread over threads.

use pallasite_array::threads;
use std::sync::Mutex;

/// Fills the rows of `out`, each of `width` numbers; `fill` gets the first row of a block and the block.
///
/// `cost` is the work for a row in additions. What is written does not depend on the number of threads as long as
/// `fill` treats each row by itself.
pub(crate) fn fill_rows<T: Send>(
    out: &mut [T],
    width: usize,
    cost: usize,
    fill: impl Fn(usize, &mut [T]) + Sync,
) {
    if out.is_empty() {
        return;
    }
    let rows = out.len() / width;
    let parts = threads::parts_for(rows * cost);
    if parts < 2 {
        return fill(0, out);
    }
    // Some more blocks than threads, for those that are slower; none so large that nobody could stop it.
    let block = rows.div_ceil(4 * parts).min((1 << 20) / cost.max(1) + 1);
    let blocks: Vec<Mutex<&mut [T]>> = out.chunks_mut(block * width).map(Mutex::new).collect();
    threads::for_each(blocks.len(), |i| {
        if let Ok(mut part) = blocks[i].lock() {
            fill(i * block, &mut part);
        }
    });
}

/// Keeps faer's factorisations on one thread, so that their bits depend on the input alone.
pub(crate) fn serial_algebra() {
    faer::set_global_parallelism(faer::Par::Seq);
}
