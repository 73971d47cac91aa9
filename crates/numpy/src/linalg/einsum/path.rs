//! The order in which several operands are multiplied.
//!
//! The algorithms are those of opt_einsum (Smith and Gray, "opt_einsum: A Python package for optimizing contraction
//! order for einsum-like expressions", JOSS 3(26), 2018), with NumPy's limits on memory and work.
use crate::linalg::{LinAlgError, Result};
use pallasite_array::Error;
use smallvec::SmallVec;

/// The operands, by place, that one step multiplies. The product goes to the end of those that are left.
pub type Step = SmallVec<[usize; 4]>;

/// How the order of the products is chosen.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Optimize {
    /// All at once, as far as one can tell from the result.
    #[default]
    Off,
    /// Always the pair whose product is smallest beside what it replaces; the number bounds the elements of a
    /// product, by default as many as the largest operand has.
    Greedy(Option<f64>),
    /// The fewest operations of all orders, which takes long to find for more than a few operands.
    Optimal(Option<f64>),
    /// The given steps.
    Path(Vec<Step>),
}

/// A set of axes.
pub(super) type Axes = u64;

/// Sets of axes and their sizes, from which costs follow.
pub(super) struct Costs<'a> {
    pub sizes: &'a [usize],
    pub output: Axes,
}

impl Costs<'_> {
    /// Number of elements of an array with these axes.
    pub(super) fn size(&self, axes: Axes) -> u128 {
        let lengths = self.sizes.iter().enumerate().filter(|(i, _)| axes >> i & 1 == 1);
        lengths.fold(1, |n, (_, &d)| n.saturating_mul(d as u128))
    }

    /// What is left of the operands of a step, and the operations it takes: a sum counts as one more.
    pub(super) fn step(&self, operands: &[Axes], step: &[usize]) -> (Axes, u128) {
        let all = union(operands, |i| step.contains(&i));
        let result = all & (self.output | union(operands, |i| !step.contains(&i)));
        let factor = step.len().saturating_sub(1).max(1) + usize::from(all != result);
        (result, self.size(all).saturating_mul(factor as u128))
    }
}

/// The axes of the operands that are chosen.
pub(super) fn union(operands: &[Axes], chosen: impl Fn(usize) -> bool) -> Axes {
    operands.iter().enumerate().filter(|(i, _)| chosen(*i)).fold(0, |all, (_, axes)| all | axes)
}

/// Replaces the operands of a step by their product.
pub(super) fn advance<T>(operands: &mut Vec<T>, step: &[usize], result: T) {
    let mut place = 0..;
    operands.retain(|_| !step.contains(&place.next().unwrap_or_default()));
    operands.push(result);
}

/// All operands at once.
fn at_once(count: usize) -> Vec<Step> {
    vec![(0..count).collect()]
}

/// The steps that `optimize` asks for.
///
/// # Errors
/// Given steps that name operands that are not there, or leave some over.
pub(super) fn plan(optimize: &Optimize, operands: &[Axes], costs: &Costs) -> Result<Vec<Step>> {
    let all = union(operands, |_| true);
    let largest = operands.iter().chain([&costs.output]).map(|&axes| costs.size(axes)).max().unwrap_or(0);
    let limit = |given: &Option<f64>| given.map_or(largest, |n| n as u128);
    Ok(match optimize {
        Optimize::Path(steps) => return checked(steps, operands.len()),
        _ if operands.len() <= 2 || all == costs.output => at_once(operands.len()),
        Optimize::Off => at_once(operands.len()),
        Optimize::Greedy(given) => greedy(operands, costs, limit(given)).0,
        Optimize::Optimal(given) => optimal(operands, costs, limit(given)),
    })
}

/// Pairs where they take far fewer operations than all operands at once: for those who have no wish.
pub(super) fn pairs_if_cheap(operands: &[Axes], costs: &Costs) -> Vec<Step> {
    let together = at_once(operands.len());
    let largest = operands.iter().map(|&axes| costs.size(axes)).max().unwrap_or(0);
    let (path, spent) = greedy(operands, costs, largest);
    if spent.saturating_mul(2) < costs.step(operands, &together[0]).1 { path } else { together }
}

fn checked(steps: &[Step], mut count: usize) -> Result<Vec<Step>> {
    if steps.is_empty() && count == 1 {
        return Ok(at_once(count));
    }
    for step in steps {
        let twice = (1..step.len()).any(|i| step[..i].contains(&step[i]));
        if step.is_empty() || twice || step.iter().any(|&i| i >= count) {
            return Err(Error::Index("pop index out of range".into()).into());
        }
        count -= step.len() - 1;
    }
    if count != 1 {
        return Err(LinAlgError::EinsumPath { left: count.saturating_sub(1) });
    }
    Ok(steps.to_vec())
}

/// A product that a greedy search may choose.
struct Candidate {
    pair: [usize; 2],
    /// How many elements fewer there are afterwards, negated, then the operations.
    rank: (i128, u128),
    result: Axes,
}

