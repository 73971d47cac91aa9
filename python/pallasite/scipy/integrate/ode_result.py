"""The result of `solve_ivp`."""
from pallasite import numpy as np

FIRST = ("message", "success", "status")


class OdeResult(dict):
    """Results by name, as attributes too."""

    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError as error:
            raise AttributeError(name) from error

    __setattr__ = dict.__setitem__
    __delattr__ = dict.__delitem__

    def __dir__(self):
        return list(self)

    def __repr__(self):
        if not self:
            return f"{type(self).__name__}()"
        names = [name for name in FIRST if name in self] + [name for name in self if name not in FIRST]
        width = max(map(len, names)) + 1
        return "\n".join(f"{name:>{width}}: {_shown(self[name], width + 2)}" for name in names)


def _number(x):
    """A float in ten characters."""
    if np.isinf(x):
        return "       inf" if x > 0 else "      -inf"
    return "       nan" if np.isnan(x) else np.format_float_scientific(x, precision=3, pad_left=2, unique=False)


def _shown(value, indent):
    with np.printoptions(linewidth=76 - indent, edgeitems=2, threshold=12, formatter={"float_kind": _number}):
        return str(value).replace("\n", "\n" + " " * indent)
