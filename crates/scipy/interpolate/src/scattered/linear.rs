//! `LinearNDInterpolator`: linear on every simplex.

use super::TOLERANCE;
use pallasite_spatial::{Delaunay, SpatialError};
use std::sync::Arc;

/// The interpolant that is linear on the simplices of a triangulation.
pub struct LinearNd {
    triangulation: Arc<Delaunay>,
    values: Vec<f64>,
    width: usize,
}

impl LinearNd {
    /// The interpolant of `width` values for each point of the triangulation.
    ///
    /// # Examples
    /// ```
    /// use pallasite_interpolate::scattered::LinearNd;
    /// use pallasite_spatial::Delaunay;
    /// let triangle = Delaunay::new(&[0.0, 0.0, 1.0, 0.0, 0.0, 1.0], 2)?;
    /// let plane = LinearNd::new(triangle.into(), vec![1.0, 2.0, 4.0], 1);
    /// assert_eq!(plane.evaluate(&[0.5, 0.25, 2.0, 2.0], &[-1.0])?, [2.25, -1.0]);
    /// # Ok::<(), pallasite_spatial::SpatialError>(())
    /// ```
    pub fn new(triangulation: Arc<Delaunay>, values: Vec<f64>, width: usize) -> LinearNd {
        LinearNd { triangulation, values, width }
    }

    /// The values at the points `xi`, one behind the other; `fill` outside of the convex hull.
    ///
    /// # Errors
    /// A number of coordinates that is no multiple of the triangulation's.
    pub fn evaluate(&self, xi: &[f64], fill: &[f64]) -> Result<Vec<f64>, SpatialError> {
        let (tri, m) = (&self.triangulation, self.width);
        let size = tri.ndim() + 1;
        let mut out = vec![0.0; tri.count(xi)? * m];
        tri.for_each_chunk(xi, &mut out, m, TOLERANCE, |walker, x, out| {
            let Some(at) = walker.find(x) else { return out.copy_from_slice(fill) };
            let vertices = &tri.simplices()[at.simplex * size..(at.simplex + 1) * size];
            for (&v, &weight) in vertices.iter().zip(at.barycentric) {
                let row = &self.values[v as usize * m..(v as usize + 1) * m];
                out.iter_mut().zip(row).for_each(|(o, value)| *o += weight * value);
            }
        });
        Ok(out)
    }
}
