//! Powell's hybrid method for square systems (MINPACK's `hybrd` and `hybrj`).

use super::matrix::Matrix;
use super::norm::euclidean_norm;
use super::problem::Problem;
use super::rank_one::{SquareQr, scaled};

/// How [`hybrid`] goes about it.
pub(crate) struct HybridSettings<'a> {
    pub xtol: f64,
    pub maxfev: usize,
    pub factor: f64,
    pub diag: Option<&'a [f64]>,
}

/// Where [`hybrid`] ended.
pub(crate) struct HybridOutcome {
    pub x: Vec<f64>,
    pub fvec: Vec<f64>,
    pub qr: SquareQr,
    pub qtf: Vec<f64>,
    pub nfev: usize,
    pub njev: usize,
    /// MINPACK's `info`, 1 to 5.
    pub status: u8,
}

/// The point, the region that is trusted around it, and how well it has been going.
struct State<'a, P> {
    problem: P,
    settings: &'a HybridSettings<'a>,
    x: Vec<f64>,
    fvec: Vec<f64>,
    fnorm: f64,
    xnorm: f64,
    diag: Vec<f64>,
    delta: f64,
    nfev: usize,
    njev: usize,
    first: bool,
    successes: u32,
    failures: u32,
    /// Iterations, and Jacobians, without much progress.
    slow: u32,
    slow_jacobians: u32,
}

/// Solves `f(x) = 0` with as many equations as unknowns from `x` on.
pub(crate) fn hybrid<P: Problem>(
    mut problem: P,
    x: Vec<f64>,
    settings: &HybridSettings<'_>,
) -> Result<HybridOutcome, P::Error> {
    let mut fvec = vec![0.0; x.len()];
    problem.residuals(&x, &mut fvec)?;
    let (fnorm, n) = (euclidean_norm(&fvec), x.len());
    let diag = settings.diag.map_or_else(|| vec![1.0; n], <[f64]>::to_vec);
    let mut state = State {
        problem,
        settings,
        x,
        fvec,
        fnorm,
        xnorm: 0.0,
        diag,
        delta: 0.0,
        nfev: 1,
        njev: 0,
        first: true,
        successes: 0,
        failures: 0,
        slow: 0,
        slow_jacobians: 0,
    };
    loop {
        if let Some(outcome) = state.with_new_jacobian()? {
            return Ok(outcome);
        }
    }
}

