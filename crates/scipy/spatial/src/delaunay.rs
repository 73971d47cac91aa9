//! `Delaunay`: the triangulation of a set of points.

mod build;
mod geometry;
mod hints;
mod locate;

use crate::error::SpatialError;
use std::sync::OnceLock;

pub use locate::{DEFAULT_TOLERANCE, Location, Walker};

/// The Delaunay triangulation of points in two or more dimensions.
///
/// Tables are flat, a row behind the other: `points` has rows of `ndim` coordinates, `simplices` and `neighbors`
/// of `ndim + 1` indices. In the plane the vertices of a simplex go counterclockwise.
pub struct Delaunay {
    ndim: usize,
    points: Vec<f64>,
    simplices: Vec<i32>,
    neighbors: Vec<i32>,
    coplanar: Vec<[i32; 3]>,
    vertex_to_simplex: Vec<i32>,
    min_bound: Vec<f64>,
    max_bound: Vec<f64>,
    paraboloid_scale: f64,
    paraboloid_shift: f64,
    transform: OnceLock<Vec<f64>>,
    equations: OnceLock<Vec<f64>>,
    hints: OnceLock<hints::Hints>,
}

impl Delaunay {
    /// Triangulates points of `ndim` coordinates, one behind the other.
    ///
    /// The points are inserted one by one (Bowyer 1981, Watson 1981) in rounds along a Hilbert curve (Amenta, Choi
    /// and Rote 2003); signs of determinants are exact (Shewchuk 1997), so that every input that is not flat has a
    /// valid triangulation. Of points that coincide one is a vertex, the others are in [`coplanar`].
    ///
    /// # Errors
    /// Fewer than two dimensions, fewer points than a simplex has, points in one hyperplane, NaN, infinities.
    ///
    /// # Examples
    /// ```
    /// use pallasite_spatial::Delaunay;
    /// let square = [0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.5, 0.5];
    /// let triangles = Delaunay::new(&square, 2)?;
    /// assert_eq!(triangles.nsimplex(), 4);
    /// assert!(triangles.simplices().chunks(3).all(|t| t.contains(&4)));
    /// # Ok::<(), pallasite_spatial::SpatialError>(())
    /// ```
    ///
    /// [`coplanar`]: Delaunay::coplanar
    pub fn new(points: &[f64], ndim: usize) -> Result<Delaunay, SpatialError> {
        build::triangulate(points.to_vec(), ndim)
    }

    /// The triangulation of the points and more of them, made anew.
    ///
    /// # Errors
    /// Those of [`Delaunay::new`], and a number of coordinates that is no multiple of `ndim`.
    pub fn with_points(&self, more: &[f64]) -> Result<Delaunay, SpatialError> {
        build::triangulate([&self.points, more].concat(), self.ndim)
    }

    /// Number of coordinates of a point.
    pub fn ndim(&self) -> usize {
        self.ndim
    }

    /// Number of points.
    pub fn npoints(&self) -> usize {
        self.points.len() / self.ndim
    }

    /// Number of simplices.
    pub fn nsimplex(&self) -> usize {
        self.simplices.len() / (self.ndim + 1)
    }

    /// Coordinates.
    pub fn points(&self) -> &[f64] {
        &self.points
    }

    /// Indices of the points that are the vertices of each simplex.
    pub fn simplices(&self) -> &[i32] {
        &self.simplices
    }

    /// Indices of the simplices opposite to each vertex, -1 at the boundary.
    pub fn neighbors(&self) -> &[i32] {
        &self.neighbors
    }

    /// Points that are no vertices because they coincide with one: the point, a simplex, its vertex.
    pub fn coplanar(&self) -> &[[i32; 3]] {
        &self.coplanar
    }

    /// For each point a simplex of which it is a vertex.
    pub fn vertex_to_simplex(&self) -> &[i32] {
        &self.vertex_to_simplex
    }

    /// The smallest of each coordinate.
    pub fn min_bound(&self) -> &[f64] {
        &self.min_bound
    }

    /// The largest of each coordinate.
    pub fn max_bound(&self) -> &[f64] {
        &self.max_bound
    }

    /// Scale of the coordinate that lifts points to a paraboloid.
    pub fn paraboloid_scale(&self) -> f64 {
        self.paraboloid_scale
    }

    /// Shift of the coordinate that lifts points to a paraboloid.
    pub fn paraboloid_shift(&self) -> f64 {
        self.paraboloid_shift
    }

    /// The vertices of simplex `i`.
    pub(crate) fn simplex(&self, i: usize) -> &[i32] {
        &self.simplices[i * (self.ndim + 1)..(i + 1) * (self.ndim + 1)]
    }

    /// The coordinates of point `i`.
    pub(crate) fn point(&self, i: i32) -> &[f64] {
        &self.points[i as usize * self.ndim..(i as usize + 1) * self.ndim]
    }
}

#[cfg(test)]
mod tests;
