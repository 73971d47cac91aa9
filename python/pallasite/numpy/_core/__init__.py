"""``numpy._core``: private modules of NumPy that programs import from all the same, loaded when they are asked for."""

from importlib import import_module
from pkgutil import iter_modules


def __getattr__(name):
    if name in {module.name for module in iter_modules(__path__)}:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def reexport(names, *modules):
    """Puts the public names of modules into `names`, the globals of a private one."""
    for module in modules:
        names.update((name, value) for name, value in vars(module).items() if not name.startswith("_"))
