"""``dual_annealing``: the arguments, the local search and the result."""
from pallasite import _core
from pallasite import numpy as _np
from pallasite.scipy.optimize._constraints import Bounds, new_bounds_to_old
from pallasite.scipy.optimize._minimize import minimize
from pallasite.scipy._random import check_random_state, takes_rng
from pallasite.scipy.optimize._result import OptimizeResult


class _LocalSearch:
    """Descends from a place, and counts what that takes."""

    def __init__(self, func, args, lower, upper, kwargs):
        self.func, self.args, self.lower, self.upper = func, args, lower, upper
        self.kwargs = {name: value for name, value in kwargs.items() if name != "args"}
        self.njev = self.nhev = 0
        if not self.kwargs:
            maxiter = min(max(len(lower) * 6, 100), 1000)
            self.kwargs = {"method": "L-BFGS-B", "options": {"maxiter": maxiter}, "bounds": list(zip(lower, upper))}

    def __call__(self, x, value):
        found = minimize(self.func, x, args=self.args, **self.kwargs)
        self.njev += found.get("njev", 0)
        self.nhev += found.get("nhev", 0)
        finite = _np.all(_np.isfinite(found.x)) and _np.isfinite(found.fun)
        inside = _np.all(found.x >= self.lower) and _np.all(found.x <= self.upper)
        if finite and inside and found.fun < value:
            return found.x, found.fun, found.nfev
        return x, value, found.nfev


def _limits(bounds):
    if isinstance(bounds, Bounds):
        bounds = new_bounds_to_old(bounds.lb, bounds.ub, len(bounds.lb))
    lower, upper = (_np.array(limit, dtype=float) for limit in zip(*bounds))
    if not (_np.all(_np.isfinite(lower)) and _np.all(_np.isfinite(upper))):
        raise ValueError("Some bounds values are inf values or nan values")
    if not _np.all(lower < upper):
        raise ValueError("Bounds are not consistent min < max")
    return lower, upper


@takes_rng(10)
def dual_annealing(func, bounds, args=(), maxiter=1000, minimizer_kwargs=None, initial_temp=5230.0,
                   restart_temp_ratio=2.0e-5, visit=2.62, accept=-5.0, maxfun=1e7, rng=None, no_local_search=False,
                   callback=None, x0=None):
    """The lowest value within bounds by generalised simulated annealing and local searches."""

    count = len(bounds.lb) if isinstance(bounds, Bounds) else len(bounds)
    if x0 is not None and len(x0) != count:
        raise ValueError("Bounds size does not match x0")
    if restart_temp_ratio <= 0.0 or restart_temp_ratio >= 1.0:
        raise ValueError("Restart temperature ratio has to be in range (0, 1)")
    lower, upper = _limits(bounds)
    args = args if isinstance(args, tuple) else tuple(args) if _np.iterable(args) else (args,)
    local = _LocalSearch(func, args, lower, upper, minimizer_kwargs or {})
    x, fun, nit, nfev, success, message = _core.dual_annealing(
        func, args, check_random_state(rng), (lower, upper), local=local, callback=callback, maxiter=maxiter,
        initial_temp=initial_temp, restart_temp_ratio=restart_temp_ratio, visit=visit, accept=accept, maxfun=maxfun,
        local_search=not no_local_search, x0=x0)
    return OptimizeResult(success=success, status=0, x=x, fun=fun, nit=nit, nfev=nfev, njev=local.njev,
                          nhev=local.nhev, message=[message])
