//! `numpy.linalg`, and the products of the main namespace.

use crate::array::{Holder, PyArray, wrap, wrap_like, wrap_or_scalar};
use crate::coerce::as_array;
use crate::error::{named_error, py_err};
use crate::interrupt::released;
use pallasite_array::NdArray;
use pallasite_numpy::linalg::stacked::{self as la, QrMode};
use pallasite_numpy::linalg::{LinAlgError, NormOrder, Uplo};
use pyo3::exceptions::{PyIndexError, PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};

/// The exception for an error of linear algebra.
pub(crate) fn linalg_err(e: LinAlgError) -> PyErr {
    match e {
        LinAlgError::Array(e) => match e.to_string() {
            text if text.contains("dimensional array given") => named_error("linalg", "LinAlgError", text),
            _ => py_err(e),
        },
        LinAlgError::Mismatch { .. }
        | LinAlgError::NormOrder(_)
        | LinAlgError::TensordotShape
        | LinAlgError::Empty(_) => PyValueError::new_err(e.to_string()),
        LinAlgError::EinsumPath { .. } => PyRuntimeError::new_err(e.to_string()),
        LinAlgError::Axis { .. } => PyIndexError::new_err(e.to_string()),
        _ => named_error("linalg", "LinAlgError", e.to_string()),
    }
}

type Result<T> = std::result::Result<T, LinAlgError>;

/// Computes without the GIL.
fn run<T: Send>(py: Python<'_>, f: impl FnOnce() -> Result<T> + Send) -> PyResult<T> {
    released(py, f)?.map_err(linalg_err)
}

/// [`run`] for products, which are done at once where they take fewer than some ten thousand multiplications.
fn multiply(py: Python<'_>, count: usize, f: impl FnOnce() -> Result<NdArray> + Send) -> PyResult<NdArray> {
    if count > crate::array::RELEASE_ABOVE { run(py, f) } else { f().map_err(linalg_err) }
}

/// A result in the class of the operand.
fn wrap_as_class(like: &Bound<'_, PyAny>, value: NdArray) -> PyResult<Py<PyAny>> {
    match like.cast::<PyArray>() {
        Ok(like) => wrap_like(like, value),
        Err(_) => wrap(like.py(), value),
    }
}

/// Several results: matrices in the class of the operand, vectors and numbers as they are.
fn tuple<'py>(like: &Bound<'py, PyAny>, parts: Vec<NdArray>) -> PyResult<Bound<'py, PyTuple>> {
    let py = like.py();
    let ndim = like.cast::<PyArray>().map_or(usize::MAX, |a| a.held().array.ndim());
    let object = |p: NdArray| if p.ndim() >= ndim { wrap_as_class(like, p) } else { wrap_or_scalar(py, p) };
    PyTuple::new(py, parts.into_iter().map(object).collect::<PyResult<Vec<_>>>()?)
}

