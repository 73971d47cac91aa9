//! What is minimised: residuals and their Jacobian, given or by forward differences.

use super::matrix::Matrix;

/// A system of residuals `f: ℝⁿ → ℝᵐ`.
pub(crate) trait Problem {
    type Error;

    fn residuals(&mut self, x: &[f64], fvec: &mut [f64]) -> Result<(), Self::Error>;

    /// Fills `jac` with `∂f/∂x` at `x`, where `fvec = f(x)`; returns how often `f` was called for it.
    fn jacobian(&mut self, x: &[f64], fvec: &[f64], jac: &mut Matrix) -> Result<usize, Self::Error>;
}

/// Residuals with a Jacobian of the caller, column after column.
pub(crate) struct Analytic<F, J> {
    pub f: F,
    pub jac: J,
}

impl<E, F, J> Problem for Analytic<F, J>
where
    F: FnMut(&[f64], &mut [f64]) -> Result<(), E>,
    J: FnMut(&[f64], &mut [f64]) -> Result<(), E>,
{
    type Error = E;

    fn residuals(&mut self, x: &[f64], fvec: &mut [f64]) -> Result<(), E> {
        (self.f)(x, fvec)
    }

    fn jacobian(&mut self, x: &[f64], _fvec: &[f64], jac: &mut Matrix) -> Result<usize, E> {
        (self.jac)(x, jac.as_mut_slice())?;
        Ok(0)
    }
}

/// Residuals whose Jacobian is approximated by forward differences (MINPACK's `fdjac2`).
pub(crate) struct ForwardDifferences<F> {
    pub f: F,
    /// The relative error of the residuals.
    pub epsfcn: f64,
}

impl<E, F> Problem for ForwardDifferences<F>
where
    F: FnMut(&[f64], &mut [f64]) -> Result<(), E>,
{
    type Error = E;

    fn residuals(&mut self, x: &[f64], fvec: &mut [f64]) -> Result<(), E> {
        (self.f)(x, fvec)
    }

    fn jacobian(&mut self, x: &[f64], fvec: &[f64], jac: &mut Matrix) -> Result<usize, E> {
        let eps = self.epsfcn.max(f64::EPSILON).sqrt();
        let mut shifted = x.to_vec();
        for j in 0..x.len() {
            let step = if x[j] == 0.0 { eps } else { eps * x[j].abs() };
            shifted[j] = x[j] + step;
            (self.f)(&shifted, jac.col_mut(j))?;
            shifted[j] = x[j];
            jac.col_mut(j).iter_mut().zip(fvec).for_each(|(d, f)| *d = (*d - f) / step);
        }
        Ok(x.len())
    }
}

/// Equations whose Jacobian has a band of `lower` and `upper` diagonals beside the main one, approximated by
/// forward differences that share calls between columns far apart (MINPACK's `fdjac1`).
pub(crate) struct BandedDifferences<F> {
    pub f: F,
    /// The relative error of the equations.
    pub epsfcn: f64,
    pub lower: usize,
    pub upper: usize,
}

impl<E, F> Problem for BandedDifferences<F>
where
    F: FnMut(&[f64], &mut [f64]) -> Result<(), E>,
{
    type Error = E;

    fn residuals(&mut self, x: &[f64], fvec: &mut [f64]) -> Result<(), E> {
        (self.f)(x, fvec)
    }

    fn jacobian(&mut self, x: &[f64], fvec: &[f64], jac: &mut Matrix) -> Result<usize, E> {
        let n = x.len();
        let width = self.lower.saturating_add(self.upper).saturating_add(1);
        if width >= n {
            return ForwardDifferences { f: &mut self.f, epsfcn: self.epsfcn }.jacobian(x, fvec, jac);
        }
        let eps = self.epsfcn.max(f64::EPSILON).sqrt();
        let step = |j: usize| if x[j] == 0.0 { eps } else { eps * x[j].abs() };
        let mut values = vec![0.0; n];
        for first in 0..width {
            let mut shifted = x.to_vec();
            (first..n).step_by(width).for_each(|j| shifted[j] += step(j));
            (self.f)(&shifted, &mut values)?;
            for j in (first..n).step_by(width) {
                for i in j.saturating_sub(self.upper)..n.min(j + self.lower + 1) {
                    jac[(i, j)] = (values[i] - fvec[i]) / step(j);
                }
            }
        }
        Ok(width)
    }
}
