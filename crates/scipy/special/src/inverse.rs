//! Inversion of distribution functions.

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
