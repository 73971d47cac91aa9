//! Nested sequences: their shape, the dtype that holds all their elements, and filling it in.

use super::element::{is_leaf, write_element};
use super::numbers::from_numbers;
use crate::error::{IntoPy, py_err};
use pallasite_array::layout::MAX_NDIM;
use pallasite_array::promote::promote_types;
use pallasite_array::{DType, Error, Kind, NdArray};
use pyo3::exceptions::{PyKeyError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyBytes, PyComplex, PyFloat, PyInt, PyList, PySequence, PyString, PyTuple};

/// An array from Python scalars and nested sequences.
pub(super) fn from_python(object: &Bound<'_, PyAny>, dtype: Option<&DType>) -> PyResult<NdArray> {
    if let Some(a) = from_numbers(object, dtype) {
        return Ok(a);
    }
    let mut found = Found { wanted: dtype, dtype: None };
    let tree = found.visit(object, 0)?;
    let (shape, even) = tree.shape();
    if !even {
        return Err(ragged(&shape));
    }
    let dtype = found.final_dtype();
    let out = NdArray::zeros(&shape, &dtype).py()?;
    // SAFETY: `out` is ours and has the shape that was found.
    unsafe { fill(&tree, &out, out.as_ptr(), 0)? };
    Ok(out.unpack_sub())
}

fn ragged(shape: &[usize]) -> PyErr {
    let text = format!(
        "setting an array element with a sequence. The requested array has an inhomogeneous shape after {} dimensions. The detected shape was {} + inhomogeneous part.",
        shape.len(),
        pallasite_array::error::tuple(shape)
    );
    PyValueError::new_err(text)
}

/// What was met in the nested sequences.
enum Tree<'py> {
    Leaf(Bound<'py, PyAny>),
    Array(NdArray),
    Branch(Vec<Tree<'py>>),
}

impl Tree<'_> {
    /// The shape that all branches share, and false where they differ behind it.
    fn shape(&self) -> (Vec<usize>, bool) {
        let items = match self {
            Tree::Leaf(_) => return (Vec::new(), true),
            Tree::Array(a) => return (a.shape().to_vec(), true),
            Tree::Branch(items) => items,
        };
        let Some((first, rest)) = items.split_first() else { return (vec![0], true) };
        let (mut common, mut even) = first.shape();
        for item in rest {
            let (shape, item_even) = item.shape();
            even &= item_even && shape == common;
            let same = common.iter().zip(&shape).take_while(|(a, b)| a == b).count();
            common.truncate(same);
        }
        common.insert(0, items.len());
        (common, even)
    }
}

/// The search for a dtype that holds everything.
struct Found<'a> {
    wanted: Option<&'a DType>,
    dtype: Option<DType>,
}

impl Found<'_> {
    fn visit<'py>(&mut self, object: &Bound<'py, PyAny>, depth: usize) -> PyResult<Tree<'py>> {
        if is_leaf(object) {
            self.leaf(object)?;
            return Ok(Tree::Leaf(object.clone()));
        }
        if let Some(a) = super::existing(object)? {
            self.join(a.dtype())?;
            return Ok(if a.ndim() == 0 { Tree::Leaf(object.clone()) } else { Tree::Array(a) });
        }
        if self.wanted.is_some_and(DType::is_structured) && object.is_instance_of::<PyTuple>() {
            return Ok(Tree::Leaf(object.clone()));
        }
        let Some(items) = items_of(object)? else {
            return self.unknown(object);
        };
        if depth >= MAX_NDIM {
            return Err(py_err(Error::value(
                "setting an array element with a sequence. The requested array would exceed the maximum number \
                 of dimension of 64.",
            )));
        }
        items.iter().map(|i| self.visit(i, depth + 1)).collect::<PyResult<_>>().map(Tree::Branch)
    }

    /// An object that is neither a number nor a sequence.
    fn unknown<'py>(&mut self, object: &Bound<'py, PyAny>) -> PyResult<Tree<'py>> {
        if self.wanted.is_none() && !object.hasattr("__float__")? && !object.hasattr("__complex__")? {
            let name = object.get_type().name()?;
            return Err(PyTypeError::new_err(format!(
                "dtype=object is not supported yet: cannot make an array of '{name}' objects"
            )));
        }
        self.join(&DType::FLOAT64)?;
        Ok(Tree::Leaf(object.clone()))
    }

    fn leaf(&mut self, object: &Bound<'_, PyAny>) -> PyResult<()> {
        if self.wanted.is_some_and(|w| w.itemsize() != 0 || w.is_structured()) {
            return Ok(());
        }
        let dtype = leaf_dtype(object, self.wanted.map(DType::kind))?;
        self.join(&dtype)
    }

    fn join(&mut self, dtype: &DType) -> PyResult<()> {
        self.dtype = Some(match &self.dtype {
            None => dtype.clone(),
            Some(_) if self.wanted.is_some_and(|w| w.itemsize() != 0) => return Ok(()),
            Some(d) if d == dtype => return Ok(()),
            Some(d) => promote_types(d, dtype).py()?,
        });
        Ok(())
    }

    fn final_dtype(&self) -> DType {
        match (self.wanted, &self.dtype) {
            (Some(w), Some(d)) if w.itemsize() == 0 && !w.is_structured() => {
                promote_types(w, d).ok().filter(|p| p.kind() == w.kind()).unwrap_or_else(|| w.clone())
            }
            (Some(w), _) => w.clone(),
            (None, Some(d)) => d.clone(),
            (None, None) => DType::FLOAT64,
        }
    }
}

