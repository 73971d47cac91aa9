"""``BSpline`` and the functions that make one."""
import operator
from types import GenericAlias

import pallasite.numpy as np
from pallasite import _core


class BSpline:
    """A spline of degree `k` with knots `t` and coefficients `c`, whose values lie along `axis`."""

    __class_getitem__ = classmethod(GenericAlias)

    def __init__(self, t, c, k, extrapolate=True, axis=0):
        self.k = operator.index(k)
        self.extrapolate = extrapolate if extrapolate == "periodic" else bool(extrapolate)
        self._t, self._c, self.axis = _core._bspline_parts(t, c, self.k, axis)

    @classmethod
    def construct_fast(cls, t, c, k, extrapolate=True, axis=0):
        """A spline of arrays that are as they should be: nothing is checked."""
        self = object.__new__(cls)
        self._t, self._c, self.k = np.asarray(t), np.asarray(c), k
        self.extrapolate, self.axis = extrapolate, axis
        return self

    @property
    def t(self):
        """The knots."""
        return self._t

    @t.setter
    def t(self, t):
        self._t = np.asarray(t)

    @property
    def c(self):
        """The coefficients."""
        return self._c

    @c.setter
    def c(self, c):
        self._c = np.asarray(c)

    @property
    def tck(self):
        """``(self.t, self.c, self.k)``"""
        return self._t, self._c, self.k

    @classmethod
    def basis_element(cls, t, extrapolate=True):
        """The B-spline that is not zero between the first and the last of the knots `t`."""
        t = np.asarray(t, dtype=float)
        k = len(t) - 2
        t = np.concatenate(([t[0] - 1] * k, t, [t[-1] + 1] * k))
        c = np.zeros_like(t)
        c[k] = 1
        return cls.construct_fast(t, c, k, extrapolate)

    def __call__(self, x, nu=0, extrapolate=None):
        """The derivative of order `nu` at `x`."""
        extrapolate = self.extrapolate if extrapolate is None else extrapolate
        return _core._bspline_evaluate(self._t, self._c, self.k, self.axis, x, nu, extrapolate)

    def derivative(self, nu=1):
        """The spline that is the derivative of order `nu`."""
        return self.construct_fast(
            *_core._bspline_derivative(self._t, self._c, self.k, nu), extrapolate=self.extrapolate, axis=self.axis
        )

    def antiderivative(self, nu=1):
        """The spline that is the antiderivative of order `nu`; it is not periodic any more."""
        extrapolate = False if self.extrapolate == "periodic" else self.extrapolate
        return self.construct_fast(
            *_core._bspline_derivative(self._t, self._c, self.k, -nu), extrapolate=extrapolate, axis=self.axis
        )

    def integrate(self, a, b, extrapolate=None):
        """The integral from `a` to `b`."""
        extrapolate = self.extrapolate if extrapolate is None else extrapolate
        return _core._bspline_integrate(self._t, self._c, self.k, a, b, extrapolate)

    def insert_knot(self, x, m=1):
        """The same spline with `m` more knots at `x`."""
        periodic = self.extrapolate == "periodic"
        parts = _core._bspline_insert(self._t, self._c, self.k, float(x), m, periodic)
        return self.construct_fast(*parts, self.extrapolate, self.axis)

    @classmethod
    def design_matrix(cls, x, t, k, extrapolate=False):
        """The collocation matrix at points `x`, in sparse rows."""
        if extrapolate != "periodic":
            extrapolate = bool(extrapolate)
        if k < 0:
            raise ValueError("Spline order cannot be negative.")
        x, t = np.asarray(x, dtype=float), np.asarray(t, dtype=float)
        if t.ndim != 1 or np.any(t[1:] < t[:-1]):
            raise ValueError(f"Expect t to be a 1-D sorted array_like, but got t={t}.")
        if len(t) < 2 * k + 2:
            raise ValueError(f"Length t is not enough for k={k}.")
        if extrapolate == "periodic":
            first, last = t[k], t[len(t) - k - 1]
            x, extrapolate = first + (x - first) % (last - first), False
        elif not extrapolate and (min(x) < t[k] or max(x) > t[len(t) - k - 1]):
            raise ValueError(f"Out of bounds w/ x = {x}.")
        shape = len(x), len(t) - k - 1
        return sparse_rows(_core._design_matrix(x[:, None], (t,), (k,), extrapolate), shape)

    @classmethod
    def from_power_basis(cls, pp, bc_type="not-a-knot"):
        """The B-spline that is the same function as a `CubicSpline` with these conditions at its ends."""
        from pallasite.scipy.interpolate._cubic import CubicSpline

        if not isinstance(pp, CubicSpline):
            raise NotImplementedError(f"Only CubicSpline objects are accepted for now. Got {type(pp)} instead.")
        if bc_type not in ("not-a-knot", "natural", "clamped", "periodic"):
            raise TypeError(f"Unknown boundary condition: {bc_type}")
        t, c, k = _core._bspline_from_pieces(pp.c, pp.x, bc_type)
        return cls.construct_fast(t, c, k, pp.extrapolate, pp.axis)


def sparse_rows(parts, shape=None):
    """A sparse array of rows from its data, columns and where rows begin."""
    try:
        from pallasite.scipy.sparse import csr_array
    except ImportError:
        raise NotImplementedError("a design matrix needs pallasite.scipy.sparse, which is not there yet") from None
    return csr_array(tuple(parts), shape=shape)


def _not_a_knot(x, k):
    """Knots for interpolation without conditions at the ends."""
    return _core._interpolation_knots(x, k, "not-a-knot")


def _augknt(x, k):
    """All points as knots, those at the ends ``k + 1`` times."""
    return _core._interpolation_knots(x, k, "augmented")


def _periodic_knots(x, k):
    """Knots on the circle whose circumference is the range of `x`."""
    return _core._interpolation_knots(x, k, "periodic")


def make_smoothing_spline(x, y, w=None, lam=None, *, axis=0):
    """The cubic spline that minimises ``sum(w * (y - s(x))**2) + lam * integral(s''**2)``.

    Without `lam` generalised cross-validation chooses it.
    """
    t, c, axis = _core._make_smoothing_spline(x, y, w, lam, axis)
    return BSpline.construct_fast(t, c, 3, axis=axis)


def make_interp_spline(x, y, k=3, t=None, bc_type=None, axis=0, check_finite=True):
    """The spline of degree `k` that goes through the points."""
    k = operator.index(k)
    t, c, axis, periodic = _core._make_interp_spline(x, y, k, t, bc_type, axis, check_finite)
    return BSpline.construct_fast(t, c, k, extrapolate="periodic" if periodic else True, axis=axis)


def make_lsq_spline(x, y, t, k=3, w=None, axis=0, check_finite=True, *, method="qr"):
    """The spline of degree `k` with knots `t` that is nearest to the points."""
    k = operator.index(k)
    t, c, axis = _core._make_lsq_spline(x, y, t, k, w, axis, check_finite, method)
    return BSpline.construct_fast(t, c, k, axis=axis)
