"""``tanhsinh`` and ``nsum``: the options and the results around the Rust functions."""
from functools import partial

from pallasite import _core
from pallasite.scipy.optimize import OptimizeResult


class _RichResult(OptimizeResult):
    """Results by name, as attributes too."""


def _result(found):
    """What the Rust function found, in the order of its text."""
    return _RichResult(found, _order_keys=["success", "status", "integral", "error", "nit", "nfev"])


def _halts(callback, found):
    """Whether the callback ends the integration."""
    try:
        callback(_result(found))
    except StopIteration:
        return True
    return False


def tanhsinh(f, a, b, *, args=(), log=False, maxlevel=None, minlevel=2, atol=None, rtol=None, preserve_shape=False,
             callback=None):
    """Integrates elementwise from `a` to `b`, which may be infinite: the double exponential formula.

    `f` gets an array of points, then `args`, broadcast against `a` and `b`, and returns its values; under `log` their
    logarithms. It may be called with arrays of any shape, under `preserve_shape` with that of all elements and an axis
    behind it. The levels of refinement are `minlevel` to `maxlevel` (10), `callback` gets the result so far after each
    and ends it by `StopIteration`. The result has `success`, `status`, `integral`, `error`, `maxlevel` and `nfev`.
    """
    return _result(_core._tanhsinh(f, a, b, args, log, maxlevel, minlevel, atol, rtol, preserve_shape, callback,
                                   partial(_halts, callback)))


def nsum(f, a, b, *, step=1, args=(), log=False, maxterms=int(2**20), tolerances=None):
    """Sums ``f(a) + f(a + step) + ...`` up to `b` elementwise, either of which may be infinite.

    `f` gets an array of points, then `args`, broadcast against `a`, `b` and `step`; it is smooth, positive and has one
    maximum. Under `log` it returns logarithms. At most `maxterms` terms are added up, the rest is an integral.
    `tolerances` may have `atol` and `rtol`. The result has `success`, `status`, `sum`, `error` and `nfev`.
    """
    tolerances = {} if tolerances is None else tolerances
    return _RichResult(_core._nsum(f, a, b, step, args, log, maxterms, tolerances.get("atol"), tolerances.get("rtol")))
