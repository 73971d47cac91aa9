"""Index arrays, iterators over indices, and functions applied along axes or element by element."""

import functools
import itertools
import operator

from pallasite._core import _function
from pallasite._core import arange as arange
from pallasite._core import array as array
from pallasite._core import asanyarray as asanyarray
from pallasite._core import asarray as asarray
from pallasite._core import broadcast_arrays as broadcast_arrays
from pallasite._core import indices as indices
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


class vectorize:
    """A function of scalars as one of arrays, called for each element."""

    def __init__(self, pyfunc=None, otypes=None, doc=None, excluded=None, cache=False):
        self.pyfunc, self.cache = pyfunc, cache
        self.excluded = set(excluded or ())
        self.otypes = self._types(otypes)
        self._doc = doc
        if pyfunc is not None:
            functools.update_wrapper(self, pyfunc, updated=())
            self.__doc__ = doc or pyfunc.__doc__

    @staticmethod
    def _types(otypes):
        from pallasite.numpy import dtype

        if otypes is None:
            return None
        return [dtype(kind) for kind in otypes]

    def __call__(self, *args, **kwargs):
        if self.pyfunc is None:
            (function,) = args
            return vectorize(function, self.otypes, self._doc, self.excluded, self.cache)
        names = [name for name in kwargs if name not in self.excluded]
        places = [place for place in range(len(args)) if place not in self.excluded]
        varying = [args[place] for place in places] + [kwargs[name] for name in names]

        def call(*values):
            positional = list(args)
            for place, value in zip(places, values):
                positional[place] = value
            return self.pyfunc(*positional, **{**kwargs, **dict(zip(names, values[len(places):]))})

        return self._apply(call, varying) if varying else call()

    def _apply(self, call, varying):
        views = broadcast_arrays(*varying)
        lists = [view.ravel().tolist() for view in views]
        otypes, outputs = self.otypes, []
        if otypes is None:
            if views[0].size == 0:
                raise ValueError("cannot call `vectorize` on size 0 inputs unless `otypes` is set")
            first = call(*(view.flat[0] for view in views))
            several = isinstance(first, tuple)
            otypes = [asarray(value).dtype for value in (first if several else (first,))]
            outputs = [first] if self.cache else []
        else:
            several = len(otypes) > 1
        outputs += [call(*values) for values in list(zip(*lists))[len(outputs):]]
        columns = list(zip(*outputs)) if several else [outputs]
        shape = views[0].shape
        if not outputs:
            columns = [[] for _ in otypes]
        results = [_column(column, kind).reshape(shape) for column, kind in zip(columns, otypes)]
        if several:
            return tuple(results)
        return results[0] if shape else results[0][()]


def _column(values, kind):
    """Values of a function as an array of the type of the first one; text as long as the longest."""
    if kind.kind in "SU":
        return array(list(values), dtype=kind.char)
    return array(list(values)).astype(kind, copy=False) if values else zeros(0, kind)


ix_ = _function(ix_)
apply_along_axis = _function(apply_along_axis)
apply_over_axes = _function(apply_over_axes)
piecewise = _function(piecewise)
diag_indices_from = _function(diag_indices_from)
tril_indices_from = _function(tril_indices_from)
triu_indices_from = _function(triu_indices_from)
