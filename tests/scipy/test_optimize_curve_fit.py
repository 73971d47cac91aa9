"""All of curve_fit's and leastsq's parameters beside SciPy's."""
import warnings

import numpy
import pytest
import scipy.optimize

import pallasite.numpy
import pallasite.scipy.optimize

BOTH = [(numpy, scipy.optimize), (pallasite.numpy, pallasite.scipy.optimize)]
RULES = """
inf, nan = np.inf, np.nan
t = np.linspace(0, 10, 40)
e = lambda t, a, b, c: a * np.exp(-b * t) + c
y = e(t, 2.5, 0.4, 0.3) + 0.05 * np.sin(17 * t)
gap = y.copy()
gap[3] = nan
s = np.linspace(0.1, 0.2, 40)
def e_jac(t, a, b, c):
    return np.array([np.exp(-b * t), -a * t * np.exp(-b * t), np.ones(40)]).T
f = lambda p: e(t, *p) - y
f_jac = lambda p: e_jac(t, *p)
"""


def run(text, np, optimize):
    names = {"np": np, "curve_fit": optimize.curve_fit, "leastsq": optimize.leastsq, "Bounds": optimize.Bounds}
    exec(RULES, names)
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        try:
            value = eval(text, names)
        except Exception as error:
            value = error
    return value, [(w.category.__name__, str(w.message)) for w in seen]


def same(got, want):
    if isinstance(want, Exception):
        assert (type(got).__name__, str(got)) == (type(want).__name__, str(want))
    elif isinstance(want, dict):
        assert set(got) == set(want)
        for key, value in want.items():
            same(got[key], value)
    elif isinstance(want, (tuple, list)):
        assert len(got) == len(want)
        for one, other in zip(got, want):
            same(one, other)
    elif isinstance(want, str) or want is None:
        assert got == want
    else:
        assert not isinstance(got, Exception), got
        ours, theirs = numpy.asarray(got), numpy.asarray(want)
        assert ours.shape == theirs.shape and ours.dtype == theirs.dtype
        assert numpy.allclose(ours, theirs, rtol=1e-5, atol=1e-7, equal_nan=True)


@pytest.mark.parametrize("text", [
    *(f"curve_fit(e, t, y, {rest}, full_output=True)" for rest in (
        "bounds=(0, [3, 2, 1])", "bounds=([-inf, 0, 0], inf)", "method='trf'",
        "method='dogbox'", "method='trf', jac=e_jac", "method='trf', jac='3-point', sigma=s",
        "jac=e_jac, sigma=s, absolute_sigma=True", "method='trf', jac=e_jac, sigma=np.diag(s**2)", "sigma=0.5",
        "method='trf', loss='soft_l1', f_scale=0.1", "method='dogbox', x_scale=[1, 0.1, 1], bounds=(0, 3)",
        "p0=[1, 1, 0.1], method='trf', maxfev=50", "method='trf', jac='cs'", "sigma=s[:, np.newaxis] * np.eye(40)",
    )),
    "curve_fit(e, t, y, bounds=Bounds([0, 0, 0], [3, 2, 0.2]), ftol=1e-12)", "curve_fit(e, t, gap)", "curve_fit(e, t, gap, nan_policy='omit')", "curve_fit(e, t, gap, nan_policy='raise')",
    "curve_fit(e, t, gap, nan_policy='omit', sigma=s)", "curve_fit(e, t, gap, nan_policy='omit', sigma=np.diag(s))",
    "curve_fit(e, t, gap, nan_policy='propagate')", "curve_fit(e, t, gap, nan_policy='drop')",
    "curve_fit(e, t, y, method='lm', bounds=(0, 3))", "curve_fit(e, t, y, args=(1,))", "curve_fit(e, t, y, foo=1)",
    "curve_fit(e, t, y, method='trf', foo=1)", "curve_fit(e, t, y, method='trf', max_nfev=2)",
    "curve_fit(e, t, y, maxfev=4)", "curve_fit(e, t[:3], y[:3], p0=[2.5, 0.4, 0.3])", "curve_fit(e, t, y, sigma=-np.eye(40))",
    "curve_fit(e, t, y, sigma=s[:3])", "curve_fit(lambda t, *p: t, t, y)", "curve_fit(lambda x, a: a * x - 4, [1, 2, 3], 0)",
    "curve_fit(lambda t, a, b: a * t, t, y, method='trf')", "curve_fit(e, t, [])",
])
def test_curve_fit(text):
    (want, warned), (got, warns) = (run(text, *libraries) for libraries in BOTH)
    same(got, want)
    assert warns == warned


@pytest.mark.parametrize("rest", [
    "", "full_output=1", "Dfun=f_jac, full_output=True", "Dfun=lambda p: f_jac(p).T, col_deriv=1", "maxfev=3", "ftol=1e-3",
    "xtol=1e-2, gtol=1e-3", "epsfcn=1e-6", "factor=1, diag=[1, 2, 3]", "Dfun=lambda p: f_jac(p)[:3]", "factor=-1", "diag=[1, 0, 1]",
    "Dfun=f_jac, maxfev=2, full_output=True",
])
def test_leastsq(rest):
    (want, warned), (got, warns) = (run(f"leastsq(f, [1, 1, 0.1], {rest})", *libraries) for libraries in BOTH)
    same(got, want)
    assert warns == warned


@pytest.mark.parametrize("text", ["leastsq(lambda x, a: x - a, 1.0, args=3.0)", "leastsq(lambda x: x[:1], [1, 2])"])
def test_leastsq_of_other_shapes(text):
    (want, _), (got, _) = (run(text, *libraries) for libraries in BOTH)
    same(got, want)
