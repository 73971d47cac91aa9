"""Arguments that people pass now and then, found by random calls: what NumPy says to them, to the letter."""
import inspect

import numpy
import pytest

import pallasite.numpy
from tests.differential import both, evaluate

REFUSED = [
    "np.tril(True)", "np.triu(2.5)", "np.sum(3, axis=(0,))", "np.max(np.float64(1), axis=(0, 1))",
    "np.sum(np.eye(2), axis=True)", "np.mean(np.eye(2), axis=True)",
    "np.concatenate([[1], [2]], axis=True)",
    "np.sum([1, 2], where=np.array([1, 0]))", "np.add(1, 2, where=np.array([1]))", "np.prod([1.0, 2.0], where=np.array([1.0, 0.0]))",
    "np.negative([1], dtype='>i2')", "np.sum([1], dtype='>i2')", "np.add([1], [2], dtype='U2')",
    "np.mean([1.0], dtype='>f4')", "np.negative(['a'])", "np.positive(['a'])", "np.subtract(['a'], 1.0)",
    "np.minimum(['a'], [1])", "np.fmax(['a', 'b'], [1, 2, 3])", "np.add(np.zeros(1, 'i4,f8'), 1)",
    "np.bitwise_and([1.0, 2], [1, 2, 3])", "np.remainder([1j], [1, 2, 3])", "np.left_shift([1.0], [1, 2])",
    "np.equal(['a', 'b'], [1, 2, 3])", "np.array(['a', 'b']) < np.arange(3)",
    "np.partition([1, 2, 3], True)", "np.array([3, 1]).partition(True)", "np.array([3, 1]).fill(np.ones(2))", "np.array(3).fill(np.ones(1))", "np.logical_not(['', 'a'])",
    "np.size(np.eye(3), (0, 0))", "np.linspace(0, 1, None)", "np.full(3, np.ones((2, 3, 4)))",
    "np.zeros(3).__setitem__(slice(None), np.ones((2, 2)))", "np.pad([1, 2], ())", "np.pad([1, 2], 1.5)",
    "np.pad([1, 2], None)", "np.pad(3, -2)", "np.pad([1, 2], (((1,),),))", "np.pad([1, 2], [True])",
    "np.pad([1, 2], 1, 'maximum', stat_length=-1)", "np.pad([1, 2], np.uint8(1))", "np.block([1, [2]])",
    "np.block([[], 1])", "np.isin(3, np.array([2**64 - 1, 0], 'u8'), kind='table')", "np.block([[]])", "np.block([[1], []])", "np.block(([1], 2))",
    "np.vectorize(3)", "np.vectorize(lambda x: x, signature='(n')", "np.vectorize(lambda a: a, signature='(n)->(n)')(1)",
    "np.vectorize(lambda a, b: a, signature='(n),(n)->(n)')([1, 2], [1, 2, 3])",
    "np.vectorize(lambda a: (a, a), signature='()->()')([1, 2])",
    "np.vectorize(lambda a: a, signature='(n)->(n)')(np.zeros((0, 2)))",
    "np.loadtxt(['1 2'], comments=' ')", "np.loadtxt(['1 2'], quotechar=' ')", "np.loadtxt(['1 2'], delimiter='\\n')",
    "np.loadtxt(['1 2'], delimiter=',', comments=',')", "np.loadtxt(['1 2'], delimiter=',', quotechar=',')",
    "np.loadtxt(['1 2'], comments='#', quotechar='#')", "np.loadtxt(['1 2'], comments='\\r')",
]


@pytest.mark.parametrize("expression", REFUSED)
@both(message=True)
def test_refused(xp, expression):
    return evaluate(xp, expression)


TAKEN = [
    "np.any(['', 'a'])", "np.all(np.array(['', 'a']))", "np.array([b'', b'a']).any()", "np.all(['a', 'b'], axis=0)",
    "np.logical_and(['', 'a'], [1, 1])", "np.logical_xor(['a', ''], ['b', 'c'])", "np.sum([1, 2], where=[1, 0])", "np.any([1], where=[2])",
    "np.add([1, 2], 3, where=[1, 0], out=np.zeros(2, int))", "np.argmax(5, axis=0)", "np.sum([1, 2], where=0)", "np.median(np.eye(3), axis=[0])", "np.flip(np.eye(3), [0])",
    "np.quantile(np.eye(3), 0.25, axis=[0, 1])", "np.gradient(np.eye(3), axis=[1])", "np.reshape(np.int8(3), ())",
    "np.fft.fftshift(np.eye(3), np.int64(1))", "np.array([1, 256]).byteswap(1)", "np.argmin(np.float64(2), axis=-1)",
    "np.add.reduceat([1, 2, 3], [True, False])", "np.unique(np.matrix([[2, 1], [1, 3]]))",
    "np.power(np.array([0j, 1]), 1 + 2j)", "np.power(np.array([0, 1], 'F'), np.array(2 - 1j, 'F'))",
    "np.power(np.array([0j]), -1 + 1j)", "np.array([np.nan, -np.inf, 3.7, 1e19]).astype('u8')",
    "np.unique(np.array([3, 1, 3], '>i4'))", "np.unique(np.array([3, 1, 3], '>f8'), return_inverse=True)",
    "np.setdiff1d(np.array([3, 1], '>f8'), [1])", "np.round(np.array([1.25, 2.5], '>f8'), 1)",
    "np.transpose(np.float32(1.5))", "np.squeeze(np.int8(3))", "np.flip(np.array(5))", "np.unstack(np.arange(3))",
    "np.pad([1.0, 5, 2], 1, 'maximum', stat_length=1.5)", "np.pad([1, 2], [[1]])",
    "(np.float32(2) + type('F', (float,), {})(1)).dtype", "(type('F', (float,), {})(1) + np.float16(2)).dtype",
    "(np.int8(1) + type('I', (int,), {})(1)).dtype", "(np.float16(2) * type('C', (complex,), {})(1)).dtype",
    "np.float32(2) < type('F', (float,), {})(3)",
    "np.float64(1) + type('R', (float,), {'__radd__': lambda s, o: 'r', '__array_ufunc__': None})(2)",
    "np.vectorize(lambda a: a.mean(), signature='(n)->()')([[1, 3], [2, 4]])",
    "np.vectorize(np.outer, signature='(a),(b)->(a,b)')([[[1, 2]]], [1, 2, 3])",
    "np.vectorize(lambda x: x[:-1], signature='(n)->(m)')([[1, 2, 3], [2, 3, 4]])",
    "np.vectorize(lambda x: (x, -x), signature='()->(),()')([1, 2, 3])",
    "np.vectorize(lambda a, b=1: a + b, signature='()->()', excluded={'b'})([1, 2], b=3)",
    "np.vectorize(lambda x: x, signature='(n)->(n)', otypes=['f4'])(np.zeros((0, 2)))",
    "np.block([[np.eye(2), 2 * np.ones((2, 1))], [3, 3, 3]])",
]


