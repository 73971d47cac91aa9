"""The solvers of initial value problems as classes: shells around the Rust objects."""
from math import inf
from types import GenericAlias

from pallasite import numpy as np
from pallasite._core import PySolver
from pallasite.scipy.integrate.dense_output import DenseOutput, StepOutput


class ConstantOutput(DenseOutput):
    """The interpolant of a step of no length, or of a system without equations."""

    def __init__(self, t_old, t, value):
        super().__init__(t_old, t)
        self.value = value

    def _call_impl(self, t):
        return self.value if t.ndim == 0 else np.repeat(self.value[:, None], t.shape[0], axis=1)


class OdeSolver:
    """The base of all solvers.

    A subclass has a constructor with these parameters and more, ``_step_impl()``, which moves `t` and `y` by a step
    and returns ``(success, message)``, and ``_dense_output_impl()``, which returns a `DenseOutput`. It evaluates the
    right-hand side by ``fun(t, y)``, which counts `nfev`, or ``fun_single`` and ``fun_vectorized``, which do not.
    """

    TOO_SMALL_STEP = "Required step size is less than spacing between numbers."
    __class_getitem__ = classmethod(GenericAlias)

    def __init__(self, fun, t0, y0, t_bound, vectorized, support_complex=False):
        y0 = np.asarray(y0)
        if np.issubdtype(y0.dtype, np.complexfloating) and not support_complex:
            raise ValueError("`y0` is complex, but the chosen solver does not support integration in a complex domain.")
        dtype = complex if np.issubdtype(y0.dtype, np.complexfloating) else float
        y0 = y0.astype(dtype, copy=False)
        if y0.ndim != 1:
            raise ValueError("`y0` must be 1-dimensional.")
        if not np.isfinite(y0).all():
            raise ValueError("All components of the initial state `y0` must be finite.")
        self._fun = lambda t, y: np.asarray(fun(t, y), dtype=dtype)
        self.t, self.t_old, self.y, self.n = t0, None, y0, y0.size
        self.t_bound = t_bound
        self.direction = np.sign(t_bound - t0) if t_bound != t0 else 1
        self.vectorized = vectorized
        self.status = "running"
        self.nfev = self.njev = self.nlu = 0

    def fun(self, t, y):
        """The right-hand side, counted."""
        self.nfev += 1
        return self.fun_single(t, y)

    def fun_single(self, t, y):
        """The right-hand side at a state of shape (n,)."""
        return self._fun(t, y[:, None]).ravel() if self.vectorized else self._fun(t, y)

    def fun_vectorized(self, t, y):
        """The right-hand side at states of shape (n, k)."""
        if self.vectorized:
            return self._fun(t, y)
        out = np.empty_like(y)
        for i, column in enumerate(y.T):
            out[:, i] = self._fun(t, column)
        return out

    @property
    def step_size(self):
        """The length of the last step."""
        return None if self.t_old is None else np.abs(self.t - self.t_old)

    def step(self):
        """Takes a step; what comes back is the reason of a failure, or None."""
        if self.status != "running":
            raise RuntimeError("Attempt to step on a failed or finished solver.")
        if self.n == 0 or self.t == self.t_bound:
            self.t_old, self.t, self.status = self.t, self.t_bound, "finished"
            return None
        t = self.t
        success, message = self._step_impl()
        if not success:
            self.status = "failed"
            return message
        self.t_old = t
        if self.direction * (self.t - self.t_bound) >= 0:
            self.status = "finished"
        return message

    def dense_output(self):
        """The interpolant over the last step."""
        if self.t_old is None:
            raise RuntimeError("Dense output is available after a successful step was made.")
        if self.n == 0 or self.t == self.t_old:
            return ConstantOutput(self.t_old, self.t, self.y)
        return self._dense_output_impl()

    def _step_impl(self):
        raise NotImplementedError

    def _dense_output_impl(self):
        raise NotImplementedError


def _held(name):
    return property(lambda self: getattr(self._solver, name))


class _Native(OdeSolver):
    """A solver whose state and steps are a Rust object's."""

    t, t_old, t_bound, y, n = map(_held, ("t", "t_old", "t_bound", "y", "n"))
    direction, status, step_size = map(_held, ("direction", "status", "step_size"))
    nfev, njev, nlu = map(_held, ("nfev", "njev", "nlu"))

    def _start(self, name, fun, t0, y0, t_bound, vectorized, options, extraneous):
        self._fun, self.vectorized = fun, vectorized
        self._solver = PySolver(name, fun, t0, y0, t_bound, bool(vectorized), {**options, **extraneous})

    def step(self):
        """Takes a step; what comes back is the reason of a failure, or None."""
        return self._solver.step()

    def dense_output(self):
        """The interpolant over the last step."""
        return StepOutput(self._solver.dense_output())


def _explicit(name, text, order, error_estimator_order, n_stages):
    def __init__(self, fun, t0, y0, t_bound, max_step=inf, rtol=1e-3, atol=1e-6, vectorized=False, first_step=None,
                 **extraneous):
        options = {"max_step": max_step, "rtol": rtol, "atol": atol, "first_step": first_step}
        self._start(name, fun, t0, y0, t_bound, vectorized, options, extraneous)

    numbers = {"order": order, "error_estimator_order": error_estimator_order, "n_stages": n_stages}
    return type(name, (_Native,), {"__doc__": text, "__module__": "pallasite.scipy.integrate", "__init__": __init__,
                                   **numbers})


def _implicit(name, text):
    def __init__(self, fun, t0, y0, t_bound, max_step=inf, rtol=1e-3, atol=1e-6, jac=None, jac_sparsity=None,
                 vectorized=False, first_step=None, **extraneous):
        options = {"max_step": max_step, "rtol": rtol, "atol": atol, "first_step": first_step, "jac": jac,
                   "jac_sparsity": jac_sparsity}
        self._start(name, fun, t0, y0, t_bound, vectorized, options, extraneous)

    return type(name, (_Native,), {"__doc__": text, "__module__": "pallasite.scipy.integrate", "__init__": __init__})


RK23 = _explicit("RK23", "Explicit Runge-Kutta method of order 3(2) (Bogacki & Shampine 1989).", 3, 2, 3)
RK45 = _explicit("RK45", "Explicit Runge-Kutta method of order 5(4) (Dormand & Prince 1980).", 5, 4, 6)
DOP853 = _explicit(
    "DOP853", "Explicit Runge-Kutta method of order 8 (Hairer, Nørsett & Wanner, section II.10).", 8, 7, 12)
Radau = _implicit("Radau", "Implicit Runge-Kutta method Radau IIA of order 5 (Hairer & Wanner, section IV.8).")
BDF = _implicit("BDF", "Implicit method of variable order 1 to 5 (Shampine & Reichelt 1997).")


class LSODA(_Native):
    """Adams or backward differentiation formulas, whichever suits (Petzold 1983, Hindmarsh 1983)."""

    def __init__(self, fun, t0, y0, t_bound, first_step=None, min_step=0.0, max_step=inf, rtol=1e-3, atol=1e-6,
                 jac=None, lband=None, uband=None, vectorized=False, **extraneous):
        options = {"first_step": first_step, "min_step": min_step, "max_step": max_step, "rtol": rtol, "atol": atol,
                   "jac": jac, "lband": lband, "uband": uband}
        self._start("LSODA", fun, t0, y0, t_bound, vectorized, options, extraneous)
