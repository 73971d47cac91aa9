"""``PPoly``: piecewise polynomials."""
from types import GenericAlias

import pallasite.numpy as np
from pallasite import _core
from pallasite.scipy.interpolate._bsplines import BSpline


class PPoly:
    """Polynomials in ``x - self.x[i]``, the highest power first in `c`, one on each interval."""

    __slots__ = ("c", "x", "extrapolate", "axis")
    __class_getitem__ = classmethod(GenericAlias)

    def __init__(self, c, x, extrapolate=None, axis=0):
        extrapolate = True if extrapolate is None else extrapolate
        self.extrapolate = extrapolate if extrapolate == "periodic" else bool(extrapolate)
        self.c, self.x = _core._ppoly_parts(c, x, axis)
        self.axis = axis

    @classmethod
    def construct_fast(cls, c, x, extrapolate=None, axis=0):
        """A polynomial of arrays that are as they should be: nothing is checked."""
        self = object.__new__(cls)
        self.c, self.x, self.axis = np.asarray(c), np.asarray(x), axis
        self.extrapolate = True if extrapolate is None else extrapolate
        return self

    def __call__(self, x, nu=0, extrapolate=None):
        """The derivative of order `nu` at `x`."""
        extrapolate = self.extrapolate if extrapolate is None else extrapolate
        return _core._ppoly_evaluate(self.c, self.x, self.axis, x, nu, extrapolate)

    def extend(self, c, x):
        """Adds intervals behind or before those that are there."""
        c, x = np.asarray(c), np.asarray(x)
        if c.ndim < 2:
            raise ValueError("invalid dimensions for c")
        if x.ndim != 1:
            raise ValueError("invalid dimensions for x")
        if x.shape[0] != c.shape[1]:
            raise ValueError(f"Shapes of x {x.shape} and c {c.shape} are incompatible")
        if c.shape[2:] != self.c.shape[2:] or c.ndim != self.c.ndim:
            raise ValueError(f"Shapes of c {c.shape} and self._c {self.c.shape} are incompatible")
        if c.size:
            self._join(c, x, _side(self.x, x))

    def _join(self, c, x, behind):
        powers = max(len(c), len(self.c))
        parts = [_with_powers(self.c, powers), _with_powers(c, powers)]
        points = [self.x, x]
        order = slice(None) if behind else slice(None, None, -1)
        dtype = complex if np.iscomplexobj(c) or np.iscomplexobj(self.c) else float
        self.c = np.concatenate(parts[order], axis=1).astype(dtype)
        self.x = np.concatenate(points[order])

    def derivative(self, nu=1):
        """The derivative of order `nu`."""
        if nu < 0:
            return self.antiderivative(-nu)
        c = _core._ppoly_derivative(self.c, self.x, nu)
        return self.construct_fast(c, self.x, self.extrapolate, self.axis)

    def antiderivative(self, nu=1):
        """The antiderivative of order `nu`; it is not periodic any more."""
        if nu <= 0:
            return self.derivative(-nu)
        c = _core._ppoly_derivative(self.c, self.x, -nu)
        extrapolate = False if self.extrapolate == "periodic" else self.extrapolate
        return self.construct_fast(c, self.x, extrapolate, self.axis)

    def integrate(self, a, b, extrapolate=None):
        """The integral from `a` to `b`."""
        extrapolate = self.extrapolate if extrapolate is None else extrapolate
        return _core._ppoly_integrate(self.c, self.x, a, b, extrapolate)

    def solve(self, y=0.0, discontinuity=True, extrapolate=None):
        """Where the polynomial is `y`: an array, for several polynomials a nested list of them."""
        extrapolate = self.extrapolate if extrapolate is None else extrapolate
        roots = _core._ppoly_solve(self.c, self.x, float(y), bool(discontinuity), bool(extrapolate))
        return _nested(roots, self.c.shape[2:])

    def roots(self, discontinuity=True, extrapolate=None):
        """Where the polynomial is zero."""
        return self.solve(0, discontinuity, extrapolate)

    @classmethod
    def from_spline(cls, tck, extrapolate=None):
        """The polynomials that a spline is made of."""
        if isinstance(tck, BSpline):
            extrapolate = tck.extrapolate if extrapolate is None else extrapolate
            tck = tck.tck
        t, c, k = tck
        return cls.construct_fast(_core._pieces_from_bspline(t, c, k), np.asarray(t), extrapolate)


def _nested(roots, shape):
    """One array of roots for no axes, otherwise lists as deep as there are axes."""
    if not shape:
        return roots[0]
    step = len(roots) // max(shape[0], 1)
    return [_nested(roots[i * step:(i + 1) * step], shape[1:]) for i in range(shape[0])]


def _with_powers(c, powers):
    """Coefficients with zeros for the powers that they lack."""
    zeros = np.zeros((powers - c.shape[0],) + c.shape[1:], dtype=c.dtype)
    return np.concatenate((zeros, c))


def _sorted(x):
    return all(x[1:] >= x[:-1]) or all(x[1:] <= x[:-1])


def _side(old, new):
    """Whether new breakpoints follow the old ones; otherwise they precede them."""
    if not _sorted(new):
        raise ValueError("`x` is not sorted.")
    sign = 1 if old[-1] >= old[0] else -1
    if sign * new[-1] < sign * new[0]:
        raise ValueError("`x` is in the different order than `self.x`.")
    if sign * new[0] >= sign * old[-1]:
        return True
    if sign * new[-1] <= sign * old[0]:
        return False
    raise ValueError("`x` is neither on the left or on the right from `self.x`.")
