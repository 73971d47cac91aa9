"""Splines on the sphere: SciPy and pallasite."""
import numpy as np
import pytest
import scipy.interpolate

import pallasite.scipy.interpolate
from tests.differential import both

LIBRARIES = {"numpy": scipy.interpolate, "pallasite.numpy": pallasite.scipy.interpolate}
RNG = np.random.default_rng(3)
THETA, PHI = RNG.uniform(0.02, np.pi - 0.02, 300), RNG.uniform(0, 2 * np.pi, 300)
R = 2 + np.sin(THETA) * np.cos(PHI) + np.cos(2 * THETA) + 0.05 * RNG.normal(size=300)
WEIGHTS = RNG.uniform(0.5, 2, 300)
GRID = np.linspace(0.0, np.pi, 7), np.linspace(0.0, 2 * np.pi, 9)


def points(xp):
    """The points and values."""
    return xp.asarray(THETA), xp.asarray(PHI), xp.asarray(R)


def described(xp, spline):
    """What there is to compare of a fit."""
    values = spline(*(xp.asarray(axis) for axis in GRID)), spline.ev(xp.asarray([0.3, 2.0]), xp.asarray([1.0, 6.0]))
    slopes = spline.ev(0.7, 2.0, dtheta=1), spline.ev(0.7, 2.0, dphi=2), spline.partial_derivative(1, 1).get_coeffs()
    return *values, *slopes, *spline.get_knots(), spline.get_coeffs(), xp.asarray(spline.get_residual())


@pytest.mark.parametrize("s", [1e4, 100.0, 20.0, 3.0, 1.0, 0.75])
@both(ulp=1e9)
def test_smoothing(xp, s):
    return described(xp, LIBRARIES[xp.__name__].SmoothSphereBivariateSpline(*points(xp), s=s))


@both(ulp=1e9)
def test_smoothing_with_weights(xp):
    module = LIBRARIES[xp.__name__]
    return described(xp, module.SmoothSphereBivariateSpline(*points(xp), w=xp.asarray(WEIGHTS), s=3.0))


@pytest.mark.parametrize("weights", [None, WEIGHTS])
@pytest.mark.parametrize("inner", [(1, 3), (2, 2), (4, 5), (3, 4)])
@both(ulp=1e9)
def test_least_squares(xp, inner, weights):
    tt, tp = (xp.linspace(0, end, n + 2)[1:-1] for n, end in zip(inner, (np.pi, 2 * np.pi)))
    weights = None if weights is None else xp.asarray(weights)
    return described(xp, LIBRARIES[xp.__name__].LSQSphereBivariateSpline(*points(xp), tt, tp, w=weights))


@pytest.mark.parametrize("change", [
    {"theta": [-0.1, 1, 2]}, {"phi": [1, 2, 7.0]}, {"w": [-1, 1, 1]}, {"w": [0, 1, 1]}, {"s": -1}, {"eps": 0}, {"eps": 1.0},
    {"r": [1, 2, 3], "s": 0.0},
])
@both(message=True)
def test_refusals_of_smoothing(xp, change):
    arguments = {"theta": [0.5, 1, 2], "phi": [1, 2, 3.0], "r": [1, 2, 3.0]} | change
    arguments = {name: xp.asarray(value) if isinstance(value, list) else value for name, value in arguments.items()}
    LIBRARIES[xp.__name__].SmoothSphereBivariateSpline(**arguments)


@pytest.mark.parametrize("tt, tp", [([0.0, 1], [1.0]), ([1.0], [0.0]), ([2.0, 1.0], [1.0]), ([1.0], [7.0])])
@both(message=True)
def test_refusals_of_least_squares(xp, tt, tp):
    LIBRARIES[xp.__name__].LSQSphereBivariateSpline(*points(xp), xp.asarray(tt), xp.asarray(tp))


@both(message=True)
def test_colatitudes_beyond_the_poles_are_refused(xp):
    spline = LIBRARIES[xp.__name__].SmoothSphereBivariateSpline(*points(xp), s=100.0)
    spline(xp.asarray([1.0, 4.0]), xp.asarray([1.0, 2.0]))
