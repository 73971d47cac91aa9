//! Points computed by all threads.

use pallasite_array::threads;
use std::sync::Mutex;

/// `n` points with `width` coordinates each; `fill` gets the number of the first point of a block and the block, and
/// `cost` is the work for a coordinate in additions.
pub(crate) fn filled(
    n: usize,
    width: usize,
    cost: usize,
    fill: impl Fn(usize, &mut [f64]) + Sync,
) -> Vec<f64> {
    let mut points = vec![0.0; n * width];
    let parts = threads::parts_for(points.len().saturating_mul(cost));
    // Some more blocks than threads, for those that are slower.
    let rows = if parts < 2 { n } else { n.div_ceil(4 * parts) };
    let blocks: Vec<Mutex<&mut [f64]>> = points.chunks_mut((rows * width).max(1)).map(Mutex::new).collect();
    threads::for_each(blocks.len(), |i| {
        fill(i * rows, &mut blocks[i].lock().expect("nobody else has it"));
    });
    points
}
