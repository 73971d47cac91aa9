//! The polynomial part: all monomials up to a degree.

/// The powers of the monomials of `ndim` variables up to `degree`, by degree, then in lexicographic order of the
/// variables: 1, x, y, x², xy, y². None for a degree below zero.
///
/// # Examples
/// ```
/// use pallasite_interpolate::rbf::monomials;
/// assert_eq!(monomials(2, 1), [[0, 0], [1, 0], [0, 1]]);
/// ```
pub fn monomials(ndim: usize, degree: i64) -> Vec<Vec<i32>> {
    let mut out = Vec::new();
    for d in 0..=degree {
        add(&mut vec![0; ndim], 0, d as i32, &mut out);
    }
    out
}

/// How many monomials there are, or the largest number.
pub fn count(ndim: usize, degree: i64) -> usize {
    let degree = usize::try_from(degree + 1).unwrap_or(0);
    // The products are binomial coefficients, which are whole.
    (0..ndim)
        .try_fold(1, |count: usize, i| Some(count.checked_mul(degree + i)? / (i + 1)))
        .unwrap_or(usize::MAX)
}

/// Spreads the degree `left` over the variables from `first` on.
fn add(powers: &mut Vec<i32>, first: usize, left: i32, out: &mut Vec<Vec<i32>>) {
    if left == 0 {
        return out.push(powers.clone());
    }
    for variable in first..powers.len() {
        powers[variable] += 1;
        add(powers, variable, left - 1, out);
        powers[variable] -= 1;
    }
}

/// The value of a monomial.
#[inline]
pub(super) fn monomial(x: &[f64], powers: &[i32]) -> f64 {
    x.iter().zip(powers).map(|(x, &p)| x.powi(p)).product()
}

#[cfg(test)]
mod tests {
    use super::{count, monomials};

    #[test]
    fn quadratics_of_two_variables() {
        assert_eq!(monomials(2, 2), [[0, 0], [1, 0], [0, 1], [2, 0], [1, 1], [0, 2]]);
        assert!(monomials(3, -1).is_empty());
        for (ndim, degree) in [(2, 2), (3, -1), (1, 5), (4, 3), (3, 0)] {
            assert_eq!(count(ndim, degree), monomials(ndim, degree).len());
        }
        assert_eq!(count(1000, 1000), usize::MAX);
    }
}
