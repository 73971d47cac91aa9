//! Fits two overlapping Gaussian peaks on a decaying background to measured data, the NIST StRD set Gauss2, and
//! compares the parameters with the certified ones.
//!
//! Run as `cargo run --release --example curve_fit`.

use std::convert::Infallible;
use std::error::Error;
use std::path::Path;

use pallasite::numpy::io::{LoadtxtOptions, loadtxt};
use pallasite::scipy::optimize::{CurveFitOptions, curve_fit};

/// Columns of the lines with the parameters, behind `b1 =`: two starting values, certified value and deviation.
const PARAMETERS: [isize; 4] = [2, 3, 4, 5];

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
    let data = loadtxt(&text, &LoadtxtOptions { skiprows: 60, ..Default::default() })?.to_vec::<f64>()?;
    let (y, x): (Vec<f64>, Vec<f64>) = data.chunks_exact(2).map(|row| (row[0], row[1])).unzip();

    let usecols = Some(PARAMETERS.to_vec());
    let lines = LoadtxtOptions { skiprows: 40, max_rows: Some(8), usecols, ..Default::default() };
    let parameters = loadtxt(&text, &lines)?.to_vec::<f64>()?;
    let parameters: Vec<&[f64]> = parameters.chunks_exact(PARAMETERS.len()).collect();
    let start: Vec<f64> = parameters.iter().map(|row| row[0]).collect();

    let fit = curve_fit(peaks, &x, &y, &start, &CurveFitOptions::default())?;

    println!("Gauss2: {} observations, {} calls of the model", y.len(), fit.info.nfev);
    println!("     {:>17} {:>17} {:>13} {:>13}", "fitted", "certified", "deviation", "certified");
    for (i, deviation) in fit.standard_deviations().iter().enumerate() {
        let (fitted, certified) = (fit.popt[i], parameters[i][2]);
        let certified_deviation = parameters[i][3];
        println!(
            "b{} = {fitted:17.10e} {certified:17.10e} {deviation:13.6e} {certified_deviation:13.6e}",
            i + 1
        );
    }
    Ok(())
}
