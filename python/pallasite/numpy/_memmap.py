"""``memmap``: an array whose memory is a file."""

import mmap
import operator
import os
from contextlib import nullcontext

from pallasite import numpy as np
from pallasite._core import ndarray

_MODES = {"readonly": "r", "copyonwrite": "c", "readwrite": "r+", "write": "w+"}
_ACCESS = {"c": mmap.ACCESS_COPY, "r": mmap.ACCESS_READ}


class memmap(ndarray):
    """An array over a binary file: what is written to it is written to the file, unless the mode says otherwise."""

    __array_priority__ = -100.0

    def __new__(subtype, filename, dtype="uint8", mode="r+", offset=0, shape=None, order="C"):
        mode = _MODES.get(mode, mode)
        if mode not in ("r", "c", "r+", "w+"):
            raise ValueError(f"mode must be one of {['r', 'c', 'r+', 'w+', *_MODES]!r} (got {mode!r})")
        if mode == "w+" and shape is None:
            raise ValueError("shape must be given if mode == 'w+'")
        is_file = hasattr(filename, "read")
        opening = nullcontext(filename) if is_file else open(os.fspath(filename), ("r" if mode == "c" else mode) + "b")
        with opening as file:
            dtype = np.dtype(dtype)
            shape = _shape(shape, file.seek(0, 2) - offset, dtype.itemsize)
            end = offset + dtype.itemsize * _product(shape)
            if mode in ("w+", "r+") and file.seek(0, 2) < end:
                file.seek(end - 1)
                file.write(b"\0")
                file.flush()
            start = offset - offset % mmap.ALLOCATIONGRANULARITY
            memory = mmap.mmap(file.fileno(), end - start, access=_ACCESS.get(mode, mmap.ACCESS_WRITE), offset=start)
            self = ndarray.__new__(subtype, shape, dtype=dtype, buffer=memory, offset=offset - start, order=order)
            self._mmap, self.offset, self.mode = memory, offset, mode
            self.filename = _absolute(file.name if is_file else filename)
        return self

    def __array_finalize__(self, obj):
        # Arrays that own their memory do not look at the file any more.
        mapped = hasattr(obj, "_mmap") and self.base is not None
        for name in ("_mmap", "filename", "offset", "mode"):
            setattr(self, name, getattr(obj, name) if mapped else None)

    def flush(self):
        """Writes the changes to the file."""
        if hasattr(self.base, "flush"):
            self.base.flush()

    def __array_wrap__(self, array, context=None, return_scalar=False):
        array = super().__array_wrap__(array, context)
        if self is array or type(self) is not memmap:
            return array
        return array[()] if return_scalar else array.view(ndarray)

    def __getitem__(self, index):
        part = super().__getitem__(index)
        return part.view(ndarray) if type(part) is memmap and part._mmap is None else part


def _absolute(name):
    return name.resolve() if hasattr(name, "resolve") else os.path.abspath(name) if isinstance(name, str) else None


def _shape(shape, available, itemsize):
    """The shape asked for, or one axis over the whole file."""
    if shape is None:
        if available % itemsize:
            raise ValueError("Size of the available data is not a multiple of the data-type size.")
        return (available // itemsize,)
    if not isinstance(shape, (tuple, list)):
        shape = [operator.index(shape)]
    return tuple(operator.index(length) for length in shape)


def _product(shape):
    count = 1
    for length in shape:
        count *= length
    return count
