"""The scalar types: construction, operators with their warnings, conversion, attributes, pickling."""
import copy
import itertools
import operator
import pickle
import warnings

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

import pallasite.numpy
from tests.differential import ALL, INTS, NUMBERS, assert_same, both, compare, evaluate

VALUES = ("0", "1", "-1", "3", "100", "2.5", "-2.5", "1e300", "inf", "nan", "1+2j")
OPERATORS = ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "lshift", "rshift", "and_", "or_", "xor")
COMPARISONS = ("lt", "le", "eq", "ne", "gt", "ge")


def warned(f, *args):
    """The result, and the texts of the warnings."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        return f(*args), sorted(str(w.message) for w in caught)


def scalar(xp, dtype, text):
    """The value as a scalar; not every type has every value."""
    value = complex(text) if "j" in text else float(text)
    if numpy.dtype(dtype).kind in "iub":
        value = int(value) if abs(value) < 128 else 7
        value = abs(value) if numpy.dtype(dtype).kind in "ub" else value
    elif numpy.dtype(dtype).kind == "f" and isinstance(value, complex):
        value = value.real
    return getattr(xp, dtype)(value)


@pytest.mark.parametrize("op", OPERATORS[:4])
@both(dtypes=ALL)
def test_operators_within_a_type(xp, op, dtype):
    f = getattr(operator, op)
    pairs = itertools.product(VALUES, VALUES)
    if dtype == "bool" and op == "sub":
        return f(xp.True_, xp.True_)
    return [warned(f, scalar(xp, dtype, a), scalar(xp, dtype, b)) for a, b in pairs]


@pytest.mark.parametrize("op", OPERATORS[4:6])
@both(dtypes=ALL[:-2])
def test_division_within_a_type(xp, op, dtype):
    f = getattr(operator, op)
    return [warned(f, scalar(xp, dtype, a), scalar(xp, dtype, b)) for a, b in itertools.product(VALUES, VALUES)]


@both(dtypes=ALL[:-2])
def test_divmod(xp, dtype):
    return [warned(divmod, scalar(xp, dtype, a), scalar(xp, dtype, b)) for a, b in itertools.product(VALUES, VALUES)]


@pytest.mark.parametrize("op", OPERATORS[6:])
@both(dtypes=INTS)
def test_integer_operators(xp, op, dtype):
    f = getattr(operator, op)
    numbers = [getattr(xp, dtype)(n) for n in (0, 1, 2, 3, 7, 65, 127)]
    return [warned(f, a, b) for a, b in itertools.product(numbers, numbers)]


@pytest.mark.parametrize("op", (operator.neg, operator.abs, operator.invert, operator.pos))
@both(dtypes=INTS)
def test_unary(xp, op, dtype):
    low, high = numpy.iinfo(dtype).min, numpy.iinfo(dtype).max
    return [warned(op, getattr(xp, dtype)(n)) for n in (low, 0, 1, high)]


@pytest.mark.parametrize("op", ("add", "mul", "truediv"))
@pytest.mark.parametrize("other", ALL)
@both(dtypes=ALL)
def test_promotion(xp, op, other, dtype):
    return getattr(operator, op)(getattr(xp, dtype)(1), getattr(xp, other)(1))


@pytest.mark.parametrize("other", (True, 3, 2.5, 1 + 2j))
@both(dtypes=ALL)
def test_python_numbers(xp, other, dtype):
    x = getattr(xp, dtype)(1)
    return x + other, other + x, x * other, other - x if dtype != "bool" else 0, x == other, other / x


@pytest.mark.parametrize("op", COMPARISONS)
@pytest.mark.parametrize("other", ALL)
@both(dtypes=ALL)
def test_comparison(xp, op, other, dtype):
    return [getattr(operator, op)(scalar(xp, dtype, a), scalar(xp, other, b)) for a in VALUES for b in VALUES]


ERRORS = (
    "np.int8(1) + 300", "300 + np.int8(1)", "np.uint8(1) - (-1)", "np.int64(1) + 2**70", "np.int8(300)", "np.uint8(-1)",
    "np.int64(2**64)", "np.int64('1.5')", "np.float64('abc')", "np.int64(None)", "np.float64(1j)", "np.int64(float('nan'))",
    "np.int64(float('inf'))", "np.float64(10**400)", "np.generic()", "np.number()", "np.int64(2) ** np.int64(-1)",
    "2 ** np.int64(-1)", "np.float64(1)[0]", "np.float64(1)['a']", "len(np.float64(1))", "iter(np.int8(1))", "-np.True_",
    "np.True_ - np.True_", "operator.index(np.True_)", "operator.index(np.float64(3))", "int(np.float64('nan'))",
    "int(np.float64('inf'))", "np.float64('inf').as_integer_ratio()", "np.float32(1).hex()", "divmod(np.complex128(1), 1)",
    "np.float64(2) * [1, 2]", "np.float64(2) * 'ab'", "np.bytes_('é')", "np.void('abc')", "pow(np.int64(2), 3, 5)",
    "np.float64[int]", "round(np.float64('nan'))", "np.float64(1) @ np.float64(1)",
)  # fmt: skip


@pytest.mark.parametrize("expression", ERRORS)
@both(message=True)
def test_errors(xp, expression):
    return evaluate(xp, expression, operator=operator)


EXPRESSIONS = (
    "np.float64()", "np.int8()", "np.bool()", "np.complex64()", "np.str_()", "np.bytes_().item()", "np.float64('1.5')", "np.int64('12')",
    "np.float64(b'1.5')", "np.float64(None)", "np.bool('')", "np.bool('False')", "np.complex128('1+2j')", "np.complex128(1, 2)",
    "np.int8(np.int64(300))", "np.int64(2.9)", "np.uint64(2**64 - 1)", "np.float16(70000)", "np.float32(10**39)",
    "np.float64(np.complex128(1 + 2j))", "np.float64(' 1 ')", "np.float64('1_0')", "np.float64([1, 2])", "np.bool([1, 0])",
    "np.int8([[1]])", "np.float64(np.array(5))", "np.float64(np.array([5]))", "np.str_(5)", "repr(np.bytes_('abc'))", "repr(np.void(b'abc'))",
    "np.int64(2) * [1, 2]", "[1, 2] * np.int64(2)", "'ab' * np.int64(2)", "np.float64(1) == 'a'", "np.float64(1) == None",
    "np.int8(1) < 1000", "np.int8(1) == 1000", "np.int64(-1) < np.uint64(2**63)", "np.float32(0.1) == 0.1", "np.int64(1) < 2**70",
    "np.float32(0.1) == np.float64(0.1)", "np.complex128(1 + 1j) < 2", "hash(np.float32(0.5)) == hash(0.5)",
    "hash(np.int64(-1)) == hash(-1)", "hash(np.int64(-2**63)) == hash(-2**63)", "hash(np.uint64(2**64 - 1)) == hash(2**64 - 1)",
    "hash(np.complex64(1 + 2j)) == hash(1 + 2j)", "{np.float64(2): 1}[2]", "int(np.float64(2.7))", "int(np.complex128(1 + 2j))",
    "complex(np.float32(1.5))", "float(np.int8(3))", "operator.index(np.int8(3))", "round(np.float64(2.5))", "round(np.int64(15))",
    "np.float64(1.5).is_integer()", "np.float32(1.5).as_integer_ratio()", "np.int64(5).bit_count()", "np.int64(-5).bit_count()",
    "np.float64.fromhex('0x1p3')", "np.float64(8).hex()", "np.int64(5).numerator", "np.int64(5).denominator",
    "np.float64(1)[()]", "np.float64(1)[...]", "np.float64(1)[None]", "np.float64(1.5).real", "np.float64(1.5).imag",
    "np.complex64(1 + 2j).imag", "np.complex64(1 + 2j).real", "np.float64(1).T", "np.float64(1).shape", "np.float64(1).nbytes",
    "np.str_('abc').dtype", "np.str_('abc').itemsize", "np.bytes_(b'abc').dtype", "np.float64(1).ndim", "np.float64(1).size",
    "np.float64(1).item()", "np.float64(1).tolist()", "np.str_('a').item()", "np.float64(1.5).astype('i4')", "np.float64(1).view('i8')",
    "np.float64(1).reshape(1)", "np.float64(1).tobytes()", "memoryview(np.float64(1)).format", "bytes(np.int16(258))",
    "np.float64(1).__array_priority__", "np.float64(1).device", "np.str_('a') + 'b'", "np.str_('abc')[1]", "np.bool(1) is np.True_",
    "abs(np.complex128(3 + 4j))", "abs(np.complex64(3 + 4j))", "-np.float64(0)", "~np.int64(5)", "~np.True_", "np.float64(1) + True",
    "np.float64(3) // np.int64(2)", "np.int64(7) / 2", "-7 % np.int64(3)", "np.uint8(255) + np.uint8(1)", "np.int64(2) ** 0.5",
    "format(np.float64(1.5), '.3f')", "format(np.int64(5), '4d')", "f'{np.float32(0.1)}'", "f'{np.True_}'", "f'{np.float64(0.1):>10}'",
)  # fmt: skip


@pytest.mark.parametrize("expression", EXPRESSIONS)
@both
def test_expressions(xp, expression):
    return warned(evaluate, xp, expression) if "operator" not in expression else evaluate(xp, expression, operator=operator)


@both(dtypes=NUMBERS)
def test_text(xp, dtype):
    numbers = [scalar(xp, dtype, v) for v in VALUES]
    return [repr(x) for x in numbers], [str(x) for x in numbers]


@given(st.floats(), st.floats())
def test_float64_arithmetic(a, b):
    def body(xp):
        x, y = xp.float64(a), xp.float64(b)
        return [warned(getattr(operator, op), x, y) for op in OPERATORS[:7]], str(x), repr(x)

    compare(body)


@given(st.integers(-(2**63), 2**63 - 1), st.integers(-(2**63), 2**63 - 1))
def test_int64_arithmetic(a, b):
    def body(xp):
        x, y = xp.int64(a), xp.int64(b)
        return [warned(getattr(operator, op), x, y) for op in OPERATORS[:6]], hash(x) == hash(a), x < y, x == a

    compare(body)


def test_hierarchy():
    for name in (*ALL, "str_", "bytes_", "void", "generic", "character", "inexact"):
        ours, theirs = getattr(pallasite.numpy, name), getattr(numpy, name)
        assert [repr(c) for c in ours.__mro__] == [repr(c) for c in theirs.__mro__]
        assert (ours.__module__, ours.__name__) == (theirs.__module__, theirs.__name__)


@pytest.mark.parametrize("dtype", ALL)
def test_pickle_and_copy(dtype):
    x = getattr(pallasite.numpy, dtype)(1)
    for y in (pickle.loads(pickle.dumps(x)), copy.copy(x), copy.deepcopy(x)):
        assert type(y) is type(x) and y == x


def test_subclass_in_python():
    class Metres(pallasite.numpy.float64):
        unit = "m"

    x = Metres(2.5)
    x.note = "kept"
    assert isinstance(x, float) and x.note == "kept" and x.unit == "m"
    assert type(x + x) is pallasite.numpy.float64 and x + x == 5.0 and x > 2


def test_numpy_takes_our_scalars():
    for dtype in ALL:
        assert numpy.asarray(getattr(pallasite.numpy, dtype)(1)).dtype == dtype


class TestErrstate:
    def test_modes(self):
        np = pallasite.numpy
        with np.errstate(divide="raise"), pytest.raises(FloatingPointError, match="divide by zero encountered in scalar divide"):
            np.float64(1) / 0
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("error")
            assert np.float64(1) / 0 == float("inf")
        with pytest.warns(RuntimeWarning, match="overflow encountered in scalar multiply"):
            np.float64(1e308) * 10
        with np.errstate(under="raise"), pytest.raises(FloatingPointError, match="underflow"):
            np.float64(1e-200) * np.float64(1e-200)

    def test_callback(self):
        np, seen = pallasite.numpy, []
        with np.errstate(all="call", call=lambda kind, flag: seen.append((kind, flag))):
            np.float64(1) / 0
            np.float64(0) / 0
        assert seen == [("divide by zero", 1), ("invalid value", 8)]

    def test_state(self):
        np = pallasite.numpy
        before = np.geterr()
        assert before == numpy.geterr()
        old = np.seterr(all="raise")
        assert old == before and set(np.geterr().values()) == {"raise"}
        np.seterr(**old)
        assert np.geterr() == before
        with pytest.raises(ValueError):
            np.seterr(all="foo")

    def test_decorator_and_reentry(self):
        np = pallasite.numpy

        @np.errstate(all="raise")
        def divide():
            return np.float64(1) / 0

        with pytest.raises(FloatingPointError):
            divide()
        context = np.errstate(all="ignore")
        with context, pytest.raises(TypeError):
            context.__enter__()


def test_void_writes_through():
    def body(xp):
        a = xp.zeros(2, "i4,f8")
        v = a[0]
        v["f0"] = 5
        v[1] = 2.5
        return a["f0"], a["f1"], v["f0"], v[-1], len(v), repr(v), str(v), v.item(), v.dtype.names

    compare(body)


def test_void_equality_and_copy():
    a = pallasite.numpy.zeros(2, "i4,f8")
    a["f0"] = 1, 1
    assert a[0] == a[1]
    v = a[0].copy()
    v["f0"] = 9
    assert a["f0"][0] == 1
    assert_same(v.item(), (9, 0.0))
