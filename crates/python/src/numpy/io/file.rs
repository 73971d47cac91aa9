//! Python's file objects as readers and writers.

use super::os_err;
use pallasite_numpy::io::AtomicFile;
use pyo3::buffer::PyBuffer;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

/// The most that one call of `read` or `write` moves.
const CHUNK: usize = 1 << 24;

/// Any object with `read`, `write`, `seek` or those of them that are used.
pub struct PyFile(Py<PyAny>);

impl PyFile {
    pub fn new(object: &Bound<'_, PyAny>) -> Self {
        Self(object.clone().unbind())
    }
}

impl Read for PyFile {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        Python::attach(|py| {
            let data = self.0.bind(py).call_method1("read", (buf.len().min(CHUNK),))?;
            let data = data.cast::<PyBytes>().map_err(PyErr::from)?.as_bytes();
            let out = buf.get_mut(..data.len());
            let out = out.ok_or_else(|| io::Error::other("read() gave more bytes than asked for"))?;
            out.copy_from_slice(data);
            Ok(data.len())
        })
    }
}

impl Write for PyFile {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        Python::attach(|py| {
            let chunk = &buf[..buf.len().min(CHUNK)];
            let written = self.0.bind(py).call_method1("write", (PyBytes::new(py, chunk),))?;
            // Raw files tell how much they took, many objects nothing.
            Ok(written.extract::<usize>().map_or(chunk.len(), |n| n.min(chunk.len())))
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for PyFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let (offset, whence) = match to {
            SeekFrom::Start(n) => (n as i64, 0),
            SeekFrom::Current(n) => (n, 1),
            SeekFrom::End(n) => (n, 2),
        };
        Python::attach(|py| Ok(self.0.bind(py).call_method1("seek", (offset, whence))?.extract()?))
    }
}

/// What can be written to and sought in.
pub trait WriteSeek: Write + Seek + Send {}
impl<T: Write + Seek + Send> WriteSeek for T {}

/// Calls `f` with the file behind `object`: an [`AtomicFile`] itself, any other through its methods.
pub fn with_writer<T>(
    object: &Bound<'_, PyAny>,
    f: impl FnOnce(&mut dyn WriteSeek) -> PyResult<T>,
) -> PyResult<T> {
    match object.cast::<PyAtomicFile>() {
        Ok(atomic) => f(atomic.borrow_mut().open()?),
        Err(_) => f(&mut PyFile::new(object)),
    }
}

/// A binary file that replaces the old one of its name when it is left without an exception.
#[pyclass(name = "_AtomicFile", module = "pallasite._core")]
pub struct PyAtomicFile(Option<AtomicFile>);

impl PyAtomicFile {
    fn open(&mut self) -> PyResult<&mut AtomicFile> {
        self.0.as_mut().ok_or_else(|| PyValueError::new_err("I/O operation on closed file"))
    }
}

#[pymethods]
impl PyAtomicFile {
    #[new]
    fn new(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        Ok(Self(Some(AtomicFile::create(&path).map_err(|e| os_err(py, e, &path))?)))
    }

    fn write(&mut self, py: Python<'_>, data: &Bound<'_, PyAny>) -> PyResult<usize> {
        let data = match data.cast::<PyBytes>() {
            Ok(bytes) => return self.put(bytes.as_bytes()),
            Err(_) => PyBuffer::<u8>::get(data)?.to_vec(py)?,
        };
        self.put(&data)
    }

    fn flush(&mut self) -> PyResult<()> {
        Ok(self.open()?.flush()?)
    }

    #[pyo3(signature = (offset, whence=0))]
    fn seek(&mut self, offset: i64, whence: u8) -> PyResult<u64> {
        let to = match whence {
            0 => SeekFrom::Start(offset as u64),
            1 => SeekFrom::Current(offset),
            _ => SeekFrom::End(offset),
        };
        Ok(self.open()?.seek(to)?)
    }

    fn tell(&mut self) -> PyResult<u64> {
        Ok(self.open()?.stream_position()?)
    }

    fn __enter__(slf: Bound<'_, Self>) -> Bound<'_, Self> {
        slf
    }

    fn __exit__(
        &mut self,
        kind: &Bound<'_, PyAny>,
        _value: &Bound<'_, PyAny>,
        _trace: &Bound<'_, PyAny>,
    ) -> PyResult<()> {
        match self.0.take() {
            Some(file) if kind.is_none() => Ok(file.commit()?),
            _ => Ok(()),
        }
    }
}

impl PyAtomicFile {
    fn put(&mut self, data: &[u8]) -> PyResult<usize> {
        self.open()?.write_all(data)?;
        Ok(data.len())
    }
}

pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_class::<PyAtomicFile>()
}
