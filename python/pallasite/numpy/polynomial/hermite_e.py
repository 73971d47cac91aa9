"""``numpy.polynomial.hermite_e``: Hermite's polynomials of the statisticians."""
import pallasite.numpy as np
from pallasite.numpy.polynomial import polyutils as pu
from pallasite.numpy.polynomial._functions import Functions
from pallasite.numpy.polynomial._polybase import ABCPolyBase

__all__ = ["hermezero", "hermeone", "hermex", "hermedomain", "hermeline", "hermeadd", "hermesub", "hermemulx",
           "hermemul", "hermediv", "hermepow", "hermeval", "hermeder", "hermeint", "herme2poly", "poly2herme",
           "hermefromroots", "hermevander", "hermefit", "hermetrim", "hermeroots", "HermiteE", "hermeval2d",
           "hermeval3d", "hermegrid2d", "hermegrid3d", "hermevander2d", "hermevander3d", "hermecompanion",
           "hermegauss", "hermeweight"]

hermedomain = np.array([-1.0, 1.0])
hermezero = np.array([0])
hermeone = np.array([1])
hermex = np.array([0, 1])
hermetrim = pu.trimcoef

_functions = Functions(5, "herme", __name__)
hermeline = _functions.line
hermeadd = _functions.add
hermesub = _functions.sub
hermemulx = _functions.mulx
hermemul = _functions.mul
hermediv = _functions.div
hermepow = _functions.pow
hermeval = _functions.val
hermeder = _functions.der
hermeint = _functions.int
hermefromroots = _functions.fromroots
hermevander = _functions.vander
hermefit = _functions.fit
hermeroots = _functions.roots
hermeval2d = _functions.val2d
hermeval3d = _functions.val3d
hermegrid2d = _functions.grid2d
hermegrid3d = _functions.grid3d
hermevander2d = _functions.vander2d
hermevander3d = _functions.vander3d
hermecompanion = _functions.companion
hermegauss = _functions.gauss
hermeweight = _functions.weight
poly2herme, herme2poly = _functions.converters("herme", __name__)


class HermiteE(ABCPolyBase, functions=_functions):
    """A series in Hermite's polynomials of the statisticians.

    >>> from pallasite.numpy.polynomial import HermiteE
    >>> HermiteE([1, 2, 3]).degree()
    2
    """

    domain = np.array(hermedomain)
    window = np.array(hermedomain)
    basis_name = "He"
