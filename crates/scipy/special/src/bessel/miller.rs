//! Bessel functions of the first kind by recurrence from high orders down (Miller; Olver and Sookne, "Note on backward
//! recurrence algorithms", Mathematics of Computation 26, 1972).

/// Values above this are scaled down, by its inverse.
const LARGE: f64 = 1e200;

/// What is proportional to `J` on the way down from where it is negligible.
pub(super) struct Descent {
    /// `J` of the order `mu`.
    pub(super) lowest: f64,
    /// `J` of the order `mu + 1`.
    pub(super) second: f64,
    /// `J` of the order `mu + n`.
    pub(super) wanted: f64,
    /// The sum of Neumann's expansion of `(x / 2)^mu / gamma(mu + 1)` (DLMF 10.23.15), if it was asked for.
    pub(super) sum: f64,
}

/// An even order, counted from `mu`, from which an error at `n` and below is not seen.
fn start(n: f64, x: f64) -> f64 {
    let high = x.max(n);
    2.0 * (0.5 * (high + 12.0 * high.cbrt())).ceil() + 4.0
}

/// Out of line, lest it be computed when it is not wanted: it may underflow, which is slow.
#[cold]
#[inline(never)]
fn shrunk(value: f64) -> f64 {
    value / LARGE
}

/// Down to the order `mu`, passing `mu + n`; `0 <= mu < 1`.
pub(super) fn descend(mu: f64, n: f64, x: f64) -> Descent {
    let over_x = 2.0 / x;
    let (mut above, mut now, mut wanted, mut k) = (0.0, 1e-280, 0.0, start(n, x));
    for stop in [n, 0.0] {
        while k > stop {
            (above, now) = (now, (mu + k) * over_x * now - above);
            k -= 1.0;
            if now.abs() > LARGE {
                (above, now, wanted) = (shrunk(above), shrunk(now), shrunk(wanted));
            }
        }
        if stop == n {
            wanted = now;
        }
    }
    Descent { lowest: now, second: above, wanted, sum: 0.0 }
}

/// The same with Neumann's sum.
pub(super) fn descend_summing(mu: f64, n: f64, x: f64) -> Descent {
    let over_x = 2.0 / x;
    let (mut above, mut now, mut k) = (0.0, 1e-280, start(n, x));
    let (mut weight, mut sum, mut wanted) = (1.0, 0.0, 0.0);
    // Two orders at a time, so that `n` is `now` or `above` when it is passed.
    for stop in [2.0 * (0.5 * n).floor(), 0.0] {
        while k > stop {
            sum += (mu + k) * weight * now;
            if k > 2.0 {
                // gamma(mu + i) / i!, up to a factor, from i = k / 2 to one less.
                weight *= 0.5 * k / (mu + (0.5 * k - 1.0));
            }
            let odd = (mu + k) * over_x * now - above;
            (above, now) = (odd, (mu + (k - 1.0)) * over_x * odd - now);
            k -= 2.0;
            if now.abs() > LARGE {
                (above, now, wanted, sum) = (shrunk(above), shrunk(now), shrunk(wanted), shrunk(sum));
            }
        }
        if stop > 0.0 || n < 2.0 {
            wanted = if n == stop { now } else { above };
        }
    }
    // The weight that has been reached stands for gamma(mu + 1) / 1!.
    Descent { lowest: now, second: above, wanted, sum: now + sum / weight }
}
