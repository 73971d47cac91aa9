//! The members of a population and their values.

use super::trial::{Strategy, cross, donor};
use super::{EvolutionRules, Landscape, Random};

/// The population of a search, generation by generation.
#[derive(Debug, Clone, PartialEq)]
pub struct Population {
    /// Scaled to between 0 and 1; the best first.
    pub members: Vec<Vec<f64>>,
    /// Their values.
    pub energies: Vec<f64>,
    /// Whether they violate no constraint.
    pub feasible: Vec<bool>,
    /// By how much they violate each.
    pub violations: Vec<Vec<f64>>,
    /// Calls of the function so far.
    pub nfev: usize,
}

/// A candidate to replace a member.
struct Trial {
    member: Vec<f64>,
    energy: f64,
    feasible: bool,
    violations: Vec<f64>,
}

impl Population {
    /// A population that was not evaluated yet.
    pub fn new(members: Vec<Vec<f64>>) -> Self {
        let count = members.len();
        let (energies, feasible) = (vec![f64::INFINITY; count], vec![true; count]);
        Self { members, energies, feasible, violations: vec![vec![0.0]; count], nfev: 0 }
    }

    /// The members as the user sees them.
    pub fn places(&self, rules: &EvolutionRules) -> Vec<Vec<f64>> {
        self.members.iter().map(|m| rules.scaled(m)).collect()
    }

    fn mean_and_deviation(&self) -> (f64, f64) {
        let n = self.energies.len() as f64;
        let mean = self.energies.iter().sum::<f64>() / n;
        let square = self.energies.iter().map(|e| (e - mean).powi(2)).sum::<f64>() / n;
        (mean, square.sqrt())
    }

    /// The relative spread of the values.
    pub fn convergence(&self) -> f64 {
        if self.energies.iter().any(|e| e.is_infinite()) {
            return f64::INFINITY;
        }
        let (mean, deviation) = self.mean_and_deviation();
        deviation / (mean.abs() + f64::EPSILON)
    }

    /// Whether the spread of the values is within tolerances.
    pub fn has_converged(&self, tol: f64, atol: f64) -> bool {
        let (mean, deviation) = self.mean_and_deviation();
        let finite = !self.energies.iter().any(|e| e.is_infinite());
        finite && deviation <= atol + tol * mean.abs()
    }

    /// The violations, and whether there are none; no constraints are one that is never violated.
    fn judge(found: Vec<f64>) -> (Vec<f64>, bool) {
        let feasible = !(found.iter().sum::<f64>() > 0.0);
        (if found.is_empty() { vec![0.0] } else { found }, feasible)
    }

    /// Finds the values of the first population.
    ///
    /// # Errors
    /// The callbacks'.
    pub fn evaluate<E>(
        &mut self,
        rules: &EvolutionRules,
        landscape: &mut impl Landscape<E>,
    ) -> Result<(), E> {
        let places = self.places(rules);
        let (violations, feasible): (Vec<_>, Vec<_>) =
            landscape.many_violations(&places)?.into_iter().map(Self::judge).unzip();
        (self.violations, self.feasible) = (violations, feasible);
        self.energies = self.values(rules, landscape, &places, &self.feasible.clone())?;
        self.promote();
        Ok(())
    }

    /// The values at feasible places, as long as there are calls left; infinity at others.
    fn values<E>(
        &mut self,
        rules: &EvolutionRules,
        landscape: &mut impl Landscape<E>,
        places: &[Vec<f64>],
        feasible: &[bool],
    ) -> Result<Vec<f64>, E> {
        let chosen = places.iter().zip(feasible).filter(|(_, f)| **f).map(|(p, _)| p.clone());
        let chosen: Vec<Vec<f64>> = chosen.take(rules.maxfun.saturating_sub(self.nfev)).collect();
        let (values, calls) = landscape.values(&chosen)?;
        self.nfev += calls;
        let mut values = values.into_iter();
        let mut next = || values.next().unwrap_or(f64::INFINITY);
        Ok(feasible.iter().map(|&f| if f { next() } else { f64::INFINITY }).collect())
    }

