"""Linear algebra: the same values where they are unique, the defining property where they are not."""
import pytest

from tests.differential import both, evaluate

MATRIX = "np.array([[4.0, 1, 2], [1, 3, 0.5], [2, 0.5, 5]])"
STACK = f"np.stack([{MATRIX}, {MATRIX} + np.eye(3)])"


@pytest.mark.parametrize("expression", [
    "np.linalg.inv(a)", "np.linalg.det(a)", "np.linalg.slogdet(a)", "np.linalg.solve(a, [1, 2, 3])",
    "np.linalg.solve(a, np.eye(3))", "np.linalg.pinv(a[..., :2])",
    "np.linalg.lstsq(a[:, :2], [1, 2, 3], rcond=None)[0]", "np.linalg.matrix_rank(a)",
    "np.linalg.svd(a)[1]", "np.linalg.svd(a, compute_uv=False)", "np.linalg.eigvalsh(a)",
    "np.sort(np.linalg.eigvals(a))", "np.linalg.cholesky(a)", "np.abs(np.linalg.qr(a)[1])", "np.linalg.norm(a)",
    "np.linalg.norm(a, 2)", "np.linalg.norm(a, 1, axis=(0, 1))",
    "np.linalg.norm(a, np.inf, axis=-1)", "np.linalg.norm([3, 4])", "np.linalg.cond(a)",
    "np.linalg.matrix_power(a, 3)", "np.linalg.matrix_power(a, -1)", "np.linalg.multi_dot([a, a, a])",
])
@pytest.mark.parametrize("dtype", ["float64", "float32", "complex128"])
@both
def test_values(xp, expression, dtype):
    value = evaluate(xp, expression, a=evaluate(xp, MATRIX).astype(dtype))
    return [xp.round(part, 4) + 0 for part in xp.atleast_1d(value)]


@pytest.mark.parametrize("expression", [
    "np.linalg.inv(a)", "np.linalg.det(a)", "np.linalg.solve(a, np.ones((2, 3, 1)))", "np.linalg.svd(a)[1]",
    "np.linalg.eigh(a)[0]", "np.linalg.cholesky(a)",
])
@both
def test_stacks(xp, expression):
    return xp.round(evaluate(xp, expression, a=evaluate(xp, STACK)), 10)


@pytest.mark.parametrize("expression", [
    "(lambda u, s, v: np.allclose(u * s @ v, a))(*np.linalg.svd(a))",
    "(lambda w, v: np.allclose(a @ v, v * w))(*np.linalg.eigh(a))",
    "(lambda w, v: np.allclose(a @ v, v * w))(*np.linalg.eig(a))",
    "(lambda q, r: np.allclose(q @ r, a))(*np.linalg.qr(a))",
    "np.linalg.svd(a).S.shape", "np.linalg.eig(np.array([[0., 1], [-1, 0]])).eigenvalues.dtype",
    "np.linalg.inv(np.array([[1, 2], [3, 4]])).dtype", "np.linalg.qr(a[:, :2], mode='complete')[0].shape",
    "np.linalg.svd(a[:, :2], full_matrices=False)[0].shape",
])
@both
def test_properties(xp, expression):
    return evaluate(xp, expression, a=evaluate(xp, MATRIX))


@pytest.mark.parametrize("expression", [
    "np.linalg.inv(np.zeros((2, 2)))", "np.linalg.inv(np.ones((2, 3)))", "np.linalg.inv([1, 2])",
    "np.linalg.solve(np.zeros((2, 2)), [1, 2])", "np.linalg.solve(np.eye(2), [1, 2, 3])",
    "np.linalg.cholesky(-np.eye(2))", "np.linalg.det(np.zeros((0, 0)))",
    "np.linalg.eigh([[np.nan, 1], [1, 2]])", "np.linalg.svd([[np.nan, 1], [1, 2]])",
    "np.linalg.lstsq(np.ones((3, 2)), [1, 2, 3])[0].round(8)", "np.linalg.matrix_rank(np.ones((3, 3)))",
    "np.linalg.norm(np.ones((2, 2, 2)), 2)", "np.linalg.inv(np.array([['a']]))",
    "np.linalg.lstsq(np.ones((3, 2)), [1, 2, 3], rcond=-1)[0].round(8)",
    "np.linalg.lstsq(np.ones((3, 2)), [1, 2, 3], rcond=0)[0].round(8)",
    "np.linalg.lstsq(np.diag([1.0, 1e-3]), [1, 2], rcond=2)[0].round(8)",
])
@both(message=True)
def test_edges(xp, expression):
    return evaluate(xp, expression)


@pytest.mark.parametrize("expression", [
    "a @ x", "y @ a", "a.T @ y", "x @ a.T", "a[:, ::2] @ x[::2]", "a[::-1] @ x[::-1]", "np.asfortranarray(a) @ x", "a @ x[:, None]",
    "y[None] @ a", "(a[:, :15] @ x[:15])", "(a[:, :16] @ x[:16])", "np.matmul(a, x, out=np.zeros(80, a.dtype)[::2])",
    "np.stack([a, 2 * a]) @ x", "a[:0] @ x",
])
@both(dtypes=["float32", "float64", "complex128", "int64"])
def test_matrices_and_vectors(xp, dtype, expression):
    # Small integers, so that no sum rounds.
    a = (xp.arange(40 * 37).reshape(40, 37) % 11 - 5).astype(dtype)
    return evaluate(xp, expression, a=a, x=(xp.arange(37) % 3).astype(dtype), y=(xp.arange(40) % 4).astype(dtype))
