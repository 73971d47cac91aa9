"""scipy.special's error state, and what the factorials refuse, beside SciPy's."""
import warnings

import numpy
import pytest
import scipy.special

import pallasite.numpy
from pallasite.scipy import special as ours

CALLS = """
gammaln(0.0); gammaln(-1.0); gammaln(2.5); gamma(-1.0); gamma(0.0); digamma(0.0); digamma(-2.0); psi(-1.0); loggamma(0.0)
ndtri(2.0); ndtri(0.5); betainc(-1.0, 2.0, 0.5); betaincinv(1.0, 2.0, 3.0); gammainc(-1.0, 2.0); gammaincc(1.0, -2.0)
ellipk(2.0); ellipk(1.0); ellipe(2.0); j0(1.0); y0(-1.0); y0(0.0); k0(0.0); k0(-1.0); k1(-1.0); jv(-0.5, -1.0)
yv(1.0, -1.0); expn(1, 0.0); exp1(0.0); logit(2.0); logit(0.0); log1p(-1.0); xlogy(2.0, 0.0); erfinv(2.0); erfinv(1.0)
beta(0.0, 1.0); zeta(1.0, -1.0); lambertw(0.0, 1); stdtr(-1.0, 2.0); elliprf(0.0, 0.0, 1.0)
gammaln(float('nan')); gammaln(float('inf')); lambertw(1.0)
"""


def outcome(module, text, action):
    """The value, or the kind of a warning or an exception."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        with module.errstate(all=action):
            try:
                value = eval(text, {name: getattr(module, name) for name in ours.__all__})
            except module.SpecialFunctionError as error:
                return "raised", str(error).split(": ")[-1]
    return sorted({str(w.message).split(": ")[-1] for w in caught}) if caught else str(value)


@pytest.mark.parametrize("action", ["warn", "raise"])
@pytest.mark.parametrize("text", [t.strip() for t in CALLS.replace("\n", ";").split(";") if t.strip()])
def test_reports(text, action):
    got, want = outcome(ours, text, action), outcome(scipy.special, text, action)
    reported = [isinstance(x, (tuple, list)) for x in (got, want)]
    assert reported[0] == reported[1]
    # SciPy's words for what it learns from the processor's flags begin with the category in parentheses.
    if reported[0] and "floating point" not in str(want):
        assert got == want


def test_state():
    assert ours.geterr() == scipy.special.geterr()
    old = ours.seterr(domain="warn", singular="raise")
    assert old == scipy.special.geterr() and ours.geterr()["singular"] == "raise"
    ours.seterr(**old)
    with ours.errstate(all="raise", singular="ignore"):
        assert ours.gammaln(0) == numpy.inf
        with pytest.raises(ours.SpecialFunctionError, match="domain error"):
            ours.ndtri(pallasite.numpy.array([0.5, 2.0]))
    assert ours.geterr() == old


@pytest.mark.parametrize("call", [lambda s: s.seterr(foo="warn"), lambda s: s.seterr(all="bar"), lambda s: s.seterr("warn"),
                                  lambda s: s.errstate(foo="warn").__enter__(), lambda s: s.errstate("warn")])
def test_refusals(call):
    kinds = []
    for module in (ours, scipy.special):
        with pytest.raises((KeyError, TypeError)) as caught:
            call(module)
        kinds.append(caught.type)
    assert kinds[0] is kinds[1]


ARGUMENTS = ["5", "5.0", "2 + 2j", "True", "'a'", "None", "np.nan", "-1", "-2.5", "[1, 2]", "[1.5]", "[1j]", "[True]", "[]",
             "np.array(3)", "np.array([3], 'uint8')", "np.array([2.5], 'float32')", "np.float32(2.5)", "np.inf", "-np.inf"]


@pytest.mark.parametrize("options", ["", "exact=True", "extend='complex'", "exact=True, extend='complex'", "extend=1"])
@pytest.mark.parametrize("n", ARGUMENTS)
@pytest.mark.parametrize("function", ["factorial({})", "factorial2({})", "factorialk({}, 3)", "factorialk({}, True)",
                                      "factorialk({}, 2.5)", "factorialk({}, 0)", "factorialk({}, -2)", "factorialk({}, 'a')"])
def test_factorials(function, n, options):
    text = function.format(n)[:-1] + (f", {options})" if options else ")")
    results = []
    for np, module in ((pallasite.numpy, ours), (numpy, scipy.special)):
        try:
            results.append(eval(f"special.{text}", {"np": np, "special": module}))
        except Exception as error:
            results.append(f"{type(error).__name__}: {error}")
    got, want = results
    if isinstance(want, str) or isinstance(got, str):
        assert got == want
        return
    a, b = numpy.asarray(got), numpy.asarray(want)
    assert a.dtype == b.dtype and a.shape == b.shape and isinstance(got, int) == isinstance(want, int)
    numpy.testing.assert_allclose(a, b, rtol=1e-6 if "float32" in n else 1e-13)
