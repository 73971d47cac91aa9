"""Systems of equations, assignments, nonnegative least squares and fmin beside SciPy's."""
import contextlib
import io
import warnings

import numpy
import pytest
import scipy.optimize

import pallasite.numpy
import pallasite.scipy.optimize

BOTH = [(numpy, scipy.optimize), (pallasite.numpy, pallasite.scipy.optimize)]
NAMES = "fmin fsolve root nnls linear_sum_assignment rosen rosen_der rosen_hess rosen_hess_prod".split()
RULES = """
two = lambda x: [x[0] * np.cos(x[1]) - 4, x[1] * x[0] - x[1] - 5]
two_jac = lambda x: np.array([[np.cos(x[1]), -x[0] * np.sin(x[1])], [x[1], x[0] - 1]])
both = lambda x: (two(x), two_jac(x))
rosenbrock = lambda x: np.array([10 * (x[1] - x[0]**2), 1 - x[0]])
def helical(x):
    turn = np.arctan(x[1] / x[0]) / (2 * np.pi) + (0 if x[0] > 0 else 0.5)
    return np.array([10 * (x[2] - 10 * turn), 10 * (np.sqrt(x[0]**2 + x[1]**2) - 1), x[2]])
def tridiagonal(x):
    r = (3 - 2 * x) * x + 1
    r[1:] -= x[:-1]
    r[:-1] -= 2 * x[1:]
    return r
"""


def run(text, np, optimize):
    """The value of an expression and its warnings, or its exception."""
    names = {"np": np, **{name: getattr(optimize, name) for name in NAMES}}
    exec(RULES, names)
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        try:
            value = eval(text, names)
        except Exception as e:
            value = e
    return value, [(w.category.__name__, str(w.message)) for w in seen]


def same(got, want, rtol=1e-6, atol=1e-6):
    if isinstance(want, Exception):
        assert type(got).__name__ == type(want).__name__ and str(got) == str(want), f"{want!r} became {got!r}"
    elif isinstance(want, dict):
        assert set(got) == set(want)
        for key, value in want.items():
            same(got[key], value, rtol, atol)
    elif isinstance(want, (tuple, list)):
        assert len(got) == len(want)
        for one, other in zip(got, want):
            same(one, other, rtol, atol)
    elif isinstance(want, str) or want is None:
        assert got == want
    else:
        assert not isinstance(got, Exception), got
        ours, theirs = numpy.asarray(got), numpy.asarray(want)
        assert ours.shape == theirs.shape and ours.dtype == theirs.dtype
        assert numpy.allclose(ours, theirs, rtol=rtol, atol=atol, equal_nan=True)


def check(text):
    (want, warned), (got, warns) = (run(text, *libraries) for libraries in BOTH)
    same(got, want)
    assert warns == warned


@pytest.mark.parametrize("text", [
    "fsolve(two, [1, 1], full_output=1)", "fsolve(two, [1, 1])",
    "fsolve(two, [1, 1], fprime=two_jac, full_output=True)",
    "fsolve(two, [1, 1], fprime=lambda x: two_jac(x).T, col_deriv=1)",
    "fsolve(rosenbrock, [-1.2, 1], full_output=True)",
    "fsolve(helical, [-1.0, 0, 0], full_output=True)", "fsolve(tridiagonal, -np.ones(9), full_output=True)",
    "fsolve(tridiagonal, -np.ones(9), band=(1, 1), full_output=True)",
    "fsolve(two, [1, 1], maxfev=4, full_output=True)",
    "fsolve(two, [1, 1], maxfev=4)", "fsolve(lambda x, a: x**2 - a, 1.0, args=3.0)",
    "fsolve(lambda x: x + 3, -2)",
    "fsolve(lambda x: x**2 + 1, 0.7)",
    "fsolve(two, [1, 1], fprime=lambda x: [1.0])",
    "fsolve(two, [1, 1], diag=[1.0, 2.0], factor=1)", "fsolve(two, [1, 1], xtol=-1)",
    "fsolve(two, [1, 1], diag=[1.0, -2.0])",
    "fsolve(two, [1, 1], epsfcn=1e-6, xtol=1e-3, full_output=1)", "fsolve(lambda x: 1 / 0, 1.0)",
    "fsolve(lambda x: np.cos(x / 5) * np.sin(x / 2) - 0.01 * x + 0.5, [15, 20, 30, 35, 40, 45])",
])
def test_fsolve(text):
    check(text)


