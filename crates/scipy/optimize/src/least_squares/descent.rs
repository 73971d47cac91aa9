//! What the trust-region methods have in common.

use super::jacobian::Jacobian;
use super::loss::{Loss, Rho};
use super::{
    Intermediate, LeastSquares, LeastSquaresError, LeastSquaresOptions, LeastSquaresProgress, VariableScale,
};
use crate::vector::{dot, norm};

/// Why the iteration ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeastSquaresStatus {
    /// The callback wanted it.
    Callback = -2,
    /// The limit on evaluations was met.
    MaxNfev = 0,
    /// The gradient is small.
    Gtol = 1,
    /// The cost hardly changes.
    Ftol = 2,
    /// The variables hardly change.
    Xtol = 3,
    /// Neither cost nor variables change much.
    FtolAndXtol = 4,
}

impl LeastSquaresStatus {
    /// SciPy's text.
    ///
    /// # Examples
    /// ```
    /// use pallasite_optimize::LeastSquaresStatus;
    /// assert_eq!(LeastSquaresStatus::Gtol.message(), "`gtol` termination condition is satisfied.");
    /// ```
    pub fn message(self) -> &'static str {
        match self {
            Self::Callback => "Stopped because `callback` function raised `StopIteration` or returned `True`",
            Self::MaxNfev => "The maximum number of function evaluations is exceeded.",
            Self::Gtol => "`gtol` termination condition is satisfied.",
            Self::Ftol => "`ftol` termination condition is satisfied.",
            Self::Xtol => "`xtol` termination condition is satisfied.",
            Self::FtolAndXtol => "Both `ftol` and `xtol` termination conditions are satisfied.",
        }
    }
}

/// The current point with its residuals, and the Jacobian there, both weighed by the loss.
pub(super) struct Descent<'a, P: LeastSquares> {
    pub problem: &'a mut P,
    pub options: &'a LeastSquaresOptions,
    pub x: Vec<f64>,
    pub residuals: Vec<f64>,
    pub weighted: Vec<f64>,
    pub cost: f64,
    pub jacobian: Jacobian<P::Error>,
    pub gradient: Vec<f64>,
    /// What variables are measured in, and its inverse.
    pub scale: Vec<f64>,
    pub scale_inv: Vec<f64>,
    pub nfev: usize,
    pub njev: usize,
    nit: usize,
    step_norm: Option<f64>,
    reduction: Option<f64>,
}

/// A step that the model proposes.
pub(super) struct Step {
    pub x: Vec<f64>,
    pub step: Vec<f64>,
    pub predicted: f64,
    /// The length in the variables in which the region is round, and whether that is the region's own.
    pub length: f64,
    pub hits_region: bool,
}

