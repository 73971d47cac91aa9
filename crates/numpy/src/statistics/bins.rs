//! How many bins a histogram should have.

use super::moments::{MomentOptions, mean, std};
use super::quantile::quantile;
use crate::ops;
use pallasite_array::{Error, NdArray, Result};
use pallasite_ufunc::table;

/// An estimator of the width of bins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Estimator {
    /// The narrower of Sturges and Freedman-Diaconis, the latter not below half of the square root rule.
    Auto,
    /// Freedman and Diaconis 1981: from the interquartile range.
    Fd,
    /// Doane 1976: Sturges with the skewness.
    Doane,
    /// Scott 1979: from the standard deviation.
    Scott,
    /// Stone 1984: leave-one-out cross-validation of the squared error.
    Stone,
    /// `2 n^(1/3)` bins.
    Rice,
    /// Sturges 1926: `log2(n) + 1` bins.
    Sturges,
    /// `sqrt(n)` bins.
    Sqrt,
}

impl Estimator {
    /// The estimator of this name.
    ///
    /// # Errors
    /// A name there is no estimator of.
    pub fn parse(name: &str) -> Result<Estimator> {
        Ok(match name {
            "auto" => Estimator::Auto,
            "fd" => Estimator::Fd,
            "doane" => Estimator::Doane,
            "scott" => Estimator::Scott,
            "stone" => Estimator::Stone,
            "rice" => Estimator::Rice,
            "sturges" => Estimator::Sturges,
            "sqrt" => Estimator::Sqrt,
            _ => return Err(Error::value(format!("'{name}' is not a valid estimator for `bins`"))),
        })
    }

    /// The width of a bin for the elements of `x`, a line that is not empty; 0 where it cannot be told.
    ///
    /// `counts(k)` are the counts of a histogram of `k` bins over the range.
    pub(super) fn width(self, x: &NdArray, counts: &dyn Fn(usize) -> Result<Vec<i64>>) -> Result<f64> {
        let n = x.size() as f64;
        let span = span(x)?;
        let sturges = span / (n.log2() + 1.0);
        Ok(match self {
            Estimator::Sqrt => span / n.sqrt(),
            Estimator::Sturges => sturges,
            Estimator::Rice => span / (2.0 * n.powf(1.0 / 3.0)),
            Estimator::Scott => (24.0 * std::f64::consts::PI.sqrt() / n).powf(1.0 / 3.0) * deviation(x)?,
            Estimator::Fd => quartile_width(x)?,
            Estimator::Auto => quartile_width(x)?.max(span / n.sqrt() / 2.0).min(sturges),
            Estimator::Doane => doane(x, n, span)?,
            Estimator::Stone => stone(n, span, counts)?,
        })
    }
}

fn number(a: &NdArray) -> Result<f64> {
    Ok(a.cast_vec::<f64>()?[0])
}

fn span(x: &NdArray) -> Result<f64> {
    let high = ops::reduce(&table::MAXIMUM, x, None, false)?;
    let low = ops::reduce(&table::MINIMUM, x, None, false)?;
    if x.kind().is_integer() {
        let wide = |a: &NdArray| {
            a.item().map(|s| match s {
                pallasite_array::Scalar::Int(i) => i128::from(i),
                pallasite_array::Scalar::UInt(u) => i128::from(u),
                _ => 0,
            })
        };
        return Ok((wide(&high)? - wide(&low)?) as f64);
    }
    number(&ops::binary(&table::SUBTRACT, &high, &low)?)
}

fn deviation(x: &NdArray) -> Result<f64> {
    number(&std(x, &MomentOptions::default())?)
}

fn quartile_width(x: &NdArray) -> Result<f64> {
    let quartiles =
        quantile(x, &NdArray::from_vec(vec![0.75, 0.25]), &Default::default())?.values.cast_vec::<f64>()?;
    Ok(2.0 * (quartiles[0] - quartiles[1]) * (x.size() as f64).powf(-1.0 / 3.0))
}

fn doane(x: &NdArray, n: f64, span: f64) -> Result<f64> {
    let sigma = deviation(x)?;
    if n <= 2.0 || sigma <= 0.0 {
        return Ok(0.0);
    }
    let error = (6.0 * (n - 2.0) / ((n + 1.0) * (n + 3.0))).sqrt();
    let centred = ops::binary(&table::SUBTRACT, x, &mean(x, &MomentOptions::default())?)?;
    let scaled = ops::binary(&table::DIVIDE, &centred, sigma)?;
    let skewness = number(&mean(&ops::binary(&table::POWER, &scaled, 3i64)?, &MomentOptions::default())?)?;
    Ok(span / (1.0 + n.log2() + (1.0 + skewness.abs() / error).log2()))
}

fn stone(n: f64, span: f64, counts: &dyn Fn(usize) -> Result<Vec<i64>>) -> Result<f64> {
    if n <= 1.0 || span == 0.0 {
        return Ok(0.0);
    }
    let most = 100.max(n.sqrt() as usize);
    let mut best = (f64::INFINITY, 1);
    for bins in 1..=most {
        let squares: f64 = counts(bins)?.iter().map(|&c| (c as f64 / n) * (c as f64 / n)).sum();
        let risk = (2.0 - (n + 1.0) * squares) / (span / bins as f64);
        if risk < best.0 {
            best = (risk, bins);
        }
    }
    Ok(span / best.1 as f64)
}
