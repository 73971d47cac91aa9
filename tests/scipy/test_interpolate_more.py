"""Piecewise and rational polynomials, smoothing splines as objects, splines of several variables: SciPy and pallasite."""
import numpy as np
import pytest
import scipy.interpolate

import pallasite.scipy.interpolate
from tests.differential import both

LIBRARIES = {"numpy": scipy.interpolate, "pallasite.numpy": pallasite.scipy.interpolate}
NU = [0, 1, 2, 3]


def interpolate(xp):
    """The `scipy.interpolate` that belongs to `xp`."""
    return LIBRARIES[xp.__name__]


def waves(xp, n=30):
    """Points and noisy values."""
    x = xp.linspace(0, 6, n)
    return x, xp.sin(x) + 0.1 * xp.cos(17 * x)


def bernstein(xp):
    """A polynomial of degree 3 on two intervals, of two values."""
    c = xp.sin(xp.arange(16.0)).reshape(4, 2, 2)
    return interpolate(xp).BPoly(c, xp.array([0.0, 1.0, 2.5]))


AT = [-0.5, 0.0, 0.3, 1.0, 1.7, 2.5, 3.0]


@pytest.mark.parametrize("nu", NU)
@pytest.mark.parametrize("extrapolate", [True, False, "periodic"])
@both(ulp=1e4)
def test_bpoly_at_points(xp, nu, extrapolate):
    return bernstein(xp)(xp.array(AT), nu, extrapolate)


@both(ulp=200)
def test_bpoly_calculus(xp):
    p = bernstein(xp)
    return p.derivative().c, p.derivative(2).c, p.antiderivative(2).c, p.integrate(0.2, 2.0), p.integrate(0, 7, "periodic")


@both(ulp=2000)
def test_the_bases_turn_into_each_other(xp):
    module, p = interpolate(xp), bernstein(xp)
    power = module.PPoly.from_bernstein_basis(p)
    return power.c, module.BPoly.from_power_basis(power).c, power.x


@both(ulp=1e4)
def test_bpoly_extends_with_a_higher_degree(xp):
    p = bernstein(xp)
    p.extend(xp.ones((6, 1, 2)), xp.array([4.0]))
    return p.c, p.x


@pytest.mark.parametrize("orders", [None, 3, [1, 4]])
@both(ulp=100)
def test_bpoly_from_derivatives(xp, orders):
    y = [[1.0, 2.0, -1.0], [0.5, 0.0, 3.0], [2.0, -1.0, 0.5]]
    p = interpolate(xp).BPoly.from_derivatives([0, 1, 3], y, orders)
    return p.c, p(0.4), p(2.0, 1)


@both(message=True)
def test_bpoly_refuses_too_few_derivatives(xp):
    return interpolate(xp).BPoly.from_derivatives([0.0, 1.0], [[1.0], [2.0]], 5)


def boxes(xp):
    """A polynomial of two variables with two values."""
    c = xp.cos(xp.arange(2 * 3 * 2 * 1 * 2.0)).reshape(2, 3, 2, 1, 2)
    return interpolate(xp).NdPPoly(c, (xp.array([0.0, 1.0, 2.0]), xp.array([0.0, 1.5])))


@pytest.mark.parametrize("nu", [None, (1, 0), (0, 2), (1, 1), (3, 0)])
@both(ulp=1e4)
def test_ndppoly_at_points(xp, nu):
    points = xp.array([[0.1, 0.2], [1.0, 1.0], [1.9, 1.5], [3.0, -1.0]])
    return boxes(xp)(points, nu), boxes(xp)(points, nu, extrapolate=False)


@both(ulp=200)
def test_ndppoly_calculus(xp):
    p = boxes(xp)
    parts = p.derivative((1, 0)).c, p.antiderivative((0, 2)).c, p.integrate(((0.0, 1.5), (0.5, 1.0)))
    return (*parts, p.integrate_1d(0.2, 0.7, 1).c)


