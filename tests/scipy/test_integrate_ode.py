"""scipy.integrate beside SciPy's: initial value problems."""
import inspect
import math
import warnings

import numpy
import pytest
import scipy.integrate

import pallasite.numpy
import pallasite.scipy.integrate
from pallasite.scipy import integrate as ours

BOTH = [(numpy, scipy.integrate), (pallasite.numpy, pallasite.scipy.integrate)]
METHODS = ["RK23", "RK45", "DOP853", "Radau", "BDF", "LSODA"]
STIFF = ["Radau", "BDF", "LSODA"]


def lotka(t, z, a=1.5, b=1.0, c=3.0, d=1.0):
    x, y = z
    return [a * x - b * x * y, -c * y + d * x * y]


def circle(t, y):
    return y[1], -y[0]


def van_der_pol(t, y):
    return [y[1], 1000 * (1 - y[0]**2) * y[1] - y[0]]


def robertson(t, y):
    return [-0.04 * y[0] + 1e4 * y[1] * y[2], 0.04 * y[0] - 1e4 * y[1] * y[2] - 3e7 * y[1]**2, 3e7 * y[1]**2]


def robertson_jac(t, y):
    return [[-0.04, 1e4 * y[2], 1e4 * y[1]], [0.04, -1e4 * y[2] - 6e7 * y[1], -1e4 * y[1]], [0, 6e7 * y[1], 0]]


def heat(t, y):
    out = [100 * (a - 2 * b + c) for a, b, c in zip([0, *y[:-1]], y, [*y[1:], 0])]
    return out


def solve(integrate, *args, **kwargs):
    """The result, or the exception, and the warnings."""
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        try:
            found = integrate.solve_ivp(*args, **kwargs)
        except Exception as e:
            found = e
    return found, [(w.category.__name__, str(w.message)) for w in seen]


def close(got, want, rtol, atol=0):
    if isinstance(want, list):
        assert got == want
        return
    got = numpy.asarray(got)
    assert got.shape == want.shape and got.dtype == want.dtype
    assert numpy.allclose(got, want, rtol=rtol, atol=atol), abs(got - want).max()


def check(*args, within=1e-5, floor=1e-9, **kwargs):
    """The same steps, counts, events and warnings; values to `within`, relative, or `floor`."""
    (want, warned), (got, warns) = (solve(integrate, *args, **kwargs) for _, integrate in BOTH)
    assert not isinstance(want, Exception) and not isinstance(got, Exception), (want, got)
    assert warns == warned
    for name in ("nfev", "njev", "nlu", "status", "success", "message"):
        assert got[name] == want[name], name
    close(got.t, want.t, within, floor)
    close(got.y, want.y, within, floor)
    assert (got.t_events is None) == (want.t_events is None)
    for name in ("t_events", "y_events"):
        for one, other in zip(got[name] or [], want[name] or [], strict=True):
            close(one, other, within, 10 * within)
    assert (got.sol is None) == (want.sol is None)
    if want.sol is not None:
        for t in (numpy.linspace(want.sol.t_min, want.sol.t_max, 17), want.sol.t_max, want.sol.ts[-1]):
            close(got.sol(t), want.sol(t), 10 * within, 10 * floor)
    return got


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("options", [
    {}, {"rtol": 1e-6, "atol": 1e-8}, {"atol": [1e-3, 1e-7]}, {"max_step": 0.1}, {"first_step": 0.01},
    {"dense_output": True}, {"t_eval": [0, 1, 2, 4, 10]}, {"t_eval": numpy.linspace(1, 9, 50), "dense_output": True},
    {"args": (1.4, 0.9, 2.9, 1.1)}, {"t_eval": []},
], ids=lambda options: "-".join(options))
def test_steps(method, options):
    check(lotka, [0, 10], [10, 5], method, **options)


