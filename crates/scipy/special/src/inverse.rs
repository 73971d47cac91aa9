//! Inversion of distribution functions.

use crate::normal::ndtri;
use smallvec::{SmallVec, smallvec};

/// What an iteration knows at a point: the value, the slope of its logarithm, and how fast the logarithm of that slope
/// changes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Local {
    pub(crate) value: f64,
    pub(crate) slope: f64,
    pub(crate) bend: f64,
}

/// The point `x > 0` at which a function of `log x` has the value `target`, by Halley's method on the logarithms of both
/// (DLMF 3.8.8). The logarithms of distribution functions are concave there, so that it converges from anywhere.
pub(crate) fn solve(start: f64, target: f64, local: impl Fn(f64) -> Local) -> f64 {
    let mut x = start;
    for _ in 0..100 {
        let Local { value, slope, bend } = local(x);
        let newton = (target / value).ln() / slope;
        let step = (newton / (1.0 + 0.5 * newton * bend).max(0.4)).clamp(-40.0, 40.0);
        let next = x * step.exp();
        // The error is the third power of the step.
        if !(step.abs() > 2e-6) || next == x || next == 0.0 || next.is_infinite() {
            return next;
        }
        x = next;
    }
    x
}

/// What Halley's method knows of a distribution function at a point: both sides, the density of the logarithm, and that
/// times the slope of its own logarithm.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slopes {
    pub(crate) tails: Tails,
    pub(crate) density: f64,
    pub(crate) turn: f64,
}

/// [`solve`] for a function that may be unknown somewhere or not concave; none where that keeps it from converging.
pub(crate) fn try_solve(start: f64, target: Target, at: impl Fn(f64) -> Option<Slopes>) -> Option<f64> {
    let mut x = start;
    for _ in 0..12 {
        let Slopes { tails, density, turn } = at(x)?;
        let slope = target.slope(tails, density);
        let newton = -target.excess(tails) / slope;
        let bend = turn / density - target.sign() * slope;
        let step = (newton / (1.0 + 0.5 * newton * bend).max(0.4)).clamp(-3.0, 3.0);
        let next = x * step.exp();
        if !(step.is_finite() && next > 0.0 && next.is_finite()) {
            return None;
        }
        if step.abs() < 2e-6 {
            return Some(next);
        }
        x = next;
    }
    None
}

/// Where a monotone function of a positive number is zero. Without a change of sign, the end of `range` at which the
/// function is nearer to zero.
pub(crate) fn root_between(range: (f64, f64), start: f64, f: impl Fn(f64) -> f64) -> f64 {
    root_near(range, start, |x| (f(x), f64::NAN))
}

/// The same for a function that gives beside its value about its slope over that of `log(x)`: this makes the second
/// point a good one.
pub(crate) fn root_near(range: (f64, f64), start: f64, f: impl Fn(f64) -> (f64, f64)) -> f64 {
    interpolated_root(range, start, &f).unwrap_or_else(|| bracketed_root(range, start, |x| f(x).0))
}

/// The zero by inverse interpolation in up to four points (Householder, "The Numerical Treatment of a Single Nonlinear
/// Equation", 1970, section 4.5), if the points close in on it.
fn interpolated_root(range: Point, start: f64, f: impl Fn(f64) -> (f64, f64)) -> Option<f64> {
    const FIRST_STEP: f64 = 0.1;
    let (value, slope) = f(start);
    // Logarithms of x over the start, and values; the newest comes first.
    let mut points: SmallVec<[Point; 8]> = smallvec![(0.0, value)];
    let newton = -value / slope;
    let mut next = if newton.is_finite() { newton.clamp(-1.0, 1.0) } else { FIRST_STEP };
    for _ in 0..7 {
        let x = start * next.exp();
        if !(x > range.0 && x < range.1) {
            return None;
        }
        let value = f(x).0;
        if value == 0.0 {
            return Some(x);
        }
        points.insert(0, (next, value));
        // Far from the zero the curve is none of polynomials.
        let known = if value.abs() < 0.3 { points.len().min(4) } else { 2 };
        let (last, near) = (next, &points[..known]);
        next = inverse_interpolation(near);
        let error: f64 = near.iter().map(|&(t, value)| value.abs().max((t - next).abs())).product();
        if error < 1e-17 {
            return Some(start * next.exp());
        }
        if !((next - last).abs() < 3.0) {
            return None;
        }
    }
    None
}

/// The polynomial of `t` over the values at zero, by Neville's scheme.
fn inverse_interpolation(points: &[Point]) -> f64 {
    let mut t: SmallVec<[f64; 4]> = points.iter().map(|point| point.0).collect();
    for width in 1..points.len() {
        for i in 0..points.len() - width {
            let (one, other) = (points[i].1, points[i + width].1);
            t[i] += (t[i + 1] - t[i]) * (one / (one - other));
        }
    }
    t[0]
}

