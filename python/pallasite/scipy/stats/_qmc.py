"""What quasi-Monte Carlo samples are measured by, and what all engines have in common."""
import copy
import functools
import itertools
import os
import warnings
from abc import ABC, abstractmethod

from pallasite import _core
from pallasite import numpy as _np
from pallasite.scipy._random import takes_rng

_DISCREPANCIES = ("CD", "WD", "MD", "L2-star")


def check_random_state(seed=None):
    """A generator of `seed`: a ``Generator`` of a number or ``None``, or a generator itself."""
    if seed is None or isinstance(seed, (int, _np.integer)):
        return _np.random.default_rng(seed)
    if isinstance(seed, (_np.random.RandomState, _np.random.Generator)):
        return seed
    raise ValueError(f"{seed!r} cannot be used to seed a numpy.random.Generator instance")


def scale(sample, l_bounds, u_bounds, *, reverse=False):
    """A sample of the unit cube scaled to bounds, or back."""
    sample = _np.asarray(sample)
    if sample.ndim != 2:
        raise ValueError("Sample is not a 2D array")
    lower, upper = validate_bounds(l_bounds, u_bounds, sample.shape[1])
    if not reverse:
        if sample.max() > 1.0 or sample.min() < 0.0:
            raise ValueError("Sample is not in unit hypercube")
        return sample * (upper - lower) + lower
    if not (_np.all(sample >= lower) and _np.all(sample <= upper)):
        raise ValueError("Sample is out of bounds")
    return (sample - lower) / (upper - lower)


def validate_bounds(l_bounds, u_bounds, d):
    """Lower and upper bounds of `d` coordinates."""
    try:
        lower, upper = _np.broadcast_to(l_bounds, d), _np.broadcast_to(u_bounds, d)
    except ValueError as exc:
        raise ValueError("'l_bounds' and 'u_bounds' must be broadcastable and respect the sample dimension") from exc
    if not _np.all(lower < upper):
        raise ValueError("Bounds are not consistent 'l_bounds' < 'u_bounds'")
    return lower, upper


def validate_workers(workers=1):
    """A number of workers, which has no influence: threads are as many as the process may have."""
    workers = int(workers)
    if workers == -1:
        workers = os.cpu_count()
        if workers is None:
            raise NotImplementedError("Cannot determine the number of cpus using os.cpu_count(), cannot use -1 for the "
                                      "number of workers")
    elif workers <= 0:
        raise ValueError(f"Invalid number of workers: {workers}, must be -1 or > 0")
    return workers


def _in_unit_cube(sample, name="Sample"):
    sample = _np.asarray(sample, dtype=_np.float64, order="C")
    if sample.ndim != 2:
        raise ValueError(f"{name} is not a 2D array")
    if sample.max() > 1.0 or sample.min() < 0.0:
        raise ValueError(f"{name} is not in unit hypercube")
    return sample


def discrepancy(sample, *, iterative=False, method="CD", workers=1):
    """How far a sample is from filling the unit cube evenly; the lower the better."""
    sample = _in_unit_cube(sample)
    validate_workers(workers)
    if method not in _DISCREPANCIES:
        raise ValueError(f"{method!r} is not a valid method. It must be one of {set(_DISCREPANCIES)!r}")
    return _core._discrepancy(sample, iterative, method)


def geometric_discrepancy(sample, method="mindist", metric="euclidean"):
    """How far apart the points of a sample are; the higher the better."""
    sample = _in_unit_cube(sample)
    if sample.shape[0] < 2:
        raise ValueError("Sample must contain at least two points")
    if callable(metric):
        distances = _np.array([metric(a, b) for a, b in itertools.combinations(sample, 2)], dtype=float)
    else:
        distances = _core._pair_distances(sample, metric)
    if _np.any(distances == 0.0):
        warnings.warn("Sample contains duplicate points.", stacklevel=2)
    if method == "mindist":
        return _np.float64(_core._mindist(distances))
    if method == "mst":
        return _np.float64(_core._mst(distances, sample.shape[0]))
    raise ValueError(f"{method!r} is not a valid method. It must be one of {{'mindist', 'mst'}}")