@pytest.mark.parametrize("method", METHODS)
def test_backwards(method):
    check(circle, (3, -7), [1, 0.5], method, dense_output=True)
    check(circle, (3, -7), [1, 0.5], method, t_eval=[3, 2, 0, -6.5])


@pytest.mark.parametrize("method", METHODS)
def test_no_way_to_go(method):
    for y0 in ([1.0, 2.0], []):
        check(lambda t, y: -y, [4, 4], y0, method, dense_output=True, **({} if y0 else {"rtol": 1e-3}))


@pytest.mark.parametrize("method", ["RK23", "RK45", "DOP853", "BDF"])
def test_complex(method):
    check(lambda t, y: (0.3 + 2j) * y, [0, 3], [0.5 + 1j, 1], method, dense_output=True)


@pytest.mark.parametrize("method", STIFF)
def test_stiff(method):
    check(van_der_pol, [0, 500], [2, 0], method, within=1e-3)
    check(robertson, [0, 1e4], [1, 0, 0], method, atol=1e-9, rtol=1e-4, within=1e-3)
    check(robertson, [0, 1e4], [1, 0, 0], method, atol=1e-9, rtol=1e-4, jac=robertson_jac, within=1e-3)


@pytest.mark.parametrize("method", ["Radau", "BDF"])
def test_jacobians(method):
    matrix = numpy.array([[-100.0, 1.0], [2.0, -3.0]])

    def linear(t, y):
        return [-100 * y[0] + y[1], 2 * y[0] - 3 * y[1]]

    check(linear, [0, 2], [1, 1], method, jac=matrix)
    check(linear, [0, 2], [1, 1], method, jac=lambda t, y: matrix)
    check(lambda t, y: matrix @ numpy.asarray(y), [0, 2], [1, 1], method, vectorized=True)
    tridiagonal = numpy.eye(12) + numpy.eye(12, k=1) + numpy.eye(12, k=-1)
    check(heat, [0, 0.5], numpy.sin(numpy.arange(12.0)), method, jac_sparsity=tridiagonal)
    check(heat, [0, 0.5], numpy.sin(numpy.arange(12.0)), method, jac_sparsity=scipy.sparse.csc_matrix(tridiagonal))


def test_bands_and_limits_of_lsoda():
    y0 = numpy.sin(numpy.arange(12.0))
    check(heat, [0, 0.5], y0, "LSODA", lband=1, uband=1)

    def packed(t, y):
        return [[100] * 12, [-200] * 12, [100] * 12]

    check(heat, [0, 0.5], y0, "LSODA", lband=1, uband=1, jac=packed)
    check(heat, [0, 0.5], y0, "LSODA", min_step=1e-5, max_step=0.05)


def event(function, terminal=None, direction=0):
    def wrapped(t, y, *args):
        return function(t, y, *args)

    wrapped.direction = direction
    if terminal is not None:
        wrapped.terminal = terminal
    return wrapped


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("dense", [False, True])
def test_events(method, dense):
    zero, half = event(lambda t, y: y[0]), event(lambda t, y: y[1] - 0.5, direction=1)
    check(circle, [0, 20], [0, 1], method, events=zero, dense_output=dense, within=1e-4, floor=1e-4)
    check(circle, [0, 20], [0, 1], method, events=[zero, half], dense_output=dense, within=1e-4, floor=1e-4)
    for terminal in (True, 2, 3):
        last = event(lambda t, y: y[0] + 0.3, terminal)
        check(circle, [0, 20], [0, 1], method, events=[zero, last], dense_output=dense, within=1e-4, floor=1e-4)
        check(circle, [20, 0], [0, 1], method, events=(last, half), dense_output=dense, t_eval=[19, 18, 10, 1],
              within=1e-4, floor=1e-4)
    check(circle, [0, 20], [0, 1], method, events=event(lambda t, y: t - 30, True, -1), within=1e-4, floor=1e-4)


