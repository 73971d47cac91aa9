//! `scipy.spatial` in Rust: Delaunay triangulation and nearest neighbours.
//!
//! | SciPy | here |
//! | --- | --- |
//! | `Delaunay`, `tsearch` | [`Delaunay`], [`Delaunay::find_simplex`] |
//! | `KDTree`, `cKDTree` | [`KdTree`] |
//!
//! Points are slices, the coordinates of one point behind those of the other.

mod delaunay;
mod error;
mod exact;
mod kdtree;
mod mesh;
mod order;
mod predicates;

pub use delaunay::{DEFAULT_TOLERANCE, Delaunay, Location, Walker};
pub use error::SpatialError;
pub use kdtree::{KdTree, QueryOptions};
