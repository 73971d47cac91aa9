//! `numpy.loadtxt`: a table of text as an array.

use pallasite_array::interrupt;
use std::sync::OnceLock;

use pallasite_array::layout::Order;
use pallasite_array::{DType, Kind, NdArray, threads};

use super::error::{Error, Result};
use super::raw::array_from_bytes;
use super::text::{Row, Syntax, Tokenizer, parse_element};

/// Fields in error messages are cut to this length.
const SHOWN_LENGTH: usize = 100;

/// How [`loadtxt`] reads.
#[derive(Debug, Clone, PartialEq)]
pub struct LoadtxtOptions {
    /// The type of the elements; a structured type takes one column for each of its numbers.
    pub dtype: DType,
    /// What separates fields and rows.
    pub syntax: Syntax,
    /// Lines to pass over at the start, comments and empty ones included.
    pub skiprows: usize,
    /// Rows to read at most, comments and empty lines not counted.
    pub max_rows: Option<usize>,
    /// The columns to read, negative ones counted from the end; `None` reads all.
    pub usecols: Option<Vec<isize>>,
    /// Dimensions that the result has at least (0, 1 or 2); others of length one are dropped.
    pub ndmin: usize,
}

impl Default for LoadtxtOptions {
    fn default() -> Self {
        Self {
            dtype: DType::FLOAT64,
            syntax: Syntax::default(),
            skiprows: 0,
            max_rows: None,
            usecols: None,
            ndmin: 0,
        }
    }
}

/// One field of a table.
#[derive(Debug, Clone, Copy)]
pub struct Cell<'a> {
    /// Its text, without quotes.
    pub text: &'a str,
    /// The type of its element.
    pub dtype: &'a DType,
    /// The row, counted from 0 without comments and empty lines.
    pub row: usize,
    /// The column in the text, counted from 0.
    pub column: usize,
}

impl Cell<'_> {
    /// The error that the text is no value of the type.
    #[cold]
    pub fn error(&self) -> Error {
        let text = matches!(self.dtype.kind(), Kind::Bytes | Kind::Str | Kind::Void);
        Error::Convert {
            field: self.text.chars().take(SHOWN_LENGTH).collect(),
            dtype: if text { self.dtype.code() } else { self.dtype.name() },
            row: self.row,
            column: self.column + 1,
        }
    }
}

/// Reads a table of numbers or text.
///
/// Each line is a row, and each row has the same number of fields. A dtype of text without a length takes the
/// length of the longest field.
///
/// # Errors
/// Fields that are not values of the dtype, and rows of different lengths, with NumPy's texts.
///
/// # Examples
/// ```
/// use pallasite_numpy::io::{LoadtxtOptions, loadtxt};
/// let table = loadtxt("# x y\n1 2\n3 4\n", &LoadtxtOptions::default()).unwrap();
/// assert_eq!(table.shape(), [2, 2]);
/// let error = loadtxt("1 2\n3 x\n", &LoadtxtOptions::default()).unwrap_err();
/// assert_eq!(error.to_string(), "could not convert string 'x' to float64 at row 1, column 2.");
/// ```
pub fn loadtxt(text: &str, options: &LoadtxtOptions) -> Result<NdArray> {
    match loadtxt_parallel(text, options) {
        Some(array) => Ok(array),
        None => read_in_order(text, options, None::<fn(&Cell, &mut [u8]) -> Result<bool>>),
    }
}

/// As [`loadtxt`], with converters: `convert(cell, element)` may write the bytes of the element itself and then
/// returns true.
///
/// # Errors
/// As [`loadtxt`], and whatever `convert` returns, unchanged.
///
/// # Examples
/// ```
/// use pallasite_numpy::io::{Cell, Error, LoadtxtOptions, loadtxt_with};
/// let percent = |cell: &Cell, element: &mut [u8]| -> Result<bool, Error> {
///     if cell.column != 1 {
///         return Ok(false);
///     }
///     let value: f64 = cell.text.trim_end_matches('%').parse().map_err(|_| cell.error())?;
///     element.copy_from_slice(&(value / 100.0).to_ne_bytes());
///     Ok(true)
/// };
/// let table = loadtxt_with("1 50%\n2 25%", &LoadtxtOptions::default(), percent).unwrap();
/// assert_eq!(table.to_vec::<f64>().unwrap(), [1.0, 0.5, 2.0, 0.25]);
/// ```
pub fn loadtxt_with<E: From<Error>>(
    text: &str,
    options: &LoadtxtOptions,
    convert: impl FnMut(&Cell, &mut [u8]) -> Result<bool, E>,
) -> Result<NdArray, E> {
    read_in_order(text, options, Some(convert))
}

fn read_in_order<E: From<Error>>(
    text: &str,
    options: &LoadtxtOptions,
    mut convert: Option<impl FnMut(&Cell, &mut [u8]) -> Result<bool, E>>,
) -> Result<NdArray, E> {
    if options.ndmin > 2 {
        return Err(Error::Ndmin(options.ndmin).into());
    }
    let dtype = sized_dtype(text, options)?;
    let mut table = Table::new(&dtype, options)?;
    table.read(&mut rows(text, options)?, options.max_rows, convert.as_mut())?;
    Ok(table.finish(options.ndmin)?)
}

