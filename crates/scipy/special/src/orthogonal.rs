//! Values of the classical orthogonal polynomials, by their recurrences (DLMF 18.9.1); degrees that are not whole by
//! the hypergeometric functions (DLMF 18.5.7 to 18.5.12).

use crate::combinatorics::binom;
use crate::dd::Dd;
use crate::gamma::{gamma, rgamma};
use crate::hypergeometric::{hyp1f1, hyp2f1};
use crate::recurrence::{Step, Steps, climb};
use pallasite_ufunc::scalar::LineKernel;

fn is_degree(n: f64) -> bool {
    n >= 0.0 && n == n.floor() && n < 1e9
}

/// The polynomial of a family at one argument; the parameters begin with the degree.
fn value<F: LineKernel<P>, const P: usize>(parameters: [f64; P], x: f64) -> f64 {
    let mut x = [x];
    F::line(parameters, &mut x);
    x[0]
}

fn each(x: &mut [f64], f: impl Fn(f64) -> f64) {
    for x in x {
        *x = f(*x);
    }
}

/// `p_(k + 1) = 2 x p_k - below(k) p_(k - 1)` but for the first step, which has the slope `first`.
#[derive(Clone, Copy)]
struct Even<B> {
    first: f64,
    below: B,
}

impl<B: Fn(f64) -> f64 + Copy> Steps for Even<B> {
    fn next(&mut self, k: f64) -> Step {
        let slope = if k == 0.0 { self.first } else { 2.0 };
        Step { slope, shift: Dd::ZERO, below: Dd::from((self.below)(k)) }
    }
}

/// Legendre's polynomials over their leading coefficients, times `2^n`.
#[derive(Clone, Copy)]
struct LegendreSteps {
    /// `2^-n` times the leading coefficient.
    factor: Dd,
}

impl Steps for LegendreSteps {
    fn next(&mut self, k: f64) -> Step {
        self.factor = self.factor * (2.0 * k + 1.0) / (2.0 * k + 2.0);
        let square = 4.0 * k * k;
        Step { slope: 2.0, shift: Dd::ZERO, below: Dd::from(square) / (square - 1.0) }
    }

    fn factor(&self) -> Dd {
        self.factor
    }
}

/// Laguerre's polynomials times `n!` over powers of two that keep `factor` in `[1, 2)`.
#[derive(Clone, Copy)]
struct LaguerreSteps {
    alpha: f64,
    factor: Dd,
    /// One over the power of two of the last step.
    last: f64,
}

impl Steps for LaguerreSteps {
    fn next(&mut self, k: f64) -> Step {
        let power = (((k + 1.0) / self.factor.hi).log2().ceil()).exp2();
        let inverse = 1.0 / power;
        self.factor = self.factor * power / (k + 1.0);
        let below = Dd::sum(self.alpha, k) * (k * inverse * self.last);
        self.last = inverse;
        let shift = (Dd::sum(self.alpha, 2.0 * k) + 1.0) * inverse;
        Step { slope: -inverse, shift, below }
    }

    fn factor(&self) -> Dd {
        self.factor
    }
}

/// Legendre's.
pub(crate) struct Legendre;

impl LineKernel<1> for Legendre {
    fn line([n]: [f64; 1], x: &mut [f64]) {
        if n < 0.0 && n == n.floor() {
            return Legendre::line([-n - 1.0], x);
        }
        if !is_degree(n) {
            return each(x, |x| hyp2f1(-n, n + 1.0, 1.0, 0.5 * (1.0 - x)));
        }
        climb(x, n as usize, LegendreSteps { factor: Dd::ONE });
    }
}

/// Chebyshev's of the first kind.
pub(crate) struct ChebyshevT;

impl LineKernel<1> for ChebyshevT {
    fn line([n]: [f64; 1], x: &mut [f64]) {
        if !is_degree(n.abs()) {
            return each(x, |x| hyp2f1(n, -n, 0.5, 0.5 * (1.0 - x)));
        }
        climb(x, n.abs() as usize, Even { first: 1.0, below: |_| 1.0 });
    }
}

