//! Abscissae and weights on [-1, 1] (Bailey, Jeyabalan and Li 2005, section 3), by levels.

use super::quantity::Real;
use std::collections::BTreeMap;
use std::f64::consts::{FRAC_PI_2, PI};
use std::sync::{Arc, Mutex};

/// Steps on either side at level 0.
const STEPS: usize = 8;
/// Levels beyond this are not kept.
const KEPT: usize = 12;

/// For each node the distance from the end of the range, and the weight.
type Level = Arc<Vec<[f64; 2]>>;

/// How many nodes the levels below `level` have together, on one side.
pub(super) fn below(level: usize) -> usize {
    if level == 0 { 0 } else { (STEPS << (level - 1)) + 1 }
}

/// The step at level 0, with which the last abscissa is at a distance that is still a normal number (Vanherck, Sorée
/// and Magnus 2020, equation 13).
pub(super) fn first_step<R: Real>() -> R {
    let smallest = 4.0 * R::min_positive_value().wide();
    R::near(((2.0 / smallest - 1.0).ln() / PI).asinh() / STEPS as f64)
}

/// The nodes of a level, or of all levels up to it.
pub(super) fn nodes<R: Real>(level: usize, all: bool) -> Vec<[R; 2]> {
    let step = first_step::<R>().wide();
    let levels = if all { 0..=level } else { level..=level };
    levels.flat_map(|k| find(k, step).iter().map(|pair| pair.map(R::near)).collect::<Vec<_>>()).collect()
}

fn find(level: usize, step: f64) -> Level {
    static LEVELS: Mutex<BTreeMap<(usize, u64), Level>> = Mutex::new(BTreeMap::new());
    let make = || Arc::new(compute(level, step));
    match LEVELS.lock() {
        Ok(mut levels) if level <= KEPT => levels.entry((level, step.to_bits())).or_insert_with(make).clone(),
        _ => make(),
    }
}

/// Only the nodes that the levels below do not have; the middle, which both sides have, counts half.
fn compute(level: usize, step: f64) -> Vec<[f64; 2]> {
    let h = step / (level as f64).exp2();
    let pair = |j: usize| {
        let (u1, u2) = (FRAC_PI_2 * (j as f64 * h).cosh(), FRAC_PI_2 * (j as f64 * h).sinh());
        let cosh = u2.cosh();
        let half = if j == 0 { 0.5 } else { 1.0 };
        [1.0 / (u2.exp() * cosh), half * u1 / (cosh * cosh)]
    };
    let last = STEPS << level;
    if level == 0 { (0..=last).map(pair).collect() } else { (1..=last).step_by(2).map(pair).collect() }
}
