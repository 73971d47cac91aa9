//! Tables derived from a triangulation: hull, neighbouring vertices, planes, barycentric transforms.

use super::Delaunay;

/// Reciprocal condition below which a simplex counts as flat.
const FLAT: f64 = 1000.0 * f64::EPSILON;

impl Delaunay {
    /// The facets of the convex hull: rows of `ndim` vertices.
    pub fn convex_hull(&self) -> Vec<i32> {
        let size = self.ndim + 1;
        let facets = self.neighbors.iter().enumerate().filter(|(_, n)| **n < 0).map(|(i, _)| i);
        let vertices = facets.flat_map(|i| {
            let others = (0..size).filter(move |&j| j != i % size);
            others.map(move |j| self.simplices[i / size * size + j])
        });
        vertices.collect()
    }

    /// The vertices next to each vertex: those of point `k` are `indices[indptr[k]..indptr[k + 1]]`.
    pub fn vertex_neighbor_vertices(&self) -> (Vec<i32>, Vec<i32>) {
        let mut pairs = Vec::with_capacity(self.simplices.len() * self.ndim);
        for simplex in self.simplices.chunks_exact(self.ndim + 1) {
            for &a in simplex {
                pairs.extend(simplex.iter().filter(|&&b| b != a).map(|&b| (a, b)));
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        let mut indptr = vec![0; self.npoints() + 1];
        pairs.iter().for_each(|&(a, _)| indptr[a as usize + 1] += 1);
        (0..self.npoints()).for_each(|i| indptr[i + 1] += indptr[i]);
        (indptr, pairs.into_iter().map(|(_, b)| b).collect())
    }

    /// Lifts a point to the paraboloid on which the simplices are facets of a convex hull.
    pub fn lift(&self, x: &[f64]) -> f64 {
        x.iter().map(|x| x * x).sum::<f64>() * self.paraboloid_scale + self.paraboloid_shift
    }

    /// The planes of the lifted simplices: rows of `ndim + 1` coordinates of the unit normal, which points down, and
    /// the offset.
    pub fn equations(&self) -> &[f64] {
        self.equations.get_or_init(|| (0..self.nsimplex()).flat_map(|i| self.equation(i)).collect())
    }

    fn equation(&self, simplex: usize) -> Vec<f64> {
        let n = self.ndim;
        let lifted = |v: i32| self.point(v).iter().copied().chain([self.lift(self.point(v))]);
        let vertices = self.simplex(simplex);
        let origin: Vec<f64> = lifted(vertices[n]).collect();
        let edges = vertices[..n].iter().flat_map(|&v| lifted(v).zip(&origin).map(|(x, o)| x - o));
        let mut normal = null_vector(edges.collect(), n);
        let down = -normal[n].signum() / normal.iter().map(|x| x * x).sum::<f64>().sqrt();
        normal.iter_mut().for_each(|x| *x *= down);
        let offset = -normal.iter().zip(&origin).map(|(x, o)| x * o).sum::<f64>();
        normal.push(offset);
        normal
    }

    /// The distances of a point, lifted, from the planes of all simplices.
    pub fn plane_distance(&self, x: &[f64]) -> Vec<f64> {
        let row = |e: &[f64]| -> f64 {
            let flat: f64 = x.iter().zip(e).map(|(x, e)| x * e).sum();
            flat + self.lift(x) * e[self.ndim] + e[self.ndim + 1]
        };
        self.equations().chunks_exact(self.ndim + 2).map(row).collect()
    }

    /// The affine maps from points to barycentric coordinates: rows of the matrix T⁻¹, `ndim` by `ndim`, and of the
    /// last vertex r, such that T⁻¹ (x - r) are all coordinates but the last. NaN for a flat simplex.
    pub fn transform(&self) -> &[f64] {
        self.transform.get_or_init(|| {
            let mut out = Vec::with_capacity(self.nsimplex() * self.ndim * (self.ndim + 1));
            (0..self.nsimplex()).for_each(|i| self.push_transform(i, &mut out));
            out
        })
    }

    fn push_transform(&self, simplex: usize, out: &mut Vec<f64>) {
        let n = self.ndim;
        let vertices = self.simplex(simplex);
        let origin = self.point(vertices[n]);
        let mut t = vec![0.0; n * n];
        for (j, &v) in vertices[..n].iter().enumerate() {
            self.point(v).iter().zip(origin).enumerate().for_each(|(i, (x, o))| t[i * n + j] = x - o);
        }
        let norm = one_norm(&t, n);
        match inverse(t, n) {
            Some(inverse) if 1.0 / (norm * one_norm(&inverse, n)) >= FLAT => {
                out.extend(inverse);
                out.extend(origin);
            }
            _ => out.extend(std::iter::repeat_n(f64::NAN, n * (n + 1))),
        }
    }
}

fn one_norm(a: &[f64], n: usize) -> f64 {
    (0..n).map(|j| (0..n).map(|i| a[i * n + j].abs()).sum()).fold(0.0, f64::max)
}

/// A vector that is orthogonal to `n` vectors of `n + 1` elements (elimination with full pivoting).
fn null_vector(mut a: Vec<f64>, n: usize) -> Vec<f64> {
    let m = n + 1;
    let mut columns: Vec<usize> = (0..m).collect();
    for k in 0..n {
        let cells = (k..n).flat_map(|i| (k..m).map(move |j| (i, j)));
        let best = cells
            .max_by(|&(i, j), &(p, q)| a[i * m + columns[j]].abs().total_cmp(&a[p * m + columns[q]].abs()));
        let (row, column) = best.unwrap_or((k, k));
        columns.swap(k, column);
        (0..m).for_each(|j| a.swap(row * m + j, k * m + j));
        let pivot = a[k * m + columns[k]];
        for i in k + 1..n {
            let factor = if pivot == 0.0 { 0.0 } else { a[i * m + columns[k]] / pivot };
            columns[k..].iter().for_each(|&j| a[i * m + j] -= factor * a[k * m + j]);
        }
    }
    let mut x = vec![0.0; m];
    x[columns[n]] = 1.0;
    for k in (0..n).rev() {
        let sum: f64 = columns[k + 1..].iter().map(|&j| a[k * m + j] * x[j]).sum();
        let pivot = a[k * m + columns[k]];
        x[columns[k]] = if pivot == 0.0 { 0.0 } else { -sum / pivot };
    }
    x
}

/// The inverse by Gauss-Jordan elimination with partial pivoting; `None` for a singular matrix.
fn inverse(mut a: Vec<f64>, n: usize) -> Option<Vec<f64>> {
    let mut b = vec![0.0; n * n];
    (0..n).for_each(|i| b[i * n + i] = 1.0);
    for k in 0..n {
        let row = (k..n).max_by(|&i, &j| a[i * n + k].abs().total_cmp(&a[j * n + k].abs()))?;
        for j in 0..n {
            a.swap(row * n + j, k * n + j);
            b.swap(row * n + j, k * n + j);
        }
        let pivot = a[k * n + k];
        if pivot == 0.0 {
            return None;
        }
        for j in 0..n {
            a[k * n + j] /= pivot;
            b[k * n + j] /= pivot;
        }
        for i in (0..n).filter(|&i| i != k) {
            let factor = a[i * n + k];
            for j in 0..n {
                a[i * n + j] -= factor * a[k * n + j];
                b[i * n + j] -= factor * b[k * n + j];
            }
        }
    }
    Some(b)
}
