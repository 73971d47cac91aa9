"""``--legacy``: the names that the libraries had in 2012, as deprecated aliases.

A row says where a name was and what stands for it now. It is offered only if its target exists, in
pallasite or in the real library; each use warns.
"""
import builtins
import os
import sys
import warnings

_WINDOWS = ("hann", "hamming", "blackman", "bartlett", "kaiser", "gaussian")
ALIASES = {
    "numpy": {
        "int": "builtins.int", "float": "builtins.float", "complex": "builtins.complex", "str": "builtins.str",
        "object": "builtins.object", "unicode": "builtins.str", "alen": "builtins.len",
        "float_": "numpy.float64", "complex_": "numpy.complex128", "string_": "numpy.bytes_",
        "unicode_": "numpy.str_", "bool8": "numpy.bool_", "int0": "numpy.intp", "uint0": "numpy.uintp",
        "cfloat": "numpy.complex128", "singlecomplex": "numpy.complex64", "longfloat": "numpy.longdouble",
        "Inf": "numpy.inf", "Infinity": "numpy.inf", "infty": "numpy.inf", "PINF": "numpy.inf", "NaN": "numpy.nan",
        "trapz": "numpy.trapezoid", "in1d": "numpy.isin", "product": "numpy.prod", "cumproduct": "numpy.cumprod",
        "sometrue": "numpy.any", "alltrue": "numpy.all", "row_stack": "numpy.vstack", "round_": "numpy.round",
        "rank": "numpy.ndim", "mat": "numpy.asmatrix",
    },
    "scipy.integrate": {
        "trapz": "scipy.integrate.trapezoid", "simps": "scipy.integrate.simpson",
        "cumtrapz": "scipy.integrate.cumulative_trapezoid",
    },
    "scipy.linalg": {"pinv2": "scipy.linalg.pinv"},
    "scipy.misc": {
        "imread": "skimage.io.imread", "imsave": "skimage.io.imsave", "comb": "scipy.special.comb",
        "factorial": "scipy.special.factorial", "logsumexp": "scipy.special.logsumexp",
    },
    "scipy.signal": {
        "hanning": "scipy.signal.windows.hann",
        **{name: f"scipy.signal.windows.{name}" for name in _WINDOWS},
    },
    "scipy.stats": {name: f"numpy.{name}" for name in ("nanmean", "nanmedian", "nanstd")},
}
MODULES = {
    "skimage.filter": "skimage.filters",
    "scipy.ndimage.filters": "scipy.ndimage",
    "scipy.ndimage.interpolation": "scipy.ndimage",
    "scipy.ndimage.measurements": "scipy.ndimage",
    "scipy.ndimage.morphology": "scipy.ndimage",
    "pyfits": "astropy.io.fits",
}
_HERE = os.path.dirname(os.path.abspath(__file__))


class Legacy:
    """Looks old names up in the tables; `namespaces` holds the new ones."""

    roots = frozenset({"pyfits"})

    def __init__(self, namespaces):
        self._namespaces = namespaces

    def module(self, name):
        """The present name of the module `name`."""
        if name in MODULES:
            _warn(name, MODULES[name])
        return MODULES.get(name, name)

    def find(self, module, name, default):
        """What stands for ``module.name``, else `default`. In 2012 ``scipy`` had all of NumPy's names."""
        target = ALIASES.get(module, {}).get(name) or (f"numpy.{name}" if module == "scipy" else None)
        value = default if target is None else self._resolve(target, default)
        if value is not default:
            _warn(f"{module}.{name}", target)
        return value

    def _resolve(self, target, default):
        module, _, name = target.rpartition(".")
        try:
            return getattr(builtins if module == "builtins" else self._namespaces.get(module), name, default)
        except ModuleNotFoundError:
            return default


def _warn(old, new):
    warnings.warn(f"{old} is a name of 2012; it is {new} now", DeprecationWarning, stacklevel=_user_level())


def _user_level():
    """How far up the first frame outside the launcher is, as ``stacklevel`` counts from `_warn`."""
    frame, level = sys._getframe(2), 2
    while frame is not None and os.path.dirname(frame.f_code.co_filename) == _HERE:
        frame, level = frame.f_back, level + 1
    return level