@pytest.mark.parametrize("axis", [0, 1])
@both(ulp=1e5)
def test_krogh(xp, axis):
    x, y = xp.array([0.0, 0.0, 1.0, 2.0, 2.0]), xp.sin(xp.arange(10.0)).reshape(5, 2)
    p = interpolate(xp).KroghInterpolator(x, y if axis == 0 else y.T, axis=axis)
    at = xp.array([[0.0, 0.5, 3.0], [1.0, 2.0, 1.5]])
    return p(at), p.derivatives(at, 3), p.derivative(0.7, 2), p.c


@both(ulp=1e5)
def test_barycentric(xp):
    module, x = interpolate(xp), xp.linspace(-1, 1, 8)
    p = module.BarycentricInterpolator(x, xp.exp(x), rng=1)
    at = xp.array([-0.9, 0.0, x[3], 0.55])
    first = p(at), p.derivative(at, 1), p.derivatives(at, 3)
    p.add_xi([1.5], [xp.exp(1.5)])
    return (*first, p(at), module.barycentric_interpolate(x, xp.exp(x), 0.3, rng=2))


@both(message=True)
def test_barycentric_refuses_equal_points(xp):
    return interpolate(xp).BarycentricInterpolator([0.0, 1.0, 1.0], [1.0, 2.0, 3.0])


@pytest.mark.parametrize("bc_type", [None, "periodic"])
@pytest.mark.parametrize("s", [1e-2, 0.1, 5.0])
@pytest.mark.parametrize("k", [1, 3, 4])
@both(ulp=1e5)
def test_make_splrep(xp, bc_type, s, k):
    module, (x, y) = interpolate(xp), waves(xp)
    if bc_type:
        y[-1] = y[0]
    spline = module.make_splrep(x, y, s=s, k=k, bc_type=bc_type)
    knots = [len(t) for t in module.generate_knots(x, y, s=s, k=k, bc_type=bc_type)]
    return spline.t, spline(x), spline.k, knots


@both(ulp=1e5)
def test_make_splprep(xp):
    x, y = waves(xp)
    spline, u = interpolate(xp).make_splprep([x, y], s=0.05)
    return spline.t, spline(u), u


@both(message=True)
def test_make_splrep_refuses_knots_for_interpolation(xp):
    return interpolate(xp).make_splrep(*waves(xp), s=0, t=xp.ones(8))


@pytest.mark.parametrize("lam", [0.0, 0.3, None])
@both(ulp=1e7)
def test_make_smoothing_spline(xp, lam):
    x, y = waves(xp)
    spline = interpolate(xp).make_smoothing_spline(x, xp.stack((y, y**2)), w=1 + x, lam=lam, axis=1)
    return spline.t, spline(x)


@both(ulp=1e4)
def test_ndbspline(xp):
    module, x = interpolate(xp), xp.array([0.0, 0.4, 1.0, 1.5, 2.2, 3.0])
    t = xp.concatenate(([0.0] * 4, [1.0, 1.5], [3.0] * 4))
    c = xp.sin(xp.arange(6 * 6 * 2.0)).reshape(6, 6, 2)
    spline = module.NdBSpline((t, t), c, 3)
    at = xp.stack((x, x[::-1]), axis=-1)
    return spline(at), spline(at, nu=(1, 2)), spline(at + 1, extrapolate=False), spline.derivative((2, 0))(at)


@both(message=True)
def test_ndbspline_refuses_another_number_of_coefficients(xp):
    t = xp.array([0.0, 0.0, 1.0, 1.0])
    return interpolate(xp).NdBSpline((t,), xp.ones(3), 1)


@pytest.mark.parametrize("d", [0, 2, 3])
@both(ulp=500)
def test_floater_hormann(xp, d):
    x, y = waves(xp, 12)
    p = interpolate(xp).FloaterHormannInterpolator(x, y, d=d)
    return p(xp.array([0.1, 2.0, 5.9])), p.weights


