"""``ode`` and ``complex_ode``: a problem, and an integrator that is chosen by name."""
import re
import warnings
from types import GenericAlias

from pallasite import _core
from pallasite import numpy as np


class _Integrator:
    """What all integrators have: the outcome of the last run."""

    scalar = float
    supports_step = supports_run_relax = None
    supports_solout = False
    success, istate = 1, None

    def _ended(self, y, t, istate):
        self.istate = istate
        if istate < 0:
            text = self.messages.get(istate, f"Unexpected istate={istate:d}")
            warnings.warn(f"{type(self).__name__}: {text}", stacklevel=4)
            self.success = 0
        return y, t


class _Multistep(_Integrator):
    """An integrator by multistep formulas, which goes on where the last run ended."""

    supports_step = supports_run_relax = 1

    def reset(self, n, has_jac):
        """Makes the next run start afresh."""
        self._solver, self.success = None, 1
        if self.ml is not None or self.mu is not None:
            self.ml, self.mu = self.ml or 0, self.mu or 0

    def _start(self, y0, t0, has_jac):
        band = None if self.ml is None else (self.ml, self.mu)
        limits = float(self.first_step), float(self.max_step), float(self.min_step)
        self._solver = _core._Multistep(
            t0, y0, (self.rtol, self.atol), self.family, limits, self.orders, self.nsteps, band, has_jac
        )

    def _go(self, mode, f, jac, y0, t0, t1, f_params, jac_params):
        if self._solver is None:
            self._start(np.asarray(y0, self.scalar), float(t0), jac is not None)
        return self._ended(*self._solver.integrate(f, jac, f_params, jac_params, float(t1), mode))

    def run(self, *problem):
        """Integrates from one time to another."""
        return self._go("reach", *problem)

    def step(self, *problem):
        """Takes one step."""
        return self._go("step", *problem)

    def run_relax(self, *problem):
        """Integrates to the first step at or beyond a time."""
        return self._go("relax", *problem)


class vode(_Multistep):
    """Adams or backward differentiation formulas, for real systems."""

    messages = {
        -1: "Excess work done on this call. (Perhaps wrong MF.)",
        -2: "Excess accuracy requested. (Tolerances too small.)",
        -3: "Illegal input detected. (See printed message.)",
        -4: "Repeated error test failures. (Check all input.)",
        -5: "Repeated convergence failures. (Perhaps bad Jacobian supplied or wrong choice of MF or tolerances.)",
        -6: "Error weight became zero during problem. (Solution component i vanished, and ATOL or ATOL(i) = 0.)",
    }

    def __init__(self, method="adams", with_jacobian=False, rtol=1e-6, atol=1e-12, lband=None, uband=None, order=12,
                 nsteps=500, max_step=0.0, min_step=0.0, first_step=0.0):
        if re.match(method, r"adams", re.I):
            self.family, self.meth = "adams", 1
        elif re.match(method, r"bdf", re.I):
            self.family, self.meth = "bdf", 2
        else:
            raise ValueError(f"Unknown integration method {method}")
        self.with_jacobian, self.rtol, self.atol, self.mu, self.ml = with_jacobian, rtol, atol, uband, lband
        self.order, self.nsteps = order, nsteps
        self.max_step, self.min_step, self.first_step = max_step, min_step, first_step
        self.orders = order, order


class zvode(vode):
    """Adams or backward differentiation formulas, for complex systems."""

    scalar = complex


class lsoda(_Multistep):
    """Adams or backward differentiation formulas, whichever suits."""

    family = None
    messages = {
        2: "Integration successful.",
        -1: "Excess work done on this call (perhaps wrong Dfun type).",
        -2: "Excess accuracy requested (tolerances too small).",
        -3: "Illegal input detected (internal error).",
        -4: "Repeated error test failures (internal error).",
        -5: "Repeated convergence failures (perhaps bad Jacobian or tolerances).",
        -6: "Error weight became zero during problem.",
        -7: "Internal workspace insufficient to finish (internal error).",
    }

    def __init__(self, with_jacobian=False, rtol=1e-6, atol=1e-12, lband=None, uband=None, nsteps=500, max_step=0.0,
                 min_step=0.0, first_step=0.0, ixpr=0, max_hnil=0, max_order_ns=12, max_order_s=5, method=None):
        self.with_jacobian, self.rtol, self.atol, self.mu, self.ml = with_jacobian, rtol, atol, uband, lband
        self.max_order_ns, self.max_order_s, self.nsteps = max_order_ns, max_order_s, nsteps
        self.max_step, self.min_step, self.first_step = max_step, min_step, first_step
        self.ixpr, self.max_hnil = ixpr, max_hnil
        self.orders = max_order_ns, max_order_s

    @property
    def iwork(self):
        """The integers that ODEPACK counts with: steps, evaluations, Jacobians and the order from place 10 on."""
        work = np.zeros(20, "int32")
        if self._solver is not None:
            work[10:14] = self._solver.counts
        return work


