"""Roots of large systems: solvers of the kind of Newton's, and the approximations of the Jacobian that they use."""
import inspect
import warnings
from types import GenericAlias

from pallasite import numpy as _np
from pallasite._core import KrylovJacobian as KrylovJacobian
from pallasite._core import QuasiNewton as _QuasiNewton
from pallasite._core import _nonlin_solve
from pallasite.scipy.optimize._result import OptimizeResult, OptimizeWarning


class NoConvergence(Exception):
    """Says that no root was found within the iterations allowed; its argument is the last iterate."""


class Jacobian:
    """What an approximation of the Jacobian has to offer: ``solve``, and ``update`` and ``setup`` if it learns."""

    __class_getitem__ = classmethod(GenericAlias)

    def __init__(self, **kw):
        names = ["solve", "update", "matvec", "rmatvec", "rsolve", "matmat", "todense", "shape", "dtype"]
        for name, value in kw.items():
            if name not in names:
                raise ValueError(f"Unknown keyword argument {name}")
            if value is not None:
                setattr(self, name, value)

    def aspreconditioner(self):
        """The inverse, to precondition with."""
        return InverseJacobian(self)

    def solve(self, v, tol=0):
        """The product of the inverse with `v`."""
        raise NotImplementedError

    def update(self, x, F):
        """Learns that the function is `F` at `x`."""

    def setup(self, x, F, func):
        """Begins at `x`, where `func` is `F`."""
        self.func = func
        self.shape = (F.size, x.size)
        self.dtype = F.dtype
        if self.__class__.setup is Jacobian.setup:
            self.update(x, F)


class InverseJacobian:
    """The inverse of an approximation, as something that can be multiplied with."""

    __class_getitem__ = classmethod(GenericAlias)

    def __init__(self, jacobian):
        self.jacobian = jacobian
        self.matvec = jacobian.solve
        self.update = jacobian.update
        if hasattr(jacobian, "setup"):
            self.setup = jacobian.setup
        if hasattr(jacobian, "rsolve"):
            self.rmatvec = jacobian.rsolve

    @property
    def shape(self):
        """Rows and columns."""
        return self.jacobian.shape

    @property
    def dtype(self):
        """The kind of numbers."""
        return self.jacobian.dtype


class _Approximation(_QuasiNewton):
    """An approximation of the Jacobian by the steps taken so far."""

    __class_getitem__ = classmethod(GenericAlias)

    def aspreconditioner(self):
        """The inverse, to precondition with."""
        return InverseJacobian(self)

    def __array__(self, dtype=None, copy=None):
        if dtype is not None:
            raise ValueError(f"`dtype` must be None, was {dtype}")
        return self.todense()


class BroydenFirst(_Approximation):
    """Broyden's first approximation, the "good" one."""

    def __new__(cls, alpha=None, reduction_method="restart", max_rank=None):
        return super().__new__(cls, "broyden1", alpha, reduction_method, max_rank)


class BroydenSecond(_Approximation):
    """Broyden's second approximation, the "bad" one."""

    def __new__(cls, alpha=None, reduction_method="restart", max_rank=None):
        return super().__new__(cls, "broyden2", alpha, reduction_method, max_rank)


class Anderson(_Approximation):
    """Anderson mixing of the last `M` steps."""

    def __new__(cls, alpha=None, w0=0.01, M=5):
        return super().__new__(cls, "anderson", alpha, w0=w0, M=M)

    @property
    def rsolve(self):
        raise AttributeError("'Anderson' object has no attribute 'rsolve'")

    @property
    def rmatvec(self):
        raise AttributeError("'Anderson' object has no attribute 'rmatvec'")


class DiagBroyden(_Approximation):
    """The diagonal of Broyden's approximation."""

    def __new__(cls, alpha=None):
        return super().__new__(cls, "diagbroyden", alpha)


class LinearMixing(_Approximation):
    """A multiple of the identity."""

    def __new__(cls, alpha=None):
        return super().__new__(cls, "linearmixing", alpha)


class ExcitingMixing(_Approximation):
    """A diagonal that grows, up to `alphamax`, as long as the residuals keep their signs."""

    def __new__(cls, alpha=None, alphamax=1.0):
        return super().__new__(cls, "excitingmixing", alpha, alphamax=alphamax)


_BY_NAME = {"broyden1": BroydenFirst, "broyden2": BroydenSecond, "anderson": Anderson, "diagbroyden": DiagBroyden,
            "linearmixing": LinearMixing, "excitingmixing": ExcitingMixing, "krylov": KrylovJacobian}


