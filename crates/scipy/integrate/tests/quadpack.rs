//! Standard integrals beside SciPy 1.17.1: value, error estimate, number of calls and intervals, status.
//!
//! The integrands are the testers of Piessens et al. (*QUADPACK*, 1983, chapters 3 and 4) and of Davis and Rabinowitz
//! (*Methods of Numerical Integration*, 1984), and cases for each way that an integration can end.

use pallasite_integrate::{Algebraic, Detail, InvalidQuad, QuadError, QuadOptions, Weight, quad};
use std::convert::Infallible;
use std::f64::consts::PI;

type Expected = (f64, f64, usize, usize, u8);

/// Without a weight every bit is SciPy's; Chebyshev series are summed in another order, so the last digits differ.
#[track_caller]
fn check(f: impl Fn(f64) -> f64, a: f64, b: f64, options: &QuadOptions, expected: Expected) {
    let found = quad(|x| Ok::<_, Infallible>(f(x)), a, b, options).unwrap();
    let last = match &found.detail {
        Detail::Cycles(cycles) => cycles.len(),
        _ => found.partition.len(),
    };
    assert_eq!((found.neval, last, found.status), (expected.2, expected.3, expected.4));
    let close = |a: f64, b: f64, rtol: f64| (a - b).abs() <= rtol * b.abs();
    if options.weight.is_some() {
        assert!(close(found.value, expected.0, 1e-14), "{} {}", found.value, expected.0);
        assert!(close(found.abserr, expected.1, 1e-6), "{} {}", found.abserr, expected.1);
    } else {
        assert_eq!((found.value, found.abserr), (expected.0, expected.1));
    }
}

#[test]
fn finite_ranges() {
    check(
        |x| (x.exp()).cos().powi(2),
        0.0,
        3.0,
        &QuadOptions::default(),
        (1.296467785724373, 1.3977971863744082e-09, 147, 4, 0),
    );
    check(
        |x| x.abs().sqrt(),
        -1.0,
        2.0,
        &QuadOptions::default(),
        (2.552284749830794, 2.833605294661805e-15, 189, 5, 0),
    );
    check(
        |x| x.ln(),
        0.0,
        1.0,
        &QuadOptions::default(),
        (-0.9999999999999999, 1.1102230246251563e-15, 231, 6, 0),
    );
    check(
        |x| 1.0 / x.sqrt(),
        0.0,
        1.0,
        &QuadOptions::default(),
        (1.9999999999999984, 5.773159728050814e-15, 231, 6, 0),
    );
    check(
        |x| x.ln() / x.sqrt(),
        0.0,
        1.0,
        &QuadOptions::default(),
        (-4.000000000000085, 1.354472090042691e-13, 315, 8, 0),
    );
    check(
        |x| if x > 0.3 { 1.0 } else { 0.0 },
        0.0,
        1.0,
        &QuadOptions::default(),
        (0.7000000000000001, 7.771561172376097e-16, 357, 9, 0),
    );
    check(
        |x| 1.0 / ((x - 0.3) * (x - 0.3) + 1e-6),
        0.0,
        1.0,
        &QuadOptions::default(),
        (3136.830762145285, 2.4328334212135622e-05, 525, 13, 0),
    );
    check(
        |x| (100.0 * x).sin() * x,
        0.0,
        3.0,
        &QuadOptions::default(),
        (0.0005629229943709306, 1.985228963911987e-13, 1323, 32, 0),
    );
    check(|x| 1.0 / x, 0.0, 1.0, &QuadOptions::default(), (41.67684067538809, 9.35056037314051, 2079, 50, 1));
    check(
        |x| 1.0 / (x - 0.37),
        0.0,
        1.0,
        &QuadOptions::default(),
        (0.5322138548282316, 4.4140141575166325e-07, 2079, 50, 5),
    );
    check(
        |x| x.exp(),
        2.0,
        -1.0,
        &QuadOptions::default(),
        (-7.021176657759206, 7.795071985404973e-14, 21, 1, 0),
    );
    check(
        |x| x.ln(),
        0.0,
        1.0,
        &QuadOptions { limit: 3, ..QuadOptions::default() },
        (-0.9997866319486625, 0.18367234083832462, 105, 3, 1),
    );
    check(
        |x| (50.0 * x).cos(),
        0.0,
        1.0,
        &QuadOptions { limit: 1, ..QuadOptions::default() },
        (-0.005231387102918289, 0.524153127502176, 21, 1, 1),
    );
    check(
        |x| (20.0 * x).sin() / (1.0 + x * x),
        0.0,
        4.0,
        &QuadOptions { epsabs: 0.0, epsrel: 1e-13, ..QuadOptions::default() },
        (0.05065124989714305, 9.464479339510346e-15, 1071, 26, 2),
    );
    check(|x| x.sin(), -1.0, 1.0, &QuadOptions::default(), (0.0, 1.016593351918394e-14, 21, 1, 0));
}

