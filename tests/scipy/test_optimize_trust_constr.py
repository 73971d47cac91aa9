"""``minimize(method="trust-constr")`` beside SciPy's."""
import re

import numpy
import pytest
import scipy.sparse
import scipy.sparse.linalg

from .test_optimize_minimize import BOTH, run

SETTING = """
inf = np.inf
def fun(x):
    return 0.5 * (float(x[0]) - 2)**2 + 0.5 * (float(x[1]) - 0.5)**2
def grad(x):
    return np.array([float(x[0]) - 2, float(x[1]) - 0.5])
def hyperbola(x):
    return [1 / (float(x[0]) + 1) - float(x[1])]
def hyperbola_jac(x):
    return [[-1 / (float(x[0]) + 1)**2, -1.0]]
def hyperbola_hess(x, v):
    return 2 * float(v[0]) * np.array([[1 / (float(x[0]) + 1)**3, 0.0], [0.0, 0.0]])
def circle(x):
    return float(x[0])**2 + float(x[1])**2
def circle_jac(x):
    return [[2 * float(x[0]), 2 * float(x[1])]]
def circle_hess(x, v):
    return 2 * float(v[0]) * np.eye(2)
def maratos(x):
    return 2 * (circle(x) - 1) - float(x[0])
def maratos_grad(x):
    return np.array([4 * float(x[0]) - 1, 4 * float(x[1])])
def maratos_hess(x):
    return 4 * np.eye(2)
def complex_grad(x):
    return np.array([4 * x[0] - 1, 4 * x[1]])
def complex_jac(x):
    return np.array([[2 * x[0], 2 * x[1]]])
def rosen2(x):
    p, q = float(x[0]), float(x[1])
    return 100 * (q - p * p)**2 + (1 - p)**2
def rosen2_grad(x):
    p, q = float(x[0]), float(x[1])
    return np.array([-400 * p * (q - p * p) - 2 * (1 - p), 200 * (q - p * p)])
def rosen2_hess(x):
    p, q = float(x[0]), float(x[1])
    return np.array([[1200 * p * p - 400 * q + 2, -400 * p], [-400 * p, 200.0]])
def rosen2_hessp(x, v):
    return rosen2_hess(x).dot(v)
on_circle = o.NonlinearConstraint(circle, 1, 1, circle_jac, circle_hess)
above = o.NonlinearConstraint(hyperbola, 0.25, inf, hyperbola_jac, hyperbola_hess)
start = [0.5, 0.75**0.5]
def tc(f, x0, **more):
    return o.minimize(f, x0, method='trust-constr', **more)
"""
COUNTS = ("nit", "niter", "nfev", "njev", "nhev", "cg_niter", "cg_stop_cond", "constr_nfev", "constr_njev",
          "constr_nhev", "status", "success", "message", "method")
NUMBERS = ("x", "fun", "optimality", "constr_violation", "grad", "lagrangian_grad", "constr", "jac", "v",
           "barrier_parameter", "barrier_tolerance")


def outcome(text, library):
    np, optimize = library
    more = {"sp": scipy.sparse, "setting": SETTING}
    optimize_and_more = type("Names", (), {**vars(optimize), **more})
    text = f"(exec(setting.replace('o.', ''), globals()), eval({text!r}, globals()))[1]"
    return run(text, np, optimize_and_more)


def dense(value):
    if isinstance(value, list):
        return [dense(item) for item in value]
    return numpy.asarray(value.toarray() if scipy.sparse.issparse(value) else value, float)


def close(got, want, tolerance):
    if isinstance(want, list):
        assert len(got) == len(want)
        for one, other in zip(got, want):
            close(one, other, tolerance)
    else:
        assert got.shape == want.shape
        numpy.testing.assert_allclose(got, want, rtol=tolerance, atol=tolerance)


