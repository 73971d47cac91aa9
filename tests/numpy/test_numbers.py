"""Ufuncs of numbers alone take no arrays; which loop runs, and the type, are those of arrays without axes."""
import itertools

import pytest

from tests.differential import ALL, both, evaluate

UNARY = ["sin", "sqrt", "negative", "absolute", "isnan", "sign", "logical_not", "invert", "floor", "square", "log1p",
         "conjugate", "spacing", "reciprocal", "deg2rad", "positive", "signbit", "frexp"]
BINARY = ["add", "subtract", "multiply", "divide", "floor_divide", "power", "float_power", "arctan2", "maximum", "less",
          "equal", "bitwise_and", "left_shift", "logical_or", "hypot", "ldexp", "copysign", "gcd", "remainder", "heaviside"]
NUMBERS = ["2", "3.5", "-1", "0", "300", "2**70", "True", "1j", "None", "'a'", "np.float64(0.5)", "np.float32(0.1)",
           "np.int8(100)", "np.uint64(2**64 - 1)", "np.bool_(True)", "np.complex64(1 - 2j)", "np.float16(2)", "np.nan"]


@pytest.mark.parametrize("name", UNARY)
@pytest.mark.parametrize("number", NUMBERS)
@both
def test_unary(xp, name, number):
    return evaluate(xp, f"np.{name}({number})")


@pytest.mark.parametrize("name", BINARY)
@both(message=True)
def test_binary(xp, name):
    found = []
    for pair in itertools.product(NUMBERS, repeat=2):
        try:
            found.append(evaluate(xp, f"np.{name}({', '.join(pair)})"))
        except Exception as error:
            found.append(f"{pair}: {type(error).__name__}")
    return found


@pytest.mark.parametrize("name", ["exp", "arctan", "tan", "add", "multiply"])
@both(dtypes=ALL)
def test_the_value_is_that_of_an_array(xp, dtype, name):
    f, x = getattr(xp, name), xp.arange(1, 40).astype(dtype)
    nin = f.nin
    return all(f(*[value] * nin) == whole for value, whole in zip(x, f(*[x] * nin)))


@both
def test_exceptions_are_reported(xp):
    import warnings

    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        found = xp.log(0.0), xp.sqrt(-1), xp.divide(1, 0), xp.exp(xp.float32(1000)), xp.add(1.0, xp.nan)
    return [str(w.message) for w in seen], found


@both
def test_a_class_of_floats_has_its_hook(xp):
    class Loud(xp.float64):
        def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
            return "mine"

    return xp.sin(Loud(1.0)), xp.add(1.0, Loud(1.0))
