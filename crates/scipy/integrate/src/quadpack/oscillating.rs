//! QAWO: weights cos(ω x) and sin(ω x) on a finite interval (Piessens and Branders, BIT 15, 1975).

use super::chebyshev::{Series, offsets, series};
use super::extrapolating::{Extrapolating, Place, Scale};
use super::kronrod::kronrod15;
use super::partition::Piece;
use super::{Estimate, Goal, Outcome};

/// A weight cos(ω x) or sin(ω x).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Oscillation {
    pub omega: f64,
    pub sine: bool,
}

/// Chebyshev moments of an oscillating weight, a row for each width of intervals: half the one before.
///
/// They serve again for integrals with the same frequency over an interval of the same length.
#[derive(Debug, Clone, PartialEq)]
pub struct Moments {
    /// How many rows were computed and kept.
    pub count: usize,
    /// `maxp1` rows of 25 moments; cosine and sine in turn.
    pub rows: Vec<[f64; 25]>,
}

impl Moments {
    /// Room for `maxp1` widths.
    pub fn new(maxp1: usize) -> Self {
        Self { count: 0, rows: vec![[0.0; 25]; maxp1] }
    }

    /// The row of intervals halved `level` times; the second of two halves finds it computed.
    fn row(&mut self, level: usize, phase: f64, second: bool) -> [f64; 25] {
        if level >= self.count && !second {
            self.rows[self.count] = moments(phase);
        }
        let row = level.min(self.count);
        if level >= self.count && self.count + 1 < self.rows.len() {
            self.count += 1;
        }
        self.rows[row]
    }
}

/// The integral of f times the weight over [a, b].
pub(crate) fn oscillating<E>(
    mut f: impl FnMut(f64) -> Result<f64, E>,
    a: f64,
    b: f64,
    weight: Oscillation,
    goal: Goal,
    kept: &mut Moments,
) -> Result<Outcome, E> {
    let omega = weight.omega.abs();
    let positive = Oscillation { omega, ..weight };
    let mut rule = |p: &Place| positive.rule(&mut f, p, kept);
    let first = rule(&Place { lower: a, upper: b, level: 0, second: false })?;
    let whole = Piece { lower: a, upper: b, value: first.value, error: first.error, level: 0 };
    let scale = Scale::Width(0.75 * (b - a).abs());
    let search = Extrapolating::new(goal, rule, &[whole], first, scale, omega);
    let mut found = search.run(first.error <= goal.bound(first.value))?;
    if weight.sine && weight.omega < 0.0 {
        found.value = -found.value;
    }
    Ok(found)
}

impl Oscillation {
    fn at(&self, x: f64) -> f64 {
        if self.sine { (self.omega * x).sin() } else { (self.omega * x).cos() }
    }

    fn rule<E>(
        &self,
        f: &mut impl FnMut(f64) -> Result<f64, E>,
        p: &Place,
        kept: &mut Moments,
    ) -> Result<Estimate, E> {
        let (centre, half) = (0.5 * (p.upper + p.lower), 0.5 * (p.upper - p.lower));
        let phase = self.omega * half;
        if phase.abs() <= 2.0 {
            return kronrod15(&mut |x| Ok(f(x)? * self.at(x)), p.lower, p.upper);
        }
        let moments = kept.row(p.level, phase, p.second);
        let mut values = [0.0; 25];
        for (to, offset) in values.iter_mut().zip(offsets(half)) {
            *to = f(centre + offset)?;
        }
        Ok(self.combine(&series(&values), &moments, centre, half))
    }

    fn combine(&self, s: &Series, moments: &[f64; 25], centre: f64, half: f64) -> Estimate {
        let (cos12, sin12) = products(&s.of12, moments);
        let (cos24, sin24) = products(&s.of24, moments);
        let (d_cos, d_sin) = ((cos24 - cos12).abs(), (sin24 - sin12).abs());
        let (c, s_) = (half * (centre * self.omega).cos(), half * (centre * self.omega).sin());
        let (value, error) = if self.sine {
            (c * sin24 + s_ * cos24, (c * d_sin).abs() + (s_ * d_cos).abs())
        } else {
            (c * cos24 - s_ * sin24, (c * d_cos).abs() + (s_ * d_sin).abs())
        };
        let magnitude = (s.of24[0].abs() + s.of24[1].abs()) * half.abs();
        Estimate { value, error, magnitude, deviation: f64::MAX }
    }
}

/// The sums over even degrees, which meet the cosine, and over odd degrees, which meet the sine; small terms
/// first.
fn products<const N: usize>(coefficients: &[f64; N], moments: &[f64; 25]) -> (f64, f64) {
    let mut sums = [0.0; 2];
    for k in (0..N).rev() {
        sums[k % 2] += coefficients[k] * moments[k];
    }
    (sums[0], sums[1])
}

