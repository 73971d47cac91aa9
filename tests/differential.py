"""One test body, both libraries.

A body takes the library as its first argument ``xp`` and returns what is to be compared::

    @both(dtypes=NUMBERS)
    def test_cumsum(xp, dtype):
        return xp.ones((2, 3), dtype).cumsum(axis=1)

It runs on NumPy and on pallasite; value, dtype, shape and kind of object must agree, and if NumPy raises,
pallasite raises an exception of the same name. `ulp` allows floats that many units in the last place of
difference.
"""
import functools
import inspect
import warnings

import numpy
import pytest

import pallasite.numpy

BOOL = ("bool",)
INTS = ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")
FLOATS = ("float16", "float32", "float64")
COMPLEX = ("complex64", "complex128")
NUMBERS = INTS + FLOATS + COMPLEX
REALS = INTS + FLOATS
ALL = BOOL + NUMBERS


def both(body=None, *, dtypes=None, ulp=0, message=False):
    """Makes a test of `body`; `dtypes` gives it an argument ``dtype``, `message` compares exception texts."""
    if body is None:
        return functools.partial(both, dtypes=dtypes, ulp=ulp, message=message)

    @functools.wraps(body)
    def test(**arguments):
        compare(body, ulp=ulp, message=message, **arguments)

    signature = inspect.signature(body)
    test.__signature__ = signature.replace(parameters=list(signature.parameters.values())[1:])
    del test.__wrapped__
    return pytest.mark.parametrize("dtype", dtypes)(test) if dtypes else test


def evaluate(xp, expression, **names):
    """The value of `expression`, where ``np`` is the library."""
    return eval(expression, {"np": xp, **names})


def compare(body, *, ulp=0, message=False, **arguments):
    """Runs `body` on both libraries and asserts that they agree."""
    expected, raised = _outcome(body, numpy, arguments)
    got, got_raised = _outcome(body, pallasite.numpy, arguments)
    if _is_absent(got_raised):
        pytest.skip(f"not there yet: {got_raised}")
    elif raised is not None:
        assert got_raised is not None, f"NumPy raises {raised!r}, pallasite gives {got!r}"
        assert type(got_raised).__name__ == type(raised).__name__, f"{raised!r} became {got_raised!r}"
        assert not message or str(got_raised) == str(raised)
    elif got_raised is not None:
        raise got_raised
    else:
        assert_same(got, expected, ulp)


def _is_absent(error):
    """Whether the error says that pallasite does not have a function, which is the scope and no failure."""
    return isinstance(error, AttributeError) and str(error).startswith("module 'pallasite.")


def _outcome(body, library, arguments):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return body(library, **arguments), None
        except Exception as error:
            return None, error


def assert_same(got, expected, ulp=0):
    """Asserts that `got`, pallasite's, is what `expected` is, NumPy's."""
    if isinstance(expected, (list, tuple)):
        assert isinstance(got, (list, tuple)) and len(got) == len(expected)
        for ours, theirs in zip(got, expected):
            assert_same(ours, theirs, ulp)
    elif isinstance(expected, dict):
        assert got.keys() == expected.keys()
        for key in expected:
            assert_same(got[key], expected[key], ulp)
    elif isinstance(expected, (numpy.ndarray, numpy.generic)):
        _assert_same_array(got, expected, ulp)
    elif isinstance(expected, (numpy.dtype, type)):
        assert _type_name(got) == _type_name(expected)
    else:
        assert type(got).__name__ == type(expected).__name__
        assert got == expected or (got != got and expected != expected)


def _type_name(kind):
    return kind.__name__ if isinstance(kind, type) else str(kind)


def _assert_same_array(got, expected, ulp):
    kind = "ndarray" if isinstance(expected, numpy.ndarray) else "generic"
    assert isinstance(got, getattr(pallasite.numpy, kind)), f"{type(got)} instead of {type(expected)}"
    assert str(got.dtype) == str(expected.dtype)
    assert tuple(got.shape) == expected.shape
    values = numpy.asarray(got)
    if not _agree(values, expected, ulp):
        raise AssertionError(f"got\n{values!r}\nexpected\n{expected!r}")


def _agree(values, expected, ulp):
    if expected.dtype.names:
        return all(_agree(values[name], expected[name], ulp) for name in expected.dtype.names)
    if expected.dtype.kind not in "fc":
        return numpy.array_equal(values, expected)
    if expected.dtype.kind == "c":
        return _agree(values.real, expected.real, ulp) and _agree(values.imag, expected.imag, ulp)
    with numpy.errstate(all="ignore"):
        values, expected = numpy.asarray(values), numpy.asarray(expected)
        equal = (values == expected) & (numpy.signbit(values) == numpy.signbit(expected))
        near = numpy.abs(values - expected) <= ulp * numpy.abs(numpy.spacing(expected)) if ulp else False
        return bool(numpy.all(equal | near | (numpy.isnan(values) & numpy.isnan(expected))))
