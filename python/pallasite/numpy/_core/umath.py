"""``numpy._core.umath``, from the public names, with NumPy's constants."""

from pallasite import numpy
from pallasite.numpy._core import reexport

reexport(globals(), numpy)

PINF, NINF, NAN = numpy.inf, -numpy.inf, numpy.nan
PZERO, NZERO = 0.0, -0.0
FPE_DIVIDEBYZERO, FPE_OVERFLOW, FPE_UNDERFLOW, FPE_INVALID = 1, 2, 4, 8
FLOATING_POINT_SUPPORT = 1
