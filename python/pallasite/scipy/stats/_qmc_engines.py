"""The engines of ``scipy.stats.qmc``."""
import warnings

from pallasite import _core
from pallasite import numpy as _np
from pallasite.scipy._random import takes_rng
from pallasite.scipy.stats._qmc import QMCEngine, n_primes, validate_bounds, validate_workers


class Halton(QMCEngine):
    """Halton's sequence: in each dimension the sequence of van der Corput in another prime base."""

    _takes_workers = True

    @takes_rng()
    def __init__(self, d, *, scramble=True, optimization=None, rng=None):
        self._init_quad = {"d": d, "scramble": True, "optimization": optimization}
        super()._initialize(d=d, optimization=optimization, rng=rng)
        self.base = n_primes(d)
        self.scramble = scramble
        self._sequence = _core._Halton(d, self.rng if scramble else None)

    def _random(self, n=1, *, workers=1):
        validate_workers(workers)
        return self._sequence.points(self.num_generated, n)


class LatinHypercube(QMCEngine):
    """Latin hypercubes, of strength 2 as well."""

    @takes_rng()
    def __init__(self, d, *, scramble=True, strength=1, optimization=None, rng=None):
        self._init_quad = {"d": d, "scramble": True, "strength": strength, "optimization": optimization}
        super()._initialize(d=d, optimization=optimization, rng=rng)
        self.scramble = scramble
        methods = {1: self._random_lhs, 2: self._random_oa_lhs}
        if strength not in methods:
            raise ValueError(f"{strength!r} is not a valid strength. It must be one of {set(methods)!r}")
        self.lhs_method = methods[strength]

    def _random(self, n=1, *, workers=1):
        return self.lhs_method(n)

    def _random_lhs(self, n=1):
        return _core._latin_hypercube(self.d, n, self.scramble, self.rng)

    def _random_oa_lhs(self, n=4):
        within = LatinHypercube(1, rng=self.rng).rng
        return _core._orthogonal_latin_hypercube(self.d, n, self.scramble, self.rng, within)


class Sobol(QMCEngine):
    """Sobol's sequence, scrambled or not."""

    MAXDIM = 21201

    @takes_rng()
    def __init__(self, d, *, scramble=True, bits=None, rng=None, optimization=None):
        self._init_quad = {"d": d, "scramble": True, "bits": bits, "optimization": optimization}
        super()._initialize(d=d, optimization=optimization, rng=rng)
        if d > self.MAXDIM:
            raise ValueError(f"Maximum supported dimensionality is {self.MAXDIM}.")
        self.bits = 30 if bits is None else bits
        if self.bits > 64:
            raise ValueError("Maximum supported 'bits' is 64")
        self.maxn = 2**self.bits
        self.scramble = scramble
        self._sv = _core._sobol_directions(d, self.bits)
        self._shift = _np.zeros(d, dtype=self.dtype_i)
        if scramble:
            self._sv, self._shift = _core._sobol_scrambled(self._sv, self.rng)

    @property
    def dtype_i(self):
        """The type of the integers behind the points."""
        return _np.uint32 if self.bits <= 32 else _np.uint64

    def _random(self, n=1, *, workers=1):
        total = self.num_generated + n
        if n and total > self.maxn:
            message = (f"At most 2**{self.bits}={self.maxn} distinct points can be generated. {self.num_generated} "
                       f"points have been previously generated, then: n={self.num_generated}+{n}={total}. ")
            raise ValueError(message if self.bits == 64 else message + "Consider increasing `bits`.")
        if self.num_generated == 0 and n & (n - 1):
            warnings.warn("The balance properties of Sobol' points require n to be a power of 2.", stacklevel=3)
        return _core._sobol_points(self._sv, self._shift, self.num_generated, n)

    def random_base2(self, m):
        """The next ``2**m`` points, if there are then as many in all as a power of two."""
        n = 2**m
        total = self.num_generated + n
        if total & (total - 1):
            raise ValueError(f"The balance properties of Sobol' points require n to be a power of 2. "
                             f"{self.num_generated} points have been previously generated, then: n={self.num_generated}"
                             f"+2**{m}={total}. If you still want to do this, the function 'Sobol.random()' can be "
                             "used.")
        return self.random(n)

    def fast_forward(self, n):
        """Leaves out `n` points."""
        self.num_generated += n
        return self


class PoissonDisk(QMCEngine):
    """Points at random that keep a distance."""

    @takes_rng()
    def __init__(self, d, *, radius=0.05, hypersphere="volume", ncandidates=30, optimization=None, rng=None,
                 l_bounds=None, u_bounds=None):
        self._init_quad = {"d": d, "radius": radius, "hypersphere": hypersphere, "ncandidates": ncandidates,
                           "optimization": optimization}
        super()._initialize(d=d, optimization=optimization, rng=rng)
        methods = {"volume", "surface"}
        if hypersphere not in methods:
            raise ValueError(f"{hypersphere!r} is not a valid hypersphere sampling method. It must be one of "
                             f"{methods!r}")
        self.hypersphere = hypersphere
        self.radius, self.ncandidates = radius, ncandidates
        self.l_bounds, self.u_bounds = validate_bounds(_np.zeros(d) if l_bounds is None else l_bounds,
                                                       _np.ones(d) if u_bounds is None else u_bounds, d)
        self._initialize_grid_pool()

    def _initialize_grid_pool(self):
        self._disk = _core._PoissonDisk(self.radius, self.hypersphere == "surface", self.ncandidates, self.l_bounds,
                                        self.u_bounds)

    @property
    def sample_pool(self):
        """Points around which there may be room."""
        return [_np.array(point) for point in self._disk.pool()]

    @property
    def sample_grid(self):
        """The points in all cells, NaN in empty ones."""
        return self._disk.grid()

    def _random(self, n=1, *, workers=1):
        if n == 0 or self.d == 0:
            return _np.empty((n, self.d))
        sample = self._disk.draw(self.rng, None if n == _np.inf else n)
        self.num_generated += len(sample)
        return sample

    def fill_space(self):
        """As many points as there is room for."""
        return self.random(_np.inf)

    def reset(self):
        """Goes back to the empty cube."""
        super().reset()
        self._initialize_grid_pool()
        return self
