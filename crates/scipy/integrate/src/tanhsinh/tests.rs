use super::*;
use num_complex::Complex64;
use std::f64::consts::{FRAC_PI_2, PI};

fn of<T: Quantity>(f: impl Fn(T) -> T, ends: [f64; 2], options: &TanhsinhOptions) -> Tanhsinh<T> {
    let values = |p: Points<'_, T>| Ok::<_, ()>(p.x.iter().map(|&x| f(x)).collect());
    let [a, b] = ends.map(T::Real::near);
    tanhsinh(values, &[a], &[b], options, false, |_| Ok(false)).unwrap()
}

/// The integrals of Bailey, Jeyabalan and Li, section 6, that end by themselves.
#[test]
fn integrals_of_the_paper() {
    type Case = (fn(f64) -> f64, f64, f64);
    let cases: [Case; 6] = [
        (|t| t * t.ln_1p(), 1.0, 0.25),
        (|t| t * t * t.atan(), 1.0, (PI - 2.0 + 2.0 * 2f64.ln()) / 12.0),
        (|t| t.exp() * t.cos(), FRAC_PI_2, (FRAC_PI_2.exp() - 1.0) / 2.0),
        (|t| t.ln().powi(2), 1.0, 2.0),
        (|t| 1.0 / (1.0 + t * t), f64::INFINITY, FRAC_PI_2),
        (|t| (-t * t / 2.0).exp(), f64::INFINITY, FRAC_PI_2.sqrt()),
    ];
    for (i, (f, b, exact)) in cases.into_iter().enumerate() {
        let found = of(f, [0.0, b], &TanhsinhOptions::default());
        assert_eq!(found.status, [TanhsinhStatus::Converged], "{i}");
        assert!((found.integral[0] - exact).abs() < 1e-13, "{i}");
    }
}

#[test]
fn ends_may_be_infinite_equal_or_reversed() {
    let bell = |x: f64| (-x * x).exp();
    let options = TanhsinhOptions::default();
    let infinity = f64::INFINITY;
    for (ends, halves) in
        [([-infinity, infinity], 2.0), ([infinity, -infinity], -2.0), ([-infinity, 0.0], 1.0)]
    {
        assert!((of(bell, ends, &options).integral[0] - halves * PI.sqrt() / 2.0).abs() < 1e-12);
    }
    let none = of(bell, [1.0, 1.0], &options);
    assert_eq!((none.integral[0], none.maxlevel[0], none.nfev[0]), (0.0, -1, 1));
}

#[test]
fn logarithms_reach_where_numbers_underflow() {
    let options = TanhsinhOptions { log: true, ..TanhsinhOptions::default() };
    let found = of(|x: f64| -x - 1000.0, [0.0, f64::INFINITY], &options);
    assert!((found.integral[0] + 1000.0).abs() < 1e-11);
    assert_eq!(found.status, [TanhsinhStatus::Converged]);
}

#[test]
fn single_and_complex_numbers() {
    let options = TanhsinhOptions::default();
    assert!((of(|x: f32| x.exp(), [0.0, 1.0], &options).integral[0] - 1.718_281_8).abs() < 1e-6);
    let turn = of(|z: Complex64| (Complex64::i() * z).exp(), [0.0, PI], &options);
    assert!((turn.integral[0] - Complex64::new(0.0, 2.0)).norm() < 1e-14);
}

#[test]
fn what_is_not_finite_or_does_not_converge_says_so() {
    let few = TanhsinhOptions { maxlevel: 3, ..TanhsinhOptions::default() };
    let divergent = of(|x: f64| x.exp(), [f64::NEG_INFINITY, f64::INFINITY], &few);
    assert_eq!(divergent.status, [TanhsinhStatus::NotConverged]);
    let nothing = of(|_: f64| f64::NAN, [0.0, 1.0], &few);
    assert_eq!((nothing.status[0], nothing.nfev[0]), (TanhsinhStatus::NotFinite, 1));
}

#[test]
fn the_first_level_may_hold_those_below_it() {
    let f = |x: f64| x * x * x.atan();
    let at = |minlevel| of(f, [0.0, 1.0], &TanhsinhOptions { minlevel, maxlevel: 4, ..Default::default() });
    let (zero, four) = (at(0), at(4));
    assert!((zero.integral[0] - four.integral[0]).abs() < 1e-15);
    assert!(zero.nfev[0] <= four.nfev[0]);
}

#[test]
fn the_callback_ends_it() {
    let f = |p: Points<'_, f64>| Ok::<_, ()>(p.x.iter().map(|x| (30.0 * x).sin()).collect());
    let mut seen = Vec::new();
    let found = tanhsinh(f, &[0.0, 1.0], &[1.0, 1.0], &TanhsinhOptions::default(), false, |now| {
        seen.push(now().maxlevel);
        Ok(seen.len() == 2)
    });
    let found = found.unwrap();
    assert_eq!(seen, [[-1, -1], [2, -1]]);
    assert_eq!(found.status, [TanhsinhStatus::Stopped, TanhsinhStatus::Converged]);
}