macro_rules! unary {
    ($($(#[$doc:meta])* $name:ident $module:literal;)*) => {
        $($(#[$doc])*
        #[pyfunction]
        #[pyo3(name = $module)]
        fn $name(a: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
            let (py, a) = (a.py(), as_array(a, None)?);
            wrap_or_scalar(py, run(py, || la::$name(&a))?)
        })*
    };
}

/// The inverse of a matrix.
#[pyfunction]
fn inv(a: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let matrix = as_array(a, None)?;
    wrap_as_class(a, run(a.py(), || la::inv(&matrix))?)
}

unary! {
    /// The determinant of a matrix.
    det "det";
    /// The eigenvalues of a matrix.
    eigvals "eigvals";
}

fn uplo_of(text: &str) -> PyResult<Uplo> {
    match text {
        "L" | "l" => Ok(Uplo::Lower),
        "U" | "u" => Ok(Uplo::Upper),
        _ => Err(PyValueError::new_err("UPLO argument must be 'L' or 'U'")),
    }
}

/// The order of a norm: `None`, a number or a name.
fn order_of(object: Option<&Bound<'_, PyAny>>) -> PyResult<NormOrder> {
    let Some(object) = object.filter(|o| !o.is_none()) else { return Ok(NormOrder::Default) };
    if object.is_instance_of::<PyString>() {
        return match object.extract::<String>()?.as_str() {
            "fro" | "f" => Ok(NormOrder::Frobenius),
            "nuc" => Ok(NormOrder::Nuclear),
            other => Err(PyValueError::new_err(format!("Invalid norm order '{other}' for matrices"))),
        };
    }
    Ok(NormOrder::P(object.extract()?))
}

/// The Cholesky factor of a Hermitian matrix.
#[pyfunction]
#[pyo3(signature = (a, /, *, upper=false))]
fn cholesky(a: &Bound<'_, PyAny>, upper: bool) -> PyResult<Py<PyAny>> {
    let matrix = as_array(a, None)?;
    wrap_as_class(a, run(a.py(), || la::cholesky(&matrix, upper))?)
}

/// The solution of `a x = b`.
#[pyfunction]
fn solve(a: &Bound<'_, PyAny>, b: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let (matrix, sides) = (as_array(a, None)?, as_array(b, None)?);
    wrap_as_class(b, run(a.py(), || la::solve(&matrix, &sides))?)
}

/// Least squares: solution, residuals, rank, singular values.
#[pyfunction]
#[pyo3(signature = (a, b, rcond=None))]
fn lstsq<'py>(
    a: &Bound<'py, PyAny>,
    b: &Bound<'py, PyAny>,
    rcond: Option<f64>,
) -> PyResult<Bound<'py, PyTuple>> {
    let (py, a, b) = (a.py(), as_array(a, None)?, as_array(b, None)?);
    let (x, residuals, rank, s) = run(py, || la::lstsq(&a, &b, rcond))?;
    (wrap(py, x)?, wrap(py, residuals)?, rank, wrap(py, s)?).into_pyobject(py)
}

/// The pseudo-inverse of a matrix, with `rcond` for all of a stack.
#[pyfunction]
#[pyo3(signature = (a, rcond=None, hermitian=false))]
fn _pinv(a: &Bound<'_, PyAny>, rcond: Option<f64>, hermitian: bool) -> PyResult<Py<PyAny>> {
    let matrix = as_array(a, None)?;
    wrap_as_class(a, run(a.py(), || la::pinv(&matrix, rcond, hermitian))?)
}

/// The rank of a matrix.
#[pyfunction]
#[pyo3(signature = (a, tol=None, hermitian=false))]
fn _matrix_rank(a: &Bound<'_, PyAny>, tol: Option<f64>, hermitian: bool) -> PyResult<Py<PyAny>> {
    let (py, a) = (a.py(), as_array(a, None)?);
    wrap_or_scalar(py, run(py, || la::matrix_rank(&a, tol, hermitian))?)
}

/// The condition number of a matrix.
#[pyfunction]
#[pyo3(signature = (x, p=None))]
fn cond(x: &Bound<'_, PyAny>, p: Option<&Bound<'_, PyAny>>) -> PyResult<Py<PyAny>> {
    let (py, a, order) = (x.py(), as_array(x, None)?, order_of(p)?);
    wrap_or_scalar(py, run(py, || la::cond(&a, order))?)
}

/// The norms of the matrices of a stack.
#[pyfunction]
#[pyo3(signature = (x, ord=None))]
fn _matrix_norm(x: &Bound<'_, PyAny>, ord: Option<&Bound<'_, PyAny>>) -> PyResult<Py<PyAny>> {
    let (py, a, order) = (x.py(), as_array(x, None)?, order_of(ord)?);
    wrap_or_scalar(py, run(py, || la::norm(&a, order))?)
}

/// An integer power of a matrix.
#[pyfunction]
fn _matrix_power(a: &Bound<'_, PyAny>, n: i64) -> PyResult<Py<PyAny>> {
    let matrix = as_array(a, None)?;
    wrap_as_class(a, run(a.py(), || la::matrix_power(&matrix, n))?)
}

/// Sign and logarithm of a determinant.
#[pyfunction]
fn _slogdet<'py>(a: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyTuple>> {
    let matrix = as_array(a, None)?;
    tuple(a, run(a.py(), || la::slogdet(&matrix))?)
}

/// Eigenvalues and eigenvectors.
#[pyfunction]
fn _eig<'py>(a: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyTuple>> {
    let matrix = as_array(a, None)?;
    tuple(a, run(a.py(), || la::eig(&matrix))?)
}

/// Eigenvalues and eigenvectors of a Hermitian matrix.
#[pyfunction]
fn _eigh<'py>(a: &Bound<'py, PyAny>, uplo: &str) -> PyResult<Bound<'py, PyTuple>> {
    let (matrix, uplo) = (as_array(a, None)?, uplo_of(uplo)?);
    tuple(a, run(a.py(), || la::eigh(&matrix, uplo))?)
}

