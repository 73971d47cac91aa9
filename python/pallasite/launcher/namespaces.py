"""The modules that the user's files get for ``numpy``, ``scipy.optimize`` and so on.

A namespace is a plain module (the interpreter's fast path for ``np.sin`` wants exactly that type) with
pallasite's objects in its ``__dict__``. Only a name that is not there reaches the module's
``__getattr__``, which asks in this order: pallasite again (names it makes on demand), the names of 2012
if wanted, the real library unless forbidden. What it finds is kept in the ``__dict__``.
"""
import importlib
import types

from pallasite.launcher.fallback import Fallback
from pallasite.launcher.legacy import ALIASES, Legacy
from pallasite.launcher.profile import Profile

DISTRIBUTIONS = {"numpy": "numpy", "scipy": "scipy", "skimage": "scikit-image", "sklearn": "scikit-learn"}
_import_module = importlib.import_module
_ABSENT = object()


class Namespaces:
    """Every namespace of one run, by the real library's name."""

    def __init__(self, options):
        self.options = options
        self.legacy = Legacy(self) if options.legacy else None
        self.profile = Profile() if options.profile else None
        self.fallback = Fallback(self.profile)
        self.roots = frozenset(DISTRIBUTIONS) | (self.legacy.roots if self.legacy else frozenset())
        self._made = {}

    def get(self, name):
        """The namespace that stands for the module `name`, or ``ModuleNotFoundError``."""
        if name not in self._made:
            name = self.legacy.module(name) if self.legacy else name
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    def _make(self, name):
        parent, _, leaf = name.rpartition(".")
        if parent:
            self.get(parent)
        native = import_if_present(f"pallasite.{name}")
        if native is None and self.real(name) is None and not (self.legacy and name in ALIASES):
            raise ModuleNotFoundError(self._no_module(name), name=name)
        namespace = _Namespace(self, name, native).module
        if parent:
            setattr(self.get(parent), leaf, namespace)
        return namespace

    def real(self, name):
        """The real library's module, or None where it lacks one, is not installed or is not allowed."""
        return None if self.options.strict else import_if_present(name)

    def _no_module(self, name):
        known = name.partition(".")[0] in DISTRIBUTIONS
        return f"No module named {name!r}" + (f" in pallasite{self.why_not_real(name)}" if known else "")

    def why_not_real(self, name):
        """The end of a message about a missing name of the module `name`."""
        root = name.partition(".")[0]
        if self.options.strict:
            return f", and --strict forbids the real {root}"
        if import_if_present(root) is None:
            return f"; with the real {root} it is taken from there: pip install {DISTRIBUTIONS[root]}"
        return f", nor in the real {root}"


class _Namespace:
    """Makes one module and answers for the names it lacks."""

    def __init__(self, namespaces, name, native):
        self.all, self.name, self.native = namespaces, name, native
        self.module = types.ModuleType(f"pallasite.{name}", getattr(native, "__doc__", None))
        contents = self.module.__dict__
        for key, value in vars(native).items() if native else ():
            if key not in ("__name__", "__getattr__", "__dir__", "__all__", "__builtins__") and not _is_pending(value):
                contents[key] = self._own(key, value)
        contents.update(__getattr__=self._miss, __dir__=self._names)

    def _own(self, key, value):
        if isinstance(value, types.ModuleType) and value.__name__ == f"pallasite.{self.name}.{key}":
            child = self.all._made[f"{self.name}.{key}"] = _Namespace(self.all, f"{self.name}.{key}", value).module
            return child
        return self.all.profile.native(self.name, key, value) if self.all.profile else value

    def _miss(self, key):
        if key == "__all__":
            return self._public()
        if key.startswith("__"):
            return getattr(self.native or self.all.real(self.name), key)
        for find in (self._find_native, self._find_legacy, self._find_real):
            value = find(key)
            if value is not _ABSENT:
                return value
        reason = self.all.why_not_real(self.name)
        raise AttributeError(f"module {self.name!r} has no attribute {key!r} in pallasite{reason}")

    def _find_native(self, key):
        if self.native is None:
            return _ABSENT
        value = getattr(self.native, key, _ABSENT)
        if value is _ABSENT and import_if_present(f"pallasite.{self.name}.{key}") is not None:
            return self.all.get(f"{self.name}.{key}")
        return value if value is _ABSENT else self._keep(key, self._own(key, value))

    def _find_legacy(self, key):
        return self.all.legacy.find(self.name, key, _ABSENT) if self.all.legacy else _ABSENT

    def _find_real(self, key):
        real = self.all.real(self.name)
        value = _ABSENT if real is None else getattr(real, key, _ABSENT)
        if value is _ABSENT and real is not None and hasattr(real, "__path__"):
            value = import_if_present(f"{self.name}.{key}") or _ABSENT
        if isinstance(value, types.ModuleType):
            return self._module(key, value)
        return value if value is _ABSENT else self._keep(key, self.all.fallback.wrap(self.name, key, value))

    def _module(self, key, module):
        submodule = f"{self.name}.{key}"
        return self.all.get(submodule) if module.__name__ == submodule else module

    def _keep(self, key, value):
        self.module.__dict__[key] = value
        return value

    def _public(self):
        modules = [module for module in (self.native, self.all.real(self.name)) if module is not None]
        names = (getattr(m, "__all__", None) or [n for n in vars(m) if not n.startswith("_")] for m in modules)
        return sorted({name for group in names for name in group if not name.startswith("__")})

    def _names(self):
        return sorted({*self.module.__dict__, *self._public()} - {"__getattr__", "__dir__"})


def _is_pending(value):
    """Whether this is a module that is loaded when it is looked at; this does not look at it."""
    return isinstance(value, types.ModuleType) and type(value) is not types.ModuleType


def import_if_present(name):
    """The module `name`; None if there is none. An error inside it is not hidden."""
    try:
        return _import_module(name)
    except ModuleNotFoundError as error:
        if error.name and (name == error.name or name.startswith(error.name + ".")):
            return None
        raise
