"""Linear programs, with integers and without, linear least squares with bounds, and matchings beside SciPy's."""
import warnings

import numpy
import pytest
import scipy.optimize

import pallasite.numpy
import pallasite.scipy.optimize

BOTH = [(numpy, scipy.optimize), (pallasite.numpy, pallasite.scipy.optimize)]


def run(text, np, optimize):
    """The value of an expression and its warnings, or its exception."""
    names = {name: getattr(optimize, name) for name in pallasite.scipy.optimize.__all__ if hasattr(optimize, name)}
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        try:
            value = eval(text, {"np": np, "inf": np.inf, **names})
        except Exception as e:
            value = e
    # SciPy warns where another test has seeded the global generator.
    told = [w for w in seen if "global RNG was seeded" not in str(w.message)]
    return value, [(w.category.__name__, str(w.message)) for w in told]


def same(got, want, rtol=1e-8, atol=1e-8):
    if isinstance(want, Exception):
        assert type(got).__name__ == type(want).__name__ and str(got) == str(want), f"{want!r} became {got!r}"
    elif isinstance(want, dict):
        assert set(got) == set(want), got
        for key, value in want.items():
            # How many steps it takes is the method's own affair.
            if key not in ("nit", "crossover_nit", "mip_node_count", "mip_dual_bound", "mip_gap"):
                same(got[key], value, rtol, atol)
    elif isinstance(want, tuple):
        assert len(got) == len(want)
        for one, other in zip(got, want):
            same(one, other, rtol, atol)
    elif isinstance(want, str) or want is None:
        assert got == want
    else:
        assert not isinstance(got, Exception), got
        assert numpy.asarray(got).dtype == numpy.asarray(want).dtype or numpy.isscalar(want)
        numpy.testing.assert_allclose(numpy.asarray(got), want, rtol=rtol, atol=atol)


def check(text, **tolerances):
    (want, warned), (got, warns) = (run(text, *libraries) for libraries in BOTH)
    same(got, want, **tolerances)
    assert warns == warned


@pytest.mark.parametrize("call", [
    "[-1, 4], [[-3, 1], [1, 2]], [6, 4], bounds=[(None, None), (-3, None)]",
    "[-1, 4], [[-3, 1], [1, 2]], [6, 4], bounds=[(None, None), (-3, None)], method='highs-ds'",
    "[4, 8, 3, 0, 0, 0], A_eq=[[2, 5, 3, -1, 0, 0], [3, 2.5, 8, 0, -1, 0], [8, 10, 4, 0, 0, -1]], b_eq=[185, 155, 600]",
    "[-3, -2], [[2, 1], [1, 1], [1, 0]], [10, 8, 4]", "[1, -1, 1, -1], bounds=[(0, inf), (-inf, 0), (-1, 1), (-1, 1)]",
    "1", "-1", "1, bounds=(1, -1)", "[1, 2], bounds=[(1, 2), (1, 2)]", "[-1, -1], [[1, 0], [0, 1], [-1, -1]], [2, 2, -5]",
    "[0, -1], [[-1, 1], [3, 2], [2, 3]], [1, 12, 12]", "[8, 1], [[-1, -2], [-4, -1], [2, 1]], [14, -33, 20], integrality=[0, 1]",
    "[1.0, 1, -1, -1], bounds=[(0.5, 1.5)] * 4, integrality=[2, 3, 2, 3]", "[1, 1], [[-1, 0]], [-2.5], integrality=[1, 1]",
    "[1, 2], [[1, 2]], [1, 2]", "[1, 2], [[1]], [1]", "[1], A_eq=[[1]], b_eq='hello'", "'x'", "None", "[]", "[1, np.nan]",
    "[1, 2, 3], bounds=[(1, 2), (3, 4)]", "[1, 2, 3], bounds=np.zeros((2, 3))", "[1, 2], bounds=[(1, 'x'), (1, 2)]",
    "[1, 2], bounds=np.zeros((1, 2, 2))", "1, method='ekki'", "1, options={'maxiter': -1}", "1, options={'presolve': -1}",
    "1, options={'spam': 1}", "1, x0=[1]", "1, x0=[[1, 2], [3, 4]]", "1, method='highs-ds', integrality=[1]",
    "1, callback=print", "[1, 1], A_ub=[[np.inf, 1]], b_ub=[1]", "[1, 1], A_eq=[1], b_eq=1",
])
def test_linprog(call):
    check(f"linprog({call})")


