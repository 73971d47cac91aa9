//! Values of the classical orthogonal polynomials, by their recurrences (DLMF 18.9.1).

mod argument;
mod constants;
mod families;
mod steps;
mod sums;

pub use constants::OrthogonalFamily;

pub(crate) use argument::Argument;
pub(crate) use families::*;
use pallasite_ufunc::scalar::LineKernel;
use std::marker::PhantomData;

/// The loops of a family.
pub(crate) struct Line<F>(PhantomData<F>);

impl<F: Family<P>, X: Argument, const P: usize> LineKernel<X, P> for Line<F> {
    fn line(parameters: [f64; P], x: &mut [X]) {
        F::values(parameters, x);
    }

    fn beside(parameters: [&[f64]; P], x: &mut [X]) -> bool {
        X::doubles(x).is_some_and(|x| F::beside(parameters, x))
    }
}

/// The polynomial of a family at one argument; the parameters begin with the degree.
fn value<F: Family<P>, const P: usize>(parameters: [f64; P], x: f64) -> f64 {
    let mut x = [x];
    F::values(parameters, &mut x);
    x[0]
}

/// Legendre's polynomial.
///
/// ```
/// assert_eq!(pallasite_special::eval_legendre(2.0, 0.5), -0.125);
/// ```
pub fn eval_legendre(n: f64, x: f64) -> f64 {
    value::<Legendre, _>([n], x)
}

/// Chebyshev's polynomial of the first kind.
///
/// ```
/// assert_eq!(pallasite_special::eval_chebyt(3.0, 0.5), -1.0);
/// ```
pub fn eval_chebyt(n: f64, x: f64) -> f64 {
    value::<ChebyshevT, _>([n], x)
}

/// Chebyshev's polynomial of the second kind.
///
/// ```
/// assert_eq!(pallasite_special::eval_chebyu(2.0, 0.5), 0.0);
/// ```
pub fn eval_chebyu(n: f64, x: f64) -> f64 {
    value::<ChebyshevU, _>([n], x)
}

/// Chebyshev's polynomial of the first kind on `[-2, 2]`, `2 T_n(x / 2)`.
///
/// ```
/// assert_eq!(pallasite_special::eval_chebyc(2.0, 1.0), -1.0);
/// ```
pub fn eval_chebyc(n: f64, x: f64) -> f64 {
    value::<ChebyshevC, _>([n], x)
}

/// Chebyshev's polynomial of the second kind on `[-2, 2]`, `U_n(x / 2)`.
///
/// ```
/// assert_eq!(pallasite_special::eval_chebys(2.0, 1.0), 0.0);
/// ```
pub fn eval_chebys(n: f64, x: f64) -> f64 {
    value::<ChebyshevS, _>([n], x)
}

/// Hermite's polynomial with weight `exp(-x^2)`; NaN for degrees that are negative or not whole.
///
/// ```
/// assert_eq!(pallasite_special::eval_hermite(2.0, 1.0), 2.0);
/// ```
pub fn eval_hermite(n: f64, x: f64) -> f64 {
    value::<Hermite, _>([n], x)
}

/// Hermite's polynomial with weight `exp(-x^2 / 2)`; NaN for degrees that are negative or not whole.
///
/// ```
/// assert_eq!(pallasite_special::eval_hermitenorm(2.0, 3.0), 8.0);
/// ```
pub fn eval_hermitenorm(n: f64, x: f64) -> f64 {
    value::<HermiteNorm, _>([n], x)
}

/// Laguerre's polynomial.
///
/// ```
/// assert_eq!(pallasite_special::eval_laguerre(1.0, 0.25), 0.75);
/// ```
pub fn eval_laguerre(n: f64, x: f64) -> f64 {
    value::<Laguerre, _>([n], x)
}

/// The generalised polynomial of Laguerre with weight `x^alpha exp(-x)`; NaN for `alpha <= -1`.
///
/// ```
/// assert_eq!(pallasite_special::eval_genlaguerre(1.0, 1.0, 0.5), 1.5);
/// ```
pub fn eval_genlaguerre(n: f64, alpha: f64, x: f64) -> f64 {
    value::<GenLaguerre, _>([n, alpha], x)
}

/// Gegenbauer's polynomial (DLMF 18.3).
///
/// ```
/// assert_eq!(pallasite_special::eval_gegenbauer(2.0, 1.0, 0.5), 0.0);
/// ```
pub fn eval_gegenbauer(n: f64, alpha: f64, x: f64) -> f64 {
    value::<Gegenbauer, _>([n, alpha], x)
}

/// Jacobi's polynomial (DLMF 18.3).
///
/// ```
/// assert_eq!(pallasite_special::eval_jacobi(1.0, 1.0, 0.0, 1.0), 2.0);
/// ```
pub fn eval_jacobi(n: f64, alpha: f64, beta: f64, x: f64) -> f64 {
    value::<Jacobi, _>([n, alpha, beta], x)
}

/// Jacobi's polynomial on `[0, 1]` with leading coefficient one and weight `(1 - x)^(p - q) x^(q - 1)`.
///
/// ```
/// assert_eq!(pallasite_special::eval_sh_jacobi(1.0, 1.0, 1.0, 0.75), 0.25);
/// ```
pub fn eval_sh_jacobi(n: f64, p: f64, q: f64, x: f64) -> f64 {
    value::<ShiftedJacobi, _>([n, p, q], x)
}
