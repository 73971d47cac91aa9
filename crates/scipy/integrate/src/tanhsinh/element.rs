//! One of the integrals: the sum at the current level and the estimate of its error.

use super::nodes::below;
use super::quantity::{Quantity, Real, larger, log_difference, log_sum_exp, smaller, sum};
use super::range::Range;
use super::{TanhsinhStatus, Tolerances};
use num_traits::Float;

/// The outermost node so far with a finite value, on one side.
#[derive(Debug, Clone, Copy)]
struct Outermost<T: Quantity> {
    /// How far out it is, larger when farther.
    reach: T::Real,
    value: T,
    weight: T::Real,
}

/// An integral under way.
#[derive(Debug)]
pub(super) struct Element<T: Quantity> {
    pub range: Range<T::Real>,
    pub integral: T,
    pub error: T::Real,
    pub status: TanhsinhStatus,
    /// How many levels, or groups of levels, there were.
    pub levels: usize,
    /// At how many points the function was evaluated.
    pub nfev: usize,
    /// The estimates at the levels before this one.
    estimates: Vec<T>,
    /// The terms of the sum at this level, those on the right before those on the left.
    terms: Vec<T>,
    /// The magnitude of the outermost term.
    last: T::Real,
    sides: [Outermost<T>; 2],
}

impl<T: Quantity> Element<T> {
    /// Nothing yet, given the value at a point of the range.
    pub fn new(range: Range<T::Real>, value: T, log: bool) -> Self {
        let nan = T::Real::near(f64::NAN);
        let invalid = Float::is_nan(range.a) || Float::is_nan(range.b) || is_nan(value);
        let zero = if log { T::Real::near(f64::NEG_INFINITY) } else { T::Real::near(0.0) };
        let integral = T::of(if invalid { nan } else { zero });
        let side = Outermost { reach: -T::Real::infinity(), value: T::of(nan), weight: T::Real::near(0.0) };
        let same = range.a == range.b;
        let mut status = if same { TanhsinhStatus::Converged } else { TanhsinhStatus::Running };
        if invalid && !same {
            status = TanhsinhStatus::NotFinite;
        }
        let error = if !same || invalid { nan } else { zero };
        let (estimates, terms) = (Vec::new(), Vec::new());
        Element {
            range,
            integral,
            error,
            status,
            levels: 0,
            nfev: 1,
            estimates,
            terms,
            last: nan,
            sides: [side; 2],
        }
    }

    /// The abscissae on the finite range and the weights, those on the right before those on the left.
    ///
    /// Rounding may put one on an end, where it has no weight.
    pub fn abscissae(&self, nodes: &[[T::Real; 2]]) -> impl Iterator<Item = [T::Real; 2]> {
        let Range { a, b, .. } = self.range;
        let half = (b - a) / T::Real::near(2.0);
        let weighted =
            move |x: T::Real, w: T::Real| [x, if x <= a || x >= b { T::Real::near(0.0) } else { w * half }];
        let right = nodes.iter().map(move |[x, w]| weighted(b - half * *x, *w));
        right.chain(nodes.iter().map(move |[x, w]| weighted(half * *x + a, *w)))
    }

    /// The sum at a level of step `h`, given the integrand's values at its abscissae (Bailey, Jeyabalan and Li,
    /// section 4).
    pub fn add_level(&mut self, nodes: &[[T::Real; 2]], values: &[T], h: T::Real, log: bool) {
        let points: Vec<_> = self.abscissae(nodes).collect();
        if self.levels > 0 {
            self.estimates.push(self.integral);
        }
        self.levels += 1;
        self.nfev += points.len();
        let mut values: Vec<T> =
            points.iter().zip(values).map(|(&[t, _], &v)| self.mapped(t, v, log)).collect();
        for (side, range) in [0..nodes.len(), nodes.len()..points.len()].into_iter().enumerate() {
            self.replace_infinite(side, &points[range.clone()], &mut values[range]);
        }
        self.last = larger(self.magnitude(1, log), self.magnitude(0, log));
        self.terms = values.iter().zip(&points).map(|(&v, &[_, w])| term(v, w, log)).collect();
        let now = self.sum_of(&self.terms, h, log);
        self.integral = match self.estimates.last() {
            None => now,
            Some(&before) if log => log_sum_exp(&[before - T::of(Float::ln(T::Real::near(2.0))), now]),
            Some(&before) => before / T::of(T::Real::near(2.0)) + now,
        };
    }

    fn mapped(&self, t: T::Real, value: T, log: bool) -> T {
        if log { self.range.log_mapped(t, value) } else { self.range.mapped(t, value) }
    }

