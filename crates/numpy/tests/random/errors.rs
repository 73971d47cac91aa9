//! Bad arguments give NumPy's messages, and never a panic.

use pallasite_numpy::random::{
    ChoiceOptions, MultivariateMethod, RandomError, RandomState, SeedSequence, default_rng,
};

fn message<T: std::fmt::Debug>(result: Result<T, RandomError>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn parameters() {
    let mut rng = default_rng(0);
    assert_eq!(message(rng.normal(0.0, -0.0, 1)), "scale < 0");
    assert!(rng.normal(0.0, f64::NAN, 1).unwrap()[0].is_nan());
    assert_eq!(message(rng.beta(0.0, 1.0, 1)), "a <= 0");
    assert_eq!(message(rng.poisson(-1.0, 1)), "lam < 0 or lam is NaN");
    assert_eq!(message(rng.poisson(1e20, 1)), "lam value too large");
    assert_eq!(message(rng.geometric(0.0, 1)), "p <= 0, p > 1 or p contains NaNs");
    assert_eq!(message(rng.logseries(1.0, 1)), "p < 0, p >= 1 or p is NaN");
    assert_eq!(message(rng.zipf(1.0, 1)), "a <= 1 or a is NaN");
    assert_eq!(message(rng.binomial(-1, 0.5, 1)), "n < 0");
    assert_eq!(message(rng.negative_binomial(f64::NAN, 0.5, 1)), "n must not be NaN");
    assert_eq!(message(rng.uniform(0.0, f64::INFINITY, 1)), "high - low range exceeds valid bounds");
    assert_eq!(message(rng.triangular(1.0, 1.0, 1.0, 1)), "left == right");
    assert_eq!(message(rng.hypergeometric(1, 1, 3, 1)), "ngood + nbad < nsample");
    assert_eq!(message(rng.dirichlet(&[-1.0], 1)), "alpha < 0");
    assert_eq!(message(rng.multinomial(1, &[0.9, 0.9, 0.1], 1)), "sum(pvals[:-1]) > 1.0");
    let colors = rng.multivariate_hypergeometric(&[1, 2], 4, MultivariateMethod::Count, 1);
    assert_eq!(message(colors), "nsample > sum(colors)");
    assert!(rng.standard_gamma(f64::NAN, 1).unwrap()[0].is_nan());
}

#[test]
fn integer_ranges() {
    let mut rng = default_rng(0);
    assert_eq!(message(rng.integers::<i64>(0, 0, false, 1)), "high <= 0");
    assert_eq!(message(rng.integers::<i64>(0, -1, true, 1)), "high < 0");
    assert_eq!(message(rng.integers::<i64>(5, 4, true, 1)), "low > high");
    assert_eq!(message(rng.integers::<i8>(-129, 4, true, 1)), "low is out of bounds for int8");
    assert_eq!(
        message(rng.integers::<u64>(0, (1_i128 << 64) + 1, false, 1)),
        "high is out of bounds for uint64"
    );
    assert_eq!(message(rng.integers::<bool>(0, 3, false, 1)), "high is out of bounds for bool");
    assert_eq!(message(rng.integers::<i64>(0, i128::MIN, false, 1)), "high <= 0");
}

#[test]
fn choices() {
    let mut rng = default_rng(0);
    let distinct = ChoiceOptions { replace: false, ..Default::default() };
    let text = "Cannot take a larger sample than population when replace is False";
    assert_eq!(message(rng.choice(3, 4, &distinct)), text);
    let text = "a must be a positive integer unless no samples are taken";
    assert_eq!(message(rng.choice(-3, 4, &distinct)), text);
    assert_eq!(rng.choice(0, 0, &distinct).unwrap(), []);
    let options = |p| ChoiceOptions { p: Some(p), replace: false, ..Default::default() };
    assert_eq!(message(rng.choice(3, 1, &options(&[1.0]))), "a and p must have same size");
    assert_eq!(message(rng.choice(2, 1, &options(&[1.5, -0.5]))), "Probabilities are not non-negative");
    assert_eq!(message(rng.choice(2, 1, &options(&[f64::NAN, 0.5]))), "Probabilities contain NaN");
    assert_eq!(message(rng.choice(2, 2, &options(&[1.0, 0.0]))), "Fewer non-zero entries in p than size");
    let mut old = RandomState::new(0);
    assert_eq!(message(old.choice(2, 1, &options(&[0.5, 0.4]))), "probabilities do not sum to 1");
    let text = "Cannot take a larger sample than population when 'replace=False'";
    assert_eq!(message(old.choice(3, 4, &distinct)), text);
}

#[test]
fn sizes_and_seeds() {
    let mut rng = default_rng(0);
    assert!(matches!(rng.random::<f64>(usize::MAX), Err(RandomError::OutOfMemory { .. })));
    assert!(matches!(rng.dirichlet(&[1.0; 8], usize::MAX / 4), Err(RandomError::OutOfMemory { .. })));
    assert_eq!(message(RandomState::from_array(&[])), "Seed must be non-empty");
    let small = SeedSequence::with_spawn_key(&[1], &[], 3, 0);
    assert_eq!(message(small), "The size of the entropy pool should be at least 4");
    let mut full = SeedSequence::with_spawn_key(&[1], &[], 4, u32::MAX).unwrap();
    assert!(matches!(full.spawn(1), Err(RandomError::TooManyChildren)));
}