def test_aaa_finds_the_poles_of_tan():
    x = np.linspace(-1.4, 1.4, 200)
    ours, theirs = (module.AAA(x, np.tan(x)) for module in (pallasite.scipy.interpolate, scipy.interpolate))
    assert len(ours.support_points) == len(theirs.support_points)
    near = min(abs(np.asarray(ours.poles()) - np.pi / 2))
    assert near < 1e-7 and abs(np.asarray(ours(0.7)) - np.tan(0.7)) < 1e-12


@pytest.mark.parametrize("function", ["multiquadric", "gaussian", "thin_plate", "quintic", lambda self, r: r + self.epsilon])
@both(ulp=1e8)
def test_rbf(xp, function):
    x, y = waves(xp, 8)
    z = xp.cos(y + x)
    p = interpolate(xp).Rbf(x, y, z, function=function, smooth=0.01)
    return p(xp.array([[0.5, 1.5]]), xp.array([[0.1, 0.4]]))


@pytest.mark.parametrize("c", [
    [1, -6, 11, -6], [0, 1, -1, 0.2], [0, -1, 1, -0.2], [0, 0, 2, -1], [1, 0, 0, 0], [1e-12, 1, -1.5, 0.5],
    [1, 0, -0.25, 0], [1, 0, 1, -1], [0, 0, 0, 0], [0, 0, 0, 1], [1, -2, 1.0, 0.5],
])
@both(ulp=1e8)
def test_roots_of_a_piece(xp, c):
    p = interpolate(xp).PPoly(xp.array(c, dtype=float)[:, None], xp.array([0.0, 1.5]))
    return p.roots(), p.roots(extrapolate=False), p.solve(0.1)


@pytest.mark.parametrize("k", [1, 2, 3, 4])
@both(ulp=1e6)
def test_roots_of_splines(xp, k):
    module, x = interpolate(xp), xp.linspace(0, 20, 60)
    spline = module.make_interp_spline(x, xp.sin(x), k=k)
    return module.PPoly.from_spline(spline).roots(extrapolate=False), module.sproot(module.splrep(x, xp.cos(x)), mest=20)


@pytest.mark.parametrize("ends", [(0.5, 3.0), (3.0, 0.5), (-2.0, 9.0), (7.0, 8.0), (2.0, 2.0), (-3.0, -1.0)])
@both(ulp=1e6)
def test_integrals_of_splines(xp, ends):
    module, x = interpolate(xp), xp.linspace(0, 6, 25)
    results = []
    for k in (1, 2, 3, 5):
        spline = module.make_interp_spline(x, xp.sin(x), k=k)
        results += [spline.integrate(*ends, extrapolate=mode) for mode in (True, False, "periodic")]
        results.append(xp.asarray(module.splint(*ends, spline.tck)))
    integral, weights = module.splint(*ends, module.splrep(x, xp.cos(x)), full_output=True)
    return *results, xp.asarray(integral), weights[:-4]


@pytest.mark.parametrize("ends", [(0.5, 3.0), (3.0, 0.5), (-2.0, 9.0), (2.0, 2.0), (float("nan"), 1.0)])
@pytest.mark.parametrize("falling", [False, True])
@both(ulp=1e6)
def test_integrals_of_pieces(xp, ends, falling):
    x = xp.array([0.0, 1.0, 2.5, 4.0])
    x = -x if falling else x
    p = interpolate(xp).PPoly(xp.sin(xp.arange(24.0)).reshape(4, 3, 2), x)
    sign = -1 if falling else 1
    ends = [sign * end for end in ends]
    modes = (True, False) if falling else (True, False, "periodic")
    return [p.integrate(*ends, extrapolate=mode) for mode in modes if mode != "periodic" or ends[0] == ends[0]]


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64", "int64"])
@pytest.mark.parametrize("kind", ["linear", "nearest", "previous", "cubic"])
@both(ulp=1e6)
def test_types_of_interp1d(xp, kind, dtype):
    x = xp.arange(8, dtype=dtype)
    f = interpolate(xp).interp1d(x, x, kind=kind)
    return f(x).dtype.name, f(xp.arange(3.0)).dtype.name, f(x[:3]).astype(float)


