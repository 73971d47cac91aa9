//! Zeros of series as eigenvalues of their companion matrices (Good, "The colleague matrix, a Chebyshev analogue of the
//! companion matrix", Quarterly Journal of Mathematics 12, 1961; Barnett, "Comrade matrices", 1975), scaled so that the
//! matrix of a polynomial of the basis is symmetric.

use super::arithmetic::ordered;
use super::basis::{Basis, Form};
use super::error::{PolynomialError, Result};
use super::number::Coefficient;
use crate::linalg::{Scalar, eigvals};
use ndarray::{Array2, s};
use num_complex::Complex;

/// The matrix that has the zeros of a series for its eigenvalues.
///
/// # Errors
/// [`PolynomialError::Constant`] for fewer than two coefficients.
///
/// # Examples
/// ```
/// use pallasite_numpy::polynomial::{POWER, companion};
/// assert_eq!(companion(&POWER, &[2.0, -3.0, 1.0])?, ndarray::array![[0.0, -2.0], [1.0, 3.0]]);
/// # Ok::<(), pallasite_numpy::polynomial::PolynomialError>(())
/// ```
pub fn companion<T: Coefficient>(basis: &Basis, c: &[T]) -> Result<Array2<T>> {
    let (Some(&last), true) = (c.last(), c.len() > 1) else { return Err(PolynomialError::Constant) };
    let n = c.len() - 1;
    let mut matrix = Array2::from_elem((n, n), T::default());
    for k in 0..n {
        let (above, same, _) = basis.times_x(k);
        matrix[(k, k)] = T::of(same);
        if k + 1 < n {
            let off = above * basis.norm_ratio(k + 1);
            matrix[(k + 1, k)] = T::of(off);
            if basis.form != Form::Powers {
                matrix[(k, k + 1)] = T::of(off);
            }
        }
    }
    let above = T::real(basis.times_x(n - 1).0);
    let mut scale = 1.0;
    for k in (0..n).rev() {
        let part = c[k].quotient(last).scaled(T::real(scale)).scaled(above);
        matrix[(k, n - 1)] = matrix[(k, n - 1)] - part;
        scale /= if k > 0 { basis.norm_ratio(k) } else { 1.0 };
    }
    Ok(matrix)
}

/// The zeros of a series, in the order of complex numbers; none of a constant.
///
/// # Errors
/// Coefficients that are not finite; eigenvalues that do not converge.
///
/// # Examples
/// ```
/// use pallasite_numpy::polynomial::{CHEBYSHEV, roots};
/// let found = roots(&CHEBYSHEV, &[-1.0f64, 0.0, 1.0])?;
/// assert!((found[1].re - 1.0).abs() < 1e-15);
/// # Ok::<(), pallasite_numpy::polynomial::PolynomialError>(())
/// ```
pub fn roots<T>(basis: &Basis, c: &[T]) -> Result<Vec<Complex<T::Real>>>
where
    T: Coefficient + Scalar,
    Complex<T::Real>: Coefficient,
{
    if c.len() < 2 {
        return Ok(Vec::new());
    }
    let matrix = companion(basis, c)?;
    if let Some(&only) = matrix.first()
        && c.len() == 2
    {
        return Ok(vec![only.complex()]);
    }
    // The eigenvalues of the matrix from its other end are found with smaller errors.
    let turned = if basis.form == Form::Powers { matrix.view() } else { matrix.slice(s![..;-1, ..;-1]) };
    let mut found = eigvals(turned)?.to_vec();
    found.sort_by(|x, y| ordered(x.parts(), y.parts()));
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::super::{BASES, CHEBYSHEV, HERMITE, from_roots};
    use super::*;

    #[test]
    fn zeros_come_back_in_every_basis() {
        let zeros = [-0.75, -0.25, 0.0, 0.5, 1.0];
        for basis in BASES {
            let found: Vec<Complex<f64>> = roots(basis, &from_roots(basis, &zeros).unwrap()).unwrap();
            for (found, zero) in found.iter().zip(zeros) {
                assert!((found.re - zero).abs() < 1e-11 && found.im == 0.0, "{}: {found}", basis.name);
            }
        }
    }

    #[test]
    fn matrices_of_basis_polynomials_are_symmetric() {
        for basis in &BASES[1..] {
            let matrix = companion(basis, &[0.0, 0.0, 0.0, 0.0, 1.0]).unwrap();
            assert_eq!(matrix, matrix.t(), "{}", basis.name);
        }
        let third = companion(&HERMITE, &[0.0, 0.0, 1.0]).unwrap();
        assert_eq!(third[(0, 1)], 0.5f64.sqrt());
    }

    #[test]
    fn constants_have_no_matrix() {
        assert_eq!(companion(&CHEBYSHEV, &[1.0]), Err(PolynomialError::Constant));
        assert!(roots(&CHEBYSHEV, &[1.0]).unwrap().is_empty());
    }
}
