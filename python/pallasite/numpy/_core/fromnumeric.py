"""``numpy._core.fromnumeric``, from the public names."""

from pallasite import numpy
from pallasite.numpy._core import reexport

reexport(globals(), numpy)
