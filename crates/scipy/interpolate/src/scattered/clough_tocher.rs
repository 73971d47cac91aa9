//! `CloughTocher2DInterpolator`: a smooth surface of three cubics on every triangle.
//!
//! Clough and Tocher (1965) in the Bernstein form of Alfeld, *A trivariate Clough-Tocher scheme* (1984). The
//! derivative across an edge is linear in the direction towards the centroid of the triangle on its other side, so
//! that the surface does not change under affine maps.

use super::{TOLERANCE, gradients};
use pallasite_spatial::{Delaunay, SpatialError};
use std::sync::Arc;

/// Coefficients of a triangle's three cubics.
///
/// The barycentric coordinates are those to the three vertices and the centroid, one of the former being zero.
#[derive(Clone, Copy, Default)]
struct Patch {
    /// At the vertices.
    vertex: [f64; 3],
    /// `edge[i][s]`: a third along the edge from vertex i to the next one (s = 0) or the one before (s = 1).
    edge: [[f64; 2]; 3],
    /// A third of the way from vertex i to the centroid.
    inner: [f64; 3],
    /// A third of the way from the middle of the edge opposite to vertex i to the centroid.
    across: [f64; 3],
    /// Two thirds of the way from vertex i to the centroid.
    near: [f64; 3],
    /// At the centroid.
    centroid: f64,
}

/// A piecewise cubic surface with continuous first derivatives over points of the plane.
pub struct CloughTocher2d {
    triangulation: Arc<Delaunay>,
    patches: Vec<Patch>,
    width: usize,
    converged: bool,
}

impl CloughTocher2d {
    /// The surface through `width` values for each point of a triangulation of the plane; the gradients at the points
    /// are estimated to `tol` in at most `maxiter` rounds by [`gradients`].
    ///
    /// # Errors
    /// A triangulation that is not of the plane.
    ///
    /// # Examples
    /// ```
    /// use pallasite_interpolate::scattered::CloughTocher2d;
    /// use pallasite_spatial::Delaunay;
    /// let square = [0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0];
    /// let surface = CloughTocher2d::new(Delaunay::new(&square, 2)?.into(), &[0.0, 1.0, 2.0, 3.0], 1, 1e-9, 400)?;
    /// let found = surface.evaluate(&[0.3, 0.6, 2.0, 0.0], &[f64::NAN])?;
    /// assert!((found[0] - 1.5).abs() < 1e-6 && found[1].is_nan());
    /// # Ok::<(), pallasite_spatial::SpatialError>(())
    /// ```
    pub fn new(
        triangulation: Arc<Delaunay>,
        values: &[f64],
        width: usize,
        tol: f64,
        maxiter: usize,
    ) -> Result<CloughTocher2d, SpatialError> {
        if triangulation.ndim() != 2 {
            return Err(SpatialError::Dimensions { given: triangulation.ndim(), expected: 2 });
        }
        let bends = bends(&triangulation);
        let mut patches = vec![Patch::default(); triangulation.nsimplex() * width];
        let mut converged = true;
        for column in 0..width {
            let f: Vec<f64> = values[column..].iter().step_by(width).copied().collect();
            let (gradient, good) = gradients(&triangulation, &f, tol, maxiter);
            converged &= good;
            for (triangle, bend) in bends.iter().enumerate() {
                patches[triangle * width + column] = patch(&triangulation, triangle, bend, &f, &gradient);
            }
        }
        Ok(CloughTocher2d { triangulation, patches, width, converged })
    }

    /// Whether the estimates of the gradients converged.
    pub fn converged(&self) -> bool {
        self.converged
    }

    /// The values at the points `xi`, two coordinates each; `fill` outside of the convex hull.
    ///
    /// # Errors
    /// An odd number of coordinates.
    pub fn evaluate(&self, xi: &[f64], fill: &[f64]) -> Result<Vec<f64>, SpatialError> {
        let (tri, m) = (&self.triangulation, self.width);
        let mut out = vec![0.0; tri.count(xi)? * m];
        tri.for_each_chunk(xi, &mut out, m, TOLERANCE, |walker, x, out| {
            let Some(at) = walker.find(x) else { return out.copy_from_slice(fill) };
            let patches = &self.patches[at.simplex * m..(at.simplex + 1) * m];
            let b = [at.barycentric[0], at.barycentric[1], at.barycentric[2]];
            out.iter_mut().zip(patches).for_each(|(o, patch)| *o = patch.value(b));
        });
        Ok(out)
    }
}

