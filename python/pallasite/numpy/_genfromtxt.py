"""``genfromtxt``: tables of text with names, missing values and converters of one's own."""

import contextlib
import itertools
import os
import warnings

from pallasite import _core
from pallasite import numpy as np
from pallasite.numpy._textio import at_least, decoded, open_text
from pallasite.numpy.exceptions import VisibleDeprecationWarning
from pallasite.numpy.lib._iotools import (
    ConversionWarning,
    ConverterError,
    NameValidator,
    easy_dtype,
    flatten_dtype,
    renamed,
)

# The types that a column of unknown type may have, the narrowest first, and what fills their gaps.
_LADDER = ("bool", False), ("int64", -1), ("float64", float("nan")), ("complex128", complex("nan")), ("str", "???")
_FILLERS = {"b": False, "i": -1, "u": -1, "f": float("nan"), "c": complex("nan"), "U": "???", "S": b"???"}


class _Column:
    """What is known of one column: its dtype or converter, and what stands for missing values."""

    def __init__(self, dtype, missing, filling):
        self.dtype = dtype
        self.missing = set(missing)
        self.filling = filling
        self.function = None
        self.checked = False

    def use(self, function, sample):
        """Converts by `function`, whose dtype a sample shows."""
        self.function = function
        value = self.filling
        if value is None:
            try:
                value = function(sample or "1")
            except (TypeError, ValueError):
                value = None
        self.dtype = np.array(value).dtype if value is not None else None
        if self.dtype is not None and self.dtype.kind in "SU":
            self.dtype = np.dtype(self.dtype.kind)

    def fill(self):
        """The value in place of missing ones."""
        return _FILLERS.get(self.dtype.kind) if self.filling is None and self.dtype is not None else self.filling

    def infer(self, table, index):
        """The narrowest dtype that all fields have, missing ones aside."""
        for name, filler in _LADDER:
            values, failed, refused = table.convert(index, name, self.missing)
            if refused is None:
                break
        self.checked = not (name == "bool" and failed)
        self.dtype = np.dtype(name)
        return self.filled(values, failed, filler if self.filling is None else self.filling)

    def read(self, table, index, loose):
        """The values of the column."""
        if self.function is not None:
            return self.called(table, index, loose)
        values, failed, refused = table.convert(index, self.dtype, None if loose else self.missing)
        for row in failed if self.dtype.kind in "iu" else ():
            _refuse_overflow(table.cell(row, index), self.dtype)
        if refused is not None:
            raise ValueError(f"Cannot convert string '{table.cell(refused, index)}'")
        return self.filled(values, failed, self.fill())

    def called(self, table, index, loose):
        """The values that the converter gives."""
        values = []
        for text in table.column(index):
            try:
                values.append(self.function(text))
            except ValueError:
                if not loose and text.strip() not in self.missing:
                    raise ValueError(f"Cannot convert string '{text}'") from None
                values.append(self.filling)
        return values

    def filled(self, values, failed, filler):
        if failed and values.dtype.kind in "SU":
            values = values.tolist()
            for row in failed:
                values[row] = filler
            return values
        if failed and filler is not None:
            values[failed] = filler
        return values


def _refuse_overflow(text, dtype):
    """Raises the exception of a number that is too large for an integer dtype."""
    with contextlib.suppress(ValueError):
        number = int(text) if dtype.itemsize == 8 else int(float(text))
        np.array(number, dtype)


class _Lines:
    """The lines of a source, one after the other or all that are left."""

    def __init__(self, fname, encoding, stack):
        self.encoding = encoding
        if isinstance(fname, os.PathLike):
            fname = os.fspath(fname)
        if isinstance(fname, str):
            self.file = stack.enter_context(open_text(fname, encoding))
        else:
            self.file = None
        try:
            self.lines = iter(fname if self.file is None else self.file)
        except TypeError as e:
            raise TypeError(
                "fname must be a string, a filehandle, a sequence of strings,\nor an iterator of strings. "
                f"Got {type(fname)} instead."
            ) from e

    def __next__(self):
        return decoded(next(self.lines), self.encoding)

    def rest(self, count=None):
        """The text of the next `count` lines, or of all that are left."""
        if count is None and self.file is not None:
            return "".join(self.lines)
        lines = (decoded(line, self.encoding) for line in itertools.islice(self.lines, count))
        return "".join(line if line.endswith("\n") else line + "\n" for line in lines)


