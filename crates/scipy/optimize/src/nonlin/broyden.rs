//! Approximations of the inverse Jacobian that need no derivatives.

use super::field::{Field, add, finite, inner, length, minus, scaled, solve_dense};
use super::low_rank::LowRank;
use faer::Mat;

/// How the rank of Broyden's matrices is kept low.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reduction {
    /// All is forgotten.
    Restart,
    /// The oldest is forgotten.
    Simple,
    /// So many of the largest singular components are kept; `None` is two less than the rank.
    Svd(Option<usize>),
}

/// Which approximation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum QuasiNewtonKind {
    /// Broyden's first method, with the rank at which to reduce.
    BroydenFirst(Reduction, Option<usize>),
    /// Broyden's second method.
    BroydenSecond(Reduction, Option<usize>),
    /// Anderson mixing: regularisation and number of steps remembered (V. Eyert, J. Comp. Phys. 124, 1996).
    Anderson {
        /// Regularisation.
        w0: f64,
        /// The number of steps.
        m: usize,
    },
    /// The diagonal of Broyden's matrices.
    DiagBroyden,
    /// A multiple of the identity.
    LinearMixing,
    /// A diagonal that grows, up to a limit, as long as the signs of the residuals stay.
    ExcitingMixing {
        /// The limit.
        alphamax: f64,
    },
}

/// An approximation of the inverse Jacobian by the steps taken so far (C. T. Kelley, *Iterative Methods for Linear
/// and Nonlinear Equations*, SIAM 1995).
#[derive(Debug, Clone)]
pub struct QuasiNewton<T> {
    kind: QuasiNewtonKind,
    alpha: Option<f64>,
    last_x: Vec<T>,
    last_f: Vec<T>,
    matrix: LowRank<T>,
    diagonal: Vec<T>,
    dx: Vec<Vec<T>>,
    df: Vec<Vec<T>>,
}

impl<T: Field> QuasiNewton<T> {
    /// An approximation that begins with `-1 / alpha`, chosen at the start when it is `None`.
    ///
    /// # Examples
    /// ```
    /// use pallasite_optimize::{QuasiNewton, QuasiNewtonKind};
    /// let mut model = QuasiNewton::<f64>::new(QuasiNewtonKind::LinearMixing, Some(0.5));
    /// model.setup(&[1.0], &[4.0]);
    /// assert_eq!(model.solve(&[4.0]), [-2.0]);
    /// ```
    pub fn new(kind: QuasiNewtonKind, alpha: Option<f64>) -> Self {
        Self {
            kind,
            alpha,
            last_x: Vec::new(),
            last_f: Vec::new(),
            matrix: LowRank::new(T::one(), 0),
            diagonal: Vec::new(),
            dx: Vec::new(),
            df: Vec::new(),
        }
    }

    fn alpha(&self) -> T {
        T::from(self.alpha.unwrap_or(1.0))
    }

    /// Begins at `x`, where the function is `f`.
    ///
    /// # Examples
    /// See [`Self::new`].
    pub fn setup(&mut self, x: &[T], f: &[T]) {
        (self.last_x, self.last_f) = (x.to_vec(), f.to_vec());
        if self.alpha.is_none() {
            let norm = length(f);
            self.alpha = Some(if norm != 0.0 { 0.5 * length(x).max(1.0) / norm } else { 1.0 });
        }
        let n = f.len();
        self.matrix = LowRank::new(-self.alpha(), n);
        let entry = match self.kind {
            QuasiNewtonKind::DiagBroyden => T::one() / self.alpha(),
            _ => self.alpha(),
        };
        self.diagonal = vec![entry; n];
    }

    /// `J⁻¹ v`.
    ///
    /// # Examples
    /// See [`Self::new`].
    pub fn solve(&mut self, v: &[T]) -> Vec<T> {
        match self.kind {
            QuasiNewtonKind::BroydenFirst(..) | QuasiNewtonKind::BroydenSecond(..) => {
                let found = self.matrix.apply(v, false);
                if finite(&found) {
                    return found;
                }
                // Singular: begin anew.
                let (x, f) = (self.last_x.clone(), self.last_f.clone());
                self.setup(&x, &f);
                self.matrix.apply(v, false)
            }
            QuasiNewtonKind::Anderson { w0, .. } => self.solve_anderson(v, w0),
            QuasiNewtonKind::DiagBroyden => v.iter().zip(&self.diagonal).map(|(v, d)| -*v / *d).collect(),
            QuasiNewtonKind::LinearMixing => scaled(-self.alpha(), v),
            QuasiNewtonKind::ExcitingMixing { .. } => {
                v.iter().zip(&self.diagonal).map(|(v, d)| -*v * *d).collect()
            }
        }
    }