def update_discrepancy(x_new, sample, initial_disc):
    """The centered discrepancy of a sample and a point, from the iterative one of the sample."""
    sample = _in_unit_cube(sample)
    x_new = _np.asarray(x_new, dtype=_np.float64, order="C")
    if x_new.ndim != 1:
        raise ValueError("x_new is not a 1D array")
    if not (_np.all(x_new >= 0) and _np.all(x_new <= 1)):
        raise ValueError("x_new is not in unit hypercube")
    if x_new.shape[0] != sample.shape[1]:
        raise ValueError("x_new and sample must be broadcastable")
    return _core._update_discrepancy(x_new, sample, initial_disc)


def _perturb_discrepancy(sample, i1, i2, k, disc):
    """The centered discrepancy after two rows have swapped what they have in a column."""
    return _core._perturb_discrepancy(sample, i1, i2, k, disc)


def n_primes(n):
    """The first primes."""
    return _core._first_primes(n)


def van_der_corput(n, base=2, *, start_index=0, scramble=False, permutations=None, rng=None, workers=1):
    """The sequence of van der Corput."""
    if base < 2:
        raise ValueError("'base' must be at least 2")
    if scramble and permutations is None:
        permutations = _core._digit_permutations(base, check_random_state(rng))
    return _core._van_der_corput(n, base, start_index, permutations if scramble else None)


def _random_cd(best_sample, rng):
    """A sample after random swaps that lower its centered discrepancy."""
    return _core._random_cd(best_sample, rng)


def _lloyd_centroidal_voronoi_tessellation(sample):
    """A sample with its points moved towards the centres of their Voronoi cells."""
    if _np.ndim(sample) == 2 and _np.shape(sample)[1] < 2:
        raise ValueError("`sample` dimension is not >= 2")
    return _core._lloyd(_in_unit_cube(sample, "`sample`"))


def _select_optimizer(optimization, rng):
    """What improves the samples of an engine."""
    if optimization is None:
        return None
    methods = {"random-cd": functools.partial(_random_cd, rng=rng), "lloyd": _lloyd_centroidal_voronoi_tessellation}
    optimization = optimization.lower()
    if optimization not in methods:
        raise ValueError(f"{optimization!r} is not a valid optimization method. It must be one of {set(methods)!r}")
    return methods[optimization]


class QMCEngine(ABC):
    """The base of all engines: subclasses have ``_random(n, *, workers=1)``, which draws from ``self.rng``."""

    _takes_workers = False

    @abstractmethod
    @takes_rng()
    def __init__(self, d, *, optimization=None, rng=None):
        self._initialize(d, optimization=optimization, rng=rng)

    def _initialize(self, d, *, optimization=None, rng=None):
        if not isinstance(d, (int, _np.integer)) or isinstance(d, bool) or d < 0:
            raise ValueError("d must be a non-negative integer value")
        self.d = d
        # Engines do not share the stream of the generator that they are given.
        self.rng = rng.spawn(1)[0] if isinstance(rng, _np.random.Generator) else check_random_state(rng)
        self.rng_seed = copy.deepcopy(self.rng)
        self.num_generated = 0
        self._optimization = optimization
        self.optimization_method = _select_optimizer(optimization, self.rng)

    @abstractmethod
    def _random(self, n=1, *, workers=1):
        ...

    def random(self, n=1, *, workers=1):
        """The next `n` points, a row each."""
        sample = self._random(n, workers=workers)
        if self.optimization_method is not None:
            sample = self.optimization_method(sample)
        self.num_generated += n
        return sample

    def integers(self, l_bounds, *, u_bounds=None, n=1, endpoint=False, workers=1):
        """`n` points with integers between bounds."""
        if u_bounds is None:
            l_bounds, u_bounds = 0, l_bounds
        l_bounds, u_bounds = _np.atleast_1d(l_bounds), _np.atleast_1d(u_bounds)
        if endpoint:
            u_bounds = u_bounds + 1
        if not all(_np.issubdtype(bounds.dtype, _np.integer) for bounds in (l_bounds, u_bounds)):
            raise ValueError("'u_bounds' and 'l_bounds' must be integers or array-like of integers")
        sample = self.random(n=n, workers=workers) if self._takes_workers else self.random(n=n)
        return _np.floor(scale(sample, l_bounds=l_bounds, u_bounds=u_bounds)).astype(_np.int64)

    def reset(self):
        """Goes back to the first point."""
        self.rng = check_random_state(copy.deepcopy(self.rng_seed))
        self.num_generated = 0
        return self

    def fast_forward(self, n):
        """Leaves out `n` points."""
        self.random(n=n)
        return self
