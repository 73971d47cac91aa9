"""Every ufunc over every dtype, and what a ufunc can do besides being called."""
import numpy
import pytest

from tests.differential import ALL, COMPLEX, FLOATS, INTS, NUMBERS, both, evaluate

UFUNCS = sorted(name for name in numpy.__all__ if isinstance(getattr(numpy, name), numpy.ufunc))
LATER = {"isnat", "matvec", "vecmat", "vecdot", "matmul", "frompyfunc"}
UNARY = [n for n in UFUNCS if (f := getattr(numpy, n)).nin == 1 and n not in LATER]
BINARY = [n for n in UFUNCS if (f := getattr(numpy, n)).nin == 2 and f.signature is None and n not in LATER]
LOOSE = 4  # units in the last place for what is not correctly rounded


def sample(xp, dtype, shift=0):
    """Fourteen values with the awkward ones of the dtype among them."""
    kind = xp.dtype(dtype).kind
    values = [0, 1, 2, 3, 5, 7, 1, 0, 100, 4, 9, 6, 2, 1]
    if kind in "ifc":
        values[:3] = [-1, -2, -3]
    array = xp.array(values[shift:] + values[:shift]).astype(dtype)
    if kind in "fc":
        array[-4:] = [xp.inf, -xp.inf, xp.nan, -0.0]
        array[3:6] = [0.5, -0.25, 1e-3]
    return array


@pytest.mark.parametrize("name", UNARY)
@both(dtypes=ALL, ulp=LOOSE)
def test_unary(xp, name, dtype):
    return getattr(xp, name)(sample(xp, dtype))


@pytest.mark.parametrize("name", BINARY)
@both(dtypes=ALL, ulp=LOOSE)
def test_binary(xp, name, dtype):
    return getattr(xp, name)(sample(xp, dtype), sample(xp, dtype, 5))


@pytest.mark.parametrize("name", ["add", "subtract", "multiply", "true_divide", "floor_divide", "remainder", "power",
                                  "maximum", "equal", "less", "bitwise_and", "left_shift", "arctan2", "logical_or"])
@pytest.mark.parametrize("other", ["bool", "int8", "uint64", "float32", "complex64"])
@both(dtypes=ALL, ulp=LOOSE)
def test_mixed_dtypes(xp, name, dtype, other):
    return getattr(xp, name)(sample(xp, dtype), sample(xp, other, 3))


@pytest.mark.parametrize("shapes", [((3, 1), (1, 4)), ((4,), (3, 4)), ((), (2, 3)),
                                    ((2, 1, 3), (4, 1)), ((0, 3), (1, 3)), ((2,), (3,)), ((1,), (0,))])
@both
def test_broadcasting(xp, shapes):
    first, second = (xp.arange(numpy.prod(shape)).reshape(shape) for shape in shapes)
    return first - 2.5 * second


@pytest.mark.parametrize("step", ["[::2]", "[::-1]", "[1::3]", "[::-2]"])
@both(dtypes=NUMBERS)
def test_strided(xp, dtype, step):
    array = sample(xp, dtype)
    return evaluate(xp, f"a{step} * b{step}", a=array, b=array.copy())


@pytest.mark.parametrize("name", ["add", "multiply", "maximum", "minimum", "logical_and", "logical_or", "bitwise_or"])
@pytest.mark.parametrize("method", ["reduce(a)", "reduce(a, axis=1)", "reduce(a, axis=None)", "reduce(a, axis=(0, 2))",
                                    "reduce(a, axis=-1, keepdims=True)", "accumulate(a, axis=1)",
                                    "reduceat(a, [0, 1, 0], axis=2)",
                                    "reduce(a, axis=1, initial=3)", "reduce(a, where=a > 3, initial=0)"])
@both(dtypes=("bool", "int16", "uint8", "float32", "float64", "complex128"))
def test_methods(xp, name, method, dtype):
    array = (xp.arange(24) % 7).reshape(2, 3, 4).astype(dtype)
    return evaluate(xp, f"np.{name}.{method}", a=array)


