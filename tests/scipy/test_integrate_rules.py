"""`quad_vec`, `fixed_quad`, `newton_cotes`, `ode`, `solve_bvp` on SciPy and on pallasite."""
import numpy as np
import pytest
import scipy.integrate

import pallasite.scipy.integrate
from tests.differential import both

LIBRARIES = {"numpy": scipy.integrate, "pallasite.numpy": pallasite.scipy.integrate}


def integrate(xp):
    """The `scipy.integrate` that belongs to `xp`."""
    return LIBRARIES[xp.__name__]


def summary(found):
    """Value, error and the intervals of `quad_vec`."""
    value, error, info = found
    return value, round(float(error), 12), info.neval, info.status, info.success, info.message, info.intervals


@pytest.mark.parametrize("rule", [None, "gk15", "gk21", "trapezoid"])
@pytest.mark.parametrize("norm", ["2", "max"])
@both(ulp=4)
def test_quad_vec_of_a_vector(xp, rule, norm):
    powers = xp.arange(6)
    f = lambda x: x**powers + abs(x - 0.3) ** 0.5
    return summary(integrate(xp).quad_vec(f, 0, 2, epsabs=1e-4, norm=norm, quadrature=rule, full_output=True))


@pytest.mark.parametrize("ends", [(0, np.inf), (np.inf, 0), (-np.inf, 1), (-np.inf, np.inf), (np.inf, -np.inf)])
@both(ulp=2)
def test_quad_vec_to_infinity(xp, ends):
    return summary(integrate(xp).quad_vec(lambda x: 1 / (1 + x * x), *ends, points=(0.5, 3.0), full_output=True))


@both(ulp=64)
def test_quad_vec_complex(xp):
    found = integrate(xp).quad_vec(lambda x: xp.exp(1j * x * xp.arange(3)), 0, 1, full_output=True)
    return found[0], found[2].neval, found[2].integrals.shape


@both
def test_quad_vec_with_a_cache_too_small(xp):
    f = lambda x: abs(x - 0.3) ** 0.5 * xp.ones(3)
    found = integrate(xp).quad_vec(f, 0, 1, cache_size=800, full_output=True)
    return found[2].neval, xp.isnan(found[2].integrals)


@both(message=True)
def test_quad_vec_refuses_an_unknown_rule(xp):
    return integrate(xp).quad_vec(lambda x: x, 0, 1, quadrature="simpson")


def test_quad_vec_maps_over_workers():
    def spread(f, points):
        calls.append(len(points))
        return [f(x) for x in points]

    calls = []
    value, _ = pallasite.scipy.integrate.quad_vec(lambda x, a: a * x, 0, 1, args=(2,), workers=spread)
    assert abs(value - 1) < 1e-15 and calls[0] == 21


def test_quad_vec_lets_an_exception_out():
    with pytest.raises(ZeroDivisionError):
        pallasite.scipy.integrate.quad_vec(lambda x: 1 / 0, 0, 1)


@pytest.mark.parametrize("n", [1, 4, 20])
@both(ulp=8)
def test_fixed_quad(xp, n):
    f = lambda x, a: xp.vstack((xp.exp(x), a * x**2))
    return integrate(xp).fixed_quad(f, 0.5, 2, args=(3,), n=n)


@pytest.mark.parametrize("n", [1, 2, 9, 14])
@both
def test_newton_cotes(xp, n):
    return integrate(xp).newton_cotes(n)


@both(ulp=200)
def test_newton_cotes_of_uneven_steps(xp):
    weights, error = integrate(xp).newton_cotes(xp.array([0, 0.5, 1.7, 3]))
    return weights, type(error), round(error, 12)


@both(message=True)
def test_newton_cotes_refuses_other_ends(xp):
    return integrate(xp).newton_cotes(xp.array([0.0, 0.5, 3.0]))


def oscillator(t, y, frequency=1.0):
    return [y[1], -(frequency**2) * y[0]]


@pytest.mark.parametrize("name, options", [
    ("vode", {"method": "adams"}), ("vode", {"method": "bdf", "nsteps": 5000}), ("lsoda", {}), ("dopri5", {}),
    ("dop853", {"beta": 0.02}),
])
def test_ode_follows_an_oscillator(name, options):
    solver = pallasite.scipy.integrate.ode(oscillator).set_integrator(name, rtol=1e-8, atol=1e-10, **options)
    solver.set_f_params(2.0).set_initial_value([1.0, 0.0])
    for t in (0.5, 1.0, 4.0):
        y = solver.integrate(t)
        assert solver.successful() and solver.t == t
        assert np.allclose(np.asarray(y), [np.cos(2 * t), -2 * np.sin(2 * t)], rtol=1e-5, atol=2e-5)