/// The items of a sequence that is one dimension of an array; `None` for other objects.
fn items_of<'py>(object: &Bound<'py, PyAny>) -> PyResult<Option<Vec<Bound<'py, PyAny>>>> {
    if let Ok(list) = object.cast::<PyList>() {
        return Ok(Some(list.iter().collect()));
    }
    if let Ok(tuple) = object.cast::<PyTuple>() {
        return Ok(Some(tuple.iter().collect()));
    }
    // As `PySequence_Check`: a class with `__getitem__` that is not a dict.
    // SAFETY: the object is alive and the GIL is held.
    let sequence = unsafe { pyo3::ffi::PySequence_Check(object.as_ptr()) } != 0;
    if !sequence || object.is_instance_of::<pyo3::types::PyDict>() || !object.hasattr("__len__")? {
        return Ok(None);
    }
    // SAFETY: `PySequence_Check` said so.
    let sequence = unsafe { object.cast_unchecked::<PySequence>() };
    match sequence.to_list() {
        Ok(items) => Ok(Some(items.iter().collect())),
        // What looks things up by key only looks like a sequence.
        Err(e) if e.is_instance_of::<PyKeyError>(object.py()) => Ok(None),
        Err(e) => Err(e),
    }
}

/// The dtype of one Python object.
fn leaf_dtype(object: &Bound<'_, PyAny>, wanted: Option<Kind>) -> PyResult<DType> {
    if wanted == Some(Kind::Str) {
        return DType::str(super::element::text_of(object)?.chars().count()).py();
    }
    if wanted == Some(Kind::Bytes) && !object.is_instance_of::<PyBytes>() {
        return DType::bytes(super::element::text_of(object)?.len()).py();
    }
    if let Some(d) = crate::scalar::scalar_dtype(object) {
        return Ok(d);
    }
    if object.is_instance_of::<PyBool>() {
        return Ok(DType::BOOL);
    }
    if let Ok(i) = object.cast::<PyInt>() {
        return int_dtype(i);
    }
    if object.is_instance_of::<PyFloat>() {
        return Ok(DType::FLOAT64);
    }
    if object.is_instance_of::<PyComplex>() {
        return Ok(DType::COMPLEX128);
    }
    if let Ok(s) = object.cast::<PyString>() {
        return DType::str(s.len()?).py();
    }
    let bytes = object.cast::<PyBytes>()?;
    DType::bytes(bytes.as_bytes().len()).py()
}

fn int_dtype(i: &Bound<'_, PyInt>) -> PyResult<DType> {
    if i.extract::<i64>().is_ok() {
        return Ok(DType::INT64);
    }
    if i.extract::<u64>().is_ok() {
        return Ok(DType::UINT64);
    }
    Err(pyo3::exceptions::PyOverflowError::new_err("Python int too large to convert to C long"))
}

/// # Safety
/// `p` is the first element of `out` from `axis` on.
unsafe fn fill(tree: &Tree<'_>, out: &NdArray, p: *mut u8, axis: usize) -> PyResult<()> {
    match tree {
        // SAFETY: by the caller.
        Tree::Leaf(object) => unsafe { write_element(object, p, out.dtype()) },
        Tree::Array(a) => {
            let offset = (p as isize).wrapping_sub(out.as_ptr() as isize);
            let target = out
                .view_with(offset, out.dtype().clone(), &out.shape()[axis..], &out.strides()[axis..])
                .py()?;
            // SAFETY: `out` is ours.
            unsafe { target.assign_shared(a).py() }
        }
        Tree::Branch(items) => {
            for (i, item) in items.iter().enumerate() {
                let at = p.wrapping_offset(out.strides()[axis] * i as isize);
                // SAFETY: by the caller; `i` is below the length of the axis.
                unsafe { fill(item, out, at, axis + 1)? };
            }
            Ok(())
        }
    }
}
