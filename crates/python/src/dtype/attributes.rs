//! Attributes and methods of `np.dtype`.

use super::{PyDType, dtype_object, is_builtin};
use crate::error::IntoPy;
use crate::scalar::scalar_class;
use pallasite_array::{DType, Field, Kind};
use pyo3::exceptions::{PyIndexError, PyKeyError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyMappingProxy, PyString, PyTuple, PyWeakrefMethods};

/// NumPy's flag for a structure made with `align=True`.
const ALIGNED_STRUCT: u32 = 0x80;
/// NumPy's flag for elements that need an initialised start.
const NEEDS_INIT: u32 = 0x08;
/// NumPy's flag for elements that only Python code reads.
const NEEDS_PYAPI: u32 = 0x10;

#[pymethods]
impl PyDType {
    #[getter]
    fn kind(&self) -> char {
        self.dtype.kind().letter()
    }

    #[getter]
    fn char(&self) -> char {
        if self.dtype == DType::bytes(1).unwrap_or(DType::BOOL) { 'S' } else { self.dtype.kind().char() }
    }

    #[getter]
    fn num(&self) -> u8 {
        self.dtype.kind().num()
    }

    #[getter]
    fn str(&self) -> String {
        self.dtype.code()
    }

    #[getter]
    fn name(&self) -> String {
        if self.dtype.itemsize() == 0 { self.dtype.kind().name().into() } else { self.dtype.name() }
    }

    #[getter]
    fn itemsize(&self) -> usize {
        self.dtype.itemsize()
    }

    #[getter]
    fn alignment(&self) -> usize {
        self.dtype.alignment()
    }

    #[getter]
    fn byteorder(&self) -> char {
        self.dtype.byteorder()
    }

    #[getter]
    fn isnative(&self) -> bool {
        self.dtype.is_native()
    }

    #[getter]
    fn hasobject(&self) -> bool {
        false
    }

    #[getter]
    fn isbuiltin(&self) -> u8 {
        is_builtin(&self.dtype).into()
    }

    #[getter]
    fn isalignedstruct(&self) -> bool {
        self.dtype.is_aligned_struct()
    }

    #[getter]
    pub(super) fn flags(&self) -> u32 {
        let aligned = if self.dtype.is_aligned_struct() { ALIGNED_STRUCT } else { 0 };
        let parts = if self.dtype.is_structured() { NEEDS_PYAPI } else { 0 };
        let text = if self.dtype.kind() == Kind::Str { NEEDS_INIT } else { 0 };
        aligned | parts | text
    }

    #[getter]
    fn metadata<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyMappingProxy>> {
        self.metadata.as_ref().map(|m| PyMappingProxy::new(py, m.bind(py).as_mapping()))
    }

