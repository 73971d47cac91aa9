"""``matrix``, ``asmatrix``, ``bmat``: arrays that always have two dimensions, where ``*`` is the matrix product."""

import ast
import sys
import warnings

from pallasite import numpy as np
from pallasite._core import isscalar, ndarray


def _rows_of_text(text):
    """The numbers in ``'1 2; 3 4'``."""
    rows = [row.replace(",", " ").split() for row in text.replace("[", "").replace("]", "").split(";")]
    if any(len(row) != len(rows[0]) for row in rows):
        raise ValueError("Rows not the same size.")
    return [[ast.literal_eval(number) for number in row] for row in rows]


def asmatrix(data, dtype=None):
    """`data` as a matrix, without a copy where it has the dtype already."""
    return matrix(data, dtype=dtype, copy=False)


class matrix(ndarray):
    """A matrix from an array, nested sequences or text such as ``'1 2; 3 4'``."""

    __array_priority__ = 10.0

    def __new__(subtype, data, dtype=None, copy=True):
        warnings.warn(
            "the matrix subclass is not the recommended way to represent matrices or deal with linear algebra (see "
            "https://docs.scipy.org/doc/numpy/user/numpy-for-matlab-users.html). Please adjust your code to use "
            "regular ndarray.",
            PendingDeprecationWarning,
            stacklevel=2,
        )
        if isinstance(data, ndarray):
            wanted = data.dtype if dtype is None else np.dtype(dtype)
            new = data if isinstance(data, matrix) else data.view(subtype)
            if wanted != data.dtype or copy and new is data:
                return new.astype(wanted)
            return new.copy() if copy else new
        if isinstance(data, str):
            data = _rows_of_text(data)
        array = np.array(data, dtype=dtype, copy=True if copy else None)
        if array.ndim > 2:
            raise ValueError("matrix must be 2-dimensional")
        shape = (1, 1)[array.ndim :] + array.shape
        order = "F" if array.ndim == 2 and array.flags.fnc else "C"
        return ndarray.__new__(subtype, shape, array.dtype, buffer=array, order=order)

    def __array_finalize__(self, obj):
        self._getitem = False
        if isinstance(obj, matrix) and obj._getitem or self.ndim == 2:
            return
        shape = self.shape
        if self.ndim > 2:
            shape = tuple(length for length in shape if length > 1)
            if len(shape) > 2:
                raise ValueError("shape too large to be a matrix.")
        self.shape = (1, 1)[len(shape) :] + shape

    def __getitem__(self, index):
        self._getitem = True
        try:
            out = ndarray.__getitem__(self, index)
        finally:
            self._getitem = False
        if not isinstance(out, ndarray):
            return out
        if out.ndim == 0:
            return out[()]
        if out.ndim == 1:
            is_column = isinstance(index, tuple) and len(index) > 1 and isscalar(index[1])
            out.shape = (-1, 1) if is_column else (1, -1)
        return out

    def __mul__(self, other):
        if isinstance(other, (ndarray, list, tuple)):
            return np.dot(self, asmatrix(other))
        if isscalar(other) or not hasattr(other, "__rmul__"):
            return np.dot(self, other)
        return NotImplemented

    def __rmul__(self, other):
        return np.dot(other, self)

    def __imul__(self, other):
        self[:] = self * other
        return self

    def __pow__(self, other, modulo=None):
        return np.linalg.matrix_power(self, other).view(type(self))

    def __ipow__(self, other):
        self[:] = self**other
        return self

    def __rpow__(self, other, modulo=None):
        return NotImplemented

    def _collapse(self, axis):
        """The one element of a reduction over all axes."""
        return self[0, 0] if axis is None else self

    def _align(self, axis):
        """A reduction that dropped its axis, as row or column."""
        if axis not in (None, 0, 1):
            raise ValueError("unsupported axis")
        return self.transpose() if axis == 1 else self._collapse(axis)

    def tolist(self):
        """Nested lists of Python numbers."""
        return self.__array__().tolist()

    def sum(self, axis=None, dtype=None, out=None):
        """The sum along an axis, as a matrix."""
        return ndarray.sum(self, axis, dtype, out, keepdims=True)._collapse(axis)

    def mean(self, axis=None, dtype=None, out=None):
        """The mean along an axis, as a matrix."""
        return ndarray.mean(self, axis, dtype, out, keepdims=True)._collapse(axis)

    def std(self, axis=None, dtype=None, out=None, ddof=0):
        """The standard deviation along an axis, as a matrix."""
        return ndarray.std(self, axis, dtype, out, ddof, keepdims=True)._collapse(axis)

    def var(self, axis=None, dtype=None, out=None, ddof=0):
        """The variance along an axis, as a matrix."""
        return ndarray.var(self, axis, dtype, out, ddof, keepdims=True)._collapse(axis)

    def prod(self, axis=None, dtype=None, out=None):
        """The product along an axis, as a matrix."""
        return ndarray.prod(self, axis, dtype, out, keepdims=True)._collapse(axis)

    def any(self, axis=None, out=None):
        """Whether any element along an axis is true, as a matrix."""
        return ndarray.any(self, axis, out, keepdims=True)._collapse(axis)

    def all(self, axis=None, out=None):
        """Whether all elements along an axis are true, as a matrix."""
        return ndarray.all(self, axis, out, keepdims=True)._collapse(axis)

    def max(self, axis=None, out=None):
        """The largest element along an axis, as a matrix."""
        return ndarray.max(self, axis, out, keepdims=True)._collapse(axis)

    def min(self, axis=None, out=None):
        """The smallest element along an axis, as a matrix."""
        return ndarray.min(self, axis, out, keepdims=True)._collapse(axis)

    def argmax(self, axis=None, out=None):
        """The place of the largest element along an axis, as a matrix."""
        return self._placed(ndarray.argmax(self, axis, out), axis)

    def argmin(self, axis=None, out=None):
        """The place of the smallest element along an axis, as a matrix."""
        return self._placed(ndarray.argmin(self, axis, out), axis)

    def ptp(self, axis=None, out=None):
        """The largest less the smallest element along an axis, as a matrix."""
        return self._placed(np.ptp(self, axis, out), axis)

    @staticmethod
    def _placed(result, axis):
        return result._align(axis) if isinstance(result, matrix) else result

    @property
    def T(self):
        """The transpose."""
        return self.transpose()

    @property
    def H(self):
        """The conjugate transpose."""
        return self.transpose().conjugate() if self.dtype.kind == "c" else self.transpose()

    @property
    def I(self):  # noqa: E743
        """The inverse, the pseudo-inverse of a matrix that is not square."""
        rows, columns = self.shape
        return asmatrix((np.linalg.inv if rows == columns else np.linalg.pinv)(self))

    @property
    def A(self):
        """The elements as an ndarray."""
        return self.__array__()

    @property
    def A1(self):
        """The elements as an ndarray of one dimension."""
        return self.__array__().ravel()

    getT, getH, getI, getA, getA1 = T.fget, H.fget, I.fget, A.fget, A1.fget


def bmat(obj, ldict=None, gdict=None):
    """A matrix from blocks: nested lists of them, or text with the names of variables."""
    if isinstance(obj, str):
        if gdict is None:
            frame = sys._getframe(1)
            gdict, ldict = frame.f_globals, frame.f_locals
        return matrix(_blocks_of_text(obj, {**gdict, **(ldict or {})}))
    if isinstance(obj, (tuple, list)):
        if any(isinstance(row, ndarray) for row in obj):
            return matrix(np.concatenate(obj, axis=-1))
        return matrix(np.concatenate([np.concatenate(row, axis=-1) for row in obj], axis=0))
    if isinstance(obj, ndarray):
        return matrix(obj)


def _blocks_of_text(text, variables):
    def block(name):
        if name not in variables:
            raise NameError(f"name {name!r} is not defined")
        return variables[name]

    rows = [[block(name) for name in row.replace(",", " ").split()] for row in text.split(";")]
    return np.concatenate([np.concatenate(row, axis=-1) for row in rows], axis=0)
