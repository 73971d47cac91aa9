//! `RBFInterpolator`: radial basis functions (Fasshauer, *Meshfree Approximation Methods*, 2007).

mod kernel;
mod polynomial;
mod radial;
mod reduced;
mod system;

use kernel::Phi;
use pallasite_array::{interrupt, threads};
use pallasite_spatial::{KdTree, QueryOptions, SpatialError};
use rayon::prelude::*;
use std::collections::BTreeMap;
use system::Data;

pub use kernel::Kernel;
pub use polynomial::monomials;
pub use radial::{RADIAL, distances, radial};

/// Why there is no interpolant.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum RbfError {
    /// Fewer points than the polynomial has coefficients.
    #[error(
        "At least {needed} data points are required when `degree` is {degree} and the number of dimensions is {ndim}."
    )]
    TooFewPoints {
        /// How many the polynomial needs.
        needed: usize,
        /// Degree of the polynomial.
        degree: i64,
        /// Number of coordinates.
        ndim: usize,
    },
    /// The equations for the coefficients have no unique solution.
    #[error("{0}")]
    Singular(String),
    /// Points without a tree.
    #[error(transparent)]
    Points(#[from] SpatialError),
}

/// What the interpolant is made of.
#[derive(Clone, Debug)]
pub struct RbfOptions {
    /// The function of the distance.
    pub kernel: Kernel,
    /// Factor of the distances.
    pub epsilon: f64,
    /// Degree of the polynomial that is added, -1 for none.
    pub degree: i64,
    /// How many of the nearest points serve for each evaluation; all when `None`.
    pub neighbors: Option<usize>,
}

/// A sum of functions of the distance from each point and a polynomial.
pub struct Rbf {
    points: Vec<f64>,
    ndim: usize,
    values: Vec<f64>,
    width: usize,
    smoothing: Vec<f64>,
    powers: Vec<Vec<i32>>,
    options: RbfOptions,
    state: State,
}

/// What is computed once.
enum State {
    /// The coefficients of all points.
    Global(Fit),
    /// Where the nearest points are, and how many of them serve.
    Local(KdTree, usize),
}

/// The solution for a set of points.
struct Fit {
    /// Points times epsilon, one coordinate of all of them behind the other.
    centres: Vec<f64>,
    /// A row for each point, then one for each monomial.
    coefficients: Vec<f64>,
    shift: Vec<f64>,
    scale: Vec<f64>,
}

impl Rbf {
    /// The interpolant of `width` values at each of the points of `ndim` coordinates, one behind the other; a point
    /// with `smoothing` above zero may be missed.
    ///
    /// # Errors
    /// Too few points for the polynomial, a singular system.
    ///
    /// # Examples
    /// ```
    /// use pallasite_interpolate::rbf::{Kernel, Rbf, RbfOptions};
    /// let options =
    ///     RbfOptions { kernel: Kernel::ThinPlateSpline, epsilon: 1.0, degree: 1, neighbors: None };
    /// let points = vec![0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0];
    /// let plane = Rbf::new(points, 2, vec![0.0, 1.0, 2.0, 3.0], 1, vec![0.0; 4], options)?;
    /// assert!((plane.evaluate(&[0.25, 0.5])?[0] - 1.25).abs() < 1e-12);
    /// # Ok::<(), pallasite_interpolate::rbf::RbfError>(())
    /// ```
    pub fn new(
        points: Vec<f64>,
        ndim: usize,
        values: Vec<f64>,
        width: usize,
        smoothing: Vec<f64>,
        options: RbfOptions,
    ) -> Result<Rbf, RbfError> {
        let count = smoothing.len();
        let neighbors = options.neighbors.map(|k| k.min(count));
        let needed = polynomial::count(ndim, options.degree);
        if needed > neighbors.unwrap_or(count) {
            return Err(RbfError::TooFewPoints { needed, degree: options.degree, ndim });
        }
        let powers = monomials(ndim, options.degree);
        let state = match neighbors {
            None => {
                let data = Data { points: &points, ndim, values: &values, width, smoothing: &smoothing };
                State::Global(system::solve(&data, &powers, &options)?)
            }
            Some(k) => State::Local(KdTree::new(&points, ndim, 10, None)?, k),
        };
        Ok(Rbf { points, ndim, values, width, smoothing, powers, options, state })
    }

    /// The powers of the monomials, a row for each.
    pub fn powers(&self) -> &[Vec<i32>] {
        &self.powers
    }

    /// The values at the points `xi`, one behind the other.
    ///
    /// # Errors
    /// A singular system among the nearest points.
    pub fn evaluate(&self, xi: &[f64]) -> Result<Vec<f64>, RbfError> {
        match &self.state {
            State::Global(fit) => Ok(self.sum(fit, xi)),
            State::Local(tree, k) => self.evaluate_locally(tree, *k, xi),
        }
    }

