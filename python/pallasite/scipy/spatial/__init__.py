"""``scipy.spatial``: triangulations and nearest neighbours."""
from pallasite.scipy.spatial._kdtree import KDTree as KDTree
from pallasite.scipy.spatial._kdtree import cKDTree as cKDTree
from pallasite.scipy.spatial._qhull import Delaunay as Delaunay
from pallasite.scipy.spatial._qhull import QhullError as QhullError
from pallasite.scipy.spatial._qhull import tsearch as tsearch

__all__ = ["Delaunay", "KDTree", "QhullError", "cKDTree", "tsearch"]
