"""``numpy.lib``: what is not in the main namespace."""

from pallasite.numpy.lib import stride_tricks as stride_tricks
