"""``KDTree`` and ``cKDTree``"""
import operator

import pallasite.numpy as np
from pallasite import _core


def _real(x):
    x = np.asarray(x)
    if x.dtype.kind == "c":
        raise TypeError("KDTree does not work with complex data")
    return x.astype(np.float64, copy=False)


class cKDTree:
    """A tree of points for the search of nearest neighbours."""

    def __init__(self, data, leafsize=16, compact_nodes=True, copy_data=False, balanced_tree=True, boxsize=None):
        data = np.array(_real(data), order="C", copy=copy_data or None)
        if data.ndim != 2:
            raise ValueError("data must be of shape (n, m), where there are n points of dimension m")
        if leafsize < 1:
            raise ValueError("leafsize must be at least 1")
        self.data, self.leafsize = data, leafsize
        self.n, self.m = data.shape
        self.boxsize = None if boxsize is None else np.broadcast_to(_real(boxsize), (self.m,)).copy()
        self._core = _core._Tree(data, leafsize, self.boxsize)
        self.size = self._core.size
        self.maxes = data.max(axis=0) if self.n else np.zeros(self.m)
        self.mins = data.min(axis=0) if self.n else np.zeros(self.m)

    def __reduce__(self):
        return type(self), (self.data, self.leafsize, True, False, True, self.boxsize)

    def query(self, x, k=1, eps=0.0, p=2.0, distance_upper_bound=np.inf, workers=1):
        """Distances and indices of nearest neighbours."""
        x = _real(x)
        if not x.ndim or x.shape[-1] != self.m:
            raise ValueError(f"x must consist of vectors of length {self.m} but has shape {x.shape}")
        if k is None:
            raise ValueError("k must be an integer or a sequence of integers")
        ranks = None if hasattr(k, "__index__") else np.asarray([operator.index(i) for i in k])
        most = operator.index(k) if ranks is None else int(ranks.max())
        if most < 1 or ranks is not None and ranks.min() < 1:
            raise ValueError("k must be greater than zero")
        distances, indices = self._core.query(x, most, eps, p, distance_upper_bound)
        if ranks is not None:
            return distances[..., ranks - 1], indices[..., ranks - 1]
        if most > 1:
            return distances, indices
        if x.ndim == 1:
            return float(distances[0]), int(indices[0])
        return distances[..., 0], indices[..., 0]


class KDTree(cKDTree):
    """A tree of points for the search of nearest neighbours."""

    def __init__(self, data, leafsize=10, compact_nodes=True, copy_data=False, balanced_tree=True, boxsize=None):
        super().__init__(data, leafsize, compact_nodes, copy_data, balanced_tree, boxsize)

    def query(self, x, k=1, eps=0.0, p=2.0, distance_upper_bound=np.inf, workers=1):
        """Distances and indices of nearest neighbours."""
        distances, indices = super().query(x, k, eps, p, distance_upper_bound, workers)
        return distances, np.intp(indices) if isinstance(indices, int) else indices
