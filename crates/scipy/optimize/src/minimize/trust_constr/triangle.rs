//! The triangle of a sparse QR factorisation.

use crate::sparse::SparseColumns;
use std::cmp::Ordering;

/// `R` with `P A Aᵀ Pᵀ = Rᵀ R`, from Givens rotations of the columns of `A`: as sparse as the Cholesky factor, and
/// without the errors of the products (George and Heath 1980, *Solution of sparse linear least squares problems using
/// Givens rotations*).
pub(super) struct Triangle {
    /// The rows of `A` in the order of elimination.
    order: Vec<usize>,
    /// The rows of `R`, the diagonal first.
    rows: Vec<Vec<(usize, f64)>>,
}

impl Triangle {
    /// `None` if the rows of `A` depend on each other.
    pub fn new(a: &SparseColumns) -> Option<Self> {
        let order = minimum_degree(a);
        let mut place = vec![0; order.len()];
        order.iter().enumerate().for_each(|(k, &row)| place[row] = k);
        let mut rows: Vec<Vec<(usize, f64)>> = vec![Vec::new(); order.len()];
        for j in 0..a.cols() {
            let mut entries: Vec<_> = a.entries_of(j).map(|(i, v)| (place[i], v)).collect();
            entries.sort_unstable_by_key(|e| e.0);
            absorb(&mut rows, entries);
        }
        let largest = rows.iter().flatten().fold(0.0, |m: f64, e| m.max(e.1.abs()));
        let least = largest * f64::EPSILON;
        let regular = rows.iter().enumerate().all(|(k, row)| {
            row.first().is_some_and(|&(column, value)| column == k && !(value.abs() <= least))
        });
        regular.then_some(Self { order, rows })
    }

    /// `(A Aᵀ)⁻¹ b`
    pub fn solve(&self, b: &[f64]) -> Vec<f64> {
        let mut x: Vec<f64> = self.order.iter().map(|&row| b[row]).collect();
        for (k, row) in self.rows.iter().enumerate() {
            x[k] /= row[0].1;
            let here = x[k];
            row[1..].iter().for_each(|&(j, r)| x[j] -= r * here);
        }
        for (k, row) in self.rows.iter().enumerate().rev() {
            let rest: f64 = row[1..].iter().map(|&(j, r)| r * x[j]).sum();
            x[k] = (x[k] - rest) / row[0].1;
        }
        let mut out = vec![0.0; b.len()];
        self.order.iter().zip(x).for_each(|(&row, x)| out[row] = x);
        out
    }
}

/// Rotates a row into the triangle.
fn absorb(rows: &mut [Vec<(usize, f64)>], mut entries: Vec<(usize, f64)>) {
    while let Some(&(k, value)) = entries.first() {
        let row = &mut rows[k];
        let Some(&(_, diagonal)) = row.first() else {
            *row = entries;
            return;
        };
        let length = diagonal.hypot(value);
        if length == 0.0 {
            entries.remove(0);
            continue;
        }
        let (mut first, mut second) = rotated(row, &entries, diagonal / length, value / length);
        first[0].1 = length;
        second.remove(0);
        *row = first;
        entries = second;
    }
}

/// Two sparse rows after a rotation.
fn rotated(
    a: &[(usize, f64)],
    b: &[(usize, f64)],
    cos: f64,
    sin: f64,
) -> (Vec<(usize, f64)>, Vec<(usize, f64)>) {
    let (mut first, mut second) = (Vec::with_capacity(a.len() + b.len()), Vec::new());
    let (mut i, mut j) = (0, 0);
    while i < a.len() || j < b.len() {
        let order = match (a.get(i), b.get(j)) {
            (Some(a), Some(b)) => a.0.cmp(&b.0),
            (Some(_), None) => Ordering::Less,
            _ => Ordering::Greater,
        };
        let x = if order.is_le() { a[i].1 } else { 0.0 };
        let y = if order.is_ge() { b[j].1 } else { 0.0 };
        let column = if order.is_le() { a[i].0 } else { b[j].0 };
        first.push((column, cos * x + sin * y));
        second.push((column, cos * y - sin * x));
        i += usize::from(order.is_le());
        j += usize::from(order.is_ge());
    }
    (first, second)
}

/// The rows of `A` in an order that keeps the factor of `A Aᵀ` sparse: at each step one with the fewest neighbours in
/// the graph of what is left, which elimination joins to each other (Tinney and Walker 1967).
fn minimum_degree(a: &SparseColumns) -> Vec<usize> {
    let mut neighbours = vec![Vec::new(); a.rows];
    for j in 0..a.cols() {
        let rows = a.rows_of(j);
        rows.iter().for_each(|&i| neighbours[i].extend(rows.iter().copied().filter(|&k| k != i)));
    }
    neighbours.iter_mut().for_each(tidy);
    let mut left: std::collections::BTreeSet<(usize, usize)> =
        neighbours.iter().enumerate().map(|(i, list)| (list.len(), i)).collect();
    let mut order = Vec::with_capacity(a.rows);
    while let Some((degree, row)) = left.pop_first() {
        order.push(row);
        if degree == left.len() {
            // All that is left is joined to each other or will be: any order is as good.
            order.extend(left.iter().map(|e| e.1));
            break;
        }
        let joined = std::mem::take(&mut neighbours[row]);
        for &i in &joined {
            left.remove(&(neighbours[i].len(), i));
            neighbours[i].extend(joined.iter().copied().filter(|&k| k != i));
            neighbours[i].retain(|&k| k != row);
            tidy(&mut neighbours[i]);
            left.insert((neighbours[i].len(), i));
        }
    }
    order
}

fn tidy(list: &mut Vec<usize>) {
    list.sort_unstable();
    list.dedup();
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `A Aᵀ x`
    fn square(a: &SparseColumns, x: &[f64]) -> Vec<f64> {
        let mut out = vec![0.0; a.rows];
        for j in 0..a.cols() {
            let along: f64 = a.entries_of(j).map(|(i, v)| v * x[i]).sum();
            a.entries_of(j).for_each(|(i, v)| out[i] += v * along);
        }
        out
    }

    #[test]
    fn solves_with_the_square() {
        let entries: Vec<_> = (0..30)
            .flat_map(|j: usize| [(j % 11, j, 1.5), ((3 * j + 1) % 11, j, -0.5), ((j * j) % 11, j, 0.25)])
            .collect();
        let a = SparseColumns::from_triplets(11, 30, &entries).unwrap();
        let triangle = Triangle::new(&a).unwrap();
        let x: Vec<f64> = (0..11).map(|i| f64::from(i).sin()).collect();
        let found = triangle.solve(&square(&a, &x));
        assert!(found.iter().zip(&x).all(|(f, x)| (f - x).abs() < 1e-13), "{found:?}");
    }

    #[test]
    fn bounds_cause_no_fill() {
        let entries: Vec<_> = (0..50).flat_map(|j| [(j, j, 1.0), (j + 50, j, -1.0)]).collect();
        let a = SparseColumns::from_triplets(100, 50, &entries).unwrap();
        assert!(Triangle::new(&a).is_none(), "the rows depend on each other");
        let slacks: Vec<_> = entries.into_iter().chain((0..100).map(|i| (i, 50 + i, 0.5))).collect();
        let a = SparseColumns::from_triplets(100, 150, &slacks).unwrap();
        let triangle = Triangle::new(&a).unwrap();
        assert_eq!(triangle.rows.iter().map(Vec::len).sum::<usize>(), 150);
    }
}
