//! QAWC: Cauchy's principal value of f(x) / (x - c).

use super::bisection::bisect;
use super::chebyshev::{Series, offsets, series};
use super::kronrod::kronrod15;
use super::partition::Piece;
use super::{Estimate, Goal, Outcome};

/// The principal value over [a, b], with `c` inside or outside but not at an end.
pub(crate) fn cauchy<E>(
    mut f: impl FnMut(f64) -> Result<f64, E>,
    a: f64,
    b: f64,
    c: f64,
    goal: Goal,
) -> Result<Outcome, E> {
    let first = rule(&mut f, a, b, c)?;
    let whole = Piece { lower: a, upper: b, value: first.value, error: first.error, level: 0 };
    let enough = |value: f64, error: f64| error < goal.bound(value).min(0.01 * value.abs());
    bisect(
        goal,
        &[whole],
        enough,
        |p| split(p, c),
        |l, u| rule(&mut f, l, u, c),
        |same, grew| same >= 6 && grew > 20,
    )
}

/// The middle, moved away from `c` to the middle between `c` and the far end.
fn split(p: &Piece, c: f64) -> f64 {
    let middle = 0.5 * (p.lower + p.upper);
    if c <= middle && c > p.lower {
        0.5 * (c + p.upper)
    } else if c > middle && c < p.upper {
        0.5 * (p.lower + c)
    } else {
        middle
    }
}

fn rule<E>(f: &mut impl FnMut(f64) -> Result<f64, E>, a: f64, b: f64, c: f64) -> Result<Estimate, E> {
    let place = (2.0 * c - b - a) / (b - a);
    if place.abs() >= 1.1 {
        return kronrod15(&mut |x| Ok(f(x)? / (x - c)), a, b);
    }
    let (centre, half) = (0.5 * (b + a), 0.5 * (b - a));
    let mut values = [0.0; 25];
    for (to, offset) in values.iter_mut().zip(offsets(half)) {
        *to = f(centre + offset)?;
    }
    let (of12, of24) = principal_values(&series(&values), place);
    let error = (of24 - of12).abs();
    Ok(Estimate { value: of24, error, magnitude: of24.abs(), deviation: error })
}

/// The principal values on [-1, 1] of the two series over `x - c`, by the recurrence of the modified moments.
fn principal_values(s: &Series, c: f64) -> (f64, f64) {
    let mut moments = [((1.0 - c) / (1.0 + c)).abs().ln(), 0.0];
    moments[1] = 2.0 + c * moments[0];
    let mut of12 = s.of12[0] * moments[0] + s.of12[1] * moments[1];
    let mut of24 = s.of24[0] * moments[0] + s.of24[1] * moments[1];
    for k in 2..25 {
        let mut next = 2.0 * c * moments[1] - moments[0];
        if k % 2 == 1 {
            let degree = (k - 1) as f64;
            next -= 4.0 / (degree * degree - 1.0);
        }
        if k < 13 {
            of12 += s.of12[k] * next;
        }
        of24 += s.of24[k] * next;
        moments = [moments[1], next];
    }
    (of12, of24)
}
