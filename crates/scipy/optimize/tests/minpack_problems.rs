//! Test problems of J. J. Moré, B. S. Garbow, K. E. Hillstrom, *Testing unconstrained optimization software*, ACM
//! TOMS 7 (1981), 17-41. The expected iterates are those of SciPy 1.17.1, compared bit by bit.

use std::convert::Infallible;
use std::f64::consts::PI;

use pallasite_optimize::{LeastsqOptions, LeastsqResult, leastsq};

fn solve(x0: &[f64], m: usize, f: impl Fn(&[f64]) -> Vec<f64>) -> LeastsqResult {
    let residuals = |x: &[f64], r: &mut [f64]| -> Result<(), Infallible> {
        r.copy_from_slice(&f(x));
        Ok(())
    };
    leastsq(residuals, x0, m, &LeastsqOptions::default()).unwrap()
}

#[track_caller]
fn check(found: &LeastsqResult, nfev: usize, ier: u8, x: &[f64], sum_of_squares: f64) {
    let sum: f64 = found.fvec.iter().map(|r| r * r).sum();
    assert!((sum - sum_of_squares).abs() <= 1e-6 * sum_of_squares.max(1e-20), "sum of squares {sum}");
    assert_eq!((found.nfev, found.ier), (nfev, ier));
    assert_eq!(found.x, x);
}

#[test]
fn p01_rosenbrock() {
    let found = solve(&[-1.2, 1.0], 2, |x| vec![10.0 * (x[1] - x[0] * x[0]), 1.0 - x[0]]);
    check(&found, 54, 2, &[1.0, 1.0], 0.0);
}

#[test]
fn p02_freudenstein_roth() {
    let found = solve(&[0.5, -2.0], 2, |x| {
        vec![
            -13.0 + x[0] + ((5.0 - x[1]) * x[1] - 2.0) * x[1],
            -29.0 + x[0] + ((x[1] + 1.0) * x[1] - 14.0) * x[1],
        ]
    });
    check(&found, 30, 1, &[11.412484458440325, -0.8968279141291072], 48.98425373);
}

#[test]
fn p05_beale() {
    let found = solve(&[1.0, 1.0], 3, |x| {
        vec![
            1.5 - x[0] * (1.0 - x[1]),
            2.25 - x[0] * (1.0 - x[1] * x[1]),
            2.625 - x[0] * (1.0 - x[1] * x[1] * x[1]),
        ]
    });
    check(&found, 23, 2, &[3.0, 0.5], 0.0);
}

#[test]
fn p06_jennrich_sampson() {
    let found = solve(&[0.3, 0.4], 10, |x| {
        (1..=10).map(f64::from).map(|i| 2.0 + 2.0 * i - ((i * x[0]).exp() + (i * x[1]).exp())).collect()
    });
    check(&found, 45, 1, &[0.25781992653166064, 0.25782997670110447], 124.3621825);
}

#[test]
fn p07_helical_valley() {
    let found = solve(&[-1.0, 0.0, 0.0], 3, |x| {
        let angle = (x[1] / x[0]).atan() / (2.0 * PI) + if x[0] > 0.0 { 0.0 } else { 0.5 };
        vec![10.0 * (x[2] - 10.0 * angle), 10.0 * ((x[0] * x[0] + x[1] * x[1]).sqrt() - 1.0), x[2]]
    });
    check(&found, 35, 2, &[1.0, -5.4423463319671024e-18, 0.0], 7.502614186e-33);
}

#[test]
fn p08_bard() {
    let y = [0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39, 0.37, 0.58, 0.73, 0.96, 1.34, 2.10, 4.39];
    let found = solve(&[1.0, 1.0, 1.0], 15, |x| {
        let model = |(y, i): (&f64, u32)| {
            let u = f64::from(i);
            let v = 16.0 - u;
            y - (x[0] + u / (v * x[1] + u.min(v) * x[2]))
        };
        y.iter().zip(1..).map(model).collect()
    });
    check(&found, 21, 1, &[0.0824105772024122, 1.1330366770627258, 2.3436946161193224], 0.008214877307);
}

#[test]
fn p10_meyer() {
    let y = [
        34780.0, 28610.0, 23650.0, 19630.0, 16370.0, 13720.0, 11540.0, 9744.0, 8261.0, 7030.0, 6005.0,
        5147.0, 4427.0, 3820.0, 3307.0, 2872.0,
    ];
    let found = solve(&[0.02, 4000.0, 250.0], 16, |x| {
        y.iter().zip(1..).map(|(y, i)| x[0] * (x[1] / (45.0 + 5.0 * f64::from(i) + x[2])).exp() - y).collect()
    });
    check(&found, 474, 2, &[0.005609635889221809, 6181.346432789038, 345.22363753714944], 87.94585517);
}

#[test]
fn p12_box() {
    let found = solve(&[0.0, 10.0, 20.0], 10, |x| {
        let model = |i: f64| {
            (-0.1 * i * x[0]).exp() - (-0.1 * i * x[1]).exp() - x[2] * ((-0.1 * i).exp() - (-i).exp())
        };
        (1..=10).map(f64::from).map(model).collect()
    });
    check(&found, 25, 2, &[1.0000000000000002, 9.999999999999996, 0.9999999999999999], 9.244463733e-33);
}

#[test]
fn p13_powell_singular() {
    let found = solve(&[3.0, -1.0, 0.0, 1.0], 4, |x| {
        let (a, b) = (x[1] - 2.0 * x[2], x[0] - x[3]);
        vec![x[0] + 10.0 * x[1], 5f64.sqrt() * (x[2] - x[3]), a * a, 10f64.sqrt() * (b * b)]
    });
    check(
        &found,
        1001,
        5,
        &[5.263054387860989e-11, -5.263054387860989e-12, 2.4659816305822314e-11, 2.4659816305822314e-11],
        1.499694481e-41,
    );
}

#[test]
fn p15_kowalik_osborne() {
    let y = [0.1957, 0.1947, 0.1735, 0.1600, 0.0844, 0.0627, 0.0456, 0.0342, 0.0323, 0.0235, 0.0246];
    let u = [4.0, 2.0, 1.0, 0.5, 0.25, 0.167, 0.125, 0.1, 0.0833, 0.0714, 0.0625];
    let found = solve(&[0.25, 0.39, 0.415, 0.39], 11, |x| {
        y.iter().zip(u).map(|(y, u)| y - x[0] * (u * (u + x[1])) / (u * (u + x[2]) + x[3])).collect()
    });
    check(
        &found,
        82,
        1,
        &[0.19280780515883233, 0.19126276450455576, 0.12305281913116596, 0.13605327252119123],
        0.0003075056046,
    );
}

#[test]
fn p16_brown_dennis() {
    let found = solve(&[25.0, 5.0, -5.0, -1.0], 20, |x| {
        let model = |i: f64| {
            let t = 0.2 * i;
            let (a, b) = (x[0] + t * x[1] - t.exp(), x[2] + x[3] * t.sin() - t.cos());
            a * a + b * b
        };
        (1..=20).map(f64::from).map(model).collect()
    });
    check(
        &found,
        1003,
        5,
        &[-11.579212988171484, 13.198195460272954, -0.4056070761718213, 0.2351606272026603],
        85822.51226,
    );
}
