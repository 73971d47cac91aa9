"""``loadtxt``, ``savetxt``, ``fromregex``, ``fromfile``: Python's files and functions around the readers in Rust."""

import contextlib
import functools
import itertools
import operator
import os
import re
import warnings

from pallasite import _core
from pallasite import numpy as np
from pallasite.numpy._npyio import writing


def _compression(path):
    """The function that opens such a file."""
    suffix = os.path.splitext(path)[1]
    if suffix == ".gz":
        from gzip import open as opener
    elif suffix == ".bz2":
        from bz2 import open as opener
    elif suffix in (".xz", ".lzma"):
        from lzma import open as opener
    else:
        opener = open
    return opener


def open_text(path, encoding):
    """The file, decompressed if its name says so, as text."""
    if not os.path.exists(path):
        raise FileNotFoundError(f"{path} not found.")
    return _compression(path)(path, "rt", encoding=encoding)


def decoded(line, encoding):
    """A line as text."""
    return line.decode(encoding or "latin1") if isinstance(line, bytes) else line


def _line(item, encoding, quote):
    """An item of an iterable as a line that ends."""
    if not isinstance(item, (str, bytes)):
        raise TypeError("non-string returned while reading data")
    line = decoded(item, encoding).removesuffix("\n").removesuffix("\r")
    if quote is None and ("\n" in line or "\r" in line):
        raise ValueError(
            "Found an unquoted embedded newline within a single line of input.  This is currently not supported."
        )
    return line + "\n"


def _lines_for_rows(lines, syntax, skiprows, max_rows):
    """As many lines as hold `max_rows` rows, not one more."""
    kept, rows, unread, warned = list(itertools.islice(lines, skiprows)), 0, [], False
    while rows < max_rows:
        piece = list(itertools.islice(lines, max_rows - rows))
        if not piece:
            break
        kept += piece
        unread += piece
        found, within_quotes = _core._count_rows("".join(unread), syntax)
        if within_quotes:
            continue
        if found < len(unread) and not warned:
            warned = _warn_of_empty_line(unread, syntax, len(kept) - len(unread), max_rows)
        rows, unread = rows + found, []
    return "".join(kept)


def _warn_of_empty_line(lines, syntax, before, max_rows):
    """Warns of the first line without data, `before` being the lines before these; whether there is one."""
    empty = next((i for i, line in enumerate(lines) if not _core._count_rows(line, syntax)[0]), None)
    if empty is not None:
        warnings.warn(
            f"Input line {before + empty + 1} contained no data and will not be counted towards `max_rows={max_rows}`."
            "  This differs from the behaviour in NumPy <=1.22 which counted lines rather than rows.  If desired, the "
            "previous behaviour can be achieved by using `itertools.islice`.\nPlease see the 1.23 release notes for an "
            "example on how to do this.  If you wish to ignore this warning, use `warnings.filterwarnings`.  This "
            "warning is expected to be removed in the future and is given only once per `loadtxt` call.",
            UserWarning,
            stacklevel=5,
        )
    return empty is not None


def _source(fname, encoding, syntax, skiprows, max_rows):
    """The text to read: a whole file, or what is needed of an iterable."""
    if isinstance(fname, os.PathLike):
        fname = os.fspath(fname)
    with contextlib.ExitStack() as stack:
        if isinstance(fname, str):
            lines = stack.enter_context(open_text(fname, encoding))
            if max_rows is None:
                return _whole(lines, fname, encoding)
        else:
            encoding = encoding or getattr(fname, "encoding", None)
            try:
                lines = iter(fname)
            except TypeError as e:
                raise ValueError(
                    f"fname must be a string, filehandle, list of strings,\nor generator. Got {type(fname)} instead."
                ) from e
        lines = map(functools.partial(_line, encoding=encoding, quote=syntax["quote"]), lines)
        return "".join(lines) if max_rows is None else _lines_for_rows(lines, syntax, skiprows, max_rows)


def _whole(file, path, encoding):
    """The whole file; UTF-8 as bytes, which need no decoding here."""
    if (encoding or file.encoding).lower().replace("-", "") != "utf8":
        return file.read()
    with _compression(path)(path, "rb") as raw:
        data = raw.read()
    return data if data.isascii() else data.decode("utf-8")