def compare(text, counts=COUNTS, tolerance=1e-6, messages=True):
    (want, *told), (got, *ours) = (outcome(text, library) for library in BOTH)
    if isinstance(want, Exception):
        assert type(got).__name__ == type(want).__name__ and str(got) == str(want), f"{want!r} became {got!r}"
        return
    assert not isinstance(got, Exception), repr(got)
    assert list(got) == list(want)
    for name in counts:
        assert got[name] == want[name], (name, got[name], want[name])
    for name in set(NUMBERS) & set(want):
        close(dense(got[name]), dense(want[name]), tolerance)
    for name in {"tr_radius", "constr_penalty"} if counts is COUNTS else ():
        numpy.testing.assert_allclose(float(got[name]), float(want[name]), rtol=1e-3)
    assert not messages or without_seconds(ours) == without_seconds(told)


def without_seconds(told):
    printed, warned = told
    return re.sub(r"execution time: .* s", "", printed), warned


@pytest.mark.parametrize("text", [
    "tc(maratos, start, jac=maratos_grad, hess=maratos_hess, constraints=on_circle)",
    "tc(maratos, start, jac=maratos_grad, hess='3-point', constraints=on_circle)",
    "tc(maratos, start, jac=complex_grad, hess='cs', constraints=on_circle)",
    "tc(maratos, start, jac=maratos_grad, hess=maratos_hess, "
    "constraints=NonlinearConstraint(circle, 1, 1, complex_jac, 'cs'))",
    "tc(maratos, start, jac='3-point', hess=BFGS(), constraints=on_circle)",
    "tc(maratos, start, jac=maratos_grad, hess=SR1(), constraints=on_circle)",
    "tc(maratos, start, jac=maratos_grad, constraints=on_circle, options={'factorization_method': 'SVDFactorization'})",
    "tc(maratos, start, jac=maratos_grad, hess=maratos_hess, constraints=[on_circle], options={'maxiter': 5})",
    "tc(rosen2, [-1.0, 0.5], jac=rosen2_grad, hess=rosen2_hess)",
    "tc(rosen2, [-1.0, 0.5], jac=rosen2_grad, hessp=rosen2_hessp, tol=1e-4)",
    "tc(lambda x: x**2, [0], jac=lambda x: 2 * x, hess=lambda x: 2)",
])
def test_equalities(text):
    compare(text)


@pytest.mark.parametrize("text", [
    "tc(fun, [0, 0], jac=grad, hess=lambda x: np.eye(2), constraints=above, bounds=Bounds(0, inf))",
    "tc(fun, [0, 0], jac=grad, hess=lambda x: np.eye(2), constraints=above, bounds=[(0, None)] * 2)",
    "tc(fun, [0, 0], jac=grad, hess=lambda x: np.eye(2), constraints=[above], bounds=Bounds([-1, -inf], [1.5, inf]))",
    "tc(fun, [0, 0], jac='3-point', constraints=above, bounds=Bounds(0, inf))",
    "tc(fun, [0, 0], jac=grad, hess='2-point', constraints=above)",
    "tc(fun, [0, 0], jac=grad, constraints=NonlinearConstraint(hyperbola, 0.25, inf, '3-point'))",
    "tc(rosen2, [-1.0, -0.5], jac=rosen2_grad, hess=rosen2_hess, constraints=LinearConstraint([[1, 2]], -inf, 1))",
    "tc(rosen2, [-1.0, -0.5], jac=rosen2_grad, hess=rosen2_hess, constraints=[LinearConstraint([[1, 2]], -inf, 1), "
    "LinearConstraint([[2, 1]], 1, 1)])",
    "tc(rosen2, [-1.0, -0.5], jac=rosen2_grad, hess=rosen2_hess, "
    "constraints=LinearConstraint([[1, 2], [2, 1], [1, 1]], [-inf, 1, -3], [1, 1, 5]))",
    "tc(rosen2, [-0.2, 0.2], jac=rosen2_grad, hess=rosen2_hess, bounds=Bounds([-2, 0], [0, 2]))",
    "tc(rosen2, [-0.2, 0.2], jac=rosen2_grad, hess=rosen2_hess, bounds=Bounds([-2, 0], [0, 2], keep_feasible=True))",
    "tc(rosen2, [0.25, 0.5], jac=rosen2_grad, hess=rosen2_hess, "
    "bounds=Bounds([0, 0], [1, 0.6], keep_feasible=[True, False]))",
    "tc(fun, [0, 0], jac=grad, hess=lambda x: np.eye(2), constraints={'type': 'ineq', 'fun': lambda x: 1 - circle(x)})",
    "tc(fun, [0, 0], jac=grad, hess=lambda x: np.eye(2), constraints=above, options={'initial_tr_radius': 0.1, "
    "'initial_constr_penalty': 3.0, 'initial_barrier_parameter': 0.5, 'initial_barrier_tolerance': 0.2, "
    "'xtol': 1e-6, 'gtol': 1e-6, 'barrier_tol': 1e-5})",
    "tc(fun, [0, 0], jac=grad, constraints=NonlinearConstraint(circle, -inf, inf))",
    "tc(fun, [0, 0], jac=grad, constraints=above, bounds=[(0, None)] * 2, options={'maxiter': 3})",
    "tc(fun, [0, 0], jac=grad, constraints=above, options={'factorization_method': 'SVDFactorization'})",
])
def test_inequalities(text):
    compare(text)


