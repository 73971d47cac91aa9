"""``numpy.polynomial``: series in six bases, as functions on coefficients and as classes."""
from pallasite.numpy.polynomial import chebyshev as chebyshev
from pallasite.numpy.polynomial import hermite as hermite
from pallasite.numpy.polynomial import hermite_e as hermite_e
from pallasite.numpy.polynomial import laguerre as laguerre
from pallasite.numpy.polynomial import legendre as legendre
from pallasite.numpy.polynomial import polynomial as polynomial
from pallasite.numpy.polynomial import polyutils as polyutils
from pallasite.numpy.polynomial._polybase import ABCPolyBase as _ABCPolyBase
from pallasite.numpy.polynomial.chebyshev import Chebyshev as Chebyshev
from pallasite.numpy.polynomial.hermite import Hermite as Hermite
from pallasite.numpy.polynomial.hermite_e import HermiteE as HermiteE
from pallasite.numpy.polynomial.laguerre import Laguerre as Laguerre
from pallasite.numpy.polynomial.legendre import Legendre as Legendre
from pallasite.numpy.polynomial.polynomial import Polynomial as Polynomial

__all__ = ["set_default_printstyle", "polynomial", "Polynomial", "chebyshev", "Chebyshev", "legendre", "Legendre",
           "hermite", "Hermite", "hermite_e", "HermiteE", "laguerre", "Laguerre"]


def set_default_printstyle(style):
    """How polynomials are printed: ``"unicode"`` with small digits, or ``"ascii"``.

    >>> from pallasite.numpy.polynomial import Polynomial, set_default_printstyle
    >>> set_default_printstyle("ascii")
    >>> print(Polynomial([1, 2, 3]))
    1.0 + 2.0 x + 3.0 x**2
    >>> set_default_printstyle("unicode")
    """
    if style not in ("unicode", "ascii"):
        raise ValueError(f"Unsupported format string '{style}'. Valid options are 'ascii' and 'unicode'")
    _ABCPolyBase._use_unicode = style == "unicode"