@pytest.mark.parametrize("text", [
    "root(two, [1, 1])", "root(two, [1, 1], jac=two_jac)", "root(two, [1, 1], method='lm')",
    "root(two, [1, 1], method='lm', jac=two_jac)", "root(two, [1, 1], tol=1e-3)",
    "root(two, [1, 1], options={'maxfev': 3})",
    "root(two, [1, 1], options={'nothing': 3})", "root(two, [1, 1], callback=print)",
    "root(two, [1, 1], method='nope')",
    "root(rosenbrock, [-1.2, 1], method='lm', options={'ftol': 1e-4, 'maxiter': 50})",
])
def test_root(text):
    check(text)


@pytest.mark.parametrize("call", ["root(f, [1.0, 2.0], method='lm')", "root(f, [1.0, 2.0])", "fsolve(f, [1.0, 2.0])",
                                  "leastsq(f, [1.0, 2.0])"])
def test_a_function_whose_values_become_fewer(call):
    outcomes = []
    for np, optimize in BOTH:
        seen = []

        def f(x):
            seen.append(x)
            return x - 1 if len(seen) < 4 else float(x[0])

        with pytest.raises(Exception) as info:
            eval(f"optimize.{call}")
        outcomes.append((type(info.value).__name__, str(info.value)))
    assert outcomes[0] == outcomes[1]


@pytest.mark.parametrize("options", ["", "inner_scale=2.0", "inner_maxiter=7", "inner_nothing=1"])
def test_newton_krylov_with_a_solver_of_the_users(options):
    outcomes = []
    for np, optimize in BOTH:
        seen = []

        def solver(A, b, scale=1.0, maxiter=None, rtol=None, M=None):
            seen.append((A.shape, scale, maxiter, rtol is None, M))
            matrix = np.array([np.asarray(A.matvec(e)) for e in np.eye(len(b))]).T
            return np.linalg.solve(matrix, b), 0

        def system(x):
            return np.array([x[0]**2 + x[1] - 3, x[0] - x[1]**3 + 0.5])

        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            x = eval(f"optimize.newton_krylov(system, [1.0, 1.0], method=solver, f_tol=1e-9, {options})")
        told = ["invalid for the inner method" in str(w.message) for w in told]
        outcomes.append((numpy.asarray(x), seen, told))
    assert numpy.allclose(outcomes[1][0], outcomes[0][0], atol=1e-9) and outcomes[0][1:] == outcomes[1][1:]


def test_root_with_values_and_jacobian_together():
    want, got = (run("root(both, [1, 1], jac=True)", *libraries)[0] for libraries in BOTH)
    assert numpy.allclose(got.x, want.x) and got.success and got.njev == want.njev


@pytest.mark.parametrize("text", [
    "linear_sum_assignment([[4, 1, 3], [2, 0, 5], [3, 2, 2]])",
    "linear_sum_assignment([[4, 1, 3], [2, 0, 5]], maximize=True)",
    "linear_sum_assignment(np.array([[4, 1], [2, 0], [3, 2]]))", "linear_sum_assignment([[]])",
    "linear_sum_assignment([[True, False]])", "linear_sum_assignment([1, 2])",
    "linear_sum_assignment([[1, np.nan], [2, 3]])",
    "linear_sum_assignment([[np.inf] * 2] * 2)", "linear_sum_assignment([[-np.inf, 1]])",
    "linear_sum_assignment([[1j]])",
    "linear_sum_assignment([[np.inf, 1], [1, np.inf]])", "linear_sum_assignment(np.ones((4, 4)))",
    "linear_sum_assignment(np.zeros((0, 3)))", "linear_sum_assignment(np.eye(3).astype(str))",
])
def test_linear_sum_assignment(text):
    check(text)


