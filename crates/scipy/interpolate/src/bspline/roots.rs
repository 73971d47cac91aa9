//! Where a spline is zero.

use super::BSpline;
use crate::error::Result;
use crate::ppoly::{PPoly, real_roots};

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
            let roots = PPoly::from_bspline(self, &knots).solve(0.0, true, false)?;
            return Ok(roots.into_iter().flatten().filter(|root| !root.is_nan()).collect());
        }
        let (mut bernstein, mut powers, mut roots) = (vec![0.0; (k + 1) * (k + 1)], Vec::new(), Vec::new());
        for l in (k..n).filter(|&l| t[l] < t[l + 1] && !has_one_sign(&self.c[l - k..=l])) {
            let bernstein = self.bernstein(l, &mut bernstein);
            if !has_one_sign(bernstein) {
                to_powers(bernstein, t[l + 1] - t[l], &mut powers);
                let somewhere = real_roots(&powers, &mut roots)?;
                // A piece that is zero everywhere counts as its start, a root where two pieces meet counts once.
                let from_start = if somewhere { &roots[..] } else { &[0.0] };
                for root in from_start.iter().map(|&root| t[l] + root) {
                    if (t[l]..=t[l + 1]).contains(&root) && found.last() != Some(&root) {
                        found.push(root);
                    }
                }
            }
        }
        Ok(found)
    }

    /// The Bernstein coefficients of piece `l`: of number `j` the blossom at `j` times its end and otherwise its start
    /// (Ramshaw, "Blossoms are polar forms", Computer Aided Geometric Design 6, 1989), side by side in rows of `room`.
    fn bernstein<'a>(&self, l: usize, room: &'a mut [f64]) -> &'a [f64] {
        let (t, k) = (&self.t[..], self.k);
        for (row, &c) in room.chunks_exact_mut(k + 1).zip(&self.c[l - k..=l]) {
            row.fill(c);
        }
        for r in 1..=k {
            for i in (r..=k).rev() {
                let (from, to) = (t[l - k + i], t[l + i + 1 - r]);
                let (start, end) = ((t[l] - from) / (to - from), (t[l + 1] - from) / (to - from));
                let (below, own) = room[(i - 1) * (k + 1)..].split_at_mut(k + 1);
                for j in 0..=k {
                    own[j] = below[j] + if j < r { start } else { end } * (own[j] - below[j]);
                }
            }
        }
        &room[k * (k + 1)..]
    }
}

/// Whether all are of one sign, by more than rounding: then so is the polynomial between them.
fn has_one_sign(c: &[f64]) -> bool {
    let least = 1e-9 * c.iter().fold(0.0, |most: f64, v| most.max(v.abs()));
    c.iter().all(|&v| v > least) || c.iter().all(|&v| v < -least)
}

/// The coefficients of powers of the distance from the start, the highest first, on a piece of length `h`.
fn to_powers(bernstein: &[f64], h: f64, powers: &mut Vec<f64>) {
    powers.clear();
    powers.extend_from_slice(bernstein);
    let k = powers.len() - 1;
    for p in 1..=k {
        for i in (p..=k).rev() {
            powers[i] -= powers[i - 1];
        }
    }
    let mut factor = 1.0;
    for p in 1..=k {
        factor *= (k + 1 - p) as f64 / (p as f64 * h);
        powers[p] *= factor;
    }
    powers.reverse();
}
