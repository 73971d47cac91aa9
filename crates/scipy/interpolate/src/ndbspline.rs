//! Tensor products of B-splines: `NdBSpline`.

use crate::bspline::{Ends, basis, find_interval, interpolate, not_a_knot};
use crate::error::{InterpolateError, Result};
use crate::parallel::fill_rows;
use std::borrow::Cow;

/// A spline of several variables, each of which has its knots and its degree.
#[derive(Debug, Clone, PartialEq)]
pub struct NdBSpline<'a> {
    /// Knots of each variable.
    pub t: Vec<Vec<f64>>,
    /// Rows of `width` numbers in C order of the variables' basis functions.
    pub c: Cow<'a, [f64]>,
    /// Numbers of a value.
    pub width: usize,
    /// The degree in each variable.
    pub k: Vec<usize>,
}

impl NdBSpline<'_> {
    /// The spline of degrees `k` with not-a-knot ends through `values` on a grid, `width` numbers for each of its
    /// points: solved along one axis after the other (de Boor 2001, XVII).
    ///
    /// # Errors
    /// An axis of fewer points than its degree needs.
    ///
    /// # Examples
    /// ```
    /// use pallasite_interpolate::NdBSpline;
    /// let line = vec![0.0, 1.0, 2.0, 4.0];
    /// let values: Vec<f64> =
    ///     line.iter().flat_map(|x| line.iter().map(move |y: &f64| x * x * y.powi(3))).collect();
    /// let spline = NdBSpline::through(&[&line, &line], &values, 1, &[3, 3])?;
    /// assert!((spline.evaluate(&[3.0, 0.5], &[0, 0], true)[0] - 1.125).abs() < 1e-12);
    /// assert!((spline.evaluate(&[3.0, 0.5], &[1, 1], true)[0] - 4.5).abs() < 1e-12);
    /// # Ok::<(), pallasite_interpolate::InterpolateError>(())
    /// ```
    pub fn through(axes: &[&[f64]], values: &[f64], width: usize, k: &[usize]) -> Result<NdBSpline<'static>> {
        for (i, (x, k)) in axes.iter().zip(k).enumerate() {
            if x.len() <= *k {
                return Err(InterpolateError::invalid(format!(
                    "There are {} points in dimension {i}, but order {k} requires at least  {} points per dimension.",
                    x.len(),
                    k + 1
                )));
            }
        }
        let (mut c, mut inner, free) = (values.to_vec(), width, Ends::default());
        let t: Vec<Vec<f64>> = axes.iter().zip(k).map(|(x, &k)| not_a_knot(x, k)).collect();
        for ((x, t), &k) in axes.iter().zip(&t).zip(k).rev() {
            let block = x.len() * inner;
            for rows in c.chunks_exact_mut(block.max(1)) {
                let solved = interpolate(x, rows, inner, t, k, &free, &free)?;
                rows.copy_from_slice(&solved);
            }
            inner = block;
        }
        Ok(NdBSpline { t, c: c.into(), width, k: k.to_vec() })
    }

    /// The derivatives of orders `nu`, one for each variable, at the points `xi`; beyond the base intervals the end
    /// pieces go on or there is NaN, and NaN gives NaN.
    pub fn evaluate(&self, xi: &[f64], nu: &[usize], goes_on: bool) -> Vec<f64> {
        let (n, m) = (self.t.len(), self.width);
        let mut out = vec![0.0; xi.len() / n * m];
        let terms: usize = self.k.iter().map(|k| k + 1).product();
        fill_rows(&mut out, m, terms * (4 + m), |start, rows| {
            let mut corners = Corners::new(&self.k);
            for (x, row) in xi[start * n..].chunks_exact(n).zip(rows.chunks_exact_mut(m)) {
                self.evaluate_at(x, nu, goes_on, &mut corners, row);
            }
        });
        out
    }

    fn evaluate_at(&self, x: &[f64], nu: &[usize], goes_on: bool, corners: &mut Corners, out: &mut [f64]) {
        if !self.gather(x, nu, goes_on, corners) {
            return out.fill(f64::NAN);
        }
        let terms = corners.rows.iter().zip(&corners.weights);
        if let [out] = out {
            *out = terms.fold(0.0, |sum, (&row, &weight)| sum + self.c[row] * weight);
            return;
        }
        for (&row, &weight) in terms {
            let c = &self.c[row * self.width..(row + 1) * self.width];
            for j in 0..c.len() {
                out[j] += c[j] * weight;
            }
        }
    }

    /// Finds the basis functions that do not vanish at a point; false where there are none.
    fn gather(&self, x: &[f64], nu: &[usize], goes_on: bool, corners: &mut Corners) -> bool {
        corners.start();
        for (i, t) in self.t.iter().enumerate() {
            let k = self.k[i];
            let Some(l) = find_interval(t, k, x[i], corners.last[i], goes_on) else { return false };
            corners.last[i] = l;
            basis(t, k, x[i], l, nu[i], &mut corners.functions[..k + 1]);
            corners.spread(l - k, t.len() - k - 1, k + 1);
        }
        true
    }

    /// The rows of the collocation matrix at the points `xi`: for each the columns and the values of the basis functions
    /// that do not vanish there, as many as `(k[0] + 1) (k[1] + 1) ...`.
    ///
    /// # Errors
    /// A point without basis functions.
    pub fn design_matrix(&self, xi: &[f64], goes_on: bool) -> Result<(Vec<usize>, Vec<f64>)> {
        let (mut corners, n) = (Corners::new(&self.k), self.t.len());
        let (mut columns, mut values) = (Vec::new(), Vec::new());
        for x in xi.chunks_exact(n) {
            if !self.gather(x, &vec![0; n], goes_on, &mut corners) {
                return Err(InterpolateError::invalid(format!("Out of bounds w/ x = {x:?}.")));
            }
            columns.extend_from_slice(&corners.rows);
            values.extend_from_slice(&corners.weights);
        }
        Ok((columns, values))
    }
}

/// The products of basis functions that do not vanish at a point, and where their coefficients are.
struct Corners {
    last: Vec<usize>,
    functions: Vec<f64>,
    rows: Vec<usize>,
    weights: Vec<f64>,
}

impl Corners {
    fn new(k: &[usize]) -> Corners {
        let functions = vec![0.0; k.iter().max().map_or(1, |k| k + 1)];
        Corners { last: k.to_vec(), functions, rows: Vec::new(), weights: Vec::new() }
    }

    fn start(&mut self) {
        self.rows.clear();
        self.rows.push(0);
        self.weights.clear();
        self.weights.push(1.0);
    }

    /// Multiplies by the `size` functions of the next variable, the first of which is number `first` of `count`.
    fn spread(&mut self, first: usize, count: usize, size: usize) {
        let old = self.rows.len();
        self.rows.resize(old * size, 0);
        self.weights.resize(old * size, 0.0);
        for i in (0..old).rev() {
            let (row, weight) = (self.rows[i], self.weights[i]);
            for j in (0..size).rev() {
                self.rows[i * size + j] = row * count + first + j;
                self.weights[i * size + j] = weight * self.functions[j];
            }
        }
    }
}
