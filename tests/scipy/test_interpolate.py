"""scipy.interpolate beside SciPy's: splines of one and two variables, piecewise polynomials."""
import inspect
import warnings

import numpy
import pytest
import scipy.interpolate

import pallasite.numpy
import pallasite.scipy.interpolate as ours

RNG = numpy.random.default_rng(11)
DATA = {
    "x": numpy.sort(RNG.uniform(0, 10, 12)),
    "y": RNG.normal(size=(12, 3)),
    "z": RNG.normal(size=12) + 1j * RNG.normal(size=12),
    "at": numpy.linspace(-1, 11, 57).reshape(3, 19),
    "u": numpy.linspace(0, 10, 80),
    "w": RNG.uniform(0.5, 2, 80),
    "px": RNG.uniform(0, 5, 200),
    "py": RNG.uniform(0, 3, 200),
    "gx": numpy.linspace(0, 5, 30),
    "gy": numpy.linspace(0, 3, 25),
    "few": numpy.linspace(-1, 6, 9),
}
DATA["closed"] = numpy.vstack((DATA["y"][:-1], DATA["y"][:1]))
DATA["v"] = numpy.sin(DATA["u"]) + 0.1 * RNG.normal(size=80)
DATA["ring"] = numpy.append(DATA["v"][:-1], DATA["v"][0])
DATA["space"] = numpy.array([numpy.cos(DATA["u"]), DATA["u"] * numpy.sin(DATA["u"])]) + 0.05 * RNG.normal(size=(2, 80))
DATA["pz"] = numpy.sin(DATA["px"]) * numpy.cos(DATA["py"]) + 0.05 * RNG.normal(size=200)
DATA["gz"] = numpy.sin(DATA["gx"])[:, None] * numpy.cos(2 * DATA["gy"]) + 0.05 * RNG.normal(size=(30, 25))


def run(text, np, module):
    """The value of an expression on a library's arrays and the warnings it gives, or its exception."""
    names = {name: getattr(module, name) for name in ours.__all__}
    data = {name: np.asarray(value) for name, value in DATA.items()}
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        try:
            value = eval(text, {"np": np, "nan": float("nan"), **data, **names})
        except Exception as error:
            value = error
    return value, [w.category.__name__ for w in seen]


def same(got, want, rtol):
    if isinstance(want, (tuple, list)):
        assert len(got) == len(want)
        for one, other in zip(got, want):
            same(one, other, rtol)
    elif isinstance(want, str):
        assert got == want
    else:
        got, want = numpy.asarray(got), numpy.asarray(want)
        assert got.shape == want.shape and got.dtype == want.dtype
        assert numpy.allclose(got, want, rtol=rtol, atol=rtol, equal_nan=True)


def check(text, rtol=1e-9, message=False):
    """The same value or exception, and the same warnings."""
    (got, seen), (want, expected) = run(text, pallasite.numpy, ours), run(text, numpy, scipy.interpolate)
    if isinstance(want, Exception):
        assert type(got).__name__ == type(want).__name__, (got, want)
        assert not message or str(got) == str(want)
        return
    if isinstance(got, Exception):
        raise got
    same(got, want, rtol)
    assert seen == expected


@pytest.mark.parametrize("k", range(7))
@pytest.mark.parametrize("what", [
    "(at)", "(at, 1)", "(at, 2)", "(at, 0, False)", "(at, 0, 'periodic')", ".t", ".c", ".integrate(2, 7)",
    ".integrate(9, -30)", ".integrate(-1, 12, False)", ".integrate(3, 40, 'periodic')", ".derivative()(at)",
    ".antiderivative(2).c", ".insert_knot(5.0, 1)(at)",
])
def test_interpolating_spline(k, what):
    check(f"make_interp_spline(x, y, {k}){what}", 1e-8)


@pytest.mark.parametrize("k", range(1, 8))
@pytest.mark.parametrize("n", [4, 6, 12])
def test_periodic_spline(k, n):
    check(f"make_interp_spline(x[-{n}:], closed[-{n}:] - closed[-1], {k}, bc_type='periodic')(at)"
          if n == 12 else f"make_interp_spline(x[:{n}], np.sin(np.arange({n}) * 6.283185307179586 / ({n} - 1)), {k}, "
          "bc_type='periodic')(at)", 1e-7)


