"""The scalar types, their other names, and the state of floating point errors."""

from pallasite._core import bool as bool
from pallasite._core import bytes_ as bytes_
from pallasite._core import character as character
from pallasite._core import complex64 as complex64
from pallasite._core import complex128 as complex128
from pallasite._core import complexfloating as complexfloating
from pallasite._core import dtype as dtype
from pallasite._core import errstate as errstate
from pallasite._core import flexible as flexible
from pallasite._core import float16 as float16
from pallasite._core import float32 as float32
from pallasite._core import float64 as float64
from pallasite._core import floating as floating
from pallasite._core import generic as generic
from pallasite._core import geterr as geterr
from pallasite._core import geterrcall as geterrcall
from pallasite._core import inexact as inexact
from pallasite._core import int8 as int8
from pallasite._core import int16 as int16
from pallasite._core import int32 as int32
from pallasite._core import int64 as int64
from pallasite._core import integer as integer
from pallasite._core import number as number
from pallasite._core import seterr as seterr
from pallasite._core import seterrcall as seterrcall
from pallasite._core import signedinteger as signedinteger
from pallasite._core import str_ as str_
from pallasite._core import uint8 as uint8
from pallasite._core import uint16 as uint16
from pallasite._core import uint32 as uint32
from pallasite._core import uint64 as uint64
from pallasite._core import unsignedinteger as unsignedinteger
from pallasite._core import void as void

_Bool, _Bytes = type(True), type(b"")


class object_(generic):
    """The scalar type of arrays of Python objects: calling it gives the object itself.

    Such arrays are not there yet: ``dtype(object_)`` says so.
    """

    __module__ = "numpy"

    def __new__(cls, value=None):
        return value


bool_ = bool
byte, short, intc, int_, long, longlong, intp = int8, int16, int32, int64, int64, int64, int64
ubyte, ushort, uintc, uint, ulong, ulonglong, uintp = uint8, uint16, uint32, uint64, uint64, uint64, uint64
half, single, double, longdouble = float16, float32, float64, float64
csingle, cdouble, clongdouble = complex64, complex128, complex128

False_ = bool(False)
True_ = bool(True)

sctypeDict = {
    scalar.__name__: scalar
    for scalar in (
        bool, int8, int16, int32, int64, uint8, uint16, uint32, uint64,
        float16, float32, float64, complex64, complex128, bytes_, str_, void, object_,
    )
}  # fmt: skip
sctypeDict |= {
    "byte": byte, "short": short, "intc": intc, "int_": int_, "long": long, "longlong": longlong, "intp": intp,
    "ubyte": ubyte, "ushort": ushort, "uintc": uintc, "uint": uint, "ulong": ulong, "ulonglong": ulonglong,
    "uintp": uintp, "half": half, "single": single, "double": double, "longdouble": longdouble, "csingle": csingle,
    "cdouble": cdouble, "clongdouble": clongdouble, "bool_": bool, "int": int_, "float": float64,
    "complex": complex128, "str": str_, "unicode": str_, "bytes": bytes_, "a": bytes_, "object": object_,
}  # fmt: skip
ScalarType = (
    int, float, complex, _Bool, _Bytes, str, memoryview, bool, int8, uint8, int16, uint16, int32, uint32, int64, uint64,
    float16, float32, float64, complex64, complex128, object_, bytes_, str_, void,
)  # fmt: skip


def _register_numbers():
    """Makes the scalar types members of Python's hierarchy of numbers (PEP 3141)."""
    import numbers

    numbers.Integral.register(integer)
    numbers.Complex.register(complexfloating)
    numbers.Real.register(floating)
    numbers.Number.register(number)


_register_numbers()
