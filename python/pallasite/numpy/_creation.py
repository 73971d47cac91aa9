"""Creation functions that orchestrate others: requirements, functions of indices, spacing by powers."""

from pallasite._core import _function
from pallasite._core import arange as arange
from pallasite._core import array as array
from pallasite._core import asanyarray as asanyarray
from pallasite._core import asarray as asarray
from pallasite._core import indices as indices
from pallasite._core import linspace as linspace

_FLAGS = {
    "C": "C", "C_CONTIGUOUS": "C", "CONTIGUOUS": "C",
    "F": "F", "F_CONTIGUOUS": "F", "FORTRAN": "F",
    "A": "A", "ALIGNED": "A", "W": "W", "WRITEABLE": "W", "O": "O", "OWNDATA": "O", "E": "E", "ENSUREARRAY": "E",
}  # fmt: skip


def require(a, dtype=None, requirements=None, *, like=None):
    """An array of the given type with the given flags, copied only if needed."""
    if not requirements:
        return asanyarray(a, dtype=dtype)
    wanted = {_FLAGS[flag.upper()] for flag in requirements}
    subok = "E" not in wanted
    wanted.discard("E")
    if {"C", "F"} <= wanted:
        raise ValueError("Cannot specify both \"C\" and \"F\" order")
    order = "F" if "F" in wanted else "C" if "C" in wanted else "A"
    wanted -= {"C", "F"}
    result = array(a, dtype=dtype, order=order, copy=None, subok=subok)
    return result if all(result.flags[flag] for flag in wanted) else result.copy(order)


def asarray_chkfinite(a, dtype=None, order=None):
    """The input as an array; an error where it holds NaN or infinity."""
    from pallasite.numpy import isfinite

    a = asarray(a, dtype=dtype, order=order)
    if a.dtype.kind in "fc" and not isfinite(a).all():
        raise ValueError("array must not contain infs or NaNs")
    return a


def fromfunction(function, shape, *, dtype=float, like=None, **kwargs):
    """The values of a function of the index arrays of a shape."""
    return function(*indices(shape, dtype=dtype), **kwargs)


def logspace(start, stop, num=50, endpoint=True, base=10.0, dtype=None, axis=0):
    """Numbers whose logarithms are evenly spaced."""
    from pallasite.numpy import broadcast, expand_dims, ndim, power

    if not isinstance(base, (int, float)) and ndim(base):
        rank = broadcast(start, stop, base).ndim
        start, stop, base = (array(a, copy=None, subok=True, ndmin=rank) for a in (start, stop, base))
        base = expand_dims(base, axis=axis)
    samples = linspace(start, stop, num=num, endpoint=endpoint, axis=axis)
    result = power(base, samples)
    return result if dtype is None else result.astype(dtype, copy=False)


def geomspace(start, stop, num=50, endpoint=True, dtype=None, axis=0):
    """Numbers that form a geometric progression."""
    import pallasite.numpy as np

    start, stop = asanyarray(start), asanyarray(stop)
    if np.any(start == 0) or np.any(stop == 0):
        raise ValueError("Geometric sequence cannot include zero")
    compute = np.result_type(start, stop, float(num), np.zeros((), dtype))
    dtype = compute if dtype is None else np.dtype(dtype)
    start, stop = start.astype(compute, copy=True), stop.astype(compute, copy=True)
    sign = np.sign(start)
    start, stop = np.true_divide(start, sign), np.true_divide(stop, sign)
    samples = logspace(np.log10(start), np.log10(stop), num=num, endpoint=endpoint, base=10.0, dtype=compute)
    if num > 0:
        samples[0] = start
        if num > 1 and endpoint:
            samples[-1] = stop
    samples = np.multiply(samples, sign)
    if axis != 0:
        samples = np.moveaxis(samples, 0, axis)
    return samples.astype(dtype, copy=False)


logspace = _function(logspace)
geomspace = _function(geomspace)


