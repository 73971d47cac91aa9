//! Piecewise polynomials of several variables: `NdPPoly`.

use crate::locate::Locator;
use crate::parallel::fill_rows;
use crate::ppoly::factors;

/// Polynomials in `x[d] - x[d][i]`, one on each box between breakpoints, which rise on each axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NdPPoly<'a> {
    /// Coefficients: an axis for the powers of each variable, the highest first, an axis for its intervals, and `width`
    /// numbers.
    pub c: &'a [f64],
    /// How many powers each variable has.
    pub orders: &'a [usize],
    /// The breakpoints of each variable.
    pub x: &'a [Vec<f64>],
    /// How many numbers the polynomial has as its value.
    pub width: usize,
}

impl NdPPoly<'_> {
    /// The derivative of orders `nu` at points, whose coordinates follow each other.
    ///
    /// # Examples
    /// ```
    /// use pallasite_interpolate::NdPPoly;
    /// // x y + 2 on one box
    /// let (c, x) = ([1.0, 0.0, 0.0, 2.0], [vec![0.0, 1.0], vec![0.0, 1.0]]);
    /// let p = NdPPoly { c: &c, orders: &[2, 2], x: &x, width: 1 };
    /// assert_eq!(p.evaluate(&[0.5, 0.5, 2.0, 3.0], &[0, 0], true), [2.25, 8.0]);
    /// assert_eq!(p.evaluate(&[0.5, 0.25], &[1, 0], true), [0.25]);
    /// ```
    pub fn evaluate(&self, points: &[f64], nu: &[usize], goes_on: bool) -> Vec<f64> {
        let (d, m) = (self.x.len(), self.width);
        let powers: usize = self.orders.iter().product();
        let mut out = vec![0.0; points.len() / d.max(1) * m];
        let factors: Vec<Vec<f64>> =
            self.orders.iter().zip(nu).map(|(&order, &nu)| factors(order, nu)).collect();
        fill_rows(&mut out, m, 16 * d + 2 * powers * m, |start, rows| {
            let mut locators: Vec<_> = self.x.iter().map(|x| Locator::<true>::new(x, goes_on)).collect();
            let (mut work, mut steps) = (vec![0.0; powers * m], vec![0.0; d]);
            for (p, row) in points[start * d..].chunks_exact(d).zip(rows.chunks_exact_mut(m)) {
                match self.place(&mut locators, p, &mut steps) {
                    Some(place) => self.value(place, &steps, &factors, &mut work, row),
                    None => row.fill(f64::NAN),
                }
            }
        });
        out
    }

    /// The number of the box that holds a point, and how far into it the point is in each variable.
    fn place(&self, locators: &mut [Locator<'_, true>], p: &[f64], steps: &mut [f64]) -> Option<usize> {
        let mut place = 0;
        for (axis, x) in self.x.iter().enumerate() {
            let i = locators[axis].interval(p[axis])?;
            place = place * (x.len() - 1) + i;
            steps[axis] = p[axis] - x[i];
        }
        Some(place)
    }

    /// Gathers the coefficients of a box and sums over the powers of one variable after the other, from the last.
    fn value(&self, place: usize, steps: &[f64], factors: &[Vec<f64>], work: &mut [f64], row: &mut [f64]) {
        let m = self.width;
        let boxes: usize = self.x.iter().map(|x| x.len() - 1).product();
        for (to, from) in work.chunks_exact_mut(m).zip(self.c.chunks_exact(boxes * m)) {
            to.copy_from_slice(&from[place * m..(place + 1) * m]);
        }
        let mut rest: usize = self.orders.iter().product();
        for axis in (0..steps.len()).rev() {
            let (order, s) = (self.orders[axis], steps[axis]);
            rest /= order;
            for group in 0..rest {
                for j in 0..m {
                    let start = group * order * m + j;
                    let terms = factors[axis].iter().enumerate();
                    work[group * m + j] =
                        terms.fold(0.0, |sum, (power, f)| sum * s + work[start + power * m] * f);
                }
            }
        }
        row.copy_from_slice(&work[..m]);
    }
}
