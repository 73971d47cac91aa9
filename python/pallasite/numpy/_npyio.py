"""``save``, ``load``, ``savez`` and the archive that ``load`` gives."""

import contextlib
import os
import pickle
from collections.abc import Mapping

from pallasite import _core
from pallasite.numpy.lib import format

_ZIP_STARTS = b"PK\x03\x04", b"PK\x05\x06"


@contextlib.contextmanager
def writing(file, suffix=""):
    """The object to write bytes to: `file` itself, or the path `file` with `suffix`, replaced when all went well."""
    if hasattr(file, "write"):
        yield file
        return
    path = os.fsdecode(os.fspath(file))
    with _core._AtomicFile(path if path.endswith(suffix) else path + suffix) as replaced:
        yield replaced


def save(file, arr, allow_pickle=True):
    """Writes one array to a ``.npy`` file."""
    with writing(file, ".npy") as out:
        _core._npy_write(out, arr)


def savez(file, *args, allow_pickle=True, **kwds):
    """Writes several arrays to an uncompressed ``.npz`` archive."""
    _savez(file, args, kwds, False)


def savez_compressed(file, *args, allow_pickle=True, **kwds):
    """Writes several arrays to a compressed ``.npz`` archive."""
    _savez(file, args, kwds, True)


save, savez, savez_compressed = map(_core._function, (save, savez, savez_compressed))


def _savez(file, args, kwds, compressed):
    unnamed = {f"arr_{i}": array for i, array in enumerate(args)}
    for name in unnamed:
        if name in kwds:
            raise ValueError(f"Cannot use un-named variables and keyword {name}")
    with writing(file, ".npz") as out:
        _core._npz_write(out, list((kwds | unnamed).items()), compressed)


def load(file, mmap_mode=None, allow_pickle=False, fix_imports=True, encoding="ASCII", *, max_header_size=10000):
    """Reads a ``.npy`` file, opens a ``.npz`` archive or, if allowed, unpickles."""
    if encoding not in ("ASCII", "latin1", "bytes"):
        raise ValueError("encoding must be 'ASCII', 'latin1', or 'bytes'")
    pickle_kwargs = {"encoding": encoding, "fix_imports": fix_imports}
    options = {"allow_pickle": allow_pickle, "pickle_kwargs": pickle_kwargs, "max_header_size": max_header_size}
    with contextlib.ExitStack() as stack:
        own = not hasattr(file, "read")
        opened = stack.enter_context(open(os.fspath(file), "rb")) if own else file
        magic = opened.read(len(format.MAGIC_PREFIX))
        if not magic:
            raise EOFError("No data left in file")
        opened.seek(-len(magic), 1)
        if magic.startswith(_ZIP_STARTS):
            stack.pop_all()
            return NpzFile(opened, own_fid=own, **options)
        if magic == format.MAGIC_PREFIX:
            if mmap_mode:
                limit = 2**64 if allow_pickle else max_header_size
                return format.open_memmap(file, mode=mmap_mode, max_header_size=limit)
            return format.read_array(os.fsdecode(os.fspath(file)) if own else file, **options)
        return _unpickle(opened, file, allow_pickle, pickle_kwargs)


def _unpickle(opened, file, allow_pickle, pickle_kwargs):
    if not allow_pickle:
        raise ValueError(
            "This file contains pickled (object) data. If you trust the file you can load it unsafely using the "
            "`allow_pickle=` keyword argument or `pickle.load()`."
        )
    try:
        return pickle.load(opened, **pickle_kwargs)
    except Exception as e:
        raise pickle.UnpicklingError(f"Failed to interpret file {file!r} as a pickle") from e


class _Attributes:
    """The arrays of an archive as attributes."""

    def __init__(self, archive):
        object.__setattr__(self, "_archive", archive)

    def __getattribute__(self, name):
        try:
            return object.__getattribute__(self, "_archive")[name]
        except KeyError:
            raise AttributeError(name) from None

    def __dir__(self):
        return list(object.__getattribute__(self, "_archive").keys())


class NpzFile(Mapping):
    """The arrays of a ``.npz`` archive by name, each read when it is asked for.

    `files` are the names without ``.npy``; the attributes of `f` are the arrays, too.
    """

    zip = None
    fid = None
    _MAX_REPR_ARRAY_COUNT = 5

    def __init__(self, fid, own_fid=False, allow_pickle=False, pickle_kwargs=None, *, max_header_size=10000):
        if own_fid:
            self.fid = fid
        self.zip = _core._NpzReader(fid if not own_fid else os.fsdecode(fid.name))
        members = self.zip.namelist()
        self.files = [name.removesuffix(".npy") for name in members]
        self._files = dict(zip(self.files, members)) | dict(zip(members, members))
        self.allow_pickle = allow_pickle
        self.pickle_kwargs = pickle_kwargs
        self.max_header_size = max_header_size
        self.f = _Attributes(self)

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        self.close()

    def close(self):
        """Closes the file if it was opened here."""
        self.zip = None
        if self.fid is not None:
            self.fid.close()
            self.fid = None
        self.f = None

    def __del__(self):
        self.close()

    def __iter__(self):
        return iter(self.files)

    def __len__(self):
        return len(self.files)

    def __contains__(self, key):
        return key in self._files

    def __getitem__(self, key):
        if key not in self._files:
            raise KeyError(f"{key} is not a file in the archive")
        return self.zip.read(self._files[key], 2**64 if self.allow_pickle else self.max_header_size)

    def __repr__(self):
        name = getattr(self.fid, "name", "object")
        shown = ", ".join(self.files[: self._MAX_REPR_ARRAY_COUNT])
        more = "..." if len(self.files) > self._MAX_REPR_ARRAY_COUNT else ""
        return f"NpzFile {name!r} with keys: {shown}{more}"
