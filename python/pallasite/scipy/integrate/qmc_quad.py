"""``qmc_quad``: integrals over boxes by quasi-Monte Carlo."""
import math
import warnings
from collections import namedtuple

from pallasite import numpy as _np
from pallasite.scipy.special import logsumexp

QMCQuadResult = namedtuple("QMCQuadResult", ["integral", "standard_error"])


def _vectorized(func, a, b):
    """The integrand, which is to take many points at once."""
    if not callable(func):
        raise TypeError("`func` must be callable.")
    try:
        func((a + b) / 2)
    except Exception as e:
        raise ValueError("`func` must evaluate the integrand at points within the integration range; e.g. `func( (a + "
                         "b) / 2)` must return the integrand at the centroid of the integration volume.") from e
    try:
        func(_np.array([a, b]).T)
    except Exception as e:
        warnings.warn(f"Exception encountered when attempting vectorized call to `func`: {e}. For better performance, "
                      "`func` should accept two-dimensional array `x` with shape `(len(a), n_points)` and return an "
                      "array of the integrand value at each of the `n_points`.", stacklevel=4)
        return lambda x: _np.apply_along_axis(func, axis=-1, arr=x)
    return func


def _limits(a, b):
    """Limits of one type, a floating one, and one shape."""
    a, b = _np.atleast_1d(a), _np.atleast_1d(b)
    dtype = _np.result_type(a, b)
    dtype = dtype if _np.issubdtype(dtype, _np.inexact) else _np.float64
    return [_np.array(limit, dtype=dtype) for limit in _np.broadcast_arrays(a, b)]


def _integer(value, name):
    if value != int(value):
        raise TypeError(f"`{name}` must be an integer.")
    return int(value)


def _engine(qrng, dim):
    """The engine, Halton's where there is none."""
    # `scipy.stats` is not loaded until somebody needs it.
    from pallasite.scipy.stats import qmc

    if qrng is None:
        return qmc.Halton(dim)
    if not isinstance(qrng, qmc.QMCEngine):
        raise TypeError("`qrng` must be an instance of scipy.stats.qmc.QMCEngine.")
    if qrng.d != dim:
        raise ValueError("`qrng` must be initialized with dimensionality equal to the number of variables in `a`, "
                         "i.e., `qrng.random().shape[-1]` must equal `a.shape[0]`.")
    return qrng


def _spawn(rng, count):
    """Generators with independent streams."""
    source = rng.bit_generator if isinstance(rng, _np.random.Generator) else rng._bit_generator
    return [_np.random.Generator(bits) for bits in source.spawn(count)]


def _mean(estimates, log):
    return logsumexp(estimates) - math.log(len(estimates)) if log else _np.mean(estimates)


def _standard_error(estimates, mean, log):
    """That of the mean, from the spread of the estimates."""
    count = len(estimates)
    if not log:
        return _np.std(estimates, ddof=1) / math.sqrt(count)
    # The logarithm of the differences: the mean is taken off as a number with the phase pi.
    means = _np.full(count, mean) + _np.pi * 1j
    differences = logsumexp(_np.array([estimates, means]), axis=0)
    spread = _np.real(0.5 * (logsumexp(2 * differences) - math.log(count - 1)))
    return spread - 0.5 * math.log(count)


def qmc_quad(func, a, b, *, n_estimates=8, n_points=1024, qrng=None, log=False):
    """The integral of a function over a box, and its standard error, by independent quasi-Monte Carlo estimates."""
    a, b = _limits(a, b)
    func = _vectorized(func, a, b)
    n_points, n_estimates = _integer(n_points, "n_points"), _integer(n_estimates, "n_estimates")
    qrng = _engine(qrng, a.shape[0])
    if log not in {True, False}:
        raise TypeError("`log` must be boolean (`True` or `False`).")
    if _np.any(a == b):
        warnings.warn("A lower limit was equal to an upper limit, so the value of the integral is zero by definition.",
                      stacklevel=2)
        return QMCQuadResult(_np.asarray(-_np.inf if log else 0, dtype=a.dtype), _np.asarray(0.0, dtype=a.dtype))
    swapped = b < a
    sign = -1 if _np.count_nonzero(swapped) % 2 else 1
    a, b = _np.where(swapped, b, a), _np.where(swapped, a, b)
    estimates = _estimates(func, (a, b), n_estimates, n_points, qrng, log)
    integral = _mean(estimates, log)
    error = _standard_error(estimates, integral, log)
    return QMCQuadResult(integral + _np.pi * 1j if log and sign < 0 else integral * sign, error)


def _estimates(func, limits, n_estimates, n_points, qrng, log):
    """As many estimates of the integral, or of its logarithm, each with a scrambling of its own."""
    a, b = limits
    element = _np.prod(b - a) / n_points
    estimates = _np.zeros(n_estimates, dtype=a.dtype)
    for i, rng in enumerate(_spawn(qrng.rng, n_estimates)):
        sample = _np.asarray(qrng.random(n_points), dtype=a.dtype)
        integrands = func((sample * (b - a) + a).T)
        estimates[i] = logsumexp(integrands) + math.log(element) if log else _np.sum(integrands * element)
        qrng = type(qrng)(seed=rng, **qrng._init_quad)
    return estimates
