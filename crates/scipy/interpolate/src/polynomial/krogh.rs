//! Newton's form, with derivatives where points repeat.

use crate::error::{InterpolateError, Result};
use pallasite_array::interrupt;

/// The polynomial with given values and derivatives (Krogh 1970, *Mathematics of Computation* 24, 185).
#[derive(Debug, Clone, PartialEq)]
pub struct Krogh {
    /// The points; one that repeats has its derivatives of the next orders behind its value.
    pub x: Vec<f64>,
    /// Newton's coefficients, `width` numbers a point, and a row of zeros.
    pub c: Vec<f64>,
    /// Numbers of a value.
    pub width: usize,
}

/// Points that go through the coefficients side by side.
const BLOCK: usize = 64;

/// Adds to the values at each point its product times a coefficient for each number.
fn add_products(values: &mut [f64], products: &[f64; BLOCK], c: &[f64]) {
    if let [c] = *c {
        values.iter_mut().zip(products).for_each(|(v, p)| *v += p * c);
        return;
    }
    for (values, p) in values.chunks_exact_mut(c.len()).zip(products) {
        values.iter_mut().zip(c).for_each(|(v, c)| *v += p * c);
    }
}

fn factorial(n: usize) -> f64 {
    (1..=n).map(|i| i as f64).product()
}

impl Krogh {
    /// The polynomial through the rows of `y`.
    ///
    /// # Errors
    /// A point that comes again after another.
    ///
    /// # Examples
    /// ```
    /// use pallasite_interpolate::polynomial::Krogh;
    /// // Value 0 and slope 1 at 0, value 2 at 1: x + x².
    /// let p = Krogh::new(&[0.0, 0.0, 1.0], &[0.0, 1.0, 2.0], 1)?;
    /// assert_eq!(p.derivatives(&[2.0], 3), [6.0, 5.0, 2.0]);
    /// # Ok::<(), pallasite_interpolate::InterpolateError>(())
    /// ```
    pub fn new(x: &[f64], y: &[f64], width: usize) -> Result<Krogh> {
        let (n, m) = (x.len(), width);
        let mut c = vec![0.0; (n + 1) * m];
        c[..m].copy_from_slice(&y[..m]);
        let mut v = vec![0.0; n * m];
        for k in 1..n {
            interrupt::poll();
            let s = (0..k).take_while(|s| x[k - 1 - s] == x[k]).count();
            (0..m).for_each(|j| v[j] = y[k * m + j] / factorial(s));
            for i in 0..k - s {
                if x[i] == x[k] {
                    return Err(InterpolateError::invalid("Elements of `xi` can't be equal."));
                }
                for j in 0..m {
                    let before = if s == 0 { c[i * m + j] } else { v[(i + 1) * m + j] };
                    v[(i + 1) * m + j] = (before - v[i * m + j]) / (x[i] - x[k]);
                }
            }
            c[k * m..(k + 1) * m].copy_from_slice(&v[(k - s) * m..(k - s + 1) * m]);
        }
        Ok(Krogh { x: x.to_vec(), c, width })
    }

    /// The values at `at`, `width` numbers a point.
    pub fn evaluate(&self, at: &[f64]) -> Vec<f64> {
        let m = self.width;
        let mut out = self.c[..m].repeat(at.len());
        if m == 0 {
            return out;
        }
        for (x, values) in at.chunks(BLOCK).zip(out.chunks_mut(BLOCK * m)) {
            interrupt::poll();
            let mut products = [1.0; BLOCK];
            for k in 1..self.x.len() {
                products.iter_mut().zip(x).for_each(|(p, x)| *p *= x - self.x[k - 1]);
                add_products(values, &products, &self.c[k * m..(k + 1) * m]);
            }
        }
        out
    }

    /// The derivatives of orders 0 to `count - 1` at `at`: for each order a row for each point.
    pub fn derivatives(&self, at: &[f64], count: usize) -> Vec<f64> {
        let (n, m, points) = (self.x.len(), self.width, at.len());
        let mut out = vec![0.0; count * points * m];
        let (mut product, mut w) = (vec![0.0; n], vec![0.0; n]);
        for (place, &x) in at.iter().enumerate() {
            product[0] = 1.0;
            let mut row = self.c.clone();
            for k in 1..n {
                w[k - 1] = x - self.x[k - 1];
                product[k] = w[k - 1] * product[k - 1];
                (0..m).for_each(|j| row[j] += product[k] * self.c[k * m + j]);
            }
            for k in 1..n {
                interrupt::poll();
                for i in 1..n - k + 1 {
                    product[i] += w[k + i - 1] * product[i - 1];
                    (0..m).for_each(|j| row[k * m + j] += product[i] * row[(k + i) * m + j]);
                }
                (0..m).for_each(|j| row[k * m + j] *= factorial(k));
            }
            for order in 0..count.min(n) {
                let to = (order * points + place) * m;
                out[to..to + m].copy_from_slice(&row[order * m..(order + 1) * m]);
            }
        }
        out
    }
}