/// Reads large tables in pieces, one to a thread. `None` where that is not possible or not worth it, or anything is
/// wrong with the text: reading it in order then finds the first error.
fn loadtxt_parallel(text: &str, options: &LoadtxtOptions) -> Option<NdArray> {
    let parts = threads::parts_for(text.len());
    let splittable =
        options.syntax.quote.is_none() && options.max_rows.is_none() && options.dtype.itemsize() > 0;
    if parts < 2 || !splittable || options.ndmin > 2 {
        return None;
    }
    let pieces = split_lines(rows(text, options).ok()?.rest(), parts);
    let tables: Vec<OnceLock<Result<Table>>> = pieces.iter().map(|_| OnceLock::new()).collect();
    threads::for_each(pieces.len(), |i| {
        tables[i].get_or_init(|| {
            let mut table = Table::new(&options.dtype, options)?;
            let mut rows = Tokenizer::new(pieces[i], &options.syntax)?;
            table.read(&mut rows, None, None::<&mut fn(&Cell, &mut [u8]) -> Result<bool>>)?;
            Ok(table)
        });
    });
    let mut tables = tables.into_iter().map(|table| table.into_inner()?.ok());
    let first = tables.next()??;
    tables.try_fold(first, |all, table| all.join(table?))?.finish(options.ndmin).ok()
}

/// Cuts the text behind line ends into at most `parts` pieces of about the same length.
fn split_lines(text: &str, parts: usize) -> Vec<&str> {
    let (mut pieces, mut rest) = (vec![], text);
    for left in (2..=parts).rev() {
        let start = rest.len() / left;
        let Some(end) = rest.as_bytes()[start..].iter().position(|&b| b == b'\n') else { break };
        let (piece, after) = rest.split_at(start + end + 1);
        pieces.push(piece);
        rest = after;
    }
    pieces.push(rest);
    pieces
}

fn rows<'a>(text: &'a str, options: &'a LoadtxtOptions) -> Result<Tokenizer<'a>> {
    let mut rows = Tokenizer::new(text, &options.syntax)?;
    rows.skip_lines(options.skiprows);
    Ok(rows)
}

/// The dtype, with the length of the longest field where text has none.
fn sized_dtype(text: &str, options: &LoadtxtOptions) -> Result<DType> {
    let dtype = &options.dtype;
    if dtype.itemsize() > 0 || !matches!(dtype.kind(), Kind::Bytes | Kind::Str) {
        return Ok(dtype.clone());
    }
    let (mut longest, mut count) = (1, 0);
    let mut rows = rows(text, options)?;
    while count < options.max_rows.unwrap_or(usize::MAX) {
        let Some(row) = rows.next_row() else { break };
        longest = match &options.usecols {
            Some(columns) => {
                let used = columns.iter().filter_map(|&c| row.get(resolve(c, row.len())?));
                used.map(|f| f.chars().count()).fold(longest, usize::max)
            }
            None => row.iter().map(|f| f.chars().count()).fold(longest, usize::max),
        };
        count += 1;
    }
    Ok(if dtype.kind() == Kind::Str { DType::str(longest)? } else { DType::bytes(longest)? })
}

/// The index of column `c`, counted from the end if negative.
fn resolve(c: isize, columns: usize) -> Option<usize> {
    let index = if c < 0 { c.checked_add_unsigned(columns)? } else { c };
    usize::try_from(index).ok().filter(|&i| i < columns)
}

/// One number of a row: its type and its place in the bytes of the row.
struct Slot {
    dtype: DType,
    offset: usize,
}

/// The rows read so far.
struct Table<'a> {
    dtype: &'a DType,
    usecols: Option<&'a [isize]>,
    /// Known from the dtype if that is structured, else from the first row.
    slots: Option<Vec<Slot>>,
    /// Fields of the first row.
    columns: Option<usize>,
    row_size: usize,
    data: Vec<u8>,
    rows: usize,
}

impl<'a> Table<'a> {
    fn new(dtype: &'a DType, options: &'a LoadtxtOptions) -> Result<Self> {
        if dtype.sub().is_some() {
            return Err(Error::Option(
                "file reader does not support subarray dtypes.  You canput the dtype into a structured one using \
                 `np.dtype(('name', dtype))` to avoid this limitation.",
            ));
        }
        let usecols = options.usecols.as_deref();
        let slots = dtype.is_structured().then(|| {
            let mut slots = vec![];
            flatten(dtype, 0, &mut slots);
            slots
        });
        if let (Some(slots), Some(usecols)) = (&slots, usecols)
            && slots.len() != usecols.len()
        {
            return Err(Error::UsecolsFields { usecols: usecols.len(), fields: slots.len() });
        }
        Ok(Self { dtype, usecols, slots, columns: None, row_size: dtype.itemsize(), data: vec![], rows: 0 })
    }

