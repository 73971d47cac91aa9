//! The AAA algorithm (Nakatsukasa, Sète and Trefethen 2018, *SIAM J. Sci. Comput.* 40, A1494).

use super::{Number, Rational};
use crate::error::{InterpolateError, Result};
use crate::parallel::serial_algebra;
use faer::{Mat, MatRef};
use pallasite_array::interrupt;

/// Singular values further apart than this say that the columns have to be scaled.
const ILL_CONDITIONED: f64 = 1.0 / (3.0 * f64::EPSILON);

/// What [`aaa`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct Aaa<T> {
    /// The approximant.
    pub function: Rational<T>,
    /// The largest error at the points after each step.
    pub errors: Vec<f64>,
    /// Whether the error is as small as asked for.
    pub converged: bool,
}

/// A rational approximant to values `f` at points `z`, of at most `max_terms` support points: each step adds the point
/// where the error is largest. `rtol` is relative to the largest value.
///
/// # Errors
/// Singular values that do not converge.
///
/// # Examples
/// ```
/// use pallasite_interpolate::rational::aaa;
/// let z: Vec<f64> = (0..50).map(|i| i as f64 / 49.0).collect();
/// let f: Vec<f64> = z.iter().map(|z| z.exp()).collect();
/// let found = aaa(&z, &f, 1e-13, 100)?;
/// assert!(found.converged && found.function.z.len() < 10);
/// assert!((found.function.evaluate(&[0.123])[0] - 0.123f64.exp()).abs() < 1e-12);
/// # Ok::<(), pallasite_interpolate::InterpolateError>(())
/// ```
pub fn aaa<T: Number>(z: &[T], f: &[T], rtol: f64, max_terms: usize) -> Result<Aaa<T>> {
    let largest = |v: &mut dyn Iterator<Item = f64>| v.fold(0.0, f64::max);
    serial_algebra();
    let size = largest(&mut f.iter().map(|f| f.modulus()));
    let scale = power_of_two(size);
    let f = &f.iter().map(|&f| f / T::from_real(scale)).collect::<Vec<T>>();
    let atol = rtol * size / scale;
    let mean = f.iter().fold(T::default(), |sum, &f| sum + f) / T::from_real(f.len() as f64);
    let mut values = vec![mean; z.len()];
    let mut rest: Vec<usize> = (0..z.len()).collect();
    let mut found = Rational { z: Vec::new(), f: Vec::new(), w: Vec::new(), width: 1 };
    let (mut errors, mut scaled, mut converged) = (Vec::new(), false, false);
    for _ in 0..max_terms {
        interrupt::poll();
        let Some(worst) = furthest(&rest, f, &values) else { break };
        let point = rest.remove(worst);
        found.z.push(z[point]);
        found.f.push(f[point]);
        let loewner = |i: usize, j: usize| (f[rest[i]] - found.f[j]) / (z[rest[i]] - found.z[j]);
        let a = Mat::from_fn(rest.len(), found.z.len(), loewner);
        found.w = weights(a, &mut scaled)?;
        values = nonzero(&found).evaluate(z);
        errors.push(largest(&mut f.iter().zip(&values).map(|(&f, &v)| (f - v).modulus())));
        if errors[errors.len() - 1] <= atol {
            converged = true;
            break;
        }
    }
    // The last step counts as one too many, as SciPy has it.
    converged &= errors.len() < max_terms;
    found.f.iter_mut().for_each(|f| *f *= T::from_real(scale));
    errors.iter_mut().for_each(|e| *e *= scale);
    Ok(Aaa { function: nonzero(&found), errors, converged })
}

/// A power of two near a size: to divide by it changes no digit, and keeps squares in range.
fn power_of_two(size: f64) -> f64 {
    let power = f64::from_bits(size.to_bits() & f64::INFINITY.to_bits());
    if power.is_normal() { power } else { 1.0 }
}

/// The first of the points in `rest` where the error is largest.
fn furthest<T: Number>(rest: &[usize], f: &[T], values: &[T]) -> Option<usize> {
    let error = |i: usize| (f[rest[i]] - values[rest[i]]).modulus();
    (0..rest.len()).reduce(|best, i| if error(i) > error(best) { i } else { best })
}

/// The function without the support points of no weight.
fn nonzero<T: Number>(all: &Rational<T>) -> Rational<T> {
    let kept = |v: &[T]| v.iter().zip(&all.w).filter(|(_, w)| **w != T::default()).map(|(v, _)| *v).collect();
    Rational { z: kept(&all.z), f: kept(&all.f), w: kept(&all.w), width: 1 }
}

