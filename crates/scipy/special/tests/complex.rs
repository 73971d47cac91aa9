//! Values at complex arguments by mpmath: `tools/special_reference.py` wrote the table.

use num_complex::Complex64;
use pallasite_special as f;

fn value(name: &str, parameters: &[f64], z: Complex64) -> Complex64 {
    match (name, parameters) {
        ("wofz", []) => f::wofz(z),
        ("erf", []) => f::complex_erf(z),
        ("erfc", []) => f::complex_erfc(z),
        ("erfcx", []) => f::complex_erfcx(z),
        ("erfi", []) => f::complex_erfi(z),
        ("dawsn", []) => f::complex_dawsn(z),
        ("digamma", []) => f::complex_digamma(z),
        ("log1p", []) => f::complex_log1p(z),
        ("expm1", []) => f::complex_expm1(z),
        ("ndtr", []) => f::complex_ndtr(z),
        ("hyp2f1", &[a, b, c]) => f::complex_hyp2f1(a, b, c, z),
        _ => panic!("a function of the table"),
    }
}

/// The relative error that a function may have: `z / sqrt(2)` is rounded, and the continuation of Gauss's function loses.
fn limit(name: &str) -> f64 {
    match name {
        "ndtr" => 2e-13,
        "hyp2f1" => 1e-12,
        "digamma" => 1e-14,
        _ => 4e-15,
    }
}

#[test]
fn values_agree_with_mpmath() {
    let mut beyond = Vec::new();
    for line in include_str!("data/complex.txt").lines() {
        let (name, rest) = line.split_once(' ').expect("a name and numbers");
        let numbers: Vec<f64> = rest.split(' ').map(|word| word.parse().expect("a number")).collect();
        let (parameters, tail) = numbers.split_at(numbers.len() - 4);
        let (z, exact) = (Complex64::new(tail[0], tail[1]), Complex64::new(tail[2], tail[3]));
        let found = value(name, parameters, z);
        let error = (found - exact).norm() / exact.norm();
        if error.is_nan() || error > limit(name) {
            beyond.push(format!("{line}: found {found}, error {error:.1e}"));
        }
    }
    assert!(beyond.is_empty(), "{beyond:#?}");
}
