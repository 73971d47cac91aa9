//! Continued fractions.

/// `b0 + a1 / (b1 + a2 / (b2 + ...))`, with `term(k) = (a_k, b_k)`.
///
/// Steed's forward recurrence (Computer Physics Communications 8, 1974) finds how many terms matter; the value is then
/// taken from the tail, where rounding errors shrink instead of piling up.
pub(crate) fn continued_fraction(b0: f64, term: impl Fn(f64) -> (f64, f64)) -> f64 {
    with_sign(b0, term).0
}

/// The same, and the sign of the product of all tails: that of a minimal solution of the recurrence, whose ratios the
/// tails are (Pincherle).
pub(crate) fn with_sign(b0: f64, term: impl Fn(f64) -> (f64, f64)) -> (f64, f64) {
    let (a, b) = term(1.0);
    let (mut d, mut previous) = (1.0 / b, b);
    let mut change = a / b;
    let (mut value, mut count) = (b0 + change, 1.0);
    while change.abs() > 1e-17 * value.abs() && count < 1e6 {
        count += 1.0;
        let (a, b) = term(count);
        d = 1.0 / (b + a * d);
        change *= b * d - 1.0;
        value += change;
        previous = b;
    }
    let (mut tail, mut sign) = (previous, previous.signum());
    while count > 1.0 {
        let a = term(count).0;
        count -= 1.0;
        tail = term(count).1 + a / tail;
        sign *= tail.signum();
    }
    (b0 + term(1.0).0 / tail, sign)
}
