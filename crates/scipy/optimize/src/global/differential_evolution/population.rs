//! The members of a population and their values.

use super::sequences::halton;
use super::trial::{Strategy, cross, donor};
use super::{DifferentialEvolutionOptions, Generation, InitialPopulation, Landscape, Mutation, Random};

pub(super) struct Population<'a> {
    options: &'a DifferentialEvolutionOptions,
    /// Scaled to between 0 and 1; the best first.
    pub members: Vec<Vec<f64>>,
    pub energies: Vec<f64>,
    feasible: Vec<bool>,
    violations: Vec<Vec<f64>>,
    pub nfev: usize,
    /// The members as the user sees them, when they were last reported.
    reported: Vec<Vec<f64>>,
}

/// A candidate to replace a member.
struct Trial {
    member: Vec<f64>,
    energy: f64,
    feasible: bool,
    violations: Vec<f64>,
}

impl<'a> Population<'a> {
    pub fn new<E>(random: &mut impl Random<E>, options: &'a DifferentialEvolutionOptions) -> Result<Self, E> {
        let (n, count) = (options.limits.0.len(), options.members);
        let members = match &options.init {
            InitialPopulation::LatinHypercube => latin_hypercube(random, count, n)?,
            InitialPopulation::Random => {
                let flat = random.uniforms(count * n)?;
                flat.chunks(n.max(1)).map(<[f64]>::to_vec).collect()
            }
            InitialPopulation::Sobol(sobol) => sobol.points(&mut random.child()?, count)?,
            InitialPopulation::Halton => halton(&mut random.child()?, n, count)?,
            InitialPopulation::Given(places) => {
                let clipped = |x: &Vec<f64>| unscaled(options, x).iter().map(|m| m.clamp(0.0, 1.0)).collect();
                places.iter().map(clipped).collect()
            }
        };
        let mut population = Self {
            options,
            energies: vec![f64::INFINITY; members.len()],
            feasible: vec![true; members.len()],
            violations: vec![vec![0.0]; members.len()],
            members,
            nfev: 0,
            reported: Vec::new(),
        };
        if let Some(x0) = &options.x0 {
            population.members[0] = unscaled(options, x0);
        }
        Ok(population)
    }

    pub fn places(&self) -> Vec<Vec<f64>> {
        self.members.iter().map(|m| scaled(self.options, m)).collect()
    }

