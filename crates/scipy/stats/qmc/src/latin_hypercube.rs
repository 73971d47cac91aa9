//! Latin hypercubes.

use crate::{Random, primes_below};

/// `n` points of which each stripe of each of `dimensions` axes has one (McKay, Beckman and Conover 1979), in the middle
/// of the stripe or, scrambled, anywhere in it.
///
/// # Errors
/// Those of `random`.
///
/// # Examples
/// ```
/// use pallasite_numpy::random::default_rng;
/// use pallasite_qmc::latin_hypercube;
///
/// let mut column = latin_hypercube(1, 4, false, &mut default_rng(42))?;
/// column.sort_by(f64::total_cmp);
/// assert_eq!(column, [0.125, 0.375, 0.625, 0.875]);
/// # Ok::<(), pallasite_numpy::random::RandomError>(())
/// ```
pub fn latin_hypercube<E>(
    dimensions: usize,
    n: usize,
    scrambled: bool,
    random: &mut impl Random<E>,
) -> Result<Vec<f64>, E> {
    let mut points = if scrambled { random.uniforms(n * dimensions)? } else { vec![0.5; n * dimensions] };
    for j in 0..dimensions {
        let stripes = random.permutation(n)?;
        for (x, stripe) in points.iter_mut().skip(j).step_by(dimensions).zip(stripes) {
            *x = ((stripe + 1) as f64 - *x) / n as f64;
        }
    }
    Ok(points)
}

/// A number of points that no orthogonal array has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotPrimeSquared {
    /// It is no square of a prime.
    #[error("n is not the square of a prime number. Close values are [{below:>0$} {above}]", above.to_string().len())]
    NoSquare {
        /// The square of a prime near it.
        below: usize,
        /// That of the next prime.
        above: usize,
    },
    /// It is the square of too small a prime.
    #[error("n is too small for d. Must be n > (d-1)**2")]
    TooSmall,
}

/// `n` points that are a Latin hypercube of strength 2: each square of a `p` by `p` grid on each pair of axes has one,
/// where `n` is the square of the prime `p` (Tang 1993, with the orthogonal arrays of Bose 1938). `random` permutes the
/// symbols, `within` places points in their stripes.
///
/// # Errors
/// [`NotPrimeSquared`], and those of `random`.
///
/// # Examples
/// ```
/// use pallasite_numpy::random::default_rng;
/// use pallasite_qmc::orthogonal_latin_hypercube;
///
/// let (mut random, mut within) = (default_rng(42), default_rng(43));
/// let points = orthogonal_latin_hypercube(2, 9, true, &mut random, &mut within)??;
/// let mut squares: Vec<usize> = points.chunks(2).map(|x| (x[0] * 3.0) as usize * 3 + (x[1] * 3.0) as usize).collect();
/// squares.sort();
/// assert_eq!(squares, [0, 1, 2, 3, 4, 5, 6, 7, 8]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn orthogonal_latin_hypercube<E>(
    dimensions: usize,
    n: usize,
    scrambled: bool,
    random: &mut impl Random<E>,
    within: &mut impl Random<E>,
) -> Result<Result<Vec<f64>, NotPrimeSquared>, E> {
    let p = match base(dimensions, n) {
        Ok(p) => p,
        Err(e) => return Ok(Err(e)),
    };
    let symbols = (0..=p).map(|_| random.permutation(p)).collect::<Result<Vec<_>, E>>()?;
    let mut points = vec![0.0; n * dimensions];
    for (j, permuted) in symbols.iter().enumerate() {
        // Columns that nobody wants are drawn all the same, for the numbers that follow.
        let mut stripes = Vec::with_capacity(p);
        for _ in 0..p {
            stripes.push(latin_hypercube(1, p, scrambled, within)?.into_iter());
        }
        for r in (0..n).filter(|_| j < dimensions) {
            let symbol = permuted[bose(r, j, p)];
            let place = stripes[symbol].next().expect("each symbol is in p rows");
            points[r * dimensions + j] = (place + symbol as f64) / p as f64;
        }
    }
    Ok(Ok(points))
}

/// The prime of which `n` is the square.
fn base(dimensions: usize, n: usize) -> Result<usize, NotPrimeSquared> {
    let p = n.isqrt();
    let primes = primes_below(p + 1);
    if p * p != n || primes.last() != Some(&p) {
        let [.., below, above] = primes[..] else {
            return Err(NotPrimeSquared::NoSquare { below: 4, above: 9 });
        };
        return Err(NotPrimeSquared::NoSquare { below: below * below, above: above * above });
    }
    if dimensions > p + 1 { Err(NotPrimeSquared::TooSmall) } else { Ok(p) }
}

/// The symbol in a row and column of Bose's array of p² rows and p + 1 columns.
fn bose(row: usize, column: usize, p: usize) -> usize {
    let (first, second) = (row % p, row / p);
    match column {
        0 => first,
        1 => second,
        _ => (first + (column - 1) * second) % p,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pallasite_numpy::random::default_rng;

    #[test]
    fn every_stripe_and_every_square_has_one_point() {
        let (d, p) = (6, 5);
        let points = orthogonal_latin_hypercube(d, p * p, true, &mut default_rng(1), &mut default_rng(2));
        let points = points.unwrap().unwrap();
        let cell = |x: f64, cells: usize| (x * cells as f64) as usize;
        let count = |mut cells: Vec<usize>| {
            cells.sort_unstable();
            cells.dedup();
            cells.len()
        };
        for i in 0..d {
            assert_eq!(count(points.chunks(d).map(|x| cell(x[i], p * p)).collect()), p * p);
            for j in 0..i {
                assert_eq!(
                    count(points.chunks(d).map(|x| cell(x[i], p) * p + cell(x[j], p)).collect()),
                    p * p
                );
            }
        }
    }

    #[test]
    fn numbers_without_an_array() {
        let wrong = |d, n| base(d, n).unwrap_err().to_string();
        assert_eq!(wrong(2, 5), "n is not the square of a prime number. Close values are [4 9]");
        assert_eq!(wrong(2, 36), "n is not the square of a prime number. Close values are [ 9 25]");
        assert_eq!(wrong(5, 9), "n is too small for d. Must be n > (d-1)**2");
    }
}
