//! What can be wrong with a set of points.

use thiserror::Error;

/// Points that cannot be triangulated, queries that do not fit them.
#[derive(Clone, Debug, Error, PartialEq)]
#[non_exhaustive]
pub enum SpatialError {
    /// There are no points.
    #[error("No points given")]
    NoPoints,
    /// The space has a single dimension, or none.
    #[error("Need at least 2-D data")]
    OneDimension,
    /// Fewer points than a simplex has.
    #[error(
        "QH6214 qhull input error: not enough points({points}) to construct initial simplex (need {needed})"
    )]
    TooFewPoints {
        /// How many there are.
        points: usize,
        /// How many a simplex needs.
        needed: usize,
    },
    /// A coordinate is NaN.
    #[error("Points cannot contain NaN")]
    NotANumber,
    /// A coordinate is infinite.
    #[error("Points cannot contain infinity")]
    Infinite,
    /// All points are, to rounding, in one hyperplane.
    #[error(
        "QH6154 Qhull precision error: Initial simplex is flat (facet {facet} is coplanar with the interior point)"
    )]
    Flat {
        /// The dimension in which the points extend.
        facet: usize,
    },
    /// The coordinates of a query are not as many as those of the points.
    #[error("wrong dimensionality in xi: {given} coordinates for points of {expected}")]
    Dimensions {
        /// Coordinates of the query.
        given: usize,
        /// Coordinates of the points.
        expected: usize,
    },
    /// Coordinates that are NaN or infinite.
    #[error("{name} must be finite, check for nan or inf values")]
    NotFinite {
        /// Which array holds them.
        name: &'static str,
    },
    /// A point outside of a periodic space.
    #[error("Some input data are greater than the size of the periodic box.")]
    OutsideOfPeriod,
    /// A norm below one.
    #[error("Only p-norms with 1<=p<=infinity permitted")]
    Norm,
}
