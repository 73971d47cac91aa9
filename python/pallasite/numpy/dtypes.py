"""The classes of dtype objects."""

from pallasite._core import BoolDType as BoolDType
from pallasite._core import BytesDType as BytesDType
from pallasite._core import Complex64DType as Complex64DType
from pallasite._core import Complex128DType as Complex128DType
from pallasite._core import Float16DType as Float16DType
from pallasite._core import Float32DType as Float32DType
from pallasite._core import Float64DType as Float64DType
from pallasite._core import Int8DType as Int8DType
from pallasite._core import Int16DType as Int16DType
from pallasite._core import Int32DType as Int32DType
from pallasite._core import Int64DType as Int64DType
from pallasite._core import StrDType as StrDType
from pallasite._core import UInt8DType as UInt8DType
from pallasite._core import UInt16DType as UInt16DType
from pallasite._core import UInt32DType as UInt32DType
from pallasite._core import UInt64DType as UInt64DType
from pallasite._core import VoidDType as VoidDType

__all__ = [
    "BoolDType",
    "BytesDType",
    "Complex64DType",
    "Complex128DType",
    "Float16DType",
    "Float32DType",
    "Float64DType",
    "Int8DType",
    "Int16DType",
    "Int32DType",
    "Int64DType",
    "StrDType",
    "UInt8DType",
    "UInt16DType",
    "UInt32DType",
    "UInt64DType",
    "VoidDType",
]
