"""``numpy.emath``: the functions whose results are complex where those of real arguments would be NaN."""

from pallasite import numpy
from pallasite._core import _function, any, asarray, isreal

__all__ = ["sqrt", "log", "log2", "logn", "log10", "power", "arccos", "arcsin", "arctanh"]

SMALL = "bBhHfF"


def _complex(x):
    """`x` as complex numbers, of single precision where that holds its values."""
    return x.astype("F" if x.dtype.char in SMALL else "D")


def _complex_below_zero(x):
    x = asarray(x)
    return _complex(x) if any(isreal(x) & (x < 0)) else x


def _complex_beyond_one(x):
    x = asarray(x)
    return _complex(x) if any(isreal(x) & (abs(x) > 1)) else x


def sqrt(x):
    """Square roots; those of negative numbers are complex."""
    return numpy.sqrt(_complex_below_zero(x))


def log(x):
    """Natural logarithms; those of negative numbers are complex."""
    return numpy.log(_complex_below_zero(x))


def log10(x):
    """Decimal logarithms; those of negative numbers are complex."""
    return numpy.log10(_complex_below_zero(x))


def log2(x):
    """Logarithms to the base of two; those of negative numbers are complex."""
    return numpy.log2(_complex_below_zero(x))


def logn(n, x):
    """Logarithms to the base `n`; those of negative numbers are complex."""
    return numpy.log(_complex_below_zero(x)) / numpy.log(_complex_below_zero(n))


def power(x, p):
    """`x` to the power `p`: complex for negative `x`, floating for negative whole `p`."""
    x, p = _complex_below_zero(x), asarray(p)
    return numpy.power(x, p * 1.0 if any(isreal(p) & (p < 0)) else p)


def arccos(x):
    """Inverse cosines; beyond one they are complex."""
    return numpy.arccos(_complex_beyond_one(x))


def arcsin(x):
    """Inverse sines; beyond one they are complex."""
    return numpy.arcsin(_complex_beyond_one(x))


def arctanh(x):
    """Inverse hyperbolic tangents; beyond one they are complex."""
    return numpy.arctanh(_complex_beyond_one(x))


for _name in __all__:
    globals()[_name] = _function(globals()[_name])
