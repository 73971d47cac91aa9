//! What `shgo` is given, and what it finds.

use pallasite_spatial::SpatialError;

/// Where the vertices are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShgoSampling {
    /// At the corners and centres of boxes that are refined.
    Simplicial,
    /// Where the objective samples.
    Points,
}

/// What is minimised.
pub trait ShgoObjective<E> {
    /// The values at many places.
    fn values(&mut self, places: &[Vec<f64>]) -> Result<Vec<f64>, E>;

    /// Which of many places satisfy the constraints.
    fn feasible(&mut self, places: &[Vec<f64>]) -> Result<Vec<bool>, E> {
        Ok(vec![true; places.len()])
    }

    /// The local minimum that a search from `x` within bounds leads to, and its value.
    fn descend(&mut self, x: &[f64], bounds: &[(f64, f64)]) -> Result<(Vec<f64>, f64), E>;

    /// The next points of a sequence in the unit cube, for [`ShgoSampling::Points`].
    fn sample(&mut self, count: usize) -> Result<Vec<Vec<f64>>, E> {
        let _ = count;
        Ok(Vec::new())
    }

    /// Is told of a value much lower than what was said to be the minimum.
    fn lower_than_known(&mut self, known: f64, lowest: f64) -> Result<(), E> {
        let _ = (known, lowest);
        Ok(())
    }
}

/// How [`shgo`](super::shgo) works; the defaults are SciPy's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShgoOptions {
    /// Where the vertices are.
    pub sampling: ShgoSampling,
    /// Vertices for each iteration; for boxes 100 stands for as many as their first division has, and nothing for
    /// refinements of them all.
    pub n: Option<usize>,
    /// Iterations, unless there is another criterion.
    pub iters: Option<usize>,
    /// The most iterations.
    pub maxiter: Option<f64>,
    /// The number of evaluations at feasible vertices at which the search ends.
    pub maxfev: Option<f64>,
    /// The number of vertices at which the search ends.
    pub maxev: Option<f64>,
    /// The seconds after which the search ends.
    pub maxtime: Option<f64>,
    /// The minimum, if it is known.
    pub f_min: Option<f64>,
    /// The relative distance from the known minimum at which the search ends.
    pub f_tol: f64,
    /// The search ends when an iteration adds no more minima than that.
    pub minhgrd: Option<f64>,
    /// Whether local searches begin in each iteration, not only after the last one.
    pub minimize_every_iter: bool,
    /// The number of local searches for each iteration.
    pub local_iter: Option<usize>,
    /// Whether sampled points that violate constraints become vertices, with infinite values.
    pub infty_constraints: bool,
}

impl Default for ShgoOptions {
    fn default() -> Self {
        Self {
            sampling: ShgoSampling::Simplicial,
            n: Some(100),
            iters: Some(1),
            maxiter: None,
            maxfev: None,
            maxev: None,
            maxtime: None,
            f_min: None,
            f_tol: 1e-4,
            minhgrd: None,
            minimize_every_iter: true,
            local_iter: None,
            infty_constraints: true,
        }
    }
}

impl ShgoOptions {
    /// The vertices for each iteration of so many variables, and the iterations.
    pub(super) fn settled(&self, variables: usize) -> (Option<usize>, Option<usize>) {
        let corners = u32::try_from(variables).ok().and_then(|n| 1usize.checked_shl(n));
        let first_division = Some(corners.map_or(usize::MAX, |c| c.saturating_add(1)));
        let n = match (self.sampling, self.n) {
            (ShgoSampling::Simplicial, Some(100)) => first_division,
            (ShgoSampling::Simplicial, None) if self.iters.is_none() => first_division,
            (ShgoSampling::Points, None) => Some(100),
            (_, n) => n,
        };
        let limits = [self.maxiter, self.maxfev, self.maxev, self.minhgrd, self.f_min];
        let iters = if limits.iter().any(Option::is_some) { None } else { Some(self.iters.unwrap_or(1)) };
        (n, iters)
    }
}

/// What [`shgo`](super::shgo) found.
#[derive(Debug, Clone, PartialEq)]
pub struct Shgo {
    /// The local minima with their values, the lowest first; one may have been found more than once.
    pub minima: Vec<(Vec<f64>, f64)>,
    /// The lowest value that was seen anywhere, and where; nothing if no vertex is feasible.
    pub lowest: Option<(Vec<f64>, f64)>,
    /// Iterations.
    pub nit: usize,
    /// Evaluations at vertices, up to the last iteration that has found a minimizer.
    pub nfev: usize,
    /// Vertices that were asked for.
    pub sampled: usize,
}

/// Why a search could not go on.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ShgoError<E> {
    /// The sampled points cannot be triangulated.
    #[error(transparent)]
    Triangulation(SpatialError),
    /// The objective's own error.
    #[error("the objective could not be evaluated")]
    Objective(E),
}

impl<E> From<E> for ShgoError<E> {
    fn from(e: E) -> Self {
        Self::Objective(e)
    }
}
