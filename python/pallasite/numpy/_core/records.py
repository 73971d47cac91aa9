"""``numpy._core.records``, from the public names."""

from pallasite.numpy import rec
from pallasite.numpy._core import reexport

reexport(globals(), rec)
