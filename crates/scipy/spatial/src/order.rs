//! The order in which points enter a triangulation: random rounds, each along a Hilbert curve.
//!
//! Amenta, Choi, Rote, *Incremental constructions con BRIO* (2003): every point starts near the one before it,
//! and no order of the input is a bad one.

/// Points of the first round, which need no order.
const FIRST: usize = 32;

/// The points' indices in the order of insertion; `points` holds `dim` coordinates for each.
pub(crate) fn insertion_order(points: &[f64], dim: usize) -> Vec<u32> {
    let n = points.len() / dim;
    let mut keyed: Vec<(u32, u64, u32)> = Vec::with_capacity(n);
    let (low, scale) = bounds(points, dim);
    let last_round = (n / FIRST).max(1).ilog2();
    for (i, point) in points.chunks_exact(dim).enumerate() {
        // Half of the points are in the last round, a quarter in the one before.
        let round = last_round.saturating_sub(scramble(i as u64).trailing_ones());
        keyed.push((round, hilbert(point, &low, scale), i as u32));
    }
    keyed.sort_unstable();
    keyed.into_iter().map(|(.., i)| i).collect()
}

/// Lower corner of the points' box, and what makes its longest edge one.
fn bounds(points: &[f64], dim: usize) -> (Vec<f64>, f64) {
    let mut low = vec![f64::INFINITY; dim];
    let mut high = vec![f64::NEG_INFINITY; dim];
    for point in points.chunks_exact(dim) {
        for (j, &x) in point.iter().enumerate() {
            low[j] = low[j].min(x);
            high[j] = high[j].max(x);
        }
    }
    let edge = low.iter().zip(&high).fold(0.0, |m: f64, (l, h)| m.max(h - l));
    (low, if edge > 0.0 { 1.0 / edge } else { 0.0 })
}

/// A number without pattern made of an index (the finaliser of SplitMix64, Steele et al. 2014).
fn scramble(i: u64) -> u64 {
    let z = i.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ z >> 31
}

/// Position along the Hilbert curve (Skilling, *Programming the Hilbert curve*, 2004).
fn hilbert(point: &[f64], low: &[f64], scale: f64) -> u64 {
    let bits = (60 / point.len()).clamp(1, 16) as u32;
    let top = 1u32 << (bits - 1);
    let cells = f64::from((1u32 << bits) - 1);
    // Beyond sixty dimensions the first ones order well enough.
    let dim = point.len().min(60);
    let mut x = [0u32; 60];
    let x = &mut x[..dim];
    for j in 0..dim {
        x[j] = ((point[j] - low[j]) * scale * cells) as u32;
    }
    let mut q = top;
    while q > 1 {
        let p = q - 1;
        for j in 0..dim {
            if x[j] & q != 0 {
                x[0] ^= p;
            } else {
                let t = (x[0] ^ x[j]) & p;
                x[0] ^= t;
                x[j] ^= t;
            }
        }
        q >>= 1;
    }
    gray(x);
    let mut t = 0;
    let mut q = top;
    while q > 1 {
        if x[dim - 1] & q != 0 {
            t ^= q - 1;
        }
        q >>= 1;
    }
    let bit = |b: u32| x.iter().fold(0, |key, &v| key << 1 | u64::from((v ^ t) >> b & 1));
    (0..bits).rev().fold(0, |key, b| key << dim | bit(b))
}

fn gray(x: &mut [u32]) {
    for j in 1..x.len() {
        x[j] ^= x[j - 1];
    }
}

#[cfg(test)]
mod tests {
    use super::{hilbert, insertion_order};

    #[test]
    fn neighbours_on_the_curve_are_neighbours_in_the_plane() {
        let side = 16;
        let mut keyed: Vec<_> = (0..side * side)
            .map(|i| [(i % side) as f64 / 15.0, (i / side) as f64 / 15.0])
            .map(|p| (hilbert(&p, &[0.0, 0.0], 1.0), p))
            .collect();
        keyed.sort_by_key(|k| k.0);
        for pair in keyed.windows(2) {
            let [a, b] = [pair[0].1, pair[1].1];
            let steps = ((a[0] - b[0]).abs() + (a[1] - b[1]).abs()) * 15.0;
            assert!((steps - 1.0).abs() < 1e-9, "{a:?} to {b:?}");
        }
    }

    #[test]
    fn every_point_comes_once() {
        let points: Vec<f64> = (0..3000).map(|i| f64::from(i) * 0.618 % 1.0).collect();
        let mut order = insertion_order(&points, 3);
        order.sort_unstable();
        assert!(order.into_iter().eq(0..1000));
    }
}
