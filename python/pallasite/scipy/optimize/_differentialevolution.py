"""``differential_evolution``: the arguments, constraints, the polishing and the result."""
import warnings

from pallasite import _core
from pallasite import numpy as _np
from pallasite.scipy.optimize._constraints import (
    Bounds,
    LinearConstraint,
    NonlinearConstraint,
    new_bounds_to_old,
)
from pallasite.scipy.optimize._minimize import minimize
from pallasite.scipy.optimize._random import check_random_state, takes_rng
from pallasite.scipy.optimize._result import OptimizeResult
from pallasite.scipy.optimize._workers import WithArguments, Workers

_INIT_ERROR = ("The population initialization method must be one of 'latinhypercube' or 'random', or an array of shape "
               "(S, N) where N is the number of parameters and S>5")
_SHAPE_ERROR = ("An array returned from a Constraint has the wrong shape. If `vectorized is False` the Constraint "
                "should return an array of shape (M,). If `vectorized is True` then the Constraint must return an "
                "array of shape (M, S), where S is the number of solution vectors and M is the number of constraint "
                "components in a given Constraint object.")
_STRATEGIES = {f"{mix}{crossover}" for crossover in ("bin", "exp")
               for mix in ("best1", "rand1", "randtobest1", "currenttobest1", "best2", "rand2")}
_SUCCESS = "Optimization terminated successfully."
_MAXITER = "Maximum number of iterations has been exceeded."


class _ConstraintWrapper:
    """By how much a constraint is violated, at one place or at many."""

    def __init__(self, constraint, x0):
        if isinstance(constraint, NonlinearConstraint):
            self.fun = lambda x: _np.atleast_1d(constraint.fun(x))
        elif isinstance(constraint, LinearConstraint):
            self.fun = lambda x: _np.asarray(constraint.A.dot(x))
        elif isinstance(constraint, Bounds):
            self.fun = _np.asarray
        else:
            raise ValueError("`constraint` of an unknown type is passed.")
        self.num_constr = self.fun(x0).size
        lb, ub = _np.asarray(constraint.lb, dtype=float), _np.asarray(constraint.ub, dtype=float)
        self.bounds = tuple(_np.resize(b, self.num_constr) if b.ndim == 0 else b for b in (lb, ub))

    def violation(self, x):
        """Violations, as many for each place as there are components."""
        value = self.fun(_np.asarray(x)).T
        try:
            return (_np.maximum(self.bounds[0] - value, 0) + _np.maximum(value - self.bounds[1], 0)).T
        except ValueError as error:
            raise RuntimeError(_SHAPE_ERROR) from error


class _Problem:
    """The arguments of one search, checked, and the helpers that the search calls."""

    def __init__(self, func, bounds, args, updating, workers, vectorized, integrality):
        self.func, self.args = func, args
        self.limits = _limits(bounds)
        # Members are scaled by the bounds as they were given, whatever variables are integers.
        self.scale = self.limits.copy()
        self.integral = self._restrict(integrality)
        self.deferred, self.workers, self.vectorized = updating == "deferred", workers, vectorized
        self.map = map
        self._settle_updating(updating)
        self.constraints = []

    def _restrict(self, integrality):
        """Which variables are integers; their limits become those of rounding."""
        count = self.limits.shape[1]
        if integrality is None or not _np.any(integrality):
            return _np.zeros(count, dtype=bool)
        integral = _np.asarray(_np.broadcast_to(integrality, count), bool)
        lb, ub = _np.ceil(self.limits[0]), _np.floor(self.limits[1])
        if not (lb[integral] <= ub[integral]).all():
            raise ValueError("One of the integrality constraints does not have any possible integer values between the "
                             "lower/upper bounds.")
        self.limits[0, integral] = _np.nextafter(lb[integral] - 0.5, _np.inf)
        self.limits[1, integral] = _np.nextafter(ub[integral] + 0.5, -_np.inf)
        return integral

    def _settle_updating(self, updating):
        immediate = updating == "immediate"
        if self.workers != 1 and immediate:
            warnings.warn("differential_evolution: the 'workers' keyword has overridden updating='immediate' to "
                          "updating='deferred'", UserWarning, stacklevel=6)
            self.deferred = True
        if self.vectorized and self.workers != 1:
            warnings.warn("differential_evolution: the 'workers' keyword overrides the 'vectorized' keyword",
                          stacklevel=6)
            self.vectorized = False
        if self.vectorized and immediate:
            warnings.warn("differential_evolution: the 'vectorized' keyword has overridden updating='immediate' to "
                          "updating='deferred'", UserWarning, stacklevel=6)
            self.deferred = True

    def at(self, x):
        """The objective with its further arguments."""
        return self.func(x, *self.args)

    def evaluate(self, places):
        """The values at many places, and how many calls that counts as."""
        try:
            if self.vectorized:
                values = list(_np.atleast_1d(self.at(places.T)))
            else:
                values = list(self.map(WithArguments(self.func, self.args, None), places))
            values = _np.squeeze(_np.array(values))
        except (TypeError, ValueError) as error:
            raise RuntimeError("The map-like callable must be of the form f(func, iterable), returning a sequence of "
                               "numbers the same length as 'iterable'") from error
        if values.size != len(places):
            raise RuntimeError("The vectorized function must return an array of shape (S,) when given an array of "
                               "shape (len(x), S)" if self.vectorized else "func(x, *args) must return a scalar value")
        return values, 1 if self.vectorized else len(places)

    def constrain(self, constraints, x):
        """Takes the constraints, which are tried at `x`."""
        constraints = constraints if hasattr(constraints, "__len__") else [constraints]
        self.constraints = [_ConstraintWrapper(c, x) for c in constraints]

    def violations(self, x):
        """The violations of all constraints, a row for each place."""
        count = _np.size(x) // self.limits.shape[1]
        parts = []
        for constraint in self.constraints:
            part, m = constraint.violation(x.T).T, constraint.num_constr
            if part.shape[-1] != m or (count > 1 and part.shape[0] != count):
                raise RuntimeError(_SHAPE_ERROR)
            parts.append(_np.reshape(part, (count, m)))
        return _np.concatenate(parts, axis=1)

    def judge(self, result):
        """Adds the violations to a result."""
        if self.constraints:
            result.constr = [c.violation(result.x) for c in self.constraints]
            result.constr_violation = _np.max(_np.concatenate(result.constr))
            result.maxcv = result.constr_violation
            if result.maxcv > 0:
                result.success = False
        return result


