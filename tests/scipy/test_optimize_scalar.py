"""Roots and minima of functions of one variable beside SciPy's: same results, same counts, same errors."""
import math
import warnings

import numpy
import pytest
import scipy.optimize

import pallasite.numpy
import pallasite.scipy.optimize
from pallasite.scipy import optimize as ours

BOTH = [(numpy, scipy.optimize), (pallasite.numpy, pallasite.scipy.optimize)]
NAMES = ("bisect brentq brenth ridder toms748 newton root_scalar minimize_scalar brent golden fminbound "
         "bracket OptimizeResult RootResults").split()


def run(text, np, optimize):
    """The value of an expression and its warnings, or its exception."""
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        try:
            value = eval(text, {"np": np, "m": math, **{name: getattr(optimize, name) for name in NAMES}})
        except Exception as e:
            value = e
    return value, [(w.category.__name__, str(w.message)) for w in seen]


def same(got, want, rtol=1e-12):
    if isinstance(want, Exception):
        assert type(got).__name__ == type(want).__name__, f"{want!r} became {got!r}"
        assert str(got) == str(want)
    elif isinstance(want, dict):
        assert set(got) == set(want)
        for key, value in want.items():
            same(got[key], value, rtol)
    elif isinstance(want, (tuple, list)):
        assert len(got) == len(want)
        for one, other in zip(got, want):
            same(one, other, rtol)
    elif isinstance(want, str):
        assert got == want
    else:
        assert not isinstance(got, Exception), got
        ours, theirs = numpy.asarray(got), numpy.asarray(want)
        assert ours.shape == theirs.shape and ours.dtype == theirs.dtype
        assert numpy.allclose(ours, theirs, rtol=rtol, atol=1e-14, equal_nan=True)


def check(text, rtol=1e-12):
    (want, warned), (got, warns) = (run(text, *libraries) for libraries in BOTH)
    same(got, want, rtol)
    assert warns == warned


FUNCTIONS = {
    "lambda x: x**2 - 2": "0.0, 3.0", "lambda x: m.cos(x) - x": "0.0, 1.0", "lambda x: x**3 - 8": "-1.0, 5.0",
    "lambda x: m.exp(x) - 1e-3": "-20.0, 1.0", "lambda x: (x - 1)**5": "-3.0, 4.5",
    "lambda x: m.atan(x - 0.3)": "-9.0, 50.0",
}


@pytest.mark.parametrize("f", FUNCTIONS)
@pytest.mark.parametrize("method", ["bisect", "brentq", "brenth", "ridder", "toms748"])
def test_bracketed_roots(f, method):
    check(f"{method}({f}, {FUNCTIONS[f]}, full_output=True)")


@pytest.mark.parametrize("f", ["lambda x: x", "lambda x: x - 1"])
@pytest.mark.parametrize("method", ["bisect", "brentq", "brenth", "ridder", "toms748"])
def test_a_root_at_an_end(f, method):
    check(f"{method}({f}, 0.0, 1.0)")


@pytest.mark.parametrize("rest", [
    "xtol=1e-3", "rtol=1e-4", "maxiter=3", "maxiter=3, disp=False, full_output=True", "args=()", "xtol=0",
    "xtol=-1.5",
    "rtol=1e-20", "maxiter=-1", "maxiter=1.5",
])
@pytest.mark.parametrize("method", ["bisect", "brentq", "brenth", "ridder"])
def test_bracketing_options(rest, method):
    check(f"{method}(lambda x: x**3 - 2, 0, 2, {rest})")