@pytest.mark.parametrize("call", [
    "circle, [0, 1], [1, 2], method='RK4'", "circle, [0, 1], [[1, 2]]", "circle, [0, 1], [1, math.nan]",
    "circle, [0, 1], [1j, 2], 'Radau'", "circle, [0, 1], [1j, 2], 'LSODA'", "circle, [0, 1], [1, 2], first_step=-1",
    "circle, [0, 1], [1, 2], first_step=2", "circle, [0, 1], [1, 2], max_step=0", "circle, [0, 1], [1, 2], atol=-1",
    "circle, [0, 1], [1, 2], atol=[1, 2, 3]", "circle, [0, 1], [1, 2], t_eval=[0, 2]", "circle, [0, 1, 2], [1, 2]",
    "circle, [0, 1], [1, 2], t_eval=[0.5, 0.2]", "circle, [0, 1], [1, 2], t_eval=[[0.5, 0.2]]",
    "lambda t, y: [1, 2, 3], [0, 1], [1, 2]", "lambda t, y: 1 / 0, [0, 1], [1, 2]", "circle, [0, 1], [1, 2], args=5",
    "circle, [0, 1], [1, 2], 'BDF', jac=[[1, 2]]", "circle, [0, 1], [1, 2], 'LSODA', min_step=-1",
    "circle, [0, 1], [1, 2], events=event(lambda t, y: y[0], 1.5)",
])
def test_errors(call):
    outcomes = [solve(integrate, *(call_arguments := eval(f"arguments({call})"))[0], **call_arguments[1])[0]
                for _, integrate in BOTH]
    assert isinstance(outcomes[0], Exception) and type(outcomes[1]) is type(outcomes[0]), outcomes


def arguments(*args, **kwargs):
    return args, kwargs


def test_warnings():
    check(circle, [0, 1], [1, 2], "RK45", jac=None, lband=3)
    wants, gots = (solve(integrate, circle, [0, 1], [1, 2], rtol=1e-20)[1] for _, integrate in BOTH)
    assert wants == gots


def test_an_exception_comes_out_unchanged():
    error = KeyError("mine")

    def failing(t, y):
        raise error

    for method in METHODS:
        with pytest.raises(KeyError) as caught:
            ours.solve_ivp(failing, [0, 1], [1.0], method)
        assert caught.value is error


def test_states_may_be_kept():
    kept = []

    def keeping(t, y):
        kept.append((y, [float(v) for v in y]))
        return [y[1], -y[0]]

    ours.solve_ivp(keeping, [0, 3], [1, 0])
    assert all([float(v) for v in y] == values for y, values in kept)


@pytest.mark.parametrize("name", METHODS)
def test_solver_objects(name):
    results = []
    for _, integrate in BOTH:
        solver = getattr(integrate, name)(circle, 0, [0.0, 1.0], 5)
        with pytest.raises(RuntimeError):
            solver.dense_output()
        seen = [(solver.n, solver.status, solver.t, solver.t_bound, solver.direction, solver.step_size)]
        while solver.status == "running":
            assert solver.step() is None
            output = solver.dense_output()
            seen.append((solver.t, float(output((solver.t + solver.t_old) / 2)[0])))
            assert (output.t_min, output.t_max) == (solver.t_old, solver.t)
            assert isinstance(output, integrate.DenseOutput) and isinstance(solver, integrate.OdeSolver)
        with pytest.raises(RuntimeError):
            solver.step()
        results.append((seen, (solver.nfev, solver.njev, solver.nlu)))
    (want, counts), (got, ours_counts) = results
    assert (got[0], ours_counts) == (want[0], counts)
    close(got[1:], numpy.array(want[1:]), 1e-5, 1e-6)