#[test]
fn unbounded_ranges() {
    check(
        |x| (-x * x).exp(),
        f64::NEG_INFINITY,
        f64::INFINITY,
        &QuadOptions::default(),
        (1.7724538509055159, 1.4202636780944923e-08, 270, 5, 0),
    );
    check(
        |x| 1.0 / (1.0 + x * x),
        f64::NEG_INFINITY,
        f64::INFINITY,
        &QuadOptions::default(),
        (std::f64::consts::PI, 5.155583041103855e-10, 90, 2, 0),
    );
    check(
        |x| (-x).exp() * x.sqrt(),
        0.0,
        f64::INFINITY,
        &QuadOptions::default(),
        (0.8862269254536111, 9.077554263825505e-10, 315, 11, 0),
    );
    check(
        |x| x.exp(),
        f64::NEG_INFINITY,
        0.5,
        &QuadOptions::default(),
        (1.648721270700128, 9.632830074452882e-11, 135, 5, 0),
    );
    check(
        |x| 1.0 / (1.0 + x).powf(1.01),
        0.0,
        f64::INFINITY,
        &QuadOptions::default(),
        (100.00000000005774, 1.7696777376841055e-10, 165, 6, 0),
    );
    check(
        |x| x.ln() / (1.0 + 100.0 * x * x),
        0.0,
        f64::INFINITY,
        &QuadOptions::default(),
        (-0.3616892206208058, 2.0371015430065142e-09, 465, 16, 0),
    );
}

#[test]
fn points_of_difficulty() {
    check(
        |x| (x - 0.3).abs() + (x - 1.2).abs(),
        0.0,
        2.0,
        &QuadOptions { points: Some(vec![1.2, 0.3]), ..QuadOptions::default() },
        (2.5300000000000002, 2.808864252301646e-14, 63, 3, 0),
    );
    check(
        |x| x * x * x * ((x * x - 1.0) * (x * x - 2.0)).abs().ln(),
        0.0,
        3.0,
        &QuadOptions {
            points: Some(vec![1.0, 2.0f64.sqrt()]),
            epsabs: 0.0,
            epsrel: 1e-3,
            ..QuadOptions::default()
        },
        (52.740806116727164, 0.00017557038486870624, 777, 20, 0),
    );
    check(
        |x| 1.0 / (x - 0.3).abs().sqrt(),
        0.0,
        1.0,
        &QuadOptions { points: Some(vec![0.3]), ..QuadOptions::default() },
        (2.768765168078443, 2.113864638886298e-13, 462, 12, 0),
    );
    check(
        |x| x.abs().sqrt(),
        -1.0,
        1.0,
        &QuadOptions { points: Some(vec![0.0]), ..QuadOptions::default() },
        (1.3333333333333324, 4.6629367034256575e-15, 462, 12, 0),
    );
    check(
        |x| x.exp(),
        0.0,
        1.0,
        &QuadOptions { points: Some(vec![5.0]), ..QuadOptions::default() },
        (1.7182818284590453, 1.9076760487502457e-14, 21, 1, 0),
    );
}