/// The steps and their operations. All that is left goes at once where no pair stays below the limit, or all pairs cost
/// more than one loop would.
fn greedy(operands: &[Axes], costs: &Costs, limit: u128) -> (Vec<Step>, u128) {
    let mut operands = operands.to_vec();
    let naive = costs.step(&operands, &at_once(operands.len())[0]).1;
    let (mut path, mut spent): (Vec<Step>, u128) = (Vec::new(), 0);
    let mut known: Vec<Candidate> = Vec::new();
    let mut fresh: Vec<[usize; 2]> = pairs(operands.len()).collect();
    while operands.len() > 1 {
        let related = |&[i, j]: &[usize; 2]| operands[i] & operands[j] != 0;
        let fits = |pair| {
            candidate(&operands, pair, costs, limit).filter(|c| spent.saturating_add(c.rank.1) <= naive)
        };
        known.extend(fresh.into_iter().filter(related).filter_map(fits));
        if known.is_empty() {
            // Pairs without a common axis come last.
            known.extend(pairs(operands.len()).filter_map(fits));
        }
        let Some(best) = (0..known.len()).min_by_key(|&i| known[i].rank) else {
            let last = at_once(operands.len());
            spent = spent.saturating_add(costs.step(&operands, &last[0]).1);
            path.extend(last);
            return (path, spent);
        };
        let best = known.remove(best);
        known = without(known, best.pair);
        spent = spent.saturating_add(best.rank.1);
        advance(&mut operands, &best.pair, best.result);
        path.push(best.pair.into_iter().collect());
        let last = operands.len() - 1;
        fresh = (0..last).map(|i| [i, last]).collect();
    }
    (path, spent)
}

fn pairs(count: usize) -> impl Iterator<Item = [usize; 2]> {
    (0..count).flat_map(move |i| (i + 1..count).map(move |j| [i, j]))
}

fn candidate(operands: &[Axes], pair: [usize; 2], costs: &Costs, limit: u128) -> Option<Candidate> {
    let (result, cost) = costs.step(operands, &pair);
    let signed = |axes| i128::try_from(costs.size(axes)).unwrap_or(i128::MAX);
    let before = pair.iter().fold(0_i128, |n, &i| n.saturating_add(signed(operands[i])));
    let rank = (signed(result).saturating_sub(before), cost);
    (costs.size(result) <= limit).then_some(Candidate { pair, rank, result })
}

/// The candidates that a chosen pair leaves, at their new places.
fn without(mut known: Vec<Candidate>, [x, y]: [usize; 2]) -> Vec<Candidate> {
    known.retain(|c| !c.pair.contains(&x) && !c.pair.contains(&y));
    for place in known.iter_mut().flat_map(|c| &mut c.pair) {
        *place -= usize::from(*place > x) + usize::from(*place > y);
    }
    known
}

/// The order with the fewest operations whose products all stay below the limit, by trying all.
fn optimal(operands: &[Axes], costs: &Costs, limit: u128) -> Vec<Step> {
    let mut search = Search { costs, limit, path: Vec::new(), best: (0, u128::MAX, Vec::new()) };
    search.descend(operands, 0);
    let (steps, _, mut path) = search.best;
    if steps + 1 < operands.len() {
        path.extend(at_once(operands.len() - steps));
    }
    path
}

/// A depth-first search through all orders.
struct Search<'a> {
    costs: &'a Costs<'a>,
    limit: u128,
    path: Vec<Step>,
    /// The most steps that stay below the limit, their least cost, and the path.
    best: (usize, u128, Vec<Step>),
}

impl Search<'_> {
    fn descend(&mut self, operands: &[Axes], spent: u128) {
        let steps = self.path.len();
        let complete = self.best.0 + 1 == steps + operands.len();
        if complete && spent >= self.best.1 {
            return;
        }
        if steps > self.best.0 || steps == self.best.0 && spent < self.best.1 {
            self.best = (steps, spent, self.path.clone());
        }
        for pair in pairs(operands.len()) {
            let (result, cost) = self.costs.step(operands, &pair);
            if self.costs.size(result) <= self.limit {
                let mut rest = operands.to_vec();
                advance(&mut rest, &pair, result);
                self.path.push(pair.into_iter().collect());
                self.descend(&rest, spent.saturating_add(cost));
                self.path.pop();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `ab,bc,cd->ad`
    const CHAIN: [Axes; 3] = [0b0101, 0b1100, 0b1010];

    #[test]
    fn cheap_products_come_first() {
        let costs = Costs { sizes: &[2, 8, 9, 3], output: 0b11 };
        for optimize in [Optimize::Greedy(None), Optimize::Optimal(None)] {
            let steps = plan(&optimize, &CHAIN, &costs).unwrap();
            assert_eq!(steps.iter().map(|s| s.to_vec()).collect::<Vec<_>>(), [[0, 1], [0, 1]]);
        }
    }

    #[test]
    fn a_limit_that_nothing_meets_leaves_one_step() {
        let costs = Costs { sizes: &[2, 8, 9, 3], output: 0b11 };
        for optimize in [Optimize::Greedy(Some(5.0)), Optimize::Optimal(Some(5.0))] {
            assert_eq!(plan(&optimize, &CHAIN, &costs).unwrap(), at_once(3));
        }
    }

    #[test]
    fn given_steps_use_up_all_operands() {
        let costs = Costs { sizes: &[2, 8, 9, 3], output: 0b11 };
        let given =
            |steps: &[&[usize]]| Optimize::Path(steps.iter().map(|s| s.iter().copied().collect()).collect());
        assert!(plan(&given(&[&[0, 2], &[0, 1]]), &CHAIN, &costs).is_ok());
        assert!(plan(&given(&[&[0, 2]]), &CHAIN, &costs).is_err());
        assert!(plan(&given(&[&[0, 3], &[0, 1]]), &CHAIN, &costs).is_err());
    }
}
