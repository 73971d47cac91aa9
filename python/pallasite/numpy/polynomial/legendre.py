"""``numpy.polynomial.legendre``: Legendre's polynomials."""
import pallasite.numpy as np
from pallasite.numpy.polynomial import polyutils as pu
from pallasite.numpy.polynomial._functions import Functions
from pallasite.numpy.polynomial._polybase import ABCPolyBase

__all__ = ["legzero", "legone", "legx", "legdomain", "legline", "legadd", "legsub", "legmulx", "legmul", "legdiv",
           "legpow", "legval", "legder", "legint", "leg2poly", "poly2leg", "legfromroots", "legvander", "legfit",
           "legtrim", "legroots", "Legendre", "legval2d", "legval3d", "leggrid2d", "leggrid3d", "legvander2d",
           "legvander3d", "legcompanion", "leggauss", "legweight"]

legdomain = np.array([-1.0, 1.0])
legzero = np.array([0])
legone = np.array([1])
legx = np.array([0, 1])
legtrim = pu.trimcoef

_functions = Functions(2, "leg", __name__)
legline = _functions.line
legadd = _functions.add
legsub = _functions.sub
legmulx = _functions.mulx
legmul = _functions.mul
legdiv = _functions.div
legpow = _functions.pow
legval = _functions.val
legder = _functions.der
legint = _functions.int
legfromroots = _functions.fromroots
legvander = _functions.vander
legfit = _functions.fit
legroots = _functions.roots
legval2d = _functions.val2d
legval3d = _functions.val3d
leggrid2d = _functions.grid2d
leggrid3d = _functions.grid3d
legvander2d = _functions.vander2d
legvander3d = _functions.vander3d
legcompanion = _functions.companion
leggauss = _functions.gauss
legweight = _functions.weight
poly2leg, leg2poly = _functions.converters("leg", __name__)


class Legendre(ABCPolyBase, functions=_functions):
    """A series in Legendre's polynomials.

    >>> from pallasite.numpy.polynomial import Legendre
    >>> Legendre([1, 2, 3]).degree()
    2
    """

    domain = np.array(legdomain)
    window = np.array(legdomain)
    basis_name = "P"
