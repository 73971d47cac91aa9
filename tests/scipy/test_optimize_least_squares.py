"""Finite differences and least squares beside SciPy's: same solutions, same counts, same errors."""
import warnings

import numpy
import pytest
import scipy.optimize
import scipy.optimize._numdiff
import scipy.sparse

import pallasite.numpy
import pallasite.scipy.optimize
import pallasite.scipy.optimize._numdiff

BOTH = [(numpy, scipy.optimize), (pallasite.numpy, pallasite.scipy.optimize)]
RULES = """
inf = np.inf
curved = lambda x: np.array([x[0] * np.sin(x[1]), x[0] * np.cos(x[1]), x[0]**3 * x[1]**-0.5])
rosenbrock = lambda x: np.array([10 * (x[1] - x[0]**2), 1 - x[0]])
rosenbrock_jac = lambda x: np.array([[-20 * x[0], 10], [-1, 0]])
t = np.linspace(0, 10, 40)
y = 2.5 * np.exp(-0.4 * t) + 0.3 + 0.05 * np.sin(17 * t)
y[5] += 3
y[20] -= 2
decay = lambda x: x[0] * np.exp(-x[1] * t) + x[2] - y
def tridiagonal(x):
    r = (3 - x) * x + 1
    r[1:] -= x[:-1]
    r[:-1] -= 2 * x[1:]
    return r
def tridiagonal_jac(x):
    return sparse.diags_array([numpy.full(49, -1.0), 3 - 2 * numpy.asarray(x), numpy.full(49, -2.0)], offsets=[-1, 0, 1])
band = sparse.diags_array([numpy.ones(49), numpy.ones(50), numpy.ones(49)], offsets=[-1, 0, 1])
start = -np.ones(50)
own_loss = lambda z: np.array([2 * ((1 + z)**0.5 - 1), (1 + z)**-0.5, -0.5 * (1 + z)**-1.5])
def stopping(x):
    raise StopIteration
"""


def run(text, np, optimize):
    """The value of an expression and its warnings, or its exception."""
    names = {"np": np, "numpy": numpy, "sparse": scipy.sparse, "least_squares": optimize.least_squares,
             "approx_fprime": optimize.approx_fprime, "check_grad": optimize.check_grad, "rosen": optimize.rosen,
             "rosen_der": optimize.rosen_der, "optimize": optimize}
    numdiff = optimize._numdiff
    names.update({name: getattr(numdiff, name) for name in ("approx_derivative", "check_derivative", "group_columns")})
    exec(RULES, names)
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        try:
            value = eval(text, names)
        except Exception as e:
            value = e
    return value, [(w.category.__name__, str(w.message)) for w in seen]


def same(got, want, rtol):
    if isinstance(want, Exception):
        assert (type(got).__name__, str(got)) == (type(want).__name__, str(want))
    elif isinstance(want, dict):
        assert set(got) == set(want)
        for key, value in want.items():
            # What vanishes at a solution differs by rounding alone.
            if key not in ("grad", "optimality"):
                same(got[key], value, rtol)
    elif isinstance(want, (tuple, list)):
        assert len(got) == len(want)
        for one, other in zip(got, want):
            same(one, other, rtol)
    elif isinstance(want, (str, bool)) or want is None:
        assert got == want
    else:
        assert not isinstance(got, Exception), got
        ours, theirs = (v.toarray() if hasattr(v, "toarray") else v for v in (got, want))
        ours, theirs = numpy.asarray(ours), numpy.asarray(theirs)
        assert ours.shape == theirs.shape and ours.dtype == theirs.dtype
        assert numpy.allclose(ours, theirs, rtol=rtol, atol=1e-7, equal_nan=True)


def check(text, rtol=1e-6):
    (want, warned), (got, warns) = (run(text, *libraries) for libraries in BOTH)
    same(got, want, rtol)
    assert warns == warned