@pytest.mark.parametrize("bc_type", [
    "'natural'", "'clamped'", "'not-a-knot'", "([(1, [1, 2, 3])], [(2, [0, 0, 1])])", "(None, None)", "'wrong'", "3",
    "([(5, 0)], [(1, 0)])", "([(1, 0)], None)", "(1, 2)",
])
def test_conditions(bc_type):
    check(f"make_interp_spline(x, y, 3, bc_type={bc_type})(at)")


@pytest.mark.parametrize("text", [
    "make_interp_spline(x, z)(at)", "make_interp_spline(x, y.T, axis=1)(at)", "make_interp_spline(x, y[:5])",
    "make_interp_spline(x[::-1], y)", "make_interp_spline(x, y * nan)", "make_interp_spline(x, y, -1)",
    "make_interp_spline(x, y[:, :0])(at)", "BSpline([0, 1, 2, 3], [1, 2], 1)([0.5, 1.5, 2.5])",
    "BSpline([0, 1, 2], [1, 2], 1)", "BSpline([0, 1, 3, 2], [1, 2], 1)", "BSpline([0, 1, 2, 3], [1], 1)",
    "BSpline([0, 1, 2, 3], [1, 2], -1)", "BSpline.basis_element([0, 1, 2, 3])([0.5, nan, 7])",
    "make_lsq_spline(u, v, np.array([0, 0, 0, 0, 3, 6, 10, 10, 10, 10]))(at)",
    "make_lsq_spline(u, v, np.array([0, 0, 0, 0, 3, 6, 10, 10, 10, 10]), w=w, method='norm-eq')(at)",
    "make_lsq_spline(u, v, np.array([0, 0, 3, 6]), method='x')",
    "BSpline.from_power_basis(CubicSpline(x, z), 'not-a-knot').c",
    "PPoly.from_spline(splrep(u, v, s=1)).c",
])
def test_bspline(text):
    check(text, 1e-8)


@pytest.mark.parametrize("n", [2, 3, 4, 12])
@pytest.mark.parametrize("bc_type", ["'not-a-knot'", "'natural'", "'clamped'", "('not-a-knot', (2, [1, 2, 3]))", "'x'"])
def test_cubic_spline(n, bc_type):
    spline = f"CubicSpline(x[:{n}], y[:{n}], bc_type={bc_type})"
    check(f"{spline}(at), {spline}.c, {spline}.integrate(-3, 20)")


@pytest.mark.parametrize("n", [2, 3, 4, 12])
def test_periodic_cubic_spline(n):
    check(f"CubicSpline(x[:{n}], np.concatenate((y[:{n} - 1], y[:1])), bc_type='periodic')(at)")
    check(f"CubicSpline(x[:{n}], np.concatenate((y[:{n} - 1], y[:1])), bc_type='periodic').integrate(-30, 20)")


@pytest.mark.parametrize("text", [
    "PchipInterpolator(x, y)(at)", "PchipInterpolator(x[:2], y[:2])(at)", "PchipInterpolator(x, z)",
    "Akima1DInterpolator(x, y)(at)", "Akima1DInterpolator(x, y, method='makima', extrapolate=True)(at)",
    "Akima1DInterpolator(x, y, method='x')", "CubicHermiteSpline(x, y, y)(at, 1)", "CubicSpline(x, y[:3])",
    "pchip_interpolate(x, y, at, der=[0, 1])", "CubicSpline(x.tolist(), y.tolist())(3)", "CubicSpline(x, z)(at)",
    "CubicSpline(x, y, axis=0)(np.array([]))", "CubicSpline(x[::-1], y)", "CubicSpline(x, y.T, axis=1)(at)",
    "PPoly([[1, 2], [3, 4]], [0, 1, 2])([-1, 0.5, 1, 3], extrapolate=False)",
    "PPoly([[1, 2], [3, 4]], [2, 1, 0])([-1, 0.5, 1, 3])", "PPoly([[1, -2], [-0.5, 1]], [0, 1, 2]).roots()",
    "PPoly([[0, -2], [0, 1]], [0, 1, 2]).roots()", "PPoly([[1, 2]], [0, 1])", "PPoly([1, 2], [0, 1])",
    "PPoly([[1, 2], [3, 4]], [0, 1, 2]).antiderivative(2).c", "PPoly([[1, 2], [3, 4]], [0, 1, 2]).derivative(3).c",
    "CubicSpline(u, v).roots()", "CubicSpline(u, v).solve(0.3, extrapolate=False)",
    "PPoly([[1.0, 1], [-6, -6], [11, 11], [-6, -6]], [0, 9, 10]).roots()",
])
def test_pieces(text):
    check(text, 1e-8)


