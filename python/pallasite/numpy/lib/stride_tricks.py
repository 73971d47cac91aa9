"""Views made from strides."""

from pallasite._core import as_strided as as_strided
from pallasite._core import broadcast_arrays as broadcast_arrays
from pallasite._core import broadcast_shapes as broadcast_shapes
from pallasite._core import broadcast_to as broadcast_to
from pallasite._core import sliding_window_view as sliding_window_view
