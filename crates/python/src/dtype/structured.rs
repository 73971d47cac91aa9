//! Structured dtypes from lists of field tuples and from dictionaries.

use super::convert::{Align, convert, sub_shape};
use crate::error::IntoPy;
use pallasite_array::{DType, Field};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString, PyTuple};

/// `[("a", "f8"), (("title", "b"), "i4", (2, 3))]`.
pub fn from_list(list: &Bound<'_, PyList>, align: Align) -> PyResult<DType> {
    let part = |(i, item): (usize, Bound<'_, PyAny>)| field_tuple(&item, i, align);
    let parts = list.iter().enumerate().map(part).collect::<PyResult<_>>()?;
    DType::packed(parts, align == Align::C).py()
}

/// Name, title and dtype of the `i`-th field of a list.
fn field_tuple(item: &Bound<'_, PyAny>, i: usize, align: Align) -> PyResult<(String, Option<String>, DType)> {
    let tuple = item.cast::<PyTuple>().ok().filter(|t| t.len() > 1);
    let Some(tuple) = tuple else {
        return Err(PyTypeError::new_err(format!(
            "Field elements must be 2- or 3-tuples, got '{}'",
            item.repr()?
        )));
    };
    if tuple.len() > 3 {
        let text = format!("Field elements must be tuples with at most 3 elements, got '{}'", tuple.repr()?);
        return Err(PyTypeError::new_err(text));
    }
    let (name, title) = field_name(&tuple.get_item(0)?)?;
    let name = if name.is_empty() { title.clone().unwrap_or_else(|| format!("f{i}")) } else { name };
    let mut dtype = convert(&tuple.get_item(1)?, align)?;
    if tuple.len() == 3 {
        dtype = DType::subarray(dtype, sub_shape(&tuple.get_item(2)?)?).py()?;
    }
    Ok((name, title, dtype))
}

/// `"name"` or `("title", "name")`.
fn field_name(obj: &Bound<'_, PyAny>) -> PyResult<(String, Option<String>)> {
    if let Ok(pair) = obj.cast::<PyTuple>() {
        if pair.len() != 2 {
            return Err(PyTypeError::new_err(format!(
                "If a tuple, the first element of a field tuple must have two elements, not {}",
                pair.len()
            )));
        }
        let text = |i| {
            pair.get_item(i)?
                .extract::<String>()
                .map_err(|_| PyTypeError::new_err("Field name must be a str"))
        };
        return Ok((text(1)?, Some(text(0)?)));
    }
    let neither = || PyTypeError::new_err("First element of field tuple is neither a tuple nor str");
    Ok((obj.cast::<PyString>().map_err(|_| neither())?.to_str()?.to_string(), None))
}

/// `{"names": .., "formats": .., "offsets": .., "titles": .., "itemsize": .., "aligned": ..}`, or the older
/// `{"name": (dtype, offset[, title])}`.
pub fn from_dict(spec: &Bound<'_, PyDict>, align: Align) -> PyResult<DType> {
    let (Some(names), Some(formats)) = (spec.get_item("names")?, spec.get_item("formats")?) else {
        return from_field_dict(spec, align);
    };
    let aligned =
        align == Align::C || spec.get_item("aligned")?.is_some_and(|a| a.is_truthy().unwrap_or(false));
    let list = |key: &str| spec.get_item(key)?.filter(|o| !o.is_none()).map(|o| o.extract()).transpose();
    let names: Vec<Bound<'_, PyAny>> = names.extract()?;
    let formats: Vec<Bound<'_, PyAny>> = formats.extract()?;
    let (offsets, titles): (Option<Vec<Bound<'_, PyAny>>>, Option<Vec<Bound<'_, PyAny>>>) =
        (list("offsets")?, list("titles")?);
    let n = names.len();
    let fits = |l: &Option<Vec<_>>| l.as_ref().is_none_or(|l| l.len() == n);
    if formats.len() != n || !fits(&offsets) || !fits(&titles) {
        return Err(PyValueError::new_err(
            "'names', 'formats', 'offsets', and 'titles' dict entries must have the same length",
        ));
    }
    let mut layout = Layout::new(aligned);
    for (i, (name, format)) in names.iter().zip(&formats).enumerate() {
        let dtype = convert(format, if aligned { Align::C } else { align })?;
        let name: String =
            name.extract().map_err(|_| PyValueError::new_err("field names must be strings"))?;
        let title = titles.as_ref().filter(|t| !t[i].is_none()).map(|t| t[i].extract()).transpose()?;
        let offset = offsets.as_ref().map(|o| o[i].extract()).transpose()?;
        layout.push(name, title, dtype, offset)?;
    }
    layout.finish(spec.get_item("itemsize")?.filter(|o| !o.is_none()).map(|o| o.extract()).transpose()?)
}

fn from_field_dict(spec: &Bound<'_, PyDict>, align: Align) -> PyResult<DType> {
    let mut rows = Vec::with_capacity(spec.len());
    for (name, value) in spec.iter() {
        let n = value.len()?;
        if !(2..=3).contains(&n) {
            return Err(PyValueError::new_err("entry not a 2- or 3- tuple"));
        }
        let title = if n == 3 { value.get_item(2)?.extract::<Option<String>>()? } else { None };
        let name = name.extract::<String>()?;
        let offset = value.get_item(1)?.extract().map_err(|_| PyValueError::new_err("invalid offset"))?;
        rows.push((offset, name, title, convert(&value.get_item(0)?, align)?));
    }
    rows.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    let mut layout = Layout::new(align == Align::C);
    for (offset, name, title, dtype) in rows {
        layout.push(name, title, dtype, Some(offset))?;
    }
    layout.finish(None)
}

/// Fields that are being placed.
struct Layout {
    fields: Vec<Field>,
    end: usize,
    most: usize,
    aligned: bool,
}

impl Layout {
    fn new(aligned: bool) -> Layout {
        Layout { fields: Vec::new(), end: 0, most: 1, aligned }
    }

    fn push(
        &mut self,
        name: String,
        title: Option<String>,
        dtype: DType,
        offset: Option<isize>,
    ) -> PyResult<()> {
        let align = if self.aligned { dtype.alignment() } else { 1 };
        self.most = self.most.max(align);
        let offset = match offset {
            Some(o) if o < 0 => return Err(PyValueError::new_err(format!("offset {o} cannot be negative"))),
            Some(o) if !(o as usize).is_multiple_of(align) => {
                return Err(PyValueError::new_err(format!(
                    "offset {o} for NumPy dtype with fields is not divisible by the field alignment {align} with \
                     align=True"
                )));
            }
            Some(o) => o as usize,
            None => self.end.next_multiple_of(align),
        };
        let end = offset.saturating_add(dtype.itemsize());
        self.end = self.end.max(end);
        self.fields.push(Field { name, title, dtype, offset });
        Ok(())
    }

    fn finish(self, itemsize: Option<isize>) -> PyResult<DType> {
        let need = self.end.checked_next_multiple_of(self.most).unwrap_or(usize::MAX);
        let size = match itemsize {
            None => need,
            Some(n) if n < 0 || (n as usize) < self.end => {
                return Err(PyValueError::new_err(format!(
                    "NumPy dtype descriptor requires {} bytes, cannot override to smaller itemsize of {n}",
                    self.end
                )));
            }
            Some(n) if self.aligned && !(n as usize).is_multiple_of(self.most) => {
                return Err(PyValueError::new_err(format!(
                    "NumPy dtype descriptor requires alignment of {} bytes, which is not divisible into the \
                     specified itemsize {n}",
                    self.most
                )));
            }
            Some(n) => n as usize,
        };
        DType::structured(self.fields, size, self.aligned).py()
    }
}
