//! Points spread over threads.

use pallasite_array::threads;
use rayon::prelude::*;

/// Fills the rows of `out`, each of `width` numbers; `fill` gets the first row of a block and the block.
///
/// `cost` is the work for a row in additions. What is written does not depend on the number of threads as long as
/// `fill` treats each row by itself.
pub(crate) fn fill_rows(out: &mut [f64], width: usize, cost: usize, fill: impl Fn(usize, &mut [f64]) + Sync) {
    let rows = out.len() / width.max(1);
    let parts = threads::parts_for(rows * cost);
    if parts < 2 {
        return fill(0, out);
    }
    let block = rows.div_ceil(4 * parts);
    threads::install(|| {
        out.par_chunks_mut(block * width).enumerate().for_each(|(i, part)| fill(i * block, part));
    });
}
