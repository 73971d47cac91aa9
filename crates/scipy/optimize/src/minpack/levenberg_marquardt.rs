//! The outer iteration: MINPACK's `lmder` and `lmdif`, which differ only in where the Jacobian comes from.

use super::damping::{LinearModel, damped_step};
use super::matrix::Matrix;
use super::norm::{euclidean_norm, scaled_norm};
use super::problem::Problem;
use super::qr::{PivotedQr, dot};

/// A step is taken when it achieves this share of the predicted reduction.
const ACCEPTED_RATIO: f64 = 1e-4;

/// Tolerances and limits, checked by the caller to be nonnegative (positive for `maxfev` and `factor`).
pub(crate) struct Settings<'a> {
    pub ftol: f64,
    pub xtol: f64,
    pub gtol: f64,
    pub maxfev: usize,
    pub factor: f64,
    /// Fixed scale factors of the variables; `None` scales by the norms of the Jacobian's columns.
    pub diag: Option<&'a [f64]>,
}

/// Why the iteration ended, MINPACK's `info`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    SmallReduction = 1,
    SmallStep = 2,
    SmallReductionAndStep = 3,
    SmallGradient = 4,
    MaxFev = 5,
    FtolTooSmall = 6,
    XtolTooSmall = 7,
    GtolTooSmall = 8,
}

/// Where the iteration ended.
pub(crate) struct Outcome {
    pub x: Vec<f64>,
    pub fvec: Vec<f64>,
    /// `R` in the upper triangle of the last factorised Jacobian, and what the method left below it.
    pub fjac: Matrix,
    pub pivots: Vec<usize>,
    pub qtf: Vec<f64>,
    pub nfev: usize,
    pub njev: usize,
    pub status: Status,
}

/// The current point, the trust region about it and the scaling.
struct State<'a> {
    settings: &'a Settings<'a>,
    x: Vec<f64>,
    fvec: Vec<f64>,
    fnorm: f64,
    xnorm: f64,
    delta: f64,
    par: f64,
    diag: Vec<f64>,
    nfev: usize,
    njev: usize,
    first: bool,
}

/// The Jacobian at the current point, factorised.
struct Linearization {
    qr: PivotedQr,
    qtf: Vec<f64>,
    /// The largest cosine between the residuals and a column of the Jacobian.
    gnorm: f64,
}

/// A point that the model proposes.
struct Trial {
    x: Vec<f64>,
    fvec: Vec<f64>,
    fnorm: f64,
    step_norm: f64,
    reduction: Reduction,
}

/// What the model promised of a trial and what the function gave, relative to the sum of squares.
#[derive(Clone, Copy)]
struct Reduction {
    actual: f64,
    predicted: f64,
    /// The directional derivative along the step.
    slope: f64,
    ratio: f64,
}

/// Minimises `‖f(x)‖₂` from `x0`; `m ≥ n ≥ 1`.
pub(crate) fn minimize<P: Problem>(
    problem: &mut P,
    x0: &[f64],
    m: usize,
    settings: &Settings,
) -> Result<Outcome, P::Error> {
    let mut state = State::start(problem, x0, m, settings)?;
    loop {
        let mut linear = state.linearize(problem)?;
        if linear.gnorm <= settings.gtol {
            return Ok(state.finish(linear, Status::SmallGradient));
        }
        loop {
            let trial = state.propose(problem, &mut linear)?;
            let reduction = trial.reduction;
            let accepted = reduction.ratio >= ACCEPTED_RATIO;
            state.resize_region(&trial);
            if accepted {
                state.accept(trial);
            }
            if let Some(status) = state.status(reduction, linear.gnorm) {
                return Ok(state.finish(linear, status));
            }
            if accepted {
                break;
            }
        }
    }
}

impl<'a> State<'a> {
    fn start<P: Problem>(
        problem: &mut P,
        x0: &[f64],
        m: usize,
        settings: &'a Settings<'a>,
    ) -> Result<Self, P::Error> {
        let mut fvec = vec![0.0; m];
        problem.residuals(x0, &mut fvec)?;
        Ok(Self {
            settings,
            x: x0.to_vec(),
            fnorm: euclidean_norm(&fvec),
            fvec,
            xnorm: 0.0,
            delta: 0.0,
            par: 0.0,
            diag: vec![],
            nfev: 1,
            njev: 0,
            first: true,
        })
    }

    fn linearize<P: Problem>(&mut self, problem: &mut P) -> Result<Linearization, P::Error> {
        let mut jac = Matrix::zeros(self.fvec.len(), self.x.len());
        self.nfev += problem.jacobian(&self.x, &self.fvec, &mut jac)?;
        self.njev += 1;
        let mut qr = PivotedQr::new(jac);
        if self.first {
            self.set_scale_and_region(&qr.column_norms);
        }
        let mut qtf = self.fvec.clone();
        qr.apply_q_transposed(&mut qtf);
        qtf.truncate(self.x.len());
        if self.settings.diag.is_none() {
            self.diag.iter_mut().zip(&qr.column_norms).for_each(|(d, norm)| *d = d.max(*norm));
        }
        let gnorm = largest_cosine(&qr, &qtf, self.fnorm);
        Ok(Linearization { qr, qtf, gnorm })
    }

    fn set_scale_and_region(&mut self, column_norms: &[f64]) {
        self.diag = match self.settings.diag {
            Some(diag) => diag.to_vec(),
            None => column_norms.iter().map(|&norm| if norm == 0.0 { 1.0 } else { norm }).collect(),
        };
        self.xnorm = self.scaled_norm(&self.x);
        self.delta = self.settings.factor * self.xnorm;
        if self.delta == 0.0 {
            self.delta = self.settings.factor;
        }
    }