class _Grid:
    """Index arrays of a grid that slices describe: ``mgrid[0:3, 0:1:5j]``."""

    def __init__(self, sparse):
        self.sparse = sparse

    def __getitem__(self, key):
        if not isinstance(key, tuple):
            return _steps(key)
        import pallasite.numpy as np

        parts = [_part(slice_) for slice_ in key]
        kind = np.result_type(int, *(number for part in parts for number in part.numbers))
        sizes = [part.size for part in parts]
        axes = indices(sizes, kind, sparse=True) if self.sparse else indices(sizes, kind)
        values = [axis * part.step + part.start for axis, part in zip(axes, parts)]
        if self.sparse:
            return tuple(values)
        for axis, value in zip(axes, values):
            axis[...] = value
        return axes


class _Part:
    """One slice of a grid: number of steps, start, step."""

    def __init__(self, size, start, step, numbers):
        self.size, self.start, self.step, self.numbers = size, start, step, numbers


def _part(key):
    import math

    start = 0 if key.start is None else key.start
    step = 1 if key.step is None else key.step
    stop = key.stop
    if isinstance(step, complex) or getattr(step, "dtype", None) is not None and step.dtype.kind == "c":
        size = int(abs(step))
        step = (stop - start) / float(size - 1) if size != 1 else size
        return _Part(size, start, step, (start, stop, float(step)))
    size = math.ceil((stop - start) / step)
    return _Part(max(size, 0), start, step, (start, stop, step))


def _steps(key):
    """One slice as a vector."""
    start, stop, step = key.start, key.stop, key.step
    start = 0 if start is None else start
    if isinstance(step, complex):
        return linspace(start, stop, int(abs(step)))
    return arange(start, stop, 1 if step is None else step)


mgrid = _Grid(sparse=False)
ogrid = _Grid(sparse=True)


class _Index:
    """Gives the index expression it is indexed with."""

    def __init__(self, maketuple):
        self.maketuple = maketuple

    def __getitem__(self, item):
        return (item,) if self.maketuple and not isinstance(item, tuple) else item


index_exp = _Index(maketuple=True)
s_ = _Index(maketuple=False)


class _Concatenator:
    """Joins what it is indexed with: slices as ranges, scalars, arrays."""

    def __init__(self, axis=0, ndmin=1, trans1d=-1, matrix=False):
        self.axis, self.ndmin, self.trans1d, self.matrix = axis, ndmin, trans1d, matrix

    def __getitem__(self, key):
        import pallasite.numpy as np

        key = key if isinstance(key, tuple) else (key,)
        axis, ndmin, trans1d, matrix = self.axis, self.ndmin, self.trans1d, self.matrix
        column, parts, weak = False, [], []
        for place, item in enumerate(key):
            if isinstance(item, str):
                if place:
                    raise ValueError("special directives must be the first entry.")
                if item in ("r", "c"):
                    matrix, column = True, item == "c"
                elif "," in item:
                    numbers = [int(number) for number in item.split(",")]
                    axis, ndmin = numbers[:2]
                    trans1d = numbers[2] if len(numbers) == 3 else trans1d
                else:
                    try:
                        axis = int(item)
                    except (ValueError, TypeError) as error:
                        raise ValueError("unknown special directive") from error
                continue
            if isinstance(item, slice):
                part = _raise(_steps(item), ndmin, trans1d, 1)
                weak.append(part)
            elif type(item) in (bool, int, float, complex) or np.isscalar(item):
                part = item
                weak.append(item)
            else:
                item = asanyarray(item)
                weak.append(item)
                part = _raise(item, ndmin, trans1d, item.ndim)
            parts.append(part)
        kind = np.result_type(*weak) if weak else None
        parts = [array(part, copy=None, subok=True, ndmin=ndmin, dtype=kind) for part in parts]
        result = np.concatenate(tuple(parts), axis=axis)
        if matrix:
            rank = result.ndim
            result = np.matrix(result, copy=False)
            result = result.T if column and rank == 1 else result
        return result

    def __len__(self):
        return 0


def _raise(part, ndmin, trans1d, ndim):
    """The part with `ndmin` axes, the new ones where `trans1d` says."""
    if ndmin <= ndim:
        return part
    part = array(part, copy=None, subok=True, ndmin=ndmin)
    if trans1d == -1 and ndim == 1 or ndim == 0:
        return part
    new = ndmin - ndim
    first = trans1d + new + 1 if trans1d < 0 else trans1d
    order = list(range(ndmin))
    return part.transpose(order[:new][:first] + order[new:] + order[:new][first:])


r_ = _Concatenator()
c_ = _Concatenator(-1, ndmin=2, trans1d=0)

