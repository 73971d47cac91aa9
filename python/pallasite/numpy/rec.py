"""``numpy.rec``: structured arrays whose fields are attributes."""

import os
from collections import Counter
from contextlib import nullcontext

from pallasite import numpy as np
from pallasite._core import _Record, ndarray, void

__all__ = [
    "record", "recarray", "format_parser", "fromarrays", "fromrecords", "fromstring", "fromfile", "array",
    "find_duplicate",
]  # fmt: skip


def find_duplicate(list):
    """The items that stand more than once in a list."""
    return [item for item, count in Counter(list).items() if count > 1]


class format_parser:
    """The dtype of formats, names and titles that are given one by one, as the attribute `dtype`."""

    def __init__(self, formats, names, titles, aligned=False, byteorder=None):
        if formats is None:
            raise ValueError("Need formats argument")
        if isinstance(formats, list):
            formats = [(f"f{i}", format) for i, format in enumerate(formats)]
        parsed = np.dtype(formats, aligned)
        if parsed.fields is None:
            parsed = np.dtype([("f1", parsed)], aligned)
        places = [parsed.fields[name] for name in parsed.names]
        names = self._names(names, len(places))
        titles = [title.strip() for title in (titles or [])[: len(places)]]
        dtype = np.dtype({
            "names": names,
            "formats": [place[0] for place in places],
            "offsets": [place[1] for place in places],
            "titles": titles + [None] * (len(places) - len(titles)),
        })  # fmt: skip
        self.dtype = dtype if byteorder is None else dtype.newbyteorder(byteorder[0])

    @staticmethod
    def _names(names, count):
        if names and not isinstance(names, (list, tuple, str)):
            raise NameError(f"illegal input names {names!r}")
        names = names.split(",") if isinstance(names, str) else list(names or [])
        names = [name.strip() for name in names[:count]]
        names += [f"f{i}" for i in range(len(names), count)]
        if duplicates := find_duplicate(names):
            raise ValueError(f"Duplicate field names: {duplicates}")
        return names


class record(_Record):
    """An element of a `recarray`, whose fields are attributes."""

    @property
    def dtype(self):
        """The dtype of the element, of this class."""
        return np.dtype((type(self), _Record.dtype.__get__(self)))

    def __getattr__(self, name):
        if name not in (self.dtype.fields or ()):
            raise AttributeError(f"'record' object has no attribute '{name}'")
        return self[name]

    def __setattr__(self, name, value):
        if name in ("setfield", "getfield", "dtype"):
            raise AttributeError(f"Cannot set '{name}' attribute")
        if name not in (self.dtype.fields or ()):
            raise AttributeError(f"'record' object has no attribute '{name}'")
        self[name] = value

    def __getitem__(self, index):
        part = super().__getitem__(index)
        return _as_record(part)

    def __repr__(self):
        return super().__repr__().replace("np.void", "np.record", 1)

    def pprint(self):
        """The fields with their names, a line each."""
        names = self.dtype.names
        width = max(map(len, names))
        return "\n".join(f"{name:>{width}}: {self[name]}" for name in names)


record.__module__ = "numpy"


def _as_record(element):
    """A structured scalar as a `record`."""
    is_structure = isinstance(element, void) and not isinstance(element, record) and element.dtype.names is not None
    return record(element) if is_structure else element


class recarray(ndarray):
    """An array whose fields are attributes and whose elements are of class `record`."""

    def __new__(
        subtype, shape, dtype=None, buf=None, offset=0, strides=None, formats=None, names=None, titles=None,
        byteorder=None, aligned=False, order="C",
    ):  # fmt: skip
        dtype = _dtype(dtype, formats, names, titles, aligned, byteorder)
        return ndarray.__new__(subtype, shape, dtype, buffer=buf, offset=offset, strides=strides, order=order)

    @property
    def dtype(self):
        """The dtype, of which `record` is the scalar type if it has fields."""
        plain = ndarray.dtype.__get__(self)
        return plain if plain.names is None else np.dtype((record, plain))

    @dtype.setter
    def dtype(self, value):
        ndarray.dtype.__set__(self, np.dtype(value))

    def __getattr__(self, name):
        if name not in (self.dtype.fields or ()):
            raise AttributeError(f"recarray has no attribute {name}")
        part = self.getfield(*self.dtype.fields[name][:2])
        return part if part.dtype.names is not None else part.view(ndarray)

    def __setattr__(self, name, value):
        fields = self.dtype.fields or {}
        if name in fields and not hasattr(type(self), name):
            self.setfield(value, *fields[name][:2])
        else:
            super().__setattr__(name, value)

    def __getitem__(self, index):
        part = super().__getitem__(index)
        if not isinstance(part, ndarray):
            return _as_record(part)
        return part.view(type(self) if part.dtype.names is not None else ndarray)

    def field(self, attr, val=None):
        """The field of this name or number, or sets it."""
        name = self.dtype.names[attr] if isinstance(attr, int) else attr
        place = self.dtype.fields[name][:2]
        if val is not None:
            return self.setfield(val, *place)
        part = self.getfield(*place)
        return part if part.dtype.names is not None else part.view(ndarray)

    def __repr__(self):
        prefix, dtype = "rec.array(", ndarray.dtype.__get__(self)
        if self.size > 0 or self.shape == (0,):
            items = np.array2string(self, separator=", ", prefix=prefix, suffix=",")
        else:
            items = f"[], shape={self.shape!r}"
        return f"{prefix}{items},\n{' ' * len(prefix)}dtype={dtype})"


