"""TNC's older function."""
from pallasite import _core
from pallasite._core import minimize_tnc as _minimize_tnc

MSG_NONE = 0
MSG_ITER = 1
MSG_INFO = 2
MSG_VERS = 4
MSG_EXIT = 8
MSG_ALL = MSG_ITER + MSG_INFO + MSG_VERS + MSG_EXIT
RCSTRINGS = {
    -1: "Infeasible (lower bound > upper bound)",
    0: "Local minimum reached (|pg| ~= 0)",
    1: "Converged (|f_n-f_(n-1)| ~= 0)",
    2: "Converged (|x_n-x_(n-1)| ~= 0)",
    3: "Max. number of function evaluations reached",
    4: "Linear search failed",
    5: "All lower bounds are equal to the upper bounds",
    6: "Unable to progress",
    7: "User requested end of minimization",
}
_NUMBERS = {0: MSG_NONE, 1: MSG_ITER, 2: MSG_INFO, 3: MSG_VERS, 4: MSG_EXIT, 5: MSG_ALL}


def fmin_tnc(func, x0, fprime=None, args=(), approx_grad=0, bounds=None, epsilon=1e-8, scale=None, offset=None,
             messages=MSG_ALL, maxCGit=-1, maxfun=None, eta=-1, stepmx=0, accuracy=0, fmin=0, ftol=-1, xtol=-1,
             pgtol=-1, rescale=-1, disp=None, callback=None):
    """Minimises between bounds by a truncated Newton method; returns the place, the calls and a code."""
    if approx_grad:
        jac = None
    elif fprime is None:
        func = _core.MemoizeJac(func)
        jac = func.derivative
    else:
        jac = fprime
    number = disp if disp is not None else _NUMBERS.get(messages, MSG_ALL)
    result = _minimize_tnc(func, x0, args, jac, bounds, eps=epsilon, scale=scale, offset=offset, mesg_num=number,
                           maxCGit=maxCGit, maxfun=maxfun, eta=eta, stepmx=stepmx, accuracy=accuracy, minfev=fmin,
                           ftol=ftol, xtol=xtol, gtol=pgtol, rescale=rescale, callback=callback)
    return result.x, result.nfev, result.status
