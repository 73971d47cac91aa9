"""``shgo`` beside SciPy's."""
import numpy
import pytest

import pallasite.scipy.optimize

from .test_optimize_minimize import BOTH, run

SETTING = """
from math import sin, sqrt, cos
def waves(x):
    return (float(x[0]) - 30) * sin(float(x[0]))
def rastrigin(x):
    return sum(float(v)**2 + 0.3 * k * float(v) - 8 * cos(3 * float(v)) for k, v in enumerate(x, 1))
def eggholder(x):
    a, b = float(x[0]), float(x[1]) + 47
    return -b * sin(sqrt(abs(a / 2 + b))) - a * sin(sqrt(abs(a - b)))
def sphere(x, shift=0.0):
    return sum((float(v) - shift)**2 for v in x)
def slope(x, shift=0.0):
    return 2 * (x - shift)
def both_parts(x):
    return sphere(x), 2 * x
inside = {"type": "ineq", "fun": lambda x: 1.0 - x[0] - x[1]}
ring = NonlinearConstraint(lambda x: x[0]**2 + x[1]**2, 0.5, 1.5)
"""
# The counts of local searches depend on last digits where these have many steps to make.
ENDING = ("nit", "message", "success")
EXACT = ("nit", "nfev", "nlfev", "nljev", "nlhev", "message", "success")


def outcome(text, library):
    np, optimize = library
    names = type("Names", (), {**vars(optimize), "setting": SETTING})
    return run(f"(exec(setting, globals()), eval({text!r}, globals()))[1]", np, names)


def check(text, counts=EXACT, atol=1e-6):
    (want, _, told), (got, _, ours) = (outcome(text, library) for library in BOTH)
    if isinstance(want, Exception):
        assert type(got).__name__ == type(want).__name__ and str(got) == str(want), f"{want!r} became {got!r}"
        return
    assert not isinstance(got, Exception), repr(got)
    assert list(got) == list(want)
    assert {k: got[k] for k in counts} == {k: want[k] for k in counts}
    assert [(kind, message[:50]) for kind, message in ours] == [(kind, message[:50]) for kind, message in told]
    for name in ("x", "xl", "fun", "funl"):
        if want.get(name) is None:
            assert got.get(name) is None
        else:
            numpy.testing.assert_allclose(numpy.asarray(got[name]), want[name], rtol=1e-6, atol=atol)


@pytest.mark.parametrize("problem", [
    "sphere, [(-1, 6), (-1, 6)]", "sphere, [(-2, 3)]", "rastrigin, [(-2, 1.5)] * 2", "rastrigin, [(-2, 1.5)] * 3",
    "rosen, [(0, 2)] * 5", "eggholder, [(-512, 512)] * 2", "waves, [(0, 60)]", "sphere, [(-1, 2)] * 3, (0.3,)",
    "sphere, Bounds([-1, 1], [2, 3])", "sphere, [(1.5, 1.5), (-1, 1)]", "lambda x: 1.0, [(0, 1)] * 2",
    "sphere, [(-1, 1)] * 2, (), inside", "sphere, [(-2, 2)] * 2, (), ring",
    "sphere, [(-2, 2)] * 2, (), [inside, ring]", "sphere, [(2, 9)] * 2, (), inside",
])
def test_boxes_as_they_are_divided_first(problem):
    check(f"shgo({problem})")


@pytest.mark.parametrize("iters", [2, 3])
@pytest.mark.parametrize("problem", ["waves, [(0, 60)]", "rastrigin, [(-2, 1.5)] * 2", "rastrigin, [(-2.1, 1.5)] * 3"])
def test_boxes_that_are_refined(problem, iters):
    check(f"shgo({problem}, n=None, iters={iters if '* 3' not in problem else 2})", ENDING if iters == 3 else EXACT)


@pytest.mark.parametrize("options", [
    "{'local_iter': 2}", "{'minimize_every_iter': False}", "{'maxiter': 2}", "{'maxfev': 10}", "{'maxev': 9}",
    "{'f_min': -16.0, 'f_tol': 1e-3}", "{'f_min': -12.0}", "{'minhgrd': 0}", "{'symmetry': True}", "{'disp': False}",
    "{'maxtime': 1e-12}", "{'jac': lambda x: 2 * x + 0.3 * np.arange(1, 3) + 24 * np.sin(3 * x)}",
])
def test_options(options):
    check(f"shgo(rastrigin, [(-2, 1.5)] * 2, n=None, options={options})")
    check(f"shgo(rastrigin, [(-2, 1.5)] * 2, n=None, iters=3, options={options})")


@pytest.mark.parametrize("method", ["SLSQP", "L-BFGS-B", "Nelder-Mead", "BFGS", "TNC", "trust-constr", "COBYLA"])
def test_local_methods(method):
    check(f"shgo(sphere, [(-1, 3)] * 2, (0.25,), minimizer_kwargs={{'method': {method!r}}})",
          ENDING, atol=1e-4)


