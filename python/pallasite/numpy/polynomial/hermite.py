"""``numpy.polynomial.hermite``: Hermite's polynomials of the physicists."""
import pallasite.numpy as np
from pallasite.numpy.polynomial import polyutils as pu
from pallasite.numpy.polynomial._functions import Functions
from pallasite.numpy.polynomial._polybase import ABCPolyBase

__all__ = ["hermzero", "hermone", "hermx", "hermdomain", "hermline", "hermadd", "hermsub", "hermmulx", "hermmul",
           "hermdiv", "hermpow", "hermval", "hermder", "hermint", "herm2poly", "poly2herm", "hermfromroots",
           "hermvander", "hermfit", "hermtrim", "hermroots", "Hermite", "hermval2d", "hermval3d", "hermgrid2d",
           "hermgrid3d", "hermvander2d", "hermvander3d", "hermcompanion", "hermgauss", "hermweight"]

hermdomain = np.array([-1.0, 1.0])
hermzero = np.array([0])
hermone = np.array([1])
hermx = np.array([0, 1 / 2])
hermtrim = pu.trimcoef

_functions = Functions(4, "herm", __name__)
hermline = _functions.line
hermadd = _functions.add
hermsub = _functions.sub
hermmulx = _functions.mulx
hermmul = _functions.mul
hermdiv = _functions.div
hermpow = _functions.pow
hermval = _functions.val
hermder = _functions.der
hermint = _functions.int
hermfromroots = _functions.fromroots
hermvander = _functions.vander
hermfit = _functions.fit
hermroots = _functions.roots
hermval2d = _functions.val2d
hermval3d = _functions.val3d
hermgrid2d = _functions.grid2d
hermgrid3d = _functions.grid3d
hermvander2d = _functions.vander2d
hermvander3d = _functions.vander3d
hermcompanion = _functions.companion
hermgauss = _functions.gauss
hermweight = _functions.weight
poly2herm, herm2poly = _functions.converters("herm", __name__)


class Hermite(ABCPolyBase, functions=_functions):
    """A series in Hermite's polynomials of the physicists.

    >>> from pallasite.numpy.polynomial import Hermite
    >>> Hermite([1, 2, 3]).degree()
    2
    """

    domain = np.array(hermdomain)
    window = np.array(hermdomain)
    basis_name = "H"
