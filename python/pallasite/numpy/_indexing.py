"""Index arrays, iterators over indices, and functions applied along axes."""

import itertools
import operator

from pallasite._core import _function
from pallasite._core import arange as arange
from pallasite._core import asanyarray as asanyarray
from pallasite._core import asarray as asarray
from pallasite._core import moveaxis as moveaxis
from pallasite._core import nonzero as nonzero
from pallasite._core import ones as ones
from pallasite._core import tri as tri
from pallasite._core import zeros as zeros
from pallasite._core import zeros_like as zeros_like


def ix_(*args):
    """An open mesh from sequences: ``a[np.ix_([0, 2], [1, 3])]``."""
    out = []
    for axis, sequence in enumerate(args):
        sequence = sequence if hasattr(sequence, "dtype") else asarray(sequence)
        if not sequence.size and not hasattr(args[axis], "dtype"):
            sequence = sequence.astype("intp")
        if sequence.ndim != 1:
            raise ValueError("Cross index must be 1 dimensional")
        if sequence.dtype.kind == "b":
            (sequence,) = sequence.nonzero()
        out.append(sequence.reshape((1,) * axis + (sequence.size,) + (1,) * (len(args) - axis - 1)))
    return tuple(out)


def diag_indices(n, ndim=2):
    """The indices of the main diagonal."""
    return (arange(n),) * ndim


def diag_indices_from(arr):
    """The indices of the main diagonal of an array."""
    if arr.ndim < 2:
        raise ValueError("input array must be at least 2-d")
    if len(set(arr.shape)) > 1:
        raise ValueError("All dimensions of input must be of equal length")
    return diag_indices(arr.shape[0], arr.ndim)


def tril_indices(n, k=0, m=None):
    """The indices of the lower triangle."""
    return nonzero(tri(n, m, k=k, dtype=bool))


def triu_indices(n, k=0, m=None):
    """The indices of the upper triangle."""
    return nonzero(tri(n, m, k=operator.index(k) - 1, dtype=bool) == False)  # noqa: E712


def tril_indices_from(arr, k=0):
    """The indices of the lower triangle of an array."""
    if arr.ndim != 2:
        raise ValueError("input array must be 2-d")
    return tril_indices(arr.shape[-2], k=k, m=arr.shape[-1])


def triu_indices_from(arr, k=0):
    """The indices of the upper triangle of an array."""
    if arr.ndim != 2:
        raise ValueError("input array must be 2-d")
    return triu_indices(arr.shape[-2], k=k, m=arr.shape[-1])


def mask_indices(n, mask_func, k=0):
    """The indices where `mask_func` leaves something of a matrix of ones."""
    return nonzero(mask_func(ones((n, n), int), k) != 0)


class ndindex:
    """Iterates over the indices of an array of the given shape."""

    def __init__(self, *shape):
        if len(shape) == 1 and isinstance(shape[0], tuple):
            shape = shape[0]
        if any(length < 0 for length in shape):
            raise ValueError("negative dimensions are not allowed")
        self._iterator = itertools.product(*map(range, shape))

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._iterator)


class ndenumerate:
    """Iterates over indices and elements of an array."""

    def __init__(self, arr):
        self.iter = asarray(arr).flat

    def __iter__(self):
        return self

    def __next__(self):
        return self.iter.coords, next(self.iter)


def _axis_index(axis, ndim):
    from pallasite.numpy.exceptions import AxisError

    axis = operator.index(axis)
    if not -ndim <= axis < ndim:
        raise AxisError(axis, ndim)
    return axis % ndim


def apply_along_axis(func1d, axis, arr, *args, **kwargs):
    """The results of a function of each line along an axis; their axes take the place of that axis."""
    arr = asanyarray(arr)
    ndim = arr.ndim
    axis = _axis_index(axis, ndim)
    lines = moveaxis(arr, axis, -1)
    places = ndindex(lines.shape[:-1])
    try:
        first = next(places)
    except StopIteration:
        raise ValueError("Cannot apply_along_axis when any iteration dimensions are 0") from None
    result = asanyarray(func1d(lines[first], *args, **kwargs))
    out = zeros(lines.shape[:-1] + result.shape, result.dtype)
    out[first] = result
    for place in places:
        out[place] = asanyarray(func1d(lines[place], *args, **kwargs))
    lead = ndim - 1
    order = (*range(axis), *range(lead, out.ndim), *range(axis, lead))
    return out.transpose(order)


def apply_over_axes(func, a, axes):
    """The result of a function applied over one axis after the other, which keeps its rank."""
    value = asarray(a)
    ndim = value.ndim
    for axis in axes if asarray(axes).ndim else (axes,):
        axis = axis + ndim if axis < 0 else axis
        result = func(value, axis)
        if result.ndim != value.ndim:
            result = result.reshape(result.shape[:axis] + (1,) + result.shape[axis:])
            if result.ndim != value.ndim:
                raise ValueError("function is not returning an array of the correct shape")
        value = result
    return value


def piecewise(x, condlist, funclist, *args, **kw):
    """Values of functions, each where its condition is true."""
    x = asanyarray(x)
    if not hasattr(condlist, "__len__") or not isinstance(condlist[0], (list, tuple)) and asarray(condlist[0]).ndim == 0 and x.ndim != 0:
        condlist = [condlist]
    conditions = asarray(condlist, dtype=bool)
    count = len(conditions)
    if len(funclist) == count + 1:
        conditions = [*conditions, ~conditions.any(axis=0)]
    elif len(funclist) != count:
        raise ValueError(
            f"with {count} condition(s), either {count} or {count + 1} functions are expected"
        )
    out = zeros_like(x)
    for condition, function in zip(conditions, funclist):
        if not callable(function):
            out[condition] = function
        else:
            values = x[condition]
            if values.size > 0:
                out[condition] = function(values, *args, **kw)
    return out


ix_ = _function(ix_)
apply_along_axis = _function(apply_along_axis)
apply_over_axes = _function(apply_over_axes)
piecewise = _function(piecewise)
diag_indices_from = _function(diag_indices_from)
tril_indices_from = _function(tril_indices_from)
triu_indices_from = _function(triu_indices_from)