@pytest.mark.parametrize("text", [
    "shgo(sphere, [(-1, 3)] * 2, minimizer_kwargs={'method': 'Newton-CG', 'jac': slope})",
    "shgo(both_parts, [(-1, 3)] * 2, minimizer_kwargs={'jac': True})",
    "shgo(both_parts, [(-1, 3)] * 2, options={'jac': True})",
    "shgo(sphere, [(-1, 3)] * 2, (0.5,), minimizer_kwargs={'method': 'L-BFGS-B', 'jac': slope, 'args': (0.5,)})",
    "shgo(sphere, [(-1, 3)] * 2, minimizer_kwargs={'options': {'maxiter': 3}})",
])
def test_gradients(text):
    check(text)


@pytest.mark.parametrize("text", [
    "shgo(waves, [(0, 60)], n=32, sampling_method='sobol')", "shgo(waves, [(0, 60)], n=30, sampling_method='halton')",
    "shgo(waves, [(0, 60)], n=16, iters=3, sampling_method='sobol')",
    "shgo(waves, [(0, 60)], n=9, iters=3, sampling_method='halton')",
    "shgo(waves, [(0, 60)], (), {'type': 'ineq', 'fun': lambda x: x[0] - 20}, n=32, sampling_method='sobol')",
    "shgo(waves, [(0, 60)], (), {'type': 'ineq', 'fun': lambda x: x[0] - 20}, n=32, sampling_method='sobol', "
    "options={'infty_constraints': False})",
    "shgo(waves, [(0, 60)], n=11, sampling_method=lambda n, d: np.arange(n * d).reshape(n, d) / (n - 1.0))",
])
def test_sampled_lines(text):
    check(text, ENDING)


@pytest.mark.parametrize("text", [
    "shgo(rastrigin, [(-2.3, 1.5)] * 2, n=64, sampling_method='halton')",
    "shgo(eggholder, [(-512, 512)] * 2, n=64, sampling_method='sobol')",
    "shgo(eggholder, [(-512, 512)] * 2, n=60, iters=3, sampling_method='sobol')",
    "shgo(rastrigin, [(-2, 1.5)] * 3, n=64, sampling_method='sobol')",
    "shgo(sphere, [(-2, 2)] * 2, (), ring, n=50, sampling_method='sobol')",
    "shgo(sphere, [(-2, 2)] * 2, (), inside, n=50, sampling_method='halton', options={'infty_constraints': False})",
])
def test_sampled_planes_and_spaces_lead_to_the_lowest_minimum(text):
    (want, *_), (got, *_) = (outcome(text, library) for library in BOTH)
    assert got.success and got.message == want.message and got.nit == want.nit
    assert got.fun <= want.fun + 1e-6 * abs(want.fun)
    values = numpy.asarray(got.funl)
    assert (values[1:] >= values[:-1]).all() and numpy.asarray(got.xl).shape == (len(values), len(got.x))


@pytest.mark.parametrize("text", [
    "shgo(lambda x: 50.0 if x[0] == 3 else 100.0, [(-10, 10)] * 2, n=3, sampling_method='sobol', options={'maxfev': 10})",
    "shgo(sphere, [(2, 50), (-1, 1)], (), [inside, {'type': 'ineq', 'fun': lambda x: x[0] + x[1] - 2}], n=20, "
    "sampling_method='sobol', options={'maxev': 100})",
])
def test_no_minimizer_is_found(text):
    (want, *_), (got, *_) = (outcome(text, library) for library in BOTH)
    assert list(got) == list(want)
    assert {k: got[k] for k in ("success", "nfev", "tnev", "nit", "fun")} == \
        {k: want[k] for k in ("success", "nfev", "tnev", "nit", "fun")}


@pytest.mark.parametrize("text", [
    "shgo(sphere, [(6, 3), (3, 5)])", "shgo(sphere, [(0, 1)], sampling_method='random')",
    "shgo(lambda x: 1 / 0, [(0, 1)])",
])
def test_arguments_that_are_wrong(text):
    (want, *_), (got, *_) = (outcome(text, library) for library in BOTH)
    assert isinstance(want, Exception) and type(got).__name__ == type(want).__name__


def test_workers():
    from multiprocessing import Pool
    alone = pallasite.scipy.optimize.shgo(pallasite.scipy.optimize.rosen, [(0, 2)] * 3)
    with Pool(2) as pool:
        for workers in (2, map, pool.map):
            found = pallasite.scipy.optimize.shgo(pallasite.scipy.optimize.rosen, [(0, 2)] * 3, workers=workers)
            assert numpy.array_equal(found.x, alone.x) and found.nfev == alone.nfev
