"""Orthogonal polynomials as objects, and rational and Taylor approximants, which are `poly1d` too, beside SciPy's."""
import numpy
import pytest
import scipy.interpolate
import scipy.special

import pallasite.numpy
from pallasite.scipy import interpolate, special

FAMILIES = {
    "legendre": (), "sh_legendre": (), "chebyt": (), "chebyu": (), "chebyc": (), "chebys": (), "sh_chebyt": (), "sh_chebyu": (),
    "jacobi": (0.5, 1.5), "sh_jacobi": (2.5, 1.5), "gegenbauer": (0.75,), "hermite": (), "hermitenorm": (), "laguerre": (),
    "genlaguerre": (1.5,),
}
families = pytest.mark.parametrize("name", FAMILIES)


def near(ours, theirs, rtol=1e-11):
    numpy.testing.assert_allclose(numpy.asarray(ours), theirs, rtol=rtol, atol=1e-11)


@families
@pytest.mark.parametrize("monic", [False, True])
@pytest.mark.parametrize("n", [0, 1, 2, 5, 9])
def test_polynomial(name, n, monic):
    ours = getattr(special, name)(n, *FAMILIES[name], monic=monic)
    theirs = getattr(scipy.special, name)(n, *FAMILIES[name], monic=monic)
    assert type(ours).__name__ == type(theirs).__name__ and isinstance(ours, pallasite.numpy.poly1d)
    scale = abs(theirs.coeffs).max()
    near(ours.coeffs / scale, theirs.coeffs / scale)
    near(ours.weights, theirs.weights, 1e-9)
    near(ours.normcoef, theirs.normcoef)
    assert (ours.order, ours.limits, ours.variable) == (theirs.order, theirs.limits, theirs.variable)
    x = numpy.linspace(0.1, 0.9, 7)
    near(ours(x), theirs(x))
    near(ours(0.25), theirs(0.25))
    near(ours.weight_func(0.25), theirs.weight_func(0.25))
    inner = ours(pallasite.numpy.poly1d([2.0, 1.0])), theirs(numpy.poly1d([2.0, 1.0]))
    near(inner[0].coeffs / scale, inner[1].coeffs / scale)
    near((ours + ours).coeffs / scale, (theirs + theirs).coeffs / scale)


@families
def test_errors(name):
    arguments = [(-1, *FAMILIES[name])]
    if name in ("gegenbauer", "genlaguerre"):
        arguments += [(2, -1.0)]
    if name in ("jacobi", "sh_jacobi"):
        arguments += [(2, -1.0, -1.0), (2.5, *FAMILIES[name])]
    for argument in arguments:
        messages = []
        for library in (special, scipy.special):
            with pytest.raises(ValueError) as caught:
                getattr(library, name)(*argument)
            messages.append(str(caught.value))
        assert messages[0] == messages[1]


def test_polynomials_are_orthogonal():
    x, w = (numpy.asarray(part) for part in special.roots_legendre(12))
    p, q = special.legendre(4), special.legendre(6)
    assert abs((numpy.asarray(p(x)) * numpy.asarray(q(x)) * w).sum()) < 1e-14
    near((numpy.asarray(p(x)) ** 2 * w).sum(), p.normcoef**2)


def test_pade():
    series = [1.0, 1.0, 1 / 2, 1 / 6, 1 / 24, 1 / 120]
    for arguments in ((2,), (3,), (0,), (1, 2), (2, 0)):
        for ours, theirs in zip(interpolate.pade(series, *arguments), scipy.interpolate.pade(series, *arguments)):
            assert isinstance(ours, pallasite.numpy.poly1d)
            near(ours.coeffs, theirs.coeffs)


def test_lagrange_and_taylor():
    x = numpy.array([0.0, 1.0, 2.0, 4.0])
    near(interpolate.lagrange(x, x**3 - x).coeffs, scipy.interpolate.lagrange(x, x**3 - x).coeffs)
    ours = interpolate.approximate_taylor_polynomial(pallasite.numpy.sin, 0.0, 5, 1.0, order=9)
    theirs = scipy.interpolate.approximate_taylor_polynomial(numpy.sin, 0.0, 5, 1.0, order=9)
    near(ours.coeffs, theirs.coeffs, 1e-7)
