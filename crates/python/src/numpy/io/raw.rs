//! `fromfile` and `tofile`: elements without a header.

use super::file::{PyFile, with_writer};
use super::{io_err, os_err};
use crate::array::wrap;
use crate::coerce::as_array;
use crate::dtype::to_dtype;
use crate::interrupt::released;
use pallasite_array::layout::Order;
use pallasite_array::{DType, NdArray};
use pallasite_numpy::io::{Result, array_from_bytes, with_bytes};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyString;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::PathBuf;

/// Reads `count` elements, or all that there are, from a path or a file object.
#[pyfunction]
fn _raw_read(
    file: &Bound<'_, PyAny>,
    dtype: &Bound<'_, PyAny>,
    count: isize,
    offset: i64,
) -> PyResult<Py<PyAny>> {
    let (py, dtype) = (file.py(), to_dtype(dtype)?);
    if dtype.itemsize() == 0 {
        return Err(PyValueError::new_err("The elements are 0-sized."));
    }
    let count = usize::try_from(count).ok();
    let array = if file.is_instance_of::<PyString>() {
        let path: PathBuf = file.extract()?;
        let mut opened = File::open(&path).map_err(|e| os_err(py, e, &path))?;
        opened.seek(SeekFrom::Current(offset))?;
        let left = opened.metadata()?.len().saturating_sub(offset.max(0) as u64);
        released(py, || read_raw(opened, &dtype, count, left))?
    } else {
        let mut opened = PyFile::new(file);
        if offset != 0 {
            opened.seek(SeekFrom::Current(offset))?;
        }
        read_raw(opened, &dtype, count, 0)
    };
    wrap(py, array.map_err(io_err)?)
}

/// Whole elements, as many as there are up to `count`; memory for `expected` bytes is taken at once.
fn read_raw(reader: impl Read, dtype: &DType, count: Option<usize>, expected: u64) -> Result<NdArray> {
    let limit = count.map_or(u64::MAX, |n| (n as u64).saturating_mul(dtype.itemsize() as u64));
    let mut data = Vec::new();
    let room = usize::try_from(expected.min(limit)).unwrap_or(usize::MAX);
    data.try_reserve_exact(room).map_err(|_| std::io::Error::from(std::io::ErrorKind::OutOfMemory))?;
    reader.take(limit).read_to_end(&mut data)?;
    let found = data.len() / dtype.itemsize();
    data.truncate(found * dtype.itemsize());
    let array = array_from_bytes(data, dtype, &[found], Order::C);
    Ok(array.expect("the data are whole elements").unpack_sub())
}

/// Writes the elements in C order to a file object.
#[pyfunction]
fn _raw_write(file: &Bound<'_, PyAny>, array: &Bound<'_, PyAny>) -> PyResult<()> {
    let (py, array) = (file.py(), as_array(array, None)?);
    with_writer(file, |writer| {
        let written = released(py, || with_bytes(&array, Order::C, |bytes| writer.write_all(bytes)))?;
        Ok(written.map_err(io_err)??)
    })
}

pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_function(wrap_pyfunction!(_raw_read, m)?)?;
    m.add_function(wrap_pyfunction!(_raw_write, m)?)
}
