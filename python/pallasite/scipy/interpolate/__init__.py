"""``scipy.interpolate``: splines and piecewise polynomials."""

__all__ = []
