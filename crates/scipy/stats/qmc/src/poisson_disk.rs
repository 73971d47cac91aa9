//! Points that keep a distance.

use crate::Random;
use pallasite_array::interrupt;
use pallasite_special::gammainc;

/// Where candidates around a point lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hypersphere {
    /// In the ball of twice the radius.
    Volume,
    /// On the sphere, just beyond the radius.
    Surface,
}

/// How [`PoissonDisk`] works.
#[derive(Debug, Clone, PartialEq)]
pub struct PoissonDiskOptions {
    /// The least distance of two points.
    pub radius: f64,
    /// Where candidates lie.
    pub hypersphere: Hypersphere,
    /// Candidates around each point.
    pub candidates: usize,
    /// The limits of the coordinates.
    pub limits: (Vec<f64>, Vec<f64>),
}

impl PoissonDiskOptions {
    /// The side of a cell, which is too small for two points.
    fn cell(&self) -> f64 {
        self.radius / (self.limits.0.len() as f64).sqrt()
    }

    /// The number of cells that the box is cut into along each axis.
    pub fn cells(&self) -> Vec<usize> {
        let (low, high) = &self.limits;
        low.iter().zip(high).map(|(l, h)| ((h - l) / self.cell()).ceil() as usize).collect()
    }
}

/// Points within a box no two of which are closer than a radius (Bridson 2007, *Fast Poisson disk sampling in arbitrary
/// dimensions*).
///
/// # Examples
/// ```
/// use pallasite_numpy::random::default_rng;
/// use pallasite_qmc::{Hypersphere, PoissonDisk, PoissonDiskOptions};
///
/// let limits = (vec![0.0; 2], vec![1.0; 2]);
/// let options = PoissonDiskOptions { radius: 0.25, hypersphere: Hypersphere::Volume, candidates: 30, limits };
/// let points = PoissonDisk::new(options).draw(None, &mut default_rng(42))?;
/// let apart = |a: &[f64], b: &[f64]| (a[0] - b[0]).hypot(a[1] - b[1]);
/// assert!(points.iter().all(|a| points.iter().all(|b| a == b || apart(a, b) >= 0.249999)));
/// # Ok::<(), pallasite_numpy::random::RandomError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct PoissonDisk {
    options: PoissonDiskOptions,
    cell: f64,
    shape: Vec<usize>,
    /// The point in each cell, NaN where there is none, in single precision as in SciPy.
    grid: Vec<f32>,
    /// Points around which there may be room.
    pool: Vec<Vec<f64>>,
}

impl PoissonDisk {
    /// An empty box, whose cells all have room in memory.
    pub fn new(options: PoissonDiskOptions) -> Self {
        let (d, shape) = (options.limits.0.len(), options.cells());
        let grid = vec![f32::NAN; if d == 0 { 0 } else { shape.iter().product::<usize>() * d }];
        Self { cell: options.cell(), options, shape, grid, pool: Vec::new() }
    }

    /// The number of cells that the box is cut into along each axis.
    pub fn grid_shape(&self) -> &[usize] {
        &self.shape
    }

    /// The points in all cells, NaN in empty ones.
    pub fn grid(&self) -> &[f32] {
        &self.grid
    }

    /// The points around which there may be room.
    pub fn pool(&self) -> &[Vec<f64>] {
        &self.pool
    }

    /// Puts back what [`Self::grid`] and [`Self::pool`] gave; whether they fit.
    pub fn restore(&mut self, grid: Vec<f32>, pool: Vec<Vec<f64>>) -> bool {
        let fits = grid.len() == self.grid.len() && pool.iter().all(|p| p.len() == self.shape.len());
        if fits {
            (self.grid, self.pool) = (grid, pool);
        }
        fits
    }

    /// Up to `n` more points, or all that there is room for.
    ///
    /// # Errors
    /// Those of `random`.
    pub fn draw<E>(&mut self, n: Option<usize>, random: &mut impl Random<E>) -> Result<Vec<Vec<f64>>, E> {
        let mut drawn = Vec::new();
        if self.pool.is_empty() {
            let first = self.anywhere(random)?;
            self.add(first, &mut drawn);
        }
        let wanted = n.unwrap_or(usize::MAX);
        while !self.pool.is_empty() && drawn.len() < wanted {
            interrupt::poll();
            let center = random.below(self.pool.len())?;
            let center = self.pool.remove(center);
            for candidate in self.around(&center, random)? {
                if self.has_room(&candidate) {
                    self.add(candidate, &mut drawn);
                    if drawn.len() >= wanted {
                        break;
                    }
                }
            }
        }
        Ok(drawn)
    }

