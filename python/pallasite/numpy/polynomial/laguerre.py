"""``numpy.polynomial.laguerre``: Laguerre's polynomials."""
import pallasite.numpy as np
from pallasite.numpy.polynomial import polyutils as pu
from pallasite.numpy.polynomial._functions import Functions
from pallasite.numpy.polynomial._polybase import ABCPolyBase

__all__ = ["lagzero", "lagone", "lagx", "lagdomain", "lagline", "lagadd", "lagsub", "lagmulx", "lagmul", "lagdiv",
           "lagpow", "lagval", "lagder", "lagint", "lag2poly", "poly2lag", "lagfromroots", "lagvander", "lagfit",
           "lagtrim", "lagroots", "Laguerre", "lagval2d", "lagval3d", "laggrid2d", "laggrid3d", "lagvander2d",
           "lagvander3d", "lagcompanion", "laggauss", "lagweight"]

lagdomain = np.array([0.0, 1.0])
lagzero = np.array([0])
lagone = np.array([1])
lagx = np.array([1, -1])
lagtrim = pu.trimcoef

_functions = Functions(3, "lag", __name__)
lagline = _functions.line
lagadd = _functions.add
lagsub = _functions.sub
lagmulx = _functions.mulx
lagmul = _functions.mul
lagdiv = _functions.div
lagpow = _functions.pow
lagval = _functions.val
lagder = _functions.der
lagint = _functions.int
lagfromroots = _functions.fromroots
lagvander = _functions.vander
lagfit = _functions.fit
lagroots = _functions.roots
lagval2d = _functions.val2d
lagval3d = _functions.val3d
laggrid2d = _functions.grid2d
laggrid3d = _functions.grid3d
lagvander2d = _functions.vander2d
lagvander3d = _functions.vander3d
lagcompanion = _functions.companion
laggauss = _functions.gauss
lagweight = _functions.weight
poly2lag, lag2poly = _functions.converters("lag", __name__)


class Laguerre(ABCPolyBase, functions=_functions):
    """A series in Laguerre's polynomials.

    >>> from pallasite.numpy.polynomial import Laguerre
    >>> Laguerre([1, 2, 3]).degree()
    2
    """

    domain = np.array(lagdomain)
    window = np.array(lagdomain)
    basis_name = "L"
