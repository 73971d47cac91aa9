//! The Jacobian: dense, sparse, or known by its products alone.

use crate::minpack::Matrix;
use crate::sparse::SparseColumns;
use crate::vector::{add_scaled, dot, norm, times};

/// A matrix known by its products.
pub trait LinearOperator {
    /// What a product may fail with.
    type Error;

    /// The number of rows and columns.
    fn shape(&self) -> (usize, usize);

    /// `A x`.
    ///
    /// # Errors
    /// The operator's own.
    fn dot(&self, x: &[f64]) -> Result<Vec<f64>, Self::Error>;

    /// `Aᵀ y`.
    ///
    /// # Errors
    /// The operator's own.
    fn transposed_dot(&self, y: &[f64]) -> Result<Vec<f64>, Self::Error>;
}

/// The derivatives of `m` residuals by `n` variables.
pub enum Jacobian<E> {
    /// All entries.
    Dense(Matrix),
    /// Those that may not be zero.
    Sparse(SparseColumns),
    /// Products alone; the second is what rows have been multiplied with.
    Operator(Box<dyn LinearOperator<Error = E>>, Vec<f64>),
}

impl<E> Jacobian<E> {
    /// Rows and columns.
    pub(crate) fn shape(&self) -> (usize, usize) {
        match self {
            Self::Dense(a) => (a.rows(), a.cols()),
            Self::Sparse(a) => (a.rows, a.cols()),
            Self::Operator(a, _) => a.shape(),
        }
    }

    /// `J x`.
    ///
    /// # Errors
    /// The operator's own.
    pub fn dot(&self, x: &[f64]) -> Result<Vec<f64>, E> {
        let mut y = vec![0.0; self.shape().0];
        match self {
            Self::Dense(a) => (0..x.len()).for_each(|j| add_scaled(&mut y, x[j], a.col(j))),
            Self::Sparse(a) => {
                for (j, &x) in x.iter().enumerate() {
                    a.entries_of(j).for_each(|(i, v)| y[i] += v * x);
                }
            }
            Self::Operator(a, rows) => return Ok(times(&a.dot(x)?, rows)),
        }
        Ok(y)
    }

    /// `Jᵀ y`.
    ///
    /// # Errors
    /// The operator's own.
    pub fn transposed_dot(&self, y: &[f64]) -> Result<Vec<f64>, E> {
        let n = self.shape().1;
        Ok(match self {
            Self::Dense(a) => (0..n).map(|j| dot(a.col(j), y)).collect(),
            Self::Sparse(a) => (0..n).map(|j| a.entries_of(j).map(|(i, v)| v * y[i]).sum()).collect(),
            Self::Operator(a, rows) => return a.transposed_dot(&times(y, rows)),
        })
    }

    /// `diag(d) J`.
    pub(crate) fn scale_rows(&mut self, d: &[f64]) {
        match self {
            Self::Dense(a) => {
                (0..a.cols()).for_each(|j| a.col_mut(j).iter_mut().zip(d).for_each(|(entry, d)| *entry *= d))
            }
            Self::Sparse(a) => a.values.iter_mut().zip(&a.indices).for_each(|(entry, &i)| *entry *= d[i]),
            Self::Operator(_, rows) => rows.iter_mut().zip(d).for_each(|(row, d)| *row *= d),
        }
    }

    /// The norms of the columns; ones where they are not known.
    pub(crate) fn column_norms(&self) -> Vec<f64> {
        let n = self.shape().1;
        match self {
            Self::Dense(a) => (0..n).map(|j| norm(a.col(j))).collect(),
            Self::Sparse(a) => (0..n).map(|j| norm(&a.values[a.starts[j]..a.starts[j + 1]])).collect(),
            Self::Operator(..) => vec![1.0; n],
        }
    }
}
