//! Narrowing an interval that holds a step which satisfies the strong Wolfe conditions.

use super::function::Smooth;
use super::line_search::{Accept, Line, LineFailure, Outcome, accepted};
use super::more_thuente::Trial;

/// What the step has to satisfy.
#[derive(Clone, Copy)]
pub(super) struct Zoom {
    /// The value at step zero.
    pub value: f64,
    /// The slope there, and the part of it that is a sufficient decrease.
    pub slope: f64,
    pub c1: f64,
    /// The steepest slope at the step.
    pub curvature: f64,
}

/// Algorithm 3.6 of Nocedal and Wright between `low`, which has the lowest value so far, and `high`.
pub(super) fn zoom<E, O: Smooth<E>>(
    line: &mut Line<'_, O>,
    mut low: Trial,
    mut high: (f64, f64),
    limits: Zoom,
    accept: &mut Option<Accept<'_, E>>,
) -> Result<Outcome, E> {
    let mut third: Option<(f64, f64)> = None;
    for _ in 0..=10 {
        let step = interpolate(low, high, third);
        let value = line.value(step)?;
        if value > limits.value + limits.c1 * step * limits.slope || value >= low.f {
            (third, high) = (Some(high), (step, value));
            continue;
        }
        let slope = line.slope(step)?;
        if slope.abs() <= limits.curvature && accepted(line, accept, step, value)? {
            return Ok(Outcome::Found { step, value });
        }
        if slope * (high.0 - low.step) >= 0.0 {
            third = Some(high);
            high = (low.step, low.f);
        } else {
            third = Some((low.step, low.f));
        }
        low = Trial { step, f: value, g: slope };
    }
    Ok(Outcome::Failed(LineFailure::Zoom))
}

/// The minimum of a cubic, of a parabola, or the middle, whichever is far enough from the ends.
fn interpolate(low: Trial, high: (f64, f64), third: Option<(f64, f64)>) -> f64 {
    let length = high.0 - low.step;
    let (a, b) = if length < 0.0 { (high.0, low.step) } else { (low.step, high.0) };
    let inside = |step: f64, margin: f64| !(step > b - margin || step < a + margin);
    let cubic = third.and_then(|third| cubic_minimum(low, high, third));
    if let Some(step) = cubic.filter(|&step| inside(step, 0.2 * length)) {
        return step;
    }
    let parabola = parabola_minimum(low, high);
    parabola.filter(|&step| inside(step, 0.1 * length)).unwrap_or(low.step + 0.5 * length)
}

/// Of the cubic through a value and slope and two more values.
fn cubic_minimum(a: Trial, (b, fb): (f64, f64), (c, fc): (f64, f64)) -> Option<f64> {
    let (db, dc) = (b - a.step, c - a.step);
    let denominator = (db * dc).powi(2) * (db - dc);
    let (rb, rc) = (fb - a.f - a.g * db, fc - a.f - a.g * dc);
    let third = (dc.powi(2) * rb - db.powi(2) * rc) / denominator;
    let second = (-dc.powi(3) * rb + db.powi(3) * rc) / denominator;
    let radicand = second * second - 3.0 * third * a.g;
    let step = a.step + (-second + radicand.sqrt()) / (3.0 * third);
    (third.is_finite() && second.is_finite() && step.is_finite()).then_some(step)
}

/// Of the parabola through a value and slope and one more value.
fn parabola_minimum(a: Trial, (b, fb): (f64, f64)) -> Option<f64> {
    let db = b - a.step;
    let curvature = (fb - a.f - a.g * db) / (db * db);
    let step = a.step - a.g / (2.0 * curvature);
    (curvature.is_finite() && step.is_finite()).then_some(step)
}