@pytest.mark.parametrize("kind", [
    "linear", "nearest", "nearest-up", "previous", "next", "zero", "slinear", "quadratic", "cubic", 5,
])
@pytest.mark.parametrize("fill", ["nan", "'extrapolate'", "(1, 2)", "0.5", "([1, 2, 3], 4)"])
def test_interp1d(kind, fill):
    for data in ("x, y.T", "x[::-1], y.T[:, ::-1]", "x, y[:, 0]"):
        if fill[1] == "[" and data.endswith("0]"):
            continue
        check(f"interp1d({data}, {kind!r}, fill_value={fill}, bounds_error=False)(at)", 1e-8)
        check(f"interp1d({data}, {kind!r}, fill_value={fill}, bounds_error=False)(x)", 1e-8)


@pytest.mark.parametrize("text", [
    "interp1d(x, y)(at)", "interp1d(x, z)(x)", "interp1d(x, y.T)(99)", "interp1d(x, y.T)(-99)", "interp1d(x, y[:, 0])(5)",
    "interp1d(x, y.T, 'x')", "interp1d(x, y.T, fill_value=[1, 2])", "interp1d(x[:2], y[:2, 0], 'cubic')",
    "interp1d(x, y.T, fill_value='extrapolate', bounds_error=True)", "interp1d([1, 2, 3], [4, 5, 6])([1, 2.5])",
    "interp1d([1, 2, 3], [4, nan, 6], 'cubic')([1, 2.5])", "interp1d([0, 1], [2, 3], 'nearest')(nan)",
])
def test_interp1d_edges(text):
    check(text, message=True)


@pytest.mark.parametrize("k", range(1, 6))
@pytest.mark.parametrize("s", [0, 0.1, 0.5, 2, 100])
def test_smoothed_curve(k, s):
    check(f"splrep(u, v, k={k}, s={s}, full_output=1)[0][0]")
    check(f"splev(u, splrep(u, v, w, k={k}, s={s}))", 1e-6)
    spline = f"UnivariateSpline(u, v, k={k}, s={s})"
    check(f"{spline}.get_knots(), {spline}.get_residual(), type({spline}).__name__", 1e-6)
    for ext in (0, 1, 2, 3):
        check(f"{spline}(at[1], ext={ext})", 1e-6)
    check(f"splprep(space, k={k}, s={s})[1]")
    check(f"splev(u / 10, splprep(space, k={k}, s={s})[0])", 1e-6)


@pytest.mark.parametrize("k", range(1, 6))
@pytest.mark.parametrize("s", [0, 0.3, 2, 100])
def test_closed_curve(k, s):
    check(f"splrep(u, ring, k={k}, s={s}, per=1, full_output=1)[0][0]")
    check(f"splev(u, splrep(u, ring, k={k}, s={s}, per=1))", 1e-5)


@pytest.mark.parametrize("text", [
    "UnivariateSpline(u, v, s=1).roots()", "UnivariateSpline(u, v, s=1).integral(1, 12)", "splrep(u, v, k=6)",
    "UnivariateSpline(u, v, s=1).derivatives(3)", "UnivariateSpline(u, v, s=1).derivative()(u)", "splrep(u, v[:3])",
    "UnivariateSpline(u, v, s=1).antiderivative()(u)", "LSQUnivariateSpline(u, v, [2, 4, 6])(u)", "splrep(u, v, t=[4, 6])",
    "LSQUnivariateSpline(u, v, [6, 4])", "InterpolatedUnivariateSpline(u, v)(u)", "UnivariateSpline(u, v, s=-1)",
    "UnivariateSpline(u, v, ext=7)", "UnivariateSpline(u, v, k=6)", "UnivariateSpline(u, v)([])", "splrep(u, v)",
    "insert(5.05, splrep(u, v, s=1), 2)", "splint(1, 3, splrep(u, v))", "spalde([1, 2], splrep(u, v))",
    "sproot(splrep(u, v, s=1), 99)", "splder(splrep(u, v))", "splantider(splrep(u, v), 2)", "splev(1, splrep(u, v), 7)",
])
def test_fitpack(text):
    check(text, 1e-8)


