//! `scipy.optimize.linprog` and `milp`: linear programs, some of whose variables may have to be integers.

mod branch;
mod dual;
mod factor;
mod primal;
mod propagate;
mod scale;
mod simplex;
mod sparse;

pub use sparse::Sparse;

use scale::Scaled;
use simplex::{Limits, Place, Simplex};
use std::time::{Duration, Instant};

/// What values a variable may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Integrality {
    /// Any within the bounds.
    #[default]
    Continuous,
    /// Integers within the bounds.
    Integer,
    /// Any within the bounds, or zero.
    SemiContinuous,
    /// Integers within the bounds, or zero.
    SemiInteger,
}

/// `min cᵀx` under `lower ≤ A x ≤ upper` and `lower ≤ x ≤ upper`.
#[derive(Debug, Clone, Default)]
pub struct LinearProgram {
    /// The costs.
    pub cost: Vec<f64>,
    /// The matrix, by columns, of as many rows as `row_bounds` has.
    pub matrix: Sparse,
    /// The bounds of the rows.
    pub row_bounds: Vec<(f64, f64)>,
    /// The bounds of the variables.
    pub bounds: Vec<(f64, f64)>,
    /// Which variables are integers; none if it is empty.
    pub integrality: Vec<Integrality>,
}

/// Limits and tolerances; the defaults are those of SciPy's HiGHS.
#[derive(Debug, Clone)]
pub struct LinprogOptions {
    /// The most iterations of the simplex methods.
    pub maxiter: usize,
    /// The longest time.
    pub time_limit: Option<Duration>,
    /// Whether infeasibility is looked for before the first iteration.
    pub presolve: bool,
    /// Bounds may be violated by so much.
    pub primal_tolerance: f64,
    /// Reduced costs may have the wrong sign by so much.
    pub dual_tolerance: f64,
    /// An integer solution will do that is worse than the best bound by this part of it.
    pub mip_rel_gap: f64,
    /// The most nodes of branch and bound.
    pub mip_max_nodes: usize,
    /// A vertex to start from: the simplex method begins with a basis of the variables between their bounds.
    pub start: Option<Vec<f64>>,
}

impl Default for LinprogOptions {
    fn default() -> Self {
        Self {
            maxiter: usize::MAX,
            time_limit: None,
            presolve: true,
            primal_tolerance: 1e-7,
            dual_tolerance: 1e-7,
            mip_rel_gap: 1e-4,
            mip_max_nodes: usize::MAX,
            start: None,
        }
    }
}

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinprogStatus {
    /// Optimal.
    Optimal,
    /// Nothing satisfies the constraints.
    Infeasible,
    /// The objective goes to minus infinity.
    Unbounded,
    /// Too many iterations, or nodes.
    IterationLimit,
    /// Too late.
    TimeLimit,
    /// Rounding errors won.
    Numerical,
}

/// What a watcher is told at each iteration.
#[derive(Debug, Clone, Copy)]
pub struct Progress<'a> {
    /// Iterations so far.
    pub iterations: usize,
    /// 1 while constraints are violated, 2 afterwards.
    pub phase: u8,
    scaled: &'a [f64],
    scale: &'a [f64],
}

impl Progress<'_> {
    /// The variables now.
    #[must_use]
    pub fn x(&self) -> Vec<f64> {
        self.scaled.iter().zip(self.scale).map(|(x, s)| x * s).collect()
    }
}

/// What branch and bound did.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MipResult {
    /// Programs solved.
    pub nodes: usize,
    /// No solution is better than this.
    pub dual_bound: f64,
    /// What is between it and the solution, as a part of the solution.
    pub gap: f64,
}

/// The solution of a linear program.
#[derive(Debug, Clone, PartialEq)]
pub struct LinprogResult {
    /// How it ended.
    pub status: LinprogStatus,
    /// The variables, if the program was solved.
    pub x: Option<Vec<f64>>,
    /// The objective there.
    pub fun: f64,
    /// `A x`.
    pub rows: Vec<f64>,
    /// The derivatives of the objective by the bounds of the rows.
    pub row_marginals: Vec<f64>,
    /// Its derivatives by the lower and the upper bounds of the variables.
    pub lower_marginals: Vec<f64>,
    /// See `lower_marginals`.
    pub upper_marginals: Vec<f64>,
    /// Iterations of the simplex methods.
    pub iterations: usize,
    /// Of a program with integers.
    pub mip: Option<MipResult>,
}

impl LinprogResult {
    fn without_solution(status: LinprogStatus, iterations: usize) -> Self {
        Self {
            status,
            x: None,
            fun: f64::NAN,
            rows: Vec::new(),
            row_marginals: Vec::new(),
            lower_marginals: Vec::new(),
            upper_marginals: Vec::new(),
            iterations,
            mip: None,
        }
    }
}

