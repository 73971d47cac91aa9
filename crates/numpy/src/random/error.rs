//! Errors of the random module, and the range checks on distribution parameters.

use std::fmt;

/// What [`super`] can refuse. Messages are NumPy's.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum RandomError {
    /// A distribution parameter is outside its range.
    #[error("{0}")]
    Parameter(Violation),
    /// An integer bound does not fit the element type.
    #[error("{bound} is out of bounds for {dtype}")]
    OutOfBounds {
        /// `"low"` or `"high"`.
        bound: &'static str,
        /// NumPy's name of the element type.
        dtype: &'static str,
    },
    /// The integer range `[low, high)` (or `[low, high]`) is empty.
    #[error("{}", empty_range(*.low, *.endpoint))]
    EmptyRange {
        /// Lower bound as given.
        low: i128,
        /// Upper bound as given.
        high: i128,
        /// Whether `high` itself may be drawn.
        endpoint: bool,
    },
    /// `high - low` is not finite.
    #[error("{}", match .0 { Dialect::Generator => "high - low range exceeds valid bounds", Dialect::Legacy => "Range exceeds valid bounds" })]
    InfiniteRange(Dialect),
    /// `left`, `mode`, `right` of the triangular distribution are out of order.
    #[error("{0}")]
    Triangle(&'static str),
    /// A population of no elements cannot be drawn from.
    #[error("{}", match .0 { Dialect::Generator => "a must be a positive integer unless no samples are taken", Dialect::Legacy => "a must be greater than 0 unless no samples are taken" })]
    EmptyPopulation(Dialect),
    /// More elements requested than there are, without replacement.
    #[error("Cannot take a larger sample than population when {}", match .0 { Dialect::Generator => "replace is False", Dialect::Legacy => "'replace=False'" })]
    SampleTooLarge(Dialect),
    /// `p` has another length than the population.
    #[error("{}", match .0 { Dialect::Generator => "a and p must have same size", Dialect::Legacy => "'a' and 'p' must have same size" })]
    ProbabilityLength(Dialect),
    /// A probability is NaN.
    #[error("{}robabilities contain NaN", .0.p())]
    ProbabilityNan(Dialect),
    /// A probability is negative.
    #[error("{}robabilities are not non-negative", .0.p())]
    ProbabilityNegative(Dialect),
    /// The probabilities do not sum to one.
    #[error("{}robabilities do not sum to 1{}", .0.p(), match .0 { Dialect::Generator => ". See Notes section of docstring for more information.", Dialect::Legacy => "" })]
    ProbabilitySum(Dialect),
    /// Without replacement, more draws than outcomes of positive probability.
    #[error("Fewer non-zero entries in p than size")]
    TooFewOutcomes,
    /// `pvals` of a multinomial has no entry.
    #[error("pvals must have at least 1 dimension and the last dimension of pvals must be greater than 0.")]
    EmptyPvals,
    /// `pvals[:-1]` sums to more than one.
    #[error("sum(pvals[:-1]) > 1.0")]
    PvalsSum,
    /// More items sampled than the urn holds.
    #[error("ngood + nbad < nsample")]
    UrnTooSmall,
    /// The urn is larger than the hypergeometric sampler supports.
    #[error("both ngood and nbad must be less than 1000000000")]
    UrnTooLarge,
    /// The mean of the implied Poisson distribution is too large.
    #[error("n too large or p too small, see Generator.negative_binomial Notes")]
    NegativeBinomialMean,
    /// A colour count is negative, or the counts overflow, or exceed the sampler's limit.
    #[error("{0}")]
    Colors(&'static str),
    /// A MT19937 seed array has no element.
    #[error("Seed must be non-empty")]
    EmptySeed,
    /// The entropy pool is smaller than four words.
    #[error("The size of the entropy pool should be at least 4")]
    PoolSize,
    /// More than `2**32` children spawned.
    #[error("a SeedSequence cannot spawn more than 2**32 children")]
    TooManyChildren,
    /// The generator was restored from a state and has no seed sequence to spawn from.
    #[error("The underlying BitGenerator has no SeedSequence to spawn from.")]
    NoSeedSequence,
    /// A restored position lies outside the state.
    #[error("state position {pos} is larger than {len}")]
    Position {
        /// The position given.
        pos: usize,
        /// The largest valid one.
        len: usize,
    },
    /// The result does not fit in memory.
    #[error("Unable to allocate {bytes} bytes")]
    OutOfMemory {
        /// Size of the result.
        bytes: usize,
    },
}

/// Which of NumPy's two interfaces words the message: the texts differ slightly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// `numpy.random.Generator`.
    Generator,
    /// `numpy.random.RandomState`.
    Legacy,
}

