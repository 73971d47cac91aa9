//! Differential evolution (Storn and Price 1997).

mod first;
mod population;
mod rules;
mod trial;

pub use first::first_population;
pub use population::Population;
pub use rules::EvolutionRules;
pub use trial::{Mutation, Strategy};

use pallasite_qmc::Sobol;

/// The random numbers that [`differential_evolution`] draws, in the order in which SciPy draws them.
pub trait Random<E>: pallasite_qmc::Random<E> {
    /// One number between two limits.
    fn uniform(&mut self, low: f64, high: f64) -> Result<f64, E>;

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
    /// The first points of Sobol's sequence, scrambled; best as many as a power of two.
    Sobol(Sobol),
    /// The first points of Halton's sequence, scrambled.
    Halton,
    /// Given members, between 0 and 1.
    Given(Vec<Vec<f64>>),
}

/// How [`differential_evolution`] works; see SciPy for the meaning of each.
#[derive(Debug, Clone, PartialEq)]
pub struct DifferentialEvolutionOptions {
    /// How a generation follows from the one before.
    pub rules: EvolutionRules,
    /// The factor of differences, or the range of it.
    pub mutation: Mutation,
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
    /// Why the search ended.
    pub ending: EvolutionEnding,
}

/// Why [`differential_evolution`] ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EvolutionEnding {
    /// The values have converged.
    Converged,
    /// The most generations are over.
    Generations,
    /// There are no calls left.
    Calls,
    /// The caller asked to stop.
    Stopped,
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
    let rules = &options.rules;
    let mut population = Population::new(founders(random, options)?);
    population.evaluate(rules, landscape)?;
    let (mut nit, mut ending) = (0, None);
    while nit < options.maxiter && ending.is_none() {
        nit += 1;
        let scale = match options.mutation {
            Mutation::Constant(scale) => scale,
            Mutation::Dithered(low, high) => random.uniform(low, high)?,
        };
        let goes_on = population.evolve(rules, scale, landscape, random)?;
        let (places, convergence) = (population.places(rules), population.convergence());
        let (energies, nfev) = (&population.energies, population.nfev);
        ending = if !goes_on {
            Some(EvolutionEnding::Calls)
        } else if report(Generation { nit, nfev, population: &places, energies, convergence })? {
            Some(EvolutionEnding::Stopped)
        } else {
            population.has_converged(options.tol, options.atol).then_some(EvolutionEnding::Converged)
        };
    }
    let (places, ending) = (population.places(rules), ending.unwrap_or(EvolutionEnding::Generations));
    let Population { energies, nfev, .. } = population;
    Ok(DifferentialEvolution { population: places, energies, nit, nfev, ending })
}

/// The first population, as it was asked for.
fn founders<E>(
    random: &mut impl Random<E>,
    options: &DifferentialEvolutionOptions,
) -> Result<Vec<Vec<f64>>, E> {
    let rules = &options.rules;
    let mut members = first_population(random, &options.init, options.members, rules.limits.0.len())?;
    if let Some(x0) = &options.x0 {
        members[0] = rules.unscaled(x0);
    }
    Ok(members)
}
