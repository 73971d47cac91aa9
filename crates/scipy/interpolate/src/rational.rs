//! Rational functions in barycentric form: `AAA`, `FloaterHormannInterpolator`.

mod aaa;
mod number;

pub use aaa::{Aaa, aaa};
pub use number::Number;

use crate::error::{InterpolateError, Result};
use crate::parallel::fill_rows;
use faer::Mat;
use num_complex::Complex64;

/// The function `sum(w f / (x - z)) / sum(w / (x - z))`.
#[derive(Debug, Clone, PartialEq)]
pub struct Rational<T> {
    /// The support points.
    pub z: Vec<T>,
    /// The values there, `width` numbers each.
    pub f: Vec<T>,
    /// The weights.
    pub w: Vec<T>,
    /// Numbers of a value.
    pub width: usize,
}

impl<T: Number> Rational<T> {
    /// The values at `at`, `width` numbers a point; at infinity the limit.
    pub fn evaluate(&self, at: &[T]) -> Vec<T> {
        let (n, m) = (self.z.len(), self.width);
        let mut out = vec![T::default(); at.len() * m];
        fill_rows(&mut out, m, 8 * n + 2 * n * m, |start, rows| {
            for (&x, row) in at[start..].iter().zip(rows.chunks_exact_mut(m)) {
                if x.modulus().is_infinite() {
                    quotient(&self.z, &self.w, &self.f, |_, w| w, row);
                } else {
                    barycentric(&self.z, &self.w, &self.f, x, row);
                }
            }
        });
        out
    }

    /// Where the denominator is zero.
    ///
    /// # Errors
    /// Eigenvalues that do not converge.
    ///
    /// # Examples
    /// ```
    /// use pallasite_interpolate::rational::Rational;
    /// // 1 / (x - 2) through its values at 0, 1 and 4
    /// let (z, f) = (vec![0.0, 1.0, 4.0], vec![-0.5, -1.0, 0.5]);
    /// let hyperbola = Rational { z, f, w: vec![-0.5, 1.0 / 3.0, 1.0 / 6.0], width: 1 };
    /// let pole = hyperbola.poles()?[0];
    /// assert!((pole.re - 2.0).abs() < 1e-12 && (hyperbola.residues(&[pole])[0].re - 1.0).abs() < 1e-12);
    /// # Ok::<(), pallasite_interpolate::InterpolateError>(())
    /// ```
    pub fn poles(&self) -> Result<Vec<Complex64>> {
        zeros(&self.z, &self.w)
    }

    /// Where a function of single values is zero.
    ///
    /// # Errors
    /// Eigenvalues that do not converge.
    pub fn roots(&self) -> Result<Vec<Complex64>> {
        let products: Vec<T> = self.w.iter().zip(&self.f).map(|(&w, &f)| w * f).collect();
        zeros(&self.z, &products)
    }

    /// The residues of a function of single values at its poles: those of a quotient of analytic functions.
    pub fn residues(&self, poles: &[Complex64]) -> Vec<Complex64> {
        let residue = |&p: &Complex64| {
            let (mut numerator, mut slope) = (Complex64::default(), Complex64::default());
            for ((z, w), f) in self.z.iter().zip(&self.w).zip(&self.f) {
                let c = 1.0 / (p - z.complex());
                numerator += c * w.complex() * f.complex();
                slope -= c * c * w.complex();
            }
            numerator / slope
        };
        poles.iter().map(residue).collect()
    }
}

/// The value at `x` of the function with rows of values `f` at the points `z`.
pub(crate) fn barycentric<T: Number>(z: &[T], w: &[T], f: &[T], x: T, row: &mut [T]) {
    quotient(z, w, f, |z, w| w / (x - z), row);
    // At one of the points infinities have met; asking at each whether it is the one would cost more than all else.
    if row.iter().any(|v| !v.modulus().is_finite())
        && let Some(i) = z.iter().position(|&z| z == x)
    {
        row.copy_from_slice(&f[i * row.len()..(i + 1) * row.len()]);
    }
}

