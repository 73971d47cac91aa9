//! `.npy` files.

use super::file::{PyFile, with_writer};
use super::{io_err, os_err};
use crate::array::wrap;
use crate::coerce::as_array;
use crate::dtype::{dtype_object, to_dtype};
use crate::interrupt::released;
use pallasite_array::DType;
use pallasite_numpy::io::literal::Literal;
use pallasite_numpy::io::npy::{Header, Version, read_elements, write_elements};
use pallasite_numpy::io::{Error, Result};
use pyo3::exceptions::{PyUserWarning, PyValueError};
use pyo3::prelude::*;
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

/// A version by its number.
fn version_of(version: Option<(u8, u8)>) -> PyResult<Option<Version>> {
    match version {
        None => Ok(None),
        Some((1, 0)) => Ok(Some(Version::V1)),
        Some((2, 0)) => Ok(Some(Version::V2)),
        Some((3, 0)) => Ok(Some(Version::V3)),
        Some((major, minor)) => Err(io_err(Error::Version(major, minor))),
    }
}

/// The bytes of a header, with a warning where old readers will not understand them.
fn header_bytes(py: Python<'_>, header: &Header, version: Option<Version>) -> PyResult<Vec<u8>> {
    let bytes = header.to_bytes(version).map_err(io_err)?;
    let warning = match (version, bytes[6]) {
        (None, 2) => c"Stored array in format 2.0. It can only beread by NumPy >= 1.9",
        (None, 3) => c"Stored array in format 3.0. It can only be read by NumPy >= 1.17",
        _ => return Ok(bytes),
    };
    PyErr::warn(py, &py.get_type::<PyUserWarning>(), warning, 2)?;
    Ok(bytes)
}

/// Writes an array with its header to a file object.
#[pyfunction]
#[pyo3(signature = (file, array, version=None))]
fn _npy_write(file: &Bound<'_, PyAny>, array: &Bound<'_, PyAny>, version: Option<(u8, u8)>) -> PyResult<()> {
    let (py, array) = (file.py(), as_array(array, None)?);
    let header = header_bytes(py, &Header::of(&array), version_of(version)?)?;
    with_writer(file, |mut writer| {
        writer.write_all(&header)?;
        released(py, || write_elements(&mut writer, &array))?.map_err(io_err)
    })
}

/// Reads an array with its header from a file object.
#[pyfunction]
fn _npy_read(file: &Bound<'_, PyAny>, max_header_size: u128) -> PyResult<Py<PyAny>> {
    read_all(file.py(), PyFile::new(file), max_header_size, None)
}

/// Reads the `.npy` file of this name.
#[pyfunction]
fn _npy_load(py: Python<'_>, path: PathBuf, max_header_size: u128) -> PyResult<Py<PyAny>> {
    let file = File::open(&path).map_err(|e| os_err(py, e, &path))?;
    let available = file.metadata()?.len();
    read_all(py, file, max_header_size, Some(available))
}

fn read_all(
    py: Python<'_>,
    mut reader: impl Read + Send,
    max_header_size: u128,
    available: Option<u64>,
) -> PyResult<Py<PyAny>> {
    let array = released(py, || -> Result<_> {
        let header = Header::read(&mut reader, header_limit(max_header_size))?;
        read_elements(&mut reader, header, available)
    })?;
    wrap(py, array.map_err(io_err)?)
}

/// `max_header_size`, where NumPy says `2**64` for no limit.
pub fn header_limit(max_header_size: u128) -> usize {
    usize::try_from(max_header_size).unwrap_or(usize::MAX)
}

/// Reads the version at the start of a file.
#[pyfunction]
fn _npy_version(file: &Bound<'_, PyAny>) -> PyResult<(u8, u8)> {
    let mut magic = [0; 8];
    let mut reader = PyFile::new(file).take(8);
    let mut got = vec![];
    reader.read_to_end(&mut got)?;
    if got.len() < magic.len() {
        return Err(io_err(Error::Truncated { what: "magic string", expected: magic.len(), got: got.len() }));
    }
    magic.copy_from_slice(&got);
    if !magic.starts_with(pallasite_numpy::io::npy::MAGIC) {
        return Err(io_err(Error::Magic(magic[..6].to_vec())));
    }
    Ok((magic[6], magic[7]))
}

/// Reads what follows the version: shape, order and dtype.
#[pyfunction]
fn _npy_header<'py>(
    file: &Bound<'py, PyAny>,
    version: (u8, u8),
    max_header_size: u128,
) -> PyResult<(Bound<'py, PyAny>, bool, Bound<'py, PyAny>)> {
    let py = file.py();
    let invalid = || PyValueError::new_err(format!("Invalid version {version:?}"));
    let known = version_of(Some(version)).ok().flatten().ok_or_else(invalid)?;
    let header =
        Header::read_behind(&mut PyFile::new(file), known, header_limit(max_header_size)).map_err(io_err)?;
    let shape = crate::convert::tuple_of(py, &header.shape)?;
    Ok((shape, header.fortran_order, dtype_object(py, &header.dtype)?))
}

/// Writes a header: magic string, version, `descr`, order and shape.
#[pyfunction]
#[pyo3(signature = (file, dtype, fortran_order, shape, version=None))]
fn _npy_write_header(
    file: &Bound<'_, PyAny>,
    dtype: &Bound<'_, PyAny>,
    fortran_order: bool,
    shape: Vec<usize>,
    version: Option<(u8, u8)>,
) -> PyResult<()> {
    let header = Header { dtype: to_dtype(dtype)?, fortran_order, shape };
    let bytes = header_bytes(file.py(), &header, version_of(version)?)?;
    with_writer(file, |writer| Ok(writer.write_all(&bytes)?))
}

/// The dtype of a `descr`, given as its `repr`.
#[pyfunction]
fn _descr_to_dtype<'py>(py: Python<'py>, descr: &str) -> PyResult<Bound<'py, PyAny>> {
    let unfit = || PyValueError::new_err(format!("descr is not a valid dtype descriptor: {descr}"));
    let literal = Literal::parse(descr).ok_or_else(unfit)?;
    let dtype: DType = pallasite_numpy::io::dtype_of(&literal).map_err(io_err)?;
    dtype_object(py, &dtype)
}

pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_function(wrap_pyfunction!(_npy_write, m)?)?;
    m.add_function(wrap_pyfunction!(_npy_read, m)?)?;
    m.add_function(wrap_pyfunction!(_npy_load, m)?)?;
    m.add_function(wrap_pyfunction!(_npy_version, m)?)?;
    m.add_function(wrap_pyfunction!(_npy_header, m)?)?;
    m.add_function(wrap_pyfunction!(_npy_write_header, m)?)?;
    m.add_function(wrap_pyfunction!(_descr_to_dtype, m)?)
}
