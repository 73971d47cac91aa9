"""``RegularGridInterpolator`` and ``interpn``"""
import types
import warnings

import pallasite.numpy as np
from pallasite import _core


def _ascending(points):
    """The coordinates, ascending, and the dimensions in which they were descending."""
    grid, descending = [], []
    for i, p in enumerate(points):
        p = np.asarray(p, dtype=np.float64)
        if not np.all(p[1:] > p[:-1]):
            if not np.all(p[1:] < p[:-1]):
                raise ValueError(f"The points in dimension {i} must be strictly ascending or descending")
            descending.append(i)
            p = np.flip(p)
        grid.append(np.ascontiguousarray(p))
    return tuple(grid), tuple(descending)


def _check_dimensions(points, values):
    if len(points) > values.ndim:
        raise ValueError(f"There are {len(points)} point arrays, but values has {values.ndim} dimensions")
    for i, p in enumerate(points):
        if p.ndim != 1:
            raise ValueError(f"The points in dimension {i} must be 1-dimensional")
        if values.shape[i] != len(p):
            raise ValueError(f"There are {len(p)} points and {values.shape[i]} values in dimension {i}")


class RegularGridInterpolator:
    """Interpolates values on a grid whose lines need not be evenly spaced."""

    _SPLINE_DEGREE_MAP = {
        "slinear": 1, "cubic": 3, "quintic": 5, "pchip": 3, "slinear_legacy": 1, "cubic_legacy": 3,
        "quintic_legacy": 5,
    }
    _SPLINE_METHODS_recursive = {"slinear_legacy", "cubic_legacy", "quintic_legacy", "pchip"}
    _SPLINE_METHODS_ndbspl = {"slinear", "cubic", "quintic"}
    _SPLINE_METHODS = list(_SPLINE_DEGREE_MAP)
    _ALL_METHODS = ["linear", "nearest", *_SPLINE_METHODS]
    __class_getitem__ = classmethod(types.GenericAlias)

    def __init__(self, points, values, method="linear", bounds_error=True, fill_value=np.nan, *, solver=None,
                 solver_args=None):
        self._check_method(method, points)
        if method not in self._SPLINE_METHODS_ndbspl and (solver is not None or solver_args):
            raise ValueError(f"{method =} does not accept the 'solver' argument. Got  {solver = } and with arguments "
                             f"{solver_args}.")
        self.method, self.bounds_error = method, bounds_error
        self._grid, descending = _ascending(points)
        values = np.asarray(values)
        values = values if np.issubdtype(values.dtype, np.inexact) else values.astype(np.float64)
        _check_dimensions(self._grid, values)
        kept = fill_value is None or np.can_cast(np.asarray(fill_value).dtype, values.dtype, casting="same_kind")
        if not kept:
            raise ValueError("fill_value must be either 'None' or of a type compatible with values")
        self.fill_value = fill_value
        self._values = np.flip(values, axis=descending) if descending else values
        if method == "pchip" and np.iscomplexobj(values):
            raise ValueError("`PchipInterpolator` only works with real values. If you are trying to use the real "
                             "components of the passed array, use `np.real` on the array before passing to "
                             "`RegularGridInterpolator`.")
        self._prepare()

    def _prepare(self):
        self._core, self._splines = _core._RegularGrid(self._grid), {}
        if self.method in self._SPLINE_METHODS_ndbspl:
            self._spline(self.method)

    def __getstate__(self):
        return {name: value for name, value in self.__dict__.items() if name not in ("_core", "_splines")}

    def __setstate__(self, state):
        self.__dict__ = state
        self._prepare()

    @property
    def grid(self):
        """The coordinates of each dimension."""
        return self._grid

    @property
    def values(self):
        """The values at the grid points."""
        return self._values

    def _check_method(self, method, points):
        if method not in self._ALL_METHODS:
            raise ValueError(f"Method '{method}' is not defined")
        k = self._SPLINE_DEGREE_MAP.get(method, 0)
        for i, p in enumerate(points if k else ()):
            size = len(np.atleast_1d(p))
            if size <= k:
                raise ValueError(f"There are {size} points in dimension {i}, but method {method} requires at least  "
                                 f"{k + 1} points per dimension.")

    def _spline(self, method):
        """The spline of a method, made once; the equations are solved directly and need no iterative solver."""
        k = self._SPLINE_DEGREE_MAP[method]
        if k not in self._splines:
            self._splines[k] = _core._GridSpline(self._core, self._values, k)
        return self._splines[k]

    def __call__(self, xi, method=None, *, nu=None):
        """The values, or derivatives of orders `nu`, at points."""
        method = self.method if method is None else method
        self._check_method(method, self._grid)
        if nu is not None and method not in self._SPLINE_METHODS_ndbspl:
            raise ValueError(f"Can only compute derivatives for methods {self._SPLINE_METHODS_ndbspl}, got {method =}.")
        ndim = len(self._grid)
        xi = _core._coordinates(xi, ndim)
        if xi.shape[-1] != ndim:
            raise ValueError(f"The requested sample points xi have dimension {xi.shape[-1]} but this "
                             f"RegularGridInterpolator has dimension {ndim}")
        flat = xi.reshape(-1, ndim)
        outside, unknown, dimension = self._core.outside(flat)
        if self.bounds_error and dimension is not None:
            raise ValueError(f"One of the requested xi is out of bounds in dimension {dimension}")
        result = self._evaluate(flat, method, (0,) * ndim if nu is None else nu)
        if outside is not None and self.fill_value is not None:
            result[outside] = self.fill_value
        if unknown is not None:
            result[unknown] = np.nan
        return result.reshape(xi.shape[:-1] + self._values.shape[ndim:])

    def _evaluate(self, flat, method, nu):
        if method == "linear":
            return self._core.linear(self._values, flat)
        if method == "nearest":
            rows = self._values.reshape((-1,) + self._values.shape[len(self._grid):])
            return np.take(rows, self._core.nearest(flat), axis=0)
        if method == "pchip":
            return self._core.pchip(self._values, flat)
        return self._spline(method).evaluate(flat, self._orders(nu))

    def _orders(self, nu):
        nu = np.asarray(nu)
        if nu.ndim != 1 or nu.shape[0] != len(self._grid):
            raise ValueError(f"invalid number of derivative orders nu = {nu!r} for ndim = {len(self._grid)}.")
        if any(nu < 0):
            raise ValueError(f"derivatives must be positive, got nu = {nu!r}")
        return [int(order) for order in nu]


