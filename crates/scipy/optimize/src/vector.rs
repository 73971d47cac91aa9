//! Sums over vectors.

/// The lanes in which sums run, so that the compiler may vectorise them.
const LANES: usize = 8;

/// `aᵀ b`.
pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    let (a, b) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let rest: f64 = a.remainder().iter().zip(b.remainder()).map(|(x, y)| x * y).sum();
    let mut lanes = [0.0; LANES];
    for (a, b) in a.zip(b) {
        (0..LANES).for_each(|l| lanes[l] += a[l] * b[l]);
    }
    lanes.iter().sum::<f64>() + rest
}

/// `‖v‖₂`.
pub(crate) fn norm(v: &[f64]) -> f64 {
    dot(v, v).sqrt()
}

/// The largest magnitude, NaN if there is one among the components.
pub(crate) fn max_abs(v: impl IntoIterator<Item = f64>) -> f64 {
    v.into_iter().fold(0.0, |most, c| if c.abs() > most || c.is_nan() { c.abs() } else { most })
}

/// `y += a x`.
pub(crate) fn axpy(a: f64, x: &[f64], y: &mut [f64]) {
    y.iter_mut().zip(x).for_each(|(y, x)| *y += a * x);
}

/// `v *= a`.
pub(crate) fn scale(a: f64, v: &mut [f64]) {
    v.iter_mut().for_each(|c| *c *= a);
}

/// The products of components.
pub(crate) fn times(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a * b).collect()
}

/// The sums of components.
pub(crate) fn plus(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a + b).collect()
}

/// `-v`.
pub(crate) fn negated(v: &[f64]) -> Vec<f64> {
    v.iter().map(|c| -c).collect()
}
