//! In which simplex a point is.

use super::Delaunay;
use super::hints::Hints;
use crate::error::SpatialError;
use pallasite_array::{interrupt, threads};
use rayon::prelude::*;

/// By how much barycentric coordinates may leave the range from zero to one inside of a simplex.
pub const DEFAULT_TOLERANCE: f64 = 100.0 * f64::EPSILON;

/// Queries that one walker answers one after the other.
const CHUNK: usize = 2048;

/// A point's simplex and its barycentric coordinates there.
pub struct Location<'a> {
    /// The number of the simplex.
    pub simplex: usize,
    /// `ndim + 1` coordinates, whose sum is one.
    pub barycentric: &'a [f64],
}

/// Finds points one after the other, each from where the last one was or from a simplex nearby.
pub struct Walker<'a> {
    delaunay: &'a Delaunay,
    transform: &'a [f64],
    barycentric: Vec<f64>,
    tolerance: f64,
    broad: f64,
    last: usize,
    hints: Option<&'a Hints>,
}

impl Delaunay {
    /// A walker that allows for an error of `tolerance` in barycentric coordinates, and of its square root beside
    /// flat simplices.
    pub fn walker(&self, tolerance: f64) -> Walker<'_> {
        Walker {
            delaunay: self,
            transform: self.transform(),
            barycentric: vec![0.0; self.ndim + 1],
            tolerance,
            broad: tolerance.abs().sqrt(),
            last: 0,
            hints: None,
        }
    }

    /// The simplices that hold the points `xi`, -1 for points outside: `find_simplex`.
    ///
    /// `bruteforce` looks at all simplices in their order instead of walking through the triangulation.
    ///
    /// # Errors
    /// A number of coordinates that is no multiple of those of the points.
    ///
    /// # Examples
    /// ```
    /// use pallasite_spatial::{DEFAULT_TOLERANCE, Delaunay};
    /// let triangle = Delaunay::new(&[0.0, 0.0, 1.0, 0.0, 0.0, 1.0], 2)?;
    /// let found = triangle.find_simplex(&[0.25, 0.25, 1.0, 1.0], false, DEFAULT_TOLERANCE)?;
    /// assert_eq!(found, [0, -1]);
    /// # Ok::<(), pallasite_spatial::SpatialError>(())
    /// ```
    pub fn find_simplex(
        &self,
        xi: &[f64],
        bruteforce: bool,
        tolerance: f64,
    ) -> Result<Vec<i32>, SpatialError> {
        let mut out = vec![-1; self.count(xi)?];
        self.for_each_chunk(xi, &mut out, 1, tolerance, |walker, x, out| {
            let found = if bruteforce { walker.find_bruteforce(x) } else { walker.find(x) };
            out[0] = found.map_or(-1, |l| l.simplex as i32);
        });
        Ok(out)
    }

    /// The number of points in `xi`.
    ///
    /// # Errors
    /// A number of coordinates that is no multiple of those of the points.
    pub fn count(&self, xi: &[f64]) -> Result<usize, SpatialError> {
        if xi.len().is_multiple_of(self.ndim) {
            return Ok(xi.len() / self.ndim);
        }
        Err(SpatialError::Dimensions { given: xi.len() % self.ndim, expected: self.ndim })
    }

    /// Calls `f` with a walker, every point of `xi` and its `columns` elements of `out`, on all threads.
    ///
    /// The parts depend on the number of points alone: a point on a facet of two simplices is in the same one
    /// whatever the number of threads.
    pub fn for_each_chunk<T: Send>(
        &self,
        xi: &[f64],
        out: &mut [T],
        columns: usize,
        tolerance: f64,
        f: impl Fn(&mut Walker<'_>, &[f64], &mut [T]) + Sync,
    ) {
        if columns == 0 {
            return;
        }
        // With a broad tolerance the simplex of a point near the hull depends on the way there.
        let worth = tolerance <= DEFAULT_TOLERANCE && xi.len() / self.ndim > self.nsimplex() / 2;
        let hints = worth.then(|| self.hints.get_or_init(|| Hints::of(self)));
        let run = |(x, out): (&[f64], &mut [T])| {
            let mut walker = Walker { hints, ..self.walker(tolerance) };
            let points = x.chunks_exact(self.ndim);
            points.zip(out.chunks_exact_mut(columns)).for_each(|(x, out)| f(&mut walker, x, out));
        };
        let (queries, answers) = (CHUNK * self.ndim, CHUNK * columns);
        if xi.len() <= queries {
            return run((xi, out));
        }
        threads::install(|| {
            xi.par_chunks(queries).zip(out.par_chunks_mut(answers)).for_each(interrupt::shared(run));
        });
    }
}