def _character(value, name):
    if isinstance(value, bytes):
        value = value.decode("latin1")
    if value is not None and not (isinstance(value, str) and len(value) == 1):
        raise TypeError(
            "Text reading control character must be a single unicode character or None; " f"but got: {value!r}"
        )
    return value


def _comment_signs(comments):
    if comments is None:
        return []
    signs = [comments] if isinstance(comments, (str, bytes)) else list(comments)
    signs = [decoded(sign, None) for sign in signs]
    if "" in signs:
        raise ValueError("comments cannot be an empty string. Use comments=None to disable comments.")
    return signs


def _syntax(delimiter, comments, quotechar):
    comments = _comment_signs(comments)
    delimiter = decoded(delimiter, None)
    if len(comments) > 1 and delimiter in comments:
        raise TypeError(f"Comment characters '{tuple(comments)}' cannot include the delimiter '{delimiter}'")
    if quotechar is not None and (len(comments) > 1 or any(len(sign) > 1 for sign in comments)):
        raise ValueError(
            "when multiple comments or a multi-character comment is given, quotes are not supported.  In this case "
            "quotechar must be set to None."
        )
    return {
        "delimiter": _character(delimiter, "delimiter"),
        "comments": comments,
        "quote": _character(quotechar, "quotechar"),
    }


def _count(value):
    """An integer that is not negative."""
    try:
        value = operator.index(value)
    except TypeError:
        raise TypeError("argument must be an integer") from None
    if value < 0:
        raise ValueError("argument must be nonnegative")
    return value


def _columns(usecols):
    if usecols is None:
        return None
    try:
        usecols = list(usecols)
    except TypeError:
        usecols = [usecols]
    for column in usecols:
        if not hasattr(column, "__index__"):
            raise TypeError(
                "usecols must be an int or a sequence of ints but it contains at least one element of type "
                f"{type(column).__name__!r}"
            )
    return [operator.index(column) for column in usecols]


def _by_column(converters, columns, usecols, bytes_first):
    """The converters by column, that for all others under ``None``."""
    if converters is None:
        return {}
    if callable(converters):
        converters = {None: converters}
    elif not isinstance(converters, dict):
        raise TypeError("converters must be a dictionary mapping columns to converter functions or a single callable.")
    found = {}
    for key, converter in converters.items():
        if key is not None:
            key = _converter_column(key, converter, columns, usecols)
        found[key] = (lambda text, f=converter: f(text.encode("latin1"))) if bytes_first else converter
    return found


def _converter_column(key, converter, columns, usecols):
    try:
        column = operator.index(key)
    except TypeError:
        raise TypeError(f"keys of the converters dictionary must be integers; got {key!r}") from None
    if not callable(converter):
        raise TypeError(
            f"values of the converters dictionary must be callable, but the value associated with key {key!r} is not"
        )
    if usecols is None and not -columns <= column < columns:
        raise ValueError(
            f"converter specified for column {column}, which is invalid for the number of fields {columns}."
        )
    return column + columns if column < 0 else column


def _first_row_length(text, syntax, skiprows):
    try:
        return _core._loadtxt_objects(text, syntax, skiprows, 1, None, {})[1][1]
    except TypeError:
        return 1


def loadtxt(
    fname, dtype=float, comments="#", delimiter=None, converters=None, skiprows=0, usecols=None, unpack=False,
    ndmin=0, encoding=None, max_rows=None, *, quotechar=None, like=None,
):  # fmt: skip
    """Reads a table from a text file or from lines of text."""
    dtype = np.dtype(float if dtype is None else dtype)
    bytes_first, encoding = encoding == "bytes", None if encoding == "bytes" else encoding
    usecols = _columns(usecols)
    if ndmin not in (0, 1, 2):
        raise ValueError(f"Illegal value of ndmin keyword: {ndmin}")
    syntax = _syntax(delimiter, comments, quotechar)
    skiprows, max_rows = _count(skiprows), None if max_rows is None else _count(max_rows)
    text = _source(fname, encoding, syntax, skiprows, max_rows)
    if converters is not None:
        columns = 1 if callable(converters) else _first_row_length(text, syntax, skiprows)
        converters = _by_column(converters, columns, usecols, bytes_first)
    if converters and dtype.kind in "SU" and dtype.itemsize == 0:
        values, shape = _core._loadtxt_objects(text, syntax, skiprows, max_rows, usecols, converters)
        table = at_least(np.array(values, dtype).reshape(shape), ndmin)
    else:
        table = _core._loadtxt(text, dtype, syntax, skiprows, max_rows, usecols, ndmin, converters)
    if table.shape and table.shape[0] == 0:
        warnings.warn(f'loadtxt: input contained no data: "{fname}"', UserWarning, stacklevel=3)
    if not unpack:
        return table
    return table.T if dtype.names is None else [table[name] for name in dtype.names]