@pytest.mark.parametrize("expression", [
    "np.multiply.outer(np.arange(3), np.arange(4.0))", "np.subtract.outer(np.ones((2, 2)), [1, 2])",
    "np.add.reduce(np.zeros((0, 3)))", "np.maximum.reduce(np.zeros((0, 3)))", "np.add.reduce(3.0)",
    "np.add.reduce(np.arange(3), dtype='f4')", "np.add.accumulate(np.array([200, 100], 'u1'))",
    "np.divide.reduce(np.array([8., 2., 2.]))",
    "np.add(1, 2, dtype='f4')", "np.add(np.arange(3), 1.5, casting='no')",
    "np.add(np.arange(3), 1.5, out=np.zeros(3, int))",
    "np.add(np.arange(3), 1.5, out=np.zeros(3, int), casting='unsafe')",
    "np.add(np.arange(3), 1, where=[True, False, True], out=np.full(3, 9))",
    "np.modf(np.array([1.5, -2.25]))", "np.frexp(np.array([1.5, 1024.0, 0.0]))", "np.divmod(np.array([7, -7]), 3)",
    "np.divmod(-7.5, 2)",
    "np.sqrt([1, 4], np.zeros(2))", "np.exp(np.array([[1, 2], [3, 4]]), order='F')", "np.add.identity",
    "np.add.nin, np.modf.nout, np.add.ntypes > 10",
    "np.add.types[:3]", "repr(np.add)", "np.add(1)", "np.add(1, 2, 3, 4)", "np.add('a', 'b', spam=1)",
    "np.add.reduce(np.ones((2, 2)), axis=5)",
    "np.add.reduce(np.ones((2, 2)), axis=(0, 0))", "np.sin.reduce([1])", "np.power(2, -1)",
    "np.power(np.array([2]), -1)", "-np.array([True])",
    "np.array([True]) - np.array([True])", "np.array([1, 2]) @ np.array([3, 4])", "np.array([1, 2]) << 3",
    "~np.array([1, 2], 'u1')", "abs(np.array([-1, 2]))",
    "divmod(np.array([7, -7]), 3)", "2 ** np.array([1, 2, 3])", "np.array([1, 2]) // 0", "np.array([1.0]) % 0",
    "1 / np.array([0.0, -0.0])",
    "np.array([1, 2]) == 'a'", "np.array([1, 2]) == None", "np.array([1, 2, 3]) == [1, 2]",
    "np.clip(np.arange(10), 3, 6)", "np.clip(np.arange(5.0), None, 2.5)",
    "np.float64(3) + np.float32(1)", "np.float32(3) * 1.5", "np.int8(100) + np.int8(100)", "np.uint8(5) - 6",
    "np.uint8(5) + 300", "np.int64(7) // 2",
    "np.spacing(np.array([1.0, 1e10], 'f4'))", "np.nextafter(1.0, 2.0)", "np.ldexp(0.5, np.arange(3))",
    "np.heaviside([-1.0, 0, 1], 0.5)", "np.hypot(3, 4)",
    "np.gcd(12, np.array([8, 9]))", "np.lcm(4, 6)", "np.bitwise_count(np.array([255, -1], 'i2'))",
    "np.copysign(1, -0.0)", "np.signbit([-0.0, 0.0])",
])
@both(ulp=LOOSE)
def test_expression(xp, expression):
    return evaluate(xp, expression)


@both(dtypes=NUMBERS)
def test_at(xp, dtype):
    array = xp.zeros(5, dtype)
    xp.add.at(array, [0, 1, 1, 4], 2)
    return array


@both(dtypes=NUMBERS)
def test_in_place(xp, dtype):
    array = sample(xp, dtype)
    array += 1
    array *= array[::-1]
    return array


@both(dtypes=INTS)
def test_in_place_cast_is_refused(xp, dtype):
    array = xp.ones(3, dtype)
    array *= 1.5
    return array


@pytest.mark.parametrize("overlap", [
    "a[1:] + a[:-1], a[1:]", "a[::-1], a", "a[:5] * a[5:], a[2:7]", "a.reshape(2, 5).sum(0), a[:5]",
])
@both
def test_overlapping_output(xp, overlap):
    array = xp.arange(10.0)
    value, target = evaluate(xp, overlap, a=array)
    xp.add(value, 0, out=target)
    xp.multiply(array[::-1], array, out=array)
    return array


@pytest.mark.parametrize("expression, kind", [
    ("1 / np.array([0.0])", "divide"), ("np.log(np.array([-1.0]))", "invalid"), ("np.exp(np.array([1e5]))", "over"),
    ("np.array([1e-300]) * 1e-300", "under"), ("np.array([1, 2]) // 0", "divide"), ("np.float64(1) / 0", "divide"),
    ("np.array([1, 2], 'i4') % np.int32(0)", "divide"), ("np.array([-128, 2], 'i1') // np.int8(-1)", "over"),
    ("np.full((9, 3), 1e308).sum(axis=0)", "over"),
])
@pytest.mark.parametrize("mode", ["raise", "warn"])
@both
def test_errstate(xp, expression, kind, mode):
    import warnings

    with warnings.catch_warnings(record=True) as caught, xp.errstate(all="ignore", **{kind: mode}):
        warnings.simplefilter("always")
        evaluate(xp, expression)
    return [str(warning.message) for warning in caught]


@both(dtypes=INTS)
def test_division_by_one_number(xp, dtype):
    info = xp.iinfo(dtype)
    values = xp.array([info.min, info.min + 1, 0, 1, 6, 7, 8, 13, 100, info.max - 1, info.max], dtype)
    divisors = [xp.dtype(dtype).type(d) for d in (0, 1, 2, 3, 7, 100, info.max - 1, info.max, info.min)]
    with xp.errstate(all="ignore"):
        return [f(values, d) for d in divisors for f in (xp.floor_divide, xp.remainder, xp.fmod)]


@pytest.mark.parametrize("statement", ["a += b", "a /= b", "a -= 3", "a *= a", "a = np.subtract(b, a, out=a)",
                                       "a[1:] -= a[:-1]", "a[::2] += b[::2]", "a = np.add(a, b[::-1], out=a)"])
@both(dtypes=FLOATS + COMPLEX, ulp=1)
def test_in_place(xp, statement, dtype):
    names = {"np": xp, "a": (xp.arange(1000) % 37 + 1).astype(dtype), "b": (xp.arange(1000) % 11 + 1).astype(dtype)}
    exec(statement, names)
    return names["a"]


@both(dtypes=FLOATS + COMPLEX, ulp=LOOSE)
def test_long_arrays(xp, dtype):
    array = (xp.arange(300000) % 1000 / 250 + 0.25).astype(dtype)
    return xp.sqrt(array) * array - array / 3, xp.exp(-array), array > 2