def genfromtxt(
    fname, dtype=float, comments="#", delimiter=None, skip_header=0, skip_footer=0, converters=None,
    missing_values=None, filling_values=None, usecols=None, names=None, excludelist=None,
    deletechars="".join(sorted(NameValidator.defaultdeletechars)), replace_space="_", autostrip=False,
    case_sensitive=True, defaultfmt="f%i", unpack=None, usemask=False, loose=True, invalid_raise=True, max_rows=None,
    encoding=None, *, ndmin=0, like=None,
):  # fmt: skip
    """Reads a table of text whose fields may be missing."""
    _check(ndmin, max_rows, skip_footer, usemask)
    user_converters = converters or {}
    if not isinstance(user_converters, dict):
        raise TypeError(
            f"The input argument 'converter' should be a valid dictionary (got '{type(user_converters)}' instead)"
        )
    bytes_first, encoding = encoding == "bytes", None if encoding == "bytes" else encoding
    splitting = _delimiter(delimiter), decoded(comments, None), autostrip
    naming = dict(
        excludelist=excludelist, deletechars=deletechars, case_sensitive=case_sensitive, replace_space=replace_space
    )
    with contextlib.ExitStack() as stack:
        lines = _Lines(fname, encoding, stack)
        first_line, first = _first_values(lines, skip_header, names, splitting, fname)
        names_from_file = names is True
        usecols = _column_list(usecols)
        count = len(usecols or first)
        names = _validated_names(names, first, NameValidator(**naming))
        if dtype is not None:
            dtype = easy_dtype(dtype, defaultfmt=defaultfmt, names=names, **naming)
        names, usecols, dtype = _select(names, usecols, dtype, len(first), count)
        columns = _columns_of(dtype, names, usecols, count, missing_values, filling_values)
        sample = None if names_from_file else first
        used = _use_converters(user_converters, columns, names, usecols, sample, bytes_first)
        table = _core._FieldTable(count, usecols or None, *splitting)
        _fill_table(table, lines, "" if names_from_file else first_line, max_rows)
    if dtype is None:
        inferred = _infer(table, columns, skip_header)
    _report_invalid(table, count, skip_header, skip_footer, invalid_raise)
    if dtype is None:
        output = _untyped(table, columns, inferred, names, defaultfmt, bytes_first, loose)
    else:
        output = _typed(table, columns, dtype, names, used, loose)
    return _unpacked(at_least(output, ndmin), unpack)


genfromtxt = _core._function(genfromtxt, like=True)


def _check(ndmin, max_rows, skip_footer, usemask):
    if ndmin not in (0, 1, 2):
        raise ValueError(f"Illegal value of ndmin keyword: {ndmin}")
    if max_rows is not None:
        if skip_footer:
            raise ValueError("The keywords 'skip_footer' and 'max_rows' can not be specified at the same time.")
        if max_rows < 1:
            raise ValueError("'max_rows' must be at least 1.")
    if usemask:
        raise NotImplementedError("usemask=True: masked arrays are not supported yet")


def _delimiter(delimiter):
    """A text, a width, a list of widths or ``None``."""
    if delimiter is None or isinstance(delimiter, (str, bytes)):
        return decoded(delimiter, None) or None
    return [int(width) for width in delimiter] if hasattr(delimiter, "__iter__") else int(delimiter)


def _first_values(lines, skip_header, names, splitting, fname):
    """The first line with fields, and these."""
    comments = splitting[1]
    try:
        for _ in range(skip_header):
            next(lines)
        values = []
        while not values:
            line = next(lines)
            if names is True and comments is not None and comments in line:
                line = "".join(line.split(comments)[1:])
            values = _core._split_line(line, *splitting)
    except StopIteration:
        line, values = "", []
        warnings.warn(f'genfromtxt: Empty input file: "{fname}"', stacklevel=3)
    if names is True and comments is not None and values[0].strip() in comments:
        del values[0]
    return line, values


def _column_list(usecols):
    if usecols is None:
        return None
    if isinstance(usecols, str):
        return [name.strip() for name in usecols.split(",")]
    try:
        return list(usecols)
    except TypeError:
        return [usecols]


def _validated_names(names, first, validate):
    if names is True:
        return validate([value.strip() for value in first])
    if isinstance(names, str):
        return validate([name.strip() for name in names.split(",")])
    return validate(names) if names else names


