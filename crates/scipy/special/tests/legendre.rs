//! Legendre functions beside closed forms and identities.

use num_complex::Complex64;
use pallasite_array::NdArray;
use pallasite_special as special;
use std::f64::consts::PI;

fn whole(k: i64) -> NdArray {
    NdArray::from_vec(vec![k])
}

fn values(array: NdArray) -> Vec<f64> {
    array.to_vec().unwrap()
}

fn assert_close(got: &[f64], want: &[f64], tolerance: f64) {
    assert_eq!(got.len(), want.len());
    for (g, w) in got.iter().zip(want) {
        assert!((g - w).abs() <= tolerance * (1.0 + w.abs()), "{got:?} {want:?}");
    }
}

#[test]
fn third_polynomial_with_derivatives() {
    for x in [-0.9, 0.0, 0.3, 2.5] {
        let p = special::legendre_p(&whole(3), &NdArray::from_vec(vec![x; 20]), 2).unwrap();
        let p = values(p);
        let exact = [2.5 * x * x * x - 1.5 * x, 7.5 * x * x - 1.5, 15.0 * x];
        (0..20).for_each(|i| assert_close(&[p[i], p[20 + i], p[40 + i]], &exact, 1e-15));
    }
}

#[test]
fn associated_functions_of_both_cuts() {
    let z = Complex64::new(0.4, -0.7);
    let point = NdArray::from_vec(vec![z]);
    let value = |m: i64, cut: i64| {
        let p = special::assoc_legendre_p(&whole(2), &whole(m), &point, &whole(cut), false, 0).unwrap();
        p.to_vec::<Complex64>().unwrap()[0]
    };
    let outside = (1.0 - z * z).sqrt();
    let inside = (z - 1.0).sqrt() * (z + 1.0).sqrt();
    assert!((value(1, 2) + 3.0 * z * outside).norm() < 1e-15);
    assert!((value(1, 3) - 3.0 * z * inside).norm() < 1e-15);
    assert!((value(-2, 2) - (1.0 - z * z) / 8.0).norm() < 1e-15);
    assert!((value(2, 3) - 3.0 * (z * z - 1.0)).norm() < 1e-15);
}

#[test]
fn ends_have_their_limits() {
    let ends = NdArray::from_vec(vec![1.0, -1.0]);
    let p = |m: i64, norm: bool| {
        values(special::assoc_legendre_p(&whole(3), &whole(m), &ends, &whole(2), norm, 2).unwrap())
    };
    assert_close(&p(0, false), &[1.0, -1.0, 6.0, 6.0, 15.0, -15.0], 0.0);
    // 15 x (1 - x^2)
    assert_close(&p(2, false), &[0.0, 0.0, -30.0, -30.0, -90.0, 90.0], 0.0);
    let unit = p(0, true);
    assert_close(&unit[..2], &[3.5f64.sqrt(), -3.5f64.sqrt()], 1e-15);
    assert_eq!(p(1, false)[2..4], [f64::INFINITY, f64::NEG_INFINITY]);
}

/// The squares of all harmonics of a degree add up to `(2 n + 1) / (4 pi)` (DLMF 14.30.9), also where seeds underflow.
#[test]
fn addition_theorem() {
    for (n, theta) in [(1, 1.0), (40, 0.3), (600, 0.02)] {
        let angles = NdArray::from_vec(vec![theta; 4]);
        let p = values(special::sph_legendre_p_all(n, n, &angles, 0).unwrap());
        let last = &p[n * (2 * n + 1) * 4..];
        let sum: f64 = last.iter().step_by(4).map(|p| p * p).sum();
        assert!((sum * 4.0 * PI / (2 * n + 1) as f64 - 1.0).abs() < 1e-10, "{n} {sum}");
    }
}

#[test]
fn single_functions_are_those_of_tables() {
    let angles = NdArray::from_vec((0..37).map(|i| 0.17 * f64::from(i) - 2.0).collect::<Vec<_>>());
    let table = values(special::sph_legendre_p_all(9, 6, &angles, 2).unwrap());
    for m in -6i64..=6 {
        let own = values(special::sph_legendre_p(&whole(9), &whole(m), &angles, 2).unwrap());
        let column = if m < 0 { 13 + m } else { m } as usize;
        for d in 0..3 {
            let row = &table[((d * 10 + 9) * 13 + column) * 37..][..37];
            assert_eq!(row, &own[d * 37..][..37]);
        }
    }
}

#[test]
fn harmonics_of_opposite_orders() {
    let (theta, phi) = (NdArray::from_vec(vec![0.7]), NdArray::from_vec(vec![2.1]));
    let y = |m: i64| {
        let parts = special::sph_harm_y(&whole(4), &whole(m), &theta, &phi, 2).unwrap();
        parts.iter().flat_map(|part| part.to_vec::<Complex64>().unwrap()).collect::<Vec<_>>()
    };
    for (a, b) in y(3).into_iter().zip(y(-3)) {
        assert!((a + b.conj()).norm() < 1e-14);
    }
}

#[test]
fn real_degrees() {
    assert_close(&[special::lpmv(0.0, 3.0, 0.3)], &[2.5 * 0.027 - 0.45], 1e-15);
    // The recurrence in the degree holds between functions that are computed apart.
    for (m, v, x) in [(0.0, 0.3, 0.6), (2.0, 1.7, -0.4), (-3.0, 2.4, 0.1), (1.0, 12.6, -0.8)] {
        let [below, own, above] = [v - 1.0, v, v + 1.0].map(|v| special::lpmv(m, v, x));
        let sum = (2.0 * v + 1.0) * x * own - (v + m) * below;
        assert!(((v - m + 1.0) * above - sum).abs() < 1e-12 * (1.0 + sum.abs()), "{m} {v} {x}");
    }
    assert_eq!(special::lpmv(3.0, 2.0, 0.4), 0.0);
    assert_eq!(special::lpmv(0.0, 2.5, -1.0), f64::NEG_INFINITY);
    assert!(special::lpmv(0.5, 2.0, 0.4).is_nan() && special::lpmv(1.0, 2.0, 1.5).is_nan());
}

#[test]
fn second_kind() {
    for x in [0.5f64, -0.3, 1.0001, 1.5, -4.0, 30.0] {
        let [q, slope] = special::lqn(2, &NdArray::from_vec(vec![x])).unwrap();
        let q0 = 0.5 * ((1.0 + x) / (1.0 - x)).abs().ln();
        let exact = [q0, x * q0 - 1.0, 0.5 * (3.0 * x * x - 1.0) * q0 - 1.5 * x];
        // The closed forms cancel for large arguments.
        assert_close(&values(q), &exact, 1e-12);
        assert_close(&values(slope)[..1], &[1.0 / ((1.0 - x) * (1.0 + x))], 1e-15);
    }
    let [q, _] = special::lqmn(2, 1, &NdArray::from_vec(vec![1.0001])).unwrap();
    assert!((values(q)[5] / (2.0 / (1.0001f64 * 1.0001 - 1.0)) - 1.0).abs() < 1e-10);
    let [q, _] = special::lqn(200, &NdArray::from_vec(vec![1.2, -1.2])).unwrap();
    let q = values(q);
    assert!(q[400] > 0.0 && q[400] < 1e-50 && q[400] == -q[401]);
}
