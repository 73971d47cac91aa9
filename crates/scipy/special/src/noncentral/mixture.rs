//! Mixtures of incomplete gamma or beta functions, weighted by Poisson's distribution: the noncentral distributions
//! (Benton and Krishnamoorthy, Computational Statistics & Data Analysis 43, 2003). Both sides are sums of positive
//! terms, and each recurrence runs in its stable direction.

use crate::incomplete_gamma;

/// The two sides of a function `I(a)`, and `mass = I(a) - I(a + 1)`.
#[derive(Clone, Copy, Debug)]
pub(super) struct At {
    pub(super) lower: f64,
    pub(super) upper: f64,
    pub(super) mass: f64,
}

/// Incomplete functions of growing parameter at one argument.
pub(super) trait Family {
    fn at(&self, a: f64) -> At;
    /// The mass alone.
    fn mass(&self, a: f64) -> f64;
    /// The slope of the logarithm of `a mass(a)` over that of the argument.
    fn bend(&self, a: f64) -> f64;
    /// `mass(a) / mass(a - 1)`, and its reciprocal.
    fn growth(&self, a: f64) -> (f64, f64);
    /// The index at which `rate^k / k!` times the mass at `a + k` is largest.
    fn mode(&self, a: f64, rate: f64) -> f64;
}

/// `sum over k of exp(-rate) rate^k / gamma(k + 1) I(a + k)`, with `k` from `first` on in steps of one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mixture<F> {
    pub(super) family: F,
    pub(super) a: f64,
    pub(super) rate: f64,
    pub(super) first: f64,
}

/// Terms below this part of the sum are left out.
pub(super) const NEGLIGIBLE: f64 = 1e-18;

/// From here on sums take some of their terms only.
const MANY: f64 = 4000.0;
/// How many of these at most, on either side.
const LONGEST: u32 = 1000;

impl<F: Family> Mixture<F> {
    /// The index of a large term.
    fn centre(&self) -> f64 {
        self.first + (self.family.mode(self.a, self.rate) - self.first).max(0.0).floor()
    }

    /// Poisson's weight times the mass.
    fn weight(&self, k: f64, mass: f64) -> f64 {
        incomplete_gamma::density(k, self.rate) * mass
    }

    /// Where the weights beyond `centre` become negligible.
    fn top(&self, centre: f64) -> f64 {
        let (mut k, mut weight) = (centre, 1.0);
        while weight > NEGLIGIBLE {
            k += 1.0;
            weight *= self.rate * self.family.growth(self.a + k).0 / k;
        }
        k
    }

    /// The sum of the lower sides, from its last term down.
    pub(super) fn lower(&self) -> f64 {
        self.short_lower().map_or_else(|| self.long_lower(), |sums| sums.side)
    }

    fn long_lower(&self) -> f64 {
        let centre = self.centre();
        if centre > MANY {
            return self.strided(centre, |_, at| at.lower);
        }
        let mut k = self.top(centre);
        let mut ratio = self.lower_ratio(self.a + k);
        let (mut weight, mut at_centre, mut sum) = (NEGLIGIBLE, NEGLIGIBLE, 0.0);
        loop {
            let term = weight * ratio;
            sum += term;
            if k == centre {
                at_centre = weight;
            }
            if !(k > self.first) || (k < centre && term < NEGLIGIBLE * sum) {
                break;
            }
            let (growth, shrink) = self.family.growth(self.a + k);
            ratio = 1.0 + ratio * growth;
            weight *= k * shrink / self.rate;
            k -= 1.0;
        }
        self.weight(centre, self.family.mass(self.a + centre)) * (sum / at_centre)
    }

    /// The lower side over the mass at `a`.
    fn lower_ratio(&self, a: f64) -> f64 {
        let At { lower, mass, .. } = self.family.at(a);
        if mass > 1e-290 {
            return lower / mass;
        }
        let (mut term, mut sum, mut k) = (1.0, 1.0, a);
        while term > NEGLIGIBLE * sum {
            k += 1.0;
            term *= self.family.growth(k).0;
            sum += term;
        }
        sum
    }