@pytest.mark.parametrize("seed", range(40))
def test_linprog_of_random_programs(seed):
    r = numpy.random.default_rng(seed)
    n, m, equal = r.integers(2, 40), r.integers(0, 30), r.integers(0, 2)
    a, e = (r.integers(-4, 5, (k, n)) * (r.random((k, n)) < 0.6) for k in (m, equal))
    x = r.integers(-3, 4, n)
    program = (r.integers(-5, 6, n), a, a @ x + r.integers(0, 4, m), e, e @ x,
               numpy.c_[x - r.integers(0, 5, n), x + r.integers(0, 5, n)])
    want, got = (optimize.linprog(*program) for _, optimize in BOTH)
    assert got.status == want.status == 0
    assert got.fun == pytest.approx(want.fun, abs=1e-9)
    duals = a.T @ numpy.asarray(got.ineqlin.marginals) + e.T @ numpy.asarray(got.eqlin.marginals)
    rest = program[0] - duals - numpy.asarray(got.lower.marginals) - numpy.asarray(got.upper.marginals)
    assert numpy.allclose(rest, 0, atol=1e-9)
    mixed = {"integrality": r.integers(0, 2, n), "options": {"mip_rel_gap": 0, "time_limit": 20}}
    want, got = (optimize.linprog(*program, **mixed) for _, optimize in BOTH)
    assert got.status == want.status
    assert got.fun == pytest.approx(want.fun, abs=1e-6)


@pytest.mark.parametrize("method", ["simplex", "revised simplex", "interior-point"])
def test_legacy_methods(method):
    seen = []
    with pytest.warns(DeprecationWarning, match=method):
        r = pallasite.scipy.optimize.linprog([-3, -2], [[2, 1], [1, 1], [1, 0]], [10, 8, 4], method=method,
                                             callback=lambda r: seen.append(r.fun))
    assert numpy.allclose(r.x, [2, 6]) and r.success and seen[-1] == r.fun
    assert set(r) == {"x", "fun", "slack", "con", "status", "message", "nit", "success"}


def test_revised_simplex_from_a_vertex():
    program = ([-1, 8, 4, -6], [[-7, -7, 6, 9], [1, -1, -3, 0], [10, -10, -7, 7], [6, -1, 3, 4]], [-3, 6, -6, 6],
               [[-10, 1, 1, -8]], [-4])
    with pytest.warns(DeprecationWarning):
        r = pallasite.scipy.optimize.linprog(*program, method="revised simplex",
                                             x0=numpy.array([101 / 1391, 1462 / 1391, 0, 752 / 1391]))
        bad = pallasite.scipy.optimize.linprog(*program, method="revised simplex", x0=[1, 2, 3, 0.5])
    assert r.nit == 0 and r.success and r.fun == pytest.approx(7083 / 1391)
    assert bad.status == 6


@pytest.mark.parametrize("call", [
    "[0, -1], constraints=([[-1, 1], [3, 2], [2, 3]], -inf, [1, 12, 12])", "-1", "1", "1, bounds=(1, -1)",
    "[-1, -1], constraints=[([[-2, 2]], 1, inf), ([[-8, 10]], -inf, 13)], integrality=1", "np.zeros((3, 4))", "[]",
    "[8, 1], integrality=[0, 1], bounds=(-inf, inf), constraints=([[1, 2], [-4, -1], [2, 1]], [-14, -inf, -inf], [inf, -33, 20])",
    "1, bounds=10", "1, constraints=10", "np.zeros(3), constraints=([[1, 2]], [2], [2])", "[1, 2, 3], integrality=[1, 2]",
    "[1, 2, 3], integrality=[1, 5, 3]", "[1, 2, 3], bounds=([1, 2], [3, 4, 5])", "[1, 2, 3], bounds=([1, 2], [3, 4])",
])
def test_milp(call):
    check(f"milp({call})")


A = "np.array([[0.171, -0.057], [-0.049, -0.248], [-0.166, 0.054]])"
B = "np.array([0.074, 1.014, -0.383])"