class _Flat:
    """A function of arrays of some shape as one of vectors."""

    def __init__(self, function, shape):
        self.function = function
        self.shape = shape

    def __call__(self, x):
        return _np.asarray(self.function(x.reshape(self.shape))).ravel()


def _matrix(J):
    """A constant matrix as a Jacobian."""
    if J.ndim > 2:
        raise ValueError("array must have rank <= 2")
    J = _np.atleast_2d(J)
    if J.shape[0] != J.shape[1]:
        raise ValueError("array must be square")
    return Jacobian(matvec=lambda v: J @ v, rmatvec=lambda v: J.conj().T @ v,
                    solve=lambda v, tol=0: _np.linalg.solve(J, v),
                    rsolve=lambda v, tol=0: _np.linalg.solve(J.conj().T, v), dtype=J.dtype, shape=J.shape)


class _FunctionJacobian(Jacobian):
    """The Jacobian that a function gives."""

    def __init__(self, function):
        self._function = function

    def update(self, x, F):
        self.x = x

    def _matrix(self):
        m = self._function(self.x)
        return m.toarray() if hasattr(m, "toarray") else _np.asarray(m)

    def solve(self, v, tol=0):
        return _np.linalg.solve(self._matrix(), v)

    def matvec(self, v):
        return self._matrix() @ v

    def rsolve(self, v, tol=0):
        return _np.linalg.solve(self._matrix().conj().T, v)

    def rmatvec(self, v):
        return self._matrix().conj().T @ v


def asjacobian(J):
    """Makes something that serves as a Jacobian of `J`: a matrix, a function, a class or a name."""
    if isinstance(J, (Jacobian, _QuasiNewton, KrylovJacobian)):
        return J
    if inspect.isclass(J) and issubclass(J, (Jacobian, _QuasiNewton, KrylovJacobian)):
        return J()
    if isinstance(J, str):
        return _BY_NAME[J]()
    if hasattr(J, "toarray"):
        return _matrix(_np.asarray(J.toarray()))
    if isinstance(J, _np.ndarray):
        return _matrix(J)
    if all(hasattr(J, name) for name in ("shape", "dtype", "solve")):
        names = ("matvec", "rmatvec", "rsolve", "update", "setup")
        jacobian = Jacobian(solve=J.solve, dtype=J.dtype, shape=J.shape)
        for name in names:
            setattr(jacobian, name, getattr(J, name))
        return jacobian
    if callable(J):
        return _FunctionJacobian(J)
    raise TypeError("Cannot convert object to a Jacobian")


_MESSAGES = {1: "A solution was found at the specified tolerance.",
             2: "The maximum number of iterations allowed has been reached."}


def nonlin_solve(F, x0, jacobian="krylov", iter=None, verbose=False, maxiter=None, f_tol=None, f_rtol=None, x_tol=None,
                 x_rtol=None, tol_norm=None, line_search="armijo", callback=None, full_output=False,
                 raise_exception=True):
    """Finds a root of a function, in a way suitable for large problems."""
    x, info = _nonlin_solve(F, x0, asjacobian(jacobian), iter, verbose, maxiter, f_tol, f_rtol, x_tol, x_rtol, tol_norm,
                            line_search, callback)
    if info.pop("exhausted") and raise_exception:
        raise NoConvergence(x)
    if not full_output:
        return x
    status = 1 if info["success"] else 2
    del info["nfev"]
    return x, {"nit": info["nit"], "fun": info["fun"], "status": status, "success": info["success"],
               "message": _MESSAGES[status]}


def _root(fun, x0, method, callback, options, with_jacobian):
    """``root`` by one of these methods; `with_jacobian` if the function returns a pair whose second part is in vain."""

    def values(x):
        return fun(x)[0]

    names = ("nit", "disp", "maxiter", "ftol", "fatol", "xtol", "xatol", "tol_norm", "line_search", "jac_options")
    given = {name: options.pop(name) for name in names if name in options}
    if options:
        warnings.warn(f"Unknown solver options: {', '.join(map(str, options))}", OptimizeWarning, stacklevel=2)
    jacobian = _BY_NAME[method](**(given.get("jac_options") or {}))
    x, info = _nonlin_solve(values if with_jacobian else fun, x0, jacobian, given.get("nit"), given.get("disp", False), given.get("maxiter"),
                            given.get("fatol"), given.get("ftol"), given.get("xatol"), given.get("xtol"),
                            given.get("tol_norm"), given.get("line_search", "armijo"), callback)
    status = 1 if info["success"] else 2
    return OptimizeResult(x=x, method=method, nit=info["nit"], fun=info["fun"], status=status, success=info["success"],
                          message=_MESSAGES[status], nfev=info["nfev"])


