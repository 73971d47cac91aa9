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


def kron(a, b):
    """The Kronecker product."""
    a, b = np.asanyarray(a), np.asanyarray(b)
    ndim = max(a.ndim, b.ndim)
    a = a.reshape((1,) * (ndim - a.ndim) + a.shape)
    b = b.reshape((1,) * (ndim - b.ndim) + b.shape)
    product = np.expand_dims(a, tuple(range(1, 2 * ndim, 2))) * np.expand_dims(b, tuple(range(0, 2 * ndim, 2)))
    return product.reshape([m * n for m, n in zip(a.shape, b.shape)])
