//! Sampling of indices with and without replacement.

use super::bit_generator::BitGenerator;
use super::bounded::{IntegerRange, IntegerSampler, Rejection, mask};
use super::error::{Dialect, RandomError};
use super::fill::{RandomFloat, filled};
use pallasite_array::interrupt;

/// Options of `choice`.
#[derive(Debug, Clone, Copy)]
pub struct ChoiceOptions<'a> {
    /// Whether an index may be drawn more than once.
    pub replace: bool,
    /// Probability of each index; uniform if absent.
    pub p: Option<&'a [f64]>,
    /// How far the probabilities may sum away from one: `sqrt(eps)` of the type they came in.
    pub tolerance: f64,
    /// Without replacement, whether the order must be random too. Ignored by `RandomState`.
    pub shuffle: bool,
}

impl Default for ChoiceOptions<'_> {
    fn default() -> Self {
        Self { replace: true, p: None, tolerance: f64::EPSILON.sqrt(), shuffle: true }
    }
}

/// Checks the sizes and probabilities of a draw of `n` indices out of `population`.
pub(super) fn check(
    population: u64,
    n: usize,
    options: &ChoiceOptions<'_>,
    dialect: Dialect,
) -> Result<(), RandomError> {
    if population == 0 && n > 0 {
        return Err(RandomError::EmptyPopulation(dialect));
    }
    if let Some(p) = options.p {
        check_probabilities(population, p, options.tolerance, dialect)?;
    }
    if !options.replace && n as u64 > population {
        return Err(RandomError::SampleTooLarge(dialect));
    }
    let outcomes = || options.p.map_or(n, |p| p.iter().filter(|&&p| p > 0.0).count());
    if !options.replace && outcomes() < n {
        return Err(RandomError::TooFewOutcomes);
    }
    Ok(())
}

fn check_probabilities(
    population: u64,
    p: &[f64],
    tolerance: f64,
    dialect: Dialect,
) -> Result<(), RandomError> {
    if p.len() as u64 != population {
        return Err(RandomError::ProbabilityLength(dialect));
    }
    let sum = kahan_sum(p);
    if sum.is_nan() {
        return Err(RandomError::ProbabilityNan(dialect));
    }
    if p.iter().any(|&p| p < 0.0) {
        return Err(RandomError::ProbabilityNegative(dialect));
    }
    if (sum - 1.0).abs() > tolerance {
        return Err(RandomError::ProbabilitySum(dialect));
    }
    Ok(())
}

/// Compensated sum.
pub(super) fn kahan_sum(values: &[f64]) -> f64 {
    let Some((&first, rest)) = values.split_first() else { return 0.0 };
    let (mut sum, mut compensation) = (first, 0.0);
    for &value in rest {
        let y = value - compensation;
        let total = sum + y;
        compensation = (total - sum) - y;
        sum = total;
    }
    sum
}

fn cumulative(p: &[f64]) -> Vec<f64> {
    let mut sum = 0.0;
    let mut cdf: Vec<f64> = p.iter().map(|p| (sum += p, sum).1).collect();
    cdf.iter_mut().for_each(|c| *c /= sum);
    cdf
}

/// The index whose step of the distribution function contains `u`.
fn invert(cdf: &[f64], u: f64) -> usize {
    cdf.partition_point(|&c| c <= u)
}

/// `n` indices with replacement.
pub(super) fn weighted<B: BitGenerator>(bits: &mut B, n: usize, p: &[f64]) -> Result<Vec<i64>, RandomError> {
    let cdf = cumulative(p);
    let uniform = filled(n, 0.0, |u| f64::fill_uniform(bits, u))?;
    Ok(uniform.into_iter().map(|u| invert(&cdf, u) as i64).collect())
}

/// `n` different indices: draws in rounds, each without the indices already found.
pub(super) fn weighted_distinct<B: BitGenerator>(bits: &mut B, n: usize, p: &[f64]) -> Vec<i64> {
    let mut p = p.to_vec();
    let mut found: Vec<i64> = Vec::new();
    while found.len() < n {
        let cdf = cumulative(&p);
        let mut uniform = vec![0.0; n - found.len()];
        f64::fill_uniform(bits, &mut uniform);
        for u in uniform {
            // Repeats within a round are dropped: a probability of zero marks what has been found.
            let index = invert(&cdf, u).min(p.len() - 1);
            if p[index] > 0.0 {
                p[index] = 0.0;
                found.push(index as i64);
            }
        }
    }
    found
}

/// `n` different indices of equal probability: the tail of a partial shuffle where `n` is a good part of
/// a large population, else Floyd's algorithm (Bentley and Floyd, *A Sample of Brilliance*, 1987).
pub(super) fn uniform_distinct<B: BitGenerator>(
    bits: &mut B,
    population: i64,
    n: usize,
    shuffle: bool,
) -> Result<Vec<i64>, RandomError> {
    let cutoff = if shuffle { 50 } else { 20 };
    if population > 10_000 && n as i64 > population / cutoff {
        tail_shuffle(bits, population, n)
    } else {
        floyd(bits, population, n, shuffle)
    }
}

fn tail_shuffle<B: BitGenerator>(bits: &mut B, population: i64, n: usize) -> Result<Vec<i64>, RandomError> {
    let len = usize::try_from(population).unwrap_or(usize::MAX);
    let mut indices = filled(len, 0, |out| out.iter_mut().zip(0..).for_each(|(slot, i)| *slot = i))?;
    shuffle_down_to(bits, &mut indices, (len - n).max(1));
    Ok(indices.split_off(len - n))
}

fn floyd<B: BitGenerator>(
    bits: &mut B,
    population: i64,
    n: usize,
    shuffle: bool,
) -> Result<Vec<i64>, RandomError> {
    let mut seen = IndexSet::with_room(n)?;
    let mut indices = filled(n, 0, |_| ())?;
    for (slot, j) in indices.iter_mut().zip(population - n as i64..) {
        let value = below_or_at(bits, j as u64) as i64;
        *slot = value;
        if !seen.insert(value) {
            seen.insert(j);
            *slot = j;
        }
    }
    if shuffle {
        shuffle_down_to(bits, &mut indices, 1);
    }
    Ok(indices)
}

/// The shuffle's steps from the last element down to element `first`.
fn shuffle_down_to<B: BitGenerator>(bits: &mut B, indices: &mut [i64], first: usize) {
    for i in (first..indices.len()).rev() {
        interrupt::poll_round(i);
        indices.swap(i, below_or_at(bits, i as u64) as usize);
    }
}

fn below_or_at<B: BitGenerator>(bits: &mut B, span: u64) -> u64 {
    IntegerSampler::new(Rejection::Lemire).draw(bits, IntegerRange { low: 0, span })
}

/// A set of indices by open addressing; -1 marks a free place.
struct IndexSet {
    places: Vec<i64>,
    mask: u64,
}

impl IndexSet {
    fn with_room(n: usize) -> Result<Self, RandomError> {
        let mask = mask((1.2 * n as f64) as u64);
        Ok(Self { places: filled(mask as usize + 1, -1, |_| ())?, mask })
    }

    /// Whether `value` was not there before.
    fn insert(&mut self, value: i64) -> bool {
        let mut place = value as u64 & self.mask;
        while self.places[place as usize] != -1 {
            if self.places[place as usize] == value {
                return false;
            }
            place = (place + 1) & self.mask;
        }
        self.places[place as usize] = value;
        true
    }
}