/// Why a program cannot be solved.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LinprogError<E> {
    /// Sizes differ.
    #[error("{costs} costs, {columns} columns and {bounds} bounds of variables do not fit")]
    Sizes {
        /// How many costs.
        costs: usize,
        /// How many columns.
        columns: usize,
        /// How many bounds.
        bounds: usize,
    },
    /// An entry is in a row that has no bounds.
    #[error("row {0} of the matrix has no bounds")]
    Row(usize),
    /// The watcher's.
    #[error("{0}")]
    Watch(E),
}

/// Solves a linear program by the simplex method, one with integers by branch and bound.
///
/// The revised simplex method for bounded variables, the dual one first, the primal one after it where costs had to be
/// shifted; see Koberstein, *The dual simplex method, techniques for a fast and stable implementation* (2005), and
/// Maros, *Computational techniques of the simplex method* (2003). `watch` is called before each iteration.
///
/// # Errors
/// Sizes that do not fit; what `watch` returns.
///
/// ```
/// use pallasite_optimize::{LinearProgram, LinprogOptions, Sparse, linprog};
/// let infinity = f64::INFINITY;
/// let program = LinearProgram {
///     cost: vec![-1.0, 4.0],
///     matrix: Sparse::from_entries(2, &[(0, 0, -3.0), (0, 1, 1.0), (1, 0, 1.0), (1, 1, 2.0)]),
///     row_bounds: vec![(-infinity, 6.0), (-infinity, 4.0)],
///     bounds: vec![(-infinity, infinity), (-3.0, infinity)],
///     integrality: vec![],
/// };
/// let solution = linprog(&program, &LinprogOptions::default(), |_| Ok::<_, ()>(())).unwrap();
/// assert_eq!(solution.x, Some(vec![10.0, -3.0]));
/// assert_eq!(solution.row_marginals, [0.0, -1.0]);
/// ```
pub fn linprog<E>(
    program: &LinearProgram,
    options: &LinprogOptions,
    mut watch: impl FnMut(&Progress) -> Result<(), E>,
) -> Result<LinprogResult, LinprogError<E>> {
    check(program)?;
    if propagate::is_infeasible(program, options) {
        return Ok(LinprogResult::without_solution(LinprogStatus::Infeasible, 0));
    }
    let scaled = Scaled::new(program);
    let mut simplex = scaled.simplex(options);
    let integers = program.integrality.iter().any(|i| *i != Integrality::Continuous);
    if integers {
        return branch::solve(program, &scaled, simplex, options, &mut watch).map_err(LinprogError::Watch);
    }
    if let Some(start) = options.start.as_ref().filter(|s| s.len() == program.cost.len()) {
        simplex.start_from(start);
    }
    let status = simplex.solve(&mut watch).map_err(LinprogError::Watch)?;
    if status != LinprogStatus::Optimal {
        return Ok(LinprogResult::without_solution(status, simplex.iterations));
    }
    Ok(result(program, &scaled, &simplex))
}

fn check<E>(program: &LinearProgram) -> Result<(), LinprogError<E>> {
    let (costs, columns, bounds) = (program.cost.len(), program.matrix.len(), program.bounds.len());
    if costs != columns || costs != bounds || !matches!(program.integrality.len(), n if n == 0 || n == costs)
    {
        return Err(LinprogError::Sizes { costs, columns, bounds });
    }
    let beyond = program.matrix.entries().iter().find(|e| e.0 >= program.row_bounds.len());
    beyond.map_or(Ok(()), |e| Err(LinprogError::Row(e.0)))
}

fn limits(options: &LinprogOptions) -> Limits {
    let until = options.time_limit.and_then(|t| Instant::now().checked_add(t));
    Limits { iterations: options.maxiter, until }
}

/// The optimal basis as a solution of the program as it was given.
fn result(program: &LinearProgram, scaled: &Scaled, simplex: &Simplex) -> LinprogResult {
    let x = simplex.progress().x();
    let row_marginals = simplex.multipliers().iter().zip(&scaled.row_scale).map(|(y, s)| y * s).collect();
    let marginal = |j: usize, upper: bool| {
        let d = simplex.d[j] / scaled.column_scale[j];
        let (low, high) = program.bounds[j];
        let at_upper = if low == high { d < 0.0 } else { simplex.place[j] == Place::Upper };
        let bounded = matches!(simplex.place[j], Place::Lower | Place::Upper);
        if bounded && at_upper == upper { d } else { 0.0 }
    };
    LinprogResult {
        status: LinprogStatus::Optimal,
        fun: program.cost.iter().zip(&x).map(|(c, x)| c * x).sum(),
        rows: program.matrix.times(&x, program.row_bounds.len()),
        row_marginals,
        lower_marginals: (0..x.len()).map(|j| marginal(j, false)).collect(),
        upper_marginals: (0..x.len()).map(|j| marginal(j, true)).collect(),
        iterations: simplex.iterations,
        mip: None,
        x: Some(x),
    }
}