    /// Swaps the best member into the first place.
    pub fn promote(&mut self) {
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

    /// The next generation, with `scale` for the differences of members; whether there are calls left.
    ///
    /// # Errors
    /// The callbacks'.
    pub fn evolve<E>(
        &mut self,
        rules: &EvolutionRules,
        scale: f64,
        landscape: &mut impl Landscape<E>,
        random: &mut impl Random<E>,
    ) -> Result<bool, E> {
        if rules.deferred {
            return self.evolve_together(rules, scale, landscape, random);
        }
        for candidate in 0..self.members.len() {
            if self.nfev > rules.maxfun {
                return Ok(false);
            }
            let mut member = self.mutate(rules, landscape, random, candidate, scale)?;
            keep_inside(member.iter_mut(), random)?;
            let trial = self.trial(rules, landscape, member)?;
            if self.is_better(&trial, candidate) {
                let best = self.is_better(&trial, 0);
                self.replace(candidate, trial);
                if best {
                    self.promote();
                }
            }
        }
        Ok(true)
    }

    /// A member with its value.
    fn trial<E>(
        &mut self,
        rules: &EvolutionRules,
        landscape: &mut impl Landscape<E>,
        member: Vec<f64>,
    ) -> Result<Trial, E> {
        let place = rules.scaled(&member);
        let (violations, feasible) = Self::judge(landscape.violations(&place)?);
        let mut energy = f64::INFINITY;
        if feasible {
            energy = landscape.value(&place)?;
            self.nfev += 1;
        }
        Ok(Trial { member, energy, feasible, violations })
    }

    fn evolve_together<E>(
        &mut self,
        rules: &EvolutionRules,
        scale: f64,
        landscape: &mut impl Landscape<E>,
        random: &mut impl Random<E>,
    ) -> Result<bool, E> {
        if self.nfev >= rules.maxfun {
            return Ok(false);
        }
        let mut members = self.mutate_all(rules, landscape, random, scale)?;
        keep_inside(members.iter_mut().flatten(), random)?;
        let places: Vec<Vec<f64>> = members.iter().map(|m| rules.scaled(m)).collect();
        let judged: Vec<(Vec<f64>, bool)> =
            landscape.many_violations(&places)?.into_iter().map(Self::judge).collect();
        let feasible: Vec<bool> = judged.iter().map(|j| j.1).collect();
        let energies = self.values(rules, landscape, &places, &feasible)?;
        let values = energies.into_iter().zip(judged);
        for (i, (member, (energy, (violations, feasible)))) in members.into_iter().zip(values).enumerate() {
            let trial = Trial { member, energy, feasible, violations };
            if self.is_better(&trial, i) {
                self.replace(i, trial);
            }
        }
        self.promote();
        Ok(true)
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
        rules: &EvolutionRules,
        landscape: &mut impl Landscape<E>,
        random: &mut impl Random<E>,
        candidate: usize,
        scale: f64,
    ) -> Result<Vec<f64>, E> {
        let Strategy::Built(mix, crossover) = rules.strategy else {
            return self.mutate_by_user(rules, landscape, candidate);
        };
        let fill = random.below(self.members[0].len())?;
        let samples = self.samples(random, candidate)?;
        let donor = donor(mix, &self.members, candidate, &samples, scale);
        let draws = random.uniforms(donor.len())?;
        let cross_over = draws.into_iter().map(|d| d < rules.recombination).collect();
        Ok(cross(crossover, &self.members[candidate], &donor, fill, cross_over))
    }

    fn mutate_by_user<E>(
        &self,
        rules: &EvolutionRules,
        landscape: &mut impl Landscape<E>,
        candidate: usize,
    ) -> Result<Vec<f64>, E> {
        Ok(rules.unscaled(&landscape.mutate(candidate, &self.places(rules))?))
    }

    fn mutate_all<E>(
        &self,
        rules: &EvolutionRules,
        landscape: &mut impl Landscape<E>,
        random: &mut impl Random<E>,
        scale: f64,
    ) -> Result<Vec<Vec<f64>>, E> {
        let (count, n) = (self.members.len(), self.members[0].len());
        let Strategy::Built(mix, crossover) = rules.strategy else {
            return (0..count).map(|i| self.mutate_by_user(rules, landscape, i)).collect();
        };
        let samples = (0..count).map(|i| self.samples(random, i)).collect::<Result<Vec<_>, E>>()?;
        let fill = random.many_below(n, count)?;
        let draws = random.uniforms(count * n)?;
        let one = |i: usize| {
            let donor = donor(mix, &self.members, i, &samples[i], scale);
            let over = draws[i * n..(i + 1) * n].iter().map(|&d| d < rules.recombination).collect();
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

/// Draws components again that are outside.
fn keep_inside<'a, E>(
    components: impl Iterator<Item = &'a mut f64>,
    random: &mut impl Random<E>,
) -> Result<(), E> {
    let outside: Vec<&mut f64> = components.filter(|v| **v > 1.0 || **v < 0.0).collect();
    if !outside.is_empty() {
        let fresh = random.uniforms(outside.len())?;
        outside.into_iter().zip(fresh).for_each(|(v, f)| *v = f);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_feasible_member_comes_first() {
        let mut population = Population::new(vec![vec![0.1], vec![0.2], vec![0.3]]);
        population.energies = vec![3.0, 1.0, 2.0];
        population.feasible = vec![true, false, true];
        population.promote();
        assert_eq!((population.members[0][0], population.energies[0]), (0.3, 2.0));
        population.feasible = vec![false; 3];
        population.violations = vec![vec![2.0], vec![0.5], vec![1.0]];
        population.promote();
        assert_eq!(population.members[0][0], 0.2);
    }

    #[test]
    fn convergence_is_the_relative_spread() {
        let mut population = Population::new(vec![vec![0.5]; 2]);
        assert!(population.convergence().is_infinite() && !population.has_converged(1.0, 1.0));
        population.energies = vec![1.0, 3.0];
        assert!((population.convergence() - 0.5).abs() < 1e-15);
        assert!(population.has_converged(0.5, 0.0) && !population.has_converged(0.0, 0.9));
    }
}
