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
        // Pieces without a common coefficient may jump across zero.
        let jumps = (k + 1..n).any(|l| t[l - k] == t[l]);
        match k {
            1 if !jumps => self.roots_by_signs::<2>(),
            2 if !jumps => self.roots_by_signs::<3>(),
            3 if !jumps => self.roots_by_signs::<4>(),
            4 if !jumps => self.roots_by_signs::<5>(),
            5 if !jumps => self.roots_by_signs::<6>(),
            _ => {
                let mut knots = t[k..=n].to_vec();
                knots.dedup();
                let roots = PPoly::from_bspline(self, &knots).solve(0.0, true, false)?;
                Ok(roots.into_iter().flatten().filter(|root| !root.is_nan()).collect())
            }
        }
    }

    /// [`BSpline::roots`] of pieces of `N` coefficients.
    fn roots_by_signs<const N: usize>(&self) -> Result<Vec<f64>> {
        let (t, k) = (&self.t[..], N - 1);
        let (mut found, mut roots) = (Vec::new(), Vec::new());
        for l in k..t.len() - N {
            let (start, end, c) = (t[l], t[l + 1], self.c[l - k..].first_chunk::<N>());
            let Some(c) = c else { break };
            if start == end || sign_changes(c) == Some(0) {
                continue;
            }
            let bernstein = bernstein(&t[l + 1 - k..=l + k], c);
            let changes = sign_changes(&bernstein);
            if changes == Some(0) {
                continue;
            }
            let powers = powers(&bernstein, end - start);
            if changes == Some(1) {
                let share = bernstein[0] / (bernstein[0] - bernstein[k]);
                roots.clear();
                roots.push(only_root(&powers, end - start, share * (end - start)));
            } else if !real_roots(&powers, &mut roots)? {
                // A piece that is zero everywhere counts as its start.
                roots.push(0.0);
            }
            for root in roots.iter().map(|&root| start + root) {
                // A root where two pieces meet counts once.
                if (start..=end).contains(&root) && found.last() != Some(&root) {
                    found.push(root);
                }
            }
        }
        Ok(found)
    }
}

/// The Bernstein coefficients of the piece between the two knots in the middle: of number `j` the blossom at `j` times
/// its end and otherwise its start (Ramshaw, "Blossoms are polar forms", Computer Aided Geometric Design 6, 1989).
#[inline(always)]
fn bernstein<const N: usize>(t: &[f64], c: &[f64; N]) -> [f64; N] {
    let k = N - 1;
    assert!(t.len() == 2 * k, "the knots that the piece depends on");
    let (start, end) = (t[k - 1], t[k]);
    let mut rows = c.map(|c| [c; N]);
    for r in 1..N {
        for i in (r..N).rev() {
            let (from, to) = (t[i - 1], t[i + k - r]);
            let inverse = 1.0 / (to - from);
            let shares = [(end - from) * inverse, (start - from) * inverse];
            let below = rows[i - 1];
            for j in 0..N {
                rows[i][j] = below[j] + shares[usize::from(j < r)] * (rows[i][j] - below[j]);
            }
        }
    }
    rows[k]
}

/// How often the sign changes from one to the next, as often as the polynomial between them is zero or an even number of
/// times more (Descartes' rule for Bernstein coefficients); `None` where rounding may decide.
#[inline(always)]
fn sign_changes<const N: usize>(c: &[f64; N]) -> Option<usize> {
    let least = 1e-9 * c.iter().fold(0.0, |most: f64, v| most.max(v.abs()));
    let mut changes = 0;
    for (i, v) in c.iter().enumerate() {
        if !(v.abs() > least) {
            return None;
        }
        changes += usize::from(i > 0 && (*v > 0.0) != (c[i - 1] > 0.0));
    }
    Some(changes)
}

/// The only root between 0 and `h` of a polynomial, the highest power first, by Newton's iteration from `x`, between ends
/// that come closer.
fn only_root<const N: usize>(c: &[f64; N], h: f64, mut x: f64) -> f64 {
    let (mut low, mut high) = (0.0, h);
    let falls = c[N - 1] > 0.0;
    // Halving alone would be done in as many steps.
    for _ in 0..64 {
        let (mut value, mut slope) = (0.0, 0.0);
        for c in c {
            slope = slope * x + value;
            value = value * x + c;
        }
        if (value > 0.0) == falls {
            low = x
        } else {
            high = x
        }
        let mut next = x - value / slope;
        if !(low..=high).contains(&next) {
            next = 0.5 * (low + high);
        }
        let step = (next - x).abs();
        x = next;
        if step <= f64::EPSILON * h {
            break;
        }
    }
    x
}

/// The coefficients of powers of the distance from the start, the highest first, on a piece of length `h`.
#[inline(always)]
fn powers<const N: usize>(bernstein: &[f64; N], h: f64) -> [f64; N] {
    let (mut powers, k) = (*bernstein, N - 1);
    for p in 1..N {
        for i in (p..N).rev() {
            powers[i] -= powers[i - 1];
        }
    }
    let (mut factor, inverse) = (1.0, 1.0 / h);
    for p in 1..N {
        factor *= (k + 1 - p) as f64 / p as f64 * inverse;
        powers[p] *= factor;
    }
    powers.reverse();
    powers
}