#[test]
fn oscillating_weights() {
    check(
        |x| if x > 0.0 { x.ln() } else { 0.0 },
        0.0,
        1.0,
        &QuadOptions { weight: Some(Weight::Sin(10.0 * PI)), ..QuadOptions::default() },
        (-0.12813684839916742, 6.875028324415666e-12, 305, 9, 0),
    );
    check(
        |x| (20.0 * (x - 1.0)).exp(),
        0.0,
        1.0,
        &QuadOptions { weight: Some(Weight::Cos(2.0f64.powf(3.4))), ..QuadOptions::default() },
        (-0.03531810127432158, 2.5677700163401785e-10, 75, 2, 0),
    );
    check(
        |x| x.sqrt(),
        0.0,
        4.0,
        &QuadOptions { weight: Some(Weight::Sin(-25.0)), ..QuadOptions::default() },
        (0.06417650830681806, 5.07834007778466e-09, 375, 10, 0),
    );
    check(
        |x| x.sqrt(),
        0.0,
        1.0,
        &QuadOptions { weight: Some(Weight::Cos(0.5)), ..QuadOptions::default() },
        (0.6314229824570049, 2.219335826225688e-12, 165, 6, 0),
    );
    check(
        |x| 1.0 / (x + 0.01),
        0.0,
        1.0,
        &QuadOptions { weight: Some(Weight::Cos(300.0)), ..QuadOptions::default() },
        (0.0759223094734778, 8.020211332738589e-09, 275, 6, 0),
    );
    check(
        |x| if x > 0.0 { 1.0 / x.sqrt() } else { 0.0 },
        0.0,
        f64::INFINITY,
        &QuadOptions { weight: Some(Weight::Cos(PI / 2.0)), epsabs: 1e-3, ..QuadOptions::default() },
        (0.999996953110741, 0.000592341871913038, 380, 6, 0),
    );
    check(
        |x| (-x).exp(),
        0.0,
        f64::INFINITY,
        &QuadOptions { weight: Some(Weight::Sin(3.0)), ..QuadOptions::default() },
        (0.3, 5.7430881119198045e-11, 175, 5, 0),
    );
    check(
        |x| 1.0 / (1.0 + x),
        0.0,
        f64::INFINITY,
        &QuadOptions { weight: Some(Weight::Cos(2.0)), ..QuadOptions::default() },
        (0.14454530303934346, 1.4379569476575066e-08, 405, 13, 0),
    );
    check(
        |x| x.exp(),
        f64::NEG_INFINITY,
        1.0,
        &QuadOptions { weight: Some(Weight::Sin(2.5)), ..QuadOptions::default() },
        (0.9753312116516872, 7.864624692589733e-11, 175, 5, 0),
    );
    check(
        |x| (-x).exp(),
        0.0,
        f64::INFINITY,
        &QuadOptions { weight: Some(Weight::Cos(0.0)), ..QuadOptions::default() },
        (1.0000000000000002, 5.842606742906004e-11, 135, 1, 0),
    );
    check(
        |x| 1.0 / (1.0 + x),
        0.0,
        f64::INFINITY,
        &QuadOptions { weight: Some(Weight::Cos(2.0)), limlst: 3, ..QuadOptions::default() },
        (0.14495867608957724, 0.06521002900489474, 155, 3, 1),
    );
}

