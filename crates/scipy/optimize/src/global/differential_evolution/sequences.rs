//! Populations from sequences of low discrepancy, scrambled.

use super::Random;
use super::directions::NUMBERS;

const BITS: usize = 30;

/// Sobol's sequence (Bratley and Fox 1988) with the direction numbers of Joe and Kuo (2008), which are known here for
/// up to [`Self::DIMENSIONS`] variables.
#[derive(Debug, Clone, PartialEq)]
pub struct Sobol {
    /// For each variable, how each bit of the point's number moves it.
    directions: Vec<[u32; BITS]>,
}

/// More variables than there are direction numbers for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("init='sobol' is for up to {} variables, got {variables}", Sobol::DIMENSIONS)]
pub struct TooManyVariables {
    /// The variables.
    pub variables: usize,
}

impl Sobol {
    /// The most variables.
    pub const DIMENSIONS: usize = NUMBERS.len() + 1;

    /// The sequence of points of so many variables.
    ///
    /// # Errors
    /// [`TooManyVariables`].
    ///
    /// # Examples
    /// ```
    /// use pallasite_optimize::Sobol;
    /// assert!(Sobol::new(101).is_ok() && Sobol::new(102).is_err());
    /// ```
    pub fn new(variables: usize) -> Result<Self, TooManyVariables> {
        if variables > Self::DIMENSIONS {
            return Err(TooManyVariables { variables });
        }
        let first = std::iter::once([1; BITS]);
        let all = first.chain(NUMBERS.iter().map(|&(polynomial, first)| recurrence(polynomial, first)));
        let scaled = |mut numbers: [u32; BITS]| {
            numbers.iter_mut().enumerate().for_each(|(j, v)| *v <<= BITS - 1 - j);
            numbers
        };
        Ok(Self { directions: all.take(variables).map(scaled).collect() })
    }

    /// The first points after a random linear scrambling with a shift (Matoušek 1998), in SciPy's order of draws.
    pub(super) fn points<E>(&self, random: &mut impl Random<E>, count: usize) -> Result<Vec<Vec<f64>>, E> {
        let n = self.directions.len();
        let shifts = random.many_below(2, n * BITS)?;
        let matrices = random.many_below(2, n * BITS * BITS)?;
        let mut point: Vec<u32> = shifts.chunks(BITS).map(|bits| number(bits.iter().rev())).collect();
        let scrambled: Vec<[u32; BITS]> =
            self.directions.iter().zip(matrices.chunks(BITS * BITS)).map(|(v, m)| scramble(v, m)).collect();
        let mut points = Vec::with_capacity(count);
        for k in 0..count {
            points.push(point.iter().map(|&p| f64::from(p) / f64::from(1u32 << BITS)).collect());
            // In the order of Gray's code a point differs from the one before in one direction.
            let bit = k.trailing_ones() as usize;
            point.iter_mut().zip(&scrambled).for_each(|(p, v)| *p ^= v[bit.min(BITS - 1)]);
        }
        Ok(points)
    }
}

/// The direction numbers that follow from the first ones.
fn recurrence(polynomial: u32, first: &[u32]) -> [u32; BITS] {
    let degree = first.len();
    let mut numbers = [0; BITS];
    numbers[..degree].copy_from_slice(first);
    for j in degree..BITS {
        numbers[j] = (1..=degree).fold(numbers[j - degree], |v, k| {
            let coefficient = polynomial >> (degree - k) & 1;
            v ^ (coefficient * (numbers[j - k] << k))
        });
    }
    numbers
}

/// Bits, the highest first, as a number.
fn number<'a>(bits: impl Iterator<Item = &'a usize>) -> u32 {
    bits.fold(0, |number, &bit| number << 1 | bit as u32)
}

/// The products of direction numbers with the lower triangle of a matrix of bits, whose diagonal is ones.
fn scramble(directions: &[u32; BITS], matrix: &[usize]) -> [u32; BITS] {
    let rows: Vec<u32> = matrix
        .chunks(BITS)
        .enumerate()
        .map(|(p, row)| {
            let above = !0 << (BITS - p) & ((1 << BITS) - 1);
            number(row.iter()) & above | 1 << (BITS - 1 - p)
        })
        .collect();
    directions.map(|v| rows.iter().fold(0, |out, row| out << 1 | ((row & v).count_ones() & 1)))
}

/// The first points of Halton's sequence with the digits permuted (Owen 2017, *A randomized Halton algorithm in R*).
pub(super) fn halton<E>(
    random: &mut impl Random<E>,
    variables: usize,
    count: usize,
) -> Result<Vec<Vec<f64>>, E> {
    let mut points = vec![Vec::with_capacity(variables); count];
    for base in primes(variables) {
        let digits = (54.0 / (base as f64).log2()).ceil() as usize - 1;
        let permutations = (0..digits).map(|_| random.permutation(base)).collect::<Result<Vec<_>, E>>()?;
        for (k, point) in points.iter_mut().enumerate() {
            point.push(permuted_digits(k, base, &permutations));
        }
    }
    Ok(points)
}

/// The digits of a number behind the point, the lowest first, each permuted.
fn permuted_digits(mut number: usize, base: usize, permutations: &[Vec<usize>]) -> f64 {
    let (mut value, mut weight) = (0.0, 1.0 / base as f64);
    for permutation in permutations {
        value += permutation[number % base] as f64 * weight;
        weight /= base as f64;
        number /= base;
    }
    value
}

fn primes(count: usize) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::with_capacity(count);
    let is_prime =
        |n: usize, found: &[usize]| found.iter().take_while(|p| *p * *p <= n).all(|p| !n.is_multiple_of(*p));
    let mut n = 2;
    while found.len() < count {
        if is_prime(n, &found) {
            found.push(n);
        }
        n += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions_of_the_first_variables() {
        let sobol = Sobol::new(3).unwrap();
        let top = |v: &[u32; BITS]| [v[0], v[1], v[2]].map(|v| v >> (BITS - 3));
        assert_eq!(sobol.directions.iter().map(top).collect::<Vec<_>>(), [[4, 2, 1], [4, 6, 5], [4, 6, 3]]);
    }

    #[test]
    fn a_scrambling_by_the_identity_changes_nothing() {
        let sobol = Sobol::new(5).unwrap();
        let identity: Vec<usize> = (0..BITS * BITS).map(|k| usize::from(k % (BITS + 1) == 0)).collect();
        assert!(sobol.directions.iter().all(|v| scramble(v, &identity) == *v));
    }

    #[test]
    fn first_primes() {
        assert_eq!(primes(8), [2, 3, 5, 7, 11, 13, 17, 19]);
    }
}