def test_smoothing_again():
    def smoothed(np, module):
        spline = module.UnivariateSpline(np.asarray(DATA["u"]), np.asarray(DATA["v"]), s=20)
        spline.set_smoothing_factor(0.4)
        return spline.get_knots(), spline(np.asarray(DATA["u"]))

    same(smoothed(pallasite.numpy, ours), smoothed(numpy, scipy.interpolate), 1e-6)


@pytest.mark.parametrize("degrees", ["kx=3, ky=3", "kx=1, ky=2", "kx=4, ky=2"])
@pytest.mark.parametrize("s", ["0.6", "1", "5", "None"])
def test_scattered_surface(degrees, s):
    surface = f"SmoothBivariateSpline(px, py, pz, {degrees}, s={s})"
    check(f"{surface}.get_knots()", 1e-6)
    check(f"{surface}(few, few), {surface}.ev(px, py), {surface}.fp, {surface}.integral(0, 2, 1, 2)", 1e-4)


@pytest.mark.parametrize("degrees", ["kx=3, ky=3", "kx=1, ky=2", "kx=5, ky=4"])
@pytest.mark.parametrize("s", [0, 0.5, 1.7, 50, 1000])
def test_surface_of_a_grid(degrees, s):
    surface = f"RectBivariateSpline(gx, gy, gz, {degrees}, s={s})"
    check(f"{surface}.get_knots()")
    check(f"{surface}(few, few), {surface}.ev(px, py), {surface}.get_residual()", 1e-4)


@pytest.mark.parametrize("text", [
    "LSQBivariateSpline(px, py, pz, [1, 2, 3], [1, 2])(few, few)", "RectBivariateSpline(gx, gy[::-1], gz)",
    "RectBivariateSpline(gx, gy, gz)(few, few, 1, 2)", "RectBivariateSpline(gx, gy, gz)(few[::-1], few)",
    "RectBivariateSpline(gx, gy, gz).partial_derivative(1, 1)(few, few)", "RectBivariateSpline(gx, gx, gz)",
    "bisplev(few, few, bisplrep(px, py, pz, s=2))", "SmoothBivariateSpline(px, py, pz[:5])",
    "SmoothBivariateSpline(px, py, pz, s=-1)", "SmoothBivariateSpline(px, py, pz)([], few)",
])
def test_surfaces(text):
    check(text, 1e-6)


def test_threads_do_not_change_a_bit():
    from pallasite import threads

    x = pallasite.numpy.linspace(0, 5, 1000)
    surface = ours.RectBivariateSpline(*(pallasite.numpy.asarray(DATA[n]) for n in ("gx", "gy", "gz")))
    spline = ours.CubicSpline(pallasite.numpy.asarray(DATA["u"]), pallasite.numpy.asarray(DATA["v"]))
    points = pallasite.numpy.linspace(-1, 11, 300_000)
    found = []
    for n in (1, 2, 5):
        with threads.num_threads(n):
            found.append((numpy.asarray(surface(x, x)), numpy.asarray(spline(points))))
    for other in found[1:]:
        assert all(numpy.array_equal(a, b) for a, b in zip(found[0], other))


@pytest.mark.parametrize("name", [n for n in ours.__all__ if n != "pchip"])
def test_signature(name):
    theirs = inspect.signature(getattr(scipy.interpolate, name))
    assert [(p.name, p.kind) for p in inspect.signature(getattr(ours, name)).parameters.values()] == [
        (p.name, p.kind) for p in theirs.parameters.values()
    ]


