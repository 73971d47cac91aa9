//! The Chebyshev series of a function on an interval, of degree 12 and 24 (Clenshaw and Curtis, Numer. Math.
//! 2, 1960).

/// cos(i π / 24)
const COSINES: [f64; 13] = [
    1.0,
    0.991444861373810411144557526928563,
    0.965925826289068286749743199728897,
    0.923879532511286756128183189396788,
    0.866025403784438646763723170752936,
    0.793353340291235164579776961501299,
    std::f64::consts::FRAC_1_SQRT_2,
    0.608761429008720639416097542898164,
    0.5,
    0.382683432365089771728459984030399,
    0.258819045102520762348898837624048,
    0.130526192220051591548406227895489,
    0.0,
];

/// A function's Chebyshev coefficients of degree 12 and of degree 24.
pub(super) struct Series {
    pub of12: [f64; 13],
    pub of24: [f64; 25],
}

/// The 25 points of [a, b] at which the series needs the function, from `b` down: offsets from the centre.
pub(super) fn offsets(half: f64) -> [f64; 25] {
    std::array::from_fn(|i| half * cosine(i))
}

/// cos(i π / 24)
fn cosine(i: usize) -> f64 {
    match i % 48 {
        i if i > 24 => cosine(48 - i),
        i if i > 12 => -COSINES[24 - i],
        i => COSINES[i],
    }
}

/// The series through `values` at the points of [`offsets`].
pub(super) fn series(values: &[f64; 25]) -> Series {
    let mut of24 = [0.0; 25];
    transform(values, 1, &mut of24);
    let mut of12 = [0.0; 13];
    let even: [f64; 13] = std::array::from_fn(|i| values[2 * i]);
    transform(&even, 2, &mut of12);
    scale(&mut of12);
    scale(&mut of24);
    Series { of12, of24 }
}

/// Σ values_i cos(i k `stride` π / 24), the ends taken half; the sums over even samples serve twice.
fn transform(values: &[f64], stride: usize, out: &mut [f64]) {
    let n = values.len() - 1;
    if n % 2 == 1 {
        for (k, to) in out.iter_mut().enumerate() {
            *to = sum(values, k * stride, 0, 1);
        }
        return;
    }
    let even: Vec<f64> = values.iter().step_by(2).copied().collect();
    let mut coarse = vec![0.0; n / 2 + 1];
    transform(&even, 2 * stride, &mut coarse);
    for k in 0..=n / 2 {
        let odd = if 2 * k == n { 0.0 } else { sum(values, k * stride, 1, 2) };
        out[k] = coarse[k] + odd;
        out[n - k] = coarse[k] - odd;
    }
}

/// The part of the sum over samples `first`, `first + step` and so on, mirrored samples taken together.
fn sum(values: &[f64], k: usize, first: usize, step: usize) -> f64 {
    let n = values.len() - 1;
    let sign = if (k / (24 / n)).is_multiple_of(2) { 1.0 } else { -1.0 };
    let mirrored = |i| if 2 * i == n { 0.0 } else { sign * ends_half(values, n - i) };
    (first..=n / 2).step_by(step).map(|i| (ends_half(values, i) + mirrored(i)) * cosine(i * k)).sum()
}

fn ends_half(values: &[f64], i: usize) -> f64 {
    if i == 0 || i == values.len() - 1 { 0.5 * values[i] } else { values[i] }
}

fn scale(coefficients: &mut [f64]) {
    let n = coefficients.len() - 1;
    for c in coefficients.iter_mut() {
        *c *= 2.0 / n as f64;
    }
    coefficients[0] *= 0.5;
    coefficients[n] *= 0.5;
}
