"""``scipy.optimize``: least squares and curve fitting."""
from pallasite._core import curve_fit as curve_fit
from pallasite._core import leastsq as leastsq


class OptimizeWarning(UserWarning):
    """Warns that a result of an optimisation is not to be trusted."""


__all__ = ["OptimizeWarning", "curve_fit", "leastsq"]