/// For each triangle and edge, how the direction to the centroid beyond leans along the edge; half for an edge of the
/// hull, the direction being that of the triangle's own centroid.
fn bends(tri: &Delaunay) -> Vec<[f64; 3]> {
    let corner =
        |t: usize, k: usize, axis: usize| tri.points()[2 * tri.simplices()[3 * t + k] as usize + axis];
    let bend = |t: usize, k: usize| {
        let Ok(next) = usize::try_from(tri.neighbors()[3 * t + k]) else { return -0.5 };
        let rows = &tri.transform()[6 * t..6 * t + 6];
        let middle = |axis| (0..3).map(|j| corner(next, j, axis)).sum::<f64>() / 3.0;
        let (dx, dy) = (middle(0) - rows[4], middle(1) - rows[5]);
        let (first, second) = (rows[0] * dx + rows[1] * dy, rows[2] * dx + rows[3] * dy);
        let c = [first, second, 1.0 - first - second];
        let (i, j) = (c[(k + 1) % 3], c[(k + 2) % 3]);
        (2.0 * j + i - 1.0) / (2.0 - 3.0 * j - 3.0 * i)
    };
    (0..tri.nsimplex()).map(|t| [0, 1, 2].map(|k| bend(t, k))).collect()
}

fn patch(tri: &Delaunay, triangle: usize, bend: &[f64; 3], f: &[f64], gradient: &[f64]) -> Patch {
    let v = [0, 1, 2].map(|k| tri.simplices()[3 * triangle + k] as usize);
    let point = |k: usize| [tri.points()[2 * v[k]], tri.points()[2 * v[k] + 1]];
    let third = |from: usize, to: usize| {
        let (a, b, g) = (point(from), point(to), &gradient[2 * v[from]..2 * v[from] + 2]);
        f[v[from]] + (g[0] * (b[0] - a[0]) + g[1] * (b[1] - a[1])) / 3.0
    };
    let vertex = v.map(|v| f[v]);
    let edge = [0, 1, 2].map(|i| [third(i, (i + 1) % 3), third(i, (i + 2) % 3)]);
    let inner = [0, 1, 2].map(|i| (edge[i][0] + edge[i][1] + vertex[i]) / 3.0);
    let across = [0, 1, 2].map(|k| {
        let (i, j) = ((k + 1) % 3, (k + 2) % 3);
        let (ends, thirds) = ([vertex[i], vertex[j]], [edge[i][0], edge[j][1]]);
        let turn = -ends[0] + 3.0 * thirds[0] - 3.0 * thirds[1] + ends[1];
        (bend[k] * turn - ends[0] + 2.0 * thirds[0] - thirds[1] + inner[i] + inner[j]) / 2.0
    });
    let near = [0, 1, 2].map(|i| (across[(i + 1) % 3] + across[(i + 2) % 3] + inner[i]) / 3.0);
    Patch { vertex, edge, inner, across, near, centroid: near.iter().sum::<f64>() / 3.0 }
}

impl Patch {
    /// The cubic's value at barycentric coordinates to the vertices.
    #[inline]
    fn value(&self, b: [f64; 3]) -> f64 {
        // The part with the smallest coordinate zero is the cubic's own triangle.
        let least = b[0].min(b[1]).min(b[2]);
        let (b, c) = (b.map(|x| x - least), 3.0 * least);
        let square = b.map(|x| x * x);
        let mut out = c * c * c * self.centroid;
        for i in 0..3 {
            let (next, before) = ((i + 1) % 3, (i + 2) % 3);
            out += square[i] * b[i] * self.vertex[i];
            out += 3.0
                * square[i]
                * (b[next] * self.edge[i][0] + b[before] * self.edge[i][1] + c * self.inner[i]);
            out += 3.0 * c * (2.0 * b[next] * b[before] * self.across[i] + c * b[i] * self.near[i]);
        }
        out
    }
}