    fn solve_anderson(&mut self, v: &[T], w0: f64) -> Vec<T> {
        let alpha = self.alpha();
        let mut step = scaled(-alpha, v);
        if self.dx.is_empty() {
            return step;
        }
        let weight = |i: usize, j: usize| T::from(if i == j { 1.0 + w0 * w0 } else { 1.0 });
        let n = self.df.len();
        let a = Mat::from_fn(n, n, |i, j| weight(i, j) * inner(&self.df[i], &self.df[j]));
        let right: Vec<T> = self.df.iter().map(|df| inner(df, v)).collect();
        let Some(gamma) = solve_dense(&a, &right) else {
            self.dx.clear();
            self.df.clear();
            return step;
        };
        for (k, gamma) in gamma.into_iter().enumerate() {
            add(gamma, &self.dx[k], &mut step);
            add(gamma * alpha, &self.df[k], &mut step);
        }
        step
    }

    /// `J v`; `None` if the inverse is singular.
    ///
    /// # Examples
    /// ```
    /// # use pallasite_optimize::{QuasiNewton, QuasiNewtonKind};
    /// let mut model = QuasiNewton::<f64>::new(QuasiNewtonKind::DiagBroyden, Some(0.5));
    /// model.setup(&[1.0], &[4.0]);
    /// assert_eq!(model.apply(&[4.0]).unwrap(), [-8.0]);
    /// ```
    pub fn apply(&self, v: &[T]) -> Option<Vec<T>> {
        Some(match self.kind {
            QuasiNewtonKind::BroydenFirst(..) | QuasiNewtonKind::BroydenSecond(..) => {
                return self.matrix.solve(v, false);
            }
            QuasiNewtonKind::Anderson { w0, .. } => return self.apply_anderson(v, w0),
            QuasiNewtonKind::DiagBroyden => v.iter().zip(&self.diagonal).map(|(v, d)| -*v * *d).collect(),
            QuasiNewtonKind::LinearMixing => scaled(-T::one() / self.alpha(), v),
            QuasiNewtonKind::ExcitingMixing { .. } => {
                v.iter().zip(&self.diagonal).map(|(v, d)| -*v / *d).collect()
            }
        })
    }

    fn apply_anderson(&self, v: &[T], w0: f64) -> Option<Vec<T>> {
        let alpha = self.alpha();
        let mut out = scaled(-T::one() / alpha, v);
        let n = self.dx.len();
        if n == 0 {
            return Some(out);
        }
        let regular = |i: usize, j: usize| {
            let square = inner(&self.df[i], &self.df[j]) * T::from(w0 * w0) * alpha;
            if i == j { square } else { T::zero() }
        };
        let b = Mat::from_fn(n, n, |i, j| inner(&self.df[i], &self.dx[j]) - regular(i, j));
        let right: Vec<T> = self.df.iter().map(|df| inner(df, v)).collect();
        for (k, gamma) in solve_dense(&b, &right)?.into_iter().enumerate() {
            add(gamma, &self.df[k], &mut out);
            add(gamma / alpha, &self.dx[k], &mut out);
        }
        Some(out)
    }

    /// `J⁻ᴴ v`, `None` where it is not known.
    ///
    /// # Examples
    /// ```
    /// # use pallasite_optimize::{QuasiNewton, QuasiNewtonKind};
    /// let mut model = QuasiNewton::<f64>::new(QuasiNewtonKind::LinearMixing, Some(0.5));
    /// model.setup(&[1.0], &[4.0]);
    /// assert_eq!(model.solve_adjoint(&[4.0]).unwrap(), [-2.0]);
    /// ```
    pub fn solve_adjoint(&self, v: &[T]) -> Option<Vec<T>> {
        Some(match self.kind {
            QuasiNewtonKind::BroydenFirst(..) | QuasiNewtonKind::BroydenSecond(..) => {
                self.matrix.apply(v, true)
            }
            QuasiNewtonKind::Anderson { .. } => return None,
            QuasiNewtonKind::DiagBroyden => {
                v.iter().zip(&self.diagonal).map(|(v, d)| -*v / d.conjugate()).collect()
            }
            QuasiNewtonKind::LinearMixing => scaled(-self.alpha().conjugate(), v),
            QuasiNewtonKind::ExcitingMixing { .. } => {
                v.iter().zip(&self.diagonal).map(|(v, d)| -*v * d.conjugate()).collect()
            }
        })
    }