/// How a point lies to a simplex.
enum Side {
    Inside,
    /// Beyond the facet opposite to this vertex.
    Beyond(usize),
    /// The simplex is flat, or the point has no place.
    Unknown,
}

impl Walker<'_> {
    /// The simplex that holds the point, found by walking; `None` outside of the hull.
    pub fn find(&mut self, x: &[f64]) -> Option<Location<'_>> {
        if self.is_outside_of_the_box(x) {
            return None;
        }
        let size = self.delaunay.ndim + 1;
        let mut simplex = self.last;
        for step in 0..2 + self.delaunay.nsimplex() / 4 {
            match self.side(simplex, x) {
                Side::Inside => {
                    self.last = simplex;
                    return Some(self.here(simplex));
                }
                Side::Unknown => break,
                Side::Beyond(k) => {
                    let next = self.delaunay.neighbors[simplex * size + k];
                    self.last = simplex;
                    simplex = match self.hints.filter(|_| step == 0) {
                        Some(hints) => hints.start(x),
                        None => usize::try_from(next).ok()?,
                    };
                }
            }
        }
        // A flat simplex in the way, or a circle.
        self.find_bruteforce(x)
    }

    /// The first simplex that holds the point.
    pub fn find_bruteforce(&mut self, x: &[f64]) -> Option<Location<'_>> {
        if self.is_outside_of_the_box(x) {
            return None;
        }
        for simplex in 0..self.delaunay.nsimplex() {
            let found = match self.side(simplex, x) {
                Side::Inside => Some(simplex),
                Side::Unknown => self.beside_flat(simplex, x),
                Side::Beyond(_) => None,
            };
            if let Some(simplex) = found {
                self.last = simplex;
                return Some(self.here(simplex));
            }
        }
        None
    }

    fn here(&self, simplex: usize) -> Location<'_> {
        Location { simplex, barycentric: &self.barycentric }
    }

    fn is_outside_of_the_box(&self, x: &[f64]) -> bool {
        let (low, high) = (&self.delaunay.min_bound, &self.delaunay.max_bound);
        (0..x.len()).any(|j| x[j] < low[j] - self.tolerance || x[j] > high[j] + self.tolerance)
    }

    /// Computes the barycentric coordinates as far as they are needed to see where the point is.
    #[inline]
    fn side(&mut self, simplex: usize, x: &[f64]) -> Side {
        match x.len() {
            2 => self.side_of(simplex, x, 2),
            3 => self.side_of(simplex, x, 3),
            n => self.side_of(simplex, x, n),
        }
    }

    #[inline(always)]
    fn side_of(&mut self, simplex: usize, x: &[f64], n: usize) -> Side {
        let rows = &self.transform[simplex * n * (n + 1)..(simplex + 1) * n * (n + 1)];
        let (matrix, origin) = rows.split_at(n * n);
        let mut last = 1.0;
        let mut inside = true;
        for k in 0..=n {
            let value = if k < n {
                let row = &matrix[k * n..(k + 1) * n];
                let value: f64 = (0..n).map(|j| row[j] * (x[j] - origin[j])).sum();
                last -= value;
                value
            } else {
                last
            };
            self.barycentric[k] = value;
            if value < -self.tolerance {
                return Side::Beyond(k);
            }
            inside &= value <= 1.0 + self.tolerance;
        }
        if inside { Side::Inside } else { Side::Unknown }
    }

    /// The neighbour of a flat simplex that holds the point, the facet between them taken broadly.
    fn beside_flat(&mut self, simplex: usize, x: &[f64]) -> Option<usize> {
        let n = self.delaunay.ndim;
        if !self.transform[simplex * n * (n + 1)].is_nan() {
            return None;
        }
        for k in 0..=n {
            let Ok(next) = usize::try_from(self.delaunay.neighbors[simplex * (n + 1) + k]) else { continue };
            self.barycentric_of(next, x);
            let facing = &self.delaunay.neighbors[next * (n + 1)..(next + 1) * (n + 1)];
            let fits = |(c, f): (&f64, &i32)| {
                let room = if *f == simplex as i32 { self.broad } else { self.tolerance };
                -room <= *c && *c <= 1.0 + room
            };
            if self.barycentric.iter().zip(facing).all(fits) {
                return Some(next);
            }
        }
        None
    }

    fn barycentric_of(&mut self, simplex: usize, x: &[f64]) {
        let n = x.len();
        let rows = &self.transform[simplex * n * (n + 1)..(simplex + 1) * n * (n + 1)];
        let (matrix, origin) = rows.split_at(n * n);
        for (value, row) in self.barycentric.iter_mut().zip(matrix.chunks_exact(n)) {
            *value = (0..n).map(|j| row[j] * (x[j] - origin[j])).sum();
        }
        self.barycentric[n] = 1.0 - self.barycentric[..n].iter().sum::<f64>();
    }
}
