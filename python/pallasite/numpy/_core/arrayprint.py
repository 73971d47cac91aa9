"""``numpy._core.arrayprint``, from the public names."""

from pallasite import numpy
from pallasite.numpy._core import reexport

reexport(globals(), numpy)

# The types that `repr` does not name, because the elements show them.
_typelessdata = [numpy.int_, numpy.float64, numpy.complex128, numpy.bool]
