"""Elementwise work on arrays of short rows, which are packed: every layout, cast and kind of output."""
import numpy
import pytest

from tests.differential import NUMBERS, both

# `a` and `b` have the shape (40, 3, 5) and rows that are not one behind the other.
EXPRESSIONS = {
    "number": "a + 2", "same layout": "a + b", "row": "a * b[0, 0]", "column": "a - b[..., :1]", "one": "a + b[1, 1, 1]",
    "turned": "a + b[::-1, ::-1, ::-1]", "axes turned": "a.transpose(1, 0, 2) + b.transpose(1, 0, 2)",
    "different axes": "a[:5].transpose(2, 1, 0) + b[:5, :, :].transpose(2, 1, 0).copy()",
    "compared": "a > b", "narrow": "a[..., :2] + b[..., 3:]", "one column": "a[..., 1:2] * b[..., :1]",
    "every other": "a[..., ::2] + b[..., ::2]", "outer": "a[:, 0, :, None] * b[0, 1]", "square": "np.square(a)",
    "two results": "np.divmod(a.real.astype('i4'), 3)[1]", "cast in": "a + np.arange(5, dtype='i1')",
    "cast of a row": "a + np.arange(5, dtype='>f4')", "swapped": "a.astype(a.dtype.newbyteorder())[..., 1:] + b[..., 1:]",
    "empty rows": "a[..., :0] + b[..., :0]", "no rows": "a[:0] + b[:0]",
}


def operands(xp, dtype):
    values = numpy.random.default_rng(3).integers(1, 9, (2, 40, 4, 8)).astype(dtype)
    a, b = xp.array(values[0]), xp.array(values[1])
    return a[:, :3, 1:6], b[:, 1:, 3:]


@pytest.mark.parametrize("expression", EXPRESSIONS.values(), ids=EXPRESSIONS)
@both(dtypes=NUMBERS)
def test_expression(xp, dtype, expression):
    a, b = operands(xp, dtype)
    return eval(expression, {"np": xp, "a": a, "b": b})


@pytest.mark.parametrize("function", ["exp", "sin", "sqrt", "log", "cbrt", "arctan", "isnan", "signbit", "spacing"])
@both(dtypes=("float32", "float64"), ulp=2)
def test_function(xp, dtype, function):
    a, _ = operands(xp, dtype)
    return getattr(xp, function)(a), getattr(xp, function)(a[..., ::-1])


@pytest.mark.parametrize("statement", [
    "a += 1", "a *= b", "a -= b[0, 0]", "a += b[..., :1]", "a[..., :2] += b[..., 1:3]", "a += a[..., ::-1]",
    "a[..., 1:] += a[..., :-1]", "a[:, 1:] += a[:, :-1]", "a[1:] += a[:-1]", "np.add(a, b, out=a[..., ::-1])",
    "np.add(a, b, out=a, casting='unsafe')", "np.multiply(a, 2, out=a.astype('c16'))", "np.negative(b, out=a)",
    "a += np.arange(5, dtype='i1')", "np.add(a, b, out=a, where=a > b)", "np.add(a, b, out=a.transpose(0, 2, 1).copy().transpose(0, 2, 1))",
])
@both(dtypes=("int8", "float32", "float64", "complex128"))
def test_onto(xp, dtype, statement):
    a, b = operands(xp, dtype)
    exec(statement, {"np": xp, "a": a, "b": b})
    return a.base, b


@both
def test_many_rows(xp):
    a = xp.linspace(-1, 1, 300_000).reshape(-1, 3)
    return a[:, :2] - a.mean(axis=0)[:2], a / a[:, :1], a - a[0], (a[:, 1:] > a[:, :2]).sum()


@pytest.mark.parametrize("n", [*range(1, 36), 63, 64, 65])
@both
def test_every_length(xp, n):
    a = xp.arange(70.0 * 50).reshape(50, 70)
    return a[:, :n] + 1, a[:, -n:] * a[:, :n], xp.add(a[:, :n], a[0, :n], dtype="f4"), a[:, :n] + a[:, :1]


@both
def test_exceptions(xp):
    a = xp.ones((100, 4))[:, :3]
    a[70, 2] = 0
    with xp.errstate(all="raise"):
        try:
            1 / a
        except FloatingPointError as error:
            return str(error)
