//! `.npz` archives.

use super::file::{PyFile, with_writer};
use super::npy::header_limit;
use super::{io_err, os_err};
use crate::array::wrap;
use crate::coerce::as_array;
use crate::interrupt::released;
use pallasite_array::NdArray;
use pallasite_numpy::io::npz::{Member, NpzFile, write_npz};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};
use std::fs::File;
use std::io::{BufReader, BufWriter, Cursor, Read, Seek, Write};
use std::path::PathBuf;

trait ReadSeek: Read + Seek + Send + Sync {}
impl<T: Read + Seek + Send + Sync> ReadSeek for T {}

/// An archive that is open for reading.
#[pyclass(name = "_NpzReader", module = "pallasite._core")]
struct NpzReader(NpzFile<Box<dyn ReadSeek>>);

#[pymethods]
impl NpzReader {
    /// Opens a path or a file object.
    #[new]
    fn new(file: &Bound<'_, PyAny>) -> PyResult<Self> {
        let reader: Box<dyn ReadSeek> = if file.is_instance_of::<PyString>() {
            let path: PathBuf = file.extract()?;
            Box::new(BufReader::new(File::open(&path).map_err(|e| os_err(file.py(), e, &path))?))
        } else {
            Box::new(BufReader::new(PyFile::new(file)))
        };
        NpzFile::new(reader).map(Self).map_err(io_err)
    }

    /// The names of all members.
    fn namelist(&self) -> Vec<String> {
        self.0.members()
    }

    /// A member as an array, or as bytes if it is none.
    fn read(&mut self, py: Python<'_>, name: &str, max_header_size: u128) -> PyResult<Py<PyAny>> {
        let member = released(py, || self.0.read(name, header_limit(max_header_size)))?.map_err(io_err)?;
        match member {
            Member::Array(array) => wrap(py, array),
            Member::Bytes(bytes) => Ok(PyBytes::new(py, &bytes).into_any().unbind()),
        }
    }
}

/// Writes named arrays to a file object.
#[pyfunction]
fn _npz_write(
    file: &Bound<'_, PyAny>,
    arrays: Vec<(String, Bound<'_, PyAny>)>,
    compressed: bool,
) -> PyResult<()> {
    let py = file.py();
    let arrays = arrays
        .into_iter()
        .map(|(n, a)| Ok((n, as_array(&a, None)?)))
        .collect::<PyResult<Vec<(String, NdArray)>>>()?;
    let pairs: Vec<(&str, &NdArray)> = arrays.iter().map(|(n, a)| (&n[..], a)).collect();
    let seekable = file.call_method0("seekable").and_then(|s| s.is_truthy()).unwrap_or(true);
    with_writer(file, |writer| {
        if seekable {
            let mut buffered = BufWriter::new(writer);
            released(py, || write_npz(&mut buffered, &pairs, compressed))?.map_err(io_err)?;
            return Ok(buffered.flush()?);
        }
        let mut whole = Cursor::new(vec![]);
        released(py, || write_npz(&mut whole, &pairs, compressed))?.map_err(io_err)?;
        Ok(writer.write_all(whole.get_ref())?)
    })
}

pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_class::<NpzReader>()?;
    m.add_function(wrap_pyfunction!(_npz_write, m)?)
}
