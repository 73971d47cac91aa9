//! Zeros of Bessel functions of all whole orders and of their derivatives, in the order of their size.

use super::zeros::{jn_zeros, jnp_zeros};

/// A zero of `J_n` or of its derivative.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BesselZero {
    /// Where it is.
    pub at: f64,
    /// The order `n`.
    pub order: usize,
    /// Which of the positive zeros it is, from one on; zero for that of `J_0'` at the origin.
    pub serial: usize,
    /// Whether it is one of the derivative.
    pub of_derivative: bool,
}

/// All zeros below `bound`: those of `J_n` and of its derivative are beyond `n`, and more than pi apart but for the first.
fn below(bound: f64) -> Vec<BesselZero> {
    let origin = BesselZero { at: 0.0, order: 0, serial: 0, of_derivative: true };
    let mut all = vec![origin];
    for order in 0..bound as usize + 1 {
        let n = order as f64;
        let count = ((bound - n) / 3.0).ceil() as usize + 1;
        for (of_derivative, zeros) in [(false, jn_zeros(n, count)), (true, jnp_zeros(n, count))] {
            let found = zeros.into_iter().enumerate().filter(|(_, at)| *at < bound);
            all.extend(found.map(|(i, at)| BesselZero { at, order, serial: i + 1, of_derivative }));
        }
    }
    all
}

/// The first `count` zeros of the Bessel functions of the first kind and of their derivatives, over all whole orders, the one of
/// `J_0'` at the origin included.
///
/// ```
/// let zeros = pallasite_special::jnjnp_zeros(3);
/// assert_eq!((zeros[1].order, zeros[2].of_derivative), (1, false));
/// ```
pub fn jnjnp_zeros(count: usize) -> Vec<BesselZero> {
    // There are about bound^2 / 4 of them.
    let mut all = below(2.0 * (count as f64).sqrt() + 4.0);
    // Zeros of J_1 are those of J_0' as well, and come first; rounding does not tell them apart.
    let same = |a: &BesselZero, b: &BesselZero| (a.at - b.at).abs() < 1e-9 * a.at;
    all.sort_by(|a, b| a.at.total_cmp(&b.at));
    for i in 1..all.len() {
        if same(&all[i - 1], &all[i]) && all[i - 1].of_derivative {
            all.swap(i - 1, i);
        }
    }
    all.truncate(count);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_enough() {
        for count in [0, 1, 10, 300, 1200] {
            assert_eq!(jnjnp_zeros(count).len(), count);
        }
    }
}
