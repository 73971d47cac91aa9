"""``shgo``: the arguments, the local searches and the result."""
import warnings

from pallasite import _core
from pallasite import numpy as _np
from pallasite.scipy.optimize._constraints import Bounds, new_bounds_to_old
from pallasite.scipy.optimize._minimize import minimize, standardize_constraints
from pallasite.scipy.optimize._result import OptimizeResult
from pallasite.scipy.optimize._workers import WithArguments, Workers

_SAMPLING = ("halton", "sobol", "simplicial")

# What the methods of `minimize` take besides what all of them do.
_TAKES = {
    "_custom": ("jac", "hess", "hessp", "bounds", "constraints"),
    "nelder-mead": (),
    "powell": (),
    "cg": ("jac",),
    "bfgs": ("jac",),
    "newton-cg": ("jac", "hess", "hessp"),
    "l-bfgs-b": ("jac", "bounds"),
    "tnc": ("jac", "bounds"),
    "cobyla": ("constraints", "catol"),
    "cobyqa": ("bounds", "constraints", "feasibility_tol"),
    "slsqp": ("jac", "bounds", "constraints"),
    "dogleg": ("jac", "hess"),
    "trust-ncg": ("jac", "hess", "hessp"),
    "trust-krylov": ("jac", "hess", "hessp"),
    "trust-exact": ("jac", "hess"),
    "trust-constr": ("jac", "hess", "hessp", "constraints"),
}
_ALL_TAKE = ("fun", "x0", "args", "callback", "options", "method")


class _Sequence:
    """The points of Sobol's or Halton's sequence, each call those behind the last one's."""

    def __init__(self, name):
        self.name = name
        self.engine = None

    def __call__(self, n, d):
        from pallasite.scipy.stats import qmc

        if self.engine is None:
            self.engine = qmc.Sobol(d, scramble=False, rng=0) if self.name == "sobol" else qmc.Halton(d, seed=0)
        with warnings.catch_warnings():
            # Sobol's points are wanted in any number, not in powers of two alone.
            warnings.simplefilter("ignore")
            return self.engine.random(n)


class _Feasible:
    """Whether no inequality is violated; it can be pickled if the constraints can."""

    def __init__(self, constraints):
        inequalities = [c for c in constraints if c["type"] == "ineq"]
        self.parts = [(c["fun"], c.get("args", ())) for c in inequalities]

    def __call__(self, x):
        return not any(_np.any(_np.asarray(fun(x, *args)) < 0.0) for fun, args in self.parts)


class _Field:
    """The function where an exception is to stand for infinity, as in SciPy's workers."""

    def __init__(self, function):
        self.function = function

    def __call__(self, x):
        try:
            return self.function(x)
        except Exception:
            return _np.inf


def _limits(bounds):
    """The bounds as an array of pairs; large numbers stand for infinite ones."""
    if isinstance(bounds, Bounds):
        bounds = new_bounds_to_old(bounds.lb, bounds.ub, len(bounds.lb))
    limits = _np.array([[_np.nan if limit is None else limit for limit in pair] for pair in bounds], dtype=float)
    for side, large in ((0, -1e50), (1, 1e50)):
        limits[~_np.isfinite(limits[:, side]), side] = large
    wrong = limits[:, 0] > limits[:, 1]
    if wrong.any():
        raise ValueError(f"Error: lb > ub in bounds {', '.join(str(w) for w in wrong)}.")
    return limits


