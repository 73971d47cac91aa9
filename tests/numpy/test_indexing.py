"""Basic, integer, mask and field indexing, and assignment through each."""
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import basic_indices

from tests.differential import ALL, both, compare, evaluate

INDICES = [
    "0", "-1", "1, 2", "...", "None", "..., None", ":, 1", "1:, ::2", "::-1", "..., 0", "0, ..., -1",
    "None, 1, ..., None", "()", "2:1", "5:",
    "[0, 1]", "[[0, 1], [1, 0]]", "[0, 1], [2, 0]", ":, [0, 2]", "[1], :, [0, 3]", "0, [1, 2]", "..., [0, 0]",
    "[True, False]", "a > 5", "a[:, :, 0] > 4",
    "0, [True, False, True]", "np.array(True)", "np.array([], int)", "[]", "np.array([1, 0]), ..., 1",
    "[0], None, [1]", ":, [True, True, False], [0, 1]",
    "np.int8(1)", "np.array(1)", "slice(None, None, -2)", "np.newaxis, [0]", "np.where(a[0, 0] > 1)",
    "np.ix_([0, 1], [2], [1, 3])",
    "2", "-3", "0, 0, 0, 0", "[5]", "1.0", "'x'", "[0.5]", "[True, False, True]", "a[0] > 5", "..., ...",
    "[0, 1], [0, 1, 2]", "None, 5", "::0",
]


def cube(xp, dtype="int64"):
    return xp.arange(24).reshape(2, 3, 4).astype(dtype)


@pytest.mark.parametrize("index", INDICES)
@both(message=True)
def test_get(xp, index):
    return evaluate(xp, f"a[{index}]", a=cube(xp))


@pytest.mark.parametrize("index", INDICES)
@both
def test_set(xp, index):
    array = cube(xp)
    exec(f"a[{index}] = 100", {"a": array, "np": xp})
    return array


@pytest.mark.parametrize("index", ["0", "..., 0", "a > 5", "[0, 1]", "0, [1, 2]", "::-1"])
@both(dtypes=ALL)
def test_dtypes(xp, index, dtype):
    array = cube(xp, dtype)
    picked = evaluate(xp, f"a[{index}]", a=array)
    exec(f"a[{index}] = a[{index}] * 0 + 1", {"a": array})
    return picked, array


@pytest.mark.parametrize("statement", [
    "a[0] = np.arange(12).reshape(3, 4)", "a[:, 0] = [[1], [2]]", "a[a > 3] = np.arange(20)", "a[a > 3] = [1, 2]",
    "a[..., 1] += 5", "a[[0, 0], 1] += 1",
    "a[0] = a[1]", "a[:, ::-1] = a", "a[1:] = a[:-1]", "a[0, 0, 0] = 3.7", "a[0, 0, 0] = 'x'", "a[0] = [1, 2]",
    "a[0] = None", "a[0, 0] = 1 + 2j", "a.flat[::5] = -1",
    "a.flat = [1, 2]", "a.T[0] = 7", "a.ravel()[0] = 9", "a.put([0, 30], 5)", "np.put(a, [0, 5], [7, 8])",
    "np.place(a, a > 3, [1, 2])", "np.copyto(a, 3, where=a > 4)",
    "np.putmask(a, a > 20, [1, 2, 3])", "np.fill_diagonal(a[0, :, :3], 5)", "a[...] = 5", "a[()] = np.arange(4)",
    "a[[0, 1], [1, 2]] = [[9] * 4] * 2",
])
@both
def test_assignment(xp, statement):
    array = cube(xp)
    exec(statement, {"a": array, "np": xp})
    return array


@pytest.mark.parametrize("expression", [
    "np.take(a, [0, 5])", "np.take(a, [0, 1], axis=1)", "a.take([[1], [2]], axis=2)", "np.take(a, 50)",
    "np.take(a, [30, -30], mode='wrap')", "np.take(a, [30], mode='clip')",
    "np.where(a > 5, a, -a)", "np.where(a > 5)", "np.where([True, False], 1, 2.5)", "np.nonzero(a % 2)",
    "np.argwhere(a > 20)", "np.flatnonzero(a > 20)", "np.compress([0, 1], a, axis=0)",
    "np.extract(a > 20, a)", "np.choose([0, 1, 1], [[1, 2, 3], [4, 5, 6]])",
    "np.select([a > 20, a > 10], [1, 2], 3)", "np.diag(a[0, :, :3])", "np.diagonal(a, 1, 1, 2)", "np.tril(a)",
    "np.triu(a, 1)",
    "np.take_along_axis(a, np.argsort(-a, axis=2), axis=2)", "np.unravel_index([5, 20], (2, 3, 4))",
    "np.ravel_multi_index(([1], [2], [3]), (2, 3, 4))", "np.indices((2, 3))",
    "np.delete(a, 1, axis=1)", "np.delete(a, [0, 5])", "np.delete(a, slice(0, 24, 2))", "np.delete(a, 5, axis=0)",
    "np.insert(a, 1, 99, axis=2)", "np.insert(np.arange(4), [1, 3], [7, 8])",
    "np.append(a, [1])", "a.item(5), a.item(1, 2, 3)", "a.flat[3], a.flat[[1, 2]]", "list(a[0, 0])",
    "len(a), 5 in a, 50 in a", "np.searchsorted([1, 2, 3], 2.5)", "a[0].tolist()",
    "np.r_[1:4, 0, 4]", "np.c_[[1, 2], [3, 4]]", "np.mgrid[0:2, 0:3]", "np.ogrid[0:2, 0:1:3j]", "np.s_[1:2, ...]",
    "np.diag_indices(3)", "np.tril_indices(3)", "np.triu_indices(3, 1)",
])
@both(message=True)
def test_function(xp, expression):
    return evaluate(xp, expression, a=cube(xp))


@both
def test_fields(xp):
    array = xp.zeros(3, "i4, (2,)f4, S3")
    array["f0"] = [1, 2, 3]
    array[1] = (9, [1.5, 2.5], b"abcd")
    array["f1"][0] = 7
    return array, array["f1"], array[["f0", "f2"]]["f2"], array[1]["f1"], array["f0"][array["f0"] > 1]


@both
def test_views_share_memory(xp):
    array = cube(xp)
    array[0][1:][::-1].T[...] = -1
    array.reshape(4, 6)[3] = -2
    array.T.swapaxes(0, 1)[0, 0] = -3
    return array, array[[0]].base is array, array[0].base is array, xp.shares_memory(array, array[::2])


@settings(max_examples=150)
@given(basic_indices((3, 4, 5), allow_newaxis=True, allow_ellipsis=True))
def test_any_basic_index(index):
    compare(lambda xp: xp.arange(60).reshape(3, 4, 5)[index])


POSITIONS = st.lists(st.integers(-4, 3), max_size=5)


@settings(max_examples=150)
@given(st.tuples(POSITIONS, st.one_of(POSITIONS, st.integers(-5, 4), st.slices(5)), st.slices(6)))
def test_any_mixed_index(index):
    def body(xp):
        parts = [xp.array(part, dtype=int) if type(part) is list else part for part in index]
        return xp.arange(120).reshape(4, 5, 6)[tuple(parts)]

    compare(body)