    /// Appends the rows, at most `max_rows` of them.
    fn read<E: From<Error>>(
        &mut self,
        rows: &mut Tokenizer,
        max_rows: Option<usize>,
        mut convert: Option<&mut impl FnMut(&Cell, &mut [u8]) -> Result<bool, E>>,
    ) -> Result<(), E> {
        let plain = convert.is_none() && self.usecols.is_none() && self.dtype == &DType::FLOAT64;
        while self.rows < max_rows.unwrap_or(usize::MAX) {
            interrupt::poll_round(self.rows);
            if plain && let Some(found) = rows.next_floats(&mut self.data) {
                self.check_columns(found)?;
                self.rows += 1;
                continue;
            }
            let Some(row) = rows.next_row() else { break };
            self.push(row, convert.as_deref_mut())?;
        }
        Ok(())
    }

    /// The rows of both, if they have the same columns.
    fn join(mut self, next: Self) -> Option<Self> {
        if self.rows == 0 {
            return Some(next);
        }
        if next.rows > 0 {
            let fits = self.usecols.is_some() || self.columns == next.columns;
            self.data.extend_from_slice(if fits { &next.data } else { return None });
            self.rows += next.rows;
        }
        Some(self)
    }

    fn push<E: From<Error>>(
        &mut self,
        row: Row,
        mut convert: Option<&mut impl FnMut(&Cell, &mut [u8]) -> Result<bool, E>>,
    ) -> Result<(), E> {
        self.check_columns(row.len())?;
        let start = self.data.len();
        self.data.resize(start + self.row_size, 0);
        let slots = self.slots.as_deref().unwrap_or_default();
        for (i, slot) in slots.iter().enumerate() {
            let column = self.column(i, row.len())?;
            let text = row.get(column).unwrap_or_default();
            let cell = Cell { text, dtype: &slot.dtype, row: self.rows, column };
            let place = start + slot.offset;
            let element = &mut self.data[place..place + slot.dtype.itemsize()];
            let converted = match &mut convert {
                Some(convert) => convert(&cell, element)?,
                None => false,
            };
            if !converted && parse_element(text, &slot.dtype, element).is_none() {
                return Err(cell.error().into());
            }
        }
        self.rows += 1;
        Ok(())
    }

    /// The index of the field that slot `i` takes.
    fn column(&self, i: usize, columns: usize) -> Result<usize> {
        match self.usecols {
            None => Ok(i),
            Some(usecols) => resolve(usecols[i], columns).ok_or(Error::ColumnIndex {
                column: usecols[i],
                row: self.rows + 1,
                columns,
            }),
        }
    }

    fn check_columns(&mut self, found: usize) -> Result<()> {
        if self.slots.is_none() {
            let size = self.dtype.itemsize();
            let count = self.usecols.map_or(found, <[isize]>::len);
            let slot = |i| Slot { dtype: self.dtype.clone(), offset: i * size };
            self.slots = Some((0..count).map(slot).collect());
            self.row_size = count * size;
        }
        let from = *self.columns.get_or_insert(found);
        if self.usecols.is_some() {
            return Ok(());
        }
        let (row, required) = (self.rows + 1, self.slots.as_ref().map_or(0, Vec::len));
        if self.dtype.is_structured() && found != required {
            return Err(Error::ColumnsRequired { required, found, row });
        }
        if found != from { Err(Error::ColumnsChanged { from, to: found, row }) } else { Ok(()) }
    }

    fn finish(self, ndmin: usize) -> Result<NdArray> {
        let columns = self.usecols.map_or(self.columns.unwrap_or(1), <[isize]>::len);
        let shape = if self.dtype.is_structured() { vec![self.rows] } else { vec![self.rows, columns] };
        let found = array_from_bytes(self.data, self.dtype, &shape, Order::C);
        let array = found.expect("the data grew by the size of a row with every row");
        with_ndmin(array, ndmin)
    }
}

/// Appends the numbers that an element at `offset` is made of.
fn flatten(dtype: &DType, offset: usize, slots: &mut Vec<Slot>) {
    if let Some((base, shape)) = dtype.sub() {
        let count: usize = shape.iter().product();
        (0..count).for_each(|i| flatten(base, offset + i * base.itemsize(), slots));
    } else if dtype.is_structured() {
        dtype.fields().iter().for_each(|f| flatten(&f.dtype, offset + f.offset, slots));
    } else {
        slots.push(Slot { dtype: dtype.clone(), offset });
    }
}

/// Drops axes of length one down to `ndmin` dimensions, or adds them.
fn with_ndmin(array: NdArray, ndmin: usize) -> Result<NdArray> {
    let array = if array.ndim() > ndmin { array.squeeze(None)? } else { array };
    Ok(match (ndmin, array.ndim()) {
        (1 | 2, 0) => array.reshape(&[1, 1][..ndmin])?,
        (2, 1) => array.expand_dims(1)?,
        _ => array,
    })
}
