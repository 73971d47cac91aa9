//! Backward differentiation of variable order in backward differences (Shampine & Reichelt 1997).

use super::dense_output::Piece;
use super::initial_step::initial_step;
use super::jacobian::Source;
use super::linear::{Lu, Newton, Verdict};
use super::options::{Control, OdeError, StepOptions};
use super::scalar::{combine, rms};
use super::{Jacobian, OdeSolver, SMALL_STEP, Scalar, State, System};

const MAX_ORDER: usize = 5;
const ITERATIONS: usize = 4;
const MIN_FACTOR: f64 = 0.2;
const MAX_FACTOR: f64 = 10.0;
/// What makes numerical differentiation formulas of the backward differentiation formulas.
const KAPPA: [f64; MAX_ORDER + 1] = [0.0, -0.185, -1.0 / 9.0, -0.0823, -0.0415, 0.0];

/// `sum of 1/j` for j from 1 to `order`.
fn gamma(order: usize) -> f64 {
    (1..=order).map(|j| 1.0 / j as f64).sum()
}

fn alpha(order: usize) -> f64 {
    (1.0 - KAPPA[order]) * gamma(order)
}

fn error_constant(order: usize) -> f64 {
    KAPPA[order] * gamma(order) + 1.0 / (order + 1) as f64
}

/// The method of `scipy.integrate.BDF`, in real or complex numbers.
pub struct Bdf<T> {
    state: State<T>,
    control: Control,
    newton_tolerance: f64,
    source: Source<T>,
    jac: Vec<T>,
    lu: Option<Lu<T>>,
    /// Backward differences at steps of `h_abs`, two more than the order needs.
    d: Vec<Vec<T>>,
    order: usize,
    equal_steps: usize,
    h_abs: f64,
}

/// A step that the iteration converged to.
struct Corrected<T> {
    y: Vec<T>,
    /// How far it is from the prediction.
    d: Vec<T>,
    iterations: usize,
}

impl<T: Scalar> Bdf<T> {
    /// A solver at its start.
    ///
    /// # Errors
    /// When the options do not fit, or those of the system.
    pub fn new<E>(
        system: &mut dyn System<T, E>,
        t0: f64,
        y0: &[T],
        t_bound: f64,
        options: &StepOptions,
        jacobian: Jacobian<T>,
    ) -> Result<Self, OdeError<E>> {
        let n = y0.len();
        let mut state = State::new(t0, y0, t_bound)?;
        let control = Control::new(options, n)?;
        let mut f = vec![T::default(); n];
        state.fun(system, t0, y0, &mut f).map_err(OdeError::Callback)?;
        let h_abs = initial_step(&mut state, system, &f, 1, options, &control)?;
        let newton_tolerance = Control::newton_tolerance(options)?;
        let mut source = Source::new(jacobian, n)?;
        let jac = source.evaluate(&mut state, system, (t0, y0, None), &control.atol);
        let jac = jac.map_err(OdeError::Callback)?;
        let mut d = vec![vec![T::default(); n]; MAX_ORDER + 3];
        d[0].copy_from_slice(y0);
        d[1].iter_mut().zip(&f).for_each(|(d, &f)| *d = f * (h_abs * state.direction));
        let lu = None;
        Ok(Self { state, control, newton_tolerance, source, jac, lu, d, order: 1, equal_steps: 0, h_abs })
    }

    /// Makes the differences those of steps `factor` times as long.
    fn rescale(&mut self, factor: f64) {
        let m = self.order + 1;
        let (r, u) = (change(self.order, factor), change(self.order, 1.0));
        let weight = |i: usize, j: usize| (0..m).map(|k| r[i][k] * u[k][j]).sum();
        let new = |j: usize| {
            let mut row = vec![T::default(); self.d[0].len()];
            combine(&mut row, &(0..m).map(|i| weight(i, j)).collect::<Vec<_>>(), &self.d);
            row
        };
        let rows: Vec<_> = (0..m).map(new).collect();
        self.d.splice(..m, rows);
        self.equal_steps = 0;
    }

    /// Newton's iteration for the state at `t`; `None` when it does not converge.
    fn solve<E>(
        &mut self,
        system: &mut dyn System<T, E>,
        t: f64,
        predicted: &[T],
        h: f64,
    ) -> Result<Option<Corrected<T>>, E> {
        let (n, c) = (predicted.len(), h / alpha(self.order));
        let scale = self.control.scale(predicted);
        let mut psi = vec![T::default(); n];
        let weights: Vec<_> = (1..=self.order).map(|j| gamma(j) / alpha(self.order)).collect();
        combine(&mut psi, &weights, &self.d[1..]);
        let (mut y, mut d) = (predicted.to_vec(), vec![T::default(); n]);
        let mut dy = vec![T::default(); n];
        let mut newton = Newton::new(self.newton_tolerance, ITERATIONS);
        for k in 0..ITERATIONS {
            self.state.fun(system, t, &y, &mut dy)?;
            if !dy.iter().all(|f| f.finite()) {
                break;
            }
            (0..n).for_each(|i| dy[i] = dy[i] * c - psi[i] - d[i]);
            self.lu(c).solve(&mut dy);
            let verdict = newton.judge(k, rms(&dy, &scale));
            if verdict == Verdict::Stop {
                break;
            }
            y.iter_mut().zip(&dy).for_each(|(y, &dy)| *y += dy);
            d.iter_mut().zip(&dy).for_each(|(d, &dy)| *d += dy);
            if verdict == Verdict::Done {
                return Ok(Some(Corrected { y, d, iterations: k + 1 }));
            }
        }
        Ok(None)
    }

