"""``minimize``: the choice of a method, and the form of arguments that it wants."""
import warnings

from pallasite import numpy as _np
from pallasite import _core
from pallasite.scipy.optimize._cobyla import _minimize_cobyla
from pallasite.scipy.optimize._cobyqa import _minimize_cobyqa
from pallasite.scipy.optimize._constraints import Bounds as Bounds
from pallasite.scipy.optimize._constraints import LinearConstraint as LinearConstraint
from pallasite.scipy.optimize._constraints import NonlinearConstraint as NonlinearConstraint
from pallasite.scipy.optimize._constraints import (
    PreparedConstraint,
    new_bounds_to_old,
    new_constraint_to_old,
    old_bound_to_new,
    old_constraint_to_new,
)
from pallasite.scipy.optimize._slsqp import _minimize_slsqp
from pallasite.scipy.optimize._trustregion import (
    _minimize_dogleg,
    _minimize_trust_krylov,
    _minimize_trust_ncg,
    _minimize_trustregion_exact,
)
from pallasite.scipy.optimize._result import OptimizeResult

FD_METHODS = ("2-point", "3-point", "cs")

# The functions of the methods, and which of these they take besides the objective: gradient, Hessian, bounds, ...
_METHODS = {
    "nelder-mead": (_core.minimize_nelder_mead, "bounds"),
    "powell": (_core.minimize_powell, "bounds"),
    "cg": (_core.minimize_cg, "jac"),
    "bfgs": (_core.minimize_bfgs, "jac"),
    "newton-cg": (_core.minimize_newton_cg, "jac hess hessp"),
    "l-bfgs-b": (_core.minimize_lbfgsb, "jac bounds"),
    "tnc": (_core.minimize_tnc, "jac bounds"),
    "cobyla": (_minimize_cobyla, "constraints bounds"),
    "cobyqa": (_minimize_cobyqa, "constraints bounds"),
    "slsqp": (_minimize_slsqp, "jac bounds constraints"),
    "trust-constr": (_core._minimize_trustregion_constr, "jac hess hessp bounds constraints"),
    "dogleg": (_minimize_dogleg, "jac hess"),
    "trust-ncg": (_minimize_trust_ncg, "jac hess hessp"),
    "trust-exact": (_minimize_trustregion_exact, "jac hess"),
    "trust-krylov": (_minimize_trust_krylov, "jac hess hessp"),
}
MINIMIZE_METHODS = list(_METHODS)
MINIMIZE_METHODS_NEW_CB = [name for name in _METHODS if name != "tnc"]
MINIMIZE_SCALAR_METHODS = ["brent", "bounded", "golden"]

_TAKE_HESS = ("newton-cg", "dogleg", "trust-ncg", "trust-constr", "trust-krylov", "trust-exact", "_custom")
_TAKE_HESSP = ("newton-cg", "trust-ncg", "trust-constr", "trust-krylov", "_custom")
_TAKE_CONSTRAINTS = ("cobyla", "cobyqa", "slsqp", "trust-constr", "_custom")
_TAKE_BOUNDS = ("nelder-mead", "powell", "l-bfgs-b", "cobyla", "cobyqa", "slsqp", "tnc", "trust-constr", "_custom")
_TAKE_NO_JAC = ("nelder-mead", "powell", "cobyla", "cobyqa")
_TAKE_DIFFERENCES = ("trust-constr", "bfgs", "cg", "l-bfgs-b", "tnc", "slsqp")
_RETURN_NOT_ALL = ("l-bfgs-b", "tnc", "cobyla", "cobyqa", "slsqp")
_WANT_NEW_BOUNDS = ("trust-constr", "powell", "nelder-mead", "cobyla", "cobyqa", "new")
_WANT_NEW_CONSTRAINTS = ("trust-constr", "cobyqa", "new", "cobyla")
_WANT_FREE_VARIABLES = ("tnc", "slsqp", "l-bfgs-b")

# The options that `tol` stands for.
_TOLERANCES = {
    "xatol": ("nelder-mead",),
    "fatol": ("nelder-mead",),
    "xtol": ("newton-cg", "powell", "tnc", "trust-constr"),
    "ftol": ("powell", "l-bfgs-b", "tnc", "slsqp"),
    "gtol": ("bfgs", "cg", "l-bfgs-b", "tnc", "dogleg", "trust-ncg", "trust-exact", "trust-krylov", "trust-constr"),
    "tol": ("cobyla", "_custom"),
    "final_tr_radius": ("cobyqa",),
    "barrier_tol": ("trust-constr",),
}


