"""``cubature``: the options and the result around the Rust function."""
from dataclasses import dataclass
from typing import Any

from pallasite import _core
from pallasite.scipy.integrate.workers import WithArguments, mapping


@dataclass
class CubatureRegion:
    """A box, the integral over it and its error."""
    estimate: Any
    error: Any
    a: Any
    b: Any


@dataclass
class CubatureResult:
    """What `cubature` found."""
    estimate: Any
    error: Any
    status: str
    regions: list[CubatureRegion]
    subdivisions: int
    atol: float
    rtol: float


def cubature(f, a, b, *, rule="gk21", rtol=1e-8, atol=0, max_subdivisions=10000, args=(), workers=1, points=None):
    """Integrates a function of points over the box with the corners `a` and `b`, which may be infinite.

    `f` gets points of shape ``(npoints, ndim)`` and returns ``(npoints, ...)``. `rule` is ``"gauss-kronrod"`` (also
    ``"gk21"``), ``"gk15"`` or ``"genz-malik"``, the last for two and more dimensions. `points` become corners of boxes,
    where `f` is not evaluated. `workers` is a number of processes or a map. The result has `estimate`, `error`,
    `status`, `regions`, `subdivisions`, `atol` and `rtol`.
    """
    g = WithArguments(f, args) if len(args) else f
    with mapping(workers) as spread:
        points = [] if points is None else list(points)
        found = _core._cubature(g, a, b, rule, rtol, atol, max_subdivisions, spread, points)
    estimate, error, converged, subdivisions, regions = found
    return CubatureResult(estimate, error, "converged" if converged else "not_converged",
                          [CubatureRegion(*region) for region in zip(*regions)], subdivisions, atol, rtol)
