"""`matrix`: always two dimensions, `*` the matrix product."""
import pytest

from tests.differential import both, evaluate

SQUARE = "np.matrix([[1.0, 2.0], [3.0, 5.0]])"


@pytest.mark.parametrize("expression", [
    "np.matrix('1 2; 3 4')", "np.matrix('1, 2; 3, 4.5')", "np.matrix('[1 2; 3 4]')", "np.matrix('1 2; 3')", "np.matrix(5)",
    "np.matrix([1, 2, 3])", "np.matrix([[1, 2], [3, 4]], dtype=complex)", "np.matrix(np.zeros((2, 2, 2)))",
    "np.matrix([[[1], [2]]])", "np.asmatrix([[1, 2]])", "np.asmatrix(np.arange(3))",
    "np.matrix(np.arange(6).reshape(2, 3), dtype='f4')", "np.matrix(np.asfortranarray(np.ones((2, 3)))).flags.f_contiguous",
    "np.zeros((2, 1, 3)).view(np.matrix)", "np.zeros((2, 2, 3)).view(np.matrix)", "np.zeros(4).view(np.matrix)",
])  # fmt: skip
@both(message=True)
def test_making(xp, expression):
    made = evaluate(xp, expression)
    return type(made).__name__, made


@pytest.mark.parametrize("expression", [
    "m * m", "m * 2", "2 * m", "m * [[1], [2]]", "m * np.ones((2, 2))", "np.ones((2, 2)) * m", "m ** 3", "m ** -1", "m ** 0", "m + 1",
    "m - m", "-m", "m / 2", "m == m", "m @ m", "m * np.matrix([[1, 2, 3]])", "m.T", "m.I", "m.H", "(m * 1j).H", "m.A", "m.A1",
    "np.matrix('1 2 3').I", "m.sum()", "m.sum(0)", "m.sum(1)", "m.sum(axis=-1)", "m.mean(1)", "m.std(0)", "m.std(1, ddof=1)", "m.var()", "m.prod(1)",
    "m.any(0)", "m.all()", "m.max(1)", "m.min()", "m.argmax()", "m.argmax(1)", "m.argmin(0)", "m.ptp(1)", "m.tolist()", "m.ravel()",
    "m.flatten()", "m.squeeze()", "m[0]", "m[:, 0]", "m[0, :]", "m[0, 0]", "m[0][0]", "m[..., 1]", "m[[True, False]]", "m[m > 2]",
    "m[:, [1, 0]]", "m[None]", "m[0, ...]", "m.reshape(4)", "m.reshape(1, 4)", "m.astype(int)", "m.copy()", "m.diagonal()", "m.dot(m)",
    "np.sin(m)", "np.add(m, np.ones(2))", "np.add.reduce(m)", "np.sum(m)", "np.sum(m, axis=1)", "np.concatenate([m, m])", "np.array(m)", "np.asarray(m)",
    "np.asanyarray(m)", "np.linalg.inv(m)", "np.linalg.det(m)", "np.dot(m, m)", "np.multiply(m, m)", "np.bmat([[m, m], [m, m]])",
    "np.bmat('m m; m m')", "np.bmat(m)", "np.bmat('q')", "np.bmat([m, m])", "m.getA1()", "m.getT()", "repr(m)", "str(m)", "np.matrix(m, copy=False) is m",
    "m.cumsum()", "m.conjugate()", "m.take([0])", "m.T * m", "m.base is None", "m[0].base is m", "m.__array_priority__",
])  # fmt: skip
@both
def test_expression(xp, expression):
    m = evaluate(xp, SQUARE)
    found = eval(expression, {"np": xp, "m": m})
    return type(found).__name__, found


@both
def test_changing(xp):
    m = evaluate(xp, SQUARE)
    m *= 2
    m **= 2
    m[0] = 7
    m[:, 1] = [[8], [9]]
    m += 1
    return type(m).__name__, m


@both
def test_kept_by_pickle_and_copy(xp):
    import copy
    import pickle

    m = evaluate(xp, SQUARE)
    others = pickle.loads(pickle.dumps(m)), copy.copy(m), copy.deepcopy(m)
    return [type(other).__name__ for other in others], list(others)