@pytest.mark.parametrize("shape", [(5, 5), (3, 8), (9, 4), (40, 40), (1, 1), (30, 60)])
@pytest.mark.parametrize("seed", range(5))
def test_assignments_of_random_costs(shape, seed):
    cost = numpy.random.default_rng(seed).integers(0, 20, shape)
    for maximize in (False, True):
        want, got = (o.linear_sum_assignment(cost, maximize) for _, o in BOTH)
        assert numpy.array_equal(got[0], want[0]) and numpy.array_equal(got[1], want[1])


@pytest.mark.parametrize("seed", range(20))
def test_assignments_with_many_ties(seed):
    rng = numpy.random.default_rng(seed)
    cost = rng.choice([0.0, 0.1, 0.2, 0.3, numpy.inf], rng.integers(1, 30, 2), p=[0.3, 0.3, 0.2, 0.15, 0.05])
    outcomes = []
    for _, optimize in BOTH:
        try:
            outcomes.append(numpy.array(optimize.linear_sum_assignment(cost)).tolist())
        except ValueError as error:
            outcomes.append(str(error))
    assert outcomes[0] == outcomes[1]


@pytest.mark.parametrize("shape", [(6, 4), (4, 6), (30, 20), (50, 50), (1, 1), (20, 3)])
@pytest.mark.parametrize("seed", range(5))
def test_nnls_of_random_systems(shape, seed):
    rng = numpy.random.default_rng(seed)
    a, b = rng.normal(size=shape), rng.normal(size=shape[0])
    want, got = (o.nnls(a, b) for _, o in BOTH)
    assert numpy.allclose(got[0], want[0], atol=1e-10) and numpy.isclose(got[1], want[1], atol=1e-12)
    assert numpy.all(numpy.asarray(got[0]) >= 0)


@pytest.mark.parametrize("text", [
    "nnls([[1, 2], [3, 4]], [1, 2, 3])", "nnls([[1, 2], [3, 4]], [1, 2])", "nnls([1, 2], [1])",
    "nnls([[1, np.nan]], [1])",
    "nnls([[1j]], [1])", "nnls([[1, 2], [3, 4]], [[1], [2]])", "nnls([[1, 2], [3, 4]], [[1, 2]])",
    "nnls(np.eye(3), [1, -1, 2], maxiter=1)", "nnls(np.array([[1, 0], [1, 0], [0, 1]]), [2, 1, -1])",
])
def test_nnls(text):
    check(text)


@pytest.mark.parametrize("x", ["[0.1, 0.2, 0.3, 0.4]", "np.arange(5)", "[1.0, 2.0]"])
@pytest.mark.parametrize("f", ["rosen({})", "rosen_der({})", "rosen_hess({})", "rosen_hess_prod({0}, {0})"])
def test_rosenbrock(f, x):
    check(f.format(x))


def test_rosenbrock_of_columns():
    check("rosen(np.arange(12.0).reshape(4, 3))")
    check("rosen_der(np.arange(12.0).reshape(4, 3))")


