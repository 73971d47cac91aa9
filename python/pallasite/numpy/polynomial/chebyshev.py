"""``numpy.polynomial.chebyshev``: Chebyshev's polynomials of the first kind."""
import pallasite.numpy as np
from pallasite.numpy.polynomial import polyutils as pu
from pallasite.numpy.polynomial._functions import Functions
from pallasite.numpy.polynomial._polybase import ABCPolyBase

__all__ = ["chebzero", "chebone", "chebx", "chebdomain", "chebline", "chebadd", "chebsub", "chebmulx", "chebmul",
           "chebdiv", "chebpow", "chebval", "chebder", "chebint", "cheb2poly", "poly2cheb", "chebfromroots",
           "chebvander", "chebfit", "chebtrim", "chebroots", "chebpts1", "chebpts2", "Chebyshev", "chebval2d",
           "chebval3d", "chebgrid2d", "chebgrid3d", "chebvander2d", "chebvander3d", "chebcompanion", "chebgauss",
           "chebweight", "chebinterpolate"]

chebdomain = np.array([-1.0, 1.0])
chebzero = np.array([0])
chebone = np.array([1])
chebx = np.array([0, 1])
chebtrim = pu.trimcoef

_functions = Functions(1, "cheb", __name__)
chebline = _functions.line
chebadd = _functions.add
chebsub = _functions.sub
chebmulx = _functions.mulx
chebmul = _functions.mul
chebdiv = _functions.div
chebpow = _functions.pow
chebval = _functions.val
chebder = _functions.der
chebint = _functions.int
chebfromroots = _functions.fromroots
chebvander = _functions.vander
chebfit = _functions.fit
chebroots = _functions.roots
chebval2d = _functions.val2d
chebval3d = _functions.val3d
chebgrid2d = _functions.grid2d
chebgrid3d = _functions.grid3d
chebvander2d = _functions.vander2d
chebvander3d = _functions.vander3d
chebcompanion = _functions.companion
chebgauss = _functions.gauss
chebweight = _functions.weight
poly2cheb, cheb2poly = _functions.converters("cheb", __name__)


def chebinterpolate(func, deg, args=()):
    """The series of degree `deg` that is `func` at Chebyshev's points of the first kind."""
    deg = np.asarray(deg)
    if deg.ndim > 0 or deg.dtype.kind not in "iu" or deg.size == 0:
        raise TypeError("deg must be an int")
    if deg < 0:
        raise ValueError("expected deg >= 0")
    count = int(deg) + 1
    x = chebpts1(count)
    c = np.dot(chebvander(x, count - 1).T, func(x, *args))
    c[0] /= count
    c[1:] /= 0.5 * count
    return c


def _count(npts, least):
    count = int(npts)
    if count != npts:
        raise ValueError("npts must be integer")
    if count < least:
        raise ValueError(f"npts must be >= {least}")
    return count


def chebpts1(npts):
    """Chebyshev's points of the first kind, in ascending order: the zeros of a polynomial.

    >>> from pallasite.numpy.polynomial.chebyshev import chebpts1
    >>> chebpts1(2).round(4)
    array([-0.7071,  0.7071])
    """
    count = _count(npts, 1)
    return np.sin(0.5 * np.pi / count * np.arange(1 - count, count + 1, 2))


def chebpts2(npts):
    """Chebyshev's points of the second kind, in ascending order: the extrema of a polynomial."""
    return np.cos(np.linspace(-np.pi, 0, _count(npts, 2)))


class Chebyshev(ABCPolyBase, functions=_functions):
    """A series in Chebyshev's polynomials of the first kind.

    >>> from pallasite.numpy.polynomial import Chebyshev
    >>> Chebyshev([1, 2, 3]).degree()
    2
    """

    domain = np.array(chebdomain)
    window = np.array(chebdomain)
    basis_name = "T"

    @classmethod
    def interpolate(cls, func, deg, domain=None, args=()):
        """The series of degree `deg` that is `func` at Chebyshev's points of the domain."""
        domain = cls.domain if domain is None else domain
        return cls(chebinterpolate(lambda x: func(pu.mapdomain(x, cls.window, domain), *args), deg), domain=domain)
