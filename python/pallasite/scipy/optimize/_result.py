"""The result objects, warnings and errors of ``scipy.optimize``."""
from collections import namedtuple
from functools import partial

from pallasite import numpy as _np

_ORDER = ["message", "success", "status", "fun", "funl", "x", "xl", "col_ind", "nit", "lower", "upper", "eqlin",
          "ineqlin", "converged", "flag", "function_calls", "iterations", "root"]
_HIDDEN = {"slack", "con", "crossover_nit", "_order_keys"}
_FLAGS = {0: "converged", -1: "sign error", -2: "convergence error", -3: "value error", 1: "No error"}
_NewtonResult = namedtuple("result", ("root", "converged", "zero_der"))


class OptimizeWarning(UserWarning):
    """Warns that a result of an optimisation is not to be trusted."""


class LineSearchWarning(RuntimeWarning):
    """Warns that a line search found no good step."""


class BracketError(RuntimeError):
    """Says that no bracket of a minimum was found; ``data`` holds the last three points."""


class OptimizeResult(dict):
    """The result of an optimisation: a dictionary whose items are attributes too."""

    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError as error:
            raise AttributeError(name) from error

    __setattr__ = dict.__setitem__
    __delattr__ = dict.__delitem__

    def __dir__(self):
        return list(self.keys())

    def __repr__(self):
        return _lines(self) if self else type(self).__name__ + "()"


class RootResults(OptimizeResult):
    """The result of a search for a root of a function of one variable."""

    def __init__(self, root, iterations, function_calls, flag, method):
        super().__init__(root=root, iterations=iterations, function_calls=function_calls, converged=flag == 0,
                         flag=_FLAGS.get(flag, flag), method=method)


def _place(order, item):
    """Where an item stands in the text of a result."""
    name = item[0].lower()
    return order.index(name) if name in order else len(order)


def _float(value):
    """A float in ten characters."""
    if _np.isinf(value):
        return "       inf" if value > 0 else "      -inf"
    return "       nan" if _np.isnan(value) else _np.format_float_scientific(value, precision=3, pad_left=2, unique=False)


def _lines(value, indent=0, margin=1):
    """The text of a result, a line for each item, or of a value within one."""
    if not isinstance(value, dict):
        with _np.printoptions(linewidth=76 - indent, edgeitems=2, threshold=12, formatter={"float_kind": _float}):
            return str(value)
    width = max(map(len, value), default=0) + margin
    items = sorted((item for item in value.items() if item[0] not in _HIDDEN), key=partial(_place, value.get("_order_keys", _ORDER)))
    text = [(name, _lines(item, width + indent + 2, 0)) for name, item in items]
    return "\n".join(f"{name:>{width}}: " + item.replace("\n", "\n" + " " * (width + 2)) for name, item in text)
