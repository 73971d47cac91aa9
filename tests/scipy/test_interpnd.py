"""Interpolation in several dimensions beside SciPy's: scattered data, grids, radial basis functions."""
import pickle
import re
import warnings

import numpy
import pytest
import scipy.interpolate

import pallasite
import pallasite.numpy
import pallasite.scipy.interpolate
from pallasite.scipy import interpolate as ours

BOTH = [(numpy, scipy.interpolate), (pallasite.numpy, pallasite.scipy.interpolate)]
RNG = numpy.random.default_rng(5)
PLANE, SOLID = RNG.random((60, 2)), RNG.random((40, 3))
XI2, XI3 = RNG.random((300, 2)) * 1.2 - 0.1, RNG.random((300, 3)) * 1.2 - 0.1
GRID = [numpy.sort(RNG.random(n)) for n in (7, 8, 9)]
VALUES = RNG.random((7, 8, 9))
INSIDE = numpy.stack([g[0] + (g[-1] - g[0]) * RNG.random(200) for g in GRID], axis=-1)


def run(text, np, interpolate):
    """The value of an expression and its warnings, or its exception."""
    arrays = {name: np.asarray(globals()[name]) for name in ("PLANE", "SOLID", "XI2", "XI3", "VALUES", "INSIDE")}
    names = {"np": np, "GRID": tuple(np.asarray(g) for g in GRID), **arrays}
    names |= {name: getattr(interpolate, name) for name in (
        "CloughTocher2DInterpolator", "LinearNDInterpolator", "NearestNDInterpolator", "RBFInterpolator",
        "RegularGridInterpolator", "griddata", "interpn")}
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        try:
            value = eval(text, names)
        except Exception as e:
            value = e
    return value, [(w.category.__name__, str(w.message)) for w in seen]


def words(text):
    """The words of a message in a fixed order: sets are printed in one that changes from run to run."""
    return sorted(re.findall(r"[\w.]+", str(text)))


def check(text, rtol=1e-9, atol=1e-10, theirs=None):
    """Compares an expression on both libraries; `theirs` is SciPy's when it is another."""
    (want, warned), (got, warns) = (run(t, *libraries) for t, libraries in zip((theirs or text, text), BOTH))
    if isinstance(want, Exception):
        assert type(got).__name__ == type(want).__name__, got
        assert not isinstance(want, ValueError) or words(got) == words(str(want).replace("_legacy", ""))
    else:
        assert not isinstance(got, Exception), got
        one, other = numpy.asarray(got), numpy.asarray(want)
        assert (one.shape, one.dtype) == (other.shape, other.dtype)
        numpy.testing.assert_allclose(one, other, rtol=rtol, atol=atol)
    assert warns == warned


SCATTERED = ["LinearNDInterpolator", "NearestNDInterpolator", "CloughTocher2DInterpolator"]
PLANES = [
    "np.sin(9 * PLANE[:, 0]) * PLANE[:, 1]", "np.arange(60)", "PLANE[:, 0] + 2j * PLANE[:, 1]", "PLANE.astype('f4')",
    "PLANE[:, :, None] * np.arange(3)", "PLANE[::-1]", "list(range(60))", "np.where(PLANE[:, 0] > 0.9, np.nan, 1)",
]


@pytest.mark.parametrize("values", PLANES)
@pytest.mark.parametrize("name", SCATTERED)
def test_scattered_in_the_plane(name, values):
    tolerance = 1e-5 if name[0] == "C" else 1e-9
    if "complex" in values or "j" in values:
        check(f"{name}(PLANE, {values})(XI2)[np.isfinite({name}(PLANE, {values})(XI2))]", tolerance, tolerance)
    else:
        check(f"{name}(PLANE, {values})(XI2)", tolerance, tolerance)


@pytest.mark.parametrize("options", ["", ", rescale=True", ", fill_value=-3"])
@pytest.mark.parametrize("name", SCATTERED)
def test_options_of_scattered(name, options):
    if name == "NearestNDInterpolator" and "fill" in options:
        options = ", tree_options={'leafsize': 3}"
    check(f"{name}(PLANE * [1, 100], PLANE[:, 0]{options})(XI2 * [1, 100])", 1e-5, 1e-5)


@pytest.mark.parametrize("call", [
    "(XI2[:, 0], XI2[:, 1])", "((XI2[:, 0], XI2[:, 1]))", "(0.5, 0.5)", "([0.5, 0.5])", "((0.5, 0.5))",
    "([0.2, 0.4], 0.5)", "(XI2.reshape(10, 30, 2))", "(XI2[:0])", "(XI2[::-2])", "(XI2[:, :1], XI2[None, :5, 0])",
    "(1, 2, 3)", "([[1, 2, 3]])", "([np.nan, 0.5], 0.5)",
])
@pytest.mark.parametrize("name", SCATTERED[::2])
def test_how_points_are_given(name, call):
    check(f"{name}(PLANE, PLANE[:, 0]){call}", 1e-5, 1e-5)