/// Weights that make the Loewner matrix small: its last singular vector, or the mean of those that are as good.
fn weights<T: Number>(a: Mat<T>, scaled: &mut bool) -> Result<Vec<T>> {
    if a.nrows() < a.ncols() {
        return null_vector(a.as_ref());
    }
    if !*scaled {
        let (w, condition) = smallest(a.as_ref())?;
        if !(condition > ILL_CONDITIONED) {
            return Ok(w);
        }
        *scaled = true;
    }
    let norm = |j: usize| (0..a.nrows()).map(|i| a[(i, j)].modulus().powi(2)).sum::<f64>().sqrt();
    let norms: Vec<T> = (0..a.ncols()).map(|j| T::from_real(norm(j))).collect();
    let unit = Mat::from_fn(a.nrows(), a.ncols(), |i, j| a[(i, j)] / norms[j]);
    let (w, _) = smallest(unit.as_ref())?;
    Ok(w.into_iter().zip(norms).map(|(w, n)| w / n).collect())
}

fn failure<E>(_: E) -> InterpolateError {
    InterpolateError::Singular("SVD did not converge".into())
}

/// The right singular vector of the smallest singular value, and the quotient of the largest and the smallest.
fn smallest<T: Number>(a: MatRef<'_, T>) -> Result<(Vec<T>, f64)> {
    let svd = a.thin_svd().map_err(failure)?;
    let s: Vec<f64> = (0..a.ncols()).map(|i| svd.S().column_vector()[i].modulus()).collect();
    let least = s.iter().copied().fold(f64::INFINITY, f64::min);
    let ties: Vec<usize> = (0..s.len()).filter(|&i| s[i] == least).collect();
    Ok((mean(svd.V(), &ties), s[0] / s[s.len() - 1]))
}

/// A vector that a matrix of fewer rows than columns takes to zero.
fn null_vector<T: Number>(a: MatRef<'_, T>) -> Result<Vec<T>> {
    let svd = a.svd().map_err(failure)?;
    let s: Vec<f64> = (0..a.nrows()).map(|i| svd.S().column_vector()[i].modulus()).collect();
    let least = s.first().unwrap_or(&0.0) * f64::EPSILON * a.ncols() as f64;
    let rank = s.iter().filter(|&&s| s > least).count();
    Ok(mean(svd.V(), &(rank..a.ncols()).collect::<Vec<_>>()))
}

/// The sum of columns over the root of their number.
fn mean<T: Number>(v: MatRef<'_, T>, columns: &[usize]) -> Vec<T> {
    let size = T::from_real((columns.len() as f64).sqrt());
    let row = |i: usize| columns.iter().fold(T::default(), |sum, &j| sum + v[(i, j)]) / size;
    (0..v.nrows()).map(row).collect()
}

impl<T: Number> Rational<T> {
    /// Takes away support points next to poles of negligible residue (Froissart's doublets), `z` and `f` being the data;
    /// how many there were.
    ///
    /// # Errors
    /// Eigenvalues or singular values that do not converge.
    pub fn clean_up(&mut self, z: &[T], f: &[T], tol: f64) -> Result<usize> {
        let poles = self.poles()?;
        let logs: f64 = f.iter().map(|f| f.modulus().ln()).sum();
        let allowed = tol * (logs / f.len() as f64).exp();
        let near = |p: &num_complex::Complex64| {
            z.iter().map(|z| (p - z.complex()).norm()).fold(f64::INFINITY, f64::min)
        };
        let residues = self.residues(&poles);
        let spurious: Vec<_> = poles
            .iter()
            .zip(residues)
            .filter(|(p, r)| r.norm() / near(p) < allowed)
            .map(|(p, _)| *p)
            .collect();
        if spurious.is_empty() {
            return Ok(0);
        }
        let closest = |p: &num_complex::Complex64| {
            let distance = |i: usize| (self.z[i].complex() - p).norm();
            (0..self.z.len()).reduce(|best, i| if distance(i) < distance(best) { i } else { best })
        };
        let gone: Vec<usize> = spurious.iter().filter_map(closest).collect();
        let kept = |v: &[T]| (0..v.len()).filter(|i| !gone.contains(i)).map(|i| v[i]).collect::<Vec<T>>();
        (self.z, self.f) = (kept(&self.z), kept(&self.f));
        let rows: Vec<usize> = (0..z.len()).filter(|&i| !self.z.contains(&z[i])).collect();
        let loewner = |i: usize, j: usize| (f[rows[i]] - self.f[j]) / (z[rows[i]] - self.z[j]);
        let a = Mat::from_fn(rows.len(), self.z.len(), loewner);
        let svd = a.svd().map_err(failure)?;
        let last = self.z.len() - 1;
        self.w = (0..=last).map(|i| svd.V()[(i, last)]).collect();
        Ok(spurious.len())
    }
}