def _limits(bounds):
    if isinstance(bounds, Bounds):
        pairs = new_bounds_to_old(bounds.lb, bounds.ub, len(bounds.lb))
        bounds = [[_np.nan if limit is None else limit for limit in pair] for pair in pairs]
    limits = _np.array(bounds, dtype=float).T.copy()
    if limits.shape[0] != 2 or not _np.all(_np.isfinite(limits)):
        raise ValueError("bounds should be a sequence containing finite real valued (min, max) pairs for each value in "
                         "x")
    return limits


def _mutation(mutation):
    values = _np.array(mutation, dtype=float)
    if not _np.all(_np.isfinite(values)) or _np.any(values >= 2) or _np.any(values < 0):
        raise ValueError("The mutation constant must be a float in U[0, 2), or specified as a tuple(min, max) where "
                         "min < max and min, max are in U[0, 2).")
    return sorted(values[:2].tolist()) if values.ndim and values.size > 1 else [float(values.ravel()[0])]


def _first_population(init, count):
    if isinstance(init, str):
        if init not in ("latinhypercube", "sobol", "halton", "random"):
            raise ValueError(_INIT_ERROR)
        return init
    population = _np.asarray(init, dtype=_np.float64)
    if population.ndim != 2 or population.shape[0] < 5 or population.shape[1] != count:
        raise ValueError("The population supplied needs to have shape (S, len(x)), where S > 4.")
    return population


def _check_start(x0, limits):
    if x0 is None:
        return
    width = _np.abs(limits[0] - limits[1])
    scaled = _np.where(width > 0, (_np.asarray(x0) - 0.5 * (limits[0] + limits[1])) / _np.where(width > 0, width, 1), 0)
    if (_np.abs(scaled) > 0.5).any():
        raise ValueError("Some entries in x0 lay outside the specified bounds")


def _custom(strategy, rng, count):
    """A strategy of the user, which gets the generator too."""
    if not callable(strategy):
        return strategy

    def trial(candidate, population):
        found = strategy(candidate, population, rng=rng)
        if found.shape != (count,):
            raise RuntimeError("strategy must have signature f(candidate: int, population: np.ndarray, rng=None) "
                               "returning an array of shape (N,)")
        return found
    return trial


def _reporter(problem, callback, disp, tol):
    """Tells of each generation; nothing if nobody wants to know."""
    if callback is None and not disp:
        return None
    by_result = callback is not None and _core.IterationCallback(callback).by_result

    def report(nit, nfev, population, energies, convergence):
        if disp:
            print(f"differential_evolution step {nit}: f(x)= {energies[0]}")
        if callback is None:
            return False
        result = _result(problem, population, energies, nit, nfev, "in progress")
        result.convergence = tol / (convergence + 2.220446049250313e-16)
        try:
            if by_result:
                return bool(callback(intermediate_result=result))
            return bool(callback(_np.copy(result.x), result.convergence))
        except StopIteration:
            return True
    return report


def _result(problem, population, energies, nit, nfev, message, success=True):

    return problem.judge(OptimizeResult(
        x=_np.copy(population[0]), fun=energies[0], nfev=nfev, nit=nit, message=message, success=success,
        population=population, population_energies=energies))


