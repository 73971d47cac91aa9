"""``minimize`` with all its methods, the older functions and the global searches beside SciPy's."""
import io
import warnings
from contextlib import redirect_stdout

import numpy
import pytest
import scipy.optimize

import pallasite.numpy
import pallasite.scipy.optimize

BOTH = [(numpy, scipy.optimize), (pallasite.numpy, pallasite.scipy.optimize)]
# Python's floats round the same in both libraries, so that the iterates are the same.
RULES = """
def rosen(x, a=100.0):
    x = [float(v) for v in x]
    return sum(a * (q - p * p)**2 + (1 - p)**2 for p, q in zip(x, x[1:]))
def der(x, a=100.0):
    x = [float(v) for v in x]
    g = [0.0] * len(x)
    for i, (p, q) in enumerate(zip(x, x[1:])):
        g[i] += -4 * a * p * (q - p * p) - 2 * (1 - p)
        g[i + 1] += 2 * a * (q - p * p)
    return np.array(g)
def both(x):
    return rosen(x), der(x)
def hess(x):
    h = np.zeros((len(x), len(x)))
    for i in range(len(x) - 1):
        h[i, i] += 1200 * x[i]**2 - 400 * x[i + 1] + 2
        h[i + 1, i + 1] += 200
        h[i, i + 1] = h[i + 1, i] = -400 * x[i]
    return h
def hessp(x, p):
    return hess(x).dot(p)
x0 = [1.3, 0.7, 0.8, 1.9, 1.2]
ge = {"type": "ineq", "fun": lambda x: x[0] - 2 * x[1] + 2}
sphere = {"type": "eq", "fun": lambda x: [x[0] + x[2] - 3.0, x[3]**2 + x[4]**2 - 4]}
box = [(0, 0.9)] * 5
mixed = [(0.5, None), (None, 1.1), (None, None), (-1, 2), (1.5, 3)]
"""
# Where a method amplifies the last digits, only the outcome is compared.
OUTCOME = ("status", "success", "message")
EXACT = ("nit", "nfev", "njev", "nhev", "status", "success", "message")


def run(text, np, optimize):
    """A result, what was printed, and the warnings; or the exception."""
    names = {**vars(optimize), "np": np, "o": optimize}
    exec(RULES, names)
    printed = io.StringIO()
    with warnings.catch_warnings(record=True) as seen, redirect_stdout(printed):
        warnings.simplefilter("always")
        try:
            value = eval(text, names)
        except Exception as e:
            value = e
    return value, printed.getvalue(), [(w.category.__name__, str(w.message)) for w in seen]


def close(got, want, rtol, atol):
    numpy.testing.assert_allclose(numpy.asarray(got, float), numpy.asarray(want, float), rtol=rtol, atol=atol)


def same(got, want, rtol=1e-4, atol=1e-6, exact=EXACT, jac=1e-3):
    if isinstance(want, Exception):
        assert type(got).__name__ == type(want).__name__ and str(got) == str(want), f"{want!r} became {got!r}"
    elif isinstance(want, tuple):
        assert len(got) == len(want)
        for one, other in zip(got, want):
            close(one, other, rtol, atol)
    elif not isinstance(want, dict):
        close(got, want, rtol, atol)
    else:
        assert set(got) == set(want)
        for name in exact:
            assert got.get(name) == want.get(name), (name, got, want)
        for name in {"x", "fun", "jac", "multipliers", "direc", "hess", "maxcv"} & set(want):
            close(got[name], want[name], rtol, jac if name == "jac" else atol)


def compare(text, **tolerances):
    (want, *told), (got, *ours) = (run(text, *library) for library in BOTH)
    same(got, want, **tolerances)
    assert ours == told


@pytest.mark.parametrize("options", [
    "", "tol=1e-8", "options={'maxiter': 4}", "options={'maxfev': 60, 'disp': True}", "bounds=box", "bounds=mixed",
])
@pytest.mark.parametrize("method", ["Nelder-Mead", "Powell"])
def test_methods_without_gradient(method, options):
    compare(f"minimize(rosen, x0, method='{method}', {options})")


@pytest.mark.parametrize("options", [
    "jac=der", "", "jac='3-point'", "jac=der, args=(10.0,)", "jac=der, options={'maxiter': 4, 'disp': True}",
    "jac=der, options={'norm': 2, 'gtol': 1e-8}", "jac=der, options={'return_all': True}",
])
@pytest.mark.parametrize("method", ["BFGS", "CG"])
def test_methods_of_descent(method, options):
    noisy = method == "CG" and "der" not in options
    compare(f"minimize(rosen, x0, method='{method}', {options})", exact=OUTCOME if noisy else EXACT,
            atol=1e-4 if noisy else 1e-6)


