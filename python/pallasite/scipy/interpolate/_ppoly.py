"""``PPoly``, ``BPoly``, ``NdPPoly``: piecewise polynomials."""
from types import GenericAlias

import pallasite.numpy as np
from pallasite import _core
from pallasite.scipy.interpolate._bsplines import BSpline


class _Piecewise:
    """Polynomials between breakpoints `x`, with coefficients `c` in some basis."""

    __slots__ = ("c", "x", "extrapolate", "axis")
    __class_getitem__ = classmethod(GenericAlias)
    _bernstein = False

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
        return _core._ppoly_evaluate(self._bernstein, self.c, self.x, self.axis, x, nu, extrapolate)

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
        parts = [self._with_order(self.c, powers), self._with_order(c, powers)]
        points = [self.x, x]
        order = slice(None) if behind else slice(None, None, -1)
        dtype = complex if np.iscomplexobj(c) or np.iscomplexobj(self.c) else float
        self.c = np.concatenate(parts[order], axis=1).astype(dtype)
        self.x = np.concatenate(points[order])

    def derivative(self, nu=1):
        """The derivative of order `nu`."""
        if nu < 0:
            return self.antiderivative(-nu)
        c = _core._ppoly_derivative(self._bernstein, self.c, self.x, nu)
        return self.construct_fast(c, self.x, self.extrapolate, self.axis)

    def antiderivative(self, nu=1):
        """The antiderivative of order `nu`; it is not periodic any more."""
        if nu <= 0:
            return self.derivative(-nu)
        c = _core._ppoly_derivative(self._bernstein, self.c, self.x, -nu)
        extrapolate = False if self.extrapolate == "periodic" else self.extrapolate
        return self.construct_fast(c, self.x, extrapolate, self.axis)

    def integrate(self, a, b, extrapolate=None):
        """The integral from `a` to `b`."""
        extrapolate = self.extrapolate if extrapolate is None else extrapolate
        return _core._ppoly_integrate(self._bernstein, self.c, self.x, a, b, extrapolate)


class PPoly(_Piecewise):
    """Polynomials in ``x - self.x[i]``, the highest power first in `c`, one on each interval."""

    __slots__ = ()

    @staticmethod
    def _with_order(c, order):
        """Coefficients with zeros for the powers that they lack."""
        zeros = np.zeros((order - c.shape[0],) + c.shape[1:], dtype=c.dtype)
        return np.concatenate((zeros, c))

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

    @classmethod
    def from_bernstein_basis(cls, bp, extrapolate=None):
        """The same polynomials as those of a `BPoly`."""
        if not isinstance(bp, BPoly):
            raise TypeError(f".from_bernstein_basis only accepts BPoly instances. Got {type(bp)} instead.")
        extrapolate = bp.extrapolate if extrapolate is None else extrapolate
        return cls.construct_fast(_core._bpoly_converted(bp.c, bp.x, False), bp.x, extrapolate, bp.axis)


class BPoly(_Piecewise):
    """Polynomials ``sum(c[a] * comb(k, a) * s**a * (1 - s)**(k - a))`` with ``s`` from 0 to 1, one on each interval."""

    __slots__ = ()
    _bernstein = True

    @staticmethod
    def _with_order(c, order):
        """The coefficients of the same polynomials with as many of them as `order`."""
        return BPoly._raise_degree(c, order - c.shape[0])

    @staticmethod
    def _raise_degree(c, d):
        """The coefficients of the same polynomials of a degree that is larger by `d`."""
        return _core._bpoly_raised(c, d)

    @staticmethod
    def _construct_from_derivatives(xa, xb, ya, yb):
        """The coefficients of the polynomial with these derivatives at both ends of an interval."""
        return _core._bpoly_from_derivatives([xa, xb], [ya, yb], None)[:, 0]

    @classmethod
    def from_power_basis(cls, pp, extrapolate=None):
        """The same polynomials as those of a `PPoly`."""
        if not isinstance(pp, PPoly):
            raise TypeError(f".from_power_basis only accepts PPoly instances. Got {type(pp)} instead.")
        extrapolate = pp.extrapolate if extrapolate is None else extrapolate
        return cls.construct_fast(_core._bpoly_converted(pp.c, pp.x, True), pp.x, extrapolate, pp.axis)

    @classmethod
    def from_derivatives(cls, xi, yi, orders=None, extrapolate=None):
        """The polynomials with values and derivatives ``yi[i][j]`` of order ``j`` at ``xi[i]``.

        `orders` limits the degrees, all of them or one by one.
        """
        xi = np.asarray(xi)
        if orders is not None:
            orders = [int(orders)] * (len(xi) - 1) if np.ndim(orders) == 0 else [int(order) for order in orders]
        return cls(_core._bpoly_from_derivatives(xi, yi, orders), xi, extrapolate)