@pytest.mark.parametrize("text", [
    "tc(fun, [0, 0], jac=grad, constraints=LinearConstraint(sp.csr_array([[1.0, 1.0]]), -inf, 1))",
    "tc(fun, [0, 0], jac=grad, hess=lambda x: sp.eye_array(2), bounds=[(0, 1)] * 2, "
    "constraints=LinearConstraint(sp.csc_array([[1.0, 1.0], [0.0, 1.0]]), [-inf, 0.25], [1, 0.25]))",
    "tc(fun, [0, 0], jac=grad, constraints=above, bounds=[(0, 1)] * 2, options={'sparse_jacobian': True})",
    "tc(fun, [0, 0], jac=grad, constraints=NonlinearConstraint(circle, -inf, 1, lambda x: sp.csr_array(circle_jac(x)), "
    "circle_hess), options={'sparse_jacobian': False})",
    "tc(fun, [0, 0], jac=grad, bounds=[(0, 1)] * 2, options={'sparse_jacobian': False})",
    "tc(fun, [0, 0], jac=grad, bounds=[(0, 1)] * 2, options={'factorization_method': 'AugmentedSystem'})",
    "tc(fun, [0, 0], jac=grad, constraints=NonlinearConstraint(lambda x: [x[0] + x[1], x[1]], -inf, 0.7, "
    "finite_diff_jac_sparsity=sp.csr_array([[1, 1], [0, 1]])))",
    "tc(fun, [0, 0], jac=grad, hess=lambda x: sp.linalg.aslinearoperator(sp.eye_array(2)), constraints=above)",
])
def test_sparse_matrices(text):
    compare(text)


@pytest.mark.parametrize("text", [
    "tc(rosen2, [-1.0, 0.5])",
    "tc(rosen2, [-1.0, -0.5], jac=rosen2_grad, hess=rosen2_hess, constraints=LinearConstraint([[2, 1]], 1, 1))",
    "tc(maratos, start, constraints=NonlinearConstraint(circle, 1, 1))",
    "tc(maratos, start, constraints=NonlinearConstraint(circle, 1, 1, '2-point', SR1()))",
    "tc(rosen2, [-1.0, -0.5], constraints=LinearConstraint([[1, 2]], -inf, 1))",
    "tc(rosen2, [-0.2, 0.2], bounds=Bounds([-2, 0], [0.5, 2]))",
])
def test_where_rounding_decides_the_counts(text):
    compare(text, counts=("method",), tolerance=2e-3, messages=False)