loadtxt = _core._function(loadtxt, like=True)


def at_least(table, ndmin):
    """`table` without axes of length one, but with `ndmin` axes."""
    if table.ndim > ndmin:
        table = table.squeeze()
    if table.ndim < ndmin:
        table = table.reshape((1, 1)[:ndmin] if table.ndim == 0 else (-1, 1))
    return table


class _AnyText:
    """Writes text to a file object, as bytes if it takes no text."""

    def __init__(self, file, encoding):
        self.write = functools.partial(self._first, file, encoding)

    def _first(self, file, encoding, text):
        try:
            file.write(text)
            self.write = file.write
        except TypeError:
            self.write = lambda text: file.write(text.encode(encoding))
            self.write(text)


@contextlib.contextmanager
def _writing_text(fname, encoding):
    """The function to write text with."""
    if isinstance(fname, os.PathLike):
        fname = os.fspath(fname)
    if hasattr(fname, "write"):
        sink = _AnyText(fname, encoding or "latin1")
        yield lambda text: sink.write(text)
    elif isinstance(fname, str):
        opener = _compression(fname)
        with writing(fname) as raw:
            name = encoding or _default_encoding()
            with contextlib.nullcontext(raw) if opener is open else opener(raw, "wb") as out:
                yield lambda text: out.write(text.encode(name))
    else:
        raise ValueError("fname must be a string or file handle")


def _default_encoding():
    import locale

    return locale.getpreferredencoding(False)


def savetxt(
    fname, X, fmt="%.18e", delimiter=" ", newline="\n", header="", footer="", comments="# ", encoding=None,
):  # fmt: skip
    """Writes an array of one or two dimensions as a table of text."""
    if not isinstance(fmt, (str, list, tuple)):
        with _writing_text(fname, encoding):
            raise ValueError(f"invalid fmt: {fmt!r}")
    fmt = fmt if isinstance(fmt, str) else list(fmt)
    with _writing_text(fname, encoding) as write:
        _core._savetxt(write, X, fmt, delimiter, newline, header, footer, comments)


savetxt = _core._function(savetxt)


def fromregex(file, regexp, dtype, encoding=None):
    """A structured array from all matches of a regular expression, a field from each group."""
    with contextlib.ExitStack() as stack:
        if not hasattr(file, "read"):
            file = stack.enter_context(open_text(os.fspath(file), encoding))
        dtype = np.dtype(dtype)
        if dtype.names is None:
            raise TypeError("dtype must be a structured datatype.")
        content = file.read()
    if isinstance(content, bytes) and isinstance(regexp, str):
        regexp = regexp.encode("latin1")
    found = re.compile(regexp).findall(content)
    if found and not isinstance(found[0], tuple):
        return np.array(found, dtype[dtype.names[0]]).view(dtype)
    return np.array(found, dtype)


def fromfile(file, dtype=float, count=-1, sep="", offset=0, *, like=None):
    """The elements that a file holds, as bytes or, separated by `sep`, as text."""
    path = isinstance(file, (str, bytes, os.PathLike))
    if sep:
        if offset:
            raise TypeError("'offset' argument only permitted for binary files")
        with open(file, "rb") if path else contextlib.nullcontext(file) as opened:
            return np.fromstring(decoded(opened.read(), "latin1"), dtype, count, sep=sep)
    return _core._raw_read(os.fsdecode(os.fspath(file)) if path else file, np.dtype(dtype), count, offset)


fromfile = _core._function(fromfile, like=True)


def tofile(array, fid, sep="", format="%s"):
    """The elements of `array` in C order, as bytes or, separated by `sep`, as text; the method of `ndarray`."""
    with writing(fid) as out:
        if not sep:
            _core._raw_write(out, array)
        else:
            items = array.ravel().tolist()
            text = sep.join(map(str, items) if format == "%s" else (format % (item,) for item in items))
            out.write(text.encode())


def dump(array, file):
    """Pickles `array` to a file; the method of `ndarray`."""
    import pickle

    with writing(file) as out:
        pickle.dump(array, out, protocol=2)