    pub fn generation(&mut self, nit: usize) -> Generation<'_> {
        self.reported = self.places();
        let convergence = self.convergence();
        let (population, energies) = (&self.reported, &self.energies);
        Generation { nit, nfev: self.nfev, population, energies, convergence }
    }

    fn mean_and_deviation(&self) -> (f64, f64) {
        let n = self.energies.len() as f64;
        let mean = self.energies.iter().sum::<f64>() / n;
        let square = self.energies.iter().map(|e| (e - mean).powi(2)).sum::<f64>() / n;
        (mean, square.sqrt())
    }

    fn convergence(&self) -> f64 {
        if self.energies.iter().any(|e| e.is_infinite()) {
            return f64::INFINITY;
        }
        let (mean, deviation) = self.mean_and_deviation();
        deviation / (mean.abs() + f64::EPSILON)
    }

    pub fn has_converged(&self) -> bool {
        let (mean, deviation) = self.mean_and_deviation();
        let finite = !self.energies.iter().any(|e| e.is_infinite());
        finite && deviation <= self.options.atol + self.options.tol * mean.abs()
    }

    /// The violations, and whether there are none; no constraints are one that is never violated.
    fn judge(found: Vec<f64>) -> (Vec<f64>, bool) {
        let feasible = !(found.iter().sum::<f64>() > 0.0);
        (if found.is_empty() { vec![0.0] } else { found }, feasible)
    }

    /// Values of the first population.
    pub fn evaluate<E>(&mut self, landscape: &mut impl Landscape<E>) -> Result<(), E> {
        let places = self.places();
        let (violations, feasible): (Vec<_>, Vec<_>) =
            landscape.many_violations(&places)?.into_iter().map(Self::judge).unzip();
        (self.violations, self.feasible) = (violations, feasible);
        self.energies = self.values(landscape, &places, &self.feasible.clone())?;
        self.promote();
        Ok(())
    }

    /// The values at feasible places; infinity at others.
    fn values<E>(
        &mut self,
        landscape: &mut impl Landscape<E>,
        places: &[Vec<f64>],
        feasible: &[bool],
    ) -> Result<Vec<f64>, E> {
        let chosen: Vec<Vec<f64>> =
            places.iter().zip(feasible).filter(|(_, f)| **f).map(|(p, _)| p.clone()).collect();
        let (values, calls) = landscape.values(&chosen)?;
        self.nfev += calls;
        let mut values = values.into_iter();
        Ok(feasible
            .iter()
            .map(|&f| if f { values.next().unwrap_or(f64::INFINITY) } else { f64::INFINITY })
            .collect())
    }

    /// Swaps the best member into the first place.
    fn promote(&mut self) {
        let all = 0..self.members.len();
        let best = if self.feasible.contains(&true) {
            lowest(all.filter(|&i| self.feasible[i]), |i| self.energies[i])
        } else {
            lowest(all, |i| self.violations[i].iter().sum())
        };
        self.energies.swap(0, best);
        self.members.swap(0, best);
        self.feasible.swap(0, best);
        self.violations.swap(0, best);
    }

    pub fn evolve<E>(
        &mut self,
        landscape: &mut impl Landscape<E>,
        random: &mut impl Random<E>,
    ) -> Result<(), E> {
        let scale = match self.options.mutation {
            Mutation::Constant(scale) => scale,
            Mutation::Dithered(low, high) => random.uniform(low, high)?,
        };
        if self.options.deferred {
            return self.evolve_together(landscape, random, scale);
        }
        for candidate in 0..self.members.len() {
            let mut member = self.mutate(landscape, random, candidate, scale)?;
            keep_inside(&mut member, random)?;
            let place = scaled(self.options, &member);
            let (violations, feasible) = Self::judge(landscape.violations(&place)?);
            let mut energy = f64::INFINITY;
            if feasible {
                energy = landscape.value(&place)?;
                self.nfev += 1;
            }
            let trial = Trial { member, energy, feasible, violations };
            if self.is_better(&trial, candidate) {
                let best = self.is_better(&trial, 0);
                self.replace(candidate, trial);
                if best {
                    self.promote();
                }
            }
        }
        Ok(())
    }

    fn evolve_together<E>(
        &mut self,
        landscape: &mut impl Landscape<E>,
        random: &mut impl Random<E>,
        scale: f64,
    ) -> Result<(), E> {
        let mut members = self.mutate_all(landscape, random, scale)?;
        // The whole generation is drawn at once.
        let outside: Vec<(usize, usize)> = members
            .iter()
            .enumerate()
            .flat_map(|(i, m)| {
                m.iter().enumerate().filter(|(_, v)| is_outside(**v)).map(move |(j, _)| (i, j))
            })
            .collect();
        if !outside.is_empty() {
            let fresh = random.uniforms(outside.len())?;
            outside.into_iter().zip(fresh).for_each(|((i, j), v)| members[i][j] = v);
        }
        let places: Vec<Vec<f64>> = members.iter().map(|m| scaled(self.options, m)).collect();
        let judged: Vec<(Vec<f64>, bool)> =
            landscape.many_violations(&places)?.into_iter().map(Self::judge).collect();
        let feasible: Vec<bool> = judged.iter().map(|j| j.1).collect();
        let energies = self.values(landscape, &places, &feasible)?;
        for (i, ((member, energy), (violations, feasible))) in
            members.into_iter().zip(energies).zip(judged).enumerate()
        {
            let trial = Trial { member, energy, feasible, violations };
            if self.is_better(&trial, i) {
                self.replace(i, trial);
            }
        }
        self.promote();
        Ok(())
    }

    /// Whether a trial is better than a member (Lampinen 2002).
    fn is_better(&self, trial: &Trial, i: usize) -> bool {
        match (trial.feasible, self.feasible[i]) {
            (true, true) => trial.energy <= self.energies[i],
            (true, false) => true,
            (false, _) => trial.violations.iter().zip(&self.violations[i]).all(|(t, o)| t <= o),
        }
    }

    fn replace(&mut self, i: usize, trial: Trial) {
        self.members[i] = trial.member;
        self.energies[i] = trial.energy;
        self.feasible[i] = trial.feasible;
        self.violations[i] = trial.violations;
    }

    fn samples<E>(&self, random: &mut impl Random<E>, candidate: usize) -> Result<Vec<usize>, E> {
        let mut chosen = random.reshuffled(self.members.len(), 6)?;
        chosen.retain(|&i| i != candidate);
        chosen.truncate(5);
        Ok(chosen)
    }

    fn mutate<E>(
        &self,
        landscape: &mut impl Landscape<E>,
        random: &mut impl Random<E>,
        candidate: usize,
        scale: f64,
    ) -> Result<Vec<f64>, E> {
        let Strategy::Built(mix, crossover) = self.options.strategy else {
            return self.mutate_by_user(landscape, candidate);
        };
        let fill = random.below(self.members[0].len())?;
        let samples = self.samples(random, candidate)?;
        let donor = donor(mix, &self.members, candidate, &samples, scale);
        let draws = random.uniforms(donor.len())?;
        let cross_over = draws.into_iter().map(|d| d < self.options.recombination).collect();
        Ok(cross(crossover, &self.members[candidate], &donor, fill, cross_over))
    }

    fn mutate_by_user<E>(&self, landscape: &mut impl Landscape<E>, candidate: usize) -> Result<Vec<f64>, E> {
        Ok(unscaled(self.options, &landscape.mutate(candidate, &self.places())?))
    }

    fn mutate_all<E>(
        &self,
        landscape: &mut impl Landscape<E>,
        random: &mut impl Random<E>,
        scale: f64,
    ) -> Result<Vec<Vec<f64>>, E> {
        let (count, n) = (self.members.len(), self.members[0].len());
        let Strategy::Built(mix, crossover) = self.options.strategy else {
            return (0..count).map(|i| self.mutate_by_user(landscape, i)).collect();
        };
        let samples = (0..count).map(|i| self.samples(random, i)).collect::<Result<Vec<_>, E>>()?;
        let fill = random.many_below(n, count)?;
        let draws = random.uniforms(count * n)?;
        let one = |i: usize| {
            let donor = donor(mix, &self.members, i, &samples[i], scale);
            let over = draws[i * n..(i + 1) * n].iter().map(|&d| d < self.options.recombination).collect();
            cross(crossover, &self.members[i], &donor, fill[i], over)
        };
        Ok((0..count).map(one).collect())
    }
}

