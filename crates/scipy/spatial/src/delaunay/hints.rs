//! Where to start walking from when there are many points to find.

use super::Delaunay;

/// A grid over the points that knows a simplex in or near each of its cells (jump and walk: Mücke, Saias and Zhu 1999).
pub(super) struct Hints {
    low: Vec<f64>,
    /// Cells per unit of length along each axis.
    density: Vec<f64>,
    /// Cells along an axis.
    size: usize,
    simplices: Vec<usize>,
}

impl Hints {
    /// About as many cells as there are simplices; one without the middle of any has that of the cell before.
    pub fn of(delaunay: &Delaunay) -> Hints {
        let (n, count) = (delaunay.ndim(), delaunay.nsimplex());
        let size = ((count as f64).powf(1.0 / n as f64) as usize).max(1);
        let (low, high) = (delaunay.min_bound(), delaunay.max_bound());
        let density = low.iter().zip(high).map(|(low, high)| size as f64 / (high - low)).collect();
        let mut hints =
            Hints { low: low.to_vec(), density, size, simplices: vec![count; size.pow(n as u32)] };
        let mut middle = vec![0.0; n];
        for simplex in 0..count {
            middle.fill(0.0);
            for &vertex in delaunay.simplex(simplex) {
                middle.iter_mut().zip(delaunay.point(vertex)).for_each(|(m, x)| *m += x / (n + 1) as f64);
            }
            let cell = hints.cell(&middle);
            hints.simplices[cell] = simplex;
        }
        let mut last = 0;
        for simplex in &mut hints.simplices {
            last = if *simplex == count { last } else { *simplex };
            *simplex = last;
        }
        hints
    }

    /// The number of the cell of a point, or of one at the border; a cast of what is negative or no number gives zero.
    fn cell(&self, x: &[f64]) -> usize {
        let along = |j: usize| (((x[j] - self.low[j]) * self.density[j]) as usize).min(self.size - 1);
        (0..x.len()).fold(0, |cell, j| cell * self.size + along(j))
    }

    /// A simplex near a point.
    pub fn start(&self, x: &[f64]) -> usize {
        self.simplices[self.cell(x)]
    }
}