def euler(integrate):
    class Output(integrate.DenseOutput):
        def __init__(self, t_old, t, y_old, y):
            super().__init__(t_old, t)
            self.ends = y_old, y

        def _call_impl(self, t):
            x = (t - self.t_old) / (self.t - self.t_old)
            y_old, y = self.ends
            return y_old + x * (y - y_old) if x.ndim == 0 else y_old[:, None] + x * (y - y_old)[:, None]

    class Euler(integrate.OdeSolver):
        def __init__(self, fun, t0, y0, t_bound, vectorized=False, h=0.01, **extraneous):
            super().__init__(fun, t0, y0, t_bound, vectorized, support_complex=True)
            self.h = h

        def _step_impl(self):
            self.y_old = self.y
            t = min(self.t + self.h, self.t_bound)
            self.y = self.y + (t - self.t) * self.fun(self.t, self.y)
            self.t = t
            return True, None

        def _dense_output_impl(self):
            return Output(self.t_old, self.t, self.y_old, self.y)

    return Euler


@pytest.mark.parametrize("y0", [[1.0, 0.0], [1.0, 1j]])
@pytest.mark.parametrize("options", [{}, {"t_eval": [0.1, 0.55, 2]}, {"args": (0.5,)}])
def test_a_solver_of_ones_own(y0, options):
    def damped(t, y, a=0.1):
        return [y[1], -y[0] - a * y[1]]

    cross = event(lambda t, y, *args: abs(y[0]) - 0.5)
    found = [integrate.solve_ivp(damped, [0, 2], y0, euler(integrate), dense_output=True, events=cross, **options)
             for _, integrate in BOTH]
    want, got = found
    assert (got.nfev, got.njev, got.status) == (want.nfev, want.njev, want.status)
    close(got.t, want.t, 1e-12)
    close(got.y, want.y, 1e-12, 1e-14)
    close(got.t_events[0], want.t_events[0], 1e-12)
    times = numpy.array([1.7, 0.1, 0.4, 2.0, 0.11])
    close(got.sol(times), want.sol(times), 1e-12, 1e-14)


def test_solutions_of_constant_pieces():
    for np, integrate in BOTH:
        class Constant(integrate.DenseOutput):
            def _call_impl(self, t):
                value = np.array([self.t_min])
                return value if t.ndim == 0 else np.repeat(value[:, None], t.size, axis=1)

        pieces = [Constant(a, b) for a, b in ((0, 2), (2, 5), (5, 10))]
        for alt, at_two in ((False, 0), (True, 2)):
            sol = integrate.OdeSolution([0, 2, 5, 10], pieces, alt)
            assert (sol.t_min, sol.t_max, sol.n_segments, float(sol(2)[0])) == (0, 10, 3, at_two)
            assert numpy.asarray(sol(np.array([11, 6, -1, 3]))).tolist() == [[5, 5, 0, 2]]
        with pytest.raises(ValueError):
            integrate.OdeSolution([0, 2, 5], pieces)
        with pytest.raises(ValueError):
            integrate.OdeSolution([0, 2, 1, 3], pieces)


def test_repr_of_a_result():
    want, got = (integrate.solve_ivp(circle, [0, 5], [0, 1], dense_output=False) for _, integrate in BOTH)
    assert repr(got) == repr(want)
    assert dir(got) == dir(want)


def pendulum(y, t, b=0.25, c=5.0):
    return [y[1], -b * y[1] - c * math.sin(y[0])]


def odeint(integrate, *args, **kwargs):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        try:
            found = integrate.odeint(*args, **kwargs)
        except Exception as e:
            found = e
    return found, [(w.category.__name__, str(w.message)) for w in seen]


