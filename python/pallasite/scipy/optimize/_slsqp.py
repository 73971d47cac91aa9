"""Sequential least squares programming: constraints as the method wants them, and the older function."""
from math import sqrt

from pallasite import _core
from pallasite.scipy.optimize._constraints import check_dict

_epsilon = sqrt(2.220446049250313e-16)


def _minimize_slsqp(func, x0, args=(), jac=None, bounds=None, constraints=(), **options):
    constraints = [constraints] if isinstance(constraints, dict) else constraints
    lists = {"eq": [], "ineq": []}
    for number, constraint in enumerate(constraints):
        kind = check_dict(number, constraint, "Constraints must be defined using a dictionary.")
        lists[kind].append((constraint["fun"], constraint.get("jac"), constraint.get("args", ())))
    return _core.minimize_slsqp(func, x0, args, jac, bounds, **lists, **options)


def fmin_slsqp(func, x0, eqcons=(), f_eqcons=None, ieqcons=(), f_ieqcons=None, bounds=(), fprime=None,
               fprime_eqcons=None, fprime_ieqcons=None, args=(), iter=100, acc=1.0E-6, iprint=1, disp=None,
               full_output=0, epsilon=_epsilon, callback=None):
    """Minimises under constraints by sequential least squares programming."""
    iprint = iprint if disp is None else disp
    callback = None if callback is None else _core.IterationCallback(callback)
    constraints = [{"type": "eq", "fun": c, "args": args} for c in eqcons]
    constraints += [{"type": "ineq", "fun": c, "args": args} for c in ieqcons]
    if f_eqcons:
        constraints.append({"type": "eq", "fun": f_eqcons, "jac": fprime_eqcons, "args": args})
    if f_ieqcons:
        constraints.append({"type": "ineq", "fun": f_ieqcons, "jac": fprime_ieqcons, "args": args})
    result = _minimize_slsqp(func, x0, args, fprime, bounds, constraints, maxiter=iter, ftol=acc, iprint=iprint,
                             disp=iprint != 0, eps=epsilon, callback=callback)
    if full_output:
        return result.x, result.fun, result.nit, result.status, result.message
    return result.x