/// Eigenvalues of a Hermitian matrix.
#[pyfunction]
#[pyo3(signature = (a, UPLO="L"))]
#[allow(non_snake_case)]
fn eigvalsh(a: &Bound<'_, PyAny>, UPLO: &str) -> PyResult<Py<PyAny>> {
    let (py, a, uplo) = (a.py(), as_array(a, None)?, uplo_of(UPLO)?);
    wrap(py, run(py, || la::eigvalsh(&a, uplo))?)
}

/// The singular value decomposition.
#[pyfunction]
fn _svd<'py>(a: &Bound<'py, PyAny>, full_matrices: bool, hermitian: bool) -> PyResult<Bound<'py, PyTuple>> {
    let matrix = as_array(a, None)?;
    tuple(a, run(a.py(), || la::svd(&matrix, full_matrices, hermitian))?)
}

/// The singular values.
#[pyfunction]
#[pyo3(signature = (a, hermitian=false))]
fn _svdvals(a: &Bound<'_, PyAny>, hermitian: bool) -> PyResult<Py<PyAny>> {
    let (py, a) = (a.py(), as_array(a, None)?);
    wrap(py, run(py, || la::svdvals(&a, hermitian))?)
}

/// The QR factorisation.
#[pyfunction]
fn _qr<'py>(a: &Bound<'py, PyAny>, mode: &str) -> PyResult<Bound<'py, PyTuple>> {
    let matrix = as_array(a, None)?;
    let mode = match mode {
        "reduced" => QrMode::Reduced,
        "complete" => QrMode::Complete,
        "r" => QrMode::R,
        "raw" => QrMode::Raw,
        other => return Err(PyValueError::new_err(format!("Unrecognized mode '{other}'"))),
    };
    tuple(a, run(a.py(), || la::qr(&matrix, mode))?)
}

/// Writes a result to `out=`, or gives it.
fn finish(py: Python<'_>, value: NdArray, out: Option<&Bound<'_, PyAny>>) -> PyResult<Py<PyAny>> {
    let Some(out) = out.filter(|o| !o.is_none()) else { return wrap_or_scalar(py, value) };
    let target = out
        .cast::<PyArray>()
        .map_err(|_| pyo3::exceptions::PyTypeError::new_err("return arrays must be of ArrayType"))?;
    let target = target.held().array.clone();
    if target.shape() != value.shape() {
        return Err(PyValueError::new_err(
            "output array is not acceptable (must have the right datatype, number of dimensions, and be a C-Array)",
        ));
    }
    // SAFETY: no Rust reference into the memory is alive while Python code runs, and the GIL is held.
    unsafe { target.assign_shared(&value) }.map_err(py_err)?;
    Ok(out.clone().unbind())
}

/// The matrix product of two arrays.
#[pyfunction]
#[pyo3(signature = (x1, x2, /, out=None, *, dtype=None))]
fn matmul(
    x1: &Bound<'_, PyAny>,
    x2: &Bound<'_, PyAny>,
    out: Option<&Bound<'_, PyAny>>,
    dtype: Option<&Bound<'_, PyAny>>,
) -> PyResult<Py<PyAny>> {
    let py = x1.py();
    let dtype = crate::convert::dtype_of(dtype)?;
    let (a, b) = (as_array(x1, dtype.as_ref())?, as_array(x2, dtype.as_ref())?);
    finish(py, run(py, || la::matmul(&a, &b))?, out)
}

macro_rules! products {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        $($(#[$doc])*
        #[pyfunction]
        fn $name(a: &Bound<'_, PyAny>, b: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
            let py = a.py();
            let (a, b) = (as_array(a, None)?, as_array(b, None)?);
            let rows = b.size() / b.shape().last().map_or(1, |&n| n.max(1));
            wrap_or_scalar(py, multiply(py, a.size().saturating_mul(rows), || la::$name(&a, &b))?)
        })*
    };
}

products! {
    /// The sum of products over the last axes.
    inner;
    /// The product of the flattened arrays, the first conjugated.
    vdot;
}

/// The dot product of two arrays.
#[pyfunction]
#[pyo3(signature = (a, b, out=None))]
fn dot(a: &Bound<'_, PyAny>, b: &Bound<'_, PyAny>, out: Option<&Bound<'_, PyAny>>) -> PyResult<Py<PyAny>> {
    let py = a.py();
    let (left, right) = (as_array(a, None)?, as_array(b, None)?);
    let columns = right.size() / right.shape().first().map_or(1, |&n| n.max(1));
    let product = multiply(py, left.size().saturating_mul(columns), || la::dot(&left, &right))?;
    let value = finish(py, product, out)?;
    if out.is_some_and(|o| !o.is_none()) {
        return Ok(value);
    }
    if crate::array::is_exact(a) && crate::array::is_exact(b) {
        return Ok(value);
    }
    let chosen = if priority(b)? > priority(a)? { b } else { a };
    chosen.cast::<PyArray>().map_or(Ok(value.clone_ref(py)), |like| as_class_of(like, value.clone_ref(py)))
}

