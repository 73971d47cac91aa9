//! Shape-preserving cubics along one dimension after the other.

use super::axis::Axis;
use super::{CHUNK, RegularGrid};
use crate::cubic::pchip_slopes;
use pallasite_array::{interrupt, threads};
use rayon::prelude::*;

impl RegularGrid {
    /// Interpolates `values`, `width` numbers for each grid point, at the points `xi` by monotone cubics (Fritsch and
    /// Butland 1984): along the last dimension first, then through what that gives along the one before, and so on.
    /// The slopes not being linear in the values, the order matters. Every dimension has two points or more.
    ///
    /// # Examples
    /// ```
    /// use pallasite_interpolate::regular_grid::RegularGrid;
    /// let grid = RegularGrid::new(vec![vec![0.0, 1.0, 2.0], vec![0.0, 1.0]]);
    /// let steps = [0.0, 0.0, 0.0, 1.0, 2.0, 2.0];
    /// assert_eq!(grid.pchip(&steps, 1, &[2.0, 0.5, 1.0, 0.5]), [2.0, 0.5]);
    /// ```
    pub fn pchip(&self, values: &[f64], width: usize, xi: &[f64]) -> Vec<f64> {
        let n = self.ndim();
        let mut out = vec![0.0; xi.len() / n * width];
        if width == 0 {
            return out;
        }
        let last = slopes(&self.axes[n - 1], values, width);
        let run = |(x, out): (&[f64], &mut [f64])| {
            let mut folded = fold(&self.axes[n - 1], values, &last, width, x[n - 1]);
            for i in (0..n - 1).rev() {
                let slopes = slopes(&self.axes[i], &folded, width);
                folded = fold(&self.axes[i], &folded, &slopes, width, x[i]);
            }
            out.copy_from_slice(&folded);
        };
        if xi.len() < CHUNK / 16 {
            xi.chunks_exact(n).zip(out.chunks_exact_mut(width)).for_each(run);
        } else {
            let parts = xi.par_chunks_exact(n).zip(out.par_chunks_exact_mut(width));
            threads::install(|| parts.for_each(interrupt::shared(run)));
        }
        out
    }
}

/// The slopes along the last dimension.
fn slopes(axis: &Axis, values: &[f64], width: usize) -> Vec<f64> {
    let block = axis.points().len() * width;
    values.chunks_exact(block).flat_map(|rows| pchip_slopes(axis.points(), rows, width)).collect()
}

/// Values at `x` along the last dimension, which is gone then.
fn fold(axis: &Axis, values: &[f64], slopes: &[f64], width: usize, x: f64) -> Vec<f64> {
    let p = axis.points();
    let index = axis.find(x).0;
    let (s, h) = (x - p[index], p[index + 1] - p[index]);
    let block = p.len() * width;
    let piece = |i: usize| {
        let rise = (values[i + width] - values[i]) / h;
        let bend = (slopes[i] + slopes[i + width] - 2.0 * rise) / h;
        ((bend / h * s + (rise - slopes[i]) / h - bend) * s + slopes[i]) * s + values[i]
    };
    let starts = (0..values.len() / block).map(|b| b * block + index * width);
    starts.flat_map(|start| (start..start + width).map(piece)).collect()
}