@pytest.mark.parametrize("call", [
    "LinearNDInterpolator(SOLID, SOLID @ [1, 2, 3])(XI3)", "NearestNDInterpolator(SOLID, SOLID)(XI3)",
    "NearestNDInterpolator(SOLID, SOLID)(XI3, distance_upper_bound=0.1)", "NearestNDInterpolator(SOLID, SOLID)(XI3, p=1)",
    "LinearNDInterpolator((SOLID[:, 0], SOLID[:, 1]), SOLID)(0.5, 0.5)",
    "LinearNDInterpolator(PLANE, PLANE[:5])", "CloughTocher2DInterpolator(SOLID, SOLID)",
    "LinearNDInterpolator(PLANE, PLANE, fill_value=3j)", "LinearNDInterpolator(PLANE[:, 0] + 1j, PLANE)",
    "CloughTocher2DInterpolator(PLANE, PLANE[:, 0] * 100, tol=1e-12, maxiter=2)(0.5, 0.5)",
])
def test_more_of_scattered(call):
    check(call, 1e-6, 1e-6)


@pytest.mark.parametrize("method", ["linear", "nearest", "cubic", "foo"])
@pytest.mark.parametrize("call", [
    "griddata(PLANE, PLANE[:, 0]**2, (XI2[:, 0], XI2[:, 1]), method={!r})",
    "griddata((PLANE[:, 0], PLANE[:, 1]), PLANE[:, 0]**2, XI2, method={!r}, fill_value=0)",
    "griddata(PLANE, PLANE[:, 0]**2, tuple(np.mgrid[0:1:20j, 0:1:30j]), method={!r}, rescale=True)",
    "griddata(SOLID, SOLID[:, 0]**2, XI3, method={!r})",
    "griddata(PLANE[:, 0], PLANE[:, 0]**2, XI2[:, 0], method={!r})",
    "griddata(PLANE[:, 0], PLANE, XI2[:, 0], method={!r})",
    "griddata(PLANE[:, :1], PLANE[:, 0]**2, (XI2[:, 0],), method={!r})",
])
def test_griddata(call, method):
    check(call.format(method), 1e-5, 1e-5)


def test_a_surface_has_continuous_slopes():
    surface = ours.CloughTocher2DInterpolator(PLANE, numpy.sin(5 * PLANE[:, 0]) * PLANE[:, 1])
    x = numpy.linspace(0.3, 0.7, 20001)
    values = numpy.asarray(surface(x, 0.45 + 0 * x))
    slope = numpy.diff(values) / numpy.diff(x)
    assert abs(numpy.diff(slope)).max() < 0.01


def test_threads_change_nothing():
    surface = ours.LinearNDInterpolator(PLANE, PLANE[:, 0] ** 2)
    xi = numpy.tile(XI2, (40, 1))
    many = numpy.asarray(surface(xi))
    with pallasite.num_threads(1):
        numpy.testing.assert_array_equal(numpy.asarray(surface(xi)), many)


def test_interpolators_pickle():
    for surface, x in [
        (ours.LinearNDInterpolator(PLANE, PLANE, rescale=True), XI2), (ours.NearestNDInterpolator(PLANE, PLANE), XI2),
        (ours.CloughTocher2DInterpolator(PLANE, PLANE), XI2), (ours.RBFInterpolator(PLANE, PLANE, neighbors=9), XI2),
        (ours.RegularGridInterpolator(GRID, VALUES, method="cubic"), INSIDE),
    ]:
        again = pickle.loads(pickle.dumps(surface))
        numpy.testing.assert_array_equal(numpy.asarray(again(x)), numpy.asarray(surface(x)))


METHODS = ["linear", "nearest", "slinear", "cubic", "quintic", "pchip"]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("call", [
    "RegularGridInterpolator(GRID, VALUES, {!r})(INSIDE)", "RegularGridInterpolator(GRID, VALUES, method={!r})(INSIDE[0])",
    "RegularGridInterpolator(GRID, VALUES, {!r}, False)(INSIDE * 1.3 - 0.15)",
    "RegularGridInterpolator(GRID, VALUES, {!r}, bounds_error=False, fill_value=None)(INSIDE * 1.1 - 0.05)",
    "RegularGridInterpolator(GRID, VALUES, {!r})(INSIDE * 1.3 - 0.15)",
    "RegularGridInterpolator(GRID[:2], VALUES, {!r})(INSIDE[:, :2])",
    "RegularGridInterpolator(GRID[:2], VALUES[:, :, 0] + 1j * VALUES[:, :, 1], {!r})(INSIDE[:, :2])",
    "RegularGridInterpolator(GRID, VALUES, {!r})(tuple(INSIDE.T))",
    "RegularGridInterpolator((GRID[0][::-1], GRID[1], GRID[2][::-1]), VALUES, {!r})(INSIDE)",
    "RegularGridInterpolator(GRID[:1], VALUES[:, 0, 0], {!r})(INSIDE[:, 0])",
    "interpn(GRID, VALUES, INSIDE, {!r})", "interpn(GRID, VALUES, INSIDE.reshape(2, 100, 3), method={!r})",
    "RegularGridInterpolator(GRID[:2], VALUES[:, :, 0], {!r}, False)([[np.nan, 0.5], [0.5, 0.5]])",
    "RegularGridInterpolator(([0, 1], GRID[1], GRID[2]), VALUES[:2], {!r})(INSIDE)",
    "RegularGridInterpolator(GRID, (VALUES * 9).astype(int), {!r})(INSIDE)",
])
def test_regular_grid(call, method):
    # SciPy solves for the splines' coefficients iteratively, to few digits; what it calls legacy is exact.
    spline = method in ("slinear", "cubic", "quintic")
    check(call.format(method), 1e-7, 1e-7, call.format(f"{method}_legacy" if spline else method))


