//! Interpolants over a step.

use super::Scalar;

/// A local interpolant over a step.
#[derive(Debug, Clone, PartialEq)]
pub struct DenseOutput<T> {
    /// The start of the step.
    pub t_old: f64,
    /// The end of the step.
    pub t: f64,
    /// The polynomial.
    pub piece: Piece<T>,
}

/// The polynomial of an interpolant.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece<T> {
    /// The same everywhere.
    Constant(Vec<T>),
    /// `y_old + factor * sum of q[j] x^(j+1)`, x in [0, 1].
    Powers {
        /// The state at the start of the step.
        y_old: Vec<T>,
        /// What the sum is multiplied by.
        factor: f64,
        /// The coefficients.
        q: Vec<Vec<T>>,
    },
    /// A sum of products of x and 1 - x in turn (Hairer, Nørsett & Wanner, section II.6).
    Alternating {
        /// The state at the start of the step.
        y_old: Vec<T>,
        /// The coefficients.
        f: Vec<Vec<T>>,
    },
    /// Backward differences at steps of length h.
    Differences {
        /// The step.
        h: f64,
        /// The differences, the state first.
        d: Vec<Vec<T>>,
    },
    /// A Nordsieck array: Taylor's coefficients at the end of the step for steps of length h.
    Nordsieck {
        /// The step.
        h: f64,
        /// The scaled derivatives, the state first.
        yh: Vec<Vec<T>>,
    },
}

impl<T: Scalar> DenseOutput<T> {
    /// The number of components.
    pub fn len(&self) -> usize {
        match &self.piece {
            Piece::Constant(y) | Piece::Powers { y_old: y, .. } | Piece::Alternating { y_old: y, .. } => {
                y.len()
            }
            Piece::Differences { d: rows, .. } | Piece::Nordsieck { yh: rows, .. } => rows[0].len(),
        }
    }

    /// Whether there are no components.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The state at `t`.
    pub fn at(&self, t: f64) -> Vec<T> {
        let mut out = vec![T::default(); self.len()];
        self.write(t, &mut out);
        out
    }

    /// Writes the state at `t`.
    pub fn write(&self, t: f64, out: &mut [T]) {
        let x = (t - self.t_old) / (self.t - self.t_old);
        match &self.piece {
            Piece::Constant(y) => out.copy_from_slice(y),
            Piece::Powers { y_old, factor, q } => {
                horner(out, q, x);
                out.iter_mut().zip(y_old).for_each(|(o, &y)| *o = *o * (x * *factor) + y);
            }
            Piece::Alternating { y_old, f } => alternating(out, y_old, f, x),
            Piece::Differences { h, d } => differences(out, d, (t - self.t) / h),
            Piece::Nordsieck { h, yh } => horner(out, yh, (t - self.t) / h),
        }
    }
}

fn add<T: Scalar>(out: &mut [T], row: &[T], weight: f64) {
    out.iter_mut().zip(row).for_each(|(o, &r)| *o += r * weight);
}

/// `sum of rows[j] x^j`.
fn horner<T: Scalar>(out: &mut [T], rows: &[Vec<T>], x: f64) {
    out.fill(T::default());
    for row in rows.iter().rev() {
        out.iter_mut().zip(row).for_each(|(o, &r)| *o = *o * x + r);
    }
}

fn alternating<T: Scalar>(out: &mut [T], y_old: &[T], f: &[Vec<T>], x: f64) {
    out.fill(T::default());
    for (i, row) in f.iter().rev().enumerate() {
        let factor = if i % 2 == 0 { x } else { 1.0 - x };
        out.iter_mut().zip(row).for_each(|(o, &r)| *o = (*o + r) * factor);
    }
    add(out, y_old, 1.0);
}

/// Newton's backward formula, `x` steps from the last point.
fn differences<T: Scalar>(out: &mut [T], d: &[Vec<T>], x: f64) {
    out.copy_from_slice(&d[0]);
    let mut weight = 1.0;
    for (j, row) in d[1..].iter().enumerate() {
        weight *= (x + j as f64) / (j + 1) as f64;
        add(out, row, weight);
    }
}
