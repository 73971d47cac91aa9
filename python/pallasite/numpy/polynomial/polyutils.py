"""``numpy.polynomial.polyutils``: what the bases share: series of one type, domains, numbers as text."""
import pallasite.numpy as np
from pallasite import _core

__all__ = ["as_series", "trimseq", "trimcoef", "getdomain", "mapdomain", "mapparms", "format_float"]


def trimseq(seq):
    """The sequence without the zeros at its end; one element is kept."""
    size = len(seq)
    while size > 1 and seq[size - 1] == 0:
        size -= 1
    return seq if size == len(seq) else seq[:size]


def as_series(alist, trim=True):
    """The arguments as one-dimensional arrays of one type of floating point, each a copy.

    >>> from pallasite.numpy.polynomial import polyutils
    >>> polyutils.as_series([[1, 2, 0], 5])
    [array([1., 2.]), array([5.])]
    """
    return _core._series(list(alist), trim)


def trimcoef(c, tol=0):
    """The series without the coefficients at its end that are at most `tol` large."""
    return _core._series_trim(c, tol)


def getdomain(x):
    """The interval of numbers; of complex ones the corners of the rectangle around them."""
    return _core._series_domain(x)


def mapparms(old, new):
    """Offset and scale of the linear map from one interval to another."""
    length = old[1] - old[0]
    return (old[1] * new[0] - old[0] * new[1]) / length, (new[1] - new[0]) / length


def mapdomain(x, old, new):
    """The arguments where the linear map from one interval to another takes them."""
    if type(x) not in (int, float, complex) and not isinstance(x, np.generic) and not _is_series(x):
        x = np.asanyarray(x)
    off, scl = mapparms(old, new)
    return off + scl * x


def _is_series(x):
    """Whether an object computes by operators of its own, as series do."""
    return getattr(x, "__array_ufunc__", x) is None


def format_float(x, parens=False):
    """A number as the print options have it."""
    if not np.issubdtype(type(x), np.floating):
        return str(x)
    options = np.get_printoptions()
    if np.isnan(x):
        return options["nanstr"]
    if np.isinf(x):
        return options["infstr"]
    precision = options["precision"]
    fixed = options["floatmode"] == "fixed"
    how = {"precision": precision, "unique": not fixed, "trim": "k" if fixed else "0", "sign": options["sign"] == "+"}
    if x != 0 and not 10 ** min(0, -(precision - 1) // 2) <= abs(x) < 1e8:
        text = np.format_float_scientific(x, **how)
        return f"({text})" if parens else text
    return np.format_float_positional(x, fractional=True, **how)
