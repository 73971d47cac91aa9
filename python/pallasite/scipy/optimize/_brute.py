"""``brute``: values on a grid."""
import inspect
import warnings

from pallasite import numpy as _np
from pallasite.scipy.optimize._optimize import fmin
from pallasite.scipy.optimize._workers import WithArguments, Workers


class _AtPoint(WithArguments):
    """A function that is called with a vector."""

    def __call__(self, x):
        return super().__call__(_np.asarray(x).flatten())


def brute(func, ranges, args=(), Ns=20, full_output=0, finish=fmin, disp=False, workers=1):
    """The lowest value on a grid, from which `finish` goes on."""
    count = len(ranges)
    if count > 40:
        raise ValueError("Brute Force not possible with more than 40 variables.")
    slices = [r if isinstance(r, slice) else slice(*r, *([complex(Ns)] if len(r) < 3 else [])) for r in ranges]
    grid = _np.mgrid[slices[0] if count == 1 else tuple(slices)]
    args = args if _np.iterable(args) else (args,)
    shape = grid.shape if count == 1 else grid.shape[1:]
    points = grid.reshape(count, -1).T
    with Workers(workers) as mapped:
        values = _np.array(list(mapped(_AtPoint(func, args, None), points)))
    lowest = int(_np.argmin(values.ravel()))
    values = _np.reshape(values, shape)
    xmin, fmin_ = _np.array(points[lowest], dtype=float), values.ravel()[lowest]
    if count == 1:
        xmin = xmin[0]
    if callable(finish):
        xmin, fmin_ = _finish(finish, func, xmin, args, disp)
    return (xmin, fmin_, grid, values) if full_output else xmin


def _finish(finish, func, x, args, disp):
    """Goes on from a point of the grid."""
    names = inspect.getfullargspec(finish).args
    kwargs = {"full_output": 1} if "full_output" in names else {}
    if "disp" in names:
        kwargs["disp"] = disp
    elif "options" in names:
        kwargs["options"] = {"disp": disp}
    result = finish(func, x, args=args, **kwargs)
    if hasattr(result, "success"):
        x, value, success = result.x, result.fun, result.success
    else:
        x, value, success = result[0], result[1], result[-1] == 0
    if not success and disp:
        warnings.warn("Either final optimization did not succeed or `finish` does not return `statuscode` as its last "
                      "argument.", RuntimeWarning, stacklevel=3)
    return x, value
