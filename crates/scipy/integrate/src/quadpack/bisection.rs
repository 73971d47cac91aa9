//! Bisection without extrapolation: the loop of QAWS and QAWC.

use super::partition::Piece;
use super::{Estimate, Goal, Outcome, Partition, too_narrow};

/// Bisects until the goal is met. `split` says where to cut an interval; round-off is looked for only where
/// both halves have a deviation of their own, and ends the search when `noisy` says so of its two counts.
pub(super) fn bisect<E>(
    goal: Goal,
    first: &[Piece],
    enough: impl Fn(f64, f64) -> bool,
    split: impl Fn(&Piece) -> f64,
    mut rule: impl FnMut(f64, f64) -> Result<Estimate, E>,
    noisy: impl Fn(usize, usize) -> bool,
) -> Result<Outcome, E> {
    let mut partition = Partition::new(goal.limit);
    partition.start(first);
    let mut area = first.iter().map(|p| p.value).fold(0.0, |a, b| a + b);
    let mut errors = first.iter().map(|p| p.error).fold(0.0, |a, b| a + b);
    let mut status = u8::from(goal.limit <= first.len());
    if status == 1 || enough(area, errors) {
        return Ok(Outcome { value: area, abserr: errors, status, partition });
    }
    let mut roundoff = (0, 0);
    while partition.len() < goal.limit {
        let worst = partition.worst_piece();
        let middle = split(&worst);
        let (left, right) = (rule(worst.lower, middle)?, rule(middle, worst.upper)?);
        let (value, error) = (left.value + right.value, left.error + right.error);
        errors = errors + error - worst.error;
        area = area + value - worst.value;
        if left.deviation != left.error && right.deviation != right.error {
            let same = (worst.value - value).abs() < 1e-5 * value.abs();
            roundoff.0 += usize::from(same && error >= 0.99 * worst.error);
            roundoff.1 += usize::from(partition.len() + 1 > 10 && error > worst.error);
        }
        let half =
            |lower, upper, e: Estimate| Piece { lower, upper, value: e.value, error: e.error, level: 0 };
        partition.replace_worst(half(worst.lower, middle, left), half(middle, worst.upper, right));
        if errors <= goal.bound(area) {
            break;
        }
        status = match status {
            _ if too_narrow(worst.lower, middle, worst.upper) => 3,
            _ if noisy(roundoff.0, roundoff.1) => 2,
            _ if partition.len() == goal.limit => 1,
            _ => 0,
        };
        if status != 0 {
            break;
        }
    }
    Ok(Outcome { value: partition.total(), abserr: errors, status, partition })
}
