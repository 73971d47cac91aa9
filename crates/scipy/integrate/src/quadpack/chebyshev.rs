//! The Chebyshev series of a function on an interval, of degree 12 and 24 (Clenshaw and Curtis, Numer. Math.
//! 2, 1960).

/// cos(i π / 24) from 0 to π / 2
const QUARTER: [f64; 13] = [
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

/// cos(i π / 24) all around.
const COSINES: [f64; 48] = {
    let mut all = [0.0; 48];
    let mut i = 0;
    while i <= 12 {
        all[i] = QUARTER[i];
        all[24 - i] = -QUARTER[i];
        all[24 + i] = -QUARTER[i];
        all[(48 - i) % 48] = QUARTER[i];
        i += 1;
    }
    all
};

/// A function's Chebyshev coefficients of degree 12 and of degree 24.
pub(super) struct Series {
    pub of12: [f64; 13],
    pub of24: [f64; 25],
}

/// The 25 points of [a, b] at which the series needs the function, from `b` down: offsets from the centre.
pub(super) fn offsets(half: f64) -> [f64; 25] {
    std::array::from_fn(|i| half * COSINES[i])
}

/// The series through `values` at the points of [`offsets`].
pub(super) fn series(values: &[f64; 25]) -> Series {
    let of6: [f64; 7] = refined(values, &four_samples(values));
    let of12: [f64; 13] = refined(values, &of6);
    let of24: [f64; 25] = refined(values, &of12);
    Series { of12: scaled(of12), of24: scaled(of24) }
}

/// The sums of [`refined`] over the four samples that are 8 apart.
fn four_samples(values: &[f64; 25]) -> [f64; 4] {
    let fold = |i: usize, k: usize| {
        if k.is_multiple_of(2) { values[i] + values[24 - i] } else { values[i] - values[24 - i] }
    };
    std::array::from_fn(|k| 0.5 * fold(0, k) + fold(8, k) * COSINES[8 * k % 48])
}

/// Σ values_i cos(i k π / n) over n + 1 samples that are 24 / n apart, the ends taken half: the sums over every other
/// one are there, and serve twice.
fn refined<const FEW: usize, const N: usize>(values: &[f64; 25], coarse: &[f64; FEW]) -> [f64; N] {
    let n = N - 1;
    let mut out = [0.0; N];
    for (k, &even) in coarse.iter().enumerate() {
        let odd = if 2 * k == n { 0.0 } else { odd_sum(values, k, n) };
        out[k] = even + odd;
        out[n - k] = even - odd;
    }
    out
}

/// The part of the sum over odd samples, mirrored ones taken together.
fn odd_sum(values: &[f64; 25], k: usize, n: usize) -> f64 {
    let (step, mut sum, mut i) = (24 / n, 0.0, 1);
    while 2 * i <= n {
        let (near, far) = (values[i * step], values[(n - i) * step]);
        let both = match k % 2 {
            _ if 2 * i == n => near,
            0 => near + far,
            _ => near - far,
        };
        sum += both * COSINES[i * k * step % 48];
        i += 2;
    }
    sum
}

/// Sums as coefficients.
fn scaled<const N: usize>(mut sums: [f64; N]) -> [f64; N] {
    for sum in &mut sums {
        *sum *= 2.0 / (N - 1) as f64;
    }
    sums[0] *= 0.5;
    sums[N - 1] *= 0.5;
    sums
}
