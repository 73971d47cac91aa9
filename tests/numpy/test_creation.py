"""Making arrays: from nothing, from ranges, from Python objects."""
import numbers
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.differential import ALL, both, compare, evaluate


@pytest.mark.parametrize("expression", [
    "np.zeros({s}, d)", "np.ones({s}, d)", "np.full({s}, 3, d)", "np.eye(3, 4, 1, d)", "np.identity(3, d)",
    "np.arange(7).astype(d)",
    "np.zeros_like(np.ones({s}, d))", "np.full_like(np.ones({s}, d), 1)", "np.linspace(0, 5, 4).astype(d)",
    "np.array([[0, 1], [2, 3]], d)",
    "np.ascontiguousarray(np.ones({s}, d).T)", "np.diag(np.ones(3, d), -1)", "np.tri(3, 4, dtype=d)",
    "np.vander(np.arange(3).astype(d))",
])
@pytest.mark.parametrize("shape", ["(2, 3)"])
@both(dtypes=ALL)
def test_dtypes(xp, expression, shape, dtype):
    return evaluate(xp, expression.format(s=shape), d=dtype)


@pytest.mark.parametrize("expression", [
    "np.array([])", "np.array(5)", "np.array([1, 2.5])", "np.array([1, True])", "np.array([1, 2 + 1j])",
    "np.array(['a', 'bcd'])", "np.array([b'a', b'bc'])", "np.array(['a', 1])",
    "np.array([[1, 2], [3, 4]], order='F')", "np.array([[1, 2], [3]])", "np.array([2**40, 1])", "np.array([2**63])",
    "np.array([2**64])", "np.array([-1], 'u1')", "np.array([300], 'i1')",
    "np.array([1.7, -1.7], int)", "np.array('abc', 'S2')", "np.array([1, 2], 'U5')", "np.array(['1', '2'], float)",
    "np.array(['x'], float)", "np.array([(1, 2.0)], 'i4,f8')",
    "np.array([1, 2], ndmin=3)", "np.array(range(5))", "np.array((1, 2))", "np.array([np.arange(2), np.arange(2)])",
    "np.array([np.float32(1), np.float32(2)])", "np.array([[], []])",
    "np.array([None])", "np.array({})", "np.array(np.arange(3), copy=False)", "np.array([1, 2], copy=False)",
    "np.asarray([1, 2], 'f4')", "np.asanyarray(np.matrix([[1]]))",
    "np.array([1, 2], 'nonsense')", "np.array([1, 2], '>i4')", "np.array(memoryview(b'abc'))",
    "np.array(bytearray(b'ab'))", "np.array([True, None])", "np.array([[1, 2], 3])",
    "np.arange(5)", "np.arange(2, 5)", "np.arange(1, 2, 0.3)", "np.arange(5, 1, -2)", "np.arange(0)",
    "np.arange(5, dtype='f4')", "np.arange(1, 5, 0)", "np.arange(1e7)[-1]", "np.arange()",
    "np.arange(10**20)", "np.arange(0, 1, 0.1)", "np.arange(3 + 0j)", "np.linspace(0, 1, 5)",
    "np.linspace(0, 1, 5, endpoint=False)", "np.linspace(0, 1, 3, retstep=True)", "np.linspace(0, 10, 3, dtype=int)",
    "np.linspace([0, 1], [2, 3], 3)", "np.linspace([0, 1], [2, 3], 3, axis=1)", "np.linspace(0, 1, -1)",
    "np.linspace(1j, 2, 3)", "np.linspace(0, 1, 100)", "np.logspace(0, 1, 4)", "np.logspace(0, 3, 4, base=2)",
    "np.geomspace(1, 1000, 4)", "np.geomspace(-1, -1000, 4)", "np.meshgrid([1, 2], [3, 4, 5])",
    "np.meshgrid([1, 2], [3], indexing='ij', sparse=True)", "np.zeros(-1)", "np.zeros((2, -1))", "np.zeros('a')",
    "np.zeros(2.5)",
    "np.zeros((2,) * 65)", "np.zeros(2**62)", "np.ones((0, 3))", "np.empty(0)", "np.full(2, 'abc')",
    "np.full((2, 2), [1, 2])", "np.fromiter((i * i for i in range(4)), int)", "np.fromiter('abc', 'U1')",
    "np.frombuffer(b'abcdefgh', 'i4')", "np.frombuffer(b'abc', 'i4')", "np.frombuffer(b'abcdefgh', 'i2', 2, 2)",
    "np.fromstring('1 2 3', sep=' ')", "np.fromfunction(lambda i, j: i + j, (2, 3))",
    "np.copy(np.arange(3))", "np.array([1, 2]).astype('f4')", "np.array([1.5, np.nan]).astype(int)[0]",
    "np.array([1, 2]).astype('S')", "np.array([1.5]).astype('U')", "np.array([1]).astype('f8', casting='no')",
    "np.array([1 + 2j]).astype(float)", "np.array([300]).astype('i1')", "np.array(['12']).astype(int)",
    "np.array([0, 2]).astype(bool)", "np.dtype('i4,f8')", "np.dtype('S10')",
    "np.dtype([('a', 'i4'), ('b', 'f8', 2)])",
    "np.dtype('>u2').byteorder", "np.dtype({'names': ['a'], 'formats': ['i4']})", "np.dtype('float').itemsize",
    "np.dtype(int) == 'i8'", "np.dtype('f8').descr", "np.dtype('i4').newbyteorder()", "np.dtype(('i4', (2,)))",
    "np.iinfo('i4').max", "np.finfo('f4').eps", "np.finfo(float).max", "np.can_cast('i4', 'f4')",
    "np.result_type('i4', 'f4')", "np.promote_types('i8', 'u8')", "np.min_scalar_type(300)",
    "np.issubdtype(np.int32, np.integer)",
])
@both
def test_expression(xp, expression):
    return evaluate(xp, expression)