def _select(names, usecols, dtype, available, count):
    """Names, dtype and column numbers after `usecols`."""
    names = None if names is None else list(names)
    if usecols:
        usecols = [names.index(c) if isinstance(c, str) else c + available if c < 0 else c for c in usecols]
        if dtype is not None and len(dtype) > count:
            fields = [(name, dtype.fields[name][0]) for name in dtype.names]
            dtype = np.dtype([fields[column] for column in usecols])
            names = list(dtype.names)
        elif names is not None and len(names) > count:
            names = [names[column] for column in usecols]
    elif names is not None and dtype is not None:
        names = list(dtype.names)
    return names, usecols, dtype


def _position(key, names, usecols):
    """The place in the result of a column given by name or number, ``None`` for a name that is not there."""
    if isinstance(key, str):
        if key not in (names or ()):
            return None
        key = names.index(key)
    return usecols.index(key) if usecols and key in usecols else key


def _missing_lists(given, count, names, usecols):
    """The texts that stand for a missing value, by column."""
    missing = [[""] for _ in range(count)]
    given = decoded(given or (), None)
    if isinstance(given, dict):
        for key, value in given.items():
            texts = [str(v) for v in value] if isinstance(value, (list, tuple)) else [str(value)]
            position = None if key is None else _position(key, names, usecols)
            for column in missing if key is None else missing[position : position + 1] if position is not None else ():
                column.extend(texts)
    elif isinstance(given, (list, tuple)):
        for column, value in zip(missing, given):
            column.append(str(value))
    else:
        texts = given.split(",") if isinstance(given, str) else [str(given)]
        for column in missing:
            column.extend(texts)
    return missing


def _fillings(given, count, names, usecols):
    """What is put in place of missing values, by column."""
    if isinstance(given, dict):
        fillings = [None] * count
        for key, value in given.items():
            position = _position(key, names, usecols)
            if position is not None:
                fillings[position] = value
        return fillings
    if isinstance(given, (list, tuple)):
        return (list(given) + [None] * count)[:count]
    return [given] * count


def _columns_of(dtype, names, usecols, count, missing_values, filling_values):
    missing = _missing_lists(missing_values, count, names, usecols)
    fillings = _fillings(filling_values, count, names, usecols)
    parts = [None] * count
    if dtype is not None:
        parts = flatten_dtype(dtype)
        parts = parts if len(parts) > 1 else parts * count
    return [_Column(*column) for column in zip(parts, missing, fillings)]


def _use_converters(converters, columns, names, usecols, first, bytes_first):
    """Sets the converters of the user; the columns that have one."""
    used = set()
    for key, function in converters.items():
        source = names.index(key) if isinstance(key, str) and key in (names or ()) else key
        if isinstance(source, str) or usecols and not isinstance(key, str) and key not in usecols:
            continue
        position = source if isinstance(key, str) or not usecols else usecols.index(source)
        if function is bytes:
            function = _encoded
        elif bytes_first:
            function = lambda text, f=function: f(text.encode("latin1"))  # noqa: E731
        columns[position].use(function, first[source] if first else None)
        used.add(range(len(columns))[position])
    return used


def _encoded(text):
    return text.encode("latin1")


def _fill_table(table, lines, first_line, max_rows):
    table.extend(first_line if first_line.endswith("\n") else first_line + "\n", max_rows)
    if max_rows is None:
        table.extend(lines.rest())
        return
    while table.rows < max_rows:
        text = lines.rest(max_rows - table.rows)
        if not text:
            break
        table.extend(text, max_rows)


def _infer(table, columns, skip_header):
    """The values of the columns whose type the fields decide."""
    values = {}
    for i, column in enumerate(columns):
        if column.function is None:
            values[i] = column.infer(table, i)
        else:
            column.checked = True
            _check_locked(table, column, i, skip_header)
    return values


def _check_locked(table, column, i, skip_header):
    for row, text in enumerate(table.column(i)):
        try:
            column.function(text)
        except ValueError:
            if text.strip() not in column.missing:
                raise ConverterError(
                    f"Converter #{i} is locked and cannot be upgraded: "
                    f"(occurred line #{row + 1 + skip_header} for value '{text}')"
                ) from None


