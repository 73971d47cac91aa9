//! The problem as the steps see it: equalities, and slacks that a barrier keeps positive.

use super::constraints::Canonical;
use super::function::Remembered;
use super::subproblem::CgInfo;
use super::triangle::Symbolic;
use super::{Barrier, TrustConstr, TrustConstrEvent, TrustConstrOptions, TrustConstrStatus};
use crate::least_squares::Jacobian;
use crate::vector::{add_scaled, largest};
use std::rc::Rc;

/// Who is told of iterates and of dependent constraints; returns whether to stop.
pub(super) type Report<'r, E> = dyn FnMut(TrustConstrEvent<'_, E>) -> Result<bool, E> + 'r;

/// `min f(x) - μ Σ ln s` where `c(x) = 0` for the equalities and `c(x) + s = 0` for the inequalities (Byrd, Hribar and
/// Nocedal 1999, equation 2.1). The variables are `z = [x, s]`; derivatives by `s` are scaled with `s`.
pub(super) struct Program<'a, 'r, E> {
    pub objective: Remembered<'a, E>,
    pub canonical: Canonical<'a, E>,
    pub options: &'r TrustConstrOptions,
    /// Bounds beyond which nothing is evaluated.
    pub strict: Option<(Vec<f64>, Vec<f64>)>,
    pub report: Box<Report<'r, E>>,
    pub state: TrustConstr<E>,
    /// Where the last factor of a sparse Jacobian had entries.
    pub symbolic: Option<Rc<Symbolic>>,
    /// The Hessian by the slacks, a diagonal.
    slack_hessian: Vec<f64>,
    /// Whether the whole search has ended, not this barrier's alone.
    pub ended: bool,
}

/// What an iteration has come to.
pub(super) struct Progress<'z> {
    pub z: &'z [f64],
    /// Whether the last step was rejected.
    pub failed: bool,
    pub optimality: f64,
    pub violation: f64,
    pub radius: f64,
    pub penalty: f64,
    pub cg: CgInfo,
}

impl<'a, 'r, E> Program<'a, 'r, E> {
    pub fn new(
        objective: Remembered<'a, E>,
        canonical: Canonical<'a, E>,
        options: &'r TrustConstrOptions,
        strict: Option<(Vec<f64>, Vec<f64>)>,
        report: Box<Report<'r, E>>,
    ) -> Self {
        let barrier = Barrier {
            parameter: options.initial_barrier_parameter,
            tolerance: options.initial_barrier_tolerance,
        };
        let state = TrustConstr::new((canonical.inequalities() > 0).then_some(barrier));
        let (symbolic, slack_hessian, ended) = (None, Vec::new(), false);
        Self { objective, canonical, options, strict, report, state, symbolic, slack_hessian, ended }
    }

    /// The number of variables without slacks.
    fn n(&self) -> usize {
        self.objective.x.len()
    }

    fn parameter(&self) -> f64 {
        self.state.barrier.map_or(0.0, |b| b.parameter)
    }

    /// The start, with slacks of at least one.
    pub fn start(&self) -> Vec<f64> {
        let values = self.canonical.values();
        let slacks = values[self.canonical.equalities..].iter().map(|c| (-1.5 * c).max(1.0));
        self.objective.x.iter().copied().chain(slacks).collect()
    }

    /// The value of the barrier function, and the constraints. Slacks of inequalities that have to be satisfied follow
    /// these (Nocedal and Wright 2006, p. 576): where they would not be positive the value is infinite.
    pub fn value(&mut self, z: &mut [f64]) -> Result<(f64, Vec<f64>), E> {
        let (x, slacks) = z.split_at_mut(self.n());
        let beyond = self
            .strict
            .as_ref()
            .is_some_and(|(lower, upper)| (0..x.len()).any(|i| x[i] < lower[i] || x[i] > upper[i]));
        let (fun, mut constraints) = if beyond {
            (f64::INFINITY, vec![0.0; self.canonical.equalities + slacks.len()])
        } else {
            (self.objective.values_at(x)?[0], self.canonical.values_at(x)?)
        };
        let inequalities = &mut constraints[self.canonical.equalities..];
        let mut logarithms = 0.0;
        for ((c, s), kept) in inequalities.iter_mut().zip(slacks).zip(self.canonical.kept()) {
            if kept {
                *s = -*c;
            }
            logarithms += if *s > 0.0 { s.ln() } else { f64::NEG_INFINITY };
            *c += *s;
        }
        let value = if self.state.barrier.is_some() { fun - self.parameter() * logarithms } else { fun };
        Ok((value, constraints))
    }

