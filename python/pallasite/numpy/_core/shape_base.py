"""``numpy._core.shape_base``, from the public names."""

from pallasite import numpy
from pallasite.numpy._core import reexport
from pallasite.numpy._manipulation import join_blocks as _block_concatenate
from pallasite.numpy._manipulation import survey_blocks as _block_setup

reexport(globals(), numpy)