@pytest.mark.parametrize("method, options", [
    ("Newton-CG", "jac=der"), ("Newton-CG", "jac=der, hess=hess"), ("Newton-CG", "jac=der, hessp=hessp"),
    ("Newton-CG", "jac=der, hess='3-point'"), ("dogleg", "jac=der, hess=hess"), ("trust-ncg", "jac=der, hess=hess"),
    ("trust-ncg", "jac=der, hessp=hessp"), ("trust-ncg", "jac=der, hess='2-point'"),
    ("trust-ncg", "jac=der, hess=o.BFGS()"), ("trust-exact", "jac=der, hess=hess"),
    ("trust-exact", "jac=der, hess=hess, options={'maxiter': 3}"), ("trust-krylov", "jac=der, hess=hess"),
    ("trust-exact", "jac=der"), ("dogleg", ""), ("trust-ncg", "jac=der"), ("newton-cg", ""),
])
def test_second_derivatives(method, options):
    compare(f"minimize(rosen, x0, method='{method}', {options})")


@pytest.mark.parametrize("options", [
    "jac=der", "", "jac='3-point'", "jac=der, bounds=box", "jac=der, bounds=mixed", "bounds=box", "bounds=mixed",
    "jac=der, bounds=[(0, 0.9), (0.5, 0.5), (None, None), (0, 2), (0, 2)]",
    "bounds=[(0, 0.9), (0.5, 0.5), (None, None), (0, 2), (0, 2)]", "bounds=[(1, 1)] * 5",
    "jac=der, options={'maxiter': 3}", "bounds=o.Bounds(0, 0.9)", "bounds=[(1, 0)] * 5", "bounds=[(0, 1)] * 4",
])
@pytest.mark.parametrize("method", ["L-BFGS-B", "SLSQP"])
def test_methods_between_bounds(method, options):
    compare(f"minimize(rosen, x0, method='{method}', {options})")


@pytest.mark.parametrize("options", [
    "jac=der", "jac=der, options={'maxfun': 20}", "jac=der, options={'maxCGit': 0}",
    "jac=der, bounds=[(-2, 3)] * 5, options={'scale': np.full(5, 2.0), 'offset': np.full(5, 0.5)}",
    "bounds=[(1, 1)] * 5",
])
def test_tnc(options):
    compare(f"minimize(rosen, x0, method='TNC', {options})", rtol=2e-3, atol=1e-3)


@pytest.mark.parametrize("options", [
    "constraints=ge", "constraints=[ge, sphere], jac=der",
    "constraints=[ge, sphere], bounds=[(0, 0.9)] * 2 + [(None, None)] * 3",
    "constraints=o.LinearConstraint([[1, -2, 0, 0, 0]], -2, np.inf)",
    "constraints=o.NonlinearConstraint(lambda x: x[0] * x[1], 0.5, 0.75)", "constraints={'fun': rosen}",
    "constraints={'type': 'eqs', 'fun': rosen}", "constraints={'type': 'eq'}",
])
def test_constraints(options):
    # Differences instead of gradients: the last steps, and what is left of the gradient, depend on SciPy's BLAS.
    compare(f"minimize(rosen, x0, method='SLSQP', {options})", atol=2e-4, rtol=1e-3, exact=OUTCOME, jac=2e-2)


@pytest.mark.parametrize("options", [
    "", "constraints=ge", "bounds=[(0, 0.9)] * 3", "constraints=o.LinearConstraint([[1, 1, 1]], -1, 2)",
    "options={'maxiter': 40}", "tol=1e-7, constraints={'type': 'eq', 'fun': lambda x: x[0] + x[1] - 1}",
])
def test_cobyla(options):
    compare(f"minimize(lambda x: (x[0] - 1)**2 + (x[1] + 2)**2 + (x[2] - x[0])**2, x0[:3], method='COBYLA', {options})",
            atol=5e-2, rtol=1e-2, exact=OUTCOME)


def test_fmin_cobyla():
    compare("fmin_cobyla(lambda x: x[0] * x[1], [0.0, 0.1], [lambda x: 1 - x[0]**2 - x[1]**2])", atol=1e-2)