def _report_invalid(table, count, skip_header, skip_footer, invalid_raise):
    """Complains of rows with another number of columns, then drops the last rows."""
    invalid = [(line + skip_header, found) for line, found in table.invalid]
    if invalid and skip_footer > 0:
        last = table.rows + len(invalid) - skip_footer + skip_header
        kept = [(line, found) for line, found in invalid if line <= last]
        skip_footer -= len(invalid) - len(kept)
        invalid = kept
    if invalid:
        lines = [f"    Line #{line} (got {found} columns instead of {count})" for line, found in invalid]
        text = "\n".join(["Some errors were detected !", *lines])
        if invalid_raise:
            raise ValueError(text)
        warnings.warn(text, ConversionWarning, stacklevel=3)
    if skip_footer > 0:
        table.drop_last(skip_footer)


def _untyped(table, columns, inferred, names, defaultfmt, bytes_first, loose):
    """The array of columns whose types were inferred."""
    values = [
        inferred[i][: table.rows] if i in inferred else column.called(table, i, loose)
        for i, column in enumerate(columns)
    ]
    kinds = [column.dtype for column in columns]
    text = [i for i, dtype in enumerate(kinds) if dtype.kind == "U"]
    if bytes_first and text:
        warnings.warn(
            "Reading unicode strings without specifying the encoding argument is deprecated. Set the encoding, use "
            "None for the system default.",
            VisibleDeprecationWarning,
            stacklevel=3,
        )
        with contextlib.suppress(UnicodeEncodeError):
            encoded = {i: [str(value).encode("latin1") for value in values[i]] for i in text}
            for i in text:
                values[i], kinds[i] = encoded[i], np.dtype("S")
    uniform = {str(dtype) for dtype, column in zip(kinds, columns) if column.checked}
    if names is None and len(uniform) == 1:
        return _matrix(values, np.dtype(uniform.pop()), table.rows)
    names = [defaultfmt % i for i in range(len(columns))] if names is None else names
    return _structure(values, [_sized(v, dtype) for v, dtype in zip(values, kinds)], names, table.rows)


def _sized(values, dtype):
    """Text without a length gets that of the longest value."""
    if dtype.kind not in "SU" or dtype.itemsize:
        return dtype
    return np.dtype((dtype.type, max(map(len, values), default=0)))


def _matrix(values, dtype, rows):
    """A column next to the other."""
    if rows == 0:
        return np.ndarray((0,), dtype)
    if dtype.kind in "SU" and dtype.itemsize == 0:
        dtype = np.dtype((dtype.type, max((len(v) for column in values for v in column), default=1)))
    out = np.ndarray((rows, len(values)), dtype)
    for i, column in enumerate(values):
        out[:, i] = column
    return out


def _structure(values, dtypes, names, rows):
    """A field from each column."""
    out = np.ndarray((rows,), np.dtype(list(zip(names, dtypes))))
    for name, column in zip(out.dtype.names, values):
        out[name] = column
    return out


def _typed(table, columns, dtype, names, used, loose):
    """The array of a given dtype."""
    flat = flatten_dtype(dtype)
    if len(flat) == 1 and dtype.names is not None:
        return _one_field(table, dtype if not names else renamed(dtype, names))
    values = [column.read(table, i, loose) for i, column in enumerate(columns)]
    if names and dtype.names is not None:
        dtype = renamed(dtype, names)
    if len(flat) > 1:
        if table.rows and len(columns) != len(flat):
            raise ValueError(
                f"could not assign tuple of length {len(columns)} to structure with {len(flat)} fields."
            )
        return _structure(values, flat, [f"f{i}" for i in range(len(flat))], table.rows).view(dtype)
    if any(columns[i].dtype != dtype for i in used) and dtype.names is None:
        kinds = [_sized(v, c.dtype) if i in used else dtype for i, (v, c) in enumerate(zip(values, columns))]
        if len(kinds) > 1:
            return _structure(values, kinds, [f"f{i}" for i in range(len(kinds))], table.rows)
        dtype = kinds[0]
    return _matrix(values, dtype, table.rows)


def _one_field(table, dtype):
    """A structure of one field, which knows no missing values."""
    (name,) = dtype.names
    values, failed, _ = table.convert(0, dtype[name])
    if failed:
        raise ValueError(f"could not convert string to float: {table.cell(failed[0], 0).encode()!r}")
    return _structure([values], [dtype[name]], [name], table.rows)


def _unpacked(output, unpack):
    if not unpack:
        return output
    names = output.dtype.names
    if names is None:
        return output.T
    return output[names[0]] if len(names) == 1 else [output[name] for name in names]
