//! `numpy.savetxt`: an array as a table of text.

use std::io::Write;

use pallasite_array::{Kind, NdArray, Scalar};

use super::error::{Error, Result};
use super::printf::Format;

/// Text is handed to the writer in pieces of about this size.
const CHUNK: usize = 1 << 16;

/// The formats of the columns.
#[derive(Debug, Clone, PartialEq)]
pub enum Fmt {
    /// One for every column, or (with as many `%` as columns) for a whole row.
    One(String),
    /// One for each column.
    Each(Vec<String>),
}

/// How [`savetxt`] writes.
#[derive(Debug, Clone, PartialEq)]
pub struct SavetxtOptions {
    /// The formats of the columns.
    pub fmt: Fmt,
    /// What stands between columns.
    pub delimiter: String,
    /// What ends a row.
    pub newline: String,
    /// Text before the table.
    pub header: String,
    /// Text behind the table.
    pub footer: String,
    /// What begins each line of header and footer.
    pub comments: String,
}

impl Default for SavetxtOptions {
    fn default() -> Self {
        Self {
            fmt: Fmt::One("%.18e".into()),
            delimiter: " ".into(),
            newline: "\n".into(),
            header: String::new(),
            footer: String::new(),
            comments: "# ".into(),
        }
    }
}

/// Writes an array of one or two dimensions as text in UTF-8, a row to a line; structured elements are rows of their
/// fields.
///
/// # Errors
/// Formats that do not fit the columns, values that the format cannot show, or a writer that fails.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::io::{SavetxtOptions, savetxt};
/// let mut out = vec![];
/// savetxt(&mut out, &NdArray::from_vec(vec![0.1, 2.0]), &SavetxtOptions::default()).unwrap();
/// assert_eq!(out, b"1.000000000000000056e-01\n2.000000000000000000e+00\n");
/// ```
pub fn savetxt(writer: &mut impl Write, array: &NdArray, options: &SavetxtOptions) -> Result<()> {
    let (rows, columns) = table_shape(array)?;
    let complex = array.kind().is_complex();
    let row_format = row_format(options, columns, complex)?;
    let format = Format::parse(&row_format).ok_or_else(|| Error::FmtSyntax(row_format.clone()))?;
    let mismatch = || Error::FmtMismatch { dtype: dtype_text(array), format: row_format.clone() };

    let mut out = String::new();
    write_remark(&options.header, options, &mut out);
    let contiguous = if array.kind() == Kind::Float64 { Some(array.to_contiguous()?) } else { None };
    let floats = contiguous.as_ref().and_then(|a| a.as_slice::<f64>());
    for row in 0..rows {
        let start = out.len();
        match floats {
            Some(floats) => format.write_floats(&floats[row * columns..(row + 1) * columns], &mut out),
            None => format.write(&row_values(array, row, columns)?, &mut out),
        }
        .ok_or_else(mismatch)?;
        if complex {
            let text = out.split_off(start);
            out.push_str(&text.replace("+-", "-"));
        }
        out.push_str(&options.newline);
        if out.len() >= CHUNK {
            writer.write_all(out.as_bytes())?;
            out.clear();
        }
    }
    write_remark(&options.footer, options, &mut out);
    Ok(writer.write_all(out.as_bytes())?)
}

/// Rows and columns of the table.
fn table_shape(array: &NdArray) -> Result<(usize, usize)> {
    match *array.shape() {
        [rows] if array.dtype().is_structured() => Ok((rows, array.dtype().fields().len())),
        [rows] => Ok((rows, 1)),
        [rows, columns] => Ok((rows, columns)),
        _ => Err(Error::TableRank(array.ndim())),
    }
}

fn dtype_text(array: &NdArray) -> String {
    match array.kind() {
        kind if kind.is_numeric() => array.dtype().name(),
        _ => array.dtype().code(),
    }
}

/// The format of a whole row.
fn row_format(options: &SavetxtOptions, columns: usize, complex: bool) -> Result<String> {
    let fmt = match &options.fmt {
        Fmt::Each(formats) if formats.len() != columns => {
            return Err(Error::FmtShape(format!("{formats:?}").replace('"', "'")));
        }
        Fmt::Each(formats) => return Ok(formats.join(&options.delimiter)),
        Fmt::One(fmt) => fmt,
    };
    match fmt.matches('%').count() {
        1 if complex => Ok(vec![format!(" ({fmt}+{fmt}j)"); columns].join(&options.delimiter)),
        1 => Ok(vec![&fmt[..]; columns].join(&options.delimiter)),
        count if count == columns * (1 + usize::from(complex)) => Ok(fmt.clone()),
        _ => Err(Error::FmtCount(fmt.clone())),
    }
}

fn write_remark(text: &str, options: &SavetxtOptions, out: &mut String) {
    if !text.is_empty() {
        let continued = format!("\n{}", options.comments);
        out.push_str(&options.comments);
        out.push_str(&text.replace('\n', &continued));
        out.push_str(&options.newline);
    }
}

/// The values of a row with their kinds; complex numbers as two.
fn row_values(array: &NdArray, row: usize, columns: usize) -> Result<Vec<(Scalar, Kind)>> {
    let mut values = Vec::with_capacity(columns);
    for column in 0..columns {
        let (value, kind) = match array.ndim() {
            1 if array.dtype().is_structured() => {
                let field = array.field(&array.dtype().fields()[column].name)?;
                (field.get(&[row])?, field.kind())
            }
            1 => (array.get(&[row])?, array.kind()),
            _ => (array.get(&[row, column])?, array.kind()),
        };
        match value {
            Scalar::Complex(z) if array.kind().is_complex() => {
                values.extend([z.re, z.im].map(|part| (Scalar::Float(part), kind.real())));
            }
            other => values.push((other, kind)),
        }
    }
    Ok(values)
}