    /// The sum of the upper sides, from its first term up.
    pub(super) fn upper(&self) -> f64 {
        self.short_upper().map_or_else(|| self.long_upper(), |sums| sums.side)
    }

    fn long_upper(&self) -> f64 {
        let centre = self.centre();
        if centre > MANY {
            return self.strided(centre, |_, at| at.upper);
        }
        let mut k = (centre - (9.0 * centre.sqrt()).ceil() - 2.0).max(self.first);
        let At { upper, mass, .. } = self.family.at(self.a + k);
        if mass == 0.0 {
            return 0.0;
        }
        let scale = if k == centre { Some(self.weight(k, mass)) } else { None };
        let mut ratio = upper / mass;
        let (mut weight, mut at_centre, mut sum) = (1.0, 1.0, 0.0);
        loop {
            let term = weight * ratio;
            sum += term;
            if k == centre {
                at_centre = weight;
            }
            if !(k <= centre || term >= NEGLIGIBLE * sum) {
                break;
            }
            k += 1.0;
            let (growth, shrink) = self.family.growth(self.a + k);
            ratio = (ratio + 1.0) * shrink;
            weight *= self.rate * growth / k;
        }
        let scale = scale.unwrap_or_else(|| self.weight(centre, self.family.mass(self.a + centre)));
        scale * (sum / at_centre)
    }

    /// The sum of what is `picked`, from terms two fifths of a standard deviation of the weights apart: like the trapezoidal
    /// rule for a smooth peak, it converges exponentially.
    fn strided(&self, centre: f64, pick: impl Fn(f64, At) -> f64) -> f64 {
        let term = |k: f64| self.weight(k, pick(self.a + k, self.family.at(self.a + k)));
        let ratio = |k: f64| self.family.growth(self.a + k).0 / k;
        let shift = 1e-3 * centre;
        let stride = (0.4 * (shift / (ratio(centre) / ratio(centre + shift)).ln()).sqrt()).max(1.0);
        let mut sum = term(centre);
        for direction in [stride, -stride] {
            let mut before = sum;
            for i in 1..LONGEST {
                let k = centre + f64::from(i) * direction;
                let more = if k < self.first { 0.0 } else { term(k) };
                sum += more;
                if !(more > NEGLIGIBLE * sum || more > before) {
                    break;
                }
                before = more;
            }
        }
        stride * sum
    }

    /// The sum of `(a + k) mass(a + k)`: densities are multiples of it.
    pub(super) fn density(&self) -> f64 {
        let centre = self.centre();
        if centre > MANY {
            return self.strided(centre, |a, at| a * at.mass);
        }
        let (mut k, mut weight, mut sum) = (centre, 1.0, 0.0);
        while k >= self.first && weight > NEGLIGIBLE {
            sum += weight * (self.a + k);
            weight *= k * self.family.growth(self.a + k).1 / self.rate;
            k -= 1.0;
        }
        (k, weight) = (centre, 1.0);
        while weight > NEGLIGIBLE {
            k += 1.0;
            weight *= self.rate * self.family.growth(self.a + k).0 / k;
            sum += weight * (self.a + k);
        }
        self.weight(centre, self.family.mass(self.a + centre)) * sum
    }
}

#[cfg(test)]
mod tests {
    use super::super::chi_square::Gamma;
    use super::*;

    #[test]
    fn sums_from_the_first_and_from_a_large_term_agree() {
        for (a, rate, y) in [(0.3, 0.1, 0.01), (2.0, 1.0, 3.0), (40.0, 7.5, 45.0), (1.5, 6.0, 20.0)] {
            let sum = Mixture { family: Gamma { y }, a, rate, first: 0.0 };
            let (lower, upper) =
                (sum.short_lower().expect("few terms"), sum.short_upper().expect("few terms"));
            assert!((lower.side / sum.long_lower() - 1.0).abs() < 4e-15, "{a} {rate} {y}");
            assert!((upper.side / sum.long_upper() - 1.0).abs() < 4e-15, "{a} {rate} {y}");
            assert!((lower.density / sum.density() - 1.0).abs() < 4e-15, "{a} {rate} {y}");
        }
    }
}
