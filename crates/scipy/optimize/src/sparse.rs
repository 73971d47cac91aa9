//! Sparse matrices in compressed columns, as large Jacobians are.

use crate::minpack::Matrix;

/// A sparse matrix: the entries of column `j` are those from `starts[j]` to `starts[j + 1]`, rows ascending.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SparseColumns {
    /// The number of rows.
    pub rows: usize,
    /// Where each column starts, and where the last one ends.
    pub starts: Vec<usize>,
    /// The row of each entry.
    pub indices: Vec<usize>,
    /// The entries.
    pub values: Vec<f64>,
}

impl SparseColumns {
    /// The matrix with these `(row, column, value)`; entries at the same place are added, zeros are left out.
    ///
    /// # Examples
    /// ```
    /// use pallasite_optimize::SparseColumns;
    /// let a = SparseColumns::from_triplets(2, 3, &[(1, 2, 4.0), (0, 0, 1.0), (1, 2, 1.0)]).unwrap();
    /// assert_eq!((a.starts, a.values), (vec![0, 1, 1, 2], vec![1.0, 5.0]));
    /// ```
    pub fn from_triplets(rows: usize, cols: usize, entries: &[(usize, usize, f64)]) -> Option<Self> {
        if entries.iter().any(|&(i, j, _)| i >= rows || j >= cols) {
            return None;
        }
        let mut sorted: Vec<_> = entries.iter().filter(|e| e.2 != 0.0).collect();
        sorted.sort_by_key(|&&(i, j, _)| (j, i));
        let mut a = Self { rows, starts: vec![0; cols + 1], ..Self::default() };
        for group in sorted.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            a.indices.push(group[0].0);
            a.values.push(group.iter().map(|e| e.2).sum());
            a.starts[group[0].1 + 1] += 1;
        }
        (0..cols).for_each(|j| a.starts[j + 1] += a.starts[j]);
        Some(a)
    }

    /// The nonzero entries of a dense matrix given column after column.
    ///
    /// # Examples
    /// ```
    /// use pallasite_optimize::SparseColumns;
    /// let a = SparseColumns::from_dense(2, &[0.0, 3.0, 0.0, 0.0]);
    /// assert_eq!((a.starts, a.indices), (vec![0, 1, 1], vec![1]));
    /// ```
    pub fn from_dense(rows: usize, columns: &[f64]) -> Self {
        let mut a = Self { rows, starts: vec![0], ..Self::default() };
        for column in columns.chunks_exact(rows.max(1)) {
            let nonzero = column.iter().enumerate().filter(|(_, v)| **v != 0.0);
            for (i, &value) in nonzero {
                a.indices.push(i);
                a.values.push(value);
            }
            a.starts.push(a.indices.len());
        }
        a
    }

    /// All entries.
    ///
    /// # Examples
    /// ```
    /// # use pallasite_optimize::SparseColumns;
    /// assert_eq!(SparseColumns::from_dense(1, &[0.0, 3.0]).to_dense().as_slice(), [0.0, 3.0]);
    /// ```
    pub fn to_dense(&self) -> Matrix {
        let mut a = Matrix::zeros(self.rows, self.cols());
        (0..self.cols()).for_each(|j| self.entries_of(j).for_each(|(i, value)| a[(i, j)] = value));
        a
    }

    /// The number of columns.
    ///
    /// # Examples
    /// ```
    /// # use pallasite_optimize::SparseColumns;
    /// assert_eq!(SparseColumns::from_dense(1, &[1.0, 0.0]).cols(), 2);
    /// ```
    pub fn cols(&self) -> usize {
        self.starts.len() - 1
    }

    /// The rows of the entries of column `j`.
    pub(crate) fn rows_of(&self, j: usize) -> &[usize] {
        &self.indices[self.starts[j]..self.starts[j + 1]]
    }

    /// The rows and values of the entries of column `j`.
    pub(crate) fn entries_of(&self, j: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        let range = self.starts[j]..self.starts[j + 1];
        self.indices[range.clone()].iter().copied().zip(self.values[range].iter().copied())
    }
}
