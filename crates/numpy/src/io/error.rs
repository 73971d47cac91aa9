//! What can go wrong with a file of arrays.

use super::literal::Literal;

/// The result of reading or writing arrays.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why arrays could not be read or written. Messages are NumPy's where NumPy has one.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The array itself refuses.
    #[error(transparent)]
    Array(#[from] pallasite_array::Error),
    /// The operating system refuses.
    #[error(transparent)]
    Os(#[from] std::io::Error),
    /// The zip archive is broken or lacks a member.
    #[error(transparent)]
    Zip(zip::result::ZipError),
    /// The file is empty (Python's `EOFError`).
    #[error("No data left in file")]
    NoData,
    /// The file begins with neither magic string.
    #[error(
        "This file contains pickled (object) data. If you trust the file you can load it unsafely using the \
         `allow_pickle=` keyword argument or `pickle.load()`."
    )]
    Pickled,
    /// The elements are Python objects.
    #[error("Object arrays cannot be loaded when allow_pickle=False")]
    ObjectArray,
    /// Not a `.npy` file.
    #[error("the magic string is not correct; expected b'\\x93NUMPY', got {}", bytes_repr(.0))]
    Magic(Vec<u8>),
    /// A format of the future.
    #[error("we only support format version (1,0), (2,0), and (3,0), not ({0}, {1})")]
    Version(u8, u8),
    /// The file ends inside its header.
    #[error("EOF: reading {what}, expected {expected} bytes got {got}")]
    Truncated {
        /// The part that was read.
        what: &'static str,
        /// Its length.
        expected: usize,
        /// What was left of the file.
        got: usize,
    },
    /// A header longer than `max_header_size`.
    #[error(
        "Header info length ({0}) is large and may not be safe to load securely.\nTo allow loading, adjust \
         `max_header_size` or fully trust the `.npy` file using `allow_pickle=True`.\nFor safety against large \
         resource use or crashes, sandboxing may be necessary."
    )]
    HeaderTooLong(usize),
    /// A header that does not fit the format version asked for.
    #[error("Header length {len} too big for version=({}, 0)", version)]
    HeaderDoesNotFit {
        /// Length of the header.
        len: usize,
        /// The major version.
        version: u8,
    },
    /// A header that is not text of the version's encoding.
    #[error("'utf-8' codec can't decode the header")]
    HeaderEncoding,
    /// A header that is no Python literal.
    #[error("Cannot parse header: {}", Literal::Str(.0.clone()))]
    HeaderSyntax(String),
    /// A header that is another literal than a dictionary.
    #[error("Header is not a dictionary: {0}")]
    HeaderNotDict(Literal),
    /// Keys missing or too many.
    #[error("Header does not contain the correct keys: {0}")]
    HeaderKeys(Literal),
    /// A shape that is not a tuple of lengths.
    #[error("shape is not valid: {0}")]
    HeaderShape(Literal),
    /// Neither `True` nor `False`.
    #[error("fortran_order is not a valid bool: {0}")]
    HeaderOrder(Literal),
    /// A descr that describes no dtype.
    #[error("descr is not a valid dtype descriptor: {0}")]
    HeaderDescr(Literal),
    /// A dtype that has no descr.
    #[error("dtype.descr is not defined for types with overlapping or out-of-order fields")]
    NoDescr,
    /// Less data than the header says.
    #[error(
        "Failed to read all data for array. Expected {} = {count} elements, could only read {read} elements. (file \
         seems not fully written?)",
        pallasite_array::error::tuple(shape)
    )]
    Incomplete {
        /// The shape in the header.
        shape: Vec<usize>,
        /// Its number of elements.
        count: usize,
        /// The elements that are there.
        read: usize,
    },
    /// Two arrays of one name for one archive.
    #[error("Cannot use un-named variables and keyword {0}")]
    DuplicateName(String),
    /// A field that is not a value of its column's type.
    #[error("could not convert string {} to {dtype} at row {row}, column {column}.", Literal::Str(field.clone()))]
    Convert {
        /// The field, cut after 100 characters.
        field: String,
        /// The column's type.
        dtype: String,
        /// The row, counted from 0 without comments and empty lines.
        row: usize,
        /// The column, counted from 1.
        column: usize,
    },
    /// Rows of different lengths.
    #[error(
        "the number of columns changed from {from} to {to} at row {row}; use `usecols` to select a subset and avoid \
         this error"
    )]
    ColumnsChanged {
        /// Columns so far.
        from: usize,
        /// Columns of this row.
        to: usize,
        /// The row, counted from 1.
        row: usize,
    },
    /// Another number of columns than a structured dtype has.
    #[error(
        "the dtype passed requires {required} columns but {found} were found at row {row}; use `usecols` to select a \
         subset and avoid this error"
    )]
    ColumnsRequired {
        /// Columns of the dtype.
        required: usize,
        /// Columns of the row.
        found: usize,
        /// The row, counted from 1.
        row: usize,
    },
    /// A column that a row does not have.
    #[error("invalid column index {column} at row {row} with {columns} columns")]
    ColumnIndex {
        /// The column as given.
        column: isize,
        /// The row, counted from 1.
        row: usize,
        /// Columns of the row.
        columns: usize,
    },
    /// `usecols` and a structured dtype that do not fit (`TypeError`).
    #[error(
        "If a structured dtype is used, the number of columns in `usecols` must match the effective number of \
         fields. But {usecols} usecols were given and the number of fields is {fields}."
    )]
    UsecolsFields {
        /// Columns chosen.
        usecols: usize,
        /// Columns of the dtype.
        fields: usize,
    },
    /// An option that contradicts another one, in NumPy's words (`TypeError`).
    #[error("{0}")]
    Option(&'static str),
    /// A character with a meaning that ends lines (`TypeError`).
    #[error("control character '{0}' cannot be a newline (`\\r` or `\\n`).")]
    NewlineControl(&'static str),
    /// Two meanings for one character (`TypeError`).
    #[error("The values for control characters '{0}' and '{1}' are incompatible")]
    ControlClash(&'static str, &'static str),
    /// `ndmin` is none of 0, 1 and 2.
    #[error("Illegal value of ndmin keyword: {0}")]
    Ndmin(usize),
    /// An array of no or too many dimensions for a table.
    #[error("Expected 1D or 2D array, got {0}D array instead")]
    TableRank(usize),
    /// A format with another number of `%` than the table has columns.
    #[error("fmt has wrong number of % formats:  {0}")]
    FmtCount(String),
    /// A list of formats of another length than the table has columns (`AttributeError`).
    #[error("fmt has wrong shape.  {0}")]
    FmtShape(String),
    /// A character that is no conversion.
    #[error("unsupported format character in {0:?}")]
    FmtSyntax(String),
    /// A value that the format cannot show (`TypeError`).
    #[error("Mismatch between array dtype ('{dtype}') and format specifier ('{format}')")]
    FmtMismatch {
        /// The array's type.
        dtype: String,
        /// The format of a row.
        format: String,
    },
}

impl From<zip::result::ZipError> for Error {
    fn from(e: zip::result::ZipError) -> Self {
        match e {
            zip::result::ZipError::Io(e) => Self::Os(e),
            other => Self::Zip(other),
        }
    }
}

/// `bytes` as Python shows them.
pub(super) fn bytes_repr(bytes: &[u8]) -> String {
    let text: String = bytes.iter().map(|&b| std::ascii::escape_default(b).to_string()).collect();
    format!("b'{text}'")
}
