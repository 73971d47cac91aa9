"""Names of fields and dtypes of tables of text."""

from pallasite import numpy as np


class ConverterError(Exception):
    """A text could not be converted."""


class ConverterLockError(ConverterError):
    """The type of a column was given, and a text does not fit it."""


class ConversionWarning(UserWarning):
    """Lines were left out because of their number of columns."""


class NameValidator:
    """Makes texts into names of fields: without odd characters, each once."""

    defaultexcludelist = "return", "file", "print"
    defaultdeletechars = frozenset(r"""~!@#$%^&*()-=+~\|]}[{';: /?.>,<""")

    def __init__(self, excludelist=None, deletechars=None, case_sensitive=None, replace_space="_"):
        self.excludelist = list(excludelist or ()) + list(self.defaultexcludelist)
        self.deletechars = {*(self.defaultdeletechars if deletechars is None else deletechars), '"'}
        self.replace_space = replace_space
        if case_sensitive is None or case_sensitive is True:
            self.case_converter = str
        elif case_sensitive is False or case_sensitive.startswith("u"):
            self.case_converter = str.upper
        elif case_sensitive.startswith("l"):
            self.case_converter = str.lower
        else:
            raise ValueError(f"unrecognized case_sensitive value {case_sensitive}.")

    def validate(self, names, defaultfmt="f%i", nbfields=None):
        """A tuple of valid names, `nbfields` of them if given; empty ones become `defaultfmt` with a number."""
        if names is None:
            if nbfields is None:
                return None
            names = []
        names = [names] if isinstance(names, str) else list(names)
        if nbfields is not None:
            names = (names + [""] * nbfields)[:nbfields]
        cleaned, unnamed, seen = [], 0, {}
        for name in names:
            name = self._clean(name)
            if not name:
                while (name := defaultfmt % unnamed) in names:
                    unnamed += 1
                unnamed += 1
            elif name in self.excludelist:
                name += "_"
            count = seen.get(name, 0)
            cleaned.append(f"{name}_{count}" if count else name)
            seen[name] = count + 1
        return tuple(cleaned)

    __call__ = validate

    def _clean(self, name):
        name = self.case_converter(name).strip()
        if self.replace_space:
            name = name.replace(" ", self.replace_space)
        return "".join(c for c in name if c not in self.deletechars)


def easy_dtype(ndtype, names=None, defaultfmt="f%i", **validationargs):
    """The dtype of a table, its fields named by `names` as far as these are valid."""
    validate = NameValidator(**validationargs)
    names = names.split(",") if isinstance(names, str) else names
    try:
        ndtype = np.dtype(ndtype)
    except TypeError:
        names = validate([""] * len(ndtype) if names is None else names, defaultfmt, len(ndtype))
        return np.dtype({"formats": list(ndtype), "names": list(names)})
    fields = ndtype.names
    if fields is None:
        return ndtype if names is None else np.dtype([(name, ndtype.type) for name in validate(names, defaultfmt)])
    if names is not None:
        return renamed(ndtype, validate(names, defaultfmt, len(fields)))
    numbered = fields == tuple(f"f{i}" for i in range(len(fields)))
    return renamed(ndtype, validate([""] * len(fields) if numbered and defaultfmt != "f%i" else fields, defaultfmt))


def renamed(dtype, names):
    """The structured dtype with other names."""
    dtype = np.dtype(dtype, copy=True)
    dtype.names = tuple(names)
    return dtype


def flatten_dtype(ndtype):
    """The dtypes of the numbers that an element is made of."""
    if ndtype.subdtype is not None:
        base, shape = ndtype.subdtype
        count = 1
        for length in shape:
            count *= length
        return flatten_dtype(base) * count
    if ndtype.names is None:
        return [ndtype]
    return [part for name in ndtype.names for part in flatten_dtype(ndtype.fields[name][0])]
