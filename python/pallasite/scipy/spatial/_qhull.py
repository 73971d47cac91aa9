"""``Delaunay``"""
from functools import cached_property

import pallasite.numpy as np
from pallasite import _core


class QhullError(RuntimeError):
    """Says that points cannot be triangulated."""


def _points(points):
    if type(points).__name__ == "MaskedArray":
        raise ValueError("Input points cannot be a masked array")
    points = np.ascontiguousarray(points, dtype=np.float64)
    if points.ndim != 2:
        raise ValueError("Input points array must have 2 dimensions.")
    if not points.shape[0]:
        raise ValueError("No points given")
    if points.shape[1] < 2:
        raise ValueError("Need at least 2-D data")
    return points


def _check_options(options):
    """Qhull's switches change how it copes with rounding; the predicates here are exact and need none of them."""
    if isinstance(options, bytes):
        options = options.decode()
    for option in (options or "").split():
        if option[0] not in "QPTEACRUVWd":
            raise QhullError(f"QH6035 qhull option error: unknown option '{option}'")


class Delaunay:
    """The Delaunay triangulation of points in two or more dimensions."""

    def __init__(self, points, furthest_site=False, incremental=False, qhull_options=None):
        if furthest_site:
            raise NotImplementedError("furthest_site=True is not there: the triangulation is of the nearest sites")
        _check_options(qhull_options)
        self.furthest_site = False
        self._incremental = incremental
        self._set(_core._Triangulation(_points(points)))

    def _set(self, core):
        self.__dict__ = {"_core": core, "_incremental": self._incremental, "furthest_site": False}
        self.points = self._points = core.points()
        self.npoints, self.ndim = self.points.shape
        self.simplices, self.neighbors = core.simplices(), core.neighbors()
        self.nsimplex = len(self.simplices)
        self.min_bound, self.max_bound = core.min_bound(), core.max_bound()
        self.paraboloid_scale, self.paraboloid_shift = core.paraboloid()

    def __getstate__(self):
        return {"points": self.points, "incremental": self._incremental}

    def __setstate__(self, state):
        self._incremental = state["incremental"]
        self._set(_core._Triangulation(state["points"]))

    @cached_property
    def coplanar(self):
        """Points that are no vertices: the point, a simplex, the vertex it coincides with."""
        return self._core.coplanar()

    @cached_property
    def equations(self):
        """Normals and offsets of the lifted simplices."""
        return self._core.equations()

    @cached_property
    def good(self):
        """One for every simplex."""
        return np.ones(self.nsimplex, dtype=np.int32)

    @cached_property
    def transform(self):
        """The affine maps to barycentric coordinates."""
        return self._core.transform()

    @cached_property
    def vertex_to_simplex(self):
        """For every point a simplex that has it."""
        return self._core.vertex_to_simplex()

    @cached_property
    def convex_hull(self):
        """The vertices of the hull's facets."""
        return self._core.convex_hull()

    @cached_property
    def vertex_neighbor_vertices(self):
        """The vertices next to each: those of ``k`` are ``indices[indptr[k]:indptr[k + 1]]``."""
        return self._core.vertex_neighbor_vertices()

    def _checked(self, xi):
        xi = np.asarray(xi, dtype=np.float64)
        if not xi.ndim or xi.shape[-1] != self.ndim:
            raise ValueError("wrong dimensionality in xi")
        return xi

    def find_simplex(self, xi, bruteforce=False, tol=None):
        """The simplices that hold points, -1 outside."""
        return self._core.find_simplex(self._checked(xi), bruteforce, tol)

    def plane_distance(self, xi):
        """The distances of points from the planes of all simplices."""
        return self._core.plane_distance(self._checked(xi))

    def lift_points(self, x):
        """Points on the paraboloid."""
        return self._core.lift_points(self._checked(x))

    def add_points(self, points, restart=False):
        """Triangulates the points and more of them; `restart` changes nothing, as it is always done anew."""
        if not self._incremental:
            raise RuntimeError("incremental mode not enabled or already closed")
        points = _points(points)
        if points.shape[1] != self.ndim:
            raise ValueError("invalid size for new points array")
        self._set(self._core.with_points(points))

    def close(self):
        """Ends the incremental mode."""
        self._incremental = False


def tsearch(tri, xi):
    """The simplices of a triangulation that hold points, -1 outside."""
    return tri.find_simplex(xi)