    #[getter]
    fn r#type<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match &self.scalar {
            Some(class) => Ok(class.bind(py).clone().into_any()),
            None => scalar_class(py, self.dtype.kind()),
        }
    }

    #[getter]
    fn base<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        match slf.borrow().dtype.sub() {
            Some((base, _)) => dtype_object(slf.py(), base),
            None => Ok(slf.clone().into_any()),
        }
    }

    #[getter]
    fn shape<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.dtype.sub().map_or(&[][..], |(_, shape)| shape))
    }

    #[getter]
    fn ndim(&self) -> usize {
        self.dtype.sub().map_or(0, |(_, shape)| shape.len())
    }

    #[getter]
    pub(super) fn subdtype<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyTuple>>> {
        let Some((base, shape)) = self.dtype.sub() else { return Ok(None) };
        let pair = [dtype_object(py, base)?, PyTuple::new(py, shape)?.into_any()];
        Ok(Some(PyTuple::new(py, pair)?))
    }

    #[getter]
    pub(super) fn names<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyTuple>>> {
        let names = || PyTuple::new(py, self.dtype.fields().iter().map(|f| &f.name));
        self.dtype.is_structured().then(names).transpose()
    }

    #[setter]
    fn set_names(&mut self, given_in: &Bound<'_, PyAny>) -> PyResult<()> {
        if !self.dtype.is_structured() {
            return Err(PyValueError::new_err("there are no fields defined"));
        }
        let count = self.dtype.fields().len();
        let unfit = || {
            PyValueError::new_err(format!("must replace all names at once with a sequence of length {count}"))
        };
        let given: Vec<Bound<'_, PyAny>> = given_in.extract().map_err(|_| unfit())?;
        if given.len() != count {
            return Err(unfit());
        }
        let text = |(i, n): (usize, &Bound<'_, PyAny>)| match n.cast::<PyString>() {
            Ok(s) => Ok(s.to_str()?.to_string()),
            Err(_) => {
                let class = n.get_type().name()?;
                Err(PyValueError::new_err(format!("item #{i} of names is of type {class} and not string")))
            }
        };
        let names = given.iter().enumerate().map(text).collect::<PyResult<Vec<_>>>()?;
        let renamed = self.dtype.with_names(&names).py()?;
        let array = self.array.as_ref().and_then(|a| a.bind(given_in.py()).upgrade());
        if let Some(array) = array {
            crate::array::rename_fields(&array, &self.dtype, &renamed)?;
        }
        self.dtype = renamed;
        Ok(())
    }

    #[getter]
    pub(super) fn fields<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyMappingProxy>>> {
        if !self.dtype.is_structured() {
            return Ok(None);
        }
        let dict = PyDict::new(py);
        for f in self.dtype.fields() {
            let mut row = vec![dtype_object(py, &f.dtype)?, f.offset.into_pyobject(py)?.into_any()];
            row.extend(f.title.as_ref().map(|t| PyString::new(py, t).into_any()));
            let row = PyTuple::new(py, row)?;
            dict.set_item(&f.name, &row)?;
            if let Some(title) = &f.title {
                dict.set_item(title, row)?;
            }
        }
        Ok(Some(PyMappingProxy::new(py, dict.as_mapping())))
    }

    #[getter]
    fn descr<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        if self.dtype.is_structured() {
            description(py, &self.dtype)
        } else {
            plain_description(py, &self.dtype)
        }
    }

    /// The same type with another byte order: `S` swaps, `<`, `>`, `=` set.
    #[pyo3(signature = (new_order="S", /))]
    fn newbyteorder<'py>(&self, py: Python<'py>, new_order: &str) -> PyResult<Bound<'py, PyAny>> {
        let lower = new_order.to_ascii_lowercase();
        let dtype = match lower.as_str() {
            "s" | "swap" => self.dtype.byteswapped(),
            "<" | "l" | "little" => self.dtype.with_big_endian(false),
            ">" | "b" | "big" => self.dtype.with_big_endian(true),
            "=" | "n" | "native" => self.dtype.to_native(),
            "|" | "i" | "ignore" => self.dtype.clone(),
            _ => return Err(PyValueError::new_err(format!("byteorder not recognized (got '{new_order}')"))),
        };
        dtype_object(py, &dtype)
    }

    fn __len__(&self) -> usize {
        self.dtype.fields().len()
    }

    fn __bool__(&self) -> bool {
        true
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let Some(class) = &self.scalar else { return Ok(self.dtype.repr()) };
        let text = self.dtype.repr();
        let fields = text.strip_prefix("dtype(").and_then(|t| t.strip_suffix(')')).unwrap_or(&text);
        Ok(format!("dtype(({}, {fields}))", class.bind(py).fully_qualified_name()?))
    }

    fn __str__(&self, py: Python<'_>) -> PyResult<String> {
        let Some(class) = &self.scalar else { return Ok(self.dtype.text()) };
        Ok(format!("({}, {})", class.bind(py).fully_qualified_name()?, self.dtype.text()))
    }

    fn __mul__<'py>(&self, py: Python<'py>, count: isize) -> PyResult<Bound<'py, PyAny>> {
        let count =
            usize::try_from(count).map_err(|_| PyValueError::new_err(format!("invalid length: {count}")))?;
        dtype_object(py, &DType::subarray(self.dtype.clone(), vec![count]).py()?)
    }

    fn __getitem__<'py>(&self, key: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let (py, d) = (key.py(), &self.dtype);
        if !d.is_structured() {
            return Err(PyKeyError::new_err(format!("There are no fields in dtype {}.", d.text())));
        }
        if let Ok(name) = key.cast::<PyString>() {
            let missing = || PyKeyError::new_err(format!("Field named '{name}' not found."));
            return dtype_object(py, &d.field(name.to_str()?).ok_or_else(missing)?.dtype);
        }
        if let Ok(list) = key.cast::<PyList>() {
            return dtype_object(py, &subset(d, &list.extract::<Vec<String>>().map_err(|_| bad_key())?)?);
        }
        let index: isize = key.extract().map_err(|_| bad_key())?;
        let at = if index < 0 { index + d.fields().len() as isize } else { index };
        let field = usize::try_from(at).ok().and_then(|i| d.fields().get(i));
        let field =
            field.ok_or_else(|| PyIndexError::new_err(format!("Field index {index} out of range.")))?;
        dtype_object(py, &field.dtype)
    }
}

