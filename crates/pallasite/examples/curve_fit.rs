//! Fits two overlapping Gaussian peaks on a decaying background to measured data, the NIST StRD set Gauss2, and
//! compares the parameters with the certified ones.
//!
//! Run as `cargo run --release --example curve_fit`.

use std::convert::Infallible;
use std::error::Error;
use std::path::Path;

use pallasite::scipy::optimize::{CurveFitOptions, curve_fit};

/// Lines of the file that hold the parameters, and the first with data.
const PARAMETER_LINES: std::ops::Range<usize> = 40..48;
const DATA_START: usize = 60;

fn numbers(line: &str) -> Vec<f64> {
    line.split_whitespace().filter_map(|word| word.parse().ok()).collect()
}

fn peaks(x: &[f64], b: &[f64], y: &mut [f64]) -> Result<(), Infallible> {
    let peak = |x: f64, b: &[f64]| b[0] * (-((x - b[1]) / b[2]).powi(2)).exp();
    for (y, &x) in y.iter_mut().zip(x) {
        *y = b[0] * (-b[1] * x).exp() + peak(x, &b[2..5]) + peak(x, &b[5..8]);
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/data/nist/Gauss2.dat");
    let text = std::fs::read_to_string(path)?;
    let lines: Vec<Vec<f64>> = text.lines().map(numbers).collect();
    let (y, x): (Vec<f64>, Vec<f64>) = lines[DATA_START..].iter().map(|row| (row[0], row[1])).unzip();
    let parameters = &lines[PARAMETER_LINES];
    let start: Vec<f64> = parameters.iter().map(|row| row[0]).collect();

    let fit = curve_fit(peaks, &x, &y, &start, &CurveFitOptions::default())?;

    println!("Gauss2: {} observations, {} calls of the model", y.len(), fit.info.nfev);
    println!("     {:>17} {:>17} {:>13} {:>13}", "fitted", "certified", "deviation", "certified");
    for (i, deviation) in fit.standard_deviations().iter().enumerate() {
        let (fitted, certified) = (fit.popt[i], &parameters[i]);
        println!(
            "b{} = {fitted:17.10e} {:17.10e} {deviation:13.6e} {:13.6e}",
            i + 1,
            certified[2],
            certified[3]
        );
    }
    Ok(())
}
