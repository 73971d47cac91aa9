"""``differential_evolution``: the solver, its constraints, the polishing and the result."""
import warnings

from pallasite import _core
from pallasite import numpy as _np
from pallasite.scipy._random import check_random_state, takes_rng
from pallasite.scipy.optimize._constraints import (
    Bounds,
    LinearConstraint,
    NonlinearConstraint,
    new_bounds_to_old,
)
from pallasite.scipy.optimize._minimize import minimize
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
_MAXFEV = ("Maximum number of function evaluations has been reached.",
           "Maximum number of function evaluations has been exceeded.")
_STOPPED = "callback function requested stop early"
_EPSILON = 2.220446049250313e-16


class _ConstraintWrapper:
    """By how much a constraint is violated, at one place or at many."""

    def __init__(self, constraint, x0):
        if isinstance(constraint, NonlinearConstraint):
            self.fun = lambda x: _np.atleast_1d(constraint.fun(x))
        elif isinstance(constraint, LinearConstraint):
            # A product with a matrix of the class `matrix` is a matrix too.
            self.fun = lambda x: (_np.asarray if _np.ndim(x) > 1 else _np.ravel)(constraint.A.dot(x))
        elif isinstance(constraint, Bounds):
            self.fun = _np.asarray
        else:
            raise ValueError("`constraint` of an unknown type is passed.")
        self.num_constr, self.parameter_count = self.fun(x0).size, _np.size(x0)
        lb, ub = _np.asarray(constraint.lb, dtype=float), _np.asarray(constraint.ub, dtype=float)
        self.bounds = tuple(_np.resize(b, self.num_constr) if b.ndim == 0 else b for b in (lb, ub))

    def violation(self, x):
        """Violations, as many for each place as there are components."""
        value = self.fun(_np.asarray(x)).T
        try:
            return (_np.maximum(self.bounds[0] - value, 0) + _np.maximum(value - self.bounds[1], 0)).T
        except ValueError as error:
            raise RuntimeError(_SHAPE_ERROR) from error


def _limits(bounds):
    if isinstance(bounds, Bounds):
        pairs = new_bounds_to_old(bounds.lb, bounds.ub, len(bounds.lb))
        bounds = [[_np.nan if limit is None else limit for limit in pair] for pair in pairs]
    limits = _np.array(bounds, dtype=float).T.copy()
    if limits.shape[0] != 2 or not _np.all(_np.isfinite(limits)):
        raise ValueError("bounds should be a sequence containing finite real valued (min, max) pairs for each value in "
                         "x")
    return limits


def _dither(mutation):
    """The range of the mutation constant, if it is one."""
    values = _np.array(mutation)
    if not _np.all(_np.isfinite(mutation)) or _np.any(values >= 2) or _np.any(values < 0):
        raise ValueError("The mutation constant must be a float in U[0, 2), or specified as a tuple(min, max) where "
                         "min < max and min, max are in U[0, 2).")
    return sorted([mutation[0], mutation[1]]) if hasattr(mutation, "__iter__") and len(mutation) > 1 else None


def _integral_limits(limits, integral):
    """Limits which are those of rounding where variables are integers."""
    lb, ub = _np.ceil(limits[0]), _np.floor(limits[1])
    if not (lb[integral] <= ub[integral]).all():
        raise ValueError("One of the integrality constraints does not have any possible integer values between the "
                         "lower/upper bounds.")
    limits = limits.copy()
    limits[0, integral] = _np.nextafter(lb[integral] - 0.5, _np.inf)
    limits[1, integral] = _np.nextafter(ub[integral] + 0.5, -_np.inf)
    return limits


def _settle_updating(updating, workers, vectorized):
    """How and whether a generation is evaluated as a whole: what `workers` and `vectorized` leave of it."""
    immediate = updating == "immediate"
    if workers != 1 and immediate:
        warnings.warn("differential_evolution: the 'workers' keyword has overridden updating='immediate' to "
                      "updating='deferred'", UserWarning, stacklevel=5)
        updating = "deferred"
    if vectorized and workers != 1:
        warnings.warn("differential_evolution: the 'workers' keyword overrides the 'vectorized' keyword", stacklevel=5)
        vectorized = False
    if vectorized and immediate:
        warnings.warn("differential_evolution: the 'vectorized' keyword has overridden updating='immediate' to "
                      "updating='deferred'", UserWarning, stacklevel=5)
        updating = "deferred"
    return updating, vectorized


def _reporter(callback, tol):
    """The callback as a function of an intermediate result; whether it asks to stop."""
    if callback is None:
        return None
    by_result = _core.IterationCallback(callback).by_result

    def report(result):
        try:
            if by_result:
                return bool(callback(intermediate_result=result))
            return bool(callback(_np.copy(result.x), result.convergence))
        except StopIteration:
            return True
    return report


