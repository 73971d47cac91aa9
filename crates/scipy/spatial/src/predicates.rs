//! On which side of a hyperplane, inside or outside of a sphere: the two questions of a triangulation.
//!
//! Both are answered without rounding errors. The plane and space use Shewchuk's adaptive predicates (1997);
//! more dimensions use a determinant in double precision with a bound of its error, and integers where the bound
//! does not decide.

use crate::exact;
use robust::{Coord, Coord3D, incircle, insphere, orient2d, orient3d};
use smallvec::SmallVec;

/// Points of one dimension and the predicates on them.
pub(crate) trait Space: Sync {
    /// Number of coordinates.
    fn dim(&self) -> usize;
    /// Number of points.
    fn len(&self) -> usize;
    /// The orientation of the simplex when its vertex `k` is replaced by the point `p`.
    fn orientation(&self, simplex: &[u32], k: usize, p: u32) -> f64;
    /// Above zero when `p` is inside the sphere through a positively oriented simplex, zero on it.
    fn in_sphere(&self, simplex: &[u32], p: u32) -> f64;
}

/// Points of the plane.
pub(crate) struct Plane(pub Vec<[f64; 2]>);

impl Plane {
    #[inline]
    fn at(&self, i: u32) -> Coord<f64> {
        let [x, y] = self.0[i as usize];
        Coord { x, y }
    }
}

impl Space for Plane {
    #[inline]
    fn dim(&self) -> usize {
        2
    }

    fn len(&self) -> usize {
        self.0.len()
    }

    #[inline]
    fn orientation(&self, simplex: &[u32], k: usize, p: u32) -> f64 {
        let at = |i: usize| self.at(if i == k { p } else { simplex[i] });
        orient2d(at(0), at(1), at(2))
    }

    #[inline]
    fn in_sphere(&self, simplex: &[u32], p: u32) -> f64 {
        incircle(self.at(simplex[0]), self.at(simplex[1]), self.at(simplex[2]), self.at(p))
    }
}

/// Points of space.
pub(crate) struct Solid(pub Vec<[f64; 3]>);

impl Solid {
    #[inline]
    fn at(&self, i: u32) -> Coord3D<f64> {
        let [x, y, z] = self.0[i as usize];
        Coord3D { x, y, z }
    }
}

impl Space for Solid {
    #[inline]
    fn dim(&self) -> usize {
        3
    }

    fn len(&self) -> usize {
        self.0.len()
    }

    #[inline]
    fn orientation(&self, simplex: &[u32], k: usize, p: u32) -> f64 {
        let at = |i: usize| self.at(if i == k { p } else { simplex[i] });
        orient3d(at(0), at(1), at(2), at(3))
    }

    #[inline]
    fn in_sphere(&self, s: &[u32], p: u32) -> f64 {
        insphere(self.at(s[0]), self.at(s[1]), self.at(s[2]), self.at(s[3]), self.at(p))
    }
}

/// Points of any number of dimensions, one behind the other.
pub(crate) struct Many {
    pub points: Vec<f64>,
    pub dim: usize,
}

type Numbers = SmallVec<[f64; 64]>;

impl Many {
    fn at(&self, i: u32) -> &[f64] {
        let start = i as usize * self.dim;
        &self.points[start..start + self.dim]
    }

    fn sign(&self, points: &Numbers, lifted: bool) -> f64 {
        filtered(points, self.dim, lifted).unwrap_or_else(|| f64::from(exact::sign(points, self.dim, lifted)))
    }
}

impl Space for Many {
    fn dim(&self) -> usize {
        self.dim
    }

    fn len(&self) -> usize {
        self.points.len() / self.dim
    }

    fn orientation(&self, simplex: &[u32], k: usize, p: u32) -> f64 {
        let vertices = simplex.iter().enumerate().map(|(i, &v)| self.at(if i == k { p } else { v }));
        self.sign(&vertices.flatten().copied().collect(), false)
    }

    fn in_sphere(&self, simplex: &[u32], p: u32) -> f64 {
        let vertices = simplex.iter().chain([&p]).map(|&v| self.at(v));
        self.sign(&vertices.flatten().copied().collect(), true)
    }
}

/// The determinant of [`exact::sign`] in double precision, `None` when its error may be larger than its value.
///
/// Rows have a largest element of one, so that the errors of elimination with partial pivoting (Higham 2002,
/// theorem 9.3, growth of 2ⁿ⁻¹) are below `n³ 2ⁿ ε` in every element, and the determinant's below n times that
/// times Hadamard's bound of the other rows.
fn filtered(points: &[f64], dim: usize, lifted: bool) -> Option<f64> {
    let n = dim + usize::from(lifted);
    let (others, origin) = points.split_at(points.len() - dim);
    let mut a = Numbers::with_capacity(n * n);
    for point in others.chunks_exact(dim) {
        let start = a.len();
        a.extend(point.iter().zip(origin).map(|(x, o)| x - o));
        if lifted {
            a.push(a[start..].iter().map(|x| x * x).sum());
        }
        let largest = a[start..].iter().fold(0.0, |m: f64, x| m.max(x.abs()));
        if !(largest > 1e-100 && largest < 1e100) {
            return None;
        }
        a[start..].iter_mut().for_each(|x| *x /= largest);
    }
    let size = n as f64;
    let bound = size.powi(4) * 2f64.powi(n as i32) * f64::EPSILON * size.sqrt().powi(n as i32 - 1);
    let value = determinant(&mut a, n);
    (value.abs() > bound.max(1e-280)).then_some(value)
}

/// The determinant by elimination with partial pivoting.
pub(crate) fn determinant(a: &mut [f64], n: usize) -> f64 {
    let mut product = 1.0;
    for k in 0..n {
        let row = (k..n).max_by(|&i, &j| a[i * n + k].abs().total_cmp(&a[j * n + k].abs())).unwrap_or(k);
        if row != k {
            (k..n).for_each(|j| a.swap(row * n + j, k * n + j));
            product = -product;
        }
        let pivot = a[k * n + k];
        product *= pivot;
        if pivot == 0.0 {
            return 0.0;
        }
        for i in k + 1..n {
            let factor = a[i * n + k] / pivot;
            for j in k + 1..n {
                a[i * n + j] -= factor * a[k * n + j];
            }
        }
    }
    product
}

#[cfg(test)]
mod tests {
    use super::{Many, Plane, Space};

    #[test]
    fn both_ways_agree_in_the_plane() {
        let points = vec![[0.0, 0.0], [1.0, 0.25], [0.5, 2.0], [0.75, 0.5], [4.0, 4.0], [0.5, 0.125]];
        let many = Many { points: points.concat(), dim: 2 };
        let plane = Plane(points);
        for p in 0..6 {
            let s = [0, 1, 2];
            assert_eq!(sign(plane.in_sphere(&s, p)), sign(many.in_sphere(&s, p)));
            for k in 0..3 {
                assert_eq!(sign(plane.orientation(&s, k, p)), sign(many.orientation(&s, k, p)));
            }
        }
    }

    fn sign(x: f64) -> i32 {
        if x == 0.0 { 0 } else { x.signum() as i32 }
    }
}
