"""Splines in two variables."""
import warnings

import pallasite.numpy as np
from pallasite import _core

MESSAGES = {
    -3: "\nThe coefficients of the spline returned have been computed as the\nminimal norm least-squares solution of a "
        "(numerically) rank deficient\nsystem (deficiency={}). If deficiency is large, the results may be\n"
        "inaccurate. Deficiency may strongly depend on the value of eps.",
    1: "\nThe required storage space exceeds the available storage space: nxest\nor nyest too small, or s too small.\n"
       "The weighted least-squares spline corresponds to the current set of\nknots.",
    2: "\nA theoretically impossible result was found during the iteration\nprocess for finding a smoothing spline with "
       "fp = s: s too small or\nbadly chosen eps.\nWeighted sum of squared residuals does not satisfy abs(fp-s)/s < tol.",
    3: "\nthe maximal number of iterations maxit (set to 20 by the program)\nallowed for finding a smoothing spline with "
       "fp=s has been reached:\ns too small.\nWeighted sum of squared residuals does not satisfy abs(fp-s)/s < tol.\n"
       "Try increasing maxit by passing it as a keyword argument.",
    4: "\nNo more knots can be added because the number of b-spline coefficients\n(nx-kx-1)*(ny-ky-1) already exceeds the "
       "number of data points m:\neither s or m too small.\nThe weighted least-squares spline corresponds to the "
       "current set of\nknots.",
    5: "\nNo more knots can be added because the additional knot would (quasi)\ncoincide with an old one: s too small or "
       "too large a weight to an\ninaccurate data point.\nThe weighted least-squares spline corresponds to the current "
       "set of\nknots.",
}


def _box(bbox):
    bbox = list(bbox)
    if len(bbox) != 4:
        raise ValueError("bbox shape should be (4,)")
    return tuple(None if end is None else float(end) for end in bbox)


def _lsq_box(bbox, x, y, knots, degrees):
    """The ends of a surface with given knots: where the data or zero end, and beyond the knots that lie outside."""
    ends = []
    for points, t, k in zip((x, y), knots, degrees):
        n = len(t) + 2 * k + 2
        low, high = min([0.0, *t]), max([0.0, *t])
        ends.append(points.min() if low > points.min() else low - (high - low) / n)
        ends.append(points.max() if high < points.max() else high + (high - low) / n)
    return tuple(own if given is None else given for own, given in zip(ends, bbox))


def _check_smoothing(s):
    if s is not None and not s >= 0.0:
        raise ValueError("s should be s >= 0.0")


class _Surface:
    """Knots, coefficients and degrees, and what they can be asked."""

    @classmethod
    def _from_tck(cls, tck):
        self = cls.__new__(cls)
        if len(tck) != 5:
            raise ValueError("tck should be a 5 element tuple of tx, ty, c, kx, ky")
        self.tck, self.degrees = tuple(tck[:3]), tuple(tck[3:])
        return self

    def get_residual(self):
        """The weighted sum of squared residuals."""
        return self.fp

    def get_knots(self):
        """The knots in x and those in y."""
        return self.tck[:2]

    def get_coeffs(self):
        """The coefficients."""
        return self.tck[2]

    def __call__(self, x, y, dx=0, dy=0, grid=True):
        """The derivative of orders `(dx, dy)`, on the grid of `x` and `y` or at the points they form."""
        kx, ky = self.degrees
        if dx or dy:
            for order, k in ((dx, kx), (dy, ky)):
                if not 0 <= order < k and order:
                    raise ValueError(f"Error code returned by {'parder' if grid else 'pardeu'}: 10")
        tck = (*self.tck, kx, ky)
        if grid:
            return _core._surface_on_grid(tck, x, y, dx, dy, True)
        return _core._surface_at_points(tck, x, y, dx, dy)

    def partial_derivative(self, dx, dy):
        """The surface that is the derivative of orders `(dx, dy)`."""
        if dx == 0 and dy == 0:
            return self
        kx, ky = self.degrees
        if not (dx >= 0 and dy >= 0):
            raise ValueError("order of derivative must be positive or zero")
        if not (dx < kx and dy < ky):
            raise ValueError("order of derivative must be less than degree of spline")
        return _Derived._from_tck(_core._surface_derivative((*self.tck, kx, ky), dx, dy))


