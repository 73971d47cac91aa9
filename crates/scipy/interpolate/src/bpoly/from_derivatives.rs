//! `BPoly.from_derivatives`: Hermite's interpolation in the Bernstein basis.

use super::{BPoly, binomial, sign};
use crate::error::{InterpolateError, Result};

impl BPoly<'_> {
    /// The polynomial whose derivatives at two or more points are given: for each point the orders from 0 on, one behind
    /// the other, `width` numbers each.
    ///
    /// `degrees` limits the degree on each interval; the derivatives that are kept are shared between its ends.
    ///
    /// # Errors
    /// Points that do not rise, or too few derivatives for a degree.
    ///
    /// # Examples
    /// ```
    /// use pallasite_interpolate::BPoly;
    /// // From 0 with slope 1 to 3.
    /// let p = BPoly::from_derivatives(&[0.0, 1.0], &[vec![0.0, 1.0], vec![3.0]], 1, None)?;
    /// assert_eq!(*p.c, [0.0, 0.5, 3.0]);
    /// # Ok::<(), pallasite_interpolate::InterpolateError>(())
    /// ```
    pub fn from_derivatives(
        x: &[f64],
        y: &[Vec<f64>],
        width: usize,
        degrees: Option<&[usize]>,
    ) -> Result<BPoly<'static>> {
        let m = x.len() - 1;
        let count = |i: usize| y[i].len() / width;
        let mut order = (0..m).map(|i| count(i) + count(i + 1)).max().unwrap_or(1);
        if let Some(degrees) = degrees {
            order = order.max(degrees.iter().copied().max().unwrap_or(0));
        }
        let mut c = vec![0.0; order * m * width];
        for i in 0..m {
            let (na, nb) = match degrees {
                None => (count(i), count(i + 1)),
                Some(degrees) => shares(degrees[i], (x[i], count(i)), (x[i + 1], count(i + 1)))?,
            };
            let piece = between(x[i + 1] - x[i], &y[i][..na * width], &y[i + 1][..nb * width], width);
            let raised = BPoly::new(piece, vec![0.0, 1.0], width).raised(order - na - nb);
            for (a, row) in raised.c.chunks_exact(width).enumerate() {
                c[(a * m + i) * width..(a * m + i + 1) * width].copy_from_slice(row);
            }
        }
        Ok(BPoly::new(c, x.to_vec(), width))
    }
}

/// How many derivatives at either end make a polynomial of a degree.
fn shares(degree: usize, (xa, a): (f64, usize), (xb, b): (f64, usize)) -> Result<(usize, usize)> {
    let n = degree + 1;
    let na = (n / 2).min(a);
    let nb = (n - na).min(b);
    let na = (n - nb).min(b);
    if na + nb != n {
        return Err(InterpolateError::invalid(format!(
            "Point {xa:?} has {a} derivatives, point {xb:?} has {b} derivatives, but order {degree} requested"
        )));
    }
    if na > a || nb > b {
        return Err(InterpolateError::invalid("`order` input incompatible with length y1 or y2."));
    }
    Ok((na, nb))
}

/// Bernstein coefficients from derivatives at both ends of an interval, from the ends inwards.
fn between(length: f64, ya: &[f64], yb: &[f64], m: usize) -> Vec<f64> {
    let (na, nb) = (ya.len() / m, yb.len() / m);
    let n = na + nb;
    let mut c = vec![0.0; n * m];
    // A derivative of order q is the difference of that order, times n - 1, n - 2, ...
    let scale = |q: usize| length.powi(q as i32) / (n - q..n).map(|f| f as f64).product::<f64>();
    for q in 0..na {
        for i in 0..m {
            let known = (0..q).map(|j| sign(j + q) * binomial(q, j) * c[j * m + i]).sum::<f64>();
            c[q * m + i] = ya[q * m + i] * scale(q) - known;
        }
    }
    for q in 0..nb {
        for i in 0..m {
            let known =
                (0..q).map(|j| sign(j + 1) * binomial(q, j + 1) * c[(n - q + j) * m + i]).sum::<f64>();
            c[(n - 1 - q) * m + i] = yb[q * m + i] * scale(q) * sign(q) - known;
        }
    }
    c
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Extrapolate;

    #[test]
    fn derivatives_at_the_ends_are_those_given() {
        let y = [vec![1.0, -2.0, 4.0], vec![0.5, 3.0]];
        let b = BPoly::from_derivatives(&[1.0, 3.0], &y, 1, None).unwrap();
        for (nu, want) in [1.0, -2.0, 4.0].into_iter().enumerate() {
            assert!((b.evaluate(&[1.0], nu, Extrapolate::Yes)[0] - want).abs() < 1e-13);
        }
        assert!((b.evaluate(&[3.0], 1, Extrapolate::Yes)[0] - 3.0).abs() < 1e-13);
    }
}
