//! Sums of powers of the whole numbers.

/// `B_2n / (2n)!`.
const BERNOULLI: [f64; 6] =
    [1.0 / 12.0, -1.0 / 720.0, 1.0 / 30240.0, -1.0 / 1209600.0, 1.0 / 47900160.0, -691.0 / 1307674368000.0];
/// How many terms are added before the Euler-Maclaurin formula takes over.
const DIRECT: f64 = 24.0;

/// The generalised harmonic number: the sum of `k^-a` for `k` from 1 to `n`.
///
/// ```
/// assert!((pallasite_special::gen_harmonic(4.0, 1.0) - 25.0 / 12.0).abs() < 1e-15);
/// ```
pub fn gen_harmonic(n: f64, a: f64) -> f64 {
    if n.is_nan() || a.is_nan() || n < 0.0 || n != n.floor() {
        return f64::NAN;
    }
    powers(1.0, n, a)
}

/// The sum of `i^-a` for `i` from `j` to `k` over that from 1 to `n`.
///
/// ```
/// assert!((pallasite_special::normalized_gen_harmonic(2.0, 3.0, 4.0, 1.0) - 0.4).abs() < 1e-16);
/// ```
pub fn normalized_gen_harmonic(j: f64, k: f64, n: f64, a: f64) -> f64 {
    if [j, k, n, a].iter().any(|x| x.is_nan()) || [j, k, n].iter().any(|x| *x < 0.0 || *x != x.floor()) {
        return f64::NAN;
    }
    powers(j, k, a) / powers(1.0, n, a)
}

/// The sum of `i^-a` for `i` from `j` to `k` (DLMF 2.10.1).
fn powers(j: f64, k: f64, a: f64) -> f64 {
    let last = k.min(j + DIRECT - 1.0);
    let mut i = last;
    let mut direct = 0.0;
    while i >= j {
        direct += i.powf(-a);
        i -= 1.0;
    }
    if k == last || a.is_infinite() { direct } else { direct + smooth(last + 1.0, k, a) }
}

/// The same where `j` is not small.
fn smooth(j: f64, k: f64, a: f64) -> f64 {
    // The difference of logarithms is exact to rounding where the ends are near each other.
    let log = ((k - j) / j).ln_1p();
    let power = 1.0 - a;
    let integral = j.powf(power) * if power == 0.0 { log } else { (power * log).exp_m1() / power };
    let ends = 0.5 * (j.powf(-a) + k.powf(-a));
    let derivatives = |x: f64| {
        let (mut factor, mut sum) = (a * x.powf(-a - 1.0), 0.0);
        for (n, b) in BERNOULLI.iter().enumerate() {
            sum += b * factor;
            let order = a + (2 * n + 1) as f64;
            factor *= order * (order + 1.0) / (x * x);
        }
        sum
    };
    integral + ends + (derivatives(j) - derivatives(k))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_formula_is_the_sum() {
        for a in [-1.5, 0.0, 0.5, 1.0, 2.0, 7.5] {
            let direct: f64 = (1..=1000).rev().map(|k| f64::from(k).powf(-a)).sum();
            assert!((gen_harmonic(1000.0, a) / direct - 1.0).abs() < 1e-14, "{a}");
        }
    }
}
