//! The implicit Runge-Kutta method Radau IIA of order 5 (Hairer & Wanner, section IV.8).

use super::dense_output::{DenseOutput, Piece};
use super::initial_step::initial_step;
use super::jacobian::Source;
use super::linear::{Lu, Newton, Verdict};
use super::options::{Control, OdeError, StepOptions};
use super::scalar::{combine, rms, smaller};
use super::{Jacobian, OdeSolver, SMALL_STEP, State, System};
use num_complex::Complex64;

const S6: f64 = 2.449_489_742_783_178;
/// The times of the stages.
const C: [f64; 3] = [(4.0 - S6) / 10.0, (4.0 + S6) / 10.0, 1.0];
/// The weights of the error estimate.
const E: [f64; 3] = [(-13.0 - 7.0 * S6) / 3.0, (-13.0 + 7.0 * S6) / 3.0, -1.0 / 3.0];
/// The eigenvalues of the inverse of the method's matrix: `3 + 3^(2/3) - 3^(1/3)` and a complex pair.
const MU_REAL: f64 = 3.637_834_252_744_495_6;
const MU_COMPLEX: Complex64 = Complex64::new(2.681_082_873_627_752_3, -3.050_430_199_247_410_5);
/// Its eigenvectors, and their inverse.
const T: [[f64; 3]; 3] = [
    [0.094_438_762_488_975_24, -0.141_255_295_020_954_21, 0.030_029_194_105_147_42],
    [0.250_213_122_965_333_32, 0.204_129_352_293_799_94, -0.382_942_112_757_261_92],
    [1.0, 1.0, 0.0],
];
const TI: [[f64; 3]; 3] = [
    [4.178_718_591_551_904_28, 0.327_682_820_761_062_37, 0.523_376_445_499_449_51],
    [-4.178_718_591_551_904_28, -0.327_682_820_761_062_37, 0.476_623_554_500_550_44],
    [0.502_872_634_945_786_82, -2.571_926_949_855_605_22, 0.596_039_204_828_224_92],
];
/// The interpolant's coefficients of x, x², x³ for each stage.
const P: [[f64; 3]; 3] = [
    [13.0 / 3.0 + 7.0 * S6 / 3.0, -23.0 / 3.0 - 22.0 * S6 / 3.0, 10.0 / 3.0 + 5.0 * S6],
    [13.0 / 3.0 - 7.0 * S6 / 3.0, -23.0 / 3.0 + 22.0 * S6 / 3.0, 10.0 / 3.0 - 5.0 * S6],
    [1.0 / 3.0, -8.0 / 3.0, 10.0 / 3.0],
];
const ITERATIONS: usize = 6;
const MIN_FACTOR: f64 = 0.2;
const MAX_FACTOR: f64 = 10.0;

/// The method of `scipy.integrate.Radau`, in real numbers.
pub struct Radau {
    state: State<f64>,
    control: Control,
    newton_tolerance: f64,
    source: Source<f64>,
    jac: Vec<f64>,
    /// Whether the Jacobian is of the present state.
    current: bool,
    lu: Option<(Lu<f64>, Lu<Complex64>)>,
    f: Vec<f64>,
    h_abs: f64,
    /// Length and error of the last step.
    before: Option<(f64, f64)>,
    dense: Option<DenseOutput<f64>>,
}

/// The stages that the iteration converged to, less the state.
struct Collocation {
    z: Vec<Vec<f64>>,
    iterations: usize,
    rate: Option<f64>,
}

impl Radau {
    /// A solver at its start.
    ///
    /// # Errors
    /// When the options do not fit, or those of the system.
    pub fn new<Err>(
        system: &mut dyn System<f64, Err>,
        t0: f64,
        y0: &[f64],
        t_bound: f64,
        options: &StepOptions,
        jacobian: Jacobian<f64>,
    ) -> Result<Self, OdeError<Err>> {
        let mut state = State::new(t0, y0, t_bound)?;
        let control = Control::new(options, y0.len())?;
        let mut f = vec![0.0; y0.len()];
        state.fun(system, t0, y0, &mut f).map_err(OdeError::Callback)?;
        let h_abs = initial_step(&mut state, system, &f, 3, options, &control)?;
        let newton_tolerance = Control::newton_tolerance(options)?;
        let mut source = Source::new(jacobian, y0.len())?;
        let jac = source.evaluate(&mut state, system, (t0, y0, Some(&f)), &control.atol);
        let jac = jac.map_err(OdeError::Callback)?;
        let (current, lu, before, dense) = (true, None, None, None);
        Ok(Self { state, control, newton_tolerance, source, jac, current, lu, f, h_abs, before, dense })
    }

