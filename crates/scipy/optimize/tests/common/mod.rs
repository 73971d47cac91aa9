//! The NIST StRD nonlinear regression sets: reader and models.

use std::f64::consts::PI;
use std::path::Path;

/// A set as its file gives it.
pub struct Dataset {
    pub starts: [Vec<f64>; 2],
    pub certified: Vec<f64>,
    pub deviations: Vec<f64>,
    pub sum_of_squares: f64,
    /// Predictors, one row after another.
    pub x: Vec<f64>,
    pub y: Vec<f64>,
}

/// The numbers of a line, words left out.
fn numbers(line: &str) -> Vec<f64> {
    line.split_whitespace().filter_map(|word| word.parse().ok()).collect()
}

pub fn read(name: &str) -> Dataset {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../examples/data/nist");
    let text = std::fs::read_to_string(folder.join(format!("{name}.dat"))).unwrap();
    let parameters: Vec<Vec<f64>> =
        text.lines().filter(|l| l.trim_start().starts_with('b') && l.contains(" = ")).map(numbers).collect();
    let column = |k: usize| parameters.iter().map(|row| row[k]).collect();
    let squares = text.lines().find(|l| l.starts_with("Residual Sum of Squares")).unwrap();
    let rows: Vec<Vec<f64>> = text.lines().skip(60).map(numbers).filter(|row| !row.is_empty()).collect();
    let predictors = rows[0].len() - 1;
    Dataset {
        starts: [column(0), column(1)],
        certified: column(2),
        deviations: column(3),
        sum_of_squares: numbers(squares)[0],
        x: (1..=predictors).flat_map(|k| rows.iter().map(move |row| row[k])).collect(),
        y: rows.iter().map(|row| row[0]).collect(),
    }
}

fn each(x: &[f64], y: &mut [f64], model: impl Fn(f64) -> f64) {
    y.iter_mut().zip(x).for_each(|(y, &x)| *y = model(x));
}

fn polynomial(coefficients: &[f64], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, c| sum * x + c)
}

fn rational(numerator: &[f64], denominator: &[f64], x: f64) -> f64 {
    polynomial(numerator, x) / (1.0 + x * polynomial(denominator, x))
}

/// The model of the set `name`, as its file states it.
pub fn evaluate(name: &str, x: &[f64], b: &[f64], y: &mut [f64]) {
    match name {
        "Bennett5" => each(x, y, |x| b[0] * (b[1] + x).powf(-1.0 / b[2])),
        "BoxBOD" | "Misra1a" => each(x, y, |x| b[0] * (1.0 - (-b[1] * x).exp())),
        "Chwirut1" | "Chwirut2" => each(x, y, |x| (-b[0] * x).exp() / (b[1] + b[2] * x)),
        "DanWood" => each(x, y, |x| b[0] * x.powf(b[1])),
        "ENSO" => each(x, y, |x| {
            let wave = |period: f64, cos: f64, sin: f64| {
                let angle = 2.0 * PI * x / period;
                cos * angle.cos() + sin * angle.sin()
            };
            b[0] + wave(12.0, b[1], b[2]) + wave(b[3], b[4], b[5]) + wave(b[6], b[7], b[8])
        }),
        "Eckerle4" => each(x, y, |x| b[0] / b[1] * (-0.5 * ((x - b[2]) / b[1]).powi(2)).exp()),
        "Gauss1" | "Gauss2" | "Gauss3" => each(x, y, |x| {
            let peak = |k: usize| b[k] * (-(x - b[k + 1]).powi(2) / b[k + 2].powi(2)).exp();
            b[0] * (-b[1] * x).exp() + peak(2) + peak(5)
        }),
        "Hahn1" | "Thurber" => each(x, y, |x| rational(&b[..4], &b[4..], x)),
        "Kirby2" => each(x, y, |x| rational(&b[..3], &b[3..], x)),
        "Lanczos1" | "Lanczos2" | "Lanczos3" => {
            each(x, y, |x| b.chunks(2).map(|term| term[0] * (-term[1] * x).exp()).sum())
        }
        "MGH09" => each(x, y, |x| b[0] * (x * x + x * b[1]) / (x * x + x * b[2] + b[3])),
        "MGH10" => each(x, y, |x| b[0] * (b[1] / (x + b[2])).exp()),
        "MGH17" => each(x, y, |x| b[0] + b[1] * (-x * b[3]).exp() + b[2] * (-x * b[4]).exp()),
        "Misra1b" => each(x, y, |x| b[0] * (1.0 - (1.0 + b[1] * x / 2.0).powi(-2))),
        "Misra1c" => each(x, y, |x| b[0] * (1.0 - (1.0 + 2.0 * b[1] * x).powf(-0.5))),
        "Misra1d" => each(x, y, |x| b[0] * b[1] * x / (1.0 + b[1] * x)),
        "Nelson" => {
            let (time, temperature) = x.split_at(x.len() / 2);
            let model = |(x1, x2): (&f64, &f64)| b[0] - b[1] * x1 * (-b[2] * x2).exp();
            y.iter_mut().zip(time.iter().zip(temperature)).for_each(|(y, x)| *y = model(x));
        }
        "Rat42" => each(x, y, |x| b[0] / (1.0 + (b[1] - b[2] * x).exp())),
        "Rat43" => each(x, y, |x| b[0] / (1.0 + (b[1] - b[2] * x).exp()).powf(1.0 / b[3])),
        "Roszman1" => each(x, y, |x| b[0] - b[1] * x - (b[2] / (x - b[3])).atan() / PI),
        _ => panic!("no model for {name}"),
    }
}
