//! Functions that are remembered at the place where they were asked last, with their second derivatives.

use super::update::HessianUpdate;
use crate::least_squares::Jacobian;
use crate::numdiff::{Point, Scheme, directional_derivative};
use std::rc::Rc;

/// An objective, which has one value, or the function of a constraint.
pub trait Differentiable<E> {
    /// The values at `x`.
    ///
    /// # Errors
    /// The function's own.
    fn values(&mut self, x: &[f64]) -> Result<Vec<f64>, E>;

    /// Whether the Jacobian is taken from values.
    fn by_differences(&self) -> bool {
        false
    }

    /// The Jacobian at `x`, and how many values it took; `values` are those at `x` if it is by differences.
    ///
    /// # Errors
    /// The function's own.
    fn jacobian(&mut self, x: &[f64], values: &[f64]) -> Result<(Jacobian<E>, usize), E>;

    /// Writes `Jᵀ v`, or its imaginary part at a complex point; for [`SecondDerivatives::Differences`].
    ///
    /// # Errors
    /// The function's own.
    fn slope(&mut self, point: Point<'_>, v: &[f64], out: &mut [f64]) -> Result<(), E> {
        if let Point::Real(x) = point {
            out.copy_from_slice(&self.jacobian(x, &[])?.0.transposed_dot(v)?);
        }
        Ok(())
    }

    /// The Hessian of `vᵀ f` at `x`; for [`SecondDerivatives::Function`].
    ///
    /// # Errors
    /// The function's own.
    fn hessian(&mut self, x: &[f64], v: &[f64]) -> Result<Jacobian<E>, E>;
}

/// Where products with a Hessian come from.
pub enum SecondDerivatives<'a, E> {
    /// From [`Differentiable::hessian`].
    Function,
    /// From differences of [`Differentiable::slope`] over a step, relative to the length of the vector.
    Differences {
        /// The points.
        scheme: Scheme,
        /// The step.
        step: f64,
    },
    /// From an approximation that learns.
    Updates(Box<dyn HessianUpdate<E> + 'a>),
}

/// A function and its second derivatives.
pub struct Smoothness<'a, E> {
    /// The function.
    pub function: Box<dyn Differentiable<E> + 'a>,
    /// Its second derivatives.
    pub second: SecondDerivatives<'a, E>,
}

/// A Hessian as it was where it was asked for.
enum Hessian<E> {
    Known(Jacobian<E>),
    /// Differences around a place with a slope, for multipliers.
    Around {
        x: Vec<f64>,
        slope: Vec<f64>,
        v: Vec<f64>,
    },
    /// What the updates have come to since.
    Living,
}

/// How often the parts of a function were taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Calls {
    /// Values.
    pub values: usize,
    /// Jacobians.
    pub jacobians: usize,
    /// Hessians.
    pub hessians: usize,
}

/// A function that is asked once for each place.
pub(super) struct Remembered<'a, E> {
    source: Smoothness<'a, E>,
    to_sparse: Option<bool>,
    pub x: Vec<f64>,
    pub values: Vec<f64>,
    pub jacobian: Rc<Jacobian<E>>,
    /// The multipliers.
    pub v: Vec<f64>,
    hessian: Hessian<E>,
    /// Whether values, Jacobian and Hessian belong to `x`.
    fresh: [bool; 3],
    before: Option<(Vec<f64>, Rc<Jacobian<E>>)>,
    pub calls: Calls,
}

const VALUES: usize = 0;
const JACOBIAN: usize = 1;
const HESSIAN: usize = 2;

impl<'a, E> Remembered<'a, E> {
    /// Asks for everything at `x0`; `v` are the multipliers, zeros if absent.
    pub fn new(
        mut source: Smoothness<'a, E>,
        x0: &[f64],
        v: Option<Vec<f64>>,
        to_sparse: Option<bool>,
    ) -> Result<Self, E> {
        let values = source.function.values(x0)?;
        let v = v.unwrap_or_else(|| vec![0.0; values.len()]);
        let (jacobian, taken) = source.function.jacobian(x0, &values)?;
        let mut calls = Calls { values: 1 + taken, jacobians: 1, hessians: 0 };
        let hessian = match &mut source.second {
            SecondDerivatives::Function => {
                calls.hessians = 1;
                Hessian::Known(source.function.hessian(x0, &v)?)
            }
            SecondDerivatives::Differences { .. } => {
                Hessian::Around { x: x0.to_vec(), slope: jacobian.transposed_dot(&v)?, v: v.clone() }
            }
            SecondDerivatives::Updates(updates) => {
                updates.initialize(x0.len())?;
                Hessian::Living
            }
        };
        let jacobian = Rc::new(converted(jacobian, to_sparse));
        let to_sparse = Some(matches!(*jacobian, Jacobian::Sparse(_)));
        let (x, fresh, before) = (x0.to_vec(), [true; 3], None);
        Ok(Self { source, to_sparse, x, values, jacobian, v, hessian, fresh, before, calls })
    }

