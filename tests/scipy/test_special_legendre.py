"""Legendre functions, spherical harmonics and the second kind beside SciPy's."""
import math
import warnings

import numpy
import pytest
import scipy.special as theirs

import pallasite.numpy
from pallasite.scipy import special as ours

RNG = numpy.random.default_rng(11)
N, M = RNG.integers(0, 12, 60), RNG.integers(-12, 12, 60)
X, Z = RNG.uniform(-0.999, 0.999, 60), RNG.uniform(-3, 3, 60) + 1j * RNG.uniform(-3, 3, 60)
ANGLES = RNG.uniform(-math.pi, math.pi, 60)


def outcome(text, special, np):
    """The value, or the name of the exception."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return eval(text, {"s": special, "np": np, "N": np.asarray(N), "M": np.asarray(M), "X": np.asarray(X),
                               "Z": np.asarray(Z), "T": np.asarray(ANGLES)})
        except Exception as error:
            return type(error).__name__


def same(got, want):
    """Asserts equal types and shapes, and values close to the largest."""
    if isinstance(want, str):
        assert got == want
        return
    if isinstance(want, tuple):
        assert type(got) is tuple and len(got) == len(want)
        for one, other in zip(got, want):
            same(one, other)
        return
    a, b = numpy.asarray(got), numpy.asarray(want)
    assert a.dtype == b.dtype and a.shape == b.shape
    assert isinstance(got, pallasite.numpy.ndarray) == isinstance(want, numpy.ndarray)
    rtol = 1e-5 if a.dtype in (numpy.float32, numpy.complex64) else 1e-9
    assert numpy.allclose(a, b, rtol=rtol, atol=rtol * 1e-2, equal_nan=True), (a, b)


CALLS = """
legendre_p(2, 0.5); legendre_p(N, X, diff_n=2); legendre_p(N[:, None], X, diff_n=1); legendre_p(3, np.float32(0.5))
legendre_p([0, 1, 2, 3], np.inf); legendre_p([0, 4], np.nan, diff_n=1); legendre_p(-3, 0.5, diff_n=2)
legendre_p(2.0, 0.5); legendre_p(np.uint64(3), 0.5); legendre_p(2, 0.5j); legendre_p(True, 3); legendre_p([], [])
legendre_p(2, 0.5, diff_n=3); legendre_p(2, 0.5, diff_n=-1); legendre_p(2, 0.5, diff_n=1.0); legendre_p(2)
legendre_p(n=2, z=0.5); legendre_p(2, 0.5, 1); legendre_p(2, 0.5, diff_n=np.int64(1)); legendre_p(np.ones(2, int), np.ones(3))
legendre_p_all(6, X, diff_n=2); legendre_p_all(3, Z, diff_n=2); legendre_p_all(3, Z.astype("complex64"))
legendre_p_all(3, np.float32(0.5)); legendre_p_all(2, np.float16(0.5)); legendre_p_all(0, 2); legendre_p_all(2.0, 0.5)
legendre_p_all(-1, 0.5); legendre_p_all(2.5, 0.5); legendre_p_all("a", 0.5); legendre_p_all(2, []); legendre_p_all(2, "a")
legendre_p_all(2, 0.5, diff_n=5); legendre_p_all(2, 0.5, diff_n=1.0); legendre_p_all(40, X.reshape(3, 20)[:, ::-2])
assoc_legendre_p(N, M, X, diff_n=2); assoc_legendre_p(N, M, X, norm=True, diff_n=2); assoc_legendre_p(N, M, Z, diff_n=2)
assoc_legendre_p(N, M, Z, branch_cut=3, diff_n=2); assoc_legendre_p(N, M, Z, branch_cut=3, norm=True, diff_n=1)
assoc_legendre_p(N, M, 1.5 + X * X, branch_cut=3); assoc_legendre_p(N, 1, 1.5 + X * X); assoc_legendre_p(N, -1, X, branch_cut=3)
assoc_legendre_p(2, 1, 0.5, branch_cut=[2, 3]); assoc_legendre_p(2, 1, 0.5, branch_cut=2.0); assoc_legendre_p(2, 1, -1.5, branch_cut=3)
assoc_legendre_p(-2, 1, 0.5, diff_n=2); assoc_legendre_p(2, 3, np.nan); assoc_legendre_p(3, [0, 1, 2], np.nan, diff_n=1)
assoc_legendre_p(3, np.arange(-3, 4), 1.0, diff_n=1); assoc_legendre_p(3, np.arange(-3, 4), -1.0, diff_n=1)
assoc_legendre_p(3, [-2, 0, 1, 2, 3], 1.0, branch_cut=3, diff_n=1); assoc_legendre_p(2, 1, np.float32(0.5))
assoc_legendre_p(2, 1, 0.5, norm=1); assoc_legendre_p(2, 1, 0.5, norm=2); assoc_legendre_p(2, 1, 0.5, norm=[])
assoc_legendre_p(2, 1, 0.5, diff_n=4); assoc_legendre_p(2, 1.0, 0.5); assoc_legendre_p(2, 1, "a")
assoc_legendre_p_all(5, 3, X, diff_n=2); assoc_legendre_p_all(5, 7, X, norm=True, diff_n=2); assoc_legendre_p_all(2, 0, 0.3)
assoc_legendre_p_all(4, 4, Z, diff_n=2); assoc_legendre_p_all(4, 4, Z, branch_cut=3, norm=True, diff_n=1)
assoc_legendre_p_all(2, 1, [0.5, 0.6], branch_cut=[[2], [3], [2]], diff_n=1); assoc_legendre_p_all(2, 1, np.float32(0.5))
assoc_legendre_p_all(2, -1, 0.5); assoc_legendre_p_all(2.0, 1, 0.5); assoc_legendre_p_all(2, 1.0, 0.5)
assoc_legendre_p_all(2, 1, 0.5, diff_n=1.5); assoc_legendre_p_all(2, 1, 0.5, diff_n=3); assoc_legendre_p_all(2, 1, [])
assoc_legendre_p_all(7, 7, [1.0, -1.0], diff_n=1); assoc_legendre_p_all(2, 1, 0.5, branch_cut=1.5)
sph_legendre_p(N, M, T, diff_n=2); sph_legendre_p(2, 1, np.float32(0.5)); sph_legendre_p(2, 1, 0.5j); sph_legendre_p(-2, 0, 0.5)
sph_legendre_p(3, np.arange(-3, 4), 0.0, diff_n=2); sph_legendre_p(3, np.arange(-3, 4), np.pi, diff_n=2)
sph_legendre_p(3, 1, [np.nan, np.inf]); sph_legendre_p_all(6, 4, T, diff_n=2); sph_legendre_p_all(2, -1, 0.5)
sph_legendre_p_all(2, 3, np.float32(0.5)); sph_legendre_p_all(2, 1.0, 0.5); sph_legendre_p_all(-2, 1, 0.5)
sph_harm_y(N, M, T, X); sph_harm_y(N, M, T, X, diff_n=1); sph_harm_y(N, M, T, X, diff_n=2); sph_harm_y(2, [1, 2], [[0.5], [0.6]], 0.6, diff_n=2)
sph_harm_y(2, 1, 0.0, 0.0, diff_n=2); sph_harm_y(2, 1, np.float32(0.5), np.float32(0.5)); sph_harm_y(2, 1, 0.5, 0.6, diff_n=3)
sph_harm_y_all(5, 3, T, X, diff_n=2); sph_harm_y_all(2, -1, [0.5, 0.6], [[0.6]], diff_n=1); sph_harm_y_all(2, 1, 0.5, np.float32(0.5))
sph_harm_y_all(2, 1, np.float32(0.5), np.float32(0.5)); sph_harm_y_all(2, 1.0, 0.5, 0.6); sph_harm_y_all(2, 4, [], [])
lpmv(M, 12 * X, T / 4); lpmv(1, 2.5, [0.3, 1.0, 1.5, np.nan]); lpmv(1.5, 2, 0.5); lpmv(0, 2.5, [-1.0, 1.0]); lpmv(3, 2, 0.5)
lpmv(0, [2, 3, 2.5], -1.0); lpmv(2, 30.5, X); lpmv(-2, 30.5, X); lpmv(0, np.inf, 0.3); lpmv(np.float32(1), np.float32(2), np.float32(0.5))
lqn(2, 0.5); lqn(4, X); lqn(4, 1.5 + X); lqn(3, [1.0, -1.0]); lqn(3, Z); lqn(2.0, 0.5); lqn(2.5, 0.5); lqn(-1, 0.5); lqn([1], 0.5)
lqn(0, 0.5); lqn(2, np.float16(3)); lqn(2, 1); lqn(1, []); lqmn(2, 1, 0.5); lqmn(3, 4, X); lqmn(3, 4, 1.5 + X[X > 0]); lqmn(1.5, 2, 0.5)
lqmn(2, 3, Z); lqmn(-1, 2, 0.5); lqmn(1, -2, 0.5); lqmn([1], 2, 0.5); lqmn(1, 2, [[1.0, -1.0]]); lqmn(0, 0, [0.5, 1.5]); lqmn(1, 2, True)
"""
EXPRESSIONS = ["s." + t.strip() for t in CALLS.replace("\n", ";").split(";") if t.strip()]


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_calls(text):
    same(outcome(text, ours, pallasite.numpy), outcome(text, theirs, numpy))


def test_ends_are_limits():
    # SciPy forgets the factor of `norm`, and the parity in second derivatives.
    ends = pallasite.numpy.asarray([1.0, -1.0])
    inside = pallasite.numpy.asarray([1 - 1e-9, 1e-9 - 1])
    for m in (0, 2, 4, -2, -4):
        exact = ours.assoc_legendre_p(5, m, ends, norm=True, diff_n=2)
        near = ours.assoc_legendre_p(5, m, inside, norm=True, diff_n=2)
        assert numpy.allclose(exact, near, rtol=1e-6, atol=1e-6)


def test_even_orders_are_real_on_the_cut():
    # SciPy's are not a number, as those of odd orders are.
    x = pallasite.numpy.asarray([1.5, 3.0])
    assert numpy.allclose(ours.assoc_legendre_p(2, 2, x), 3 * (1 - numpy.asarray(x)**2))
    assert numpy.isnan(numpy.asarray(ours.assoc_legendre_p(2, 1, x))).all()


def test_numbers_beyond_the_range_of_doubles():
    # The seed underflows, the function does not: both halves of the addition theorem at one angle.
    n, theta = 3000, 0.7
    p = ours.sph_legendre_p_all(n, n, theta)[0, n]
    assert abs(float((p**2).sum()) - (2 * n + 1) / (4 * math.pi)) < 1e-6


def test_threads_do_not_matter():
    x = pallasite.numpy.linspace(-1, 1, 5001)
    whole = numpy.asarray(ours.assoc_legendre_p_all(20, 5, x, diff_n=1))
    parts = [numpy.asarray(ours.assoc_legendre_p_all(20, 5, x[i:i + 7], diff_n=1)) for i in range(0, 5001, 7)]
    assert (whole == numpy.concatenate(parts, axis=-1)).all()
