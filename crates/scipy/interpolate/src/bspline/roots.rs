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
        let mut found = Vec::new();
        // Pieces without a common coefficient may jump across zero.
        if (k + 1..n).any(|l| t[l - k] == t[l]) {
            let mut knots = t[k..=n].to_vec();
            knots.dedup();
            add_roots(&PPoly::from_bspline(self, &knots), &mut found)?;
            return Ok(found);
        }
        let mut room = Vec::new();
        for l in (k..n).filter(|&l| t[l] < t[l + 1] && !has_one_sign(&self.c[l - k..=l])) {
            let bernstein: Vec<f64> = (0..=k).map(|j| self.bernstein(l, j, &mut room)).collect();
            if !has_one_sign(&bernstein) {
                let powers = powers_of(bernstein, t[l + 1] - t[l]);
                add_roots(&PPoly::new(powers, vec![t[l], t[l + 1]], 1), &mut found)?;
            }
        }
        Ok(found)
    }

    /// The Bernstein coefficient `j` of piece `l`: the blossom at `j` times its end and otherwise its start (Ramshaw,
    /// "Blossoms are polar forms", Computer Aided Geometric Design 6, 1989).
    fn bernstein(&self, l: usize, j: usize, d: &mut Vec<f64>) -> f64 {
        let (t, k) = (&self.t[..], self.k);
        d.clear();
        d.extend_from_slice(&self.c[l - k..=l]);
        for r in 1..=k {
            let at = if r <= j { t[l + 1] } else { t[l] };
            for i in (r..=k).rev() {
                let (from, to) = (t[l - k + i], t[l + i + 1 - r]);
                d[i] = d[i - 1] + (at - from) / (to - from) * (d[i] - d[i - 1]);
            }
        }
        d[k]
    }
}

/// Whether all are of one sign, by more than rounding: then so is the polynomial between them.
fn has_one_sign(c: &[f64]) -> bool {
    let least = 1e-9 * c.iter().fold(0.0, |most: f64, v| most.max(v.abs()));
    c.iter().all(|&v| v > least) || c.iter().all(|&v| v < -least)
}

/// The coefficients of powers of the distance from the start, the highest first, on a piece of length `h`.
fn powers_of(mut bernstein: Vec<f64>, h: f64) -> Vec<f64> {
    let k = bernstein.len() - 1;
    for p in 1..=k {
        for i in (p..=k).rev() {
            bernstein[i] -= bernstein[i - 1];
        }
    }
    let mut factor = 1.0;
    for p in 1..=k {
        factor *= (k + 1 - p) as f64 / (p as f64 * h);
        bernstein[p] *= factor;
    }
    bernstein.reverse();
    bernstein
}

/// Adds the roots of pieces, of which the first may begin where the last one found is.
fn add_roots(pieces: &PPoly<'_>, found: &mut Vec<f64>) -> Result<()> {
    for root in pieces.solve(0.0, true, false)?.into_iter().flatten().filter(|r| !r.is_nan()) {
        if found.last() != Some(&root) {
            found.push(root);
        }
    }
    Ok(())
}
