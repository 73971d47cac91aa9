//! QAWS: weights (x - a)^α (b - x)^β, with log(x - a) or log(b - x) as factors.

use super::bisection::bisect;
use super::chebyshev::{Series, offsets, series};
use super::kronrod::kronrod15;
use super::partition::Piece;
use super::{Estimate, Goal, Outcome};

/// The weight's exponents and logarithms at the two ends.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ends {
    pub a: f64,
    pub b: f64,
    /// α and whether log(x - a) is a factor.
    pub left: (f64, bool),
    /// β and whether log(b - x) is a factor.
    pub right: (f64, bool),
}

/// The integrals over [-1, 1] of the Chebyshev polynomials times (1 + x)^α, without and with log((1 + x) /
/// 2).
struct Moments {
    plain: [f64; 25],
    log: [f64; 25],
}

/// The integral of f times the weight over [a, b].
pub(crate) fn algebraic<E>(
    mut f: impl FnMut(f64) -> Result<f64, E>,
    ends: Ends,
    goal: Goal,
) -> Result<Outcome, E> {
    let moments = (Moments::new(ends.left.0), Moments::new(ends.right.0).mirrored());
    let mut rule = |lower, upper| ends.rule(&mut f, &moments, lower, upper);
    let centre = 0.5 * (ends.b + ends.a);
    let half = |lower, upper, e: Estimate| Piece { lower, upper, value: e.value, error: e.error, level: 0 };
    let (left, right) = (rule(ends.a, centre)?, rule(centre, ends.b)?);
    let mut first = [half(ends.a, centre, left), half(centre, ends.b, right)];
    if right.error > left.error {
        first.swap(0, 1);
    }
    let enough = |value: f64, error: f64| error <= goal.bound(value);
    bisect(goal, &first, enough, |p| 0.5 * (p.lower + p.upper), rule, |same, grew| same >= 6 || grew >= 20)
}

impl Ends {
    fn weight(&self, x: f64) -> f64 {
        let (left, right) = (x - self.a, self.b - x);
        let mut w = left.powf(self.left.0) * right.powf(self.right.0);
        if self.left.1 {
            w *= left.ln();
        }
        if self.right.1 {
            w *= right.ln();
        }
        w
    }

    fn rule<E>(
        &self,
        f: &mut impl FnMut(f64) -> Result<f64, E>,
        moments: &(Moments, Moments),
        lower: f64,
        upper: f64,
    ) -> Result<Estimate, E> {
        let singular = |(power, log): (f64, bool)| power != 0.0 || log;
        let centre = 0.5 * (upper + lower);
        if lower == self.a && singular(self.left) {
            let other = |offset: f64| power_and_log(self.b - centre - offset, self.right);
            return at_end(f, lower, upper, self.left, &moments.0, other);
        }
        if upper == self.b && singular(self.right) {
            let other = |offset: f64| power_and_log(centre - self.a + offset, self.left);
            return at_end(f, lower, upper, self.right, &moments.1, other);
        }
        let mut e = kronrod15(&mut |x| Ok(f(x)? * self.weight(x)), lower, upper)?;
        if lower == self.a || upper == self.b {
            // No round-off is looked for at the ends.
            e.deviation = e.error;
        }
        Ok(e)
    }
}

fn power_and_log(distance: f64, (power, log): (f64, bool)) -> f64 {
    distance.powf(power) * if log { distance.ln() } else { 1.0 }
}

/// An interval at the singular end with exponent and logarithm `own`: the rest of the integrand, with the
/// weight of the `other` end by the offset from the centre, as a Chebyshev series.
fn at_end<E>(
    f: &mut impl FnMut(f64) -> Result<f64, E>,
    lower: f64,
    upper: f64,
    own: (f64, bool),
    moments: &Moments,
    other: impl Fn(f64) -> f64,
) -> Result<Estimate, E> {
    let (centre, half) = (0.5 * (upper + lower), 0.5 * (upper - lower));
    let mut values = [0.0; 25];
    for (to, offset) in values.iter_mut().zip(offsets(half)) {
        *to = f(centre + offset)? * other(offset);
    }
    let s = series(&values);
    let factor = half.powf(own.0 + 1.0);
    let (of12, mut of24) = products(&s, &moments.plain);
    let (mut value, mut error) = (0.0, 0.0);
    let mut difference = of24 - of12;
    if own.1 {
        let width = (upper - lower).ln();
        value = of24 * width;
        error = (difference * width).abs();
        let (log12, log24) = products(&s, &moments.log);
        of24 = log24;
        difference = log24 - log12;
    }
    let error = (error + difference.abs()) * factor;
    Ok(Estimate { value: (value + of24) * factor, error, magnitude: 0.0, deviation: error })
}

fn products(s: &Series, moments: &[f64; 25]) -> (f64, f64) {
    let product = |c: &[f64]| c.iter().zip(moments).fold(0.0, |sum, (c, m)| sum + c * m);
    (product(&s.of12), product(&s.of24))
}

impl Moments {
    /// By the recurrences of Piessens and Branders (1973).
    fn new(power: f64) -> Self {
        let (p1, p2) = (power + 1.0, power + 2.0);
        let two = 2.0f64.powf(p1);
        let (mut plain, mut log) = ([0.0; 25], [0.0; 25]);
        plain[0] = two / p1;
        plain[1] = plain[0] * power / p2;
        log[0] = -plain[0] / p1;
        log[1] = -(two + two) / (p2 * p2) - log[0];
        for i in 2..25 {
            let n = i as f64;
            let (low, divisor) = (n * (n - p2), (n - 1.0) * (n + p1));
            plain[i] = -(two + low * plain[i - 1]) / divisor;
            log[i] = -(low * log[i - 1] - n * plain[i - 1] + (n - 1.0) * plain[i]) / divisor;
        }
        Self { plain, log }
    }

    /// The same with 1 - x for 1 + x.
    fn mirrored(mut self) -> Self {
        for i in (1..25).step_by(2) {
            self.plain[i] = -self.plain[i];
            self.log[i] = -self.log[i];
        }
        self
    }
}
