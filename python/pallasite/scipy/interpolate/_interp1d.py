"""``interp1d``"""
import pallasite.numpy as np
from pallasite import _core
from pallasite.scipy.interpolate._bsplines import make_interp_spline

ORDERS = {"zero": 0, "slinear": 1, "quadratic": 2, "cubic": 3}
NEIGHBOURS = ("linear", "nearest", "nearest-up", "previous", "next")


def _extrapolates(fill_value):
    return isinstance(fill_value, str) and fill_value == "extrapolate"


def _broadcast(fill, shape, name):
    """A fill value that is one number or has, after broadcasting, the shape of a sample."""
    fill = np.asarray(fill)
    fits = fill.ndim <= len(shape) and all(f in (1, t) for f, t in zip(fill.shape[::-1], shape[::-1]))
    if not fits:
        raise ValueError(f"{name} argument must be able to broadcast up to shape {shape} but had shape {fill.shape}")
    return fill if fill.size == 1 else np.broadcast_to(fill, shape).ravel()


class interp1d:
    """A function through points: `y` along `axis` at `x`."""

    def __init__(self, x, y, kind="linear", axis=-1, copy=True, bounds_error=None, fill_value=np.nan,
                 assume_sorted=False):
        self.bounds_error, self.copy = bounds_error, copy or None
        if np.shape(y) and len(x) != np.shape(y)[axis]:
            raise ValueError("x and y arrays must be equal in length along interpolation axis.")
        order = ORDERS.get(kind, kind if isinstance(kind, int) else None)
        if order is None and kind not in NEIGHBOURS:
            raise NotImplementedError(f"{kind} is unsupported: Use fitpack routines for other types.")
        x, y = np.array(x, copy=self.copy), np.array(y, copy=self.copy)
        if not assume_sorted and not (x.ndim == 1 and np.all(x[1:] >= x[:-1])):
            ind = np.argsort(x, kind="mergesort")
            x, y = x[ind], np.take(y, ind, axis=axis)
        if x.ndim != 1:
            raise ValueError("the x array must have exactly one dimension.")
        if y.ndim == 0:
            raise ValueError("the y array must have at least one dimension.")
        self.x, self.y = x, y if np.issubdtype(y.dtype, np.inexact) else y.astype(np.float64)
        self.axis = axis % y.ndim
        self.dtype = np.complex128 if np.iscomplexobj(y) else np.float64
        self._front = np.moveaxis(self.y, self.axis, 0)
        self._kind = kind if order is None else "spline"
        self._spline = None if order is None else self._make_spline(order)
        entries = 1 if order is None else order + 1
        if len(x) < entries:
            raise ValueError(f"x and y arrays must have at least {entries} entries")
        self.fill_value = self._kept(fill_value)

    def _make_spline(self, order):
        """Knots, coefficients, degree; NaN in a smooth spline makes all of it NaN."""
        x, y = self.x, self._front
        if order > 1 and np.isnan(x).any():
            if np.isnan(x).all():
                raise ValueError("`x` array is all-nan")
            x, y = np.linspace(np.nanmin(x), np.nanmax(x), len(x)), np.full_like(y, np.nan)
        if order > 1 and np.isnan(y).any():
            spline = make_interp_spline(x, np.ones_like(y), k=order, check_finite=False)
            return spline.t, np.full_like(spline.c, np.nan), order
        return make_interp_spline(x, y, k=order, check_finite=False).tck

    def _kept(self, fill_value):
        """The last or first sample goes on for the kinds that pick one of them."""
        if not _extrapolates(fill_value) or self._kind not in ("previous", "next"):
            return fill_value
        self._check_extrapolation()
        if self._kind == "previous":
            return np.nan, np.take(self.y, -1, self.axis)
        return np.take(self.y, 0, self.axis), np.nan

    def _check_extrapolation(self):
        if self.bounds_error:
            raise ValueError("Cannot extrapolate and raise at the same time.")
        self.bounds_error = False

    @property
    def fill_value(self):
        """What there is outside the range."""
        return self._fill_value

    @fill_value.setter
    def fill_value(self, fill_value):
        self._fill = None
        if _extrapolates(fill_value):
            self._check_extrapolation()
        else:
            shape = self._front.shape[1:] or (1,)
            if isinstance(fill_value, tuple) and len(fill_value) == 2:
                below, above = fill_value
                names = "fill_value (below)", "fill_value (above)"
            else:
                below = above = fill_value
                names = "fill_value", "fill_value"
            self._fill = _broadcast(below, shape, names[0]), _broadcast(above, shape, names[1])
            if self.bounds_error is None:
                self.bounds_error = True
        self._fill_value = fill_value

    def __call__(self, x):
        """The values at `x`."""
        return _core._interp1d_evaluate(
            self._kind, self.x, self._front, self.axis, x, self._fill, bool(self.bounds_error), self._spline
        )


class interp2d:
    """Was removed from SciPy, whose replacements are named in the message."""

    def __init__(self, x, y, z, kind="linear", copy=True, bounds_error=False, fill_value=None):
        raise NotImplementedError(
            "`interp2d` has been removed in SciPy 1.14.0.\n\n"
            "For legacy code, nearly bug-for-bug compatible replacements are\n"
            "`RectBivariateSpline` on regular grids, and `bisplrep`/`bisplev` for\nscattered 2D data.\n\n"
            "In new code, for regular grids use `RegularGridInterpolator` instead.\n"
            "For scattered data, prefer `LinearNDInterpolator` or\n`CloughTocher2DInterpolator`.\n\n"
            "For more details see\n"
            "https://scipy.github.io/devdocs/tutorial/interpolate/interp_transition_guide.html\n"
        )
