"""Ufuncs of numbers alone take no arrays: that short cut beside the long way, which an argument ``where`` makes them go."""
import itertools
import warnings

import pytest

import pallasite.numpy as ours
from pallasite.scipy import special
from tests.differential import both

UFUNCS = [getattr(ours, name) for name in dir(ours) if isinstance(getattr(ours, name), ours.ufunc)]
FUNCTIONS = [getattr(special, name) for name in special.__all__ if isinstance(getattr(special, name), ours.ufunc)]
KINDS = ["?", "b", "B", "h", "H", "i", "I", "q", "Q", "e", "f", "d", "F", "D"]
NUMBERS = [2, 3.5, -1, 0, 300, True, 1j, float("nan"), *(ours.dtype(kind).type(3) for kind in KINDS), ours.float64(-0.0)]


def outcome(ufunc, *inputs, **keywords):
    """The type, the dtype and the text of the result, or the exception; and the warnings."""
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        try:
            result = ufunc(*inputs, **keywords)
            found = [(type(part), repr(part)) for part in (result if isinstance(result, tuple) else (result,))]
        except Exception as error:
            found = type(error), str(error)
    return found, [str(w.message) for w in seen]


@pytest.mark.parametrize("ufunc", UFUNCS + FUNCTIONS, ids=lambda ufunc: ufunc.__name__)
def test_both_ways_agree(ufunc):
    for inputs in itertools.product(NUMBERS, repeat=ufunc.nin) if ufunc.nin < 3 else [(2.0,) * ufunc.nin, (1,) * ufunc.nin]:
        assert outcome(ufunc, *inputs) == outcome(ufunc, *inputs, where=True), inputs


@both
def test_exceptions_are_reported(xp):
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
