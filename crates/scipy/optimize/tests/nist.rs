//! Certified values of the NIST StRD nonlinear regression sets, from both starting points.

mod common;

use std::convert::Infallible;

use pallasite_optimize::{CurveFit, CurveFitError, CurveFitOptions, LeastsqOptions, curve_fit};

fn fit(name: &str, set: &common::Dataset, start: usize) -> Result<CurveFit, CurveFitError<Infallible>> {
    // Nelson's response is the logarithm of what was measured.
    let y: Vec<f64> = set.y.iter().map(|y| if name == "Nelson" { y.ln() } else { *y }).collect();
    let leastsq = LeastsqOptions { ftol: 1e-14, xtol: 1e-14, maxfev: Some(10_000), ..Default::default() };
    let options = CurveFitOptions { leastsq, ..Default::default() };
    let model = |x: &[f64], b: &[f64], y: &mut [f64]| {
        common::evaluate(name, x, b, y);
        Ok(())
    };
    curve_fit(model, &set.x, &y, &set.starts[start], &options)
}

fn worst_relative_error<'a>(values: impl IntoIterator<Item = &'a f64>, certified: &[f64]) -> f64 {
    values.into_iter().zip(certified).map(|(v, c)| (v / c - 1.0).abs()).fold(0.0, f64::max)
}

#[track_caller]
fn check(name: &str, start: usize, parameters: f64, deviations: f64) {
    let set = common::read(name);
    let fit = fit(name, &set, start).unwrap_or_else(|e| panic!("{name}, start {}: {e}", start + 1));
    let errors = (
        worst_relative_error(&fit.popt, &set.certified),
        worst_relative_error(&fit.standard_deviations(), &set.deviations),
    );
    assert!(errors.0 < parameters && errors.1 < deviations, "{name}, start {}: {errors:?}", start + 1);
}

#[test]
fn certified_to_six_digits_from_both_starts() {
    let names = [
        "Chwirut1", "Chwirut2", "DanWood", "ENSO", "Eckerle4", "Gauss1", "Gauss2", "Gauss3", "Hahn1",
        "Kirby2", "MGH09", "Misra1a", "Misra1b", "Misra1c", "Misra1d", "Nelson", "Rat42", "Rat43",
        "Roszman1", "Thurber",
    ];
    for name in names {
        for start in 0..2 {
            check(name, start, 1e-6, 1e-6);
        }
    }
}

/// Forward differences leave these with fewer digits, in SciPy as here.
#[test]
fn certified_to_fewer_digits_where_the_problem_is_ill_conditioned() {
    for (name, parameters, deviations) in [
        ("Bennett5", 5e-5, 5e-5),
        ("Lanczos1", 1e-9, 5e-3),
        ("Lanczos2", 1e-6, 2e-4),
        ("Lanczos3", 1e-4, 2e-4),
        ("MGH10", 1e-6, 1e-5),
        ("MGH17", 1e-6, 5e-6),
    ] {
        for start in 0..2 {
            check(name, start, parameters, deviations);
        }
    }
}

/// From its first start BoxBOD slides to a plateau, in SciPy as here; from the second it is solved.
#[test]
fn boxbod_depends_on_the_start() {
    check("BoxBOD", 1, 1e-8, 1e-7);
    let plateau = fit("BoxBOD", &common::read("BoxBOD"), 0).unwrap();
    assert_eq!((plateau.info.ier, plateau.info.nfev), (4, 12));
    assert!(!plateau.covariance_estimated && plateau.pcov.iter().all(|c| *c == f64::INFINITY));
}

/// Rational models take the same iterates as SciPy, so the counts are the same.
#[test]
fn counts_of_scipy() {
    for (name, counts) in [
        ("Hahn1", [(105, 1), (123, 1)]),
        ("Kirby2", [(79, 1), (60, 1)]),
        ("MGH09", [(1856, 1), (150, 1)]),
        ("Misra1d", [(32, 1), (24, 2)]),
        ("Thurber", [(369, 2), (254, 1)]),
    ] {
        let set = common::read(name);
        for (start, expected) in counts.into_iter().enumerate() {
            let info = fit(name, &set, start).unwrap().info;
            assert_eq!((info.nfev, info.ier), expected, "{name}, start {}", start + 1);
        }
    }
}

/// The certified residual sums of squares.
#[test]
fn residual_sum_of_squares() {
    for name in ["Gauss2", "Thurber", "Misra1a", "Hahn1"] {
        let set = common::read(name);
        let fit = fit(name, &set, 0).unwrap();
        let sum: f64 = fit.info.fvec.iter().map(|r| r * r).sum();
        assert!((sum / set.sum_of_squares - 1.0).abs() < 1e-10, "{name}: {sum}");
    }
}