class SHGO:
    """One search: its arguments, checked, and ``solve``."""

    def __init__(self, func, bounds, args=(), constraints=None, n=None, iters=None, callback=None,
                 minimizer_kwargs=None, options=None, sampling_method="simplicial", workers=1):
        if isinstance(sampling_method, str) and sampling_method not in _SAMPLING:
            raise ValueError(f"Unknown sampling_method specified. Valid methods: {', '.join(_SAMPLING)}")
        given = minimizer_kwargs is not None
        local, options = dict(minimizer_kwargs or {}), dict(options or {})
        if options.get("jac") is True:
            local["jac"] = options.pop("jac")
        if local.get("jac") is True:
            func = _core.MemoizeJac(func)
            local["jac"] = func.derivative
        self.func = WithArguments(func, args, None)
        self.bounds = _limits(bounds)
        self.dim = len(self.bounds)
        self.constraints = None if constraints is None else standardize_constraints(constraints, _np.zeros(self.dim),
                                                                                    "old")
        self._is_feasible = _Feasible(self.constraints or ())
        # `symmetry` changes nothing in SciPy either, whose bounds are never one and the same object.
        self.options = options
        self.minimizer_kwargs = self._local(local, given, args, constraints, callback)
        self.n, self.iters, self.workers, self.map = n, iters, workers, map
        self._settle_sampling(sampling_method)
        self.res = OptimizeResult(nfev=0, nlfev=0, nljev=0, nlhev=0)

    def _local(self, given_kwargs, given, args, constraints, callback):
        """The arguments of `minimize` that its method takes."""
        local = {"method": "SLSQP", "bounds": self.bounds, "options": {} if given else {"ftol": 1e-12},
                 "callback": callback, **given_kwargs}
        if constraints is not None:
            local["constraints"] = constraints
        local["options"] = {**local["options"], **self.options}
        local.update((name, local["options"].pop(name)) for name in ("jac", "hess", "hessp") if name in self.options)
        local.update((name, WithArguments(local[name], args, None)) for name in ("jac", "hess")
                     if callable(local.get(name)))
        takes = _ALL_TAKE + _TAKES[local["method"].lower()]
        self._takes_bounds = "bounds" in takes
        local["options"] = {k: v for k, v in local["options"].items() if k in (*takes, "ftol") and k != "args"}
        return {name: value for name, value in local.items() if name in takes and name != "args"}

    def _settle_sampling(self, sampling_method):
        self.sampling_method = sampling_method if isinstance(sampling_method, str) else "custom"
        if self.sampling_method == "simplicial":
            return
        self.n = 100 if self.n is None else self.n
        if self.sampling_method == "sobol":
            self.n = int(2 ** _np.ceil(_np.log2(self.n)))
        self.sampling_function = sampling_method if callable(sampling_method) else _Sequence(sampling_method)

    def values(self, places):
        """The values at many places."""
        if self.workers == 1:
            return [self._number(self.func, x) for x in places]
        return [float(_np.asarray(f).item()) for f in self.map(_Field(self.func), places)]

    @staticmethod
    def _number(function, x):
        return float(_np.asarray(function(x)).item())

    def feasible(self, places):
        """Which of many places satisfy the inequalities."""
        if not self._is_feasible.parts:
            return [True] * len(places)
        found = self.map(self._is_feasible, places) if self.workers != 1 else map(self._is_feasible, places)
        return [bool(f) for f in found]

    def descend(self, x, bounds):
        """A local search from `x`."""
        if self._takes_bounds:
            self.minimizer_kwargs["bounds"] = bounds
        found = minimize(self.func, x, **self.minimizer_kwargs)
        self.res.nlfev += found.nfev
        self.res.nljev += found.get("njev", 0)
        self.res.nlhev += found.get("nhev", 0)
        return found.x, float(_np.asarray(found.fun).item())

    def sample(self, n):
        """The next points of the sequence, in the unit cube."""
        return self.sampling_function(n, self.dim)

    def warn_of_lower(self, known, lowest):
        """Warns of a value much lower than what was said to be the minimum."""
        warnings.warn(f"A much lower value than expected f* = {known} was found f_lowest = {lowest}", stacklevel=5)

    def solve(self):
        """Searches, and reports what was found."""
        options = {"minimize_every_iter": True, "infty_constraints": True, **self.options}
        names = ("maxiter", "maxfev", "maxev", "maxtime", "f_min", "f_tol", "minhgrd", "minimize_every_iter",
                 "local_iter", "infty_constraints")
        chosen = {name: options[name] for name in names if name in options}
        with Workers(self.workers) as self.map:
            (places, values), lowest, nit, evaluated, sampled = _core._shgo(
                self, [tuple(pair) for pair in self.bounds.tolist()], self.sampling_method != "simplicial", n=self.n,
                iters=self.iters, **chosen)
        res = self.res
        if len(values):
            res.xl, res.funl, res.x, res.fun = places, values, places[0], values[0]
            res.nfev = evaluated + res.nlfev
            res.nit, res.message, res.success = nit, "Optimization terminated successfully.", True
            return res
        x, fun = lowest or (None, None)
        res.nit, res.success = nit, False
        res.message = f"Failed to find a feasible minimizer point. Lowest sampling point = {fun}"
        res.fun, res.x, res.nfev, res.tnev = fun, x, evaluated, sampled
        return res


def shgo(func, bounds, args=(), constraints=None, n=100, iters=1, callback=None, minimizer_kwargs=None, options=None,
         sampling_method="simplicial", *, workers=1):
    """The minima within bounds by simplicial homology (Endres, Sandrock and Focke 2018)."""
    return SHGO(func, bounds, args=args, constraints=constraints, n=n, iters=iters, callback=callback,
                minimizer_kwargs=minimizer_kwargs, options=options, sampling_method=sampling_method,
                workers=workers).solve()