def _polish(problem, result, polish, constraints, disp):
    """Goes on from the best member by a local method, and takes that result if it is better."""

    limits = problem.limits
    limits[:, problem.integral] = result.x[problem.integral]
    method = "trust-constr" if problem.constraints else "L-BFGS-B"
    if problem.constraints and _np.any(problem.violations(result.x) > 0.0):
        warnings.warn("differential evolution didn't find a solution satisfying the constraints, attempting to polish "
                      "from the least infeasible solution", UserWarning, stacklevel=4)
    bounds = Bounds(lb=limits[0], ub=limits[1])
    if callable(polish):
        found = polish(problem.func, _np.copy(result.x), bounds=bounds, constraints=constraints)
    else:
        if disp:
            print(f"Polishing solution with '{method}'")
        one = (lambda x: problem.evaluate(_np.atleast_2d(x))[0][()]) if problem.deferred else problem.at
        found = minimize(one, _np.copy(result.x), method=method, bounds=bounds, constraints=constraints)
    if not isinstance(found, OptimizeResult):
        raise ValueError("The result from a user defined polishing function should return an OptimizeResult.")
    result.nfev += found.get("nfev", 0)
    inside = _np.all(found.x <= limits[1]) and _np.all(limits[0] <= found.x)
    if found.fun < result.fun and found.success and inside:
        result.fun, result.x, result.jac = found.fun, found.x, found.get("jac")
        result.population_energies[0] = found.fun
        result.population[0] = found.x


class DifferentialEvolutionSolver:
    """One search: its arguments, checked, and ``solve``."""

    def __init__(self, func, bounds, args=(), strategy="best1bin", maxiter=1000, popsize=15, tol=0.01,
                 mutation=(0.5, 1), recombination=0.7, rng=None, maxfun=_np.inf, callback=None, disp=False, polish=True,
                 init="latinhypercube", atol=0, updating="immediate", workers=1, constraints=(), x0=None, *,
                 integrality=None, vectorized=False):
        if not callable(strategy) and strategy not in _STRATEGIES:
            raise ValueError("Please select a valid mutation strategy")
        if maxfun is not None and maxfun != _np.inf:
            raise NotImplementedError("a limit on calls is not there yet")
        args = args if isinstance(args, tuple) else (args,)
        self._problem = _Problem(func, bounds, args, updating, workers, vectorized, integrality)
        self.limits, count = self._problem.limits, self._problem.limits.shape[1]
        self.random_number_generator = check_random_state(rng)
        init = _first_population(init, count)
        varying = max(1, count - _np.count_nonzero(self.limits[0] == self.limits[1]))
        self.num_population_members = int(max(5, popsize * varying) if isinstance(init, str) else len(init))
        if isinstance(init, str) and init == "sobol":
            # Only as many points as a power of two are balanced.
            self.num_population_members = 1 << (self.num_population_members - 1).bit_length()
        self.maxiter = 1000 if maxiter is None else maxiter
        self.polish, self.disp, self.constraints = polish, disp, constraints
        _check_start(x0, self._problem.scale)
        self._problem.constrain(constraints, 0.5 * (self.limits[0] + self.limits[1]))
        self._options = {
            "strategy": _custom(strategy, self.random_number_generator, count), "mutation": _mutation(mutation),
            "recombination": recombination, "members": self.num_population_members, "init": init, "x0": x0, "tol": tol,
            "atol": atol, "report": _reporter(self._problem, callback, disp, tol)}

    def __enter__(self):
        return self

    def __exit__(self, *args):
        return None

    def solve(self):
        """Searches, and polishes what was found."""
        with Workers(self._problem.workers) as self._problem.map:
            return self._search()

    def _search(self):
        problem = self._problem
        population, energies, nit, nfev, converged, stopped = _core.differential_evolution(
            problem.func, problem.args, self.random_number_generator, tuple(problem.scale),
            integral=problem.integral.tolist(), maxiter=self.maxiter, deferred=problem.deferred,
            evaluate=problem.evaluate, violations=problem.violations if problem.constraints else None,
            together=problem.vectorized, **self._options)
        message = "callback function requested stop early" if stopped else _SUCCESS if converged else _MAXITER
        result = _result(problem, population, energies, nit, nfev, message, converged)
        if self.polish and not _np.all(problem.integral):
            _polish(problem, result, self.polish, self.constraints, self.disp)
        if problem.constraints:
            problem.judge(result)
            if result.maxcv > 0:
                result.message = f"The solution does not satisfy the constraints, MAXCV = {result.maxcv}"
        return result


@takes_rng(9)
def differential_evolution(func, bounds, args=(), strategy="best1bin", maxiter=1000, popsize=15, tol=0.01,
                           mutation=(0.5, 1), recombination=0.7, rng=None, callback=None, disp=False, polish=True,
                           init="latinhypercube", atol=0, updating="immediate", workers=1, constraints=(), x0=None, *,
                           integrality=None, vectorized=False):
    """The lowest value within bounds by a population of candidates (Storn and Price 1997)."""
    return DifferentialEvolutionSolver(
        func, bounds, args=args, strategy=strategy, maxiter=maxiter, popsize=popsize, tol=tol, mutation=mutation,
        recombination=recombination, rng=rng, callback=callback, disp=disp, polish=polish, init=init, atol=atol,
        updating=updating, workers=workers, constraints=constraints, x0=x0, integrality=integrality,
        vectorized=vectorized).solve()