class dopri5(_Integrator):
    """The explicit pair of order 5 of Dormand and Prince."""

    supports_solout = True
    name = "dopri5"
    messages = {
        1: "computation successful", 2: "computation successful (interrupted by solout)",
        -1: "input is not consistent", -2: "larger nsteps is needed", -3: "step size becomes too small",
        -4: "problem is probably stiff (interrupted)",
    }

    def __init__(self, rtol=1e-6, atol=1e-12, nsteps=500, max_step=0.0, first_step=0.0, safety=0.9, ifactor=10.0,
                 dfactor=0.2, beta=0.0, method=None, verbosity=-1):
        self.rtol, self.atol, self.nsteps = rtol, atol, nsteps
        self.max_step, self.first_step = max_step, first_step
        self.safety, self.ifactor, self.dfactor, self.beta = safety, ifactor, dfactor, beta
        self.verbosity = verbosity
        self.set_solout(None)

    def set_solout(self, solout, complex=False):
        """Makes each step known to `solout`, which returns -1 to stop."""
        self.solout, self.solout_cmplx = solout, complex

    def reset(self, n, has_jac):
        """Forgets the outcome of the last run."""
        self.success = 1

    def _watch(self, t, y):
        return self.solout(t, y[::2] + 1j * y[1::2] if self.solout_cmplx else y)

    def run(self, f, jac, y0, t0, t1, f_params, jac_params):
        """Integrates from one time to another."""
        limits = float(self.max_step), float(self.first_step), self.nsteps
        control = self.safety, self.dfactor, self.ifactor, self.beta
        watch = None if self.solout is None else self._watch
        span, tolerances = (float(t0), float(t1)), (self.rtol, self.atol)
        return self._ended(*_core._dopri(
            self.name == "dop853", f, f_params, span, y0, tolerances, limits, control, watch
        ))


class dop853(dopri5):
    """The explicit pair of order 8 of Dormand and Prince."""

    name = "dop853"

    def __init__(self, rtol=1e-6, atol=1e-12, nsteps=500, max_step=0.0, first_step=0.0, safety=0.9, ifactor=6.0,
                 dfactor=0.3, beta=0.0, method=None, verbosity=-1):
        super().__init__(rtol, atol, nsteps, max_step, first_step, safety, ifactor, dfactor, beta, method, verbosity)


INTEGRATORS = (vode, zvode, dopri5, dop853, lsoda)


def find_integrator(name):
    """The first integrator whose name begins like that."""
    return next((integrator for integrator in INTEGRATORS if re.match(name, integrator.__name__, re.I)), None)