@pytest.mark.parametrize("rest", [
    "", "method='2-point'", "method='cs'", "bounds=([1, 1], [2, 2])", "bounds=([-9, -9], [1, 1.5])",
    "bounds=([1, 1.5 - 1e-8], [1 + 1e-9, 1.5])", "method='2-point', bounds=([-9, -9], [1, 1.5])", "rel_step=1e-3",
    "abs_step=[1e-4, 0]", "sparsity=[[1, 0], [1, 1], [1, 1]]", "full_output=True", "f0=[1, 2, 3]",
    "sparsity=(sparse.csr_array([[1, 0], [0, 1], [0, 0]]), [0, 0])", "bounds=([2, 2], [3, 3])", "bounds=(1, [2])",
    "method='4-point'", "workers=map", "workers=lambda f, points: [f(x) for x in points]", "f0=[[1.0]]",
])
def test_approx_derivative(rest):
    check(f"approx_derivative(curved, [1.0, 1.5], {rest})", rtol=1e-12)


@pytest.mark.parametrize("text", [
    "approx_derivative(lambda x: x[0]**2, 3.0)", "approx_derivative(lambda x: x**2, np.float32([1, 2]))",
    "approx_derivative(lambda x: np.ones((2, 2)), [1.0])", "approx_derivative(lambda x: x, [[1.0]])",
    "approx_fprime([1.0, 2.0], rosen)", "approx_fprime([1.0, 2.0], rosen, [1e-6, 1e-4])",
    "approx_fprime(np.ones(2), curved, 1e-6)", "check_grad(rosen, rosen_der, [1.0, 2.0])",
    "check_grad(rosen, rosen_der, [1.0, 2.0], direction='random', rng=1)",
    "check_grad(rosen, rosen_der, [1.0, 2.0], direction='up')",
    "check_derivative(rosenbrock, rosenbrock_jac, [1.5, 2])", "group_columns(band)",
    "group_columns([[1, 0, 1], [0, 1, 0]], [2, 0, 1])",
    "group_columns([[1, 0, 1], [0, 1, 0]], [2, 0])", "check_derivative(tridiagonal, tridiagonal_jac, start)",
])
def test_kin_of_approx_derivative(text):
    check(text)


@pytest.mark.parametrize("method", ["trf", "dogbox", "lm"])
@pytest.mark.parametrize("call", [
    "rosenbrock, [-1.2, 1.0]", "rosenbrock, [-1.2, 1.0], rosenbrock_jac", "decay, [1, 1, 0.0]",
    "decay, [1, 1, 0.0], x_scale='jac'", "decay, [1, 1, 0.0], '3-point', x_scale=[2, 1, 0.5]",
    "decay, [1, 1, 0.0], 'cs'", "decay, [1, 1, 0.0], max_nfev=4", "decay, [1, 1, 0.0], diff_step=1e-4",
    "lambda x, a, b=1: x - a * b, 3.0, args=(2,), kwargs={'b': 3}", "lambda x: [x[0], np.nan], [1, 2]",
    "rosenbrock, [1, 2], bounds=([2, 2], [3, 3])", "rosenbrock, [[1, 2]]", "rosenbrock, [1j, 2]",
    "rosenbrock, [1, 2], loss='cauchy'", "rosenbrock, [1, 2], loss='nope'", "rosenbrock, [1, 2], jac='nope'",
    "rosenbrock, [1, 2], x_scale=[0, 1]", "rosenbrock, [1, 2], x_scale=[1]", "rosenbrock, [1, 2], ftol=1e-20",
    "rosenbrock, [1, 2], ftol=None, xtol=None, gtol=None", "rosenbrock, [1, 2], max_nfev=0", "lambda x: x[0], [1, 2]",
    "rosenbrock, [1, 2], tr_solver='nope'", "rosenbrock, [1, 2], lambda x: np.ones((3, 2))",
    "tridiagonal, start, tridiagonal_jac", "tridiagonal, start, jac_sparsity=band", "rosenbrock, [1, 2], verbose=3",
    "rosenbrock, [1, 2], callback=stopping", "rosenbrock, [1, 2], bounds=(0,)",
])
def test_least_squares(call, method):
    check(f"least_squares({call}, method='{method}')")