    fn factors(&mut self, h: f64) -> &(Lu<f64>, Lu<Complex64>) {
        let (n, jac, nlu) = (self.f.len(), &self.jac, &mut self.state.nlu);
        self.lu.get_or_insert_with(|| {
            *nlu += 2;
            let on_diagonal = |p: usize| if p.is_multiple_of(n + 1) { 1.0 } else { 0.0 };
            let real: Vec<f64> =
                jac.iter().enumerate().map(|(p, j)| MU_REAL / h * on_diagonal(p) - j).collect();
            let complex: Vec<_> =
                jac.iter().enumerate().map(|(p, j)| MU_COMPLEX / h * on_diagonal(p) - j).collect();
            (Lu::dense(n, &real), Lu::dense(n, &complex))
        })
    }

    /// Simplified Newton iteration for the stages, from the last step's interpolant on.
    fn collocate<Err>(
        &mut self,
        system: &mut dyn System<f64, Err>,
        h: f64,
    ) -> Result<Result<Collocation, ()>, Err> {
        let (t, y, n) = (self.state.t, self.state.y.clone(), self.f.len());
        let scale = self.control.scale(&y);
        let mut z = self.guess(h);
        let mut w = product(&TI, &z);
        let mut f = vec![vec![0.0; n]; 3];
        let mut newton = Newton::new(self.newton_tolerance, ITERATIONS);
        for k in 0..ITERATIONS {
            for i in 0..3 {
                let stage: Vec<f64> = y.iter().zip(&z[i]).map(|(y, z)| y + z).collect();
                self.state.fun(system, t + h * C[i], &stage, &mut f[i])?;
            }
            if !f.iter().flatten().all(|f| f.is_finite()) {
                break;
            }
            let dw = self.correction(h, &f, &w);
            let norm = (dw.iter().map(|row| rms(row, &scale).powi(2)).sum::<f64>() / 3.0).sqrt();
            let verdict = newton.judge(k, norm);
            if verdict == Verdict::Stop {
                break;
            }
            for (w, dw) in w.iter_mut().zip(&dw) {
                w.iter_mut().zip(dw).for_each(|(w, dw)| *w += dw);
            }
            z = product(&T, &w);
            if verdict == Verdict::Done {
                return Ok(Ok(Collocation { z, iterations: k + 1, rate: newton.rate }));
            }
        }
        Ok(Err(()))
    }

    fn guess(&self, h: f64) -> Vec<Vec<f64>> {
        let Some(dense) = &self.dense else { return vec![vec![0.0; self.f.len()]; 3] };
        let stage = |c| {
            let mut z = dense.at(self.state.t + h * c);
            z.iter_mut().zip(&self.state.y).for_each(|(z, y)| *z -= y);
            z
        };
        C.map(stage).to_vec()
    }

    fn correction(&mut self, h: f64, f: &[Vec<f64>], w: &[Vec<f64>]) -> Vec<Vec<f64>> {
        let fw = product(&TI, f);
        let (real, complex) = self.factors(h);
        let mut one: Vec<f64> = fw[0].iter().zip(&w[0]).map(|(f, w)| f - MU_REAL / h * w).collect();
        let pair =
            |i: usize| Complex64::new(fw[1][i], fw[2][i]) - MU_COMPLEX / h * Complex64::new(w[1][i], w[2][i]);
        let mut two: Vec<_> = (0..one.len()).map(pair).collect();
        real.solve(&mut one);
        complex.solve(&mut two);
        vec![one, two.iter().map(|c| c.re).collect(), two.iter().map(|c| c.im).collect()]
    }

    /// Iterates, a second time with a new Jacobian if there is one to be had.
    fn solve<Err>(&mut self, system: &mut dyn System<f64, Err>, h: f64) -> Result<Option<Collocation>, Err> {
        loop {
            self.factors(h);
            if let Ok(found) = self.collocate(system, h)? {
                return Ok(Some(found));
            }
            if self.current {
                return Ok(None);
            }
            let (t, y, f) = (self.state.t, self.state.y.clone(), self.f.clone());
            self.renew(system, t, &y, &f)?;
            self.lu = None;
        }
    }

    fn renew<Err>(
        &mut self,
        system: &mut dyn System<f64, Err>,
        t: f64,
        y: &[f64],
        f: &[f64],
    ) -> Result<(), Err> {
        self.jac = self.source.evaluate(&mut self.state, system, (t, y, Some(f)), &self.control.atol)?;
        self.current = true;
        Ok(())
    }

