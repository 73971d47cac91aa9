//! `RegularGridInterpolator`, `interpn`: values on a grid whose lines need not be evenly spaced.
//!
//! Values are rows of `width` numbers in C order of the grid; a complex number is two.

mod axis;
mod pchip;

use axis::Axis;
use pallasite_array::{interrupt, threads};
use rayon::prelude::*;

/// Points that one thread takes at a time.
const CHUNK: usize = 4096;

/// A grid: strictly ascending coordinates for each dimension.
pub struct RegularGrid {
    axes: Vec<Axis>,
}

/// The cell of a point: its lowest corner's row, and for each dimension the step to the next corner and how far the
/// point is on the way there.
struct Cell {
    row: usize,
    steps: Vec<(usize, f64)>,
}

impl RegularGrid {
    /// The grid of the coordinates; each dimension has at least one.
    ///
    /// # Examples
    /// ```
    /// use pallasite_interpolate::regular_grid::RegularGrid;
    /// let grid = RegularGrid::new(vec![vec![0.0, 1.0], vec![0.0, 2.0, 3.0]]);
    /// let values = [0.0, 2.0, 3.0, 10.0, 12.0, 13.0];
    /// assert_eq!(grid.linear(&values, 1, &[0.5, 1.0]), [6.0]);
    /// assert_eq!(grid.nearest(&[0.5, 2.75]), [2]);
    /// ```
    pub fn new(axes: Vec<Vec<f64>>) -> RegularGrid {
        RegularGrid { axes: axes.into_iter().map(Axis::new).collect() }
    }

    /// Number of dimensions.
    pub fn ndim(&self) -> usize {
        self.axes.len()
    }

    /// The coordinates of dimension `i`.
    pub fn axis(&self, i: usize) -> &[f64] {
        self.axes[i].points()
    }

    /// Whether a point is outside of the grid in dimension `i`.
    pub fn is_outside(&self, i: usize, x: f64) -> bool {
        let points = self.axis(i);
        x < points[0] || x > points[points.len() - 1]
    }

    /// The multilinear interpolant of `values` at the points `xi`; the cells at the border go on beyond it.
    pub fn linear(&self, values: &[f64], width: usize, xi: &[f64]) -> Vec<f64> {
        let n = self.ndim();
        let mut out = vec![0.0; xi.len() / n * width];
        let corners = 1 << n;
        let run = |(xi, out): (&[f64], &mut [f64])| {
            let mut cell = self.first_cell();
            let (mut rows, mut weights) = (vec![0; corners], vec![1.0; corners]);
            for (x, out) in xi.chunks_exact(n).zip(out.chunks_exact_mut(width)) {
                self.find(x, &mut cell);
                spread(&cell, &mut rows, &mut weights);
                for (&row, &weight) in rows.iter().zip(&weights) {
                    let values = &values[row * width..(row + 1) * width];
                    out.iter_mut().zip(values).for_each(|(o, v)| *o += v * weight);
                }
            }
        };
        if width == 0 || xi.len() <= CHUNK * n {
            if width > 0 {
                run((xi, &mut out));
            }
            return out;
        }
        let parts = xi.par_chunks(CHUNK * n).zip(out.par_chunks_mut(CHUNK * width));
        threads::install(|| parts.for_each(interrupt::shared(run)));
        out
    }

    /// The rows of the grid points that are nearest to the points `xi`, of two at the same distance the lower.
    pub fn nearest(&self, xi: &[f64]) -> Vec<i64> {
        let n = self.ndim();
        let run = |xi: &[f64]| {
            let mut cell = self.first_cell();
            let row = |x: &[f64]| {
                self.find(x, &mut cell);
                let up = cell.steps.iter().filter(|(_, way)| *way > 0.5).map(|(step, _)| step);
                (cell.row + up.sum::<usize>()) as i64
            };
            xi.chunks_exact(n).map(row).collect::<Vec<_>>()
        };
        if xi.len() <= CHUNK * n {
            return run(xi);
        }
        threads::install(|| xi.par_chunks(CHUNK * n).flat_map_iter(interrupt::shared(run)).collect())
    }

    fn first_cell(&self) -> Cell {
        Cell { row: 0, steps: vec![(0, 0.0); self.ndim()] }
    }

    /// Finds the cell of a point.
    fn find(&self, x: &[f64], cell: &mut Cell) {
        cell.row = 0;
        let mut stride = 1;
        for (i, axis) in self.axes.iter().enumerate().rev() {
            let (index, way) = axis.find(x[i]);
            cell.row += index * stride;
            cell.steps[i] = (if axis.points().len() > 1 { stride } else { 0 }, way);
            stride *= axis.points().len();
        }
    }
}

/// The rows and weights of a cell's corners, the last dimension's fastest.
#[inline]
fn spread(cell: &Cell, rows: &mut [usize], weights: &mut [f64]) {
    (rows[0], weights[0]) = (cell.row, 1.0);
    let mut count = 1;
    for &(step, way) in &cell.steps {
        for i in (0..count).rev() {
            let (row, weight) = (rows[i], weights[i]);
            (rows[2 * i], weights[2 * i]) = (row, weight * (1.0 - way));
            (rows[2 * i + 1], weights[2 * i + 1]) = (row + step, weight * way);
        }
        count *= 2;
    }
}

#[cfg(test)]
mod tests {
    use super::RegularGrid;

    #[test]
    fn multilinear_functions_are_exact_beyond_the_border_too() {
        let axes = vec![vec![0.0, 1.0, 3.0], vec![-1.0, 0.5], vec![2.0, 2.5, 4.0, 7.0]];
        let f = |p: &[f64]| (1.0 + p[0]) * (2.0 - p[1]) * (0.5 + p[2]);
        let mut values = Vec::new();
        for &a in &axes[0] {
            for &b in &axes[1] {
                values.extend(axes[2].iter().map(|&c| f(&[a, b, c])));
            }
        }
        let grid = RegularGrid::new(axes);
        for x in [[0.3, 0.1, 3.0], [2.9, -2.0, 8.0], [3.0, 0.5, 7.0], [-1.0, 4.0, 2.0]] {
            assert!((grid.linear(&values, 1, &x)[0] - f(&x)).abs() < 1e-12);
        }
    }

    #[test]
    fn an_axis_of_one_point_is_constant() {
        let grid = RegularGrid::new(vec![vec![3.0], vec![0.0, 1.0]]);
        assert_eq!(grid.linear(&[1.0, 2.0], 1, &[9.0, 0.25]), [1.25]);
        assert_eq!(grid.nearest(&[9.0, 0.75, 3.0, f64::NAN]), [1, 0]);
    }
}