MINIMA = [
    "fmin(rosen, [1.3, 0.7, 0.8], full_output=1, disp=0)",
    "fmin(rosen, [-1.2, 1.0], disp=0, xtol=1e-8, ftol=1e-8)",
    "fmin(rosen, [0.0, 1.0], disp=0, maxiter=20, full_output=1)",
    "fmin(rosen, [0.0, 1.0], disp=0, maxfun=20, full_output=1)",
    "fmin(rosen, [0.0, 1.0], maxiter=20)", "fmin(rosen, [0.0, 1.0], maxfun=20)",
    "fmin(lambda x: (x - 1)**2, 3.0, disp=0)",
    "fmin(lambda x, a: (x[0] - a)**2, [3.0], args=(2.0,), disp=0, full_output=True)",
    "fmin(rosen, [0.0, 1.0], disp=0, initial_simplex=[[0, 0], [1, 0.5], [0.5, 2]], full_output=1)",
    "fmin(rosen, [0.0, 1.0], disp=0, initial_simplex=[[0, 0], [1, 0.5]])",
    "fmin(rosen, [0.0], disp=0, initial_simplex=[[0, 0], [1, 0.5], [0.5, 2]])",
    "fmin(lambda x: 1 / 0, [0.0], disp=0)",
    "fmin(lambda x: x, [0.0, 1.0], disp=0)",
    "fmin(lambda x: np.nan, [0.5, 1.0], disp=0, maxiter=5, full_output=1)",
    "fmin(rosen, [0.0, 1.0], disp=0, maxiter=5, retall=1, full_output=1)",
    "fmin(rosen, [0.0, 1.0], disp=0, maxiter=5, retall=1)",
]


@pytest.mark.parametrize("text", MINIMA)
def test_fmin(text):
    check(text)


def test_fmin_prints_what_scipy_prints(capsys):
    printed = []
    for libraries in BOTH:
        run("fmin(rosen, [0.9, 1.0])", *libraries)
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1]


def test_callbacks_of_fmin():
    for _, optimize in BOTH:
        seen = []
        optimize.fmin(optimize.rosen, [0.0, 1.0], disp=0, callback=lambda x: seen.append(tuple(x)), maxiter=6)
        assert len(seen) == 5

        def stop(intermediate_result):
            assert set(intermediate_result) == {"x", "fun"}
            raise StopIteration
        assert optimize.fmin(optimize.rosen, [0.0, 1.0], disp=0, callback=stop, full_output=1)[2] == 2


SYSTEMS = """
mild = lambda x: np.array([1.0 - x[0] - 0.5 * (x[0] - x[1])**3, -x[1] - 0.5 * (x[1] - x[0])**3])
shifted = lambda x, a: mild(x) - a
unit = lambda z: np.array([1j - z[0] - 0.1 * z[1]**2, 0.2 * z[0] - z[1] - 2])
def tri(x):
    r = -((3 - 2 * x) * x + 1)
    r[1:] += x[:-1]
    r[:-1] += 2 * x[1:]
    return r
def callback(x, f):
    print(len(x), len(f))
"""
SOLVERS = ["broyden1", "broyden2", "anderson", "linearmixing", "diagbroyden", "excitingmixing", "newton_krylov"]


@pytest.mark.parametrize("search", ["None", "'armijo'", "'wolfe'"])
@pytest.mark.parametrize("solver", SOLVERS)
def test_solvers_of_large_systems(solver, search):
    check_system(f"optimize.{solver}(mild, [0, 0], f_tol=1e-7, maxiter=60, line_search={search})")


