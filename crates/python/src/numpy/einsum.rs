//! `einsum` and `einsum_path`.

use super::linalg::linalg_err;
use crate::array::{PyArray, RELEASE_ABOVE, is_exact, wrap_class, wrap_or_scalar, wrap_view};
use crate::coerce::{as_array, existing};
use crate::convert::{casting_of, dtype_of, order_of};
use pallasite_array::promote::Casting;
use pallasite_array::{NdArray, Order};
use pallasite_numpy::linalg::{EinsumOptions, LinAlgError, Optimize, Step};
use pallasite_numpy::linalg::{einsum as sum_products, einsum_path as plan_products, einsum_shared};
use pyo3::exceptions::{PyKeyError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyEllipsis, PyList, PyString, PyTuple};
use smallvec::SmallVec;

type Objects<'py> = SmallVec<[Bound<'py, PyAny>; 4]>;

/// Subscripts, and what they are for.
struct Call<'py> {
    subscripts: String,
    objects: Objects<'py>,
    arrays: SmallVec<[NdArray; 4]>,
}

impl<'py> Call<'py> {
    /// Takes `subscripts, operand, ...` or `operand, sublist, ..., [sublist of the output]`.
    fn new(arguments: &Bound<'py, PyTuple>) -> PyResult<Call<'py>> {
        let (subscripts, objects) = match arguments.iter_borrowed().next() {
            Some(first) if first.is_instance_of::<PyString>() => {
                (first.extract()?, arguments.iter().skip(1).collect())
            }
            Some(_) => from_lists(arguments)?,
            None => {
                return Err(PyValueError::new_err(
                    "must specify the einstein sum subscripts string and at least one operand, or at least one \
                     operand and its corresponding subscripts list",
                ));
            }
        };
        let arrays = objects.iter().map(|o| as_array(o, None)).collect::<PyResult<_>>()?;
        Ok(Call { subscripts, objects, arrays })
    }

    /// Runs `f`, without the GIL where there may be much work.
    fn run<T: Send>(
        &self,
        py: Python<'_>,
        f: impl FnOnce(&str, &[&NdArray]) -> Result<T, LinAlgError> + Send,
    ) -> PyResult<T> {
        let operands: SmallVec<[&NdArray; 4]> = self.arrays.iter().collect();
        let work = operands.iter().fold(1, |n: usize, a| n.saturating_mul(a.size()));
        let subscripts = &self.subscripts;
        let f = || f(subscripts, &operands);
        if work > RELEASE_ABOVE { py.detach(f) } else { f() }.map_err(linalg_err)
    }

    /// The result as an object: a view where it has the memory of the operand.
    fn wrap(&self, py: Python<'py>, result: NdArray) -> PyResult<Py<PyAny>> {
        let shares = result.ndim() > 0 && result.buffer().same(self.arrays[0].buffer());
        match self.objects[0].cast::<PyArray>() {
            Ok(of) if shares && is_exact(of.as_any()) => wrap_view(of, result),
            Ok(of) if shares => wrap_class(
                &py.get_type::<PyArray>(),
                result,
                Some(of.clone().into_any().unbind()),
                of.as_any(),
            ),
            _ => wrap_or_scalar(py, result),
        }
    }
}

/// Subscripts as text, and the operands, of lists of axes beside the operands.
fn from_lists<'py>(arguments: &Bound<'py, PyTuple>) -> PyResult<(String, Objects<'py>)> {
    if arguments.len() < 2 {
        return Err(PyValueError::new_err(
            "must provide at least an operand and a subscripts list to einsum",
        ));
    }
    let (mut text, mut objects) = (String::new(), Objects::new());
    let mut rest = arguments.iter();
    while let Some(first) = rest.next() {
        let Some(list) = rest.next() else {
            text.push_str("->");
            write_list(&first, &mut text)?;
            break;
        };
        if !objects.is_empty() {
            text.push(',');
        }
        write_list(&list, &mut text)?;
        objects.push(first);
    }
    Ok((text, objects))
}

/// A sequence of axes as letters.
fn write_list(list: &Bound<'_, PyAny>, text: &mut String) -> PyResult<()> {
    let items = list
        .try_iter()
        .map_err(|_| PyTypeError::new_err("the subscripts for each operand must be a list or a tuple"))?;
    let start = text.len();
    for item in items {
        let item = item?;
        if item.is_instance_of::<PyEllipsis>() {
            if text[start..].contains('.') {
                return Err(PyValueError::new_err("each subscripts list may have only one ellipsis"));
            }
            text.push_str("...");
            continue;
        }
        let number: isize = item
            .extract()
            .map_err(|_| PyTypeError::new_err("each subscript must be either an integer or an ellipsis"))?;
        text.push(match number {
            0..26 => (b'A' + number as u8) as char,
            26..52 => (b'a' - 26 + number as u8) as char,
            _ => return Err(PyValueError::new_err("subscript is not within the valid range [0, 52)")),
        });
    }
    Ok(())
}

