//! MINPACK's Levenberg-Marquardt method behind the interface of [`least_squares`](super::least_squares).

use super::descent::LeastSquaresStatus;
use super::jacobian::Jacobian;
use super::{LeastSquares, LeastSquaresError, LeastSquaresOptions, LeastSquaresResult, VariableScale};
use crate::minpack::{Matrix, Problem, Settings, Status, minimize};
use crate::vector::{dot, largest};

/// The problem for MINPACK; what is known of the start is not computed again.
struct Adapter<'a, P: LeastSquares> {
    problem: &'a mut P,
    start: Option<Vec<f64>>,
    last: (Vec<f64>, Matrix),
}

impl<P: LeastSquares> Adapter<'_, P> {
    fn dense(&mut self, x: &[f64], f: &[f64]) -> Result<&Matrix, LeastSquaresError<P::Error>> {
        if self.last.0 != x {
            match self.problem.jacobian(x, f).map_err(LeastSquaresError::Callback)? {
                Jacobian::Dense(j) if (j.rows(), j.cols()) == (f.len(), x.len()) => {
                    self.last = (x.to_vec(), j)
                }
                _ => return Err(LeastSquaresError::NotDense { user: "method='lm'" }),
            }
        }
        Ok(&self.last.1)
    }
}

impl<P: LeastSquares> Problem for Adapter<'_, P> {
    type Error = LeastSquaresError<P::Error>;

    fn residuals(&mut self, x: &[f64], fvec: &mut [f64]) -> Result<(), Self::Error> {
        let values = match self.start.take() {
            Some(known) => known,
            None => self.problem.residuals(x).map_err(LeastSquaresError::Callback)?,
        };
        if values.len() != fvec.len() {
            return Err(LeastSquaresError::ResidualsChanged);
        }
        fvec.copy_from_slice(&values);
        Ok(())
    }

    fn jacobian(&mut self, x: &[f64], fvec: &[f64], jac: &mut Matrix) -> Result<usize, Self::Error> {
        let known = self.dense(x, fvec)?;
        jac.as_mut_slice().copy_from_slice(known.as_slice());
        Ok(0)
    }
}

pub(super) fn levenberg_marquardt<P: LeastSquares>(
    problem: &mut P,
    x0: Vec<f64>,
    residuals: Vec<f64>,
    jacobian: Matrix,
    options: &LeastSquaresOptions,
    initial_cost: f64,
) -> Result<LeastSquaresResult<P::Error>, LeastSquaresError<P::Error>> {
    let diag: Option<Vec<f64>> = match &options.x_scale {
        VariableScale::Given(scale) => Some(scale.iter().map(|s| 1.0 / s).collect()),
        _ => None,
    };
    let settings = Settings {
        ftol: options.ftol,
        xtol: options.xtol,
        gtol: options.gtol,
        maxfev: options.max_nfev.unwrap_or(100 * x0.len()),
        factor: 100.0,
        diag: diag.as_deref(),
    };
    let m = residuals.len();
    let mut adapter = Adapter { problem, start: Some(residuals), last: (x0.clone(), jacobian) };
    let found = minimize(&mut adapter, &x0, m, &settings)?;
    let j = adapter.dense(&found.x, &found.fvec)?.clone();
    let grad: Vec<f64> = (0..x0.len()).map(|k| dot(j.col(k), &found.fvec)).collect();
    let status = match found.status {
        Status::SmallReduction | Status::FtolTooSmall => LeastSquaresStatus::Ftol,
        Status::SmallStep | Status::XtolTooSmall => LeastSquaresStatus::Xtol,
        Status::SmallReductionAndStep => LeastSquaresStatus::FtolAndXtol,
        Status::SmallGradient | Status::GtolTooSmall => LeastSquaresStatus::Gtol,
        Status::MaxFev => LeastSquaresStatus::MaxNfev,
    };
    Ok(LeastSquaresResult {
        cost: 0.5 * dot(&found.fvec, &found.fvec),
        optimality: largest(&grad),
        active_mask: vec![0; x0.len()],
        x: found.x,
        fun: found.fvec,
        jac: Jacobian::Dense(j),
        grad,
        nfev: found.nfev,
        njev: found.njev,
        status,
        initial_cost,
    })
}