class DifferentialEvolutionSolver:
    """One search: an iterator over generations, each of which gives the lowest place and its value."""

    def __init__(self, func, bounds, args=(), strategy="best1bin", maxiter=1000, popsize=15, tol=0.01,
                 mutation=(0.5, 1), recombination=0.7, rng=None, maxfun=_np.inf, callback=None, disp=False, polish=True,
                 init="latinhypercube", atol=0, updating="immediate", workers=1, constraints=(), x0=None, *,
                 integrality=None, vectorized=False):
        if not callable(strategy) and strategy not in _STRATEGIES:
            raise ValueError("Please select a valid mutation strategy")
        self.strategy, self.polish, self.disp = strategy, polish, disp
        self.tol, self.atol, self.callback = tol, atol, _reporter(callback, tol)
        self._updating, self.vectorized = _settle_updating(updating, workers, vectorized)
        self._mapwrapper = Workers(1 if self.vectorized else workers)
        self.scale, self.dither = mutation, _dither(mutation)
        self.cross_over_probability = recombination
        self.func, self.args = func, args if isinstance(args, tuple) else (args,)
        self.maxiter = 1000 if maxiter is None else maxiter
        self.maxfun = _np.inf if maxfun is None else maxfun
        self.random_number_generator = check_random_state(rng)
        self._wrapped_constraints, self._random_population_index = [], None
        self._set_limits(_limits(bounds), integrality)
        self._set_population(init, popsize, x0)
        self._set_constraints(constraints)

    def _set_limits(self, limits, integrality):
        self.limits, self.integrality = limits, False
        # Members are scaled by the bounds as they were given, whatever variables are integers.
        self._scaling = tuple(limits.copy())
        self.parameter_count = limits.shape[1]
        if integrality is not None and _np.any(integrality):
            self.integrality = _np.asarray(_np.broadcast_to(integrality, self.parameter_count), bool)
            self.limits = _integral_limits(limits, self.integrality)

    def _set_population(self, init, popsize, x0):
        fixed = _np.count_nonzero(self.limits[0] == self.limits[1])
        self.num_population_members = max(5, popsize * max(1, self.parameter_count - fixed))
        if not isinstance(init, str):
            self.init_population_array(init)
        elif init in ("sobol", "halton"):
            if init == "sobol":
                # Only as many points as a power of two are balanced.
                self.num_population_members = 1 << (int(self.num_population_members) - 1).bit_length()
            self.init_population_qmc(init)
        elif init == "latinhypercube":
            self.init_population_lhs()
        elif init == "random":
            self.init_population_random()
        else:
            raise ValueError(_INIT_ERROR)
        if x0 is not None:
            scaled = self._unscale_parameters(_np.asarray(x0))
            if ((scaled > 1.0) | (scaled < 0.0)).any():
                raise ValueError("Some entries in x0 lay outside the specified bounds")
            self.population[0] = scaled
        self._random_population_index = _np.arange(self.num_population_members)

    def _set_constraints(self, constraints):
        self.constraints = constraints
        constraints = constraints if hasattr(constraints, "__len__") else [constraints]
        self._wrapped_constraints = [_ConstraintWrapper(c, self.x) for c in constraints]
        self.total_constraints = sum(c.num_constr for c in self._wrapped_constraints)
        self.constraint_violation = _np.zeros((self.num_population_members, 1))
        self.feasible = _np.ones(self.num_population_members, bool)

    def _begin(self, population):
        self.population = population
        self.num_population_members = len(population)
        self.population_shape = (self.num_population_members, self.parameter_count)
        self.population_energies = _np.full(self.num_population_members, _np.inf)
        self._nfev = 0

    def _begin_by(self, method):
        self._begin(_core._first_population(self.random_number_generator, method, int(self.num_population_members),
                                            self.parameter_count))

    def init_population_lhs(self):
        """Begins with one member in each stripe of each variable."""
        self._begin_by("latinhypercube")

    def init_population_qmc(self, qmc_engine):
        """Begins with points of Sobol's or Halton's sequence, or of a Latin hypercube."""
        if qmc_engine == "latinhypercube":
            from pallasite.scipy.stats import qmc

            engine = qmc.LatinHypercube(d=self.parameter_count, seed=self.random_number_generator)
            self._begin(engine.random(n=self.num_population_members))
        elif qmc_engine in ("sobol", "halton"):
            self._begin_by(qmc_engine)
        else:
            raise ValueError(_INIT_ERROR)

    def init_population_random(self):
        """Begins at random."""
        self._begin_by("random")

    def init_population_array(self, init):
        """Begins with given members."""
        population = _np.asarray(init, dtype=_np.float64)
        if population.ndim != 2 or population.shape[0] < 5 or population.shape[1] != self.parameter_count:
            raise ValueError("The population supplied needs to have shape (S, len(x)), where S > 4.")
        self._begin(_np.clip(self._unscale_parameters(population), 0, 1))

    def _evolution(self):
        """What computes generations, with the settings of this moment."""
        integral = _np.broadcast_to(self.integrality, self.parameter_count).tolist()
        return _core._Evolution(
            self.func, self.args, self._scaling, integral=integral, strategy=self._trial_maker(),
            recombination=self.cross_over_probability, deferred=self._updating == "deferred", maxfun=self.maxfun,
            rng=self.random_number_generator, index=self._random_population_index, evaluate=self._evaluate,
            violations=self._constraint_violation_fn if self._wrapped_constraints else None,
            together=self.vectorized)

    def _trial_maker(self):
        """The strategy; that of the user gets the generator too."""
        if not callable(self.strategy):
            return self.strategy

        def trial(candidate, population):
            found = self.strategy(candidate, population, rng=self.random_number_generator)
            if found.shape != (self.parameter_count,):
                raise RuntimeError("strategy must have signature f(candidate: int, population: np.ndarray, rng=None) "
                                   "returning an array of shape (N,)")
            return found
        return trial

    @property
    def _state(self):
        return (self.population, self.population_energies, self.feasible, self.constraint_violation, self._nfev)

    @_state.setter
    def _state(self, state):
        (self.population, self.population_energies, self.feasible, self.constraint_violation, self._nfev) = state

    @property
    def x(self):
        """The lowest place."""
        return self._scale_parameters(self.population[0])

    @property
    def convergence(self):
        """The relative spread of the values."""
        return _core._convergence(self.population_energies, self.tol, self.atol)[0]

    def converged(self):
        """Whether the spread of the values is within the tolerances."""
        return _core._convergence(self.population_energies, self.tol, self.atol)[1]

    def _scale_parameters(self, trial):
        return self._evolution().scaled(trial)

    def _unscale_parameters(self, parameters):
        return self._evolution().unscaled(parameters)

    def _promote_lowest_energy(self):
        for kept, promoted in zip(self._state[:4], self._evolution().promoted(self._state)):
            kept[...] = promoted

    def _evaluate(self, places):
        """The values at many places, and how many calls that counts as."""
        try:
            if self.vectorized:
                values = list(_np.atleast_1d(self.func(places.T, *self.args)))
            else:
                values = list(self._mapwrapper(WithArguments(self.func, self.args, None), places))
            values = _np.squeeze(_np.array(values))
        except (TypeError, ValueError) as error:
            raise RuntimeError("The map-like callable must be of the form f(func, iterable), returning a sequence of "
                               "numbers the same length as 'iterable'") from error
        if values.size != len(places):
            raise RuntimeError("The vectorized function must return an array of shape (S,) when given an array of "
                               "shape (len(x), S)" if self.vectorized else "func(x, *args) must return a scalar value")
        return values, 1 if self.vectorized else len(places)

    def _calculate_population_energies(self, population):
        """The values of members, as long as there are calls left."""
        energies = _np.full(len(population), _np.inf)
        allowed = int(min(len(population), self.maxfun - self._nfev))
        energies[:allowed], calls = self._evaluate(self._scale_parameters(population)[:allowed])
        self._nfev += calls
        return energies

    def _constraint_violation_fn(self, x):
        """The violations of all constraints, a row for each place."""
        count = _np.size(x) // self.parameter_count
        parts = []
        for constraint in self._wrapped_constraints:
            part, m = constraint.violation(x.T).T, constraint.num_constr
            if part.shape[-1] != m or (count > 1 and part.shape[0] != count):
                raise RuntimeError(_SHAPE_ERROR)
            parts.append(_np.reshape(part, (count, m)))
        return _np.concatenate(parts, axis=1)

    def _calculate_population_feasibilities(self, population):
        """Which members violate no constraint, and by how much each does."""
        if not self._wrapped_constraints:
            return _np.ones(len(population), bool), _np.zeros((len(population), 1))
        places = self._scale_parameters(population)
        if self.vectorized:
            violations = self._constraint_violation_fn(places)
        else:
            violations = _np.concatenate([self._constraint_violation_fn(x) for x in places])
        return ~(_np.sum(violations, axis=1) > 0), violations

    def _start(self):
        """Finds the values of the first population."""
        if _np.all(_np.isinf(self.population_energies)):
            self._state = self._evolution().evaluated(self._state)

    def __iter__(self):
        return self

    def __next__(self):
        self._start()
        if self.dither is not None:
            self.scale = self.random_number_generator.uniform(*self.dither)
        self._state, goes_on = self._evolution().evolved(self._state, float(_np.squeeze(self.scale)))
        if not goes_on:
            raise StopIteration
        return self.x, self.population_energies[0]

    def __enter__(self):
        return self

    def __exit__(self, *args):
        return self._mapwrapper.__exit__(*args)

    def solve(self):
        """Searches, and polishes what was found."""
        self._start()
        nit, message, success = 0, _MAXITER, False
        for nit in range(1, self.maxiter + 1):
            try:
                next(self)
            except StopIteration:
                message = _MAXFEV[self._nfev > self.maxfun]
                break
            if self.disp:
                print(f"differential_evolution step {nit}: f(x)= {self.population_energies[0]}")
            if self._is_stopped(nit):
                message = _STOPPED
                break
            if self.converged():
                message, success = _SUCCESS, True
                break
        result = self._result(nit, message, success)
        if self.polish and not _np.all(self.integrality):
            self._polish(result)
        return self._judged(result)

    def _is_stopped(self, nit):
        """Whether the callback, which is told of the generation, asks to stop."""
        if self.callback is None:
            return False
        result = self._judge(self._result(nit, "in progress", True))
        result.convergence = self.tol / (self.convergence + _EPSILON)
        return self.callback(result)

    def _result(self, nit, message, success):
        return self._judge(OptimizeResult(
            x=self.x, fun=self.population_energies[0], nfev=self._nfev, nit=nit, message=message, success=success,
            population=self._scale_parameters(self.population), population_energies=self.population_energies))

    def _judge(self, result):
        """Adds the violations to a result."""
        if self._wrapped_constraints:
            result.constr = [c.violation(result.x) for c in self._wrapped_constraints]
            result.constr_violation = _np.max(_np.concatenate(result.constr))
            result.maxcv = result.constr_violation
            if result.maxcv > 0:
                result.success = False
        return result

    def _judged(self, result):
        """The result after polishing."""
        self._judge(result)
        if self._wrapped_constraints and result.maxcv > 0:
            result.message = f"The solution does not satisfy the constraints, MAXCV = {result.maxcv}"
        return result

    def _polish(self, result):
        """Goes on from the best member by a local method, and takes that result if it is better."""
        if _np.any(self.integrality):
            self.limits[:, self.integrality] = result.x[self.integrality]
        if self._wrapped_constraints and _np.any(self._constraint_violation_fn(result.x) > 0.0):
            warnings.warn("differential evolution didn't find a solution satisfying the constraints, attempting to "
                          "polish from the least infeasible solution", UserWarning, stacklevel=3)
        found = self._local_minimum(result.x)
        if not isinstance(found, OptimizeResult):
            raise ValueError("The result from a user defined polishing function should return an OptimizeResult.")
        self._nfev += found.get("nfev", 0)
        result.nfev = self._nfev
        inside = _np.all(found.x <= self.limits[1]) and _np.all(self.limits[0] <= found.x)
        if found.fun < result.fun and found.success and inside:
            result.fun, result.x, result.jac = found.fun, found.x, found.get("jac")
            self.population_energies[0] = found.fun
            self.population[0] = self._unscale_parameters(found.x)

    def _local_minimum(self, x):
        bounds = Bounds(lb=self.limits[0], ub=self.limits[1])
        if callable(self.polish):
            return self.polish(self.func, _np.copy(x), bounds=bounds, constraints=self.constraints)
        method = "trust-constr" if self._wrapped_constraints else "L-BFGS-B"
        if self.disp:
            print(f"Polishing solution with '{method}'")
        one = WithArguments(self.func, self.args, None)
        if self.vectorized:
            def one(x):
                return self._evaluate(_np.atleast_2d(x))[0][()]
        return minimize(one, _np.copy(x), method=method, bounds=bounds, constraints=self.constraints)


@takes_rng(9)
def differential_evolution(func, bounds, args=(), strategy="best1bin", maxiter=1000, popsize=15, tol=0.01,
                           mutation=(0.5, 1), recombination=0.7, rng=None, callback=None, disp=False, polish=True,
                           init="latinhypercube", atol=0, updating="immediate", workers=1, constraints=(), x0=None, *,
                           integrality=None, vectorized=False):
    """The lowest value within bounds by a population of candidates (Storn and Price 1997)."""
    with DifferentialEvolutionSolver(
            func, bounds, args=args, strategy=strategy, maxiter=maxiter, popsize=popsize, tol=tol, mutation=mutation,
            recombination=recombination, rng=rng, callback=callback, disp=disp, polish=polish, init=init, atol=atol,
            updating=updating, workers=workers, constraints=constraints, x0=x0, integrality=integrality,
            vectorized=vectorized) as solver:
        return solver.solve()
