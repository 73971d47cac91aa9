//! Square systems of Moré, Garbow and Hillstrom, *Testing unconstrained optimization software* (1981).

use pallasite_optimize::{FsolveError, FsolveOptions, FsolveResult, fsolve};

fn solve(f: impl Fn(&[f64], &mut [f64]), x0: &[f64]) -> FsolveResult {
    let counted = |x: &[f64], y: &mut [f64]| {
        f(x, y);
        Ok::<_, ()>(())
    };
    fsolve(counted, x0, &FsolveOptions::default()).unwrap()
}

fn assert_root(found: &FsolveResult, root: &[f64]) {
    assert_eq!(found.status, 1, "{}", found.message);
    for (x, r) in found.x.iter().zip(root) {
        assert!((x - r).abs() < 1e-7 * r.abs().max(1.0), "{:?} is not {root:?}", found.x);
    }
}

#[test]
fn p01_rosenbrock() {
    let f = |x: &[f64], y: &mut [f64]| {
        y[0] = 10.0 * (x[1] - x[0] * x[0]);
        y[1] = 1.0 - x[0];
    };
    assert_root(&solve(f, &[-1.2, 1.0]), &[1.0, 1.0]);
}

#[test]
fn p03_powell_badly_scaled() {
    let f = |x: &[f64], y: &mut [f64]| {
        y[0] = 1e4 * x[0] * x[1] - 1.0;
        y[1] = (-x[0]).exp() + (-x[1]).exp() - 1.0001;
    };
    let found = solve(f, &[0.0, 1.0]);
    assert!((found.x[0] / 1.098159e-5 - 1.0).abs() < 1e-5 && (found.x[1] / 9.106146 - 1.0).abs() < 1e-5);
}

#[test]
fn p07_helical_valley() {
    let f = |x: &[f64], y: &mut [f64]| {
        let turn = (x[1] / x[0]).atan() / std::f64::consts::TAU + if x[0] > 0.0 { 0.0 } else { 0.5 };
        y[0] = 10.0 * (x[2] - 10.0 * turn);
        y[1] = 10.0 * (x[0].hypot(x[1]) - 1.0);
        y[2] = x[2];
    };
    assert_root(&solve(f, &[-1.0, 0.0, 0.0]), &[1.0, 0.0, 0.0]);
}

#[test]
fn p13_powell_singular_comes_near() {
    let f = |x: &[f64], y: &mut [f64]| {
        y[0] = x[0] + 10.0 * x[1];
        y[1] = 5f64.sqrt() * (x[2] - x[3]);
        y[2] = (x[1] - 2.0 * x[2]).powi(2);
        y[3] = 10f64.sqrt() * (x[0] - x[3]).powi(2);
    };
    let found = solve(f, &[3.0, -1.0, 0.0, 1.0]);
    assert!(found.fvec.iter().all(|v| v.abs() < 1e-15), "{:?}", found.fvec);
}

#[test]
fn p26_trigonometric() {
    let f = |x: &[f64], y: &mut [f64]| {
        let sum: f64 = x.iter().map(|x| x.cos()).sum();
        for (i, (y, x)) in y.iter_mut().zip(x).enumerate() {
            *y = 10.0 - sum + (i as f64 + 1.0) * (1.0 - x.cos()) - x.sin();
        }
    };
    let found = solve(f, &[0.1; 10]);
    assert!(found.nfev > 10 && found.x.iter().all(|x| x.is_finite()));
}

fn tridiagonal(x: &[f64], y: &mut [f64]) {
    for i in 0..x.len() {
        y[i] = (3.0 - 2.0 * x[i]) * x[i] + 1.0;
        y[i] -= if i > 0 { x[i - 1] } else { 0.0 };
        y[i] -= 2.0 * x.get(i + 1).unwrap_or(&0.0);
    }
}

#[test]
fn p30_a_band_saves_calls() {
    let x0 = [-1.0; 30];
    let full = solve(tridiagonal, &x0);
    let mut calls = 0;
    let f = |x: &[f64], y: &mut [f64]| {
        calls += 1;
        tridiagonal(x, y);
        Ok::<_, ()>(())
    };
    let banded = fsolve(f, &x0, &FsolveOptions { band: Some((1, 1)), ..FsolveOptions::default() }).unwrap();
    assert_eq!((full.status, banded.status), (1, 1));
    assert!(banded.nfev < full.nfev && banded.nfev == calls);
    assert!(full.x.iter().zip(&banded.x).all(|(a, b)| (a - b).abs() < 1e-8));
}

#[test]
fn qr_is_that_of_the_jacobian() {
    let f = |x: &[f64], y: &mut [f64]| {
        y[0] = 2.0 * x[0] + x[1] - 3.0;
        y[1] = x[0] - 4.0 * x[1] + 1.0;
    };
    let found = solve(f, &[0.0, 0.0]);
    let r = ndarray::array![[found.r[0], found.r[1]], [0.0, found.r[2]]];
    let jacobian = found.fjac.t().dot(&r);
    for (a, b) in jacobian.iter().zip([2.0, 1.0, 1.0, -4.0]) {
        assert!((a - b).abs() < 1e-6, "{jacobian}");
    }
}

#[test]
fn errors() {
    let f = |_: &[f64], _: &mut [f64]| Err("mine");
    assert_eq!(fsolve(f, &[1.0], &FsolveOptions::default()), Err(FsolveError::Callback("mine")));
    let improper = FsolveOptions { factor: 0.0, ..FsolveOptions::default() };
    assert_eq!(fsolve(f, &[1.0], &improper), Err(FsolveError::ImproperInput));
}