@pytest.mark.parametrize("text", [
    *(f"optimize.{solver}(unit, np.array([0, 0j]))" for solver in SOLVERS if solver not in ("excitingmixing", "diagbroyden")),
    "optimize.newton_krylov(tri, -np.ones(20), f_tol=1e-10)", "optimize.anderson(tri, -np.ones((20,)), M=8)",
    "optimize.broyden1(tri, -np.ones(20), max_rank=6, reduction_method='svd')",
    "optimize.broyden1(tri, -np.ones(20), max_rank=6, reduction_method=('svd', 3))",
    "optimize.broyden2(tri, -np.ones(20), max_rank=6, reduction_method='simple')",
    "optimize.broyden1(tri, -np.ones(20), alpha=0.1, max_rank=6)", "optimize.broyden1(mild, [0, 0], iter=3)",
    "optimize.broyden1(mild, [0, 0], maxiter=1, f_tol=1e-12)", "optimize.broyden1(mild, [0, 0], line_search='nope')",
    "optimize.broyden1(mild, [0, 0], reduction_method='nope')", "optimize.broyden1(mild, [0, 0], verbose=True)",
    "optimize.broyden1(mild, [0, 0], tol_norm=lambda v: abs(v).sum(), x_tol=1e-4)",
    "optimize.newton_krylov(tri, -np.ones(20), inner_M=optimize.InverseJacobian(optimize.BroydenFirst()), f_tol=1e-9)",
    "optimize.newton_krylov(mild, [0, 0], method='nope')", "optimize.newton_krylov(mild, [0, 0], wrong=3)",
    *(f"optimize.newton_krylov(lambda x: np.array([x[1] - 1, x[0]]), [0.0, 0.0], method='{m}')"
      for m in ("bicgstab", "cgs", "tfqmr")),
    *(f"optimize.newton_krylov(tri, -np.ones(20), method='{m}', f_tol=1e-9)"
      for m in ("gmres", "bicgstab", "cgs", "minres", "tfqmr")),
])
def test_options_of_large_systems(text):
    check_system(text)


@pytest.mark.parametrize("text", [
    *(f"root(mild, [0.1, 0], method='{m}')"
      for m in ("broyden1", "broyden2", "anderson", "linearmixing", "diagbroyden", "excitingmixing", "krylov", "df-sane")),
    "root(shifted, [0.1, 0], args=(0.1,), method='broyden1', tol=1e-3)",
    "root(mild, [0.1, 0], method='broyden1', options={'maxiter': 2})",
    "root(mild, [0.1, 0], method='krylov', options={'jac_options': {'rdiff': 1e-7}, 'fatol': 1e-9})",
    "root(mild, [0.1, 0], method='anderson', jac=mild)", "root(mild, [0.1, 0], method='anderson', options={'foo': 1})",
    "root(mild, [0.1, 0], method='df-sane', options={'line_search': 'cheng', 'ftol': 1e-10})",
    "root(mild, [0.1, 0], method='df-sane', options={'disp': True, 'M': 3, 'sigma_0': 0.5})",
    "root(mild, [0.1, 0], method='df-sane', options={'line_search': 'nope'})",
    "root(mild, [0.1, 0], method='df-sane', options={'maxfev': 4}, callback=callback)",
    "root(mild, [0.1, 0], method='df-sane', options={'fnorm': lambda f: abs(f).max(), "
    "'eta_strategy': lambda k, x, f: 0.1 / (1 + k)**2})",
    "root(lambda x, a: (shifted(x, a), None), [0.1, 0], args=(0.1,), method='broyden1', jac=True)",
    "root(unit, [0j, 0j], method='df-sane')", "root(mild, [0.1, 0], method='broyden1', callback=callback)",
])
def test_methods_of_root(text):
    check_system(text)


def check_system(text):
    outcomes = []
    for np, optimize in BOTH:
        names = {"np": np, "optimize": optimize, "root": optimize.root}
        exec(SYSTEMS, names)
        printed = io.StringIO()
        with warnings.catch_warnings(record=True) as seen, contextlib.redirect_stdout(printed):
            warnings.simplefilter("always")
            try:
                value = eval(text, names)
            except Exception as e:
                value = e
        seen = [(w.category.__name__, str(w.message)) for w in seen if "LinearMixing" not in str(w.message)]
        outcomes.append((value, seen, printed.getvalue()))
    (want, warned, said), (got, warns, says) = outcomes
    if type(want).__name__ == "NoConvergence":
        assert type(got).__name__ == "NoConvergence"
        got, want = got.args[0], want.args[0]
    same(got, want, 1e-6)
    assert warns == warned and len(says.splitlines()) == len(said.splitlines())
