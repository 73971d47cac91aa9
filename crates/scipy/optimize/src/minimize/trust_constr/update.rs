//! Approximations of a Hessian that learn from the steps.

use super::super::quasi_newton::{Curvature, bfgs_update, first_scale, product, sr1_update};
use ndarray::Array2;

/// An approximation of a Hessian.
pub trait HessianUpdate<E> {
    /// Begins with `n` variables.
    ///
    /// # Errors
    /// The approximation's own.
    fn initialize(&mut self, n: usize) -> Result<(), E>;

    /// Takes in a step and the change of the gradient along it.
    ///
    /// # Errors
    /// The approximation's own.
    fn update(&mut self, step: &[f64], change: &[f64]) -> Result<(), E>;

    /// The product with a vector.
    ///
    /// # Errors
    /// The approximation's own.
    fn dot(&mut self, p: &[f64]) -> Result<Vec<f64>, E>;
}

/// The rule of an update.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum UpdateRule {
    /// Broyden's, Fletcher's, Goldfarb's and Shanno's.
    Bfgs(Curvature),
    /// The symmetric one of rank one; the number is the least denominator beside its factors.
    Sr1(f64),
}

impl Default for UpdateRule {
    /// BFGS, which skips what would make the matrix indefinite.
    fn default() -> Self {
        Self::Bfgs(Curvature { least: 1e-8, damp: false, inverse: false })
    }
}

/// A Hessian held as a matrix (Nocedal and Wright 2006, chapter 6), the identity scaled to the first step at first.
///
/// ```
/// use pallasite_optimize::{HessianApproximation, HessianUpdate, UpdateRule};
/// let mut h = HessianApproximation::new(UpdateRule::Sr1(1e-8));
/// HessianUpdate::<()>::initialize(&mut h, 2).unwrap();
/// HessianUpdate::<()>::update(&mut h, &[1.0, 0.0], &[2.0, 1.0]).unwrap();
/// assert_eq!(HessianUpdate::<()>::dot(&mut h, &[1.0, 0.0]), Ok(vec![2.0, 1.0]));
/// ```
#[derive(Debug, Clone)]
pub struct HessianApproximation {
    rule: UpdateRule,
    matrix: Array2<f64>,
    fresh: bool,
}

impl HessianApproximation {
    /// The approximation by a rule.
    pub fn new(rule: UpdateRule) -> Self {
        Self { rule, matrix: Array2::eye(0), fresh: true }
    }
}

impl<E> HessianUpdate<E> for HessianApproximation {
    fn initialize(&mut self, n: usize) -> Result<(), E> {
        (self.matrix, self.fresh) = (Array2::eye(n), true);
        Ok(())
    }

    fn update(&mut self, step: &[f64], change: &[f64]) -> Result<(), E> {
        if step.iter().all(|&s| s == 0.0) || change.iter().all(|&c| c == 0.0) {
            return Ok(());
        }
        if std::mem::take(&mut self.fresh) {
            self.matrix *= first_scale(step, change, true);
        }
        match self.rule {
            UpdateRule::Bfgs(curvature) => bfgs_update(&mut self.matrix, step, change, curvature),
            UpdateRule::Sr1(least) => sr1_update(&mut self.matrix, step, change, least),
        }
        Ok(())
    }

    fn dot(&mut self, p: &[f64]) -> Result<Vec<f64>, E> {
        Ok(product(&self.matrix, p))
    }
}