/// Chebyshev's of the second kind.
pub(crate) struct ChebyshevU;

impl LineKernel<1> for ChebyshevU {
    fn line([n]: [f64; 1], x: &mut [f64]) {
        if n < 0.0 && n == n.floor() {
            if n == -1.0 {
                return x.fill(0.0);
            }
            ChebyshevU::line([-n - 2.0], x);
            return each(x, |u| -u);
        }
        if !is_degree(n) {
            return each(x, |x| (n + 1.0) * hyp2f1(-n, n + 2.0, 1.5, 0.5 * (1.0 - x)));
        }
        climb(x, n as usize, Even { first: 2.0, below: |_| 1.0 });
    }
}

/// Hermite's with weight `exp(-x^2)`.
pub(crate) struct Hermite;

impl LineKernel<1> for Hermite {
    fn line([n]: [f64; 1], x: &mut [f64]) {
        if !is_degree(n) {
            return x.fill(f64::NAN);
        }
        climb(x, n as usize, Even { first: 2.0, below: |k| 2.0 * k });
    }
}

/// Hermite's with weight `exp(-x^2 / 2)`.
pub(crate) struct HermiteNorm;

/// `p_(k + 1) = x p_k - k p_(k - 1)`.
#[derive(Clone, Copy)]
struct HermiteNormSteps;

impl Steps for HermiteNormSteps {
    fn next(&mut self, k: f64) -> Step {
        Step { slope: 1.0, shift: Dd::ZERO, below: Dd::from(k) }
    }
}

impl LineKernel<1> for HermiteNorm {
    fn line([n]: [f64; 1], x: &mut [f64]) {
        if !is_degree(n) {
            return x.fill(f64::NAN);
        }
        climb(x, n as usize, HermiteNormSteps);
    }
}

/// Laguerre's, generalised.
pub(crate) struct GenLaguerre;

impl LineKernel<2> for GenLaguerre {
    fn line([n, alpha]: [f64; 2], x: &mut [f64]) {
        if !(alpha > -1.0) {
            return x.fill(f64::NAN);
        }
        if n < 0.0 && n == n.floor() {
            return x.fill(0.0);
        }
        if !is_degree(n) {
            return each(x, |x| binom(n + alpha, n) * hyp1f1(-n, alpha + 1.0, x));
        }
        climb(x, n as usize, LaguerreSteps { alpha, factor: Dd::ONE, last: 1.0 });
    }
}

/// Laguerre's.
pub(crate) struct Laguerre;

impl LineKernel<1> for Laguerre {
    fn line([n]: [f64; 1], x: &mut [f64]) {
        GenLaguerre::line([n, 0.0], x);
    }
}

/// Gegenbauer's polynomials over their leading coefficients, times `2^n`.
#[derive(Clone, Copy)]
struct GegenbauerSteps {
    alpha: f64,
    factor: Dd,
}

impl Steps for GegenbauerSteps {
    fn next(&mut self, k: f64) -> Step {
        let (alpha, now) = (self.alpha, Dd::sum(self.alpha, k));
        self.factor = self.factor * now / (k + 1.0);
        let below =
            if k == 0.0 { Dd::ZERO } else { (Dd::sum(2.0 * alpha, k) - 1.0) * k / (now * (now - 1.0)) };
        Step { slope: 2.0, shift: Dd::ZERO, below }
    }

    fn factor(&self) -> Dd {
        self.factor
    }
}

/// Jacobi's polynomials over their leading coefficients, times `2^n` (DLMF 18.9.2).
#[derive(Clone, Copy)]
struct JacobiSteps {
    alpha: f64,
    beta: f64,
    factor: Dd,
}

