//! Gradients at the vertices of a triangulation that bend the surface least.
//!
//! Nielson, *A method for interpolating scattered data based upon a minimum norm network* (1983); Renka and Cline,
//! *A triangle-based C1 interpolation method* (1984): along each edge the surface is the cubic of the values and
//! derivatives at its ends, and the gradients minimise the sum over all edges of its squared second derivative.

use pallasite_array::interrupt;
use pallasite_spatial::Delaunay;

/// An edge as one of its vertices sees it.
struct Edge {
    to: usize,
    /// The edge divided by the cube of its length.
    weight: [f64; 2],
    edge: [f64; 2],
}

/// The gradients of `values` at the points of a triangulation of the plane, two numbers a point, and whether they
/// changed by less than `tol` before `maxiter` rounds of Gauss and Seidel's iteration had passed.
///
/// # Examples
/// ```
/// use pallasite_interpolate::scattered::gradients;
/// use pallasite_spatial::Delaunay;
/// let triangle = Delaunay::new(&[0.0, 0.0, 1.0, 0.0, 0.0, 1.0], 2)?;
/// let (gradient, converged) = gradients(&triangle, &[1.0, 2.0, 4.0], 1e-9, 400);
/// assert!(converged && (gradient[0] - 1.0).abs() < 1e-6 && (gradient[1] - 3.0).abs() < 1e-6);
/// # Ok::<(), pallasite_spatial::SpatialError>(())
/// ```
pub fn gradients(triangulation: &Delaunay, values: &[f64], tol: f64, maxiter: usize) -> (Vec<f64>, bool) {
    let stars = Stars::of(triangulation);
    let mut out = vec![[0.0; 2]; triangulation.npoints()];
    let converged = (0..maxiter).any(|_| stars.improve(values, &mut out) < tol);
    (out.into_flattened(), converged)
}

/// The edges around every vertex, and the inverse of the matrix of its two equations.
struct Stars {
    starts: Vec<usize>,
    edges: Vec<Edge>,
    inverses: Vec<[f64; 3]>,
}

impl Stars {
    fn of(triangulation: &Delaunay) -> Stars {
        let (indptr, indices) = triangulation.vertex_neighbor_vertices();
        let at = |i: usize| [triangulation.points()[2 * i], triangulation.points()[2 * i + 1]];
        let starts: Vec<usize> = indptr.into_iter().map(|i| i as usize).collect();
        let mut edges = Vec::with_capacity(indices.len());
        let mut inverses = Vec::with_capacity(starts.len());
        for (i, range) in starts.windows(2).enumerate() {
            let mut matrix = [0.0; 3];
            for &to in &indices[range[0]..range[1]] {
                let (from, end) = (at(i), at(to as usize));
                let edge = [end[0] - from[0], end[1] - from[1]];
                let cube = (edge[0] * edge[0] + edge[1] * edge[1]).sqrt().powi(3);
                let weight = edge.map(|e| e / cube);
                matrix[0] += 4.0 * edge[0] * weight[0];
                matrix[1] += 4.0 * edge[0] * weight[1];
                matrix[2] += 4.0 * edge[1] * weight[1];
                edges.push(Edge { to: to as usize, weight, edge });
            }
            let [a, b, c] = matrix;
            let determinant = a * c - b * b;
            inverses.push([c / determinant, -b / determinant, a / determinant]);
        }
        Stars { starts, edges, inverses }
    }

    /// One round over all vertices; the largest change relative to the gradient, or to one if that is smaller.
    fn improve(&self, values: &[f64], gradients: &mut [[f64; 2]]) -> f64 {
        let mut largest = 0.0f64;
        for (i, range) in self.starts.windows(2).enumerate() {
            interrupt::poll_round(i);
            // A point that coincides with a vertex has no edges.
            if range[0] == range[1] {
                continue;
            }
            let mut rhs = [0.0; 2];
            for Edge { to, weight, edge } in &self.edges[range[0]..range[1]] {
                let slope = edge[0] * gradients[*to][0] + edge[1] * gradients[*to][1];
                let pull = 6.0 * (values[*to] - values[i]) - 2.0 * slope;
                rhs[0] += pull * weight[0];
                rhs[1] += pull * weight[1];
            }
            let [a, b, c] = self.inverses[i];
            let new = [a * rhs[0] + b * rhs[1], b * rhs[0] + c * rhs[1]];
            let old = std::mem::replace(&mut gradients[i], new);
            let change = (new[0] - old[0]).abs().max((new[1] - old[1]).abs());
            largest = largest.max(change / new[0].abs().max(new[1].abs()).max(1.0));
        }
        largest
    }
}
