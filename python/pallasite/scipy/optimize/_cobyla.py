"""COBYLA: bounds and constraints as the method wants them, and the older function."""
from math import inf, sqrt

from pallasite import _core
from pallasite import numpy as _np
from pallasite.scipy.optimize._constraints import (
    Bounds,
    LinearConstraint,
    NonlinearConstraint,
    _dense,
    check_unknown_options,
)

_CTOL = sqrt(2.220446049250313e-16)


def _one_sided(rows, lb, ub):
    """``rows @ x <= limits`` in the order of lower and upper limits."""
    below, above = lb > -inf, ub < inf
    return _np.concatenate([-rows[below], rows[above]]), _np.concatenate([-lb[below], ub[above]])


def _linear(bounds, constraints, n):
    """All linear constraints, those of the bounds first, then equalities, then the rest."""
    parts = [] if bounds is None else [_one_sided(_np.eye(n), bounds.lb, bounds.ub)]
    if constraints:
        rows = _np.concatenate([_dense(c.A) for c in constraints])
        lb, ub = (_np.concatenate([getattr(c, side) for c in constraints]) for side in ("lb", "ub"))
        equal = ub <= lb + 2 * 2.220446049250313e-16
        middle = (lb[equal] + ub[equal]) / 2
        parts.append((_np.concatenate([-rows[equal], rows[equal]]), _np.concatenate([-middle, middle])))
        parts.append(_one_sided(rows[~equal], lb[~equal], ub[~equal]))
    if not parts:
        return _np.zeros((0, n)), _np.zeros(0)
    return _np.concatenate([a for a, _ in parts]), _np.concatenate([b for _, b in parts])


def _nonlinear(constraints):
    """A function of all constraints, each not positive where it is satisfied."""
    def one(constraint, x):
        values = _np.atleast_1d(_np.array(constraint.fun(x), dtype=float))
        sides = []
        for limit, name in ((constraint.lb, "lower"), (constraint.ub, "upper")):
            limit = _np.asarray(limit, dtype=float)
            limit = _np.full(len(values), float(limit)) if limit.ndim == 0 else limit
            if len(limit) != len(values):
                raise ValueError("The number of elements in the constraint function's output does not match the number "
                                 f"of elements in the {name} bound.")
            sides.append(limit)
        lb, ub = sides
        return _np.concatenate([(lb - values)[lb > -inf], (values - ub)[ub < inf]])
    return lambda x: _np.concatenate([one(c, x) for c in constraints])


def _start(x0, bounds, linear):
    """A start that satisfies bounds and linear constraints, as near to `x0` as can be."""
    from pallasite.scipy.optimize._minimize import minimize

    a, b = linear
    if not _np.any(a @ x0 > b):
        return x0
    nearest = x0 if bounds is None else _np.clip(x0, bounds.lb, bounds.ub)
    if not _np.any(a @ nearest > b):
        return nearest
    near = minimize(lambda x: _np.dot(x - x0, x - x0) / 2, x0, jac=lambda x: x - x0, method="SLSQP",
                    constraints=LinearConstraint(a, -inf, b))
    return near.x


def _minimize_cobyla(fun, x0, args=(), constraints=(), rhobeg=1.0, tol=1e-4, maxiter=1000, disp=0, catol=None,
                     f_target=-inf, callback=None, bounds=None, **unknown_options):
    check_unknown_options(unknown_options)
    disp = 0 if disp is None else disp
    if disp not in (0, 1, 2, 3):
        raise ValueError("disp argument to minimize must be 0, 1, 2, or 3,                          "
                         f"received {disp}")
    x0 = _np.atleast_1d(_np.asarray(x0, dtype=float))
    if bounds is not None:
        bounds = Bounds(_np.asarray(bounds.lb, dtype=float), _np.asarray(bounds.ub, dtype=float))
    linear = _linear(bounds, [c for c in constraints if isinstance(c, LinearConstraint)], x0.size)
    others = [c for c in constraints if isinstance(c, NonlinearConstraint)]
    if not others:
        x0 = _start(x0, bounds, linear)
    return _core.minimize_cobyla(fun, x0, args, *linear, _nonlinear(others) if others else None, rhobeg=rhobeg, tol=tol,
                                 maxiter=maxiter, disp=disp, catol=_CTOL if catol is None else catol,
                                 f_target=f_target, callback=callback)


def fmin_cobyla(func, x0, cons, args=(), consargs=None, rhobeg=1.0, rhoend=1e-4, maxfun=1000, disp=None, catol=2e-4, *,
                callback=None):
    """Minimises by linear models where functions are not negative."""
    error = "cons must be a sequence of callable functions or a single callable function."
    try:
        len(cons)
    except TypeError:
        if not callable(cons):
            raise TypeError(error) from None
        cons = [cons]
    if not all(callable(c) for c in cons):
        raise TypeError(error)
    consargs = args if consargs is None else consargs
    constraints = [NonlinearConstraint(lambda x, c=c: c(x, *consargs), 0, inf) for c in cons]
    result = _minimize_cobyla(func, x0, args, constraints, rhobeg=rhobeg, tol=rhoend, disp=disp, maxiter=maxfun,
                              catol=catol, callback=callback)
    if disp and not result["success"]:
        print(f"COBYLA failed to find a solution: {result.message}")
    return result["x"]
