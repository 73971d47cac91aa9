//! Sobol's sequence.

mod directions;

use crate::Random;
use crate::rows::filled;
use directions::direction_numbers;

/// Sobol's sequence (Bratley and Fox 1988, ACM Algorithm 659) with the direction numbers of Joe and Kuo (2008).
///
/// # Examples
/// ```
/// use pallasite_qmc::Sobol;
///
/// let sobol = Sobol::new(2, 30)?;
/// assert_eq!(sobol.points(0, 4), [0.0, 0.0, 0.5, 0.5, 0.75, 0.25, 0.25, 0.75]);
/// # Ok::<(), pallasite_qmc::SobolError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Sobol {
    bits: usize,
    /// For each dimension, how each bit of a point's number moves it.
    directions: Vec<u64>,
    /// The first point.
    shift: Vec<u64>,
}

/// What a Sobol sequence cannot have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SobolError {
    /// More dimensions than there are direction numbers for.
    #[error("Maximum supported dimensionality is {}.", Sobol::MAXDIM)]
    Dimensions,
    /// More bits than a word has.
    #[error("Maximum supported 'bits' is 64")]
    Bits,
    /// Tables that do not belong together.
    #[error("{directions} direction numbers are not {bits} for each of {dimensions} dimensions")]
    Tables {
        /// The direction numbers.
        directions: usize,
        /// Those of one dimension.
        bits: usize,
        /// The dimensions.
        dimensions: usize,
    },
}

impl Sobol {
    /// The most dimensions.
    pub const MAXDIM: usize = 21201;

    /// The sequence in so many dimensions, of points with so many bits.
    ///
    /// # Errors
    /// [`SobolError::Dimensions`] and [`SobolError::Bits`].
    pub fn new(dimensions: usize, bits: usize) -> Result<Self, SobolError> {
        if dimensions > Self::MAXDIM {
            return Err(SobolError::Dimensions);
        }
        if bits > 64 {
            return Err(SobolError::Bits);
        }
        Ok(Self { bits, directions: direction_numbers(dimensions, bits), shift: vec![0; dimensions] })
    }

    /// A sequence from what [`Self::directions`] and [`Self::shift`] gave.
    ///
    /// # Errors
    /// [`SobolError::Bits`] and [`SobolError::Tables`].
    pub fn from_parts(directions: Vec<u64>, shift: Vec<u64>, bits: usize) -> Result<Self, SobolError> {
        if bits > 64 {
            return Err(SobolError::Bits);
        }
        if directions.len() != bits * shift.len() {
            let (directions, dimensions) = (directions.len(), shift.len());
            return Err(SobolError::Tables { directions, bits, dimensions });
        }
        Ok(Self { bits, directions, shift })
    }

    /// The direction numbers, as many for each dimension as a point has bits.
    pub fn directions(&self) -> &[u64] {
        &self.directions
    }

    /// The first point, as integers.
    pub fn shift(&self) -> &[u64] {
        &self.shift
    }

