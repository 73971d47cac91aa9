"""Functions of waves and diffraction beside SciPy's: Airy, Fresnel, Kelvin, Struve, parabolic cylinder functions, Carlson's integrals."""
import math

import numpy
import pytest
import scipy.special

import pallasite.numpy
from pallasite.scipy import special as ours
from tests.scipy.test_special import quiet, same

RNG = numpy.random.default_rng(11)


def plane(low, high, n=300):
    return RNG.uniform(low, high, n) * numpy.exp(1j * RNG.uniform(-math.pi, math.pi, n))


def compare(name, *args, rtol=1e-9, scale=None):
    """Each result within `rtol` of its size, or of the size of the pair it belongs to."""
    got = getattr(ours, name)(*map(pallasite.numpy.asarray, args))
    want = getattr(scipy.special, name)(*args)
    if not isinstance(want, tuple):
        got, want = (got,), (want,)
    for i, (one, other) in enumerate(zip(got, want, strict=True)):
        one = numpy.asarray(one)
        size = abs(other) if scale is None else numpy.hypot(abs(other), abs(want[i ^ scale]))
        assert one.dtype == other.dtype
        kept = numpy.isfinite(other) & (abs(other) < 1e300)
        assert (numpy.isnan(one) == numpy.isnan(other)).all()
        assert (abs(one - other)[kept] <= rtol * size[kept]).all(), (name, i, numpy.max(abs(one - other)[kept] / size[kept]))


@pytest.mark.parametrize("name", ["airy", "airye"])
def test_airy(name):
    x = numpy.concatenate([RNG.uniform(-40, 40, 300), [0.0, -10.0, 10.0, 10.5, -9.999]])
    compare(name, x, scale=1, rtol=1e-11)
    compare(name, x.astype("float32"), scale=1, rtol=1e-5)


@pytest.mark.parametrize("size", [1.0, 4.0, 20.0])
@pytest.mark.parametrize("name", ["airy", "airye"])
def test_complex_airy(name, size):
    compare(name, plane(0.01, size), rtol=1e-10)


def test_airy_far_out():
    values = numpy.asarray(ours.airye(pallasite.numpy.array([1e8])))
    assert abs(values[0, 0] * 2 * math.sqrt(math.pi) * 100 - 1) < 1e-12
    assert ours.airy(200.0)[0] == 0.0 and ours.airy(200.0)[2] == math.inf


def test_integrals_of_airy_functions():
    # Beyond, SciPy has fewer and fewer digits.
    compare("itairy", RNG.uniform(-5, 5, 200), rtol=1e-3)
    exact = [0.33328759030591792, 321.47831857046515, 0.7178822045478277, 0.15873093858143864]
    assert numpy.allclose([float(value) for value in ours.itairy(5.0)], exact, rtol=1e-15, atol=0.0)


@pytest.mark.parametrize("name", ["fresnel", "sici", "shichi"])
def test_integrals(name):
    compare(name, numpy.concatenate([RNG.uniform(-30, 30, 200), RNG.uniform(-2, 2, 100), [0.0, 1.0, 2.0]]), rtol=1e-10)
    compare(name, plane(0.01, 3.0), rtol=1e-10)
    compare(name, plane(3.0, 9.0), scale=1, rtol=1e-10)


@pytest.mark.parametrize("name", ["modfresnelp", "modfresnelm"])
def test_modified_fresnel_integrals(name):
    compare(name, RNG.uniform(0, 20, 200), rtol=1e-8)
    # SciPy's F is wrong to the left of zero: the two halves make the whole integral.
    left, right, whole = (getattr(ours, name)(x)[0] for x in (-1.5, 1.5, 0.0))
    assert abs(left + right - 2 * whole) < 1e-15


@pytest.mark.parametrize("name", ["spence", "wrightomega"])
def test_logarithmic(name):
    compare(name, RNG.uniform(0.01, 30, 200), rtol=1e-12)
    compare(name, plane(0.01, 20.0), rtol=1e-12)
    compare(name, plane(0.01, 2.0), rtol=1e-12)


def test_wrightomega_beside_its_cuts():
    z = RNG.uniform(-30, 2, 200) + 1j * (math.pi * RNG.choice([-1, 1], 200) + RNG.uniform(-1e-3, 1e-3, 200))
    compare("wrightomega", z, rtol=1e-11)


def test_kelvin():
    x = RNG.uniform(0.01, 30, 200)
    compare("kelvin", x, rtol=1e-8)
    compare("kelvin", -x, rtol=1e-8)
    for name in ("ber", "bei", "ker", "kei", "berp", "beip", "kerp", "keip"):
        assert numpy.max(abs(numpy.asarray(getattr(ours, name)(x)) / getattr(scipy.special, name)(x) - 1)) < 1e-5


@pytest.mark.parametrize("name", ["struve", "modstruve"])
def test_struve(name):
    compare(name, RNG.uniform(-4, 20, 300), RNG.uniform(0, 60, 300), rtol=1e-9)
    compare(name, RNG.integers(-3, 20, 100).astype(float), RNG.uniform(-30, 30, 100), rtol=1e-9)


def test_parabolic_cylinder():
    v, x = RNG.uniform(-6, 12, 300), RNG.uniform(-5, 5, 300)
    compare("pbdv", v, x, scale=1, rtol=1e-7)
    compare("pbwa", RNG.uniform(-5, 5, 200), RNG.uniform(-5, 5, 200), rtol=1e-6)
    compare("pbvv", RNG.uniform(-4, 4, 200), RNG.uniform(0.1, 5, 200), scale=1, rtol=1e-7)


