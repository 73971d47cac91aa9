//! Dual annealing.

mod visit;

use visit::Visits;

/// The random numbers that [`dual_annealing`] draws, in the order in which SciPy draws them.
pub trait AnnealingRandom<E>: pallasite_qmc::Random<E> {
    /// A place between limits.
    fn place(&mut self, low: &[f64], high: &[f64]) -> Result<Vec<f64>, E>;
}

/// What is minimised.
pub trait Annealed<E> {
    /// The value at `x`.
    fn value(&mut self, x: &[f64]) -> Result<f64, E>;

    /// A local minimum near `x` and its value, which is no higher than `value`.
    fn descend(&mut self, x: &[f64], value: f64) -> Result<(Vec<f64>, f64), E>;

    /// Told of a lowest value so far, and in which of three ways it was found; true ends the search.
    fn report(&mut self, x: &[f64], value: f64, context: usize) -> Result<bool, E>;

    /// Calls of the function so far.
    fn calls(&self) -> usize;
}

/// How [`dual_annealing`] works; the defaults are SciPy's.
#[derive(Debug, Clone, PartialEq)]
pub struct DualAnnealingOptions {
    /// Lower limits of the variables.
    pub low: Vec<f64>,
    /// Upper limits of the variables.
    pub high: Vec<f64>,
    /// The most iterations.
    pub maxiter: usize,
    /// The first temperature.
    pub initial_temp: f64,
    /// The part of that at which the search is heated again.
    pub restart_temp_ratio: f64,
    /// How far visits lead.
    pub visit: f64,
    /// How readily higher values are accepted.
    pub accept: f64,
    /// The most calls.
    pub maxfun: f64,
    /// Whether local minima are searched.
    pub local_search: bool,
    /// Where to begin.
    pub x0: Option<Vec<f64>>,
}

/// What ended [`dual_annealing`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnnealingEnding {
    /// The limit on iterations was met.
    Iterations,
    /// The limit on calls was met, in the annealing, after a local search, or after one for want of progress.
    Calls(usize),
    /// The caller asked to stop.
    Stopped,
}

/// What [`dual_annealing`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct DualAnnealing {
    /// The place.
    pub x: Vec<f64>,
    /// The value there.
    pub fun: f64,
    /// Iterations done.
    pub nit: usize,
    /// What ended the search.
    pub ending: AnnealingEnding,
}

/// Why [`dual_annealing`] could not begin.
#[derive(Debug, thiserror::Error, PartialEq)]
pub enum AnnealingError<E> {
    /// The callback's own error.
    #[error(transparent)]
    Callback(#[from] E),
    /// No place with a finite value was found.
    #[error(
        "Stopping algorithm because function create NaN or (+/-) infinity values even with trying new random \
         parameters"
    )]
    NotFinite,
}

const RETRIES: usize = 1000;

/// The lowest value within limits by generalised simulated annealing (Tsallis and Stariolo 1996; Xiang, Sun, Fan and
/// Gong 1997), with local searches where it gets on.
///
/// # Errors
/// The callbacks'; no finite value to begin with.
pub fn dual_annealing<E>(
    f: &mut impl Annealed<E>,
    random: &mut impl AnnealingRandom<E>,
    options: &DualAnnealingOptions,
) -> Result<DualAnnealing, AnnealingError<E>> {
    let mut chain = Chain::new(f, random, options)?;
    let cooling = |s: f64| ((options.visit - 1.0) * s.ln()).exp() - 1.0;
    let first = cooling(2.0);
    let mut nit = 0;
    loop {
        for i in 0..options.maxiter.max(1) {
            if nit >= options.maxiter {
                return Ok(chain.result(nit, AnnealingEnding::Iterations));
            }
            let temperature = options.initial_temp * first / cooling(i as f64 + 2.0);
            if temperature < options.initial_temp * options.restart_temp_ratio {
                chain.reset(f, random, None)?;
                break;
            }
            if let Some(ending) = chain.run(f, random, i, temperature)? {
                return Ok(chain.result(nit, ending));
            }
            if options.local_search
                && let Some(ending) = chain.search(f)?
            {
                return Ok(chain.result(nit, ending));
            }
            nit += 1;
        }
    }
}

#[derive(Clone)]
struct Spot {
    x: Vec<f64>,
    value: f64,
}

struct Chain<'a> {
    options: &'a DualAnnealingOptions,
    visits: Visits,
    current: Spot,
    best: Option<Spot>,
    /// The lowest of the chain.
    lowest: Spot,
    improved: bool,
    idle: usize,
    most_idle: usize,
    temperature: f64,
}

impl<'a> Chain<'a> {
    fn new<E>(
        f: &mut impl Annealed<E>,
        random: &mut impl AnnealingRandom<E>,
        options: &'a DualAnnealingOptions,
    ) -> Result<Self, AnnealingError<E>> {
        let nowhere = Spot { x: Vec::new(), value: f64::NAN };
        let mut chain = Self {
            options,
            visits: Visits::new(options),
            current: nowhere.clone(),
            best: None,
            lowest: nowhere,
            improved: false,
            idle: 0,
            most_idle: 1000,
            temperature: 0.0,
        };
        chain.reset(f, random, options.x0.as_deref())?;
        chain.lowest = chain.current.clone();
        Ok(chain)
    }

