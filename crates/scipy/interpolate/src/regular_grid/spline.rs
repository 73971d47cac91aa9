//! Tensor products of B-splines.

use super::{CHUNK, RegularGrid};
use crate::bspline::{Ends, basis, find_interval, interpolate, not_a_knot};
use crate::error::{InterpolateError, Result};
use pallasite_array::threads;
use rayon::prelude::*;

/// The spline of one degree in all dimensions through values on a grid.
pub struct GridSpline {
    /// Knots of each dimension.
    knots: Vec<Vec<f64>>,
    /// Rows of `width` numbers in C order of the dimensions' basis functions.
    coefficients: Vec<f64>,
    width: usize,
    k: usize,
}

impl GridSpline {
    /// The spline of degree `k` with not-a-knot ends through `values`, `width` numbers for each grid point: solved
    /// along one dimension after the other (de Boor 2001, XVII).
    ///
    /// # Errors
    /// A dimension of fewer than `k + 1` points.
    ///
    /// # Examples
    /// ```
    /// use pallasite_interpolate::regular_grid::{GridSpline, RegularGrid};
    /// let line = vec![0.0, 1.0, 2.0, 4.0];
    /// let grid = RegularGrid::new(vec![line.clone(), line.clone()]);
    /// let values: Vec<f64> =
    ///     line.iter().flat_map(|x| line.iter().map(move |y: &f64| x * x * y.powi(3))).collect();
    /// let spline = GridSpline::new(&grid, &values, 1, 3)?;
    /// assert!((spline.evaluate(&[3.0, 0.5], &[0, 0])[0] - 1.125).abs() < 1e-12);
    /// assert!((spline.evaluate(&[3.0, 0.5], &[1, 1])[0] - 4.5).abs() < 1e-12);
    /// # Ok::<(), pallasite_interpolate::InterpolateError>(())
    /// ```
    pub fn new(grid: &RegularGrid, values: &[f64], width: usize, k: usize) -> Result<GridSpline> {
        let mut coefficients = values.to_vec();
        let mut inner = width;
        let mut knots = Vec::new();
        for i in (0..grid.ndim()).rev() {
            let x = grid.axis(i);
            if x.len() <= k {
                return Err(InterpolateError::invalid(format!(
                    "There are {} points in dimension {i}, but degree {k} requires at least {}",
                    x.len(),
                    k + 1
                )));
            }
            let t = not_a_knot(x, k);
            let free = Ends::default();
            let block = x.len() * inner;
            for rows in coefficients.chunks_exact_mut(block.max(1)) {
                let solved = interpolate(x, rows, inner, &t, k, &free, &free)?;
                rows.copy_from_slice(&solved);
            }
            inner = block;
            knots.insert(0, t);
        }
        Ok(GridSpline { knots, coefficients, width, k })
    }

    /// The derivatives of orders `nu`, one for each dimension, at the points `xi`; the end pieces go on beyond the
    /// grid, and NaN gives NaN.
    pub fn evaluate(&self, xi: &[f64], nu: &[usize]) -> Vec<f64> {
        let (n, m) = (self.knots.len(), self.width);
        let mut out = vec![0.0; xi.len() / n * m];
        if m == 0 {
            return out;
        }
        let run = |(xi, out): (&[f64], &mut [f64])| {
            let mut corners = Corners::new(self);
            for (x, out) in xi.chunks_exact(n).zip(out.chunks_exact_mut(m)) {
                self.evaluate_at(x, nu, &mut corners, out);
            }
        };
        if xi.len() <= CHUNK * n {
            run((xi, &mut out));
            return out;
        }
        let parts = xi.par_chunks(CHUNK * n).zip(out.par_chunks_mut(CHUNK * m));
        threads::install(|| parts.for_each(run));
        out
    }

    fn evaluate_at(&self, x: &[f64], nu: &[usize], corners: &mut Corners, out: &mut [f64]) {
        let k = self.k;
        corners.start();
        for (i, t) in self.knots.iter().enumerate() {
            let Some(l) = find_interval(t, k, x[i], corners.last[i], true) else {
                return out.fill(f64::NAN);
            };
            corners.last[i] = l;
            basis(t, k, x[i], l, nu[i], &mut corners.functions);
            corners.spread(l - k, t.len() - k - 1);
        }
        for (&row, &weight) in corners.rows.iter().zip(&corners.weights) {
            let c = &self.coefficients[row * self.width..(row + 1) * self.width];
            out.iter_mut().zip(c).for_each(|(o, c)| *o += c * weight);
        }
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
    fn new(spline: &GridSpline) -> Corners {
        let functions = vec![0.0; spline.k + 1];
        Corners { last: vec![spline.k; spline.knots.len()], functions, rows: Vec::new(), weights: Vec::new() }
    }

    fn start(&mut self) {
        self.rows.clear();
        self.rows.push(0);
        self.weights.clear();
        self.weights.push(1.0);
    }

    /// Multiplies by the functions of the next dimension, the first of which is number `first` of `count`.
    fn spread(&mut self, first: usize, count: usize) {
        let (old, size) = (self.rows.len(), self.functions.len());
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