@pytest.mark.parametrize("options", [
    {}, {"args": (0.5, 4.0)}, {"rtol": 1e-4, "atol": [1e-5, 1e-6]}, {"tcrit": [1.5, 2.5]},
    {"hmax": 0.01, "mxstep": 5000}, {"mxordn": 3}, {"h0": 0.01, "hmin": 1e-8}, {"printmessg": 1},
    {"mxstep": 3}, {"mxstep": 3, "printmessg": True},
    {"Dfun": lambda y, t: [[0, 1], [-5 * math.cos(y[0]), -0.25]]},
], ids=str)
def test_odeint(options):
    t = numpy.linspace(0, 4, 9)
    (want, warned), (got, warns) = (odeint(integrate, pendulum, [3, 0], t, full_output=1, **options)
                                    for _, integrate in BOTH)
    assert warns == warned
    rows = 2 if options.get("mxstep") == 3 else len(t)
    assert got[0].shape == want[0].shape
    close(numpy.asarray(got[0])[:rows], want[0][:rows], 1e-9, 1e-9)
    assert got[1].keys() == want[1].keys()
    for name, value in want[1].items():
        if isinstance(value, numpy.ndarray):
            one = numpy.asarray(got[1][name])
            assert one.shape == value.shape and one.dtype == value.dtype
            close(one[:rows - 1], value[:rows - 1], 1e-6)
        else:
            assert got[1][name] == value, name


def test_odeint_stiff():
    t = [0, 0.4, 4, 40]
    jac = {"Dfun": lambda y, t: robertson_jac(t, y)}
    transposed = {"Dfun": lambda y, t: numpy.transpose(robertson_jac(t, y)), "col_deriv": True}
    for options in ({}, jac, transposed):
        want, got = (integrate.odeint(lambda y, t: robertson(t, y), [1, 0, 0], t, atol=1e-12, **options)
                     for _, integrate in BOTH)
        close(got, want, 1e-6)
    want, got = (integrate.odeint(robertson, [1, 0, 0], t, atol=1e-12, tfirst=True) for _, integrate in BOTH)
    close(got, want, 1e-6)
    for options in ({"ml": 1, "mu": 1}, {"ml": 1, "mu": 1, "Dfun": lambda y, t: [[100] * 9, [-200] * 9, [100] * 9]}):
        want, got = (integrate.odeint(lambda y, t: heat(t, y), numpy.arange(9.0), [0, 0.1, 1], **options)
                     for _, integrate in BOTH)
        close(got, want, 1e-6, 1e-8)


@pytest.mark.parametrize("call", [
    "pendulum, [[1, 2]], [0, 1]", "pendulum, [1, 2], [[0, 1]]", "pendulum, [1, 2], [0, 2, 1]", "pendulum, [1, 2], 3",
    "lambda y, t: [1, 2, 3], [1, 2], [0, 1]", "lambda y, t: [[1, 2]], [1, 2], [0, 1]",
    "lambda y, t: 1 / 0, [1], [0, 1]",
])
def test_odeint_errors(call):
    args, kwargs = eval(f"arguments({call})")
    want, got = (odeint(integrate, *args, **kwargs)[0] for _, integrate in BOTH)
    assert isinstance(want, Exception) and type(got) is type(want) and str(got) == str(want), (want, got)


@pytest.mark.parametrize("t", [[], [3], [0, 0, 1, 1], [2, 1, 0]])
def test_odeint_times(t):
    want, got = (odeint(integrate, lambda y, t: -y, 2.0, t) for _, integrate in BOTH)
    assert got[1] == want[1]
    close(got[0], want[0], 1e-12)


@pytest.mark.parametrize("name", ["solve_ivp", "odeint", "RK45", "BDF", "LSODA", "OdeSolution", "DenseOutput"])
def test_signatures(name):
    mine, peer = (inspect.signature(getattr(integrate, name)) for integrate in (ours, scipy.integrate))
    assert list(mine.parameters) == list(peer.parameters)
    assert [str(p.kind) for p in mine.parameters.values()] == [str(p.kind) for p in peer.parameters.values()]


def test_lsoda_counts_as_odepack_does():
    counts = []
    for integrate in (scipy.integrate, ours):
        solver = integrate.ode(lambda t, y: [y[1], -y[0]]).set_integrator("lsoda").set_initial_value([1.0, 0.0])
        solver.integrate(3.0)
        counts.append([int(n) for n in solver._integrator.iwork[10:14]])
    assert counts[0] == counts[1]
