//! The direction numbers of Joe and Kuo.

/// The free bits of the initial direction numbers: for each dimension from the second on, in the order of the
/// primitive polynomials, the k-th number of a polynomial of degree s is odd and below `2^k` for k up to s, so that
/// k - 1 bits of it are free; the lowest bit of a number and the highest of a byte come first.
///
/// S. Joe and F. Y. Kuo, *Constructing Sobol sequences with better two-dimensional projections*, SIAM Journal on
/// Scientific Computing 30 (2008), their table `new-joe-kuo-6.21201`, packed by `tools/pack_joe_kuo.py`.
static FREE_BITS: &[u8] = include_bytes!("joe_kuo.bin");

/// The direction numbers of so many dimensions, `bits` for each, scaled so that they have so many bits.
pub(super) fn direction_numbers(dimensions: usize, bits: usize) -> Vec<u64> {
    let mut numbers = vec![1; if dimensions == 0 { 0 } else { bits }];
    numbers.reserve(bits * dimensions);
    let mut free = FreeBits { position: 0 };
    for polynomial in primitive_polynomials().take(dimensions.saturating_sub(1)) {
        extend(&mut numbers, polynomial, &mut free, bits);
    }
    for row in numbers.chunks_mut(bits.max(1)) {
        row.iter_mut().enumerate().for_each(|(j, v)| *v <<= bits - 1 - j);
    }
    numbers
}

/// Adds the numbers of one more dimension: the initial ones, and those that follow by the recurrence of Bratley and
/// Fox (1988), section 2.
fn extend(numbers: &mut Vec<u64>, polynomial: u32, free: &mut FreeBits, bits: usize) {
    let degree = polynomial.ilog2() as usize;
    let first = numbers.len();
    numbers.extend((0..degree).map(|k| free.odd(k)));
    numbers.truncate(first + bits);
    for j in degree..bits {
        let next = (1..=degree).fold(numbers[first + j - degree], |v, k| {
            let coefficient = u64::from(polynomial >> (degree - k) & 1);
            v ^ (coefficient * numbers[first + j - k]) << k
        });
        numbers.push(next);
    }
}

/// Reads [`FREE_BITS`].
struct FreeBits {
    position: usize,
}

impl FreeBits {
    /// The next odd number with so many bits above the lowest.
    fn odd(&mut self, free: usize) -> u64 {
        let bit = |at: usize| u64::from(FREE_BITS[at / 8] >> (7 - at % 8) & 1);
        let value = (0..free).fold(1, |v, k| v | bit(self.position + k) << (k + 1));
        self.position += free;
        value
    }
}

/// The primitive polynomials modulo 2 in increasing order of their coefficients as bits, from `x + 1` on; those up to
/// degree 18 are as many as the table has dimensions.
fn primitive_polynomials() -> impl Iterator<Item = u32> {
    (1..=18).flat_map(|degree: u32| {
        let order = (1 << degree) - 1;
        let parts = prime_divisors(order);
        // Without a constant the polynomial has the factor x.
        (1 << degree..2 << degree)
            .filter(|p| p & 1 == 1)
            .filter(move |&p| is_primitive(p, degree, order, &parts))
    })
}

/// Whether powers of x run through all that is not zero modulo the polynomial.
fn is_primitive(polynomial: u32, degree: u32, order: u32, divisors: &[u32]) -> bool {
    let power = |n| power_of_x(n, polynomial, degree);
    power(order) == 1 && divisors.iter().all(|d| power(order / d) != 1)
}

/// `x^n` modulo the polynomial.
fn power_of_x(n: u32, polynomial: u32, degree: u32) -> u32 {
    let reduced = |v: u32| if v >> degree & 1 == 1 { v ^ polynomial } else { v };
    let times = |a: u32, b: u32| {
        (0..degree).rev().fold(0, |product, k| reduced(product << 1) ^ if b >> k & 1 == 1 { a } else { 0 })
    };
    (0..32 - n.leading_zeros()).rev().fold(1, |v, k| {
        let square = times(v, v);
        if n >> k & 1 == 1 { reduced(square << 1) } else { square }
    })
}

/// The primes that divide `n`.
fn prime_divisors(mut n: u32) -> Vec<u32> {
    let mut found = Vec::new();
    for p in 2.. {
        if p * p > n {
            break;
        }
        if n.is_multiple_of(p) {
            found.push(p);
            while n.is_multiple_of(p) {
                n /= p;
            }
        }
    }
    found.extend((n > 1).then_some(n));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_as_many_primitive_polynomials_as_dimensions() {
        let all: Vec<u32> = primitive_polynomials().collect();
        assert_eq!(all[..8], [3, 7, 11, 13, 19, 25, 37, 41]);
        assert_eq!((all.len(), all[all.len() - 1]), (super::super::Sobol::MAXDIM - 1, 524263));
    }

    #[test]
    fn the_table_is_read_to_its_end() {
        let free: usize = primitive_polynomials().map(|p| p.ilog2() as usize).map(|s| s * (s - 1) / 2).sum();
        assert_eq!(free.div_ceil(8), FREE_BITS.len());
    }
}
