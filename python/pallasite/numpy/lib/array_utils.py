"""``numpy.lib.array_utils``: axes as numbers that are not negative, and the memory that an array spans."""

from operator import index

from pallasite.numpy import asarray
from pallasite.numpy.exceptions import AxisError

__all__ = ["byte_bounds", "normalize_axis_index", "normalize_axis_tuple"]


def normalize_axis_index(axis, ndim, msg_prefix=None):
    """The axis counted from the first, of `ndim` axes."""
    axis = index(axis)
    if not -ndim <= axis < ndim:
        raise AxisError(axis, ndim, msg_prefix)
    return axis % ndim


def normalize_axis_tuple(axis, ndim, argname=None, allow_duplicate=False):
    """One axis or several, counted from the first."""
    try:
        axis = (index(axis),)
    except TypeError:
        axis = tuple(axis)
    axis = tuple(normalize_axis_index(one, ndim, argname) for one in axis)
    if not allow_duplicate and len(set(axis)) != len(axis):
        raise ValueError(f"repeated axis in `{argname}` argument" if argname else "repeated axis")
    return axis


def byte_bounds(a):
    """The address of the first byte of an array, and of the one behind its last."""
    interface = a.__array_interface__
    start = interface["data"][0]
    array = asarray(a)
    reach = [(length - 1) * stride for length, stride in zip(array.shape, array.strides)]
    low = start + sum(step for step in reach if step < 0)
    return low, start + sum(step for step in reach if step > 0) + array.itemsize
