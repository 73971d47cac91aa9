//! Errors of ufuncs, in NumPy's words.

use pallasite_array::{DType, promote};
use thiserror::Error;

/// Result of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What can go wrong in a ufunc besides what can go wrong with arrays.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum Error {
    /// An error of the array crate.
    #[error(transparent)]
    Array(#[from] pallasite_array::Error),
    /// No loop for these types (`_UFuncNoLoopError`).
    #[error(
        "ufunc '{name}' did not contain a loop with signature matching types {} -> None",
        types_text(name, types)
    )]
    NoLoop {
        /// The ufunc.
        name: &'static str,
        /// Types of the inputs.
        types: Vec<DType>,
    },
    /// Inputs that no loop takes by a safe cast (`TypeError`).
    #[error(
        "ufunc '{0}' not supported for the input types, and the inputs could not be safely coerced to any \
         supported types according to the casting rule ''safe''"
    )]
    NotSupported(&'static str),
    /// A signature that no loop has (`TypeError`).
    #[error("No loop matching the specified signature and casting was found for ufunc {0}")]
    NoSignature(&'static str),
    /// A cast of an operand that the rule forbids (`_UFuncInputCastingError`, `_UFuncOutputCastingError`).
    #[error(
        "Cannot cast ufunc '{name}' {operand} from {} to {} with casting rule '{rule}'", from.repr(), to.repr()
    )]
    Cast {
        /// The ufunc.
        name: &'static str,
        /// The operand.
        operand: Place,
        /// Type there is.
        from: DType,
        /// Type wanted.
        to: DType,
        /// Name of the rule.
        rule: &'static str,
    },
    /// A Python integer that the type of the loop cannot hold (`OverflowError`).
    #[error("Python integer {value} out of bounds for {dtype}")]
    IntegerBounds {
        /// The integer.
        value: i128,
        /// Name of the type.
        dtype: &'static str,
    },
    /// A Python integer that is too large for what it is to become (`OverflowError`).
    #[error("{0}")]
    TooLarge(&'static str),
    /// A reduction of nothing that starts with nothing (`ValueError`).
    #[error("zero-size array to reduction operation {0} which has no identity")]
    NoIdentity(&'static str),
    /// An index of `reduceat` beyond the axis (`IndexError`).
    #[error("index {index} out-of-bounds in {name}.reduceat [0, {size})")]
    ReduceatIndex {
        /// The ufunc.
        name: &'static str,
        /// The index.
        index: i64,
        /// Length of the axis.
        size: usize,
    },
}

/// An operand by its place among inputs and outputs together; written `input`, `input 1`, `output 2`, with a number
/// where there are several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Number of the operand.
    pub index: usize,
    /// Whether it is an output.
    pub is_output: bool,
    /// Whether there is no other of its sort.
    pub is_only: bool,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.is_output { "output" } else { "input" })?;
        if self.is_only { Ok(()) } else { write!(f, " {}", self.index) }
    }
}

impl Error {
    /// A `TypeError` with this text.
    pub(crate) fn type_(text: impl Into<String>) -> Error {
        Error::Array(pallasite_array::Error::type_(text))
    }

    /// A `ValueError` with this text.
    pub(crate) fn value(text: impl Into<String>) -> Error {
        Error::Array(pallasite_array::Error::value(text))
    }
}

/// For crates whose functions fail as arrays do.
impl From<Error> for pallasite_array::Error {
    fn from(e: Error) -> Self {
        match e {
            Error::Array(e) => e,
            Error::NoLoop { .. } | Error::NotSupported(_) | Error::NoSignature(_) | Error::Cast { .. } => {
                Self::type_(e.to_string())
            }
            Error::ReduceatIndex { .. } => Self::Index(e.to_string()),
            Error::IntegerBounds { .. } | Error::TooLarge(_) | Error::NoIdentity(_) => {
                Self::value(e.to_string())
            }
        }
    }
}

/// Ufuncs whose loops NumPy resolves in the old way.
pub(crate) const OLD_WAY: [&str; 7] = ["add", "subtract", "multiply", "maximum", "minimum", "fmax", "fmin"];

/// Whether an error about these operands names the classes of the types, not the types themselves.
pub fn names_classes(ufunc: &str, types: &[DType]) -> bool {
    !OLD_WAY.contains(&ufunc) || types.iter().all(|d| d.kind().is_numeric())
}

/// The classes of the types, or the types themselves.
fn types_text(name: &str, types: &[DType]) -> String {
    let by_class = names_classes(name, types);
    let one = |d: &DType| match by_class {
        true => format!("<class 'numpy.dtypes.{}'>", promote::class_name(d.kind())),
        false => d.repr(),
    };
    match types {
        [alone] => one(alone),
        _ => format!("({})", types.iter().map(one).collect::<Vec<_>>().join(", ")),
    }
}
