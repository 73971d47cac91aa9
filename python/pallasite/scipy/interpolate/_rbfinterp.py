"""``RBFInterpolator``"""
import types
import warnings

import pallasite.numpy as np
from pallasite import _core

_AVAILABLE = {
    "linear", "thin_plate_spline", "cubic", "quintic", "multiquadric", "inverse_multiquadric", "inverse_quadratic",
    "gaussian",
}
_SCALE_INVARIANT = {name for name in _AVAILABLE if _core._rbf_kernel(name)[0]}
_NAME_TO_MIN_DEGREE = {name: degree for name in _AVAILABLE if (degree := _core._rbf_kernel(name)[1]) >= 0}


def _monomial_powers(ndim, degree):
    return _core._monomial_powers(ndim, degree)


class RBFInterpolator:
    """A sum of functions of the distance from each point, and a polynomial."""

    __class_getitem__ = classmethod(types.GenericAlias)

    def __init__(self, y, d, neighbors=None, smoothing=0.0, kernel="thin_plate_spline", epsilon=None, degree=None):
        y = np.asarray(y, dtype=np.float64, order="C")
        if y.ndim != 2:
            raise ValueError("`y` must be a 2-dimensional array.")
        ny, ndim = y.shape
        d = np.asarray(d)
        d = np.asarray(d, dtype=np.complex128 if d.dtype.kind == "c" else np.float64, order="C")
        if d.shape[0] != ny:
            raise ValueError(f"Expected the first axis of `d` to have length {ny}.")
        smoothing = np.asarray(smoothing, dtype=np.float64)
        if smoothing.shape not in ((), (ny,)):
            raise ValueError(f"Expected `smoothing` to be a scalar or have shape ({ny},).")
        kernel = kernel.lower()
        if kernel not in _AVAILABLE:
            raise ValueError(f"`kernel` must be one of {_AVAILABLE}.")
        if epsilon is None and kernel not in _SCALE_INVARIANT:
            raise ValueError(f"`epsilon` must be specified if `kernel` is not one of {_SCALE_INVARIANT}.")
        least = _NAME_TO_MIN_DEGREE.get(kernel, -1)
        self.y, self._values, self.d_shape = y, d, d.shape[1:]
        self.smoothing = np.broadcast_to(smoothing, (ny,)).copy()
        self.kernel, self.epsilon = kernel, 1.0 if epsilon is None else float(epsilon)
        self._degree = max(least, 0) if degree is None else _checked_degree(degree, least, kernel)
        self.neighbors = None if neighbors is None else int(min(neighbors, ny))
        # Whether there are points enough for the monomials is known before there are too many of these.
        self._solve()
        self.powers = _monomial_powers(ndim, self._degree)

    @property
    def d_dtype(self):
        """The type of the values."""
        return np.complex128 if self._values.dtype.kind == "c" else np.float64

    @property
    def d(self):
        """The values, a row of real numbers for each point."""
        return self._values.reshape(len(self.y), -1).view(np.float64)

    def _solve(self):
        self._core = _core._Rbf(
            self.y, self._values, self.smoothing, self.kernel, self.epsilon, self._degree, self.neighbors
        )

    def __getstate__(self):
        return {name: value for name, value in self.__dict__.items() if name != "_core"}

    def __setstate__(self, state):
        self.__dict__ = state
        self._solve()

    def __call__(self, x):
        """The values at points."""
        x = np.asarray(x, dtype=np.float64, order="C")
        if x.ndim != 2:
            raise ValueError("`x` must be a 2-dimensional array.")
        if x.shape[1] != self.y.shape[1]:
            raise ValueError(f"Expected the second axis of `x` to have length {self.y.shape[1]}.")
        return self._core.evaluate(x)


def _checked_degree(degree, least, kernel):
    degree = int(degree)
    if degree < -1:
        raise ValueError("`degree` must be at least -1.")
    if -1 < degree < least:
        warnings.warn(
            f"`degree` should not be below {least} except -1 when `kernel` is '{kernel}'.The interpolant may not be "
            "uniquely solvable, and the smoothing parameter may have an unintuitive effect.",
            UserWarning, stacklevel=3,
        )
    return degree
