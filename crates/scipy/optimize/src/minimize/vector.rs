//! Sums over vectors, in four parts so that the compiler can vectorise them.

/// `Σ x y`
pub(crate) fn dot(x: &[f64], y: &[f64]) -> f64 {
    let (xs, ys) = (x.chunks_exact(4), y.chunks_exact(4));
    let rest: f64 = xs.remainder().iter().zip(ys.remainder()).map(|(a, b)| a * b).sum();
    let mut sums = [0.0; 4];
    for (a, b) in xs.zip(ys) {
        (0..4).for_each(|k| sums[k] += a[k] * b[k]);
    }
    sums.iter().sum::<f64>() + rest
}

/// `√Σ x²`, without overflow on the way.
pub(crate) fn norm(x: &[f64]) -> f64 {
    let plain = dot(x, x);
    if plain.is_normal() || plain.is_nan() {
        return plain.sqrt();
    }
    let largest = largest(x);
    if largest == 0.0 || largest.is_infinite() {
        return largest;
    }
    largest * x.iter().map(|x| (x / largest).powi(2)).sum::<f64>().sqrt()
}

/// The largest of `|x|`; NaN where there is one.
pub(crate) fn largest(x: &[f64]) -> f64 {
    x.iter().fold(0.0, |m: f64, x| if x.is_nan() || m.is_nan() { f64::NAN } else { m.max(x.abs()) })
}

/// `x += c y`
pub(crate) fn add_scaled(x: &mut [f64], c: f64, y: &[f64]) {
    x.iter_mut().zip(y).for_each(|(x, y)| *x += c * y);
}

/// `x + c y`
pub(crate) fn moved(x: &[f64], c: f64, y: &[f64]) -> Vec<f64> {
    x.iter().zip(y).map(|(x, y)| x + c * y).collect()
}

/// `x - y`
pub(crate) fn difference(x: &[f64], y: &[f64]) -> Vec<f64> {
    x.iter().zip(y).map(|(x, y)| x - y).collect()
}

/// `-x`
pub(crate) fn negative(x: &[f64]) -> Vec<f64> {
    x.iter().map(|x| -x).collect()
}
