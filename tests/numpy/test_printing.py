"""str and repr, to the letter."""
import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tests.differential import ALL, both, compare, evaluate

ARRAYS = [
    "np.arange(3)", "np.arange(2000)", "np.arange(10000).reshape(100, 100)", "np.zeros((2, 2, 2))", "np.array(5)",
    "np.array([])", "np.zeros((0, 3))", "np.zeros((2, 0))", "np.array([1.5, 2])", "np.array([1e10, 1])",
    "np.array([1e-10, 1])", "np.array([1e16, 1.5])",
    "np.array([np.nan, np.inf, -np.inf, 1])", "np.array([-0.0])", "np.array([1 + 2j, 3.5 - 1j])",
    "np.array([True, False])", "np.array(['a', 'bc'])", "np.array([b'a', b'b\\x00c'])",
    "np.array([(1, 2.5)], 'i4,f8')", "np.array([(1, [2, 3])], [('a', 'i4'), ('b', 'f4', 2)])",
    "np.float32([0.1, 1 / 3])", "np.float16([0.1, 1000])", "np.arange(100).reshape(10, 10) * 1.1",
    "np.linspace(0, 1, 30)", "np.array([[1, 2], [3, 4]], 'i1')", "np.matrix([[1, 2], [3, 4]])",
    "np.array([1e-5, 1e5])", "np.array([123456789.123456789])", "np.array([[[1]]])", "np.ones(1001)",
    "np.array([0.1 + 0.2])", "np.array([1e300, 1e-300])", "np.eye(3)", "np.array([1], '>i4')",
    "np.arange(3.0)[::-1]", "np.array([1 + 1e-10j])", "np.rec.array([(1, 2.0)], 'i4,f8')",
    "np.array(['\\n', \"'\"])", "np.array([2**63 - 1, -2**63])", "np.array('abc')",
    "np.float64(1 / 3)", "np.float32(0.1)", "np.int8(5)", "np.bool_(True)", "np.complex128(1 + 2j)", "np.str_('a')",
    "np.bytes_(b'a')", "np.float64('nan')", "np.float64(1e22)", "np.zeros(1, 'i4,f8')[0]", "np.float16(1e-7)",
    "np.complex64(1e10 + 1j)",
]
OPTIONS = [
    "precision=3", "suppress=True", "threshold=5", "linewidth=40", "edgeitems=1, threshold=5", "sign='+'",
    "sign=' '", "floatmode='fixed'", "floatmode='unique'", "floatmode='maxprec_equal'", "nanstr='NA', infstr='big'",
    "formatter={'float': '{:.1f}'.format}", "legacy='1.13'", "legacy='1.21'", "legacy='1.25'", "legacy='2.1'",
    "legacy='2.2'", "legacy='1.13', threshold=5", "legacy='1.13', linewidth=20", "legacy='2.1', threshold=5",
]


@pytest.mark.parametrize("expression", ARRAYS)
@both
def test_arrays(xp, expression):
    value = evaluate(xp, expression)
    return str(value), repr(value), f"{value}"


@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("expression", [
    "np.array([1.23456789, -2.5, 1e-9])", "np.arange(30) / 7", "np.array([np.nan, np.inf, 1.0])", "np.arange(8)",
    "np.array([1.5 + 2.25j])", "np.float32([88667128, 1])", "np.float64(1 / 3)", "np.float16(41536)", "np.str_('a')",
    "np.bytes_(b'a')", "np.True_", "np.complex64(1e10 + 1j)", "np.array(2.5)", "np.array('abc')", "np.void(b'a')",
    "np.zeros(1, 'i4,f8')[0]", "np.ones((2, 3), bool)", "np.arange(40).reshape(4, 10)", "np.array([])",
])
@both
def test_options(xp, expression, option):
    with evaluate(xp, f"np.printoptions({option})"):
        value = evaluate(xp, expression)
        return str(value), repr(value)


@pytest.mark.parametrize("expression", [
    "np.array2string(np.arange(5.0), precision=2, separator=', ')", "np.array2string(np.arange(3), prefix='abc')",
    "np.array_str(np.arange(3))", "np.array_repr(np.arange(3), 20)", "np.format_float_positional(1e-5)",
    "np.format_float_scientific(12345.678, precision=3)",
    "np.base_repr(10, 3)", "np.binary_repr(-3, 5)", "repr(np.dtype('i4,f8'))",
                                        "str(np.dtype('f8')), repr(np.dtype('f8'))",
                                        "repr(np.dtype([('a', 'S3'), ('b', '>f4', (2,))]))",
                                        "str(np.float64), repr(np.int8)",
                                        "f'{np.float64(1.5):.3f} {np.int64(5):03d}'",
                                        "'%d %.2f' % (np.int64(3), np.float32(1.5))",
                                        "np.get_printoptions()['precision']",
])
@both
def test_functions(xp, expression):
    return evaluate(xp, expression)


@both(dtypes=ALL)
def test_dtypes(xp, dtype):
    return repr(xp.arange(12).reshape(3, 4).astype(dtype)), repr(xp.zeros(2, dtype)[0])


@settings(max_examples=200)
@given(arrays(st.sampled_from([numpy.dtype(d) for d in (
    "f8", "f4", "f2", "c16", "i8", "u2", "?",
)]), st.sampled_from([(3,), (2, 2), ()])))
def test_any_array(values):
    compare(lambda xp: (repr(xp.array(values)), str(xp.array(values))))


def test_options_of_each_thread():
    """As NumPy's, the options belong to the context: another thread begins with the defaults."""
    import threading

    import pallasite.numpy as np

    seen = []
    with np.printoptions(precision=2, legacy="1.25"):
        thread = threading.Thread(target=lambda: seen.append(np.get_printoptions()))
        thread.start()
        thread.join()
        assert np.get_printoptions()["legacy"] == "1.25"
    assert seen[0]["precision"] == 8 and seen[0]["legacy"] is False


@pytest.mark.parametrize("legacy", ["0", "False", "None", "'2.1'"])
def test_what_legacy_may_be(legacy):
    """Values and warnings of `legacy=`."""
    import warnings

    import pallasite.numpy as np

    def outcome(xp):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            with xp.printoptions(legacy=eval(legacy)) as options:
                return options["legacy"], [(w.category, str(w.message)) for w in caught]

    assert outcome(np) == outcome(numpy)
