"""A function with its derivatives, each asked once for a place."""
from pallasite import numpy as _np

FD_METHODS = ("2-point", "3-point", "cs")


class ScalarFunction:
    """Remembers value, gradient and Hessian at the last place, and counts the calls."""

    def __init__(self, fun, x0, args, grad, hess, finite_diff_rel_step=None,
                 finite_diff_bounds=(-_np.inf, _np.inf), epsilon=None, workers=None):
        if not callable(grad) and grad not in FD_METHODS:
            raise ValueError(f"`grad` must be either callable or one of {FD_METHODS}.")
        if not callable(grad) or not callable(hess):
            raise NotImplementedError("ScalarFunction takes its derivatives as functions")
        self._functions = {"fun": fun, "grad": grad, "hess": hess}
        self._args = args
        self._known = {}
        self.nfev = self.ngev = self.nhev = 0
        self.x = _np.atleast_1d(_np.array(x0, dtype=float))
        self.n = self.x.size
        for name in self._functions:
            self._at(self.x, name)

    def _at(self, x, name):
        if not _np.array_equal(x, self.x):
            self.x = _np.atleast_1d(_np.array(x, dtype=float))
            self._known = {}
        if name not in self._known:
            self._known[name] = self._functions[name](_np.copy(self.x), *self._args)
            counter = {"fun": "nfev", "grad": "ngev", "hess": "nhev"}[name]
            setattr(self, counter, getattr(self, counter) + 1)
        return self._known[name]

    def fun(self, x):
        """The value."""
        return self._at(x, "fun")

    def grad(self, x):
        """The gradient."""
        return _np.atleast_1d(self._at(x, "grad"))

    def hess(self, x):
        """The Hessian."""
        return self._at(x, "hess")

    def fun_and_grad(self, x):
        """The value and the gradient."""
        return self.fun(x), self.grad(x)
