//! Halton's sequence: in each dimension the sequence of van der Corput in another prime base.

use crate::rows::filled;
use crate::{Random, first_primes};

/// Halton's sequence (1960), its digits permuted or not.
///
/// # Examples
/// ```
/// use pallasite_numpy::random::default_rng;
/// use pallasite_qmc::Halton;
///
/// assert_eq!(Halton::new(2).points(1, 2)[..3], [0.5, 1.0 / 3.0, 0.25]);
/// let scrambled = Halton::scrambled(2, &mut default_rng(42))?;
/// assert!(scrambled.points(0, 8).iter().all(|x| (0.0..1.0).contains(x)));
/// # Ok::<(), pallasite_numpy::random::RandomError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Halton {
    axes: Vec<VanDerCorput>,
}

impl Halton {
    /// The sequence in so many dimensions.
    pub fn new(dimensions: usize) -> Self {
        Self {
            axes: first_primes(dimensions).into_iter().map(|base| VanDerCorput::new(base, None)).collect(),
        }
    }

    /// The sequence with each digit permuted at random (Owen 2017, *A randomized Halton algorithm in R*).
    ///
    /// # Errors
    /// Those of `random`.
    pub fn scrambled<E>(dimensions: usize, random: &mut impl Random<E>) -> Result<Self, E> {
        let axis = |base| Ok(VanDerCorput::new(base, Some(&digit_permutations(base, random)?)));
        Ok(Self { axes: first_primes(dimensions).into_iter().map(axis).collect::<Result<_, E>>()? })
    }

    /// The permutations of the digits in each dimension, if there are any.
    pub fn permutations(&self) -> Option<Vec<Vec<usize>>> {
        self.axes.iter().map(VanDerCorput::permutations).collect()
    }

    /// The sequence with what [`Self::permutations`] gave.
    pub fn permuted(permutations: &[Vec<usize>]) -> Self {
        let bases = first_primes(permutations.len()).into_iter();
        Self { axes: bases.zip(permutations).map(|(base, p)| VanDerCorput::new(base, Some(p))).collect() }
    }

    /// The `n` points from the `start`-th on, row by row.
    pub fn points(&self, start: usize, n: usize) -> Vec<f64> {
        let width = self.axes.len();
        let cost = self.axes.first().map_or(1, VanDerCorput::places);
        filled(n, width, cost, |first, block| {
            for (j, axis) in self.axes.iter().enumerate() {
                axis.fill(start + first, block.iter_mut().skip(j).step_by(width));
            }
        })
    }
}

/// Permutations of the digits of numbers in a base, for as many digits as a double holds, one behind the other.
///
/// # Errors
/// Those of `random`.
pub fn digit_permutations<E>(base: usize, random: &mut impl Random<E>) -> Result<Vec<usize>, E> {
    let digits = (54.0 / (base as f64).log2()).ceil() as usize - 1;
    let mut all = Vec::with_capacity(digits * base);
    for _ in 0..digits {
        all.extend(random.permutation(base)?);
    }
    Ok(all)
}

/// The sequence of van der Corput (1935) from the `start`-th number on: the digits of the index in `base`, mirrored at
/// the point. `permutations` has `base` numbers for each digit, the lowest digit first.
///
/// # Panics
/// If `base` is below 2.
///
/// # Examples
/// ```
/// assert_eq!(pallasite_qmc::van_der_corput(5, 2, 0, None), [0.0, 0.5, 0.25, 0.75, 0.125]);
/// ```
pub fn van_der_corput(n: usize, base: usize, start: usize, permutations: Option<&[usize]>) -> Vec<f64> {
    let axis = VanDerCorput::new(base, permutations);
    filled(n, 1, axis.places(), |first, block| axis.fill(start + first, block.iter_mut()))
}

/// A sequence of van der Corput.
#[derive(Debug, Clone, PartialEq)]
struct VanDerCorput {
    base: usize,
    permuted: bool,
    /// What each digit at each place contributes, the lowest place first.
    terms: Vec<f64>,
}

impl VanDerCorput {
    fn new(base: usize, permutations: Option<&[usize]>) -> Self {
        assert!(base >= 2, "numbers in base {base} have no digits");
        let (permuted, base_digits) = (permutations.is_some(), base as f64);
        let weights = std::iter::successors(Some(1.0 / base_digits), |w| Some(w / base_digits));
        let terms = match permutations {
            Some(all) => {
                let term = |(digits, w): (&[usize], f64)| {
                    digits.iter().map(move |&d| d as f64 * w).collect::<Vec<_>>()
                };
                all.chunks_exact(base).zip(weights).flat_map(term).collect()
            }
            // Smaller weights do not count beside 1.
            None => weights
                .take_while(|w| 1.0 - w < 1.0)
                .flat_map(|w| (0..base).map(move |d| d as f64 * w))
                .collect(),
        };
        Self { base, permuted, terms }
    }

    fn places(&self) -> usize {
        self.terms.len() / self.base
    }

    fn permutations(&self) -> Option<Vec<usize>> {
        let mut weight = 1.0;
        let place = |terms: &[f64]| {
            weight /= self.base as f64;
            terms.iter().map(|t| (t / weight).round() as usize).collect::<Vec<_>>()
        };
        self.permuted.then(|| self.terms.chunks_exact(self.base).flat_map(place).collect())
    }

    /// The numbers from the `start`-th on.
    fn fill<'a>(&self, start: usize, out: impl Iterator<Item = &'a mut f64>) {
        let (base, places) = (self.base, self.places());
        // Where in the terms the digit of each place is.
        let mut rest = start;
        let digit = |place| {
            let digit = rest % base;
            rest /= base;
            place * base + digit
        };
        let mut at: Vec<usize> = (0..places).map(digit).collect();
        let mut used =
            at.iter().enumerate().filter(|(p, k)| self.permuted || **k > p * base).map(|(p, _)| p + 1);
        let mut used = used.next_back().unwrap_or(0);
        for x in out {
            *x = at[..used].iter().fold(0.0, |sum, &k| sum + self.terms[k]);
            for (place, k) in at.iter_mut().enumerate() {
                *k += 1;
                if *k < (place + 1) * base {
                    used = used.max(place + 1);
                    break;
                }
                *k = place * base;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pallasite_numpy::random::default_rng;

    #[test]
    fn mirrored_digits() {
        let close = |found: Vec<f64>, wanted: [f64; 3]| {
            assert!(found.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 1e-16), "{found:?}");
        };
        close(van_der_corput(3, 10, 120, None), [0.021, 0.121, 0.221]);
        close(van_der_corput(3, 3, 8, None), [8.0 / 9.0, 1.0 / 27.0, 10.0 / 27.0]);
    }

    #[test]
    fn the_identity_permutes_nothing() {
        let identity: Vec<usize> = (0..53).flat_map(|_| 0..2).collect();
        assert_eq!(van_der_corput(100, 2, 7, Some(&identity)), van_der_corput(100, 2, 7, None));
    }

    #[test]
    fn a_sequence_goes_on_where_it_was() {
        let halton = Halton::scrambled(4, &mut default_rng(1)).unwrap();
        assert_eq!([halton.points(0, 5), halton.points(5, 3)].concat(), halton.points(0, 8));
        assert_eq!(Halton::permuted(&halton.permutations().unwrap()), halton);
        assert_eq!(Halton::new(3).permutations(), None);
    }
}
