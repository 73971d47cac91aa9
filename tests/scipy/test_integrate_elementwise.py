"""`tanhsinh` and `nsum` on SciPy and on pallasite."""
import numpy as np
import pytest
import scipy.integrate

import pallasite.scipy.integrate
from tests.differential import both

LIBRARIES = {"numpy": scipy.integrate, "pallasite.numpy": pallasite.scipy.integrate}
ENDS = [(0, 1), (1, 0), (0, np.inf), (-np.inf, 0.5), (-np.inf, np.inf), (np.inf, -np.inf), (2.0, 2.0), (np.nan, 1)]


def integrate(xp):
    """The `scipy.integrate` that belongs to `xp`."""
    return LIBRARIES[xp.__name__]


def summary(found):
    """Everything but the error, which is rounding as often as not."""
    return found.integral, found.status, found.success, found.maxlevel, found.nfev


@pytest.mark.parametrize("ends", ENDS)
@both(ulp=64)
def test_ends(xp, ends):
    return summary(integrate(xp).tanhsinh(lambda x: xp.exp(-x * x), *ends))


@pytest.mark.parametrize("log", [False, True])
@both(ulp=1e4)
def test_many_at_once(xp, log):
    f = (lambda x, c: c * xp.log(x) - x) if log else (lambda x, c: x**c * xp.exp(-x))
    c = xp.asarray([[0.5, 1.0], [2.0, 7.0]])
    return summary(integrate(xp).tanhsinh(f, xp.asarray([0.0, 1.0]), [5.0, np.inf], args=(c,), log=log))


@both(ulp=1e9)
def test_errors(xp):
    found = integrate(xp).tanhsinh(lambda x: x**2 * xp.arctan(x), [0.0, 0.5], 1.0, maxlevel=3)
    return found.error, integrate(xp).tanhsinh(lambda x: x, 0, 1, maxlevel=1).error


@both(ulp=1e4)
def test_reversed_logarithms(xp):
    return summary(integrate(xp).tanhsinh(lambda x: -x, [1.0, 0.0], [0.0, 1.0], log=True))


@both(ulp=64)
def test_complex_values(xp):
    found = integrate(xp).tanhsinh(lambda x: xp.exp(1j * x), 0.0, [1.0, 2.0])
    return found.error.dtype, *summary(found)


@both(ulp=64)
def test_single_precision(xp):
    found = integrate(xp).tanhsinh(lambda x: xp.exp(x), xp.float32(0), xp.asarray([1, 2], xp.float32))
    return found.integral.round(5), found.error.dtype, found.maxlevel, found.nfev


@both(ulp=64)
def test_shapes_are_kept(xp):
    shapes = []

    def f(x):
        shapes.append(x.shape)
        return xp.stack([x[0], xp.sin(10 * x[1]), xp.cos(30 * x[2]), x[3] * xp.sin(100 * x[3]) ** 2])

    found = integrate(xp).tanhsinh(f, xp.zeros(4), 1, preserve_shape=True)
    return *summary(found), shapes


# The reference's sine depends on the processor, and an integral cancels all but a hundredth of what is added up.
@both(ulp=1e3)
def test_axes_are_put_before(xp):
    f = lambda x: xp.stack([xp.stack([x, xp.sin(10 * x)]), xp.stack([xp.cos(30 * x), x * xp.sin(100 * x)])])
    return summary(integrate(xp).tanhsinh(f, 0, 1, preserve_shape=True))


@both
def test_shapes_of_the_calls(xp):
    shapes = []

    def f(x, c):
        shapes.append(np.broadcast_shapes(x.shape, c.shape))
        return xp.sin(c * x)

    integrate(xp).tanhsinh(f, 0, 1, args=([1, 10, 30, 100],), minlevel=1)
    return shapes


