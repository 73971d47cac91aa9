//! `scipy.optimize.leastsq`: the sum of squares of nonlinear functions, minimised.

use ndarray::Array2;

use crate::minpack::{Analytic, ForwardDifferences, Matrix, Outcome, Settings, Status, minimize};

/// Tolerances and limits of [`leastsq`]; the defaults are SciPy's.
#[derive(Debug, Clone, PartialEq)]
pub struct LeastsqOptions {
    /// Relative error desired in the sum of squares.
    pub ftol: f64,
    /// Relative error desired in the approximate solution.
    pub xtol: f64,
    /// Orthogonality desired between the residuals and the columns of the Jacobian.
    pub gtol: f64,
    /// Limit on the calls of the function, tested after each iteration; `None` is 200 (n + 1), or 100 (n + 1) with
    /// a Jacobian.
    pub maxfev: Option<usize>,
    /// Relative error of the function, whose root is the step of the forward differences; no less than the machine
    /// precision is used.
    pub epsfcn: f64,
    /// The first step is bounded by `factor · ‖diag · x‖`.
    pub factor: f64,
    /// n positive scale factors of the variables; `None` takes the norms of the Jacobian's columns.
    pub diag: Option<Vec<f64>>,
}

impl Default for LeastsqOptions {
    fn default() -> Self {
        Self {
            ftol: 1.49012e-8,
            xtol: 1.49012e-8,
            gtol: 0.0,
            maxfev: None,
            epsfcn: f64::EPSILON,
            factor: 100.0,
            diag: None,
        }
    }
}

/// What [`leastsq`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct LeastsqResult {
    /// The solution, or the last iterate if `ier` is above 4.
    pub x: Vec<f64>,
    /// (JᵀJ)⁻¹ at the last Jacobian; `None` if that is singular or the iteration failed. Times the variance of
    /// the residuals it is the covariance of `x`.
    pub cov_x: Option<Array2<f64>>,
    /// The residuals at `x`.
    pub fvec: Vec<f64>,
    /// How often the function was called, forward differences included.
    pub nfev: usize,
    /// How often the Jacobian was computed.
    pub njev: usize,
    /// n × m: the transpose of the factorised Jacobian, whose lower triangle holds Rᵀ of J P = Q R.
    pub fjac: Array2<f64>,
    /// Column j of P is column `ipvt[j]` of the identity.
    pub ipvt: Vec<usize>,
    /// The first n components of Qᵀ times the residuals.
    pub qtf: Vec<f64>,
    /// MINPACK's code: 1 to 4 say which test found convergence, 5 to 8 why there is none.
    pub ier: u8,
    /// SciPy's text for `ier`.
    pub message: String,
}

impl LeastsqResult {
    /// Whether a solution was found: `ier` is 1, 2, 3 or 4.
    pub fn success(&self) -> bool {
        self.ier <= 4
    }
}

/// SciPy's text for code 0.
pub(crate) const IMPROPER_INPUT: &str = "Improper input parameters.";

/// Why [`leastsq`] did not run to an end.
#[derive(Debug, thiserror::Error, PartialEq)]
pub enum LeastsqError<E> {
    /// The callback's own error.
    #[error(transparent)]
    Callback(E),
    /// Fewer residuals than variables.
    #[error("Improper input: func input vector length N={n} must not exceed func output vector length M={m}")]
    TooFewResiduals {
        /// The number of variables.
        n: usize,
        /// The number of residuals.
        m: usize,
    },
    /// No variables, a negative or undefined tolerance, a `factor`, `maxfev` or `diag` that is not positive, or a
    /// `diag` of another length than `x0`.
    #[error("{IMPROPER_INPUT}")]
    ImproperInput,
}

/// Minimises the sum of squares of m functions of n variables, `m ≥ n`, with a forward-difference Jacobian.
///
/// `f(x, fvec)` writes the m residuals at `x` into `fvec`. MINPACK's `lmdif` (Moré 1978) step by step: `x`, `nfev`
/// and `ier` are those of `scipy.optimize.leastsq`.
///
/// # Errors
/// [`LeastsqError`]; failure to converge is a result with `ier` above 4, not an error.
///
/// # Examples
/// ```
/// use pallasite_optimize::{LeastsqOptions, leastsq};
/// use std::convert::Infallible;
///
/// let rosenbrock = |x: &[f64], f: &mut [f64]| -> Result<(), Infallible> {
///     f[0] = 10.0 * (x[1] - x[0] * x[0]);
///     f[1] = 1.0 - x[0];
///     Ok(())
/// };
/// let found = leastsq(rosenbrock, &[-1.2, 1.0], 2, &LeastsqOptions::default()).unwrap();
/// assert!(found.success());
/// assert_eq!(found.x, [1.0, 1.0]);
/// ```
pub fn leastsq<E, F>(
    f: F,
    x0: &[f64],
    m: usize,
    options: &LeastsqOptions,
) -> Result<LeastsqResult, LeastsqError<E>>
where
    F: FnMut(&[f64], &mut [f64]) -> Result<(), E>,
{
    let settings = settings(x0.len(), m, options, 200)?;
    let mut problem = ForwardDifferences { f, epsfcn: options.epsfcn };
    let outcome = minimize(&mut problem, x0, m, &settings).map_err(LeastsqError::Callback)?;
    Ok(result(outcome, &settings))
}