    /// Solves once for every set of nearest points.
    fn evaluate_locally(&self, tree: &KdTree, k: usize, xi: &[f64]) -> Result<Vec<f64>, RbfError> {
        let (_, indices) = tree.query(xi, k, &QueryOptions::default())?;
        let mut groups: BTreeMap<Vec<i64>, Vec<usize>> = BTreeMap::new();
        for (query, row) in indices.chunks_exact(k.max(1)).enumerate() {
            let mut row = row.to_vec();
            row.sort_unstable();
            groups.entry(row).or_default().push(query);
        }
        let groups: Vec<_> = groups.into_iter().collect();
        let local = |(near, at): &(Vec<i64>, Vec<usize>)| self.local(near, at, xi);
        let parts: Vec<Result<Vec<f64>, RbfError>> =
            threads::install(|| groups.par_iter().map(interrupt::shared(local)).collect());
        let mut out = vec![0.0; xi.len() / self.ndim * self.width];
        for ((_, at), part) in groups.iter().zip(parts) {
            for (&query, row) in at.iter().zip(part?.chunks_exact(self.width.max(1))) {
                out[query * self.width..(query + 1) * self.width].copy_from_slice(row);
            }
        }
        Ok(out)
    }

    /// The values at the queries `at` by the points `near`.
    fn local(&self, near: &[i64], at: &[usize], xi: &[f64]) -> Result<Vec<f64>, RbfError> {
        let rows = |from: &[f64], width: usize| -> Vec<f64> {
            near.iter().flat_map(|&i| &from[i as usize * width..(i as usize + 1) * width]).copied().collect()
        };
        let (points, values, smoothing) =
            (rows(&self.points, self.ndim), rows(&self.values, self.width), rows(&self.smoothing, 1));
        let (ndim, width) = (self.ndim, self.width);
        let data = Data { points: &points, ndim, values: &values, width, smoothing: &smoothing };
        let fit = system::solve(&data, &self.powers, &self.options)?;
        let queries: Vec<f64> =
            at.iter().flat_map(|&q| &xi[q * self.ndim..(q + 1) * self.ndim]).copied().collect();
        Ok(self.sum(&fit, &queries))
    }

    /// The sum of functions and monomials at points.
    fn sum(&self, fit: &Fit, xi: &[f64]) -> Vec<f64> {
        let mut out = vec![0.0; xi.len() / self.ndim * self.width];
        if self.width == 0 {
            return out;
        }
        let run = |(xi, out): (&[f64], &mut [f64])| {
            kernel::with_phi!(self.options.kernel, |phi| self.sum_of(phi, fit, xi, out))
        };
        // A chunk costs about as much whatever the number of points of the interpolant.
        let rows = (1 << 18) / (fit.coefficients.len() + 1) + 1;
        if xi.len() <= rows * self.ndim {
            run((xi, &mut out));
            return out;
        }
        let parts = xi.par_chunks(rows * self.ndim).zip(out.par_chunks_mut(rows * self.width));
        threads::install(|| parts.for_each(interrupt::shared(run)));
        out
    }

    fn sum_of<P: Phi>(&self, phi: P, fit: &Fit, xi: &[f64], out: &mut [f64]) {
        let (m, count) = (self.width, fit.centres.len() / self.ndim);
        let (weights, monomials) = fit.coefficients.split_at(count * m);
        let (mut functions, mut scaled, mut place) =
            (vec![0.0; count], vec![0.0; self.ndim], vec![0.0; self.ndim]);
        for (x, out) in xi.chunks_exact(self.ndim).zip(out.chunks_exact_mut(m)) {
            for j in 0..self.ndim {
                scaled[j] = x[j] * self.options.epsilon;
                place[j] = (x[j] - fit.shift[j]) / fit.scale[j];
            }
            kernel::functions(phi, &scaled, &fit.centres, count, 0, &mut functions);
            add_products(&functions, weights, out);
            for (powers, row) in self.powers.iter().zip(monomials.chunks_exact(m)) {
                let value = polynomial::monomial(&place, powers);
                out.iter_mut().zip(row).for_each(|(o, w)| *o += value * w);
            }
        }
    }
}

/// Adds the sum of rows times factors.
#[inline(always)]
fn add_products(factors: &[f64], rows: &[f64], out: &mut [f64]) {
    let m = out.len();
    if m == 1 {
        let rows = &rows[..factors.len()];
        let mut sum = 0.0;
        for i in 0..factors.len() {
            sum += factors[i] * rows[i];
        }
        out[0] += sum;
        return;
    }
    for i in 0..factors.len() {
        for j in 0..m {
            out[j] += factors[i] * rows[i * m + j];
        }
    }
}
