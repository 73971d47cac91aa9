//! Equations whose solution may not be unique.

use crate::givens::Triangle;
use crate::parallel::serial_algebra;
use faer::Mat;
use pallasite_array::interrupt;

/// The coefficients that solve a triangle.
pub(super) struct Solution {
    pub c: Vec<f64>,
    /// What the equations that were given up add to the sum of squares.
    pub lost: f64,
    pub rank: usize,
}

/// Solves the triangle; where elements of its diagonal are as good as zero, for the solution of least norm.
pub(super) fn solve(triangle: &Triangle, eps: f64) -> Solution {
    let (n, band) = (triangle.len(), triangle.band);
    let largest = triangle.r.iter().step_by(band).fold(0.0_f64, |m, &d| m.max(d));
    let zero = eps.sqrt() * largest;
    if triangle.r.iter().step_by(band).all(|&d| d > zero) {
        return Solution { c: triangle.solve(), lost: 0.0, rank: n };
    }
    least_norm(triangle, zero)
}

/// The solution of least norm: rows without a diagonal are rotated into those below, the rest is solved by the
/// factors of its transpose (Dierckx 1993, 9.1.2).
fn least_norm(triangle: &Triangle, zero: f64) -> Solution {
    let (n, band) = (triangle.len(), triangle.band);
    let mut full = triangle.clone();
    let mut lost = 0.0;
    for i in 0..n {
        interrupt::poll();
        if full.r[i * band] <= zero {
            // One longer than what is left of the row: a row below reaches further.
            let mut h = [&full.r[i * band + 1..(i + 1) * band], &[0.0]].concat();
            let mut rhs = [full.z[i]];
            full.r[i * band..(i + 1) * band].fill(0.0);
            full.z[i] = 0.0;
            full.add_sliding(i + 1, &mut h, &mut rhs);
            lost += rhs[0] * rhs[0];
        }
    }
    let rows: Vec<usize> = (0..n).filter(|&i| full.r[i * band] > 0.0).collect();
    let element = |j: usize, r: usize| {
        let i = rows[r];
        if j >= i && j - i < band { full.r[i * band + j - i] } else { 0.0 }
    };
    let turned = Mat::from_fn(n, rows.len(), element);
    // With R^T = Q L^T the least solution of R c = z is Q (L^-1 z).
    serial_algebra();
    let qr = turned.qr();
    let l = qr.thin_R().transpose().to_owned();
    let mut y: Vec<f64> = rows.iter().map(|&i| full.z[i]).collect();
    for i in 0..y.len() {
        let known: f64 = (0..i).map(|j| l[(i, j)] * y[j]).sum();
        y[i] = (y[i] - known) / l[(i, i)];
    }
    let q = qr.compute_thin_Q();
    let c = (0..n).map(|i| y.iter().enumerate().map(|(j, y)| q[(i, j)] * y).sum()).collect();
    Solution { c, lost, rank: rows.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_without_a_diagonal_goes_into_those_below() {
        let mut triangle = Triangle::zeros(4, 2, 1);
        triangle.r = vec![1.0, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0, 0.0];
        triangle.z = vec![2.0, 1.0, 3.0, 2.0];
        let found = solve(&triangle, 1e-16);
        assert!(found.rank == 3 && found.lost < 1e-25);
        assert!(found.c.iter().zip([1.0, 1.0, 1.0, 2.0]).all(|(c, want)| (c - want).abs() < 1e-12));
    }
}
