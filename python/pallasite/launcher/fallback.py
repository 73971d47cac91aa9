"""Functions of the real library, called with our arrays.

Arguments are converted to NumPy arrays that share our memory, results back to ours. A Python function
given as an argument (a model, a key, a callback) still gets our arrays. Classes of the real library, and
objects such as ``scipy.stats.norm``, are handed out as they are: their methods accept our arrays and
return NumPy's, which our functions accept in turn.
"""
import functools
import importlib
import types

_NUMBERS = (bool, int, float, complex)
_CALLBACKS = (types.FunctionType, types.MethodType, functools.partial)


class Fallback:
    """Wraps what the real library offers; `profile`, if any, counts the calls."""

    def __init__(self, profile=None):
        self._profile = profile

    def wrap(self, module, name, value):
        """What the user gets for ``module.name``, whose real value is `value`."""
        if isinstance(value, type) or not (callable(value) and hasattr(value, "__name__")):
            return Conversion().to_ours(value)
        wrapped = self._function(value)
        for method in ("reduce", "accumulate", "reduceat", "outer", "at"):
            if hasattr(value, method):
                setattr(wrapped, method, self._function(getattr(value, method)))
        return self._profile.fallback(module, name, wrapped) if self._profile else wrapped

    def _function(self, real):
        @functools.wraps(real, updated=())
        def call(*args, **kwargs):
            conversion = Conversion()
            args, kwargs = conversion.to_real(args), conversion.to_real(kwargs)
            try:
                result = real(*args, **kwargs)
            except Exception as error:
                own = conversion.own_exception(error)
                if own is None:
                    raise
                raise own from error
            return conversion.to_ours(result)

        return call


class Conversion:
    """Both directions for one call; an array that went in and comes out again is the same object."""

    def __init__(self):
        self.ours = importlib.import_module("pallasite.numpy")
        self.real = importlib.import_module("numpy")
        self._sent = {}

    def to_real(self, value):
        """`value` with our arrays, scalars and dtypes turned into NumPy's, in containers too."""
        kind = type(value)
        if isinstance(value, self.ours.ndarray):
            return self._remember(self.real.asarray(value), value)
        if isinstance(value, self.ours.generic):
            return self.real.asarray(value)[()]
        if isinstance(value, self.ours.dtype):
            return self.real.dtype(value.descr if value.names else value.str)
        if kind is list and value and type(value[0]) in _NUMBERS:
            return value  # a list of numbers, as long as it may be
        if kind in (list, tuple):
            return kind(map(self.to_real, value))
        if kind is dict:
            return {key: self.to_real(item) for key, item in value.items()}
        if isinstance(value, type) and issubclass(value, self.ours.generic):
            return getattr(self.real, value.__name__, value)
        if isinstance(value, _CALLBACKS):
            return self._callback(value)
        return value

    def to_ours(self, value):
        """`value` with NumPy's arrays and scalars turned into ours, in containers too."""
        if id(value) in self._sent:
            return self._sent[id(value)][1]
        kind = type(value)
        if kind is self.real.ndarray:
            return self._own_array(value)
        if isinstance(value, self.real.generic):
            own = self._own_array(self.real.asarray(value))
            return value if type(own) is self.real.ndarray else own[()]
        if kind in (list, tuple):
            return kind(map(self.to_ours, value))
        if isinstance(value, tuple) and hasattr(kind, "_make"):
            return kind._make(map(self.to_ours, value))
        if isinstance(value, dict) and type(value).__setitem__ is dict.__setitem__:
            for key, item in value.items():
                value[key] = self.to_ours(item)
        return value

    def own_exception(self, error):
        """Our exception of the same name, so that ``except np.linalg.LinAlgError`` catches it."""
        kind = type(error)
        if kind.__module__.partition(".")[0] != "numpy":
            return None
        for space in (self.ours, getattr(self.ours, "linalg", None), getattr(self.ours, "exceptions", None)):
            own = getattr(space, kind.__name__, None)
            if isinstance(own, type) and own is not kind:
                return own(*error.args)
        return None

    def _own_array(self, array):
        try:
            return self.ours.asarray(array)
        except TypeError:
            return array  # a dtype that only NumPy has

    def _remember(self, real, own):
        self._sent[id(real)] = real, own
        return real

    def _callback(self, function):
        @functools.wraps(function)
        def call(*args, **kwargs):
            conversion = Conversion()
            result = function(*conversion.to_ours(args), **conversion.to_ours(kwargs))
            return conversion.to_real(result)

        return call
