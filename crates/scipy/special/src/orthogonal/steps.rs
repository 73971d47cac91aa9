//! The recurrences of the families (DLMF 18.9.1), scaled so that the slopes are powers of two.

use crate::dd::Dd;
use crate::recurrence::{Step, Steps};

/// `p_(k + 1) = 2 x p_k - below(k) p_(k - 1)` but for the first step, which has the slope `first`.
#[derive(Clone, Copy)]
pub(super) struct Even<B> {
    pub(super) first: f64,
    pub(super) below: B,
}

impl<B: Fn(f64) -> f64 + Copy> Steps for Even<B> {
    #[inline(always)]
    fn next(&mut self, k: f64) -> Step {
        let slope = if k == 0.0 { self.first } else { 2.0 };
        Step { slope, shift: Dd::ZERO, below: Dd { hi: (self.below)(k), lo: 0.0 } }
    }
}

/// Legendre's polynomials over their leading coefficients, times `2^n`.
#[derive(Clone, Copy)]
pub(super) struct LegendreSteps {
    /// `2^-n` times the leading coefficient.
    pub(super) factor: Dd,
}

impl Steps for LegendreSteps {
    #[inline(always)]
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
pub(super) struct LaguerreSteps {
    pub(super) alpha: f64,
    pub(super) factor: Dd,
    /// One over the power of two of the last step.
    pub(super) last: f64,
}

impl Steps for LaguerreSteps {
    #[inline(always)]
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

/// `p_(k + 1) = x p_k - k p_(k - 1)`.
#[derive(Clone, Copy)]
pub(super) struct HermiteNormSteps;

impl Steps for HermiteNormSteps {
    #[inline(always)]
    fn next(&mut self, k: f64) -> Step {
        Step { slope: 1.0, shift: Dd::ZERO, below: Dd { hi: k, lo: 0.0 } }
    }
}

/// Gegenbauer's polynomials over their leading coefficients, times `2^n`.
#[derive(Clone, Copy)]
pub(super) struct GegenbauerSteps {
    pub(super) alpha: f64,
    pub(super) factor: Dd,
}

impl Steps for GegenbauerSteps {
    #[inline(always)]
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
pub(super) struct JacobiSteps {
    pub(super) alpha: f64,
    pub(super) beta: f64,
    pub(super) factor: Dd,
}

impl Steps for JacobiSteps {
    #[inline(always)]
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
