"""What ends long work: signals, and exceptions of callables, which come out as they were raised.

A signal is sent by another process, as a terminal does, so that it arrives whatever holds the interpreter's lock. That
process notes how much processor time we had spent by then: the clock says little on a machine with other things to do.
"""
import gc
import math
import os
import signal
import subprocess
import sys
import time
import traceback
import weakref

import pytest

import pallasite.numpy as np
from pallasite.scipy import integrate, interpolate, optimize, spatial, special

# Seconds of all threads together between a signal and the end of the work: some tenths, and room for machines that
# are slow or busy.
PATIENCE = 2.5

SENDER = """
import os, signal, sys, time
sys.stdin.readline()
time.sleep(0.15)
fields = open(f"/proc/{sys.argv[1]}/stat").read().rsplit(")", 1)[1].split()
print(sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK"), flush=True)
os.kill(int(sys.argv[1]), signal.SIGINT)
"""


class Stop(BaseException):
    """What the handler of the signal raises, no subclass of `Exception`."""


@pytest.fixture
def stop_after():
    """Calls a function, and gives the processor time between a signal in its midst and the exception."""
    raised = Stop("by the handler")

    def handler(number, frame):
        raise raised

    before = signal.signal(signal.SIGINT, handler)
    sender = subprocess.Popen([sys.executable, "-S", "-E", "-c", SENDER, str(os.getpid())],
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def run(work):
        with pytest.raises(Stop) as caught:
            sender.stdin.write("go\n")
            sender.stdin.flush()
            work()
            # Work that is done too early says so, instead of passing by luck.
            time.sleep(5)
            pytest.fail("no signal")
        end = time.process_time()
        assert caught.value is raised
        lines = [frame.line or "" for frame in traceback.extract_tb(caught.tb)]
        if any("time.sleep(5)" in line for line in lines):
            pytest.skip("the work was done before the signal came")
        return end - float(sender.stdout.readline())

    try:
        yield run
    finally:
        signal.signal(signal.SIGINT, before)
        sender.kill()
        sender.communicate()


def rng():
    return np.random.default_rng(0)


def linear_program():
    a = rng().random((800, 1000))
    return lambda: optimize.linprog(-rng().random(1000), A_ub=a, b_ub=a.sum(axis=1))


def integer_program():
    a = rng().integers(1, 100, (40, 200)).astype(float)
    constraint = optimize.LinearConstraint(a, ub=a.sum(axis=1) / 2)
    return lambda: optimize.milp(-np.ones(200), constraints=constraint, integrality=np.ones(200),
                                 bounds=optimize.Bounds(0, 1))


def assignment():
    a = np.outer(np.arange(3000.0), np.arange(3000.0))
    return lambda: optimize.linear_sum_assignment(a)


def graph_matching():
    a, b = rng().random((2, 300, 300))
    return lambda: optimize.quadratic_assignment(a, b, options={"maxiter": 10**6, "tol": 1e-300})


def exchanges():
    a, b = rng().random((2, 400, 400))
    return lambda: optimize.quadratic_assignment(a, b, method="2opt")


def nonnegative():
    a, b = rng().random((2000, 1500)), rng().random(2000)
    return lambda: optimize.nnls(a, b)


def monotone():
    y = -np.arange(2e7)
    return lambda: optimize.isotonic_regression(y)


def evolution():
    noise = rng()
    return lambda: optimize.differential_evolution(lambda x: x[0] ** 2 + noise.random(), [(-5, 5)] * 2,
                                                   maxiter=10**6, tol=0)


def annealing():
    noise = rng()
    return lambda: optimize.dual_annealing(lambda x: x[0] ** 2 + noise.random(), [(-5, 5)] * 2, maxiter=10**7)


def hopping():
    return lambda: optimize.basinhopping(lambda x: float(x[0] ** 2), [1.0], niter=10**7)


def initial_value_problem():
    return lambda: integrate.solve_ivp(lambda t, y: -y, (0, 1e9), [1.0], max_step=1e-3)


def lsoda():
    return lambda: integrate.odeint(lambda y, t: [y[1], -y[0]], [1.0, 0.0], [0.0, 1e7], mxstep=10**9)


def triple_integral():
    return lambda: integrate.tplquad(lambda x, y, z: math.sin(100 * x * y * z), 0, 1, 0, 1, 0, 1)


def radial_basis_values():
    x = rng().random((1000, 2))
    f = interpolate.RBFInterpolator(x, x[:, 0])
    at = rng().random((2_000_000, 2))
    return lambda: f(at)


def scattered():
    x = rng().random((1_000_000, 2))
    return lambda: interpolate.griddata(x, x[:, 0], x[:10])


def triangulation():
    x = rng().random((200_000, 3))
    return lambda: spatial.Delaunay(x)


def smoothing():
    x = np.linspace(0, 1, 2_000_000)
    y = np.sin(20 * x) + rng().normal(size=x.size)
    return lambda: interpolate.splrep(x, y, s=x.size * 0.98)


def surface():
    x, y, z = rng().random((3, 20_000))
    return lambda: interpolate.bisplrep(x, y, z, s=10.0, nxest=200, nyest=200)


def differences():
    x = np.linspace(0, 1, 60_000)
    return lambda: interpolate.KroghInterpolator(x, x)


def binomial():
    return lambda: special.comb(10**9, 10**8, exact=True)


def factorial():
    return lambda: special.factorial(10**7, exact=True)


def hypergeometric():
    x = rng().random(20_000_000)
    return lambda: special.hyp2f1(0.3, 0.4, 0.5, x)


def sort():
    x = rng().random(20_000_000)
    return lambda: np.sort(x, kind="stable")


def draws():
    return lambda: rng().normal(size=100_000_000)


def gamma_draws():
    return lambda: rng().gamma(3.0, size=50_000_000)


def inverses():
    a = rng().random((50_000, 30, 30))
    return lambda: np.linalg.inv(a)


def integer_product():
    a = rng().integers(0, 9, (1200, 1200))
    return lambda: a @ a


def real_product():
    a = rng().random((8000, 8000))
    return lambda: a @ a


def text(tmp_path):
    lines = "".join(f"{i * 0.1!r} {i * 0.37!r} {i * 1.7e-5!r}\n" for i in range(100_000))
    (tmp_path / "table.txt").write_text(lines * 40)
    return lambda: np.loadtxt(tmp_path / "table.txt")


def archive(tmp_path):
    x = rng().random(10_000_000)
    return lambda: np.savez_compressed(tmp_path / "x.npz", x)


WORK = [linear_program, integer_program, assignment, graph_matching, exchanges, nonnegative, monotone, evolution,
        annealing, hopping, initial_value_problem, lsoda, triple_integral, radial_basis_values, scattered,
        triangulation, smoothing, surface, differences, binomial, factorial, hypergeometric, sort, draws, gamma_draws,
        inverses, integer_product, real_product, text, archive]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processor times are read from /proc")
@pytest.mark.parametrize("work", WORK, ids=lambda work: work.__name__)
def test_a_signal_ends_work(work, stop_after, tmp_path):
    prepared = work(tmp_path) if work.__code__.co_argcount else work()
    assert stop_after(prepared) < PATIENCE


def test_a_signal_during_a_decomposition_is_raised_behind_it(stop_after):
    a = rng().random((1200, 1200))
    stop_after(lambda: [np.linalg.svd(a) for _ in range(5)])


def square(x):
    return float(np.sum((np.asarray(x) - 1) ** 2))


def gradient(x):
    return 2 * (np.asarray(x) - 1)


def hessian(x):
    return 2 * np.eye(len(x))


def shifted(x):
    return [x[0] ** 3 - 1, x[1] + x[0]]


def parabola(x):
    return x * x - 2


def line(x, a, b):
    return a * np.asarray(x) + b


def decay(t, y):
    return [-y[0], y[0]]


START = [0.3, 0.6]
BOUNDS = [(-2.0, 2.0), (-2.0, 2.0)]
X = np.linspace(0, 1, 9)

# A method, and which of its options are functions of ours.
MINIMIZERS = {
    "Nelder-Mead": {}, "Powell": {}, "CG": {"jac": gradient}, "BFGS": {"jac": gradient},
    "Newton-CG": {"jac": gradient, "hess": hessian}, "L-BFGS-B": {"jac": gradient}, "TNC": {"jac": gradient},
    "COBYLA": {}, "SLSQP": {"jac": gradient}, "dogleg": {"jac": gradient, "hess": hessian},
    "trust-ncg": {"jac": gradient, "hess": hessian}, "trust-exact": {"jac": gradient, "hess": hessian},
    "trust-krylov": {"jac": gradient, "hess": hessian},
}
CONSTRAINED = ("COBYLA", "SLSQP")


def callables():
    """What a caller may pass a function for: a name, and a call of the function with one of its own."""
    for method, options in MINIMIZERS.items():
        known = dict(options, method=method)
        yield f"minimize-{method}-fun", square, lambda f, k=known: optimize.minimize(f, START, **k)
        yield f"minimize-{method}-callback", None, lambda f, k=known: optimize.minimize(square, START, callback=f, **k)
        for name, function in options.items():
            yield (f"minimize-{method}-{name}", function,
                   lambda f, k=known, name=name: optimize.minimize(square, START, **{**k, name: f}))
        if method in CONSTRAINED:
            yield (f"minimize-{method}-constraint", lambda x: x[0], lambda f, k=known: optimize.minimize(
                square, START, constraints={"type": "ineq", "fun": f}, **k))
    for method in ("bisect", "brentq", "brenth", "ridder", "toms748"):
        yield method, parabola, lambda f, method=method: getattr(optimize, method)(f, 0.0, 2.0)
    yield "newton", parabola, lambda f: optimize.newton(f, 1.0)
    yield "newton-fprime", lambda x: 2 * x, lambda f: optimize.newton(parabola, 1.0, fprime=f)
    yield "newton-array", parabola, lambda f: optimize.newton(f, np.array([1.0, 2.0]))
    yield "root_scalar", parabola, lambda f: optimize.root_scalar(f, bracket=(0, 2))
    for method in ("brent", "golden"):
        yield f"minimize_scalar-{method}", parabola, lambda f, m=method: optimize.minimize_scalar(f, method=m)
    yield "minimize_scalar-bounded", parabola, lambda f: optimize.minimize_scalar(f, bounds=(0, 3))
    for method in ("hybr", "lm", "broyden1", "broyden2", "anderson", "linearmixing", "diagbroyden", "excitingmixing",
                   "krylov", "df-sane"):
        yield f"root-{method}", shifted, lambda f, m=method: optimize.root(f, START, method=m)
        if method not in ("hybr", "lm"):
            yield (f"root-{method}-callback", None,
                   lambda f, m=method: optimize.root(shifted, START, method=m, callback=f))
    yield "fsolve", shifted, lambda f: optimize.fsolve(f, START)
    yield "fsolve-fprime", lambda x: np.eye(2), lambda f: optimize.fsolve(shifted, START, fprime=f)
    yield "leastsq", shifted, lambda f: optimize.leastsq(f, START)
    yield "fixed_point", np.cos, lambda f: optimize.fixed_point(f, [0.5])
    for method in ("trf", "dogbox", "lm"):
        yield f"least_squares-{method}", shifted, lambda f, m=method: optimize.least_squares(f, START, method=m)
        yield (f"least_squares-{method}-jac", lambda x: np.array([[3 * x[0] ** 2, 0], [1, 1]]),
               lambda f, m=method: optimize.least_squares(shifted, START, jac=f, method=m))
    yield "least_squares-loss", lambda z: np.array([z, np.ones_like(z), np.zeros_like(z)]), \
        lambda f: optimize.least_squares(shifted, START, loss=f)
    yield "least_squares-callback", None, lambda f: optimize.least_squares(shifted, START, callback=f)
    for method in ("lm", "trf"):
        yield f"curve_fit-{method}", line, lambda f, m=method: optimize.curve_fit(f, X, X**2, [1, 1], method=m)
    yield "differential_evolution", square, lambda f: optimize.differential_evolution(f, BOUNDS)
    yield "differential_evolution-callback", None, \
        lambda f: optimize.differential_evolution(square, BOUNDS, callback=f)
    yield "dual_annealing", square, lambda f: optimize.dual_annealing(f, BOUNDS, maxiter=50)
    yield "dual_annealing-callback", None, \
        lambda f: optimize.dual_annealing(square, BOUNDS, maxiter=50, callback=f)
    for method in ("simplex", "revised simplex", "interior-point"):
        yield f"linprog-{method}-callback", None, lambda f, m=method: optimize.linprog(
            [1, 2], A_ub=[[-1, -1]], b_ub=[-1], method=m, callback=f)
    yield "basinhopping", square, lambda f: optimize.basinhopping(f, START, niter=5)
    yield "basinhopping-callback", None, lambda f: optimize.basinhopping(square, START, niter=5, callback=f)
    yield "basinhopping-take_step", lambda x: x + 0.1, \
        lambda f: optimize.basinhopping(square, START, niter=5, take_step=f)
    yield "basinhopping-accept_test", lambda **state: True, \
        lambda f: optimize.basinhopping(square, START, niter=5, accept_test=f)
    yield "brute", square, lambda f: optimize.brute(f, BOUNDS, Ns=4)
    yield "approx_fprime", square, lambda f: optimize.approx_fprime(START, f)
    yield "quad", parabola, lambda f: integrate.quad(f, 0, 1)
    yield "quad-weight", parabola, lambda f: integrate.quad(f, 0, 1, weight="cos", wvar=3.0)
    yield "dblquad", lambda x, y: x * y, lambda f: integrate.dblquad(f, 0, 1, 0, 1)
    yield "dblquad-limit", lambda x: 0.0, lambda f: integrate.dblquad(lambda x, y: x, 0, 1, f, 1)
    yield "nquad", lambda x, y: x * y, lambda f: integrate.nquad(f, [(0, 1), (0, 1)])
    yield "nquad-ranges", lambda y: (0, 1), lambda f: integrate.nquad(lambda x, y: x, [f, (0, 1)])
    yield "fixed_quad", parabola, lambda f: [integrate.fixed_quad(f, 0, 1) for _ in range(9)]
    yield "quad_vec", lambda x: np.array([x]), lambda f: integrate.quad_vec(f, 0, 1)
    for method in ("RK23", "RK45", "DOP853", "Radau", "BDF", "LSODA"):
        yield f"solve_ivp-{method}", decay, lambda f, m=method: integrate.solve_ivp(f, (0, 5), [1, 0], method=m)
        yield f"solve_ivp-{method}-event", lambda t, y: y[0] - 0.5, \
            lambda f, m=method: integrate.solve_ivp(decay, (0, 5), [1, 0], method=m, events=f)
    for method in ("Radau", "BDF"):
        yield f"solve_ivp-{method}-jac", lambda t, y: [[-1, 0], [1, 0]], lambda f, m=method: integrate.solve_ivp(
            lambda t, y: [-y[0] ** 3, y[0]], (0, 500), [1, 0], method=m, jac=f, rtol=1e-8)
    yield "odeint", lambda y, t: [-y[0], y[0]], lambda f: integrate.odeint(f, [1, 0], [0, 1, 2])
    yield "solve_bvp", lambda x, y: np.vstack((y[1], -y[0])), lambda f: integrate.solve_bvp(
        f, lambda a, b: np.array([a[0], b[0] - 1]), [0, 0.5, 1], np.zeros((2, 3)))
    yield "solve_bvp-bc", lambda a, b: np.array([a[0], b[0] - 1]), lambda f: integrate.solve_bvp(
        lambda x, y: np.vstack((y[1], -y[0])), f, [0, 0.5, 1], np.zeros((2, 3)))
    yield "Rbf", np.sqrt, lambda f: [interpolate.Rbf(X, X, function=lambda self, r: f(r + 1)) for _ in range(9)]



CALLABLES = list(callables())


@pytest.fixture(scope="module", autouse=True)
def young_garbage():
    """What was alive before these tests is not searched for garbage after each of them."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


class Trap:
    """A function that raises `error` at its `last` call."""

    def __init__(self, function, error, last):
        self.function, self.error, self.left = function, error, last

    def __call__(self, *args, **kwargs):
        self.left -= 1
        if self.left == 0:
            raise self.error
        return self.function(*args, **kwargs) if self.function else None


@pytest.mark.parametrize("kind", [ZeroDivisionError, KeyboardInterrupt, SystemExit, Stop])
@pytest.mark.parametrize("name, function, call", CALLABLES, ids=[c[0] for c in CALLABLES])
def test_an_exception_comes_out_as_it_was_raised(name, function, call, kind):
    error = kind("mine")
    # A callback may be called but once.
    trap = Trap(function, error, 2 if function else 1)
    with pytest.raises(kind) as caught:
        call(trap)
    assert caught.value is error
    assert any(frame.name == "__call__" for frame in traceback.extract_tb(caught.tb))
    # No frame, array or solver keeps the function.
    alive = weakref.ref(trap)
    error.__traceback__ = None
    del trap, caught
    gc.collect()
    assert alive() is None
    call(Trap(function, None, 0))


@pytest.mark.parametrize("name, function, call", [c for c in CALLABLES if c[1]], ids=[c[0] for c in CALLABLES if c[1]])
def test_a_function_may_call_the_same_solver(name, function, call):
    inner = []

    def reentrant(*args, **kwargs):
        if not inner:
            inner.append(None)
            inner.append(call(function))
        return function(*args, **kwargs)

    call(reentrant)
    assert len(inner) == 2
