//! Simplicial homology global optimisation (Endres, Sandrock and Focke 2018).

mod boxes;
mod complex;
mod options;
mod sampled;

use boxes::Boxes;
use complex::Complex;
pub use options::{Shgo, ShgoError, ShgoObjective, ShgoOptions, ShgoSampling};
use sampled::Sampled;
use std::collections::HashMap;
use std::time::Instant;

/// Minima within bounds: the function is evaluated at the vertices of simplices, and each vertex whose value is below
/// those at all its neighbours is the start of a local search (Endres, Sandrock and Focke 2018, *A simplicial homology
/// algorithm for Lipschitz optimisation*). The simplices are those of boxes that are refined, or Delaunay's between
/// points that the objective samples.
///
/// # Errors
/// The objective's, and points that cannot be triangulated.
///
/// ```
/// use pallasite_optimize::{ShgoObjective, ShgoOptions, shgo};
/// struct Bowl;
/// impl ShgoObjective<()> for Bowl {
///     fn values(&mut self, places: &[Vec<f64>]) -> Result<Vec<f64>, ()> {
///         Ok(places.iter().map(|x| (x[0] - 1.0).powi(2) + x[1].powi(2)).collect())
///     }
///     fn descend(&mut self, _: &[f64], _: &[(f64, f64)]) -> Result<(Vec<f64>, f64), ()> {
///         Ok((vec![1.0, 0.0], 0.0))
///     }
/// }
/// let found = shgo(&mut Bowl, &[(-2.0, 2.0), (-1.0, 1.0)], &ShgoOptions::default()).unwrap();
/// assert_eq!((found.minima[0].1, found.nfev), (0.0, 5));
/// ```
pub fn shgo<E>(
    objective: &mut impl ShgoObjective<E>,
    bounds: &[(f64, f64)],
    options: &ShgoOptions,
) -> Result<Shgo, ShgoError<E>> {
    let mut search = Search::new(objective, bounds, options);
    while !search.stopped {
        search.iterate()?;
        search.judge()?;
    }
    if !options.minimize_every_iter {
        search.descend_from_minimizers()?;
    }
    Ok(search.result())
}

/// What adds vertices to the complex.
enum Source {
    Boxes(Boxes),
    Sampled(Sampled),
}

struct Search<'a, O> {
    objective: &'a mut O,
    bounds: &'a [(f64, f64)],
    options: &'a ShgoOptions,
    complex: Complex,
    source: Source,
    /// Points for each iteration; all boxes are refined if absent.
    n: Option<usize>,
    iters: Option<usize>,
    /// Minima in the order of their searches.
    minima: Vec<(Vec<f64>, f64)>,
    /// For each start the number of the minimum, and how often its neighbours had changed.
    starts: HashMap<usize, (usize, usize)>,
    begun: Instant,
    nit: usize,
    nfev: usize,
    /// The same when a minimizer was last found, which is what SciPy reports.
    reported: usize,
    sampled: usize,
    /// The number of minima when their growth was last looked at.
    rank: usize,
    stopped: bool,
}

impl<'a, O> Search<'a, O> {
    fn new(objective: &'a mut O, bounds: &'a [(f64, f64)], options: &'a ShgoOptions) -> Self {
        let source = match options.sampling {
            ShgoSampling::Simplicial => Source::Boxes(Boxes::new(bounds)),
            ShgoSampling::Points => Source::Sampled(Sampled::default()),
        };
        let (n, iters) = options.settled(bounds.len());
        Self {
            objective,
            bounds,
            options,
            complex: Complex::default(),
            source,
            n,
            iters,
            minima: Vec::new(),
            starts: HashMap::new(),
            begun: Instant::now(),
            nit: 0,
            nfev: 0,
            reported: 0,
            sampled: 0,
            rank: 0,
            stopped: false,
        }
    }

    fn iterate<E>(&mut self) -> Result<(), ShgoError<E>>
    where
        O: ShgoObjective<E>,
    {
        match &mut self.source {
            Source::Boxes(boxes) => {
                match self.n {
                    Some(n) => {
                        let target = self.complex.len().saturating_add(n);
                        boxes.grow(&mut self.complex, target);
                    }
                    None => boxes.refine_all(&mut self.complex),
                }
                self.sampled = self.n.map_or(self.complex.len(), |n| self.sampled.saturating_add(n));
            }
            Source::Sampled(sampled) => {
                let setting = (self.bounds, self.n.unwrap_or(100), self.options.infty_constraints);
                let minima: Vec<Vec<f64>> = self.minima.iter().map(|(x, _)| x.clone()).collect();
                self.sampled = sampled.iterate(&mut self.complex, self.objective, setting, &minima)?;
            }
        }
        self.nfev += self.complex.evaluate(self.objective)?;
        if self.options.minimize_every_iter {
            self.descend_from_minimizers()?;
        }
        self.nit += 1;
        Ok(())
    }

