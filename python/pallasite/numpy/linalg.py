"""``numpy.linalg``: products, factorisations, eigenvalues, norms. The numbers are computed by ``pallasite._core``."""
import operator
from typing import Any, NamedTuple

from pallasite import _core
from pallasite import numpy as np
from pallasite._core import cholesky as cholesky
from pallasite._core import cond as cond
from pallasite._core import det as det
from pallasite._core import eigvals as eigvals
from pallasite._core import eigvalsh as eigvalsh
from pallasite._core import inv as inv
from pallasite._core import lstsq as lstsq
from pallasite._core import solve as solve


class LinAlgError(ValueError):
    """A matrix for which the computation has no result."""


class EigResult(NamedTuple):
    """What ``eig`` returns."""

    eigenvalues: Any
    eigenvectors: Any


class EighResult(NamedTuple):
    """What ``eigh`` returns."""

    eigenvalues: Any
    eigenvectors: Any


class QRResult(NamedTuple):
    """What ``qr`` returns."""

    Q: Any
    R: Any


class SlogdetResult(NamedTuple):
    """What ``slogdet`` returns."""

    sign: Any
    logabsdet: Any


class SVDResult(NamedTuple):
    """What ``svd`` returns."""

    U: Any
    S: Any
    Vh: Any


def eig(a):
    """Eigenvalues and right eigenvectors."""
    return EigResult(*_core._eig(a))


def eigh(a, UPLO="L"):
    """Eigenvalues and eigenvectors of a Hermitian matrix."""
    return EighResult(*_core._eigh(a, UPLO))


def slogdet(a):
    """Sign and logarithm of the determinant."""
    return SlogdetResult(*_core._slogdet(a))


def svd(a, full_matrices=True, compute_uv=True, hermitian=False):
    """The singular value decomposition."""
    if not compute_uv:
        return _core._svdvals(a, hermitian)
    return SVDResult(*_core._svd(a, full_matrices, hermitian))


def svdvals(x, /):
    """The singular values, descending."""
    return _core._svdvals(x)


def qr(a, mode="reduced"):
    """The QR factorisation."""
    parts = _core._qr(a, mode)
    if mode == "r":
        return parts[0]
    return parts if mode == "raw" else QRResult(*parts)


def pinv(a, rcond=None, hermitian=False, *, rtol=None):
    """The Moore-Penrose pseudo-inverse."""
    if rcond is not None and rtol is not None:
        raise ValueError("`rtol` and `rcond` can't be both set.")
    return _core._pinv(a, rtol if rcond is None else rcond, hermitian)


def matrix_rank(A, tol=None, hermitian=False, *, rtol=None):
    """The number of singular values above the tolerance."""
    if rtol is not None and tol is not None:
        raise ValueError("`tol` and `rtol` can't be both set.")
    A = np.asarray(A)
    if A.ndim < 2:
        return int(not (A == 0).all())
    if rtol is not None:
        tol = float(_core._svdvals(A, hermitian).max(initial=0)) * float(rtol)
    return _core._matrix_rank(A, tol, hermitian)


def matrix_power(a, n):
    """A square matrix multiplied with itself `n` times."""
    a = np.asanyarray(a)
    try:
        n = operator.index(n)
    except TypeError as error:
        raise TypeError("exponent must be an integer") from error
    if n < 0 or a.dtype.kind in "fc":
        return _core._matrix_power(a, n)
    if n == 0:
        return np.broadcast_to(np.identity(a.shape[-1], dtype=a.dtype), a.shape).copy()
    power = None
    while n:
        n, odd = divmod(n, 2)
        if odd:
            power = a if power is None else power @ a
        a = a @ a if n else a
    return power


def multi_dot(arrays, *, out=None):
    """The product of several matrices, in the cheapest order of two and two."""
    if len(arrays) < 2:
        raise ValueError("Expecting at least two arrays.")
    arrays = [np.asanyarray(a) for a in arrays]
    row, column = arrays[0].ndim == 1, arrays[-1].ndim == 1
    arrays[0], arrays[-1] = np.atleast_2d(arrays[0]), np.atleast_2d(arrays[-1]).T if column else arrays[-1]
    for a in arrays:
        if a.ndim != 2:
            raise LinAlgError(f"{a.ndim}-dimensional array given. Array must be two-dimensional")
    sizes = [arrays[0].shape[0], *(a.shape[1] for a in arrays)]
    result = _in_best_order(arrays, sizes)
    result = result[0] if row else result
    result = result[..., 0] if column else result
    if out is None:
        return result
    out[...] = result
    return out


def _in_best_order(arrays, sizes):
    """The product by the matrix chain ordering of Cormen et al., chapter 15.2."""
    cost = {(i, i): (0, i) for i in range(len(arrays))}
    for length in range(1, len(arrays)):
        for i in range(len(arrays) - length):
            j = i + length
            cost[i, j] = min((cost[i, k][0] + cost[k + 1, j][0] + sizes[i] * sizes[k + 1] * sizes[j + 1], k)
                             for k in range(i, j))

    def product(i, j):
        k = cost[i, j][1]
        return arrays[i] if i == j else product(i, k) @ product(k + 1, j)

    return product(0, len(arrays) - 1)


def tensorinv(a, ind=2):
    """The inverse of `a` as a map from its last to its first `ind` axes."""
    a = np.asarray(a)
    if ind <= 0:
        raise ValueError("Invalid ind argument.")
    left, right = a.shape[:ind], a.shape[ind:]
    return inv(a.reshape(int(np.prod(right)), -1)).reshape(*right, *left)


