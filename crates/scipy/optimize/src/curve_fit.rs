//! `scipy.optimize.curve_fit`: a model function fitted to data by nonlinear least squares.

use ndarray::{Array1, Array2};

use crate::leastsq::{
    IMPROPER_INPUT, LeastsqError, LeastsqOptions, LeastsqResult, leastsq, leastsq_with_jacobian,
};

/// The uncertainty of the data.
#[derive(Debug, Clone, PartialEq)]
pub enum Sigma {
    /// Standard deviations, one for each observation or one for all.
    Deviations(Vec<f64>),
    /// The M × M covariance matrix of the observations, positive definite; its lower triangle is read.
    Covariance(Array2<f64>),
}

/// How [`curve_fit`] weighs the data and minimises.
#[derive(Debug, Clone, PartialEq)]
pub struct CurveFitOptions {
    /// The uncertainty of the data; `None` weighs all alike.
    pub sigma: Option<Sigma>,
    /// Whether `sigma` is meant absolutely; if not, it is scaled to match the variance of the residuals.
    pub absolute_sigma: bool,
    /// Whether NaN and infinities in the data are refused.
    pub check_finite: bool,
    /// Tolerances and limits of the minimisation.
    pub leastsq: LeastsqOptions,
}

impl Default for CurveFitOptions {
    fn default() -> Self {
        Self { sigma: None, absolute_sigma: false, check_finite: true, leastsq: LeastsqOptions::default() }
    }
}

/// What [`curve_fit`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct CurveFit {
    /// The parameters that minimise the sum of squares.
    pub popt: Vec<f64>,
    /// Their covariance, n × n; all infinite if it could not be estimated.
    pub pcov: Array2<f64>,
    /// Whether the covariance could be estimated; if not, SciPy warns.
    pub covariance_estimated: bool,
    /// `nfev`, `fvec` (the weighted residuals), `fjac`, `ipvt`, `qtf`, `message` and `ier`.
    pub info: LeastsqResult,
}

impl CurveFit {
    /// The standard deviations of the parameters, the roots of the diagonal of `pcov`.
    ///
    /// # Examples
    /// ```
    /// # use pallasite_optimize::{CurveFitOptions, curve_fit};
    /// # use std::convert::Infallible;
    /// let mean = |_: &[f64], p: &[f64], y: &mut [f64]| -> Result<(), Infallible> { y.fill(p[0]); Ok(()) };
    /// let fit = curve_fit(mean, &[], &[1.0, 2.0, 3.0], &[1.0], &CurveFitOptions::default()).unwrap();
    /// assert!((fit.standard_deviations()[0] - (1.0f64 / 3.0).sqrt()).abs() < 1e-7);
    /// ```
    pub fn standard_deviations(&self) -> Array1<f64> {
        self.pcov.diag().mapv(f64::sqrt)
    }
}

/// Why [`curve_fit`] found no fit.
#[derive(Debug, thiserror::Error, PartialEq)]
pub enum CurveFitError<E> {
    /// The callback's own error.
    #[error(transparent)]
    Callback(E),
    /// There are no observations.
    #[error("`ydata` must not be empty!")]
    EmptyData,
    /// The data hold NaN or an infinity and `check_finite` is set.
    #[error("array must not contain infs or NaNs")]
    NotFinite,
    /// `sigma` is neither one number nor M nor M × M of them.
    #[error("`sigma` has incorrect shape.")]
    SigmaShape,
    /// The covariance of the observations has no Cholesky factor.
    #[error("`sigma` must be positive definite.")]
    SigmaNotPositiveDefinite,
    /// More parameters than observations.
    #[error("The number of func parameters={n} must not exceed the number of data points={m}")]
    TooManyParameters {
        /// The number of parameters.
        n: usize,
        /// The number of observations.
        m: usize,
    },
    /// The minimisation failed; the message says why.
    #[error("Optimal parameters not found: {message}")]
    NotFound {
        /// SciPy's text for `ier`.
        message: String,
        /// MINPACK's code, 0 or 5 to 8.
        ier: u8,
    },
}

impl<E> From<LeastsqError<E>> for CurveFitError<E> {
    fn from(error: LeastsqError<E>) -> Self {
        match error {
            LeastsqError::Callback(error) => Self::Callback(error),
            LeastsqError::TooFewResiduals { n, m } => Self::TooManyParameters { n, m },
            LeastsqError::ImproperInput => Self::NotFound { message: IMPROPER_INPUT.into(), ier: 0 },
        }
    }
}

