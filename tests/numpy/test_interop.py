"""Our arrays in NumPy's world and NumPy's in ours: no copies, the right type out."""
import copy
import pickle

import numpy
import pytest

import pallasite.numpy as np


def test_numpy_sees_our_memory():
    ours = np.arange(6.0)
    theirs = numpy.asarray(ours)
    theirs[0] = 7
    assert ours[0] == 7 and type(theirs) is numpy.ndarray
    assert numpy.asarray(ours[::2]).tolist() == [7, 2, 4] and numpy.asarray(ours.reshape(2, 3).T).strides == (8, 24)


def test_we_see_numpys_memory():
    theirs = numpy.arange(6.0)
    ours = np.asarray(theirs)
    ours[0] = 7
    assert theirs[0] == 7 and type(ours) is np.ndarray
    theirs.flags.writeable = False
    assert not np.asarray(theirs).flags.writeable


@pytest.mark.parametrize("dtype", [
    "?", "i1", "u8", "f2", "f4", "c16", "S3", "U2", ">i4", "i4,f8", [("a", "i4", (2,)), ("b", "S2")],
])
def test_dtypes_cross(dtype):
    theirs = numpy.zeros((2, 2), dtype)
    ours = np.asarray(theirs)
    assert ours.dtype.str == theirs.dtype.str and numpy.asarray(ours).dtype == theirs.dtype


def test_numpys_functions_on_ours_give_ours():
    ours = np.arange(4.0)
    assert type(numpy.sin(ours)) is np.ndarray and type(numpy.add(ours, 1)) is np.ndarray
    assert type(numpy.concatenate((ours, ours))) is np.ndarray and type(numpy.mean(ours)) is np.float64
    assert type(numpy.arange(4.0) + ours) is np.ndarray and type(ours + numpy.arange(4.0)) is np.ndarray


def test_our_functions_on_numpys_give_numpys():
    theirs = numpy.arange(4.0)
    assert type(np.sin(theirs)) is numpy.ndarray and type(np.concatenate((theirs, theirs))) is numpy.ndarray
    assert type(np.sort(theirs)) is numpy.ndarray


def test_protocols():
    ours = np.arange(6, dtype="i4").reshape(2, 3)
    view = memoryview(ours)
    assert view.shape == (2, 3) and view.format == "i" and view.tolist() == [[0, 1, 2], [3, 4, 5]]
    assert ours.__array_interface__["shape"] == (2, 3) and ours.__array_namespace__() is not None
    assert numpy.from_dlpack(ours).tolist() == ours.tolist() and np.from_dlpack(numpy.arange(3)).tolist() == [0, 1, 2]


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickle(protocol):
    arrays = [np.arange(6).reshape(2, 3).T, np.array([(1, 2.5)], "i4,f8"), np.array(["a", "bc"])]
    for ours in [*arrays, np.float64(1.5), np.dtype("i4,f8")]:
        again = pickle.loads(pickle.dumps(ours, protocol))
        assert type(again) is type(ours)
        assert np.array_equal(again, ours) if isinstance(ours, np.ndarray) else again == ours


def test_pickle_out_of_band_and_copy():
    ours, buffers = np.arange(1000), []
    data = pickle.dumps(ours, 5, buffer_callback=buffers.append)
    assert len(data) < 500 and np.array_equal(pickle.loads(data, buffers=buffers), ours)
    twin = copy.deepcopy(ours)
    twin[0] = 9
    assert ours[0] == 0 and copy.copy(ours) is not ours


def test_subclass():
    class Marked(np.ndarray):
        def __array_finalize__(self, parent):
            self.mark = getattr(parent, "mark", "none")

    marked = np.arange(3).view(Marked)
    marked.mark = "here"
    assert type(marked[1:]) is Marked and marked[1:].mark == "here"
    assert type(marked + 1) is Marked and type(marked.copy()) is Marked


def test_scalars_are_python_numbers():
    assert isinstance(np.float64(1), float) and isinstance(np.complex128(1), complex) and isinstance(np.str_("a"), str)
    assert range(5)[np.int64(2)] == 2 and hash(np.int64(3)) == hash(3)
    assert np.float64(0.1) == 0.1 and {1: "a"}[np.int8(1)] == "a"


def test_other_objects_as_input():
    class Has:
        def __array__(self, dtype=None, copy=None):
            return numpy.arange(3)

    assert np.asarray(Has()).tolist() == [0, 1, 2] and np.add(Has(), 1).tolist() == [1, 2, 3]
    with pytest.raises(ValueError):
        np.array([1, 2], copy=False)


def test_dlpack_shares_memory_and_says_what_it_cannot():
    ours = np.arange(12.0).reshape(3, 4)[::-1, ::2]
    theirs = numpy.from_dlpack(ours)
    ours[0, 0] = -5
    assert theirs.tolist() == ours.tolist() and theirs.strides == ours.strides and theirs.flags.writeable
    back = np.from_dlpack(theirs)
    del ours, theirs
    assert back[0, 0] == -5 and back.dtype == np.dtype(float) and np.from_dlpack(numpy.array(True)).item() is True
    ours = np.ones(3)
    ours.flags.writeable = False
    assert not numpy.from_dlpack(ours).flags.writeable and np.from_dlpack(ours, copy=True).flags.writeable
    for refused in (np.ones(2, ">f8"), np.array(["a"]), np.zeros(2, "i4,f8")):
        with pytest.raises(BufferError):
            refused.__dlpack__()
    with pytest.raises(BufferError):
        ours.__dlpack__()
    capsule = np.ones(2).__dlpack__(max_version=(1, 0))

    class Once:
        def __dlpack__(self, **kwargs):
            return capsule

    assert np.from_dlpack(Once()).tolist() == [1, 1]
    with pytest.raises(TypeError):
        np.from_dlpack(Once())
