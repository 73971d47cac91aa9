"""Bounds and constraints of minimisation problems, and what they become for methods that want the older forms."""
import warnings
from types import GenericAlias

from pallasite import numpy as _np
from pallasite.scipy.optimize._hessian_update_strategy import BFGS
from pallasite.scipy.optimize._result import OptimizeWarning


def _is_sparse(matrix):
    return hasattr(matrix, "toarray")


def _dense(matrix):
    return _np.atleast_2d(matrix.toarray() if _is_sparse(matrix) else matrix)


def _warn(text, stacklevel=4):

    warnings.warn(text, OptimizeWarning, stacklevel=stacklevel)


def check_unknown_options(options):
    """Warns of options that a method does not know."""
    if options:
        _warn("Unknown solver options: " + ", ".join(map(str, options)))


class NonlinearConstraint:
    """``lb <= fun(x) <= ub``; equal limits make an equality."""

    def __init__(self, fun, lb, ub, jac="2-point", hess=None, keep_feasible=False, finite_diff_rel_step=None,
                 finite_diff_jac_sparsity=None):
        self.fun = fun
        self.lb = lb
        self.ub = ub
        self.finite_diff_rel_step = finite_diff_rel_step
        self.finite_diff_jac_sparsity = finite_diff_jac_sparsity
        self.jac = jac
        self.hess = BFGS() if hess is None else hess
        self.keep_feasible = keep_feasible


class LinearConstraint:
    """``lb <= A @ x <= ub``."""

    def __init__(self, A, lb=-_np.inf, ub=_np.inf, keep_feasible=False):
        if _is_sparse(A):
            self.A = A
        else:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                self.A = _np.atleast_2d(A).astype(_np.float64)
        if _is_sparse(lb) or _is_sparse(ub):
            raise ValueError("Constraint limits must be dense arrays.")
        if _is_sparse(keep_feasible):
            raise ValueError("`keep_feasible` must be a dense array.")
        self.lb = _np.atleast_1d(lb).astype(_np.float64)
        self.ub = _np.atleast_1d(ub).astype(_np.float64)
        self.keep_feasible = _np.atleast_1d(keep_feasible).astype(bool)
        self._broadcast()

    def _broadcast(self):
        if self.A.ndim != 2:
            raise ValueError("`A` must have exactly two dimensions.")
        shape = self.A.shape[:1]
        try:
            self.lb = _np.broadcast_to(self.lb, shape)
            self.ub = _np.broadcast_to(self.ub, shape)
            self.keep_feasible = _np.broadcast_to(self.keep_feasible, shape)
        except ValueError:
            raise ValueError("`lb`, `ub`, and `keep_feasible` must be broadcastable to shape `A.shape[0:1]`") from None

    def residual(self, x):
        """How far ``A @ x`` is inside the lower and the upper limits."""
        return self.A @ x - self.lb, self.ub - self.A @ x


class Bounds:
    """``lb <= x <= ub``."""

    __class_getitem__ = classmethod(GenericAlias)

    def __init__(self, lb=-_np.inf, ub=_np.inf, keep_feasible=False):
        if _is_sparse(lb) or _is_sparse(ub):
            raise ValueError("Lower and upper bounds must be dense arrays.")
        if _is_sparse(keep_feasible):
            raise ValueError("`keep_feasible` must be a dense array.")
        limits = _np.atleast_1d(lb), _np.atleast_1d(ub), _np.atleast_1d(keep_feasible).astype(bool)
        try:
            self.lb, self.ub, self.keep_feasible = _np.broadcast_arrays(*limits)
        except ValueError:
            raise ValueError("`lb`, `ub`, and `keep_feasible` must be broadcastable.") from None

    def __repr__(self):
        end = f", keep_feasible={self.keep_feasible!r})" if _np.any(self.keep_feasible) else ")"
        return f"{type(self).__name__}({self.lb!r}, {self.ub!r}" + end

    def residual(self, x):
        """How far `x` is inside the lower and the upper bounds."""
        return x - self.lb, self.ub - x


class PreparedConstraint:
    """A constraint with its limits and its function at hand."""

    __class_getitem__ = classmethod(GenericAlias)

    def __init__(self, constraint, x0, sparse_jacobian=None, finite_diff_bounds=(-_np.inf, _np.inf)):
        x0 = _np.atleast_1d(x0).astype(float)
        self._function = _function(constraint)
        value = self.evaluate(x0)
        lb = _np.broadcast_to(_np.asarray(constraint.lb, dtype=float), value.shape)
        ub = _np.broadcast_to(_np.asarray(constraint.ub, dtype=float), value.shape)
        feasible = _np.broadcast_to(_np.asarray(constraint.keep_feasible, dtype=bool), value.shape)
        strict = feasible & (lb != ub)
        if _np.any(value[strict] < lb[strict]) or _np.any(value[strict] > ub[strict]):
            raise ValueError("`x0` is infeasible with respect to some inequality constraint with `keep_feasible` "
                             "set to True.")
        self.bounds = lb, ub
        self.keep_feasible = feasible

    def evaluate(self, x):
        """The values that the limits are for."""
        return _np.atleast_1d(self._function(_np.asarray(x)))

    def violation(self, x):
        """How far each value is beyond its limits."""
        value = self.evaluate(x)
        return _np.maximum(self.bounds[0] - value, 0) + _np.maximum(value - self.bounds[1], 0)


