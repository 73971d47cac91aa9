//! `loadtxt` and `savetxt`.

use super::io_err;
use crate::array::wrap;
use crate::coerce::{as_array, write_element};
use crate::dtype::to_dtype;
use crate::interrupt::released;
use pallasite_array::DType;
use pallasite_numpy::io::text::{Syntax, Tokenizer};
use pallasite_numpy::io::{Cell, Error, Fmt, LoadtxtOptions, SavetxtOptions, loadtxt, loadtxt_with, savetxt};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList, PyString};
use std::io::{self, Write};

/// Text or its bytes in UTF-8.
fn text_of<'a>(source: &'a Bound<'_, PyAny>) -> PyResult<&'a str> {
    if let Ok(bytes) = source.cast::<PyBytes>()
        && let Ok(text) = std::str::from_utf8(bytes.as_bytes())
    {
        return Ok(text);
    }
    source.cast::<PyString>()?.to_str()
}

/// What separates fields and rows, as `loadtxt` has it.
#[derive(FromPyObject)]
struct SyntaxArgument {
    #[pyo3(item)]
    delimiter: Option<char>,
    #[pyo3(item)]
    comments: Vec<String>,
    #[pyo3(item)]
    quote: Option<char>,
}

impl From<SyntaxArgument> for Syntax {
    fn from(s: SyntaxArgument) -> Self {
        Syntax { delimiter: s.delimiter, comments: s.comments, quote: s.quote }
    }
}

/// Reads a table. `converters` has a function for each column that it names, and for all others under `None`.
#[pyfunction]
#[pyo3(signature = (source, dtype, syntax, skiprows, max_rows, usecols, ndmin, converters))]
#[expect(clippy::too_many_arguments, reason = "the options of loadtxt")]
fn _loadtxt(
    source: &Bound<'_, PyAny>,
    dtype: &Bound<'_, PyAny>,
    syntax: SyntaxArgument,
    skiprows: usize,
    max_rows: Option<usize>,
    usecols: Option<Vec<isize>>,
    ndmin: usize,
    converters: Option<&Bound<'_, PyDict>>,
) -> PyResult<Py<PyAny>> {
    let (py, text) = (source.py(), text_of(source)?);
    let dtype = to_dtype(dtype)?;
    let options = LoadtxtOptions { dtype, syntax: syntax.into(), skiprows, max_rows, usecols, ndmin };
    let array = match converters {
        None => released(py, || loadtxt(text, &options))?.map_err(io_err)?,
        Some(converters) if converters.is_empty() => loadtxt(text, &options).map_err(io_err)?,
        Some(converters) => {
            let convert = |cell: &Cell, element: &mut [u8]| convert_cell(converters, cell, element);
            loadtxt_with(text, &options, convert).map_err(|Failure(e)| e)?
        }
    };
    wrap(py, array)
}

/// An exception on its way through the reader.
struct Failure(PyErr);

impl From<Error> for Failure {
    fn from(e: Error) -> Self {
        Self(io_err(e))
    }
}

impl From<PyErr> for Failure {
    fn from(e: PyErr) -> Self {
        Self(e)
    }
}

/// Calls the converter of the cell's column, if there is one.
fn convert_cell(converters: &Bound<'_, PyDict>, cell: &Cell, element: &mut [u8]) -> Result<bool, Failure> {
    let py = converters.py();
    let named = converters.get_item(cell.column)?;
    let Some(converter) = named.map_or_else(|| converters.get_item(py.None()), |c| Ok(Some(c)))? else {
        return Ok(false);
    };
    let wrong = |cause: PyErr| {
        let e = io_err(cell.error());
        e.set_cause(py, Some(cause));
        Failure(e)
    };
    let value = converter.call1((cell.text,)).map_err(wrong)?;
    // SAFETY: the reader gives as many bytes as an element has.
    unsafe { write_element(&value, element.as_mut_ptr(), cell.dtype).map_err(wrong)? };
    Ok(true)
}

/// A table of Python objects as a list of rows, for dtypes whose size the values decide.
#[pyfunction]
fn _loadtxt_objects<'py>(
    source: &Bound<'py, PyAny>,
    syntax: SyntaxArgument,
    skiprows: usize,
    max_rows: Option<usize>,
    usecols: Option<Vec<isize>>,
    converters: &Bound<'py, PyDict>,
) -> PyResult<(Bound<'py, PyList>, Bound<'py, PyAny>)> {
    let py = source.py();
    let values = PyList::empty(py);
    let options =
        LoadtxtOptions { dtype: DType::BOOL, syntax: syntax.into(), skiprows, max_rows, usecols, ndmin: 2 };
    let collect = |cell: &Cell, _: &mut [u8]| -> Result<bool, Failure> {
        let named = converters.get_item(cell.column)?;
        let converter = named.map_or_else(|| converters.get_item(py.None()), |c| Ok(Some(c)))?;
        match converter {
            Some(converter) => values.append(converter.call1((cell.text,))?)?,
            None => values.append(cell.text)?,
        }
        Ok(true)
    };
    let table = loadtxt_with(text_of(source)?, &options, collect).map_err(|Failure(e)| e)?;
    Ok((values, crate::convert::tuple_of(py, table.shape())?))
}

/// The number of rows in a text, and whether it ends within quotes.
#[pyfunction]
fn _count_rows(source: &str, syntax: SyntaxArgument) -> PyResult<(usize, bool)> {
    let syntax = syntax.into();
    let mut rows = Tokenizer::new(source, &syntax).map_err(io_err)?;
    let mut count = 0;
    while rows.next_row().is_some() {
        count += 1;
    }
    Ok((count, rows.is_unterminated()))
}

/// A writer that hands text to a Python function.
struct TextSink<'py>(&'py Bound<'py, PyAny>);

impl Write for TextSink<'_> {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        let text = std::str::from_utf8(buf).map_err(io::Error::other)?;
        self.0.call1((text,))?;
        Ok(buf.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// One format or one for each column.
#[derive(FromPyObject)]
enum FmtArgument {
    One(String),
    Each(Vec<String>),
}

/// Writes a table, in pieces, by calling `write` with text.
#[pyfunction]
#[expect(clippy::too_many_arguments, reason = "the options of savetxt")]
fn _savetxt(
    write: &Bound<'_, PyAny>,
    array: &Bound<'_, PyAny>,
    fmt: FmtArgument,
    delimiter: String,
    newline: String,
    header: String,
    footer: String,
    comments: String,
) -> PyResult<()> {
    let fmt = match fmt {
        FmtArgument::One(fmt) => Fmt::One(fmt),
        FmtArgument::Each(fmt) => Fmt::Each(fmt),
    };
    let options = SavetxtOptions { fmt, delimiter, newline, header, footer, comments };
    savetxt(&mut TextSink(write), &as_array(array, None)?, &options).map_err(io_err)
}

pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_function(wrap_pyfunction!(_loadtxt, m)?)?;
    m.add_function(wrap_pyfunction!(_loadtxt_objects, m)?)?;
    m.add_function(wrap_pyfunction!(_count_rows, m)?)?;
    m.add_function(wrap_pyfunction!(_savetxt, m)?)
}