def broyden1(F, xin, iter=None, alpha=None, reduction_method="restart", max_rank=None, verbose=False, maxiter=None,
             f_tol=None, f_rtol=None, x_tol=None, x_rtol=None, tol_norm=None, line_search="armijo", callback=None,
             **kw):
    """Finds a root by Broyden's first method (Broyden 1965; van der Rotten 2003)."""
    jac = BroydenFirst(alpha=alpha, reduction_method=reduction_method, max_rank=max_rank, **kw)
    return nonlin_solve(F, xin, jac, iter, verbose, maxiter, f_tol, f_rtol, x_tol, x_rtol, tol_norm, line_search,
                        callback)


def broyden2(F, xin, iter=None, alpha=None, reduction_method="restart", max_rank=None, verbose=False, maxiter=None,
             f_tol=None, f_rtol=None, x_tol=None, x_rtol=None, tol_norm=None, line_search="armijo", callback=None,
             **kw):
    """Finds a root by Broyden's second method."""
    jac = BroydenSecond(alpha=alpha, reduction_method=reduction_method, max_rank=max_rank, **kw)
    return nonlin_solve(F, xin, jac, iter, verbose, maxiter, f_tol, f_rtol, x_tol, x_rtol, tol_norm, line_search,
                        callback)


def anderson(F, xin, iter=None, alpha=None, w0=0.01, M=5, verbose=False, maxiter=None, f_tol=None, f_rtol=None,
             x_tol=None, x_rtol=None, tol_norm=None, line_search="armijo", callback=None, **kw):
    """Finds a root by Anderson mixing (Eyert 1996)."""
    jac = Anderson(alpha=alpha, w0=w0, M=M, **kw)
    return nonlin_solve(F, xin, jac, iter, verbose, maxiter, f_tol, f_rtol, x_tol, x_rtol, tol_norm, line_search,
                        callback)


def linearmixing(F, xin, iter=None, alpha=None, verbose=False, maxiter=None, f_tol=None, f_rtol=None, x_tol=None,
                 x_rtol=None, tol_norm=None, line_search="armijo", callback=None, **kw):
    """Finds a root with a multiple of the identity as the Jacobian."""
    jac = LinearMixing(alpha=alpha, **kw)
    return nonlin_solve(F, xin, jac, iter, verbose, maxiter, f_tol, f_rtol, x_tol, x_rtol, tol_norm, line_search,
                        callback)


def diagbroyden(F, xin, iter=None, alpha=None, verbose=False, maxiter=None, f_tol=None, f_rtol=None, x_tol=None,
                x_rtol=None, tol_norm=None, line_search="armijo", callback=None, **kw):
    """Finds a root with the diagonal of Broyden's approximation."""
    jac = DiagBroyden(alpha=alpha, **kw)
    return nonlin_solve(F, xin, jac, iter, verbose, maxiter, f_tol, f_rtol, x_tol, x_rtol, tol_norm, line_search,
                        callback)


def excitingmixing(F, xin, iter=None, alpha=None, alphamax=1.0, verbose=False, maxiter=None, f_tol=None, f_rtol=None,
                   x_tol=None, x_rtol=None, tol_norm=None, line_search="armijo", callback=None, **kw):
    """Finds a root with a diagonal that is tuned in each iteration."""
    jac = ExcitingMixing(alpha=alpha, alphamax=alphamax, **kw)
    return nonlin_solve(F, xin, jac, iter, verbose, maxiter, f_tol, f_rtol, x_tol, x_rtol, tol_norm, line_search,
                        callback)


def newton_krylov(F, xin, iter=None, rdiff=None, method="lgmres", inner_maxiter=20, inner_M=None, outer_k=10,
                  verbose=False, maxiter=None, f_tol=None, f_rtol=None, x_tol=None, x_rtol=None, tol_norm=None,
                  line_search="armijo", callback=None, **kw):
    """Finds a root by Newton's method in Krylov spaces (Knoll and Keyes 2004)."""
    jac = KrylovJacobian(rdiff=rdiff, method=method, inner_maxiter=inner_maxiter, inner_M=inner_M, outer_k=outer_k, **kw)
    return nonlin_solve(F, xin, jac, iter, verbose, maxiter, f_tol, f_rtol, x_tol, x_rtol, tol_norm, line_search,
                        callback)