/// ∫ T_k(x) cos(p x) dx over [-1, 1] for even k, with the sine for odd k.
fn moments(p: f64) -> [f64; 25] {
    let (cosines, sines) = (cosine_moments(p), sine_moments(p));
    std::array::from_fn(|k| if k % 2 == 0 { cosines[k / 2] } else { sines[k / 2] })
}

fn cosine_moments(p: f64) -> Vec<f64> {
    let (sin, cos, p2) = (p.sin(), p.cos(), p * p);
    let known = vec![
        2.0 * sin / p,
        (8.0 * cos + (p2 + p2 - 8.0) * sin / p) / p2,
        (32.0 * (p2 - 12.0) * cos + (2.0 * ((p2 - 80.0) * p2 + 192.0) * sin) / p) / (p2 * p2),
    ];
    let (ac, as_) = (8.0 * cos, 24.0 * p * sin);
    let tail = |n2: f64| {
        let ss = p * sin;
        (((((210.0 * p2 - 1.0) * cos - (105.0 * p2 - 63.0) * ss) / n2 - (1.0 - 15.0 * p2) * cos + 15.0 * ss)
            / n2
            - cos
            + 3.0 * ss)
            / n2
            - cos)
            / n2
    };
    extend(known, 4.0, p, |n2| as_ - (n2 - 4.0) * ac, tail)
}

fn sine_moments(p: f64) -> Vec<f64> {
    let (sin, cos, p2) = (p.sin(), p.cos(), p * p);
    let known =
        vec![2.0 * (sin - p * cos) / p2, (18.0 - 48.0 / p2) * sin / p2 + (-2.0 + 48.0 / p2) * cos / p];
    let (ac, as_) = (-24.0 * p * cos, -8.0 * sin);
    let tail = |n2: f64| {
        let ss = p * cos;
        (((((105.0 * p2 - 63.0) * ss + (210.0 * p2 - 1.0) * sin) / n2 + (15.0 * p2 - 1.0) * sin - 15.0 * ss)
            / n2
            - 3.0 * ss
            - sin)
            / n2
            - sin)
            / n2
    };
    extend(known, 3.0, p, |n2| ac + (n2 - 4.0) * as_, tail)
}

/// Continues the moments, of which the last known has degree `n`, by their three-term recurrence: forwards
/// where that is stable, else as a boundary value problem whose far end comes from an asymptotic series.
fn extend(
    mut v: Vec<f64>,
    n: f64,
    p: f64,
    right: impl Fn(f64) -> f64,
    tail: impl Fn(f64) -> f64,
) -> Vec<f64> {
    let p2 = p * p;
    let diagonal = |n: f64| 2.0 * (n * n - 4.0) * (p2 + 2.0 - n * n - n * n);
    let above = |n: f64| p2 * (n - 1.0) * (n - 2.0);
    let below = |n: f64| p2 * (n + 1.0) * (n + 2.0);
    if p.abs() > 24.0 {
        for i in 0..10 {
            let n = n + 2.0 * i as f64;
            let [before, last] = [v[v.len() - 2], v[v.len() - 1]];
            v.push((diagonal(n) * last + right(n * n) - below(n) * before) / above(n));
        }
        return v;
    }
    const EQUATIONS: usize = 25;
    let degrees: Vec<f64> = (1..=EQUATIONS).map(|i| n + 2.0 * i as f64).collect();
    let mut rhs: Vec<f64> = degrees.iter().map(|&n| right(n * n)).collect();
    rhs[0] -= below(degrees[0]) * v[v.len() - 1];
    let last = degrees[EQUATIONS - 1];
    rhs[EQUATIONS - 1] -= 2.0 * tail(last * last) * above(last);
    let rows = degrees.iter().map(|&n| [below(n), -diagonal(n), above(n)]).collect();
    v.extend(solve_tridiagonal(rows, rhs));
    v
}

/// Gauss's elimination with partial pivoting; a row is [left of the diagonal, diagonal, right of it].
fn solve_tridiagonal(mut rows: Vec<[f64; 3]>, mut x: Vec<f64>) -> Vec<f64> {
    let n = rows.len();
    // Once its left element is gone a row is shifted: [diagonal, right, right of that].
    rows[0] = [rows[0][1], rows[0][2], 0.0];
    rows[n - 1][2] = 0.0;
    for k in 0..n - 1 {
        if rows[k + 1][0].abs() >= rows[k][0].abs() {
            rows.swap(k, k + 1);
            x.swap(k, k + 1);
        }
        let factor = -rows[k + 1][0] / rows[k][0];
        rows[k + 1] = [rows[k + 1][1] + factor * rows[k][1], rows[k + 1][2] + factor * rows[k][2], 0.0];
        x[k + 1] += factor * x[k];
    }
    for k in (0..n).rev() {
        let known = |j: usize| if k + j < n { rows[k][j] * x[k + j] } else { 0.0 };
        x[k] = (x[k] - known(1) - known(2)) / rows[k][0];
    }
    x
}