def _dtype(dtype, formats, names, titles, aligned, byteorder):
    return np.dtype(dtype) if dtype is not None else format_parser(formats, names, titles, aligned, byteorder).dtype


def _shape(shape):
    return None if shape is None or shape == 0 else (shape,) if isinstance(shape, int) else tuple(shape)


def fromarrays(
    arrayList, dtype=None, shape=None, formats=None, names=None, titles=None, aligned=False, byteorder=None,
):  # fmt: skip
    """A record array from one array for each field."""
    arrays = [np.asarray(array) for array in arrayList]
    shape = _shape(shape) or arrays[0].shape
    if formats is None and dtype is None:
        formats = [array.dtype for array in arrays]
    dtype = _dtype(dtype, formats, names, titles, aligned, byteorder)
    if len(dtype) != len(arrays):
        raise ValueError("mismatch between the number of fields and the number of arrays")
    inner = dtype[0].shape
    shape = shape[: len(shape) - len(inner)]
    out = recarray(shape, dtype)
    for i, (array, name) in enumerate(zip(arrays, dtype.names)):
        if array.shape[: array.ndim - len(dtype[i].shape)] != shape:
            raise ValueError(f"array-shape mismatch in array {i} (\"{name}\")")
        out[name] = array
    return out


def fromrecords(
    recList, dtype=None, shape=None, formats=None, names=None, titles=None, aligned=False, byteorder=None,
):  # fmt: skip
    """A record array from a list of tuples."""
    if formats is None and dtype is None:
        columns = zip(*recList) if not isinstance(recList, ndarray) else (recList[..., i] for i in range(recList.shape[-1]))
        arrays = [np.array(column) if not isinstance(column, ndarray) else column for column in columns]
        return fromarrays(arrays, formats=formats, shape=shape, names=names, titles=titles, aligned=aligned, byteorder=byteorder)
    dtype = _dtype(dtype, formats, names, titles, aligned, byteorder)
    out = np.array([tuple(item) if isinstance(item, list) else item for item in recList], dtype)
    if _shape(shape) is not None:
        out = out.reshape(_shape(shape))
    return out.view(recarray)


def fromstring(
    datastring, dtype=None, shape=None, offset=0, formats=None, names=None, titles=None, aligned=False, byteorder=None,
):  # fmt: skip
    """A record array over the memory of a buffer."""
    if dtype is None and formats is None:
        raise TypeError("fromstring() needs a 'dtype' or 'formats' argument")
    dtype = _dtype(dtype, formats, names, titles, aligned, byteorder)
    if shape in (None, -1):
        shape = (len(datastring) - offset) // dtype.itemsize
    return recarray(shape, dtype, buf=datastring, offset=offset)


def fromfile(
    fd, dtype=None, shape=None, offset=0, formats=None, names=None, titles=None, aligned=False, byteorder=None,
):  # fmt: skip
    """A record array from the bytes of a file."""
    if dtype is None and formats is None:
        raise TypeError("fromfile() needs a 'dtype' or 'formats' argument")
    dtype = _dtype(dtype, formats, names, titles, aligned, byteorder)
    shape = list(_shape(-1 if shape is None else shape) or (-1,))
    with nullcontext(fd) if hasattr(fd, "readinto") else open(os.fspath(fd), "rb") as file:
        if offset > 0:
            file.seek(offset, 1)
        start = file.tell()
        available = file.seek(0, 2) - start
        file.seek(start)
        known = dtype.itemsize
        for length in shape:
            known *= abs(length)
        if -1 in shape:
            shape[shape.index(-1)] = available // known
            known *= available // known
        if known > available:
            raise ValueError("Not enough bytes left in file for specified shape and type.")
        out = recarray(tuple(shape), dtype)
        if file.readinto(out.data) != known:
            raise OSError("Didn't read as many bytes as expected")
    return out


def array(
    obj, dtype=None, shape=None, offset=0, strides=None, formats=None, names=None, titles=None, aligned=False,
    byteorder=None, copy=True,
):  # fmt: skip
    """A record array from an array, lists, a buffer or a file."""
    if (isinstance(obj, (type(None), str)) or hasattr(obj, "readinto")) and formats is None and dtype is None:
        raise ValueError("Must define formats (or dtype) if object is None, string, or an open file")
    parts = {"formats": formats, "names": names, "titles": titles, "aligned": aligned, "byteorder": byteorder}
    if dtype is not None or formats is not None:
        dtype, parts = _dtype(dtype, **parts), {}
    if obj is None:
        if shape is None:
            raise ValueError("Must define a shape if obj is None")
        return recarray(shape, dtype, buf=obj, offset=offset, strides=strides)
    if isinstance(obj, bytes):
        return fromstring(obj, dtype, shape=shape, offset=offset, **parts)
    if isinstance(obj, (list, tuple)):
        nested = isinstance(obj[0], (tuple, list))
        return (fromrecords if nested else fromarrays)(obj, dtype=dtype, shape=shape, **parts)
    if hasattr(obj, "readinto"):
        return fromfile(obj, dtype=dtype, shape=shape, offset=offset)
    if not isinstance(obj, ndarray):
        obj, copy = np.asarray(obj), True
    if dtype is not None and obj.dtype != dtype:
        obj = obj.view(dtype)
    return (obj.copy() if copy else obj).view(recarray)