@pytest.mark.parametrize("text", [
    "toms748(lambda x: x**3 - 2, 0, 2, k=2, full_output=True)", "toms748(lambda x: x**3 - 2, 0, 2, k=0)",
    "toms748(lambda x: x**3 - 2, 2, 0)", "toms748(lambda x: x**3 - 2, 0, 2, maxiter=0)",
    "toms748(lambda x: x**3 - 2, 0, 2, k=200, full_output=True)", "toms748(lambda x: x**3 - 2, 0, m.inf)",
    "brentq(lambda x: x**2 + 1, 0, 2)", "brentq(lambda x: m.nan, 0, 2)",
    "brentq(lambda x, a: x - a, 0, 2, args=1.5)",
    "brentq(lambda x, a, b: x - a * b, 0, 2, args=(1.5, 0.5))", "brentq(lambda x: 1 / 0, 0, 2)",
    "root_scalar(lambda x: x**3 - 1, bracket=[0, 3])",
    "root_scalar(lambda x: x**3 - 1, bracket=(0, 3), method='bisect')",
    "root_scalar(lambda x: x**3 - 1, x0=2.0)", "root_scalar(lambda x: x**3 - 1, x0=2.0, x1=1.5)",
    "root_scalar(lambda x: x**3 - 1, x0=2.0, fprime=lambda x: 3 * x**2)",
    "root_scalar(lambda x: (x**3 - 1, 3 * x**2), x0=2.0, fprime=True)",
    "root_scalar(lambda x: (x**3 - 1, 3 * x**2, 6 * x), x0=2.0, fprime=True, fprime2=True)",
    "root_scalar(lambda x: x**3 - 1, x0=2.0, method='halley', fprime=lambda x: 3 * x**2, fprime2=lambda x: 6 * x)",
    "root_scalar(lambda x: x**3 - 1)", "root_scalar(lambda x: x**3 - 1, x0=1.0, method='nope')",
    "root_scalar(lambda x: x**3 - 1, method='brentq')", "root_scalar(lambda x: m.nan, bracket=[0, 1])",
    "root_scalar(lambda x: x**3 - 1, x0=2.0, method='secant', xtol=1e-3, maxiter=4)",
    "root_scalar(lambda x: x**3 - 1, bracket=[0, 3], options={'maxiter': 3})",
])
def test_fronts_and_errors(text):
    check(text)


@pytest.mark.parametrize("text", [
    "newton(lambda x: x**3 - 1, 1.5, full_output=True)",
    "newton(lambda x: x**3 - 1, 1.5, x1=1.6, full_output=True)",
    "newton(lambda x: x**3 - 1, 1.5, fprime=lambda x: 3 * x**2, full_output=True)",
    "newton(lambda x: x**3 - 1, 1.5, fprime=lambda x: 3 * x**2, fprime2=lambda x: 6 * x, full_output=True)",
    "newton(lambda x: x**2 + 1, 1 + 1j, fprime=lambda x: 2 * x)", "newton(lambda x: x**2 + 1, 1 + 1j)",
    "newton(lambda x: x**2 - 1, 0.0, fprime=lambda x: 2 * x)", "newton(lambda x: x**2 + 1, 0.3, maxiter=5)",
    "newton(lambda x: x**2 - 1, 0.0, fprime=lambda x: 2 * x, disp=False, full_output=True)",
    "newton(lambda x: x - 1, 1.5, tol=0)", "newton(lambda x: x - 1, 1.5, maxiter=0)",
    "newton(lambda x: x - 1, 1, x1=1)",
    "newton(lambda x: x**2 - np.arange(1.0, 6), np.full(5, 2.0))",
    "newton(lambda x: x**2 - np.arange(1.0, 6), np.full(5, 2.0), full_output=True)",
    "newton(lambda x: x**2 - np.arange(1.0, 6), np.full(5, 2.0), fprime=lambda x: 2 * x, "
    "fprime2=lambda x: np.full(5, 2.0))",
    "newton(lambda x: x**2 - 2, np.array([1.0, 0.0]), fprime=lambda x: 2 * x, full_output=True)",
    "newton(lambda x: x**2 + 1, np.array([1.0, 3.0]), fprime=lambda x: 2 * x, maxiter=4)",
    "newton(lambda x: np.sin(x), np.array([[3.0, 6.0], [9.0, 13.0]]))",
    "newton(lambda x: x * 0 + 1, 1.0)", "newton(lambda x: x**2 - 2, np.array(1.5))",
])
def test_newton(text):
    check(text)


@pytest.mark.parametrize("f", [
    "lambda x: (x - 2)**2", "lambda x: x**4 - 3 * x + m.sin(5 * x)", "lambda x: abs(x - 0.3)", "lambda x: np.cosh(x - 7)",
])
@pytest.mark.parametrize("rest", [
    "", "method='golden'", "bounds=(-1, 4)", "bounds=(-1, 4), options={'xatol': 1e-9}", "bracket=(-1, 3)",
    "tol=1e-3",
    "options={'maxiter': 4}", "method='golden', tol=1e-4", "bounds=(-1, 4), options={'maxiter': 4}",
    "bracket=(-3, 0.4, 9)",
])
def test_minimize_scalar(f, rest):
    check(f"minimize_scalar({f}, {rest})", 1e-7)