/// As [`leastsq`], with the Jacobian: `jac(x, j)` writes `∂f_i/∂x_k` to `j[k * m + i]`, column after column.
///
/// MINPACK's `lmder`; SciPy's `Dfun` with `col_deriv=True`.
///
/// # Errors
/// As [`leastsq`].
///
/// # Examples
/// ```
/// use pallasite_optimize::{LeastsqOptions, leastsq_with_jacobian};
/// use std::convert::Infallible;
///
/// let f = |x: &[f64], f: &mut [f64]| -> Result<(), Infallible> {
///     f.copy_from_slice(&[10.0 * (x[1] - x[0] * x[0]), 1.0 - x[0]]);
///     Ok(())
/// };
/// let jac = |x: &[f64], j: &mut [f64]| {
///     j.copy_from_slice(&[-20.0 * x[0], -1.0, 10.0, 0.0]);
///     Ok(())
/// };
/// let found = leastsq_with_jacobian(f, jac, &[-1.2, 1.0], 2, &LeastsqOptions::default()).unwrap();
/// assert_eq!(found.x, [1.0, 1.0]);
/// ```
pub fn leastsq_with_jacobian<E, F, J>(
    f: F,
    jac: J,
    x0: &[f64],
    m: usize,
    options: &LeastsqOptions,
) -> Result<LeastsqResult, LeastsqError<E>>
where
    F: FnMut(&[f64], &mut [f64]) -> Result<(), E>,
    J: FnMut(&[f64], &mut [f64]) -> Result<(), E>,
{
    let settings = settings(x0.len(), m, options, 100)?;
    let outcome = minimize(&mut Analytic { f, jac }, x0, m, &settings).map_err(LeastsqError::Callback)?;
    Ok(result(outcome, &settings))
}

fn settings<E>(
    n: usize,
    m: usize,
    options: &LeastsqOptions,
    calls_per_variable: usize,
) -> Result<Settings<'_>, LeastsqError<E>> {
    if n > m {
        return Err(LeastsqError::TooFewResiduals { n, m });
    }
    let LeastsqOptions { ftol, xtol, gtol, factor, .. } = *options;
    let maxfev = options.maxfev.unwrap_or(calls_per_variable * (n + 1));
    let diag = options.diag.as_deref();
    let proper = n > 0
        && [ftol, xtol, gtol].iter().all(|&tol| tol >= 0.0)
        && factor > 0.0
        && maxfev > 0
        && diag.is_none_or(|d| d.len() == n && d.iter().all(|&s| s > 0.0));
    if proper {
        Ok(Settings { ftol, xtol, gtol, maxfev, factor, diag })
    } else {
        Err(LeastsqError::ImproperInput)
    }
}

fn result(outcome: Outcome, settings: &Settings) -> LeastsqResult {
    let Outcome { x, fvec, fjac, pivots, qtf, nfev, njev, status } = outcome;
    let ier = status as u8;
    let cov_x = if ier <= 4 { inverse_of_normal_matrix(&fjac, &pivots) } else { None };
    let (m, n) = (fjac.rows(), fjac.cols());
    let fjac = Array2::from_shape_vec((n, m), fjac.into_vec()).expect("the matrix has n·m elements");
    LeastsqResult {
        x,
        cov_x,
        fvec,
        nfev,
        njev,
        fjac,
        ipvt: pivots,
        qtf,
        ier,
        message: message(status, settings),
    }
}

/// `(P R⁻¹)(P R⁻¹)ᵀ`, or `None` if `R` has a zero on its diagonal.
fn inverse_of_normal_matrix(r: &Matrix, pivots: &[usize]) -> Option<Array2<f64>> {
    let n = r.cols();
    if (0..n).any(|j| r[(j, j)] == 0.0) {
        return None;
    }
    let mut permuted = Array2::zeros((n, n));
    for j in 0..n {
        let column = inverse_column(r, j);
        for (i, &c) in column.iter().enumerate() {
            permuted[(pivots[i], j)] = c;
        }
    }
    Some(permuted.dot(&permuted.t()))
}

/// Column `j` of `R⁻¹`, up to its diagonal.
fn inverse_column(r: &Matrix, j: usize) -> Vec<f64> {
    let mut column = vec![0.0; j + 1];
    column[j] = 1.0 / r[(j, j)];
    for i in (0..j).rev() {
        let sum: f64 = (i + 1..=j).map(|k| r[(i, k)] * column[k]).sum();
        column[i] = -sum / r[(i, i)];
    }
    column
}

fn message(status: Status, settings: &Settings) -> String {
    let Settings { ftol, xtol, gtol, maxfev, .. } = settings;
    match status {
        Status::SmallReduction => format!(
            "Both actual and predicted relative reductions in the sum of squares\n  are at most {ftol:.6}"
        ),
        Status::SmallStep => {
            format!("The relative error between two consecutive iterates is at most {xtol:.6}")
        }
        Status::SmallReductionAndStep => format!(
            "Both actual and predicted relative reductions in the sum of squares\n  are at most {ftol:.6} and the \
             relative error between two consecutive iterates is at \n  most {xtol:.6}"
        ),
        Status::SmallGradient => format!(
            "The cosine of the angle between func(x) and any column of the\n  Jacobian is at most {gtol:.6} in \
             absolute value"
        ),
        Status::MaxFev => format!("Number of calls to function has reached maxfev = {maxfev}."),
        Status::FtolTooSmall => {
            format!("ftol={ftol:.6} is too small, no further reduction in the sum of squares\n  is possible.")
        }
        Status::XtolTooSmall => format!(
            "xtol={xtol:.6} is too small, no further improvement in the approximate\n  solution is possible."
        ),
        Status::GtolTooSmall => format!(
            "gtol={gtol:.6} is too small, func(x) is orthogonal to the columns of\n  the Jacobian to machine precision."
        ),
    }
}
