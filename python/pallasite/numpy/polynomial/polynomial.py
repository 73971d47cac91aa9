"""``numpy.polynomial.polynomial``: powers of the variable."""
import pallasite.numpy as np
from pallasite import _core
from pallasite.numpy.polynomial import polyutils as pu
from pallasite.numpy.polynomial._functions import Functions
from pallasite.numpy.polynomial._polybase import ABCPolyBase

__all__ = ["polyzero", "polyone", "polyx", "polydomain", "polyline", "polyadd", "polysub", "polymulx", "polymul",
           "polydiv", "polypow", "polyval", "polyvalfromroots", "polyder", "polyint", "polyfromroots", "polyvander",
           "polyfit", "polytrim", "polyroots", "Polynomial", "polyval2d", "polyval3d", "polygrid2d", "polygrid3d",
           "polyvander2d", "polyvander3d", "polycompanion"]

polydomain = np.array([-1.0, 1.0])
polyzero = np.array([0])
polyone = np.array([1])
polyx = np.array([0, 1])
polytrim = pu.trimcoef

_functions = Functions(0, "poly", __name__)
polyline = _functions.line
polyadd = _functions.add
polysub = _functions.sub
polymulx = _functions.mulx
polymul = _functions.mul
polydiv = _functions.div
polypow = _functions.pow
polyval = _functions.val
polyder = _functions.der
polyint = _functions.int
polyfromroots = _functions.fromroots
polyvander = _functions.vander
polyfit = _functions.fit
polyroots = _functions.roots
polyval2d = _functions.val2d
polyval3d = _functions.val3d
polygrid2d = _functions.grid2d
polygrid3d = _functions.grid3d
polyvander2d = _functions.vander2d
polyvander3d = _functions.vander3d
polycompanion = _functions.companion


def polyvalfromroots(x, r, tensor=True):
    """The values at `x` of polynomials with the zeros `r`, which are along its first axis.

    >>> from pallasite.numpy.polynomial.polynomial import polyvalfromroots
    >>> float(polyvalfromroots(3, [1, 2]))
    2.0
    """
    r = np.array(r, ndmin=1, copy=None)
    r = r.astype(np.double) if r.dtype.char in "?bBhHiIlLqQpP" else r
    x = np.asarray(x) if isinstance(x, (tuple, list)) else x
    if isinstance(x, np.ndarray):
        if tensor:
            r = r.reshape(r.shape + (1,) * x.ndim)
        elif x.ndim >= r.ndim:
            raise ValueError("x.ndim must be < r.ndim when tensor == False")
    return np.prod(x - r, axis=0)


polyvalfromroots = _core._function(polyvalfromroots)


class Polynomial(ABCPolyBase, functions=_functions):
    """A series in powers of the variable.

    >>> from pallasite.numpy.polynomial import Polynomial
    >>> Polynomial([1, 2, 3]).degree()
    2
    """

    domain = np.array(polydomain)
    window = np.array(polydomain)
    basis_name = None

    @classmethod
    def _str_term_unicode(cls, i, arg_str):
        return f"·{arg_str}" if i == "1" else f"·{arg_str}{i.translate(cls._superscript_mapping)}"

    @staticmethod
    def _str_term_ascii(i, arg_str):
        return f" {arg_str}" if i == "1" else f" {arg_str}**{i}"

    @staticmethod
    def _repr_latex_term(i, arg_str, needs_parens):
        arg_str = rf"\left({arg_str}\right)" if needs_parens else arg_str
        return "1" if i == 0 else arg_str if i == 1 else f"{arg_str}^{{{i}}}"