@pytest.mark.parametrize("text", [
    "brent(lambda x: (x - 1)**2, full_output=1)", "brent(lambda x, a: (x - a)**2, args=(3,), brack=(0, 2))",
    "golden(lambda x: (x - 1)**2, full_output=1)", "fminbound(lambda x: (x - 1)**2, -4, 4, full_output=True)",
    "fminbound(lambda x: (x - 1)**2, 4, 0)", "fminbound(lambda x: (x - 1)**2, 0, m.inf)",
    "bracket(lambda x: (x - 20)**2)",
    "bracket(lambda x: -x, 0, 1, maxiter=3)", "brent(lambda x: x**2, brack=(1, 2, 3))",
    "brent(lambda x: x**2, brack=(3, 2))", "brent(lambda x: x**2, brack=(1,))",
    "brent(lambda x: x**2, tol=-1.0)",
    "minimize_scalar(lambda x: x**2, bounds=(0, 1), method='brent')",
    "minimize_scalar(lambda x: x**2, method='nope')", "minimize_scalar(lambda x: x**2, method='bounded')",
    "minimize_scalar(lambda x: x**2, options={'foo': 1})", "minimize_scalar(lambda x: 1 / 0)",
    "minimize_scalar(lambda x: x**2, bounds=(1, 2, 3))",
    "minimize_scalar(lambda x: x**2, bounds=(-1, 1), tol=1e-3)",
    "minimize_scalar(lambda x: m.nan)",
    "minimize_scalar(lambda x: x, method=lambda f, **kw: OptimizeResult(x=1.0, fun=np.float64(f(2.0)), "
    "kw=sorted(kw)))",
])
def test_minima_and_errors(text):
    check(text, 1e-7)


@pytest.mark.parametrize("text", ["bracket(lambda x: -x, 0, 1)", "minimize_scalar(lambda x: -x)"])
def test_no_minimum(text):
    (want, _), (got, _) = (run(text, *libraries) for libraries in BOTH)
    same(got, want)


@pytest.mark.parametrize("text", [
    "minimize_scalar(lambda x: (x - 2)**2 + 0.5)", "root_scalar(lambda x: x**3 - 1, bracket=[0, 3])",
    "OptimizeResult()",
    "OptimizeResult(x=np.array([1.5, m.inf]), fun=1e-9, nit=3, d=OptimizeResult(a=1))",
])
def test_text_of_results(text):
    (want, _), (got, _) = (run(text, *libraries) for libraries in BOTH)
    assert repr(got) == repr(want)


@pytest.mark.parametrize("shape", [(), (1,), (1, 1)])
@pytest.mark.parametrize("how", ["", ", method='golden'", ", bounds=(-1, 3)"])
def test_minima_have_the_shape_of_values(shape, how):
    text = f"minimize_scalar(lambda x: np.array((x - 2)**2 + 0.5).reshape({shape}){how})"
    (want, _), (got, _) = (run(text, *libraries) for libraries in BOTH)
    assert got.x.shape == want.x.shape == shape and got.fun.shape == want.fun.shape == shape
    same(got, want, 1e-8)


@pytest.mark.parametrize("text", [
    "newton(lambda x: x + 1 + 1j, np.ones(4), fprime=lambda x: 1.0)",
    "newton(lambda x: x**2 + 1 + 1j, np.array([1.0, 2.0]))", "newton(lambda x: x**2 - 1j, 1.0, fprime=lambda x: 2 * x)",
    "newton(lambda x: x**2, np.array([-2.0, -3.0]), fprime=lambda x: 2 * x, fprime2=lambda x: 2)",
])
def test_newton_over_what_the_function_returns(text):
    check(text, 1e-7)


def test_results_are_dictionaries_with_attributes():
    found = ours.root_scalar(lambda x: x**3 - 1, bracket=[0, 3])
    assert found["root"] == found.root and "root" in dir(found) and isinstance(found, ours.OptimizeResult)
    with pytest.raises(AttributeError):
        found.nothing
    found.nothing = 3
    assert found["nothing"] == 3


def test_an_exception_comes_out_unchanged():
    error = KeyError("mine")

    def f(x):
        raise error
    for call in (lambda: ours.brentq(f, 0, 1), lambda: ours.newton(f, 1.0), lambda: ours.minimize_scalar(f)):
        with pytest.raises(KeyError) as info:
            call()
        assert info.value is error