@pytest.mark.parametrize("text", [
    "minimize(both, x0, jac=True)", "minimize(rosen, x0, bounds=box)", "minimize(rosen, x0, constraints=ge, jac=der)",
    "minimize(rosen, x0, method='none')", "minimize(rosen, [[1.0, 2.0]])",
    "minimize(rosen, x0, method='cg', jac=der, hess=hess)",
    "minimize(rosen, x0, method='bfgs', bounds=box, jac=der)", "minimize(rosen, x0, method='powell', jac=der)",
    "minimize(rosen, x0, method='bfgs', jac=der, options={'nothing': 1})", "minimize(lambda x: [1, 2], x0)",
    "minimize(rosen, x0, method='bfgs', jac=der, options={'c1': 0.5, 'c2': 0.4})",
    "fmin(rosen, x0, disp=0)", "fmin_powell(rosen, x0, full_output=1)", "fmin_cg(rosen, x0, der)",
    "fmin_bfgs(rosen, x0, der, maxiter=3)", "fmin_ncg(rosen, x0, der, fhess=hess, full_output=1)",
    "fmin_l_bfgs_b(rosen, x0, der)[0]", "fmin_slsqp(rosen, x0, eqcons=[lambda x: x[0] - x[1]], iprint=0)",
    "fmin_tnc(rosen, x0, der, messages=0)[0]",
    "line_search(rosen, der, np.array([1.8, 1.7]), np.array([-1.0, -1.0]))[:3]",
])
def test_interface(text):
    compare(text, rtol=1e-3, atol=1e-3)


@pytest.mark.parametrize("np, optimize", BOTH)
@pytest.mark.parametrize("method", ["nelder-mead", "powell", "bfgs", "cg", "l-bfgs-b", "slsqp"])
def test_callbacks_of_both_forms_can_stop(np, optimize, method):
    names = {"np": np}
    exec(RULES, names)
    seen = []

    def by_place(xk):
        seen.append(xk)
        if len(seen) == 3:
            raise StopIteration

    def by_result(*, intermediate_result):
        by_place(intermediate_result.x)

    for callback in (by_place, by_result):
        seen.clear()
        result = optimize.minimize(names["rosen"], names["x0"], method=method, callback=callback)
        assert (result.status, result.message) == (99, "`callback` raised `StopIteration`.") and not result.success
        assert len(seen) == 3


def test_an_argument_that_is_kept_does_not_change():
    kept = []

    def square(x):
        kept.append((x, x.tolist()))
        return float(x[0]**2 + x[1]**2)

    pallasite.scipy.optimize.minimize(square, [1.0, 2.0], method="nelder-mead")
    assert all(x.tolist() == was for x, was in kept)


def test_an_exception_of_the_objective_comes_out_unchanged():
    error = KeyError("mine")

    def failing(x):
        raise error

    for method in ("nelder-mead", "powell", "bfgs", "l-bfgs-b", "slsqp", "tnc", "cobyla"):
        with pytest.raises(KeyError) as caught:
            pallasite.scipy.optimize.minimize(failing, [1.0, 2.0], method=method)
        assert caught.value is error


@pytest.mark.parametrize("text", [
    "differential_evolution(rosen, [(0, 2)] * 3, rng=1, maxiter=15)",
    "differential_evolution(rosen, [(0, 2)] * 3, seed=1, maxiter=15, strategy='rand2exp', polish=False)",
    "differential_evolution(rosen, [(0, 2)] * 3, seed=2, maxiter=15, updating='deferred', mutation=0.7, init='random')",
    "differential_evolution(rosen, [(0, 3)] * 3, seed=2, maxiter=15, integrality=[True, False, True], polish=False)",
    "differential_evolution(rosen, [(0, 2)] * 2, seed=3, maxiter=15, polish=False, "
    "constraints=o.LinearConstraint([[1, 1]], 0, 1.5))",
    "differential_evolution(rosen, [(0, 2)] * 2, strategy='no')", "differential_evolution(rosen, [(0, np.inf)] * 2)",
    "differential_evolution(lambda x: ((x - 1)**2).sum(axis=0), [(0, 3)] * 2, seed=1, vectorized=True)",
    "dual_annealing(rosen, [(0, 2)] * 3, rng=1, maxiter=30)", "dual_annealing(rosen, [(0, 2)] * 3, seed=1, maxfun=100)",
    "dual_annealing(rosen, [(2, 0)] * 3)", "basinhopping(rosen, x0[:2], niter=5, rng=1, minimizer_kwargs={'jac': der})",
    "basinhopping(rosen, x0[:2], niter=5, seed=1, minimizer_kwargs={'method': 'L-BFGS-B'}, T=0)",
    "brute(rosen, [slice(-1, 2, 0.3), (0, 1.5)], Ns=8, full_output=1)[0]",
    "brute(lambda x: (x[0] - 0.3)**2, [(-1, 2)])",
])
def test_global_searches_draw_the_same_numbers(text):
    compare(text, rtol=1e-3, atol=1e-4)
