"""What numbers of a type can be: ``finfo`` and ``iinfo``; tests of types."""

from pallasite._core import dtype as dtype
from pallasite.numpy import _scalars as types

typecodes = {
    "Character": "c",
    "Integer": "bhilqnp",
    "UnsignedInteger": "BHILQNP",
    "Float": "efdg",
    "Complex": "FDG",
    "AllInteger": "bBhHiIlLqQnNpP",
    "AllFloat": "efdgFDG",
    "Datetime": "Mm",
    "All": "?bhilqnpBHILQNPefdgFDGSUVOMm",
}

_NAMES = {
    "S1": "character",
    "?": "bool",
    "b": "signed char",
    "B": "unsigned char",
    "h": "short",
    "H": "unsigned short",
    "i": "integer",
    "I": "unsigned integer",
    "l": "long integer",
    "L": "unsigned long integer",
    "q": "long long integer",
    "Q": "unsigned long long integer",
    "f": "single precision",
    "d": "double precision",
    "g": "long precision",
    "F": "complex single precision",
    "D": "complex double precision",
    "G": "complex long double precision",
    "S": "string",
    "U": "unicode",
    "V": "void",
    "O": "object",
}

# bits, precision, nmant, nexp, minexp, maxexp, eps, epsneg, max, tiny, smallest subnormal, resolution (IEEE 754)
_FLOATS = {
    "float16": (16, 3, 10, 5, -14, 16, 2.0**-10, 2.0**-11, 65504.0, 2.0**-14, 2.0**-24, 1e-3),
    "float32": (32, 6, 23, 8, -126, 128, 2.0**-23, 2.0**-24, 3.4028234663852886e38, 2.0**-126, 2.0**-149, 1e-6),
    "float64": (64, 15, 52, 11, -1022, 1024, 2.0**-52, 2.0**-53, 1.7976931348623157e308, 2.0**-1022, 5e-324, 1e-15),
}
_REAL = {"complex64": "float32", "complex128": "float64"}


class finfo:
    """Limits of a type of floats."""

    _cache = {}

    def __new__(cls, dtype):
        if isinstance(dtype, type) and dtype in cls._cache:
            return cls._cache[dtype]
        kind = _dtype_of(dtype)
        name = _REAL.get(kind.name, kind.name)
        if name not in _FLOATS:
            raise ValueError(f"data type {kind.type!r} not inexact")
        if name not in cls._cache:
            cls._cache[name] = object.__new__(cls)._fill(name)
        if isinstance(dtype, type):
            cls._cache[dtype] = cls._cache[name]
        return cls._cache[name]

    def _fill(self, name):
        self.dtype = dtype(name)
        number = self.dtype.type
        bits, precision, nmant, nexp, minexp, maxexp, eps, epsneg, largest, tiny, least, resolution = _FLOATS[name]
        self.bits, self.precision, self.nmant, self.nexp = bits, precision, nmant, nexp
        self.iexp, self.minexp, self.maxexp = nexp, minexp, maxexp
        self.machep, self.negep = -nmant, -nmant - 1
        self.eps, self.epsneg, self.resolution = number(eps), number(epsneg), number(resolution)
        self.max, self.min = number(largest), number(-largest)
        self.tiny = self.smallest_normal = number(tiny)
        self.smallest_subnormal = number(least)
        return self

    def __str__(self):
        line = "---------------------------------------------------------------\n"
        return (
            f"Machine parameters for {self.dtype!s}\n{line}"
            f"precision = {self.precision}   resolution = {self.resolution!s}\n"
            f"machep = {self.machep}   eps =        {self.eps!s}\n"
            f"negep =  {self.negep}   epsneg =     {self.epsneg!s}\n"
            f"minexp = {self.minexp}   tiny =       {self.tiny!s}\n"
            f"maxexp = {self.maxexp}   max =        {self.max!s}\n"
            f"nexp =   {self.nexp}   min =        -max\n"
            f"smallest_normal = {self.smallest_normal!s}   smallest_subnormal = {self.smallest_subnormal!s}\n{line}"
        )

    def __repr__(self):
        return (
            f"finfo(resolution={self.resolution!s}, min={self.min!s}, max={self.max!s}, dtype={self.dtype!s})"
        )


class iinfo:
    """Limits of a type of integers."""

    def __init__(self, type):
        kind = _dtype_of(type)
        if kind.kind not in "iu":
            raise ValueError(f"Invalid integer data type {kind.kind!r}.")
        self.dtype = kind
        self.kind = kind.kind
        self.bits = kind.itemsize * 8
        self.key = f"{self.kind}{self.bits}"

    @property
    def min(self):
        """The least value."""
        return 0 if self.kind == "u" else -(1 << (self.bits - 1))

    @property
    def max(self):
        """The largest value."""
        return (1 << (self.bits if self.kind == "u" else self.bits - 1)) - 1

    def __str__(self):
        return (
            f"Machine parameters for {self.dtype}\n"
            "---------------------------------------------------------------\n"
            f"min = {self.min}\nmax = {self.max}\n"
            "---------------------------------------------------------------\n"
        )

    def __repr__(self):
        return f"iinfo(min={self.min}, max={self.max}, dtype={self.dtype})"


def _dtype_of(kind):
    """The dtype of a type, of its name, of a number or of an array."""
    if isinstance(kind, (type, str, dtype)):
        return dtype(kind)
    return dtype(kind.dtype) if hasattr(kind, "dtype") else dtype(type(kind))


def issubdtype(arg1, arg2):
    """Whether the first type is below the second in the hierarchy of types."""
    if not (isinstance(arg1, type) and issubclass(arg1, types.generic)):
        arg1 = dtype(arg1).type
    if not (isinstance(arg2, type) and issubclass(arg2, types.generic)):
        arg2 = dtype(arg2).type
    return issubclass(arg1, arg2)


_KINDS = {
    "bool": (types.bool,),
    "signed integer": (types.signedinteger,),
    "unsigned integer": (types.unsignedinteger,),
    "integral": (types.integer,),
    "real floating": (types.floating,),
    "complex floating": (types.complexfloating,),
    "numeric": (types.number,),
}


def isdtype(dtype, kind):
    """Whether a type is of one of the kinds: names of the array API standard, dtypes, or a tuple of them."""
    if not hasattr(dtype, "type") and not isinstance(dtype, type):
        raise TypeError(f"dtype argument must be a NumPy dtype, but it is a {type(dtype)}.")
    own = dtype.type if hasattr(dtype, "type") and not isinstance(dtype, type) else dtype
    for one in kind if isinstance(kind, tuple) else (kind,):
        if isinstance(one, str):
            if one not in _KINDS:
                raise ValueError(f"kind argument is a string, but {one!r} is not a known kind name.")
            found = issubclass(own, _KINDS[one])
        elif isinstance(one, type) and issubclass(one, types.generic):
            found = own is one
        elif hasattr(one, "type"):
            found = own is one.type
        else:
            raise TypeError(f"kind argument must be comprised of NumPy dtypes or strings only, but is a {type(kind)}.")
        if found:
            return True
    return False


def typename(char):
    """A description of a type's letter."""
    return _NAMES[char]


def mintypecode(typechars, typeset="GDFgdf", default="d"):
    """The letter of the smallest type to which all may be cast."""
    letters = {t if isinstance(t, str) else _letter(t) for t in typechars} & set(typeset)
    if not letters:
        return default
    if "F" in letters and "d" in letters:
        return "D"
    return min(letters, key="GDFgdfQqLlIiHhBb?".index)


def _letter(values):
    from pallasite._core import asarray

    return asarray(values).dtype.char