    /// The sequence after a random linear scrambling with a shift (Matoušek 1998), in SciPy's order of draws.
    ///
    /// # Errors
    /// Those of `random`.
    ///
    /// # Examples
    /// ```
    /// use pallasite_numpy::random::default_rng;
    /// use pallasite_qmc::Sobol;
    ///
    /// let sobol = Sobol::new(3, 30)?.scrambled(&mut default_rng(42))?;
    /// // Each half of each axis gets one of two points.
    /// let points = sobol.points(0, 2);
    /// assert!((0..3).all(|j| (points[j] < 0.5) != (points[3 + j] < 0.5)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn scrambled<E>(&self, random: &mut impl Random<E>) -> Result<Self, E> {
        let bits = self.bits;
        let drawn = random.many_below(2, self.shift.len() * bits)?;
        let shift = drawn.chunks(bits.max(1)).map(|b| number(b.iter().rev())).collect();
        let mut directions = Vec::with_capacity(self.directions.len());
        for v in self.directions.chunks(bits.max(1)) {
            let rows = lower_triangle(&random.many_below(2, bits * bits)?, bits);
            let product =
                |v: &u64| rows.iter().fold(0, |out, row| out << 1 | u64::from((row & v).count_ones() & 1));
            directions.extend(v.iter().map(product));
        }
        Ok(Self { bits, directions, shift })
    }

    /// The `n` points from the `start`-th on, row by row, in the order of Gray's code.
    pub fn points(&self, start: u64, n: usize) -> Vec<f64> {
        let by_bit = self.by_bit();
        filled(n, self.shift.len(), 1, |first, block| {
            let start = start + first as u64;
            // Signed integers are converted faster.
            if self.bits < 64 {
                self.fill(&by_bit, start, block, |p| p as i64 as f64);
            } else {
                self.fill(&by_bit, start, block, |p| p as f64);
            }
        })
    }

    fn fill(&self, by_bit: &[Vec<u64>], start: u64, points: &mut [f64], real: impl Fn(u64) -> f64) {
        let width = self.shift.len();
        let mut point = self.shift.clone();
        let gray = start ^ start >> 1;
        (0..self.bits).filter(|b| gray >> b & 1 == 1).for_each(|b| step(&mut point, by_bit, b));
        let scale = 0.5_f64.powi(self.bits as i32);
        for (i, row) in points.chunks_exact_mut(width).enumerate() {
            row.iter_mut().zip(&point).for_each(|(x, &p)| *x = real(p) * scale);
            // A point differs from the one before in one direction; after the last of all comes the first.
            step(
                &mut point,
                by_bit,
                (start.wrapping_add(i as u64).trailing_ones() as usize).min(self.bits.saturating_sub(1)),
            );
        }
    }

    /// The direction numbers of each bit, for all dimensions.
    fn by_bit(&self) -> Vec<Vec<u64>> {
        let of = |bit: usize| self.directions.iter().skip(bit).step_by(self.bits).copied().collect();
        (0..self.bits).map(of).collect()
    }
}

fn step(point: &mut [u64], by_bit: &[Vec<u64>], bit: usize) {
    if let Some(directions) = by_bit.get(bit) {
        point.iter_mut().zip(directions).for_each(|(p, v)| *p ^= v);
    }
}

/// Bits, the highest first, as a number.
fn number<'a>(bits: impl Iterator<Item = &'a usize>) -> u64 {
    bits.fold(0, |number, &bit| number << 1 | bit as u64)
}

/// The rows of a matrix of bits as numbers: what is above the diagonal is left out, the diagonal is ones.
fn lower_triangle(matrix: &[usize], bits: usize) -> Vec<u64> {
    let row = |(p, row): (usize, &[usize])| {
        let below = number(row[..p].iter());
        (below << 1 | 1) << (bits - 1 - p)
    };
    matrix.chunks(bits.max(1)).enumerate().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use pallasite_numpy::random::default_rng;

    #[test]
    fn directions_of_the_first_dimensions() {
        let sobol = Sobol::new(3, 3).unwrap();
        assert_eq!(sobol.directions, [4, 2, 1, 4, 6, 5, 4, 6, 3]);
    }

    #[test]
    fn all_points_of_few_bits_are_a_lattice_in_each_dimension() {
        for bits in [1, 5, 10] {
            let sobol = Sobol::new(40, bits).unwrap().scrambled(&mut default_rng(3)).unwrap();
            let points = sobol.points(0, 1 << bits);
            for j in 0..40 {
                let mut axis: Vec<f64> = points.iter().skip(j).step_by(40).copied().collect();
                axis.sort_by(f64::total_cmp);
                assert!(axis.iter().enumerate().all(|(i, &x)| x == i as f64 / (1 << bits) as f64));
            }
        }
    }

    #[test]
    fn a_sequence_goes_on_where_it_was() {
        let sobol = Sobol::new(7, 64).unwrap().scrambled(&mut default_rng(1)).unwrap();
        assert_eq!([sobol.points(0, 5), sobol.points(5, 11)].concat(), sobol.points(0, 16));
    }

    #[test]
    fn limits() {
        assert_eq!(Sobol::new(21202, 30), Err(SobolError::Dimensions));
        assert_eq!(Sobol::new(2, 65), Err(SobolError::Bits));
        assert!(Sobol::new(0, 30).unwrap().points(0, 3).is_empty());
        assert!(Sobol::from_parts(vec![1, 2], vec![0], 3).is_err());
    }
}