impl Dialect {
    fn p(self) -> char {
        if self == Self::Generator { 'P' } else { 'p' }
    }
}

fn empty_range(low: i128, endpoint: bool) -> &'static str {
    match (low == 0, endpoint) {
        (true, true) => "high < 0",
        (true, false) => "high <= 0",
        (false, true) => "low > high",
        (false, false) => "low >= high",
    }
}

/// The range a distribution parameter must lie in.
///
/// # Examples
/// ```
/// use pallasite_numpy::random::Constraint;
///
/// assert!(Constraint::NonNegative.check("scale", 2.0).is_ok());
/// let error = Constraint::NonNegative.check("scale", -2.0).unwrap_err();
/// assert_eq!(error.to_string(), "scale < 0");
/// let error = Constraint::Unit.check_all("p", &[0.5, f64::NAN]).unwrap_err();
/// assert_eq!(error.to_string(), "p < 0, p > 1 or p contains NaNs");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Constraint {
    /// Not negative, `-0.0` included; NaN passes.
    NonNegative,
    /// Above zero; NaN passes.
    Positive,
    /// Above zero, not NaN.
    PositiveNotNan,
    /// In `[0, 1]`.
    Unit,
    /// In `(0, 1]`.
    UnitAboveZero,
    /// In `[0, 1)`.
    UnitBelowOne,
    /// Above one.
    AboveOne,
    /// At least one.
    AtLeastOne,
    /// A Poisson mean: not negative and small enough for `i64` results.
    PoissonMean,
}

/// Largest mean for which a Poisson variate still fits an `i64` with ten standard deviations to spare.
pub const POISSON_MEAN_MAX: f64 = 9.223372006484771e18;

impl Constraint {
    /// Whether `value` satisfies the constraint.
    pub fn holds(self, value: f64) -> bool {
        match self {
            Self::NonNegative => value.is_nan() || value.is_sign_positive(),
            Self::Positive => value.is_nan() || value > 0.0,
            Self::PositiveNotNan => value > 0.0,
            Self::Unit => (0.0..=1.0).contains(&value),
            Self::UnitAboveZero => value > 0.0 && value <= 1.0,
            Self::UnitBelowOne => (0.0..1.0).contains(&value),
            Self::AboveOne => value > 1.0,
            Self::AtLeastOne => value >= 1.0,
            Self::PoissonMean => (0.0..=POISSON_MEAN_MAX).contains(&value),
        }
    }

    /// Checks one parameter called `name`.
    ///
    /// # Errors
    /// [`RandomError::Parameter`] if the constraint does not hold.
    pub fn check(self, name: &'static str, value: f64) -> Result<(), RandomError> {
        self.report(name, value, false)
    }

    /// Checks an array of values for the parameter called `name`.
    ///
    /// # Errors
    /// [`RandomError::Parameter`] for the first value for which the constraint does not hold.
    pub fn check_all(self, name: &'static str, values: &[f64]) -> Result<(), RandomError> {
        values.iter().try_for_each(|&value| self.report(name, value, true))
    }

    fn report(self, name: &'static str, value: f64, array: bool) -> Result<(), RandomError> {
        if self.holds(value) {
            return Ok(());
        }
        Err(RandomError::Parameter(Violation { constraint: self, name, value, array }))
    }
}

/// A parameter outside its [`Constraint`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Violation {
    /// The constraint that does not hold.
    pub constraint: Constraint,
    /// The parameter's name.
    pub name: &'static str,
    /// The offending value.
    pub value: f64,
    /// Whether the parameter was an array: NumPy words the message differently.
    pub array: bool,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.name;
        let nan = if self.array { "contains NaNs" } else { "is NaN" };
        match self.constraint {
            Constraint::NonNegative => write!(f, "{name} < 0"),
            Constraint::PositiveNotNan if self.value.is_nan() => write!(f, "{name} must not be NaN"),
            Constraint::Positive | Constraint::PositiveNotNan => write!(f, "{name} <= 0"),
            Constraint::Unit => write!(f, "{name} < 0, {name} > 1 or {name} {nan}"),
            Constraint::UnitAboveZero => write!(f, "{name} <= 0, {name} > 1 or {name} contains NaNs"),
            Constraint::UnitBelowOne => write!(f, "{name} < 0, {name} >= 1 or {name} {nan}"),
            Constraint::AboveOne => write!(f, "{name} <= 1 or {name} {nan}"),
            Constraint::AtLeastOne => write!(f, "{name} < 1 or {name} {nan}"),
            Constraint::PoissonMean if self.value > POISSON_MEAN_MAX => write!(f, "{name} value too large"),
            Constraint::PoissonMean => write!(f, "{name} < 0 or {name} {nan}"),
        }
    }
}
