"""``basinhopping``: random steps, each followed by a local minimisation."""
import inspect
import math

from pallasite import numpy as _np
from pallasite.scipy.optimize._minimize import minimize
from pallasite.scipy._random import check_random_state, takes_rng
from pallasite.scipy.optimize._result import OptimizeResult

_COUNTS = ("nfev", "njev", "nhev")


class Storage:
    """The lowest result so far; a success goes before a failure."""

    def __init__(self, minres):
        self._add(minres)

    def _add(self, minres):
        self.minres = minres
        self.minres.x = _np.copy(minres.x)

    def update(self, minres):
        """Takes in a result if it is better; whether it was."""
        better = minres.success and (minres.fun < self.minres.fun or not self.minres.success)
        if better:
            self._add(minres)
        return bool(better)

    def get_lowest(self):
        """The lowest result."""
        return self.minres


class AdaptiveStepsize:
    """Changes ``takestep.stepsize`` so that a share of the steps is accepted."""

    def __init__(self, takestep, accept_rate=0.5, interval=50, factor=0.9, verbose=True):
        self.takestep = takestep
        self.target_accept_rate = accept_rate
        self.interval = interval
        self.factor = factor
        self.verbose = verbose
        self.nstep = 0
        self.nstep_tot = 0
        self.naccept = 0

    def __call__(self, x):
        return self.take_step(x)

    def _adjust_step_size(self):
        old, rate = self.takestep.stepsize, float(self.naccept) / self.nstep
        if rate > self.target_accept_rate:
            self.takestep.stepsize /= self.factor
        else:
            self.takestep.stepsize *= self.factor
        if self.verbose:
            print(f"adaptive stepsize: acceptance rate {rate:f} target {self.target_accept_rate:f} new stepsize "
                  f"{self.takestep.stepsize:g} old stepsize {old:g}")

    def take_step(self, x):
        """A step of the size that is right now."""
        self.nstep += 1
        self.nstep_tot += 1
        if self.nstep % self.interval == 0:
            self._adjust_step_size()
        return self.takestep(x)

    def report(self, accept, **kwargs):
        """Takes note of whether a step was accepted."""
        if accept:
            self.naccept += 1


class RandomDisplacement:
    """A step of up to `stepsize` in each variable."""

    def __init__(self, stepsize=0.5, rng=None):
        self.stepsize = stepsize
        self.rng = check_random_state(rng)

    def __call__(self, x):
        x += self.rng.uniform(-self.stepsize, self.stepsize, _np.shape(x))
        return x


class MinimizerWrapper:
    """A local minimiser with its function and options."""

    def __init__(self, minimizer, func=None, **kwargs):
        self.minimizer = minimizer
        self.func = func
        self.kwargs = kwargs

    def __call__(self, x0):
        first = () if self.func is None else (self.func,)
        return self.minimizer(*first, x0, **self.kwargs)


class Metropolis:
    """Accepts what is lower, and what is higher with a probability that the temperature `T` gives."""

    def __init__(self, T, rng=None):
        self.beta = 1.0 / T if T != 0 else float("inf")
        self.rng = check_random_state(rng)

    def accept_reject(self, res_new, res_old):
        """Whether the new result is accepted."""
        with _np.errstate(invalid="ignore"):
            prod = -(res_new.fun - res_old.fun) * self.beta
            w = math.exp(min(0, prod))
        rand = self.rng.uniform()
        return w >= rand and (res_new.success or not res_old.success)

    def __call__(self, *, res_new, res_old):
        return bool(self.accept_reject(res_new, res_old))


