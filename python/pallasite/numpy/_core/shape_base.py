"""``numpy._core.shape_base``, from the public names."""

from pallasite import numpy
from pallasite.numpy._core import reexport

reexport(globals(), numpy)
