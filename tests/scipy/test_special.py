"""scipy.special beside SciPy's: the ufuncs, their machinery, and the functions around them."""
import math
import pickle
import warnings

import numpy
import pytest
import scipy.special

import pallasite.numpy
from pallasite.scipy import special as ours

RNG = numpy.random.default_rng(5)
UFUNCS = [name for name in ours.__all__ if isinstance(getattr(scipy.special, name), numpy.ufunc)]
#: Where SciPy is too far off for this comparison, or NaN where we overflow: `test_special_waves` has them.
ELSEWHERE = set("airy airye bei beip ber berp besselpoly fresnel it2i0k0 it2j0y0 it2struve0 itairy iti0k0 itj0y0 itmodstruve0 itstruve0 "
                "kei keip kelvin ker kerp modfresnelm modfresnelp modstruve pbdv pbvv pbwa struve".split())
COMPARED = [name for name in UFUNCS if name not in ELSEWHERE]
#: Where arguments of all functions are in their domain for some points: probabilities, small counts, any number.
DRAWS = {
    "probability": lambda n: RNG.uniform(0.01, 0.99, n), "positive": lambda n: RNG.uniform(0.1, 8.0, n),
    "any": lambda n: RNG.uniform(-5.0, 5.0, n), "count": lambda n: RNG.integers(0, 9, n).astype(float),
}
SPECIAL = [0.0, -0.0, 0.5, 1.0, -1.0, 2.0, -2.0, -2.5, 30.0, -30.0, math.inf, -math.inf, math.nan]
#: Functions that are compared at less than 1e-10, with the reason.
LOOSE = {"gammaln": 1e-8, "j0": 1e-8, "j1": 1e-8, "y0": 1e-8, "y1": 1e-8, "jv": 1e-9, "yv": 1e-9, "yn": 1e-9, "jn": 1e-9,
         "poch": 1e-9, "expi": 1e-9, "hyperu": 1e-7, "kl_div": 1e-9, "beta": 1e-9, "betaln": 1e-9, "cosm1": 1e-9}
#: Where we are known to differ, with the reason.
KNOWN = {
    ("bdtrc", "any"): "one for negative k and n where SciPy has NaN",
    ("eval_sh_jacobi", "count"): "the polynomial where SciPy's general formula is not a number",
    ("stdtrit", "count"): "SciPy's quantile of zero is positive infinity",
    ("nctdtrit", "count"): "the same",
    ("ncfdtri", "probability"): "SciPy's search stops early where the quantile is beyond 1e8",
    **{(name, "count"): "SciPy's search ends anywhere where the parameter does not matter"
       for name in ("bdtrik", "bdtrin", "fdtridfd", "nbdtrik", "nbdtrin")},
    **{(name, draw): "SciPy's search stops early, or misses the solution (test_special_distributions.py)"
       for name in ("ncfdtridfd", "ncfdtridfn", "ncfdtrinc", "nctdtridf", "nctdtrinc") for draw in DRAWS},
}
KNOWN_CALLS = {
    'factorial(np.array([0.5, 2.0], "float32"))': "SciPy's is an array of doubles with values in single precision",
    "polygamma(1, 2.5)": "SciPy's is an array without axes",
}


