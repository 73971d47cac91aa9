"""The older functions, each of which stands for one method of ``minimize``."""
from math import inf, sqrt

from pallasite import _core
from pallasite._core import MemoizeJac as MemoizeJac
from pallasite._core import line_search as line_search
from pallasite._core import minimize_bfgs as _minimize_bfgs
from pallasite._core import minimize_cg as _minimize_cg
from pallasite._core import minimize_nelder_mead as _minimize_neldermead
from pallasite._core import minimize_newton_cg as _minimize_newtoncg
from pallasite._core import minimize_powell as _minimize_powell

_epsilon = sqrt(2.220446049250313e-16)


def _wrap_callback(callback):
    return None if callback is None else _core.IterationCallback(callback)


def _output(result, names, full_output, retall):
    """What the older functions return of a result."""
    names = names if full_output else ["x"]
    values = [result[name] for name in names] + ([result["allvecs"]] if retall else [])
    return tuple(values) if len(values) > 1 else values[0]


def fmin(func, x0, args=(), xtol=1e-4, ftol=1e-4, maxiter=None, maxfun=None, full_output=0, disp=1, retall=0,
         callback=None, initial_simplex=None):
    """Minimises by the simplex method of Nelder and Mead."""
    result = _minimize_neldermead(func, x0, args, _wrap_callback(callback), xatol=xtol, fatol=ftol, maxiter=maxiter,
                                  maxfev=maxfun, disp=disp, return_all=retall, initial_simplex=initial_simplex)
    return _output(result, ["x", "fun", "nit", "nfev", "status"], full_output, retall)


def fmin_powell(func, x0, args=(), xtol=1e-4, ftol=1e-4, maxiter=None, maxfun=None, full_output=0, disp=1, retall=0,
                callback=None, direc=None):
    """Minimises along conjugate directions by Powell's method."""
    result = _minimize_powell(func, x0, args, _wrap_callback(callback), xtol=xtol, ftol=ftol, maxiter=maxiter,
                              maxfev=maxfun, disp=disp, direc=direc, return_all=retall)
    return _output(result, ["x", "fun", "direc", "nit", "nfev", "status"], full_output, retall)


def fmin_bfgs(f, x0, fprime=None, args=(), gtol=1e-5, norm=inf, epsilon=_epsilon, maxiter=None, full_output=0, disp=1,
              retall=0, callback=None, xrtol=0, c1=1e-4, c2=0.9, hess_inv0=None):
    """Minimises by the method of Broyden, Fletcher, Goldfarb and Shanno."""
    result = _minimize_bfgs(f, x0, args, fprime, _wrap_callback(callback), gtol=gtol, norm=norm, eps=epsilon, disp=disp,
                            maxiter=maxiter, return_all=retall, xrtol=xrtol, c1=c1, c2=c2, hess_inv0=hess_inv0)
    return _output(result, ["x", "fun", "jac", "hess_inv", "nfev", "njev", "status"], full_output, retall)


def fmin_cg(f, x0, fprime=None, args=(), gtol=1e-5, norm=inf, epsilon=_epsilon, maxiter=None, full_output=0, disp=1,
            retall=0, callback=None, c1=1e-4, c2=0.4):
    """Minimises by conjugate gradients."""
    result = _minimize_cg(f, x0, args, fprime, _wrap_callback(callback), gtol=gtol, norm=norm, eps=epsilon, disp=disp,
                          maxiter=maxiter, return_all=retall, c1=c1, c2=c2)
    return _output(result, ["x", "fun", "nfev", "njev", "status"], full_output, retall)


def fmin_ncg(f, x0, fprime, fhess_p=None, fhess=None, args=(), avextol=1e-5, epsilon=_epsilon, maxiter=None,
             full_output=0, disp=1, retall=0, callback=None, c1=1e-4, c2=0.9):
    """Minimises by Newton's method with conjugate gradients."""
    result = _minimize_newtoncg(f, x0, args, fprime, fhess, fhess_p, _wrap_callback(callback), xtol=avextol,
                                eps=epsilon, maxiter=maxiter, disp=disp, return_all=retall, c1=c1, c2=c2)
    return _output(result, ["x", "fun", "nfev", "njev", "nhev", "status"], full_output, retall)