/// The mean of the rows of `f`, whose weights `term` makes of points and weights; `row` is zero before.
#[inline(always)]
fn quotient<T: Number>(z: &[T], w: &[T], f: &[T], term: impl Fn(T, T) -> T, row: &mut [T]) {
    let m = row.len();
    if m == 1 {
        row[0] = single_quotient(z, w, f, term);
        return;
    }
    let mut sum = T::default();
    for (i, (&z, &w)) in z.iter().zip(w).enumerate() {
        let c = term(z, w);
        sum += c;
        row.iter_mut().zip(&f[i * m..(i + 1) * m]).for_each(|(r, &f)| *r += c * f);
    }
    row.iter_mut().for_each(|r| *r /= sum);
}

/// That of single values, in sums that the processor can add up side by side.
#[inline(always)]
fn single_quotient<T: Number>(z: &[T], w: &[T], f: &[T], term: impl Fn(T, T) -> T) -> T {
    const LANES: usize = 8;
    let (mut sums, mut tops) = ([T::default(); LANES], [T::default(); LANES]);
    let mut add = |z: &[T], w: &[T], f: &[T]| {
        for lane in 0..z.len() {
            let c = term(z[lane], w[lane]);
            sums[lane] += c;
            tops[lane] += c * f[lane];
        }
    };
    let whole = z.len() / LANES * LANES;
    for start in (0..whole).step_by(LANES) {
        let part = start..start + LANES;
        add(&z[part.clone()], &w[part.clone()], &f[part]);
    }
    add(&z[whole..], &w[whole..z.len()], &f[whole..z.len()]);
    let total = |lanes: [T; LANES]| lanes.into_iter().fold(T::default(), |sum, v| sum + v);
    total(tops) / total(sums)
}

/// The zeros of `sum(w / (x - z))`: eigenvalues of an arrowhead pencil (Klein 2012, *Applications of Linear Barycentric
/// Rational Interpolation*), of which two are at infinity.
fn zeros<T: Number>(z: &[T], w: &[T]) -> Result<Vec<Complex64>> {
    let m = z.len();
    let element = |i: usize, j: usize| match (i, j) {
        (0, 0) => Complex64::default(),
        (0, j) => w[j - 1].complex(),
        (_, 0) => Complex64::new(1.0, 0.0),
        (i, j) if i == j => z[i - 1].complex(),
        _ => Complex64::default(),
    };
    let e = Mat::from_fn(m + 1, m + 1, element);
    let b = Mat::from_fn(m + 1, m + 1, |i, j| Complex64::new(f64::from(u8::from(i == j && i > 0)), 0.0));
    let found = e
        .generalized_eigen(&b)
        .map_err(|_| InterpolateError::Singular("Eigenvalues did not converge".into()))?;
    let (alpha, beta) = (found.S_a().column_vector(), found.S_b().column_vector());
    let scale = (0..=m).map(|i| alpha[i].norm()).fold(0.0, f64::max);
    // A quotient whose denominator is rounding is at infinity.
    let finite = (0..=m).filter(|&i| beta[i].norm() > f64::EPSILON * alpha[i].norm() / scale.max(1.0));
    Ok(finite.map(|i| alpha[i] / beta[i]).filter(|p| p.is_finite()).collect())
}

/// The weights of the family of interpolants without poles of Floater and Hormann (2007, *Numerische Mathematik* 107, 315),
/// which blends polynomials of degree `d`; the points are in order.
///
/// # Examples
/// ```
/// use pallasite_interpolate::rational::{Rational, floater_hormann};
/// let z: Vec<f64> = (0..6).map(f64::from).collect();
/// let f = z.iter().map(|z| z * z * z).collect();
/// let cube = Rational { w: floater_hormann(&z, 3), z, f, width: 1 };
/// assert!((cube.evaluate(&[2.5])[0] - 15.625).abs() < 1e-12);
/// ```
pub fn floater_hormann<T: Number>(z: &[T], d: usize) -> Vec<T> {
    let n = z.len();
    let weight = |k: usize| {
        let blend = |i: usize| {
            let others = (i..=i + d).filter(|&j| j != k);
            1.0 / others.map(|j| (z[k] - z[j]).modulus()).product::<f64>()
        };
        let sum: f64 = (k.saturating_sub(d)..(k + 1).min(n - d)).map(blend).sum();
        T::from_real(if (k + d).is_multiple_of(2) { sum } else { -sum })
    };
    (0..n).map(weight).collect()
}
