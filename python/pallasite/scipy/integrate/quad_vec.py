"""``quad_vec``: the options and the result around the Rust function."""
from functools import partial

from pallasite import _core
from pallasite.scipy.integrate.workers import WithArguments, mapping


class _Bunch:
    """What there is to say about an integration, as attributes."""

    def __init__(self, **items):
        self._keys = items.keys()
        self.__dict__.update(items)

    def __repr__(self):
        return f"_Bunch({', '.join(f'{key}={self.__dict__[key]!r}' for key in self._keys)})"


def quad_vec(f, a, b, epsabs=1e-200, epsrel=1e-8, norm="2", cache_size=100e6, limit=10000, workers=1, points=None,
             quadrature=None, full_output=False, *, args=()):
    """Integrates a function of one variable with many values: adaptive Gauss-Kronrod quadrature.

    `norm` (``"2"``, ``"max"`` or a function) measures errors, `points` cut the range, `quadrature` is ``"gk21"``,
    ``"gk15"`` or ``"trapezoid"``. `workers` is a number of processes or a map that evaluates `f` at many points. What
    comes back is the integral, its error, and under `full_output` an object with `success`, `status`, `message`,
    `neval`, `intervals`, `integrals` and `errors`.
    """
    if args:
        f = WithArguments(f, args if isinstance(args, tuple) else (args,))
    points = None if points is None else [float(p) for p in points]
    integrate = partial(_core._quad_vec, f, float(a), float(b), epsabs, epsrel, norm, cache_size, limit)
    with mapping(workers) as spread:
        value, error, info = integrate(spread, points, quadrature)
    return (value, error, _Bunch(**info)) if full_output else (value, error)
