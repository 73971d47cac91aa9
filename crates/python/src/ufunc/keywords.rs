//! Keyword arguments of ufuncs: `out`, `where`, `dtype`, `signature`, `casting`, `order`.

use crate::array::array_of;
use crate::convert::{dtype_of, order_of};
use crate::error::IntoPy;
use crate::numpy::check_cast;
use pallasite_array::promote::Casting;
use pallasite_array::{DType, Kind, NdArray, Order};
use pallasite_ufunc::Ufunc;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple};
use smallvec::SmallVec;

/// Parsed keywords of a call.
pub struct Keywords<'py> {
    pub outputs: SmallVec<[Option<Bound<'py, PyAny>>; 2]>,
    pub where_: Option<NdArray>,
    pub casting: Casting,
    pub order: Order,
    pub subok: bool,
    pub signature: SmallVec<[Option<Kind>; 4]>,
}

impl<'py> Keywords<'py> {
    /// Reads the keywords of `ufunc(...)`.
    pub fn parse(ufunc: &Ufunc, kwargs: Option<&Bound<'py, PyDict>>) -> PyResult<Keywords<'py>> {
        let mut out = Keywords {
            outputs: SmallVec::new(),
            where_: None,
            casting: Casting::SameKind,
            order: Order::K,
            subok: true,
            signature: SmallVec::new(),
        };
        for (key, value) in kwargs.into_iter().flatten() {
            match key.extract::<&str>()? {
                "out" => out.outputs = outputs(ufunc, &value)?,
                "where" => out.where_ = mask(&value)?,
                "casting" => out.casting = casting(&value)?,
                "order" => out.order = order_of(Some(&value), Order::K)?,
                "subok" => out.subok = value.is_truthy()?,
                "dtype" => out.signature = outputs_of_kind(ufunc, loop_kind(Some(&value))?)?,
                "signature" | "sig" => out.signature = signature(ufunc, &value)?,
                "axes" | "axis" | "keepdims" => {
                    return Err(PyTypeError::new_err(format!(
                        "{}() got an unexpected keyword argument '{key}'",
                        ufunc.name
                    )));
                }
                _ => {
                    return Err(PyTypeError::new_err(format!(
                        "{}() got an unexpected keyword argument '{key}'",
                        ufunc.name
                    )));
                }
            }
        }
        Ok(out)
    }
}

fn casting(value: &Bound<'_, PyAny>) -> PyResult<Casting> {
    let name: String = value.extract().map_err(|_| PyTypeError::new_err("casting must be str"))?;
    Casting::parse(&name).py()
}

/// `out=`: an array, or a tuple with one entry for each output.
pub fn outputs<'py>(
    ufunc: &Ufunc,
    value: &Bound<'py, PyAny>,
) -> PyResult<SmallVec<[Option<Bound<'py, PyAny>>; 2]>> {
    let list: Vec<Bound<'py, PyAny>> = match value.cast::<PyTuple>() {
        Ok(t) if t.len() == ufunc.nout => t.iter().collect(),
        Ok(_) => {
            return Err(PyValueError::new_err(
                "The 'out' tuple must have exactly one entry per ufunc output",
            ));
        }
        Err(_) if value.is_none() => return Ok(SmallVec::new()),
        Err(_) if ufunc.nout > 1 => return Err(PyTypeError::new_err("'out' must be a tuple of arrays")),
        Err(_) => vec![value.clone()],
    };
    list.into_iter().map(output).collect()
}

/// One output: an array or `None`.
pub fn output<'py>(value: Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyAny>>> {
    if value.is_none() {
        return Ok(None);
    }
    if array_of(&value).is_none() {
        return Err(PyTypeError::new_err("return arrays must be of ArrayType"));
    }
    Ok(Some(value))
}

/// `where=`: `True` is no mask at all; arrays must be of booleans, other objects become such.
pub fn mask(value: &Bound<'_, PyAny>) -> PyResult<Option<NdArray>> {
    if value.is(pyo3::types::PyBool::new(value.py(), true)) {
        return Ok(None);
    }
    let scalar = crate::scalar::scalar_dtype(value).is_some();
    let mask = match crate::coerce::existing(value)? {
        Some(array) if !scalar => array,
        _ => crate::coerce::as_array(value, Some(&DType::BOOL))?,
    };
    check_cast(&mask, &DType::BOOL, Casting::Safe)?;
    Ok(Some(mask))
}

/// `dtype=` of loops, which are compiled for types and know neither byte orders nor lengths.
pub fn loop_kind(object: Option<&Bound<'_, PyAny>>) -> PyResult<Option<Kind>> {
    let Some(dtype) = dtype_of(object)? else { return Ok(None) };
    let has_details = !dtype.is_native() || !dtype.kind().is_numeric() && dtype.itemsize() > 0;
    if has_details {
        return Err(PyTypeError::new_err(
            "The `dtype` and `signature` arguments to ufuncs only select the general DType and not details such as \
             the byte order or time unit. You can avoid this error by using the scalar types `np.float64` or the \
             dtype string notation.",
        ));
    }
    Ok(Some(dtype.kind()))
}

fn outputs_of_kind(ufunc: &Ufunc, kind: Option<Kind>) -> PyResult<SmallVec<[Option<Kind>; 4]>> {
    if kind.is_none() {
        return Ok(SmallVec::new());
    }
    let mut out: SmallVec<[Option<Kind>; 4]> = SmallVec::from_elem(None, ufunc.nin);
    out.extend(std::iter::repeat_n(kind, ufunc.nout));
    Ok(out)
}

/// `signature=`: `"dd->d"`, a dtype for the output, or a tuple of dtypes and `None`.
fn signature(ufunc: &Ufunc, value: &Bound<'_, PyAny>) -> PyResult<SmallVec<[Option<Kind>; 4]>> {
    if value.is_none() {
        return Ok(SmallVec::new());
    }
    if let Ok(parts) = value.cast::<PyTuple>() {
        let wrong = || {
            PyValueError::new_err(format!(
                "a type-tuple must be specified of length {} for ufunc '{}'",
                ufunc.nargs(),
                ufunc.name
            ))
        };
        return match parts.len() {
            1 => outputs_of_kind(ufunc, loop_kind(Some(&parts.get_item(0)?))?),
            n if n == ufunc.nargs() => parts.iter().map(|p| loop_kind(Some(&p))).collect(),
            _ => Err(wrong()),
        };
    }
    let text = value
        .cast::<PyString>()
        .map_err(|_| PyTypeError::new_err("the signature object to ufunc must be a string or a tuple."))?
        .to_string();
    let letters: Vec<char> = text.chars().filter(|c| !"->".contains(*c)).collect();
    if letters.len() == 1 && !text.contains("->") {
        return outputs_of_kind(ufunc, loop_kind(Some(value))?);
    }
    if letters.len() != ufunc.nargs() {
        let wrong = format!(
            "a type-string for {}, requires {} typecode(s) before and {} after the -> sign",
            ufunc.name, ufunc.nin, ufunc.nout
        );
        return Err(PyValueError::new_err(wrong));
    }
    let one = |c: char| loop_kind(Some(PyString::new(value.py(), c.encode_utf8(&mut [0; 4])).as_any()));
    letters.into_iter().map(one).collect()
}