class BivariateSpline(_Surface):
    """What the splines in two variables have in common."""

    def ev(self, xi, yi, dx=0, dy=0):
        """The derivative of orders `(dx, dy)` at points."""
        return self(xi, yi, dx=dx, dy=dy, grid=False)

    def integral(self, xa, xb, ya, yb):
        """The integral over a rectangle."""
        return _core._surface_integral((*self.tck, *self.degrees), xa, xb, ya, yb)

    @staticmethod
    def _validate_input(x, y, z, w, kx, ky, eps):
        x, y, z = np.asarray(x), np.asarray(y), np.asarray(z)
        if not x.size == y.size == z.size:
            raise ValueError("x, y, and z should have a same length")
        if w is not None:
            w = np.asarray(w)
            if x.size != w.size:
                raise ValueError("x, y, z, and w should have a same length")
            if not np.all(w >= 0.0):
                raise ValueError("w should be positive")
        if eps is not None and not 0.0 < eps < 1.0:
            raise ValueError("eps should be between (0, 1)")
        if not x.size >= (kx + 1) * (ky + 1):
            raise ValueError("The length of x, y and z should be at least (kx+1) * (ky+1)")
        return x, y, z, w

    def _take(self, fit, degrees):
        """Takes over a fit and returns FITPACK's `ier`."""
        _, tx, ty, c, self.fp, ier = fit
        self.tck, self.degrees = (tx, ty, c), degrees
        return ier


class _Derived(_Surface):
    """A surface that was derived from another and knows no data."""

    _why = ("is unavailable, because _DerivedBivariateSpline instance is not constructed from data that are to be "
            "interpolated or smoothed, but derived from the underlying knots and coefficients of another spline object")

    @property
    def fp(self):
        """There is no such thing."""
        raise AttributeError(f'attribute "fp" {self._why}')

    def get_residual(self):
        """There is no such thing."""
        raise AttributeError(f'method "get_residual" {self._why}')


