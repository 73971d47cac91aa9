//! The triangle of a sparse QR factorisation.

use crate::sparse::SparseColumns;
use std::collections::BTreeSet;
use std::rc::Rc;

/// Where the factor of `A Aᵀ` has entries.
pub(super) struct Symbolic {
    /// The columns of `A` that this is for.
    starts: Vec<usize>,
    indices: Vec<usize>,
    /// The rows of `A` in the order of elimination, and where each is in it.
    order: Vec<usize>,
    place: Vec<usize>,
    /// The columns right of the diagonal in each row of the factor, ascending.
    right: Vec<Vec<usize>>,
}

impl Symbolic {
    pub fn new(a: &SparseColumns) -> Self {
        let (order, joined) = minimum_degree(a);
        let mut place = vec![0; order.len()];
        order.iter().enumerate().for_each(|(k, &row)| place[row] = k);
        let placed = |rows: Vec<usize>| {
            let mut columns: Vec<usize> = rows.into_iter().map(|row| place[row]).collect();
            columns.sort_unstable();
            columns
        };
        let right = joined.into_iter().map(placed).collect();
        Self { starts: a.starts.clone(), indices: a.indices.clone(), order, place, right }
    }

    /// Whether the matrix has entries in the same places.
    pub fn fits(&self, a: &SparseColumns) -> bool {
        self.order.len() == a.rows && self.starts == a.starts && self.indices == a.indices
    }
}

/// `R` with `P A Aᵀ Pᵀ = Rᵀ R`, from Givens rotations of the columns of `A`: as sparse as the Cholesky factor, and
/// without the errors of the products (George and Heath 1980, *Solution of sparse linear least squares problems using
/// Givens rotations*).
pub(super) struct Triangle {
    symbolic: Rc<Symbolic>,
    diagonal: Vec<f64>,
    right: Vec<Vec<f64>>,
}

impl Triangle {
    /// `None` if the rows of `A` depend on each other.
    pub fn new(a: &SparseColumns, symbolic: &Rc<Symbolic>) -> Option<Self> {
        let m = a.rows;
        let right = symbolic.right.iter().map(|columns| vec![0.0; columns.len()]).collect();
        let mut triangle = Self { symbolic: Rc::clone(symbolic), diagonal: vec![0.0; m], right };
        let mut work = vec![0.0; m];
        for j in 0..a.cols() {
            let mut first = None;
            for (row, value) in a.entries_of(j) {
                let place = symbolic.place[row];
                work[place] = value;
                first = Some(first.map_or(place, |f: usize| f.min(place)));
            }
            triangle.absorb(first, &mut work);
        }
        let largest = triangle.diagonal.iter().fold(0.0, |m: f64, d| m.max(d.abs()));
        let regular = triangle.diagonal.iter().all(|d| !(d.abs() <= largest * f64::EPSILON));
        regular.then_some(triangle)
    }

    /// Rotates a row into the triangle; its entries are on the path up from the first in the tree of elimination.
    fn absorb(&mut self, mut next: Option<usize>, work: &mut [f64]) {
        while let Some(k) = next {
            let columns = &self.symbolic.right[k];
            let value = std::mem::take(&mut work[k]);
            next = columns.first().copied();
            if value == 0.0 {
                continue;
            }
            let length = self.diagonal[k].hypot(value);
            let (cos, sin) = (self.diagonal[k] / length, value / length);
            self.diagonal[k] = length;
            for (r, &column) in self.right[k].iter_mut().zip(columns) {
                (*r, work[column]) = (cos * *r + sin * work[column], cos * work[column] - sin * *r);
            }
        }
    }

    /// `(A Aᵀ)⁻¹ b`
    pub fn solve(&self, b: &[f64]) -> Vec<f64> {
        let Symbolic { order, right: columns, .. } = &*self.symbolic;
        let mut x: Vec<f64> = order.iter().map(|&row| b[row]).collect();
        for k in 0..x.len() {
            x[k] /= self.diagonal[k];
            let here = x[k];
            columns[k].iter().zip(&self.right[k]).for_each(|(&j, r)| x[j] -= r * here);
        }
        for k in (0..x.len()).rev() {
            let rest: f64 = columns[k].iter().zip(&self.right[k]).map(|(&j, r)| r * x[j]).sum();
            x[k] = (x[k] - rest) / self.diagonal[k];
        }
        let mut out = vec![0.0; b.len()];
        order.iter().zip(x).for_each(|(&row, x)| out[row] = x);
        out
    }
}

/// The rows of `A` in an order that keeps the factor of `A Aᵀ` sparse: at each step one with the fewest neighbours in
/// the graph of what is left, which elimination joins to each other (Tinney and Walker 1967). With each row its
/// neighbours at that time.
fn minimum_degree(a: &SparseColumns) -> (Vec<usize>, Vec<Vec<usize>>) {
    let mut neighbours = vec![Vec::new(); a.rows];
    for j in 0..a.cols() {
        let rows = a.rows_of(j);
        rows.iter().for_each(|&i| neighbours[i].extend(rows.iter().copied().filter(|&k| k != i)));
    }
    neighbours.iter_mut().for_each(tidy);
    let mut left: BTreeSet<(usize, usize)> =
        neighbours.iter().enumerate().map(|(i, list)| (list.len(), i)).collect();
    let (mut order, mut joined) = (Vec::with_capacity(a.rows), Vec::with_capacity(a.rows));
    while let Some((degree, row)) = left.pop_first() {
        if degree == left.len() {
            // All that is left is joined to each other: any order is as good.
            let rest: Vec<usize> = std::iter::once(row).chain(left.iter().map(|e| e.1)).collect();
            joined.extend((0..rest.len()).map(|k| rest[k + 1..].to_vec()));
            order.extend(rest);
            break;
        }
        let around = std::mem::take(&mut neighbours[row]);
        for &i in &around {
            left.remove(&(neighbours[i].len(), i));
            neighbours[i].extend(around.iter().copied().filter(|&k| k != i));
            neighbours[i].retain(|&k| k != row);
            tidy(&mut neighbours[i]);
            left.insert((neighbours[i].len(), i));
        }
        order.push(row);
        joined.push(around);
    }
    (order, joined)
}

fn tidy(list: &mut Vec<usize>) {
    list.sort_unstable();
    list.dedup();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn triangle(a: &SparseColumns) -> Option<Triangle> {
        Triangle::new(a, &Rc::new(Symbolic::new(a)))
    }

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
        let triangle = triangle(&a).unwrap();
        let x: Vec<f64> = (0..11).map(|i| f64::from(i).sin()).collect();
        let found = triangle.solve(&square(&a, &x));
        assert!(found.iter().zip(&x).all(|(f, x)| (f - x).abs() < 1e-13), "{found:?}");
    }

    #[test]
    fn bounds_cause_no_fill() {
        let entries: Vec<_> = (0..50).flat_map(|j| [(j, j, 1.0), (j + 50, j, -1.0)]).collect();
        let a = SparseColumns::from_triplets(100, 50, &entries).unwrap();
        assert!(triangle(&a).is_none(), "the rows depend on each other");
        let slacks: Vec<_> = entries.into_iter().chain((0..100).map(|i| (i, 50 + i, 0.5))).collect();
        let a = SparseColumns::from_triplets(100, 150, &slacks).unwrap();
        let triangle = triangle(&a).unwrap();
        assert_eq!(triangle.right.iter().map(Vec::len).sum::<usize>(), 50);
    }
}