@pytest.mark.parametrize("jac", [None, lambda t, y: [[1j, 0], [1, -2j]]])
def test_zvode_follows_a_complex_system(jac):
    solver = pallasite.scipy.integrate.ode(lambda t, y: [1j * y[0], y[0] - 2j * y[1]], jac)
    solver.set_integrator("zvode", method="bdf", rtol=1e-9, atol=1e-11, nsteps=5000).set_initial_value([1.0, 0.0])
    y = np.asarray(solver.integrate(2.0))
    exact = [np.exp(2j), (np.exp(2j) - np.exp(-4j)) / 3j]
    assert y.dtype == complex and np.allclose(y, exact, rtol=1e-6)


@pytest.mark.parametrize("name", ["dopri5", "dop853"])
@both
def test_ode_stops_where_solout_says_so(xp, name):
    solver = integrate(xp).ode(oscillator).set_integrator(name)
    solver.set_initial_value([1.0, 0.0])
    solver.set_solout(lambda t, y: -1 if t > 1 else 0)
    solver.integrate(10.0)
    return solver.get_return_code(), solver.successful(), 1 < solver.t < 10


@both
def test_ode_reports_too_few_steps(xp):
    solver = integrate(xp).ode(oscillator).set_integrator("dopri5", nsteps=3)
    solver.set_initial_value([1.0, 0.0]).integrate(100.0)
    return solver.get_return_code(), solver.successful()


@both
def test_ode_goes_step_by_step(xp):
    solver = integrate(xp).ode(oscillator).set_integrator("vode").set_initial_value([1.0, 0.0])
    solver.integrate(1.0, step=True)
    first = solver.t
    solver.integrate(1.0, relax=True)
    return 0 < first < 1, solver.t >= 1


def bratu(xp):
    return lambda x, y: xp.vstack((y[1], -xp.exp(y[0])))


def bvp(found):
    """The parts of a solution that are numbers."""
    return found.status, found.niter, found.message, found.x, found.y[0, 1:-1], found.sol(0.37), found.p


@pytest.mark.parametrize("guess", [0.0, 3.0])
@both(ulp=1e6)
def test_solve_bvp_finds_both_solutions_of_bratu(xp, guess):
    x = xp.linspace(0, 1, 5)
    y = xp.zeros((2, 5))
    y[0] = guess
    found = integrate(xp).solve_bvp(bratu(xp), lambda ya, yb: xp.array([ya[0], yb[0]]), x, y, tol=1e-5)
    return bvp(found)


@both(ulp=1e7)
def test_solve_bvp_finds_a_parameter(xp):
    x = xp.linspace(0, 1, 5)
    y = xp.zeros((2, 5))
    y[0, 1], y[0, 3] = 1, -1
    f = lambda x, y, p: xp.vstack((y[1], -(p[0] ** 2) * y[0]))
    found = integrate(xp).solve_bvp(f, lambda a, b, p: xp.array([a[0], b[0], a[1] - p[0]]), x, y, p=[6])
    return found.status, found.niter, found.x, found.p


@both(ulp=1e6)
def test_solve_bvp_with_a_singular_term(xp):
    x = xp.linspace(0, 1, 5)
    y = xp.ones((2, 5))
    f = lambda x, y: xp.vstack((y[1], -(y[0] ** 5)))
    found = integrate(xp).solve_bvp(
        f, lambda a, b: xp.array([a[1], b[0] - (3 / 4) ** 0.5]), x, y, S=xp.array([[0.0, 0.0], [0.0, -2.0]])
    )
    return found.status, found.niter, found.x, found.y[0]


@both
def test_solve_bvp_says_when_the_system_is_singular(xp):
    x, y = xp.linspace(0, 1, 4), xp.zeros((2, 4))
    found = integrate(xp).solve_bvp(lambda x, y: xp.zeros_like(y), lambda a, b: xp.array([0.0, 0.0]), x, y)
    return found.status, found.success


@both(message=True)
def test_solve_bvp_checks_what_comes_back(xp):
    x, y = xp.linspace(0, 1, 4), xp.zeros((2, 4))
    return integrate(xp).solve_bvp(lambda x, y: y[:1], lambda a, b: a, x, y)


@pytest.mark.parametrize("name", ["vode", "lsoda", "dopri5"])
def test_complex_ode_goes_round(name):
    solver = pallasite.scipy.integrate.complex_ode(lambda t, y: 1j * y).set_integrator(name, rtol=1e-8, atol=1e-12)
    found = solver.set_initial_value([1.0]).integrate(2.0)
    assert solver.successful() and abs(complex(found[0]) - np.exp(2j)) < 1e-5
