//! The six bases as data: their three-term recurrences and derivatives (Abramowitz and Stegun, tables 22.7 and 22.8).

use super::weights;
use pallasite_array::{NdArray, Result};
use std::f64::consts::PI;

/// How the polynomial of degree `k` follows from those of degrees `k - 1` and `k - 2`:
/// `divisor p[k] = (shift + slope x) p[k - 1] - below p[k - 2]`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// What the sum is divided by.
    pub divisor: f64,
    /// The constant beside `x`.
    pub shift: f64,
    /// The factor of `x`.
    pub slope: f64,
    /// The factor of the polynomial before the last.
    pub below: f64,
}

/// Which of a step's numbers matter in a basis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `p[k] = x p[k - 1]`.
    Powers,
    /// No shift.
    Even,
    /// A shift, and a slope of minus one.
    Shifted,
}

/// How the product of two series is formed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Product {
    /// `p[i] p[j] = p[i + j]`.
    Convolved,
    /// `2 p[i] p[j] = p[i + j] + p[|i - j|]`.
    Folded,
    /// By the recurrence.
    Stepped,
}

/// A basis of the polynomials, one of each degree; `p[0]` is one.
#[derive(Debug)]
pub struct Basis {
    /// Its name.
    pub name: &'static str,
    /// What its steps are like.
    pub form: Form,
    /// How its series are multiplied.
    pub product: Product,
    /// The step to degree `k`, from one on.
    pub step: fn(k: f64) -> Step,
    /// The `w` of `p'[k] = w (p[k - 1] + p'[k - carry] / carried)`.
    pub derivative: fn(k: f64) -> f64,
    /// How much lower the degree of the derivative is that a derivative takes along; 0 where it takes none.
    pub carry: usize,
    /// What that derivative is divided by; 0 where there is none.
    pub carried: fn(k: f64) -> f64,
    /// The integral of the weight function; none where the basis is not orthogonal.
    pub total: Option<f64>,
    /// The weight function.
    pub weight: Option<fn(&NdArray) -> Result<NdArray>>,
}

const fn even(divisor: f64, slope: f64, below: f64) -> Step {
    Step { divisor, shift: 0.0, slope, below }
}

fn none(_: f64) -> f64 {
    0.0
}

/// Powers of `x`.
pub static POWER: Basis = Basis {
    name: "polynomial",
    form: Form::Powers,
    product: Product::Convolved,
    step: |_| even(1.0, 1.0, 0.0),
    derivative: |k| k,
    carry: 0,
    carried: none,
    total: None,
    weight: None,
};

/// Chebyshev's polynomials of the first kind.
pub static CHEBYSHEV: Basis = Basis {
    name: "chebyshev",
    form: Form::Even,
    product: Product::Folded,
    step: |k| even(1.0, if k == 1.0 { 1.0 } else { 2.0 }, 1.0),
    derivative: |k| if k == 1.0 { 1.0 } else { 2.0 * k },
    carry: 2,
    carried: |k| if k > 2.0 { 2.0 * (k - 2.0) } else { 0.0 },
    total: Some(PI),
    weight: Some(weights::chebyshev),
};

/// Legendre's polynomials.
pub static LEGENDRE: Basis = Basis {
    name: "legendre",
    form: Form::Even,
    product: Product::Stepped,
    step: |k| even(k, 2.0 * k - 1.0, k - 1.0),
    derivative: |k| 2.0 * k - 1.0,
    carry: 2,
    carried: |k| if k > 2.0 { 2.0 * k - 1.0 } else { 0.0 },
    total: Some(2.0),
    weight: Some(weights::legendre),
};

/// Laguerre's polynomials.
pub static LAGUERRE: Basis = Basis {
    name: "laguerre",
    form: Form::Shifted,
    product: Product::Stepped,
    step: |k| Step { divisor: k, shift: 2.0 * k - 1.0, slope: -1.0, below: k - 1.0 },
    derivative: |_| -1.0,
    carry: 1,
    carried: |_| -1.0,
    total: Some(1.0),
    weight: Some(weights::laguerre),
};

/// Hermite's polynomials of the physicists, with weight `exp(-x^2)`.
pub static HERMITE: Basis = Basis {
    name: "hermite",
    form: Form::Even,
    product: Product::Stepped,
    step: |k| even(1.0, 2.0, 2.0 * (k - 1.0)),
    derivative: |k| 2.0 * k,
    carry: 0,
    carried: none,
    total: Some(1.772_453_850_905_516),
    weight: Some(weights::hermite),
};

/// Hermite's polynomials of the statisticians, with weight `exp(-x^2 / 2)`.
pub static HERMITE_E: Basis = Basis {
    name: "hermite_e",
    form: Form::Even,
    product: Product::Stepped,
    step: |k| even(1.0, 1.0, k - 1.0),
    derivative: |k| k,
    carry: 0,
    carried: none,
    total: Some(2.506_628_274_631_000_7),
    weight: Some(weights::hermite_e),
};

/// All bases.
pub static BASES: [&Basis; 6] = [&POWER, &CHEBYSHEV, &LEGENDRE, &LAGUERRE, &HERMITE, &HERMITE_E];

impl Basis {
    /// The step to degree `k`.
    pub fn at(&self, k: usize) -> Step {
        (self.step)(k as f64)
    }

    /// The numbers `(a, b, c)` of `x p[k] = a p[k + 1] + b p[k] + c p[k - 1]`.
    pub fn times_x(&self, k: usize) -> (f64, f64, f64) {
        let step = self.at(k + 1);
        let below = if k == 0 { 0.0 } else { step.below / step.slope };
        (step.divisor / step.slope, -step.shift / step.slope, below)
    }

    /// The factor between the norms of `p[k - 1]` and `p[k]`; 1 where the basis is not orthogonal.
    pub(super) fn norm_ratio(&self, k: usize) -> f64 {
        if self.form == Form::Powers {
            return 1.0;
        }
        (self.times_x(k).2 / self.times_x(k - 1).0).sqrt()
    }
}