    /// How often the function gave a Jacobian of its own.
    pub fn own_jacobians(&self) -> usize {
        if self.source.function.by_differences() { 0 } else { self.calls.jacobians }
    }

    pub fn values_at(&mut self, x: &[f64]) -> Result<&[f64], E> {
        self.go(x)?;
        self.take_values()?;
        Ok(&self.values)
    }

    pub fn jacobian_at(&mut self, x: &[f64]) -> Result<&Rc<Jacobian<E>>, E> {
        self.go(x)?;
        self.take_jacobian()?;
        Ok(&self.jacobian)
    }

    /// Tells that products at `x` follow, for multipliers `v`.
    pub fn settle(&mut self, x: &[f64], v: &[f64]) -> Result<(), E> {
        if self.v != v {
            self.v = v.to_vec();
            self.fresh[HESSIAN] = false;
        }
        self.go(x)?;
        self.take_hessian()
    }

    /// The product with the Hessian of the last [`Self::settle`].
    pub fn product(&mut self, p: &[f64]) -> Result<Vec<f64>, E> {
        match (&self.hessian, &mut self.source.second) {
            (Hessian::Known(h), _) => h.dot(p),
            (Hessian::Around { x, slope, v }, SecondDerivatives::Differences { scheme, step }) => {
                let (function, calls) = (&mut self.source.function, &mut self.calls);
                directional_derivative(*scheme, x, slope, *step, p, |point, out| {
                    calls.jacobians += 1;
                    function.slope(point, v, out)
                })
            }
            (_, SecondDerivatives::Updates(updates)) => updates.dot(p),
            _ => Ok(vec![0.0; p.len()]),
        }
    }

    /// Goes to `x`; updates learn of every step, also of those that are not accepted.
    fn go(&mut self, x: &[f64]) -> Result<(), E> {
        if self.x == x {
            return Ok(());
        }
        let learns = matches!(self.source.second, SecondDerivatives::Updates(_));
        if learns {
            self.take_jacobian()?;
            self.before = Some((self.x.clone(), Rc::clone(&self.jacobian)));
        }
        self.x = x.to_vec();
        self.fresh = [false; 3];
        if learns { self.take_hessian() } else { Ok(()) }
    }

    fn take_values(&mut self) -> Result<(), E> {
        if !self.fresh[VALUES] {
            self.values = self.source.function.values(&self.x)?;
            self.calls.values += 1;
            self.fresh[VALUES] = true;
        }
        Ok(())
    }

    fn take_jacobian(&mut self) -> Result<(), E> {
        if self.fresh[JACOBIAN] {
            return Ok(());
        }
        if self.source.function.by_differences() {
            self.take_values()?;
        }
        let (jacobian, taken) = self.source.function.jacobian(&self.x, &self.values)?;
        self.jacobian = Rc::new(converted(jacobian, self.to_sparse));
        self.calls.values += taken;
        self.calls.jacobians += 1;
        self.fresh[JACOBIAN] = true;
        Ok(())
    }

    fn take_hessian(&mut self) -> Result<(), E> {
        if std::mem::replace(&mut self.fresh[HESSIAN], true) {
            return Ok(());
        }
        match &mut self.source.second {
            SecondDerivatives::Function => {
                self.hessian = Hessian::Known(self.source.function.hessian(&self.x, &self.v)?);
                self.calls.hessians += 1;
            }
            SecondDerivatives::Differences { .. } => {
                self.take_jacobian()?;
                let slope = self.jacobian.transposed_dot(&self.v)?;
                self.hessian = Hessian::Around { x: self.x.clone(), slope, v: self.v.clone() };
            }
            SecondDerivatives::Updates(_) => self.learn()?,
        }
        Ok(())
    }

    fn learn(&mut self) -> Result<(), E> {
        self.take_jacobian()?;
        let SecondDerivatives::Updates(updates) = &mut self.source.second else { return Ok(()) };
        let Some((x, jacobian)) = &self.before else { return Ok(()) };
        let minus = |a: &[f64], b: &[f64]| -> Vec<f64> { a.iter().zip(b).map(|(a, b)| a - b).collect() };
        let change = minus(&self.jacobian.transposed_dot(&self.v)?, &jacobian.transposed_dot(&self.v)?);
        updates.update(&minus(&self.x, x), &change)
    }
}

/// A matrix as sparse or dense as is wanted.
pub(super) fn converted<E>(a: Jacobian<E>, to_sparse: Option<bool>) -> Jacobian<E> {
    match (a, to_sparse) {
        (Jacobian::Dense(a), Some(true)) => {
            Jacobian::Sparse(crate::sparse::SparseColumns::from_dense(a.rows(), a.as_slice()))
        }
        (Jacobian::Sparse(a), Some(false)) => Jacobian::Dense(a.to_dense()),
        (a, _) => a,
    }
}
