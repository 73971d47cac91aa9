"""``direct``, and the first populations of ``differential_evolution``, beside SciPy's."""
import numpy
import pytest
import scipy.optimize

import pallasite.scipy.optimize

from .test_optimize_minimize import BOTH, run

SETTING = """
def styblinski(x):
    return sum(float(v)**4 - 16 * float(v)**2 + 5 * float(v) for v in x) / 2
def sphere(x, shift=0.0):
    return sum((float(v) - shift)**2 for v in x)
"""


def outcome(text, library):
    np, optimize = library
    names = type("Names", (), {**vars(optimize), "setting": SETTING})
    return run(f"(exec(setting, globals()), eval({text!r}, globals()))[1]", np, names)


@pytest.mark.parametrize("options", [
    "", "locally_biased=False", "len_tol=1e-3", "vol_tol=1e-5, len_tol=0.0", "maxiter=7", "maxiter=1", "maxfun=50",
    "eps=-1e-3", "eps=0.1", "f_min=-78.3323314, f_min_rtol=1e-2", "maxfun=300, locally_biased=False, eps=-1e-2",
    "vol_tol=0, len_tol=0, maxfun=900", "len_tol=2.0", "vol_tol=-1", "maxfun=1.5", "maxiter=-1", "locally_biased=1",
])
@pytest.mark.parametrize("problem", [
    "styblinski, [(-4.0, 4.0)] * 2", "styblinski, [(-5.0, 3.0)] * 3", "sphere, Bounds([-2, -1.5, 0], [2, 3, 1])",
])
def test_direct(problem, options):
    check(f"direct({problem}, {options})")


@pytest.mark.parametrize("text", [
    "direct(sphere, [(-1.0, 2.0)], args=(0.25,))", "direct(sphere, [(-1.0, 2.0)] * 7)",
    "direct(sphere, [(-1.0, 2.0)] * 4, locally_biased=False, args=(1.0,))", "direct(lambda x: 1.0, [(-1, 2)] * 2)",
    "direct(lambda x: np.nan, [(-1, 2)] * 2)", "direct(lambda x: [1.0, 2.0], [(-1, 2)] * 2)",
    "direct(lambda x: np.inf if x[0] > 0 else sphere(x, -1.0), [(-3, 2)] * 2)",
    "direct(sphere, [(2, 1)])", "direct(sphere, [(-np.inf, 1)])", "direct(sphere, 'no bounds')",
    "direct(sphere, [(-4, 4)], vol_tol=0, len_tol=0, maxfun=10**5)",
])
def test_direct_at_its_edges(text):
    check(text)


def check(text):
    (want, *told), (got, *ours) = (outcome(text, library) for library in BOTH)
    if isinstance(want, Exception):
        assert type(got).__name__ == type(want).__name__ and str(got) == str(want), f"{want!r} became {got!r}"
        return
    assert not isinstance(got, Exception), repr(got)
    assert {k: got[k] for k in ("nit", "nfev", "status", "message", "success")} == \
        {k: want[k] for k in ("nit", "nfev", "status", "message", "success")}
    assert list(got) == list(want) and type(got.fun) is type(want.fun)
    numpy.testing.assert_array_equal(numpy.asarray(got.x), want.x)
    numpy.testing.assert_array_equal(got.fun, want.fun)
    assert ours == told


@pytest.mark.parametrize("init", ["sobol", "halton"])
@pytest.mark.parametrize("rng", ["rng=1", "seed=1", "rng=np.random.default_rng(7)", "seed=np.random.RandomState(3)"])
@pytest.mark.parametrize("variables, popsize", [(1, 15), (3, 5), (12, 2)])
def test_first_populations(init, rng, variables, popsize):
    text = (f"differential_evolution(sphere, [(-1, 2)] * {variables}, {rng}, init={init!r}, popsize={popsize}, "
            "maxiter=0, polish=False)")
    want, got = (outcome(text, library)[0] for library in BOTH)
    assert not isinstance(got, Exception), repr(got)
    assert got.nfev == want.nfev
    numpy.testing.assert_array_equal(numpy.asarray(got.population), want.population)


@pytest.mark.parametrize("init", ["sobol", "halton"])
def test_the_stream_goes_on_behind_a_first_population(init):
    text = (f"differential_evolution(sphere, [(-1, 2)] * 3, rng=np.random.default_rng(5), init={init!r}, maxiter=4, "
            "polish=False)")
    want, got = (outcome(text, library)[0] for library in BOTH)
    numpy.testing.assert_array_equal(numpy.asarray(got.population), want.population)


def test_sobol_in_many_variables():
    text = "differential_evolution(sphere, [(-1, 2)] * 300, rng=1, init='sobol', popsize=1, maxiter=0, polish=False)"
    want, got = (outcome(text, library)[0] for library in BOTH)
    numpy.testing.assert_array_equal(numpy.asarray(got.population), want.population)


@pytest.mark.parametrize("options", [
    "", "updating='deferred'", "strategy='rand2exp', mutation=0.7", "integrality=[True, False]", "maxfun=50",
    "maxfun=75, updating='deferred'", "maxfun=20, updating='deferred'", "constraints=NonlinearConstraint(sphere, 0, 2)",
    "x0=[0.5, 0.25], init='random'",
])
def test_generations_of_a_solver(options):
    text = (f"(lambda s: (s, [(next(s, None), s._nfev, s.scale, s.convergence, s.population_energies.copy()) "
            f"for _ in range(3)]))(Solver(sphere, [(-1, 2), (0, 5)], rng=1, popsize=5, {options}))")
    solvers = [scipy.optimize._differentialevolution, pallasite.scipy.optimize._differentialevolution]
    found = []
    for (np, optimize), module in zip(BOTH, solvers):
        names = type("Names", (), {**vars(optimize), "Solver": module.DifferentialEvolutionSolver, "setting": SETTING})
        found.append(run(f"(exec(setting, globals()), eval({text!r}, globals()))[1]", np, names)[0])
    (theirs, want), (ours, got) = found
    for one, other in zip(got, want):
        numpy.testing.assert_equal(one[1:3], other[1:3])
        numpy.testing.assert_allclose(numpy.asarray(one[4]), other[4], rtol=1e-15)
        assert (one[0] is None) == (other[0] is None)
    for name in ("population", "x", "feasible", "constraint_violation", "limits"):
        numpy.testing.assert_allclose(numpy.asarray(getattr(ours, name)), getattr(theirs, name), rtol=1e-15)
    assert ours.population_shape == theirs.population_shape and ours.converged() == theirs.converged()
    place = ours._scale_parameters(ours.population)
    numpy.testing.assert_allclose(numpy.asarray(place), theirs._scale_parameters(theirs.population), rtol=1e-15)


def test_constraints_are_polished_by_trust_constr():
    text = ("differential_evolution(sphere, [(-1, 2)] * 2, rng=1, "
            "constraints=LinearConstraint([[1, 1]], 1, np.inf), maxiter=50)")
    want, got = (outcome(text, library)[0] for library in BOTH)
    numpy.testing.assert_allclose(numpy.asarray(got.x), want.x, atol=1e-6)
    assert got.success and got.message == want.message and abs(got.nfev - want.nfev) < 50
