"""``numpy.lib``: what is not in the main namespace, and the formats of files."""

from pallasite.numpy.lib import array_utils as array_utils
from pallasite.numpy.lib import format as format
from pallasite.numpy.lib import mixins as mixins
from pallasite.numpy.lib import npyio as npyio
from pallasite.numpy.lib import scimath as scimath
from pallasite.numpy.lib import stride_tricks as stride_tricks
