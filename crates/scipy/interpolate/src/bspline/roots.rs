//! Where a spline is zero.

use super::BSpline;
use crate::error::Result;
use crate::ppoly::PPoly;

impl BSpline<'_> {
    /// Where a spline of one number is zero on its base interval, in increasing order.
    ///
    /// A piece lies between the coefficients that it is made of: where all have one sign there is nothing to solve.
    ///
    /// # Errors
    /// Eigenvalues of a companion matrix that do not converge.
    ///
    /// # Examples
    /// ```
    /// use pallasite_interpolate::bspline::BSpline;
    /// let zigzag = BSpline::new(vec![0.0, 0.0, 1.0, 2.0, 2.0], vec![-1.0, 1.0, -3.0], 1, 1);
    /// assert_eq!(zigzag.roots()?, [0.5, 1.25]);
    /// # Ok::<(), pallasite_interpolate::InterpolateError>(())
    /// ```
    pub fn roots(&self) -> Result<Vec<f64>> {
        let (t, k) = (&self.t[..], self.k);
        let n = t.len() - k - 1;
        // Pieces without a common coefficient may jump across zero.
        let jumps = (k + 1..n).any(|l| t[l - k] == t[l]);
        let (mut found, mut knots) = (Vec::new(), Vec::new());
        for l in (k..n).filter(|&l| t[l] < t[l + 1]) {
            let c = &self.c[l - k..=l];
            if !jumps && (c.iter().all(|&c| c > 0.0) || c.iter().all(|&c| c < 0.0)) {
                self.roots_between(&mut knots, &mut found)?;
                continue;
            }
            if knots.is_empty() {
                knots.push(t[l]);
            }
            knots.push(t[l + 1]);
        }
        self.roots_between(&mut knots, &mut found)?;
        Ok(found)
    }

    /// Adds the roots on the pieces between knots, which are used up.
    fn roots_between(&self, knots: &mut Vec<f64>, found: &mut Vec<f64>) -> Result<()> {
        if !knots.is_empty() {
            let roots = PPoly::from_bspline(self, knots).solve(0.0, true, false)?;
            found.extend(roots.into_iter().flatten().filter(|r| !r.is_nan()));
            knots.clear();
        }
        Ok(())
    }
}