    /// The vertices that are minimizers and no minima that are known already. Among boxes a start is no minimizer any more
    /// once its neighbours are others.
    fn minimizers(&self) -> Vec<usize> {
        let boxes = matches!(self.source, Source::Boxes(_));
        let known = |v: &usize| self.minima.iter().any(|(x, _)| *x == self.complex.points[*v]);
        let used = |v: &usize| {
            boxes && self.starts.get(v).is_some_and(|(_, changes)| *changes != self.complex.changes[*v])
        };
        (0..self.complex.len()).filter(|v| self.complex.is_minimizer(*v) && !used(v) && !known(v)).collect()
    }

    /// Descends from minimizers: from the first one, then from that which is farthest from the last minimum, until
    /// all are done, or as many as `local_iter`.
    fn descend_from_minimizers<E>(&mut self) -> Result<(), ShgoError<E>>
    where
        O: ShgoObjective<E>,
    {
        let mut pool = self.minimizers();
        if pool.is_empty() {
            return Ok(());
        }
        self.reported = self.nfev;
        let mut last = self.descend(pool.remove(0))?;
        let mut left = self.options.local_iter;
        loop {
            self.judge()?;
            left = left.map(|left| left.saturating_sub(1));
            if left == Some(0) || pool.is_empty() {
                return Ok(());
            }
            let away: Vec<f64> = pool.iter().map(|&v| self.distance(v, last)).collect();
            let farthest = (0..pool.len()).fold(0, |best, k| if away[k] >= away[best] { k } else { best });
            last = self.descend(pool.remove(farthest))?;
        }
    }

    fn distance(&self, vertex: usize, minimum: usize) -> f64 {
        let pairs = self.complex.points[vertex].iter().zip(&self.minima[minimum].0);
        pairs.map(|(a, b)| (a - b) * (a - b)).sum()
    }

    /// The number of the minimum that a vertex leads to.
    fn descend<E>(&mut self, v: usize) -> Result<usize, ShgoError<E>>
    where
        O: ShgoObjective<E>,
    {
        if let Some(&(known, _)) = self.starts.get(&v) {
            return Ok(known);
        }
        let bounds = match self.source {
            Source::Boxes(_) => self.complex.star_bounds(v, self.bounds),
            Source::Sampled(_) => self.bounds.to_vec(),
        };
        let found = self.objective.descend(&self.complex.points[v], &bounds)?;
        self.minima.push(found);
        self.starts.insert(v, (self.minima.len() - 1, self.complex.changes[v]));
        Ok(self.minima.len() - 1)
    }

    /// Looks whether the search is to end.
    fn judge<E>(&mut self) -> Result<(), ShgoError<E>>
    where
        O: ShgoObjective<E>,
    {
        let ShgoOptions { maxiter, maxfev, maxev, maxtime, .. } = *self.options;
        let over = |limit: Option<f64>, count: f64| limit.is_some_and(|limit| count >= limit);
        self.stopped |= over(maxiter, self.nit as f64)
            || self.iters.is_some_and(|iters| self.nit >= iters)
            || over(maxfev, self.nfev as f64)
            || over(maxev, self.sampled as f64)
            || over(maxtime, self.begun.elapsed().as_secs_f64());
        self.judge_value()?;
        if let Some(least) = self.options.minhgrd.filter(|_| !self.minima.is_empty()) {
            let growth = self.minima.len() - self.rank;
            self.rank = self.minima.len();
            self.stopped |= growth as f64 <= least;
        }
        Ok(())
    }

    /// Ends the search once the known minimum is reached.
    fn judge_value<E>(&mut self) -> Result<(), ShgoError<E>>
    where
        O: ShgoObjective<E>,
    {
        let Some(known) = self.options.f_min else { return Ok(()) };
        let Some((_, lowest)) = self.lowest() else { return Ok(()) };
        if known == 0.0 {
            self.stopped |= lowest <= self.options.f_tol;
            return Ok(());
        }
        let error = (lowest - known) / known.abs();
        self.stopped |= lowest <= known || error <= self.options.f_tol;
        if lowest <= known && error.abs() >= 2.0 * self.options.f_tol {
            self.objective.lower_than_known(known, lowest)?;
        }
        Ok(())
    }

