//! Where a piecewise polynomial has a value.

use super::PPoly;
use crate::error::{InterpolateError, Result};
use faer::Mat;

impl PPoly<'_> {
    /// The points where each number of the polynomial is `y`, in the order of the intervals.
    ///
    /// An interval on which it is `y` everywhere gives its start and a NaN. With `discontinuity` a jump across
    /// `y` counts; with `goes_on` the end pieces are searched beyond the breakpoints.
    ///
    /// # Errors
    /// Eigenvalues of a companion matrix that do not converge.
    pub fn solve(&self, y: f64, discontinuity: bool, goes_on: bool) -> Result<Vec<Vec<f64>>> {
        (0..self.width).map(|j| self.solve_one(j, y, discontinuity, goes_on)).collect()
    }

    fn solve_one(&self, j: usize, y: f64, discontinuity: bool, goes_on: bool) -> Result<Vec<f64>> {
        let mut found = Vec::new();
        let mut last = f64::NAN;
        let mut add = |root: f64, found: &mut Vec<f64>| {
            if root != last {
                last = root;
                found.push(root);
            }
        };
        for i in 0..self.intervals() {
            if i > 0 && discontinuity {
                let before = self.value(i - 1, j, self.x[i] - self.x[i - 1], 0) - y;
                if before * (self.value(i, j, 0.0, 0) - y) < 0.0 {
                    add(self.x[i], &mut found);
                }
            }
            match real_roots(&self.shifted(i, j, y))? {
                Roots::Everywhere if self.x[i] == self.x[i + 1] => add(self.x[i], &mut found),
                Roots::Everywhere => {
                    found.push(self.x[i]);
                    add(self.x[i], &mut Vec::new());
                    found.push(f64::NAN);
                }
                Roots::At(roots) => roots
                    .into_iter()
                    .map(|r| self.refined(i, j, y, r) + self.x[i])
                    .filter(|&r| self.covers(i, r, goes_on))
                    .for_each(|r| add(r, &mut found)),
            }
        }
        Ok(found)
    }

    /// The polynomial of an interval less `y`.
    fn shifted(&self, i: usize, j: usize, y: f64) -> Vec<f64> {
        let (plane, m, order) = (self.plane(), self.width, self.order());
        let mut c: Vec<f64> = (0..order).map(|power| self.c[power * plane + i * m + j]).collect();
        c[order - 1] -= y;
        c
    }

    /// One step of Newton's from a root.
    fn refined(&self, i: usize, j: usize, y: f64, root: f64) -> f64 {
        let step = (self.value(i, j, root, 0) - y) / self.value(i, j, root, 1);
        if step.is_finite() && step.abs() < root.abs() { root - step } else { root }
    }

    /// Whether a point belongs to interval `i`, whose ends both do.
    fn covers(&self, i: usize, x: f64, goes_on: bool) -> bool {
        let up = self.x[self.intervals()] >= self.x[0];
        let (start, end) = (self.x[i], self.x[i + 1]);
        let after = if up { x >= start } else { x <= start };
        let before = if up { x <= end } else { x >= end };
        (after || goes_on && i == 0) && (before || goes_on && i + 1 == self.intervals())
    }
}

/// Roots of a polynomial.
enum Roots {
    Everywhere,
    At(Vec<f64>),
}

/// The real roots of a polynomial, the highest power first, in increasing order.
fn real_roots(c: &[f64]) -> Result<Roots> {
    let c = match c.iter().position(|&c| c != 0.0) {
        None => return Ok(Roots::Everywhere),
        Some(first) => &c[first..],
    };
    let mut roots = match *c {
        [_] => Vec::new(),
        [a, b] => vec![-b / a],
        [a, b, c] => quadratic(a, b, c),
        _ => companion(c)?,
    };
    roots.sort_by(f64::total_cmp);
    Ok(Roots::At(roots))
}

/// Without the cancellation of the formula from school.
fn quadratic(a: f64, b: f64, c: f64) -> Vec<f64> {
    let d = b * b - 4.0 * a * c;
    if d < 0.0 || d.is_nan() {
        return Vec::new();
    }
    if d == 0.0 {
        return vec![-b / (2.0 * a); 2];
    }
    let q = -0.5 * (b + d.sqrt().copysign(b));
    vec![q / a, c / q]
}

/// The real eigenvalues of the companion matrix (Edelman and Murakami 1995).
fn companion(c: &[f64]) -> Result<Vec<f64>> {
    let n = c.len() - 1;
    if c.iter().any(|v| !v.is_finite()) {
        return Ok(Vec::new());
    }
    let element = |i: usize, j: usize| match (i, j) {
        (0, j) => -c[j + 1] / c[0],
        (i, j) if i == j + 1 => 1.0,
        _ => 0.0,
    };
    let values = Mat::<f64>::from_fn(n, n, element).eigenvalues().map_err(|_| {
        InterpolateError::Singular(format!("no convergence for the roots of a polynomial of degree {n}"))
    })?;
    Ok(values.into_iter().filter(|z| z.im == 0.0).map(|z| z.re).collect())
}