def minimize(fun, x0, args=(), method=None, jac=None, hess=None, hessp=None, bounds=None, constraints=(), tol=None,
             callback=None, options=None):
    """Minimises a function of several variables; see SciPy's documentation of the methods and their options."""
    x0 = _np.atleast_1d(_np.asarray(x0))
    if x0.ndim != 1:
        raise ValueError("'x0' must only have one dimension.")
    if x0.dtype.kind in "iu":
        x0 = _np.asarray(x0, dtype=float)
    if not isinstance(args, tuple):
        args = (args,)
    if method is None:
        method = "SLSQP" if constraints else "BFGS" if bounds is None else "L-BFGS-B"
    meth = "_custom" if callable(method) else method.lower()
    options = {} if options is None else options
    _warn_of_unused(method, meth, jac, hess, hessp, bounds, constraints, options)
    fun, jac = _gradient(fun, jac, meth)
    if tol is not None:
        options = dict(options)
        for name, methods in _TOLERANCES.items():
            if meth in methods:
                options.setdefault(name, tol)
    if meth == "_custom":
        return method(fun, x0, args=args, jac=jac, hess=hess, hessp=hessp, bounds=bounds, constraints=constraints,
                      callback=callback, **options)
    constraints = standardize_constraints(constraints, x0, meth)
    free = None
    if bounds is not None:
        bounds = _validate_bounds(standardize_bounds(bounds, x0, "new"), x0, meth)
        if meth in _WANT_FREE_VARIABLES:
            if _np.all(bounds.lb == bounds.ub):
                return _optimize_result_for_equal_bounds(fun, bounds, meth, args=args, constraints=constraints)
            free = _Free.of(bounds, meth, jac, constraints)
        if free is not None:
            x0, fun, jac, bounds, constraints, callback = free.reduce(x0, fun, jac, bounds, constraints, callback)
        bounds = standardize_bounds(bounds, x0, meth)
    if callback is not None and meth not in ("tnc", "cobyla", "cobyqa", "trust-constr"):
        callback = _core.IterationCallback(callback)
    if meth not in _METHODS:
        raise ValueError(f"Unknown solver {method}")
    run, names = _METHODS[meth]
    given = {"jac": jac, "hess": hess, "hessp": hessp, "bounds": bounds, "constraints": constraints}
    result = run(fun, x0, args, callback=callback, **{name: given[name] for name in names.split()}, **options)
    if free is not None:
        free.restore(result)
    if getattr(callback, "stop_iteration", False):
        result.success = False
        result.status = 99
        result.message = "`callback` raised `StopIteration`."
    return result


def _warn_of_unused(method, meth, jac, hess, hessp, bounds, constraints, options):
    """Warns of what is given in vain."""
    in_vain = [
        (meth in _TAKE_NO_JAC and bool(jac), "does not use gradient information (jac)."),
        (meth not in _TAKE_HESS and hess is not None, "does not use Hessian information (hess)."),
        (meth not in _TAKE_HESSP and hessp is not None,
         "does not use Hessian-vector product information (hessp)."),
        (meth not in _TAKE_CONSTRAINTS and _any(constraints), "cannot handle constraints."),
        (meth not in _TAKE_BOUNDS and bounds is not None, "cannot handle bounds."),
        (meth in _RETURN_NOT_ALL and options.get("return_all", False), "does not support the return_all option."),
    ]
    for vain, text in in_vain:
        if vain:
            warnings.warn(f"Method {method} {text}", RuntimeWarning, stacklevel=3)


def _any(constraints):
    """Whether there are constraints: one, or a list that is not empty."""
    return bool(constraints) if isinstance(constraints, (list, tuple, dict)) else constraints is not None


def _gradient(fun, jac, meth):
    """The objective and its gradient: a function, the name of a scheme of differences, or nothing."""
    if callable(jac):
        return fun, jac
    if jac is True:
        fun = _core.MemoizeJac(fun)
        return fun, fun.derivative
    if meth in _TAKE_DIFFERENCES and jac in FD_METHODS:
        return fun, jac
    return fun, "2-point" if meth == "trust-constr" else None


def _validate_bounds(bounds, x0, meth):
    if _np.any(bounds.ub < bounds.lb):
        raise ValueError("An upper bound is less than the corresponding lower bound.")
    try:
        lb, ub = _np.broadcast_to(bounds.lb, x0.shape), _np.broadcast_to(bounds.ub, x0.shape)
    except Exception as error:
        raise ValueError("The number of bounds is not compatible with the length of `x0`.") from error
    bounds.lb, bounds.ub = lb, ub
    return bounds


