//! Norms and leading coefficients of the classical orthogonal polynomials (DLMF, table 18.3.1).

use crate::gamma::gamma;
use std::f64::consts::PI;

/// A family of orthogonal polynomials with its parameters.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs)]
pub enum OrthogonalFamily {
    Legendre,
    ShiftedLegendre,
    ChebyshevT,
    ChebyshevU,
    ChebyshevC,
    ChebyshevS,
    ShiftedChebyshevT,
    ShiftedChebyshevU,
    Jacobi { alpha: f64, beta: f64 },
    ShiftedJacobi { p: f64, q: f64 },
    Gegenbauer { alpha: f64 },
    Hermite,
    HermiteNorm,
    Laguerre,
    GenLaguerre { alpha: f64 },
}

use OrthogonalFamily::*;

impl OrthogonalFamily {
    /// The family of the name that SciPy has for it, with as many of the parameters as it takes.
    ///
    /// ```
    /// use pallasite_special::OrthogonalFamily;
    /// let family = OrthogonalFamily::parse("genlaguerre", [0.5, 0.0]);
    /// assert_eq!(family, Some(OrthogonalFamily::GenLaguerre { alpha: 0.5 }));
    /// ```
    pub fn parse(name: &str, [first, second]: [f64; 2]) -> Option<OrthogonalFamily> {
        Some(match name {
            "legendre" => Legendre,
            "sh_legendre" => ShiftedLegendre,
            "chebyt" => ChebyshevT,
            "chebyu" => ChebyshevU,
            "chebyc" => ChebyshevC,
            "chebys" => ChebyshevS,
            "sh_chebyt" => ShiftedChebyshevT,
            "sh_chebyu" => ShiftedChebyshevU,
            "jacobi" => Jacobi { alpha: first, beta: second },
            "sh_jacobi" => ShiftedJacobi { p: first, q: second },
            "gegenbauer" => Gegenbauer { alpha: first },
            "hermite" => Hermite,
            "hermitenorm" => HermiteNorm,
            "laguerre" => Laguerre,
            "genlaguerre" => GenLaguerre { alpha: first },
            _ => return None,
        })
    }

    /// The integral of the weighted square of the polynomial of degree `n`, and its leading coefficient. SciPy gives
    /// Jacobi's of degree zero, and what is made of it, the integral one.
    ///
    /// ```
    /// use pallasite_special::OrthogonalFamily;
    /// assert_eq!(OrthogonalFamily::Legendre.constants(2.0), (0.4, 1.5));
    /// ```
    pub fn constants(self, n: f64) -> (f64, f64) {
        let sign = if n % 2.0 == 0.0 { 1.0 } else { -1.0 };
        let two = n.exp2();
        let central = || gamma(2.0 * n + 1.0) / gamma(n + 1.0).powi(2);
        match self {
            Legendre => (2.0 / (2.0 * n + 1.0), central() / two),
            ShiftedLegendre => (1.0 / (2.0 * n + 1.0), central()),
            ChebyshevT if n == 0.0 => (PI, 1.0),
            ChebyshevT => (PI / 2.0, two / 2.0),
            ChebyshevU => {
                let factor = PI.sqrt() / 2.0 * gamma(n + 2.0) / gamma(n + 1.5);
                scaled(jacobi(n, 0.5, 0.5), factor)
            }
            ChebyshevC if n == 0.0 => scaled((8.0 * PI, 1.0), 2.0),
            ChebyshevC => (4.0 * PI, 1.0),
            ChebyshevS => (PI, 1.0),
            ShiftedChebyshevT if n == 0.0 => shifted_jacobi(n, 0.0, 0.5),
            ShiftedChebyshevT => scaled(shifted_jacobi(n, 0.0, 0.5), two * two / 2.0),
            ShiftedChebyshevU => scaled(shifted_jacobi(n, 2.0, 1.5), two * two),
            Jacobi { alpha, beta } => jacobi(n, alpha, beta),
            ShiftedJacobi { p, q } => shifted_jacobi(n, p, q),
            Gegenbauer { .. } if n == 0.0 => (1.0, 1.0),
            Gegenbauer { alpha } => {
                let half = alpha + 0.5;
                let factor = gamma(2.0 * alpha + n) * gamma(half) / gamma(2.0 * alpha) / gamma(half + n);
                scaled(jacobi(n, alpha - 0.5, alpha - 0.5), factor)
            }
            Hermite => (two * gamma(n + 1.0) * PI.sqrt(), two),
            HermiteNorm => ((2.0 * PI).sqrt() * gamma(n + 1.0), 1.0),
            Laguerre => (1.0, sign / gamma(n + 1.0)),
            GenLaguerre { alpha } => (gamma(n + alpha + 1.0) / gamma(n + 1.0), sign / gamma(n + 1.0)),
        }
    }
}

/// The constants of a multiple.
fn scaled((norm, leading): (f64, f64), factor: f64) -> (f64, f64) {
    (norm * factor * factor, leading * factor)
}

fn jacobi(n: f64, a: f64, b: f64) -> (f64, f64) {
    if n == 0.0 {
        return (1.0, 1.0);
    }
    let sum = a + b + 1.0;
    let norm = sum.exp2() / (2.0 * n + sum) * gamma(n + a + 1.0) * gamma(n + b + 1.0)
        / gamma(n + 1.0)
        / gamma(n + sum);
    (norm, gamma(2.0 * n + sum) / n.exp2() / gamma(n + 1.0) / gamma(n + sum))
}

fn shifted_jacobi(n: f64, p: f64, q: f64) -> (f64, f64) {
    if n == 0.0 {
        return (1.0, 1.0);
    }
    let above = gamma(n + 1.0) * gamma(n + q) * gamma(n + p) * gamma(n + p - q + 1.0);
    (above / ((2.0 * n + p) * gamma(2.0 * n + p).powi(2)), 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_that_are_others_in_disguise_agree() {
        for n in [1.0, 2.0, 5.0] {
            let near = |a: (f64, f64), b: (f64, f64)| {
                assert!((a.0 / b.0 - 1.0).abs() < 1e-14 && (a.1 / b.1 - 1.0).abs() < 1e-14, "{a:?} {b:?}");
            };
            near(Legendre.constants(n), Jacobi { alpha: 0.0, beta: 0.0 }.constants(n));
            near(Laguerre.constants(n), GenLaguerre { alpha: 0.0 }.constants(n));
            near(ChebyshevU.constants(n), (PI / 2.0, n.exp2()));
            near(Gegenbauer { alpha: 1.0 }.constants(n), ChebyshevU.constants(n));
            near(ShiftedChebyshevT.constants(n), (PI / 2.0, 2.0 * 4f64.powf(n - 1.0)));
        }
    }
}
