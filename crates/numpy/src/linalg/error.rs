use thiserror::Error;

/// Why a matrix computation failed; the messages are NumPy's.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LinAlgError {
    /// A matrix without an inverse.
    #[error("Singular matrix")]
    Singular,
    /// Cholesky's factorisation met a pivot that is not positive.
    #[error("Matrix is not positive definite")]
    NotPositiveDefinite,
    /// The iteration for eigenvalues failed, or the input is not finite.
    #[error("Eigenvalues did not converge")]
    EigenvaluesDidNotConverge,
    /// The iteration for singular values failed, or the input is not finite.
    #[error("SVD did not converge")]
    SvdDidNotConverge,
    /// The same, in a least squares problem.
    #[error("SVD did not converge in Linear Least Squares")]
    LeastSquaresDidNotConverge,
    /// Input that has to be finite is not.
    #[error("Array must not contain infs or NaNs")]
    NotFinite,
    /// A matrix that has to be square is not.
    #[error("Last 2 dimensions of the array must be square")]
    NotSquare {
        /// Rows of the matrix.
        rows: usize,
        /// Columns of the matrix.
        cols: usize,
    },
    /// Operands whose common dimension differs.
    #[error(
        "{op}: Input operands have a mismatch in their core dimensions: size {rhs} is different from {lhs}"
    )]
    Mismatch {
        /// The operation.
        op: &'static str,
        /// The dimension of the first operand.
        lhs: usize,
        /// The dimension of the second operand.
        rhs: usize,
    },
    /// An operation on no elements that has no result.
    #[error("{0}: zero-size array has no result")]
    Empty(&'static str),
    /// An order that is no matrix or vector norm.
    #[error("Invalid norm order for {0}.")]
    NormOrder(&'static str),
    /// An axis that is not there.
    #[error("axis {axis} is out of bounds for array of dimension {ndim}")]
    Axis {
        /// The axis as given.
        axis: isize,
        /// The number of dimensions.
        ndim: usize,
    },
    /// What the array itself refuses: a shape, a type, too much memory.
    #[error(transparent)]
    Array(#[from] pallasite_array::Error),
    /// An order of products that leaves operands over.
    #[error("Invalid einsum_path is specified: {left} more operands has to be contracted.")]
    EinsumPath {
        /// How many too many.
        left: usize,
    },
    /// Axes to sum over that do not fit each other.
    #[error("shape-mismatch for sum")]
    TensordotShape,
}

/// The result of a matrix computation.
pub type Result<T> = std::result::Result<T, LinAlgError>;
