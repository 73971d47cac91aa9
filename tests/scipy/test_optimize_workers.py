"""SciPy's `workers`: callables like ``map``, and numbers of processes."""
import numpy
import pytest
import scipy.optimize

import pallasite.numpy
import pallasite.scipy.optimize

BOTH = [(numpy, scipy.optimize), (pallasite.numpy, pallasite.scipy.optimize)]
METHODS = ("BFGS", "CG", "L-BFGS-B", "TNC", "SLSQP", "trust-constr")


def bowl(x, shift=0.0):
    """A function that other processes can find."""
    return sum((float(v) - k - shift)**2 for k, v in enumerate(x)) + 0.1 * float(x[0] * x[1])


class Spread:
    """A map that counts how often it was called, and for how many points."""

    def __init__(self):
        self.sizes = []

    def __call__(self, function, points):
        values = [function(point) for point in points]
        self.sizes.append(len(values))
        return values


@pytest.mark.parametrize("jac", [None, "2-point", "3-point", "cs"])
@pytest.mark.parametrize("method", METHODS)
def test_minimize_leaves_differences_to_workers(method, jac):
    outcomes = []
    for np, optimize in BOTH:
        spread = Spread()

        def f(x):
            return (x[0] - 1)**2 + 3 * (x[1] + 2)**2 + x[0] * x[1] + (x[2] - 0.5)**2

        alone = optimize.minimize(f, [0.5, 0.1, 1.0], method=method, jac=jac)
        found = optimize.minimize(f, [0.5, 0.1, 1.0], method=method, jac=jac, options={"workers": spread})
        assert numpy.array_equal(found.x, alone.x) and found.nfev == alone.nfev
        outcomes.append((found.x, set(spread.sizes)))
    assert numpy.allclose(outcomes[1][0], outcomes[0][0], atol=1e-4) and outcomes[1][1] == outcomes[0][1]


def test_numbers_of_processes():
    (want, got) = (
        (o.minimize(bowl, [0.0, 0.0, 0.0], args=(0.5,), method="BFGS", options={"workers": 2}).x,
         o.brute(bowl, [(0, 2), (0, 2)], Ns=5, workers=2, finish=None),
         o.differential_evolution(bowl, [(-2, 2)] * 2, seed=1, maxiter=5, workers=2, updating="deferred").x)
        for _, o in BOTH)
    for theirs, ours in zip(want, got):
        assert numpy.allclose(ours, theirs, atol=1e-6)


@pytest.mark.parametrize("method", ["Newton-CG", "trust-ncg", "trust-krylov"])
def test_products_with_hessians_leave_workers_idle(method):
    for np, optimize in BOTH:
        spread = Spread()
        kwargs = {"jac": optimize.rosen_der, "hess": "2-point", "method": method}
        alone = optimize.minimize(optimize.rosen, [1.0, 2.0, 3.0], **kwargs)
        found = optimize.minimize(optimize.rosen, [1.0, 2.0, 3.0], options={"workers": spread}, **kwargs)
        assert numpy.array_equal(found.x, alone.x) and found.nfev == alone.nfev and not spread.sizes


@pytest.mark.parametrize("method", ["L-BFGS-B", "SLSQP", "TNC", "trust-constr"])
def test_workers_where_a_variable_is_fixed(method):
    for np, optimize in BOTH:
        bounds = optimize.Bounds([0, 2.0, 0.0], [10.0, 2.0, 10.0])
        found = optimize.minimize(optimize.rosen, [1.0, 2.0, 3.0], bounds=bounds, method=method,
                                  options={"workers": Spread()})
        assert found.success and numpy.allclose(found.x[1], 2.0)


def test_a_map_that_returns_too_little():
    with pytest.raises(ValueError, match="too few values"):
        pallasite.scipy.optimize.minimize(bowl, [0.0, 0.0], options={"workers": lambda f, points: []})


@pytest.mark.parametrize("workers", ["many", 0, -3])
def test_workers_that_are_none(workers):
    kinds = []
    for _, optimize in BOTH:
        with pytest.raises(Exception) as info:
            optimize.brute(bowl, [(0, 2), (0, 2)], Ns=3, workers=workers, finish=None)
        kinds.append(type(info.value))
    assert kinds[0] is kinds[1]