/// `optimize=` for this many operands.
fn optimize_of(optimize: &Bound<'_, PyAny>, operands: usize) -> PyResult<Optimize> {
    if optimize.is_none() {
        return Ok(Optimize::Off);
    }
    if let Ok(wanted) = optimize.cast::<PyBool>() {
        return Ok(if wanted.is_true() { Optimize::Greedy(None) } else { Optimize::Off });
    }
    if let Ok(name) = optimize.cast::<PyString>() {
        return named(name.to_str()?, None, operands);
    }
    let length = optimize.len()?;
    let unknown = || PyTypeError::new_err(format!("Did not understand the path: {optimize}"));
    let name: String = optimize.get_item(0).and_then(|first| first.extract()).map_err(|_| unknown())?;
    if name == "einsum_path" {
        let steps = optimize.try_iter()?.skip(1);
        let steps =
            steps.map(|step| Ok(step?.extract::<Vec<usize>>()?.into())).collect::<PyResult<Vec<Step>>>()?;
        return Ok(Optimize::Path(steps));
    }
    match optimize.get_item(1).and_then(|limit| limit.extract::<f64>()) {
        Ok(limit) if length == 2 => named(&name, Some(limit), operands),
        _ => Err(unknown()),
    }
}

/// An algorithm by name; with two operands there is nothing to choose, whatever the name.
fn named(name: &str, limit: Option<f64>, operands: usize) -> PyResult<Optimize> {
    match name {
        "optimal" => Ok(Optimize::Optimal(limit)),
        "greedy" => Ok(Optimize::Greedy(limit)),
        _ if operands <= 2 => Ok(Optimize::Greedy(limit)),
        _ => Err(PyKeyError::new_err(("Path name %s not found", name.to_string()))),
    }
}

/// Sums of products, named by subscripts: ``einsum('ij,jk->ik', a, b)`` is the matrix product.
///
/// A letter stands for an axis; the products are summed over the letters that the output does not have. An ellipsis
/// stands for axes that broadcast. `optimize` chooses the order in which more than two operands are multiplied:
/// ``False``, ``True``, ``'greedy'``, ``'optimal'``, one of these names with a limit of elements, or a path from
/// `einsum_path`.
#[pyfunction]
#[pyo3(signature = (*operands, out=None, optimize=None, dtype=None, order=None, casting=None))]
fn einsum(
    operands: &Bound<'_, PyTuple>,
    out: Option<&Bound<'_, PyAny>>,
    optimize: Option<&Bound<'_, PyAny>>,
    dtype: Option<&Bound<'_, PyAny>>,
    order: Option<&Bound<'_, PyAny>>,
    casting: Option<&str>,
) -> PyResult<Py<PyAny>> {
    let (py, call) = (operands.py(), Call::new(operands)?);
    let options = EinsumOptions {
        dtype: dtype_of(dtype)?,
        casting: casting_of(casting, Casting::Safe)?,
        order: order_of(order, Order::K)?,
        optimize: optimize.map_or(Ok(Optimize::Off), |o| optimize_of(o, call.arrays.len()))?,
    };
    let Some(out) = out.filter(|o| !o.is_none()) else {
        let result = call.run(py, |subscripts, arrays| sum_products(subscripts, arrays, &options))?;
        return call.wrap(py, result);
    };
    let target = existing(out)?.filter(|_| crate::scalar::scalar_dtype(out).is_none());
    let target =
        target.ok_or_else(|| PyTypeError::new_err("keyword parameter out must be an array for einsum"))?;
    // SAFETY: no Rust reference into the memory is alive while Python code runs; as with NumPy, whoever writes to an
    // array from several threads sees to their order.
    call.run(py, |subscripts, arrays| unsafe { einsum_shared(subscripts, arrays, &target, &options) })?;
    Ok(out.clone().unbind())
}

/// The order in which `einsum` would multiply, as ``['einsum_path', (i, j), ...]``, and a report of its cost.
#[pyfunction]
#[pyo3(signature = (*operands, optimize=None, einsum_call=false))]
fn einsum_path<'py>(
    operands: &Bound<'py, PyTuple>,
    optimize: Option<&Bound<'py, PyAny>>,
    #[allow(unused)] einsum_call: bool,
) -> PyResult<(Bound<'py, PyList>, String)> {
    let (py, call) = (operands.py(), Call::new(operands)?);
    let optimize = optimize.map_or(Ok(Optimize::Greedy(None)), |o| optimize_of(o, call.arrays.len()))?;
    let path = call.run(py, |subscripts, arrays| plan_products(subscripts, arrays, &optimize))?;
    let list = PyList::new(py, ["einsum_path"])?;
    for step in &path.steps {
        list.append(PyTuple::new(py, step)?)?;
    }
    Ok((list, path.to_string()))
}

/// Adds the functions to the module.
pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    crate::functions!(m; Arguments: einsum, einsum_path);
    Ok(())
}
