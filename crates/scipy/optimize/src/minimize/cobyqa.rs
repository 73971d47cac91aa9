//! COBYQA: quadratic models of objective and constraints in a trust region.

mod descent;
mod geometry;
mod models;
mod normal;
mod options;
mod problem;
mod region;
mod search;

use options::Stop;
pub use options::{Cobyqa, CobyqaEnding, CobyqaOptions, CobyqaProgress, CobyqaValues};
use problem::Problem;
use search::Search;

/// The lowest value under bounds, linear constraints, and constraints that the function gives along with its value, by
/// sequential quadratic programming on models that interpolate (T. M. Ragonneau, *Model-based derivative-free
/// optimization methods and software*, 2022; Ragonneau and Zhang 2024). Bounds hold wherever the function is called.
/// `report` is told of each call, and ends the search by returning `true`.
///
/// # Errors
/// The callbacks'.
///
/// ```
/// use pallasite_optimize::{CobyqaOptions, CobyqaValues, cobyqa};
/// // The product is largest where the circle meets the diagonal.
/// let f = |x: &[f64]| {
///     let circle = x[0] * x[0] + x[1] * x[1] - 2.0;
///     Ok::<_, ()>(CobyqaValues { fun: -x[0] * x[1], at_most: vec![circle], equal: vec![] })
/// };
/// let found = cobyqa(f, &[0.5, 0.7], &CobyqaOptions::default(), |_| Ok(false)).unwrap();
/// assert!(found.success && found.x.iter().all(|x| (x - 1.0).abs() < 1e-5));
/// ```
pub fn cobyqa<E>(
    f: impl FnMut(&[f64]) -> Result<CobyqaValues, E>,
    x0: &[f64],
    options: &CobyqaOptions,
    report: impl FnMut(CobyqaProgress<'_>) -> Result<bool, E>,
) -> Result<Cobyqa, E> {
    let mut problem = Problem::new(f, report, x0, options);
    if !problem.bounds_are_feasible() {
        return problem.result(0.0, CobyqaEnding::Infeasible, 0);
    }
    if problem.n() == 0 {
        return problem.result(0.0, CobyqaEnding::Fixed, 0);
    }
    let mut search = match Search::new(&mut problem) {
        Ok(search) => search,
        Err(Stop::Callback(e)) => return Err(e),
        // SciPy calls the limit on calls by the other name where it is met before the first iteration.
        Err(Stop::Ended(CobyqaEnding::Calls)) => return problem.result(0.0, CobyqaEnding::Iterations, 0),
        Err(Stop::Ended(ending)) => return problem.result(0.0, ending, 0),
    };
    let ending = loop {
        if search.nit >= problem.maxiter {
            break CobyqaEnding::Iterations;
        }
        search.nit += 1;
        match search.iterate(&mut problem) {
            Ok(()) => {}
            Err(Stop::Callback(e)) => return Err(e),
            Err(Stop::Ended(ending)) => break ending,
        }
    };
    problem.result(search.penalty, ending, search.nit)
}
