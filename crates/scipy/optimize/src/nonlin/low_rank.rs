//! Matrices that differ from a multiple of the identity by few dyads.

use super::field::{Field, add, inner, scaled, solve_dense};
use faer::Mat;
use faer::linalg::solvers::{Qr, Svd};

/// `α I + Σ c dᴴ`; a full matrix once there are more dyads than rows.
#[derive(Debug, Clone)]
pub(super) struct LowRank<T> {
    alpha: T,
    n: usize,
    cs: Vec<Vec<T>>,
    ds: Vec<Vec<T>>,
    full: Option<Mat<T>>,
}

impl<T: Field> LowRank<T> {
    pub fn new(alpha: T, n: usize) -> Self {
        Self { alpha, n, cs: Vec::new(), ds: Vec::new(), full: None }
    }

    /// `M v`, or `Mᴴ v`.
    pub fn apply(&self, v: &[T], adjoint: bool) -> Vec<T> {
        if let Some(full) = &self.full {
            let row = |i: usize| {
                let entry = |j: usize| if adjoint { full[(j, i)].conjugate() } else { full[(i, j)] };
                (0..self.n).fold(T::zero(), |sum, j| sum + entry(j) * v[j])
            };
            return (0..self.n).map(row).collect();
        }
        let (alpha, cs, ds) = self.parts(adjoint);
        let mut w = scaled(alpha, v);
        cs.iter().zip(ds).for_each(|(c, d)| add(inner(d, v), c, &mut w));
        w
    }

    /// `M⁻¹ v`, or `M⁻ᴴ v`, by the formula of Sherman, Morrison and Woodbury; `None` if the matrix is singular.
    pub fn solve(&self, v: &[T], adjoint: bool) -> Option<Vec<T>> {
        if let Some(full) = &self.full {
            let a = if adjoint { full.adjoint().to_owned() } else { full.clone() };
            return solve_dense(&a, v);
        }
        let (alpha, cs, ds) = self.parts(adjoint);
        let mut w = scaled(T::one() / alpha, v);
        if cs.is_empty() {
            return Some(w);
        }
        let identity = |i: usize, j: usize| if i == j { alpha } else { T::zero() };
        let small = Mat::from_fn(cs.len(), cs.len(), |i, j| identity(i, j) + inner(&ds[i], &cs[j]));
        let q: Vec<T> = ds.iter().map(|d| inner(d, v) / alpha).collect();
        let q = solve_dense(&small, &q)?;
        cs.iter().zip(&q).for_each(|(c, q)| add(-*q, c, &mut w));
        Some(w)
    }

    fn parts(&self, adjoint: bool) -> (T, &[Vec<T>], &[Vec<T>]) {
        if adjoint { (self.alpha.conjugate(), &self.ds, &self.cs) } else { (self.alpha, &self.cs, &self.ds) }
    }

    /// Adds `c dᴴ`.
    pub fn append(&mut self, c: Vec<T>, d: Vec<T>) {
        if let Some(full) = &mut self.full {
            for j in 0..self.n {
                (0..self.n).for_each(|i| full[(i, j)] += c[i] * d[j].conjugate());
            }
            return;
        }
        self.cs.push(c);
        self.ds.push(d);
        if self.cs.len() > self.n {
            let columns: Vec<Vec<T>> = (0..self.n).map(|j| self.apply(&unit(self.n, j), false)).collect();
            self.full = Some(Mat::from_fn(self.n, self.n, |i, j| columns[j][i]));
            (self.cs, self.ds) = (Vec::new(), Vec::new());
        }
    }

    /// Drops all dyads when there are more than `rank`.
    pub fn restart(&mut self, rank: usize) {
        if self.cs.len() > rank {
            self.cs.clear();
            self.ds.clear();
        }
    }

    /// Drops the oldest dyads until there are no more than `rank`.
    pub fn drop_oldest(&mut self, rank: usize) {
        let surplus = self.cs.len().saturating_sub(rank);
        self.cs.drain(..surplus);
        self.ds.drain(..surplus);
    }

    /// Keeps the `retain` largest singular components of the dyads when there are `rank` of them (B. A. van der Rotten,
    /// *A limited memory Broyden method*, thesis, Leiden 2003).
    pub fn reduce_by_svd(&mut self, rank: usize, retain: Option<usize>) {
        let Some(first) = self.cs.first() else { return };
        let rank = rank.min(first.len());
        let retain = retain.unwrap_or(rank.saturating_sub(2)).min(rank.saturating_sub(1));
        let m = self.cs.len();
        if m < rank {
            return;
        }
        let c = Mat::from_fn(self.n, m, |i, j| self.cs[j][i]);
        let d = Mat::from_fn(self.n, m, |i, j| self.ds[j][i]);
        let qr = Qr::new(d.as_ref());
        let c = &c * qr.thin_R().adjoint();
        let Ok(svd) = Svd::new_thin(c.as_ref()) else { return };
        let d = qr.compute_thin_Q() * svd.V();
        let s = svd.S().column_vector();
        self.cs = (0..retain).map(|k| (0..self.n).map(|i| svd.U()[(i, k)] * s[k]).collect()).collect();
        self.ds = (0..retain).map(|k| (0..self.n).map(|i| d[(i, k)]).collect()).collect();
    }
}

/// A unit vector.
pub(super) fn unit<T: Field>(n: usize, j: usize) -> Vec<T> {
    (0..n).map(|i| if i == j { T::one() } else { T::zero() }).collect()
}
