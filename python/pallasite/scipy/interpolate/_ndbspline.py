"""``NdBSpline``: tensor products of B-splines."""
import operator
from types import GenericAlias

import pallasite.numpy as np
from pallasite import _core
from pallasite.scipy.interpolate._bsplines import BSpline, sparse_rows


def _degrees(k, t):
    """A degree for each of the knot vectors `t`, checked with them."""
    if not isinstance(t, tuple):
        raise ValueError(f"Expect `t` to be a tuple of array-likes. Got {t} instead.")
    k = tuple(operator.index(degree) for degree in (k if hasattr(k, "__len__") else (k,) * len(t)))
    if len(k) != len(t):
        raise ValueError(f"len(t) = {len(t)} != len(k) = {len(k)}.")
    for d, (knots, degree) in enumerate(zip(t, k)):
        _core._check_knots(knots, degree, d)
    return k


class NdBSpline:
    """A spline of several variables with knots ``t[d]``, degrees ``k[d]`` and coefficients `c`, values on its last axes."""

    __class_getitem__ = classmethod(GenericAlias)

    def __init__(self, t, c, k, *, extrapolate=None):
        self.k = _degrees(k, t)
        self.t = tuple(np.asarray(knots, dtype=float) for knots in t)
        self.extrapolate = True if extrapolate is None else bool(extrapolate)
        c = np.asarray(c)
        if c.ndim < len(t):
            raise ValueError(f"Coefficients must be at least {len(t)}-dimensional.")
        for d, (knots, degree) in enumerate(zip(self.t, self.k)):
            need = len(knots) - degree - 1
            if c.shape[d] != need:
                raise ValueError(f"Knots, coefficients and degree in dimension {d} are inconsistent: got {c.shape[d]} "
                                 f"coefficients for {len(knots)} knots, need at least {need} for k={k}.")
        self.c = np.ascontiguousarray(c, dtype=complex if np.iscomplexobj(c) else float)

    def _orders(self, nu, text):
        if nu is None:
            return [0] * len(self.t)
        orders = np.asarray(nu, dtype=int)
        if orders.ndim != 1 or len(orders) != len(self.t):
            raise ValueError(f"invalid number of derivative orders nu = {nu!r} for ndim = {len(self.t)}.")
        if any(orders < 0):
            raise ValueError(f"{text} must be positive, got nu = {nu!r}")
        return [int(order) for order in orders]

    def __call__(self, xi, *, nu=None, extrapolate=None):
        """The derivative of orders `nu` at points `xi`, whose coordinates are on the last axis."""
        extrapolate = self.extrapolate if extrapolate is None else bool(extrapolate)
        return _core._ndbspline_evaluate(self.t, self.c, self.k, xi, self._orders(nu, "derivatives"), extrapolate)

    def derivative(self, nu):
        """The spline that is the derivative of orders `nu`."""
        t, k, c = list(self.t), list(self.k), self.c
        for axis, order in enumerate(self._orders(nu, "derivative orders")):
            if order == 0:
                continue
            rows = np.moveaxis(c, axis, 0)
            if k[axis] >= order:
                spline = BSpline.construct_fast(t[axis], rows, k[axis]).derivative(order)
                t[axis], rows = spline.t, spline.c[:len(spline.t) - spline.k - 1]
            else:
                rows = np.zeros((len(t[axis]) - 1,) + rows.shape[1:], dtype=c.dtype)
            c, k[axis] = np.moveaxis(rows, 0, axis), max(k[axis] - order, 0)
        return NdBSpline(tuple(t), c, tuple(k), extrapolate=self.extrapolate)

    @classmethod
    def design_matrix(cls, xvals, t, k, extrapolate=True):
        """The collocation matrix at points `xvals`, in sparse rows."""
        xvals = np.asarray(xvals, dtype=float)
        if len(t) != xvals.shape[-1]:
            raise ValueError(
                f"Data and knots are inconsistent: len(t) = {len(t)} for  ndim = {xvals.shape[-1]}."
            )
        return sparse_rows(_core._design_matrix(xvals, t, _degrees(k, t), extrapolate))


def make_ndbspl(points, values, k=3, *, solver=None, **solver_args):
    """The tensor product spline through values on a grid.

    The equations are solved along one axis after the other, so that no sparse `solver` is asked.
    """
    points = tuple(np.asarray(x, dtype=float) for x in points)
    k = tuple(k) if hasattr(k, "__len__") else (k,) * len(points)
    t, c = _core._ndbspline_through(points, values, k)
    return NdBSpline(tuple(t), c, k)
