"""curve_fit beside SciPy's, and on NIST's certified values."""
from pathlib import Path

import numpy
import pytest
import scipy.optimize

import pallasite.numpy
import pallasite.scipy.optimize

NIST = Path(__file__).resolve().parents[2] / "examples" / "data" / "nist"
BOTH = [(numpy, scipy.optimize), (pallasite.numpy, pallasite.scipy.optimize)]
GAUSSIANS = "b[0] * np.exp(-b[1] * x) + b[2] * np.exp(-((x - b[3]) / b[4])**2) + b[5] * np.exp(-((x - b[6]) / b[7])**2)"
MODELS = {
    "Misra1a": "b[0] * (1 - np.exp(-b[1] * x))",
    "Chwirut2": "np.exp(-b[0] * x) / (b[1] + b[2] * x)",
    "Gauss1": GAUSSIANS,
    "Gauss2": GAUSSIANS,
    "DanWood": "b[0] * x**b[1]",
    "Kirby2": "(b[0] + b[1] * x + b[2] * x**2) / (1 + b[3] * x + b[4] * x**2)",
    "Hahn1": "(b[0] + b[1] * x + b[2] * x**2 + b[3] * x**3) / (1 + b[4] * x + b[5] * x**2 + b[6] * x**3)",
    "Thurber": "(b[0] + b[1] * x + b[2] * x**2 + b[3] * x**3) / (1 + b[4] * x + b[5] * x**2 + b[6] * x**3)",
    "Eckerle4": "b[0] / b[1] * np.exp(-0.5 * ((x - b[2]) / b[1])**2)",
    "Rat42": "b[0] / (1 + np.exp(b[1] - b[2] * x))",
}


@pytest.mark.parametrize("name", MODELS)
def test_certified_values(name):
    np, optimize = BOTH[1]
    count = 1 + max(i for i in range(10) if f"b[{i}]" in MODELS[name])
    table = np.loadtxt(NIST / f"{name}.dat", skiprows=40, max_rows=count, usecols=(2, 3, 4, 5))
    y, x = np.loadtxt(NIST / f"{name}.dat", skiprows=60, unpack=True)
    model = eval(f"lambda x, *b: {MODELS[name]}", {"np": np})
    popt, pcov = optimize.curve_fit(model, x, y, p0=table[:, 1], ftol=1e-15, xtol=1e-15, maxfev=10000)
    assert numpy.allclose(popt, table[:, 2], rtol=1e-6)
    assert numpy.allclose(numpy.sqrt(numpy.diag(pcov)), table[:, 3], rtol=1e-4)


def fit(np, optimize, options):
    x = np.linspace(0, 10, 60)
    y = 2.5 * np.exp(-0.4 * x) + 0.3 + 0.05 * np.sin(17 * x)
    return optimize.curve_fit(lambda x, a, b, c: a * np.exp(-b * x) + c, x, y, **eval(options, {"np": np}))


@pytest.mark.parametrize("options", [
    "{}", "{'p0': [2, 0.5, 0]}", "{'sigma': np.linspace(1, 2, 60)}",
    "{'sigma': np.linspace(1, 2, 60), 'absolute_sigma': True}", "{'ftol': 1e-3}", "{'epsfcn': 1e-6}",
    "{'sigma': np.eye(60) * 2.0}",
])
def test_like_scipy(options):
    expected, got = (fit(*libraries, options) for libraries in BOTH)
    for ours, theirs in zip(got, expected):
        assert isinstance(ours, pallasite.numpy.ndarray) and numpy.allclose(ours, theirs, rtol=1e-6)


@pytest.mark.parametrize("call", [
    "curve_fit(lambda x, a: a * x, [1, 2], [1, np.nan])", "curve_fit(lambda x, a, b: a * x + b, [1.0], [1.0])",
    "curve_fit(lambda x, a: a * x, [], [])", "curve_fit(lambda x, *a: x, [1, 2], [1, 2])",
    "curve_fit(lambda x, a, b: a * np.exp(b * np.asarray(x)), [1, 2, 3], [1, 2, 9], maxfev=3)",
    "curve_fit(lambda x, a: 1 / 0, [1, 2], [1, 2])", "curve_fit(lambda x, a: 'a', [1, 2], [1, 2])",
    "curve_fit(lambda x, a: a * x, [1, 2], [1, 2], sigma=[1, 2, 3])",
    "curve_fit(lambda x, a: a * np.ones(3), [1, 2], [1, 2])",
])
def test_errors_are_scipys(call):
    raised = []
    for np, optimize in BOTH:
        with pytest.raises(Exception) as info:
            eval(call, {"np": np, "curve_fit": optimize.curve_fit})
        raised.append(info.type.__name__)
    assert raised[0] == raised[1]