def tensorsolve(a, b, axes=None):
    """The `x` with ``tensordot(a, x, x.ndim) == b``."""
    a, b = np.asarray(a), np.asarray(b)
    if axes is not None:
        order = [i for i in range(a.ndim) if i not in axes] + list(axes)
        a = a.transpose(order)
    shape = a.shape[b.ndim - a.ndim:] if a.ndim != b.ndim else ()
    size = int(np.prod(shape))
    if a.size != size ** 2:
        raise LinAlgError("Input arrays must satisfy the requirement prod(a.shape[b.ndim:]) == prod(a.shape[:b.ndim])")
    return solve(a.reshape(size, size), b.ravel()).reshape(shape)


def norm(x, ord=None, axis=None, keepdims=False):
    """The norm of a vector, of a matrix, or of each along the given axes."""
    x = np.asarray(x)
    if x.dtype.kind not in "fc":
        x = x.astype(float)
    if axis is None:
        if ord is None or (ord in ("f", "fro") and x.ndim == 2) or (ord == 2 and x.ndim == 1):
            result = _euclidean(x.ravel(order="K"))
            return result.reshape((1,) * x.ndim) if keepdims else result
        axis = tuple(range(x.ndim))
    axis = (operator.index(axis),) if not isinstance(axis, tuple) else axis
    if len(axis) == 1:
        result = _vector_norm(x, 2 if ord is None else ord, axis)
    elif len(axis) == 2:
        result = _norm_of_matrices(x, ord, axis)
    else:
        raise ValueError("Improper number of dimensions to norm.")
    return np.expand_dims(result, tuple(a % x.ndim for a in axis)) if keepdims else result


def _euclidean(x):
    """The square root of the sum of squares of a line."""
    return np.sqrt(x.dot(x) if x.dtype.kind == "f" else x.real.dot(x.real) + x.imag.dot(x.imag))


def _vector_norm(x, ord, axis):
    if isinstance(ord, str):
        raise ValueError(f"Invalid norm order '{ord}' for vectors")
    if ord == np.inf:
        return abs(x).max(axis=axis)
    if ord == -np.inf:
        return abs(x).min(axis=axis)
    if ord == 0:
        return (x != 0).astype(x.real.dtype).sum(axis=axis)
    if ord == 1:
        return abs(x).sum(axis=axis)
    if ord == 2:
        squares = x.real * x.real + x.imag * x.imag if x.dtype.kind == "c" else x * x
        return np.sqrt(squares.sum(axis=axis))
    return np.power(np.power(abs(x), ord).sum(axis=axis), np.reciprocal(x.real.dtype.type(ord)))


def _norm_of_matrices(x, ord, axis):
    rows, columns = (operator.index(a) % x.ndim for a in axis)
    if rows == columns:
        raise ValueError("Duplicate axes given.")
    if ord is None or ord in ("f", "fro"):
        return _vector_norm(x, 2, (rows, columns))
    return _core._matrix_norm(np.moveaxis(x, (rows, columns), (-2, -1)), ord)


def matrix_norm(x, /, *, keepdims=False, ord="fro"):
    """The norm of the matrices in the last two axes."""
    return norm(x, ord, (-2, -1), keepdims)


def vector_norm(x, /, *, axis=None, keepdims=False, ord=2):
    """The norm of vectors along the given axes."""
    x = np.asanyarray(x)
    x = x.astype(float) if x.dtype.kind not in "fc" else x
    axes = tuple(range(x.ndim)) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    result = _vector_norm(x, ord, axes)
    return np.expand_dims(result, tuple(a % x.ndim for a in axes)) if keepdims else result


def matmul(x1, x2, /):
    """The matrix product."""
    return _core.matmul(x1, x2)


def vecdot(x1, x2, /, *, axis=-1):
    """The product of vectors along an axis, the first conjugated."""
    return _core._vecdot(np.moveaxis(np.asanyarray(x1), axis, -1), np.moveaxis(np.asanyarray(x2), axis, -1))


def tensordot(x1, x2, /, *, axes=2):
    """The sum of products over axes."""
    return _core.tensordot(x1, x2, axes)


def matrix_transpose(x, /):
    """The last two axes exchanged."""
    return np.asanyarray(x).mT


def outer(x1, x2, /):
    """The products of all pairs of two vectors' elements."""
    x1, x2 = np.asanyarray(x1), np.asanyarray(x2)
    if x1.ndim != 1 or x2.ndim != 1:
        raise ValueError(f"Input arrays must be one-dimensional, but they are x1.ndim={x1.ndim!r} and x2.ndim={x2.ndim!r}.")
    return np.outer(x1, x2)


def cross(x1, x2, /, *, axis=-1):
    """The cross product of vectors of three elements."""
    return np.cross(x1, x2, axis=axis)


def diagonal(x, /, *, offset=0):
    """The diagonals of the matrices in the last two axes."""
    return np.asanyarray(x).diagonal(offset, -2, -1)


def trace(x, /, *, offset=0, dtype=None):
    """The sums of these diagonals."""
    return np.asanyarray(x).trace(offset, -2, -1, dtype)


__all__ = ["LinAlgError", "cholesky", "cond", "cross", "det", "diagonal", "eig", "eigh", "eigvals", "eigvalsh", "inv",
           "lstsq", "matmul", "matrix_norm", "matrix_power", "matrix_rank", "matrix_transpose", "multi_dot", "norm",
           "outer", "pinv", "qr", "slogdet", "solve", "svd", "svdvals", "tensordot", "tensorinv", "tensorsolve",
           "trace", "vecdot", "vector_norm"]