    fn scaled_norm(&self, v: &[f64]) -> f64 {
        scaled_norm(&self.diag, v, &mut vec![0.0; v.len()])
    }

    fn propose<P: Problem>(
        &mut self,
        problem: &mut P,
        linear: &mut Linearization,
    ) -> Result<Trial, P::Error> {
        let Linearization { qr, qtf, .. } = linear;
        let mut model = LinearModel { r: &mut qr.factors, pivots: &qr.pivots, diag: &self.diag, qtf };
        let (par, mut step) = damped_step(&mut model, self.delta, self.par);
        self.par = par;
        step.iter_mut().for_each(|c| *c = -*c);
        let step_norm = self.scaled_norm(&step);
        if self.first {
            self.delta = self.delta.min(step_norm);
            self.first = false;
        }
        let x: Vec<f64> = self.x.iter().zip(&step).map(|(x, s)| x + s).collect();
        let mut fvec = vec![0.0; self.fvec.len()];
        problem.residuals(&x, &mut fvec)?;
        self.nfev += 1;
        let fnorm = euclidean_norm(&fvec);
        let reduction = self.reduction(fnorm, linearized_change(qr, &step), step_norm);
        Ok(Trial { x, fvec, fnorm, step_norm, reduction })
    }

    /// Compares `fnorm` at the trial point with the model, whose residuals change by `change` in norm.
    fn reduction(&self, fnorm: f64, change: f64, step_norm: f64) -> Reduction {
        let square = |v: f64| v * v;
        let actual = if 0.1 * fnorm < self.fnorm { 1.0 - square(fnorm / self.fnorm) } else { -1.0 };
        let model = square(change / self.fnorm);
        let damping = square((self.par.sqrt() * step_norm) / self.fnorm);
        let predicted = model + damping / 0.5;
        let ratio = if predicted == 0.0 { 0.0 } else { actual / predicted };
        Reduction { actual, predicted, slope: -(model + damping), ratio }
    }

    fn resize_region(&mut self, trial: &Trial) {
        let Reduction { actual, slope, ratio, .. } = trial.reduction;
        if ratio <= 0.25 {
            let mut shrink = if actual >= 0.0 { 0.5 } else { 0.5 * slope / (slope + 0.5 * actual) };
            if 0.1 * trial.fnorm >= self.fnorm || shrink < 0.1 {
                shrink = 0.1;
            }
            self.delta = shrink * self.delta.min(trial.step_norm / 0.1);
            self.par /= shrink;
        } else if self.par == 0.0 || ratio >= 0.75 {
            self.delta = trial.step_norm / 0.5;
            self.par *= 0.5;
        }
    }

    fn accept(&mut self, trial: Trial) {
        self.xnorm = self.scaled_norm(&trial.x);
        (self.x, self.fvec, self.fnorm) = (trial.x, trial.fvec, trial.fnorm);
    }

    /// The convergence tests, then the tests for tolerances that cannot be met; the last that holds names the end.
    fn status(&self, reduction: Reduction, gnorm: f64) -> Option<Status> {
        let within = |tol: f64| {
            reduction.actual.abs() <= tol && reduction.predicted <= tol && 0.5 * reduction.ratio <= 1.0
        };
        let Settings { ftol, xtol, maxfev, .. } = *self.settings;
        match (within(ftol), self.delta <= xtol * self.xnorm) {
            (true, true) => return Some(Status::SmallReductionAndStep),
            (true, false) => return Some(Status::SmallReduction),
            (false, true) => return Some(Status::SmallStep),
            (false, false) => {}
        }
        let failures = [
            (gnorm <= f64::EPSILON, Status::GtolTooSmall),
            (self.delta <= f64::EPSILON * self.xnorm, Status::XtolTooSmall),
            (within(f64::EPSILON), Status::FtolTooSmall),
            (self.nfev >= maxfev, Status::MaxFev),
        ];
        failures.into_iter().find_map(|(failed, status)| failed.then_some(status))
    }

    fn finish(self, linear: Linearization, status: Status) -> Outcome {
        let Linearization { qr, qtf, .. } = linear;
        Outcome {
            x: self.x,
            fvec: self.fvec,
            fjac: qr.factors,
            pivots: qr.pivots,
            qtf,
            nfev: self.nfev,
            njev: self.njev,
            status,
        }
    }
}

/// The largest cosine of the angle between the residuals and a column of the Jacobian.
fn largest_cosine(qr: &PivotedQr, qtf: &[f64], fnorm: f64) -> f64 {
    if fnorm == 0.0 {
        return 0.0;
    }
    let normalised: Vec<f64> = qtf.iter().map(|c| c / fnorm).collect();
    let cosine = |j: usize| match qr.column_norms[qr.pivots[j]] {
        0.0 => 0.0,
        norm => (dot(&qr.factors.col(j)[..=j], &normalised[..=j]) / norm).abs(),
    };
    (0..qtf.len()).map(cosine).fold(0.0, f64::max)
}

/// `‖R Pᵀ step‖ = ‖J step‖`.
fn linearized_change(qr: &PivotedQr, step: &[f64]) -> f64 {
    let mut change = vec![0.0; step.len()];
    for (j, &pivot) in qr.pivots.iter().enumerate() {
        let column = &qr.factors.col(j)[..=j];
        change.iter_mut().zip(column).for_each(|(c, r)| *c += r * step[pivot]);
    }
    euclidean_norm(&change)
}
