"""Interpolants over a step, and over many."""
from types import GenericAlias

from pallasite import numpy as np
from pallasite._core import Solution


class DenseOutput:
    """An interpolant over a step of a solver, from `t_old` to `t`; a subclass has ``_call_impl(t)``."""

    __class_getitem__ = classmethod(GenericAlias)

    def __init__(self, t_old, t):
        self.t_old = t_old
        self.t = t
        self.t_min = min(t, t_old)
        self.t_max = max(t, t_old)

    def __call__(self, t):
        """The state at `t`: shape (n,) for a number, (n, points) for a vector."""
        t = np.asarray(t)
        if t.ndim > 1:
            raise ValueError("`t` must be a float or a 1-D array.")
        return self._call_impl(t)

    def _call_impl(self, t):
        raise NotImplementedError


class StepOutput(DenseOutput):
    """The interpolant of a solver of ours."""

    def __init__(self, interpolant):
        super().__init__(interpolant.t_old, interpolant.t)
        self._call_impl = interpolant


class OdeSolution:
    """A continuous solution: interpolants over consecutive steps between the times `ts`.

    At one of `ts` the earlier of two interpolants counts, with `alt_segment` the later one.
    """

    __class_getitem__ = classmethod(GenericAlias)

    def __init__(self, ts, interpolants, alt_segment=False):
        self._solution = Solution(ts, interpolants, alt_segment)
        self.n_segments = len(interpolants)
        self.ts = np.asarray(ts)
        self.interpolants = interpolants
        self.t_min, self.t_max, self.ascending = self._solution.range
        self.side = "right" if self.ascending == bool(alt_segment) else "left"
        self.ts_sorted = self.ts if self.ascending else self.ts[::-1]

    def __call__(self, t):
        """The state at `t`: shape (n,) for a number, (n, points) for a vector."""
        return self._solution(t)