class SmoothBivariateSpline(BivariateSpline):
    """The smoothest surface whose weighted sum of squared residuals at scattered points is at most `s`."""

    def __init__(self, x, y, z, w=None, bbox=[None] * 4, kx=3, ky=3, s=None, eps=1e-16):
        x, y, z, w = self._validate_input(x, y, z, w, kx, ky, eps)
        bbox = _box(bbox)
        _check_smoothing(s)
        s = float(x.size if s is None else s)
        side = int(np.sqrt(x.size // 2))
        most = max(kx + 1 + side, 2 * kx + 2), max(ky + 1 + side, 2 * ky + 2)
        ier = self._take(_core._fit_surface(x, y, z, w, bbox, (kx, ky), s, eps, None, most, None), (kx, ky))
        if ier not in (0, -1, -2):
            warnings.warn(MESSAGES.get(ier, f"ier={ier}"), stacklevel=2)


class LSQBivariateSpline(BivariateSpline):
    """The surface of least squares with inner knots `tx` and `ty`."""

    def __init__(self, x, y, z, tx, ty, w=None, bbox=[None] * 4, kx=3, ky=3, eps=None):
        x, y, z, w = self._validate_input(x, y, z, w, kx, ky, eps)
        eps = 1e-16 if eps is None else eps
        knots = np.asarray(tx, dtype=float), np.asarray(ty, dtype=float)
        bbox = _lsq_box(_box(bbox), x, y, knots, (kx, ky))
        fit = _core._fit_surface(x, y, z, w, bbox, (kx, ky), 0.0, eps, knots, (0, 0), None)
        ier = self._take(fit, (kx, ky))
        if ier < -2:
            warnings.warn(MESSAGES[-3].format(len(self.tck[2]) + ier), stacklevel=2)


class RectBivariateSpline(BivariateSpline):
    """The smoothest surface whose sum of squared residuals at the points of a grid is at most `s`."""

    def __init__(self, x, y, z, bbox=[None] * 4, kx=3, ky=3, s=0, maxit=20):
        x, y, z = np.ravel(x), np.ravel(y), np.asarray(z)
        for name, points in (("x", x), ("y", y)):
            if not np.all(np.diff(points) > 0.0):
                raise ValueError(f"{name} must be strictly increasing")
        for name, points, size in (("x", x, z.shape[0]), ("y", y, z.shape[1])):
            if points.size != size:
                raise ValueError(f"{name} dimension of z must have same number of elements as {name}")
        bbox = _box(bbox)
        _check_smoothing(s)
        ier = self._take(_core._fit_grid(x, y, z, bbox, (kx, ky), float(s), maxit), (kx, ky))
        if ier not in (0, -1, -2):
            raise ValueError(MESSAGES.get(ier, f"ier={ier}"))


# The last fit of `bisplrep`, which `task=1` goes on from.
_last = {}


def bisplrep(x, y, z, w=None, xb=None, xe=None, yb=None, ye=None, kx=3, ky=3, task=0, s=None, eps=1e-16, tx=None,
             ty=None, full_output=0, nxest=None, nyest=None, quiet=1):
    """Knots, coefficients and degrees of the surface that smooths scattered points."""
    x, y, z = np.ravel(x), np.ravel(y), np.ravel(z)
    m = len(x)
    if not m == len(y) == len(z):
        raise TypeError("len(x)==len(y)==len(z) must hold.")
    w = np.ones(m) if w is None else np.atleast_1d(w)
    if len(w) != m:
        raise TypeError(f"len(w)={len(w)} is not equal to m={m}")
    if not -1 <= task <= 1:
        raise TypeError("task must be -1, 0 or 1")
    s = m - np.sqrt(2 * m) if s is None else s
    knots = None
    if task == -1:
        for t, k, name in ((tx, kx, "x"), (ty, ky, "y")):
            if t is None:
                raise TypeError(f"Knots_{name} must be given for task=-1")
            if len(t) < 2 * k + 2:
                raise TypeError(f"There must be at least 2*k{name}+2 knots_x for task=-1")
        knots = np.atleast_1d(tx)[kx + 1:-kx - 1], np.atleast_1d(ty)[ky + 1:-ky - 1]
    if not (1 <= kx <= 5 and 1 <= ky <= 5):
        raise TypeError(f"Given degree of the spline (kx,ky={kx},{ky}) is not supported. (1<=k<=5)")
    if m < (kx + 1) * (ky + 1):
        raise TypeError("m >= (kx+1)(ky+1) must hold")
    most = _room(kx, nxest, m, task, s), _room(ky, nyest, m, task, s)
    before = _last.get("fit") if task == 1 else None
    fit, tx, ty, c, fp, ier = _core._fit_surface(
        x, y, z, w, (xb, xe, yb, ye), (kx, ky), float(s), eps, knots, most, before
    )
    _last["fit"] = fit
    text = MESSAGES.get(max(ier, -3), f"ier={ier}").strip()
    note = f"kx,ky={kx},{ky} nx,ny={len(tx)},{len(ty)} m={m} fp={fp} s={s}"
    if ier > 0 and not full_output or ier <= 0 and not quiet:
        warnings.warn(RuntimeWarning(f"{text}\n\t{note}"), stacklevel=2)
    tck = [tx, ty, c, kx, ky]
    return (tck, fp, ier, text) if full_output else tck


def _room(k, given, m, task, s):
    """The most knots along an axis."""
    if task >= 0 and s == 0:
        return int(k + np.sqrt(3 * m))
    return max(int(k + np.sqrt(m / 2)) if given is None else given, 2 * k + 3)


def bisplev(x, y, tck, dx=0, dy=0):
    """The derivative of orders `(dx, dy)` on the grid of `x` and `y`."""
    tx, ty, c, kx, ky = tck
    for order, k, name in ((dx, kx, "x"), (dy, ky, "y")):
        if not 0 <= order < k:
            raise ValueError(f"0 <= d{name} = {order} < k{name} = {k} must hold")
    x, y = np.atleast_1d(x), np.atleast_1d(y)
    if x.ndim != 1 or y.ndim != 1:
        raise ValueError("First two entries should be rank-1 arrays.")
    try:
        z = _core._surface_on_grid((tx, ty, c, kx, ky), x, y, dx, dy, False)
    except ValueError:
        raise ValueError("Invalid input data") from None
    if len(z) > 1:
        return z
    return z[0] if len(z[0]) > 1 else z[0][0]
