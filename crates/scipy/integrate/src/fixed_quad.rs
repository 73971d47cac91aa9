//! `scipy.integrate.fixed_quad`: a Gauss-Legendre rule of a fixed order.

use pallasite_array::{NdArray, Result};
use pallasite_ufunc::{Arg, ReduceOptions, multiply, reduce, table};

/// The nodes `x` of a rule on [-1, 1] as nodes on [a, b].
pub fn shifted_nodes(x: &[f64], a: f64, b: f64) -> Vec<f64> {
    x.iter().map(|x| (b - a) * (x + 1.0) / 2.0 + a).collect()
}

/// The integral over [a, b] of what has `values` along its last axis at the shifted nodes, `weights` being those
/// of the rule on [-1, 1].
///
/// # Errors
/// Values of another number than weights.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_integrate::{shifted_nodes, weighted_sum};
/// let node = 1.0 / 3.0_f64.sqrt();
/// let x = shifted_nodes(&[-node, node], 0.0, 3.0);
/// let squares = NdArray::from_vec(x.iter().map(|x| x * x).collect());
/// let integral = weighted_sum(&squares, &[1.0, 1.0], 0.0, 3.0)?.cast_vec::<f64>()?;
/// assert!((integral[0] - 9.0).abs() < 1e-14);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn weighted_sum(values: &NdArray, weights: &[f64], a: f64, b: f64) -> Result<NdArray> {
    let weighted = multiply(&NdArray::from_vec(weights.to_vec()), values)?;
    let sum =
        reduce(&table::ADD, &weighted, &ReduceOptions { axes: Some(&[-1]), ..ReduceOptions::default() })?;
    Ok(multiply(Arg::Float((b - a) / 2.0), &sum)?)
}
