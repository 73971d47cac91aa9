//! Prime numbers.

/// The primes below `n` by the sieve of Eratosthenes.
///
/// ```
/// assert_eq!(pallasite_qmc::primes_below(20), [2, 3, 5, 7, 11, 13, 17, 19]);
/// ```
pub fn primes_below(n: usize) -> Vec<usize> {
    let mut composite = vec![false; n];
    let mut found = Vec::new();
    for i in 2..n {
        if !composite[i] {
            found.push(i);
            (i.saturating_mul(i)..n).step_by(i).for_each(|k| composite[k] = true);
        }
    }
    found
}

/// The first `count` primes.
///
/// ```
/// assert_eq!(pallasite_qmc::first_primes(350)[349], 2357);
/// ```
pub fn first_primes(count: usize) -> Vec<usize> {
    // The n-th prime is below n (ln n + ln ln n) for n > 5 (Rosser 1941).
    let n = count.max(6) as f64;
    let mut primes = primes_below((n * (n.ln() + n.ln().ln())) as usize + 1);
    primes.truncate(count);
    primes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bound_leaves_enough() {
        for count in 0..2000 {
            assert_eq!(first_primes(count).len(), count);
        }
        assert!(primes_below(2).is_empty() && primes_below(0).is_empty());
    }
}