@pytest.mark.parametrize("method", ["trf", "dogbox"])
@pytest.mark.parametrize("call", [
    "rosenbrock, [2.0, 2.0], bounds=([-inf, 1.5], inf)", "rosenbrock, [-1.2, 1.0], bounds=([-2, -1], [0.8, 2])",
    "rosenbrock, [0.5, 0], rosenbrock_jac, ([-2, -0.5], [0.8, 2]), x_scale='jac'", "rosenbrock, [0.5, 0], tr_solver='lsmr'",
    "rosenbrock, [0.5, 0], bounds=([-2, -0.5], [0.8, 2]), tr_solver='lsmr'",
    "decay, [1, 1, 0.0], tr_solver='lsmr', tr_options={'regularize': False, 'atol': 1e-10}",
    "tridiagonal, start, bounds=(-1.5, -0.6), jac_sparsity=band", "tridiagonal, start, tridiagonal_jac, tr_solver='exact'",
    "decay, [1, 1, 0.0], loss=own_loss, f_scale=0.1", "decay, [1, 1, 0.0], loss=lambda z: z",
    "rosenbrock, [0.5, 0], jac_sparsity=np.ones((2, 2)), tr_solver='exact'", "rosenbrock, [1, 2], bounds=([0, 0, 0], 9)",
])
def test_least_squares_within_bounds(call, method):
    check(f"least_squares({call}, method='{method}')")


@pytest.mark.parametrize("method", ["trf", "dogbox"])
@pytest.mark.parametrize("bounds", ["(-inf, inf)", "(0, [2, 3, 0.2])"])
@pytest.mark.parametrize("loss", ["soft_l1", "huber", "cauchy", "arctan"])
def test_losses(loss, bounds, method):
    # One tolerance: which of several is met first is a matter of rounding.
    options = f"f_scale=0.3, bounds={bounds}, method='{method}', gtol=None, xtol=None"
    check(f"least_squares(decay, [1, 1, 0.0], loss='{loss}', {options})")


@pytest.mark.parametrize("verbose", [1, 2])
def test_what_is_printed(verbose, capsys):
    texts = []
    for libraries in BOTH:
        run(f"least_squares(rosenbrock, [-1.2, 1.0], verbose={verbose})", *libraries)
        texts.append(capsys.readouterr().out)
    assert texts[0].split()[:12] == texts[1].split()[:12] and len(texts[0]) == len(texts[1])


def test_callbacks_see_the_iteration():
    seen = []
    for np, optimize in BOTH:
        states = []

        def callback(*, intermediate_result):
            states.append((intermediate_result.nit, intermediate_result.nfev, float(intermediate_result.cost)))
        optimize.least_squares(lambda x: np.array([10 * (x[1] - x[0]**2), 1 - x[0]]), [-1.2, 1.0], callback=callback)
        seen.append(states)
    assert [s[:2] for s in seen[0]] == [s[:2] for s in seen[1]]
    assert numpy.allclose([s[2] for s in seen[0]], [s[2] for s in seen[1]])


def test_an_exception_comes_out_unchanged():
    error = KeyError("mine")

    def f(x):
        raise error
    for method in ("trf", "dogbox", "lm"):
        with pytest.raises(KeyError) as info:
            pallasite.scipy.optimize.least_squares(f, [1.0], method=method)
        assert info.value is error


@pytest.mark.parametrize("method", ["2-point", "3-point", "cs"])
def test_products_with_differences(method):
    check(f"approx_derivative(curved, [1.0, 1.5], '{method}', as_linear_operator=True).dot(np.array([0.3, -2.0]))", 1e-9)


def test_a_kept_argument_does_not_change():
    kept = []

    def f(x):
        kept.append(x)
        return x - 3
    pallasite.scipy.optimize.least_squares(f, [1.0, 2.0])
    assert len({tuple(x.tolist()) for x in kept}) > 1