def _function(constraint):
    if isinstance(constraint, NonlinearConstraint):
        return constraint.fun
    if isinstance(constraint, LinearConstraint):
        # A matrix object would make a matrix of the product.
        matrix = constraint.A if _is_sparse(constraint.A) else _np.asarray(constraint.A)
        return lambda x: matrix @ x
    if isinstance(constraint, Bounds):
        return lambda x: x
    raise ValueError("`constraint` of an unknown type is passed.")


def _scalar(x):
    return x.item() if hasattr(x, "item") else x


def new_bounds_to_old(lb, ub, n):
    """Pairs of limits, ``None`` for infinite ones."""
    lb, ub = _np.broadcast_to(lb, n), _np.broadcast_to(ub, n)
    lb = [float(x) if x > -_np.inf else None for x in lb]
    ub = [float(x) if x < _np.inf else None for x in ub]
    return list(zip(lb, ub))


def old_bound_to_new(bounds):
    """Arrays of the lower and the upper limits."""
    lb, ub = zip(*bounds)
    lb = _np.array([-_np.inf if x is None else float(_scalar(x)) for x in lb])
    ub = _np.array([_np.inf if x is None else float(_scalar(x)) for x in ub])
    return lb, ub


def strict_bounds(lb, ub, keep_feasible, n_vars):
    """The bounds that have to hold at every iterate."""
    lb, ub = (_np.resize(limit, n_vars).astype(float) for limit in (lb, ub))
    loose = ~_np.resize(keep_feasible, n_vars)
    lb[loose] = -_np.inf
    ub[loose] = _np.inf
    return lb, ub


def _warn_of_ignored(constraint):
    if isinstance(constraint, LinearConstraint):
        if _np.any(constraint.keep_feasible):
            _warn("Constraint option `keep_feasible` is ignored by this method.")
    elif (constraint.finite_diff_jac_sparsity is not None or constraint.finite_diff_rel_step is not None
          or not isinstance(constraint.hess, BFGS) or constraint.keep_feasible):
        _warn("Constraint options `finite_diff_jac_sparsity`, `finite_diff_rel_step`, `keep_feasible`, and `hess`"
              "are ignored by this method.")


def _jacobian(constraint):
    if isinstance(constraint, LinearConstraint):
        matrix = _dense(constraint.A)
        return lambda x: matrix
    return constraint.jac if callable(constraint.jac) else None


def _as_dict(kind, function, jacobian, parts):
    """A dictionary of the rows of a constraint: `parts` are triples of a sign, the rows, and their limits."""
    def fun(x):
        values = _np.array(function(x)).flatten()
        return _np.concatenate([sign * (values[rows] - limit) for sign, rows, limit in parts])

    def jac(x):
        matrix = _dense(jacobian(x))
        return _np.concatenate([sign * matrix[rows] for sign, rows, _ in parts])

    return {"type": kind, "fun": fun} if jacobian is None else {"type": kind, "fun": fun, "jac": jac}


def new_constraint_to_old(constraint, x0):
    """Dictionaries of the equalities and of the inequalities."""
    _warn_of_ignored(constraint)
    function, jacobian = _function(constraint), _jacobian(constraint)
    lb, ub = PreparedConstraint(constraint, x0).bounds
    equal = lb == ub
    below, above = (lb != -_np.inf) ^ equal, (ub != _np.inf) ^ equal
    if _np.any((lb == -_np.inf) & (ub == _np.inf)):
        _warn("At least one constraint is unbounded above and below. Such constraints are ignored.")
    dicts = []
    if _np.any(equal):
        dicts.append(_as_dict("eq", function, jacobian, [(1, equal, lb[equal])]))
    if _np.any(below) or _np.any(above):
        parts = [(1, below, lb[below]), (-1, above, ub[above])]
        dicts.append(_as_dict("ineq", function, jacobian, parts))
    if len(dicts) > 1:
        _warn("Equality and inequality constraints are specified in the same element of the constraint list. For "
              "efficient use with this method, equality and inequality constraints should be specified in separate "
              "elements of the constraint list. ")
    return dicts


def check_dict(number, constraint, missing_dict="Constraints must be a sequence of dictionaries."):
    """The type of a constraint given as a dictionary: ``eq`` or ``ineq``."""
    try:
        kind = constraint["type"].lower()
    except KeyError as error:
        raise KeyError(f"Constraint {number} has no type defined.") from error
    except TypeError as error:
        raise TypeError(missing_dict) from error
    except AttributeError as error:
        raise TypeError("Constraint's type must be a string.") from error
    if kind not in ("eq", "ineq"):
        raise ValueError(f"Unknown constraint type '{constraint['type']}'.")
    if "fun" not in constraint:
        raise ValueError(f"Constraint {number} has no function defined.")
    return kind


def old_constraint_to_new(number, constraint):
    """A `NonlinearConstraint` of a dictionary."""
    upper = 0 if check_dict(number, constraint) == "eq" else _np.inf
    fun, jac = constraint["fun"], constraint.get("jac", "2-point")
    if "args" not in constraint:
        return NonlinearConstraint(fun, 0, upper, jac)
    args = constraint["args"]
    with_args = (lambda x: jac(x, *args)) if "jac" in constraint else jac
    return NonlinearConstraint(lambda x: fun(x, *args), 0, upper, with_args)
