//! How the uncertainty of data weighs residuals.

use ndarray::Array2;

/// The uncertainty of the data.
#[derive(Debug, Clone, PartialEq)]
pub enum Sigma {
    /// Standard deviations, one for each observation or one for all.
    Deviations(Vec<f64>),
    /// The M × M covariance matrix of the observations, positive definite; its lower triangle is read.
    Covariance(Array2<f64>),
}

/// Why uncertainties cannot serve as weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidSigma {
    /// `sigma` is neither one number nor M nor M × M of them.
    #[error("`sigma` has incorrect shape.")]
    Shape,
    /// The covariance of the observations has no Cholesky factor.
    #[error("`sigma` must be positive definite.")]
    NotPositiveDefinite,
}

/// What residuals are multiplied with so that they become independent, of equal variance.
#[derive(Debug, Clone, PartialEq)]
pub enum Weights {
    /// Nothing.
    None,
    /// `1/σ`, for each observation or for all.
    Reciprocals(Vec<f64>),
    /// The lower Cholesky factor of the covariance, row after row.
    Cholesky(Vec<Vec<f64>>),
}

impl Weights {
    /// The weights for `m` residuals.
    ///
    /// # Errors
    /// [`InvalidSigma`]: another number of uncertainties, or a covariance that is not positive definite.
    ///
    /// # Examples
    /// ```
    /// use pallasite_optimize::{Sigma, Weights};
    /// let mut residuals = [1.0, 1.0];
    /// Weights::new(Some(&Sigma::Deviations(vec![2.0, 4.0])), 2).unwrap().apply(&mut residuals);
    /// assert_eq!(residuals, [0.5, 0.25]);
    /// ```
    pub fn new(sigma: Option<&Sigma>, m: usize) -> Result<Self, InvalidSigma> {
        match sigma {
            None => Ok(Self::None),
            Some(Sigma::Deviations(s)) if s.len() == m || s.len() == 1 => {
                Ok(Self::Reciprocals(s.iter().map(|s| 1.0 / s).collect()))
            }
            Some(Sigma::Covariance(c)) if c.len() == 1 => Ok(Self::Reciprocals(vec![1.0 / c[(0, 0)]])),
            Some(Sigma::Covariance(c)) if c.dim() == (m, m) => {
                cholesky(c).map(Self::Cholesky).ok_or(InvalidSigma::NotPositiveDefinite)
            }
            Some(_) => Err(InvalidSigma::Shape),
        }
    }

    /// Weighs residuals, or a column of their Jacobian.
    ///
    /// # Examples
    /// See [`Self::new`].
    pub fn apply(&self, residuals: &mut [f64]) {
        match self {
            Self::None => {}
            Self::Reciprocals(w) => residuals.iter_mut().zip(w.iter().cycle()).for_each(|(r, w)| *r *= w),
            Self::Cholesky(rows) => {
                for (i, row) in rows.iter().enumerate() {
                    let sum: f64 = row[..i].iter().zip(&residuals[..i]).map(|(l, r)| l * r).sum();
                    residuals[i] = (residuals[i] - sum) / row[i];
                }
            }
        }
    }
}

/// The rows of the lower Cholesky factor, each up to its diagonal; `None` if `a` is not positive definite.
fn cholesky(a: &Array2<f64>) -> Option<Vec<Vec<f64>>> {
    let mut rows: Vec<Vec<f64>> = Vec::with_capacity(a.nrows());
    for i in 0..a.nrows() {
        let mut row = Vec::with_capacity(i + 1);
        for j in 0..=i {
            let above: &[f64] = if j == i { &row } else { &rows[j] };
            let sum: f64 = row.iter().zip(above).map(|(x, y)| x * y).sum();
            let rest = a[(i, j)] - sum;
            let pivot = if j == i { rest.sqrt() } else { rest / rows[j][j] };
            row.push(pivot);
        }
        if row[i].is_nan() || row[i] <= 0.0 {
            return None;
        }
        rows.push(row);
    }
    Some(rows)
}
