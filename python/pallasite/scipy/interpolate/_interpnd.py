"""``LinearNDInterpolator`` and ``CloughTocher2DInterpolator``"""
import warnings

import pallasite.numpy as np
from pallasite import _core
from pallasite.scipy.spatial import Delaunay


class GradientEstimationWarning(Warning):
    """Warns that gradients did not converge."""


class NDInterpolatorBase:
    """Points, values, and the shapes of both."""

    def __init__(self, points, values, fill_value=np.nan, ndim=None, rescale=False):
        self.tri = points if isinstance(points, Delaunay) else None
        if self.tri is not None and rescale:
            raise ValueError("Rescaling is not supported when passing a Delaunay triangulation as ``points``.")
        points = points.points if self.tri is not None else _core._coordinates(points)
        values = np.asarray(values)
        if len(values) != len(points):
            raise ValueError("different number of values and points")
        if points.ndim != 2:
            raise ValueError("invalid shape for input data points")
        if points.shape[1] < 2:
            raise ValueError("Need at least 2-D data")
        if ndim is not None and points.shape[1] != ndim:
            raise ValueError(f"this mode of interpolation available only for {ndim}-D data")
        self.scale = _core._Scaling(points) if rescale else None
        self.points = self.scale.apply(points) if rescale else points
        self.is_complex = values.dtype.kind == "c"
        self.values_shape = values.shape[1:]
        self.values = values
        self.fill_value = complex(fill_value) if self.is_complex else float(fill_value)

    def _triangulate(self):
        if self.tri is None:
            self.tri = Delaunay(self.points)
        return self.tri._core

    def _scaled(self, args):
        xi = _core._coordinates(args, self.points.shape[1])
        if xi.shape[-1] != self.points.shape[1]:
            raise ValueError("number of dimensions in xi does not match x")
        return xi if self.scale is None else self.scale.apply(xi)

    def __call__(self, *args):
        """The values at points: one array with the coordinates last, or one for each coordinate."""
        return self._core.evaluate(self._scaled(args))


class LinearNDInterpolator(NDInterpolatorBase):
    """The interpolant that is linear on the triangles, tetrahedra, ... between points."""

    def __init__(self, points, values, fill_value=np.nan, rescale=False):
        super().__init__(points, values, fill_value, rescale=rescale)
        self._arguments = points, values, fill_value, rescale
        self._core = _core._LinearNd(self._triangulate(), self.values, self.fill_value)
        self.values = self.values.reshape(len(self.points), -1)

    def __reduce__(self):
        return type(self), self._arguments


class CloughTocher2DInterpolator(NDInterpolatorBase):
    """The smooth interpolant of three cubics on every triangle between points of the plane."""

    def __init__(self, points, values, fill_value=np.nan, tol=1e-6, maxiter=400, rescale=False):
        super().__init__(points, values, fill_value, ndim=2, rescale=rescale)
        self._arguments = points, values, fill_value, tol, maxiter, rescale
        self._core = _core._CloughTocher2d(self._triangulate(), self.values, self.fill_value, tol, maxiter)
        if not self._core.converged:
            _warn_of_gradients()
        self.values = self.values.reshape(len(self.points), -1)

    @property
    def grad(self):
        """The gradients at the points."""
        tol, maxiter = self._arguments[3:5]
        return estimate_gradients_2d_global(self.tri, self.values, maxiter, tol)

    def __reduce__(self):
        return type(self), self._arguments


def _warn_of_gradients():
    text = "Gradient estimation did not converge, the results may be inaccurate"
    warnings.warn(text, GradientEstimationWarning, stacklevel=3)


def estimate_gradients_2d_global(tri, y, maxiter=400, tol=1e-6):
    """Gradients at the points of a triangulation of the plane."""
    y = np.asanyarray(y)
    if y.shape[0] != tri.npoints:
        raise ValueError("'y' has a wrong number of items")
    if y.dtype.kind == "c":
        return (estimate_gradients_2d_global(tri, y.real, maxiter, tol)
                + 1j * estimate_gradients_2d_global(tri, y.imag, maxiter, tol))
    gradients, converged = _core._estimate_gradients_2d(tri._core, y, tol, maxiter)
    if not converged:
        _warn_of_gradients()
    return gradients
