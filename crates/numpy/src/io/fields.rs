//! Text cut into fields for `numpy.genfromtxt`, whose columns are converted one by one and may have gaps.

use std::collections::HashSet;
use std::ops::Range;

use pallasite_array::{DType, Kind, NdArray, parse_number};

use super::error::{Error, Result};
use super::text::{is_space, parse_element};

/// Where a line is cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Splitting {
    /// At any white space.
    Space,
    /// At a text.
    Text(String),
    /// Into fields of one width.
    Width(usize),
    /// Into fields of given widths.
    Widths(Vec<usize>),
}

/// How a line becomes fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldSyntax {
    /// Where it is cut.
    pub splitting: Splitting,
    /// What begins a comment.
    pub comments: Option<String>,
    /// Whether white space around fields is dropped.
    pub autostrip: bool,
}

impl FieldSyntax {
    /// The fields of a line, none for an empty one.
    ///
    /// # Examples
    /// ```
    /// use pallasite_numpy::io::{FieldSyntax, Splitting};
    /// let syntax = FieldSyntax { splitting: Splitting::Text(",".into()), comments: Some("#".into()), autostrip: true };
    /// assert_eq!(syntax.split("1, ,3 # remark"), ["1", "", "3"]);
    /// ```
    pub fn split<'a>(&self, line: &'a str) -> Vec<&'a str> {
        let comment = self.comments.as_deref().and_then(|c| line.find(c));
        let line = &line[..comment.unwrap_or(line.len())];
        let mut fields = match &self.splitting {
            Splitting::Space => line.split(is_space).filter(|f| !f.is_empty()).collect(),
            Splitting::Text(delimiter) => match line.trim_matches([' ', '\r', '\n']) {
                "" => vec![],
                line => line.split(&delimiter[..]).collect(),
            },
            Splitting::Width(width) => {
                let line = line.trim_matches(['\r', '\n']);
                let count = line.chars().count().div_ceil(*width);
                by_widths(line, std::iter::repeat_n(*width, count))
            }
            Splitting::Widths(_) if line.is_empty() => vec![],
            Splitting::Widths(widths) => by_widths(line, widths.iter().copied()),
        };
        if self.autostrip {
            fields.iter_mut().for_each(|f| *f = f.trim_matches(is_space));
        }
        fields
    }
}

/// Fields of so many characters each, the last ones short or empty.
fn by_widths(line: &str, widths: impl Iterator<Item = usize>) -> Vec<&str> {
    let mut rest = line;
    let cut = |width| {
        let end = rest.char_indices().nth(width).map_or(rest.len(), |(i, _)| i);
        let (field, behind) = rest.split_at(end);
        rest = behind;
        field
    };
    widths.map(cut).collect()
}

/// The fields of the rows read so far.
///
/// # Examples
/// ```
/// use pallasite_array::DType;
/// use pallasite_numpy::io::{FieldSyntax, FieldTable, Splitting};
/// let syntax = FieldSyntax { splitting: Splitting::Text(",".into()), comments: None, autostrip: false };
/// let mut table = FieldTable::new(syntax, 2, None);
/// table.extend("1,2\n3\n4,x\n", None);
/// assert_eq!((table.rows(), table.invalid()), (2, &[(2, 1)][..]));
/// let column = table.convert(1, &DType::FLOAT64, None).unwrap();
/// assert_eq!((column.array.to_vec::<f64>().unwrap(), column.failed), (vec![2.0, 0.0], vec![1]));
/// ```
pub struct FieldTable {
    syntax: FieldSyntax,
    columns: usize,
    usecols: Option<Vec<usize>>,
    text: String,
    cells: Vec<Range<usize>>,
    lines: usize,
    invalid: Vec<(usize, usize)>,
}

/// A column as an array.
pub struct Column {
    /// The values, zero where there is none.
    pub array: NdArray,
    /// The rows whose field is no value of the dtype.
    pub failed: Vec<usize>,
    /// The first of them whose field does not stand for a missing value either.
    pub refused: Option<usize>,
}

impl FieldTable {
    /// No rows yet; each is to have `columns` fields, or those of `usecols` are taken from each.
    pub fn new(syntax: FieldSyntax, columns: usize, usecols: Option<Vec<usize>>) -> Self {
        Self { syntax, columns, usecols, text: String::new(), cells: vec![], lines: 0, invalid: vec![] }
    }

    /// Appends the lines of `text` up to `max_rows` rows in all.
    pub fn extend(&mut self, text: &str, max_rows: Option<usize>) {
        let start = self.text.len();
        self.text.push_str(text);
        let text = std::mem::take(&mut self.text);
        for line in text[start..].split_inclusive('\n') {
            if max_rows.is_some_and(|max| self.rows() >= max) {
                break;
            }
            self.lines += 1;
            self.push(&self.syntax.split(line), text.as_ptr() as usize);
        }
        self.text = text;
    }

