//! `scipy.optimize.curve_fit`: a model function fitted to data by nonlinear least squares.

use ndarray::{Array1, Array2};

mod covariance;
mod weights;

pub use covariance::{feasible_start, pseudo_covariance, scaled_covariance};
pub use weights::{InvalidSigma, Sigma, Weights};

use crate::leastsq::{
    IMPROPER_INPUT, LeastsqError, LeastsqOptions, LeastsqResult, leastsq, leastsq_with_jacobian,
};

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
    /// The fit that a minimisation of the weighted residuals found.
    ///
    /// # Errors
    /// [`CurveFitError::NotFound`] if it failed.
    ///
    /// # Examples
    /// ```
    /// # use pallasite_optimize::{CurveFit, LeastsqOptions, leastsq};
    /// let residuals = |p: &[f64], r: &mut [f64]| Ok::<_, ()>(r.copy_from_slice(&[p[0] - 1.0, p[0] - 3.0]));
    /// let found = leastsq(residuals, &[0.0], 2, &LeastsqOptions::default()).unwrap();
    /// let fit = CurveFit::from_leastsq::<()>(found, false).unwrap();
    /// assert!((fit.popt[0] - 2.0).abs() < 1e-8 && (fit.pcov[(0, 0)] - 1.0).abs() < 1e-8);
    /// ```
    pub fn from_leastsq<E>(info: LeastsqResult, absolute_sigma: bool) -> Result<Self, CurveFitError<E>> {
        if !info.success() {
            return Err(CurveFitError::NotFound { message: info.message, ier: info.ier });
        }
        let cost = info.fvec.iter().map(|r| r * r).sum();
        let (n, m) = (info.x.len(), info.fvec.len());
        let estimate = scaled_covariance(info.cov_x.clone(), cost, (m, n), absolute_sigma);
        let covariance_estimated = estimate.is_some();
        let pcov = estimate.unwrap_or_else(|| Array2::from_elem((n, n), f64::INFINITY));
        Ok(Self { popt: info.x.clone(), pcov, covariance_estimated, info })
    }

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
    /// The uncertainties do not serve as weights.
    #[error(transparent)]
    Sigma(#[from] InvalidSigma),
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
    f: F,
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
    let residuals = weighted_residuals(f, xdata, ydata, &weights);
    CurveFit::from_leastsq(leastsq(residuals, p0, ydata.len(), &options.leastsq)?, options.absolute_sigma)
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
    f: F,
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
    let residuals = weighted_residuals(f, xdata, ydata, &weights);
    let jacobian = |p: &[f64], j: &mut [f64]| {
        jac(xdata, p, j)?;
        j.chunks_exact_mut(ydata.len()).for_each(|column| weights.apply(column));
        Ok(())
    };
    CurveFit::from_leastsq(
        leastsq_with_jacobian(residuals, jacobian, p0, ydata.len(), &options.leastsq)?,
        options.absolute_sigma,
    )
}

/// `(f(xdata, p) - ydata) / sigma` as a function of `p`.
fn weighted_residuals<E>(
    mut f: impl FnMut(&[f64], &[f64], &mut [f64]) -> Result<(), E>,
    xdata: &[f64],
    ydata: &[f64],
    weights: &Weights,
) -> impl FnMut(&[f64], &mut [f64]) -> Result<(), E> {
    move |p, r| {
        f(xdata, p, r)?;
        r.iter_mut().zip(ydata).for_each(|(r, y)| *r -= y);
        weights.apply(r);
        Ok(())
    }
}

fn check_data<E>(xdata: &[f64], ydata: &[f64], options: &CurveFitOptions) -> Result<(), CurveFitError<E>> {
    if options.check_finite && !xdata.iter().chain(ydata).all(|v| v.is_finite()) {
        return Err(CurveFitError::NotFinite);
    }
    if ydata.is_empty() { Err(CurveFitError::EmptyData) } else { Ok(()) }
}