/// How strongly an operand asks for a result of its class.
fn priority(object: &Bound<'_, PyAny>) -> PyResult<f64> {
    match object.cast::<PyArray>() {
        Ok(array) if !crate::array::is_exact(array.as_any()) => {
            array.getattr("__array_priority__")?.extract()
        }
        _ => Ok(0.0),
    }
}

/// The vector product along the last axes.
#[pyfunction]
fn _vecdot(a: &Bound<'_, PyAny>, b: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let py = a.py();
    let (a, b) = (as_array(a, None)?, as_array(b, None)?);
    wrap_or_scalar(py, run(py, || la::vecdot(&a, &b))?)
}

/// The sum of products over axes.
#[pyfunction]
#[pyo3(signature = (a, b, axes=None))]
fn tensordot(
    a: &Bound<'_, PyAny>,
    b: &Bound<'_, PyAny>,
    axes: Option<&Bound<'_, PyAny>>,
) -> PyResult<Py<PyAny>> {
    let py = a.py();
    let (a, b) = (as_array(a, None)?, as_array(b, None)?);
    let (left, right) = match axes {
        None => last_and_first(2, &a),
        Some(n) if n.extract::<isize>().is_ok() => last_and_first(n.extract()?, &a),
        Some(pair) => {
            let (x, y): (Bound<'_, PyAny>, Bound<'_, PyAny>) = pair.extract()?;
            (crate::convert::ints_of(&x)?, crate::convert::ints_of(&y)?)
        }
    };
    wrap_or_scalar(py, run(py, || la::tensordot(&a, &b, &left, &right))?)
}

/// The last `n` axes of the one, the first `n` of the other.
fn last_and_first(n: isize, a: &NdArray) -> (Vec<isize>, Vec<isize>) {
    let ndim = a.ndim() as isize;
    ((ndim - n..ndim).collect(), (0..n).collect())
}

#[pymethods]
impl PyArray {
    fn __matmul__(slf: &Bound<'_, Self>, other: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        if crate::ufunc::defers(slf.as_any(), other)? {
            return Ok(slf.py().NotImplemented());
        }
        let out = matmul(slf.as_any(), other, None, None)?;
        as_class_of(slf, out)
    }

    fn __rmatmul__(slf: &Bound<'_, Self>, other: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let out = matmul(other, slf.as_any(), None, None)?;
        as_class_of(slf, out)
    }

    fn __imatmul__(slf: &Bound<'_, Self>, other: &Bound<'_, PyAny>) -> PyResult<()> {
        matmul(slf.as_any(), other, Some(slf.as_any()), None).map(drop)
    }

    /// The dot product with another array.
    #[pyo3(name = "dot", signature = (b, out=None))]
    fn dot_method(
        slf: &Bound<'_, Self>,
        b: &Bound<'_, PyAny>,
        out: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Py<PyAny>> {
        dot(slf.as_any(), b, out)
    }
}

/// A result as an instance of the subclass that `like` is of.
fn as_class_of(like: &Bound<'_, PyArray>, value: Py<PyAny>) -> PyResult<Py<PyAny>> {
    if crate::array::is_exact(like.as_any()) {
        return Ok(value);
    }
    match crate::array::array_of(value.bind(like.py())) {
        Some(a) => crate::array::wrap_like(like, a),
        None => Ok(value),
    }
}

/// Adds the functions to the module.
pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    macro_rules! add {
        ($($name:ident),* $(,)?) => { $(m.add_function(wrap_pyfunction!($name, m)?)?;)* };
    }
    add!(
        inv,
        det,
        eigvals,
        cholesky,
        solve,
        lstsq,
        _pinv,
        _matrix_rank,
        cond,
        _matrix_norm,
        _matrix_power,
        _slogdet,
        _eig,
        _eigh,
        eigvalsh,
        _svd,
        _svdvals,
        _qr,
        matmul,
        inner,
        vdot,
        dot,
        _vecdot,
        tensordot,
    );
    Ok(())
}