@pytest.mark.parametrize("call", [
    "RegularGridInterpolator(GRID, VALUES, 'cubic')(INSIDE, nu=[1, 0, 2])",
    "RegularGridInterpolator(GRID, VALUES)(INSIDE, method='nearest')",
    "RegularGridInterpolator(GRID, VALUES)(INSIDE, nu=[1, 0, 0])", "RegularGridInterpolator(GRID, VALUES)(INSIDE[:, :2])",
    "RegularGridInterpolator(GRID, VALUES, 'foo')", "RegularGridInterpolator(GRID, VALUES[0])",
    "RegularGridInterpolator(GRID, VALUES[:2])", "RegularGridInterpolator(([1, 1, 2],), [1, 2, 3])",
    "RegularGridInterpolator(GRID, VALUES, fill_value=1j)", "RegularGridInterpolator(GRID, VALUES, solver=1)",
    "RegularGridInterpolator(([1],), [2.])([1])", "RegularGridInterpolator(GRID, VALUES.astype('f4'))(INSIDE)",
    "RegularGridInterpolator(GRID, VALUES.astype('f4'), 'nearest')(INSIDE)", "interpn(GRID, VALUES, INSIDE, 'foo')",
    "interpn(GRID, VALUES, INSIDE + 1)", "interpn(GRID, VALUES, INSIDE + 1, bounds_error=False)",
    "interpn(GRID, VALUES, INSIDE, 'splinef2d')", "interpn(GRID[:2], VALUES[:, :, 0], INSIDE)",
])
def test_more_of_grids(call):
    check(call, 2e-2 if "nu=" in call else 1e-6, 1e-2 if "nu=" in call else 1e-7)


KERNELS = [
    "linear", "thin_plate_spline", "cubic", "quintic", "multiquadric", "inverse_multiquadric", "inverse_quadratic",
    "gaussian",
]


@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize("options", ["", ", neighbors=20", ", smoothing=0.1", ", degree=3", ", degree=-1",
                                     ", smoothing=np.arange(60)", ", degree=0, neighbors=30"])
def test_radial_basis_functions(kernel, options):
    check(f"RBFInterpolator(PLANE, np.sin(3 * PLANE), kernel={kernel!r}, epsilon=4{options})(XI2)", 1e-5, 1e-5)


@pytest.mark.parametrize("call", [
    "RBFInterpolator(PLANE, PLANE[:, 0] + 1j)(XI2)", "RBFInterpolator(SOLID, SOLID[:, :, None] * [1, 2])(XI3)",
    "RBFInterpolator(PLANE, PLANE, kernel='gaussian')", "RBFInterpolator(PLANE, PLANE, kernel='Linear')(XI2)",
    "RBFInterpolator(PLANE[:, 0], PLANE)", "RBFInterpolator(PLANE, PLANE[:5])", "RBFInterpolator(PLANE[:2], PLANE[:2])",
    "RBFInterpolator(PLANE, PLANE, smoothing=np.arange(3))", "RBFInterpolator(PLANE, PLANE, degree=-2)",
    "RBFInterpolator(PLANE, PLANE)(XI3)", "RBFInterpolator(PLANE, PLANE[:, 0]).d", "RBFInterpolator(PLANE, PLANE + 1j).d",
    "RBFInterpolator(PLANE, PLANE)([1, 2])", "RBFInterpolator(PLANE, PLANE)(XI2[:0])",
    "RBFInterpolator([[0, 0], [1, 0], [2, 0], [3., 0]], [1, 2, 3, 4])",
])
def test_more_of_radial_basis_functions(call):
    check(call, 1e-6, 1e-6)


@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize("degree", [None, 0, 3])
def test_many_points_of_radial_basis_functions(kernel, degree):
    check(f"RBFInterpolator(np.tile(SOLID, (4, 1)) + np.arange(160)[:, None] / 700, np.arange(160) % 7, kernel={kernel!r}, "
          f"epsilon=6, degree={degree}, smoothing=1e-3)(XI3)", 1e-5, 1e-5)


def test_the_place_of_a_point_does_not_depend_on_the_others():
    tri, grid = ours.LinearNDInterpolator(PLANE, PLANE[:, 0]), numpy.tile(XI2, (5, 1))
    many = numpy.asarray(tri(grid))
    numpy.testing.assert_allclose(many[:5], numpy.asarray(tri(grid[:5])), rtol=1e-12)