impl Steps for JacobiSteps {
    fn next(&mut self, k: f64) -> Step {
        let (a, b) = (self.alpha, self.beta);
        let (sum, difference) = (Dd::sum(a, b), Dd::sum(b, -a));
        let twice = sum + 2.0 * k;
        if k == 0.0 {
            // What is zero over zero for a + b = -1 and for a + b = 0.
            self.factor = (sum + 2.0) * 0.25;
            return Step { slope: 2.0, shift: -(difference * 2.0 / (sum + 2.0)), below: Dd::ZERO };
        }
        self.factor = self.factor * (twice + 1.0) * (twice + 2.0) / ((sum + (k + 1.0)) * (4.0 * (k + 1.0)));
        let quotient = if k == 1.0 { Dd::ONE } else { (sum + k) / (twice - 1.0) };
        let below = Dd::sum(a, k) * Dd::sum(b, k) * (16.0 * k) * quotient / (twice * twice * (twice + 1.0));
        let shift = -(sum * difference * 2.0 / (twice * (twice + 2.0)));
        Step { slope: 2.0, shift, below }
    }

    fn factor(&self) -> Dd {
        self.factor
    }
}

/// Gegenbauer's.
pub(crate) struct Gegenbauer;

impl LineKernel<2> for Gegenbauer {
    fn line([n, alpha]: [f64; 2], x: &mut [f64]) {
        if alpha.is_nan() || n.is_nan() {
            return x.fill(f64::NAN);
        }
        if n < 0.0 && n == n.floor() {
            return x.fill(0.0);
        }
        if !is_degree(n) {
            let front = gamma(n + 2.0 * alpha) * rgamma(1.0 + n) * rgamma(2.0 * alpha);
            return each(x, |x| front * hyp2f1(-n, n + 2.0 * alpha, alpha + 0.5, 0.5 * (1.0 - x)));
        }
        if alpha == 0.0 && n > 0.0 {
            return x.fill(0.0);
        }
        climb(x, n as usize, GegenbauerSteps { alpha, factor: Dd::ONE });
    }
}

/// Jacobi's.
pub(crate) struct Jacobi;

impl LineKernel<3> for Jacobi {
    fn line([n, alpha, beta]: [f64; 3], x: &mut [f64]) {
        if !is_degree(n) {
            let front = binom(n + alpha, n);
            return each(x, |x| front * hyp2f1(-n, n + alpha + beta + 1.0, alpha + 1.0, 0.5 * (1.0 - x)));
        }
        climb(x, n as usize, JacobiSteps { alpha, beta, factor: Dd::ONE });
    }
}

/// Jacobi's on `[0, 1]`, with leading coefficient one.
pub(crate) struct ShiftedJacobi;

impl LineKernel<3> for ShiftedJacobi {
    fn line([n, p, q]: [f64; 3], x: &mut [f64]) {
        each(x, |x| 2.0 * x - 1.0);
        Jacobi::line([n, p - q, q - 1.0], x);
        let leading = binom(2.0 * n + p - 1.0, n);
        each(x, |y| y / leading);
    }
}