/// Fits `f` to M observations by the Levenberg-Marquardt method, from the parameters `p0` (method `lm`).
///
/// `f(xdata, params, y)` writes the model's M values into `y`; `xdata` is handed through, for k predictors k rows
/// of M. The covariance is (JᵀJ)⁻¹ at the solution, times the variance of the residuals unless
/// `absolute_sigma` is set.
///
/// # Errors
/// [`CurveFitError`], with SciPy's texts.
///
/// # Examples
/// ```
/// use pallasite_optimize::{CurveFitOptions, curve_fit};
/// use std::convert::Infallible;
///
/// let line = |x: &[f64], p: &[f64], y: &mut [f64]| -> Result<(), Infallible> {
///     y.iter_mut().zip(x).for_each(|(y, x)| *y = p[0] * x + p[1]);
///     Ok(())
/// };
/// let x = [0.0, 1.0, 2.0, 3.0];
/// let y = [2.1, 2.9, 4.2, 4.8];
/// let fit = curve_fit(line, &x, &y, &[1.0, 1.0], &CurveFitOptions::default()).unwrap();
/// assert!((fit.popt[0] - 0.94).abs() < 1e-8 && (fit.popt[1] - 2.09).abs() < 1e-8);
/// ```
pub fn curve_fit<E, F>(
    mut f: F,
    xdata: &[f64],
    ydata: &[f64],
    p0: &[f64],
    options: &CurveFitOptions,
) -> Result<CurveFit, CurveFitError<E>>
where
    F: FnMut(&[f64], &[f64], &mut [f64]) -> Result<(), E>,
{
    check_data(xdata, ydata, options)?;
    let weights = Weights::new(options.sigma.as_ref(), ydata.len())?;
    let residuals = |p: &[f64], r: &mut [f64]| {
        f(xdata, p, r)?;
        r.iter_mut().zip(ydata).for_each(|(r, y)| *r -= y);
        weights.apply(r);
        Ok(())
    };
    finish(leastsq(residuals, p0, ydata.len(), &options.leastsq)?, options.absolute_sigma)
}

/// As [`curve_fit`], with the Jacobian of the model: `jac(xdata, params, j)` writes the derivative of value i by
/// parameter k to `j[k * M + i]`.
///
/// # Errors
/// As [`curve_fit`].
///
/// # Examples
/// ```
/// use pallasite_optimize::{CurveFitOptions, curve_fit_with_jacobian};
/// use std::convert::Infallible;
///
/// let decay = |x: &[f64], p: &[f64], y: &mut [f64]| -> Result<(), Infallible> {
///     y.iter_mut().zip(x).for_each(|(y, x)| *y = (-p[0] * x).exp());
///     Ok(())
/// };
/// let jac = |x: &[f64], p: &[f64], j: &mut [f64]| {
///     j.iter_mut().zip(x).for_each(|(j, x)| *j = -x * (-p[0] * x).exp());
///     Ok(())
/// };
/// let (x, y) = ([0.0, 1.0, 2.0], [1.0, 0.25, 0.0625]);
/// let fit = curve_fit_with_jacobian(decay, jac, &x, &y, &[1.0], &CurveFitOptions::default()).unwrap();
/// assert!((fit.popt[0] - 4f64.ln()).abs() < 1e-9);
/// ```
pub fn curve_fit_with_jacobian<E, F, J>(
    mut f: F,
    mut jac: J,
    xdata: &[f64],
    ydata: &[f64],
    p0: &[f64],
    options: &CurveFitOptions,
) -> Result<CurveFit, CurveFitError<E>>
where
    F: FnMut(&[f64], &[f64], &mut [f64]) -> Result<(), E>,
    J: FnMut(&[f64], &[f64], &mut [f64]) -> Result<(), E>,
{
    check_data(xdata, ydata, options)?;
    let weights = Weights::new(options.sigma.as_ref(), ydata.len())?;
    let residuals = |p: &[f64], r: &mut [f64]| {
        f(xdata, p, r)?;
        r.iter_mut().zip(ydata).for_each(|(r, y)| *r -= y);
        weights.apply(r);
        Ok(())
    };
    let jacobian = |p: &[f64], j: &mut [f64]| {
        jac(xdata, p, j)?;
        j.chunks_exact_mut(ydata.len()).for_each(|column| weights.apply(column));
        Ok(())
    };
    finish(
        leastsq_with_jacobian(residuals, jacobian, p0, ydata.len(), &options.leastsq)?,
        options.absolute_sigma,
    )
}

