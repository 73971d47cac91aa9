"""NumPy arrays in, NumPy arrays out; other arrays asked first; `like=`."""
import inspect
import pickle

import numpy
import pytest

import pallasite.numpy as np


class Foreign:
    """Answers all functions with their name."""

    def __array_function__(self, func, types, args, kwargs):
        return func.__name__, types


class Deaf:
    def __array_function__(self, func, types, args, kwargs):
        return NotImplemented


def test_numpy_in_numpy_out():
    x = numpy.arange(6.0).reshape(2, 3)
    assert type(np.transpose(x)) is numpy.ndarray
    assert numpy.shares_memory(np.transpose(x), x)
    assert type(np.concatenate([x, x])) is numpy.ndarray
    assert [type(part) for part in np.split(x, 3, axis=1)] == [numpy.ndarray] * 3
    assert type(np.take(x, 1)) is numpy.float64
    assert type(np.concatenate([np.ones((1, 3)), x])) is np.ndarray
    assert type(np.asarray(x)) is np.ndarray


def test_numpy_functions_on_our_arrays():
    a = np.arange(6).reshape(2, 3)
    assert type(numpy.concatenate([a, a])) is np.ndarray
    assert type(numpy.tile(a, 2)) is np.ndarray
    assert type(numpy.asarray(a)) is numpy.ndarray and numpy.shares_memory(numpy.asarray(a), numpy.asarray(a))


def test_foreign_arrays_are_asked():
    name, types = np.concatenate([np.ones(2), Foreign()])
    assert name == "concatenate" and set(types) == {np.ndarray, Foreign}
    assert np.zeros(3, like=Foreign())[0] == "zeros"
    with pytest.raises(TypeError, match="no implementation found for 'numpy.reshape' on types that implement"):
        np.reshape(Deaf(), 3)
    with pytest.raises(TypeError, match="The `like` argument must be an array-like"):
        np.zeros(3, like=3)


def test_like():
    assert type(np.zeros(3, like=numpy.ones(1))) is numpy.ndarray
    assert type(np.zeros(3, like=np.ones(1))) is np.ndarray


@pytest.mark.parametrize("name", ["concatenate", "reshape", "arange", "block", "pad"])
def test_functions_look_like_functions(name):
    function = getattr(np, name)
    assert function.__name__ == name and function.__doc__
    assert pickle.loads(pickle.dumps(function)) is function
    ours, theirs = inspect.signature(function), inspect.signature(getattr(numpy, name))
    if name != "arange":
        assert list(ours.parameters) == list(theirs.parameters)

    class Holder:
        method = function

    assert Holder().method is function
