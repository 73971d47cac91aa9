//! `curve_fit` on the fits of Bressert, *SciPy and NumPy* (2013), section 3.1.1, and on weighted data.
//!
//! The expected numbers are SciPy 1.17.1's on the same data, with `sin` in the place of random noise.

use std::convert::Infallible;

use ndarray::{Array2, array};
use pallasite_optimize::{
    CurveFit, CurveFitError, CurveFitOptions, Sigma, curve_fit, curve_fit_with_jacobian,
};

fn grid(end: f64, n: u32) -> Vec<f64> {
    (0..n).map(|i| end * f64::from(i) / f64::from(n - 1)).collect()
}

fn noisy(x: &[f64], params: &[f64], amplitude: f64, model: fn(f64, &[f64]) -> f64) -> Vec<f64> {
    let noise = |i: u32| amplitude * (37.0 * f64::from(i) * f64::from(i)).sin();
    x.iter().zip(0..).map(|(&x, i)| model(x, params) + noise(i)).collect()
}

fn line(x: f64, p: &[f64]) -> f64 {
    p[0] * x + p[1]
}

fn gaussian(x: f64, p: &[f64]) -> f64 {
    p[0] * (-(x - p[1]) * (x - p[1]) / (2.0 * p[2] * p[2])).exp()
}

fn two_gaussians(x: f64, p: &[f64]) -> f64 {
    gaussian(x, &p[..3]) + gaussian(x, &p[3..])
}

type Model = fn(&[f64], &[f64], &mut [f64]) -> Result<(), Infallible>;

macro_rules! over_all {
    ($model:expr) => {
        |x: &[f64], p: &[f64], y: &mut [f64]| -> Result<(), Infallible> {
            y.iter_mut().zip(x).for_each(|(y, &x)| *y = $model(x, p));
            Ok(())
        }
    };
}

const LINE: Model = over_all!(line);

#[track_caller]
fn check(fit: &CurveFit, popt: &[f64], deviations: &[f64]) {
    check_within(1e-9, fit, popt, deviations);
}

#[track_caller]
fn check_within(tolerance: f64, fit: &CurveFit, popt: &[f64], deviations: &[f64]) {
    let close = |a: &f64, b: &f64| (a - b).abs() <= tolerance * b.abs();
    assert!(fit.popt.iter().zip(popt).all(|(a, b)| close(a, b)), "{:?}", fit.popt);
    let found = fit.standard_deviations();
    assert!(found.iter().zip(deviations).all(|(a, b)| close(a, b)), "{found:?}");
    assert!(fit.covariance_estimated);
}

fn line_fit(sigma: Option<Sigma>, absolute_sigma: bool) -> Result<CurveFit, CurveFitError<Infallible>> {
    let x = grid(10.0, 100);
    let y = noisy(&x, &[1.0, 2.0], 0.9, line);
    let options = CurveFitOptions { sigma, absolute_sigma, ..Default::default() };
    curve_fit(LINE, &x, &y, &[1.0, 1.0], &options)
}

#[test]
fn book_line() {
    let fit = line_fit(None, false).unwrap();
    check(&fit, &[1.0094421839157655, 1.8791349756344764], &[0.021278566150459945, 0.1231616995161805]);
    assert_eq!((fit.info.nfev, fit.info.ier), (7, 3));
    assert_eq!(
        fit.info.message,
        "Both actual and predicted relative reductions in the sum of squares\n  are at most 0.000000 and the \
         relative error between two consecutive iterates is at \n  most 0.000000"
    );
}

#[test]
fn book_gaussian() {
    let x = grid(10.0, 100);
    let y = noisy(&x, &[1.0, 5.0, 2.0], 0.2, gaussian);
    let fit = curve_fit(over_all!(gaussian), &x, &y, &[1.0; 3], &CurveFitOptions::default()).unwrap();
    check(
        &fit,
        &[0.9801842444404705, 5.127640837151113, -1.9803381153259292],
        &[0.02842907556100203, 0.06622286823635756, 0.06712297539534935],
    );
    assert_eq!((fit.info.nfev, fit.info.ier), (68, 1));
}

#[test]
fn book_two_gaussians() {
    let x = grid(20.0, 200);
    let y = noisy(&x, &[1.0, 3.0, 1.0, -2.0, 15.0, 0.5], 0.2, two_gaussians);
    let guesses = [1.0, 3.0, 1.0, 1.0, 15.0, 1.0];
    let fit = curve_fit(over_all!(two_gaussians), &x, &y, &guesses, &CurveFitOptions::default()).unwrap();
    check(
        &fit,
        &[
            0.9502831483864377,
            2.9598502898192547,
            0.971556726743781,
            -2.059815560511499,
            14.966919189642553,
            0.47914354547408194,
        ],
        &[
            0.0413067733891236,
            0.048759849096538216,
            0.04878587501301151,
            0.05881006651512148,
            0.015796494134957883,
            0.015796494181455293,
        ],
    );
    assert_eq!((fit.info.nfev, fit.info.ier), (57, 1));
}

fn exponential_covariance(n: usize) -> Sigma {
    Sigma::Covariance(Array2::from_shape_fn((n, n), |(i, j)| 0.6f64.powi(i.abs_diff(j) as i32)))
}

