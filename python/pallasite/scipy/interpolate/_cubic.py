"""Cubic pieces through points."""
from pallasite import _core
from pallasite.scipy.interpolate._ppoly import PPoly


class CubicHermiteSpline(PPoly):
    """Cubic pieces with given values and slopes."""

    __slots__ = ()

    def __init__(self, x, y, dydx, axis=0, extrapolate=None):
        self._take(_core._hermite_pieces(x, y, dydx, axis), extrapolate)

    def _take(self, pieces, extrapolate, default=True):
        self.c, self.x, self.axis = pieces
        extrapolate = default if extrapolate is None else extrapolate
        self.extrapolate = extrapolate if extrapolate == "periodic" else bool(extrapolate)


class PchipInterpolator(CubicHermiteSpline):
    """Cubic pieces that rise and fall where the data do (Fritsch and Butland 1984)."""

    __slots__ = ()
    __class_getitem__ = None

    def __init__(self, x, y, axis=0, extrapolate=None):
        self._take(_core._pchip_pieces(x, y, axis), extrapolate)


class Akima1DInterpolator(CubicHermiteSpline):
    """Cubic pieces whose slopes depend on the two neighbours at either side (Akima 1970)."""

    __slots__ = ()
    __class_getitem__ = None

    def __init__(self, x, y, axis=0, *, method="akima", extrapolate=None):
        if method not in {"akima", "makima"}:
            raise NotImplementedError(f"`method`={method} is unsupported.")
        self._take(_core._akima_pieces(x, y, axis, method == "makima"), extrapolate, default=False)

    def extend(self, c, x, right=True):
        """There is no such thing."""
        raise NotImplementedError("Extending a 1-D Akima interpolator is not yet implemented")

    @classmethod
    def from_spline(cls, tck, extrapolate=None):
        """There is no such thing."""
        raise NotImplementedError("This method does not make sense for an Akima interpolator.")

    @classmethod
    def from_bernstein_basis(cls, bp, extrapolate=None):
        """There is no such thing."""
        raise NotImplementedError("This method does not make sense for an Akima interpolator.")


class CubicSpline(CubicHermiteSpline):
    """The piecewise cubic with two continuous derivatives."""

    __slots__ = ()

    def __init__(self, x, y, axis=0, bc_type="not-a-knot", extrapolate=None):
        pieces, periodic = _core._cubic_spline_pieces(x, y, axis, bc_type)
        self._take(pieces, extrapolate, default="periodic" if periodic else True)


def pchip_interpolate(xi, yi, x, der=0, axis=0):
    """The derivatives `der` at `x` of `PchipInterpolator`."""
    pchip = PchipInterpolator(xi, yi, axis=axis)
    if not hasattr(der, "__len__"):
        return pchip(x) if der == 0 else pchip.derivative(der)(x)
    return [pchip.derivative(nu)(x) for nu in der]