    /// Notes the outermost node with a finite value, and puts its value where there is none: van Engelen advises to
    /// take that at the nearest node near a singularity.
    fn replace_infinite(&mut self, side: usize, points: &[[T::Real; 2]], values: &mut [T]) {
        let outwards = if side == 0 { T::Real::near(1.0) } else { -T::Real::near(1.0) };
        let valid = |v: T, w: T::Real| v.is_finite() && w != T::Real::near(0.0);
        let record = &mut self.sides[side];
        for (&[x, weight], &value) in points.iter().zip(&*values) {
            if valid(value, weight) && x * outwards > record.reach {
                *record = Outermost { reach: x * outwards, value, weight };
            }
        }
        for (_, value) in points.iter().zip(values).filter(|(p, v)| !valid(**v, p[1])) {
            *value = record.value;
        }
    }

    /// The magnitude of the outermost term of a side.
    fn magnitude(&self, side: usize, log: bool) -> T::Real {
        let Outermost { value, weight, .. } = self.sides[side];
        let term = term(value, weight, log);
        if log { term.re() } else { term.abs() }
    }

    fn sum_of(&self, terms: &[T], h: T::Real, log: bool) -> T {
        if log { log_sum_exp(terms) + T::of(Float::ln(h)) } else { sum(terms) * T::of(h) }
    }

    /// Estimates the error at `level`, and says whether that is the end.
    pub fn judge(&mut self, level: usize, h: T::Real, tolerances: &Tolerances) {
        let log = tolerances.log;
        if let Some((relative, absolute)) = self.errors(level, h, log) {
            self.error = absolute;
            if relative.wide() < tolerances.rtol || absolute.wide() < tolerances.atol {
                self.status = TanhsinhStatus::Converged;
            }
        }
        let invalid = match log {
            true => is_nan(self.integral) || self.integral.re() == T::Real::infinity(),
            false => !self.integral.is_finite(),
        };
        if self.status == TanhsinhStatus::Running && invalid {
            self.status = TanhsinhStatus::NotFinite;
        }
    }

    /// The relative and the absolute error (Bailey, Jeyabalan and Li, section 5), from level 2 on.
    fn errors(&mut self, level: usize, h: T::Real, log: bool) -> Option<(T::Real, T::Real)> {
        if level == 0 {
            return None;
        }
        let two = T::Real::near(2.0);
        for (have, n) in [(1, level), (2, level - 1)] {
            if self.estimates.len() < have && n > 0 {
                // The first level came with those below it, whose terms are before its own on either side.
                let step = h * Float::powi(two, have as i32);
                let earlier = self.sum_of(&self.first_terms(below(n)), step, log);
                self.estimates.insert(0, earlier);
            }
        }
        let &[.., second, first] = &self.estimates[..] else { return None };
        Some(if log { self.log_errors(first, second) } else { self.plain_errors(first, second) })
    }

    fn first_terms(&self, count: usize) -> Vec<T> {
        let (right, left) = self.terms.split_at(self.terms.len() / 2);
        [&right[..count], &left[..count]].concat()
    }

    fn plain_errors(&self, first: T, second: T) -> (T::Real, T::Real) {
        let zero = T::Real::near(0.0);
        let epsilon = T::Real::epsilon();
        let largest = self.terms.iter().fold(zero, |m, t| larger(m, t.abs()));
        let [d1, d2] = [first, second].map(|s| (self.integral - s).abs());
        let quadratic = if d1 > zero { Float::powf(d1, Float::ln(d1) / Float::ln(d2)) } else { zero };
        let estimate = [d1 * d1, epsilon * largest, self.last].into_iter().fold(quadratic, larger);
        let size = self.integral.abs();
        let absolute = smaller(larger(estimate, epsilon * size), d1);
        (absolute / size, absolute)
    }

    /// The same from logarithms.
    fn log_errors(&self, first: T, second: T) -> (T::Real, T::Real) {
        let zero = T::Real::near(f64::NEG_INFINITY);
        let epsilon = Float::ln(T::Real::epsilon());
        let largest = self.terms.iter().fold(zero, |m, t| larger(m, t.re()));
        let [d1, d2] = [first, second].map(|s| log_difference(self.integral, s));
        let quadratic = if d1 > zero { d1 * d1 / d2 } else { zero };
        let twice = d1 + d1;
        let estimate = [twice, epsilon + largest, self.last].into_iter().fold(quadratic, larger);
        let size = self.integral.re();
        let absolute = smaller(larger(estimate, epsilon + size), d1);
        (absolute - size, absolute)
    }
}

/// A term of the sum, or its logarithm.
fn term<T: Quantity>(value: T, weight: T::Real, log: bool) -> T {
    if log { value + T::of(Float::ln(weight)) } else { value * T::of(weight) }
}

fn is_nan<T: Quantity>(value: T) -> bool {
    Float::is_nan(value.re()) || Float::is_nan(value.im())
}