    /// The scaled gradient of the barrier function, and the scaled Jacobian of the constraints.
    pub fn derivatives(&mut self, z: &[f64]) -> Result<(Vec<f64>, Rc<Jacobian<E>>), E> {
        let (x, slacks) = z.split_at(self.n());
        let mut gradient = self.objective.jacobian_at(x)?.transposed_dot(&[1.0])?;
        gradient.extend(slacks.iter().map(|_| -self.parameter()));
        Ok((gradient, Rc::new(self.canonical.jacobian_at(x, slacks)?)))
    }

    /// Tells that products with the Hessian of the Lagrangian at `z` follow. By the slacks it is that of the
    /// primal-dual system where multipliers are positive (equation 3.11), else of the primal one (3.1).
    pub fn settle(&mut self, z: &[f64], v: &[f64]) -> Result<(), E> {
        let (x, slacks) = z.split_at(self.n());
        let of_slack = |(&v, &s): (&f64, &f64)| if v > 0.0 { v * s } else { self.parameter() };
        self.slack_hessian = v[self.canonical.equalities..].iter().zip(slacks).map(of_slack).collect();
        self.objective.settle(x, &[1.0])?;
        self.canonical.settle(x, v)
    }

    /// The product with that Hessian, scaled.
    pub fn product(&mut self, p: &[f64]) -> Result<Vec<f64>, E> {
        let (along, slacks) = p.split_at(self.n());
        let mut out = self.objective.product(along)?;
        add_scaled(&mut out, 1.0, &self.canonical.product(along)?);
        out.extend(slacks.iter().zip(&self.slack_hessian).map(|(p, h)| h * p));
        Ok(out)
    }

    /// `z` after a step that is scaled.
    pub fn moved(&self, z: &[f64], step: &[f64]) -> Vec<f64> {
        let n = self.n();
        (0..z.len()).map(|i| if i < n { z[i] + step[i] } else { z[i] + z[i] * step[i] }).collect()
    }

    /// Notes an iteration; true when the barrier problem is solved or the search has ended.
    pub fn stops(&mut self, progress: &Progress<'_>) -> Result<bool, E> {
        self.note(progress)?;
        let stop = (self.report)(TrustConstrEvent::Iteration(&self.state))?;
        let (state, options) = (&self.state, self.options);
        let small = state.tr_radius < options.xtol;
        self.state.status = match state.barrier {
            _ if stop => Some(TrustConstrStatus::Callback),
            _ if state.optimality < options.gtol && state.constr_violation < options.gtol => {
                Some(TrustConstrStatus::Gtol)
            }
            None if small => Some(TrustConstrStatus::Xtol),
            Some(barrier) if small && barrier.parameter < options.barrier_tol => {
                Some(TrustConstrStatus::Xtol)
            }
            _ if state.nit >= options.maxiter => Some(TrustConstrStatus::Iterations),
            _ => None,
        };
        self.ended = self.state.status.is_some();
        let solved = self.state.barrier.is_some_and(|b| {
            small || (progress.optimality < b.tolerance && progress.violation < b.tolerance)
        });
        Ok(self.ended || solved)
    }

    fn note(&mut self, progress: &Progress<'_>) -> Result<(), E> {
        let (n, state) = (self.n(), &mut self.state);
        state.nit += 1;
        state.calls = self.objective.calls;
        state.constr_calls = self.canonical.constraints.iter().map(|c| c.calls()).collect();
        state.tr_radius = progress.radius;
        state.constr_penalty = progress.penalty;
        state.cg_niter += progress.cg.iterations;
        state.cg_ending = progress.cg.ending;
        state.status = None;
        if progress.failed {
            return Ok(());
        }
        state.x = progress.z[..n].to_vec();
        state.fun = self.objective.values[0];
        state.grad = self.objective.jacobian.transposed_dot(&[1.0])?;
        let constraints = &self.canonical.constraints;
        state.v = constraints.iter().map(|c| c.multipliers().to_vec()).collect();
        state.constr = constraints.iter().map(|c| c.values().to_vec()).collect();
        state.jac = constraints.iter().map(|c| Rc::clone(c.jacobian())).collect();
        state.lagrangian_grad = state.grad.clone();
        for (jacobian, v) in state.jac.iter().zip(&state.v) {
            add_scaled(&mut state.lagrangian_grad, 1.0, &jacobian.transposed_dot(v)?);
        }
        state.optimality = largest(&state.lagrangian_grad);
        state.constr_violation = constraints.iter().map(|c| c.violation()).fold(0.0, worse);
        Ok(())
    }
}

/// The larger, NaN if there is one.
pub(super) fn worse(a: f64, b: f64) -> f64 {
    if b > a || b.is_nan() { b } else { a }
}
