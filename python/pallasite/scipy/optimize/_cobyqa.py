"""COBYQA: options, bounds and constraints as the method wants them."""
import sys
from math import inf

from pallasite import _core
from pallasite import numpy as _np
from pallasite.scipy.optimize._constraints import LinearConstraint, NonlinearConstraint, _dense, check_unknown_options

_EPS = 2.220446049250313e-16


def _tolerance(*limits):
    """What rounding may make of numbers like these."""
    weight = max(_np.max(_np.abs(limit[_np.isfinite(limit)]), initial=1.0) for limit in limits)
    return 10.0 * _EPS * max(*(limit.size for limit in limits), 1.0) * weight


def _are_equal(lb, ub):
    with _np.errstate(invalid="ignore"):
        return _np.abs(ub - lb) <= _tolerance(lb, ub)


def _linear(constraints, n):
    """The linear constraints ``A @ x <= b`` and ``C @ x == d``."""
    at_most, equal = [(_np.zeros((0, n)), _np.zeros(0))], [(_np.zeros((0, n)), _np.zeros(0))]
    for constraint in constraints:
        rows, lb, ub = _np.asarray(_dense(constraint.A)), constraint.lb, constraint.ub
        if rows.shape[1] != n:
            raise ValueError(f"The left-hand side matrices of the linear constraints must have {n} columns.")
        rows = _np.where(_np.isnan(rows), 0.0, rows)
        same = _are_equal(lb, ub)
        equal.append((rows[same], 0.5 * (lb[same] + ub[same])))
        at_most.append((rows[~same], ub[~same]))
        at_most.append((-rows[~same], -lb[~same]))

    def joined(parts):
        a, b = (_np.concatenate(side) for side in zip(*parts))
        return a[_np.isfinite(b)], b[_np.isfinite(b)]
    return joined(at_most), joined(equal)


class _Nonlinear:
    """All constraints that are not linear: values that are not to be positive, and values that are to be zero."""

    def __init__(self, constraints, tell):
        self.constraints = constraints
        self.limits = [None] * len(constraints)
        self.tell = tell

    def __call__(self, x):
        at_most, equal = [], []
        for i, constraint in enumerate(self.constraints):
            values = _np.atleast_1d(_np.array(constraint.fun(x), dtype=float))
            self.tell(constraint.fun, x, values)
            if self.limits[i] is None:
                self.limits[i] = tuple(_np.broadcast_to(_np.asarray(limit, dtype=float), values.shape)
                                       for limit in (constraint.lb, constraint.ub))
            lb, ub = self.limits[i]
            same = _are_equal(lb, ub)
            below, above = ~same & (lb > -inf), ~same & (ub < inf)
            at_most.extend([(lb - values)[below], (values - ub)[above]])
            equal.append(values[same] - 0.5 * (lb[same] + ub[same]))
        return _np.concatenate(at_most), _np.concatenate(equal)


def _text(x):
    """A place as COBYQA prints it."""
    def number(value):
        return _np.format_float_scientific(value, precision=3, unique=False, pad_left=2)
    with _np.printoptions(threshold=6, edgeitems=2, linewidth=sys.maxsize, formatter={"float_kind": number}):
        return str(x)


def _check(maxfev, maxiter, initial, final):
    if initial <= 0.0:
        raise ValueError("The initial trust-region radius must be positive.")
    if final < 0.0:
        raise ValueError("The final trust-region radius must be nonnegative.")
    if initial < final:
        raise ValueError("The initial trust-region radius must be greater than or equal to the final trust-region "
                         "radius.")
    if maxfev <= 0:
        raise ValueError("The maximum number of function evaluations must be positive.")
    if maxiter <= 0:
        raise ValueError("The maximum number of iterations must be positive.")


def _minimize_cobyqa(fun, x0, args=(), bounds=None, constraints=(), callback=None, disp=False, maxfev=None,
                     maxiter=None, f_target=-inf, feasibility_tol=1e-8, initial_tr_radius=1.0, final_tr_radius=1e-6,
                     scale=False, **unknown_options):
    check_unknown_options(unknown_options)
    x0 = _np.array(x0, dtype=float)
    n, initial, final = len(x0), float(initial_tr_radius), float(final_tr_radius)
    maxfev = 500 * n if maxfev is None else int(maxfev)
    maxiter = 1000 * n if maxiter is None else int(maxiter)
    if callback is not None and not callable(callback):
        raise TypeError("The callback must be a callable function.")
    linear = _linear([c for c in constraints if isinstance(c, LinearConstraint)], n)
    _check(maxfev, maxiter, initial, final)
    name = getattr(fun, "__name__", "fun")
    if bounds is not None:
        lb, ub = _np.asarray(bounds.lb, dtype=float), _np.asarray(bounds.ub, dtype=float)
        bounds = _np.where(_np.isnan(lb), -inf, lb), _np.where(_np.isnan(ub), inf, ub)

    def tell(function, x, values):
        if disp and hasattr(function, "__name__"):
            print(f"{function.__name__}({_text(x)}) = {_text(values)}")
    others = [c for c in constraints if isinstance(c, NonlinearConstraint)]
    if disp:
        print("Starting the optimization procedure.")
        print(f"Initial trust-region radius: {initial}.")
        print(f"Final trust-region radius: {final}.")
        print(f"Maximum number of function evaluations: {maxfev}.")
        print(f"Maximum number of iterations: {maxiter}.")
        print()
    return _core.minimize_cobyqa(
        lambda x: float(_np.squeeze(fun(x, *args))), x0, None, bounds, *linear,
        _Nonlinear(others, tell) if others else None, callback=callback, disp=disp, point=_text, name=name,
        maxfev=maxfev, maxiter=maxiter, f_target=float(f_target), feasibility_tol=float(feasibility_tol),
        initial_tr_radius=initial, final_tr_radius=final, scale=scale)
