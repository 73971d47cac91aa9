"""``numpy._core.numeric``, from the public names."""

from pallasite import numpy
from pallasite.numpy._core import reexport
from pallasite.numpy.lib.array_utils import normalize_axis_index as normalize_axis_index
from pallasite.numpy.lib.array_utils import normalize_axis_tuple as normalize_axis_tuple

reexport(globals(), numpy)