class BasinHoppingRunner:
    """One run: steps, minimisations, tests, and what came of them."""

    def __init__(self, x0, minimizer, step_taking, accept_tests, disp=False):

        self.x = _np.copy(x0)
        self.minimizer = minimizer
        self.step_taking = step_taking
        self.accept_tests = [(test, _takes_results(test)) for test in accept_tests]
        self.disp = disp
        self.nstep = 0
        self.res = OptimizeResult()
        self.res.minimization_failures = 0
        minres = self._minimize(self.x)
        self.x = _np.copy(minres.x)
        self.energy = minres.fun
        self.incumbent_minres = minres
        if self.disp:
            print(f"basinhopping step {self.nstep}: f {self.energy:g}")
        self.storage = Storage(minres)

    def _minimize(self, x):
        minres = self.minimizer(x)
        if not minres.success:
            self.res.minimization_failures += 1
            if self.disp:
                print("warning: basinhopping: local minimization failure")
        for count in _COUNTS:
            if hasattr(minres, count):
                self.res[count] = self.res.get(count, 0) + getattr(minres, count)
        return minres

    def _is_accepted(self, minres):
        """The verdict of the tests, of which one can force acceptance."""
        accept = True
        old = {"f_old": self.energy, "x_old": self.x}
        for test, takes_results in self.accept_tests:
            if takes_results:
                verdict = test(res_new=minres, res_old=self.incumbent_minres)
            else:
                verdict = test(f_new=minres.fun, x_new=minres.x, **old)
            if isinstance(verdict, str) and verdict == "force accept":
                accept = True
                break
            if verdict is None:
                raise ValueError("accept_tests must return True, False, or 'force accept'")
            if not verdict:
                accept = False
        if hasattr(self.step_taking, "report"):
            self.step_taking.report(accept, f_new=minres.fun, x_new=minres.x, **old)
        return accept

    def one_cycle(self):
        """A step; whether it has led to a new lowest result."""
        self.nstep += 1
        minres = self._minimize(self.step_taking(_np.copy(self.x)))
        accept, new_lowest = self._is_accepted(minres), False
        if accept:
            self.energy = minres.fun
            self.x = _np.copy(minres.x)
            self.incumbent_minres = minres
            new_lowest = self.storage.update(minres)
        if self.disp:
            self.print_report(minres.fun, accept)
            if new_lowest:
                print(f"found new global minimum on step {self.nstep} with function value {self.energy:g}")
        self.xtrial = minres.x
        self.energy_trial = minres.fun
        self.accept = accept
        return new_lowest

    def print_report(self, energy_trial, accept):
        """Prints what a step has come to."""
        lowest = self.storage.get_lowest().fun
        print(f"basinhopping step {self.nstep}: f {self.energy:g} trial_f {energy_trial:g} accepted {accept} "
              f"lowest_f {lowest:g}")


def _takes_results(test):
    """Whether a test takes whole results, by keyword."""
    parameters = inspect.signature(test).parameters.values()
    return [(p.name, p.kind) for p in parameters] == [
        ("res_new", inspect.Parameter.KEYWORD_ONLY), ("res_old", inspect.Parameter.KEYWORD_ONLY)]


@takes_rng(12)
def basinhopping(func, x0, niter=100, T=1.0, stepsize=0.5, minimizer_kwargs=None, take_step=None, accept_test=None,
                 callback=None, interval=50, disp=False, niter_success=None, rng=None, *, target_accept_rate=0.5,
                 stepwise_factor=0.9):
    """The lowest of many minima by random steps and local minimisations (Wales and Doye 1997)."""
    if target_accept_rate <= 0.0 or target_accept_rate >= 1.0:
        raise ValueError("target_accept_rate has to be in range (0, 1)")
    if stepwise_factor <= 0.0 or stepwise_factor >= 1.0:
        raise ValueError("stepwise_factor has to be in range (0, 1)")
    rng = check_random_state(rng)
    minimizer = MinimizerWrapper(minimize, func, **(minimizer_kwargs or {}))
    if take_step is None:
        take_step = RandomDisplacement(stepsize=stepsize, rng=rng)
    elif not callable(take_step):
        raise TypeError("take_step must be callable")
    if hasattr(take_step, "stepsize"):
        take_step = AdaptiveStepsize(take_step, interval=interval, accept_rate=target_accept_rate,
                                     factor=stepwise_factor, verbose=disp)
    if accept_test is not None and not callable(accept_test):
        raise TypeError("accept_test must be callable")
    tests = ([] if accept_test is None else [accept_test]) + [Metropolis(T, rng=rng)]
    run = BasinHoppingRunner(_np.array(x0), minimizer, take_step, tests, disp=disp)
    message, cycles = _hop(run, niter, niter + 2 if niter_success is None else niter_success, callback)
    result = run.res
    result.lowest_optimization_result = run.storage.get_lowest()
    result.x = _np.copy(result.lowest_optimization_result.x)
    result.fun = result.lowest_optimization_result.fun
    result.message = [message]
    result.nit = cycles
    result.success = result.lowest_optimization_result.success
    return result


def _hop(run, niter, niter_success, callback):
    """Makes the cycles; why they ended, and how many there were."""
    if callable(callback):
        callback(run.storage.minres.x, run.storage.minres.fun, True)
    idle, cycle = 0, 0
    for cycle in range(niter):
        new_lowest = run.one_cycle()
        if callable(callback) and callback(run.xtrial, run.energy_trial, run.accept):
            return "callback function requested stop early byreturning True", cycle + 1
        idle = 0 if new_lowest else idle + 1
        if idle > niter_success:
            return "success condition satisfied", cycle + 1
    return "requested number of basinhopping iterations completed successfully", cycle + 1
