//! How trials are made of members.

/// The factor of differences of members.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Mutation {
    /// Always the same.
    Constant(f64),
    /// Drawn for each generation.
    Dithered(f64, f64),
}

/// How trials are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strategy {
    /// From a mix of members, crossed over with the candidate.
    Built(Mix, Crossover),
    /// By a function of the caller.
    Custom,
}

/// Which members are mixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mix {
    /// The best, and one difference.
    Best1,
    /// Any, and one difference.
    Rand1,
    /// Any, moved towards the best, and one difference.
    RandToBest1,
    /// The candidate, moved towards the best, and one difference.
    CurrentToBest1,
    /// The best, and two differences.
    Best2,
    /// Any, and two differences.
    Rand2,
}

/// Which components come from the mix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Crossover {
    /// Each with the same probability.
    Binomial,
    /// A run of them.
    Exponential,
}

impl Strategy {
    /// SciPy's name of a strategy, such as `best1bin`.
    ///
    /// ```
    /// use pallasite_optimize::Strategy;
    /// assert!(Strategy::named("best1bin").is_some() && Strategy::named("worst1bin").is_none());
    /// ```
    pub fn named(name: &str) -> Option<Self> {
        let (mix, crossover) = match name.split_at_checked(name.len().checked_sub(3)?)? {
            (mix, "bin") => (mix, Crossover::Binomial),
            (mix, "exp") => (mix, Crossover::Exponential),
            _ => return None,
        };
        let mix = match mix {
            "best1" => Mix::Best1,
            "rand1" => Mix::Rand1,
            "randtobest1" => Mix::RandToBest1,
            "currenttobest1" => Mix::CurrentToBest1,
            "best2" => Mix::Best2,
            "rand2" => Mix::Rand2,
            _ => return None,
        };
        Some(Self::Built(mix, crossover))
    }
}

/// The mix of members that a trial takes components from.
pub(super) fn donor(
    mix: Mix,
    members: &[Vec<f64>],
    candidate: usize,
    samples: &[usize],
    scale: f64,
) -> Vec<f64> {
    let (best, current) = (&members[0], &members[candidate]);
    let m = |k: usize, j: usize| members[samples[k]][j];
    let one = |j: usize| match mix {
        Mix::Best1 => best[j] + scale * (m(0, j) - m(1, j)),
        Mix::Rand1 => m(0, j) + scale * (m(1, j) - m(2, j)),
        Mix::RandToBest1 => {
            let towards = m(0, j) + scale * (best[j] - m(0, j));
            towards + scale * (m(1, j) - m(2, j))
        }
        Mix::CurrentToBest1 => current[j] + scale * (best[j] - current[j] + m(0, j) - m(1, j)),
        Mix::Best2 => best[j] + scale * (m(0, j) + m(1, j) - m(2, j) - m(3, j)),
        Mix::Rand2 => m(0, j) + scale * (m(1, j) + m(2, j) - m(3, j) - m(4, j)),
    };
    (0..best.len()).map(one).collect()
}

/// The candidate with components of the donor.
pub(super) fn cross(
    crossover: Crossover,
    candidate: &[f64],
    donor: &[f64],
    fill: usize,
    mut over: Vec<bool>,
) -> Vec<f64> {
    let mut trial = candidate.to_vec();
    match crossover {
        Crossover::Binomial => {
            over[fill] = true;
            (0..trial.len()).filter(|&j| over[j]).for_each(|j| trial[j] = donor[j]);
        }
        Crossover::Exponential => {
            over[0] = true;
            let run = over.iter().take_while(|o| **o).count();
            (0..run).map(|i| (fill + i) % donor.len()).for_each(|j| trial[j] = donor[j]);
        }
    }
    trial
}
