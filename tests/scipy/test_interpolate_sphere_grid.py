"""`RectSphereBivariateSpline` on SciPy and on pallasite."""
import functools
import os
import pickle
import subprocess
import sys

import numpy as np
import pytest
import scipy.interpolate

import pallasite.numpy
import pallasite.scipy.interpolate
from tests.differential import both

LIBRARIES = {"numpy": scipy.interpolate, "pallasite.numpy": pallasite.scipy.interpolate}
U, V = np.linspace(0.15, 3.0, 12), np.linspace(-2.0, 3.9, 17)
RNG = np.random.default_rng(5)
R = 2 + np.sin(U)[:, None] * np.cos(V) + np.cos(2 * U)[:, None] + 0.05 * RNG.normal(size=(12, 17))
AT = np.linspace(0.0, np.pi, 8), np.linspace(-2.0, 4.2, 9)
SMOOTH = [1e4, 30.0, 3.0, 0.4, 0.1, 0.01, 1e-4]
POLES = [
    {},
    {"pole_continuity": True},
    {"pole_continuity": (True, False)},
    {"pole_continuity": True, "pole_flat": (False, True)},
    {"pole_values": 3.0, "pole_exact": True},
    {"pole_values": (2.5, None)},
    {"pole_continuity": True, "pole_values": (3.1, 2.9), "pole_exact": (True, False), "pole_flat": True},
]


def fit(xp, s, **poles):
    """What there is to compare of a fit."""
    spline = LIBRARIES[xp.__name__].RectSphereBivariateSpline(xp.asarray(U), xp.asarray(V), xp.asarray(R), s=s, **poles)
    values = spline(*(xp.asarray(axis) for axis in AT)), spline.ev(xp.asarray([0.3, 2.0]), xp.asarray([1.0, 3.0]))
    slopes = spline.ev(0.7, 2.0, dtheta=1), spline.ev(0.7, 2.0, dphi=2)
    return *values, *slopes, *spline.get_knots(), spline.get_coeffs(), xp.asarray(spline.get_residual()), spline.v0


@functools.cache
def references():
    """SciPy's fits, from a process in which memory is zero: it reads some that it has not written."""
    code = "from tests.scipy import test_interpolate_sphere_grid as t; import pickle, sys; " \
        "pickle.dump([[t.fit(t.np, s, **p) for s in t.SMOOTH] for p in t.POLES], sys.stdout.buffer)"
    environment = os.environ | {"MALLOC_PERTURB_": "255"}
    found = subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True)
    return pickle.loads(found.stdout)


@pytest.mark.parametrize("poles", POLES)
@both(ulp=1e8)
def test_interpolation(xp, poles):
    return fit(xp, 0.0, **poles)


@pytest.mark.parametrize("s", range(len(SMOOTH)))
@pytest.mark.parametrize("poles", range(len(POLES)))
def test_smoothing(poles, s):
    wanted = references()[poles][s]
    if np.isnan(wanted[0]).any():
        pytest.skip("SciPy's fit is not a number: it read memory that was not zero")
    for found, wanted in zip(fit(pallasite.numpy, SMOOTH[s], **POLES[poles]), wanted, strict=True):
        np.testing.assert_allclose(np.asarray(found), wanted, rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("change", [
    {"u": [0.0, 1.0]}, {"v": [4.0, 5.0]}, {"v": [0.0, 9.0]}, {"u": np.full(12, 0.5)}, {"v": np.zeros(17)},
    {"r": np.ones((3, 17))}, {"r": np.ones((12, 3))}, {"s": -1.0}, {"pole_flat": True}, {"pole_values": 1},
    {"u": [0.5, 1.0], "r": np.ones((2, 17))}, {"v": V[:3], "r": np.ones((12, 3))},
])
@both(message=True)
def test_what_is_refused(xp, change):
    arguments = {"u": U, "v": V, "r": R} | change
    arguments = {name: xp.asarray(a) if isinstance(a, np.ndarray) else a for name, a in arguments.items()}
    return LIBRARIES[xp.__name__].RectSphereBivariateSpline(**arguments)


@both
def test_constants(xp):
    return fit_constant(xp, pole_continuity=True), fit_constant(xp)


def fit_constant(xp, **poles):
    module, grid = LIBRARIES[xp.__name__], (xp.asarray(U), xp.asarray(V))
    spline = module.RectSphereBivariateSpline(*grid, xp.full((12, 17), 2.0), **poles)
    return spline(xp.asarray([0.0, 1.0]), xp.asarray([0.0, 1.0])).round(12)