    /// Keeps where the fields are in the text, which begins at `origin`.
    fn push(&mut self, fields: &[&str], origin: usize) {
        let place = |field: &str| {
            let start = field.as_ptr() as usize - origin;
            start..start + field.len()
        };
        match &self.usecols {
            _ if fields.is_empty() => {}
            Some(columns) if columns.iter().all(|&c| c < fields.len()) => {
                self.cells.extend(columns.iter().map(|&c| place(fields[c])));
            }
            None if fields.len() == self.columns => self.cells.extend(fields.iter().map(|f| place(f))),
            _ => self.invalid.push((self.lines, fields.len())),
        }
    }

    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.cells.len() / self.columns.max(1)
    }

    /// The lines, counted from 1, with another number of fields, and that number.
    pub fn invalid(&self) -> &[(usize, usize)] {
        &self.invalid
    }

    /// Forgets the last rows.
    pub fn drop_last(&mut self, count: usize) {
        self.cells.truncate(self.rows().saturating_sub(count) * self.columns);
    }

    /// The text of one field.
    ///
    /// # Panics
    /// Where there is no such row or column.
    pub fn get(&self, row: usize, column: usize) -> &str {
        &self.text[self.cells[row * self.columns + column].clone()]
    }

    /// The column as an array of `dtype`. With `missing`, the conversion ends at the first field that is neither a value
    /// nor one of these.
    ///
    /// # Errors
    /// No memory.
    pub fn convert(&self, column: usize, dtype: &DType, missing: Option<&HashSet<String>>) -> Result<Column> {
        let dtype = self.sized(column, dtype)?;
        let size = dtype.itemsize();
        let mut out =
            Column { array: NdArray::zeros(&[self.rows()], &dtype)?, failed: vec![], refused: None };
        let mut element = vec![0; size];
        for row in 0..self.rows() {
            let field = self.get(row, column);
            if parse_field(field, &dtype, &mut element).is_none() {
                out.failed.push(row);
                if missing.is_some_and(|m| !m.contains(field.trim_matches(is_space))) {
                    out.refused = Some(row);
                    break;
                }
                continue;
            }
            // SAFETY: the array is ours, contiguous, and has more than `row` elements of `size` bytes.
            unsafe {
                std::ptr::copy_nonoverlapping(element.as_ptr(), out.array.as_ptr().add(row * size), size)
            };
        }
        Ok(out)
    }

    /// Text without a length takes that of the longest field.
    fn sized(&self, column: usize, dtype: &DType) -> Result<DType> {
        if dtype.itemsize() > 0 || !matches!(dtype.kind(), Kind::Bytes | Kind::Str) {
            return Ok(dtype.clone());
        }
        let longest = (0..self.rows()).map(|row| self.get(row, column).chars().count()).max();
        let longest = longest.unwrap_or(0).max(1);
        let sized = if dtype.kind() == Kind::Str { DType::str(longest) } else { DType::bytes(longest) };
        sized.map_err(Error::from)
    }
}

/// A field by Python's rules: `True` and `False`, numbers with underscores, narrow integers with a fraction.
fn parse_field(field: &str, dtype: &DType, out: &mut [u8]) -> Option<()> {
    let kind = dtype.kind();
    if kind == Kind::Bool {
        out[0] = match field.to_uppercase().as_str() {
            "TRUE" => 1,
            "FALSE" => 0,
            _ => return None,
        };
        return Some(());
    }
    if let Some(done) = parse_element(field, dtype, out) {
        return Some(done);
    }
    if !kind.is_numeric() {
        return None;
    }
    let narrow = kind.is_integer() && !matches!(kind, Kind::Int64 | Kind::UInt64);
    let value = if narrow { truncated(field, kind)? } else { parse_number(field, kind).ok()? };
    // SAFETY: `out` is as long as an element.
    unsafe { value.cast_write(out.as_mut_ptr(), dtype).ok() }
}

/// The whole part of a number, if it fits the kind.
fn truncated(field: &str, kind: Kind) -> Option<pallasite_array::Scalar> {
    let pallasite_array::Scalar::Float(value) = parse_number(field, Kind::Float64).ok()? else { return None };
    let bits = 8 * kind.size() as i32;
    let (low, high) = match kind.is_signed() {
        true => (-2f64.powi(bits - 1), 2f64.powi(bits - 1)),
        false => (0.0, 2f64.powi(bits)),
    };
    let whole = value.trunc();
    (whole >= low && whole < high).then_some(pallasite_array::Scalar::Int(whole as i64))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(splitting: Splitting, line: &str) -> Vec<&str> {
        FieldSyntax { splitting, comments: Some("#".into()), autostrip: false }.split(line)
    }

    #[test]
    fn lines_are_cut() {
        assert_eq!(fields(Splitting::Space, " 1\t2  3 # x\n"), ["1", "2", "3"]);
        assert_eq!(fields(Splitting::Text("::".into()), " 1::2 ::\n"), ["1", "2 ", ""]);
        assert_eq!(fields(Splitting::Width(2), "12345\n"), ["12", "34", "5"]);
        assert_eq!(fields(Splitting::Widths(vec![1, 3, 2]), "äbcd"), ["ä", "bcd", ""]);
        for splitting in [Splitting::Space, Splitting::Text(",".into()), Splitting::Width(3)] {
            assert!(fields(splitting, "# nothing\n").is_empty());
        }
    }

    #[test]
    fn columns_are_converted() {
        let syntax = FieldSyntax { splitting: Splitting::Text(",".into()), comments: None, autostrip: false };
        let mut table = FieldTable::new(syntax, 2, Some(vec![2, 0]));
        table.extend("1_0,b,True\n2.7,c, N/A\n300,d,no", None);
        let small = table.convert(1, &DType::INT8, None).unwrap();
        assert_eq!((small.array.to_vec::<i8>().unwrap(), small.failed), (vec![10, 2, 0], vec![2]));
        let missing = HashSet::from(["N/A".to_string()]);
        let flags = table.convert(0, &DType::BOOL, Some(&missing)).unwrap();
        assert_eq!((flags.failed, flags.refused), (vec![1, 2], Some(2)));
        table.drop_last(2);
        assert_eq!(table.rows(), 1);
    }
}
