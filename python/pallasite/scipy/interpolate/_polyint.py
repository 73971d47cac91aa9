"""The polynomial through points: ``BarycentricInterpolator``, ``KroghInterpolator``."""
import warnings
from types import GenericAlias

import pallasite.numpy as np
from pallasite import _core


class _Interpolator1D:
    """Values along an axis of samples."""

    __slots__ = ("_y_axis", "_y_extra_shape", "dtype")
    __class_getitem__ = classmethod(GenericAlias)

    def _take(self, yi, axis, count):
        """The values with `axis` first, which is noted."""
        yi = np.asarray(yi)
        if (yi.shape or (1,))[axis] != count:
            raise ValueError("x and y arrays must be equal in length along interpolation axis.")
        self._y_axis = axis % yi.ndim
        self._y_extra_shape = yi.shape[:self._y_axis] + yi.shape[self._y_axis + 1:]
        values = _core._values_along(yi, self._y_axis)
        self.dtype = values.dtype
        return values

    def __call__(self, x):
        """The values at `x`."""
        return self._evaluate(x)

    def derivatives(self, x, der=None):
        """The derivatives of orders 0 to ``der - 1`` at `x`; as many as there are points unless given."""
        return self._derivatives(x, 0, self.n - 1 if der is None else der - 1)

    def derivative(self, x, der=1):
        """The derivative of order `der` at `x`."""
        return self._derivatives(x, der, der)[0]


class KroghInterpolator(_Interpolator1D):
    """The polynomial through points, of which one that repeats has derivatives in the place of values."""

    def __init__(self, xi, yi, axis=0):
        self.xi = np.asarray(xi)
        if self.xi.size > 30:
            warnings.warn(f"{self.xi.size} degrees provided, degrees higher than about thirty cause problems with "
                          "numerical instability with 'KroghInterpolator'", stacklevel=2)
        values = self._take(yi, axis, len(self.xi))
        self.n = len(values)
        self.yi = values.reshape(self.n, -1)
        self.r = self.yi.shape[1]
        self._c = _core._krogh(self.xi, values)

    @property
    def c(self):
        """Newton's coefficients."""
        return self._c.reshape(self.n + 1, -1)

    def _evaluate(self, x):
        return _core._krogh_evaluate(self.xi, self._c, self._y_axis, x, None)

    def _derivatives(self, x, first, last):
        return _core._krogh_evaluate(self.xi, self._c, self._y_axis, x, last + 1)[first:]


class BarycentricInterpolator(_Interpolator1D):
    """The polynomial through points in the barycentric form, to which points can be added."""

    def __init__(self, xi, yi=None, axis=0, *, wi=None, rng=None, random_state=None):
        self.xi = np.array(xi, dtype=float)
        self.n = len(self.xi)
        self._y_axis = axis
        self.set_yi(yi)
        if wi is None:
            wi, self._scale = _core._barycentric(self.xi, _permutation(rng if random_state is None else random_state, self.n))
        self.wi = wi

    def set_yi(self, yi, axis=None):
        """Changes the values."""
        self._values = None
        if yi is not None:
            self._values = self._take(yi, self._y_axis if axis is None else axis, self.n)
            self.r = self.yi.shape[1]

    @property
    def yi(self):
        """The values, a row for each point."""
        return None if self._values is None else self._values.reshape(len(self._values), -1)

    def add_xi(self, xi, yi=None):
        """Adds points, with values if there are values."""
        if yi is None:
            if self._values is not None:
                raise ValueError("No update to yi provided!")
        else:
            if self._values is None:
                raise ValueError("No previous yi value to update!")
            self._append(np.moveaxis(np.asarray(yi), self._y_axis, 0))
        self.xi, self.wi = _core._barycentric_extended(self.xi, self.wi, self._scale, np.asarray(xi, dtype=float))
        self.n = len(self.xi)

    def _append(self, more):
        if more.shape[1:] != self._y_extra_shape:
            shape = f"{self._y_extra_shape[-self._y_axis:]!r} + (N,) + {self._y_extra_shape[:-self._y_axis]!r}"
            raise ValueError(f"Data must be of shape {shape}")
        self._values = np.concatenate((self._values, more))
        self.dtype = self._values.dtype

    def _evaluate(self, x):
        return _core._barycentric_evaluate(self.xi, self.wi, self._values, self._y_axis, x, None)

    def _derivatives(self, x, first, last):
        return _core._barycentric_evaluate(self.xi, self.wi, self._values, self._y_axis, x, (first, last))


def _permutation(rng, n):
    """A random order from what SciPy accepts as a source of random numbers."""
    if rng is None or isinstance(rng, int):
        rng = np.random.default_rng(rng)
    return [int(i) for i in rng.permutation(n)]


def _interpolate(p, x, der):
    if np.ndim(der):
        return p.derivatives(x, der=np.amax(der) + 1)[der]
    return p(x) if der == 0 else p.derivative(x, der=der)


def krogh_interpolate(xi, yi, x, der=0, axis=0):
    """The derivatives `der` at `x` of the polynomial of `KroghInterpolator`."""
    return _interpolate(KroghInterpolator(xi, yi, axis=axis), x, der)


def barycentric_interpolate(xi, yi, x, axis=0, *, der=0, rng=None):
    """The derivatives `der` at `x` of the polynomial of `BarycentricInterpolator`."""
    return _interpolate(BarycentricInterpolator(xi, yi, axis=axis, rng=rng), x, der)


def approximate_taylor_polynomial(f, x, degree, scale, order=None):
    """The Taylor polynomial at `x` of the polynomial through values of `f` within `scale` of `x`, as a ``poly1d``."""
    order = degree if order is None else order
    # The points cluster near the ends.
    points = scale * np.cos(np.linspace(0, np.pi, order + 1, endpoint=False)) + x
    derivatives = KroghInterpolator(points, f(points)).derivatives(x, der=degree + 1)
    factorials = np.cumprod(np.maximum(np.arange(degree + 1), 1), dtype=float)
    return np.poly1d((derivatives / factorials)[::-1])


def lagrange(x, w):
    """The polynomial with values `w` at `x`, as a ``poly1d``."""
    p = np.poly1d(0.0)
    for j, value in enumerate(w):
        factor = np.poly1d(value)
        for k, other in enumerate(x):
            if k != j:
                factor *= np.poly1d([1.0, -other]) / (x[j] - other)
        p += factor
    return p
