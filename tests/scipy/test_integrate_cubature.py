"""`cubature` and `lebedev_rule` on SciPy and on pallasite."""
import numpy as np
import pytest
import scipy.integrate

import pallasite.scipy.integrate
from tests.differential import both

LIBRARIES = {"numpy": scipy.integrate, "pallasite.numpy": pallasite.scipy.integrate}
RULES = ["gauss-kronrod", "gk15", "gk21", "genz-malik"]


def integrate(xp):
    """The `scipy.integrate` that belongs to `xp`."""
    return LIBRARIES[xp.__name__]


def summary(found):
    """What there is to say about a result but the errors, which are rounding as often as not."""
    corners = sorted((r.a.tolist(), r.b.tolist()) for r in found.regions)
    return found.estimate, found.status, found.subdivisions, corners, found.atol, found.rtol


@pytest.mark.parametrize("rule", RULES)
@both(ulp=64)
def test_a_box_of_two_dimensions(xp, rule):
    f = lambda x: xp.exp(-5 * abs(x[:, 0] - 0.3)) * xp.cos(x[:, 1])
    return summary(integrate(xp).cubature(f, [0, 1], [1, -1], rule=rule, rtol=1e-4))


@pytest.mark.parametrize("rule", RULES)
@both(ulp=64)
def test_many_values_and_arguments(xp, rule):
    f = lambda x, n, c: c * (x.sum(axis=-1)[:, None, None] ** n)
    arguments = xp.arange(6.0).reshape(2, 3), 1.5
    found = integrate(xp).cubature(f, [0, 0.5, 0], [1.0, 1, 2], rule=rule, args=arguments)
    return *summary(found), found.error.shape, found.regions[0].estimate.shape


@pytest.mark.parametrize("limits", [([-np.inf], [np.inf]), ([1], [np.inf]), ([np.inf], [0.5]),
                                    ([-np.inf, 0], [np.inf, 1]), ([0, 1], [np.inf, np.inf])])
@both(ulp=1e4)
def test_infinite_limits(xp, limits):
    found = integrate(xp).cubature(lambda x: xp.exp(-(x**2).sum(axis=-1)), *limits, rtol=1e-6)
    return found.estimate, found.status, found.subdivisions


@both(ulp=1e4)
def test_points(xp):
    f = lambda x: xp.sin(x).prod(axis=-1) / x.prod(axis=-1)
    points = [[0.0, 0.0], xp.asarray([0.5, -0.25])]
    return summary(integrate(xp).cubature(f, [-1, -1], [1, 2], points=points, rtol=1e-9))


@both(ulp=1e4)
def test_points_on_an_infinite_range(xp):
    f = lambda x: xp.exp(-abs(x[:, 0] - 2))
    return summary(integrate(xp).cubature(f, [0], [np.inf], points=[[2.0], [9.0]]))


def test_lower_limits_may_be_infinite_alone():
    """SciPy 1.17 integrates the reflected function there."""
    found = pallasite.scipy.integrate.cubature(lambda x: np.exp(-((x[:, 0] - 1) ** 2)), [-np.inf], [1])
    assert abs(found.estimate - np.pi**0.5 / 2) < 1e-8


@both
def test_subdivisions_are_limited(xp):
    f = lambda x: abs(x[:, 0] - 0.3) ** -0.5
    found = [integrate(xp).cubature(f, [0], [1], max_subdivisions=n) for n in (0, 1, 7)]
    return [(r.status, r.subdivisions, len(r.regions)) for r in found]


@both
def test_single_precision(xp):
    limits = xp.asarray([0], xp.float32), xp.asarray([1], xp.float32)
    found = integrate(xp).cubature(lambda x: x[:, 0] ** 2, *limits, rtol=1e-3)
    return found.estimate.dtype, found.error.dtype, found.regions[0].a.dtype, round(float(found.estimate), 6)


@both
def test_values_of_other_shapes(xp):
    shapes = [xp.ones(1), xp.float64(2), xp.ones((1, 3))]
    return [integrate(xp).cubature(lambda x: value, [0], [2]).estimate.round(12) for value in shapes]


@pytest.mark.parametrize("change", [{"rule": "simpson"}, {"a": [], "b": []}, {"a": 0, "b": 1}, {"a": [[0]]},
                                    {"rule": "genz-malik"}])
@both(message=True)
def test_what_is_refused(xp, change):
    return integrate(xp).cubature(**({"f": lambda x: x[:, 0], "a": [0], "b": [1]} | change))


@both
def test_values_that_do_not_fit(xp):
    return integrate(xp).cubature(lambda x: xp.ones(3), [0], [1])


def sine(x, c):
    return np.sin(c * x).sum(axis=-1)


@pytest.mark.parametrize("workers", [2, lambda f, parts: map(f, list(parts))])
def test_workers(workers):
    plain = pallasite.scipy.integrate.cubature(sine, [0, 0], [4, 4], args=(9.0,), rtol=1e-10)
    spread = pallasite.scipy.integrate.cubature(sine, [0, 0], [4, 4], args=(9.0,), rtol=1e-10, workers=workers)
    assert (plain.estimate, plain.subdivisions) == (spread.estimate, spread.subdivisions)


@pytest.mark.parametrize("n", [3, 5, 7, 9, 11, 13, 15, 17, 29, 131])
@both(ulp=2)
def test_lebedev(xp, n):
    return integrate(xp).lebedev_rule(n)


@pytest.mark.parametrize("n", [4, 0, 133, "x"])
@both(message=True)
def test_lebedev_refuses_other_orders(xp, n):
    return integrate(xp).lebedev_rule(n)
