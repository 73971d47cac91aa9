//! Surfaces, and what one can be asked.

use super::smoothing::Status;
use crate::bspline::{BSpline, basis, basis_integrals, find_interval};
use crate::error::Result;
use crate::parallel::fill_rows;

/// A tensor product of splines in two variables, in vectors or in what holds slices otherwise.
#[derive(Debug, Clone, PartialEq)]
pub struct Surface<V = Vec<f64>> {
    /// The knots in x.
    pub tx: V,
    /// The knots in y.
    pub ty: V,
    /// The coefficients, those of one function in x behind each other.
    pub c: V,
    /// The degree in x.
    pub kx: usize,
    /// The degree in y.
    pub ky: usize,
}

/// The basis functions at points along one axis, points beyond the ends moved there.
pub(super) struct Along {
    pub first: Vec<usize>,
    pub values: Vec<f64>,
}

pub(super) fn along(t: &[f64], k: usize, x: &[f64], nu: usize) -> Along {
    let (from, to) = (t[k], t[t.len() - k - 1]);
    let mut out = Along { first: Vec::with_capacity(x.len()), values: vec![0.0; x.len() * (k + 1)] };
    let mut l = k;
    for (&x, h) in x.iter().zip(out.values.chunks_exact_mut(k + 1)) {
        let x = if x < from {
            from
        } else if x > to {
            to
        } else {
            x
        };
        l = find_interval(t, k, x, l, true).unwrap_or(k);
        basis(t, k, x, l, nu, h);
        out.first.push(l - k);
    }
    out
}

impl<V: AsRef<[f64]> + Sync> Surface<V> {
    /// Coefficients for one function in x.
    fn row(&self) -> usize {
        self.ty.as_ref().len() - self.ky - 1
    }

    /// The derivative of orders `(dx, dy)` on the grid of `x` and `y`, a row for each x.
    ///
    /// # Examples
    /// ```
    /// use pallasite_interpolate::fitpack::Surface;
    /// // 2 x + y
    /// let t = vec![0.0, 0.0, 1.0, 1.0];
    /// let s = Surface { tx: t.clone(), ty: t, c: vec![0.0, 1.0, 2.0, 3.0], kx: 1, ky: 1 };
    /// assert_eq!(s.on_grid(&[0.0, 0.5], &[0.0, 1.0], 0, 0), [0.0, 1.0, 1.0, 2.0]);
    /// ```
    pub fn on_grid(&self, x: &[f64], y: &[f64], dx: usize, dy: usize) -> Vec<f64> {
        if let Some(slope) = self.slope(dx, dy) {
            return slope.on_grid(x, y, 0, 0);
        }
        let (kx1, ky1, row) = (self.kx + 1, self.ky + 1, self.row());
        let hx = along(self.tx.as_ref(), self.kx, x, dx);
        let hy = along(self.ty.as_ref(), self.ky, y, dy);
        let mut out = vec![0.0; x.len() * y.len()];
        if out.is_empty() {
            return out;
        }
        let c = self.c.as_ref();
        // The spline in y at one x: all of it, or for few points only the coefficients that they need.
        let few = y.len() * ky1 < row;
        fill_rows(&mut out, y.len(), kx1 * row + ky1 * y.len(), |start, block| {
            let mut line = vec![0.0; row];
            for (i, out) in block.chunks_exact_mut(y.len()).enumerate() {
                let i = start + i;
                let combine = |first: usize, line: &mut [f64]| {
                    line.fill(0.0);
                    for (a, h) in hx.values[i * kx1..(i + 1) * kx1].iter().enumerate() {
                        let c = &c[(hx.first[i] + a) * row + first..][..line.len()];
                        line.iter_mut().zip(c).for_each(|(l, c)| *l += h * c);
                    }
                };
                if !few {
                    combine(0, &mut line);
                }
                for j in 0..out.len() {
                    let (h, line) = (&hy.values[j * ky1..][..ky1], &mut line[hy.first[j]..][..ky1]);
                    if few {
                        combine(hy.first[j], line);
                    }
                    out[j] = product(h, line);
                }
            }
        });
        out
    }

