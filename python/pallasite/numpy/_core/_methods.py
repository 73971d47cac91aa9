"""``numpy._core._methods``, from the public names."""

from pallasite import numpy
from pallasite.numpy._core import reexport

reexport(globals(), numpy)