/// How a method goes about the steps.
pub(super) trait Strategy<P: LeastSquares> {
    /// The measure of the gradient that vanishes at a solution.
    fn optimality(&mut self, at: &Descent<'_, P>) -> f64;
    /// Prepares the model at a new point.
    fn build(&mut self, at: &Descent<'_, P>, radius: f64) -> Result<(), LeastSquaresError<P::Error>>;
    /// The step within a region.
    fn step(&mut self, at: &Descent<'_, P>, radius: f64) -> Result<Step, P::Error>;
    /// Hears that the radius was divided by `ratio`.
    fn resized(&mut self, _ratio: f64) {}
    /// Takes a step, whose end it may move onto the bounds.
    fn accept(&mut self, _x: &mut [f64]) {}
}

type Outcome<T, P> = Result<T, LeastSquaresError<<P as LeastSquares>::Error>>;

impl<'a, P: LeastSquares> Descent<'a, P> {
    pub fn new(
        problem: &'a mut P,
        options: &'a LeastSquaresOptions,
        x: Vec<f64>,
        residuals: Vec<f64>,
        jacobian: Jacobian<P::Error>,
    ) -> Outcome<Self, P> {
        let n = x.len();
        let mut descent = Self {
            problem,
            options,
            x,
            weighted: Vec::new(),
            cost: 0.0,
            jacobian,
            gradient: Vec::new(),
            scale: vec![1.0; n],
            scale_inv: vec![1.0; n],
            nfev: 1,
            njev: 1,
            nit: 0,
            step_norm: None,
            reduction: None,
            residuals,
        };
        descent.cost = descent.cost_of(&descent.residuals.clone())?;
        descent.weigh()?;
        if let VariableScale::Given(scale) = &options.x_scale {
            descent.scale = scale.clone();
            descent.scale_inv = scale.iter().map(|s| 1.0 / s).collect();
        }
        descent.rescale(true);
        Ok(descent)
    }

    fn squares(&self, residuals: &[f64]) -> Vec<f64> {
        residuals.iter().map(|r| (r / self.options.f_scale).powi(2)).collect()
    }

    fn rho(&mut self, residuals: &[f64]) -> Outcome<Rho, P> {
        let z = self.squares(residuals);
        let mut rho = match self.options.loss {
            Loss::Custom => self.problem.loss(&z).map_err(LeastSquaresError::Callback)?,
            loss => loss.rho(&z),
        };
        let area = self.options.f_scale.powi(2);
        rho.value.iter_mut().for_each(|r| *r *= area);
        rho.second.iter_mut().for_each(|r| *r /= area);
        Ok(rho)
    }

    fn cost_of(&mut self, residuals: &[f64]) -> Outcome<f64, P> {
        let sum: f64 = match self.options.loss {
            Loss::Linear => return Ok(0.5 * dot(residuals, residuals)),
            Loss::Custom => {
                let z = self.squares(residuals);
                self.problem.loss(&z).map_err(LeastSquaresError::Callback)?.value.iter().sum()
            }
            loss => loss.values(&self.squares(residuals)).iter().sum(),
        };
        Ok(0.5 * self.options.f_scale.powi(2) * sum)
    }

    /// Weighs residuals and Jacobian by the loss, and computes the gradient.
    fn weigh(&mut self) -> Outcome<(), P> {
        self.weighted = self.residuals.clone();
        if self.options.loss != Loss::Linear {
            let rho = self.rho(&self.residuals.clone())?;
            let (rows, weights) = rho.weights(&self.residuals);
            self.weighted.iter_mut().zip(&weights).for_each(|(f, w)| *f *= w);
            self.jacobian.scale_rows(&rows);
        }
        self.gradient = self.jacobian.transposed_dot(&self.weighted).map_err(LeastSquaresError::Callback)?;
        Ok(())
    }

    /// Scales the variables by the columns of the Jacobian, if that is wanted.
    fn rescale(&mut self, first: bool) {
        if self.options.x_scale != VariableScale::Jacobian {
            return;
        }
        let norms = self.jacobian.column_norms();
        self.scale_inv = if first {
            norms.into_iter().map(|c| if c == 0.0 { 1.0 } else { c }).collect()
        } else {
            norms.iter().zip(&self.scale_inv).map(|(c, old)| c.max(*old)).collect()
        };
        self.scale = self.scale_inv.iter().map(|s| 1.0 / s).collect();
    }

    fn limit(&self) -> usize {
        self.options.max_nfev.unwrap_or(100 * self.x.len())
    }

    /// Iterates to the end; gives the status and the last measure of optimality.
    pub fn run(
        &mut self,
        strategy: &mut impl Strategy<P>,
        mut radius: f64,
    ) -> Outcome<(LeastSquaresStatus, f64), P> {
        let mut status = None;
        loop {
            let optimality = strategy.optimality(self);
            if optimality < self.options.gtol {
                status = Some(LeastSquaresStatus::Gtol);
            }
            self.report(optimality)?;
            if status.is_some() || self.nfev >= self.limit() {
                return Ok((status.unwrap_or(LeastSquaresStatus::MaxNfev), optimality));
            }
            strategy.build(self, radius)?;
            status = self.try_steps(strategy, &mut radius)?;
            self.nit += 1;
            if self.ask_callback()? {
                return Ok((LeastSquaresStatus::Callback, optimality));
            }
        }
    }

    /// Shortens steps until one lowers the cost, and takes that.
    fn try_steps(
        &mut self,
        strategy: &mut impl Strategy<P>,
        radius: &mut f64,
    ) -> Outcome<Option<LeastSquaresStatus>, P> {
        let (mut reduction, mut status, mut trial) = (-1.0, None, None);
        while reduction <= 0.0 && self.nfev < self.limit() {
            let step = strategy.step(self, *radius).map_err(LeastSquaresError::Callback)?;
            let values = self.problem.residuals(&step.x).map_err(LeastSquaresError::Callback)?;
            self.nfev += 1;
            if values.len() != self.residuals.len() {
                return Err(LeastSquaresError::ResidualsChanged);
            }
            if !values.iter().all(|f| f.is_finite()) {
                *radius = 0.25 * step.length;
                continue;
            }
            let cost = self.cost_of(&values)?;
            reduction = self.cost - cost;
            let (resized, ratio) = resize(*radius, reduction, &step);
            let step_norm = norm(&step.step);
            self.step_norm = Some(step_norm);
            status = self.converged(reduction, step_norm, ratio);
            trial = Some((step.x, values, cost));
            if status.is_some() {
                break;
            }
            strategy.resized(*radius / resized);
            *radius = resized;
        }
        match trial.filter(|_| reduction > 0.0) {
            Some(trial) => self.accept(strategy, trial)?,
            None => (self.step_norm, reduction) = (Some(0.0), 0.0),
        }
        self.reduction = Some(reduction);
        Ok(status)
    }

    fn accept(
        &mut self,
        strategy: &mut impl Strategy<P>,
        (mut x, values, cost): (Vec<f64>, Vec<f64>, f64),
    ) -> Outcome<(), P> {
        strategy.accept(&mut x);
        (self.x, self.residuals, self.cost) = (x, values, cost);
        self.jacobian =
            self.problem.jacobian(&self.x, &self.residuals).map_err(LeastSquaresError::Callback)?;
        self.njev += 1;
        self.weigh()?;
        self.rescale(false);
        Ok(())
    }

    fn converged(&self, reduction: f64, step_norm: f64, ratio: f64) -> Option<LeastSquaresStatus> {
        let LeastSquaresOptions { ftol, xtol, .. } = *self.options;
        let small_change = reduction < ftol * self.cost && ratio > 0.25;
        let small_step = step_norm < xtol * (xtol + norm(&self.x));
        match (small_change, small_step) {
            (true, true) => Some(LeastSquaresStatus::FtolAndXtol),
            (true, false) => Some(LeastSquaresStatus::Ftol),
            (false, true) => Some(LeastSquaresStatus::Xtol),
            (false, false) => None,
        }
    }

    fn report(&mut self, optimality: f64) -> Outcome<(), P> {
        let progress = LeastSquaresProgress {
            iteration: self.nit,
            nfev: self.nfev,
            cost: self.cost,
            reduction: self.reduction,
            step_norm: self.step_norm,
            optimality,
        };
        self.problem.report(&progress).map_err(LeastSquaresError::Callback)
    }

    fn ask_callback(&mut self) -> Outcome<bool, P> {
        let state = Intermediate {
            x: &self.x,
            fun: &self.residuals,
            nit: self.nit,
            nfev: self.nfev,
            cost: self.cost,
        };
        self.problem.callback(&state).map_err(LeastSquaresError::Callback)
    }
}

/// The radius after a step, and how much of the predicted reduction it brought.
fn resize(radius: f64, reduction: f64, step: &Step) -> (f64, f64) {
    let ratio = if step.predicted > 0.0 {
        reduction / step.predicted
    } else if step.predicted == 0.0 && reduction == 0.0 {
        1.0
    } else {
        0.0
    };
    let radius = if ratio < 0.25 {
        0.25 * step.length
    } else if ratio > 0.75 && step.hits_region {
        2.0 * radius
    } else {
        radius
    };
    (radius, ratio)
}
