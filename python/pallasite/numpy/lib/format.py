"""``numpy.lib.format``: the ``.npy`` format, part by part."""

from pallasite import _core

__all__ = []

EXPECTED_KEYS = {"descr", "fortran_order", "shape"}
MAGIC_PREFIX = b"\x93NUMPY"
MAGIC_LEN = len(MAGIC_PREFIX) + 2
ARRAY_ALIGN = 64
BUFFER_SIZE = 2**18
GROWTH_AXIS_MAX_DIGITS = 21


def magic(major, minor):
    """The bytes that begin a file of this version."""
    for name, number in ("major", major), ("minor", minor):
        if not 0 <= number <= 255:
            raise ValueError(f"{name} version must be 0 <= {name} < 256")
    return MAGIC_PREFIX + bytes([major, minor])


def read_magic(fp):
    """The version of the file, which is left behind it."""
    return _core._npy_version(fp)


def dtype_to_descr(dtype):
    """What the header says of a dtype."""
    return dtype.descr if dtype.names is not None else dtype.str


def descr_to_dtype(descr):
    """The dtype of which a header says `descr`."""
    return _core._descr_to_dtype(repr(descr))


def header_data_from_array_1_0(array):
    """What the header of `array` says, as a dictionary."""
    fortran_order = array.flags.f_contiguous and not array.flags.c_contiguous
    return {"descr": dtype_to_descr(array.dtype), "fortran_order": fortran_order, "shape": array.shape}


def write_array_header_1_0(fp, d):
    """Writes a header from a dictionary, in version 1.0."""
    _write_header(fp, d, (1, 0))


def write_array_header_2_0(fp, d):
    """Writes a header from a dictionary, in version 2.0, where it may be long."""
    _write_header(fp, d, (2, 0))


def _write_header(fp, d, version):
    _core._npy_write_header(fp, descr_to_dtype(d["descr"]), d["fortran_order"], d["shape"], version)


def read_array_header_1_0(fp, max_header_size=10000):
    """Shape, order and dtype from a header of version 1.0, behind its magic string."""
    return _core._npy_header(fp, (1, 0), max_header_size)


def read_array_header_2_0(fp, max_header_size=10000):
    """As `read_array_header_1_0`, of version 2.0."""
    return _core._npy_header(fp, (2, 0), max_header_size)


def write_array(fp, array, version=None, allow_pickle=True, pickle_kwargs=None):
    """Writes an array with its header."""
    _core._npy_write(fp, array, version)


def read_array(fp, allow_pickle=False, pickle_kwargs=None, *, max_header_size=10000):
    """Reads an array with its header; trusted files may have long ones."""
    limit = 2**64 if allow_pickle else max_header_size
    return _core._npy_load(fp, limit) if isinstance(fp, str) else _core._npy_read(fp, limit)


def open_memmap(filename, mode="r+", dtype=None, shape=None, fortran_order=False, version=None, *, max_header_size=10000):
    """A ``.npy`` file as an array over its memory; mode ``w+`` makes the file."""
    from pallasite.numpy import dtype as as_dtype
    from pallasite.numpy._memmap import memmap

    if hasattr(filename, "read"):
        raise ValueError("Filename must be a string or a path-like object.  Memmap cannot use existing file handles.")
    if "w" in mode:
        with open(filename, mode + "b") as file:
            _core._npy_write_header(file, as_dtype(dtype), fortran_order, shape, version)
            offset = file.tell()
        dtype, mode = as_dtype(dtype), "r+"
    else:
        with open(filename, "rb") as file:
            shape, fortran_order, dtype = _core._npy_header(file, read_magic(file), max_header_size)
            offset = file.tell()
    return memmap(filename, dtype=dtype, shape=shape, order="F" if fortran_order else "C", mode=mode, offset=offset)
