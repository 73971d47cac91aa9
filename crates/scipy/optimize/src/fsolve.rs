//! `scipy.optimize.fsolve`: roots of systems with as many equations as unknowns.

use ndarray::Array2;

use crate::minpack::{Analytic, BandedDifferences, HybridOutcome, HybridSettings, Problem, hybrid};

/// Tolerance and limits of [`fsolve()`]; the defaults are SciPy's.
#[derive(Debug, Clone, PartialEq)]
pub struct FsolveOptions {
    /// The relative error between two iterates at which the iteration ends.
    pub xtol: f64,
    /// The most calls of the function; `None` is 200 (n + 1), or 100 (n + 1) with a Jacobian.
    pub maxfev: Option<usize>,
    /// Diagonals of the Jacobian below and above the main one, if all others are zero.
    pub band: Option<(usize, usize)>,
    /// The relative error of the function, from which the steps of differences follow.
    pub epsfcn: f64,
    /// The length of the first step, relative to the scaled norm of the start.
    pub factor: f64,
    /// Scales of the unknowns; `None` takes the norms of the Jacobian's columns.
    pub diag: Option<Vec<f64>>,
}

impl Default for FsolveOptions {
    fn default() -> Self {
        Self { xtol: 1.49012e-8, maxfev: None, band: None, epsfcn: f64::EPSILON, factor: 100.0, diag: None }
    }
}

/// What [`fsolve()`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct FsolveResult {
    /// The root, or the last iterate.
    pub x: Vec<f64>,
    /// The function there.
    pub fvec: Vec<f64>,
    /// `Qᵀ` of the last approximate Jacobian.
    pub fjac: Array2<f64>,
    /// The upper triangle of its `R`, row after row.
    pub r: Vec<f64>,
    /// `Qᵀ f`.
    pub qtf: Vec<f64>,
    /// How often the function was called.
    pub nfev: usize,
    /// How often the Jacobian was computed.
    pub njev: usize,
    /// MINPACK's `info`: 1 for a root.
    pub status: u8,
    /// SciPy's text for the status.
    pub message: String,
}

/// Why [`fsolve()`] did not run to an end.
#[derive(Debug, thiserror::Error, PartialEq)]
pub enum FsolveError<E> {
    /// The callback's own error.
    #[error(transparent)]
    Callback(E),
    /// An option out of its range, or no unknown.
    #[error("Improper input parameters were entered.")]
    ImproperInput,
}

/// A root of `f: ℝⁿ → ℝⁿ` near `x0` by Powell's hybrid method, its Jacobian by differences and Broyden's updates
/// (Powell 1970; MINPACK's `hybrd`, Moré, Garbow and Hillstrom 1980).
///
/// # Errors
/// The callback's error; options out of range. That no root was found is in the status.
///
/// ```
/// use pallasite_optimize::{FsolveOptions, fsolve};
/// let f = |x: &[f64], y: &mut [f64]| {
///     y[0] = x[0] * x[1].cos() - 4.0;
///     y[1] = x[1] * x[0] - x[1] - 5.0;
///     Ok::<_, ()>(())
/// };
/// let found = fsolve(f, &[1.0, 1.0], &FsolveOptions::default()).unwrap();
/// assert!((found.x[0] - 6.50409711).abs() < 1e-8 && found.status == 1);
/// ```
pub fn fsolve<E>(
    f: impl FnMut(&[f64], &mut [f64]) -> Result<(), E>,
    x0: &[f64],
    options: &FsolveOptions,
) -> Result<FsolveResult, FsolveError<E>> {
    let (lower, upper) = options.band.unwrap_or((x0.len(), x0.len()));
    let problem = BandedDifferences { f, epsfcn: options.epsfcn, lower, upper };
    solve(problem, x0, options, 200)
}

/// [`fsolve()`] with a Jacobian, filled column after column (MINPACK's `hybrj`).
///
/// # Errors
/// The callbacks' error; options out of range. That no root was found is in the status.
///
/// ```
/// use pallasite_optimize::{FsolveOptions, fsolve_with_jacobian};
/// let f = |x: &[f64], y: &mut [f64]| Ok::<_, ()>(y[0] = x[0] * x[0] - 2.0);
/// let jacobian = |x: &[f64], j: &mut [f64]| Ok(j[0] = 2.0 * x[0]);
/// let found = fsolve_with_jacobian(f, jacobian, &[1.0], &FsolveOptions::default()).unwrap();
/// assert!((found.x[0] - 2f64.sqrt()).abs() < 1e-8);
/// ```
pub fn fsolve_with_jacobian<E>(
    f: impl FnMut(&[f64], &mut [f64]) -> Result<(), E>,
    jacobian: impl FnMut(&[f64], &mut [f64]) -> Result<(), E>,
    x0: &[f64],
    options: &FsolveOptions,
) -> Result<FsolveResult, FsolveError<E>> {
    solve(Analytic { f, jac: jacobian }, x0, options, 100)
}

fn solve<P: Problem>(
    problem: P,
    x0: &[f64],
    options: &FsolveOptions,
    calls_for_each: usize,
) -> Result<FsolveResult, FsolveError<P::Error>> {
    let maxfev = options.maxfev.unwrap_or(calls_for_each * (x0.len() + 1));
    let improper_diag = |d: &Vec<f64>| d.len() != x0.len() || d.iter().any(|&d| d <= 0.0);
    let improper = x0.is_empty() || options.xtol < 0.0 || maxfev == 0 || options.factor <= 0.0;
    if improper || options.diag.as_ref().is_some_and(improper_diag) {
        return Err(FsolveError::ImproperInput);
    }
    let settings =
        HybridSettings { xtol: options.xtol, maxfev, factor: options.factor, diag: options.diag.as_deref() };
    let found = hybrid(problem, x0.to_vec(), &settings).map_err(FsolveError::Callback)?;
    let message = message(found.status, options.xtol, maxfev);
    Ok(result(found, message))
}

fn result(found: HybridOutcome, message: String) -> FsolveResult {
    let n = found.x.len();
    let r = found.qr.packed_r();
    let fjac = Array2::from_shape_vec((n, n), found.qr.q.into_vec()).expect("Q is n × n");
    FsolveResult {
        x: found.x,
        fvec: found.fvec,
        fjac,
        r,
        qtf: found.qtf,
        nfev: found.nfev,
        njev: found.njev,
        status: found.status,
        message,
    }
}

fn message(status: u8, xtol: f64, maxfev: usize) -> String {
    match status {
        1 => "The solution converged.".to_owned(),
        2 => format!("The number of calls to function has reached maxfev = {maxfev}."),
        3 => format!(
            "xtol={xtol:.6} is too small, no further improvement in the approximate\n solution is possible."
        ),
        4 => {
            "The iteration is not making good progress, as measured by the \n improvement from the last five \
              Jacobian evaluations."
                .to_owned()
        }
        _ => {
            "The iteration is not making good progress, as measured by the \n improvement from the last ten \
              iterations."
                .to_owned()
        }
    }
}
