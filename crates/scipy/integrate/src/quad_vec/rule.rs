//! Rules on an interval.

use super::Vector;
use crate::ode::Scalar;
use crate::quadpack::{SEVEN_FIFTEEN, TEN_TWENTY_ONE};
use std::sync::LazyLock;

/// A rule of quadrature on an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VectorRule {
    /// Gauss and Kronrod's of 7 and 15 points.
    Gk15,
    /// Gauss and Kronrod's of 10 and 21 points.
    Gk21,
    /// The trapezoidal rule with a point in the middle.
    Trapezoid,
}

/// Node, Kronrod's weight, Gauss's weight, from the right end to the left.
type Nodes = Vec<[f64; 3]>;

static GK15: LazyLock<Nodes> = LazyLock::new(|| SEVEN_FIFTEEN.nodes());
static GK21: LazyLock<Nodes> = LazyLock::new(|| TEN_TWENTY_ONE.nodes());

/// What a rule says of an interval.
#[derive(Debug)]
pub(super) struct Estimate<T> {
    pub value: Vec<T>,
    pub error: f64,
    pub rounding: f64,
}

impl VectorRule {
    /// Where on [a, b] the function is evaluated.
    pub(super) fn points(self, a: f64, b: f64) -> Vec<f64> {
        let middle = 0.5 * (a + b);
        match self.nodes() {
            None => vec![a, b, middle],
            Some(nodes) => nodes.iter().map(|[x, ..]| middle + 0.5 * (b - a) * x).collect(),
        }
    }

    fn nodes(self) -> Option<&'static Nodes> {
        match self {
            VectorRule::Gk15 => Some(&GK15),
            VectorRule::Gk21 => Some(&GK21),
            VectorRule::Trapezoid => None,
        }
    }

    /// The integral over [a, b], given the values at the points.
    pub(super) fn estimate<T: Scalar, E>(
        self,
        a: f64,
        b: f64,
        values: &[&[T]],
        norm: &mut impl FnMut(Vector<'_, T>) -> Result<f64, E>,
    ) -> Result<Estimate<T>, E> {
        match self.nodes() {
            None => trapezoid(b - a, values, norm),
            Some(nodes) => kronrod(0.5 * (b - a), nodes, values, norm),
        }
    }
}

fn trapezoid<T: Scalar, E>(
    length: f64,
    values: &[&[T]],
    norm: &mut impl FnMut(Vector<'_, T>) -> Result<f64, E>,
) -> Result<Estimate<T>, E> {
    let [first, last, middle] = [values[0], values[1], values[2]];
    let fine: Vec<T> =
        (0..first.len()).map(|i| (first[i] + middle[i] * 2.0 + last[i]) * (0.25 * length)).collect();
    let difference: Vec<T> =
        (0..first.len()).map(|i| (first[i] + last[i]) * (0.5 * length) - fine[i]).collect();
    let mut size = |v| norm(Vector::Values(v));
    let sizes = size(first)? + 2.0 * size(middle)? + size(last)?;
    let rounding = 0.25 * length.abs() * sizes * 2e-16;
    Ok(Estimate { error: 1.0 / 3.0 * size(&difference)?, rounding, value: fine })
}

fn kronrod<T: Scalar, E>(
    half: f64,
    nodes: &Nodes,
    values: &[&[T]],
    norm: &mut impl FnMut(Vector<'_, T>) -> Result<f64, E>,
) -> Result<Estimate<T>, E> {
    let width = values[0].len();
    let mut sum = vec![T::default(); width];
    let (mut gauss, mut magnitude, mut deviation) = (sum.clone(), vec![0.0; width], vec![0.0; width]);
    for ([_, v, w], f) in nodes.iter().zip(values) {
        for (i, &f) in f.iter().enumerate() {
            sum[i] += f * *v;
            magnitude[i] += v * f.modulus();
            if *w != 0.0 {
                gauss[i] += f * *w;
            }
        }
    }
    for ([_, v, _], f) in nodes.iter().zip(values) {
        for (i, &f) in f.iter().enumerate() {
            deviation[i] += v * (f - sum[i] / 2.0).modulus();
        }
    }
    for i in 0..width {
        gauss[i] = (sum[i] - gauss[i]) * half;
        deviation[i] *= half;
        magnitude[i] *= 50.0 * f64::EPSILON * half;
        sum[i] = sum[i] * half;
    }
    let mut error = norm(Vector::Values(&gauss))?;
    let deviation = norm(Vector::Moduli(&deviation))?;
    if deviation != 0.0 && error != 0.0 {
        error = deviation * (200.0 * error / deviation).powf(1.5).min(1.0);
    }
    let rounding = norm(Vector::Moduli(&magnitude))?;
    if rounding > f64::MIN_POSITIVE {
        error = error.max(rounding);
    }
    Ok(Estimate { value: sum, error, rounding })
}
