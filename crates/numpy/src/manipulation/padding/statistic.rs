//! The statistics a border can be made of.

use num_complex::Complex;
use pallasite_array::{DType, Error, NdArray, Order, Result};

/// A statistic of the elements along an axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statistic {
    /// The largest element.
    Maximum,
    /// The smallest element.
    Minimum,
    /// The mean, rounded to even for integers.
    Mean,
    /// The median, rounded to even for integers.
    Median,
}

impl Statistic {
    /// The statistic along `axis`, which stays with length one.
    pub(super) fn of(self, a: &NdArray, axis: usize) -> Result<NdArray> {
        let n = a.shape()[axis];
        if n == 0 && matches!(self, Statistic::Maximum | Statistic::Minimum) {
            return Err(Error::value("stat_length of 0 yields no value for padding"));
        }
        let wide = if a.kind().is_complex() { DType::COMPLEX128 } else { DType::FLOAT64 };
        let lines = a.swap_axes(axis as isize, -1)?.astype(&wide, Order::C)?;
        let mut shape = lines.shape().to_vec();
        *shape.last_mut().expect("one axis at least") = 1;
        let values = if a.kind().is_complex() {
            let parts = lines.to_vec::<Complex<f64>>()?;
            NdArray::from_vec_shape(parts.chunks(n.max(1)).map(|l| self.of_complex(l)).collect(), &shape)?
        } else {
            let round = !a.kind().is_inexact();
            let parts = lines.to_vec::<f64>()?;
            let one = |l: &[f64]| if round { self.of_line(l).round_ties_even() } else { self.of_line(l) };
            NdArray::from_vec_shape(parts.chunks(n.max(1)).map(one).collect(), &shape)?
        };
        values.swap_axes(axis as isize, -1)
    }

    fn of_line(self, line: &[f64]) -> f64 {
        // NaN, once met, stays.
        let pick = |better: fn(f64, f64) -> bool| {
            line.iter().copied().reduce(|m, x| if m.is_nan() || !better(x, m) && !x.is_nan() { m } else { x })
        };
        match self {
            Statistic::Maximum => pick(|x, m| x > m).unwrap_or(f64::NAN),
            Statistic::Minimum => pick(|x, m| x < m).unwrap_or(f64::NAN),
            Statistic::Mean => line.iter().sum::<f64>() / line.len() as f64,
            Statistic::Median => median(line),
        }
    }

    fn of_complex(self, line: &[Complex<f64>]) -> Complex<f64> {
        if self == Statistic::Mean {
            return line.iter().sum::<Complex<f64>>() / line.len() as f64;
        }
        let mut sorted = line.to_vec();
        sorted.sort_by(|a, b| a.re.total_cmp(&b.re).then(a.im.total_cmp(&b.im)));
        let n = sorted.len();
        match self {
            Statistic::Maximum => sorted[n - 1],
            Statistic::Minimum => sorted[0],
            _ => (sorted[(n - 1) / 2] + sorted[n / 2]) / 2.0,
        }
    }
}

fn median(line: &[f64]) -> f64 {
    if line.is_empty() || line.iter().any(|x| x.is_nan()) {
        return f64::NAN;
    }
    let mut sorted = line.to_vec();
    sorted.sort_by(f64::total_cmp);
    let n = sorted.len();
    (sorted[(n - 1) / 2] + sorted[n / 2]) / 2.0
}
