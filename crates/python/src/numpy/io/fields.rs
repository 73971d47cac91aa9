//! The table behind `genfromtxt`.

use super::io_err;
use crate::array::wrap;
use crate::dtype::to_dtype;
use crate::interrupt::released;
use pallasite_numpy::io::{FieldSyntax, FieldTable, Splitting};
use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;
use std::collections::HashSet;

/// `delimiter=`: a text, a width or several widths.
#[derive(FromPyObject)]
enum Delimiter {
    Text(String),
    Width(usize),
    Widths(Vec<usize>),
}

fn syntax_of(delimiter: Option<Delimiter>, comments: Option<String>, autostrip: bool) -> FieldSyntax {
    let splitting = match delimiter {
        Some(Delimiter::Text(text)) if !text.is_empty() => Splitting::Text(text),
        Some(Delimiter::Width(width)) if width > 0 => Splitting::Width(width),
        Some(Delimiter::Widths(widths)) => Splitting::Widths(widths),
        _ => Splitting::Space,
    };
    FieldSyntax { splitting, comments, autostrip }
}

/// The fields of one line.
#[pyfunction]
#[pyo3(signature = (line, delimiter, comments, autostrip))]
fn _split_line(
    line: &str,
    delimiter: Option<Delimiter>,
    comments: Option<String>,
    autostrip: bool,
) -> Vec<String> {
    syntax_of(delimiter, comments, autostrip).split(line).into_iter().map(String::from).collect()
}

/// Rows of text fields.
#[pyclass(name = "_FieldTable", module = "pallasite._core")]
struct PyFieldTable {
    table: FieldTable,
    columns: usize,
}

impl PyFieldTable {
    fn check(&self, column: usize, row: usize) -> PyResult<()> {
        match column < self.columns && row <= self.table.rows() {
            true => Ok(()),
            false => Err(PyIndexError::new_err("list index out of range")),
        }
    }
}

#[pymethods]
impl PyFieldTable {
    #[new]
    #[pyo3(signature = (columns, usecols, delimiter, comments, autostrip))]
    fn new(
        columns: usize,
        usecols: Option<Vec<usize>>,
        delimiter: Option<Delimiter>,
        comments: Option<String>,
        autostrip: bool,
    ) -> Self {
        let columns = usecols.as_ref().map_or(columns, Vec::len);
        Self { table: FieldTable::new(syntax_of(delimiter, comments, autostrip), columns, usecols), columns }
    }

    /// Appends the lines of a text.
    #[pyo3(signature = (text, max_rows=None))]
    fn extend(&mut self, py: Python<'_>, text: &str, max_rows: Option<usize>) -> PyResult<()> {
        released(py, || self.table.extend(text, max_rows))
    }

    #[getter]
    fn rows(&self) -> usize {
        self.table.rows()
    }

    #[getter]
    fn invalid(&self) -> Vec<(usize, usize)> {
        self.table.invalid().to_vec()
    }

    fn drop_last(&mut self, count: usize) {
        self.table.drop_last(count);
    }

    /// One field.
    fn cell(&self, row: usize, column: usize) -> PyResult<&str> {
        self.check(column, row + 1)?;
        Ok(self.table.get(row, column))
    }

    /// All fields of a column.
    fn column(&self, column: usize) -> PyResult<Vec<&str>> {
        self.check(column, 0)?;
        Ok((0..self.table.rows()).map(|row| self.table.get(row, column)).collect())
    }

    /// A column as an array, the rows that have no value, and the first of them that is not missing either.
    #[pyo3(signature = (column, dtype, missing=None))]
    fn convert(
        &self,
        py: Python<'_>,
        column: usize,
        dtype: &Bound<'_, PyAny>,
        missing: Option<HashSet<String>>,
    ) -> PyResult<(Py<PyAny>, Vec<usize>, Option<usize>)> {
        self.check(column, 0)?;
        let dtype = to_dtype(dtype)?;
        let found = released(py, || self.table.convert(column, &dtype, missing.as_ref()))?.map_err(io_err)?;
        Ok((wrap(py, found.array)?, found.failed, found.refused))
    }
}

pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_class::<PyFieldTable>()?;
    m.add_function(wrap_pyfunction!(_split_line, m)?)
}