/// The zero of a function that need not be monotone from a bracket, which grows from `start` by factors that square themselves, first the way in which the
/// function gets smaller; then by Chandrupatla's method (Advances in Engineering Software 28, 1997).
pub(crate) fn bracketed_root(range: (f64, f64), start: f64, f: impl Fn(f64) -> f64) -> f64 {
    let at = |x: f64| (x, f(x));
    let here = at(start);
    if here.1.is_nan() || here.1 == 0.0 {
        return if here.1 == 0.0 { start } else { f64::NAN };
    }
    let (above, below) = (at((2.0 * start).min(range.1)), at((0.5 * start).max(range.0)));
    for next in [above, below] {
        if changes_sign(here, next) {
            return chandrupatla(here, next, f);
        }
    }
    let up_first = above.1.abs() <= below.1.abs();
    let mut ends = [(range.1, f64::INFINITY); 2];
    for (end, up) in ends.iter_mut().zip([up_first, !up_first]) {
        match change_of_sign(range, if up { above } else { below }, up, &f) {
            Ok(far) => return chandrupatla(far.0, far.1, f),
            Err(last) => *end = (if up { range.1 } else { range.0 }, last),
        }
    }
    if ends[0].1 <= ends[1].1 { ends[0].0 } else { ends[1].0 }
}

type Point = (f64, f64);

fn changes_sign(one: Point, other: Point) -> bool {
    !other.1.is_nan() && (one.1 > 0.0) != (other.1 > 0.0)
}

/// Neighbours of opposite signs above or below a point, else how far from zero the function is at the last number.
fn change_of_sign(
    range: Point,
    here: Point,
    up: bool,
    f: impl Fn(f64) -> f64,
) -> Result<(Point, Point), f64> {
    let (mut near, mut factor) = (here, 4.0);
    loop {
        let x = if up { (near.0 * factor).min(range.1) } else { (near.0 / factor).max(range.0) };
        let far = (x, f(x));
        if x == near.0 || far.1.is_nan() {
            return Err(near.1.abs());
        }
        if changes_sign(near, far) {
            return Ok((near, far));
        }
        (near, factor) = (far, f64::min(factor * factor, 1e10));
    }
}

/// The zero of `f` between two points of opposite signs.
pub(crate) fn chandrupatla(mut a: Point, mut b: Point, f: impl Fn(f64) -> f64) -> f64 {
    let mut t = 0.5;
    for _ in 0..200 {
        let best = if a.1.abs() < b.1.abs() { a } else { b };
        let least = 0.5 * f64::EPSILON * best.0.abs() / (b.0 - a.0).abs();
        if best.1 == 0.0 || !(least < 0.5) {
            return best.0;
        }
        t = f64::clamp(t, least, 1.0 - least);
        let x = a.0 + t * (b.0 - a.0);
        let new = (x, f(x));
        let c = if (new.1 > 0.0) == (a.1 > 0.0) { a } else { std::mem::replace(&mut b, a) };
        a = new;
        t = interpolated(a, b, c).unwrap_or(0.5);
    }
    a.0
}

/// The step from `a` towards `b` by inverse quadratic interpolation where that is monotone.
fn interpolated(a: Point, b: Point, c: Point) -> Option<f64> {
    let (xi, phi) = ((a.0 - b.0) / (c.0 - b.0), (a.1 - b.1) / (c.1 - b.1));
    if !(phi * phi < xi && (1.0 - phi) * (1.0 - phi) < 1.0 - xi) {
        return None;
    }
    let first = a.1 / (b.1 - a.1) * (c.1 / (b.1 - c.1));
    let second = (c.0 - a.0) / (b.0 - a.0) * (a.1 / (c.1 - a.1)) * (b.1 / (c.1 - b.1));
    Some(first + second)
}

/// The two sides of a distribution function at a point.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tails {
    pub(crate) lower: f64,
    pub(crate) upper: f64,
}

/// A probability that a distribution function is to reach, by the smaller of its two sides.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Target {
    p: f64,
    q: f64,
}

impl Target {
    pub(crate) fn lower(p: f64) -> Target {
        Target { p, q: 1.0 - p }
    }

    pub(crate) fn upper(q: f64) -> Target {
        Target { p: 1.0 - q, q }
    }

    fn by_lower(self) -> bool {
        self.p <= self.q
    }

    /// Of the slope of the side in question, where the lower one rises.
    fn sign(self) -> f64 {
        if self.by_lower() { 1.0 } else { -1.0 }
    }

    /// The slope of [`excess`](Target::excess) from that of the lower side.
    pub(crate) fn slope(self, found: Tails, of_lower: f64) -> f64 {
        of_lower / if self.by_lower() { found.lower } else { found.upper }
    }

    /// The normal deviate that the lower side has the probability of.
    pub(crate) fn deviate(self) -> f64 {
        if self.by_lower() { ndtri(self.p) } else { -ndtri(self.q) }
    }

    /// The probability of the lower side, and that of the upper one.
    pub(crate) fn sides(self) -> (f64, f64) {
        (self.p, self.q)
    }

    /// How far off a distribution function is, relative to the smaller side: positive where the lower side is too large.
    pub(crate) fn excess(self, found: Tails) -> f64 {
        if self.by_lower() { log_ratio(found.lower, self.p) } else { -log_ratio(found.upper, self.q) }
    }
}

/// The logarithm of a quotient near one, in full.
fn log_ratio(found: f64, wanted: f64) -> f64 {
    let off = (found - wanted) / wanted;
    if off.abs() < 0.5 {
        return off.ln_1p();
    }
    let positive = if found < 1e-320 { 1e-320 } else { found };
    (positive / wanted).ln()
}
