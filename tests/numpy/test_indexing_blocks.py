"""Indexing and repeating of more elements than one block or one thread takes at once."""
import pytest

from tests.differential import NUMBERS, both, evaluate

N = 200_003
NAMES = {"N": N}


def operands(xp, dtype="float64"):
    line = (xp.arange(N) * 7919 % 251).astype(dtype)
    return {"a": line, "i": xp.arange(N) * 104729 % N - N // 2, "m": xp.arange(N) % 3 == 1,
            "g": line[:160_000].reshape(400, 400), "s": xp.arange(N)[::2], **NAMES}


@pytest.mark.parametrize("expression", [
    "a[i]", "a.take(i)", "a[i.astype(np.int32)]", "a[i[::-1]]", "a[::-2][s - 50_000]", "a[i.reshape(-1, 1)]",
    "g[i[:3000] % 400]", "g[:, i[:700] % 400]", "g[i[:3000] % 400, i[3000:6000] % 400]", "g[[3], :]",
    "g.T[:, [3, -1]]",
    "g[i[:600] % 400, i[:500, None] % 400]", "g.T[i[:3000] % 400]", "g.reshape(40, 10, 400)[:, [9, 0, 9]]",
    "a[m]", "a[::-1][m]", "np.where(m)", "np.where(~m)", "np.where(m & False)",
    "np.nonzero(m[:160_000].reshape(400, 400))",
    "np.nonzero(m[:160_000].reshape(400, 400).T)", "np.argwhere(m[:30_000].reshape(3, 100, 100))",
    "np.nonzero(m[::2])", "np.count_nonzero(m)", "g[m[:160_000].reshape(400, 400)]",
])
@both(dtypes=["float64", "int8", "float16", "float32", "complex128", ">i4", "S3"])
def test_get(xp, expression, dtype):
    return evaluate(xp, expression, **operands(xp, dtype))


@both(dtypes=NUMBERS)
def test_nonzero_of_numbers(xp, dtype):
    return xp.nonzero(operands(xp, dtype)["a"])


@pytest.mark.parametrize("statement", [
    "a[i] = 0", "a[i] = np.arange(N)", "a[i] = np.arange(N)[::-1]", "a[i % 10] = np.arange(N)",
    "a[i] = a", "a[s] = a[1:][s]",
    "a[m] = 0", "a[::-1][m] = 1", "a[m] = np.arange(m.sum())", "a[::2][m[::2]] = 5",
    "g[m[:160_000].reshape(400, 400)] = 1",
    "g.T[m[:160_000].reshape(400, 400)] = 2",
    "g[:, i[:700] % 400] = np.arange(700)", "g[i[:700] % 400] = np.arange(400)", "g.T[i[:3000] % 400] = 3",
    "g[i[:3000] % 400, i[3000:6000] % 400] = np.arange(3000)",
    "g[[[1, 2], [3, 4]]] = np.arange(2)[:, None, None]",
    "g[:, [1, 2, 1]] = np.arange(400)[:, None]", "g[[1, 2], 5:9] = [[1, 2, 3, 4]]", "g[100:300, 100:300] = 7",
])
@both(dtypes=["float64", "uint8", "complex64", ">i4", "U2"])
def test_set(xp, statement, dtype):
    values = operands(xp, dtype)
    exec(statement, {"np": xp, **values})
    return values["a"]


@pytest.mark.parametrize("place", ["0", "777", "N - 1"])
@pytest.mark.parametrize("index", ["N", "-N - 1", "2**63 - 1", "-2**63"])
@both(message=True)
def test_one_index_outside(xp, index, place):
    values = operands(xp)
    code = f"i[{place}] = {index}"
    exec(code, values)
    return evaluate(xp, "a[i]", **values)


@both
def test_a_failed_assignment_writes_nothing(xp):
    values = operands(xp)
    values["i"][-1] = N
    with pytest.raises(IndexError):
        values["a"][values["i"]] = -1.0
    return values["a"]


@both
def test_indices_that_are_overwritten(xp):
    a = xp.arange(N)[::-1].copy()
    a[a] = xp.arange(N) * 3 % N
    b = xp.arange(10)
    b[b[::-1]] = b + 1000
    return a, b


@pytest.mark.parametrize("expression", [
    "np.repeat(a, 2)", "np.repeat(a, 3)", "np.repeat(a, 7)", "np.repeat(a, 0)", "np.repeat(a[::-1], 2)",
    "np.repeat(g, 2, axis=0)", "np.repeat(g, 4, axis=1)", "np.repeat(g.T, 2, axis=1)",
    "np.repeat(g[:, :0], 2, axis=0)",
    "np.repeat(a[:300], np.arange(300) % 4)", "np.delete(a, slice(10, 20))",
    "np.delete(a, slice(20, 10, -1))",
    "np.delete(a, slice(3, 3))", "np.delete(a, slice(-5, None))", "np.delete(a, slice(0, 9, 2))",
    "np.delete(a, -1)",
    "np.delete(g, slice(399, None, -1), axis=1)", "np.delete(g.T, 3, axis=0)",
    "np.delete(a, slice(5, 1000, 10**6))",
    "np.delete(a, slice(None, None, -1))",
])
@both(dtypes=["float64", "int16", "S3", "complex128"])
def test_repeat_and_delete(xp, expression, dtype):
    return evaluate(xp, expression, **operands(xp, dtype))