    /// `Jᴴ v`, `None` where it is not known or the inverse is singular.
    ///
    /// # Examples
    /// ```
    /// # use pallasite_optimize::{QuasiNewton, QuasiNewtonKind};
    /// let mut model = QuasiNewton::<f64>::new(QuasiNewtonKind::LinearMixing, Some(0.5));
    /// model.setup(&[1.0], &[4.0]);
    /// assert_eq!(model.apply_adjoint(&[4.0]).unwrap(), [-8.0]);
    /// ```
    pub fn apply_adjoint(&self, v: &[T]) -> Option<Vec<T>> {
        Some(match self.kind {
            QuasiNewtonKind::BroydenFirst(..) | QuasiNewtonKind::BroydenSecond(..) => {
                return self.matrix.solve(v, true);
            }
            QuasiNewtonKind::Anderson { .. } => return None,
            QuasiNewtonKind::DiagBroyden => {
                v.iter().zip(&self.diagonal).map(|(v, d)| -*v * d.conjugate()).collect()
            }
            QuasiNewtonKind::LinearMixing => scaled(-T::one() / self.alpha().conjugate(), v),
            QuasiNewtonKind::ExcitingMixing { .. } => {
                v.iter().zip(&self.diagonal).map(|(v, d)| -*v / d.conjugate()).collect()
            }
        })
    }

    /// Learns from a step to `x`, where the function is `f`.
    ///
    /// # Examples
    /// ```
    /// use pallasite_optimize::{QuasiNewton, QuasiNewtonKind, Reduction};
    /// let mut model = QuasiNewton::<f64>::new(QuasiNewtonKind::BroydenFirst(Reduction::Restart, None), Some(0.5));
    /// model.setup(&[1.0], &[4.0]);
    /// model.update(&[0.0], &[1.0]);
    /// assert!((model.solve(&[3.0])[0] - 1.0).abs() < 1e-15);
    /// ```
    pub fn update(&mut self, x: &[T], f: &[T]) {
        let (df, dx) = (minus(f, &self.last_f), minus(x, &self.last_x));
        match self.kind {
            QuasiNewtonKind::BroydenFirst(reduction, rank) => {
                self.reduce(reduction, rank);
                let v = self.matrix.apply(&dx, true);
                self.correct(dx, &df, &v, inner(&df, &v));
            }
            QuasiNewtonKind::BroydenSecond(reduction, rank) => {
                self.reduce(reduction, rank);
                let square = length(&df).powi(2);
                self.correct(dx, &df.clone(), &df, T::from(square));
            }
            QuasiNewtonKind::Anderson { m, .. } => {
                self.dx.push(dx);
                self.df.push(df);
                let surplus = self.dx.len().saturating_sub(m);
                self.dx.drain(..surplus);
                self.df.drain(..surplus);
            }
            QuasiNewtonKind::DiagBroyden => {
                let square = T::from(length(&dx).powi(2));
                let change = |(k, d): (usize, &mut T)| *d -= (df[k] + *d * dx[k]) * dx[k] / square;
                self.diagonal.iter_mut().enumerate().for_each(change);
            }
            QuasiNewtonKind::LinearMixing => {}
            QuasiNewtonKind::ExcitingMixing { alphamax } => {
                let alpha = self.alpha();
                for (k, beta) in self.diagonal.iter_mut().enumerate() {
                    *beta = if (f[k] * self.last_f[k]).real() > 0.0 { *beta + alpha } else { alpha };
                    *beta = T::from(beta.real().max(0.0).min(alphamax));
                }
            }
        }
        (self.last_x, self.last_f) = (x.to_vec(), f.to_vec());
    }

    /// The inverse takes `df` to `dx` afterwards.
    fn correct(&mut self, dx: Vec<T>, df: &[T], v: &[T], scale: T) {
        let c = minus(&dx, &self.matrix.apply(df, false));
        let d = v.iter().map(|v| *v / scale).collect();
        self.matrix.append(c, d);
    }

    /// Makes room before the secant condition is imposed.
    fn reduce(&mut self, reduction: Reduction, rank: Option<usize>) {
        let Some(rank) = rank.map(|rank| rank.saturating_sub(1)) else { return };
        match reduction {
            Reduction::Restart => self.matrix.restart(rank),
            Reduction::Simple => self.matrix.drop_oldest(rank),
            Reduction::Svd(retain) => self.matrix.reduce_by_svd(rank, retain),
        }
    }
}
