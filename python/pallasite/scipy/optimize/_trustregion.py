"""The trust-region methods, which differ in how they minimise the model."""
from pallasite import _core


def _minimize_dogleg(fun, x0, args=(), jac=None, hess=None, **options):
    if jac is None:
        raise ValueError("Jacobian is required for dogleg minimization")
    if not callable(hess):
        raise ValueError("Hessian is required for dogleg minimization")
    return _core.minimize_trust_region("dogleg", fun, x0, args, jac, hess, **options)


def _minimize_trust_ncg(fun, x0, args=(), jac=None, hess=None, hessp=None, **options):
    if jac is None:
        raise ValueError("Jacobian is required for Newton-CG trust-region minimization")
    if hess is None and hessp is None:
        raise ValueError("Either the Hessian or the Hessian-vector product is required for Newton-CG trust-region "
                         "minimization")
    return _core.minimize_trust_region("trust-ncg", fun, x0, args, jac, hess, hessp, **options)


def _minimize_trust_krylov(fun, x0, args=(), jac=None, hess=None, hessp=None, inexact=True, **options):
    if jac is None:
        raise ValueError("Jacobian is required for trust region ", "exact minimization.")
    if hess is None and hessp is None:
        raise ValueError("Either the Hessian or the Hessian-vector product is required for Krylov trust-region "
                         "minimization")
    return _core.minimize_trust_region("trust-krylov", fun, x0, args, jac, hess, hessp, inexact=inexact, **options)


def _minimize_trustregion_exact(fun, x0, args=(), jac=None, hess=None, **options):
    if jac is None:
        raise ValueError("Jacobian is required for trust region exact minimization.")
    if not callable(hess):
        raise ValueError("Hessian matrix is required for trust region exact minimization.")
    return _core.minimize_trust_region("trust-exact", fun, x0, args, jac, hess, **options)