@both(ulp=1e4)
def test_a_callback(xp):
    seen = []

    def callback(found):
        seen.append((found.integral, found.status, found.maxlevel, found.nfev, found.success))
        if len(seen) == 3:
            raise StopIteration

    found = integrate(xp).tanhsinh(lambda x: xp.sin(100 * x), 0, 1, minlevel=0, callback=callback)
    return *summary(found), seen, sorted(found)


@both
def test_text(xp):
    found = integrate(xp).tanhsinh(lambda x: xp.exp(x), 0, 1, maxlevel=3)
    return [line.split(":")[0] for line in repr(found).splitlines()]


@both
def test_nothing(xp):
    found = integrate(xp).tanhsinh(lambda x: x, xp.zeros((0, 3)), 1)
    return found.integral, found.status, found.nfev


@both
def test_exceptions_of_floating_point_are_quiet(xp):
    found = integrate(xp).tanhsinh(lambda x: 1 / (x - 0.5) ** 2, xp.asarray([0.0]), 1)
    return found.status


@pytest.mark.parametrize("change", [
    {"f": 42}, {"log": 2}, {"a": 1j}, {"atol": "much"}, {"rtol": -1}, {"atol": np.inf}, {"log": True, "rtol": np.inf},
    {"maxlevel": object()}, {"minlevel": 1.5}, {"maxlevel": -1}, {"preserve_shape": 2}, {"callback": "none"},
    {"f": lambda x: [x, x]},
])
@both(message=True)
def test_what_is_refused(xp, change):
    return integrate(xp).tanhsinh(**({"f": lambda x: x, "a": 0, "b": 1} | change))


def total(found):
    return found.sum, found.status, found.success, found.nfev


@pytest.mark.parametrize("limits", [(1, np.inf), (-np.inf, -1), (1, 10.7), (3, 1), (1, 1e8), (np.nan, 2), (2, 2)])
@pytest.mark.parametrize("maxterms", [0, 10, 1000])
@both(ulp=1e5)
def test_sums(xp, limits, maxterms):
    return total(integrate(xp).nsum(lambda k: 1 / k**2, *limits, maxterms=maxterms))


@both(ulp=1e4)
def test_sums_in_both_directions(xp):
    f = lambda k, c: xp.exp(-((k - c) ** 2))
    return total(integrate(xp).nsum(f, -np.inf, np.inf, step=[1.0, 0.5], args=(xp.asarray([[0.0], [2.0]]),)))


@both(ulp=1e4)
def test_logarithms_of_sums(xp):
    found = integrate(xp).nsum(lambda k, p: -p * xp.log(k), 1, [np.inf, 7, 1e9], args=([2.0, 3.0, 4.0],), log=True)
    both_ways = integrate(xp).nsum(lambda k: -abs(k), -np.inf, np.inf, log=True)
    return *total(found), *total(both_ways)


@both(ulp=1e4)
def test_many_ways_at_once(xp):
    a = xp.asarray([1, -np.inf, 5, 1, 1.5, 1])
    b = xp.asarray([np.inf, -2, 1, np.inf, 9, 3e7])
    found = integrate(xp).nsum(lambda k: abs(k) ** -2.5, a, b, step=xp.asarray([1, 2, 1, -1, 0.5, 3]), maxterms=500)
    return *total(found), found.error.shape


@both(ulp=1e9)
def test_errors_of_sums(xp):
    return integrate(xp).nsum(lambda k: 1 / k**3, [1, 1], [np.inf, 20], tolerances={"rtol": 1e-6}).error


@pytest.mark.parametrize("change", [
    {"f": 3}, {"a": 1j}, {"log": 2}, {"tolerances": {"atol": "much"}}, {"tolerances": {"rtol": -1}},
    {"log": True, "tolerances": {"atol": np.inf}}, {"maxterms": 1.5}, {"maxterms": -1}, {"f": lambda k: [k, k]},
    {"f": lambda k: 1j * k},
])
@both(message=True)
def test_what_sums_are_refused(xp, change):
    return integrate(xp).nsum(**({"f": lambda k: 1 / k**2, "a": 1, "b": 9} | change))
