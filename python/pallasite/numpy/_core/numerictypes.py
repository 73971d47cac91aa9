"""``numpy._core.numerictypes``: the public names, and NumPy's older questions about scalar types."""

import warnings

from pallasite import numpy
from pallasite.numpy import bool as bool_
from pallasite.numpy import (
    bytes_, complex64, complex128, dtype, float16, float32, float64, generic, int8, int16, int32, int64, ndarray,
    object_, sctypeDict, str_, uint8, uint16, uint32, uint64, void,
)  # fmt: skip
from pallasite.numpy._core import reexport

reexport(globals(), numpy)

sctypes = {
    "int": [int8, int16, int32, int64],
    "uint": [uint8, uint16, uint32, uint64],
    "float": [float16, float32, float64],
    "complex": [complex64, complex128],
    "others": [bytes_, str_, void, bool_, object_],
}
KINDS = {"i": "int", "u": "uint", "f": "float", "c": "complex"}


def obj2sctype(rep, default=None):
    """The scalar type of an array or of what describes a dtype; `default` for other objects."""
    if isinstance(rep, type) and issubclass(rep, generic):
        return rep
    if isinstance(rep, ndarray):
        return rep.dtype.type
    try:
        return dtype(rep).type
    except Exception:
        return default


def issctype(rep):
    """Whether an object is, or is the dtype of, a scalar type."""
    return isinstance(rep, (type, dtype)) and obj2sctype(rep) not in (None, object_)


def sctype2char(sctype):
    """The character of a scalar type."""
    found = obj2sctype(sctype)
    if found is None:
        raise ValueError("unrecognized type")
    if found not in sctypeDict.values():
        raise KeyError(found)
    return dtype(found).char


def maximum_sctype(t):
    """The largest scalar type of the same kind."""
    warnings.warn(
        "`maximum_sctype` is deprecated. Use an explicit dtype like int64 or float64 instead. "
        "(deprecated in NumPy 2.0)",
        DeprecationWarning,
        stacklevel=2,
    )
    found = obj2sctype(t)
    if found is None:
        return t
    kind = KINDS.get(dtype(found).kind)
    return found if kind is None else sctypes[kind][-1]