    fn anywhere<E>(&self, random: &mut impl Random<E>) -> Result<Vec<f64>, E> {
        let (low, high) = &self.options.limits;
        let drawn = random.uniforms(low.len())?;
        Ok(drawn.iter().zip(low.iter().zip(high)).map(|(u, (l, h))| l + (h - l) * u).collect())
    }

    fn add(&mut self, point: Vec<f64>, drawn: &mut Vec<Vec<f64>>) {
        let at = self.offset(&self.cell_of(&point));
        self.grid[at..][..point.len()].iter_mut().zip(&point).for_each(|(g, &x)| *g = x as f32);
        self.pool.push(point.clone());
        drawn.push(point);
    }

    fn cell_of(&self, point: &[f64]) -> Vec<usize> {
        let low = &self.options.limits.0;
        let one = |j: usize| (((point[j] - low[j]) / self.cell) as usize).min(self.shape[j] - 1);
        (0..point.len()).map(one).collect()
    }

    fn offset(&self, cell: &[usize]) -> usize {
        cell.iter().zip(&self.shape).fold(0, |at, (i, n)| at * n + i) * cell.len()
    }

    fn has_room(&self, point: &[f64]) -> bool {
        let (low, high) = &self.options.limits;
        let inside = point.iter().zip(low.iter().zip(high)).all(|(x, (l, h))| !(x > h || x < l));
        if !inside {
            return false;
        }
        let cell = self.cell_of(point);
        self.grid[self.offset(&cell)].is_nan() && !self.is_near(point, &cell, 0, 0)
    }

    /// Whether a point is too close to one in the cells around its own, of which the first `axis` indices are fixed.
    fn is_near(&self, point: &[f64], cell: &[usize], axis: usize, offset: usize) -> bool {
        let d = point.len();
        if axis == d {
            let other = &self.grid[offset * d..][..d];
            let square: f64 = point.iter().zip(other).map(|(&x, &g)| (x - f64::from(g)).powi(2)).sum();
            return square < self.options.radius.powi(2);
        }
        let (first, end) = (cell[axis].saturating_sub(2), (cell[axis] + 3).min(self.shape[axis]));
        (first..end).any(|i| self.is_near(point, cell, axis + 1, offset * self.shape[axis] + i))
    }

    /// Candidates around a point.
    fn around<E>(&self, center: &[f64], random: &mut impl Random<E>) -> Result<Vec<Vec<f64>>, E> {
        let d = center.len();
        let normals = random.normals(self.options.candidates * d)?;
        let one = |x: &[f64]| {
            let square: f64 = x.iter().map(|x| x * x).sum();
            center.iter().zip(x).map(|(c, x)| c + self.step(*x, square, d as f64)).collect()
        };
        Ok(normals.chunks(d).map(one).collect())
    }

    /// A coordinate of the step to a candidate, from that of a normal variate with its square norm.
    fn step(&self, x: f64, square: f64, d: f64) -> f64 {
        let radius = self.options.radius;
        match self.options.hypersphere {
            Hypersphere::Volume => {
                x * (radius * 2.0 * gammainc(d / 2.0, square / 2.0).powf(1.0 / d) / square.sqrt())
            }
            Hypersphere::Surface => x / square.sqrt() * (radius * 1.001),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pallasite_numpy::random::default_rng;

    fn options(radius: f64, d: usize) -> PoissonDiskOptions {
        let limits = (vec![-1.0; d], vec![2.0; d]);
        PoissonDiskOptions { radius, hypersphere: Hypersphere::Surface, candidates: 20, limits }
    }

    #[test]
    fn points_are_inside_and_apart() {
        let points = PoissonDisk::new(options(0.9, 3)).draw(None, &mut default_rng(5)).unwrap();
        assert!(points.len() > 10);
        for (i, a) in points.iter().enumerate() {
            assert!(a.iter().all(|x| (-1.0..=2.0).contains(x)));
            for b in &points[..i] {
                let square: f64 = a.iter().zip(b).map(|(x, y)| (x - y).powi(2)).sum();
                assert!(square.sqrt() > 0.9 - 1e-6);
            }
        }
    }

    #[test]
    fn draws_go_on_from_what_was_put_back() {
        let mut random = default_rng(5);
        let mut first = PoissonDisk::new(options(0.3, 2));
        first.draw(Some(7), &mut random).unwrap();
        let mut second = PoissonDisk::new(options(0.3, 2));
        assert!(second.restore(first.grid().to_vec(), first.pool().to_vec()));
        assert_eq!(first.draw(Some(5), &mut random.clone()), second.draw(Some(5), &mut random));
        assert!(!second.restore(Vec::new(), Vec::new()));
    }
}
