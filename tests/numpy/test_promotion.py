"""NEP 50: result types of arrays, NumPy scalars and Python numbers, and the casting rules."""
import itertools
import operator

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.differential import ALL, both, compare

OTHERS = (*ALL, "S3", "U5", "V4", ">i4")


@pytest.mark.parametrize("first, second", list(itertools.product(OTHERS, OTHERS)))
def test_promote_types_and_casting(first, second):
    compare(lambda xp: str(xp.promote_types(first, second)))
    compare(lambda xp: [xp.can_cast(first, second, rule) for rule in ("no", "equiv", "safe", "same_kind", "unsafe")])


@pytest.mark.parametrize("number", [True, 1, -1, 300, 2**40, 2**64, 1.5, 1e300, 2j])
@both(dtypes=ALL)
def test_python_numbers_are_weak(xp, number, dtype):
    return xp.ones(2, dtype) + number, xp.ones(2, dtype)[0] * number


DTYPES = st.sampled_from(ALL)
OPERATORS = st.sampled_from(["add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "lt", "and_", "rshift"])


@settings(max_examples=300)
@given(DTYPES, DTYPES, OPERATORS, st.booleans(), st.booleans())
def test_operators(first, second, name, first_is_scalar, second_is_scalar):
    def body(xp):
        a, b = xp.array([3, 2], first), xp.array([2, 1], second)
        return getattr(operator, name)(a[0] if first_is_scalar else a, b[0] if second_is_scalar else b)

    compare(body, ulp=4)


@settings(max_examples=200)
@given(st.lists(DTYPES, min_size=1, max_size=4), st.lists(st.sampled_from([True, 1, 1.0, 1j]), max_size=2))
def test_result_type(dtypes, numbers):
    compare(lambda xp: str(xp.result_type(*dtypes, *numbers)))


@settings(max_examples=200)
@given(DTYPES, DTYPES, st.lists(st.integers(-300, 300), min_size=1, max_size=5))
def test_astype(first, second, values):
    if numpy.dtype(first).kind == "u":
        values = [abs(value) for value in values]
    compare(lambda xp: xp.array(values).astype(first).astype(second))