METHODS = ("linear", "nearest", "cubic", "quintic", "pchip", "splinef2d", "slinear", "slinear_legacy", "cubic_legacy",
           "quintic_legacy")


def interpn(points, values, xi, method="linear", bounds_error=True, fill_value=np.nan):
    """Interpolates values on a grid at points."""
    if method not in METHODS:
        raise ValueError("interpn only understands the methods 'linear', 'nearest', 'slinear', 'cubic', 'quintic', "
                         f"'pchip', and 'splinef2d'. You provided {method}.")
    values = np.asarray(values)
    ndim = values.ndim
    if ndim > 2 and method == "splinef2d":
        raise ValueError("The method splinef2d can only be used for 2-dimensional input data")
    if not bounds_error and fill_value is None and method == "splinef2d":
        raise ValueError("The method splinef2d does not support extrapolation.")
    if len(points) > ndim:
        raise ValueError(f"There are {len(points)} point arrays, but values has {ndim} dimensions")
    if len(points) != ndim and method == "splinef2d":
        raise ValueError("The method splinef2d can only be used for scalar data with one point per coordinate")
    grid, _ = _ascending(points)
    _check_dimensions(grid, values)
    xi = _core._coordinates(xi, len(grid))
    if xi.shape[-1] != len(grid):
        raise ValueError(f"The requested sample points xi have dimension {xi.shape[-1]}, but this "
                         f"RegularGridInterpolator has dimension {len(grid)}")
    if method == "splinef2d":
        return _splinef2d(grid, points, values, xi, bounds_error, fill_value)
    return RegularGridInterpolator(points, values, method=method, bounds_error=bounds_error,
                                   fill_value=fill_value)(xi)


def _splinef2d(grid, points, values, xi, bounds_error, fill_value):
    from pallasite.scipy.interpolate import RectBivariateSpline

    flat = xi.reshape(-1, 2)
    outside, _, dimension = _core._RegularGrid(grid).outside(flat)
    if bounds_error and dimension is not None:
        raise ValueError(f"One of the requested xi is out of bounds in dimension {dimension}")
    if np.iscomplexobj(values):
        text = "Casting complex values to real discards the imaginary part"
        warnings.warn(text, np.exceptions.ComplexWarning, stacklevel=3)
    result = RectBivariateSpline(points[0], points[1], values.real).ev(flat[:, 0], flat[:, 1])
    if outside is not None:
        result[outside] = fill_value
    return result.reshape(xi.shape[:-1])