SCALARS = st.one_of(st.integers(-2**63, 2**64 - 1), st.floats(), st.booleans(), st.complex_numbers())
NESTED = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3), max_leaves=6)


@settings(max_examples=200)
@given(NESTED)
def test_any_nested_list(value):
    def body(xp):
        array = xp.array(value)
        return "object" if str(array.dtype) == "object" else array

    try:
        import numpy

        if str(numpy.array(value).dtype) == "object":
            return
    except ValueError:
        pass
    compare(body)


@settings(max_examples=200)
@given(st.floats(-1e3, 1e3), st.floats(-1e3, 1e3), st.floats(0.5, 50))
def test_any_range(start, stop, step):
    compare(lambda xp: (xp.arange(start, stop, step), xp.linspace(start, stop, 7)))


class Interface:
    """An array of one number at address zero."""

    __array_interface__ = {"data": (0, True), "typestr": "<f8", "shape": ()}


def nested_forever():
    """A description of a dtype that contains itself."""
    fields = []
    fields.append(("f", fields))
    return fields


@pytest.mark.parametrize("expression", [
    "np.array([np.float64(np.nan)], 'i4')", "np.array([np.float32(np.inf)], 'i8')", "np.array([np.float64(300)], 'i1')",
    "np.array([np.float32(2.7)], 'u1')", "np.array([np.array(2.5)], int)", "np.complex64(1, 2)", "np.complex64(1, 2, 3)",
    "np.array(['', '0', 'False']).astype(bool)", "np.array([b'', b'0']).astype(bool)", "np.array(Interface())",
    "np.dtype(nested_forever())", "np.array(np.dtype('i4').type(3)).device", "np.ones(2).to_device('cpu')", "np.ones(2).to_device('gpu')",
    "np.partition([], 5)", "np.argpartition(np.zeros((0, 3)), 5)", "np.bincount(np.array([1, 2], 'u8'))", "np.bincount(np.array([2**63], 'u8'))",
    "np.iscomplexobj('a')", "np.iscomplexobj(np.dtype('c8'))", "np.iscomplexobj([1j])", "isinstance(np.float16(1), numbers.Real)",
    "isinstance(np.uint8(1), numbers.Integral)", "isinstance(np.complex64(1), numbers.Real)", "isinstance(np.bool(1), numbers.Number)",
])  # fmt: skip
@both
def test_conversion_of_single_objects(xp, expression):
    return evaluate(xp, expression, Interface=Interface, nested_forever=nested_forever, numbers=numbers)


@pytest.mark.parametrize("expression", ["np.array([1j]).astype(float)", "np.array([1j]).astype(bool)", "np.zeros(1).__setitem__(0, np.array([1j])[:1])"])
@both
def test_warning_of_lost_imaginary_parts(xp, expression):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        evaluate(xp, expression)
    return [str(w.message) for w in caught]