/// The first place with the lowest value; NaN is lower than all.
fn lowest(places: impl Iterator<Item = usize>, value: impl Fn(usize) -> f64) -> usize {
    let lower = |a: f64, b: f64| a < b || (a.is_nan() && !b.is_nan());
    places.reduce(|best, i| if lower(value(i), value(best)) { i } else { best }).unwrap_or(0)
}

fn is_outside(v: f64) -> bool {
    !(0.0..=1.0).contains(&v)
}

/// Draws components again that are outside.
fn keep_inside<E>(member: &mut [f64], random: &mut impl Random<E>) -> Result<(), E> {
    let outside = member.iter().filter(|v| is_outside(**v)).count();
    if outside == 0 {
        return Ok(());
    }
    let fresh = random.uniforms(outside)?;
    member.iter_mut().filter(|v| is_outside(**v)).zip(fresh).for_each(|(v, f)| *v = f);
    Ok(())
}

fn middle_and_width(options: &DifferentialEvolutionOptions, i: usize) -> (f64, f64) {
    let (low, high) = (options.limits.0[i], options.limits.1[i]);
    (0.5 * (low + high), (low - high).abs())
}

/// A member as the user sees it.
fn scaled(options: &DifferentialEvolutionOptions, member: &[f64]) -> Vec<f64> {
    let one = |(i, m): (usize, &f64)| {
        let (middle, width) = middle_and_width(options, i);
        let x = middle + (m - 0.5) * width;
        if options.integral[i] { x.round_ties_even() } else { x }
    };
    member.iter().enumerate().map(one).collect()
}

fn unscaled(options: &DifferentialEvolutionOptions, x: &[f64]) -> Vec<f64> {
    let one = |(i, x): (usize, &f64)| {
        let (middle, width) = middle_and_width(options, i);
        let reciprocal = if width == 0.0 { 0.0 } else { 1.0 / width };
        (x - middle) * reciprocal + 0.5
    };
    x.iter().enumerate().map(one).collect()
}

fn latin_hypercube<E>(random: &mut impl Random<E>, count: usize, n: usize) -> Result<Vec<Vec<f64>>, E> {
    let size = 1.0 / count as f64;
    let draws = random.uniforms(count * n)?;
    let mut members = vec![vec![0.0; n]; count];
    for j in 0..n {
        let order = random.permutation(count)?;
        for (i, k) in order.into_iter().enumerate() {
            members[i][j] = size * draws[k * n + j] + k as f64 * size;
        }
    }
    Ok(members)
}