    /// The derivative of orders `(dx, dy)` at the points `(x[i], y[i])`.
    ///
    /// # Examples
    /// ```
    /// use pallasite_interpolate::fitpack::Surface;
    /// // 2 x + y
    /// let t = vec![0.0, 0.0, 1.0, 1.0];
    /// let s = Surface { tx: t.clone(), ty: t, c: vec![0.0, 1.0, 2.0, 3.0], kx: 1, ky: 1 };
    /// assert_eq!(s.at_points(&[0.5, 0.0], &[0.5, 0.25], 0, 0), [1.5, 0.25]);
    /// assert_eq!(s.at_points(&[0.5], &[0.5], 1, 0), [2.0]);
    /// ```
    pub fn at_points(&self, x: &[f64], y: &[f64], dx: usize, dy: usize) -> Vec<f64> {
        if let Some(slope) = self.slope(dx, dy) {
            return slope.at_points(x, y, 0, 0);
        }
        let (kx1, ky1, row) = (self.kx + 1, self.ky + 1, self.row());
        let (tx, ty, c) = (self.tx.as_ref(), self.ty.as_ref(), self.c.as_ref());
        let mut out = vec![0.0; x.len()];
        fill_rows(&mut out, 1, 16 * (kx1 * kx1 + ky1 * ky1), |start, block| {
            let n = block.len();
            let hx = along(tx, self.kx, &x[start..start + n], dx);
            let hy = along(ty, self.ky, &y[start..start + n], dy);
            for (i, out) in block.iter_mut().enumerate() {
                let hy_i = &hy.values[i * ky1..(i + 1) * ky1];
                for (a, h) in hx.values[i * kx1..(i + 1) * kx1].iter().enumerate() {
                    let c = &c[(hx.first[i] + a) * row + hy.first[i]..][..ky1];
                    *out += h * product(hy_i, c);
                }
            }
        });
        out
    }

    /// The integral over the rectangle from `(xa, ya)` to `(xb, yb)`; the surface is zero beyond its base.
    ///
    /// # Examples
    /// ```
    /// use pallasite_interpolate::fitpack::Surface;
    /// // 2 x + y
    /// let t = vec![0.0, 0.0, 1.0, 1.0];
    /// let s = Surface { tx: t.clone(), ty: t, c: vec![0.0, 1.0, 2.0, 3.0], kx: 1, ky: 1 };
    /// assert_eq!(s.integral(0.0, 1.0, 0.0, 1.0), 1.5);
    /// ```
    pub fn integral(&self, xa: f64, xb: f64, ya: f64, yb: f64) -> f64 {
        let (first_x, in_x) = basis_integrals(self.tx.as_ref(), self.kx, xa, xb);
        let (first_y, in_y) = basis_integrals(self.ty.as_ref(), self.ky, ya, yb);
        let (c, row) = (self.c.as_ref(), self.row());
        let in_row = |i: usize| scalar_product(&c[(first_x + i) * row + first_y..][..in_y.len()], &in_y);
        in_x.iter().enumerate().map(|(i, w)| w * in_row(i)).sum()
    }

    /// The derivative as a surface, unless it is none or the function itself.
    fn slope(&self, dx: usize, dy: usize) -> Option<Surface> {
        (dx + dy > 0).then(|| self.derivative(dx, dy).ok())?
    }

    /// The surface that is the derivative of orders `(dx, dy)`.
    ///
    /// # Errors
    /// Knots of a multiplicity at which there is no derivative.
    pub fn derivative(&self, dx: usize, dy: usize) -> Result<Surface> {
        let row = self.row();
        let in_x = BSpline::new(self.tx.as_ref(), self.c.as_ref(), row, self.kx).derivative(dx)?;
        let rows = in_x.t.len() - in_x.k - 1;
        let turned = transposed(&in_x.c[..rows * row], rows, row);
        let in_y = BSpline::new(self.ty.as_ref(), turned, rows, self.ky).derivative(dy)?;
        let columns = in_y.t.len() - in_y.k - 1;
        Ok(Surface {
            c: transposed(&in_y.c[..columns * rows], columns, rows),
            tx: in_x.t.into_owned(),
            ty: in_y.t.into_owned(),
            kx: in_x.k,
            ky: in_y.k,
        })
    }
}

/// The sum of products; most surfaces are cubic.
#[inline(always)]
fn product(a: &[f64], b: &[f64]) -> f64 {
    match (a, b) {
        (&[a, b, c, d], &[e, f, g, h]) => a * e + b * f + c * g + d * h,
        _ => a.iter().zip(b).fold(0.0, |sum, (a, b)| sum + a * b),
    }
}

/// The same of long slices, in four sums that do not wait for each other.
fn scalar_product(a: &[f64], b: &[f64]) -> f64 {
    let ((a, more_a), (b, more_b)) = (a.as_chunks::<4>(), b.as_chunks::<4>());
    let mut sums = [0.0; 4];
    for (a, b) in a.iter().zip(b) {
        for i in 0..4 {
            sums[i] += a[i] * b[i];
        }
    }
    sums.iter().sum::<f64>() + product(more_a, more_b)
}

/// A surface that was fitted.
#[derive(Debug, Clone, PartialEq)]
pub struct SurfaceFit {
    /// The surface.
    pub surface: Surface,
    /// The weighted sum of squared residuals.
    pub fp: f64,
    /// How the fit ended.
    pub status: Status,
    /// The rank of the equations, the number of coefficients when they are independent.
    pub rank: usize,
    /// The sum of squared residuals of the polynomial.
    pub polynomial_fp: f64,
}

/// A matrix of `rows` times `columns` turned.
pub(crate) fn transposed(a: &[f64], rows: usize, columns: usize) -> Vec<f64> {
    (0..rows * columns).map(|i| a[i % rows * columns + i / rows]).collect()
}
