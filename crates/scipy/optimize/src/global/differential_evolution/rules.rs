//! How a generation follows from the one before.

use super::Strategy;

/// What of the options a generation needs.
#[derive(Debug, Clone, PartialEq)]
pub struct EvolutionRules {
    /// Lower and upper limits of the variables.
    pub limits: (Vec<f64>, Vec<f64>),
    /// Which variables are integers.
    pub integral: Vec<bool>,
    /// How trials are made.
    pub strategy: Strategy,
    /// The probability of crossing over.
    pub recombination: f64,
    /// Whether a generation is evaluated as a whole.
    pub deferred: bool,
    /// The most calls of the function.
    pub maxfun: usize,
}

impl EvolutionRules {
    fn middle_and_width(&self, i: usize) -> (f64, f64) {
        let (low, high) = (self.limits.0[i], self.limits.1[i]);
        (0.5 * (low + high), (low - high).abs())
    }

    /// A member, which lies between 0 and 1, as the user sees it.
    pub fn scaled(&self, member: &[f64]) -> Vec<f64> {
        let one = |(i, m): (usize, &f64)| {
            let (middle, width) = self.middle_and_width(i);
            let x = middle + (m - 0.5) * width;
            if self.integral[i] { x.round_ties_even() } else { x }
        };
        member.iter().enumerate().map(one).collect()
    }

    /// The member that [`Self::scaled`] gives a place for.
    pub fn unscaled(&self, x: &[f64]) -> Vec<f64> {
        let one = |(i, x): (usize, &f64)| {
            let (middle, width) = self.middle_and_width(i);
            let reciprocal = if width == 0.0 { 0.0 } else { 1.0 / width };
            (x - middle) * reciprocal + 0.5
        };
        x.iter().enumerate().map(one).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::trial::{Crossover, Mix};
    use super::*;

    fn rules(integral: Vec<bool>) -> EvolutionRules {
        EvolutionRules {
            limits: (vec![-1.0, 2.0, 5.0], vec![3.0, 2.0, 1.0]),
            integral,
            strategy: Strategy::Built(Mix::Best1, Crossover::Binomial),
            recombination: 0.7,
            deferred: false,
            maxfun: usize::MAX,
        }
    }

    #[test]
    fn places_and_members() {
        let rules = rules(vec![false; 3]);
        assert_eq!(rules.scaled(&[0.25, 0.9, 0.0]), [0.0, 2.0, 1.0]);
        assert_eq!(rules.unscaled(&[0.0, 2.0, 1.0]), [0.25, 0.5, 0.0]);
    }

    #[test]
    fn integers_are_rounded_to_even() {
        assert_eq!(rules(vec![true, false, true]).scaled(&[0.375, 0.5, 0.65]), [0.0, 2.0, 4.0]);
    }
}