    fn best(&self) -> &Spot {
        self.best.as_ref().unwrap_or(&self.current)
    }

    fn result(self, nit: usize, ending: AnnealingEnding) -> DualAnnealing {
        let Spot { x, value } = self.best().clone();
        DualAnnealing { x, fun: value, nit, ending }
    }

    /// Begins anew at a place with a finite value.
    fn reset<E>(
        &mut self,
        f: &mut impl Annealed<E>,
        random: &mut impl AnnealingRandom<E>,
        x0: Option<&[f64]>,
    ) -> Result<(), AnnealingError<E>> {
        let DualAnnealingOptions { low, high, .. } = self.options;
        let mut x = x0.map_or_else(|| random.place(low, high), |x| Ok(x.to_vec()))?;
        for _ in 0..=RETRIES {
            let value = f.value(&x)?;
            self.current = Spot { x, value };
            if self.best.is_none() {
                self.best = Some(self.current.clone());
            }
            if value.is_finite() {
                return Ok(());
            }
            x = random.place(low, high)?;
        }
        Err(AnnealingError::NotFinite)
    }

    /// Takes in a lowest value; whether the caller wants to stop.
    fn improve<E>(&mut self, f: &mut impl Annealed<E>, spot: Spot, context: usize) -> Result<bool, E> {
        let stop = f.report(&spot.x, spot.value, context)?;
        self.best = Some(spot);
        Ok(stop)
    }

    fn exhausted<E>(&self, f: &impl Annealed<E>) -> bool {
        f.calls() as f64 >= self.options.maxfun
    }

    /// A chain of visits at one temperature.
    fn run<E>(
        &mut self,
        f: &mut impl Annealed<E>,
        random: &mut impl AnnealingRandom<E>,
        step: usize,
        temperature: f64,
    ) -> Result<Option<AnnealingEnding>, E> {
        self.temperature = temperature / (step + 1) as f64;
        self.idle += 1;
        self.improved = step == 0;
        for j in 0..2 * self.current.x.len() {
            let x = self.visits.next(random, &self.current.x, j, temperature)?;
            let spot = Spot { value: f.value(&x)?, x };
            if spot.value < self.current.value {
                self.current = spot.clone();
                if spot.value < self.best().value {
                    if self.improve(f, spot, 0)? {
                        return Ok(Some(AnnealingEnding::Stopped));
                    }
                    self.improved = true;
                    self.idle = 0;
                }
            } else {
                self.accept(random, j, spot)?;
            }
            if self.exhausted(f) {
                return Ok(Some(AnnealingEnding::Calls(0)));
            }
        }
        Ok(None)
    }

    /// Goes to a higher value with a probability that falls with the temperature.
    fn accept<E>(&mut self, random: &mut impl AnnealingRandom<E>, j: usize, spot: Spot) -> Result<(), E> {
        let draw = random.uniforms(1)?[0];
        let accept = self.options.accept;
        let base = 1.0 - (1.0 - accept) * (spot.value - self.current.value) / self.temperature;
        let probability = if base <= 0.0 { 0.0 } else { (base.ln() / (1.0 - accept)).exp() };
        if draw <= probability {
            self.current = spot;
            self.lowest.x.clone_from(&self.current.x);
        }
        if self.idle >= self.most_idle && (j == 0 || self.current.value < self.lowest.value) {
            self.lowest = self.current.clone();
        }
        Ok(())
    }

    /// Searches local minima where the chain has got on, or has not for long.
    fn search<E>(&mut self, f: &mut impl Annealed<E>) -> Result<Option<AnnealingEnding>, E> {
        if self.improved {
            let Spot { x, value } = self.best().clone();
            let (x, value) = f.descend(&x, value)?;
            if value < self.best().value {
                self.idle = 0;
                let spot = Spot { x, value };
                if self.improve(f, spot.clone(), 1)? {
                    return Ok(Some(AnnealingEnding::Stopped));
                }
                self.current = spot;
            }
            if self.exhausted(f) {
                return Ok(Some(AnnealingEnding::Calls(1)));
            }
        }
        if self.idle < self.most_idle {
            return Ok(None);
        }
        let (x, value) = f.descend(&self.lowest.x, self.lowest.value)?;
        self.lowest = Spot { x, value };
        self.idle = 0;
        self.most_idle = self.current.x.len();
        if value < self.best().value {
            if self.improve(f, self.lowest.clone(), 2)? {
                return Ok(Some(AnnealingEnding::Stopped));
            }
            self.current = self.lowest.clone();
        }
        Ok(self.exhausted(f).then_some(AnnealingEnding::Calls(2)))
    }
}
