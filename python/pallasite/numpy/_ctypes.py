"""The types of `ctypes` as dtypes, and `ndarray.ctypes`."""

import ctypes

from pallasite.numpy import dtype


def dtype_of(kind):
    """The dtype of a `ctypes` type: a number, a structure, a union or an array of them."""
    if issubclass(kind, ctypes.Array):
        return dtype((dtype_of(kind._type_), (kind._length_,)))
    if issubclass(kind, ctypes._Pointer):
        raise TypeError("ctypes pointer types are unsupported")
    if issubclass(kind, (ctypes.Structure, ctypes.Union)):
        return _dtype_of_fields(kind)
    if isinstance(getattr(kind, "_type_", None), str):
        return dtype(_byte_order(kind) + kind._type_)
    raise NotImplementedError(f"Unknown ctypes type {kind.__name__}")


def _byte_order(kind):
    if getattr(kind, "__ctype_be__", None) is kind:
        return ">"
    return "<" if getattr(kind, "__ctype_le__", None) is kind else ""


def _dtype_of_fields(kind):
    fields = getattr(kind, "_fields_", [])
    if any(len(field) > 2 for field in fields):
        raise TypeError("ctypes bitfields have no dtype equivalent")
    names = [name for name, _ in fields]
    layout = {
        "names": names,
        "formats": [dtype_of(part) for _, part in fields],
        "offsets": [getattr(kind, name).offset for name in names],
        "itemsize": ctypes.sizeof(kind),
    }
    return dtype(layout, align=issubclass(kind, ctypes.Structure) and not hasattr(kind, "_pack_"))


class _ctypes:
    """Address, shape and strides of an array as objects of `ctypes`, which keep the array alive."""

    def __init__(self, array, ptr=None):
        self._arr = array
        self._data = ctypes.c_void_p(ptr)

    def data_as(self, obj):
        """The address as a pointer of the type `obj`."""
        pointer = ctypes.cast(self._data, obj)
        pointer._arr = self._arr
        return pointer

    def shape_as(self, obj):
        """The shape as an array of the type `obj`; `None` without axes."""
        return self._numbers(obj, self._arr.shape)

    def strides_as(self, obj):
        """The strides as an array of the type `obj`; `None` without axes."""
        return self._numbers(obj, self._arr.strides)

    @staticmethod
    def _numbers(kind, values):
        return (kind * len(values))(*values) if values else None

    @property
    def data(self):
        """The address as a number."""
        return self._data.value

    @property
    def shape(self):
        """The shape as an array of C's `Py_ssize_t`."""
        return self.shape_as(ctypes.c_ssize_t)

    @property
    def strides(self):
        """The strides as an array of C's `Py_ssize_t`."""
        return self.strides_as(ctypes.c_ssize_t)

    @property
    def _as_parameter_(self):
        return self.data_as(ctypes.c_void_p)
