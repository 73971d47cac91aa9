//! A dense column-major matrix, the layout in which the Jacobian is built and factorised.

use std::ops::{Index, IndexMut};

/// `rows × cols` doubles, column after column.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix {
    rows: usize,
    cols: usize,
    data: Vec<f64>,
}

impl Matrix {
    /// The matrix with these entries, column after column.
    ///
    /// # Panics
    /// If there are not `rows · cols` entries.
    ///
    /// # Examples
    /// ```
    /// use pallasite_optimize::Matrix;
    /// assert_eq!(Matrix::from_columns(2, 2, vec![1.0, 2.0, 3.0, 4.0]).as_slice()[1], 2.0);
    /// ```
    pub fn from_columns(rows: usize, cols: usize, data: Vec<f64>) -> Self {
        assert_eq!(data.len(), rows * cols, "a matrix of {rows} × {cols}");
        Self { rows, cols, data }
    }

    pub(crate) fn zeros(rows: usize, cols: usize) -> Self {
        Self { rows, cols, data: vec![0.0; rows * cols] }
    }

    /// The number of rows.
    ///
    /// # Examples
    /// ```
    /// # use pallasite_optimize::Matrix;
    /// assert_eq!(Matrix::from_columns(2, 1, vec![1.0, 2.0]).rows(), 2);
    /// ```
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The number of columns.
    ///
    /// # Examples
    /// ```
    /// # use pallasite_optimize::Matrix;
    /// assert_eq!(Matrix::from_columns(2, 1, vec![1.0, 2.0]).cols(), 1);
    /// ```
    pub fn cols(&self) -> usize {
        self.cols
    }

    pub(crate) fn col(&self, j: usize) -> &[f64] {
        &self.data[j * self.rows..(j + 1) * self.rows]
    }

    pub(crate) fn col_mut(&mut self, j: usize) -> &mut [f64] {
        &mut self.data[j * self.rows..(j + 1) * self.rows]
    }

    /// Column `j` to read and those after it to write.
    pub(crate) fn split_after(&mut self, j: usize) -> (&[f64], &mut [f64]) {
        let (left, right) = self.data.split_at_mut((j + 1) * self.rows);
        (&left[j * self.rows..], right)
    }

    /// Columns `j` and `k > j`, both to write.
    pub(crate) fn col_pair_mut(&mut self, j: usize, k: usize) -> (&mut [f64], &mut [f64]) {
        let (left, right) = self.data.split_at_mut(k * self.rows);
        (&mut left[j * self.rows..(j + 1) * self.rows], &mut right[..self.rows])
    }

    pub(crate) fn swap_cols(&mut self, j: usize, k: usize) {
        let (first, second) = self.col_pair_mut(j.min(k), j.max(k));
        first.swap_with_slice(second);
    }

    /// The entries, column after column.
    ///
    /// # Examples
    /// See [`Self::from_columns`].
    pub fn as_slice(&self) -> &[f64] {
        &self.data
    }

    pub(crate) fn as_mut_slice(&mut self) -> &mut [f64] {
        &mut self.data
    }

    pub(crate) fn into_vec(self) -> Vec<f64> {
        self.data
    }
}

impl Index<(usize, usize)> for Matrix {
    type Output = f64;

    fn index(&self, (i, j): (usize, usize)) -> &f64 {
        &self.data[j * self.rows + i]
    }
}

impl IndexMut<(usize, usize)> for Matrix {
    fn index_mut(&mut self, (i, j): (usize, usize)) -> &mut f64 {
        &mut self.data[j * self.rows + i]
    }
}
