"""``numpy.lib._stride_tricks_impl``, from the public names."""

from pallasite.numpy._core import reexport
from pallasite.numpy.lib import stride_tricks

reexport(globals(), stride_tricks)