impl<P: Problem> State<'_, P> {
    /// Iterates on a fresh Jacobian and its updates, to the end or until another is due.
    fn with_new_jacobian(&mut self) -> Result<Option<HybridOutcome>, P::Error> {
        let n = self.x.len();
        let mut jacobian = Matrix::zeros(n, n);
        self.nfev += self.problem.jacobian(&self.x, &self.fvec, &mut jacobian)?;
        self.njev += 1;
        let mut qtf = self.fvec.clone();
        let mut qr = SquareQr::new(jacobian, &mut qtf);
        self.rescale(&qr.column_norms);
        let mut fresh = true;
        loop {
            if let Some(status) = self.step(&mut qr, &mut qtf, fresh)? {
                let (x, fvec) = (std::mem::take(&mut self.x), std::mem::take(&mut self.fvec));
                let (nfev, njev) = (self.nfev, self.njev);
                return Ok(Some(HybridOutcome { x, fvec, qr, qtf, nfev, njev, status }));
            }
            if self.failures == 2 {
                return Ok(None);
            }
            fresh = false;
        }
    }

    fn rescale(&mut self, column_norms: &[f64]) {
        let own = self.settings.diag.is_none();
        if self.first {
            if own {
                self.diag = column_norms.iter().map(|&c| if c == 0.0 { 1.0 } else { c }).collect();
            }
            self.xnorm = euclidean_norm(&scaled(&self.diag, &self.x));
            self.delta = match self.settings.factor * self.xnorm {
                0.0 => self.settings.factor,
                delta => delta,
            };
        }
        if own {
            self.diag.iter_mut().zip(column_norms).for_each(|(d, c)| *d = d.max(*c));
        }
    }

    /// One dogleg step, and the update of the factorisation after it; the status when it was the last.
    fn step(&mut self, qr: &mut SquareQr, qtf: &mut [f64], fresh: bool) -> Result<Option<u8>, P::Error> {
        let n = self.x.len();
        let p: Vec<f64> = qr.dogleg(&self.diag, qtf, self.delta).iter().map(|c| -c).collect();
        let trial: Vec<f64> = self.x.iter().zip(&p).map(|(x, p)| x + p).collect();
        let pnorm = euclidean_norm(&scaled(&self.diag, &p));
        if self.first {
            self.delta = self.delta.min(pnorm);
        }
        let mut values = vec![0.0; n];
        self.problem.residuals(&trial, &mut values)?;
        self.nfev += 1;
        let fnorm = euclidean_norm(&values);
        let predicted: Vec<f64> = qr.r_times(&p).iter().zip(qtf.iter()).map(|(r, q)| r + q).collect();
        let actual = if fnorm < self.fnorm { 1.0 - (fnorm / self.fnorm).powi(2) } else { -1.0 };
        let ratio = self.ratio(actual, euclidean_norm(&predicted));
        self.adapt_region(ratio, pnorm);
        let qtv = qr.q_transposed_times(&values);
        if ratio >= 1e-4 {
            (self.x, self.fvec, self.fnorm) = (trial, values, fnorm);
            self.xnorm = euclidean_norm(&scaled(&self.diag, &self.x));
            self.first = false;
        }
        self.slow = if actual >= 0.001 { 0 } else { self.slow + 1 };
        self.slow_jacobians += u32::from(fresh);
        if actual >= 0.1 {
            self.slow_jacobians = 0;
        }
        let status = self.status(pnorm);
        if status.is_some() || self.failures == 2 {
            return Ok(status);
        }
        let mut v: Vec<f64> = qtv.iter().zip(&predicted).map(|(a, b)| (a - b) / pnorm).collect();
        let u: Vec<f64> = self.diag.iter().zip(&p).map(|(d, p)| d * ((d * p) / pnorm)).collect();
        if ratio >= 1e-4 {
            qtf.copy_from_slice(&qtv);
        }
        qr.update(&u, &mut v, qtf);
        Ok(None)
    }

    /// The actual reduction relative to the predicted one.
    fn ratio(&self, actual: f64, predicted_norm: f64) -> f64 {
        let predicted =
            if predicted_norm < self.fnorm { 1.0 - (predicted_norm / self.fnorm).powi(2) } else { 0.0 };
        if predicted > 0.0 { actual / predicted } else { 0.0 }
    }

    fn adapt_region(&mut self, ratio: f64, pnorm: f64) {
        if ratio < 0.1 {
            (self.successes, self.failures) = (0, self.failures + 1);
            self.delta *= 0.5;
            return;
        }
        (self.successes, self.failures) = (self.successes + 1, 0);
        if ratio >= 0.5 || self.successes > 1 {
            self.delta = self.delta.max(pnorm / 0.5);
        }
        if (ratio - 1.0).abs() <= 0.1 {
            self.delta = pnorm / 0.5;
        }
    }

    fn status(&self, pnorm: f64) -> Option<u8> {
        if self.delta <= self.settings.xtol * self.xnorm || self.fnorm == 0.0 {
            return Some(1);
        }
        // The last of these that holds is the one that counts.
        let ends = [
            (self.slow == 10, 5),
            (self.slow_jacobians == 5, 4),
            (0.1 * (0.1 * self.delta).max(pnorm) <= f64::EPSILON * self.xnorm, 3),
            (self.nfev >= self.settings.maxfev, 2),
        ];
        ends.into_iter().find_map(|(holds, status)| holds.then_some(status))
    }
}
