//! Why an operation on polynomials fails.

use crate::linalg::LinAlgError;
use thiserror::Error;

/// The result of an operation on polynomials.
pub type Result<T> = std::result::Result<T, PolynomialError>;

/// Why an operation on polynomials fails; the messages are NumPy's.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PolynomialError {
    /// A series without coefficients.
    #[error("Coefficient array is empty")]
    Empty,
    /// Coefficients that are not on a line.
    #[error("Coefficient array is not 1-d")]
    NotALine,
    /// Coefficients that are no numbers of floating point, nor integers.
    #[error("Coefficient arrays have no common type")]
    NoCommonType,
    /// The division by the series that is zero.
    #[error("")]
    DivisionByZero,
    /// A constant, which has no companion matrix.
    #[error("Series must have maximum degree of at least 1.")]
    Constant,
    /// More constants of integration than integrations.
    #[error("Too many integration constants")]
    TooManyConstants,
    /// Too few data to scale a covariance by.
    #[error("the number of data points must exceed order to scale the covariance matrix")]
    TooFewData,
    /// Data of a shape or type that cannot be fitted.
    #[error("{0}")]
    Data(&'static str),
    /// What linear algebra refuses.
    #[error(transparent)]
    LinAlg(LinAlgError),
    /// What arrays refuse.
    #[error(transparent)]
    Array(#[from] pallasite_array::Error),
}

impl From<LinAlgError> for PolynomialError {
    fn from(e: LinAlgError) -> PolynomialError {
        match e {
            LinAlgError::Array(e) => PolynomialError::Array(e),
            other => PolynomialError::LinAlg(other),
        }
    }
}