@pytest.mark.parametrize("expression", TAKEN)
@both
def test_taken(xp, expression):
    return evaluate(xp, expression)


HUGE = [
    "np.array([1.0]) * 10**50", "np.array([1.5], 'f4') + 10**50", "np.array([1j]) * -10**50", "np.maximum([1.0], 10**50)",
    "np.add(10**50, 1.5)", "np.array([1.0]) * 10**400", "np.array([1.0]) < 10**400", "np.array([1]) < 10**400",
    "np.array([1]) == -10**400", "10**60 > np.array([1], 'u1')", "np.array([1]) + 10**50", "np.clip([1, 2], 0, 10**50)",
    "np.clip([1.0, 2.0], -10**50, 10**50)", "np.array([2.0]) ** 10**50", "np.isclose([1e50], 10**50)",
]


@pytest.mark.parametrize("expression", HUGE)
@both(message=True)
def test_integers_beyond_all_types(xp, expression):
    with xp.errstate(all="ignore"):
        return evaluate(xp, expression)


@pytest.mark.parametrize("call", [
    "np.add.at(a, [1, 1, 3], 1.5)", "np.divide.at(a, [1, 1, -1], 2)", "np.equal.at(a, [0, 3], 3)",
    "np.power.at(a, [2, 2], 0.5)", "np.logical_and.at(a, [1, 0], 2)", "np.negative.at(a, [1, 1, 2])",
    "np.add.at(a, [], np.array([], 'f2'))", "np.sqrt.at(a, [2, 3])",
])
@pytest.mark.parametrize("dtype", ["i8", "i1", "f4", ">f8", ">i2", "c8"])
@both
def test_at_casts_there_and_back(xp, call, dtype):
    a = xp.arange(4).astype(dtype)
    with xp.errstate(all="ignore"):
        exec(call, {"np": xp, "a": a})
    return a


@pytest.mark.parametrize("lines", [
    ["-1,0", "1,2", "", "3,4"], ["#a", "1,2", "", "", "3,4", "5,6"], ["1,2", "3,4", "5,6", "", "7,8"],
])
def test_loadtxt_warns_of_lines_that_are_no_rows(lines):
    """With `max_rows`, once, with the number of the line."""

    def warned(xp):
        with pytest.warns() as caught:
            xp.loadtxt(["x", *lines], delimiter=",", skiprows=1, max_rows=3)
            xp.sqrt(-1.0)
        return [str(w.message) for w in caught if w.category is UserWarning]

    assert warned(pallasite.numpy) == warned(numpy)


@pytest.mark.parametrize("name", ["sin", "add", "frexp", "divmod"])
def test_signatures_of_ufuncs(name):
    assert inspect.signature(getattr(pallasite.numpy, name)) == inspect.signature(getattr(numpy, name))


@pytest.mark.parametrize("name", [
    "all", "argsort", "astype", "choose", "conj", "cumsum", "max", "mean", "put", "ravel", "reshape", "searchsorted",
    "setflags", "std", "sum", "take", "to_device", "view", "__array_namespace__",
])
def test_signatures_of_methods(name):
    """Arrays and scalars share them."""
    expected = inspect.signature(getattr(numpy.ndarray, name))
    for owner in (pallasite.numpy.ndarray, pallasite.numpy.generic):
        assert inspect.signature(getattr(owner, name)) == expected


@pytest.mark.parametrize("name", ["int8", "uint64", "float32", "float64", "complex64", "bool", "str_", "bytes_"])
def test_signatures_of_scalar_types(name):
    assert inspect.signature(getattr(pallasite.numpy, name)) == inspect.signature(getattr(numpy, name))


def test_scalars_on_their_device():
    scalar = pallasite.numpy.float64(1)
    assert scalar.to_device("cpu") is scalar
    array = pallasite.numpy.array(3)
    assert scalar.__array_wrap__(array, None, False) is array
    assert type(scalar.__array_wrap__(array, None, None)) is pallasite.numpy.int64


@pytest.mark.parametrize("expression", [
    "np.float64[int]", "np.number[()]", "np.complexfloating[int, int, int]", "np.number[int, int]", "np.generic[int]",
])
@both(message=True)
def test_subscripts_refused(xp, expression):
    return evaluate(xp, expression)


def test_subscripts():
    for name in ["number", "floating", "complexfloating", "bool"]:
        kind = getattr(pallasite.numpy, name)
        assert kind[int].__origin__ is kind