@pytest.mark.parametrize("name, count", [("elliprc", 2), ("elliprd", 3), ("elliprf", 3), ("elliprg", 3), ("elliprj", 4)])
def test_carlson(name, count):
    compare(name, *RNG.uniform(0.01, 9, (count, 200)), rtol=1e-13)
    compare(name, *(RNG.uniform(0.01, 9, (count, 100)) + 1j * RNG.uniform(-3, 3, (count, 100))), rtol=1e-12)
    last = -RNG.uniform(0.1, 9, 100)
    if name in ("elliprc", "elliprj"):
        compare(name, *RNG.uniform(0.01, 9, (count - 1, 100)), last, rtol=1e-11)


CALLS = """
ai_zeros(5); bi_zeros(5); ai_zeros(0); ai_zeros(1.5); ai_zeros([1]); y0_zeros(4); y1_zeros(4); y1p_zeros(4); y0_zeros(0)
jnjnp_zeros(30); jnjnp_zeros(1201); erf_zeros(6); erf_zeros(0); kelvin_zeros(5); ber_zeros(3); keip_zeros(3); ber_zeros(0)
fresnel_zeros(5); fresnelc_zeros(3); fresnels_zeros(3); fresnels_zeros(0)
lmbda(2.5, 3.0); lmbda(3, 0.5); lmbda(0, 1.0); lmbda(-1, 2.0); lmbda([1], 2.0); lmbda(5, 30.0)
riccati_jn(4, 2.5); riccati_yn(4, 2.5); riccati_jn(0, 1.5); riccati_yn(2, 0.0); riccati_jn(2, 0.0); riccati_jn(-1, 1.0)
riccati_jn(1.5, 1.0); euler(20); euler(0); euler(1); euler(-1); bernoulli(20); bernoulli(0); bernoulli(1); bernoulli([1])
diric(0.0, 3); diric(np.linspace(-9, 9, 50), 4); diric(np.linspace(-9, 9, 50), 3.0); diric([1.0, 2.0], 2.5); diric(1, -1)
diric(np.float32(1.5), 3); diric(2 * np.pi, 4); diric(np.array([0.5, 1.5], "float32"), np.array([2.0, 3.0], "float32"))
h1vp(1, 2.5); h1vp(1.5, [1.0, 2.0], 2); h2vp(0, 2.0, 0); h2vp(1, 2 + 1j, 3); h1vp(1, 2.0, -1); h2vp(1, 2.0, 1.5)
pbdv_seq(2.5, 1.0); pbdv_seq(0, 1.0); pbvv_seq(2, 1.0); pbdn_seq(0, 1.0); pbdn_seq(1.5, 1.0)
besselpoly(0.5, 1, 1); besselpoly(2.0, 0.5, 1.5); besselpoly(0.0, 0, 0); besselpoly(1.5, 2, -2); besselpoly(0.0, 1, 1)
airy([]); airy(0); kelvin([1.0, 0.0]); sici(0); shichi(np.array([0, -1])); fresnel(np.zeros((2, 3))); spence([0, 1, 2])
airy(np.inf); airye(-1.0); sici([np.inf, -np.inf, np.nan]); fresnel(np.inf); wrightomega([np.inf, -np.inf, 1e25]); ker(-1.0)
struve(0, 0.0); struve(-1, 0.0); struve(-2.5, 3.0); modstruve(-1.5, 2.0); struve(0.5, -1.0); modstruve(1, -2.0)
elliprj(1, 1, 1, 0.0); elliprj(0, 0, 1, 2.0); elliprg(0, 0, 4); elliprf(-1, 1, 1); elliprc(1, 0); elliprd(0, 0, 1)
"""


@pytest.mark.parametrize("text", [t.strip() for t in CALLS.replace("\n", ";").split(";") if t.strip()])
def test_calls(text):
    def value(np, special):
        return quiet(eval, text, {"np": np, **{name: getattr(special, name) for name in ours.__all__}})

    same(value(pallasite.numpy, ours), value(numpy, scipy.special), rtol=1e-7, atol=1e-9)


def test_complex_zeros_are_zeros():
    for zeros, order in ((ours.y0_zeros(8, complex=True), 0), (ours.y1_zeros(8, True), 1)):
        z = numpy.asarray(zeros[0])
        assert numpy.max(abs(scipy.special.yv(order, z) / scipy.special.yvp(order, z))) < 1e-12
        assert numpy.allclose(numpy.asarray(zeros[1]), scipy.special.yv(1, z) if order == 0 else scipy.special.yvp(1, z), rtol=1e-10)
    z, values = map(numpy.asarray, ours.y1p_zeros(8, complex=True))
    assert numpy.max(abs(scipy.special.yvp(1, z))) < 1e-12 and numpy.allclose(values, scipy.special.yv(1, z), rtol=1e-10)


def test_kelvin_zeros_far_out():
    for name in ("ber", "bei", "ker", "kei", "berp", "beip", "kerp", "keip"):
        zeros = numpy.asarray(getattr(ours, f"{name}_zeros")(200))
        assert numpy.max(abs(numpy.diff(zeros)[10:] - math.sqrt(2) * math.pi)) < 1e-3


def test_no_signals_unless_asked():
    with ours.errstate(all="raise"):
        ours.airy(1.0)
        with pytest.raises(ours.SpecialFunctionError):
            ours.spence(-1.0)


def test_pbdn_seq_of_a_complex_number():
    """Against DLMF 12.7.1 and 12.8.1: SciPy's values are those of another argument."""
    z = 1.0 + 1j
    first = numpy.exp(-z * z / 4)
    values, _ = ours.pbdn_seq(2, z)
    numpy.testing.assert_allclose(numpy.asarray(values), first * numpy.array([1, z, z * z - 1]), rtol=1e-13)