class NdPPoly:
    """Polynomials of several variables in ``x[d] - self.x[d][i]``, one on each box.

    `c` has an axis for the powers of each variable, the highest first, then one for the intervals of each, then those of
    the values.
    """

    __class_getitem__ = classmethod(GenericAlias)

    def __init__(self, c, x, extrapolate=None):
        self.x = tuple(_core._ndppoly_breaks(v) for v in x)
        c, ndim = np.asarray(c), len(self.x)
        if c.ndim < 2 * ndim:
            raise ValueError("c must have at least 2*len(x) dimensions")
        if any(n != len(v) - 1 for n, v in zip(c.shape[ndim:2 * ndim], self.x)):
            raise ValueError("x and c do not agree on the number of intervals")
        self.c = np.ascontiguousarray(c, dtype=complex if np.iscomplexobj(c) else float)
        self.extrapolate = True if extrapolate is None else bool(extrapolate)

    @classmethod
    def construct_fast(cls, c, x, extrapolate=None):
        """A polynomial of arrays that are as they should be: nothing is checked."""
        self = object.__new__(cls)
        self.c, self.x = c, tuple(x)
        self.extrapolate = True if extrapolate is None else extrapolate
        return self

    def _goes_on(self, extrapolate):
        return bool(self.extrapolate if extrapolate is None else extrapolate)

    def __call__(self, x, nu=None, extrapolate=None):
        """The derivative of orders `nu` at points `x`."""
        ndim = len(self.x)
        nu = np.zeros(ndim, dtype=int) if nu is None else np.asarray(nu)
        if nu.ndim != 1 or nu.shape[0] != ndim:
            raise ValueError("invalid number of derivative orders nu")
        points = _core._coordinates(x)
        return _core._ndppoly_evaluate(self.c, self.x, points, [int(n) for n in nu], self._goes_on(extrapolate))

    def derivative(self, nu):
        """The derivative of orders `nu`, of negative orders the antiderivative."""
        c, ndim = self.c, len(self.x)
        for axis, order in enumerate(nu):
            c = _core._ndppoly_derivative(c, self.x[axis], ndim, axis, order)
        return self.construct_fast(c, self.x, self.extrapolate)

    def antiderivative(self, nu):
        """The antiderivative of orders `nu`."""
        return self.derivative([-order for order in nu])

    def integrate_1d(self, a, b, axis, extrapolate=None):
        """The integral over one variable: a polynomial of the others, or the values when there are none."""
        ndim, extrapolate = len(self.x), self._goes_on(extrapolate)
        axis = int(axis) % ndim
        c = _core._ndppoly_integrate(self.c, self.x[axis], ndim, axis, (a, b), extrapolate)
        if ndim == 1:
            return c
        return self.construct_fast(c, self.x[:axis] + self.x[axis + 1:], extrapolate)

    def integrate(self, ranges, extrapolate=None):
        """The integral over a box."""
        if not hasattr(ranges, "__len__") or len(ranges) != len(self.x):
            raise ValueError("Range not a sequence of correct length")
        rest = self
        for a, b in ranges:
            rest = rest.integrate_1d(a, b, 0, self._goes_on(extrapolate))
        return rest


def _nested(roots, shape):
    """One array of roots for no axes, otherwise lists as deep as there are axes."""
    if not shape:
        return roots[0]
    step = len(roots) // max(shape[0], 1)
    return [_nested(roots[i * step:(i + 1) * step], shape[1:]) for i in range(shape[0])]


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