    /// The lowest of all values at vertices and minima.
    fn lowest(&self) -> Option<(Vec<f64>, f64)> {
        let vertex = self.complex.lowest().map(|v| (self.complex.points[v].clone(), self.complex.values[v]));
        let below = |best: &Option<(Vec<f64>, f64)>, f: f64| best.as_ref().is_none_or(|(_, b)| f < *b);
        let finite = self.minima.iter().filter(|(_, f)| *f < f64::INFINITY);
        finite.fold(vertex, |best, (x, f)| if below(&best, *f) { Some((x.clone(), *f)) } else { best })
    }

    fn result(self) -> Shgo {
        let lowest = self.lowest();
        let Self { mut minima, nit, nfev, reported, sampled, .. } = self;
        let nfev = if minima.is_empty() { nfev } else { reported };
        minima.sort_by(|(_, a), (_, b)| a.partial_cmp(b).unwrap_or_else(|| a.is_nan().cmp(&b.is_nan())));
        Shgo { minima, lowest, nit, nfev, sampled }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Waves on a bowl, of which a search finds the bottom of the nearest.
    struct Waves {
        evaluated: usize,
    }

    impl Waves {
        fn at(x: &[f64]) -> f64 {
            x.iter().map(|x| x * x - 8.0 * (3.0 * x).cos()).sum()
        }
    }

    impl ShgoObjective<()> for Waves {
        fn values(&mut self, places: &[Vec<f64>]) -> Result<Vec<f64>, ()> {
            self.evaluated += places.len();
            Ok(places.iter().map(|x| Self::at(x)).collect())
        }

        fn descend(&mut self, x: &[f64], _: &[(f64, f64)]) -> Result<(Vec<f64>, f64), ()> {
            let step = |x: f64| (2.0 * x + 24.0 * (3.0 * x).sin()) / 74.0;
            let settled = |x: &f64| (0..200).fold(*x, |x, _| x - step(x));
            let x: Vec<f64> = x.iter().map(settled).collect();
            let f = Self::at(&x);
            Ok((x, f))
        }

        fn sample(&mut self, count: usize) -> Result<Vec<Vec<f64>>, ()> {
            let sobol = pallasite_qmc::Sobol::new(2, 30).map_err(|_| ())?;
            Ok(sobol.points(0, count).chunks(2).map(<[f64]>::to_vec).collect())
        }
    }

    fn found(options: &ShgoOptions) -> (Shgo, usize) {
        let mut waves = Waves { evaluated: 0 };
        let found = shgo(&mut waves, &[(-2.5, 2.25), (-2.5, 3.0)], options);
        (found.unwrap_or_else(|_| panic!("nothing fails")), waves.evaluated)
    }

    #[test]
    fn the_lowest_minimum_comes_first() {
        for sampling in [ShgoSampling::Simplicial, ShgoSampling::Points] {
            let options = ShgoOptions { sampling, n: Some(64), ..ShgoOptions::default() };
            let (found, evaluated) = found(&options);
            assert!(found.minima.is_sorted_by(|a, b| a.1 <= b.1));
            assert!((found.minima[0].1 + 16.0).abs() < 1e-12, "{sampling:?}: {:?}", found.minima);
            assert_eq!((found.nfev, found.nit, found.sampled), (evaluated, 1, 64));
        }
    }

    #[test]
    fn calls_count_up_to_the_last_minimizer() {
        let bowl = ShgoOptions { n: None, iters: Some(2), ..ShgoOptions::default() };
        struct Bowl;
        impl ShgoObjective<()> for Bowl {
            fn values(&mut self, places: &[Vec<f64>]) -> Result<Vec<f64>, ()> {
                Ok(places.iter().map(|x| x[0] * x[0] + x[1] * x[1]).collect())
            }

            fn descend(&mut self, x: &[f64], _: &[(f64, f64)]) -> Result<(Vec<f64>, f64), ()> {
                Ok((vec![0.0; x.len()], 0.0))
            }
        }
        let found = shgo(&mut Bowl, &[(-1.0, 1.0); 2], &bowl);
        let found = found.unwrap_or_else(|_| panic!("nothing fails"));
        assert_eq!((found.nit, found.nfev, found.sampled, found.minima.len()), (2, 5, 13, 1));
    }

    #[test]
    fn criteria_end_the_search() {
        let by = |options: ShgoOptions| found(&ShgoOptions { n: None, iters: None, ..options }).0.nit;
        assert_eq!(by(ShgoOptions { maxiter: Some(3.0), ..ShgoOptions::default() }), 3);
        assert_eq!(by(ShgoOptions { f_min: Some(-16.0), ..ShgoOptions::default() }), 1);
        assert_eq!(by(ShgoOptions { maxev: Some(20.0), ..ShgoOptions::default() }), 4);
    }
}