@pytest.mark.parametrize("call", [
    lambda module: module.interp2d([1], [2], [3]),
    lambda module: module.splprep([[1, 3, 2, 4]], u=[0, 0.3, 0.2, 1]),
    lambda module: module.splprep([[-50.5, -50.5, -54.5, -54.5]]),
    lambda module: module.LSQUnivariateSpline([1, 2, 4, 6, 8.5], [0.5, 0.8, 1.3, 2.5, 2.8], [3.0], bbox=(100, -100)),
    lambda module: module.LSQUnivariateSpline([1, 2, 4, 6, 8.5], [0.5, 0.8, 1.3, 2.5, 2.8], [4.0, 3.0]),
])
@both(message=True)
def test_refusals(xp, call):
    call(interpolate(xp))


@both
def test_rational_interpolants_at_their_points(xp):
    x = xp.linspace(0, 3, 21)
    p, q = interpolate(xp).FloaterHormannInterpolator(x, xp.cos(x)), interpolate(xp).BarycentricInterpolator(x, xp.cos(x))
    return p(x), q(x)


def test_aaa_is_the_same_at_any_scale():
    z = np.linspace(0.3, 1.5)
    f = np.exp(z) / (1 + 1j)
    one, large = (pallasite.scipy.interpolate.AAA(z, scale * f) for scale in (1.0, 2.0**311))
    assert np.asarray(large(0.2j)) == 2.0**311 * np.asarray(one(0.2j))


@pytest.mark.parametrize("orders", [(1, 0), (0, 2), (1, 1)])
def test_a_derived_surface_is_the_derivative(orders):
    x = np.linspace(0, 3, 12)
    surface = pallasite.scipy.interpolate.RectBivariateSpline(x, x, np.sin(x)[:, None] * np.cos(x))
    assert surface.partial_derivative(*orders)(0.5, 1.5) == surface(0.5, 1.5, *orders)


def test_a_surface_with_more_knots_than_the_points_determine():
    x, y = (axis.ravel().astype(float) for axis in np.mgrid[0:100, 0:100])
    knots = np.linspace(0.1, 98.0, 29), np.linspace(0.1, 98.0, 33)
    with pytest.warns(UserWarning, match="The coefficients of the spline"):
        surface = pallasite.scipy.interpolate.LSQBivariateSpline(x, y, 3.0 + 0 * x, *knots)
    assert surface.get_residual() < 1e-12
    np.testing.assert_allclose(np.asarray(surface(x, y, grid=False)), 3.0, atol=1e-7)


@both
def test_splrep_refuses_values_of_two_dimensions(xp):
    x = xp.linspace(0, 1, 9)
    interpolate(xp).splrep(x, xp.stack((x, x), axis=1))


@both(ulp=100)
def test_insert_fills_coefficients_up(xp):
    t, c, k = interpolate(xp).splrep(xp.linspace(0, 1, 9), xp.linspace(0, 1, 9) ** 2)
    knots, inserted, _ = interpolate(xp).insert(0.3, (t, c[:-4], k))
    return knots, xp.asarray(len(inserted)), inserted[:-4]


@pytest.mark.parametrize("dtype", ["float32", "complex64", "float64", "complex128"])
@both(ulp=1e9)
def test_types_of_aaa(xp, dtype):
    z = xp.linspace(-1, 1, 50, dtype=dtype)
    r = interpolate(xp).AAA(z, xp.sin(z))
    numbers = r.support_points, r.support_values, r.weights, r.errors, r.poles(), r.residues(), r.roots(), r(z)
    return [a.dtype.name for a in numbers]