def quiet(function, *args, **kwargs):
    """The value, or the type of the exception."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return function(*args, **kwargs)
        except Exception as error:
            return type(error).__name__


def same(got, want, rtol=1e-10, atol=1e-13):
    """Asserts equal types, shapes and nearly equal values."""
    if isinstance(want, (tuple, list)):
        assert type(got) is type(want) and len(got) == len(want)
        for one, other in zip(got, want):
            same(one, other, rtol, atol)
        return
    if isinstance(want, (str, int)):
        assert type(got) is type(want) and got == want
        return
    a, b = numpy.asarray(got), numpy.asarray(want)
    assert a.dtype == b.dtype and a.shape == b.shape
    assert isinstance(got, pallasite.numpy.ndarray) == isinstance(want, numpy.ndarray)
    assert numpy.allclose(a, b, rtol=rtol, atol=atol, equal_nan=True), (a, b)


@pytest.mark.parametrize("draw", DRAWS)
@pytest.mark.parametrize("name", COMPARED)
def test_values(name, draw):
    if (name, draw) in KNOWN:
        pytest.xfail(KNOWN[name, draw])
    theirs, mine = getattr(scipy.special, name), getattr(ours, name)
    args = [DRAWS[draw](40) for _ in range(theirs.nin)]
    if theirs.types[0].startswith("l"):
        args[0] = args[0].astype(int)
    if theirs.types[0].startswith("ll") or theirs.types[1:2] == ["dld->d"]:
        args[1] = args[1].astype(int)
    want = quiet(theirs, *args)
    rtol = LOOSE.get(name, 1e-10)
    same(quiet(mine, *[pallasite.numpy.asarray(a) for a in args]), want, rtol, 10 * rtol * 1e-3)


@pytest.mark.parametrize("name", [n for n in COMPARED if getattr(scipy.special, n).nin == 1])
def test_special_values(name):
    x = numpy.array(SPECIAL)
    same(quiet(getattr(ours, name), pallasite.numpy.asarray(x)), quiet(getattr(scipy.special, name), x))


def types_of(result):
    """The types of the results, or the name of an exception."""
    results = result if isinstance(result, tuple) else (result,)
    return [str(getattr(r, "dtype", r)) for r in results]


@pytest.mark.parametrize("kind", ["bool", "int8", "int32", "int64", "uint8", "float16", "float32", "float64"])
@pytest.mark.parametrize("name", UFUNCS)
def test_types(name, kind):
    theirs = getattr(scipy.special, name)
    args = [numpy.ones(3, kind)] * theirs.nin
    want = quiet(theirs, *args)
    got = quiet(getattr(ours, name), *[pallasite.numpy.asarray(a) for a in args])
    assert types_of(got) == types_of(want)


@pytest.mark.parametrize("name", [n for n in UFUNCS if getattr(scipy.special, n).nin == 2])
@pytest.mark.parametrize("kind", ["float32", "float64", "int16"])
@pytest.mark.parametrize("number", [2, 0.5])
def test_types_beside_python_numbers(name, number, kind):
    want = quiet(getattr(scipy.special, name), number, numpy.ones(3, kind))
    got = quiet(getattr(ours, name), number, pallasite.numpy.ones(3, kind))
    assert types_of(got) == types_of(want)


COMPLEX = ["jv", "yv", "iv", "kv", "ive", "kve", "jve", "yve", "hankel1", "hankel1e", "hankel2", "hankel2e", "hyp0f1"]


def plane(size, n=200):
    return RNG.uniform(0.01, size, n) * numpy.exp(1j * RNG.uniform(-math.pi, math.pi, n))


@pytest.mark.parametrize("size", [3.0, 50.0])
@pytest.mark.parametrize("name", COMPLEX)
def test_complex_bessel(name, size):
    v, z = RNG.uniform(-8.0, 8.0, 200), plane(size)
    got = getattr(ours, name)(pallasite.numpy.asarray(v), pallasite.numpy.asarray(z))
    want = getattr(scipy.special, name)(v, z)
    assert numpy.max(abs(numpy.asarray(got) - want) / abs(want)) < 1e-9


@pytest.mark.parametrize("name, size", [("exp1", 3.0), ("exp1", 60.0), ("expi", 3.0), ("expi", 60.0), ("zeta", 20.0)])
def test_complex_functions(name, size):
    z = plane(size)
    got, want = getattr(ours, name)(pallasite.numpy.asarray(z)), getattr(scipy.special, name)(z)
    assert numpy.max(abs(numpy.asarray(got) - want) / abs(want)) < 1e-9


@pytest.mark.parametrize("parameters", [(0.5, 1.25, 2.5), (1.0, 2.0, 3.0), (-2.0, 1.5, 0.7), (0.3, 0.3, 1.0)])
def test_complex_hypergeometric(parameters):
    for name, count, z in (("hyp2f1", 3, plane(0.85)), ("hyp2f1", 3, 1 / plane(0.8)), ("hyp1f1", 2, plane(4.0))):
        # Between these two discs SciPy loses up to two digits of three around exp(i pi / 3).
        got = getattr(ours, name)(*parameters[:count], pallasite.numpy.asarray(z))
        want = getattr(scipy.special, name)(*parameters[:count], z)
        assert numpy.max(abs(numpy.asarray(got) - want) / abs(want)) < 1e-9


@pytest.mark.parametrize("call", [
    "roots_jacobi(5, 0.5, -0.3)", "roots_jacobi(1, -0.5, -0.5, True)", "roots_sh_jacobi(4, 2.0, 1.5)",
    "roots_gegenbauer(6, 1.5)", "roots_gegenbauer(3, 0.0)", "roots_chebyc(4)", "roots_chebys(4, True)",
    "jn_zeros(0, 20)", "jnp_zeros(0, 5)", "jnp_zeros(7, 9)", "yn_zeros(30, 10)", "ynp_zeros(2, 4)", "jnyn_zeros(1, 3)",
    "jn_zeros(1.5, 3)", "jn_zeros(1, 0)", "jn_zeros([1, 2], 3)", "roots_sh_legendre(5)", "roots_sh_chebyt(3)", "roots_sh_chebyu(3, True)",
])
def test_rules(call):
    got, want = (quiet(eval, f"special.{call}", {"special": module}) for module in (ours, scipy.special))
    same(got, want, atol=1e-12)


def test_machinery():
    x = pallasite.numpy.linspace(0.5, 3.0, 12).reshape(3, 4)
    y = numpy.asarray(x)
    same(ours.gamma(x.T[::-1]), scipy.special.gamma(y.T[::-1]))
    same(ours.beta.outer(x[0], x[1]), scipy.special.beta.outer(y[0], y[1]))
    out = pallasite.numpy.zeros((3, 4))
    assert ours.gamma(x, out=out) is out
    same(out, scipy.special.gamma(y))
    where = pallasite.numpy.asarray(y > 1.0)
    same(ours.gamma(x, where=where, out=out), scipy.special.gamma(y, where=y > 1.0, out=scipy.special.gamma(y)))
    same(ours.gamma(2.5), scipy.special.gamma(2.5))
    same(ours.betainc([1, 2], 3, [[0.1], [0.2]]), scipy.special.betainc([1, 2], 3, [[0.1], [0.2]]))
    same(ours.gamma(x, dtype="float32"), scipy.special.gamma(y, dtype="float32"), 1e-6)
    same(ours.hyp2f1(1, 2, 3, x / 4), scipy.special.hyp2f1(1, 2, 3, y / 4))
    assert pickle.loads(pickle.dumps(ours.cbrt)) is ours.cbrt
    assert pickle.loads(pickle.dumps(pallasite.numpy.cbrt)) is pallasite.numpy.cbrt
    assert isinstance(ours.gamma, pallasite.numpy.ufunc) and repr(ours.gamma) == "<ufunc 'gamma'>"


def test_no_floating_point_warnings():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ours.gamma(pallasite.numpy.array([-1.0, 1e3, math.inf]))
        ours.xlogy(0.0, 0.0)


def test_refusals():
    for call in (lambda s, x: s.erfinv(x + 1j), lambda s, x: s.gamma("a"), lambda s, x: s.gamma(), lambda s, x: s.kv(x)):
        assert quiet(call, ours, pallasite.numpy.ones(2)) == quiet(call, scipy.special, numpy.ones(2)) == "TypeError"


@pytest.mark.parametrize("name", "gamma rgamma gammaln loggamma digamma erf erfc erfcx erfinv erfcinv ndtr ndtri log_ndtr expit logit "
                         "log_expit entr exprel cbrt expm1 log1p exp2".split())
def test_uncommon_elements_among_common_ones(name):
    x = RNG.uniform(0.01, 0.99, 1400)
    x[RNG.integers(0, 1400, 200)] = RNG.choice(SPECIAL, 200)
    same(getattr(ours, name)(pallasite.numpy.asarray(x)[::-2]), getattr(scipy.special, name)(x[::-2]))


@pytest.mark.parametrize("name", "beta betaln binom poch gammainc gammaincc betainc betaincc chdtr fdtr stdtr xlogy kl_div".split())
def test_strided_arguments(name):
    theirs, mine = getattr(scipy.special, name), getattr(ours, name)
    args = [RNG.uniform(0.1, 8.0, (300, 3)).T[0], RNG.uniform(0.1, 30.0, 600)[::-2], RNG.uniform(0.01, 0.99, 300)][:theirs.nin]
    same(mine(*map(pallasite.numpy.asarray, args)), quiet(theirs, *args), 1e-9, 1e-12)


def test_counts_are_exact():
    n = numpy.arange(23.0)
    exact = [float(math.factorial(int(k))) for k in n]
    assert ours.gamma(pallasite.numpy.asarray(n + 1)).tolist() == exact
    assert ours.binom(40.0, pallasite.numpy.asarray(n)).tolist() == [float(math.comb(40, int(k))) for k in n]
    assert ours.poch(1.0, pallasite.numpy.asarray(n)).tolist() == exact


def test_many_elements_on_threads():
    x = numpy.linspace(0.1, 20.0, 100001)
    same(ours.gammaln(pallasite.numpy.asarray(x)), scipy.special.gammaln(x))
    same(ours.kv(pallasite.numpy.asarray(x[:5000]), 2.0), scipy.special.kv(x[:5000], 2.0))


@pytest.mark.parametrize("name", ["gamma", "rgamma", "loggamma"])
def test_complex(name):
    z = RNG.uniform(-9, 9, 400) + 1j * RNG.uniform(-9, 9, 400)
    z[:4] = [1 + 0.1j, 2 - 0.1j, -3.0, 0.5]
    same(getattr(ours, name)(pallasite.numpy.asarray(z)), getattr(scipy.special, name)(z), 1e-11)


CALLS = """
logsumexp(np.arange(5)); logsumexp(np.array([[1.0, 1000.0], [-np.inf, 3.0]]), axis=1)
logsumexp(np.array([[1.0, 1000.0], [-np.inf, 3.0]]), axis=0, keepdims=True)
logsumexp(np.array([1.0, 2.0]), b=np.array([-1.0, 2.0]), return_sign=True); logsumexp([1.0, 2.0], b=[-1.0, -2.0])
logsumexp([np.inf, 0.0]); logsumexp([-np.inf, -np.inf]); logsumexp([np.nan, 0.0])
logsumexp(np.ones((2, 3, 4), "float32"), axis=(0, 2)); logsumexp([np.inf, 1.0], b=[0.0, 2.0]); logsumexp(3.0)
logsumexp([0.0, 0.0], b=[1.0, -1.0], return_sign=True); logsumexp(np.ones((2, 3)), axis=5)
softmax([1000.0, 0.0]); softmax(np.arange(6).reshape(2, 3), axis=0); softmax(np.arange(6).reshape(2, 3), axis=(0, 1))
softmax(np.ones((2, 3), "float32"), axis=1); softmax(2.0); softmax([np.nan, 1.0]); softmax([np.inf, np.inf])
log_softmax([1000.0, 0.0]); log_softmax(np.arange(6).reshape(2, 3), axis=0); log_softmax([np.inf, 1.0])
logsumexp([1.0, 1.0, 0.5], b=[1.0, -1.0, 1.0]); logsumexp([1.0, 1.0, 0.5], b=[1, -1, -1], return_sign=True)
logsumexp([-np.inf], return_sign=True); logsumexp([np.inf, 1.0], b=[-1.0, 1.0], return_sign=True)
logsumexp([np.inf, np.inf], b=[-1.0, 1.0], return_sign=True); logsumexp([np.nan, -np.inf]); logsumexp([1000, -1000])
logsumexp([]); logsumexp(np.ones((2, 0)), axis=1, return_sign=True); logsumexp(np.ones((2, 0)), axis=0)
logsumexp(3.0, axis=0); logsumexp(3.0, keepdims=True); logsumexp(3.0, axis=1); logsumexp(np.ones((2, 3)), axis=(0, -2))
logsumexp(np.arange(60.0).reshape(3, 4, 5), axis=(0, 2)); logsumexp(np.arange(60.0).reshape(3, 4, 5)[::2, :, ::-1], axis=1)
logsumexp(np.arange(60).reshape(3, 4, 5), axis=(0, 1), b=np.arange(5), keepdims=True)
softmax(np.arange(60.0).reshape(3, 4, 5), axis=(0, 2)); softmax(np.arange(60).reshape(3, 4, 5).T, axis=1)
softmax([]); softmax(np.ones((2, 0)), axis=1); softmax(np.ones((0, 2)), axis=1); softmax([True, False])
softmax([-np.inf, -np.inf]); softmax(np.arange(20.0) - np.inf); softmax(np.ones((2, 3)), axis=(1, 1)); softmax([1, 2], axis=1)
log_softmax(np.arange(60.0).reshape(3, 4, 5), axis=(0, 2)); log_softmax([]); log_softmax([-np.inf, -np.inf, 1.0])
softplus([-1000.0, 0.0, 1000.0])
comb(10, 3); comb(10, 3, exact=True); comb(100, 50, exact=True); comb(10, 3, repetition=True); comb(3, 10)
comb(10, 3, exact=True, repetition=True); comb([10, 3], [3, 4]); comb(10.5, 2); comb(10.5, 2, exact=True); comb(-2, 1)
comb(0, 0, repetition=True); comb(0, 0, exact=True, repetition=True); comb(np.int64(60), 30, exact=True)
comb([0, 5], [0, 2], repetition=True)
perm(10, 3); perm(10, 3, exact=True); perm(100, 50, exact=True); perm([10, 3], [3, 4]); perm(10.5, 2, exact=True)
perm(3, 10, exact=True); perm([1, 2], [3, 4], exact=True)
factorial(5); factorial(5, exact=True); factorial(50, exact=True); factorial([3, 4, 5]); factorial(-1); factorial(2.5)
factorial(np.array([3, 4, 5]), exact=True); factorial(5.0, exact=True); factorial(1j); factorial(3, extend="x")
factorial(-1, exact=True); factorial(np.array([0.5, 2.0], "float32")); factorial([]); factorial(171); factorial(None)
factorial2(7); factorial2(7, exact=True); factorial2([6, 7, 8]); factorial2(-3); factorial2(100, exact=True)
factorial2(2.5); factorial2(0); factorialk(9, 3); factorialk(9, 3, exact=True); factorialk([9, 10], 3)
factorialk(5, 0); factorialk(5, 1.5); factorialk(np.array([9, 10]), 3, exact=True)
zeta(2); zeta(2.0, 3.0); zeta([2, 3]); zeta(np.arange(2.0, 5.0), 1.5); zeta(0.5); zeta(-1.5); zeta(1.0)
polygamma(1, 2.5); polygamma([0, 1, 2], 3.0); polygamma(0, np.array([1, 2])); polygamma(2, np.array([[1.0], [2.0]]))
multigammaln(5.0, 3); multigammaln([5.0, 6.5], 2); multigammaln(0.5, 3); multigammaln(3.0, 1.5)
lambertw(1); lambertw([1.0, -0.2], -1); lambertw(1 + 1j, k=[0, 1, 2]); lambertw(0.5, 0, 1e-12)
roots_legendre(5); roots_legendre(3, mu=True); roots_legendre(0); roots_legendre(2.5); roots_chebyt(4, True)
roots_chebyu(4, mu=True); roots_hermite(6, mu=True); roots_hermitenorm(6, mu=True); roots_laguerre(5, mu=True)
roots_genlaguerre(5, 0.5, mu=True); roots_genlaguerre(5, -2.0); p_roots(3); he_roots(4); la_roots(3, 1.0)
spherical_jn(2, 1.5); spherical_jn([0, 1, 2], 0.0); spherical_jn([0, 1, 2], [[0.0], [2.5]], derivative=True)
spherical_yn(2, 1.5); spherical_yn([0, 1, 2], 2.5, derivative=True); spherical_in(2, 1.5); spherical_in(0, [1.0, 0.0], True)
spherical_kn(2, 1.5); spherical_kn([0, 1, 2], 2.5, derivative=True); spherical_jn(0, np.inf); spherical_jn(2, -1.5)
jvp(1, 2.5); jvp(1.5, [1.0, 2.0], 2); jvp(1, 2.0, 0); jvp(1, 2.0, -1); jvp(1, 2.0, 1.5); yvp(1, 2.5, 3); ivp(1, 2.5, 2)
kvp(1, 2.5, 2); kvp(0, [1.0, 2.0]); sinc([0.0, 0.5])
"""


@pytest.mark.parametrize("text", [t.strip() for t in CALLS.replace("\n", ";").split(";") if t.strip()])
def test_functions(text):
    def value(np, special):
        return quiet(eval, text, {"np": np, **{name: getattr(special, name) for name in ours.__all__}})

    if text in KNOWN_CALLS:
        pytest.xfail(KNOWN_CALLS[text])
    same(value(pallasite.numpy, ours), value(numpy, scipy.special))


@pytest.mark.parametrize("shape", [(15,), (16,), (17,), (1024,), (100001,), (3, 40000), (2000, 33), (1, 5, 7000)])
@pytest.mark.parametrize("axis", [None, 0, -1])
def test_softmax_of_many(shape, axis):
    x, b = 50 * RNG.standard_normal(shape), RNG.choice([-1.0, 0.0, 0.5, 2.0], shape)
    x[0] += 1000.0
    for name, call in [("softmax", {}), ("log_softmax", {}), ("logsumexp", {}), ("logsumexp", {"b": b, "return_sign": True})]:
        got = getattr(ours, name)(pallasite.numpy.asarray(x), axis=axis, **call)
        # Logarithms near zero come from sums near one.
        same(got, quiet(getattr(scipy.special, name), x, axis=axis, **call), 1e-12, 1e-300 if name == "softmax" else 1e-12)


@pytest.mark.parametrize("dtype", ["int8", "int16", "int64", "float16", "float32"])
def test_softmax_keeps_the_type_of_exponentials(dtype):
    x = numpy.arange(6, dtype=dtype)
    for name in ("softmax", "log_softmax"):
        got, want = getattr(ours, name)(pallasite.numpy.asarray(x)), getattr(scipy.special, name)(x)
        same(got, want, 3e-3 if "8" in dtype or "16" in dtype else 1e-6)


@pytest.mark.parametrize("keepdims", [False, True])
@pytest.mark.parametrize("axis", [None, 0, (0, 1)])
def test_logsumexp_of_complex_numbers(axis, keepdims):
    a = numpy.array([[1 + 4j, 800 - 1j, -math.inf + 0j], [2j, 800 + 1j, 3 - 2j]])
    b = numpy.array([1.0, -2.0, 0.5])
    for weights, signs in ((None, False), (b, False), (1j * b, False), (b, True)):
        call = {"axis": axis, "b": weights, "keepdims": keepdims, "return_sign": signs}
        got, want = ours.logsumexp(a, **call), scipy.special.logsumexp(a, **call)
        for ours_, scipys in zip(got, want) if signs else ((got, want),):
            assert ours_.dtype == scipys.dtype
            numpy.testing.assert_allclose(numpy.asarray(ours_), scipys, rtol=1e-13)