fn bad_key() -> PyErr {
    PyTypeError::new_err(
        "Field key must be an integer field offset, single field name, or list of field names.",
    )
}

/// Some of the fields, where they are.
pub fn subset(d: &DType, names: &[String]) -> PyResult<DType> {
    let field = |n: &String| d.field(n).cloned().ok_or_else(|| PyKeyError::new_err(n.clone()));
    let fields = names.iter().map(field).collect::<PyResult<Vec<Field>>>()?;
    if let Some((_, twice)) = names.iter().enumerate().find(|(i, n)| names[..*i].contains(n)) {
        return Err(PyValueError::new_err(format!("duplicate field of name '{twice}'")));
    }
    DType::structured(fields, d.itemsize(), d.is_aligned_struct()).py()
}

fn plain_description<'py>(py: Python<'py>, d: &DType) -> PyResult<Bound<'py, PyAny>> {
    Ok(PyList::new(py, [("", d.code())])?.into_any())
}

/// The list of fields with the gaps between them, as the array protocol wants it.
fn description<'py>(py: Python<'py>, d: &DType) -> PyResult<Bound<'py, PyAny>> {
    let (rows, mut end) = (PyList::empty(py), 0);
    let gap = |n: usize| if n > 0 { rows.append(("", format!("|V{n}"))) } else { Ok(()) };
    for f in d.fields() {
        let space = f.offset.checked_sub(end).ok_or_else(|| {
            PyValueError::new_err(
                "dtype.descr is not defined for types with overlapping or out-of-order fields",
            )
        })?;
        gap(space)?;
        let name = match &f.title {
            Some(t) => (t, &f.name).into_pyobject(py)?.into_any(),
            None => PyString::new(py, &f.name).into_any(),
        };
        let (base, shape) = f.dtype.sub().map_or((&f.dtype, None), |(b, s)| (b, Some(s)));
        let mut row = vec![name, field_description(py, base)?];
        row.extend(shape.map(|s| PyTuple::new(py, s)).transpose()?.map(Bound::into_any));
        rows.append(PyTuple::new(py, row)?)?;
        end = f.offset + f.dtype.itemsize();
    }
    gap(d.itemsize() - end)?;
    Ok(rows.into_any())
}

fn field_description<'py>(py: Python<'py>, d: &DType) -> PyResult<Bound<'py, PyAny>> {
    if d.is_structured() { description(py, d) } else { Ok(PyString::new(py, &d.code()).into_any()) }
}