#[test]
fn standard_deviations_of_the_data() {
    let sigma = Some(Sigma::Deviations((0..100).map(|i| 0.5 + 0.01 * f64::from(i)).collect()));
    let popt = [1.0018282999674497, 1.912852727586684];
    check(&line_fit(sigma.clone(), false).unwrap(), &popt, &[0.021979953919278938, 0.09209543404529412]);
    check(&line_fit(sigma, true).unwrap(), &popt, &[0.03197511428045387, 0.13397489544886568]);
    check(
        &line_fit(Some(Sigma::Deviations(vec![0.5])), true).unwrap(),
        &[1.0094421839157655, 1.8791349756344764],
        &[0.017148160423121298, 0.09925464743976992],
    );
}

/// Forward differences magnify how the triangular solve rounds.
#[test]
fn covariance_of_the_data() {
    check_within(
        1e-7,
        &line_fit(Some(exponential_covariance(100)), true).unwrap(),
        &[1.0100199302243884, 1.8807585787584546],
        &[0.0656194177647752, 0.3827305185596476],
    );
}

#[test]
fn analytic_jacobian() {
    let x = grid(10.0, 100);
    let y = noisy(&x, &[1.0, 5.0, 2.0], 0.2, gaussian);
    let jac = |x: &[f64], p: &[f64], j: &mut [f64]| {
        for (i, &x) in x.iter().enumerate() {
            let (g, d) = (gaussian(x, &[1.0, p[1], p[2]]), x - p[1]);
            j[i] = g;
            j[100 + i] = p[0] * g * d / (p[2] * p[2]);
            j[200 + i] = p[0] * g * d * d / (p[2] * p[2] * p[2]);
        }
        Ok(())
    };
    let fit = |sigma| {
        let options = CurveFitOptions { sigma, ..Default::default() };
        curve_fit_with_jacobian(over_all!(gaussian), jac, &x, &y, &[1.0; 3], &options).unwrap()
    };
    let plain = fit(None);
    check(
        &plain,
        &[0.9801842441122351, 5.127640838981924, -1.980338117265495],
        &[0.028429075533517385, 0.06622286730799276, 0.06712297407463415],
    );
    assert_eq!(plain.info.nfev, 20);
    let weighted = fit(Some(exponential_covariance(100)));
    check(
        &weighted,
        &[0.9797068541660583, 5.1291724032674635, -1.9825318228139825],
        &[0.08209899191015972, 0.19190880275423108, 0.19283786734027145],
    );
}

#[test]
fn no_covariance_without_degrees_of_freedom() {
    let fit = curve_fit(LINE, &[1.0, 2.0], &[1.0, 2.0], &[1.0, 1.0], &CurveFitOptions::default()).unwrap();
    assert_eq!(fit.popt, [1.0, 0.0]);
    assert!(!fit.covariance_estimated && fit.pcov.iter().all(|c| *c == f64::INFINITY));
    assert_eq!((fit.info.nfev, fit.info.ier, &fit.info.ipvt[..]), (6, 4, &[0, 1][..]));
    let expected = array![[-2.23606798, 0.89442719], [-1.34164079, 0.4472136]];
    assert!((&fit.info.fjac - &expected).iter().all(|d| d.abs() < 1e-8), "{}", fit.info.fjac);
}

#[test]
fn an_error_of_the_model_comes_out_unchanged() {
    let mut calls = 0;
    let model = |_: &[f64], _: &[f64], y: &mut [f64]| {
        calls += 1;
        y.fill(1.0);
        if calls == 3 { Err("interrupted") } else { Ok(()) }
    };
    let result = curve_fit(model, &[], &[1.0, 2.0], &[1.0, 1.0], &CurveFitOptions::default());
    assert_eq!(result.unwrap_err(), CurveFitError::Callback("interrupted"));
    assert_eq!(calls, 3);
}

#[test]
fn bad_input_is_refused_with_scipys_texts() {
    let fit = |x: &[f64], y: &[f64], p0: &[f64], sigma| {
        let options = CurveFitOptions { sigma, ..Default::default() };
        curve_fit(LINE, x, y, p0, &options).unwrap_err().to_string()
    };
    let (x, y, p0) = (&[1.0, 2.0], &[1.0, 2.0], &[1.0, 1.0]);
    assert_eq!(fit(&[], &[], p0, None), "`ydata` must not be empty!");
    assert_eq!(fit(x, &[1.0, f64::NAN], p0, None), "array must not contain infs or NaNs");
    assert_eq!(fit(x, y, p0, Some(Sigma::Deviations(vec![1.0; 3]))), "`sigma` has incorrect shape.");
    let indefinite = Sigma::Covariance(array![[1.0, 2.0], [2.0, 1.0]]);
    assert_eq!(fit(x, y, p0, Some(indefinite)), "`sigma` must be positive definite.");
    assert_eq!(
        fit(&[1.0], &[1.0], p0, None),
        "The number of func parameters=2 must not exceed the number of data points=1"
    );
    assert_eq!(fit(x, y, &[], None), "Optimal parameters not found: Improper input parameters.");
}

#[test]
fn too_few_calls() {
    let mut options = CurveFitOptions::default();
    options.leastsq.maxfev = Some(5);
    let x = grid(10.0, 100);
    let y = noisy(&x, &[1.0, 5.0, 2.0], 0.2, gaussian);
    let error = curve_fit(over_all!(gaussian), &x, &y, &[1.0; 3], &options).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Optimal parameters not found: Number of calls to function has reached maxfev = 5."
    );
}