def standardize_bounds(bounds, x0, meth):
    """Bounds in the form that a method wants."""
    if meth in _WANT_NEW_BOUNDS:
        return bounds if isinstance(bounds, Bounds) else Bounds(*old_bound_to_new(bounds))
    if meth in (*_WANT_FREE_VARIABLES, "old") and isinstance(bounds, Bounds):
        return new_bounds_to_old(bounds.lb, bounds.ub, x0.shape[0])
    return bounds


def standardize_constraints(constraints, x0, meth):
    """A list of constraints in the form that a method wants."""
    new = (NonlinearConstraint, LinearConstraint)
    if constraints is None:
        constraints = []
    constraints = [constraints] if isinstance(constraints, (*new, dict)) else list(constraints)
    if meth in _WANT_NEW_CONSTRAINTS:
        return [c if isinstance(c, new) else old_constraint_to_new(i, c) for i, c in enumerate(constraints)]
    first, further = [], []
    for constraint in constraints:
        if isinstance(constraint, new):
            dicts = new_constraint_to_old(constraint, x0)
            first.append(dicts[0])
            further.extend(dicts[1:])
        else:
            first.append(constraint)
    return first + further


class _Free:
    """Removes the variables that bounds fix from a problem, and puts them back into its result."""

    def __init__(self, fixed, values):
        self.fixed, self.free, self.values = fixed, ~fixed, values

    @classmethod
    def of(cls, bounds, meth, jac, constraints):
        """Nothing if no variable has to be removed."""
        fixed = bounds.lb == bounds.ub
        differences = not callable(jac) or any(not callable(c.get("jac")) for c in constraints)
        if not fixed.any() or not (differences or meth == "tnc"):
            return None
        return cls(fixed, bounds.lb[fixed])

    def whole(self, x):
        """All variables."""
        out = _np.empty(self.fixed.shape, dtype=x.dtype)
        out[self.fixed] = self.values
        out[self.free] = x
        return out

    def wrap(self, function, dimensions=None, columns=False):
        """A function of the free variables; of its values `columns` keeps those of the free variables."""
        def wrapped(x, *args, **kwargs):
            value = _np.array(function(self.whole(x), *args, **kwargs))
            value = {None: lambda v: v, 1: _np.atleast_1d, 2: _np.atleast_2d}[dimensions](value)
            return value[..., self.free] if columns else value
        return wrapped

    def reduce(self, x0, fun, jac, bounds, constraints, callback):
        """The problem of the free variables."""
        bounds = Bounds(bounds.lb[self.free], bounds.ub[self.free])
        jac = self.wrap(jac, columns=True) if callable(jac) else jac
        constraints = [self._constraint(c) for c in constraints]
        return x0[self.free], self.wrap(fun), jac, bounds, constraints, self._callback(callback)

    def _constraint(self, constraint):
        constraint = constraint.copy()
        constraint["fun"] = self.wrap(constraint["fun"], dimensions=1)
        if callable(constraint.get("jac")):
            constraint["jac"] = self.wrap(constraint["jac"], dimensions=2, columns=True)
        return constraint

    def _callback(self, callback):
        if callback is None:
            return None
        if not _core.IterationCallback(callback).by_result:
            return lambda x: callback(self.whole(x))

        def with_all(intermediate_result):
            intermediate_result.x = self.whole(intermediate_result.x)
            return callback(intermediate_result=intermediate_result)
        return with_all

    def restore(self, result):
        """Puts the fixed variables back."""
        jac = _np.full(self.fixed.shape, _np.nan)
        jac[self.free] = _np.ravel(result.jac)
        result.x, result.jac = self.whole(result.x), jac
        if "hess_inv" in result:
            result.hess_inv = None


def _optimize_result_for_equal_bounds(fun, bounds, method, args=(), constraints=()):
    """The result where bounds fix all variables."""

    x0 = bounds.lb
    success, message, worst = True, "All independent variables were fixed by bounds.", 0
    if constraints:
        message = "All independent variables were fixed by bounds at values that satisfy the constraints."
        constraints = standardize_constraints(constraints, x0, "new")
    for constraint in constraints:
        violation = PreparedConstraint(constraint, x0).violation(x0)
        if _np.sum(violation):
            worst = max(worst, _np.max(violation))
            success = False
            message = ("All independent variables were fixed by bounds, but the independent variables do not satisfy "
                       f"the constraints exactly. (Maximum violation: {worst}).")
    return OptimizeResult(x=x0, fun=fun(x0, *args), success=success, message=message, nfev=1, njev=0, nhev=0)
