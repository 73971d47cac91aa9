"""Input that nobody should give: an exception of SciPy's kind, never a panic, an abort or a hang."""
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy
import pytest
import scipy.optimize

import pallasite.numpy as np
from pallasite.scipy import integrate, interpolate, optimize

# What asks for more memory than the process may have, and what SciPy or NumPy raises then.
TOO_LARGE = {
    "interpolate.make_interp_spline(X, X, k=10**9)": "MemoryError",
    "interpolate.make_interp_spline(X, X, k=2**63 - 1)": "MemoryError ValueError",
    "interpolate.make_interp_spline(X, 0 * X, k=10**9 + 1, bc_type='periodic')": "MemoryError",
    "interpolate.BPoly.from_derivatives([0, 1], [[1, 2], [3, 4]], orders=10**9)": "MemoryError ValueError",
    "interpolate.KroghInterpolator(X, X).derivatives(0.5, 10**9)": "MemoryError",
    "interpolate.CubicSpline(X, X).antiderivative(10**9)": "MemoryError",
    "interpolate.RBFInterpolator(np.ones((30, 1000)), np.ones(30), degree=20)": "ValueError",
    "interpolate.RBFInterpolator(np.ones((30, 2)), np.ones(30), degree=10**9)": "ValueError",
    "interpolate.RectBivariateSpline(X, X, np.zeros((20, 20)))(np.zeros(10**6), np.zeros(10**6))": "MemoryError",
    "integrate.newton_cotes(10**9)": "MemoryError",
    "integrate.fixed_quad(np.cos, 0, 1, n=10**9)": "MemoryError",
    "integrate.quad(np.cos, 0, 1, weight='cos', wvar=1e9, maxp1=2**31 - 1)": "MemoryError",
    "special.roots_legendre(10**9)": "MemoryError",
    "spatial.cKDTree(np.zeros((10, 2))).query([[0, 0]], k=2**40)": "MemoryError",
    "optimize.rosen_hess(np.zeros(10**6))": "MemoryError",
    "optimize.approx_fprime(np.zeros(300_000), lambda x: x, 1e-8)": "MemoryError",
    "optimize.leastsq(lambda x: x, np.zeros(200_000))": "MemoryError",
    "optimize.root(lambda x: x, np.zeros(200_000))": "MemoryError",
    "optimize.minimize(optimize.rosen, np.zeros(200_000), method='Nelder-Mead')": "MemoryError",
    "optimize.minimize(optimize.rosen, np.zeros(200_000), method='COBYLA')": "MemoryError",
    "optimize.minimize(optimize.rosen, np.zeros(200_000), method='SLSQP')": "MemoryError",
    "optimize.minimize(optimize.rosen, np.zeros(200_000), method='BFGS')": "MemoryError",
    "optimize.minimize(optimize.rosen, [1.0, 2.0], method='L-BFGS-B', options={'maxcor': 2**40})": "MemoryError",
}

CHILD = """
import resource, sys, warnings
import pallasite.numpy as np
from pallasite.scipy import integrate, interpolate, optimize, spatial, special

warnings.simplefilter("ignore")
resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
X = np.linspace(0, 1, 20)
for expression in sys.stdin.read().splitlines():
    try:
        eval(expression)
        print("nothing", flush=True)
    except BaseException as error:
        print(type(error).__name__, flush=True)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limit on memory is Linux's")
def test_sizes_that_no_memory_holds():
    # A child, as what this guards against ends the process.
    child = subprocess.run([sys.executable, "-c", CHILD], input="\n".join(TOO_LARGE), capture_output=True, text=True,
                           timeout=300)
    names = child.stdout.split()
    for (expression, expected), name in zip(TOO_LARGE.items(), names):
        assert name in expected.split(), expression
    assert len(names) == len(TOO_LARGE), f"{list(TOO_LARGE)[len(names)]}\n{child.stderr}"


METHODS = ("broyden1", "broyden2", "anderson", "linearmixing", "diagbroyden", "excitingmixing", "krylov")


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("values", [[1.0, 2.0, 3.0], [1.0] * 7])
def test_a_system_of_another_size(method, values):
    for library, array in ((scipy.optimize, numpy), (optimize, np)):
        with pytest.raises(ValueError):
            library.root(lambda x: array.array(values), array.array([0.5, 0.5]), method=method)


@pytest.mark.parametrize("flag", [0, 1, 2.5, "yes", [], numpy.bool_(True)])
def test_flags_are_truth_values(flag):
    def both(name, *args, **kwargs):
        ours, theirs = (getattr(library, name)(*args, **kwargs) for library in (optimize, scipy.optimize))
        assert isinstance(ours, tuple) == isinstance(theirs, tuple)

    def f(x):
        return x * x - 2

    both("newton", f, 1.0, full_output=flag, disp=flag)
    if isinstance(flag, int):
        # SciPy's is in C, and takes nothing else.
        both("bisect", f, 0.0, 2.0, full_output=flag, disp=flag)
    both("toms748", f, 0.0, 2.0, full_output=flag, disp=flag)
    x = [0.0, 1.0, 2.0, 3.0]
    both("curve_fit", lambda x, a: a * x, x, x, full_output=flag, absolute_sigma=flag, check_finite=flag)


@pytest.mark.parametrize("limit", [float("nan"), 0.5, 1.0])
@pytest.mark.parametrize("method", ["trf", "dogbox"])
def test_a_limit_that_is_no_count_ends_least_squares(limit, method):
    found = optimize.least_squares(lambda x: x**2 - 2, [1.0], method=method, max_nfev=limit)
    assert found.status == 0 and found.nfev == 1


def interpolators():
    x = np.linspace(0, 1, 200)
    points = np.random.default_rng(0).random((200, 2))
    grid = np.outer(x[:20], x[:20])
    yield interpolate.make_interp_spline(x, x**2)
    yield interpolate.CubicSpline(x, x**2)
    yield interpolate.UnivariateSpline(x, x**2)
    yield interpolate.BarycentricInterpolator(x[:9], x[:9])
    yield interpolate.KroghInterpolator(x[:9], x[:9])
    yield interpolate.interp1d(x, x**2, kind="cubic")
    yield lambda q: interpolate.RegularGridInterpolator((x[:20], x[:20]), grid, bounds_error=False)(
        np.stack((q, q), axis=-1))
    for kind in (interpolate.LinearNDInterpolator, interpolate.CloughTocher2DInterpolator,
                 interpolate.NearestNDInterpolator, interpolate.RBFInterpolator):
        f = kind(points, points[:, 0])
        yield lambda q, f=f: f(np.stack((q, q), axis=-1))


@pytest.mark.parametrize("f", list(interpolators()), ids=lambda f: type(f).__name__)
def test_threads_share_an_interpolator(f):
    queries = [np.linspace(0.2, 0.8, n) for n in (1, 10, 1000, 20_000)] * 8
    expected = [numpy.asarray(f(q)) for q in queries[:4]]
    with ThreadPoolExecutor(8) as pool:
        for i, got in enumerate(pool.map(f, queries)):
            numpy.testing.assert_array_equal(got, expected[i % 4])


def test_threads_share_a_rule():
    with ThreadPoolExecutor(8) as pool:
        values = list(pool.map(lambda n: integrate.fixed_quad(np.cos, 0, 1, n=5 + n % 3)[0], range(64)))
    assert all(abs(v - numpy.sin(1)) < 1e-9 for v in values)
