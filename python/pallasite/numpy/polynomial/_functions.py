"""The functions of a basis, which `pallasite._core` computes for all bases by their place in its table."""
import functools
import operator
import warnings

import pallasite.numpy as np
from pallasite import _core
from pallasite.numpy.polynomial._polybase import ABCPolyBase

POWER = 0


def as_int(x, desc):
    """The whole number `x`; an error that says what it stands for if it is none."""
    try:
        return operator.index(x)
    except TypeError as error:
        raise TypeError(f"{desc} must be an integer, received {x}") from error


def not_negative(x, desc, text):
    """The whole number `x`, which has to be zero or more."""
    x = as_int(x, desc)
    if x < 0:
        raise ValueError(text)
    return x


class Functions:
    """The functions of the basis number `family`; their names in `module` begin with `prefix`."""

    def __init__(self, family, prefix, module):
        self.family = family
        for name, function in _functions(family, prefix).items():
            setattr(self, name, _named(function, module))

    def converters(self, name, module):
        """The functions from powers and to powers."""
        family = self.family

        def from_power(pol):
            """The series of a polynomial given by the coefficients of its powers."""
            return _core._series_compose(POWER, pol, family)

        def to_power(c):
            """The coefficients of the powers of a series."""
            return _core._series_compose(family, c, POWER)

        from_power.__name__, to_power.__name__ = f"poly2{name}", f"{name}2poly"
        return _named(from_power, module), _named(to_power, module)


def _named(function, module):
    """The function under the name by which users find it, with NumPy's arrays back to who gives them."""
    function.__qualname__ = function.__name__
    function.__module__ = module
    return _core._function(function)


def _functions(family, prefix):
    """All functions by their names without the prefix."""
    made = {**_arithmetic(family), **_calculus(family), **_evaluation(family), **_fitting(family)}
    for name, function in made.items():
        function.__name__ = prefix + name
    return made


def _arithmetic(family):
    def add(c1, c2):
        """The sum of two series."""
        return _core._series_add(family, c1, c2)

    def sub(c1, c2):
        """The difference of two series."""
        return _core._series_sub(family, c1, c2)

    def mulx(c):
        """The product of a series with ``x``."""
        return _core._series_mulx(family, c)

    def mul(c1, c2):
        """The product of two series."""
        return _core._series_mul(family, c1, c2)

    def div(c1, c2):
        """Quotient and remainder of two series."""
        return _core._series_div(family, c1, c2)

    def pow(c, pow, maxpower=None if family == POWER else 16):
        """A power of a series, at most `maxpower`."""
        return _core._series_pow(family, c, pow, maxpower)

    def line(off, scl):
        """The series of ``off + scl * x``."""
        return _core._series_line(family, off, scl)

    def fromroots(roots):
        """The series with the given zeros."""
        return _core._series_fromroots(family, roots)

    return {"add": add, "sub": sub, "mulx": mulx, "mul": mul, "div": div, "pow": pow, "line": line,
            "fromroots": fromroots}


def _calculus(family):
    def der(c, m=1, scl=1, axis=0):
        """The derivative of order `m`, each time multiplied by `scl`, along `axis`."""
        m, axis = as_int(m, "the order of derivation"), as_int(axis, "the axis")
        if m < 0:
            raise ValueError("The order of derivation must be non-negative")
        return _core._series_der(family, c, m, scl, axis)

    def int(c, m=1, k=[], lbnd=0, scl=1, axis=0):
        """The integral of order `m` with the constants `k`, which begins at `lbnd`, each time multiplied by `scl`."""
        constants = list(k) if np.iterable(k) else [k]
        m, axis = as_int(m, "the order of integration"), as_int(axis, "the axis")
        if m < 0:
            raise ValueError("The order of integration must be non-negative")
        return _core._series_int(family, c, m, constants, lbnd, scl, axis)

    return {"der": der, "int": int}


def _evaluation(family):
    def val(x, c, tensor=True):
        """The values at `x` of series whose degrees are along the first axis of `c`."""
        if isinstance(x, ABCPolyBase):
            return x._with(_core._series_compose(family, c, x._basis, x.coef))
        return _core._series_val(family, x, c, tensor)

    def val2d(x, y, c):
        """The values of a series in two variables at points."""
        return _at_points(val, c, x, y)

    def val3d(x, y, z, c):
        """The values of a series in three variables at points."""
        return _at_points(val, c, x, y, z)

    def grid2d(x, y, c):
        """The values of a series in two variables on a grid."""
        return val(y, val(x, c))

    def grid3d(x, y, z, c):
        """The values of a series in three variables on a grid."""
        return val(z, val(y, val(x, c)))

    def vander(x, deg):
        """The values at `x` of the polynomials of the basis up to the degree `deg`, along a last axis."""
        return _core._series_vander(family, x, not_negative(deg, "deg", "deg must be non-negative"))

    def vander2d(x, y, deg):
        """The products of the polynomials in two variables, along a last axis."""
        return _products(vander, (x, y), deg)

    def vander3d(x, y, z, deg):
        """The products of the polynomials in three variables, along a last axis."""
        return _products(vander, (x, y, z), deg)

    def gauss(deg):
        """Nodes and weights of Gauss quadrature with the weight function of the basis."""
        deg = as_int(deg, "deg")
        if deg <= 0:
            raise ValueError("deg must be a positive integer")
        return _core._series_gauss(family, deg)

    def weight(x):
        """The weight function with which the basis is orthogonal."""
        return _core._series_weight(family, x)

    return {"val": val, "val2d": val2d, "val3d": val3d, "grid2d": grid2d, "grid3d": grid3d, "vander": vander,
            "vander2d": vander2d, "vander3d": vander3d, "gauss": gauss, "weight": weight}


def _at_points(val, c, *args):
    """The values of a series in several variables, one after the other."""
    args = [np.asanyarray(a) for a in args]
    if any(a.shape != args[0].shape for a in args[1:]):
        names = {2: "x, y", 3: "x, y, z"}[len(args)]
        raise ValueError(f"{names} are incompatible")
    values = val(args[0], c)
    for x in args[1:]:
        values = val(x, values, tensor=False)
    return values


def _products(vander, points, degrees):
    """The values of the polynomials in several variables, of which the last changes fastest."""
    count = len(points)
    if len(degrees) != count:
        raise ValueError(f"Expected {count} dimensions of degrees, got {len(degrees)}")
    points = np.asarray(points) + 0.0
    parts = [vander(x, degree)[(..., *(slice(None) if i == j else None for j in range(count)))]
             for i, (x, degree) in enumerate(zip(points, degrees))]
    product = functools.reduce(operator.mul, parts)
    return product.reshape(product.shape[:-count] + (-1,))


def _fitting(family):
    def fit(x, y, deg, rcond=None, full=False, w=None):
        """The series of degree `deg`, or of the degrees `deg`, that fits samples in the sense of least squares."""
        c, determined, *status = _core._series_fit(family, x, y, deg, rcond, w)
        if full:
            return c, status
        if not determined:
            warnings.warn("The fit may be poorly conditioned", np.exceptions.RankWarning, stacklevel=2)
        return c

    def companion(c):
        """A matrix that has the zeros of a series for its eigenvalues."""
        return _core._series_companion(family, c)

    def roots(c):
        """The zeros of a series, in ascending order."""
        return _core._series_roots(family, c)

    return {"fit": fit, "companion": companion, "roots": roots}
