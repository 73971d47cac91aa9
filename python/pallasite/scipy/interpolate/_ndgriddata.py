"""``griddata`` and ``NearestNDInterpolator``"""
import pallasite.numpy as np
from pallasite import _core
from pallasite.scipy.interpolate._interp1d import interp1d
from pallasite.scipy.interpolate._interpnd import CloughTocher2DInterpolator, LinearNDInterpolator, NDInterpolatorBase
from pallasite.scipy.spatial import cKDTree


class NearestNDInterpolator(NDInterpolatorBase):
    """The value at the nearest point."""

    def __init__(self, x, y, rescale=False, tree_options=None):
        super().__init__(x, y, rescale=rescale)
        self._arguments = x, y, rescale, tree_options
        self.tree = cKDTree(self.points, **(tree_options or {}))

    def __reduce__(self):
        return type(self), self._arguments

    def __call__(self, *args, **query_options):
        """The values at points; NaN where `distance_upper_bound` leaves none."""
        xi = self._scaled(args)
        distances, nearest = self.tree.query(xi.reshape(-1, xi.shape[-1]), **query_options)
        values = self.values if self.is_complex else self.values.astype(np.float64, copy=False)
        found = np.isfinite(distances)
        out = np.take(values, nearest, axis=0, mode="clip")
        if not found.all():
            out[~found] = np.nan
        return out.reshape(xi.shape[:-1] + self.values_shape)


def _griddata_1d(points, values, xi, method, fill_value):
    points = points.ravel()
    if isinstance(xi, tuple):
        if len(xi) != 1:
            raise ValueError("invalid number of dimensions in xi")
        xi, = xi
    order = np.argsort(points)
    fill_value = "extrapolate" if method == "nearest" else fill_value
    function = interp1d(points[order], np.asarray(values)[order], kind=method, axis=0, bounds_error=False,
                        fill_value=fill_value)
    return function(xi)


def griddata(points, values, xi, method="linear", fill_value=np.nan, rescale=False):
    """Interpolates between points that are anywhere."""
    points = _core._coordinates(points)
    ndim = points.shape[-1]
    if ndim == 1 and method in ("nearest", "linear", "cubic"):
        return _griddata_1d(points, values, xi, method, fill_value)
    if method == "nearest":
        return NearestNDInterpolator(points, values, rescale=rescale)(xi)
    if method == "linear":
        return LinearNDInterpolator(points, values, fill_value=fill_value, rescale=rescale)(xi)
    if method == "cubic" and ndim == 2:
        return CloughTocher2DInterpolator(points, values, fill_value=fill_value, rescale=rescale)(xi)
    raise ValueError(f"Unknown interpolation method {method!r} for {ndim} dimensional data")
