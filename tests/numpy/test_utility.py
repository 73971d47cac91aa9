"""Numbers in other bases, `lib.array_utils`, operators as ufuncs, `ctypes`, private modules."""
import ctypes
import pickle

import pytest

import pallasite.numpy as ours
from tests.differential import both, evaluate


@pytest.mark.parametrize("expression", [
    "np.binary_repr(5)", "np.binary_repr(-5)", "np.binary_repr(5, 8)", "np.binary_repr(-5, 8)", "np.binary_repr(0, 4)", "np.binary_repr(0)",
    "np.binary_repr(5, 2)", "np.binary_repr(-8, 3)", "np.binary_repr(-8, 4)", "np.binary_repr(-1)", "np.binary_repr(1.5)", "np.base_repr(5)",
    "np.base_repr(-255, 16)", "np.base_repr(6, 3, padding=3)", "np.base_repr(0, 4, padding=2)", "np.base_repr(0)", "np.base_repr(1, 1)", "np.base_repr(1, 37)",
    "np.iterable([1])", "np.iterable(5)", "np.iterable(np.array(1.0))", "np.astype(np.arange(3), 'f4')", "np.astype([1], 'f4')", "np.astype(np.arange(3), float, device='gpu')",
    "np.matvec(np.arange(6.).reshape(2, 3), [1, 2, 3])", "np.matvec(np.ones((4, 2, 3)), np.ones((4, 3)))", "np.vecmat([1j, 2], np.ones((2, 3)))",
    "np.vecmat(np.ones((4, 2)), np.ones((4, 2, 3)), out=np.zeros((4, 3)))", "np.matvec(np.ones((2, 3)), np.ones(2))", "np.matvec(np.ones(3), np.ones(3))",
    "np.matvec(np.arange(12.).reshape(2, 3, 2), np.arange(4.).reshape(2, 2), axes=[(1, 2), 0, 0])",
    "np.lib.array_utils.normalize_axis_tuple((0, -1), 3)", "np.lib.array_utils.normalize_axis_tuple(1, 3)", "np.lib.array_utils.normalize_axis_tuple((0, 0), 3, 'axes')",
    "np.lib.array_utils.normalize_axis_tuple((0, 0), 3, allow_duplicate=True)", "np.lib.array_utils.normalize_axis_index(3, 3)", "np.lib.array_utils.normalize_axis_index(-1, 3)",
    "(lambda low, high: high - low)(*np.lib.array_utils.byte_bounds(np.arange(6)[::-2]))",
])  # fmt: skip
@both(message=True)
def test_expression(xp, expression):
    return evaluate(xp, expression)


@both
def test_operators_of_a_mixin(xp):
    class Boxed(xp.lib.mixins.NDArrayOperatorsMixin):
        def __init__(self, value):
            self.value = value

        def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
            values = [x.value if isinstance(x, Boxed) else x for x in inputs]
            return ufunc.__name__, getattr(ufunc, method)(*values)

    box = Boxed(xp.arange(1, 4))
    return box + 1, 2 - box, box < 2, -box, box**2, divmod(box, 2), box & 1, abs(box)


class Point(ctypes.Structure):
    _fields_ = [("a", ctypes.c_uint8), ("b", ctypes.c_double), ("c", ctypes.c_int16 * 3)]


class Packed(ctypes.Structure):
    _pack_ = 2
    _fields_ = [("a", ctypes.c_uint8), ("b", ctypes.c_double)]


class Either(ctypes.Union):
    _fields_ = [("a", ctypes.c_uint8), ("b", ctypes.c_uint32)]


class Bits(ctypes.Structure):
    _fields_ = [("a", ctypes.c_uint8, 3)]


class Swapped(ctypes.BigEndianStructure):
    _fields_ = [("a", ctypes.c_uint8), ("b", ctypes.c_uint32)]


@pytest.mark.parametrize("kind", [
    ctypes.c_int, ctypes.c_double, ctypes.c_bool, ctypes.c_char, ctypes.c_int.__ctype_be__, ctypes.c_int * 3, (ctypes.c_int * 3) * 2,
    ctypes.POINTER(ctypes.c_int), Point, Packed, Either, Bits, Swapped, Point * 2,
])  # fmt: skip
@both
def test_dtype_of_ctypes(xp, kind):
    made = xp.dtype(kind)
    return made, made.itemsize, made.isalignedstruct


def test_arrays_of_ctypes():
    array = ours.arange(6.0).reshape(2, 3)
    reached = array.ctypes.data_as(ctypes.POINTER(ctypes.c_double))
    assert [reached[i] for i in range(6)] == [0, 1, 2, 3, 4, 5]
    assert list(array.ctypes.shape) == [2, 3] and list(array.ctypes.strides) == [24, 8]
    assert ours.array(1.0).ctypes.shape is None and array.ctypes.data == array.__array_interface__["data"][0]


def test_private_modules_have_the_public_names():
    from pallasite.numpy._core import numeric, umath

    assert numeric.asarray is ours.asarray and umath.add is ours.add
    assert ours._core.multiarray.array is ours.array


def test_errors_of_ufuncs_carry_their_types():
    from pallasite.numpy._core._exceptions import UFuncTypeError, _UFuncNoLoopError, _UFuncOutputCastingError

    with pytest.raises(_UFuncOutputCastingError) as caught:
        ours.add(ours.arange(3), 1.5, out=ours.zeros(3, int))
    error = caught.value
    assert isinstance(error, UFuncTypeError) and error.ufunc is ours.add and error.out_i == 2
    assert (error.casting, error.from_, error.to) == ("same_kind", ours.dtype("f8"), ours.dtype("i8"))
    with pytest.raises(_UFuncNoLoopError, match=r"types \(dtype\('float64'\), dtype\('<U1'\)\) -> None"):
        ours.add(ours.ones(2), "a")
    again = pickle.loads(pickle.dumps(error))
    assert str(again) == str(error)
