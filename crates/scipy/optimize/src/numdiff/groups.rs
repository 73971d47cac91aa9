//! Columns that are differentiated together.

use crate::sparse::SparseColumns;

/// Numbers groups of columns, no two of which have entries in the same row, taking the columns in `order`
/// (Curtis, Powell & Reid, *On the estimation of sparse Jacobian matrices*, 1974).
///
/// # Examples
/// ```
/// use pallasite_optimize::{SparseColumns, group_columns};
/// let bidiagonal = SparseColumns::from_dense(3, &[1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0]);
/// assert_eq!(group_columns(&bidiagonal, &[0, 1, 2]), [0, 1, 0]);
/// ```
pub fn group_columns(structure: &SparseColumns, order: &[usize]) -> Vec<usize> {
    let mut groups = vec![0; structure.cols()];
    let mut taken_by = vec![usize::MAX; structure.rows];
    let mut left = order.to_vec();
    let mut group = 0;
    while !left.is_empty() {
        left.retain(|&j| {
            let rows = structure.rows_of(j);
            if rows.iter().any(|&i| taken_by[i] == group) {
                return true;
            }
            rows.iter().for_each(|&i| taken_by[i] = group);
            groups[j] = group;
            false
        });
        group += 1;
    }
    groups
}