    /// The norm of the error of a step to `y_new`; after a rejection it is filtered again.
    fn error<Err>(
        &mut self,
        system: &mut dyn System<f64, Err>,
        h: f64,
        z: &[Vec<f64>],
        y_new: &[f64],
        rejected: bool,
    ) -> Result<f64, Err> {
        let mut ze = vec![0.0; y_new.len()];
        combine(&mut ze, &E.map(|e| e / h), z);
        let scale = self.control.scale_of_two(&self.state.y, y_new);
        let mut error: Vec<f64> = self.f.iter().zip(&ze).map(|(f, z)| f + z).collect();
        self.factors(h).0.solve(&mut error);
        let norm = rms(&error, &scale);
        if !rejected || norm <= 1.0 {
            return Ok(norm);
        }
        let moved: Vec<f64> = self.state.y.iter().zip(&error).map(|(y, e)| y + e).collect();
        let t = self.state.t;
        self.state.fun(system, t, &moved, &mut error)?;
        error.iter_mut().zip(&ze).for_each(|(e, z)| *e += z);
        self.factors(h).0.solve(&mut error);
        Ok(rms(&error, &scale))
    }

    /// Takes in a step, and chooses the next one's length, Jacobian and factors.
    fn accept<Err>(
        &mut self,
        system: &mut dyn System<f64, Err>,
        t: f64,
        y: Vec<f64>,
        found: &Collocation,
        (h_abs, error, factor): (f64, f64, f64),
    ) -> Result<(), Err> {
        let constant = self.source.constant();
        let renew = !constant && found.iterations > 2 && found.rate.is_some_and(|r| r > 1e-3);
        let mut factor = smaller(MAX_FACTOR, factor);
        if !renew && factor < 1.2 {
            factor = 1.0;
        } else {
            self.lu = None;
        }
        let mut f = vec![0.0; y.len()];
        self.state.fun(system, t, &y, &mut f)?;
        if renew {
            self.renew(system, t, &y, &f)?;
        } else {
            self.current = constant;
        }
        self.before = Some((self.h_abs, error));
        self.h_abs = h_abs * factor;
        let q = (0..3).map(|j| {
            let mut row = vec![0.0; y.len()];
            combine(&mut row, &P.map(|p| p[j]), &found.z);
            row
        });
        let (t_old, q) = (self.state.t, q.collect());
        let y_old = std::mem::replace(&mut self.state.y, y);
        self.dense = Some(DenseOutput { t_old, t, piece: Piece::Powers { y_old, factor: 1.0, q } });
        (self.state.t, self.f) = (t, f);
        Ok(())
    }
}

/// `m` times the three vectors.
fn product(m: &[[f64; 3]; 3], vectors: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let row = |weights: &[f64; 3]| {
        let mut out = vec![0.0; vectors[0].len()];
        combine(&mut out, weights, vectors);
        out
    };
    m.iter().map(row).collect()
}

/// By which factor the step may change, from the error and, if there was one, the step before (section IV.8).
fn predict_factor(h_abs: f64, error: f64, before: Option<(f64, f64)>) -> f64 {
    let multiplier = match before {
        Some((h_old, old)) if error != 0.0 => h_abs / h_old * (old / error).powf(0.25),
        _ => 1.0,
    };
    smaller(1.0, multiplier) * error.powf(-0.25)
}

impl<Err> OdeSolver<f64, Err> for Radau {
    fn state(&self) -> &State<f64> {
        &self.state
    }

    fn state_mut(&mut self) -> &mut State<f64> {
        &mut self.state
    }

    fn advance(&mut self, system: &mut dyn System<f64, Err>) -> Result<Result<(), &'static str>, Err> {
        let min_step = self.state.min_step();
        let mut h_abs = self.state.within(self.h_abs, self.control.max_step);
        let before = if h_abs == self.h_abs { self.before } else { None };
        let mut rejected = false;
        loop {
            if h_abs < min_step {
                return Ok(Err(SMALL_STEP));
            }
            let t_new = self.state.ahead(h_abs);
            let h = t_new - self.state.t;
            h_abs = h.abs();
            let Some(found) = self.solve(system, h)? else {
                h_abs *= 0.5;
                self.lu = None;
                continue;
            };
            let y_new: Vec<f64> = self.state.y.iter().zip(&found.z[2]).map(|(y, z)| y + z).collect();
            let error = self.error(system, h, &found.z, &y_new, rejected)?;
            let steps = 2.0 * ITERATIONS as f64;
            let safety = 0.9 * (steps + 1.0) / (steps + found.iterations as f64);
            let factor = safety * predict_factor(h_abs, error, before);
            if error > 1.0 {
                h_abs *= factor.max(MIN_FACTOR);
                self.lu = None;
                rejected = true;
                continue;
            }
            self.accept(system, t_new, y_new, &found, (h_abs, error, factor))?;
            return Ok(Ok(()));
        }
    }

    fn interpolate(&mut self, _system: &mut dyn System<f64, Err>) -> Result<Piece<f64>, Err> {
        Ok(self.dense.as_ref().expect("a step was taken").piece.clone())
    }
}
