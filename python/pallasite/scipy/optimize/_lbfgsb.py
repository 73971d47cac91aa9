"""L-BFGS-B's older function, and the approximation of the inverse Hessian that it leaves."""
from pallasite import _core
from pallasite import numpy as _np
from pallasite._core import minimize_lbfgsb as _minimize_lbfgsb

_EPS = 2.220446049250313e-16
_NOT_GIVEN = object()


def fmin_l_bfgs_b(func, x0, fprime=None, args=(), approx_grad=0, bounds=None, m=10, factr=1e7, pgtol=1e-5, epsilon=1e-8,
                  iprint=_NOT_GIVEN, maxfun=15000, maxiter=15000, disp=_NOT_GIVEN, callback=None, maxls=20):
    """Minimises between bounds by L-BFGS-B; returns the place, the value and a dictionary."""
    if approx_grad:
        jac = None
    elif fprime is None:
        func = _core.MemoizeJac(func)
        jac = func.derivative
    else:
        jac = fprime
    callback = None if callback is None else _core.IterationCallback(callback)
    given = {name: value for name, value in (("iprint", iprint), ("disp", disp)) if value is not _NOT_GIVEN}
    result = _minimize_lbfgsb(func, x0, args, jac, bounds, maxcor=m, ftol=factr * _EPS, gtol=pgtol, eps=epsilon,
                              maxfun=maxfun, maxiter=maxiter, callback=callback, maxls=maxls, **given)
    about = {"grad": result.jac, "task": result.message, "funcalls": result.nfev, "nit": result.nit,
             "warnflag": result.status}
    return result.x, result.fun, about


class LbfgsInvHessProduct:
    """The linear operator of the inverse Hessian that `n_corrs` steps and changes of the gradient stand for."""

    ndim = 2

    def __init__(self, sk, yk):
        if sk.shape != yk.shape or sk.ndim != 2:
            raise ValueError("sk and yk must have matching shape, (n_corrs, n)")
        self.n_corrs, n = sk.shape
        self.shape = (n, n)
        self.dtype = _np.dtype(_np.float64)
        self.sk = sk
        self.yk = yk
        self.rho = 1 / _np.sum(sk * yk, axis=1)

    def __repr__(self):
        n, m = self.shape
        return f"<{n}x{m} LbfgsInvHessProduct with dtype=float64>"

    def matvec(self, x):
        """The product with a vector, or with a matrix of one column."""
        x = _np.asanyarray(x)
        n = self.shape[1]
        if x.shape not in ((n,), (n, 1)):
            raise ValueError("dimension mismatch")
        return _core.lbfgs_inverse_product(self.sk, self.yk, x).reshape(x.shape)

    def matmat(self, X):
        """The product with a matrix."""
        X = _np.asanyarray(X)
        if X.ndim != 2:
            raise ValueError(f"expected 2-d ndarray or matrix, not {X.ndim}-d")
        if X.shape[0] != self.shape[1]:
            raise ValueError(f"dimension mismatch: {self.shape}, {X.shape}")
        return _np.stack([self.matvec(column) for column in X.T], axis=1) if X.shape[1] else _np.array(X)

    rmatvec = _matvec = _rmatvec = matvec
    rmatmat = _matmat = _rmatmat = matmat

    def dot(self, x):
        """The product with a vector or a matrix."""
        x = _np.asarray(x)
        return self.matmat(x) if x.ndim == 2 and x.shape[1] != 1 else self.matvec(x)

    def __matmul__(self, x):
        return self.dot(x)

    def __call__(self, x):
        return self.dot(x)

    __mul__ = __matmul__

    def adjoint(self):
        """The operator is symmetric."""
        return self

    transpose = adjoint

    @property
    def T(self):
        """The operator is symmetric."""
        return self

    H = T

    def todense(self):
        """The operator as a matrix."""
        return self.matmat(_np.eye(*self.shape))