class ode:
    """An initial value problem ``y' = f(t, y, *f_params)``, with ``jac(t, y, *jac_params)`` if there is one.

    Choose an integrator with `set_integrator` (``"vode"``, ``"zvode"``, ``"lsoda"``, ``"dopri5"``, ``"dop853"``), the start
    with `set_initial_value`, then call `integrate`. `t` and `y` are where it is.
    """

    __class_getitem__ = classmethod(GenericAlias)

    def __init__(self, f, jac=None):
        self.stiff = 0
        self.f, self.jac = f, jac
        self.f_params = self.jac_params = ()
        self._y = []

    @property
    def y(self):
        """The state."""
        return self._y

    def set_initial_value(self, y, t=0.0):
        """Sets ``y(t)``."""
        y = [y] if np.isscalar(y) else y
        if not len(self._y):
            self.set_integrator("")
        self._y = np.array(y, self._integrator.scalar)
        self.t = t
        self._integrator.reset(len(self._y), self.jac is not None)
        return self

    def set_integrator(self, name, **integrator_params):
        """Chooses an integrator by name."""
        integrator = find_integrator(name)
        if integrator is None:
            warnings.warn(f"No integrator name match with {name!r} or is not available.", stacklevel=2)
            return self
        self._integrator = integrator(**integrator_params)
        if not len(self._y):
            self.t = 0.0
            self._y = np.array([0.0], self._integrator.scalar)
        self._integrator.reset(len(self._y), self.jac is not None)
        return self

    def integrate(self, t, step=False, relax=False):
        """Integrates to `t`; with `step` by one step, with `relax` to the first step at or beyond it."""
        integrator = self._integrator
        if step and integrator.supports_step:
            go = integrator.step
        elif relax and integrator.supports_run_relax:
            go = integrator.run_relax
        else:
            go = integrator.run
        self._y, self.t = go(self.f, self.jac, self._y, self.t, t, self.f_params, self.jac_params)
        return self._y

    def successful(self):
        """Whether the last run was."""
        self._ensure_integrator()
        return self._integrator.success == 1

    def get_return_code(self):
        """The integrator's own code: positive for success, negative for a failure."""
        self._ensure_integrator()
        return self._integrator.istate

    def _ensure_integrator(self):
        if not hasattr(self, "_integrator"):
            self.set_integrator("")

    def set_f_params(self, *args):
        """Sets the arguments of `f` behind time and state."""
        self.f_params = args
        return self

    def set_jac_params(self, *args):
        """Sets the arguments of `jac` behind time and state."""
        self.jac_params = args
        return self

    def set_solout(self, solout):
        """Makes each step known to ``solout(t, y)``, which returns -1 to stop."""
        if not self._integrator.supports_solout:
            raise ValueError("selected integrator does not support solout, choose another one")
        self._integrator.set_solout(solout)
        if self._y is not None:
            self._integrator.reset(len(self._y), self.jac is not None)


class complex_ode(ode):
    """A complex problem for the integrators of real ones: real and imaginary parts in turn."""

    def __init__(self, f, jac=None):
        self.cf, self.cjac = f, jac
        super().__init__(self._wrap, None if jac is None else self._wrap_jac)

    def _wrap(self, t, y, *f_args):
        return _parts(self.cf(t, y[::2] + 1j * y[1::2], *f_args))

    def _wrap_jac(self, t, y, *jac_args):
        jac = np.asarray(self.cjac(t, y[::2] + 1j * y[1::2], *jac_args))
        real = np.zeros((2 * jac.shape[0], 2 * jac.shape[1]))
        real[1::2, 1::2] = real[::2, ::2] = jac.real
        real[1::2, ::2] = jac.imag
        real[::2, 1::2] = -real[1::2, ::2]
        if getattr(self._integrator, "ml", None) is not None or getattr(self._integrator, "mu", None) is not None:
            return _shifted(real)
        return real

    @property
    def y(self):
        """The state."""
        return self._y[::2] + 1j * self._y[1::2]

    def set_integrator(self, name, **integrator_params):
        """Chooses an integrator of real problems by name."""
        if name == "zvode":
            raise ValueError("zvode must be used with ode, not complex_ode")
        for band in ("lband", "uband"):
            width = integrator_params.get(band)
            if width is not None:
                integrator_params[band] = 2 * width + 1
        return super().set_integrator(name, **integrator_params)

    def set_initial_value(self, y, t=0.0):
        """Sets ``y(t)``."""
        return super().set_initial_value(_parts(y), t)

    def integrate(self, t, step=False, relax=False):
        """Integrates to `t`; with `step` by one step, with `relax` to the first step at or beyond it."""
        y = super().integrate(t, step, relax)
        return y[::2] + 1j * y[1::2]

    def set_solout(self, solout):
        """Makes each step known to ``solout(t, y)``, which returns -1 to stop."""
        if not self._integrator.supports_solout:
            raise TypeError("selected integrator does not support solouta, choose another one")
        self._integrator.set_solout(solout, complex=True)


def _parts(z):
    """Real and imaginary parts in turn."""
    z = np.atleast_1d(np.asarray(z, dtype=complex))
    out = np.empty(2 * z.size)
    out[::2], out[1::2] = z.real, z.imag
    return out


def _shifted(band):
    """A band of two-by-two blocks as that of single rows: every other column is a row further up."""
    out = np.zeros((band.shape[0] + 1, band.shape[1]))
    out[1:, ::2] = band[:, ::2]
    out[:-1, 1::2] = band[:, 1::2]
    return out
