//! The barycentric form.

use crate::error::{InterpolateError, Result};
use crate::parallel::fill_rows;
use crate::rational::barycentric;
use pallasite_array::interrupt;

/// The polynomial through points in the second barycentric form (Berrut and Trefethen 2004, *SIAM Review* 46, 501).
#[derive(Debug, Clone, PartialEq)]
pub struct Barycentric {
    /// The points.
    pub x: Vec<f64>,
    /// Their weights, up to a common factor.
    pub w: Vec<f64>,
    /// What differences of points are multiplied by in the weights, lest products over- or underflow.
    pub scale: f64,
}

impl Barycentric {
    /// The weights of points, scaled by the capacity of their range; `order` is the order in which the factors of a weight
    /// are multiplied, a random one keeping products in range.
    ///
    /// # Errors
    /// Points that are not distinct.
    pub fn new(x: &[f64], order: &[usize]) -> Result<Barycentric> {
        let scale = inverse_capacity(x);
        let weight = |i: usize| {
            let others = order.iter().filter(|&&j| j != i);
            let product: f64 = others.map(|&j| scale * (x[i] - x[j])).product();
            if product == 0.0 {
                return Err(InterpolateError::invalid("Interpolation points xi must be distinct."));
            }
            Ok(1.0 / product)
        };
        let w = (0..x.len()).map(weight).collect::<Result<_>>()?;
        Ok(Barycentric { x: x.to_vec(), w, scale })
    }

    /// The same with more points.
    ///
    /// # Examples
    /// ```
    /// use pallasite_interpolate::polynomial::Barycentric;
    /// let p = Barycentric::new(&[0.0, 2.0, 4.0], &[0, 1, 2])?.extended(&[1.0]);
    /// assert!((p.evaluate(&[0.0, 8.0, 64.0, 1.0], 1, &[3.0])[0] - 27.0).abs() < 1e-12);
    /// # Ok::<(), pallasite_interpolate::InterpolateError>(())
    /// ```
    pub fn extended(&self, more: &[f64]) -> Barycentric {
        let (old, scale) = (self.x.len(), self.scale);
        let x = [&self.x[..], more].concat();
        let mut inverse: Vec<f64> = self.w.iter().map(|w| 1.0 / w).collect();
        for j in old..x.len() {
            interrupt::poll();
            (0..j).for_each(|i| inverse[i] *= scale * (x[j] - x[i]));
            inverse.push((0..j).map(|i| scale * (x[i] - x[j])).product());
        }
        Barycentric { w: inverse.into_iter().map(|v| 1.0 / v).collect(), x, scale }
    }

    /// The values at `at` of what has the rows of `y`, `width` numbers each, at the points.
    ///
    /// # Examples
    /// ```
    /// use pallasite_interpolate::polynomial::Barycentric;
    /// let p = Barycentric::new(&[0.0, 2.0], &[0, 1])?;
    /// assert_eq!(p.evaluate(&[1.0, 3.0], 1, &[0.0, 1.0]), [1.0, 2.0]);
    /// # Ok::<(), pallasite_interpolate::InterpolateError>(())
    /// ```
    pub fn evaluate(&self, y: &[f64], width: usize, at: &[f64]) -> Vec<f64> {
        let (n, m) = (self.x.len(), width);
        let mut out = vec![0.0; at.len() * m];
        fill_rows(&mut out, m, 8 * n + 2 * n * m, |start, rows| {
            for (&p, row) in at[start..].iter().zip(rows.chunks_exact_mut(m)) {
                barycentric(&self.x, &self.w, y, p, row);
            }
        });
        out
    }

    /// The values at the points of the derivative of what has the rows of `y` there (equations 9.4 and 9.5).
    ///
    /// # Examples
    /// ```
    /// use pallasite_interpolate::polynomial::Barycentric;
    /// let p = Barycentric::new(&[0.0, 2.0], &[0, 1])?;
    /// assert_eq!(p.slopes(&[0.0, 4.0], 1), [2.0, 2.0]);
    /// # Ok::<(), pallasite_interpolate::InterpolateError>(())
    /// ```
    pub fn slopes(&self, y: &[f64], width: usize) -> Vec<f64> {
        let (n, m) = (self.x.len(), width);
        let mut out = vec![0.0; y.len()];
        for i in 0..n {
            let row = &mut out[i * m..(i + 1) * m];
            interrupt::poll();
            let mut diagonal = 0.0;
            for k in (0..n).filter(|&k| k != i) {
                let c = self.w[k] / ((self.x[i] - self.x[k]) * self.w[i]);
                diagonal -= c;
                (0..m).for_each(|j| row[j] += c * y[k * m + j]);
            }
            (0..m).for_each(|j| row[j] += diagonal * y[i * m + j]);
        }
        out
    }
}

/// One over the capacity of the range.
fn inverse_capacity(x: &[f64]) -> f64 {
    let (low, high) = x.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), &x| (l.min(x), h.max(x)));
    4.0 / (high - low)
}
