"""Wright's function, Stirling's, Bernoulli's and Euler's numbers beside SciPy's."""
import math

import numpy
import pytest
import scipy.special as theirs

import pallasite.numpy
from pallasite.scipy import special as ours

RNG = numpy.random.default_rng(3)


@pytest.mark.parametrize("most", [2.0, 30.0, 600.0])
@pytest.mark.parametrize("name", ["wright_bessel", "log_wright_bessel"])
def test_wright(name, most):
    a, b, x = RNG.uniform(0, 5, 300), RNG.uniform(0, 8, 300), RNG.uniform(0, most, 300)
    a[:20], b[10:30], x[25:40] = 0.0, 0.0, 0.0
    got = getattr(ours, name)(*map(pallasite.numpy.asarray, (a, b, x)))
    # SciPy's asymptotic series gives seven digits at least.
    rtol = 1e-10 if most < 100 else 1e-6
    numpy.testing.assert_allclose(numpy.asarray(got), getattr(theirs, name)(a, b, x), rtol=rtol, atol=1e-13)


@pytest.mark.parametrize("point", [(math.inf, 1, 1), (1, 1, math.inf), (1, math.inf, math.inf), (-1, 1, 1), (1, -1, 1), (1, 1, -1),
                                   (math.nan, 1, 1), (0, 0, 1), (0, 0, 0), (0, 1, 800), (1, 0, 0), (0.1, 20, 1e5)])
def test_wright_bounds(point):
    for name in ("wright_bessel", "log_wright_bessel"):
        numpy.testing.assert_allclose(getattr(ours, name)(*point), getattr(theirs, name)(*point), rtol=1e-14)


def test_wright_beyond_scipy():
    # By 40 digits of the series.
    assert math.isclose(ours.wright_bessel(1.0, 100.0, 1e5), 1.0269334596230763e22, rel_tol=1e-12)
    assert math.isclose(ours.wright_bessel(1.5, 100.0, 1e5), 9.653370857459075e-130, rel_tol=1e-12)


def outcome(text, special, np):
    try:
        return eval(text, {"s": special, "np": np})
    except Exception as error:
        return type(error).__name__


@pytest.mark.parametrize("text", [
    "s.stirling2(10, 3)", "s.stirling2([10, 10, 9], [3, -1, 3])", "s.stirling2(np.arange(50)[:, None], np.arange(50))",
    "s.stirling2(True, 1)", "s.stirling2(1e3, 3)", "s.stirling2([10], 3.0)", "s.stirling2(1000, 3)", "s.stirling2(np.uint64(10), 3)",
    "s.stirling2(np.array([], int), 3)", "s.stirling2(0, 0)", "s.stirling2(-1, -1)", "s.stirling2(10, 3, exact=True)",
    "s.stirling2(100, 40, exact=True)", "s.stirling2(-1, 2, exact=True)", "s.stirling2(5, 5, exact=True)", "s.stirling2(np.int64(12), 5, exact=True)",
    "s.bernoulli(0)", "s.bernoulli(1)", "s.bernoulli(2.7)", "s.bernoulli(300)", "s.bernoulli(-1)", "s.bernoulli([1])", "s.bernoulli(None)",
    "s.bernoulli(np.nan)", "s.euler(0)", "s.euler(1)", "s.euler(186)", "s.euler(-1)", "s.euler(True)", "s.euler(np.array(3))",
    "s.comb(True, 1)", "s.comb(np.uint8(20), 5)", "s.perm(np.uint8(10), 2)", "s.factorial(np.uint8(254), extend='complex')",
    "s.factorial2(np.uint8(254), extend='complex')", "s.factorial2(np.array([3.5], 'complex64'), extend='complex').dtype",
])
def test_counting(text):
    got, want = outcome(text, ours, pallasite.numpy), outcome(text, theirs, numpy)
    if isinstance(want, (str, int, numpy.dtype)):
        assert got == want
        return
    a, b = numpy.asarray(got), numpy.asarray(want)
    assert a.dtype == b.dtype and isinstance(got, pallasite.numpy.ndarray) == isinstance(want, numpy.ndarray)
    numpy.testing.assert_allclose(a, b, rtol=1e-11)


def test_stirling_is_exact_where_scipy_estimates():
    n, k = numpy.meshgrid(numpy.arange(60, 75, 5), numpy.arange(2, 60, 9))
    exact = [[float(ours.stirling2(int(i), int(j), exact=True)) for i, j in zip(*rows)] for rows in zip(n, k)]
    assert numpy.asarray(ours.stirling2(pallasite.numpy.asarray(n), pallasite.numpy.asarray(k))).tolist() == exact