fn check_data<E>(xdata: &[f64], ydata: &[f64], options: &CurveFitOptions) -> Result<(), CurveFitError<E>> {
    if options.check_finite && !xdata.iter().chain(ydata).all(|v| v.is_finite()) {
        return Err(CurveFitError::NotFinite);
    }
    if ydata.is_empty() { Err(CurveFitError::EmptyData) } else { Ok(()) }
}

/// What residuals are multiplied with so that they become independent, of equal variance.
enum Weights {
    None,
    /// `1/σ`, for each observation or for all.
    Reciprocals(Vec<f64>),
    /// The lower Cholesky factor of the covariance, row after row.
    Cholesky(Vec<Vec<f64>>),
}

impl Weights {
    fn new<E>(sigma: Option<&Sigma>, m: usize) -> Result<Self, CurveFitError<E>> {
        match sigma {
            None => Ok(Self::None),
            Some(Sigma::Deviations(s)) if s.len() == m || s.len() == 1 => {
                Ok(Self::Reciprocals(s.iter().map(|s| 1.0 / s).collect()))
            }
            Some(Sigma::Covariance(c)) if c.len() == 1 => Ok(Self::Reciprocals(vec![1.0 / c[(0, 0)]])),
            Some(Sigma::Covariance(c)) if c.dim() == (m, m) => {
                cholesky(c).map(Self::Cholesky).ok_or(CurveFitError::SigmaNotPositiveDefinite)
            }
            Some(_) => Err(CurveFitError::SigmaShape),
        }
    }

    fn apply(&self, residuals: &mut [f64]) {
        match self {
            Self::None => {}
            Self::Reciprocals(w) => residuals.iter_mut().zip(w.iter().cycle()).for_each(|(r, w)| *r *= w),
            Self::Cholesky(rows) => {
                for (i, row) in rows.iter().enumerate() {
                    let sum: f64 = row[..i].iter().zip(&residuals[..i]).map(|(l, r)| l * r).sum();
                    residuals[i] = (residuals[i] - sum) / row[i];
                }
            }
        }
    }
}

/// The rows of the lower Cholesky factor, each up to its diagonal; `None` if `a` is not positive definite.
fn cholesky(a: &Array2<f64>) -> Option<Vec<Vec<f64>>> {
    let mut rows: Vec<Vec<f64>> = Vec::with_capacity(a.nrows());
    for i in 0..a.nrows() {
        let mut row = Vec::with_capacity(i + 1);
        for j in 0..=i {
            let above: &[f64] = if j == i { &row } else { &rows[j] };
            let sum: f64 = row.iter().zip(above).map(|(x, y)| x * y).sum();
            let rest = a[(i, j)] - sum;
            let pivot = if j == i { rest.sqrt() } else { rest / rows[j][j] };
            row.push(pivot);
        }
        if row[i].is_nan() || row[i] <= 0.0 {
            return None;
        }
        rows.push(row);
    }
    Some(rows)
}

fn finish<E>(info: LeastsqResult, absolute_sigma: bool) -> Result<CurveFit, CurveFitError<E>> {
    if !info.success() {
        return Err(CurveFitError::NotFound { message: info.message, ier: info.ier });
    }
    let (n, m) = (info.x.len(), info.fvec.len());
    let scale = if absolute_sigma {
        Some(1.0)
    } else {
        (m > n).then(|| info.fvec.iter().map(|r| r * r).sum::<f64>() / (m - n) as f64)
    };
    let estimate = info.cov_x.as_ref().filter(|cov| !cov.iter().any(|c| c.is_nan())).zip(scale);
    let covariance_estimated = estimate.is_some();
    let pcov = match estimate {
        Some((cov, scale)) => cov * scale,
        None => Array2::from_elem((n, n), f64::INFINITY),
    };
    Ok(CurveFit { popt: info.x.clone(), pcov, covariance_estimated, info })
}