@pytest.mark.parametrize("options", [
    "", "method='bvls'", "bounds=([-1, -10], [1, 10])", "bounds=([-inf, -inf], [0, 0])", "bounds=(0.5, [2, 3])",
    "bounds=([-1, -10], [1, 10]), method='bvls'", "bounds=([0.5, -10], [1, 10]), method='bvls', max_iter=1",
    "bounds=([0.5, -10], [1, 10]), lsq_solver='lsmr', lsmr_tol='auto'", "bounds=([0.5, -10], [1, 10]), max_iter=2",
    "bounds=(1, 0)", "bounds=(1,)", "method='x'", "lsq_solver='x'", "method='bvls', lsq_solver='lsmr'", "verbose=3",
    "max_iter=0", "lsmr_tol=0.0", "lsmr_maxiter=0", "bounds=([0.5, -10], [1, 10]), verbose=2",
])
def test_lsq_linear(options, capsys):
    check(f"lsq_linear({A}, {B}, {options})", rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize("method", ["trf", "bvls"])
@pytest.mark.parametrize("shape", [(30, 12), (12, 12), (8, 12), (3, 2)])
def test_lsq_linear_of_random_systems(shape, method):
    rng = numpy.random.default_rng(sum(shape))
    a, b = rng.normal(size=shape), rng.normal(size=shape[0])
    if shape == (3, 2):
        a[:, 1] = 2 * a[:, 0]
    want, got = (o.lsq_linear(a, b, (0, 0.1), method=method) for _, o in BOTH)
    assert got.status == want.status and abs(got.nit - want.nit) <= 1
    assert numpy.isclose(got.cost, want.cost, rtol=1e-9)
    if shape[0] >= shape[1] and shape != (3, 2):
        assert numpy.allclose(got.x, want.x, atol=1e-6)


@pytest.mark.parametrize("call", [
    "[1.5, 1.0, 4.0, 6.0, 5.7, 5.0, 7.8, 9.0, 7.5, 9.5, 9.0]", "[1, 2, 0, 3], weights=[1, 2, 1, 0.5]", "5", "[3, 2, 1]",
    "[1, 5, 3, 7, 2], increasing=False", "np.arange(200.0) % 7 - np.arange(200.0) % 13", "[1, 2], weights=[1]", "[1, 2], weights=[0, 1]",
    "np.arange(50.0) % 7, weights=np.arange(1, 51), increasing=False", "[]", "[1.1, 1.1, 1.1, 1.1, 1.1]",
    "np.random.RandomState(0).randint(0, 5, 999) / 10",
    "np.random.RandomState(0).randint(0, 5, 999)[::2] / 10, weights=np.random.RandomState(1).randint(1, 4, 500) / 7",
    "np.random.RandomState(2).randn(2000).cumsum(), increasing=False", "[1.0, np.nan, 0.5, np.inf, -np.inf]",
])
def test_isotonic_regression(call):
    check(f"isotonic_regression({call})", rtol=0, atol=0)


@pytest.mark.parametrize("call", [
    "lambda x: np.cos(x), 1.0", "lambda x, c: np.sqrt(c / (x + 1)), [1.2, 1.3], args=(np.array([10.0, 12]),)",
    "lambda x: np.cos(x), [0.5], method='iteration'", "lambda x: x + 1, 0.0, maxiter=3", "lambda x: x, 0.0",
])
def test_fixed_point(call):
    check(f"fixed_point({call})")


QAP = "np.random.RandomState(3).randint(0, 9, (7, 7)), np.random.RandomState(4).randint(0, 9, (7, 7))"


@pytest.mark.parametrize("options", [
    "{'rng': g}", "{'maximize': True}", "{'partial_match': [[0, 2], [3, 1]]}", "{'P0': 'randomized', 'rng': g}",
    "{'shuffle_input': True, 'rng': g}", "{'P0': np.eye(7)}", "{'maxiter': 0}", "{'tol': 0}", "{'P0': 'x'}",
    "{'partial_match': [[0, 2], [0, 1]]}", "{'partial_match': [[0, 9]]}", "{'spam': 1}",
])
def test_quadratic_assignment(options):
    check(f"[quadratic_assignment({QAP}, options={options}) for g in [np.random.default_rng(1)]][0]")


@pytest.mark.parametrize("options", [
    "'rng': g", "'rng': g, 'maximize': True", "'rng': g, 'partial_guess': [[0, 2], [3, 1]]",
    "'rng': g, 'partial_guess': [[0, 2]], 'partial_match': [[1, 1]]", "'rng': g, 'partial_guess': [[0, 9]]",
])
def test_exchanges_of_quadratic_assignment(options):
    check(f"[quadratic_assignment({QAP}, '2opt', {{{options}}}) for g in [np.random.default_rng(1)]][0]")
    check(f"[quadratic_assignment({QAP}, '2opt', {{{options}}}).nit for g in [np.random.default_rng(1)]][0]"
          if "9" not in options else "1")