#[test]
fn algebraic_weights() {
    check(
        |x| 1.0 / (1.0 + x * x),
        0.0,
        2.0,
        &QuadOptions {
            weight: Some(Weight::Algebraic(Algebraic {
                alpha: -0.5,
                beta: -0.25,
                log_a: false,
                log_b: false,
            })),
            ..QuadOptions::default()
        },
        (1.857228650886188, 2.7590610337572146e-13, 50, 2, 0),
    );
    check(
        |x| 1.0 / (1.0 + x * x),
        0.0,
        2.0,
        &QuadOptions {
            weight: Some(Weight::Algebraic(Algebraic { alpha: -0.5, beta: 0.5, log_a: true, log_b: false })),
            ..QuadOptions::default()
        },
        (-5.283506967599369, 1.5569085885697648e-10, 50, 2, 0),
    );
    check(
        |x| 1.0 / (1.0 + x * x),
        -1.0,
        2.0,
        &QuadOptions {
            weight: Some(Weight::Algebraic(Algebraic { alpha: 0.0, beta: -0.5, log_a: false, log_b: true })),
            ..QuadOptions::default()
        },
        (-0.18443739039835094, 1.9383439274322565e-10, 70, 3, 0),
    );
    check(
        |x| 1.0 / (1.0 + x * x),
        0.0,
        20.0,
        &QuadOptions {
            weight: Some(Weight::Algebraic(Algebraic { alpha: -0.5, beta: -0.5, log_a: true, log_b: true })),
            ..QuadOptions::default()
        },
        (-2.358422943469655, 2.872774982420457e-08, 130, 4, 0),
    );
    check(
        |x| 1.0 / (0.01 + (x - 0.4) * (x - 0.4)),
        0.0,
        1.0,
        &QuadOptions {
            weight: Some(Weight::Algebraic(Algebraic { alpha: 0.0, beta: 0.5, log_a: false, log_b: false })),
            ..QuadOptions::default()
        },
        (20.641250089726444, 1.4098561439655766e-07, 100, 4, 0),
    );
}

#[test]
fn principal_values() {
    check(
        |x| 1.0 / (5.0 * x * x * x + 6.0),
        -1.0,
        5.0,
        &QuadOptions { weight: Some(Weight::Cauchy(0.0)), ..QuadOptions::default() },
        (-0.08994400695772313, 1.3031887059992453e-08, 245, 7, 0),
    );
    check(
        |x| x.exp(),
        0.0,
        1.0,
        &QuadOptions { weight: Some(Weight::Cauchy(1.3)), ..QuadOptions::default() },
        (-2.826186571673095, 3.92218699843065e-09, 45, 2, 0),
    );
    check(
        |x| 1.0 / (1e-4 + (x - 0.4) * (x - 0.4)),
        0.0,
        1.0,
        &QuadOptions { weight: Some(Weight::Cauchy(0.5)), ..QuadOptions::default() },
        (-3109.3682116728, 8.09261786882654e-06, 495, 14, 0),
    );
}

/// With too little room the moments are computed again, and the right ones used: -γ - ln(ω ε) + π ω ε / 2 and less.
#[test]
fn moments_beyond_their_room() {
    let integral = |maxp1| {
        let options = QuadOptions { weight: Some(Weight::Cos(300.0)), maxp1, ..QuadOptions::default() };
        quad(|x| Ok::<_, Infallible>(1.0 / (x + 1e-4)), 0.0, 1.0, &options).unwrap().value
    };
    assert!((integral(2) - integral(50)).abs() < 1e-10);
}

#[test]
fn errors() {
    let of = |a: f64, b: f64, options: QuadOptions| quad(Ok::<_, Infallible>, a, b, &options).unwrap_err();
    let default = QuadOptions::default;
    let tolerance = of(0.0, 1.0, QuadOptions { epsabs: 0.0, epsrel: 1e-20, ..default() });
    assert_eq!(tolerance, InvalidQuad::Tolerance.into());
    assert_eq!(of(0.0, 1.0, QuadOptions { limit: 0, ..default() }), InvalidQuad::Limit.into());
    let line = QuadOptions { weight: Some(Weight::Sin(1.0)), ..default() };
    assert_eq!(of(f64::NEG_INFINITY, f64::INFINITY, line), InvalidQuad::WeightOnLine.into());
    let pole = QuadOptions { weight: Some(Weight::Cauchy(1.0)), ..default() };
    assert_eq!(of(0.0, 1.0, pole), InvalidQuad::PoleAtEnd.into());
}

#[test]
fn the_callers_error_comes_out() {
    let f = |x: f64| if x > 0.5 { Err("beyond") } else { Ok(x) };
    assert_eq!(quad(f, 0.0, 1.0, &QuadOptions::default()), Err(QuadError::Callback("beyond")));
}