    /// The factors of 1 - c J, made where they are missing.
    fn lu(&mut self, c: f64) -> &Lu<T> {
        let (n, jac, nlu) = (self.d[0].len(), &self.jac, &mut self.state.nlu);
        self.lu.get_or_insert_with(|| {
            *nlu += 1;
            let unit = |place: usize| T::from_real(if place.is_multiple_of(n + 1) { 1.0 } else { 0.0 });
            let columns: Vec<T> = jac.iter().enumerate().map(|(p, &j)| unit(p) - j * c).collect();
            Lu::dense(n, &columns)
        })
    }

    /// Iterates, a second time with a new Jacobian if there is one to be had.
    fn correct<E>(
        &mut self,
        system: &mut dyn System<T, E>,
        t: f64,
        h: f64,
        current: &mut bool,
    ) -> Result<Option<Corrected<T>>, E> {
        let mut predicted = vec![T::default(); self.d[0].len()];
        combine(&mut predicted, &[1.0; MAX_ORDER + 1][..=self.order], &self.d);
        loop {
            self.lu(h / alpha(self.order));
            let found = self.solve(system, t, &predicted, h)?;
            if found.is_some() || *current {
                return Ok(found);
            }
            let at = (t, &predicted[..], None);
            self.jac = self.source.evaluate(&mut self.state, system, at, &self.control.atol)?;
            self.lu = None;
            *current = true;
        }
    }

    /// Takes in a step, after which order and length may change.
    fn accept(&mut self, t: f64, found: Corrected<T>, h_abs: f64, error: f64, scale: &[f64], safety: f64) {
        let order = self.order;
        self.equal_steps += 1;
        (self.state.t, self.state.y, self.h_abs) = (t, found.y, h_abs);
        for i in 0..found.d.len() {
            self.d[order + 2][i] = found.d[i] - self.d[order + 1][i];
        }
        self.d[order + 1] = found.d;
        for k in (0..=order).rev() {
            let (low, high) = self.d.split_at_mut(k + 1);
            low[k].iter_mut().zip(&high[0]).for_each(|(a, &b)| *a += b);
        }
        if self.equal_steps <= order {
            return;
        }
        let norm = |order: usize| error_constant(order).abs() * rms(&self.d[order + 1], scale);
        let lower = if order > 1 { norm(order - 1) } else { f64::INFINITY };
        let higher = if order < MAX_ORDER { norm(order + 1) } else { f64::INFINITY };
        let mut best = (0.0, 0);
        for (k, norm) in [lower, error, higher].into_iter().enumerate() {
            let factor = norm.powf(-1.0 / (order + k) as f64);
            if k == 0 || factor > best.0 {
                best = (factor, k);
            }
        }
        self.order = order + best.1 - 1;
        let factor = (safety * best.0).min(MAX_FACTOR);
        self.h_abs *= factor;
        self.rescale(factor);
        self.lu = None;
    }

    /// The length to try: the last, within the limits.
    fn first_length(&mut self) -> f64 {
        let h_abs = self.state.within(self.h_abs, self.control.max_step);
        if h_abs != self.h_abs {
            self.rescale(h_abs / self.h_abs);
        }
        h_abs
    }
}

/// Shampine & Reichelt's matrix R for a change of the step.
fn change(order: usize, factor: f64) -> [[f64; MAX_ORDER + 1]; MAX_ORDER + 1] {
    let mut r = [[0.0; MAX_ORDER + 1]; MAX_ORDER + 1];
    r[0][..=order].fill(1.0);
    for i in 1..=order {
        for j in 1..=order {
            r[i][j] = r[i - 1][j] * (i as f64 - 1.0 - factor * j as f64) / i as f64;
        }
    }
    r
}

impl<T: Scalar, E> OdeSolver<T, E> for Bdf<T> {
    fn state(&self) -> &State<T> {
        &self.state
    }

    fn state_mut(&mut self) -> &mut State<T> {
        &mut self.state
    }

    fn advance(&mut self, system: &mut dyn System<T, E>) -> Result<Result<(), &'static str>, E> {
        let min_step = self.state.min_step();
        let mut h_abs = self.first_length();
        let mut current = self.source.constant();
        loop {
            if h_abs < min_step {
                return Ok(Err(SMALL_STEP));
            }
            let t_new = self.state.ahead(h_abs);
            if t_new != self.state.t + h_abs * self.state.direction {
                self.rescale((t_new - self.state.t).abs() / h_abs);
                self.lu = None;
            }
            let h = t_new - self.state.t;
            h_abs = h.abs();
            let Some(found) = self.correct(system, t_new, h, &mut current)? else {
                h_abs *= 0.5;
                self.rescale(0.5);
                self.lu = None;
                continue;
            };
            let steps = 2.0 * ITERATIONS as f64;
            let safety = 0.9 * (steps + 1.0) / (steps + found.iterations as f64);
            let scale = self.control.scale(&found.y);
            let error = error_constant(self.order).abs() * rms(&found.d, &scale);
            if error > 1.0 {
                let factor = (safety * error.powf(-1.0 / (self.order + 1) as f64)).max(MIN_FACTOR);
                h_abs *= factor;
                self.rescale(factor);
                continue;
            }
            self.accept(t_new, found, h_abs, error, &scale, safety);
            return Ok(Ok(()));
        }
    }

    fn interpolate(&mut self, _system: &mut dyn System<T, E>) -> Result<Piece<T>, E> {
        let h = self.h_abs * self.state.direction;
        Ok(Piece::Differences { h, d: self.d[..=self.order].to_vec() })
    }
}
