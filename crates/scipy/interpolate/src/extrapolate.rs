//! What happens beyond the ends.

/// What a spline or piecewise polynomial is beyond its base interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Extrapolate {
    /// Not a number.
    No,
    /// The first and last pieces go on.
    #[default]
    Yes,
    /// The base interval repeats.
    Periodic,
}

impl Extrapolate {
    /// Where to evaluate instead of at `x`, `from` and `to` being the ends.
    #[inline]
    pub(crate) fn map(self, x: f64, from: f64, to: f64) -> f64 {
        if self == Extrapolate::Periodic { from + floor_mod(x - from, to - from) } else { x }
    }

    /// Whether the end pieces go on.
    pub(crate) fn goes_on(self) -> bool {
        self == Extrapolate::Yes
    }
}

/// The remainder that has the sign of the divisor.
#[inline]
pub(crate) fn floor_mod(x: f64, period: f64) -> f64 {
    let r = x % period;
    if r != 0.0 && (r < 0.0) != (period < 0.0) { r + period } else { r.abs().copysign(period) }
}