/// Families at `a x + b`, times `c`.
macro_rules! moved {
    ($($(#[$doc:meta])* $name:ident = $c:literal $family:ident($a:literal x + $b:literal);)+) => {$(
        $(#[$doc])*
        pub(crate) struct $name;

        impl LineKernel<1> for $name {
            fn line(parameters: [f64; 1], x: &mut [f64]) {
                each(x, |x| $a * x + $b);
                $family::line(parameters, x);
                each(x, |y| $c * y);
            }
        }
    )+};
}

moved! {
    /// Chebyshev's of the first kind on `[-2, 2]`.
    ChebyshevC = 2.0 ChebyshevT(0.5 x + 0.0);
    /// Chebyshev's of the second kind on `[-2, 2]`.
    ChebyshevS = 1.0 ChebyshevU(0.5 x + 0.0);
    /// Chebyshev's of the first kind on `[0, 1]`.
    ShiftedT = 1.0 ChebyshevT(2.0 x + -1.0);
    /// Chebyshev's of the second kind on `[0, 1]`.
    ShiftedU = 1.0 ChebyshevU(2.0 x + -1.0);
    /// Legendre's on `[0, 1]`.
    ShiftedLegendre = 1.0 Legendre(2.0 x + -1.0);
}

/// Legendre's polynomial.
///
/// ```
/// assert_eq!(pallasite_special::eval_legendre(2.0, 0.5), -0.125);
/// ```
pub fn eval_legendre(n: f64, x: f64) -> f64 {
    value::<Legendre, 1>([n], x)
}

/// Chebyshev's polynomial of the first kind.
///
/// ```
/// assert_eq!(pallasite_special::eval_chebyt(3.0, 0.5), -1.0);
/// ```
pub fn eval_chebyt(n: f64, x: f64) -> f64 {
    value::<ChebyshevT, 1>([n], x)
}

/// Chebyshev's polynomial of the second kind.
///
/// ```
/// assert_eq!(pallasite_special::eval_chebyu(2.0, 0.5), 0.0);
/// ```
pub fn eval_chebyu(n: f64, x: f64) -> f64 {
    value::<ChebyshevU, 1>([n], x)
}

/// Chebyshev's polynomial of the first kind on `[-2, 2]`, `2 T_n(x / 2)`.
///
/// ```
/// assert_eq!(pallasite_special::eval_chebyc(2.0, 1.0), -1.0);
/// ```
pub fn eval_chebyc(n: f64, x: f64) -> f64 {
    value::<ChebyshevC, 1>([n], x)
}

/// Chebyshev's polynomial of the second kind on `[-2, 2]`, `U_n(x / 2)`.
///
/// ```
/// assert_eq!(pallasite_special::eval_chebys(2.0, 1.0), 0.0);
/// ```
pub fn eval_chebys(n: f64, x: f64) -> f64 {
    value::<ChebyshevS, 1>([n], x)
}

/// Hermite's polynomial with weight `exp(-x^2)`; NaN for degrees that are negative or not whole.
///
/// ```
/// assert_eq!(pallasite_special::eval_hermite(2.0, 1.0), 2.0);
/// ```
pub fn eval_hermite(n: f64, x: f64) -> f64 {
    value::<Hermite, 1>([n], x)
}

/// Hermite's polynomial with weight `exp(-x^2 / 2)`; NaN for degrees that are negative or not whole.
///
/// ```
/// assert_eq!(pallasite_special::eval_hermitenorm(2.0, 3.0), 8.0);
/// ```
pub fn eval_hermitenorm(n: f64, x: f64) -> f64 {
    value::<HermiteNorm, 1>([n], x)
}

/// Laguerre's polynomial.
///
/// ```
/// assert_eq!(pallasite_special::eval_laguerre(1.0, 0.25), 0.75);
/// ```
pub fn eval_laguerre(n: f64, x: f64) -> f64 {
    value::<Laguerre, 1>([n], x)
}

/// The generalised polynomial of Laguerre with weight `x^alpha exp(-x)`; NaN for `alpha <= -1`.
///
/// ```
/// assert_eq!(pallasite_special::eval_genlaguerre(1.0, 1.0, 0.5), 1.5);
/// ```
pub fn eval_genlaguerre(n: f64, alpha: f64, x: f64) -> f64 {
    value::<GenLaguerre, 2>([n, alpha], x)
}

/// Gegenbauer's polynomial (DLMF 18.3).
///
/// ```
/// assert_eq!(pallasite_special::eval_gegenbauer(2.0, 1.0, 0.5), 0.0);
/// ```
pub fn eval_gegenbauer(n: f64, alpha: f64, x: f64) -> f64 {
    value::<Gegenbauer, 2>([n, alpha], x)
}

/// Jacobi's polynomial (DLMF 18.3).
///
/// ```
/// assert_eq!(pallasite_special::eval_jacobi(1.0, 1.0, 0.0, 1.0), 2.0);
/// ```
pub fn eval_jacobi(n: f64, alpha: f64, beta: f64, x: f64) -> f64 {
    value::<Jacobi, 3>([n, alpha, beta], x)
}

/// Jacobi's polynomial on `[0, 1]` with leading coefficient one and weight `(1 - x)^(p - q) x^(q - 1)`.
///
/// ```
/// assert_eq!(pallasite_special::eval_sh_jacobi(1.0, 1.0, 1.0, 0.75), 0.25);
/// ```
pub fn eval_sh_jacobi(n: f64, p: f64, q: f64, x: f64) -> f64 {
    value::<ShiftedJacobi, 3>([n, p, q], x)
}
