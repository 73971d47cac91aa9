//! What can go wrong.

/// Why there is no interpolant.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum InterpolateError {
    /// An argument that does not fit; the text names it and its numbers.
    #[error("{0}")]
    Invalid(String),
    /// The equations for the coefficients have no unique solution.
    #[error("{0}")]
    Singular(String),
}

impl InterpolateError {
    /// An argument that does not fit.
    pub fn invalid(text: impl Into<String>) -> Self {
        Self::Invalid(text.into())
    }
}

/// The result of a function of this crate.
pub type Result<T> = std::result::Result<T, InterpolateError>;
