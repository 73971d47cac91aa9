"""``UnivariateSpline`` and its special cases."""
import warnings

import pallasite.numpy as np
from pallasite import _core
from pallasite.scipy.interpolate import _fitpack

EXTENSIONS = {0: 0, "extrapolate": 0, 1: 1, "zeros": 1, 2: 2, "raise": 2, 3: 3, "const": 3}

MESSAGES = {
    1: "\nThe required storage space exceeds the available storage space, as\nspecified by the parameter nest: "
       "nest too small. If nest is already\nlarge (say nest > m/2), it may also indicate that s is too small.\n"
       "The approximation returned is the weighted least-squares spline\naccording to the knots "
       "t[0],t[1],...,t[n-1]. (n=nest) the parameter fp\ngives the corresponding weighted sum of squared "
       "residuals (fp>s).\n",
    2: "\nA theoretically impossible result was found during the iteration\nprocess for finding a smoothing spline "
       "with fp = s: s too small.\nThere is an approximation returned but the corresponding weighted sum\n"
       "of squared residuals does not satisfy the condition abs(fp-s)/s < tol.",
    3: "\nThe maximal number of iterations maxit (set to 20 by the program)\nallowed for finding a smoothing spline "
       "with fp=s has been reached: s\ntoo small.\nThere is an approximation returned but the corresponding "
       "weighted sum\nof squared residuals does not satisfy the condition abs(fp-s)/s < tol.",
}


def _extension(ext):
    try:
        return EXTENSIONS[ext]
    except KeyError:
        raise ValueError(f"Unknown extrapolation mode {ext}.") from None


class UnivariateSpline:
    """The smoothest spline whose weighted sum of squared residuals is at most `s`."""

    def __init__(self, x, y, w=None, bbox=[None] * 2, k=3, s=None, ext=0, check_finite=False):
        self._data = self.validate_input(x, y, w, bbox, k, s, ext, check_finite)[:4] + (k,)
        self.ext = _extension(ext)
        self._smooth(len(self._data[0]) if s is None else s)

    @staticmethod
    def validate_input(x, y, w, bbox, k, s, ext, check_finite):
        """The arguments as arrays, after the checks."""
        x, y = np.asarray(x), np.asarray(y)
        w = None if w is None else np.asarray(w)
        if check_finite and not all(np.isfinite(a).all() for a in (x, y, w) if a is not None):
            raise ValueError("x and y array must not contain NaNs or infs.")
        if s is None or s > 0:
            if not np.all(np.diff(x) >= 0.0):
                raise ValueError("x must be increasing if s > 0")
        elif not np.all(np.diff(x) > 0.0):
            raise ValueError("x must be strictly increasing if s = 0")
        if x.size != y.size:
            raise ValueError("x and y should have a same length")
        if w is not None and x.size != w.size:
            raise ValueError("x, y, and w should have a same length")
        if not hasattr(bbox, "__len__") or len(bbox) != 2:
            raise ValueError("bbox shape should be (2,)")
        if not 1 <= k <= 5:
            raise ValueError("k should be 1 <= k <= 5")
        if s is not None and not s >= 0.0:
            raise ValueError("s should be s >= 0.0")
        return x, y, w, tuple(bbox), _extension(ext)

    @classmethod
    def _from_tck(cls, tck, ext=0):
        self = cls.__new__(cls)
        self._eval_args, self._data, self._fit, self._residual = tuple(tck), None, None, None
        self.ext = ext
        return self

    def _smooth(self, s, knots=None, before=None):
        x, y, w, bbox, k = self._data
        if before is None:
            # FITPACK is given little room at first, which has its part in where the knots are.
            self._room = len(x) + k + 1 if s == 0 else max(len(x) // 2, 2 * k + 2)
        fit, t, c, residual, ier = _core._fit_curve(x, y, w, bbox, k, float(s), knots, before, self._room, False)
        if ier == 1:
            self._room = len(x) + k + 1
            fit, t, c, residual, ier = _core._fit_curve(x, y, w, bbox, k, float(s), knots, fit, self._room, False)
        self._fit, self._residual, self._fixed = fit, residual, knots is not None
        self._eval_args = t, c, k
        self._take_class(ier)

    def _take_class(self, ier):
        """The class tells how the fit ended."""
        kinds = {-1: InterpolatedUnivariateSpline, -2: LSQUnivariateSpline, 1: LSQUnivariateSpline}
        if ier > 0:
            warnings.warn(MESSAGES[ier], stacklevel=4)
        if ier in kinds and type(self) in (UnivariateSpline, *kinds.values()):
            self.__class__ = kinds[ier]

    def set_smoothing_factor(self, s):
        """Fits again with another `s`, from the knots that there are."""
        if self._fixed:
            warnings.warn("smoothing factor unchanged forLSQ spline with fixed knots", stacklevel=2)
            return
        self._smooth(s, before=self._fit)

    def __call__(self, x, nu=0, ext=None):
        """The derivative of order `nu` at `x`."""
        if np.size(x) == 0:
            return np.array([])
        return _fitpack.splev(x, self._eval_args, der=nu, ext=self.ext if ext is None else _extension(ext))

    def get_knots(self):
        """The knots, each end once."""
        t, _, k = self._eval_args
        return t[k:len(t) - k]

    def get_coeffs(self):
        """The coefficients."""
        t, c, k = self._eval_args
        return c[:len(t) - k - 1]

    def get_residual(self):
        """The weighted sum of squared residuals."""
        return self._residual

    def integral(self, a, b):
        """The integral from `a` to `b`; the spline is zero beyond its knots."""
        return _fitpack.splint(a, b, self._eval_args)

    def derivatives(self, x):
        """All derivatives at `x`."""
        return _fitpack.spalde(x, self._eval_args)

    def roots(self):
        """The roots of a cubic spline."""
        t, _, k = self._eval_args
        if k != 3:
            raise NotImplementedError("finding roots unsupported for non-cubic splines")
        return _fitpack.sproot(self._eval_args, mest=3 * (len(t) - 7))

    def derivative(self, n=1):
        """The derivative of order `n` as a spline."""
        # The derivative of a constant continuation is zero.
        ext = 1 if self.ext == 3 else self.ext
        return UnivariateSpline._from_tck(_fitpack.splder(self._eval_args, n), ext)

    def antiderivative(self, n=1):
        """The antiderivative of order `n` as a spline."""
        return UnivariateSpline._from_tck(_fitpack.splantider(self._eval_args, n), self.ext)


class InterpolatedUnivariateSpline(UnivariateSpline):
    """The spline through all points."""

    def __init__(self, x, y, w=None, bbox=[None] * 2, k=3, ext=0, check_finite=False):
        self._data = self.validate_input(x, y, w, bbox, k, None, ext, check_finite)[:4] + (k,)
        self.ext = _extension(ext)
        if not np.all(np.diff(self._data[0]) > 0.0):
            raise ValueError("x must be strictly increasing")
        self._smooth(0.0)


class LSQUnivariateSpline(UnivariateSpline):
    """The spline of least squares with inner knots `t`."""

    def __init__(self, x, y, t, w=None, bbox=[None] * 2, k=3, ext=0, check_finite=False):
        self._data = self.validate_input(x, y, w, bbox, k, None, ext, check_finite)[:4] + (k,)
        self.ext = _extension(ext)
        if not np.all(np.diff(self._data[0]) >= 0.0):
            raise ValueError("x must be increasing")
        try:
            self._smooth(0.0, knots=np.asarray(t, dtype=float))
        except ValueError as e:
            raise ValueError("Interior knots t must satisfy Schoenberg-Whitney conditions") from e
