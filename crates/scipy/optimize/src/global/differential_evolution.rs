//! Differential evolution (Storn and Price 1997).

mod directions;
mod population;
mod sequences;
mod trial;

use population::Population;
pub use sequences::{Sobol, TooManyVariables};
pub use trial::{Mutation, Strategy};

/// The random numbers that [`differential_evolution`] draws, in the order in which SciPy draws them.
pub trait Random<E> {
    /// One number between two limits.
    fn uniform(&mut self, low: f64, high: f64) -> Result<f64, E>;

    /// So many numbers between 0 and 1.
    fn uniforms(&mut self, n: usize) -> Result<Vec<f64>, E>;

    /// One number below `n`.
    fn below(&mut self, n: usize) -> Result<usize, E>;

    /// So many numbers below `n`.
    fn many_below(&mut self, n: usize, count: usize) -> Result<Vec<usize>, E>;

    /// The numbers below `n` in random order.
    fn permutation(&mut self, n: usize) -> Result<Vec<usize>, E>;

    /// Shuffles a list of the numbers below `n` that is kept from one call to the next; the first of them.
    fn reshuffled(&mut self, n: usize, take: usize) -> Result<Vec<usize>, E>;

    /// A generator whose draws leave this one's stream alone; one that cannot have such children gives itself.
    fn child(&mut self) -> Result<Self, E>
    where
        Self: Sized;
}

/// What is minimised.
pub trait Landscape<E> {
    /// The value at `x`.
    fn value(&mut self, x: &[f64]) -> Result<f64, E>;

    /// The values at many places, and how many calls that counts as.
    fn values(&mut self, places: &[Vec<f64>]) -> Result<(Vec<f64>, usize), E>;

    /// By how much `x` violates each constraint; nothing if there are no constraints.
    fn violations(&mut self, x: &[f64]) -> Result<Vec<f64>, E>;

    /// The same at many places.
    fn many_violations(&mut self, places: &[Vec<f64>]) -> Result<Vec<Vec<f64>>, E> {
        places.iter().map(|x| self.violations(x)).collect()
    }

    /// A trial by a strategy of the caller, from the candidate's number and the population.
    fn mutate(&mut self, candidate: usize, population: &[Vec<f64>]) -> Result<Vec<f64>, E>;
}

/// The first population.
#[derive(Debug, Clone, PartialEq)]
pub enum InitialPopulation {
    /// One member in each stripe of each variable.
    LatinHypercube,
    /// At random.
    Random,
    /// The first points of Sobol's sequence; best as many as a power of two.
    Sobol(Sobol),
    /// The first points of Halton's sequence.
    Halton,
    /// As given.
    Given(Vec<Vec<f64>>),
}

/// How [`differential_evolution`] works; see SciPy for the meaning of each.
#[derive(Debug, Clone, PartialEq)]
pub struct DifferentialEvolutionOptions {
    /// Lower and upper limits of the variables.
    pub limits: (Vec<f64>, Vec<f64>),
    /// Which variables are integers.
    pub integral: Vec<bool>,
    /// How trials are made.
    pub strategy: Strategy,
    /// The factor of differences, or the range of it.
    pub mutation: Mutation,
    /// The probability of crossing over.
    pub recombination: f64,
    /// The number of members.
    pub members: usize,
    /// The first population.
    pub init: InitialPopulation,
    /// A member of the first population.
    pub x0: Option<Vec<f64>>,
    /// The most generations.
    pub maxiter: usize,
    /// The relative spread of values at which the search ends.
    pub tol: f64,
    /// The absolute spread of values at which the search ends.
    pub atol: f64,
    /// Whether a generation is evaluated as a whole.
    pub deferred: bool,
}

/// A generation as it is reported.
pub struct Generation<'a> {
    /// Its number.
    pub nit: usize,
    /// Calls of the function so far.
    pub nfev: usize,
    /// The members, the best first.
    pub population: &'a [Vec<f64>],
    /// Their values.
    pub energies: &'a [f64],
    /// The relative spread of the values.
    pub convergence: f64,
}

/// What [`differential_evolution`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct DifferentialEvolution {
    /// The members, the best first.
    pub population: Vec<Vec<f64>>,
    /// Their values.
    pub energies: Vec<f64>,
    /// Generations.
    pub nit: usize,
    /// Calls of the function.
    pub nfev: usize,
    /// Whether the values have converged.
    pub converged: bool,
    /// Whether the caller asked to stop.
    pub stopped: bool,
}

/// The lowest place within limits, by a population of which each member is replaced by a mix of others where that is
/// lower (Storn and Price 1997). After each generation `report` may end the search by returning `true`.
///
/// # Errors
/// The callbacks'.
pub fn differential_evolution<E>(
    landscape: &mut impl Landscape<E>,
    random: &mut impl Random<E>,
    options: &DifferentialEvolutionOptions,
    mut report: impl FnMut(Generation<'_>) -> Result<bool, E>,
) -> Result<DifferentialEvolution, E> {
    let mut population = Population::new(random, options)?;
    population.evaluate(landscape)?;
    let (mut nit, mut converged, mut stopped) = (0, false, false);
    while nit < options.maxiter && !converged && !stopped {
        nit += 1;
        population.evolve(landscape, random)?;
        stopped = report(population.generation(nit))?;
        converged = !stopped && population.has_converged();
    }
    let Population { energies, nfev, .. } = &population;
    let (energies, nfev) = (energies.clone(), *nfev);
    let population = population.places();
    Ok(DifferentialEvolution { population, energies, nit, nfev, converged, stopped })
}
