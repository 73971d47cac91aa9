"""Complex arguments of scipy.special beside SciPy's."""
import math

import numpy
import pytest
import scipy.special

import pallasite.numpy
from pallasite.scipy import special as ours

RNG = numpy.random.default_rng(11)
SIDES = [0.0, 1.0, -1.0, math.inf, -math.inf, math.nan]


def plane(size, n=300):
    return RNG.uniform(0.01, size, n) * numpy.exp(1j * RNG.uniform(-math.pi, math.pi, n))


def apart(got, want):
    """The largest error, relative to the modulus."""
    return numpy.max(abs(numpy.asarray(got) - want) / abs(want))


@pytest.mark.parametrize("size", [0.9, 5.0, 20.0])
@pytest.mark.parametrize("name", "wofz erf erfc erfcx erfi dawsn ndtr digamma psi log1p expm1".split())
def test_values(name, size):
    z = plane(size)
    want = getattr(scipy.special, name)(z)
    finite = numpy.isfinite(want) & (abs(want) > 1e-290)
    got = numpy.asarray(getattr(ours, name)(pallasite.numpy.asarray(z)))
    assert got.dtype == want.dtype and apart(got[finite], want[finite]) < 2e-12


def test_log_ndtr():
    z = plane(8.0)
    got, want = numpy.asarray(ours.log_ndtr(pallasite.numpy.asarray(z))), scipy.special.log_ndtr(z)
    # SciPy loses digits where the logarithm is small.
    assert numpy.max(abs(got - want)) < 1e-11


@pytest.mark.parametrize("name", "wofz erf erfc erfcx erfi".split())
def test_infinities_on_the_axes(name):
    for z in [complex(x, 0) for x in SIDES] + [complex(0, y) for y in SIDES]:
        got, want = complex(getattr(ours, name)(z)), complex(getattr(scipy.special, name)(z))
        numpy.testing.assert_allclose([got.real, got.imag], [want.real, want.imag], rtol=1e-13, err_msg=str(z))


@pytest.mark.parametrize("name", "wofz erf digamma log1p xlog1py eval_legendre".split())
def test_single_precision(name):
    z = plane(2.0).astype("complex64")
    args = [z] * getattr(ours, name).nin
    if name.startswith("eval"):
        args[0] = numpy.full(len(z), 3.0, "float32")
    want = getattr(scipy.special, name)(*args)
    got = numpy.asarray(getattr(ours, name)(*map(pallasite.numpy.asarray, args)))
    assert got.dtype == want.dtype and apart(got, want) < 1e-5


def test_xlog1py():
    x, y = plane(3.0), plane(3.0)
    x[:3] = 0.0
    got = numpy.asarray(ours.xlog1py(pallasite.numpy.asarray(x), pallasite.numpy.asarray(y)))
    numpy.testing.assert_allclose(got, scipy.special.xlog1py(x, y), rtol=1e-13)


@pytest.mark.parametrize("name", "eval_legendre eval_chebyt eval_chebyu eval_chebyc eval_chebys eval_laguerre eval_sh_legendre".split())
@pytest.mark.parametrize("degree", [0, 1, 4.0, 7.0, 2.5])
def test_polynomials(name, degree):
    z = plane(1.4)
    got = ours.__dict__[name](degree, pallasite.numpy.asarray(z))
    assert apart(got, getattr(scipy.special, name)(degree, z)) < 1e-10


@pytest.mark.parametrize("name, parameters", [
    ("eval_jacobi", (3, 0.5, 0.25)), ("eval_jacobi", (2.5, 0.5, 0.25)), ("eval_gegenbauer", (4, 0.75)),
    ("eval_genlaguerre", (3, 0.5)), ("eval_genlaguerre", (1.5, 0.5)), ("eval_sh_jacobi", (3, 2.5, 1.5)),
])
def test_polynomials_with_parameters(name, parameters):
    z = plane(1.4)
    got = ours.__dict__[name](*parameters, pallasite.numpy.asarray(z))
    assert apart(got, getattr(scipy.special, name)(*parameters, z)) < 1e-10


@pytest.mark.parametrize("name", ["jvp", "yvp", "ivp", "kvp"])
@pytest.mark.parametrize("order", [0, 1, 3])
def test_derivatives_of_bessel_functions(name, order):
    z = plane(6.0)
    got = getattr(ours, name)(1.5, pallasite.numpy.asarray(z), order)
    assert apart(got, getattr(scipy.special, name)(1.5, z, order)) < 1e-9


@pytest.mark.parametrize("parameters", [(8.25, 2.25, -3.5), (16.25, 4.25, 2.5), (-15.5, -1.5, -0.9), (4.1, 16.0, -7.9),
                                        (1.5, 8.5, -3.9), (-3.75, -15.75, -0.5), (0.5, -10.0, -10.0), (2.25, 2.25, -1.5)])
def test_gauss_with_large_parameters(parameters):
    z = plane(1.4)
    got = ours.hyp2f1(*parameters, pallasite.numpy.asarray(z))
    want = scipy.special.hyp2f1(*parameters, z)
    # SciPy's is off by factors of up to 1e5 at a tenth of these points, beside mpmath.
    assert numpy.quantile(abs(numpy.asarray(got) - want) / abs(want), 0.6) < 1e-11


@pytest.mark.parametrize("tol", [1e-3, 1e-8, 1e-12, [1e-8]])
def test_lambertw(tol):
    z = plane(30.0)
    for k in (-2, -1, 0, 1, 3):
        got, want = ours.lambertw(pallasite.numpy.asarray(z), k, tol), scipy.special.lambertw(z, k, 1e-12)
        assert numpy.asarray(got).shape == want.shape
        assert apart(got, want) < (1e-6 if tol == 1e-3 else 1e-13)
    assert ours.lambertw([0], [0], [0]).dtype == "complex128"
