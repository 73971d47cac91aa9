"""``direct``: the arguments and the result."""
from pallasite import _core
from pallasite import numpy as _np
from pallasite.scipy.optimize._constraints import Bounds, old_bound_to_new
from pallasite.scipy.optimize._result import OptimizeResult

_MESSAGES = {
    1: "Number of function evaluations done is larger than maxfun={maxfun}",
    2: "Number of iterations is larger than maxiter={maxiter}",
    3: "The best function value found is within a relative error={f_min_rtol} of the (known) global optimum f_min",
    4: "The volume of the hyperrectangle containing the lowest function value found is below vol_tol={vol_tol}",
    5: "The side length measure of the hyperrectangle containing the lowest function value found is below "
       "len_tol={len_tol}",
    -4: "There was an error in the creation of the sample points",
    -6: "Maximum number of levels has been reached.",
}


def _limits(bounds):
    if not isinstance(bounds, Bounds):
        if not isinstance(bounds, (list, tuple)):
            raise ValueError("bounds must be a sequence or instance of Bounds class")
        bounds = Bounds(*old_bound_to_new(bounds))
    lb, ub = (_np.ascontiguousarray(limit, dtype=_np.float64) for limit in (bounds.lb, bounds.ub))
    if not _np.all(lb < ub):
        raise ValueError("Bounds are not consistent min < max")
    if _np.any(_np.isinf(lb)) or _np.any(_np.isinf(ub)):
        raise ValueError("Bounds must not be inf.")
    return lb, ub


def _check(tolerances, limits, locally_biased):
    for name, tolerance in tolerances.items():
        if tolerance < 0 or tolerance > 1:
            raise ValueError(f"{name} must be between 0 and 1.")
    for name, limit in limits.items():
        if not isinstance(limit, int):
            raise ValueError(f"{name} must be of type int.")
        if limit < 0:
            raise ValueError(f"{name} must be > 0.")
    if not isinstance(locally_biased, bool):
        raise ValueError("locally_biased must be True or False.")


def direct(func, bounds, *, args=(), eps=1e-4, maxfun=None, maxiter=1000, locally_biased=True, f_min=-_np.inf,
           f_min_rtol=1e-4, vol_tol=1e-16, len_tol=1e-6, callback=None):
    """The lowest value within bounds by division of rectangles (Jones, Perttunen and Stuckman 1993)."""
    lb, ub = _limits(bounds)
    maxfun = 1000 * lb.shape[0] if maxfun is None else maxfun
    tolerances = {"vol_tol": vol_tol, "len_tol": len_tol, "f_min_rtol": f_min_rtol}
    _check(tolerances, {"maxfun": maxfun, "maxiter": maxiter}, locally_biased)
    x, fun, status, nfev, nit = _core._direct(
        lambda x, *args: _np.asarray(func(x, *args)).item(), lb, ub, args=args, eps=eps, maxfun=maxfun,
        maxiter=maxiter, locally_biased=locally_biased, f_min=f_min, callback=callback, **tolerances)
    message = _MESSAGES[status].format(maxfun=maxfun, maxiter=maxiter, **tolerances)
    return OptimizeResult(x=x, fun=fun, status=status, success=status > 2, message=message, nfev=nfev, nit=nit)
