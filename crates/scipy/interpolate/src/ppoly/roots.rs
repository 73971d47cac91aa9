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
    ///
    /// # Examples
    /// ```
    /// use pallasite_interpolate::PPoly;
    /// let p = PPoly::new(vec![1.0, 0.0, -0.25], vec![0.0, 1.0], 1);
    /// assert_eq!(p.solve(0.0, true, false)?, [vec![0.5]]);
    /// # Ok::<(), pallasite_interpolate::InterpolateError>(())
    /// ```
    pub fn solve(&self, y: f64, discontinuity: bool, goes_on: bool) -> Result<Vec<Vec<f64>>> {
        (0..self.width).map(|j| self.solve_one(j, y, discontinuity, goes_on)).collect()
    }

    fn solve_one(&self, j: usize, y: f64, discontinuity: bool, goes_on: bool) -> Result<Vec<f64>> {
        let (n, mut found, mut last) = (self.intervals(), Vec::new(), f64::NAN);
        let (mut c, mut roots) = (vec![0.0; self.order()], Vec::new());
        let mut add = |root: f64, found: &mut Vec<f64>| {
            if root != last {
                last = root;
                found.push(root);
            }
        };
        for i in 0..n {
            if i > 0 && discontinuity {
                let before = self.value(i - 1, j, self.x[i] - self.x[i - 1]) - y;
                if before * (self.value(i, j, 0.0) - y) < 0.0 {
                    add(self.x[i], &mut found);
                }
            }
            c.iter_mut().enumerate().for_each(|(power, c)| *c = self.at(power, i, j));
            c[self.order() - 1] -= y;
            let at_an_end = i == 0 || i + 1 == n;
            if !(goes_on && at_an_end) && has_one_sign(&c, self.x[i + 1] - self.x[i]) {
                continue;
            }
            if real_roots(&c, &mut roots)? {
                roots
                    .iter()
                    .map(|&r| r + self.x[i])
                    .filter(|&r| self.covers(i, r, goes_on))
                    .for_each(|r| add(r, &mut found));
            } else if self.x[i] == self.x[i + 1] {
                add(self.x[i], &mut found);
            } else {
                found.push(self.x[i]);
                add(self.x[i], &mut Vec::new());
                found.push(f64::NAN);
            }
        }
        Ok(found)
    }

    /// One number of interval `i` at a distance from its start.
    fn value(&self, i: usize, j: usize, s: f64) -> f64 {
        (0..self.order()).fold(0.0, |sum, power| sum * s + self.at(power, i, j))
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

/// Whether a cubic is sure to be on one side of zero from 0 to `h`: its Bernstein coefficients there are, by more than
/// rounding.
fn has_one_sign(c: &[f64], h: f64) -> bool {
    let &[a, b, c, d] = c else { return false };
    let (a, b, c) = (a * h * h * h, b * h * h, c * h);
    let bernstein = [d, d + c / 3.0, d + (2.0 * c + b) / 3.0, d + c + b + a];
    let least = 1e-9 * a.abs().max(b.abs()).max(c.abs()).max(d.abs());
    bernstein.iter().all(|&v| v > least) || bernstein.iter().all(|&v| v < -least)
}

/// The real roots of a polynomial, the highest power first, in increasing order, those of a quadratic that opens downwards
/// in decreasing order as SciPy has it; false where it is zero everywhere.
pub(crate) fn real_roots(c: &[f64], roots: &mut Vec<f64>) -> Result<bool> {
    roots.clear();
    let nonzero = |c: &f64| *c != 0.0;
    let (Some(first), Some(last)) = (c.iter().position(nonzero), c.iter().rposition(nonzero)) else {
        return Ok(false);
    };
    roots.resize(c.len() - 1 - last, 0.0);
    match c[first..=last] {
        [_] => {}
        [a, b] => roots.push(-b / a),
        [a, b, c] => quadratic(a, b, c, roots),
        [a, b, c, d] if [b / a, c / a, d / a].iter().all(|v| v.is_finite()) => cubic(a, b, c, d, roots),
        ref c => roots.extend(companion(c)?),
    }
    roots.iter_mut().for_each(|root| *root = refined(c, *root));
    roots.sort_by(f64::total_cmp);
    if matches!(c[first..], [a, _, _] if a < 0.0) {
        roots.reverse();
    }
    Ok(true)
}

/// One step of Newton's from a root.
fn refined(c: &[f64], root: f64) -> f64 {
    let (mut value, mut slope) = (0.0, 0.0);
    for c in c {
        slope = slope * root + value;
        value = value * root + c;
    }
    let step = value / slope;
    if step.is_finite() && step.abs() < root.abs() { root - step } else { root }
}

/// Without the cancellation of the formula from school.
fn quadratic(a: f64, b: f64, c: f64, roots: &mut Vec<f64>) {
    let d = b * b - 4.0 * a * c;
    if d == 0.0 {
        roots.extend([-b / (2.0 * a); 2]);
    } else if d > 0.0 {
        let q = -0.5 * (b + d.sqrt().copysign(b));
        roots.extend([q / a, c / q]);
    }
}

/// One real root by Newton's iteration, which approaches it from one side from where it starts; the others by the
/// quadratic that is left (Kahan 1986, *To Solve a Real Cubic Equation*).
fn cubic(a: f64, b: f64, c: f64, d: f64, roots: &mut Vec<f64>) {
    /// The real root of `x³ = x + 1`: no root is further from the point of inflection than this many of its measures.
    const FAR: f64 = 1.324_718;
    // The value, the slope and the coefficients of the quotient by `x - at`.
    let evaluate = |at: f64| {
        let p = a * at;
        let b1 = p + b;
        let c2 = b1 * at + c;
        (c2 * at + d, (p + b1) * at + c2, b1, c2)
    };
    let inflection = -(b / a) / 3.0;
    let (value, slope, mut b1, mut c2) = evaluate(inflection);
    let side = (value / a).signum();
    let steep = -slope / a;
    let reach = (value / a).abs().cbrt();
    let reach = if steep > 0.0 { FAR * reach.max(steep.sqrt()) } else { reach };
    let (mut x, mut next) = (inflection, inflection - side * reach);
    if next != x {
        loop {
            x = next;
            let (value, slope);
            (value, slope, b1, c2) = evaluate(x);
            next = if slope == 0.0 { x } else { x - value / slope / 1.000_000_000_000_001 };
            if !(side * next > side * x) {
                break;
            }
        }
        // Of the two ways to divide the one with the smaller error.
        if a.abs() * x * x > (d / x).abs() {
            c2 = -d / x;
            b1 = (c2 - c) / x;
        }
    }
    roots.push(x);
    quadratic(a, b1, c2, roots);
}

/// The real eigenvalues of the companion matrix (Edelman and Murakami 1995).
fn companion(c: &[f64]) -> Result<Vec<f64>> {
    let n = c.len() - 1;
    if c.iter().any(|v| !v.is_finite()) {
        return Ok(Vec::new());
    }
    let matrix = balanced(c);
    let values = matrix.eigenvalues().map_err(|_| {
        InterpolateError::Singular(format!("no convergence for the roots of a polynomial of degree {n}"))
    })?;
    Ok(values.into_iter().filter(|z| z.im == 0.0).map(|z| z.re).collect())
}

/// The companion matrix, scaled so that row and column i have about the same size (Parlett and Reinsch 1969).
fn balanced(c: &[f64]) -> Mat<f64> {
    let n = c.len() - 1;
    let mut a = Mat::<f64>::from_fn(n, n, |i, j| match (i, j) {
        (0, j) => -c[j + 1] / c[0],
        (i, j) if i == j + 1 => 1.0,
        _ => 0.0,
    });
    for _ in 0..100 {
        let mut changed = false;
        for i in 0..n {
            let others = || (0..n).filter(|&j| j != i);
            let (column, row) =
                others().fold((0.0, 0.0), |(c, r), j| (c + a[(j, i)].abs(), r + a[(i, j)].abs()));
            if column == 0.0 || row == 0.0 {
                continue;
            }
            let factor = (row / column).sqrt().log2().round().exp2();
            if factor != 1.0 && column * factor + row / factor < 0.95 * (column + row) {
                changed = true;
                (0..n).for_each(|j| a[(j, i)] *= factor);
                (0..n).for_each(|j| a[(i, j)] /= factor);
            }
        }
        if !changed {
            break;
        }
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roots(c: &[f64]) -> Vec<f64> {
        let mut found = Vec::new();
        assert!(real_roots(c, &mut found).unwrap());
        found
    }

    #[test]
    fn cubics_of_one_and_three_roots() {
        let near = |found: Vec<f64>, want: &[f64]| {
            assert!(found.len() == want.len(), "{found:?} {want:?}");
            found
                .iter()
                .zip(want)
                .for_each(|(f, w)| assert!((f - w).abs() < 1e-12 * w.abs().max(1.0), "{f} {w}"));
        };
        near(roots(&[1.0, -6.0, 11.0, -6.0]), &[1.0, 2.0, 3.0]);
        near(roots(&[-2.0, 0.0, 2.0, 0.0]), &[-1.0, 0.0, 1.0]);
        near(roots(&[1.0, 0.0, 1.0, -2.0]), &[1.0]);
        near(roots(&[1.0, -3.0, 3.0, -1.0]), &[1.0; 3]);
        near(roots(&[1e-20, 1.0, -3.0, 2.0]), &[-1e20, 1.0, 2.0]);
        near(roots(&[1.0, 0.0, 0.0, -8.0]), &[2.0]);
    }

    #[test]
    fn pieces_without_roots_are_seen() {
        assert!(has_one_sign(&[1.0, -1.0, 0.5, 0.5], 1.0));
        assert!(!has_one_sign(&[0.0, 0.0, -1.0, 1.0], 1.0));
    }
}
