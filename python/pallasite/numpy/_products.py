"""Products of arrays that are made of other functions."""
from pallasite import _core
from pallasite import numpy as np


def outer(a, b, out=None):
    """The products of all pairs of the flattened arrays' elements."""
    return np.multiply(np.asarray(a).ravel()[:, None], np.asarray(b).ravel()[None, :], out=out)


def vecdot(x1, x2, /, out=None, *, axis=-1):
    """The product of vectors along an axis, the first conjugated."""
    result = _core._vecdot(np.moveaxis(np.asanyarray(x1), axis, -1), np.moveaxis(np.asanyarray(x2), axis, -1))
    if out is None:
        return result
    out[...] = result
    return out


def matvec(x1, x2, /, out=None, *, dtype=None, axes=None):
    """The product of matrices and vectors; `axes` are those of `x1`, of `x2` and of the result."""
    matrix, vector, place = [(-2, -1), -1, -1] if axes is None else axes
    matrices, vectors = _with_cores("matvec", "(m,n),(n)->(m)", (x1, matrix, 2), (x2, vector, 1))
    return _delivered(_core.matmul(matrices, vectors[..., None], dtype=dtype)[..., 0], place, out)


def vecmat(x1, x2, /, out=None, *, dtype=None, axes=None):
    """The product of conjugated vectors and matrices; `axes` are those of `x1`, of `x2` and of the result."""
    vector, matrix, place = [-1, (-2, -1), -1] if axes is None else axes
    vectors, matrices = _with_cores("vecmat", "(n),(n,m)->(m)", (x1, vector, 1), (x2, matrix, 2))
    return _delivered(_core.matmul(vectors[..., None, :].conj(), matrices, dtype=dtype)[..., 0, :], place, out)


def _with_cores(name, signature, first, second):
    """Two operands with the axes of their matrices or vectors last, which must fit each other."""
    operands = []
    for i, (operand, axes, count) in enumerate((first, second)):
        operand = np.asanyarray(operand)
        if operand.ndim < count:
            raise ValueError(
                f"{name}: Input operand {i} does not have enough dimensions (has {operand.ndim}, gufunc core with "
                f"signature {signature} requires {count})"
            )
        operands.append(np.moveaxis(operand, axes, (-2, -1) if count == 2 else -1))
    left, right = operands[0].shape[-1], operands[1].shape[-second[2]]
    if left != right:
        raise ValueError(
            f"{name}: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature {signature} "
            f"(size {right} is different from {left})"
        )
    return operands


def _delivered(result, axis, out):
    """Vectors along `axis` of the result, written to `out` where that was given."""
    result = np.moveaxis(result, -1, axis[0] if isinstance(axis, tuple) else axis)
    if out is None:
        return result
    out = out[0] if isinstance(out, tuple) else out
    np.copyto(out, result, casting="same_kind")
    return out


def kron(a, b):
    """The Kronecker product."""
    a, b = np.asanyarray(a), np.asanyarray(b)
    ndim = max(a.ndim, b.ndim)
    a = a.reshape((1,) * (ndim - a.ndim) + a.shape)
    b = b.reshape((1,) * (ndim - b.ndim) + b.shape)
    product = np.expand_dims(a, tuple(range(1, 2 * ndim, 2))) * np.expand_dims(b, tuple(range(0, 2 * ndim, 2)))
    return product.reshape([m * n for m, n in zip(a.shape, b.shape)])
