//! Errors as data: what was asked, of which shapes, and what would have been possible.
//!
//! The texts are NumPy's, because users know them by heart and their tests match on them.

use crate::dtype::DType;
use thiserror::Error;

/// Result of the array crates.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Everything that can go wrong with an array, with the numbers that matter.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Error {
    /// Operands whose shapes do not broadcast together.
    #[error("operands could not be broadcast together with shapes {}", join_shapes(.0))]
    Broadcast(Vec<Vec<usize>>),
    /// A value of a shape that does not fit the target of an assignment.
    #[error("could not broadcast input array from shape {} into shape {}", compact(from), compact(to))]
    BroadcastInto {
        /// Shape of the value.
        from: Vec<usize>,
        /// Shape of the target.
        to: Vec<usize>,
    },
    /// A reshape that changes the number of elements.
    #[error("cannot reshape array of size {size} into shape {}", tuple(shape))]
    Reshape {
        /// Number of elements there are.
        size: usize,
        /// Shape asked for, `-1` for the one to be inferred.
        shape: Vec<isize>,
    },
    /// An index outside of its axis.
    #[error("index {index} is out of bounds for axis {axis} with size {size}")]
    IndexOutOfBounds {
        /// The index as given.
        index: isize,
        /// The axis it was applied to.
        axis: usize,
        /// Length of that axis.
        size: usize,
    },
    /// More indices than axes.
    #[error("too many indices for array: array is {ndim}-dimensional, but {given} were indexed")]
    TooManyIndices {
        /// Rank of the array.
        ndim: usize,
        /// Number of axes the index consumes.
        given: usize,
    },
    /// A boolean mask whose length differs from the axis it selects from.
    #[error(
        "boolean index did not match indexed array along axis {axis}; size of axis is {size} but size of \
         corresponding boolean axis is {mask}"
    )]
    MaskShape {
        /// The axis.
        axis: usize,
        /// Length of the axis.
        size: usize,
        /// Length of the mask there.
        mask: usize,
    },
    /// Index arrays that do not broadcast together.
    #[error("shape mismatch: indexing arrays could not be broadcast together with shapes {}", join_shapes(.0))]
    IndexBroadcast(Vec<Vec<usize>>),
    /// A value that does not fit the result of an advanced index.
    #[error(
        "shape mismatch: value array of shape {} could not be broadcast to indexing result of shape {}",
        tuple(from),
        tuple(to)
    )]
    IndexAssign {
        /// Shape of the value.
        from: Vec<usize>,
        /// Shape selected by the index.
        to: Vec<usize>,
    },
    /// An axis that the array does not have.
    #[error("axis {axis} is out of bounds for array of dimension {ndim}")]
    Axis {
        /// The axis as given.
        axis: isize,
        /// Rank of the array.
        ndim: usize,
    },
    /// A cast that the rule forbids.
    #[error("Cannot cast array data from {} to {} according to the rule '{rule}'", from.repr(), to.repr())]
    Cast {
        /// Type of the data.
        from: DType,
        /// Type wanted.
        to: DType,
        /// Name of the casting rule.
        rule: &'static str,
    },
    /// Types without a common one.
    #[error("The DTypes {0} and {1} do not have a common DType")]
    Promotion(String, String),
    /// A write into an array that forbids it.
    #[error("assignment destination is read-only")]
    ReadOnly,
    /// A write through one handle of a buffer that has others (Rust door only).
    #[error("the buffer is shared by other arrays: copy the array before writing to it")]
    Shared,
    /// More memory than there is, or than an address can name.
    #[error("Unable to allocate an array with shape {} and data type {dtype}", tuple(shape))]
    Memory {
        /// Shape asked for.
        shape: Vec<usize>,
        /// Its type.
        dtype: String,
    },
    /// Text that names no dtype.
    #[error("data type {0:?} not understood")]
    DTypeText(String),
    /// Typed access with another type than the array's.
    #[error("array holds {have}, not {want}")]
    ElementType {
        /// The array's type.
        have: String,
        /// The type asked for.
        want: &'static str,
    },
    /// Anything else that a value makes impossible (`ValueError`).
    #[error("{0}")]
    Value(String),
    /// Anything else that a type makes impossible (`TypeError`).
    #[error("{0}")]
    Type(String),
    /// An index of a kind that cannot index (`IndexError`).
    #[error("{0}")]
    Index(String),
}

impl Error {
    /// A [`Error::Value`] with the given text.
    pub fn value(text: impl Into<String>) -> Self {
        Self::Value(text.into())
    }

    /// A [`Error::Type`] with the given text.
    pub fn type_(text: impl Into<String>) -> Self {
        Self::Type(text.into())
    }
}

/// A shape as Python writes a tuple: `(3,)`, `(2, 3)`.
pub fn tuple<T: std::fmt::Display>(shape: &[T]) -> String {
    match shape {
        [one] => format!("({one},)"),
        _ => format!("({})", shape.iter().map(T::to_string).collect::<Vec<_>>().join(", ")),
    }
}

/// A shape without blanks, as NumPy's C code writes it: `(3,)`, `(2,3)`.
pub fn compact<T: std::fmt::Display>(shape: &[T]) -> String {
    tuple(shape).replace(", ", ",")
}

fn join_shapes(shapes: &[Vec<usize>]) -> String {
    shapes.iter().map(|s| compact(s)).collect::<Vec<_>>().join(" ") + " "
}
