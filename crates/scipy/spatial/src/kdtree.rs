//! `KDTree`: nearest neighbours (Bentley 1975; Friedman, Bentley and Finkel 1977).

mod build;
mod norm;
mod query;

use crate::error::SpatialError;

pub use query::QueryOptions;

/// A tree of boxes around points.
pub struct KdTree {
    ndim: usize,
    leafsize: usize,
    /// Coordinates in the order of the leaves.
    points: Vec<f64>,
    /// Where in the input the points are.
    indices: Vec<u32>,
    nodes: Vec<Node>,
    /// Lower and upper corner of every node's box.
    boxes: Vec<f64>,
    /// Periods of the coordinates, zero for none; empty when there is none at all.
    periods: Vec<f64>,
}

/// A part of the points, and its halves when it is no leaf.
struct Node {
    start: u32,
    end: u32,
    /// The second half; the first is the next node. Zero for a leaf.
    second: u32,
}

impl KdTree {
    /// A tree of points of `ndim` coordinates, one behind the other, with at most `leafsize` points in a leaf.
    ///
    /// `periods` makes a torus of the space, one period for each coordinate, zero for a coordinate without; the points
    /// must then be within `0..period`.
    ///
    /// # Errors
    /// Coordinates that are not finite or outside of the period.
    ///
    /// # Examples
    /// ```
    /// use pallasite_spatial::{KdTree, QueryOptions};
    /// let tree = KdTree::new(&[0.0, 0.0, 3.0, 0.0, 0.0, 4.0], 2, 10, None)?;
    /// let (distances, indices) = tree.query(&[3.0, 1.0], 2, &QueryOptions::default())?;
    /// assert_eq!((distances[0], indices[0]), (1.0, 1));
    /// assert_eq!((distances[1], indices[1]), (10f64.sqrt(), 0));
    /// # Ok::<(), pallasite_spatial::SpatialError>(())
    /// ```
    pub fn new(
        points: &[f64],
        ndim: usize,
        leafsize: usize,
        periods: Option<&[f64]>,
    ) -> Result<KdTree, SpatialError> {
        if points.iter().any(|x| !x.is_finite()) {
            return Err(SpatialError::NotFinite { name: "data" });
        }
        let periods = periods.filter(|p| p.iter().any(|&p| p > 0.0)).unwrap_or_default().to_vec();
        let inside = |(x, p): (&f64, &f64)| *p <= 0.0 || (0.0..*p).contains(x);
        if !periods.is_empty() && !points.chunks_exact(ndim).all(|x| x.iter().zip(&periods).all(inside)) {
            return Err(SpatialError::OutsideOfPeriod);
        }
        Ok(build::build(points, ndim, leafsize.max(1), periods))
    }

    /// Number of coordinates.
    pub fn ndim(&self) -> usize {
        self.ndim
    }

    /// Number of points.
    pub fn npoints(&self) -> usize {
        self.indices.len()
    }

    /// Number of nodes.
    pub fn nnodes(&self) -> usize {
        self.nodes.len()
    }

    /// The most points of a leaf.
    pub fn leafsize(&self) -> usize {
        self.leafsize
    }

    /// The smallest and the largest of each coordinate.
    pub fn bounds(&self) -> (&[f64], &[f64]) {
        self.boxes[..2 * self.ndim].split_at(self.ndim)
    }
}