@pytest.mark.parametrize("text", [
    "tc(fun, [0, 0], jac='2-point', hess='2-point')",
    "tc(fun, [0, 0], jac=grad, hess='none')",
    "tc(fun, [0, 0], jac=grad, constraints=NonlinearConstraint(circle, 0, 1, 'none'))",
    "tc(fun, [0, 0], jac=grad, constraints=NonlinearConstraint(circle, 0, 1, circle_jac, 'none'))",
    "tc(fun, [0, 0], jac=grad, constraints=NonlinearConstraint(circle, 0, 1, '2-point', '2-point'))",
    "tc(fun, [2, 0], jac=grad, bounds=Bounds(0, 1, keep_feasible=True))",
    "tc(fun, [2, 0], bounds=Bounds(0, 1, keep_feasible=True))",
    "tc(fun, [0, 0], jac=grad, constraints=[LinearConstraint([[1, 1]], 0, 1), "
    "LinearConstraint(sp.csr_array([[1, 1]]), 0, 1)])",
    "tc(fun, [1, 1], jac=grad, constraints=LinearConstraint([[0, 1], [2, 3], [4, 5]], 1, 1))",
    "tc(fun, [0, 0], jac=grad, options={'factorization_method': 'QRFactorization'})",
    "tc(fun, [0, 0], jac=grad, constraints=above, options={'factorization_method': 'AugmentedSystem'})",
    "tc(fun, [0, 0], jac=grad, options={'nothing': 1})",
    "tc(fun, [0, 0], jac=grad, constraints=NonlinearConstraint(circle, [0, 1], [1, 2]))",
    "tc(fun, [0, 0], jac=grad, bounds=[(1, 0)] * 2)",
    "tc(lambda x: [1, 2], [0, 0], jac=grad)",
])
def test_errors(text):
    compare(text)


def test_dependent_constraints_warn():
    compare("tc(lambda x: x[0]**2 + x[1]**2, [0.0, 0.0], jac=lambda x: 2 * x, hess=lambda x: 2 * np.eye(2), "
            "constraints=NonlinearConstraint(lambda x: 1 + x[0]**2 / 9 - x[1]**2 / 16, 0, 0, "
            "lambda x: [2 * x[0] / 9, -x[1] / 8], lambda x, v: v[0] * np.diag([2 / 9, -1 / 8])))")


@pytest.mark.parametrize("verbose", [1, 2, 3])
def test_progress_is_printed(verbose):
    compare(f"tc(maratos, start, jac=maratos_grad, hess=maratos_hess, constraints=on_circle, "
            f"options={{'verbose': {verbose}, 'maxiter': 4}})")
    compare(f"tc(fun, [0, 0], jac=grad, hess=lambda x: np.eye(2), constraints=above, "
            f"options={{'verbose': {verbose}, 'maxiter': 4, 'disp': True}})")


@pytest.mark.parametrize("np, optimize", BOTH)
def test_callbacks(np, optimize):
    def fun(x):
        return (x[0] - 1)**2 + x[1]**2

    def minimize(callback):
        seen.clear()
        return optimize.minimize(fun, [2.0, 2.0], method="trust-constr", callback=callback)

    seen = []
    result = minimize(lambda x, state: seen.append((np.array(x), state)))
    assert len(seen) == result.nit and all(state is result for _, state in seen)
    assert np.allclose(seen[-1][0], result.x)
    result = minimize(lambda *, intermediate_result: seen.append(intermediate_result.nit))
    assert seen == list(range(1, result.nit + 1))

    def stop(x, state):
        seen.append(state.niter)
        if len(seen) == 3:
            raise StopIteration

    for callback in (stop, lambda x, state: state.nit == 3):
        result = minimize(callback)
        assert (result.status, result.nit, result.success) == (3, 3, False)
        assert result.message == "`callback` raised `StopIteration`."


@pytest.mark.parametrize("np, optimize", BOTH)
def test_strict_bounds_are_never_left(np, optimize):
    def inside(f):
        def checked(x):
            assert np.all(x >= -1) and np.all(x <= 1)
            return f(x)
        return checked

    bounds = optimize.Bounds([-1, -1], [1, 1], keep_feasible=True)
    constraints = [
        optimize.NonlinearConstraint(inside(lambda x: x[0] * x[1]), -10, np.inf),
        optimize.NonlinearConstraint(inside(lambda x: x[0]**2 + x[1]), 1, 1, jac=lambda x: np.array([2 * x[0], 1])),
    ]
    fun = inside(lambda x: np.exp(x[0]) * (4 * x[0]**2 + 2 * x[1]**2 + 4 * x[0] * x[1] + 2 * x[1] + 1))
    result = optimize.minimize(fun, [0.99, -0.99], method="trust-constr", bounds=bounds, constraints=constraints)
    assert np.all(np.abs(result.x) <= 1) and 0.999 < float(result.x[0])
